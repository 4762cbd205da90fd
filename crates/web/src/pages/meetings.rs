//! Meetings of a board: the list, and one meeting with what earlier ones left open first (OVR-1).

use super::plain::{Cell, Plain, PlainForm, cell, link, paragraph, table};
use crate::{
    components::{self as c, Choice, ErrorLink, Markup},
    fields::Fields,
    forms::{Complaints, date_parts},
    shell::Shell,
    words,
};
use jiff::civil::Date;
use policy::Role;
use service::meetings::{ActionLine, ActionState, FollowUp, MeetingPage, Meetings};
use uuid::Uuid;

/// The address of the list
pub const MEETINGS: &str = "/meetings";

/// A number that nobody has used, for a form that must not do a thing twice
fn fresh_key() -> String {
    let mut bytes = [0; 16];
    // Without it the service gives a number; then only a second tap is not known.
    match getrandom::fill(&mut bytes) {
        Ok(()) => uuid::Builder::from_random_bytes(bytes).into_uuid().to_string(),
        Err(_) => String::new(),
    }
}

fn key_of(fields: &Fields) -> (String, String) {
    ("key".to_owned(), fields.some_text("key").unwrap_or_else(fresh_key))
}

/// When an action is due, in words that say whether that day has passed
fn due_words(line: &ActionLine, today: Date) -> String {
    let day = words::day(line.due, today);
    if line.overdue { format!("Overdue since {day}") } else { day }
}

/// Actions as rows: the overdue ones say so
pub(crate) fn action_rows(lines: &[ActionLine], today: Date) -> Vec<Vec<Cell>> {
    let row = |line: &ActionLine| {
        vec![cell(&line.what), cell(&line.owner), cell(due_words(line, today)), cell(line.state.words())]
    };
    lines.iter().map(row).collect()
}

/// What stands over the columns of [`action_rows`]
pub(crate) const ACTION_HEAD: [&str; 4] = ["What", "Who sees to it", "By when", "State"];

/// The list
pub(crate) fn list(
    shell: Shell,
    known: &Meetings,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let overdue = known.open.iter().filter(|line| line.overdue).count();
    let mut above = vec![paragraph(match (known.open.len(), overdue) {
        (0, _) => "No action is open.".to_owned(),
        (open, 0) => format!("{} open, none overdue.", words::count(open, "action is", "actions are")),
        (open, late) => {
            format!(
                "{} open, {} overdue.",
                words::count(open, "action is", "actions are"),
                words::with_commas(late)
            )
        }
    })];
    above.extend(table("Open actions of your board", &ACTION_HEAD, action_rows(&known.open, today)));
    let asked = |line: &ActionLine| vec![cell(&line.what), cell(&line.board), cell(due_words(line, today))];
    let asked = known.asked_of_us.iter().map(asked).collect();
    above.extend(table("Asked of us by other boards", &["What", "Board", "By when"], asked));
    let rows = known.meetings.iter().map(|meeting| {
        let state = if meeting.under_way { "under way" } else { "ended" };
        let address = format!("{MEETINGS}/{}", meeting.id);
        vec![cell(words::day(meeting.held, today)), link(&meeting.title, address), cell(state)]
    });
    above.extend(table("Meetings, the latest first", &["Day", "Meeting", "State"], rows.collect()));
    // With something wrong the form comes back, with what was typed, also when a meeting began meanwhile.
    let under_way = known.meetings.iter().any(|meeting| meeting.under_way);
    let forms = match under_way && complaints.0.is_empty() {
        true => Vec::new(),
        false => vec![new_form(fields, complaints)],
    };
    Plain {
        shell: shell.within(MEETINGS).wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[("held", "held-day")]),
        saved,
        heading: "Meetings".into(),
        above,
        forms,
        ..Plain::default()
    }
}

