//! The ways to sign in that are open to the public: passkey, code, invitation; and the staff's password.

use super::{CODE, INVITATION, PASSKEY, PASSWORD, PasskeyForm, hidden};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{Complaints, date_parts},
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
    speaking::{say, speaking},
};
use service::accounts::{Masked, Question};

/// The ways to sign in that this deployment has, for the page that asks
pub(crate) fn ways(passkeys: bool, codes: bool) -> Vec<(String, String)> {
    let mut ways = vec![(say("enter-ways-link"), INVITATION.to_owned())];
    if passkeys {
        ways.push((say("enter-ways-link-2"), PASSKEY.to_owned()));
    }
    if codes {
        ways.push((say("enter-ways-link-3"), CODE.to_owned()));
    }
    ways.push((say("enter-ways-link-4"), PASSWORD.to_owned()));
    ways
}

pub(super) fn public(shell: Shell, heading: String, complaints: &Complaints) -> Plain {
    Plain {
        shell: Shell { title: heading.clone(), ..shell.wrong(!complaints.0.is_empty()) },
        errors: complaints.links(&[("born", "born-day")]),
        back: Some((say("enter-public-link"), "/sign-in".into())),
        heading,
        ..Plain::default()
    }
}

/// Sign in with a passkey; `asked` is step and options, none where there are no passkeys
pub(crate) fn with_passkey(shell: Shell, asked: Option<(&str, &str)>, complaints: &Complaints) -> Plain {
    let mut page = public(shell, say("enter-ways-link-2"), complaints);
    page.above = vec![plain::paragraph(say("enter-with-passkey-text"))];
    page.above.push(plain::links(vec![(say("enter-with-passkey-link"), "/sign-in".into())]));
    match asked {
        Some((step, options)) => page.below.push(Markup::printed(&PasskeyForm {
            action: PASSKEY,
            kind: "any",
            options,
            button: &say("enter-with-passkey-button"),
            token: &page.shell.token,
            hidden: vec![("step", step.to_owned())],
            instead: &say("enter-with-passkey-instead"),
            failed: &say("enter-with-passkey-failed"),
            script: crate::assets::address("passkey.js"),
        })),
        None => page.below.push(plain::paragraph(say("enter-with-passkey-text-2"))),
    }
    page
}

/// Sign in with a password and a second factor
pub(crate) fn with_password(shell: Shell, name: &str, complaints: &Complaints) -> Plain {
    let mut page = public(shell, say("password-title"), complaints);
    let field = |name: &str| complaints.beside(name, "");
    page.forms.push(PlainForm {
        action: PASSWORD.into(),
        fields: vec![
            Markup::of(
                c::input("name", say("password-name"))
                    .exact()
                    .autocomplete("username")
                    .filled(&complaints.beside("name", name)),
            ),
            Markup::of(
                c::input("password", say("password-password"))
                    .secret()
                    .autocomplete("current-password")
                    .filled(&field("password")),
            ),
            Markup::of(
                c::input("code", say("password-code"))
                    .exact()
                    .autocomplete("one-time-code")
                    .hint(say("password-code-hint"))
                    .classes("govuk-input--width-10")
                    .filled(&field("code")),
            ),
        ],
        button: c::button(say("sign-in-title")),
        ..PlainForm::default()
    });
    page.below.push(plain::paragraph(say("password-help")));
    page
}

/// Ask for a code
pub(crate) fn ask_code(shell: Shell, typed: &str, complaints: &Complaints) -> Plain {
    let mut page = public(shell, say("enter-ask-code-title"), complaints);
    page.above = vec![plain::paragraph(say("enter-ask-code-text"))];
    page.forms.push(PlainForm {
        action: CODE.into(),
        fields: vec![Markup::of(
            c::input("contact", say("enter-ask-code-ask"))
                .exact()
                .filled(&complaints.beside("contact", typed)),
        )],
        button: c::button(say("enter-ask-code-button")),
        ..PlainForm::default()
    });
    page
}

