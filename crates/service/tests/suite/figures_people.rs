//! Differences between groups of people: small numbers are not shown, and cannot be worked out by taking one page from another.

use crate::{
    on_both_engines,
    town::{Town, at, now},
};
use measures::{Dimension, PeopleKind};
use policy::Role;
use record::{
    CaseEvent, CaseId, Characteristics, Contact, DutyRef, Facts, Month, Origin, PersonDetails, Personal,
    Recorder, Understood, VictimId,
    event::Channel,
    figures::{Disability, Sex},
};
use service::{
    Actor, ServiceError,
    figures::{MeasureQuery, MeasureTable},
};
use store::{Batch, LoadedCase, NewEvent};
use uuid::Uuid;

on_both_engines!(
    small_groups_are_hidden_and_cannot_be_worked_out_from_other_pages,
    groups_are_shown_for_whole_quarters_and_whole_measures,
    what_victims_say_of_themselves_is_theirs_and_of_those_who_see_needs,
);

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn later() -> jiff::Timestamp {
    at("2026-07-06T09:00:00Z")
}

/// Cases in which a suspect was arrested: of whom, how many were told, how many were not.
async fn arrests(
    town: &Town,
    organisation: &str,
    sex: Option<Sex>,
    told: usize,
    not_told: usize,
    first: u128,
) {
    let mut batch = Batch::default();
    for number in 0..told + not_told {
        batch.cases.push(
            arrest(town, organisation, sex, number < told, first + number as u128)
                .changes(town.service.rules()),
        );
    }
    town.store().commit(batch).await.unwrap();
}

fn arrest(town: &Town, organisation: &str, sex: Option<Sex>, is_told: bool, number: u128) -> LoadedCase {
    let id = |kind: u128| Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number * 16 + kind);
    let (case, victim, opened) = (CaseId(id(0)), VictimId(id(1)), at("2026-02-02T09:00:00Z"));
    let mut loaded = LoadedCase::new(case);
    let details = PersonDetails { name: "Somebody Invented".into(), ..PersonDetails::default() };
    let details = Personal::new(id(2), [1; 16], case, &details).unwrap();
    let said = Characteristics { sex, ..Characteristics::default() };
    let said = Personal::new(id(3), [1; 16], case, &said).unwrap();
    let told = Personal::new(id(4), [1; 16], case, &"We told them that he was arrested.").unwrap();
    let by = Recorder { organisation: organisation.into(), person: None, origin: Origin::Person };
    let mut events = vec![
        CaseEvent::CaseOpened { title: "Burglary of a home".into(), area: Some("01".into()) },
        CaseEvent::OwnerAssigned {
            provider: "police".into(),
            organisation: organisation.into(),
            team: None,
            person: None,
        },
        CaseEvent::VictimAdded { victim, details: details.reference(), flags: vec![] },
        CaseEvent::CharacteristicsRecorded { victim, characteristics: said.reference() },
        CaseEvent::Happened {
            trigger: "suspect_arrested".into(),
            victim: Some(victim),
            key: None,
            facts: Facts::default(),
            words: None,
        },
    ];
    if is_told {
        events.push(CaseEvent::ContactRecorded(Contact {
            victim,
            representative: None,
            channel: Channel::Phone,
            told: told.reference(),
            understood: Understood::Yes,
            against_preference: None,
            asked: None,
            next: None,
            meets: vec![DutyRef { duty: "r06-arrested".into(), trigger: 5, victim: None }],
        }));
    }
    let texts = if is_told { vec![details, said, told] } else { vec![details, said] };
    let events = events.into_iter().map(|event| NewEvent::at(opened, event)).collect();
    loaded.record(&by, opened, events, texts).unwrap();
    assert!(town.owed(&loaded).iter().any(|owed| owed.duty == "r06-arrested"));
    loaded
}

fn asked() -> MeasureQuery {
    MeasureQuery::new("told-of-arrest", month("2025-11"), month("2026-05"))
        .by(Dimension::People(PeopleKind::Sex))
}

fn inspector(town: &Town) -> Actor {
    town.staff(Role::Oversight, "inspectorate")
}

/// Key and numbers of each row; none for what is not shown.
fn shown(table: &MeasureTable) -> Vec<(&str, Option<(i64, i64)>)> {
    let numbers =
        |row: &service::figures::MeasureRow| (!row.suppressed).then_some((row.numerator, row.denominator));
    table.rows.iter().map(|row| (row.key.as_str(), numbers(row))).collect()
}

