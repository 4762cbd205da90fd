//! Which database a command works on, with which keys, and how it is opened.

use service::{Service, ServiceError};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use store::{AuditLine, Durability, KeyError, KeySource, Keyring, Store, StoreError};

/// Where the record is kept
#[derive(Debug, clap::Args)]
pub struct DatabaseArgs {
    /// Address of the database: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, env = "LANTERN_DATABASE", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<String>,
    /// Folder of the SQLite database, when no address is given
    #[arg(long, value_name = "FOLDER", default_value = "var")]
    data: PathBuf,
    /// Key file, as `lantern keys make` makes it; for SQLite, when left out, FOLDER.keys beside the database's folder.
    /// LANTERN_KEY may hold the keys themselves instead
    #[arg(long, env = "LANTERN_KEYS", value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Command of a key service: it gets `wrap` or `unwrap` and base64 on standard input, and answers in base64
    #[arg(long, env = "LANTERN_KEY_COMMAND", value_name = "COMMAND", conflicts_with = "keys")]
    key_command: Option<String>,
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("{}: {reason}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// No key was given where one must be.
    #[error(
        "name the key file with --keys (`lantern keys make FILE` makes one), or a key service with --key-command"
    )]
    NoKeys,
    /// A file for people to choose from and a key in the environment.
    #[error("LANTERN_KEY holds keys and another place was named too; give one of them")]
    TwoSources,
    /// The keys.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The use cases.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// Where the keys are.
pub enum KeyPlace {
    /// In a file that was named, in the environment, or behind a key service.
    Given(KeySource),
    /// In the file that belongs to the folder of an SQLite database.
    OfFolder(PathBuf),
    /// Nowhere.
    Nowhere,
}

impl DatabaseArgs {
    /// Opens the store, and makes an SQLite database that is not there yet, and its key file.
    pub async fn store(&self) -> Result<Store, OpenError> {
        let store = self.store_without_keys().await?;
        let source = match self.key_place()? {
            KeyPlace::Given(source) => source,
            KeyPlace::OfFolder(path) => {
                // A new file could not open what is sealed already; and the store says which key it wants.
                if !path.exists() && !store.is_sealed().await? {
                    make_key_file(&path)?;
                }
                KeySource::File(path)
            }
            KeyPlace::Nowhere => return Err(OpenError::NoKeys),
        };
        Ok(store.with_keys(Keyring::from(source)?).await?)
    }

    /// As [`DatabaseArgs::store`]; without keys when there are none: what is sealed is then not looked into.
    pub async fn store_to_verify(&self) -> Result<Store, OpenError> {
        match self.key_place()? {
            KeyPlace::Nowhere => self.store_without_keys().await,
            KeyPlace::OfFolder(path) if !path.exists() => self.store_without_keys().await,
            _ => self.store().await,
        }
    }

    async fn store_without_keys(&self) -> Result<Store, OpenError> {
        let address = match &self.database {
            Some(address) => address.clone(),
            None => {
                let made = make_folder(&self.data);
                made.map_err(|reason| OpenError::Folder { folder: self.data.clone(), reason })?;
                format!("sqlite:{}", self.data.join("lantern.db").display())
            }
        };
        Ok(Store::open_without_keys(&address, Durability::Full).await?)
    }

    /// Where the keys are.
    pub fn key_place(&self) -> Result<KeyPlace, OpenError> {
        let named = match (&self.keys, &self.key_command) {
            (Some(path), _) => Some(KeySource::File(path.clone())),
            (None, Some(command)) => Some(KeySource::command(command)?),
            (None, None) => None,
        };
        // Not an argument: everybody on the machine can read a process's arguments.
        let in_environment = std::env::var("LANTERN_KEY").ok().filter(|text| !text.is_empty());
        match (named, in_environment) {
            (Some(_), Some(_)) => Err(OpenError::TwoSources),
            (Some(source), None) => Ok(KeyPlace::Given(source)),
            (None, Some(text)) => Ok(KeyPlace::Given(KeySource::Text(text.into()))),
            (None, None) => Ok(self.file_of_folder().map_or(KeyPlace::Nowhere, KeyPlace::OfFolder)),
        }
    }

    /// The key file that belongs to the folder of an SQLite database: beside the folder, so that whoever copies the
    /// folder has a database that says nothing.
    fn file_of_folder(&self) -> Option<PathBuf> {
        let folder = match &self.database {
            None => self.data.clone(),
            Some(address) => {
                let path = address.strip_prefix("sqlite:")?;
                let folder = Path::new(path.strip_prefix("//").unwrap_or(path)).parent()?;
                if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
            }
        };
        let folder = std::fs::canonicalize(folder).ok()?;
        let mut name = folder.file_name()?.to_owned();
        name.push(".keys");
        Some(folder.with_file_name(name))
    }

    /// Opens the store with the use cases over it.
    pub async fn service(&self) -> Result<Service, OpenError> {
        Ok(Service::new(self.store().await?).await?)
    }
}

/// Makes a folder that is not there yet, for its owner only, whatever the umask says.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn make_key_file(path: &Path) -> Result<(), OpenError> {
    match store::make_file(path) {
        Ok(id) => {
            eprintln!(
                "lantern: made key {id} in {}. Without that file nobody can read the database: keep a copy of it apart \
                 from the database and its backups.",
                path.display()
            );
            Ok(())
        }
        // Another process was faster.
        Err(KeyError::Exists { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A line of the audit about a command that somebody runs on the machine of the service: before it does anything.
pub async fn note(store: &Store, command: &str) -> Result<(), StoreError> {
    note_about(store, command, "").await
}

/// The same, about somebody or something; that is sealed.
pub async fn note_about(store: &Store, command: &str, about: &str) -> Result<(), StoreError> {
    let line = AuditLine {
        at: crate::clock::now(),
        person: format!("command:{command}"),
        role: "command".to_owned(),
        action: command.to_owned(),
        outcome: "allowed".to_owned(),
        reason: about.to_owned(),
        source: std::env::var("USER").unwrap_or_default(),
        ..AuditLine::default()
    };
    store.write_audit(vec![line]).await
}

/// Set by the first interrupt; what is in hand is finished then.
pub fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            flag.store(true, Ordering::Relaxed);
        }
    });
    stop
}

/// The most memory that this process has had, bytes; none where the machine does not say.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? * 1024)
}

/// Runs a command's work on a runtime of its own. A failure is one line on standard error and exit code 1.
pub fn run<F>(work: F) -> std::process::ExitCode
where
    F: Future<Output = Result<std::process::ExitCode, Box<dyn std::error::Error>>>,
{
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Box::from)
        .and_then(|runtime| runtime.block_on(work));
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("lantern: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
