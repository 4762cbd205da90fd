//! Copies that leave: who may make them, what is recorded, what becomes of them when somebody is erased. What stands in them
//! is tested where they are printed (`crates/web/src/copies_tests.rs`).

use crate::{
    contacts::{TOLD, call, charged, fields},
    keeping::give_up,
    on_both_engines,
    town::{Town, now, victim_named},
};
use language::Language;
use policy::Role;
use record::{CaseEvent, CaseId, CopyEvent, CopyForm, VictimId};
use service::{
    Actor, ServiceError,
    copies::{
        defence::{DefenceForm, MarkedItem, NotPrepared, Sheet},
        own_copy::OwnCopyForm,
    },
};
use uuid::Uuid;

on_both_engines!(
    only_an_organisation_that_holds_all_of_it_makes_a_victims_copy,
    a_victims_own_copy_changes_nothing_in_the_case,
    a_copy_for_the_defence_leaves_by_two_people_and_goes_with_the_victims_key,
);

async fn place(town: &Town) -> (CaseId, VictimId) {
    let case = charged(town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let version = town.load(case).await.case.version;
    town.service.record_contact(&town.officer(), case, call(version, moss), now()).await.unwrap();
    (case, moss)
}

fn asked(version: u64, victim: VictimId) -> OwnCopyForm {
    OwnCopyForm {
        version,
        victim: Some(victim),
        form: Some(CopyForm::Json),
        in_full: true,
        words: "She asked at the counter and showed her passport.".into(),
    }
}

async fn only_an_organisation_that_holds_all_of_it_makes_a_victims_copy(town: Town) {
    let (case, moss) = place(&town).await;
    let version = town.load(case).await.case.version;
    let print = |_: CopyForm, _: &_| Some(b"copy".to_vec());
    // The court answers for the case too, and does not see what victims are told.
    let mut loaded = town.load(case).await;
    let court = CaseEvent::OwnerAssigned {
        provider: "hmcts".into(),
        organisation: "court-service".into(),
        team: None,
        person: None,
    };
    let by = loaded.events[0].by.clone();
    loaded.record(&by, now(), vec![store::NewEvent::at(now(), court)], vec![]).unwrap();
    town.store().commit(store::Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    let version = version + 1;
    for (role, organisation) in [
        (Role::Supervisor, "court-service"),
        (Role::Supervisor, "kent"),
        (Role::Officer, "met"),
        (Role::InformationGovernance, "kent"),
    ] {
        let actor = town.staff(role, organisation);
        let made = town.service.give_own_copy(&actor, case, asked(version, moss), print, now()).await;
        assert!(matches!(made, Err(ServiceError::NotFound)), "{role:?} of {organisation}: {made:?}");
        assert!(town.service.own_copy_page(&actor, case).await.is_err());
    }
    let governance = town.staff(Role::InformationGovernance, "met");
    let short = OwnCopyForm { words: "ok".into(), form: None, ..asked(version, moss) };
    assert_eq!(
        fields(town.service.give_own_copy(&governance, case, short, print, now()).await),
        ["form", "words"]
    );
    let made =
        town.service.give_own_copy(&governance, case, asked(version, moss), print, now()).await.unwrap();
    assert_eq!(made, b"copy");
    assert_eq!(town.service.own_copy_page(&governance, case).await.unwrap().made.len(), 1);
    let nobody = VictimId(Uuid::from_u128(1));
    let form = asked(version + 1, nobody);
    assert_eq!(fields(town.service.give_own_copy(&governance, case, form, print, now()).await), ["victim"]);
}

async fn a_victims_own_copy_changes_nothing_in_the_case(town: Town) {
    let (case, moss) = place(&town).await;
    let version = town.load(case).await.case.version;
    let me = town.as_victim(case, moss);
    let copy = town.service.take_own_copy(&me, CopyForm::Html, now()).await.unwrap();
    assert_eq!((copy.told.len(), copy.told[0].told.as_str()), (1, TOLD));
    assert_eq!((copy.in_full, copy.details), (false, None));
    town.service.end_visit(&me).await.unwrap();
    assert_eq!(town.load(case).await.case.version, version);
    let looked = town.service.who_looked(&town.as_victim(case, moss), None).await.unwrap();
    let told: String = looked.days.iter().flat_map(|day| day.sentences(Language::English)).collect();
    assert!(told.contains("took a copy of your information away."), "{told}");
    let reed = victim_named(&town.load(case).await, "Reed");
    let looked = town.service.who_looked(&town.as_victim(case, reed), None).await.unwrap();
    assert!(
        !looked
            .days
            .iter()
            .flat_map(|day| day.sentences(Language::English))
            .any(|told| told.contains("took a copy"))
    );
}

fn print(sheet: &Sheet) -> Option<String> {
    serde_json::to_string(sheet).ok()
}

async fn prepare(town: &Town, actor: &Actor, case: CaseId, moss: VictimId) -> Result<Uuid, NotPrepared> {
    let page = town.service.defence_page(actor, case, Some(moss)).await.unwrap();
    let told = page.items.iter().find(|item| item.text == TOLD).unwrap();
    let item = MarkedItem {
        id: told.id.clone(),
        marked: told.pre_marked.replace("robbery", "[[robbery]]"),
        ..MarkedItem::default()
    };
    let form = DefenceForm {
        version: page.version,
        victim: Some(moss),
        items: vec![item],
        words: "For the defence, asked for by the prosecutor.".into(),
    };
    town.service.prepare_defence_copy(actor, case, form, print, now()).await
}

async fn a_copy_for_the_defence_leaves_by_two_people_and_goes_with_the_victims_key(town: Town) {
    let (case, moss) = place(&town).await;
    let (service, one) = (&town.service, town.service.actor("sergeant", now()).unwrap());
    let other = town.staff(Role::InformationGovernance, "met");
    let copy = prepare(&town, &one, case, moss).await.unwrap();
    let words = || "I read all of it.".to_owned();
    let version = async || town.load(case).await.case.version;
    let at = version().await;
    for early in [&one, &other] {
        assert!(matches!(
            service.take_defence_copy(early, case, copy, now()).await,
            Err(ServiceError::NotFound)
        ));
    }
    let alone = service.decide_defence_copy(&one, case, at, copy, true, words(), now()).await;
    assert_eq!(fields(alone), ["words"], "one person released it");
    let stale = service.decide_defence_copy(&other, case, at - 1, copy, true, words(), now()).await;
    assert!(matches!(stale, Err(ServiceError::Stale(_))));
    service.decide_defence_copy(&other, case, at, copy, true, words(), now()).await.unwrap();
    let bytes = service.take_defence_copy(&one, case, copy, now()).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("charged with [left out] and will be") && !text.contains("robbery"), "{text}");
    let events = town.load(case).await.events;
    assert!(matches!(events.last().unwrap().event, CaseEvent::Copy(CopyEvent::DefenceCopyTaken { .. })));

    // One that is not let go never leaves, and another organisation's is nobody else's.
    let copy = prepare(&town, &one, case, moss).await.unwrap();
    let at = version().await;
    service
        .decide_defence_copy(&other, case, at, copy, false, "The street stands in it.".into(), now())
        .await
        .unwrap();
    assert!(matches!(service.take_defence_copy(&one, case, copy, now()).await, Err(ServiceError::NotFound)));
    assert!(service.defence_copies(&town.staff(Role::Supervisor, "kent"), case).await.is_err());

    // Erased with the victim: nothing of it can be read or taken any more.
    give_up(&town, case).await;
    let at = version().await;
    let why = "The victim asked for it in writing; the case was reviewed.".to_owned();
    service.erase_victim(&one, case, at, moss, why, now()).await.unwrap();
    let copies = service.defence_copies(&one, case).await.unwrap().copies;
    assert!(copies.iter().all(|copy| copy.sheet.is_none()));
    let released = copies.iter().find(|copy| matches!(copy.decided, Some((true, ..)))).unwrap().id;
    assert!(matches!(
        service.take_defence_copy(&one, case, released, now()).await,
        Err(ServiceError::NotFound)
    ));
    assert!(service.defence_page(&one, case, Some(moss)).await.is_err());
    let again = town.service.own_copy_page(&one, case).await.unwrap();
    assert_eq!(again.victims.len(), 1, "only the other victim is left");
}
