//! Inspections: the published figures come out of answers in the database by the same code as the report; who draws, who reads,
//! what a reader sees and saves (OVR-5).

use crate::{
    contacts::{call, charged},
    on_both_engines,
    published::{OTHERS, PARTICIPANTS, SHARES, sheets},
    town::{Town, at, now, victim_named},
};
use jiff::ToSpan;
use language::Language;
use measures::inspection::{
    Answer, Questions,
    figures::{Unit, Value},
};
use policy::Role;
use record::{CaseEvent, CaseId, Origin, PersonDetails, Personal, Recorder, VictimId};
use service::{
    Actor, ServiceError,
    inspections::{AnswersForm, DrawRule, Grouping, InspectionForm, InspectionReport, Reading},
};
use std::collections::BTreeSet;
use store::{Batch, DrawnCase, GivenAnswer, Inspection, LoadedCase, NewEvent};
use uuid::Uuid;

on_both_engines!(
    every_published_figure_comes_out_of_answers_in_the_database,
    two_readers_agree_as_counted_by_hand,
    a_sample_is_drawn_by_rule_and_given_in_turn,
    what_cannot_be_drawn_is_refused_with_what_to_do,
    only_a_reader_reads_and_only_while_it_is_open,
    an_inspector_reads_what_was_allowed_and_no_name,
    a_restricted_case_stays_shut,
    answers_are_only_added_and_the_same_twice_is_once,
    an_inspection_is_for_those_who_made_it,
);

const SHEET: &str = "police";

fn inspection(id: u128, sheet: &str, questions: &Questions) -> Inspection {
    Inspection {
        id: Uuid::from_u128(id),
        title: format!("As published: {sheet}"),
        questions: questions.id.clone(),
        digest: questions.digest.clone(),
        sheet: sheet.into(),
        organisation: "met".into(),
        made_for: "met".into(),
        seed: "as published".into(),
        rule: serde_json::to_string(&DrawRule::default()).unwrap(),
        population: 10_000,
        readers: 1,
        made_by: "sergeant".into(),
        made_at: now().as_millisecond(),
        authorised_by: None,
        authorised_at: None,
        basis: String::new(),
        closed_at: None,
    }
}

/// An inspection with the answers of these units, in the database.
async fn stored(town: &Town, id: u128, sheet: &str, units: &[Unit]) -> Uuid {
    let questions = Questions::named("joint-2023").unwrap();
    let inspection = inspection(id, sheet, questions);
    let case = |place: usize| Uuid::from_u128((id << 64) + place as u128 + 1);
    let drawn: Vec<DrawnCase> = units
        .iter()
        .enumerate()
        .map(|(place, unit)| DrawnCase {
            case_id: case(place),
            place: place as i64 + 1,
            stratum: unit.group.clone(),
            sheet_group: unit.group.clone(),
            area: unit.area.clone(),
            first_reader: "sergeant".into(),
            second_reader: String::new(),
        })
        .collect();
    assert!(town.store().save_inspection(&inspection, &drawn).await.unwrap());
    let of_unit = |(place, unit): (usize, &Unit)| {
        let given = |(question, answer): (&String, &Answer)| GivenAnswer {
            case_id: case(place),
            reader: "sergeant".into(),
            question: question.clone(),
            version: 1,
            answer: answer.slug(),
            from_record: String::new(),
            answered_at: now().as_millisecond(),
        };
        unit.answers.iter().map(given).collect::<Vec<_>>()
    };
    let answers: Vec<GivenAnswer> = units.iter().enumerate().flat_map(of_unit).collect();
    assert!(town.store().add_answers(inspection.id, &answers).await.unwrap());
    inspection.id
}

fn value(reports: &[InspectionReport], id: &str) -> (Value, Option<bool>) {
    let mut figures = reports.iter().flat_map(|report| &report.figures);
    let figure = figures.find(|figure| figure.rule.id == id).unwrap_or_else(|| panic!("no figure {id}"));
    assert_eq!(figure.unread, 0, "{id}");
    (figure.value.clone(), figure.is_as_published())
}

