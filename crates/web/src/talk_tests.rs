//! Messages both ways, one tap for an update, and a dispute until it is settled: on the real routes, in both languages.

use crate::{
    cases::{ROSA, World, victim_id},
    files_tests::{multipart, photo, post_files},
    http_tests::{form_secret_of, text},
    journey_tests::Visitor,
    router,
};
use axum::http::StatusCode;
use uuid::Uuid;

const MESSAGES: &str = "/messages";

fn case() -> String {
    format!("/case/{}", Uuid::from_u128(ROSA))
}

/// The value of a hidden field
fn hidden(page: &str, name: &str) -> String {
    let after = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

/// The value of the tick box beside this text
fn box_of(page: &str, label: &str) -> String {
    let before = page.split(label).next().expect("the label");
    let field = before.rsplit("<input ").next().unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_victim_writes_the_team_answers_and_both_see_when() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(page.contains(
        "PC Sam Okafor usually answers. When they are away, somebody else in Anytown victim team does"
    ));
    let id = hidden(&page, "message");
    let words = "Has anybody looked at the camera?\nIt is <b>blue</b>.";
    for _ in 0..2 {
        let sent = rosa.send(MESSAGES, &[("now", "message"), ("message", &id), ("words", words)]).await;
        assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    }
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(
        page.contains("Sent Thursday 5 March at 9am. You will have an answer by the end of Monday 9 March.")
    );
    assert_eq!(page.matches("Has anybody looked").count(), 1, "a double tap is one message");
    assert!(page.contains("Not read yet") && page.contains("&#60;b&#62;blue"), "{page}");

    let (_, work) = officer.look("/my-work?state=asked").await;
    assert!(work.contains("Answer the victim&#39;s message") && work.contains("/messages?victim="), "{work}");
    let victim = victim_id(ROSA, 1).to_string();
    let address = format!("{}/messages", case());
    let (_, form) = officer.look(&format!("{address}?victim={victim}")).await;
    assert!(form.contains("Do not ring the house phone"), "safe contact first");
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(page.contains("Read by the team on Thursday 5 March."));
    let (version, id) = (hidden(&form, "version"), hidden(&form, "message"));
    let meets = box_of(&form, "Answer the victim&#39;s message");
    let answer = "We have the film. I look at it on Friday and write to you then.";
    let fields = [
        ("version", version.as_str()),
        ("message", &id),
        ("victim", &victim),
        ("meets", &meets),
        ("words", answer),
    ];
    let empty = [fields[0], fields[1], fields[2], fields[3], ("words", "Updated victim")];
    let refused = officer.send(&address, &empty).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("Updated victim"), "what was typed is kept");
    for _ in 0..2 {
        assert_eq!(officer.send(&address, &fields).await.status(), StatusCode::SEE_OTHER);
    }
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(page.contains("PC Sam Okafor, Anytown Police, wrote"), "{page}");
    assert_eq!(page.matches("We have the film").count(), 1);
    assert!(page.contains("It was answered."));
    let (_, own) = rosa.look("/your-case").await;
    assert!(own.contains("PC Sam Okafor wrote to you here on Thursday 5 March 2026."), "{own}");
    let tom = Visitor::at(pages, "tom").await;
    assert!(!tom.look(MESSAGES).await.1.contains("film"), "another victim's messages");
}

#[tokio::test]
async fn one_tap_asks_for_an_update_and_the_second_says_by_when() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("action=\"/messages\"") && page.contains("value=\"update\""), "{page}");
    rosa.send(MESSAGES, &[("now", "update")]).await;
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(page.contains("Thank you. You will have an update by the end of Monday 9 March."), "{page}");
    rosa.send(MESSAGES, &[("now", "update")]).await;
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(page.contains("You have asked already. You will have your update by the end of Monday 9 March."));
    assert_eq!(page.matches("<h3").count(), 1, "one request");
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("You asked for an update. You will have it by the end of Monday 9 March."));
    assert!(!page.contains("value=\"update\""), "nothing to tap while it is open");
}

#[tokio::test]
async fn what_is_too_long_is_kept_and_said_in_both_languages() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let long = "🕯".repeat(10_001);
    for (path, says) in [
        (MESSAGES, "Your message must be 10,000 characters or fewer"),
        ("/messages?lang=cy", "Rhaid i’ch neges fod yn 10,000 o nodau neu lai"),
    ] {
        let refused = rosa.send(path, &[("now", "message"), ("words", &long)]).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = text(refused).await;
        assert!(page.contains(says), "{says}");
        assert!(page.contains(&long), "what was typed is kept");
    }
    let (_, page) = rosa.look("/messages?lang=cy").await;
    assert!(page.contains("Negeseuon") && page.contains("Gofyn am ddiweddariad"), "{page}");
    assert!(!page.contains("Your message"), "English on a Welsh page");
}

