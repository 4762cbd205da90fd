//! Invented histories of cases.

use crate::rules;
use jiff::{Timestamp, ToSpan};
use record::{
    Answer, AnswerAbout, CaseEvent, CaseId, Contact, DutyRef, Facts, Origin, PersonDetails, Personal,
    Recorder, Understood, VictimId, WaiverScope,
    event::{Channel, FlagBecause, ReferenceKind},
};
use store::{Batch, LoadedCase, NewEvent, Store};
use uuid::Uuid;

/// A source of numbers that a seed decides (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.roll(u64::MAX), self.roll(u64::MAX))
    }
}

pub const START: &str = "2026-01-05T09:00:00Z";
const TRIGGERS: [&str; 8] = [
    "crime_reported",
    "suspect_arrested",
    "bail_granted",
    "bail_changed",
    "charged",
    "hearing_date_set",
    "hearing_outcome_known",
    "sentence_passed",
];
const NAMES: [&str; 5] = ["Ada Example", "Bram O'Neil", "Cerys Ŵyn", "Dev Sample-Jones", "Ewa Próba"];

pub fn by() -> Recorder {
    Recorder { organisation: "met".into(), person: Some("okafor".into()), origin: Origin::Person }
}

pub fn start() -> Timestamp {
    START.parse().unwrap()
}

/// A new case with one victim, reported at [`START`].
pub fn opened(dice: &mut Dice, number: u64) -> (LoadedCase, VictimId) {
    opened_in("01", dice, number)
}

/// The same, in an area.
pub fn opened_in(area: &str, dice: &mut Dice, number: u64) -> (LoadedCase, VictimId) {
    let case = CaseId(dice.id());
    let victim = VictimId(dice.id());
    let mut loaded = LoadedCase::new(case);
    let details = PersonDetails {
        name: NAMES[dice.roll(5) as usize].to_owned(),
        phones: vec![format!("+44 20 7946 {:04}", number % 10_000)],
        ..PersonDetails::default()
    };
    let text = Personal::new(dice.id(), [1; 16], case, &details).unwrap();
    let flags = if dice.roll(3) == 0 {
        vec![FlagBecause { flag: "intimidated".into(), because: "Afraid of the suspect's family".into() }]
    } else {
        vec![]
    };
    let events = [
        CaseEvent::CaseOpened { title: "Burglary of a home".into(), area: Some(area.into()) },
        CaseEvent::ReferenceAdded { reference: ReferenceKind::Urn, value: format!("{area}ZD{number:07}") },
        CaseEvent::OwnerAssigned {
            provider: "police".into(),
            organisation: "met".into(),
            team: Some(if number.is_multiple_of(2) { "croydon" } else { "sutton" }.into()),
            person: Some("okafor".into()),
        },
        CaseEvent::VictimAdded { victim, details: text.reference(), flags },
        happened("crime_reported", None),
    ];
    let events = events.into_iter().map(|event| NewEvent::at(start(), event)).collect();
    loaded.record(&by(), start(), events, vec![text]).unwrap();
    (loaded, victim)
}

pub fn happened(trigger: &str, victim: Option<VictimId>) -> CaseEvent {
    CaseEvent::Happened { trigger: trigger.into(), victim, key: None, facts: Facts::default(), words: None }
}

/// Adds one more event of a random kind.
pub fn go_on(dice: &mut Dice, loaded: &mut LoadedCase, victim: VictimId) {
    let at = start() + (dice.roll(60 * 24) as i64).hours();
    let mut personal = Vec::new();
    let case = loaded.case.id;
    let event = match dice.roll(8) {
        0 => {
            let told =
                Personal::new(dice.id(), [1; 16], case, &"He was arrested and is on bail until March.")
                    .unwrap();
            let reference = told.reference();
            personal.push(told);
            let open = record::owed::owed(&loaded.case, &loaded.events, rules().code, rules().calendar);
            CaseEvent::ContactRecorded(Contact {
                victim,
                representative: None,
                channel: Channel::Phone,
                told: reference,
                understood: Understood::Yes,
                against_preference: None,
                asked: None,
                next: None,
                meets: open
                    .iter()
                    .filter(|_| dice.roll(2) == 0)
                    .map(|o| DutyRef { duty: o.duty.clone(), trigger: o.trigger, victim: None })
                    .collect(),
            })
        }
        1 => CaseEvent::DutyWaived { victim, scope: WaiverScope::Right(6), words: None },
        2 => CaseEvent::WaiverWithdrawn { victim, scope: WaiverScope::Right(6) },
        3 => CaseEvent::HappeningWithdrawn {
            version: 1 + dice.roll(loaded.case.version),
            reason: "amended".into(),
        },
        4 => CaseEvent::VictimAnswered {
            victim,
            about: AnswerAbout::Duty(DutyRef {
                duty: "r04-referral-to-support".into(),
                trigger: 5,
                victim: None,
            }),
            answer: [Answer::Understood, Answer::DidNotHappen][dice.roll(2) as usize],
            words: None,
        },
        _ => happened(TRIGGERS[dice.roll(8) as usize], None),
    };
    let received_at = (dice.roll(2) == 0).then(|| at + 5.hours());
    loaded.record(&by(), at, vec![NewEvent { at, received_at, event }], personal).unwrap();
}

/// Saves `cases` cases with random histories, each in a few commits.
pub async fn population(store: &Store, seed: u64, cases: u64) -> Vec<(CaseId, VictimId)> {
    population_in("01", store, seed, cases).await
}

/// The same, in an area.
pub async fn population_in(area: &str, store: &Store, seed: u64, cases: u64) -> Vec<(CaseId, VictimId)> {
    let mut dice = Dice(seed);
    let mut made = Vec::new();
    for number in 0..cases {
        let (mut loaded, victim) = opened_in(area, &mut dice, number);
        store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
        for _ in 0..dice.roll(6) {
            go_on(&mut dice, &mut loaded, victim);
            store.commit(Batch::of(loaded.changes(rules()))).await.unwrap();
        }
        made.push((loaded.case.id, victim));
    }
    made
}
