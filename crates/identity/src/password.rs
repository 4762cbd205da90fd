//! Passwords: long rather than complicated, never one that everybody uses, hashed so that each guess costs memory.
//!
//! NIST SP 800-63B and OWASP ASVS 5.0 (6.2): at least 12 characters, no rules about kinds of characters, no expiry,
//! paste allowed, compared with lists of leaked passwords (`zxcvbn` has them; nothing is asked over the network) and with
//! words of the person and the service, taken exactly as typed.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The fewest characters.
pub const SHORTEST: usize = 12;
/// The most characters: more than anybody types, few enough to hash.
pub const LONGEST: usize = 128;

/// Words with which common passwords begin or which they are made of, in lower case, without digits and signs.
const COMMON: &str = include_str!("common_passwords.txt");

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One that many people use, or a pattern such as `123456789012`.
    Common,
    /// It is made of the person's own name or the service's.
    AboutThem,
}

/// How hashes are made.
#[derive(Clone, Debug)]
pub struct Hashing(Argon2<'static>);

/// Hashing failed: the machine gave no random bytes or no memory.
#[derive(Debug, thiserror::Error)]
#[error("a password could not be hashed: no random bytes or no memory")]
pub struct NotHashed;

impl Hashing {
    /// As OWASP's cheat sheet on password storage recommends: Argon2id, 19 MiB, two passes, one lane.
    pub fn of_service() -> Hashing {
        let params = Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT);
        Hashing(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    /// The hash of a password, in the usual text form with its salt and parameters.
    ///
    /// # Errors
    /// When the machine gives no random bytes or no memory.
    pub fn hash(&self, password: &str) -> Result<String, NotHashed> {
        let hashed = self.0.hash_password(normal(password).as_bytes()).map_err(|_| NotHashed)?;
        Ok(hashed.to_string())
    }

    /// Whether a password has this hash. Without a hash it takes as long and says no: nobody learns from the time
    /// whether there is one.
    pub fn verifies(&self, password: &str, hash: Option<&str>) -> bool {
        // The hash of nothing that can be typed, with the parameters of service.
        const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bGFudGVybi1ub2JvZHk$\
                              AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let parsed = hash.and_then(|hash| PasswordHash::new(hash).ok());
        let Some(parsed) = parsed.as_ref() else {
            let nobody = PasswordHash::new(NOBODY);
            let matches = nobody.is_ok_and(|nobody| self.matches(password, &nobody));
            // Not `return false`: the work must not be found useless and left out.
            return std::hint::black_box(matches) && hash.is_some_and(str::is_empty);
        };
        self.matches(password, parsed)
    }

    fn matches(&self, password: &str, hash: &PasswordHash) -> bool {
        self.0.verify_password(normal(password).as_bytes(), hash).is_ok()
    }
}

/// The same text however a keyboard composed it. Nothing is cut off and nothing trimmed.
fn normal(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}

/// Whether a password may be used by somebody with these names.
///
/// # Errors
/// Says what is weak about it.
pub fn acceptable(password: &str, about_them: &[&str]) -> Result<(), Weak> {
    let normal = normal(password);
    let length = normal.chars().count();
    if length < SHORTEST {
        return Err(Weak::TooShort);
    }
    if length > LONGEST {
        return Err(Weak::TooLong);
    }
    let lower = Zeroizing::new(normal.to_lowercase());
    let words: Vec<&str> = COMMON.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let plain = Zeroizing::new(letters_of(&lower));
    if is_pattern(&lower) || made_of(&plain, &words) {
        return Err(Weak::Common);
    }
    let own: Vec<String> = about_them
        .iter()
        .flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()))
        .chain(["lantern", "victim", "police"])
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= 3)
        .collect();
    let own: Vec<&str> = own.iter().map(String::as_str).chain(words.iter().copied()).collect();
    if made_of(&plain, &own) {
        return Err(Weak::AboutThem);
    }
    if is_guessed_early(&normal, about_them) { Err(Weak::Common) } else { Ok(()) }
}

/// Whether somebody who tries leaked passwords, words and names by how often they are used comes to it in fewer than a
/// hundred million guesses.
fn is_guessed_early(password: &str, about_them: &[&str]) -> bool {
    zxcvbn::zxcvbn(password, about_them).score() < zxcvbn::Score::Three
}

