//! A person's own dates: until when compensation can be applied for, which decisions can be looked at again and until when.
//! All of them follow from the rules beside the Code (`editions/scheme.toml`), applied to what happened in the case.

use crate::{Actor, Service, ServiceError, alerts::untold, case_file::OwnerCard};
use jiff::{Timestamp, civil::Date};
use policy::Action;
use record::{CaseEvent, Owed, VictimId, request::Decider};
use store::LoadedCase;

/// The Criminal Injuries Compensation Scheme's own clock.
const CICA: &str = "s-cica-application";
/// The windows in which a victim can ask for a review: the decision's event, who decides on it, the prompt one and the last.
const WINDOWS: [(&str, Decider, Option<&str>, &str); 2] = [
    ("nfa_decision_police", Decider::Police, None, "s-vrr-police-window"),
    ("nfa_decision_cps", Decider::Cps, Some("s-vrr-cps-window-preferred"), "s-vrr-cps-window-final"),
];

/// What somebody's pages about asking show.
#[derive(Clone, Debug)]
pub struct OwnDates {
    /// The victim's name.
    pub name: String,
    /// When it was reported, London.
    pub reported: Date,
    /// The last day for criminal injuries compensation, as far as the record knows.
    pub compensation_by: Option<Date>,
    /// Whether a court ordered or can still order compensation: somebody was charged.
    pub charged: bool,
    /// Whether somebody was sentenced.
    pub sentenced: bool,
    /// Whether they were asked to give evidence.
    pub witness: bool,
    /// Decisions that they can ask to be looked at again, the last first.
    pub decisions: Vec<Decision>,
    /// Whom to ask.
    pub contact: Option<OwnerCard>,
}

/// A decision not to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Version of its event.
    pub version: u64,
    /// Who decided.
    pub by: Decider,
    /// When, London.
    pub on: Date,
    /// The day by which a request gets a prompt result; none when there is no such rule, or its clock has not started.
    pub prompt_by: Option<Date>,
    /// The last ordinary day for a request; none while nobody told the victim: the clock starts then.
    pub last_day: Option<Date>,
    /// Whether a review of it was asked for.
    pub asked: bool,
}

impl Service {
    /// The dates of somebody who has signed in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no case of theirs.
    pub async fn own_dates(&self, actor: &Actor, now: Timestamp) -> Result<OwnDates, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::AskForOneself, case).await?;
        self.write_meanwhile(actor);
        let owed = self.owed_in(&loaded);
        let cica = owed.iter().filter(|owed| owed.victim == victim && owed.duty == CICA);
        let has = |slug: &str| loaded.case.happened.contains_key(slug);
        let reported = calendar::london_date(loaded.case.opened_at);
        let flags = loaded.case.victim(victim).map(|victim| &victim.flags);
        Ok(OwnDates {
            name: crate::timeline::victim_name(&loaded, victim),
            reported,
            compensation_by: cica.filter_map(|owed| owed.due).min().or_else(|| two_years_after(reported)),
            charged: has("charged"),
            sentenced: has("sentence_passed"),
            witness: flags.is_some_and(|flags| flags.contains_key("witness")),
            decisions: self.decisions(&loaded, victim, now),
            contact: self.named_contact(&loaded, victim),
        })
    }

    fn owed_in(&self, loaded: &LoadedCase) -> Vec<Owed> {
        record::owed::owed(&loaded.case, &loaded.events, self.rules.code, self.rules.calendar)
    }

    /// Decisions that concern a victim and that they know of, the last first. One that is bad news which a person has to
    /// tell first is not among them.
    pub(super) fn decisions(&self, loaded: &LoadedCase, victim: VictimId, _now: Timestamp) -> Vec<Decision> {
        let untold = untold(loaded, victim, self.rules);
        let owed = self.owed_in(loaded);
        let mut decisions = Vec::new();
        for recorded in &loaded.events {
            let CaseEvent::Happened { trigger, victim: of, .. } = &recorded.event else { continue };
            let Some((_, by, prompt, last)) = WINDOWS.iter().find(|(slug, ..)| slug == trigger) else {
                continue;
            };
            let gone =
                loaded.case.withdrawn.contains_key(&recorded.version) || untold.contains(&recorded.version);
            if gone || of.is_some_and(|of| of != victim) {
                continue;
            }
            let due = |duty: &str| {
                let window = owed.iter().find(|owed| {
                    owed.victim == victim && owed.duty == duty && owed.trigger == recorded.version
                });
                window.and_then(|window| window.due)
            };
            let asked = loaded.case.requests.of(victim).into_iter().any(|one| {
                matches!(one.made.about, record::request::About::Review { decision, .. } if decision == recorded.version)
                    && one.withdrawn.is_none()
            });
            decisions.push(Decision {
                version: recorded.version,
                by: *by,
                on: calendar::london_date(recorded.at),
                prompt_by: prompt.and_then(due),
                last_day: due(last),
                asked,
            });
        }
        decisions.reverse();
        decisions
    }
}

/// Two years, as the scheme counts them, for a report of which the clock is not in the record.
fn two_years_after(day: Date) -> Option<Date> {
    use jiff::ToSpan;
    day.checked_add(2.years()).ok()
}
