//! What is owed, as lists: overdue first, fifty a page, counts from the same conditions as the rows.

use crate::{
    Store, StoreError,
    db::read,
    sealed::{VictimInList, open_victim},
    sealing::KeyRow,
};
use jiff::Timestamp;
use record::{Answer, CaseAccess, CaseId, VictimId, view::Phase};
use sqlx::{Database, QueryBuilder};
use uuid::Uuid;

/// Counts stop here: "more than 1,000" says enough, and a list stays fast whatever its size.
pub const MOST_COUNTED: i64 = 1000;

/// The most cases that a list leaves out in its query; rows of others are dropped one by one, and then counted too
/// high. The counts alone ask for them nine times, and SQLite takes 32,766 parameters.
const MOST_WITHOUT: usize = 3000;

/// Whose work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkOwner {
    /// Everyone in the organisation.
    Everyone,
    /// A team.
    Team(String),
    /// One person.
    Person(String),
    /// Several, for whom somebody covers.
    Holders(Holders),
}

/// Those for whom somebody covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    /// What these people hold.
    pub people: Vec<String>,
    /// What these teams hold and nobody in them.
    pub teams: Vec<String>,
    /// What neither a person nor a team holds.
    pub nobody: bool,
}

/// Which duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum WorkState {
    /// With a deadline and not done.
    #[default]
    Open,
    /// Past the deadline.
    Late,
    /// Due before the end of today.
    Today,
    /// Due after today and before the end of the week.
    Week,
    /// The clock has not started.
    Waiting,
    /// Without a deadline that can be computed.
    Undated,
    /// The victim says that it did not happen or was not understood.
    Disputed,
    /// Promised because a victim asked, wrote or disputes something, and not done.
    Asked,
    /// Of these, those that a supervisor looks at, too: disputes, and contacts that did not help.
    Unhappy,
}

/// Which part of the work to list.
#[derive(Clone, Debug)]
pub struct WorkFilter {
    /// The organisation that holds the duties.
    pub organisation: String,
    /// Whose.
    pub owner: WorkOwner,
    /// Which.
    pub state: WorkState,
    /// Only this provider's duties.
    pub provider: Option<String>,
    /// Only duties of this right.
    pub right: Option<u8>,
    /// Only victims with Enhanced Rights.
    pub enhanced: bool,
    /// Cases that are not listed and not counted, because the person may not see them.
    pub without: Vec<CaseId>,
    /// The present.
    pub now: Timestamp,
    /// 00:00 London time after today.
    pub end_of_today: Timestamp,
    /// 00:00 London time after the last day of this week.
    pub end_of_week: Timestamp,
    /// Go on after this row (from [`WorkList::next`]).
    pub after: Option<Cursor>,
    /// Rows a page.
    pub page: u32,
}

/// The place of a row in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    due_at: i64,
    case: Uuid,
    victim: Uuid,
    trigger: i64,
    duty: String,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Cursor { due_at, case, victim, trigger, duty } = self;
        write!(f, "{due_at}_{}_{}_{trigger}_{duty}", case.simple(), victim.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Cursor, ()> {
        let mut parts = text.splitn(5, '_');
        let mut next = || parts.next().ok_or(());
        Ok(Cursor {
            due_at: next()?.parse().map_err(|_| ())?,
            case: Uuid::parse_str(next()?).map_err(|_| ())?,
            victim: Uuid::parse_str(next()?).map_err(|_| ())?,
            trigger: next()?.parse().map_err(|_| ())?,
            duty: Some(next()?).filter(|duty| !duty.contains('\0')).ok_or(())?.to_owned(),
        })
    }
}

/// A page of work.
#[derive(Clone, Debug)]
pub struct WorkList {
    /// The rows.
    pub items: Vec<DutyItem>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
    /// How many rows there are in each state, under the same filter.
    pub counts: Counts,
}

