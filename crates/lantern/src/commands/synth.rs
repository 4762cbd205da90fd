//! `lantern synth`: a synthetic population of cases as contract events, for demonstrations and measurements.

use std::io::{self, Write};
use std::process::ExitCode;

use jiff::civil::Date;

/// Write to standard output in pieces of about this many bytes.
const PIECE: usize = 1 << 18;

/// Cases that never happened, as JSON lines; the same numbers give the same bytes
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
}

/// Writes the population to standard output. Exit 2 when the days cannot be filled.
pub fn run(args: &Args) -> ExitCode {
    let cases = match synth::cases(args.seed, args.cases, args.from, args.to) {
        Ok(cases) => cases,
        Err(error) => {
            eprintln!("lantern synth: {error} (days are given with --from and --to)");
            return ExitCode::from(2);
        }
    };
    match write(cases, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads has seen enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lantern synth: standard output: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(cases: impl Iterator<Item = synth::SyntheticCase>, out: &mut impl Write) -> io::Result<()> {
    let mut lines = Vec::with_capacity(PIECE * 2);
    for case in cases {
        case.write_lines(&mut lines);
        if lines.len() >= PIECE {
            out.write_all(&lines)?;
            lines.clear();
        }
    }
    out.write_all(&lines)?;
    out.flush()
}
