//! What a victim reads about who looked, and what professional standards find: from real visits.

use crate::{
    contacts::charged,
    on_both_engines,
    town::{Town, now, victim_named},
};
use jiff::{Timestamp, ToSpan};
use language::Language;
use policy::Role;
use record::{CaseId, VictimId};
use service::{
    Actor, SearchBy, ServiceError,
    odd_patterns::{Kind, OddQuery},
};
use store::{AuditFilter, AuditLine, Person};
use uuid::Uuid;

on_both_engines!(
    a_victim_reads_who_looked_and_nothing_of_another_victim,
    what_looks_odd_is_found_once_and_stays_until_somebody_looked_into_it,
    nobody_else_reads_the_audit,
    ordinary_work_is_not_odd,
);

async fn visit(town: &Town, actor: Actor, case: CaseId) {
    drop(town.service.case_file(&actor, case, now()).await);
    town.service.end_visit(&actor).await.unwrap();
}

fn seen_by(person: &str, role: Role, organisation: &str, case: CaseId, number: i64) -> AuditLine {
    AuditLine {
        at: now() + number.minutes(),
        visit: Uuid::from_u128(1000 + number as u128),
        person: person.into(),
        role: role.slug().into(),
        organisation: organisation.into(),
        action: "see_case".into(),
        case: Some(case),
        outcome: "allowed".into(),
        ..AuditLine::default()
    }
}

