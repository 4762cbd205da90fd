//! Counts of victims who left and of victims who had been here before (OVR-3, OVR-4): no names, grouped by the database.

use crate::{Store, StoreError, db::read, worklist::instant};
use jiff::Timestamp;
use record::{CaseId, supervision::IdentityKind};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// How many victims left, of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct LeaverCount {
    /// Slug of the stage.
    pub stage: String,
    /// Slug of the reason.
    pub because: String,
    /// Area; empty when not known.
    pub area: String,
    /// Slug of the crime group.
    pub crime_group: String,
    /// Whole weeks since the last contact, 5 for more than four; -1 when nobody ever got through.
    pub weeks: i64,
    /// How many.
    pub victims: i64,
    /// What had been done for them in time.
    pub done: i64,
    /// Done late.
    pub late: i64,
    /// Due, with no record.
    pub no_record: i64,
    /// How many of them had something due with no record.
    pub with_no_record: i64,
}

/// How many victims had been here before, of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct RepeatCount {
    /// Area; empty when not known.
    pub area: String,
    /// Slug of the crime group.
    pub crime_group: String,
    /// The police force that answers for the case; empty when none does.
    pub force: String,
    /// Victims of whom enough is known to find them again.
    pub known: i64,
    /// Of these, victims of another case in the twelve months before.
    pub again: i64,
}

/// How many of those who joined a case in some months have left it, of one group.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct LeftOfJoined {
    /// Slug of the stage at which they left.
    pub stage: String,
    /// Whole weeks since the last contact then, as in [`LeaverCount`].
    pub weeks: i64,
    /// How many.
    pub victims: i64,
}

/// Whose figures: of one organisation's cases, of some areas', or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only cases that this organisation answers for.
    pub organisation: Option<String>,
    /// Only cases of these areas; of all when empty.
    pub areas: Vec<String>,
}

/// The case before, when it began, and by what it was found.
pub type Before = (CaseId, Timestamp, IdentityKind);

/// Twelve months, milliseconds: as 365 days.
const A_YEAR: i64 = 365 * 24 * 60 * 60 * 1000;

