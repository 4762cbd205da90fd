//! The service under test with issuers of a test's choice.

use crate::cases::World;
use identity::oidc::Issuers;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;
use tokio::net::TcpListener;

pub struct Site {
    pub world: World,
    pub address: String,
    listener: Option<TcpListener>,
    folder: TempDir,
}

#[expect(clippy::disallowed_methods, reason = "the provider signs with the clock of this machine")]
pub fn clock() -> Timestamp {
    Timestamp::now()
}

impl Site {
    /// Knows its address; does not answer yet
    pub async fn new() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        Site { world: World::new().await, address, listener: Some(listener), folder: TempDir::new().unwrap() }
    }

    /// Lantern as a provider's client, under the id of the issuer
    pub fn client(&self, id: &str, keys: &Value) -> Value {
        let mut key = keys["client"]["jwk"].clone();
        key["use"] = "sig".into();
        json!({
            "client_id": "lantern",
            "redirect_uris": [format!("{}/sign-in/with/{id}/return", self.address)],
            "post_logout_redirect_uris": [format!("{}/", self.address)],
            "backchannel_logout_uri": format!("{}/sign-out/by/{id}", self.address),
            "backchannel_logout_session_required": true,
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "jwks": { "keys": [key] },
        })
    }

    /// Answers with these issuers from now on
    pub fn serve(&mut self, issuers: &str, keys: &Value) {
        let file = self.folder.path().join("issuers.toml");
        let key = self.folder.path().join("key.pem");
        fs::write(&key, keys["client"]["pem"].as_str().unwrap()).unwrap();
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        fs::write(&file, format!("address = \"{}\"\n{issuers}", self.address)).unwrap();
        let issuers = Issuers::read(&file).unwrap();
        let app = web::App { clock, demonstration: false, issuers, ..self.world.app() };
        let listener = self.listener.take().unwrap();
        tokio::spawn(web::serve(app, listener, std::future::pending()));
    }

    /// What the audit says of sign-ins that were refused, oldest first
    pub async fn refusals(&self) -> Vec<String> {
        let lines = "select policy from audit where action = 'sign_in_refused' order by chain, number";
        self.world.service.store().strings_for_test(lines).await.unwrap()
    }
}

/// An entry of the file of issuers
pub fn issuer(id: &str, address: &str, more: &str) -> String {
    format!(
        "[[issuer]]\nid = \"{id}\"\nname = \"{id} sign-in\"\nissuer = \"{address}\"\nclient_id = \"lantern\"\n\
         authentication = \"private_key_jwt\"\nkey_file = \"key.pem\"\n{more}\n"
    )
}

/// Officers of the small world's first police force, linked by their number
pub const OFFICERS: &str = "kind = \"staff\"\norganisation = \"police-a\"\nlink_by = \"external_id\"\n\
    external_id_claim = \"employee\"\n\
    grant = [{ claim = \"groups\", value = \"officers\", role = \"officer\", organisation = \"police-a\" }]";

/// Gives somebody of the small world a number
pub async fn number(site: &Site, person: &str, number: &str) {
    let store = site.world.service.store();
    let mut person = store.person(person).await.unwrap().unwrap();
    person.external_id = number.into();
    store.save_directory(&[], &[], &[person]).await.unwrap();
}
