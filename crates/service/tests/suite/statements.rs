//! A personal statement, on both engines: drafts that stay, one sending, a way that meets what was owed, and who may read.

use crate::{
    on_both_engines,
    town::{Town, at, now},
};
use jiff::Timestamp;
use policy::Role;
use record::{
    AccessEvent, CaseEvent, CaseId, Hearing, OrganisationId, Origin, Recorder, VictimId,
    access::{MandateScope, RepresentativeKind},
    statement::{Heard, StatementKind, Step},
};
use service::{
    Actor, ServiceError,
    access::mandates::MandateForm,
    record_event::EventForm,
    statement::{drafts::Saying, way::StepForm},
};
use store::NewEvent;
use uuid::Uuid;

on_both_engines!(
    a_statement_reaches_the_court_and_meets_what_was_owed,
    drafts_stay_and_go_with_the_key_of_their_victim,
    who_reads_a_statement_follows_its_way,
    somebody_writes_for_a_victim_by_a_mandate_only,
    the_day_by_which_it_is_best_sent_follows_the_hearing,
);

fn says(text: &str) -> Saying {
    Saying { text: text.into(), heard: Some(Heard::ByProsecutor), ..Saying::default() }
}

async fn send(town: &Town, victim: &Actor, says: Saying, when: Timestamp) -> Uuid {
    town.service.save_own_draft(victim, u32::MAX, says, when).await.unwrap();
    let draft = town.service.own_statement(victim, when).await.unwrap().current.unwrap().id;
    town.service.send_own_statement(victim, draft, when).await.unwrap();
    draft
}

async fn step(
    town: &Town,
    actor: &Actor,
    case: CaseId,
    statement: Uuid,
    step: Step,
) -> Result<(), ServiceError> {
    let version = town.load(case).await.case.version;
    let form = StepForm {
        version,
        statement,
        step: Some(step),
        on: calendar::london_date(now()),
        words: Some("To the invented desk.".into()),
    };
    town.service.move_statement(actor, case, form, now()).await
}

async fn open(town: &Town, case: CaseId) -> Vec<String> {
    let loaded = town.load(case).await;
    let open = town.owed(&loaded).into_iter().filter(|owed| owed.done_by.is_none());
    open.map(|owed| owed.duty).collect()
}

/// A case with a victim, and an agency of every kind that brings a statement to court.
async fn scene(town: &Town) -> (CaseId, VictimId, Actor) {
    let case = crate::contacts::charged(town).await;
    let mut loaded = town.load(case).await;
    let owner = |provider: &str, organisation: &str| {
        NewEvent::at(
            now(),
            CaseEvent::OwnerAssigned {
                provider: provider.into(),
                organisation: OrganisationId::from(organisation),
                team: None,
                person: None,
            },
        )
    };
    let owners = vec![
        owner("cps", "prosecution"),
        owner("hmcts", "court-service"),
        owner("probation", "probation"),
        owner("support_service", "harbour"),
    ];
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    loaded.record(&by, now(), owners, Vec::new()).unwrap();
    let rules = town.service.rules();
    town.store().commit(store::Batch::of(loaded.changes(rules))).await.unwrap();
    let victim = crate::town::victim_named(&loaded, "Moss");
    (case, victim, town.as_victim(case, victim))
}

