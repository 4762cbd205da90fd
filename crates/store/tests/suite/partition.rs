//! PostgreSQL's tables in parts: nothing is lost on the way, one case is read from one part, and nobody gets round the
//! guards (ADR 0035). That the service works on them unchanged: `on_every_form!` in the other modules.

use crate::{
    application_role::address_as,
    history::{Dice, START, opened, population},
    on_postgres, rules,
};
use jiff::civil::{Date, date};
use record::CaseId;
use store::{Batch, Durability, LoadedCase, Store, StoreError};
use uuid::Uuid;

const FROM: Date = date(2026, 1, 1);

/// A case whose id says that it began in this month of 2026.
fn of_month(dice: &mut Dice, month: i8, number: u64) -> LoadedCase {
    let (known, _) = opened(dice, number);
    let at = date(2026, month, 12).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    let random = dice.roll(u64::MAX).to_be_bytes();
    let random: [u8; 10] = std::array::from_fn(|place| random[place % 8]);
    let milliseconds = at.as_millisecond().unsigned_abs();
    let id = uuid::Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid();
    let mut case = LoadedCase::new(CaseId(id));
    // Without the victim's words, which are sealed for another case.
    let keep = |event: &&record::Recorded| event.event.personal().is_empty();
    let events =
        known.events.iter().filter(keep).map(|event| store::NewEvent::at(event.at, event.event.clone()));
    case.record(&crate::history::by(), START.parse().unwrap(), events.collect(), Vec::new()).unwrap();
    case
}

async fn part_of(store: &Store, id: Uuid) -> Vec<String> {
    let parts = format!("select distinct tableoid::regclass::text from journal where case_id = '{id}'");
    store.strings_for_test(&parts).await.unwrap()
}

#[test]
fn a_database_comes_apart_and_nothing_is_lost() {
    on_postgres(async |store: Store| {
        population(&store, 71, 12).await;
        let mut dice = Dice(72);
        let mut ids = Vec::new();
        for (number, month) in [1, 2, 2, 5].into_iter().enumerate() {
            let mut case = of_month(&mut dice, month, 900 + number as u64);
            ids.push(case.case.id.0);
            store.commit(Batch::of(case.changes(rules()))).await.unwrap();
        }
        let rows =
            store.strings_for_test("select j::text from journal j order by case_id, version").await.unwrap();
        let digest = store.views_digest().await.unwrap();

        let parted = store.partition(FROM, date(2026, 3, 1), &[]).await.unwrap();
        let journal = &parted[0];
        assert_eq!((journal.table, journal.rows as usize), ("journal", rows.len()));
        assert_eq!(journal.made, ["journal_202601", "journal_202602", "journal_202603"]);
        assert_eq!(parted[4].made, ["duty_area_01"]);
        assert_eq!(store.views_digest().await.unwrap(), digest);
        assert_eq!(
            store.strings_for_test("select j::text from journal j order by case_id, version").await.unwrap(),
            rows
        );
        assert_eq!(store.verify().await.unwrap().findings, []);
        assert_eq!(part_of(&store, ids[0]).await, ["journal_202601"]);
        assert_eq!(part_of(&store, ids[3]).await, ["journal_rest"], "May has no part yet");

        // A second run adds what is missing, and takes over what lay in the rest.
        let parted = store.partition(FROM, date(2026, 6, 1), &["01".into(), "46".into()]).await.unwrap();
        assert_eq!(parted[0].made, ["journal_202604", "journal_202605", "journal_202606"]);
        assert_eq!(parted[4].made, ["duty_area_46"]);
        assert_eq!(part_of(&store, ids[3]).await, ["journal_202605"]);
        let again = store.partition(FROM, date(2026, 6, 1), &["01".into()]).await.unwrap();
        assert!(again.iter().all(|table| table.made.is_empty()), "{again:?}");
        assert_eq!(store.views_digest().await.unwrap(), digest);
        assert_eq!(store.verify().await.unwrap().findings, []);

        // The numbers of events go on.
        population(&store, 73, 2).await;
        let doubled = "select seq::text from journal group by seq having count(*) > 1";
        assert!(store.strings_for_test(doubled).await.unwrap().is_empty());
        // A constant in the plan: the parts of other months are not even opened.
        let plan = format!("explain select body from journal where case_id = '{}' order by version", ids[1]);
        let plan = store.strings_for_test(&plan).await.unwrap().join("\n");
        assert!(plan.contains("journal_202602") && plan.matches(" on journal_").count() == 1, "{plan}");
        let plan = format!(
            "explain select * from duty where area = '01' and organisation = 'met' and case_id = '{}'",
            ids[1]
        );
        let plan = store.strings_for_test(&plan).await.unwrap().join("\n");
        assert!(plan.contains("duty_area_01") && !plan.contains("duty_area_46"), "{plan}");
    });
}

