//! Messages both ways, a tap for an update, and what becomes of a dispute: each with its clock (INF-9, VOX-3, SUP-4).

use crate::{
    contacts::{call, charged, fields},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use jiff::{ToSpan, civil::date};
use policy::Role;
use record::{
    Answer, CaseEvent, CaseId, MessageEvent, Preferences, SafeContact, VictimId,
    access::{MandateScope, Purpose, RepresentativeKind},
    dispute::Outcome,
    event::{Channel, DutyRef},
    feedback::Reply,
    safe_contact::BadNews,
    view::Phase,
};
use service::{
    Actor, ServiceError, Standing,
    access::mandates::MandateForm,
    disputes::{DisputeSeen, SettleForm},
    feedback::ReplyForm,
    messages::{LONGEST_MESSAGE, LineKind, own::OwnMessage, team::TeamMessage},
    my_work::WorkQuery,
    record_contact::ContactForm,
    record_event::EventForm,
};
use std::collections::BTreeSet;
use store::{WorkOwner, WorkState};
use uuid::Uuid;

on_both_engines!(
    a_message_has_a_receipt_and_is_one_however_often_its_form_is_sent,
    a_message_of_nothing_or_without_end_is_refused,
    the_team_reads_once_and_answers_with_a_contact_that_meets_the_promise,
    an_answer_does_not_break_news_that_a_person_must_tell_first,
    an_answer_that_nobody_can_read_is_refused,
    one_tap_asks_for_an_update_and_a_second_adds_nothing,
    an_advocate_chases_and_writes_with_the_victims_agreement_only,
    who_acts_for_a_victim_writes_under_their_mandate,
    whoever_wants_no_updates_is_answered_when_they_ask,
    a_dispute_has_a_clock_until_somebody_looked_and_stays_until_the_victim_agrees,
    what_was_not_understood_is_explained_again_and_has_its_own_clock,
    a_dispute_is_settled_once_and_by_those_whom_it_concerns,
    a_bad_reply_starts_one_clock_and_praise_reaches_the_person,
    thanks_reach_the_person_once_and_stay_in_their_list,
    a_victim_stops_and_starts_kinds_of_updates_themselves,
);

async fn moss(town: &Town) -> (CaseId, VictimId, Actor) {
    let case = charged(town).await;
    let victim = victim_named(&town.load(case).await, "Moss");
    (case, victim, town.as_victim(case, victim))
}

fn message(id: u128, words: &str) -> OwnMessage {
    OwnMessage { id: Uuid::from_u128(id), words: words.into(), files: vec![] }
}

const ANSWER: &str = "The camera is at the laboratory. I will know more on 7 April and write to you then.";

async fn answer(town: &Town, case: CaseId, victim: VictimId, meets: Vec<DutyRef>) -> TeamMessage {
    let version = town.load(case).await.case.version;
    let (id, words) = (Uuid::now_v7(), ANSWER.to_owned());
    TeamMessage { version, id, victim, words, meets, tells_no_news: false }
}

async fn promise(town: &Town, case: CaseId, victim: VictimId, duty: &str) -> Vec<record::Owed> {
    let owed = town.owed(&town.load(case).await);
    owed.into_iter().filter(|owed| owed.victim == victim && owed.duty == duty).collect()
}

fn named(owed: &record::Owed) -> DutyRef {
    DutyRef { duty: owed.duty.clone(), trigger: owed.trigger, victim: None }
}

async fn listed(town: &Town, state: WorkState) -> Vec<String> {
    let owner = WorkOwner::Everyone;
    let query = WorkQuery { owner, state, provider: None, right: None, enhanced: false, after: None };
    let work = town.service.my_work(&town.staff(Role::Supervisor, "met"), query, now()).await.unwrap();
    let count = match state {
        WorkState::Asked => work.counts.asked,
        WorkState::Unhappy => work.counts.unhappy,
        _ => work.counts.disputed,
    };
    assert_eq!(count as usize, work.items.len(), "{state:?}");
    work.items.into_iter().map(|item| item.duty.duty).collect()
}

async fn a_message_has_a_receipt_and_is_one_however_often_its_form_is_sent(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let sent = town.service.send_message(&me, message(1, " Is there news? "), now()).await.unwrap();
    assert!(!sent.again);
    // Monday 30 March: two working days end with Wednesday 1 April.
    assert_eq!(sent.promise.unwrap().by, Some(date(2026, 4, 1)));
    let version = town.load(case).await.case.version;
    for later in [0, 1, 90] {
        let again = town.service.send_message(&me, message(1, "Is there news?"), now() + later.minutes());
        let again = again.await.unwrap();
        assert!(again.again);
        assert_eq!((again.at, again.promise), (sent.at, sent.promise), "the first receipt");
    }
    assert_eq!(town.load(case).await.case.version, version, "a second tap wrote something");
    let gone_back = town.service.send_message(&me, message(1, "And may I call?"), now()).await.unwrap();
    assert!(!gone_back.again, "other words on the same page are a message of their own");
    assert_eq!(promise(&town, case, victim, "p-answer-message").await.len(), 2);
    let seen = town.service.own_messages(&me, now()).await.unwrap();
    let words: Vec<_> = seen.lines.iter().map(|line| line.words.as_deref().unwrap()).collect();
    assert_eq!(words, ["And may I call?", "Is there news?"], "newest first");
    assert_eq!(listed(&town, WorkState::Asked).await, ["p-answer-message", "p-answer-message"]);
    let reed = victim_named(&town.load(case).await, "Reed");
    let theirs = town.service.own_messages(&town.as_victim(case, reed), now()).await.unwrap();
    assert!(theirs.lines.is_empty(), "another victim's messages");
}

async fn a_message_of_nothing_or_without_end_is_refused(town: Town) {
    let (case, _, me) = moss(&town).await;
    let version = town.load(case).await.case.version;
    for words in ["", " \n ", &"🕯".repeat(100_000), &"a".repeat(LONGEST_MESSAGE + 1)] {
        assert_eq!(fields(town.service.send_message(&me, message(1, words), now()).await), ["words"]);
    }
    assert_eq!(town.load(case).await.case.version, version);
    let longest = "🕯".repeat(LONGEST_MESSAGE);
    town.service.send_message(&me, message(1, &longest), now()).await.unwrap();
    let seen = town.service.own_messages(&me, now()).await.unwrap();
    assert_eq!(seen.lines[0].words.as_deref(), Some(longest.as_str()));
}

async fn the_team_reads_once_and_answers_with_a_contact_that_meets_the_promise(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let safe = SafeContact { text_to: Some("07700900001".into()), ..SafeContact::default() };
    let wishes = Preferences { channels: vec![Channel::Text], safe: Some(safe), ..Preferences::default() };
    let version = town.load(case).await.case.version;
    let officer = town.officer();
    town.service.record_preferences(&officer, case, version, victim, wishes, now()).await.unwrap();
    town.service.send_message(&me, message(1, "Is there news?"), now()).await.unwrap();
    let line = |seen: &service::messages::own::OwnMessages| seen.lines.last().unwrap().clone();
    assert_eq!(line(&town.service.own_messages(&me, now()).await.unwrap()).read, None);

    let later = now() + 10.minutes();
    let known = town.service.case_messages(&officer, case, victim, later).await.unwrap();
    assert_eq!(known.lines[0].words.as_deref(), Some("Is there news?"));
    let form = answer(&town, case, victim, vec![]).await;
    let owed: Vec<_> = known.owed.iter().filter(|line| known.is_answered(line)).collect();
    let meets = vec![owed[0].reference()];
    let form = TeamMessage { meets, ..form };
    town.service.case_messages(&officer, case, victim, later + 1.hours()).await.unwrap();
    let read = line(&town.service.own_messages(&me, later).await.unwrap()).read;
    assert_eq!(read, Some(later), "the first reading counts");

    let version = town.service.write_on_case(&officer, case, form.clone(), later).await.unwrap();
    let again = town.service.write_on_case(&officer, case, form, later).await.unwrap();
    assert_eq!(version, again, "one answer, however often its form is sent");
    let met = promise(&town, case, victim, "p-answer-message").await;
    assert_eq!(met[0].phase(), Phase::Met);
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.last_contact_at, Some(later), "it is a contact");
    let alerts = town.store().alerts_of_case(case).await.unwrap();
    assert_eq!(alerts.len(), 1, "they are alerted to it: {alerts:?}");
    let seen = town.service.own_messages(&me, later).await.unwrap();
    assert_eq!((seen.lines[0].kind, seen.lines[0].words.as_deref()), (LineKind::Answer, Some(ANSWER)));
    assert_eq!(seen.lines[1].promise.unwrap().standing, Standing::Done);
    let own = town.service.victim_case(&me, later).await.unwrap();
    let done = own.owed.iter().find(|one| one.reference.duty == "p-answer-message").unwrap();
    assert_eq!((done.provider.as_str(), done.done.as_ref().unwrap().how), ("team", Some(Channel::Account)));

    // An answer without substance, and one to somebody else's duty, are none.
    let empty = answer(&town, case, victim, vec![]).await;
    let empty = TeamMessage { words: "Victim updated".into(), ..empty };
    assert_eq!(fields(town.service.write_on_case(&officer, case, empty, later).await), ["words"]);
    let stranger = town.staff(Role::Officer, "kent");
    let theirs = answer(&town, case, victim, vec![]).await;
    let refused = town.service.write_on_case(&stranger, case, theirs, later).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));
    assert!(town.service.case_messages(&stranger, case, victim, later).await.is_err());
}

