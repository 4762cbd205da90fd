//! The Code applied to a case: its events go to the engine as it wants them, what comes back gets the victims' answers.

use crate::{
    Answer, Case, CaseEvent, DutyRef, Recorded, ReportEvent, RequestEvent, StatementEvent, VictimId,
    WaiverScope,
    case::withdrawn_versions,
    dispute::{Disputes, Effect},
    event::FlagBecause,
    feedback::Replies,
    view::Phase,
};
use calendar::Calendar;
use jiff::{Timestamp, civil::Date};
use victims_code::{
    Code, Condition, Conditions, DutyRow, EditionChoice, Event, Facts as EngineFacts, Flags, Ledger, Line,
    Scope, Stage,
};

/// The edition of the service's own promises.
pub const PROMISE: &str = "promise";

/// What somebody owes a victim.
#[derive(Clone, Debug, PartialEq)]
pub struct Owed {
    /// The victim.
    pub victim: VictimId,
    /// Duty id in the Code.
    pub duty: String,
    /// Version of the event that started it.
    pub trigger: u64,
    /// Trigger slug.
    pub trigger_event: String,
    /// Edition slug.
    pub edition: String,
    /// Right, where the edition numbers them.
    pub right: Option<u8>,
    /// Provider slug.
    pub provider: String,
    /// When the clock started; none while it waits.
    pub clock_start: Option<Timestamp>,
    /// The limit's text ("5 working days").
    pub limit: Option<String>,
    /// Last London day of the limit.
    pub due: Option<Date>,
    /// The instant from which it is late.
    pub due_at: Option<Timestamp>,
    /// Whether the victim had waived it when it arose.
    pub waived: bool,
    /// Whether it waits for its provider to learn of the trigger.
    pub waiting: bool,
    /// Version of the record that met it.
    pub done_by: Option<u64>,
    /// When it was met.
    pub done_at: Option<Timestamp>,
    /// The victim's latest answer about it.
    pub answer: Option<Answer>,
}

impl Owed {
    /// Where it stands, apart from what the clock decides.
    pub fn phase(&self) -> Phase {
        if self.waived {
            return Phase::Waived;
        }
        match (self.done_at, self.due_at) {
            (Some(done), Some(due)) if done >= due => Phase::MetLate,
            (Some(_), _) => Phase::Met,
            (None, _) if self.waiting => Phase::Waiting,
            (None, Some(_)) => Phase::Open,
            (None, None) => Phase::Undated,
        }
    }
}

/// Everything that is owed in a case, in the order of the Code's contract.
///
/// Happenings that were withdrawn start nothing, and a contact that met such a duty stays a contact.
pub fn owed(case: &Case, events: &[Recorded], code: &Code, calendar: &Calendar) -> Vec<Owed> {
    let mut withdrawn = withdrawn_versions(events);
    withdrawn.extend(case.requests.withdrawn());
    let mut ledger = Ledger::keeping_undated();
    let mut feed = Feed {
        ledger: &mut ledger,
        code,
        calendar,
        disputes: Disputes::default(),
        replies: Replies::default(),
    };
    for recorded in events.iter().filter(|recorded| !withdrawn.contains(&recorded.version)) {
        feed.take(recorded);
    }
    let mut rows: Vec<Owed> = ledger.duties(code, calendar).filter_map(|row| from_row(&row, code)).collect();
    for owed in &mut rows {
        let about = DutyRef { duty: owed.duty.clone(), trigger: owed.trigger, victim: None };
        owed.answer = case.answers.get(&(owed.victim, about)).map(|(answer, ..)| *answer);
    }
    rows
}

/// The furthest stage that something in the case belongs to.
pub fn stage(case: &Case, code: &Code) -> &'static str {
    let furthest = case
        .happened
        .keys()
        .filter_map(|slug| code.trigger_id(slug))
        .map(|id| code.trigger(id).stage)
        .max()
        .unwrap_or(Stage::Report);
    Stage::ALL.iter().find(|(stage, _)| *stage == furthest).map_or("report", |(_, name)| name)
}

/// Gives the engine its lines.
struct Feed<'a> {
    ledger: &'a mut Ledger,
    code: &'a Code,
    calendar: &'a Calendar,
    disputes: Disputes,
    replies: Replies,
}

