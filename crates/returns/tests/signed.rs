//! Returns: what is made can be opened, by us and with OpenSSL; whatever was changed, cut or made up is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use jiff::Timestamp;
use proptest::prelude::*;
use record::figures::Month;
use returns::signed::{
    CountedDuties, Fault, Header, PublicKey, Row, SigningKey, Totals, claimed_deployment, make, open,
};
use std::{fs, process::Command};

fn key() -> SigningKey {
    SigningKey::of([7; 32])
}

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    instant("2026-04-03T09:00:00Z")
}

fn header() -> Header {
    Header {
        format: String::new(),
        deployment: "north".to_owned(),
        area: "01".to_owned(),
        from: month("2026-02"),
        to: month("2026-03"),
        made_at: instant("2026-04-02T08:00:00Z"),
        sequence: 3,
        corrects: Some(2),
        rows: 0,
        totals: Totals::default(),
    }
}

fn duties(of: &str, duty: &str, met: i64) -> Row {
    Row::Duties {
        month: month(of),
        organisation: "north-police".to_owned(),
        provider: "police".to_owned(),
        edition: "2020".to_owned(),
        duty: duty.to_owned(),
        counts: CountedDuties { met, disputed: 2, ..CountedDuties::default() },
    }
}

fn rows() -> Vec<Row> {
    vec![
        duties("2026-03", "r06-arrested", 40),
        duties("2026-02", "r06-arrested", 30),
        Row::Days {
            month: month("2026-03"),
            organisation: "north-police".to_owned(),
            what: "first_contact".to_owned(),
            duty: String::new(),
            days: 3,
            n: 17,
        },
        Row::Victims {
            month: month("2026-03"),
            organisation: "north-police".to_owned(),
            stage: "police".to_owned(),
            victims: 12,
            contacted: 9,
            disputing: 1,
        },
    ]
}

fn made() -> Vec<u8> {
    make(header(), &mut rows(), &key()).unwrap()
}

fn opened(file: &[u8]) -> Result<returns::signed::Opened, Fault> {
    open(file, &key().public(), |area| area == "01", now())
}

