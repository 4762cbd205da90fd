//! A synthetic case's contract events as events of the record.

use super::{draw::Draw, names, sentences, staff::Staff};
use crate::open_case::{NewOwner, assigned};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::time};
use record::{
    AccessEvent, Answer, AnswerAbout, CaseEvent, CaseId, Contact, DefendantId, DutyRef, Facts, Hearing,
    PersonDetails, Personal, PersonalRef, Preferences, Recorder, Understood, VictimId, WaiverScope,
    access::{Basis, Purpose},
    event::{AttemptOutcome, Channel, FlagBecause, ReferenceKind},
};
use std::collections::BTreeMap;
use store::{LoadedCase, NewEvent, Rules, StoreError};
use synth::{Data, Event, Flags, Scope, SyntheticCase};
use victims_code::Stage;

/// The case as the record would have it, up to the moment `until`. Everything invented in it follows from `seed` and
/// the case's index.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn from_synthetic(
    synthetic: &SyntheticCase,
    seed: u64,
    rules: Rules,
    until: Option<Timestamp>,
) -> Result<LoadedCase, StoreError> {
    of_forces(synthetic, seed, rules, until, 2)
}

/// The id of a case that was reported then.
pub(super) fn case_id(seed: u64, index: u64, reported: Timestamp) -> CaseId {
    CaseId(Draw::new(seed, index, 0).id(reported))
}

/// As [`from_synthetic`], in one of so many forces.
pub(super) fn of_forces(
    synthetic: &SyntheticCase,
    seed: u64,
    rules: Rules,
    until: Option<Timestamp>,
    forces: u8,
) -> Result<LoadedCase, StoreError> {
    let index = synthetic.reference.0;
    let opened = synthetic.events.first().map_or(Timestamp::UNIX_EPOCH, |event| event.at);
    let mut draw = Draw::new(seed, index, 0);
    let case = CaseId(draw.id(opened));
    let mut loaded = LoadedCase::new(case);
    if until.is_some_and(|until| opened > until) {
        return Ok(loaded);
    }
    let staff = Staff::of(synthetic.crime, &mut draw, forces);
    let mut converter = Converter {
        synthetic,
        rules,
        until,
        staff,
        draw,
        case,
        drafts: Vec::with_capacity(synthetic.events.len() * 2 + 6),
        personal: Vec::with_capacity(synthetic.events.len()),
        victims: Vec::new(),
        joined: Joined::default(),
    };
    converter.open(opened)?;
    for event in &synthetic.events {
        if until.is_none_or(|until| recorded(event) <= until) {
            converter.take(event)?;
        }
    }
    let (events, personal) = converter.finish();
    loaded.record_each(events, personal)?;
    Ok(loaded)
}

fn recorded(event: &Event) -> Timestamp {
    event.received_at.map_or(event.at, |received| received.max(event.at))
}

/// An event before its place in the case is known: references to other events still carry the synthetic ids.
struct Draft {
    /// The synthetic event it stands for.
    stands_for: Option<u32>,
    recorded_at: Timestamp,
    by: Recorder,
    new: NewEvent,
}

/// Which agencies and people have come in so far.
#[derive(Default)]
struct Joined {
    at_charge: bool,
    at_sentence: bool,
    suspect: bool,
    hearings: u32,
    interviewed: bool,
}

struct Victim {
    /// Number in the synthetic case: not the place in the order of joining.
    number: u8,
    id: VictimId,
    channels: Vec<Channel>,
}

struct Converter<'a> {
    synthetic: &'a SyntheticCase,
    rules: Rules,
    until: Option<Timestamp>,
    staff: Staff,
    draw: Draw,
    case: CaseId,
    drafts: Vec<Draft>,
    personal: Vec<Personal>,
    victims: Vec<Victim>,
    joined: Joined,
}

