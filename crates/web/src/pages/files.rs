//! Files of a case: the victim's own page, and the one of staff (REP-2).

use crate::{
    components::{self as c, Choice, ErrorLink, Markup},
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell, link},
    shell::Shell,
    speaking::{say, speaking},
    words,
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use record::{FileId, VictimId};
use service::files::FileLine;

/// What a browser offers to choose from; what is sent is looked at all the same
pub(crate) const ACCEPTED: &str =
    "image/jpeg,image/png,image/heic,application/pdf,text/plain,video/mp4,video/quicktime,audio/mpeg";

/// The field in which a file is chosen, for the public
pub(crate) fn chooser(complaints: &Complaints) -> Markup {
    let field = c::file_upload("file", say("files-choose")).hint(say("files-choose-hint")).accept(ACCEPTED);
    Markup::of(match complaints.about("file") {
        Some(error) => field.error(error),
        None => field,
    })
}

/// How large a file is, as people say it
pub(crate) fn size_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

fn errors(complaints: &Complaints) -> Vec<ErrorLink> {
    complaints.links(&[])
}

/// A victim's own files
pub(crate) fn own(
    shell: Shell,
    files: &[FileLine],
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let row = |line: &FileLine| {
        vec![
            link(&line.name, format!("/your-files/{}", line.file)),
            cell(size_words(line.size)),
            cell(speaking().moment(line.at, today)),
        ]
    };
    let head = [say("files-name"), say("files-size"), say("files-when")];
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut below = plain::table(&say("files-yours"), &head, files.iter().map(row).collect());
    below.push(plain::paragraph(say("files-open-note")));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: errors(complaints),
        saved,
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("files-title"),
        above: vec![
            plain::paragraph(say("files-about")),
            plain::paragraph(say("files-metadata")),
            plain::paragraph(say("files-urgent")),
        ],
        forms: vec![PlainForm {
            action: "/your-files".into(),
            uploads: true,
            fields: vec![chooser(complaints)],
            button: c::button(say("files-send")),
            ..PlainForm::default()
        }],
        below,
        ..Plain::default()
    }
}

/// That a file came, for the victim
pub(crate) fn saved_words() -> String {
    say("files-saved")
}

/// Files of a case, for staff
#[derive(Debug, Default)]
pub(crate) struct OfCase<'a> {
    /// address of the case
    pub case: &'a str,
    /// its victims, with their names
    pub victims: &'a [(VictimId, String)],
    /// newest first
    pub files: &'a [FileLine],
    /// about whom the one that was just chosen is
    pub chosen: &'a str,
    /// whether they may add one
    pub records: bool,
}

/// The page of files of a case
pub(crate) fn staff(shell: Shell, of: &OfCase<'_>, complaints: &Complaints, today: Date) -> Plain {
    let OfCase { case, victims, files, chosen, records } = *of;
    let name = |victim: VictimId| {
        victims.iter().find(|(id, _)| *id == victim).map(|(_, name)| name.as_str()).unwrap_or_default()
    };
    let row = |line: &FileLine| {
        let scanned = if line.scanned { "Nothing found" } else { "Not looked at for viruses" };
        let what = match &line.withheld {
            Some(why) => cell(why),
            None => link(&line.name, format!("{case}/files/{}", line.file)),
        };
        vec![
            what,
            cell(name(line.victim)),
            cell(format!("{}, {}", line.kind.slug(), size_words(line.size))),
            cell(words::moment(line.at, today)),
            cell(scanned),
        ]
    };
    let head = ["File", "About", "Kind and size", "Came", "Viruses"];
    let rows: Vec<_> = files.iter().map(row).collect();
    let none = rows.is_empty().then(|| plain::paragraph("No file has come to this case yet."));
    let choices: Vec<Choice> = victims.iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let field = c::file_upload("file", "File")
        .label_classes("govuk-label--s")
        .hint("JPEG, PNG, HEIC, PDF, text, MP4 or MP3, 10 MB at most. Say nothing about anybody in its name")
        .accept(ACCEPTED);
    let field = match complaints.about("file") {
        Some(error) => field.error(error),
        None => field,
    };
    let first = victims.first().map(|(id, _)| id.to_string()).unwrap_or_default();
    let chosen = if chosen.is_empty() { first } else { chosen.to_owned() };
    let form = PlainForm {
        heading: "Add a file".into(),
        action: format!("{case}/files"),
        uploads: true,
        fields: vec![
            Markup::of(
                c::radios("victim", "About whom?", choices)
                    .filled(&complaints.beside("victim", chosen))
                    .small(),
            ),
            Markup::of(field),
        ],
        button: c::button("Add the file"),
        instead: Some(("Go back to the case".into(), case.to_owned())),
        ..PlainForm::default()
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: errors(complaints),
        back: Some(("The case".into(), case.to_owned())),
        heading: "Files".into(),
        above: plain::table("Files, newest first", &head, rows)
            .into_iter()
            .chain(none)
            .chain([plain::paragraph(
                "Photos come without where and with what they were made. The original is kept sealed as it came. Films \
                 and documents can still say it: they are only for agencies that know where the victim lives.",
            )])
            .collect(),
        forms: if records { vec![form] } else { Vec::new() },
        ..Plain::default()
    }
}

fn sample_lines() -> Vec<FileLine> {
    let line = |number: u128, name: &str, kind, size, withheld: Option<&str>| FileLine {
        file: FileId(uuid::Uuid::from_u128(number)),
        victim: VictimId(uuid::Uuid::from_u128(1)),
        name: name.into(),
        kind,
        size,
        at: Timestamp::from_second(1_772_700_000).unwrap_or_default(),
        scanned: withheld.is_none(),
        withheld: withheld.map(str::to_owned),
    };
    vec![
        line(11, "The back door.jpg", files::Kind::Jpeg, 2_345_678, None),
        line(12, "pdf file", files::Kind::Pdf, 45_678, Some("Not for your agency: addresses of victims")),
    ]
}

/// For the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let today = jiff::civil::date(2026, 3, 6);
    let mut wrong = Complaints::default();
    wrong.add("file", "Choose a file of 10 MB or less");
    let victims = [(VictimId(uuid::Uuid::from_u128(1)), "Rosa Example".to_owned())];
    let yours = || Shell::sample("Your files", Role::Victim).within("/your-case");
    let staffs = || Shell::sample("Files", Role::Officer).within("/my-work");
    let lines = sample_lines();
    fn sample_of<'a>(victims: &'a [(VictimId, String)], files: &'a [FileLine]) -> OfCase<'a> {
        OfCase { case: "/case/sample", victims, files, chosen: "", records: true }
    }
    vec![
        (
            "your-files",
            own(yours(), &lines, &Complaints::default(), Some("Your file is with us".into()), today),
        ),
        ("your-files-refused", own(yours(), &[], &wrong, None, today)),
        ("files", staff(staffs(), &sample_of(&victims, &lines), &Complaints::default(), today)),
        ("files-none", staff(staffs(), &sample_of(&victims, &[]), &wrong, today)),
    ]
}
