//! Property: what a victim adds is looked at within days, what is no longer evidence is owed back, and each victim sees
//! their own.

use crate::{
    contacts::{charged, fields},
    on_both_engines,
    town::{Town, now, victim_named},
};
use policy::Role;
use record::{
    CaseEvent, CaseId, DutyRef, PropertyDetails, PropertyEvent, PropertyState, VictimId, view::Phase,
};
use service::{
    ServiceError,
    property::{Change, PropertyForm},
};

on_both_engines!(
    what_a_victim_adds_is_a_promise_until_somebody_has_looked,
    what_is_no_longer_evidence_is_owed_back_until_it_is_back,
    what_is_needed_as_evidence_again_is_owed_no_more,
    a_victim_sees_and_corrects_their_own_only,
    a_form_that_says_nothing_or_too_much_is_refused,
);

fn thing(what: &str) -> PropertyDetails {
    PropertyDetails { what: what.into(), ..PropertyDetails::default() }
}

async fn record(town: &Town, case: CaseId, victim: VictimId, change: Change) -> Result<u64, ServiceError> {
    let version = town.load(case).await.case.version;
    let form = PropertyForm { version, victim, change };
    town.service.record_property(&town.officer(), case, form, now()).await
}

async fn phases(town: &Town, case: CaseId, victim: VictimId, duty: &str) -> Vec<Phase> {
    let owed = town.owed(&town.load(case).await);
    owed.iter().filter(|owed| owed.victim == victim && owed.duty == duty).map(record::Owed::phase).collect()
}

async fn what_a_victim_adds_is_a_promise_until_somebody_has_looked(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let own = town.as_victim(case, moss);
    let add = async |seen| {
        town.service
            .add_own_property(&own, Some(PropertyState::Taken), &thing("A ring"), seen, now())
            .await
            .unwrap();
    };
    add(0).await;
    add(0).await;
    let items = town.service.own_property(&own).await.unwrap().items;
    assert_eq!(items.len(), 1, "a button pressed twice adds once");
    add(1).await;
    let items = town.service.own_property(&own).await.unwrap().items;
    assert_eq!(items.len(), 2, "two rings, said one after the other");
    assert!(items.iter().all(|item| item.to_check));
    assert_eq!(phases(&town, case, moss, "p-check-correction").await, [Phase::Open, Phase::Open]);

    let item = items[0].id;
    record(&town, case, moss, Change::Check(item, "It is on the list".into())).await.unwrap();
    assert_eq!(phases(&town, case, moss, "p-check-correction").await, [Phase::Met, Phase::Open]);
    let items = town.service.own_property(&own).await.unwrap().items;
    assert_eq!(items[0].found.as_deref(), Some("It is on the list"));
    assert!(!items[0].to_check && items[1].to_check);
    let again = record(&town, case, moss, Change::Check(item, "Again".into())).await;
    assert_eq!(fields(again), ["words"]);
    // What staff list is nobody's to check.
    record(&town, case, moss, Change::List(PropertyState::Evidence, thing("A phone"))).await.unwrap();
    assert_eq!(phases(&town, case, moss, "p-check-correction").await.len(), 2);
}

async fn what_is_no_longer_evidence_is_owed_back_until_it_is_back(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let item =
        record(&town, case, moss, Change::List(PropertyState::Evidence, thing("A phone"))).await.unwrap();
    let other =
        record(&town, case, moss, Change::List(PropertyState::Evidence, thing("A coat"))).await.unwrap();
    for item in [item, other] {
        record(&town, case, moss, Change::Move(item, PropertyState::NotNeeded, None)).await.unwrap();
    }
    let duty = "r10-return-property";
    assert_eq!(phases(&town, case, moss, duty).await, [Phase::Undated, Phase::Undated]);
    assert!(phases(&town, case, reed, duty).await.is_empty(), "it is not Reed's");
    let without_words = record(&town, case, moss, Change::Move(item, PropertyState::Ready, None)).await;
    assert_eq!(fields(without_words), ["words"]);
    let words = Some("Front desk, until six".to_owned());
    record(&town, case, moss, Change::Move(item, PropertyState::Ready, words)).await.unwrap();
    assert_eq!(phases(&town, case, moss, duty).await, [Phase::Undated, Phase::Undated], "not back yet");
    record(&town, case, moss, Change::Move(item, PropertyState::Returned, None)).await.unwrap();
    assert_eq!(phases(&town, case, moss, duty).await, [Phase::Met, Phase::Undated], "the coat is still owed");
    // The record of it names exactly the duty of this item.
    let loaded = town.load(case).await;
    let met = loaded.events.iter().rev().find_map(|recorded| match &recorded.event {
        CaseEvent::Property(PropertyEvent::Moved { meets, .. }) => Some(meets.clone()),
        _ => None,
    });
    let trigger = loaded.case.keys[&format!("property/{item}")];
    assert_eq!(met.unwrap(), [DutyRef { duty: duty.into(), trigger, victim: None }]);
}

