//! Changing the directory: everything that belongs together in one transaction, and its number raised with it.

use super::{Absence, DirectoryToken, NAME, Organisation, PHONE, Person, Post, Team, Unit};
use crate::{Store, StoreError, db::Db, write::ROWS};
use jiff::civil::Date;
use sqlx::{Database, QueryBuilder, query_builder::Separated};

/// The setting that counts the changes of the directory.
pub(super) const VERSION: &str = "directory";

/// What is to be added, or replaced where the id is there already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DirectoryChanges {
    /// The number of the directory that was read; none when the change holds whatever came in between.
    pub read: Option<i64>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Units.
    pub units: Vec<Unit>,
    /// Teams.
    pub teams: Vec<Team>,
    /// People.
    pub people: Vec<Person>,
    /// Further and former posts.
    pub posts: Vec<Post>,
    /// For each person named, all of their deputies in order.
    pub deputies: Vec<(String, Vec<String>)>,
    /// Absences.
    pub absences: Vec<Absence>,
    /// Tokens.
    pub tokens: Vec<DirectoryToken>,
}

impl DirectoryChanges {
    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        DirectoryChanges { read: None, ..self.clone() } == DirectoryChanges::default()
    }
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A table with its columns, the first of which is the key.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
}

const ORGANISATION: Table =
    Table { name: "organisation", columns: &["id", "name", "provider", "area", "phone", "kind", "ended_on"] };
const UNIT: Table = Table { name: "unit", columns: &["id", "organisation", "name"] };
const TEAM: Table = Table {
    name: "team",
    columns: &["id", "organisation", "name", "phone", "unit", "covered_by", "ended_on"],
};
const PERSON: Table = Table {
    name: "person",
    columns: &[
        "id",
        "name",
        "role",
        "organisation",
        "team",
        "phone",
        "case_id",
        "victim_id",
        "representative_id",
        "user_name",
        "external_id",
        "inactive",
        "joined_on",
        "left_on",
        "hours",
        "works_bank_holidays",
        "post_from",
        "post_until",
    ],
};
const POST: Table = Table {
    name: "post",
    columns: &["id", "person", "position", "role", "organisation", "team", "from_on", "until_on"],
};
const ABSENCE: Table = Table {
    name: "absence",
    columns: &[
        "id",
        "person",
        "kind",
        "from_at",
        "until_at",
        "deputy",
        "recorded_by",
        "recorded_at",
        "withdrawn_at",
    ],
};
const TOKEN: Table = Table {
    name: "directory_token",
    columns: &["id", "organisation", "digest", "made_at", "expires_at", "ended_at"],
};

/// `insert ... on conflict do update` of some rows.
fn upsert<'a, DB: Database, T>(
    table: &Table,
    rows: &'a [T],
    row: impl Fn(Separated<'_, DB, &'static str>, &'a T),
) -> QueryBuilder<DB> {
    let mut insert = QueryBuilder::new("insert into ");
    insert.push(table.name).push(" (").push(table.columns.join(", ")).push(") ");
    insert.push_values(rows, row);
    let set: Vec<String> = table.columns[1..].iter().map(|c| format!("{c} = excluded.{c}")).collect();
    insert.push(" on conflict (").push(table.columns[0]).push(") do update set ").push(set.join(", "));
    insert
}

