//! The report of an inspection, to read and print, as a table for a spreadsheet, and as a sheet of paper: every figure with its
//! counts, share, interval and what was published, the method, and how far readers agree.

use super::{
    INSPECTIONS, address,
    progress::{count, from_words, per_group},
};
use crate::{
    components::{self as c, Markup},
    pages::plain::{self, Cell, Plain, cell},
    paper::{Part, Sheet},
    shell::Shell,
    words,
};
use jiff::{Timestamp, civil::Date};
use measures::{
    inspection::{
        Published,
        agree::OnQuestion,
        figures::{Figure, Value, percent},
    },
    kappa::Agreement,
};
use service::inspections::InspectionReport;

/// The report as a page
pub(crate) fn page(shell: Shell, report: &InspectionReport, today: Date) -> Plain {
    let here = address(report.inspection.id);
    let mut above = vec![Markup::of(method(report, today))];
    above.extend(warnings(report).into_iter().map(|text| Markup::of(c::inset(text))));
    above.push(plain::links(vec![
        ("This report as a PDF".into(), format!("{here}/report.pdf")),
        ("The figures for a spreadsheet (CSV)".into(), format!("{here}/report.csv")),
    ]));
    let head = ["Figure", "Count", "Share", "95% interval", "Published", "Not answered"];
    above.extend(plain::table("Figures", &head, report.figures.iter().map(row).collect()));
    for figure in &report.figures {
        above.extend(rows_of(figure));
    }
    above.extend(agreement_table(report));
    above.push(plain::heading("How to read this"));
    above.push(plain::list(&HOW));
    Plain {
        shell: shell.within(INSPECTIONS),
        back: Some((report.inspection.title.clone(), here)),
        caption: format!("Report on cases of {}", report.of),
        heading: report.inspection.title.clone(),
        above,
        ..Plain::default()
    }
}

const HOW: [&str; 5] = [
    "No record is not the same as not done: both are counted, and each figure says which of them it counts.",
    "“Of those” figures count only cases that answered the question before so.",
    "The interval is Wilson’s: in 95 of 100 samples drawn like this it would hold the share of all cases.",
    "Where two read a case, the first reader’s answer counts. The second reading measures agreement.",
    "Kappa is the agreement beyond what chance gives, with its interval for large numbers.",
];

fn method(report: &InspectionReport, today: Date) -> c::SummaryList {
    method_rows(report, today).into_iter().fold(c::summary_list(), |list, (key, value)| list.row(key, value))
}

fn method_rows(report: &InspectionReport, today: Date) -> Vec<(&'static str, String)> {
    let one = &report.inspection;
    let made = Timestamp::from_millisecond(one.made_at).unwrap_or_default();
    let drawn = format!("{} of {}", report.drawn, words::with_commas(count(one.population)));
    vec![
        ("Inspected by", report.by.clone()),
        ("Questions", format!("{}: {}", report.questions.title, report.sheet.title)),
        ("Source of the questions", report.questions.source.clone()),
        ("Published sample", report.sheet.note.clone()),
        (
            "Drawn",
            format!(
                "{drawn} {}, on {}",
                from_words(&report.rule),
                words::day(calendar::london_date(made), today)
            ),
        ),
        ("How many", format!("{}{}", report.rule.number, per_group(report.rule.grouping))),
        ("Rule", measures::sample::RULE.to_owned()),
        ("Seed", one.seed.clone()),
        ("Read", format!("{} of {}, {} of them by two", report.read, report.drawn, report.read_by_two)),
        ("Digest of the questions", one.digest.clone()),
    ]
}

fn warnings(report: &InspectionReport) -> Vec<String> {
    let mut warnings = Vec::new();
    if report.read < report.drawn {
        warnings.push(format!(
            "Not every case has been read yet: {} of {}. The figures are of those that were.",
            report.read, report.drawn
        ));
    }
    if report.questions_changed {
        warnings
            .push("The questions have changed since the sample was drawn: compare the digest.".to_owned());
    }
    warnings
}

/// What came out, in words
fn counted(figure: &Figure<'_>) -> String {
    match &figure.value {
        Value::Share { n, d } => format!("{n} of {d}"),
        Value::Mean { mean: Some(mean), of } => {
            format!("mean {mean:.1} {} ({of} cases)", figure.question.unit)
        }
        Value::Mean { mean: None, .. } => "no numbers yet".to_owned(),
        Value::Reasons { total, .. } => format!("{total} cases"),
        Value::Areas { total, .. } => words::with_commas(usize::try_from(*total).unwrap_or(usize::MAX)),
    }
}

