//! A supervisor looks at a case and gives direction; whoever is to do it says what became of it (POL-2).

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::{Complaints, date_parts},
    pages::plain::{Plain, PlainForm, heading, list, paragraph, text},
    shell::Shell,
    words,
};
use jiff::civil::Date;
use policy::Role;
use record::review::LookedAt;
use service::supervise::reviews::{DirectionSeen, MOST_DIRECTIONS, ReviewPage, ReviewSeen};

/// Names of the fields of each direction: what, who, by
pub(crate) const DIRECTIONS: [[&str; 3]; MOST_DIRECTIONS] =
    [["what-1", "who-1", "by-1"], ["what-2", "who-2", "by-2"], ["what-3", "who-3", "by-3"]];

/// The first box of each day, for the list of complaints
pub(crate) const FIRST_BOXES: &[(&str, &str)] =
    &[("by-1", "by-1-day"), ("by-2", "by-2-day"), ("by-3", "by-3-day")];

/// What was sent, and to which of the forms the complaints belong
pub(crate) struct Sent<'a> {
    /// the fields
    pub fields: &'a Fields,
    /// what is wrong with them
    pub complaints: &'a Complaints,
    /// the direction that was answered: review and place; none for a review
    pub answered: Option<(u64, u32)>,
}

impl Sent<'_> {
    /// Nothing was sent
    pub const NOTHING: Sent<'static> =
        Sent { fields: &Fields::NOTHING, complaints: &Complaints(Vec::new()), answered: None };
}

/// The page: reviews, directions that wait, and for a supervisor the form
pub(crate) fn page(
    shell: Shell,
    case: &str,
    known: &ReviewPage,
    saved: Option<String>,
    sent: &Sent<'_>,
    today: Date,
) -> Plain {
    let here = format!("{case}/review");
    let open =
        known.reviews.iter().flat_map(|review| &review.directions).filter(|one| one.answered.is_none());
    let answers =
        open.filter(|_| known.answers_allowed).map(|one| answer_form(one, &here, known.version, sent, today));
    let mut forms: Vec<PlainForm> = answers.collect();
    if known.reviews_allowed {
        forms.push(review_form(known, &here, case, sent));
    }
    let mut below = vec![heading("Reviews until now")];
    if known.reviews.is_empty() {
        below.push(paragraph("No supervisor of your organisation has reviewed this case."));
    }
    known.reviews.iter().for_each(|review| below.extend(reviewed(review, today)));
    Plain {
        shell: shell
            .within(if known.reviews_allowed { super::TEAM } else { "/my-work" })
            .wrong(!sent.complaints.0.is_empty()),
        errors: sent.complaints.links(FIRST_BOXES),
        saved,
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}: {}", known.reference, known.title),
        heading: "Review".into(),
        above: vec![paragraph(
            "A supervisor looks at the case and says what is good, what is to be done, by whom and by when. Only people of \
             your organisation read it. It is kept with the case: if something in it must be disclosed, it is.",
        )],
        forms,
        below,
    }
}

fn review_form(known: &ReviewPage, here: &str, case: &str, sent: &Sent<'_>) -> PlainForm {
    let nothing = Complaints::default();
    let (fields, complaints) = match sent.answered {
        None => (sent.fields, sent.complaints),
        Some(_) => (&Fields::NOTHING, &nothing),
    };
    let looked = LookedAt::ALL.map(|one| Choice::new(one.slug(), one.words()));
    let typed = |name: &str| complaints.beside(name, fields.text(name));
    let mut inputs = vec![
        Markup::of(
            c::checkboxes("looked_at", "What did you look at?", looked)
                .ticked(&fields.all("looked_at"))
                .error(&complaints.about("looked_at")),
        ),
        Markup::of(c::textarea("good", "What is good? (optional)").rows(3).filled(&typed("good"))),
    ];
    let mut people = vec![Choice::new("", "Whoever holds the case")];
    people.extend(known.people.iter().map(|(id, name)| Choice::new(id.as_str(), name.as_str())));
    for (number, [what, who, by]) in (1..).zip(DIRECTIONS) {
        let optional = if number == 1 { "" } else { " (optional)" };
        inputs.push(Markup::of(
            c::textarea(what, format!("Direction {number}{optional}: what is to be done?"))
                .rows(2)
                .filled(&typed(what)),
        ));
        inputs.push(Markup::of(
            c::select(who, format!("Direction {number}: by whom?"), people.clone()).filled(&typed(who)),
        ));
        inputs.push(Markup::of(
            c::date_input(by, format!("Direction {number}: by which day?"))
                .values(&date_parts(fields, by))
                .error(&complaints.about(by)),
        ));
    }
    inputs.push(Markup::of(
        c::textarea("none_because", "If nothing needs to be done: why?")
            .hint("A review that directs nothing is counted apart. Leave it empty when you gave direction.")
            .rows(2)
            .filled(&typed("none_because")),
    ));
    PlainForm {
        heading: "Review the case now".into(),
        action: here.to_owned(),
        hidden: vec![("version".into(), version(known, fields))],
        fields: inputs,
        button: c::button("Save the review"),
        instead: Some(("Go back to the case".into(), case.to_owned())),
        ..PlainForm::default()
    }
}

/// The version that the person saw, which goes on with the form until it is saved
fn version(known: &ReviewPage, fields: &Fields) -> String {
    fields.some_text("version").unwrap_or_else(|| known.version.to_string())
}

