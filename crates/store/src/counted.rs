//! Duties that count for an organisation or one of its teams in a month, one by one: what stands behind a figure.

use crate::{Store, StoreError, db::read};
use record::{CaseId, VictimId, figures::Month};
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

/// Which duties.
#[derive(Clone, Debug)]
pub struct CountedFilter {
    /// The organisation for which they count.
    pub organisation: String,
    /// Only this team's; all when none is named.
    pub team: Option<String>,
    /// The month in which they count.
    pub month: Month,
    /// Only these duties; all when empty.
    pub duties: Vec<String>,
}

/// A duty that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedDuty {
    /// The case.
    pub case: CaseId,
    /// The victim.
    pub victim: VictimId,
    /// Version of the event that started it.
    pub trigger: u64,
    /// Its id.
    pub duty: String,
}

impl Store {
    /// Duties that were recorded as done, the latest first; or those with no record, the longest due first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counted_duties(
        &self,
        filter: &CountedFilter,
        done: bool,
        most: u32,
    ) -> Result<Vec<CountedDuty>, StoreError> {
        let rows: Vec<(Uuid, Uuid, i64, String)> = read!(self, conn => {
            let mut query =
                QueryBuilder::new("select case_id, victim_id, trigger_version, duty_id from duty where ");
            which(&mut query, filter, done);
            query.push(match done {
                true => " order by case when due_at is null then 0 else done_at - due_at end desc",
                false => " order by case when due_at is null then 1 else 0 end, due_at",
            });
            query.push(", case_id, victim_id, trigger_version, duty_id limit ").push_bind(i64::from(most));
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        let duty = |(case, victim, trigger, duty): (Uuid, Uuid, i64, String)| CountedDuty {
            case: CaseId(case),
            victim: VictimId(victim),
            trigger: trigger as u64,
            duty,
        };
        Ok(rows.into_iter().map(duty).collect())
    }

    /// How many of them there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_counted(&self, filter: &CountedFilter, done: bool) -> Result<u64, StoreError> {
        let count: i64 = read!(self, conn => {
            let mut query = QueryBuilder::new("select count(*) from duty where ");
            which(&mut query, filter, done);
            query.build_query_scalar().fetch_one(&mut *conn).await?
        });
        Ok(count as u64)
    }
}

/// The condition; in the order of the index `duty_counted`.
fn which<'q, DB: Database>(query: &mut QueryBuilder<DB>, filter: &'q CountedFilter, done: bool)
where
    String: Encode<'q, DB> + Type<DB>,
    i64: Encode<'q, DB> + Type<DB>,
{
    query.push("counted_organisation = ").push_bind(filter.organisation.clone());
    query.push(" and month = ").push_bind(filter.month.number());
    if !filter.duties.is_empty() {
        query.push(" and duty_id in (");
        let mut ids = query.separated(", ");
        filter.duties.iter().for_each(|duty| {
            ids.push_bind(duty.clone());
        });
        query.push(")");
    }
    if let Some(team) = &filter.team {
        query.push(" and counted_team = ").push_bind(team.clone());
    }
    query.push(match done {
        true => " and done_by is not null and phase in ('met', 'met_late')",
        false => " and phase in ('open', 'undated')",
    });
}