/// How many duties there are in each state; at most [`MOST_COUNTED`] + 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// All with a deadline.
    pub open: i64,
    /// Past the deadline.
    pub late: i64,
    /// Due today.
    pub today: i64,
    /// Due later this week.
    pub week: i64,
    /// The clock has not started.
    pub waiting: i64,
    /// Without a deadline.
    pub undated: i64,
    /// Disputed by the victim.
    pub disputed: i64,
    /// Promised because a victim asked.
    pub asked: i64,
    /// Of these, what a victim is unhappy with.
    pub unhappy: i64,
}

/// A duty in a list, with what a person needs to act on it.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyItem {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What the case is about.
    pub title: String,
    /// The victim.
    pub victim: VictimId,
    /// The victim's name; empty when it was destroyed.
    pub victim_name: String,
    /// Why there are Enhanced Rights; empty when there are none.
    pub enhanced_because: String,
    /// Whether there is a rule of safe contact to read first.
    pub safe_contact: bool,
    /// Duty id in the Code.
    pub duty: String,
    /// Version of the event that started it.
    pub trigger: u64,
    /// Trigger slug.
    pub trigger_event: String,
    /// Provider slug.
    pub provider: String,
    /// Edition slug.
    pub edition: String,
    /// Right.
    pub right: Option<u8>,
    /// Where it stands.
    pub phase: Phase,
    /// When its clock started.
    pub clock_start: Option<Timestamp>,
    /// End of its limit.
    pub due_at: Option<Timestamp>,
    /// Team that holds it; empty when not known.
    pub team: String,
    /// Person who holds it; empty when not known.
    pub person: String,
    /// The victim's answer.
    pub answer: Option<Answer>,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

/// A case in which nobody has got through to a victim for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct SilentCase {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: Option<String>,
    /// What it is about.
    pub title: String,
    /// Last contact, or the beginning of the case.
    pub quiet_since: Timestamp,
    /// Team that answers for it.
    pub team: String,
    /// Person who answers for it.
    pub person: String,
    /// What the gate needs to know of the case.
    pub access: CaseAccess,
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    case_id: Uuid,
    reference: Option<String>,
    title: String,
    victim_id: Uuid,
    sealed: Option<Vec<u8>>,
    kind: Option<String>,
    outer_key: Option<String>,
    wrapped: Option<Vec<u8>>,
    safe_contact: i64,
    duty_id: String,
    trigger_version: i64,
    trigger_event: String,
    provider: String,
    edition: String,
    right_no: Option<i64>,
    phase: String,
    clock_start: Option<i64>,
    due_at: Option<i64>,
    team: String,
    person: String,
    answer: Option<String>,
    access: String,
}

/// Case, reference, title, since when it is silent, team, person, access.
type SilentRow = (Uuid, Option<String>, String, i64, String, String, String);

/// The page is cut from the index first, and only its rows are joined: a planner that joins first sorts everything.
const ITEM: &str = "select d.case_id, c.reference, c.title, d.victim_id, v.sealed, \
    k.kind, k.outer_key, k.wrapped, coalesce(v.safe_contact, 0) as safe_contact, \
    d.duty_id, d.trigger_version, d.trigger_event, d.provider, d.edition, d.right_no, d.phase, d.clock_start, \
    d.due_at, d.team, d.person, d.answer, c.access from (select * from duty where ";
const NAMED: &str = ") d join case_view c on c.case_id = d.case_id \
    left join case_victim v on v.case_id = d.case_id and v.victim_id = d.victim_id \
    left join data_key k on k.case_id = d.case_id and k.subject = d.victim_id";

