//! `lantern database`: the database itself.

use crate::database::{self, DatabaseArgs};
use std::{error::Error, process::ExitCode};

/// Look after the database itself
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Give a PostgreSQL role what `lantern serve` needs and nothing more: it can add to the journal and the audit, and
    /// can change or remove nothing in them
    ///
    /// Brings the schema up to date first. Run it as the owner of the tables, again after every upgrade, and let the
    /// service sign in as the role.
    Grant(Grant),
}

#[derive(Debug, clap::Args)]
struct Grant {
    /// The role as which the service signs in; it must exist and own nothing
    #[arg(long, value_name = "ROLE")]
    role: String,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Does it.
pub fn run(args: &Args) -> ExitCode {
    match &args.what {
        What::Grant(grant) => database::run(give(grant)),
    }
}

async fn give(grant: &Grant) -> Result<ExitCode, Box<dyn Error>> {
    let store = grant.database.store().await?;
    database::note(&store, "grant").await?;
    let added_to = store.grant_application_role(&grant.role).await?;
    store.close().await;
    println!("{}: granted; only additions to {}", grant.role, added_to.join(", "));
    Ok(ExitCode::SUCCESS)
}
