//! The language of the request that is being answered. It surrounds the whole answer, so that a component deep inside a
//! page says "Error:" or "Gwall:" without being told through every function above it.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use language::{Language, Value};
use policy::Role;

tokio::task_local! {
    static SPEAKING: Language;
}

/// The language in which to answer; English outside of a request
pub fn speaking() -> Language {
    SPEAKING.try_with(|language| *language).unwrap_or_default()
}

/// A message in the language of the request
pub fn say(name: &str) -> String {
    speaking().say(name)
}

/// A message about something, in the language of the request
pub fn say_with(name: &str, about: &[(&'static str, Value<'_>)]) -> String {
    speaking().say_with(name, about)
}

/// Does something in a language: for the tests that print pages
#[doc(hidden)]
pub fn while_speaking<T>(language: Language, act: impl FnOnce() -> T) -> T {
    SPEAKING.sync_scope(language, act)
}

/// The cookie that remembers what somebody chose
const COOKIE: &str = "lantern-language";
/// A year, in seconds
const REMEMBERED: u32 = 31_536_000;

/// What a request says about its language
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    language: Language,
    /// whether it was chosen with this request, and is to be remembered
    chosen: bool,
}

impl Asked {
    /// From the address, else from the cookie
    pub fn of(request: &Request) -> Self {
        let query = request.uri().query().unwrap_or("");
        let chosen =
            query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Language::from_tag);
        let remembered = || cookie(request.headers()).and_then(Language::from_tag);
        Self { language: chosen.or_else(remembered).unwrap_or_default(), chosen: chosen.is_some() }
    }

    /// Answers in that language, and remembers it when it was chosen with this request
    pub async fn answer(self, https: bool, answer: impl Future<Output = Response>) -> Response {
        let mut response = SPEAKING.scope(self.language, answer).await;
        if let Some(cookie) = self.chosen.then(|| self.remember(https)).flatten() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    fn remember(self, https: bool) -> Option<HeaderValue> {
        let secure = if https { "; Secure" } else { "" };
        let tag = self.language.tag();
        let cookie = format!("{COOKIE}={tag}; Max-Age={REMEMBERED}; Path=/; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&cookie).ok()
    }
}

/// The language for somebody with this role. Staff's pages are in English.
pub(crate) fn language_for(role: Option<Role>) -> Language {
    if role.is_none_or(Role::is_public) { speaking() } else { Language::English }
}

/// Answers in a language whatever was asked for
pub(crate) async fn in_language(language: Language, answer: impl Future<Output = Response>) -> Response {
    SPEAKING.scope(language, answer).await
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}
