//! Criminal Justice Act 2003, Schedule 15: specified violent, sexual and terrorism offences.

use std::sync::OnceLock;

use super::{StandingData, offences::without_qualifier};

const SOURCE: &str = include_str!("../../standing/schedule-15.tsv");

impl StandingData {
    /// Part of Schedule 15 that the offence stands in: 1 violent, 2 sexual, 3 terrorism.
    ///
    /// An ancillary offence (a letter at the end of the code: attempt, aid, conspiracy, encouragement) is in the part of
    /// its parent, because the paragraphs on ancillary offences (64, 115, 153, 154) follow the offences that they name.
    pub fn schedule_15_part(&self, code: &str) -> Option<u8> {
        let code = code.trim().to_uppercase();
        listed_part(&code).or_else(|| listed_part(without_qualifier(&code)?))
    }
}

fn listed_part(code: &str) -> Option<u8> {
    static PARTS: OnceLock<Vec<(&'static str, u8)>> = OnceLock::new();
    let parts = PARTS.get_or_init(parts_by_code);
    let at = parts.binary_search_by_key(&code, |(listed, _)| listed).ok()?;
    parts.get(at).map(|(_, part)| *part)
}

fn parts_by_code() -> Vec<(&'static str, u8)> {
    let rows = SOURCE.lines().filter(|line| !line.starts_with('#'));
    let mut parts: Vec<_> = rows
        .filter_map(|line| {
            let (part, rest) = line.split_once('\t')?;
            let (_paragraph, codes) = rest.split_once('\t')?;
            Some((part.parse::<u8>().ok()?, codes))
        })
        .flat_map(|(part, codes)| codes.split_whitespace().map(move |code| (code, part)))
        .collect();
    // One code stands in two parts (slavery and trafficking, MS15003): the sexual part goes before the violent one,
    // so that the strongest consequence for the victim, Enhanced Rights, is not lost.
    parts.sort_by_key(|(code, part)| (*code, *part != 2, *part));
    parts.dedup_by_key(|(code, _)| *code);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_understood() {
        let codes: usize = SOURCE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.rsplit('\t').next().unwrap().split(' ').count())
            .sum();
        assert_eq!(codes, 1467);
        assert_eq!(parts_by_code().len(), 1465);
    }

    #[test]
    fn part_follows_the_offence_and_its_ancillary_letter() {
        let part = |code| StandingData::get().schedule_15_part(code);
        assert_eq!(part("COML022"), Some(1), "manslaughter");
        assert_eq!(part("SX03001"), Some(2), "rape");
        assert_eq!(part("sx03001a"), Some(2), "attempted rape");
        assert_eq!(part("SX03001Z"), Some(2), "an ancillary letter that is not listed");
        assert_eq!(part("TH68010"), None, "theft from a shop");
        assert_eq!(part(""), None);
        assert_eq!(part("MS15003"), Some(2));
    }
}
