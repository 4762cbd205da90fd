//! Bytes to text: UTF-8, UTF-16, ISO-8859-1 and windows-1252, or a refusal that names the first wrong byte.

use std::borrow::Cow;

use super::{At, MAX_MESSAGE_BYTES, ReadError};

/// The text of a message, without a byte order mark.
pub(crate) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if bytes.len() > MAX_MESSAGE_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3)?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, 2, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, 2, u16::from_be_bytes)?,
        [b'<', 0, ..] => utf16(bytes, 0, u16::from_le_bytes)?,
        [0, b'<', ..] => utf16(bytes, 0, u16::from_be_bytes)?,
        _ => match declared_encoding(bytes).map(|name| name.to_ascii_lowercase()).as_deref() {
            // Programs that keep text in UTF-16 declare it so and then write UTF-8: the bytes decide.
            None | Some("utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16") => utf8(bytes, 0)?,
            Some("iso-8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
                windows_1252(bytes)?
            }
            Some(_) => return Err(ReadError::UnknownEncoding),
        },
    };
    refuse_control_characters(&text)?;
    if text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(text) }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<Cow<'_, str>, ReadError> {
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| {
        let at = error.valid_up_to();
        ReadError::WrongEncoding { encoding: "UTF-8", byte: at + skipped, at: At::of(bytes, at, 0) }
    })
}

fn utf16(bytes: &[u8], skipped: usize, unit: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, ReadError> {
    let wrong = |text: &str, byte: usize| ReadError::WrongEncoding {
        encoding: "UTF-16",
        byte: byte + skipped,
        at: At::of(text.as_bytes(), text.len(), 0),
    };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut read = 0;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let Ok(character) = decoded else { return Err(wrong(&text, read)) };
        read += character.len_utf16() * 2;
        text.push(character);
    }
    if odd.is_empty() { Ok(Cow::Owned(text)) } else { Err(wrong(&text, read)) }
}

/// ISO-8859-1 is read as windows-1252, its superset in printable characters: that is what senders mean.
fn windows_1252(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    /// Characters of the bytes 0x80 to 0x9F; 0 where windows-1252 has none.
    const HIGH: [u16; 32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
        0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0, 0x017E, 0x0178,
    ];
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, byte) in bytes.iter().enumerate() {
        let character = match byte {
            0x80..=0x9F => match char::from_u32(u32::from(HIGH[usize::from(byte - 0x80)])) {
                None | Some('\0') => {
                    let place = At::of(bytes, at, 0);
                    return Err(ReadError::WrongEncoding { encoding: "windows-1252", byte: at, at: place });
                }
                Some(character) => character,
            },
            _ => char::from(*byte),
        };
        text.push(character);
    }
    Ok(Cow::Owned(text))
}

/// The name in `encoding="..."` of an XML declaration at the very beginning.
fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(200))?.trim_ascii_start();
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let after = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after[1..].split_once(quote).map(|(name, _)| name)
}

fn refuse_control_characters(text: &str) -> Result<(), ReadError> {
    let forbidden = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    // Whole chunks first, without leaving early, which the compiler turns into a few instructions a chunk.
    let suspect = |chunk: &&[u8]| chunk.iter().fold(false, |found, byte| found | forbidden(byte));
    let bytes = text.as_bytes();
    if bytes.chunks(256).all(|chunk| !suspect(&chunk)) {
        return Ok(());
    }
    match bytes.iter().position(forbidden) {
        Some(at) => Err(ReadError::ControlCharacter { at: At::of(bytes, at, 0) }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "<a>Ŵyn & é</a>";

    fn utf16_bytes(text: &str, bom: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let bom = bom.then_some(0xFEFF);
        bom.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        assert_eq!(text_of(SMALL.as_bytes()).unwrap(), SMALL);
        assert_eq!(text_of(&[b"\xEF\xBB\xBF", SMALL.as_bytes()].concat()).unwrap(), SMALL);
        for bom in [true, false] {
            assert_eq!(text_of(&utf16_bytes(SMALL, bom, u16::to_le_bytes)).unwrap(), SMALL);
            assert_eq!(text_of(&utf16_bytes(SMALL, bom, u16::to_be_bytes)).unwrap(), SMALL);
        }
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xA350 caf\xE9 \x93said\x94</a>";
        assert!(text_of(latin).unwrap().ends_with("<a>£50 café “said”</a>"));
        let misdeclared = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>é</a>";
        assert_eq!(text_of(misdeclared.as_bytes()).unwrap(), misdeclared);
    }

    #[test]
    fn wrong_bytes_are_refused_with_their_place() {
        let error = text_of(b"<a>\n<b>\xFF</b></a>").unwrap_err();
        assert_eq!(
            error.to_string(),
            "not UTF-8 at byte 7 (line 2, column 4): send the message in the encoding that it declares"
        );
        let with_bom = text_of(b"\xEF\xBB\xBF<a>\xC3</a>").unwrap_err();
        assert!(matches!(with_bom, ReadError::WrongEncoding { byte: 6, .. }), "{with_bom}");
        let odd = [utf16_bytes("<a/>", true, u16::to_le_bytes), vec![0x20]].concat();
        assert!(matches!(text_of(&odd), Err(ReadError::WrongEncoding { encoding: "UTF-16", byte: 10, .. })));
        assert!(matches!(text_of(b"\xFF\xFE\x00\xD8<\x00"), Err(ReadError::WrongEncoding { byte: 2, .. })));
        let latin = text_of(b"<?xml version='1.0' encoding='windows-1252'?><a>\x81</a>");
        assert!(matches!(latin, Err(ReadError::WrongEncoding { encoding: "windows-1252", .. })));
        let unknown = text_of(b"<?xml encoding='EBC\nDIC'?><a/>").unwrap_err().to_string();
        assert!(unknown.starts_with("the encoding that it declares is not read"), "{unknown}");
        assert!(!unknown.to_lowercase().contains("ebc"), "the sender's words: {unknown}");
    }

    #[test]
    fn empty_huge_and_control_characters_are_refused() {
        assert_eq!(text_of(b" \r\n\t"), Err(ReadError::Empty));
        assert_eq!(text_of(b""), Err(ReadError::Empty));
        assert!(matches!(text_of(&vec![b' '; MAX_MESSAGE_BYTES + 1]), Err(ReadError::TooLarge { .. })));
        assert!(matches!(text_of(b"<a>\x00</a>"), Err(ReadError::ControlCharacter { .. })));
    }
}
