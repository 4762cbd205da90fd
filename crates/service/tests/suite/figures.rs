//! Measures from the record itself: what is in the events comes out of the measure, counted by hand.

use crate::{
    on_both_engines,
    town::{Town, at},
};
use jiff::Timestamp;
use measures::Dimension;
use policy::Role;
use record::{
    Answer, AnswerAbout, CaseEvent, CaseId, Contact, DutyRef, Facts, Month, Origin, PersonDetails, Personal,
    Recorder, SurveyEvent, Understood, VictimId, WaiverScope,
    event::{Channel, FlagBecause},
    survey::{Moment, Through},
};
use service::{
    Actor, Problem, ServiceError,
    figures::{MeasureQuery, MeasureTable, Reach},
};
use std::collections::BTreeMap;
use store::{Batch, DirectoryChanges, LoadedCase, NewEvent, NewScore, Organisation, Team, Unit};
use uuid::Uuid;

on_both_engines!(
    every_measure_is_what_was_counted_by_hand,
    rows_by_organisation_right_month_and_unit_add_up,
    somebody_sees_the_figures_of_their_own_reach_and_no_other,
    a_question_that_cannot_be_answered_says_why,
    a_month_in_which_nothing_counts_has_no_figure,
);

/// What is on the record of three victims. `+` is something that happened; `received` marks that the agency was told at once.
/// `done` meets the duty that stands there, by a contact with the victim; `letter` by an agency, without a contact.
const RECORDS: &str = "
    ada 2026-02-02 + crime_reported
    ada 2026-02-03 + suspect_arrested
    ada 2026-02-03 + bail_granted
    ada 2026-02-03 + investigation_opened
    ada 2026-02-03 + witness_statement_requested
    ada 2026-02-04 done r04-needs-assessment-police
    ada 2026-02-04 done r04-referral-to-support
    ada 2026-02-04 done r06-agree-update-pattern
    ada 2026-02-04 done r07-vps-opportunity
    ada 2026-02-05 done r06-arrested
    ada 2026-02-10 done r03-written-confirmation
    ada 2026-02-20 done r06-bail-granted
    ada 2026-03-02 + charged
    ada 2026-03-03 + hearing_date_set received
    ada 2026-03-04 done r06-charged
    ada 2026-03-04 done r06-first-hearing
    ada 2026-03-16 + hearing_outcome_known received
    ada 2026-03-16 + sentence_passed received
    ada 2026-03-17 done r09-outcome
    ada 2026-03-20 done r06-charge-reasons
    ada 2026-03-20 done r09-sentence
    ada 2026-03-20 done r11-vcs-referral
    ada 2026-03-23 + vcs_referral_received
    ada 2026-04-10 done r11-vlo-contact
    ada 2026-05-04 + offender_released
    ada 2026-05-04 done r11-release-contact-24h
    ada 2026-05-11 says r04-needs-assessment-police understood
    ada 2026-05-11 says r04-referral-to-support understood
    ada 2026-05-11 says r06-bail-granted understood
    ada 2026-05-11 says r06-arrested not_understood
    ada 2026-05-12 done p-explain-again
    ada 2026-05-12 surveyed informed=well next=yes chase=often respect=partly help=not_needed overall=good
    ben 2026-02-02 + crime_reported
    ben 2026-02-03 + suspect_released_no_charge
    ben 2026-02-10 + nfa_decision_police
    ben 2026-02-10 + out_of_court_disposal_given
    ben 2026-02-12 letter r06-nfa-police
    ben 2026-03-02 + charge_dropped_or_altered
    ben 2026-03-09 waives 12
    ben 2026-03-10 + complaint_received
    ben 2026-05-11 says r04-needs-assessment-police happened
    ben 2026-05-11 says r04-referral-to-support did_not_happen
    ben 2026-05-11 says r06-nfa-police did_not_happen
    ben 2026-05-12 surveyed informed=not_at_all next=no chase=often help=no overall=bad
    cai 2026-03-02 + message_from_victim
    cai 2026-03-02 + language_need_identified
    cai 2026-03-02 + expense_claim_received
    cai 2026-03-03 done r01-interpreter-free
    cai 2026-03-10 + complaint_received
    cai 2026-03-10 + hearing_date_set
    cai 2026-03-10 done p-answer-message
    cai 2026-03-12 done r12-acknowledge-complaint
";

