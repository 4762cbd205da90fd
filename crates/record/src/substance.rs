//! When a record of contact has substance (INF-3): "emailed victim" says that a box was ticked, not what was said.

/// The shortest text that can hold a sentence.
const SHORTEST: usize = 20;
/// How many words must remain when those that only report a contact are taken away.
const TELLING_WORDS: usize = 3;

/// Words that say that somebody was contacted but not what they were told.
const EMPTY_WORDS: &[&str] = &[
    "a",
    "about",
    "advised",
    "aggrieved",
    "all",
    "and",
    "answer",
    "as",
    "at",
    "back",
    "by",
    "call",
    "called",
    "care",
    "case",
    "completed",
    "contact",
    "contacted",
    "detail",
    "details",
    "discussed",
    "done",
    "email",
    "emailed",
    "for",
    "full",
    "fully",
    "given",
    "has",
    "have",
    "he",
    "her",
    "him",
    "i",
    "in",
    "info",
    "information",
    "informed",
    "ip",
    "it",
    "left",
    "letter",
    "made",
    "mail",
    "message",
    "of",
    "ok",
    "on",
    "our",
    "out",
    "over",
    "passed",
    "per",
    "phone",
    "phoned",
    "policy",
    "post",
    "posted",
    "provided",
    "rang",
    "re",
    "regarding",
    "same",
    "sent",
    "she",
    "sms",
    "spoke",
    "spoken",
    "telephone",
    "telephoned",
    "text",
    "texted",
    "the",
    "their",
    "them",
    "they",
    "this",
    "to",
    "today",
    "told",
    "update",
    "updated",
    "via",
    "vic",
    "victim",
    "victims",
    "vm",
    "voicemail",
    "was",
    "we",
    "were",
    "wit",
    "with",
    "witness",
    "yesterday",
];

/// Why a text has no substance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSubstance {
    /// Nothing was written.
    #[error("write what you told them, in the words you used")]
    Missing,
    /// Too short to say anything.
    #[error("write at least a sentence: what you told them, in the words you used")]
    TooShort,
    /// It says that there was contact, not what was said.
    #[error(
        "this says that you were in touch, not what you said. Write what the victim now knows, for example “I told her he was charged today and will be in court on 3 June”"
    )]
    OnlyReportsContact,
}

/// Checks that a text says what somebody was told.
///
/// # Errors
/// [`NoSubstance`] says what is missing, in words for the person who writes.
///
/// ```
/// use record::substance::{NoSubstance, check};
/// assert_eq!(check("Emailed victim"), Err(NoSubstance::TooShort));
/// assert_eq!(check("Victim updated by phone, all details given to her"), Err(NoSubstance::OnlyReportsContact));
/// assert!(check("I told her that he was released on bail and must not come to her street.").is_ok());
/// ```
pub fn check(told: &str) -> Result<(), NoSubstance> {
    let told = told.trim();
    if told.is_empty() {
        return Err(NoSubstance::Missing);
    }
    if told.chars().count() < SHORTEST {
        return Err(NoSubstance::TooShort);
    }
    let telling = told
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .filter(|word| EMPTY_WORDS.binary_search(&word.to_lowercase().as_str()).is_err())
        .count();
    if telling < TELLING_WORDS { Err(NoSubstance::OnlyReportsContact) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_words_are_sorted_so_that_each_is_found() {
        assert!(EMPTY_WORDS.is_sorted());
    }

    #[test]
    fn texts_that_only_tick_a_box_are_refused() {
        for empty in [
            "",
            "   ",
            "done",
            "emailed victim",
            "Victim was contacted by telephone and updated",
            "IP updated as per policy, message left on voicemail",
        ] {
            assert!(check(empty).is_err(), "{empty:?} was accepted");
        }
    }

    #[test]
    fn texts_that_tell_something_are_accepted() {
        for told in [
            "He was arrested this morning and is still in custody.",
            "Told her the trial moves to 4 March because the court has no room.",
            "Dywedais wrthi ei fod wedi cael ei gyhuddo heddiw.",
        ] {
            assert_eq!(check(told), Ok(()), "{told:?}");
        }
    }
}
