//! What is kept, held and destroyed: cases to review, one review, a legal hold, erasing a victim (PLT-5).

use crate::{
    components::{self as c, Choice, Markup, SummaryList},
    fields::Fields,
    forms::{self, Complaints},
    pages::plain::{self, Plain, PlainForm, cell},
    present,
    shell::Shell,
    words,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::Role;
use record::{CaseId, VictimId};
use service::keeping::{
    GroupCard, Keeping, KeptVictim, Said, Stands,
    review::{Reviews, Waiting},
};

/// Where the list is
pub(crate) const REVIEWS: &str = "/retention";

/// Cases that wait for somebody to look at them
pub(crate) fn reviews(
    shell: Shell,
    found: &Reviews,
    fields: &Fields,
    complaints: &Complaints,
    today: Date,
) -> Plain {
    let row = |waiting: &Waiting| {
        let since = calendar::london_date(waiting.since);
        let why = match &waiting.group {
            Some(group) => group.clone(),
            None => "No longer needed: somebody else must destroy it".to_owned(),
        };
        let address = format!("{}/retention", present::case_address(waiting.case));
        vec![plain::link(&waiting.reference, address), cell(words::short_day(since, today)), cell(why)]
    };
    let mut above = vec![plain::paragraph(
        "These cases have been kept for as long as the schedule says. Nothing ends by itself: look at whether each is still \
         needed.",
    )];
    let rows: Vec<_> = found.cases.iter().map(row).collect();
    if rows.is_empty() {
        above.push(plain::paragraph("No case waits for a review."));
    }
    above.extend(plain::table("Longest waiting first", &["Case", "Since", "Why"], rows));
    let next = found.next.map(|place| format!("{REVIEWS}?after={place}"));
    above.push(Markup::of(c::next_page(&next)));
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        heading: "Cases to review".into(),
        above,
        forms: vec![PlainForm {
            heading: "Another case".into(),
            texts: vec!["To hold a case, or to review it before its time.".into()],
            action: REVIEWS.into(),
            fields: vec![Markup::of(
                c::input("reference", "The whole reference of the case")
                    .hint("For example, 01ZZ0000126.")
                    .exact()
                    .filled(&complaints.beside("reference", fields.text("reference"))),
            )],
            button: c::button("Find the case").secondary(),
            ..PlainForm::default()
        }],
        ..Plain::default()
    }
}

/// The page on which somebody says whether a case is still needed
pub(crate) fn review(
    shell: Shell,
    known: &Keeping,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let case = present::case_address(known.case);
    let mut above = vec![Markup::of(facts(known, today))];
    above.extend(warnings(known).into_iter().map(|text| Markup::of(c::warning(text))));
    let forms = match known.stands {
        Stands::Destroyed => Vec::new(),
        _ => vec![review_form(known, &case, fields, complaints, today)],
    };
    Plain {
        errors: complaints.links(&[("until", "until-day")]),
        saved,
        back: Some(back(&shell, known, &case)),
        caption: format!("Case {}", known.reference),
        heading: "Is this case still needed?".into(),
        above,
        forms,
        below: destroying(known, &case),
        shell: shell.wrong(!complaints.0.is_empty()),
    }
}

/// Those who keep cases and see none come from the list; supervisors from the case
fn back(shell: &Shell, known: &Keeping, case: &str) -> (String, String) {
    match shell.viewer.as_ref().map(|viewer| viewer.role) {
        Some(Role::InformationGovernance) => ("Cases to review".into(), REVIEWS.into()),
        _ => (format!("Case {}", known.reference), case.to_owned()),
    }
}

fn facts(known: &Keeping, today: Date) -> SummaryList {
    let day = |date| words::day(date, today);
    let mut facts = c::summary_list();
    facts = match &known.stands {
        Stands::Held => facts.row("Now", "Under a legal hold: nothing may be destroyed"),
        Stands::Open => facts.row("Now", "Not closed: nothing is due"),
        Stands::Destroyed => facts.row("Now", "What was kept about the victims was destroyed"),
        Stands::MayBeDestroyed(said) => facts
            .row("Now", "No longer needed: it may be destroyed")
            .row("Who said so", format!("{}, {}", said.by, words::moment(said.at, today)))
            .row("Why", &said.words),
        Stands::Review { on, since, kept_until } => {
            let kept = kept_until.map(|until| format!("Kept by a review until {}", day(until)));
            let due = if *on <= today { "Due since" } else { "Not due before" };
            facts
                .row(due, day(*on))
                .row("Years count from", format!("{}: the last thing done, heard or owed", day(*since)))
                .row("Earlier review", kept.unwrap_or_default())
        }
    };
    if let Some(hold) = &known.hold {
        facts = facts
            .row("Held by", format!("{}, {}", hold.by, words::moment(hold.at, today)))
            .row("Why held", &hold.words);
    }
    if let Some(group) = &known.group {
        facts = facts
            .row("Kind of case", format!("{}. Looked at after {} years", group.name, group.years))
            .row("Where that rests", &group.source)
            .row("In doubt", &group.doubt);
    }
    facts
}

