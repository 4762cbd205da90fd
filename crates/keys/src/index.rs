//! Terms that can be found and not read.

use crate::{
    KeyError,
    secret::{KeyedFunction, Secret},
};

/// The key of the blind index: equal terms of one kind give equal entries, and nothing else can be told from them
/// without the key.
#[derive(Clone)]
pub struct IndexKey {
    secret: Secret,
    function: KeyedFunction,
}

impl IndexKey {
    /// A new key.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn random() -> Result<IndexKey, KeyError> {
        Ok(IndexKey::from_secret(Secret::random()?))
    }

    pub(crate) fn from_secret(secret: Secret) -> IndexKey {
        let function = secret.derive("lantern 1 index").function();
        IndexKey { secret, function }
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// The entry of a term of one kind: 128 bits of HMAC-SHA256. Normalise the term before.
    pub fn entry(&self, kind: &str, term: &str) -> [u8; 16] {
        let mut entry = [0; 16];
        entry.copy_from_slice(&self.function.of(&[kind.as_bytes(), term.as_bytes()])[..16]);
        entry
    }
}

impl std::fmt::Debug for IndexKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("index key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_terms_of_one_kind_are_found_under_one_key_only() {
        let key = IndexKey::from_secret(Secret::new([3; 32]));
        assert_eq!(key.entry("name", "shah"), key.entry("name", "shah"));
        assert_ne!(key.entry("name", "shah"), key.entry("name", "sha"));
        assert_ne!(key.entry("name", "shah"), key.entry("phone", "shah"));
        assert_ne!(key.entry("name", "shah"), key.entry("names", "hah"));
        assert_ne!(key.entry("name", "shah"), IndexKey::random().unwrap().entry("name", "shah"));
    }
}
