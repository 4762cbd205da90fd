//! Opening a case and handing it over.

use crate::{
    contacts::{call, charged, fields},
    on_both_engines,
    town::{Town, at, count, happened, now},
};
use policy::Role;
use record::{
    PersonDetails, Preferences,
    access::Purpose,
    event::{Channel, FlagBecause, ReferenceKind},
};
use service::{
    ServiceError,
    open_case::{NewOwner, NewVictim, OpenCaseForm},
};

on_both_engines!(
    a_report_starts_what_the_code_owes_at_once,
    one_reference_number_is_one_case_also_for_two_at_the_same_moment,
    what_cannot_be_kept_is_refused,
    what_one_holds_can_be_handed_over_and_what_others_hold_cannot,
);

fn owner(provider: &str, organisation: &str) -> NewOwner {
    NewOwner { provider: provider.into(), organisation: organisation.into(), team: None, person: None }
}

fn report() -> OpenCaseForm {
    let afraid = FlagBecause { flag: "intimidated".into(), because: "Afraid of the suspect".into() };
    let moss = PersonDetails { name: "Fern Moss".into(), ..PersonDetails::default() };
    let reed = PersonDetails { name: "Ash Reed".into(), ..PersonDetails::default() };
    OpenCaseForm {
        title: "Burglary of a home".into(),
        area: Some("01".into()),
        references: vec![(ReferenceKind::Urn, "01zd 0000426".into())],
        victims: vec![
            NewVictim { details: moss, flags: vec![afraid], preferences: None },
            NewVictim { details: reed, flags: vec![], preferences: None },
        ],
        owners: vec![owner("police", "met")],
        reported_at: at("2026-03-30T08:00:00Z"),
        known: Default::default(),
        words: Some("Somebody broke in last night".into()),
    }
}

async fn a_report_starts_what_the_code_owes_at_once(town: Town) {
    let opened = town.service.open_case(&town.officer(), report(), now()).await.unwrap();
    let loaded = town.load(opened.case).await;
    assert_eq!((loaded.case.version, town.case_of("01ZD0000426").await), (opened.version, opened.case));
    let owed = town.owed(&loaded);
    let [moss, reed] = opened.victims[..] else { panic!("two victims") };
    for victim in [moss, reed] {
        assert_eq!(count(&owed, victim, "r04-referral-to-support"), 1);
    }
    assert_eq!(
        (count(&owed, moss, "r04-specialist-referral"), count(&owed, reed, "r04-specialist-referral")),
        (1, 0)
    );
    assert_eq!(happened(&loaded, "enhanced_eligibility_identified").len(), 1);
    let view = town.service.victim_case(&town.as_victim(opened.case, reed), now()).await.unwrap();
    assert_eq!(view.stands.what, "You reported the crime.");
}

async fn one_reference_number_is_one_case_also_for_two_at_the_same_moment(town: Town) {
    for round in 0..5 {
        let open = || {
            let town = town.clone();
            let references = vec![(ReferenceKind::Urn, format!("01ZD00{round:03}26"))];
            let form = OpenCaseForm { references, ..report() };
            tokio::spawn(async move { town.service.open_case(&town.officer(), form, now()).await })
        };
        let (one, other) = tokio::join!(open(), open());
        let (won, lost): (Vec<_>, Vec<_>) =
            [one.unwrap(), other.unwrap()].into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1);
        assert_eq!(lost.into_iter().flat_map(fields).collect::<Vec<_>>(), ["references"]);
        town.case_of(&format!("01ZD00{round:03}26")).await;
    }
}

