//! What pages weigh, and how long they take on a slow line in a real browser. Rows of a table on standard output.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on says where")]

#[path = "../tests/support/cases.rs"]
mod cases;
#[path = "../tests/browser/chrome.rs"]
#[expect(dead_code, clippy::panic, reason = "shared with tests that use more of it")]
mod chrome;
#[path = "../tests/weights/weigh.rs"]
mod weigh;

use chrome::Chrome;
use serde_json::json;
use tokio::net::TcpListener;

/// The pages that are told apart; the heaviest of all comes last
const TOLD: [&str; 4] = ["start", "sign-in", "your-case", "your-rights"];

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let world = cases::World::new().await;
    let router = web::gallery::router(world.app());
    let mut weights = weigh::every_page(&router).await;
    weights.sort_by_key(|weight| weight.first);
    let heaviest = weights.last().map(|weight| weight.name).unwrap_or_default();
    let told = |name: &str| TOLD.contains(&name) || name == heaviest;
    for weight in weights.iter().filter(|weight| told(weight.name)) {
        let kilobytes = |bytes: usize| bytes as f64 / 1000.0;
        println!(
            "| page weight, {} ({}) | {:.1} kB for the page | {:.1} kB on a first visit | aim: under 60 kB; of {} pages the heaviest is {} |",
            weight.name,
            weight.language,
            kilobytes(weight.page),
            kilobytes(weight.first),
            weights.len() / 2,
            heaviest
        );
    }
    slow_line(router).await;
}

async fn slow_line(router: axum::Router) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let chrome = Chrome::start().await;
    for (visit, clear) in [("first visit", true), ("later visit", false)] {
        for name in TOLD {
            chrome.width(320).await;
            on_2g(&chrome, clear).await;
            chrome.client.goto(&format!("http://{host}/gallery/{name}")).await.unwrap();
            let timing = "const page = performance.getEntriesByType('navigation')[0];
                const paint = performance.getEntriesByName('first-contentful-paint')[0];
                return [paint ? paint.startTime : page.domContentLoadedEventEnd, page.loadEventEnd]";
            let times = chrome.ask(timing).await;
            let seconds = |place: usize| times[place].as_f64().unwrap_or(f64::NAN) / 1000.0;
            println!(
                "| page on 2G, {name} | {visit}, 320 pixels | readable after {:.1} s | all there after {:.1} s |",
                seconds(0),
                seconds(1)
            );
        }
    }
    chrome.stop().await;
}

/// A 2G line as developer tools have it: 250 kbit/s down, 50 kbit/s up, 300 ms there and back.
async fn on_2g(chrome: &Chrome, nothing_kept: bool) {
    chrome.devtools("Network.enable", json!({})).await;
    if nothing_kept {
        chrome.devtools("Network.clearBrowserCache", json!({})).await;
    }
    let line = json!({
        "offline": false, "latency": 300, "downloadThroughput": 250_000 / 8, "uploadThroughput": 50_000 / 8
    });
    chrome.devtools("Network.emulateNetworkConditions", line).await;
}
