//! Taking out of a text what must not be read: where somebody is, who else is in it, what is sensitive.
//!
//! A text is never cut where it was typed: passages are **marked** on the text as it stands, marks grow to whole words and
//! run together across the spaces between them, and each becomes the same block, so that its length says nothing.
//! What may be sensitive is marked before anybody looks ([`find`]); in doubt too much is.

pub mod find;
pub mod marks;
mod plain;

use std::ops::Range;

/// What stands in the place of a passage, whatever its length.
pub const BLOCK: &str = "[left out]";

/// Why a passage is taken out. What is sensitive is named as in the code of practice under section 23 of the Criminal
/// Procedure and Investigations Act 1996: material whose disclosure would put somebody or something at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Where somebody is, or how they can be reached.
    Whereabouts,
    /// About somebody else.
    ThirdParty,
    /// About somebody's health.
    Medical,
    /// Sensitive for another reason of the code of practice.
    Sensitive,
}

impl Reason {
    /// Every reason, in the order pages show them. The first wins where passages meet.
    pub const ALL: [Reason; 4] =
        [Reason::Whereabouts, Reason::ThirdParty, Reason::Medical, Reason::Sensitive];

    /// The slug that forms use.
    pub fn slug(self) -> &'static str {
        match self {
            Reason::Whereabouts => "whereabouts",
            Reason::ThirdParty => "third_party",
            Reason::Medical => "medical",
            Reason::Sensitive => "sensitive",
        }
    }

    /// The reason with this slug.
    pub fn from_slug(slug: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.slug() == slug)
    }

    /// In words, for the schedule.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Whereabouts => "where somebody is, or how they can be reached",
            Reason::ThirdParty => "about somebody else",
            Reason::Medical => "about somebody's health",
            Reason::Sensitive => "sensitive under the code of practice",
        }
    }
}

/// A passage of a text, in bytes, and why it is taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it is.
    pub at: Range<usize>,
    /// Why.
    pub reason: Reason,
}

/// What may leave of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    /// The text with a block for each passage.
    pub text: String,
    /// Why each block is there, in their order.
    pub reasons: Vec<Reason>,
}

/// The marks as they are carried out: whole words, in order, none touching another.
pub fn settled(text: &str, marks: &[Mark]) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        marks.iter().map(|mark| widened(text, mark)).filter(|m| !m.at.is_empty()).collect();
    marks.sort_by_key(|mark| (mark.at.start, mark.at.end));
    let mut settled: Vec<Mark> = Vec::new();
    for mark in marks {
        let meets = settled.last().and_then(|last| text.get(last.at.end.min(mark.at.start)..mark.at.start));
        match settled
            .last_mut()
            .filter(|_| meets.is_some_and(|between| !between.chars().any(char::is_alphanumeric)))
        {
            Some(last) => {
                last.at.end = last.at.end.max(mark.at.end);
                last.reason = last.reason.min(mark.reason);
            }
            None => settled.push(mark),
        }
    }
    settled
}

/// A part of a word says what the word was.
fn widened(text: &str, mark: &Mark) -> Mark {
    let (mut start, mut end) = (mark.at.start.min(text.len()), mark.at.end.min(text.len()));
    while start > 0 && !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let inside = text.get(start..end).unwrap_or_default();
    if inside.chars().next().is_some_and(plain::is_of_a_word) {
        let before = text.get(..start).unwrap_or_default().char_indices().rev();
        start = before.take_while(|(_, c)| plain::is_of_a_word(*c)).last().map_or(start, |(at, _)| at);
    }
    if inside.chars().next_back().is_some_and(plain::is_of_a_word) {
        let after = text.get(end..).unwrap_or_default().chars();
        end += after.take_while(|c| plain::is_of_a_word(*c)).map(char::len_utf8).sum::<usize>();
    }
    Mark { at: start..end, reason: mark.reason }
}

/// Takes the marked passages out.
pub fn redacted(text: &str, marks: &[Mark]) -> Redacted {
    let mut result = Redacted::default();
    let mut from = 0;
    for mark in settled(text, marks) {
        result.text.push_str(text.get(from..mark.at.start).unwrap_or_default());
        result.text.push_str(BLOCK);
        result.reasons.push(mark.reason);
        from = mark.at.end;
    }
    result.text.push_str(text.get(from..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(at: Range<usize>) -> Mark {
        Mark { at, reason: Reason::Sensitive }
    }

    #[test]
    fn a_block_says_nothing_about_what_was_there() {
        let long = redacted("She lives at 9 Goldcrest Mews, Anytown now", &[mark(13..29), mark(31..38)]);
        let short = redacted("She lives at X now", &[mark(13..14)]);
        assert_eq!(long.text, "She lives at [left out] now");
        assert_eq!(long, short);
        // A part of a word takes the word with it.
        assert_eq!(redacted("in Goldcrest.", &[mark(7..9)]).text, "in [left out].");
    }

    proptest! {
        /// No word with a marked letter in it survives, whatever is marked, also in the middle of letters of several bytes.
        #[test]
        fn no_marked_character_survives(
            words in prop::collection::vec("[a-c\u{e9}\u{1f600}]{1,6}", 1..12),
            secrets in prop::collection::vec(any::<bool>(), 12),
            shift in 0usize..3,
        ) {
            let mut text = String::new();
            let mut marks = Vec::new();
            for (word, secret) in words.iter().zip(secrets) {
                if secret {
                    let start = text.len() + shift.min(2);
                    marks.push(mark(start..text.len() + "zq7".len() + word.len()));
                    text.push_str("zq7");
                }
                text.push_str(word);
                text.push(' ');
            }
            let result = redacted(&text, &marks);
            prop_assert!(!result.text.contains('z') && !result.text.contains('q') && !result.text.contains('7'));
            prop_assert_eq!(result.text.matches(BLOCK).count(), result.reasons.len());
        }
    }
}
