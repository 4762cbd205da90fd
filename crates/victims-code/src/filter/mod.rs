//! The engine as a filter: case events in as JSON lines, duties out as JSON lines (`lantern duties`).
//!
//! Duties come out in the order in which cases first appeared, so nothing is written before everything is read; what
//! is held meanwhile are the open cases in a compact form, never output.
//!
//! ```
//! use calendar::Calendar;
//! use victims_code::{Code, EditionChoice, filter::Filter};
//!
//! let mut filter = Filter::new(Code::embedded(), Calendar::england_and_wales(), EditionChoice::Auto);
//! let events = r#"{"case":"C1","event":"victim_added","at":"2024-05-01T09:00:00+01:00","victim":"V1"}
//! {"case":"C1","event":"suspect_arrested","at":"2024-05-03T11:00:00+01:00"}
//! {"case":"C1","event":"sunrise","at":"2024-05-03T05:30:00+01:00"}"#;
//! let mut refused = Vec::new();
//! filter.read(events.as_bytes(), |line, why| refused.push(format!("events:{line}: {why}")))?;
//! assert_eq!(refused, ["events:3: unknown `event` `sunrise`"]);
//!
//! let mut duties = Vec::new();
//! filter.write("2024-05-08T09:00:00Z".parse().unwrap(), &mut duties, 1)?;
//! assert!(String::from_utf8_lossy(&duties).contains(r#""duty":"r06-arrested""#));
//! # Ok::<(), std::io::Error>(())
//! ```

mod lines;
mod parse;
mod write;

pub use lines::LONGEST_LINE;

use crate::code::{Code, EditionChoice};
use crate::event::{Event, Line};
use crate::ledger::Ledger;
use calendar::Calendar;
use hashbrown::{DefaultHashBuilder, HashTable};
use jiff::Timestamp;
use parse::{Parsed, ParsedEvent, Unread};
use std::fmt::Display;
use std::hash::BuildHasher;
use std::io::{Read, Result, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use write::CaseWriter;

/// Cases being read
#[derive(Debug)]
pub struct Filter<'c> {
    code: &'c Code,
    calendar: &'c Calendar,
    choice: EditionChoice,
    cases: Vec<Case>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The case of the line before: lines of one case tend to come together
    last: usize,
}

#[derive(Debug)]
struct Case {
    name: Box<str>,
    ledger: Ledger,
}

