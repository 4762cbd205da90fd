//! `lantern support`: the directory of support services.

use crate::database::{self, DatabaseArgs};
use service::{Service, ServiceError};
use std::{error::Error, path::PathBuf, process::ExitCode};

/// Support services that victims read about and can ask for
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Replace the directory by a table (CSV); all of it or nothing. Columns, of which only name must be there:
    /// id,name,about,needs,crimes,areas,languages,who_for,phone,email,website,how,waiting,standards,organisation,checked
    /// or, as public lists have them, name,website,service_tags,note. Several values stand apart by "|".
    #[command(verbatim_doc_comment)]
    Import {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Runs it.
pub fn run(args: Args) -> ExitCode {
    database::run(async move {
        let service = args.database.service().await?;
        let Command::Import { file } = args.command;
        let done = import(&service, &file).await;
        service.store().close().await;
        done
    })
}

async fn import(service: &Service, file: &PathBuf) -> Result<ExitCode, Box<dyn Error>> {
    let table = std::fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
    match service.import_support_services(&table).await {
        Ok(count) => {
            println!("{count} support services");
            Ok(ExitCode::SUCCESS)
        }
        Err(ServiceError::Invalid(problems)) => {
            for problem in &problems {
                eprintln!("{}: {}", file.display(), problem.message);
            }
            eprintln!("nothing was changed: mend {} line(s) and import again", problems.len());
            Ok(ExitCode::FAILURE)
        }
        Err(other) => Err(other.into()),
    }
}
