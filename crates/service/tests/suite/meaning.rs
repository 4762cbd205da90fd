//! What results mean for the victims of a case.

use crate::{
    messages::{
        BAIL, BODILY_HARM, CUSTODY, FREE, HERON, NONE, RAPE, ROBBERY, ROOK, THEFT, adjourned, charges,
        convicted, offence, prison, result, result_with, results, victim,
    },
    on_both_engines,
    town::{Town, at, count, happened, victim_named, words},
};
use jiff::civil::date;
use record::{CaseEvent, CaseId, view::Phase};
use store::LoadedCase;

on_both_engines!(
    a_hearing_ends_and_the_court_has_told_the_unit,
    bail_is_told_when_it_is_set_changed_and_ended,
    bail_with_the_same_conditions_is_no_news,
    an_adjournment_gives_the_next_date,
    a_conviction_is_told_once,
    a_sentence_is_told_with_its_words,
    an_unproved_fine_is_no_sentence,
    dropped_charges_warrants_and_the_crown_court_are_told,
    qualifiers_of_the_court_give_enhanced_rights_with_the_reason,
    a_sexual_offence_gives_enhanced_rights,
    long_custody_for_a_specified_offence_opens_the_contact_scheme,
    dates_that_no_calendar_has_do_no_harm,
);

const URN: &str = "01ZD0000126";

/// A case with one victim, Moss, before any hearing.
async fn charged(town: &Town) -> CaseId {
    town.charge(charges(URN).victim(victim("Moss", "1", "")).xml()).await
}

async fn after(town: &Town, date: &str, bail: &str, conditions: &str, offences: &[String]) -> LoadedCase {
    town.hear(results(URN, date).of(HERON, bail, conditions, offences).xml()).await;
    town.load(town.case_of(URN).await).await
}

async fn a_hearing_ends_and_the_court_has_told_the_unit(town: Town) {
    charged(&town).await;
    let loaded = after(&town, "2026-03-27", FREE, "", &[offence(1, THEFT, &result("4506", &[]))]).await;
    let outcome = happened(&loaded, "hearing_outcome_known");
    assert_eq!(outcome.len(), 1);
    assert_eq!(outcome[0].at, at("2026-03-27T10:30:00Z"), "in winter time");
    assert_eq!(words(&loaded, outcome[0]), "Theft from a shop: Invented text 4506");
    let owed = town.owed(&loaded);
    let moss = victim_named(&loaded, "Moss");
    let of_court: Vec<_> = owed.iter().filter(|o| o.duty == "r08-court-supplies-hearing-result").collect();
    assert_eq!(of_court.len(), 1);
    assert_eq!(of_court[0].phase(), Phase::Met, "the message itself is how the court tells the unit");
    let told: Vec<_> = owed.iter().filter(|o| o.duty == "r09-outcome" && o.victim == moss).collect();
    assert_eq!(told[0].phase(), Phase::Open, "nobody has told the victim yet");
    assert_eq!(told[0].due, Some(date(2026, 3, 31)), "a working day after the unit learned of it");
}

async fn bail_is_told_when_it_is_set_changed_and_ended(town: Town) {
    charged(&town).await;
    let next = [offence(1, ROBBERY, &adjourned("2026-06-01"))];
    let told = |loaded: &LoadedCase| -> Vec<String> {
        happened(loaded, "court_bail_changed").into_iter().map(|recorded| words(loaded, recorded)).collect()
    };
    let loaded = after(&town, "2026-03-03", BAIL, "Exclusion: Moss Lane; Curfew: 7pm to 7am", &next).await;
    assert_eq!(told(&loaded), ["Bail with conditions.\nExclusion: Moss Lane\nCurfew: 7pm to 7am"]);
    let loaded = after(&town, "2026-03-05", BAIL, "Exclusion: Moss Lane", &next).await;
    assert_eq!(told(&loaded)[1..], ["Bail with conditions.\nExclusion: Moss Lane"]);
    let loaded = after(&town, "2026-03-09", CUSTODY, "", &next).await;
    assert_eq!(told(&loaded)[2..], ["Held in custody."]);
    assert_eq!(happened(&loaded, "remanded_in_custody").len(), 1);
    let loaded = after(&town, "2026-03-12", FREE, "", &next).await;
    assert_eq!(told(&loaded)[3..], ["Bail without conditions."]);
    let loaded = after(&town, "2026-03-16", NONE, "", &[offence(1, ROBBERY, &result("2051", &[]))]).await;
    assert_eq!(told(&loaded)[4..], ["Bail has ended."]);
    let loaded = after(&town, "2026-03-17", NONE, "", &[offence(1, ROBBERY, &result("2051", &[]))]).await;
    assert_eq!(told(&loaded).len(), 5, "what has ended ends once");
    let owed = town.owed(&loaded);
    assert_eq!(count(&owed, victim_named(&loaded, "Moss"), "r08-court-bail-changed"), 5);
    let loaded = after(&town, "2026-03-18", BAIL, "", &[offence(1, ROBBERY, &result("4506", &["LI"]))]).await;
    assert_eq!(told(&loaded)[5..], ["Bail. The court cancelled the conditions."]);
}

