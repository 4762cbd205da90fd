//! What was reported, in writing: for the victim, who can say that a detail is wrong, and for staff (REP-4).

use crate::{
    components::{self as c, Markup},
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm},
    shell::Shell,
    speaking::{say, say_with, speaking},
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use record::report::{Door, Kind, ReportedBy, Wants};
use service::report::reading::{DetailRead, ReportRead};

const HERE: &str = "/your-report";

/// A detail as the victim reads it: what was written first, what they said since, and the way to say more
fn detail(read: &DetailRead, today: Date) -> Vec<Markup> {
    let mut parts = vec![plain::heading(say(&format!("report-detail-{}", read.detail)))];
    if read.said.is_empty() {
        parts.push(plain::paragraph(say("report-check-nothing")));
    } else {
        parts.push(plain::text(&read.said));
    }
    for (at, words) in &read.corrected {
        let when = speaking().moment(*at, today);
        parts.push(plain::paragraph(say_with("report-read-corrected", &[("when", when.into())])));
        parts.push(plain::text(words));
    }
    let href = format!("{HERE}/correct/{}", read.detail);
    let about = say(&format!("report-detail-{}", read.detail)).to_lowercase();
    parts.push(plain::links(vec![(say_with("report-read-correct", &[("what", about.into())]), href)]));
    parts
}

/// The report, for its victim
pub(crate) fn own(shell: Shell, read: Option<&ReportRead>, saved: bool, today: Date) -> Plain {
    let back = Some((say("case-title"), "/your-case".into()));
    let Some(read) = read else {
        return Plain {
            shell,
            back,
            heading: say("report-read-title"),
            above: vec![plain::paragraph(say("report-read-none"))],
            ..Plain::default()
        };
    };
    let on = speaking().moment(read.at, today);
    let mut above = vec![
        plain::paragraph(say_with("report-read-when", &[("when", on.into())])),
        plain::paragraph(say_with("case-reference", &[("reference", read.reference.as_str().into())])),
        plain::paragraph(say(&format!("report-read-by-{}", read.by.slug()))),
        plain::paragraph(say(&format!("report-kind-{}", read.kind.slug()))),
    ];
    if let Some(owner) = &read.owner {
        let name = [&owner.person, &owner.team, &owner.organisation];
        let name: Vec<&str> = name.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        above.push(plain::paragraph(say_with("report-read-owner", &[("owner", name.join(", ").into())])));
        if !owner.phone.is_empty() {
            above.push(plain::paragraph(say_with(
                "report-sent-phone",
                &[("phone", owner.phone.as_str().into())],
            )));
        }
    }
    above.push(plain::links(vec![(say("nav-your-rights"), "/your-rights".into())]));
    above.extend(read.details.iter().flat_map(|read| detail(read, today)));
    if !read.files.is_empty() {
        above.push(plain::heading(say("files-title")));
        let files = read.files.iter().map(|file| (file.name.clone(), format!("/your-files/{}", file.file)));
        above.push(plain::links(files.collect()));
    }
    Plain {
        shell,
        saved: saved.then(|| say("report-read-saved")),
        back,
        heading: say("report-read-title"),
        above,
        below: vec![plain::paragraph(say("report-read-print"))],
        ..Plain::default()
    }
}