#[tokio::test]
async fn a_dispute_is_looked_into_and_stays_until_the_victim_agrees() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let supervisor = Visitor::at(pages.clone(), "supervisor").await;
    let rosa = Visitor::at(pages, "rosa").await;
    let (_, form) = officer.look(&format!("{}/contact", case())).await;
    let (version, victim) = (hidden(&form, "version"), victim_id(ROSA, 1).to_string());
    let meets = form.split("name=\"meets\"").nth(1).unwrap();
    let meets = meets.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    let contact = [
        ("version", version.as_str()),
        ("victim", &victim),
        ("channel", "text"),
        ("reached", "yes"),
        ("told", "I told her that he is on bail until 16 March and must not come to Mill Street."),
        ("understood", "yes"),
        ("meets", meets),
        ("day-day", "5"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("time", "08:45"),
    ];
    let saved = officer.send(&format!("{}/contact", case()), &contact).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER, "{}", text(saved).await);
    let (trigger, duty) = meets.split_once('_').unwrap();
    let dispute = format!("/your-case/answer/{trigger}/{duty}/did-not-happen");
    rosa.send(&dispute, &[("words", "Nobody told me")]).await;
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("They will tell you by the end of Tuesday 10 March what they found"), "{page}");

    let (_, work) = supervisor.look("/my-work?state=unhappy").await;
    let address = work.split("href=\"").find(|href| href.contains("/dispute/")).expect("in the list");
    let address = address.split('"').next().unwrap().to_owned();
    let (_, form) = officer.look(&address).await;
    assert!(form.contains("Nobody told me") && form.contains("must not come to Mill Street"), "{form}");
    let version = hidden(&form, "version");
    let found = "I sent it to an old number. I have written to her new number today.";
    let fields = [("version", version.as_str()), ("outcome", "done_now"), ("words", found)];
    let refused = officer.send(&address, &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains(found), "what was typed is kept");
    let fields = [fields[0], fields[1], fields[2], ("channel", "account")];
    let settled = officer.send(&address, &fields).await;
    assert_eq!(settled.status(), StatusCode::SEE_OTHER, "{}", text(settled).await);

    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains(found) && page.contains("Is this settled?"), "{page}");
    let question = format!("/your-case/settled/{trigger}/{duty}");
    let (_, asked) = rosa.look(&question).await;
    assert!(asked.contains("Yes, this is settled") && asked.contains("No, this is not settled"));
    assert!(rosa.look(&format!("{question}?lang=cy")).await.1.contains("A yw hyn wedi’i setlo?"));
    rosa.look("/help?lang=en").await;
    rosa.send(&question, &[("settled", "no"), ("words", "That is my mother's number")]).await;
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("A supervisor looks into it, because you said that it is not settled"), "{page}");
    let (_, work) = supervisor.look("/my-work?state=unhappy").await;
    assert!(work.contains("A supervisor finds out why it is not settled"), "{work}");
    let (_, mine) = officer.look("/my-work?state=unhappy").await;
    assert!(!mine.contains("A supervisor finds out"), "it is not for the same person alone");
    assert_eq!(rosa.look(&question).await.0, StatusCode::NOT_FOUND, "nothing to answer while it is open");
}

