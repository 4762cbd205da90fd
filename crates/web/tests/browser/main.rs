//! Every page in a real browser: accessible, fits a phone, calls nobody else, works without scripts.
//!
//! `LANTERN_SCREENSHOTS=/folder` saves what each page looks like; `LANTERN_PAGES=name,name` looks at some
//! samples only. The pictures in `docs/screenshots` are the samples my-work, case, contact and your-case.

#[cfg(test)]
#[path = "../support/cases.rs"]
mod cases;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod chrome;
#[cfg(test)]
#[path = "../support/page.rs"]
mod page;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod site;

use chrome::Chrome;
use language::Language;
use site::serve;
use std::env;

const DESK: u32 = 1280;
const TABLET: u32 = 640;
const PHONE: u32 = 320;

/// Each part of the samples has a browser of its own: all together take longer than a test may
const PARTS: usize = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_in_a_browser() {
    all_right(samples(0).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_other_page_in_a_browser() {
    all_right(samples(1).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_third_page_in_a_browser() {
    all_right(samples(2).await);
}

/// The pages as people reach them, what is special to some of them, and going in and out
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_ways_through_in_a_browser() {
    let (_world, address) = serve().await;
    let host = address.to_string();
    let chrome = Chrome::start().await;
    let mut found = real_pages(&chrome, &host).await;
    found.extend(other_eyes(&chrome, &host).await);
    found.extend(from_right_to_left(&chrome, &host).await);
    chrome.width(DESK).await;
    for scripts in [true, false] {
        found.extend(checks::signing_in_by_keyboard(&chrome, &host, scripts).await);
    }
    // Last: it sets off for another site, and the next page would have to wait for that.
    found.extend(checks::leaving_at_once(&chrome, &host).await);
    chrome.stop().await;
    all_right(found);
}

fn all_right(found: Vec<String>) {
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// Pages in every state, with made-up content: wide with scripts, narrow without, and in Welsh what the public reads
async fn samples(part: usize) -> Vec<String> {
    let (_world, address) = serve().await;
    let (host, chrome) = (address.to_string(), Chrome::start().await);
    let only = env::var("LANTERN_PAGES").unwrap_or_default();
    let mut found = Vec::new();
    let welsh = web::speaking::while_speaking(Language::Welsh, web::gallery::samples);
    let pairs = web::gallery::samples().into_iter().zip(welsh);
    for (sample, welsh) in pairs.skip(part).step_by(PARTS) {
        if !only.is_empty() && !only.split(',').any(|name| name == sample.name) {
            continue;
        }
        let path = format!("/gallery/{}", sample.name);
        for (width, scripts) in [(DESK, true), (PHONE, false)] {
            let english = format!("{path}?lang=en");
            found.extend(checks::look(&chrome, &host, &english, sample.name, width, scripts).await);
        }
        if sample.html != welsh.html {
            let name = format!("{}-cy", sample.name);
            found.extend(checks::look(&chrome, &host, &format!("{path}?lang=cy"), &name, PHONE, true).await);
        }
    }
    chrome.stop().await;
    found
}

/// Pages as if their language were written from right to left: nothing runs off the screen, and what belongs at the
/// beginning of a line is at its right
async fn from_right_to_left(chrome: &Chrome, host: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in
        ["start", "your-case", "your-rights", "how-to-reach-you-refused", "your-people-new", "your-copy"]
    {
        let path = format!("/gallery/{name}?{}", web::gallery::MIRRORED);
        for width in [DESK, PHONE] {
            found.extend(checks::look(chrome, host, &path, &format!("{name}-rtl"), width, true).await);
            found.extend(checks::begins_at_the_right(chrome, name).await);
        }
    }
    found
}

/// Pages for those who choose their own colours, who cannot bear movement, and who make text twice as large
async fn other_eyes(chrome: &Chrome, host: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["start", "sign-in", "your-case", "your-rights", "how-to-reach-you"] {
        let path = format!("/gallery/{name}?lang=en");
        chrome.media(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]).await;
        found.extend(checks::look(chrome, host, &path, &format!("{name}-own-colours"), PHONE, true).await);
        found.extend(checks::nothing_moves(chrome, name).await);
        chrome.media(&[]).await;
        found.extend(checks::large_text(chrome, host, &path, name, TABLET).await);
    }
    found
}

/// The pages as people reach them, over the small world
async fn real_pages(chrome: &Chrome, host: &str) -> Vec<String> {
    let case = format!("/case/{}", cases::case_id(cases::ROSA));
    let forms = ["contact", "event", "preferences", "waiver"].map(|form| format!("{case}/{form}"));
    let staff = ["/my-work?whose=everyone", "/silent-cases", "/search", "/guidance", &case];
    let staff: Vec<&str> = staff.into_iter().chain(forms.iter().map(String::as_str)).collect();
    let walks = [
        ("officer", "/my-work", staff),
        ("mender", "/my-work", vec!["/quarantine"]),
        ("rosa", "/your-case", vec!["/your-case", "/your-rights", "/how-we-contact-you", "/words"]),
    ];
    let mut found = Vec::new();
    for (person, home, paths) in walks {
        checks::sign_in_as(chrome, host, person, home).await;
        for path in paths {
            let name = path.trim_matches('/').split('?').next().unwrap_or("").replace('/', "-");
            let name = format!("real-{}", name.replace(&case[1..].replace('/', "-"), "case"));
            for (width, scripts) in [(DESK, true), (PHONE, false)] {
                found.extend(checks::look(chrome, host, path, &name, width, scripts).await);
            }
        }
    }
    found
}
