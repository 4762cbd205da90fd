//! The outer keys, which wrap the keys of people.

use crate::{DataKey, IndexKey, KeyError, Place, secret::Secret};
use base64::{Engine, prelude::BASE64_STANDARD};
use zeroize::Zeroizing;

/// A key that wraps other keys. Its id follows from it and says nothing about it.
#[derive(Clone)]
pub struct OuterKey {
    id: String,
    secret: Secret,
    wrapping: DataKey,
}

impl OuterKey {
    /// A new key.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn random() -> Result<OuterKey, KeyError> {
        Ok(OuterKey::from_secret(Secret::random()?))
    }

    pub(crate) fn from_secret(secret: Secret) -> OuterKey {
        let id = secret.function().of(&[b"lantern key id"]);
        let id = id[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let wrapping = DataKey::from_secret(secret.derive("lantern 1 wrapping"));
        OuterKey { id, secret, wrapping }
    }

    /// The key with these bytes.
    ///
    /// # Errors
    /// When they are not 32.
    pub fn from_bytes(bytes: &[u8]) -> Result<OuterKey, KeyError> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError::NotAKey { line: 1 })?;
        Ok(OuterKey::from_secret(Secret::new(bytes)))
    }

    /// The key in base64, as key files hold it.
    pub(crate) fn from_base64(text: &str) -> Option<OuterKey> {
        let bytes = Zeroizing::new(BASE64_STANDARD.decode(text).ok()?);
        OuterKey::from_bytes(&bytes).ok()
    }

    /// In base64, to be written into a key file or given to a key service.
    pub(crate) fn to_base64(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64_STANDARD.encode(self.secret.bytes()))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        self.secret.bytes()
    }

    /// The id: sixteen hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Wraps the key of a person.
    ///
    /// # Errors
    /// None that can happen: the key has a fixed length.
    pub fn wrap(&self, place: &Place<'_>, key: &DataKey) -> Result<Vec<u8>, KeyError> {
        self.wrapping.seal(place, key.secret().bytes())
    }

    /// Unwraps the key of a person.
    ///
    /// # Errors
    /// [`KeyError::Broken`] when it was altered, belongs elsewhere, or another outer key wrapped it.
    pub fn unwrap(&self, place: &Place<'_>, wrapped: &[u8]) -> Result<DataKey, KeyError> {
        Ok(DataKey::from_secret(self.unwrap_secret(place, wrapped)?))
    }

    /// Wraps the key of the index.
    ///
    /// # Errors
    /// None that can happen: the key has a fixed length.
    pub fn wrap_index(&self, place: &Place<'_>, key: &IndexKey) -> Result<Vec<u8>, KeyError> {
        self.wrapping.seal(place, key.secret().bytes())
    }

    /// Unwraps the key of the index.
    ///
    /// # Errors
    /// [`KeyError::Broken`] when it was altered, belongs elsewhere, or another outer key wrapped it.
    pub fn unwrap_index(&self, place: &Place<'_>, wrapped: &[u8]) -> Result<IndexKey, KeyError> {
        Ok(IndexKey::from_secret(self.unwrap_secret(place, wrapped)?))
    }

    fn unwrap_secret(&self, place: &Place<'_>, wrapped: &[u8]) -> Result<Secret, KeyError> {
        let bytes = Zeroizing::new(self.wrapping.open(place, wrapped)?);
        let bytes: [u8; 32] = bytes.as_slice().try_into().map_err(|_| KeyError::Broken)?;
        Ok(Secret::new(bytes))
    }
}

impl std::fmt::Debug for OuterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "outer key {}", self.id)
    }
}
