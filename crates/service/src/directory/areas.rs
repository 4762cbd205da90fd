//! Police forces and probation regions of England and Wales: which area codes there are, which force a reference
//! number comes from, and which probation region answers there.
//!
//! The facts are restated from the force codes that criminal justice systems share, and from the probation regions that
//! HM Prison and Probation Service publishes. CPS areas are not here: no open source relates them to forces.

/// A police force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Force {
    /// The two digits that begin its reference numbers.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Letter of the probation region; none for a force without a territory.
    pub region: Option<char>,
}

/// The force with this code.
pub fn force(code: &str) -> Option<Force> {
    let found = FORCES.iter().find(|(known, ..)| *known == code);
    found.map(|&(code, name, region)| Force { code, name, region: Some(region).filter(|r| *r != ' ') })
}

/// All forces, by code.
pub fn forces() -> impl Iterator<Item = Force> {
    FORCES.iter().filter_map(|(code, ..)| force(code))
}

/// The force that gave a unique reference number, as its first two characters say; none when they are no force's.
pub fn force_of_urn(urn: &str) -> Option<Force> {
    let mut letters = urn.chars().filter(|c| c.is_ascii_alphanumeric());
    let code: String = letters.by_ref().take(2).collect();
    force(&code)
}

/// Name of a probation region.
pub fn probation_region(letter: char) -> Option<&'static str> {
    REGIONS.iter().find(|(known, _)| *known == letter).map(|(_, name)| *name)
}

/// What is wrong with a list of area codes with a space between; none when every one is a force's.
pub fn unknown_area(areas: &str) -> Option<&str> {
    areas.split_whitespace().find(|code| force(code).is_none())
}

const REGIONS: &[(char, &str)] = &[
    ('A', "North East"),
    ('B', "North West"),
    ('C', "Yorkshire and the Humber"),
    ('D', "Wales"),
    ('E', "West Midlands"),
    ('F', "East Midlands"),
    ('G', "South West"),
    ('H', "South Central"),
    ('I', "East of England"),
    ('J', "London"),
    ('K', "Kent, Surrey and Sussex"),
    ('L', "Greater Manchester"),
];

/// Code, name, probation region.
const FORCES: &[(&str, &str, char)] = &[
    ("01", "Metropolitan Police Service", 'J'),
    ("03", "Cumbria", 'B'),
    ("04", "Lancashire", 'B'),
    ("05", "Merseyside", 'B'),
    ("06", "Greater Manchester", 'L'),
    ("07", "Cheshire", 'B'),
    ("10", "Northumbria", 'A'),
    ("11", "Durham", 'A'),
    ("12", "North Yorkshire", 'C'),
    ("13", "West Yorkshire", 'C'),
    ("14", "South Yorkshire", 'C'),
    ("16", "Humberside", 'C'),
    ("17", "Cleveland", 'A'),
    ("20", "West Midlands", 'E'),
    ("21", "Staffordshire", 'E'),
    ("22", "West Mercia", 'E'),
    ("23", "Warwickshire", 'E'),
    ("30", "Derbyshire", 'F'),
    ("31", "Nottinghamshire", 'F'),
    ("32", "Lincolnshire", 'F'),
    ("33", "Leicestershire", 'F'),
    ("34", "Northamptonshire", 'I'),
    ("35", "Cambridgeshire", 'I'),
    ("36", "Norfolk", 'I'),
    ("37", "Suffolk", 'I'),
    ("40", "Bedfordshire", 'I'),
    ("41", "Hertfordshire", 'I'),
    ("42", "Essex", 'I'),
    ("43", "Thames Valley", 'H'),
    ("44", "Hampshire", 'H'),
    ("45", "Surrey", 'K'),
    ("46", "Kent", 'K'),
    ("47", "Sussex", 'K'),
    ("48", "City of London", 'J'),
    ("50", "Devon and Cornwall", 'G'),
    ("52", "Avon and Somerset", 'G'),
    ("53", "Gloucestershire", 'G'),
    ("54", "Wiltshire", 'G'),
    ("55", "Dorset", 'G'),
    ("60", "North Wales", 'D'),
    ("61", "Gwent", 'D'),
    ("62", "South Wales", 'D'),
    ("63", "Dyfed-Powys", 'D'),
    ("93", "British Transport Police", ' '),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_number_names_its_force_and_the_force_its_region() {
        let kent = force_of_urn("46AB1234526").unwrap();
        assert_eq!((kent.name, kent.region), ("Kent", Some('K')));
        assert_eq!(probation_region('K'), Some("Kent, Surrey and Sussex"));
        assert_eq!(force_of_urn("46/AB 12345/26"), Some(kent));
        assert_eq!(force_of_urn("99XX"), None);
        assert_eq!(force_of_urn(""), None);
        assert_eq!(force("93").unwrap().region, None, "the railways are in no region");
    }

    #[test]
    fn every_code_is_there_once_and_every_region_exists() {
        assert_eq!(forces().count(), 44);
        for pair in FORCES.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} twice or out of order", pair[1].0);
        }
        assert!(forces().filter_map(|force| force.region).all(|region| probation_region(region).is_some()));
    }
}
