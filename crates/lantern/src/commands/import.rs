//! `lantern import`: other systems' messages into the record.

use crate::{
    clock,
    database::{self, DatabaseArgs},
    message_files::{Place, places, read},
};
use exchange::police_uk::Rows;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use serde::Serialize;
use service::{
    Service,
    import::{
        Incoming, MessageKind, TOGETHER, Taken,
        police_uk::{ROWS_TOGETHER, RowsTaken},
    },
};
use std::{
    error::Error,
    io::{self, Write},
    process::ExitCode,
    sync::atomic::Ordering,
};
use store::MessageOutcome;

/// Take in messages of other systems: each becomes events on the right case, or waits in quarantine with the reason
///
/// One JSON object a message on standard output, written when the message is safely on the disk. Exit 0 when every
/// message was taken in, 1 when some were refused or went to quarantine (named on standard error), 130 when
/// interrupted: run the same again to go on, what was taken in is known.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    kind: ImportKind,
}

#[derive(Debug, clap::Subcommand)]
enum ImportKind {
    /// Results of hearings: SPI `ResultedCaseMessage` or the Common Platform event
    CourtResults(Files),
    /// Cases as the police charge them: SPI `NewCaseMessage`
    ChargeFile(Files),
    /// Months of crimes and outcomes as police.uk publishes them, street and outcomes files
    PoliceUk(Files),
}

