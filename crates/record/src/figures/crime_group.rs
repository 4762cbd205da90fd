//! Kinds of crime as figures tell them apart. Worked out from what a case is called and from the titles of its offences,
//! by words; the standing data has no list that covers reports, police.uk and courts alike.

use crate::{CaseEvent, Recorded};

/// A kind of crime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CrimeGroup(usize);

/// Slug, name, and the words of which one in a title is enough. The first group that has one counts.
const GROUPS: [(&str, &str, &[&str]); 17] = [
    // Published together; most are violence.
    ("violence", "Violence", &["violence and sexual offences"]),
    (
        "death",
        "Death by crime",
        &[
            "murder",
            "manslaughter",
            "homicide",
            "infanticide",
            "a death",
            "death by",
            "causing death",
            "killed",
        ],
    ),
    ("sexual", "Sexual offences", &["rape", "sexual", "indecen", "groom", "voyeur", "exposure", "upskirt"]),
    ("domestic", "Domestic abuse", &["domestic", "coercive", "controlling", "by a partner", "at home"]),
    ("stalking", "Stalking and harassment", &["stalk", "harass", "threatening message", "malicious comm"]),
    ("robbery", "Robbery", &["robb"]),
    ("burglary", "Burglary", &["burgl", "break-in"]),
    ("road", "Road collisions", &["collision", "crash", "driving", "driver"]),
    ("vehicle", "Vehicle crime", &["vehicle", "from a car", "of a car", "motor"]),
    ("fraud", "Fraud", &["fraud", "decepti", "scam", "false representation"]),
    ("damage", "Criminal damage and arson", &["damage", "arson", "graffiti"]),
    ("weapons", "Weapons", &["weapon", "knife", "blade", "firearm"]),
    ("drugs", "Drugs", &["drug", "cannabis", "cocaine", "controlled"]),
    ("hate", "Hate crime", &["hate", "racial", "religious", "homophob", "transphob"]),
    ("theft", "Theft", &["theft", "stole", "steal", "shoplift", "handling"]),
    (
        "violence",
        "Violence",
        &[
            "violence",
            "assault",
            "wound",
            "bodily harm",
            "abh",
            "gbh",
            "kidnap",
            "strang",
            "slavery",
            "attack",
            "threats to kill",
            "battery",
            "fight",
        ],
    ),
    ("other", "Other crime", &[""]),
];

const OTHER: usize = GROUPS.len() - 1;

impl CrimeGroup {
    /// The group of a title. "Other crime" when no word of it is known.
    pub fn of_title(title: &str) -> CrimeGroup {
        let title = title.to_lowercase();
        let found = GROUPS.iter().find(|(.., words)| words.iter().any(|word| title.contains(word)));
        // Violence stands twice; it is one group.
        let place = found.and_then(|(slug, ..)| GROUPS.iter().rposition(|(other, ..)| other == slug));
        CrimeGroup(place.unwrap_or(OTHER))
    }

    /// The group of a case: by what it is called, otherwise by the first title of an offence that tells.
    pub fn of_case(title: &str, events: &[Recorded]) -> CrimeGroup {
        let by_title = CrimeGroup::of_title(title);
        if by_title.0 != OTHER {
            return by_title;
        }
        let offences = events.iter().flat_map(|recorded| match &recorded.event {
            CaseEvent::Happened { facts, .. } => facts.offences.as_slice(),
            _ => &[],
        });
        offences
            .filter_map(|offence| offence.title.as_deref())
            .map(CrimeGroup::of_title)
            .find(|group| group.0 != OTHER)
            .unwrap_or(by_title)
    }

    /// Its slug.
    pub fn slug(self) -> &'static str {
        GROUPS[self.0].0
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        GROUPS[self.0].1
    }

    /// Every slug with its name, each once.
    pub fn all() -> Vec<(&'static str, &'static str)> {
        let mut all: Vec<_> = GROUPS.iter().skip(1).map(|(slug, name, _)| (*slug, *name)).collect();
        all.sort_by_key(|(slug, _)| (*slug == "other", *slug));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_reports_courts_and_published_months_find_their_group() {
        for (title, slug) in [
            ("Burglary of a home", "burglary"),
            ("Violence and sexual offences", "violence"),
            ("Assault by a partner", "domestic"),
            ("Theft from a car", "vehicle"),
            ("Theft of a bicycle", "theft"),
            ("Theft from the person", "theft"),
            ("A death on Mill Lane", "death"),
            ("Causing death by dangerous driving", "death"),
            ("Robbery at a bus stop", "robbery"),
            ("Criminal damage to a car", "damage"),
            ("Harassment by a neighbour", "stalking"),
            ("Assault occasioning actual bodily harm", "violence"),
            ("Something that happened", "other"),
            ("", "other"),
        ] {
            assert_eq!(CrimeGroup::of_title(title).slug(), slug, "{title}");
        }
        assert_eq!(CrimeGroup::all().len(), GROUPS.len() - 1);
    }
}
