//! `lantern directory`: organisations, teams and people as tables; tokens for machines that keep them.

use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use service::{Service, ServiceError};
use std::{error::Error, path::PathBuf, process::ExitCode};

/// Organisations, teams and people: take in joiners, movers and leavers, hand them out, let machines keep them
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take in tables (CSV); all of them or nothing. The first line of a file says which table it is:
    /// organisation,name,kind,areas,phone,until
    /// or team,organisation,name,unit,phone,covered_by,until
    /// or person,name,organisation,team,role,phone,user_name,number,from,until,hours,bank_holidays,deputies,shut_out
    #[command(verbatim_doc_comment)]
    Import {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Only say what would change
        #[arg(long)]
        dry_run: bool,
    },
    /// Write organisations.csv, teams.csv and people.csv
    Export {
        /// The folder
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Make, list or end tokens of SCIM, with which an organisation's identity system keeps its people
    Token {
        #[command(subcommand)]
        command: Token,
    },
}

#[derive(Debug, clap::Subcommand)]
enum Token {
    /// Make a token; it is shown once
    Make {
        /// Id of the organisation
        organisation: String,
    },
    /// List tokens
    List,
    /// End a token at once
    End {
        /// Id of the token
        token: String,
    },
}

/// Runs one of them.
pub fn run(args: Args) -> ExitCode {
    database::run(async move {
        let service = args.database.service().await?;
        let done = match args.command {
            Command::Import { files, dry_run } => import(&service, &files, dry_run).await,
            Command::Export { folder } => export(&service, &folder).await,
            Command::Token { command } => token(&service, command).await,
        };
        service.store().close().await;
        done
    })
}

async fn import(service: &Service, files: &[PathBuf], dry_run: bool) -> Result<ExitCode, Box<dyn Error>> {
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        let bytes = std::fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?;
        read.push((file.display().to_string(), bytes));
    }
    let now = clock::now();
    let operator = service.operator(now);
    let plan = match service.plan_directory(&operator, &read, now) {
        Ok(plan) => plan,
        Err(ServiceError::Invalid(problems)) => {
            problems.iter().for_each(|problem| eprintln!("lantern: {}", problem.message));
            eprintln!("lantern: nothing was changed");
            return Ok(ExitCode::FAILURE);
        }
        Err(other) => return Err(other.into()),
    };
    plan.notes.iter().for_each(|note| eprintln!("look at {note}"));
    plan.lines.iter().for_each(|line| println!("{line}"));
    let changes = plan.lines.len();
    if dry_run {
        println!("{changes} changes; nothing was written");
        return Ok(ExitCode::SUCCESS);
    }
    service.carry_out(&operator, plan).await?;
    service.end_visit(&operator).await?;
    println!("{changes} changes");
    Ok(ExitCode::SUCCESS)
}

async fn export(service: &Service, folder: &std::path::Path) -> Result<ExitCode, Box<dyn Error>> {
    let operator = service.operator(clock::now());
    let tables = service.export_directory(&operator)?;
    service.end_visit(&operator).await?;
    database::make_folder(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    for (name, text) in tables {
        let path = folder.join(name);
        write_for_owner(&path, &text).map_err(|why| format!("{}: {why}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Names and phones of people are for the owner of the file only.
fn write_for_owner(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

async fn token(service: &Service, command: Token) -> Result<ExitCode, Box<dyn Error>> {
    let now = clock::now();
    let operator = service.operator(now);
    match command {
        Token::Make { organisation } => {
            let made = service.make_directory_token(&operator, &organisation, now).await;
            let token = made.map_err(|why| match why {
                ServiceError::NotFound => {
                    format!("there is no organisation {organisation}; take in its table first")
                }
                other => other.to_string(),
            })?;
            service.end_visit(&operator).await?;
            println!("{token}");
            eprintln!("lantern: this is shown once; the address for it is /scim/v2");
        }
        Token::List => {
            for token in service.directory_tokens(&operator).await? {
                let until = calendar::london_date(token.ended_at.unwrap_or(token.expires_at));
                println!("{} {} until {until}", token.id, token.organisation);
            }
        }
        Token::End { token } => {
            let ended = service.end_directory_token(&operator, &token, now).await;
            ended.map_err(|_| format!("there is no token {token}; see lantern directory token list"))?;
            service.end_visit(&operator).await?;
            println!("ended");
        }
    }
    Ok(ExitCode::SUCCESS)
}
