//! Both engines have the same tables and columns.

use store::Store;

const SQLITE: &str = "select m.name || '.' || c.name from sqlite_master m join pragma_table_info(m.name) c \
    where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '\\_sqlx%' escape '\\' order by 1";
const POSTGRES: &str = "select table_name || '.' || column_name from information_schema.columns \
    where table_schema = 'public' and table_name not like '\\_sqlx%' order by 1";

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let sqlite = std::sync::Mutex::new(Vec::new());
    crate::on_sqlite(async |store: Store| {
        *sqlite.lock().unwrap() = store.strings_for_test(SQLITE).await.unwrap();
    });
    let mut postgres = Vec::new();
    crate::on_postgres(async |store: Store| {
        postgres = store.strings_for_test(POSTGRES).await.unwrap();
    });
    let mut sqlite = sqlite.into_inner().unwrap();
    sqlite.sort();
    postgres.sort();
    assert_eq!(sqlite, postgres);
    assert!(sqlite.contains(&"journal.hash".to_owned()));
}
