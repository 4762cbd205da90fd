//! A case goes to somebody else (INF-4, INF-5).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
};
use policy::Role;
use service::hand_over::HandOverPage;

/// The page
pub(crate) fn page(
    shell: Shell,
    case: &str,
    known: &HandOverPage,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let choices: Vec<Choice> = known
        .held
        .iter()
        .map(|(slug, now)| Choice::new(slug.as_str(), format!("{} (now {now})", agency(slug))))
        .collect();
    let mut whom = vec![Choice::new("", "Select a person or a team")];
    whom.extend(known.people.iter().map(|(id, name, team)| {
        let team = if team.is_empty() { String::new() } else { format!(", {team}") };
        Choice::new(format!("person:{id}"), format!("{name}{team}"))
    }));
    whom.extend(
        known.teams.iter().map(|(id, name)| Choice::new(format!("team:{id}"), format!("The team {name}"))),
    );
    let (what, to) =
        (complaints.beside("provider", first(known, fields)), complaints.beside("to", fields.text("to")));
    let form = PlainForm {
        action: format!("{case}/hand-over"),
        hidden: vec![("version".into(), known.version.to_string())],
        fields: vec![
            Markup::of(c::select("provider", "What is handed over", choices).filled(&what)),
            Markup::of(
                c::select("to", "To whom", whom)
                    .hint("The victim sees the new name at once, and is owed an introduction.")
                    .filled(&to),
            ),
        ],
        button: c::button("Hand over"),
        instead: Some(("Cancel".into(), case.to_owned())),
        ..PlainForm::default()
    };
    let nothing = "Your organisation answers for nothing in this case, so there is nothing to hand over.";
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "Hand over".into(),
        above: if known.held.is_empty() { vec![plain::paragraph(nothing)] } else { Vec::new() },
        forms: if known.held.is_empty() { Vec::new() } else { vec![form] },
        ..Plain::default()
    }
}

fn first(known: &HandOverPage, fields: &Fields) -> String {
    let chosen = fields.some_text("provider");
    chosen.or_else(|| known.held.first().map(|(slug, _)| slug.clone())).unwrap_or_default()
}

/// The side of the case, as staff say it
fn agency(slug: &str) -> &str {
    match slug {
        "police" => "Police",
        "wcu" => "Witness care",
        "cps" => "Prosecution",
        "probation" => "Probation",
        "hmcts" => "Court",
        "support_service" => "Support",
        other => other,
    }
}

/// For the tests that look at every page
pub(crate) fn sample() -> Plain {
    let known = HandOverPage {
        version: 7,
        reference: "01ZZ0000326".into(),
        held: vec![("police".into(), "PC Sam Okafor".into())],
        teams: vec![("team-a".into(), "Anytown victim team".into())],
        people: vec![("colleague".into(), "PC Mei Chen".into(), "Anytown victim team".into())],
    };
    let shell = Shell::sample("Hand over", Role::Officer).within("/my-work");
    page(shell, "/case/1", &known, &Fields::NOTHING, &Complaints::default())
}
