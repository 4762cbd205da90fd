//! Without the key nobody can read or alter what says something about a person, and keys change while people work.

use crate::{
    history::{Dice, by, opened, population, start},
    on_every_form, rules,
};
use record::{CaseEvent, PersonDetails, Personal, view::TermKind};
use store::{
    Batch, Durability, Engine, KeySource, Keyring, NewEvent, QuarantineState, Quarantined, SearchBy, Store,
    StoreError,
};
use uuid::Uuid;

on_every_form!(
    every_flipped_byte_in_a_sealed_column_is_found,
    a_sealed_text_cannot_take_the_place_of_another,
    what_was_readable_is_sealed_when_the_database_is_opened,
    a_name_is_found_by_its_beginnings_and_by_nothing_else,
);

/// One more byte than there was, modulo 256, at a place of a column.
fn flip(store: &Store, table: &str, column: &str, place: u64) -> String {
    let byte = place % 60;
    match store.engine() {
        // SQLite has no bytes to set: the hexadecimal digits are put together again with one changed.
        Engine::Sqlite => format!(
            "update {table} set {column} = (select unhex(substr(h, 1, {p}) || case substr(h, {p} + 1, 1) when '0' then '1' else '0' end || substr(h, {p} + 2)) \
             from (select hex({column}) as h)) where rowid = (select min(rowid) from {table} where length({column}) > 60)",
            p = byte * 2
        ),
        Engine::Postgres => format!(
            "update {table} set {column} = set_byte({column}, {byte}, (get_byte({column}, {byte}) + 1) % 256) \
             where ctid = (select min(ctid) from {table} where length({column}) > 60)"
        ),
    }
}

fn held() -> Quarantined {
    Quarantined {
        id: Uuid::from_u128(77),
        received_at: start(),
        source: "charge of Xanthe Quillfeather, then a long name of a file.xml".into(),
        format: "charge_file".into(),
        reason: "line 3: no reference".into(),
        body: b"<Name>Xanthe Quillfeather</Name> and more words that make it long enough".to_vec(),
        mended: Some(b"<Name>Xanthe Quillfeather</Name> mended, and again more words".to_vec()),
        state: QuarantineState::Waiting,
        tries: 1,
        note: "I rang Xanthe Quillfeather about it; she says that it is hers, on 01632 960 001".into(),
    }
}

async fn every_flipped_byte_in_a_sealed_column_is_found(store: Store) {
    population(&store, 41, 4).await;
    store.commit(Batch { quarantine: vec![held()], ..Batch::default() }).await.unwrap();
    assert_eq!(store.verify().await.unwrap().findings, []);
    let mut dice = Dice(42);
    let columns = [
        ("personal", "sealed"),
        ("case_victim", "sealed"),
        ("data_key", "wrapped"),
        ("quarantine", "source"),
        ("quarantine", "body"),
        ("quarantine", "mended"),
        ("quarantine", "note"),
    ];
    for (table, column) in columns {
        for _ in 0..4 {
            let place = dice.roll(60);
            store.execute_for_test("drop table if exists copy").await.unwrap();
            store.execute_for_test(&format!("create table copy as select * from {table}")).await.unwrap();
            let sql = if table == "data_key" && store.engine() == Engine::Sqlite {
                // This table has no row numbers.
                flip(&store, table, column, place)
                    .replace("rowid = (select min(rowid)", "subject = (select max(subject)")
            } else {
                flip(&store, table, column, place)
            };
            store.execute_for_test(&sql).await.unwrap();
            let found = store.verify().await.unwrap().findings;
            assert!(!found.is_empty(), "byte {place} of {table}.{column} was flipped and not found");
            store.execute_for_test(&format!("delete from {table}")).await.unwrap();
            store.execute_for_test(&format!("insert into {table} select * from copy")).await.unwrap();
        }
    }
    assert_eq!(store.verify().await.unwrap().findings, [], "everything is as it was");
    for damage in [
        "update data_key set kind = 'case' where kind = 'victim'",
        "update data_key set outer_key = '0123456789abcdef' where kind = 'victim'",
        "update data_key set wrapped = null where kind = 'victim'",
        "delete from data_key where kind = 'victim'",
        "update personal set subject = case_id",
    ] {
        for table in ["data_key", "personal"] {
            store.execute_for_test(&format!("drop table if exists copy_{table}")).await.unwrap();
            store
                .execute_for_test(&format!("create table copy_{table} as select * from {table}"))
                .await
                .unwrap();
        }
        store.execute_for_test(damage).await.unwrap();
        assert!(!store.verify().await.unwrap().findings.is_empty(), "{damage}");
        for table in ["data_key", "personal"] {
            store.execute_for_test(&format!("delete from {table}")).await.unwrap();
            store.execute_for_test(&format!("insert into {table} select * from copy_{table}")).await.unwrap();
        }
    }
}

