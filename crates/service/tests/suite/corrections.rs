//! The same message twice changes nothing; an amended one corrects and keeps what was said before; order does not
//! matter.

use crate::{
    messages::{
        Accused, BAIL, CUSTODY, DAMAGE, FREE, HERON, NONE, ROBBERY, THEFT, adjourned, charges, convicted,
        offence, prison, respaced, result, results, victim,
    },
    on_both_engines,
    town::{Town, all_happened, at, count, happened, victim_named, words},
};
use record::{CaseEvent, event::Origin, view::Phase};
use service::import::{Incoming, MessageKind};
use store::MessageOutcome;

on_both_engines!(
    the_same_bytes_are_taken_in_once,
    the_same_content_in_other_bytes_changes_nothing,
    a_defendant_without_reference_or_birth_date_is_the_same_again,
    an_amended_message_corrects_and_keeps_what_was_said,
    a_corrected_length_is_news_and_other_words_are_not,
    silence_about_bail_takes_nothing_back,
    an_amended_charge_file_says_that_the_police_corrected_it,
    a_message_about_other_offences_of_the_hearing_leaves_the_rest,
    messages_about_parts_of_a_hearing_can_come_again,
    results_in_any_order_leave_the_same_happenings,
    bail_heard_of_late_does_not_undo_what_came_before_it,
    a_sentence_corrected_to_a_short_one_closes_the_contact_scheme,
    a_message_sent_to_the_wrong_door_is_taken_in_at_the_right_one,
);

const URN: &str = "01ZD0000126";

async fn the_same_bytes_are_taken_in_once(town: Town) {
    let charge = charges(URN).victim(victim("Moss", "1", "")).xml();
    let hearing = results(URN, "2026-03-20")
        .of(HERON, BAIL, "Curfew: 7pm", &[offence(1, ROBBERY, &adjourned("2026-04-20"))])
        .xml();
    town.charge(charge.clone()).await;
    town.hear(hearing.clone()).await;
    town.nothing_new(MessageKind::ChargeFile, charge).await;
    town.nothing_new(MessageKind::CourtResults, hearing.clone()).await;
    let other = results(URN, "2026-03-24")
        .of(HERON, FREE, "", &[offence(1, ROBBERY, &adjourned("2026-04-20"))])
        .xml();
    let twice: Vec<Incoming> = [&other, &other, &hearing]
        .map(|text| Incoming { source: "invented.xml".into(), bytes: text.clone().into() })
        .into();
    let taken = town.service.import(MessageKind::CourtResults, &twice, crate::town::now()).await.unwrap();
    use MessageOutcome::{NothingNew, Recorded};
    assert_eq!(taken.iter().map(|t| t.outcome).collect::<Vec<_>>(), [Recorded, NothingNew, NothingNew]);
}

async fn the_same_content_in_other_bytes_changes_nothing(town: Town) {
    let charge = charges(URN).marked("VI DV").victim(victim("Moss", "1", "07700 900001")).xml();
    let messages = [
        results(URN, "2026-03-10")
            .of(HERON, BAIL, "Curfew: 7pm", &[convicted(1, ROBBERY, "2026-03-10", &adjourned("2026-03-20"))])
            .xml(),
        results(URN, "2026-03-20")
            .of(HERON, BAIL, "Curfew: 7pm", &[convicted(1, ROBBERY, "2026-03-10", &adjourned("2026-03-26"))])
            .xml(),
        results(URN, "2026-03-26")
            .of(HERON, NONE, "", &[convicted(1, ROBBERY, "2026-03-10", &prison(3, "Y", &["LG"]))])
            .xml(),
    ];
    town.charge(charge.clone()).await;
    for message in &messages {
        town.hear(message.clone()).await;
    }
    town.nothing_new(MessageKind::ChargeFile, respaced(&charge)).await;
    for message in &messages {
        town.nothing_new(MessageKind::CourtResults, respaced(message)).await;
    }
}