#[tokio::test]
async fn two_questions_thanks_and_updates_on_the_real_routes() {
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let supervisor = Visitor::at(pages.clone(), "supervisor").await;
    let rosa = Visitor::at(pages, "rosa").await;
    rosa.send(MESSAGES, &[("now", "message"), ("words", "Is there news?")]).await;
    let victim = victim_id(ROSA, 1).to_string();
    let address = format!("{}/messages", case());
    let (_, form) = officer.look(&format!("{address}?victim={victim}")).await;
    let (version, id) = (hidden(&form, "version"), hidden(&form, "message"));
    let meets = box_of(&form, "Answer the victim&#39;s message");
    let answer = "We have the film. I look at it on Friday and write to you then.";
    let fields = [
        ("version", version.as_str()),
        ("message", &id),
        ("victim", &victim),
        ("meets", &meets),
        ("words", answer),
    ];
    assert_eq!(officer.send(&address, &fields).await.status(), StatusCode::SEE_OTHER);

    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("How was that? Two questions."), "{page}");
    let (_, told) = rosa.look("/what-you-were-told").await;
    let question = told.split("href=\"/what-you-were-told/").nth(1).unwrap();
    let question = format!("/what-you-were-told/{}", question.split('"').next().unwrap());
    let refused = rosa.send(&question, &[("helped", "no"), ("words", "It was short")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).await.contains("It was short"), "what was typed is kept");
    let said = [("understood", "yes"), ("helped", "no"), ("words", "It was short")];
    assert_eq!(rosa.send(&question, &said).await.status(), StatusCode::SEE_OTHER);
    let (_, told) = rosa.look("/what-you-were-told").await;
    assert!(
        told.contains("Somebody gets in touch with you about it by the end of Tuesday 10 March."),
        "{told}"
    );
    let (_, list) = supervisor.look("/replies").await;
    assert!(list.contains("It was short") && list.contains("Call by the end of Tuesday 10 March"), "{list}");
    let (_, work) = supervisor.look("/my-work?state=unhappy").await;
    assert!(work.contains("A supervisor speaks with the victim"), "{work}");

    let (trigger, duty) = meets.split_once('_').unwrap();
    let thanks = format!("/your-case/thanks/{trigger}/{duty}");
    assert!(rosa.look(&thanks).await.1.contains("PC Sam Okafor reads it"));
    rosa.send(&thanks, &[("words", "You were kind")]).await;
    assert!(officer.look("/my-work").await.1.contains("You were kind"));
    assert!(!officer.look("/my-work").await.1.contains("You were kind"), "shown once");
    assert!(officer.look("/thanks").await.1.contains("You were kind"));
    assert!(!supervisor.look("/thanks").await.1.contains("You were kind"), "it is not theirs");

    let (_, rights) = rosa.look("/your-rights").await;
    assert!(rights.contains("Get an answer to your message") && rights.contains("by the end of"), "{rights}");
    let refused = rosa.send("/your-updates", &[("stop", "6")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    rosa.send("/your-updates", &[("stop", "8")]).await;
    assert!(rosa.look("/your-updates").await.1.contains("You stopped it"));
    let (_, welsh) = rosa.look("/your-updates?lang=cy").await;
    assert!(welsh.contains("Chi a’i stopiodd") && !welsh.contains("You stopped"), "{welsh}");
    rosa.send("/your-updates?lang=en", &[("start", "8")]).await;
    assert!(!rosa.look("/your-updates?lang=en").await.1.contains("You stopped it"));
}

#[tokio::test]
async fn a_photo_goes_with_a_message_and_without_words_nothing_is_kept() {
    const WITH_FILE: &str = "/messages/file";
    let world = World::new().await;
    let pages = router(world.app());
    let officer = Visitor::at(pages.clone(), "officer").await;
    let rosa = Visitor::at(pages.clone(), "rosa").await;
    let (_, page) = rosa.look(MESSAGES).await;
    assert!(page.contains(&format!("href=\"{WITH_FILE}\"")), "{page}");
    let (_, page) = rosa.look(WITH_FILE).await;
    let (token, id) = (form_secret_of(&page), hidden(&page, "message"));
    let send = async |words: &str, file: Option<(&str, &str, &[u8])>| {
        let form = multipart(&[("_token", &token), ("message", &id), ("words", words)], file);
        post_files(&pages, &rosa.cookie, WITH_FILE, form).await
    };
    let photo = photo();
    let wordless = send("", Some(("door.jpg", "image/jpeg", &photo))).await;
    assert_eq!(wordless.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(send("The scratch on my door", None).await).await;
    assert!(page.contains("Choose a file") && page.contains("The scratch on my door"), "{page}");
    let lying = send("The scratch", Some(("door.jpg", "image/jpeg", b"PK\x03\x04 an archive"))).await;
    assert_eq!(lying.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let files = async || rosa.look("/your-files").await.1.matches("/your-files/").count();
    assert_eq!(files().await, 0, "what was refused is kept");

    let sent = send("The scratch on my door", Some(("door.jpg", "image/jpeg", &photo))).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER, "{}", text(sent).await);
    let (_, page) = rosa.look(MESSAGES).await;
    let address = page.split("href=\"/your-files/").nth(1).expect("the file").split('"').next().unwrap();
    assert!(page.contains("The scratch on my door") && page.contains("Look at file 1"), "{page}");
    let shown = crate::http_tests::get_as(&pages, &rosa.cookie, &format!("/your-files/{address}")).await;
    assert_eq!(shown.status(), StatusCode::OK);
    let (_, theirs) = officer.look(&format!("{}/messages", case())).await;
    assert!(theirs.contains("The scratch on my door") && theirs.contains("A file came with it"), "{theirs}");
}
