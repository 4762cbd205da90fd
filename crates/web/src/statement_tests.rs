//! A personal statement on the real routes: written in one's own time, marked, checked, sent once, moved on by staff.

use crate::{
    cases::{ELSEWHERE, ROSA, World},
    fields::LARGEST_FORM,
    http_tests::text,
    journey_tests::Visitor,
    router,
};
use axum::http::{StatusCode, header};
use uuid::Uuid;

const STATEMENT: &str = "/your-statement";
const WRITE: &str = "/your-statement/write";
const CHOICES: &str = "/your-statement/choices";
const CHECK: &str = "/your-statement/check";
const WORDS: &str = "I do not sleep any more.\r\n\r\nMy son has moved schools because of it.";

fn case(case: u128) -> String {
    format!("/case/{}", Uuid::from_u128(case))
}

fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

/// Writes, marks the second paragraph, chooses; gives the id of what can be sent
async fn written(rosa: &Visitor) -> String {
    let saved = rosa.send(WRITE, &[("read", "0"), ("text", WORDS), ("then", "on")]).await;
    assert_eq!(saved.headers()[header::LOCATION], CHOICES);
    let chosen = [("read", "1"), ("keep", "1"), ("heard", "by_prosecutor"), ("screen", "yes")];
    assert_eq!(rosa.send(CHOICES, &chosen).await.headers()[header::LOCATION], CHECK);
    value_of(&rosa.look(CHECK).await.1, "draft")
}

#[tokio::test]
async fn it_is_written_marked_checked_and_sent_and_staff_bring_it_to_court() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, officer) =
        (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages.clone(), "officer").await);
    let (_, page) = rosa.look(STATEMENT).await;
    for said in
        ["You do not have to", "which sentence you want", "defendant and their lawyer", "no last day yet"]
    {
        assert!(page.contains(said), "{said} is missing: {page}");
    }
    assert!(rosa.look("/your-case").await.1.contains("href=\"/your-statement\""));
    let draft = written(&rosa).await;
    let (_, check) = rosa.look(CHECK).await;
    let marked = check.split("keep this from the other side").nth(1).expect("the mark");
    assert!(marked.split("lantern-box").nth(1).unwrap().contains("moved schools"), "{check}");
    assert!(
        !officer.look(&format!("{}/statement", case(ROSA))).await.1.contains("moved schools"),
        "not sent yet"
    );
    assert!(!officer.look(&case(ROSA)).await.1.contains("sent their Victim Personal Statement"));

    for _ in 0..2 {
        assert_eq!(rosa.send(CHECK, &[("draft", &draft)]).await.headers()[header::LOCATION], STATEMENT);
    }
    let (_, page) = rosa.look(STATEMENT).await;
    assert!(page.contains("Your statement is sent") && page.contains("The police have it"), "{page}");
    assert_eq!(page.matches("Sent by you").count(), 1, "a double tap sends it once");
    let (_, timeline) = officer.look(&case(ROSA)).await;
    assert!(timeline.contains("Rosa Example sent their Victim Personal Statement"), "{timeline}");
    assert!(!timeline.contains("moved schools"), "the timeline shows the statement itself");
    assert!(
        timeline.contains("Pass the personal statement on to the prosecutor"),
        "nobody owes it: {timeline}"
    );

    let address = format!("{}/statement", case(ROSA));
    let (_, staff) = officer.look(&address).await;
    assert!(staff.contains("moved schools") && staff.contains("wants the prosecutor to read it"), "{staff}");
    let (version, statement) = (value_of(&staff, "version"), value_of(&staff, "statement"));
    let moved = |step: &'static str, day: &'static str| {
        [
            ("version", version.clone()),
            ("statement", statement.clone()),
            ("step", step.into()),
            ("on-day", day.into()),
            ("on-month", "3".into()),
            ("on-year", "2026".into()),
            ("words", "To Maya Invented at the prosecution.".into()),
        ]
    };
    let send = async |fields: [(&str, String); 7]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        officer.send(&address, &fields).await.status()
    };
    assert_eq!(send(moved("with_prosecutor", "6")).await, StatusCode::UNPROCESSABLE_ENTITY, "tomorrow");
    assert_eq!(
        send(moved("read_out", "5")).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "before the court has it"
    );
    for _ in 0..2 {
        assert_eq!(
            send(moved("with_prosecutor", "5")).await,
            StatusCode::SEE_OTHER,
            "a double tap is no clash"
        );
    }
    let (_, page) = rosa.look(STATEMENT).await;
    assert!(page.contains("Thursday 5 March 2026. To Maya Invented"), "{page}");
    let (_, timeline) = officer.look(&case(ROSA)).await;
    assert_eq!(timeline.matches("Statement of Rosa Example: The prosecutor has it").count(), 1);
    assert!(timeline.contains("Pass the personal statement on to the court"), "the next step is owed");

    let (_, sent) = rosa.look(&format!("{STATEMENT}/sent/{draft}")).await;
    assert!(sent.contains("moved schools") && sent.contains("Check mark: "), "{sent}");
    let mark = sent.split("Check mark: ").nth(1).unwrap().split('<').next().unwrap().trim().to_owned();
    assert!(officer.look(&address).await.1.contains(&mark), "staff see another check mark");
}

