//! `lantern measures`: the register, figures, and the proof that figures are what the events say.

use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use measures::{Measure, Register};
use service::{
    Service, ServiceError,
    figures::{MeasureQuery, MeasureRow, MeasureTable, json},
};
use std::{
    error::Error,
    io::{self, ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
};
use victims_code::Code;

/// Measures: what is measured, what the figures are, whether they follow from the events
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// The register, one measure a line
    List {
        #[command(flatten)]
        form: Form,
        #[command(flatten)]
        added: Added,
    },
    /// All of one measure
    Show {
        /// Id of the measure
        measure: String,
        #[command(flatten)]
        form: Form,
        #[command(flatten)]
        added: Added,
    },
    /// The figures of one measure for whole months: a line for each row, and the total last
    Run(Box<Run>),
    /// Work out every sum again from the events and compare. Exit 1 when a sum is not what the events say
    Recount {
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

#[derive(Debug, clap::Args)]
struct Run {
    /// Id of the measure
    measure: String,
    /// First month; the last one that is over when left out
    #[arg(long, value_name = "MONTH")]
    from: Option<String>,
    /// Last month
    #[arg(long, value_name = "MONTH")]
    to: Option<String>,
    /// By what: month, organisation, area, right, duty, unit, team, crime_group, sex, ...
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    /// Only this organisation
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,
    /// Only this area (police force code)
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
    /// Only this team
    #[arg(long, value_name = "ID")]
    team: Option<String>,
    /// Only these of the measure's duties
    #[arg(long = "duty", value_name = "ID")]
    duties: Vec<String>,
    #[command(flatten)]
    form: Form,
    #[command(flatten)]
    added: Added,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// How it is written
#[derive(Debug, clap::Args)]
struct Form {
    /// One JSON object a line (the default)
    #[arg(long, conflicts_with = "table")]
    json: bool,
    /// A table for people
    #[arg(long)]
    table: bool,
}

#[derive(Debug, clap::Args)]
struct Added {
    /// A file with measures beside those of the program
    #[arg(long, value_name = "FILE")]
    register: Vec<PathBuf>,
}

/// Runs one of them.
pub fn run(args: Args) -> ExitCode {
    match args.command {
        Command::List { form, added } => with_register(&added, |register| list(register, &form)),
        Command::Show { measure, form, added } => {
            with_register(&added, |register| show(register, &measure, &form))
        }
        Command::Run(run) => with_register(&run.added, |register| count(register, &run)),
        Command::Recount { database } => recount(&database),
    }
}

/// The register with what files add to it. A fault in a file is one line for each, and nothing is done.
fn with_register(added: &Added, then: impl FnOnce(&'static Register) -> ExitCode) -> ExitCode {
    let mut files = Vec::with_capacity(added.register.len());
    for path in &added.register {
        match std::fs::read_to_string(path) {
            Ok(text) => files.push((path.display().to_string(), text)),
            Err(why) => {
                eprintln!("{}: {why}", path.display());
                return ExitCode::FAILURE;
            }
        }
    }
    if files.is_empty() {
        return then(Register::embedded());
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    match Register::embedded().with(&files, Code::embedded()) {
        // It is read once, and needed until the command ends.
        Ok(register) => then(Box::leak(Box::new(register))),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn list(register: &Register, form: &Form) -> ExitCode {
    let line = |measure: &Measure| {
        if form.table {
            format!("{:<28} {:<11} {}", measure.id, measure.family.slug(), measure.name)
        } else {
            json::measure(measure).to_string()
        }
    };
    print(register.all().iter().map(line))
}

fn show(register: &Register, id: &str, form: &Form) -> ExitCode {
    let Some(measure) = register.find(id) else { return no_measure(id) };
    if !form.table {
        return print([json::measure(measure).to_string()]);
    }
    let mut lines = vec![
        format!("{} ({})", measure.name, measure.id),
        measure.question.clone(),
        String::new(),
        format!("Family      {}", measure.family.words()),
        format!("Counted     {}", measure.counted_as()),
    ];
    if !measure.over.is_empty() {
        lines.push(format!("Over        {}", measure.over));
    }
    if let Some([claimed, confirmed]) = &measure.between {
        lines.push(format!("Gap between {claimed} and {confirmed}"));
    }
    lines.push(format!("Left out    {}", measure.exclusions));
    let by: Vec<&str> = measure.shown_by.iter().map(|by| by.slug()).collect();
    lines.push(format!("Shown by    {}", by.join(", ")));
    lines.push(format!("Source      {}", measure.source));
    lines.push(format!("Owner       {}", measure.owner));
    lines.push(format!("Since       {}", measure.since));
    lines.extend(measure.duties.iter().map(|duty| format!("Duty        {duty}")));
    print(lines)
}

fn count(register: &'static Register, run: &Run) -> ExitCode {
    let Some(measure) = register.find(&run.measure) else { return no_measure(&run.measure) };
    let now = clock::now();
    let words = [
        ("from", run.from.as_deref()),
        ("to", run.to.as_deref()),
        ("by", run.by.as_deref()),
        ("organisation", run.organisation.as_deref()),
        ("area", run.area.as_deref()),
        ("team", run.team.as_deref()),
    ];
    let words = words.into_iter().filter_map(|(word, value)| Some((word, value?)));
    let duties = run.duties.iter().map(|duty| ("duty", duty.as_str()));
    let query = match MeasureQuery::from_words(&measure.id, words.chain(duties), now) {
        Ok(query) => query,
        Err(error) => return misused(&error),
    };
    database::run(async {
        let service = run.database.service().await?;
        let told = evaluate(&service, measure, query, now).await;
        service.store().close().await;
        Ok(match told? {
            Ok(table) => print(rows(&table, &run.form)),
            Err(error) => misused(&error),
        })
    })
}

/// The table, written into the audit before anybody sees it; or what is wrong with the question.
async fn evaluate(
    service: &Service,
    measure: &'static Measure,
    query: MeasureQuery,
    now: jiff::Timestamp,
) -> Result<Result<MeasureTable, ServiceError>, Box<dyn Error>> {
    let operator = service.counting_operator(now);
    let told = service.measure_as(&operator, measure, query, now).await;
    service.end_visit(&operator).await?;
    match told {
        Err(ServiceError::Store(why)) => Err(why.into()),
        told => Ok(told),
    }
}

fn rows(table: &MeasureTable, form: &Form) -> Vec<String> {
    let all = table.rows.iter().chain([&table.total]);
    if form.table {
        let heading = format!("{}, {} to {}", table.measure.name, table.from.words(), table.to.words());
        let mut lines = vec![heading, String::new()];
        lines.extend(all.map(row_line));
        lines.push(String::new());
        lines.extend(table.differences.iter().cloned());
        lines.extend(table.left_out.iter().cloned());
        return lines;
    }
    let frame = |row: &MeasureRow| {
        let mut value = serde_json::json!({
            "measure": table.measure.id,
            "from": table.from.to_string(),
            "to": table.to.to_string(),
            "as_of": table.as_of.to_string(),
            "by": table.by.map(service::figures::Dimension::slug),
        });
        if let (Some(fields), serde_json::Value::Object(row)) = (value.as_object_mut(), table.row_json(row)) {
            fields.extend(row);
        }
        value.to_string()
    };
    all.map(frame).collect()
}

fn row_line(row: &MeasureRow) -> String {
    let figure = if row.suppressed {
        "not shown: few people".to_owned()
    } else if let Some(days) = row.days {
        let days_of =
            |days: Option<i64>| days.map_or_else(|| "not yet".to_owned(), |days| format!("{days} days"));
        format!(
            "median {}, nine in ten {}, {} not yet",
            days_of(days.median),
            days_of(days.p90),
            days.not_yet
        )
    } else {
        match (row.share, row.interval) {
            (Some(share), Some((low, high))) => {
                let percent = |share: f64| share * 100.0;
                let read = row.contacts.map(|contacts| format!(", {contacts} contacts read"));
                format!(
                    "{} of {}: {:.1} % ({:.1} to {:.1}){}",
                    row.numerator,
                    row.denominator,
                    percent(share),
                    percent(low),
                    percent(high),
                    read.unwrap_or_default()
                )
            }
            _ => "nothing to count".to_owned(),
        }
    };
    format!("{:<44} {figure}", row.label)
}

fn recount(database: &DatabaseArgs) -> ExitCode {
    database::run(async {
        let store = database.store().await?;
        database::note(&store, "measures recount").await?;
        let recount = store.recount(store::Rules::embedded(), |_| {}).await?;
        store.close().await;
        for difference in &recount.differences {
            eprintln!("{difference}");
        }
        let differ = recount.differences.len();
        println!(
            "{}",
            serde_json::json!({ "cases": recount.cases, "rows": recount.rows, "differences": differ })
        );
        if differ == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        eprintln!(
            "lantern: at least {differ} sums are not what the events say; `lantern rebuild` makes them again. Find out first how \
             they came to differ"
        );
        Ok(ExitCode::FAILURE)
    })
}

fn no_measure(id: &str) -> ExitCode {
    eprintln!("lantern measures: there is no measure `{id}`; `lantern measures list --table` has them all");
    ExitCode::from(2)
}

/// What was asked cannot be answered: the command was used wrongly.
fn misused(error: &ServiceError) -> ExitCode {
    match error {
        ServiceError::Invalid(problems) => {
            problems
                .iter()
                .for_each(|problem| eprintln!("lantern measures: {}: {}", problem.field, problem.message));
        }
        ServiceError::NotFound => {
            eprintln!(
                "lantern measures: there is no such organisation, area or team; see `lantern directory export`"
            );
        }
        other => eprintln!("lantern measures: {other}"),
    }
    ExitCode::from(2)
}

fn print(lines: impl IntoIterator<Item = String>) -> ExitCode {
    let mut text = lines.into_iter().collect::<Vec<_>>().join("\n");
    text.push('\n');
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("lantern measures: standard output: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
