//! `lantern verify`: proof that the journal is what was written.

use crate::database::{self, DatabaseArgs};
use std::process::ExitCode;

/// Read the whole journal and name every event that was altered, is missing or was reordered
///
/// Exit 0 when nothing is wrong, 1 when something is (each a line on standard error).
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Verifies the journal.
pub fn run(args: &Args) -> ExitCode {
    database::run(async {
        let store = args.database.store().await?;
        let report = store.verify().await?;
        store.close().await;
        for finding in &report.findings {
            eprintln!("{finding}");
        }
        let wrong = report.findings.len();
        println!(
            "{} cases, {} events, {} personal texts: {}",
            report.cases,
            report.events,
            report.texts,
            if wrong == 0 { "nothing is wrong".to_owned() } else { format!("{wrong} wrong") }
        );
        Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}
