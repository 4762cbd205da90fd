//! How a victim wants to be contacted, and what decides their rights (NEED-2, NEED-3).

use crate::{
    components::{self as c, Choice, ErrorLink, Filled, Markup, NavigationItem},
    shell::Shell,
};
use askama::Template;
use policy::Role;

/// The forms for wishes and for facts
#[derive(Template)]
#[template(path = "preferences.html")]
pub struct Preferences {
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
    /// the victims of the case, when there are several
    pub victims: Vec<NavigationItem>,
    /// whose wishes these are
    pub victim: String,
    /// what the form sends for them
    pub victim_id: String,
    /// ways of contact
    pub channels: Vec<Choice>,
    /// the one they prefer
    pub preferred: Filled,
    /// those that are fine too
    pub also: Vec<String>,
    /// those that must not be used
    pub never: Vec<String>,
    /// complaint about those
    pub never_error: Option<String>,
    /// times of day and days
    pub times: Filled,
    /// every how many days
    pub every_days: Filled,
    /// what makes contact safe or unsafe
    pub safe_contact: Filled,
    /// large print, post only, easy read, sign language ...
    pub format: Filled,
    /// who else may be told
    pub tell_also: Filled,
    /// how to be told bad news
    pub bad_news: Filled,
    /// whether they were asked in fields
    pub asked: bool,
    /// whether it is not safe to contact them now
    pub not_safe: bool,
    /// how somebody knows that it is safe again
    pub safe_words: Filled,
    /// the fields that a machine keeps to
    pub safe: Vec<Markup>,
    /// facts that hold: what the form sends, and the words with the reason
    pub facts: Vec<(String, String)>,
    /// facts that could be recorded
    pub flags: Vec<Choice>,
    /// chosen
    pub flag: Filled,
    /// why it holds
    pub because: Filled,
}

impl Preferences {
    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Wishes and needs", Role::Officer).within("/my-work"),
            errors: Vec::new(),
            reference: "01ZZ0000126".into(),
            case: "/case/sample".into(),
            version: 7,
            victims: Vec::new(),
            victim: "Rosa Example".into(),
            victim_id: "v1".into(),
            channels: vec![
                Choice::new("text", "Text message"),
                Choice::new("phone", "Phone call"),
                Choice::new("in_person", "In person"),
                Choice::new("email", "Email"),
                Choice::new("letter", "Letter"),
            ],
            preferred: Filled::with("text"),
            also: vec!["phone".into()],
            never: vec!["letter".into()],
            never_error: None,
            times: Filled::with("Weekdays after 3pm"),
            every_days: Filled::with("14"),
            safe_contact: Filled::with("Do not ring the house phone or leave a message. Text first."),
            format: Filled::default(),
            tell_also: Filled::with("Lena Advocate, her adviser"),
            bad_news: Filled::with("Through Lena Advocate, then call"),
            asked: true,
            not_safe: true,
            safe_words: Filled::default(),
            safe: Vec::new(),
            facts: vec![("serious_crime".into(), "Victim of a most serious crime: domestic abuse".into())],
            flags: vec![Choice::new("", "Choose one"), Choice::new("vulnerable", "Vulnerable")],
            flag: Filled::default(),
            because: Filled::default(),
        }
    }
}