/// Counted by hand from what is above and from the Code: measure, how many, of how many.
///
/// Owed and begun are 54: done in time or without a limit 16 (Ada 13: confirmation, needs, support, arrest, updates,
/// statement, charge, first hearing, outcome, scheme, invitation, release, explained again; Ben 1: no further action; Cai 2:
/// interpreter, complaint), done late 4 (bail, reasons, sentence, message), no record with a limit 14 (Ada 6, Ben 5 and two disputes
/// to look into, Cai 1), no record without a limit 20 (Ada 10, Ben 9, Cai 1). Beside them 2 not wanted (Ben's complaint) and 2
/// not begun (Cai's hearing). Of those done in time 5 have no limit.
const BY_HAND: [(&str, i64, i64); 54] = [
    ("contact-quality", 2, 4),
    ("contact-quality-missing", 1, 4),
    ("done-on-time", 11, 29),
    ("done-late", 4, 29),
    ("no-record", 34, 54),
    ("not-wanted", 2, 58),
    ("not-passed-on", 2, 56),
    ("right-01-on-time", 1, 1),
    ("right-02-on-time", 0, 3),
    ("right-03-on-time", 1, 8),
    ("right-04-on-time", 2, 6),
    ("right-05-on-time", 0, 2),
    ("right-06-on-time", 5, 11),
    ("right-07-on-time", 1, 3),
    ("right-08-on-time", 0, 3),
    ("right-09-on-time", 1, 4),
    ("right-10-on-time", 0, 1),
    ("right-11-on-time", 3, 6),
    ("right-12-on-time", 1, 2),
    ("told-of-bail", 0, 2),
    ("told-of-arrest", 1, 1),
    ("told-of-release", 0, 1),
    ("told-of-charge", 1, 2),
    ("told-of-no-further-action", 1, 1),
    ("told-of-disposal", 0, 1),
    ("told-charge-dropped", 0, 1),
    ("told-of-hearings", 1, 2),
    ("told-of-outcome", 1, 1),
    ("told-of-sentence", 0, 1),
    ("needs-assessed", 1, 2),
    ("referred-to-support", 1, 2),
    ("statement-offered", 1, 1),
    ("written-confirmation", 1, 2),
    ("asked-how-to-update", 1, 1),
    ("referred-to-contact-scheme", 1, 1),
    ("invited-to-contact-scheme", 1, 1),
    ("contacted-at-release", 1, 1),
    ("promises-kept", 1, 4),
    ("never-contacted", 1, 3),
    ("claimed-of-answered", 5, 7),
    ("confirmed-of-answered", 3, 7),
    ("gap-claimed-confirmed", 2, 7),
    ("confirmed-of-done", 3, 5),
    ("disputed-of-done", 2, 20),
    ("told-without-record", 1, 2),
    ("not-told", 1, 2),
    ("answered", 7, 54),
    ("victims-disputing", 2, 3),
    // Ada needed no help, and Ben left respect out.
    ("survey-informed", 1, 2),
    ("survey-had-to-chase", 2, 2),
    ("survey-knew-what-next", 1, 2),
    ("survey-respect", 0, 1),
    ("survey-help", 0, 1),
    ("survey-overall", 1, 2),
];

type DaysByHand = (&'static str, i64, i64, Option<i64>, Option<i64>, i64);

/// The same for days: done, not yet, median, nine in ten, sum of days.
///
/// First contact: Ada 2 days, Cai 1, Ben never. Done: 0, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 8, 17, 18, 18, and 14 not done: the fifteenth of 29 is the middle.
const DAYS_BY_HAND: [DaysByHand; 2] =
    [("days-to-first-contact", 2, 1, Some(2), None, 3), ("days-to-done", 15, 14, Some(18), None, 82)];

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + number)
}

/// Whose case it is, of which flags; each has a case of their own.
const VICTIMS: [(&str, u128, &[&str]); 3] =
    [("ada", 1, &["vcs_eligible", "witness"]), ("ben", 2, &[]), ("cai", 3, &["witness"])];

/// One case from its lines.
struct Telling {
    loaded: LoadedCase,
    victim: VictimId,
    /// Version of what started a duty, by trigger.
    started: BTreeMap<String, u64>,
    texts: u128,
}

