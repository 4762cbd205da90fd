//! What handed-in tables would change: worked out and shown before anything is written, and then written whole or not
//! at all. Whoever left is ended, not deleted, so that what they recorded still has a name.

use super::{
    Directory, OrganisationKind, areas,
    names::{as_it_looks, is_slug, trouble},
    table::{Row, Tables},
};
use crate::cover::Hours;
use jiff::{ToSpan, civil::Date};
use policy::Role;
use std::collections::{BTreeMap, BTreeSet};
use store::{DirectoryChanges, Organisation, Person, Post, Team, Unit};

/// What would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// A line for each change, with ids and columns and nothing personal.
    pub lines: Vec<String>,
    /// What a person should look at, although it is allowed.
    pub notes: Vec<String>,
    pub(super) changes: DirectoryChanges,
}

pub(super) fn plan(directory: &Directory, tables: &Tables, today: Date) -> Result<Plan, Vec<String>> {
    let mut planner =
        Planner { after: directory.clone(), today, plan: Plan::default(), complaints: Vec::new() };
    planner.plan.changes.read = Some(directory.version);
    planner.organisations(&tables.organisations);
    planner.teams(&tables.teams);
    planner.people(&tables.people);
    if planner.complaints.is_empty() { Ok(planner.plan) } else { Err(planner.complaints) }
}

struct Planner {
    /// The directory as it would be after the lines that were read.
    after: Directory,
    today: Date,
    plan: Plan,
    complaints: Vec<String>,
}

impl Planner {
    fn complain(&mut self, row: &Row, what: impl AsRef<str>) {
        self.complaints.push(format!("{}: {}", row.place, what.as_ref()));
    }

    fn day(&mut self, row: &Row, column: &str) -> Option<Date> {
        let text = row.cell(column);
        if text.is_empty() {
            return None;
        }
        let day = text.parse().ok();
        if day.is_none() {
            self.complain(row, format!("{column} is no day; write it as 2026-03-31"));
        }
        day
    }

    /// An id that can be one and is not on an earlier line of the same table.
    fn id(&mut self, row: &Row, column: &str, seen: &mut BTreeSet<String>) -> Option<String> {
        let id = row.cell(column).to_owned();
        if !is_slug(&id) {
            self.complain(row, format!("{column} must be small letters, digits and hyphens, 64 at most"));
            return None;
        }
        if !seen.insert(id.clone()) {
            self.complain(row, format!("{column} {id} is on an earlier line too; leave one out"));
            return None;
        }
        Some(id)
    }

    fn name(&mut self, row: &Row) -> String {
        let name = row.cell("name");
        if name.is_empty() {
            self.complain(row, "there is no name; enter it");
        } else if let Some(trouble) = trouble(name) {
            self.complain(row, format!("the name {trouble}"));
        }
        name.to_owned()
    }

    fn organisations(&mut self, rows: &[Row]) {
        let mut seen = BTreeSet::new();
        for row in rows {
            let Some(id) = self.id(row, "organisation", &mut seen) else { continue };
            let Some(kind) = OrganisationKind::from_slug(row.cell("kind")) else {
                let kinds: Vec<&str> = OrganisationKind::ALL.iter().map(|kind| kind.slug()).collect();
                self.complain(row, format!("kind is not known; use one of {}", kinds.join(", ")));
                continue;
            };
            let areas = row.cell("areas").split_whitespace().collect::<Vec<_>>().join(" ");
            if areas::unknown_area(&areas).is_some() {
                self.complain(row, "areas has a code that is no police force's; use codes such as 01 46");
            }
            let organisation = Organisation {
                id: id.clone(),
                name: self.name(row),
                provider: kind.provider().into(),
                area: areas,
                phone: row.cell("phone").into(),
                kind: kind.slug().into(),
                ended_on: self.day(row, "until"),
            };
            let before = self.after.organisations.insert(id.clone(), organisation.clone());
            if self.say("organisation", &id, before.as_ref() == Some(&organisation), before.is_none()) {
                self.plan.changes.organisations.push(organisation);
            }
        }
    }