#[test]
fn impossible_parts_are_refused_and_change_nothing() {
    on_postgres(async |store: Store| {
        population(&store, 74, 2).await;
        for (until, areas) in [
            (date(2025, 12, 1), vec![]),
            (date(2199, 1, 1), vec![]),
            (date(2026, 3, 1), vec!["01'); drop table journal; --".to_owned()]),
            (date(2026, 3, 1), (0..500).map(|area| area.to_string()).collect()),
        ] {
            let refused = store.partition(FROM, until, &areas).await;
            assert!(matches!(refused, Err(StoreError::Parts(_))), "{refused:?}");
        }
        let kind = "select relkind::text from pg_class where oid = 'journal'::regclass";
        assert_eq!(store.strings_for_test(kind).await.unwrap(), ["r"]);
        // A failure on the way leaves everything as it was: here a table stands where a part should come.
        store.execute_for_test("create table duty_area_01 (a int)").await.unwrap();
        assert!(store.partition(FROM, date(2026, 3, 1), &["01".into()]).await.is_err());
        assert_eq!(store.strings_for_test(kind).await.unwrap(), ["r"]);
        assert_eq!(store.verify().await.unwrap().findings, []);
    });
    crate::on_sqlite(async |store: Store| {
        let refused = store.partition(FROM, date(2026, 3, 1), &[]).await;
        assert!(matches!(refused, Err(StoreError::Parts(_))), "{refused:?}");
    });
}

#[test]
fn nobody_gets_round_the_guards_by_naming_a_part() {
    let database = pg_test::database();
    let address = database.url().to_owned();
    crate::run(address.clone(), async |owner: Store| {
        let role = format!("app_{}", database.name());
        owner.execute_for_test(&format!("create role \"{role}\" login password '{role}'")).await.unwrap();
        population(&owner, 75, 2).await;
        owner.grant_application_role(&role).await.unwrap();
        owner.partition(FROM, date(2026, 3, 1), &["01".into()]).await.unwrap();
        // What the role could do, it can do: the rights came along.
        let store = Store::open(&address_as(&address, &role), Durability::Full).await.unwrap();
        assert!(population(&store, 76, 2).await.len() == 2);
        store.close().await;
        owner.grant_application_role(&role).await.unwrap();
        let store = Store::open(&address_as(&address, &role), Durability::Full).await.unwrap();
        population(&store, 77, 2).await;
        assert_eq!(store.verify().await.unwrap().findings, []);
        for sql in [
            "delete from journal",
            "delete from journal_rest",
            "update journal_202601 set kind = kind",
            "truncate journal_rest",
            "delete from duty_area_01",
            "drop table journal_202601",
        ] {
            let error = store.execute_for_test(sql).await.unwrap_err().to_string();
            assert!(error.contains("permission denied") || error.contains("must be owner"), "{sql}: {error}");
        }
        store.close().await;
        // Not even the owner, by mistake.
        for sql in ["delete from journal", "delete from journal_rest", "truncate journal_202601"] {
            let error = owner.execute_for_test(sql).await.unwrap_err().to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
        owner.execute_for_test(&format!("drop owned by \"{role}\"; drop role \"{role}\"")).await.unwrap();
    });
}
