//! Who may see a case beside those who answer for it: consent, mandates, suspended sign-in, restriction, conflicts,
//! openings for a reason, agreements. Each promise is asked of the next request, not of a later one.

use crate::{
    contacts::{call, charged},
    on_both_engines,
    town::{Town, now, victim_named},
};
use jiff::{ToSpan, civil::date};
use policy::Role;
use record::{
    Answer, CaseId, VictimId,
    access::{Basis, MandateScope, Purpose, RepresentativeKind},
    event::DutyRef,
};
use service::{
    Actor, ServiceError,
    access::{
        agreements::AgreementForm,
        broken_glass::{BreakGlassForm, OPEN_MINUTES},
        mandates::MandateForm,
        sharing::SharingForm,
    },
};
use std::collections::BTreeSet;

on_both_engines!(
    what_the_victim_takes_back_is_not_shared_from_the_next_request_on,
    a_decision_about_sharing_needs_words_and_somebody_else,
    a_representative_does_what_the_mandate_says_and_no_more,
    a_suspended_victim_and_whoever_acts_for_them_see_nothing,
    a_restricted_case_is_seen_by_those_named_alone,
    whoever_has_a_conflict_is_shut_out_and_cannot_let_themselves_in,
    a_case_is_opened_for_a_reason_for_an_hour_and_read_only,
    a_case_that_is_not_there_and_one_that_may_not_be_opened_have_the_same_answer,
    agreements_are_made_accepted_and_ended,
);

async fn place(town: &Town) -> (CaseId, VictimId) {
    let case = charged(town).await;
    let victim = victim_named(&town.load(case).await, "Moss");
    (case, victim)
}

fn sharing(version: u64, victim: VictimId, basis: Basis) -> SharingForm {
    SharingForm {
        version,
        victim: Some(victim),
        with: "harbour".into(),
        purpose: Some(Purpose::Support),
        basis: Some(basis),
        words: "I asked whether Harbour may ring. The answer was clear.".into(),
    }
}

fn fields_of<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<&'static str> {
    match result {
        Err(ServiceError::Invalid(problems)) => problems.iter().map(|problem| problem.field).collect(),
        other => panic!("{other:?}"),
    }
}

async fn version(town: &Town, case: CaseId) -> u64 {
    town.load(case).await.case.version
}

async fn what_the_victim_takes_back_is_not_shared_from_the_next_request_on(town: Town) {
    let (case, victim) = place(&town).await;
    let (service, me) = (&town.service, town.as_victim(case, victim));
    let shares = async || town.load(case).await.case.access().shared.contains_key(&"harbour".into());
    assert!(!shares().await, "shared before anybody was asked");
    let form = sharing(version(&town, case).await, victim, Basis::ConsentGiven);
    service.record_sharing(&town.officer(), case, form, now()).await.unwrap();
    assert!(shares().await);
    let lines = service.own_sharing(&me).await.unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].with.as_str(), lines[0].basis), ("harbour", Basis::ConsentGiven));
    service.decide_own_sharing(&me, "harbour", Purpose::Support, false, now()).await.unwrap();
    assert!(!shares().await, "still shared after the victim took it back");
    let line = service.own_sharing(&me).await.unwrap().remove(0);
    assert_eq!((line.basis, line.asked_by.as_str()), (Basis::ConsentWithdrawn, "the victim"));
    service.decide_own_sharing(&me, "harbour", Purpose::Support, true, now()).await.unwrap();
    assert!(shares().await);
    let never_asked = service.decide_own_sharing(&me, "harbour", Purpose::Research, true, now()).await;
    assert!(matches!(never_asked, Err(ServiceError::NotFound)));
    let form = sharing(version(&town, case).await, victim, Basis::VitalInterests);
    service.record_sharing(&town.officer(), case, form, now()).await.unwrap();
    let by_law = service.decide_own_sharing(&me, "harbour", Purpose::Support, false, now()).await;
    assert!(
        matches!(by_law, Err(ServiceError::NotFound)),
        "what does not rest on consent is not taken back here"
    );
}

