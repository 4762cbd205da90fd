//! Domestic abuse: a change to his bail is told to her advocate first; until then her page says nothing of it. She says when it is
//! not safe to contact her.

use crate::{
    staff::{case_of, happened, told},
    walk::Walk,
};

pub async fn walk(walk: &mut Walk<'_>) {
    let case = case_of(walk, "victim-2");
    walk.sign_in("victim-2").await;
    let before = walk.words().await;
    walk.look("your-case").await;

    happened(walk, "police-officer-2", &case, "bail_cancelled").await;
    walk.sign_in("victim-2").await;
    assert_eq!(walk.words().await, before, "the page breaks news that her advocate has to bring");

    told(
        walk,
        "police-officer-2",
        &case,
        "advocate",
        "I told Zainab that his bail has ended and that he may come to the street again. She sees her tomorrow and makes a plan.",
    )
    .await;
    walk.sign_in("victim-2").await;
    assert_ne!(walk.words().await, before, "the page says nothing of what she was told");
    walk.look("told-through-her-advocate").await;

    walk.go("/how-we-contact-you").await;
    walk.look("how-we-contact-you").await;
    walk.never_reads("larkspur").await;
    walk.pick_button("not_safe").await;
    walk.look("not-safe-now").await;
    walk.sign_in("police-officer-2").await;
    walk.go(&case).await;
    walk.reads("not safe").await;
    walk.sign_in("advocate-1").await;
    walk.go(&format!("{case}/messages")).await;
    walk.look("her-advocate").await;
}