async fn a_defendant_without_reference_or_birth_date_is_the_same_again(town: Town) {
    let nobody = Accused { reference: "", born: "", ..HERON };
    let message = results(URN, "2026-03-20")
        .of(nobody, BAIL, "Curfew: 7pm", &[offence(1, THEFT, &adjourned("2026-04-20"))])
        .xml();
    let case = town.hear(message.clone()).await;
    town.nothing_new(MessageKind::CourtResults, respaced(&message)).await;
    assert_eq!(town.load(case).await.case.defendants.len(), 1);
}

async fn an_amended_message_corrects_and_keeps_what_was_said(town: Town) {
    town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await;
    let wrong = results(URN, "2026-03-26").of(
        HERON,
        FREE,
        "",
        &[convicted(1, THEFT, "2026-03-26", &prison(2, "M", &[]))],
    );
    let case = town.hear(wrong.xml()).await;
    let before = town.load(case).await;
    let moss = victim_named(&before, "Moss");
    let (old_sentence, old_conviction) =
        (happened(&before, "sentence_passed")[0].clone(), happened(&before, "conviction")[0].clone());
    let right = results(URN, "2026-03-26").of(
        HERON,
        FREE,
        "",
        &[convicted(1, THEFT, "2026-03-26", &result("1015", &[]))],
    );
    let later = at("2026-03-31T09:00:00Z");
    let taken = town.take_at(MessageKind::CourtResults, right.xml(), later).await;
    assert_eq!(taken.outcome, MessageOutcome::Recorded);
    let loaded = town.load(case).await;
    let new = happened(&loaded, "sentence_passed");
    assert_eq!(new.len(), 1);
    assert_eq!(words(&loaded, new[0]), "Theft from a shop: Invented text 1015");
    // What was said stands in the journal as it was said, marked as withdrawn with the reason.
    assert_eq!(all_happened(&loaded, "sentence_passed").len(), 2);
    assert_eq!(loaded.events[old_sentence.version as usize - 1], old_sentence);
    assert!(loaded.case.withdrawn[&old_sentence.version].contains("court sent a corrected message"));
    let file = town.service.case_file(&town.officer(), case, later).await.unwrap();
    assert!(
        file.timeline.iter().any(|entry| entry.version == old_sentence.version && entry.withdrawn.is_some())
    );
    // What the correction does not touch stays as it was.
    assert_eq!(happened(&loaded, "conviction"), [&old_conviction]);
    // The victim is owed the corrected news, by a clock that starts with the correction.
    let owed = town.owed(&loaded);
    assert_eq!(count(&owed, moss, "r09-sentence"), 1);
    let news = owed.iter().find(|o| o.duty == "r09-sentence").unwrap();
    assert_eq!((news.trigger, news.clock_start, news.phase()), (new[0].version, Some(later), Phase::Open));
    // Messages name where each event came from.
    assert_ne!(new[0].by.origin, old_sentence.by.origin);
    assert!(matches!(new[0].by.origin, Origin::Message(_)));
    town.nothing_new(MessageKind::CourtResults, respaced(&right.xml())).await;
}

async fn a_corrected_length_is_news_and_other_words_are_not(town: Town) {
    town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await;
    let of = |months, words: &str| {
        let sentence =
            convicted(1, THEFT, "2026-03-26", &prison(months, "M", &[])).replace("Invented text", words);
        results(URN, "2026-03-26").of(HERON, NONE, "", &[sentence]).xml()
    };
    let case = town.hear(of(8, "Prison")).await;
    let clock = async || {
        let loaded = town.load(case).await;
        let owed = town.owed(&loaded);
        assert_eq!(count(&owed, loaded.case.victims[0].id, "r09-sentence"), 1);
        owed.iter().find(|o| o.duty == "r09-sentence").unwrap().clock_start
    };
    let later = at("2026-04-08T09:00:00Z");
    assert_eq!(
        town.take_at(MessageKind::CourtResults, of(8, "Imprisonment"), later).await.outcome,
        MessageOutcome::Recorded
    );
    assert_eq!(clock().await, Some(crate::town::now()), "the same news in other words gives no more time");
    assert_eq!(
        town.take_at(MessageKind::CourtResults, of(4, "Imprisonment"), later).await.outcome,
        MessageOutcome::Recorded
    );
    assert_eq!(clock().await, Some(later), "half the sentence is news");
}

