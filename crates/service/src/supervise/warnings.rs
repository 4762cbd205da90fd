//! Cases whose victims may be lost, with the reasons in words and what each adds (OVR-7).

use super::lists::{PAGE, seen, team_or_all};
use crate::{Actor, Service, ServiceError};
use jiff::Timestamp;
use policy::Action;
use record::{
    CaseId,
    warning::{Sign, Warnings, holding},
};

/// The list.
#[derive(Clone, Debug)]
pub struct WarningList {
    /// Worst first.
    pub cases: Vec<Warned>,
    /// How many there are in all, at most 1,001.
    pub count: i64,
    /// The sum from which a case is on the list.
    pub list_from: u32,
    /// Teams of the organisation: id and name.
    pub teams: Vec<(String, String)>,
}

/// A case on the list.
#[derive(Clone, Debug)]
pub struct Warned {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// Who holds it: person, else team.
    pub held_by: String,
    /// The sum of what the reasons add.
    pub score: u32,
    /// The reasons, in the order of the data file.
    pub reasons: Vec<Reason>,
}

/// A reason that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Which.
    pub sign: Sign,
    /// What it adds.
    pub weight: u32,
    /// In words.
    pub words: &'static str,
    /// Since when what it says is so.
    pub since: Timestamp,
}

impl Service {
    /// Cases of the organisation, or of a team, whose victims may be lost, worst first.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not look after others' work.
    pub async fn early_warnings(
        &self,
        actor: &Actor,
        team: Option<String>,
        now: Timestamp,
    ) -> Result<WarningList, ServiceError> {
        self.allow(actor, Action::SeeEarlyWarning)?;
        let (own, without) = (actor.person.organisation.as_str(), self.shut_cases(actor).await?);
        let found = self.store.early_warnings(own, &team_or_all(team), now, PAGE, &without).await?;
        let rules = Warnings::embedded();
        let cases = seen(actor, found.cases, |case| (case.case, &case.access)).map(|case| Warned {
            case: case.case,
            reference: case.reference.unwrap_or_else(|| "No reference yet".to_owned()),
            title: case.title,
            held_by: self.held_by(&case.person, &case.team),
            score: case.score,
            reasons: holding(&case.signals, now)
                .map(|signal| {
                    let weighed = rules.of(signal.sign);
                    Reason {
                        sign: signal.sign,
                        weight: weighed.weight,
                        words: &weighed.words,
                        since: signal.since,
                    }
                })
                .collect(),
        });
        let teams = self.directory();
        let teams = teams.teams_of(own).into_iter().map(|team| (team.id.clone(), team.name.clone()));
        Ok(WarningList {
            cases: cases.collect(),
            count: found.count,
            list_from: rules.list_from,
            teams: teams.collect(),
        })
    }
}
