//! Making a return.

use super::{
    FORMAT, SigningKey,
    key::hex,
    lines::{Header, Row, Totals},
    open::Seal,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// Makes the file: counts the rows into the header, puts them in order, seals it. The same figures, header and key give
/// the same bytes.
///
/// # Errors
/// When a row says what no return may say: a text that is no code, a number below 0.
pub fn make(header: Header, rows: &mut [Row], key: &SigningKey) -> Result<Vec<u8>, serde_json::Error> {
    let refused = <serde_json::Error as serde::ser::Error>::custom;
    let mut totals = Totals::default();
    for row in rows.iter() {
        if let Some(why) = row.fault() {
            return Err(refused(why));
        }
        if !totals.add(row) {
            return Err(refused("a number is beyond what can be counted"));
        }
    }
    rows.sort_by(|left, right| left.key().cmp(&right.key()));
    let header = Header {
        format: FORMAT.to_owned(),
        rows: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        totals,
        ..header
    };
    let mut content = serde_json::to_vec(&header)?;
    content.push(b'\n');
    for row in rows.iter() {
        serde_json::to_writer(&mut content, row)?;
        content.push(b'\n');
    }
    seal(content, key)
}

/// Adds the seal to lines that are whole, whatever they say.
///
/// # Errors
/// Never, unless its own line cannot be written.
pub fn seal(mut content: Vec<u8>, key: &SigningKey) -> Result<Vec<u8>, serde_json::Error> {
    let seal = Seal {
        sha256: hex(&Sha256::digest(&content)),
        key: key.public().fingerprint(),
        signature: STANDARD.encode(key.sign(&content)),
    };
    serde_json::to_writer(&mut content, &seal)?;
    content.push(b'\n');
    Ok(content)
}
