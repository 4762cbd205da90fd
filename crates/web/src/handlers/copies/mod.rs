//! Copies that leave the record: a victim's own information, and what is disclosed to the defence.

pub(crate) mod defence;
pub(crate) mod own;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// A file to be kept. Its name says nothing about anybody; it is never cached (the frame sees to that) and never shown in
/// our own pages.
fn file(name: &'static str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
