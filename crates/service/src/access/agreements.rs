//! Sharing agreements between organisations and terms of use for people: records that are read, accepted, looked at
//! again and ended, never changed (NEED-5, PLT-2). The gate does not read them: what lets an organisation see a victim's
//! information is the victim's consent or another basis; the agreement says how it is to be handled.

use crate::{
    Actor, Problem, Service, ServiceError,
    error::refuse_if_any,
    record_contact::{storable, too_long},
};
use jiff::{Timestamp, civil::Date};
use policy::Action;
use std::{collections::HashSet, sync::PoisonError};
use store::{Acceptance, Agreement};
use uuid::Uuid;

/// What information governance filled in.
#[derive(Clone, Debug, Default)]
pub struct AgreementForm {
    /// Whether it is terms of use; else a sharing agreement.
    pub is_terms: bool,
    /// Title.
    pub title: String,
    /// The text that is accepted.
    pub body: String,
    /// What is shared and what for; sharing agreements only.
    pub purpose: String,
    /// The lawful basis; sharing agreements only.
    pub basis: String,
    /// Ids of the organisations; sharing agreements only.
    pub parties: Vec<String>,
    /// First day, London.
    pub from: Option<Date>,
    /// The day on which it is looked at again.
    pub review: Option<Date>,
}

/// An agreement, for a page.
#[derive(Clone, Debug)]
pub struct AgreementLine {
    /// The record.
    pub agreement: Agreement,
    /// Parties: name, and the day on which they accepted.
    pub parties: Vec<(String, Option<Timestamp>)>,
    /// Whether the actor's own organisation is a party that has not accepted yet.
    pub waits_for_us: bool,
    /// Whether it is in force.
    pub in_force: bool,
    /// Whether it should have been looked at again by now.
    pub review_is_late: bool,
}

/// How long a process knows which terms are in force without asking, seconds.
const TERMS_KNOWN_FOR: i64 = 60;

/// What a process remembers of terms of use, so that a page costs no question about them.
#[derive(Debug, Default)]
pub(crate) struct TermsKnown {
    asked_at: Option<Timestamp>,
    in_force: Option<Uuid>,
    accepted: HashSet<(Uuid, String)>,
}