impl Feed<'_> {
    fn take(&mut self, recorded: &Recorded) {
        let effects = self.disputes.apply(recorded).into_iter().chain(self.replies.apply(recorded));
        for (place, effect) in effects.enumerate() {
            match effect {
                Effect::Start(victim, trigger) => self.triggers(recorded, victim, &[trigger]),
                Effect::End(victim, ended) => {
                    let trigger = ended.trigger.to_string();
                    let event = Event::DutyDone { duty: &ended.duty, trigger: &trigger };
                    self.line(recorded, place, Some(victim), event, None);
                }
            }
        }
        match &recorded.event {
            CaseEvent::VictimAdded { victim, flags, .. } => {
                self.line(
                    recorded,
                    0,
                    Some(*victim),
                    Event::VictimAdded { flags: engine_flags(flags) },
                    None,
                );
            }
            CaseEvent::VictimFactsRecorded { victim, add, remove } => {
                let event =
                    Event::VictimFactsRecorded { add: engine_flags(add), remove: engine_flags(remove) };
                self.line(recorded, 0, Some(*victim), event, None);
            }
            CaseEvent::Happened { trigger, victim, facts, .. } => {
                if let Some(trigger) = self.code.trigger_id(trigger) {
                    let facts = engine_facts(&facts.conditions);
                    self.line(recorded, 0, *victim, Event::Trigger(trigger), facts.as_ref());
                }
            }
            CaseEvent::ContactRecorded(contact) => self.done(recorded, Some(contact.victim), &contact.meets),
            CaseEvent::Property(event) => {
                if event.is_to_be_checked() {
                    self.triggers(recorded, event.victim(), &["detail_corrected"]);
                }
                self.meets(recorded, event.victim(), event.meets());
            }
            CaseEvent::AgencyInformed { meets } => self.done(recorded, None, meets),
            CaseEvent::DutyWaived { victim, scope, .. } => {
                if let Some(scope) = engine_scope(scope, self.code) {
                    self.line(recorded, 0, Some(*victim), Event::DutyWaived(scope), None);
                }
            }
            CaseEvent::WaiverWithdrawn { victim, scope } => {
                if let Some(scope) = engine_scope(scope, self.code) {
                    self.line(recorded, 0, Some(*victim), Event::WaiverWithdrawn(scope), None);
                }
            }
            CaseEvent::Statement(event) => {
                self.triggers(recorded, event.victim(), event.triggers());
                self.meets(recorded, event.victim(), event.meets());
                if let StatementEvent::Sent(_) = event {
                    // Whoever sends it here says how it is to be heard: they were asked.
                    let asked = DutyRef {
                        duty: "r07-vps-read-preference".to_owned(),
                        trigger: recorded.version,
                        victim: None,
                    };
                    self.met(recorded, "asked", event.victim(), &asked);
                }
            }
            CaseEvent::Request(event) => {
                if let RequestEvent::Made(made) = event {
                    let starts =
                        Recorded { at: made.about.starts().unwrap_or(recorded.at), ..recorded.clone() };
                    self.triggers(&starts, made.victim, made.about.triggers());
                }
                self.meets(recorded, event.victim(), event.meets());
            }
            CaseEvent::Message(event) => {
                if let Some(trigger) = event.starts() {
                    self.triggers(recorded, event.victim(), &[trigger]);
                }
            }
            CaseEvent::Report(ReportEvent::DetailCorrected { victim, .. }) => {
                if let Some(trigger) = self.code.trigger_id("detail_corrected") {
                    self.line(recorded, 0, Some(*victim), Event::Trigger(trigger), None);
                }
            }
            _ => {}
        }
    }

    /// What a victim did themselves starts these. The first line has the event's own version, so that a contact can meet
    /// what it starts; the others stand behind it.
    fn triggers(&mut self, recorded: &Recorded, victim: VictimId, slugs: &[&str]) {
        for (place, slug) in slugs.iter().enumerate() {
            if let Some(trigger) = self.code.trigger_id(slug) {
                self.line(recorded, place, Some(victim), Event::Trigger(trigger), None);
            }
        }
    }

    /// Duties that an event meets which may also start some: its lines have names of their own.
    fn meets(&mut self, recorded: &Recorded, victim: VictimId, meets: &[DutyRef]) {
        for (place, met) in meets.iter().enumerate() {
            self.met(recorded, &format!("met-{place}"), met.victim.unwrap_or(victim), met);
        }
    }

    fn met(&mut self, recorded: &Recorded, name: &str, victim: VictimId, met: &DutyRef) {
        for start in [met.trigger.to_string(), format!("{}.1", met.trigger)] {
            let event = Event::DutyDone { duty: &met.duty, trigger: &start };
            self.named_line(recorded, &format!("{}.{name}-{start}", recorded.version), Some(victim), event);
        }
    }

    fn done(&mut self, recorded: &Recorded, victim: Option<VictimId>, meets: &[DutyRef]) {
        for (place, met) in meets.iter().enumerate() {
            let trigger = met.trigger.to_string();
            let event = Event::DutyDone { duty: &met.duty, trigger: &trigger };
            self.line(recorded, place, met.victim.or(victim), event, None);
            // What was started behind an event's first line; the engine refuses it where there is no such line.
            let behind = format!("{trigger}.1");
            let event = Event::DutyDone { duty: &met.duty, trigger: &behind };
            self.named_line(
                recorded,
                &format!("{}.{place}-behind", recorded.version),
                met.victim.or(victim),
                event,
            );
        }
    }

    /// A line that is named by its place in more than numbers.
    fn named_line(&mut self, recorded: &Recorded, id: &str, victim: Option<VictimId>, event: Event<'_>) {
        let victim = victim.map(|victim| victim.to_string());
        let line = Line {
            id: Some(id),
            event,
            at: recorded.at,
            received_at: recorded.received_at,
            victim: victim.as_deref(),
            facts: None,
        };
        drop(self.ledger.apply(self.code, self.calendar, EditionChoice::Auto, &line));
    }

    /// One line. An event that meets several duties is several lines; all but the first get a longer id.
    fn line(
        &mut self,
        recorded: &Recorded,
        place: usize,
        victim: Option<VictimId>,
        event: Event<'_>,
        facts: Option<&EngineFacts>,
    ) {
        let id =
            if place == 0 { recorded.version.to_string() } else { format!("{}.{place}", recorded.version) };
        let victim = victim.map(|victim| victim.to_string());
        let line = Line {
            id: Some(&id),
            event,
            at: recorded.at,
            received_at: recorded.received_at,
            victim: victim.as_deref(),
            facts,
        };
        // What the engine refuses here meets a duty that was withdrawn: the contact stays, the duty is gone.
        drop(self.ledger.apply(self.code, self.calendar, EditionChoice::Auto, &line));
    }
}