async fn an_answer_does_not_break_news_that_a_person_must_tell_first(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let officer = town.officer();
    let safe = SafeContact { bad_news: BadNews::CallFirst, ..SafeContact::default() };
    let wishes = Preferences { safe: Some(safe), ..Preferences::default() };
    let version = town.load(case).await.case.version;
    town.service.record_preferences(&officer, case, version, victim, wishes, now()).await.unwrap();
    town.service.send_message(&me, message(1, "What happens now?"), now()).await.unwrap();
    let form = EventForm {
        version: town.load(case).await.case.version,
        trigger: "nfa_decision_police".into(),
        victim: Some(victim),
        at: now(),
        received_at: None,
        hearing: None,
        words: None,
    };
    town.service.record_event(&officer, case, form, now()).await.unwrap();
    let owed = town.owed(&town.load(case).await);
    let bad = owed.iter().find(|one| one.trigger_event == "nfa_decision_police" && one.provider == "police");
    let bad = named(bad.unwrap());

    let form = answer(&town, case, victim, vec![bad.clone()]).await;
    let refused = fields(town.service.write_on_case(&officer, case, form.clone(), now()).await);
    assert_eq!(refused, ["meets", "tells_no_news"]);
    let ticked = TeamMessage { tells_no_news: true, ..form.clone() };
    assert_eq!(fields(town.service.write_on_case(&officer, case, ticked, now()).await), ["meets"]);
    let known = town.service.case_messages(&officer, case, victim, now()).await.unwrap();
    assert_eq!(known.untold, Some("Call first"), "the page says so");

    let of_the_message = promise(&town, case, victim, "p-answer-message").await;
    let form = TeamMessage { meets: vec![named(&of_the_message[0])], tells_no_news: true, ..form };
    town.service.write_on_case(&officer, case, form, now()).await.unwrap();
    let own = town.service.victim_case(&me, now()).await.unwrap();
    assert!(!format!("{own:?}").contains("r06-nfa"), "the page still says nothing of it");

    // Once they were called, it may be written about.
    let version = town.load(case).await.case.version;
    let called = ContactForm { meets: vec![bad.clone()], ..call(version, victim) };
    town.service.record_contact(&officer, case, called, now()).await.unwrap();
    let form = answer(&town, case, victim, vec![]).await;
    town.service.write_on_case(&officer, case, form, now()).await.unwrap();
}