async fn what_cannot_be_kept_is_refused(town: Town) {
    let endless = "a".repeat(1_000_000);
    let named = |name: &str| {
        let details = PersonDetails { name: name.into(), ..PersonDetails::default() };
        vec![NewVictim { details, ..NewVictim::default() }]
    };
    let reached = |phone: &str| {
        let details = PersonDetails {
            name: "Fern Moss".into(),
            phones: vec![phone.into()],
            ..PersonDetails::default()
        };
        vec![NewVictim { details, ..NewVictim::default() }]
    };
    let because = |because: &str| {
        let flag = FlagBecause { flag: "vulnerable".into(), because: because.into() };
        vec![NewVictim { flags: vec![flag], ..named("Fern Moss").remove(0) }]
    };
    let wishing =
        |preferences| vec![NewVictim { preferences: Some(preferences), ..named("Fern Moss").remove(0) }];
    let both =
        Preferences { channels: vec![Channel::Text], never: vec![Channel::Text], ..Preferences::default() };
    let urn = |text: &str| vec![(ReferenceKind::Urn, text.to_owned())];
    for (what, form, field) in [
        ("no title", OpenCaseForm { title: " ".into(), ..report() }, "title"),
        ("endless title", OpenCaseForm { title: endless.clone(), ..report() }, "title"),
        ("odd title", OpenCaseForm { title: "Bur\0glary".into(), ..report() }, "title"),
        ("endless area", OpenCaseForm { area: Some(endless.clone()), ..report() }, "area"),
        ("empty reference", OpenCaseForm { references: urn(" / "), ..report() }, "references"),
        ("endless reference", OpenCaseForm { references: urn(&endless), ..report() }, "references"),
        ("nobody", OpenCaseForm { victims: vec![], ..report() }, "victims"),
        ("no name", OpenCaseForm { victims: named(" "), ..report() }, "victims"),
        ("endless name", OpenCaseForm { victims: named(&endless), ..report() }, "victims"),
        ("odd name", OpenCaseForm { victims: named("Fern\0Moss"), ..report() }, "victims"),
        ("endless phone", OpenCaseForm { victims: reached(&endless), ..report() }, "victims"),
        ("no reason", OpenCaseForm { victims: because(""), ..report() }, "flags"),
        ("endless reason", OpenCaseForm { victims: because(&endless), ..report() }, "flags"),
        ("both wanted and not", OpenCaseForm { victims: wishing(both), ..report() }, "never"),
        ("ahead", OpenCaseForm { reported_at: at("2026-03-31T09:00:00Z"), ..report() }, "reported_at"),
        ("long ago", OpenCaseForm { reported_at: at("1066-10-14T09:00:00Z"), ..report() }, "reported_at"),
        ("not mine", OpenCaseForm { owners: vec![owner("police", "kent")], ..report() }, "owners"),
        ("unknown work", OpenCaseForm { owners: vec![owner("magic", "met")], ..report() }, "owners"),
        (
            "another's work",
            OpenCaseForm { owners: vec![owner("police", "met"), owner("wcu", "kent")], ..report() },
            "owners",
        ),
        ("endless words", OpenCaseForm { words: Some(endless.clone()), ..report() }, "words"),
    ] {
        let mut refused = fields(town.service.open_case(&town.officer(), form, now()).await);
        refused.dedup();
        assert_eq!(refused, [field], "{what}");
    }
    assert_eq!(town.cases().await, 0);
}

async fn what_one_holds_can_be_handed_over_and_what_others_hold_cannot(town: Town) {
    let case = charged(&town).await;
    let hand_over = async |actor: &service::Actor, to: NewOwner| {
        let version = town.load(case).await.case.version;
        town.service.hand_over(actor, case, version, to, now()).await
    };
    let officer = town.officer();
    let to_okafor = NewOwner { person: Some("okafor".into()), ..owner("police", "met") };
    hand_over(&officer, to_okafor).await.unwrap();
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.owner("police").unwrap().person.as_ref().unwrap().as_str(), "okafor");
    let held = loaded.views(town.service.rules()).duties;
    assert!(held.iter().filter(|d| d.provider == "police").all(|d| d.holder == ["met", "", "okafor"]));

    for (what, to) in [
        ("another's work", owner("wcu", "met")),
        ("my work to another force", owner("police", "kent")),
        ("somebody of elsewhere", NewOwner { person: Some("lindqvist".into()), ..owner("police", "met") }),
        ("a team that is not", NewOwner { team: Some("nowhere".into()), ..owner("police", "met") }),
        ("an organisation that is not", owner("yot", "nowhere")),
        // Whoever answers sees the case: a force of elsewhere is no youth offending team.
        ("free work to who does not do it", owner("yot", "kent")),
        ("support by a police force of elsewhere", owner("support_service", "kent")),
    ] {
        assert_eq!(fields(hand_over(&officer, to).await), ["owners"], "{what}");
    }
    let kent = town.staff(Role::Officer, "kent");
    assert!(matches!(town.service.case_file(&kent, case, now()).await, Err(ServiceError::NotFound)));

    // What nobody holds can go to who does it, who then sees the case.
    let advocate = town.staff(Role::Advocate, "harbour");
    assert!(matches!(town.service.case_file(&advocate, case, now()).await, Err(ServiceError::NotFound)));
    hand_over(&officer, owner("support_service", "harbour")).await.unwrap();
    // A support service only when the victim agreed.
    assert!(matches!(town.service.case_file(&advocate, case, now()).await, Err(ServiceError::NotFound)));
    let moss = town.load(case).await.case.victims[0].id;
    town.agreed(case, moss, "harbour", &[Purpose::Support]).await;
    let version = town.service.case_file(&advocate, case, now()).await.unwrap().version;
    town.service.record_contact(&advocate, case, call(version, moss), now()).await.unwrap();
    let stale = town.service.hand_over(&officer, case, version, owner("police", "met"), now()).await;
    assert!(matches!(stale, Err(ServiceError::Stale(_))));
}