#[derive(Debug, clap::Args)]
struct Files {
    /// Files or folders, also compressed (.gz); standard input when none is named, or for `-`
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// When the messages came, such as 2026-03-02T09:30:00+00:00; now, when left out
    #[arg(long, value_name = "INSTANT", value_parser = victims_code::parse_instant)]
    as_of: Option<Timestamp>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// The exit code of a program that was interrupted.
const INTERRUPTED: u8 = 130;

/// Takes in every message.
pub fn run(args: Args) -> ExitCode {
    let (kind, files) = match args.kind {
        ImportKind::CourtResults(files) => (MessageKind::CourtResults, files),
        ImportKind::ChargeFile(files) => (MessageKind::ChargeFile, files),
        ImportKind::PoliceUk(files) => return database::run(import_months(files)),
    };
    database::run(import(kind, files))
}

async fn import(kind: MessageKind, files: Files) -> Result<ExitCode, Box<dyn Error>> {
    let stop = database::stop_on_interrupt();
    let service = files.database.service().await?;
    database::note(service.store(), "import").await?;
    let (places, problems) = places(&files.files);
    let mut all_taken = problems.is_empty();
    problems.iter().for_each(|problem| eprintln!("{problem}"));
    let bar = progress(places.len() as u64);
    let mut interrupted = false;
    let mut left = places.as_slice();
    while !left.is_empty() {
        if stop.load(Ordering::Relaxed) {
            interrupted = true;
            break;
        }
        let (messages, read) = some_messages(left, &mut |problem| {
            all_taken = false;
            bar.suspend(|| eprintln!("{problem}"));
        });
        all_taken &= take(&service, kind, &messages, files.as_of.unwrap_or_else(clock::now), &bar).await?;
        bar.inc(read as u64);
        left = &left[read..];
    }
    bar.finish_and_clear();
    service.store().close().await;
    if interrupted {
        eprintln!("lantern: interrupted; run the same command again to go on");
        return Ok(ExitCode::from(INTERRUPTED));
    }
    Ok(if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn import_months(files: Files) -> Result<ExitCode, Box<dyn Error>> {
    let stop = database::stop_on_interrupt();
    let service = files.database.service().await?;
    database::note(service.store(), "import").await?;
    let (places, problems) = places(&files.files);
    let mut all_taken = problems.is_empty();
    problems.iter().for_each(|problem| eprintln!("{problem}"));
    let now = files.as_of.unwrap_or_else(clock::now);
    for place in &places {
        let mut refused = |why: &dyn std::fmt::Display| {
            all_taken = false;
            eprintln!("{}: {why}", place.name());
        };
        let mut rows = match open_month(place) {
            Ok(rows) => rows,
            Err(why) => {
                refused(&why);
                continue;
            }
        };
        let mut taken = RowsTaken::default();
        let bar = rows_progress();
        loop {
            let mut some = Vec::with_capacity(ROWS_TOGETHER);
            let mut read: u64 = 0;
            for row in rows.by_ref().take(ROWS_TOGETHER) {
                read += 1;
                match row {
                    Ok((_, row)) => some.push(row),
                    Err(why) => refused(&why),
                }
            }
            if read == 0 || stop.load(Ordering::Relaxed) {
                break;
            }
            taken += service.import_police_uk(&some, now).await?;
            bar.inc(read);
        }
        bar.finish_and_clear();
        serde_json::to_writer(io::stdout().lock(), &Month { file: &place.name(), taken })?;
        println!();
    }
    service.store().close().await;
    if stop.load(Ordering::Relaxed) {
        eprintln!("lantern: interrupted; run the same command again to go on");
        return Ok(ExitCode::from(INTERRUPTED));
    }
    Ok(if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What came of one month's file, as standard output says it.
#[derive(Serialize)]
struct Month<'a> {
    file: &'a str,
    #[serde(flatten)]
    taken: RowsTaken,
}

fn open_month(place: &Place) -> Result<Rows<Box<dyn io::Read + Send>>, Box<dyn Error>> {
    Ok(match place {
        Place::Standard => exchange::police_uk::open(io::stdin())?,
        Place::File(path) => exchange::police_uk::open(std::fs::File::open(path)?)?,
    })
}

/// As much as is held in memory at once, bytes.
const HELD: usize = 64 * 1024 * 1024;

/// The next messages, at most [`TOGETHER`] and not many more bytes than [`HELD`], and how many places were read.
fn some_messages(places: &[Place], problem: &mut impl FnMut(String)) -> (Vec<Incoming>, usize) {
    let (mut messages, mut bytes) = (Vec::new(), 0);
    for (number, place) in places.iter().enumerate() {
        if number == TOGETHER || bytes > HELD {
            return (messages, number);
        }
        match read(place) {
            Ok(message) => {
                bytes += message.len();
                messages.push(Incoming { source: place.name(), bytes: message });
            }
            Err(error) => problem(format!("{}: {error}", place.name())),
        }
    }
    (messages, places.len())
}

/// Takes in some messages; says whether all were taken.
async fn take(
    service: &Service,
    kind: MessageKind,
    messages: &[Incoming],
    now: Timestamp,
    bar: &ProgressBar,
) -> Result<bool, Box<dyn Error>> {
    let mut all_taken = true;
    let taken = service.import(kind, messages, now).await?;
    let mut output = io::BufWriter::new(io::stdout().lock());
    for taken in &taken {
        if let Some(reason) = &taken.reason {
            all_taken = false;
            bar.suspend(|| eprintln!("{}: {reason}", taken.source));
        }
        serde_json::to_writer(&mut output, &Line::from(taken))?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(all_taken)
}

/// What came of one message, as standard output says it.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    outcome: &'static str,
    cases: Vec<String>,
    reason: Option<&'a str>,
    notes: &'a [String],
}

impl<'a> From<&'a Taken> for Line<'a> {
    fn from(taken: &'a Taken) -> Line<'a> {
        Line {
            file: &taken.source,
            outcome: match taken.outcome {
                MessageOutcome::Recorded => "recorded",
                MessageOutcome::NothingNew => "nothing_new",
                MessageOutcome::Quarantined => "quarantined",
            },
            cases: taken.cases.iter().map(ToString::to_string).collect(),
            reason: taken.reason.as_deref(),
            notes: &taken.notes,
        }
    }
}

/// A bar with count, rate and time left on a terminal; nothing elsewhere.
fn progress(messages: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{pos} of {len} messages, {per_sec}, {eta} left {wide_bar}");
    let bar = ProgressBar::new(messages);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// As [`progress`], for a file whose rows are not counted beforehand.
fn rows_progress() -> ProgressBar {
    let bar = ProgressBar::no_length();
    match ProgressStyle::with_template("{pos} rows, {per_sec}, {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