async fn an_answer_that_nobody_can_read_is_refused(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let officer = town.officer();
    let form = answer(&town, case, victim, vec![]).await;
    let refused = fields(town.service.write_on_case(&officer, case, form, now()).await);
    assert_eq!(refused, ["words"], "they have never signed in");
    town.service.send_message(&me, message(1, "Here I am"), now()).await.unwrap();
    let form = answer(&town, case, victim, vec![]).await;
    town.service.write_on_case(&officer, case, form, now()).await.unwrap();
}

async fn one_tap_asks_for_an_update_and_a_second_adds_nothing(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let first = town.service.ask_for_update(&me, now()).await.unwrap();
    assert!(!first.again);
    assert_eq!(first.promise.unwrap().by, Some(date(2026, 4, 1)));
    let second = town.service.ask_for_update(&me, now() + 1.hours()).await.unwrap();
    assert!(second.again);
    assert_eq!((second.at, second.promise), (first.at, first.promise), "it says by when they hear");
    let asked = promise(&town, case, victim, "p-update-asked-for").await;
    assert_eq!(asked.len(), 1);
    assert!(town.service.victim_case(&me, now()).await.unwrap().update.is_some());

    let version = town.load(case).await.case.version;
    let called = ContactForm { meets: vec![named(&asked[0])], ..call(version, victim) };
    town.service.record_contact(&town.officer(), case, called, now()).await.unwrap();
    assert!(town.service.own_messages(&me, now()).await.unwrap().update.is_none());
    let third = town.service.ask_for_update(&me, now() + 2.hours()).await.unwrap();
    assert!(!third.again, "they may ask again");
    assert_eq!(promise(&town, case, victim, "p-update-asked-for").await.len(), 2);
}

