//! The short code lists: pleas, verdicts, bail, durations, results, qualifiers, hearing types, forces.

use super::{StandingData, Table};

/// A list whose entries have a CJS code and the codes that other systems use for the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeList {
    /// What a defendant answers to the charge: `G`, `NG`, `NONE`, ...
    Plea,
    /// What the court found: `G`, `NG`, `NA` (guilty of an alternative), `NC` (no conviction).
    Verdict,
    /// Custody or bail: `UB`, `CB`, `PR`, ...
    BailStatus,
    /// Unit of a sentence or order: `D`, `M`, `Y`, `L` (life), ...
    DurationUnit,
}

/// A code with its description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedCode {
    /// The code of the list.
    pub code: &'static str,
    /// Its description.
    pub description: &'static str,
}

/// A result of a court.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultCode {
    /// CJS code of four digits.
    pub code: &'static str,
    /// What it is: `Imprisonment`.
    pub description: &'static str,
    /// `F` final, `I` interim, `P` part; empty where the list says nothing.
    pub kind: &'static str,
}

macro_rules! embedded {
    ($name:literal) => {
        Table(include_str!(concat!(env!("OUT_DIR"), "/", $name, ".tsv")))
    };
}

impl CodeList {
    fn table(self) -> Table {
        match self {
            CodeList::Plea => embedded!("plea-status"),
            CodeList::Verdict => embedded!("verdict"),
            CodeList::BailStatus => embedded!("remand-status"),
            CodeList::DurationUnit => embedded!("duration-unit"),
        }
    }

    /// Name of the list in messages to people.
    pub fn name(self) -> &'static str {
        match self {
            CodeList::Plea => "plea",
            CodeList::Verdict => "verdict",
            CodeList::BailStatus => "bail status",
            CodeList::DurationUnit => "duration unit",
        }
    }

    /// The CJS code for a code of the Standard Prosecutor Interface (`spiCode` of the list): `U` is `UB`.
    ///
    /// `Some("")` is an entry that has no CJS code: a caution is not a verdict.
    pub fn from_spi(self, code: &str) -> Option<&'static str> {
        self.find(|[_, _, spi, _]| spi.eq_ignore_ascii_case(code))
    }

    /// The CJS code for a word or a code of another system: its own codes, descriptions (`Not Guilty`) or the
    /// constants that Common Platform uses (`NOT_GUILTY`). Spaces, underscores and case do not matter.
    pub fn from_words(self, words: &str) -> Option<&'static str> {
        let wanted = plain(words);
        if self == CodeList::BailStatus && wanted.starts_with("CUSTODY") {
            return Some("PR"); // two entries are described so: PB is the police's, PR the court's
        }
        if wanted.is_empty() {
            return None;
        }
        let listed = self.table().rows().find(|row| plain(row.key) == wanted).map(|row| row.key);
        listed
            .or_else(|| {
                self.find(|[description, _, _, xhibit]| {
                    plain(description) == wanted || plain(xhibit) == wanted
                })
            })
            .or_else(|| self.common_platform(&wanted))
            .or_else(|| self.singular_unit(&wanted))
    }

    fn find(self, is_it: impl Fn([&str; 4]) -> bool) -> Option<&'static str> {
        let mut rows = self.table().rows();
        rows.find(|row| {
            let columns: [&str; 4] = row.columns();
            !columns.iter().all(|column| column.is_empty()) && is_it(columns)
        })
        .map(|row| row.key)
    }

    /// Common Platform constants that no list holds. Pleas in bar (autrefois, pardon) and unfitness to plead are no
    /// plea to the charge, as HMCTS itself tells the police.
    fn common_platform(self, wanted: &str) -> Option<&'static str> {
        let code = match (self, wanted) {
            (CodeList::Plea, "MCA GUILTY" | "INDICATED GUILTY") => "G",
            (CodeList::Plea, words) if words.starts_with("CHANGE TO GUILTY") => "G",
            (
                CodeList::Plea,
                "CHANGE TO NOT GUILTY" | "INDICATED NOT GUILTY" | "NOT GUILTY BY REASON OF INSANITY",
            ) => "NG",
            (CodeList::Plea, "OPPOSES") => "OPP",
            (
                CodeList::Plea,
                "AUTREFOIS ACQUIT" | "AUTREFOIS CONVICT" | "PARDON" | "UNFIT TO PLEAD" | "NO INDICATION",
            ) => "NONE",
            (CodeList::Verdict, "NO VERDICT") => "",
            (CodeList::Verdict, words)
                if words.contains("GUILTY BUT OF") || words.contains("ALTERNATIVE OFFENCE") =>
            {
                "NA"
            }
            (CodeList::Verdict, words)
                if words.starts_with("NOT GUILTY") || words.contains("FOUND NOT GUILTY") =>
            {
                "NG"
            }
            (CodeList::Verdict, words)
                if words.starts_with("GUILTY") || words.starts_with("FOUND GUILTY") =>
            {
                "G"
            }
            _ => return None,
        };
        Some(code)
    }

    fn singular_unit(self, wanted: &str) -> Option<&'static str> {
        match self {
            CodeList::DurationUnit if !wanted.is_empty() && !wanted.ends_with('S') => {
                self.find(|[description, ..]| plain(description) == format!("{wanted}S"))
            }
            _ => None,
        }
    }
}

