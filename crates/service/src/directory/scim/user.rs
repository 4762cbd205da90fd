//! Users: people of the organisation who have an account name.

use super::{
    House, Refused, USER,
    filter::Condition,
    patch::{Op, Patch, text, truth},
};
use crate::directory::{OrganisationKind, names::trouble};
use policy::Role;
use serde_json::{Value, json};
use store::{DirectoryChanges, Person};

/// The longest of each text, characters.
const LONGEST: usize = 200;

impl House<'_> {
    /// Somebody whom this token reaches.
    pub(super) fn user(&self, id: &str) -> Result<&Person, Refused> {
        self.directory.people.get(id).filter(|person| self.reaches(person)).ok_or_else(Refused::not_there)
    }

    fn reaches(&self, person: &Person) -> bool {
        person.organisation == self.organisation && !person.user_name.is_empty() && person.case_id.is_none()
    }

    pub(super) fn users(&self, conditions: &[Condition]) -> Result<Vec<Value>, Refused> {
        let mut found: Vec<&Person> = self.directory.people.values().filter(|p| self.reaches(p)).collect();
        for Condition { attribute, value } in conditions {
            match attribute.as_str() {
                "username" | "emails[type eq \"work\"].value" => {
                    found.retain(|person| person.user_name == value.to_lowercase());
                }
                "externalid" => found.retain(|person| person.external_id == *value),
                "id" => found.retain(|person| person.id == *value),
                "displayname" => found.retain(|person| person.name == *value),
                "active" => found.retain(|person| person.is_there(self.today).to_string() == *value),
                _ => {
                    let can = "filter by userName, externalId, id, displayName or active";
                    return Err(Refused::new(400, "invalidFilter", can));
                }
            }
        }
        Ok(found.into_iter().map(|person| self.show_user(person)).collect())
    }

    pub(super) fn show_user(&self, person: &Person) -> Value {
        let (given, family) = parts(&person.name);
        let mut user = json!({
            "schemas": [USER],
            "id": person.id,
            "userName": person.user_name,
            "displayName": person.name,
            "name": {"formatted": person.name, "givenName": given, "familyName": family},
            "active": person.is_there(self.today),
            "meta": {"resourceType": "User", "location": format!("/scim/v2/Users/{}", person.id)},
        });
        if !person.external_id.is_empty() {
            user["externalId"] = person.external_id.as_str().into();
        }
        if !person.phone.is_empty() {
            user["phoneNumbers"] = json!([{"type": "work", "value": person.phone}]);
        }
        if !person.role.is_empty() {
            user["roles"] = json!([{"primary": true, "value": person.role}]);
        }
        user
    }

    pub(super) fn new_user(&self, body: &Value) -> Result<(String, DirectoryChanges), Refused> {
        let patch = Patch::whole(body)?;
        let person =
            Person { id: self.new_id()?, organisation: self.organisation.into(), ..Person::default() };
        let person = self.changed(person, &patch)?;
        Ok((person.id.clone(), DirectoryChanges { people: vec![person], ..DirectoryChanges::default() }))
    }

    pub(super) fn change_user(&self, id: &str, patch: &Patch) -> Result<(String, DirectoryChanges), Refused> {
        let before = self.user(id)?;
        let person = self.changed(before.clone(), patch)?;
        // Whoever keeps the service is not made or taken over by an organisation's own system, only shut out.
        let shut_out = Person { inactive: person.inactive || before.inactive, ..before.clone() };
        if self.is_caretaker(before) && person != *before && person != shut_out {
            let detail = "a caretaker of the service can only be made inactive here";
            return Err(Refused::new(403, "", detail));
        }
        let people = if person == *before { Vec::new() } else { vec![person] };
        Ok((id.to_owned(), DirectoryChanges { people, ..DirectoryChanges::default() }))
    }

    fn is_caretaker(&self, person: &Person) -> bool {
        let further = self.directory.posts.get(&person.id).into_iter().flatten().map(|post| &post.role);
        std::iter::once(&person.role).chain(further).any(|role| role == Role::Caretaker.slug())
    }

    /// Shut out, and the account name is free for somebody else.
    pub(super) fn end_user(&self, id: &str) -> Result<(String, DirectoryChanges), Refused> {
        let person = Person {
            inactive: true,
            left_on: Some(self.today),
            user_name: String::new(),
            external_id: String::new(),
            ..self.user(id)?.clone()
        };
        Ok((id.to_owned(), DirectoryChanges { people: vec![person], ..DirectoryChanges::default() }))
    }

    fn changed(&self, mut person: Person, patch: &Patch) -> Result<Person, Refused> {
        for change in &patch.changes {
            let is_gone = change.op == Op::Remove || change.value.is_null();
            let value = || if is_gone { Some(String::new()) } else { text(&change.value) };
            let text = |what: &str| value().ok_or_else(|| Refused::invalid(format!("{what} must be a text")));
            match change.attribute.as_str() {
                "username" => person.user_name = text("userName")?.to_lowercase(),
                "externalid" => person.external_id = text("externalId")?,
                "phonenumbers" if change.member.as_deref().is_none_or(|kind| kind == "work") => {
                    person.phone = text("phoneNumbers").unwrap_or_default();
                }
                "roles" => person.role = self.role(&text("roles").unwrap_or_default())?,
                "active" if is_gone => {}
                "active" => {
                    let active = truth(&change.value);
                    person.inactive = !active.ok_or_else(|| Refused::invalid("active is true or false"))?;
                }
                // What else is sent is not kept here.
                _ => {}
            }
        }
        if let Some(name) = new_name(&person.name, patch) {
            person.name = name;
        }
        if patch.is_whole && patch.last("roles").is_none() && !self.is_caretaker(&person) {
            person.role = String::new();
        }
        self.check(&person)?;
        Ok(person)
    }

    /// A role that this organisation has, and not the caretaker's.
    fn role(&self, slug: &str) -> Result<String, Refused> {
        if slug.is_empty() {
            return Ok(String::new());
        }
        let organisation = self.directory.organisations.get(self.organisation);
        let kind = organisation.and_then(|o| OrganisationKind::from_slug(&o.kind));
        let allowed = kind.map_or(&[][..], OrganisationKind::roles);
        let role = Role::from_slug(slug).filter(|role| allowed.contains(role) && *role != Role::Caretaker);
        let names: Vec<&str> =
            allowed.iter().filter(|role| **role != Role::Caretaker).map(|role| role.slug()).collect();
        let role = role.ok_or_else(|| Refused::invalid(format!("roles has one of {}", names.join(", "))))?;
        Ok(role.slug().to_owned())
    }

    fn check(&self, person: &Person) -> Result<(), Refused> {
        let too_long = |text: &str| text.chars().count() > LONGEST || text.contains('\0');
        if [&person.name, &person.user_name, &person.external_id, &person.phone]
            .into_iter()
            .any(|t| too_long(t))
        {
            return Err(Refused::invalid(format!("no text is longer than {LONGEST} characters")));
        }
        if person.user_name.is_empty() || !person.user_name.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Refused::invalid("userName is plain letters, digits and signs without spaces"));
        }
        if person.name.is_empty() {
            return Err(Refused::invalid("send displayName, or name"));
        }
        if let Some(trouble) = trouble(&person.name) {
            return Err(Refused::invalid(format!("the name {trouble}")));
        }
        let others = || self.directory.people.values().filter(|other| other.id != person.id);
        if others().any(|other| other.user_name == person.user_name) {
            return Err(Refused::taken("userName"));
        }
        let same_house = |other: &Person| other.organisation == person.organisation;
        if !person.external_id.is_empty()
            && others().any(|other| same_house(other) && other.external_id == person.external_id)
        {
            return Err(Refused::taken("externalId"));
        }
        Ok(())
    }
}

/// A name as it was sent: whole, else from its parts; none when none was sent.
fn new_name(before: &str, patch: &Patch) -> Option<String> {
    let sent = |attribute: &str| {
        let direct = patch.last(attribute).and_then(|change| text(&change.value));
        let part = attribute.strip_prefix("name.");
        let within = || {
            text(patch.last("name")?.value.get(match part? {
                "formatted" => "formatted",
                "givenname" => "givenName",
                _ => "familyName",
            })?)
        };
        direct.or_else(within).filter(|text| !text.is_empty())
    };
    if let Some(whole) = sent("displayname").or_else(|| sent("name.formatted")) {
        return Some(whole);
    }
    let (given, family) = (sent("name.givenname"), sent("name.familyname"));
    if given.is_none() && family.is_none() {
        return None;
    }
    let known = parts(before);
    let name = format!("{} {}", given.unwrap_or(known.0), family.unwrap_or(known.1));
    Some(name.trim().to_owned())
}

/// Given and family name, as near as one text can tell: the family name is its last word.
fn parts(name: &str) -> (String, String) {
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", name));
    (given.to_owned(), family.to_owned())
}