async fn an_advocate_chases_and_writes_with_the_victims_agreement_only(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let advocate = town.staff(Role::Advocate, "harbour");
    let chase = async || town.service.chase(&advocate, case, victim, now()).await;
    assert!(matches!(chase().await, Err(ServiceError::NotFound)), "nobody agreed");
    town.agreed(case, victim, "harbour", &[Purpose::Support]).await;
    assert!(!chase().await.unwrap().again);
    assert!(chase().await.unwrap().again, "one is open");
    assert!(town.service.ask_for_update(&me, now()).await.unwrap().again, "whoever asks");
    assert_eq!(promise(&town, case, victim, "p-update-asked-for").await.len(), 1);
    assert_eq!(listed(&town, WorkState::Asked).await, ["p-update-asked-for"], "in the team's list");
    let officer = town.service.chase(&town.officer(), case, victim, now()).await;
    assert!(matches!(officer, Err(ServiceError::NotFound)), "a team does not chase itself");

    town.service.send_message(&me, message(1, "SECRET from Moss"), now()).await.unwrap();
    let known = town.service.case_messages(&advocate, case, victim, now()).await.unwrap();
    assert!(!known.sees_words && known.lines.is_empty(), "what was said needs a consent of its own");
    let unread = town.load(case).await.case.messages.unread(victim);
    assert!(unread.is_some(), "an advocate who looks is not the team");
    town.agreed(case, victim, "harbour", &[Purpose::Updates]).await;
    let known = town.service.case_messages(&advocate, case, victim, now()).await.unwrap();
    assert!(known.sees_words && known.supports && known.lines.len() == 2);
    let form = answer(&town, case, victim, vec![]).await;
    town.service.write_on_case(&advocate, case, form, now()).await.unwrap();
    assert_eq!(promise(&town, case, victim, "p-answer-message").await.len(), 2, "the team must answer");
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.last_contact_at, None, "an advocate's message is no contact of the team");
    let seen = town.service.own_messages(&me, now()).await.unwrap();
    assert_eq!(seen.lines[0].words.as_deref(), Some(ANSWER), "the victim sees what was written for them");
}

