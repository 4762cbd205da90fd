//! The front-end files, inside the binary. Their names carry the hash of their content, so that a
//! browser may keep them for ever; a new build has new names.

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

struct Asset {
    name: &'static str,
    served_as: &'static str,
    plain: &'static [u8],
    gzipped: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets/table.rs"));

/// Address of an asset by the name that templates use; an unknown name is a fault of the template
/// and shows in the tests that render every page
pub(crate) fn address(name: &str) -> String {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => format!("/assets/{}", asset.served_as),
        None => format!("/assets/missing/{name}"),
    }
}

/// `GET /assets/{file}`
pub(crate) async fn show(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.served_as == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let zipped = accepts_gzip(&headers);
    let body = Body::from(if zipped { asset.gzipped } else { asset.plain });
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(asset.served_as)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if zipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    accepted.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(name: &str) -> &'static str {
        let asset = ASSETS.iter().find(|asset| asset.name == name).unwrap();
        std::str::from_utf8(asset.plain).unwrap()
    }

    #[test]
    fn the_style_sheets_bring_no_font_no_crown_and_no_other_host() {
        for asset in ASSETS {
            let text = std::str::from_utf8(asset.plain).unwrap();
            assert!(text.len() > 80, "{} is empty", asset.name);
            assert!(!text.contains("@font-face"), "{} loads a font", asset.name);
            assert!(!text.contains("GDS Transport"), "{} asks for a font that is not ours", asset.name);
            assert!(!asset.name.contains("crest") && !asset.name.contains("crown"), "{}", asset.name);
            assert!(!text.contains("crest.svg"), "{} refers to the crest", asset.name);
            assert!(!text.contains("url(http") && !text.contains("url(//"), "{} calls a host", asset.name);
        }
        assert!(text_of("govuk-frontend.css").contains("arial"), "no font to fall back to");
    }

    #[test]
    fn every_file_that_a_file_refers_to_is_served() {
        for asset in ASSETS {
            let text = std::str::from_utf8(asset.plain).unwrap();
            for after in text.split("/assets/").skip(1) {
                let end = after.find([')', '\'', '"']).unwrap();
                let name = &after[..end];
                assert!(
                    ASSETS.iter().any(|other| other.served_as == name),
                    "{}: {name} is not there",
                    asset.name
                );
            }
        }
    }

    #[test]
    fn gzip_is_sent_only_when_asked_for() {
        let ask = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_gzip(&headers)
        };
        assert!(ask("gzip, deflate, br"));
        assert!(ask("br;q=1.0, gzip;q=0.8"));
        assert!(!ask("br"));
        assert!(!ask("gzip;q=0"));
    }
}
