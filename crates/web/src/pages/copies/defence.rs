//! Copies for the defence: choosing, marking, the second person, the document that leaves (PLT-5).

use crate::{
    components::{self as c, Choice, ErrorLink, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{self, Plain, PlainForm, cell, link},
    shell::Shell,
    words,
};
use askama::Template;
use jiff::{Timestamp, civil::Date};
use policy::Role;
use record::VictimId;
use service::copies::{
    defence::{DefenceCopies, DefenceCopy, DefencePage, ItemProblem, MOST_CHARACTERS, Sheet, SheetItem},
    items::Item,
    redaction::{BLOCK, Reason},
};
use uuid::Uuid;

/// The document that leaves; it stands alone
#[derive(Template)]
#[template(path = "defence_copy.html")]
pub struct DefenceFile<'a> {
    /// what it says
    pub of: &'a Sheet,
}

impl DefenceFile<'_> {
    fn day(&self) -> String {
        self.of.day.strftime("%-d %B %Y").to_string()
    }

    fn whose(&self) -> String {
        match self.of.victim {
            (_, 1) => "the victim".into(),
            (place, many) => format!("victim {place} of {many}"),
        }
    }
}

/// The copies of a case
pub(crate) fn list(
    shell: Shell,
    case: &str,
    found: &DefenceCopies,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let row = |one: &DefenceCopy| {
        let state = match (&one.decided, one.taken, one.waits_for_you) {
            (Some((true, ..)), 0, _) => "May leave",
            (Some((true, ..)), ..) => "Left",
            (Some((false, ..)), ..) => "May not leave",
            (None, _, true) => "Waits for you",
            (None, ..) => "Waits for somebody else",
        };
        vec![
            link(words::moment(one.at, today), format!("{case}/disclosures/{}", one.id)),
            cell(&one.victim),
            cell(&one.by),
            cell(state),
        ]
    };
    let rows: Vec<_> = found.copies.iter().map(row).collect();
    let mut above = vec![plain::paragraph(
        "What is disclosed to the defence leaves as a copy in which everything sensitive is left out. One person prepares \
         it, another looks at it, and only then it can leave.",
    )];
    if rows.is_empty() {
        above.push(plain::paragraph("There is no copy of this case."));
    }
    above.extend(plain::table("Newest first", &["Prepared", "About", "By", "State"], rows));
    above.push(Markup::of(c::link_button("Prepare a copy", format!("{case}/disclosures/new"))));
    Plain {
        shell,
        saved,
        caption: format!("Case {}", found.reference),
        heading: "Copies for the defence".into(),
        back: Some((format!("Case {}", found.reference), case.to_owned())),
        above,
        ..Plain::default()
    }
}

/// Why the chosen items cannot be marked
pub(crate) fn too_much_or_nothing(known: &DefencePage, chosen: &[String]) -> Option<&'static str> {
    let items = known.items.iter().filter(|item| chosen.contains(&item.id));
    match items.map(|item| item.pre_marked.chars().count()).sum::<usize>() {
        0 => Some("Select what is disclosed"),
        many if many > MOST_CHARACTERS => {
            Some("This is too much for one copy. Select less, and make another for the rest")
        }
        _ => None,
    }
}

/// The page on which somebody chooses what is disclosed
pub(crate) fn choose(
    shell: Shell,
    case: &str,
    known: &DefencePage,
    complaints: &Complaints,
    today: Date,
) -> Plain {
    let choice = |item: &Item| {
        Choice::new(
            &item.id,
            format!("{} ({})", item.what, words::day(calendar::london_date(item.at), today)),
        )
        .hint(&item.text)
    };
    let items: Vec<Choice> = known.items.iter().map(choice).collect();
    let form = PlainForm {
        action: format!("{case}/disclosures/new"),
        hidden: vec![("victim".into(), known.victim.to_string()), ("step".into(), "choose".into())],
        fields: vec![Markup::of(
            c::checkboxes("items", "What is disclosed?", items).error(&complaints.about("items")).small(),
        )],
        button: c::button("Mark what is left out"),
        instead: Some(("Go back".into(), format!("{case}/disclosures"))),
        ..PlainForm::default()
    };
    let others = known.victims.iter().filter(|(id, _)| *id != known.victim);
    let others: Vec<(String, String)> =
        others.map(|(id, name)| (name.clone(), format!("{case}/disclosures/new?victim={id}"))).collect();
    let nothing = known.items.is_empty();
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some(("Copies for the defence".into(), format!("{case}/disclosures"))),
        caption: format!("Case {}: {}", known.reference, known.victim_name),
        heading: "What is disclosed".into(),
        above: vec![plain::paragraph(if nothing {
            "There is no text about this victim that your organisation could disclose."
        } else {
            "How the victim is reached, what they wish and need, and who may have their information is never in a copy. \
             Here is what else is written down."
        })],
        forms: if nothing { Vec::new() } else { vec![form] },
        below: if others.is_empty() {
            Vec::new()
        } else {
            vec![plain::heading("About another victim"), plain::links(others)]
        },
        ..Plain::default()
    }
}

