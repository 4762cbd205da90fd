//! What an address of figures asks for, and what can be asked for.

use crate::{components::Choice, fields::Fields, pages::figures::Choosing};
use jiff::Timestamp;
use policy::Role;
use record::figures::Month;
use service::Actor;
use victims_code::Code;

/// Months that a form offers
const MONTHS: u32 = 24;

/// What figures are told apart by
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Right,
    Team,
    Organisation,
    Area,
    CrimeGroup,
    Enhanced,
    Month,
}

impl By {
    /// As part of an address
    pub fn slug(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Team => "team",
            Self::Organisation => "organisation",
            Self::Area => "area",
            Self::CrimeGroup => "crime",
            Self::Enhanced => "enhanced",
            Self::Month => "month",
        }
    }

    /// In a sentence
    pub fn words(self) -> &'static str {
        match self {
            Self::CrimeGroup => "kind of crime",
            Self::Enhanced => "Enhanced Rights",
            other => other.slug(),
        }
    }

    /// What somebody's units are: a supervisor has teams, oversight looks at organisations
    pub fn unit_of(actor: &Actor) -> Self {
        if actor.role.is_staff() { Self::Team } else { Self::Organisation }
    }
}

/// What an address asks for
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// a month that is over
    pub month: Month,
    /// what the rows of the board are
    pub by: By,
    /// only one right of the Code
    pub right: Option<u8>,
}

impl Asked {
    /// What somebody asks for; what cannot be read, or is not over, is the latest month
    pub fn of(fields: &Fields, actor: &Actor, now: Timestamp) -> Self {
        let latest = Month::last_ended(now);
        let month: Option<Month> = fields.text("month").parse().ok();
        let by = if fields.text("by") == "unit" { By::unit_of(actor) } else { By::Right };
        Self {
            month: month.filter(|month| *month <= latest).unwrap_or(latest),
            by,
            right: fields.text("right").parse().ok().filter(|right| (1..=12).contains(right)),
        }
    }

    /// The duties of the right that is asked for; empty for all
    pub fn duties(&self) -> Vec<String> {
        let Some(right) = self.right else { return Vec::new() };
        let duties = Code::embedded().duties().iter();
        duties.filter(|duty| duty.right == Some(right)).map(|duty| duty.id.to_string()).collect()
    }

    /// The form that chooses the month
    pub fn choosing(&self, now: Timestamp, hidden: &[(&str, &str)]) -> Choosing {
        let latest = Month::last_ended(now);
        let months = (0..MONTHS).map(|back| latest.back(back));
        let mut months: Vec<Choice> =
            months.map(|month| Choice::new(month.to_string(), month.words())).collect();
        if !months.iter().any(|choice| choice.value == self.month.to_string()) {
            months.push(Choice::new(self.month.to_string(), self.month.words()));
        }
        let hidden = hidden.iter().filter(|(_, value)| !value.is_empty());
        Choosing {
            months,
            month: self.month.to_string(),
            hidden: hidden.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }
}

/// Whose figures somebody sees, in words
pub(super) fn whose(actor: &Actor) -> String {
    match actor.role {
        Role::Oversight => "Every organisation".to_owned(),
        _ => actor.organisation_name.clone(),
    }
}