    /// A line for a change; says whether there is one.
    fn say(&mut self, what: &str, id: &str, is_same: bool, is_new: bool) -> bool {
        if !is_same {
            let how = if is_new { "new" } else { "changed" };
            self.plan.lines.push(format!("{what} {id}: {how}"));
        }
        !is_same
    }

    fn teams(&mut self, rows: &[Row]) {
        let mut seen = BTreeSet::new();
        let named: BTreeSet<&str> = rows.iter().map(|row| row.cell("team")).collect();
        for row in rows {
            let Some(id) = self.id(row, "team", &mut seen) else { continue };
            let organisation = row.cell("organisation").to_owned();
            if !self.after.organisations.contains_key(&organisation) {
                self.complain(row, "organisation is not known; hand in the table of organisations too");
                continue;
            }
            if self.after.teams.get(&id).is_some_and(|team| team.organisation != organisation) {
                self.complain(row, "the team belongs to another organisation; use another id");
                continue;
            }
            let covered_by = row.cell("covered_by").to_owned();
            let is_known = self.after.teams.get(&covered_by).is_some_and(|t| t.organisation == organisation);
            if !covered_by.is_empty()
                && (covered_by == id || !(is_known || named.contains(covered_by.as_str())))
            {
                self.complain(row, "covered_by must be another team of the same organisation");
            }
            let unit = self.unit(row, &organisation);
            let team = Team {
                id: id.clone(),
                organisation,
                name: self.name(row),
                phone: row.cell("phone").into(),
                unit,
                covered_by,
                ended_on: self.day(row, "until"),
            };
            let before = self.after.teams.insert(id.clone(), team.clone());
            if self.say("team", &id, before.as_ref() == Some(&team), before.is_none()) {
                self.plan.changes.teams.push(team);
            }
        }
    }

    /// The id of the unit with this name; a new unit when there is none.
    fn unit(&mut self, row: &Row, organisation: &str) -> String {
        let name = row.cell("unit");
        if name.is_empty() {
            return String::new();
        }
        let mut units = self.after.units.values().filter(|unit| unit.organisation == organisation);
        if let Some(known) = units.find(|unit| unit.name == name) {
            return known.id.clone();
        }
        if let Some(trouble) = trouble(name) {
            self.complain(row, format!("the name of the unit {trouble}"));
        }
        let id =
            (1..).map(|n| format!("{organisation}-unit-{n}")).find(|id| !self.after.units.contains_key(id));
        let unit = Unit { id: id.unwrap_or_default(), organisation: organisation.into(), name: name.into() };
        self.say("unit", &unit.id, false, true);
        self.after.units.insert(unit.id.clone(), unit.clone());
        self.plan.changes.units.push(unit.clone());
        unit.id
    }

    fn people(&mut self, rows: &[Row]) {
        let mut order: Vec<&str> = Vec::new();
        let mut of: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in rows {
            let id = row.cell("person");
            if !is_slug(id) {
                self.complain(
                    row,
                    "person must be small letters, digits and hyphens, 64 at most, and no name",
                );
                continue;
            }
            let lines = of.entry(id).or_default();
            if lines.is_empty() {
                order.push(id);
            }
            lines.push(row);
        }
        for id in &order {
            self.person(id, &of[id]);
        }
        for id in order {
            self.deputies(id, of[id][0]);
        }
    }

