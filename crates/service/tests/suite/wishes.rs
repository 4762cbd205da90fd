//! What a victim wants and does not want, and the facts that decide which rights they have.

use crate::{
    contacts::{charged, fields},
    on_both_engines,
    town::{Town, at, count, happened, now, victim_named},
};
use record::{
    CaseId, Preferences, VictimId, WaiverScope,
    event::{Channel, FlagBecause},
    view::Phase,
};
use service::{record_event::EventForm, waive::WaiverForm};
use std::str::FromStr;

on_both_engines!(
    a_waiver_stops_what_comes_later_only,
    a_waiver_is_withdrawn_in_exactly_its_scope,
    a_waiver_needs_the_victims_words_and_a_known_scope,
    preferences_are_kept_whole_and_checked,
    enhanced_rights_are_identified_once,
    a_flag_needs_a_reason_and_counts_from_then_on,
);

async fn waive(town: &Town, case: CaseId, victim: VictimId, scope: WaiverScope, withdraw: bool) {
    let version = town.load(case).await.case.version;
    let words = (!withdraw).then(|| "Please do not ring me about that".to_owned());
    let form = WaiverForm { version, victim, scope, words, withdraw };
    town.service.waive(&town.officer(), case, form, now()).await.unwrap();
}

/// Records an arrest; gives the version of it.
async fn arrest(town: &Town, case: CaseId) -> u64 {
    let version = town.load(case).await.case.version;
    let form = EventForm {
        version,
        trigger: "suspect_arrested".into(),
        at: at("2026-03-28T09:00:00Z"),
        received_at: None,
        victim: None,
        hearing: None,
        words: None,
    };
    town.service.record_event(&town.officer(), case, form, now()).await.unwrap().version
}

async fn phase(town: &Town, case: CaseId, victim: VictimId, duty: &str, trigger: u64) -> Phase {
    let owed = town.owed(&town.load(case).await);
    owed.iter().find(|o| o.victim == victim && o.duty == duty && o.trigger == trigger).unwrap().phase()
}

async fn a_waiver_stops_what_comes_later_only(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    let before = arrest(&town, case).await;
    waive(&town, case, moss, WaiverScope::Right(6), false).await;
    let after = arrest(&town, case).await;
    assert_eq!(phase(&town, case, moss, "r06-arrested", before).await, Phase::Open);
    assert_eq!(phase(&town, case, moss, "r06-arrested", after).await, Phase::Waived);
    assert_eq!(phase(&town, case, reed, "r06-arrested", after).await, Phase::Open, "their own wish only");
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    let card = file.victims.iter().find(|card| card.id == moss).unwrap();
    assert_eq!(
        card.waivers.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>(),
        ["what right 6 gives"]
    );
}

async fn a_waiver_is_withdrawn_in_exactly_its_scope(town: Town) {
    let case = charged(&town).await;
    let moss = victim_named(&town.load(case).await, "Moss");
    let duty = WaiverScope::Duty("r06-arrested".into());
    for scope in [WaiverScope::All, WaiverScope::Right(6), duty.clone(), duty.clone()] {
        waive(&town, case, moss, scope, false).await;
    }
    // Each of the three still covers the arrest; however often it was given, it is withdrawn at once.
    for (withdrawn, expected) in [
        (WaiverScope::Right(6), Phase::Waived),
        (WaiverScope::All, Phase::Waived),
        (duty.clone(), Phase::Open),
    ] {
        waive(&town, case, moss, withdrawn, true).await;
        let arrested = arrest(&town, case).await;
        assert_eq!(phase(&town, case, moss, "r06-arrested", arrested).await, expected);
    }
    let version = town.load(case).await.case.version;
    for never_given in [WaiverScope::Right(8), duty] {
        let form = WaiverForm { version, victim: moss, scope: never_given, words: None, withdraw: true };
        assert_eq!(fields(town.service.waive(&town.officer(), case, form, now()).await), ["scope"]);
    }
}

async fn a_waiver_needs_the_victims_words_and_a_known_scope(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let form = |scope, words: &str| WaiverForm {
        version: loaded.case.version,
        victim: moss,
        scope,
        words: Some(words.to_owned()),
        withdraw: false,
    };
    for (form, field) in [
        (form(WaiverScope::All, " "), "words"),
        (form(WaiverScope::All, &"a".repeat(100_000)), "words"),
        (form(WaiverScope::Right(0), "No"), "scope"),
        (form(WaiverScope::Right(13), "No"), "scope"),
        (form(WaiverScope::Duty("r99-nothing".into()), "No"), "scope"),
        (
            WaiverForm {
                victim: VictimId::from_str("01890000-0000-7000-8000-000000000003").unwrap(),
                ..form(WaiverScope::All, "No")
            },
            "victim",
        ),
    ] {
        assert_eq!(fields(town.service.waive(&town.officer(), case, form, now()).await), [field]);
    }
    assert_eq!(town.load(case).await.case.version, loaded.case.version);
}

