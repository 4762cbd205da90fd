//! Who may see a case beside those who answer for it, and under which basis: consent and other lawful bases,
//! mandates, restrictions, conflicts, holds. Recorded as events like everything else, so that "who allowed this, when
//! and in which words" has an answer (NEED-5, NEED-6, ACC-9, PLT-2, PLT-5).

use crate::{OrganisationId, PersonId, PersonalRef, RepresentativeId, Subject, VictimId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What changes who may see a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessEvent {
    /// A victim was asked, or a law decides, whether an organisation may have their information for a purpose. Who
    /// asked is whoever records it.
    SharingDecided {
        /// The victim.
        victim: VictimId,
        /// Who would get it.
        with: OrganisationId,
        /// For what.
        purpose: Purpose,
        /// On which basis, or that it was refused or withdrawn.
        basis: Basis,
        /// The words in which it was asked and answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The victim lets somebody act for them.
    MandateGiven {
        /// The victim.
        victim: VictimId,
        /// Who acts for them.
        representative: RepresentativeId,
        /// Name and how to reach them.
        details: PersonalRef,
        /// What they are to the victim.
        kind: RepresentativeKind,
        /// What they may do.
        scope: BTreeSet<MandateScope>,
        /// Last day on which it holds, London; none until it is ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Why, when staff recorded it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// A mandate ended, by the victim's wish or another's decision.
    MandateEnded {
        /// Who acted.
        representative: RepresentativeId,
    },
    /// Signing in became unsafe for a victim: nobody gets in until it is restored.
    VictimAccessSuspended {
        /// The victim.
        victim: VictimId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// It is safe again.
    VictimAccessRestored {
        /// The victim.
        victim: VictimId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// Only the people named may see the case, because an officer or member of staff is involved. Replaces an earlier
    /// list.
    CaseRestricted {
        /// Those who may.
        people: BTreeSet<PersonId>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The case is no longer restricted.
    CaseUnrestricted {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// A member of staff knows somebody in the case: they are shut out.
    ConflictDeclared {
        /// Who.
        person: PersonId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The conflict turned out not to be one, or is over.
    ConflictEnded {
        /// Who.
        person: PersonId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// Nothing in the case may be destroyed or expire while this holds.
    LegalHoldPlaced {
        /// Why, and who asked for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The hold is over.
    LegalHoldLifted {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// Somebody looked at whether the case is still needed.
    RetentionReviewed {
        /// Keep it, and look again on this day; none: its personal texts may be destroyed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keep_until: Option<Date>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<PersonalRef>,
    },
    /// The key of a victim's personal texts was destroyed: what they said can never be read again.
    VictimErased {
        /// The victim.
        victim: VictimId,
    },
}

impl AccessEvent {
    /// The event's name, as in the journal's `kind` column.
    pub fn kind(&self) -> &'static str {
        match self {
            AccessEvent::SharingDecided { .. } => "sharing_decided",
            AccessEvent::MandateGiven { .. } => "mandate_given",
            AccessEvent::MandateEnded { .. } => "mandate_ended",
            AccessEvent::VictimAccessSuspended { .. } => "victim_access_suspended",
            AccessEvent::VictimAccessRestored { .. } => "victim_access_restored",
            AccessEvent::CaseRestricted { .. } => "case_restricted",
            AccessEvent::CaseUnrestricted { .. } => "case_unrestricted",
            AccessEvent::ConflictDeclared { .. } => "conflict_declared",
            AccessEvent::ConflictEnded { .. } => "conflict_ended",
            AccessEvent::LegalHoldPlaced { .. } => "legal_hold_placed",
            AccessEvent::LegalHoldLifted { .. } => "legal_hold_lifted",
            AccessEvent::RetentionReviewed { .. } => "retention_reviewed",
            AccessEvent::VictimErased { .. } => "victim_erased",
        }
    }

    /// Whom the personal text of this event is about.
    pub fn subject(&self) -> Subject {
        match self {
            AccessEvent::SharingDecided { victim, .. }
            | AccessEvent::MandateGiven { victim, .. }
            | AccessEvent::VictimAccessSuspended { victim, .. }
            | AccessEvent::VictimAccessRestored { victim, .. } => Subject::Victim(*victim),
            _ => Subject::Case,
        }
    }

    /// The words that were recorded with it.
    pub fn words(&self) -> Option<&PersonalRef> {
        match self {
            AccessEvent::SharingDecided { words, .. }
            | AccessEvent::MandateGiven { words, .. }
            | AccessEvent::VictimAccessSuspended { words, .. }
            | AccessEvent::VictimAccessRestored { words, .. }
            | AccessEvent::CaseUnrestricted { words }
            | AccessEvent::ConflictEnded { words, .. }
            | AccessEvent::LegalHoldLifted { words }
            | AccessEvent::CaseRestricted { words, .. }
            | AccessEvent::ConflictDeclared { words, .. }
            | AccessEvent::LegalHoldPlaced { words }
            | AccessEvent::RetentionReviewed { words, .. } => words.as_ref(),
            _ => None,
        }
    }

    /// The personal texts that this event points at.
    pub fn personal(&self) -> Vec<&PersonalRef> {
        let details = match self {
            AccessEvent::MandateGiven { details, .. } => Some(details),
            _ => None,
        };
        details.into_iter().chain(self.words()).collect()
    }
}

/// What information is shared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To support the victim: the referral and what follows (Right 4).
    Support,
    /// To keep an advocate informed of the case (SUP-4).
    Updates,
    /// Restorative justice (Right 3).
    RestorativeJustice,
    /// To ask the victim about the service that they got (VOX-2).
    Survey,
    /// Research that names nobody.
    Research,
}

impl Purpose {
    /// Every purpose, in the order forms show them.
    pub const ALL: [Purpose; 5] =
        [Purpose::Support, Purpose::Updates, Purpose::RestorativeJustice, Purpose::Survey, Purpose::Research];

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            Purpose::Support => "support",
            Purpose::Updates => "updates",
            Purpose::RestorativeJustice => "restorative_justice",
            Purpose::Survey => "survey",
            Purpose::Research => "research",
        }
    }

    /// The purpose with this slug.
    pub fn from_slug(slug: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.slug() == slug)
    }

    /// In words, to follow "to".
    pub fn words(self) -> &'static str {
        match self {
            Purpose::Support => "support you",
            Purpose::Updates => "follow your case with you",
            Purpose::RestorativeJustice => "talk with you about restorative justice",
            Purpose::Survey => "ask you how you were treated",
            Purpose::Research => "do research that names nobody",
        }
    }
}

/// On which basis information is shared (UK GDPR articles 6 and 7; Data Protection Act 2018 part 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The victim said yes.
    ConsentGiven,
    /// The victim said no.
    ConsentRefused,
    /// The victim said yes, and then no. Nothing is shared from then on.
    ConsentWithdrawn,
    /// A law requires it.
    LegalObligation,
    /// A law gives the organisation the task, and it is needed for it.
    PublicTask,
    /// Somebody's life is at risk.
    VitalInterests,
}

impl Basis {
    /// Every basis, in the order forms show them.
    pub const ALL: [Basis; 6] = [
        Basis::ConsentGiven,
        Basis::ConsentRefused,
        Basis::ConsentWithdrawn,
        Basis::LegalObligation,
        Basis::PublicTask,
        Basis::VitalInterests,
    ];

    /// Whether information may be shared on it.
    pub fn allows(self) -> bool {
        !matches!(self, Basis::ConsentRefused | Basis::ConsentWithdrawn)
    }

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            Basis::ConsentGiven => "consent_given",
            Basis::ConsentRefused => "consent_refused",
            Basis::ConsentWithdrawn => "consent_withdrawn",
            Basis::LegalObligation => "legal_obligation",
            Basis::PublicTask => "public_task",
            Basis::VitalInterests => "vital_interests",
        }
    }

    /// The basis with this slug.
    pub fn from_slug(slug: &str) -> Option<Basis> {
        Basis::ALL.into_iter().find(|basis| basis.slug() == slug)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Basis::ConsentGiven => "the victim agreed",
            Basis::ConsentRefused => "the victim did not agree",
            Basis::ConsentWithdrawn => "the victim took their agreement back",
            Basis::LegalObligation => "a law requires it",
            Basis::PublicTask => "it is needed for a public task",
            Basis::VitalInterests => "somebody's life is at risk",
        }
    }
}

/// What a representative is to the victim (NEED-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepresentativeKind {
    /// Parent or guardian.
    Parent,
    /// Speaks for a bereaved family.
    FamilySpokesperson,
    /// ISVA, IDVA or another advocate.
    Advocate,
    /// Somebody else whom the victim trusts.
    Other,
}

