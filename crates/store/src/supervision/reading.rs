//! Cases to review, directions that wait, promises that were broken, contacts to draw from.

use crate::{
    Store, StoreError, WorkOwner,
    db::read,
    worklist::{instant, push_owner, push_without, read_access},
};
use jiff::Timestamp;
use record::{CaseAccess, CaseId, VictimId};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Why a supervisor should look at a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Its review is due: a live investigation is looked at in a set rhythm.
    Due,
    /// It drifts: nothing done, nobody spoken to, nobody looked.
    Drifting,
}

/// A case that a supervisor should look at.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseToSupervise {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What it is about.
    pub title: String,
    /// Slug of the stage.
    pub stage: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// When one last looked.
    pub reviewed_at: Option<Timestamp>,
    /// When somebody last got through to a victim, or the beginning of the case.
    pub quiet_since: Timestamp,
    /// Team that holds it; empty when not known.
    pub team: String,
    /// Person who holds it; empty when not known.
    pub person: String,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// Cases to look at, and whether there are more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SuperviseList {
    /// Longest first.
    pub cases: Vec<CaseToSupervise>,
    /// Whether there are more than were asked for.
    pub more: bool,
}

/// A direction that waits for an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDirection {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// Version of the review.
    pub review: u64,
    /// Its place in the review.
    pub item: u32,
    /// Team that holds the case; empty when not known.
    pub team: String,
    /// Who is to do it; empty when nobody is known.
    pub person: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// The instant from which it is late.
    pub due_at: Timestamp,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// A promise that is late, was kept late, or waits.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseItem {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// The victim.
    pub victim: VictimId,
    /// Version of the event that started it.
    pub trigger: u64,
    /// Id of the promise.
    pub duty: String,
    /// When its clock started.
    pub since: Option<Timestamp>,
    /// The instant from which it is late.
    pub due_at: Option<Timestamp>,
    /// When it was kept; none while it waits.
    pub done_at: Option<Timestamp>,
    /// Team that holds it; empty when not known.
    pub team: String,
    /// Person who holds it; empty when not known.
    pub person: String,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// The first line of a case, with what the gate needs to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseLine {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What it is about.
    pub title: String,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// A contact that can be drawn: its case and version.
pub type ContactDrawn = (CaseId, u64);

type SuperviseRow = (Uuid, Option<String>, String, String, i64, Option<i64>, i64, String, String, String);
type DirectionFound = (Uuid, Option<String>, i64, i64, String, String, i64, i64, String);

#[derive(sqlx::FromRow)]
struct PromiseRow {
    case_id: Uuid,
    reference: Option<String>,
    victim_id: Uuid,
    trigger_version: i64,
    duty_id: String,
    clock_start: Option<i64>,
    due_at: Option<i64>,
    done_at: Option<i64>,
    team: String,
    person: String,
    access: String,
}

const PROMISE: &str = "select d.case_id, c.reference, d.victim_id, d.trigger_version, d.duty_id, d.clock_start, d.due_at, \
    d.done_at, d.team, d.person, c.access from (select * from duty where ";
const OF_ITS_CASE: &str = ") d join case_view c on c.case_id = d.case_id order by ";

