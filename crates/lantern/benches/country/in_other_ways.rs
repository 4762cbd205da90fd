//! The same figures worked out in other ways: by GROUP BY over the duties in the same database, by DuckDB from exported Parquet,
//! and from the events. They must be the same; how long each takes stands side by side.

use crate::{folder, present, year};
use record::figures::{Count, Month, What};
use service::{
    Service,
    figures::{Dimension, Measure, MeasureQuery, Source},
    leaving::PublishAsked,
};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};
use store::{FigureBy, FigureFilter, Store};

/// Every count of every month, organisation and duty, beside a plain GROUP BY.
pub async fn every_month(engine: &str, store: &Store, cases: u64) {
    let begun = Instant::now();
    let all = FigureFilter::months(Month::from_number(190001).unwrap(), Month::from_number(299912).unwrap());
    let by = [FigureBy::Month, FigureBy::Organisation, FigureBy::Duty];
    let rows = store.figures(&all.by(&by)).await.unwrap();
    let told = |row: &store::FigureRow| {
        let counts: Vec<String> =
            Count::ALL[..6].iter().map(|count| row.counts.get(*count).to_string()).collect();
        format!("{} {}", row.key.join(" "), counts.join(" "))
    };
    let mut ours: Vec<String> = rows.iter().map(told).collect();
    let read = begun.elapsed();
    let begun = Instant::now();
    let counts = Count::ALL[..6]
        .iter()
        .map(|count| format!("cast(sum(case when phase = '{}' then 1 else 0 end) as text)", count.slug()));
    let plain = format!(
        "select cast(month as text) || ' ' || counted_organisation || ' ' || duty_id || ' ' || {} from duty \
         group by month, counted_organisation, duty_id",
        counts.collect::<Vec<_>>().join(" || ' ' || ")
    );
    let mut plain = store.strings_for_test(&plain).await.unwrap();
    let grouped = begun.elapsed();
    ours.sort();
    plain.sort();
    assert!(ours == plain, "the sums and the duties differ");
    println!(
        "| every month, organisation and duty, {engine} | {cases} cases, {} rows | from the sums {:.2} s | GROUP BY over the duties {:.2} s, the same rows |",
        ours.len(),
        read.as_secs_f64(),
        grouped.as_secs_f64(),
    );
}

/// Every measure over duties, month by month for a year: ours, one GROUP BY over the duties, and DuckDB.
pub async fn every_measure(engine: &str, service: &Service, cases: u64) {
    let measures: Vec<&Measure> =
        service.measures().all().iter().filter(|measure| measure.counts == Source::Duties).collect();
    let (mut ours, took) = from_the_sums(service, &measures).await;
    let [from, to] = year().map(Month::number);
    let begun = Instant::now();
    let of_duties = format!("duty where month >= {from} and month <= {to}");
    let plain = statement(&measures, "month", "duty_id", PLAIN, &of_duties);
    let mut plain = service.store().strings_for_test(&plain).await.unwrap();
    let grouped = begun.elapsed();
    ours.sort();
    plain.sort();
    assert!(ours == plain, "the measures and the duties differ");

    let begun = Instant::now();
    let kept = folder();
    let export = kept.path().join("rows");
    let [from, to] = year();
    let asked = PublishAsked { from, to, areas: Vec::new(), publisher: "Lantern's bench".into() };
    let operator = service.operator(present());
    let published = service.publish_rows(&operator, &asked, &export, present()).await.unwrap();
    let exported = begun.elapsed();
    let rows: u64 = published.rows.values().sum();
    let Some((mut theirs, duckdb)) = by_duckdb(&export, &measures) else {
        eprintln!("scripts/prerequisites.sh test sets up DuckDB in target/python; it was not asked");
        return;
    };
    let mut ours_and_days = ours.clone();
    ours_and_days.extend(days(service.store()).await);
    ours_and_days.sort();
    theirs.sort();
    let differ = ours_and_days.iter().zip(&theirs).find(|(one, other)| one != other);
    assert!(ours_and_days.len() == theirs.len() && differ.is_none(), "DuckDB says otherwise: {differ:?}");
    println!(
        "| {} measures, each of twelve months, {engine} | {cases} cases, {} figures | from the sums {:.2} s, one question each | one GROUP BY over the duties {:.2} s; DuckDB from {rows} rows of Parquet {:.2} s (export {:.0} s), with the days until done: the same figures |",
        measures.len(),
        ours.len(),
        took.as_secs_f64(),
        grouped.as_secs_f64(),
        duckdb.as_secs_f64(),
        exported.as_secs_f64(),
    );
}

/// Each measure as a page asks for it.
async fn from_the_sums(service: &Service, measures: &[&Measure]) -> (Vec<String>, Duration) {
    let [from, to] = year();
    let operator = service.counting_operator(present());
    let begun = Instant::now();
    let mut figures = Vec::new();
    for measure in measures {
        let query = MeasureQuery::new(&measure.id, from, to).by(Dimension::Month);
        let table = service.measure(&operator, query, present()).await.unwrap();
        let rows = table.rows.iter().filter(|row| row.denominator + row.numerator > 0);
        figures.extend(rows.map(|row| {
            format!("{} {} {} {}", measure.id, row.key.replace('-', ""), row.numerator, row.denominator)
        }));
    }
    (figures, begun.elapsed())
}

