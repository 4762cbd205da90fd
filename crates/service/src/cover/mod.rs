//! A duty always has somebody on shift who sees it (INF-4). Who that is follows from the directory, the calendar and the
//! instant, and from nothing else.
//!
//! Whoever holds a duty sees it while they are there. When they are away, their deputies see it, on shift or not. When
//! none of them is on shift, their team sees it, else the team that covers it, else the supervisors, else whoever is on
//! shift in the organisation. When nobody is on shift at all, the next person who will be is named, and they and every supervisor see it.

mod arranging;
mod hours;
mod worklist;

pub use arranging::{AbsenceForm, AbsenceKind, AwayList, AwayRow};
pub use hours::{Hours, NotHours};
pub use worklist::Absent;

use crate::directory::Directory;
use calendar::Calendar;
use jiff::Timestamp;
use policy::Role;
use std::collections::{BTreeMap, BTreeSet};
use store::{Absence, Person};

/// How somebody stands at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// At work.
    OnShift,
    /// Nobody wrote down when they work: they see what they hold, and cover for nobody.
    Unknown,
    /// Their hours say that they are not at work.
    OffShift,
    /// On leave, ill, in training or in court.
    Away,
    /// They left, were shut out, have moved elsewhere or were never here: nobody holds what they held.
    Gone,
}

/// Who sees what somebody or some team holds, besides themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Who sees it in their cover.
    pub seen_by: BTreeSet<String>,
    /// When nobody is on shift: who is the next, and from when.
    pub next: Option<(String, Timestamp)>,
}

/// The staff of one organisation at one instant.
pub struct Watch<'a> {
    directory: &'a Directory,
    at: Timestamp,
    calendar: &'static Calendar,
    organisation: &'a str,
    /// Presence of everybody who works on cases here.
    staff: BTreeMap<&'a str, Presence>,
    /// Team members; one person may be in several.
    teams: BTreeMap<&'a str, BTreeSet<&'a str>>,
    supervisors: BTreeSet<&'a str>,
}

impl Directory {
    /// The absence that holds for somebody at an instant.
    pub fn absence(&self, person: &str, at: Timestamp) -> Option<&Absence> {
        self.absences.get(person)?.iter().rfind(|absence| absence.holds(at))
    }

    /// Who is on shift in an organisation at an instant.
    pub fn watch<'a>(
        &'a self,
        organisation: &'a str,
        at: Timestamp,
        calendar: &'static Calendar,
    ) -> Watch<'a> {
        let today = calendar::london_date(at);
        let mut watch = Watch {
            directory: self,
            at,
            calendar,
            organisation,
            staff: BTreeMap::new(),
            teams: BTreeMap::new(),
            supervisors: BTreeSet::new(),
        };
        for person in self.people.values() {
            let further = self.posts.get(&person.id);
            if (person.organisation != organisation && further.is_none()) || !person.is_there(today) {
                continue;
            }
            let main =
                person.holds_main_post(today).then_some((&person.role, &person.organisation, &person.team));
            let further = further.into_iter().flatten().filter(|post| post.is_held(today));
            let further = further.map(|post| (&post.role, &post.organisation, &post.team));
            for (role, of, team) in main.into_iter().chain(further) {
                let role = Role::from_slug(role);
                if of != organisation || !role.is_some_and(Role::is_staff) {
                    continue;
                }
                watch.staff.entry(&person.id).or_insert_with(|| presence(self, person, at, calendar));
                if role == Some(Role::Supervisor) {
                    watch.supervisors.insert(&person.id);
                }
                watch.teams.entry(team).or_default().insert(&person.id);
            }
        }
        watch
    }
}

/// How somebody who holds a post stands.
fn presence(directory: &Directory, person: &Person, at: Timestamp, calendar: &Calendar) -> Presence {
    if directory.absence(&person.id, at).is_some() {
        return Presence::Away;
    }
    match person.hours.parse::<Hours>() {
        Ok(hours) if !hours.is_empty() => {
            if hours.hold(at, person.works_bank_holidays, calendar) {
                Presence::OnShift
            } else {
                Presence::OffShift
            }
        }
        _ => Presence::Unknown,
    }
}

