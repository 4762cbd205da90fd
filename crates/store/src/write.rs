//! The only place that writes cases. On PostgreSQL each commit is a transaction of its own; on SQLite the one writer of
//! `one_writer.rs` commits.

use crate::{
    Batch, Store, StoreError, again,
    again::TRIES,
    batch::DutyKey,
    db::Db,
    journal::push_ids,
    rollup::{self, Step},
    rows::{Of, cases_with_heads, duties_of, insert_postgres, insert_sqlite, rows_of},
    sealed::{SealedBatch, SealedCase},
    supervision::writing as supervision,
};
use record::{CaseId, view::TermKind};
use sqlx::{Connection, PgConnection, QueryBuilder, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Rows a statement: near the best for both engines, and under their limits of parameters.
pub(crate) const ROWS: usize = 500;

impl Store {
    /// Writes a batch in one transaction. When this returns `Ok`, it is on the disk.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when a case has changed since it was read; nothing is written then.
    pub async fn commit(&self, batch: Batch) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        let erases = batch.cases.iter().any(|case| !case.erased.is_empty());
        self.write(self.sealed(batch).await?).await?;
        if erases {
            self.forget_destroyed().await?;
        }
        Ok(())
    }

    async fn write(&self, batch: SealedBatch) -> Result<(), StoreError> {
        match &self.db {
            Db::Sqlite { writer, .. } => writer.commit(batch).await,
            Db::Postgres(pool) => {
                again!(TRIES, StoreError::is_passing, commit_postgres(pool, &batch).await)
            }
        }
    }
}

impl Store {
    /// Replaces every view row of the cases in the batch, and adds them to the generation of sums that is being made, in one
    /// transaction. A conflict, and nothing is changed, when a case changed since it was read or another came in between.
    pub(crate) async fn replace_views(&self, batch: Batch, step: Step) -> Result<(), StoreError> {
        let batch = &self.sealed(batch).await?;
        match &self.db {
            Db::Sqlite { writer, .. } => {
                let mut conn = writer.pool().acquire().await?;
                let mut transaction = conn.begin_with("begin immediate").await?;
                replace_sqlite(&mut transaction, batch, step).await?;
                transaction.commit().await?;
            }
            Db::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                sqlx::query("lock table case_view in share row exclusive mode")
                    .execute(&mut *transaction)
                    .await?;
                replace_postgres(&mut transaction, batch, step).await?;
                transaction.commit().await?;
            }
        }
        Ok(())
    }
}

/// How many cases there are in a step, by the journal.
const CASES_OF_STEP: &str = "select count(*) from journal where version = 1 and (case_id > $1 or (case_id = $1 and $2 = 0)) and case_id <= $3";
/// As [`CASES_OF_STEP`], to the end.
const CASES_AFTER: &str =
    "select count(*) from journal where version = 1 and (case_id > $1 or (case_id = $1 and $2 = 0))";
const PASSED: &str = "update figure_state set up_to = $1 where id = 1 and next = $2";

