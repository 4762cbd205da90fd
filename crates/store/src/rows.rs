//! How the rows of a case are written: their columns and values, once for every way in which they reach a database -
//! statements with values on both engines, and PostgreSQL's binary COPY for loading.

use crate::{
    CaseChanges, Engine, StoreError,
    journal::JournalRow,
    sealed::{SealedCase, SealedTerm, SealedText, SealedVictim},
    sealing::WrappedKey,
};
use record::view::{CaseRow, DutyRow, OwnerRow};
use sqlx::{Arguments, PgConnection, SqliteConnection, error::BoxDynError};
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};
use uuid::Uuid;

/// Takes the values of a row, column by column. Every column of ours is one of these.
pub(crate) trait Values {
    fn uuid(&mut self, value: Uuid);
    fn int(&mut self, value: Option<i64>);
    fn text(&mut self, value: Option<&str>);
    fn bytes(&mut self, value: &[u8]);
}

/// A row of a table.
pub(crate) trait Row {
    const TABLE: &'static str;
    /// In the order in which [`Row::values`] gives them.
    const COLUMNS: &'static [&'static str];
    /// The key, where a row may be there already and is then replaced; empty where it must not be there.
    const KEY: &'static [&'static str];
    /// Whether the other columns of a row that is there already are added to, not replaced.
    const ADDS: bool = false;

    fn values(&self, to: &mut impl Values);
}

/// A row with its case.
pub(crate) struct Of<'a, T>(pub Uuid, pub &'a T);

/// The rows of each case that `of` finds, with their case.
pub(crate) fn rows_of<'a, T>(
    cases: &[&'a SealedCase],
    of: impl Fn(&'a SealedCase) -> &'a [T],
) -> Vec<Of<'a, T>> {
    cases.iter().flat_map(|case| of(case).iter().map(move |row| Of(case.changes.id.0, row))).collect()
}

impl Row for Of<'_, JournalRow> {
    const TABLE: &'static str = "journal";
    const COLUMNS: &'static [&'static str] =
        &["case_id", "version", "kind", "recorded_at", "body", "previous", "hash"];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(_, event) = self;
        to.uuid(event.case);
        to.int(Some(event.version));
        to.text(Some(event.kind));
        to.int(Some(event.recorded_at));
        to.text(Some(&event.body));
        to.bytes(&event.previous);
        to.bytes(&event.hash);
    }
}

impl Row for Of<'_, WrappedKey> {
    const TABLE: &'static str = "data_key";
    const COLUMNS: &'static [&'static str] = &["case_id", "subject", "kind", "outer_key", "wrapped"];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(case, key) = self;
        to.uuid(*case);
        to.uuid(key.subject);
        to.text(Some(key.kind));
        to.text(Some(&key.outer_key));
        to.bytes(&key.wrapped);
    }
}

impl Row for Of<'_, SealedText> {
    const TABLE: &'static str = "personal";
    const COLUMNS: &'static [&'static str] = &["id", "case_id", "subject", "sealed"];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(case, text) = self;
        to.uuid(text.id);
        to.uuid(*case);
        to.uuid(text.subject);
        to.bytes(&text.sealed);
    }
}

/// The row of each case that has one.
pub(crate) fn cases_with_heads<'a>(cases: &[&'a SealedCase]) -> Vec<CaseWithHead<'a>> {
    let changes = cases.iter().map(|case| &case.changes);
    changes.filter_map(|case| Some(CaseWithHead(case.case.as_ref()?, case.head.as_slice()))).collect()
}

/// The row of a case, with the hash of its last event.
pub(crate) struct CaseWithHead<'a>(pub &'a CaseRow, pub &'a [u8]);

impl Row for CaseWithHead<'_> {
    const TABLE: &'static str = "case_view";
    const COLUMNS: &'static [&'static str] = &[
        "case_id",
        "version",
        "head",
        "reference",
        "title",
        "stage",
        "opened_at",
        "last_happening_at",
        "last_contact_at",
        "enhanced",
        "access",
        "guarded",
        "retention",
        "area",
        "crime_group",
    ];
    const KEY: &'static [&'static str] = &["case_id"];

    fn values(&self, to: &mut impl Values) {
        let CaseWithHead(case, head) = self;
        to.uuid(case.case.0);
        to.int(Some(case.version as i64));
        to.bytes(head);
        to.text(case.reference.as_deref());
        to.text(Some(&case.title));
        to.text(Some(&case.stage));
        to.int(Some(case.opened_at.as_millisecond()));
        to.int(case.last_happening_at.map(|at| at.as_millisecond()));
        to.int(case.last_contact_at.map(|at| at.as_millisecond()));
        to.int(Some(i64::from(case.enhanced)));
        to.text(Some(&access_json(&case.access)));
        to.int(Some(i64::from(case.access.is_guarded())));
        to.text(Some(&case.retention));
        to.text(Some(&case.area));
        to.text(Some(case.crime_group));
    }
}

