//! What is recorded about a victim that decides which duties and limits apply.

use std::fmt;

/// A set of victim flags, as small as a number
///
/// ```
/// use victims_code::Flags;
/// let flags = Flags::VULNERABLE.union(Flags::WITNESS);
/// assert!(flags.intersects(Flags::ENHANCED));
/// assert_eq!(Flags::named("vcs_eligible"), Some(Flags::VCS_ELIGIBLE));
/// assert_eq!(flags.names().collect::<Vec<_>>(), ["vulnerable", "witness"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Flags(u16);

/// Every flag with its name in files and messages and in plain words
const FLAGS: [(Flags, &str, &str); 9] = [
    (Flags::VULNERABLE, "vulnerable", "vulnerable"),
    (Flags::INTIMIDATED, "intimidated", "intimidated"),
    (Flags::SERIOUS_CRIME, "serious_crime", "a victim of the most serious crime"),
    (Flags::PERSISTENTLY_TARGETED, "persistently_targeted", "persistently targeted"),
    (Flags::WITNESS, "witness", "a witness in the case"),
    (Flags::BEREAVED, "bereaved", "a bereaved close relative"),
    (Flags::UNDER_18, "under_18", "under 18"),
    (Flags::BUSINESS, "business", "a business"),
    (Flags::VCS_ELIGIBLE, "vcs_eligible", "eligible for the Victim Contact Scheme"),
];

impl Flags {
    /// No flag at all
    pub const NONE: Flags = Flags(0);
    /// Vulnerable: under 18, or a disorder, impairment or disability likely to affect the quality of evidence
    pub const VULNERABLE: Flags = Flags(1);
    /// Intimidated: fear or distress about giving evidence is likely to affect its quality
    pub const INTIMIDATED: Flags = Flags(1 << 1);
    /// Victim of the most serious crime, bereaved close relatives included
    pub const SERIOUS_CRIME: Flags = Flags(1 << 2);
    /// Repeatedly and deliberately targeted over time
    pub const PERSISTENTLY_TARGETED: Flags = Flags(1 << 3);
    /// Is or may be asked to give evidence
    pub const WITNESS: Flags = Flags(1 << 4);
    /// Close relative of a person whose death the crime caused
    pub const BEREAVED: Flags = Flags(1 << 5);
    /// Under 18
    pub const UNDER_18: Flags = Flags(1 << 6);
    /// A business or charity with a named contact
    pub const BUSINESS: Flags = Flags(1 << 7);
    /// Eligible for the Victim Contact Scheme because of the offence and the sentence
    pub const VCS_ELIGIBLE: Flags = Flags(1 << 8);
    /// Any of the four categories with Enhanced Rights (2015 edition onwards)
    pub const ENHANCED: Flags = Flags(0b1111);

    /// The flag with this name in files and messages, such as `vcs_eligible`
    #[must_use]
    pub fn named(name: &str) -> Option<Flags> {
        FLAGS.iter().find(|flag| flag.1 == name).map(|flag| flag.0)
    }

    /// Every flag there is
    pub fn all() -> impl Iterator<Item = Flags> {
        FLAGS.iter().map(|flag| flag.0)
    }

    /// Names of the flags in the set, always in the same order
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        FLAGS.iter().filter(move |flag| self.intersects(flag.0)).map(|flag| flag.1)
    }

    /// The flags of the set in plain words, always in the same order
    pub fn in_words(self) -> impl Iterator<Item = &'static str> {
        FLAGS.iter().filter(move |flag| self.intersects(flag.0)).map(|flag| flag.2)
    }

    /// Flags in either set
    #[must_use]
    pub const fn union(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// Flags of this set that are not in the other
    #[must_use]
    pub const fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }

    /// Whether the sets share at least one flag
    #[must_use]
    pub const fn intersects(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every flag of `other` is in this set
    #[must_use]
    pub const fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether no flag is in the set
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as a number, for compact storage
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }
}

impl FromIterator<Flags> for Flags {
    fn from_iter<I: IntoIterator<Item = Flags>>(flags: I) -> Flags {
        flags.into_iter().fold(Flags::NONE, Flags::union)
    }
}

impl fmt::Display for Flags {
    /// Names joined by `|`, as in `vulnerable|intimidated`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, name) in self.names().enumerate() {
            f.write_str(if position == 0 { "" } else { "|" })?;
            f.write_str(name)?;
        }
        Ok(())
    }
}
