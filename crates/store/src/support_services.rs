//! The directory of support services (SUP-1): public, loaded whole from a file, replaced whole by the next.

use crate::{
    Store, StoreError,
    db::{Db, read},
};

/// A support service as the directory has it. Several values of a field stand apart by `|`.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct SupportService {
    /// Its id: a slug that stays the same from file to file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it does, in plain words.
    pub about: String,
    /// Needs that it meets, by slug.
    pub needs: String,
    /// What it specialises in, by slug; empty: anything.
    pub crimes: String,
    /// Police force areas by code; empty: everywhere in England and Wales.
    pub areas: String,
    /// Languages, by their English names; empty: English.
    pub languages: String,
    /// Who can use it, in plain words; empty: everybody.
    pub who_for: String,
    /// Phone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Website.
    pub website: String,
    /// How to reach it, in plain words.
    pub how: String,
    /// How long people wait, in plain words; empty: not known.
    pub waiting: String,
    /// Minimum standards that it says it meets, in plain words; empty: none named.
    pub standards: String,
    /// The organisation in this record's directory; empty when it has none.
    pub organisation: String,
    /// The day on which somebody last looked whether this is right, as `2026-03-05`; empty: not known.
    pub checked_day: String,
    /// Its place in the file.
    pub position: i64,
}

const COLUMNS: &str = "id, name, about, needs, crimes, areas, languages, who_for, phone, email, website, how, \
    waiting, standards, organisation, checked_day, position";

impl Store {
    /// Replaces the whole directory.
    ///
    /// # Errors
    /// When the database fails; the old directory stays then.
    pub async fn replace_support_services(&self, services: &[SupportService]) -> Result<(), StoreError> {
        let insert = format!(
            "insert into support_service ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
        );
        macro_rules! replace {
            ($pool:expr) => {{
                let mut conn = $pool.begin().await?;
                sqlx::query("delete from support_service").execute(&mut *conn).await?;
                for (position, one) in (0i64..).zip(services) {
                    sqlx::query(sqlx::AssertSqlSafe(insert.as_str()))
                        .bind(&one.id)
                        .bind(&one.name)
                        .bind(&one.about)
                        .bind(&one.needs)
                        .bind(&one.crimes)
                        .bind(&one.areas)
                        .bind(&one.languages)
                        .bind(&one.who_for)
                        .bind(&one.phone)
                        .bind(&one.email)
                        .bind(&one.website)
                        .bind(&one.how)
                        .bind(&one.waiting)
                        .bind(&one.standards)
                        .bind(&one.organisation)
                        .bind(&one.checked_day)
                        .bind(position)
                        .execute(&mut *conn)
                        .await?;
                }
                conn.commit().await?;
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => replace!(writer.pool()),
            Db::Postgres(pool) => replace!(pool),
        }
        Ok(())
    }

    /// The whole directory, in the order of its file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn support_services(&self) -> Result<Vec<SupportService>, StoreError> {
        let sql = format!("select {COLUMNS} from support_service order by position");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).fetch_all(&mut *conn).await?
        }))
    }
}
