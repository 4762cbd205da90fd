//! A robbery: he writes a personal statement in his own time, sends it, and follows it until the court has it and has passed
//! sentence.

use crate::{
    staff::{case_of, happened, told},
    walk::Walk,
};

const STATEMENT: &str =
    "I do not take the bus any more. My dad drives me.\n\nI wake up at night and check the door.";

pub async fn walk(walk: &mut Walk<'_>) {
    let case = case_of(walk, "victim-5");
    walk.world.brought_in(&case, "cps", "prosecution", "prosecution-liaison-1").await;
    walk.sign_in("victim-5").await;
    walk.follow("/your-statement").await;
    walk.sees("statement-what").await;
    walk.look("statement-guidance").await;
    writes(walk).await;
    chooses_and_sends(walk).await;

    moved_on(walk, "police-officer-3", &case, &["received", "with_prosecutor"]).await;
    moved_on(walk, "prosecution-liaison-1", &case, &["with_court"]).await;

    walk.sign_in("victim-5").await;
    walk.go("/your-statement").await;
    walk.sees("statement-step-with-court").await;
    walk.look("court-has-it").await;

    for trigger in ["charged", "conviction", "sentence_passed"] {
        happened(walk, "police-officer-3", &case, trigger).await;
    }
    told(
        walk,
        "police-officer-3",
        &case,
        "in_person",
        "I sat with him and his father: four years in prison. The judge read his statement and spoke of the bus.",
    )
    .await;
    walk.sign_in("victim-5").await;
    walk.look("sentenced").await;
}

async fn writes(walk: &mut Walk<'_>) {
    walk.press("statement-write").await;
    walk.fill("text", STATEMENT).await;
    walk.look("writing").await;
    walk.press("statement-save").await;
    walk.reads("I wake up at night").await;
    walk.press("statement-go-on").await;
}

async fn chooses_and_sends(walk: &mut Walk<'_>) {
    walk.sees("statement-keep").await;
    walk.pick("keep", "1").await;
    walk.pick("heard", "by_prosecutor").await;
    walk.look("choices").await;
    walk.send().await;
    walk.sees("statement-check-marked").await;
    walk.reads("I wake up at night and check the door.").await;
    walk.look("check").await;
    walk.press("statement-send").await;
    walk.sees("statement-step-sent").await;
    walk.look("sent").await;
}

async fn moved_on(walk: &mut Walk<'_>, person: &str, case: &str, steps: &[&str]) {
    walk.sign_in(person).await;
    for step in steps {
        walk.go(&format!("{case}/statement")).await;
        walk.pick("step", step).await;
        walk.send().await;
    }
    walk.look("statement-for-staff").await;
}
