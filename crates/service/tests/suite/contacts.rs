//! Recording a contact: what it says, what it meets, what is refused and how it is said.

use crate::{
    messages::{charges, victim},
    on_both_engines,
    town::{Town, at, count, now, victim_named},
};
use jiff::ToSpan;
use record::{
    CaseEvent, CaseId, Preferences, Understood, VictimId,
    event::{AttemptOutcome, Channel, DutyRef},
    view::Phase,
};
use service::{
    Problem, ServiceError,
    record_contact::{ContactForm, LONGEST, Reached},
};

on_both_engines!(
    a_contact_meets_the_duties_that_it_names,
    a_contact_says_when_it_was_late,
    a_contact_meets_nothing_that_began_after_it,
    a_contact_without_substance_is_refused_with_helpful_words,
    an_attempt_meets_nothing,
    a_way_that_the_victim_does_not_want_needs_a_reason,
    the_time_of_a_contact_is_neither_ahead_nor_before_the_case,
    a_contact_meets_no_duty_of_somebody_else,
    endless_texts_are_refused,
    who_comes_second_learns_what_came_first,
    two_at_the_same_moment_do_not_both_win,
    characters_that_databases_dislike_do_no_harm,
);

pub const URN: &str = "01ZD0000126";
pub const TOLD: &str = "I told her that he was charged with robbery and will be in court on 20 March.";

/// A case with two victims, Moss and Reed.
pub async fn charged(town: &Town) -> CaseId {
    town.charge(
        charges(URN).victim(victim("Moss", "1", "07700 900001")).victim(victim("Reed", "2", "")).xml(),
    )
    .await
}

/// A phone call that says something, just now.
pub fn call(version: u64, victim: VictimId) -> ContactForm {
    ContactForm {
        version,
        victim,
        representative: None,
        channel: Channel::Phone,
        at: now(),
        reached: Reached::Yes,
        told: TOLD.into(),
        understood: Understood::Yes,
        against_preference: None,
        asked: None,
        next: None,
        meets: vec![],
    }
}

/// The problems of a refused form.
pub fn problems<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<Problem> {
    match result {
        Err(ServiceError::Invalid(problems)) => problems,
        other => panic!("not refused as invalid: {other:?}"),
    }
}

pub fn fields<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<&'static str> {
    problems(result).into_iter().map(|problem| problem.field).collect()
}

async fn duty_of(town: &Town, case: CaseId, victim: VictimId, duty: &str) -> DutyRef {
    let owed = town.owed(&town.load(case).await);
    let found = owed.iter().find(|o| o.victim == victim && o.duty == duty).unwrap();
    DutyRef { duty: duty.into(), trigger: found.trigger, victim: None }
}

async fn a_contact_meets_the_duties_that_it_names(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let meets = vec![
        duty_of(&town, case, moss, "r06-charged").await,
        duty_of(&town, case, moss, "r08-hearing-details").await,
    ];
    let form =
        ContactForm { meets, asked: Some("Will I have to come?".into()), ..call(loaded.case.version, moss) };
    let saved = town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    assert_eq!(saved.met.len(), 2);
    assert!(!saved.attempt);
    let after = town.load(case).await;
    assert_eq!((after.case.version, saved.version), (loaded.case.version + 1, loaded.case.version + 1));
    let owed = town.owed(&after);
    let stands = |victim, duty: &str| owed.iter().find(|o| o.victim == victim && o.duty == duty).unwrap();
    assert_eq!(stands(moss, "r08-hearing-details").phase(), Phase::Met);
    assert_eq!(stands(moss, "r06-charged").done_by, Some(saved.version));
    assert_eq!(stands(moss, "r06-charge-reasons").done_by, None, "only what was named");
    assert_eq!(stands(reed, "r06-charged").done_by, None, "only for who was told");
    assert!(saved.still_owed.iter().all(|line| line.owed.victim == moss && line.owed.duty != "r06-charged"));
    let CaseEvent::ContactRecorded(contact) = &after.events.last().unwrap().event else {
        panic!("a contact")
    };
    assert_eq!(after.texts.words(&contact.told).unwrap(), TOLD);
    assert_eq!(after.case.last_contact_at, Some(now()));
}

