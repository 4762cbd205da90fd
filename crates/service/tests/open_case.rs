//! Opening a case and handing it over: who may, what is refused, what it starts.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says where")]

use jiff::Timestamp;
use record::{
    CaseEvent, Origin, PersonDetails, Preferences,
    event::{FlagBecause, ReferenceKind},
};
use service::{
    Actor, Service, ServiceError,
    open_case::{NewOwner, NewVictim, OpenCaseForm},
};
use store::{Durability, Organisation, Person, Store, Team};

fn now() -> Timestamp {
    "2026-03-18T10:30:00Z".parse().unwrap()
}

struct Fresh {
    service: Service,
    _folder: tempfile::TempDir,
}

impl Fresh {
    fn actor(&self, id: &str) -> Actor {
        self.service.actor(id, now()).unwrap()
    }
}

async fn fresh() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    let service = Service::new(Store::open(&address, Durability::Process).await.unwrap()).await.unwrap();
    let organisation = |id: &str, provider: &str| Organisation {
        id: id.into(),
        provider: provider.into(),
        ..Organisation::default()
    };
    let person = |id: &str, role: &str, organisation: &str| Person {
        id: id.into(),
        role: role.into(),
        organisation: organisation.into(),
        ..Person::default()
    };
    let organisations =
        [organisation("force", "police"), organisation("unit", "wcu"), organisation("inspectorate", "")];
    let teams = [Team { id: "team".into(), organisation: "force".into(), ..Team::default() }];
    let people = [
        person("officer", "officer", "force"),
        person("other-officer", "officer", "force"),
        person("witness-care", "witness_care", "unit"),
        person("inspector", "oversight", "inspectorate"),
        person("victim", "victim", ""),
    ];
    service.store().save_directory(&organisations, &teams, &people).await.unwrap();
    service.refresh_directory().await.unwrap();
    Fresh { service, _folder: folder }
}

fn owner(provider: &str, organisation: &str) -> NewOwner {
    NewOwner { provider: provider.into(), organisation: organisation.into(), team: None, person: None }
}

fn form() -> OpenCaseForm {
    let details = PersonDetails { name: "Rosa Example".into(), ..PersonDetails::default() };
    OpenCaseForm {
        title: "Burglary of a home".into(),
        area: Some("01".into()),
        references: vec![(ReferenceKind::Urn, "01ab1234526".into())],
        victims: vec![NewVictim { details, ..NewVictim::default() }],
        owners: vec![owner("police", "force")],
        reported_at: "2026-03-18T09:00:00Z".parse().unwrap(),
        known: [("lives_elsewhere".to_owned(), false)].into(),
        words: Some("Back door forced.".into()),
    }
}