async fn a_statement_reaches_the_court_and_meets_what_was_owed(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    let before = open(&town, case).await;
    let sent = send(&town, &moss, says("I cannot sleep."), now()).await;
    town.service.send_own_statement(&moss, sent, now()).await.unwrap();
    let loaded = town.load(case).await;
    let owed = town.owed(&loaded);
    let of = |duty: &str| {
        owed.iter().filter(|owed| owed.duty == duty && owed.victim == victim).collect::<Vec<_>>()
    };
    assert_eq!(of("p-statement-to-prosecutor").len(), 1, "sent twice, or not owed");
    assert_eq!(of("r07-vps-read-preference")[0].done_by, Some(loaded.case.version), "they were asked");
    let new: Vec<_> = open(&town, case).await.into_iter().filter(|duty| !before.contains(duty)).collect();
    assert_eq!(new, ["p-statement-to-prosecutor"]);

    let officer = town.officer();
    step(&town, &officer, case, sent, Step::Received).await.unwrap();
    assert!(
        open(&town, case).await.contains(&"p-statement-to-prosecutor".to_owned()),
        "having it is not passing it on"
    );
    step(&town, &officer, case, sent, Step::WithProsecutor).await.unwrap();
    let now_open = open(&town, case).await;
    assert!(!now_open.contains(&"p-statement-to-prosecutor".to_owned()), "{now_open:?}");
    assert!(now_open.contains(&"p-statement-to-court".to_owned()), "{now_open:?}");
    // A step that was gone before is not an error.
    step(&town, &officer, case, sent, Step::Received).await.unwrap();
    let prosecutor = town.staff(Role::ProsecutionLiaison, "prosecution");
    step(&town, &prosecutor, case, sent, Step::WithCourt).await.unwrap();
    assert!(!open(&town, case).await.contains(&"p-statement-to-court".to_owned()));
    step(&town, &town.staff(Role::Court, "court-service"), case, sent, Step::ReadOut).await.unwrap();
    let own = town.service.own_statement(&moss, now()).await.unwrap();
    let steps: Vec<Step> = own.sent[0].steps.iter().map(|(step, ..)| *step).collect();
    assert_eq!(steps, [Step::Received, Step::WithProsecutor, Step::WithCourt, Step::ReadOut]);
    assert!(matches!(step(&town, &officer, case, sent, Step::Read).await, Err(ServiceError::Invalid(_))));

    // What follows is an addition, whatever the form says.
    let second = send(&town, &moss, says("I have moved house."), now()).await;
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.statements.get(second).unwrap().sent.kind, StatementKind::Update);
}

