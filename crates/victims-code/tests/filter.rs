//! `lantern duties` as a reader of the contract meets it: lines in, lines out, refusals with their place.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod common;

use common::{at, calendar, code};
use proptest::prelude::*;
use victims_code::EditionChoice;
use victims_code::filter::{Filter, LONGEST_LINE};

/// The output, and the refusals as `LINE: reason`
fn run(input: &[u8], threads: usize) -> (String, Vec<String>) {
    let mut filter = Filter::new(code(), calendar(), EditionChoice::Auto);
    let mut refused = Vec::new();
    filter.read(input, |line, why| refused.push(format!("{line}: {why}"))).unwrap();
    let mut out = Vec::new();
    filter.write(at("2024-06-01T00:00"), &mut out, threads).unwrap();
    (String::from_utf8(out).unwrap(), refused)
}

/// The one reason for which a line is refused
#[track_caller]
fn reason(line: &str) -> String {
    let (out, refused) = run(line.as_bytes(), 1);
    assert_eq!((refused.len(), out.as_str()), (1, ""), "{line}");
    refused[0].strip_prefix("1: ").unwrap().to_owned()
}

const ADDED: &str = r#"{"case":"C1","event":"victim_added","at":"2024-05-01T09:00:00Z","victim":"V1"}"#;

#[test]
fn a_duty_is_one_line_with_the_contracts_keys_in_order() {
    let arrested = r#"{"case":"C1","event":"suspect_arrested","at":"2024-05-14T10:00:00+01:00","id":"a1"}"#;
    let done = r#"{"case":"C1","event":"duty_done","at":"2024-05-15T08:00:00.5Z","victim":"V1","data":{"duty":"r06-arrested","trigger":"a1"}}"#;
    let (out, refused) = run(format!("{ADDED}\r\n\n{arrested}\n{done}\n").as_bytes(), 1);
    assert_eq!(refused, [""; 0]);
    let expected = concat!(
        r#"{"case":"C1","victim":"V1","duty":"r06-arrested","edition":"2020","right":6,"provider":"police","#,
        r#""trigger":"a1","trigger_event":"suspect_arrested","clock_start":"2024-05-14T10:00:00+01:00","#,
        r#""limit":"5 working days","due":"2024-05-21","due_at":"2024-05-22T00:00:00+01:00","status":"met","#,
        r#""done_by":"e3","done_at":"2024-05-15T09:00:00.5+01:00"}"#,
        "\n"
    );
    assert_eq!(out, expected);
}

#[test]
fn what_is_not_known_is_null() {
    let sentenced = r#"{"case":"C1","event":"appeal_leave_granted","at":"2015-05-14T10:00:00Z"}"#;
    let added = ADDED.replace("2024", "2015");
    let (out, _) = run(format!("{added}\n{sentenced}\n").as_bytes(), 1);
    let expected = concat!(
        r#"{"case":"C1","victim":"V1","duty":"c15-appeal-leave","edition":"2015","right":null,"provider":"wcu","#,
        r#""trigger":"e2","trigger_event":"appeal_leave_granted","clock_start":null,"limit":"1 working day","#,
        r#""due":null,"due_at":null,"status":"waiting","done_by":null,"done_at":null}"#,
        "\n"
    );
    assert_eq!(out, expected);
}

