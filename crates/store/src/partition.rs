//! PostgreSQL's large tables in parts: what is read case by case lies by the month in which the case began, the duties in
//! lists by area (ADR 0035). The service runs unchanged on both forms.
//!
//! The id of a case begins with the time at which it began, so that a range of ids is a month (UTC), and a row never
//! moves. What belongs to no part lies in the rest: cases of other months, other areas, ids of another making.
//!
//! Taking a part away is not erasure: the same person's words stand in other tables too (case views, search, the audit).
//! What must go, goes by its key.

use crate::{Store, StoreError, db::Db};
use jiff::{ToSpan, civil::Date};
use sqlx::{AssertSqlSafe, PgConnection, PgPool};
use uuid::Uuid;

/// What became of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    /// The table.
    pub table: &'static str,
    /// Rows in it, counted before and after.
    pub rows: u64,
    /// Parts that were made.
    pub made: Vec<String>,
}

/// What a table is parted by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Month,
    Area,
}

/// A large table: by what, and its key, which must have that in it.
struct Large {
    table: &'static str,
    by: By,
    key: &'static str,
    append_only: bool,
}

const LARGE: [Large; 5] = [
    Large { table: "journal", by: By::Month, key: "case_id, version", append_only: true },
    Large { table: "personal", by: By::Month, key: "id, case_id", append_only: false },
    Large { table: "data_key", by: By::Month, key: "case_id, subject", append_only: false },
    Large { table: "file", by: By::Month, key: "id, case_id", append_only: false },
    Large {
        table: "duty",
        by: By::Area,
        key: "case_id, victim_id, trigger_version, duty_id, area",
        append_only: false,
    },
];

/// More months than this are a mistake: every list of parts costs time in each plan.
const MOST_MONTHS: usize = 600;
/// The same for areas.
const MOST_AREAS: usize = 200;

/// A part: its name after the table's, and the rows that lie in it, as `create table ... partition of` says it.
struct Part {
    name: String,
    values: String,
}

impl Store {
    /// Puts the large tables into parts: by month from that of the oldest case (of `from` when there is none) to `until`,
    /// and by the areas that are given or, when none are, that there are cases of. On tables that are in parts already,
    /// adds the months and areas that are missing. One transaction, and nobody reads or writes the tables meanwhile.
    ///
    /// # Errors
    /// [`StoreError::Parts`] when the database is SQLite, for too many or impossible parts, or when a row would be lost;
    /// then, and when the database fails, everything is as it was.
    pub async fn partition(
        &self,
        from: Date,
        until: Date,
        areas: &[String],
    ) -> Result<Vec<Parted>, StoreError> {
        let Db::Postgres(pool) = &self.db else {
            return Err(StoreError::Parts("SQLite keeps its tables whole; only PostgreSQL has parts".into()));
        };
        let months = months(pool, from, until).await?;
        let areas = self::areas(pool, areas).await?;
        let mut transaction = pool.begin().await?;
        let mut parted = Vec::new();
        for large in &LARGE {
            let parts = if large.by == By::Month { &months } else { &areas };
            let lock = format!("lock table {} in access exclusive mode", large.table);
            run(&mut transaction, lock).await?;
            let rows = count(&mut transaction, large.table).await?;
            let made = match is_parted(&mut transaction, large.table).await? {
                true => add_parts(&mut transaction, large, parts).await?,
                false => take_apart(&mut transaction, large, parts).await?,
            };
            let after = count(&mut transaction, large.table).await?;
            if after != rows {
                let table = large.table;
                return Err(StoreError::Parts(format!("{table} had {rows} rows and would have {after}")));
            }
            parted.push(Parted { table: large.table, rows, made });
        }
        transaction.commit().await?;
        self.analyse().await?;
        Ok(parted)
    }
}

