//! Returns that come in: from whom they are taken, and what becomes of each.

use super::{invalid, note};
use crate::{Actor, Service, ServiceError, Trail, directory::areas};
use ::returns::{
    code,
    signed::{self, Fault, Opened, PublicKey, Row},
};
use jiff::Timestamp;
use policy::{Action, Role};
use record::figures::{Month, What};
use sha2::{Digest, Sha256};
use store::{
    Deployment, Person, ReturnRows, ReturnTaken, ReturnedDays, ReturnedDuty, ReturnedVictims, Taken,
};
use subtle::ConstantTimeEq;

/// A deployment that is to be trusted.
#[derive(Clone, Debug)]
pub struct NewDeployment {
    /// The name that will stand in its returns.
    pub deployment: String,
    /// The name that people read.
    pub name: String,
    /// Its public key, PEM.
    pub public_key: String,
    /// Areas for which it answers.
    pub areas: Vec<String>,
    /// The first month for which a return is expected.
    pub expected_from: Month,
}

/// What became of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnTakenIn {
    /// Who made it.
    pub deployment: String,
    /// About which area.
    pub area: String,
    /// Its number.
    pub sequence: i64,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// How many rows it has.
    pub rows: usize,
    /// What became of it.
    pub state: ReturnState,
}

/// What became of a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReturnState {
    /// It was taken.
    New,
    /// It was taken, and for these months it stands in the place of an earlier one.
    Corrected(Vec<Month>),
    /// The very same was taken before; nothing was changed.
    Known,
}

impl Service {
    /// Trusts a deployment to send returns, or gives it another key, token, name or areas. Its token is given once.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a name, key or area that is none.
    pub async fn trust_deployment(
        &self,
        actor: &Actor,
        new: &NewDeployment,
        now: Timestamp,
    ) -> Result<String, ServiceError> {
        self.allow(actor, Action::TakeReturns)?;
        if !code::is_named(&new.deployment) || new.deployment.contains('.') {
            return Err(invalid("deployment", "a deployment is named by letters, digits and dashes"));
        }
        let key = PublicKey::from_pem(&new.public_key).map_err(|why| invalid("public_key", why))?;
        let unknown = new.areas.iter().any(|area| area.is_empty() || areas::unknown_area(area).is_some());
        if new.areas.is_empty() || unknown {
            return Err(invalid("areas", "name the areas by police force codes such as 01 or 46"));
        }
        let mut secret = [0_u8; 32];
        getrandom::fill(&mut secret)
            .map_err(|_| invalid("deployment", "the system gave no random bytes; try again"))?;
        let secret = record::chain::hex(&secret);
        let deployment = Deployment {
            deployment: new.deployment.clone(),
            name: new.name.clone(),
            public_key: key.to_pem().map_err(|why| invalid("public_key", why))?,
            token_digest: digest_of_token(&secret),
            trusted_at: now,
            ended_at: None,
            areas: new.areas.iter().map(|area| (area.clone(), new.expected_from)).collect(),
        };
        note(
            actor,
            "deployment_trusted",
            format!("{} {} {}", new.deployment, key.fingerprint(), new.areas.join(" ")),
        );
        self.store.keep_deployment(&deployment).await?;
        Ok(format!("{}.{secret}", new.deployment))
    }

    /// Trusts a deployment no more. What it sent stays.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of this name.
    pub async fn end_deployment(
        &self,
        actor: &Actor,
        name: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.allow(actor, Action::TakeReturns)?;
        let found = self.trusted(name).await?.ok_or(ServiceError::NotFound)?;
        note(actor, "deployment_ended", name.to_owned());
        Ok(self.store.keep_deployment(&Deployment { ended_at: Some(now), ..found }).await?)
    }

