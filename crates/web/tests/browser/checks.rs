//! What must hold on every page.

use crate::{chrome::Chrome, site::save_screenshot};
use fantoccini::{Locator, key::Key};
use serde_json::Value;
use std::{fs, path::PathBuf, sync::LazyLock, time::Duration};

const TAGS: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

static AXE: LazyLock<String> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("LANTERN_NODE_MODULES_FOUND"));
    let path = folder.join("axe-core/axe.min.js");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; run `make assets`", path.display()))
});

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
    let faults = page(chrome, host, scripts).await;
    faults.into_iter().map(|fault| format!("{name} at {width} pixels {with} scripts: {fault}")).collect()
}

/// Everything that is wrong with the page that is open
async fn page(chrome: &Chrome, host: &str, scripts: bool) -> Vec<String> {
    let mut found = accessibility(chrome).await;
    found.extend(fits_the_screen(chrome).await);
    found.extend(calls_nobody_else(chrome, host).await);
    found.extend(chrome.complaints().await.into_iter().map(|complaint| format!("console: {complaint}")));
    found.extend(main_action_by_keyboard(chrome).await);
    let ran = chrome.ask("return document.body.classList.contains('js-enabled')").await;
    if ran != Value::Bool(scripts) {
        found.push(format!("scripts ran: {ran}"));
    }
    found
}

/// The accessibility checker's findings: WCAG 2.2 AA and good practice, without `region`, which does not
/// know the design system's phase banner and second skip link
async fn accessibility(chrome: &Chrome) -> Vec<String> {
    chrome.client.execute(&AXE, vec![]).await.unwrap();
    let run = format!(
        "const done = arguments[arguments.length - 1];
         axe.run(document, {{ runOnly: {TAGS}, rules: {{ region: {{ enabled: false }} }} }}).then(r => done(r.violations), e => done([{{ id: String(e), nodes: [] }}]))"
    );
    let violations = chrome.client.execute_async(&run, vec![]).await.unwrap();
    let violations = violations.as_array().cloned().unwrap_or_default();
    let nodes = |violation: &Value| violation["nodes"].as_array().cloned().unwrap_or_default();
    violations
        .iter()
        .map(|violation| {
            let places: Vec<_> =
                nodes(violation).iter().take(3).map(|node| node["target"].to_string()).collect();
            format!("{}: {} at {}", violation["id"], violation["help"], places.join(" "))
        })
        .collect()
}

/// Nothing makes the page scroll sideways
async fn fits_the_screen(chrome: &Chrome) -> Option<String> {
    let script = "const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return null;
        const outside = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > wide + 1);
        return outside.slice(0, 3).map(e => e.tagName + '.' + e.className).join(' ') || 'somewhere'";
    let wide = chrome.ask(script).await;
    wide.as_str().map(|places| format!("scrolls sideways because of {places}"))
}

/// Every file comes from our own host
async fn calls_nobody_else(chrome: &Chrome, host: &str) -> Vec<String> {
    let called = chrome.ask("return performance.getEntriesByType('resource').map(e => e.name)").await;
    let called = called.as_array().cloned().unwrap_or_default();
    let ours = format!("http://{host}/");
    let others = called.iter().filter_map(Value::as_str).filter(|name| !name.starts_with(&ours));
    others.map(|name| format!("calls {name}")).collect()
}

/// The main button can be reached with the tab key and shows that it has the focus
async fn main_action_by_keyboard(chrome: &Chrome) -> Option<String> {
    let main = "document.querySelector('main .govuk-button:not(.govuk-button--secondary), main .govuk-link')";
    let script = format!(
        "const action = {main};
         if (!action) return null;
         if (action.tabIndex < 0) return 'cannot be reached with the tab key';
         action.focus();
         if (document.activeElement !== action) return 'does not take the focus';
         const style = getComputedStyle(action);
         return style.outlineStyle === 'none' && style.boxShadow === 'none' ? 'does not show the focus' : null"
    );
    let fault = chrome.ask(&script).await;
    fault.as_str().map(|fault| format!("the main action {fault}"))
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
