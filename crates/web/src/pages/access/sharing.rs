//! Consent and other lawful bases, recorded by staff (NEED-5).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
};
use language::Language;
use policy::Role;
use record::{
    CaseId, VictimId,
    access::{Basis, Purpose},
};
use service::access::sharing::{SharingLine, SharingPage};

/// The page on which staff record what a victim was asked about sharing
pub(crate) fn page(
    shell: Shell,
    case: String,
    known: &SharingPage,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let mut above = plain::table(
        "What was decided",
        &["Victim", "Organisation", "What for", "Basis", "Asked by", "Words"],
        known.lines.iter().map(row).collect(),
    );
    if above.is_empty() {
        above.push(plain::paragraph("Nobody has been asked yet. Nothing is shared with a support service."));
    }
    above.push(plain::paragraph(
        "Ask for each organisation and each purpose. Say what would be shared, and that they can change their mind. \
         When they say no or take it back, that organisation sees nothing from then on.",
    ));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some((format!("Case {}", known.reference), case.clone())),
        caption: format!("Case {}", known.reference),
        heading: "Who else may have information".into(),
        above,
        forms: vec![form(&case, known, fields, complaints)],
        below: vec![
            plain::heading("Somebody who acts for a victim"),
            plain::links(vec![("Representatives".into(), format!("{case}/representatives"))]),
        ],
    }
}

fn row(line: &SharingLine) -> Vec<plain::Cell> {
    let words = if line.words.is_empty() { "—".to_owned() } else { line.words.clone() };
    vec![
        cell(&line.victim_name),
        cell(&line.with_name),
        cell(sentence(staff_purpose(line.purpose))),
        cell(sentence(line.basis.words())),
        cell(format!("{}, {}", sentence(&line.asked_by), Language::English.whole_day(line.on))),
        cell(words),
    ]
}

fn form(case: &str, known: &SharingPage, fields: &Fields, complaints: &Complaints) -> PlainForm {
    let victims: Vec<Choice> =
        known.victims.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let mut victim = fields.text("victim");
    if let ([only], true) = (known.victims.as_slice(), victim.is_empty()) {
        victim = only.0.to_string();
    }
    let organisations = known.organisations.iter().map(|(id, name, agreed)| {
        let name = if *agreed { format!("{name} (sharing agreement accepted)") } else { name.clone() };
        Choice::new(id, name)
    });
    let organisations: Vec<Choice> =
        [Choice::new("", "Choose one")].into_iter().chain(organisations).collect();
    let purposes: Vec<Choice> =
        Purpose::ALL.into_iter().map(|p| Choice::new(p.slug(), sentence(staff_purpose(p)))).collect();
    let bases: Vec<Choice> =
        Basis::ALL.into_iter().map(|b| Choice::new(b.slug(), sentence(b.words()))).collect();
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    PlainForm {
        heading: "Record a decision".into(),
        action: format!("{case}/sharing"),
        hidden: vec![("version".into(), known.version.to_string())],
        fields: vec![
            Markup::of(
                c::radios("victim", "Whose information?", victims)
                    .filled(&complaints.beside("victim", victim))
                    .small(),
            ),
            Markup::of(c::select("with", "With which organisation?", organisations).filled(&beside("with"))),
            Markup::of(c::radios("purpose", "What for?", purposes).filled(&beside("purpose")).small()),
            Markup::of(c::radios("basis", "What was decided?", bases).filled(&beside("basis")).small()),
            Markup::of(
                c::textarea("words", "What was asked, and what did they say?")
                    .label_classes("govuk-label--s")
                    .hint("In the words that were used. When a law decides: which one, and why it applies here.")
                    .rows(3)
                    .filled(&beside("words")),
            ),
        ],
        button: c::button("Save"),
        ..PlainForm::default()
    }
}

fn staff_purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Support => "support",
        Purpose::Updates => "follow the case with the victim",
        Purpose::RestorativeJustice => "restorative justice",
        Purpose::Survey => "ask how they were treated",
        Purpose::Research => "research that names nobody",
    }
}

/// With a capital at the beginning
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// For the tests that look at every page
pub(crate) fn sample() -> Plain {
    let victim = VictimId(uuid::Uuid::from_u128(1));
    let line = SharingLine {
        victim,
        victim_name: "Rosa Example".into(),
        with: "support".into(),
        with_name: "Harbour Support".into(),
        purpose: Purpose::Support,
        basis: Basis::ConsentGiven,
        on: jiff::civil::date(2026, 3, 5),
        asked_by: "Anytown Police".into(),
        words: "I asked whether Harbour may ring her. She said: yes, please.".into(),
    };
    let known = SharingPage {
        case: CaseId(uuid::Uuid::from_u128(2)),
        version: 7,
        reference: "01ZZ0000126".into(),
        lines: vec![line],
        victims: vec![
            (victim, "Rosa Example".into()),
            (VictimId(uuid::Uuid::from_u128(3)), "Tom Sample".into()),
        ],
        organisations: vec![("support".into(), "Harbour Support".into(), true)],
    };
    let shell = Shell::sample("Who else may have information", Role::Officer).within("/my-work");
    page(shell, "/case/sample".into(), &known, &Fields::NOTHING, &Complaints::default(), None)
}
