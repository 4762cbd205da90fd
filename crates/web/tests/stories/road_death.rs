//! A family bereaved on the road: the daughter speaks for them. A hearing is set, she hears of it in person, reads where it is and
//! who is who, and prints her card.

use crate::{
    staff::{case_of, told},
    walk::Walk,
};

pub async fn walk(walk: &mut Walk<'_>) {
    let case = case_of(walk, "victim-3");
    walk.sign_in("victim-3").await;
    walk.sees("about-bereaved").await;
    walk.look("your-case").await;
    walk.follow("/what-happens-next").await;
    walk.look("what-happens-next").await;

    a_hearing_is_set(walk, &case).await;
    let words = "I came to the house. The first hearing is at Riverside Crown Court on 30 April. I sit with you both that day.";
    told(walk, "police-officer-4", &case, "in_person", words).await;

    walk.sign_in("victim-3").await;
    walk.follow("/your-case/hearings").await;
    walk.reads("Riverside Crown Court").await;
    walk.sees("hearings-find-court").await;
    walk.look("hearings").await;
    walk.go("/your-case").await;
    walk.follow("/your-case/who-is-who").await;
    walk.sees("who-contact").await;
    walk.look("who-is-who").await;
    walk.go("/your-statement").await;
    walk.sees("statement-lead-family").await;
    walk.look("family-statement").await;
    walk.go("/your-case/people").await;
    walk.look("people").await;
    walk.go("/care-card").await;
    walk.look("care-card").await;

    // Her mother has her own page, about the same death.
    walk.sign_in("victim-4").await;
    walk.sees("about-bereaved").await;
    walk.never_reads("Anneka Lindqvist-Rao asked").await;
    walk.look("her-mother").await;
}

async fn a_hearing_is_set(walk: &mut Walk<'_>, case: &str) {
    walk.sign_in("police-officer-4").await;
    walk.go(&format!("{case}/event")).await;
    walk.choose("trigger", "hearing_date_set").await;
    for (part, value) in [("day", "30"), ("month", "4"), ("year", "2026")] {
        walk.fill(&format!("hearing-{part}"), value).await;
    }
    walk.fill("hearing_time", "10:00").await;
    walk.fill("court", "Riverside Crown Court").await;
    walk.send().await;
    walk.reads("Recorded").await;
}
