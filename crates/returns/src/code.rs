//! The texts that may leave: short codes of letters, digits, dots, dashes and the like, never words that somebody wrote.

/// The longest code.
pub const LONGEST: usize = 80;

/// Whether a text is a code: no space, no sign that a name, a number to call or an address would need.
pub fn is_code(text: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    text.len() <= LONGEST && text.chars().all(fits)
}

/// Whether a text is a code and not empty.
pub fn is_named(text: &str) -> bool {
    !text.is_empty() && is_code(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_an_address_is_no_code() {
        for code in ["01", "r06-arrested", "north-police", "2020", "under_18", ""] {
            assert!(is_code(code), "{code}");
        }
        for text in ["Ann Other", "ann@example.org", "+44 7700 900461", "Llŷr", "a/b", "1, High Street"] {
            assert!(!is_code(text), "{text}");
        }
        assert!(!is_code(&"a".repeat(LONGEST + 1)));
        assert!(!is_named(""));
    }
}
