//! What `lantern code` prints, as snapshots.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use victims_code::Code;
use victims_code::describe::{self, Form};

fn duty(id: &str, form: Form) -> String {
    let code = Code::embedded();
    describe::duty(code, code.duty_index(id).unwrap(), form)
}

#[test]
fn the_editions() {
    insta::assert_snapshot!(describe::editions(Code::embedded(), Form::Text));
}

#[test]
fn the_duties_of_an_edition() {
    let code = Code::embedded();
    insta::assert_snapshot!(describe::edition(code, code.edition_named("2006").unwrap(), Form::Text));
}

#[test]
fn a_duty_with_every_kind_of_field() {
    let ids = [
        "r06-arrested",
        "c06-cps-insufficient-evidence",
        "s-vrr-police-window",
        "s-ctl-crown-182",
        "s-transcript-request",
    ];
    insta::assert_snapshot!(ids.map(|id| duty(id, Form::Text)).join("\n"));
}

#[test]
fn a_duty_as_json() {
    insta::assert_snapshot!(duty("r06-vrr-information-police", Form::Json));
}

#[test]
fn what_is_uncertain_is_every_duty_not_sure_or_not_in_force() {
    let code = Code::embedded();
    let text = describe::uncertain(code, Form::Json);
    let sure =
        |duty: &&victims_code::DutyRule| duty.confidence == victims_code::Confidence::High && duty.in_force;
    assert_eq!(text.lines().count(), code.duties().len() - code.duties().iter().filter(sure).count());
    assert!(describe::uncertain(code, Form::Text).starts_with("Confidence low: no source seen\n"));
}