async fn bail_with_the_same_conditions_is_no_news(town: Town) {
    charged(&town).await;
    let next = [offence(1, ROBBERY, &adjourned("2026-06-01"))];
    after(&town, "2026-03-03", BAIL, "Exclusion: Moss Lane", &next).await;
    let loaded = after(&town, "2026-03-05", BAIL, "Exclusion: Moss Lane", &next).await;
    assert_eq!(happened(&loaded, "court_bail_changed").len(), 1);
    // Another defendant's bail is another matter.
    town.hear(results(URN, "2026-03-06").of(ROOK, BAIL, "Exclusion: Moss Lane", &next).xml()).await;
    let loaded = town.load(loaded.case.id).await;
    assert_eq!(happened(&loaded, "court_bail_changed").len(), 2);
}

async fn an_adjournment_gives_the_next_date(town: Town) {
    charged(&town).await;
    let both = [offence(1, ROBBERY, &adjourned("2026-04-20")), offence(2, THEFT, &adjourned("2026-04-20"))];
    let loaded = after(&town, "2026-03-27", FREE, "", &both).await;
    let set: Vec<_> = happened(&loaded, "hearing_date_set")
        .into_iter()
        .filter(|r| r.at == at("2026-03-27T10:30:00Z"))
        .collect();
    assert_eq!(set.len(), 1, "one date, whatever the number of offences that go on there");
    let CaseEvent::Happened { facts, .. } = &set[0].event else { panic!("it happened") };
    let hearing = facts.hearing.as_ref().unwrap();
    assert_eq!((hearing.date, hearing.time.unwrap().hour()), (date(2026, 4, 20), 14));
    assert_eq!(facts.offences.len(), 2);
    assert_eq!(words(&loaded, set[0]), "Report needed");
    let file = town.service.case_file(&town.officer(), loaded.case.id, crate::town::now()).await.unwrap();
    assert_eq!(file.next_hearing.unwrap().date, date(2026, 4, 20));
    let owed = town.owed(&loaded);
    let details: Vec<_> =
        owed.iter().filter(|o| o.duty == "r08-hearing-details" && o.trigger == set[0].version).collect();
    assert_eq!(details[0].due, Some(date(2026, 3, 31)));
}

async fn a_conviction_is_told_once(town: Town) {
    charged(&town).await;
    let loaded = after(
        &town,
        "2026-03-05",
        FREE,
        "",
        &[convicted(1, ROBBERY, "2026-03-05", &adjourned("2026-03-20"))],
    )
    .await;
    assert_eq!(happened(&loaded, "conviction").len(), 1);
    // At the next hearing the message repeats the conviction and brings one for another offence.
    let later = [
        convicted(1, ROBBERY, "2026-03-05", &prison(6, "M", &[])),
        convicted(2, THEFT, "2026-03-20", &prison(1, "M", &["C"])),
    ];
    let loaded = after(&town, "2026-03-20", FREE, "", &later).await;
    let convictions = happened(&loaded, "conviction");
    assert_eq!(convictions.len(), 2);
    let CaseEvent::Happened { facts, .. } = &convictions[1].event else { panic!("it happened") };
    assert_eq!(
        facts.offences.iter().map(|o| o.code.as_str()).collect::<Vec<_>>(),
        [THEFT],
        "only what is new"
    );
}

