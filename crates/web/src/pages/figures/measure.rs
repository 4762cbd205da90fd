//! One measure: what it asks, how it is counted, and its numbers by whatever it can be told apart.

use super::{About, Choosing, Number, Reading, Row, blocks, blocks::Block};
use crate::{
    charts,
    components::{self as c, Markup},
    shell::Shell,
};
use askama::Template;

/// The page
#[derive(Template)]
#[template(path = "figures/measure.html")]
pub struct MeasurePage {
    /// surroundings
    pub shell: Shell,
    /// the measure
    pub about: About,
    /// whose figures these are
    pub whose: String,
    /// the number of all, in a sentence
    pub total: String,
    /// which unit stands worst, in a sentence, and where its contacts are read
    pub latest: Option<(String, Option<String>)>,
    /// which month is shown
    pub choosing: Choosing,
    /// charts with their tables
    pub(crate) blocks: Vec<Block>,
    /// how it is counted: name and words
    pub method: Vec<(&'static str, String)>,
}

impl MeasurePage {
    fn printed(&self) -> Vec<Markup> {
        self.blocks.iter().map(Markup::printed).collect()
    }
}

/// The number of all, in a sentence
pub(crate) fn total_words(about: &About, total: &Number, month: &str) -> String {
    match total {
        Number::Share(share) if share.whole > 0 => {
            format!(
                "In {month}: {}. The true share lies between {}.",
                blocks::said(share),
                share.interval().replace(" to ", " and ")
            )
        }
        Number::Days(_) => {
            format!("In {month}, half within: {}. Nine in ten within: {}.", total.words(), total.interval())
        }
        Number::Few(contacts) => format!(
            "In {month} there is no score for “{}”: {}, and so few say nothing.",
            about.name,
            charts::contacts_read(*contacts)
        ),
        Number::Hidden => format!("In {month} too few people stand behind this number to show it."),
        _ => format!("In {month} there is nothing to count for “{}”.", about.name),
    }
}

/// Which unit stands worst, in a sentence
pub(crate) fn latest(about: &About, reading: &Reading, by: &str) -> Option<(String, Row)> {
    let rows = blocks::worst_first(about, &reading.rows);
    let counted = rows
        .iter()
        .filter(|row| !matches!(row.number, Number::Hidden | Number::Few(_) | Number::Nothing))
        .count();
    let worst = rows.into_iter().next().filter(|_| counted > 1)?;
    let words = match worst.number {
        Number::Share(share) => {
            let all = reading.total.share();
            let against = all.map(|all| format!(" All together: {}.", all.percent())).unwrap_or_default();
            let stands = all.and_then(|all| charts::standing(&share, all.of_one()?));
            let stands = stands.map(|stands| format!(" That is {}.", stands.words())).unwrap_or_default();
            let said = blocks::said(&share);
            match about.in_time {
                true => format!("The latest {by} is {}: {said}, in time.{against}{stands}", worst.label),
                false => format!("The {by} that stands worst is {}: {said}.{against}{stands}", worst.label),
            }
        }
        Number::Days(_) => {
            format!("The {by} that takes longest is {}. Half within: {}.", worst.label, worst.number.words())
        }
        Number::Hidden | Number::Few(_) | Number::Nothing => return None,
    };
    Some((words, worst))
}

/// How it is counted, for whoever wants to know
pub(crate) fn method(about: &About) -> Vec<(&'static str, String)> {
    let said = |name: &'static str, text: &str| (!text.is_empty()).then(|| (name, text.to_owned()));
    let sure = match about.in_days {
        true => "Half of them took the days shown or fewer, nine in ten the second number or fewer.",
        false => {
            "The interval beside a share (Wilson, 95%) says how far chance alone could move it. A small number is less sure than a large one."
        }
    };
    [
        said("What it asks", &about.question),
        said("What is counted", &about.counted),
        said("Over what", &about.over),
        said("What is left out", &about.exclusions),
        said("How sure it is", sure),
        said("Where it comes from", &about.source),
        said("Who owns the definition", &about.owner),
        said("Since", &about.since),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Share;

    fn reading(rows: &[(&str, Number)]) -> Reading {
        let row = |(label, number): &(&str, Number)| Row {
            key: (*label).into(),
            label: (*label).into(),
            number: *number,
        };
        Reading { rows: rows.iter().map(row).collect(), total: share(50, 100), ..Reading::default() }
    }

    fn share(part: u64, whole: u64) -> Number {
        Number::Share(Share { part, whole, low: 0.1, high: 0.9, contacts: None })
    }

    #[test]
    fn the_worst_unit_is_named_with_what_chance_explains() {
        let about = About { name: "Told of bail".into(), ..About::default() };
        let some = reading(&[("Hub", share(9, 10)), ("Response", share(5, 40)), ("Small", Number::Hidden)]);
        let (words, row) = latest(&about, &some, "team").unwrap();
        assert_eq!(row.label, "Response");
        assert_eq!(
            words,
            "The team that stands worst is Response: 13%, 5 of 40. All together: 50%. That is far lower than chance explains."
        );
        let in_time = About { in_time: true, ..about.clone() };
        assert!(
            latest(&in_time, &some, "team")
                .unwrap()
                .0
                .starts_with("The latest team is Response: 13%, 5 of 40, in time.")
        );
        // Where less is better, the most is worst.
        let late = About { low_is_better: true, ..about.clone() };
        assert_eq!(latest(&late, &some, "team").unwrap().1.label, "Hub");
        // One team alone is not the worst of anything, and a hidden one is never named.
        assert!(
            latest(&about, &reading(&[("Hub", share(1, 10)), ("Small", Number::Hidden)]), "team").is_none()
        );
        assert!(latest(&about, &reading(&[]), "team").is_none());
    }

    #[test]
    fn every_number_of_the_table_is_in_the_picture() {
        let about = About { name: "Told of bail".into(), ..About::default() };
        let some = reading(&[("Hub", share(9, 10)), ("Response", share(5, 40)), ("Small", Number::Hidden)]);
        let block = blocks::units(&about, &some, "team", |_| None);
        let [bars, control] = &block.charts[..] else { panic!("{:?}", block.charts) };
        for row in block.table.rows.iter().filter(|row| !row[2].text.is_empty()) {
            let name = row[0].text.split_once(". ").unwrap().1;
            let words = format!("{name}: {}, {}", row[1].text, row[2].text);
            assert!(bars.to_string().contains(&words), "{words}");
            assert!(
                control.to_string().contains(&format!("{}: {}, {}", row[0].text, row[1].text, row[2].text))
            );
        }
        assert!(!bars.to_string().contains("Small") && !control.to_string().contains("Small"));
        assert!(block.caption.contains("One row is not shown"), "{}", block.caption);
        let names: Vec<&str> = block.table.rows.iter().map(|row| row[0].text.as_str()).collect();
        assert_eq!(names, ["1. Response", "2. Hub", "3. Small"]);
    }
}
