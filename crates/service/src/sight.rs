//! What somebody sees of a case: which parts of it, and of which victims. Decided in one batch when the case is opened;
//! each part that is then shown leaves one line in the trail.

use crate::{
    Actor,
    gate::note,
    timeline::{self, Entry},
};
use policy::{About, Action, Asker, Decision, Part};
use record::{AccessEvent, CaseAccess, CaseEvent, CaseId, OrganisationId, Recorded, ReportEvent, VictimId};
use std::collections::BTreeMap;
use store::LoadedCase;

type Decisions = [Decision; Part::ALL.len()];

/// What somebody sees of a case.
pub(crate) struct Sight {
    asker: Asker,
    id: CaseId,
    access: CaseAccess,
    case: Decisions,
    victims: BTreeMap<VictimId, Decisions>,
    /// Whether they see who is shut out and what is held.
    keeps: bool,
    records: bool,
}

impl Sight {
    pub(crate) fn of(asker: Asker, loaded: &LoadedCase) -> Sight {
        let (id, access) = (loaded.case.id, loaded.case.access());
        let parts = Part::ALL.map(Action::See);
        let victims: Vec<VictimId> = access.victims.iter().copied().collect();
        let about = victims.iter().map(|victim| About::Victim(id, &access, *victim));
        let mut decided =
            policy::may_about(&asker, parts, std::iter::once(About::Case(id, &access)).chain(about))
                .into_iter();
        let case = decided.next().unwrap_or([Decision::Refused("default"); Part::ALL.len()]);
        let victims = victims.into_iter().zip(decided).collect();
        let keeps = policy::may(&asker, Action::RestrictCase, About::Case(id, &access)).is_allowed();
        let records = policy::may(&asker, Action::RecordOnCase, About::Case(id, &access)).is_allowed();
        Sight { asker, id, access, case, victims, keeps, records }
    }

    /// Whether the part is for them, for the case as a whole.
    pub(crate) fn sees(&self, part: Part) -> bool {
        place(part).and_then(|place| self.case.get(place)).is_some_and(|decision| decision.is_allowed())
    }

    /// Whether the part is for them as far as it is about one victim.
    pub(crate) fn sees_of(&self, part: Part, victim: VictimId) -> bool {
        let decisions = self.victims.get(&victim);
        place(part).and_then(|place| decisions?.get(place)).is_some_and(|decision| decision.is_allowed())
    }

    /// Whether the part is for them for every victim of the case: what was written about all of them may name each.
    pub(crate) fn sees_of_all(&self, part: Part) -> bool {
        self.sees(part) && self.victims.keys().all(|victim| self.sees_of(part, *victim))
    }

    /// The tasks that their organisation has in the case, by provider slug.
    pub(crate) fn tasks(&self) -> Vec<&str> {
        let tasks = self.access.organisations.get(&self.asker.organisation);
        tasks.into_iter().flatten().map(String::as_str).collect()
    }

    /// Whether they may record on the case.
    pub(crate) fn records(&self) -> bool {
        self.records
    }

    /// The victims whom they know of.
    pub(crate) fn knows(&self, victim: VictimId) -> bool {
        self.sees_of(Part::VictimName, victim)
    }

    /// Parts that are not for their agency. Notes are always of one's own organisation alone.
    pub(crate) fn withheld(&self) -> Vec<Part> {
        let notes = [Part::SupportNotes, Part::AgencyNotes];
        Part::ALL.into_iter().filter(|part| notes.contains(part) || !self.sees(*part)).collect()
    }

    fn sees_note_of(&self, author: &OrganisationId) -> bool {
        let see = Action::See(self.kind_of_notes(author));
        policy::may(&self.asker, see, About::Note(self.id, &self.access, author)).is_allowed()
    }

    /// A line in the trail for a part that is shown: of one victim, or of the case as a whole.
    pub(crate) fn note_shown(&self, actor: &Actor, part: Part, victim: Option<VictimId>) {
        let decisions = victim.map_or(Some(&self.case), |victim| self.victims.get(&victim));
        let decision = place(part).and_then(|place| decisions?.get(place));
        if let Some(decision) = decision.filter(|decision| decision.is_allowed()) {
            note(actor, Action::See(part), Some(self.id), victim, *decision);
        }
    }

    /// A line in the trail for notes that are shown.
    pub(crate) fn note_notes_shown(&self, actor: &Actor) {
        let own = &self.asker.organisation;
        let action = Action::See(self.kind_of_notes(own));
        let decision = policy::may(&self.asker, action, About::Note(self.id, &self.access, own));
        note(actor, action, Some(self.id), None, decision);
    }

    /// Whether they see what their own organisation keeps among itself: notes, reviews, directions.
    pub(crate) fn sees_notes(&self) -> bool {
        self.sees_note_of(&self.asker.organisation)
    }

    fn kind_of_notes(&self, author: &OrganisationId) -> Part {
        if policy::only_supports(&self.access, author) { Part::SupportNotes } else { Part::AgencyNotes }
    }