async fn a_decision_about_sharing_needs_words_and_somebody_else(town: Town) {
    let (case, victim) = place(&town).await;
    let (service, at) = (&town.service, version(&town, case).await);
    let empty = SharingForm {
        version: at,
        victim: None,
        with: "nobody".into(),
        purpose: None,
        basis: None,
        words: "yes".into(),
    };
    let asked = service.record_sharing(&town.officer(), case, empty, now()).await;
    assert_eq!(fields_of(asked), ["victim", "with", "purpose", "basis", "words"]);
    let own = SharingForm { with: "met".into(), ..sharing(at, victim, Basis::ConsentGiven) };
    assert_eq!(fields_of(service.record_sharing(&town.officer(), case, own, now()).await), ["with"]);
    let stranger = town.staff(Role::Officer, "elsewhere");
    let form = sharing(at, victim, Basis::ConsentGiven);
    assert!(matches!(
        service.record_sharing(&stranger, case, form, now()).await,
        Err(ServiceError::NotFound)
    ));
    assert_eq!(version(&town, case).await, at, "something was recorded all the same");
}

fn acting(town: &Town, case: CaseId, victim: VictimId, representative: record::RepresentativeId) -> Actor {
    let mut actor = town.as_victim(case, victim);
    actor.role = Role::Representative;
    actor.person.id = "acts-for-moss".into();
    actor.representative = Some(representative);
    actor
}

async fn a_representative_does_what_the_mandate_says_and_no_more(town: Town) {
    let (case, victim) = place(&town).await;
    let (service, me) = (&town.service, town.as_victim(case, victim));
    let form = MandateForm {
        name: "Ines Invented".into(),
        kind: Some(RepresentativeKind::Parent),
        scope: BTreeSet::from([MandateScope::See]),
        until: Some(date(2026, 12, 31)),
        ..MandateForm::default()
    };
    let empty = service.give_mandate(&me, MandateForm::default(), now()).await;
    assert_eq!(fields_of(empty), ["name", "kind", "scope"]);
    let past = MandateForm { until: Some(date(2020, 1, 1)), ..form.clone() };
    assert_eq!(fields_of(service.give_mandate(&me, past, now()).await), ["until"]);
    let id = service.give_mandate(&me, form.clone(), now()).await.unwrap();
    let ines = acting(&town, case, victim, id);
    assert!(service.victim_case(&ines, now()).await.is_ok());
    let owed = town.owed(&town.load(case).await);
    let duty = owed.iter().find(|duty| duty.victim == victim).unwrap();
    let duty = DutyRef { duty: duty.duty.clone(), trigger: duty.trigger, victim: None };
    let answered = service.answer(&ines, duty, Answer::Happened, None, now()).await;
    assert!(matches!(answered, Err(ServiceError::NotFound)), "answered without a mandate for it");
    let more = service.give_mandate(&ines, form, now()).await;
    assert!(matches!(more, Err(ServiceError::NotFound)), "a representative gave a mandate");
    let last_day = Actor { at: "2026-12-31T23:30:00Z".parse().unwrap(), ..ines.clone() };
    assert!(service.victim_case(&last_day, now()).await.is_ok(), "shut out on the last day");
    let day_after = Actor { at: "2027-01-01T00:00:01Z".parse().unwrap(), ..ines.clone() };
    assert!(matches!(service.victim_case(&day_after, now()).await, Err(ServiceError::NotFound)));
    service.end_own_mandate(&me, id, now()).await.unwrap();
    assert!(matches!(service.victim_case(&ines, now()).await, Err(ServiceError::NotFound)));
    assert!(!service.own_mandates(&me, now()).await.unwrap()[0].holds);
}