impl Store {
    /// The first lines of some cases, in the order of cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_lines(&self, ids: &[CaseId]) -> Result<Vec<CaseLine>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<(Uuid, Option<String>, String, String)> = read!(self, conn => {
            let mut query = QueryBuilder::new("select case_id, reference, title, access from case_view where case_id in (");
            crate::journal::push_ids(query.separated(", "), ids);
            query.push(") order by case_id");
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        let line = |(case, reference, title, access): (Uuid, Option<String>, String, String)| CaseLine {
            case: CaseId(case),
            reference,
            title,
            access: read_access(&access),
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Cases that a supervisor of an organisation should look at by `now`, those that have waited longest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_to_supervise(
        &self,
        organisation: &str,
        owner: &WorkOwner,
        which: Which,
        now: Timestamp,
        most: u32,
        without: &[CaseId],
    ) -> Result<SuperviseList, StoreError> {
        let column = if which == Which::Due { "supervise_at" } else { "drifts_at" };
        let rows: Vec<SuperviseRow> = read!(self, conn => {
            let mut query = QueryBuilder::new("select o.case_id, c.reference, c.title, c.stage, o.");
            query.push(column).push(", o.reviewed_at, o.quiet_since, o.team, o.person, c.access from ");
            query.push("(select * from case_owner where ").push(column).push(" is not null and organisation = ");
            query.push_bind(organisation);
            push_owner(&mut query, "", owner);
            push_without(&mut query, "", without);
            query.push(" and ").push(column).push(" <= ").push_bind(now.as_millisecond());
            query.push(" order by ").push(column).push(", case_id limit ").push_bind(i64::from(most) + 1);
            query.push(") o join case_view c on c.case_id = o.case_id order by o.").push(column);
            query.push(", o.case_id, o.provider");
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        let more = rows.len() > most as usize;
        let mut cases: Vec<CaseToSupervise> = Vec::with_capacity(rows.len());
        for (case, reference, title, stage, since, reviewed_at, quiet_since, team, person, access) in
            rows.into_iter().take(most as usize)
        {
            if cases.iter().all(|other| other.case.0 != case) {
                cases.push(CaseToSupervise {
                    case: CaseId(case),
                    reference,
                    title,
                    stage,
                    since: instant(since),
                    reviewed_at: reviewed_at.map(instant),
                    quiet_since: instant(quiet_since),
                    team,
                    person,
                    access: read_access(&access),
                });
            }
        }
        Ok(SuperviseList { cases, more })
    }

    /// Directions of an organisation that wait for an answer, soonest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_directions(
        &self,
        organisation: &str,
        owner: &WorkOwner,
        most: u32,
        without: &[CaseId],
    ) -> Result<Vec<OpenDirection>, StoreError> {
        let rows: Vec<DirectionFound> = read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select d.case_id, c.reference, d.review_version, d.item, d.team, d.person, d.given_at, d.due_at, c.access \
                 from (select * from direction where answered_at is null and organisation = ",
            );
            query.push_bind(organisation);
            push_owner(&mut query, "", owner);
            push_without(&mut query, "", without);
            query.push(" order by due_at, case_id, review_version, item limit ").push_bind(i64::from(most));
            query.push(OF_ITS_CASE).push("d.due_at, d.case_id, d.review_version, d.item");
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        let open =
            |(case, reference, review, item, team, person, given_at, due_at, access): DirectionFound| {
                OpenDirection {
                    case: CaseId(case),
                    reference,
                    review: review as u64,
                    item: u32::try_from(item).unwrap_or(0),
                    team,
                    person,
                    given_at: instant(given_at),
                    due_at: instant(due_at),
                    access: read_access(&access),
                }
            };
        Ok(rows.into_iter().map(open).collect())
    }

    /// Promises of an organisation that are late at `now`, longest first; then those that were kept late since `since`,
    /// latest first. At most `most` of each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn broken_promises(
        &self,
        organisation: &str,
        now: Timestamp,
        since: Timestamp,
        most: u32,
        without: &[CaseId],
    ) -> Result<(Vec<PromiseItem>, Vec<PromiseItem>), StoreError> {
        let (late, kept_late): (Vec<PromiseRow>, Vec<PromiseRow>) = read!(self, conn => {
            let mut query = QueryBuilder::new(PROMISE);
            query.push("phase = 'open' and edition = 'promise' and organisation = ").push_bind(organisation);
            query.push(" and due_at <= ").push_bind(now.as_millisecond());
            push_without(&mut query, "", without);
            query.push(" order by due_at, case_id, victim_id, trigger_version, duty_id limit ");
            query.push_bind(i64::from(most)).push(OF_ITS_CASE).push("d.due_at, d.case_id, d.trigger_version");
            let late = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = QueryBuilder::new(PROMISE);
            query.push("phase = 'met_late' and edition = 'promise' and organisation = ").push_bind(organisation);
            query.push(" and done_at >= ").push_bind(since.as_millisecond());
            push_without(&mut query, "", without);
            query.push(" order by done_at desc, case_id limit ").push_bind(i64::from(most));
            query.push(OF_ITS_CASE).push("d.done_at desc, d.case_id, d.trigger_version");
            (late, query.build_query_as().fetch_all(&mut *conn).await?)
        });
        let items = |rows: Vec<PromiseRow>| rows.into_iter().map(promise).collect();
        Ok((items(late), items(kept_late)))
    }

    /// Disputes of an organisation that wait for somebody to look into them, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_disputes(
        &self,
        organisation: &str,
        most: u32,
        without: &[CaseId],
    ) -> Result<Vec<PromiseItem>, StoreError> {
        let rows: Vec<PromiseRow> = read!(self, conn => {
            let mut query = QueryBuilder::new(PROMISE);
            query.push("phase = 'open' and edition = 'promise' and duty_id in (");
            let mut list = query.separated(", ");
            record::dispute::PROMISES.iter().for_each(|duty| { list.push_bind(*duty); });
            query.push(") and organisation = ").push_bind(organisation);
            push_without(&mut query, "", without);
            query.push(" order by clock_start, case_id, victim_id, trigger_version, duty_id limit ");
            query.push_bind(i64::from(most)).push(OF_ITS_CASE).push("d.clock_start, d.case_id, d.trigger_version");
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().map(promise).collect())
    }

    /// Every contact that was recorded from `from` until before `to` in cases that an organisation, or a team of it, holds,
    /// in the order of their cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn contacts_recorded(
        &self,
        organisation: &str,
        owner: &WorkOwner,
        (from, to): (Timestamp, Timestamp),
        without: &[CaseId],
    ) -> Result<Vec<ContactDrawn>, StoreError> {
        let rows: Vec<(Uuid, i64)> = read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select j.case_id, j.version from journal j where j.kind = 'contact_recorded' and j.recorded_at >= ",
            );
            query.push_bind(from.as_millisecond()).push(" and j.recorded_at < ").push_bind(to.as_millisecond());
            push_without(&mut query, "j.", without);
            query.push(" and exists (select 1 from case_owner o where o.case_id = j.case_id and o.organisation = ");
            query.push_bind(organisation);
            push_owner(&mut query, "o.", owner);
            query.push(") order by j.case_id, j.version");
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        Ok(rows.into_iter().map(|(case, version)| (CaseId(case), version as u64)).collect())
    }
}

fn promise(row: PromiseRow) -> PromiseItem {
    PromiseItem {
        case: CaseId(row.case_id),
        reference: row.reference,
        victim: VictimId(row.victim_id),
        trigger: row.trigger_version as u64,
        duty: row.duty_id,
        since: row.clock_start.map(instant),
        due_at: row.due_at.map(instant),
        done_at: row.done_at.map(instant),
        team: row.team,
        person: row.person,
        access: read_access(&row.access),
    }
}
