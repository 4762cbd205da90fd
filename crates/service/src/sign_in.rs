//! Demonstration sign-in: pick a person. Real identity comes later; every page already takes person, role and
//! organisation from here.

use crate::{Actor, Service, ServiceError};
use jiff::Timestamp;
use policy::Role;
use record::RepresentativeId;
use std::collections::BTreeMap;
use store::{Organisation, Person, Store, Team};

/// Organisations, teams and people.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Organisations by id.
    pub organisations: BTreeMap<String, Organisation>,
    /// Teams by id.
    pub teams: BTreeMap<String, Team>,
    /// People by id.
    pub people: BTreeMap<String, Person>,
}

impl Directory {
    pub(crate) async fn read(store: &Store) -> Result<Directory, ServiceError> {
        Ok(Directory {
            organisations: store.organisations().await?.into_iter().map(|o| (o.id.clone(), o)).collect(),
            teams: store.teams().await?.into_iter().map(|t| (t.id.clone(), t)).collect(),
            people: store.people().await?.into_iter().map(|p| (p.id.clone(), p)).collect(),
        })
    }

    /// Name of an organisation; its id when it is not in the directory.
    pub fn organisation_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.organisations.get(id).map_or(id, |o| o.name.as_str())
    }

    /// Name of a team; its id when it is not in the directory.
    pub fn team_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.teams.get(id).map_or(id, |t| t.name.as_str())
    }

    /// Name of a person; their id when they are not in the directory.
    pub fn person_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.people.get(id).map_or(id, |p| p.name.as_str())
    }

    /// Teams of an organisation, by name.
    pub fn teams_of(&self, organisation: &str) -> Vec<&Team> {
        let mut teams: Vec<&Team> = self.teams.values().filter(|t| t.organisation == organisation).collect();
        teams.sort_by(|a, b| a.name.cmp(&b.name));
        teams
    }
}

/// People who can sign in, grouped.
#[derive(Clone, Debug)]
pub struct SignInGroup {
    /// Name of the organisation, or "Victims".
    pub name: String,
    /// The people.
    pub people: Vec<Actor>,
}

impl Service {
    /// Everybody who can sign in to the demonstration, staff by organisation, victims last.
    pub fn sign_in_choices(&self) -> Vec<SignInGroup> {
        let directory = self.directory();
        let mut groups: BTreeMap<(bool, String), Vec<Actor>> = BTreeMap::new();
        for person in directory.people.values() {
            let Some(actor) = actor_of(&directory, person, Timestamp::UNIX_EPOCH) else { continue };
            let is_victim = actor.role == Role::Victim;
            let name = if is_victim { "Victims".to_owned() } else { actor.organisation_name.clone() };
            groups.entry((is_victim, name)).or_default().push(actor);
        }
        groups.into_iter().map(|((_, name), people)| SignInGroup { name, people }).collect()
    }

    /// The person with this id, as they may act now.
    pub fn actor(&self, person: &str, now: Timestamp) -> Option<Actor> {
        let directory = self.directory();
        actor_of(&directory, directory.people.get(person)?, now)
    }
}

fn actor_of(directory: &Directory, person: &Person, now: Timestamp) -> Option<Actor> {
    Some(Actor {
        role: Role::from_slug(&person.role)?,
        organisation_name: directory.organisation_name(&person.organisation).to_owned(),
        person: person.clone(),
        trail: crate::Trail::default(),
        at: now,
        representative: person.representative_id.map(RepresentativeId),
    })
}
