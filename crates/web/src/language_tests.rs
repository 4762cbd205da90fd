//! English and Welsh: what a page says, who chose it, and that it is remembered (ACC-11).

use crate::{
    cases::World,
    http_tests::{get_as, sign_in, text},
    journey_tests::Visitor,
    router,
};
use axum::http::header;

/// Every page that the public reaches without a form, signed in or not
const PUBLIC: [&str; 7] =
    ["/", "/help", "/accessibility", "/privacy", "/covering-tracks", "/sign-in", "/what-happens-next"];
const OF_VICTIMS: [&str; 15] = [
    "/your-case",
    "/your-case/property",
    "/your-case/property/add",
    "/your-case/hearings",
    "/your-case/who-is-who",
    "/your-cases",
    "/your-cases/add",
    "/care-card",
    "/your-rights",
    "/words",
    "/your-case/sharing",
    "/your-case/people",
    "/your-case/people/new",
    "/who-has-seen-your-information",
    "/your-sign-ins",
];

fn main_of(page: &str) -> &str {
    page.split("<main").nth(1).unwrap().split("</main>").next().unwrap()
}

#[tokio::test]
async fn a_language_is_chosen_on_any_page_and_remembered() {
    let world = World::new().await;
    let router = router(world.app());
    let cookie = sign_in(&router, "rosa").await;
    let first = get_as(&router, &cookie, "/your-case?lang=cy").await;
    let remembered = first.headers().get_all(header::SET_COOKIE).iter().find_map(|value| {
        let text = value.to_str().unwrap();
        assert!(text.contains("HttpOnly") && text.contains("SameSite=Lax"), "{text}");
        text.strip_prefix("lantern-language=").and_then(|rest| rest.split(';').next()).map(str::to_owned)
    });
    assert_eq!(remembered.as_deref(), Some("cy"));
    let page = text(first).await;
    assert!(page.contains("<html lang=\"cy\" dir=\"ltr\""), "the page says its language");
    assert!(page.contains("Beth sy’n digwydd nesaf") && !page.contains("What happens next"));
    // The next page needs no more than the cookie.
    let next = text(get_as(&router, &format!("{cookie}; lantern-language=cy"), "/your-rights").await).await;
    assert!(next.contains("Eich hawliau") && next.contains("<html lang=\"cy\""));
    assert!(next.contains("href=\"/your-rights?lang=en\""), "the way back");
    // What is no language is English, and is not remembered.
    let other = get_as(&router, &cookie, "/your-rights?lang=tlh").await;
    assert!(other.headers().get(header::SET_COOKIE).is_none());
    assert!(text(other).await.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn staff_read_english_whatever_a_victim_chose_on_the_same_computer() {
    let world = World::new().await;
    let router = router(world.app());
    let cookie = sign_in(&router, "officer").await;
    let page =
        text(get_as(&router, &format!("{cookie}; lantern-language=cy"), "/my-work?lang=cy").await).await;
    assert!(page.contains("<html lang=\"en\"") && page.contains("My work"));
    assert!(!page.contains("Cymraeg"), "no choice that does nothing");
}

#[tokio::test]
async fn no_page_of_the_public_mixes_languages() {
    let world = World::new().await;
    let victim = Visitor::of(&world, "rosa").await;
    let english: Vec<&str> = vec!["You ", "you ", " the ", "Your ", " and ", "Sign "];
    for path in PUBLIC.into_iter().chain(OF_VICTIMS) {
        let (_, page) = victim.look(&format!("{path}?lang=cy")).await;
        let main = main_of(&page);
        // What staff wrote and what things are called stay as they were written.
        let prose: String =
            main.split("“").enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, text)| text).collect();
        for word in &english {
            let found = prose
                .find(word)
                .map(|at| prose[at.saturating_sub(60)..].chars().take(140).collect::<String>());
            assert!(found.is_none(), "{path}: {word:?} in {found:?}");
        }
    }
}

#[tokio::test]
async fn not_yours_and_not_there_are_the_same_page_in_welsh_too() {
    let world = World::new().await;
    let victim = Visitor::of(&world, "rosa").await;
    let (status, not_yours) = victim.look("/my-work?lang=cy").await;
    let (other, not_there) = victim.look("/nothing-is-here?lang=cy").await;
    assert_eq!(status, other);
    assert_eq!(main_of(&not_yours), main_of(&not_there));
    assert!(not_there.contains("Heb ddod o hyd i’r dudalen"));
    assert!(
        text(get_as(&router(world.app()), "", "/nothing?lang=cy").await).await.contains("<html lang=\"cy\"")
    );
}
