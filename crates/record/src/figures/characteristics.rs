//! What a victim says of themselves, so that differences between groups can be seen (OVR-2). Always a choice, never asked
//! for a decision about them, and special-category data: it stands in a sealed text.

use crate::safe_contact::choices;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// What is known; an empty field was not asked or not answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Characteristics {
    /// Sex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Ethnic group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<Ethnicity>,
    /// Whether a condition lasts or is expected to last 12 months and limits daily life (Equality Act 2010 section 6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disability: Option<Disability>,
}

/// Sex, as the census asks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// They prefer not to say.
    NotSaid,
}

choices!(
    Sex, 3,
    Female "female" "Female",
    Male "male" "Male",
    NotSaid "not_said" "Prefers not to say",
);

/// Ethnic group: the five broad groups of the census of England and Wales.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ethnicity {
    /// Asian, Asian British or Asian Welsh.
    Asian,
    /// Black, Black British, Black Welsh, Caribbean or African.
    Black,
    /// Mixed or multiple.
    Mixed,
    /// White.
    White,
    /// Another ethnic group.
    Other,
    /// They prefer not to say.
    NotSaid,
}

choices!(
    Ethnicity, 6,
    Asian "asian" "Asian, Asian British or Asian Welsh",
    Black "black" "Black, Black British, Black Welsh, Caribbean or African",
    Mixed "mixed" "Mixed or multiple ethnic groups",
    White "white" "White",
    Other "other" "Another ethnic group",
    NotSaid "not_said" "Prefers not to say",
);

/// Disability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disability {
    /// Yes.
    Yes,
    /// No.
    No,
    /// They prefer not to say.
    NotSaid,
}

choices!(
    Disability, 3,
    Yes "yes" "Disabled",
    No "no" "Not disabled",
    NotSaid "not_said" "Prefers not to say",
);

impl Characteristics {
    /// The groups to which somebody belongs in figures: `sex:female`, `ethnicity:asian`, `disability:yes`.
    pub fn groups(self) -> impl Iterator<Item = String> {
        [
            self.sex.map(|sex| format!("sex:{}", sex.slug())),
            self.ethnicity.map(|ethnicity| format!("ethnicity:{}", ethnicity.slug())),
            self.disability.map(|disability| format!("disability:{}", disability.slug())),
        ]
        .into_iter()
        .flatten()
    }
}

/// The age group of somebody born on a day, at a moment: `age:25-34`. None when the day lies after the moment.
pub fn age_band(born: Date, at: Timestamp) -> Option<String> {
    let today = calendar::london_date(at);
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    let years = i32::from(today.year()) - i32::from(born.year()) - i32::from(!had_birthday);
    let band = match years {
        ..0 => return None,
        0..=17 => "0-17",
        18..=24 => "18-24",
        25..=34 => "25-34",
        35..=44 => "35-44",
        45..=54 => "45-54",
        55..=64 => "55-64",
        65..=74 => "65-74",
        _ => "75-and-over",
    };
    Some(format!("age:{band}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_age_is_that_of_the_day_and_nobody_is_born_tomorrow() {
        let at: Timestamp = "2026-03-02T12:00:00Z".parse().unwrap();
        assert_eq!(age_band(date(2008, 3, 2), at).as_deref(), Some("age:18-24"));
        assert_eq!(age_band(date(2008, 3, 3), at).as_deref(), Some("age:0-17"));
        assert_eq!(age_band(date(1940, 1, 1), at).as_deref(), Some("age:75-and-over"));
        assert_eq!(age_band(date(2026, 3, 3), at), None);
    }
}
