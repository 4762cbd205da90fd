//! The kinds of file that are taken, and how each begins.

use crate::Refused;
use serde::{Deserialize, Serialize};

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A photo.
    Jpeg,
    /// A picture, such as a copy of a screen.
    Png,
    /// A photo of a newer phone.
    Heic,
    /// A document.
    Pdf,
    /// Plain text.
    Text,
    /// A film.
    Mp4,
    /// A recording of sound.
    Mp3,
}

impl Kind {
    /// Every kind, in the order in which pages name them.
    pub const ALL: [Kind; 7] =
        [Kind::Jpeg, Kind::Png, Kind::Heic, Kind::Pdf, Kind::Text, Kind::Mp4, Kind::Mp3];

    /// The media type under which it is given out.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Heic => "image/heic",
            Kind::Pdf => "application/pdf",
            Kind::Text => "text/plain; charset=utf-8",
            Kind::Mp4 => "video/mp4",
            Kind::Mp3 => "audio/mpeg",
        }
    }

    /// The ending of its name when it is given out.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Heic => "heic",
            Kind::Pdf => "pdf",
            Kind::Text => "txt",
            Kind::Mp4 => "mp4",
            Kind::Mp3 => "mp3",
        }
    }

    /// The slug that events and messages use.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpeg",
            Kind::Text => "text",
            other => other.ending(),
        }
    }

    /// Whether [`crate::to_show`] takes out where it was made and by whom. The others may say it: a film of a phone says
    /// where it was made, a document who wrote it.
    pub fn can_be_cleaned(self) -> bool {
        matches!(self, Kind::Jpeg | Kind::Png | Kind::Text)
    }

    /// The kind that begins with these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Result<Kind, Refused> {
        let starts = |with: &[u8]| bytes.starts_with(with);
        if ARCHIVES.iter().any(|with| starts(with)) {
            return Err(Refused::Archive);
        }
        if starts(b"\xFF\xD8\xFF") {
            return Ok(Kind::Jpeg);
        }
        if starts(b"\x89PNG\r\n\x1a\n") {
            return Ok(Kind::Png);
        }
        if starts(b"%PDF-") {
            return Ok(Kind::Pdf);
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return of_brand(bytes);
        }
        let of_sound = bytes.first() == Some(&0xFF) && bytes.get(1).is_some_and(|next| MP3.contains(next));
        if starts(b"ID3") || of_sound {
            return Ok(Kind::Mp3);
        }
        if is_text(bytes) { Ok(Kind::Text) } else { Err(Refused::Unknown) }
    }
}

/// zip (also of office documents and programs for Android), gzip, bzip2, xz, 7z, rar, Zstandard, cabinet, old office
/// documents
const ARCHIVES: [&[u8]; 11] = [
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x07\x08",
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ\0",
    b"7z\xBC\xAF\x27\x1C",
    b"Rar!",
    b"\x28\xB5\x2F\xFD",
    b"MSCF",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
];
/// Second byte of a frame of MPEG 1 or 2, layer 3
const MP3: [u8; 4] = [0xFB, 0xFA, 0xF3, 0xF2];
const PHOTOS: [&[u8; 4]; 6] = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];
const FILMS: [&[u8; 4]; 10] =
    [b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"3gp4"];

fn of_brand(bytes: &[u8]) -> Result<Kind, Refused> {
    let brand = bytes.get(8..12).ok_or(Refused::Damaged)?;
    if PHOTOS.iter().any(|one| one.as_slice() == brand) {
        Ok(Kind::Heic)
    } else if FILMS.iter().any(|one| one.as_slice() == brand) || brand.starts_with(b"3gp") || brand == b"qt  "
    {
        Ok(Kind::Mp4)
    } else {
        Err(Refused::Unknown)
    }
}

/// Whether every character is one that somebody types or reads
fn is_text(bytes: &[u8]) -> bool {
    let typed = |letter: char| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(typed))
}

/// What the name and the sender say that a file is: nothing, a kind, or something that is no kind of ours (`None`).
pub(crate) fn said(name: &str, declared: &str) -> Vec<Option<Kind>> {
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let by_media = match declared.as_str() {
        "" | "application/octet-stream" | "binary/octet-stream" => None,
        "image/jpeg" | "image/jpg" | "image/pjpeg" => Some(Some(Kind::Jpeg)),
        "image/png" | "image/x-png" => Some(Some(Kind::Png)),
        "image/heic" | "image/heif" => Some(Some(Kind::Heic)),
        "application/pdf" => Some(Some(Kind::Pdf)),
        "text/plain" => Some(Some(Kind::Text)),
        "video/mp4" | "video/quicktime" | "video/3gpp" => Some(Some(Kind::Mp4)),
        "audio/mpeg" | "audio/mp3" => Some(Some(Kind::Mp3)),
        _ => Some(None),
    };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.trim().to_ascii_lowercase());
    let by_name = match ending.as_deref() {
        None | Some("") => None,
        Some("jpg" | "jpeg" | "jpe" | "jfif") => Some(Some(Kind::Jpeg)),
        Some("png") => Some(Some(Kind::Png)),
        Some("heic" | "heif") => Some(Some(Kind::Heic)),
        Some("pdf") => Some(Some(Kind::Pdf)),
        Some("txt" | "text" | "log" | "md") => Some(Some(Kind::Text)),
        Some("mp4" | "m4v" | "mov" | "3gp") => Some(Some(Kind::Mp4)),
        Some("mp3") => Some(Some(Kind::Mp3)),
        // "Letter of 3.March" is no ending: one is short and without spaces.
        Some(other) if other.len() > 5 || !other.bytes().all(|byte| byte.is_ascii_alphanumeric()) => None,
        Some(_) => Some(None),
    };
    by_media.into_iter().chain(by_name).collect()
}
