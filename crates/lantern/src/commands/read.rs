//! `lantern read`: what court results and charge files say, one JSON object a message.

use std::io;
use std::process::ExitCode;

use exchange::command::{Kind, read_files};

/// What a court's or the police's message says, after look-up in the standing data
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    kind: MessageKind,
}

/// The kinds of message.
#[derive(Debug, clap::Subcommand)]
enum MessageKind {
    /// Results of a hearing: SPI `ResultedCaseMessage` or the Common Platform event
    CourtResults(Files),
    /// A case as the police charge it: SPI `NewCaseMessage`
    ChargeFile(Files),
}

/// Where the messages are.
#[derive(Debug, clap::Args)]
struct Files {
    /// One message each; standard input when none is named, or for `-`
    #[arg(value_name = "FILE")]
    files: Vec<String>,
}

/// Reads every message. Exit 1 when one was refused.
pub fn run(args: &Args) -> ExitCode {
    let (kind, named) = match &args.kind {
        MessageKind::CourtResults(named) => (Kind::CourtResults, named),
        MessageKind::ChargeFile(named) => (Kind::ChargeFile, named),
    };
    match read_files(kind, &named.files, &mut io::stdin(), &mut io::stdout(), &mut io::stderr()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // Whoever reads has seen enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("lantern read: standard output: {error}");
            ExitCode::FAILURE
        }
    }
}
