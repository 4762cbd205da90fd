//! Terms of use and sharing agreements as records, and who accepted them (NEED-5, PLT-2).

use crate::{
    Store, StoreError,
    db::{Db, read},
    journal::push_ids,
};
use jiff::civil::Date;
use record::CaseId;
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Terms of use or a sharing agreement.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Agreement {
    /// Id.
    pub id: Uuid,
    /// `terms` or `sharing`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// The text that is accepted.
    pub body: String,
    /// What is shared for which purpose; empty for terms.
    pub purpose: String,
    /// The lawful basis; empty for terms.
    pub basis: String,
    /// First day, London, as `2026-03-05`.
    pub from_day: String,
    /// The day on which it is looked at again.
    pub review_day: String,
    /// The day on which it was ended.
    pub ended_day: Option<String>,
    /// Who made it.
    pub made_by: String,
    /// When, milliseconds since 1970.
    pub made_at: i64,
}

/// Somebody accepted an agreement.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Acceptance {
    /// The agreement.
    pub agreement: Uuid,
    /// For an organisation; empty when a person accepted for themselves.
    pub organisation: String,
    /// Who.
    pub person: String,
    /// When, milliseconds since 1970.
    pub accepted_at: i64,
}

const COLUMNS: &str =
    "id, kind, title, body, purpose, basis, from_day, review_day, ended_day, made_by, made_at";
const TERMS: &str = "select id, kind, title, body, purpose, basis, from_day, review_day, ended_day, made_by, made_at \
    from agreement where kind = 'terms' and from_day <= $1 and (ended_day is null or ended_day > $1) \
    order by from_day desc, made_at desc limit 1";
const WITH_AGREEMENT: &str = "select distinct p.organisation from agreement a \
    join agreement_party p on p.agreement = a.id join acceptance c on c.agreement = a.id and c.organisation = p.organisation \
    where a.kind = 'sharing' and a.from_day <= $1 and (a.ended_day is null or a.ended_day > $1)";

