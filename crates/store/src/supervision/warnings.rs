//! The list of cases whose victims may be lost, worst first (OVR-7).

use crate::{
    Store, StoreError, WorkOwner,
    db::read,
    worklist::{instant, push_owner, push_without, read_access},
};
use jiff::Timestamp;
use record::{
    CaseAccess, CaseId,
    warning::{Sign, Signal, score},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// A case whose victims may be lost.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlyWarning {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What it is about.
    pub title: String,
    /// Team that holds it; empty when not known.
    pub team: String,
    /// Person who holds it; empty when not known.
    pub person: String,
    /// The sum of the weights of the reasons that hold.
    pub score: u32,
    /// The reasons that hold, and those that will.
    pub signals: Vec<Signal>,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// The list, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EarlyWarnings {
    /// Worst first, at most as many as were asked for.
    pub cases: Vec<EarlyWarning>,
    /// How many are on the list, at most [`crate::MOST_COUNTED`] + 1.
    pub count: i64,
}

/// Cases of which not every reason holds yet: they are of the last weeks, so few, and are weighed one by one.
const MOST_RISING: i64 = 2000;

type Row = (Uuid, Option<String>, String, String, String, String, String);

impl Store {
    /// Cases of an organisation whose victims may be lost at `now`, worst first.
    ///
    /// A case whose reasons all hold is ordered by the database; of the others, which are recent, the sum is worked out here.
    /// When more than 2,000 are rising, those that can become the worst are looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn early_warnings(
        &self,
        organisation: &str,
        owner: &WorkOwner,
        now: Timestamp,
        most: u32,
        without: &[CaseId],
    ) -> Result<EarlyWarnings, StoreError> {
        let at = now.as_millisecond();
        let mut rows: Vec<Row> = Vec::new();
        let count = read!(self, conn => {
            for (is_full, limit) in [(true, i64::from(most)), (false, MOST_RISING)] {
                let mut query = QueryBuilder::new(
                    "select w.case_id, c.reference, c.title, w.team, w.person, w.signals, c.access from \
                     (select * from early_warning where organisation = ",
                );
                query.push_bind(organisation);
                push_owner(&mut query, "", owner);
                push_without(&mut query, "", without);
                query.push(if is_full { " and full_from <= " } else { " and full_from > " }).push_bind(at);
                query.push(" and listed_from <= ").push_bind(at);
                query.push(" order by most desc, full_from, case_id limit ").push_bind(limit);
                query.push(") w join case_view c on c.case_id = w.case_id");
                let some: Vec<Row> = query.build_query_as().fetch_all(&mut *conn).await?;
                rows.extend(some);
            }
            let mut query = QueryBuilder::new("select count(*) from (select 1 from early_warning where organisation = ");
            query.push_bind(organisation);
            push_owner(&mut query, "", owner);
            push_without(&mut query, "", without);
            query.push(" and listed_from <= ").push_bind(at);
            query.push(" limit ").push_bind(crate::MOST_COUNTED + 1).push(") counted");
            query.build_query_scalar::<i64>().fetch_one(&mut *conn).await?
        });
        let mut cases: Vec<EarlyWarning> = rows.into_iter().map(|row| warning(row, now)).collect();
        let since = |one: &EarlyWarning| one.signals.iter().map(|signal| signal.since).min();
        cases.sort_by(|a, b| {
            b.score.cmp(&a.score).then_with(|| since(a).cmp(&since(b))).then_with(|| a.case.cmp(&b.case))
        });
        cases.truncate(most as usize);
        Ok(EarlyWarnings { cases, count })
    }
}

fn warning((case, reference, title, team, person, signals, access): Row, now: Timestamp) -> EarlyWarning {
    let signals = read_signals(&signals);
    EarlyWarning {
        case: CaseId(case),
        reference,
        title,
        team,
        person,
        score: score(&signals, now),
        signals,
        access: read_access(&access),
    }
}

/// What an earlier version wrote and this one does not know is left out until the lists are made again.
fn read_signals(text: &str) -> Vec<Signal> {
    let one = |text: &str| {
        let mut parts = text.split(' ');
        let sign = Sign::from_slug(parts.next()?)?;
        let from = instant(parts.next()?.parse().ok()?);
        Some(Signal { sign, from, since: instant(parts.next()?.parse().ok()?) })
    };
    text.split(';').filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_are_read_as_they_were_written() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let signals = [
            Signal { sign: Sign::Silent, from: at(5), since: at(-5) },
            Signal { sign: Sign::Disputed, from: at(7), since: at(7) },
        ];
        let text = super::super::writing::signals_text(&signals);
        assert_eq!(read_signals(&text), signals);
        assert_eq!(read_signals(""), []);
        assert_eq!(read_signals("tired 1 2;silent x 2;disputed 7000 7000"), signals[1..]);
    }
}