/// Type the code; the same page whether or not one was sent
pub(crate) fn type_code(
    shell: Shell,
    action: &str,
    stage: &str,
    step: &str,
    complaints: &Complaints,
) -> Plain {
    let mut page = public(shell, say("enter-type-code-title"), complaints);
    page.above = vec![plain::paragraph(say("enter-type-code-text"))];
    page.forms.push(PlainForm {
        action: action.into(),
        hidden: hidden(stage, step),
        fields: vec![Markup::of(
            c::input("code", say("enter-type-code-ask"))
                .digits()
                .exact()
                .autocomplete("one-time-code")
                .hint(say("enter-type-code-hint"))
                .classes("govuk-input--width-10")
                .filled(&complaints.beside("code", "")),
        )],
        button: c::button(say("enter-type-code-button")),
        instead: Some((say("enter-type-code-link"), action.into())),
        ..PlainForm::default()
    });
    page
}

/// Which of several cases with the same number
pub(crate) fn which_case(shell: Shell, step: &str, cases: &[(String, String)]) -> Plain {
    let mut page = public(shell, say("enter-which-case-title"), &Complaints::default());
    let choices: Vec<Choice> = cases.iter().map(|(person, title)| Choice::new(person, title)).collect();
    page.forms.push(PlainForm {
        action: CODE.into(),
        hidden: hidden("which", step),
        fields: vec![Markup::of(c::radios("person", say("enter-which-case-ask"), choices))],
        button: c::button(say("enter-type-code-button")),
        ..PlainForm::default()
    });
    page
}

/// Type the code of an invitation
pub(crate) fn invitation(shell: Shell, typed: &str, complaints: &Complaints) -> Plain {
    let mut page = public(shell, say("enter-invitation-title"), complaints);
    page.forms.push(PlainForm {
        action: INVITATION.into(),
        hidden: hidden("code", ""),
        fields: vec![Markup::of(
            c::input("invitation", say("enter-invitation-ask"))
                .exact()
                .hint(say("enter-invitation-hint"))
                .filled(&complaints.beside("invitation", typed)),
        )],
        button: c::button(say("enter-type-code-button")),
        ..PlainForm::default()
    });
    page.below.push(plain::paragraph(say("enter-invitation-text")));
    page
}

/// The question that goes with an invitation
pub(crate) fn question(
    shell: Shell,
    asked: Question,
    step: &str,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let mut page = public(shell, say("enter-question-title"), complaints);
    let field = |name: &'static str, label: String| {
        Markup::of(c::input(name, label).exact().filled(&complaints.beside(name, fields.text(name))))
    };
    let (slug, fields) = match asked {
        Question::Word => ("word", vec![field("word", say("enter-question-ask-2"))]),
        Question::Name => ("name", vec![field("word", say("enter-question-ask-3"))]),
        Question::Reference => (
            "reference",
            vec![field("reference", say("enter-question-ask-4")), field("name", say("enter-question-ask-5"))],
        ),
        Question::Born => (
            "born",
            vec![Markup::of(
                c::date_input("born", say("enter-question-ask"))
                    .hint(say("enter-question-hint"))
                    .values(&date_parts(fields, "born"))
                    .error(&complaints.about("born")),
            )],
        ),
    };
    let mut hidden = hidden("answer", step);
    hidden.push(("asked".into(), slug.into()));
    page.forms.push(PlainForm {
        action: INVITATION.into(),
        hidden,
        fields,
        button: c::button(say("enter-type-code-button")),
        instead: Some((say("enter-question-link"), INVITATION.into())),
        ..PlainForm::default()
    });
    page
}

/// Where codes shall go from now on
pub(crate) fn choose_contact(shell: Shell, step: &str, contacts: &[Masked]) -> Plain {
    let mut page = public(shell, say("enter-choose-contact-title"), &Complaints::default());
    page.above = vec![plain::paragraph(say("enter-choose-contact-text"))];
    let numbered = contacts.iter().map(|contact| contact.in_words(speaking())).enumerate();
    let numbered = numbered.map(|(number, text)| Choice::new(number.to_string(), text));
    let none = Choice::new("none", say("enter-choose-contact-choice")).hint(say("enter-choose-contact-hint"));
    let choices: Vec<Choice> = numbered.chain([none]).collect();
    page.forms.push(PlainForm {
        action: INVITATION.into(),
        hidden: hidden("contact", step),
        fields: vec![Markup::of(c::radios("contact", say("enter-choose-contact-ask"), choices))],
        button: c::button(say("enter-type-code-button")),
        ..PlainForm::default()
    });
    page
}
