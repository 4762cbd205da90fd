//! A way round the rules, so that tests can damage a database and look at its schema. Not part of the interface.

use crate::{
    Store, StoreError,
    db::{Db, read},
};

#[doc(hidden)]
impl Store {
    /// Runs SQL as it stands.
    ///
    /// # Errors
    /// When the database says no.
    pub async fn execute_for_test(&self, sql: &str) -> Result<(), StoreError> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::raw_sql(sql).execute(writer.pool()).await?;
            }
            Db::Postgres(pool) => {
                sqlx::raw_sql(sql).execute(pool).await?;
            }
        }
        Ok(())
    }

    /// The first column of a query.
    ///
    /// # Errors
    /// When the database says no.
    pub async fn strings_for_test(&self, sql: &str) -> Result<Vec<String>, StoreError> {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        Ok(read!(self, conn => sqlx::query_scalar(sql).fetch_all(&mut *conn).await?))
    }

    /// How long this process has spent on keeping the sums.
    pub fn spent_on_sums() -> std::time::Duration {
        std::time::Duration::from_micros(crate::rollup::SPENT.load(std::sync::atomic::Ordering::Relaxed))
    }

    /// The same database as another process would have it: with a chain of its own in the audit.
    pub fn another_process_for_test(&self) -> Store {
        match &self.db {
            Db::Sqlite { read, writer } => {
                let writer = writer.another();
                Store { db: Db::Sqlite { read: read.clone(), writer }, ..self.clone() }
            }
            Db::Postgres(pool) => {
                Store { audit: Some(crate::audit::AuditWriter::start(pool.clone())), ..self.clone() }
            }
        }
    }
}