#[tokio::test]
async fn every_version_stays_and_nobody_else_reads_one() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, tom) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages.clone(), "tom").await);
    for (read, words) in [("0", "One."), ("1", "One. Two."), ("1", "One. Two."), ("2", "One. Two. Three.")] {
        let saved = rosa.send(WRITE, &[("read", read), ("text", words), ("then", "stay")]).await;
        assert_eq!(saved.headers()[header::LOCATION], WRITE);
    }
    let (_, page) = rosa.look(STATEMENT).await;
    assert!(
        page.contains("Version 3, saved on") && !page.contains("Version 4"),
        "a double tap saves once: {page}"
    );
    assert!(rosa.look(&format!("{STATEMENT}/version/1")).await.1.contains("One."));
    assert!(rosa.look(WRITE).await.1.contains("One. Two. Three.</textarea>"));
    // Somebody saved on another device meanwhile: both are there.
    let saved = rosa.send(WRITE, &[("read", "2"), ("text", "Four."), ("then", "on")]).await;
    assert_eq!(saved.headers()[header::LOCATION], STATEMENT);
    assert!(rosa.look(STATEMENT).await.1.contains("Both are kept"));
    assert_eq!(rosa.send(&format!("{STATEMENT}/version/1"), &[]).await.status(), StatusCode::SEE_OTHER);
    assert!(rosa.look(WRITE).await.1.contains("One.</textarea>"));

    assert_eq!(tom.look(&format!("{STATEMENT}/version/1")).await.0, StatusCode::NOT_FOUND);
    assert!(!tom.look(STATEMENT).await.1.contains("Version"));
    let rows = "select hex(sealed) from statement_draft where instr(sealed, cast('Two' as blob)) > 0";
    assert!(
        world.service.store().strings_for_test(rows).await.unwrap().is_empty(),
        "readable in the database"
    );
    let stranger = Visitor::at(pages, "stranger").await;
    assert_eq!(stranger.look(&format!("{}/statement", case(ROSA))).await.0, StatusCode::NOT_FOUND);
    let elsewhere = format!("{}/statement", case(ELSEWHERE));
    assert_eq!(Visitor::of(&world, "officer").await.look(&elsewhere).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_is_refused_and_too_much_is_given_back_with_its_length() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let empty = rosa.send(WRITE, &[("read", "0"), ("text", " \r\n "), ("then", "on")]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(empty).await;
    assert!(page.contains("You do not have to make a statement"), "{page}");

    let long = "😀".repeat(100_000);
    assert!(long.len() > LARGEST_FORM, "this must be more than other forms take");
    let refused = rosa.send(WRITE, &[("read", "0"), ("text", &long), ("then", "stay")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(
        page.contains("has 100,000 characters") && page.contains("up to 20,000"),
        "the limit is not named"
    );
    assert!(page.contains(&format!("{long}</textarea>")), "what was typed is lost");
    assert!(!rosa.look(STATEMENT).await.1.contains("Version 1"));

    // Counted as it is kept: a letter and its accent are one, a line break is one.
    let most = "e\u{301}".repeat(19_998) + "\r\nx";
    let saved = rosa.send(WRITE, &[("read", "0"), ("text", &most), ("then", "stay")]).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER);
    assert!(rosa.look(WRITE).await.1.contains("20,000 of 20,000"));
}

#[tokio::test]
async fn it_is_asked_how_it_is_to_be_heard_and_an_older_version_is_not_sent() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    for place in [CHOICES, CHECK] {
        assert_eq!(rosa.look(place).await.0, StatusCode::SEE_OTHER, "there is nothing yet: {place}");
    }
    let first = written(&rosa).await;
    let unasked = rosa.send(CHOICES, &[("read", "2"), ("keep", "0")]).await;
    assert_eq!(unasked.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(unasked).await.contains("Choose whether it is read aloud"));
    rosa.send(WRITE, &[("read", "2"), ("text", "Something else."), ("then", "on")]).await;
    let refused = rosa.send(CHECK, &[("draft", &first)]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("A newer version was saved"));
    assert!(!rosa.look(STATEMENT).await.1.contains("Sent by you"));
}

#[tokio::test]
async fn what_has_changed_is_another_statement_or_written_down_with_the_police() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, officer) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages, "officer").await);
    let draft = written(&rosa).await;
    rosa.send(CHECK, &[("draft", &draft)]).await;
    for ask in ["update", "copy", "copy"] {
        let asked = rosa.send(STATEMENT, &[("statement", &draft), ("ask", ask)]).await;
        assert_eq!(asked.headers()[header::LOCATION], STATEMENT);
    }
    let (_, page) = officer.look(&case(ROSA)).await;
    assert_eq!(page.matches("asked for a copy of their statement").count(), 1, "asked twice");
    assert!(page.contains("Take a further statement"), "nobody owes the addition: {page}");
    assert!(
        rosa.look(WRITE).await.1.contains("></textarea>")
            || rosa.look(WRITE).await.1.contains("\n</textarea>")
    );
    rosa.send(WRITE, &[("read", "2"), ("text", "I have moved house."), ("then", "on")]).await;
    rosa.send(CHOICES, &[("read", "3"), ("heard", "undecided")]).await;
    let second = value_of(&rosa.look(CHECK).await.1, "draft");
    rosa.send(CHECK, &[("draft", &second)]).await;
    let (_, page) = rosa.look(STATEMENT).await;
    assert_eq!(page.matches("Sent by you").count(), 2, "{page}");
    assert!(page.contains("To add to what I sent"), "{page}");
    assert_eq!(
        rosa.send(STATEMENT, &[("statement", &Uuid::nil().to_string())]).await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_victim_who_reads_welsh_reads_all_of_it_in_welsh() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    rosa.send(WRITE, &[("read", "0"), ("text", "Rwy’n colli cwsg."), ("then", "on")]).await;
    for (path, said) in [
        (STATEMENT, "Eich datganiad personol"),
        (WRITE, "Cadw a mynd ymlaen"),
        (CHOICES, "a ddylid ei ddarllen yn uchel"),
        ("/your-statement/version/1", "Parhau gyda’r fersiwn hon"),
    ] {
        let (_, page) = rosa.look(&format!("{path}?lang=cy")).await;
        assert!(page.contains(said) && page.contains("<html lang=\"cy\""), "{path}: {page}");
        for english in ["Your personal statement", "Save and", "statement-"] {
            let english = page.replace("/your-statement", "").contains(english);
            assert!(!english, "{path} is not all in Welsh");
        }
    }
}
