//! Legal holds, reviews under the retention schedule, and the two people whom destroying takes.

use crate::{
    contacts::{call, charged, fields},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use jiff::{Timestamp, ToSpan, civil::date};
use policy::Role;
use record::{AccessEvent, CaseEvent, CaseId};
use service::{
    Actor, Entry, ServiceError,
    keeping::{Stands, review::Decided},
    record_event::EventForm,
};

on_both_engines!(
    a_hold_is_placed_once_lifted_once_and_always_for_a_reason,
    staff_learn_that_a_case_is_held_and_only_those_who_keep_it_why,
    a_case_comes_up_after_its_years_and_not_while_it_is_open_or_held,
    a_review_keeps_the_case_until_a_day_or_gives_it_up,
    whoever_gave_a_case_up_does_not_destroy_it,
    what_is_done_after_a_review_takes_it_back,
    the_list_of_reviews_goes_on_page_by_page_each_case_once,
    a_case_is_found_by_its_whole_reference_by_those_who_keep_it,
);

pub const WHY: &str = "The Coroner asked for it in a letter of 12 March.";

pub fn keeper(town: &Town) -> Actor {
    town.staff(Role::InformationGovernance, "met")
}

async fn version(town: &Town, case: CaseId) -> u64 {
    town.load(case).await.case.version
}

async fn hold(town: &Town, case: CaseId, holds: bool, why: &str) -> Result<u64, ServiceError> {
    let version = version(town, case).await;
    town.service.decide_hold(&keeper(town), case, version, holds, why.into(), now()).await
}

async fn review(
    town: &Town,
    by: &Actor,
    case: CaseId,
    decided: Option<Decided>,
) -> Result<u64, ServiceError> {
    let version = version(town, case).await;
    town.service.review_retention(by, case, version, decided, WHY.into(), now()).await
}

/// Somebody of information governance says that the case may be destroyed.
pub async fn give_up(town: &Town, case: CaseId) {
    review(town, &keeper(town), case, Some(Decided::MayBeDestroyed)).await.unwrap();
}

/// The charge is dropped: nothing in the case is open any more.
async fn close(town: &Town, case: CaseId) {
    let form = EventForm {
        version: version(town, case).await,
        trigger: "charge_dropped_or_altered".into(),
        at: now(),
        received_at: None,
        victim: None,
        hearing: None,
        words: None,
    };
    town.service.record_event(&town.officer(), case, form, now()).await.unwrap();
}

async fn waiting(town: &Town, when: Timestamp) -> Vec<CaseId> {
    let found = town.service.cases_to_review(&keeper(town), None, when).await.unwrap();
    found.cases.into_iter().map(|waiting| waiting.case).collect()
}

fn in_years(years: i64) -> Timestamp {
    now() + (years * 24 * 366).hours()
}

async fn a_hold_is_placed_once_lifted_once_and_always_for_a_reason(town: Town) {
    let case = charged(&town).await;
    let before = version(&town, case).await;
    assert_eq!(fields(hold(&town, case, true, "ok").await), ["words"]);
    assert_eq!(fields(hold(&town, case, false, WHY).await), ["words"]);
    let officer = town.officer();
    let refused = town.service.decide_hold(&officer, case, before, true, WHY.into(), now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "an officer held a case");
    let other = town.staff(Role::InformationGovernance, "kent");
    let refused = town.service.decide_hold(&other, case, before, true, WHY.into(), now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "another force held the case");
    assert_eq!(version(&town, case).await, before);

    hold(&town, case, true, WHY).await.unwrap();
    assert!(town.load(case).await.case.access().legal_hold);
    assert_eq!(fields(hold(&town, case, true, WHY).await), ["words"]);
    let known = town.service.keeping_of(&keeper(&town), case, now()).await.unwrap();
    assert_eq!(known.stands, Stands::Held);
    assert_eq!(known.hold.unwrap().words, WHY);
    let stale = town.service.decide_hold(&keeper(&town), case, before, false, WHY.into(), now()).await;
    assert!(matches!(stale, Err(ServiceError::Stale(_))));
    hold(&town, case, false, WHY).await.unwrap();
    assert!(!town.load(case).await.case.access().legal_hold);
}

async fn staff_learn_that_a_case_is_held_and_only_those_who_keep_it_why(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    hold(&town, case, true, WHY).await.unwrap();
    let told = async |actor: &Actor| {
        let file = town.service.case_file(actor, case, now()).await.unwrap();
        let about: Vec<Entry> =
            file.timeline.into_iter().filter(|entry| entry.title.contains("hold")).collect();
        (file.held, about)
    };
    let (held, about) = told(&town.officer()).await;
    assert!(held);
    assert_eq!((about.len(), about[0].detail.len()), (1, 0), "an officer reads why: {about:?}");
    let (held, about) = told(&town.staff(Role::Supervisor, "met")).await;
    assert!(held);
    assert_eq!(about[0].detail, [WHY]);
    let own = town.service.victim_case(&town.as_victim(case, moss), now()).await.unwrap();
    let own = format!("{own:?}");
    assert!(!own.contains("Coroner") && !own.to_lowercase().contains("hold"), "{own}");
    hold(&town, case, false, WHY).await.unwrap();
    assert!(!told(&town.officer()).await.0);
}

async fn a_case_comes_up_after_its_years_and_not_while_it_is_open_or_held(town: Town) {
    let case = charged(&town).await;
    assert_eq!(waiting(&town, in_years(60)).await, [], "a prosecution that has not ended");
    let known = town.service.keeping_of(&keeper(&town), case, now()).await.unwrap();
    assert_eq!(known.stands, Stands::Open);
    assert!(known.open.contains(&"the prosecution".to_owned()), "{:?}", known.open);
    close(&town, case).await;
    let known = town.service.keeping_of(&keeper(&town), case, now()).await.unwrap();
    let Stands::Review { on, since, .. } = known.stands else { panic!("{known:?}") };
    let group = known.group.unwrap();
    assert_eq!(on, since.saturating_add(i32::from(group.years).years()));
    assert!(since >= date(2026, 3, 30));
    let due = calendar::start_of_london_day(on);
    assert_eq!(waiting(&town, due - 1.seconds()).await, []);
    assert_eq!(waiting(&town, due).await, [case]);
    let kent = town.staff(Role::InformationGovernance, "kent");
    assert!(town.service.cases_to_review(&kent, None, due).await.unwrap().cases.is_empty());
    let officer = town.service.cases_to_review(&town.officer(), None, due).await;
    assert!(matches!(officer, Err(ServiceError::NotAllowed)));

    // A call in the meantime begins the years anew; a hold takes the case off the list.
    let moss = victim_named(&town.load(case).await, "Moss");
    let later = due - 48.hours();
    let mut contact = call(version(&town, case).await, moss);
    contact.at = later;
    town.service.record_contact(&town.officer(), case, contact, later).await.unwrap();
    assert_eq!(waiting(&town, due).await, []);
    assert_eq!(waiting(&town, due + (7 * 24 * 366).hours()).await, [case]);
    hold(&town, case, true, WHY).await.unwrap();
    assert_eq!(waiting(&town, in_years(60)).await, [], "held");
    hold(&town, case, false, WHY).await.unwrap();
    assert_eq!(waiting(&town, in_years(60)).await, [case]);
}

async fn a_review_keeps_the_case_until_a_day_or_gives_it_up(town: Town) {
    let case = charged(&town).await;
    close(&town, case).await;
    let keeper = keeper(&town);
    assert_eq!(fields(review(&town, &keeper, case, None).await), ["decision"]);
    let past = review(&town, &keeper, case, Some(Decided::KeepUntil(date(2026, 3, 30)))).await;
    assert_eq!(fields(past), ["until"]);
    let for_ever = review(&town, &keeper, case, Some(Decided::KeepUntil(date(2090, 1, 1)))).await;
    assert_eq!(fields(for_ever), ["until"]);
    let at_version = version(&town, case).await;
    let keep = Some(Decided::KeepUntil(date(2045, 6, 1)));
    let short =
        town.service.review_retention(&keeper, case, at_version, keep.clone(), "ok".into(), now()).await;
    assert_eq!(fields(short), ["words"]);
    let officer = town.officer();
    let refused =
        town.service.review_retention(&officer, case, at_version, keep.clone(), WHY.into(), now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));

    review(&town, &keeper, case, keep).await.unwrap();
    let known = town.service.keeping_of(&keeper, case, now()).await.unwrap();
    assert!(matches!(known.stands, Stands::Review { on, kept_until: Some(_), .. } if on == date(2045, 6, 1)));
    assert_eq!(waiting(&town, at("2045-05-31T12:00:00Z")).await, []);
    assert_eq!(waiting(&town, at("2045-06-01T12:00:00Z")).await, [case]);

    give_up(&town, case).await;
    let known = town.service.keeping_of(&keeper, case, now()).await.unwrap();
    assert!(matches!(&known.stands, Stands::MayBeDestroyed(said) if said.words == WHY));
    assert!(known.own_review);
    assert_eq!(waiting(&town, now()).await, [case], "it waits for somebody else, from now on");
    hold(&town, case, true, WHY).await.unwrap();
    let held = review(&town, &keeper, case, Some(Decided::MayBeDestroyed)).await;
    assert_eq!(fields(held), ["decision"]);
}

