//! A victim's own case on the real routes: where it is, what usually comes next, property, hearings, who is who.

use crate::{
    cases::{ROSA, World, case_id, now, victim_id},
    http_tests::text,
    journey_tests::Visitor,
    router,
};
use axum::http::{StatusCode, header};
use jiff::civil::{date, time};
use record::{
    CaseEvent, Facts, Hearing, Origin, Recorder,
    event::{FlagBecause, OffenceFact},
};
use store::{Batch, NewEvent};
use uuid::Uuid;

fn case() -> String {
    format!("/case/{}", Uuid::from_u128(ROSA))
}

/// Something more happened in Rosa's case
async fn and_then(world: &World, events: Vec<CaseEvent>) {
    let store = world.service.store();
    let mut loaded = store.load(case_id(ROSA)).await.unwrap().unwrap();
    let by =
        Recorder { organisation: "police-a".into(), person: Some("officer".into()), origin: Origin::Person };
    let events = events.into_iter().map(|event| NewEvent::at(now(), event)).collect();
    loaded.record(&by, now(), events, Vec::new()).unwrap();
    store.commit(Batch::of(loaded.changes(world.service.rules()))).await.unwrap();
}

fn happened(trigger: &str, facts: Facts) -> CaseEvent {
    CaseEvent::Happened { trigger: trigger.into(), victim: None, key: None, facts, words: None }
}

fn hearing(day: jiff::civil::Date) -> Facts {
    let hearing = Hearing {
        date: day,
        time: Some(time(10, 0, 0, 0)),
        court: None,
        court_name: Some("Anytown Magistrates’ Court".into()),
    };
    Facts { hearing: Some(hearing), ..Facts::default() }
}

#[tokio::test]
async fn the_steps_of_a_case_are_a_list_with_one_place_and_words_without_a_promise() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (_, page) = rosa.look("/your-case").await;
    assert_eq!(page.matches("aria-current=\"step\"").count(), 1, "{page}");
    let now = page.split("aria-current=\"step\"").nth(1).unwrap().split("</li>").next().unwrap();
    assert!(now.contains("The police look into it") && now.contains("Now"), "{now}");
    assert!(page.contains("What usually comes next") && page.contains("It is not a promise"));
    // The word of officials is explained where it stands, and in each line of what happened.
    assert!(page.contains("Somebody is free while the case goes on"), "bail is not explained in place");
    assert!(page.contains("/words#arrest"), "arrest is not explained in the timeline");
    let (_, page) = rosa.look("/your-case?lang=cy").await;
    assert!(page.contains("Mae’r heddlu’n ymchwilio") && page.contains("Nid yw’n addewid"), "{page}");

    and_then(&world, vec![happened("nfa_decision_police", Facts::default())]).await;
    let (_, page) = rosa.look("/your-case?lang=en").await;
    assert!(page.contains("The case has ended: nobody is being charged"), "{page}");
    assert!(page.contains("What you can still do") && page.contains("It ended here"));
    for path in ["/your-case/review", "/your-case/compensation", "/your-case/complaint"] {
        assert!(page.contains(&format!("href=\"{path}\"")), "{path}");
        assert_eq!(rosa.look(path).await.0, StatusCode::OK, "{path}");
    }
    assert!(!page.contains("What usually comes next"), "nothing usually comes next when it has ended");
}

#[tokio::test]
async fn what_happens_next_is_for_everybody_and_says_nothing_about_a_case() {
    let world = World::new().await;
    let pages = router(world.app());
    let page = text(crate::http_tests::get(&pages, "/what-happens-next").await).await;
    for words in ["Decision about a charge", "not a promise", "inquest", "When you want help and no police"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("/your-case"), "nobody is signed in");
    let page = text(crate::http_tests::get(&pages, "/what-happens-next?lang=cy").await).await;
    assert!(page.contains("Penderfyniad ynghylch cyhuddo") && !page.contains("usually"));
}