/// The file with lines changed, and sealed again: what somebody who has the key could send.
fn resealed(change: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let text = String::from_utf8(made()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop();
    change(&mut lines);
    let folder = tempfile::tempdir().unwrap();
    let content = lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    sealed_by_openssl(folder.path(), &content)
}

/// A return sealed by somebody else's program: the digest and the signature from OpenSSL.
fn sealed_by_openssl(folder: &std::path::Path, content: &str) -> Vec<u8> {
    fs::write(folder.join("key.pem"), key().to_pem().unwrap()).unwrap();
    fs::write(folder.join("content"), content).unwrap();
    let run = |line: &str| {
        let output = Command::new("sh").arg("-c").arg(line).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let sha256 = run("openssl dgst -sha256 -r content | cut -d' ' -f1");
    let signature = run("openssl pkeyutl -sign -inkey key.pem -rawin -in content | openssl base64 -A");
    let key = run(
        "openssl pkey -in key.pem -pubout -outform DER | tail -c 32 | openssl dgst -sha256 -r | cut -c1-16",
    );
    format!("{content}{{\"sha256\":\"{sha256}\",\"key\":\"{key}\",\"signature\":\"{signature}\"}}\n")
        .into_bytes()
}

#[test]
fn what_is_made_opens() {
    let file = made();
    assert_eq!(claimed_deployment(&file).unwrap(), "north");
    let opened = opened(&file).unwrap();
    let mut expected = rows();
    expected.swap(0, 1);
    assert_eq!(opened.rows, expected);
    assert_eq!((opened.months.from, opened.months.to), (month("2026-02"), month("2026-03")));
    assert_eq!((opened.header.rows, opened.header.sequence, opened.header.corrects), (4, 3, Some(2)));
    assert_eq!(opened.header.totals.duties.met, 70);
    assert_eq!(opened.digest.len(), 64);
    assert_eq!(file, made(), "the same figures give the same bytes");
}

#[test]
fn another_program_can_seal_one() {
    // Ours and OpenSSL's are the same to the byte: Ed25519 signatures have no chance in them.
    assert_eq!(String::from_utf8(resealed(|_| ())).unwrap(), String::from_utf8(made()).unwrap());
}

#[test]
fn another_program_can_check_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = String::from_utf8(made()).unwrap();
    let end = file.trim_end().rfind('\n').unwrap() + 1;
    let seal: serde_json::Value = serde_json::from_str(&file[end..]).unwrap();
    fs::write(folder.path().join("content"), &file[..end]).unwrap();
    fs::write(folder.path().join("public.pem"), key().public().to_pem().unwrap()).unwrap();
    fs::write(folder.path().join("signature"), seal["signature"].as_str().unwrap()).unwrap();
    let line = "openssl base64 -d -A -in signature -out raw && openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in content -sigfile raw";
    let output = Command::new("sh").arg("-c").arg(line).current_dir(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn keys_go_through_their_files() {
    let key = SigningKey::new().unwrap();
    let again = SigningKey::from_pem(&key.to_pem().unwrap()).unwrap();
    assert_eq!(again.public(), key.public());
    assert_eq!(PublicKey::from_pem(&key.public().to_pem().unwrap()).unwrap(), key.public());
    assert!(SigningKey::from_pem(&key.public().to_pem().unwrap()).is_err());
    assert!(PublicKey::from_pem("").is_err());
    assert!(!format!("{key:?}").contains(&key.to_pem().unwrap()[30..60]), "the secret is not printed");
}

#[test]
fn every_changed_byte_is_found() {
    let file = made();
    for place in 0..file.len() {
        let mut changed = file.clone();
        changed[place] ^= 1;
        assert!(opened(&changed).is_err(), "byte {place}");
    }
}

#[test]
fn half_a_file_is_said_to_be_one() {
    let file = made();
    for length in 0..file.len() {
        let why = opened(&file[..length]).unwrap_err();
        // Cut behind a whole row, the row stands where the seal should.
        assert_eq!(why, Fault::Half, "{length} bytes");
    }
}

#[test]
fn somebody_else_is_found() {
    let other = SigningKey::of([8; 32]);
    let file = make(header(), &mut rows(), &other).unwrap();
    assert_eq!(opened(&file), Err(Fault::Signature));
    // And when they claim to have our key.
    let theirs = String::from_utf8(file)
        .unwrap()
        .replace(&other.public().fingerprint(), &key().public().fingerprint());
    assert_eq!(opened(theirs.as_bytes()), Err(Fault::Signature));
    let area = open(&made(), &key().public(), |area| area == "46", now());
    assert_eq!(area, Err(Fault::Area));
}

#[test]
fn neither_the_future_nor_a_month_that_runs_is_taken() {
    let made_at = |at: &str| make(Header { made_at: instant(at), ..header() }, &mut rows(), &key()).unwrap();
    assert!(opened(&made_at("2026-04-03T09:04:59Z")).is_ok(), "clocks differ a little");
    assert_eq!(opened(&made_at("2026-04-03T09:05:01Z")), Err(Fault::Future));
    assert_eq!(opened(&made_at("2026-03-31T22:59:59Z")), Err(Fault::NotEnded(month("2026-03"))));
    assert!(opened(&made_at("2026-03-31T23:00:00Z")).is_ok(), "London is an hour ahead in summer");
    let to = |from: &str, to: &str| {
        let header = Header { from: month(from), to: month(to), ..header() };
        opened(&make(header, &mut [], &key()).unwrap())
    };
    assert_eq!(to("2026-03", "2026-02"), Err(Fault::Months));
    assert_eq!(to("2026-04", "2027-04"), Err(Fault::NotEnded(month("2027-04"))));
    assert!(to("2026-02", "2026-03").is_ok(), "months in which nothing happened are months too");
}

#[test]
fn what_a_key_holder_may_not_say_is_refused_too() {
    let change = |line: usize, from: &'static str, to: &'static str| {
        opened(&resealed(|lines| {
            assert!(lines[line].contains(from), "{}", lines[line]);
            lines[line] = lines[line].replacen(from, to, 1);
        }))
        .unwrap_err()
    };
    let totals = |what, said, counted| Fault::Totals { what, said, counted };
    assert_eq!(change(1, "\"met\":30", "\"met\":31"), totals("met", 70, 71));
    assert_eq!(change(0, "\"rows\":4", "\"rows\":5"), totals("rows", 5, 4));
    assert_eq!(change(4, "\"contacted\":9", "\"contacted\":8"), totals("contacted", 9, 8));
    assert!(matches!(change(0, "2026-03", "2026-3"), Fault::Header(_)));
    assert_eq!(change(0, "lantern-return/1", "lantern-return/2"), Fault::Format);
    for (line, from, to) in [
        (1, "\"met\":30", "\"met\":-30"),
        (1, "\"met\":30", "\"met\":30,\"victim\":\"v1\""),
        (1, "\"duty\":", "\"name\":\"zephyrine\",\"duty\":"),
        (1, "north-police", "Zephyrine Quillfeather"),
        (1, "2026-02", "2026-01"),
        (1, "2026-02", "2026-2"),
        (1, "\"disputed\":2", "\"disputed\":31"),
        (3, "first_contact", "anything"),
        (4, "\"contacted\":9", "\"contacted\":99"),
        (4, "{", "["),
    ] {
        let why = change(line, from, to);
        assert!(matches!(why, Fault::Row { line: found, .. } if found == line + 1), "{to}: {why}");
        assert!(!why.to_string().to_lowercase().contains("zephyrine"), "{why}");
    }
    let twice = resealed(|lines| {
        lines[2] = lines[1].clone();
        lines[0] = lines[0].replace("\"met\":70", "\"met\":60");
    });
    assert_eq!(opened(&twice), Err(Fault::Twice(3)));
    for (from, to) in [
        ("\"sequence\":3", "\"sequence\":0"),
        ("\"corrects\":2", "\"corrects\":3"),
        ("\"sequence\":3", "\"sequence\":3,\"team\":\"t\""),
        ("\"north\"", "\"Ann Other\""),
    ] {
        assert!(matches!(change(0, from, to), Fault::Header(_)), "{to}");
    }
}

#[test]
fn no_return_can_be_made_of_a_name() {
    let mut row = duties("2026-03", "r06-arrested", 1);
    if let Row::Duties { organisation, .. } = &mut row {
        "Zephyrine Quillfeather".clone_into(organisation);
    }
    let why = make(header(), &mut [row], &key()).unwrap_err().to_string();
    assert!(!why.to_lowercase().contains("zephyrine"), "{why}");
}

proptest! {
    #[test]
    fn whatever_comes_is_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = claimed_deployment(&bytes);
        prop_assert!(opened(&bytes).is_err());
    }

    #[test]
    fn a_header_made_of_anything_is_an_answer(text in "[\\[\\]{}\":,a-z0-9\n-]{0,200}") {
        prop_assert!(opened(text.as_bytes()).is_err());
    }
}
