//! Files that are what they say, files that are not, and what is left of a picture when it is shown.

use super::*;
use proptest::prelude::*;

/// Stands where phones write the place of a photo.
const PLACE: &[u8] = b"51.3762N 0.0982W Goldcrest Mews";

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let mut whole = vec![0xFF, marker];
    whole.extend((body.len() as u16 + 2).to_be_bytes());
    whole.extend_from_slice(body);
    whole
}

/// A JPEG as a phone makes it: place in EXIF, in XMP, in a comment, in a thumbnail, and in a second picture after the end.
fn photo(width: u16, height: u16, upright: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([upright, 0, 0, 0]);
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    exif.extend(PLACE);
    let mut frame = vec![8];
    frame.extend(height.to_be_bytes());
    frame.extend(width.to_be_bytes());
    frame.extend([1, 1, 0x11, 0]);
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), PLACE].concat();
    let jfif = [b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01".as_slice(), PLACE].concat();
    [
        b"\xFF\xD8".to_vec(),
        segment(0xE0, &jfif),
        segment(0xE1, &exif),
        segment(0xE1, &xmp),
        segment(0xED, PLACE),
        segment(0xFE, PLACE),
        segment(0xDB, &[0; 65]),
        segment(0xC0, &frame),
        segment(0xC4, &[0; 20]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        vec![0x12, 0xFF, 0, 0x34, 0xFF, 0xD0, 0x56],
        b"\xFF\xD9".to_vec(),
        PLACE.to_vec(),
    ]
    .concat()
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut whole = (body.len() as u32).to_be_bytes().to_vec();
    whole.extend(name);
    whole.extend(body);
    whole.extend([0; 4]);
    whole
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"eXIf", PLACE),
        chunk(b"tEXt", PLACE),
        chunk(b"iTXt", PLACE),
        chunk(b"zzZz", PLACE),
        chunk(b"IDAT", b"the picture"),
        chunk(b"IEND", b""),
        PLACE.to_vec(),
    ]
    .concat()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn a_file_is_what_its_bytes_are() {
    let cases: [(&str, Vec<u8>, Kind); 9] = [
        ("IMG_1.JPG", photo(40, 30, 6), Kind::Jpeg),
        ("screen.png", picture(40, 30), Kind::Png),
        ("letter.pdf", b"%PDF-1.7 ...".to_vec(), Kind::Pdf),
        ("note.txt", "Nid oedd neb yno \u{1F622}\r\n".into(), Kind::Text),
        ("", b"no name at all".to_vec(), Kind::Text),
        ("IMG_2.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), Kind::Heic),
        ("door.mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec(), Kind::Mp4),
        ("door.mov", b"\0\0\0\x18ftypqt  \0\0\0\0".to_vec(), Kind::Mp4),
        ("voice.mp3", b"ID3\x04\0\0".to_vec(), Kind::Mp3),
    ];
    for (name, bytes, kind) in cases {
        assert_eq!(look(name, "", &bytes), Ok(kind), "{name}");
        assert_eq!(look(name, kind.media_type(), &bytes), Ok(kind), "{name}");
        assert_eq!(look(name, "application/octet-stream", &bytes), Ok(kind), "{name}");
    }
}

#[test]
fn a_file_that_lies_is_refused() {
    assert_eq!(look("holiday.jpg", "image/jpeg", b"%PDF-1.7"), Err(Refused::Lies));
    assert_eq!(look("holiday", "image/png", &photo(4, 3, 1)), Err(Refused::Lies));
    assert_eq!(look("holiday.jpg.exe", "", &photo(4, 3, 1)), Err(Refused::Lies));
    assert_eq!(look("page.html", "", b"<script>alert(1)</script>"), Err(Refused::Lies));
    assert_eq!(look("page.txt", "text/html", b"<script>alert(1)</script>"), Err(Refused::Lies));
    assert_eq!(look("picture.svg", "image/svg+xml", b"<svg/>"), Err(Refused::Lies));
    // A name with a full stop in it is not a lie.
    assert_eq!(look("St. Mary's of old", "", &photo(4, 3, 1)), Ok(Kind::Jpeg));
}

#[test]
fn archives_programs_and_nothing_are_refused() {
    assert_eq!(look("a.zip", "application/zip", b"PK\x03\x04rest"), Err(Refused::Archive));
    assert_eq!(look("a.jpg", "image/jpeg", b"PK\x03\x04rest"), Err(Refused::Archive));
    assert_eq!(look("a.docx", "", b"PK\x03\x04rest"), Err(Refused::Archive));
    assert_eq!(look("a.gz", "", b"\x1F\x8B\x08rest"), Err(Refused::Archive));
    assert_eq!(look("a.exe", "", b"MZ\x90\0"), Err(Refused::Unknown));
    assert_eq!(look("a.txt", "text/plain", b"a\0b"), Err(Refused::Unknown));
    assert_eq!(look("a.txt", "", b""), Err(Refused::Empty));
    assert_eq!(look("a.txt", "", &vec![b'a'; LARGEST]), Ok(Kind::Text));
    assert_eq!(look("a.txt", "", &vec![b'a'; LARGEST + 1]), Err(Refused::TooLarge));
}

#[test]
fn a_picture_that_says_it_is_giant_is_refused() {
    assert_eq!(look("a.png", "", &picture(60_000, 10)), Err(Refused::TooManyPoints));
    assert_eq!(look("a.png", "", &picture(29_000, 29_000)), Err(Refused::TooManyPoints));
    assert_eq!(look("a.png", "", &picture(u32::MAX, u32::MAX)), Err(Refused::TooManyPoints));
    assert_eq!(look("a.jpg", "", &photo(65_535, 65_535, 1)), Err(Refused::TooManyPoints));
    assert_eq!(look("a.png", "", &picture(0, 10)), Err(Refused::Damaged));
    assert_eq!(look("a.png", "", &picture(16_000, 12_000)), Ok(Kind::Png));
}

#[test]
fn what_is_shown_does_not_say_where_it_was_made() {
    for (kind, made) in [(Kind::Jpeg, photo(40, 30, 6)), (Kind::Png, picture(40, 30))] {
        assert!(holds(&made, PLACE));
        let shown = to_show(kind, &made).unwrap();
        for piece in PLACE.windows(6) {
            assert!(!holds(&shown, piece), "{kind:?}: {}", String::from_utf8_lossy(piece));
        }
        // It is still the same picture, and cleaning it again changes nothing.
        assert_eq!(look("", "", &shown), Ok(kind));
        assert_eq!(to_show(kind, &shown).unwrap(), shown);
    }
    let shown = to_show(Kind::Png, &picture(40, 30)).unwrap();
    assert!(holds(&shown, b"the picture"));
    assert_eq!(png::size(&shown), Ok((40, 30)));
    let shown = to_show(Kind::Jpeg, &photo(40, 30, 1)).unwrap();
    assert!(holds(&shown, &[0x12, 0xFF, 0, 0x34, 0xFF, 0xD0, 0x56]), "the scan is whole");
    assert!(!holds(&shown, b"Exif"), "nothing of it when the picture stands upright");
}

#[test]
fn a_photo_that_lies_on_its_side_is_still_turned() {
    let shown = to_show(Kind::Jpeg, &photo(40, 30, 6)).unwrap();
    assert!(holds(&shown, b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"));
    // A thing that is no orientation is not carried over.
    let shown = to_show(Kind::Jpeg, &photo(40, 30, 200)).unwrap();
    assert!(!holds(&shown, b"Exif"));
}

#[test]
fn a_picture_that_breaks_off_is_refused() {
    let (photo, picture) = (photo(40, 30, 6), picture(40, 30));
    let end = photo.len() - PLACE.len();
    for length in 3..end {
        assert!(look("", "", &photo[..length]).is_err(), "the first {length} bytes of a photo");
    }
    let end = picture.len() - PLACE.len();
    for length in 8..end {
        assert!(look("", "", &picture[..length]).is_err(), "the first {length} bytes of a picture");
    }
}

proptest! {
    /// Whatever is sent, nothing panics, and what is taken can be shown.
    #[test]
    fn nothing_that_is_sent_breaks_it(name in ".{0,12}", bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0_usize..200, with in any::<u8>()) {
        look(&name, "", &bytes).ok();
        for mut made in [photo(40, 30, 6), picture(40, 30)] {
            if let Some(byte) = made.get_mut(at) {
                *byte = with;
            }
            if let Ok(kind) = look("", "", &made) {
                prop_assert!(to_show(kind, &made).is_ok());
            }
        }
    }
}