#[tokio::test]
async fn a_collision_reads_as_a_collision_and_a_death_as_a_death() {
    let world = World::new().await;
    let tom = Visitor::of(&world, "tom").await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (_, before) = rosa.look("/your-case").await;
    assert!(before.contains("You reported the crime"));
    let mark = |flag: &str| FlagBecause { flag: flag.into(), because: String::new() };
    let bereaved = CaseEvent::VictimFactsRecorded {
        victim: victim_id(ROSA, 1),
        add: vec![mark("bereaved")],
        remove: Vec::new(),
    };
    let collision = CaseEvent::CaseMarked { flags: vec![mark(service::course::COLLISION)], key: None };
    and_then(&world, vec![collision, bereaved]).await;

    let (_, page) = tom.look("/your-case").await;
    assert!(page.contains("This page is about the collision"), "{page}");
    assert!(page.contains("The collision was reported to the police."), "{page}");
    assert!(!page.contains("reported the crime"), "a collision reads as a crime");
    assert!(tom.look("/your-rights").await.1.contains("how the collision has affected you"));
    let (_, page) = rosa.look("/your-case").await;
    assert!(page.contains("We are very sorry that somebody you loved died"), "{page}");
    assert!(page.contains("The death was reported"), "{page}");
    assert!(!page.contains("reported the crime"), "a death reads as a crime against the family");
    assert!(!page.to_lowercase().contains("you were the victim"));
    assert!(rosa.look("/your-rights").await.1.contains("for you and your family"));

    let (_, page) = tom.look("/your-case?lang=cy").await;
    assert!(
        page.contains("Rhoddwyd gwybod am y gwrthdrawiad") && !page.contains("roi gwybod am y drosedd"),
        "{page}"
    );
    let (_, page) = rosa.look("/your-case?lang=cy").await;
    assert!(
        page.contains("rhywun yr oeddech yn ei garu") && !page.contains("roi gwybod am y drosedd"),
        "{page}"
    );
}

#[tokio::test]
async fn an_offence_under_the_road_traffic_act_makes_it_a_collision() {
    let world = World::new().await;
    let offence = OffenceFact { code: "RT88500".into(), ..OffenceFact::default() };
    and_then(&world, vec![happened("charged", Facts { offences: vec![offence], ..Facts::default() })]).await;
    let (_, page) = Visitor::of(&world, "tom").await.look("/your-case").await;
    assert!(page.contains("The collision was reported"), "{page}");
}

#[tokio::test]
async fn a_victim_adds_property_staff_look_at_it_and_the_victim_reads_what_they_found() {
    let world = World::new().await;
    let pages = router(world.app());
    let (rosa, tom) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages.clone(), "tom").await);
    let officer = Visitor::at(pages, "officer").await;
    let (_, empty) = rosa.look("/your-case/property").await;
    assert!(empty.contains("Nothing is on the list yet"));

    let add = "/your-case/property/add";
    let refused = rosa.send(add, &[("seen", "0"), ("marks", "engraved E.M.")]).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = text(refused).await;
    assert!(page.contains("Enter what it is") && page.contains("Select what happened to it"), "{page}");
    assert!(page.contains("engraved E.M."), "what was typed is lost");

    let ring = [("seen", "0"), ("state", "taken"), ("what", "A silver ring"), ("marks", "engraved E.M.")];
    assert_eq!(rosa.send(add, &ring).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(rosa.send(add, &ring).await.status(), StatusCode::SEE_OTHER, "pressed twice");
    let (_, page) = rosa.look("/your-case/property").await;
    assert_eq!(page.matches("<h2 class=\"govuk-heading-m\">A silver ring</h2>").count(), 1, "{page}");
    assert!(page.contains("Somebody will look at what you said"), "{page}");
    assert!(!tom.look("/your-case/property").await.1.contains("silver"), "another victim's property");
    let (_, own) = rosa.look("/your-case").await;
    assert!(own.contains("Have your correction checked"), "the promise is not on their page");

    let (_, list) = officer.look(&format!("{}/property", case())).await;
    assert!(list.contains("Look at what the victim said"), "{list}");
    let item = list.split("property?item=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let (_, form) = officer.look(&format!("{}/property?item={item}", case())).await;
    let version =
        form.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let victim = victim_id(ROSA, 1).to_string();
    let check = |words: &'static str| {
        vec![
            ("do", "check".to_owned()),
            ("version", version.clone()),
            ("victim", victim.clone()),
            ("item", item.clone()),
            ("words", words.to_owned()),
        ]
    };
    let address = format!("{}/property", case());
    let send = async |fields: Vec<(&str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        officer.send(&address, &fields).await
    };
    assert_eq!(send(check("")).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let done = send(check("The ring is on the list of stolen things now.")).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER, "{}", text(done).await);
    let (_, page) = rosa.look("/your-case/property").await;
    assert!(page.contains("The ring is on the list of stolen things now."), "{page}");
    assert!(!page.contains("Somebody will look at what you said"));
    // The same form again is stale: the case has changed since.
    let again = send(check("Once more")).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(again).await.contains("Once more"), "what was typed is lost");
}