impl Store {
    /// A page of what is owed, with counts.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work(&self, filter: &WorkFilter) -> Result<WorkList, StoreError> {
        let (rows, counts): (Vec<ItemRow>, Counts) = read!(self, conn => {
            let mut query = items_query(filter);
            let rows = query.build_query_as().fetch_all(&mut *conn).await?;
            let mut query = counts_query(filter);
            (rows, query.build_query_as().fetch_one(&mut *conn).await?)
        });
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            let victim = self.victim_in_list(&row).await?;
            items.push(item(row, victim));
        }
        let more = items.len() > filter.page as usize;
        items.truncate(filter.page as usize);
        let next = if more { items.last().map(cursor) } else { None };
        Ok(WorkList { items, next, counts })
    }

    /// What the list says about the victim of a row, opened.
    async fn victim_in_list(&self, row: &ItemRow) -> Result<VictimInList, StoreError> {
        let (Some(sealed), Some(kind), Some(outer_key)) = (&row.sealed, &row.kind, &row.outer_key) else {
            return Ok(VictimInList::default());
        };
        let key = KeyRow {
            case_id: row.case_id,
            subject: row.victim_id,
            kind: kind.clone(),
            outer_key: outer_key.clone(),
            wrapped: row.wrapped.clone(),
        };
        let key = self.data_key(&key).await?;
        Ok(open_victim(key.as_ref(), row.case_id, row.victim_id, sealed)?)
    }

    /// Cases that an organisation answers for and in which nobody has got through to a victim since `before`,
    /// longest silence first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn silent_cases(
        &self,
        organisation: &str,
        owner: &WorkOwner,
        before: Timestamp,
        most: u32,
        without: &[CaseId],
    ) -> Result<Vec<SilentCase>, StoreError> {
        let rows: Vec<SilentRow> = read!(self, conn => {
            let mut query = QueryBuilder::new(
                "select o.case_id, c.reference, c.title, o.quiet_since, o.team, o.person, c.access from case_owner o \
                 join case_view c on c.case_id = o.case_id where o.owes = 1 and o.organisation = ",
            );
            query.push_bind(organisation);
            push_owner(&mut query, "o.", owner);
            push_without(&mut query, "o.", without);
            query.push(" and o.quiet_since < ").push_bind(before.as_millisecond());
            query.push(" order by o.quiet_since, o.case_id, o.provider limit ").push_bind(i64::from(most));
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        let mut silent: Vec<SilentCase> = Vec::with_capacity(rows.len());
        for (case, reference, title, quiet_since, team, person, access) in rows {
            if silent.iter().all(|other| other.case.0 != case) {
                let quiet_since = instant(quiet_since);
                let access = read_access(&access);
                silent.push(SilentCase {
                    case: CaseId(case),
                    reference,
                    title,
                    quiet_since,
                    team,
                    person,
                    access,
                });
            }
        }
        Ok(silent)
    }

    /// Cases of an organisation in which somebody of it may not see everything: restricted ones, those that somebody is
    /// shut out of, those for which a support service needs an agreement. Lists decide about these before they count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn guarded_cases(&self, organisation: &str) -> Result<Vec<(CaseId, CaseAccess)>, StoreError> {
        let rows: Vec<(Uuid, String)> = read!(self, conn => sqlx::query_as(GUARDED)
            .bind(organisation)
            .fetch_all(&mut *conn)
            .await?);
        Ok(rows.into_iter().map(|(case, access)| (CaseId(case), read_access(&access))).collect())
    }
}

const GUARDED: &str = "select c.case_id, c.access from case_view c where c.guarded = 1 and exists \
    (select 1 from case_owner o where o.case_id = c.case_id and o.organisation = $1) order by c.case_id";

const UNHAPPY: &str = "phase = 'open' and edition = 'promise' and duty_id in \
    ('p-look-into-dispute', 'p-look-into-dispute-again', 'p-explain-again', 'p-service-recovery')";

/// What cannot be read lets nobody in.
pub(crate) fn read_access(text: &str) -> CaseAccess {
    serde_json::from_str(text).unwrap_or_default()
}

/// The states that have a deadline are listed by it; the others by case.
fn is_dated(state: WorkState) -> bool {
    !matches!(state, WorkState::Waiting | WorkState::Undated | WorkState::Disputed)
}

