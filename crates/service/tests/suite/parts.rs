//! Each sees what their job needs and no more: parts by agency, support services by agreement, restricted cases and
//! conflicts out of every list.

use crate::{
    contacts::{TOLD, call, charged, fields},
    on_both_engines,
    town::{Town, at, now, victim_named},
};
use policy::{Part, Role};
use record::{
    AccessEvent, CaseEvent, CaseId, Facts, Personal, Preferences, Recorder, VictimId,
    access::{Basis, Purpose},
    event::Origin,
};
use service::{
    Actor, EntryKind, ServiceError, case_file::CaseFile, my_work::WorkQuery, open_case::NewOwner,
    record_event::EventForm,
};
use store::{Batch, NewEvent, SearchBy, WorkOwner, WorkState};

on_both_engines!(
    a_support_service_sees_only_who_agreed,
    a_support_service_records_only_for_who_agreed,
    what_a_victim_takes_back_is_shut_at_the_next_request,
    notes_stay_with_who_wrote_them,
    what_probation_plans_is_probations,
    a_restricted_case_leaves_every_list,
    somebody_with_a_conflict_loses_the_case_from_every_list,
    a_court_reads_no_address_and_no_confidence,
    each_part_that_is_shown_leaves_a_line,
    who_comes_second_learns_only_what_is_theirs,
);

/// A case of Moss and Reed, with a support service that answers for what support services owe.
async fn supported(town: &Town) -> (CaseId, VictimId, VictimId) {
    let case = charged(town).await;
    let version = town.load(case).await.case.version;
    let owner = NewOwner {
        provider: "support_service".into(),
        organisation: "harbour".into(),
        team: None,
        person: None,
    };
    town.service.hand_over(&town.officer(), case, version, owner, now()).await.unwrap();
    let loaded = town.load(case).await;
    (case, victim_named(&loaded, "Moss"), victim_named(&loaded, "Reed"))
}

