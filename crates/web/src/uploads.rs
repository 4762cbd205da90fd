//! Files that come with a form (`multipart/form-data`), on the few routes that take any. They are held in memory, never on
//! a disk of ours, and only so many at once.

use crate::fields::{Fields, Unread};
use axum::{
    RequestExt,
    body::Body,
    extract::{DefaultBodyLimit, FromRequestParts, Multipart, Request},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use service::files::{FileOffered, FileShown};

/// One file of the largest size, and a form
pub(crate) const LARGEST_UPLOAD: usize = files::LARGEST + 512 * 1024;
/// Read and thrown away, so that the browser listens to the answer
const LARGEST_DISCARDED: usize = 64 * 1024 * 1024;
/// How many forms with files are read at the same moment
pub(crate) const AT_ONCE: usize = 16;
/// More parts than any form here has
const MOST_PARTS: usize = 100;

/// Marks a route that takes files
#[derive(Debug, Clone, Copy)]
pub(crate) struct TakesFiles;

/// The files of a form, as they were sent
#[derive(Debug, Clone, Default)]
pub(crate) struct Uploads(pub Vec<FileOffered>);

/// Whether a request brings a form with files
pub(crate) fn brings_files(method: &Method, headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    method == Method::POST && kind.is_some_and(|kind| kind.trim_start().starts_with("multipart/form-data"))
}

/// Reads a form with its files
pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<(Fields, Uploads), Unread> {
    let bytes = whole(body).await?;
    let mut request = Request::new(Body::from(bytes));
    if let Some(kind) = headers.get(header::CONTENT_TYPE) {
        request.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
    }
    // What comes is counted above.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts: Multipart = request.extract().await.map_err(|_| Unread::Broken)?;
    let (mut pairs, mut files, mut seen) = (Vec::new(), Vec::new(), 0);
    while let Some(part) = parts.next_field().await.map_err(|_| Unread::Broken)? {
        seen += 1;
        if seen > MOST_PARTS {
            return Err(Unread::Broken);
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let declared = part.content_type().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| Unread::Broken)?;
        match file_name {
            // A browser sends an empty part for a field in which nothing was chosen.
            Some(file_name) if file_name.is_empty() && bytes.is_empty() => {}
            Some(file_name) => files.push(FileOffered { name: file_name, declared, bytes: bytes.to_vec() }),
            None => pairs.push((name, String::from_utf8_lossy(&bytes).into_owned())),
        }
    }
    Ok((Fields::of(pairs), Uploads(files)))
}

async fn whole(body: Body) -> Result<Vec<u8>, Unread> {
    let (mut body, mut kept, mut seen) = (body, Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unread::Broken)?;
        let Some(bytes) = frame.data_ref() else { continue };
        seen += bytes.len();
        if seen <= LARGEST_UPLOAD {
            kept.extend_from_slice(bytes);
        } else {
            kept = Vec::new();
            if seen > LARGEST_DISCARDED {
                break;
            }
        }
    }
    if seen > LARGEST_UPLOAD { Err(Unread::TooLarge) } else { Ok(kept) }
}

impl<S: Send + Sync> FromRequestParts<S> for Uploads {
    type Rejection = StatusCode;

    // The gate has read them. A form that brought none has none.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Nothing in it may run, load anything, or know our cookies, should a browser show it after all
pub(crate) const SANDBOX: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
);

/// Marks an answer that gets [`SANDBOX`] in place of the policy of our own pages
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sandboxed;

/// A file that somebody sent, to be saved and not to be shown in our pages. Its name here says only what it is.
pub(crate) fn given_out(shown: FileShown) -> Response {
    let disposition = format!("attachment; filename=\"file.{}\"", shown.kind.ending());
    let headers = [
        (header::CONTENT_TYPE, shown.kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    let mut response = (headers, shown.bytes).into_response();
    response.extensions_mut().insert(Sandboxed);
    response
}