impl Converter<'_> {
    fn open(&mut self, at: Timestamp) -> Result<(), StoreError> {
        let by = self.staff.recorder("police");
        let title = sentences::title(self.synthetic.crime, &mut self.draw).to_owned();
        let area = Some(self.staff.area_code().to_owned());
        self.add(&by, at, CaseEvent::CaseOpened { title, area });
        let value = self.synthetic.reference.to_string();
        self.add(&by, at, CaseEvent::ReferenceAdded { reference: ReferenceKind::Crime, value });
        let owners: Vec<NewOwner> = self.staff.at_first().cloned().collect();
        owners.into_iter().for_each(|owner| self.add(&by, at, assigned(owner)));
        Ok(())
    }

    fn take(&mut self, event: &Event) -> Result<(), StoreError> {
        match (event.event, event.data) {
            ("victim_added", Data::Victim(flags)) => self.victim(event, flags),
            ("victim_facts_recorded", Data::Facts { add, remove }) => {
                let Some(victim) = self.victim_id(event) else { return Ok(()) };
                let facts = CaseEvent::VictimFactsRecorded { victim, add: flags(add), remove: flags(remove) };
                let by = self.staff.recorder("police");
                self.stand_for(event, &by, facts);
                Ok(())
            }
            ("duty_done", Data::Done { duty, trigger }) => self.done(event, duty, trigger.0),
            ("duty_waived" | "waiver_withdrawn", Data::Waiver(scope)) => self.waiver(event, scope),
            _ => self.happened(event),
        }
    }

    fn victim(&mut self, event: &Event, given: Flags) -> Result<(), StoreError> {
        let victim = VictimId(self.draw.id(event.at));
        let details = names::victim(&mut self.draw, given, self.staff.area, event.at);
        let details = self.keep(event.at, &details)?;
        let by = self.staff.recorder("police");
        self.stand_for(event, &by, CaseEvent::VictimAdded { victim, details, flags: flags(given) });
        let preferences = self.preferences(given);
        let channels = preferences.as_ref().map(|p| p.channels.clone()).unwrap_or_default();
        if let Some(preferences) = preferences {
            let preferences = self.keep(event.at, &preferences)?;
            self.add(&by, event.at, CaseEvent::PreferencesRecorded { victim, preferences });
        }
        if let Some(support) = &self.staff.support {
            let with = record::OrganisationId(support.organisation.clone());
            for purpose in [Purpose::Support, Purpose::Updates] {
                let (with, basis) = (with.clone(), Basis::ConsentGiven);
                let agreed = AccessEvent::SharingDecided { victim, with, purpose, basis, words: None };
                self.add(&by, event.at, CaseEvent::Access(agreed));
            }
        }
        self.victims.push(Victim { number: event.victim.map_or(0, |v| v.0), id: victim, channels });
        Ok(())
    }

    fn preferences(&mut self, flags: Flags) -> Option<Preferences> {
        if !self.draw.percent(55) {
            return None;
        }
        let first = self.draw.one_of(&[0, 0, 0, 1, 2]);
        let channels =
            [Channel::Phone, Channel::Email, Channel::Text].into_iter().cycle().skip(first).take(2);
        let unsafe_at_home = self.synthetic.crime == synth::Crime::DomesticAbuse && self.draw.percent(60);
        Some(Preferences {
            channels: channels
                .chain([Channel::Letter])
                .filter(|c| !unsafe_at_home || *c != Channel::Letter)
                .collect(),
            never: if unsafe_at_home { vec![Channel::Letter] } else { Vec::new() },
            times: self.draw.percent(50).then(|| {
                self.draw
                    .one_of(&["After 6 in the evening", "In school hours", "Mornings", "Not on Sundays"])
                    .to_owned()
            }),
            every_days: Some(if flags.intersects(Flags::ENHANCED) { 14 } else { 28 }),
            safe_contact: unsafe_at_home.then(|| {
                "Ring in working hours only. Leave no message and send nothing to the house.".to_owned()
            }),
            ..Preferences::default()
        })
    }

    fn happened(&mut self, event: &Event) -> Result<(), StoreError> {
        let stage = self
            .rules
            .code
            .trigger_id(event.event)
            .map_or(Stage::Report, |id| self.rules.code.trigger(id).stage);
        let at = recorded(event);
        if stage >= Stage::Charge && !self.joined.at_charge {
            self.joined.at_charge = true;
            self.others_come_in(event, at);
        }
        if stage >= Stage::Sentence && self.joined.at_charge && !self.joined.at_sentence {
            self.joined.at_sentence = true;
            let by = self.staff.recorder("wcu");
            let owner = self.staff.at_sentence().clone();
            self.add(&by, at, assigned(owner));
        }
        if event.event == "suspect_arrested" || (event.event == "charged" && !self.joined.suspect) {
            self.suspect(at)?;
        }
        self.joined.interviewed |= event.event == "suspect_interviewed_under_caution";
        let hearing = (event.event == "hearing_date_set").then(|| self.hearing(event));
        let facts = Facts { hearing, conditions: self.known(event), ..Facts::default() };
        self.joined.hearings += u32::from(event.event == "hearing_date_set");
        let victim = self.victim_id(event);
        let happened =
            CaseEvent::Happened { trigger: event.event.to_owned(), victim, key: None, facts, words: None };
        let by = self.staff.recorder(who_records(event.event, stage));
        self.stand_for(event, &by, happened);
        if event.event == "crime_reported" {
            self.recorded_as_crime(event)?;
        }
        Ok(())
    }

    fn others_come_in(&mut self, event: &Event, at: Timestamp) {
        let by = self.staff.recorder("police");
        if event.event == "charged" {
            let index = self.synthetic.reference.0;
            let letter = char::from(b'A' + (index / 100_000 % 26) as u8);
            let year = calendar::london_date(event.at).year().rem_euclid(100);
            let value = format!("{}S{letter}{:05}{year:02}", self.staff.area_code(), index % 100_000);
            self.add(&by, at, CaseEvent::ReferenceAdded { reference: ReferenceKind::Urn, value });
        }
        let owners = self.staff.at_charge().map(Clone::clone);
        owners.into_iter().for_each(|owner| self.add(&by, at, assigned(owner)));
    }

    fn suspect(&mut self, at: Timestamp) -> Result<(), StoreError> {
        self.joined.suspect = true;
        let defendant = DefendantId(self.draw.id(at));
        let details = PersonDetails { name: names::person(&mut self.draw), ..PersonDetails::default() };
        let details = self.keep(at, &details)?;
        let by = self.staff.recorder("police");
        self.add(&by, at, CaseEvent::DefendantAdded { defendant, details, reference: None });
        Ok(())
    }

    /// A hearing in some weeks: on the day on which the case is next heard, where the case gets that far.
    fn hearing(&mut self, event: &Event) -> Hearing {
        let heard = ["hearing_outcome_known", "trial_day", "arrest_warrant_issued"];
        let next = self.synthetic.events.iter().find(|next| {
            heard.contains(&next.event) && next.at.duration_since(event.at) > SignedDuration::from_hours(12)
        });
        let date = next.map_or_else(
            || {
                let day =
                    calendar::london_date(event.at).saturating_add((20 + self.draw.below(40) as i64).days());
                self.rules.calendar.working_day_on_or_before(day).unwrap_or(day)
            },
            |next| calendar::london_date(next.at),
        );
        let court = ["Riverside Magistrates' Court", "Downland Magistrates' Court"][self.staff.area % 2];
        Hearing { date, time: Some(time(10, 0, 0, 0)), court: None, court_name: Some(court.to_owned()) }
    }

    /// What whoever recorded it knew of the Code's conditions.
    fn known(&self, event: &Event) -> BTreeMap<String, bool> {
        let first = self.joined.hearings == 0;
        let ends = || {
            let later = self.synthetic.events.iter().skip_while(|other| other.id != event.id).skip(1);
            !later.into_iter().any(|other| other.event == "hearing_date_set")
        };
        let known: &[(&str, bool)] = match event.event {
            "crime_reported" => {
                &[("recordable_crime", true), ("lives_elsewhere", false), ("summary_only", false)]
            }
            "hearing_date_set" => &[("first_hearing", first)],
            "hearing_outcome_known" => &[("case_ended", ends()), ("bail_decided", self.joined.hearings < 2)],
            "nfa_decision_police" => &[("suspect_interviewed", self.joined.interviewed)],
            "nfa_decision_cps" => &[("prosecutor_decided", true), ("reviewable_decision", true)],
            "remanded_in_custody" => &[("summary_trial", false), ("either_way_not_allocated", true)],
            "witness_required_to_attend" => &[("not_guilty_plea", true)],
            "conviction" => &[("reading_asked_for", false)],
            "sentence_passed" => &[("short_stalking_sentence", false), ("unrestricted_patient", false)],
            _ => &[],
        };
        known.iter().map(|(slug, holds)| ((*slug).to_owned(), *holds)).collect()
    }

    /// Nearly every crime is recorded within the day on which it is reported, and the victim gets its number.
    fn recorded_as_crime(&mut self, event: &Event) -> Result<(), StoreError> {
        let at = self.later(event.at, 30, 9 * 60);
        if self.until.is_some_and(|until| at > until) || !self.draw.percent(93) {
            return Ok(());
        }
        for place in 0..self.victims.len() {
            let meets = vec![DutyRef {
                duty: "s-crime-record-24h".to_owned(),
                trigger: u64::from(event.id.0),
                victim: None,
            }];
            let told =
                "I told them that this is recorded as a crime and gave them the crime number.".to_owned();
            self.contact(at, "police", place, told, Some(Channel::Phone), meets, None)?;
        }
        Ok(())
    }

    fn done(&mut self, event: &Event, duty: &str, trigger: u32) -> Result<(), StoreError> {
        let Some(rule) = self.rules.code.duty_index(duty).map(|index| self.rules.code.duty(index)) else {
            return Ok(());
        };
        let Some(place) = self.place(event) else { return Ok(()) };
        let Some(victim) = self.victims.get(place).map(|victim| victim.id) else { return Ok(()) };
        // What is known not to hold starts no duty, so nobody delivers it.
        if rule.conditions.iter().any(|condition| self.is_known_not_to_hold(trigger, condition.slug())) {
            return Ok(());
        }
        let provider = rule.provider.slug();
        let meets = DutyRef { duty: duty.to_owned(), trigger: u64::from(trigger), victim: None };
        if provider == "hmcts" {
            let informed =
                CaseEvent::AgencyInformed { meets: vec![DutyRef { victim: Some(victim), ..meets }] };
            let by = self.staff.recorder(provider);
            self.stand_for(event, &by, informed);
            return Ok(());
        }
        if self.draw.percent(9) {
            self.attempt(event, provider, victim);
        }
        let (told, channel) = sentences::told(rule);
        self.contact(event.at, provider, place, told, channel, vec![meets.clone()], Some(event.id.0))?;
        self.answer(event, victim, meets);
        Ok(())
    }

    fn is_known_not_to_hold(&self, trigger: u32, condition: &str) -> bool {
        let trigger = self.drafts.iter().find(|draft| draft.stands_for == Some(trigger));
        trigger.is_some_and(|draft| match &draft.new.event {
            CaseEvent::Happened { facts, .. } => facts.conditions.get(condition) == Some(&false),
            _ => false,
        })
    }

    fn attempt(&mut self, event: &Event, provider: &str, victim: VictimId) {
        let opened = self.synthetic.events.first().map_or(event.at, |first| first.at);
        let before = SignedDuration::from_mins(60 + self.draw.below(300) as i64);
        let at = event.at.checked_sub(before).unwrap_or(event.at).max(opened);
        let outcome =
            if self.draw.percent(60) { AttemptOutcome::NoAnswer } else { AttemptOutcome::MessageLeft };
        let by = self.staff.recorder(provider);
        self.add(
            &by,
            at,
            CaseEvent::ContactAttempted { victim, channel: Channel::Phone, outcome, words: None },
        );
    }

    #[expect(clippy::too_many_arguments, reason = "one argument for each part of a contact")]
    fn contact(
        &mut self,
        at: Timestamp,
        provider: &str,
        place: usize,
        told: String,
        channel: Option<Channel>,
        meets: Vec<DutyRef>,
        stands_for: Option<u32>,
    ) -> Result<(), StoreError> {
        let Some(Victim { id: victim, channels, .. }) = self.victims.get(place) else { return Ok(()) };
        let victim = *victim;
        let preferred = channels.first().copied().unwrap_or(Channel::Phone);
        let channel = channel.filter(|c| channels.is_empty() || channels.contains(c)).unwrap_or(preferred);
        let understood = match channel {
            Channel::Phone | Channel::InPerson if self.draw.percent(88) => Understood::Yes,
            Channel::Phone | Channel::InPerson => Understood::Partly,
            _ => Understood::NotKnown,
        };
        let told = self.keep(at, &told)?;
        let contact = Contact {
            victim,
            representative: None,
            channel,
            told,
            understood,
            against_preference: None,
            asked: None,
            next: None,
            meets,
        };
        let by = self.staff.recorder(provider);
        let new = NewEvent::at(at, CaseEvent::ContactRecorded(contact));
        self.drafts.push(Draft { stands_for, recorded_at: at, by, new });
        Ok(())
    }

    /// Some victims confirm what the record says, and some of them dispute it.
    fn answer(&mut self, event: &Event, victim: VictimId, duty: DutyRef) {
        if !self.draw.percent(9) {
            return;
        }
        let at = self.later(event.at, 60, 3 * 24 * 60);
        let answer = match self.draw.below(10) {
            0..=5 => Answer::Understood,
            6 | 7 => Answer::Happened,
            8 => Answer::NotUnderstood,
            _ => Answer::DidNotHappen,
        };
        if self.until.is_some_and(|until| at > until) {
            return;
        }
        let by = Recorder { organisation: "".into(), person: None, origin: record::Origin::Person };
        let about = AnswerAbout::Duty(duty);
        self.add(&by, at, CaseEvent::VictimAnswered { victim, about, answer, words: None });
    }

    fn waiver(&mut self, event: &Event, scope: Scope) -> Result<(), StoreError> {
        let Some(victim) = self.victim_id(event) else { return Ok(()) };
        let scope = match scope {
            Scope::Everything => WaiverScope::All,
            Scope::Right(right) => WaiverScope::Right(right),
            Scope::Duty(duty) => WaiverScope::Duty(duty.to_owned()),
        };
        let by = self.staff.recorder("police");
        let event_of = if event.event == "duty_waived" {
            let words = "They said: I would rather not hear about this for now.".to_owned();
            let words = Some(self.keep(event.at, &words)?);
            CaseEvent::DutyWaived { victim, scope, words }
        } else {
            CaseEvent::WaiverWithdrawn { victim, scope }
        };
        self.stand_for(event, &by, event_of);
        Ok(())
    }

    fn place(&self, event: &Event) -> Option<usize> {
        let number = event.victim?.0;
        self.victims.iter().position(|victim| victim.number == number)
    }

    fn victim_id(&self, event: &Event) -> Option<VictimId> {
        self.victims.get(self.place(event)?).map(|victim| victim.id)
    }

    fn keep(&mut self, at: Timestamp, value: &impl serde::Serialize) -> Result<PersonalRef, StoreError> {
        let id = self.draw.id(at);
        // Invented, and the same each time: its salt need not be secret.
        let text = Personal::new(id, id.into_bytes(), self.case, value)?;
        let reference = text.reference();
        self.personal.push(text);
        Ok(reference)
    }

    fn later(&mut self, at: Timestamp, least: i64, most: i64) -> Timestamp {
        let minutes = least + self.draw.below((most - least).max(1) as usize) as i64;
        at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
    }

    fn add(&mut self, by: &Recorder, at: Timestamp, event: CaseEvent) {
        let new = NewEvent::at(at, event);
        self.drafts.push(Draft { stands_for: None, recorded_at: at, by: by.clone(), new });
    }

    fn stand_for(&mut self, event: &Event, by: &Recorder, is: CaseEvent) {
        self.drafts.push(Draft {
            stands_for: Some(event.id.0),
            recorded_at: recorded(event),
            by: by.clone(),
            new: NewEvent { at: event.at, received_at: event.received_at, event: is },
        });
    }

    /// The events in the order of recording; what they say of each other now says so by version.
    fn finish(self) -> (Vec<(Recorder, Timestamp, NewEvent)>, Vec<Personal>) {
        let Converter { mut drafts, personal, .. } = self;
        drafts.sort_by_key(|draft| draft.recorded_at);
        let versions: BTreeMap<u64, u64> = drafts
            .iter()
            .zip(1u64..)
            .filter_map(|(draft, version)| Some((u64::from(draft.stands_for?), version)))
            .collect();
        let version = |duty: &mut DutyRef| duty.trigger = versions.get(&duty.trigger).copied().unwrap_or(0);
        let events = drafts.into_iter().map(|mut draft| {
            match &mut draft.new.event {
                CaseEvent::ContactRecorded(contact) => contact.meets.iter_mut().for_each(version),
                CaseEvent::AgencyInformed { meets } => meets.iter_mut().for_each(version),
                CaseEvent::VictimAnswered { about: AnswerAbout::Duty(duty), .. } => version(duty),
                _ => {}
            }
            (draft.by, draft.recorded_at, draft.new)
        });
        (events.collect(), personal)
    }
}

/// The agency that writes an event down.
fn who_records(event: &str, stage: Stage) -> &'static str {
    match (event, stage) {
        (
            "nfa_decision_cps" | "charge_dropped_or_altered" | "charge_drop_considered" | "vcl_letter_due",
            _,
        ) => "cps",
        (_, Stage::Report | Stage::Investigation | Stage::Charge) => "police",
        (_, Stage::Court | Stage::Sentence) => "hmcts",
        (_, Stage::After) => "probation",
    }
}

fn flags(given: Flags) -> Vec<FlagBecause> {
    given
        .names()
        .map(|flag| FlagBecause { flag: flag.to_owned(), because: sentences::because(flag).to_owned() })
        .collect()
}
