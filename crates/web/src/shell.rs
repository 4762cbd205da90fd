//! What surrounds every page: title, who is signed in, the way around, the secret for forms.

use crate::{components::NavigationItem, session::Known, speaking::speaking, words};
use jiff::Timestamp;
use language::Language;
use policy::Role;
use service::Actor;

/// Who is signed in, as far as pages show it
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// as other people should read it, such as "PC Sam Okafor"; empty for a victim
    pub name: String,
    /// what they do here
    pub role: Role,
    /// name of the agency they work for; empty for a victim
    pub organisation: String,
}

impl From<&Actor> for Viewer {
    fn from(actor: &Actor) -> Self {
        Self {
            // Victims and who acts for them have no name in the directory.
            name: actor.person.name.clone(),
            role: actor.role,
            organisation: actor.organisation_name.clone(),
        }
    }
}

/// How long a session lasts when nothing is done from this page on
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lasting {
    /// seconds until it ends
    pub seconds: i64,
    /// minutes that it lasts without use
    pub idle_minutes: i64,
    /// the time of day at which it ends
    pub until: String,
}

impl Lasting {
    pub(crate) fn of(known: &Known, now: Timestamp) -> Self {
        let ends = known.ends_without_use(now);
        Self {
            seconds: ends.duration_since(now).as_secs().max(0),
            idle_minutes: known.session.idle.as_mins(),
            until: speaking().clock(words::clock_time(ends)),
        }
    }
}

/// The part of a page that the layout prints
#[derive(Debug, Clone, Default)]
pub struct Shell {
    /// what the page is for, first in the browser's title
    pub title: String,
    /// in which language the page is
    pub language: Language,
    /// address of this page, to read it in another language; empty when it has no other
    pub here: String,
    /// whether the page shows a form again because something is wrong with it
    pub has_errors: bool,
    /// who is signed in
    pub viewer: Option<Viewer>,
    /// how long the session lasts, for the warning before its end
    pub session: Option<Lasting>,
    /// in an account with several cases: what the chosen one is about
    pub of_several: Option<String>,
    /// for somebody who acts for a victim: the victim’s name
    pub acting_for: Option<String>,
    /// whether somebody who has not signed in must be able to leave at once
    pub can_leave: bool,
    /// goes into every form as `_token`
    pub token: String,
    /// address of the navigation entry that the page belongs to
    pub section: &'static str,
}

impl Shell {
    /// A page for everybody
    pub fn public(title: impl Into<String>) -> Self {
        Self { title: title.into(), language: speaking(), ..Self::default() }
    }

    /// The same page in another section of the navigation
    pub fn within(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }

    /// The same page for somebody who acts for `victim`; a victim’s own page is as it was
    pub fn acting_for(mut self, victim: &str) -> Self {
        let acts = self.viewer.as_ref().is_some_and(|viewer| viewer.role == Role::Representative);
        self.acting_for = acts.then(|| victim.to_owned());
        self
    }

    /// The same page with complaints: its title begins with "Error"
    pub fn wrong(mut self, has_errors: bool) -> Self {
        self.has_errors = has_errors;
        self
    }

    /// A message in the language of the page
    pub fn say(&self, name: &str) -> String {
        self.language.say(name)
    }

    /// The title as the browser shows it
    pub fn whole_title(&self) -> String {
        let title = match self.has_errors {
            true => {
                self.language.say_with("frame-error-before-title", &[("title", self.title.as_str().into())])
            }
            false => self.title.clone(),
        };
        if title.is_empty() { "Lantern".into() } else { format!("{title} - Lantern") }
    }

    /// The other languages in which this page can be read, with its address in each
    pub fn languages(&self) -> Vec<(Language, String)> {
        let offered = Language::ALL.into_iter().filter(|_| !self.here.is_empty());
        offered.map(|language| (language, format!("{}?lang={}", self.here, language.tag()))).collect()
    }

    /// Whose sign-in this is, in a sentence
    pub fn signed_in_as(&self, viewer: &Viewer) -> String {
        let name = match (viewer.role.is_public(), viewer.organisation.is_empty()) {
            (true, _) if viewer.name.is_empty() => self.say("frame-you"),
            (_, true) => viewer.name.clone(),
            (_, false) => format!("{}, {}", viewer.name, viewer.organisation),
        };
        self.language.say_with("frame-signed-in-as", &[("name", name.into())])
    }

    /// Which of several cases is chosen, in a sentence
    pub fn chosen_words(&self, title: &str) -> String {
        self.language.say_with("cases-head", &[("title", title.into())])
    }

