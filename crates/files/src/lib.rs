//! What a file is, read from its bytes and never from its name; whether it is taken; and how it is shown without what it
//! says about its maker (where a photo was made, by whom, with which phone).
//!
//! Pure: no storage, no network, no case. A file that is not what its sender says, an archive, a picture that would
//! unpack to more than a machine can hold, and an empty file are refused with the reason.

mod jpeg;
mod kind;
mod png;

pub use kind::Kind;

/// The largest file that is taken, bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// The most points a picture may have. The largest phones make 200 million; most programs give up beyond.
pub const MOST_POINTS: u64 = 200_000_000;
/// The longest side of a picture.
pub const LONGEST_SIDE: u32 = 30_000;

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than [`LARGEST`].
    #[error("the file is larger than {} MB", LARGEST / 1024 / 1024)]
    TooLarge,
    /// It is an archive: what is in it cannot be seen before it is unpacked.
    #[error("the file is an archive or an office document; send what is in it as PDF or pictures")]
    Archive,
    /// It is none of the kinds that are taken.
    #[error("the file is none of the kinds that are taken")]
    Unknown,
    /// It is said to be something else than it is.
    #[error("the file is not what its name or its sender says")]
    Lies,
    /// The picture says that it is larger than anybody can open.
    #[error("the picture has too many points")]
    TooManyPoints,
    /// It begins as what it is and does not go on so.
    #[error("the file is damaged")]
    Damaged,
}

/// Says what a file is, or why it is not taken. `name` and `declared` (a media type) are what its sender says; they can
/// only ever make it refused.
///
/// # Errors
/// The reason for which it is not taken.
pub fn look(name: &str, declared: &str, bytes: &[u8]) -> Result<Kind, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(Refused::TooLarge);
    }
    let kind = Kind::of(bytes)?;
    if kind::said(name, declared).into_iter().any(|said| said != Some(kind)) {
        return Err(Refused::Lies);
    }
    let size = match kind {
        Kind::Jpeg => Some(jpeg::size(bytes)?),
        Kind::Png => Some(png::size(bytes)?),
        _ => None,
    };
    if let Some((width, height)) = size
        && (width > LONGEST_SIDE
            || height > LONGEST_SIDE
            || u64::from(width) * u64::from(height) > MOST_POINTS)
    {
        return Err(Refused::TooManyPoints);
    }
    // What cannot be shown safely later is better refused now, while its sender can do something about it.
    if kind.can_be_cleaned() {
        to_show(kind, bytes)?;
    }
    Ok(kind)
}

/// A file as it is shown: a picture without what it says about its maker. Other kinds as they are: who may have them is
/// decided by whoever knows what they could give away ([`Kind::can_be_cleaned`]).
///
/// # Errors
/// When it is damaged.
pub fn to_show(kind: Kind, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
    match kind {
        Kind::Jpeg => jpeg::without_metadata(bytes),
        Kind::Png => png::without_metadata(bytes),
        _ => Ok(bytes.to_vec()),
    }
}

#[cfg(test)]
mod tests;
