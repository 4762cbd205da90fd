//! What the victims of a case asked for, for those who answer.

use super::plain::{Plain, PlainForm, heading, paragraph};
use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    shell::Shell,
    speaking::speaking,
    words,
};
use jiff::civil::Date;
use policy::Role;
use record::request::{About, RequestAnswer, Shared};
use service::asking::{OwnRequest, answering::CaseRequests};
use uuid::Uuid;

/// The page; `about` is the address of the case, and today
pub(crate) fn page(
    shell: Shell,
    about: &(String, Date),
    found: &CaseRequests,
    fields: &Fields,
    complaints: &Complaints,
    saved: Option<String>,
) -> Plain {
    let (case, _) = about;
    let wrong = fields.text("request");
    let (closed, open): (Vec<_>, Vec<_>) = found.requests.iter().partition(|(_, request)| request.closed);
    let forms = open.into_iter().enumerate().map(|(place, (name, request))| {
        let own = request.id.to_string() == wrong;
        let none = Complaints::default();
        let (fields, complaints) = if own { (fields, complaints) } else { (&Fields::NOTHING, &none) };
        // The form with a complaint keeps the plain ids, to which the list of complaints leads.
        let id = |name: &str| {
            if own || (place == 0 && wrong.is_empty()) { name.to_owned() } else { format!("{name}-{place}") }
        };
        let answers: Vec<Choice> =
            RequestAnswer::ALL.iter().map(|answer| Choice::new(answer.slug(), answer.words())).collect();
        let answer = complaints.beside("answer", fields.text("answer"));
        PlainForm {
            heading: format!("{name} asked {}", request.about.words()),
            texts: told(request),
            action: format!("{case}/requests"),
            hidden: vec![
                ("version".into(), found.version.to_string()),
                ("request".into(), request.id.to_string()),
            ],
            fields: vec![
                Markup::of(
                    c::radios("answer", "How far is it?", answers)
                        .prefix_id(id("answer"))
                        .filled(&answer)
                        .small(),
                ),
                Markup::of(
                    c::textarea("words", "What do you tell the victim?")
                        .with_id(id("words"))
                        .hint("They read this on their page, in these words.")
                        .rows(4)
                        .filled(&complaints.beside("words", fields.text("words"))),
                ),
            ],
            button: c::button("Save and tell the victim"),
            ..PlainForm::default()
        }
    });
    let above = match found.requests.is_empty() {
        true => "Nobody has asked for anything here yet.",
        false => {
            "An acknowledgement closes what is owed as one. “Done” and “cannot be done” close all that the request started."
        }
    };
    let below = closed.into_iter().flat_map(|(name, request)| {
        let title = heading(format!("{name} asked {}", request.about.words()));
        [title].into_iter().chain(told(request).into_iter().map(paragraph)).collect::<Vec<_>>()
    });
    Plain {
        shell,
        errors: complaints.links(&[]),
        saved,
        back: Some((format!("Case {}", found.reference), case.clone())),
        caption: format!("Case {}", found.reference),
        heading: "What victims asked for".into(),
        above: vec![paragraph(above)],
        forms: forms.collect(),
        below: below.collect(),
    }
}

fn told(request: &OwnRequest) -> Vec<String> {
    let day = |day: Date| speaking().whole_day(day);
    let mut texts = vec![format!("Asked on {}.", day(request.on))];
    if let About::Support { agreed, .. } = &request.about {
        let agreed: Vec<&str> = agreed.iter().map(|one: &Shared| one.words()).collect();
        texts.push(format!("They agreed that the service gets: {}. Nothing else.", agreed.join(", ")));
    }
    if let About::Complaint { agency } = &request.about {
        let whom = if agency == "all" {
            "they do not know, or more than one"
        } else {
            service::provider_words(agency)
        };
        texts.push(format!("About: {whom}."));
    }
    texts.extend(request.words.as_ref().map(|words| format!("In their words: “{words}”")));
    for (what, provider, by, _) in &request.owed {
        let by = by.map(|by| format!(", by the end of {}", day(by))).unwrap_or_default();
        texts.push(format!("{what}: {}{by}.", words::capital(service::provider_words(provider))));
    }
    for (answer, on, words, who) in &request.answers {
        texts.push(format!("{who} answered on {} ({}): “{words}”", day(*on), answer.words()));
    }
    texts.extend(request.withdrawn.map(|on| format!("Withdrawn on {}.", day(on))));
    texts
}

/// For the tests that look at every page
#[doc(hidden)]
pub fn samples() -> Vec<(&'static str, Plain)> {
    let request = |id, about, closed| {
        let request = OwnRequest {
            id: Uuid::from_u128(id),
            about,
            words: Some("Nobody called me back.".into()),
            on: jiff::civil::date(2026, 3, 5),
            withdrawn: None,
            answers: Vec::new(),
            owed: Vec::new(),
            closed,
        };
        ("Rosa Example".to_owned(), request)
    };
    let support = About::Support { service: None, name: None, agreed: Shared::ALL.into() };
    let found = CaseRequests {
        version: 7,
        reference: "01ZZ0000126".into(),
        requests: vec![
            request(1, About::Complaint { agency: "police".into() }, false),
            request(2, support, false),
            request(3, About::Compensation, true),
        ],
    };
    let about = ("/case/sample".to_owned(), jiff::civil::date(2026, 3, 30));
    let shell = || Shell::sample("What victims asked for", Role::Officer).within("/my-work");
    let mut wrong = Complaints::default();
    wrong.add("words", "Write to the victim what was done or decided, why, and what happens next");
    let typed = Fields::parsed(format!("request={}&answer=done", Uuid::from_u128(2)).as_bytes());
    vec![
        ("case-requests", page(shell(), &about, &found, &Fields::NOTHING, &Complaints::default(), None)),
        ("case-requests-refused", page(shell().wrong(true), &about, &found, &typed, &wrong, None)),
    ]
}
