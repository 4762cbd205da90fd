//! Two engines, one code base: an enum of pools and a macro that puts the same body into both arms, so that the
//! compiler checks it against both drivers.

use crate::{StoreError, audit::AuditWriter, one_writer::Writer, sealing::Sealing};
use keys::Keyring;
use sqlx::{
    PgPool, SqlSafeStr, SqlitePool,
    migrate::{Migration, MigrationType, Migrator},
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, sync::Arc, time::Duration};

/// Which engine a store is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, one machine.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// Whether an acknowledged write survives the loss of power.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Yes: SQLite `synchronous=FULL`; PostgreSQL as the server is set (`synchronous_commit`).
    #[default]
    Full,
    /// It survives the end of the process but not of the machine. For tests and throw-away data only.
    Process,
}

#[derive(Clone)]
pub(crate) enum Db {
    Sqlite { read: SqlitePool, writer: Writer },
    Postgres(PgPool),
}

/// The journal and its views.
#[derive(Clone)]
pub struct Store {
    pub(crate) db: Db,
    /// Writes the audit on PostgreSQL; on SQLite the one writer does.
    pub(crate) audit: Option<AuditWriter>,
    pub(crate) sealing: Option<Arc<Sealing>>,
}

/// Runs the same body on a connection of either engine.
macro_rules! read {
    ($store:expr, $conn:ident => $body:expr) => {
        match &$store.db {
            $crate::db::Db::Sqlite { read, .. } => {
                let mut held = read.acquire().await?;
                let $conn = &mut *held;
                $body
            }
            $crate::db::Db::Postgres(pool) => {
                let mut held = pool.acquire().await?;
                let $conn = &mut *held;
                $body
            }
        }
    };
}
pub(crate) use read;

/// Runs the same body on a connection of either engine that may write; on SQLite it waits for its turn.
macro_rules! change {
    ($store:expr, $conn:ident => $body:expr) => {
        match &$store.db {
            $crate::db::Db::Sqlite { writer, .. } => {
                let mut held = writer.pool().acquire().await?;
                let $conn = &mut *held;
                $body
            }
            $crate::db::Db::Postgres(pool) => {
                let mut held = pool.acquire().await?;
                let $conn = &mut *held;
                $body
            }
        }
    };
}
pub(crate) use change;

/// How many readers a SQLite store has at once.
const SQLITE_READERS: u32 = 8;
/// How many connections a store opens to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);

impl Store {
    /// Opens a store with a key that ends with this process: for tests and throw-away data. Otherwise as
    /// [`Store::open_with`].
    ///
    /// # Errors
    /// As [`Store::open_with`]; also when the database was sealed by another process.
    pub async fn open(address: &str, durability: Durability) -> Result<Store, StoreError> {
        Store::open_with(address, durability, Keyring::of_process()?).await
    }

    /// Opens a store at `sqlite:PATH` or `postgres://...`, creates the file when missing and brings the schema up to
    /// date. What says something about a person is sealed with the keys of `ring`.
    ///
    /// # Errors
    /// When the address is wrong, the database cannot be reached, it was made by a newer version, or its texts are sealed
    /// with other keys than those given.
    pub async fn open_with(
        address: &str,
        durability: Durability,
        ring: Keyring,
    ) -> Result<Store, StoreError> {
        Store::open_without_keys(address, durability).await?.with_keys(ring).await
    }

