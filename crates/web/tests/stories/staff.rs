//! What staff do in a story, on their own pages.

use crate::walk::Walk;
use record::CaseId;

/// The address of the case of somebody who signs in as its victim
pub fn case_of(walk: &Walk<'_>, victim: &str) -> String {
    let actor = walk.world.service.actor(victim, crate::world::now()).unwrap();
    let (CaseId(case), _) = actor.victim().unwrap();
    format!("/case/{case}")
}

/// Somebody records that something happened, now
pub async fn happened(walk: &mut Walk<'_>, person: &str, case: &str, trigger: &str) {
    walk.sign_in(person).await;
    walk.go(&format!("{case}/event")).await;
    walk.choose("trigger", trigger).await;
    walk.send().await;
    walk.reads("Recorded").await;
}

/// Somebody tells the victim by phone, ticks everything that is open, and writes it down
pub async fn told(walk: &mut Walk<'_>, person: &str, case: &str, channel: &str, words: &str) {
    walk.sign_in(person).await;
    walk.go(&format!("{case}/contact")).await;
    walk.pick("channel", channel).await;
    walk.pick("reached", "yes").await;
    walk.tick_all("meets").await;
    walk.fill("told", words).await;
    walk.pick("understood", "yes").await;
    walk.send().await;
    walk.reads("is recorded").await;
}
