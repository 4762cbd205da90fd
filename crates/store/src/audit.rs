//! Lines of the audit: who did, saw or was refused what. They are written once, each chained to the one before it in
//! the chain of its process, and many visits share one transaction.

use crate::{Store, StoreError, audit_chain::Head, db::Db};
use jiff::Timestamp;
use keys::Place;
use record::{CaseId, VictimId, view::TermKind};
use sqlx::QueryBuilder;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// One line: what somebody did, saw or was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: Timestamp,
    /// What belongs together: one request, one run of a command.
    pub visit: Uuid,
    /// Who, by their id in the directory; `command:import` for a command; empty when nobody had signed in.
    pub person: String,
    /// Slug of their role.
    pub role: String,
    /// The organisation for which they acted; empty for a victim.
    pub organisation: String,
    /// The victim for whom a representative acted.
    pub on_behalf: Option<VictimId>,
    /// What: a slug.
    pub action: String,
    /// The case.
    pub case: Option<CaseId>,
    /// The victim concerned; none means everybody in the case.
    pub victim: Option<VictimId>,
    /// Slugs of the parts of the case, with a space between.
    pub part: String,
    /// `allowed` or `refused`.
    pub outcome: String,
    /// The deciding policies.
    pub policy: String,
    /// Keyed terms of a search, with a space between.
    pub sought: String,
    /// Why, in the person's words. Personal.
    pub reason: String,
    /// From where: the address of the client. Personal.
    pub source: String,
}

/// Rows a statement: few enough that the statements of all lengths stay prepared.
const ROWS: usize = 32;
/// How many waiting visits the writer on PostgreSQL takes into one statement.
const GROUP: usize = 64;
/// How often another try is made when two processes begin a chain in the same moment.
const TRIES: usize = 8;

pub(crate) const COLUMNS: &str = "chain, number, at, visit, person, role, organisation, on_behalf, action, case_id, victim_id, \
    part, outcome, policy, sought, reason, source, hash";

/// A line with what is personal in it sealed: the only form in which the writers see one.
pub(crate) struct SealedLine {
    pub line: AuditLine,
    pub reason: Vec<u8>,
    pub source: Vec<u8>,
}

/// A line with its place in the chain, as it goes to the disk.
pub(crate) struct Chained<'a> {
    pub sealed: &'a SealedLine,
    pub chain: i64,
    pub number: i64,
    pub hash: [u8; 32],
}

/// What waits to be written and who waits for it.
pub(crate) struct AuditJob {
    pub lines: Vec<SealedLine>,
    pub done: oneshot::Sender<Result<(), StoreError>>,
}

/// The handle of the task that writes the audit on PostgreSQL; on SQLite the one writer does.
#[derive(Clone)]
pub(crate) struct AuditWriter {
    jobs: mpsc::Sender<AuditJob>,
}

impl Store {
    /// Writes lines into the audit. When this returns `Ok`, the end of the process cannot take them back; on PostgreSQL they are
    /// on the disk, on SQLite within a second (ADR 0012).
    ///
    /// # Errors
    /// When they could not be written: what they are about must not be shown then.
    pub async fn write_audit(&self, lines: Vec<AuditLine>) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        let lines = lines.into_iter().map(|line| self.seal_line(line)).collect::<Result<_, _>>()?;
        let (done, outcome) = oneshot::channel();
        let job = AuditJob { lines, done };
        match &self.db {
            Db::Sqlite { writer, .. } => writer.audit(job).await?,
            Db::Postgres(_) => {
                let Some(writer) = &self.audit else { return Err(StoreError::Closed) };
                writer.jobs.send(job).await.map_err(|_| StoreError::Closed)?;
            }
        }
        outcome.await.map_err(|_| StoreError::Closed)?
    }

    /// The one place where what is personal in a line is sealed.
    fn seal_line(&self, mut line: AuditLine) -> Result<SealedLine, StoreError> {
        let (reason, source) = (std::mem::take(&mut line.reason), std::mem::take(&mut line.source));
        let ids: [&[u8]; 2] = [line.visit.as_bytes(), line.person.as_bytes()];
        let reason = self.seal(&Place::new("audit.reason", &ids), reason.as_bytes())?;
        let source = self.seal(&Place::new("audit.source", &ids), source.as_bytes())?;
        Ok(SealedLine { line, reason, source })
    }

    /// What stands in the audit for a term that somebody looked for: equal terms give equal keys, and nobody without the
    /// key of the index can guess the term. Empty when the store was opened without keys.
    pub fn sought_key(&self, kind: TermKind, term: &str) -> String {
        let entry = self.index_entry(&format!("sought {}", kind.slug()), term);
        entry.map_or_else(|_| String::new(), |entry| record::chain::hex(&entry[..8]))
    }

    /// The one place where it is opened again.
    pub(crate) fn open_line(&self, sealed: SealedLine) -> Result<AuditLine, StoreError> {
        let ids: [&[u8]; 2] = [sealed.line.visit.as_bytes(), sealed.line.person.as_bytes()];
        let reason = self.unseal_text(&Place::new("audit.reason", &ids), &sealed.reason)?;
        let source = self.unseal_text(&Place::new("audit.source", &ids), &sealed.source)?;
        Ok(AuditLine { reason, source, ..sealed.line })
    }
}

