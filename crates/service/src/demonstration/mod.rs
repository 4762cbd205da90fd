//! The demonstration: people in each agency, a handful of told stories, and synthetic cases around them, so that
//! everything can be tried without anybody's real life in it.
//!
//! Nobody here exists, and every phone number is from the ranges that Ofcom keeps free for drama. The stories are told
//! through the use cases, step by step, as people would have recorded them; their dates are relative to the present
//! that the caller gives, so that there is always something late, something due and something waiting.

mod after_sentence;
mod burglary;
mod domestic_abuse;
mod gone_quiet;
mod looks;
mod moments;
mod no_charge;
mod oversight;
mod people;
mod road_death;
mod robbery;
mod story;
pub mod synthetic;
mod who_may_see;

use crate::{Problem, Service, ServiceError};
use jiff::{Timestamp, ToSpan};
use moments::Moments;
use policy::Role;
use std::ops::ControlFlow;

/// The setting that says how much of the demonstration is loaded.
const SETTING: &str = "demonstration";
/// The seed of the synthetic cases: any number would do, always the same one gives always the same cases.
const SEED: u64 = 2026;
/// How far back the synthetic cases go, days: long enough for some of them to have been to court.
const DAYS_BACK: i64 = 420;
/// Of the synthetic cases, how many in a hundred were reported in the last weeks, so that enough is due now.
const RECENT: u64 = 60;
/// How far back those go, days.
const DAYS_RECENT: i64 = 30;

/// A demonstration that is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demonstration {
    /// Who can sign in, staff first, in the order to show them.
    pub sign_in: Vec<SignIn>,
}

/// Somebody who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Id of the person.
    pub person: String,
    /// Name.
    pub name: String,
    /// What they are, in words.
    pub role: String,
    /// What they see when they sign in.
    pub sees: String,
}

impl Service {
    /// Loads the demonstration with so many synthetic cases. What is loaded already stays as it is, so that a second
    /// call only says who can sign in. A load that was interrupted is completed.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when `now` is outside the years whose bank holidays are known, or when the database has
    /// cases that are not the demonstration's; otherwise when the database fails.
    pub async fn load_demonstration(
        &self,
        now: Timestamp,
        synthetic_cases: u64,
    ) -> Result<Demonstration, ServiceError> {
        let done = self.store.setting(SETTING).await?;
        // Invented people must never stand beside real ones, with a door that anybody opens.
        if done.is_none() && self.store.has_cases().await? {
            let message = "This database has cases of its own. Load the demonstration into a fresh one";
            return Err(ServiceError::Invalid(vec![Problem::new("database", message)]));
        }
        if done.as_deref() != Some("loaded") {
            let moments = self.moments(now)?;
            self.store.set_setting(SETTING, "loading").await?;
            people::save(self, now).await?;
            tell_all(self, &moments).await?;
            let recent = synthetic_cases * RECENT / 100;
            for (cases, days) in [(0..recent, DAYS_RECENT), (recent..synthetic_cases, DAYS_BACK)] {
                let (from, to) = (moments.today.saturating_sub(days.days()), moments.today);
                let load = synthetic::Load {
                    seed: SEED,
                    cases,
                    from,
                    to,
                    until: Some(now),
                    forces: 2,
                    in_a_transaction: synthetic::Load::IN_A_TRANSACTION,
                };
                load.run(self, |_| ControlFlow::Continue(())).await?;
            }
            looks::tell(self, &moments).await?;
            oversight::tell(self, &moments).await?;
            self.import_support_services(include_bytes!("support.csv")).await?;
            self.store.set_setting(SETTING, "loaded").await?;
        }
        self.refresh_directory().await?;
        Ok(Demonstration { sign_in: self.demonstration_people() })
    }

    fn moments(&self, now: Timestamp) -> Result<Moments, ServiceError> {
        Moments::new(now, self.rules.calendar).map_err(|_| {
            let calendar = self.rules.calendar;
            let message = format!(
                "The demonstration can be loaded from {} to the autumn of {}: its deadlines need known bank holidays",
                calendar.first_year() + 2,
                calendar.last_year()
            );
            ServiceError::Invalid(vec![Problem::new("now", message)])
        })
    }

    fn demonstration_people(&self) -> Vec<SignIn> {
        let directory = self.directory();
        let described = people::DESCRIBED.iter().chain(VICTIMS);
        described
            .filter_map(|(id, sees)| {
                let person = directory.people.get(*id)?;
                let role = Role::from_slug(&person.role)?;
                Some(SignIn {
                    person: person.id.clone(),
                    name: person.name.clone(),
                    role: role.words().to_owned(),
                    sees: (*sees).to_owned(),
                })
            })
            .collect()
    }
}

/// The victims of the told stories: id to sign in with, and what they see.
const VICTIMS: &[(&str, &str)] = &[
    (
        burglary::VICTIM,
        "a burglary: a man is on bail, nobody has told her so yet, and she says that one thing did not happen",
    ),
    (domestic_abuse::VICTIM, "an assault by a former partner: what she is told goes through her advocate"),
    (road_death::DAUGHTER, "the death of her father on the road: she speaks for the family"),
    (road_death::WIFE, "the death of her husband: what her daughter was told for both of them"),
    (robbery::YOUNG, "a robbery: he is 16 and has Enhanced Rights; nothing about the other victim"),
    (robbery::ADULT, "the same robbery: nothing about the other victim, and one thing that she did not want"),
    (no_charge::VICTIM, "an assault that ended without a charge: a late letter, and how to ask for a review"),
    (gone_quiet::VICTIM, "damage to his taxi: nobody has rung him for a month"),
    (after_sentence::VICTIM, "stalking: he was released yesterday, and somebody has to ring her today"),
];

async fn tell_all(service: &Service, moments: &Moments) -> Result<(), ServiceError> {
    burglary::tell(service, moments).await?;
    domestic_abuse::tell(service, moments).await?;
    road_death::tell(service, moments).await?;
    robbery::tell(service, moments).await?;
    no_charge::tell(service, moments).await?;
    gone_quiet::tell(service, moments).await?;
    after_sentence::tell(service, moments).await?;
    who_may_see::tell(service, moments).await
}
