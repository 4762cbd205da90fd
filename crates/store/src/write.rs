//! The only place that writes cases. On PostgreSQL each commit is a transaction of its own; on SQLite the one writer of
//! `one_writer.rs` commits.

use crate::{
    Batch, Store, StoreError,
    batch::DutyKey,
    db::Db,
    journal::{JournalRow, push_ids},
    rollup::{self, Step},
    sealed::{SealedBatch, SealedCase, SealedTerm, SealedText, SealedVictim},
    sealing::WrappedKey,
};
use record::{
    CaseId,
    view::{DutyRow, OwnerRow, TermKind},
};
use sqlx::{Connection, PgConnection, QueryBuilder, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Rows a statement: near the best for both engines, and under their limits of parameters.
pub(crate) const ROWS: usize = 500;
/// How often a clash between two transactions (not two people) is tried again.
pub(crate) const TRIES: usize = 5;

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
                let mut tries = 0;
                loop {
                    let result = commit_postgres(pool, &batch).await;
                    tries += 1;
                    match result {
                        Err(error) if error.is_passing() && tries < TRIES => {}
                        other => return other,
                    }
                }
            }
        }
    }
}

impl Store {
    /// Replaces every view row of the cases in the batch, and adds them to the generation of sums that is being made, in one
    /// transaction. Says no, and has changed nothing, when a case changed since it was read or another came in between.
    pub(crate) async fn replace_views(&self, batch: Batch, step: Step) -> Result<bool, StoreError> {
        let batch = &self.sealed(batch).await?;
        match &self.db {
            Db::Sqlite { writer, .. } => {
                let mut conn = writer.pool().acquire().await?;
                let mut transaction = conn.begin_with("begin immediate").await?;
                let replaced = replace_sqlite(&mut transaction, batch, step).await?;
                transaction.commit().await?;
                Ok(replaced)
            }
            Db::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                sqlx::query("lock table case_view in share row exclusive mode")
                    .execute(&mut *transaction)
                    .await?;
                let replaced = replace_postgres(&mut transaction, batch, step).await?;
                transaction.commit().await?;
                Ok(replaced)
            }
        }
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
        async fn $name(conn: &mut $conn, batch: &SealedBatch, step: Step) -> Result<bool, StoreError> {
            let ids: Vec<CaseId> = batch.cases.iter().map(|case| case.changes.id).collect();
            let strictly = i64::from(step.strictly);
            let there: i64 = if ids.is_empty() {
                sqlx::query_scalar(CASES_AFTER).bind(step.after).bind(strictly).fetch_one(&mut *conn).await?
            } else {
                let there = sqlx::query_scalar(CASES_OF_STEP).bind(step.after).bind(strictly).bind(step.last);
                there.fetch_one(&mut *conn).await?
            };
            if there != ids.len() as i64 {
                return Ok(false);
            }
            if ids.is_empty() {
                return Ok(true);
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
                return Ok(false);
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
            Ok(true)
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

/// A row of the duty view with its case.
type CaseAnd<'a, T> = (Uuid, &'a T);

fn rows_of<'a, T>(cases: &[&'a SealedCase], of: impl Fn(&'a SealedCase) -> &'a [T]) -> Vec<CaseAnd<'a, T>> {
    cases.iter().flat_map(|case| of(case).iter().map(move |row| (case.changes.id.0, row))).collect()
}

crate::outbox::outbox_writer!(write_outbox_sqlite, SqliteConnection);
crate::outbox::outbox_writer!(write_outbox_postgres, PgConnection);

