//! Quality of contacts: drawn by seed, scored by somebody who did not write them, counted with the score (VOX-4).

use crate::{
    contacts::{call, charged},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use jiff::Timestamp;
use measures::Share;
use policy::Role;
use record::{CaseId, event::DutyRef, figures::Month};
use service::{
    Actor, ServiceError,
    figures::{Dimension, MeasureQuery},
    quality::{ScoreForm, questions},
    record_contact::ContactForm,
};
use store::ScoreFilter;

on_both_engines!(
    a_contact_is_scored_by_a_second_person_and_counted_once,
    two_who_score_the_same_contact_are_compared,
    a_score_is_as_sure_as_its_contacts_are_many,
);

/// A contact that met a duty, and the organisation and month in which it counts.
struct Contact {
    case: CaseId,
    version: u64,
    organisation: String,
    month: Month,
}

async fn contact(town: &Town) -> Contact {
    let case = charged(town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let owed = town.owed(&loaded);
    let found = owed.iter().find(|owed| owed.victim == moss && owed.duty == "r06-charged").unwrap();
    let meets = vec![DutyRef { duty: found.duty.clone(), trigger: found.trigger, victim: None }];
    let form = ContactForm { meets, ..call(loaded.case.version, moss) };
    let version = town.service.record_contact(&town.officer(), case, form, now()).await.unwrap().version;
    let counted = "select counted_organisation || ' ' || month from duty where done_by is not null and counted_organisation <> ''";
    let counted = town.store().strings_for_test(counted).await.unwrap().remove(0);
    let (organisation, month) = counted.split_once(' ').unwrap();
    let month = Month::from_number(month.parse().unwrap()).unwrap();
    Contact { case, version, organisation: organisation.into(), month }
}

fn later() -> Timestamp {
    at("2026-06-10T09:00:00Z")
}

fn form(score: usize, notes: &str) -> ScoreForm {
    let answers = questions().into_iter().map(|q| (q.id.clone(), q.options[score].id.clone()));
    ScoreForm { answers: answers.collect(), notes: notes.into() }
}

fn supervisor(town: &Town, contact: &Contact, id: &str) -> Actor {
    let mut actor = town.staff(Role::Supervisor, &contact.organisation);
    actor.person.id = id.into();
    actor
}

async fn counts(town: &Town, contact: &Contact) -> Vec<(String, i64, i64)> {
    let month = contact.month.number();
    let filter = ScoreFilter { organisation: &contact.organisation, from: month, to: month };
    let counted = town.store().score_counts(filter).await.unwrap();
    assert_eq!(
        counted,
        town.store().recounted_scores(filter).await.unwrap(),
        "the rollup equals the recount"
    );
    counted.into_iter().filter(|c| c.question == "kind").map(|c| (c.team, c.score, c.n)).collect()
}

async fn a_contact_is_scored_by_a_second_person_and_counted_once(town: Town) {
    let contact = contact(&town).await;
    let Contact { case, version, month, .. } = contact;
    let ada = supervisor(&town, &contact, "ada");
    let list = town.service.to_score(&ada, Some(month), later()).await.unwrap();
    assert_eq!((list.population, list.contacts.len()), (1, 1));
    assert!(list.contacts[0].by_two, "the first of the draw is scored by two");
    let page = town.service.contact_to_score(&ada, case, version, month).await.unwrap();
    assert!(page.told.contains("charged with robbery") && page.questions.len() == 8, "{page:?}");
    // Nobody scores their own work, what was not drawn, or what is not their organisation's.
    let author = supervisor(&town, &contact, &town.officer().person.id);
    assert!(town.service.contact_to_score(&author, case, version, month).await.is_err(), "their own work");
    assert!(town.service.contact_to_score(&ada, case, version - 1, month).await.is_err(), "not drawn");
    let kent = town.staff(Role::Supervisor, "kent");
    assert!(town.service.contact_to_score(&kent, case, version, month).await.is_err(), "elsewhere");
    assert!(town.service.to_score(&town.officer(), Some(month), later()).await.is_err(), "not an officer");
    // A question that is not answered is named, and nothing is kept.
    let mut half = form(2, "");
    half.answers.retain(|(id, _)| id != "kind");
    match town.service.score_contact(&ada, case, version, month, half, later()).await {
        Err(ServiceError::Invalid(problems)) => assert_eq!(problems[0].field, "kind"),
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(counts(&town, &contact).await, []);
    // Twice the same is once; a correction moves the count.
    let score = async |actor: &Actor, score: usize, notes: &str| {
        town.service.score_contact(actor, case, version, month, form(score, notes), later()).await
    };
    score(&ada, 2, "Say when the bullfinch comes back").await.unwrap();
    score(&ada, 2, "Say when the bullfinch comes back").await.unwrap();
    let team = list.contacts[0].team.clone();
    assert!(!team.is_empty());
    assert_eq!(counts(&town, &contact).await.iter().map(|c| (c.1, c.2)).collect::<Vec<_>>(), [(2, 1)]);
    score(&ada, 1, "Say when the bullfinch comes back").await.unwrap();
    assert_eq!(counts(&town, &contact).await.iter().map(|c| (c.1, c.2)).collect::<Vec<_>>(), [(1, 1)]);
    let kept =
        town.store().strings_for_test("select cast(version as text) from contact_scored order by 1").await;
    assert_eq!(kept.unwrap(), ["1", "2"], "each version stays");
    let page = town.service.contact_to_score(&ada, case, version, month).await.unwrap();
    assert_eq!(page.notes, "Say when the bullfinch comes back");
    assert!(page.questions.iter().all(|(_, score)| *score == Some(1)));
}

/// One contact scored by two: eight answers of the first count, and one contact was read.
async fn a_score_is_as_sure_as_its_contacts_are_many(town: Town) {
    let contact = contact(&town).await;
    let Contact { case, version, month, .. } = contact;
    for (id, score) in [("ada", 2), ("bo", 0)] {
        let scorer = supervisor(&town, &contact, id);
        town.service.score_contact(&scorer, case, version, month, form(score, ""), later()).await.unwrap();
    }
    let ada = supervisor(&town, &contact, "ada");
    for by in [
        None,
        Some(Dimension::Team),
        Some(Dimension::Month),
        Some(Dimension::Area),
        Some(Dimension::Organisation),
    ] {
        let query = MeasureQuery { by, ..MeasureQuery::new("contact-quality", month, month) };
        let table = town.service.measure(&ada, query, later()).await.unwrap();
        assert_eq!((table.total.numerator, table.total.denominator, table.total.contacts), (8, 8, Some(1)));
        assert_eq!(table.total.interval, Share::new(1, 1).interval(), "as sure as one contact, not as eight");
        assert!(
            table.left_out.iter().any(|line| line.starts_with("1 contact was read")),
            "{:?}",
            table.left_out
        );
        if by.is_some() {
            assert_eq!(table.rows.iter().filter_map(|row| row.contacts).sum::<i64>(), 1, "{by:?}");
        }
    }
}

async fn two_who_score_the_same_contact_are_compared(town: Town) {
    let contact = contact(&town).await;
    let Contact { case, version, month, .. } = contact;
    let people = ["ada", "bo", "cy"].map(|id| supervisor(&town, &contact, id));
    let score = async |actor: &Actor, score: usize| {
        town.service.score_contact(actor, case, version, month, form(score, ""), later()).await
    };
    let (one, other) = tokio::join!(score(&people[0], 2), score(&people[1], 1));
    one.unwrap();
    other.unwrap();
    assert!(matches!(score(&people[2], 0).await, Err(ServiceError::NotFound)), "two are enough");
    let all = counts(&town, &contact).await;
    assert_eq!(all.iter().map(|count| count.2).sum::<i64>(), 1, "a contact counts once: {all:?}");
    let list = town.service.to_score(&people[0], Some(month), later()).await.unwrap();
    let kind = list.agreement.iter().find(|on| on.question.id == "kind").unwrap();
    assert_eq!((kind.plain.both, kind.plain.same), (1, 0));
    assert!(list.contacts[0].done);
    // Neither sees what the other scored.
    let page = town.service.contact_to_score(&people[1], case, version, month).await.unwrap();
    let own: Vec<u8> = page.questions.iter().filter_map(|(_, score)| *score).collect();
    assert!(own.iter().all(|score| *score == own[0]) && own.len() == 8);
}
