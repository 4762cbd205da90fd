//! The demonstration, served on a port of its own, for one walk.

use jiff::{Timestamp, ToSpan};
use record::CaseId;
use service::{Service, open_case::NewOwner};
use std::time::Instant;
use store::{Durability, Store};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// Wednesday 18 March 2026, half past ten in the morning
const BEGINS: &str = "2026-03-18T10:30:00Z";

/// A world that is gone when this is dropped
pub struct World {
    pub service: Service,
    pub host: String,
    _folder: TempDir,
}

impl World {
    /// The told stories of the demonstration, as they stand that morning
    pub async fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("sqlite:{}", folder.path().join("lantern.db").display());
        let store = Store::open(&address, Durability::Process).await.unwrap();
        let service = Service::new(store).await.unwrap();
        service.load_demonstration(BEGINS.parse().unwrap(), 0).await.unwrap();
        let app = web::App {
            service: service.clone(),
            clock: now,
            https: false,
            demonstration: true,
            issuers: Default::default(),
            proxy_header: None,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let router = web::router(app);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        World { service, host, _folder: folder }
    }
}

impl World {
    /// Another agency comes to answer for its side of a case
    pub async fn brought_in(&self, case: &str, provider: &str, organisation: &str, person: &str) {
        let id: CaseId = case.trim_start_matches("/case/").parse().unwrap();
        let held = self.service.store().load(id).await.unwrap().unwrap();
        let police = held.case.owners["police"].person.clone().unwrap();
        let officer = self.service.actor(police.as_str(), now()).unwrap();
        let owner = NewOwner {
            provider: provider.into(),
            organisation: organisation.into(),
            team: None,
            person: Some(person.into()),
        };
        self.service.hand_over(&officer, id, held.case.version, owner, now()).await.unwrap();
    }
}

/// That morning, going on as time does: what is done later is later
pub fn now() -> Timestamp {
    static STARTED: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let begins: Timestamp = BEGINS.parse().unwrap();
    let passed = i64::try_from(STARTED.elapsed().as_millis()).unwrap();
    begins + passed.milliseconds()
}