    /// The entry as they may read it; none when it is not for them.
    pub(crate) fn entry(&self, loaded: &LoadedCase, recorded: &Recorded, mut entry: Entry) -> Option<Entry> {
        let about = |part, victim: Option<VictimId>| match victim {
            Some(victim) => self.sees_of(part, victim),
            None => self.sees(part),
        };
        let (seen, in_full) = match &recorded.event {
            CaseEvent::CaseOpened { .. }
            | CaseEvent::ReferenceAdded { .. }
            | CaseEvent::OwnerAssigned { .. } => (self.sees(Part::Summary), Ok(())),
            CaseEvent::VictimAdded { victim, .. } => {
                (self.knows(*victim), self.or(Part::Needs, self.sees_of(Part::Needs, *victim)))
            }
            CaseEvent::VictimCorrected { victim, .. } => (self.knows(*victim), Ok(())),
            CaseEvent::VictimFactsRecorded { victim, .. }
            | CaseEvent::CharacteristicsRecorded { victim, .. } => {
                (self.sees_of(Part::Needs, *victim), Ok(()))
            }
            CaseEvent::CaseMarked { .. } => (self.sees(Part::Needs), Ok(())),
            CaseEvent::PreferencesRecorded { victim, .. } => {
                (self.sees_of(Part::Preferences, *victim), Ok(()))
            }
            CaseEvent::DefendantAdded { .. } => (self.sees(Part::Defendants), Ok(())),
            CaseEvent::Happened { trigger, victim, .. } => {
                let part = part_of(trigger);
                let all = victim.is_some() || self.sees_of_all(Part::Timeline);
                let words = if MANAGED.contains(&trigger.as_str()) {
                    self.or(Part::OffenderManagement, self.sees(Part::OffenderManagement))
                } else {
                    self.or(Part::Timeline, all)
                };
                (about(part, *victim), words)
            }
            CaseEvent::HappeningWithdrawn { version, .. } => {
                let of = usize::try_from(*version).ok().and_then(|v| loaded.events.get(v.checked_sub(1)?));
                let part = match of.map(|of| &of.event) {
                    Some(CaseEvent::Happened { trigger, .. }) => part_of(trigger),
                    _ => Part::Needs,
                };
                (self.sees(part), self.or(part, self.sees_of_all(part)))
            }
            CaseEvent::ContactRecorded(contact) => {
                let words = self.or(Part::ContactContent, self.sees_of(Part::ContactContent, contact.victim));
                if words.is_err() {
                    // A representative's name is part of what was recorded of the contact.
                    let name = timeline::victim_name(loaded, contact.victim);
                    entry.title = format!("{name} was told by {}", contact.channel.words());
                }
                (self.sees_of(Part::ContactMade, contact.victim), words)
            }
            CaseEvent::ContactAttempted { victim, .. } => (
                self.sees_of(Part::ContactMade, *victim),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, *victim)),
            ),
            CaseEvent::AgencyInformed { .. } => (self.sees(Part::Timeline), Ok(())),
            CaseEvent::DutyWaived { victim, .. }
            | CaseEvent::WaiverWithdrawn { victim, .. }
            | CaseEvent::VictimAnswered { victim, .. } => (
                self.sees_of(Part::Duties, *victim),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, *victim)),
            ),
            // What a supervisor of another organisation directed is theirs, as a note is.
            CaseEvent::NoteRecorded { .. } | CaseEvent::Review(_) => {
                (self.sees_note_of(&recorded.by.organisation), Ok(()))
            }
            CaseEvent::SafeContact(event) if event.is_trace() => {
                (self.sees_of(Part::ContactMade, event.victim()), Ok(()))
            }
            CaseEvent::SafeContact(event) => (self.sees_of(Part::Preferences, event.victim()), Ok(())),
            CaseEvent::File(event) => (
                self.sees_of(Part::ContactMade, event.victim()),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, event.victim())),
            ),
            CaseEvent::Report(event @ ReportEvent::Taken { .. }) => {
                (self.sees_of(Part::Duties, event.victim()), Ok(()))
            }
            CaseEvent::Report(event) => (
                self.sees_of(Part::Duties, event.victim()),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, event.victim())),
            ),
            CaseEvent::Message(event) if event.is_trace() => {
                (self.sees_of(Part::ContactMade, event.victim()), Ok(()))
            }
            CaseEvent::Message(event) => (
                self.sees_of(Part::ContactMade, event.victim()),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, event.victim())),
            ),
            CaseEvent::Feedback(event) => (
                self.sees_of(Part::ContactMade, event.victim()),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, event.victim())),
            ),
            CaseEvent::Survey(event) => (self.sees_of(Part::ContactMade, event.victim()), Ok(())),
            CaseEvent::Dispute(event) => (
                self.sees_of(Part::Duties, event.victim()),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, event.victim())),
            ),
            CaseEvent::Property(event) => (
                self.sees_of(Part::Timeline, event.victim()),
                self.or(Part::VictimDetails, self.sees_of(Part::VictimDetails, event.victim())),
            ),
            CaseEvent::Hearing(_) => (self.sees(Part::Timeline), Ok(())),
            CaseEvent::Access(event) => (self.sees_access(event), Ok(())),
            CaseEvent::Copy(event) => (self.keeps && self.knows(event.victim()), Ok(())),
            CaseEvent::Statement(event) => (self.sees_of(Part::Statement, event.victim()), Ok(())),
            CaseEvent::Request(event) => (
                self.sees_of(Part::Duties, event.victim()),
                self.or(Part::ContactContent, self.sees_of(Part::ContactContent, event.victim())),
            ),
        };
        if !seen {
            return None;
        }
        let is_hold = matches!(
            recorded.event,
            CaseEvent::Access(AccessEvent::LegalHoldPlaced { .. } | AccessEvent::LegalHoldLifted { .. })
        );
        if is_hold && !self.keeps {
            entry.detail.clear();
        }
        if let (Err(part), false) = (in_full, entry.detail.is_empty()) {
            entry.detail = vec![not_for_them(part)];
        }
        Some(entry)
    }

    /// Whether they learn that a case is held: all whose agency works on it, so that nobody throws away what else they have.
    /// Why it is held is for those who keep it.
    pub(crate) fn sees_holds(&self) -> bool {
        self.keeps || (self.sees(Part::Summary) && !self.only_supports())
    }

    /// Whether they are here for the victim alone: of a support service, or an advocate.
    pub(crate) fn only_supports(&self) -> bool {
        policy::only_supports(&self.access, &self.asker.organisation)
            || self.asker.role == policy::Role::Advocate
    }

    fn sees_access(&self, event: &AccessEvent) -> bool {
        match event {
            AccessEvent::SharingDecided { victim, with, .. } => self.sees_sharing(*victim, with),
            AccessEvent::MandateGiven { victim, .. } => self.sees_of(Part::Sharing, *victim),
            AccessEvent::MandateEnded { .. } => self.sees_of_all(Part::Sharing),
            AccessEvent::VictimAccessSuspended { victim, .. }
            | AccessEvent::VictimAccessRestored { victim, .. } => self.sees_of(Part::Preferences, *victim),
            AccessEvent::VictimErased { .. } => self.sees_of_all(Part::Summary),
            AccessEvent::LegalHoldPlaced { .. } | AccessEvent::LegalHoldLifted { .. } => self.sees_holds(),
            AccessEvent::CaseRestricted { .. }
            | AccessEvent::CaseUnrestricted { .. }
            | AccessEvent::ConflictDeclared { .. }
            | AccessEvent::ConflictEnded { .. }
            | AccessEvent::RetentionReviewed { .. } => self.keeps,
        }
    }

    /// A decision about sharing. A support service sees those about itself: which others a victim turned to is the
    /// victim's affair.
    pub(crate) fn sees_sharing(&self, victim: VictimId, with: &OrganisationId) -> bool {
        self.sees_of(Part::Sharing, victim) && (!self.only_supports() || *with == self.asker.organisation)
    }

    fn or(&self, part: Part, seen: bool) -> Result<(), Part> {
        if seen { Ok(()) } else { Err(part) }
    }

    /// Whether a duty is theirs to see: of a victim they know, and not probation's own planning unless they owe it.
    pub(crate) fn sees_duty(&self, owed: &record::Owed) -> bool {
        let owes = self.access.organisations.get(&self.asker.organisation);
        let own = owes.is_some_and(|acts_as| acts_as.contains(&owed.provider));
        let managed = part_of(&owed.trigger_event) == Part::OffenderManagement;
        self.sees_of(Part::Duties, owed.victim) && (own || !managed || self.sees(Part::OffenderManagement))
    }
}

