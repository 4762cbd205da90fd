//! Where victims left, and victims who had been here before: numbers without names (OVR-3, OVR-4).

use super::lists;
use crate::{
    components::{self as c, Markup},
    pages::{
        plain::{heading, paragraph},
        wide::{Item, Wide, grid, head, item, narrow, number, number_head, row},
    },
    present::stage_words,
    shell::Shell,
    words,
};
use jiff::civil::Date;
use measures::Share;
use policy::Role;
use record::{CrimeGroup, leaving::LeftBecause};
use service::supervise::figures::{Attrition, Months, Rate, Repeats};
use std::collections::BTreeMap;

/// What stands around a figure
#[derive(Clone)]
pub(crate) struct Asked {
    /// the months
    pub months: Months,
    /// a day of the last month that has ended
    pub newest: Date,
    /// what was wrong with the months that were asked for; empty when nothing was
    pub trouble: String,
}

impl Asked {
    fn words(&self) -> String {
        format!("{} to {}", self.months.first.strftime("%B %Y"), self.months.last.strftime("%B %Y"))
    }
}

/// What each row says, and its number; none where it is not shown
type Lines = Vec<(String, Option<i64>)>;

/// What stands in the place of a number that is not shown
const NOT_SHOWN: &str = "not shown";

fn frame(here: &'static str, shell: Shell, title: &str, asked: &Asked, inner: Vec<Markup>) -> Wide {
    let last = asked.newest;
    let fields = vec![
        super::months("from", "First month", asked.months.first, last),
        super::months("to", "Last month", asked.months.last, last),
    ];
    let supervises = shell.viewer.as_ref().is_some_and(|viewer| viewer.role == Role::Supervisor);
    let mut blocks = if supervises { vec![lists(here)] } else { Vec::new() };
    if !asked.trouble.is_empty() {
        blocks.push(Markup::of(c::warning(&asked.trouble)));
    }
    blocks.push(narrow("Months", here, "Show", fields));
    blocks.extend(inner);
    Wide {
        shell: shell.within(super::TEAM),
        caption: asked.words(),
        heading: title.into(),
        blocks,
        ..Wide::default()
    }
}

fn counts(caption: &str, (what, of): (&str, &str), lines: Lines) -> Vec<Markup> {
    let rows = lines.into_iter().map(|(words, count)| row(vec![item(words), shown(count)]));
    grid(caption, &[head(what), number_head(of)], rows.collect())
}

/// A number, or that it is not shown
fn shown(count: Option<i64>) -> Item {
    count.map_or_else(|| numeric(NOT_SHOWN), |count| number(count, None, ""))
}

fn numeric(text: impl Into<String>) -> Item {
    Item { is_number: true, ..item(text) }
}

/// Said where something is not shown
const WITHHELD: &str = "Numbers below five are not shown, nor numbers from which they could be worked out.";

/// Most first, what is not shown last
fn most_first(mut lines: Lines) -> Lines {
    lines.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    lines
}

fn area_words(area: &str) -> String {
    match service::directory::areas::force(area) {
        Some(force) => force.name.to_owned(),
        None if area.is_empty() => "Not known".to_owned(),
        None => area.to_owned(),
    }
}

fn group_words(slug: &str) -> String {
    CrimeGroup::all()
        .into_iter()
        .find(|(known, _)| *known == slug)
        .map_or_else(|| slug.to_owned(), |(_, name)| name.to_owned())
}

fn by_words(counts: &BTreeMap<String, Option<i64>>, words: impl Fn(&str) -> String) -> Lines {
    counts.iter().map(|(slug, count)| (words(slug), *count)).collect()
}

/// Where victims left
pub(crate) fn attrition(shell: Shell, asked: &Asked, figure: &Attrition) -> Wide {
    let total = match figure.victims {
        None => "Too few to show".to_owned(),
        Some(victims) => {
            words::capital(&words::count(usize::try_from(victims).unwrap_or(0), "victim", "victims"))
        }
    };
    let mut inner = vec![paragraph(format!("{total} said that they do not go on."))];
    inner.extend(rate(&figure.rate));
    if figure.victims.is_some_and(|victims| victims > 0) {
        for (caption, columns, lines) in left_tables(figure) {
            inner.extend(counts(caption, columns, lines));
        }
        if let Some(victims) = figure.with_no_record {
            inner.push(paragraph(format!(
                "{victims} of them had something due of which there is no record. No record is not the same as not told."
            )));
        }
    }
    inner.push(heading("What is left out"));
    if withholds(figure) {
        inner.push(paragraph(WITHHELD));
    }
    inner.push(paragraph(
        "Victims who stopped answering and never said that they do not go on are not in these numbers; they are on the list of \
         silent cases. Whoever came back is not counted. That something came before is not a cause.",
    ));
    frame("/figures/attrition", shell, "Who left", asked, inner)
}