impl RepresentativeKind {
    /// Every kind, in the order forms show them.
    pub const ALL: [RepresentativeKind; 4] = [
        RepresentativeKind::Parent,
        RepresentativeKind::FamilySpokesperson,
        RepresentativeKind::Advocate,
        RepresentativeKind::Other,
    ];

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            RepresentativeKind::Parent => "parent",
            RepresentativeKind::FamilySpokesperson => "family_spokesperson",
            RepresentativeKind::Advocate => "advocate",
            RepresentativeKind::Other => "other",
        }
    }

    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<RepresentativeKind> {
        RepresentativeKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            RepresentativeKind::Parent => "parent or guardian",
            RepresentativeKind::FamilySpokesperson => "family spokesperson",
            RepresentativeKind::Advocate => "advocate",
            RepresentativeKind::Other => "somebody they trust",
        }
    }
}

/// What a representative may do for the victim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateScope {
    /// Read the victim's case page.
    See,
    /// Confirm or dispute what the record says.
    Answer,
    /// Say how the victim wants to be reached.
    Preferences,
    /// Read, write and send the victim's personal statement.
    Statement,
    /// Ask for things in the victim's place: support, compensation, a review, a complaint.
    Requests,
}

impl MandateScope {
    /// Every scope, in the order forms show them.
    pub const ALL: [MandateScope; 5] = [
        MandateScope::See,
        MandateScope::Answer,
        MandateScope::Preferences,
        MandateScope::Statement,
        MandateScope::Requests,
    ];

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            MandateScope::See => "see",
            MandateScope::Answer => "answer",
            MandateScope::Preferences => "preferences",
            MandateScope::Statement => "statement",
            MandateScope::Requests => "requests",
        }
    }

    /// The scope with this slug.
    pub fn from_slug(slug: &str) -> Option<MandateScope> {
        MandateScope::ALL.into_iter().find(|scope| scope.slug() == slug)
    }

    /// In words, to follow "they may".
    pub fn words(self) -> &'static str {
        match self {
            MandateScope::See => "see your case",
            MandateScope::Answer => "say whether things happened, and write to the team",
            MandateScope::Preferences => "say how you want to be contacted",
            MandateScope::Statement => "write and send your personal statement",
            MandateScope::Requests => "ask for things for you, such as support or a review",
        }
    }
}

