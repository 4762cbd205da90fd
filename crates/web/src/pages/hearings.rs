//! The hearings of a case: for its victim all they need on the way and on the day, for staff a form to write it down
//! (ACC-3).

use crate::{
    components::{self as c, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm},
    present::victim::contact,
    shell::Shell,
    speaking::{say, say_with, speaking},
    words::capital,
};
use jiff::civil::{Date, date, time};
use policy::Role;
use record::{Hearing, HearingPlace};
use service::{
    hearings::{CaseHearings, HearingLine, OwnHearings},
    victim_case::hearing_words,
};

/// Where GOV.UK says where each court is
const FIND_COURT: &str = "https://www.gov.uk/find-court-tribunal";

/// The victim's page
pub(crate) fn own(shell: Shell, known: &OwnHearings, today: Date) -> Plain {
    let mut above = Vec::new();
    match known.coming.is_empty() {
        true => above.push(plain::paragraph(say("hearings-none"))),
        false => {
            above.push(plain::heading(say("hearings-coming")));
            above.extend(known.coming.iter().flat_map(|line| coming(line, today)));
            above.push(plain::paragraph(say("hearings-change")));
        }
    }
    above.push(plain::paragraph(say(if known.is_witness { "hearings-witness" } else { "hearings-no-need" })));
    let asked = contact(known.contact.as_ref());
    if !asked.name.is_empty() {
        let name = ("name", asked.name.as_str().into());
        above.push(plain::paragraph(match asked.phone.is_empty() {
            true => say_with("hearings-ask", &[name]),
            false => say_with("hearings-ask-phone", &[name, ("phone", asked.phone.as_str().into())]),
        }));
    }
    above.extend(the_day(known.special_measures));
    let mut below = Vec::new();
    if !known.past.is_empty() {
        below.push(plain::heading(say("hearings-past")));
        below.extend(known.past.iter().flat_map(|line| past(line, today)));
    }
    Plain {
        shell,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("hearings-title"),
        above,
        below,
        ..Plain::default()
    }
}

fn title(line: &HearingLine, today: Date) -> Markup {
    let words = capital(&hearing_words(&line.hearing, speaking(), today));
    plain::heading(say_with("hearings-one", &[("hearing", words.into())]))
}

fn coming(line: &HearingLine, today: Date) -> Vec<Markup> {
    let mut parts = vec![title(line, today)];
    if line.hearing.time.is_none() {
        parts.push(plain::paragraph(say("hearings-no-time")));
    }
    let said = [
        ("hearings-address", &line.place.address),
        ("hearings-entrance", &line.place.entrance),
        ("hearings-travel", &line.place.travel),
        ("hearings-arranged", &line.place.arranged),
    ];
    parts.extend(said.into_iter().filter_map(|(name, words)| {
        Some(plain::paragraph(say_with(name, &[("words", words.as_deref()?.into())])))
    }));
    parts.push(plain::links(vec![(say("hearings-find-court"), FIND_COURT.into())]));
    parts
}

fn the_day(special_measures: bool) -> Vec<Markup> {
    let measures = if special_measures { "hearings-help-granted" } else { "hearings-help-measures" };
    let sections: [(&str, &[&str]); 3] = [
        ("hearings-day", &["hearings-day-come", "hearings-day-meet", "hearings-day-who"]),
        ("hearings-help", &["hearings-help-service", measures, "hearings-help-companion"]),
        ("hearings-expenses", &["hearings-expenses-about"]),
    ];
    let sections = sections.into_iter().flat_map(|(heading, texts)| {
        let texts = texts.iter().map(|text| plain::paragraph(say(text)));
        std::iter::once(plain::heading(say(heading))).chain(texts).collect::<Vec<_>>()
    });
    sections.collect()
}

fn past(line: &HearingLine, today: Date) -> Vec<Markup> {
    let mut parts = vec![title(line, today)];
    match line.came.is_empty() {
        true => parts.push(plain::paragraph(say("hearings-past-unknown"))),
        false => parts.push(plain::list(&line.came.iter().map(String::as_str).collect::<Vec<_>>())),
    }
    parts
}