fn share(figure: &Figure<'_>) -> String {
    match figure.value {
        Value::Share { n, d } => percent(n, d),
        _ => String::new(),
    }
}

fn interval(figure: &Figure<'_>) -> String {
    figure
        .interval()
        .map(|(low, high)| format!("{:.1} to {:.1} %", low * 100.0, high * 100.0))
        .unwrap_or_default()
}

fn published(figure: &Figure<'_>) -> String {
    figure.rule.published.as_ref().map(Published::words).unwrap_or_default()
}

fn row(figure: &Figure<'_>) -> Vec<Cell> {
    vec![
        cell(&figure.rule.words),
        cell(counted(figure)),
        cell(share(figure)),
        cell(interval(figure)),
        cell(published(figure)),
        cell(figure.unread.to_string()),
    ]
}

/// A figure's lines and their total, beside what was published of each
fn lines_of(figure: &Figure<'_>) -> Vec<(String, String, String)> {
    let mut lines: Vec<(String, u64, Option<u64>)> = match (&figure.value, figure.rule.published.as_ref()) {
        (Value::Reasons { rows, total }, printed) => {
            let of = |reasons: &std::collections::BTreeSet<String>| match printed {
                Some(Published::Reasons { rows, .. }) => {
                    rows.iter().find(|row| &row.reasons == reasons).map(|row| row.n)
                }
                _ => None,
            };
            let lines = rows.iter().map(|row| (row.words.clone(), row.n, of(&row.reasons)));
            let all = match printed {
                Some(Published::Reasons { total, .. }) => Some(*total),
                _ => None,
            };
            lines.chain([("Total".to_owned(), *total, all)]).collect()
        }
        (Value::Areas { rows, total }, printed) => {
            let of = |area: &str| match printed {
                Some(Published::Areas { rows, .. }) => {
                    rows.iter().find(|row| row.area == area).map(|row| row.n)
                }
                _ => None,
            };
            let all = match printed {
                Some(Published::Areas { total, .. }) => Some(*total),
                _ => None,
            };
            let lines = rows.iter().map(|(area, n)| (area.clone(), *n, of(area)));
            lines.chain([("Total".to_owned(), *total, all)]).collect()
        }
        _ => Vec::new(),
    };
    let number = |n: u64| words::with_commas(usize::try_from(n).unwrap_or(usize::MAX));
    lines
        .drain(..)
        .map(|(words, n, printed)| (words, number(n), printed.map(number).unwrap_or_default()))
        .collect()
}

fn rows_of(figure: &Figure<'_>) -> Vec<Markup> {
    let rows =
        lines_of(figure).into_iter().map(|(words, n, printed)| vec![cell(words), cell(n), cell(printed)]);
    let mut parts = plain::table(&figure.rule.words, &["What", "Count", "Published"], rows.collect());
    if !figure.rule.note.is_empty() {
        parts.push(plain::paragraph(&figure.rule.note));
    }
    parts
}

fn kappa(agreement: &Agreement) -> String {
    match (agreement.kappa, agreement.interval) {
        (Some(kappa), Some((low, high))) => {
            format!("{kappa:.2} ({low:.2} to {high:.2}), {}", agreement.words())
        }
        (Some(kappa), None) => format!("{kappa:.2}, {}", agreement.words()),
        (None, _) => agreement.words().to_owned(),
    }
}

fn agreed(on: &OnQuestion<'_>) -> [String; 3] {
    let plain = &on.plain;
    let measured = match on.question.answers {
        measures::inspection::Answers::Number | measures::inspection::Answers::Reasons => {
            "not for this kind".to_owned()
        }
        _ => kappa(plain),
    };
    let weighted = on.weighted.map(|weighted| kappa(&weighted)).unwrap_or_default();
    [format!("{} of {}", plain.same, plain.both), measured, weighted]
}

/// How far two readers agree, a row for each question
pub(crate) fn agreement_rows(agreement: &[OnQuestion<'_>]) -> Vec<Vec<Cell>> {
    let row = |on: &OnQuestion<'_>| {
        let [same, plain, weighted] = agreed(on);
        vec![cell(&on.question.text), cell(same), cell(plain), cell(weighted)]
    };
    agreement.iter().map(row).collect()
}