/// How many duties of a month took how many days together.
async fn days(store: &Store) -> Vec<String> {
    let [from, to] = year();
    let filter = FigureFilter::months(from, to).by(&[FigureBy::Month]);
    let mut months = std::collections::BTreeMap::<String, [i64; 2]>::new();
    for row in store.figure_days(What::Done, &filter).await.unwrap() {
        let [n, days] = months.entry(row.key.join("")).or_default();
        *n += row.n;
        *days += row.n * row.days;
    }
    months.into_iter().map(|(month, [n, days])| format!("days {month} {n} {days}")).collect()
}

/// How a duty counts, in the words of each source.
struct Words {
    phase: &'static str,
    confirmed: &'static str,
    disputed: &'static str,
    told_without_record: &'static str,
    not_told: &'static str,
}

const PLAIN: Words = Words {
    phase: "phase",
    confirmed: "phase in ('met', 'met_late') and answer in ('understood', 'happened')",
    disputed: "phase in ('met', 'met_late') and answer in ('not_understood', 'did_not_happen')",
    told_without_record: "phase in ('open', 'undated') and answer <> 'did_not_happen'",
    not_told: "phase in ('open', 'undated') and answer = 'did_not_happen'",
};
const EXPORTED: Words = Words {
    phase: "status",
    confirmed: "victim_says = 'confirmed'",
    disputed: "victim_says = 'disputed'",
    told_without_record: "victim_says = 'told_without_record'",
    not_told: "victim_says = 'not_told'",
};

/// One statement for every measure: the duties grouped once, each measure from the groups. As SQLite, PostgreSQL and DuckDB
/// understand it.
fn statement(measures: &[&Measure], month: &str, duty: &str, words: Words, from: &str) -> String {
    let condition = |count: &Count| match count {
        Count::Confirmed => words.confirmed.to_owned(),
        Count::Disputed => words.disputed.to_owned(),
        Count::ToldWithoutRecord => words.told_without_record.to_owned(),
        Count::NotTold => words.not_told.to_owned(),
        phase => format!("{} = '{}'", words.phase, phase.slug()),
    };
    let counts: Vec<String> = Count::ALL
        .iter()
        .map(|count| format!("sum(case when {} then 1 else 0 end) as n_{}", condition(count), count.slug()))
        .collect();
    let mut sql = format!(
        "with counted as materialized (select {month} as month_no, {duty} as duty, {} from {from} group by 1, 2) ",
        counts.join(", ")
    );
    for (number, measure) in measures.iter().enumerate() {
        let sum = |slugs: Vec<&str>| {
            slugs.iter().map(|slug| format!("sum(n_{slug})")).collect::<Vec<_>>().join(" + ")
        };
        let n = sum(measure.numerator.iter().map(|count| count.slug()).collect());
        let of = sum(measure.denominator.iter().map(|count| count.slug()).collect());
        let duties: Vec<String> = measure.duties.iter().map(|duty| format!("'{duty}'")).collect();
        let union = if number == 0 { "" } else { " union all " };
        write!(
            sql,
            "{union}select '{} ' || cast(month_no as text) || ' ' || cast({n} as text) || ' ' || cast({of} as text) from counted \
             where duty in ({}) group by month_no having {n} + {of} > 0",
            measure.id,
            duties.join(", ")
        )
        .unwrap();
    }
    sql
}

/// What DuckDB works out from the rows, and how long it takes. None where it is not there.
fn by_duckdb(export: &Path, measures: &[&Measure]) -> Option<(Vec<String>, Duration)> {
    let python = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python3");
    if !python.exists() {
        return None;
    }
    let month = "year(month_start) * 100 + month(month_start)";
    let from = format!("read_parquet('{}/duty-rows/*/*/*.parquet')", export.display());
    let mut sql = statement(measures, month, "duty_code", EXPORTED, &from);
    // Longer than 999 days counts as 999.
    write!(
        sql,
        " union all select 'days ' || cast({month} as text) || ' ' || cast(count(*) as text) || ' ' || \
         cast(sum(least(days_to_done, 999)) as text) from {from} where days_to_done is not null group by {month}"
    )
    .unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/country/duckdb_says.py");
    let output = Command::new(python).arg(script).arg(&sql).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer = String::from_utf8(output.stdout).unwrap();
    let (took, figures) = answer.split_once('\n').unwrap();
    let took = Duration::from_secs_f64(took.parse().unwrap());
    Some((figures.lines().map(str::to_owned).collect(), took))
}

/// Every sum from the events.
pub async fn from_the_events(engine: &str, store: &Store, cases: u64) {
    let begun = Instant::now();
    let recount = store.recount(store::Rules::embedded(), |_| {}).await.unwrap();
    assert!(recount.differences.is_empty(), "{:?}", recount.differences);
    println!(
        "| every sum from the events, {engine} | {cases} cases, {} rows | {:.0} s, {:.0} cases/s | no difference |",
        recount.rows,
        begun.elapsed().as_secs_f64(),
        cases as f64 / begun.elapsed().as_secs_f64(),
    );
}