    /// Who sends returns with this token; none when nobody does.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sender(&self, token: &str, now: Timestamp) -> Result<Option<Actor>, ServiceError> {
        let Some((name, secret)) = token.split_once('.') else { return Ok(None) };
        let Some(found) = self.trusted(name).await? else { return Ok(None) };
        let same = found.token_digest.as_bytes().ct_eq(digest_of_token(secret).as_bytes());
        if found.token_digest.is_empty() || !bool::from(same) {
            return Ok(None);
        }
        Ok(Some(Actor {
            person: Person {
                id: format!("deployment-{name}"),
                name: "A deployment that sends returns".into(),
                role: Role::Caretaker.slug().into(),
                ..Person::default()
            },
            role: Role::Caretaker,
            organisation_name: found.name,
            of_support_service: false,
            trail: Trail::default(),
            at: now,
            language: language::Language::default(),
            representative: None,
        }))
    }

    /// Takes a return, whoever brings it: what counts is who signed it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with what is wrong; nothing is taken then.
    pub async fn take_return(
        &self,
        actor: &Actor,
        file: &[u8],
        now: Timestamp,
    ) -> Result<ReturnTakenIn, ServiceError> {
        self.allow(actor, Action::TakeReturns)?;
        let opened = self.open_return(file, now).await?;
        let header = &opened.header;
        let head = ReturnTaken {
            deployment: header.deployment.clone(),
            area: header.area.clone(),
            sequence: header.sequence,
            from: opened.months.from,
            to: opened.months.to,
            made_at: header.made_at,
            received_at: now,
            corrects: header.corrects,
            digest: opened.digest.clone(),
        };
        let state = match self.store.take_return(&head, &kept(&opened.rows)).await? {
            Taken::New { replaced } if replaced.is_empty() => ReturnState::New,
            Taken::New { replaced } => ReturnState::Corrected(replaced),
            Taken::Known => ReturnState::Known,
            Taken::NumberTaken => {
                let why = format!(
                    "another return with number {} was taken already; a correction needs a higher number: make it again",
                    head.sequence
                );
                return Err(invalid("file", why));
            }
            Taken::Older { than } => {
                let why = format!(
                    "return {than} is newer and holds for these months; return {} comes too late to count",
                    head.sequence
                );
                return Err(invalid("file", why));
            }
        };
        if state != ReturnState::Known {
            note(
                actor,
                "return_taken",
                format!("{} {} {} {}", head.deployment, head.area, head.sequence, opened.months),
            );
        }
        Ok(ReturnTakenIn {
            deployment: head.deployment,
            area: head.area,
            sequence: head.sequence,
            from: head.from,
            to: head.to,
            rows: opened.rows.len(),
            state,
        })
    }

    /// Looks whether a return is right, and takes nothing.
    ///
    /// # Errors
    /// As [`Service::take_return`].
    pub async fn verify_return(
        &self,
        actor: &Actor,
        file: &[u8],
        now: Timestamp,
    ) -> Result<Opened, ServiceError> {
        self.allow(actor, Action::TakeReturns)?;
        self.open_return(file, now).await
    }

    async fn open_return(&self, file: &[u8], now: Timestamp) -> Result<Opened, ServiceError> {
        let fault = |why: Fault| invalid("file", why);
        let claimed = signed::claimed_deployment(file).map_err(fault)?;
        let known = self.trusted(&claimed).await?.ok_or_else(|| fault(Fault::Stranger))?;
        let key = PublicKey::from_pem(&known.public_key).map_err(|why| invalid("file", why))?;
        signed::open(file, &key, |area| known.answers_for(area), now).map_err(fault)
    }

    /// A deployment that is trusted today.
    async fn trusted(&self, name: &str) -> Result<Option<Deployment>, ServiceError> {
        let all = self.store.deployments().await?;
        Ok(all.into_iter().find(|known| known.deployment == name && known.ended_at.is_none()))
    }
}

/// What of a token is kept.
pub fn digest_of_token(secret: &str) -> String {
    record::chain::hex(&Sha256::digest(secret.as_bytes()))
}

fn kept(rows: &[Row]) -> ReturnRows {
    let mut kept = ReturnRows::default();
    for row in rows {
        match row {
            Row::Duties { month, organisation, provider, edition, duty, counts } => {
                kept.duties.push(ReturnedDuty {
                    month: *month,
                    organisation: organisation.clone(),
                    provider: provider.clone(),
                    edition: edition.clone(),
                    duty: duty.clone(),
                    counts: counts.counts(),
                });
            }
            Row::Days { month, organisation, what, duty, days, n } => kept.days.push(ReturnedDays {
                what: if what == What::FirstContact.slug() { What::FirstContact } else { What::Done },
                month: *month,
                organisation: organisation.clone(),
                duty: duty.clone(),
                days: *days,
                n: *n,
            }),
            Row::Victims { month, organisation, stage, victims, contacted, disputing } => {
                kept.victims.push(ReturnedVictims {
                    month: *month,
                    organisation: organisation.clone(),
                    stage: stage.clone(),
                    victims: *victims,
                    contacted: *contacted,
                    disputing: *disputing,
                });
            }
        }
    }
    kept
}
