//! Signing in: the ways there are, invitations, one's own passkeys, and the caretaker's page (ACC-8, ACC-9, PLT-2).

mod entering;

pub(crate) use self::entering::*;

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
    speaking::{say, say_with, speaking},
    words,
};
use askama::Template;
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::Role;
use service::accounts::{
    Masked, Question,
    invite::{Card, InvitePage, State},
    passkeys::OwnPasskey,
    recovery::StaffAccount,
};

const PASSKEY: &str = "/sign-in/passkey";
const PASSWORD: &str = "/sign-in/password";
const CODE: &str = "/sign-in/code";
const INVITATION: &str = "/sign-in/invitation";

/// What one answer to every wrong code says; `enter-not-in` in the files of messages
pub(crate) const NOT_IN: &str = "That did not work. Check what you typed. Codes work once and only for a short time: you can ask for a new one";

/// The form behind a passkey button; its script fills it in
#[derive(Template)]
#[template(path = "passkey_form.html")]
struct PasskeyForm<'a> {
    action: &'a str,
    /// `new` or `any`
    kind: &'a str,
    options: &'a str,
    button: &'a str,
    token: &'a str,
    hidden: Vec<(&'static str, String)>,
    instead: &'a str,
    failed: &'a str,
    script: String,
}

#[derive(Template)]
#[template(path = "care_card.html")]
struct CareCard<'a> {
    code: &'a str,
    /// one in each language of the public; staff read English
    papers: Vec<Paper>,
}

/// What the paper with a code says in one language
struct Paper {
    language: Language,
    heading: String,
    go: String,
    keep: String,
}

impl Paper {
    fn of(language: Language, card: &Card, address: &str, today: Date) -> Self {
        let (heading, go) = match card.in_halves {
            true => ("paper-half", "paper-go-half"),
            false => ("paper-code", "paper-go"),
        };
        let about = [
            ("address", address.into()),
            ("choice", language.say("enter-ways-link").into()),
            ("until", language.moment(card.until, today).into()),
        ];
        Self {
            language,
            heading: language.say(heading),
            go: language.say_with(go, &about),
            keep: language.say("paper-keep"),
        }
    }
}

/// What a member of staff is shown to set up
pub(crate) struct Enrolment<'a> {
    /// goes into the forms
    pub step: &'a str,
    /// the sign-in name
    pub name: &'a str,
    /// the secret of the second factor, to type
    pub secret: &'a str,
    /// the same as a link
    pub link: &'a str,
    /// step and options of a passkey, where there are any
    pub passkey: Option<(&'a str, &'a str)>,
}

/// A member of staff sets up how they sign in
pub(crate) fn enrol(shell: Shell, of: &Enrolment<'_>, complaints: &Complaints) -> Plain {
    let mut page = public(shell, "Set up how you sign in".into(), complaints);
    page.above = vec![plain::paragraph(format!("Your sign-in name is {}.", of.name))];
    if let Some((step, options)) = of.passkey {
        page.above.push(plain::heading("With a passkey"));
        page.above.push(plain::paragraph(
            "Best: nothing to remember, and nobody can trick you into giving it away.",
        ));
        page.above.push(Markup::printed(&PasskeyForm {
            action: INVITATION,
            kind: "new",
            options,
            button: "Make a passkey",
            token: &page.shell.token,
            hidden: vec![
                ("stage", "staff-passkey".into()),
                ("step", of.step.to_owned()),
                ("passkey", step.to_owned()),
            ],
            instead: "Set up a password below.",
            failed: "No passkey was made. Try again, or set up a password below.",
            script: crate::assets::address("passkey.js"),
        }));
    }
    page.forms.push(PlainForm {
        heading: "With a password and an app".into(),
        texts: vec![
            "Add this secret to an authenticator app on your phone. It is shown once.".into(),
            of.secret.to_owned(),
        ],
        action: INVITATION.into(),
        hidden: hidden("staff-password", of.step),
        fields: vec![
            plain::links(vec![("Open it in an app on this device".into(), of.link.to_owned())]),
            Markup::of(
                c::input("password", "Choose a password")
                    .secret()
                    .autocomplete("new-password")
                    .hint("12 characters or more. Three or four words are good. You may paste it.")
                    .filled(&complaints.beside("password", "")),
            ),
            Markup::of(
                c::input("code", "Code from your app")
                    .digits()
                    .autocomplete("one-time-code")
                    .classes("govuk-input--width-10")
                    .filled(&complaints.beside("code", "")),
            ),
        ],
        button: c::button("Save and sign in"),
        ..PlainForm::default()
    });
    page
}