macro_rules! write_changes {
    ($conn:expr, $changes:expr) => {{
        let (conn, changes) = ($conn, $changes);
        raise_version!(conn, changes.read);
        for some in changes.organisations.chunks(ROWS) {
            let mut insert = upsert(&ORGANISATION, some, |mut row, o| {
                row.push_bind(&o.id).push_bind(&o.name).push_bind(&o.provider).push_bind(&o.area);
                row.push_bind(&o.phone).push_bind(&o.kind).push_bind(text(o.ended_on));
            });
            insert.build().execute(&mut **conn).await?;
        }
        for some in changes.units.chunks(ROWS) {
            let mut insert = upsert(&UNIT, some, |mut row, u| {
                row.push_bind(&u.id).push_bind(&u.organisation).push_bind(&u.name);
            });
            insert.build().execute(&mut **conn).await?;
        }
        for some in changes.teams.chunks(ROWS) {
            let mut insert = upsert(&TEAM, some, |mut row, t| {
                row.push_bind(&t.id).push_bind(&t.organisation).push_bind(&t.name).push_bind(&t.phone);
                row.push_bind(&t.unit).push_bind(&t.covered_by).push_bind(text(t.ended_on));
            });
            insert.build().execute(&mut **conn).await?;
        }
        for some in changes.people.chunks(ROWS) {
            let mut insert = upsert(&PERSON, some, |mut row, p| {
                row.push_bind(&p.id).push_bind(&p.name).push_bind(&p.role).push_bind(&p.organisation);
                row.push_bind(&p.team).push_bind(&p.phone).push_bind(p.case_id).push_bind(p.victim_id);
                row.push_bind(p.representative_id);
                row.push_bind(&p.user_name).push_bind(&p.external_id).push_bind(i64::from(p.inactive));
                row.push_bind(text(p.joined_on)).push_bind(text(p.left_on)).push_bind(&p.hours);
                row.push_bind(i64::from(p.works_bank_holidays));
                row.push_bind(text(p.post_from)).push_bind(text(p.post_until));
            });
            insert.build().execute(&mut **conn).await?;
        }
        for some in changes.posts.chunks(ROWS) {
            let mut insert = upsert(&POST, some, |mut row, p| {
                row.push_bind(&p.id).push_bind(&p.person).push_bind(p.position).push_bind(&p.role);
                row.push_bind(&p.organisation).push_bind(&p.team);
                row.push_bind(text(p.from)).push_bind(text(p.until));
            });
            insert.build().execute(&mut **conn).await?;
        }
        for (person, deputies) in &changes.deputies {
            sqlx::query("delete from deputy where person = $1").bind(person).execute(&mut **conn).await?;
            for (position, deputy) in deputies.iter().enumerate() {
                sqlx::query("insert into deputy (person, position, deputy) values ($1, $2, $3)")
                    .bind(person)
                    .bind(i64::try_from(position).unwrap_or(i64::MAX))
                    .bind(deputy)
                    .execute(&mut **conn)
                    .await?;
            }
        }
        for some in changes.absences.chunks(ROWS) {
            let mut insert = upsert(&ABSENCE, some, |mut row, a| {
                row.push_bind(a.id)
                    .push_bind(&a.person)
                    .push_bind(&a.kind)
                    .push_bind(a.from.as_millisecond());
                row.push_bind(a.until.map(|at| at.as_millisecond())).push_bind(&a.deputy);
                row.push_bind(&a.recorded_by).push_bind(a.recorded_at.as_millisecond());
                row.push_bind(a.withdrawn_at.map(|at| at.as_millisecond()));
            });
            insert.build().execute(&mut **conn).await?;
        }
        for some in changes.tokens.chunks(ROWS) {
            let mut insert = upsert(&TOKEN, some, |mut row, t| {
                row.push_bind(&t.id).push_bind(&t.organisation).push_bind(&t.digest);
                row.push_bind(t.made_at.as_millisecond()).push_bind(t.expires_at.as_millisecond());
                row.push_bind(t.ended_at.map(|at| at.as_millisecond()));
            });
            insert.build().execute(&mut **conn).await?;
        }
    }};
}

/// Raised first: its row is the lock behind which two changes of the directory wait for each other.
macro_rules! raise_version {
    ($conn:expr, $read:expr) => {{
        const RAISE: &str = "insert into setting (name, value) values ($1, '1') on conflict (name) do update \
            set value = cast(cast(setting.value as bigint) + 1 as text) returning cast(value as bigint)";
        let now: i64 = sqlx::query_scalar(RAISE).bind(VERSION).fetch_one(&mut **$conn).await?;
        if $read.is_some_and(|read| now != read + 1) {
            return Err(StoreError::Conflict);
        }
    }};
}

impl Store {
    /// Changes the directory in one transaction, and raises its number.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else changed it since `read`, or two people would have the same account
    /// name or number; nothing is written then. Otherwise when the database fails.
    pub async fn change_directory(&self, changes: &DirectoryChanges) -> Result<(), StoreError> {
        let mut sealed = changes.clone();
        for person in &mut sealed.people {
            person.name = self.seal_column(NAME, person.id.as_bytes(), &person.name)?;
            person.phone = self.seal_column(PHONE, person.id.as_bytes(), &person.phone)?;
        }
        let changes = &sealed;
        match &self.db {
            Db::Sqlite { writer, .. } => {
                let mut conn = writer.pool().begin_with("begin immediate").await?;
                write_changes!(&mut conn, changes);
                conn.commit().await?;
            }
            Db::Postgres(pool) => {
                let mut conn = pool.begin().await?;
                write_changes!(&mut conn, changes);
                conn.commit().await?;
            }
        }
        Ok(())
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
        self.change_directory(&DirectoryChanges {
            organisations: organisations.to_vec(),
            teams: teams.to_vec(),
            people: people.to_vec(),
            ..DirectoryChanges::default()
        })
        .await
    }
}