/// Records events as an organisation, past the use cases.
async fn recorded(town: &Town, case: CaseId, by: &str, events: Vec<CaseEvent>, texts: Vec<Personal>) {
    let mut loaded = town.load(case).await;
    let by = Recorder { organisation: by.into(), person: None, origin: Origin::Person };
    let events = events.into_iter().map(|event| NewEvent::at(now(), event)).collect();
    loaded.record(&by, now(), events, texts).unwrap();
    town.store().commit(Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
}

async fn file(town: &Town, actor: &Actor, case: CaseId) -> CaseFile {
    town.service.case_file(actor, case, now()).await.unwrap()
}

/// Everything that a page of a case could say.
fn all_of(file: &CaseFile) -> String {
    format!("{file:?}")
}

async fn a_support_service_sees_only_who_agreed(town: Town) {
    let (case, moss, reed) = supported(&town).await;
    let version = town.load(case).await.case.version;
    town.service.record_contact(&town.officer(), case, call(version, moss), now()).await.unwrap();
    let version = town.load(case).await.case.version;
    town.service.record_contact(&town.officer(), case, call(version, reed), now()).await.unwrap();
    let advocate = town.staff(Role::Advocate, "harbour");
    let refused = town.service.case_file(&advocate, case, now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "nobody agreed yet");

    town.agreed(case, moss, "harbour", &[Purpose::Support]).await;
    // What another service is told is not this one's affair.
    town.decided(case, moss, "court-service", Purpose::Survey, Basis::ConsentRefused).await;
    let of_harbour = file(&town, &advocate, case).await;
    assert_eq!(of_harbour.victims.iter().map(|victim| victim.id).collect::<Vec<_>>(), [moss]);
    assert!(!of_harbour.victims[0].details.phones.is_empty(), "they have to reach her");
    assert!(!of_harbour.duties.is_empty());
    assert!(of_harbour.duties.iter().all(|line| line.owed.victim == moss));
    let said = all_of(&of_harbour);
    assert!(!said.contains("Reed") && !said.contains(&reed.to_string()), "{said}");
    assert!(!said.contains("Rook") && !said.contains("ROOK"), "names of defendants: {said}");
    assert!(!said.contains("court-service of Invented may"), "{said}");
    assert!(of_harbour.withholds(Part::Timeline) && of_harbour.withholds(Part::Defendants));
    assert!(of_harbour.timeline.iter().all(|entry| entry.kind != EntryKind::Event || entry.version <= 10));
    // That police got through, not what they said.
    let contact = of_harbour.timeline.iter().find(|entry| entry.kind == EntryKind::Contact).unwrap();
    assert!(contact.title.contains("Moss") && contact.title.contains("was told by phone"));
    assert_eq!(contact.detail, ["Not for your agency: what was said in contacts"]);

    // To follow the case is an agreement of its own.
    town.agreed(case, moss, "harbour", &[Purpose::Updates]).await;
    let of_harbour = file(&town, &advocate, case).await;
    let contact = of_harbour.timeline.iter().find(|entry| entry.kind == EntryKind::Contact).unwrap();
    assert!(contact.detail.contains(&TOLD.to_owned()));
    assert!(!of_harbour.withholds(Part::Timeline));
    assert!(!all_of(&of_harbour).contains("Reed"));

    // Agencies do not need anybody's agreement, and see both.
    assert_eq!(file(&town, &town.officer(), case).await.victims.len(), 2);
}

async fn a_support_service_records_only_for_who_agreed(town: Town) {
    let (case, moss, reed) = supported(&town).await;
    town.agreed(case, moss, "harbour", &[Purpose::Support]).await;
    let advocate = town.staff(Role::Advocate, "harbour");
    let version = town.load(case).await.case.version;
    let service = &town.service;
    let not_theirs = service.record_contact(&advocate, case, call(version, reed), now()).await;
    assert!(matches!(not_theirs, Err(ServiceError::NotFound)));
    let wishes =
        service.record_preferences(&advocate, case, version, reed, Preferences::default(), now()).await;
    assert!(matches!(wishes, Err(ServiceError::NotFound)));
    let happening = |victim| EventForm {
        version,
        trigger: "vulnerability_identified".into(),
        at: now(),
        received_at: None,
        victim,
        hearing: None,
        words: None,
    };
    let of_all = service.record_event(&advocate, case, happening(None), now()).await;
    assert_eq!(fields(of_all), ["victim"], "what concerns everybody is not for who supports one");
    let of_reed = service.record_event(&advocate, case, happening(Some(reed)), now()).await;
    assert!(matches!(of_reed, Err(ServiceError::NotFound)));
    assert_eq!(town.load(case).await.case.version, version, "none of this recorded anything");
    service.record_event(&advocate, case, happening(Some(moss)), now()).await.unwrap();
    let version = town.load(case).await.case.version;
    service.record_contact(&advocate, case, call(version, moss), now()).await.unwrap();
}

fn query() -> WorkQuery {
    WorkQuery {
        owner: WorkOwner::Everyone,
        state: WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after: None,
    }
}

/// How many rows, and how many are counted; how many silent cases; how many found by name.
async fn lists(town: &Town, actor: &Actor) -> (usize, i64, usize, usize) {
    let later = at("2026-06-30T09:00:00Z");
    let work = town.service.my_work(actor, query(), now()).await.unwrap();
    let silent = town.service.silent_cases(actor, &WorkOwner::Everyone, later).await.unwrap().len();
    let found = town.service.search(actor, &SearchBy::Name("Moss".into())).await.unwrap().found.len();
    (work.items.len(), work.counts.open, silent, found)
}

async fn what_a_victim_takes_back_is_shut_at_the_next_request(town: Town) {
    let (case, moss, _) = supported(&town).await;
    let service = town.staff(Role::Supervisor, "harbour");
    assert_eq!(lists(&town, &service).await, (0, 0, 0, 0));
    town.agreed(case, moss, "harbour", &[Purpose::Support, Purpose::Updates]).await;
    assert_eq!(lists(&town, &service).await.3, 1);
    assert_eq!(file(&town, &service, case).await.victims.len(), 1);
    for purpose in [Purpose::Support, Purpose::Updates] {
        town.decided(case, moss, "harbour", purpose, Basis::ConsentWithdrawn).await;
    }
    let refused = town.service.case_file(&service, case, now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)));
    assert_eq!(lists(&town, &service).await, (0, 0, 0, 0));
    // A law may be a basis, too.
    town.decided(case, moss, "harbour", Purpose::Support, Basis::VitalInterests).await;
    assert_eq!(file(&town, &service, case).await.victims.len(), 1);
}

