//! The list of inspections, and one with its progress.

use super::{INSPECTIONS, address, address_of_case};
use crate::{
    components::{self as c, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Cell, Plain, PlainForm, cell, link},
    shell::Shell,
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use service::inspections::{CaseDone, DrawRule, Grouping, InspectionLine, InspectionPage, ReaderDone};

fn day_of(at: i64, today: Date) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    words::short_day(calendar::london_date(at), today)
}

/// Every inspection that concerns whoever looks
pub(crate) fn list(shell: Shell, lines: &[InspectionLine], today: Date) -> Plain {
    let makes = shell.viewer.as_ref().is_some_and(|viewer| viewer.role != Role::InformationGovernance);
    let row = |line: &InspectionLine| {
        let one = &line.inspection;
        let state = match (one.closed_at, one.made_for != one.organisation && one.authorised_at.is_none()) {
            (Some(_), _) => "Closed".to_owned(),
            (None, true) => format!("Waits until information governance of {} allows it", line.of),
            (None, false) => format!("{} of {} begun", line.begun, line.drawn),
        };
        vec![
            link(&one.title, address(one.id)),
            cell(&line.by),
            cell(&line.of),
            cell(day_of(one.made_at, today)),
            cell(state),
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    let mut above = vec![plain::paragraph(
        "An inspection reads a sample of cases that nobody chose, and asks the same questions of each.",
    )];
    if makes {
        above.push(Markup::of(c::link_button("Draw a sample", format!("{INSPECTIONS}/new"))));
    }
    if rows.is_empty() {
        above.push(plain::paragraph("There is no inspection yet."));
    }
    above.extend(plain::table("Newest first", &["Inspection", "By", "Cases of", "Drawn", "How far"], rows));
    Plain { shell: shell.within(INSPECTIONS), heading: "Inspections".into(), above, ..Plain::default() }
}

/// An inspection: how it was drawn, who reads what, how far they are
pub(crate) fn progress(
    shell: Shell,
    page: &InspectionPage,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let here = address(page.inspection.id);
    let mut above = Vec::new();
    if page.waits {
        above.push(Markup::of(c::warning(format!(
            "Nobody reads yet. Information governance of {} decides whether these cases may be read.",
            page.of
        ))));
    }
    above.push(Markup::of(facts(page, today)));
    if page.own {
        above.push(plain::links(vec![("Report".into(), format!("{here}/report"))]));
    }
    above.extend(plain::table(
        "Readers",
        &["Reader", "Given", "Done"],
        page.readers.iter().map(reader).collect(),
    ));
    let open = page.inspection.closed_at.is_none() && !page.waits;
    let rows = page.cases.iter().map(|case| case_row(page, case, open)).collect();
    above.extend(plain::table(
        "Cases, in the order of the draw",
        &["Case", "Group", "Read by", "How far"],
        rows,
    ));
    let mut forms = Vec::new();
    if page.may_allow && page.waits {
        forms.push(PlainForm {
            heading: "Allow it".into(),
            texts: vec![
                "Its readers then see what was owed, done and said in the drawn cases, without names, until it is closed. \
                 Each look is in the audit, and every victim can see it."
                    .into(),
            ],
            action: here.clone(),
            fields: vec![Markup::of(
                c::textarea("basis", "On which basis may they read?")
                    .rows(3)
                    .filled(&complaints.beside("basis", fields.text("basis"))),
            )],
            button: c::button("Allow these readers").sends("do", "allow"),
            ..PlainForm::default()
        });
    }
    if page.own && page.inspection.closed_at.is_none() {
        forms.push(PlainForm {
            heading: "Close the inspection".into(),
            texts: vec!["Nobody reads its cases any more. Its report stays.".into()],
            action: here,
            button: c::button("Close it").secondary().sends("do", "close"),
            ..PlainForm::default()
        });
    }
    Plain {
        shell: shell.within(INSPECTIONS).wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some(("Inspections".into(), INSPECTIONS.into())),
        caption: format!("Cases of {}", page.of),
        heading: page.inspection.title.clone(),
        above,
        forms,
        ..Plain::default()
    }
}

fn facts(page: &InspectionPage, today: Date) -> c::SummaryList {
    let one = &page.inspection;
    let drawn = page.rule.number;
    let allowed = one.authorised_at.map(|at| format!("{}: {}", day_of(at, today), one.basis));
    let closed = one.closed_at.map(|at| day_of(at, today));
    let readers = if one.readers == 2 { "Two" } else { "One" };
    c::summary_list()
        .row("Questions", format!("{}: {}", page.questions, page.sheet))
        .row("By", &page.by)
        .row(
            "Drawn from",
            format!("{} {}", words::with_commas(count(one.population)), from_words(&page.rule)),
        )
        .row("Drawn", format!("{drawn}{}, on {}", per_group(page.rule.grouping), day_of(one.made_at, today)))
        .row("Seed", &one.seed)
        .row("Readers of each case", readers)
        .row("Allowed", allowed.unwrap_or_default())
        .row("Closed", closed.unwrap_or_default())
}

pub(super) fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

pub(super) fn per_group(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::None => "",
        Grouping::Outcome => " closed without a charge, and as many others",
        Grouping::Area => " of each area",
        Grouping::CrimeGroup => " of each group of crimes",
    }
}

/// From which cases, in words
pub(super) fn from_words(rule: &DrawRule) -> String {
    let day = service::inspections::day_words;
    let of = |what: &str, text: &str| (!text.is_empty()).then(|| format!("{what} {text}"));
    let parts = [
        of("of area", &rule.area),
        of("of the group", &rule.crime_group.replace('-', " ")),
        of("at the stage", &rule.stage),
        rule.from.map(|from| format!("reported from {}", day(from))),
        rule.until.map(|until| format!("reported until {}", day(until))),
        rule.closed_only.then(|| "closed without a charge".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "cases".to_owned() } else { format!("cases {}", parts.join(", ")) }
}

fn reader(reader: &ReaderDone) -> Vec<Cell> {
    vec![cell(&reader.name), cell(reader.given.to_string()), cell(reader.done.to_string())]
}

fn case_row(page: &InspectionPage, case: &CaseDone, open: bool) -> Vec<Cell> {
    let name = format!("Case {}", case.place);
    let readers: Vec<&str> = case.readers.iter().map(|(name, _)| name.as_str()).collect();
    let done = case.readers.iter().filter(|(_, done)| *done).count();
    let first = if case.own && open {
        link(name, address_of_case(page.inspection.id, case.case))
    } else {
        cell(name)
    };
    let far = match (done, case.readers.len()) {
        (done, all) if done == all => "Done".to_owned(),
        (0, _) => "To do".to_owned(),
        (done, all) => format!("{done} of {all}"),
    };
    vec![first, cell(&case.stratum), cell(readers.join(", ")), cell(far)]
}

fn sample_page(waits: bool, governs: bool) -> InspectionPage {
    let made_at = 1_772_438_400_000;
    InspectionPage {
        inspection: sample_inspection(made_at, waits),
        rule: DrawRule { number: 2, closed_only: true, ..DrawRule::default() },
        questions: "Joint inspection of how victims are served, 2023".into(),
        sheet: "Police files".into(),
        of: "Croydon police".into(),
        by: "The inspectorate".into(),
        readers: vec![
            ReaderDone { name: "Ada Sample".into(), given: 2, done: 1 },
            ReaderDone { name: "Bo Sample".into(), given: 2, done: 0 },
        ],
        cases: if governs { Vec::new() } else { sample_cases() },
        may_allow: governs,
        waits,
        own: !governs,
    }
}

fn sample_cases() -> Vec<CaseDone> {
    let case = |place: u8, done| CaseDone {
        case: record::CaseId(uuid::Uuid::from_u128(u128::from(place))),
        place: i64::from(place),
        stratum: String::new(),
        readers: vec![("Ada Sample".into(), done), ("Bo Sample".into(), false)],
        own: true,
    };
    vec![case(1, true), case(2, false)]
}

pub(super) fn sample_inspection(made_at: i64, waits: bool) -> service::Inspection {
    service::Inspection {
        id: uuid::Uuid::from_u128(7),
        title: "How burglary victims in Croydon are kept informed".into(),
        questions: "joint-2023".into(),
        digest: String::new(),
        sheet: "police".into(),
        organisation: "croydon".into(),
        made_for: "inspectorate".into(),
        seed: "March 2026".into(),
        rule: String::new(),
        population: 1_240,
        readers: 2,
        made_by: "ada".into(),
        made_at,
        authorised_by: (!waits).then(|| "ig".into()),
        authorised_at: (!waits).then_some(made_at),
        basis: if waits { String::new() } else { "Police Act 1996, inspection of forces".into() },
        closed_at: None,
    }
}

pub(super) fn samples() -> Vec<(&'static str, Plain)> {
    let today = jiff::civil::date(2026, 3, 30);
    let shell = |role| Shell::sample("Inspections", role);
    let nothing = (&Fields::NOTHING, &Complaints::default());
    let line = InspectionLine {
        inspection: sample_inspection(1_772_438_400_000, false),
        of: "Croydon police".into(),
        by: "The inspectorate".into(),
        drawn: 2,
        begun: 1,
    };
    let mut wrong = Complaints::default();
    wrong.add("basis", "Write on which basis they may read these cases");
    let page = |waits, governs| sample_page(waits, governs);
    vec![
        ("inspections", list(shell(Role::Oversight), &[line], today)),
        ("inspections-none", list(shell(Role::Supervisor), &[], today)),
        (
            "inspection",
            progress(
                shell(Role::Oversight),
                &page(false, false),
                nothing.0,
                nothing.1,
                Some("Drawn".into()),
                today,
            ),
        ),
        (
            "inspection-waits",
            progress(shell(Role::InformationGovernance), &page(true, true), nothing.0, &wrong, None, today),
        ),
    ]
}
