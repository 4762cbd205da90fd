//! A provider that says whatever a test wants it to say.

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What its token endpoint answers
#[derive(Clone)]
pub enum Answer {
    Token(String),
    Redirect,
    Endless,
    No,
}

#[derive(Clone)]
pub struct Hostile {
    pub issuer: String,
    pub answer: Arc<Mutex<Answer>>,
    keys: Arc<Mutex<Vec<Value>>>,
    private: Value,
}

impl Hostile {
    pub async fn start(keys: &Value) -> Hostile {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let hostile = Hostile {
            issuer,
            answer: Arc::new(Mutex::new(Answer::No)),
            keys: Arc::new(Mutex::new(vec![public(keys, "issuer")])),
            private: keys.clone(),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route(
                "/jwks",
                get(async |State(hostile): State<Hostile>| {
                    Json(json!({ "keys": *hostile.keys.lock().unwrap() }))
                }),
            )
            .route("/token", post(token))
            .with_state(hostile.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        hostile
    }

    /// Signs with one of the keys, under that key's name
    pub fn signed(&self, key: &str, typ: &str, claims: &Value) -> String {
        let pem = self.private[key]["pem"].as_str().unwrap();
        let header = Header { kid: Some(key.into()), typ: Some(typ.into()), ..Header::new(Algorithm::ES256) };
        encode(&header, claims, &EncodingKey::from_ec_pem(pem.as_bytes()).unwrap()).unwrap()
    }

    /// A token that says `alg: none`, or one that is signed with the public key as a shared secret
    pub fn without_key(&self, algorithm: &str, claims: &Value) -> String {
        if algorithm == "HS256" {
            let public = self.private["issuer"]["jwk"].to_string();
            let header = Header { kid: Some("issuer".into()), ..Header::new(Algorithm::HS256) };
            return encode(&header, claims, &EncodingKey::from_secret(public.as_bytes())).unwrap();
        }
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.", part(&json!({ "alg": algorithm, "kid": "issuer" })), part(claims))
    }
}

fn public(keys: &Value, name: &str) -> Value {
    let mut jwk = keys[name]["jwk"].clone();
    jwk["kid"] = name.into();
    jwk["use"] = "sig".into();
    jwk
}

async fn metadata(State(hostile): State<Hostile>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", hostile.issuer);
    Json(json!({
        "issuer": hostile.issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"),
        "authorization_response_iss_parameter_supported": true,
    }))
}

async fn token(State(hostile): State<Hostile>) -> Response {
    let answer = hostile.answer.lock().unwrap().clone();
    match answer {
        Answer::Token(token) => {
            Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": token })).into_response()
        }
        Answer::Redirect => Redirect::temporary("/jwks").into_response(),
        Answer::Endless => "x".repeat(2 * 1024 * 1024).into_response(),
        Answer::No => StatusCode::BAD_REQUEST.into_response(),
    }
}
