//! Signing in to the demonstration: pick a person.

use crate::{
    components::{self as c, Choice, ErrorLink, Filled},
    shell::Shell,
    speaking::{say, say_with},
};
use askama::Template;
use policy::Role;

/// The people of the demonstration, by agency
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// surroundings
    pub shell: Shell,
    /// what is wrong with the form
    pub errors: Vec<ErrorLink>,
    /// agency, then its people, each with the id of their button
    pub groups: Vec<(String, Vec<(String, Choice)>)>,
    /// who was picked
    pub person: Filled,
    /// whether a form waits for whoever left it
    pub kept: bool,
    /// ways to sign in that have a page of their own: words and address
    pub ways: Vec<(String, String)>,
    /// other organisations' sign-ins: name and address; those of staff, then those of victims
    pub issuers: [Vec<(String, String)>; 2],
}

impl SignIn {
    fn with(&self, issuer: &str) -> String {
        say_with("sign-in-with", &[("name", issuer.into())])
    }

    /// The page for these people, in groups
    pub fn new(shell: Shell, people: Vec<(String, Vec<Choice>)>, person: Filled) -> Self {
        let mut position = 0;
        let mut with_id = |choice| {
            position += 1;
            // The error summary links to the first button, so that one has no number.
            let id = if position == 1 { "person".to_owned() } else { format!("person-{position}") };
            (id, choice)
        };
        let groups = people
            .into_iter()
            .map(|(group, choices)| (group, choices.into_iter().map(&mut with_id).collect()))
            .collect();
        Self {
            shell,
            errors: Vec::new(),
            groups,
            person,
            kept: false,
            ways: Vec::new(),
            issuers: Default::default(),
        }
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let one = |id: &str, name: &str, role: Role| Choice::new(id, name).hint(role.words());
        let people = vec![
            (
                "Metropolitan Police, Croydon".to_owned(),
                vec![
                    one("o1", "PC Sam Okafor", Role::Officer),
                    one("o2", "Sergeant Amina Diallo", Role::Supervisor),
                ],
            ),
            ("Witness care unit, London South".to_owned(), vec![one("w1", "Gwen Price", Role::WitnessCare)]),
            ("Victims".to_owned(), vec![Choice::new("v1", "Rosa Example"), Choice::new("v2", "Tom Sample")]),
        ];
        let ways = super::accounts::ways(true, true);
        let issuer = |name: &str| (name.to_owned(), "/sign-in/with/sample".to_owned());
        let issuers = [vec![issuer("Anytown Police"), issuer("HMPPS")], vec![issuer("GOV.UK One Login")]];
        Self { ways, issuers, ..Self::new(Shell::public(say("sign-in-title")), people, Filled::default()) }
    }
}
