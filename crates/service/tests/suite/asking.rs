//! What victims ask for, on both engines: it is owed at once or later, once, until it is answered or withdrawn.

use crate::{
    contacts::{call, charged},
    on_both_engines,
    town::{Town, now, victim_named},
};
use jiff::ToSpan;
use policy::Role;
use record::{
    CaseId, DutyRef, VictimId,
    request::{Decider, RequestAnswer},
};
use service::{
    Actor, ServiceError,
    asking::{
        answering::AnswerForm,
        directory::SupportQuery,
        fresh,
        making::{Ask, AskForm},
    },
    record_event::EventForm,
};

on_both_engines!(
    a_request_is_owed_once_until_it_is_withdrawn_or_answered,
    support_later_starts_on_the_day_that_was_chosen,
    a_review_is_for_a_decision_and_its_window_starts_when_it_was_told,
    services_are_matched_to_needs_and_place_and_never_to_the_crime_alone,
    an_agency_that_may_not_read_it_answers_nothing,
);

async fn scene(town: &Town) -> (CaseId, VictimId, Actor) {
    let case = charged(town).await;
    let victim = victim_named(&town.load(case).await, "Moss");
    (case, victim, town.as_victim(case, victim))
}

async fn ask(town: &Town, who: &Actor, ask: Ask, words: &str) -> uuid::Uuid {
    let form = AskForm { request: fresh(now()), ask, words: Some(words.into()) };
    for _ in 0..2 {
        town.service.ask_for_oneself(who, form.clone(), now()).await.unwrap();
    }
    form.request
}

/// What is owed to a victim and not met: duty and last day.
async fn open(town: &Town, case: CaseId, victim: VictimId, duty: &str) -> Vec<Option<jiff::civil::Date>> {
    let loaded = town.load(case).await;
    let open = town.owed(&loaded).into_iter().filter(|owed| owed.victim == victim && owed.done_by.is_none());
    open.filter(|owed| owed.duty == duty).map(|owed| owed.due).collect()
}

async fn answer(
    town: &Town,
    actor: &Actor,
    case: CaseId,
    request: uuid::Uuid,
    answer: RequestAnswer,
) -> Result<(), ServiceError> {
    let form = AnswerForm {
        version: town.load(case).await.case.version,
        request,
        answer: Some(answer),
        words: "We looked at it, and this is what was decided and why.".into(),
    };
    town.service.answer_request(actor, case, form, now()).await
}

async fn a_request_is_owed_once_until_it_is_withdrawn_or_answered(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    let support = Ask::Support { service: None, agreed: true };
    let first = ask(&town, &moss, support.clone(), "").await;
    ask(&town, &moss, support.clone(), "").await;
    let duty = "p-pass-on-support-request";
    assert_eq!(open(&town, case, victim, duty).await, [Some(jiff::civil::date(2026, 4, 1))], "asked twice");
    let refused =
        AskForm { request: fresh(now()), ask: Ask::Support { service: None, agreed: false }, words: None };
    assert!(matches!(
        town.service.ask_for_oneself(&moss, refused, now()).await,
        Err(ServiceError::Invalid(_))
    ));
    town.service.withdraw_own_request(&moss, first, now()).await.unwrap();
    town.service.withdraw_own_request(&moss, first, now()).await.unwrap();
    assert_eq!(open(&town, case, victim, duty).await, []);
    assert!(matches!(
        answer(&town, &town.officer(), case, first, RequestAnswer::Done).await,
        Err(ServiceError::Invalid(_))
    ));
    // They can ask again, and a contact meets it, too.
    ask(&town, &moss, support, "").await;
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded).into_iter().find(|owed| owed.duty == duty).unwrap();
    let mut contact = call(loaded.case.version, victim);
    contact.meets = vec![DutyRef { duty: duty.into(), trigger: owed.trigger, victim: None }];
    town.service.record_contact(&town.officer(), case, contact, now()).await.unwrap();
    assert_eq!(open(&town, case, victim, duty).await, []);

    // Expenses start two things; both are met by one answer, also the one that stands behind the first.
    let version = town.load(case).await.case.version;
    let flag = record::event::FlagBecause { flag: "witness".into(), because: "She gives evidence".into() };
    town.service.record_flag(&town.officer(), case, version, victim, flag, true, now()).await.unwrap();
    let expenses = ask(&town, &moss, Ask::Expenses, "Train, 12 pounds 40").await;
    assert_eq!(open(&town, case, victim, "p-help-asked-for").await.len(), 1);
    assert_eq!(open(&town, case, victim, "r10-pay-expenses").await.len(), 1);
    answer(&town, &town.officer(), case, expenses, RequestAnswer::Done).await.unwrap();
    assert_eq!(open(&town, case, victim, "p-help-asked-for").await, []);
    assert_eq!(open(&town, case, victim, "r10-pay-expenses").await, []);
}

async fn support_later_starts_on_the_day_that_was_chosen(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    let later = ask(&town, &moss, Ask::SupportLater { months: 1 }, "").await;
    assert_eq!(
        open(&town, case, victim, "p-offer-support-again").await,
        [Some(jiff::civil::date(2026, 5, 8))]
    );
    let own = town.service.own_requests(&moss, now()).await.unwrap();
    assert_eq!(own[0].owed.len(), 1);
    town.service.withdraw_own_request(&moss, later, now()).await.unwrap();
    assert_eq!(open(&town, case, victim, "p-offer-support-again").await, []);
}

