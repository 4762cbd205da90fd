//! A victim sees who may have their information, and takes their agreement back (NEED-5).

use crate::{
    components as c,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
};
use policy::Role;
use record::{
    VictimId,
    access::{Basis, Purpose},
};
use service::access::sharing::SharingLine;

/// The page of a victim's own decisions
pub(crate) fn page(shell: Shell, lines: &[SharingLine], saved: Option<String>) -> Plain {
    let mut above = vec![plain::paragraph(
        "Other organisations can only help you when they know something about you. You decide who. You can change \
         your mind at any time, and you do not have to say why.",
    )];
    if lines.is_empty() {
        above.push(plain::paragraph(
            "Nobody has asked you about another organisation yet. The police, and later the court services, have \
             your information because the law asks them to work on your case.",
        ));
    }
    Plain {
        shell,
        saved,
        back: Some(("Your case".into(), "/your-case".into())),
        heading: "Who may have your information".into(),
        above,
        forms: lines.iter().map(form).collect(),
        below: vec![
            plain::heading("More"),
            plain::links(vec![("People who act for you".into(), "/your-case/people".into())]),
        ],
        ..Plain::default()
    }
}

fn form(line: &SharingLine) -> PlainForm {
    let purpose = line.purpose.words();
    let now = match line.basis {
        Basis::ConsentGiven => {
            format!("You said yes: {} may have your information to {purpose}.", line.with_name)
        }
        Basis::ConsentRefused | Basis::ConsentWithdrawn => {
            format!("You said no: {} may not have your information to {purpose}.", line.with_name)
        }
        Basis::LegalObligation | Basis::PublicTask => format!(
            "{} may have your information to {purpose}, because the law gives it this task. You can object: tell \
             your contact, and somebody will look at it.",
            line.with_name
        ),
        Basis::VitalInterests => format!(
            "{} may have your information to {purpose}, because somebody's life may be in danger.",
            line.with_name
        ),
    };
    let asked = format!("{} on {}.", asked_by(&line.asked_by), line.day);
    let (button, agrees) = match line.basis {
        Basis::ConsentGiven => (c::button("I no longer agree").secondary(), "no"),
        Basis::ConsentRefused | Basis::ConsentWithdrawn => (c::button("I agree now").secondary(), "yes"),
        _ => (c::link_button("How to object", "/help").secondary(), ""),
    };
    PlainForm {
        heading: line.with_name.clone(),
        texts: vec![now, asked],
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

fn asked_by(who: &str) -> String {
    if who == "the victim" { "You decided this".to_owned() } else { format!("{who} wrote this down") }
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
        day: "Thursday 5 March 2026".into(),
        asked_by: "Anytown Police".into(),
        words: String::new(),
    };
    let lines = [
        line("Harbour Support", Basis::ConsentGiven),
        line("Anytown Restorative Justice", Basis::ConsentRefused),
        line("Anytown Council", Basis::VitalInterests),
    ];
    let shell = Shell::sample("Who may have your information", Role::Victim).within("/your-case");
    page(shell, &lines, None)
}