impl AuditWriter {
    /// Starts the task.
    pub(crate) fn start(pool: sqlx::PgPool) -> AuditWriter {
        let (jobs, waiting) = mpsc::channel(4 * GROUP);
        tokio::spawn(run(pool, waiting));
        AuditWriter { jobs }
    }
}

/// Takes what waits, writes it together, answers each.
async fn run(pool: sqlx::PgPool, mut waiting: mpsc::Receiver<AuditJob>) {
    let mut chain = None;
    let mut group = Vec::with_capacity(GROUP);
    while waiting.recv_many(&mut group, GROUP).await > 0 {
        let lines: Vec<&SealedLine> = group.iter().flat_map(|job: &AuditJob| &job.lines).collect();
        // Another process may have begun a chain with this number: take the next.
        let is_taken = |error: &StoreError| matches!(error, StoreError::Conflict);
        let result = crate::again!(TRIES, is_taken, write_postgres(&pool, &mut chain, &lines).await);
        answer(group.drain(..), result);
    }
}

/// Tells everybody who waits. An error cannot be copied: the first hears which, the others that there was one.
pub(crate) fn answer(jobs: impl Iterator<Item = AuditJob>, result: Result<(), StoreError>) {
    let mut result = result;
    for job in jobs {
        let next = if result.is_ok() { Ok(()) } else { Err(StoreError::Audit) };
        drop(job.done.send(std::mem::replace(&mut result, next)));
    }
}

macro_rules! push_lines {
    ($insert:expr, $rows:expr) => {
        $insert.push_values($rows, |mut row, chained: &Chained<'_>| {
            let SealedLine { line, reason, source } = chained.sealed;
            row.push_bind(chained.chain)
                .push_bind(chained.number)
                .push_bind(line.at.as_millisecond())
                .push_bind(line.visit)
                .push_bind(&line.person)
                .push_bind(&line.role)
                .push_bind(&line.organisation)
                .push_bind(line.on_behalf.map(|victim| victim.0))
                .push_bind(&line.action)
                .push_bind(line.case.map(|case| case.0))
                .push_bind(line.victim.map(|victim| victim.0))
                .push_bind(&line.part)
                .push_bind(&line.outcome)
                .push_bind(&line.policy)
                .push_bind(&line.sought)
                .push_bind(reason)
                .push_bind(source)
                .push_bind(chained.hash.as_slice());
        });
    };
}
/// One statement for each few lines, which also moves the head: no transaction has to be begun and ended.
async fn write_postgres(
    pool: &sqlx::PgPool,
    chain: &mut Option<Head>,
    lines: &[&SealedLine],
) -> Result<(), StoreError> {
    let mut conn = pool.acquire().await?;
    for some in lines.chunks(ROWS) {
        // Whether a failed write reached the disk is not known: the next one then begins a chain of its own.
        let mut head = match chain.take() {
            Some(head) => head,
            None => {
                let mut transaction = sqlx::Connection::begin(&mut *conn).await?;
                let started_at = some.first().map_or(0, |sealed| sealed.line.at.as_millisecond());
                let head = crate::audit_chain::begin_postgres(&mut transaction, started_at).await?;
                transaction.commit().await?;
                head
            }
        };
        let rows = head.chain_on(some);
        let mut insert = QueryBuilder::<sqlx::Postgres>::new("with line as (insert into audit (");
        insert.push(COLUMNS).push(") ");
        push_lines!(insert, &rows);
        insert.push(") update audit_head set number = ").push_bind(head.number);
        insert.push(", hash = ").push_bind(head.hash.as_slice());
        insert.push(" where chain = ").push_bind(head.chain);
        insert.build().execute(&mut *conn).await?;
        *chain = Some(head);
    }
    Ok(())
}

/// Lines within the transaction of the one writer on SQLite. Gives the head after them.
pub(crate) async fn write_sqlite(
    conn: &mut sqlx::SqliteConnection,
    head: Option<Head>,
    lines: &[&SealedLine],
) -> Result<Head, StoreError> {
    let mut head = match head {
        Some(head) => head,
        None => {
            let started_at = lines.first().map_or(0, |sealed| sealed.line.at.as_millisecond());
            crate::audit_chain::begin_sqlite(conn, started_at).await?
        }
    };
    for some in lines.chunks(ROWS) {
        let rows = head.chain_on(some);
        let mut insert = QueryBuilder::<sqlx::Sqlite>::new("insert into audit (");
        insert.push(COLUMNS).push(") ");
        push_lines!(insert, &rows);
        insert.build().execute(&mut *conn).await?;
    }
    sqlx::query("update audit_head set number = $1, hash = $2 where chain = $3")
        .bind(head.number)
        .bind(head.hash.as_slice())
        .bind(head.chain)
        .execute(conn)
        .await?;
    Ok(head)
}