async fn whoever_gave_a_case_up_does_not_destroy_it(town: Town) {
    let case = charged(&town).await;
    let (moss, reed) =
        (victim_named(&town.load(case).await, "Moss"), victim_named(&town.load(case).await, "Reed"));
    let (keeper, supervisor) = (keeper(&town), town.staff(Role::Supervisor, "met"));
    let erase = async |by: &Actor, victim| {
        let version = version(&town, case).await;
        town.service.erase_victim(by, case, version, victim, WHY.into(), now()).await
    };
    assert_eq!(fields(erase(&supervisor, moss).await), ["victim"], "nobody had reviewed it");
    give_up(&town, case).await;
    assert_eq!(fields(erase(&keeper, moss).await), ["victim"], "one person alone destroyed");
    assert!(matches!(erase(&town.officer(), moss).await, Err(ServiceError::NotFound)));
    erase(&supervisor, moss).await.unwrap();
    let known = town.service.keeping_of(&supervisor, case, now()).await.unwrap();
    let names: Vec<bool> = known.victims.iter().map(|victim| victim.name.is_some()).collect();
    assert_eq!(names, [false, true]);
    erase(&supervisor, reed).await.unwrap();
    let known = town.service.keeping_of(&supervisor, case, now()).await.unwrap();
    assert_eq!(known.stands, Stands::Destroyed);
    assert_eq!(waiting(&town, in_years(100)).await, []);
    // Neither of them gets in, whatever they hold.
    for victim in [moss, reed] {
        let own = town.service.victim_case(&town.as_victim(case, victim), now()).await;
        assert!(matches!(own, Err(ServiceError::NotFound)), "an erased victim's page");
    }
}

