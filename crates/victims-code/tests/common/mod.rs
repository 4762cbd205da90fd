//! Small cases written as a few words a line, so that a test shows what happens and little else.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]
#![allow(dead_code, clippy::allow_attributes, reason = "each test file uses its own part")]

use calendar::Calendar;
use jiff::Timestamp;
use victims_code::{Code, DutyRow, EditionChoice, Event, Flags, Ledger, Line, Refusal, Scope};

/// An instant from a London date and time without zone, such as `2024-05-01T09:00`
pub fn at(text: &str) -> Timestamp {
    let local: jiff::civil::DateTime = text.parse().unwrap();
    local.to_zoned(jiff::tz::get!("Europe/London")).unwrap().timestamp()
}

pub fn code() -> &'static Code {
    Code::embedded()
}

pub fn calendar() -> &'static Calendar {
    Calendar::england_and_wales()
}

/// One case, told step by step
pub struct Told {
    pub ledger: Ledger,
    pub choice: EditionChoice,
}

impl Told {
    pub fn new() -> Told {
        Told { ledger: Ledger::new(), choice: EditionChoice::Auto }
    }

    pub fn under(edition: &str) -> Told {
        Told { choice: EditionChoice::Only(code().edition_named(edition).unwrap()), ..Told::new() }
    }

    pub fn line(&mut self, line: Line) -> Result<(), Refusal> {
        self.ledger.apply(code(), calendar(), self.choice, &line)
    }

    pub fn victim(mut self, name: &str, flags: Flags) -> Told {
        let line =
            Line { victim: Some(name), ..Line::new(Event::VictimAdded { flags }, at("2012-01-04T09:00")) };
        self.line(line).unwrap();
        self
    }

    /// A trigger for every victim, with the id `t`
    pub fn happens(self, slug: &str, when: &str) -> Told {
        self.happens_as("t", slug, when)
    }

    pub fn happens_as(mut self, id: &str, slug: &str, when: &str) -> Told {
        self.line(Line { id: Some(id), ..Line::new(trigger(slug), at(when)) }).unwrap();
        self
    }

    pub fn received(mut self, slug: &str, when: &str, received: &str) -> Told {
        let line =
            Line { received_at: Some(at(received)), id: Some("t"), ..Line::new(trigger(slug), at(when)) };
        self.line(line).unwrap();
        self
    }

    pub fn done(mut self, victim: &str, duty: &str, when: &str) -> Told {
        self.try_done(victim, duty, when).unwrap();
        self
    }

    pub fn try_done(&mut self, victim: &str, duty: &str, when: &str) -> Result<(), Refusal> {
        self.line(Line {
            victim: Some(victim),
            ..Line::new(Event::DutyDone { duty, trigger: "t" }, at(when))
        })
    }

    pub fn waives(mut self, victim: &str, scope: Scope) -> Told {
        let line =
            Line { victim: Some(victim), ..Line::new(Event::DutyWaived(scope), at("2024-01-02T09:00")) };
        self.line(line).unwrap();
        self
    }

    pub fn withdraws(mut self, victim: &str, scope: Scope) -> Told {
        let line =
            Line { victim: Some(victim), ..Line::new(Event::WaiverWithdrawn(scope), at("2024-01-02T09:00")) };
        self.line(line).unwrap();
        self
    }

    pub fn rows(&self) -> Vec<DutyRow<'_>> {
        self.ledger.duties(code(), calendar()).collect()
    }

    /// The only row of this duty
    #[track_caller]
    pub fn row(&self, duty: &str) -> DutyRow<'_> {
        let rows: Vec<DutyRow> = self.rows().into_iter().filter(|row| &*row.rule.id == duty).collect();
        assert_eq!(rows.len(), 1, "rows of {duty}");
        rows[0]
    }

    pub fn has(&self, duty: &str) -> bool {
        self.rows().iter().any(|row| &*row.rule.id == duty)
    }

    /// The local date on which a duty is due
    #[track_caller]
    pub fn due(&self, duty: &str) -> String {
        self.row(duty).due.map_or("none".to_owned(), |date| date.to_string())
    }

    #[track_caller]
    pub fn status(&self, duty: &str, as_of: &str) -> &'static str {
        self.row(duty).status(at(as_of)).name()
    }
}

pub fn trigger(slug: &str) -> Event<'static> {
    Event::Trigger(code().trigger_id(slug).unwrap())
}

pub fn duty_scope(id: &str) -> Scope {
    Scope::Duty(code().duty_index(id).unwrap())
}
