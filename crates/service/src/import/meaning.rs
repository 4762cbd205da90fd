//! What the CJS codes of a result mean for a victim. Codes and descriptions are those of the ministry's standing data.

/// Immediate custody: imprisonment, detention, youth custody, detention and training, life and extended terms.
const CUSTODY: [&str; 15] = [
    "1002", "1003", "1007", "1022", "1024", "1056", "1073", "1080", "1081", "1112", "1114", "1121", "1162",
    "4064", "4065",
];
/// Detention for treatment under the Mental Health Act: the other road to the Victim Contact Scheme (2020, right 11).
const HOSPITAL: [&str; 2] = ["1008", "1088"];
/// A charge was dropped, withdrawn or replaced (2020, right 6: the prosecutor tells the victim why).
const DROPPED: [&str; 12] =
    ["2023", "2050", "2051", "2052", "2053", "2060", "2061", "2063", "2072", "2078", "2091", "2094"];
/// A warrant for the defendant's arrest (2020, right 8).
const WARRANT: [&str; 3] = ["4575", "4576", "4577"];
/// The case goes to the Crown Court.
const CROWN_COURT: [&str; 14] = [
    "4001", "4014", "4015", "4016", "4017", "4020", "4021", "4025", "4048", "4053", "4054", "4057", "4504",
    "4593",
];
/// An appeal was made.
const APPEAL_MADE: [&str; 1] = ["3044"];
/// An appeal came to an end.
const APPEAL_ENDED: [&str; 14] = [
    "1046", "2083", "2095", "2096", "2100", "3045", "3093", "3150", "3151", "3153", "3154", "3155", "3156",
    "3157",
];
/// Bail conditions were changed or the defendant must surrender to custody after a bail review.
const BAIL_CHANGED: [&str; 3] = ["4572", "4573", "4574"];
/// Final results from 1002 on that are no sentence: changes of earlier orders and procedure.
const NO_SENTENCE: [&str; 12] =
    ["1028", "1029", "1030", "1031", "1032", "1040", "1046", "1049", "1087", "1113", "1117", "1118"];

/// Life sentences that the list keeps among its other results, by whether the tariff is set.
const LIFE: [&str; 2] = ["4064", "4065"];

/// A suspended term: the code says so, or the qualifier `S` (wholly suspended).
const SUSPENDED: [&str; 3] = ["1115", "1134", "1171"];

/// What a result code means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    pub custody: bool,
    pub hospital: bool,
    pub suspended: bool,
    pub sentence: bool,
    pub dropped: bool,
    pub warrant: bool,
    pub crown_court: bool,
    pub appeal_made: bool,
    pub appeal_ended: bool,
    pub bail_changed: bool,
}

/// What a result with this code and these qualifiers means.
pub(super) fn meaning(code: &str, qualifiers: &[String]) -> Meaning {
    let is = |codes: &[&str]| codes.contains(&code);
    let suspended = is(&SUSPENDED) || qualifiers.iter().any(|qualifier| qualifier == "S");
    Meaning {
        custody: is(&CUSTODY) && !suspended,
        hospital: is(&HOSPITAL),
        suspended,
        sentence: is_sentence(code),
        dropped: is(&DROPPED),
        warrant: is(&WARRANT),
        crown_court: is(&CROWN_COURT),
        appeal_made: is(&APPEAL_MADE),
        appeal_ended: is(&APPEAL_ENDED),
        bail_changed: is(&BAIL_CHANGED),
    }
}

fn is_sentence(code: &str) -> bool {
    let number: u32 = code.parse().unwrap_or(0);
    let of_the_list = (1002..2000).contains(&number) && !NO_SENTENCE.contains(&code);
    of_the_list || LIFE.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suspended_term_is_a_sentence_but_no_custody() {
        for (code, qualifiers) in [("1115", vec![]), ("1002", vec!["S".to_owned()])] {
            let meaning = meaning(code, &qualifiers);
            assert!(meaning.sentence && meaning.suspended && !meaning.custody, "{code}");
        }
        assert!(meaning("1002", &[]).custody);
    }

    #[test]
    fn adjournments_and_withdrawals_are_no_sentence() {
        for code in ["4506", "4027", "2063", "1000", "1001", "1029", "abc", ""] {
            assert!(!meaning(code, &[]).sentence, "{code}");
        }
        assert!(
            meaning("2063", &[]).dropped && meaning("4577", &[]).warrant && meaning("4504", &[]).crown_court
        );
    }
}
