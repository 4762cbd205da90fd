//! The one writer on SQLite: a task that takes what waits, changes of cases and lines of the audit, and writes it together
//! (ADR 0006).

use crate::{
    StoreError, again,
    again::TRIES,
    audit::{self, AuditJob, SealedLine},
    audit_chain::Head,
    sealed::SealedBatch,
    write::write_sqlite,
};
use sqlx::{Connection, SqlitePool};
use std::time::Duration;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

/// How many waiting commits are taken into one transaction.
const GROUP: usize = 64;

/// The handle of the SQLite writer task.
#[derive(Clone)]
pub(crate) struct Writer {
    jobs: mpsc::Sender<Job>,
    pool: SqlitePool,
    lines: SqlitePool,
}

enum Job {
    Cases(CasesJob),
    Audit(AuditJob),
}

struct CasesJob {
    batch: SealedBatch,
    done: oneshot::Sender<Result<(), StoreError>>,
}

impl Writer {
    /// Starts the task. `lines` writes lines of the audit that come without a change: they are handed to the operating
    /// system at once, and to the disk within [`SYNCED_WITHIN`].
    pub(crate) fn start(pool: SqlitePool, lines: SqlitePool) -> Writer {
        let (jobs, waiting) = mpsc::channel(4 * GROUP);
        tokio::spawn(run(pool.clone(), lines.clone(), waiting));
        Writer { jobs, pool, lines }
    }

    /// A second task over the same connections, as another process would have it.
    pub(crate) fn another(&self) -> Writer {
        Writer::start(self.pool.clone(), self.lines.clone())
    }

    pub(crate) async fn commit(&self, batch: SealedBatch) -> Result<(), StoreError> {
        let (done, outcome) = oneshot::channel();
        self.jobs.send(Job::Cases(CasesJob { batch, done })).await.map_err(|_| StoreError::Closed)?;
        outcome.await.map_err(|_| StoreError::Closed)?
    }

    /// Hands lines of the audit over; whoever waits for them is told when the operating system has them.
    pub(crate) async fn audit(&self, job: AuditJob) -> Result<(), StoreError> {
        self.jobs.send(Job::Audit(job)).await.map_err(|_| StoreError::Closed)
    }

    /// The one connection that writes, for work that is not a commit of cases.
    pub(crate) fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    pub(crate) async fn close(&self) {
        sync(&self.pool).await;
        self.lines.close().await;
        self.pool.close().await;
    }
}

/// How long lines of the audit about looking may wait for the disk: the loss of power, not of the process, can cost
/// what was seen in this time (ADR 0012). What changes something is on the disk before it is acknowledged.
const SYNCED_WITHIN: Duration = Duration::from_secs(1);

/// Takes what waits, writes it together, answers each. When the group fails, each case is tried alone, so that one
/// person's conflict is not another's.
async fn run(pool: SqlitePool, lines_only: SqlitePool, mut waiting: mpsc::Receiver<Job>) {
    let mut chain = None;
    let mut group = Vec::with_capacity(GROUP);
    let mut sync_by: Option<Instant> = None;
    loop {
        // Here, not only when nothing comes for a while: whoever looks all the time must not put it off.
        if sync_by.is_some_and(|by| Instant::now() >= by) {
            sync(&pool).await;
            sync_by = None;
        }
        let taken = match sync_by {
            Some(by) => tokio::time::timeout_at(by, waiting.recv_many(&mut group, GROUP)).await,
            None => Ok(waiting.recv_many(&mut group, GROUP).await),
        };
        match taken {
            Ok(0) => break,
            Ok(_) => {}
            Err(_) => continue,
        }
        let (mut cases, mut audits) = (Vec::new(), Vec::new());
        for job in group.drain(..) {
            match job {
                Job::Cases(job) => cases.push(job),
                Job::Audit(job) => audits.push(job),
            }
        }
        let batches: Vec<&SealedBatch> = cases.iter().map(|job| &job.batch).collect();
        let lines: Vec<&SealedLine> = audits.iter().flat_map(|job| &job.lines).collect();
        let by = if batches.is_empty() { Some(&lines_only) } else { None };
        let written = commit_sqlite(&pool, by, &mut chain, &batches, &lines).await.is_ok();
        sync_by = match by {
            Some(_) => sync_by.or_else(|| Some(Instant::now() + SYNCED_WITHIN)),
            // The disk has the whole log up to a change.
            None if written => None,
            None => sync_by,
        };
        if written {
            audit::answer(audits.into_iter(), Ok(()));
            cases.into_iter().for_each(|job| drop(job.done.send(Ok(()))));
            continue;
        }
        if !lines.is_empty() {
            let result = persist_sqlite(&pool, &mut chain, &[], &lines).await;
            audit::answer(audits.into_iter(), result);
        }
        for job in cases {
            let result = persist_sqlite(&pool, &mut chain, &[&job.batch], &[]).await;
            drop(job.done.send(result));
        }
    }
}

/// Has the disk take what the log holds.
async fn sync(pool: &SqlitePool) {
    let synced = sqlx::query("pragma wal_checkpoint(passive)").execute(pool).await;
    if let Err(reason) = synced {
        tracing::warn!(%reason, "the log could not be brought to the disk; the next change brings it");
    }
}

/// Tries again while another process holds the file: a long import, a rebuild.
async fn persist_sqlite(
    pool: &SqlitePool,
    chain: &mut Option<Head>,
    batches: &[&SealedBatch],
    lines: &[&SealedLine],
) -> Result<(), StoreError> {
    again!(TRIES, StoreError::is_passing, commit_sqlite(pool, None, chain, batches, lines).await)
}

/// Writes by the connection of `pool`, or by that of `by` while nobody else holds the other.
async fn commit_sqlite(
    pool: &SqlitePool,
    by: Option<&SqlitePool>,
    chain: &mut Option<Head>,
    batches: &[&SealedBatch],
    lines: &[&SealedLine],
) -> Result<(), StoreError> {
    let mut conn = pool.acquire().await?;
    let mut other = match by {
        Some(by) => Some(by.acquire().await?),
        None => None,
    };
    let conn = other.as_mut().unwrap_or(&mut conn);
    let mut transaction = conn.begin_with("begin immediate").await?;
    if !batches.is_empty() {
        let cases = batches.iter().flat_map(|batch| &batch.cases).collect();
        write_sqlite(&mut transaction, cases, batches).await?;
    }
    if lines.is_empty() {
        return Ok(transaction.commit().await?);
    }
    let head = audit::write_sqlite(&mut transaction, chain.clone(), lines).await?;
    // Whether a commit that failed reached the disk is not known: the next lines then begin a chain of their own.
    *chain = None;
    transaction.commit().await?;
    *chain = Some(head);
    Ok(())
}
