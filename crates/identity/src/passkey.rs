//! Passkeys (WebAuthn). A passkey lies on the person's device or in their password store, is unlocked by finger, face
//! or PIN, and works for this service's address only: it cannot be given away to a look-alike.
//!
//! Every passkey is discoverable, so that nobody types a name to sign in and nobody learns which names have one; and user
//! verification is required, so that it counts as two factors.

use base64::Engine;
use serde_json::Value;
use url::Url;
use uuid::Uuid;
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude as w};

/// What goes wrong with a passkey. It says nothing about whose it is.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The address of the service cannot have passkeys.
    #[error(
        "passkeys need an address with a name, such as https://lantern.example.org or http://localhost:8080; \
         an address of numbers such as 127.0.0.1 cannot have them"
    )]
    Origin,
    /// What the browser sent is not the answer to what was asked.
    #[error("the passkey was not accepted")]
    Refused,
}

/// The passkeys of one service address.
#[derive(Clone)]
pub struct Passkeys(Webauthn);

/// A question to the browser: what its script needs, and what the server keeps to check the answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// Options for `navigator.credentials`, as JSON.
    pub options: String,
    /// To keep on the server until the answer comes, as JSON.
    pub state: String,
}

/// A passkey to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    /// The credential's id.
    pub id: Vec<u8>,
    /// Public key, counter, whether it is backed up; JSON.
    pub body: String,
}

impl Passkeys {
    /// For the service at this origin, such as `https://lantern.example.org`.
    ///
    /// # Errors
    /// When the origin has no name, is not secure, or is not an origin.
    pub fn at(origin: &str) -> Result<Passkeys, PasskeyError> {
        let origin = Url::parse(origin).map_err(|_| PasskeyError::Origin)?;
        let name = origin.domain().ok_or(PasskeyError::Origin)?.to_owned();
        let secure = origin.scheme() == "https" || (origin.scheme() == "http" && name == "localhost");
        if !secure {
            return Err(PasskeyError::Origin);
        }
        let builder = WebauthnBuilder::new(&name, &origin).map_err(|_| PasskeyError::Origin)?;
        Ok(Passkeys(builder.rp_name("Lantern").build().map_err(|_| PasskeyError::Origin)?))
    }

    /// Asks the browser to make a passkey. `name` is what the device shows beside the service's address; it leaves us
    /// for good. `known` are passkeys the person has: the same device makes no second one.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn ask_for_new(&self, handle: Uuid, name: &str, known: &[Vec<u8>]) -> Result<Question, PasskeyError> {
        let known = known.to_vec();
        let (mut options, state) = self
            .0
            .start_passkey_registration(handle, name, name, Some(known))
            .map_err(|_| PasskeyError::Refused)?;
        if let Some(chosen) = options.public_key.authenticator_selection.as_mut() {
            chosen.resident_key = Some(resident_key_required()?);
            chosen.require_resident_key = true;
        }
        question(&options, &state)
    }

    /// The passkey that the browser made.
    ///
    /// # Errors
    /// When it is not the answer to this question, or was made without verifying the person.
    pub fn new_passkey(&self, answer: &str, state: &str) -> Result<NewPasskey, PasskeyError> {
        let answer: w::RegisterPublicKeyCredential = read(answer)?;
        let state: w::PasskeyRegistration = read(state)?;
        let made = self.0.finish_passkey_registration(&answer, &state).map_err(|_| PasskeyError::Refused)?;
        Ok(NewPasskey { id: made.cred_id().to_vec(), body: json(&made)? })
    }

    /// Asks the browser for any passkey that it has for this service.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn ask_for_any(&self) -> Result<Question, PasskeyError> {
        let (mut options, state) =
            self.0.start_discoverable_authentication().map_err(|_| PasskeyError::Refused)?;
        // We ask when the person presses the button, not while they fill in a form.
        options.mediation = None;
        question(&options, &state)
    }

    /// Whose passkey an answer says it is, and which one: the handle and the credential's id. Not yet proved.
    ///
    /// # Errors
    /// When the answer cannot be read.
    pub fn claimed(&self, answer: &str) -> Result<(Uuid, Vec<u8>), PasskeyError> {
        let answer: w::PublicKeyCredential = read(answer)?;
        let (handle, id) =
            self.0.identify_discoverable_authentication(&answer).map_err(|_| PasskeyError::Refused)?;
        Ok((handle, id.to_vec()))
    }

    /// Whether the answer proves this passkey; then the passkey as it is to be kept from now on.
    ///
    /// # Errors
    /// When the signature, the origin, the question or the counter is wrong, or the person was not verified.
    pub fn proved(&self, answer: &str, state: &str, body: &str) -> Result<String, PasskeyError> {
        let answer: w::PublicKeyCredential = read(answer)?;
        let state: w::DiscoverableAuthentication = read(state)?;
        let mut passkey: w::Passkey = read(body)?;
        let key = w::DiscoverableKey::from(&passkey);
        let result = self
            .0
            .finish_discoverable_authentication_v2(&answer, state, &key)
            .map_err(|_| PasskeyError::Refused)?;
        if !result.user_verified() {
            return Err(PasskeyError::Refused);
        }
        passkey.update_credential(&result);
        json(&passkey)
    }
}