async fn a_contact_says_when_it_was_late(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    // Charged on Monday 2 March: five working days end with Monday 9 March.
    let meets = vec![duty_of(&town, case, moss, "r06-charged").await];
    let form = ContactForm { at: at("2026-03-10T00:00:00Z"), meets, ..call(loaded.case.version, moss) };
    town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    let owed = town.owed(&town.load(case).await);
    assert_eq!(
        owed.iter().find(|o| o.victim == moss && o.duty == "r06-charged").unwrap().phase(),
        Phase::MetLate
    );
    let loaded = town.load(case).await;
    let reed = victim_named(&loaded, "Reed");
    let meets = vec![duty_of(&town, case, reed, "r06-charged").await];
    let form = ContactForm { at: at("2026-03-09T23:59:59Z"), meets, ..call(loaded.case.version, reed) };
    town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    let owed = town.owed(&town.load(case).await);
    assert_eq!(
        owed.iter().find(|o| o.victim == reed && o.duty == "r06-charged").unwrap().phase(),
        Phase::Met
    );
}

async fn a_contact_meets_nothing_that_began_after_it(town: Town) {
    let case = charged(&town).await;
    let hearing =
        [crate::messages::offence(1, crate::messages::THEFT, &crate::messages::result("4577", &[]))];
    town.hear(
        crate::messages::results(URN, "2026-03-20").of(crate::messages::HERON, "U", "", &hearing).xml(),
    )
    .await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let meets = vec![duty_of(&town, case, moss, "r08-warrant-issued").await];
    let before = ContactForm { at: at("2026-03-19T23:59:59Z"), meets, ..call(loaded.case.version, moss) };
    assert_eq!(
        fields(town.service.record_contact(&town.officer(), case, before.clone(), now()).await),
        ["meets"]
    );
    let that_day = ContactForm { at: at("2026-03-20T16:00:00Z"), ..before };
    town.service.record_contact(&town.officer(), case, that_day, now()).await.unwrap();
}

async fn a_contact_without_substance_is_refused_with_helpful_words(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    for (told, helps) in [
        ("", "write"),
        ("emailed victim", "write at least a sentence"),
        ("Victim updated by phone, all details given to her", "not what you said"),
    ] {
        let form = ContactForm { told: told.into(), ..call(loaded.case.version, moss) };
        let problem =
            problems(town.service.record_contact(&town.officer(), case, form, now()).await).remove(0);
        assert_eq!(problem.field, "told");
        assert!(problem.message.to_lowercase().contains(helps), "{}", problem.message);
    }
    assert_eq!(town.load(case).await.case.version, loaded.case.version, "nothing was recorded");
}

async fn an_attempt_meets_nothing(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let duty = duty_of(&town, case, moss, "r06-charged").await;
    let attempt = ContactForm {
        reached: Reached::No(AttemptOutcome::MessageLeft),
        told: String::new(),
        ..call(loaded.case.version, moss)
    };
    let named = ContactForm { meets: vec![duty.clone()], ..attempt.clone() };
    assert_eq!(fields(town.service.record_contact(&town.officer(), case, named, now()).await), ["meets"]);
    let saved = town.service.record_contact(&town.officer(), case, attempt, now()).await.unwrap();
    assert!(saved.attempt && saved.met.is_empty());
    let after = town.load(case).await;
    assert_eq!(after.case.last_contact_at, None, "the victim was not reached");
    assert!(town.owed(&after).iter().all(|owed| owed.provider == "hmcts" || owed.done_by.is_none()));
    assert!(saved.still_owed.iter().any(|line| line.owed.duty == duty.duty));
}