async fn a_sentence_is_told_with_its_words(town: Town) {
    charged(&town).await;
    let loaded =
        after(&town, "2026-03-27", FREE, "", &[convicted(1, THEFT, "2026-03-27", &result("1015", &[]))])
            .await;
    let sentence = happened(&loaded, "sentence_passed");
    assert_eq!(sentence.len(), 1);
    assert_eq!(words(&loaded, sentence[0]), "Theft from a shop: Invented text 1015");
    let owed = town.owed(&loaded);
    let moss = victim_named(&loaded, "Moss");
    assert_eq!(count(&owed, moss, "r09-sentence"), 1);
    assert_eq!(count(&owed, moss, "r11-vcs-referral"), 0, "no contact scheme after a fine");
}

async fn an_unproved_fine_is_no_sentence(town: Town) {
    charged(&town).await;
    let loaded = after(&town, "2026-03-27", FREE, "", &[offence(1, THEFT, &result("1015", &[]))]).await;
    assert_eq!(happened(&loaded, "sentence_passed").len(), 0);
}

async fn dropped_charges_warrants_and_the_crown_court_are_told(town: Town) {
    charged(&town).await;
    let all = [
        offence(1, THEFT, &result("2063", &[])),
        offence(2, ROBBERY, &result("4504", &[])),
        offence(3, BODILY_HARM, &result("4577", &[])),
    ];
    let loaded = after(&town, "2026-03-27", FREE, "", &all).await;
    let moss = victim_named(&loaded, "Moss");
    let owed = town.owed(&loaded);
    for (slug, duty, offence) in [
        ("charge_dropped_or_altered", "r06-charge-dropped", THEFT),
        ("case_sent_to_crown_court", "s-ctl-crown-182", ROBBERY),
        ("arrest_warrant_issued", "r08-warrant-issued", BODILY_HARM),
    ] {
        let one = happened(&loaded, slug);
        assert_eq!(one.len(), 1, "{slug}");
        let CaseEvent::Happened { facts, .. } = &one[0].event else { panic!("it happened") };
        assert_eq!(facts.offences.iter().map(|o| o.code.as_str()).collect::<Vec<_>>(), [offence], "{slug}");
        assert_eq!(count(&owed, moss, duty), 1, "{duty}");
    }
    assert_eq!(record::owed::stage(&loaded.case, town.service.rules().code), "court");
}

async fn qualifiers_of_the_court_give_enhanced_rights_with_the_reason(town: Town) {
    for (number, (qualifier, flag, reason)) in
        [("LG", "serious_crime", "qualifier LG"), ("LH", "intimidated", "qualifier LH"), ("C", "", "")]
            .into_iter()
            .enumerate()
    {
        let urn = format!("01ZD00{number:03}26");
        let who = crate::messages::Accused { reference: "", born: "", ..HERON };
        let charge = crate::messages::Charges { accused: vec![(who, FREE, THEFT)], ..charges(&urn) };
        town.charge(charge.victim(victim("Moss", "1", "")).xml()).await;
        let case = town
            .hear(
                results(&urn, "2026-03-27")
                    .of(who, FREE, "", &[offence(1, THEFT, &result("4506", &[qualifier]))])
                    .xml(),
            )
            .await;
        let loaded = town.load(case).await;
        let moss = loaded.case.victims[0].clone();
        let owed = town.owed(&loaded);
        if flag.is_empty() {
            assert!(!moss.enhanced() && happened(&loaded, "enhanced_eligibility_identified").is_empty());
        } else {
            assert!(moss.flags[flag].contains(reason));
            assert_eq!(count(&owed, moss.id, "r04-specialist-referral"), 1);
            // The flag comes first, so that this very hearing is told at the enhanced limit.
            let outcome = owed.iter().find(|o| o.duty == "r08-bail-hearing-outcome").unwrap();
            assert_eq!(outcome.limit.as_deref(), Some("1 working day"));
        }
    }
}

async fn a_sexual_offence_gives_enhanced_rights(town: Town) {
    charged(&town).await;
    let loaded = after(&town, "2026-03-27", FREE, "", &[offence(1, RAPE, &result("4506", &[]))]).await;
    assert!(loaded.case.victims[0].flags["serious_crime"].contains("Schedule 15, part 2"));
    let charge = crate::messages::Charges { accused: vec![(ROOK, FREE, RAPE)], ..charges("01ZD0000226") };
    let case = town.charge(charge.victim(victim("Reed", "1", "")).xml()).await;
    assert!(town.load(case).await.case.victims[0].flags["serious_crime"].contains("Schedule 15, part 2"));
}

