//! A secret that only a browser has, in a cookie. Here is kept what follows from it and does not lead back: the key under
//! which something is stored, and what is sealed so that only this browser's next request opens it.

use base64::Engine;
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const NONCE: usize = 24;

/// The machine gave no random bytes: nobody can be signed in safely.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes for a session; nobody can sign in until it does")]
pub struct NoRandomBytes;

/// 256 random bits, in hexadecimal in the browser's cookie.
#[derive(Clone)]
pub struct BrowserSecret(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for BrowserSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("browser secret")
    }
}

impl BrowserSecret {
    /// A new one.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn random() -> Result<BrowserSecret, NoRandomBytes> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| NoRandomBytes)?;
        Ok(BrowserSecret(bytes))
    }

    /// The one that a cookie holds: 64 lower-case hexadecimal digits and nothing else.
    pub fn from_hex(text: &str) -> Option<BrowserSecret> {
        let mut bytes = Zeroizing::new([0; 32]);
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(BrowserSecret(bytes))
    }

    /// As the cookie holds it.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The key under which something of this browser is stored.
    pub fn key(&self) -> [u8; 32] {
        *self.derived("key")
    }

    /// What the forms of this browser's pages must bring back. It is another text each time, because pages are
    /// compressed: from how long they become, somebody who can make a browser ask again and again could guess a text
    /// that stays (BREACH).
    pub fn form_token(&self) -> String {
        let mut pad = [0; 32];
        // Without random bytes the token is as good as one that stays.
        let _ = getrandom::fill(&mut pad);
        let masked = masked(&self.derived("form"), &pad);
        base64::prelude::BASE64_URL_SAFE_NO_PAD.encode([pad, masked].concat())
    }

    /// Whether a form brought it back; takes as long for a near miss as for a far one.
    pub fn vouches_for(&self, token: &str) -> bool {
        let Ok(brought) = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((pad, rest)) = brought.split_first_chunk::<32>() else { return false };
        masked(&self.derived("form"), pad).as_slice().ct_eq(rest).into()
    }

    /// Seals what only this browser's secret opens again, for one purpose.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, NoRandomBytes> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| NoRandomBytes)?;
        let payload = Payload { msg: plain, aad: purpose.as_bytes() };
        let sealed =
            self.cipher(purpose).encrypt(&XNonce::from(nonce), payload).map_err(|_| NoRandomBytes)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens it; nothing when it is not whole, was sealed for another purpose, or with another secret.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: rest, aad: purpose.as_bytes() };
        self.cipher(purpose).decrypt(&XNonce::from(*nonce), payload).ok()
    }

    fn cipher(&self, purpose: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(*self.derived(&format!("seal {purpose}"))))
    }

    // The secret is 256 uniform bits, so a hash of it under a label is as good as a key derivation function.
    fn derived(&self, what: &str) -> Zeroizing<[u8; 32]> {
        let mut sha = Sha256::new();
        sha.update(b"lantern 1 ");
        sha.update(what);
        sha.update([0]);
        sha.update(self.0.as_slice());
        Zeroizing::new(sha.finalize().into())
    }
}

/// One text over another, so that neither shows.
fn masked(text: &[u8; 32], pad: &[u8; 32]) -> [u8; 32] {
    std::array::from_fn(|place| text[place] ^ pad[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_back_or_not_at_all() {
        let secret = BrowserSecret::random().unwrap();
        let text = secret.to_hex();
        assert_eq!(BrowserSecret::from_hex(&text).unwrap().key(), secret.key());
        let upper = text.to_uppercase();
        let longer = format!("{}0", text.as_str());
        let tampered = [
            &text[..63],
            "",
            "g",
            &longer,
            &format!("{}g", &text[..63]),
            "é".repeat(32).as_str(),
            &"+".repeat(64),
        ]
        .map(str::to_owned);
        for bad in tampered {
            assert!(BrowserSecret::from_hex(&bad).is_none(), "{bad}");
        }
        assert!(upper == *text || BrowserSecret::from_hex(&upper).is_none());
    }

    #[test]
    fn what_is_sealed_opens_for_its_browser_and_purpose_only() {
        let (one, other) = (BrowserSecret::random().unwrap(), BrowserSecret::random().unwrap());
        let sealed = one.seal("note", b"Rosa").unwrap();
        assert_eq!(one.open("note", &sealed).unwrap(), b"Rosa");
        assert!(other.open("note", &sealed).is_none());
        assert!(one.open("form", &sealed).is_none());
        assert!(!sealed.windows(4).any(|some| some == b"Rosa"));
        for place in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[place] ^= 1;
            assert!(one.open("note", &flipped).is_none(), "{place}");
        }
        assert!(one.open("note", &sealed[..10]).is_none());
    }

    #[test]
    fn a_form_token_is_another_text_each_time_and_vouches_for_its_browser_only() {
        let (one, other) = (BrowserSecret::random().unwrap(), BrowserSecret::random().unwrap());
        let (first, second) = (one.form_token(), one.form_token());
        assert_ne!(first, second);
        assert_ne!(first[43..], second[43..], "what stays could be guessed from lengths");
        assert!(one.vouches_for(&first) && one.vouches_for(&second));
        assert!(!other.vouches_for(&first));
        for bad in ["", "AAAA", &first[..80], &format!("{first}A"), &first.replace(&first[60..64], "0000")] {
            assert!(!one.vouches_for(bad), "{bad}");
        }
    }

    #[test]
    fn nothing_that_is_kept_or_shown_is_the_secret() {
        let (one, other) = (BrowserSecret::random().unwrap(), BrowserSecret::random().unwrap());
        assert_ne!(one.key(), *one.0);
        assert_ne!(one.form_token(), one.to_hex().as_str());
        assert!(one.vouches_for(&one.form_token()));
        assert!(!one.vouches_for(&other.form_token()));
        assert!(!one.vouches_for(""));
        assert_eq!(format!("{one:?}"), "browser secret");
    }
}
