//! Which database a command works on, and how it is opened.

use service::{Service, ServiceError};
use std::path::PathBuf;
use store::{Durability, Store, StoreError};

/// Where the record is kept
#[derive(Debug, clap::Args)]
pub struct DatabaseArgs {
    /// Address of the database: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, env = "LANTERN_DATABASE", hide_env_values = true, value_name = "ADDRESS")]
    database: Option<String>,
    /// Folder of the SQLite database, when no address is given
    #[arg(long, value_name = "FOLDER", default_value = "var")]
    data: PathBuf,
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
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The use cases.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl DatabaseArgs {
    /// Opens the store, and makes an SQLite database that is not there yet.
    pub async fn store(&self) -> Result<Store, OpenError> {
        let address = match &self.database {
            Some(address) => address.clone(),
            None => {
                let made = std::fs::create_dir_all(&self.data);
                made.map_err(|reason| OpenError::Folder { folder: self.data.clone(), reason })?;
                format!("sqlite:{}", self.data.join("lantern.db").display())
            }
        };
        Ok(Store::open(&address, Durability::Full).await?)
    }

    /// Opens the store with the use cases over it.
    pub async fn service(&self) -> Result<Service, OpenError> {
        Ok(Service::new(self.store().await?).await?)
    }
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