macro_rules! replacer {
    ($name:ident, $write:ident, $add:ident, $DB:ty, $conn:ty) => {
        async fn $name(conn: &mut $conn, batch: &SealedBatch, step: Step) -> Result<(), StoreError> {
            let ids: Vec<CaseId> = batch.cases.iter().map(|case| case.changes.id).collect();
            let strictly = i64::from(step.strictly);
            let there: i64 = if ids.is_empty() {
                sqlx::query_scalar(CASES_AFTER).bind(step.after).bind(strictly).fetch_one(&mut *conn).await?
            } else {
                let there = sqlx::query_scalar(CASES_OF_STEP).bind(step.after).bind(strictly).bind(step.last);
                there.fetch_one(&mut *conn).await?
            };
            if there != ids.len() as i64 {
                return Err(StoreError::Conflict);
            }
            if ids.is_empty() {
                // Every case was passed: from here on writers add to the next generation whatever they write.
                let passed =
                    sqlx::query(PASSED).bind(Uuid::max()).bind(step.next).execute(&mut *conn).await?;
                let ours = passed.rows_affected() > 0;
                return if ours { Ok(()) } else { Err(StoreError::RebuildElsewhere) };
            }
            let mut query =
                QueryBuilder::<$DB>::new("select case_id, max(version) from journal where case_id in (");
            push_ids(query.separated(", "), &ids);
            query.push(") group by case_id");
            let now: BTreeMap<Uuid, i64> =
                query.build_query_as::<(Uuid, i64)>().fetch_all(&mut *conn).await?.into_iter().collect();
            let is_unchanged =
                |case: &SealedCase| now.get(&case.changes.id.0).copied() == case.changes.version();
            if !batch.cases.iter().all(is_unchanged) {
                return Err(StoreError::Conflict);
            }
            let passed = sqlx::query(PASSED).bind(step.last).bind(step.next).execute(&mut *conn).await?;
            if passed.rows_affected() == 0 {
                return Err(StoreError::RebuildElsewhere);
            }
            if step.with_views {
                for table in crate::rebuild::view_tables() {
                    let mut query = QueryBuilder::<$DB>::new("delete from ");
                    query.push(table).push(" where case_id in (");
                    push_ids(query.separated(", "), &ids);
                    query.push(")");
                    query.build().execute(&mut *conn).await?;
                }
                $write(conn, batch.cases.iter().collect(), &[]).await?;
            }
            rollup::$add(conn, step.next, &rollup::merged(&batch.cases)).await?;
            Ok(())
        }
    };
}

replacer!(replace_sqlite, write_rows_sqlite, add_sqlite, sqlx::Sqlite, SqliteConnection);
replacer!(replace_postgres, write_rows_postgres, add_postgres, sqlx::Postgres, PgConnection);

async fn commit_postgres(pool: &sqlx::PgPool, batch: &SealedBatch) -> Result<(), StoreError> {
    let mut transaction = pool.begin().await?;
    let keys = keys_to_hold(batch);
    if !keys.is_empty() {
        sqlx::query(HOLD).bind(&keys).execute(&mut *transaction).await?;
    }
    write_postgres(&mut transaction, batch.cases.iter().collect(), &[batch]).await?;
    transaction.commit().await?;
    Ok(())
}

/// What a batch takes for granted and what another writer may have made untrue since.
struct Guard<'a> {
    claims: Vec<(TermKind, &'a [u8])>,
    new_messages: Vec<&'a str>,
}

