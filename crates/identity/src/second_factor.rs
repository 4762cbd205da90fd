//! The second factor beside a password: a code from an authenticator app, new every thirty seconds (RFC 6238), and
//! recovery codes on paper for the day on which the phone is gone.

use crate::{NoRandomBytes, code};
use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

/// Bytes of the secret: as many as the hash gives.
const LENGTH: usize = 20;
/// Seconds of a step.
const STEP: u64 = 30;
/// How many recovery codes somebody gets.
const RECOVERY_CODES: usize = 8;

/// The secret that the app and the service share.
#[derive(Clone)]
pub struct SecondFactor(Zeroizing<[u8; LENGTH]>);

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("second factor")
    }
}

impl SecondFactor {
    /// A new one.
    ///
    /// # Errors
    /// When the machine gives no random bytes.
    pub fn random() -> Result<SecondFactor, NoRandomBytes> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| NoRandomBytes)?;
        Ok(SecondFactor(bytes))
    }

    /// The one that was kept.
    pub fn from_bytes(bytes: &[u8]) -> Option<SecondFactor> {
        Some(SecondFactor(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// To keep, sealed.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// For typing into an app: groups of four letters and digits.
    pub fn to_text(&self) -> Zeroizing<String> {
        let plain = Zeroizing::new(Secret::from(*self.0).to_base32());
        let letters: Vec<char> = plain.chars().collect();
        Zeroizing::new(letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" "))
    }

    /// The one that an app was given as text.
    pub fn from_text(text: &str) -> Option<SecondFactor> {
        let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        SecondFactor::from_bytes(Secret::try_from_base32(plain).ok()?.as_bytes())
    }

    /// The link that opens an app on the same device.
    pub fn to_link(&self, account: &str) -> Option<Zeroizing<String>> {
        // The name in front of the colon is the service's.
        let account = account.replace(':', " ");
        self.totp(&account)?.to_url().ok().map(Zeroizing::new)
    }

    /// The step that a code belongs to, when it is this one, the one before or the one after, and none of those used:
    /// a code that was seen is worth nothing.
    pub fn step_of(&self, typed: &str, last_used: i64, now: Timestamp) -> Option<i64> {
        let code = code::read_message_code(typed)?;
        let seconds = u64::try_from(now.as_second()).ok()?;
        let step = i64::try_from(self.totp("account")?.check(&code, seconds)?).ok()?;
        (step > last_used).then_some(step)
    }

    /// The code at a moment, as the app shows it.
    pub fn code_at(&self, now: Timestamp) -> Option<String> {
        let seconds = u64::try_from(now.as_second()).ok()?;
        Some(self.totp("account")?.generate(seconds).to_string())
    }

    fn totp(&self, account: &str) -> Option<Totp> {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(1)
            .with_step_duration(STEP)
            .with_secret(*self.0)
            .with_issuer(Some("Lantern"))
            .with_account_name(account)
            .build()
            .ok()
    }
}

/// Recovery codes as they are shown once, each good for one sign-in in the place of the app.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn recovery_codes() -> Result<Vec<String>, NoRandomBytes> {
    (0..RECOVERY_CODES).map(|_| code::paper_code()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        let factor = SecondFactor::from_bytes(b"12345678901234567890").unwrap();
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(factor.code_at(at(seconds)).unwrap(), code);
            assert_eq!(factor.step_of(code, 0, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_counts_for_its_step_and_the_ones_beside_it_and_only_once() {
        let factor = SecondFactor::random().unwrap();
        let now = at(1_790_000_010);
        let step = now.as_second() / 30;
        let code = factor.code_at(now).unwrap();
        let later = |seconds| now + SignedDuration::from_secs(seconds);
        assert_eq!(factor.step_of(&code, 0, now), Some(step));
        assert_eq!(factor.step_of(&code, 0, later(30)), Some(step), "a slow typist");
        assert_eq!(factor.step_of(&code, 0, later(-30)), Some(step), "a fast clock");
        assert_eq!(factor.step_of(&code, 0, later(60)), None, "too late");
        assert_eq!(factor.step_of(&code, step, now), None, "used");
        assert_eq!(factor.step_of(&format!(" {} {} ", &code[..3], &code[3..]), 0, now), Some(step));
        for wrong in ["", "12345", "abcdef", "１２３４５６"] {
            assert_eq!(factor.step_of(wrong, 0, now), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_gets_the_secret_as_text_or_as_a_link() {
        let factor = SecondFactor::from_bytes(b"12345678901234567890").unwrap();
        assert_eq!(factor.to_text().as_str(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let link = factor.to_link("meera:patel").unwrap();
        assert!(
            link.starts_with("otpauth://totp/Lantern:meera%20patel?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            "{}",
            link.as_str()
        );
        assert!(SecondFactor::from_bytes(b"short").is_none());
        assert_eq!(format!("{factor:?}"), "second factor");
    }
}
