//! Walking through pages as a person would: by what stands on a link or a button, in the language that they read.

use crate::{chrome::Chrome, page, world::World};
use fantoccini::{Locator, elements::Element};
use language::Language;
use std::{env, fs, path::PathBuf, time::Duration};

/// How long a page may take to come; only a page that never comes takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody's way through a story, in one language on one screen
pub struct Walk<'a> {
    chrome: &'a Chrome,
    pub world: &'a World,
    story: &'static str,
    pub language: Language,
    width: u32,
    pages: u32,
    faults: Vec<String>,
}

impl<'a> Walk<'a> {
    pub fn new(
        chrome: &'a Chrome,
        world: &'a World,
        story: &'static str,
        language: Language,
        width: u32,
    ) -> Walk<'a> {
        Walk { chrome, world, story, language, width, pages: 0, faults: Vec::new() }
    }

    /// What was wrong with the pages on the way
    pub fn faults(self) -> Vec<String> {
        self.faults
    }

    /// What the service says in the reader's language
    pub fn say(&self, message: &str) -> String {
        self.language.say(message)
    }

    /// Signs in as one of the demonstration's people. The public reads its own language; staff read English.
    pub async fn sign_in(&mut self, person: &str) {
        self.chrome.client.delete_all_cookies().await.unwrap();
        self.go(&format!("/sign-in?lang={}", self.language.tag())).await;
        self.pick("person", person).await;
        self.send().await;
    }

    /// Somebody who has not signed in, and whose browser remembers nobody
    pub async fn stranger(&mut self) {
        self.chrome.client.delete_all_cookies().await.unwrap();
        self.go(&format!("/?lang={}", self.language.tag())).await;
    }

    /// Types an address
    pub async fn go(&mut self, path: &str) {
        self.chrome.width(self.width).await;
        self.chrome.client.goto(&format!("http://{}{path}", self.world.host)).await.unwrap();
    }

    /// Where we are, without the host
    pub async fn path(&self) -> String {
        self.chrome.client.current_url().await.unwrap().path().to_owned()
    }

    /// The words of the page's main part
    pub async fn words(&self) -> String {
        let main = self.chrome.client.wait().at_most(PATIENCE).for_element(Locator::Css("main")).await;
        main.unwrap().text().await.unwrap()
    }

    /// What stands in the part of the page that a selector names, counted from the top
    pub async fn text_of(&self, css: &str, place: usize) -> String {
        let found = self.chrome.client.find_all(Locator::Css(css)).await.unwrap();
        assert!(place < found.len(), "{} has no {css}", self.place().await);
        found[place].text().await.unwrap()
    }

    /// The page says this message, as far as it has no values in it
    pub async fn sees(&mut self, message: &str) {
        let text = self.say(message);
        self.reads(&text).await;
    }

    /// The page has this text
    pub async fn reads(&mut self, text: &str) {
        let words = flat(&self.words().await);
        assert!(words.contains(&flat(text)), "{} does not say: {text}\n{words}", self.place().await);
    }

    /// The page has not this text
    pub async fn never_reads(&mut self, text: &str) {
        let words = flat(&self.words().await);
        assert!(!words.contains(&flat(text)), "{} says: {text}\n{words}", self.place().await);
    }

    /// Follows the link, or presses the button or summary, that carries this message
    pub async fn press(&mut self, message: &str) {
        let text = self.say(message);
        self.press_text(&text).await;
    }

    /// The same by its text
    pub async fn press_text(&mut self, text: &str) {
        let quoted = quoted(text);
        let words = format!("[contains(normalize-space(.), {quoted})]");
        let path = ["a", "button", "summary"].map(|kind| format!("//main//{kind}{words}")).join(" | ");
        let found = self.chrome.client.find(Locator::XPath(&path)).await;
        let Ok(found) = found else {
            panic!("{} has nothing to press that says: {text}\n{}", self.place().await, self.words().await)
        };
        self.click(found).await;
    }

    /// Follows the first link whose address begins so
    pub async fn follow(&mut self, address: &str) {
        self.open_all().await;
        let link = format!("main a[href^='{address}']");
        let found = self.chrome.client.find(Locator::Css(&link)).await;
        let Ok(found) = found else { panic!("{} has no link to {address}", self.place().await) };
        self.click(found).await;
    }

    /// Sends the form by its main button
    pub async fn send(&mut self) {
        let button = "main button.govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning)";
        let found = self.chrome.client.find(Locator::Css(button)).await;
        let Ok(found) = found else { panic!("{} has no button", self.place().await) };
        self.click(found).await;
    }

    /// Clicks, and waits for the page that follows; a summary and a link within the page lead to none
    async fn click(&self, what: Element) {
        let stays = what.tag_name().await.unwrap() == "summary"
            || what.attr("href").await.unwrap().is_some_and(|address| address.starts_with('#'));
        self.chrome.ask("window.lanternStory = true").await;
        what.click().await.unwrap();
        if stays {
            return;
        }
        let come = "return window.lanternStory === undefined && document.readyState === 'complete'";
        let asked = tokio::time::timeout(PATIENCE, async {
            // Asked without rest, the browser has no time to come to the page.
            let mut now_and_then = tokio::time::interval(Duration::from_millis(20));
            while self.chrome.client.execute(come, vec![]).await.ok() != Some(true.into()) {
                now_and_then.tick().await;
            }
        });
        assert!(asked.await.is_ok(), "{}: no page follows", self.place().await);
    }

    /// Types into the field of this name
    pub async fn fill(&mut self, name: &str, text: &str) {
        let field = self.field(&format!("main [name='{name}']")).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses a radio button or ticks a box, by its label as a person would
    pub async fn pick(&mut self, name: &str, value: &str) {
        let field = self.field(&format!("main input[name='{name}'][value='{value}']")).await;
        if !field.is_selected().await.unwrap() {
            field.click().await.unwrap();
        }
    }

    /// Chooses from a list
    pub async fn choose(&mut self, name: &str, value: &str) {
        self.field(&format!("main select[name='{name}']")).await.select_by_value(value).await.unwrap();
    }

    /// Ticks every box of this name; none is fine
    pub async fn tick_all(&mut self, name: &str) {
        self.open_all().await;
        let boxes = format!("main input[type=checkbox][name='{name}']");
        for field in self.chrome.client.find_all(Locator::Css(&boxes)).await.unwrap() {
            if !field.is_selected().await.unwrap() {
                field.click().await.unwrap();
            }
        }
    }

    /// Opens whatever can be opened on the page
    async fn open_all(&self) {
        self.chrome
            .ask("document.querySelectorAll('main details').forEach(one => { one.open = true })")
            .await;
    }

    /// Presses the button that sends this value
    pub async fn pick_button(&mut self, value: &str) {
        let button = self
            .field(&format!("main button[value='{value}'], main form:has(input[value='{value}']) button"))
            .await;
        self.click(button).await;
    }

    async fn field(&self, css: &str) -> Element {
        self.open_all().await;
        match self.chrome.client.find(Locator::Css(css)).await {
            Ok(field) => field,
            Err(_) => panic!("{} has no field {css}\n{}", self.place().await, self.words().await),
        }
    }

    /// Everything that must hold on any page holds on this one. Keeps a picture when somebody asked for pictures.
    pub async fn look(&mut self, name: &str) {
        self.pages += 1;
        let place = self.place().await;
        let faults = page::page(self.chrome, &self.world.host, true).await;
        self.faults.extend(faults.into_iter().map(|fault| format!("{place}: {fault}")));
        let Some(folder) = env::var_os("LANTERN_STORIES").map(PathBuf::from) else { return };
        fs::create_dir_all(&folder).unwrap();
        let (story, tag, width) = (self.story, self.language.tag(), self.width);
        let file = folder.join(format!("{story}-{:02}-{name}-{tag}-{width}.png", self.pages));
        fs::write(file, self.chrome.photograph().await).unwrap();
    }

    async fn place(&self) -> String {
        format!("{} ({}, {} pixels) at {}", self.story, self.language.tag(), self.width, self.path().await)
    }
}

/// Text as somebody reads it: one space between words, whatever the lines
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as XPath writes it, also with quotes in it
fn quoted(text: &str) -> String {
    let pieces: Vec<String> = text.split('"').map(|piece| format!("\"{piece}\"")).collect();
    match pieces.len() {
        1 => pieces.concat(),
        _ => format!("concat({})", pieces.join(", '\"', ")),
    }
}
