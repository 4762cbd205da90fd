//! How fast the engine and the filter are, as a table. Arguments: how many synthetic cases, one row each.
//!
//! The cases are made in batches beforehand; only the engine's own time counts. The ledgers of all cases stay in memory
//! to the end of a row, as they do in the filter.

use calendar::Calendar;
use std::hint::black_box;
use std::io::sink;
use std::time::{Duration, Instant};
use synth::{Data, Population, SyntheticCase};
use victims_code::filter::Filter;
use victims_code::{Code, EditionChoice, Event, Ledger, Line, Scope};

// As the binary has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SEED: u64 = 7;
const BATCH: u64 = 10_000;
const AS_OF: &str = "2025-01-01T00:00:00Z";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Cargo adds `--bench`.
    let mut sizes: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000, 1_000_000];
    }
    let population = Population::new(SEED, synth::DEFAULT_FROM, synth::DEFAULT_TO)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    warm_up(&population);

    for &size in &sizes {
        let one = engine(&population, size, 1);
        let all = engine(&population, size, threads);
        println!(
            "| engine | {size} cases, {} events, {} duties | one core: {:.2} M events/s, {:.2} M duties/s | {threads} cores: {:.2} M events/s, {:.2} M duties/s; memory {} |",
            one.events,
            one.duties,
            one.events_a_second(),
            one.duties_a_second(),
            all.events_a_second(),
            all.duties_a_second(),
            memory_a_case(one.memory, size).trim(),
        );
    }
    for &size in &sizes {
        let measured = filter(&population, size, threads)?;
        println!(
            "| `lantern duties` as a filter | {size} cases, {:.0} MB in, {:.0} MB out | {:.0} MB/s of input | serde_json into a Value, same lines: {:.0} MB/s; ratio {:.2} |",
            measured.bytes_in as f64 / 1e6,
            measured.bytes_out as f64 / 1e6,
            rate(measured.bytes_in, measured.filter),
            rate(measured.bytes_in, measured.json),
            measured.json.as_secs_f64() / measured.filter.as_secs_f64(),
        );
    }
    Ok(())
}

fn warm_up(population: &Population) {
    engine(population, 1_000, 1);
}

fn batches(population: &Population, size: u64) -> impl Iterator<Item = Vec<SyntheticCase>> {
    let starts = (0..size).step_by(BATCH as usize);
    starts.map(move |start| (start..size.min(start + BATCH)).map(|index| population.case(index)).collect())
}

struct EngineTimes {
    events: usize,
    duties: usize,
    applying: Duration,
    listing: Duration,
    memory: u64,
}

impl EngineTimes {
    fn events_a_second(&self) -> f64 {
        rate(self.events, self.applying)
    }

    fn duties_a_second(&self) -> f64 {
        rate(self.duties, self.listing)
    }
}

/// Of few cases the batch being prepared takes more than the ledgers do.
fn memory_a_case(bytes: u64, cases: u64) -> String {
    if cases < 10 * BATCH { "too few to say".to_owned() } else { format!("{} bytes a case", bytes / cases) }
}

/// Millions a second
fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64() / 1e6
}

fn engine(population: &Population, size: u64, threads: usize) -> EngineTimes {
    let mut times =
        EngineTimes { events: 0, duties: 0, applying: Duration::ZERO, listing: Duration::ZERO, memory: 0 };
    let before = resident_bytes();
    let mut kept: Vec<Vec<Ledger>> = Vec::new();
    for batch in batches(population, size) {
        let prepared: Vec<Prepared> = batch.iter().map(Prepared::new).collect();
        times.events += prepared.iter().map(|case| case.lines.len()).sum::<usize>();
        let share = prepared.len().div_ceil(threads);

        let start = Instant::now();
        let ledgers: Vec<Vec<Ledger>> =
            in_threads(prepared.chunks(share), |cases| cases.iter().map(apply).collect());
        times.applying += start.elapsed();

        let start = Instant::now();
        let duties = in_threads(ledgers.iter(), |ledgers| ledgers.iter().map(list).sum::<usize>());
        times.listing += start.elapsed();
        times.duties += duties.iter().sum::<usize>();
        kept.extend(ledgers);
    }
    times.memory = resident_bytes().saturating_sub(before);
    drop(kept);
    times
}