/// Which sentences open the Victim Contact Scheme; the duty to refer arises with the sentence itself.
async fn long_custody_for_a_specified_offence_opens_the_contact_scheme(town: Town) {
    let day = "2026-03-27";
    let life =
        result_with("1002", &[], "<Outcome><Duration><DurationUnit>L</DurationUnit></Duration></Outcome>");
    let sentences: [(&str, bool, Vec<String>); 12] = [
        ("12 months", true, vec![convicted(1, ROBBERY, day, &prison(12, "M", &[]))]),
        ("a year", true, vec![convicted(1, ROBBERY, day, &prison(1, "Y", &[]))]),
        ("11 months", false, vec![convicted(1, ROBBERY, day, &prison(11, "M", &[]))]),
        ("suspended", false, vec![convicted(1, ROBBERY, day, &prison(18, "M", &["S"]))]),
        ("no specified offence", false, vec![convicted(1, THEFT, day, &prison(18, "M", &[]))]),
        (
            "consecutive",
            true,
            vec![
                convicted(1, ROBBERY, day, &prison(6, "M", &[])),
                convicted(2, BODILY_HARM, day, &prison(6, "M", &["F"])),
            ],
        ),
        (
            "concurrent",
            false,
            vec![
                convicted(1, ROBBERY, day, &prison(6, "M", &[])),
                convicted(2, BODILY_HARM, day, &prison(6, "M", &["C"])),
            ],
        ),
        (
            "consecutive and one not specified",
            true,
            vec![
                convicted(1, THEFT, day, &prison(8, "M", &[])),
                convicted(2, ROBBERY, day, &prison(4, "M", &["F"])),
            ],
        ),
        ("life", true, vec![convicted(1, ROBBERY, day, &life)]),
        ("at His Majesty's pleasure", true, vec![convicted(1, ROBBERY, day, &result("1003", &[]))]),
        ("hospital order", true, vec![convicted(1, ROBBERY, day, &result("1008", &[]))]),
        ("fine", false, vec![convicted(1, ROBBERY, day, &result("1015", &[]))]),
    ];
    for (number, (what, eligible, offences)) in sentences.into_iter().enumerate() {
        let urn = format!("01ZD00{number:03}26");
        let who = crate::messages::Accused { reference: "", born: "", ..HERON };
        let charge = crate::messages::Charges { accused: vec![(who, FREE, ROBBERY)], ..charges(&urn) };
        let case = town.charge(charge.victim(victim("Moss", "1", "")).xml()).await;
        town.hear(results(&urn, day).of(who, NONE, "", &offences).xml()).await;
        let loaded = town.load(case).await;
        let moss = &loaded.case.victims[0];
        assert_eq!(moss.flags.contains_key("vcs_eligible"), eligible, "{what}");
        let owed = town.owed(&loaded);
        let referral: Vec<_> = owed.iter().filter(|o| o.duty == "r11-vcs-referral").collect();
        assert_eq!(referral.len(), usize::from(eligible), "{what}");
        assert!(
            referral.iter().all(|o| o.provider == "wcu" && o.due == Some(date(2026, 4, 14))),
            "{what}: {referral:?}"
        );
    }
}

async fn dates_that_no_calendar_has_do_no_harm(town: Town) {
    for (number, day) in
        ["9999-12-31", "0001-01-01", "1899-06-01", "2026-02-30", "2199-10-31"].into_iter().enumerate()
    {
        let urn = format!("01ZD00{number:03}26");
        let who = crate::messages::Accused { reference: "", born: "", ..HERON };
        let offences = [convicted(1, ROBBERY, day, &adjourned(day))];
        let charge = crate::messages::Charges {
            charged: day.into(),
            first_hearing: day.into(),
            accused: vec![(who, BAIL, ROBBERY)],
            ..charges(&urn)
        };
        town.charge(charge.victim(victim("Moss", "1", "")).xml()).await;
        let message = results(&urn, day).of(who, BAIL, "Curfew: 7pm", &offences).xml();
        town.take(service::import::MessageKind::CourtResults, message).await;
        let case = town.case_of(&urn).await;
        town.service.case_file(&town.officer(), case, crate::town::now()).await.unwrap();
    }
}