/// The head of that table
pub(crate) const AGREEMENT: [&str; 4] = ["Question", "Same answer", "Kappa (95% interval)", "Weighted kappa"];

fn agreement_table(report: &InspectionReport) -> Vec<Markup> {
    let mut parts = plain::table("Agreement of two readers", &AGREEMENT, agreement_rows(&report.agreement));
    let differed: u64 = report.differed.values().sum();
    if differed > 0 {
        let times = words::count(usize::try_from(differed).unwrap_or(usize::MAX), "answer", "answers");
        parts
            .push(plain::paragraph(format!("Readers differed from what the record itself says in {times}.")));
    }
    parts
}

/// The figures for a spreadsheet: UTF-8 with a mark, so that spreadsheets read the letters; no cell begins as a formula
pub(crate) fn csv(report: &InspectionReport, today: Date) -> String {
    let mut rows: Vec<Vec<String>> = vec![
        [
            "figure",
            "words",
            "n",
            "d",
            "share",
            "low",
            "high",
            "published",
            "as published",
            "not answered",
            "note",
        ]
        .map(str::to_owned)
        .into(),
    ];
    for figure in &report.figures {
        let (n, d) = match figure.value {
            Value::Share { n, d } => (n.to_string(), d.to_string()),
            Value::Mean { mean, of } => {
                (mean.map(|mean| mean.to_string()).unwrap_or_default(), of.to_string())
            }
            Value::Reasons { total, .. } | Value::Areas { total, .. } => (total.to_string(), String::new()),
        };
        let ratio = |value: f64| format!("{value:.4}");
        let share = match figure.value {
            Value::Share { n, d } if d > 0 => ratio(n as f64 / d as f64),
            _ => String::new(),
        };
        let (low, high) = figure.interval().map(|(low, high)| (ratio(low), ratio(high))).unwrap_or_default();
        let same = figure.is_as_published().map(|same| if same { "yes" } else { "no" }).unwrap_or_default();
        rows.push(vec![
            figure.rule.id.clone(),
            figure.rule.words.clone(),
            n,
            d,
            share,
            low,
            high,
            published(figure),
            same.to_owned(),
            figure.unread.to_string(),
            figure.rule.note.clone(),
        ]);
        for (words, n, printed) in lines_of(figure) {
            let (n, printed) = (n.replace(',', ""), printed.replace(',', ""));
            let id = format!("{}/row", figure.rule.id);
            let empty = String::new;
            rows.push(vec![
                id,
                words,
                n,
                empty(),
                empty(),
                empty(),
                empty(),
                printed,
                empty(),
                empty(),
                empty(),
            ]);
        }
    }
    for on in &report.agreement {
        let [same, plain, weighted] = agreed(on);
        rows.push(vec!["agreement".into(), on.question.text.clone(), same, plain, weighted]);
    }
    rows.extend(
        method_rows(report, today).into_iter().map(|(key, value)| vec!["method".into(), key.into(), value]),
    );
    let lines = rows.iter().map(|row| row.iter().map(|text| csv_cell(text)).collect::<Vec<_>>().join(","));
    format!("\u{feff}{}\r\n", lines.collect::<Vec<_>>().join("\r\n"))
}

