//! Whatever happens to cases, in whatever order: the sums that are kept equal a recount from the events.

use crate::{
    history::{Dice, by, happened, opened, start},
    on_both_engines, rules,
};
use jiff::{Timestamp, ToSpan};
use record::{
    AccessEvent, Answer, AnswerAbout, CaseEvent, Characteristics, Contact, DutyRef, PersonDetails, Personal,
    Understood, VictimId, WaiverScope,
    event::{Channel, FlagBecause},
    figures::{Disability, Ethnicity, Sex},
};
use store::{Batch, LoadedCase, NewEvent, Store};
use uuid::Uuid;

on_both_engines!(the_sums_equal_a_recount_whatever_happened);

const SEEDS: [u64; 4] = [7, 77, 777, 7777];
const CASES: u64 = 8;
const STEPS: u64 = 90;
const TRIGGERS: [&str; 10] = [
    "crime_reported",
    "suspect_arrested",
    "bail_granted",
    "charged",
    "hearing_date_set",
    "hearing_outcome_known",
    "sentence_passed",
    "nfa_decision_police",
    "complaint_received",
    "message_from_victim",
];

/// A case in the making.
struct Story {
    loaded: LoadedCase,
    victims: Vec<VictimId>,
    erased: Vec<VictimId>,
}

async fn the_sums_equal_a_recount_whatever_happened(store: Store) {
    for seed in SEEDS {
        let mut dice = Dice(seed);
        let mut stories = Vec::new();
        for number in 0..CASES {
            let (mut loaded, victim) = opened(&mut dice, seed * 100 + number);
            store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
            stories.push(Story { loaded, victims: vec![victim], erased: Vec::new() });
        }
        for step in 0..STEPS {
            let story = &mut stories[dice.roll(CASES) as usize];
            story.go_on(&mut dice, step);
            store.commit(Batch::of(story.loaded.changes(rules()))).await.unwrap();
            match dice.roll(30) {
                0 => {
                    let report = store.rebuild(rules(), |_| {}).await.unwrap();
                    assert_eq!(report.before, report.after, "seed {seed}, step {step}");
                }
                // What was read again goes on as what was kept in memory.
                1 => story.loaded = store.load(story.loaded.case.id).await.unwrap().unwrap(),
                _ => {}
            }
        }
        let recount = store.recount(rules(), |_| {}).await.unwrap();
        assert_eq!(recount.differences, [], "seed {seed}");
        assert!(recount.rows > 50, "{}", recount.rows);
    }
    for table in [
        "figure_by",
        "figure_whole_by",
        "figure_people",
        "figure_days",
        "figure_days_whole",
        "figure_victim",
        "figure_place",
    ] {
        let rows = format!("select cast(count(*) as text) from {table}");
        assert_ne!(store.strings_for_test(&rows).await.unwrap(), ["0"], "{table} was never written");
    }
}

impl Story {
    fn go_on(&mut self, dice: &mut Dice, step: u64) {
        // Late entries too: what happened long before, recorded now.
        let at = start() + (dice.roll(120 * 24) as i64).hours();
        let victim = self.victims[dice.roll(self.victims.len() as u64) as usize];
        let mut texts = Vec::new();
        let event = if self.erased.contains(&victim) {
            happened(TRIGGERS[dice.roll(10) as usize], None)
        } else {
            self.event(dice, victim, step, at, &mut texts)
        };
        let received_at = (dice.roll(2) == 0).then(|| at + 5.hours());
        if let CaseEvent::Access(AccessEvent::VictimErased { victim }) = &event {
            self.loaded.erase(*victim, rules(), at);
            self.erased.push(*victim);
        }
        self.loaded.record(&by(), at, vec![NewEvent { at, received_at, event }], texts).unwrap();
    }

