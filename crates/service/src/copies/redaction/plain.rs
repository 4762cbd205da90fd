//! A text as it is compared: without case, accents, look-alike letters of other alphabets and letters that nobody sees.
//! Each sign remembers which bytes of the text it came from.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A letter or digit, folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub letter: char,
    pub start: usize,
    pub end: usize,
}

/// Letters and digits that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded.
    pub text: String,
    /// Where it is in the text.
    pub at: Range<usize>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// What stands between it and the word before, folded; nothing for the first.
    pub before: String,
}

/// Whether a character belongs to a word, so that half a word never stays.
pub(super) fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_unseen(letter) || is_combining_mark(letter)
}

/// Characters that take no place on the page.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Letters of other alphabets that look like ours, each pair together.
const ALIKE: &str = "АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSЗ3аaеeоoрpсcуyхxіiјjѕsһhԁdкkмmтtвbнhԛqԝw\
                     ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXαaοoνvιiκkρpτtυuχxεeηnіiıiłlđdøoŁLØOĐDɑaɡgʟlӏlΙI";

fn alike(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let mut pairs = ALIKE.chars();
    while let (Some(one), Some(ours)) = (pairs.next(), pairs.next()) {
        if one == letter {
            return ours;
        }
    }
    digit(letter).unwrap_or(letter)
}

/// Digits of other scripts. Those that are only another shape of ours, normalisation knows.
fn digit(letter: char) -> Option<char> {
    const ZEROS: [u32; 12] =
        [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xe50];
    let code = u32::from(letter);
    ZEROS.iter().find_map(|zero| code.checked_sub(*zero).and_then(|value| char::from_digit(value, 10)))
}

/// The text folded, also what stands between words.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        if is_unseen(letter) {
            continue;
        }
        for part in
            std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part) && !is_unseen(*part))
        {
            let folded = alike(part).to_lowercase().filter(|part| !is_combining_mark(*part));
            signs.extend(folded.map(|letter| Sign { letter, start, end }));
        }
    }
    signs
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut before, mut inside) = (String::new(), false);
    for sign in signs(text) {
        if !sign.letter.is_alphanumeric() {
            before.push(sign.letter);
            inside = false;
            continue;
        }
        match words.last_mut().filter(|_| inside) {
            Some(word) => {
                word.text.push(sign.letter);
                word.at.end = sign.end;
            }
            None => words.push(Word {
                text: sign.letter.to_string(),
                at: sign.start..sign.end,
                capital: text
                    .get(sign.start..)
                    .and_then(|rest| rest.chars().next())
                    .is_some_and(char::is_uppercase),
                before: std::mem::take(&mut before),
            }),
        }
        inside = true;
    }
    words
}

/// As it is compared when `0` may have been typed as `O`, and `1` as `l` or `I`.
pub(super) fn skeleton(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | 'l' | '|' => 'i',
        other => other,
    }
}

/// The skeleton of a word or line without anything between its letters.
pub(super) fn squeezed(text: &str) -> String {
    signs(text)
        .into_iter()
        .filter(|sign| sign.letter.is_alphanumeric())
        .map(|sign| skeleton(sign.letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        for typed in [
            "Goldcrest",
            "GOLDCREST",
            "Gоldсrest",
            "Göldcrést",
            "Gold\u{200b}cre\u{ad}st",
            "Ｇｏｌｄｃｒｅｓｔ",
            "𝐆𝐨𝐥𝐝𝐜𝐫𝐞𝐬𝐭",
            "G0ldcrest",
        ] {
            assert_eq!(squeezed(typed), squeezed("goldcrest"), "{typed}");
        }
        assert_eq!(squeezed("０７٧۷00"), squeezed("077700"));
        assert!(ALIKE.chars().count().is_multiple_of(2));
    }

    #[test]
    fn words_know_their_place() {
        let text = "At 9, Göldcrest\u{200b}s!";
        let found = words(text);
        let places: Vec<&str> = found.iter().map(|word| &text[word.at.clone()]).collect();
        assert_eq!(places, ["At", "9", "Göldcrest\u{200b}s"]);
        assert_eq!(
            (found[2].text.as_str(), found[2].before.as_str(), found[2].capital),
            ("goldcrests", ", ", true)
        );
    }
}
