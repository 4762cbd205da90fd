//! Keeping the directory: tables in, tables out, tokens for machines. Each change is the caretaker's, or an operator's
//! at the machine, and leaves lines in the trail.

use super::{
    Directory,
    plan::{self, Plan, main_post},
    table,
};
use crate::{Actor, Line, Outcome, Problem, Service, ServiceError, Trail};
use jiff::{SignedDuration, Timestamp};
use policy::{Action, Role};
use sha2::{Digest, Sha256};
use store::{DirectoryChanges, DirectoryToken, Person, Post};

/// How long a token of a machine lives.
const TOKEN_DAYS: i64 = 365;

impl Service {
    /// Whoever runs a command at the machine of the service: they keep the directory and see no case.
    pub fn operator(&self, now: Timestamp) -> Actor {
        Actor {
            person: Person {
                id: "operator".into(),
                name: "Operator at the command line".into(),
                role: Role::Caretaker.slug().into(),
                ..Person::default()
            },
            role: Role::Caretaker,
            organisation_name: String::new(),
            of_support_service: false,
            trail: Trail::default(),
            at: now,
            language: language::Language::default(),
            representative: None,
        }
    }

    /// What these tables would change, each given by its name and bytes. Nothing is written.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with `FILE:LINE: what is wrong; remedy` for each fault.
    pub fn plan_directory(
        &self,
        actor: &Actor,
        files: &[(String, Vec<u8>)],
        now: Timestamp,
    ) -> Result<Plan, ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        let today = calendar::london_date(now);
        let tables = table::read(files);
        tables.and_then(|tables| plan::plan(&self.directory(), &tables, today)).map_err(|complaints| {
            let problem = |complaint| Problem::new("file", complaint);
            ServiceError::Invalid(complaints.into_iter().map(problem).collect())
        })
    }

    /// Writes what was planned, whole or not at all.
    ///
    /// # Errors
    /// [`ServiceError::Stale`] when the directory was changed since: plan again.
    pub async fn carry_out(&self, actor: &Actor, plan: Plan) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        if plan.changes.is_empty() {
            return Ok(());
        }
        plan.lines.iter().for_each(|line| note(actor, "directory_changed", line.clone()));
        self.store.change_directory(&plan.changes).await?;
        self.refresh_directory().await
    }

    /// The directory as tables: file name and text. Victims are not in it.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not keep the directory.
    pub fn export_directory(&self, actor: &Actor) -> Result<[(&'static str, String); 3], ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        let directory = self.directory();
        Ok([
            ("organisations.csv", organisations(&directory)),
            ("teams.csv", teams(&directory)),
            ("people.csv", people(&directory)),
        ])
    }

    /// Everybody in an organisation, also those who left or were shut out, by name.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not keep the directory.
    pub fn people_kept(&self, actor: &Actor, organisation: &str) -> Result<Vec<Person>, ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        let directory = self.directory();
        let staff =
            directory.people.values().filter(|p| p.case_id.is_none() && p.organisation == organisation);
        let mut people: Vec<Person> = staff.cloned().collect();
        people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(people)
    }

    /// Shuts somebody out from their next request on, or lets them in again.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for nobody of the staff; [`ServiceError::Invalid`] for oneself.
    pub async fn shut_out(&self, actor: &Actor, person: &str, out: bool) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        let directory = self.directory();
        let known =
            directory.people.get(person).filter(|p| p.case_id.is_none() && !p.organisation.is_empty());
        let person = Person { inactive: out, ..known.ok_or(ServiceError::NotFound)?.clone() };
        if person.id == actor.person.id {
            let message = "Somebody else must shut you out";
            return Err(ServiceError::Invalid(vec![Problem::new("person", message)]));
        }
        note(actor, if out { "directory_shut_out" } else { "directory_let_in" }, person.id.clone());
        let read = Some(directory.version);
        let changes = DirectoryChanges { read, people: vec![person], ..DirectoryChanges::default() };
        self.store.change_directory(&changes).await?;
        self.refresh_directory().await
    }

    /// Makes a token with which an organisation's own identity system keeps its people here. The secret is shown once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for an organisation that is not there.
    pub async fn make_directory_token(
        &self,
        actor: &Actor,
        organisation: &str,
        now: Timestamp,
    ) -> Result<String, ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        if !self.directory().organisations.contains_key(organisation) {
            return Err(ServiceError::NotFound);
        }
        let mut bytes = [0_u8; 40];
        getrandom::fill(&mut bytes).map_err(|_| {
            ServiceError::Invalid(vec![Problem::new("token", "the system gave no random bytes; try again")])
        })?;
        let (id, secret) = (record::chain::hex(&bytes[..8]), record::chain::hex(&bytes[8..]));
        let token = DirectoryToken {
            id: id.clone(),
            organisation: organisation.into(),
            digest: digest(&secret),
            made_at: now,
            expires_at: now.saturating_add(SignedDuration::from_hours(24 * TOKEN_DAYS)).unwrap_or(now),
            ended_at: None,
        };
        note(actor, "directory_token_made", format!("{organisation} {id}"));
        let changes = DirectoryChanges { tokens: vec![token], ..DirectoryChanges::default() };
        self.store.change_directory(&changes).await?;
        Ok(format!("{id}.{secret}"))
    }

    /// The tokens there are, without their secrets.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not keep the directory.
    pub async fn directory_tokens(&self, actor: &Actor) -> Result<Vec<DirectoryToken>, ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        Ok(self.store.directory_tokens().await?)
    }

    /// Ends a token at once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none with this id.
    pub async fn end_directory_token(
        &self,
        actor: &Actor,
        id: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepDirectory)?;
        let tokens = self.store.directory_tokens().await?;
        let token = tokens.into_iter().find(|token| token.id == id).ok_or(ServiceError::NotFound)?;
        note(actor, "directory_token_ended", id.to_owned());
        let token = DirectoryToken { ended_at: Some(now), ..token };
        let changes = DirectoryChanges { tokens: vec![token], ..DirectoryChanges::default() };
        Ok(self.store.change_directory(&changes).await?)
    }
}

