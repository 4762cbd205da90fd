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
use service::supervise::figures::{Again, Attrition, Months, Rate, Repeats};
use std::collections::BTreeMap;

/// Fewer than these are not shown where the figures of a whole area or country are read
const SMALL: i64 = 5;

/// What stands around a figure
pub(crate) struct Asked {
    /// the months
    pub months: Months,
    /// a day of the last month that has ended
    pub newest: Date,
    /// what was wrong with the months that were asked for; empty when nothing was
    pub trouble: String,
    /// whether small numbers are left out: for those who oversee many organisations
    pub hides_small: bool,
}

impl Asked {
    fn words(&self) -> String {
        format!("{} to {}", self.months.first.strftime("%B %Y"), self.months.last.strftime("%B %Y"))
    }

    /// Which numbers of a column are not shown: small ones, and where that is one alone the next one too, so that it cannot be
    /// worked out from the total
    fn hidden(&self, counts: &[i64]) -> Vec<bool> {
        let mut hidden: Vec<bool> = counts.iter().map(|count| self.hides_small && is_small(*count)).collect();
        if hidden.iter().filter(|one| **one).count() == 1 {
            let others = counts.iter().enumerate().filter(|(_, count)| **count >= SMALL);
            let next = others.min_by_key(|(_, count)| **count).map(|(place, _)| place);
            if let Some(one) = next.and_then(|place| hidden.get_mut(place)) {
                *one = true;
            }
        }
        hidden
    }
}

fn is_small(count: i64) -> bool {
    (1..SMALL).contains(&count)
}

/// What each row says, and its number
type Lines = Vec<(String, i64)>;

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

fn counts(caption: &str, (what, of): (&str, &str), asked: &Asked, lines: Lines) -> Vec<Markup> {
    let hidden = asked.hidden(&lines.iter().map(|(_, count)| *count).collect::<Vec<_>>());
    let rows = lines.into_iter().zip(hidden);
    let rows = rows.map(|((words, count), hides)| row(vec![item(words), shown(count, hides)]));
    grid(caption, &[head(what), number_head(of)], rows.collect())
}

/// A number, or that it is not shown
fn shown(count: i64, hides: bool) -> Item {
    if hides { Item { is_number: true, ..item("not shown") } } else { number(count, None, "") }
}

/// Most first
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

fn by_words(counts: &BTreeMap<String, i64>, words: impl Fn(&str) -> String) -> Lines {
    counts.iter().map(|(slug, count)| (words(slug), *count)).collect()
}