    fn event(
        &mut self,
        dice: &mut Dice,
        victim: VictimId,
        step: u64,
        at: Timestamp,
        texts: &mut Vec<Personal>,
    ) -> CaseEvent {
        let owed = record::owed::owed(&self.loaded.case, &self.loaded.events, rules().code, rules().calendar);
        let duty = |dice: &mut Dice| {
            let theirs: Vec<_> = owed.iter().filter(|owed| owed.victim == victim).collect();
            let one = theirs.get(dice.roll(theirs.len().max(1) as u64) as usize)?;
            Some(DutyRef { duty: one.duty.clone(), trigger: one.trigger, victim: None })
        };
        match dice.roll(14) {
            0 | 1 => {
                let told = self.text(dice, &"They were told what happened and what it means.");
                let reference = told.reference();
                texts.push(told);
                CaseEvent::ContactRecorded(Contact {
                    victim,
                    representative: None,
                    channel: Channel::Phone,
                    told: reference,
                    understood: Understood::Yes,
                    against_preference: None,
                    asked: None,
                    next: None,
                    meets: (0..dice.roll(4)).filter_map(|_| duty(dice)).collect(),
                })
            }
            2 => CaseEvent::AgencyInformed {
                meets: duty(dice).into_iter().map(|met| DutyRef { victim: Some(victim), ..met }).collect(),
            },
            3 => CaseEvent::DutyWaived { victim, scope: scope(dice), words: None },
            4 => CaseEvent::WaiverWithdrawn { victim, scope: scope(dice) },
            5 => CaseEvent::HappeningWithdrawn {
                version: 1 + dice.roll(self.loaded.case.version),
                reason: "amended".into(),
            },
            6 | 7 => match duty(dice) {
                Some(duty) => CaseEvent::VictimAnswered {
                    victim,
                    about: AnswerAbout::Duty(duty),
                    answer: [
                        Answer::Understood,
                        Answer::Happened,
                        Answer::NotUnderstood,
                        Answer::DidNotHappen,
                    ][dice.roll(4) as usize],
                    words: None,
                },
                None => happened("crime_reported", Some(victim)),
            },
            8 => CaseEvent::OwnerAssigned {
                provider: ["police", "wcu", "cps"][dice.roll(3) as usize].into(),
                organisation: ["met", "kent", "unit"][dice.roll(3) as usize].into(),
                team: [None, Some("croydon"), Some("sutton")][dice.roll(3) as usize].map(Into::into),
                person: None,
            },
            9 => {
                let said = Characteristics {
                    sex: [None, Some(Sex::Female), Some(Sex::Male), Some(Sex::NotSaid)]
                        [dice.roll(4) as usize],
                    ethnicity: [None, Some(Ethnicity::Black), Some(Ethnicity::White)][dice.roll(3) as usize],
                    disability: [None, Some(Disability::Yes)][dice.roll(2) as usize],
                };
                let said = self.text(dice, &said);
                let characteristics = said.reference();
                texts.push(said);
                CaseEvent::CharacteristicsRecorded { victim, characteristics }
            }
            10 => {
                let born = jiff::civil::date(1940 + dice.roll(70) as i16, 3, 1);
                let details = PersonDetails {
                    name: "Ada Example".into(),
                    born: Some(born),
                    ..PersonDetails::default()
                };
                let text = self.text(dice, &details);
                let details = text.reference();
                texts.push(text);
                CaseEvent::VictimCorrected { victim, details }
            }
            11 if self.victims.len() < 3 => {
                let joined = VictimId(id(dice));
                self.victims.push(joined);
                let details = PersonDetails { name: format!("Bram {step}"), ..PersonDetails::default() };
                let text = self.text(dice, &details);
                let details = text.reference();
                texts.push(text);
                let flags = vec![FlagBecause { flag: "vulnerable".into(), because: "Young".into() }];
                CaseEvent::VictimAdded { victim: joined, details, flags }
            }
            12 if at.as_second() % 3 == 0 => CaseEvent::Access(AccessEvent::VictimErased { victim }),
            _ => happened(TRIGGERS[dice.roll(10) as usize], [None, Some(victim)][dice.roll(2) as usize]),
        }
    }

    fn text<T: serde::Serialize>(&self, dice: &mut Dice, content: &T) -> Personal {
        Personal::new(id(dice), [1; 16], self.loaded.case.id, content).unwrap()
    }
}

fn id(dice: &mut Dice) -> Uuid {
    Uuid::from_u64_pair(dice.roll(u64::MAX), dice.roll(u64::MAX))
}

fn scope(dice: &mut Dice) -> WaiverScope {
    match dice.roll(3) {
        0 => WaiverScope::All,
        1 => WaiverScope::Right(6),
        _ => WaiverScope::Duty("r06-arrested".into()),
    }
}