fn new_form(fields: &Fields, complaints: &Complaints) -> PlainForm {
    PlainForm {
        heading: "Open a meeting".into(),
        action: MEETINGS.into(),
        hidden: vec![key_of(fields)],
        fields: vec![
            Markup::of(
                c::input("title", "What the meeting is called")
                    .filled(&complaints.beside("title", fields.text("title"))),
            ),
            Markup::of(
                c::date_input("held", "Day of the meeting")
                    .values(&date_parts(fields, "held"))
                    .error(&complaints.about("held")),
            ),
        ],
        button: c::button("Open the meeting"),
        ..PlainForm::default()
    }
}

/// What was typed into one of the forms of a meeting, and what is wrong with it
pub(crate) struct Typed<'a> {
    /// the form
    pub fields: &'a Fields,
    /// what is wrong
    pub complaints: &'a Complaints,
}

impl Typed<'_> {
    /// Which form: `agree`, `end`, or the id of an action
    fn form(&self) -> String {
        match self.fields.text("do").as_str() {
            "follow" => self.fields.text("action"),
            other => other.to_owned(),
        }
    }
}

/// One meeting: what earlier ones left open comes first
pub(crate) fn one(
    shell: Shell,
    page: &MeetingPage,
    measures: &[(String, String)],
    typed: &Typed<'_>,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let address = format!("{MEETINGS}/{}", page.meeting.id);
    let mut above = vec![paragraph(standing(page))];
    let (open, closed): (Vec<_>, Vec<_>) = page.earlier.iter().partition(|line| line.answer.is_none());
    above.extend(table("What became of earlier actions", &["What", "Who", "What became of it"], {
        closed.iter().map(|line| answered_row(line, today)).collect()
    }));
    if page.earlier.is_empty() {
        above.push(paragraph("Earlier meetings left nothing open."));
    }
    let mut forms = Vec::new();
    if page.meeting.under_way {
        forms.extend(open.iter().map(|line| follow_form(&address, line, typed, today)));
        forms.push(agree_form(&address, page, measures, typed));
        forms.push(end_form(&address));
    }
    let mut below = table("Agreed at this meeting", &ACTION_HEAD, action_rows(&page.agreed, today));
    if page.agreed.is_empty() {
        below.push(paragraph("Nothing has been agreed at this meeting yet."));
    }
    Plain {
        shell: shell.within(MEETINGS).wrong(!typed.complaints.0.is_empty()),
        errors: errors(typed),
        saved,
        back: Some(("Meetings".into(), MEETINGS.into())),
        caption: words::capital(&words::day(page.meeting.held, today)),
        heading: page.meeting.title.clone(),
        above,
        forms,
        below,
    }
}

fn standing(page: &MeetingPage) -> String {
    match (page.meeting.under_way, page.unanswered) {
        (false, _) => "This meeting is over.".to_owned(),
        (true, 0) => "Every earlier action has an answer. The meeting can be ended.".to_owned(),
        (true, waiting) => format!(
            "First the actions that earlier meetings left open: {} for an answer. The meeting can be ended when each has one.",
            words::count(waiting, "one waits", "wait")
        ),
    }
}

/// What a meeting said of an earlier action
pub(crate) fn answered_row(line: &ActionLine, today: Date) -> Vec<Cell> {
    let said = match &line.answer {
        Some((FollowUp::CarriedOn, why)) => format!("Goes on until {}: {why}", words::day(line.due, today)),
        Some((answer, why)) if why.is_empty() => words::capital(answer.words()),
        Some((answer, why)) => format!("{}: {why}", words::capital(answer.words())),
        None => "No answer yet".to_owned(),
    };
    vec![cell(&line.what), cell(&line.owner), cell(said)]
}