/// Where victims left
pub(crate) fn attrition(shell: Shell, asked: &Asked, figure: &Attrition) -> Wide {
    const STAGES: [&str; 6] = ["report", "investigation", "charge", "court", "sentence", "after"];
    let stage =
        |slug: &&str| (stage_words(slug).to_owned(), figure.by_stage.get(*slug).copied().unwrap_or(0));
    let reasons = LeftBecause::ALL
        .map(|because| (because.words().to_owned(), figure.by_reason.get(&because).copied().unwrap_or(0)));
    let weeks = WEEKS.map(|weeks| (weeks_words(weeks), figure.by_weeks.get(&weeks).copied().unwrap_or(0)));
    let total = match asked.hides_small && is_small(figure.victims) {
        true => format!("fewer than {SMALL} victims"),
        false => words::count(usize::try_from(figure.victims).unwrap_or(0), "victim", "victims"),
    };
    let mut inner = vec![paragraph(format!("{} said that they do not go on.", words::capital(&total)))];
    inner.extend(rate(&figure.rate, asked));
    if figure.victims > 0 {
        let [done, late, no_record] = figure.owed;
        let owed = vec![
            ("Done in time".to_owned(), done),
            ("Done late".to_owned(), late),
            ("Due, and no record of it".to_owned(), no_record),
        ];
        let crimes = most_first(by_words(&figure.by_crime_group, group_words));
        let areas = most_first(by_words(&figure.by_area, area_words));
        let tables: [(&str, (&str, &str), Lines); 6] = [
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
        ];
        for (caption, columns, lines) in tables {
            inner.extend(counts(caption, columns, asked, lines));
        }
        if !asked.hides_small {
            inner.push(paragraph(format!(
                "{} of them had something due of which there is no record. No record is not the same as not told.",
                figure.with_no_record
            )));
        }
    }
    inner.push(heading("What is left out"));
    inner.push(paragraph(
        "Victims who stopped answering and never said that they do not go on are not in these numbers; they are on the list of \
         silent cases. Whoever came back is not counted. That something came before is not a cause.",
    ));
    frame("/figures/attrition", shell, "Who left", asked, inner)
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
fn rate(rate: &Rate, asked: &Asked) -> Vec<Markup> {
    let mut blocks = vec![heading("Of those who joined in these months")];
    if rate.all.denominator == 0 {
        blocks.push(paragraph("Nobody joined a case in these months, so there is no rate."));
        return blocks;
    }
    let joined = words::count(usize::try_from(rate.all.denominator).unwrap_or(0), "victim", "victims");
    blocks.push(paragraph(match rate.all.interval() {
        _ if asked.hides_small && is_small(rate.all.numerator) => {
            format!("{} joined; fewer than {SMALL} of them have left since.", words::capital(&joined))
        }
        Some((low, high)) => format!(
            "{} joined; {} of them have left since: {}. The true share lies between {} and {}.",
            words::capital(&joined),
            rate.all.numerator,
            percent(rate.all.value().unwrap_or_default()),
            percent(low),
            percent(high)
        ),
        None => String::new(),
    }));
    let stages = rate.by_stage.iter().map(|(slug, share)| (stage_words(slug).to_owned(), *share));
    blocks.extend(shares(
        "At each stage, of those whose case came so far",
        ["Stage", "Left there", "Came so far"],
        asked,
        stages.collect(),
    ));
    let weeks = WEEKS.map(|weeks| {
        let none = Share::new(0, rate.all.denominator);
        (weeks_words(weeks), rate.by_weeks.get(&weeks).copied().unwrap_or(none))
    });
    blocks.extend(shares(
        "By how long it was since somebody got through to them, of all who joined",
        ["Since the last contact", "Left", "Joined"],
        asked,
        weeks.into(),
    ));
    blocks.push(paragraph(
        "Here they count in the month in which they joined the case, above and below in the month in which they left. Who joined \
         lately has had less time to leave.",
    ));
    blocks
}

fn shares(caption: &str, names: [&str; 3], asked: &Asked, lines: Vec<(String, Share)>) -> Vec<Markup> {
    let hidden = asked.hidden(&lines.iter().map(|(_, share)| share.numerator).collect::<Vec<_>>());
    let [what, part, whole] = names;
    let columns = [
        head(what),
        number_head(part),
        number_head(whole),
        number_head("Share"),
        number_head("Likely between"),
    ];
    let text = |words: String| Item { is_number: true, ..item(words) };
    let rows = lines.into_iter().zip(hidden).map(|((words, of), hides)| {
        let (share, between) = match (of.value(), of.interval()) {
            _ if hides => ("not shown".to_owned(), "not shown".to_owned()),
            (Some(share), Some((low, high))) => {
                (percent(share), format!("{} and {}", percent(low), percent(high)))
            }
            _ => (String::new(), String::new()),
        };
        let numbers =
            [shown(of.numerator, hides), number(of.denominator, None, ""), text(share), text(between)];
        row(std::iter::once(item(words)).chain(numbers).collect())
    });
    grid(caption, &columns, rows.collect())
}

fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

/// Victims who had been here before
pub(crate) fn repeats(shell: Shell, asked: &Asked, figure: &Repeats) -> Wide {
    let table = |caption: &str, what: &str, lines: Vec<(String, Again)>| {
        let hidden = asked.hidden(&lines.iter().map(|(_, again)| again.again).collect::<Vec<_>>());
        let columns = [head(what), number_head("Here before"), number_head("Known"), number_head("Share")];
        let rows = lines.into_iter().zip(hidden).map(|((words, again), hides)| {
            let numbers = [shown(again.again, hides), number(again.known, None, ""), share(&again, hides)];
            row(std::iter::once(item(words)).chain(numbers).collect())
        });
        grid(caption, &columns, rows.collect())
    };
    let named = |of: &BTreeMap<String, Again>, words: fn(&str) -> String| -> Vec<(String, Again)> {
        of.iter().map(|(slug, again)| (words(slug), again.clone())).collect()
    };
    let months = figure.by_month.iter();
    let months = months.map(|(month, again)| (month.strftime("%B %Y").to_string(), again.clone()));
    let mut inner = table("All together", "Victims", vec![("Everybody".into(), figure.all.clone())]);
    inner.extend(table("By month", "Month", months.collect()));
    inner.extend(table("By kind of crime", "Crime", named(&figure.by_crime_group, group_words)));
    inner.extend(table("By area", "Area", named(&figure.by_area, area_words)));
    // Of one's own organisation there is nothing to tell apart.
    if asked.hides_small {
        let force = |name: &str| if name.is_empty() { "No police force".to_owned() } else { name.to_owned() };
        inner.extend(table("By police force", "Police force", named(&figure.by_force, force)));
    }
    inner.push(heading("What is counted, and what is left out"));
    inner.push(paragraph(
        "A victim was here before when somebody with the same name and date of birth, or the same phone number, was a victim in \
         another case that began in the twelve months before. People who share a phone are counted as one; somebody whose name \
         is written in two ways and who has no number is not found. Victims of whom neither is known are in no column.",
    ));
    frame("/figures/repeat-victims", shell, "Repeat victims", asked, inner)
}

fn share(again: &Again, hides: bool) -> Item {
    let text = match again.known {
        _ if hides => "not shown".to_owned(),
        0 => String::new(),
        known => format!("{:.1}%", again.again as f64 * 100.0 / known as f64),
    };
    Item { is_number: true, ..item(text) }
}

pub(super) fn samples() -> Vec<(&'static str, Wide)> {
    let months = Months { first: jiff::civil::date(2025, 3, 1), last: jiff::civil::date(2026, 2, 1) };
    let asked = Asked { months, newest: months.last, trouble: String::new(), hides_small: false };
    let wrong = Asked {
        trouble: "Enter whole months that have ended, such as 2026-01".into(),
        hides_small: true,
        ..asked
    };
    let asked = Asked { months, newest: months.last, trouble: String::new(), hides_small: false };
    let attrition_of = Attrition {
        victims: 12,
        by_stage: [("investigation".to_owned(), 9), ("court".to_owned(), 3)].into(),
        by_reason: [(LeftBecause::HeardNothing, 8), (LeftBecause::Afraid, 4)].into(),
        by_area: [("01".to_owned(), 12)].into(),
        by_crime_group: [("burglary".to_owned(), 10), ("robbery".to_owned(), 2)].into(),
        by_weeks: [(0, 2), (5, 9), (-1, 1)].into(),
        owed: [31, 6, 22],
        with_no_record: 9,
        rate: Rate {
            all: Share::new(11, 240),
            by_stage: vec![
                ("report", Share::new(0, 240)),
                ("investigation", Share::new(8, 212)),
                ("charge", Share::new(0, 61)),
                ("court", Share::new(3, 40)),
                ("sentence", Share::new(0, 12)),
                ("after", Share::default()),
            ],
            by_weeks: [(0, Share::new(2, 240)), (5, Share::new(8, 240)), (-1, Share::new(1, 240))].into(),
        },
    };
    let again = Again { known: 210, again: 19 };
    let repeats_of = Repeats {
        all: again.clone(),
        by_month: vec![(jiff::civil::date(2026, 2, 1), again.clone())],
        by_area: [("01".to_owned(), again.clone())].into(),
        by_crime_group: [("burglary".to_owned(), Again { known: 12, again: 2 })].into(),
        by_force: [
            ("Anytown Police".to_owned(), again.clone()),
            (String::new(), Again { known: 3, again: 0 }),
        ]
        .into(),
    };
    let shell = |title: &str, role| Shell::sample(title, role);
    vec![
        ("attrition", attrition(shell("Who left", Role::Supervisor), &asked, &attrition_of)),
        ("attrition-oversight", attrition(shell("Who left", Role::Oversight), &wrong, &attrition_of)),
        ("attrition-nothing", attrition(shell("Who left", Role::Oversight), &wrong, &Attrition::default())),
        ("repeat-victims", repeats(shell("Repeat victims", Role::Supervisor), &asked, &repeats_of)),
        ("repeat-victims-oversight", repeats(shell("Repeat victims", Role::Oversight), &wrong, &repeats_of)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a page says to whoever oversees an area, and to a supervisor
    fn pages(figure: &Attrition) -> [String; 2] {
        let months = Months { first: jiff::civil::date(2026, 1, 1), last: jiff::civil::date(2026, 2, 1) };
        [(Role::Oversight, true), (Role::Supervisor, false)].map(|(role, hides_small)| {
            let asked = Asked { months, newest: months.last, trouble: String::new(), hides_small };
            askama::Template::render(&attrition(Shell::sample("Who left", role), &asked, figure)).unwrap()
        })
    }

    #[test]
    fn a_rate_says_of_how_many_and_hides_few_from_those_who_oversee() {
        let rate = Rate {
            all: Share::new(3, 200),
            by_stage: vec![("report", Share::new(0, 200)), ("court", Share::new(3, 40))],
            by_weeks: [(5, Share::new(3, 200))].into(),
        };
        let [oversight, supervisor] = pages(&Attrition { victims: 3, rate, ..Attrition::default() });
        assert!(supervisor.contains("200 victims joined; 3 of them have left since: 1.5%."), "{supervisor}");
        assert!(supervisor.contains("7.5%"), "3 of the 40 whose case came to court: {supervisor}");
        assert!(
            oversight.contains("200 victims joined; fewer than 5 of them have left since."),
            "{oversight}"
        );
        assert!(oversight.contains("Fewer than 5 victims said that they do not go on."), "{oversight}");
        for given_away in ["1.5%", "7.5%", "3 victims", "Three victims"] {
            assert!(!oversight.contains(given_away), "{given_away}: {oversight}");
        }
        let [_, nobody] = pages(&Attrition::default());
        assert!(nobody.contains("Nobody joined a case in these months, so there is no rate."), "{nobody}");
    }

    #[test]
    fn one_small_number_takes_another_with_it() {
        let months = Months { first: jiff::civil::date(2026, 1, 1), last: jiff::civil::date(2026, 2, 1) };
        let asked = |hides_small| Asked { months, newest: months.last, trouble: String::new(), hides_small };
        let of = |counts: &[i64]| asked(true).hidden(counts);
        assert_eq!(of(&[9, 2, 0, 7]), [false, true, false, true], "else it follows from the total");
        assert_eq!(of(&[9, 2, 0, 4]), [false, true, false, true]);
        assert_eq!(of(&[9, 5, 0]), [false; 3]);
        assert_eq!(of(&[3]), [true]);
        assert_eq!(asked(false).hidden(&[9, 2, 0, 7]), [false; 4], "of one's own organisation");
    }
}
