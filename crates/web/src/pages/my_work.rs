//! My work: what a member of staff owes, most urgent first, on one dense screen (INF-1, INF-4).

use crate::{
    components::{self as c, Choice},
    shell::Shell,
    words::{self, TimeLeft},
};
use askama::Template;
use policy::Role;

/// The worklist
#[derive(Template)]
#[template(path = "my_work.html")]
pub struct MyWork {
    /// surroundings
    pub shell: Shell,
    /// counts by state, each the way to its rows; they and the rows come from one query
    pub states: Vec<StateCount>,
    /// what the filter form shows
    pub filter: WorkFilter,
    /// one duty each, most urgent first; the order does not change while somebody reads
    pub rows: Vec<WorkRow>,
    /// which rows these are, such as "1 to 50 of 312 duties"
    pub position: String,
    /// first page, when this is a later one
    pub first_page: Option<String>,
    /// next page, when there is one
    pub next_page: Option<String>,
    /// when the list was made, in words
    pub as_at: String,
    /// names of those who are away and for whom this person covers; empty when there are none
    pub covering: String,
    /// whether they have several posts
    pub has_posts: bool,
    /// thanks that they have not read yet, a sentence each
    pub thanks: Vec<String>,
    /// how many things a supervisor asks of them, in words; empty when nothing
    pub directions: String,
}

/// How many duties are in a state
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateCount {
    /// such as "late"
    pub words: &'static str,
    /// how many, in words
    pub count: String,
    /// address of the list of these only
    pub href: String,
    /// whether that list is the one shown
    pub current: bool,
}

/// The choices of the filter form and what was chosen
#[derive(Debug, Clone, Default)]
pub struct WorkFilter {
    /// the state that the list is narrowed to, kept when the form is sent
    pub state: String,
    /// me, my team, everybody
    pub whose: Vec<Choice>,
    /// chosen
    pub whose_chosen: String,
    /// agencies
    pub providers: Vec<Choice>,
    /// chosen
    pub provider_chosen: String,
    /// the twelve rights
    pub rights: Vec<Choice>,
    /// chosen
    pub right_chosen: String,
    /// all victims or those with Enhanced Rights
    pub enhanced: Vec<Choice>,
    /// chosen
    pub enhanced_chosen: String,
}

impl WorkFilter {
    /// The form of a worklist: these agencies, and every right
    pub fn new(providers: Vec<Choice>) -> Self {
        let with_all = |all: &str, choices: Vec<Choice>| [vec![Choice::new("", all)], choices].concat();
        let rights = (1..=12).map(|right| Choice::new(right.to_string(), format!("Right {right}"))).collect();
        Self {
            providers: with_all("any agency", providers),
            rights: with_all("any right", rights),
            enhanced: with_all("all victims", vec![Choice::new("yes", "Enhanced Rights only")]),
            ..Self::default()
        }
    }
}

/// One duty of the list
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// how urgent
    pub left: TimeLeft,
    /// when it is due, such as "Thu 5 Mar"; empty without a limit
    pub due: String,
    /// whom it is owed to
    pub victim: String,
    /// whether a rule of safe contact must be read first
    pub safe_contact: bool,
    /// why the victim has Enhanced Rights; empty = they do not
    pub enhanced: String,
    /// what is owed, such as "Tell them about bail conditions"
    pub owed: String,
    /// such as "Right 6"; empty where the edition numbers none
    pub right: String,
    /// what it follows from, such as "Released on bail 6 Mar"
    pub because: String,
    /// reference of the case
    pub reference: String,
    /// address of the case
    pub case: String,
    /// who holds it
    pub holder: String,
    /// whether the victim says that what was recorded did not happen
    pub disputed: bool,
    /// where it is done: the contact form with this duty ticked, the messages, the dispute
    pub record: String,
    /// what is done there, in a word or two
    pub act: &'static str,
}

