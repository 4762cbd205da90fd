//! Files that victims and staff send: what is taken, who may open it, what is left when somebody is erased (REP-2).

use crate::{
    on_both_engines,
    town::{Town, now},
};
use policy::Role;
use record::{AccessEvent, CaseEvent, CaseId, FileId, PersonDetails, VictimId, access::Purpose};
use service::{
    Actor, ServiceError,
    files::{FileOffered, MOST_FILES, Scanner},
    open_case::{NewOwner, NewVictim, OpenCaseForm},
};
use store::{Batch, NewEvent};

on_both_engines!(
    a_victim_sends_a_photo_and_others_get_it_without_its_place,
    a_double_tap_is_one_file,
    who_may_open_a_file_and_who_may_not,
    what_is_refused_leaves_nothing_behind,
    a_case_takes_so_many_files_and_no_more,
    an_altered_or_missing_file_is_found,
    who_is_erased_leaves_no_file,
);

const PLACE: &[u8] = b"51.3762N Goldcrest Mews";

/// A PNG that says where it was made.
fn picture(pixels: &[u8]) -> Vec<u8> {
    let chunk =
        |name: &[u8; 4], body: &[u8]| [&(body.len() as u32).to_be_bytes()[..], name, body, &[0; 4]].concat();
    let header = [&40_u32.to_be_bytes()[..], &30_u32.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let parts = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"eXIf", PLACE),
        chunk(b"IDAT", pixels),
        chunk(b"IEND", b""),
    ];
    parts.concat()
}

fn offered(name: &str, bytes: Vec<u8>) -> FileOffered {
    FileOffered { name: name.into(), declared: String::new(), bytes }
}

async fn opened(town: &Town) -> (CaseId, VictimId, Actor) {
    let details = PersonDetails { name: "Fern Moss".into(), ..PersonDetails::default() };
    let form = OpenCaseForm {
        title: "Burglary of a home".into(),
        area: Some("01".into()),
        references: Vec::new(),
        victims: vec![NewVictim { details, ..NewVictim::default() }],
        owners: vec![NewOwner {
            provider: "police".into(),
            organisation: "met".into(),
            ..NewOwner::default()
        }],
        reported_at: now(),
        known: Default::default(),
        words: None,
    };
    let opened = town.service.open_case(&town.officer(), form, now()).await.unwrap();
    (opened.case, opened.victims[0], town.as_victim(opened.case, opened.victims[0]))
}

async fn a_victim_sends_a_photo_and_others_get_it_without_its_place(town: Town) {
    let (case, victim, me) = opened(&town).await;
    let original = picture(b"a broken door");
    let sent = offered("C:\\photos\\door.png", original.clone());
    let file = town.service.keep_file(&me, case, victim, sent, now()).await.unwrap();
    let mine = town.service.own_files(&me).await.unwrap();
    assert_eq!((mine.len(), mine[0].name.as_str(), mine[0].scanned), (1, "door.png", false));
    for actor in [me, town.officer()] {
        let shown = town.service.open_file(&actor, case, file).await.unwrap();
        assert_eq!(shown.kind, files::Kind::Png);
        assert!(!shown.bytes.windows(PLACE.len()).any(|window| window == PLACE), "the place is gone");
        assert!(shown.bytes.windows(13).any(|window| window == b"a broken door"));
    }
    // The original is kept as it came, for a court.
    let loaded = town.load(case).await;
    let kept = loaded.case.files.get(file).unwrap().body.clone();
    assert_eq!(town.store().file(case, &kept).await.unwrap(), Some(original));
    let staff = town.service.files_of_case(&town.officer(), case).await.unwrap();
    assert_eq!((staff.len(), staff[0].withheld.as_ref()), (1, None));
    let timeline = town.service.case_file(&town.officer(), case, now()).await.unwrap().timeline;
    assert!(timeline.iter().any(|entry| entry.title.starts_with("A file came for")));
}

async fn a_double_tap_is_one_file(town: Town) {
    let (case, victim, me) = opened(&town).await;
    let send = async |bytes: &[u8]| {
        town.service.keep_file(&me, case, victim, offered("a.png", picture(bytes)), now()).await.unwrap()
    };
    let first = send(b"one").await;
    assert_eq!(send(b"one").await, first);
    assert_ne!(send(b"two").await, first, "another picture of the same name and size");
    assert_eq!(town.service.own_files(&me).await.unwrap().len(), 2);
}

