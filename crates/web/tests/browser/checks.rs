//! Looking at pages, and what only some of them have to do.

use crate::{chrome::Chrome, page, site::save_screenshot};
use fantoccini::{Locator, key::Key};
use serde_json::Value;
use std::time::Duration;

/// Opens a page as it would be at this width, with or without scripts, and lists what is wrong with it
pub async fn look(
    chrome: &Chrome,
    host: &str,
    path: &str,
    name: &str,
    width: u32,
    scripts: bool,
) -> Vec<String> {
    chrome.width(width).await;
    chrome.scripts(scripts).await;
    chrome.client.goto(&format!("http://{host}{path}")).await.unwrap();
    // The page has loaded as it would without scripts; the checker itself needs them.
    chrome.scripts(true).await;
    save_screenshot(chrome, name, width).await;
    let with = if scripts { "with" } else { "without" };
    let faults = page::page(chrome, host, scripts).await;
    faults.into_iter().map(|fault| format!("{name} at {width} pixels {with} scripts: {fault}")).collect()
}

/// Nothing on the page that is open moves by itself or changes little by little
pub async fn nothing_moves(chrome: &Chrome, name: &str) -> Option<String> {
    let script = "const moves = e => { const s = getComputedStyle(e);
            return [s.animationDuration, s.transitionDuration].some(d => d.split(',').some(t => parseFloat(t) > 0)); };
        return [...document.querySelectorAll('*')].filter(moves).slice(0, 3).map(e => e.tagName + '.' + e.className).join(' ')";
    let moving = chrome.ask(script).await;
    let moving = moving.as_str().unwrap_or_default();
    (!moving.is_empty()).then(|| format!("{name}: {moving} moves though somebody asked for no motion"))
}

/// Text twice as large, as a browser's setting makes it, does not make the page of a small screen scroll sideways (WCAG 1.4.4)
pub async fn large_text(chrome: &Chrome, host: &str, path: &str, name: &str, width: u32) -> Option<String> {
    chrome.width(width).await;
    chrome.client.goto(&format!("http://{host}{path}")).await.unwrap();
    chrome.ask("document.documentElement.style.fontSize = '200%'").await;
    let fault = page::fits_the_screen(chrome).await;
    save_screenshot(chrome, &format!("{name}-large-text"), width).await;
    chrome.complaints().await;
    fault.map(|fault| format!("{name} with text twice as large: {fault}"))
}

/// The red button on a victim's page leads away, also without scripts, and back does not come back
pub async fn leaving_at_once(chrome: &Chrome, host: &str) -> Vec<String> {
    let mut found = Vec::new();
    chrome.client.goto(&format!("http://{host}/gallery/not-there-victim")).await.unwrap();
    let button = chrome.client.find(Locator::Css(".govuk-js-exit-this-page-button")).await.unwrap();
    let target = button.attr("href").await.unwrap().unwrap_or_default();
    // Our own way out ends the session and leads on to another site: tested where the answer can be looked at.
    if target != "/leave" {
        found.push(format!("exit this page leads to {target}"));
    }
    // Three presses of Shift do the same; the overlay that hides the page shows that it was understood.
    let body = chrome.client.find(Locator::Css("body")).await.unwrap();
    for _ in 0..3 {
        body.send_keys(&String::from(char::from(Key::Shift))).await.unwrap();
    }
    let hidden = "return document.body.classList.contains('govuk-exit-this-page-hide-content')
        || !location.host.includes('127.0.0.1')";
    if chrome.ask(hidden).await != Value::Bool(true) {
        found.push("exit this page: three presses of Shift do not leave".into());
    }
    chrome.complaints().await;
    found
}

/// Signing in with nothing but a keyboard
pub async fn signing_in_by_keyboard(chrome: &Chrome, host: &str, scripts: bool) -> Vec<String> {
    let mut found = Vec::new();
    chrome.client.delete_all_cookies().await.unwrap();
    chrome.scripts(scripts).await;
    chrome.client.goto(&format!("http://{host}/sign-in")).await.unwrap();
    chrome.scripts(true).await;
    let first = chrome.client.find(Locator::Id("person")).await.unwrap();
    first.send_keys(" ").await.unwrap();
    first.send_keys(&String::from(char::from(Key::Enter))).await.unwrap();
    let home = format!("http://{host}/my-work").parse().unwrap();
    let waiting = chrome.client.wait().at_most(Duration::from_secs(10));
    if waiting.for_url(&home).await.is_err() {
        let address = chrome.client.current_url().await.unwrap();
        found.push(format!("signing in by keyboard, scripts {scripts}, stays at {address}"));
    }
    chrome.complaints().await;
    found
}

/// Signs in as one of the world's people, by mouse
pub async fn sign_in_as(chrome: &Chrome, host: &str, person: &str, home: &str) {
    chrome.client.delete_all_cookies().await.unwrap();
    chrome.client.goto(&format!("http://{host}/sign-in")).await.unwrap();
    let pick = format!("document.querySelector('input[value={person}]').checked = true");
    chrome.ask(&pick).await;
    let button = chrome.client.find(Locator::Css("main button.govuk-button")).await.unwrap();
    button.click().await.unwrap();
    let home = format!("http://{host}{home}").parse().unwrap();
    chrome.client.wait().at_most(Duration::from_secs(10)).for_url(&home).await.unwrap();
}

/// In a language that is written from right to left: boxes stand to the right of their words, and nothing is left of the
/// screen
pub async fn begins_at_the_right(chrome: &Chrome, name: &str) -> Vec<String> {
    let script = "const found = [];
        const side = e => e.getBoundingClientRect();
        for (const item of document.querySelectorAll('.govuk-radios__item, .govuk-checkboxes__item')) {
          const box = side(item.querySelector('input')), words = side(item.querySelector('label'));
          if (box.width && box.left < words.left + words.width / 2) found.push('a box is left of its words');
        }
        for (const e of document.querySelectorAll('main *')) {
          if (side(e).width && side(e).right > 1 && side(e).left < -1) found.push('left of the screen: ' + e.className);
        }
        if (getComputedStyle(document.querySelector('main')).direction !== 'rtl') found.push('not from right to left');
        return [...new Set(found)].slice(0, 5)";
    let found = chrome.ask(script).await;
    let found = found.as_array().cloned().unwrap_or_default();
    found.iter().map(|fault| format!("{name} from right to left: {fault}")).collect()
}
