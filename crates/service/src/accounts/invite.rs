//! Inviting a victim, or who acts for them, to sign in: a code on paper, which works once, for two weeks, and only with
//! something that they know. The paper says nothing about them.

use super::AccountError;
use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any};
use identity::code;
use jiff::{SignedDuration, Timestamp};
use policy::Action;
use record::{CaseId, PersonDetails, RepresentativeId, VictimId, view::name_words};
use store::{Invitation, InvitationEnd, LoadedCase};
use uuid::Uuid;

/// How long an invitation to a victim works.
pub const LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// How often a wrong answer may be given.
pub const MOST_TRIES: i64 = 5;
/// The shortest word that can be agreed.
const SHORTEST_WORD: usize = 4;
/// How many invitations a page shows.
const MOST_LISTED: u32 = 20;

/// Whom an invitation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// A victim.
    Victim(VictimId),
    /// Somebody who acts for one.
    Representative(RepresentativeId),
}

/// What they will be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A word that was agreed with them. The safest: somebody close to them knows the others too.
    Word(String),
    /// Their date of birth.
    Born,
    /// The reference of the case and their family name.
    Reference,
}

/// An invitation to hand over. The code is shown once: only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Id of the invitation.
    pub id: Uuid,
    /// The code, in groups; of a code in two halves, the one to hand over.
    pub code: String,
    /// Whether the other half went to the person themselves.
    pub in_halves: bool,
    /// The last moment at which it works.
    pub until: Timestamp,
}

/// An invitation of a case, for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationLine {
    /// Id.
    pub id: Uuid,
    /// Whose name it is for.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Where it stands.
    pub state: State,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can be used.
    Open,
    /// It was used.
    Used,
    /// Nobody used it in time.
    Expired,
    /// Too many wrong answers.
    Locked,
    /// It was taken back, or a newer one took its place.
    Withdrawn,
}

/// Whom staff can invite, and what has been.
#[derive(Clone, Debug)]
pub struct InvitePage {
    /// Reference of the case.
    pub reference: String,
    /// Who can be invited: what forms send, name.
    pub people: Vec<(String, String)>,
    /// Invitations so far, newest first.
    pub lines: Vec<InvitationLine>,
}

impl For {
    /// As forms send it.
    pub fn slug(self) -> String {
        match self {
            For::Victim(id) => format!("victim:{id}"),
            For::Representative(id) => format!("representative:{id}"),
        }
    }

    /// And back.
    pub fn from_slug(slug: &str) -> Option<For> {
        let (kind, id) = slug.split_once(':')?;
        match kind {
            "victim" => Some(For::Victim(id.parse().ok()?)),
            "representative" => Some(For::Representative(id.parse().ok()?)),
            _ => None,
        }
    }
}