async fn a_suspended_victim_and_whoever_acts_for_them_see_nothing(town: Town) {
    let (case, victim) = place(&town).await;
    let (service, me) = (&town.service, town.as_victim(case, victim));
    let form = MandateForm {
        name: "Ines Invented".into(),
        kind: Some(RepresentativeKind::Other),
        scope: MandateScope::ALL.into_iter().collect(),
        ..MandateForm::default()
    };
    let ines = acting(&town, case, victim, service.give_mandate(&me, form, now()).await.unwrap());
    let words = || "She rang: he has her phone and reads along.".to_owned();
    let short = service.suspend_victim(&town.officer(), case, 0, victim, true, "no".into(), now()).await;
    assert_eq!(fields_of(short), ["words"]);
    // The version is an old one: closing cannot wait for it.
    service.suspend_victim(&town.officer(), case, 0, victim, true, words(), now()).await.unwrap();
    for shut_out in [&me, &ines] {
        assert!(matches!(service.victim_case(shut_out, now()).await, Err(ServiceError::NotFound)));
        assert!(matches!(service.own_sharing(shut_out).await, Err(ServiceError::NotFound)));
    }
    let restored = service.suspend_victim(&town.officer(), case, 0, victim, false, words(), now()).await;
    assert!(matches!(restored, Err(ServiceError::Stale(_))), "opening does not look at what came in between");
    let at = version(&town, case).await;
    service.suspend_victim(&town.officer(), case, at, victim, false, words(), now()).await.unwrap();
    assert!(service.victim_case(&me, now()).await.is_ok());
    assert!(service.victim_case(&ines, now()).await.is_ok());
}

async fn a_restricted_case_is_seen_by_those_named_alone(town: Town) {
    let (case, _) = place(&town).await;
    let service = &town.service;
    let sergeant = service.actor("sergeant", now()).unwrap();
    let okafor = service.actor("okafor", now()).unwrap();
    let at = version(&town, case).await;
    let restrict = async |people: &[&str], words: &str| {
        let people = people.iter().map(|person| (*person).to_owned()).collect();
        service.restrict_case(&sergeant, case, at, people, words.into(), now()).await
    };
    assert_eq!(
        fields_of(restrict(&["nobody-known"], "An officer is a suspect.").await),
        ["people", "people", "people"]
    );
    assert_eq!(
        fields_of(restrict(&["okafor"], "An officer is a suspect.").await),
        ["people"],
        "nobody could lift it"
    );
    assert_eq!(fields_of(restrict(&["sergeant"], "").await), ["words"]);
    assert!(service.case_file(&okafor, case, now()).await.is_ok());
    restrict(&["sergeant"], "An officer is a suspect.").await.unwrap();
    assert!(matches!(service.case_file(&okafor, case, now()).await, Err(ServiceError::NotFound)));
    assert!(service.case_file(&sergeant, case, now()).await.is_ok());
    // Information governance comes in when nobody who is named can change the list any more, and only to name others.
    let governor = town.staff(Role::InformationGovernance, "met");
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    let at = version(&town, case).await;
    let name_others = async |people: &[&str]| {
        service.restrict_case(&governor, case, at, names(people), "They have left.".into(), now()).await
    };
    assert!(
        matches!(name_others(&["sergeant"]).await, Err(ServiceError::NotFound)),
        "somebody is still there"
    );
    assert!(matches!(service.restriction_of(&governor, case).await, Err(ServiceError::NotFound)));
    let was = town.store().person("sergeant").await.unwrap().unwrap();
    let gone = store::Person { role: "officer".into(), ..was.clone() };
    town.store().save_directory(&[], &[], &[gone]).await.unwrap();
    service.refresh_directory().await.unwrap();
    assert!(service.restriction_of(&governor, case).await.is_ok());
    assert!(matches!(
        service.case_file(&governor, case, now()).await,
        Err(ServiceError::NotFound | ServiceError::NotAllowed)
    ));
    assert_eq!(fields_of(name_others(&[]).await), ["people"], "they may not lift it");
    town.store().save_directory(&[], &[], &[was]).await.unwrap();
    service.refresh_directory().await.unwrap();
    let people = BTreeSet::new();
    let at = version(&town, case).await;
    service.restrict_case(&sergeant, case, at, people, "It was a mistake.".into(), now()).await.unwrap();
    assert!(service.case_file(&okafor, case, now()).await.is_ok());
}