/// What the gate needs to know, for its column. What could not be written lets nobody in.
fn access_json(access: &record::CaseAccess) -> String {
    serde_json::to_string(access).unwrap_or_else(|_| "{}".to_owned())
}

impl Row for Of<'_, OwnerRow> {
    const TABLE: &'static str = "case_owner";
    const COLUMNS: &'static [&'static str] = &[
        "case_id",
        "provider",
        "organisation",
        "team",
        "person",
        "quiet_since",
        "owes",
        "review_at",
        "reviewed_at",
        "supervise_at",
        "drifts_at",
    ];
    const KEY: &'static [&'static str] = &["case_id", "provider"];

    fn values(&self, to: &mut impl Values) {
        let Of(case, owner) = self;
        to.uuid(*case);
        to.text(Some(&owner.provider));
        to.text(Some(&owner.organisation));
        to.text(Some(&owner.team));
        to.text(Some(&owner.person));
        to.int(Some(owner.quiet_since.as_millisecond()));
        to.int(Some(i64::from(owner.owes)));
        to.int(owner.review_at.map(|at| at.as_millisecond()));
        to.int(owner.reviewed_at.map(|at| at.as_millisecond()));
        to.int(owner.supervise_at.map(|at| at.as_millisecond()));
        to.int(owner.drifts_at.map(|at| at.as_millisecond()));
    }
}

impl Row for Of<'_, SealedVictim> {
    const TABLE: &'static str = "case_victim";
    const COLUMNS: &'static [&'static str] =
        &["case_id", "victim_id", "position", "sealed", "safe_contact", "joined_at", "first_contact_at"];
    const KEY: &'static [&'static str] = &["case_id", "victim_id"];

    fn values(&self, to: &mut impl Values) {
        let Of(case, victim) = self;
        to.uuid(*case);
        to.uuid(victim.victim);
        to.int(Some(victim.position));
        to.bytes(&victim.sealed);
        to.int(Some(i64::from(victim.safe_contact)));
        to.int(Some(victim.joined_at));
        to.int(victim.first_contact_at);
    }
}

/// A duty of each case, with the area of that.
pub(crate) fn duties_of<'a>(cases: &[&'a SealedCase]) -> Vec<DutyIn<'a>> {
    let changes = cases.iter().map(|case| &case.changes);
    let of_case = |case: &'a CaseChanges| {
        let area = case.case.as_ref().map_or("", |row| row.area.as_str());
        case.duties.iter().map(move |duty| DutyIn(case.id.0, area, duty))
    };
    changes.flat_map(of_case).collect()
}

/// A duty with its case and the area of that.
pub(crate) struct DutyIn<'a>(Uuid, &'a str, &'a DutyRow);

impl Row for DutyIn<'_> {
    const TABLE: &'static str = "duty";
    const COLUMNS: &'static [&'static str] = &[
        "case_id",
        "victim_id",
        "trigger_version",
        "duty_id",
        "trigger_event",
        "provider",
        "edition",
        "right_no",
        "phase",
        "clock_start",
        "due_at",
        "done_by",
        "done_at",
        "enhanced",
        "answer",
        "organisation",
        "team",
        "person",
        "month",
        "counted_organisation",
        "counted_team",
        "area",
    ];
    const KEY: &'static [&'static str] = &["case_id", "victim_id", "trigger_version", "duty_id", "area"];

    fn values(&self, to: &mut impl Values) {
        let DutyIn(case, area, duty) = self;
        let [organisation, team, person] = &duty.holder;
        to.uuid(*case);
        to.uuid(duty.victim.0);
        to.int(Some(duty.trigger as i64));
        to.text(Some(&duty.duty));
        to.text(Some(&duty.trigger_event));
        to.text(Some(&duty.provider));
        to.text(Some(&duty.edition));
        to.int(duty.right.map(i64::from));
        to.text(Some(duty.phase.slug()));
        to.int(duty.clock_start.map(|at| at.as_millisecond()));
        to.int(duty.due_at.map(|at| at.as_millisecond()));
        to.int(duty.done_by.map(|by| by as i64));
        to.int(duty.done_at.map(|at| at.as_millisecond()));
        to.int(Some(i64::from(duty.enhanced)));
        to.text(duty.answer.map(crate::worklist::answer_slug));
        to.text(Some(organisation));
        to.text(Some(team));
        to.text(Some(person));
        to.int(Some(duty.month.number()));
        to.text(Some(&duty.counted[0]));
        to.text(Some(&duty.counted[1]));
        to.text(Some(area));
    }
}