async fn silence_about_bail_takes_nothing_back(town: Town) {
    let of = |bail, conditions, order| {
        results(URN, "2026-03-20")
            .of(HERON, bail, conditions, &[offence(1, ROBBERY, &result(order, &[]))])
            .xml()
    };
    let case = town.hear(of(BAIL, "Curfew: 7pm", "4506")).await;
    town.hear(of("", "", "4577")).await;
    let loaded = town.load(case).await;
    assert_eq!(happened(&loaded, "court_bail_changed").len(), 1);
    assert_eq!(happened(&loaded, "arrest_warrant_issued").len(), 1);
    // Said to be otherwise, it is otherwise.
    town.hear(of(FREE, "", "4577")).await;
    let loaded = town.load(case).await;
    let bail = happened(&loaded, "court_bail_changed");
    assert_eq!(
        bail.iter().map(|recorded| words(&loaded, recorded)).collect::<Vec<_>>(),
        ["Bail without conditions."]
    );
}

async fn an_amended_charge_file_says_that_the_police_corrected_it(town: Town) {
    let case = town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await;
    let moved = crate::messages::Charges { first_hearing: "2026-04-24".into(), ..charges(URN) };
    town.charge(moved.victim(victim("Moss", "1", "")).xml()).await;
    let loaded = town.load(case).await;
    let set = happened(&loaded, "hearing_date_set");
    assert_eq!(set.len(), 1);
    let CaseEvent::Happened { facts, .. } = &set[0].event else { panic!("it happened") };
    assert_eq!(facts.hearing.as_ref().unwrap().date, jiff::civil::date(2026, 4, 24));
    assert_eq!(happened(&loaded, "charged").len(), 1);
    let reasons: Vec<_> = loaded.case.withdrawn.values().collect();
    assert_eq!(reasons, ["The police sent a corrected message"]);
}

async fn a_message_about_other_offences_of_the_hearing_leaves_the_rest(town: Town) {
    let first = results(URN, "2026-03-20").of(HERON, FREE, "", &[offence(1, THEFT, &result("2051", &[]))]);
    let second = results(URN, "2026-03-20").of(HERON, FREE, "", &[offence(2, DAMAGE, &result("2051", &[]))]);
    let case = town.hear(first.xml()).await;
    town.hear(second.xml()).await;
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.withdrawn.len(), 0);
    assert_eq!(happened(&loaded, "charge_dropped_or_altered").len(), 2);
    // A correction of one part replaces that part.
    let corrected =
        results(URN, "2026-03-20").of(HERON, FREE, "", &[offence(1, THEFT, &result("4577", &[]))]);
    town.hear(corrected.xml()).await;
    let loaded = town.load(case).await;
    let dropped = happened(&loaded, "charge_dropped_or_altered");
    assert_eq!(dropped.len(), 1);
    let CaseEvent::Happened { facts, .. } = &dropped[0].event else { panic!("it happened") };
    assert_eq!(facts.offences[0].code, DAMAGE);
}

async fn messages_about_parts_of_a_hearing_can_come_again(town: Town) {
    let part = |number, code| {
        results(URN, "2026-03-20")
            .of(HERON, BAIL, "Curfew: 7pm", &[offence(number, code, &result("2051", &[]))])
            .xml()
    };
    town.hear(part(1, THEFT)).await;
    town.hear(part(2, DAMAGE)).await;
    town.nothing_new(MessageKind::CourtResults, respaced(&part(1, THEFT))).await;
    town.nothing_new(MessageKind::CourtResults, respaced(&part(2, DAMAGE))).await;
}

