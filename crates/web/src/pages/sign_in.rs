//! Signing in to the demonstration: pick a person.

use crate::{
    components::{self as c, Choice, ErrorLink, Filled},
    person::{Person, Role},
    shell::Shell,
};
use askama::Template;

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
}

impl SignIn {
    /// The page for these people, in their order, victims first
    pub fn new(shell: Shell, people: &[Person], person: Filled) -> Self {
        let mut groups: Vec<(String, Vec<(String, Choice)>)> = Vec::new();
        for somebody in people {
            let group = match somebody.role {
                Role::Victim => "Victims",
                _ => &somebody.organisation,
            };
            let mut choice = Choice::new(&somebody.id, &somebody.name);
            choice.hint = what_they_do(somebody.role).into();
            match groups.iter_mut().find(|(name, _)| name == group) {
                Some((_, choices)) => choices.push((String::new(), choice)),
                None => groups.push((group.into(), vec![(String::new(), choice)])),
            }
        }
        groups.sort_by_key(|(name, _)| name != "Victims");
        // The error summary links to the first button, so that one has no number.
        for (position, (id, _)) in groups.iter_mut().flat_map(|(_, people)| people).enumerate() {
            *id = if position == 0 { "person".into() } else { format!("person-{}", position + 1) };
        }
        Self { shell, errors: Vec::new(), groups, person }
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        let person = |id: &str, name: &str, role, organisation: &str| Person {
            id: id.into(),
            name: name.into(),
            role,
            organisation: organisation.into(),
        };
        let people = [
            person("v1", "Rosa Example", Role::Victim, ""),
            person("v2", "Tom Sample", Role::Victim, ""),
            person("o1", "PC Sam Okafor", Role::Officer, "Metropolitan Police, Croydon"),
            person("o2", "Amina Diallo", Role::VictimCare, "Metropolitan Police, Croydon"),
            person("w1", "Gwen Price", Role::WitnessCare, "Witness care unit, London South"),
        ];
        Self::new(Shell::public("Sign in"), &people, Filled::default())
    }
}

fn what_they_do(role: Role) -> &'static str {
    match role {
        Role::Victim => "",
        Role::Officer => "police officer with cases",
        Role::Supervisor => "supervisor of a team",
        Role::VictimCare => "keeps victims informed",
        Role::WitnessCare => "witness care officer",
        Role::Prosecutor => "prosecutor",
        Role::Probation => "victim liaison officer",
        Role::Records => "mends messages that could not be read",
    }
}