async fn notes_stay_with_who_wrote_them(town: Town) {
    let (case, moss, _) = supported(&town).await;
    town.agreed(case, moss, "harbour", &[Purpose::Support, Purpose::Updates]).await;
    for (number, by) in [(1, "met"), (2, "unit"), (3, "harbour")] {
        let text = format!("A note that {by} keeps.");
        let text = Personal::new(uuid::Uuid::from_u128(500 + number), [7; 16], case, &text).unwrap();
        let event = CaseEvent::NoteRecorded { words: text.reference() };
        recorded(&town, case, by, vec![event], vec![text]).await;
    }
    for (actor, own) in [
        (town.officer(), Some("met")),
        (town.staff(Role::Supervisor, "met"), Some("met")),
        (town.staff(Role::WitnessCare, "unit"), Some("unit")),
        (town.staff(Role::Advocate, "harbour"), Some("harbour")),
        (town.staff(Role::ProbationLiaison, "probation"), None),
    ] {
        let said = all_of(&file(&town, &actor, case).await);
        for by in ["met", "unit", "harbour"] {
            let seen = said.contains(&format!("A note that {by} keeps."));
            assert_eq!(seen, own == Some(by), "{} and the note of {by}", actor.person.id);
        }
    }
}

fn happened(trigger: &str, words: &Personal) -> CaseEvent {
    CaseEvent::Happened {
        trigger: trigger.into(),
        victim: None,
        key: None,
        facts: Facts::default(),
        words: Some(words.reference()),
    }
}

async fn what_probation_plans_is_probations(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let (moss, eligible) = (victim_named(&loaded, "Moss"), "sentenced to two years for violence");
    let eligible = record::event::FlagBecause { flag: "vcs_eligible".into(), because: eligible.into() };
    let version = loaded.case.version;
    town.service.record_flag(&town.officer(), case, version, moss, eligible, true, now()).await.unwrap();
    let text =
        |number, text: &str| Personal::new(uuid::Uuid::from_u128(number), [7; 16], case, &text).unwrap();
    let (plan, release) =
        (text(601, "He is to live at the Invented Hostel"), text(602, "Through the side gate"));
    let events = vec![happened("licence_conditions_set", &plan), happened("offender_released", &release)];
    recorded(&town, case, "probation", events, vec![plan, release]).await;

    let of_probation = file(&town, &town.staff(Role::ProbationLiaison, "probation"), case).await;
    let said = all_of(&of_probation);
    assert!(said.contains("Invented Hostel") && said.contains("side gate"));
    assert!(of_probation.duties.iter().any(|line| line.owed.trigger_event == "licence_conditions_set"));

    let of_police = file(&town, &town.officer(), case).await;
    let said = all_of(&of_police);
    assert!(!said.contains("Invented Hostel") && !said.contains("side gate"), "{said}");
    assert!(of_police.withholds(Part::OffenderManagement));
    assert!(of_police.duties.iter().all(|line| line.owed.trigger_event != "licence_conditions_set"));
    // That he is out concerns everybody.
    let out = of_police.timeline.iter().find(|entry| entry.title == "The offender was released").unwrap();
    assert_eq!(
        out.detail,
        ["Not for your agency: release, licence and other details of managing the offender"]
    );
}

async fn restrict(town: &Town, case: CaseId, people: &[&str]) {
    let people = people.iter().map(|person| (*person).into()).collect();
    let event = CaseEvent::Access(AccessEvent::CaseRestricted { people, words: None });
    recorded(town, case, "met", vec![event], Vec::new()).await;
}

async fn a_restricted_case_leaves_every_list(town: Town) {
    let case = charged(&town).await;
    let (officer, supervisor) = (town.officer(), town.staff(Role::Supervisor, "met"));
    let before = lists(&town, &officer).await;
    assert!(before.0 > 0 && before.1 > 0 && before.2 == 1 && before.3 == 1, "{before:?}");
    restrict(&town, case, &[&officer.person.id]).await;
    assert_eq!(lists(&town, &officer).await, before, "named");
    assert_eq!(lists(&town, &supervisor).await, (0, 0, 0, 0), "not named: not counted either");
    assert!(matches!(town.service.case_file(&supervisor, case, now()).await, Err(ServiceError::NotFound)));
}