fn items_query<DB>(filter: &WorkFilter) -> QueryBuilder<DB>
where
    DB: Database,
    for<'a> &'a str: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> String: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> i64: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    let mut query = QueryBuilder::new(ITEM);
    push_conditions(&mut query, filter, filter.state);
    let dated = is_dated(filter.state);
    if let Some(after) = &filter.after {
        query.push(if dated {
            " and (due_at, case_id, victim_id, trigger_version, duty_id) > ("
        } else {
            " and (case_id, victim_id, trigger_version, duty_id) > ("
        });
        if dated {
            query.push_bind(after.due_at).push(", ");
        }
        query.push_bind(after.case).push(", ").push_bind(after.victim);
        query.push(", ").push_bind(after.trigger).push(", ").push_bind(after.duty.clone()).push(")");
    }
    query.push(if dated {
        " order by due_at, case_id, victim_id, trigger_version, duty_id limit "
    } else {
        " order by case_id, victim_id, trigger_version, duty_id limit "
    });
    query.push_bind(i64::from(filter.page) + 1).push(NAMED).push(if dated {
        " order by d.due_at, d.case_id, d.victim_id, d.trigger_version, d.duty_id"
    } else {
        " order by d.case_id, d.victim_id, d.trigger_version, d.duty_id"
    });
    query
}

fn counts_query<DB>(filter: &WorkFilter) -> QueryBuilder<DB>
where
    DB: Database,
    for<'a> Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> &'a str: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> String: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> i64: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    let counted = [
        (WorkState::Open, "open"),
        (WorkState::Late, "late"),
        (WorkState::Today, "today"),
        (WorkState::Week, "week"),
        (WorkState::Waiting, "waiting"),
        (WorkState::Undated, "undated"),
        (WorkState::Disputed, "disputed"),
        (WorkState::Asked, "asked"),
        (WorkState::Unhappy, "unhappy"),
    ];
    let mut query = QueryBuilder::new("select ");
    for (place, (state, name)) in counted.into_iter().enumerate() {
        query.push(if place == 0 { "" } else { ", " });
        query.push("(select count(*) from (select 1 from duty where ");
        push_conditions(&mut query, filter, state);
        query.push(" limit ").push_bind(MOST_COUNTED + 1).push(") counted) as ").push(name);
    }
    query
}

fn push_conditions<DB>(query: &mut QueryBuilder<DB>, filter: &WorkFilter, state: WorkState)
where
    DB: Database,
    for<'a> Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> String: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
    for<'a> i64: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    // The literals let the planner see that a partial index covers the condition.
    query.push(match state {
        WorkState::Open | WorkState::Late | WorkState::Today | WorkState::Week => "phase = 'open'",
        // SQLite takes a partial index only where its own condition stands.
        WorkState::Waiting => "phase in ('waiting', 'undated') and phase = 'waiting'",
        WorkState::Undated => "phase in ('waiting', 'undated') and phase = 'undated'",
        WorkState::Disputed => "answer in ('did_not_happen', 'not_understood')",
        WorkState::Asked => "phase = 'open' and edition = 'promise'",
        WorkState::Unhappy => UNHAPPY,
    });
    query.push(" and ").push("organisation = ").push_bind(filter.organisation.clone());
    push_owner(query, "", &filter.owner);
    push_without(query, "", &filter.without);
    if let Some(provider) = &filter.provider {
        query.push(" and ").push("provider = ").push_bind(provider.clone());
    }
    if let Some(right) = filter.right {
        query.push(" and ").push("right_no = ").push_bind(i64::from(right));
    }
    if filter.enhanced {
        query.push(" and ").push("enhanced = 1");
    }
    let mut due = |sign: &str, at: Timestamp| {
        query.push(" and ").push(format!("due_at {sign} ")).push_bind(at.as_millisecond());
    };
    match state {
        WorkState::Late => due("<=", filter.now),
        WorkState::Today => {
            due(">", filter.now);
            due("<=", filter.end_of_today);
        }
        WorkState::Week => {
            due(">", filter.end_of_today);
            due("<=", filter.end_of_week);
        }
        _ => {}
    }
}