/// A cell: what a spreadsheet would take for a formula gets an apostrophe before it; quoted where it has to be
fn csv_cell(text: &str) -> String {
    let text = text.replace(['\r', '\n'], " ");
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if formula { format!("'{text}") } else { text };
    if text.contains([',', '"', '\'']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// The report on paper
pub(crate) fn sheet(report: &InspectionReport, today: Date) -> Sheet {
    let line = |figure: &Figure<'_>| {
        let share = share(figure);
        let share = if share.is_empty() {
            String::new()
        } else {
            format!(", {share} (95% interval {})", interval(figure))
        };
        let printed = published(figure);
        let printed = if printed.is_empty() { String::new() } else { format!(" Published: {printed}.") };
        let unread = match figure.unread {
            0 => String::new(),
            unread => format!(" Not answered yet: {unread}."),
        };
        format!("{}: {}{share}.{printed}{unread}", figure.rule.words, counted(figure))
    };
    let mut parts =
        vec![Part::Text(format!("Report on cases of {}", report.of)), Part::Heading("Method".into())];
    let method = method_rows(report, today).into_iter().filter(|(_, value)| !value.is_empty());
    parts.push(Part::List(method.map(|(key, value)| format!("{key}: {value}")).collect()));
    parts.extend(warnings(report).into_iter().map(Part::Text));
    parts.push(Part::Heading("Figures".into()));
    parts.push(Part::List(report.figures.iter().map(line).collect()));
    for figure in &report.figures {
        let lines = lines_of(figure);
        if lines.is_empty() {
            continue;
        }
        parts.push(Part::Heading(figure.rule.words.clone()));
        let said = |(words, n, printed): (String, String, String)| match printed.is_empty() {
            true => format!("{words}: {n}"),
            false => format!("{words}: {n}. Published: {printed}."),
        };
        parts.push(Part::List(lines.into_iter().map(said).collect()));
        if !figure.rule.note.is_empty() {
            parts.push(Part::Text(figure.rule.note.clone()));
        }
    }
    if !report.agreement.is_empty() {
        parts.push(Part::Heading("Agreement of two readers".into()));
        let said = |on: &OnQuestion<'_>| {
            let [same, plain, weighted] = agreed(on);
            let weighted = if weighted.is_empty() { weighted } else { format!("; weighted {weighted}") };
            format!("{} Same answer {same}; kappa {plain}{weighted}.", on.question.text)
        };
        parts.push(Part::List(report.agreement.iter().map(said).collect()));
    }
    parts.push(Part::Heading("How to read this".into()));
    parts.push(Part::List(HOW.map(str::to_owned).into()));
    Sheet { title: report.inspection.title.clone(), language: "en-GB", parts }
}

#[doc(hidden)]
pub(super) fn sample_report() -> Option<InspectionReport> {
    use measures::inspection::{Answer, Questions, agree, figures};
    let questions = Questions::named("joint-2023")?;
    let sheet = questions.sheet("prosecution")?;
    let unit = |yes: bool| figures::Unit {
        answers: [
            ("file-standard".to_owned(), if yes { Answer::Yes } else { Answer::No }),
            ("file-reasons".to_owned(), Answer::Reasons(["vps".to_owned()].into())),
        ]
        .into(),
        ..figures::Unit::default()
    };
    let pair = agree::Pair { first: unit(true).answers, second: unit(false).answers };
    Some(InspectionReport {
        inspection: super::progress::sample_inspection(1_772_438_400_000, false),
        rule: service::inspections::DrawRule { number: 2, ..Default::default() },
        of: "Croydon police".into(),
        by: "The inspectorate".into(),
        drawn: 3,
        read: 2,
        read_by_two: 1,
        figures: figures::figures(questions, &sheet.id, &[unit(true), unit(false)]),
        agreement: agree::by_question(questions, &sheet.id, &[pair]),
        differed: [("letter-sent".to_owned(), 1)].into(),
        questions_changed: true,
        questions,
        sheet,
    })
}

pub(super) fn samples() -> Vec<(&'static str, Plain)> {
    let shell = Shell::sample("Report of an inspection", policy::Role::Oversight);
    let today = jiff::civil::date(2026, 3, 30);
    sample_report().map(|report| ("inspection-report", page(shell, &report, today))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper;

    #[test]
    fn no_cell_begins_as_a_formula_and_letters_survive() {
        for text in ["=1+1", "+44", "-1", "@cmd", "\tx"] {
            assert!(csv_cell(text).starts_with("\"'"), "{}", csv_cell(text));
        }
        assert_eq!(csv_cell("say \"ŵ\", then"), "\"say \"\"ŵ\"\", then\"");
        let text = csv(&sample_report().unwrap(), jiff::civil::date(2026, 3, 30));
        assert!(text.starts_with("\u{feff}figure,words,n,d"), "{text}");
        assert!(
            text.contains("\r\nfile-below-standard,File below the national file standard,1,2,0.5000,"),
            "{text}"
        );
        assert!(!text.lines().any(|line| line.starts_with(['=', '+', '-', '@'])));
    }

    #[test]
    fn the_paper_is_readable_for_everybody_and_says_the_figures() {
        let pdf = paper::pdf(&sheet(&sample_report().unwrap(), jiff::civil::date(2026, 3, 30))).unwrap();
        let words = paper::pdf_tests::words_of(&pdf);
        assert!(words.contains("File below the national file standard: 1 of 2, 50.0 %"), "{words}");
        assert!(words.contains("Published: 43 of 75 (57.3 %)"), "{words}");
        assert!(words.contains("The printed total row says 32"), "{words}");
    }
}
