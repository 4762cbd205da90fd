//! An altered, missing or reordered event is found and named.

use crate::{
    history::{Dice, population},
    on_every_form,
};
use store::{Engine, Store};

on_every_form!(an_untouched_journal_is_clean, every_alteration_is_found);

async fn an_untouched_journal_is_clean(store: Store) {
    population(&store, 31, 25).await;
    let report = store.verify().await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.cases, 25);
    assert!(report.events > 125 && report.texts >= 25);
}

/// One way to alter an event, and how to put it back.
async fn every_alteration_is_found(store: Store) {
    population(&store, 32, 6).await;
    crate::audit::allow_changes(&store).await;
    let mut dice = Dice(33);
    let events = store.verify().await.unwrap().events;
    let sqlite = store.engine() == Engine::Sqlite;
    // A flipped bit in a text: replace one character by its neighbour, at a place that the dice choose.
    let body = if sqlite {
        "update journal set body = substr(body, 1, {p} - 1) || char(unicode(substr(body, {p}, 1)) + 1) || substr(body, {p} + 1) where seq = {s}"
    } else {
        "update journal set body = overlay(body placing chr(ascii(substr(body, {p}, 1)) + 1) from {p} for 1) where seq = {s}"
    };
    let hash = |column: &str| {
        if sqlite {
            format!("update journal set {column} = zeroblob(31) || x'01' where seq = {{s}}")
        } else {
            format!(
                "update journal set {column} = set_byte({column}, {{b}}, (get_byte({column}, {{b}}) + 1) % 256) where seq = {{s}}"
            )
        }
    };
    let alterations = [
        body.to_owned(),
        hash("hash"),
        hash("previous"),
        "update journal set recorded_at = recorded_at + 1 where seq = {s}".to_owned(),
        "update journal set kind = kind || 'x' where seq = {s}".to_owned(),
        "update journal set version = version + 1000 where seq = {s}".to_owned(),
        // Written before what it follows.
        "update journal set seq = -seq where seq = {s}".to_owned(),
        "delete from journal where seq = {s}".to_owned(),
    ];
    for (number, alteration) in alterations.iter().enumerate() {
        for _ in 0..6 {
            let seq = 1 + dice.roll(events);
            store.execute_for_test("drop table if exists copy").await.unwrap();
            store.execute_for_test("create table copy as select * from journal").await.unwrap();
            let sql = alteration
                .replace("{s}", &seq.to_string())
                .replace("{p}", &(1 + dice.roll(60)).to_string())
                .replace("{b}", &dice.roll(32).to_string());
            store.execute_for_test(&sql).await.unwrap();
            let found = store.verify().await.unwrap().findings;
            assert!(!found.is_empty(), "alteration {number} of event {seq} was not found: {sql}");
            store.execute_for_test("delete from journal").await.unwrap();
            store.execute_for_test("insert into journal select * from copy").await.unwrap();
        }
    }
    for personal in
        ["update personal set sealed = null", "delete from personal", "update personal set case_id = id"]
    {
        store.execute_for_test("drop table if exists copy").await.unwrap();
        store.execute_for_test("create table copy as select * from personal").await.unwrap();
        store.execute_for_test(personal).await.unwrap();
        assert!(!store.verify().await.unwrap().findings.is_empty(), "{personal}");
        store.execute_for_test("delete from personal").await.unwrap();
        store.execute_for_test("insert into personal select * from copy").await.unwrap();
    }
}