    /// As [`Store::open_with`], without keys: what is sealed cannot be read, and nothing can be written. Verification says
    /// what it could not look at.
    ///
    /// # Errors
    /// As [`Store::open_with`], but for keys.
    pub async fn open_without_keys(address: &str, durability: Durability) -> Result<Store, StoreError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Store::open_postgres(address).await;
        }
        let path = address.strip_prefix("sqlite:").ok_or_else(|| StoreError::Address)?;
        Store::open_sqlite(path.strip_prefix("//").unwrap_or(path), durability).await
    }

    async fn open_sqlite(path: &str, durability: Durability) -> Result<Store, StoreError> {
        make_for_owner(path);
        let options = SqliteConnectOptions::from_str("sqlite:")?
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(match durability {
                Durability::Full => SqliteSynchronous::Full,
                Durability::Process => SqliteSynchronous::Normal,
            })
            .busy_timeout(PATIENCE)
            .statement_cache_capacity(256)
            // A figure is some hundred rows: handed over in few lots, not one switch of threads for each fifty.
            .row_buffer_size(1024)
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "memory")
            // What is deleted, a destroyed key above all, must not stay in the file's free places.
            .pragma("secure_delete", "on")
            .optimize_on_close(true, None);
        // One write connection: SQLite's own waiting is unfair and starves writers.
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        migrate(migrations(Engine::Sqlite).run(&write).await)?;
        let lines = options.clone().synchronous(SqliteSynchronous::Normal);
        let lines = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(lines);
        let read = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(Store { db: Db::Sqlite { read, writer: Writer::start(write, lines) }, audit: None, sealing: None })
    }

    async fn open_postgres(address: &str) -> Result<Store, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect(address)
            .await?;
        let migrations = migrations(Engine::Postgres);
        if !is_up_to_date(&pool, &migrations).await? {
            migrate(migrations.run(&pool).await)?;
        }
        let audit = Some(AuditWriter::start(pool.clone()));
        Ok(Store { db: Db::Postgres(pool), audit, sealing: None })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self.db {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// Finishes what is being written and closes every connection.
    pub async fn close(&self) {
        match &self.db {
            Db::Sqlite { read, writer } => {
                read.close().await;
                writer.close().await;
            }
            Db::Postgres(pool) => pool.close().await,
        }
    }
}

/// Makes a database's file that is not there yet, for its owner only, whatever the umask says; its log beside it gets the
/// same rights from SQLite. What cannot be made here, SQLite says better.
fn make_for_owner(path: &str) {
    use std::os::unix::fs::OpenOptionsExt;
    if !path.is_empty() && !path.contains(":memory:") {
        drop(std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path));
    }
}

/// The schema's history, the same numbers on both engines.
fn migrations(engine: Engine) -> Migrator {
    /// One step: its number and name, and its text for each engine.
    macro_rules! step {
        ($number:literal, $file:literal) => {
            (
                $number,
                $file,
                include_str!(concat!("../migrations/sqlite/", $file, ".sql")),
                include_str!(concat!("../migrations/postgres/", $file, ".sql")),
            )
        };
    }
    let steps = [
        step!(1, "0001_spine"),
        step!(2, "0002_directory"),
        step!(3, "0003_sessions"),
        step!(4, "0004_accounts"),
        step!(5, "0005_sealing"),
        step!(6, "0006_audit"),
        step!(7, "0007_sight"),
        step!(8, "0008_access"),
        step!(9, "0009_retention"),
        step!(11, "0011_doors"),
        step!(12, "0012_acting_post"),
        step!(13, "0013_outbox"),
        step!(14, "0014_files_and_reports"),
        step!(15, "0015_statement_and_support"),
        step!(16, "0016_own_cases"),
        step!(17, "0017_talk"),
        step!(19, "0019_feedback"),
        step!(20, "0020_figures"),
        step!(22, "0022_meetings"),
        step!(23, "0023_supervision"),
        step!(24, "0024_inspection"),
        step!(25, "0025_returns"),
        step!(26, "0026_country"),
        step!(27, "0027_survey"),
        step!(28, "0028_figures_of_all"),
        step!(29, "0029_figures_by_one_thing"),
    ];
    let of_engine = steps.into_iter().map(|(version, name, sqlite, postgres)| {
        let sql = if engine == Engine::Sqlite { sqlite } else { postgres };
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(of_engine.collect())
}

/// Whether every step has been taken. Then nothing has to be created, and a role that may create nothing can open the
/// store (PLT-2).
async fn is_up_to_date(pool: &PgPool, migrations: &Migrator) -> Result<bool, StoreError> {
    let known: Option<String> =
        sqlx::query_scalar("select to_regclass('_sqlx_migrations')::text").fetch_one(pool).await?;
    if known.is_none() {
        return Ok(false);
    }
    let taken: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("select version, checksum from _sqlx_migrations where success")
            .fetch_all(pool)
            .await?;
    let is_taken = |step: &Migration| {
        taken.iter().any(|(version, checksum)| *version == step.version && **checksum == *step.checksum)
    };
    Ok(taken.len() == migrations.iter().count() && migrations.iter().all(is_taken))
}

fn migrate(result: Result<(), sqlx::migrate::MigrateError>) -> Result<(), StoreError> {
    match result {
        Err(sqlx::migrate::MigrateError::VersionMissing(_)) => Err(StoreError::Newer),
        other => Ok(other?),
    }
}
