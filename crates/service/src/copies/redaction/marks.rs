//! Marks as somebody types them: `[[` and `]]` around a passage, in a plain text box. A bracket or backslash that stands in
//! the text itself is shown with a backslash before it. What comes back must be the same text but for the marks.

use super::{Mark, Reason, settled};
use std::ops::Range;

/// Why a marked text cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unmarkable {
    /// `[[` inside a marked passage.
    #[error("a marked passage begins inside another. Close it with ]] first")]
    Nested,
    /// `]]` without its `[[`.
    #[error("there is a ]] without a [[ before it")]
    NotOpened,
    /// `[[` without its `]]`.
    #[error("there is a [[ without a ]] after it")]
    NotClosed,
    /// Something else than marks was changed.
    #[error("the text was changed. Put only [[ and ]] into it, and leave everything else as it was")]
    Changed,
}

/// A text as a text box gives it back: line breaks as one character, no spaces at its ends.
pub fn as_typed(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "").trim().to_owned()
}

/// The text with its marks, for the text box.
pub fn shown(text: &str, marks: &[Mark]) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    let mut from = 0;
    for mark in settled(text, marks) {
        escape(text.get(from..mark.at.start).unwrap_or_default(), &mut shown);
        shown.push_str("[[");
        escape(text.get(mark.at.clone()).unwrap_or_default(), &mut shown);
        shown.push_str("]]");
        from = mark.at.end;
    }
    escape(text.get(from..).unwrap_or_default(), &mut shown);
    shown
}

fn escape(text: &str, into: &mut String) {
    for letter in text.chars() {
        if matches!(letter, '[' | ']' | '\\') {
            into.push('\\');
        }
        into.push(letter);
    }
}

/// The passages that somebody marked in a text.
///
/// # Errors
/// [`Unmarkable`] when the marks are not in pairs, or something else was changed.
pub fn read(original: &str, typed: &str) -> Result<Vec<Range<usize>>, Unmarkable> {
    let mut text = String::with_capacity(typed.len());
    let mut marked = Vec::new();
    let mut open = None;
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match (letter, next) {
            ('\\', Some(escaped @ ('[' | ']' | '\\'))) => {
                letters.next();
                text.push(escaped);
            }
            ('[', Some('[')) => {
                letters.next();
                if open.replace(text.len()).is_some() {
                    return Err(Unmarkable::Nested);
                }
            }
            // Of three the first belongs to the text.
            (']', Some(']')) if letters.clone().nth(1) != Some(']') => {
                letters.next();
                marked.push(open.take().ok_or(Unmarkable::NotOpened)?..text.len());
            }
            (other, _) => text.push(other),
        }
    }
    if open.is_some() {
        return Err(Unmarkable::NotClosed);
    }
    if text == original { Ok(marked) } else { Err(Unmarkable::Changed) }
}

/// Passages with one reason.
pub fn for_reason(passages: Vec<Range<usize>>, reason: Reason) -> Vec<Mark> {
    passages.into_iter().map(|at| Mark { at, reason }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_wrong_with_marks_is_said() {
        let one = |at: Range<usize>| Ok(std::iter::once(at).collect());
        assert_eq!(read("a b c", "a [[b]] c"), one(2..3));
        assert_eq!(read("a b c", "[[a [[b]]]] c"), Err(Unmarkable::Nested));
        assert_eq!(read("a b c", "a b]] c"), Err(Unmarkable::NotOpened));
        assert_eq!(read("a b c", "a [[b c"), Err(Unmarkable::NotClosed));
        assert_eq!(read("a b c", "a [[x]] c"), Err(Unmarkable::Changed));
        assert_eq!(read("a b c", "a  [[b]] c"), Err(Unmarkable::Changed));
        // A bracket of the text inside a mark, with and without its backslash.
        assert_eq!(read("a [b] c", "a [[\\[b\\]]] c"), one(2..5));
        assert_eq!(read("a [b] c", "a [[[b]]] c"), one(2..5));
        assert_eq!(read("a [b] c", "a [b] c"), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn a_text_comes_back_as_it_was_and_its_marks_too(
            text in "[ab \\[\\]\\\\\u{e9}\n]{0,30}",
            from in 0usize..30,
            length in 0usize..30,
        ) {
            prop_assert_eq!(read(&text, &shown(&text, &[])), Ok(vec![]));
            let marks = [Mark { at: from..(from + length), reason: Reason::Medical }];
            let wanted: Vec<_> = settled(&text, &marks).into_iter().map(|mark| mark.at).collect();
            prop_assert_eq!(read(&text, &shown(&text, &marks)), Ok(wanted));
        }

        #[test]
        fn nothing_typed_breaks_it(text in ".{0,20}", typed in "[\\[\\]\\\\ab]{0,20}") {
            let _ = read(&text, &typed);
        }
    }
}
