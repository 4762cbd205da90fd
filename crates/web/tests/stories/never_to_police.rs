//! A report that is never made to the police: somebody asks for help only, a support service takes it, she signs in with her code and
//! reads it again; the police do not find it.

use crate::walk::Walk;

const WHAT: &str = "He takes my phone and my money. Last night he pushed me.";
const NAME: &str = "Nesta Quillfeather";

pub async fn walk(walk: &mut Walk<'_>) {
    walk.stranger().await;
    walk.follow("/report").await;
    walk.look("start").await;
    walk.press("report-start-button").await;
    asks_for_help(walk).await;
    says_what_happened(walk).await;
    says_how_to_reach_her(walk).await;
    walk.sees("report-check-sends-help").await;
    walk.reads(WHAT).await;
    walk.look("check").await;
    walk.press("report-check-send").await;
    walk.sees("report-sent-next").await;
    walk.look("sent").await;
    let reference = walk.text_of("main .govuk-inset-text .govuk-heading-l", 0).await;

    nobody_of_the_police_finds_it(walk, &reference).await;
    walk.sign_in("advocate-lead").await;
    walk.go("/my-work?whose=everyone").await;
    walk.reads(NAME).await;
    walk.look("support-takes-it").await;
}

async fn asks_for_help(walk: &mut Walk<'_>) {
    for (step, choice) in [("danger", "no"), ("want", "help"), ("whom", "me")] {
        walk.sees(&format!("report-{step}-title")).await;
        walk.pick(step, choice).await;
        walk.look(step).await;
        walk.press("report-continue").await;
    }
}

async fn says_what_happened(walk: &mut Walk<'_>) {
    walk.fill("what", WHAT).await;
    walk.look("what").await;
    walk.press("report-continue").await;
    walk.pick("kind", "home").await;
    walk.press("report-continue").await;
    walk.fill("when", "Again and again since the summer, the last time yesterday").await;
    walk.press("report-continue").await;
    walk.fill("where", "At home").await;
    for _ in ["where", "who", "hurt", "property", "files"] {
        walk.press("report-continue").await;
    }
    walk.fill("name", NAME).await;
    walk.press("report-continue").await;
}

async fn says_how_to_reach_her(walk: &mut Walk<'_>) {
    walk.pick("ways", "text").await;
    walk.fill("phone", "07700 900377").await;
    walk.look("reach").await;
    walk.press("report-continue").await;
    walk.fill("safety", "Only while he is at work, before 4").await;
    walk.pick("calls", "no_voicemail").await;
    walk.look("safe").await;
    walk.press("report-continue").await;
    walk.press("report-continue").await;
    walk.fill("word", "kingfisher").await;
    walk.press("report-continue").await;
}

async fn nobody_of_the_police_finds_it(walk: &mut Walk<'_>, reference: &str) {
    for person in ["police-supervisor-1", "police-officer-1"] {
        for asked in [NAME, reference] {
            walk.sign_in(person).await;
            walk.go("/search").await;
            walk.fill("query", asked).await;
            walk.send().await;
            walk.never_reads("Abuse by somebody close").await;
        }
    }
}