fn from_row(row: &DutyRow<'_>, code: &Code) -> Option<Owed> {
    let version = |id: &str| id.split('.').next().and_then(|version| version.parse().ok());
    Some(Owed {
        victim: row.victim.parse().ok()?,
        duty: row.rule.id.to_string(),
        trigger: version(row.trigger)?,
        trigger_event: code.trigger(row.trigger_event).slug.to_string(),
        edition: code.edition(row.rule.edition).name.to_string(),
        right: row.rule.right,
        provider: row.rule.provider.slug().to_owned(),
        clock_start: row.clock_start,
        limit: row.limit.map(ToString::to_string),
        due: row.due,
        due_at: row.due_at,
        // Who asks for something wants it, whatever they said of updates before.
        waived: row.waived && &*code.edition(row.rule.edition).name != PROMISE,
        waiting: row.clock_start.is_none(),
        done_by: row.done_by.and_then(version),
        done_at: row.done_at,
        answer: None,
    })
}

fn engine_flags(flags: &[FlagBecause]) -> Flags {
    flags.iter().filter_map(|flag| Flags::named(&flag.flag)).collect()
}

fn engine_scope(scope: &WaiverScope, code: &Code) -> Option<Scope> {
    Some(match scope {
        WaiverScope::All => Scope::All,
        WaiverScope::Right(right) => Scope::Right(*right),
        WaiverScope::Duty(duty) => Scope::Duty(code.duty_index(duty)?),
    })
}

fn engine_facts(conditions: &std::collections::BTreeMap<String, bool>) -> Option<EngineFacts> {
    if conditions.is_empty() {
        return None;
    }
    let known = |wanted: bool| -> Conditions {
        let named = conditions.iter().filter(|(_, holds)| **holds == wanted);
        named.filter_map(|(slug, _)| Condition::named(slug)).collect()
    };
    Some(EngineFacts { hold: known(true), fail: known(false), ..EngineFacts::default() })
}
