//! The demonstration, on both engines: what it promises to whoever signs in.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use jiff::Timestamp;
use service::{Service, demonstration::Demonstration};
use store::{Durability, Store};

const SOME: u64 = 60;

/// A Wednesday morning.
fn wednesday() -> Timestamp {
    "2026-03-18T10:30:00Z".parse().unwrap()
}

struct Fresh {
    service: Service,
    _folder: tempfile::TempDir,
}

async fn fresh() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
    let service = Service::new(Store::open(&address, Durability::Process).await.unwrap()).await.unwrap();
    Fresh { service, _folder: folder }
}

async fn load(service: &Service, now: Timestamp, cases: u64) -> Demonstration {
    service.load_demonstration(now, cases).await.unwrap_or_else(|error| match error {
        service::ServiceError::Invalid(problems) => panic!("{problems:?}"),
        other => panic!("{other}"),
    })
}

async fn twice_is_the_same_and_everything_verifies(service: &Service) {
    let first = load(service, wednesday(), SOME).await;
    let views = service.store().views_digest().await.unwrap();
    let report = service.store().verify().await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    assert!(report.cases >= SOME, "{} cases", report.cases);
    assert_eq!(load(service, wednesday(), SOME).await, first);
    assert_eq!(service.store().views_digest().await.unwrap(), views);
    let rebuilt = service.store().rebuild(service.rules(), |_| {}).await.unwrap();
    assert_eq!(rebuilt.before, rebuilt.after);
    service.store().close().await;
}

#[tokio::test]
async fn loaded_twice_it_is_the_same_on_sqlite() {
    let fresh = fresh().await;
    twice_is_the_same_and_everything_verifies(&fresh.service).await;
}

#[tokio::test]
async fn loaded_twice_it_is_the_same_on_postgresql() {
    let database = pg_test::database();
    let store = Store::open(database.url(), Durability::Process).await.unwrap();
    let service = Service::new(store).await.unwrap();
    twice_is_the_same_and_everything_verifies(&service).await;
}
