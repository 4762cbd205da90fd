//! What kind of crime it was, and who was harmed by it.
//!
//! The shares here are assumptions that give a plausible mix, not findings; only `rates` holds published figures.

use victims_code::Flags;

use crate::chance::Chance;

/// What a synthetic case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crime {
    /// Theft, from a person, a shop or a vehicle.
    Theft,
    /// Burglary of a home or of business premises.
    Burglary,
    /// Criminal damage.
    Damage,
    /// Violence against the person outside the home.
    Violence,
    /// Domestic abuse.
    DomesticAbuse,
    /// Harassment or stalking.
    Harassment,
    /// Robbery.
    Robbery,
    /// A sexual offence.
    SexualOffence,
    /// A death on the road or by violence; the victims are the bereaved.
    Death,
}

/// How many in a thousand cases are about what.
const CRIMES: [(u32, Crime); 9] = [
    (330, Crime::Theft),
    (90, Crime::Burglary),
    (130, Crime::Damage),
    (200, Crime::Violence),
    (120, Crime::DomesticAbuse),
    (60, Crime::Harassment),
    (30, Crime::Robbery),
    (37, Crime::SexualOffence),
    (3, Crime::Death),
];

/// Percentages of victims with a fact, for one kind of crime.
struct Likely {
    business: u32,
    under_18: u32,
    vulnerable: u32,
    intimidated: u32,
    serious: u32,
    targeted: u32,
}

impl Crime {
    pub(crate) fn any(chance: &mut Chance) -> Self {
        chance.one_of(&CRIMES).unwrap_or(Self::Theft)
    }

    /// Crimes against property are screened out far more often than those against a person.
    pub(crate) fn against_property(self) -> bool {
        matches!(self, Self::Theft | Self::Burglary | Self::Damage)
    }

    /// Whether a sentence of a year or more in custody opens the Victim Contact Scheme (a violent or sexual offence).
    pub(crate) fn violent_or_sexual(self) -> bool {
        !self.against_property()
    }

    fn likely(self) -> Likely {
        let [business, under_18, vulnerable, intimidated, serious, targeted] = match self {
            Self::Theft => [25, 4, 5, 1, 0, 1],
            Self::Burglary => [20, 1, 9, 5, 0, 3],
            Self::Damage => [20, 2, 6, 5, 2, 6],
            Self::Violence => [0, 14, 10, 9, 9, 4],
            Self::DomesticAbuse => [0, 3, 14, 38, 100, 32],
            Self::Harassment => [0, 5, 10, 27, 12, 45],
            Self::Robbery => [6, 18, 8, 12, 3, 1],
            // Complainants of sexual offences count as intimidated without more.
            Self::SexualOffence => [0, 25, 16, 100, 100, 9],
            Self::Death => [0, 4, 10, 10, 100, 1],
        };
        Likely { business, under_18, vulnerable, intimidated, serious, targeted }
    }
}

/// The victims of a case, each with what is known when they join it.
pub(crate) fn victims(crime: Crime, chance: &mut Chance) -> Vec<Flags> {
    let number = match crime {
        Crime::Death => [(40, 1), (40, 2), (20, 3)],
        _ => [(88, 1), (9, 2), (3, 3)],
    };
    let number = chance.one_of(&number).unwrap_or(1);
    (0..number).map(|_| victim(crime, chance)).collect()
}

fn victim(crime: Crime, chance: &mut Chance) -> Flags {
    let likely = crime.likely();
    if chance.percent(likely.business) {
        return Flags::BUSINESS;
    }
    let mut flags = if crime == Crime::Death { Flags::BEREAVED } else { Flags::NONE };
    if chance.percent(likely.under_18) {
        // A child is vulnerable by the Code's own rule.
        flags = flags.union(Flags::UNDER_18).union(Flags::VULNERABLE);
    }
    for (share, flag) in [
        (likely.vulnerable, Flags::VULNERABLE),
        (likely.intimidated, Flags::INTIMIDATED),
        (likely.serious, Flags::SERIOUS_CRIME),
        (likely.targeted, Flags::PERSISTENTLY_TARGETED),
    ] {
        if chance.percent(share) {
            flags = flags.union(flag);
        }
    }
    flags
}
