//! A burglary: she asks what is happening, is answered, hears by phone that it ends without a charge, and asks for a review.

use crate::{
    staff::{case_of, happened, told},
    walk::Walk,
};

pub async fn walk(walk: &mut Walk<'_>) {
    let case = case_of(walk, "victim-1");
    walk.sign_in("victim-1").await;
    walk.sees("case-stands").await;
    walk.look("your-case").await;
    asks_and_is_answered(walk, &case).await;
    says_that_something_did_not_happen(walk).await;

    happened(walk, "police-officer-1", &case, "nfa_decision_police").await;
    told(
        walk,
        "police-officer-1",
        &case,
        "phone",
        "I told her that we cannot charge him: the laptop was sold to him by somebody we cannot find. I explained the review.",
    )
    .await;

    walk.sign_in("victim-1").await;
    walk.sees("explain-no-further-action").await;
    walk.look("no-further-action").await;
    walk.follow("/your-rights").await;
    walk.look("your-rights").await;
    asks_for_a_review(walk, &case).await;
    answers_two_questions(walk).await;
}

async fn asks_and_is_answered(walk: &mut Walk<'_>, case: &str) {
    walk.go("/messages").await;
    walk.press("update-send").await;
    walk.sees("messages-you-asked").await;
    walk.fill("words", "Has anybody looked for the ring? 💍").await;
    walk.press("messages-send").await;
    walk.sees("messages-you-wrote").await;
    walk.sees("messages-not-read").await;
    walk.look("messages").await;

    walk.sign_in("police-officer-1").await;
    walk.go(&format!("{case}/messages")).await;
    walk.reads("Has anybody looked for the ring? 💍").await;
    walk.look("team-messages").await;
    walk.fill("words", "We asked every pawn shop in town. Nobody has seen the ring. I ring you on Monday.")
        .await;
    walk.tick_all("meets").await;
    walk.tick_all("tells_no_news").await;
    walk.press_text("Send").await;

    walk.sign_in("victim-1").await;
    walk.go("/messages").await;
    walk.reads("We asked every pawn shop in town.").await;
    walk.sees("messages-answered").await;
    walk.look("answered").await;
}

async fn says_that_something_did_not_happen(walk: &mut Walk<'_>) {
    walk.go("/your-case").await;
    walk.press("answer-did-not-happen").await;
    walk.send().await;
    walk.look("disputed").await;
}

async fn asks_for_a_review(walk: &mut Walk<'_>, case: &str) {
    walk.go("/your-case").await;
    walk.follow("/your-case/review").await;
    walk.sees("review-then").await;
    walk.look("review").await;
    walk.fill("words", "The laptop had my name in it. Did anybody look?").await;
    walk.press("review-button").await;
    walk.go("/your-requests").await;
    walk.sees("review-title").await;
    walk.look("asked-for-a-review").await;

    walk.sign_in("police-supervisor-1").await;
    walk.go(&format!("{case}/requests")).await;
    walk.reads("The laptop had my name in it.").await;
    walk.look("review-for-staff").await;
}

async fn answers_two_questions(walk: &mut Walk<'_>) {
    walk.sign_in("victim-1").await;
    walk.go("/what-you-were-told").await;
    walk.look("what-you-were-told").await;
    walk.follow("/what-you-were-told/").await;
    walk.look("two-questions").await;
}
