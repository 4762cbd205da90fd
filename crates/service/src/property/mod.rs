//! A victim's property: what was taken, damaged, lost or kept as evidence, and where it is (ACC-1, SUP-7). The victim sees,
//! adds and corrects it; staff list it, say where it is, and look at what the victim said.

mod own;
mod staff;

pub use own::OwnProperty;
pub use staff::{CaseProperty, Change, PropertyForm, VictimProperty};

use crate::{Problem, record_contact::storable};
use jiff::civil::Date;
use language::Language;
use record::{PropertyDetails, PropertyItem, PropertyState, VictimId};
use store::LoadedCase;

/// The most items that one victim can have: a house full.
pub const MOST: usize = 300;
/// The longest text about an item, characters.
const LONGEST: usize = 500;

/// An item, for a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// How forms refer to it: the version of the event that listed it.
    pub id: u64,
    /// What it is.
    pub details: PropertyDetails,
    /// With what it came onto the list.
    pub first: PropertyState,
    /// Where it is.
    pub state: PropertyState,
    /// Since when, London.
    pub since: Date,
    /// What was said with that.
    pub words: Option<String>,
    /// Whether somebody still has to look at what the victim said.
    pub to_check: bool,
    /// What somebody found who looked at it.
    pub found: Option<String>,
}

/// A victim's items in the order in which they were listed.
pub(crate) fn items(loaded: &LoadedCase, victim: VictimId) -> Vec<Item> {
    loaded.case.property.items(victim).map(|(id, item)| read(loaded, id, item)).collect()
}

fn read(loaded: &LoadedCase, id: u64, item: &PropertyItem) -> Item {
    let words = |words: &Option<record::PersonalRef>| words.as_ref().and_then(|one| loaded.texts.words(one));
    Item {
        id,
        details: loaded.texts.read(&item.details).unwrap_or_default(),
        first: item.first,
        state: item.state,
        since: calendar::london_date(item.since),
        words: words(&item.words),
        to_check: !item.to_check.is_empty(),
        found: words(&item.found),
    }
}

/// Where an item is, as its victim reads it.
pub fn state_words(state: PropertyState, language: Language) -> String {
    language.say(&format!("property-at-{}", state.slug().replace('_', "-")))
}

/// What was typed, without spaces around it.
fn tidy(details: &PropertyDetails) -> PropertyDetails {
    let some =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(storable);
    PropertyDetails {
        what: storable(details.what.trim()),
        marks: some(&details.marks),
        value: some(&details.value),
    }
}

fn problems(details: &PropertyDetails) -> Vec<Problem> {
    let mut problems = Vec::new();
    if details.what.is_empty() {
        problems.push(Problem::new("what", "Enter what it is"));
    }
    let texts =
        [("what", Some(&details.what)), ("marks", details.marks.as_ref()), ("value", details.value.as_ref())];
    for (field, text) in texts {
        if text.is_some_and(|text| text.chars().count() > LONGEST) {
            problems.push(Problem::new(field, "This must be 500 characters or fewer"));
        }
    }
    problems
}