impl Service {
    /// Whom staff can invite to a case, and which invitations there are.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs.
    pub async fn invitations(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<InvitePage, ServiceError> {
        let loaded = self.case_for(actor, Action::InviteVictim, case).await?;
        let people = can_be_invited(&loaded, now);
        let lines = self.store.invitations_of_case(case.0, MOST_LISTED).await?;
        let lines = lines.into_iter().map(|one| InvitationLine {
            id: one.id,
            name: whom(&one).and_then(|whom| details_of(&loaded, whom)).map(|d| d.name).unwrap_or_default(),
            made_at: Timestamp::from_millisecond(one.made_at).unwrap_or_default(),
            state: state(&one, now),
        });
        Ok(InvitePage {
            reference: crate::timeline::reference_of(&loaded.case),
            people: people.iter().map(|(whom, details)| (whom.slug(), details.name.clone())).collect(),
            lines: lines.collect(),
        })
    }

    /// Makes an invitation. An earlier one for the same person no longer works.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] names each field and what to do; [`ServiceError::NotFound`] when the case is not there
    /// or not theirs.
    pub async fn invite(
        &self,
        actor: &Actor,
        case: CaseId,
        whom: Option<For>,
        ask: Option<Ask>,
        now: Timestamp,
    ) -> Result<Card, AccountError> {
        let loaded = self.case_for(actor, Action::InviteVictim, case).await?;
        let mut problems = Vec::new();
        let found = can_be_invited(&loaded, now).into_iter().find(|(one, _)| Some(*one) == whom);
        if found.is_none() {
            problems.push(Problem::new("whom", "Select who to invite"));
        }
        match (&ask, &found) {
            (None, _) => problems.push(Problem::new("ask", "Select what they will be asked")),
            (Some(Ask::Word(word)), _) if normal_word(word).chars().count() < SHORTEST_WORD => {
                problems.push(Problem::new("word", "Enter the word that you agreed, of at least 4 letters"));
            }
            (Some(Ask::Born), Some((_, details))) if details.born.is_none() => {
                problems.push(Problem::new(
                    "ask",
                    "The record has no date of birth for them: choose another question",
                ));
            }
            (Some(Ask::Reference), Some((_, details)))
                if name_words(&details.name).is_empty() || loaded.case.references.is_empty() =>
            {
                problems.push(Problem::new(
                    "ask",
                    "The record has no reference or no name: choose another question",
                ));
            }
            _ => {}
        }
        refuse_if_any(problems)?;
        let (Some((whom, _)), Some(ask)) = (found, ask) else { return Err(ServiceError::NotFound.into()) };
        let (victim, representative) = match whom {
            For::Victim(victim) => (Some(victim), None),
            For::Representative(id) => {
                (loaded.case.access.mandates.get(&id).map(|mandate| mandate.victim), Some(id))
            }
        };
        let word = match &ask {
            Ask::Word(word) => Some(self.hash_of(normal_word(word)).await?),
            _ => None,
        };
        let kind = if representative.is_some() { "representative" } else { "victim" };
        let mut invitation = self.new_invitation(kind, &actor.person.id, LASTS, now)?;
        invitation.1.case_id = Some(case.0);
        invitation.1.victim_id = victim.map(|victim| victim.0);
        invitation.1.representative_id = representative.map(|id| id.0);
        invitation.1.word = word;
        invitation.1.question = match ask {
            Ask::Word(_) => "word",
            Ask::Born => "born",
            Ask::Reference => "reference",
        }
        .into();
        self.store.invite(&invitation.1).await?;
        Ok(invitation.0)
    }

    /// Takes an invitation back. Whether it could still have been used.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs, or the invitation is of another case.
    pub async fn withdraw_invitation(
        &self,
        actor: &Actor,
        case: CaseId,
        id: Uuid,
        now: Timestamp,
    ) -> Result<bool, ServiceError> {
        self.case_for(actor, Action::InviteVictim, case).await?;
        let of_case = self.store.invitation(id).await?.filter(|one| one.case_id == Some(case.0));
        of_case.ok_or(ServiceError::NotFound)?;
        Ok(self.store.end_invitation(id, InvitationEnd::Withdrawn, now).await?)
    }

    pub(crate) fn new_invitation(
        &self,
        kind: &str,
        made_by: &str,
        lasts: SignedDuration,
        now: Timestamp,
    ) -> Result<(Card, Invitation), AccountError> {
        let code = code::paper_code()?;
        let read = code::read_paper_code(&code).unwrap_or_default();
        let id = Uuid::from_bytes(super::passkeys::random_handle()?);
        let invitation = Invitation {
            id,
            code: self.paper_code_entry(&read)?.to_vec(),
            kind: kind.to_owned(),
            person: String::new(),
            case_id: None,
            victim_id: None,
            representative_id: None,
            question: "name".into(),
            word: None,
            made_by: made_by.to_owned(),
            made_at: now.as_millisecond(),
            expires_at: (now + lasts).as_millisecond(),
            tries: 0,
            ended_at: None,
            ended_because: None,
        };
        Ok((Card { id, code, in_halves: false, until: now + lasts }, invitation))
    }
}

/// Victims whose sign-in is not suspended, and who acts for one of them today.
fn can_be_invited(loaded: &LoadedCase, now: Timestamp) -> Vec<(For, PersonDetails)> {
    let today = calendar::london_date(now);
    let safe = |victim: &VictimId| !loaded.case.access.suspended.contains(victim);
    let victims = loaded.case.victims.iter().filter(|victim| safe(&victim.id)).map(|v| For::Victim(v.id));
    let mandates = loaded.case.access.mandates.iter();
    let acting = mandates.filter(|(_, mandate)| mandate.holds(today) && safe(&mandate.victim));
    victims
        .chain(acting.map(|(id, _)| For::Representative(*id)))
        .filter_map(|whom| Some((whom, details_of(loaded, whom)?)))
        .collect()
}

fn details_of(loaded: &LoadedCase, whom: For) -> Option<PersonDetails> {
    match whom {
        For::Victim(victim) => super::contacts::details(loaded, victim, None),
        For::Representative(id) => {
            let victim = loaded.case.access.mandates.get(&id)?.victim;
            super::contacts::details(loaded, victim, Some(id))
        }
    }
}

fn whom(invitation: &Invitation) -> Option<For> {
    match (invitation.representative_id, invitation.victim_id) {
        (Some(id), _) => Some(For::Representative(RepresentativeId(id))),
        (None, Some(id)) => Some(For::Victim(VictimId(id))),
        (None, None) => None,
    }
}

pub(crate) fn state(invitation: &Invitation, now: Timestamp) -> State {
    match invitation.ended_because.as_deref() {
        Some("used") => State::Used,
        Some(_) => State::Withdrawn,
        None if invitation.tries >= MOST_TRIES => State::Locked,
        None if now.as_millisecond() >= invitation.expires_at => State::Expired,
        None => State::Open,
    }
}

/// An agreed word, however it is typed.
pub(crate) fn normal_word(word: &str) -> String {
    name_words(word).join(" ")
}