impl Row for Of<'_, SealedTerm> {
    const TABLE: &'static str = "search_term";
    const COLUMNS: &'static [&'static str] = &["kind", "term", "case_id"];
    const KEY: &'static [&'static str] = &["kind", "term", "case_id"];

    fn values(&self, to: &mut impl Values) {
        let Of(case, term) = self;
        to.text(Some(term.kind.slug()));
        to.bytes(&term.term);
        to.uuid(*case);
    }
}

/// Most rows of a statement: near the best for both engines, and under their limits of parameters.
const MOST: usize = 512;
/// Up to so many rows, there is a statement for each number of them.
const FEW: usize = 31;

/// Pieces of few sizes: a statement is prepared once for each size, not for each commit.
pub(crate) fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = match rows.len() {
            0 => return None,
            few if few <= FEW => few,
            many => (1 << many.ilog2()).min(MOST),
        };
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// Statements by engine, table and number of rows.
type Statements = HashMap<(bool, &'static str, usize), Arc<str>>;

/// The statement that writes so many rows.
fn statement<R: Row>(engine: Engine, rows: usize) -> Arc<str> {
    static STATEMENTS: LazyLock<Mutex<Statements>> = LazyLock::new(Mutex::default);
    let mut statements = STATEMENTS.lock().unwrap_or_else(PoisonError::into_inner);
    let made = statements.entry((engine == Engine::Sqlite, R::TABLE, rows));
    made.or_insert_with(|| insert_text::<R>(engine, rows).into()).clone()
}

fn insert_text<R: Row>(engine: Engine, rows: usize) -> String {
    let mut text = format!("insert into {} ({}) values ", R::TABLE, R::COLUMNS.join(", "));
    let mut place = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..R::COLUMNS.len() {
            place += 1;
            let comma = if column == 0 { "" } else { ", " };
            // SQLite looks a named place up among all others; a bare one is counted.
            text.push_str(comma);
            match engine {
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => text.push_str(&format!("${place}")),
            }
        }
        text.push(')');
    }
    text.push_str(&on_conflict::<R>(engine));
    text
}

/// What becomes of a row that is there already.
pub(crate) fn on_conflict<R: Row>(engine: Engine) -> String {
    if R::KEY.is_empty() {
        return String::new();
    }
    let others = R::COLUMNS.iter().filter(|column| !R::KEY.contains(column));
    let set = |column: &&str| match R::ADDS {
        true => format!("{column} = {}.{column} + excluded.{column}", R::TABLE),
        false => format!("{column} = excluded.{column}"),
    };
    let set: Vec<String> = others.map(set).collect();
    let action =
        if set.is_empty() { "do nothing".to_owned() } else { format!("do update set {}", set.join(", ")) };
    match engine {
        // There is one key only; that of the duties has the area in it where tables can lie in parts.
        Engine::Sqlite => format!(" on conflict {action}"),
        Engine::Postgres => format!(" on conflict ({}) {action}", R::KEY.join(", ")),
    }
}

/// Values bound to a statement.
struct Bound<A> {
    arguments: A,
    failed: Option<BoxDynError>,
}

impl<A: Arguments> Bound<A>
where
    Bound<A>: Values,
{
    fn of<R: Row>(rows: &[R]) -> Result<A, StoreError> {
        let mut bound = Bound { arguments: A::default(), failed: None };
        bound.arguments.reserve(rows.len() * R::COLUMNS.len(), rows.len() * R::COLUMNS.len() * 16);
        rows.iter().for_each(|row| row.values(&mut bound));
        match bound.failed {
            None => Ok(bound.arguments),
            Some(reason) => Err(sqlx::Error::Encode(reason).into()),
        }
    }
}

