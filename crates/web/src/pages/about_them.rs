//! What victims say of themselves (OVR-2): their own page, and the page on which staff record what they were told.

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
    speaking::say,
};
use policy::Role;
use record::{
    Characteristics,
    figures::{Disability, Ethnicity, Sex},
};
use service::about_them::{AboutThem, AboutYou, OneVictim};

/// Address of the victim's page
pub(crate) const OWN: &str = "/your-case/about-you";

/// A victim's page
pub(crate) fn own(shell: Shell, known: &AboutYou, saved: Option<String>) -> Plain {
    let questions = [
        ("sex", Sex::ALL.map(Sex::slug).to_vec(), known.said.sex.map(Sex::slug)),
        (
            "ethnicity",
            Ethnicity::ALL.map(Ethnicity::slug).to_vec(),
            known.said.ethnicity.map(Ethnicity::slug),
        ),
        (
            "disability",
            Disability::ALL.map(Disability::slug).to_vec(),
            known.said.disability.map(Disability::slug),
        ),
    ];
    let mut above = vec![
        plain::paragraph(say("about-you-why")),
        plain::paragraph(say("about-you-choice")),
        plain::paragraph(say("about-you-who-sees")),
    ];
    let mut forms = Vec::new();
    if known.may_say {
        let fields = questions.into_iter().map(|(name, slugs, chosen)| {
            let mut choices: Vec<Choice> =
                slugs.into_iter().map(|slug| Choice::new(slug, own_words(name, slug))).collect();
            choices.push(Choice::new("none", say("about-you-no-answer")));
            let asked = c::radios(name, say(&format!("about-you-{name}")), choices);
            let asked = asked.filled(&Complaints::default().beside(name, chosen.unwrap_or_default()));
            Markup::of(match name {
                "disability" => asked.hint(say("about-you-disability-hint")),
                _ => asked,
            })
        });
        forms.push(PlainForm {
            action: OWN.into(),
            fields: fields.collect(),
            button: c::button(say("about-you-save")),
            instead: Some((say("about-you-go-back"), "/your-case".into())),
            ..PlainForm::default()
        });
    } else {
        above.push(plain::paragraph(say("about-you-not-yours")));
        above.extend(questions.into_iter().filter_map(|(name, _, chosen)| {
            let asked = say(&format!("about-you-{name}"));
            Some(plain::paragraph(format!("{asked} {}", own_words(name, chosen?))))
        }));
    }
    Plain {
        shell,
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("about-you-title"),
        above,
        forms,
        ..Plain::default()
    }
}

fn own_words(question: &str, slug: &str) -> String {
    match slug {
        "not_said" => say("about-you-not-said"),
        slug => say(&format!("about-you-{question}-{slug}")),
    }
}

/// What a form says; what is no answer is none
pub(crate) fn said_in(fields: &Fields) -> Characteristics {
    Characteristics {
        sex: Sex::from_slug(&fields.text("sex")),
        ethnicity: Ethnicity::from_slug(&fields.text("ethnicity")),
        disability: Disability::from_slug(&fields.text("disability")),
    }
}

/// The staff's page: a form for each victim
pub(crate) fn for_staff(
    shell: Shell,
    case: &str,
    known: &AboutThem,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let forms = known.victims.iter().enumerate().map(|(place, one)| {
        let sent = fields.text("victim") == one.victim.to_string();
        let said = if sent { said_in(fields) } else { one.said };
        staff_form(case, known.version, (place, one), said)
    });
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        saved,
        errors: complaints.links(&[]),
        back: Some(("Back to the case".into(), case.into())),
        caption: known.reference.clone(),
        heading: "About them".into(),
        above: vec![
            plain::paragraph(
                "Record what victims told you of themselves, in their own choice of words from these. Do not guess, and do not \
                 ask again when they prefer not to say. No decision about them may depend on it.",
            ),
            plain::paragraph(
                "It is for finding out whether everybody is treated alike. It is shown to people who see what victims need, and to \
                 the victim, and counts in figures only where many are counted together.",
            ),
        ],
        forms: forms.collect(),
        ..Plain::default()
    }
}

fn staff_form(
    case: &str,
    version: u64,
    (place, one): (usize, &OneVictim),
    said: Characteristics,
) -> PlainForm {
    let question = |name: &str, ask: &str, choices: Vec<Choice>, chosen: Option<&str>| {
        let mut choices = choices;
        choices.push(Choice::new("none", "Not asked, or no answer"));
        let asked = c::radios(name, ask, choices);
        let filled = Complaints::default().beside(name, chosen.unwrap_or_default());
        // Several forms can stand on the page: each field has an id of its own.
        Markup::of(asked.filled(&filled).prefix_id(format!("{name}-{place}")))
    };
    let of = |all: &[(&'static str, &'static str)]| -> Vec<Choice> {
        all.iter().map(|(slug, words)| Choice::new(*slug, *words)).collect()
    };
    let sexes = of(&Sex::ALL.map(|one| (one.slug(), one.words())));
    let groups = of(&Ethnicity::ALL.map(|one| (one.slug(), one.words())));
    let disabilities = of(&Disability::ALL.map(|one| (one.slug(), one.words())));
    PlainForm {
        heading: one.name.clone(),
        action: format!("{case}/about-them"),
        hidden: vec![("version".into(), version.to_string()), ("victim".into(), one.victim.to_string())],
        fields: vec![
            question("sex", "Sex", sexes, said.sex.map(Sex::slug)),
            question("ethnicity", "Ethnic group", groups, said.ethnicity.map(Ethnicity::slug)),
            question(
                "disability",
                "Does a condition that lasts 12 months or more limit their daily life?",
                disabilities,
                said.disability.map(Disability::slug),
            ),
        ],
        button: c::button(format!("Save what {} said", one.name)),
        instead: None,
        ..PlainForm::default()
    }
}

/// Samples for the gallery
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let said =
        Characteristics { sex: Some(Sex::Female), ethnicity: Some(Ethnicity::NotSaid), disability: None };
    let known = AboutYou { name: String::new(), said, may_say: true };
    let public = || Shell::sample(say("about-you-title"), Role::Victim).within("/your-case");
    let victim = |name: &str, number, said| OneVictim {
        victim: record::VictimId(uuid::Uuid::from_u128(number)),
        name: name.into(),
        said,
    };
    let case = AboutThem {
        reference: "01ZZ0000126".into(),
        version: 9,
        victims: vec![victim("Rosa Example", 1, said), victim("Tom Sample", 2, Characteristics::default())],
    };
    let staff = || Shell::sample("About them", Role::Officer).within("/my-work");
    vec![
        ("about-you", own(public(), &known, None)),
        ("about-you-read", own(public(), &AboutYou { may_say: false, ..known }, None)),
        (
            "about-them",
            for_staff(staff(), "/case/sample", &case, &Fields::NOTHING, &Complaints::default(), None),
        ),
    ]
}
