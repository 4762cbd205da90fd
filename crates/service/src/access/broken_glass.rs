//! Opening a case that is not theirs: for a reason, for an hour, read only, and with a notice to the supervisors of
//! both sides, who say whether it was proper (PLT-2).

use super::reason_problem;
use crate::{
    Actor, Line, Outcome, Problem, Service, ServiceError, error::refuse_if_any, record_contact::storable,
};
use jiff::{Timestamp, ToSpan};
use policy::{Action, Part};
use record::{
    CaseId,
    view::{TermKind, normal_reference},
};
use store::{BrokenGlass, GlassReview, LoadedCase};
use uuid::Uuid;

/// How long an opened case stays open, minutes.
pub const OPEN_MINUTES: i64 = 60;
/// The most openings that the list shows.
const MOST_LISTED: u32 = 100;

/// Why somebody opens a case: slug and words.
pub const REASONS: [(&str, &str); 4] = [
    ("life_at_risk", "Somebody may be in danger now"),
    ("victim_asks", "The victim is here or on the phone, and those responsible cannot be reached"),
    ("court_today", "The case is at court today"),
    ("other", "Something else"),
];

/// What somebody filled in.
#[derive(Clone, Debug, Default)]
pub struct BreakGlassForm {
    /// The case's reference, whole.
    pub reference: String,
    /// Slug of [`REASONS`].
    pub kind: String,
    /// Why, in their words.
    pub reason: String,
}

/// An opening, for a supervisor.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Id.
    pub id: Uuid,
    /// Name of who opened it.
    pub person: String,
    /// Name of their organisation.
    pub organisation: String,
    /// Reference of the case.
    pub reference: String,
    /// Kind of reason, in words.
    pub kind: &'static str,
    /// Why, in their words.
    pub reason: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Whether this supervisor may decide about it: somebody else's, and not decided yet.
    pub waits: bool,
    /// What a supervisor said: whether it was proper, and why.
    pub review: Option<(bool, String)>,
}

impl Service {
    /// Opens a case for the actor. A reference that is not there, one of several cases, and a case that they may not
    /// open even so have the same answer.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do.
    pub async fn break_glass(
        &self,
        actor: &Actor,
        form: BreakGlassForm,
        now: Timestamp,
    ) -> Result<CaseId, ServiceError> {
        self.allow(actor, Action::BreakGlass)?;
        let mut problems = Vec::new();
        let kind = REASONS.iter().find(|(slug, _)| *slug == form.kind);
        if kind.is_none() {
            problems.push(Problem::new("kind", "Select why you need to open it"));
        }
        let ask = "Write what you need and why it cannot wait. Supervisors read it, and the victim sees that you looked";
        problems.extend(reason_problem("reason", &form.reason, ask));
        if normal_reference(&form.reference).is_empty() {
            problems.push(Problem::new("reference", "Enter the whole reference of the case"));
        }
        refuse_if_any(problems)?;
        let loaded = self.by_reference(&form.reference).await?;
        let found = loaded.filter(|loaded| self.may_open(actor, loaded));
        let opened = found.is_some();
        actor.trail.push(Line {
            action: Action::BreakGlass.slug(),
            part: None,
            case: found.as_ref().map(|loaded| loaded.case.id),
            victim: None,
            outcome: if opened { Outcome::Allowed } else { Outcome::Refused },
            policy: "break-glass",
            reason: format!("{}: {}", form.kind, form.reason.trim()),
        });
        let Some(loaded) = found else {
            let same_answer = "No case with this reference can be opened this way. Check the reference";
            return Err(ServiceError::Invalid(vec![Problem::new("reference", same_answer)]));
        };
        let opening = BrokenGlass {
            id: crate::new_id(now),
            person: actor.person.id.clone(),
            organisation: actor.person.organisation.clone(),
            case_id: loaded.case.id.0,
            kind: form.kind,
            reason: storable(form.reason.trim()),
            opened_at: now.as_millisecond(),
            ends_at: now.checked_add(OPEN_MINUTES.minutes()).unwrap_or(now).as_millisecond(),
            reviewed_at: None,
            reviewed_by: None,
            proper: None,
            review: None,
        };
        self.store.break_glass(&opening).await?;
        Ok(loaded.case.id)
    }

    async fn by_reference(&self, reference: &str) -> Result<Option<LoadedCase>, ServiceError> {
        let term = [normal_reference(reference)];
        for kind in [TermKind::Urn, TermKind::Reference] {
            let mut cases = self.store.cases_with(kind, &term).await?;
            if let Some(&[only]) = cases.remove(&term[0]).as_deref() {
                return Ok(self.store.load(only).await?);
            }
        }
        Ok(None)
    }

    /// Whether the gate would show the case to them, once opened.
    fn may_open(&self, actor: &Actor, loaded: &LoadedCase) -> bool {
        let mut asker = actor.asker_in(&loaded.case);
        asker.broke_glass.insert(loaded.case.id);
        let about = policy::About::Case(loaded.case.id, &loaded.case.access());
        policy::may(&asker, Action::See(Part::Summary), about).is_allowed()
    }

    /// Cases that were opened this way by people of the supervisor's organisation, or that it answers for.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not supervisors.
    pub async fn openings(&self, actor: &Actor) -> Result<Vec<Opening>, ServiceError> {
        self.allow(actor, Action::ReviewBreakGlass)?;
        let found = self.store.broken_glass_of(&actor.person.organisation, MOST_LISTED).await?;
        let ids: Vec<CaseId> = found.iter().map(|one| CaseId(one.case_id)).collect();
        let references = self.store.references_of(&ids).await?;
        let directory = self.directory();
        let openings = found.into_iter().map(|one| Opening {
            id: one.id,
            person: directory.person_name(&one.person).to_owned(),
            organisation: directory.organisation_name(&one.organisation).to_owned(),
            reference: references.get(&CaseId(one.case_id)).cloned().unwrap_or_default(),
            kind: REASONS
                .iter()
                .find(|(slug, _)| *slug == one.kind)
                .map_or("Something else", |(_, words)| words),
            reason: one.reason,
            opened_at: Timestamp::from_millisecond(one.opened_at).unwrap_or_default(),
            waits: one.reviewed_at.is_none() && one.person != actor.person.id,
            review: one.proper.map(|proper| (proper == 1, one.review.unwrap_or_default())),
        });
        Ok(openings.collect())
    }

    /// How many openings wait for this supervisor; none for other people.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn openings_waiting(&self, actor: &Actor) -> Result<usize, ServiceError> {
        if actor.role != policy::Role::Supervisor {
            return Ok(0);
        }
        Ok(self.openings(actor).await?.iter().filter(|opening| opening.waits).count())
    }

    /// A supervisor says whether an opening was proper.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none that waits for them; [`ServiceError::Invalid`] without words.
    pub async fn review_opening(
        &self,
        actor: &Actor,
        id: Uuid,
        proper: bool,
        words: String,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let waits = self.openings(actor).await?.iter().any(|opening| opening.id == id && opening.waits);
        if !waits {
            return Err(ServiceError::NotFound);
        }
        refuse_if_any(reason_problem("words", &words, "Write what you found out").into_iter().collect())?;
        let review =
            GlassReview { id, by: actor.person.id.clone(), at: now, proper, words: storable(words.trim()) };
        self.store.review_broken_glass(&review).await?;
        Ok(())
    }
}