async fn drafts_stay_and_go_with_the_key_of_their_victim(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    for (read, text) in [(0, "One."), (1, "One. Two."), (2, "One. Two.")] {
        town.service.save_own_draft(&moss, read, says(text), now()).await.unwrap();
    }
    let numbers = |own: service::statement::OwnStatement| {
        own.versions.iter().map(|line| line.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(town.service.own_statement(&moss, now()).await.unwrap()), [2, 1]);
    assert_eq!(town.service.own_draft(&moss, 1).await.unwrap().says.text, "One.");
    // Two at the same moment: both are kept.
    let both = futures_two(
        town.service.save_own_draft(&moss, 2, says("Three."), now()),
        town.service.save_own_draft(&moss, 2, says("Four."), now()),
    )
    .await;
    let mut kept: Vec<u32> = [both.0.unwrap().number, both.1.unwrap().number].into();
    kept.sort_unstable();
    assert_eq!(kept, [3, 4]);
    let stranger = town.as_victim(case, crate::town::victim_named(&town.load(case).await, "Reed"));
    assert_eq!(numbers(town.service.own_statement(&stranger, now()).await.unwrap()), Vec::<u32>::new());
    assert!(matches!(town.service.own_draft(&stranger, 1).await, Err(ServiceError::NotFound)));

    let mut loaded = town.load(case).await;
    loaded.erase(victim, town.service.rules(), now());
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    let erased = NewEvent::at(now(), CaseEvent::Access(AccessEvent::VictimErased { victim }));
    loaded.record(&by, now(), vec![erased], Vec::new()).unwrap();
    town.store().commit(store::Batch::of(loaded.changes(town.service.rules()))).await.unwrap();
    assert_eq!(town.store().statement_drafts(case, victim).await.unwrap(), []);
}

async fn futures_two<A, B>(one: impl Future<Output = A>, two: impl Future<Output = B>) -> (A, B) {
    tokio::join!(one, two)
}

async fn who_reads_a_statement_follows_its_way(town: Town) {
    let (case, victim, moss) = scene(&town).await;
    let sent = send(&town, &moss, says("I cannot sleep."), now()).await;
    let reads = async |role, organisation: &str| {
        let found = town.service.case_statements(&town.staff(role, organisation), case).await;
        found.map(|found| found.statements.len()).ok()
    };
    assert_eq!(reads(Role::Officer, "met").await, Some(1));
    assert_eq!(reads(Role::ProsecutionLiaison, "prosecution").await, Some(1));
    assert_eq!(reads(Role::Court, "court-service").await, Some(0), "before it has reached the court");
    assert_eq!(reads(Role::ProbationLiaison, "probation").await, Some(0));
    assert_eq!(reads(Role::Officer, "harbour").await, None);
    assert_eq!(reads(Role::Officer, "kent").await, None);
    town.agreed(
        case,
        victim,
        "harbour",
        &[record::access::Purpose::Support, record::access::Purpose::Updates],
    )
    .await;
    assert_eq!(reads(Role::Officer, "harbour").await, None, "consent to support is not consent to read it");
    let court = town.staff(Role::Court, "court-service");
    assert!(matches!(step(&town, &court, case, sent, Step::WithCourt).await, Err(ServiceError::NotFound)));
    step(&town, &town.officer(), case, sent, Step::WithCourt).await.unwrap();
    assert_eq!(reads(Role::Court, "court-service").await, Some(1));

    let parole = Saying { kind: StatementKind::Parole, ..says("I still look over my shoulder.") };
    let board = send(&town, &moss, parole, now()).await;
    assert_eq!(reads(Role::ProbationLiaison, "probation").await, Some(1));
    assert_eq!(
        reads(Role::Court, "court-service").await,
        Some(1),
        "what is for the board is not for the court"
    );
    let probation = town.staff(Role::ProbationLiaison, "probation");
    assert!(matches!(step(&town, &probation, case, sent, Step::Read).await, Err(ServiceError::NotFound)));
    let owed = "p-statement-to-parole-board".to_owned();
    assert!(open(&town, case).await.contains(&owed));
    step(&town, &probation, case, board, Step::WithCourt).await.unwrap();
    assert!(!open(&town, case).await.contains(&owed));
    let wrong = step(&town, &town.officer(), case, board, Step::WithProsecutor).await;
    assert!(matches!(wrong, Err(ServiceError::Invalid(_))), "no prosecutor on the way to the board");
}

async fn somebody_writes_for_a_victim_by_a_mandate_only(town: Town) {
    let (case, _, moss) = scene(&town).await;
    let mandate = |scope: MandateScope| MandateForm {
        name: "Ines Invented".into(),
        kind: Some(RepresentativeKind::Parent),
        scope: [MandateScope::See, scope].into(),
        ..MandateForm::default()
    };
    let mut acting = Vec::new();
    for scope in [MandateScope::Answer, MandateScope::Statement] {
        let id = town.service.give_mandate(&moss, mandate(scope), now()).await.unwrap();
        acting.push(Actor { role: Role::Representative, representative: Some(id), ..moss.clone() });
    }
    let [answers, writes] = acting.as_slice() else { panic!("two") };
    let refused = town.service.save_own_draft(answers, 0, says("I cannot sleep."), now()).await;
    assert!(matches!(refused, Err(ServiceError::NotFound)), "{refused:?}");
    let sent = send(&town, writes, says("She cannot sleep."), now()).await;
    let loaded = town.load(case).await;
    assert_eq!(loaded.case.statements.get(sent).unwrap().sent.by, writes.representative);
    let staff = town.service.case_statements(&town.officer(), case).await.unwrap();
    assert_eq!(staff.statements[0].by.as_deref(), Some("Ines Invented"));
    let own = town.service.own_statement(writes, now()).await.unwrap();
    assert_eq!(own.acts_as, Some(RepresentativeKind::Parent));
}

async fn the_day_by_which_it_is_best_sent_follows_the_hearing(town: Town) {
    let (case, _, moss) = scene(&town).await;
    let own = async || town.service.own_statement(&moss, now()).await.unwrap();
    let before = own().await;
    assert_eq!(before.best_by.is_some(), before.hearing.is_some());
    let form = EventForm {
        version: town.load(case).await.case.version,
        trigger: "hearing_date_set".into(),
        at: at("2026-03-30T08:00:00Z"),
        received_at: None,
        victim: None,
        hearing: Some(Hearing {
            date: jiff::civil::date(2026, 4, 13),
            time: None,
            court: None,
            court_name: Some("Invented Crown Court".into()),
        }),
        words: None,
    };
    town.service.record_event(&town.officer(), case, form, now()).await.unwrap();
    // Good Friday and Easter Monday are no working days.
    let own = own().await;
    if own.hearing.as_ref().is_some_and(|hearing| hearing.date == jiff::civil::date(2026, 4, 13)) {
        assert_eq!(own.best_by, Some(jiff::civil::date(2026, 3, 26)));
    } else {
        panic!("another hearing is sooner");
    }
}
