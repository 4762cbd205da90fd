//! Courts and police units by their organisation unit code.

use super::StandingData;

/// A court or police unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationUnit {
    /// Code in full: `B01EF00` (seven characters for courts, six for police units).
    pub code: &'static str,
    /// Names of its levels joined, from the widest: `Magistrates' Courts London Croydon`.
    pub name: String,
    /// Name of the third level alone, which people use for a court: `Croydon`.
    pub place: &'static str,
}

impl StandingData {
    /// The unit with this code. A unit whose last two characters (room or team) are not listed is found as another
    /// unit of the same first levels: `B01EF01` as `B01EF00`.
    pub fn organisation_unit(&self, code: &str) -> Option<OrganisationUnit> {
        let code = code.trim().to_uppercase();
        if !code.is_ascii() || !matches!(code.len(), 6 | 7) {
            return None;
        }
        let upper_levels = &code[..code.len() - 2];
        let row = self.organisation_units.row(&code).or_else(|| {
            let mut rows = self.organisation_units.rows_from(upper_levels);
            rows.next().filter(|row| row.key.len() == code.len() && row.key.starts_with(upper_levels))
        })?;
        let names: [&'static str; 4] = row.columns();
        let name = names.iter().filter(|name| !name.is_empty()).copied().collect::<Vec<_>>().join(" ");
        Some(OrganisationUnit { code: row.key, name, place: names[2] })
    }

    /// The Crown Court of this name, as results write it: `Snaresbrook Crown Court`, `the Central Criminal Court`.
    pub fn crown_court_named(&self, name: &str) -> Option<&'static str> {
        self.court_named('C', name)
    }

    /// The magistrates' court of this name: `Kingston upon Thames Magistrates' Court`.
    pub fn magistrates_court_named(&self, name: &str) -> Option<&'static str> {
        self.court_named('B', name)
    }

    fn court_named(&self, top_level: char, name: &str) -> Option<&'static str> {
        let wanted = plain_court_name(name);
        if wanted.is_empty() {
            return None;
        }
        let prefix = top_level.to_string();
        let mut courts =
            self.organisation_units.rows_from(&prefix).take_while(|row| row.key.starts_with(top_level));
        courts
            .find(|row| {
                let [_, _, third_level, _, _] = row.columns::<5>();
                !third_level.is_empty() && plain_court_name(third_level) == wanted
            })
            .map(|row| row.key)
    }
}

/// A court's name without the words that writers add or leave out: case, apostrophes, hyphens, `the`, `Crown Court`,
/// `Magistrates' Court`, what stands in brackets, and a `Great` before Grimsby or Yarmouth.
fn plain_court_name(name: &str) -> String {
    let mut outside_brackets = 0_u32;
    let plain: String = name
        .chars()
        .filter(|c| {
            match c {
                '(' => outside_brackets += 1,
                ')' => outside_brackets = outside_brackets.saturating_sub(1),
                _ => {}
            }
            outside_brackets == 0 && !matches!(c, ')' | '\'' | '’' | '.')
        })
        .map(|c| if matches!(c, '-' | ',' | '&') { ' ' } else { c.to_ascii_lowercase() })
        .collect();
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    if let [.., "crown" | "magistrates" | "magistrate", "court" | "courts"] = words[..] {
        words.truncate(words.len() - 2);
    }
    words.retain(|word| !matches!(*word, "the" | "at" | "and" | "great"));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_found_as_its_court() {
        let court = StandingData::get().organisation_unit("b01ef01").unwrap();
        assert_eq!((court.code, court.place), ("B01EF00", "Croydon"));
        assert_eq!(court.name, "Magistrates' Courts London Croydon");
    }

    #[test]
    fn what_is_no_court_is_not_found() {
        for code in ["", "B01", "B01N_01", "courtHL-1", "B01ZZ01", "ÄÖÜ"] {
            assert_eq!(StandingData::get().organisation_unit(code), None, "{code}");
        }
    }

    #[test]
    fn courts_are_found_by_the_names_that_results_use() {
        let standing = StandingData::get();
        assert_eq!(standing.crown_court_named("Snaresbrook Crown Court"), Some("C01SN00"));
        assert_eq!(
            standing.crown_court_named("the Central Criminal Court"),
            standing.crown_court_named("Central Criminal Court")
        );
        assert!(standing.crown_court_named("Central Criminal Court").is_some());
        assert!(standing.crown_court_named("Great Grimsby Crown Court").is_some());
        assert_eq!(standing.magistrates_court_named("Croydon Magistrates' Court"), Some("B01EF00"));
        assert_eq!(standing.crown_court_named("Great Something Crown Court"), None);
        assert_eq!(standing.crown_court_named("Crown Court"), None);
    }
}
