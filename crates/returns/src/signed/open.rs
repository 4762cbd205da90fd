//! Opening a return: the seal first, then what is in it.

use super::{
    AHEAD, FORMAT, Fault, PublicKey,
    key::hex,
    lines::{Header, Row, Totals},
};
use crate::months::Months;
use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// The largest return, bytes. An area with a hundred duties, ten organisations and a year has about three million.
pub const LARGEST: usize = 32 * 1024 * 1024;
/// The longest line, bytes.
const LONGEST: usize = 4096;

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seal {
    pub(super) sha256: String,
    pub(super) key: String,
    pub(super) signature: String,
}

/// A return that was opened: sealed by whom it names, whole, and right in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The header.
    pub header: Header,
    /// Its months.
    pub months: Months,
    /// The rows.
    pub rows: Vec<Row>,
    /// The digest of its content, by which it is known again.
    pub digest: String,
}

/// Which deployment a file says it is from, so that its key can be looked up. Nothing is proved yet.
///
/// # Errors
/// When the file is too large, half, or has no header.
pub fn claimed_deployment(file: &[u8]) -> Result<String, Fault> {
    #[derive(Deserialize)]
    struct Named {
        format: String,
        deployment: String,
    }
    let (content, _) = split(file)?;
    let named: Named =
        serde_json::from_slice(first_line(content)).map_err(|why| Fault::Header(place_of(&why)))?;
    if named.format == FORMAT { Ok(named.deployment) } else { Err(Fault::Format) }
}

/// Opens a return with the key of the deployment that it names. `answers_for` says whether that deployment answers for
/// an area.
///
/// # Errors
/// Whatever is wrong with it; nothing of it may be used then.
pub fn open(
    file: &[u8],
    key: &PublicKey,
    answers_for: impl Fn(&str) -> bool,
    now: Timestamp,
) -> Result<Opened, Fault> {
    let (content, seal) = split(file)?;
    let digest = hex(&Sha256::digest(content));
    if digest != seal.sha256 {
        return Err(Fault::Digest);
    }
    let signature: [u8; 64] = STANDARD
        .decode(&seal.signature)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Fault::Signature)?;
    if seal.key != key.fingerprint() || !key.has_signed(content, &signature) {
        return Err(Fault::Signature);
    }
    let header = header(content)?;
    let months = span(&header, now)?;
    if !answers_for(&header.area) {
        return Err(Fault::Area);
    }
    let rows = rows(content, &header, months)?;
    Ok(Opened { header, months, rows, digest })
}

/// The content and its seal: the last line, which must be whole.
fn split(file: &[u8]) -> Result<(&[u8], Seal), Fault> {
    if file.len() > LARGEST {
        return Err(Fault::Large);
    }
    let body = file.strip_suffix(b"\n").ok_or(Fault::Half)?;
    let end = body.iter().rposition(|byte| *byte == b'\n').ok_or(Fault::Half)? + 1;
    let (content, last) = body.split_at(end);
    let seal = serde_json::from_slice(last).map_err(|_| Fault::Half)?;
    Ok((content, seal))
}

fn first_line(content: &[u8]) -> &[u8] {
    let line = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    &line[..line.len().min(LONGEST)]
}

fn header(content: &[u8]) -> Result<Header, Fault> {
    let header: Header =
        serde_json::from_slice(first_line(content)).map_err(|why| Fault::Header(place_of(&why)))?;
    if header.format != FORMAT {
        return Err(Fault::Format);
    }
    match header.fault() {
        Some(why) => Err(Fault::Header(why.to_owned())),
        None => Ok(header),
    }
}

/// The months, which had ended when it was made; and it was not made in the future.
fn span(header: &Header, now: Timestamp) -> Result<Months, Fault> {
    if header.made_at.duration_since(now) > AHEAD {
        return Err(Fault::Future);
    }
    let months = header.months().ok_or(Fault::Months)?;
    if months.have_ended(header.made_at) { Ok(months) } else { Err(Fault::NotEnded(months.to)) }
}

fn rows(content: &[u8], header: &Header, months: Months) -> Result<Vec<Row>, Fault> {
    let mut rows: Vec<Row> = Vec::new();
    let mut totals = Totals::default();
    let lines = content.strip_suffix(b"\n").unwrap_or(content).split(|byte| *byte == b'\n');
    for (number, line) in lines.enumerate().skip(1) {
        let line_number = number + 1;
        let fault = |why: &str| Fault::Row { line: line_number, why: why.to_owned() };
        if line.len() > LONGEST {
            return Err(fault("longer than any row"));
        }
        let row: Row = serde_json::from_slice(line)
            .map_err(|why| fault(&format!("not a row of a return ({})", place_of(&why))))?;
        if let Some(why) = row.fault() {
            return Err(fault(why));
        }
        if !months.has(row.month()) {
            return Err(fault("its month is none of those in the header"));
        }
        if !totals.add(&row) {
            return Err(fault("a number is beyond what can be counted"));
        }
        rows.push(row);
    }
    let counted = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    if counted != header.rows {
        return Err(Fault::Totals { what: "rows", said: header.rows, counted });
    }
    if let Some((what, said, counted)) = header.totals.difference(&totals) {
        return Err(Fault::Totals { what, said, counted });
    }
    match first_twice(&rows) {
        Some(place) => Err(Fault::Twice(place + 2)),
        None => Ok(rows),
    }
}

fn first_twice(rows: &[Row]) -> Option<usize> {
    let mut seen = HashSet::with_capacity(rows.len());
    rows.iter().position(|row| !seen.insert(row.key()))
}

/// Where a text stops being what it should, without a word of the text.
fn place_of(why: &serde_json::Error) -> String {
    let what = if why.is_eof() {
        "it ends too early"
    } else if why.is_data() {
        "a field is missing, unknown, or of another kind"
    } else {
        "it is not JSON"
    };
    format!("{what}, at character {}", why.column())
}