async fn a_sealed_text_cannot_take_the_place_of_another(store: Store) {
    let cases = population(&store, 43, 2).await;
    store
        .execute_for_test(
            "update personal set sealed = (select p.sealed from personal p where p.id <> personal.id limit 1)",
        )
        .await
        .unwrap();
    let report = store.verify().await.unwrap();
    assert!(report.findings.iter().any(|finding| finding.problem.contains("cannot be opened")));
    // Whoever reads gets a clear error, never somebody else's words.
    assert!(matches!(store.load(cases[0].0).await, Err(StoreError::Text { .. })));
}

async fn a_name_is_found_by_its_beginnings_and_by_nothing_else(store: Store) {
    let mut dice = Dice(44);
    let (mut loaded, victim) = opened(&mut dice, 1);
    let details = PersonDetails { name: "Xanthe Ng Quillfeather".into(), ..PersonDetails::default() };
    let text = Personal::new(Uuid::from_u128(5), [9; 16], loaded.case.id, &details).unwrap();
    let event = CaseEvent::VictimCorrected { victim, details: text.reference() };
    loaded.record(&by(), start(), vec![NewEvent::at(start(), event)], vec![text]).unwrap();
    store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
    let finds = async |name: &str| store.search(&SearchBy::Name(name.into()), None, 9).await.unwrap().len();
    for name in ["xan", "Xanthe", "quillfeather", "Quill Xan", "ng", "NG xanthe quillf"] {
        assert_eq!(finds(name).await, 1, "{name}");
    }
    for name in ["x", "xa", "anthe", "quix", "nga", "xanthe moss"] {
        assert_eq!(finds(name).await, 0, "{name}");
    }
    let terms = store.strings_for_test("select distinct kind from search_term order by 1").await.unwrap();
    assert_eq!(terms, ["name", "urn"], "the number of the first record went with its correction");
    assert!(!TermKind::Urn.is_personal());
}

async fn what_was_readable_is_sealed_when_the_database_is_opened(store: Store) {
    let cases = population(&store, 45, 30).await;
    let read = async |store: &Store| {
        let mut texts = Vec::new();
        for (case, _) in &cases {
            let loaded = store.load(*case).await.unwrap().unwrap();
            let details: PersonDetails = loaded.texts.read(&loaded.case.victims[0].details).unwrap();
            texts.push(details.name);
        }
        texts
    };
    // As an earlier version left it: texts without salts, keys of nobody.
    let before = read(&store).await;
    let bodies = before.iter().zip(&cases).map(|(name, (case, _))| (name.clone(), *case));
    for (name, case) in bodies {
        let body = format!("{{\"name\":\"{name}\"}}").replace('\'', "''");
        let id = store.load(case).await.unwrap().unwrap().case.victims[0].details.id;
        let (case, id) = match store.engine() {
            Engine::Sqlite => (format!("x'{}'", case.0.simple()), format!("x'{}'", id.simple())),
            Engine::Postgres => (format!("'{}'", case.0), format!("'{id}'")),
        };
        let sql = format!(
            "delete from data_key where case_id = {case}; delete from personal where case_id = {case} and id <> {id}; \
             update personal set body = '{body}', sealed = null, subject = null where id = {id}"
        );
        store.execute_for_test(&sql).await.unwrap();
    }
    let readable = "select body from personal where body is not null";
    assert_eq!(store.strings_for_test(readable).await.unwrap().len(), 30);
    let store = store.clone().with_keys(Keyring::of_process().unwrap()).await.unwrap();
    assert_eq!(store.strings_for_test(readable).await.unwrap(), [] as [String; 0]);
    assert_eq!(read(&store).await, before);
    let kinds = "select distinct kind from data_key where kind not in ('deployment', 'index')";
    assert_eq!(store.strings_for_test(kinds).await.unwrap(), ["victim"]);
}

