//! The board: what was owed, what the record claims, what victims confirm, and what to do about the gap.

use super::{Choosing, NumberTable, blocks::Block};
use crate::{
    charts::{Chart, Gap, counted, gaps},
    components::{self as c, Markup, NavigationItem},
    pages::plain::{Cell, cell, link},
    shell::Shell,
};
use askama::Template;

/// The page
#[derive(Template)]
#[template(path = "figures/board.html")]
pub struct Board {
    /// surroundings
    pub shell: Shell,
    /// the month in words
    pub month: String,
    /// whose figures these are
    pub whose: String,
    /// the first lines
    pub headline: Headline,
    /// which month is shown
    pub choosing: Choosing,
    /// by what the rows are told apart
    pub by: Vec<NavigationItem>,
    /// rows with their three numbers
    pub(crate) three: Three,
    /// what to do about it: words and addresses
    pub to_do: Vec<(String, String)>,
    /// actions whose day has passed
    pub(crate) overdue: NumberTable,
    /// measures of each family: heading, then name, question and address of each
    pub measures: Vec<FamilyLinks>,
    /// figures of people, which have pages of their own: name, question and address of each
    pub of_people: [(&'static str, &'static str, &'static str); 3],
    /// what is left out
    pub caption: String,
}

/// Figures of people
pub(crate) const OF_PEOPLE: [(&str, &str, &str); 3] = [
    ("Differences between groups", "By age, sex, ethnic group and disability", "/differences"),
    ("Who left", "Where victims said that they do not go on, and what came before", "/figures/attrition"),
    ("Repeat victims", "Who had been here in the twelve months before", "/figures/repeat-victims"),
];

/// A family of measures: its heading, then name, question and address of each
pub type FamilyLinks = (&'static str, Vec<(String, String, String)>);

/// What stands first
#[derive(Debug, Clone, Default)]
pub struct Headline {
    /// how much was owed and how much the record says was done on time
    pub owed: String,
    /// what victims confirm
    pub confirmed: String,
    /// the gap between the two
    pub gap: String,
    /// how good contacts were; empty where it is not told
    pub quality: String,
}

impl Headline {
    /// The first lines, in words: how much was done on time, and what the record claims beside what victims confirm of the
    /// things they have spoken about
    pub fn of(month: &str, on_time: &super::Number, gap: &Gap) -> Self {
        let owed = match on_time.share() {
            Some(share) => format!(
                "Of {} that victims were owed in {month} by a set time, the record says that {} were done on time: {}.",
                things(share.whole),
                counted(share.part),
                share.percent()
            ),
            None => format!("Nothing that victims were owed by a set time counts in {month}."),
        };
        let confirmed = match gap.claimed.zip(gap.confirmed).filter(|(_, confirmed)| confirmed.whole > 0) {
            Some((claimed, confirmed)) => format!(
                "Victims have told us about {}: the record claims that {} were done, they confirm {}.",
                things(confirmed.whole),
                claimed.percent(),
                confirmed.percent()
            ),
            None => "No victim has said yet whether anything happened.".to_owned(),
        };
        let gap = match gap.claimed.zip(gap.confirmed).filter(|(_, confirmed)| confirmed.whole > 0) {
            Some(_) => format!("The gap: {}.", gap.words()),
            None => "The gap between what is claimed and what is confirmed cannot be told yet.".to_owned(),
        };
        Self { owed, confirmed, gap, quality: String::new() }
    }
}

/// How good contacts were in these months, in a sentence
pub(crate) fn quality_words(quality: &super::Number, window: &str) -> String {
    match quality.share() {
        Some(share) => format!(
            "How good it was: of the answers about {} of {window} that a second person read, {} are “fully”. The true share lies between {}.",
            things_of(share.independent(), "contact"),
            share.percent(),
            share.interval().replace(" to ", " and ")
        ),
        None => match quality {
            super::Number::Few(contacts) => format!(
                "How good it was cannot be told: of {window} a second person read {}, and so few say nothing.",
                things_of(*contacts, "contact")
            ),
            _ => format!("How good it was cannot be told: nobody has scored a contact of {window}."),
        },
    }
}

fn things_of(count: u64, what: &str) -> String {
    format!("{} {what}{}", counted(count), if count == 1 { "" } else { "s" })
}

fn things(count: u64) -> String {
    things_of(count, "thing")
}

/// The three numbers of each row, side by side
#[derive(Debug, Clone, Default)]
pub(crate) struct Three {
    /// the table
    pub table: NumberTable,
    /// the gaps as a picture
    pub chart: Chart,
}

/// A row of the board
#[derive(Debug, Clone, Default)]
pub(crate) struct BoardRow {
    /// what people call it
    pub label: String,
    /// where it is looked at more closely
    pub href: Option<String>,
    /// what the record says was done on time
    pub process: super::Number,
    /// how good it was; none where scores are not told apart so
    pub quality: Option<super::Number>,
    /// what the record claims of the things that victims have spoken about
    pub claimed: super::Number,
    /// what they confirm of these
    pub experience: super::Number,
}

impl BoardRow {
    /// The gap of this row
    pub fn gap(&self) -> Gap {
        Gap { label: self.label.clone(), claimed: self.claimed.share(), confirmed: self.experience.share() }
    }
}

/// Three numbers side by side, the gap in words
pub(crate) fn three(by: &str, rows: &[BoardRow]) -> Three {
    let with_counts = |number: &super::Number| match number.counts() {
        counts if counts.is_empty() => cell(number.words()),
        counts => cell(format!("{} ({counts})", number.words())),
    };
    let scored = |number: &super::Number| match number.share() {
        Some(share) => cell(format!("{} ({}; {})", share.percent(), share.interval(), share.counts())),
        None => with_counts(number),
    };
    let row = |row: &BoardRow| -> Vec<Cell> {
        let name = match &row.href {
            Some(href) => link(&row.label, href),
            None => cell(&row.label),
        };
        let quality = match row.quality {
            None => cell("by unit only"),
            Some(super::Number::Nothing) => cell("not scored"),
            Some(number) => scored(&number),
        };
        vec![name, with_counts(&row.process), quality, with_counts(&row.experience), cell(row.gap().words())]
    };
    let head = [by, "On time, says the record", "Quality", "Victims confirm", "Gap"];
    let gap_rows: Vec<Gap> = rows.iter().map(BoardRow::gap).collect();
    Three {
        table: NumberTable::new("Three numbers side by side", &head, rows.iter().map(row).collect()),
        chart: gaps("chart-gaps", "What the record claims and what victims confirm", &gap_rows),
    }
}

/// The widest gap first: where the record claims most that victims do not confirm
pub(crate) fn widest(rows: &[BoardRow]) -> Vec<&BoardRow> {
    let gap = |row: &BoardRow| {
        let gap = row.gap();
        gap.claimed
            .zip(gap.confirmed)
            .and_then(|(claimed, confirmed)| crate::charts::points(&claimed, &confirmed))
    };
    let mut wide: Vec<(i64, &BoardRow)> =
        rows.iter().filter_map(|row| Some((gap(row)?, row))).filter(|(gap, _)| *gap > 0).collect();
    wide.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.label.cmp(&other.label)));
    wide.into_iter().map(|(_, row)| row).collect()
}

impl Board {
    fn three_markup(&self) -> Markup {
        let block = Block {
            id: "three",
            heading: "What the record claims, how good it was, what victims confirm".into(),
            charts: vec![self.three.chart.clone()],
            table: self.three.table.clone(),
            caption: self.caption.clone(),
        };
        Markup::printed(&block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{charts::Share, pages::figures::Number};

    fn share(part: u64, whole: u64) -> Number {
        Number::Share(Share { part, whole, low: 0.0, high: 1.0, contacts: None })
    }

    fn row(label: &str, claimed: (u64, u64), experience: (u64, u64)) -> BoardRow {
        let (claimed, experience) = (share(claimed.0, claimed.1), share(experience.0, experience.1));
        BoardRow { label: label.into(), process: share(36, 51), claimed, experience, ..BoardRow::default() }
    }

    #[test]
    fn the_first_lines_say_the_gap_and_what_cannot_be_told() {
        let lines = Headline::of("February 2026", &share(855, 1204), &row("", (290, 362), (210, 362)).gap());
        assert_eq!(
            lines.owed,
            "Of 1,204 things that victims were owed in February 2026 by a set time, the record says that 855 were done on time: 71%."
        );
        assert_eq!(
            lines.confirmed,
            "Victims have told us about 362 things: the record claims that 80% were done, they confirm 58%."
        );
        assert_eq!(lines.gap, "The gap: 22 points more claimed than confirmed.");
        let nothing = Headline::of("February 2026", &Number::Nothing, &row("", (0, 0), (0, 0)).gap());
        assert!(nothing.owed.starts_with("Nothing") && nothing.gap.contains("cannot be told"), "{nothing:?}");
    }

    #[test]
    fn a_score_says_how_many_contacts_it_is_of_and_how_sure_it_is() {
        let score = |contacts, low, high| {
            Number::Share(Share { part: 85, whole: 120, low, high, contacts: Some(contacts) })
        };
        let rows = [
            BoardRow { label: "Hub".into(), quality: Some(score(15, 0.45, 0.88)), ..BoardRow::default() },
            BoardRow { label: "Response".into(), quality: Some(Number::Few(3)), ..BoardRow::default() },
            BoardRow { label: "Roads".into(), quality: Some(Number::Nothing), ..BoardRow::default() },
        ];
        let texts: Vec<String> =
            three("Team", &rows).table.rows.iter().map(|row| row[2].text.clone()).collect();
        assert_eq!(
            texts,
            ["71% (45% to 88%; 15 contacts read)", "too few read (3 contacts read)", "not scored"]
        );
        let said = quality_words(&score(15, 0.45, 0.88), "January 2026 to March 2026");
        assert!(
            said.contains("15 contacts of January 2026 to March 2026") && said.contains("71% are “fully”")
        );
        assert!(said.ends_with("The true share lies between 45% and 88%."), "{said}");
        assert!(
            quality_words(&Number::Few(1), "May 2026").contains("read 1 contact, and so few say nothing")
        );
        assert!(
            quality_words(&Number::Nothing, "May 2026").contains("nobody has scored a contact of May 2026")
        );
    }

    #[test]
    fn the_widest_gap_comes_first_and_what_victims_confirm_more_often_is_none() {
        let rows = [
            row("a", (9, 10), (8, 10)),
            row("b", (9, 10), (1, 10)),
            row("c", (1, 10), (9, 10)),
            row("d", (9, 10), (0, 0)),
        ];
        let names: Vec<&str> = widest(&rows).iter().map(|row| row.label.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
    }

    #[test]
    fn the_picture_and_the_table_say_the_same_numbers() {
        let rows = [row("Right 6", (16, 20), (5, 20)), row("Right 4", (1, 3), (0, 0))];
        let three = three("Right", &rows);
        let svg = three.chart.to_string();
        for (cells, row) in three.table.rows.iter().zip(&rows) {
            assert_eq!(cells[1].text, "71% (36 of 51)");
            assert!(
                svg.contains(&format!("{}: claimed {}", row.label, row.claimed.share().unwrap().words())),
                "{svg}"
            );
            assert!(svg.contains(&cells[4].text), "{} is not in {svg}", cells[4].text);
        }
        assert!(svg.contains("confirmed 25%, 5 of 20") && three.table.rows[0][3].text == "25% (5 of 20)");
        assert_eq!(three.table.rows[0][2].text, "by unit only");
        assert_eq!(three.table.rows[1][3].text, "nothing to count");
    }
}