fn withholds(figure: &Attrition) -> bool {
    let lists = figure.by_stage.values().chain(figure.by_reason.values()).chain(figure.by_area.values());
    let lists = lists.chain(figure.by_crime_group.values()).chain(figure.by_weeks.values());
    let numbers = lists.chain(&figure.owed).chain([&figure.victims, &figure.with_no_record]);
    let stages = figure.rate.by_stage.iter().map(|(_, share)| share);
    let shares = stages.chain(figure.rate.by_weeks.values()).chain([&figure.rate.all]);
    numbers.map(Option::is_none).chain(shares.map(Option::is_none)).any(|hidden| hidden)
}

/// Weeks since the last contact, in the order in which they are shown
const WEEKS: [i64; 7] = [0, 1, 2, 3, 4, 5, -1];

fn weeks_words(weeks: i64) -> String {
    match weeks {
        -1 => "Nobody had ever got through to them".to_owned(),
        0 => "Less than a week".to_owned(),
        5 => "Five weeks or more".to_owned(),
        1 => "One week".to_owned(),
        weeks => format!("{weeks} weeks"),
    }
}

/// Of those who joined in these months, how many have left: altogether, at each stage, after how long a silence
fn rate(rate: &Rate) -> Vec<Markup> {
    let mut blocks = vec![heading("Of those who joined in these months")];
    if rate.joined == 0 {
        blocks.push(paragraph("Nobody joined a case in these months, so there is no rate."));
        return blocks;
    }
    let joined = words::count(usize::try_from(rate.joined).unwrap_or(0), "victim", "victims");
    let joined = words::capital(&joined);
    blocks.push(paragraph(match rate.all {
        None => format!("{joined} joined; too few to show, or all but too few, have left since."),
        Some(all) => {
            let (low, high) = all.interval().unwrap_or_default();
            format!(
                "{joined} joined; {} of them have left since: {}. The true share lies between {} and {}.",
                all.numerator,
                percent(all.value().unwrap_or_default()),
                percent(low),
                percent(high)
            )
        }
    }));
    let stages = rate.by_stage.iter().map(|(slug, share)| (stage_words(slug).to_owned(), *share));
    blocks.extend(shares(
        "At each stage, of those whose case came so far",
        ["Stage", "Left there", "Came so far"],
        stages.collect(),
    ));
    let weeks = WEEKS.map(|weeks| {
        let none = Some(Share::new(0, rate.joined));
        (weeks_words(weeks), rate.by_weeks.get(&weeks).copied().unwrap_or(none))
    });
    blocks.extend(shares(
        "By how long it was since somebody got through to them, of all who joined",
        ["Since the last contact", "Left", "Joined"],
        weeks.into(),
    ));
    blocks.push(paragraph(
        "Here they count in the month in which they joined the case, above and below in the month in which they left. Who joined \
         lately has had less time to leave.",
    ));
    blocks
}

fn shares(caption: &str, names: [&str; 3], lines: Vec<(String, Option<Share>)>) -> Vec<Markup> {
    let [what, part, whole] = names;
    let columns = [
        head(what),
        number_head(part),
        number_head(whole),
        number_head("Share"),
        number_head("Likely between"),
    ];
    let rows = lines.into_iter().map(|(words, of)| {
        let between = of.map_or(NOT_SHOWN.to_owned(), |of| {
            of.interval()
                .map(|(low, high)| format!("{} and {}", percent(low), percent(high)))
                .unwrap_or_default()
        });
        row([vec![item(words)], part_of_whole(of).into(), vec![numeric(between)]].concat())
    });
    grid(caption, &columns, rows.collect())
}

