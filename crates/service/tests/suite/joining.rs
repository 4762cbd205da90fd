//! Who is a victim of the case, and what somebody who joins late is owed.

use crate::{
    messages::{
        FREE, HERON, ROBBERY, THEFT, charges, convicted, offence, prison, respaced, result, results, victim,
    },
    on_both_engines,
    town::{Town, count, details, happened, victim_named},
};
use record::view::Phase;
use service::import::MessageKind;

on_both_engines!(
    victims_of_a_charge_file_join_and_are_owed_news,
    a_victim_who_joins_after_the_results_is_owed_them,
    a_victim_who_joins_in_a_second_charge_file_is_owed_the_first_news,
    two_people_of_one_name_stay_two,
    somebody_without_a_name_joins_once,
    what_a_later_message_says_of_a_victim_is_added_and_nothing_lost,
    enhanced_rights_of_those_who_join_start_their_duties_once,
    a_charge_file_after_the_results_of_its_case_adds_its_number,
);

const URN: &str = "01ZD0000126";

async fn victims_of_a_charge_file_join_and_are_owed_news(town: Town) {
    let message =
        charges(URN).victim(victim("Moss", "1", "07700 900001")).victim(victim("Reed", "2", "")).xml();
    let loaded = town.load(town.charge(message.clone()).await).await;
    assert_eq!(loaded.case.title, "Robbery");
    assert_eq!(loaded.case.owner("police").unwrap().organisation.as_str(), "met", "the force of the area");
    assert_eq!(loaded.case.owner("wcu").unwrap().organisation.as_str(), "unit");
    assert!(loaded.case.owner("support_service").is_none(), "support comes in by consent");
    let owed = town.owed(&loaded);
    for family in ["Moss", "Reed"] {
        let victim = victim_named(&loaded, family);
        for duty in ["r06-arrested", "r06-charged", "r06-first-hearing", "r08-hearing-details"] {
            assert_eq!(count(&owed, victim, duty), 1, "{duty} of {family}");
        }
    }
    let moss = details(&loaded, victim_named(&loaded, "Moss"));
    assert_eq!(
        (moss.phones, moss.address),
        (vec!["07700 900001".to_owned()], vec!["1 Moss Lane".to_owned(), "Hull".into()])
    );
    town.nothing_new(MessageKind::ChargeFile, respaced(&message)).await;
}

async fn a_victim_who_joins_after_the_results_is_owed_them(town: Town) {
    let sentence = convicted(1, ROBBERY, "2026-03-26", &prison(18, "M", &[]));
    let hearing = results(URN, "2026-03-26").of(HERON, FREE, "", &[sentence]).xml();
    let case = town.hear(hearing.clone()).await;
    let charge = charges(URN).victim(victim("Moss", "1", "")).xml();
    assert_eq!(town.charge(charge.clone()).await, case);
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let owed = town.owed(&loaded);
    for duty in ["r06-charged", "r08-hearing-details", "r09-outcome", "r09-sentence", "r11-vcs-referral"] {
        assert_eq!(count(&owed, moss, duty), 1, "{duty}");
    }
    // The court told the unit before this victim was known to it: nothing is late on the court's side.
    let of_court: Vec<_> =
        owed.iter().filter(|o| o.provider == "hmcts" && o.trigger_event == "hearing_outcome_known").collect();
    assert!(!of_court.is_empty());
    assert!(of_court.iter().all(|o| o.phase() == Phase::Met), "{of_court:?}");
    // Both messages again, in other bytes, change nothing for those who joined late.
    town.nothing_new(MessageKind::ChargeFile, respaced(&charge)).await;
    town.nothing_new(MessageKind::CourtResults, respaced(&hearing)).await;
}

async fn a_victim_who_joins_in_a_second_charge_file_is_owed_the_first_news(town: Town) {
    let first = charges(URN).victim(victim("Moss", "1", ""));
    let case = town.charge(first.xml()).await;
    let hearing =
        results(URN, "2026-03-20").of(HERON, FREE, "", &[offence(1, THEFT, &result("2051", &[]))]).xml();
    town.hear(hearing.clone()).await;
    let both = first.clone().victim(victim("Reed", "2", "")).xml();
    town.charge(both.clone()).await;
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded);
    for family in ["Moss", "Reed"] {
        let victim = victim_named(&loaded, family);
        for duty in
            ["r06-arrested", "r06-charged", "r08-hearing-details", "r06-charge-dropped", "r09-outcome"]
        {
            assert_eq!(count(&owed, victim, duty), 1, "{duty} of {family}");
        }
    }
    town.nothing_new(MessageKind::ChargeFile, respaced(&both)).await;
    town.nothing_new(MessageKind::CourtResults, respaced(&hearing)).await;
    // When the court corrects itself, the correction reaches both, and what was wrong is owed to neither.
    let corrected =
        results(URN, "2026-03-20").of(HERON, FREE, "", &[offence(1, THEFT, &result("4577", &[]))]).xml();
    town.hear(corrected).await;
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded);
    for family in ["Moss", "Reed"] {
        let victim = victim_named(&loaded, family);
        assert_eq!(count(&owed, victim, "r06-charge-dropped"), 0, "{family}");
        assert_eq!(count(&owed, victim, "r08-warrant-issued"), 1, "{family}");
        assert_eq!(count(&owed, victim, "r09-outcome"), 1, "{family}");
    }
}