impl Store {
    /// Keeps an agreement with its parties.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn save_agreement(&self, agreement: &Agreement, parties: &[String]) -> Result<(), StoreError> {
        const INSERT: &str = "insert into agreement (id, kind, title, body, purpose, basis, from_day, review_day, ended_day, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        macro_rules! save {
            ($pool:expr) => {{
                let mut conn = $pool.begin().await?;
                let a = agreement;
                sqlx::query(INSERT)
                    .bind(a.id)
                    .bind(&a.kind)
                    .bind(&a.title)
                    .bind(&a.body)
                    .bind(&a.purpose)
                    .bind(&a.basis)
                    .bind(&a.from_day)
                    .bind(&a.review_day)
                    .bind(&a.ended_day)
                    .bind(&a.made_by)
                    .bind(a.made_at)
                    .execute(&mut *conn)
                    .await?;
                for party in parties {
                    sqlx::query("insert into agreement_party (agreement, organisation) values ($1, $2)")
                        .bind(a.id)
                        .bind(party)
                        .execute(&mut *conn)
                        .await?;
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

    /// Ends an agreement on a day. Whether there was one to end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_agreement(&self, id: Uuid, day: Date) -> Result<bool, StoreError> {
        const END: &str = "update agreement set ended_day = $2 where id = $1 and ended_day is null";
        let day = day.to_string();
        let ended = match &self.db {
            Db::Sqlite { writer, .. } => {
                sqlx::query(END).bind(id).bind(day).execute(writer.pool()).await?.rows_affected()
            }
            Db::Postgres(pool) => sqlx::query(END).bind(id).bind(day).execute(pool).await?.rows_affected(),
        };
        Ok(ended > 0)
    }

    /// Notes that somebody accepted an agreement; a second time changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accept_agreement(&self, acceptance: &Acceptance) -> Result<(), StoreError> {
        const ACCEPT: &str = "insert into acceptance (agreement, organisation, person, accepted_at) values ($1, $2, $3, $4) on conflict (agreement, organisation, person) do nothing";
        macro_rules! accept {
            ($pool:expr) => {{
                let a = acceptance;
                let query = sqlx::query(ACCEPT).bind(a.agreement).bind(&a.organisation).bind(&a.person);
                query.bind(a.accepted_at).execute($pool).await?;
            }};
        }
        match &self.db {
            Db::Sqlite { writer, .. } => accept!(writer.pool()),
            Db::Postgres(pool) => accept!(pool),
        }
        Ok(())
    }

    /// Every agreement with its parties and acceptances by organisations, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn agreements(&self) -> Result<Vec<(Agreement, Vec<String>, Vec<Acceptance>)>, StoreError> {
        let sql = format!("select {COLUMNS} from agreement order by made_at desc, id");
        let (agreements, parties, acceptances): (Vec<Agreement>, Vec<(Uuid, String)>, Vec<Acceptance>) = read!(self, conn => {
            let agreements = sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).fetch_all(&mut *conn).await?;
            let parties = sqlx::query_as("select agreement, organisation from agreement_party order by organisation")
                .fetch_all(&mut *conn).await?;
            let acceptances = sqlx::query_as("select agreement, organisation, person, accepted_at from acceptance where organisation <> '' order by accepted_at, organisation")
                .fetch_all(&mut *conn).await?;
            (agreements, parties, acceptances)
        });
        let all = agreements.into_iter().map(|agreement| {
            let id = agreement.id;
            let parties = parties.iter().filter(|(of, _)| *of == id).map(|(_, name)| name.clone()).collect();
            let accepted = acceptances.iter().filter(|one| one.agreement == id).cloned().collect();
            (agreement, parties, accepted)
        });
        Ok(all.collect())
    }

    /// The terms of use in force on a day; none when the deployment has none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn terms_in_force(&self, today: Date) -> Result<Option<Agreement>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_as(TERMS).bind(today.to_string()).fetch_optional(&mut *conn).await?
        }))
    }

    /// Whether somebody accepted an agreement for themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_accepted(&self, agreement: Uuid, person: &str) -> Result<bool, StoreError> {
        let accepted: i64 = read!(self, conn => {
            sqlx::query_scalar("select count(*) from acceptance where agreement = $1 and organisation = '' and person = $2")
                .bind(agreement)
                .bind(person)
                .fetch_one(&mut *conn)
                .await?
        });
        Ok(accepted > 0)
    }

    /// Organisations that accepted a sharing agreement that is in force on a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisations_with_agreement(&self, today: Date) -> Result<BTreeSet<String>, StoreError> {
        let found: Vec<String> = read!(self, conn => {
            sqlx::query_scalar(WITH_AGREEMENT).bind(today.to_string()).fetch_all(&mut *conn).await?
        });
        Ok(found.into_iter().collect())
    }

    /// Whether any case was ever recorded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_cases(&self) -> Result<bool, StoreError> {
        let some: Option<i64> = read!(self, conn => {
            sqlx::query_scalar("select seq from journal limit 1").fetch_optional(&mut *conn).await?
        });
        Ok(some.is_some())
    }

    /// The references that people use for cases; those without one are missing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn references_of(&self, cases: &[CaseId]) -> Result<BTreeMap<CaseId, String>, StoreError> {
        let mut references = BTreeMap::new();
        for some in cases.chunks(crate::write::ROWS) {
            let rows: Vec<(Uuid, Option<String>)> = read!(self, conn => {
                let mut query = QueryBuilder::new("select case_id, reference from case_view where case_id in (");
                push_ids(query.separated(", "), some);
                query.push(")");
                query.build_query_as().fetch_all(&mut *conn).await?
            });
            references.extend(rows.into_iter().filter_map(|(id, reference)| Some((CaseId(id), reference?))));
        }
        Ok(references)
    }
}