#[test]
fn cases_come_in_the_order_of_their_first_line_even_if_that_was_refused() {
    let lines = r#"{"case":"B","event":"sunrise","at":"2024-05-01T09:00:00Z"}
{"case":"A","event":"suspect_arrested","at":"2024-05-14T10:00:00Z","victim":"V"}
{"case":"B","event":"suspect_arrested","at":"2024-05-14T10:00:00Z","victim":"V"}"#;
    let (out, refused) = run(lines.as_bytes(), 1);
    let order: Vec<&str> = out.lines().map(|line| &line[..12]).collect();
    assert_eq!(order, [r#"{"case":"B","#, r#"{"case":"A","#]);
    assert_eq!(refused, ["1: unknown `event` `sunrise`"]);
    assert!(out.contains(r#""trigger":"e2""#), "the refused line was the first of its case");
}

#[test]
fn refusals_say_what_is_wrong_and_repeat_nothing_about_a_person() {
    let line =
        |rest: &str| format!(r#"{{"case":"C1","at":"2024-05-01T09:00:00Z","victim":"Ann Other",{rest}}}"#);
    let cases = [
        ("nonsense".to_owned(), "not valid JSON: expected ident at column 2"),
        (format!("{ADDED} {ADDED}"), "not valid JSON: trailing characters at column 80"),
        (r#"["case"]"#.to_owned(), "not a JSON object"),
        (r#""Ann Other""#.to_owned(), "not a JSON object"),
        (r#"{"event":"charged","at":"2024-05-01T09:00:00Z"}"#.to_owned(), "`case` is missing"),
        (r#"{"case":null,"event":"charged","at":"2024-05-01T09:00:00Z"}"#.to_owned(), "`case` is missing"),
        (
            r#"{"case":7,"event":"charged","at":"2024-05-01T09:00:00Z"}"#.to_owned(),
            "`case` must be a text that is not empty",
        ),
        (
            r#"{"case":"","event":"charged","at":"2024-05-01T09:00:00Z"}"#.to_owned(),
            "`case` must be a text that is not empty",
        ),
        (r#"{"case":"C1","at":"2024-05-01T09:00:00Z"}"#.to_owned(), "`event` is missing"),
        (r#"{"case":"C1","event":"charged"}"#.to_owned(), "`at` is missing"),
        (
            r#"{"case":"C1","event":"charged","event":"bail_granted","at":"2024-05-01T09:00:00Z"}"#
                .to_owned(),
            "`event` is given twice",
        ),
        (line(r#""event":"Ann Other of 1 High Street""#), "unknown `event`"),
        (line(r#""event":"charged","id":["x"]"#), "`id` must be a text that is not empty"),
        (
            line(r#""event":"charged","received_at":"soon""#),
            "`received_at` is not an RFC 3339 instant with an offset, such as 2024-05-01T09:30:00+01:00",
        ),
        (line(r#""event":"charged","data":[]"#), "`data` must be an object"),
        (line(r#""event":"victim_added","data":{"flags":["unlucky"]}"#), "unknown flag `unlucky`"),
        (
            line(r#""event":"victim_added","data":{"flags":"vulnerable"}"#),
            "`data.flags` must be a list of flags",
        ),
        (
            line(r#""event":"victim_facts_recorded","data":{"remove":[1]}"#),
            "`data.remove` must be a list of flags",
        ),
        (line(r#""event":"duty_done","data":{"duty":"r06-arrested"}"#), "`data.trigger` is missing"),
        (
            line(r#""event":"duty_done","data":{"duty":"r06-arrested","trigger":"t"}"#),
            "no such duty was started for this victim by that trigger",
        ),
        (
            line(r#""event":"duty_done","data":{"duty":"Ann Other","trigger":"t"}"#),
            "no such duty was started for this victim by that trigger",
        ),
        (
            line(r#""event":"duty_waived","data":{"right":13}"#),
            "`data.right` must be a whole number from 1 to 12",
        ),
        (
            line(r#""event":"duty_waived","data":{"right":"6"}"#),
            "`data.right` must be a whole number from 1 to 12",
        ),
        (line(r#""event":"duty_waived","data":{"duty":"r99-none"}"#), "unknown duty `r99-none`"),
        (
            r#"{"case":"C1","event":"duty_waived","at":"2024-05-01T09:00:00Z"}"#.to_owned(),
            "`victim` is missing",
        ),
    ];
    for (text, expected) in &cases {
        assert_eq!(reason(text), *expected, "{text}");
    }
}

#[test]
fn only_an_empty_scope_waives_everything() {
    // A misspelt or empty member must not take every duty away from a victim.
    let expected = "a waiver is of one duty, of one right, or of all: give `data.duty`, `data.right`, or an empty `data`";
    for data in [r#"{"dutty":"r06-arrested"}"#, r#"{"duty":null}"#, r#"{"duty":"r06-arrested","right":6}"#] {
        let line = format!(
            r#"{{"case":"C1","event":"duty_waived","at":"2024-05-01T09:00:00Z","victim":"V1","data":{data}}}"#
        );
        assert_eq!(reason(&line), expected, "{data}");
    }
    for data in ["{}", "null"] {
        let waived = format!(
            r#"{{"case":"C1","event":"duty_waived","at":"2024-05-01T09:00:00Z","victim":"V1","data":{data}}}"#
        );
        let arrested =
            r#"{"case":"C1","event":"suspect_arrested","at":"2024-05-14T10:00:00Z","victim":"V1"}"#;
        assert!(run(format!("{waived}\n{arrested}").as_bytes(), 1).0.contains(r#""status":"waived""#));
    }
}

#[test]
fn bytes_that_are_no_text_and_lines_without_end_are_refused_and_the_rest_is_read() {
    let endless = vec![b'x'; 2 * LONGEST_LINE];
    let arrested = br#"{"case":"C1","event":"suspect_arrested","at":"2024-05-14T10:00:00Z","victim":"V1"}"#;
    let input = [b"\"\xff\xfe\"\n".as_slice(), &endless, b"\n", arrested].concat();
    let (out, refused) = run(&input, 1);
    assert_eq!(refused, ["1: the text is not UTF-8", "2: the line is longer than 1048576 bytes"]);
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!(
        r#"{{"case":"C1","event":"charged","at":"2024-05-01T09:00:00Z","data":{}"#,
        "[".repeat(500_000)
    );
    assert!(reason(&deep).starts_with("not valid JSON"), "{}", reason(&deep));
}

#[test]
fn names_with_every_kind_of_character_come_back() {
    let line = r#"{"case":"C\"1\\\u0007","event":"suspect_arrested","at":"2024-05-14T10:00:00Z","victim":"\u0141ucja\n","id":"é"}"#;
    let (out, _) = run(line.as_bytes(), 1);
    let duty: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&duty["case"], &duty["victim"], &duty["trigger"]),
        (&"C\"1\\\u{7}".into(), &"Łucja\n".into(), &"é".into())
    );
}

#[test]
fn a_case_goes_on_in_the_next_file() {
    let mut filter = Filter::new(code(), calendar(), EditionChoice::Auto);
    filter.read(ADDED.as_bytes(), |_, _| panic!()).unwrap();
    let arrested = r#"{"case":"C1","event":"suspect_arrested","at":"2024-05-14T10:00:00Z"}"#;
    filter.read(arrested.as_bytes(), |_, _| panic!()).unwrap();
    let mut out = Vec::new();
    filter.write(at("2024-06-01T00:00"), &mut out, 1).unwrap();
    assert!(String::from_utf8(out).unwrap().contains(r#""trigger":"e2""#));
}

/// Lines of several cases, in order within each case
fn several_cases() -> impl Strategy<Value = Vec<Vec<String>>> {
    let slugs = ["suspect_arrested", "charged", "hearing_outcome_known", "sentence_passed"];
    let line = (proptest::sample::select(slugs.to_vec()), 1_u32..28, 0_u32..24);
    let case = proptest::collection::vec(line, 0..6);
    proptest::collection::vec(case, 1..8).prop_map(|cases| {
        let written = |(number, case): (usize, Vec<(&str, u32, u32)>)| {
            let added = ADDED.replace("C1", &format!("C{number}"));
            let events = case.iter().map(|(slug, day, hour)| {
                format!(r#"{{"case":"C{number}","event":"{slug}","at":"2024-05-{day:02}T{hour:02}:00:00Z"}}"#)
            });
            std::iter::once(added).chain(events).collect()
        };
        cases.into_iter().enumerate().map(written).collect()
    })
}

proptest! {
    #[test]
    fn how_cases_are_interleaved_changes_the_order_of_cases_only(cases in several_cases(), picks in proptest::collection::vec(any::<prop::sample::Index>(), 60)) {
        let in_turn: Vec<String> = cases.concat();
        let mut queues: Vec<std::collections::VecDeque<String>> = cases.into_iter().map(Into::into).collect();
        let mut mixed = Vec::new();
        for pick in picks.iter().cycle() {
            queues.retain(|queue| !queue.is_empty());
            if queues.is_empty() {
                break;
            }
            let queue = pick.index(queues.len());
            mixed.extend(queues[queue].pop_front());
        }
        let sorted = |lines: &[String]| {
            let (out, refused) = run(lines.join("\n").as_bytes(), 1);
            assert!(refused.is_empty());
            let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
            lines.sort_by(|a, b| a[..12].cmp(&b[..12])); // by case; stable within
            lines
        };
        prop_assert_eq!(sorted(&in_turn), sorted(&mixed));
    }

    #[test]
    fn no_input_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        run(&bytes, 1);
    }

    #[test]
    fn no_change_to_a_good_line_makes_it_panic(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut line = ADDED.as_bytes().to_vec();
        let place = place.index(line.len());
        line[place] = byte;
        run(&line, 1);
    }
}

proptest! {
    // Thousands of lines each: a few are enough.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_same_bytes_come_out_whatever_the_number_of_threads(cases in several_cases(), copies in 1_usize..60) {
        let mut input = String::new();
        for copy in 0..copies {
            for line in cases.concat() {
                input.push_str(&line.replace(r#""case":"C"#, &format!(r#""case":"{copy}-C"#)));
                input.push('\n');
            }
        }
        let one = run(input.as_bytes(), 1);
        prop_assert_eq!(&run(input.as_bytes(), 2), &one);
        prop_assert_eq!(&run(input.as_bytes(), 5), &one);
    }
}

#[test]
fn a_reader_that_goes_away_ends_the_writing_quickly() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut filter = Filter::new(code(), calendar(), EditionChoice::Auto);
    for number in 0..2_000 {
        let line = format!(
            r#"{{"case":"C{number}","event":"suspect_arrested","at":"2024-05-14T10:00:00Z","victim":"V1"}}"#
        );
        filter.read(line.as_bytes(), |_, _| panic!()).unwrap();
    }
    for threads in [1, 4] {
        let error = filter.write(at("2024-06-01T00:00"), &mut Closed, threads).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
}
