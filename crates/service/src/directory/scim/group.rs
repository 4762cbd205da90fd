//! Groups: the teams of the organisation. Somebody's first group is the team of their main post; each further one is a
//! further post in the same role.

use super::{
    GROUP, House, Refused,
    filter::Condition,
    patch::{Change, Op, Patch, text},
};
use crate::directory::names::trouble;
use jiff::ToSpan;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{DirectoryChanges, Person, Post, Team};

/// The most members in one request.
const MOST: usize = 5000;

impl House<'_> {
    pub(super) fn group(&self, id: &str) -> Result<&Team, Refused> {
        self.directory.teams.get(id).filter(|team| self.keeps(team)).ok_or_else(Refused::not_there)
    }

    fn keeps(&self, team: &Team) -> bool {
        team.organisation == self.organisation && team.ended_on.is_none_or(|last| self.today <= last)
    }

    pub(super) fn groups(
        &self,
        conditions: &[Condition],
        without_members: bool,
    ) -> Result<Vec<Value>, Refused> {
        let mut found: Vec<&Team> = self.directory.teams.values().filter(|team| self.keeps(team)).collect();
        for Condition { attribute, value } in conditions {
            match attribute.as_str() {
                "displayname" => found.retain(|team| team.name.to_lowercase() == value.to_lowercase()),
                "id" => found.retain(|team| team.id == *value),
                // Which outside number a team has is not kept.
                "externalid" => found.clear(),
                "members" => found.retain(|team| self.members(&team.id).contains(value.as_str())),
                _ => return Err(Refused::new(400, "invalidFilter", "filter by displayName, id or members")),
            }
        }
        Ok(found.into_iter().map(|team| self.show_group(team, without_members)).collect())
    }

    pub(super) fn show_group(&self, team: &Team, without_members: bool) -> Value {
        let mut group = json!({
            "schemas": [GROUP],
            "id": team.id,
            "displayName": team.name,
            "meta": {"resourceType": "Group", "location": format!("/scim/v2/Groups/{}", team.id)},
        });
        if !without_members {
            let members = self.members(&team.id);
            group["members"] = members.into_iter().map(|id| json!({"value": id})).collect();
        }
        group
    }

    /// Users whose main or further post is in the team.
    fn members(&self, team: &str) -> BTreeSet<&str> {
        let users = self.directory.people.values().filter(|person| self.user(&person.id).is_ok());
        let is_in = |person: &&Person| person.team == team || self.post_in(&person.id, team).is_some();
        users.filter(is_in).map(|person| person.id.as_str()).collect()
    }

    fn post_in(&self, person: &str, team: &str) -> Option<&Post> {
        let mut posts = self.directory.posts.get(person)?.iter();
        posts.find(|post| post.team == team && post.is_held(self.today))
    }

    pub(super) fn new_group(&self, body: &Value) -> Result<(String, DirectoryChanges), Refused> {
        let patch = Patch::whole(body)?;
        let team = Team { id: self.new_id()?, organisation: self.organisation.into(), ..Team::default() };
        self.apply(team, true, &patch)
    }

    pub(super) fn change_group(
        &self,
        id: &str,
        patch: &Patch,
    ) -> Result<(String, DirectoryChanges), Refused> {
        self.apply(self.group(id)?.clone(), false, patch)
    }

    pub(super) fn end_group(&self, id: &str) -> Result<(String, DirectoryChanges), Refused> {
        let team = Team { ended_on: Some(self.today.saturating_sub(1.day())), ..self.group(id)?.clone() };
        Ok((id.to_owned(), DirectoryChanges { teams: vec![team], ..DirectoryChanges::default() }))
    }

    fn apply(
        &self,
        mut team: Team,
        is_new: bool,
        patch: &Patch,
    ) -> Result<(String, DirectoryChanges), Refused> {
        let before = team.clone();
        let known: BTreeSet<String> = self.members(&team.id).into_iter().map(str::to_owned).collect();
        let mut members = known.clone();
        for change in &patch.changes {
            match change.attribute.as_str() {
                "displayname" => team.name = text(&change.value).unwrap_or_default(),
                "members" => {
                    let named = named(change)?;
                    match change.op {
                        Op::Add => members.extend(named),
                        Op::Replace => members = named,
                        Op::Remove if named.is_empty() => members.clear(),
                        Op::Remove => members.retain(|id| !named.contains(id)),
                    }
                }
                _ => {}
            }
        }
        self.check_name(&team)?;
        let mut changes = DirectoryChanges::default();
        for id in members.difference(&known) {
            self.user(id).map_err(|_| Refused::invalid("a member is no user of this organisation"))?;
            self.put_in(id, &team.id, &mut changes)?;
        }
        for id in known.difference(&members) {
            self.take_out(id, &team.id, &mut changes)?;
        }
        if is_new || team != before {
            changes.teams.push(team.clone());
        }
        Ok((team.id, changes))
    }

    fn check_name(&self, team: &Team) -> Result<(), Refused> {
        if team.name.is_empty() || team.name.chars().count() > 200 || team.name.contains('\0') {
            return Err(Refused::invalid("displayName is a text of 200 characters at most"));
        }
        if let Some(trouble) = trouble(&team.name) {
            return Err(Refused::invalid(format!("displayName {trouble}")));
        }
        let others = self.directory.teams.values().filter(|other| other.id != team.id && self.keeps(other));
        let is_taken = others.into_iter().any(|other| other.name.to_lowercase() == team.name.to_lowercase());
        if is_taken { Err(Refused::taken("displayName")) } else { Ok(()) }
    }

    fn put_in(&self, id: &str, team: &str, changes: &mut DirectoryChanges) -> Result<(), Refused> {
        let person = self.user(id)?;
        if person.team.is_empty() {
            changes.people.push(Person { team: team.into(), ..person.clone() });
            return Ok(());
        }
        let further = self.directory.posts.get(id).into_iter().flatten();
        let position = further.map(|post| post.position).max().unwrap_or(0) + 1;
        changes.posts.push(Post {
            id: format!("{id}-{position}"),
            person: id.into(),
            position,
            role: person.role.clone(),
            organisation: person.organisation.clone(),
            team: team.into(),
            from: None,
            until: None,
        });
        Ok(())
    }

    fn take_out(&self, id: &str, team: &str, changes: &mut DirectoryChanges) -> Result<(), Refused> {
        let person = self.user(id)?;
        if person.team == team {
            changes.people.push(Person { team: String::new(), ..person.clone() });
        }
        if let Some(post) = self.post_in(id, team) {
            let until = Some(self.today.saturating_sub(1.day()));
            changes.posts.push(Post { until, ..post.clone() });
        }
        Ok(())
    }
}

/// The members that a change names: in its path, or as a list of values.
fn named(change: &Change) -> Result<BTreeSet<String>, Refused> {
    if let Some(member) = &change.member {
        return Ok([member.clone()].into());
    }
    let list = match &change.value {
        Value::Array(list) => list.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    if list.len() > MOST {
        return Err(Refused::new(413, "tooMany", format!("send {MOST} members at most")));
    }
    let ids: Option<BTreeSet<String>> = list.iter().map(text).collect();
    ids.ok_or_else(|| Refused::invalid("a member has a value"))
}