async fn a_review_is_for_a_decision_and_its_window_starts_when_it_was_told(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    assert_eq!(town.service.own_dates(&moss, now()).await.unwrap().decisions, []);
    let form = EventForm {
        version: town.load(case).await.case.version,
        trigger: "nfa_decision_cps".into(),
        at: now().checked_sub(24.hours()).unwrap(),
        received_at: None,
        victim: None,
        hearing: None,
        words: None,
    };
    town.service.record_event(&town.officer(), case, form, now()).await.unwrap();
    let before = town.service.own_dates(&moss, now()).await.unwrap().decisions;
    assert_eq!(
        (before.len(), before[0].by, before[0].last_day),
        (1, Decider::Cps, None),
        "nobody told her yet"
    );
    let loaded = town.load(case).await;
    let owed =
        town.owed(&loaded).into_iter().find(|owed| owed.victim == victim && owed.duty == "r06-nfa-cps");
    if let Some(owed) = owed {
        let mut contact = call(loaded.case.version, victim);
        contact.meets = vec![DutyRef { duty: owed.duty, trigger: owed.trigger, victim: None }];
        town.service.record_contact(&town.officer(), case, contact, now()).await.unwrap();
        let told = town.service.own_dates(&moss, now()).await.unwrap().decisions;
        assert!(told[0].last_day.is_some() && told[0].prompt_by < told[0].last_day, "{told:?}");
    }
    ask(&town, &moss, Ask::Review { decision: before[0].version }, "").await;
    ask(&town, &moss, Ask::Review { decision: before[0].version }, "").await;
    assert_eq!(open(&town, case, victim, "p-prosecutor-review-acknowledge").await.len(), 1);
    assert_eq!(
        open(&town, case, victim, "s-vrr-police-acknowledge").await,
        [],
        "it is not the police's to review"
    );
    assert!(town.service.own_dates(&moss, now()).await.unwrap().decisions[0].asked);
    let none = AskForm { request: fresh(now()), ask: Ask::Review { decision: 1 }, words: None };
    assert!(matches!(town.service.ask_for_oneself(&moss, none, now()).await, Err(ServiceError::NotFound)));
}

async fn services_are_matched_to_needs_and_place_and_never_to_the_crime_alone(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    let area = town.load(case).await.case.area.clone().unwrap_or_default();
    let table = format!(
        "id,name,needs,crimes,areas\n\
         crime-only,Crime Only,health,burglary|fraud|stalking|road|homicide|hate_crime|sexual_violence|domestic_abuse,\n\
         elsewhere,Elsewhere,talk,,99\n\
         listens,Listens,talk,,\n\
         near,Near,restorative,,{area}|98\n\
         court,Court,talk|court,,\n"
    );
    assert_eq!(town.service.import_support_services(table.as_bytes()).await.unwrap(), 5);
    let fits = async || -> Vec<String> {
        let lines = town.service.support_for_oneself(&moss).await.unwrap();
        lines.into_iter().map(|line| line.service.id).collect()
    };
    let before = fits().await;
    assert!(
        !before.contains(&"crime-only".to_owned()) && !before.contains(&"elsewhere".to_owned()),
        "{before:?}"
    );
    assert!(before.contains(&"listens".to_owned()), "{before:?}");
    let version = town.load(case).await.case.version;
    let flag = record::event::FlagBecause { flag: "witness".into(), because: "She gives evidence".into() };
    town.service.record_flag(&town.officer(), case, version, victim, flag, true, now()).await.unwrap();
    assert_eq!(fits().await[0], "court");
    let query = SupportQuery { need: "health".into(), ..SupportQuery::default() };
    let found = town.service.support_directory(&query).await.unwrap();
    assert_eq!(found.len(), 1, "the whole list is there for everybody");
    let wrong = town.service.import_support_services(b"name,needs\nA,cuddles\n").await;
    assert!(matches!(wrong, Err(ServiceError::Invalid(_))));
    assert_eq!(
        town.service.support_directory(&SupportQuery::default()).await.unwrap().len(),
        5,
        "half a table"
    );
}

async fn an_agency_that_may_not_read_it_answers_nothing(town: Town) {
    let (case, _, moss) = scene(&town).await;
    let complaint = Ask::Complaint { agency: "police".into() };
    let request = ask(&town, &moss, complaint, "Nobody called me back.").await;
    let stranger = town.staff(Role::Officer, "kent");
    assert!(matches!(town.service.case_requests(&stranger, case, now()).await, Err(ServiceError::NotFound)));
    let answered = answer(&town, &stranger, case, request, RequestAnswer::Done).await;
    assert!(matches!(answered, Err(ServiceError::NotFound)));
    let reed = town.as_victim(case, victim_named(&town.load(case).await, "Reed"));
    assert!(town.service.own_requests(&reed, now()).await.unwrap().is_empty());
    let theirs = town.service.withdraw_own_request(&reed, request, now()).await;
    assert!(matches!(theirs, Err(ServiceError::NotFound)));
}
