//! Every page in a real browser: accessible, fits a phone, calls nobody else, works without scripts.
//!
//! `LANTERN_SCREENSHOTS=folder` saves what each page looks like; `LANTERN_PAGES=name,name` looks at
//! some pages only.

#[cfg(test)]
mod checks;
#[cfg(test)]
mod chrome;
#[cfg(test)]
mod site;

use chrome::Chrome;
use site::{save_screenshot, serve};
use std::env;

const DESK: u32 = 1280;
const PHONE: u32 = 320;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_a_browser() {
    let address = serve().await;
    let chrome = Chrome::start().await;
    let mut found = Vec::new();
    let only = env::var("LANTERN_PAGES").unwrap_or_default();
    for sample in web::gallery::samples() {
        if !only.is_empty() && !only.split(',').any(|name| name == sample.name) {
            continue;
        }
        for (width, scripts) in [(DESK, true), (DESK, false), (PHONE, true), (PHONE, false)] {
            chrome.width(width).await;
            chrome.scripts(scripts).await;
            chrome.client.goto(&format!("http://{address}/gallery/{}", sample.name)).await.unwrap();
            // The page has loaded as it would without scripts; the checker itself needs them.
            chrome.scripts(true).await;
            if scripts {
                save_screenshot(&chrome, sample.name, width).await;
            }
            let scripts_word = if scripts { "with" } else { "without" };
            let place = format!("{} at {width} pixels {scripts_word} scripts", sample.name);
            for fault in checks::page(&chrome, &address.to_string(), scripts).await {
                found.push(format!("{place}: {fault}"));
            }
        }
    }
    chrome.scripts(true).await;
    chrome.width(DESK).await;
    found.extend(checks::leaving_at_once(&chrome, &address.to_string()).await);
    for scripts in [true, false] {
        found.extend(checks::signing_in_by_keyboard(&chrome, &address.to_string(), scripts).await);
    }
    chrome.stop().await;
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