/// THE test of the inspection mode: every figure of the published list, out of the database, as the report has it.
async fn every_published_figure_comes_out_of_answers_in_the_database(town: Town) {
    let sergeant = town.staff(Role::Supervisor, "met");
    let questions = Questions::named("joint-2023").unwrap();
    let mut reports = Vec::new();
    for (number, (sheet, units)) in sheets(questions).into_iter().enumerate() {
        let id = stored(&town, number as u128 + 1, sheet, &units).await;
        reports.push(town.service.inspection_report(&sergeant, id).await.unwrap());
    }
    let sizes: Vec<(&str, usize)> =
        reports.iter().map(|report| (report.sheet.id.as_str(), report.read)).collect();
    assert!(sizes.contains(&("police", 132)) && sizes.contains(&("prosecution", 75)), "{sizes:?}");
    for (id, n, d) in SHARES {
        assert_eq!(value(&reports, id), (Value::Share { n: *n, d: *d }, Some(true)), "{id}");
    }
    assert_eq!(
        value(&reports, "days-to-first-contact"),
        (Value::Mean { mean: Some(3.0), of: 132 }, Some(true))
    );
    let (Value::Share { n, d }, Some(true)) = value(&reports, "invitation-followed-up") else {
        panic!("all")
    };
    assert!(n == d && n > 0, "all who did not reply were followed up");
    let (Value::Reasons { rows, total }, Some(true)) = value(&reports, "file-reasons") else {
        panic!("reasons")
    };
    assert_eq!(
        (total, rows.len(), rows[0].n),
        (43, 14, 15),
        "43 files, though the printed total row says 32"
    );
    let (Value::Areas { rows, total }, Some(true)) = value(&reports, "participants") else { panic!("areas") };
    let rows: Vec<(&str, u64)> = rows.iter().map(|(area, n)| (area.as_str(), *n)).collect();
    assert_eq!((rows.as_slice(), total), (PARTICIPANTS.as_slice(), 43_074));
    // None of the data file is left out, and none of the reports' is of anything else.
    let reported: BTreeSet<&str> =
        reports.iter().flat_map(|report| &report.figures).map(|figure| figure.rule.id.as_str()).collect();
    let published: BTreeSet<&str> = SHARES.iter().map(|(id, ..)| *id).chain(OTHERS).collect();
    assert_eq!(reported, published);
    // One answer changed, and the figure is another: the test can fail.
    let report = &reports[0];
    let correction = GivenAnswer {
        case_id: Uuid::from_u128((1 << 64) + 1),
        reader: "sergeant".into(),
        question: "supervisor-review".into(),
        version: 2,
        answer: "not_applicable".into(),
        from_record: String::new(),
        answered_at: now().as_millisecond(),
    };
    town.store().add_answers(report.inspection.id, &[correction]).await.unwrap();
    let again = town.service.inspection_report(&sergeant, report.inspection.id).await.unwrap();
    let (_, as_published) = value(&[again], "supervisor-review-no-evidence");
    assert_eq!(as_published, Some(false));
}