fn answer_form(one: &DirectionSeen, here: &str, seen: u64, sent: &Sent<'_>, today: Date) -> PlainForm {
    let nothing = Complaints::default();
    let is_this = sent.answered == Some((one.review, one.item));
    let (fields, complaints) =
        if is_this { (sent.fields, sent.complaints) } else { (&Fields::NOTHING, &nothing) };
    let id = format!("direction-{}-{}", one.review, one.item);
    let choices = [Choice::new("yes", "It was done"), Choice::new("no", "It was not done")];
    let late = if one.late { "This is late. " } else { "" };
    let who = if one.who.is_empty() { "whoever holds the case" } else { &one.who };
    let version = fields.some_text("version").unwrap_or_else(|| seen.to_string());
    PlainForm {
        heading: "A direction that waits".into(),
        texts: vec![one.what.clone(), format!("{late}For {who}, {}.", words::by_the_end_of(one.by, today))],
        action: here.to_owned(),
        hidden: vec![
            ("version".into(), version),
            ("direction".into(), format!("{}_{}", one.review, one.item)),
        ],
        fields: vec![
            Markup::of(
                c::radios("done", "What became of it?", choices)
                    .prefix_id(if is_this { "done" } else { &id })
                    .filled(&complaints.beside("done", fields.text("done"))),
            ),
            Markup::of(
                c::textarea("words", "What was done, or why not?")
                    .with_id(if is_this { "words".to_owned() } else { format!("words-{id}") })
                    .rows(2)
                    .filled(&complaints.beside("words", fields.text("words"))),
            ),
        ],
        button: c::button("Save what became of it"),
        ..PlainForm::default()
    }
}

fn reviewed(review: &ReviewSeen, today: Date) -> Vec<Markup> {
    let looked = review.looked_at.iter().map(|one| one.words()).collect::<Vec<_>>().join("; ");
    let when = words::capital(&words::moment(review.at, today));
    let mut blocks = vec![paragraph(format!("{when}, {}. Looked at: {looked}.", review.by))];
    if let Some(good) = &review.good {
        blocks.push(paragraph("Good:"));
        blocks.push(text(good));
    }
    if let Some(because) = &review.none_because {
        blocks.push(paragraph("No direction needed, because:"));
        blocks.push(text(because));
    }
    let lines: Vec<String> = review.directions.iter().map(|one| direction_words(one, today)).collect();
    if !lines.is_empty() {
        blocks.push(list(&lines.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    blocks
}

fn direction_words(one: &DirectionSeen, today: Date) -> String {
    let who = if one.who.is_empty() { "whoever holds the case" } else { &one.who };
    let what = format!("{} ({who}, {})", one.what.trim_end_matches('.'), words::by_the_end_of(one.by, today));
    match &one.answered {
        None if one.late => format!("{what}: late"),
        None => format!("{what}: waits"),
        Some((done, said, by, at)) => {
            let done = if *done { "done" } else { "not done" };
            let day = words::day(calendar::london_date(*at), today);
            format!("{what}: {done}. {by} on {day}: “{said}”")
        }
    }
}

pub(super) fn samples() -> Vec<(&'static str, Plain)> {
    let today = jiff::civil::date(2026, 3, 5);
    let at = jiff::Timestamp::UNIX_EPOCH;
    let direction = |item, answered| DirectionSeen {
        case: record::CaseId(uuid::Uuid::nil()),
        reference: "01ZZ0000226".into(),
        review: 9,
        item,
        what: "Ask the shop for its film before it is wiped.".into(),
        who: "PC Sam Okafor".into(),
        by: jiff::civil::date(2026, 3, 9),
        late: item == 1,
        answered,
    };
    let review = ReviewSeen {
        version: 9,
        at,
        by: "Sgt Jo Example".into(),
        looked_at: vec![LookedAt::Contacts, LookedAt::Safety],
        good: Some("She was rung the same evening, and asked whether she is safe.".into()),
        directions: vec![
            direction(0, Some((true, "The film is here.".into(), "PC Sam Okafor".into(), at))),
            direction(1, None),
        ],
        none_because: None,
    };
    let none = ReviewSeen {
        directions: Vec::new(),
        none_because: Some("The plan is good.".into()),
        ..review.clone()
    };
    let known = ReviewPage {
        version: 12,
        reference: "01ZZ0000226".into(),
        title: "Robbery".into(),
        reviews: vec![review, none],
        people: vec![("officer".into(), "PC Sam Okafor".into())],
        reviews_allowed: true,
        answers_allowed: true,
    };
    let never = ReviewPage { reviews: Vec::new(), reviews_allowed: false, ..known.clone() };
    let mut wrong = Complaints::default();
    wrong.add("looked_at", "Select what you looked at");
    wrong.add("by-1", "Enter the day by which it is to be done");
    let refused = Sent { complaints: &wrong, ..Sent::NOTHING };
    let mut unanswered = Complaints::default();
    unanswered.add("done", "Select whether it was done");
    let answer = Sent { complaints: &unanswered, answered: Some((9, 1)), ..Sent::NOTHING };
    let shell = |role| Shell::sample("Review", role);
    let nothing = Sent::NOTHING;
    vec![
        ("review", page(shell(Role::Supervisor), "/case/sample", &known, None, &nothing, today)),
        ("review-refused", page(shell(Role::Supervisor), "/case/sample", &known, None, &refused, today)),
        ("review-answer-refused", page(shell(Role::Officer), "/case/sample", &known, None, &answer, today)),
        ("review-never", page(shell(Role::Officer), "/case/sample", &never, None, &nothing, today)),
    ]
}
