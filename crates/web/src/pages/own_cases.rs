//! The cases of an account, from which one is chosen.

use crate::{
    components::{self as c, Markup},
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
    speaking::{say, say_with},
};
use policy::Role;
use service::own_cases::OwnCase;

/// Address of the list
pub(crate) const CASES: &str = "/your-cases";
/// Address at which another is added
pub(crate) const ADD: &str = "/your-cases/add";

/// The list
pub(crate) fn page(shell: Shell, cases: &[OwnCase], saved: Option<String>) -> Plain {
    Plain {
        shell,
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("cases-title"),
        above: vec![plain::paragraph(say("cases-about"))],
        forms: cases.iter().filter(|case| !case.is_chosen).map(choice).collect(),
        below: cases
            .iter()
            .filter(|case| case.is_chosen)
            .flat_map(|case| {
                let about = std::iter::once(say("cases-chosen")).chain(words(case)).map(plain::paragraph);
                std::iter::once(plain::heading(&case.title)).chain(about).collect::<Vec<_>>()
            })
            .chain([Markup::of(c::link_button(say("cases-add"), ADD))])
            .collect(),
        ..Plain::default()
    }
}

fn words(case: &OwnCase) -> Vec<String> {
    let acts_for = case.acts_for.as_ref();
    let acts_for = acts_for.map(|victim| say_with("cases-acts-for", &[("victim", victim.as_str().into())]));
    let reference = case.reference.as_ref();
    let reference =
        reference.map(|words| say_with("cases-reference", &[("reference", words.as_str().into())]));
    acts_for.into_iter().chain(reference).collect()
}

fn choice(case: &OwnCase) -> PlainForm {
    PlainForm {
        heading: case.title.clone(),
        texts: words(case),
        action: CASES.into(),
        hidden: vec![("person".into(), case.person.clone())],
        button: c::button(say_with("cases-choose", &[("title", case.title.as_str().into())])).secondary(),
        ..PlainForm::default()
    }
}

/// Each page for the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let case = |person: &str, title: &str, is_chosen| OwnCase {
        person: person.into(),
        title: title.into(),
        reference: Some("01ZZ0000126".into()),
        acts_for: None,
        is_chosen,
    };
    let cases = [case("a", "Burglary of a home", true), case("b", "Damage to a car", false)];
    let shell = Shell::sample(say("cases-title"), Role::Victim).within("/your-case");
    vec![("your-cases", page(shell, &cases, None))]
}
