//! What people do from the first page to the last, on the real routes over a small world.

use crate::{
    cases::{ELSEWHERE, ROSA, SILENT, World, victim_id},
    http_tests::{form_secret_of, get_as, post_as, sign_in, text, without_form_secret},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Response, StatusCode, header},
};
use uuid::Uuid;

/// Somebody at their browser
pub(crate) struct Visitor {
    pub(crate) router: Router,
    pub(crate) cookie: String,
}

impl Visitor {
    pub(crate) async fn of(world: &World, person: &str) -> Self {
        Self::at(router(world.app()), person).await
    }

    pub(crate) async fn at(router: Router, person: &str) -> Self {
        let cookie = sign_in(&router, person).await;
        Self { router, cookie }
    }

    pub(crate) async fn look(&self, path: &str) -> (StatusCode, String) {
        let response = get_as(&self.router, &self.cookie, path).await;
        (response.status(), text(response).await)
    }

    pub(crate) async fn get(&self, path: &str) -> Response<Body> {
        get_as(&self.router, &self.cookie, path).await
    }

    /// Sends the form of a page, with its secret
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Response<Body> {
        let page = text(get_as(&self.router, &self.cookie, "/help").await).await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("_token", &form_secret_of(&page));
        form.extend_pairs(fields);
        post_as(&self.router, &self.cookie, path, form.finish()).await
    }
}

fn case(case: u128) -> String {
    format!("/case/{}", Uuid::from_u128(case))
}

/// The value of a field in a page
fn value_of(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).expect("the field");
    after.split('"').next().unwrap().to_owned()
}

/// The value of the tick box beside this text
fn box_of(page: &str, label: &str) -> String {
    let before = page.split(label).next().expect("the label");
    let field = before.rsplit("<input ").next().unwrap();
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn contact<'a>(version: &'a str, victim: &'a str, meets: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("victim", victim),
        ("channel", "text"),
        ("reached", "yes"),
        ("told", "I told her that he is on bail until 16 March and must not come to Mill Street."),
        ("understood", "yes"),
        ("meets", meets),
        ("day-day", "5"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("time", "08:45"),
        ("next-day", "19"),
        ("next-month", "3"),
        ("next-year", "2026"),
    ]
}

fn with<'a>(fields: &[(&'a str, &'a str)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(field, _)| *field != name).copied();
    kept.chain([(name, value)]).collect()
}

#[tokio::test]
async fn an_officer_sees_what_is_owed_records_a_contact_and_the_duty_is_closed() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let (status, work) = officer.look("/my-work").await;
    assert_eq!(status, StatusCode::OK);
    assert!(work.contains("Rosa Example"), "{work}");
    assert!(work.contains("working day late"), "{work}");
    assert!(!work.contains("Kofi Madeup"), "another agency's victim");

    let address = format!("{}/contact", case(ROSA));
    let (_, form) = officer.look(&address).await;
    assert!(form.contains("Do not ring the house phone"), "the safe contact rule is missing");
    assert!(form.contains("what they prefer"), "the preferred way is not marked");
    let (version, rosa) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let duty = form.split("name=\"meets\"").nth(1).unwrap();
    let duty = value_after(duty);

    let response = officer.send(&address, &contact(&version, &rosa, &duty)).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", text(response).await);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(page.contains("Your contact with Rosa Example is recorded"), "{page}");
    assert!(page.contains("This is done now"), "what it closed is missing");
    assert!(page.contains("Next on your list"), "what comes next is missing");
    assert!(page.contains("must not come to Mill Street"), "the contact is not in the timeline");
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(!page.contains("This is done now"), "said twice");
}

fn value_after(field: &str) -> String {
    field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_contact_without_substance_or_against_a_wish_is_refused_and_the_text_is_kept() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let address = format!("{}/contact", case(ROSA));
    let (_, form) = officer.look(&address).await;
    let (version, rosa) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let good = contact(&version, &rosa, "");
    let refused = [
        with(&good, "told", "emailed victim"),
        with(&good, "channel", "letter"),
        with(&good, "channel", ""),
        with(&good, "understood", ""),
        with(&good, "time", "half past"),
        with(&good, "day-day", "31"),
        with(&good, "day-month", "13"),
        with(&good, "next-year", "x"),
    ];
    for fields in refused {
        let response = officer.send(&address, &with(&fields, "asked", "Is my sister safe?")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        let page = text(response).await;
        assert!(page.contains("There is a problem"), "{fields:?}");
        assert!(page.contains("<title>Error: "), "{fields:?}");
        assert!(page.contains("Is my sister safe?"), "the text was lost: {fields:?}");
    }
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(!page.contains("Is my sister safe?"), "something was saved");
}

#[tokio::test]
async fn an_attempt_is_kept_and_meets_nothing() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let address = format!("{}/contact", case(ROSA));
    let (_, form) = officer.look(&address).await;
    let (version, rosa) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let duty = box_of(&form, "Tell");
    let fields = with(&contact(&version, &rosa, &duty), "reached", "no_answer");
    let response = officer.send(&address, &with(&fields, "told", "")).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", text(response).await);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(page.contains("It does not meet a duty"), "{page}");
    assert!(!page.contains("This is done now"));
}