/// The months that the parts cover.
async fn months(pool: &PgPool, from: Date, until: Date) -> Result<Vec<Part>, StoreError> {
    // Only ids that begin with a time.
    let oldest: Option<Uuid> = sqlx::query_scalar(
        "select case_id from journal where version = 1 and substr(case_id::text, 15, 1) = '7' \
         order by case_id limit 1",
    )
    .fetch_optional(pool)
    .await?;
    let oldest = oldest.and_then(began).unwrap_or(from).min(from).first_of_month();
    let wrong = |why: &str| StoreError::Parts(format!("{until}: {why}"));
    if until < oldest {
        return Err(wrong("the last month is before the first case"));
    }
    let starts: Vec<Date> =
        oldest.series(1.month()).take_while(|start| *start <= until).take(MOST_MONTHS + 1).collect();
    if starts.len() > MOST_MONTHS {
        return Err(wrong("that is more months than a plan can bear; name an earlier one"));
    }
    starts
        .into_iter()
        .map(|start| {
            let end = start.checked_add(1.month()).map_err(|_| wrong("there is no such month"))?;
            let name = format!("{:04}{:02}", start.year(), start.month());
            let values = format!("from ('{}') to ('{}')", first_id(start), first_id(end));
            Ok(Part { name, values })
        })
        .collect()
}

/// The first id of cases that begin on this day or later.
fn first_id(day: Date) -> Uuid {
    let begins = day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |at| at.timestamp().as_millisecond());
    Uuid::from_u128(u128::from(begins.unsigned_abs()) << 80)
}

/// The day on which the case with this id began.
fn began(id: Uuid) -> Option<Date> {
    let milliseconds = i64::try_from(id.as_u128() >> 80).ok()?;
    let at = jiff::Timestamp::from_millisecond(milliseconds).ok()?;
    Some(at.to_zoned(jiff::tz::TimeZone::UTC).date())
}

async fn areas(pool: &PgPool, wanted: &[String]) -> Result<Vec<Part>, StoreError> {
    let found: Vec<String>;
    let wanted = if wanted.is_empty() {
        let distinct = "select distinct area from case_view where area <> '' order by area";
        found = sqlx::query_scalar(distinct).fetch_all(pool).await?;
        &found
    } else {
        wanted
    };
    if wanted.len() > MOST_AREAS {
        return Err(StoreError::Parts("there are more areas than a plan can bear".into()));
    }
    let mut parts: Vec<Part> = Vec::new();
    for area in wanted {
        // They become names and constants in SQL.
        if area.is_empty() || area.len() > 20 || !area.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(StoreError::Parts("an area is named by letters and digits".into()));
        }
        let part = Part { name: format!("area_{}", area.to_lowercase()), values: format!("in ('{area}')") };
        if parts.iter().all(|other| other.name != part.name) {
            parts.push(part);
        }
    }
    Ok(parts)
}

async fn is_parted(conn: &mut PgConnection, table: &str) -> Result<bool, StoreError> {
    let sql = "select relkind = 'p' from pg_class where oid = to_regclass($1)";
    Ok(sqlx::query_scalar(sql).bind(table).fetch_one(conn).await?)
}

/// Makes a whole table into one of parts, with its rows, indexes, guards and who may use it.
async fn take_apart(
    conn: &mut PgConnection,
    large: &Large,
    parts: &[Part],
) -> Result<Vec<String>, StoreError> {
    let table = large.table;
    let mut rights: Vec<String> = sqlx::query_scalar(RIGHTS).bind(table).fetch_all(&mut *conn).await?;
    let indexes: Vec<String> = sqlx::query_scalar(INDEXES).bind(table).fetch_all(&mut *conn).await?;
    let whole = format!("{table}_whole");
    run(conn, format!("alter table {table} rename to {whole}")).await?;
    let by = match large.by {
        By::Month => "range (case_id)",
        By::Area => "list (area)",
    };
    run(conn, format!("create table {table} (like {whole} including defaults) partition by {by}")).await?;
    if table == "journal" {
        // Who may add events may count them.
        rights.extend(sqlx::query_scalar::<_, String>(MAY_ADD).fetch_all(&mut *conn).await?);
        // Before version 17 a table in parts has no identity; a sequence does the same.
        run(conn, "create sequence journal_number as bigint owned by journal.seq".into()).await?;
        let begin = "select setval('journal_number', coalesce(max(seq), 0) + 1, false) from journal_whole";
        run(conn, begin.into()).await?;
        run(conn, "alter table journal alter column seq set default nextval('journal_number')".into())
            .await?;
    }
    let made = make_parts(conn, large, parts).await?;
    // In the order of the key: a page of the new part then holds whole cases.
    run(conn, format!("insert into {table} select * from {whole} order by case_id")).await?;
    run(conn, format!("drop table {whole}")).await?;
    run(conn, format!("alter table {table} add primary key ({})", large.key)).await?;
    for statement in indexes.into_iter().chain(rights) {
        run(conn, statement).await?;
    }
    if large.append_only {
        guard(conn, table).await?;
    }
    Ok(made)
}

