//! `private_key_jwt`: Lantern signs that it is itself, for one minute, once.

use crate::NoRandomBytes;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Serialize;

/// The key with which Lantern signs.
pub(super) struct ClientKey {
    key: EncodingKey,
    algorithm: Algorithm,
    id: Option<String>,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl ClientKey {
    pub fn from_pem(pem: &str, algorithm: Algorithm, id: Option<String>) -> Result<ClientKey, ()> {
        let pem = pem.as_bytes();
        let key = match algorithm {
            Algorithm::RS256 | Algorithm::PS256 => EncodingKey::from_rsa_pem(pem),
            Algorithm::ES256 => EncodingKey::from_ec_pem(pem),
            Algorithm::EdDSA => EncodingKey::from_ed_pem(pem),
            _ => return Err(()),
        };
        Ok(ClientKey { key: key.map_err(|_| ())?, algorithm, id })
    }

    pub fn sign(&self, client: &str, audience: &str, now: Timestamp) -> Result<String, NoRandomBytes> {
        let jti = crate::BrowserSecret::random()?.to_hex();
        let iat = now.as_second();
        let claims =
            Claims { iss: client, sub: client, aud: audience, jti: &jti, iat, nbf: iat - 5, exp: iat + 60 };
        let header = Header { kid: self.id.clone(), ..Header::new(self.algorithm) };
        // A key that was read can sign; what remains is randomness.
        encode(&header, &claims, &self.key).map_err(|_| NoRandomBytes)
    }
}