async fn whoever_has_a_conflict_is_shut_out_and_cannot_let_themselves_in(town: Town) {
    let (case, victim) = place(&town).await;
    let service = &town.service;
    let sergeant = service.actor("sergeant", now()).unwrap();
    let okafor = service.actor("okafor", now()).unwrap();
    assert_eq!(fields_of(service.declare_conflict(&okafor, case, "hm".into(), now()).await), ["words"]);
    service.declare_conflict(&okafor, case, "The victim is my neighbour.".into(), now()).await.unwrap();
    assert!(matches!(service.case_file(&okafor, case, now()).await, Err(ServiceError::NotFound)));
    let contact = service.record_contact(&okafor, case, call(0, victim), now()).await;
    assert!(matches!(contact, Err(ServiceError::NotFound)));
    let form = BreakGlassForm {
        reference: town.load(case).await.case.reference().unwrap().to_owned(),
        kind: "other".into(),
        reason: "I would like to know all the same.".into(),
    };
    assert_eq!(fields_of(service.break_glass(&okafor, form, now()).await), ["reference"]);
    let at = version(&town, case).await;
    let words = || "She moved away years ago.".to_owned();
    let let_in = service.decide_conflict(&sergeant, case, at, "okafor".into(), false, words(), now()).await;
    let_in.unwrap();
    assert!(service.case_file(&okafor, case, now()).await.is_ok());
    let at = version(&town, case).await;
    let own = service.decide_conflict(&sergeant, case, at, "sergeant".into(), false, words(), now()).await;
    assert_eq!(fields_of(own), ["person"]);
}

fn reason(reference: &str) -> BreakGlassForm {
    BreakGlassForm {
        reference: reference.to_owned(),
        kind: "victim_asks".into(),
        reason: "She is at our counter and nobody there answers.".into(),
    }
}

async fn a_case_is_opened_for_a_reason_for_an_hour_and_read_only(town: Town) {
    let (case, victim) = place(&town).await;
    let service = &town.service;
    let stranger = town.staff(Role::Officer, "elsewhere");
    let reference = town.load(case).await.case.reference().unwrap().to_owned();
    let empty = service.break_glass(&stranger, BreakGlassForm::default(), now()).await;
    assert_eq!(fields_of(empty), ["kind", "reason", "reference"]);
    assert!(matches!(service.case_file(&stranger, case, now()).await, Err(ServiceError::NotFound)));
    assert_eq!(service.break_glass(&stranger, reason(&reference), now()).await.unwrap(), case);
    assert!(service.case_file(&stranger, case, now()).await.is_ok());
    let another = Actor { person: town.staff(Role::WitnessCare, "elsewhere").person, ..stranger.clone() };
    assert!(matches!(service.case_file(&another, case, now()).await, Err(ServiceError::NotFound)));
    let contact = service.record_contact(&stranger, case, call(0, victim), now()).await;
    assert!(matches!(contact, Err(ServiceError::NotFound)), "recorded on a case that was only opened");
    let last_moment = now().checked_add(OPEN_MINUTES.minutes()).unwrap();
    let before = Actor { at: last_moment.checked_sub(1.seconds()).unwrap(), ..stranger.clone() };
    assert!(service.case_file(&before, case, now()).await.is_ok());
    let after = Actor { at: last_moment, ..stranger.clone() };
    assert!(matches!(service.case_file(&after, case, now()).await, Err(ServiceError::NotFound)));

    let sergeant = service.actor("sergeant", now()).unwrap();
    assert_eq!(service.openings_waiting(&sergeant).await.unwrap(), 1, "the supervisor was not told");
    let opening = service.openings(&sergeant).await.unwrap().remove(0);
    assert!(service.openings(&stranger).await.is_err());
    let short = service.review_opening(&sergeant, opening.id, true, "ok".into(), now()).await;
    assert_eq!(fields_of(short), ["words"]);
    let words = || "They rang us an hour later.".to_owned();
    service.review_opening(&sergeant, opening.id, true, words(), now()).await.unwrap();
    let twice = service.review_opening(&sergeant, opening.id, false, words(), now()).await;
    assert!(matches!(twice, Err(ServiceError::NotFound)), "decided twice");
    assert_eq!(service.openings_waiting(&sergeant).await.unwrap(), 0);
}

