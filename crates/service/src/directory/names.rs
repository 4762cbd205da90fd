//! What a name and an account name may look like, so that nobody passes for somebody else and no cell of an export acts
//! as a formula.

/// What is wrong with a name; none when nothing is.
pub fn trouble(name: &str) -> Option<&'static str> {
    if name.chars().any(|c| c.is_control() || is_invisible(c)) {
        return Some("has an invisible character; type it again");
    }
    if name.starts_with(['=', '+', '-', '@']) {
        return Some("begins like a formula; begin with a letter");
    }
    let mixes = |word: &str| {
        let mut scripts = word.chars().filter_map(script);
        scripts.next().is_some_and(|first| scripts.any(|script| script != first))
    };
    if name.split([' ', '-', '\'', '’']).any(mixes) {
        return Some("mixes letters of two alphabets in one word; type it again in one");
    }
    None
}

/// Characters that change how others are shown, or are not shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The alphabets whose letters are taken for each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other,
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    Some(match c {
        '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        _ => Script::Other,
    })
}

/// The name as it looks: letters of other alphabets that are taken for Latin ones are written as those.
pub fn as_it_looks(name: &str) -> String {
    const LOOK: &[(&str, char)] = &[
        ("аα", 'a'),
        ("вβ", 'b'),
        ("сς", 'c'),
        ("ԁ", 'd'),
        ("еε", 'e'),
        ("һн", 'h'),
        ("іїι", 'i'),
        ("ј", 'j'),
        ("кκ", 'k'),
        ("мμ", 'm'),
        ("пη", 'n'),
        ("оο0", 'o'),
        ("рρ", 'p'),
        ("ѕ", 's'),
        ("тτ", 't'),
        ("υц", 'u'),
        ("ν", 'v'),
        ("хχ", 'x'),
        ("уγ", 'y'),
        ("ζ", 'z'),
        ("1l", 'l'),
    ];
    let looks = |c: char| LOOK.iter().find(|(like, _)| like.contains(c)).map_or(c, |(_, latin)| *latin);
    let lower = name.chars().flat_map(char::to_lowercase).map(looks);
    lower.filter(|c| c.is_alphanumeric()).collect()
}

/// A cell of a table that a spreadsheet will open: what would act as a formula is made text by an apostrophe.
pub fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A cell as it was before [`harmless`].
pub fn as_written(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'');
    rest.filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\''])).unwrap_or(cell)
}

/// Whether this can be an id: small letters, digits and hyphens, so that it means the same everywhere.
pub fn is_slug(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= 64 && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_alphabet_pass_and_mixed_ones_are_flagged() {
        for name in ["Zoë O’Brien-Müller", "Ngũgĩ wa Thiong'o", "Анна Петрова", "Nguyễn Thị Ánh", "D-Anne 2"]
        {
            assert_eq!(trouble(name), None, "{name}");
        }
        assert!(trouble("Аnna Petrova").unwrap().contains("two alphabets"), "the first letter is Cyrillic");
        assert!(trouble("Anna\u{202e}avortep").unwrap().contains("invisible"));
        assert!(trouble("=HYPERLINK(1)").unwrap().contains("formula"));
    }

    #[test]
    fn names_that_look_the_same_are_found_whatever_their_letters() {
        assert_eq!(as_it_looks("Реса Сох"), as_it_looks("Peca Cox"));
        assert_ne!(as_it_looks("Anna Reed"), as_it_looks("Anne Reed"));
    }

    #[test]
    fn no_cell_acts_as_a_formula_and_every_cell_comes_back() {
        for cell in ["=1+1", "+44 20 7946 0100", "-", "@x", "plain", "'quoted", "'=x", "", "\tx"] {
            let written = harmless(cell);
            assert!(!written.starts_with(['=', '+', '-', '@', '\t']), "{written}");
            assert_eq!(as_written(&written), cell);
        }
    }
}
