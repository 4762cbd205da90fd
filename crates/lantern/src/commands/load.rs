//! `lantern load`: a synthetic population straight into a database, to measure with or to try things on.

use crate::database::{self, DatabaseArgs};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use serde::Serialize;
use service::{
    Service, ServiceError,
    demonstration::synthetic::{Load, Loaded},
};
use std::{
    error::Error,
    io::{self, Write},
    ops::ControlFlow,
    process::ExitCode,
    sync::atomic::Ordering,
    time::Instant,
};

/// Fill a database with cases that never happened, as fast as it takes them; nobody in them exists
///
/// The same numbers give the same cases. Only into an empty database, or on into one that holds the beginning of the same
/// population. One JSON object a transaction on standard output, written when it is safely on the disk; the last one says
/// how large the database is and how much memory this took. Exit 130 when interrupted: run the same again to go on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many cases
    #[arg(long, value_name = "N")]
    cases: u64,
    /// Which population: any whole number
    #[arg(long, value_name = "S")]
    seed: u64,
    /// First day on which cases are reported (London)
    #[arg(long, value_name = "DATE", default_value_t = synth::DEFAULT_FROM)]
    from: Date,
    /// Last day; nothing is recorded after it
    #[arg(long, value_name = "DATE", default_value_t = synth::DEFAULT_TO)]
    to: Date,
    /// How many police forces, each with organisations and teams of its own
    #[arg(long, value_name = "N", default_value_t = 43, value_parser = clap::value_parser!(u8).range(1..=43))]
    forces: u8,
    /// Cases in one transaction: others who write wait for its end
    #[arg(long, value_name = "N", default_value_t = Load::IN_A_TRANSACTION, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    commit_every: u64,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// The exit code of a program that was interrupted.
const INTERRUPTED: u8 = 130;
/// The setting that says which population a database holds.
const SETTING: &str = "synthetic";

/// Loads the population.
pub fn run(args: &Args) -> ExitCode {
    database::run(load(args))
}

async fn load(args: &Args) -> Result<ExitCode, Box<dyn Error>> {
    let stop = database::stop_on_interrupt();
    let service = args.database.service().await?;
    database::note(service.store(), "load").await?;
    claim(&service, args).await?;
    let bar = progress(args.cases);
    let begun = Instant::now();
    let line = |loaded: &Loaded| -> ControlFlow<()> {
        bar.set_position(loaded.written + loaded.there);
        let told = tell(&Line { written: loaded.written, there: loaded.there, of: args.cases });
        // Whoever reads has seen enough: the cases are wanted all the same.
        drop(told);
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let what = Load {
        seed: args.seed,
        cases: 0..args.cases,
        from: args.from,
        to: args.to,
        until: None,
        forces: args.forces,
        in_a_transaction: args.commit_every,
    };
    let loaded = what.run(&service, line).await.map_err(plain)?;
    let seconds = begun.elapsed().as_secs_f64();
    bar.finish_and_clear();
    let whole = loaded.written + loaded.there == args.cases;
    if whole {
        // The engine looks at how its tables are filled: lists plan by it.
        service.store().analyse().await?;
    }
    let bytes = service.store().size().await?;
    service.store().close().await;
    if !whole {
        eprintln!("lantern: interrupted; run the same command again to go on");
        return Ok(ExitCode::from(INTERRUPTED));
    }
    tell(&Summary {
        written: loaded.written,
        there: loaded.there,
        of: args.cases,
        seconds: (seconds * 10.0).round() / 10.0,
        cases_a_second: (loaded.written as f64 / seconds.max(0.001)).round(),
        database_bytes: bytes,
        peak_memory_bytes: database::peak_memory(),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What is on the disk, as standard output says it.
#[derive(Serialize)]
struct Line {
    written: u64,
    there: u64,
    of: u64,
}

/// The last line.
#[derive(Serialize)]
struct Summary {
    written: u64,
    there: u64,
    of: u64,
    seconds: f64,
    cases_a_second: f64,
    database_bytes: u64,
    /// Of this process; PostgreSQL's server has its own. Null where the machine does not say.
    peak_memory_bytes: Option<u64>,
}

fn tell(line: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    io::stdout().lock().write_all(&text)
}

/// Invented people must never stand beside real ones, and two populations would give the same numbers to two cases.
async fn claim(service: &Service, args: &Args) -> Result<(), Box<dyn Error>> {
    let Args { seed, from, to, forces, .. } = args;
    let wanted = format!("seed {seed}, {from} to {to}, {forces} forces");
    match service.store().setting(SETTING).await? {
        Some(there) if there == wanted => Ok(()),
        Some(there) => Err(format!(
            "this database holds another population ({there}); go on with those numbers, or load into a fresh database"
        )
        .into()),
        None if service.store().has_cases().await? => {
            Err("this database has cases of its own; load a population into a fresh one".into())
        }
        None => Ok(service.store().set_setting(SETTING, &wanted).await?),
    }
}

fn plain(error: ServiceError) -> Box<dyn Error> {
    match error {
        ServiceError::Invalid(problems) => {
            let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            messages.join("; ").into()
        }
        ServiceError::Stale(_) => {
            "somebody else loads into this database; run this again when they are done".into()
        }
        other => other.into(),
    }
}

fn progress(cases: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} cases, {per_sec}, {eta} left {wide_bar}");
    let bar = ProgressBar::new(cases);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