async fn a_case_that_is_not_there_and_one_that_may_not_be_opened_have_the_same_answer(town: Town) {
    let (case, _) = place(&town).await;
    let service = &town.service;
    let sergeant = service.actor("sergeant", now()).unwrap();
    let reference = town.load(case).await.case.reference().unwrap().to_owned();
    let at = version(&town, case).await;
    let people = BTreeSet::from(["sergeant".to_owned()]);
    service
        .restrict_case(&sergeant, case, at, people, "An officer is a suspect.".into(), now())
        .await
        .unwrap();
    let stranger = town.staff(Role::Officer, "elsewhere");
    let say = |result: Result<CaseId, ServiceError>| match result {
        Err(ServiceError::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    };
    let not_theirs = say(service.break_glass(&stranger, reason(&reference), now()).await);
    let not_there = say(service.break_glass(&stranger, reason("01ZZ9999926"), now()).await);
    assert_eq!(not_theirs, not_there);
    let victim = victim_named(&town.load(case).await, "Moss");
    let me = town.as_victim(case, victim);
    let harbour = [Role::Supervisor, Role::Officer, Role::Advocate].map(|role| town.staff(role, "harbour"));
    for nobody in harbour.iter().chain([&me]) {
        let tried = service.break_glass(nobody, reason(&reference), now()).await;
        assert!(matches!(tried, Err(ServiceError::NotAllowed)), "{:?}", nobody.role);
    }
}

async fn agreements_are_made_accepted_and_ended(town: Town) {
    let service = &town.service;
    let governor = town.staff(Role::InformationGovernance, "met");
    let form = AgreementForm {
        title: "An invented agreement".into(),
        body: "The least that is needed.".into(),
        purpose: "To offer support".into(),
        basis: "Consent".into(),
        parties: vec!["met".into(), "harbour".into()],
        from: Some(date(2026, 1, 1)),
        review: Some(date(2027, 1, 1)),
        is_terms: false,
    };
    let alone = AgreementForm { parties: vec!["met".into()], ..form.clone() };
    assert_eq!(fields_of(service.make_agreement(&governor, alone, now()).await), ["parties"]);
    let backwards = AgreementForm { review: Some(date(2025, 1, 1)), ..form.clone() };
    assert_eq!(fields_of(service.make_agreement(&governor, backwards, now()).await), ["review"]);
    assert!(service.make_agreement(&town.officer(), form.clone(), now()).await.is_err());
    let id = service.make_agreement(&governor, form.clone(), now()).await.unwrap();
    let today = calendar::london_date(now());
    let agreed = async || town.store().organisations_with_agreement(today).await.unwrap();
    assert!(agreed().await.is_empty());
    assert!(service.accept_agreement(&town.officer(), id, now()).await.is_err());
    service.accept_agreement(&governor, id, now()).await.unwrap();
    assert_eq!(agreed().await, BTreeSet::from(["met".to_owned()]));
    let twice = service.accept_agreement(&governor, id, now()).await;
    assert!(matches!(twice, Err(ServiceError::NotFound)));
    service.end_agreement(&governor, id, now()).await.unwrap();
    assert!(agreed().await.is_empty());

    let officer = town.officer();
    assert_eq!(service.terms_to_accept(&officer, now()).await.unwrap(), None);
    let terms = AgreementForm { is_terms: true, ..form };
    let terms = service.make_agreement(&governor, terms, now()).await.unwrap();
    assert_eq!(service.terms_to_accept(&officer, now()).await.unwrap().unwrap().id, terms);
    assert!(service.accept_terms(&officer, id, now()).await.is_err(), "other terms than those in force");
    service.accept_terms(&officer, terms, now()).await.unwrap();
    assert_eq!(service.terms_to_accept(&officer, now()).await.unwrap(), None);
}