    /// That somebody acts for a victim, in a sentence
    pub fn acting_words(&self, victim: &str) -> String {
        self.language.say_with("frame-acting-for", &[("victim", victim.into())])
    }

    /// When the session ends, in a sentence
    pub fn ending_words(&self, lasting: &Lasting) -> String {
        self.language.say_with("frame-ends-at", &[("time", lasting.until.as_str().into())])
    }

    /// Address of a file in the binary
    pub fn asset(&self, name: &str) -> String {
        crate::assets::address(name)
    }

    /// Address of a style sheet of the design systems, for the direction in which the page is written
    pub fn sheet(&self, name: &str) -> String {
        let direction = if self.language.is_right_to_left() { "-rtl" } else { "" };
        self.asset(&format!("{name}{direction}.css"))
    }

    /// Whether a victim is looking, who must be able to leave at once
    pub fn for_victim(&self) -> bool {
        self.viewer.as_ref().map_or(self.can_leave, |viewer| viewer.role.is_public())
    }

    /// Whose figures somebody sees who works on cases; nothing for those who see none
    pub fn own_figures(&self) -> Option<&str> {
        let viewer = self.viewer.as_ref().filter(|viewer| viewer.role == Role::Supervisor);
        viewer.map(|viewer| viewer.organisation.as_str())
    }

    /// The way around for the person who is signed in
    pub fn navigation(&self) -> Vec<NavigationItem> {
        let Some(viewer) = &self.viewer else { return Vec::new() };
        let own = |name: &str, href: &str| NavigationItem::new(self.say(name), href, href == self.section);
        let (case, rights) = (own("nav-your-case", "/your-case"), own("nav-your-rights", "/your-rights"));
        let messages = own("nav-messages", "/messages");
        let places: &[(&str, &str)] = match viewer.role {
            Role::Victim => {
                return vec![case, messages, rights, own("nav-how-we-contact-you", "/how-we-contact-you")];
            }
            Role::Representative => return vec![case, messages, rights],
            Role::Caretaker => &[("People", "/people"), ("Accounts", "/accounts")],
            Role::Standards => &[("Odd patterns", "/audit/patterns"), ("The audit", "/audit")],
            Role::Oversight => &[
                ("Figures", "/figures"),
                ("Meetings", "/meetings"),
                ("Differences between groups", "/differences"),
                ("What areas returned", "/national"),
                ("Who left", "/figures/attrition"),
                ("Repeat victims", "/figures/repeat-victims"),
            ],
            Role::Supervisor => &[
                ("Team", "/supervise"),
                ("My work", "/my-work"),
                ("Figures", "/figures"),
                ("Meetings", "/meetings"),
                ("Unhappy", "/my-work?state=unhappy"),
                ("Take a report", "/take-a-report"),
                ("Silent cases", "/silent-cases"),
                ("Search", "/search"),
                ("Opened cases", "/opened-cases"),
                ("Inspections", "/inspections"),
                ("Quality", "/quality"),
                ("Who is away", "/away"),
                ("Quarantine", "/quarantine"),
                ("Guidance", "/guidance"),
            ],
            Role::InformationGovernance => &[
                ("Cases to review", "/retention"),
                ("Agreements", "/agreements"),
                ("Inspections", "/inspections"),
            ],
            Role::WitnessCare => &[
                ("My work", "/my-work"),
                ("Take a report", "/take-a-report"),
                ("Silent cases", "/silent-cases"),
                ("Search", "/search"),
                ("Quarantine", "/quarantine"),
                ("Guidance", "/guidance"),
            ],
            _ => &[
                ("My work", "/my-work"),
                ("Take a report", "/take-a-report"),
                ("Silent cases", "/silent-cases"),
                ("Search", "/search"),
                ("Guidance", "/guidance"),
            ],
        };
        let item = |(text, href): &(&str, &str)| NavigationItem::new(*text, *href, *href == self.section);
        places.iter().map(item).collect()
    }

    /// A person made up for the samples
    #[doc(hidden)]
    pub fn sample(title: impl Into<String>, role: Role) -> Self {
        let (name, organisation) = match role {
            Role::Victim => ("", ""),
            _ => ("PC Sam Okafor", "Croydon victim team"),
        };
        let viewer = Viewer { name: name.into(), role, organisation: organisation.into() };
        let (language, here) = match role.is_public() {
            true => (speaking(), "/sample".into()),
            false => (Language::English, String::new()),
        };
        let token = "sample".into();
        Self { title: title.into(), language, here, viewer: Some(viewer), token, ..Self::default() }
    }
}
