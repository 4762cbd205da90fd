//! GOV.UK Notify, as its REST documentation describes it: a token for each request, a reference by which a message is
//! found again, and what its errors mean for a message. Only status codes are relied on: Notify says that its sentences
//! change.

mod pace;
mod receipt;
mod token;

pub use receipt::{Receipt, ReceiptToken, Status};
pub use token::ApiKey;

use crate::{By, Handed, LookedUp, NotifySettings, Parcel, SettingsError, settings::NotifyTemplates};
use jiff::Timestamp;
use pace::Pace;
use reqwest::{StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::{sync::Arc, time::Duration};
use tracing::error;
use url::{Host, Url};

const CARRIER: &str = "notify";
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(15);
/// More than any answer of theirs.
const LARGEST: usize = 512 * 1024;
/// How long nothing is sent after they said that it was too much, when they did not say how long.
const TOO_MUCH: Duration = Duration::from_secs(5);
/// How long until a message is tried again when today's number is used up, or the key is not taken.
const LATER: Duration = Duration::from_secs(15 * 60);

/// Notify, with a service's key.
#[derive(Clone)]
pub struct Notify(Arc<Inner>);

struct Inner {
    client: reqwest::Client,
    address: Url,
    key: ApiKey,
    templates: NotifyTemplates,
    sms_sender_id: Option<String>,
    email_reply_to_id: Option<String>,
    receipts: Option<Arc<ReceiptToken>>,
    pace: Pace,
    clock: fn() -> Timestamp,
}

#[derive(Deserialize)]
struct Accepted {
    id: String,
}

#[derive(Deserialize)]
struct Found {
    notifications: Vec<Accepted>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Problem {
    errors: Vec<ProblemKind>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ProblemKind {
    error: String,
}

impl Problem {
    fn is(&self, kind: &str) -> bool {
        self.errors.iter().any(|one| one.error == kind)
    }
}

impl Notify {
    /// Notify with these settings. It is not asked anything yet.
    ///
    /// # Errors
    /// When a setting is wrong: which, and what to do.
    pub fn new(settings: NotifySettings, clock: fn() -> Timestamp) -> Result<Notify, SettingsError> {
        let wrong = |what, why: String| Err(SettingsError::Value(what, why));
        let address = match Url::parse(&settings.address) {
            Ok(address) => address,
            Err(reason) => return wrong("notify: address", reason.to_string()),
        };
        let here = match address.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        };
        if address.scheme() != "https" && !here {
            return wrong("notify: address", "it must begin with https://".to_owned());
        }
        if settings.requests_a_minute == 0 {
            return wrong("notify: requests_a_minute", "must be 1 or more".to_owned());
        }
        let receipts = match &settings.receipt_token {
            Some(token) => Some(Arc::new(ReceiptToken::new(token)?)),
            None => None,
        };
        // Whoever installed a provider before keeps it.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent("lantern")
            .build();
        let client = match client {
            Ok(client) => client,
            Err(reason) => return wrong("notify: TLS", reason.to_string()),
        };
        Ok(Notify(Arc::new(Inner {
            client,
            address,
            key: ApiKey::parse(&settings.api_key)?,
            templates: settings.templates,
            sms_sender_id: settings.sms_sender_id,
            email_reply_to_id: settings.email_reply_to_id,
            receipts,
            pace: Pace::of(settings.requests_a_minute),
            clock,
        })))
    }

    pub(crate) fn carries(&self, by: By) -> bool {
        self.template(by).is_some()
    }

    pub(crate) fn receipt_token(&self) -> Option<Arc<ReceiptToken>> {
        self.0.receipts.clone()
    }

    fn template(&self, by: By) -> Option<&String> {
        match by {
            By::Text => self.0.templates.text.as_ref(),
            By::Email => self.0.templates.email.as_ref(),
            By::Letter => self.0.templates.letter.as_ref(),
        }
    }

    /// Hands a message over.
    pub async fn send(&self, parcel: &Parcel) -> Handed {
        let Some(body) = self.body(parcel) else {
            return Handed::Refused { why: "there is no template for it" };
        };
        if let Err(paused) = self.0.pace.turn().await {
            return Handed::NotNow { after: Some(paused), perhaps: false, why: "Notify takes no more now" };
        }
        let path = match parcel.by {
            By::Text => "/v2/notifications/sms",
            By::Email => "/v2/notifications/email",
            By::Letter => "/v2/notifications/letter",
        };
        let Some(request) = self.request(reqwest::Method::POST, path, None) else {
            return Handed::NotNow { after: Some(LATER), perhaps: false, why: "no token could be signed" };
        };
        let answer = match request.json(&body).send().await {
            Ok(answer) => answer,
            // When not even a line could be opened, they do not have it.
            Err(error) => {
                let perhaps = !error.is_connect();
                return Handed::NotNow { after: None, perhaps, why: "Notify did not answer" };
            }
        };
        let (status, after) = (answer.status(), retry_after(answer.headers()));
        let body = read(answer).await.unwrap_or_default();
        if status == StatusCode::CREATED {
            return match serde_json::from_slice::<Accepted>(&body) {
                Ok(accepted) => Handed::Taken { carrier: CARRIER, id: accepted.id },
                Err(_) => Handed::NotNow { after: None, perhaps: true, why: "Notify's answer broke off" },
            };
        }
        self.refused(status, after, &serde_json::from_slice(&body).unwrap_or_default())
    }

    /// What an answer that is not "created" means for the message.
    fn refused(&self, status: StatusCode, after: Option<Duration>, problem: &Problem) -> Handed {
        match status {
            StatusCode::BAD_REQUEST => {
                error!(code = 400, "Notify does not take a message; it goes another way or to a person");
                Handed::Refused { why: "Notify does not take it" }
            }
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                error!(
                    code = status.as_u16(),
                    "Notify does not take the API key: look at the key, and at this machine's clock (30 seconds)"
                );
                self.0.pace.pause(LATER.min(Duration::from_secs(60)));
                Handed::NotNow { after: Some(LATER), perhaps: false, why: "Notify does not take the API key" }
            }
            StatusCode::TOO_MANY_REQUESTS if problem.is("TooManyRequestsError") => {
                error!(code = 429, "today's number of messages is used up at Notify; ask them for more");
                let pause = after.unwrap_or(LATER);
                self.0.pace.pause(pause);
                Handed::NotNow { after: Some(pause), perhaps: false, why: "today's number is used up" }
            }
            StatusCode::TOO_MANY_REQUESTS => {
                let pause = after.unwrap_or(TOO_MUCH);
                self.0.pace.pause(pause);
                Handed::NotNow { after: Some(pause), perhaps: false, why: "Notify takes no more now" }
            }
            _ => Handed::NotNow { after, perhaps: true, why: "Notify has a fault" },
        }
    }

    /// Asks for a message by its reference.
    pub async fn look_up(&self, reference: &str) -> LookedUp {
        if self.0.pace.turn().await.is_err() {
            return LookedUp::NotNow;
        }
        let query = Some(("reference", reference));
        let Some(request) = self.request(reqwest::Method::GET, "/v2/notifications", query) else {
            return LookedUp::NotNow;
        };
        let Ok(answer) = request.send().await else { return LookedUp::NotNow };
        let (status, after) = (answer.status(), retry_after(answer.headers()));
        if status == StatusCode::TOO_MANY_REQUESTS {
            self.0.pace.pause(after.unwrap_or(TOO_MUCH));
        }
        if status != StatusCode::OK {
            return LookedUp::NotNow;
        }
        let body = read(answer).await.unwrap_or_default();
        match serde_json::from_slice::<Found>(&body) {
            Err(_) => LookedUp::NotNow,
            Ok(found) => match found.notifications.into_iter().next() {
                Some(first) => LookedUp::Taken { carrier: CARRIER, id: first.id },
                None => LookedUp::SendAgain,
            },
        }
    }

    fn request(
        &self,
        method: reqwest::Method,
        path: &str,
        query: Option<(&str, &str)>,
    ) -> Option<reqwest::RequestBuilder> {
        let mut address = self.0.address.clone();
        address.set_path(path);
        if let Some((name, value)) = query {
            address.query_pairs_mut().append_pair(name, value);
        }
        let token = self.0.key.token((self.0.clock)())?;
        Some(self.0.client.request(method, address).bearer_auth(token))
    }

    fn body(&self, parcel: &Parcel) -> Option<Value> {
        let template = self.template(parcel.by)?;
        let mut personal = Map::new();
        personal.insert("message".into(), parcel.words.message.clone().into());
        if parcel.by != By::Text {
            personal.insert("subject".into(), parcel.words.subject.clone().into());
        }
        if parcel.by == By::Letter {
            for (line, number) in parcel.to.iter().zip(1..=7) {
                personal.insert(format!("address_line_{number}"), line.clone().into());
            }
        }
        let mut body = json!({
            "template_id": template,
            "personalisation": personal,
            "reference": parcel.reference,
        });
        let to = parcel.to.first().cloned().unwrap_or_default();
        match parcel.by {
            By::Text => {
                body["phone_number"] = to.into();
                if let Some(sender) = &self.0.sms_sender_id {
                    body["sms_sender_id"] = sender.clone().into();
                }
            }
            By::Email => {
                body["email_address"] = to.into();
                if let Some(reply) = &self.0.email_reply_to_id {
                    body["email_reply_to_id"] = reply.clone().into();
                }
            }
            By::Letter => {}
        }
        Some(body)
    }
}

/// `Retry-After` in seconds, an hour at most.
fn retry_after(headers: &header::HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(3_600)))
}

async fn read(mut answer: reqwest::Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(some) = answer.chunk().await.ok()? {
        if body.len() + some.len() > LARGEST {
            return None;
        }
        body.extend_from_slice(&some);
    }
    Some(body)
}
