//! The Code's words for victims in Welsh. The English stands in the editions beside each rule; a policy officer reads one
//! language at a time, and a translator the other.

use serde::Deserialize;
use std::{collections::HashMap, sync::OnceLock};

/// What victims read in Welsh, by the duty's id and the trigger's slug.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Welsh {
    duty: HashMap<String, String>,
    trigger: HashMap<String, String>,
}

impl Welsh {
    /// The words built into the program
    #[must_use]
    pub fn embedded() -> &'static Welsh {
        static WELSH: OnceLock<Welsh> = OnceLock::new();
        WELSH.get_or_init(|| {
            #[expect(clippy::expect_used, reason = "the file is compiled in and a test reads it")]
            toml::from_str(include_str!("../languages/welsh.toml"))
                .expect("the built-in Welsh is well formed")
        })
    }

    /// What a duty is
    #[must_use]
    pub fn duty(&self, id: &str) -> Option<&str> {
        self.duty.get(id).map(String::as_str)
    }

    /// What happened
    #[must_use]
    pub fn trigger(&self, slug: &str) -> Option<&str> {
        self.trigger.get(slug).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Welsh;
    use crate::Code;
    use std::collections::BTreeSet;

    #[test]
    fn everything_that_victims_read_is_there_in_welsh_and_nothing_else() {
        let (code, welsh) = (Code::embedded(), Welsh::embedded());
        let duties: BTreeSet<&str> = code.duties().iter().map(|rule| &*rule.id).collect();
        let triggers: BTreeSet<&str> =
            code.triggers().iter().filter(|one| !one.victim.is_empty()).map(|one| &*one.slug).collect();
        assert_eq!(duties, welsh.duty.keys().map(String::as_str).collect());
        assert_eq!(triggers, welsh.trigger.keys().map(String::as_str).collect());
        let empty = welsh.duty.values().chain(welsh.trigger.values()).filter(|words| words.trim().is_empty());
        assert_eq!(empty.count(), 0);
    }

    #[test]
    fn the_welsh_is_not_the_english_copied() {
        let (code, welsh) = (Code::embedded(), Welsh::embedded());
        let copied: Vec<&str> = code
            .duties()
            .iter()
            .filter(|rule| welsh.duty(&rule.id) == Some(&*rule.plain))
            .map(|rule| &*rule.id)
            .collect();
        assert!(copied.is_empty(), "{copied:?}");
    }
}
