//! Reading the directory whole. It is small beside the journal, and the use cases keep what was read.

use super::{Organisation, Person, Post, Team, Unit};
use crate::{Store, StoreError, db::read};
use jiff::civil::Date;
use uuid::Uuid;

const PERSON: &str = "select id, name, role, organisation, team, phone, case_id, victim_id, representative_id, user_name, external_id, \
    inactive, joined_on, left_on, hours, works_bank_holidays, post_from, post_until from person";

/// Days stand as text, year first, so that they sort.
pub(super) fn day(text: Option<String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: String,
    name: String,
    role: String,
    organisation: String,
    team: String,
    phone: String,
    case_id: Option<Uuid>,
    victim_id: Option<Uuid>,
    representative_id: Option<Uuid>,
    user_name: String,
    external_id: String,
    inactive: i64,
    joined_on: Option<String>,
    left_on: Option<String>,
    hours: String,
    works_bank_holidays: i64,
    post_from: Option<String>,
    post_until: Option<String>,
}

impl PersonRow {
    fn open(self, store: &Store) -> Result<Person, StoreError> {
        let row = self;
        Ok(Person {
            name: store.open_column(NAME, row.id.as_bytes(), row.name)?,
            phone: store.open_column(PHONE, row.id.as_bytes(), row.phone)?,
            id: row.id,
            role: row.role,
            organisation: row.organisation,
            team: row.team,
            case_id: row.case_id,
            victim_id: row.victim_id,
            representative_id: row.representative_id,
            user_name: row.user_name,
            external_id: row.external_id,
            inactive: row.inactive != 0,
            joined_on: day(row.joined_on),
            left_on: day(row.left_on),
            hours: row.hours,
            works_bank_holidays: row.works_bank_holidays != 0,
            post_from: day(row.post_from),
            post_until: day(row.post_until),
            post: String::new(),
        })
    }
}

/// Where a person's name and phone number are sealed.
pub(crate) const NAME: &str = "person.name";
pub(crate) const PHONE: &str = "person.phone";

type OrganisationRow = (String, String, String, String, String, String, Option<String>);
type TeamRow = (String, String, String, String, String, String, Option<String>);
type PostRow = (String, String, i64, String, String, String, Option<String>, Option<String>);

impl Store {
    /// All organisations, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let rows: Vec<OrganisationRow> = read!(self, conn => {
            sqlx::query_as(
                "select id, name, provider, area, phone, kind, ended_on from organisation order by name, id",
            )
            .fetch_all(&mut *conn)
            .await?
        });
        let organisation = |(id, name, provider, area, phone, kind, ended_on)| Organisation {
            id,
            name,
            provider,
            area,
            phone,
            kind,
            ended_on: day(ended_on),
        };
        Ok(rows.into_iter().map(organisation).collect())
    }

    /// All units, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn units(&self) -> Result<Vec<Unit>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as("select id, organisation, name from unit order by name, id").fetch_all(&mut *conn).await?
        }))
    }

    /// All teams, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn teams(&self) -> Result<Vec<Team>, StoreError> {
        let rows: Vec<TeamRow> = read!(self, conn => {
            sqlx::query_as(
                "select id, organisation, name, phone, unit, covered_by, ended_on from team order by name, id",
            )
            .fetch_all(&mut *conn)
            .await?
        });
        let team = |(id, organisation, name, phone, unit, covered_by, ended_on)| Team {
            id,
            organisation,
            name,
            phone,
            unit,
            covered_by,
            ended_on: day(ended_on),
        };
        Ok(rows.into_iter().map(team).collect())
    }

    /// All people, also those who left, by organisation and name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(&self) -> Result<Vec<Person>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{PERSON} order by id"));
        let rows: Vec<PersonRow> = read!(self, conn => sqlx::query_as(sql).fetch_all(&mut *conn).await?);
        let mut people: Vec<Person> = rows.into_iter().map(|row| row.open(self)).collect::<Result<_, _>>()?;
        people.sort_by(|a, b| (&a.organisation, &a.name, &a.id).cmp(&(&b.organisation, &b.name, &b.id)));
        Ok(people)
    }

    /// Somebody by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person(&self, id: &str) -> Result<Option<Person>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{PERSON} where id = $1"));
        let row: Option<PersonRow> =
            read!(self, conn => sqlx::query_as(sql).bind(id).fetch_optional(&mut *conn).await?);
        row.map(|row| row.open(self)).transpose()
    }

    /// All further posts, also those that ended, in the order of each person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn posts(&self) -> Result<Vec<Post>, StoreError> {
        let rows: Vec<PostRow> = read!(self, conn => {
            sqlx::query_as(
                "select id, person, position, role, organisation, team, from_on, until_on from post \
                 order by person, position, id",
            )
            .fetch_all(&mut *conn)
            .await?
        });
        let post = |(id, person, position, role, organisation, team, from, until)| Post {
            id,
            person,
            position,
            role,
            organisation,
            team,
            from: day(from),
            until: day(until),
        };
        Ok(rows.into_iter().map(post).collect())
    }

    /// Who stands in for whom, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deputies(&self) -> Result<Vec<(String, String)>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as("select person, deputy from deputy order by person, position")
                .fetch_all(&mut *conn)
                .await?
        }))
    }

    /// The number that rises with each change of the directory, in the transaction of the change. Whoever keeps what
    /// they read compares it before they rely on it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn directory_version(&self) -> Result<i64, StoreError> {
        let text = self.setting(super::changes::VERSION).await?;
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
    }
}