impl Store {
    /// Victims who left from `from` until before `to`, in groups.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leavers(
        &self,
        scope: &Scope,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<LeaverCount>, StoreError> {
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new(LEAVERS);
            query.push(WEEKS).push(LEFT).push_bind(from.as_millisecond()).push(" and l.left_at < ").push_bind(to.as_millisecond());
            if let Some(organisation) = &scope.organisation {
                query.push(" and l.organisation = ").push_bind(organisation.clone());
            }
            push_areas(&mut query, &scope.areas);
            query.push(") one group by stage, because, area, crime_group, weeks ");
            query.push("order by stage, because, area, crime_group, weeks");
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// Of the victims who joined a case from `from` until before `to`, those who have left it since, in groups.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn left_of_joined(
        &self,
        scope: &Scope,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<LeftOfJoined>, StoreError> {
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new("select stage, weeks, count(*) as victims from (select l.stage, ");
            // Nobody leaves before they joined: the index by when somebody left bounds what is read.
            query.push(WEEKS).push(JOINED).push_bind(from.as_millisecond());
            query.push(" and v.joined_at >= ").push_bind(from.as_millisecond());
            query.push(" and v.joined_at < ").push_bind(to.as_millisecond());
            if let Some(organisation) = &scope.organisation {
                query.push(" and l.organisation = ").push_bind(organisation.clone());
            }
            push_areas(&mut query, &scope.areas);
            query.push(") one group by stage, weeks order by stage, weeks");
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// Victims whose case began from `from` until before `to`, and how many of them had been victims in another case in the
    /// twelve months before. Cases of before are found wherever they are: a force learns how many, not which.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn repeat_victims(
        &self,
        scope: &Scope,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<RepeatCount>, StoreError> {
        Ok(read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select coalesce(c.area, '') as area, c.crime_group, coalesce(f.organisation, '') as force, count(distinct i.victim_id) as known, \
                 count(distinct case when exists (select 1 from victim_identity p where p.kind = i.kind \
                 and p.digest = i.digest and p.began_at < i.began_at and p.began_at >= i.began_at - ",
            );
            query.push_bind(A_YEAR);
            query.push(" and p.case_id <> i.case_id) then i.victim_id end) as again from victim_identity i \
                 join case_view c on c.case_id = i.case_id \
                 left join case_owner f on f.case_id = i.case_id and f.provider = 'police' where i.began_at >= ");
            query.push_bind(from.as_millisecond()).push(" and i.began_at < ").push_bind(to.as_millisecond());
            query.push(" and i.kind <> ").push_bind(IdentityKind::Place.slug());
            if let Some(organisation) = &scope.organisation {
                query.push(" and exists (select 1 from case_owner o where o.case_id = i.case_id and o.organisation = ");
                query.push_bind(organisation.clone()).push(")");
            }
            push_areas(&mut query, &scope.areas);
            query.push(" group by coalesce(c.area, ''), c.crime_group, coalesce(f.organisation, '') order by 1, 2, 3");
            query.build_query_as().fetch_all(&mut *conn).await?
        }))
    }

    /// The cases in which one of these is known, that began from `from` until before `to`, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_before(
        &self,
        identities: &[(IdentityKind, String)],
        (from, to): (Timestamp, Timestamp),
        most: u32,
    ) -> Result<Vec<Before>, StoreError> {
        if identities.is_empty() {
            return Ok(Vec::new());
        }
        let mut digests = Vec::with_capacity(identities.len());
        for (kind, term) in identities {
            digests.push((kind.slug(), self.index_entry(kind.slug(), term)?));
        }
        let rows: Vec<(Uuid, i64, String)> = read!(self, conn => {
            let mut query = QueryBuilder::new("select case_id, began_at, kind from victim_identity where (kind, digest) in (");
            query.push_values(&digests, |mut row, (kind, digest)| {
                row.push_bind(*kind).push_bind(digest.as_slice());
            });
            query.push(") and began_at >= ").push_bind(from.as_millisecond());
            query.push(" and began_at < ").push_bind(to.as_millisecond());
            query.push(" order by began_at desc, case_id, kind limit ").push_bind(i64::from(most));
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        let known = rows.into_iter().filter_map(|(case, at, kind)| {
            let kind = IdentityKind::ALL.into_iter().find(|known| known.slug() == kind)?;
            Some((CaseId(case), instant(at), kind))
        });
        Ok(known.collect())
    }
}

fn push_areas<DB>(query: &mut QueryBuilder<DB>, areas: &[String])
where
    DB: sqlx::Database,
    for<'a> String: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    if areas.is_empty() {
        return;
    }
    query.push(" and c.area in (");
    let mut list = query.separated(", ");
    areas.iter().for_each(|area| {
        list.push_bind(area.clone());
    });
    query.push(")");
}

const LEAVERS: &str = "select stage, because, area, crime_group, weeks, count(*) as victims, \
    cast(sum(done) as bigint) as done, cast(sum(late) as bigint) as late, cast(sum(no_record) as bigint) as no_record, \
    cast(sum(case when no_record > 0 then 1 else 0 end) as bigint) as with_no_record from \
    (select l.stage, l.because, coalesce(c.area, '') as area, c.crime_group, l.done, l.late, l.no_record, ";
/// Whole weeks since the last contact when somebody left.
const WEEKS: &str = "case when l.contact_before is null then -1 when (l.left_at - l.contact_before) / 604800000 > 4 then 5 \
    else (l.left_at - l.contact_before) / 604800000 end as weeks ";
const LEFT: &str = "from victim_left l join case_view c on c.case_id = l.case_id where l.left_at >= ";
const JOINED: &str = "from victim_left l join case_view c on c.case_id = l.case_id \
    join case_victim v on v.case_id = l.case_id and v.victim_id = l.victim_id where l.left_at >= ";
