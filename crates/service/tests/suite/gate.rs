//! Who may do what: every use case, every role, on a case of theirs, of somebody else's, and on one that is not there.
//! "Not yours" and "not there" must be the same answer.

use crate::{
    contacts::{call, charged},
    messages::{charges, victim},
    on_both_engines,
    town::{Town, at, now},
};
use policy::Role;
use record::{
    Answer, CaseId, Preferences, VictimId, WaiverScope,
    event::{Channel, DutyRef, FlagBecause},
};
use service::{
    Actor, ServiceError,
    import::MessageKind,
    my_work::WorkQuery,
    open_case::{NewOwner, OpenCaseForm},
    record_event::EventForm,
    waive::WaiverForm,
};
use store::{SearchBy, WorkOwner, WorkState};
use uuid::Uuid;

on_both_engines!(the_table_of_permissions_holds, a_victim_sees_no_other_victim_of_the_case);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Not refused by the gate; what was given may still be wrong.
    Passed,
    NotFound,
    NotAllowed,
}

fn said<T>(result: Result<T, ServiceError>) -> Said {
    match result {
        Ok(_) | Err(ServiceError::Invalid(_) | ServiceError::Stale(_)) => Said::Passed,
        Err(ServiceError::NotFound) => Said::NotFound,
        Err(ServiceError::NotAllowed) => Said::NotAllowed,
        Err(ServiceError::Store(error)) => panic!("{error}"),
    }
}

/// A case and a victim in it.
type Place = (CaseId, VictimId);

/// Use cases on a case, as staff.
const STAFF_ON_CASE: [&str; 8] = [
    "case_file",
    "preference_warning",
    "record_contact",
    "record_event",
    "waive",
    "preferences",
    "flag",
    "hand_over",
];

async fn on_case(town: &Town, what: &str, actor: &Actor, (case, victim): Place) -> Said {
    let service = &town.service;
    let now = now();
    match what {
        "case_file" => said(service.case_file(actor, case, now).await),
        "preference_warning" => said(service.preference_warning(actor, case, victim, Channel::Phone).await),
        "record_contact" => said(service.record_contact(actor, case, call(0, victim), now).await),
        "record_event" => {
            let form = EventForm {
                version: 0,
                trigger: "suspect_arrested".into(),
                at: at("2026-03-28T09:00:00Z"),
                received_at: None,
                victim: None,
                hearing: None,
                words: None,
            };
            said(service.record_event(actor, case, form, now).await)
        }
        "waive" => {
            let form =
                WaiverForm { version: 0, victim, scope: WaiverScope::All, words: None, withdraw: false };
            said(service.waive(actor, case, form, now).await)
        }
        "preferences" => {
            said(service.record_preferences(actor, case, 0, victim, Preferences::default(), now).await)
        }
        "flag" => {
            let flag = FlagBecause { flag: "witness".into(), because: "She saw it".into() };
            said(service.record_flag(actor, case, 0, victim, flag, true, now).await)
        }
        "hand_over" => said(service.hand_over(actor, case, 0, NewOwner::default(), now).await),
        other => panic!("no such use case: {other}"),
    }
}

