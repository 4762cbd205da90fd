//! Court results read from invented messages: what is said, what is looked up, what is refused.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails the test")]

mod messages;

use exchange::{read_court_results, reading::ReadError};
use jiff::civil::{date, time};
use messages::*;
use serde_json::{Value, json};

fn as_json(message: &str) -> Value {
    serde_json::to_value(read_court_results(message.as_bytes()).unwrap().message).unwrap()
}

fn notes(message: &str) -> Vec<String> {
    read_court_results(message.as_bytes()).unwrap().notes.iter().map(ToString::to_string).collect()
}

#[test]
fn a_message_becomes_the_contracts_object_key_by_key() {
    let sentence = result(
        "<ResultCode>1002</ResultCode><ResultText>Imprisonment</ResultText><ResultCodeQualifier>f</ResultCodeQualifier>\
         <Outcome><Duration><DurationValue>14</DurationValue><DurationUnit>M</DurationUnit>\
         <SecondaryDurationValue>2</SecondaryDurationValue><SecondaryDurationUnit>Y</SecondaryDurationUnit></Duration>\
         <ResultAmountSterling>85.50</ResultAmountSterling></Outcome>",
    );
    let adjourned = result(
        "<ResultText>To be continued</ResultText><NextHearing><NextHearingDetails>\
         <CourtHearingLocation>C01SN00</CourtHearingLocation><DateOfHearing>2031-04-05</DateOfHearing>\
         <TimeOfHearing>14:00:00</TimeOfHearing></NextHearingDetails><BailStatusOffence>U</BailStatusOffence></NextHearing>",
    );
    let inside = format!(
        "<Plea>2</Plea><ConvictionDate>2031-03-04</ConvictionDate><Finding>G</Finding>{sentence}{adjourned}"
    );
    let person = person("Heron", "B", "Live at home;Report daily", &[offence(1, "SX03001A", &inside)]);
    insta::assert_json_snapshot!(as_json(&resulted_case("01zd1234531", &[person])));
    let line =
        serde_json::to_string(&read_court_results(resulted_case("u", &[]).as_bytes()).unwrap().message)
            .unwrap();
    assert_eq!(
        line,
        r#"{"file":null,"format":"spi-resulted-case","urn":"U","hearing":{"date":"2031-03-04","time":"10:30","court":"B01EF01","court_name":"Magistrates' Courts London Croydon"},"defendants":[]}"#
    );
}

#[test]
fn several_cases_defendants_and_an_organisation_stand_side_by_side() {
    let first = case(
        "01AA1",
        &[person("Heron", "U", "", &[]), organisation("Invented Works Ltd", &[offence(1, "TH68010", "")])],
    );
    let second = case("02bb2", &[person("Wader", "C", "", &[])]);
    let read = read_court_results(session("B01EF01", &[first, second]).as_bytes()).unwrap();
    let results = &read.message;
    let urns: Vec<_> =
        results.defendants.iter().map(|defendant| results.urn_of(defendant).unwrap()).collect();
    assert_eq!(urns, ["01AA1", "01AA1", "02BB2"]);
    assert_eq!(results.defendants[1].name.as_deref(), Some("Invented Works Ltd"));
    assert!(results.defendants[1].is_organisation);
    assert_eq!(results.defendants[2].bail_status.as_deref(), Some("PR"));
    assert_eq!(results.message.other_urns, ["02BB2"]);
    assert_eq!(read.notes[0].to_string(), "the message speaks of 2 cases");
    let as_json = serde_json::to_value(results).unwrap();
    assert_eq!(as_json["defendants"][0].get("urn"), None);
    assert_eq!(as_json["defendants"][2]["urn"], "02BB2");
}

#[test]
fn nothing_but_the_message_element_is_needed() {
    for empty in
        ["<ResultedCaseMessage/>", "<x:ResultedCaseMessage xmlns:x='y'><x:Session/></x:ResultedCaseMessage>"]
    {
        let expected = json!({"file": null, "format": "spi-resulted-case", "urn": null, "defendants": [],
            "hearing": {"date": null, "time": null, "court": null, "court_name": null}});
        assert_eq!(as_json(empty), expected);
    }
}

