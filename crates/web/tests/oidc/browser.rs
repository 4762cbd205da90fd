//! As much of a browser as signing in needs: cookies for each place, redirects, forms.

use reqwest::{Client, StatusCode, redirect::Policy};
use std::collections::BTreeMap;
use url::Url;

pub struct Browser {
    http: Client,
    cookies: BTreeMap<(String, String), String>,
}

pub struct Seen {
    pub at: Url,
    pub status: StatusCode,
    pub text: String,
    pub headers: reqwest::header::HeaderMap,
}

impl Browser {
    pub fn new() -> Browser {
        let http = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Browser { http, cookies: BTreeMap::new() }
    }

    fn place(url: &Url) -> String {
        format!("{}:{}", url.host_str().unwrap(), url.port().unwrap_or(0))
    }

    async fn send(&mut self, request: reqwest::RequestBuilder, url: Url) -> Seen {
        let place = Self::place(&url);
        let of_place = self.cookies.iter().filter(|((at, _), _)| *at == place);
        let cookies: Vec<_> = of_place.map(|((_, name), value)| format!("{name}={value}")).collect();
        let response = request.header("cookie", cookies.join("; ")).send().await.unwrap();
        for line in response.headers().get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            let key = (place.clone(), name.to_owned());
            if line.to_lowercase().contains("max-age=0") || value.is_empty() {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
        let (status, headers) = (response.status(), response.headers().clone());
        Seen { at: url, status, headers, text: response.text().await.unwrap() }
    }

    /// One request, redirects not followed
    pub async fn step(&mut self, address: &str) -> Seen {
        let url = Url::parse(address).unwrap();
        let request = self.http.get(url.clone());
        self.send(request, url).await
    }

    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Seen {
        let url = Url::parse(address).unwrap();
        let request = self.http.post(url.clone()).form(fields);
        let seen = self.send(request, url).await;
        self.follow(seen).await
    }

    pub async fn open(&mut self, address: &str) -> Seen {
        let seen = self.step(address).await;
        self.follow(seen).await
    }

    async fn follow(&mut self, mut seen: Seen) -> Seen {
        for _ in 0..12 {
            if !seen.status.is_redirection() {
                return seen;
            }
            let next = seen.at.join(seen.headers["location"].to_str().unwrap()).unwrap();
            seen = self.step(next.as_str()).await;
        }
        panic!("redirected for ever at {}", seen.at);
    }

    /// Signs in at the provider's own pages until it sends the browser back
    pub async fn sign_in_there(&mut self, mut seen: Seen, login: &str) -> Seen {
        for _ in 0..4 {
            if !seen.at.path().starts_with("/interaction/") {
                return seen;
            }
            let after = seen.text.split("action=\"").nth(1).expect("a form of the provider");
            let action = seen.at.join(after.split('"').next().unwrap()).unwrap();
            let fields: &[_] = match seen.text.contains("name=\"login\"") {
                true => &[("prompt", "login"), ("login", login), ("password", "x")],
                false => &[("prompt", "consent")],
            };
            seen = self.post(action.as_str(), fields).await;
        }
        seen
    }

    pub fn forget_cookie(&mut self, name: &str) {
        self.cookies.retain(|(_, is), _| is != name);
    }
}

/// The secret that a page puts into its forms
pub fn form_secret(page: &str) -> String {
    let after = page.split("name=\"_token\" value=\"").nth(1).expect("a form with a secret");
    after.split('"').next().unwrap().to_owned()
}