async fn two_people_of_one_name_stay_two(town: Town) {
    let message =
        charges(URN).victim(victim("Moss", "1", "07700 900001")).victim(victim("Moss", "2", "07700 900002"));
    let case = town.charge(message.xml()).await;
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.victims.len(), 2);
    let phones: Vec<_> = loaded.case.victims.iter().map(|v| details(&loaded, v.id).phones).collect();
    assert_eq!(phones, [["07700 900001"], ["07700 900002"]]);
    town.nothing_new(MessageKind::ChargeFile, respaced(&message.xml())).await;
    // In the other order, too, each keeps what is theirs.
    let turned =
        crate::messages::Charges { victims: message.victims.into_iter().rev().collect(), ..charges(URN) };
    town.nothing_new(MessageKind::ChargeFile, turned.xml()).await;
    // Of a third address nobody can say whose it is: somebody else's, and the two keep what is theirs.
    town.charge(charges(URN).victim(victim("Moss", "3", "07700 900003")).xml()).await;
    let loaded = town.load(case).await;
    let phones: Vec<_> = loaded.case.victims.iter().map(|v| details(&loaded, v.id).phones).collect();
    assert_eq!(phones, [["07700 900001"], ["07700 900002"], ["07700 900003"]]);
}

async fn somebody_without_a_name_joins_once(town: Town) {
    let message = charges(URN).victim(victim("", "7", "")).xml();
    let case = town.charge(message.clone()).await;
    town.nothing_new(MessageKind::ChargeFile, respaced(&message)).await;
    assert_eq!(town.load(case).await.case.victims.len(), 1);
}

async fn what_a_later_message_says_of_a_victim_is_added_and_nothing_lost(town: Town) {
    let case = town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await;
    town.charge(charges(URN).victim(victim("MOSS", "", "07700 900001")).xml()).await;
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.victims.len(), 1);
    let moss = details(&loaded, loaded.case.victims[0].id);
    assert_eq!(moss.phones, ["07700 900001"]);
    assert_eq!(
        moss.address,
        ["1 Moss Lane", "Hull"],
        "a message that does not speak of the address does not take it away"
    );
    let found = town.store().search(&store::SearchBy::Phone("07700900001".into()), None, 10).await.unwrap();
    assert_eq!(found.len(), 1);
}

async fn enhanced_rights_of_those_who_join_start_their_duties_once(town: Town) {
    let message = charges(URN).marked("DV").victim(victim("Moss", "1", "")).xml();
    let case = town.charge(message.clone()).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    assert!(loaded.case.victim(moss).unwrap().enhanced());
    assert_eq!(
        loaded.case.victim(moss).unwrap().enhanced_reasons(),
        ["The police marked this as a domestic abuse case"]
    );
    let owed = town.owed(&loaded);
    assert_eq!(count(&owed, moss, "r04-specialist-referral"), 1);
    assert_eq!(
        owed.iter().find(|o| o.duty == "r06-charged").unwrap().limit.as_deref(),
        Some("1 working day")
    );
    let hearing = offence(1, ROBBERY, &result("4577", &["LG", "LH"]));
    town.hear(results(URN, "2026-03-20").of(HERON, FREE, "", &[hearing]).xml()).await;
    town.charge(
        charges(URN).marked("DV").victim(victim("Moss", "1", "")).victim(victim("Reed", "2", "")).xml(),
    )
    .await;
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded);
    for family in ["Moss", "Reed"] {
        let victim = victim_named(&loaded, family);
        assert_eq!(count(&owed, victim, "r04-specialist-referral"), 1, "{family}");
        assert!(loaded.case.victim(victim).unwrap().flags.contains_key("intimidated"), "{family}");
    }
    assert_eq!(happened(&loaded, "enhanced_eligibility_identified").len(), 2);
}

async fn a_charge_file_after_the_results_of_its_case_adds_its_number(town: Town) {
    let case = town
        .hear(results("", "2026-03-20").of(HERON, FREE, "", &[offence(1, THEFT, &result("2051", &[]))]).xml())
        .await;
    assert_eq!(town.load(case).await.case.reference(), None);
    assert_eq!(town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await, case);
    assert_eq!(town.load(case).await.case.reference(), Some(URN));
    assert_eq!(town.case_of(URN).await, case);
}