/// The recovery codes of somebody who set up a password, shown once
pub(crate) fn recovery_codes(shell: Shell, codes: &[String]) -> Plain {
    Plain {
        shell,
        heading: "Keep your recovery codes".into(),
        above: vec![
            plain::paragraph(
                "Each of these signs you in once, in the place of your app, for the day on which your phone is gone. They are shown this once: write them down or print them.",
            ),
            plain::text(&codes.join("\n")),
            plain::links(vec![("Go on to your work".into(), "/my-work".into())]),
        ],
        ..Plain::default()
    }
}

/// What somebody who looks at how they sign in has
pub(crate) struct Own<'a> {
    pub passkeys: &'a [OwnPasskey],
    /// Step and options of a new passkey
    pub asked: Option<(&'a str, &'a str)>,
    pub has_password: bool,
    /// Whether they signed in a few minutes ago
    pub fresh: bool,
}

/// Another password, against the old one
pub(crate) fn new_password(shell: Shell, fresh: bool, complaints: &Complaints) -> Plain {
    let mut page = public(shell, "Change your password".into(), complaints);
    page.back = Some(("How you sign in".into(), "/how-you-sign-in".into()));
    if !fresh {
        page.above.push(plain::paragraph(say("signing-in-again")));
        page.above.push(plain::links(vec![(say("signing-in-again-link"), "/sign-in".into())]));
        return page;
    }
    page.above.push(plain::paragraph(
        "You stay signed in here and are signed out everywhere else. Your app and your recovery codes stay as they are.",
    ));
    let field = |name: &str| complaints.beside(name, "");
    page.forms.push(PlainForm {
        action: "/how-you-sign-in/password".into(),
        fields: vec![
            Markup::of(
                c::input("old", "Password that you have now")
                    .secret()
                    .autocomplete("current-password")
                    .filled(&field("old")),
            ),
            Markup::of(
                c::input("password", "New password")
                    .secret()
                    .autocomplete("new-password")
                    .hint("12 characters or more. Three or four words are good.")
                    .filled(&field("password")),
            ),
        ],
        button: c::button("Change your password"),
        ..PlainForm::default()
    });
    page
}

/// One's own passkeys; `asked` is step and options for a new one
pub(crate) fn own(
    shell: Shell,
    own: &Own<'_>,
    today: Date,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let is_public = shell.viewer.as_ref().is_some_and(|viewer| viewer.role.is_public());
    let home = match is_public {
        true => (say("case-title"), "/your-case".to_owned()),
        false => (say("signing-in-start"), "/".to_owned()),
    };
    let mut page = public(shell, say("frame-how-you-sign-in"), complaints);
    page.back = Some(home.clone());
    page.saved = saved;
    page.above = vec![plain::paragraph(say("signing-in-passkey"))];
    if is_public {
        page.above.push(plain::paragraph(say("signing-in-shared")));
    }
    let mut links = vec![home];
    if own.has_password {
        links.push((say("signing-in-change-password"), "/how-you-sign-in/password".to_owned()));
    }
    page.above.push(plain::links(links));
    if !own.fresh {
        page.above.push(plain::paragraph(say("signing-in-again")));
        page.above.push(plain::links(vec![(say("signing-in-again-link"), "/sign-in".into())]));
    }
    if let Some((step, options)) = own.asked {
        page.above.push(Markup::printed(&PasskeyForm {
            action: "/how-you-sign-in",
            kind: "new",
            options,
            button: &say("signing-in-make"),
            token: &page.shell.token,
            hidden: vec![("step", step.to_owned())],
            instead: &say("signing-in-as-now"),
            failed: &say("signing-in-not-made"),
            script: crate::assets::address("passkey.js"),
        }));
    }
    let can_be_removed = own.passkeys.iter().filter(|_| own.fresh);
    page.forms = can_be_removed.enumerate().map(|(place, one)| passkey(place, one, today)).collect();
    page
}

/// A passkey, and the button that removes it
fn passkey(place: usize, one: &OwnPasskey, today: Date) -> PlainForm {
    let made = ("made", speaking().moment(one.made_at, today).into());
    let text = match one.used_at {
        Some(used) => say_with("signing-in-used", &[made, ("used", speaking().moment(used, today).into())]),
        None => say_with("signing-in-unused", &[made]),
    };
    PlainForm {
        heading: say_with("signing-in-number", &[("number", (place + 1).into())]),
        texts: vec![text],
        action: "/how-you-sign-in".into(),
        hidden: vec![("remove".into(), one.id.clone())],
        button: c::button(say("signing-in-remove")).secondary(),
        ..PlainForm::default()
    }
}

