//! What is kept, held and destroyed (PLT-5): legal holds, reviews of whether a case is still needed, and what a person who
//! decides about them has to see. Destroying itself is in [`crate::erasure`]. Two people are needed for it: one says that a case
//! is no longer needed, another destroys.

pub mod hold;
pub mod review;

use crate::{Actor, Service, ServiceError, gate, sign_in::Directory, timeline};
use jiff::{Timestamp, civil::Date};
use policy::{About, Action};
use record::{
    AccessEvent, CaseEvent, CaseId, PersonId, Recorded, Retention, VictimId,
    view::{Phase, TermKind, normal_reference},
};
use store::LoadedCase;

/// How a case stands with the retention schedule, for whoever decides about it. They see names of victims and no more of
/// what is recorded about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Keeping {
    /// The case.
    pub case: CaseId,
    /// Version that was read; forms send it back.
    pub version: u64,
    /// Reference that people use.
    pub reference: String,
    /// How it stands.
    pub stands: Stands,
    /// The group of the schedule and where it rests, when one decides.
    pub group: Option<GroupCard>,
    /// The latest hold, when one stands.
    pub hold: Option<Said>,
    /// What is not closed, in words.
    pub open: Vec<String>,
    /// Duties of which the deadline has passed and that nobody met: what a victim may still complain of.
    pub unmet: usize,
    /// Victims in order of joining.
    pub victims: Vec<KeptVictim>,
    /// Whether the person who looks made the review that gave the case up: then somebody else destroys.
    pub own_review: bool,
}

/// How a case stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stands {
    /// A hold stands.
    Held,
    /// Something is not closed.
    Open,
    /// To be looked at from a day on, because of the time since another; and until when a review kept it.
    Review {
        /// The first day, London.
        on: Date,
        /// What the years count from, London.
        since: Date,
        /// Until when a review kept it.
        kept_until: Option<Date>,
    },
    /// Somebody said that it may be destroyed.
    MayBeDestroyed(Said),
    /// What was kept about every victim was destroyed.
    Destroyed,
}

/// Who said something, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// In their words.
    pub words: String,
}

/// A group of the schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupCard {
    /// In words.
    pub name: String,
    /// Years until somebody looks.
    pub years: i16,
    /// Years that a review proposes.
    pub again: i16,
    /// Where it rests.
    pub source: String,
    /// What is not known.
    pub doubt: String,
}

/// A victim of the case.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptVictim {
    /// Id.
    pub id: VictimId,
    /// Name; none when it was destroyed.
    pub name: Option<String>,
}

impl Service {
    /// How a case stands with the retention schedule.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the case is not there or not theirs to keep.
    pub async fn keeping_of(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<Keeping, ServiceError> {
        let loaded = self.case_for(actor, Action::Retain, case).await?;
        let decision = policy::may(&actor.asker(), Action::Retain, About::Case(case, &loaded.case.access()));
        for victim in &loaded.case.victims {
            gate::note(actor, Action::Retain, Some(case), Some(victim.id), decision);
        }
        Ok(self.keeping(actor, &loaded, now))
    }

    /// The case with this reference, whole, when it is theirs to keep. One that is not there, one of several and one of
    /// another organisation have the same answer.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn case_to_keep(&self, actor: &Actor, reference: &str) -> Result<CaseId, ServiceError> {
        self.allow(actor, Action::Retain)?;
        let term = [normal_reference(reference)];
        for kind in [TermKind::Urn, TermKind::Reference] {
            let mut cases = self.store.cases_with(kind, &term).await?;
            if let Some(&[only]) = cases.remove(&term[0]).as_deref() {
                return Ok(self.case_for(actor, Action::Retain, only).await?.case.id);
            }
        }
        Err(ServiceError::NotFound)
    }

    pub(crate) fn retention_of<'s>(&self, loaded: &LoadedCase, owed: &[record::Owed]) -> Retention<'s> {
        record::retention::retention(&loaded.case, &loaded.events, owed, self.rules.schedule)
    }

    fn keeping(&self, actor: &Actor, loaded: &LoadedCase, now: Timestamp) -> Keeping {
        let (rules, directory) = (self.rules, self.directory());
        let owed = record::owed::owed(&loaded.case, &loaded.events, rules.code, rules.calendar);
        let retention = self.retention_of(loaded, &owed);
        let said = |version| said(loaded, &directory, version);
        let stands = match &retention {
            Retention::Held => Stands::Held,
            Retention::Destroyed => Stands::Destroyed,
            Retention::MayBeDestroyed { review, .. } => Stands::MayBeDestroyed(said(*review)),
            Retention::Open(_) => Stands::Open,
            Retention::Review(review) => {
                Stands::Review { on: review.on, since: review.since, kept_until: review.kept_until }
            }
        };
        let missed = |owed: &&record::Owed| {
            owed.phase() == Phase::Open
                && owed.provider != "victim"
                && owed.due_at.is_some_and(|due| due <= now)
        };
        let open = record::retention::still_open(&loaded.case, rules.schedule);
        Keeping {
            case: loaded.case.id,
            version: loaded.case.version,
            reference: timeline::reference_of(&loaded.case),
            group: match &retention {
                Retention::Review(review) => Some(card(review.group)),
                _ => None,
            },
            hold: hold_of(loaded).map(|hold| said(hold.version)),
            open: open.iter().map(|open| open.name.clone()).collect(),
            unmet: owed.iter().filter(missed).count(),
            victims: kept_victims(loaded),
            own_review: matches!(retention, Retention::MayBeDestroyed { review, .. }
                if reviewer(loaded, review).is_some_and(|by| by.as_str() == actor.person.id)),
            stands,
        }
    }
}

fn card(group: &record::retention::Group) -> GroupCard {
    GroupCard {
        name: group.name.clone(),
        years: group.years,
        again: group.again,
        source: group.basis.source.clone(),
        doubt: group.basis.doubt.clone(),
    }
}

fn kept_victims(loaded: &LoadedCase) -> Vec<KeptVictim> {
    let name = |victim| timeline::victim_name(loaded, victim);
    let erased = &loaded.case.access.erased;
    let each = loaded.case.victims.iter().map(|victim| victim.id);
    each.map(|id| KeptVictim { id, name: (!erased.contains(&id)).then(|| name(id)) }).collect()
}

fn event(loaded: &LoadedCase, version: u64) -> Option<&Recorded> {
    usize::try_from(version).ok().and_then(|version| loaded.events.get(version.checked_sub(1)?))
}

/// The event that placed the hold that stands.
fn hold_of(loaded: &LoadedCase) -> Option<&Recorded> {
    let places = |recorded: &&Recorded| {
        matches!(recorded.event, CaseEvent::Access(AccessEvent::LegalHoldPlaced { .. }))
    };
    loaded.events.iter().rev().find(places).filter(|_| loaded.case.access.legal_hold)
}

/// Who made a review.
pub(crate) fn reviewer(loaded: &LoadedCase, version: u64) -> Option<&PersonId> {
    event(loaded, version)?.by.person.as_ref()
}

fn said(loaded: &LoadedCase, directory: &Directory, version: u64) -> Said {
    let Some(recorded) = event(loaded, version) else {
        return Said { by: String::new(), at: Timestamp::UNIX_EPOCH, words: String::new() };
    };
    let words = match &recorded.event {
        CaseEvent::Access(event) => event.words().and_then(|words| loaded.texts.words(words)),
        _ => None,
    };
    let by = recorded.by.person.as_ref().map(|person| directory.person_name(person.as_str()).to_owned());
    Said { by: by.unwrap_or_default(), at: recorded.at, words: words.unwrap_or_default() }
}