async fn two_victims(town: &Town) -> (CaseId, VictimId, VictimId) {
    let case = charged(town).await;
    let loaded = town.load(case).await;
    (case, victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"))
}

async fn sentences(town: &Town, case: CaseId, victim: VictimId) -> Vec<String> {
    let looked = town.service.who_looked(&town.as_victim(case, victim), None).await.unwrap();
    looked.days.iter().flat_map(|day| day.sentences(Language::English)).collect()
}

async fn a_victim_reads_who_looked_and_nothing_of_another_victim(town: Town) {
    let (case, moss, other) = two_victims(&town).await;
    visit(&town, town.officer(), case).await;
    visit(&town, town.officer(), case).await;
    visit(&town, town.officer(), case).await;
    // Nobody of Kent's police works on it.
    visit(&town, town.staff(Role::Officer, "kent"), case).await;
    let searcher = town.staff(Role::WitnessCare, "unit");
    town.service.search(&searcher, &SearchBy::Name("Moss".into())).await.unwrap();
    town.service.end_visit(&searcher).await.unwrap();
    let own = town.as_victim(case, moss);
    town.service.victim_case(&own, now()).await.unwrap();
    town.service.end_visit(&own).await.unwrap();
    let mut details = seen_by("liaison-prosecution", Role::ProsecutionLiaison, "prosecution", case, 1);
    details.part = "summary victim_details".into();
    details.victim = Some(other);
    let mut asked = seen_by("supervisor-kent", Role::Supervisor, "kent", case, 2);
    asked.action = "break_glass".into();
    asked.reason = "court_today: Invented words about Ashby Invented".into();
    town.store().write_audit(vec![details, asked]).await.unwrap();

    let told = sentences(&town, case, moss).await;
    for wanted in [
        "A police officer of met of Invented looked at your case, your address and phone numbers, how you want to be \
         contacted and what you need, 3 times.",
        "A police officer of kent of Invented tried to open your case and was not allowed to.",
        "You, or somebody signed in as you, used this service.",
        "A supervisor of kent of Invented opened your case although it is not theirs. The reason given: the case is \
         at court today. A supervisor checks this.",
    ] {
        assert!(told.contains(&wanted.to_owned()), "{wanted}: {told:#?}");
    }
    assert!(!told.concat().contains("Ashby"), "the words of a reason: {told:#?}");
    assert_ne!(other, moss);
    assert!(!told.concat().contains("prosecution of Invented"), "another victim's details: {told:#?}");
    let others = sentences(&town, case, other).await.concat();
    let looked = "prosecution of Invented looked at your case and your address and phone numbers";
    assert!(others.contains(looked), "{others}");
    assert!(!others.contains("signed in as you"), "another victim's visit: {others}");
}

fn standards(town: &Town, organisation: &str) -> Actor {
    town.staff(Role::Standards, organisation)
}

async fn odd(town: &Town, now: Timestamp) -> Vec<(Kind, String, Option<CaseId>)> {
    let page = town.service.odd_patterns(&standards(town, "met"), OddQuery::default(), now).await.unwrap();
    page.rows.into_iter().map(|one| (one.kind, one.person, one.case)).collect()
}

async fn what_looks_odd_is_found_once_and_stays_until_somebody_looked_into_it(town: Town) {
    let (case, ..) = two_victims(&town).await;
    let person = |id: &str, name: &str, hours: &str| Person {
        id: id.into(),
        name: name.into(),
        role: "officer".into(),
        organisation: "met".into(),
        hours: hours.into(),
        ..Person::default()
    };
    let people = [
        person("same-name", "PC Reed Moss", ""),
        person("friend", "PC Ann Bystander", ""),
        person("victim-at-work", "Fern Moss", ""),
        person("busy", "PC Una Busy", "mon-sun 08:00-10:00"),
        person("curious-1", "PC One Curious", ""),
        person("curious-2", "PC Two Curious", ""),
        person("guesser", "PC Gus Guesser", ""),
    ];
    town.store().save_directory(&[], &[], &people).await.unwrap();
    town.service.refresh_directory().await.unwrap();
    let officer = |id: &str, case, minutes| seen_by(id, Role::Officer, "met", case, minutes);
    let mut lines: Vec<AuditLine> = ["same-name", "friend", "curious-1", "curious-2"]
        .iter()
        .zip(0..)
        .map(|(id, minutes)| officer(id, case, minutes))
        .collect();
    // Thirty cases in an hour and a half, long after the end of the shift.
    lines.extend(
        (0..30).map(|number| officer("busy", CaseId(Uuid::from_u128(500 + number)), 300 + 3 * number as i64)),
    );
    lines.extend((0..5).map(|number| AuditLine {
        outcome: "refused".into(),
        ..officer("guesser", CaseId(Uuid::from_u128(900 + number)), number as i64)
    }));
    town.store().write_audit(lines).await.unwrap();
    let mut own = town.service.actor("friend", now()).unwrap();
    own.trail = service::Trail::default();
    drop(town.service.search(&own, &SearchBy::Name("bystand".into())).await.unwrap());
    town.service.end_visit(&own).await.unwrap();

    // The day after, as well as again: the same findings, each once.
    let tomorrow = now() + 24.hours();
    let found = odd(&town, tomorrow).await;
    assert_eq!(odd(&town, tomorrow + 1.hour()).await, found);
    let has = |kind, person: &str, case| {
        assert!(found.contains(&(kind, person.to_owned(), case)), "{kind:?} {person}: {found:#?}");
    };
    has(Kind::OwnSurname, "same-name", Some(case));
    has(Kind::Colleague, "friend", Some(case));
    has(Kind::OwnName, "friend", None);
    has(Kind::Famous, "", Some(case));
    has(Kind::ManyLookUps, "busy", None);
    has(Kind::OffShift, "busy", None);
    has(Kind::Refused, "guesser", None);
    let curious = found.iter().filter(|one| one.1 == "curious-1");
    assert!(curious.into_iter().all(|one| one.0 == Kind::Colleague), "looking once is not odd: {found:#?}");

    // Looked into: gone from the list, kept with the note, also when the day is examined again.
    let actor = standards(&town, "met");
    let page = town.service.odd_patterns(&actor, OddQuery::default(), tomorrow).await.unwrap();
    let guesses = page.rows.iter().find(|one| one.kind == Kind::Refused).unwrap().id;
    let empty = town.service.look_into(&actor, guesses, "  ", tomorrow).await.unwrap_err();
    assert!(matches!(empty, ServiceError::Invalid(_)));
    town.service.look_into(&actor, guesses, "He mistyped one number.", tomorrow).await.unwrap();
    assert!(!odd(&town, tomorrow).await.iter().any(|one| one.0 == Kind::Refused));
    let file = town.service.oddity(&actor, guesses).await.unwrap();
    assert_eq!((file.lines.rows.len(), file.notes.len()), (5, 1));
    assert_eq!(file.notes[0].2, "He mistyped one number.");
    let elsewhere = town.service.oddity(&standards(&town, "kent"), guesses).await.unwrap_err();
    assert!(matches!(elsewhere, ServiceError::NotFound), "another organisation's");
    for (query, wanted) in [
        (OddQuery { person: Some("busy".into()), ..OddQuery::default() }, 2),
        (OddQuery { day: Some(jiff::civil::date(2026, 3, 29)), ..OddQuery::default() }, 0),
        (OddQuery { person: Some("guesser".into()), all: true, ..OddQuery::default() }, 1),
    ] {
        let page = town.service.odd_patterns(&actor, query.clone(), tomorrow).await.unwrap();
        assert_eq!(page.rows.len(), wanted, "{query:?}");
    }
    assert_eq!(town.store().verify().await.unwrap().findings, []);
}

async fn nobody_else_reads_the_audit(town: Town) {
    let (case, moss, _) = two_victims(&town).await;
    for role in Role::ALL {
        let actor = town.staff(role, "met");
        let odd = town.service.odd_patterns(&actor, OddQuery::default(), now()).await;
        assert_eq!(odd.is_ok(), role == Role::Standards, "{role:?}");
        assert_eq!(
            town.service.audit(&actor, &OddQuery::default(), None).await.is_ok(),
            role == Role::Standards
        );
        assert!(town.service.who_looked(&actor, None).await.is_err(), "{role:?}");
    }
    let stranger = town.as_victim(CaseId(Uuid::from_u128(77)), moss);
    assert!(town.service.who_looked(&stranger, None).await.is_err());
    assert!(town.service.who_looked(&town.as_victim(case, moss), None).await.is_ok());
}

async fn ordinary_work_is_not_odd(town: Town) {
    let (case, ..) = two_victims(&town).await;
    for _ in 0..10 {
        visit(&town, town.officer(), case).await;
    }
    assert_eq!(odd(&town, now() + 24.hours()).await, []);
    let lines = AuditFilter { case: Some(case), most: 100, ..AuditFilter::default() };
    let found = town.store().audit_lines(&lines).await.unwrap();
    // Each visit leaves a line for each part and victim.
    let visits: std::collections::BTreeSet<Uuid> = found.iter().map(|one| one.line.visit).collect();
    assert_eq!(visits.len(), 10);
}
