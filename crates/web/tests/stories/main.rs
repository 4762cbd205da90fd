//! Whole stories in a real browser, in English and Welsh, on a desk and on a phone.
//!
//! `LANTERN_STORIES=/folder` keeps a picture of each page that a story looks at; those in `docs/screenshots/stories`
//! were made so.

#[cfg(test)]
mod burglary;
#[cfg(test)]
#[expect(dead_code, reason = "the test of every page uses more of it")]
#[path = "../browser/chrome.rs"]
mod chrome;
#[cfg(test)]
mod domestic_abuse;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod never_to_police;
#[cfg(test)]
#[path = "../support/page.rs"]
mod page;
#[cfg(test)]
mod road_death;
#[cfg(test)]
mod robbery;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod walk;
#[cfg(test)]
mod world;

use chrome::Chrome;
use language::Language;
use walk::Walk;
use world::World;

const DESK: u32 = 1280;
const PHONE: u32 = 320;

/// Each story four times: nothing that one walk left is there for the next
async fn four_times(story: &'static str, walk: impl AsyncFn(&mut Walk<'_>)) {
    let chrome = Chrome::start().await;
    let mut faults = Vec::new();
    for language in Language::ALL {
        for width in [DESK, PHONE] {
            let world = World::new().await;
            let mut way = Walk::new(&chrome, &world, story, language, width);
            walk(&mut way).await;
            faults.extend(way.faults());
        }
    }
    chrome.stop().await;
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burglary_to_no_further_action_and_a_review() {
    four_times("burglary", burglary::walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn domestic_abuse_with_an_advocate_told_first() {
    four_times("domestic-abuse", domestic_abuse::walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_robbery_to_sentence_with_a_statement_that_reaches_court() {
    four_times("robbery", robbery::walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_family_bereaved_on_the_road() {
    four_times("road-death", road_death::walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_report_that_is_never_made_to_the_police() {
    four_times("never-to-the-police", never_to_police::walk).await;
}

/// Staff read English
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_supervisor_reads_the_contacts_of_the_latest_team_in_three_clicks() {
    let chrome = Chrome::start().await;
    let mut faults = Vec::new();
    for width in [DESK, PHONE] {
        let world = World::new().await;
        let mut way = Walk::new(&chrome, &world, "figures", Language::English, width);
        figures::walk(&mut way).await;
        faults.extend(way.faults());
    }
    chrome.stop().await;
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