macro_rules! writer {
    ($name:ident, $outbox:ident, $DB:ty, $conn:ty) => {
        pub(crate) async fn $name(
            conn: &mut $conn,
            mut cases: Vec<&SealedCase>,
            batches: &[&SealedBatch],
        ) -> Result<(), StoreError> {
            // Always in the order of cases: two transactions then wait for each other, never in a circle.
            cases.sort_by_key(|case| case.changes.id);
            let guard = Guard::of(batches)?;
            for some in guard.claims.chunks(ROWS) {
                let mut query = QueryBuilder::<$DB>::new("select count(*) from search_term where (kind, term) in (");
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
            for rows in rows_of(&cases, |case| &case.changes.journal).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(
                    "insert into journal (case_id, version, kind, recorded_at, body, previous, hash) ",
                );
                insert.push_values(rows, |mut row, (_, event): &(Uuid, &JournalRow)| {
                    row.push_bind(event.case)
                        .push_bind(event.version)
                        .push_bind(event.kind)
                        .push_bind(event.recorded_at)
                        .push_bind(&event.body)
                        .push_bind(event.previous.as_slice())
                        .push_bind(event.hash.as_slice());
                });
                insert.build().execute(&mut *conn).await?;
            }
            for rows in rows_of(&cases, |case| &case.keys).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into data_key (case_id, subject, kind, outer_key, wrapped) ");
                insert.push_values(rows, |mut row, (case, key): &(Uuid, &WrappedKey)| {
                    row.push_bind(*case)
                        .push_bind(key.subject)
                        .push_bind(key.kind)
                        .push_bind(&key.outer_key)
                        .push_bind(&key.wrapped);
                });
                insert.build().execute(&mut *conn).await?;
            }
            for rows in rows_of(&cases, |case| &case.texts).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into personal (id, case_id, subject, sealed) ");
                insert.push_values(rows, |mut row, (case, text): &(Uuid, &SealedText)| {
                    row.push_bind(text.id).push_bind(*case).push_bind(text.subject).push_bind(&text.sealed);
                });
                insert.build().execute(&mut *conn).await?;
            }
            // One at a time: they are large.
            for (case, file) in rows_of(&cases, |case| &case.files) {
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
                    sqlx::query(DESTROY_KEY).bind(at).bind(case.changes.id.0).bind(subject).execute(&mut *conn).await?;
                    sqlx::query(DESTROY_TEXTS).bind(case.changes.id.0).bind(subject).execute(&mut *conn).await?;
                    sqlx::query(DESTROY_FILES).bind(case.changes.id.0).bind(subject).execute(&mut *conn).await?;
                }
                for (victim, trigger, duty) in &case.changes.duties_gone as &[DutyKey] {
                    sqlx::query(DELETE_DUTY).bind(case.changes.id.0).bind(victim).bind(trigger).bind(duty).execute(&mut *conn).await?;
                }
                for term in &case.terms_gone {
                    sqlx::query(DELETE_TERM).bind(term.kind.slug()).bind(&term.term).bind(case.changes.id.0).execute(&mut *conn).await?;
                }
            }
            for rows in cases.chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into case_view (case_id, version, head, reference, title, stage, opened_at, last_happening_at, last_contact_at, enhanced, access, guarded, retention, area, crime_group) ");
                insert.push_values(rows.iter().map(|case| &case.changes).filter_map(|case| case.case.as_ref().map(|row| (case, row))), |mut row, (case, view)| {
                    row.push_bind(case.id.0)
                        .push_bind(view.version as i64)
                        .push_bind(case.head.as_slice())
                        .push_bind(&view.reference)
                        .push_bind(&view.title)
                        .push_bind(&view.stage)
                        .push_bind(view.opened_at.as_millisecond())
                        .push_bind(view.last_happening_at.map(|at| at.as_millisecond()))
                        .push_bind(view.last_contact_at.map(|at| at.as_millisecond()))
                        .push_bind(i64::from(view.enhanced))
                        .push_bind(access_json(&view.access))
                        .push_bind(i64::from(view.access.is_guarded()))
                        .push_bind(&view.retention)
                        .push_bind(&view.area)
                        .push_bind(view.crime_group);
                });
                insert.push(ON_CASE);
                insert.build().execute(&mut *conn).await?;
            }
            for rows in rows_of(&cases, |case| &case.changes.owners).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into case_owner (case_id, provider, organisation, team, person, quiet_since, owes, review_at) ");
                insert.push_values(rows, |mut row, (case, owner): &(Uuid, &OwnerRow)| {
                    row.push_bind(*case)
                        .push_bind(&owner.provider)
                        .push_bind(&owner.organisation)
                        .push_bind(&owner.team)
                        .push_bind(&owner.person)
                        .push_bind(owner.quiet_since.as_millisecond())
                        .push_bind(i64::from(owner.owes))
                        .push_bind(owner.review_at.map(|at| at.as_millisecond()));
                });
                insert.push(ON_OWNER);
                insert.build().execute(&mut *conn).await?;
            }
            for rows in rows_of(&cases, |case| &case.victims).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into case_victim (case_id, victim_id, position, sealed, safe_contact, joined_at, first_contact_at) ");
                insert.push_values(rows, |mut row, (case, victim): &(Uuid, &SealedVictim)| {
                    row.push_bind(*case)
                        .push_bind(victim.victim)
                        .push_bind(victim.position)
                        .push_bind(&victim.sealed)
                        .push_bind(i64::from(victim.safe_contact))
                        .push_bind(victim.joined_at)
                        .push_bind(victim.first_contact_at);
                });
                insert.push(ON_VICTIM);
                insert.build().execute(&mut *conn).await?;
            }
            for rows in rows_of(&cases, |case| &case.changes.duties).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into duty (case_id, victim_id, trigger_version, duty_id, trigger_event, provider, edition, right_no, phase, clock_start, due_at, done_by, done_at, enhanced, answer, organisation, team, person, month, counted_organisation, counted_team) ");
                insert.push_values(rows, |mut row, (case, duty): &(Uuid, &DutyRow)| {
                    let [organisation, team, person] = &duty.holder;
                    row.push_bind(*case)
                        .push_bind(duty.victim.0)
                        .push_bind(duty.trigger as i64)
                        .push_bind(&duty.duty)
                        .push_bind(&duty.trigger_event)
                        .push_bind(&duty.provider)
                        .push_bind(&duty.edition)
                        .push_bind(duty.right.map(i64::from))
                        .push_bind(duty.phase.slug())
                        .push_bind(duty.clock_start.map(|at| at.as_millisecond()))
                        .push_bind(duty.due_at.map(|at| at.as_millisecond()))
                        .push_bind(duty.done_by.map(|by| by as i64))
                        .push_bind(duty.done_at.map(|at| at.as_millisecond()))
                        .push_bind(i64::from(duty.enhanced))
                        .push_bind(duty.answer.map(crate::worklist::answer_slug))
                        .push_bind(organisation)
                        .push_bind(team)
                        .push_bind(person)
                        .push_bind(duty.month.number())
                        .push_bind(&duty.counted[0])
                        .push_bind(&duty.counted[1]);
                });
                insert.push(ON_DUTY);
                insert.build().execute(&mut *conn).await?;
            }
            for rows in rows_of(&cases, |case| &case.terms).chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into search_term (kind, term, case_id) ");
                insert.push_values(rows, |mut row, (case, term): &(Uuid, &SealedTerm)| {
                    row.push_bind(term.kind.slug()).push_bind(&term.term).push_bind(*case);
                });
                insert.push(" on conflict do nothing");
                insert.build().execute(&mut *conn).await?;
            }
            let messages: Vec<_> = batches.iter().flat_map(|batch| &batch.messages).collect();
            for rows in messages.chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new("insert into message (digest, format, received_at, outcome) ");
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