async fn who_acts_for_a_victim_writes_under_their_mandate(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let mandate = |scope| MandateForm {
        name: "Ines Invented".into(),
        kind: Some(RepresentativeKind::Parent),
        scope: BTreeSet::from([MandateScope::See, scope]),
        until: Some(date(2026, 12, 31)),
        ..MandateForm::default()
    };
    let acting = |id| Actor { role: Role::Representative, representative: Some(id), ..me.clone() };
    let seeing = town.service.give_mandate(&me, mandate(MandateScope::See), now()).await.unwrap();
    let writing = town.service.give_mandate(&me, mandate(MandateScope::Answer), now()).await.unwrap();
    let refused = town.service.send_message(&acting(seeing), message(1, "For Moss"), now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));
    assert!(town.service.ask_for_update(&acting(seeing), now()).await.is_err());
    assert!(town.service.own_messages(&acting(seeing), now()).await.is_ok());
    town.service.send_message(&acting(writing), message(1, "For Moss"), now()).await.unwrap();
    assert_eq!(promise(&town, case, victim, "p-answer-message").await.len(), 1);
}

async fn whoever_wants_no_updates_is_answered_when_they_ask(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let version = town.load(case).await.case.version;
    let form = service::waive::WaiverForm {
        version,
        victim,
        scope: record::WaiverScope::All,
        words: Some("Please leave me alone".into()),
        withdraw: false,
    };
    town.service.waive(&town.officer(), case, form, now()).await.unwrap();
    town.service.ask_for_update(&me, now()).await.unwrap();
    let asked = promise(&town, case, victim, "p-update-asked-for").await;
    assert_eq!(asked[0].phase(), Phase::Open, "who asks for something wants it");
}

async fn charged_duty(town: &Town, case: CaseId, victim: VictimId) -> DutyRef {
    let owed = town.owed(&town.load(case).await);
    named(owed.iter().find(|one| one.victim == victim && one.duty == "r06-charged").unwrap())
}

async fn settle(town: &Town, case: CaseId, opened: u64, words: &str) -> Result<u64, ServiceError> {
    let form = SettleForm {
        version: town.load(case).await.case.version,
        opened,
        outcome: Some(Outcome::DoneNow),
        words: words.into(),
        channel: Some(Channel::Phone),
    };
    town.service.settle_dispute(&town.officer(), case, form, now()).await
}

const FOUND: &str = "I had rung a wrong number. I have rung her now and told her of the charge.";