/// Staff invite a victim or who acts for them
pub(crate) fn invite(
    shell: Shell,
    case: &str,
    found: &InvitePage,
    fields: &Fields,
    today: Date,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let people: Vec<Choice> = found.people.iter().map(|(slug, name)| Choice::new(slug, name)).collect();
    let asks = [
        Choice::new("word", "A word that you agree with them now")
            .hint("Safest. Choose this when somebody close to them may try to get in."),
        Choice::new("born", "Their date of birth"),
        Choice::new("reference", "The reference of the case and their family name"),
    ];
    let form = PlainForm {
        action: format!("{case}/invite"),
        fields: vec![
            Markup::of(
                c::radios("whom", "Who do you invite?", people)
                    .filled(&complaints.beside("whom", fields.text("whom"))),
            ),
            Markup::of(
                c::radios("ask", "What will they be asked?", asks)
                    .filled(&complaints.beside("ask", fields.text("ask"))),
            ),
            Markup::of(
                c::input("word", "If it is a word, which one?")
                    .exact()
                    .hint("Nothing that others could guess, such as a child’s or pet’s name.")
                    .filled(&complaints.beside("word", fields.text("word"))),
            ),
        ],
        button: c::button("Make an invitation"),
        ..PlainForm::default()
    };
    let row = |line: &service::accounts::invite::InvitationLine| {
        vec![
            plain::cell(&line.name),
            plain::cell(words::moment(line.made_at, today)),
            plain::cell(state(line.state)),
        ]
    };
    let withdraw = found.lines.iter().find(|line| line.state == State::Open).map(|line| PlainForm {
        heading: "Take the latest invitation back".into(),
        texts: vec![format!("The invitation of {} that can still be used no longer works then.", line.name)],
        action: format!("{case}/invite"),
        hidden: vec![("withdraw".into(), line.id.to_string())],
        button: c::button("Take it back").secondary(),
        ..PlainForm::default()
    });
    Plain {
        shell: shell.within("/my-work").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some((format!("Case {}", found.reference), case.to_owned())),
        caption: format!("Case {}", found.reference),
        heading: "Invite somebody to sign in".into(),
        above: vec![plain::paragraph(
            "They get a paper with a code, by hand or by post in the way that they find safe. It names nobody and no crime. A new invitation replaces the one before.",
        )],
        forms: [Some(form), withdraw].into_iter().flatten().collect(),
        below: plain::table("Invitations", &["For", "Made", "Now"], found.lines.iter().map(row).collect()),
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Open => "can be used",
        State::Used => "used",
        State::Expired => "ran out",
        State::Locked => "too many wrong answers",
        State::Withdrawn => "no longer works",
    }
}

/// The paper to hand over. It says nothing about whom it is for; the code is shown this once.
pub(crate) fn card(shell: Shell, back: (String, String), origin: &str, card: &Card, today: Date) -> Plain {
    // A code in halves is for a member of staff.
    let languages = if card.in_halves { &Language::ALL[..1] } else { &Language::ALL };
    let papers = languages.iter().map(|language| Paper::of(*language, card, origin, today)).collect();
    Plain {
        shell,
        heading: "Invitation to sign in".into(),
        above: vec![Markup::printed(&CareCard { code: &card.code, papers })],
        below: vec![
            plain::paragraph("Print this page now: the code is not shown again."),
            plain::links(vec![back.clone()]),
        ],
        back: Some(back),
        ..Plain::default()
    }
}

/// Everybody whom the caretaker can help
pub(crate) fn accounts(shell: Shell, people: &[StaffAccount]) -> Plain {
    let row = |one: &StaffAccount| {
        let name = match one.can_be_helped {
            true => plain::link(&one.name, format!("/accounts/{}", one.person)),
            false => plain::cell(&one.name),
        };
        let stands = match (one.has_account, one.invitation) {
            (true, _) => "can sign in here",
            (false, Some(State::Open)) => "invited",
            (false, _) => "no account here",
        };
        vec![name, plain::cell(&one.organisation), plain::cell(one.role.words()), plain::cell(stands)]
    };
    Plain {
        shell: shell.within("/accounts"),
        heading: "Accounts of staff".into(),
        above: vec![plain::paragraph(
            "For people whose organisation has no sign-in of its own. You hand over half of a code, and the other half goes to their own mobile. You never see a password, an app’s secret or a passkey. Other caretakers are helped on the machine, with “lantern account”.",
        )],
        below: plain::table(
            "People",
            &["Name", "Organisation", "What they do", "Account"],
            people.iter().map(row).collect(),
        ),
        ..Plain::default()
    }
}