fn warnings(known: &Keeping) -> Vec<String> {
    let mut warnings = Vec::new();
    if !known.open.is_empty() {
        warnings.push(format!("Still open: {}.", known.open.join(", ")));
    }
    if known.unmet > 0 && known.stands != Stands::Destroyed {
        let duties = words::count(known.unmet, "duty was", "duties were");
        warnings.push(format!("{duties} never met. A complaint may still come."));
    }
    warnings
}

fn review_form(
    known: &Keeping,
    case: &str,
    fields: &Fields,
    complaints: &Complaints,
    today: Date,
) -> PlainForm {
    let sent = fields.some_text("version").is_some();
    let until = match (sent, &known.group) {
        (false, Some(group)) => forms::parts_of(today.saturating_add(i32::from(group.again).years())),
        _ => forms::date_parts(fields, "until"),
    };
    let day = c::date_input("until", "If you keep it, until when?")
        .hint("Somebody looks at it again on that day.")
        .values(&until)
        .error(&complaints.about("until"));
    let decisions = [
        Choice::new("keep", "Yes, keep it"),
        Choice::new("destroy", "No, it may be destroyed")
            .hint("Somebody else destroys what is kept about each victim. Nothing is destroyed now."),
    ];
    PlainForm {
        action: format!("{case}/retention"),
        hidden: vec![("version".into(), known.version.to_string())],
        fields: vec![
            Markup::of(
                c::radios("decision", "Is it still needed?", decisions)
                    .filled(&complaints.beside("decision", fields.text("decision"))),
            ),
            // Not inside its choice: browsers announce what opens there wrongly.
            Markup::of(day),
            Markup::of(
                c::textarea("words", "What did you look at, and why do you decide so?")
                    .label_classes("govuk-label--s")
                    .hint("Without names.")
                    .rows(3)
                    .filled(&complaints.beside("words", fields.text("words"))),
            ),
        ],
        button: c::button("Save the review"),
        ..PlainForm::default()
    }
}

fn destroying(known: &Keeping, case: &str) -> Vec<Markup> {
    let mut below = Vec::new();
    if matches!(known.stands, Stands::MayBeDestroyed(_)) {
        below.push(plain::heading("Destroy what is kept about a victim"));
        if known.own_review {
            below.push(plain::paragraph(
                "You said that this case may be destroyed. Somebody else must do it, so that no one destroys alone.",
            ));
        } else {
            let link = |victim: &KeptVictim| {
                let name = victim.name.as_ref()?;
                Some((format!("Destroy what is kept about {name}"), erasure_address(case, victim.id)))
            };
            below.push(plain::links(known.victims.iter().filter_map(link).collect()));
        }
    }
    below.push(plain::heading("Legal hold"));
    let text = if known.hold.is_some() { "Lift the legal hold" } else { "Put this case under a legal hold" };
    below.push(plain::links(vec![(text.to_owned(), format!("{case}/hold"))]));
    below
}

fn erasure_address(case: &str, victim: VictimId) -> String {
    format!("{case}/erasure?victim={victim}")
}

