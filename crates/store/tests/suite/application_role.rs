//! On PostgreSQL the service works as a role that can add to the journal and the audit and change nothing in them.

use crate::{audit::line, history::population, rules};
use store::{Durability, Store, StoreError};

/// The role's own name and password: tests share one server.
fn role_of(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap().split('?').next().unwrap();
    format!("app_{name}")
}

/// The same address, signed in as the role.
pub fn address_as(address: &str, role: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap();
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{role}:{role}@{host}")
}

#[test]
fn the_applications_role_adds_and_never_changes() {
    let database = pg_test::database();
    let address = database.url().to_owned();
    crate::run(address.clone(), async |owner: Store| {
        let role = role_of(&address);
        population(&owner, 36, 2).await;
        let missing = owner.grant_application_role(&role).await.unwrap_err();
        assert!(matches!(missing, StoreError::Role(_)), "{missing}");
        owner.execute_for_test(&format!("create role \"{role}\" login password '{role}'")).await.unwrap();
        owner.grant_application_role(&role).await.unwrap();

        let store = Store::open(&address_as(&address, &role), Durability::Full).await.unwrap();
        let who = store.strings_for_test("select current_user::text").await.unwrap();
        assert_eq!(who, [role.as_str()], "the test must not run as the owner");
        population(&store, 37, 3).await;
        store.write_audit(vec![line(1)]).await.unwrap();
        store.set_setting("a", "b").await.unwrap();
        store.rebuild(rules(), |_| {}).await.unwrap();
        assert_eq!(store.verify().await.unwrap().findings, []);
        // PostgreSQL answers this with a warning and does nothing.
        drop(store.execute_for_test("grant update, delete on audit, journal to public").await);
        for sql in [
            "update journal set kind = kind",
            "delete from journal",
            "truncate journal",
            "update audit set person = person",
            "delete from audit",
            "truncate audit",
            "update audit_chain set chain = chain",
            "delete from audit_finding_note",
            "drop trigger audit_is_append_only on audit",
            "alter table audit disable trigger all",
            "drop table audit",
            "create table mine (a int)",
            "delete from _sqlx_migrations",
        ] {
            let error = store.execute_for_test(sql).await.unwrap_err().to_string();
            let refused = ["permission denied", "must be owner"];
            assert!(refused.iter().any(|words| error.contains(words)), "{sql}: {error}");
        }
        store.close().await;

        let grantor = owner.strings_for_test("select current_user::text").await.unwrap().remove(0);
        let itself = owner.grant_application_role(&grantor).await.unwrap_err();
        assert!(matches!(itself, StoreError::Role(_)), "{itself}");
        owner.execute_for_test(&format!("drop owned by \"{role}\"; drop role \"{role}\"")).await.unwrap();
    });
}

#[test]
fn sqlite_has_no_roles() {
    crate::on_sqlite(async |store: Store| {
        let error = store.grant_application_role("app").await.unwrap_err();
        assert!(error.to_string().contains("protect the file"), "{error}");
    });
}