/// The staff's page: a form for each hearing that is to come
pub(crate) fn for_staff(
    shell: Shell,
    (case, today): (&str, Date),
    known: &CaseHearings,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let about =
        "Messages bring the day and the name of the court. What you write here stands on the victim’s page.";
    let nothing = "No hearing is set. Record “A court date was set” first.";
    let asked: Option<u64> = fields.text("hearing").parse().ok();
    let named = known.coming.iter().find(|line| Some(line.id) == asked);
    let chosen = named.or_else(|| known.coming.first());
    let form = |line| place_form(case, known.version, line, fields, complaints, today);
    let others = known.coming.iter().filter(|line| chosen.is_none_or(|chosen| chosen.id != line.id));
    let others: Vec<(String, String)> = others
        .map(|line| {
            let words = hearing_words(&line.hearing, language::Language::English, today);
            (capital(&words), format!("{case}/hearings?hearing={}", line.id))
        })
        .collect();
    let below = match others.is_empty() {
        true => Vec::new(),
        false => vec![plain::heading("Other hearings"), plain::links(others)],
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "Hearings".into(),
        above: vec![plain::paragraph(if known.coming.is_empty() { nothing } else { about })],
        forms: chosen.into_iter().map(form).collect(),
        below,
    }
}

fn place_form(
    case: &str,
    version: u64,
    line: &HearingLine,
    fields: &Fields,
    complaints: &Complaints,
    today: Date,
) -> PlainForm {
    let id = line.id.to_string();
    // An address only names a hearing; a form that was sent has a version too.
    let sent = fields.some_text("version").is_some();
    let field = |name: &str, label: &str, known: &Option<String>| {
        let text = if sent { fields.text(name) } else { known.clone().unwrap_or_default() };
        let filled = complaints.beside(name, text);
        Markup::of(c::textarea(name, label).label_classes("govuk-label--s").rows(2).filled(&filled))
    };
    let place = &line.place;
    PlainForm {
        heading: capital(&hearing_words(&line.hearing, language::Language::English, today)),
        action: format!("{case}/hearings"),
        hidden: vec![("version".into(), version.to_string()), ("hearing".into(), id)],
        fields: vec![
            field("address", "Address", &place.address),
            field("entrance", "Which door and room, whom to ask for", &place.entrance),
            field("travel", "Buses, trains, parking", &place.travel),
            field("arranged", "What is arranged: separate room, screen, visit before", &place.arranged),
        ],
        button: c::button("Save"),
        ..PlainForm::default()
    }
}

/// What a form says about the place of a hearing
pub(crate) fn place_in(fields: &Fields) -> HearingPlace {
    HearingPlace {
        address: fields.some_text("address"),
        entrance: fields.some_text("entrance"),
        travel: fields.some_text("travel"),
        arranged: fields.some_text("arranged"),
    }
}

fn sample_line(day: Date, came: &[&str]) -> HearingLine {
    HearingLine {
        id: 12,
        hearing: Hearing {
            date: day,
            time: Some(time(10, 0, 0, 0)),
            court: None,
            court_name: Some("Anytown Magistrates’ Court".into()),
        },
        place: HearingPlace {
            address: Some("1 Invented Square, Anytown".into()),
            entrance: Some("Side door in Well Lane: ring and say your name only".into()),
            ..HearingPlace::default()
        },
        came: came.iter().map(|&text| text.to_owned()).collect(),
    }
}

/// Each page for the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let today = date(2026, 3, 5);
    let known = OwnHearings {
        name: String::new(),
        coming: vec![sample_line(date(2026, 4, 9), &[])],
        past: vec![sample_line(date(2026, 2, 3), &["A hearing ended."])],
        is_witness: true,
        special_measures: false,
        contact: None,
    };
    let none = OwnHearings { coming: Vec::new(), past: Vec::new(), is_witness: false, ..known.clone() };
    let public = || Shell::sample(say("hearings-title"), Role::Victim).within("/your-case");
    let case = CaseHearings {
        reference: "01ZZ0000126".into(),
        version: 9,
        coming: vec![sample_line(date(2026, 4, 9), &[])],
    };
    let staff = Shell::sample("Hearings", Role::WitnessCare).within("/my-work");
    let (address, nothing) = (("/case/sample", today), Complaints::default());
    vec![
        ("your-hearings", own(public(), &known, today)),
        ("your-hearings-none", own(public(), &none, today)),
        ("hearings", for_staff(staff, address, &case, &Fields::NOTHING, &nothing, None)),
    ]
}
