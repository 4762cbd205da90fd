//! `lantern keys`: the keys with which what is personal is sealed.

use crate::database::{self, DatabaseArgs, KeyPlace};
use std::{error::Error, path::PathBuf, process::ExitCode};
use store::{KeySource, Keyring};

/// Make, change and check the keys with which everything personal is sealed
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Make a key file with one new key, readable by you only
    Make {
        /// The file; it must not be there yet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take a new key into use and wrap every person's key with it, while the service runs
    ///
    /// Adds a key to the key file, or asks the key service for one. With LANTERN_KEY, start the service with the new key
    /// as the last one first. Afterwards the old key opens only old backups.
    Rotate {
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Say which keys are in use, and whether everything can be opened with those given
    ///
    /// Exit 0 when every key can be used and the newest wraps them all, 1 otherwise.
    Check {
        #[command(flatten)]
        database: DatabaseArgs,
    },
}

/// Does what was asked.
pub fn run(args: &Args) -> ExitCode {
    match &args.what {
        What::Make { file } => database::run(async {
            let id = store::make_file(file)?;
            println!("made key {id} in {}", file.display());
            println!("Keep a copy apart from the database and its backups: without it nobody can read them.");
            Ok(ExitCode::SUCCESS)
        }),
        What::Rotate { database } => database::run(rotate(database)),
        What::Check { database } => database::run(check(database)),
    }
}

async fn rotate(args: &DatabaseArgs) -> Result<ExitCode, Box<dyn Error>> {
    let store = args.store().await?;
    database::note(&store, "keys_rotated").await?;
    let before = store.key_use().await?;
    if let KeyPlace::Given(KeySource::File(path)) | KeyPlace::OfFolder(path) = args.key_place()? {
        // A run that was broken off left a key that is not the database's newest yet: it goes on with that one.
        let newest = Keyring::from(KeySource::File(path.clone()))?.newest()?.0.id().to_owned();
        if newest == before.newest && before.wraps.keys().all(|id| *id == newest) {
            store::add_key(&path)?;
        }
    }
    let done = store.rotate_keys(|done| tracing::info!(done, "keys wrapped anew")).await?;
    let after = store.key_use().await?;
    println!("key {} wraps everything now; {done} keys were wrapped anew", after.newest);
    if after.newest != before.newest {
        println!("key {} opens only backups of before now: keep it as long as they are kept", before.newest);
    }
    store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn check(args: &DatabaseArgs) -> Result<ExitCode, Box<dyn Error>> {
    let store = args.store().await?;
    database::note(&store, "keys_checked").await?;
    let uses = store.key_use().await?;
    for (id, wraps) in &uses.wraps {
        let which = if *id == uses.newest { "the newest" } else { "an older one: run `lantern keys rotate`" };
        println!("key {id} wraps {wraps} keys: {which}");
    }
    println!("{} keys were destroyed", uses.destroyed);
    let unusable = store.unusable_keys().await?;
    if unusable > 0 {
        println!("{unusable} keys cannot be used with the keys given; run `lantern verify`");
    }
    store.close().await;
    let fine = unusable == 0 && uses.wraps.keys().all(|id| *id == uses.newest);
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
