//! Reads messages as `lantern read` does, for trying a reader without the whole program:
//! `cargo run -p exchange --example read -- court-results FILE...`

use std::{io, process::ExitCode};

use exchange::command::{Kind, read_files};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("court-results") => Kind::CourtResults,
        Some("charge-file") => Kind::ChargeFile,
        _ => {
            eprintln!("usage: read court-results|charge-file FILE...");
            return ExitCode::from(2);
        }
    };
    let files: Vec<String> = arguments.collect();
    match read_files(kind, &files, &mut io::stdin(), &mut io::stdout().lock(), &mut io::stderr().lock()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) | Err(_) => ExitCode::from(1),
    }
}
