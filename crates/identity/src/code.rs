//! Codes that people type: long ones on paper, short ones in a message. All from the machine's randomness, none biased.

use crate::NoRandomBytes;

/// The digits of Crockford's base 32: no I, L, O or U, which people mix up or would rather not read.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a code on paper: 12 of 32 are 60 bits.
const LENGTH: usize = 12;

/// Digits of a code in a message.
pub const DIGITS: usize = 6;

/// A code to print: three groups of four, such as `7K2M-Q9XD-04TW`, 60 bits.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn paper_code() -> Result<String, NoRandomBytes> {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomBytes)?;
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
    Ok(letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-"))
}

/// What a code on paper is when everything is taken off that people add or mix up; nothing when it cannot be one.
pub fn read_paper_code(typed: &str) -> Option<String> {
    let mut read = String::with_capacity(LENGTH);
    for letter in typed.chars().filter(|letter| letter.is_ascii_alphanumeric()) {
        read.push(match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other if ALPHABET.contains(&(other as u8)) => other,
            _ => return None,
        });
    }
    (read.len() == LENGTH).then_some(read)
}

/// A code to send: six digits, each as likely as any other.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn message_code() -> Result<String, NoRandomBytes> {
    let most = 10_u32.pow(DIGITS as u32);
    // Beyond this, some codes would come once more often than others.
    let fair = u32::MAX - u32::MAX % most;
    loop {
        let mut bytes = [0_u8; 4];
        getrandom::fill(&mut bytes).map_err(|_| NoRandomBytes)?;
        let number = u32::from_be_bytes(bytes);
        if number < fair {
            return Ok(format!("{:0width$}", number % most, width = DIGITS));
        }
    }
}

/// The digits of a code as somebody typed it; nothing when it cannot be one.
pub fn read_message_code(typed: &str) -> Option<String> {
    let read: Option<String> = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.is_ascii_digit().then_some(letter))
        .collect();
    read.filter(|read| read.len() == DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_code_on_paper_is_read_back_however_it_is_typed() {
        let code = paper_code().unwrap();
        assert_eq!(code.len(), 14);
        let plain: String = code.chars().filter(|letter| *letter != '-').collect();
        for typed in
            [code.clone(), code.to_lowercase(), plain.clone(), format!("  {} ", code.replace('-', " "))]
        {
            assert_eq!(read_paper_code(&typed), Some(plain.clone()), "{typed}");
        }
        let mixed_up = plain.replace('0', "O").replace('1', "l");
        assert_eq!(read_paper_code(&mixed_up), Some(plain));
        for wrong in ["", "7K2M-Q9XD-04T", "7K2M-Q9XD-04TW7", "7K2M-Q9XD-04TU"] {
            assert_eq!(read_paper_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_use_the_whole_alphabet_and_do_not_repeat() {
        let codes: BTreeSet<String> = (0..500).map(|_| paper_code().unwrap()).collect();
        assert_eq!(codes.len(), 500);
        let letters: BTreeSet<char> = codes.iter().flat_map(|code| code.chars()).collect();
        assert_eq!(letters.len(), 33, "32 digits and the dash");
        let sent: BTreeSet<String> = (0..2000).map(|_| message_code().unwrap()).collect();
        assert!(sent.iter().all(|code| code.len() == DIGITS) && sent.len() > 1900);
        assert!(sent.iter().any(|code| code.starts_with('0')), "none begins with 0");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC*") {
            if let Some(read) = read_paper_code(&typed) {
                prop_assert_eq!(read_paper_code(&read), Some(read));
            }
            if let Some(read) = read_message_code(&typed) {
                prop_assert!(read.len() == DIGITS && read.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }
    }
}
