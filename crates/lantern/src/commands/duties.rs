//! `lantern duties`: the duty engine as a filter, case events in, duties out.

use calendar::Calendar;
use jiff::Timestamp;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;
use victims_code::filter::Filter;
use victims_code::{Code, EditionChoice, EditionKind};

/// Turn case events (JSON lines) into the duties they start (JSON lines)
///
/// Exit 0 when every line was processed, 1 when some were refused (named on standard error), 2 when used wrongly.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Edition of the Code that decides: `auto` takes the one in force on the day of each trigger
    #[arg(long, value_name = "auto|EDITION", default_value = "auto", value_parser = edition)]
    code: EditionChoice,
    /// Status as of this instant, such as 2024-05-01T09:30:00+01:00; now, when left out
    #[arg(long, value_name = "INSTANT", value_parser = victims_code::parse_instant)]
    as_of: Option<Timestamp>,
    /// Files to read; standard input when there is none, or for `-`
    #[arg(value_name = "FILE")]
    files: Vec<String>,
}

fn edition(name: &str) -> Result<EditionChoice, String> {
    let code = Code::embedded();
    let of_the_code = |edition: &&victims_code::Edition| edition.kind == EditionKind::Code;
    match code.edition_named(name) {
        _ if name == "auto" => Ok(EditionChoice::Auto),
        Some(index) if of_the_code(&code.edition(index)) => Ok(EditionChoice::Only(index)),
        _ => {
            let known: Vec<&str> =
                code.editions().iter().filter(of_the_code).map(|edition| &*edition.name).collect();
            Err(format!("no such edition; there are auto, {}", known.join(", ")))
        }
    }
}

/// Reads every file, then writes the duties.
pub fn run(args: &Args) -> ExitCode {
    let mut filter = Filter::new(Code::embedded(), Calendar::england_and_wales(), args.code);
    let mut diagnostics = BufWriter::new(io::stderr().lock());
    let standard_input = ["-".to_owned()];
    let files = if args.files.is_empty() { &standard_input[..] } else { &args.files };
    // When standard error cannot be written the exit code still tells.
    let mut all_taken = true;
    for file in files {
        let mut refused = |line: u64, why: &dyn std::fmt::Display| {
            all_taken = false;
            let _ = writeln!(diagnostics, "{file}:{line}: {why}");
        };
        let read = match file.as_str() {
            "-" => filter.read(io::stdin().lock(), &mut refused),
            path => File::open(path).and_then(|input| filter.read(input, &mut refused)),
        };
        if let Err(error) = read {
            all_taken = false;
            let _ = writeln!(diagnostics, "{file}: {error}");
        }
    }
    let as_of = args.as_of.unwrap_or_else(crate::clock::now);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let written = filter.write(as_of, &mut io::stdout().lock(), threads);
    // The program ends here: giving back a million cases one by one would only take time.
    std::mem::forget(filter);
    match written {
        // Whoever reads has seen enough (`| head`).
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(diagnostics, "standard output: {error}");
            all_taken = false;
        }
        _ => {}
    }
    let _ = diagnostics.flush();
    if all_taken { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
