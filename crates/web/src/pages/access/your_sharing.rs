//! A victim sees who may have their information, and takes their agreement back (NEED-5).

use crate::{
    components as c,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
    speaking::{say, say_with, speaking},
};
use language::Value;
use policy::Role;
use record::{
    VictimId,
    access::{Basis, Purpose},
};
use service::access::sharing::SharingLine;

/// The page of a victim's own decisions
pub(crate) fn page(shell: Shell, lines: &[SharingLine], saved: Option<String>) -> Plain {
    let mut above = vec![plain::paragraph(say("sharing-about"))];
    if lines.is_empty() {
        above.push(plain::paragraph(say("sharing-nobody")));
    }
    Plain {
        shell,
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("case-more-sharing"),
        above,
        forms: lines.iter().map(form).collect(),
        below: vec![
            plain::heading(say("case-more")),
            plain::links(vec![(say("case-more-people"), "/your-case/people".into())]),
        ],
        ..Plain::default()
    }
}

fn form(line: &SharingLine) -> PlainForm {
    let now = match line.basis {
        Basis::ConsentGiven => "sharing-said-yes",
        Basis::ConsentRefused | Basis::ConsentWithdrawn => "sharing-said-no",
        Basis::LegalObligation | Basis::PublicTask => "sharing-law",
        Basis::VitalInterests => "sharing-danger",
    };
    let purpose = say(&format!("purpose-{}", line.purpose.slug().replace('_', "-")));
    let now = say_with(now, &[("name", line.with_name.as_str().into()), ("purpose", purpose.into())]);
    let (button, agrees) = match line.basis {
        Basis::ConsentGiven => (c::button(say("sharing-no-longer")).secondary(), "no"),
        Basis::ConsentRefused | Basis::ConsentWithdrawn => {
            (c::button(say("sharing-agree-now")).secondary(), "yes")
        }
        _ => (c::link_button(say("sharing-how-to-object"), "/help").secondary(), ""),
    };
    PlainForm {
        heading: line.with_name.clone(),
        texts: vec![now, asked_by(line)],
        action: "/your-case/sharing".into(),
        hidden: vec![
            ("with".into(), line.with.clone()),
            ("purpose".into(), line.purpose.slug().into()),
            ("agrees".into(), agrees.into()),
        ],
        button,
        ..PlainForm::default()
    }
}

fn asked_by(line: &SharingLine) -> String {
    let day = ("day", Value::from(speaking().whole_day(line.on)));
    match line.asked_by.as_str() {
        "the victim" => say_with("sharing-you-decided", &[day]),
        who => say_with("sharing-written-down", &[("who", who.into()), day]),
    }
}

/// For the tests that look at every page
pub(crate) fn sample() -> Plain {
    let line = |with_name: &str, basis| SharingLine {
        victim: VictimId(uuid::Uuid::from_u128(1)),
        victim_name: "Rosa Example".into(),
        with: "support".into(),
        with_name: with_name.into(),
        purpose: Purpose::Support,
        basis,
        on: jiff::civil::date(2026, 3, 5),
        asked_by: "Anytown Police".into(),
        words: String::new(),
    };
    let lines = [
        line("Harbour Support", Basis::ConsentGiven),
        line("Anytown Restorative Justice", Basis::ConsentRefused),
        line("Anytown Council", Basis::VitalInterests),
    ];
    let shell = Shell::sample(say("case-more-sharing"), Role::Victim).within("/your-case");
    page(shell, &lines, None)
}