#[test]
fn another_key_is_a_clear_error_and_no_key_reads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    let (right, wrong) = (folder.path().join("right"), folder.path().join("wrong"));
    let id = store::make_file(&right).unwrap();
    store::make_file(&wrong).unwrap();
    let ring = |path: &std::path::Path| Keyring::from(KeySource::File(path.to_owned())).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open_with(&address, Durability::Process, ring(&right)).await.unwrap();
        let cases = population(&store, 46, 3).await;
        store.close().await;
        let refused = Store::open_with(&address, Durability::Process, ring(&wrong)).await;
        let Err(refused) = refused else { panic!("opened with another key") };
        assert!(refused.to_string().contains(&id), "{refused}");
        assert!(Store::open(&address, Durability::Process).await.is_err());
        let closed = Store::open_without_keys(&address, Durability::Process).await.unwrap();
        let report = closed.verify().await.unwrap();
        assert_eq!(report.findings, [], "the chain is checked without keys");
        assert!(report.closed >= 3);
        assert!(matches!(closed.load(cases[0].0).await, Err(StoreError::NoKeys)));
        closed.close().await;
    });
}

#[test]
fn keys_change_while_people_work() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    rotate_beside_a_writer(&address, folder.path());
    let database = pg_test::database();
    let folder = tempfile::tempdir().unwrap();
    rotate_beside_a_writer(database.url(), folder.path());
}

fn rotate_beside_a_writer(address: &str, folder: &std::path::Path) {
    let path = folder.join("keys");
    let old = store::make_file(&path).unwrap();
    let ring = || Keyring::from(KeySource::File(path.clone())).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let service = Store::open_with(address, Durability::Process, ring()).await.unwrap();
        let cases = population(&service, 47, 20).await;
        let writer = {
            let service = service.clone();
            tokio::spawn(async move { population(&service, 48, 40).await })
        };
        // Another process: it adds a key to the file and wraps everything with it.
        let new = store::add_key(&path).unwrap();
        let rotating = Store::open_with(address, Durability::Process, ring()).await.unwrap();
        rotating.rotate_keys(|_| {}).await.unwrap();
        let written = writer.await.unwrap();
        rotating.rotate_keys(|_| {}).await.unwrap();
        let uses = rotating.key_use().await.unwrap();
        assert_eq!(uses.newest, new);
        assert_eq!(uses.wraps.keys().collect::<Vec<_>>(), [&new], "nothing is wrapped with {old} any more");
        assert_eq!(rotating.unusable_keys().await.unwrap(), 0);
        // The service never stopped, and reads what was there before and what came since.
        for (case, _) in cases.iter().chain(&written) {
            assert!(service.load(*case).await.unwrap().is_some());
        }
        assert_eq!(service.verify().await.unwrap().findings, []);
        // Without the old key everything can be read.
        let text = std::fs::read_to_string(&path).unwrap();
        let newest = text.lines().last().unwrap().to_owned();
        let only = Keyring::from(KeySource::Text(newest.into())).unwrap();
        let store = Store::open_with(address, Durability::Process, only).await.unwrap();
        assert!(store.load(cases[0].0).await.unwrap().is_some());
        for store in [service, rotating, store] {
            store.close().await;
        }
    });
}