fn follow_form(address: &str, line: &ActionLine, typed: &Typed<'_>, today: Date) -> PlainForm {
    let (id, none) = (line.id.to_string(), Complaints::default());
    // What was typed belongs to one of these forms.
    let is_this = typed.form() == id;
    let (fields, complaints) =
        if is_this { (typed.fields, typed.complaints) } else { (&Fields::NOTHING, &none) };
    let choices = FollowUp::ALL.map(|answer| {
        let words = match answer {
            FollowUp::Done => "It is done",
            FollowUp::CarriedOn => "It goes on, until another day",
            FollowUp::Dropped => "It is dropped",
        };
        Choice::new(answer.slug(), words)
    });
    let at = |name: &str| format!("{name}-{id}");
    PlainForm {
        heading: line.what.clone(),
        texts: vec![format!("{}. {}.", line.owner, due_words(line, today))],
        action: address.to_owned(),
        hidden: vec![("do".into(), "follow".into()), ("action".into(), id.clone())],
        fields: vec![
            Markup::of(
                c::radios("answer", "What became of it?", choices)
                    .prefix_id(at("answer"))
                    .small()
                    .filled(&complaints.beside("answer", fields.text("answer"))),
            ),
            Markup::of(
                c::textarea("why", "Why")
                    .with_id(at("why"))
                    .hint("Needed when it goes on or is dropped")
                    .rows(2)
                    .filled(&complaints.beside("why", fields.text("why"))),
            ),
            Markup::of(
                c::date_input("due", "New day")
                    .with_id(at("due"))
                    .hint("Only when it goes on")
                    .values(&date_parts(fields, "due"))
                    .error(&complaints.about("due")),
            ),
        ],
        button: c::button("Save the answer").secondary(),
        ..PlainForm::default()
    }
}

fn agree_form(
    address: &str,
    page: &MeetingPage,
    measures: &[(String, String)],
    typed: &Typed<'_>,
) -> PlainForm {
    let none = Complaints::default();
    let is_this = typed.form() == "agree";
    let (fields, complaints) =
        if is_this { (typed.fields, typed.complaints) } else { (&Fields::NOTHING, &none) };
    let mut owners = vec![Choice::new("", "Choose")];
    owners.extend(page.owners.iter().map(|owner| Choice::new(&owner.key, &owner.name)));
    let mut shown = vec![
        Markup::of(
            c::textarea("what", "What is to be done")
                .hint("About what is done for all: no names of victims, no references of cases")
                .rows(3)
                .filled(&complaints.beside("what", fields.text("what"))),
        ),
        Markup::of(
            c::select("owner", "Who sees to it", owners)
                .filled(&complaints.beside("owner", fields.text("owner"))),
        ),
        Markup::of(
            c::date_input("due", "By when")
                .values(&date_parts(fields, "due"))
                .error(&complaints.about("due")),
        ),
    ];
    if !measures.is_empty() {
        let mut about = vec![Choice::new("", "none in particular")];
        about.extend(measures.iter().map(|(id, name)| Choice::new(id, name)));
        let chosen = complaints.beside("measure", fields.text("measure"));
        shown.push(Markup::of(c::select("measure", "Which figure it is about", about).filled(&chosen)));
    }
    PlainForm {
        heading: "Agree an action".into(),
        action: address.to_owned(),
        hidden: vec![("do".into(), "agree".into()), key_of(fields)],
        fields: shown,
        button: c::button("Write it down"),
        ..PlainForm::default()
    }
}

fn end_form(address: &str) -> PlainForm {
    PlainForm {
        heading: "End the meeting".into(),
        texts: vec!["What is still open comes first at the next one.".into()],
        action: address.to_owned(),
        hidden: vec![("do".into(), "end".into())],
        button: c::button("End the meeting").secondary(),
        ..PlainForm::default()
    }
}

