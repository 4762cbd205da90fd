//! Who may send returns, about which areas, and what was made here.

use crate::{Store, StoreError, accounts::write, db::read};
use jiff::Timestamp;
use record::figures::Month;

/// A deployment that may send returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The name that stands in its returns.
    pub deployment: String,
    /// The name that people read.
    pub name: String,
    /// Its public key, PEM.
    pub public_key: String,
    /// Digest of the token with which it sends returns; empty: it sends files by other ways only.
    pub token_digest: String,
    /// Since when it is trusted.
    pub trusted_at: Timestamp,
    /// Since when it is not any more.
    pub ended_at: Option<Timestamp>,
    /// Areas for which it answers, and the first month for which a return is expected.
    pub areas: Vec<(String, Month)>,
}

type Row = (String, String, String, String, i64, Option<i64>);

impl Deployment {
    /// Whether it answers for an area.
    pub fn answers_for(&self, area: &str) -> bool {
        self.areas.iter().any(|(own, _)| own == area)
    }
}

impl Store {
    /// Everybody who may send returns, or might once, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deployments(&self) -> Result<Vec<Deployment>, StoreError> {
        const ALL: &str = "select deployment, name, public_key, token_digest, trusted_at, ended_at from return_deployment order by deployment";
        const AREAS: &str =
            "select deployment, area, expected_from from return_area order by deployment, area";
        let (rows, areas): (Vec<Row>, Vec<(String, String, i64)>) = read!(self, conn => {
            (sqlx::query_as(ALL).fetch_all(&mut *conn).await?, sqlx::query_as(AREAS).fetch_all(&mut *conn).await?)
        });
        let deployment = |(deployment, name, public_key, token_digest, trusted, ended): Row| {
            let own = areas.iter().filter(|(of, ..)| *of == deployment);
            Ok(Deployment {
                areas: own
                    .filter_map(|(_, area, from)| Some((area.clone(), Month::from_number(*from)?)))
                    .collect(),
                deployment,
                name,
                public_key,
                token_digest,
                trusted_at: Timestamp::from_millisecond(trusted)?,
                ended_at: ended.map(Timestamp::from_millisecond).transpose()?,
            })
        };
        rows.into_iter()
            .map(deployment)
            .collect::<Result<_, jiff::Error>>()
            .map_err(|_| StoreError::Figures("a deployment has an instant that is none"))
    }

    /// Trusts a deployment, or changes its key, token, areas and name.
    ///
    /// # Errors
    /// When the database fails; nothing is changed then.
    pub async fn keep_deployment(&self, deployment: &Deployment) -> Result<(), StoreError> {
        const KEEP: &str = "insert into return_deployment (deployment, name, public_key, token_digest, trusted_at, ended_at) values ($1, $2, $3, $4, $5, $6) \
            on conflict (deployment) do update set name = excluded.name, public_key = excluded.public_key, \
            token_digest = excluded.token_digest, ended_at = excluded.ended_at";
        const AREA: &str = "insert into return_area (deployment, area, expected_from) values ($1, $2, $3)";
        write!(self, pool => {
            let mut conn = pool.begin().await?;
            sqlx::query(KEEP)
                .bind(&deployment.deployment)
                .bind(&deployment.name)
                .bind(&deployment.public_key)
                .bind(&deployment.token_digest)
                .bind(deployment.trusted_at.as_millisecond())
                .bind(deployment.ended_at.map(Timestamp::as_millisecond))
                .execute(&mut *conn)
                .await?;
            sqlx::query("delete from return_area where deployment = $1").bind(&deployment.deployment).execute(&mut *conn).await?;
            for (area, from) in &deployment.areas {
                sqlx::query(AREA)
                    .bind(&deployment.deployment)
                    .bind(area)
                    .bind(from.number())
                    .execute(&mut *conn)
                    .await?;
            }
            conn.commit().await?;
        });
        Ok(())
    }

    /// The numbers of returns that were made here about an area, with their months; the latest last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn returns_made(
        &self,
        deployment: &str,
        area: &str,
    ) -> Result<Vec<(i64, Month, Month)>, StoreError> {
        const MADE: &str = "select sequence, from_month, to_month from return_made where deployment = $1 and area = $2 order by sequence";
        let rows: Vec<(i64, i64, i64)> = read!(self, conn => {
            sqlx::query_as(MADE).bind(deployment).bind(area).fetch_all(&mut *conn).await?
        });
        let months =
            |(sequence, from, to)| Some((sequence, Month::from_number(from)?, Month::from_number(to)?));
        Ok(rows.into_iter().filter_map(months).collect())
    }

    /// Keeps that a return was made, under its number. Whether the number was free.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_return_made(&self, made: &super::ReturnTaken) -> Result<bool, StoreError> {
        const KEEP: &str = "insert into return_made (deployment, area, sequence, from_month, to_month, made_at, digest) values ($1, $2, $3, $4, $5, $6, $7) \
            on conflict (deployment, area, sequence) do nothing";
        Ok(write!(self, pool => {
            sqlx::query(KEEP)
                .bind(&made.deployment)
                .bind(&made.area)
                .bind(made.sequence)
                .bind(made.from.number())
                .bind(made.to.number())
                .bind(made.made_at.as_millisecond())
                .bind(&made.digest)
                .execute(pool)
                .await?
                .rows_affected()
        }) == 1)
    }
}