async fn results_in_any_order_leave_the_same_happenings(town: Town) {
    let who = |n: usize| ["Alder", "Beech", "Cedar"][n];
    let mut seen = Vec::new();
    for (number, order) in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]].into_iter().enumerate() {
        let urn = format!("01ZD00{number:03}26");
        let accused = Accused { reference: "", born: "", family: who(number), ..HERON };
        let charge = crate::messages::Charges { accused: vec![(accused, NONE, ROBBERY)], ..charges(&urn) };
        let messages = [
            (MessageKind::ChargeFile, charge.victim(victim("Moss", "1", "")).xml()),
            (
                MessageKind::CourtResults,
                results(&urn, "2026-03-10")
                    .of(accused, BAIL, "Curfew: 7pm", &[offence(1, ROBBERY, &adjourned("2026-03-20"))])
                    .xml(),
            ),
            (
                MessageKind::CourtResults,
                results(&urn, "2026-03-20")
                    .of(
                        accused,
                        CUSTODY,
                        "",
                        &[convicted(1, ROBBERY, "2026-03-20", &adjourned("2026-03-26"))],
                    )
                    .xml(),
            ),
            (
                MessageKind::CourtResults,
                results(&urn, "2026-03-26")
                    .of(accused, NONE, "", &[convicted(1, ROBBERY, "2026-03-26", &prison(3, "Y", &[]))])
                    .xml(),
            ),
        ];
        for place in order {
            let (kind, message) = messages[place].clone();
            assert_eq!(town.take(kind, message).await.outcome, MessageOutcome::Recorded);
        }
        for (kind, message) in &messages {
            town.nothing_new(*kind, respaced(message)).await;
        }
        let loaded = town.load(town.case_of(&urn).await).await;
        let moss = victim_named(&loaded, "Moss");
        let mut owed: Vec<String> = town
            .owed(&loaded)
            .into_iter()
            // Whether bail or a conviction is news depends on what was known when it came.
            .filter(|o| !["court_bail_changed", "conviction"].contains(&o.trigger_event.as_str()))
            .filter(|o| o.victim == moss)
            .map(|o| format!("{} {:?} {:?}", o.duty, o.due, o.phase()))
            .collect();
        owed.sort();
        assert_eq!(
            happened(&loaded, "conviction")
                .iter()
                .filter(|r| matches!(&r.event, CaseEvent::Happened { victim: None, .. }))
                .count(),
            1
        );
        seen.push(owed);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
}

async fn bail_heard_of_late_does_not_undo_what_came_before_it(town: Town) {
    let on = |date| {
        results(URN, date)
            .of(HERON, BAIL, "Curfew: 7pm", &[offence(1, ROBBERY, &adjourned("2026-06-01"))])
            .xml()
    };
    let case = town.hear(on("2026-03-20")).await;
    town.hear(on("2026-03-10")).await;
    let before = happened(&town.load(case).await, "court_bail_changed").len();
    town.nothing_new(MessageKind::CourtResults, respaced(&on("2026-03-20"))).await;
    assert_eq!(happened(&town.load(case).await, "court_bail_changed").len(), before);
}

/// VCS-1: a referral that rests on a sentence that was never passed must not stay open.
async fn a_sentence_corrected_to_a_short_one_closes_the_contact_scheme(town: Town) {
    town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await;
    let of = |months| {
        results(URN, "2026-03-26")
            .of(HERON, NONE, "", &[convicted(1, ROBBERY, "2026-03-26", &prison(months, "M", &[]))])
            .xml()
    };
    let case = town.hear(of(18)).await;
    assert!(town.load(case).await.case.victims[0].flags.contains_key("vcs_eligible"));
    town.hear(of(8)).await;
    let loaded = town.load(case).await;
    assert!(!loaded.case.victims[0].flags.contains_key("vcs_eligible"));
    assert_eq!(count(&town.owed(&loaded), loaded.case.victims[0].id, "r11-vcs-referral"), 0);
    town.hear(of(24)).await;
    let loaded = town.load(case).await;
    assert_eq!(count(&town.owed(&loaded), loaded.case.victims[0].id, "r11-vcs-referral"), 1);
}

async fn a_message_sent_to_the_wrong_door_is_taken_in_at_the_right_one(town: Town) {
    let charge = charges(URN).victim(victim("Moss", "1", "")).xml();
    let taken = town.take(MessageKind::CourtResults, charge.clone()).await;
    assert_eq!(taken.outcome, MessageOutcome::Recorded);
    assert!(taken.notes.iter().any(|note| note.contains("charge-file")), "it says what it took it for");
    town.nothing_new(MessageKind::ChargeFile, charge).await;
    assert_eq!(town.load(town.case_of(URN).await).await.case.victims.len(), 1);
}