impl MyWork {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let state = |words, count: usize, current| StateCount {
            words,
            count: count.to_string(),
            href: format!("/my-work?state={}", words.replace(' ', "-")),
            current,
        };
        let providers = ["Police", "Witness care unit", "Prosecution service", "Probation"];
        let mut filter =
            WorkFilter::new(providers.iter().map(|name| Choice::new(name.to_lowercase(), *name)).collect());
        filter.whose = vec![
            Choice::new("me", "me"),
            Choice::new("team:v", "my team: Croydon victim team"),
            Choice::new("everyone", "everybody in the Metropolitan Police"),
        ];
        filter.whose_chosen = "team:v".into();
        Self {
            shell: Shell::sample("My work", Role::Officer).within("/my-work"),
            states: vec![
                state("all", 56, true),
                state("late", 12, false),
                state("due today", 7, false),
                state("due this week", 31, false),
                state("asked by victims", 3, false),
                state("victims unhappy", 1, false),
                state("waiting for court", 4, false),
                state("disputed by victim", 2, false),
            ],
            filter,
            rows: WorkRow::samples(),
            position: format!("1 to 50 of {}", words::count(56, "duty", "duties")),
            first_page: None,
            next_page: Some("/my-work?after=2026-03-09~d17".into()),
            as_at: "Thursday 5 March at 9am".into(),
            covering: "Amina Diallo, PC Lee Other".into(),
            has_posts: true,
            thanks: vec!["Rosa Example thanks you: “You were kind.”".into()],
            directions: "2 things, 1 late".into(),
        }
    }

    /// Somebody with nothing to do
    #[doc(hidden)]
    pub fn sample_empty() -> Self {
        let mut page = Self::sample();
        page.states.iter_mut().for_each(|state| state.count = "0".into());
        page.rows.clear();
        page.next_page = None;
        page.position = words::count(0, "duty", "duties");
        page
    }
}

impl WorkRow {
    fn samples() -> Vec<Self> {
        let row =
            |left, due: &str, victim: &str, enhanced: &str, owed: &str, right: &str, because: &str| Self {
                left,
                due: due.into(),
                safe_contact: victim.starts_with("Rosa"),
                victim: victim.into(),
                enhanced: enhanced.into(),
                owed: owed.into(),
                right: right.into(),
                because: because.into(),
                reference: "01ZZ0000126".into(),
                case: "/case/sample".into(),
                holder: "PC Sam Okafor".into(),
                disputed: false,
                record: "/case/sample/contact?duty=d1".into(),
                act: "Record",
            };
        let mut rows = vec![
            row(
                TimeLeft::Late(2),
                "Tue 3 Mar",
                "Rosa Example",
                "domestic abuse",
                "Tell them about bail and its conditions",
                "Right 6",
                "Released on bail 2 Mar",
            ),
            row(
                TimeLeft::Late(1),
                "Wed 4 Mar",
                "Tom Sample",
                "",
                "Refer them to support",
                "Right 4",
                "Reported 2 Mar",
            ),
            row(
                TimeLeft::Today,
                "Thu 5 Mar",
                "Ines Placeholder",
                "under 18; most serious crime",
                "Tell them that he was charged",
                "Right 6",
                "Charged 4 Mar",
            ),
            row(
                TimeLeft::Hours(5),
                "Thu 5 Mar",
                "Kofi Madeup",
                "persistently targeted",
                "Contact them after the release",
                "Right 11",
                "Released from prison 4 Mar",
            ),
            row(
                TimeLeft::Days(3),
                "Tue 10 Mar",
                "Rosa Example",
                "domestic abuse",
                "Agree how often to give news, and how",
                "Right 6",
                "Investigation opened 2 Mar",
            ),
            row(
                TimeLeft::Waiting,
                "",
                "Tom Sample",
                "",
                "Tell them the result of the hearing",
                "Right 9",
                "Hearing 3 Mar; the court has not sent the result",
            ),
            row(
                TimeLeft::NoLimit,
                "",
                "Ines Placeholder",
                "under 18",
                "Offer help with a personal statement",
                "Right 7",
                "Reported 2 Mar",
            ),
        ];
        rows[1].disputed = true;
        rows[3].holder = "Amina Diallo (away, back Mon 9 Mar)".into();
        rows
    }
}