fn place(part: Part) -> Option<usize> {
    Part::ALL.iter().position(|one| *one == part)
}

/// What stands in the place of something that is not for them: an empty field would say that there is nothing.
pub(crate) fn not_for_them(part: Part) -> String {
    format!("Not for your agency: {}", part.words())
}

/// Plans, conditions and meetings about the offender: probation's. That somebody is released, recalled or at large
/// concerns everybody who acts in the case; the words that go with it do not.
const PLANNED: [&str; 12] = [
    "discharge_planned",
    "licence_conditions_set",
    "mappa_meeting_set",
    "moved_to_open_conditions",
    "open_conditions_eligible",
    "parole_decision_issued",
    "parole_oral_hearing_set",
    "parole_review_due",
    "parole_summary_requested",
    "release_considered",
    "release_planned",
    "sex_offender_register_review_applied",
];
/// Of these everybody in the case learns that they happened, and probation alone the words.
const MANAGED: [&str; 4] =
    ["offender_escaped", "offender_recalled", "offender_released", "serious_further_offence_charged"];

fn part_of(trigger: &str) -> Part {
    if PLANNED.contains(&trigger) { Part::OffenderManagement } else { Part::Timeline }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_managed_are_triggers_of_the_code() {
        let code = victims_code::Code::embedded();
        for slug in PLANNED.iter().chain(&MANAGED) {
            assert!(code.trigger_id(slug).is_some(), "{slug}");
        }
    }
}
