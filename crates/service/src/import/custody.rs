//! Whether a sentence opens the Victim Contact Scheme: an offence of Schedule 15 to the Criminal Justice Act 2003 and
//! immediate custody of 12 months or more, consecutive terms added up, or detention for treatment (2020 Code, right 11).

use super::meaning::meaning;
use exchange::court_results::{CourtResult, Defendant, Duration};

/// Why the victims are eligible; `None` when they are not.
pub(super) fn contact_scheme_reason(defendant: &Defendant) -> Option<&'static str> {
    let mut groups: Vec<Term> = Vec::new();
    for offence in &defendant.offences {
        let specified = offence.schedule_15_part.is_some();
        for result in &offence.results {
            let code = result.code.as_deref().unwrap_or_default();
            let meaning = meaning(code, &result.qualifiers);
            if meaning.hospital && specified {
                return Some("Detained for treatment after a specified violent or sexual offence");
            }
            if meaning.custody {
                add(&mut groups, Term { length: length(code, result), specified }, is_consecutive(result));
            }
        }
    }
    groups
        .iter()
        .any(|group| group.specified && group.length >= TWELVE_MONTHS)
        .then_some("12 months or more in custody for a specified violent, sexual or terrorism offence")
}

/// Terms that are served one after the other, together.
struct Term {
    length: u64,
    specified: bool,
}

/// A day in parts, so that a month of the Gregorian calendar on average is a whole number of them.
const DAY: u64 = 4800;
const MONTH: u64 = 146_097;
const TWELVE_MONTHS: u64 = 12 * MONTH;
const LIFE: u64 = u64::MAX / 4;

/// A consecutive term adds to the one before it; any other is served at the same time and stands for itself.
fn add(groups: &mut Vec<Term>, term: Term, consecutive: bool) {
    match groups.last_mut() {
        Some(group) if consecutive => {
            group.length = group.length.saturating_add(term.length);
            group.specified |= term.specified;
        }
        _ => groups.push(term),
    }
}

fn is_consecutive(result: &CourtResult) -> bool {
    result.qualifiers.iter().any(|qualifier| qualifier == "F")
}

/// Custody without a term that ends by itself: at His Majesty's pleasure, without limit of time, for public protection
/// with a minimum, for life. A length that the result states is that of the minimum.
const WITHOUT_END: [&str; 5] = ["1003", "1073", "1121", "4064", "4065"];

/// The first duration is the term; later ones say for how long an order or licence runs.
fn length(code: &str, result: &CourtResult) -> u64 {
    if WITHOUT_END.contains(&code) { LIFE } else { result.durations.first().map_or(0, parts) }
}

fn parts(duration: &Duration) -> u64 {
    let value = u64::from(duration.value.unwrap_or(0));
    match duration.unit.as_deref() {
        Some("L") => LIFE,
        Some("Y") => value.saturating_mul(12 * MONTH),
        Some("M") => value.saturating_mul(MONTH),
        Some("W") => value.saturating_mul(7 * DAY),
        Some("D") => value.saturating_mul(DAY),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::court_results::Offence;

    fn term(schedule_15_part: Option<u8>, code: &str, value: u32, unit: &str, qualifier: &str) -> Offence {
        let result = CourtResult {
            code: Some(code.into()),
            qualifiers: Some(qualifier).filter(|q| !q.is_empty()).map(str::to_owned).into_iter().collect(),
            durations: vec![Duration { value: Some(value), unit: Some(unit.into()) }],
            ..CourtResult::default()
        };
        Offence { schedule_15_part, results: vec![result], ..Offence::default() }
    }

    fn eligible(offences: Vec<Offence>) -> bool {
        contact_scheme_reason(&Defendant { offences, ..Defendant::default() }).is_some()
    }

    #[test]
    fn twelve_months_for_a_specified_offence_and_not_a_day_less() {
        assert!(eligible(vec![term(Some(1), "1002", 12, "M", "")]));
        assert!(eligible(vec![term(Some(2), "1002", 1, "Y", "")]));
        assert!(eligible(vec![term(Some(3), "1002", 0, "L", "")]));
        assert!(!eligible(vec![term(Some(1), "1002", 11, "M", "")]));
        assert!(!eligible(vec![term(Some(1), "1002", 52, "W", "")]), "52 weeks are 364 days");
        assert!(!eligible(vec![term(None, "1002", 5, "Y", "")]), "not a specified offence");
    }

    #[test]
    fn custody_without_end_counts_whatever_minimum_it_states() {
        for code in WITHOUT_END {
            assert!(eligible(vec![term(Some(1), code, 0, "M", "")]), "{code}");
            assert!(eligible(vec![term(Some(1), code, 8, "M", "")]), "{code}");
            assert!(!eligible(vec![term(None, code, 8, "M", "")]), "{code}");
        }
    }

    #[test]
    fn a_suspended_term_does_not_count() {
        assert!(!eligible(vec![term(Some(1), "1115", 18, "M", "")]));
        assert!(!eligible(vec![term(Some(1), "1002", 18, "M", "S")]));
    }

    #[test]
    fn consecutive_terms_add_up_and_concurrent_ones_do_not() {
        let eight = |qualifier| term(Some(1), "1002", 8, "M", qualifier);
        assert!(eligible(vec![eight(""), eight("F")]));
        assert!(!eligible(vec![eight(""), eight("C")]));
        assert!(eligible(vec![term(None, "1002", 6, "M", ""), term(Some(1), "1002", 6, "M", "F")]));
        let short_beside_long = vec![term(None, "1002", 3, "Y", ""), term(Some(1), "1002", 3, "M", "C")];
        assert!(!eligible(short_beside_long), "a short specified term at the same time as a long other one");
    }

    #[test]
    fn a_hospital_order_after_a_specified_offence_counts() {
        assert!(eligible(vec![term(Some(1), "1008", 0, "D", "")]));
        assert!(!eligible(vec![term(None, "1008", 0, "D", "")]));
    }
}
