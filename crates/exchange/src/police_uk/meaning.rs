//! What police.uk's wording means: outcomes as triggers of the Victims' Code, crime types by their usual victim.

/// What an outcome's wording means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeMeaning {
    /// Trigger slug of the Victims' Code; `None` for a state that is no happening.
    pub trigger: Option<&'static str>,
    /// Why it is read so.
    pub why: &'static str,
}

/// Who the victim of a type of crime usually is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VictimKind {
    /// A person, or a business that the file does not tell apart.
    Person,
    /// A business.
    Business,
    /// Nobody in particular.
    None,
    /// The type says nothing about it.
    Unknown,
}

const OUTCOMES: &str = include_str!("../../standing/police-uk-outcomes.tsv");
const CRIME_TYPES: &str = include_str!("../../standing/police-uk-crime-types.tsv");

/// The meaning of an outcome, in the wording of any year; `None` for wording that is not known.
pub fn outcome_meaning(outcome: &str) -> Option<OutcomeMeaning> {
    let (trigger, why) = line_of(OUTCOMES, outcome)?;
    Some(OutcomeMeaning { trigger: (trigger != "-").then_some(trigger), why })
}

/// The usual victim of a type of crime; [`VictimKind::Unknown`] for a type that is not known.
pub fn usual_victim(crime_type: &str) -> VictimKind {
    match line_of(CRIME_TYPES, crime_type) {
        Some(("person", _)) => VictimKind::Person,
        Some(("business", _)) => VictimKind::Business,
        Some(("none", _)) => VictimKind::None,
        _ => VictimKind::Unknown,
    }
}

fn line_of(table: &'static str, wording: &str) -> Option<(&'static str, &'static str)> {
    let wording = wording.trim();
    table.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let (name, rest) = line.split_once('\t')?;
        if name.eq_ignore_ascii_case(wording) { rest.split_once('\t') } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_of_every_stage_are_understood() {
        let trigger = |outcome| outcome_meaning(outcome).unwrap().trigger;
        assert_eq!(trigger("Suspect charged"), Some("charged"));
        assert_eq!(trigger("investigation complete; no suspect identified "), Some("nfa_decision_police"));
        assert_eq!(trigger("Local resolution"), Some("out_of_court_disposal_given"));
        assert_eq!(trigger("Offender sent to prison"), Some("sentence_passed"));
        assert_eq!(trigger("Under investigation"), None);
        assert_eq!(outcome_meaning("Offender sent to the moon"), None);
        assert_eq!(outcome_meaning(""), None);
    }

    #[test]
    fn every_line_has_its_three_columns() {
        for line in OUTCOMES.lines().chain(CRIME_TYPES.lines()).filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('\t').filter(|column| !column.is_empty()).count(), 3, "{line}");
        }
        assert_eq!(usual_victim("Robbery"), VictimKind::Person);
        assert_eq!(usual_victim("Shoplifting"), VictimKind::Business);
        assert_eq!(usual_victim("Drugs"), VictimKind::None);
        assert_eq!(usual_victim("Jaywalking"), VictimKind::Unknown);
    }
}
