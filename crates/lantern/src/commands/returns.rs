//! `lantern return`: what an area says to a national view, in one signed file; and taking such files in.

use super::export::refused;
use crate::{
    clock,
    database::{self, DatabaseArgs},
};
use record::figures::Month;
use returns::signed::{self, PublicKey, SigningKey};
use serde_json::json;
use service::{
    Service, ServiceError,
    leaving::{NewDeployment, ReturnAsked, ReturnState},
};
use std::{
    error::Error,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Signed figures of an area for a national view, and taking them in (docs/returns.md)
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a key with which this deployment signs, readable by you only; its public half goes to standard output
    SignKey {
        /// The file; it must not be there yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Make a return, to standard output or into a file
    Make(Make),
    /// Trust a deployment to send returns; prints the token with which it may send them to /returns, once
    Trust(Trust),
    /// Trust a deployment no more; what it sent stays
    End {
        /// The name that stands in its returns
        #[arg(value_name = "NAME")]
        deployment: String,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Say whether returns are right, and take nothing
    Verify(Verify),
    /// Take returns in: each is taken whole or not at all. One JSON object a file; exit 1 when one was refused
    Take {
        /// The files; standard input when none is named, or for `-`
        #[arg(value_name = "FILE")]
        files: Vec<String>,
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

#[derive(Debug, clap::Args)]
struct Make {
    /// The key file, as `lantern return sign-key` makes it
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The name under which the receiver trusts this deployment
    #[arg(long, value_name = "NAME")]
    deployment: String,
    /// The area, a police force code such as 01
    #[arg(long, value_name = "CODE")]
    area: String,
    /// First month, such as 2026-01
    #[arg(long, value_name = "MONTH")]
    from: Month,
    /// Last month; it must have ended
    #[arg(long, value_name = "MONTH")]
    to: Month,
    /// A file that is not there yet
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, clap::Args)]
struct Trust {
    /// The name that will stand in its returns: letters, digits and dashes
    #[arg(long, value_name = "NAME")]
    deployment: String,
    /// The name that people read
    #[arg(long, value_name = "NAME")]
    shown_as: String,
    /// Areas for which it answers, police force codes; may be given several times
    #[arg(long, value_name = "CODE", required = true)]
    area: Vec<String>,
    /// Its public key, as `lantern return sign-key` prints it
    #[arg(long, value_name = "FILE")]
    public_key: PathBuf,
    /// The first month for which a return is expected
    #[arg(long, value_name = "MONTH")]
    expected_from: Month,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// The files; standard input when none is named, or for `-`
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The public key of who made them; otherwise the keys that the database trusts
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Does one of them.
pub fn run(args: Args) -> ExitCode {
    database::run(async move {
        match args.what {
            What::SignKey { file } => sign_key(&file),
            What::Make(make) => on(&make.database, async |service| do_make(service, &make).await).await,
            What::Trust(trust) => on(&trust.database, async |service| do_trust(service, &trust).await).await,
            What::End { deployment, database } => {
                on(&database, async |service| {
                    let (now, operator) = (clock::now(), service.operator(clock::now()));
                    let ended = service.end_deployment(&operator, &deployment, now).await;
                    service.end_visit(&operator).await?;
                    match ended {
                        Ok(()) => println!("ended"),
                        Err(ServiceError::NotFound) => {
                            return Err("no deployment of this name is trusted".into());
                        }
                        Err(other) => return refused(other),
                    }
                    Ok(ExitCode::SUCCESS)
                })
                .await
            }
            What::Verify(verify) => match &verify.public_key {
                Some(key) => verify_with(key, &verify.files),
                None => on(&verify.database, async |service| take(service, &verify.files, false).await).await,
            },
            What::Take { files, database } => {
                on(&database, async |service| take(service, &files, true).await).await
            }
        }
    })
}

/// Runs `work` on the database, and closes it.
async fn on<F>(database: &DatabaseArgs, work: F) -> Result<ExitCode, Box<dyn Error>>
where
    F: AsyncFnOnce(&Service) -> Result<ExitCode, Box<dyn Error>>,
{
    let service = database.service().await?;
    let done = work(&service).await;
    service.store().close().await;
    done
}

fn sign_key(file: &Path) -> Result<ExitCode, Box<dyn Error>> {
    use std::os::unix::fs::OpenOptionsExt;
    let key = SigningKey::new()?;
    let mut options = std::fs::OpenOptions::new();
    let written = options.write(true).create_new(true).mode(0o600).open(file).and_then(|mut made| {
        made.write_all(key.to_pem().unwrap_or_default().as_bytes())?;
        made.sync_all()
    });
    written.map_err(|why| format!("{}: {why}", file.display()))?;
    print!("{}", key.public().to_pem()?);
    eprintln!(
        "lantern: made key {} in {}; give the lines above to whoever takes your returns",
        key.public().fingerprint(),
        file.display()
    );
    Ok(ExitCode::SUCCESS)
}

async fn do_make(service: &Service, make: &Make) -> Result<ExitCode, Box<dyn Error>> {
    let text = std::fs::read_to_string(&make.key).map_err(|why| format!("{}: {why}", make.key.display()))?;
    let key = SigningKey::from_pem(&text).map_err(|why| format!("{}: {why}", make.key.display()))?;
    if let Some(out) = make.out.as_ref().filter(|out| out.symlink_metadata().is_ok()) {
        return Err(format!("{}: is there already; name a file that is not there yet", out.display()).into());
    }
    let now = clock::now();
    let operator = service.operator(now);
    let asked = ReturnAsked {
        deployment: make.deployment.clone(),
        area: make.area.clone(),
        from: make.from,
        to: make.to,
    };
    let made = service.make_return(&operator, &asked, &key, now).await;
    service.end_visit(&operator).await?;
    let made = match made {
        Ok(made) => made,
        Err(why) => return refused(why),
    };
    match &make.out {
        None => io::stdout().write_all(&made.file)?,
        Some(out) => write_whole(out, &made.file)
            .map_err(|why| format!("{}: {why}; nothing was written", out.display()))?,
    }
    for month in &made.empty {
        eprintln!("lantern return: {month}: no duty counts in this month; the return says so");
    }
    let correcting = made.corrects.map(|other| format!(", corrects {other}")).unwrap_or_default();
    eprintln!("lantern return: number {}{correcting}, {} rows", made.sequence, made.rows);
    Ok(ExitCode::SUCCESS)
}

/// A file that is there whole, or not at all.
fn write_whole(out: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(format!(".part-{}", std::process::id()));
    let beside = out.with_file_name(name);
    let write = || {
        let mut file = std::fs::File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, out)
    };
    write().inspect_err(|_| drop(std::fs::remove_file(&beside)))
}

async fn do_trust(service: &Service, trust: &Trust) -> Result<ExitCode, Box<dyn Error>> {
    let now = clock::now();
    let public_key = std::fs::read_to_string(&trust.public_key)
        .map_err(|why| format!("{}: {why}", trust.public_key.display()))?;
    let operator = service.operator(now);
    let new = NewDeployment {
        deployment: trust.deployment.clone(),
        name: trust.shown_as.clone(),
        public_key,
        areas: trust.area.clone(),
        expected_from: trust.expected_from,
    };
    let token = service.trust_deployment(&operator, &new, now).await;
    service.end_visit(&operator).await?;
    match token {
        Ok(token) => {
            println!("{token}");
            eprintln!("lantern: this is shown once; with it the deployment may send its returns to /returns");
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => refused(why),
    }
}

/// Takes files in, or only looks at them.
async fn take(service: &Service, files: &[String], keep: bool) -> Result<ExitCode, Box<dyn Error>> {
    let mut all = true;
    for (name, read) in each(files) {
        let now = clock::now();
        let operator = service.operator(now);
        let done = match read {
            Err(why) => Err(why.to_string()),
            Ok(file) if keep => match service.take_return(&operator, &file, now).await {
                Ok(taken) => {
                    let corrected: Vec<String> = match &taken.state {
                        ReturnState::Corrected(months) => months.iter().map(Month::to_string).collect(),
                        _ => Vec::new(),
                    };
                    Ok(json!({
                        "file": name, "state": if taken.state == ReturnState::Known { "known" } else { "taken" },
                        "deployment": taken.deployment, "area": taken.area, "sequence": taken.sequence,
                        "from": taken.from, "to": taken.to, "rows": taken.rows, "corrected": corrected,
                    }))
                }
                Err(why) => Err(words(why)?),
            },
            Ok(file) => match service.verify_return(&operator, &file, now).await {
                Ok(opened) => Ok(right(&name, &opened)),
                Err(why) => Err(words(why)?),
            },
        };
        service.end_visit(&operator).await?;
        all &= say(&name, done);
    }
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn verify_with(key: &Path, files: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let text = std::fs::read_to_string(key).map_err(|why| format!("{}: {why}", key.display()))?;
    let key = PublicKey::from_pem(&text).map_err(|why| format!("{}: {why}", key.display()))?;
    let mut all = true;
    for (name, read) in each(files) {
        let opened = read.map_err(|why| why.to_string()).and_then(|file| {
            signed::open(&file, &key, |_| true, clock::now()).map_err(|why| why.to_string())
        });
        all &= say(&name, opened.map(|opened| right(&name, &opened)));
    }
    Ok(if all { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn right(name: &str, opened: &signed::Opened) -> serde_json::Value {
    let header = &opened.header;
    json!({
        "file": name, "state": "right", "deployment": header.deployment, "area": header.area,
        "sequence": header.sequence, "from": header.from, "to": header.to, "rows": opened.rows.len(),
    })
}

/// What is wrong with a file; a failure of the service itself ends the command.
fn words(why: ServiceError) -> Result<String, ServiceError> {
    match why {
        ServiceError::Invalid(problems) => {
            Ok(problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; "))
        }
        other => Err(other),
    }
}

/// One line about a file, on standard output or, when it was refused, on standard error. Whether it was not.
fn say(name: &str, done: Result<serde_json::Value, String>) -> bool {
    match &done {
        Ok(line) => println!("{line}"),
        Err(why) => eprintln!("{name}: {why}"),
    }
    done.is_ok()
}

/// Every file with its bytes; never more of one than a return may have.
fn each(files: &[String]) -> impl Iterator<Item = (String, io::Result<Vec<u8>>)> {
    let named: Vec<String> = if files.is_empty() { vec!["-".to_owned()] } else { files.to_vec() };
    named.into_iter().map(|name| {
        let most = signed::LARGEST as u64 + 1;
        let mut bytes = Vec::new();
        let read = match name.as_str() {
            "-" => io::stdin().lock().take(most).read_to_end(&mut bytes),
            path => std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
        };
        (name, read.map(|_| bytes))
    })
}
