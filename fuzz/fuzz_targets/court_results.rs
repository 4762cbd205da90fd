//! Court results: any bytes are read or refused, and what is read can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match exchange::read_court_results(bytes) {
    Ok(read) => {
        serde_json::to_string(&read.message).expect("results are written as JSON");
        for note in &read.notes {
            assert!(!note.to_string().contains('\n'), "a note is one line");
        }
    }
    Err(error) => assert!(!error.to_string().contains('\n'), "an error is one line"),
});