/// Complaints lead to the boxes of the form that they are about
fn errors(typed: &Typed<'_>) -> Vec<ErrorLink> {
    let form = typed.form();
    if form == "agree" {
        return typed.complaints.links(&[("due", "due-day")]);
    }
    let [answer, why, due] = [format!("answer-{form}"), format!("why-{form}"), format!("due-{form}-day")];
    // Ending a meeting too early is about the first action without an answer, which stands at the top.
    typed.complaints.links(&[("answer", &answer), ("why", &why), ("due", &due), ("earlier", "main-content")])
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    use service::meetings::{MeetingLine, Owner};
    let today = jiff::civil::date(2026, 3, 5);
    let line =
        |number, what: &str, owner: &str, overdue: bool, answer: Option<(FollowUp, &str)>| ActionLine {
            id: Uuid::from_u128(number),
            what: what.into(),
            measure: String::new(),
            owner: owner.into(),
            board: "Office of the Riverside Commissioner".into(),
            due: jiff::civil::date(2026, 3, if overdue { 2 } else { 31 }),
            state: match answer {
                Some((FollowUp::Done, _)) => ActionState::Done,
                Some((FollowUp::Dropped, _)) => ActionState::Dropped,
                _ => ActionState::Open,
            },
            overdue,
            answer: answer.map(|(answer, why)| (answer, why.to_owned())),
        };
    let bail = line(
        1,
        "Response teams tell victims of bail before they leave the station",
        "Insp Ola Verwood",
        true,
        None,
    );
    let letters = line(
        2,
        "Read ten letters that end a case, and rewrite the form",
        "Anytown Witness Care",
        false,
        None,
    );
    let rota = line(
        3,
        "Somebody on each shift rings victims who were not reached",
        "Insp Ola Verwood",
        false,
        Some((FollowUp::Done, "")),
    );
    let phones = line(
        4,
        "Phones for the hub",
        "Anytown Police",
        false,
        Some((FollowUp::CarriedOn, "The order came late")),
    );
    let meeting = |under_way| MeetingLine {
        id: Uuid::from_u128(7),
        title: "Victims’ board".into(),
        held: today,
        under_way,
    };
    let known = Meetings {
        meetings: vec![meeting(false)],
        open: vec![bail.clone(), letters.clone()],
        asked_of_us: vec![line(5, "Say why letters are late", "Anytown Police", false, None)],
    };
    let owner = |key: &str, name: &str| Owner { key: key.into(), name: name.into() };
    let page = MeetingPage {
        meeting: meeting(true),
        earlier: vec![bail.clone(), letters, rota, phones],
        agreed: vec![line(
            6,
            "Ask victims in person what they were told",
            "Anytown Witness Care",
            false,
            None,
        )],
        unanswered: 2,
        owners: vec![
            owner("person:supervisor", "Insp Ola Verwood"),
            owner("organisation:wcu-a", "Anytown Witness Care"),
        ],
    };
    let over = MeetingPage {
        meeting: meeting(false),
        unanswered: 0,
        earlier: page.earlier[2..].to_vec(),
        ..page.clone()
    };
    let measures = [("on-time".to_owned(), "Done on time".to_owned())];
    let staff = |title: &str| Shell::sample(title, Role::Supervisor);
    let (nothing, none) = (Fields::NOTHING, Complaints::default());
    let mut wrong = Complaints::default();
    wrong.add("why", "Enter why");
    wrong.add("due", "Enter the day by which it is done");
    let follow = Fields::of(vec![
        ("do".into(), "follow".into()),
        ("action".into(), bail.id.to_string()),
        ("answer".into(), "carried_on".into()),
    ]);
    let empty = Typed { fields: &nothing, complaints: &none };
    let refused = Typed { fields: &follow, complaints: &wrong };
    let title = "Victims’ board";
    vec![
        ("meetings", list(staff("Meetings"), &known, &nothing, &none, None, today)),
        ("meetings-none", list(staff("Meetings"), &Meetings::default(), &nothing, &none, None, today)),
        ("meeting", one(staff(title), &page, &measures, &empty, None, today)),
        ("meeting-refused", one(staff(title), &page, &measures, &refused, None, today)),
        (
            "meeting-over",
            one(staff(title), &over, &measures, &empty, Some("The meeting is over".into()), today),
        ),
    ]
}