async fn small_groups_are_hidden_and_cannot_be_worked_out_from_other_pages(town: Town) {
    arrests(&town, "met", Some(Sex::Female), 28, 7, 1_000).await;
    arrests(&town, "met", Some(Sex::Male), 9, 21, 2_000).await;
    arrests(&town, "met", None, 10, 9, 3_000).await;
    arrests(&town, "kent", Some(Sex::Female), 12, 14, 4_000).await;
    arrests(&town, "kent", Some(Sex::Male), 2, 1, 5_000).await;
    arrests(&town, "kent", None, 10, 10, 6_000).await;
    let table = async |organisation: Option<&str>| {
        let query = MeasureQuery { organisation: organisation.map(str::to_owned), ..asked() };
        town.service.measure(&inspector(&town), query, later()).await.unwrap()
    };
    let (all, met, kent) = (table(None).await, table(Some("met")).await, table(Some("kent")).await);
    assert_eq!((all.from, all.to), (month("2026-01"), month("2026-03")), "the last whole quarter");
    assert_eq!(
        shown(&all),
        [("sex:female", Some((40, 61))), ("sex:male", Some((11, 33))), ("unknown", Some((20, 39)))]
    );
    assert_eq!((all.total.numerator, all.total.denominator), (71, 133));
    // Three men of Kent: hidden, and so are all numbers from which they would follow.
    let hidden =
        |table: &MeasureTable, key: &str| table.rows.iter().find(|row| row.key == key).unwrap().suppressed;
    assert!(hidden(&kent, "sex:male"));
    assert!(hidden(&met, "sex:male"), "all men less those of the Met are those of Kent");
    assert!(hidden(&kent, "sex:female") || hidden(&kent, "unknown"), "all of Kent less the rest are its men");
    let row = kent.rows.iter().find(|row| row.key == "sex:male").unwrap();
    assert_eq!((row.numerator, row.denominator, row.share, row.interval), (0, 0, None, None));
    assert_eq!(kent.row_json(row)["numerator"], serde_json::Value::Null);
    assert!(kent.left_out.iter().any(|line| line.starts_with("Numbers below five are not shown")));
    // What the intervals say, in words.
    assert_eq!(
        all.differences,
        [
            "Female (66 %) is above Male (33 %), and their intervals do not overlap: chance alone does not explain the difference."
        ]
    );
    let sergeant = town.staff(Role::Supervisor, "kent");
    let own = town.service.measure(&sergeant, asked(), later()).await.unwrap();
    assert_eq!(shown(&own), shown(&kent), "a supervisor sees what the inspector sees of them");
}

async fn groups_are_shown_for_whole_quarters_and_whole_measures(town: Town) {
    arrests(&town, "met", Some(Sex::Female), 20, 20, 1_000).await;
    let problem =
        async |query: MeasureQuery| match town.service.measure(&inspector(&town), query, later()).await {
            Err(ServiceError::Invalid(problems)) => problems[0].field,
            other => panic!("{other:?}"),
        };
    let months = |from: &str, to: &str| MeasureQuery { from: month(from), to: month(to), ..asked() };
    assert_eq!(problem(months("2026-02", "2026-05")).await, "from");
    assert_eq!(problem(MeasureQuery { area: Some("01".into()), ..asked() }).await, "area");
    assert_eq!(problem(MeasureQuery { team: Some("any".into()), ..asked() }).await, "team");
    let one = MeasureQuery { duties: Some(vec!["r06-arrested".into()]), ..asked() };
    assert_eq!(problem(one).await, "duty");
    let whole = town.service.measure(&inspector(&town), months("2026-01", "2026-03"), later()).await.unwrap();
    assert_eq!(whole.total.denominator, 40);
}

async fn what_victims_say_of_themselves_is_theirs_and_of_those_who_see_needs(town: Town) {
    let mut loaded = arrest(&town, "met", None, false, 9_000);
    let (case, victim) = (loaded.case.id, loaded.case.victims[0].id);
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    let own = town.as_victim(case, victim);
    let said =
        Characteristics { sex: Some(Sex::Female), ethnicity: None, disability: Some(Disability::NotSaid) };
    town.service.say_own_characteristics(&own, said, now()).await.unwrap();
    let version = town.load(case).await.case.version;
    town.service.say_own_characteristics(&own, said, now()).await.unwrap();
    assert_eq!(town.load(case).await.case.version, version, "the same again adds nothing");
    let known = town.service.own_characteristics(&own).await.unwrap();
    assert_eq!((known.said, known.may_say), (said, true));
    // The officer sees and changes it; the victim sees what is recorded.
    let of_case = town.service.characteristics_of(&town.officer(), case).await.unwrap();
    assert_eq!(of_case.victims[0].said, said);
    let changed = Characteristics { disability: Some(Disability::Yes), ..said };
    let record = async |actor: &Actor, version: u64| {
        town.service.record_characteristics(actor, case, version, victim, changed, now()).await
    };
    assert!(matches!(record(&town.officer(), 1).await, Err(ServiceError::Stale(_))));
    record(&town.officer(), version).await.unwrap();
    assert_eq!(town.service.own_characteristics(&own).await.unwrap().said, changed);
    // Another force does not, nor does anybody else's victim.
    let other = town.staff(Role::Officer, "kent");
    assert!(matches!(town.service.characteristics_of(&other, case).await, Err(ServiceError::NotFound)));
    assert!(matches!(record(&other, version + 1).await, Err(ServiceError::NotFound)));
    let stranger = town.as_victim(case, VictimId(Uuid::from_u128(1)));
    assert!(matches!(town.service.own_characteristics(&stranger).await, Err(ServiceError::NotFound)));
    // It counts in figures, and stands in no list in the clear.
    let query =
        store::FigureFilter::months(month("2026-01"), month("2026-03")).by(&[store::FigureBy::People]);
    let groups: Vec<String> =
        town.store().figures(&query).await.unwrap().into_iter().map(|row| row.key.join("")).collect();
    assert_eq!(groups, ["disability:yes", "sex:female"]);
}
