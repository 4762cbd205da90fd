//! What every answer gets: security headers, a request id, a time limit, one line in the log.
//!
//! The log line names the route's template, never the address: addresses hold case references.

use crate::{
    Shared,
    pages::problem,
    speaking::Asked,
    uploads::{SANDBOX, Sandboxed, brings_files},
};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    any::Any,
    time::{Duration, Instant},
};
use tracing::{Instrument, info, info_span, warn};
use uuid::Uuid;

/// Longer than any page takes; a request that hangs gives its place to another
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// Ten megabytes from a phone with a poor line
const LONGEST_UPLOAD: Duration = Duration::from_secs(300);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Scripts and styles only from here, nothing from anywhere else, forms only to here, no frames. Scripts may ask this
/// service only how long the session still lasts.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self'; font-src 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: with it browsers send `Origin: null` with our own forms, and the gate could not
    // tell them from a stranger's. Other sites learn nothing either way.
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), \
         payment=(), usb=(), browsing-topics=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-robots-tag", "noindex"),
];

/// Two years, as the browsers' preload lists ask
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");

/// The outermost middleware
pub(crate) async fn around(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "(no such route)".into());
    let started = Instant::now();
    let span = info_span!("request", request.id = %id);
    let asked = Asked::of(&request);
    let longest = if brings_files(&method, request.headers()) { LONGEST_UPLOAD } else { LONGEST_REQUEST };
    let answer = async {
        let answer = tokio::time::timeout(longest, next.run(request)).instrument(span).await;
        answer.unwrap_or_else(|_| problem::busy().into_response())
    };
    let mut response = asked.answer(shared.app.https, answer).await;
    let (status, duration_ms) = (response.status().as_u16(), started.elapsed().as_millis() as u64);
    if response.status().is_server_error() {
        warn!(request.id = %id, %method, route, status, duration_ms, "request failed");
    } else {
        info!(request.id = %id, %method, route, status, duration_ms, "request answered");
    }
    add_headers(&mut response, &id, shared.app.https);
    response
}

/// The id that a proxy gave, when it looks like one, else a new one
fn request_id(request: &Request) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
    let given = given.and_then(|text| Uuid::try_parse(text).ok());
    given.unwrap_or_else(Uuid::now_v7).to_string()
}

fn add_headers(response: &mut Response, id: &str, https: bool) {
    let sandboxed = response.extensions().get::<Sandboxed>().is_some();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if sandboxed {
        headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, id);
    }
    // Assets say how long they may be kept; everything else may be about a person.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// A fault in the program becomes a plain page; what it was is in the log, without its data
pub(crate) fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked; the request was answered with 500");
    let mut response = problem::fault().into_response();
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}