/// 20 and 15 of 50 the same, marginals 25/25 and 30/20: kappa 0.4, counted by hand.
async fn two_readers_agree_as_counted_by_hand(town: Town) {
    let questions = Questions::named("joint-2023").unwrap();
    let inspection = Inspection { readers: 2, ..inspection(1, "probation-management", questions) };
    let pairs = [("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)];
    let pairs: Vec<(&str, &str)> =
        pairs.iter().flat_map(|(one, other, n)| std::iter::repeat_n((*one, *other), *n)).collect();
    let case = |place: usize| Uuid::from_u128(place as u128 + 1);
    let drawn: Vec<DrawnCase> = (0..pairs.len())
        .map(|place| DrawnCase {
            case_id: case(place),
            place: place as i64 + 1,
            stratum: String::new(),
            sheet_group: String::new(),
            area: String::new(),
            first_reader: "sergeant".into(),
            second_reader: "inspector".into(),
        })
        .collect();
    town.store().save_inspection(&inspection, &drawn).await.unwrap();
    let given = |place: usize, reader: &str, answer: &str| GivenAnswer {
        case_id: case(place),
        reader: reader.into(),
        question: "plan".into(),
        version: 1,
        answer: answer.into(),
        from_record: String::new(),
        answered_at: 0,
    };
    let answers: Vec<GivenAnswer> = pairs
        .iter()
        .enumerate()
        .flat_map(|(place, (one, other))| [given(place, "sergeant", one), given(place, "inspector", other)])
        .collect();
    town.store().add_answers(inspection.id, &answers).await.unwrap();
    let report =
        town.service.inspection_report(&town.staff(Role::Supervisor, "met"), inspection.id).await.unwrap();
    let plan = report.agreement.iter().find(|on| on.question.id == "plan").unwrap();
    assert_eq!((plan.plain.both, plan.plain.same), (50, 35));
    assert!((plan.plain.kappa.unwrap() - 0.4).abs() < 1e-9, "{plan:?}");
    let figure = report.figures.iter().find(|figure| figure.rule.id == "plan-not-well").unwrap();
    assert_eq!(figure.value, Value::Share { n: 25, d: 50 }, "the first reader's answers count");
}

/// Cases of the Met, each with one victim; the first was closed without a charge.
async fn cases(town: &Town, many: usize) -> Vec<CaseId> {
    let by = Recorder { organisation: "met".into(), person: None, origin: Origin::Person };
    let mut batch = Batch::default();
    let mut all = Vec::new();
    for number in 0..many {
        let id = CaseId(Uuid::from_u128(1000 + number as u128));
        let details = PersonDetails { name: "Fern Moss".into(), ..PersonDetails::default() };
        let text = Personal::new(Uuid::from_u128(1_000_000 + number as u128), [1; 16], id, &details).unwrap();
        let assigned = CaseEvent::OwnerAssigned {
            provider: "police".into(),
            organisation: "met".into(),
            team: None,
            person: None,
        };
        let happened = |trigger: &str| CaseEvent::Happened {
            trigger: trigger.into(),
            victim: None,
            key: None,
            facts: record::Facts::default(),
            words: None,
        };
        let mut events = vec![
            CaseEvent::CaseOpened { title: "Theft".into(), area: None },
            assigned,
            CaseEvent::VictimAdded { victim: VictimId(id.0), details: text.reference(), flags: vec![] },
            happened("crime_reported"),
        ];
        if number == 0 {
            events.push(happened("nfa_decision_police"));
        }
        let mut loaded = LoadedCase::new(id);
        let events = events.into_iter().map(|event| NewEvent::at(now(), event)).collect();
        loaded.record(&by, now(), events, vec![text]).unwrap();
        batch.cases.push(loaded.changes(town.service.rules()));
        all.push(id);
    }
    town.store().commit(batch).await.unwrap();
    all
}

fn form(number: usize) -> InspectionForm {
    InspectionForm {
        id: None,
        title: "How victims are kept informed".into(),
        questions: "joint-2023".into(),
        sheet: SHEET.into(),
        organisation: "met".into(),
        seed: "March 2026".into(),
        rule: DrawRule { number, ..DrawRule::default() },
        readers: vec!["supervisor-met".into()],
        by_two: false,
    }
}

async fn a_sample_is_drawn_by_rule_and_given_in_turn(town: Town) {
    let all = cases(&town, 7).await;
    let sergeant = town.staff(Role::Supervisor, "met");
    let readers = vec!["supervisor-met".to_owned(), "sergeant".to_owned()];
    let id = Some(Uuid::from_u128(77));
    let form = InspectionForm { id, readers, by_two: true, ..form(4) };
    let made = town.service.make_inspection(&sergeant, form.clone(), now()).await.unwrap();
    // Sent twice, it is one.
    assert_eq!(town.service.make_inspection(&sergeant, form.clone(), now()).await.unwrap(), made);
    assert_eq!(town.service.inspections(&sergeant).await.unwrap().len(), 1);
    let (kept, drawn) = town.store().inspection(made).await.unwrap().unwrap();
    assert_eq!((kept.population, drawn.len()), (7, 4));
    let digest = |case: Uuid| {
        use sha2::Digest;
        sha2::Sha256::digest(format!("March 2026\n{}", case.hyphenated()))
    };
    let mut by_rule: Vec<Uuid> = all.iter().map(|case| case.0).collect();
    by_rule.sort_by_key(|case| digest(*case));
    let cases: Vec<Uuid> = drawn.iter().map(|case| case.case_id).collect();
    assert_eq!(cases, by_rule[..4], "the rule that the report states");
    let of: Vec<(&str, &str)> =
        drawn.iter().map(|case| (case.first_reader.as_str(), case.second_reader.as_str())).collect();
    let (one, other) = ("supervisor-met", "sergeant");
    assert_eq!(of, [(one, other), (other, one), (one, other), (other, one)]);
    // The journal says nothing of the draw: an officer must not learn which cases are read.
    let before = town.load(CaseId(cases[0])).await.case.version;
    let again = InspectionForm { id: None, seed: "another".into(), ..form };
    town.service.make_inspection(&sergeant, again, now()).await.unwrap();
    assert_eq!(town.load(CaseId(cases[0])).await.case.version, before);
}

async fn what_cannot_be_drawn_is_refused_with_what_to_do(town: Town) {
    cases(&town, 3).await;
    let sergeant = town.staff(Role::Supervisor, "met");
    let refused =
        async |form: InspectionForm| match town.service.make_inspection(&sergeant, form, now()).await {
            Err(ServiceError::Invalid(problems)) => (problems[0].field, problems[0].message.clone()),
            other => panic!("not refused: {other:?}"),
        };
    let (field, words) = refused(form(4)).await;
    assert_eq!(field, "number");
    assert!(words.contains("4 are wanted, 3 are there"), "{words}");
    let groups = DrawRule { number: 1, grouping: Grouping::Outcome, ..DrawRule::default() };
    let made = town
        .service
        .make_inspection(&sergeant, InspectionForm { rule: groups, ..form(1) }, now())
        .await
        .unwrap();
    let (_, drawn) = town.store().inspection(made).await.unwrap().unwrap();
    let of: Vec<(&str, &str)> = drawn.iter().map(|d| (d.stratum.as_str(), d.sheet_group.as_str())).collect();
    assert_eq!(of, [("closed without a charge", "closed"), ("others", "end-to-end")], "one of each group");
    let closed = DrawRule { number: 2, closed_only: true, ..DrawRule::default() };
    let (_, words) = refused(InspectionForm { rule: closed, ..form(1) }).await;
    assert!(words.contains("2 are wanted, 1 are there"), "{words}");
    let groups = DrawRule { number: 2, grouping: Grouping::Outcome, ..DrawRule::default() };
    let (_, words) = refused(InspectionForm { rule: groups, ..form(1) }).await;
    assert!(words.contains("2 are wanted of group \"closed without a charge\", 1 are there"), "{words}");
    assert_eq!(refused(InspectionForm { seed: " ".into(), ..form(1) }).await.0, "seed");
    assert_eq!(refused(InspectionForm { sheet: "probation-officers".into(), ..form(1) }).await.0, "sheet");
    assert_eq!(refused(InspectionForm { readers: vec!["okafor".into()], ..form(1) }).await.0, "readers");
    assert_eq!(refused(InspectionForm { by_two: true, ..form(1) }).await.0, "readers");
    let (from, until) = (Some(jiff::civil::date(2026, 4, 2)), Some(jiff::civil::date(2026, 4, 1)));
    let rule = DrawRule { number: 1, from, until, ..DrawRule::default() };
    assert_eq!(refused(InspectionForm { rule, ..form(1) }).await.0, "until");
    assert_eq!(town.service.inspections(&sergeant).await.unwrap().len(), 1, "nothing else was made");
    // An officer draws nothing.
    assert!(town.service.make_inspection(&town.officer(), form(1), now()).await.is_err());
}

async fn reads(town: &Town, actor: &Actor, id: Uuid, case: CaseId) -> Result<Reading, ServiceError> {
    let read = town.service.reading(actor, id, case, now()).await;
    town.service.end_visit(actor).await.unwrap();
    read
}

fn is_not_there<T>(result: &Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::NotFound | ServiceError::NotAllowed))
}

