//! Copies that leave the record: a victim's own information (subject access), and what is disclosed to the defence with
//! what is sensitive taken out (PLT-5, ACC-7; ADR 0017).

pub mod defence;
mod gathering;
pub mod items;
pub mod own_copy;
pub mod own_information;
pub mod redaction;

use crate::{Actor, Line, Outcome, Service, ServiceError, sight::Sight};
use policy::{Action, Part, Role};
use record::VictimId;
use sha2::{Digest, Sha256};
use store::LoadedCase;

/// The reason of an audit line says what left; a victim is told.
pub(crate) const OWN_COPY: &str = "own_copy";
/// As [`OWN_COPY`], for the defence.
pub(crate) const DEFENCE_COPY: &str = "defence_copy";

/// SHA-256 over exactly what leaves, as hex.
pub(crate) fn digest(bytes: &[u8]) -> String {
    record::chain::hex(&Sha256::digest(bytes))
}

/// A line in the trail that something left: which kind, which form, and the beginning of its digest.
fn note_left(actor: &Actor, action: Action, loaded: &LoadedCase, victim: VictimId, reason: String) {
    actor.trail.push(Line {
        action: action.slug(),
        part: None,
        case: Some(loaded.case.id),
        victim: Some(victim),
        outcome: Outcome::Allowed,
        policy: "",
        reason,
    });
}

impl Service {
    /// What somebody's organisation holds of a case. Who may disclose decides over that and no more: a copy is no way
    /// around the parts that an agency does not see. Information governance, who do not read along otherwise, see it
    /// for this.
    async fn sight_of_organisation(&self, actor: &Actor, loaded: &LoadedCase) -> Result<Sight, ServiceError> {
        let mut asker = self.asker_before(actor, loaded).await?;
        asker.role = Role::Supervisor;
        asker.broke_glass.clear();
        Ok(Sight::of(asker, loaded))
    }
}

/// The parts that a victim's own copy is made of: an organisation that does not see all of them cannot make one.
const PARTS_OF_AN_OWN_COPY: [Part; 9] = [
    Part::Timeline,
    Part::Duties,
    Part::ContactContent,
    Part::VictimName,
    Part::VictimDetails,
    Part::Preferences,
    Part::Needs,
    Part::Sharing,
    Part::Statement,
];

fn holds_all_of(sight: &Sight, victim: VictimId) -> bool {
    PARTS_OF_AN_OWN_COPY.into_iter().all(|part| sight.sees_of(part, victim))
}
