//! A request is made, once, or withdrawn.

use super::dates::Decision;
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any, record_contact::too_long};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::Action;
use record::{
    CaseEvent, RequestEvent, VictimId,
    request::{About, Made, Shared},
};
use store::{LoadedCase, SupportService};
use uuid::Uuid;

/// The months after which somebody can be asked again about support.
pub const ASK_AGAIN: [u8; 3] = [1, 3, 6];

/// Agencies that a complaint can be about; `all` when somebody does not know.
pub const COMPLAINT_ABOUT: [&str; 7] =
    ["all", "police", "cps", "wcu", "hmcts", "probation", "support_service"];

/// What somebody asks for, as their page sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// To be put in touch with a support service, or with whoever fits.
    Support {
        /// Which one.
        service: Option<String>,
        /// Whether they agreed that it gets the least that it needs.
        agreed: bool,
    },
    /// Not now: again after so many months.
    SupportLater {
        /// One of [`ASK_AGAIN`].
        months: u8,
    },
    /// Help with compensation.
    Compensation,
    /// Expenses.
    Expenses,
    /// To look again at the decision in this event.
    Review {
        /// Its version.
        decision: u64,
    },
    /// A complaint.
    Complaint {
        /// About which agency: one of [`COMPLAINT_ABOUT`].
        agency: String,
    },
}

/// A request as somebody filled it in.
#[derive(Clone, Debug)]
pub struct AskForm {
    /// Its id, which the page made: a form that is sent twice asks once.
    pub request: Uuid,
    /// For what.
    pub ask: Ask,
    /// In which words.
    pub words: Option<String>,
}

impl Service {
    /// Somebody asks for something for themselves. The same request is not made twice, and one that is open is not made
    /// again.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn ask_for_oneself(
        &self,
        actor: &Actor,
        form: AskForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let services = match &form.ask {
            Ask::Support { service: Some(_), .. } => self.store.support_services().await?,
            _ => Vec::new(),
        };
        self.own_act(actor, Action::AskForOneself, now, |loaded, victim, texts| {
            if loaded.case.requests.get(form.request).is_some() {
                return Ok(None);
            }
            let mut problems = problems(&form);
            problems.extend(too_long("words", form.words.as_deref()));
            refuse_if_any(problems)?;
            let about = self.about(loaded, victim, &form.ask, &services, now)?;
            if is_open_already(loaded, victim, &about) {
                return Ok(None);
            }
            let words = texts.keep(form.words.clone())?;
            let made = Made { victim, request: form.request, about, words };
            Ok(Some(CaseEvent::Request(RequestEvent::Made(made))))
        })
        .await
    }

    /// They changed their mind. What is closed stays as it is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such request of theirs.
    pub async fn withdraw_own_request(
        &self,
        actor: &Actor,
        request: Uuid,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_act(actor, Action::AskForOneself, now, |loaded, victim, _| {
            let known = loaded.case.requests.get(request).filter(|known| known.made.victim == victim);
            let closed = known.ok_or(ServiceError::NotFound)?.is_closed();
            let event = RequestEvent::Withdrawn { victim, request };
            Ok((!closed).then_some(CaseEvent::Request(event)))
        })
        .await
    }

    fn about(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        ask: &Ask,
        services: &[SupportService],
        now: Timestamp,
    ) -> Result<About, ServiceError> {
        Ok(match ask {
            Ask::Support { service, .. } => {
                let found = service.as_ref().and_then(|id| services.iter().find(|one| one.id == *id));
                if service.is_some() && found.is_none() {
                    return Err(ServiceError::NotFound);
                }
                About::Support {
                    service: found.map(|found| found.id.clone()),
                    name: found.map(|found| found.name.clone()),
                    agreed: Shared::ALL.into(),
                }
            }
            Ask::SupportLater { months } => About::SupportLater { from: after(now, *months) },
            Ask::Compensation => About::Compensation,
            Ask::Expenses => About::Expenses,
            Ask::Review { decision } => {
                let known = self.decisions(loaded, victim, now);
                let known: Option<&Decision> = known.iter().find(|one| one.version == *decision);
                let by = known.ok_or(ServiceError::NotFound)?.by;
                About::Review { decision: *decision, by }
            }
            Ask::Complaint { agency } => About::Complaint { agency: agency.clone() },
        })
    }
}

fn after(now: Timestamp, months: u8) -> Date {
    calendar::london_date(now).saturating_add(i64::from(months).months())
}

/// Whether the same is asked already: another tap, another page, somebody who acts for them.
fn is_open_already(loaded: &LoadedCase, victim: VictimId, about: &About) -> bool {
    let open = loaded.case.requests.of(victim).into_iter().filter(|one| !one.is_closed());
    let same = |other: &About| match (about, other) {
        // A second complaint, claim or question is another one: their words differ.
        (About::Complaint { .. }, _) | (About::Expenses, _) | (About::Compensation, _) => false,
        (About::Support { service, .. }, About::Support { service: other, .. }) => service == other,
        (About::Review { decision, .. }, About::Review { decision: other, .. }) => decision == other,
        (About::SupportLater { from }, About::SupportLater { from: other }) => from == other,
        _ => false,
    };
    open.into_iter().any(|one| same(&one.made.about))
}

fn problems(form: &AskForm) -> Vec<Problem> {
    let says_nothing = form.words.as_deref().is_none_or(|words| words.trim().is_empty());
    let mut problems = Vec::new();
    match &form.ask {
        Ask::Support { agreed: false, .. } => {
            let ask = "Tick the box if you agree. Without it we may not pass on your name";
            problems.push(Problem::new("agreed", ask));
        }
        Ask::SupportLater { months } if !ASK_AGAIN.contains(months) => {
            problems.push(Problem::new("months", "Choose when we may ask you again"));
        }
        Ask::Complaint { agency } => {
            if !COMPLAINT_ABOUT.contains(&agency.as_str()) {
                problems.push(Problem::new("agency", "Choose whom it is about, or say that you do not know"));
            }
            if says_nothing {
                problems.push(Problem::new("words", "Write in your own words what went wrong"));
            }
        }
        Ask::Expenses if says_nothing => {
            problems.push(Problem::new("words", "Write what you paid for, when, and how much"));
        }
        _ => {}
    }
    problems
}