    fn person(&mut self, id: &str, rows: &[&Row]) {
        let first = rows[0];
        let before = self.after.people.get(id).cloned();
        if before.as_ref().is_some_and(|person| person.case_id.is_some()) {
            return self.complain(first, "person is the id of somebody else; use another");
        }
        for row in &rows[1..] {
            self.same_person(first, row);
        }
        let posts: Vec<Post> = rows.iter().filter_map(|row| self.post(id, row)).collect();
        if posts.len() != rows.len() {
            return;
        }
        for (number, post) in posts.iter().enumerate() {
            if posts[..number].iter().any(|other| is_same_post(other, post) && other.from == post.from) {
                return self.complain(rows[number], "the same post is on an earlier line; leave one out");
            }
        }
        let ended = |post: &&Post| post.until.is_some_and(|until| until < self.today);
        let main = posts.iter().position(|post| !ended(&post)).unwrap_or(0);
        let mut person = Person {
            id: id.into(),
            name: self.name(first),
            role: posts[main].role.clone(),
            organisation: posts[main].organisation.clone(),
            team: posts[main].team.clone(),
            phone: first.cell("phone").into(),
            user_name: first.cell("user_name").to_lowercase(),
            external_id: first.cell("number").into(),
            inactive: self.yes(first, "shut_out"),
            joined_on: posts.iter().map(|post| post.from).min().flatten(),
            left_on: posts
                .iter()
                .map(|post| post.until)
                .collect::<Option<Vec<_>>>()
                .and_then(|u| u.into_iter().max()),
            post_from: posts[main].from,
            post_until: posts[main].until,
            hours: String::new(),
            works_bank_holidays: self.yes(first, "bank_holidays"),
            ..Person::default()
        };
        match first.cell("hours").parse::<Hours>() {
            Ok(_) => person.hours = first.cell("hours").to_owned(),
            Err(why) => self.complain(first, why.to_string()),
        }
        self.known_elsewhere(first, &person);
        let others: Vec<Post> =
            posts.into_iter().enumerate().filter(|(n, _)| *n != main).map(|(_, p)| p).collect();
        self.posts(&person, before.as_ref(), others);
        let is_same = before.as_ref() == Some(&person);
        let how = match (&before, person.left_on) {
            (None, _) => "new",
            (Some(before), Some(_)) if before.left_on.is_none() => "leaves",
            (Some(before), _) if before.organisation != person.organisation || before.team != person.team => {
                "moves"
            }
            _ => "changed",
        };
        if !is_same {
            self.plan.lines.push(format!("person {id}: {how}"));
            self.plan.changes.people.push(person.clone());
        }
        self.after.people.insert(id.to_owned(), person);
    }

    /// Further lines of a person say the same about them, or nothing.
    fn same_person(&mut self, first: &Row, row: &Row) {
        for column in
            ["name", "phone", "user_name", "number", "hours", "bank_holidays", "deputies", "shut_out"]
        {
            if !row.cell(column).is_empty() && row.cell(column) != first.cell(column) {
                self.complain(
                    row,
                    format!("{column} differs from the person's first line; leave it empty here"),
                );
            }
        }
    }

    fn yes(&mut self, row: &Row, column: &str) -> bool {
        match row.cell(column) {
            "yes" => true,
            "" | "no" => false,
            _ => {
                self.complain(row, format!("{column} is yes or no"));
                false
            }
        }
    }

