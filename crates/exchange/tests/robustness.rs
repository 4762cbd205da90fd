//! Whatever the bytes, a reader answers: it never panics, a cut message is an error, wrapping changes nothing.

mod messages;

use exchange::{police_uk, read_charge_file, read_court_results};
use messages::*;
use proptest::{collection::vec, prelude::*};

fn samples() -> Vec<String> {
    let told = result(
        "<ResultText>Adjourned to 05/04/2031 at 10:00 in Courtroom 1, Croydon Magistrates&apos; Court</ResultText>",
    );
    let sentence = result(
        "<ResultCode>1002</ResultCode><Outcome><Duration><DurationValue>12</DurationValue>\
        <DurationUnit>M</DurationUnit></Duration></Outcome>",
    );
    let offences = [offence(1, "SX03001", &format!("<Plea>1</Plea><Finding>G</Finding>{told}{sentence}"))];
    let results =
        resulted_case("01ZD1", &[person("Heron", "B", "Curfew; Live at home, Exclusion: no", &offences)]);
    let charges = new_case("01ZD2", &[offence(1, "OF61017", &victim("Sedge", "2", ""))]);
    let event = hearing_resulted(
        r#"[{"cjsCode": "1002", "resultText": "x", "judicialResultPrompts": [{"value": "2 Years", "durationSequence": 1}]}]"#,
    );
    vec![format!("<R>{}</R>", escaped(&results)), results, charges, event]
}

fn read_every_way(bytes: &[u8]) -> (bool, bool) {
    if let Ok(rows) = police_uk::Rows::new(bytes) {
        let _ = rows.count();
    }
    (read_court_results(bytes).is_ok(), read_charge_file(bytes).is_ok())
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in vec(any::<u8>(), 0..400)) {
        read_every_way(&bytes);
    }

    #[test]
    fn a_mutated_message_is_answered(
        which in 0_usize..4,
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        doubled in any::<bool>(),
    ) {
        let mut bytes = samples()[which].clone().into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if doubled {
            let at = cut.index(bytes.len());
            let tail = bytes[at..].to_vec();
            bytes.extend(tail);
        }
        read_every_way(&bytes);
    }

    #[test]
    fn a_cut_message_is_an_error(which in 0_usize..4, cut in any::<prop::sample::Index>()) {
        let message = &samples()[which];
        let cut = cut.index(message.len());
        prop_assert_eq!(read_every_way(&message.as_bytes()[..cut]), (false, false));
    }

    #[test]
    fn wrapping_and_escaping_change_nothing(
        which in 1_usize..3,
        wrappings in vec(0_u8..4, 0..3),
    ) {
        let message = &samples()[which];
        let mut wrapped = message.clone();
        for wrapping in wrappings {
            wrapped = match wrapping {
                0 => format!("<a:Envelope xmlns:a='b'><Body>\n{wrapped}</Body></a:Envelope>"),
                1 => format!("<DataStreamContent> {}</DataStreamContent>", escaped(&wrapped)),
                2 if !wrapped.contains("]]>") => format!("<Message><![CDATA[{wrapped}]]></Message>"),
                _ => escaped(&wrapped),
            };
        }
        if which == 1 {
            let plain = read_court_results(message.as_bytes()).unwrap();
            prop_assert_eq!(read_court_results(wrapped.as_bytes()).unwrap(), plain);
        } else {
            let plain = read_charge_file(message.as_bytes()).unwrap();
            prop_assert_eq!(read_charge_file(wrapped.as_bytes()).unwrap(), plain);
        }
    }
}

#[test]
fn every_encoding_reads_the_same() {
    let message = resulted_case("01ZD1", &[person("Brontë", "U", "Stay at home – always", &[])]);
    let plain = read_court_results(message.as_bytes()).unwrap();
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(message.encode_utf16()).flat_map(order).collect()
    };
    let latin = message.replace('–', "\u{96}");
    let declared = format!("<?xml version='1.0' encoding='windows-1252'?>{latin}");
    let latin: Vec<u8> =
        declared.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
    for bytes in [
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        latin,
        [b"\xEF\xBB\xBF", message.as_bytes()].concat(),
    ] {
        assert_eq!(read_court_results(&bytes).unwrap(), plain);
    }
}

#[test]
fn bombs_are_refused_quickly() {
    let deep = format!("<ResultedCaseMessage>{}", "<a>".repeat(1_000_000));
    assert!(read_court_results(deep.as_bytes()).unwrap_err().to_string().contains("nested deeper"));
    let lists = format!("{{\"hearing\": {}", "[".repeat(1_000_000));
    assert!(read_court_results(lists.as_bytes()).is_err());
    let mut nested = resulted_case("u", &[]);
    for _ in 0..5 {
        nested = format!("<a>{}</a>", escaped(&nested));
    }
    assert!(read_court_results(nested.as_bytes()).unwrap_err().to_string().contains("escaped more than"));
    let huge = vec![b' '; 40_000_000];
    assert!(read_court_results(&huge).unwrap_err().to_string().contains("40000000 bytes"));
}

#[test]
fn messages_made_to_waste_time_are_answered_at_once() {
    let defendant = |inside: &str| resulted_case("u", &[person("Heron", "U", inside, &[])]);
    let texts = ["\n".repeat(1_000_000), ", Curfew :".repeat(100_000), "court ".repeat(200_000)];
    for text in &texts {
        let told =
            offence(1, "TH68010", &result(&format!("<ResultText>Adjourned to / Court {text}</ResultText>")));
        assert!(
            read_court_results(resulted_case("u", &[person("Heron", "U", "", &[told])]).as_bytes()).is_ok()
        );
        assert!(read_court_results(defendant(text).as_bytes()).is_ok());
    }
    let sections = format!("<a>{}{}</a>", "<b>&lt;c/&gt;</b>\n".repeat(100_000), resulted_case("u", &[]));
    assert!(read_court_results(sections.as_bytes()).is_ok());
    let crowd: Vec<String> = (0..10_001).map(|_| "<Defendant/>".to_owned()).collect();
    let refusal = read_court_results(resulted_case("u", &crowd).as_bytes()).unwrap_err().to_string();
    assert_eq!(refusal, "more than 10000 defendants in one message");
    let crowd = new_case("u", &[offence(1, "TH68010", &"<OtherPartyVictim/>".repeat(10_001))]);
    assert!(read_charge_file(crowd.as_bytes()).unwrap_err().to_string().contains("victims"));
}