/// A decision about sharing that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Sharing {
    /// On which basis.
    pub basis: Basis,
    /// When it was decided.
    pub at: Timestamp,
    /// Version of the event.
    pub version: u64,
}

/// A mandate that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Mandate {
    /// For which victim.
    pub victim: VictimId,
    /// Name and how to reach them.
    pub details: PersonalRef,
    /// What they are to the victim.
    pub kind: RepresentativeKind,
    /// What they may do.
    pub scope: BTreeSet<MandateScope>,
    /// Last day on which it holds, London.
    pub until: Option<Date>,
    /// Whether it was ended before.
    pub ended: bool,
}

impl Mandate {
    /// Whether it holds on `today`, London.
    pub fn holds(&self, today: Date) -> bool {
        !self.ended && self.until.is_none_or(|until| today <= until)
    }
}

/// A review of whether a case is still needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// When to look again; none when the case may be destroyed.
    pub keep_until: Option<Date>,
    /// When it was made.
    pub at: Timestamp,
    /// Version of the event.
    pub version: u64,
}

/// What the events of a case say about who may see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Access {
    /// Decisions about sharing that stand: for each victim, recipient and purpose the latest.
    pub sharing: BTreeMap<(VictimId, OrganisationId, Purpose), Sharing>,
    /// Mandates, also those that ended.
    pub mandates: BTreeMap<RepresentativeId, Mandate>,
    /// Victims whose sign-in is suspended.
    pub suspended: BTreeSet<VictimId>,
    /// The only people who may see the case, when it is restricted.
    pub restricted_to: Option<BTreeSet<PersonId>>,
    /// People who are shut out.
    pub conflicts: BTreeSet<PersonId>,
    /// Whether nothing may be destroyed.
    pub legal_hold: bool,
    /// The latest review of whether the case is still needed.
    pub reviewed: Option<Reviewed>,
    /// Victims whose texts were destroyed.
    pub erased: BTreeSet<VictimId>,
}