impl Watch<'_> {
    /// How somebody stands here.
    pub fn presence(&self, person: &str) -> Presence {
        self.staff.get(person).copied().unwrap_or(Presence::Gone)
    }

    /// Who else must see what is held by this person (empty: nobody in particular) of this team (empty: none).
    pub fn cover(&self, person: &str, team: &str) -> Cover {
        let holder = if person.is_empty() { None } else { Some(self.presence(person)) };
        if self.holds(person, team) {
            return Cover::default();
        }
        let mut seen_by = BTreeSet::new();
        if matches!(holder, Some(Presence::Away | Presence::Gone)) {
            seen_by = self.deputies(person);
        }
        if seen_by.iter().any(|deputy| self.is_on_shift(deputy)) {
            return Cover { seen_by, next: None };
        }
        let of_team = self
            .teams_of(person, team)
            .iter()
            .find_map(|team| self.on_shift_of(self.teams.get(team.as_str())?.iter().copied()));
        let on_shift = of_team
            .or_else(|| self.on_shift_of(self.supervisors.iter().copied()))
            .or_else(|| self.on_shift_of(self.staff.keys().copied()))
            .unwrap_or_default();
        seen_by.extend(on_shift.iter().map(|id| (*id).to_owned()));
        if !on_shift.is_empty() {
            return Cover { seen_by, next: None };
        }
        let next = self.next_on_shift();
        seen_by.extend(self.supervisors.iter().map(|id| (*id).to_owned()));
        seen_by.extend(next.iter().map(|(id, _)| id.clone()));
        if seen_by.is_empty() {
            // Nobody is expected back: everybody sees it rather than nobody.
            seen_by = self.staff.keys().map(|id| (*id).to_owned()).collect();
        }
        Cover { seen_by, next }
    }

    /// Whether those who hold it see it in their own list now: the person, else their team, else everybody.
    fn holds(&self, person: &str, team: &str) -> bool {
        let sees = |presence: Presence| matches!(presence, Presence::OnShift | Presence::Unknown);
        match (person, team) {
            ("", "") => self.staff.values().copied().any(sees),
            ("", team) => self.teams.get(team).into_iter().flatten().any(|id| sees(self.presence(id))),
            (person, _) => sees(self.presence(person)),
        }
    }

    fn is_on_shift(&self, person: &str) -> bool {
        self.presence(person) == Presence::OnShift
    }

    /// Those who stand in for somebody and are of this organisation: the one named with the absence, then the usual.
    fn deputies(&self, person: &str) -> BTreeSet<String> {
        let named = self.directory.absence(person, self.at).map(|absence| &absence.deputy);
        let usual = self.directory.deputies.get(person).into_iter().flatten();
        named.into_iter().chain(usual).filter(|id| self.staff.contains_key(id.as_str())).cloned().collect()
    }

    /// The duty's own team, else those in which its holder works or worked here; after each the team that covers it.
    fn teams_of(&self, person: &str, team: &str) -> Vec<String> {
        let mut teams = Vec::new();
        let mut add = |team: &str| {
            if team.is_empty() || teams.iter().any(|known| known == team) {
                return;
            }
            teams.push(team.to_owned());
            let covered_by = self.directory.teams.get(team).map_or("", |team| team.covered_by.as_str());
            if !covered_by.is_empty() && !teams.iter().any(|known| known == covered_by) {
                teams.push(covered_by.to_owned());
            }
        };
        add(team);
        if team.is_empty() {
            let main = self.directory.people.get(person).filter(|p| p.organisation == self.organisation);
            main.into_iter().for_each(|person| add(&person.team));
            let posts = self.directory.posts.get(person).into_iter().flatten();
            posts.filter(|post| post.organisation == self.organisation).for_each(|post| add(&post.team));
        }
        teams
    }

    /// Those of them who are on shift; none when nobody is.
    fn on_shift_of<'b>(&self, people: impl Iterator<Item = &'b str>) -> Option<BTreeSet<&'b str>> {
        let on_shift: BTreeSet<&str> = people.filter(|id| self.is_on_shift(id)).collect();
        Some(on_shift).filter(|on_shift| !on_shift.is_empty())
    }

    /// Who of the organisation comes on shift next, and when; absences that are known are counted.
    fn next_on_shift(&self) -> Option<(String, Timestamp)> {
        let people = self.staff.keys().filter_map(|id| self.directory.people.get(*id));
        let next = people.filter_map(|person| Some((self.back(person)?, person.id.clone())));
        next.min().map(|(at, id)| (id, at))
    }

    /// The first instant after now at which somebody is on shift; none when that is not known.
    pub fn back(&self, person: &Person) -> Option<Timestamp> {
        let hours: Hours = person.hours.parse().ok().filter(|hours: &Hours| !hours.is_empty())?;
        let mut after = self.at;
        // Absences follow each other; each step goes past one of them.
        for _ in 0..=self.directory.absences.get(&person.id).map_or(0, Vec::len) {
            let on = |at| hours.hold(at, person.works_bank_holidays, self.calendar);
            let start = if after > self.at && on(after) {
                after
            } else {
                hours.next(after, person.works_bank_holidays, self.calendar)?
            };
            match self.directory.absence(&person.id, start) {
                None => return Some(start),
                Some(absence) => after = absence.until?,
            }
        }
        None
    }

    /// Who of the staff are away now.
    pub fn away(&self) -> impl Iterator<Item = &str> {
        self.staff.iter().filter(|(_, presence)| **presence == Presence::Away).map(|(id, _)| *id)
    }

    /// Everybody who works on cases here.
    pub fn staff(&self) -> impl Iterator<Item = &str> {
        self.staff.keys().copied()
    }
}

#[cfg(test)]
mod tests;