async fn a_dispute_has_a_clock_until_somebody_looked_and_stays_until_the_victim_agrees(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let duty = charged_duty(&town, case, victim).await;
    let dispute = async |words: &str| {
        let words = Some(words.to_owned());
        town.service.answer(&me, duty.clone(), Answer::DidNotHappen, words, now()).await.unwrap();
    };
    dispute("Nobody rang me").await;
    dispute("Really nobody").await;
    let first = promise(&town, case, victim, "p-look-into-dispute").await;
    assert_eq!(first.len(), 1, "said again while it is open, it does not put the clock off");
    // Monday 30 March: three working days end with Thursday 2 April.
    assert_eq!(first[0].due, Some(date(2026, 4, 2)));
    assert_eq!(listed(&town, WorkState::Unhappy).await, ["p-look-into-dispute"]);
    let seen = async || {
        let own = town.service.victim_case(&me, now()).await.unwrap();
        own.owed.into_iter().find(|one| one.reference == duty).unwrap()
    };
    let open = seen().await.dispute;
    assert!(
        matches!(open, Some(DisputeSeen::Open { by: Some(by), again: false, .. }) if by == date(2026, 4, 2))
    );
    let page = town.service.dispute(&town.officer(), case, first[0].trigger, now()).await.unwrap();
    assert_eq!(page.said.as_deref(), Some("Really nobody"));

    settle(&town, case, first[0].trigger, FOUND).await.unwrap();
    let met = promise(&town, case, victim, "p-look-into-dispute").await;
    assert_eq!(met[0].phase(), Phase::Met);
    assert!(listed(&town, WorkState::Unhappy).await.is_empty(), "nobody has to do anything now");
    assert_eq!(listed(&town, WorkState::Disputed).await, ["r06-charged"], "it is not settled either");
    let Some(DisputeSeen::Settled { words, .. }) = seen().await.dispute else { panic!("not asked") };
    assert_eq!(words.as_deref(), Some(FOUND));

    let words = Some("She rang my mother".to_owned());
    for _ in 0..2 {
        town.service.say_whether_settled(&me, duty.clone(), false, words.clone(), now()).await.unwrap();
    }
    let again = promise(&town, case, victim, "p-look-into-dispute-again").await;
    assert_eq!((again.len(), again[0].phase()), (1, Phase::Open), "a clock of its own, once");
    assert_eq!(listed(&town, WorkState::Unhappy).await, ["p-look-into-dispute-again"]);
    let open = seen().await.dispute;
    assert!(matches!(open, Some(DisputeSeen::Open { again: true, .. })));
    assert!(settle(&town, case, first[0].trigger, FOUND).await.is_err(), "what was settled before is over");

    settle(&town, case, again[0].trigger, "I rang her own number now and said sorry for the mistake.")
        .await
        .unwrap();
    for _ in 0..2 {
        town.service.say_whether_settled(&me, duty.clone(), true, None, now()).await.unwrap();
    }
    let agreed = seen().await;
    assert!(agreed.dispute.is_none() && agreed.answer == Some(Answer::Happened));
    assert!(listed(&town, WorkState::Disputed).await.is_empty(), "it has left every list");
    assert!(listed(&town, WorkState::Unhappy).await.is_empty());
    let stranger = town.as_victim(case, victim_named(&town.load(case).await, "Reed"));
    let refused = town.service.say_whether_settled(&stranger, duty, false, None, now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));
}

async fn what_was_not_understood_is_explained_again_and_has_its_own_clock(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let duty = charged_duty(&town, case, victim).await;
    let says = async |answer| town.service.answer(&me, duty.clone(), answer, None, now()).await.unwrap();
    says(Answer::NotUnderstood).await;
    let explain = promise(&town, case, victim, "p-explain-again").await;
    assert_eq!(explain[0].due, Some(date(2026, 4, 1)));
    // They say something else: what runs is the clock of that.
    says(Answer::DidNotHappen).await;
    assert_eq!(listed(&town, WorkState::Unhappy).await, ["p-look-into-dispute"]);
    // They find out themselves: nobody has to look any more.
    says(Answer::Understood).await;
    assert!(listed(&town, WorkState::Unhappy).await.is_empty());
    assert!(promise(&town, case, victim, "p-look-into-dispute").await[0].done_by.is_some());
    // A contact that meets the promise is enough to be asked whether it is settled.
    says(Answer::NotUnderstood).await;
    let again = promise(&town, case, victim, "p-look-into-dispute-again").await;
    let version = town.load(case).await.case.version;
    let called = ContactForm { meets: vec![named(&again[0])], ..call(version, victim) };
    town.service.record_contact(&town.officer(), case, called, now()).await.unwrap();
    let own = town.service.victim_case(&me, now()).await.unwrap();
    let line = own.owed.into_iter().find(|one| one.reference == duty).unwrap();
    assert!(matches!(line.dispute, Some(DisputeSeen::Settled { .. })));
}