impl Access {
    pub(crate) fn apply(&mut self, event: &AccessEvent, at: Timestamp, version: u64) {
        match event {
            AccessEvent::SharingDecided { victim, with, purpose, basis, .. } => {
                let sharing = Sharing { basis: *basis, at, version };
                self.sharing.insert((*victim, with.clone(), *purpose), sharing);
            }
            AccessEvent::MandateGiven { victim, representative, details, kind, scope, until, .. } => {
                let mandate = Mandate {
                    victim: *victim,
                    details: details.clone(),
                    kind: *kind,
                    scope: scope.clone(),
                    until: *until,
                    ended: false,
                };
                self.mandates.insert(*representative, mandate);
            }
            AccessEvent::MandateEnded { representative } => {
                if let Some(mandate) = self.mandates.get_mut(representative) {
                    mandate.ended = true;
                }
            }
            AccessEvent::VictimAccessSuspended { victim, .. } => drop(self.suspended.insert(*victim)),
            AccessEvent::VictimAccessRestored { victim, .. } => drop(self.suspended.remove(victim)),
            AccessEvent::CaseRestricted { people, .. } => self.restricted_to = Some(people.clone()),
            AccessEvent::CaseUnrestricted { .. } => self.restricted_to = None,
            AccessEvent::ConflictDeclared { person, .. } => drop(self.conflicts.insert(person.clone())),
            AccessEvent::ConflictEnded { person, .. } => drop(self.conflicts.remove(person)),
            AccessEvent::LegalHoldPlaced { .. } => {
                self.legal_hold = true;
                // What is needed for the law was needed after all: once the hold is lifted, somebody looks again.
                self.reviewed = self.reviewed.take().filter(|review| review.keep_until.is_some());
            }
            AccessEvent::LegalHoldLifted { .. } => self.legal_hold = false,
            AccessEvent::RetentionReviewed { keep_until, .. } => {
                self.reviewed = Some(Reviewed { keep_until: *keep_until, at, version });
            }
            AccessEvent::VictimErased { victim } => drop(self.erased.insert(*victim)),
        }
    }
}

/// All that the gate needs to know of a case, small enough to stand beside it in a list: a page of work is then one
/// query and one batch of decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseAccess {
    /// Organisations that answer for the case, with the provider slugs they act as.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub organisations: BTreeMap<OrganisationId, BTreeSet<String>>,
    /// Organisations that may have a victim's information by consent or another basis, for support or updates.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shared: BTreeMap<OrganisationId, BTreeSet<VictimId>>,
    /// Those of them that may also follow the case with the victim: the purpose is updates.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub updates: BTreeMap<OrganisationId, BTreeSet<VictimId>>,
    /// The only people who may see the case, when it is restricted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restricted_to: Option<BTreeSet<PersonId>>,
    /// People who are shut out.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub conflicts: BTreeSet<PersonId>,
    /// The victims of the case.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub victims: BTreeSet<VictimId>,
    /// Victims whose sign-in is suspended, or ended because what was kept about them was destroyed.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub suspended: BTreeSet<VictimId>,
    /// Whether nothing may be destroyed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub legal_hold: bool,
}

impl CaseAccess {
    /// Whether somebody of an organisation that answers for the case may not see all of it: lists have to ask before they
    /// count.
    pub fn is_guarded(&self) -> bool {
        let needs_agreement = |(organisation, acts_as): (&OrganisationId, &BTreeSet<String>)| {
            acts_as.contains("support_service")
                && self.shared.get(organisation).is_none_or(|victims| !victims.is_superset(&self.victims))
        };
        self.restricted_to.is_some()
            || !self.conflicts.is_empty()
            || self.organisations.iter().any(needs_agreement)
    }
}

impl crate::Case {
    /// What the gate needs to know of this case.
    pub fn access(&self) -> CaseAccess {
        let mut summary = CaseAccess {
            restricted_to: self.access.restricted_to.clone(),
            conflicts: self.access.conflicts.clone(),
            victims: self.victims.iter().map(|victim| victim.id).collect(),
            suspended: self.access.suspended.union(&self.access.erased).copied().collect(),
            legal_hold: self.access.legal_hold,
            ..CaseAccess::default()
        };
        for (provider, owner) in &self.owners {
            let acts_as = summary.organisations.entry(owner.organisation.clone()).or_default();
            acts_as.insert(provider.clone());
        }
        for ((victim, with, purpose), sharing) in &self.access.sharing {
            if sharing.basis.allows() && matches!(purpose, Purpose::Support | Purpose::Updates) {
                summary.shared.entry(with.clone()).or_default().insert(*victim);
            }
            if sharing.basis.allows() && *purpose == Purpose::Updates {
                summary.updates.entry(with.clone()).or_default().insert(*victim);
            }
        }
        summary
    }
}