/// What to say again about a new table: who may do what with it.
const RIGHTS: &str = "select format('grant %s on %I to %I', string_agg(privilege_type, ', '), table_name, grantee) \
    from information_schema.role_table_grants where table_schema = current_schema() and table_name = $1 \
    and grantee <> (select tableowner from pg_tables where schemaname = current_schema() and tablename = $1) \
    group by table_name, grantee";
const MAY_ADD: &str = "select format('grant usage on sequence journal_number to %I', grantee) \
    from information_schema.role_table_grants where table_schema = current_schema() and table_name = 'journal_whole' \
    and privilege_type = 'INSERT' \
    and grantee <> (select tableowner from pg_tables where schemaname = current_schema() and tablename = 'journal_whole')";
/// Its indexes, but for those of its key.
const INDEXES: &str = "select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = to_regclass($1) \
    and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid) order by i.indexrelid";

/// Adds the parts that are missing; rows of the rest that belong to one of them come over.
async fn add_parts(
    conn: &mut PgConnection,
    large: &Large,
    parts: &[Part],
) -> Result<Vec<String>, StoreError> {
    let table = large.table;
    let mut missing = Vec::new();
    for part in parts {
        let name = format!("{table}_{}", part.name);
        let there: bool = sqlx::query_scalar("select to_regclass($1) is not null")
            .bind(&name)
            .fetch_one(&mut *conn)
            .await?;
        if !there {
            missing.push(Part { name: part.name.clone(), values: part.values.clone() });
        }
    }
    if missing.is_empty() {
        return Ok(Vec::new());
    }
    let (rest, left) = (format!("{table}_rest"), format!("{table}_left"));
    run(conn, format!("alter table {table} detach partition {rest}")).await?;
    run(conn, format!("alter table {rest} rename to {left}")).await?;
    // The names of its indexes would be in the way of the new rest.
    let indexes: Vec<String> = sqlx::query_scalar(
        "select indexname::text from pg_indexes where schemaname = current_schema() and tablename = $1",
    )
    .bind(&left)
    .fetch_all(&mut *conn)
    .await?;
    for (number, index) in indexes.iter().enumerate() {
        run(conn, format!("alter index {index} rename to {left}_index_{number}")).await?;
    }
    let made = make_parts(conn, large, &missing).await?;
    run(conn, format!("insert into {table} select * from {left} order by case_id")).await?;
    run(conn, format!("drop table {left}")).await?;
    Ok(made)
}

/// Makes parts and the rest. On the parts themselves only their owner has any right: everybody else goes by the table.
async fn make_parts(
    conn: &mut PgConnection,
    large: &Large,
    parts: &[Part],
) -> Result<Vec<String>, StoreError> {
    let table = large.table;
    let mut made = Vec::new();
    for part in parts {
        let name = format!("{table}_{}", part.name);
        run(conn, format!("create table {name} partition of {table} for values {}", part.values)).await?;
        made.push(name);
    }
    run(conn, format!("create table {table}_rest partition of {table} default")).await?;
    if large.append_only {
        // A trigger on the table does not hold for who names a part.
        for name in made.iter().chain([&format!("{table}_rest")]) {
            guard(conn, name).await?;
        }
    }
    Ok(made)
}

async fn guard(conn: &mut PgConnection, table: &str) -> Result<(), StoreError> {
    let trigger = format!(
        "create trigger journal_is_append_only before update or delete or truncate on {table} \
         for each statement execute function refuse_change()"
    );
    run(conn, trigger).await
}

async fn count(conn: &mut PgConnection, table: &str) -> Result<u64, StoreError> {
    let sql = format!("select count(*) from {table}");
    let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?;
    Ok(rows.unsigned_abs())
}

/// Runs a statement whose words are ours: tables and numbers, never what somebody typed.
async fn run(conn: &mut PgConnection, sql: String) -> Result<(), StoreError> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(conn).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_begins_with_the_first_id_that_can_be_made_in_it() {
        let first = first_id(date(2026, 3, 1));
        assert_eq!(first.to_string(), "019ca6b1-dc00-0000-0000-000000000000");
        assert_eq!(began(first), Some(date(2026, 3, 1)));
        let last = Uuid::from_u128(first.as_u128() - 1);
        assert_eq!(began(last), Some(date(2026, 2, 28)));
    }
}