/// The page that places and lifts a hold
pub(crate) fn hold(
    shell: Shell,
    known: &Keeping,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
    today: Date,
) -> Plain {
    let case = present::case_address(known.case);
    let (heading, text, ask, button) = match &known.hold {
        None => (
            "Put this case under a legal hold",
            "While a hold stands nothing in this case may be destroyed, and no review is due. Everybody who works on the case \
             sees that it is held. Why stays with supervisors and information governance; the victim is not told here.",
            "Who asked for it, and why?",
            c::button("Hold this case"),
        ),
        Some(_) => (
            "Lift the legal hold",
            "When the hold is lifted, reviews count again. A review that had given the case up before the hold counts no \
             longer.",
            "Who decided that it can end, and why?",
            c::button("Lift the hold"),
        ),
    };
    let mut above = vec![plain::paragraph(text)];
    if let Some(hold) = &known.hold {
        let facts = c::summary_list()
            .row("Held by", format!("{}, {}", hold.by, words::moment(hold.at, today)))
            .row("Why", &hold.words);
        above.push(Markup::of(facts));
    }
    Plain {
        errors: complaints.links(&[]),
        saved,
        back: Some(("Is this case still needed?".into(), format!("{case}/retention"))),
        caption: format!("Case {}", known.reference),
        heading: heading.into(),
        above,
        forms: vec![PlainForm {
            action: format!("{case}/hold"),
            hidden: vec![
                ("version".into(), known.version.to_string()),
                ("hold".into(), if known.hold.is_none() { "yes" } else { "no" }.into()),
            ],
            fields: vec![Markup::of(
                c::textarea("words", ask)
                    .label_classes("govuk-label--s")
                    .hint("Without names of victims.")
                    .rows(3)
                    .filled(&complaints.beside("words", fields.text("words"))),
            )],
            button,
            ..PlainForm::default()
        }],
        shell: shell.wrong(!complaints.0.is_empty()),
        ..Plain::default()
    }
}

/// What is gone for good, as the page says it
const GONE: [&str; 5] = [
    "their name, address, phone numbers, email and date of birth",
    "everything that they said, asked and were told, in every contact",
    "how they wished to be reached, and what is unsafe for them",
    "who acts for them, and the words in which they decided about sharing",
    "their place in lists and search, and every way in which they or their representatives sign in",
];
/// What stays
const STAYS: [&str; 4] = [
    "that something happened in the case, and when, without saying to whom",
    "which needs a victim had, such as Enhanced Rights, with reasons that name nobody",
    "notes and words about the case as a whole, and names of suspects: read them for the victim’s name first",
    "copies in backups until the last of them has run out, usually 35 days: tell whoever asked",
];

/// The page that destroys what is kept about a victim
pub(crate) fn erasure(
    shell: Shell,
    known: &Keeping,
    (victim, name): (VictimId, &str),
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let case = present::case_address(known.case);
    let mut above = vec![
        Markup::of(c::warning(format!(
            "Nobody can bring back what is kept about {name} once it is destroyed: no supervisor, no operator, no court."
        ))),
        plain::paragraph("This will be gone:"),
        plain::list(&GONE),
        plain::paragraph("This stays:"),
        plain::list(&STAYS),
    ];
    above.extend(warnings(known).into_iter().map(|text| Markup::of(c::warning(text))));
    if let Stands::MayBeDestroyed(said) = &known.stands {
        above.push(plain::paragraph(format!("{} said that it may be destroyed: {}", said.by, said.words)));
    }
    let sure = [Choice::new("yes", format!("I have read the case, and this is about {name}"))];
    Plain {
        errors: complaints.links(&[("victim", "confirm")]),
        back: Some(("Is this case still needed?".into(), format!("{case}/retention"))),
        caption: format!("Case {}", known.reference),
        heading: format!("Destroy what is kept about {name}"),
        above,
        forms: vec![PlainForm {
            action: format!("{case}/erasure"),
            hidden: vec![
                ("version".into(), known.version.to_string()),
                ("victim".into(), victim.to_string()),
            ],
            fields: vec![
                Markup::of(
                    c::textarea("why", "Who asked for it, and on which ground?")
                        .label_classes("govuk-label--s")
                        .hint("Without names. This stays in the case.")
                        .rows(2)
                        .filled(&complaints.beside("why", fields.text("why"))),
                ),
                Markup::of(
                    c::checkboxes("confirm", "Are you sure?", sure)
                        .ticked(&fields.all("confirm"))
                        .error(&complaints.about("confirm").or_else(|| complaints.about("victim"))),
                ),
            ],
            button: c::button("Destroy it for good").warns(),
            instead: Some(("Go back without destroying anything".into(), format!("{case}/retention"))),
            ..PlainForm::default()
        }],
        shell: shell.wrong(!complaints.0.is_empty()),
        ..Plain::default()
    }
}

