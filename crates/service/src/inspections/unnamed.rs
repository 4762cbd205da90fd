//! A case for somebody who may not know who is in it: every name that the record has of its people is taken out of what they
//! read. What else an officer wrote that could tell who somebody is, a list of names does not find; an inspector from outside
//! therefore only reads what information governance allowed (ADR 0032).

use record::PersonDetails;
use store::LoadedCase;

/// Names that are taken out, and what stands in their place.
pub(super) struct Names {
    names: Vec<(String, &'static str)>,
}

/// Shorter words are no name by themselves: "de", "ap".
const SHORTEST: usize = 3;

impl Names {
    /// Everybody whom the record of a case names.
    pub fn of(loaded: &LoadedCase) -> Names {
        let read = |details| loaded.texts.read::<PersonDetails>(details).map(|details| details.name);
        let victims = loaded
            .case
            .victims
            .iter()
            .filter_map(|victim| read(&victim.details))
            .map(|n| (n, "[the victim]"));
        let others =
            loaded.case.defendants.iter().filter_map(|d| read(&d.details)).map(|n| (n, "[the defendant]"));
        let mandates = loaded.case.access.mandates.values();
        let acting =
            mandates.filter_map(|mandate| read(&mandate.details)).map(|n| (n, "[who acts for the victim]"));
        let mut names: Vec<(String, &'static str)> = Vec::new();
        for (name, instead) in victims.chain(others).chain(acting) {
            let words = name.split_whitespace().filter(|word| word.chars().count() >= SHORTEST);
            names.extend(words.map(|word| (word.to_lowercase(), instead)));
            names.push((name.to_lowercase(), instead));
        }
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names.dedup();
        Names { names }
    }

    /// A text without the names, in whatever case they are written, as whole words.
    pub fn taken_out(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (name, instead) in self.names.iter().filter(|(name, _)| !name.is_empty()) {
            text = replaced(&text, name, instead);
        }
        text
    }
}

/// Letters of a text, each in lower case, so that places in one are places in the other.
fn lower(text: &str) -> Vec<char> {
    text.chars().map(|letter| letter.to_lowercase().next().unwrap_or(letter)).collect()
}

fn replaced(text: &str, name: &str, instead: &str) -> String {
    let (letters, low, name): (Vec<char>, Vec<char>, Vec<char>) =
        (text.chars().collect(), lower(text), name.chars().collect());
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = at + name.len();
        let before =
            at.checked_sub(1).and_then(|place| letters.get(place)).is_none_or(|c| !c.is_alphanumeric());
        let after = letters.get(end).is_none_or(|c| !c.is_alphanumeric());
        if before && after && low.get(at..end) == Some(name.as_slice()) {
            out.push_str(instead);
            at = end;
        } else {
            out.extend(letters.get(at));
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Names {
        let mut names: Vec<_> = all
            .iter()
            .flat_map(|name| name.split_whitespace().chain([*name]).map(|word| (word.to_lowercase(), "[x]")))
            .collect();
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Names { names }
    }

    #[test]
    fn names_go_as_whole_words_however_they_are_written() {
        let names = names(&["Rosa Example", "Élise Ŵyn"]);
        let text = "ROSA EXAMPLE was told; Rosa's son and Ms Example agreed. Rosary and examples stay. élise ŵyn rang.";
        let expected = "[x] was told; [x]'s son and Ms [x] agreed. Rosary and examples stay. [x] rang.";
        assert_eq!(names.taken_out(text), expected);
    }
}
