//! Texts of one case (event ids, victims' references) kept together and numbered in order of first appearance.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Numbered texts; the number of a text is its position
///
/// Most cases hold a handful, for which looking through them is quickest and smallest; a hash table joins in when
/// there are more, so that a case of any size stays linear.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    text: String,
    ends: Vec<u32>,
    index: Option<Box<Index>>,
}

#[derive(Debug, Clone, Default)]
struct Index {
    hasher: DefaultHashBuilder,
    table: HashTable<u32>,
}

/// More names than this get a hash table
const FEW: usize = 24;

impl Names {
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text with this number
    pub(crate) fn get(&self, number: u32) -> &str {
        text_of(&self.text, &self.ends, number)
    }

    /// The number of a text
    pub(crate) fn find(&self, name: &str) -> Option<u32> {
        let Some(index) = &self.index else {
            let mut start = 0;
            return self.ends.iter().zip(0..).find_map(|(&end, number)| {
                let here = &self.text.as_bytes()[start..end as usize];
                start = end as usize;
                (here == name.as_bytes()).then_some(number)
            });
        };
        index.table.find(index.hasher.hash_one(name), |&number| self.get(number) == name).copied()
    }

    /// Whether `name` would still fit
    pub(crate) fn has_room_for(&self, name: &str) -> bool {
        u32::try_from(self.text.len() + name.len()).is_ok()
    }

    /// Adds a text that is not there yet and for which there is room; its number
    pub(crate) fn add(&mut self, name: &str) -> u32 {
        let number = self.ends.len() as u32;
        self.text.push_str(name);
        self.ends.push(self.text.len() as u32);
        let Names { text, ends, index } = self;
        if index.is_none() && ends.len() > FEW {
            let mut all = Box::new(Index::default());
            (0..number).for_each(|number| insert(&mut all, text, ends, number));
            *index = Some(all);
        }
        if let Some(index) = index {
            insert(index, text, ends, number);
        }
        number
    }
}

fn text_of<'a>(text: &'a str, ends: &[u32], number: u32) -> &'a str {
    let start = match number {
        0 => 0,
        _ => ends[number as usize - 1] as usize,
    };
    &text[start..ends[number as usize] as usize]
}

fn insert(index: &mut Index, text: &str, ends: &[u32], number: u32) {
    let Index { hasher, table } = index;
    let hash = |number: u32| hasher.hash_one(text_of(text, ends, number));
    table.insert_unique(hash(number), number, |&other| hash(other));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_names_are_found_under_their_number() {
        let mut names = Names::default();
        for number in 0..1_000_u32 {
            let name = format!("name-{number}");
            assert_eq!(names.find(&name), None);
            assert_eq!(names.add(&name), number);
        }
        assert_eq!(names.len(), 1_000);
        for number in 0..1_000 {
            assert_eq!(names.find(&format!("name-{number}")), Some(number));
            assert_eq!(names.get(number), format!("name-{number}"));
        }
    }

    #[test]
    fn an_empty_name_and_one_that_starts_another_are_names_of_their_own() {
        let mut names = Names::default();
        assert_eq!([names.add("ab"), names.add(""), names.add("a")], [0, 1, 2]);
        assert_eq!([names.find("a"), names.find("b"), names.find("")], [Some(2), None, Some(1)]);
    }
}