macro_rules! engine {
    ($insert:ident, $Arguments:ty, $conn:ty, $engine:expr) => {
        impl Values for Bound<$Arguments> {
            fn uuid(&mut self, value: Uuid) {
                self.failed = self.arguments.add(value).err().or(self.failed.take());
            }

            fn int(&mut self, value: Option<i64>) {
                self.failed = self.arguments.add(value).err().or(self.failed.take());
            }

            fn text(&mut self, value: Option<&str>) {
                self.failed = self.arguments.add(value).err().or(self.failed.take());
            }

            fn bytes(&mut self, value: &[u8]) {
                self.failed = self.arguments.add(value).err().or(self.failed.take());
            }
        }

        /// Writes rows; those that are there already are replaced where the row has a key for that.
        pub(crate) async fn $insert<R: Row + Sync>(conn: &mut $conn, rows: &[R]) -> Result<(), StoreError> {
            for some in pieces(rows) {
                let sql = sqlx::AssertSqlSafe(statement::<R>($engine, some.len()));
                let bound = Bound::<$Arguments>::of(some)?;
                sqlx::query_with(sql, bound).execute(&mut *conn).await?;
            }
            Ok(())
        }
    };
}

engine!(insert_sqlite, sqlx::sqlite::SqliteArguments, SqliteConnection, Engine::Sqlite);
engine!(insert_postgres, sqlx::postgres::PgArguments, PgConnection, Engine::Postgres);

/// Rows as PostgreSQL's COPY takes them, in its binary form.
pub(crate) struct Copy {
    statement: String,
    bytes: Vec<u8>,
}

impl Copy {
    /// None when there are no rows.
    pub(crate) fn of<R: Row>(rows: &[R]) -> Option<Copy> {
        Copy::into(R::TABLE, rows)
    }

    /// Into a table that looks like that of the rows.
    pub(crate) fn into<R: Row>(table: &str, rows: &[R]) -> Option<Copy> {
        if rows.is_empty() {
            return None;
        }
        let statement = format!("copy {table} ({}) from stdin (format binary)", R::COLUMNS.join(", "));
        let mut fields = Fields(Vec::with_capacity(rows.len() * R::COLUMNS.len() * 16));
        // Signature, flags, no extension.
        fields.0.extend(b"PGCOPY\n\xff\r\n\0");
        fields.0.extend([0; 8]);
        for row in rows {
            fields.0.extend((R::COLUMNS.len() as i16).to_be_bytes());
            row.values(&mut fields);
        }
        fields.0.extend((-1i16).to_be_bytes());
        Some(Copy { statement, bytes: fields.0 })
    }

    pub(crate) async fn send(&self, conn: &mut PgConnection) -> Result<(), StoreError> {
        let mut into = conn.copy_in_raw(&self.statement).await?;
        into.send(self.bytes.as_slice()).await?;
        into.finish().await?;
        Ok(())
    }
}

struct Fields(Vec<u8>);

impl Fields {
    fn field(&mut self, bytes: Option<&[u8]>) {
        // A length that does not fit would be refused by the server: no row of ours is 2 GiB.
        let length = bytes.map_or(-1, |bytes| i32::try_from(bytes.len()).unwrap_or(i32::MAX));
        self.0.extend(length.to_be_bytes());
        self.0.extend(bytes.unwrap_or_default());
    }
}

impl Values for Fields {
    fn uuid(&mut self, value: Uuid) {
        self.field(Some(value.as_bytes()));
    }

    fn int(&mut self, value: Option<i64>) {
        self.field(value.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
    }

    fn text(&mut self, value: Option<&str>) {
        self.field(value.map(str::as_bytes));
    }

    fn bytes(&mut self, value: &[u8]) {
        self.field(Some(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_of_few_sizes_and_leave_nothing_out() {
        for rows in (0..700).chain([1023, 1024, 20_000]) {
            let all: Vec<usize> = (0..rows).collect();
            let sizes: Vec<usize> = pieces(&all).map(<[usize]>::len).collect();
            assert_eq!(pieces(&all).flatten().copied().collect::<Vec<_>>(), all);
            assert!(sizes.iter().all(|size| *size <= FEW || (size.is_power_of_two() && *size <= MOST)));
        }
    }

    #[test]
    fn a_statement_counts_its_places_and_replaces_by_its_key() {
        let sqlite = insert_text::<Of<'_, OwnerRow>>(Engine::Sqlite, 2);
        assert_eq!(sqlite.matches('?').count(), 22);
        assert!(sqlite.contains(" on conflict do update set organisation = excluded.organisation, "));
        let postgres = insert_text::<Of<'_, SealedTerm>>(Engine::Postgres, 2);
        assert!(
            postgres.ends_with("($1, $2, $3), ($4, $5, $6) on conflict (kind, term, case_id) do nothing")
        );
        assert!(insert_text::<Of<'_, JournalRow>>(Engine::Postgres, 1).ends_with("$7)"));
    }
}
