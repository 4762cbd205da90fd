//! Canary values go in through the use cases, and nobody who copies the database or its backup finds one (PLT-5).

use crate::{
    contacts::call,
    town::{Town, now},
};
use jiff::civil::date;
use policy::Role;
use record::{
    Answer, PersonDetails, Preferences, WaiverScope,
    access::{Basis, MandateScope, Purpose, RepresentativeKind},
    event::{Channel, DutyRef, FlagBecause, ReferenceKind},
    report::{Kind, ReportedBy, Wants},
};
use service::{
    SearchBy,
    access::{broken_glass::BreakGlassForm, mandates::MandateForm, sharing::SharingForm},
    files::FileOffered,
    import::MessageKind,
    open_case::{NewOwner, NewVictim, OpenCaseForm},
    record_contact::{ContactForm, Reached},
    record_event::EventForm,
    waive::WaiverForm,
};
use std::{collections::BTreeSet, path::Path};
use store::{Durability, Store};

/// Words that stand nowhere else. Every text below holds at least one.
const CANARIES: [&str; 24] = [
    "zephyrine",
    "quillfeather",
    "mistlethrush",
    "goldcrest mews",
    "07700 900461",
    "07700900461",
    "siskin@aviary",
    "wheatear",
    "fieldfare",
    "redstart",
    "brambling",
    "hawfinch",
    "whinchat",
    "waxwing",
    "dotterel",
    "phalarope",
    "turnstone",
    "whimbrel",
    "garganey",
    "smew the invented",
    "scoter",
    "corncrake",
    "bittern",
    "sanderling",
];

fn preferences() -> Preferences {
    Preferences {
        channels: vec![Channel::Phone],
        times: Some("When the Wheatear sings".into()),
        safe_contact: Some("Say that you ring from Fieldfare the hairdresser".into()),
        tell_also: Some("Her aunt Redstart".into()),
        bad_news: Some("With Brambling beside her".into()),
        ..Preferences::default()
    }
}

fn report() -> OpenCaseForm {
    let details = PersonDetails {
        name: "Zephyrine Quillfeather".into(),
        born: Some(date(1987, 6, 5)),
        address: vec!["9 Goldcrest Mews".into()],
        phones: vec!["07700 900461".into()],
        email: Some("siskin@aviary.example".into()),
    };
    let flags = vec![FlagBecause { flag: "intimidated".into(), because: "Afraid of the suspect".into() }];
    OpenCaseForm {
        title: "Burglary of a home".into(),
        area: Some("01".into()),
        references: vec![(ReferenceKind::Urn, "01ZD0000526".into())],
        victims: vec![NewVictim { details, flags, preferences: Some(preferences()) }],
        owners: vec![NewOwner {
            provider: "police".into(),
            organisation: "met".into(),
            team: None,
            person: None,
        }],
        reported_at: now(),
        known: Default::default(),
        words: Some("She saw Hawfinch at the window".into()),
    }
}

