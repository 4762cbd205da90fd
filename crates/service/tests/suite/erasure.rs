//! Erasing a victim destroys what is about them, and nothing else.

use crate::{
    contacts::{call, charged, fields},
    keeping::give_up,
    on_both_engines,
    town::{Town, details, now, victim_named},
};
use policy::Role;
use record::{AccessEvent, CaseEvent, PersonDetails};
use service::{SearchBy, ServiceError};
use store::NewEvent;

on_both_engines!(an_erased_victim_is_gone_and_the_other_is_not, a_legal_hold_and_an_officer_keep_everything);

const WHY: &str = "The victim asked for it in writing; the case was reviewed.";

async fn an_erased_victim_is_gone_and_the_other_is_not(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let officer = town.officer();
    for victim in [moss, reed] {
        let version = town.load(case).await.case.version;
        town.service.record_contact(&officer, case, call(version, victim), now()).await.unwrap();
    }
    let found = async |name: &str| {
        town.service.search(&officer, &SearchBy::Name(name.into())).await.unwrap().found.len()
    };
    assert_eq!((found("Moss").await, found("Reed").await), (1, 1));
    let sealed = "select 'x' from personal where sealed is not null";
    let before = town.store().strings_for_test(sealed).await.unwrap().len();

    give_up(&town, case).await;
    let before = before + 1;
    let supervisor = town.staff(Role::Supervisor, "met");
    let version = town.load(case).await.case.version;
    let short = town.service.erase_victim(&supervisor, case, version, moss, "ok".into(), now()).await;
    assert_eq!(fields(short), ["why"]);
    town.service.erase_victim(&supervisor, case, version, moss, WHY.into(), now()).await.unwrap();

    let loaded = town.load(case).await;
    let gone: Option<PersonDetails> = loaded.texts.read(&loaded.case.victim(moss).unwrap().details);
    assert_eq!(gone, None);
    assert!(details(&loaded, reed).name.ends_with("Reed"));
    assert_eq!((found("Moss").await, found("Reed").await), (0, 1));
    let after = town.store().strings_for_test(sealed).await.unwrap().len();
    assert_eq!(after, before - 2 + 1, "her details and what she was told are gone; one note came");
    let kept = "select 'x' from data_key where wrapped is null and destroyed_at is not null";
    assert_eq!(town.store().strings_for_test(kept).await.unwrap().len(), 1);
    let twice =
        town.service.erase_victim(&supervisor, case, loaded.case.version, moss, WHY.into(), now()).await;
    assert_eq!(fields(twice), ["victim"]);
    // Nothing more can be written about her, and work on the other goes on.
    let more = town.service.record_contact(&officer, case, call(loaded.case.version, moss), now()).await;
    assert!(more.is_err());
    town.service.record_contact(&officer, case, call(loaded.case.version, reed), now()).await.unwrap();
}

async fn a_legal_hold_and_an_officer_keep_everything(town: Town) {
    let case = charged(&town).await;
    let mut loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let officer = town.officer();
    let refused =
        town.service.erase_victim(&officer, case, loaded.case.version, moss, WHY.into(), now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "an officer destroyed something");
    let by = loaded.events[0].by.clone();
    let hold = CaseEvent::Access(AccessEvent::LegalHoldPlaced { words: None });
    loaded.record(&by, now(), vec![NewEvent::at(now(), hold)], vec![]).unwrap();
    town.store().commit(store::Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    let supervisor = town.staff(Role::Supervisor, "met");
    let held =
        town.service.erase_victim(&supervisor, case, loaded.case.version, moss, WHY.into(), now()).await;
    assert_eq!(fields(held), ["victim"]);
    assert!(details(&town.load(case).await, moss).name.ends_with("Moss"));
}
