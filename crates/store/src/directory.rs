//! Organisations, teams and people: who can hold a duty and sign in.

use crate::{
    Store, StoreError,
    db::{Db, read},
};
use record::{CaseId, VictimId};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// An agency or service.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Organisation {
    /// Id, a slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// The Code's provider slug that it acts as.
    pub provider: String,
    /// Police force code or other area; empty when it covers everywhere.
    pub area: String,
    /// Phone number for victims.
    pub phone: String,
}

/// A team.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Team {
    /// Id, a slug.
    pub id: String,
    /// The organisation.
    pub organisation: String,
    /// Name.
    pub name: String,
    /// Phone number for victims.
    pub phone: String,
}

/// Somebody who can sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// Id, a slug without personal data.
    pub id: String,
    /// Name.
    pub name: String,
    /// Role slug.
    pub role: String,
    /// The organisation; empty for a victim.
    pub organisation: String,
    /// The team; empty when none.
    pub team: String,
    /// Phone number.
    pub phone: String,
    /// For a victim and who acts for one: the case.
    pub case_id: Option<Uuid>,
    /// For a victim and who acts for one: the victim in it.
    pub victim_id: Option<Uuid>,
    /// For somebody who acts for a victim: who they are in the case.
    pub representative_id: Option<Uuid>,
}

impl Person {
    /// For a victim: the case and who they are in it.
    pub fn victim(&self) -> Option<(CaseId, VictimId)> {
        Some((CaseId(self.case_id?), VictimId(self.victim_id?)))
    }
}

impl Store {
    /// All organisations, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as("select id, name, provider, area, phone from organisation order by name, id")
                .fetch_all(&mut *conn)
                .await?
        }))
    }

    /// All teams, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn teams(&self) -> Result<Vec<Team>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as("select id, organisation, name, phone from team order by name, id")
                .fetch_all(&mut *conn)
                .await?
        }))
    }

    /// All people who can sign in, by organisation and name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(
                "select id, name, role, organisation, team, phone, case_id, victim_id, representative_id from person order by organisation, name, id",
            )
            .fetch_all(&mut *conn)
            .await?
        }))
    }

    /// Somebody by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(
                "select id, name, role, organisation, team, phone, case_id, victim_id, representative_id from person where id = $1",
            )
            .bind(id)
            .fetch_optional(&mut *conn)
            .await?
        }))
    }

    /// Adds organisations, teams and people, or replaces those with the same id, in one transaction.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn save_directory(
        &self,
        organisations: &[Organisation],
        teams: &[Team],
        people: &[Person],
    ) -> Result<(), StoreError> {
        macro_rules! save {
            ($pool:expr) => {{
                let mut conn = $pool.begin().await?;
                for some in organisations.chunks(crate::write::ROWS) {
                    let mut insert = QueryBuilder::new("insert into organisation (id, name, provider, area, phone) ");
                    insert.push_values(some, |mut row, o| {
                        row.push_bind(&o.id).push_bind(&o.name).push_bind(&o.provider).push_bind(&o.area).push_bind(&o.phone);
                    });
                    insert.push(" on conflict (id) do update set name = excluded.name, provider = excluded.provider, area = excluded.area, phone = excluded.phone");
                    insert.build().execute(&mut *conn).await?;
                }
                for some in teams.chunks(crate::write::ROWS) {
                    let mut insert = QueryBuilder::new("insert into team (id, organisation, name, phone) ");
                    insert.push_values(some, |mut row, t| {
                        row.push_bind(&t.id).push_bind(&t.organisation).push_bind(&t.name).push_bind(&t.phone);
                    });
                    insert.push(" on conflict (id) do update set organisation = excluded.organisation, name = excluded.name, phone = excluded.phone");
                    insert.build().execute(&mut *conn).await?;
                }
                for some in people.chunks(crate::write::ROWS) {
                    let mut insert = QueryBuilder::new("insert into person (id, name, role, organisation, team, phone, case_id, victim_id, representative_id) ");
                    insert.push_values(some, |mut row, p| {
                        row.push_bind(&p.id).push_bind(&p.name).push_bind(&p.role).push_bind(&p.organisation)
                            .push_bind(&p.team).push_bind(&p.phone).push_bind(p.case_id).push_bind(p.victim_id)
                            .push_bind(p.representative_id);
                    });
                    insert.push(" on conflict (id) do update set name = excluded.name, role = excluded.role, organisation = excluded.organisation, team = excluded.team, phone = excluded.phone, case_id = excluded.case_id, victim_id = excluded.victim_id, representative_id = excluded.representative_id");
                    insert.build().execute(&mut *conn).await?;
                }
                conn.commit().await?;
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => save!(writer.pool()),
            Db::Postgres(pool) => save!(pool),
        }
        Ok(())
    }

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

    /// A setting of this deployment by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select value from setting where name = $1").bind(name).fetch_optional(&mut *conn).await?
        }))
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