#[test]
fn what_is_unknown_is_noted_with_its_place_and_left_out() {
    let odd = result(
        "<ResultCode>9991</ResultCode><ResultText>?</ResultText><ResultCodeQualifier>ZZ</ResultCodeQualifier>\
        <Outcome><ResultAmountSterling>lots</ResultAmountSterling></Outcome>",
    );
    let inside =
        format!("<Plea>55</Plea><Finding>C</Finding><ConvictionDate>2031-02-30</ConvictionDate>{odd}");
    let message =
        session("B99ZZ99", &[case("u", &[person("Heron", "X", "", &[offence(1, "ZZ99999", &inside)])])]);
    assert_eq!(
        notes(&message),
        [
            "unknown court code `B99ZZ99` (hearing and case)",
            "unknown bail status code `X` (defendant 1)",
            "unknown offence code `ZZ99999` (defendant 1, offence 1)",
            "unknown plea code `55` (defendant 1, offence 1)",
            "conviction date cannot be read and is left out (defendant 1, offence 1)",
            "unknown result qualifier code `ZZ` (defendant 1, offence 1, result 1)",
            "amount cannot be read and is left out (defendant 1, offence 1, result 1)",
            "unknown result code `9991` (defendant 1, offence 1, result 1)",
        ]
    );
    let read = as_json(&message);
    assert_eq!(read["hearing"]["court"], "B99ZZ99");
    assert_eq!(read["hearing"]["court_name"], Value::Null);
    let offence = &read["defendants"][0]["offences"][0];
    assert_eq!(offence["code"], "ZZ99999");
    for key in ["title", "category", "notifiable", "plea", "verdict", "convicted_on"] {
        assert_eq!(offence[key], Value::Null, "{key}");
    }
    assert_eq!(offence["results"][0]["code"], "9991");
}

#[test]
fn a_code_of_several_lines_makes_a_note_of_one() {
    let message = resulted_case("u", &[person("Heron", "X\nY\u{85}Z", "", &[])]);
    assert_eq!(notes(&message), ["unknown bail status code `X?Y?Z` (defendant 1)"]);
}

#[test]
fn the_next_hearing_comes_from_the_text_when_it_stands_only_there() {
    let told = result(
        "<ResultCode>4014</ResultCode><ResultText>Committed to Snaresbrook Crown Court for sentence on \
        05/04/2031 at 09:45 or such other date, time or place as the Crown Court directs</ResultText>",
    );
    let message = resulted_case("u", &[person("Heron", "U", "", &[offence(1, "TH68010", &told)])]);
    let next = &as_json(&message)["defendants"][0]["offences"][0]["results"][0]["next_hearing"];
    assert_eq!(*next, json!({"date": "2031-04-05", "time": "09:45", "court": "C01SN00"}));
}

#[test]
fn hundreds_of_results_and_offences_are_read() {
    let results: String =
        (0..150).map(|_| result("<ResultCode>1015</ResultCode><ResultText>Fined</ResultText>")).collect();
    let offences: Vec<String> = (1..=120).map(|number| offence(number, "TH68010", &results)).collect();
    let read =
        read_court_results(resulted_case("u", &[person("Heron", "U", "", &offences)]).as_bytes()).unwrap();
    let read = &read.message.defendants[0].offences;
    assert_eq!((read.len(), read[119].results.len(), read[119].sequence), (120, 150, Some(120)));
}

#[test]
fn other_kinds_of_message_are_sent_to_their_reader() {
    let refusal = |text: &str| read_court_results(text.as_bytes()).unwrap_err();
    assert!(matches!(refusal(&new_case("u", &[])), ReadError::OtherKind { command: "charge-file", .. }));
    assert!(matches!(refusal("hello"), ReadError::UnknownMessage { .. }));
    assert!(matches!(refusal("<a/>"), ReadError::UnknownMessage { .. }));
    assert!(matches!(refusal("{}"), ReadError::UnknownMessage { .. }));
    assert!(matches!(refusal("[1, 2]"), ReadError::Json { .. } | ReadError::UnknownMessage { .. }));
    assert!(matches!(
        refusal("<!DOCTYPE x [<!ENTITY a 'b'>]><ResultedCaseMessage/>"),
        ReadError::DocumentType { .. }
    ));
}