async fn only_a_reader_reads_and_only_while_it_is_open(town: Town) {
    let all = cases(&town, 3).await;
    let sergeant = town.staff(Role::Supervisor, "met");
    let id = town.service.make_inspection(&sergeant, form(2), now()).await.unwrap();
    let (_, drawn) = town.store().inspection(id).await.unwrap().unwrap();
    let case = CaseId(drawn[0].case_id);
    let read = reads(&town, &sergeant, id, case).await.unwrap();
    assert_eq!((read.place, read.questions.len()), ((1, 2), 12));
    assert!(read.victims[0].contains("Moss"), "a supervisor sees what they see in their daily work");
    let left_out = all.into_iter().find(|one| drawn.iter().all(|drawn| drawn.case_id != one.0)).unwrap();
    assert!(is_not_there(&reads(&town, &sergeant, id, left_out).await), "not drawn");
    let mut colleague = town.staff(Role::Supervisor, "met");
    colleague.person.id = "sergeant".into();
    assert!(is_not_there(&reads(&town, &colleague, id, case).await), "given to somebody else");
    assert!(is_not_there(&reads(&town, &town.officer(), id, case).await), "an officer");
    assert!(is_not_there(&reads(&town, &town.staff(Role::Supervisor, "kent"), id, case).await), "elsewhere");
    town.service.close_inspection(&sergeant, id, now()).await.unwrap();
    assert!(is_not_there(&reads(&town, &sergeant, id, case).await), "closed");
    assert!(town.service.inspection_report(&sergeant, id).await.is_ok(), "its report stays");
}