/// The page on which somebody marks what is left out
pub(crate) fn mark(
    shell: Shell,
    case: &str,
    known: &DefencePage,
    chosen: &[String],
    sent: Option<&Fields>,
    complaints: &Complaints,
    marks: &[ItemProblem],
) -> Plain {
    let items: Vec<&Item> = known.items.iter().filter(|item| chosen.contains(&item.id)).collect();
    let of_marks = marks.iter().filter_map(|(id, message)| {
        let item = items.iter().find(|item| item.id == *id)?;
        Some(ErrorLink { text: format!("{}: {message}", item.heading()), href: format!("#text-{id}") })
    });
    let errors: Vec<ErrorLink> = of_marks.chain(complaints.links(&[])).collect();
    let mut fields: Vec<Markup> = Vec::new();
    for item in &items {
        fields.extend(marking(item, sent, marks));
    }
    let typed = |name: &str| sent.map(|sent| sent.text(name)).unwrap_or_default();
    fields.push(Markup::of(
        c::textarea("words", "For whom is it, who asked for it, and when?")
            .label_classes("govuk-label--s")
            .hint("This stays in the record. It is not in the copy.")
            .rows(2)
            .filled(&complaints.beside("words", typed("words"))),
    ));
    let hidden = [("step", "mark".to_owned()), ("victim", known.victim.to_string())];
    let version =
        sent.and_then(|sent| sent.some_text("version")).unwrap_or_else(|| known.version.to_string());
    // After somebody else changed the case the texts are those of now.
    let version =
        if complaints.0.is_empty() && marks.is_empty() { version } else { known.version.to_string() };
    let hidden = hidden.into_iter().chain([("version", version)]);
    let hidden = hidden.chain(items.iter().map(|item| ("items", item.id.clone())));
    Plain {
        shell: shell.wrong(!errors.is_empty()),
        errors,
        back: Some(("What is disclosed".into(), format!("{case}/disclosures/new?victim={}", known.victim))),
        caption: format!("Case {}: {}", known.reference, known.victim_name),
        heading: "Mark what is left out".into(),
        above: vec![
            plain::paragraph(format!(
                "Everything between [[ and ]] is left out: “[[9 Example Street]]” becomes “{BLOCK}”, however long it is. \
                 What may be sensitive is marked for you. Read each text to the end: only you know what else leads to \
                 somebody."
            )),
            plain::list(&[
                "Put [[ and ]] around where somebody is, lives, works, learns or is treated.",
                "Change nothing else: the text must stay as it was written.",
                "What you mark once is left out of every text of this copy.",
                "The victim’s own address, phone numbers, email address and date of birth stay marked.",
            ]),
        ],
        forms: vec![PlainForm {
            action: format!("{case}/disclosures/new"),
            hidden: hidden.map(|(name, value)| (name.to_owned(), value)).collect(),
            fields,
            button: c::button("Prepare the copy"),
            instead: Some(("Go back".into(), format!("{case}/disclosures"))),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

fn marking(item: &Item, sent: Option<&Fields>, marks: &[ItemProblem]) -> Vec<Markup> {
    let typed = |name: &str| sent.map(|sent| sent.text(&format!("{name}-{}", item.id))).unwrap_or_default();
    let text = if sent.is_some() { typed("text") } else { item.pre_marked.clone() };
    let error = marks.iter().find(|(id, _)| *id == item.id).map(|(_, message)| message.clone());
    let lines = u8::try_from(text.chars().count() / 60 + 2).unwrap_or(20).min(20);
    let reasons = Reason::ALL.iter().map(|reason| Choice::new(reason.slug(), plain_sentence(reason.words())));
    let reasons: Vec<Choice> = reasons.collect();
    let reason = Some(typed("reason")).filter(|reason| !reason.is_empty());
    let filled = crate::components::Filled { value: text, error };
    let of = |value| crate::components::Filled { value, error: None };
    let heading = item.heading();
    vec![
        Markup::of(
            c::textarea(format!("text-{}", item.id), &heading)
                .label_classes("govuk-label--m")
                .rows(lines)
                .filled(&filled),
        ),
        Markup::of(
            c::select(
                format!("reason-{}", item.id),
                format!("What you mark yourself in “{heading}” is"),
                reasons,
            )
            .filled(&of(reason.unwrap_or_else(|| Reason::Whereabouts.slug().to_owned()))),
        ),
        Markup::of(
            c::textarea(
                format!("because-{}", item.id),
                format!("If you took a suggested mark away in “{heading}”: why must the defence read it?"),
            )
            .rows(1)
            .filled(&of(typed("because"))),
        ),
    ]
}

fn plain_sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// One copy: for the second person to look at, and to be taken out
pub(crate) fn one(
    shell: Shell,
    case: &str,
    found: &DefenceCopy,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let action = format!("{case}/disclosures/{}", found.id);
    let mut facts = c::summary_list()
        .row("About", &found.victim)
        .row("Prepared", format!("{}, {}", words::moment(found.at, today), found.by))
        .row("For whom", &found.words);
    if let Some((released, by, why)) = &found.decided {
        facts = facts.row(if *released { "May leave" } else { "May not leave" }, format!("{by}: {why}"));
    }
    let facts = facts.row("Times it left", found.taken.to_string()).row("Digest (SHA-256)", &found.digest);
    let mut above = vec![Markup::of(facts)];
    let shown = found.shown_because.iter().map(|(item, why)| vec![cell(item), cell(why)]).collect();
    above.extend(plain::table(
        "Suggestions that were not followed",
        &["Text", "Why the defence must read it"],
        shown,
    ));
    match &found.sheet {
        None => above
            .push(plain::paragraph("What it said was destroyed when the victim’s information was erased.")),
        Some(sheet) => {
            above.push(plain::heading("What it says"));
            above.push(plain::paragraph(&sheet.about));
            above.extend(sheet.items.iter().flat_map(shown_item));
        }
    }
    let beside = |name: &str| complaints.beside(name, fields.text(name));
    let answers = [Choice::new("yes", "Yes, it may leave"), Choice::new("no", "No, something must change")];
    let decide = PlainForm {
        heading: "Your decision".into(),
        texts: vec!["Read every text to the end. Ask yourself who could be found with what is left, and what a stranger \
                     would not notice: a school, a bus, a dog’s name."
            .into()],
        action: action.clone(),
        hidden: vec![("version".into(), found.version.to_string())],
        fields: vec![
            Markup::of(c::radios("released", "May it leave?", answers).filled(&beside("released")).small()),
            Markup::of(
                c::textarea("words", "What did you look at, or what must change?")
                    .label_classes("govuk-label--s")
                    .rows(2)
                    .filled(&beside("words")),
            ),
        ],
        button: c::button("Save the decision"),
        ..PlainForm::default()
    };
    let take = PlainForm {
        heading: "Take it out".into(),
        texts: vec!["A page that opens in any browser and prints. The victim sees that it left.".into()],
        action,
        hidden: vec![("do".into(), "take".into())],
        button: c::button("Take the copy out"),
        ..PlainForm::default()
    };
    let released = matches!(found.decided, Some((true, ..))) && found.sheet.is_some();
    let forms = [(found.waits_for_you, decide), (released, take)];
    let below = match (&found.decided, found.waits_for_you) {
        (None, false) => vec![plain::paragraph(
            "Somebody else who may disclose this case must look at it before it can leave.",
        )],
        _ => Vec::new(),
    };
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        saved,
        back: Some(("Copies for the defence".into(), format!("{case}/disclosures"))),
        caption: format!("Case {}", found.reference),
        heading: "A copy for the defence".into(),
        above,
        forms: forms.into_iter().filter(|(there, _)| *there).map(|(_, form)| form).collect(),
        below,
    }
}

fn shown_item(item: &SheetItem) -> Vec<Markup> {
    let reasons: Vec<&str> = item.reasons.iter().map(|reason| reason.words()).collect();
    let mut shown = vec![plain::paragraph(format!("{}:", item.heading)), plain::text(&item.text)];
    if !reasons.is_empty() {
        shown.push(plain::paragraph(format!("Left out, in this order: {}.", reasons.join("; "))));
    }
    shown
}

fn sample_page() -> DefencePage {
    let victim = |number: u128| VictimId(Uuid::from_u128(number));
    let at = Timestamp::from_second(1_772_700_000).unwrap_or_default();
    let item = |version: u64, what: &str, text: &str, pre_marked: &str| Item {
        asked: Vec::new(),
        id: format!("{version}-told"),
        version,
        at,
        what: what.into(),
        text: text.into(),
        pre_marked: pre_marked.into(),
    };
    DefencePage {
        version: 7,
        reference: "01ZZ0000126".into(),
        victim: victim(1),
        victim_name: "Rosa Example".into(),
        victims: vec![(victim(1), "Rosa Example".into()), (victim(2), "Tom Sample".into())],
        items: vec![
            item(
                4,
                "What the victim was told by phone",
                "I told her that he is on bail and must not come to 9 Example Street.",
                "I told her that he is on bail and must not come to [[9 Example Street]].",
            ),
            item(5, "Note", "Tom Sample rang about the hearing.", "[[Tom Sample]] rang about the hearing."),
        ],
    }
}

fn sample_copy(waits_for_you: bool) -> DefenceCopy {
    let item = SheetItem {
        heading: "What the victim was told by phone, Thursday 5 March 2026".into(),
        text: format!("I told her that he is on bail and must not come to {BLOCK}."),
        reasons: vec![Reason::Whereabouts],
    };
    DefenceCopy {
        id: Uuid::from_u128(9),
        reference: "01ZZ0000126".into(),
        version: 9,
        victim: "Rosa Example".into(),
        at: Timestamp::from_second(1_772_700_000).unwrap_or_default(),
        by: "Insp Ola Verwood".into(),
        words: "For the defence of the first defendant, asked for by the prosecutor on 3 March.".into(),
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        sheet: Some(Sheet {
            reference: "01ZZ0000126".into(),
            about: "Assault".into(),
            victim: (1, 2),
            organisation: "Anytown Police".into(),
            day: jiff::civil::date(2026, 3, 5),
            items: vec![item],
        }),
        shown_because: vec![(
            "Note, Thursday 5 March 2026".into(),
            "The name is the defendant’s own.".into(),
        )],
        decided: (!waits_for_you).then(|| (true, "Kit Sample".into(), "I read all of it.".into())),
        taken: 0,
        waits_for_you,
    }
}

const SAMPLE_DAY: Date = jiff::civil::date(2026, 3, 5);

fn sample_shell(title: &str) -> Shell {
    Shell::sample(title, Role::Supervisor).within("/my-work")
}

/// For the tests that look at every page
pub(crate) fn sample_list() -> Plain {
    let copies = vec![sample_copy(true), sample_copy(false)];
    let found = DefenceCopies { reference: "01ZZ0000126".into(), copies };
    list(sample_shell("Copies for the defence"), "/case/sample", &found, None, SAMPLE_DAY)
}

/// For the tests that look at every page
pub(crate) fn sample_choose() -> Plain {
    choose(
        sample_shell("What is disclosed"),
        "/case/sample",
        &sample_page(),
        &Complaints::default(),
        SAMPLE_DAY,
    )
}

/// For the tests that look at every page
pub(crate) fn sample_mark() -> Plain {
    let chosen = ["4-told".to_owned(), "5-told".to_owned()];
    let problem = ("5-told".to_owned(), "There is a [[ without a ]] after it".to_owned());
    let shell = sample_shell("Mark what is left out");
    mark(shell, "/case/sample", &sample_page(), &chosen, None, &Complaints::default(), &[problem])
}

/// For the tests that look at every page
pub(crate) fn sample_one(waits_for_you: bool) -> Plain {
    let (shell, none) = (sample_shell("A copy for the defence"), Complaints::default());
    one(shell, "/case/sample", &sample_copy(waits_for_you), &Fields::NOTHING, &none, None, SAMPLE_DAY)
}