async fn somebody_with_a_conflict_loses_the_case_from_every_list(town: Town) {
    let case = charged(&town).await;
    let (officer, colleague) = (town.officer(), town.staff(Role::Supervisor, "met"));
    let before = lists(&town, &officer).await;
    let words = "He is my brother in law, as it happens.".to_owned();
    town.service.declare_conflict(&officer, case, words, now()).await.unwrap();
    assert_eq!(lists(&town, &officer).await, (0, 0, 0, 0));
    assert!(matches!(town.service.case_file(&officer, case, now()).await, Err(ServiceError::NotFound)));
    assert_eq!(lists(&town, &colleague).await, before);
    // Who is shut out, and why, is for those who decide it.
    assert!(all_of(&file(&town, &colleague, case).await).contains("brother in law"));
    let another =
        Actor { person: store::Person { id: "another".into(), ..officer.person.clone() }, ..town.officer() };
    assert!(!all_of(&file(&town, &another, case).await).contains("brother in law"));
}

async fn a_court_reads_no_address_and_no_confidence(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    town.service.record_contact(&town.officer(), case, call(loaded.case.version, moss), now()).await.unwrap();
    let file = file(&town, &town.staff(Role::Court, "court-service"), case).await;
    assert_eq!(file.victims.len(), 2);
    for victim in &file.victims {
        assert!(!victim.details.name.is_empty());
        let rest = record::PersonDetails { name: String::new(), ..victim.details.clone() };
        assert_eq!(rest, record::PersonDetails::default());
    }
    let said = all_of(&file);
    assert!(!said.contains("07700 900001") && !said.contains(TOLD), "{said}");
    assert!(file.withholds(Part::VictimDetails) && file.withholds(Part::ContactContent));
    assert!(!file.defendants.is_empty());
}

async fn each_part_that_is_shown_leaves_a_line(town: Town) {
    let (case, moss, _) = supported(&town).await;
    town.agreed(case, moss, "harbour", &[Purpose::Support]).await;
    let advocate = town.staff(Role::Advocate, "harbour");
    file(&town, &advocate, case).await;
    town.service.end_visit(&advocate).await.unwrap();
    let lines = written(&town, case).await;
    let parts = |victim| {
        let of = lines.iter().filter(|line| line.victim == victim && line.person == advocate.person.id);
        of.map(|line| line.part.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(parts(Some(moss)), ["victim_name victim_details preferences needs"]);
    assert_eq!(parts(None), ["summary duties"], "no part that was not shown");
    let policy = "support-service-sees-whom-it-supports";
    let of_advocate = lines.iter().filter(|line| line.person == advocate.person.id);
    assert!(of_advocate.clone().all(|line| line.policy == policy && line.outcome == "allowed"), "{lines:?}");

    let stranger = town.staff(Role::Officer, "kent");
    drop(town.service.case_file(&stranger, case, now()).await);
    town.service.end_visit(&stranger).await.unwrap();
    let lines = written(&town, case).await;
    let lines: Vec<_> = lines.iter().filter(|line| line.person == stranger.person.id).collect();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].outcome.as_str(), lines[0].policy.as_str()), ("refused", "default"));
}

/// What the audit has of a case.
async fn written(town: &Town, case: CaseId) -> Vec<store::AuditLine> {
    let filter = store::AuditFilter { case: Some(case), most: 1000, ..store::AuditFilter::default() };
    let lines = town.store().audit_lines(&filter).await.unwrap();
    lines.into_iter().map(|written| written.line).collect()
}

async fn who_comes_second_learns_only_what_is_theirs(town: Town) {
    let (case, moss, reed) = supported(&town).await;
    town.agreed(case, moss, "harbour", &[Purpose::Support]).await;
    let version = town.load(case).await.case.version;
    town.service.record_contact(&town.officer(), case, call(version, reed), now()).await.unwrap();
    let advocate = town.staff(Role::Advocate, "harbour");
    let clash = town.service.record_contact(&advocate, case, call(version, moss), now()).await;
    let Err(ServiceError::Stale(stale)) = clash else { panic!("a clash") };
    assert_eq!(stale.since.len(), 0, "{:?}", stale.since);
    let clash = town.service.record_contact(&town.officer(), case, call(version, moss), now()).await;
    let Err(ServiceError::Stale(stale)) = clash else { panic!("a clash") };
    assert_eq!(stale.since.len(), 1);
}