impl Service {
    /// Whether somebody has to read new terms of use before they go on. New terms are asked for within a minute in
    /// every process; who accepted them is known at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn must_accept_terms(&self, actor: &Actor, now: Timestamp) -> Result<bool, ServiceError> {
        if !actor.role.is_staff() {
            return Ok(false);
        }
        let person = actor.person.id.clone();
        {
            let known = self.terms.lock().unwrap_or_else(PoisonError::into_inner);
            let fresh = known.asked_at.is_some_and(|at| {
                let age = now.as_second() - at.as_second();
                (0..TERMS_KNOWN_FOR).contains(&age)
            });
            let accepted =
                |terms: Option<Uuid>| terms.is_none_or(|id| known.accepted.contains(&(id, person.clone())));
            if fresh && accepted(known.in_force) {
                return Ok(false);
            }
        }
        let in_force = self.store.terms_in_force(calendar::london_date(now)).await?.map(|terms| terms.id);
        let accepted = match in_force {
            Some(id) => self.store.has_accepted(id, &person).await?,
            None => true,
        };
        let mut known = self.terms.lock().unwrap_or_else(PoisonError::into_inner);
        (known.asked_at, known.in_force) = (Some(now), in_force);
        if let (Some(id), true) = (in_force, accepted) {
            known.accepted.insert((id, person));
        }
        Ok(!accepted)
    }

    /// Every agreement for information governance; for others those of their own organisation, and the terms.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agreements(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<AgreementLine>, ServiceError> {
        let keeps = self.allow(actor, Action::KeepAgreements).is_ok();
        if !keeps {
            self.allow(actor, Action::AcceptTerms)?;
        }
        let today = calendar::london_date(now).to_string();
        let directory = self.directory();
        let own = &actor.person.organisation;
        let all = self.store.agreements().await?.into_iter();
        let seen =
            all.filter(|(agreement, parties, _)| keeps || agreement.kind == "terms" || parties.contains(own));
        let lines = seen.map(|(agreement, parties, accepted)| {
            let accepted_by = |organisation: &str| {
                let found = accepted.iter().find(|one| one.organisation == organisation);
                found.and_then(|one| Timestamp::from_millisecond(one.accepted_at).ok())
            };
            let in_force =
                agreement.from_day <= today && agreement.ended_day.as_ref().is_none_or(|end| *end > today);
            AgreementLine {
                waits_for_us: parties.contains(own) && accepted_by(own).is_none() && in_force,
                review_is_late: in_force && agreement.review_day < today,
                in_force,
                parties: parties
                    .iter()
                    .map(|id| (directory.organisation_name(id).to_owned(), accepted_by(id)))
                    .collect(),
                agreement,
            }
        });
        Ok(lines.collect())
    }

    /// Makes an agreement or new terms of use.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do.
    pub async fn make_agreement(
        &self,
        actor: &Actor,
        form: AgreementForm,
        now: Timestamp,
    ) -> Result<Uuid, ServiceError> {
        self.allow(actor, Action::KeepAgreements)?;
        refuse_if_any(self.agreement_problems(&form))?;
        let (Some(from), Some(review)) = (form.from, form.review) else {
            return Err(ServiceError::Invalid(Vec::new()));
        };
        let of_sharing = |text: &str| if form.is_terms { String::new() } else { storable(text.trim()) };
        let agreement = Agreement {
            id: crate::new_id(now),
            kind: if form.is_terms { "terms" } else { "sharing" }.to_owned(),
            title: storable(form.title.trim()),
            body: storable(form.body.trim()),
            purpose: of_sharing(&form.purpose),
            basis: of_sharing(&form.basis),
            from_day: from.to_string(),
            review_day: review.to_string(),
            ended_day: None,
            made_by: actor.person.id.clone(),
            made_at: now.as_millisecond(),
        };
        let parties: &[String] = if form.is_terms { &[] } else { &form.parties };
        self.store.save_agreement(&agreement, parties).await?;
        Ok(agreement.id)
    }

    fn agreement_problems(&self, form: &AgreementForm) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut needed = vec![
            ("title", &form.title, "Enter a title"),
            ("body", &form.body, "Enter the text that is to be accepted"),
        ];
        if !form.is_terms {
            needed.push(("purpose", &form.purpose, "Write what is shared and what for"));
            needed.push(("basis", &form.basis, "Write on which lawful basis"));
            let directory = self.directory();
            let mut parties = form.parties.clone();
            parties.sort();
            parties.dedup();
            let known = parties.iter().all(|party| directory.organisations.contains_key(party));
            if parties.len() < 2 || parties.len() != form.parties.len() || !known {
                problems.push(Problem::new("parties", "Select at least two organisations"));
            }
        }
        for (field, text, ask) in needed {
            if text.trim().is_empty() {
                problems.push(Problem::new(field, ask));
            }
            problems.extend(too_long(field, Some(text)));
        }
        if form.from.is_none() {
            problems.push(Problem::new("from", "Enter the day from which it holds"));
        }
        if form.review.is_none_or(|review| form.from.is_some_and(|from| review <= from)) {
            problems.push(Problem::new("review", "Enter a later day on which it is looked at again"));
        }
        problems
    }

    /// Ends an agreement today.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none in force.
    pub async fn end_agreement(&self, actor: &Actor, id: Uuid, now: Timestamp) -> Result<(), ServiceError> {
        self.allow(actor, Action::KeepAgreements)?;
        let ended = self.store.end_agreement(id, calendar::london_date(now)).await?;
        if ended { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// A supervisor, or information governance, accepts an agreement for their organisation.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when none waits for their organisation.
    pub async fn accept_agreement(
        &self,
        actor: &Actor,
        id: Uuid,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let may = self
            .allow(actor, Action::ReviewBreakGlass)
            .or_else(|_| self.allow(actor, Action::KeepAgreements));
        may.map_err(|_| ServiceError::NotFound)?;
        let waiting = self.agreements(actor, now).await?;
        if !waiting.iter().any(|line| line.agreement.id == id && line.waits_for_us) {
            return Err(ServiceError::NotFound);
        }
        let acceptance = Acceptance {
            agreement: id,
            organisation: actor.person.organisation.clone(),
            person: actor.person.id.clone(),
            accepted_at: now.as_millisecond(),
        };
        Ok(self.store.accept_agreement(&acceptance).await?)
    }

    /// The terms of use that this person has to accept before they go on; none when they have, or there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn terms_to_accept(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<Agreement>, ServiceError> {
        if !actor.role.is_staff() {
            return Ok(None);
        }
        let Some(terms) = self.store.terms_in_force(calendar::london_date(now)).await? else {
            return Ok(None);
        };
        let accepted = self.store.has_accepted(terms.id, &actor.person.id).await?;
        Ok(if accepted { None } else { Some(terms) })
    }

    /// The person accepts the terms of use that they read.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when those terms are not the ones in force.
    pub async fn accept_terms(&self, actor: &Actor, id: Uuid, now: Timestamp) -> Result<(), ServiceError> {
        self.allow(actor, Action::AcceptTerms)?;
        let terms = self.store.terms_in_force(calendar::london_date(now)).await?;
        if terms.is_none_or(|terms| terms.id != id) {
            return Err(ServiceError::NotFound);
        }
        let acceptance = Acceptance {
            agreement: id,
            organisation: String::new(),
            person: actor.person.id.clone(),
            accepted_at: now.as_millisecond(),
        };
        Ok(self.store.accept_agreement(&acceptance).await?)
    }
}
