//! What the returns that hold add up to, and which months there are of whom.

use crate::{Store, StoreError, db::read};
use jiff::Timestamp;
use record::figures::{Counts, Month};
use sqlx::{QueryBuilder, Row};

/// Counts of duties of one area in some months, as the returns that hold say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedDuties {
    /// Area.
    pub area: String,
    /// Month.
    pub month: Month,
    /// Duty; empty when the counts are of all that were asked for.
    pub duty: String,
    /// Counts.
    pub counts: Counts,
}

/// The return that holds for an area and a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnMonth {
    /// Who answers.
    pub deployment: String,
    /// Area.
    pub area: String,
    /// Month.
    pub month: Month,
    /// Its number.
    pub sequence: i64,
    /// When the first return about this month came.
    pub first_received_at: Timestamp,
    /// When the return that holds came.
    pub received_at: Timestamp,
    /// How many earlier returns about this month it stands in the place of.
    pub earlier: i64,
}

const COUNTS: [&str; 10] = [
    "waived",
    "waiting",
    "undated",
    "open",
    "met",
    "met_late",
    "confirmed",
    "disputed",
    "told_without_record",
    "not_told",
];

impl Store {
    /// Counts by area, month and duty, of these months and duties (all when none is named), from the returns that hold.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn returned_duties(
        &self,
        from: Month,
        to: Month,
        duties: &[String],
    ) -> Result<Vec<ReturnedDuties>, StoreError> {
        let sums: Vec<String> =
            COUNTS.iter().map(|count| format!("cast(sum(d.{count}) as bigint)")).collect();
        let sums = sums.join(", ");
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new("select d.area, d.month, d.duty_id, ");
            query.push(&sums).push(HOLDING).push(" where m.month >= ").push_bind(from.number());
            query.push(" and m.month <= ").push_bind(to.number());
            if !duties.is_empty() {
                query.push(" and d.duty_id in (");
                let mut list = query.separated(", ");
                for duty in duties {
                    list.push_bind(duty.as_str());
                }
                query.push(")");
            }
            query.push(" group by d.area, d.month, d.duty_id order by d.area, d.month, d.duty_id");
            let rows = query.build().fetch_all(&mut *conn).await?;
            let mut found = Vec::with_capacity(rows.len());
            for row in rows {
                let mut counts = Counts::default();
                for (place, count) in counts.0.iter_mut().enumerate() {
                    *count = row.try_get(place + 3)?;
                }
                let month = Month::from_number(row.try_get(1)?)
                    .ok_or(StoreError::Figures("a return has a month that is none"))?;
                found.push(ReturnedDuties { area: row.try_get(0)?, month, duty: row.try_get(2)?, counts });
            }
            found
        }))
    }

    /// Which returns hold for these months.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn return_months(&self, from: Month, to: Month) -> Result<Vec<ReturnMonth>, StoreError> {
        let rows: Vec<(String, String, i64, i64, i64, i64, i64)> = read!(self, conn => {
            sqlx::query_as(MONTHS).bind(from.number()).bind(to.number()).fetch_all(&mut *conn).await?
        });
        let instant = |milliseconds| {
            Timestamp::from_millisecond(milliseconds)
                .map_err(|_| StoreError::Figures("a return has an instant that is none"))
        };
        let mut found = Vec::with_capacity(rows.len());
        for (deployment, area, month, sequence, first, received, about) in rows {
            let month =
                Month::from_number(month).ok_or(StoreError::Figures("a return has a month that is none"))?;
            found.push(ReturnMonth {
                deployment,
                area,
                month,
                sequence,
                first_received_at: instant(first)?,
                received_at: instant(received)?,
                earlier: about - 1,
            });
        }
        Ok(found)
    }
}

const HOLDING: &str = " from return_month m join return_duty d on d.deployment = m.deployment and d.area = m.area \
    and d.month = m.month and d.sequence = m.sequence";

const MONTHS: &str = "select m.deployment, m.area, m.month, m.sequence, \
    cast(min(t.received_at) as bigint), cast(max(case when t.sequence = m.sequence then t.received_at else 0 end) as bigint), \
    cast(count(*) as bigint) \
    from return_month m join return_taken t on t.deployment = m.deployment and t.area = m.area \
    and t.from_month <= m.month and t.to_month >= m.month and t.sequence <= m.sequence \
    where m.month >= $1 and m.month <= $2 \
    group by m.deployment, m.area, m.month, m.sequence order by m.area, m.deployment, m.month";