/// What is kept of a secret. It has 256 random bits, so a plain digest is enough.
pub(super) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

pub(super) fn note(actor: &Actor, action: &'static str, reason: String) {
    let outcome = Outcome::Allowed;
    actor.trail.push(Line { action, part: None, case: None, victim: None, outcome, policy: "", reason });
}

fn day(day: Option<jiff::civil::Date>) -> String {
    day.map_or(String::new(), |day| day.to_string())
}

fn organisations(directory: &Directory) -> String {
    let rows = directory.organisations.values().map(|o| {
        vec![o.id.clone(), o.name.clone(), o.kind.clone(), o.area.clone(), o.phone.clone(), day(o.ended_on)]
    });
    table::write(table::ORGANISATIONS, rows)
}

fn teams(directory: &Directory) -> String {
    let rows = directory.teams.values().map(|t| {
        let unit = directory.units.get(&t.unit).map_or(String::new(), |unit| unit.name.clone());
        let (id, organisation, name) = (t.id.clone(), t.organisation.clone(), t.name.clone());
        vec![id, organisation, name, unit, t.phone.clone(), t.covered_by.clone(), day(t.ended_on)]
    });
    table::write(table::TEAMS, rows)
}

fn people(directory: &Directory) -> String {
    let staff = directory.people.values().filter(|p| p.case_id.is_none() && !p.organisation.is_empty());
    let rows = staff.flat_map(|person| {
        let further = directory.posts.get(&person.id).into_iter().flatten().cloned();
        let posts = std::iter::once(main_post(person)).chain(further);
        posts.enumerate().map(|(number, post)| person_row(directory, person, &post, number == 0))
    });
    table::write(table::PEOPLE, rows)
}

fn person_row(directory: &Directory, person: &Person, post: &Post, is_main: bool) -> Vec<String> {
    let said_once = |text: &str| if is_main { text.to_owned() } else { String::new() };
    let yes = |is: bool| said_once(if is { "yes" } else { "" });
    let deputies = directory.deputies.get(&person.id).map_or(String::new(), |deputies| deputies.join(" "));
    vec![
        person.id.clone(),
        person.name.clone(),
        post.organisation.clone(),
        post.team.clone(),
        post.role.clone(),
        said_once(&person.phone),
        said_once(&person.user_name),
        said_once(&person.external_id),
        day(post.from),
        day(post.until),
        said_once(&person.hours),
        yes(person.works_bank_holidays),
        said_once(&deputies),
        yes(person.inactive),
    ]
}
