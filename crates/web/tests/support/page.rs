//! What must hold on every page, whoever opened it and however they came there.

use crate::chrome::Chrome;
use serde_json::Value;
use std::{fs, path::PathBuf, sync::LazyLock};

const TAGS: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

static AXE: LazyLock<String> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("LANTERN_NODE_MODULES_FOUND"));
    let path = folder.join("axe-core/axe.min.js");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}; run `make assets`", path.display()))
});

/// Everything that is wrong with the page that is open
pub async fn page(chrome: &Chrome, host: &str, scripts: bool) -> Vec<String> {
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
pub async fn fits_the_screen(chrome: &Chrome) -> Option<String> {
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