/// Something of everything that people write.
async fn live(town: &Town) {
    let service = &town.service;
    let officer = town.officer();
    let opened = service.open_case(&officer, report(), now()).await.unwrap();
    let (case, victim) = (opened.case, opened.victims[0]);
    let version = async || town.load(case).await.case.version;
    let contact = ContactForm {
        told: "I told her that Whinchat was arrested this morning and is still in custody.".into(),
        asked: Some("Whether Waxwing knows".into()),
        representative: Some("Dotterel, her brother".into()),
        ..call(version().await, victim)
    };
    service.record_contact(&officer, case, contact, now()).await.unwrap();
    let attempt = ContactForm {
        reached: Reached::No(record::AttemptOutcome::NoAnswer),
        told: "Phalarope answered and put the phone down".into(),
        ..call(version().await, victim)
    };
    service.record_contact(&officer, case, attempt, now()).await.unwrap();
    let event = EventForm {
        version: version().await,
        trigger: "bail_granted".into(),
        at: now(),
        received_at: None,
        victim: None,
        hearing: None,
        words: Some("Not to go near Turnstone Street".into()),
    };
    service.record_event(&officer, case, event, now()).await.unwrap();
    let waiver = WaiverForm {
        version: version().await,
        victim,
        scope: WaiverScope::Duty("r04-referral-to-support".into()),
        words: Some("She has Whimbrel for that".into()),
        withdraw: false,
    };
    service.waive(&officer, case, waiver, now()).await.unwrap();
    let me = town.as_victim(case, victim);
    let owed = town.owed(&town.load(case).await).into_iter().find(|owed| owed.victim == victim).unwrap();
    let duty = DutyRef { duty: owed.duty, trigger: owed.trigger, victim: None };
    service.answer(&me, duty, Answer::DidNotHappen, Some("Garganey never rang".into()), now()).await.unwrap();
    let sharing = SharingForm {
        version: version().await,
        victim: Some(victim),
        with: "harbour".into(),
        purpose: Some(Purpose::Support),
        basis: Some(Basis::ConsentGiven),
        words: "I asked whether Scoter may ring, and she said yes.".into(),
    };
    service.record_sharing(&officer, case, sharing, now()).await.unwrap();
    let mandate = MandateForm {
        name: "Mistlethrush Quillfeather".into(),
        phone: Some("07700 900461".into()),
        kind: Some(RepresentativeKind::Parent),
        scope: BTreeSet::from([MandateScope::See]),
        ..MandateForm::default()
    };
    service.give_mandate(&me, mandate, now()).await.unwrap();
    let opening = BreakGlassForm {
        reference: "01ZD0000526".into(),
        kind: "victim_asks".into(),
        reason: "Corncrake is at our counter and nobody there answers.".into(),
    };
    service.break_glass(&town.staff(Role::Officer, "elsewhere"), opening, now()).await.unwrap();
    let message = "<NewCaseMessage>Zephyrine Quillfeather of Goldcrest Mews, 07700 900461</NewCaseMessage>";
    let taken = town.take(MessageKind::ChargeFile, message).await;
    assert!(taken.reason.is_some(), "it waits in quarantine");
    for sends in [true, false] {
        let (_, mut draft) = service.begin_report("192.0.2.7", now()).await.unwrap();
        let kept = &mut draft.body.report;
        (kept.wants, kept.by) = (Some(Wants::Police), Some(ReportedBy::Victim));
        kept.kind = Some(Kind::Stalking);
        kept.answers.what = "Bittern waits outside every night".into();
        kept.word = "Sanderling".into();
        let file = FileOffered {
            name: "Bittern.txt".into(),
            bytes: b"Sanderling".to_vec(),
            ..FileOffered::default()
        };
        service.add_report_file(&mut draft, file, now()).await.unwrap();
        if sends {
            let sent = service
                .send_report(&mut draft, language::Language::English, "192.0.2.7", now())
                .await
                .unwrap();
            let sent = town.load(sent.case).await;
            let reporter = town.as_victim(sent.case.id, sent.case.victims[0].id);
            service.correct_report(&reporter, "who", "It is Bittern", now()).await.unwrap();
        }
    }
    // Everything can still be found and read.
    for by in [SearchBy::Name("zeph quill".into()), SearchBy::Phone("+44 7700 900461".into())] {
        let found = service.search(&officer, &by).await.unwrap().found;
        assert_eq!(found.len(), 1, "{by:?}");
        assert_eq!(found[0].victims, ["Zephyrine Quillfeather"]);
    }
    let smew = store::Person {
        id: "s-1".into(),
        name: "Smew the invented".into(),
        role: Role::Officer.slug().into(),
        organisation: "met".into(),
        phone: "07700 900461".into(),
        ..store::Person::default()
    };
    town.store().save_directory(&[], &[], &[smew]).await.unwrap();
    assert_eq!(town.store().person("s-1").await.unwrap().unwrap().name, "Smew the invented");
    let loaded = town.load(case).await;
    let told: Vec<String> =
        loaded.events.iter().flat_map(|e| e.event.personal()).filter_map(|r| loaded.texts.words(r)).collect();
    assert!(told.iter().any(|told| told.contains("Whinchat")), "{told:?}");
}

/// The canaries in some bytes, as they are or as hexadecimal digits, whatever the case of the letters.
fn found_in(bytes: &[u8]) -> Vec<&'static str> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let wide = |canary: &str| record::chain::hex(canary.as_bytes());
    let is_there = |canary: &&&str| {
        text.contains(**canary) || text.contains(&wide(canary)) || text.contains(&capital(canary))
    };
    CANARIES.iter().filter(is_there).copied().collect()
}

/// As hexadecimal digits, with a capital first letter.
fn capital(canary: &str) -> String {
    let mut letters = canary.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    record::chain::hex(format!("{first}{}", letters.as_str()).as_bytes())
}

fn run<T>(address: &str, work: impl AsyncFnOnce(Town) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(address, Durability::Process).await.unwrap();
        let town = Town::settle(store.clone()).await;
        let result = work(town).await;
        assert_eq!(store.verify().await.unwrap().findings, []);
        store.close().await;
        result
    })
}

fn look_into(folder: &Path) -> usize {
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        read += bytes.len();
        assert_eq!(found_in(&bytes), [] as [&str; 0], "in {}", path.display());
    }
    read
}

#[test]
fn a_copied_database_file_says_nothing_about_anybody() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    run(&address, async |town| {
        live(&town).await;
        // With its write-ahead log, as somebody would copy it from a running machine.
        assert!(look_into(folder.path()) > 100_000);
    });
    look_into(folder.path());
}

#[test]
fn a_backup_of_postgresql_says_nothing_about_anybody() {
    const TABLES: &str =
        "select table_name::text from information_schema.tables where table_schema = 'public'";
    let database = pg_test::database();
    run(database.url(), async |town| {
        live(&town).await;
        let mut rows = 0;
        for table in town.store().strings_for_test(TABLES).await.unwrap() {
            // What a dump holds: every row as text.
            let dump =
                town.store().strings_for_test(&format!("select t::text from {table} t")).await.unwrap();
            rows += dump.len();
            for row in dump {
                assert_eq!(found_in(row.as_bytes()), [] as [&str; 0], "in {table}");
            }
        }
        assert!(rows > 50);
    });
}

#[test]
fn the_canaries_would_be_found() {
    assert_eq!(found_in(b"xx Zephyrine yy"), ["zephyrine"]);
    assert_eq!(found_in(b"\\x7a6570687972696e65"), ["zephyrine"]);
    assert_eq!(found_in(b"\\x5a6570687972696e65"), ["zephyrine"]);
}
