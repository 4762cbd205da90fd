//! `lantern rebuild`: every view again from the events.

use crate::database::{self, DatabaseArgs};
use std::process::ExitCode;
use store::Rules;

/// Throw away every list and search and make them again from the events
///
/// Prints a digest of all their rows before and after: the same when nothing was wrong.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Rebuilds the views.
pub fn run(args: &Args) -> ExitCode {
    database::run(async {
        let store = args.database.store().await?;
        database::note(&store, "rebuild").await?;
        let report = store.rebuild(Rules::embedded(), |_| {}).await?;
        store.close().await;
        println!("before {}", report.before);
        println!("after  {}", report.after);
        let same = if report.before == report.after { "identical" } else { "mended" };
        println!("{} cases: {same}", report.cases);
        Ok(ExitCode::SUCCESS)
    })
}
