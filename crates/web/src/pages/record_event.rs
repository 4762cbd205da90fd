//! Recording that something happened in the case, from which duties follow (INF-1).

use crate::{
    components::{self as c, Choice, DateParts, ErrorLink, Filled},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// The event form
#[derive(Template)]
#[template(path = "record_event.html")]
pub struct RecordEvent {
    /// surroundings
    pub shell: Shell,
    /// complaints, in the order of the fields
    pub errors: Vec<ErrorLink>,
    /// the case, as people say it
    pub reference: String,
    /// address of the case
    pub case: String,
    /// the version of the case that the person saw
    pub version: u64,
    /// everything that can happen in a case, in plain words
    pub triggers: Vec<Choice>,
    /// what happened
    pub trigger: Filled,
    /// all victims, or one
    pub victims: Vec<Choice>,
    /// whom it concerns
    pub victim: Filled,
    /// the day it happened
    pub day: DateParts,
    /// complaint about the day
    pub day_error: Option<String>,
    /// the time it happened
    pub time: Filled,
    /// the day we learned of it, when that was later
    pub received_day: DateParts,
    /// complaint about that day
    pub received_error: Option<String>,
    /// the time we learned of it
    pub received_time: Filled,
    /// the day of the hearing that was set
    pub hearing_day: DateParts,
    /// complaint about that day
    pub hearing_error: Option<String>,
    /// the time of the hearing
    pub hearing_time: Filled,
    /// name of the court
    pub court: Filled,
    /// what is known of it, for colleagues
    pub words: Filled,
}

impl RecordEvent {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Record what happened", Role::Officer).within("/my-work"),
            errors: Vec::new(),
            reference: "01ZZ0000126".into(),
            case: "/case/sample".into(),
            version: 7,
            triggers: vec![
                Choice::new("", "Choose what happened"),
                Choice::heading("Investigation"),
                Choice::new("suspect_arrested", "A suspect was arrested"),
                Choice::new("bail_granted", "A suspect was released on bail"),
                Choice::new("bail_changed", "Bail or its conditions were changed"),
                Choice::new("charged", "A suspect was charged"),
                Choice::new("nfa_decision_police", "The police decided to take no further action"),
            ],
            trigger: Filled::default(),
            victims: vec![
                Choice::new("", "All victims in this case"),
                Choice::new("v1", "Rosa Example only"),
                Choice::new("v2", "Tom Sample only"),
            ],
            victim: Filled::default(),
            day: DateParts { day: "5".into(), month: "3".into(), year: "2026".into() },
            day_error: None,
            time: Filled::with("09:00"),
            received_day: DateParts::default(),
            received_error: None,
            received_time: Filled::default(),
            hearing_day: DateParts::default(),
            hearing_error: None,
            hearing_time: Filled::default(),
            court: Filled::default(),
            words: Filled::default(),
        }
    }

    /// Sent without saying what happened, on a day that does not exist
    #[doc(hidden)]
    pub fn sample_refused() -> Self {
        let error = |text: &str, field: &str| ErrorLink { text: text.into(), href: format!("#{field}") };
        let (what, day) = ("Select what happened", "Enter a real day, such as 5 3 2026");
        let mut page = Self {
            trigger: Filled::default().wrong(what),
            day: DateParts { day: "31".into(), month: "2".into(), year: "2026".into() },
            day_error: Some(day.into()),
            errors: vec![error(what, "trigger"), error(day, "day-day")],
            ..Self::sample()
        };
        page.shell = page.shell.wrong(true);
        page
    }
}
