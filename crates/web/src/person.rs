//! Who is looking: the person behind a session, in which role, for which organisation.

/// Somebody who has signed in
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// identifier inside the record; never shown
    pub id: String,
    /// as other people should read it, such as "PC Sam Okafor"
    pub name: String,
    /// what they do here
    pub role: Role,
    /// the agency or unit they act for; empty for a victim
    pub organisation: String,
}

/// What somebody does, as far as it decides which pages are theirs
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// the victim of a crime, or somebody who acts for them
    Victim,
    /// police officer or police staff with cases of their own
    Officer,
    /// responsible for the work of a team
    Supervisor,
    /// keeps victims informed whichever agency owes it
    VictimCare,
    /// witness care unit: from charge to sentence
    WitnessCare,
    /// prosecution service
    Prosecutor,
    /// probation's victim liaison
    Probation,
    /// mends messages that could not be read or matched
    Records,
}

impl Role {
    /// Every role, victims first
    pub const ALL: [Self; 8] = [
        Self::Victim,
        Self::Officer,
        Self::Supervisor,
        Self::VictimCare,
        Self::WitnessCare,
        Self::Prosecutor,
        Self::Probation,
        Self::Records,
    ];

    /// Everybody who works for an agency
    pub fn is_staff(self) -> bool {
        self != Self::Victim
    }
}
