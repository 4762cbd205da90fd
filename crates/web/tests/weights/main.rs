//! No page is too heavy for an old phone on a slow line.

#[cfg(test)]
#[path = "../support/cases.rs"]
mod cases;
#[cfg(test)]
mod weigh;

/// What a first visit may weigh, bytes
const MOST: usize = 60_000;

#[tokio::test]
async fn every_page_is_under_sixty_kilobytes() {
    let world = cases::World::new().await;
    let router = web::gallery::router(world.app());
    let weights = weigh::every_page(&router).await;
    let heavy: Vec<String> = weights
        .iter()
        .filter(|weight| weight.first > MOST)
        .map(|weight| format!("{} ({}): {} bytes", weight.name, weight.language, weight.first))
        .collect();
    assert!(weights.len() > 100, "{} pages", weights.len());
    assert!(weights.iter().all(|weight| weight.page > 1000 && weight.first > weight.page + 20_000));
    assert!(heavy.is_empty(), "{heavy:#?}");
}
