//! Whom another organisation's sign-in vouches for: who that is in the directory, and whether they may come in.

use crate::{Actor, Service, sessions::SessionError};
use identity::oidc::{Issuer, IssuerKind, LinkBy, LoggedOut, Vouched, plain};
use jiff::{SignedDuration, Timestamp};
use store::{Attempt, AttemptKind, Person, StoreError};

/// How long a logout token is remembered: longer than it counts
const LOGOUT_REMEMBERED: SignedDuration = SignedDuration::from_hours(1);

impl Service {
    /// The person for whom an issuer vouches, or one word that says why nobody comes in. What the claims say is a
    /// condition; what the person may do, the directory says.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn vouched_for(
        &self,
        issuer: &Issuer,
        vouched: &Vouched,
        now: Timestamp,
    ) -> Result<Result<Actor, &'static str>, SessionError> {
        let version = self.store.directory_version().await?;
        self.follow_the_directory(version).await?;
        let person = match self.store.linked_person(&vouched.issuer, &vouched.subject).await? {
            Some(person) => person,
            None => match self.first_sign_in(issuer, vouched, now).await? {
                Ok(person) => person,
                Err(why) => return Ok(Err(why)),
            },
        };
        let Some(actor) = self.actor(&person, now) else { return Ok(Err("not_in_directory")) };
        if actor.role.is_public() != (issuer.kind() == IssuerKind::Victim) {
            return Ok(Err("other_kind"));
        }
        let is_granted = vouched
            .grants
            .iter()
            .any(|grant| grant.role == actor.role.slug() && grant.organisation == actor.person.organisation);
        if issuer.kind() == IssuerKind::Staff && !is_granted {
            return Ok(Err("grant_and_directory_differ"));
        }
        Ok(Ok(actor))
    }

    /// A subject that was never seen: linked when the configuration allows it and exactly one person fits. Names are
    /// never compared, and a person who has a subject of this issuer already gets no second one this way.
    async fn first_sign_in(
        &self,
        issuer: &Issuer,
        vouched: &Vouched,
        now: Timestamp,
    ) -> Result<Result<String, &'static str>, SessionError> {
        let fits = |person: &&Person| {
            let ours = !issuer.organisation().is_empty() && person.organisation == issuer.organisation();
            ours && match issuer.link_by() {
                LinkBy::Nothing => false,
                LinkBy::ExternalId => same(&person.external_id, vouched.external_id.as_deref()),
                LinkBy::VerifiedEmail => same(&person.user_name, vouched.verified_email.as_deref()),
            }
        };
        let directory = self.directory();
        let mut fitting = directory.people.values().filter(fits);
        let (Some(person), None) = (fitting.next(), fitting.next()) else { return Ok(Err("not_linked")) };
        if self.store.is_linked(&vouched.issuer, &person.id).await? {
            return Ok(Err("linked_to_another_subject"));
        }
        match self.store.link_external(&vouched.issuer, &vouched.subject, &person.id, now).await {
            Ok(()) => Ok(Ok(person.id.clone())),
            Err(StoreError::Conflict) => Ok(Err("linked_to_another_person")),
            Err(reason) => Err(reason.into()),
        }
    }

    /// Links an issuer's subject to somebody who has shown in another way who they are: a victim who redeemed an
    /// invitation. False when the subject is somebody else's, or the issuer is for another kind of people.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link_external(
        &self,
        issuer: &Issuer,
        vouched: &Vouched,
        person: &str,
        now: Timestamp,
    ) -> Result<bool, SessionError> {
        let Some(actor) = self.actor(person, now) else { return Ok(false) };
        if actor.role.is_public() != (issuer.kind() == IssuerKind::Victim) {
            return Ok(false);
        }
        match self.store.link_external(&vouched.issuer, &vouched.subject, person, now).await {
            Ok(()) => Ok(true),
            Err(StoreError::Conflict) => Ok(false),
            Err(reason) => Err(reason.into()),
        }
    }

    /// Ends the sessions that an issuer says have ended. False when the token was presented before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logged_out(&self, logged_out: &LoggedOut, now: Timestamp) -> Result<bool, SessionError> {
        if !self.store.present_once(&logged_out.once, now, now + LOGOUT_REMEMBERED).await? {
            return Ok(false);
        }
        let digest = |text: &String| store::subject_digest(&logged_out.issuer, text);
        let (session, sub) =
            (logged_out.provider_session.as_ref().map(digest), logged_out.sub.as_ref().map(digest));
        // By its session when it names one, else every session of the subject.
        let by_subject = sub.as_ref().filter(|_| session.is_none());
        self.store.end_sessions_by_issuer(&logged_out.issuer, session.as_ref(), by_subject, now).await?;
        Ok(true)
    }

    /// Whether a try may be looked at now; counts it. What is counted is kept as a keyed hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempt(
        &self,
        kind: AttemptKind,
        what: &str,
        now: Timestamp,
    ) -> Result<Attempt, SessionError> {
        Ok(self.store.attempt_allowed(kind, &self.keyed_hash("attempt", what)?, now).await?)
    }

    /// A try has succeeded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempt_succeeded(
        &self,
        kind: AttemptKind,
        what: &str,
        now: Timestamp,
    ) -> Result<(), SessionError> {
        Ok(self.store.attempt_succeeded(kind, &self.keyed_hash("attempt", what)?, now).await?)
    }
}

/// Equal, and plain on both sides: letters that only look the same are no equality.
fn same(known: &str, said: Option<&str>) -> bool {
    said.is_some_and(|said| plain(known).is_some() && plain(said).is_some() && known == said)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn only_plain_equal_names_are_the_same() {
        assert!(same("sam@met.example", Some("sam@met.example")));
        assert!(!same("s\u{430}m@met.example", Some("s\u{430}m@met.example")), "not plain in the directory");
        assert!(!same("sam@met.example", Some("s\u{430}m@met.example")));
        assert!(!same("", Some("")) && !same("sam", None) && !same("Sam", Some("sam")));
    }
}