/// How many, of how many, and the share that it is
fn part_of_whole(of: Option<Share>) -> [Item; 3] {
    let share = of.map_or(NOT_SHOWN.to_owned(), |of| of.value().map(percent).unwrap_or_default());
    [shown(of.map(|of| of.numerator)), shown(of.map(|of| of.denominator)), numeric(share)]
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

type Table = (&'static str, (&'static str, &'static str), Lines);

/// Victims who left, by each thing that is known of it
fn left_tables(figure: &Attrition) -> [Table; 6] {
    const STAGES: [&str; 6] = ["report", "investigation", "charge", "court", "sentence", "after"];
    // What nobody left by is not kept: it is none.
    let of = |found: Option<&Option<i64>>| found.copied().unwrap_or(Some(0));
    let stage = |slug: &&str| (stage_words(slug).to_owned(), of(figure.by_stage.get(*slug)));
    let reasons =
        LeftBecause::ALL.map(|because| (because.words().to_owned(), of(figure.by_reason.get(&because))));
    let weeks = WEEKS.map(|weeks| (weeks_words(weeks), of(figure.by_weeks.get(&weeks))));
    let [done, late, no_record] = figure.owed;
    let owed = vec![
        ("Done in time".to_owned(), done),
        ("Done late".to_owned(), late),
        ("Due, and no record of it".to_owned(), no_record),
    ];
    let crimes = most_first(by_words(&figure.by_crime_group, group_words));
    let areas = most_first(by_words(&figure.by_area, area_words));
    [
        ("Where the case was", ("Stage", "Victims"), STAGES.iter().map(stage).collect()),
        (
            "How long it was since somebody got through to them",
            ("Since the last contact", "Victims"),
            weeks.into(),
        ),
        ("Why, as they say", ("Reason", "Victims"), most_first(reasons.into())),
        ("What had been owed to them by then", ("How it stood", "Duties"), owed),
        ("By kind of crime", ("Crime", "Victims"), crimes),
        ("By area", ("Area", "Victims"), areas),
    ]
}

/// A row of victims who had been here before, and of how many; none where it is not shown
type AgainLine = (String, Option<Share>);

/// Victims who had been here before
pub(crate) fn repeats(shell: Shell, asked: &Asked, figure: &Repeats) -> Wide {
    let table = |caption: &str, what: &str, lines: Vec<AgainLine>| {
        let columns = [head(what), number_head("Here before"), number_head("Known"), number_head("Share")];
        let rows = lines
            .into_iter()
            .map(|(words, again)| row([vec![item(words)], part_of_whole(again).into()].concat()));
        grid(caption, &columns, rows.collect())
    };
    let named = |of: &BTreeMap<String, Option<Share>>, words: fn(&str) -> String| -> Vec<AgainLine> {
        of.iter().map(|(slug, again)| (words(slug), *again)).collect()
    };
    let months = figure.by_month.iter();
    let months = months.map(|(month, again)| (month.strftime("%B %Y").to_string(), *again));
    let mut inner = table("All together", "Victims", vec![("Everybody".into(), figure.all)]);
    inner.extend(table("By month", "Month", months.collect()));
    inner.extend(table("By kind of crime", "Crime", named(&figure.by_crime_group, group_words)));
    inner.extend(table("By area", "Area", named(&figure.by_area, area_words)));
    // Of one force there is nothing to tell apart.
    if figure.by_force.len() > 1 {
        let force = |name: &str| if name.is_empty() { "No police force".to_owned() } else { name.to_owned() };
        inner.extend(table("By police force", "Police force", named(&figure.by_force, force)));
    }
    inner.push(heading("What is counted, and what is left out"));
    let lists = figure.by_month.values().chain(figure.by_crime_group.values()).chain(figure.by_area.values());
    if lists.chain(figure.by_force.values()).chain([&figure.all]).any(Option::is_none) {
        inner.push(paragraph(WITHHELD));
    }
    inner.push(paragraph(
        "A victim was here before when somebody with the same name and date of birth, or the same phone number, was a victim in \
         another case that began in the twelve months before. People who share a phone are counted as one; somebody whose name \
         is written in two ways and who has no number is not found. Victims of whom neither is known are in no column.",
    ));
    frame("/figures/repeat-victims", shell, "Repeat victims", asked, inner)
}

pub(super) fn samples() -> Vec<(&'static str, Wide)> {
    let months = Months { first: jiff::civil::date(2025, 3, 1), last: jiff::civil::date(2026, 2, 1) };
    let asked = Asked { months, newest: months.last, trouble: String::new() };
    let wrong =
        Asked { trouble: "Enter whole months that have ended, such as 2026-01".into(), ..asked.clone() };
    let attrition_of = Attrition {
        victims: Some(12),
        by_stage: [("investigation".to_owned(), Some(9)), ("court".to_owned(), Some(3))].into(),
        by_reason: [(LeftBecause::HeardNothing, Some(8)), (LeftBecause::Afraid, Some(4))].into(),
        by_area: [("01".to_owned(), Some(12))].into(),
        by_crime_group: [("burglary".to_owned(), Some(10)), ("robbery".to_owned(), Some(2))].into(),
        by_weeks: [(0, Some(2)), (5, Some(9)), (-1, Some(1))].into(),
        owed: [31, 6, 22].map(Some),
        with_no_record: Some(9),
        rate: Rate {
            joined: 240,
            all: Some(Share::new(11, 240)),
            by_stage: vec![
                ("report", Some(Share::new(0, 240))),
                ("investigation", Some(Share::new(8, 212))),
                ("charge", Some(Share::new(0, 61))),
                ("court", Some(Share::new(3, 40))),
                ("sentence", Some(Share::new(0, 12))),
                ("after", Some(Share::default())),
            ],
            by_weeks: [(0, 2), (5, 8), (-1, 1)].map(|(weeks, n)| (weeks, Some(Share::new(n, 240)))).into(),
        },
    };
    let withheld = Attrition {
        by_stage: [("investigation".to_owned(), None), ("court".to_owned(), None)].into(),
        with_no_record: None,
        rate: Rate {
            all: None,
            by_stage: vec![("report", Some(Share::new(0, 240))), ("court", None)],
            by_weeks: [(0, None)].into(),
            ..attrition_of.rate.clone()
        },
        ..attrition_of.clone()
    };
    let nobody = Attrition { victims: Some(0), ..Attrition::default() };
    let again = Some(Share::new(19, 210));
    let repeats_of = Repeats {
        all: again,
        by_month: [(jiff::civil::date(2026, 2, 1), again)].into(),
        by_area: [("01".to_owned(), again)].into(),
        by_crime_group: [("burglary".to_owned(), Some(Share::new(2, 12)))].into(),
        by_force: [("Anytown Police".to_owned(), again), (String::new(), Some(Share::new(0, 3)))].into(),
    };
    let withheld_of =
        Repeats { by_crime_group: [("burglary".to_owned(), None)].into(), ..repeats_of.clone() };
    let shell = |title: &str, role| Shell::sample(title, role);
    vec![
        ("attrition", attrition(shell("Who left", Role::Supervisor), &asked, &attrition_of)),
        ("attrition-withheld", attrition(shell("Who left", Role::Oversight), &asked, &withheld)),
        ("attrition-nothing", attrition(shell("Who left", Role::Oversight), &wrong, &nobody)),
        ("repeat-victims", repeats(shell("Repeat victims", Role::Supervisor), &asked, &repeats_of)),
        ("repeat-victims-oversight", repeats(shell("Repeat victims", Role::Oversight), &wrong, &withheld_of)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(figure: &Attrition) -> String {
        let months = Months { first: jiff::civil::date(2026, 1, 1), last: jiff::civil::date(2026, 2, 1) };
        let asked = Asked { months, newest: months.last, trouble: String::new() };
        let shell = Shell::sample("Who left", Role::Oversight);
        askama::Template::render(&attrition(shell, &asked, figure)).unwrap()
    }

    #[test]
    fn a_rate_says_of_how_many_and_says_so_where_it_may_not() {
        let rate = Rate {
            joined: 200,
            all: Some(Share::new(3, 200)),
            by_stage: vec![("report", Some(Share::new(0, 200))), ("court", Some(Share::new(3, 40)))],
            by_weeks: [(5, Some(Share::new(3, 200)))].into(),
        };
        let all = page(&Attrition { victims: Some(3), rate: rate.clone(), ..Attrition::default() });
        assert!(all.contains("200 victims joined; 3 of them have left since: 1.5%."), "{all}");
        assert!(all.contains("7.5%"), "3 of the 40 whose case came to court: {all}");
        assert!(all.contains("3 victims said"), "{all}");

        let by_stage = vec![("report", Some(Share::new(0, 200))), ("court", None)];
        let rate = Rate { all: None, by_stage, by_weeks: [(5, None)].into(), ..rate };
        let few = page(&Attrition { rate, ..Attrition::default() });
        assert!(
            few.contains("200 victims joined; too few to show, or all but too few, have left since."),
            "{few}"
        );
        assert!(few.contains("Too few to show said that they do not go on."), "{few}");
        assert!(few.contains("not shown") && few.contains("Numbers below five are not shown"), "{few}");
        for given_away in ["1.5%", "7.5%", "3 victims", "Three victims"] {
            assert!(!few.contains(given_away), "{given_away}: {few}");
        }
        let nobody = page(&Attrition { victims: Some(0), ..Attrition::default() });
        assert!(nobody.contains("Nobody joined a case in these months, so there is no rate."), "{nobody}");
    }
}
