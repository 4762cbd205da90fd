//! By what a measure can be shown.

use std::fmt;

/// By what a measure is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Month.
    Month,
    /// Organisation that answers for it.
    Organisation,
    /// Area of the case.
    Area,
    /// The Code's provider.
    Provider,
    /// Edition of the Code.
    Edition,
    /// Right of the Code.
    Right,
    /// Duty of the Code.
    Duty,
    /// Stage: of a duty, the one to which its trigger belongs; of a victim, that of their case.
    Stage,
    /// Unit of an organisation.
    Unit,
    /// Team.
    Team,
    /// Kind of crime.
    CrimeGroup,
    /// Whether the victim has Enhanced Rights.
    Enhanced,
    /// A characteristic of the victims.
    People(PeopleKind),
}

/// A characteristic by which groups of people are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeopleKind {
    /// Age.
    Age,
    /// Sex.
    Sex,
    /// Ethnic group.
    Ethnicity,
    /// Disability.
    Disability,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Dimension; 16] = [
        Dimension::Month,
        Dimension::Organisation,
        Dimension::Area,
        Dimension::Provider,
        Dimension::Edition,
        Dimension::Right,
        Dimension::Duty,
        Dimension::Stage,
        Dimension::Unit,
        Dimension::Team,
        Dimension::CrimeGroup,
        Dimension::Enhanced,
        Dimension::People(PeopleKind::Age),
        Dimension::People(PeopleKind::Sex),
        Dimension::People(PeopleKind::Ethnicity),
        Dimension::People(PeopleKind::Disability),
    ];

    /// The name in registers, commands and addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Dimension::Month => "month",
            Dimension::Organisation => "organisation",
            Dimension::Area => "area",
            Dimension::Provider => "provider",
            Dimension::Edition => "edition",
            Dimension::Right => "right",
            Dimension::Duty => "duty",
            Dimension::Stage => "stage",
            Dimension::Unit => "unit",
            Dimension::Team => "team",
            Dimension::CrimeGroup => "crime_group",
            Dimension::Enhanced => "enhanced",
            Dimension::People(kind) => kind.slug(),
        }
    }

    /// In words, to follow "by".
    pub fn words(self) -> &'static str {
        match self {
            Dimension::Month => "month",
            Dimension::Organisation => "organisation",
            Dimension::Area => "area",
            Dimension::Provider => "kind of agency",
            Dimension::Edition => "edition of the Code",
            Dimension::Right => "right",
            Dimension::Duty => "duty",
            Dimension::Stage => "stage of the case",
            Dimension::Unit => "unit",
            Dimension::Team => "team",
            Dimension::CrimeGroup => "kind of crime",
            Dimension::Enhanced => "Enhanced Rights",
            Dimension::People(PeopleKind::Age) => "age",
            Dimension::People(PeopleKind::Sex) => "sex",
            Dimension::People(PeopleKind::Ethnicity) => "ethnic group",
            Dimension::People(PeopleKind::Disability) => "disability",
        }
    }

    /// The dimension of this name.
    pub fn from_slug(slug: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|dimension| dimension.slug() == slug)
    }
}

impl PeopleKind {
    /// The name, and the beginning of the keys of its groups.
    pub fn slug(self) -> &'static str {
        match self {
            PeopleKind::Age => "age",
            PeopleKind::Sex => "sex",
            PeopleKind::Ethnicity => "ethnicity",
            PeopleKind::Disability => "disability",
        }
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
