//! Ed25519 keys, in the files that OpenSSL makes: PKCS#8 and SubjectPublicKeyInfo as PEM.

use ed25519_dalek::{
    Signature, Signer,
    pkcs8::{
        DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes,
        spki::der::pem::LineEnding,
    },
};
use sha2::{Digest, Sha256};
use std::fmt::{Debug, Formatter};

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// The system gave no random bytes.
    #[error("the system gave no random bytes; try again")]
    Random,
    /// Not a private key.
    #[error("not an Ed25519 private key in PEM (PKCS#8), as `lantern return sign-key` makes it")]
    Private,
    /// Not a public key.
    #[error("not an Ed25519 public key in PEM, as `lantern return sign-key` prints it")]
    Public,
}

/// The key with which a deployment signs. It is wiped from memory when it is dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// The key with which others check what a deployment signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

impl SigningKey {
    /// A new key.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new() -> Result<SigningKey, KeyFault> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| KeyFault::Random)?;
        Ok(SigningKey::of(secret))
    }

    /// The key of 32 secret bytes.
    pub fn of(secret: [u8; 32]) -> SigningKey {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(&secret))
    }

    /// A key from its file.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_pem(text: &str) -> Result<SigningKey, KeyFault> {
        ed25519_dalek::SigningKey::from_pkcs8_pem(text).map(SigningKey).map_err(|_| KeyFault::Private)
    }

    /// The key as a file.
    ///
    /// # Errors
    /// Never, unless its own format cannot be written.
    pub fn to_pem(&self) -> Result<String, KeyFault> {
        // Without the public key beside it: that is version 2 of the format, which OpenSSL does not read.
        let pair = KeypairBytes { secret_key: self.0.to_bytes(), public_key: None };
        pair.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|_| KeyFault::Private)
    }

    /// The key with which others check.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(super) fn sign(&self, content: &[u8]) -> [u8; 64] {
        self.0.sign(content).to_bytes()
    }
}

impl Debug for SigningKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey of {}", self.public().fingerprint())
    }
}

impl PublicKey {
    /// A key from its file.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_pem(text: &str) -> Result<PublicKey, KeyFault> {
        let key =
            ed25519_dalek::VerifyingKey::from_public_key_pem(text.trim()).map_err(|_| KeyFault::Public)?;
        // Such keys check the signatures of anybody.
        if key.is_weak() { Err(KeyFault::Public) } else { Ok(PublicKey(key)) }
    }

    /// The key as a file.
    ///
    /// # Errors
    /// Never, unless its own format cannot be written.
    pub fn to_pem(&self) -> Result<String, KeyFault> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(|_| KeyFault::Public)
    }

    /// A short name of the key: the beginning of its digest.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes())[..8])
    }

    pub(super) fn has_signed(&self, content: &[u8], signature: &[u8; 64]) -> bool {
        // Strict: one content has one signature that is right, so that a signature cannot be made into another.
        self.0.verify_strict(content, &Signature::from_bytes(signature)).is_ok()
    }
}

impl Debug for PublicKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "PublicKey {}", self.fingerprint())
    }
}

/// Bytes as small letters and digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
