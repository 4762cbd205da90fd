//! A victim chooses what they want to hear about, and how often (ACC-1, ACC-10).

use super::plain::{Plain, PlainForm, links, paragraph};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    shell::Shell,
    speaking::{say, say_with},
};
use policy::Role;
use service::own_updates::{EVERY_DAYS, OwnUpdates};

/// The address of the page
pub const UPDATES: &str = "/your-updates";

/// The page
pub(crate) fn page(
    shell: Shell,
    known: &OwnUpdates,
    saved: Option<String>,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let mut forms = Vec::new();
    let mut above = vec![paragraph(say("updates-about"))];
    if known.none {
        above.push(Markup::of(c::inset(say("updates-none"))));
        forms.push(PlainForm {
            action: UPDATES.into(),
            button: c::button(say("updates-all-again")).sends("start", "all"),
            ..PlainForm::default()
        });
    }
    forms.extend(known.kinds.iter().map(|kind| form_of(*kind, fields, complaints)));
    forms.push(how_often(known.every_days, complaints));
    Plain {
        shell: shell.within("/how-we-contact-you").wrong(!complaints.0.is_empty()),
        errors: links_to(complaints, fields),
        saved,
        heading: say("updates-title"),
        above,
        forms,
        below: vec![links(vec![(say("updates-alerts"), "/how-we-contact-you".into())])],
        ..Plain::default()
    }
}

/// Each kind has a box of its own name
fn links_to(complaints: &Complaints, fields: &Fields) -> Vec<c::ErrorLink> {
    let first = format!("knows_{}", fields.text("stop"));
    complaints.links(&[("knows", first.as_str())])
}

fn form_of(
    (right, safety, stopped): (u8, bool, bool),
    fields: &Fields,
    complaints: &Complaints,
) -> PlainForm {
    let heading = say(&format!("updates-kind-{right}"));
    let name = right.to_string();
    if stopped {
        return PlainForm {
            heading,
            texts: vec![say("updates-stopped")],
            action: UPDATES.into(),
            button: c::button(say("updates-start")).sends("start", &name),
            ..PlainForm::default()
        };
    }
    let mut texts = vec![say("updates-gets")];
    let mut boxes = Vec::new();
    if safety {
        texts.push(say("updates-safety"));
        let error = complaints.about("knows").filter(|_| fields.text("stop") == name);
        let choices = [Choice::new("yes", say("updates-know"))];
        let id = format!("knows_{right}");
        boxes.push(Markup::of(c::checkboxes("knows", &heading, choices).prefix_id(id).error(&error)));
    }
    PlainForm {
        heading,
        texts,
        action: UPDATES.into(),
        fields: boxes,
        button: c::button(say("updates-stop")).secondary().sends("stop", &name),
        ..PlainForm::default()
    }
}

fn how_often(now: Option<u16>, complaints: &Complaints) -> PlainForm {
    let words = |days: Option<u16>| match days {
        None => say("updates-often-never"),
        Some(days) => say(&format!("updates-often-{days}")),
    };
    let value = |days: Option<u16>| days.map_or_else(|| "never".to_owned(), |days| days.to_string());
    let mut choices: Vec<Choice> =
        EVERY_DAYS.into_iter().map(|days| Choice::new(value(days), words(days))).collect();
    if let Some(days) = now.filter(|_| !EVERY_DAYS.contains(&now)) {
        let agreed = say_with("updates-often-other", &[("days", days.to_string().into())]);
        choices.push(Choice::new(days.to_string(), agreed));
    }
    let filled = complaints.beside("every_days", value(now));
    PlainForm {
        heading: say("updates-often-title"),
        action: UPDATES.into(),
        fields: vec![Markup::of(c::radios("every_days", say("updates-often"), choices).filled(&filled))],
        button: c::button(say("updates-save")).sends("often", "yes"),
        ..PlainForm::default()
    }
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let known = OwnUpdates {
        name: "Rosa Example".into(),
        kinds: vec![(4, false, true), (6, true, false), (8, false, false), (11, true, false)],
        none: false,
        every_days: Some(10),
    };
    let shell = || Shell::sample(say("updates-title"), Role::Victim).within("/how-we-contact-you");
    let mut wrong = Complaints::default();
    wrong.add("knows", "Tick that you know that you will not hear when somebody is released");
    let sent = Fields::parsed(b"stop=6");
    let none = OwnUpdates { none: true, every_days: None, ..known.clone() };
    vec![
        ("your-updates", page(shell(), &known, None, &Fields::NOTHING, &Complaints::default())),
        ("your-updates-refused", page(shell(), &known, None, &sent, &wrong)),
        (
            "your-updates-none",
            page(shell(), &none, Some(say("updates-saved")), &Fields::NOTHING, &Complaints::default()),
        ),
    ]
}
