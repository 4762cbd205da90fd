//! JPEG: only the segments that make the picture are kept, and which way up it is. Cameras and phones write where, when
//! and with what it was made into the others (EXIF, XMP, IPTC, comments, a second picture after the end).

use crate::Refused;

/// A segment: its marker, what is in it, and the scan that follows it
struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
    scan: &'a [u8],
}

const START_OF_SCAN: u8 = 0xDA;
const END: u8 = 0xD9;
const JFIF: u8 = 0xE0;
const EXIF: u8 = 0xE1;
const ADOBE: u8 = 0xEE;

/// Reads segment after segment until the end of the picture
struct Segments<'a> {
    rest: &'a [u8],
}

impl<'a> Segments<'a> {
    fn of(bytes: &'a [u8]) -> Result<Segments<'a>, Refused> {
        match bytes.strip_prefix(b"\xFF\xD8") {
            Some(rest) => Ok(Segments { rest }),
            None => Err(Refused::Damaged),
        }
    }

    /// The next one; none at the end of the picture
    fn next(&mut self) -> Result<Option<Segment<'a>>, Refused> {
        // Any number of fill bytes may stand before a marker.
        let mut rest = self.rest.strip_prefix(b"\xFF").ok_or(Refused::Damaged)?;
        while let Some(after) = rest.strip_prefix(b"\xFF") {
            rest = after;
        }
        let (&marker, rest) = rest.split_first().ok_or(Refused::Damaged)?;
        if marker == END {
            return Ok(None);
        }
        let length = rest.first_chunk::<2>().map(|length| usize::from(u16::from_be_bytes(*length)));
        let length = length.filter(|length| *length >= 2).ok_or(Refused::Damaged)?;
        let body = rest.get(2..length).ok_or(Refused::Damaged)?;
        let rest = rest.get(length..).ok_or(Refused::Damaged)?;
        let (scan, rest) =
            if marker == START_OF_SCAN { rest.split_at(end_of_scan(rest)?) } else { (&[][..], rest) };
        self.rest = rest;
        Ok(Some(Segment { marker, body, scan }))
    }
}

/// Where the next marker is. In a scan 0xFF is followed by 0 or by a restart.
fn end_of_scan(scan: &[u8]) -> Result<usize, Refused> {
    let pairs = scan.iter().zip(scan.iter().skip(1));
    let ends = |(at, (&this, &next)): (usize, (&u8, &u8))| {
        (this == 0xFF && !matches!(next, 0 | 0xD0..=0xD7 | 0xFF)).then_some(at)
    };
    pairs.enumerate().find_map(ends).ok_or(Refused::Damaged)
}

/// A frame: how large the picture is
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Width and height, the largest that any frame says.
pub(crate) fn size(bytes: &[u8]) -> Result<(u32, u32), Refused> {
    let mut segments = Segments::of(bytes)?;
    let mut largest = None;
    while let Some(segment) = segments.next()? {
        if let (true, &[_, high, low, wide, narrow, ..]) = (is_frame(segment.marker), segment.body) {
            let size =
                (u32::from(u16::from_be_bytes([wide, narrow])), u32::from(u16::from_be_bytes([high, low])));
            largest = largest.max(Some(size));
        }
    }
    largest.filter(|(width, _)| *width > 0).ok_or(Refused::Damaged)
}

pub(crate) fn without_metadata(bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    let mut segments = Segments::of(bytes)?;
    let (mut upright, mut picture) = (1, Vec::with_capacity(bytes.len()));
    while let Some(Segment { marker, body, scan }) = segments.next()? {
        match marker {
            // Frames, tables, scans, restarts: the picture itself.
            0xC0..=0xCF | 0xDA..=0xDD => {
                put(&mut picture, marker, body);
                picture.extend_from_slice(scan);
            }
            // How its colours are written; without it some are shown wrong.
            ADOBE if body.len() == 12 && body.starts_with(b"Adobe") => put(&mut picture, marker, body),
            // Version, unit and density, without the small picture that may follow.
            JFIF if body.len() >= 14 && body.starts_with(b"JFIF\0") => {
                let mut plain = body.get(..12).unwrap_or_default().to_vec();
                plain.extend([0, 0]);
                put(&mut picture, marker, &plain);
            }
            EXIF => upright = orientation(body).unwrap_or(upright),
            _ => {}
        }
    }
    let mut clean = b"\xFF\xD8".to_vec();
    if upright != 1 {
        // The one thing that is kept of EXIF, written anew: else photos of phones lie on their side.
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([upright, 0, 0, 0, 0, 0, 0]);
        put(&mut clean, EXIF, &exif);
    }
    clean.append(&mut picture);
    clean.extend([0xFF, END]);
    Ok(clean)
}

fn put(into: &mut Vec<u8>, marker: u8, body: &[u8]) {
    into.extend([0xFF, marker]);
    // It was read with a length of two bytes, or is one of ours and short.
    into.extend(u16::try_from(body.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    into.extend_from_slice(body);
}

/// Which way up the picture is, 1 to 8, as EXIF says.
fn orientation(body: &[u8]) -> Option<u8> {
    const TAG: u16 = 0x0112;
    let tiff = body.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| -> Option<u16> {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let first = [short(4)?, short(6)?];
    let [low, high] = if little { first } else { [first[1], first[0]] };
    let directory = usize::try_from(u32::from(high) << 16 | u32::from(low)).ok()?;
    let entries = usize::from(short(directory)?);
    let of = |entry: usize| directory.checked_add(2)?.checked_add(entry.checked_mul(12)?);
    let entry = (0..entries).filter_map(of).find(|at| short(*at) == Some(TAG))?;
    let value = short(entry.checked_add(8)?)?;
    u8::try_from(value).ok().filter(|value| (1..=8).contains(value))
}