async fn a_way_that_the_victim_does_not_want_needs_a_reason(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let wishes = Preferences {
        channels: vec![Channel::Email],
        never: vec![Channel::Letter],
        ..Preferences::default()
    };
    let version = town
        .service
        .record_preferences(&town.officer(), case, loaded.case.version, moss, wishes, now())
        .await
        .unwrap();
    let warned =
        async |channel| town.service.preference_warning(&town.officer(), case, moss, channel).await.unwrap();
    assert_eq!(warned(Channel::Email).await, None);
    assert!(warned(Channel::Phone).await.unwrap().contains("prefers email"));
    assert!(warned(Channel::Letter).await.unwrap().contains("never"));
    for (channel, helps) in [(Channel::Phone, "prefers email"), (Channel::Letter, "never")] {
        for reason in [None, Some("  ".to_owned())] {
            let form = ContactForm { channel, against_preference: reason, ..call(version, moss) };
            let problem =
                problems(town.service.record_contact(&town.officer(), case, form, now()).await).remove(0);
            assert_eq!(problem.field, "against_preference");
            assert!(problem.message.contains(helps), "{}", problem.message);
        }
    }
    let attempt = ContactForm { reached: Reached::No(AttemptOutcome::NoAnswer), ..call(version, moss) };
    town.service.record_contact(&town.officer(), case, attempt, now()).await.unwrap();
    let form =
        ContactForm { against_preference: Some("Her mailbox is full".into()), ..call(version + 1, moss) };
    town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    let email = ContactForm { channel: Channel::Email, ..call(version + 2, moss) };
    town.service.record_contact(&town.officer(), case, email, now()).await.unwrap();
}

async fn the_time_of_a_contact_is_neither_ahead_nor_before_the_case(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    for wrong in [
        now() + 10.minutes(),
        at("9999-12-30T00:00:00Z"),
        at("2026-02-27T00:00:00Z"),
        at("0001-01-02T00:00:00Z"),
    ] {
        let form = ContactForm { at: wrong, ..call(loaded.case.version, moss) };
        assert_eq!(
            fields(town.service.record_contact(&town.officer(), case, form, now()).await),
            ["at"],
            "{wrong}"
        );
    }
    let past = ContactForm { next: Some(jiff::civil::date(2026, 3, 29)), ..call(loaded.case.version, moss) };
    assert_eq!(fields(town.service.record_contact(&town.officer(), case, past, now()).await), ["next"]);
    assert_eq!(town.load(case).await.case.version, loaded.case.version);
}

/// Who was told is who was told: the words that one victim heard must never stand on another's page.
async fn a_contact_meets_no_duty_of_somebody_else(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let of_reed = DutyRef { victim: Some(reed), ..duty_of(&town, case, reed, "r06-charged").await };
    let unknown = DutyRef { duty: "r99-nothing".into(), trigger: of_reed.trigger, victim: None };
    let other_start = DutyRef { duty: "r06-charged".into(), trigger: 1, victim: None };
    for wrong in [of_reed, unknown, other_start] {
        let form = ContactForm { meets: vec![wrong.clone()], ..call(loaded.case.version, moss) };
        let result = town.service.record_contact(&town.officer(), case, form, now()).await;
        assert_eq!(fields(result), ["meets"], "{wrong:?}");
    }
    let stranger = VictimId(uuid::Uuid::from_u128(7));
    let form = call(loaded.case.version, stranger);
    assert!(
        fields(town.service.record_contact(&town.officer(), case, form, now()).await).contains(&"victim")
    );
    // What was withdrawn is owed no more.
    let duty = duty_of(&town, case, moss, "r06-first-hearing").await;
    let moved = crate::messages::Charges { first_hearing: "2026-04-24".into(), ..charges(URN) };
    town.charge(moved.xml()).await;
    let loaded = town.load(case).await;
    let form = ContactForm { meets: vec![duty], ..call(loaded.case.version, moss) };
    assert_eq!(fields(town.service.record_contact(&town.officer(), case, form, now()).await), ["meets"]);
}

