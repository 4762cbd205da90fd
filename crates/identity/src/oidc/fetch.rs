//! Asking an issuer: no redirects, no more than so many bytes, no longer than so many seconds.

use serde::de::DeserializeOwned;
use std::time::Duration;

const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(10);
/// More than any key set or token of a real issuer
const LARGEST: usize = 512 * 1024;

/// The client for every issuer.
pub(super) fn client() -> Result<reqwest::Client, String> {
    // Whoever installed a provider before keeps it.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .timeout(ANSWER)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("lantern")
        .build()
        .map_err(|error| error.to_string())
}

/// The answer of an issuer as JSON, or what went wrong.
pub(super) async fn json<T: DeserializeOwned>(request: reqwest::RequestBuilder) -> Result<T, &'static str> {
    let mut answer = request.send().await.map_err(|_| "it cannot be reached")?;
    if answer.status() != reqwest::StatusCode::OK {
        return Err("it said no");
    }
    let mut body = Vec::new();
    while let Some(some) = answer.chunk().await.map_err(|_| "its answer broke off")? {
        if body.len() + some.len() > LARGEST {
            return Err("its answer is too long");
        }
        body.extend_from_slice(&some);
    }
    serde_json::from_slice(&body).map_err(|_| "its answer is not what was asked for")
}
