//! The promises other crates' tests build on.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use sqlx::{Connection, Executor, PgConnection, Row};

async fn tables(url: &str) -> i64 {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let count = "select count(*) from pg_tables where schemaname = 'public'";
    let row = connection.fetch_one(count).await.unwrap();
    connection.close().await.unwrap();
    row.get(0)
}

async fn create_table(url: String) {
    let mut connection = PgConnection::connect(&url).await.unwrap();
    connection.execute("create table filled (id bigint)").await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn databases_are_empty_and_apart() {
    let (one, other) = (pg_test::database(), pg_test::database());
    assert_ne!(one.name(), other.name());
    create_table(one.url().to_owned()).await;
    assert_eq!(tables(one.url()).await, 1);
    assert_eq!(tables(other.url()).await, 0);
}

#[tokio::test]
async fn a_dropped_database_is_gone_even_with_somebody_connected() {
    let (witness, database) = (pg_test::database(), pg_test::database());
    let name = database.name().to_owned();
    let _still_connected = PgConnection::connect(database.url()).await.unwrap();
    drop(database);
    let mut connection = PgConnection::connect(witness.url()).await.unwrap();
    let found: i64 = sqlx::query_scalar("select count(*) from pg_database where datname = $1")
        .bind(name)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(found, 0);
}

#[test]
fn a_template_is_prepared_once_however_many_ask_at_once() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let prepared = AtomicUsize::new(0);
    let key = format!("once {}", std::process::id());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let database = pg_test::database_from(&key, |url| {
                    prepared.fetch_add(1, Ordering::Relaxed);
                    create_table(url)
                });
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                assert_eq!(runtime.block_on(tables(database.url())), 1);
            });
        }
    });
    assert!(prepared.into_inner() <= 1, "the template was prepared more than once");
}
