//! A case in which an officer or member of staff is involved is restricted to a named list. Nobody else sees it, also
//! not in lists and searches, also not by opening it for a reason (PLT-2).

use super::reason_problem;
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any};
use jiff::Timestamp;
use policy::{Action, Role};
use record::{AccessEvent, CaseId, PersonId};
use std::collections::BTreeSet;
use store::LoadedCase;

/// What a supervisor needs to decide about a restriction.
#[derive(Clone, Debug)]
pub struct RestrictionPage {
    /// The case.
    pub case: CaseId,
    /// Version that was read.
    pub version: u64,
    /// Reference of the case.
    pub reference: String,
    /// The people named: id and name; none when the case is not restricted.
    pub named: Option<Vec<(String, String)>>,
    /// People shut out by a conflict: id and name.
    pub conflicts: Vec<(String, String)>,
    /// People of the organisations that answer for the case: id, name and organisation.
    pub people: Vec<(String, String, String)>,
}

impl Service {
    /// The restriction and the conflicts of a case.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs to restrict.
    pub async fn restriction_of(&self, actor: &Actor, case: CaseId) -> Result<RestrictionPage, ServiceError> {
        let loaded = self.case_for(actor, Action::RestrictCase, case).await?;
        self.named_or_nobody_left(actor, &loaded)?;
        let directory = self.directory();
        let access = &loaded.case.access;
        let named = |ids: &BTreeSet<PersonId>| {
            ids.iter().map(|id| (id.0.clone(), directory.person_name(id.as_str()).to_owned())).collect()
        };
        let answering: BTreeSet<&str> =
            loaded.case.owners.values().map(|owner| owner.organisation.as_str()).collect();
        let mut people: Vec<(String, String, String)> = directory
            .people
            .values()
            .filter(|person| answering.contains(person.organisation.as_str()))
            .map(|person| {
                let organisation = directory.organisation_name(&person.organisation).to_owned();
                (person.id.clone(), person.name.clone(), organisation)
            })
            .collect();
        people.sort_by(|a, b| (&a.2, &a.1).cmp(&(&b.2, &b.1)));
        Ok(RestrictionPage {
            case,
            version: loaded.case.version,
            reference: crate::timeline::reference_of(&loaded.case),
            named: access.restricted_to.as_ref().map(named),
            conflicts: named(&access.conflicts),
            people,
        })
    }

    /// Restricts a case to the people named, or lifts it when none are.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn restrict_case(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        people: BTreeSet<String>,
        words: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = self.case_for(actor, Action::RestrictCase, case).await?;
        self.named_or_nobody_left(actor, &loaded)?;
        self.unchanged_since(actor, &loaded, version)?;
        let directory = self.directory();
        let mut problems = Vec::new();
        if people.is_empty() && !is_named(actor, &loaded) {
            problems
                .push(Problem::new("people", "Name people: they decide whether the case stays restricted"));
        }
        if people.iter().any(|person| !directory.people.contains_key(person)) {
            problems.push(Problem::new("people", "Select people from the list"));
        }
        let organisations: BTreeSet<&str> =
            loaded.case.owners.values().map(|owner| owner.organisation.as_str()).collect();
        let works_on_it = |person: &String| {
            let known = directory.people.get(person);
            known.is_some_and(|known| organisations.contains(known.organisation.as_str()))
        };
        if !people.is_empty() && !people.iter().any(works_on_it) {
            let ask =
                "Select at least one person who works on the case, so that the victim is not left alone";
            problems.push(Problem::new("people", ask));
        }
        let may_lift = |person: &String| {
            let known = directory.people.get(person);
            known.is_some_and(|known| matches!(known.role.as_str(), "supervisor" | "information_governance"))
        };
        if !people.is_empty() && !people.iter().any(may_lift) {
            let ask = "Select at least one supervisor, so that somebody can change the list";
            problems.push(Problem::new("people", ask));
        }
        problems.extend(reason_problem(
            "words",
            &words,
            "Write why the case is restricted, or why no longer",
        ));
        refuse_if_any(problems)?;
        let people: BTreeSet<PersonId> = people.into_iter().map(PersonId).collect();
        if people.is_empty() {
            let event = |words| AccessEvent::CaseUnrestricted { words };
            return self.record_access(actor, loaded, event, Some(words), now).await;
        }
        let event = |words| AccessEvent::CaseRestricted { people, words };
        self.record_access(actor, loaded, event, Some(words), now).await
    }

    /// Information governance, who see nothing of a restricted case, may name others once nobody who is named can
    /// change the list any more: they have left, or are in another post. Before that it is not theirs.
    fn named_or_nobody_left(&self, actor: &Actor, loaded: &LoadedCase) -> Result<(), ServiceError> {
        let Some(named) = loaded.case.access.restricted_to.as_ref().filter(|_| !is_named(actor, loaded))
        else {
            return Ok(());
        };
        let may_change = |person: &PersonId| {
            let there = self.actor(person.as_str(), actor.at);
            there.is_some_and(|one| matches!(one.role, Role::Supervisor | Role::InformationGovernance))
        };
        if named.iter().any(may_change) { Err(ServiceError::NotFound) } else { Ok(()) }
    }
}

/// Whether a case is open to somebody as far as its restriction goes.
fn is_named(actor: &Actor, loaded: &LoadedCase) -> bool {
    let restricted = loaded.case.access.restricted_to.as_ref();
    restricted.is_none_or(|named| named.contains(&PersonId(actor.person.id.clone())))
}