impl std::fmt::Debug for Passkeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("passkeys")
    }
}

/// The id of a credential as pages and forms write it.
pub fn id_text(id: &[u8]) -> String {
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(id)
}

/// And back.
pub fn id_from_text(text: &str) -> Option<Vec<u8>> {
    base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(text).ok()
}

/// The library does not give this type a name of its own to the outside; its text does.
fn resident_key_required<T: serde::de::DeserializeOwned>() -> Result<T, PasskeyError> {
    serde_json::from_value(Value::String("required".into())).map_err(|_| PasskeyError::Refused)
}

fn question(
    options: &impl serde::Serialize,
    state: &impl serde::Serialize,
) -> Result<Question, PasskeyError> {
    let options = serde_json::to_value(options).map_err(|_| PasskeyError::Refused)?;
    Ok(Question { options: json(&options["publicKey"])?, state: json(state)? })
}

fn json(value: &impl serde::Serialize) -> Result<String, PasskeyError> {
    serde_json::to_string(value).map_err(|_| PasskeyError::Refused)
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, PasskeyError> {
    serde_json::from_str(text).map_err(|_| PasskeyError::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_a_name_and_tls_unless_it_is_this_machine() {
        for good in
            ["https://lantern.example.org", "http://localhost:8080", "https://lantern.example.org:8443"]
        {
            assert!(Passkeys::at(good).is_ok(), "{good}");
        }
        for bad in ["http://127.0.0.1:8080", "https://192.0.2.1", "http://lantern.example.org", "lantern", ""]
        {
            assert!(Passkeys::at(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_passkey_is_asked_for_that_needs_no_name_and_verifies_the_person() {
        let passkeys = Passkeys::at("https://lantern.example.org").unwrap();
        let handle = Uuid::from_u128(7);
        let asked = passkeys.ask_for_new(handle, "Your account", &[vec![1, 2, 3]]).unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        let chosen = &options["authenticatorSelection"];
        assert_eq!(chosen["residentKey"], "required");
        assert_eq!(chosen["userVerification"], "required");
        assert_eq!(options["attestation"], "none", "nobody learns which device it is");
        assert_eq!(options["rp"]["id"], "lantern.example.org");
        assert_eq!(options["user"]["name"], "Your account");
        assert_eq!(options["excludeCredentials"][0]["id"], id_text(&[1, 2, 3]));
        let asked = passkeys.ask_for_any().unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["allowCredentials"].as_array().map(Vec::len), Some(0));
    }

    #[test]
    fn nonsense_is_refused() {
        let passkeys = Passkeys::at("https://lantern.example.org").unwrap();
        let asked = passkeys.ask_for_any().unwrap();
        for nonsense in ["", "{}", "null", "{\"id\":\"x\"}"] {
            assert!(passkeys.claimed(nonsense).is_err());
            assert!(passkeys.proved(nonsense, &asked.state, "{}").is_err());
            assert!(passkeys.new_passkey(nonsense, "{}").is_err());
        }
    }
}