async fn what_is_done_after_a_review_takes_it_back(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let supervisor = town.staff(Role::Supervisor, "met");
    give_up(&town, case).await;
    let contact = call(version(&town, case).await, moss);
    town.service.record_contact(&town.officer(), case, contact, now()).await.unwrap();
    let at_version = version(&town, case).await;
    let erased = town.service.erase_victim(&supervisor, case, at_version, moss, WHY.into(), now()).await;
    assert_eq!(fields(erased), ["victim"], "destroyed although somebody had worked on it since");
    give_up(&town, case).await;
    hold(&town, case, true, WHY).await.unwrap();
    hold(&town, case, false, WHY).await.unwrap();
    let at_version = version(&town, case).await;
    let erased = town.service.erase_victim(&supervisor, case, at_version, moss, WHY.into(), now()).await;
    assert_eq!(fields(erased), ["victim"], "destroyed on a review of before the hold");
    let is_erased = |event: &CaseEvent| matches!(event, CaseEvent::Access(AccessEvent::VictimErased { .. }));
    assert!(!town.load(case).await.events.iter().any(|recorded| is_erased(&recorded.event)));
}

async fn the_list_of_reviews_goes_on_page_by_page_each_case_once(town: Town) {
    let by = town.load(charged(&town).await).await.events[0].by.clone();
    let owner = |provider: &str| CaseEvent::OwnerAssigned {
        provider: provider.into(),
        organisation: "met".into(),
        team: None,
        person: None,
    };
    let given_up = AccessEvent::RetentionReviewed { keep_until: None, words: None };
    let mut cases = Vec::new();
    for number in 1_u128..=5 {
        let case = CaseId(uuid::Uuid::from_u128(number));
        let mut loaded = store::LoadedCase::new(case);
        let opened = CaseEvent::CaseOpened { title: "Theft".into(), area: None };
        // One for which the police answer twice stands once in the list; what they only support, not at all.
        let second = if number == 3 { "wcu" } else { "police" };
        let events = [opened, owner("police"), owner(second), CaseEvent::Access(given_up.clone())];
        let events = events.into_iter().map(|event| store::NewEvent::at(now(), event)).collect();
        loaded.record(&by, now(), events, vec![]).unwrap();
        town.store().commit(store::Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
        cases.push(case);
    }
    let mut supported = store::LoadedCase::new(CaseId(uuid::Uuid::from_u128(6)));
    let events = [owner("support_service"), CaseEvent::Access(given_up)];
    let events = events.into_iter().map(|event| store::NewEvent::at(now(), event)).collect();
    supported.record(&by, now(), events, vec![]).unwrap();
    town.store().commit(store::Batch::of(supported.changes(town.service.rules()))).await.unwrap();

    for most in [1, 2, 3, 5, 6, 50] {
        let (mut seen, mut after) = (Vec::new(), None);
        for _ in 0..10 {
            let (found, more) = town.store().cases_to_review("met", now(), after, most).await.unwrap();
            assert!(found.len() <= most as usize);
            after = found.last().map(store::CaseToReview::place);
            seen.extend(found.into_iter().map(|case| case.case));
            if !more {
                break;
            }
        }
        assert_eq!(seen, cases, "{most} a page");
    }
    let place = town.store().cases_to_review("met", now(), None, 1).await.unwrap().0[0].place();
    assert_eq!(place.to_string().parse(), Ok(place));
    assert!(["", "_", "x_y", "5", "5_5"].iter().all(|text| text.parse::<store::ReviewCursor>().is_err()));
}

async fn a_case_is_found_by_its_whole_reference_by_those_who_keep_it(town: Town) {
    let case = charged(&town).await;
    let reference = town.load(case).await.case.reference().unwrap().to_owned();
    let find = async |by: &Actor, reference: &str| town.service.case_to_keep(by, reference).await;
    assert_eq!(find(&keeper(&town), &reference).await.unwrap(), case);
    let part = &reference[..reference.len() - 1];
    assert!(matches!(find(&keeper(&town), part).await, Err(ServiceError::NotFound)));
    assert!(matches!(find(&keeper(&town), "").await, Err(ServiceError::NotFound)));
    let kent = town.staff(Role::InformationGovernance, "kent");
    assert!(matches!(find(&kent, &reference).await, Err(ServiceError::NotFound)));
    assert!(matches!(find(&town.officer(), &reference).await, Err(ServiceError::NotAllowed)));
}