/// Saying that a detail is wrong
pub(crate) fn correct(shell: Shell, read: &DetailRead, typed: &str, complaints: &Complaints) -> Plain {
    let title = say(&format!("report-detail-{}", read.detail));
    let now = read.corrected.last().map_or(read.said.as_str(), |(_, words)| words.as_str());
    let mut above = vec![plain::paragraph(say("report-correct-text"))];
    if !now.is_empty() {
        above.extend([plain::paragraph(say("report-correct-now")), plain::text(now)]);
    }
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("report-read-title"), HERE.into())),
        caption: title,
        heading: say("report-correct-title"),
        above,
        forms: vec![PlainForm {
            action: format!("{HERE}/correct/{}", read.detail),
            fields: vec![Markup::of(
                c::textarea("words", say("report-correct-right"))
                    .label_classes("govuk-label--s")
                    .rows(6)
                    .filled(&complaints.beside("words", typed)),
            )],
            button: c::button(say("report-correct-send")),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// What staff call the details
fn staff_words(detail: &str) -> &'static str {
    match detail {
        "what" => "What happened",
        "when" => "When",
        "place" => "Where",
        "who" => "Who did it, as far as known",
        "hurt" => "Who was hurt",
        "property" => "Taken or damaged",
        "name" => "Name",
        _ => "Address",
    }
}

/// The reports of a case, for staff
pub(crate) fn staff(shell: Shell, case: &str, reports: &[ReportRead], today: Date) -> Plain {
    let mut above = Vec::new();
    for read in reports {
        above.push(plain::heading(format!("{}: {}", read.name, read.kind.words())));
        let list = c::summary_list()
            .row("Reference", &read.reference)
            .row("Taken", format!("{}, {}", words::moment(read.at, today), read.door.words()))
            .row("Given by", read.by.words())
            .row("They want", read.wants.words())
            .row("Who gave it, and how to reach them", &read.reporter);
        above.push(Markup::of(list));
        for detail in &read.details {
            above.push(plain::paragraph(format!("{}:", staff_words(detail.detail))));
            above.push(plain::text(if detail.said.is_empty() { "Not said" } else { &detail.said }));
            for (at, text) in &detail.corrected {
                let when = words::moment(*at, today);
                above.push(plain::paragraph(format!("The victim says since {when} that this is right:")));
                above.push(plain::text(text));
            }
        }
        let files: Vec<(String, String)> = read
            .files
            .iter()
            .filter(|file| file.withheld.is_none())
            .map(|file| (file.name.clone(), format!("{case}/files/{}", file.file)))
            .collect();
        if !files.is_empty() {
            above.push(plain::links(files));
        }
    }
    if reports.is_empty() {
        above.push(plain::paragraph("This case did not begin with a report that was taken here."));
    }
    Plain {
        shell,
        back: Some(("The case".into(), case.to_owned())),
        heading: "What was reported".into(),
        above,
        below: vec![plain::paragraph(
            "Record a contact to say what was done with a correction: that meets the duty to check it.",
        )],
        ..Plain::default()
    }
}

fn sample_read() -> ReportRead {
    let at = Timestamp::from_second(1_772_700_000).unwrap_or_default();
    let detail = |detail, said: &str, corrected: &[&str]| DetailRead {
        detail,
        said: said.into(),
        corrected: corrected.iter().map(|words| (at, (*words).to_owned())).collect(),
    };
    ReportRead {
        name: "Rosa Example".into(),
        reference: "R-7K2M-Q9XD".into(),
        at,
        door: Door::Online,
        by: ReportedBy::Victim,
        wants: Wants::Police,
        kind: Kind::Collision,
        details: vec![
            detail("what", "A car hit my bicycle at the crossing.\nIt did not stop.", &[]),
            detail("place", "Mill Lane", &["Hill Lane, not Mill Lane"]),
        ],
        reporter: String::new(),
        files: Vec::new(),
        owner: None,
    }
}

/// For the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let today = jiff::civil::date(2026, 3, 6);
    let shell = |role| Shell::sample("Your report", role).within("/your-case");
    let read = sample_read();
    let mut wrong = Complaints::default();
    wrong.add("words", "Write what is right");
    let detail = &read.details[1];
    vec![
        ("your-report", own(shell(Role::Victim), Some(&read), true, today)),
        ("your-report-none", own(shell(Role::Victim), None, false, today)),
        ("your-report-correct", correct(shell(Role::Victim), detail, "", &wrong)),
        ("case-report", staff(shell(Role::Officer), "/case/sample", std::slice::from_ref(&read), today)),
        ("case-report-none", staff(shell(Role::Officer), "/case/sample", &[], today)),
    ]
}
