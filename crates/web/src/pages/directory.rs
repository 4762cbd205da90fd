//! Who is away and who covers, in which post somebody acts, and the people whom the caretaker keeps (INF-4, PLT-2).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{Complaints, date_parts},
    pages::plain::{self, Plain, PlainForm, cell},
    shell::Shell,
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use service::{
    Person,
    cover::{AbsenceKind, AwayList, AwayRow},
    directory::Directory,
};

/// Who is away, and the form to say it
pub(crate) fn away(
    shell: Shell,
    list: &AwayList,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
    now: Timestamp,
) -> Plain {
    let today = calendar::london_date(now);
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let arranges = list.people.len() > 1;
    let choices = |people: &[(String, String)]| -> Vec<Choice> {
        people.iter().map(|(id, name)| Choice::new(id, name)).collect()
    };
    let kinds: Vec<Choice> =
        AbsenceKind::ALL.iter().map(|kind| Choice::new(kind.slug(), kind.words())).collect();
    let usual = vec![Choice::new("", "the usual deputies, then the team")];
    let deputies = [usual, choices(&list.deputies)].concat();
    let mut form_fields = Vec::new();
    if arranges {
        form_fields.push(Markup::of(
            c::select("person", "Who is away?", choices(&list.people)).filled(&beside("person")),
        ));
    }
    let date = |name: &str, question: &str, hint: &str| {
        let input = c::date_input(name, question).hint(hint).values(&date_parts(fields, name));
        Markup::of(input.error(&complaints.about(name)))
    };
    form_fields.extend([
        Markup::of(c::radios("kind", "Why?", kinds).filled(&beside("kind")).small()),
        date("from", "First day", "For example, 27 3 2026."),
        date("until", "Last day", "Leave it empty when it is not known."),
        Markup::of(c::select("deputy", "Who stands in?", deputies).filled(&beside("deputy"))),
    ]);
    let mut forms: Vec<PlainForm> = list.rows.iter().map(|row| back_form(row, today)).collect();
    forms.push(PlainForm {
        heading: if arranges { "Say that somebody is away".into() } else { "Say that you are away".into() },
        texts: vec!["Colleagues see that somebody is away, and not why.".into()],
        action: "/away".into(),
        fields: form_fields,
        button: c::button("Save"),
        ..PlainForm::default()
    });
    let nobody = plain::paragraph("Nobody is away, now or later.");
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("from", "from-day"), ("until", "until-day")]),
        saved,
        back: Some(("My work".into(), "/my-work".into())),
        heading: if arranges { "Who is away".into() } else { "When you are away".into() },
        above: if list.rows.is_empty() { vec![nobody] } else { Vec::new() },
        forms,
        ..Plain::default()
    }
}

/// One absence, and the button with which they are back
fn back_form(row: &AwayRow, today: Date) -> PlainForm {
    let day = |day| words::day(day, today);
    let kind = row.kind.map_or("away", AbsenceKind::words);
    let when = match row.until {
        Some(until) if until == row.from => format!("{kind} on {}", day(until)),
        Some(until) => format!("{kind} from {} to {}", day(row.from), day(until)),
        None => format!("{kind} from {}, end not known", day(row.from)),
    };
    let mut texts = vec![format!("{}.", when)];
    if row.now && !row.seen_by.is_empty() {
        texts.push(format!("What they hold is seen by {}.", row.seen_by.join(", ")));
    }
    if let Some((name, from)) = &row.next {
        texts.push(format!("Nobody is on shift now. {name} is next, {}.", words::moment(*from, today)));
    }
    PlainForm {
        heading: row.name.clone(),
        texts,
        action: "/away".into(),
        hidden: vec![("back".into(), row.id.to_string())],
        button: c::button(if row.now { "Back now" } else { "Take this back" }).secondary(),
        ..PlainForm::default()
    }
}

/// In which of their posts somebody acts: id, words
pub(crate) fn posts(
    shell: Shell,
    posts: &[(String, String)],
    acting: &str,
    complaints: &Complaints,
) -> Plain {
    // The first post has no id of its own; a form cannot send nothing as a choice.
    let value = |id: &str| if id.is_empty() { FIRST.to_owned() } else { id.to_owned() };
    let choices: Vec<Choice> = posts.iter().map(|(id, words)| Choice::new(value(id), words)).collect();
    let field = c::radios("post", "In which post do you act?", choices);
    let form = PlainForm {
        action: "/posts".into(),
        fields: vec![Markup::of(field.filled(&complaints.beside("post", value(acting))))],
        button: c::button("Go on in this post"),
        instead: Some(("Go back".into(), "/".into())),
        ..PlainForm::default()
    };
    let one = plain::paragraph("You have one post here. A caretaker of the service adds others.");
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        heading: "Your posts".into(),
        above: if posts.len() > 1 {
            vec![plain::paragraph(
                "What you see and may do follows from the post. It holds until you sign out.",
            )]
        } else {
            vec![one]
        },
        forms: if posts.len() > 1 { vec![form] } else { Vec::new() },
        ..Plain::default()
    }
}