async fn an_inspector_reads_what_was_allowed_and_no_name(town: Town) {
    let case = charged(&town).await;
    let loaded = town.load(case).await;
    let moss = victim_named(&loaded, "Moss");
    let told = "I told Ms MOSS, and Moss's sister, that he was charged with robbery on Monday.";
    let contact =
        service::record_contact::ContactForm { told: told.into(), ..call(loaded.case.version, moss) };
    town.service.record_contact(&town.officer(), case, contact, now()).await.unwrap();
    let inspector = town.staff(Role::Oversight, "kent");
    let readers = vec![inspector.person.id.clone()];
    let form = InspectionForm { readers, ..form(1) };
    let id = town.service.make_inspection(&inspector, form, now()).await.unwrap();
    assert!(is_not_there(&reads(&town, &inspector, id, case).await), "nobody allowed it yet");
    assert!(town.service.case_file(&inspector, case, now()).await.is_err(), "no case by another way");
    // Information governance of somebody else cannot allow it, and not without a basis.
    let allow = async |of: &str, basis: &str| {
        let governance = town.staff(Role::InformationGovernance, of);
        town.service.authorise_inspection(&governance, id, basis, now()).await
    };
    assert!(is_not_there(&allow("kent", "Because").await));
    assert!(matches!(allow("met", "  ").await, Err(ServiceError::Invalid(_))));
    let sergeant = town.staff(Role::Supervisor, "met");
    assert!(town.service.authorise_inspection(&sergeant, id, "Because", now()).await.is_err());
    allow("met", "Police Act 1996, inspection of forces").await.unwrap();
    let read = reads(&town, &inspector, id, case).await.unwrap();
    let shown = format!("{read:?}").to_lowercase();
    assert!(!shown.contains("moss") && !shown.contains("reed"), "{shown}");
    assert!(shown.contains("charged with robbery on monday"), "what was said is read");
    assert!(!read.duties.is_empty() && read.victims.is_empty());
    assert_eq!(read.reference, "Case 1", "not the reference that others use");
    assert!(town.service.case_file(&inspector, case, now()).await.is_err(), "only beside the questions");
    // Their victim reads that it was an inspection.
    let looked = town.service.who_looked(&town.as_victim(case, moss), None).await.unwrap();
    let sentences: Vec<String> =
        looked.days.iter().flat_map(|day| day.sentences(Language::English)).collect();
    let told = |sentence: &String| sentence.contains("drawn at random for an inspection");
    assert!(sentences.iter().any(told), "{sentences:#?}");
    let policies = "select policy from audit where action = 'read_for_inspection' and outcome = 'allowed'";
    let policies = town.store().strings_for_test(policies).await.unwrap();
    assert!(
        policies.iter().all(|policy| policy.contains("oversight-reads-a-drawn-case-without-names")),
        "{policies:?}"
    );
    assert!(!policies.is_empty());
}