async fn what_is_needed_as_evidence_again_is_owed_no_more(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let item =
        record(&town, case, moss, Change::List(PropertyState::Evidence, thing("A phone"))).await.unwrap();
    let duty = "r10-return-property";
    for round in 0..2 {
        record(&town, case, moss, Change::Move(item, PropertyState::NotNeeded, None)).await.unwrap();
        assert_eq!(phases(&town, case, moss, duty).await, [Phase::Undated], "round {round}");
        record(&town, case, moss, Change::Move(item, PropertyState::Evidence, None)).await.unwrap();
        assert!(phases(&town, case, moss, duty).await.is_empty(), "round {round}");
    }
    let same = record(&town, case, moss, Change::Move(item, PropertyState::Evidence, None)).await;
    assert_eq!(fields(same), ["state"]);
}

async fn a_victim_sees_and_corrects_their_own_only(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let item =
        record(&town, case, moss, Change::List(PropertyState::Taken, thing("A bicycle"))).await.unwrap();
    let (own, other) = (town.as_victim(case, moss), town.as_victim(case, reed));
    assert!(town.service.own_property(&other).await.unwrap().items.is_empty());
    let theirs = town.service.correct_own_property(&other, item, &thing("Mine"), now()).await;
    assert!(matches!(theirs, Err(ServiceError::NotFound)), "{theirs:?}");
    let twice = [thing("A red bicycle"), thing(" A red bicycle ")];
    for details in &twice {
        town.service.correct_own_property(&own, item, details, now()).await.unwrap();
    }
    assert_eq!(phases(&town, case, moss, "p-check-correction").await, [Phase::Open], "said once");
    assert_eq!(town.service.own_property(&own).await.unwrap().items[0].details, thing("A red bicycle"));
    // Staff of another force, and who asks for another victim's item.
    let form = |victim| PropertyForm {
        version: loaded.case.version,
        victim,
        change: Change::Check(item, "x".into()),
    };
    let kent = town.staff(Role::Officer, "kent");
    let foreign = town.service.record_property(&kent, case, form(moss), now()).await;
    assert!(matches!(foreign, Err(ServiceError::NotFound)));
    let wrong = record(&town, case, reed, Change::Check(item, "x".into())).await;
    assert!(matches!(wrong, Err(ServiceError::NotFound)), "{wrong:?}");
}

async fn a_form_that_says_nothing_or_too_much_is_refused(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let own = town.as_victim(case, moss);
    let before = town.load(case).await.case.version;
    let long = "a".repeat(501);
    for (state, details, wrong) in [
        (Some(PropertyState::Taken), thing("  "), vec!["what"]),
        (None, thing("A bag"), vec!["state"]),
        (Some(PropertyState::Returned), thing("A bag"), vec!["state"]),
        (Some(PropertyState::Lost), thing(&long), vec!["what"]),
        (
            Some(PropertyState::Lost),
            PropertyDetails { marks: Some(long.clone()), ..thing("A bag") },
            vec!["marks"],
        ),
    ] {
        let answer = town.service.add_own_property(&own, state, &details, 0, now()).await;
        assert_eq!(fields(answer), wrong);
    }
    assert_eq!(town.load(case).await.case.version, before, "a refused form recorded something");
}
