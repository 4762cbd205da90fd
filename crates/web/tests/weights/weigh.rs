//! How much comes over the line for a page: the page itself, and all that a first visit fetches with it.

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use http_body_util::BodyExt;
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

/// What a page weighs, bytes as they are sent (gzip)
pub struct Weight {
    /// last part of its address in the gallery
    pub name: &'static str,
    /// the language's tag
    pub language: &'static str,
    /// the page alone, as on every later visit
    pub page: usize,
    /// with styles, scripts and pictures, as on the first visit
    pub first: usize,
}

/// Weighs every sample page in both languages
pub async fn every_page(router: &Router) -> Vec<Weight> {
    let mut files = BTreeMap::new();
    let mut weights = Vec::new();
    for sample in web::gallery::samples() {
        for language in language::Language::ALL.map(language::Language::tag) {
            let page = sent(router, &format!("/gallery/{}?lang={language}", sample.name)).await;
            let mut first = page;
            for file in files_of(&sample.html) {
                if !files.contains_key(&file) {
                    files.insert(file.clone(), sent(router, &file).await);
                }
                first += files[&file];
            }
            weights.push(Weight { name: sample.name, language, page, first });
        }
    }
    weights
}

/// Addresses of the files that a page asks for by itself
fn files_of(html: &str) -> BTreeSet<String> {
    let after = html.split("\"/assets/").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(|file| format!("/assets/{file}")).collect()
}

/// Bytes of an answer to a browser that takes compressed ones, headers included
async fn sent(router: &Router, path: &str) -> usize {
    let request = Request::get(path).header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    let head: usize =
        answer.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    head + answer.into_body().collect().await.unwrap().to_bytes().len()
}