async fn the_table_of_permissions_holds(town: Town) {
    let own = charged(&town).await;
    let other = crate::messages::Accused { reference: "X", born: "", ..crate::messages::ROOK };
    let theirs =
        crate::messages::Charges { accused: vec![(other, "A", "TH68023")], ..charges("46KT0000126") };
    let theirs = town.charge(theirs.victim(victim("Alder", "9", "")).xml()).await;
    let nowhere = CaseId(Uuid::from_u128(42));
    let victim_of = |case: CaseId, loaded: &store::LoadedCase| (case, loaded.case.victims[0].id);
    let places = [
        ("own", victim_of(own, &town.load(own).await)),
        ("another's", victim_of(theirs, &town.load(theirs).await)),
        ("nowhere", (nowhere, VictimId(Uuid::from_u128(43)))),
    ];
    town.take(MessageKind::CourtResults, "<broken").await;
    let held = town.store().quarantine_waiting(1).await.unwrap()[0].id;
    let before = town.store().verify().await.unwrap().events;

    use Role::*;
    use Said::{NotAllowed, NotFound, Passed};
    for (role, organisation) in [
        (Officer, "met"),
        (WitnessCare, "unit"),
        (ProsecutionLiaison, "met"),
        (ProbationLiaison, "met"),
        (Advocate, "met"),
        (Supervisor, "met"),
        (Oversight, "met"),
        (Oversight, ""),
        (Victim, ""),
        (Victim, "met"),
        (Officer, "harbour"),
        (Officer, ""),
        (Officer, "unheard-of"),
    ] {
        let staff = !matches!(role, Oversight | Victim);
        // An advocate supports a victim, wherever they are employed: nobody agreed to that here.
        let works_on_it = staff && role != Advocate && ["met", "unit"].contains(&organisation);
        for (whose, place) in places {
            let actor = match role {
                // A victim who signed in as one of this case.
                Victim => {
                    let mut actor = town.as_victim(place.0, place.1);
                    actor.person.organisation = organisation.into();
                    actor
                }
                _ => town.staff(role, organisation),
            };
            for what in STAFF_ON_CASE {
                let expected = if works_on_it && whose == "own" { Passed } else { NotFound };
                let answered = on_case(&town, what, &actor, place).await;
                assert_eq!(answered, expected, "{what} by {role:?} of {organisation:?} on {whose}");
            }
            let as_victim = if role == Victim && whose != "nowhere" { Passed } else { NotFound };
            assert_eq!(said(town.service.victim_case(&actor, now()).await), as_victim, "{role:?} {whose}");
            let owed = DutyRef { duty: "r06-charged".into(), trigger: 0, victim: None };
            let answer = town.service.answer(&actor, owed, Answer::Happened, None, now()).await;
            assert_eq!(said(answer), NotFound, "no such duty: {role:?} {whose}");
        }
        let actor = if role == Victim {
            town.as_victim(places[0].1.0, places[0].1.1)
        } else {
            town.staff(role, organisation)
        };
        let work = WorkQuery {
            owner: WorkOwner::Everyone,
            state: WorkState::Open,
            provider: None,
            right: None,
            enhanced: false,
            after: None,
        };
        let works = if staff { Passed } else { NotAllowed };
        let service = &town.service;
        let name = format!("{role:?} of {organisation:?}");
        assert_eq!(said(service.my_work(&actor, work, now()).await), works, "my_work {name}");
        assert_eq!(
            said(service.silent_cases(&actor, &WorkOwner::Everyone, now()).await),
            works,
            "silent {name}"
        );
        assert_eq!(
            said(service.search(&actor, &SearchBy::Name("Moss".into())).await),
            works,
            "search {name}"
        );
        let opens = if staff && !organisation.is_empty() { Passed } else { NotAllowed };
        assert_eq!(said(service.open_case(&actor, nothing_to_report(), now()).await), opens, "open {name}");
        let mends = matches!(role, WitnessCare | Supervisor);
        let (lists, sees) = if mends { (Passed, Passed) } else { (NotAllowed, NotFound) };
        assert_eq!(said(service.quarantine(&actor).await), lists, "quarantine {name}");
        assert_eq!(said(service.quarantined(&actor, held).await), sees, "quarantined {name}");
        assert_eq!(said(service.retry_quarantined(&actor, held, None, now()).await), sees, "retry {name}");
        assert_eq!(said(service.set_aside(&actor, held, "").await), sees, "set aside {name}");
        let missing = Uuid::from_u128(44);
        assert_eq!(said(service.quarantined(&actor, missing).await), NotFound, "no such message {name}");
        assert_eq!(said(service.retry_quarantined(&actor, missing, None, now()).await), NotFound, "{name}");
        assert_eq!(said(service.set_aside(&actor, missing, "x").await), NotFound, "{name}");
    }
    assert_eq!(town.store().verify().await.unwrap().events, before, "none of this recorded anything");
}

fn nothing_to_report() -> OpenCaseForm {
    OpenCaseForm {
        title: String::new(),
        area: None,
        references: vec![],
        victims: vec![],
        owners: vec![],
        reported_at: now(),
        known: Default::default(),
        words: None,
    }
}

async fn a_victim_sees_no_other_victim_of_the_case(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    // Somebody who is a victim of another case, a victim that was never there, and one who is in no case.
    let elsewhere = VictimId(Uuid::from_u128(45));
    let mut nobody = town.as_victim(case, loaded.case.victims[0].id);
    nobody.person.victim_id = None;
    // Staff who are somehow also entered as the victim are staff.
    let mut both = town.officer();
    (both.person.case_id, both.person.victim_id) = (Some(case.0), Some(loaded.case.victims[0].id.0));
    assert_eq!(said(town.service.victim_case(&both, now()).await), Said::NotFound);
    for actor in [town.as_victim(case, elsewhere), nobody] {
        assert_eq!(said(town.service.victim_case(&actor, now()).await), Said::NotFound);
        let file = town.service.case_file(&actor, case, now()).await;
        assert_eq!(said(file), Said::NotFound);
    }
    for victim in &loaded.case.victims {
        let view = town.service.victim_case(&town.as_victim(case, victim.id), now()).await.unwrap();
        assert_eq!(view.name, crate::town::details(&loaded, victim.id).name);
    }
}
