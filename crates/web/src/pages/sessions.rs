//! Pages about being signed in: going on after a session has ended, where one is signed in, having signed out.

use crate::{
    components as c,
    shell::Shell,
    speaking::{say, say_with},
};
use askama::Template;
use policy::Role;

/// What was typed before the session ended, to be sent now
#[derive(Template)]
#[template(path = "carry_on.html")]
pub struct CarryOn {
    /// surroundings
    pub shell: Shell,
    /// address of the form
    pub form: String,
    /// longer texts, to be read again before they are sent
    pub typed: Vec<String>,
    /// every field as it was sent
    pub fields: Vec<(String, String)>,
    /// whether the form can be opened again with what was typed
    pub can_be_changed: bool,
}

impl CarryOn {
    /// The page for a kept form
    pub fn new(shell: Shell, form: String, fields: Vec<(String, String)>) -> Self {
        let is_prose = |text: &&String| text.split_whitespace().count() > 1;
        let typed = fields.iter().map(|(_, text)| text).filter(is_prose).cloned().collect();
        let can_be_changed = form.starts_with("/case/");
        Self { shell, form, typed, fields, can_be_changed }
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let told = "I said he was released on bail today.\nHe must not come to Mill Street.";
        let shell = Shell::sample("What you typed was kept", Role::Officer);
        Self::new(shell, "/case/sample/contact".into(), vec![("told".into(), told.into())])
    }
}

/// Where somebody is signed in
#[derive(Template)]
#[template(path = "your_sign_ins.html")]
pub struct YourSignIns {
    /// surroundings
    pub shell: Shell,
    /// each one: how, since when, last used, whether it is this browser
    pub sign_ins: Vec<OneSignIn>,
    /// other organisations' sign-ins that can be added: name, and where its form goes
    pub issuers: Vec<(String, String)>,
}

/// One place where somebody is signed in
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneSignIn {
    /// how they showed who they are
    pub how: String,
    /// when it began
    pub since: String,
    /// when it was last used
    pub used: String,
    /// whether it is this browser
    pub here: bool,
}

impl YourSignIns {
    fn add(&self, issuer: &str) -> String {
        say_with("sign-ins-add", &[("name", issuer.into())])
    }

    fn words(&self, one: &OneSignIn) -> String {
        let about = [
            ("how", one.how.as_str().into()),
            ("since", one.since.as_str().into()),
            ("used", one.used.as_str().into()),
        ];
        say_with("sign-ins-one", &about)
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let one = |how: &str, since: &str, used: &str, here| OneSignIn {
            how: how.into(),
            since: since.into(),
            used: used.into(),
            here,
        };
        Self {
            shell: Shell::sample(say("sign-ins-title"), Role::Victim),
            sign_ins: vec![
                one("with GOV.UK One Login", "today at 9:12am", "today at 9:20am", true),
                one("with a code", "yesterday at 8pm", "yesterday at 8:05pm", false),
            ],
            issuers: vec![("GOV.UK One Login".into(), "/sign-in/with/sample".into())],
        }
    }
}

/// Between a form and another site: a form may not lead there by itself
#[derive(Template)]
#[template(path = "go_there.html")]
pub struct GoThere {
    /// surroundings
    pub shell: Shell,
    /// the issuer's name
    pub name: String,
    /// where to
    pub address: String,
}

impl GoThere {
    fn of(&self, name: &str) -> String {
        say_with(name, &[("name", self.name.as_str().into())])
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Go to GOV.UK One Login", Role::Victim),
            name: "GOV.UK One Login".into(),
            address: "https://issuer.example/authorize".into(),
        }
    }
}

/// Signed out here; perhaps not yet at the issuer
#[derive(Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    /// surroundings
    pub shell: Shell,
    /// the issuer's name and where to sign out there
    pub issuer: Option<(String, String)>,
}

impl SignedOut {
    fn of(&self, issuer: &str, name: &str) -> String {
        say_with(name, &[("name", issuer.into())])
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let issuer = Some(("GOV.UK One Login".to_owned(), "https://issuer.example/logout".to_owned()));
        Self { shell: Shell::public(say("signed-out-title")), issuer }
    }
}
