//! Thirty-two secret bytes, and the one function by which others follow from them.

use crate::KeyError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Thirty-two secret bytes; wiped when dropped.
#[derive(Clone)]
pub(crate) struct Secret(Zeroizing<[u8; 32]>);

impl Secret {
    pub(crate) fn new(bytes: [u8; 32]) -> Secret {
        Secret(Zeroizing::new(bytes))
    }

    pub(crate) fn random() -> Result<Secret, KeyError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| KeyError::NoRandomness)?;
        Ok(Secret(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A keyed function of the parts; none can be shifted into its neighbour.
    pub(crate) fn function(&self) -> KeyedFunction {
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(self.0.as_slice());
        KeyedFunction(Hmac::new((&*block).into()))
    }

    /// Another secret that follows from this one for one use (the expansion of HKDF, one block).
    pub(crate) fn derive(&self, purpose: &str) -> Secret {
        Secret::new(self.function().of(&[purpose.as_bytes(), &[1]]))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("secret")
    }
}

/// HMAC-SHA256 under one key, made ready once.
#[derive(Clone)]
pub(crate) struct KeyedFunction(Hmac<Sha256>);

impl KeyedFunction {
    pub(crate) fn of(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// Random bytes from the machine: salts, codes, session secrets.
///
/// # Errors
/// When the machine gives none.
pub fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], KeyError> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
    Ok(bytes)
}
