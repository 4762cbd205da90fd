//! `lantern database`: the database itself.

use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use jiff::civil::Date;
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
    /// Put the large tables of PostgreSQL into parts: what is read case by case by the month in which the case began, the
    /// duties in lists by area
    ///
    /// Stop the service first: nobody reads or writes these tables meanwhile, and they are written once more, so that as
    /// much of the disk again must be free. All or nothing, with the rows counted before and after; then run `lantern
    /// verify`, and `lantern database grant` again. Run it later for more months and areas. Dropping a month's part is not
    /// erasure: other tables speak of the same people.
    Partition(Partition),
}

#[derive(Debug, clap::Args)]
struct Partition {
    /// The last month that gets a part, such as 2027-12
    #[arg(long, value_name = "MONTH", value_parser = month)]
    until: Date,
    /// The first month when there are no cases yet; this month, when left out
    #[arg(long, value_name = "MONTH", value_parser = month)]
    from: Option<Date>,
    /// Areas (police force codes) that get a part, with commas between; when left out, those that there are cases of
    #[arg(long, value_name = "AREAS", value_delimiter = ',')]
    areas: Vec<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn month(text: &str) -> Result<Date, String> {
    format!("{text}-01").parse().map_err(|_| "write a month as 2027-12".to_owned())
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
        What::Partition(partition) => database::run(part(partition)),
    }
}

async fn part(partition: &Partition) -> Result<ExitCode, Box<dyn Error>> {
    let store = partition.database.store().await?;
    database::note(&store, "partition").await?;
    let from = partition.from.unwrap_or_else(|| calendar::london_date(clock::now()).first_of_month());
    let parted = store.partition(from, partition.until, &partition.areas).await?;
    store.close().await;
    for table in parted {
        println!("{}: {} rows, {} new parts", table.table, table.rows, table.made.len());
    }
    Ok(ExitCode::SUCCESS)
}

async fn give(grant: &Grant) -> Result<ExitCode, Box<dyn Error>> {
    let store = grant.database.store().await?;
    database::note(&store, "grant").await?;
    let added_to = store.grant_application_role(&grant.role).await?;
    store.close().await;
    println!("{}: granted; only additions to {}", grant.role, added_to.join(", "));
    Ok(ExitCode::SUCCESS)
}
