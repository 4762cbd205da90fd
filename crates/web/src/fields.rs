//! What a form sent: names and values, read once, with a limit on how much.

use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use http_body_util::BodyExt;

/// More than every form here with every box full
pub(crate) const LARGEST_FORM: usize = 256 * 1024;

/// A personal statement of five times the length that is taken, each letter of it as long as a letter can be: it is given
/// back with what is wrong
pub(crate) const LARGEST_STATEMENT: usize = 1536 * 1024;

/// How much a form may bring to an address
pub(crate) fn largest_for(path: &str) -> usize {
    if path == crate::pages::statement::WRITE { LARGEST_STATEMENT } else { LARGEST_FORM }
}

/// Read and thrown away, so that the browser listens to the answer instead of seeing a broken line
const LARGEST_DISCARDED: usize = 16 * 1024 * 1024;

/// The fields of a form, in the order sent
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

/// Why a form was not read
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// more than the address takes
    TooLarge,
    /// the sender went away
    Broken,
}

impl Fields {
    /// A form that nobody has filled in
    pub const NOTHING: Self = Self(Vec::new());

    /// Fields that were read elsewhere
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// Reads the body of a request
    pub async fn read(body: Body, largest: usize) -> Result<Self, Unread> {
        let mut body = body;
        let mut kept = Vec::new();
        let mut seen = 0;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Unread::Broken)?;
            let Some(bytes) = frame.data_ref() else { continue };
            seen += bytes.len();
            if seen <= largest {
                kept.extend_from_slice(bytes);
            } else if seen > LARGEST_DISCARDED {
                break;
            }
        }
        if seen > largest { Err(Unread::TooLarge) } else { Ok(Self::parsed(&kept)) }
    }

    /// Fields from `a=1&b=2`; what is not UTF-8 becomes replacement characters rather than an error
    pub fn parsed(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// A field's text with its ends trimmed and line breaks as `\n`; a field that was not sent is empty
    pub fn text(&self, name: &str) -> String {
        let value = self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value);
        value.trim().replace("\r\n", "\n").replace('\0', "")
    }

    /// Every name and value, in the order sent
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// A field's text, or nothing when it is empty
    pub fn some_text(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a field that may be sent several times, such as ticked boxes
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Fields {
    type Rejection = StatusCode;

    // The gate has read them, from the body of a form or from the address.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_name_and_cleaned() {
        let fields = Fields::parsed(b"told=+line+one%0D%0Aline+two%00+&duty=a&duty=b");
        assert_eq!(fields.text("told"), "line one\nline two");
        assert_eq!(fields.all("duty"), ["a", "b"]);
        assert_eq!(fields.text("absent"), "");
    }

    #[tokio::test]
    async fn a_form_beyond_the_limit_is_refused_and_one_at_the_limit_is_read() {
        let body = |length: usize| Body::from(vec![b'a'; length]);
        for largest in [LARGEST_FORM, LARGEST_STATEMENT] {
            let read = async |length| Fields::read(body(length), largest).await;
            assert_eq!(read(largest + 1).await.unwrap_err(), Unread::TooLarge);
            assert_eq!(read(LARGEST_DISCARDED + 1).await.unwrap_err(), Unread::TooLarge);
            assert!(read(largest).await.is_ok());
        }
    }
}
