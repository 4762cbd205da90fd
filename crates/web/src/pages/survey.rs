//! How it has been (VOX-2): six questions for a victim, and who is asked how, for staff.

use crate::{
    components::{self as c, Choice, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain::{Plain, PlainForm, heading, links, paragraph},
    shell::Shell,
    speaking::say,
};
use policy::Role;
use record::survey::{Moment, QUESTIONS, WhyNot};
use service::survey::{CaseSurvey, SurveyLine, SurveyPage};

/// The address of the victim's page
pub const SURVEY: &str = "/your-case/survey";

fn word(slug: &str) -> String {
    slug.replace('_', "-")
}

/// The six questions, with what was answered before
fn questions(known: &SurveyPage, fields: &Fields, complaints: &Complaints) -> Vec<Markup> {
    QUESTIONS
        .iter()
        .map(|(question, answers)| {
            let choices: Vec<Choice> = answers
                .iter()
                .map(|one| Choice::new(*one, say(&format!("survey-{question}-{}", word(one)))))
                .collect();
            let before = || known.answers.get(*question).cloned().unwrap_or_default();
            let value = fields.some_text(question).unwrap_or_else(before);
            let asked = c::radios(question, say(&format!("survey-{question}")), &choices);
            Markup::of(asked.filled(&complaints.beside(question, value)))
        })
        .collect()
}

fn above(known: &SurveyPage) -> Vec<Markup> {
    let mut above = vec![
        paragraph(say(&format!("survey-moment-{}", word(known.moment.slug())))),
        paragraph(say("survey-who-reads")),
        paragraph(say("survey-not-have-to")),
    ];
    if known.answered {
        above.push(paragraph(say("survey-again")));
    }
    above
}

/// The victim's page
pub(crate) fn own(shell: Shell, known: &SurveyPage, fields: &Fields, complaints: &Complaints) -> Plain {
    let form = PlainForm {
        action: SURVEY.into(),
        fields: questions(known, fields, complaints),
        button: c::button(say("survey-send")),
        instead: Some((say("survey-go-back"), "/your-case".into())),
        ..PlainForm::default()
    };
    let no = PlainForm {
        texts: vec![say("survey-no-about")],
        action: SURVEY.into(),
        hidden: vec![("now".into(), "decline".into())],
        button: c::button(say("survey-no")).secondary(),
        ..PlainForm::default()
    };
    Plain {
        shell: shell.within("/your-case").wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some((say("case-title"), "/your-case".into())),
        heading: say("survey-title"),
        above: above(known),
        forms: vec![form, no],
        ..Plain::default()
    }
}

/// The same, filled in with somebody who supports them
pub(crate) fn with(
    shell: Shell,
    case: &str,
    here: &str,
    known: &SurveyPage,
    fields: &Fields,
    complaints: &Complaints,
) -> Plain {
    let form = PlainForm {
        action: here.to_owned(),
        fields: questions(known, fields, complaints),
        button: c::button("Send their answers"),
        instead: Some(("Cancel".into(), case.to_owned())),
        ..PlainForm::default()
    };
    let read_out = "Read the questions out as they are, and write down what they answer. Leave out what they do not want \
        to answer. Nobody who works on the case reads it.";
    Plain {
        shell: shell.wrong(!complaints.0.is_empty()),
        errors: complaints.links(&[]),
        back: Some(("Case".into(), case.to_owned())),
        heading: format!("Survey with {}", known.name),
        above: std::iter::once(paragraph(read_out)).chain(above(known)).collect(),
        forms: vec![form],
        ..Plain::default()
    }
}

/// Who is asked in a case
pub(crate) fn of_case(shell: Shell, case: &str, known: &CaseSurvey) -> Plain {
    let about = "Every victim is asked the same six questions along the way: after the first weeks, after a decision, after \
        court and after a year. They see the questions on their own pages and nowhere else: nothing is sent. Whoever should not \
        be asked there can answer with an advocate or a support service. Nobody who works on the case reads the answers.";
    let mut above = vec![paragraph(about)];
    for line in &known.victims {
        above.push(heading(&line.name));
        above.push(paragraph(stands(line)));
        if line.may_help {
            let words = format!("Fill it in with {}", line.name);
            above.push(links(vec![(words, format!("{case}/survey/{}", line.victim))]));
        }
    }
    Plain {
        shell,
        back: Some((format!("Case {}", known.reference), case.to_owned())),
        caption: format!("Case {}", known.reference),
        heading: "Survey".into(),
        above,
        forms: known.victims.iter().map(|line| directly(case, line)).collect(),
        ..Plain::default()
    }
}

fn stands(line: &SurveyLine) -> String {
    let due = match line.due {
        Some(moment) => format!("Can be asked about {} now.", moment.words()),
        None => "Nothing to be asked about now.".to_owned(),
    };
    let how = match (line.declined, line.not_directly) {
        (true, _) => " They do not want to be asked.".to_owned(),
        (false, Some(why)) => format!(" Not asked directly: {}.", why.words()),
        (false, None) => String::new(),
    };
    due + &how
}

fn directly(case: &str, line: &SurveyLine) -> PlainForm {
    let mut choices = vec![Choice::new("", "Yes, on their own pages")];
    choices.extend(WhyNot::ALL.map(|why| Choice::new(why.slug(), format!("No. {}", why.words()))));
    let chosen = line.not_directly.map(WhyNot::slug).unwrap_or_default();
    let name = format!("Is {} asked directly?", line.name);
    PlainForm {
        heading: name.clone(),
        action: format!("{case}/survey"),
        hidden: vec![("victim".into(), line.victim.to_string())],
        fields: vec![Markup::of(
            c::select("unless", name, choices)
                .filled(&Complaints::default().beside("unless", chosen.to_owned())),
        )],
        button: c::button("Save").secondary(),
        ..PlainForm::default()
    }
}

/// For the tests that look at every page
pub(crate) fn samples() -> Vec<(&'static str, Plain)> {
    let known = |answered: bool| SurveyPage {
        name: String::new(),
        moment: Moment::FirstWeeks,
        answered,
        answers: match answered {
            true => [("overall".to_owned(), "good".to_owned())].into(),
            false => Default::default(),
        },
    };
    let line = |name: &str, not_directly| SurveyLine {
        victim: record::VictimId(uuid::Uuid::nil()),
        name: name.into(),
        due: Some(Moment::Decision),
        not_directly,
        declined: false,
        may_help: true,
    };
    let own_shell = || Shell::sample(say("survey-title"), Role::Victim).within("/your-case");
    let staff = || Shell::sample("Survey", Role::Advocate).within("/my-work");
    let mut wrong = Complaints::default();
    wrong.add("informed", "Answer at least one question");
    let of_one = CaseSurvey {
        reference: "01ZZ0000326".into(),
        victims: vec![line("Rosa Example", Some(WhyNot::NotSafe))],
    };
    let nothing = (&Fields::NOTHING, &Complaints::default());
    let supported = SurveyPage { name: "Rosa Example".into(), ..known(false) };
    vec![
        ("your-survey", own(own_shell(), &known(false), nothing.0, nothing.1)),
        ("your-survey-refused", own(own_shell(), &known(true), nothing.0, &wrong)),
        ("case-survey", of_case(staff(), "/case/1", &of_one)),
        ("survey-with", with(staff(), "/case/1", "/case/1/survey/2", &supported, nothing.0, nothing.1)),
    ]
}
