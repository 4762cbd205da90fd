//! The victim's own page and answers: theirs alone.

use crate::{
    contacts::{TOLD, call, charged},
    messages::{BAIL, HERON, ROBBERY, adjourned, offence, results},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use jiff::civil::{date, time};
use record::{
    Answer, CaseEvent, Hearing, PersonDetails, Personal, Preferences,
    event::{Channel, DutyRef, FlagBecause},
};
use service::{ServiceError, record_contact::ContactForm, record_event::EventForm, victim_case::NextStep};
use store::{Batch, NewEvent, WorkOwner, WorkState};

on_both_engines!(
    the_victim_answers_for_themselves_alone,
    the_latest_answer_counts_and_earlier_ones_stay,
    staff_who_write_at_the_same_moment_do_not_cost_the_victim_their_words,
    the_victims_page_says_what_happened_what_is_owed_and_what_was_done,
    the_victims_page_shows_nothing_of_others_and_nothing_of_staff,
);

async fn charged_duty(town: &Town, case: record::CaseId, victim: record::VictimId) -> DutyRef {
    let owed = town.owed(&town.load(case).await);
    let found = owed.iter().find(|o| o.victim == victim && o.duty == "r06-charged").unwrap();
    DutyRef { duty: found.duty.clone(), trigger: found.trigger, victim: None }
}

async fn the_victim_answers_for_themselves_alone(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let duty = charged_duty(&town, case, moss).await;
    let me = town.as_victim(case, moss);
    let answer = async |actor: &service::Actor, duty: DutyRef| {
        town.service.answer(actor, duty, Answer::DidNotHappen, None, now()).await
    };
    for staff in [town.officer(), town.staff(policy::Role::Advocate, "harbour")] {
        assert!(matches!(answer(&staff, duty.clone()).await, Err(ServiceError::NotFound)));
    }
    let nothing = DutyRef { trigger: 1, ..duty.clone() };
    assert!(matches!(answer(&me, nothing).await, Err(ServiceError::NotFound)));
    let interview = EventForm {
        version: loaded.case.version,
        trigger: "suspect_interviewed_under_caution".into(),
        at: at("2026-03-29T09:00:00Z"),
        received_at: None,
        victim: Some(reed),
        hearing: None,
        words: None,
    };
    let started = town.service.record_event(&town.officer(), case, interview, now()).await.unwrap().version;
    let of_reed = DutyRef { duty: "r06-interviewed".into(), trigger: started, victim: None };
    assert!(matches!(answer(&me, of_reed).await, Err(ServiceError::NotFound)), "owed to somebody else");
    let unknown = DutyRef { duty: "r99-nothing".into(), ..duty.clone() };
    assert!(matches!(answer(&me, unknown).await, Err(ServiceError::NotFound)));
    let endless =
        town.service.answer(&me, duty.clone(), Answer::Happened, Some("a".repeat(100_000)), now()).await;
    assert!(matches!(endless, Err(ServiceError::Invalid(_))));
    assert_eq!(town.load(case).await.case.version, started, "no answer was recorded");

    answer(&me, DutyRef { victim: Some(reed), ..duty.clone() }).await.unwrap();
    let owed = town.owed(&town.load(case).await);
    let said = |victim| owed.iter().find(|o| o.victim == victim && o.duty == "r06-charged").unwrap().answer;
    assert_eq!(
        (said(moss), said(reed)),
        (Some(Answer::DidNotHappen), None),
        "whatever the form says of whom"
    );
}

async fn the_latest_answer_counts_and_earlier_ones_stay(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let duty = charged_duty(&town, case, moss).await;
    let me = town.as_victim(case, moss);
    let disputed = async || {
        let query = service::my_work::WorkQuery {
            owner: WorkOwner::Everyone,
            state: WorkState::Disputed,
            provider: None,
            right: None,
            enhanced: false,
            after: None,
        };
        town.service.my_work(&town.officer(), query, now()).await.unwrap().counts.disputed
    };
    for (answer, expected) in [(Answer::DidNotHappen, 1), (Answer::NotUnderstood, 1), (Answer::Understood, 0)]
    {
        let words = Some("Nobody rang me".to_owned());
        town.service.answer(&me, duty.clone(), answer, words, now()).await.unwrap();
        let view = town.service.victim_case(&me, now()).await.unwrap();
        let mine = view.owed.iter().find(|o| o.reference.duty == duty.duty).unwrap();
        assert_eq!(mine.answer, Some(answer));
        assert_eq!(disputed().await, expected);
    }
    let loaded = town.load(case).await;
    let answers = loaded.events.iter().filter(|e| matches!(e.event, CaseEvent::VictimAnswered { .. }));
    assert_eq!(answers.count(), 3);
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    assert!(
        file.timeline.iter().any(|entry| entry.detail.iter().any(|d| d == "Nobody rang me")),
        "staff read the words"
    );
}

async fn staff_who_write_at_the_same_moment_do_not_cost_the_victim_their_words(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let duty = charged_duty(&town, case, moss).await;
    for round in 0..10 {
        let version = town.load(case).await.case.version;
        let (staff, victim) = (town.clone(), town.clone());
        let duty = duty.clone();
        let write = tokio::spawn(async move {
            staff.service.record_contact(&staff.officer(), case, call(version, moss), now()).await.is_ok()
        });
        let answer = tokio::spawn(async move {
            let words = Some(format!("Round {round}"));
            victim
                .service
                .answer(&victim.as_victim(case, moss), duty, Answer::DidNotHappen, words, now())
                .await
        });
        answer.await.unwrap().unwrap();
        write.await.unwrap();
    }
    let loaded = town.load(case).await;
    let answers = loaded.events.iter().filter(|e| matches!(e.event, CaseEvent::VictimAnswered { .. }));
    assert_eq!(answers.count(), 10);
}

async fn the_victims_page_says_what_happened_what_is_owed_and_what_was_done(town: Town) {
    let case = charged(&town).await;
    let hearing = [offence(1, ROBBERY, &adjourned("2026-04-20"))];
    town.hear(
        results(crate::contacts::URN, "2026-03-27").of(HERON, BAIL, "Exclusion: Moss Lane", &hearing).xml(),
    )
    .await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let duty = charged_duty(&town, case, moss).await;
    let form = ContactForm { meets: vec![duty], ..call(loaded.case.version, moss) };
    let okafor = town.service.actor("okafor", now()).unwrap();
    town.service.record_contact(&okafor, case, form, now()).await.unwrap();
    let view = town.service.victim_case(&town.as_victim(case, moss), now()).await.unwrap();
    assert_eq!((view.name.as_str(), view.title.as_str()), ("Fern Moss", "Robbery"));
    assert_eq!(view.reference.as_deref(), Some(crate::contacts::URN));
    let told: Vec<&str> = view.happened.iter().map(|one| one.what.as_str()).collect();
    for sentence in ["The suspect was charged.", "The court changed the bail conditions.", "A hearing ended."]
    {
        assert_eq!(told.iter().filter(|what| **what == sentence).count(), 1, "{sentence} in {told:?}");
    }
    assert_eq!(view.hearing.unwrap().date, date(2026, 4, 20));
    let NextStep::Hearing(next) = &view.next[0] else { panic!("{:?}", view.next) };
    assert_eq!((next.date, next.time), (date(2026, 4, 20), Some(time(14, 0, 0, 0))));
    let done = view.owed.iter().find(|o| o.reference.duty == "r06-charged").unwrap();
    let by = done.done.as_ref().unwrap();
    assert_eq!(
        (by.who.as_str(), by.how, by.on),
        ("okafor the invented", Some(Channel::Phone), date(2026, 3, 30))
    );
    assert_eq!(done.told.as_deref(), Some(TOLD));
    let owed = view.owed.iter().find(|o| o.reference.duty == "r08-court-bail-changed").unwrap();
    assert_eq!(owed.by_when, Some(date(2026, 4, 8)));
    assert_eq!(view.contact.unwrap().provider, "wcu", "at court, the witness care unit");
}

async fn the_victims_page_shows_nothing_of_others_and_nothing_of_staff(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let officer = town.officer();
    let mut version = loaded.case.version;

    // Something of the other victim in every way that there is.
    let duty = charged_duty(&town, case, reed).await;
    let form = ContactForm {
        told: "SECRET: I told Reed that he said he is sorry for what happened.".into(),
        asked: Some("SECRET worry".into()),
        representative: Some("SECRET Sister".into()),
        meets: vec![duty.clone()],
        ..call(version, reed)
    };
    version = town.service.record_contact(&officer, case, form, now()).await.unwrap().version;
    let hearing =
        Hearing { date: date(2026, 4, 1), time: None, court: None, court_name: Some("SECRET Court".into()) };
    let event = EventForm {
        version,
        trigger: "hearing_date_set".into(),
        at: at("2026-03-29T09:00:00Z"),
        received_at: Some(at("2026-03-29T09:00:00Z")),
        victim: Some(reed),
        hearing: Some(hearing),
        words: Some("SECRET words".into()),
    };
    version = town.service.record_event(&officer, case, event, now()).await.unwrap().version;
    let wishes = Preferences { safe_contact: Some("SECRET rule".into()), ..Preferences::default() };
    version = town.service.record_preferences(&officer, case, version, reed, wishes, now()).await.unwrap();
    let flag = FlagBecause { flag: "vulnerable".into(), because: "SECRET reason".into() };
    version = town.service.record_flag(&officer, case, version, reed, flag, true, now()).await.unwrap();
    town.service
        .answer(&town.as_victim(case, reed), duty, Answer::DidNotHappen, Some("SECRET answer".into()), now())
        .await
        .unwrap();

    // And what staff keep among themselves, about her, too.
    let event = EventForm {
        version: version + 1,
        trigger: "mappa_meeting_set".into(),
        at: at("2026-03-29T09:00:00Z"),
        received_at: None,
        victim: None,
        hearing: None,
        words: Some("SECRET: the offender's address is known to us".into()),
    };
    town.service.record_event(&officer, case, event, now()).await.unwrap();
    let mut loaded = town.load(case).await;
    let note = Personal::new(uuid::Uuid::now_v7(), [1; 16], case, &"SECRET note about Moss").unwrap();
    let event = CaseEvent::NoteRecorded { words: note.reference() };
    let by = loaded.events[0].by.clone();
    loaded.record(&by, now(), vec![NewEvent::at(now(), event)], vec![note]).unwrap();
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();

    let view = town.service.victim_case(&town.as_victim(case, moss), now()).await.unwrap();
    let page = format!("{view:?}");
    for hidden in ["SECRET", "Reed", "2026-04-01", "Heron", "07700"] {
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
    assert!(view.owed.iter().all(|o| o.told.is_none() && o.answer.is_none()));
    let code = town.service.rules().code;
    for trigger in code.triggers() {
        let words: PersonDetails =
            PersonDetails { name: trigger.staff.to_string(), ..PersonDetails::default() };
        assert!(
            trigger.staff == trigger.victim || !page.contains(&words.name),
            "{}: staff's words",
            trigger.slug
        );
    }
    // They are on the staff's page, so that this test would see them.
    let file = format!("{:?}", town.service.case_file(&officer, case, now()).await.unwrap());
    assert!(file.matches("SECRET").count() >= 8 && file.contains("Reed"));
}