async fn endless_texts_are_refused(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let endless = "The court has no room. ".repeat(50_000);
    let form = ContactForm {
        told: endless.clone(),
        representative: Some(endless.clone()),
        against_preference: Some(endless.clone()),
        asked: Some(endless.clone()),
        ..call(loaded.case.version, moss)
    };
    let mut refused = fields(town.service.record_contact(&town.officer(), case, form, now()).await);
    refused.sort_unstable();
    assert_eq!(refused, ["against_preference", "asked", "representative", "told"]);
    let attempt = ContactForm {
        told: endless,
        reached: Reached::No(AttemptOutcome::NoAnswer),
        ..call(loaded.case.version, moss)
    };
    assert_eq!(fields(town.service.record_contact(&town.officer(), case, attempt, now()).await), ["told"]);
    assert_eq!(town.load(case).await.case.version, loaded.case.version);
    // Characters are counted, not bytes.
    let full = ContactForm { told: "ŵ é ".repeat(LONGEST / 4), ..call(loaded.case.version, moss) };
    town.service.record_contact(&town.officer(), case, full, now()).await.unwrap();
}

async fn who_comes_second_learns_what_came_first(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let first = call(loaded.case.version, moss);
    town.service.record_contact(&town.officer(), case, first.clone(), now()).await.unwrap();
    let second = town.service.record_contact(&town.officer(), case, first, now()).await;
    let Err(ServiceError::Stale(stale)) = second else { panic!("not stale: {second:?}") };
    assert_eq!((stale.version, stale.since.len()), (loaded.case.version + 1, 1));
    assert!(stale.since[0].title.contains("was told by phone"), "{}", stale.since[0].title);
    assert!(stale.since[0].recorded_by.contains("officer-met"));
    assert_eq!(town.load(case).await.case.version, loaded.case.version + 1, "nothing more was recorded");
    // A version that never was is no way round.
    let ahead = call(loaded.case.version + 100, moss);
    let result = town.service.record_contact(&town.officer(), case, ahead, now()).await;
    assert!(matches!(result, Err(ServiceError::Stale(_))));
}

async fn two_at_the_same_moment_do_not_both_win(town: Town) {
    let case = charged(&town).await;
    for _ in 0..10 {
        let loaded = town.load(case).await;
        let moss = victim_named(&loaded, "Moss");
        let write = || {
            let (town, form) = (town.clone(), call(loaded.case.version, moss));
            tokio::spawn(async move { town.service.record_contact(&town.officer(), case, form, now()).await })
        };
        let (one, other) = tokio::join!(write(), write());
        let (won, lost): (Vec<_>, Vec<_>) =
            [one.unwrap(), other.unwrap()].into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 1));
        let Some(Err(ServiceError::Stale(stale))) = lost.into_iter().next() else { panic!("stale") };
        assert_eq!(
            (stale.version, stale.since.len()),
            (loaded.case.version + 1, 1),
            "they learn what came first"
        );
        assert_eq!(town.load(case).await.case.version, loaded.case.version + 1);
    }
}

async fn characters_that_databases_dislike_do_no_harm(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let odd =
        "Told her \0 the trial moves to \u{202e}4 March' ; drop table journal; -- \u{1F600} %s {{7*7}} <b>";
    let form = ContactForm { told: odd.into(), asked: Some("\0".into()), ..call(loaded.case.version, moss) };
    let saved = town.service.record_contact(&town.officer(), case, form, now()).await.unwrap();
    let after = town.load(case).await;
    let CaseEvent::ContactRecorded(contact) = &after.events.last().unwrap().event else {
        panic!("a contact")
    };
    assert_eq!(after.texts.words(&contact.told).unwrap(), odd);
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    assert_eq!(file.version, saved.version);
    assert_eq!(count(&town.owed(&after), moss, "r06-charged"), 1);
}