#[tokio::test]
async fn whoever_comes_second_gets_what_changed_and_keeps_their_text() {
    let world = World::new().await;
    let router = router(world.app());
    let officer = Visitor::at(router.clone(), "officer").await;
    let colleague = Visitor::at(router, "colleague").await;
    let address = format!("{}/contact", case(ROSA));
    let (_, form) = officer.look(&address).await;
    let (version, rosa) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let first = contact(&version, &rosa, "");
    assert_eq!(colleague.send(&address, &first).await.status(), StatusCode::SEE_OTHER);

    let mine = with(&first, "told", "I told her that the hearing is on Monday and who will meet her there.");
    let response = officer.send(&address, &mine).await;
    assert_eq!(response.status(), StatusCode::CONFLICT);
    let page = text(response).await;
    assert!(page.contains("PC Mei Chen"), "who changed it is missing");
    assert!(page.contains("the hearing is on Monday"), "the text was lost");

    // "Change what I typed" shows the form again with the text; "save mine as well" saves it.
    let newer = value_of(&page, "version");
    let mine = with(&mine, "version", &newer);
    let again = officer.send(&address, &with(&mine, "again", "yes")).await;
    assert_eq!(again.status(), StatusCode::OK);
    assert!(text(again).await.contains("the hearing is on Monday"));
    assert_eq!(officer.send(&address, &mine).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_bookmark_to_a_case_that_is_not_yours_looks_like_one_that_is_not_there() {
    let world = World::new().await;
    let router = router(world.app());
    let officer = Visitor::at(router.clone(), "officer").await;
    let victim = Visitor::at(router.clone(), "rosa").await;
    let inspector = Visitor::at(router, "inspector").await;
    let absent = case(0x0195_0000_0000_7000_8000_0000_0000_9999);
    for ending in ["", "/contact", "/event", "/waiver", "/preferences"] {
        let not_there = officer.look(&format!("{absent}{ending}")).await;
        let not_mine = officer.look(&format!("{}{ending}", case(ELSEWHERE))).await;
        assert_eq!(not_there.0, StatusCode::NOT_FOUND, "{ending}");
        assert_eq!(not_mine.0, StatusCode::NOT_FOUND, "{ending}");
        assert_eq!(without_form_secret(&not_there.1), without_form_secret(&not_mine.1), "{ending}");
        for other in [&victim, &inspector] {
            assert_eq!(
                other.look(&format!("{}{ending}", case(ROSA))).await.0,
                StatusCode::NOT_FOUND,
                "{ending}"
            );
        }
        let sent = officer.send(&format!("{}{ending}", case(ELSEWHERE)), &[("version", "1")]).await;
        assert_eq!(sent.status(), StatusCode::NOT_FOUND, "{ending}");
    }
    assert_eq!(officer.look("/case/not-a-case").await.0, StatusCode::NOT_FOUND);
    assert_eq!(officer.look("/quarantine").await.0, StatusCode::NOT_FOUND);
    assert_eq!(inspector.look("/my-work").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_event_starts_duties_and_says_which() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let address = format!("{}/event", case(ROSA));
    let (_, form) = officer.look(&address).await;
    let version = value_of(&form, "version");
    let fields = [
        ("version", version.as_str()),
        ("trigger", "charged"),
        ("day-day", "5"),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("time", "8:30"),
    ];
    for (field, wrong) in
        [("trigger", ""), ("trigger", "eaten_by_dragon"), ("day-day", "99"), ("time", "25:00")]
    {
        let response = officer.send(&address, &with(&fields, field, wrong)).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{field} {wrong}");
    }
    let late = with(&fields, "day-year", "2027");
    assert_eq!(officer.send(&address, &late).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "the future");
    assert_eq!(officer.send(&address, &fields).await.status(), StatusCode::SEE_OTHER);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(page.contains("Owed because of it"), "{page}");
}

#[tokio::test]
async fn the_victim_sees_their_case_says_what_happened_and_staff_see_it() {
    let world = World::new().await;
    let router = router(world.app());
    let rosa = Visitor::at(router.clone(), "rosa").await;
    let (status, page) = rosa.look("/your-case").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Where things stand"));
    assert!(page.contains("PC Sam Okafor"), "who to ask is missing");
    assert!(page.contains("We are sorry that it is late"), "late is not said plainly: {page}");
    assert!(!page.contains("Tom Sample"), "another victim");

    // An officer records a contact; the victim says that it did not happen.
    let officer = Visitor::at(router, "officer").await;
    let contact_form = format!("{}/contact", case(ROSA));
    let (_, form) = officer.look(&contact_form).await;
    let (version, id) = (value_of(&form, "version"), victim_id(ROSA, 1).to_string());
    let duty = value_after(form.split("name=\"meets\"").nth(1).unwrap());
    assert_eq!(
        officer.send(&contact_form, &contact(&version, &id, &duty)).await.status(),
        StatusCode::SEE_OTHER
    );
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("PC Sam Okafor sent you a text message"), "what was done is missing");
    let dispute = page.split("href=\"").filter_map(|part| part.split('"').next());
    let dispute = dispute.filter(|href| href.ends_with("/did-not-happen")).last().unwrap().to_owned();
    let (status, form) = rosa.look(&dispute).await;
    assert_eq!(status, StatusCode::OK);
    assert!(form.contains("This did not happen"));
    let response = rosa.send(&dispute, &[("words", "Nobody wrote to me.")]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("Thank you for telling us"));
    assert!(page.contains("You said that this did not happen"));
    let (_, work) = officer.look("/my-work?state=disputed").await;
    assert!(work.contains("disputed by victim") && work.contains("Rosa Example"), "{work}");
    let (_, staff) = officer.look(&case(ROSA)).await;
    assert!(staff.contains("Nobody wrote to me."), "staff do not see what the victim said");
}

#[tokio::test]
async fn a_victim_can_say_nothing_about_somebody_elses_duty() {
    let world = World::new().await;
    let tom = Visitor::of(&world, "tom").await;
    for address in ["/your-case/answer/999/r06-arrested/happened", "/your-case/answer/x/y/happened"] {
        assert_eq!(tom.look(address).await.0, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(tom.send(address, &[("words", "no")]).await.status(), StatusCode::NOT_FOUND, "{address}");
    }
    for page in ["/your-rights", "/how-we-contact-you", "/words"] {
        assert_eq!(tom.look(page).await.0, StatusCode::OK, "{page}");
    }
}

#[tokio::test]
async fn wishes_waivers_and_facts_are_recorded_and_shown() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let (tom, page) = (victim_id(ROSA, 2).to_string(), format!("{}/preferences", case(ROSA)));
    let version = value_of(&officer.look(&page).await.1, "version");
    let wishes = [
        ("version", version.as_str()),
        ("victim", &tom),
        ("preferred", "email"),
        ("every_days", "7"),
        ("safe_contact", "Never before noon"),
    ];
    let wrong = officer.send(&page, &with(&wishes, "never", "email")).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(wrong).await.contains("Never before noon"), "the text was lost");
    let wrong = officer.send(&page, &with(&wishes, "every_days", "often")).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(officer.send(&page, &wishes).await.status(), StatusCode::SEE_OTHER);

    let version = value_of(&officer.look(&page).await.1, "version");
    let fact = [
        ("version", version.as_str()),
        ("victim", &tom),
        ("add", "flag"),
        ("flag", "intimidated"),
        ("because", "threatened at work"),
    ];
    assert_eq!(
        officer.send(&page, &with(&fact, "because", "")).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(officer.send(&page, &fact).await.status(), StatusCode::SEE_OTHER);

    let waiver = format!("{}/waiver", case(ROSA));
    let version = value_of(&officer.look(&waiver).await.1, "version");
    let wish = [
        ("version", version.as_str()),
        ("victim", &tom),
        ("scope", "right"),
        ("right", "7"),
        ("words", "I do not want to go over it again."),
    ];
    assert_eq!(
        officer.send(&waiver, &with(&wish, "words", "")).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(officer.send(&waiver, &wish).await.status(), StatusCode::SEE_OTHER);

    let (_, shown) = officer.look(&case(ROSA)).await;
    for expected in ["Never before noon", "every week", "threatened at work", "what right 7 gives"] {
        assert!(shown.contains(expected), "{expected} is missing");
    }
    let (_, form) = officer.look(&waiver).await;
    let version = value_of(&form, "version");
    let again = [("version", version.as_str()), ("victim", &tom), ("withdraw", "right:7")];
    assert_eq!(officer.send(&waiver, &again).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_case_is_found_by_reference_name_or_phone_and_only_ones_own() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    for query in ["01ZZ0000126", "rosa exa", "07700 900123"] {
        let page = text(officer.send("/search", &[("query", query)]).await).await;
        assert!(page.contains(&case(ROSA)), "{query}");
    }
    for query in ["02ZZ0000226", "Kofi", "07700 900789", "nobody at all"] {
        let page = text(officer.send("/search", &[("query", query)]).await).await;
        assert!(page.contains("Nothing found"), "{query}");
    }
    for query in ["", "ab", &"x".repeat(200)] {
        let response = officer.send("/search", &[("query", query)]).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn filters_narrow_the_list_and_nonsense_in_the_address_does_no_harm() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let (_, all) = officer.look("/my-work").await;
    let (_, enhanced) = officer.look("/my-work?enhanced=yes").await;
    assert!(all.contains("Tom Sample") && !enhanced.contains("Tom Sample"));
    assert!(enhanced.contains("Rosa Example"));
    let (_, late) = officer.look("/my-work?state=late&whose=everyone").await;
    assert!(late.contains("working day late") && !late.contains("working days left"));
    for query in ["right=99", "state=x", "after=1_2_3", "whose=team:nobody", "provider=%00", "enhanced=%ff"] {
        assert_eq!(officer.look(&format!("/my-work?{query}")).await.0, StatusCode::OK, "{query}");
    }
    let (_, silent) = officer.look("/silent-cases").await;
    assert!(silent.contains("01ZZ0000326") && silent.contains(&case(SILENT)), "{silent}");
    assert!(!silent.contains("01ZZ0000126"), "a case of this week is not silent");
}

#[tokio::test]
async fn a_message_in_quarantine_is_seen_tried_again_and_set_aside_with_a_reason() {
    let world = World::new().await;
    let mender = Visitor::of(&world, "mender").await;
    let (status, list) = mender.look("/quarantine").await;
    assert_eq!(status, StatusCode::OK);
    assert!(list.contains("this is not a message that we know"));
    let item = format!("/quarantine/{}", Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_00ff));
    assert!(list.contains(&item));
    let (_, page) = mender.look(&item).await;
    assert!(page.contains("&#60;nonsense/&#62;"), "the message is not shown");
    let again = mender.send(&item, &[("do", "retry"), ("body", "<other/>")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(again).await.contains("It still cannot be taken in"));
    let no_reason = mender.send(&item, &[("do", "set_aside"), ("why", "")]).await;
    assert_eq!(no_reason.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let aside = mender.send(&item, &[("do", "set_aside"), ("why", "A test message of the sender")]).await;
    assert_eq!(aside.status(), StatusCode::SEE_OTHER);
    let (_, list) = mender.look("/quarantine").await;
    assert!(list.contains("set aside") && list.contains("There are none"), "{list}");
}

#[tokio::test]
async fn every_page_keeps_the_address_free_of_people() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    for page in ["/my-work", "/silent-cases", &case(ROSA), &format!("{}/contact", case(ROSA))] {
        let response = get_as(&officer.router, &officer.cookie, page).await;
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store", "{page}");
        let html = text(response).await;
        for href in html.split("href=\"").skip(1).filter_map(|part| part.split('"').next()) {
            let lower = href.to_lowercase();
            for word in ["rosa", "example", "07700", "01zz", "tom"] {
                assert!(!lower.contains(word), "{page}: {href}");
            }
        }
    }
}

/// INF-4, INF-5: nothing waits for one person, and the victim sees who it is now.
#[tokio::test]
async fn a_case_is_handed_over_and_the_victim_sees_the_new_name() {
    let world = World::new().await;
    let officer = Visitor::of(&world, "officer").await;
    let address = format!("{}/hand-over", case(ROSA));
    let (_, form) = officer.look(&address).await;
    assert!(form.contains("Police (now PC Sam Okafor)") && form.contains("The team Anytown victim team"));
    assert!(!form.contains("PC Lee Other"), "somebody of another organisation");
    let version = value_of(&form, "version");
    let nobody = officer.send(&address, &[("version", &version), ("provider", "police"), ("to", "")]).await;
    assert!(text(nobody).await.contains("Select to whom it goes"));
    let to_stranger = [("version", version.as_str()), ("provider", "police"), ("to", "person:stranger")];
    assert_eq!(officer.send(&address, &to_stranger).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let to_colleague = [("version", version.as_str()), ("provider", "police"), ("to", "person:colleague")];
    let response = officer.send(&address, &to_colleague).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{}", text(response).await);
    let (_, page) = officer.look(&case(ROSA)).await;
    assert!(page.contains("Handed over") && page.contains("PC Mei Chen"), "{page}");
    let (_, hers) = Visitor::of(&world, "rosa").await.look("/your-case").await;
    assert!(hers.contains("PC Mei Chen") && !hers.contains("Sam Okafor"), "{hers}");
    let again = officer.send(&address, &to_colleague).await;
    assert!(text(again).await.contains("Somebody else changed this case meanwhile"));
}