impl Telling {
    fn begin(name: &str, number: u128, flags: &[&str], opened: Timestamp) -> Telling {
        let (case, victim) = (CaseId(id(number)), VictimId(id(0x100 + number)));
        let mut telling = Telling {
            loaded: LoadedCase::new(case),
            victim,
            started: BTreeMap::new(),
            texts: 0x10_000 * number,
        };
        let details = PersonDetails { name: format!("{name} Invented"), ..PersonDetails::default() };
        let details = telling.text(&details);
        let reference = details.reference();
        let owner = |provider: &str, organisation: &str, team: &str| CaseEvent::OwnerAssigned {
            provider: provider.into(),
            organisation: organisation.into(),
            team: (!team.is_empty()).then(|| team.into()),
            person: None,
        };
        let team = if name == "ben" { "met-south" } else { "met-north" };
        let flags = flags.iter().map(|flag| FlagBecause { flag: (*flag).into(), because: String::new() });
        let events = vec![
            CaseEvent::CaseOpened { title: "Burglary of a home".into(), area: Some("01".into()) },
            owner("police", "met", team),
            owner("wcu", "unit", ""),
            owner("cps", "prosecution", ""),
            owner("hmcts", "court-service", ""),
            owner("probation", "probation", ""),
            CaseEvent::VictimAdded { victim, details: reference, flags: flags.collect() },
        ];
        for event in events {
            telling.add(opened, false, event, vec![]);
        }
        telling.loaded.record(&by(), opened, vec![], vec![details]).unwrap();
        telling
    }

    fn text<T: serde::Serialize>(&mut self, content: &T) -> Personal {
        self.texts += 1;
        Personal::new(id(0x1_0000_0000 + self.texts), [1; 16], self.loaded.case.id, content).unwrap()
    }

    fn add(&mut self, at: Timestamp, received: bool, event: CaseEvent, texts: Vec<Personal>) {
        if let CaseEvent::Happened { trigger, .. } = &event {
            self.started.insert(trigger.clone(), self.loaded.case.version + 1);
        }
        let event = NewEvent { at, received_at: received.then_some(at), event };
        self.loaded.record(&by(), at, vec![event], texts).unwrap();
    }

    /// The duty of this id, by what started it.
    fn duty(&self, town: &Town, duty: &str) -> DutyRef {
        let owed = town.owed(&self.loaded);
        let found =
            owed.iter().find(|owed| owed.duty == duty).unwrap_or_else(|| panic!("{duty} is not owed"));
        DutyRef { duty: duty.into(), trigger: found.trigger, victim: None }
    }

    fn line(&mut self, town: &Town, day: &str, what: &[&str]) {
        // What happens is in the morning, what is done about it in the afternoon.
        let time = if what[0] == "+" { "10:00:00Z" } else { "15:00:00Z" };
        let (when, victim) = (at(&format!("{day}T{time}")), self.victim);
        match what {
            ["+", trigger, more @ ..] => {
                let event = CaseEvent::Happened {
                    trigger: (*trigger).into(),
                    victim: Some(victim),
                    key: None,
                    facts: Facts::default(),
                    words: None,
                };
                self.add(when, *more == ["received"], event, vec![]);
            }
            ["done", duty] => {
                let told = self.text(&"We told them what happened and what it means.");
                let contact = Contact {
                    victim,
                    representative: None,
                    channel: Channel::Phone,
                    told: told.reference(),
                    understood: Understood::Yes,
                    against_preference: None,
                    asked: None,
                    next: None,
                    meets: vec![self.duty(town, duty)],
                };
                self.add(when, false, CaseEvent::ContactRecorded(contact), vec![told]);
            }
            ["letter", duty] => {
                let meets = vec![DutyRef { victim: Some(victim), ..self.duty(town, duty) }];
                self.add(when, false, CaseEvent::AgencyInformed { meets }, vec![]);
            }
            ["waives", right] => {
                let scope = WaiverScope::Right(right.parse().unwrap());
                self.add(when, false, CaseEvent::DutyWaived { victim, scope, words: None }, vec![]);
            }
            ["says", duty, answer] => {
                let answer = match *answer {
                    "understood" => Answer::Understood,
                    "happened" => Answer::Happened,
                    "not_understood" => Answer::NotUnderstood,
                    "did_not_happen" => Answer::DidNotHappen,
                    other => panic!("{other}"),
                };
                let about = AnswerAbout::Duty(self.duty(town, duty));
                self.add(
                    when,
                    false,
                    CaseEvent::VictimAnswered { victim, about, answer, words: None },
                    vec![],
                );
            }
            ["surveyed", said @ ..] => {
                let answers = said.iter().filter_map(|one| one.split_once('='));
                let answers =
                    answers.map(|(question, answer)| (question.to_owned(), answer.to_owned())).collect();
                let (moment, through) = (Moment::FirstWeeks, Through::Own);
                let event = SurveyEvent::Answered { victim, moment, answers, through };
                self.add(when, false, CaseEvent::Survey(event), vec![]);
            }
            other => panic!("{other:?}"),
        }
    }
}

