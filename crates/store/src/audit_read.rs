//! Reading the audit: the newest lines first, a page at a time.

use crate::{
    AuditLine, Store, StoreError,
    audit::{COLUMNS, SealedLine},
    db::read,
};
use jiff::Timestamp;
use record::{CaseId, VictimId};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Which lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only those of people who acted for this organisation.
    pub organisation: Option<String>,
    /// Only this person's.
    pub person: Option<String>,
    /// Only about this case.
    pub case: Option<CaseId>,
    /// Only with this outcome.
    pub outcome: Option<String>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// Go on after this line.
    pub after: Option<AuditCursor>,
    /// At most so many.
    pub most: u32,
}

/// A place in the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditCursor {
    /// When the line was written, milliseconds since 1970.
    pub at: i64,
    /// Its chain.
    pub chain: i64,
    /// Its number in it.
    pub number: i64,
}

/// A line as it stands in the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLine {
    /// Where.
    pub place: AuditCursor,
    /// What it says.
    pub line: AuditLine,
}

#[derive(sqlx::FromRow)]
struct Row {
    chain: i64,
    number: i64,
    at: i64,
    visit: Uuid,
    person: String,
    role: String,
    organisation: String,
    on_behalf: Option<Uuid>,
    action: String,
    case_id: Option<Uuid>,
    victim_id: Option<Uuid>,
    part: String,
    outcome: String,
    policy: String,
    sought: String,
    reason: Vec<u8>,
    source: Vec<u8>,
}

impl Row {
    /// The line with what is personal in it opened.
    fn open(self, store: &Store) -> Result<WrittenLine, StoreError> {
        let place = AuditCursor { at: self.at, chain: self.chain, number: self.number };
        let line = AuditLine {
            at: Timestamp::from_millisecond(self.at).unwrap_or_default(),
            visit: self.visit,
            person: self.person,
            role: self.role,
            organisation: self.organisation,
            on_behalf: self.on_behalf.map(VictimId),
            action: self.action,
            case: self.case_id.map(CaseId),
            victim: self.victim_id.map(VictimId),
            part: self.part,
            outcome: self.outcome,
            policy: self.policy,
            sought: self.sought,
            reason: String::new(),
            source: String::new(),
        };
        let sealed = SealedLine { line, reason: self.reason, source: self.source };
        Ok(WrittenLine { place, line: store.open_line(sealed)? })
    }
}

impl Store {
    /// Lines of the audit, newest first. Quick when an organisation, a person or a case is named, however long the
    /// audit is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_lines(&self, filter: &AuditFilter) -> Result<Vec<WrittenLine>, StoreError> {
        let rows: Vec<Row> = read!(self, conn => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from audit where 1 = 1");
            if let Some(organisation) = &filter.organisation {
                query.push(" and organisation = ").push_bind(organisation.as_str());
            }
            if let Some(person) = &filter.person {
                query.push(" and person = ").push_bind(person.as_str());
            }
            if let Some(case) = filter.case {
                query.push(" and case_id = ").push_bind(case.0);
            }
            if let Some(outcome) = &filter.outcome {
                query.push(" and outcome = ").push_bind(outcome.as_str());
            }
            if let Some(from) = filter.from {
                query.push(" and at >= ").push_bind(from.as_millisecond());
            }
            if let Some(until) = filter.until {
                query.push(" and at < ").push_bind(until.as_millisecond());
            }
            if let Some(after) = filter.after {
                query.push(" and at <= ").push_bind(after.at);
                query.push(" and (at < ").push_bind(after.at);
                query.push(" or chain < ").push_bind(after.chain);
                query.push(" or (chain = ").push_bind(after.chain);
                query.push(" and number < ").push_bind(after.number).push("))");
            }
            query.push(" order by at desc, chain desc, number desc limit ").push_bind(i64::from(filter.most));
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        rows.into_iter().map(|row| row.open(self)).collect()
    }
}