/// What the form sends for the first post
pub(crate) const FIRST: &str = "first";

/// The people of an organisation, for the caretaker
pub(crate) fn people(
    shell: Shell,
    directory: &Directory,
    organisation: &str,
    people: &[Person],
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let address = |id: &str| format!("/people?organisation={id}");
    let others = directory.organisations.values();
    let others = others.map(|other| (other.name.clone(), address(&other.id))).collect();
    let row = |person: &Person| {
        let state = match (person.inactive, person.is_there(today)) {
            (true, _) => "shut out",
            (_, false) => "not here now",
            _ => "",
        };
        let role = Role::from_slug(&person.role).map_or("no role", Role::words);
        let team = directory.team_name(&person.team);
        vec![cell(&person.name), cell(&person.id), cell(role), cell(team), cell(state)]
    };
    let choices: Vec<Choice> =
        people.iter().map(|p| Choice::new(&p.id, format!("{} ({})", p.name, p.id))).collect();
    let form = PlainForm {
        heading: "Shut somebody out, or let them in again".into(),
        texts: vec!["It holds from their next request on, wherever they are signed in.".into()],
        action: "/people".into(),
        hidden: vec![("organisation".into(), organisation.into())],
        fields: vec![
            Markup::of(c::select("person", "Who?", choices).filled(&complaints.beside("person", ""))),
            Markup::of(
                c::radios(
                    "do",
                    "What?",
                    vec![Choice::new("out", "Shut them out"), Choice::new("in", "Let them in again")],
                )
                .filled(&complaints.beside("do", ""))
                .small(),
            ),
        ],
        button: c::button("Save"),
        ..PlainForm::default()
    };
    let head = ["Name", "Id", "Role", "Team", "State"];
    let mut above = plain::table("People of this organisation", &head, people.iter().map(row).collect());
    if above.is_empty() {
        above.push(plain::paragraph(
            "Nobody works here yet. Joiners come by table or from the identity system.",
        ));
    }
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        caption: "People".into(),
        heading: match directory.organisations.get(organisation) {
            Some(organisation) => organisation.name.clone(),
            None => "Choose an organisation".into(),
        },
        above,
        forms: if people.is_empty() { Vec::new() } else { vec![form] },
        below: vec![plain::heading("Organisations"), plain::links(others)],
        ..Plain::default()
    }
}

/// The pages for the tests that look at every page
#[doc(hidden)]
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let none = Complaints::default();
    let today = jiff::civil::date(2026, 3, 5);
    let now = calendar::start_of_london_day(today);
    let named = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let row = AwayRow {
        id: uuid::Uuid::from_u128(1),
        person: "p1".into(),
        name: "Amina Diallo".into(),
        kind: Some(AbsenceKind::Leave),
        from: today,
        until: Some(jiff::civil::date(2026, 3, 13)),
        now: true,
        seen_by: vec!["PC Sam Okafor".into()],
        next: Some(("PC Sam Okafor".into(), now)),
    };
    let all = AwayList {
        rows: vec![row],
        people: vec![named("p2", "PC Sam Okafor"), named("p1", "Amina Diallo")],
        deputies: vec![named("p1", "Amina Diallo")],
    };
    let own = AwayList { rows: Vec::new(), people: vec![named("p2", "PC Sam Okafor")], ..all.clone() };
    let mut wrong = Complaints::default();
    wrong.add("kind", "Say why");
    wrong.add("from", "Enter the first day, such as 3 4 2026");
    let supervisor = || Shell::sample("Who is away", Role::Supervisor);
    let officer = || Shell::sample("When you are away", Role::Officer);
    let held = [named("", "police officer, Croydon"), named("p2-1", "supervisor, Victim Care Hub")];
    let mut directory = Directory::default();
    let organisation = service::Organisation { name: "Croydon Police".into(), ..Default::default() };
    directory.organisations.insert("croydon".into(), organisation);
    let person = |id: &str, name: &str, inactive| Person {
        id: id.into(),
        name: name.into(),
        role: "officer".into(),
        inactive,
        ..Person::default()
    };
    let kept = [person("p1", "Amina Diallo", false), person("p2", "PC Sam Okafor", true)];
    let caretaker = Shell::sample("People", Role::Caretaker);
    let saved = Some("Saved".to_owned());
    vec![
        ("away", away(supervisor(), &all, &Fields::NOTHING, &none, saved.clone(), now)),
        ("away-refused", away(officer(), &own, &Fields::NOTHING, &wrong, None, now)),
        ("posts", posts(Shell::sample("Your posts", Role::Officer), &held, "", &none)),
        ("people", people(caretaker, &directory, "croydon", &kept, &none, saved, today)),
    ]
}
