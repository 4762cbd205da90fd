//! police.uk months, plain and gzipped: every row is read or refused, and reading ends.
#![no_main]

use std::io::Cursor;

use exchange::police_uk::{Row, open, outcome_meaning};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(rows) = open(Cursor::new(bytes.to_vec())) {
        for row in rows.take(10_000).flatten() {
            if let (_, Row::Outcome(outcome)) = row {
                outcome_meaning(&outcome.outcome);
            }
        }
    }
});
