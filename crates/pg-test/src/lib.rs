//! A real PostgreSQL for tests: one server, one fresh database per test.
//!
//! ```no_run
//! let database = pg_test::database();
//! // connect to `database.url()`; the database is dropped with the value
//! ```
//!
//! The server is the one named by `LANTERN_TEST_POSTGRES_URL` (an account that may create databases; `make test` sets
//! it). Without that variable, `scripts/postgres.sh share` starts a private one that all test processes of this account
//! share and that stops by itself a few seconds after the last of them has ended, however it ended.
//!
//! Everything here panics when it cannot do its job: a test that silently runs without its database proves nothing.
#![expect(clippy::expect_used, clippy::panic, reason = "only tests use it, and a panic is how a test fails")]

mod server;
mod url;

use std::future::Future;

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;

/// A database that belongs to one test; dropped, with whoever is still connected, when the value is.
#[derive(Debug)]
pub struct TestDatabase {
    url: String,
    name: String,
}

impl TestDatabase {
    /// The connection URL, `postgres://...`, for any client that follows libpq's rules.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The database's name in its server.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let statement = format!(r#"drop database if exists "{}" with (force)"#, self.name);
        let dropped = in_own_runtime(|| async { execute(&administration(), statement).await });
        if let Err(error) = dropped {
            // Not a panic: this may run while a failing test unwinds.
            eprintln!("test database {} could not be dropped: {error}", self.name);
        }
    }
}

/// A new, empty database.
///
/// # Panics
/// When there is no server and none can be started; the message says what to install.
pub fn database() -> TestDatabase {
    create("template0")
}

/// A new database that starts as a copy of the template called `key`, which `prepare` fills once per server.
///
/// Copying is several times faster than running migrations for each test. `key` must change whenever what `prepare` does
/// changes (put a hash of the migrations in it): a server can outlive a rebuild. `prepare` gets the template's URL and
/// must close its connections, because PostgreSQL copies no database that somebody is connected to.
///
/// # Panics
/// As [`database`]; and when `prepare` does.
pub fn database_from<F, Fut>(key: &str, prepare: F) -> TestDatabase
where
    F: FnOnce(String) -> Fut + Send,
    Fut: Future<Output = ()>,
{
    let template =
        format!("template_{}", key.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_lowercase());
    in_own_runtime(|| ensure_template(&template, prepare));
    create(&template)
}

/// Makes the template under a lock that all processes respect, under another name until it is whole.
async fn ensure_template<F, Fut>(template: &str, prepare: F)
where
    F: FnOnce(String) -> Fut,
    Fut: Future<Output = ()>,
{
    let mut admin = connect(&administration()).await;
    let lock = "select pg_advisory_lock(hashtext($1))";
    sqlx::query(lock).bind(template).execute(&mut admin).await.expect("lock for the template");
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(template)
        .fetch_one(&mut admin)
        .await
        .expect("list of databases");
    if !exists {
        let draft = create("template0");
        prepare(draft.url.clone()).await;
        let rename = format!(r#"alter database "{}" rename to "{template}""#, draft.name);
        admin
            .execute(AssertSqlSafe(rename))
            .await
            .expect("prepare must close its connections to the template");
    }
    admin.close().await.expect("close");
}

fn create(template: &str) -> TestDatabase {
    let name = format!("test_{}", Uuid::now_v7().simple());
    // file_copy: with wal_log, the default, each copy goes through the log page by page.
    let statement = format!(r#"create database "{name}" template "{template}" strategy file_copy"#);
    in_own_runtime(|| async { execute(&administration(), statement).await })
        .unwrap_or_else(|error| panic!("test database not created: {error}"));
    TestDatabase { url: url::with_database(server::url(), &name), name }
}

fn administration() -> String {
    url::with_database(server::url(), "postgres")
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url)
        .await
        .unwrap_or_else(|error| panic!("cannot connect to the PostgreSQL for tests: {error}"))
}

async fn execute(url: &str, statement: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    connection.execute(AssertSqlSafe(statement)).await?;
    connection.close().await
}

/// Runs to the end on a thread of its own, so that it works inside a test's runtime, outside one, and in `Drop`.
fn in_own_runtime<T: Send, Fut: Future<Output = T>>(work: impl FnOnce() -> Fut + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime for one thread").block_on(work())
        });
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
