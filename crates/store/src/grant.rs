//! What the application's own role may do on PostgreSQL: everything that the service needs, and nothing that would let
//! it change what was written once (PLT-2).

use crate::{Store, StoreError, db::Db};

/// Tables to which rows are only ever added.
const APPEND_ONLY: [&str; 8] = [
    "journal",
    "audit",
    "audit_chain",
    "audit_finding_note",
    "statement_draft",
    "inspection_answer",
    "contact_scored",
    "contact_score",
];

/// Without the parts of tables: what the role may do with a table, it may do through the table only.
const TABLES: &str = "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
    where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition order by c.relname";
const ROLE: &str = "select r.rolsuper or r.rolcreaterole from pg_roles r where r.rolname = $1";
const OWNS: &str = "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace \
    where n.nspname = current_schema() and pg_has_role($1, c.relowner, 'member')";

impl Store {
    /// Gives a role what the service needs, and takes everything else in this schema from it. Run it by the owner of
    /// the tables, again after every upgrade: new tables are granted to nobody. Gives the tables that the role may
    /// only add to.
    ///
    /// # Errors
    /// [`StoreError::Role`] when the database is not PostgreSQL, when there is no such role, or when it owns the tables
    /// and could take any right back; otherwise when the database refuses.
    pub async fn grant_application_role(&self, role: &str) -> Result<&'static [&'static str], StoreError> {
        let Db::Postgres(pool) = &self.db else {
            return Err(StoreError::Role("SQLite has no roles: protect the file instead".into()));
        };
        let mighty: Option<bool> = sqlx::query_scalar(ROLE).bind(role).fetch_optional(pool).await?;
        match mighty {
            None => {
                let remedy = "create it first: create role NAME login password '...'";
                return Err(StoreError::Role(format!("there is no role {role}; {remedy}")));
            }
            Some(true) => {
                return Err(StoreError::Role(format!("{role} may do anything; use a role that may not")));
            }
            Some(false) => {}
        }
        let owned: i64 = sqlx::query_scalar(OWNS).bind(role).fetch_one(pool).await?;
        if owned > 0 {
            let why = "owns tables of this database and could give itself every right back";
            return Err(StoreError::Role(format!("{role} {why}; use another role")));
        }
        let schema: String = sqlx::query_scalar("select current_schema()::text").fetch_one(pool).await?;
        let tables: Vec<String> = sqlx::query_scalar(TABLES).fetch_all(pool).await?;
        let (role, schema) = (quoted(role), quoted(&schema));
        let mut sql = vec![
            format!("revoke all on all tables in schema {schema} from {role}"),
            format!("revoke create on schema {schema} from {role}, public"),
            format!("grant usage on schema {schema} to {role}"),
            format!("grant usage on all sequences in schema {schema} to {role}"),
        ];
        for table in &tables {
            let rights = match table.as_str() {
                "_sqlx_migrations" => "select",
                name if APPEND_ONLY.contains(&name) => "select, insert",
                _ => "select, insert, update, delete",
            };
            sql.push(format!("grant {rights} on {schema}.{} to {role}", quoted(table)));
        }
        let mut transaction = pool.begin().await?;
        for statement in sql {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(&APPEND_ONLY)
    }
}

/// A name as SQL writes it, whatever is in it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
