//! Organisations, units, teams and people: who there is, in which posts, at which hours, and who is away.

pub mod areas;
mod keeping;
mod kind;
mod names;
mod plan;
pub mod scim;
mod table;

pub use kind::OrganisationKind;
pub use plan::Plan;

use crate::{Actor, ServiceError};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use record::RepresentativeId;
use std::collections::BTreeMap;
use store::{Absence, Organisation, Person, Post, Store, Team, Unit};

/// The directory as it was read.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The number of the directory when it was read; each change raises it.
    pub version: i64,
    /// Organisations by id.
    pub organisations: BTreeMap<String, Organisation>,
    /// Units by id.
    pub units: BTreeMap<String, Unit>,
    /// Teams by id.
    pub teams: BTreeMap<String, Team>,
    /// People by id, also those who left: what they recorded still has a name.
    pub people: BTreeMap<String, Person>,
    /// Further and former posts by person, in their order.
    pub posts: BTreeMap<String, Vec<Post>>,
    /// Deputies by person, in their order.
    pub deputies: BTreeMap<String, Vec<String>>,
    /// Absences by person, those that ended long ago left out.
    pub absences: BTreeMap<String, Vec<Absence>>,
    /// Of people whose account has several cases: who else they are.
    pub own_cases: BTreeMap<String, Vec<String>>,
}

impl Directory {
    pub(crate) async fn read(store: &Store) -> Result<Directory, ServiceError> {
        // The number first: a change in between is then read again, not missed.
        let version = store.directory_version().await?;
        let mut directory = Directory {
            version,
            organisations: store.organisations().await?.into_iter().map(|o| (o.id.clone(), o)).collect(),
            units: store.units().await?.into_iter().map(|u| (u.id.clone(), u)).collect(),
            teams: store.teams().await?.into_iter().map(|t| (t.id.clone(), t)).collect(),
            people: store.people().await?.into_iter().map(|p| (p.id.clone(), p)).collect(),
            ..Directory::default()
        };
        for post in store.posts().await? {
            directory.posts.entry(post.person.clone()).or_default().push(post);
        }
        for (person, deputy) in store.deputies().await? {
            directory.deputies.entry(person).or_default().push(deputy);
        }
        for absence in store.absences(Timestamp::UNIX_EPOCH).await? {
            directory.absences.entry(absence.person.clone()).or_default().push(absence);
        }
        for (holder, person) in store.own_cases().await? {
            directory.own_cases.entry(holder).or_default().push(person);
        }
        Ok(directory)
    }

    /// Everybody whom the account of somebody stands for, themselves first.
    pub fn people_of(&self, holder: &str) -> Vec<String> {
        let others = self.own_cases.get(holder).into_iter().flatten();
        std::iter::once(holder).chain(others.map(String::as_str)).map(str::to_owned).collect()
    }

    /// Name of an organisation; its id when it is not in the directory.
    pub fn organisation_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.organisations.get(id).map_or(id, |o| o.name.as_str())
    }

    /// Name of a team; its id when it is not in the directory.
    pub fn team_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.teams.get(id).map_or(id, |t| t.name.as_str())
    }

    /// Name of a person; their id when they are not in the directory. Victims and who acts for them have no name here:
    /// it stands in their case.
    pub fn person_name<'a>(&'a self, id: &'a str) -> &'a str {
        let Some(person) = self.people.get(id) else { return id };
        let role = || Role::from_slug(&person.role).map_or("", Role::words);
        if person.name.is_empty() { role() } else { &person.name }
    }

    /// Teams of an organisation, by name.
    pub fn teams_of(&self, organisation: &str) -> Vec<&Team> {
        let mut teams: Vec<&Team> = self.teams.values().filter(|t| t.organisation == organisation).collect();
        teams.sort_by(|a, b| a.name.cmp(&b.name));
        teams
    }

    /// Every post that somebody holds on a day, the main one first: themselves, as they stand in that post. Empty for
    /// somebody who is not there.
    pub fn posts_held(&self, person: &str, today: Date) -> Vec<Person> {
        let Some(person) = self.people.get(person).filter(|person| person.is_there(today)) else {
            return Vec::new();
        };
        let further = self.posts.get(&person.id).into_iter().flatten().filter(|post| post.is_held(today));
        let main = person.holds_main_post(today).then(|| person.clone());
        let mut held: Vec<Person> = main.into_iter().collect();
        held.extend(further.map(|post| in_post(person, post)));
        held.retain(|post| self.stands(post, today));
        held
    }

    /// An organisation that has ended has no posts.
    fn stands(&self, post: &Person, today: Date) -> bool {
        let organisation = self.organisations.get(&post.organisation);
        organisation.and_then(|organisation| organisation.ended_on).is_none_or(|last| today <= last)
    }

    /// Somebody as they may act at an instant: in the post named, or in their first when none is named. None when they
    /// are not there or do not hold that post.
    pub fn actor_at(&self, person: &str, post: &str, now: Timestamp) -> Option<Actor> {
        // Another case of the same account: they act as who they are there.
        let is_other = |others: &Vec<String>| others.iter().any(|other| other == post);
        if !post.is_empty() && post != person && self.own_cases.get(person).is_some_and(is_other) {
            return self.actor_at(post, "", now).filter(|actor| actor.role.is_public());
        }
        let post = if post == person { "" } else { post };
        let held = self.posts_held(person, calendar::london_date(now));
        let acting = held.into_iter().find(|held| post.is_empty() || held.post == post)?;
        self.actor_of(acting, now)
    }

    pub(crate) fn actor_of(&self, person: Person, now: Timestamp) -> Option<Actor> {
        let organisation = self.organisations.get(&person.organisation);
        Some(Actor {
            of_support_service: organisation.is_some_and(|one| one.provider == SUPPORT_SERVICE),
            role: Role::from_slug(&person.role)?,
            organisation_name: self.organisation_name(&person.organisation).to_owned(),
            language: language::Language::default(),
            representative: person.representative_id.map(RepresentativeId),
            person,
            trail: crate::Trail::default(),
            at: now,
        })
    }
}

/// What a support service is in a case.
const SUPPORT_SERVICE: &str = "support_service";

fn in_post(person: &Person, post: &Post) -> Person {
    Person {
        role: post.role.clone(),
        organisation: post.organisation.clone(),
        team: post.team.clone(),
        post: post.id.clone(),
        ..person.clone()
    }
}