async fn preferences_are_kept_whole_and_checked(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let record = async |version, wishes| {
        town.service.record_preferences(&town.officer(), case, version, moss, wishes, now()).await
    };
    let wishes = Preferences {
        channels: vec![Channel::Text, Channel::Phone],
        never: vec![Channel::Letter],
        times: Some("after 4 pm".into()),
        every_days: Some(14),
        safe_contact: Some("Ask whether she can talk".into()),
        ..Preferences::default()
    };
    let version = record(loaded.case.version, wishes.clone()).await.unwrap();
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    let card = file.victims.iter().find(|card| card.id == moss).unwrap();
    assert_eq!((&card.preferences, card.first_channel()), (&wishes, Channel::Text));
    let other = file.victims.iter().find(|card| card.id != moss).unwrap();
    assert_eq!(other.preferences, Preferences::default());
    let query = service::my_work::WorkQuery {
        owner: store::WorkOwner::Everyone,
        state: store::WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after: None,
    };
    let work = town.service.my_work(&town.officer(), query, now()).await.unwrap();
    assert!(work.items.iter().all(|item| item.duty.safe_contact == (item.duty.victim == moss)));
    for (wrong, field) in [
        (Preferences { channels: vec![Channel::Letter], ..wishes.clone() }, "never"),
        (Preferences { every_days: Some(0), ..wishes.clone() }, "every_days"),
        (Preferences { every_days: Some(366), ..wishes.clone() }, "every_days"),
        (Preferences { safe_contact: Some("a".repeat(100_000)), ..wishes.clone() }, "safe_contact"),
        (Preferences { bad_news: Some("a".repeat(100_000)), ..wishes.clone() }, "bad_news"),
    ] {
        assert_eq!(fields(record(version, wrong).await), [field]);
    }
    assert!(matches!(record(loaded.case.version, wishes).await, Err(service::ServiceError::Stale(_))));
}

async fn flag(town: &Town, case: CaseId, victim: VictimId, flag: &str, holds: bool) {
    let version = town.load(case).await.case.version;
    let because = FlagBecause { flag: flag.into(), because: "She said so".into() };
    town.service.record_flag(&town.officer(), case, version, victim, because, holds, now()).await.unwrap();
}

async fn enhanced_rights_are_identified_once(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, reed) = (victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"));
    flag(&town, case, moss, "witness", true).await;
    assert!(happened(&town.load(case).await, "enhanced_eligibility_identified").is_empty());
    for (of, holds) in
        [("vulnerable", true), ("vulnerable", true), ("intimidated", true), ("vulnerable", false)]
    {
        flag(&town, case, moss, of, holds).await;
        let loaded = town.load(case).await;
        assert_eq!(happened(&loaded, "enhanced_eligibility_identified").len(), 1, "{of} {holds}");
        let owed = town.owed(&loaded);
        assert_eq!(
            (count(&owed, moss, "r04-specialist-referral"), count(&owed, reed, "r04-specialist-referral")),
            (1, 0)
        );
    }
    let file = town.service.case_file(&town.officer(), case, now()).await.unwrap();
    assert_eq!(file.victims[0].enhanced_because, ["She said so"]);
}

async fn a_flag_needs_a_reason_and_counts_from_then_on(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let record = async |victim, flag: &str, because: &str| {
        let flag = FlagBecause { flag: flag.into(), because: because.into() };
        town.service.record_flag(&town.officer(), case, loaded.case.version, victim, flag, true, now()).await
    };
    assert_eq!(fields(record(moss, "vulnerable", " ").await), ["because"]);
    assert_eq!(fields(record(moss, "vulnerable", &"a".repeat(301)).await), ["because"]);
    assert_eq!(fields(record(moss, "vulnerable", "in\0visible").await), ["because"]);
    assert_eq!(fields(record(moss, "important", "She said so").await), ["flag"]);
    assert_eq!(
        fields(record(VictimId(uuid::Uuid::from_u128(3)), "vulnerable", "She said so").await),
        ["victim"]
    );
    let before = arrest(&town, case).await;
    flag(&town, case, moss, "intimidated", true).await;
    let after = arrest(&town, case).await;
    let owed = town.owed(&town.load(case).await);
    let limit = |trigger| {
        owed.iter()
            .find(|o| o.victim == moss && o.duty == "r06-arrested" && o.trigger == trigger)
            .unwrap()
            .limit
            .clone()
    };
    assert_eq!(limit(before).as_deref(), Some("5 working days"));
    assert_eq!(limit(after).as_deref(), Some("1 working day"));
}
