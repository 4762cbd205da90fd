//! `lantern verify`: proof that journal and audit are what was written.

use crate::database::{self, DatabaseArgs};
use std::process::ExitCode;

/// Read the whole journal and audit and name every event and line that was altered, is missing or was reordered
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
        let store = args.database.store_to_verify().await?;
        let report = store.verify().await?;
        store.close().await;
        for finding in &report.findings {
            eprintln!("{finding}");
        }
        let wrong = report.findings.len();
        if report.closed > 0 {
            eprintln!(
                "{} sealed texts were not looked into, because no key was given: name the key file with --keys",
                report.closed
            );
        }
        println!(
            "{} cases, {} events, {} personal texts, {} audit lines: {}",
            report.cases,
            report.events,
            report.texts,
            report.audit_lines,
            if wrong == 0 { "nothing is wrong".to_owned() } else { format!("{wrong} wrong") }
        );
        Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}
