//! The soft mutation of Welsh (*treiglad meddal*): how a word begins after words such as *ar*, *i* and *o*.

/// The text with its first word softened.
pub(crate) fn soft(text: &str) -> String {
    // Two letters that are one come first; a letter that is not here does not change.
    const BEGINNINGS: [(&str, &str); 11] = [
        ("ll", "l"),
        ("rh", "r"),
        ("ch", "ch"),
        ("dd", "dd"),
        ("th", "th"),
        ("p", "b"),
        ("t", "d"),
        ("c", "g"),
        ("b", "f"),
        ("d", "dd"),
        ("m", "f"),
    ];
    let lower: String = text.chars().take(2).flat_map(char::to_lowercase).collect();
    if lower.starts_with('g') {
        return with_case(text, text.chars().skip(1).collect());
    }
    let Some((from, to)) = BEGINNINGS.iter().find(|(from, _)| lower.starts_with(from)) else {
        return text.to_owned();
    };
    let rest: String = text.chars().skip(from.chars().count()).collect();
    with_case(text, format!("{to}{rest}"))
}

/// With a capital where the first text has one.
fn with_case(first: &str, text: String) -> String {
    if !first.starts_with(char::is_uppercase) {
        return text;
    }
    let mut letters = text.chars();
    letters.next().map(|letter| letter.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::soft;

    #[test]
    fn the_nine_letters_soften_and_the_others_stay() {
        let words = [
            ("dydd Iau", "ddydd Iau"),
            ("pen", "ben"),
            ("tad", "dad"),
            ("cath", "gath"),
            ("brawd", "frawd"),
            ("gardd", "ardd"),
            ("mam", "fam"),
            ("llaw", "law"),
            ("rhan", "ran"),
            ("Caerdydd", "Gaerdydd"),
            ("Llandudno", "Landudno"),
            ("chwaer", "chwaer"),
            ("heddlu", "heddlu"),
            ("", ""),
            ("ŵyn", "ŵyn"),
        ];
        for (word, softened) in words {
            assert_eq!(soft(word), softened);
        }
    }
}
