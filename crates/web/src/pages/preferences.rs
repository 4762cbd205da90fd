//! How a victim wants to be contacted, and what they need (NEED-3, NEED-4).

use crate::{
    components::{self as c, Choice, ErrorLink, Filled},
    person::Role,
    shell::Shell,
};
use askama::Template;

/// The form for wishes and needs
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
    /// whose wishes these are
    pub victim: String,
    /// what the form sends for them
    pub victim_id: String,
    /// ways of contact
    pub channels: Vec<Choice>,
    /// the one they prefer
    pub preferred: Filled,
    /// those that must not be used
    pub never: Vec<String>,
    /// times of day and days
    pub when: Filled,
    /// every how many days
    pub every_days: Filled,
    /// what makes contact safe or unsafe
    pub safety: Filled,
    /// large print, post only, easy read, sign language ...
    pub formats: Vec<String>,
    /// language
    pub language: Filled,
    /// who else may be told
    pub others: Filled,
    /// how to be told bad news
    pub bad_news: Filled,
    /// needs, in their words
    pub needs: Filled,
}

/// Formats that can be asked for
pub const FORMATS: [(&str, &str); 6] = [
    ("large_print", "Large print"),
    ("post", "By post only"),
    ("easy_read", "Easy read"),
    ("bsl", "British Sign Language"),
    ("read_aloud", "Read out to them"),
    ("number_shown", "Calls from a number they can see"),
];

impl Preferences {
    fn format_choices(&self) -> Vec<Choice> {
        FORMATS.iter().map(|(value, text)| Choice::new(*value, *text)).collect()
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Wishes and needs of Rosa Example", Role::Officer).within("/my-work"),
            errors: Vec::new(),
            reference: "01ZZ0000126".into(),
            case: "/case/sample".into(),
            version: 7,
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
            never: vec!["letter".into()],
            when: Filled::with("Weekdays after 3pm"),
            every_days: Filled::with("14"),
            safety: Filled::with("Do not ring the house phone or leave a message. Text first."),
            formats: vec!["number_shown".into()],
            language: Filled::with("Portuguese"),
            others: Filled::with("Lena Advocate, her adviser"),
            bad_news: Filled::with("Through Lena Advocate, then call"),
            needs: Filled::default(),
        }
    }
}