async fn fields(fresh: &Fresh, form: OpenCaseForm) -> Vec<&'static str> {
    match fresh.service.open_case(&fresh.actor("officer"), form, now()).await {
        Err(ServiceError::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_report_opens_a_case_that_its_organisation_sees_and_starts_what_is_owed() {
    let fresh = fresh().await;
    let mut form = form();
    let because = "lives alone and cannot hear the phone".to_owned();
    form.victims[0].flags = vec![FlagBecause { flag: "vulnerable".into(), because }];
    form.victims[0].preferences = Some(Preferences { every_days: Some(7), ..Preferences::default() });
    let opened = fresh.service.open_case(&fresh.actor("officer"), form, now()).await.unwrap();
    let file = fresh.service.case_file(&fresh.actor("officer"), opened.case, now()).await.unwrap();
    assert_eq!((file.reference.as_str(), file.version), ("01AB1234526", opened.version));
    assert_eq!(file.victims[0].preferences.every_days, Some(7));
    assert_eq!(file.victims[0].enhanced_because, ["lives alone and cannot hear the phone"]);
    let owed: Vec<&str> = file.duties.iter().map(|line| line.owed.duty.as_str()).collect();
    assert!(owed.contains(&"r04-referral-to-support"), "{owed:?}");
    assert!(owed.contains(&"r04-specialist-referral"), "Enhanced Rights start their duties: {owed:?}");
    assert!(!owed.contains(&"r03-nonresident-arrangements"), "known not to hold: {owed:?}");
    let loaded = fresh.service.store().load(opened.case).await.unwrap().unwrap();
    let identified = loaded.events.iter().find(|event| {
        matches!(&event.event, CaseEvent::Happened { trigger, .. } if trigger == "enhanced_eligibility_identified")
    });
    assert_eq!(identified.unwrap().by.origin, Origin::Rule);
    let elsewhere = fresh.service.case_file(&fresh.actor("witness-care"), opened.case, now()).await;
    assert!(matches!(elsewhere, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn only_staff_open_cases() {
    let fresh = fresh().await;
    for id in ["victim", "inspector"] {
        let refused = fresh.service.open_case(&fresh.actor(id), form(), now()).await;
        assert!(matches!(refused, Err(ServiceError::NotAllowed)), "{id}: {refused:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_recorded_is_named_and_nothing_is_written() {
    let fresh = fresh().await;
    let with = |change: fn(&mut OpenCaseForm)| {
        let mut form = form();
        change(&mut form);
        form
    };
    for (change, field) in [
        ((|f| f.title = "  ".into()) as fn(&mut OpenCaseForm), "title"),
        (|f| f.title = "x".repeat(201), "title"),
        (|f| f.references[0].1 = " / ".into(), "references"),
        (|f| f.victims.clear(), "victims"),
        (|f| f.victims[0].details.name.clear(), "victims"),
        (
            |f| f.victims[0].flags = vec![FlagBecause { flag: "tall".into(), because: "he is".into() }],
            "flags",
        ),
        (|f| f.victims[0].flags = vec![FlagBecause { flag: "witness".into(), because: " ".into() }], "flags"),
        (|f| f.owners = vec![owner("wcu", "unit")], "owners"),
        (|f| f.owners.push(owner("wcu", "nobody")), "owners"),
        (|f| f.owners.push(owner("pcc", "inspectorate")), "owners"),
        (|f| f.owners.push(owner("army", "unit")), "owners"),
        (|f| f.owners.push(NewOwner { team: Some("team".into()), ..owner("wcu", "unit") }), "owners"),
        (|f| f.owners.push(NewOwner { person: Some("officer".into()), ..owner("wcu", "unit") }), "owners"),
        (|f| f.reported_at = "2026-03-19T09:00:00Z".parse().unwrap(), "reported_at"),
        (|f| f.reported_at = "1976-03-19T09:00:00Z".parse().unwrap(), "reported_at"),
        (|f| f.known = [("is_sunny".to_owned(), true)].into(), "known"),
        (|f| f.words = Some("x".repeat(10_001)), "words"),
    ] {
        assert_eq!(fields(&fresh, with(change)).await, [field]);
    }
    assert_eq!(fresh.service.store().verify().await.unwrap().events, 0);
}

#[tokio::test]
async fn the_same_reference_number_does_not_open_a_second_case() {
    let fresh = fresh().await;
    fresh.service.open_case(&fresh.actor("officer"), form(), now()).await.unwrap();
    let mut again = form();
    again.references[0].1 = "01/AB/12345/26".into();
    assert_eq!(fields(&fresh, again).await, ["references"]);
}

#[tokio::test]
async fn a_case_goes_to_a_colleague_and_another_agency_can_come_in() {
    let fresh = fresh().await;
    let (service, officer) = (&fresh.service, fresh.actor("officer"));
    let opened = service.open_case(&officer, form(), now()).await.unwrap();
    let colleague = NewOwner { person: Some("other-officer".into()), ..owner("police", "force") };
    let version = service.hand_over(&officer, opened.case, opened.version, colleague, now()).await.unwrap();
    let version =
        service.hand_over(&officer, opened.case, version, owner("wcu", "unit"), now()).await.unwrap();
    let file = service.case_file(&fresh.actor("witness-care"), opened.case, now()).await.unwrap();
    assert_eq!(file.owners.len(), 2);
    assert!(file.duties.iter().filter(|line| line.owed.provider == "police").count() > 0);

    // What another organisation holds is not ours to give, and ours does not leave us.
    let witness_care = fresh.actor("witness-care");
    for (actor, to) in [
        (&officer, owner("wcu", "unit")),
        (&officer, owner("wcu", "force")),
        (&witness_care, owner("wcu", "force")),
    ] {
        let refused = service.hand_over(actor, opened.case, version, to, now()).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{refused:?}");
    }
    let stale =
        service.hand_over(&officer, opened.case, opened.version, owner("police", "force"), now()).await;
    assert!(matches!(stale, Err(ServiceError::Stale(_))), "{stale:?}");
}