async fn a_dispute_is_settled_once_and_by_those_whom_it_concerns(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let duty = charged_duty(&town, case, victim).await;
    town.service.answer(&me, duty, Answer::DidNotHappen, None, now()).await.unwrap();
    let opened = promise(&town, case, victim, "p-look-into-dispute").await[0].trigger;
    let version = town.load(case).await.case.version;
    let form = |words: &str| SettleForm {
        version,
        opened,
        outcome: Some(Outcome::HadHappened),
        words: words.into(),
        channel: Some(Channel::Phone),
    };
    for (wrong, field) in [
        (form("done"), "words"),
        (SettleForm { outcome: None, ..form(FOUND) }, "outcome"),
        (SettleForm { channel: None, ..form(FOUND) }, "channel"),
        (SettleForm { channel: Some(Channel::Account), ..form(FOUND) }, "channel"),
    ] {
        let refused = fields(town.service.settle_dispute(&town.officer(), case, wrong, now()).await);
        assert_eq!(*refused.last().unwrap(), field);
    }
    for stranger in [town.staff(Role::Officer, "kent"), town.staff(Role::Advocate, "harbour")] {
        assert!(town.service.dispute(&stranger, case, opened, now()).await.is_err());
        assert!(town.service.settle_dispute(&stranger, case, form(FOUND), now()).await.is_err());
    }
    let settled = town.service.settle_dispute(&town.officer(), case, form(FOUND), now()).await.unwrap();
    let twice = town.service.settle_dispute(&town.officer(), case, form(FOUND), now()).await.unwrap();
    assert_eq!(settled, twice, "a second tap");
    let contacts = town.load(case).await.events;
    let contacts = contacts.iter().filter(|one| matches!(one.event, CaseEvent::ContactRecorded(_)));
    assert_eq!(contacts.count(), 1);
    let reads = town.load(case).await.events;
    assert!(!reads.iter().any(|one| matches!(one.event, CaseEvent::Message(MessageEvent::Read { .. }))));
    assert!(at("2026-03-30T09:00:00Z") == now());
}

async fn a_bad_reply_starts_one_clock_and_praise_reaches_the_person(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let okafor = town.service.actor("okafor", now()).unwrap();
    let version = town.load(case).await.case.version;
    let contact =
        town.service.record_contact(&okafor, case, call(version, victim), now()).await.unwrap().version;
    assert_eq!(town.service.victim_case(&me, now()).await.unwrap().unasked.unwrap().0, contact);
    let says = async |understood, helped, words: &str| {
        let form =
            ReplyForm { understood: Some(understood), helped: Some(helped), words: Some(words.to_owned()) };
        town.service.reply_to_contact(&me, contact, form, now()).await.unwrap();
    };
    assert_eq!(
        fields(town.service.reply_to_contact(&me, contact, ReplyForm::default(), now()).await),
        ["understood", "helped"]
    );
    says(Reply::Partly, Reply::No, "He was in a hurry").await;
    says(Reply::No, Reply::No, "He was in a hurry").await;
    says(Reply::No, Reply::No, "He was in a hurry").await;
    let recovery = promise(&town, case, victim, "p-service-recovery").await;
    assert_eq!((recovery.len(), recovery[0].due), (1, Some(date(2026, 4, 2))), "one clock, from the first");
    assert_eq!(listed(&town, WorkState::Unhappy).await, ["p-service-recovery"]);
    let supervisor = town.staff(Role::Supervisor, "met");
    let lines = town.service.replies(&supervisor, now()).await.unwrap();
    assert_eq!(lines.len(), 2, "the same again adds nothing");
    assert!(lines.iter().all(|line| line.to == "okafor the invented"));
    assert_eq!(
        lines.iter().filter(|line| line.recovery.is_some()).count(),
        1,
        "who needs a call stands once"
    );
    assert_eq!(town.service.replies(&okafor, now()).await.unwrap().len(), 2, "and to whom it is about");
    assert!(town.service.replies(&town.officer(), now()).await.unwrap().is_empty(), "not to other officers");
    assert!(town.service.replies(&town.staff(Role::Supervisor, "kent"), now()).await.unwrap().is_empty());
    assert!(town.service.thanks(&okafor, now()).await.unwrap().is_empty(), "no praise yet");
    assert!(town.service.replies(&me, now()).await.is_err());

    says(Reply::Yes, Reply::Yes, "He rang again and was kind").await;
    assert!(listed(&town, WorkState::Unhappy).await.is_empty(), "it is good now");
    let praise = town.service.thanks(&okafor, now()).await.unwrap();
    assert_eq!(praise[0].words.as_deref(), Some("He rang again and was kind"));
    assert!(town.service.victim_case(&me, now()).await.unwrap().unasked.is_none());
    let reed = town.as_victim(case, victim_named(&town.load(case).await, "Reed"));
    let form = ReplyForm { understood: Some(Reply::No), helped: Some(Reply::No), words: None };
    let refused = town.service.reply_to_contact(&reed, contact, form, now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "another victim's contact");
}

