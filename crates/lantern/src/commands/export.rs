//! `lantern export`: figures into a folder, for everybody or for research inside the agency.

use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use record::figures::Month;
use service::{
    Service, ServiceError,
    leaving::{PublishAsked, Published},
};
use std::{error::Error, path::PathBuf, process::ExitCode};

/// Figures as CSV and Parquet, with how they came about (docs/open-data.md)
///
/// The folder must not be there yet: it is there when everything in it is whole, or not at all. One JSON object a data
/// set on standard output.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Sums by month, area, agency and duty, for everybody. Numbers from 1 to 4 are withheld, and what would give them away
    OpenData(Publish),
    /// A row for each duty, without names, references and dates: for research inside the agency, never to be published
    Rows(Publish),
}

#[derive(Debug, clap::Args)]
struct Publish {
    /// First month, such as 2026-01
    #[arg(long, value_name = "MONTH")]
    from: Month,
    /// Last month; it must have ended
    #[arg(long, value_name = "MONTH")]
    to: Month,
    /// The folder to make
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Only this area, a police force code such as 01; may be given several times
    #[arg(long, value_name = "CODE")]
    area: Vec<String>,
    /// Who publishes, as descriptions name it
    #[arg(long, value_name = "NAME", default_value = "the agency whose record this is")]
    publisher: String,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Writes it.
pub fn run(args: Args) -> ExitCode {
    database::run(async move {
        let (publish, for_everybody) = match args.what {
            What::OpenData(publish) => (publish, true),
            What::Rows(publish) => (publish, false),
        };
        let service = publish.database.service().await?;
        let done = write(&service, &publish, for_everybody).await;
        service.store().close().await;
        done
    })
}

async fn write(
    service: &Service,
    publish: &Publish,
    for_everybody: bool,
) -> Result<ExitCode, Box<dyn Error>> {
    let now = clock::now();
    let operator = service.operator(now);
    let asked = PublishAsked {
        from: publish.from,
        to: publish.to,
        areas: publish.area.clone(),
        publisher: publish.publisher.clone(),
    };
    let published = if for_everybody {
        service.publish_open_data(&operator, &asked, &publish.out, now).await
    } else {
        service.publish_rows(&operator, &asked, &publish.out, now).await
    };
    service.end_visit(&operator).await?;
    match published {
        Ok(published) => {
            say(&published);
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => refused(why),
    }
}

fn say(published: &Published) {
    for (data_set, rows) in &published.rows {
        println!("{}", serde_json::json!({ "data_set": data_set, "rows": rows }));
    }
    for month in &published.empty {
        eprintln!("lantern export: {month}: no duty counts in this month");
    }
}

/// What was wrong, a line each.
pub(super) fn refused(why: ServiceError) -> Result<ExitCode, Box<dyn Error>> {
    match why {
        ServiceError::Invalid(problems) => {
            problems.iter().for_each(|problem| eprintln!("lantern: {}", problem.message));
            Ok(ExitCode::FAILURE)
        }
        other => Err(other.into()),
    }
}
