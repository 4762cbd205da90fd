//! The worklist of those who cover for others, and who holds what now.

use crate::{Actor, Service, directory::Directory};
use jiff::Timestamp;
use store::{Holders, WorkOwner};

/// Why whoever holds a duty does not see to it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// They are away, until then when it is known.
    Away(Option<Timestamp>),
    /// They left, or work elsewhere now: nobody holds it.
    Gone,
}

impl Directory {
    /// Whether somebody who holds something in an organisation is away or gone.
    pub fn absent(&self, person: &str, organisation: &str, at: Timestamp) -> Option<Absent> {
        if person.is_empty() {
            return None;
        }
        let held = self.posts_held(person, calendar::london_date(at));
        if !held.iter().any(|post| post.organisation == organisation) {
            return Some(Absent::Gone);
        }
        self.absence(person, at).map(|absence| Absent::Away(absence.until))
    }

    /// Everybody who works or worked in an organisation: those who may hold its duties.
    fn ever_of<'a>(&'a self, organisation: &'a str) -> impl Iterator<Item = &'a str> {
        self.people.values().filter_map(move |person| {
            let mut posts = self.posts.get(&person.id).into_iter().flatten();
            let is_of =
                person.organisation == organisation || posts.any(|post| post.organisation == organisation);
            is_of.then_some(person.id.as_str())
        })
    }
}

impl Service {
    /// Whose duties this person sees now because those who hold them are not there (INF-4).
    pub fn covers_for(&self, actor: &Actor, now: Timestamp) -> Holders {
        let directory = self.directory();
        let organisation = actor.person.organisation.as_str();
        let watch = directory.watch(organisation, now, self.rules.calendar);
        let me = actor.person.id.as_str();
        let sees = |person: &str, team: &str| watch.cover(person, team).seen_by.contains(me);
        let people = directory.ever_of(organisation).filter(|person| *person != me && sees(person, ""));
        let teams = directory.teams_of(organisation).into_iter().filter(|team| sees("", &team.id));
        Holders {
            people: people.map(str::to_owned).collect(),
            teams: teams.map(|team| team.id.clone()).collect(),
            nobody: sees("", ""),
        }
    }

    /// Names of those who are away or gone and for whom this person covers now, for the heading of that list.
    pub fn covers_for_names(&self, actor: &Actor, now: Timestamp) -> Vec<String> {
        let directory = self.directory();
        let absent = |id: &&String| directory.absent(id, &actor.person.organisation, now).is_some();
        let holders = self.covers_for(actor, now);
        holders.people.iter().filter(absent).map(|id| directory.person_name(id).to_owned()).collect()
    }

    /// The worklist of those for whom this person covers now.
    pub fn cover_owner(&self, actor: &Actor, now: Timestamp) -> WorkOwner {
        WorkOwner::Holders(self.covers_for(actor, now))
    }
}
