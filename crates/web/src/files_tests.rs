//! Files on the real pages: sent without scripts, refused in plain words, given out so that nothing in them runs and
//! nothing says where a photo was made (REP-2).

use crate::{
    cases::{ROSA, World, case_id, victim_id},
    http_tests::{form_secret_of, get_as, send, sign_in, text},
    router,
};
use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;

const BOUNDARY: &str = "----lantern-test";
const PLACE: &[u8] = b"51.3762N Goldcrest Mews";

/// A form with a file, as a browser sends it
pub fn multipart(fields: &[(&str, &str)], file: Option<(&str, &str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.as_bytes());
    }
    if let Some((name, kind, bytes)) = file {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

pub async fn post_files(router: &Router, cookie: &str, path: &str, body: Vec<u8>) -> Response<Body> {
    let request = Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::HOST, "lantern.test")
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
    send(router, request.body(Body::from(body)).unwrap()).await
}

/// A photo with a place in it
pub fn photo() -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| {
        [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat()
    };
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0".as_slice(), PLACE].concat();
    let parts = [
        b"\xFF\xD8".to_vec(),
        segment(0xE1, &exif),
        segment(0xC0, &[8, 0, 30, 0, 40, 1, 1, 0x11, 0]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"the picture".to_vec(),
        b"\xFF\xD9".to_vec(),
    ];
    parts.concat()
}

/// Addresses on a page that begin like this
fn links(page: &str, begin: &str) -> Vec<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    hrefs.filter(|href| href.starts_with(begin)).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_photo_goes_in_and_comes_out_without_its_place() {
    let world = World::new().await;
    let router = router(world.app());
    let rosa = sign_in(&router, "rosa").await;
    let page = text(get_as(&router, &rosa, "/your-files").await).await;
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains("type=\"file\""));
    let token = form_secret_of(&page);
    let body = multipart(&[("_token", &token)], Some(("my door.jpg", "image/jpeg", &photo())));
    let sent = post_files(&router, &rosa, "/your-files", body).await;
    assert_eq!(sent.status(), StatusCode::SEE_OTHER);
    let page = text(get_as(&router, &rosa, "/your-files").await).await;
    assert!(page.contains("my door.jpg"));
    let file = links(&page, "/your-files/").remove(0);
    let officer = sign_in(&router, "officer").await;
    let case = case_id(ROSA);
    let staff = text(get_as(&router, &officer, &format!("/case/{case}/files")).await).await;
    assert!(staff.contains("my door.jpg") && staff.contains("Not looked at for viruses"));
    let of_staff = links(&staff, &format!("/case/{case}/files/")).remove(0);
    for (cookie, address) in [(&rosa, &file), (&officer, &of_staff)] {
        let response = get_as(&router, cookie, address).await;
        assert_eq!(response.status(), StatusCode::OK);
        let header = |name: header::HeaderName| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header(header::CONTENT_TYPE), "image/jpeg");
        assert_eq!(header(header::CONTENT_DISPOSITION), "attachment; filename=\"file.jpg\"");
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(header(header::CONTENT_SECURITY_POLICY).ends_with("sandbox"));
        assert_eq!(header(header::CACHE_CONTROL), "no-store");
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        assert!(bytes.windows(11).any(|window| window == b"the picture"));
        assert!(!bytes.windows(8).any(|window| PLACE.windows(8).any(|piece| piece == window)), "its place");
    }
    // Who has no business with it does not learn that it is there.
    let elsewhere = sign_in(&router, "stranger").await;
    assert_eq!(get_as(&router, &elsewhere, &of_staff).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get_as(&router, &officer, &file).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get_as(&router, "", &file).await.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_not_taken_is_said_in_both_languages_and_loses_nothing() {
    let world = World::new().await;
    let router = router(world.app());
    let rosa = sign_in(&router, "rosa").await;
    let token = form_secret_of(&text(get_as(&router, &rosa, "/your-files").await).await);
    let welsh = format!("{rosa}; lantern-language=cy");
    let large = vec![b'a'; files::LARGEST + 1];
    let cases: [(&str, &str, &[u8], &str, &str); 4] = [
        ("a.jpg", "image/jpeg", b"%PDF-1.7", "not what its name says", "Nid yw’r ffeil hon"),
        ("a.zip", "application/zip", b"PK\x03\x04", "zip", "ffeiliau zip"),
        ("a.txt", "text/plain", b"", "not empty", "nad yw’n wag"),
        ("a.txt", "text/plain", &large, "10 MB or less", "10 MB neu lai"),
    ];
    for (name, kind, bytes, english, in_welsh) in cases {
        for (cookie, words) in [(&rosa, english), (&welsh, in_welsh)] {
            let body = multipart(&[("_token", &token)], Some((name, kind, bytes)));
            let refused = post_files(&router, cookie, "/your-files", body).await;
            assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            let page = text(refused).await;
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    // Nothing chosen; more than is read at all; parts that are none; a stranger's form.
    let none = post_files(&router, &rosa, "/your-files", multipart(&[("_token", &token)], None)).await;
    assert!(text(none).await.contains("Choose a file"));
    let huge = vec![b'a'; crate::uploads::LARGEST_UPLOAD + 1];
    let body = multipart(&[("_token", &token)], Some(("a.txt", "text/plain", &huge)));
    let refused = post_files(&router, &rosa, "/your-files", body).await;
    assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(refused).await.contains("This file is too large"));
    let broken = post_files(&router, &rosa, "/your-files", b"no parts at all".to_vec()).await;
    assert!(broken.status().is_client_error());
    let forged = multipart(&[("_token", "x")], Some(("a.jpg", "image/jpeg", &photo())));
    assert_eq!(post_files(&router, &rosa, "/your-files", forged).await.status(), StatusCode::FORBIDDEN);
    let signed_out = multipart(&[("_token", &token)], Some(("a.jpg", "image/jpeg", &photo())));
    assert_eq!(post_files(&router, "", "/your-files", signed_out).await.status(), StatusCode::FORBIDDEN);
    // Only the routes for files read any: elsewhere such a form is as large as a form may be, and has no fields.
    let body = multipart(&[("_token", &token)], Some(("a.jpg", "image/jpeg", &photo())));
    let elsewhere = post_files(&router, &rosa, "/how-we-contact-you", body).await;
    assert_eq!(elsewhere.status(), StatusCode::FORBIDDEN);
    assert_eq!(
        world.service.own_files(&world.service.actor("rosa", crate::cases::now()).unwrap()).await.unwrap(),
        []
    );
}

#[tokio::test]
async fn staff_add_a_file_and_say_about_whom() {
    let world = World::new().await;
    let router = router(world.app());
    let officer = sign_in(&router, "officer").await;
    let address = format!("/case/{}/files", case_id(ROSA));
    let token = form_secret_of(&text(get_as(&router, &officer, &address).await).await);
    let nobody = multipart(&[("_token", &token)], Some(("a.jpg", "image/jpeg", &photo())));
    let refused = post_files(&router, &officer, &address, nobody).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let victim = victim_id(ROSA, 1).to_string();
    let fields = [("_token", token.as_str()), ("victim", victim.as_str())];
    let body = multipart(&fields, Some(("a.jpg", "image/jpeg", &photo())));
    assert_eq!(post_files(&router, &officer, &address, body).await.status(), StatusCode::SEE_OTHER);
    let rosa = sign_in(&router, "rosa").await;
    assert!(text(get_as(&router, &rosa, "/your-files").await).await.contains("a.jpg"));
}