    /// One line as a post; none when something is wrong with it, which is complained about.
    fn post(&mut self, person: &str, row: &Row) -> Option<Post> {
        let organisation = row.cell("organisation").to_owned();
        let Some(known) = self.after.organisations.get(&organisation) else {
            self.complain(row, "organisation is not known; hand in the table of organisations too");
            return None;
        };
        let kind = OrganisationKind::from_slug(&known.kind);
        let team = row.cell("team").to_owned();
        if !team.is_empty()
            && self.after.teams.get(&team).is_none_or(|team| team.organisation != organisation)
        {
            self.complain(row, "team is not one of the organisation; hand in the table of teams too");
            return None;
        }
        let role = Role::from_slug(row.cell("role")).filter(|role| !role.is_public());
        let allowed = kind.map_or(&Role::ALL[..], OrganisationKind::roles);
        let Some(role) = role.filter(|role| allowed.contains(role)) else {
            let allowed: Vec<&str> =
                allowed.iter().filter(|r| !r.is_public()).map(|role| role.slug()).collect();
            self.complain(row, format!("role is not one that this organisation has: {}", allowed.join(", ")));
            return None;
        };
        let (from, until) = (self.day(row, "from"), self.day(row, "until"));
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            self.complain(row, "until is before from");
            return None;
        }
        let role = role.slug().into();
        Some(Post {
            id: String::new(),
            person: person.into(),
            position: 0,
            role,
            organisation,
            team,
            from,
            until,
        })
    }

    /// Nobody has the account name or the number of somebody else; who looks like somebody else is pointed out.
    fn known_elsewhere(&mut self, row: &Row, person: &Person) {
        let fits = |c: char| c.is_ascii_graphic();
        if !person.user_name.chars().all(fits) {
            self.complain(row, "user_name must be plain letters, digits and signs without spaces");
        }
        let others = self.after.people.values().filter(|other| other.id != person.id);
        let (mut complaints, mut notes) = (Vec::new(), Vec::new());
        let looks = as_it_looks(&person.name);
        for other in others {
            if !person.user_name.is_empty() && other.user_name == person.user_name {
                complaints.push(format!("user_name is {}'s; correct one of them", other.id));
            }
            let same_house = other.organisation == person.organisation;
            if same_house && !person.external_id.is_empty() && other.external_id == person.external_id {
                complaints.push(format!("number is {}'s; correct one of them", other.id));
            }
            if same_house && !other.inactive && as_it_looks(&other.name) == looks {
                notes.push(format!(
                    "{}: looks like the name of {}; make sure who is who",
                    row.place, other.id
                ));
            }
        }
        self.plan.notes.extend(notes);
        complaints.iter().for_each(|complaint| self.complain(row, complaint));
    }

    /// The posts beside the main one: those on the lines, and those that they hold and that no line names, which end.
    fn posts(&mut self, person: &Person, before: Option<&Person>, others: Vec<Post>) {
        let known = self.after.posts.get(&person.id).cloned().unwrap_or_default();
        let mut left: Vec<Post> = known.clone();
        let mut next = known.iter().map(|post| post.position).max().unwrap_or(0);
        let mut result: Vec<Post> = Vec::new();
        let mut add = |post: Post, result: &mut Vec<Post>| {
            next += 1;
            result.push(Post { id: format!("{}-{next}", post.person), position: next, ..post });
        };
        // The main post is not kept twice.
        let is_main = |post: &Post| {
            post.role == person.role && post.organisation == person.organisation && post.team == person.team
        };
        for post in others {
            let same = left.iter().position(|other| is_same_post(other, &post) && other.from == post.from);
            match same.or_else(|| left.iter().position(|other| is_same_post(other, &post))) {
                Some(place) => {
                    let known = left.remove(place);
                    result.push(Post { id: known.id, position: known.position, ..post });
                }
                None => add(post, &mut result),
            }
        }
        let yesterday = self.today.saturating_sub(1.day());
        for post in left {
            let held = post.until.is_none_or(|until| until >= self.today);
            result.push(if held { Post { until: Some(yesterday), ..post } } else { post });
        }
        if let Some(before) = before.filter(|before| !is_main(&main_post(before)) && !before.role.is_empty())
        {
            let former = main_post(before);
            if !result.iter().any(|post| is_same_post(post, &former)) {
                let until = former.until.filter(|until| *until < self.today).or(Some(yesterday));
                add(Post { until, ..former }, &mut result);
            }
        }
        result.sort_by_key(|post| post.position);
        let changed: Vec<Post> = result.iter().filter(|post| !known.contains(post)).cloned().collect();
        for post in &changed {
            let ends = post.until.is_some_and(|until| until < self.today);
            self.plan.lines.push(format!("post {}: {}", post.id, if ends { "ended" } else { "held" }));
        }
        self.plan.changes.posts.extend(changed);
        self.after.posts.insert(person.id.clone(), result);
    }

    fn deputies(&mut self, id: &str, row: &Row) {
        let deputies: Vec<String> = row.cell("deputies").split_whitespace().map(str::to_owned).collect();
        let is_wrong = |deputy: &String| *deputy == id || !self.after.people.contains_key(deputy);
        if deputies.iter().any(is_wrong) {
            return self.complain(row, "deputies must be ids of other people who are known");
        }
        let before = self.after.deputies.get(id).cloned().unwrap_or_default();
        if before != deputies {
            self.plan.lines.push(format!("person {id}: other deputies"));
            self.plan.changes.deputies.push((id.to_owned(), deputies));
        }
    }
}

fn is_same_post(one: &Post, other: &Post) -> bool {
    one.role == other.role && one.organisation == other.organisation && one.team == other.team
}

/// The post that somebody mainly acts in, as a post.
pub(super) fn main_post(person: &Person) -> Post {
    Post {
        id: String::new(),
        person: person.id.clone(),
        position: 0,
        role: person.role.clone(),
        organisation: person.organisation.clone(),
        team: person.team.clone(),
        from: person.post_from,
        until: person.post_until,
    }
}
