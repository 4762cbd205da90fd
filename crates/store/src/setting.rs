//! Settings of a deployment, and the engine's own housekeeping.

use crate::{
    Store, StoreError,
    db::{Db, read},
};

impl Store {
    /// Lets the engine look at how its tables are filled, so that it plans well. Worth doing after a large import.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn analyse(&self) -> Result<(), StoreError> {
        match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query("analyze").execute(writer.pool()).await?;
            }
            Db::Postgres(pool) => {
                sqlx::query("vacuum analyze").execute(pool).await?;
            }
        }
        Ok(())
    }

    /// How much of the disk the database takes, bytes; without what only its log holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn size(&self) -> Result<u64, StoreError> {
        let sql = match &self.db {
            Db::Sqlite { .. } => "select page_count * page_size from pragma_page_count(), pragma_page_size()",
            Db::Postgres(_) => "select pg_database_size(current_database())",
        };
        let bytes: i64 = read!(self, conn => sqlx::query_scalar(sql).fetch_one(&mut *conn).await?);
        Ok(bytes.unsigned_abs())
    }

    /// A setting of this deployment by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select value from setting where name = $1").bind(name).fetch_optional(&mut *conn).await?
        }))
    }

    /// Sets a setting of this deployment that nobody has set before; otherwise it stays as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_setting_once(&self, name: &str, value: &str) -> Result<(), StoreError> {
        crate::db::change!(self, conn => {
            sqlx::query("insert into setting (name, value) values ($1, $2) on conflict (name) do nothing")
                .bind(name)
                .bind(value)
                .execute(&mut *conn)
                .await?;
        });
        Ok(())
    }

    /// Sets a setting of this deployment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        const SET: &str = "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
        match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query(SET).bind(name).bind(value).execute(writer.pool()).await?;
            }
            Db::Postgres(pool) => {
                sqlx::query(SET).bind(name).bind(value).execute(pool).await?;
            }
        }
        Ok(())
    }
}