fn plain(words: &str) -> String {
    let upper = words.to_uppercase().replace(['_', '-'], " ");
    upper.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl StandingData {
    /// A result by its CJS code.
    pub fn result_code(&self, code: &str) -> Option<ResultCode> {
        let row = self.results.row(code.trim())?;
        let [description, kind] = row.columns();
        Some(ResultCode { code: row.key, description, kind })
    }

    /// A result qualifier by its CJS code.
    pub fn qualifier(&self, code: &str) -> Option<NamedCode> {
        named(self.qualifiers, code)
    }

    /// A category of offences by its code: `CI` is `Indictable`.
    pub fn offence_category(&self, code: &str) -> Option<NamedCode> {
        named(self.offence_categories, code)
    }

    /// A type of hearing by its CJS code.
    pub fn hearing_type(&self, code: &str) -> Option<NamedCode> {
        named(self.hearing_types, code)
    }

    /// A police force or other body by the two characters that its case references (URN) begin with.
    pub fn force(&self, code: &str) -> Option<NamedCode> {
        named(self.forces, code)
    }
}

fn named(table: Table, code: &str) -> Option<NamedCode> {
    let row = table.row(&code.trim().to_uppercase())?;
    let [description] = row.columns();
    Some(NamedCode { code: row.key, description })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spi_codes_become_cjs_codes() {
        for (list, spi, cjs) in [
            (CodeList::Plea, "1", "G"),
            (CodeList::Plea, "6", "G"),
            (CodeList::Plea, "3", "NONE"),
            (CodeList::Verdict, "N", "NG"),
            (CodeList::Verdict, "O", "NC"),
            (CodeList::Verdict, "C", ""),
            (CodeList::BailStatus, "U", "UB"),
            (CodeList::BailStatus, "C", "PR"),
            (CodeList::DurationUnit, "L", "L"),
        ] {
            assert_eq!(list.from_spi(spi), Some(cjs), "{} {spi}", list.name());
        }
        assert_eq!(CodeList::Plea.from_spi("99"), None);
        assert_eq!(CodeList::Plea.from_spi(""), None);
    }

    #[test]
    fn words_become_cjs_codes() {
        for (list, words, cjs) in [
            (CodeList::Plea, "NOT_GUILTY", "NG"),
            (CodeList::Plea, "Guilty", "G"),
            (CodeList::Plea, "CHANGE_TO_GUILTY_NO_SWORN_IN", "G"),
            (CodeList::Plea, "AUTREFOIS_CONVICT", "NONE"),
            (CodeList::Plea, "NO_PLEA", "NONE"),
            (CodeList::Plea, "ADMITS", "ADM"),
            (CodeList::Verdict, "GUILTY", "G"),
            (CodeList::Verdict, "Not Guilty", "NG"),
            (CodeList::Verdict, "FOUND_GUILTY_BUT_OF_LESSER_OFFENCE_NAMELY", "NA"),
            (CodeList::Verdict, "NOT_GUILTY_BUT_GUILTY_OF_ALTERNATIVE_OFFENCE", "NA"),
            (CodeList::BailStatus, "conditional bail", "CB"),
            (CodeList::DurationUnit, "Years", "Y"),
            (CodeList::DurationUnit, "Month", "M"),
        ] {
            assert_eq!(list.from_words(words), Some(cjs), "{} {words}", list.name());
        }
        assert_eq!(CodeList::Plea.from_words("PERHAPS"), None);
        assert_eq!(CodeList::Verdict.from_words(""), None);
    }

    #[test]
    fn named_codes() {
        let standing = StandingData::get();
        assert_eq!(standing.result_code("1002").unwrap().description, "Imprisonment");
        assert_eq!(standing.qualifier("lg").unwrap().description, "domestic violence case");
        assert!(standing.force("01").unwrap().description.contains("Metropolitan"));
        assert!(standing.hearing_type("AAC").is_some());
        assert!(standing.offence_category("CI").is_some());
        assert_eq!(standing.result_code("0000"), None);
    }
}