fn sample_said() -> Said {
    Said {
        by: "Iris Keeper".into(),
        at: "2026-03-02T10:00:00Z".parse().unwrap_or(Timestamp::UNIX_EPOCH),
        words: "The case ended in 2018 and nobody has asked about it since.".into(),
    }
}

fn sample_known(stands: Stands) -> Keeping {
    let victim = |number, name: &str| KeptVictim {
        id: VictimId(uuid::Uuid::from_u128(number)),
        name: (!name.is_empty()).then(|| name.to_owned()),
    };
    let has_group = matches!(stands, Stands::Review { .. });
    Keeping {
        case: CaseId(uuid::Uuid::from_u128(2)),
        version: 31,
        reference: "01ZZ0000126".into(),
        group: has_group.then(|| GroupCard {
            name: "A sexual, violent or other serious offence, or a death".into(),
            years: 10,
            again: 10,
            source: "College of Policing, Management of police information, review group 2".into(),
            doubt: "From memory: ten years in which the subject did not come to notice.".into(),
        }),
        hold: (stands == Stands::Held).then(sample_said),
        open: Vec::new(),
        unmet: 2,
        victims: vec![victim(1, "Rosa Example"), victim(3, "Tom Sample"), victim(4, "")],
        own_review: false,
        stands,
    }
}

const TODAY: Date = jiff::civil::date(2026, 3, 5);

/// For the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let waiting = |number: u128, group: Option<&str>| Waiting {
        case: CaseId(uuid::Uuid::from_u128(number)),
        reference: format!("01ZZ00{number:03}16"),
        since: sample_said().at,
        group: group.map(str::to_owned),
    };
    let found = Reviews {
        cases: vec![
            waiting(17, Some("Any other case, also one in which no crime was found")),
            waiting(230, Some("A victim was under 18")),
            waiting(231, None),
        ],
        next: "1772445600000_00000000000000000000000000000007".parse().ok(),
    };
    let empty = Reviews { cases: Vec::new(), next: None };
    let keeper = |title| Shell::sample(title, Role::InformationGovernance).within(REVIEWS);
    let supervisor = |title| Shell::sample(title, Role::Supervisor).within("/my-work");
    let (none, nothing) = (Complaints::default(), Fields::NOTHING);
    let mut wrong = Complaints::default();
    wrong.add("decision", "Select whether the case is still needed");
    wrong.add("until", "Enter a real day");
    wrong.add("words", "Write what you looked at");
    let mut unsure = Complaints::default();
    unsure.add("confirm", "Confirm that you have read the case");
    let due = Stands::Review {
        on: jiff::civil::date(2026, 2, 2),
        since: jiff::civil::date(2016, 2, 2),
        kept_until: None,
    };
    let open =
        Keeping { open: vec!["the prosecution".into(), "a complaint".into()], ..sample_known(Stands::Open) };
    let gone = sample_known(Stands::MayBeDestroyed(sample_said()));
    let own = Keeping { own_review: true, ..gone.clone() };
    let held = sample_known(Stands::Held);
    let rosa = (gone.victims[0].id, "Rosa Example");
    let title = "Is this case still needed?";
    vec![
        ("retention", reviews(keeper("Cases to review"), &found, &nothing, &none, TODAY)),
        ("retention-empty", reviews(keeper("Cases to review"), &empty, &nothing, &none, TODAY)),
        ("retention-due", review(keeper(title), &sample_known(due.clone()), &nothing, &none, None, TODAY)),
        ("retention-refused", review(keeper(title), &sample_known(due), &nothing, &wrong, None, TODAY)),
        ("retention-open", review(supervisor(title), &open, &nothing, &none, None, TODAY)),
        ("retention-given-up", review(supervisor(title), &gone, &nothing, &none, None, TODAY)),
        ("retention-own", review(keeper(title), &own, &nothing, &none, Some("Saved".into()), TODAY)),
        ("retention-held", review(keeper(title), &held, &nothing, &none, None, TODAY)),
        ("hold", hold(supervisor("Legal hold"), &open, &nothing, &none, None, TODAY)),
        ("hold-lift", hold(keeper("Legal hold"), &held, &nothing, &none, None, TODAY)),
        ("erasure", erasure(supervisor("Destroy"), &gone, rosa, &nothing, &none)),
        ("erasure-refused", erasure(supervisor("Destroy"), &gone, rosa, &nothing, &unsure)),
    ]
}