async fn thanks_reach_the_person_once_and_stay_in_their_list(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let okafor = town.service.actor("okafor", now()).unwrap();
    let duty = charged_duty(&town, case, victim).await;
    let thank = async |words: Option<&str>| {
        town.service.thank(&me, duty.clone(), words.map(str::to_owned), now()).await
    };
    assert!(matches!(thank(None).await, Err(ServiceError::NotFound)), "nobody did it yet");
    let version = town.load(case).await.case.version;
    let form = ContactForm { meets: vec![duty.clone()], ..call(version, victim) };
    town.service.record_contact(&okafor, case, form, now()).await.unwrap();
    for _ in 0..2 {
        thank(Some("You were so patient")).await.unwrap();
    }
    let new = town.service.new_thanks(&okafor, now()).await.unwrap();
    assert_eq!((new.len(), new[0].words.as_deref()), (1, Some("You were so patient")));
    assert!(town.service.new_thanks(&okafor, now()).await.unwrap().is_empty(), "shown once");
    assert_eq!(town.service.thanks(&okafor, now()).await.unwrap().len(), 1, "and kept in the list");
    assert!(town.service.thanks(&town.officer(), now()).await.unwrap().is_empty());
}

async fn a_victim_stops_and_starts_kinds_of_updates_themselves(town: Town) {
    let (case, victim, me) = moss(&town).await;
    let safe = SafeContact { text_to: Some("07700900001".into()), ..SafeContact::default() };
    let wishes = Preferences { channels: vec![Channel::Text], safe: Some(safe), ..Preferences::default() };
    let version = town.load(case).await.case.version;
    town.service.record_preferences(&town.officer(), case, version, victim, wishes, now()).await.unwrap();
    let happens = async |trigger: &str| {
        let form = EventForm {
            version: town.load(case).await.case.version,
            trigger: trigger.into(),
            victim: Some(victim),
            at: now(),
            received_at: Some(now()),
            hearing: None,
            words: None,
        };
        town.service.record_event(&town.officer(), case, form, now()).await.unwrap();
    };
    let alerts = async || town.store().alerts_of_case(case).await.unwrap().len();
    let stopped = town.service.stop_updates(&me, 6, false, now()).await;
    assert_eq!(fields(stopped), ["knows"], "bail and release are about safety");
    assert!(matches!(town.service.stop_updates(&me, 2, true, now()).await, Err(ServiceError::NotFound)));
    for _ in 0..2 {
        town.service.stop_updates(&me, 6, true, now()).await.unwrap();
    }
    let waivers = async || town.load(case).await.case.victim(victim).unwrap().waivers.clone();
    assert_eq!(waivers().await, [record::WaiverScope::Right(6)]);
    happens("suspect_arrested").await;
    let arrested = promise(&town, case, victim, "r06-arrested").await;
    assert_eq!(arrested.last().unwrap().phase(), Phase::Waived, "at once");
    assert_eq!(alerts().await, 0, "and no alert goes");
    town.service.start_updates(&me, Some(6), now()).await.unwrap();
    assert!(waivers().await.is_empty());
    happens("suspect_interviewed_under_caution").await;
    assert_eq!(alerts().await, 1, "they changed their mind");

    town.service.say_how_often(&me, Some(7), now()).await.unwrap();
    assert_eq!(fields(town.service.say_how_often(&me, Some(1000), now()).await), ["every_days"]);
    let known = town.service.own_updates(&me).await.unwrap();
    assert_eq!(known.every_days, Some(7));
    let kept = town.service.own_preferences(&me).await.unwrap().preferences;
    assert_eq!(kept.channels, [Channel::Text], "the rest stays");
}