async fn who_may_open_a_file_and_who_may_not(town: Town) {
    let (case, victim, me) = opened(&town).await;
    let (other_case, other_victim, other) = opened(&town).await;
    let keep = async |name: &str, bytes: Vec<u8>| {
        town.service.keep_file(&me, case, victim, offered(name, bytes), now()).await.unwrap()
    };
    let photo = keep("a.png", picture(b"one")).await;
    let letter = keep("a.pdf", b"%PDF-1.7 by somebody".to_vec()).await;
    let may = async |actor: &Actor, case: CaseId, file: FileId| match town
        .service
        .open_file(actor, case, file)
        .await
    {
        Ok(_) => true,
        Err(ServiceError::NotFound) => false,
        Err(other) => panic!("{other:?}"),
    };
    assert!(may(&me, case, letter).await && may(&town.officer(), case, letter).await);
    assert!(!may(&other, case, photo).await, "another victim");
    assert!(!may(&other, other_case, photo).await, "through their own case");
    assert!(!may(&town.staff(Role::Officer, "kent"), case, photo).await, "another force");
    assert!(!may(&me, case, FileId(uuid::Uuid::from_u128(5))).await, "no such file");
    // Somebody else's file cannot be put into one's own case, nor one's own into theirs.
    let theirs = town.service.keep_file(&me, other_case, other_victim, offered("a.txt", b"x".into()), now());
    assert!(matches!(theirs.await, Err(ServiceError::NotFound)));
    // A support service reads what was said only with a consent of its own, and where the victim lives with the first.
    let advocate = town.staff(Role::Advocate, "harbour");
    town.agreed(case, victim, "harbour", &[Purpose::Support]).await;
    assert!(!may(&advocate, case, photo).await);
    let line = town.service.files_of_case(&advocate, case).await.unwrap();
    assert!(line.iter().all(|line| line.withheld.is_some() && !line.name.contains("a.p")), "nor its name");
    town.agreed(case, victim, "harbour", &[Purpose::Updates]).await;
    assert!(may(&advocate, case, photo).await);
}

async fn what_is_refused_leaves_nothing_behind(town: Town) {
    let (case, victim, me) = opened(&town).await;
    let refused = async |name: &str, declared: &str, bytes: Vec<u8>| {
        let offered = FileOffered { name: name.into(), declared: declared.into(), bytes };
        match town.service.keep_file(&me, case, victim, offered, now()).await {
            Err(ServiceError::Invalid(problems)) => {
                assert_eq!((problems.len(), problems[0].field), (1, "file"));
                problems[0].message.clone()
            }
            other => panic!("{other:?}"),
        }
    };
    assert!(refused("a.jpg", "image/jpeg", b"%PDF-1.7".into()).await.contains("not what its name says"));
    assert!(refused("a.zip", "application/zip", b"PK\x03\x04".into()).await.contains("zip"));
    assert!(refused("a.jpg", "image/jpeg", b"PK\x03\x04".into()).await.contains("zip"));
    assert!(refused("a.txt", "text/plain", Vec::new()).await.contains("empty"));
    assert!(refused("a.txt", "text/plain", vec![b'a'; files::LARGEST + 1]).await.contains("10 MB"));
    // A scanner that cannot be asked is no way around it.
    let nowhere = town.service.clone().with_scanner(Scanner::clamd("/nowhere/clamd.ctl"));
    let down = nowhere.keep_file(&me, case, victim, offered("a.txt", b"a letter".into()), now()).await;
    assert!(matches!(down, Err(ServiceError::Invalid(_))));
    assert_eq!(town.service.own_files(&me).await.unwrap(), []);
}

async fn a_case_takes_so_many_files_and_no_more(town: Town) {
    let (case, victim, me) = opened(&town).await;
    for number in 0..MOST_FILES {
        let text = format!("letter {number}").into_bytes();
        town.service.keep_file(&me, case, victim, offered("a.txt", text), now()).await.unwrap();
    }
    let more = town.service.keep_file(&me, case, victim, offered("a.txt", b"one more".into()), now()).await;
    assert!(matches!(more, Err(ServiceError::Invalid(_))));
}

async fn an_altered_or_missing_file_is_found(town: Town) {
    let (case, victim, me) = opened(&town).await;
    let file = |name: &str| offered(name, b"a letter".to_vec());
    let first = town.service.keep_file(&me, case, victim, file("a.txt"), now()).await.unwrap();
    town.service.keep_file(&me, case, victim, file("b.txt"), now()).await.unwrap();
    let store = town.store();
    store.execute_for_test("create table copy as select * from file").await.unwrap();
    for damage in [
        "update file set sealed = (select f.sealed from file f where f.id <> file.id limit 1)",
        "update file set sealed = null",
        "update file set subject = case_id",
        "delete from file",
    ] {
        store.execute_for_test(damage).await.unwrap();
        assert!(!store.verify().await.unwrap().findings.is_empty(), "{damage}");
        assert!(town.service.open_file(&me, case, first).await.is_err(), "{damage}");
        store.execute_for_test("delete from file").await.unwrap();
        store.execute_for_test("insert into file select * from copy").await.unwrap();
    }
    assert!(town.service.open_file(&me, case, first).await.is_ok());
}

async fn who_is_erased_leaves_no_file(town: Town) {
    let (case, victim, me) = opened(&town).await;
    let file =
        town.service.keep_file(&me, case, victim, offered("a.png", picture(b"x")), now()).await.unwrap();
    let mut loaded = town.load(case).await;
    loaded.erase(victim, town.service.rules(), now());
    let by = loaded.events[0].by.clone();
    let gone = CaseEvent::Access(AccessEvent::VictimErased { victim });
    loaded.record(&by, now(), vec![NewEvent::at(now(), gone)], Vec::new()).unwrap();
    let batch = Batch::of(loaded.changes(town.service.rules()));
    town.store().commit(batch).await.unwrap();
    let left =
        town.store().strings_for_test("select count(*) || '' from file where sealed is not null").await;
    assert_eq!(left.unwrap(), ["0"]);
    assert!(matches!(town.service.open_file(&town.officer(), case, file).await, Err(ServiceError::NotFound)));
}