impl<'a> Guard<'a> {
    /// What these batches, which are written together, take for granted; a conflict when one of them breaks it for
    /// another.
    fn of(batches: &[&'a SealedBatch]) -> Result<Guard<'a>, StoreError> {
        let mut guard = Guard { claims: Vec::new(), new_messages: Vec::new() };
        for (place, batch) in batches.iter().enumerate() {
            let mut claims: Vec<_> =
                batch.claims.iter().map(|(kind, term)| (*kind, term.as_slice())).collect();
            claims.sort_unstable();
            claims.dedup();
            let others = batches.iter().enumerate().filter(|(other, _)| *other != place);
            let mut terms = others.flat_map(|(_, batch)| &batch.cases).flat_map(|case| &case.terms);
            if terms.any(|term| claims.binary_search(&(term.kind, term.term.as_slice())).is_ok()) {
                return Err(StoreError::Conflict);
            }
            guard.claims.extend(claims);
            let new = batch.messages.iter().filter(|message| message.is_new);
            guard.new_messages.extend(new.map(|message| message.digest.as_str()));
        }
        let messages: BTreeSet<_> = guard.new_messages.iter().collect();
        if messages.len() < guard.new_messages.len() { Err(StoreError::Conflict) } else { Ok(guard) }
    }
}

/// Waits for every other transaction that claims or gives one of these terms, or takes in one of these messages. Each
/// takes its locks in the same order, and few of them: the server's table of locks is not large.
const HOLD: &str = "select pg_advisory_xact_lock(key) from \
    (select distinct hashtextextended(name, 0) & 255 as key from unnest($1::text[]) as names(name) order by 1) as keys";

/// What two writers on PostgreSQL must not write at the same time without seeing each other.
fn keys_to_hold(batch: &SealedBatch) -> Vec<String> {
    let terms = batch.cases.iter().flat_map(|case| &case.terms).map(|row| (row.kind, &row.term));
    let claims = batch.claims.iter().map(|(kind, term)| (*kind, term));
    let matched = [TermKind::Urn, TermKind::ProsecutorReference, TermKind::Reference, TermKind::Defendant];
    let terms = terms.filter(|(kind, _)| matched.contains(kind)).chain(claims);
    let terms = terms.map(|(kind, term)| format!("{} {}", kind.slug(), record::chain::hex(term)));
    let new = batch.messages.iter().filter(|message| message.is_new);
    terms.chain(new.map(|message| message.digest.clone())).collect()
}

crate::outbox::outbox_writer!(write_outbox_sqlite, SqliteConnection);
crate::outbox::outbox_writer!(write_outbox_postgres, PgConnection);

macro_rules! writer {
    ($name:ident, $outbox:ident, $insert:ident, $DB:ty, $conn:ty) => {
        pub(crate) async fn $name(
            conn: &mut $conn,
            mut cases: Vec<&SealedCase>,
            batches: &[&SealedBatch],
        ) -> Result<(), StoreError> {
            // Always in the order of cases: two transactions then wait for each other, never in a circle.
            cases.sort_by_key(|case| case.changes.id);
            let guard = Guard::of(batches)?;
            for some in guard.claims.chunks(ROWS) {
                let mut query =
                    QueryBuilder::<$DB>::new("select count(*) from search_term where (kind, term) in (");
                query.push_values(some, |mut row, (kind, term)| {
                    row.push_bind(kind.slug()).push_bind(*term);
                });
                query.push(")");
                let carried: i64 = query.build_query_scalar().fetch_one(&mut *conn).await?;
                if carried > 0 {
                    return Err(StoreError::Conflict);
                }
            }
            for some in guard.new_messages.chunks(ROWS) {
                let mut query = QueryBuilder::<$DB>::new("select count(*) from message where digest in (");
                let mut list = query.separated(", ");
                for digest in some {
                    list.push_bind(*digest);
                }
                query.push(")");
                let known: i64 = query.build_query_scalar().fetch_one(&mut *conn).await?;
                if known > 0 {
                    return Err(StoreError::Conflict);
                }
            }
            $insert(conn, &rows_of(&cases, |case| &case.changes.journal)).await?;
            $insert(conn, &rows_of(&cases, |case| &case.keys)).await?;
            $insert(conn, &rows_of(&cases, |case| &case.texts)).await?;
            // One at a time: they are large.
            for Of(case, file) in rows_of(&cases, |case| &case.files) {
                sqlx::query(ADD_FILE)
                    .bind(file.id)
                    .bind(case)
                    .bind(file.subject)
                    .bind(file.size)
                    .bind(&file.sealed)
                    .execute(&mut *conn)
                    .await?;
            }
            for case in &cases {
                for (subject, at) in &case.changes.erased {
                    sqlx::query(DESTROY_KEY)
                        .bind(at)
                        .bind(case.changes.id.0)
                        .bind(subject)
                        .execute(&mut *conn)
                        .await?;
                    sqlx::query(DESTROY_TEXTS)
                        .bind(case.changes.id.0)
                        .bind(subject)
                        .execute(&mut *conn)
                        .await?;
                    sqlx::query(DESTROY_FILES)
                        .bind(case.changes.id.0)
                        .bind(subject)
                        .execute(&mut *conn)
                        .await?;
                }
                for (victim, trigger, duty) in &case.changes.duties_gone as &[DutyKey] {
                    sqlx::query(DELETE_DUTY)
                        .bind(case.changes.id.0)
                        .bind(victim)
                        .bind(trigger)
                        .bind(duty)
                        .execute(&mut *conn)
                        .await?;
                }
                for term in &case.terms_gone {
                    sqlx::query(DELETE_TERM)
                        .bind(term.kind.slug())
                        .bind(&term.term)
                        .bind(case.changes.id.0)
                        .execute(&mut *conn)
                        .await?;
                }
            }
            $insert(conn, &cases_with_heads(&cases)).await?;
            $insert(conn, &rows_of(&cases, |case| &case.changes.owners)).await?;
            $insert(conn, &rows_of(&cases, |case| &case.victims)).await?;
            $insert(conn, &duties_of(&cases)).await?;
            $insert(conn, &rows_of(&cases, |case| &case.terms)).await?;
            for some in supervision::replaced(&cases).chunks(ROWS) {
                for table in supervision::TABLES {
                    let mut query = QueryBuilder::<$DB>::new("delete from ");
                    query.push(table).push(" where case_id in (");
                    push_ids(query.separated(", "), some);
                    query.push(")");
                    query.build().execute(&mut *conn).await?;
                }
            }
            $insert(conn, &supervision::changed(&cases, |rows| &rows.directions)).await?;
            $insert(conn, &supervision::changed(&cases, |rows| &rows.warnings)).await?;
            $insert(conn, &supervision::changed(&cases, |rows| &rows.left)).await?;
            $insert(conn, &rows_of(&cases, |case| &case.identities)).await?;
            let messages: Vec<_> = batches.iter().flat_map(|batch| &batch.messages).collect();
            for rows in messages.chunks(ROWS) {
                let mut insert =
                    QueryBuilder::<$DB>::new("insert into message (digest, format, received_at, outcome) ");
                insert.push_values(rows, |mut row, message| {
                    row.push_bind(&message.digest)
                        .push_bind(message.format)
                        .push_bind(message.received_at)
                        .push_bind(message.outcome.slug());
                });
                insert.push(" on conflict (digest) do update set outcome = excluded.outcome");
                insert.build().execute(&mut *conn).await?;
            }
            for held in batches.iter().flat_map(|batch| &batch.quarantine) {
                sqlx::query(UPSERT_QUARANTINE)
                    .bind(held.plain.id)
                    .bind(held.plain.received_at.as_millisecond())
                    .bind(&held.source)
                    .bind(&held.plain.format)
                    .bind(&held.plain.reason)
                    .bind(&held.body)
                    .bind(&held.mended)
                    .bind(held.plain.state.slug())
                    .bind(i64::from(held.plain.tries))
                    .bind(&held.note)
                    .execute(&mut *conn)
                    .await?;
            }
            for change in batches.iter().flat_map(|batch| &batch.outbox) {
                $outbox(conn, change).await?;
            }
            Ok(())
        }
    };
}

writer!(write_rows_sqlite, write_outbox_sqlite, insert_sqlite, sqlx::Sqlite, SqliteConnection);
writer!(write_rows_postgres, write_outbox_postgres, insert_postgres, sqlx::Postgres, PgConnection);

/// Writes cases and what follows from them, the sums last.
pub(crate) async fn write_sqlite(
    conn: &mut SqliteConnection,
    cases: Vec<&SealedCase>,
    batches: &[&SealedBatch],
) -> Result<(), StoreError> {
    write_rows_sqlite(conn, cases.clone(), batches).await?;
    rollup::keep_sqlite(conn, &cases).await
}

/// As [`write_sqlite`].
pub(crate) async fn write_postgres(
    conn: &mut PgConnection,
    cases: Vec<&SealedCase>,
    batches: &[&SealedBatch],
) -> Result<(), StoreError> {
    write_rows_postgres(conn, cases.clone(), batches).await?;
    rollup::keep_postgres(conn, &cases).await
}

const DESTROY_KEY: &str =
    "update data_key set wrapped = null, destroyed_at = $1 where case_id = $2 and subject = $3";
const DESTROY_TEXTS: &str = "update personal set sealed = null where case_id = $1 and subject = $2";
const ADD_FILE: &str = "insert into file (id, case_id, subject, size, sealed) values ($1, $2, $3, $4, $5)";
const DESTROY_FILES: &str = "update file set sealed = null where case_id = $1 and subject = $2";
const DELETE_DUTY: &str =
    "delete from duty where case_id = $1 and victim_id = $2 and trigger_version = $3 and duty_id = $4";
const DELETE_TERM: &str = "delete from search_term where kind = $1 and term = $2 and case_id = $3";
const UPSERT_QUARANTINE: &str = "insert into quarantine \
    (id, received_at, source, format, reason, body, mended, state, tries, note, sealed) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) \
    on conflict (id) do update set reason = excluded.reason, mended = excluded.mended, state = excluded.state, \
    tries = excluded.tries, note = excluded.note";