pub(crate) fn push_owner<DB>(query: &mut QueryBuilder<DB>, alias: &str, owner: &WorkOwner)
where
    DB: Database,
    for<'a> String: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    match owner {
        WorkOwner::Everyone => {}
        WorkOwner::Team(team) => {
            query.push(" and ").push(alias).push("team = ").push_bind(team.clone());
        }
        WorkOwner::Person(person) => {
            query.push(" and ").push(alias).push("person = ").push_bind(person.clone());
        }
        WorkOwner::Holders(holders) => push_holders(query, alias, holders),
    }
}

fn push_holders<DB>(query: &mut QueryBuilder<DB>, alias: &str, holders: &Holders)
where
    DB: Database,
    for<'a> String: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    query.push(" and (1 = 0");
    if !holders.people.is_empty() {
        query.push(" or ").push(alias).push("person in (");
        let mut list = query.separated(", ");
        holders.people.iter().for_each(|person| {
            list.push_bind(person.clone());
        });
        query.push(")");
    }
    if !holders.teams.is_empty() {
        query.push(" or (").push(alias).push("person = '' and ").push(alias).push("team in (");
        let mut list = query.separated(", ");
        holders.teams.iter().for_each(|team| {
            list.push_bind(team.clone());
        });
        query.push("))");
    }
    if holders.nobody {
        query.push(" or (").push(alias).push("person = '' and ").push(alias).push("team = '')");
    }
    query.push(")");
}

pub(crate) fn push_without<DB>(query: &mut QueryBuilder<DB>, alias: &str, without: &[CaseId])
where
    DB: Database,
    for<'a> Uuid: sqlx::Encode<'a, DB> + sqlx::Type<DB>,
{
    if without.is_empty() {
        return;
    }
    query.push(" and ").push(alias).push("case_id not in (");
    let mut list = query.separated(", ");
    for case in without.iter().take(MOST_WITHOUT) {
        list.push_bind(case.0);
    }
    query.push(")");
}

fn cursor(item: &DutyItem) -> Cursor {
    Cursor {
        due_at: item.due_at.map_or(0, |at| at.as_millisecond()),
        case: item.case.0,
        victim: item.victim.0,
        trigger: item.trigger as i64,
        duty: item.duty.clone(),
    }
}

fn item(row: ItemRow, victim: VictimInList) -> DutyItem {
    DutyItem {
        case: CaseId(row.case_id),
        reference: row.reference,
        title: row.title,
        victim: VictimId(row.victim_id),
        victim_name: victim.name,
        enhanced_because: victim.because,
        safe_contact: row.safe_contact != 0,
        duty: row.duty_id,
        trigger: row.trigger_version as u64,
        trigger_event: row.trigger_event,
        provider: row.provider,
        edition: row.edition,
        right: row.right_no.and_then(|right| u8::try_from(right).ok()),
        phase: Phase::from_slug(&row.phase).unwrap_or(Phase::Open),
        clock_start: row.clock_start.map(instant),
        due_at: row.due_at.map(instant),
        team: row.team,
        person: row.person,
        answer: row.answer.as_deref().and_then(answer_from_slug),
        access: read_access(&row.access),
    }
}

pub(crate) fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or_default()
}

pub(crate) fn answer_slug(answer: Answer) -> &'static str {
    match answer {
        Answer::Understood => "understood",
        Answer::Happened => "happened",
        Answer::NotUnderstood => "not_understood",
        Answer::DidNotHappen => "did_not_happen",
    }
}

fn answer_from_slug(slug: &str) -> Option<Answer> {
    [Answer::Understood, Answer::Happened, Answer::NotUnderstood, Answer::DidNotHappen]
        .into_iter()
        .find(|answer| answer_slug(*answer) == slug)
}
