//! Charge files read from invented messages.

mod messages;

use exchange::{read_charge_file, reading::ReadError};
use messages::*;

#[test]
fn a_charge_file_becomes_the_contracts_object() {
    let phones = "<TelephoneDetails><TelephoneNumberBusiness>01</TelephoneNumberBusiness>\
        <TelephoneNumberMobile>07</TelephoneNumberMobile></TelephoneDetails><EmailDetails>\
        <EmailAddress1>fern@example.org</EmailAddress1></EmailDetails><Birthdate>1985-05-05</Birthdate>";
    let offences = [
        offence(1, "OF61017", &(victim("Bracken", "1a", phones) + &victim("Sedge", "2", ""))),
        offence(2, "TH68010", &victim("BRACKEN", "1a", "")),
    ];
    let read = read_charge_file(new_case("16bh0000131", &offences).as_bytes()).unwrap();
    insta::assert_json_snapshot!(read.message);
    assert_eq!(read.notes, []);
    assert_eq!(read.message.force_name, Some("Humberside"));
    assert_eq!(read.message.case_marker.as_deref(), Some("DV"));
    assert_eq!(read.message.victims[0].offences, [(0, 0), (0, 1)]);
}

#[test]
fn the_force_comes_from_the_police_unit_when_the_reference_has_none() {
    let read = read_charge_file(new_case("URN_NUMBER", &[]).as_bytes()).unwrap().message;
    assert_eq!(read.force, Some("16"));
    assert_eq!(
        read.first_hearing.unwrap().time.unwrap().hour(),
        10,
        "nine o'clock UTC is ten in London in July"
    );
}

#[test]
fn other_kinds_of_message_are_sent_to_their_reader() {
    let refusal = |text: &str| read_charge_file(text.as_bytes()).unwrap_err();
    assert!(matches!(
        refusal(&resulted_case("u", &[])),
        ReadError::OtherKind { command: "court-results", .. }
    ));
    assert!(matches!(refusal("{\"hearing\": {}}"), ReadError::UnknownMessage { .. }));
    assert!(matches!(refusal(""), ReadError::Empty));
}

#[test]
fn victims_without_a_name_or_address_are_kept() {
    let bare = "<OtherPartyVictim><TelephoneDetails><TelephoneNumberHome>02</TelephoneNumberHome></TelephoneDetails>\
        </OtherPartyVictim><OtherPartyVictim/>";
    let read = read_charge_file(new_case("u", &[offence(7, "TH68010", bare)]).as_bytes()).unwrap().message;
    assert_eq!(read.victims.len(), 2);
    assert_eq!(read.victims[0].phones, ["02"]);
    assert_eq!(read.victims[1].offence_sequences, [7]);
}