fn in_threads<T: Send, R: Send>(parts: impl Iterator<Item = T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let parts: Vec<T> = parts.collect();
    if parts.len() == 1 {
        return parts.into_iter().map(work).collect();
    }
    std::thread::scope(|scope| {
        let work = &work;
        let running: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || work(part))).collect();
        running.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

fn apply(case: &Prepared) -> Ledger {
    let (code, calendar) = (Code::embedded(), Calendar::england_and_wales());
    let mut ledger = Ledger::new();
    for line in &case.lines {
        let line = Line {
            id: Some(&line.id),
            event: line.event,
            at: line.at,
            received_at: line.received_at,
            victim: line.victim.as_deref(),
            facts: None,
        };
        // The same for the next line whether taken or refused.
        let _ = black_box(ledger.apply(code, calendar, EditionChoice::Auto, &line));
    }
    ledger
}

fn list(ledger: &Ledger) -> usize {
    ledger.duties(Code::embedded(), Calendar::england_and_wales()).map(black_box).count()
}

/// A case as the engine takes it, with its texts made
struct Prepared {
    lines: Vec<PreparedLine>,
}

struct PreparedLine {
    id: String,
    event: Event<'static>,
    at: jiff::Timestamp,
    received_at: Option<jiff::Timestamp>,
    victim: Option<String>,
}

impl Prepared {
    fn new(case: &SyntheticCase) -> Prepared {
        Prepared { lines: case.events.iter().filter_map(PreparedLine::new).collect() }
    }
}

impl PreparedLine {
    fn new(event: &synth::Event) -> Option<PreparedLine> {
        let code = Code::embedded();
        let scope = |scope| match scope {
            synth::Scope::Everything => Some(Scope::All),
            synth::Scope::Right(right) => Some(Scope::Right(right)),
            synth::Scope::Duty(duty) => code.duty_index(duty).map(Scope::Duty),
        };
        let what = match (event.event, event.data) {
            ("duty_waived", Data::Waiver(waived)) => Event::DutyWaived(scope(waived)?),
            (_, Data::Waiver(waived)) => Event::WaiverWithdrawn(scope(waived)?),
            (_, Data::Victim(flags)) => Event::VictimAdded { flags },
            (_, Data::Facts { add, remove }) => Event::VictimFactsRecorded { add, remove },
            // The ids are short; leaking them keeps the timed part free of copies.
            (_, Data::Done { duty, trigger }) => Event::DutyDone { duty, trigger: event_id(trigger) },
            (slug, Data::None) => Event::Trigger(code.trigger_id(slug)?),
        };
        Some(PreparedLine {
            id: event.id.to_string(),
            event: what,
            at: event.at,
            received_at: event.received_at,
            victim: event.victim.map(|victim| victim.to_string()),
        })
    }
}

/// The text of an event id, made once for the whole run
fn event_id(id: synth::EventId) -> &'static str {
    static TEXTS: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let texts = TEXTS.get_or_init(|| (0..10_000).map(|number| format!("e{number}")).collect());
    &texts[id.0 as usize]
}

struct FilterTimes {
    bytes_in: usize,
    bytes_out: usize,
    json: Duration,
    filter: Duration,
}

fn filter(
    population: &Population,
    size: u64,
    threads: usize,
) -> Result<FilterTimes, Box<dyn std::error::Error>> {
    let (code, calendar) = (Code::embedded(), Calendar::england_and_wales());
    let mut filter = Filter::new(code, calendar, EditionChoice::Auto);
    let mut times = FilterTimes { bytes_in: 0, bytes_out: 0, json: Duration::ZERO, filter: Duration::ZERO };
    for batch in batches(population, size) {
        let mut text = Vec::new();
        batch.iter().for_each(|case| case.write_lines(&mut text));
        times.bytes_in += text.len();

        let start = Instant::now();
        for line in text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            black_box(serde_json::from_slice::<serde_json::Value>(line)?);
        }
        times.json += start.elapsed();

        let start = Instant::now();
        filter.read(text.as_slice(), |_, _| {})?;
        times.filter += start.elapsed();
    }
    let mut out = Counted { bytes: 0, inner: sink() };
    let start = Instant::now();
    filter.write(AS_OF.parse()?, &mut out, threads)?;
    times.filter += start.elapsed();
    times.bytes_out = out.bytes;
    Ok(times)
}

struct Counted {
    bytes: usize,
    inner: std::io::Sink,
}

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes += bytes.len();
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// Memory of this process that is in use; 0 where the system does not say
fn resident_bytes() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1).and_then(|word| word.parse::<u64>().ok()));
    pages.unwrap_or(0) * 4096
}