#[test]
fn an_event_of_common_platform_says_the_same_things() {
    let results = r#"[
        {"judicialResultId": "r1", "cjsCode": "1002", "label": "Imprisonment", "resultText": "Imprisonment\n2 Years 6 Months",
         "orderedDate": "2031-06-03", "isDeleted": false, "isNewAmendment": true,
         "judicialResultPrompts": [
            {"label": "Imprisonment Period", "value": "2 Years 6 Months", "durationSequence": 1},
            {"label": "Amount of fine", "value": "£1,500.00", "isFinancialImposition": true},
            {"label": "Amount of surcharge", "value": "£40", "isFinancialImposition": true},
            {"label": "Curfew", "value": "Between 19:00\nAnd 06:00", "qualifier": "JD"}]},
        {"judicialResultId": "r2", "cjsCode": "1015", "isDeleted": true, "resultText": "Fine"},
        {"judicialResultId": "r3", "resultText": "Only text", "lifeDuration": true, "nextHearing":
            {"listedStartDateTime": "2031-07-01T13:00:00Z", "courtCentre": {"name": "Snaresbrook Crown Court"}}}]"#;
    let event = hearing_resulted(results);
    insta::assert_json_snapshot!(as_json(&event));
    let read = read_court_results(event.as_bytes()).unwrap();
    assert_eq!(read.notes, []);
    let facts = &read.message;
    assert_eq!(facts.message.reshared, Some(true));
    assert_eq!(facts.message.hearing_id.as_deref(), Some("hearing-1"));
    assert_eq!((facts.hearing.date, facts.hearing.time), (Some(date(2031, 6, 3)), Some(time(10, 30, 0, 0))));
    let result = &facts.defendants[0].offences[0].results[0];
    assert_eq!((result.result_id.as_deref(), result.is_amendment), (Some("r1"), Some(true)));
    assert_eq!(result.ordered_on, Some(date(2031, 6, 3)));
}

#[test]
fn the_event_is_read_alone_and_in_a_notification() {
    let event = hearing_resulted("[]");
    let hearing: Value = serde_json::from_str(&event).unwrap();
    let alone = as_json(&hearing["hearing"].to_string());
    assert_eq!(alone["urn"], "01ZD1234531");
    assert_eq!(alone["hearing"]["date"], "2031-06-02", "without a day of results, the first day");
    let notification = json!({"Type": "Notification", "Message": event}).to_string();
    assert_eq!(as_json(&notification), as_json(&event));
}

#[test]
fn an_applications_results_reach_the_defendant_that_it_is_about() {
    let application = json!({"hearing": {"hearingDays": [], "courtApplications": [{
        "type": {"code": "MC80524", "type": "Application to reopen case"}, "applicationReference": "ref",
        "subject": {"masterDefendant": {"masterDefendantId": "m9", "personDefendant": {"personDetails": {"lastName": "Heron"}}}},
        "judicialResults": [{"cjsCode": "4584", "resultText": "Case reopened"}],
        "courtApplicationCases": [{"prosecutionCaseIdentifier": {"caseURN": "01ab1"},
            "offences": [{"id": "o1", "offenceCode": "TH68010", "judicialResults": []}]}]}]}});
    let read = read_court_results(application.to_string().as_bytes()).unwrap().message;
    assert_eq!(read.urn.as_deref(), Some("01AB1"));
    let codes: Vec<_> =
        read.defendants[0].offences.iter().map(|offence| offence.code.as_deref().unwrap()).collect();
    assert_eq!(codes, ["TH68010", "MC80524"]);
    assert_eq!(read.defendants[0].offences[1].results[0].code.as_deref(), Some("4584"));
    assert_eq!(read.message.applications[0].kind.as_deref(), Some("Application to reopen case"));
}

#[test]
fn a_defendants_result_goes_to_the_offence_that_it_names() {
    let mut event: Value = serde_json::from_str(&hearing_resulted("[]")).unwrap();
    event["hearing"]["defendantJudicialResults"] = json!([
        {"masterDefendantId": "m1", "judicialResult": {"judicialResultId": "s1", "cjsCode": "3117", "offenceId": "o1"}},
        {"masterDefendantId": "m1", "judicialResult": {"judicialResultId": "s1", "cjsCode": "3117", "offenceId": "o1"}},
        {"masterDefendantId": "m1", "judicialResult": {"judicialResultId": "s2", "cjsCode": "3011"}}]);
    let read = read_court_results(event.to_string().as_bytes()).unwrap().message;
    assert_eq!(read.defendants[0].offences[0].results.len(), 1);
    assert_eq!(read.defendants[0].results[0].code.as_deref(), Some("3011"));
}

#[test]
fn broken_json_is_refused_without_repeating_it() {
    let event = hearing_resulted("[]");
    let cut = read_court_results(&event.as_bytes()[..event.len() - 3]).unwrap_err().to_string();
    assert!(cut.starts_with("the JSON ends early"), "{cut}");
    let wrong = event.replace("\"offences\": [", "\"offences\": [\"Wren Heron\", ");
    let refusal = read_court_results(wrong.as_bytes()).unwrap_err().to_string();
    assert!(refusal.starts_with("JSON of another shape") && !refusal.contains("Wren"), "{refusal}");
}
