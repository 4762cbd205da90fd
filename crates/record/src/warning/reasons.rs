//! Reads the reasons and their weights.

use super::Sign;
use serde::Deserialize;
use std::sync::OnceLock;

const EMBEDDED: &str = include_str!("../../warning/reasons.toml");

/// The reasons, their weights, and from which sum on a case is listed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warnings {
    /// The sum from which a case is on the list.
    pub list_from: u32,
    /// One for each [`Sign`].
    #[serde(rename = "reason")]
    pub reasons: Vec<Weighed>,
}

/// A reason as it is weighed and said.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    /// Which.
    pub id: Sign,
    /// What it adds to the sum.
    pub weight: u32,
    /// After how many days it holds, where it has such a limit.
    #[serde(default)]
    pub days: u32,
    /// After how many times it holds, where it has such a limit.
    #[serde(default)]
    pub times: usize,
    /// What the list says.
    pub words: String,
    /// Why it has this weight.
    pub why: String,
}

impl Warnings {
    /// Those that are built into the program.
    pub fn embedded() -> &'static Warnings {
        static KNOWN: OnceLock<Warnings> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "a test reads the built-in file and finds each reason in it")]
        KNOWN.get_or_init(|| Warnings::read(EMBEDDED).expect("the built-in reasons can be read"))
    }

    /// Reads reasons and says what is wrong with them.
    ///
    /// # Errors
    /// When a reason is unknown, missing or there twice, or a field is wrong.
    pub fn read(text: &str) -> Result<Warnings, String> {
        let read: Warnings = toml::from_str(text).map_err(|error| format!("reasons.toml: {error}"))?;
        for sign in Sign::ALL {
            let count = read.reasons.iter().filter(|one| one.id == sign).count();
            if count != 1 {
                return Err(format!(
                    "reasons.toml: `{}` is there {count} times; give it one entry",
                    sign.slug()
                ));
            }
        }
        let limits = [
            (Sign::Silent, true),
            (Sign::SilentLong, true),
            (Sign::AttemptsFailed, false),
            (Sign::OfficerChanged, false),
        ];
        for (sign, is_days) in limits {
            let (days, times) = (read.of(sign).days, read.of(sign).times);
            if (is_days && days == 0) || (!is_days && times == 0) {
                let field = if is_days { "days" } else { "times" };
                return Err(format!("reasons.toml: `{}` needs `{field}` of 1 or more", sign.slug()));
            }
        }
        Ok(read)
    }

    /// The entry of a reason.
    pub fn of(&self, sign: Sign) -> &Weighed {
        #[expect(clippy::expect_used, reason = "reasons are only read when each is there once")]
        self.reasons.iter().find(|one| one.id == sign).expect("each reason has an entry")
    }

    pub(super) fn days(&self, sign: Sign) -> i64 {
        i64::from(self.of(sign).days)
    }

    pub(super) fn times(&self, sign: Sign) -> usize {
        self.of(sign).times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_reasons_are_read_and_a_fault_is_named() {
        assert_eq!(Warnings::read(EMBEDDED).unwrap().reasons.len(), Sign::ALL.len());
        let twice = EMBEDDED.replace("id = \"disputed\"", "id = \"unhappy\"");
        assert!(Warnings::read(&twice).unwrap_err().contains("`disputed` is there 0 times"));
        let unknown = EMBEDDED.replace("id = \"disputed\"", "id = \"tired\"");
        assert!(Warnings::read(&unknown).unwrap_err().contains("tired"));
        let without = EMBEDDED.replace("days = 14\n", "");
        assert!(Warnings::read(&without).unwrap_err().contains("`silent` needs `days`"));
    }

    /// Words name the limits that they are about.
    #[test]
    fn the_words_say_the_days_that_count() {
        for one in Warnings::embedded().reasons.iter().filter(|one| one.days > 0) {
            assert!(one.words.contains(&one.days.to_string()), "{:?}", one.id);
        }
        assert!(Warnings::embedded().reasons.iter().all(|one| one.weight > 0 && !one.why.is_empty()));
    }
}
