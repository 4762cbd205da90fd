//! Offences by their CJS code.

use super::StandingData;

/// An offence of the CJS offence list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offence {
    /// CJS code as the list has it, such as `TH68010`.
    pub code: &'static str,
    /// Title; `None` where the list has an empty one.
    pub title: Option<&'static str>,
    /// Category code such as `CI` (indictable only), `CE` (either way), `CS` (summary).
    pub category: Option<&'static str>,
    /// Home Office class and sub-class such as `019/11`.
    pub home_office_class: Option<&'static str>,
    /// Whether the police notify it to the Home Office.
    pub notifiable: bool,
    /// Whether it is recorded on the Police National Computer.
    pub recordable: bool,
}

impl StandingData {
    /// The offence with this code. A code of eight characters that is not listed is looked up without its last
    /// letter (attempt, aid, conspire, incite), then, when `area` (two characters) is given, as a local offence.
    pub fn offence(&self, code: &str, area: Option<&str>) -> Option<Offence> {
        let code = code.trim().to_uppercase();
        self.listed_offence(&code)
            .or_else(|| self.listed_offence(without_qualifier(&code)?))
            .or_else(|| self.listed_offence(&format!("{}{code}", area?.to_uppercase())))
    }

    fn listed_offence(&self, code: &str) -> Option<Offence> {
        let row = self.offences.row(code)?;
        let [title, category, home_office_class, notifiable, recordable] = row.columns();
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        Some(Offence {
            code: row.key,
            title: some(title),
            category: some(category),
            home_office_class: some(home_office_class),
            notifiable: notifiable == "Y",
            recordable: recordable == "Y",
        })
    }
}

/// A code of eight characters without the letter at its end.
pub(super) fn without_qualifier(code: &str) -> Option<&str> {
    let (parent, last) = code.split_at_checked(7)?;
    (last.len() == 1 && last.as_bytes()[0].is_ascii_alphabetic()).then_some(parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rape_is_found_and_so_is_an_unlisted_ancillary_of_theft() {
        let rape = StandingData::get().offence("sx03001", None).unwrap();
        assert_eq!((rape.category, rape.notifiable), (Some("CI"), true));
        let unlisted = StandingData::get().offence("TH68010Z", None).unwrap();
        assert_eq!(unlisted.code, "TH68010");
    }

    #[test]
    fn a_local_offence_needs_its_area() {
        assert_eq!(StandingData::get().offence("01AA001", None), None);
        assert_eq!(StandingData::get().offence("01AA001", Some("01")).unwrap().code, "0101AA001");
    }

    #[test]
    fn nonsense_is_not_an_offence() {
        for code in ["", "X", "ÄÖÜäöüß", "99999999999", "\t", "TH68010\n"] {
            assert!(
                StandingData::get().offence(code, Some("é")).is_none_or(|found| found.code == "TH68010"),
                "{code}"
            );
        }
    }
}
