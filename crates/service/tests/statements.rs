//! A page of work is one list query and one batch of decisions, never a query for each row. Alone in its file: it counts
//! every statement of the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use jiff::Timestamp;
use service::{Service, my_work::WorkQuery};
use std::sync::{Arc, Mutex};
use store::{Durability, Store, WorkOwner, WorkState};
use tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span,
};

/// Keeps the text of each statement that is sent to a database.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.0.lock().unwrap().push(text.0);
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "summary" || field.name() == "db.statement" {
            self.0.push_str(&format!("{value:?} "));
        }
    }
}

async fn counts_statements(address: &str, statements: &Statements) {
    let store = Store::open(address, Durability::Process).await.unwrap();
    let service = Service::new(store).await.unwrap();
    let now: Timestamp = "2026-03-25T09:00:00Z".parse().unwrap();
    service.load_demonstration(now, 200).await.unwrap();
    let actor = service.actor("police-supervisor-1", now).unwrap();
    let query = |after| WorkQuery {
        owner: WorkOwner::Everyone,
        state: WorkState::Open,
        provider: None,
        right: None,
        enhanced: false,
        after,
    };
    // The first time opens connections and prepares statements.
    let first = service.my_work(&actor, query(None), now).await.unwrap();
    assert_eq!(first.items.len(), 50, "a full page");
    statements.0.lock().unwrap().clear();
    let second = service.my_work(&actor, query(first.next), now).await.unwrap();
    assert!(second.items.len() > 10);
    let sent = std::mem::take(&mut *statements.0.lock().unwrap());
    // Which cases the person may not see; the page; its counts.
    assert_eq!(sent.len(), 3, "{sent:#?}");
}

#[test]
fn a_page_of_work_is_three_statements_however_many_rows_it_has() {
    let statements = Statements::default();
    tracing::subscriber::set_global_default(statements.clone()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("lantern.db").display());
    let postgres = pg_test::database();
    runtime.block_on(async {
        counts_statements(&sqlite, &statements).await;
        counts_statements(postgres.url(), &statements).await;
    });
}