/// Help one member of staff back in
pub(crate) fn recover(shell: Shell, one: &StaffAccount, reason: &str, complaints: &Complaints) -> Plain {
    let (text, button) = match one.has_account {
        true => (
            "Every way in which they sign in now stops working, and they are signed out everywhere. They are told.",
            "Reset and make an invitation",
        ),
        false => ("They get a code with which they set up how they sign in.", "Make an invitation"),
    };
    Plain {
        shell: shell.within("/accounts").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some(("Accounts of staff".into(), "/accounts".into())),
        caption: one.organisation.clone(),
        heading: one.name.clone(),
        forms: vec![PlainForm {
            texts: vec![text.into()],
            action: format!("/accounts/{}", one.person),
            fields: vec![Markup::of(
                c::textarea("reason", "How do you know that it is them, and why do they need it?")
                    .hint("It goes into the audit.")
                    .rows(3)
                    .filled(&complaints.beside("reason", reason)),
            )],
            button: c::button(button),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

fn hidden(stage: &str, step: &str) -> Vec<(String, String)> {
    vec![("stage".into(), stage.into()), ("step".into(), step.into())]
}

/// Each of these pages, for the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let out = || Shell::public(say("sign-in-title"));
    let none = Complaints::default();
    let mut wrong = Complaints::default();
    wrong.add("code", NOT_IN);
    let now = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 365 * 56);
    let today = calendar::london_date(now);
    let nobody = Fields::default();
    let options =
        r#"{"challenge":"AAAA","rpId":"localhost","allowCredentials":[],"userVerification":"required"}"#;
    let asked = Some(("sample", options));
    let passkeys = [OwnPasskey { id: "AAAA".into(), made_at: now, used_at: Some(now) }];
    let card_of = Card { id: uuid::Uuid::nil(), code: "7K2M-Q9XD-04TW".into(), in_halves: false, until: now };
    let half = Card { code: "7K2M-Q9".into(), in_halves: true, ..card_of.clone() };
    let staff = StaffAccount {
        person: "sample".into(),
        name: "Meera Patel".into(),
        role: Role::Advocate,
        organisation: "Harbour Support".into(),
        has_account: true,
        invitation: None,
        can_be_helped: true,
    };
    let enrolment = Enrolment {
        step: "sample",
        name: "meera.patel",
        secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
        link: "otpauth://totp/Lantern:sample?secret=GEZDGNBVGY3TQOJQ&issuer=Lantern",
        passkey: asked,
    };
    let found = InvitePage {
        reference: "01ZZ0000126".into(),
        people: vec![("victim:1".into(), "Rosa Example".into()), ("victim:2".into(), "Tom Sample".into())],
        lines: vec![service::accounts::invite::InvitationLine {
            id: uuid::Uuid::nil(),
            name: "Rosa Example".into(),
            made_at: now,
            state: State::Open,
        }],
    };
    let victim = |title| Shell::sample(title, Role::Victim);
    let officer = || Shell::sample("Invite", Role::Officer);
    let back = ("Case 01ZZ0000126".to_owned(), "/case/sample".to_owned());
    vec![
        ("sign-in-passkey", with_passkey(out(), asked, &none)),
        ("sign-in-password", with_password(out(), "meera", &wrong)),
        ("sign-in-code", ask_code(out(), "", &none)),
        ("sign-in-code-typed", type_code(out(), CODE, "typed", "sample", &wrong)),
        (
            "sign-in-which",
            which_case(out(), "sample", &[("a".into(), "Robbery".into()), ("b".into(), "Burglary".into())]),
        ),
        ("invitation", invitation(out(), "", &none)),
        ("invitation-born", question(out(), Question::Born, "sample", &nobody, &none)),
        ("invitation-reference", question(out(), Question::Reference, "sample", &nobody, &none)),
        ("invitation-contact", choose_contact(out(), "sample", &[Masked::Text { end: "123".into() }])),
        ("enrol", enrol(out(), &enrolment, &none)),
        ("recovery-codes", recovery_codes(Shell::sample("Codes", Role::Officer), &["7K2M-Q9XD-04TW".into()])),
        (
            "how-you-sign-in",
            own(
                victim("How you sign in"),
                &Own { passkeys: &passkeys, asked, has_password: false, fresh: true },
                today,
                &none,
                None,
            ),
        ),
        (
            "how-you-sign-in-later",
            own(
                Shell::sample("How you sign in", Role::Officer),
                &Own { passkeys: &passkeys, asked: None, has_password: true, fresh: false },
                today,
                &none,
                None,
            ),
        ),
        ("new-password", new_password(Shell::sample("Change your password", Role::Officer), true, &none)),
        ("invite", invite(officer(), "/case/sample", &found, &nobody, today, &none, None)),
        ("invitation-card", card(officer(), back, "https://lantern.example.org", &card_of, today)),
        (
            "invitation-half",
            card(
                Shell::sample("Invitation", Role::Caretaker),
                ("Accounts of staff".into(), "/accounts".into()),
                "https://lantern.example.org",
                &half,
                today,
            ),
        ),
        ("accounts", accounts(Shell::sample("Accounts", Role::Caretaker), std::slice::from_ref(&staff))),
        ("account", recover(Shell::sample("Account", Role::Caretaker), &staff, "", &none)),
    ]
}