#[tokio::test]
async fn a_hearing_says_where_it_is_what_to_expect_and_what_came_of_the_last() {
    let world = World::new().await;
    and_then(
        &world,
        vec![
            happened("hearing_date_set", hearing(date(2026, 3, 3))),
            happened("remanded_in_custody", hearing(date(2026, 3, 3))),
            happened("hearing_date_set", hearing(date(2026, 4, 9))),
        ],
    )
    .await;
    let pages = router(world.app());
    let (rosa, officer) = (Visitor::at(pages.clone(), "rosa").await, Visitor::at(pages, "officer").await);
    assert!(rosa.look("/your-case").await.1.contains("href=\"/your-case/hearings\""));
    let (_, page) = rosa.look("/your-case/hearings").await;
    assert!(page.contains("Thursday 9 April at 10am at Anytown Magistrates’ Court"), "{page}");
    assert!(page.contains("https://www.gov.uk/find-court-tribunal"), "{page}");
    assert!(page.contains("Witness Service") && page.contains("special measures"));
    let past = page.split("What was").nth(1).unwrap();
    assert!(past.contains("Tuesday 3 March") && past.contains("The suspect is kept in custody."), "{past}");

    let (_, form) = officer.look(&format!("{}/hearings", case())).await;
    let value = |name: &str| {
        form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (version, hearing) = (value("version"), value("hearing"));
    let sent = [
        ("version", version.as_str()),
        ("hearing", hearing.as_str()),
        ("entrance", "Side door in Well Lane"),
        ("travel", "Bus 4 from the station"),
    ];
    let saved = officer.send(&format!("{}/hearings", case()), &sent).await;
    assert_eq!(saved.status(), StatusCode::SEE_OTHER, "{}", text(saved).await);
    let (_, page) = rosa.look("/your-case/hearings").await;
    assert!(page.contains("Side door in Well Lane") && page.contains("Bus 4 from the station"), "{page}");
    let other = [("version", "99"), ("hearing", "3"), ("entrance", "x")];
    let refused = officer.send(&format!("{}/hearings", case()), &other).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND, "no hearing of that number is to come");
}

#[tokio::test]
async fn who_is_who_names_one_person_and_who_took_over() {
    let world = World::new().await;
    let hand_over = CaseEvent::OwnerAssigned {
        provider: "police".into(),
        organisation: "police-a".into(),
        team: Some("team-a".into()),
        person: Some("colleague".into()),
    };
    let witness_care = CaseEvent::OwnerAssigned {
        provider: "wcu".into(),
        organisation: "wcu-a".into(),
        team: None,
        person: None,
    };
    and_then(&world, vec![hand_over, witness_care]).await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (status, page) = rosa.look("/your-case/who-is-who").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("PC Mei Chen, or anyone in Anytown victim team."), "{page}");
    assert!(page.contains("PC Mei Chen took over from PC Sam Okafor on Thursday 5 March"), "{page}");
    assert!(page.contains("The Witness Care Unit looks after you") && page.contains("Anytown Witness Care"));
    assert!(rosa.look("/your-case/who-is-who?lang=cy").await.1.contains("Cymerodd PC Mei Chen yr awenau"));
}

#[tokio::test]
async fn property_of_another_case_is_not_there() {
    let world = World::new().await;
    let pages = router(world.app());
    let stranger = Visitor::at(pages.clone(), "stranger").await;
    for part in ["property", "hearings"] {
        assert_eq!(stranger.look(&format!("{}/{part}", case())).await.0, StatusCode::NOT_FOUND);
    }
    let rosa = Visitor::at(pages, "rosa").await;
    assert_eq!(rosa.look("/your-case/property/99").await.0, StatusCode::NOT_FOUND);
    let answer = rosa.send("/your-case/property/99", &[("what", "Mine")]).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert!(answer.headers().get(header::LOCATION).is_none());
}

#[tokio::test]
async fn the_care_card_is_a_page_and_a_pdf_and_says_nothing_of_what_happened() {
    let world = World::new().await;
    let rosa = Visitor::of(&world, "rosa").await;
    let (_, page) = rosa.look("/care-card").await;
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    assert!(
        main.contains("PC Sam Okafor") && main.contains("01ZZ0000126") && main.contains("<svg"),
        "{page}"
    );
    for secret in ["Rosa", "Assault", "domestic", "bail"] {
        assert!(!main.contains(secret), "the card says {secret}");
    }
    let response = crate::http_tests::get_as(&rosa.router, &rosa.cookie, "/care-card.pdf?lang=cy").await;
    let kind = |name| response.headers().get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(kind(header::CONTENT_TYPE), "application/pdf");
    assert!(kind(header::CONTENT_DISPOSITION).contains("card.pdf"));
    let pdf = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    let words = crate::paper::pdf_tests::words_of(&pdf);
    assert!(words.contains("Eich cerdyn gofal") && words.contains("PC Sam Okafor"), "{words}");
    assert!(
        words.contains("01ZZ0000126") && !words.contains("Rosa") && !words.contains("Assault"),
        "{words}"
    );
    assert!(crate::paper::pdf_tests::code_of(&pdf).ends_with("/sign-in"));
    let officer = Visitor::of(&world, "officer").await;
    for path in ["/care-card", "/care-card.pdf"] {
        assert_eq!(officer.look(path).await.0, StatusCode::NOT_FOUND);
    }
}