fn by() -> Recorder {
    Recorder { organisation: "met".into(), person: Some("okafor".into()), origin: Origin::Person }
}

/// Puts what stands above on the record, line by line, and each case into the store.
async fn the_hand_counted_set(town: &Town) {
    let team = |id: &str, unit: &str| Team {
        id: id.into(),
        organisation: "met".into(),
        name: format!("The invented {id}"),
        unit: unit.into(),
        ..Team::default()
    };
    let unit = Unit { id: "met-crime".into(), organisation: "met".into(), name: "Crime, invented".into() };
    let organisation = |id: &str, area: &str, kind: &str| Organisation {
        id: id.into(),
        name: format!("{id} of Invented"),
        area: area.into(),
        kind: kind.into(),
        ..Organisation::default()
    };
    let changes = DirectoryChanges {
        organisations: vec![
            organisation("commissioner", "46", "commissioner"),
            organisation("inspectorate", "", "inspectorate"),
        ],
        units: vec![unit],
        teams: vec![team("met-north", "met-crime"), team("met-south", "")],
        ..DirectoryChanges::default()
    };
    town.store().change_directory(&changes).await.unwrap();
    town.service.refresh_directory().await.unwrap();
    for (name, number, flags) in VICTIMS {
        let lines: Vec<Vec<&str>> = RECORDS
            .lines()
            .map(|line| line.split_whitespace().collect())
            .filter(|line: &Vec<&str>| line.first() == Some(&name))
            .collect();
        let mut telling = Telling::begin(name, number, flags, at(&format!("{}T09:00:00Z", lines[0][1])));
        for line in lines {
            telling.line(town, line[1], &line[2..]);
        }
        let changes = telling.loaded.changes(town.service.rules());
        town.store().commit(Batch::of(changes)).await.unwrap();
    }
    // Ada's first contact: kind and plain, half clear, no reason. A correction took the place of what was first scored, and
    // the second scorer's answers count nowhere.
    let scored = [("kind", 0, 2), ("plain", 1, 2), ("what-happened", 2, 1), ("why", 2, 0)];
    for (seat, version, first) in [(1, 1, true), (1, 2, false), (2, 1, true)] {
        let of = |(question, before, now): &(&str, u8, u8)| {
            ((*question).to_owned(), if first { *before } else { *now })
        };
        let new = NewScore {
            case: CaseId(id(1)),
            contact: 7,
            seat,
            version,
            scorer: if seat == 1 { "sergeant" } else { "okafor" },
            month: 202_603,
            organisation: "met",
            area: "01",
            team: "met-north",
            scores: &scored.iter().map(of).collect(),
            notes: None,
        };
        assert!(town.store().add_score(&new, later()).await.unwrap());
    }
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// After all of it.
fn later() -> Timestamp {
    at("2026-07-06T09:00:00Z")
}

fn inspector(town: &Town) -> Actor {
    town.staff(Role::Oversight, "inspectorate")
}

fn asked(measure: &str) -> MeasureQuery {
    MeasureQuery::new(measure, month("2026-02"), month("2026-05"))
}

async fn figures(town: &Town, query: MeasureQuery) -> MeasureTable {
    town.service.measure(&inspector(town), query, later()).await.unwrap()
}

async fn every_measure_is_what_was_counted_by_hand(town: Town) {
    the_hand_counted_set(&town).await;
    let register = town.service.measures();
    for measure in register.all() {
        let counted = BY_HAND.iter().any(|(id, ..)| *id == measure.id)
            || DAYS_BY_HAND.iter().any(|(id, ..)| *id == measure.id);
        assert!(counted, "{} was not counted by hand: add it to BY_HAND and RECORDS", measure.id);
    }
    let mut wrong = Vec::new();
    for (id, numerator, denominator) in BY_HAND {
        let total = figures(&town, asked(id)).await.total;
        if (total.numerator, total.denominator) != (numerator, denominator) {
            wrong.push(format!(
                "{id}: {}/{} by hand {numerator}/{denominator}",
                total.numerator, total.denominator
            ));
        }
        assert!(total.share.is_some() && total.interval.is_some(), "{id}");
    }
    assert_eq!(wrong, Vec::<String>::new());
    for (id, done, not_yet, median, p90, sum) in DAYS_BY_HAND {
        let days = figures(&town, asked(id)).await.total.days.unwrap();
        assert_eq!((days.done, days.not_yet, days.median, days.p90), (done, not_yet, median, p90), "{id}");
        assert!((days.mean.unwrap() - sum as f64 / done as f64).abs() < 1e-9, "{id}");
    }
    let recount = town.store().recount(town.service.rules(), |_| {}).await.unwrap();
    assert_eq!(recount.differences, []);
}

/// Key, numerator and denominator of each row.
fn rows(table: &MeasureTable) -> Vec<(&str, i64, i64)> {
    table.rows.iter().map(|row| (row.key.as_str(), row.numerator, row.denominator)).collect()
}

async fn rows_by_organisation_right_month_and_unit_add_up(town: Town) {
    the_hand_counted_set(&town).await;
    for measure in town.service.measures().all() {
        for by in measure.shown_by.iter().copied().filter(|by| !matches!(by, Dimension::People(_))) {
            let table = figures(&town, asked(&measure.id).by(by)).await;
            let sum =
                table.rows.iter().fold((0, 0), |sum, row| (sum.0 + row.numerator, sum.1 + row.denominator));
            assert_eq!(sum, (table.total.numerator, table.total.denominator), "{} by {by}", measure.id);
            assert!(table.rows.iter().all(|row| !row.label.is_empty()), "{} by {by}", measure.id);
        }
    }
    let by_month = figures(&town, asked("told-of-hearings").by(Dimension::Month)).await;
    assert_eq!(rows(&by_month), [("2026-02", 0, 0), ("2026-03", 1, 2), ("2026-04", 0, 0), ("2026-05", 0, 0)]);
    assert_eq!((by_month.rows[0].share, by_month.rows[0].label.as_str()), (None, "February 2026"));
    let by_organisation = figures(&town, asked("told-of-hearings").by(Dimension::Organisation)).await;
    assert_eq!(rows(&by_organisation), [("met", 1, 1), ("unit", 0, 1)]);
    assert_eq!(by_organisation.rows[0].label, "met of Invented");
    let by_right = figures(&town, asked("done-late").by(Dimension::Right)).await;
    let late: Vec<_> = rows(&by_right).into_iter().filter(|(_, late, _)| *late > 0).collect();
    assert_eq!(late, [("01", 1, 2), ("06", 2, 10), ("09", 1, 4)]);
    assert_eq!(by_right.rows.last().unwrap().label, "Under no numbered right");
    let by_team = figures(&town, asked("referred-to-support").by(Dimension::Team)).await;
    assert_eq!(rows(&by_team), [("met-north", 1, 1), ("met-south", 0, 1)]);
    let by_unit = figures(&town, asked("referred-to-support").by(Dimension::Unit)).await;
    assert_eq!(rows(&by_unit), [("met-crime", 1, 1), ("", 0, 1)]);
    assert_eq!(by_unit.rows[1].label, "Teams that are in no unit");
    let query = MeasureQuery { team: Some("met-south".into()), ..asked("referred-to-support") };
    assert_eq!(figures(&town, query).await.total.denominator, 1);
    let query = MeasureQuery { duties: Some(vec!["r06-charge-reasons".into()]), ..asked("told-of-charge") };
    assert_eq!(figures(&town, query).await.total.denominator, 1);
    let contact = figures(&town, asked("days-to-first-contact").by(Dimension::Team)).await;
    let ben = contact.rows.iter().find(|row| row.key == "met-south").unwrap();
    assert_eq!((ben.days.unwrap().median, ben.days.unwrap().not_yet), (None, 1));
}

async fn somebody_sees_the_figures_of_their_own_reach_and_no_other(town: Town) {
    the_hand_counted_set(&town).await;
    let reach = |actor: &Actor| town.service.figures_reach(actor);
    let (sergeant, commissioner) =
        (town.staff(Role::Supervisor, "met"), town.staff(Role::Oversight, "commissioner"));
    assert_eq!(reach(&inspector(&town)).unwrap(), Reach::Everywhere);
    assert_eq!(reach(&sergeant).unwrap(), Reach::Organisation("met".into()));
    assert_eq!(reach(&commissioner).unwrap(), Reach::Areas(vec!["46".into()]));
    for nobody in [town.officer(), town.staff(Role::Standards, "met"), town.staff(Role::Supervisor, "")] {
        assert!(matches!(reach(&nobody), Err(ServiceError::NotAllowed)));
        let told = town.service.measure(&nobody, asked("done-on-time"), later()).await;
        assert!(matches!(told, Err(ServiceError::NotAllowed)));
    }
    let own = town.service.measure(&sergeant, asked("told-of-hearings"), later()).await.unwrap();
    assert_eq!((own.total.numerator, own.total.denominator), (1, 1), "the unit's half is not theirs");
    let elsewhere = town.service.measure(&commissioner, asked("told-of-hearings"), later()).await.unwrap();
    assert_eq!(elsewhere.total.denominator, 0, "all of it is in area 01");
    let other = |query: MeasureQuery| MeasureQuery { organisation: Some("unit".into()), ..query };
    let area = |query: MeasureQuery| MeasureQuery { area: Some("01".into()), ..query };
    for (actor, query) in [
        (&sergeant, other(asked("told-of-hearings"))),
        (&commissioner, area(asked("told-of-hearings"))),
        (&sergeant, asked("no-such-measure")),
    ] {
        assert!(matches!(town.service.measure(actor, query, later()).await, Err(ServiceError::NotFound)));
    }
    // That somebody looked is in the audit before they see anything.
    town.service.end_visit(&sergeant).await.unwrap();
    let seen = town.store().strings_for_test("select action from audit where action = 'see_figures'").await;
    assert!(!seen.unwrap().is_empty());
}

async fn a_question_that_cannot_be_answered_says_why(town: Town) {
    the_hand_counted_set(&town).await;
    let problem =
        async |query: MeasureQuery| match town.service.measure(&inspector(&town), query, later()).await {
            Err(ServiceError::Invalid(problems)) => {
                let Problem { field, message } = problems[0].clone();
                (field, message)
            }
            other => panic!("{other:?}"),
        };
    let months =
        |from: &str, to: &str| MeasureQuery { from: month(from), to: month(to), ..asked("done-on-time") };
    let not_over = problem(months("2026-05", "2026-07")).await;
    assert_eq!(
        not_over,
        ("to", "July 2026 is not over, so it has no figures yet; the last month that has is 2026-06.".into())
    );
    assert_eq!(problem(months("2026-05", "2031-01")).await.0, "to", "in the future");
    assert_eq!(problem(months("2026-05", "2026-02")).await.0, "from");
    assert_eq!(problem(asked("never-contacted").by(Dimension::Duty)).await.0, "by");
    let unknown = MeasureQuery { duties: Some(vec!["r06-arrested".into()]), ..asked("told-of-bail") };
    assert_eq!(problem(unknown).await.0, "duty");
    let from_words = |words: &[(&'static str, &'static str)]| match MeasureQuery::from_words(
        "done-on-time",
        words.iter().copied(),
        later(),
    ) {
        Err(ServiceError::Invalid(problems)) => Err(problems[0].field),
        other => other.map_err(|_| "other"),
    };
    assert_eq!(from_words(&[("from", "2026-13")]), Err("from"));
    assert_eq!(from_words(&[("by", "moon")]), Err("by"));
    assert_eq!(from_words(&[("name", "somebody")]), Err("query"));
    let last = from_words(&[]).unwrap();
    assert_eq!((last.from, last.to), (month("2026-06"), month("2026-06")));
    let one = from_words(&[("from", "2026-03"), ("by", "sex")]).unwrap();
    assert_eq!((one.from, one.to, one.by), (month("2026-03"), month("2026-03"), Dimension::from_slug("sex")));
}

async fn a_month_in_which_nothing_counts_has_no_figure(town: Town) {
    the_hand_counted_set(&town).await;
    for measure in town.service.measures().all() {
        let mut dimensions = vec![None];
        dimensions.extend(measure.shown_by.iter().copied().map(Some));
        for by in dimensions {
            let query =
                MeasureQuery { by, ..MeasureQuery::new(&measure.id, month("2025-01"), month("2025-03")) };
            let table = figures(&town, query).await;
            assert_eq!((table.total.share, table.total.interval), (None, None), "{}", measure.id);
            assert!(table.rows.is_empty(), "{} by {by:?}", measure.id);
            assert_eq!(table.left_out[0], "Nothing counts here in these months, so there is no figure.");
            assert!(table.total.days.is_none_or(|days| days.median.is_none() && days.mean.is_none()));
        }
    }
}
