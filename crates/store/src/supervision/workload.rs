//! What each officer and team has on their hands, in one statement (POL-6).

use crate::{Store, StoreError, db::read, worklist::push_without};
use jiff::Timestamp;
use record::CaseId;
use sqlx::QueryBuilder;

/// What a person of a team, or nobody in it, has on their hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct WorkloadRow {
    /// Team; empty when not known.
    pub team: String,
    /// Person; empty for what nobody in the team holds.
    pub person: String,
    /// Duties with a deadline that are not done.
    pub open: i64,
    /// Of these, past the deadline.
    pub late: i64,
    /// Of these, due before the end of this week.
    pub week: i64,
    /// Of the open ones, promises that victims started.
    pub asked: i64,
    /// Duties that the victim disputes.
    pub disputed: i64,
    /// Cases in which they owe something with a deadline.
    pub cases: i64,
    /// Of these, cases in which nobody got through to a victim for so long.
    pub silent: i64,
    /// Of these, cases that drift: nothing done, nobody spoken to, nobody looked.
    pub drifting: i64,
    /// Cases that a supervisor should look at by now.
    pub to_review: i64,
    /// Directions that wait for an answer.
    pub directions: i64,
    /// Of these, past their day.
    pub directions_late: i64,
    /// Cases on the list of early warnings.
    pub warnings: i64,
}

/// The instants between which things are counted.
#[derive(Clone, Copy, Debug)]
pub struct WorkloadAt {
    /// The present.
    pub now: Timestamp,
    /// 00:00 London time after the last day of this week.
    pub end_of_week: Timestamp,
    /// A case is silent when nobody got through since before this.
    pub silent_before: Timestamp,
}

impl Store {
    /// What the people and teams of an organisation have on their hands. One statement: each part is read once, and grouped.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn workload(
        &self,
        organisation: &str,
        at: WorkloadAt,
        without: &[CaseId],
    ) -> Result<Vec<WorkloadRow>, StoreError> {
        let now = at.now.as_millisecond();
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new(SUMS);
            query.push("select team, person, count(*) as open, sum(case when due_at <= ").push_bind(now);
            query.push(" then 1 else 0 end) as late, sum(case when due_at > ").push_bind(now);
            query.push(" and due_at <= ").push_bind(at.end_of_week.as_millisecond());
            query.push(" then 1 else 0 end) as week, sum(case when edition = 'promise' then 1 else 0 end) as asked, ");
            query.push("0 as disputed, 0 as cases, 0 as silent, 0 as drifting, 0 as to_review, 0 as directions, ");
            query.push("0 as directions_late, 0 as warnings from duty where phase = 'open' and organisation = ");
            query.push_bind(organisation);
            push_without(&mut query, "", without);
            query.push(" group by team, person union all select team, person, 0, 0, 0, 0, count(*), 0, 0, 0, 0, 0, 0, 0 ");
            query.push("from duty where answer in ('did_not_happen', 'not_understood') and organisation = ");
            query.push_bind(organisation);
            push_without(&mut query, "", without);
            query.push(" group by team, person union all select team, person, 0, 0, 0, 0, 0, sum(owes), ");
            query.push("sum(case when owes = 1 and quiet_since < ").push_bind(at.silent_before.as_millisecond());
            query.push(" then 1 else 0 end), sum(case when drifts_at <= ").push_bind(now);
            query.push(" then 1 else 0 end), sum(case when supervise_at <= ").push_bind(now);
            query.push(" then 1 else 0 end), 0, 0, 0 from case_owner where organisation = ").push_bind(organisation);
            push_without(&mut query, "", without);
            query.push(" group by team, person union all select team, person, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*), ");
            query.push("sum(case when due_at <= ").push_bind(now);
            query.push(" then 1 else 0 end), 0 from direction where answered_at is null and organisation = ");
            query.push_bind(organisation);
            push_without(&mut query, "", without);
            query.push(" group by team, person union all ");
            query.push("select team, person, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*) from early_warning where organisation = ");
            query.push_bind(organisation);
            query.push(" and listed_from <= ").push_bind(now);
            push_without(&mut query, "", without);
            query.push(" group by team, person) parts group by team, person order by team, person");
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }
}

/// PostgreSQL adds bigints up as numerics.
const SUMS: &str = "select team, person, cast(sum(open) as bigint) as open, cast(sum(late) as bigint) as late, \
    cast(sum(week) as bigint) as week, cast(sum(asked) as bigint) as asked, cast(sum(disputed) as bigint) as disputed, \
    cast(sum(cases) as bigint) as cases, cast(sum(silent) as bigint) as silent, \
    cast(sum(drifting) as bigint) as drifting, cast(sum(to_review) as bigint) as to_review, \
    cast(sum(directions) as bigint) as directions, cast(sum(directions_late) as bigint) as directions_late, \
    cast(sum(warnings) as bigint) as warnings from (";