/// Letters only, with the digits and signs that people put in their place turned back, and others left out.
fn letters_of(lower: &str) -> String {
    let trimmed = lower.trim_matches(|letter: char| !letter.is_alphabetic());
    let letter = |letter| match letter {
        '0' => Some('o'),
        '1' | '!' => Some('i'),
        '3' => Some('e'),
        '4' | '@' => Some('a'),
        '5' | '$' => Some('s'),
        other if other.is_alphabetic() => Some(other),
        _ => None,
    };
    trimmed.chars().filter_map(letter).collect()
}

/// Whether a text is nothing but these words one after another; an empty one is.
fn made_of(text: &str, words: &[&str]) -> bool {
    let mut reachable = vec![false; text.len() + 1];
    reachable[0] = true;
    for start in 0..text.len() {
        if !reachable[start] || !text.is_char_boundary(start) {
            continue;
        }
        for word in words {
            if text[start..].starts_with(word) {
                reachable[start + word.len()] = true;
            }
        }
    }
    reachable[text.len()]
}

/// A few characters repeated, or a run such as `abcdefghijkl` or `210987654321`.
fn is_pattern(lower: &str) -> bool {
    let letters: Vec<char> = lower.chars().collect();
    let repeats = (1..=4).any(|period| letters.iter().zip(letters.iter().skip(period)).all(|(a, b)| a == b));
    let step = |pair: &[char]| {
        let both = (u32::from(pair[0]), u32::from(pair[1]));
        matches!(both, (from, to) if to == from + 1 || from == to + 1 || from == to)
            || matches!((pair[0], pair[1]), ('9', '0') | ('0', '9'))
    };
    let runs = letters.windows(2).filter(|pair| step(pair)).count();
    repeats || runs * 4 >= letters.len().saturating_sub(1) * 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_is_enough_and_everything_may_stand_in_it() {
        for good in [
            "correct horse battery staple",
            "three brown mugs",
            " leading and trailing ",
            "tŷ bach twt ger y lli",
            "ключ под ковриком",
            "xk7dqpzmvrtw",
        ] {
            assert_eq!(acceptable(good, &["Meera Patel", "meera"]), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_everybody_uses_is_refused() {
        for common in [
            "password1234",
            "Password123!",
            "P@ssw0rd2024!!",
            "123456789012",
            "qwertyuiop123",
            "qwerty123456",
            "iloveyou2025",
            "letmein!!!!!!",
            "welcome12345",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "abcdefghijkl",
            "098765432109",
            "football1234",
            "!!!!!1234567",
            "passwordpassword",
            "1q2w3e4r5t6y",
            "zaq12wsxcde3",
            "harrypotter1",
            "thunderbirds",
        ] {
            assert_eq!(acceptable(common, &[]), Err(Weak::Common), "{common}");
        }
        assert_eq!(acceptable("meerapatel2024", &["Meera Patel"]), Err(Weak::AboutThem));
        assert_eq!(acceptable("Lantern-2026!", &[]), Err(Weak::AboutThem));
        assert_eq!(acceptable("meera-welcome-1", &["Meera Patel"]), Err(Weak::AboutThem));
        assert_eq!(acceptable("elevenchars", &[]), Err(Weak::TooShort));
        assert_eq!(acceptable("ŵŷŵŷŵŷŵŷŵŷŵ", &[]), Err(Weak::TooShort), "11 characters, 22 bytes");
        assert_eq!(acceptable(&"x7 ".repeat(43), &[]), Err(Weak::TooLong));
    }

    #[test]
    fn a_hash_is_of_the_service_s_parameters_and_of_the_whole_password() {
        let hashing = Hashing::of_service();
        let hash = hashing.hash("three brown mugs ").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hashing.verifies("three brown mugs ", Some(&hash)));
        assert!(!hashing.verifies("three brown mugs", Some(&hash)), "trimmed");
        assert!(!hashing.verifies("Three brown mugs ", Some(&hash)));
        assert!(!hashing.verifies("three brown mugs ", None));
        assert!(!hashing.verifies("three brown mugs ", Some("not a hash")));
        assert_ne!(hash, hashing.hash("three brown mugs ").unwrap(), "the same salt twice");
        let composed = hashing.hash("caf\u{e9} under the stairs").unwrap();
        assert!(hashing.verifies("cafe\u{301} under the stairs", Some(&composed)), "another keyboard");
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_panics(password in "\\PC{0,200}", name in "\\PC{0,20}") {
            let _ = acceptable(&password, &[&name]);
        }

        #[test]
        fn random_passwords_are_accepted(password in "[a-z]{3}-[b-df-hj-np-tv-z]{5}-[b-df-hj-np-tv-z]{5}") {
            prop_assert_eq!(acceptable(&password, &["Meera Patel"]), Ok(()));
        }
    }
}
