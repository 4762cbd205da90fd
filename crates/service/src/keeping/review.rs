//! Cases that come up for review under the schedule, and what somebody decides about one (PLT-5).

use crate::{Actor, Problem, Service, ServiceError, access::reason_problem, error::refuse_if_any};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::{About, Action};
use record::{AccessEvent, CaseId};
use store::ReviewCursor;

/// Cases a page.
pub const PAGE: u32 = 50;
/// The longest that one review keeps a case, years.
pub const LONGEST_KEPT: i16 = 30;

/// A page of cases that wait.
#[derive(Clone, Debug)]
pub struct Reviews {
    /// The cases, longest waiting first.
    pub cases: Vec<Waiting>,
    /// Where the next page begins; none on the last.
    pub next: Option<ReviewCursor>,
}

/// A case that waits for somebody to look at it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// Why: the group of the schedule in words; none when a review gave it up and somebody else must destroy.
    pub group: Option<String>,
}

/// What somebody decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// Keep it, and look again on this day.
    KeepUntil(Date),
    /// It is no longer needed: somebody else may destroy it.
    MayBeDestroyed,
}

impl Service {
    /// Cases of the person's organisation that wait for a review, or for somebody to destroy what one no longer needs.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not keep cases.
    pub async fn cases_to_review(
        &self,
        actor: &Actor,
        after: Option<ReviewCursor>,
        now: Timestamp,
    ) -> Result<Reviews, ServiceError> {
        self.allow(actor, Action::Retain)?;
        let (found, more) = self.store.cases_to_review(&actor.person.organisation, now, after, PAGE).await?;
        let next = found.last().filter(|_| more).map(store::CaseToReview::place);
        let about = found.iter().map(|case| About::Case(case.case, &case.access));
        let decisions = policy::may_about(&actor.asker(), [Action::Retain], about);
        let theirs = found.into_iter().zip(decisions).filter(|(_, [keeps])| keeps.is_allowed());
        let cases = theirs.map(|(case, _)| Waiting {
            case: case.case,
            reference: case.reference.unwrap_or_else(|| "No reference yet".to_owned()),
            since: case.since,
            group: self.rules.schedule.group(&case.retention).map(|group| group.name.clone()),
        });
        Ok(Reviews { cases: cases.collect(), next })
    }

    /// Records that somebody looked at whether a case is still needed, and what they found. A review may be made before it
    /// is due, for instance because a victim asked for erasure.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs to keep; [`ServiceError::Invalid`] names each field
    /// and what to do; [`ServiceError::Stale`] when the case changed.
    pub async fn review_retention(
        &self,
        actor: &Actor,
        case: CaseId,
        version: u64,
        decided: Option<Decided>,
        words: String,
        now: Timestamp,
    ) -> Result<u64, ServiceError> {
        let loaded = self.case_for(actor, Action::Retain, case).await?;
        self.unchanged_since(actor, &loaded, version)?;
        let today = calendar::london_date(now);
        let mut problems = Vec::new();
        match decided {
            None => problems.push(Problem::new("decision", "Select whether the case is still needed")),
            Some(Decided::MayBeDestroyed) if loaded.case.access.legal_hold => problems.push(Problem::new(
                "decision",
                "This case is under a legal hold. Nothing in it may be destroyed until the hold is lifted",
            )),
            Some(Decided::KeepUntil(day)) if day <= today => {
                problems.push(Problem::new("until", "Enter a day after today"));
            }
            Some(Decided::KeepUntil(day)) if day > today.saturating_add(i32::from(LONGEST_KEPT).years()) => {
                let ask = format!("Enter a day within {LONGEST_KEPT} years: somebody must look again");
                problems.push(Problem::new("until", ask));
            }
            Some(_) => {}
        }
        let ask = "Write what you looked at and why you decided so, without names";
        problems.extend(reason_problem("words", &words, ask));
        refuse_if_any(problems)?;
        let keep_until = match decided {
            Some(Decided::KeepUntil(day)) => Some(day),
            _ => None,
        };
        let event = |words| AccessEvent::RetentionReviewed { keep_until, words };
        self.record_access(actor, loaded, event, Some(words), now).await
    }
}
