//! PNG: only the chunks that make the picture are kept. Everything else can say who made it, where and when, or carry
//! something along; so does what follows the end of the picture.

use crate::Refused;

const SIGNATURE: usize = 8;
/// Length, name and checksum of a chunk
const AROUND: usize = 12;
/// The picture, its colours, its transparency, its frames when it moves
const KEPT: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs",
    b"acTL", b"fcTL", b"fdAT",
];

/// Width and height, as the header says.
pub(crate) fn size(bytes: &[u8]) -> Result<(u32, u32), Refused> {
    let number =
        |at: usize| -> Option<u32> { Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
    if bytes.get(12..16) != Some(b"IHDR") || number(8) != Some(13) {
        return Err(Refused::Damaged);
    }
    match (number(16), number(20)) {
        (Some(width), Some(height)) if width > 0 && height > 0 => Ok((width, height)),
        _ => Err(Refused::Damaged),
    }
}

pub(crate) fn without_metadata(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut kept = bytes.get(..SIGNATURE).ok_or(Refused::Damaged)?.to_vec();
    let mut rest = bytes.get(SIGNATURE..).ok_or(Refused::Damaged)?;
    loop {
        let length =
            rest.first_chunk::<4>().map(|length| u32::from_be_bytes(*length)).ok_or(Refused::Damaged)?;
        let length = usize::try_from(length).map_err(|_| Refused::Damaged)?;
        let whole = length.checked_add(AROUND).and_then(|end| rest.get(..end)).ok_or(Refused::Damaged)?;
        let name = whole.get(4..8).unwrap_or_default();
        if KEPT.iter().any(|one| one.as_slice() == name) {
            kept.extend_from_slice(whole);
        }
        if name == b"IEND" {
            return Ok(kept);
        }
        rest = rest.get(whole.len()..).ok_or(Refused::Damaged)?;
    }
}
