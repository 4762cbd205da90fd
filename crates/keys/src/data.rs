//! The key of one person's texts, and the seal.

use crate::{
    KeyError, Place,
    secret::{KeyedFunction, Secret},
};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use zeroize::Zeroizing;

/// First byte of a sealed text: how it was sealed.
const FORM: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Texts are filled up to a multiple of this, so that their length tells little.
const BLOCK: usize = 32;
/// Ends the text and begins the filling.
const END: u8 = 0x80;

/// The key of one person's texts in one case.
#[derive(Clone)]
pub struct DataKey {
    secret: Secret,
    cipher: XChaCha20Poly1305,
    nonces: KeyedFunction,
}

impl DataKey {
    /// A new key.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn random() -> Result<DataKey, KeyError> {
        Ok(DataKey::from_secret(Secret::random()?))
    }

    pub(crate) fn from_secret(secret: Secret) -> DataKey {
        let cipher = XChaCha20Poly1305::new(secret.derive("lantern 1 texts").bytes().into());
        let nonces = secret.derive("lantern 1 nonces").function();
        DataKey { secret, cipher, nonces }
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Seals a text for its place. The same text at the same place gives the same bytes, so that a view can be made again
    /// identical to the byte; the same text elsewhere gives others.
    ///
    /// # Errors
    /// When the text is too long for the cipher (256 GiB).
    pub fn seal(&self, place: &Place<'_>, text: &[u8]) -> Result<Vec<u8>, KeyError> {
        let place = place.bytes();
        let mut filled = Zeroizing::new(Vec::with_capacity((text.len() / BLOCK + 1) * BLOCK));
        filled.extend(text);
        filled.push(END);
        let length = filled.len().next_multiple_of(BLOCK);
        filled.resize(length, 0);
        // A nonce made of key, place and text: it repeats only where all three do, and then nothing new is said.
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&self.nonces.of(&[&place, &filled])[..NONCE]);
        let payload = Payload { msg: &filled, aad: &place };
        let cipher = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeyError::Broken)?;
        let mut sealed = Vec::with_capacity(1 + NONCE + cipher.len());
        sealed.push(FORM);
        sealed.extend(nonce);
        sealed.extend(cipher);
        Ok(sealed)
    }

    /// Opens what [`DataKey::seal`] sealed for the same place.
    ///
    /// # Errors
    /// [`KeyError::Broken`] when a single bit was altered, it was sealed for another place, or with another key.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, KeyError> {
        let (form, rest) = sealed.split_first().ok_or(KeyError::Broken)?;
        if *form != FORM || rest.len() < NONCE + TAG {
            return Err(KeyError::Broken);
        }
        let (nonce, cipher) = rest.split_at(NONCE);
        let nonce = XNonce::try_from(nonce).map_err(|_| KeyError::Broken)?;
        let payload = Payload { msg: cipher, aad: &place.bytes() };
        let mut text = self.cipher.decrypt(&nonce, payload).map_err(|_| KeyError::Broken)?;
        let end = text.iter().rposition(|byte| *byte != 0).ok_or(KeyError::Broken)?;
        if text[end] != END {
            return Err(KeyError::Broken);
        }
        text.truncate(end);
        Ok(text)
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("data key")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> DataKey {
        DataKey::from_secret(Secret::new([7; 32]))
    }

    proptest! {
        #[test]
        fn what_was_sealed_opens_and_shows_nothing(text in proptest::collection::vec(any::<u8>(), 0..300)) {
            let place = Place::new("personal.body", &[b"1", b"2"]);
            let sealed = key().seal(&place, &text).unwrap();
            prop_assert_eq!(key().open(&place, &sealed).unwrap(), text.clone());
            prop_assert_eq!((sealed.len() - 1 - NONCE - TAG) % BLOCK, 0, "the length tells little");
            if text.len() > 8 {
                prop_assert!(sealed.windows(text.len()).all(|some| some != text));
            }
        }

        #[test]
        fn a_flipped_bit_is_found_anywhere(text in "[a-z ]{0,80}", bit in any::<prop::sample::Index>()) {
            let place = Place::new("personal.body", &[b"1"]);
            let mut sealed = key().seal(&place, text.as_bytes()).unwrap();
            let bit = bit.index(sealed.len() * 8);
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(key().open(&place, &sealed), Err(KeyError::Broken));
        }
    }

    #[test]
    fn a_text_cannot_be_moved_cut_or_opened_with_another_key() {
        let place = Place::new("personal.body", &[b"12", b"3"]);
        let sealed = key().seal(&place, b"Her new address").unwrap();
        for elsewhere in [
            Place::new("personal.body", &[b"12", b"4"]),
            Place::new("personal.body", &[b"1", b"23"]),
            Place::new("personal.body", &[b"123"]),
            Place::new("case_victim.name", &[b"12", b"3"]),
        ] {
            assert_eq!(key().open(&elsewhere, &sealed), Err(KeyError::Broken), "{elsewhere:?}");
        }
        for length in 0..sealed.len() {
            assert_eq!(key().open(&place, &sealed[..length]), Err(KeyError::Broken));
        }
        assert_eq!(DataKey::random().unwrap().open(&place, &sealed), Err(KeyError::Broken));
    }

    #[test]
    fn the_same_text_gives_the_same_bytes_only_at_the_same_place() {
        let (here, there) = (Place::new("v", &[b"1"]), Place::new("v", &[b"2"]));
        let sealed = key().seal(&here, b"Priya Shah").unwrap();
        assert_eq!(sealed, key().seal(&here, b"Priya Shah").unwrap());
        assert_ne!(sealed[1..], key().seal(&there, b"Priya Shah").unwrap()[1..]);
        assert_ne!(sealed[1..25], key().seal(&there, b"Priya Shah").unwrap()[1..25]);
    }

    #[test]
    fn nothing_prints_a_key() {
        assert_eq!(format!("{:?}", key()), "data key");
    }
}