async fn a_restricted_case_stays_shut(town: Town) {
    let case = charged(&town).await;
    let sergeant = town.staff(Role::Supervisor, "met");
    let id = town.service.make_inspection(&sergeant, form(1), now()).await.unwrap();
    assert!(reads(&town, &sergeant, id, case).await.is_ok());
    let version = town.load(case).await.case.version;
    let named: BTreeSet<String> = ["sergeant".to_owned()].into();
    let words = "A colleague is involved in this case.".to_owned();
    town.service.restrict_case(&sergeant, case, version, named, words, now()).await.unwrap();
    assert!(is_not_there(&reads(&town, &sergeant, id, case).await));
    let answers = AnswersForm { answers: vec![("referral".into(), "yes".into())], notes: String::new() };
    assert!(is_not_there(&town.service.save_reading(&sergeant, id, case, answers, now()).await));
}

async fn answers_are_only_added_and_the_same_twice_is_once(town: Town) {
    let case = charged(&town).await;
    let sergeant = town.staff(Role::Supervisor, "met");
    let id = town.service.make_inspection(&sergeant, form(1), now()).await.unwrap();
    let save = async |answers: &[(&str, &str)], notes: &str| {
        let answers = answers.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
        let form = AnswersForm { answers, notes: notes.into() };
        town.service.save_reading(&sergeant, id, case, form, now() + 1.minute()).await
    };
    let rows = async || {
        town.store().strings_for_test("select question || ' ' || version || ' ' || answer from inspection_answer order by question, version").await.unwrap()
    };
    let first = [("referral", "no_record"), ("needs-assessment", "yes"), ("supervisor-review", "")];
    save(&first, "Chased the nightjar for a reply").await.unwrap();
    save(&first, "Chased the nightjar for a reply").await.unwrap();
    assert_eq!(
        rows().await,
        [" 1 ", "needs-assessment 1 yes", "referral 1 no_record"],
        "the same twice is once"
    );
    let (one, other) =
        tokio::join!(save(&[("referral", "yes")], "Nightjar"), save(&[("referral", "yes")], "Nightjar"));
    one.unwrap();
    other.unwrap();
    assert_eq!(
        rows().await,
        [" 1 ", " 2 ", "needs-assessment 1 yes", "referral 1 no_record", "referral 2 yes"],
        "a correction is a new version, and a double tap is one"
    );
    let read = town.service.reading(&sergeant, id, case, now()).await.unwrap();
    let referral = read.questions.iter().find(|asked| asked.question.id == "referral").unwrap();
    assert_eq!((referral.given.clone(), read.notes.as_str()), (Some(Answer::Yes), "Nightjar"));
    match save(&[("referral", "perhaps"), ("days-to-first-contact", "soon")], "").await {
        Err(ServiceError::Invalid(problems)) => {
            let fields: Vec<&str> = problems.iter().map(|problem| problem.field).collect();
            assert_eq!(fields, ["referral", "days-to-first-contact"]);
        }
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(rows().await.len(), 5, "nothing of a refused form is kept");
    let readable = "select count(*) from inspection_answer where sealed is not null";
    assert_eq!(
        town.store().strings_for_test(&format!("select cast(({readable}) as text)")).await.unwrap(),
        ["2"]
    );
    let report = town.service.inspection_report(&sergeant, id).await.unwrap();
    let referral = report.figures.iter().find(|figure| figure.rule.id == "referral-no-record").unwrap();
    assert_eq!(
        (referral.value.clone(), referral.unread),
        (Value::Share { n: 0, d: 1 }, 0),
        "the latest counts"
    );
}

async fn an_inspection_is_for_those_who_made_it(town: Town) {
    charged(&town).await;
    let sergeant = town.staff(Role::Supervisor, "met");
    let id = town.service.make_inspection(&sergeant, form(1), at("2026-03-30T10:00:00Z")).await.unwrap();
    for other in [
        town.staff(Role::Supervisor, "kent"),
        town.staff(Role::Oversight, "kent"),
        town.staff(Role::InformationGovernance, "met"),
        town.officer(),
    ] {
        assert!(is_not_there(&town.service.inspection(&other, id).await), "{:?}", other.role);
        assert!(is_not_there(&town.service.inspection_report(&other, id).await), "{:?}", other.role);
        assert!(is_not_there(&town.service.close_inspection(&other, id, now()).await), "{:?}", other.role);
    }
    assert_eq!(town.service.inspection(&sergeant, id).await.unwrap().cases.len(), 1);
}