writer!(write_rows_sqlite, write_outbox_sqlite, sqlx::Sqlite, SqliteConnection);
writer!(write_rows_postgres, write_outbox_postgres, sqlx::Postgres, PgConnection);

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

/// What the gate needs to know, for its column. What could not be written lets nobody in.
fn access_json(access: &record::CaseAccess) -> String {
    serde_json::to_string(access).unwrap_or_else(|_| "{}".to_owned())
}

const DESTROY_KEY: &str =
    "update data_key set wrapped = null, destroyed_at = $1 where case_id = $2 and subject = $3";
const DESTROY_TEXTS: &str = "update personal set sealed = null where case_id = $1 and subject = $2";
const ADD_FILE: &str = "insert into file (id, case_id, subject, size, sealed) values ($1, $2, $3, $4, $5)";
const DESTROY_FILES: &str = "update file set sealed = null where case_id = $1 and subject = $2";
const DELETE_DUTY: &str =
    "delete from duty where case_id = $1 and victim_id = $2 and trigger_version = $3 and duty_id = $4";
const DELETE_TERM: &str = "delete from search_term where kind = $1 and term = $2 and case_id = $3";
const ON_CASE: &str = " on conflict (case_id) do update set version = excluded.version, head = excluded.head, \
    reference = excluded.reference, title = excluded.title, stage = excluded.stage, opened_at = excluded.opened_at, \
    last_happening_at = excluded.last_happening_at, last_contact_at = excluded.last_contact_at, \
    enhanced = excluded.enhanced, access = excluded.access, guarded = excluded.guarded, retention = excluded.retention, \
    area = excluded.area, crime_group = excluded.crime_group";
const ON_OWNER: &str = " on conflict (case_id, provider) do update set organisation = excluded.organisation, \
    team = excluded.team, person = excluded.person, quiet_since = excluded.quiet_since, owes = excluded.owes, \
    review_at = excluded.review_at";
const ON_VICTIM: &str = " on conflict (case_id, victim_id) do update set position = excluded.position, \
    sealed = excluded.sealed, safe_contact = excluded.safe_contact, joined_at = excluded.joined_at, \
    first_contact_at = excluded.first_contact_at";
const ON_DUTY: &str = " on conflict (case_id, victim_id, trigger_version, duty_id) do update set \
    trigger_event = excluded.trigger_event, provider = excluded.provider, edition = excluded.edition, \
    right_no = excluded.right_no, phase = excluded.phase, clock_start = excluded.clock_start, \
    due_at = excluded.due_at, done_by = excluded.done_by, done_at = excluded.done_at, \
    enhanced = excluded.enhanced, answer = excluded.answer, organisation = excluded.organisation, \
    team = excluded.team, person = excluded.person, month = excluded.month, \
    counted_organisation = excluded.counted_organisation, counted_team = excluded.counted_team";
const UPSERT_QUARANTINE: &str = "insert into quarantine \
    (id, received_at, source, format, reason, body, mended, state, tries, note, sealed) \
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1) \
    on conflict (id) do update set reason = excluded.reason, mended = excluded.mended, state = excluded.state, \
    tries = excluded.tries, note = excluded.note";
