//! Splitting the text of bail conditions into conditions.

/// Headings that Libra begins a condition with. A new condition may follow a comma or full stop where the semicolon
/// was lost.
const HEADINGS: [&str; 10] = [
    "Curfew",
    "Exclusion",
    "Residence",
    "Reporting",
    "Report",
    "Surety",
    "Security",
    "Contact",
    "Tagging",
    "Passport",
];

/// One condition each: split at semicolons, and where a new heading begins; padding and empty ones removed.
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split(';').flat_map(split_at_headings).filter_map(tidy).collect()
}

fn split_at_headings(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, separator) in text.match_indices([',', '.', '\n']) {
        let after = at + separator.len();
        let rest = text[after..].trim_start_matches([' ', '\t']);
        let heading = HEADINGS.iter().any(|heading| {
            rest.strip_prefix(heading).is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'))
        });
        if heading {
            parts.push(&text[begin..at]);
            begin = after;
        }
    }
    parts.push(&text[begin..]);
    parts
}

fn tidy(condition: &str) -> Option<String> {
    let tidy = condition.split_whitespace().collect::<Vec<_>>().join(" ");
    let tidy = tidy.trim_end_matches([',', ' ']).to_owned();
    (!tidy.is_empty()).then_some(tidy)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn semicolons_part_conditions_and_padding_goes() {
        assert_eq!(split("Live at home;  Report   daily ; ;\n"), ["Live at home", "Report daily"]);
        assert!(split(" ; ").is_empty());
    }

    #[test]
    fn headings_part_conditions_that_run_together() {
        let text = "Curfew: 21:00 to 07:00 daily, Exclusion: not to go to Low Street, Leeds. Residence : live at home";
        assert_eq!(
            split(text),
            [
                "Curfew: 21:00 to 07:00 daily",
                "Exclusion: not to go to Low Street, Leeds",
                "Residence : live at home"
            ]
        );
        assert_eq!(
            split("not to contact Ann, Bob, or their Residence"),
            ["not to contact Ann, Bob, or their Residence"]
        );
    }
}
