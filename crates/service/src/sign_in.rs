//! Who may act: somebody of the directory, in one of their posts, as they stand at this moment. The demonstration lets
//! a visitor pick any of them.

pub use crate::directory::Directory;

use crate::{Actor, Outcome, Service, ServiceError};
use jiff::Timestamp;
use policy::Role;
use std::collections::BTreeMap;
use store::{Person, Session};

/// People who can sign in, grouped.
#[derive(Clone, Debug)]
pub struct SignInGroup {
    /// Name of the organisation, or "Victims".
    pub name: String,
    /// Whether they are victims.
    pub of_victims: bool,
    /// The people.
    pub people: Vec<Actor>,
}

impl Service {
    /// Everybody who can sign in to the demonstration, staff by organisation, victims last.
    pub fn sign_in_choices(&self) -> Vec<SignInGroup> {
        let directory = self.directory();
        let mut groups: BTreeMap<(bool, String), Vec<Actor>> = BTreeMap::new();
        for person in directory.people.values().filter(|person| !person.inactive && person.left_on.is_none())
        {
            let Some(actor) = directory.actor_of(person.clone(), Timestamp::UNIX_EPOCH) else { continue };
            let is_victim = actor.role == Role::Victim;
            let name = if is_victim { "Victims".to_owned() } else { actor.organisation_name.clone() };
            groups.entry((is_victim, name)).or_default().push(actor);
        }
        let group = |((of_victims, name), people)| SignInGroup { name, of_victims, people };
        groups.into_iter().map(group).collect()
    }

    /// The person with this id, as they may act at an instant in the first of their posts.
    pub fn actor(&self, person: &str, now: Timestamp) -> Option<Actor> {
        self.actor_at(person, "", now)
    }

    /// The person with this id as they may act at an instant: in the post named (`""`: their first). None when they
    /// left, are shut out, or do not hold that post any more.
    pub fn actor_at(&self, person: &str, post: &str, now: Timestamp) -> Option<Actor> {
        self.directory().actor_at(person, post, now)
    }

    /// The posts that somebody holds at an instant, the main one first.
    pub fn posts_of(&self, person: &str, now: Timestamp) -> Vec<Actor> {
        let directory = self.directory();
        let held: Vec<Person> = directory.posts_held(person, calendar::london_date(now));
        held.into_iter().filter_map(|post| directory.actor_of(post, now)).collect()
    }

    /// Goes on in another of somebody's posts, in this session only.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a post that they do not hold.
    pub async fn change_post(
        &self,
        actor: &Actor,
        session: &Session,
        post: &str,
        now: Timestamp,
    ) -> Result<Actor, ServiceError> {
        let acting = self.posts_of(&actor.person.id, now).into_iter().find(|held| held.person.post == post);
        let outcome = if acting.is_some() { Outcome::Allowed } else { Outcome::Refused };
        self.note(actor, "post_changed", outcome);
        let acting = acting.ok_or(ServiceError::NotFound)?;
        self.store.act_in_post(&session.key, post).await?;
        Ok(acting)
    }
}