impl<'c> Filter<'c> {
    /// A filter that has read nothing yet
    #[must_use]
    pub fn new(code: &'c Code, calendar: &'c Calendar, choice: EditionChoice) -> Filter<'c> {
        Filter {
            code,
            calendar,
            choice,
            cases: Vec::new(),
            numbers: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            last: 0,
        }
    }

    /// Reads events to the end; `refused` is called with the number of each refused line and the reason
    ///
    /// Blank lines are skipped. May be called again with the next file: cases go on. An error is one of reading;
    /// what was read before it counts.
    pub fn read(&mut self, input: impl Read, mut refused: impl FnMut(u64, &dyn Display)) -> Result<()> {
        lines::for_each_line(input, |number, line| match line {
            None => refused(number, &format_args!("the line is longer than {LONGEST_LINE} bytes")),
            Some(line) if line.trim_ascii().is_empty() => {}
            Some(line) => self.line(line, |why| refused(number, why)),
        })
    }

    fn line(&mut self, line: &[u8], refused: impl FnOnce(&dyn Display)) {
        let Parsed { case, id, event, at, received_at, victim } = match parse::parse(self.code, line) {
            Ok(parsed) => parsed,
            Err(Unread { case, why }) => {
                if let Some(case) = case {
                    self.case(&case).ledger.count_refused_line();
                }
                return refused(&why);
            }
        };
        let event = match &event {
            ParsedEvent::Trigger(trigger) => Event::Trigger(*trigger),
            ParsedEvent::VictimAdded { flags } => Event::VictimAdded { flags: *flags },
            ParsedEvent::VictimFactsRecorded { add, remove } => {
                Event::VictimFactsRecorded { add: *add, remove: *remove }
            }
            ParsedEvent::DutyDone { duty, trigger } => Event::DutyDone { duty, trigger },
            ParsedEvent::DutyWaived(scope) => Event::DutyWaived(*scope),
            ParsedEvent::WaiverWithdrawn(scope) => Event::WaiverWithdrawn(*scope),
        };
        let line = Line { id: id.as_deref(), event, at, received_at, victim: victim.as_deref(), facts: None };
        let (code, calendar, choice) = (self.code, self.calendar, self.choice);
        if let Err(refusal) = self.case(&case).ledger.apply(code, calendar, choice, &line) {
            refused(&refusal);
        }
    }

    /// The case of this name; one that is new has its place in the output from now on.
    fn case(&mut self, name: &str) -> &mut Case {
        let Filter { cases, numbers, hasher, last, .. } = self;
        if cases.get(*last).is_none_or(|case| &*case.name != name) {
            let hash = hasher.hash_one(name);
            let found = numbers.find(hash, |&number| &*cases[number as usize].name == name).copied();
            *last = match found {
                Some(number) => number as usize,
                None => {
                    let rehash = |&number: &u32| hasher.hash_one(&*cases[number as usize].name);
                    numbers.insert_unique(hash, cases.len() as u32, rehash);
                    cases.push(Case { name: name.into(), ledger: Ledger::new() });
                    cases.len() - 1
                }
            };
        }
        &mut cases[*last]
    }

    /// How many cases were named
    #[must_use]
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }

    /// Writes every duty, its status as of an instant, using up to `threads` threads
    ///
    /// The bytes are the same whatever the number of threads.
    pub fn write(&self, as_of: Timestamp, out: &mut impl Write, threads: usize) -> Result<()> {
        let writer = CaseWriter::new(self.code, self.calendar, as_of);
        let batches: Vec<&[Case]> = self.cases.chunks(CASES_A_BATCH).collect();
        let threads = threads.clamp(1, batches.len().max(1));
        if threads == 1 {
            let mut text = Vec::new();
            return batches.iter().try_for_each(|batch| {
                text.clear();
                write_batch(&writer, batch, &mut text);
                out.write_all(&text)
            });
        }
        std::thread::scope(|scope| {
            let workers: Vec<Worker> = (0..threads)
                .map(|worker| {
                    let (send_text, texts) = sync_channel(2);
                    let (give_back, used) = sync_channel(4);
                    let mine = batches.iter().skip(worker).step_by(threads);
                    let writer = &writer;
                    scope.spawn(move || write_batches(writer, mine, &send_text, &used));
                    (texts, give_back)
                })
                .collect();
            // Batch after batch from the worker whose turn it is, so that the order is that of one thread. When
            // writing fails the channels close and the workers stop.
            for batch in 0..batches.len() {
                let (texts, give_back) = &workers[batch % threads];
                let Ok(text) = texts.recv() else { break };
                out.write_all(&text)?;
                let _ = give_back.try_send(text);
            }
            Ok(())
        })
    }
}

/// Few enough that memory stays small, many enough that threads seldom wait for each other
const CASES_A_BATCH: usize = 64;

/// Where a worker's texts come from, and where they go back to be written over
type Worker = (Receiver<Vec<u8>>, SyncSender<Vec<u8>>);

fn write_batches<'a>(
    writer: &CaseWriter,
    batches: impl Iterator<Item = &'a &'a [Case]>,
    send: &SyncSender<Vec<u8>>,
    used: &Receiver<Vec<u8>>,
) {
    for batch in batches {
        let mut text = used.try_recv().unwrap_or_default();
        text.clear();
        write_batch(writer, batch, &mut text);
        if send.send(text).is_err() {
            return;
        }
    }
}

fn write_batch(writer: &CaseWriter, batch: &[Case], text: &mut Vec<u8>) {
    for case in batch {
        writer.write(&case.name, &case.ledger, text);
    }
}
