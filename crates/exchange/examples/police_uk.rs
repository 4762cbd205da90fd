//! Counts the rows of police.uk months and what their outcomes mean:
//! `cargo run -p exchange --example police_uk -- FILE...`

use std::{collections::BTreeMap, fs::File, process::ExitCode};

use exchange::police_uk::{Row, open, outcome_meaning};

fn main() -> ExitCode {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut refused = false;
    for file in std::env::args().skip(1) {
        let rows = match File::open(&file).map(open) {
            Ok(Ok(rows)) => rows,
            Ok(Err(error)) => {
                eprintln!("{file}: {error}");
                refused = true;
                continue;
            }
            Err(error) => {
                eprintln!("{file}: {}", error.kind());
                refused = true;
                continue;
            }
        };
        for row in rows {
            let (kind, outcome) = match row {
                Ok((_, Row::Crime(crime))) => ("crimes", crime.last_outcome),
                Ok((_, Row::Outcome(outcome))) => ("outcomes", Some(outcome.outcome)),
                Err(error) => {
                    eprintln!("{file}: {error}");
                    refused = true;
                    continue;
                }
            };
            let meaning = match outcome.as_deref().map(outcome_meaning) {
                None => "none",
                Some(None) => "unknown wording",
                Some(Some(meaning)) => meaning.trigger.unwrap_or("a state"),
            };
            *counts.entry(format!("{kind}\t{meaning}")).or_default() += 1;
        }
    }
    for (what, count) in counts {
        println!("{what}\t{count}");
    }
    if refused { ExitCode::from(1) } else { ExitCode::SUCCESS }
}
