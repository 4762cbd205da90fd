//! The questions of the guided report: which come, in which order, what each asks, and what it takes from an answer.

use crate::{
    components::{self as c, Choice, Filled, Markup},
    fields::Fields,
    forms::Complaints,
    pages::plain,
    speaking::say,
};
use record::{
    Channel,
    report::{Kind, ReportedBy, Wants},
    safe_contact::Format,
};
use service::report::{Area, Report, WAYS};

/// A question of the report
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// whether they are in danger now
    Danger,
    /// what they want
    Want,
    /// for whom
    Whom,
    /// who reports for somebody else
    Reporter,
    /// what happened
    What,
    /// what it is nearest to
    Kind,
    /// when
    When,
    /// where
    Where,
    /// who did it
    Who,
    /// who was hurt
    Hurt,
    /// what was taken or damaged
    Property,
    /// photos and files
    Files,
    /// the name
    Name,
    /// how to reach them
    Reach,
    /// what makes that safe
    Safe,
    /// languages and formats
    Needs,
    /// a word for signing in
    Word,
    /// all answers
    Check,
}

impl Step {
    /// All of them, in their order
    pub const ALL: [Step; 18] = [
        Step::Danger,
        Step::Want,
        Step::Whom,
        Step::Reporter,
        Step::What,
        Step::Kind,
        Step::When,
        Step::Where,
        Step::Who,
        Step::Hurt,
        Step::Property,
        Step::Files,
        Step::Name,
        Step::Reach,
        Step::Safe,
        Step::Needs,
        Step::Word,
        Step::Check,
    ];

    /// The last part of its address
    pub fn slug(self) -> &'static str {
        match self {
            Step::Danger => "danger",
            Step::Want => "want",
            Step::Whom => "whom",
            Step::Reporter => "reporter",
            Step::What => "what",
            Step::Kind => "kind",
            Step::When => "when",
            Step::Where => "where",
            Step::Who => "who",
            Step::Hurt => "hurt",
            Step::Property => "property",
            Step::Files => "files",
            Step::Name => "name",
            Step::Reach => "reach",
            Step::Safe => "safe",
            Step::Needs => "needs",
            Step::Word => "word",
            Step::Check => "check",
        }
    }

    /// The question with this slug
    pub fn from_slug(slug: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// The question that a complaint is about
    pub fn of_field(field: &str) -> Option<Step> {
        match field {
            "phone" | "email" | "address" | "ways" => Some(Step::Reach),
            "language" => Some(Step::Needs),
            other => Step::from_slug(other),
        }
    }

    /// Where it is
    pub fn address(self) -> String {
        format!("/report/{}", self.slug())
    }

    /// A message about it
    pub fn message(self, about: &str) -> String {
        format!("report-{}-{about}", self.slug())
    }

    /// Name of its sample
    pub fn sample_name(self) -> &'static str {
        match self {
            Step::Danger => "report-danger",
            Step::Want => "report-want",
            Step::Whom => "report-whom",
            Step::Reporter => "report-reporter",
            Step::What => "report-what",
            Step::Kind => "report-kind",
            Step::When => "report-when",
            Step::Where => "report-where",
            Step::Who => "report-who",
            Step::Hurt => "report-hurt",
            Step::Property => "report-property",
            Step::Files => "report-files",
            Step::Name => "report-name",
            Step::Reach => "report-reach",
            Step::Safe => "report-safe",
            Step::Needs => "report-needs",
            Step::Word => "report-word",
            Step::Check => "report-check",
        }
    }

    /// Whether it is asked, as far as is known
    pub fn is_asked(self, report: &Report) -> bool {
        let for_another = matches!(report.by, Some(ReportedBy::Other | ReportedBy::Centre));
        match self {
            Step::Reporter => for_another,
            Step::Name => report.by != Some(ReportedBy::Anonymous),
            // Who reports for somebody else does not sign in in their place.
            Step::Word => !for_another,
            _ => true,
        }
    }

    /// The next one that is asked
    pub fn after(self, report: &Report) -> Step {
        let asked = Step::ALL.into_iter().skip_while(|step| *step != self).skip(1);
        asked.into_iter().find(|step| step.is_asked(report)).unwrap_or(Step::Check)
    }

    /// The one before; none before the first
    pub fn before(self, report: &Report) -> Option<Step> {
        let asked = Step::ALL.into_iter().take_while(|step| *step != self);
        asked.filter(|step| step.is_asked(report)).last()
    }

    /// Whether it has one field, whose words are the page's heading
    pub fn is_one_field(self) -> bool {
        !matches!(
            self,
            Step::Reporter | Step::Where | Step::Reach | Step::Safe | Step::Needs | Step::Files | Step::Check
        )
    }

    /// What stands above the fields
    pub fn above(self) -> Vec<Markup> {
        let words: &[&str] = match self {
            Step::Reach => &["report-reach-about"],
            Step::Safe => &["report-safe-text"],
            Step::Needs => &["report-needs-text"],
            _ => &[],
        };
        words.iter().map(|message| plain::paragraph(say(message))).collect()
    }

    /// Its fields, filled in as far as is known
    pub fn fields(self, report: &Report, areas: &[Area], complaints: &Complaints) -> Vec<Markup> {
        let a = &report.answers;
        let title = say(&self.message("title"));
        let hint = || say(&self.message("hint"));
        let beside = |field: &str, value: &str| complaints.beside(field, value);
        let radios = |choices: Vec<Choice>, chosen: &str| {
            let filled = complaints.beside(self.slug(), chosen);
            vec![Markup::of(c::radios(self.slug(), &title, choices).heading().hint(hint()).filled(&filled))]
        };
        let words = |value: &str, rows: u8| {
            let filled = complaints.beside(self.slug(), value);
            vec![Markup::of(
                c::textarea(self.slug(), &title).heading().hint(hint()).rows(rows).filled(&filled),
            )]
        };
        let line = |value: &str| {
            let filled = complaints.beside(self.slug(), value);
            let input = c::input(self.slug(), &title).heading().hint(hint()).autocomplete("off");
            vec![Markup::of(input.filled(&filled))]
        };
        match self {
            Step::Danger => radios(choices("danger", &["yes", "no"], false), ""),
            Step::Want => {
                let wants: Vec<&str> = Wants::ALL.iter().map(|one| one.slug()).collect();
                radios(choices("want", &wants, true), report.wants.map_or("", Wants::slug))
            }
            Step::Whom => {
                let by: Vec<&str> = ReportedBy::ALL.iter().map(|one| one.slug()).collect();
                radios(choices("whom", &by, true), report.by.map_or("", ReportedBy::slug))
            }
            Step::Kind => {
                let kinds: Vec<&str> = Kind::ALL.iter().map(|one| one.slug()).collect();
                radios(choices("kind", &kinds, false), report.kind.map_or("", Kind::slug))
            }
            Step::What => words(&a.what, 12),
            Step::When => words(&a.when, 2),
            Step::Who => words(&a.who, 5),
            Step::Hurt => words(&a.hurt, 5),
            Step::Property => words(&a.property, 6),
            Step::Name => line(&a.name),
            // The word is never shown again.
            Step::Word => line(""),
            Step::Where => {
                let place = c::textarea("where", say("report-where-place")).hint(hint()).rows(3);
                let mut fields = vec![Markup::of(place.filled(&beside("where", &a.place)))];
                if areas.len() > 1 {
                    let known = areas.iter().map(|area| Choice::new(&area.code, &area.police));
                    let other = Choice::new("none", say("report-where-unknown"));
                    let chosen = if report.area.is_empty() { "none" } else { &report.area };
                    let radios =
                        c::radios("area", say("report-where-area"), known.chain([other]).collect::<Vec<_>>());
                    fields.push(Markup::of(
                        radios.hint(say("report-where-area-hint")).filled(&Filled::with(chosen)),
                    ));
                }
                fields
            }
            Step::Reporter => vec![
                Markup::of(
                    c::textarea("reporter", say("report-reporter-who"))
                        .hint(hint())
                        .rows(4)
                        .filled(&beside("reporter", &a.reporter)),
                ),
                one_box(
                    "agrees",
                    &say("report-reporter-agrees-question"),
                    &say("report-reporter-agrees"),
                    report.agrees,
                ),
            ],
            Step::Reach => reach(report, complaints),
            Step::Safe => safe(report, complaints),
            Step::Needs => needs(report, complaints),
            Step::Files | Step::Check => Vec::new(),
        }
    }

    /// Takes the answer into the report
    pub fn take(self, fields: &Fields, report: &mut Report, complaints: &mut Complaints) {
        let a = &mut report.answers;
        match self {
            Step::Danger if !["yes", "no"].contains(&fields.text("danger").as_str()) => {
                complaints.add("danger", "Choose yes or no");
            }
            Step::Want => {
                report.wants = Wants::from_slug(&fields.text("want"));
                if report.wants.is_none() {
                    complaints.add("want", "Choose what you would like to happen");
                }
            }
            Step::Whom => {
                report.by = ReportedBy::from_slug(&fields.text("whom"));
                if report.by.is_none() {
                    complaints.add("whom", "Choose who you are reporting for");
                }
            }
            Step::Kind => {
                report.kind = Kind::from_slug(&fields.text("kind"));
                if report.kind.is_none() {
                    complaints.add("kind", "Choose what comes nearest");
                }
            }
            Step::What => {
                a.what = fields.text("what");
                if a.what.is_empty() {
                    complaints.add("what", "Write what happened, in a few words or many");
                }
            }
            Step::Reporter => {
                a.reporter = fields.text("reporter");
                report.agrees = fields.some_text("agrees").is_some();
            }
            Step::When => a.when = fields.text("when"),
            Step::Where => {
                a.place = fields.text("where");
                if let Some(area) = fields.some_text("area") {
                    report.area = if area == "none" { String::new() } else { area };
                }
            }
            Step::Who => a.who = fields.text("who"),
            Step::Hurt => a.hurt = fields.text("hurt"),
            Step::Property => a.property = fields.text("property"),
            Step::Name => a.name = fields.text("name"),
            Step::Reach => {
                a.ways = fields.all("ways").iter().filter_map(|slug| Channel::from_slug(slug)).collect();
                a.ways.retain(|way| WAYS.contains(way));
                (a.phone, a.email, a.address) =
                    (fields.text("phone"), fields.text("email"), fields.text("address"));
            }
            Step::Safe => {
                a.safety = fields.text("safety");
                let ticked = fields.all("calls");
                let has = |slug: &str| ticked.iter().any(|one| one == slug);
                (a.no_voicemail, a.alerts) = (has("no_voicemail"), has("alerts"));
            }
            Step::Needs => {
                (a.language, a.help) = (fields.text("language"), fields.text("help"));
                a.interpreter = fields.some_text("interpreter").is_some();
                a.formats = fields.all("formats").iter().filter_map(|slug| Format::from_slug(slug)).collect();
            }
            // Nothing typed keeps the word that was chosen before.
            Step::Word => report.word = fields.some_text("word").unwrap_or_else(|| report.word.clone()),
            Step::Danger | Step::Files | Step::Check => {}
        }
        let own =
            |field: &str| Step::of_field(field) == Some(self) || (field == "reach" && self == Step::Safe);
        let typed = report.text_problems().into_iter().filter(|problem| own(problem.field));
        complaints.0.extend(typed);
    }

    /// What was answered, in lines, as they are checked before they are sent
    pub fn answered(self, report: &Report, areas: &[Area]) -> Vec<String> {
        let a = &report.answers;
        let text =
            |text: &str| text.lines().map(str::to_owned).filter(|line| !line.trim().is_empty()).collect();
        let choice = |slug: Option<&str>| {
            slug.map(|slug| say(&format!("report-{}-{slug}", self.slug()))).into_iter().collect()
        };
        match self {
            Step::Want => choice(report.wants.map(Wants::slug)),
            Step::Whom => choice(report.by.map(ReportedBy::slug)),
            Step::Kind => choice(report.kind.map(Kind::slug)),
            Step::Reporter => text(&a.reporter),
            Step::What => text(&a.what),
            Step::When => text(&a.when),
            Step::Where => {
                let area = areas.iter().find(|area| area.code == report.area).map(|area| area.police.clone());
                text(&a.place).into_iter().chain(area).collect()
            }
            Step::Who => text(&a.who),
            Step::Hurt => text(&a.hurt),
            Step::Property => text(&a.property),
            Step::Name => text(&a.name),
            Step::Reach => {
                let ways = a.ways.iter().map(|way| say(&format!("report-reach-{}", way.slug())));
                ways.chain(text(&a.phone)).chain(text(&a.email)).chain(text(&a.address)).collect()
            }
            Step::Safe => {
                let alerts = a.alerts.then(|| say("report-safe-alerts"));
                let voicemail = a.no_voicemail.then(|| say("report-safe-no_voicemail"));
                text(&a.safety).into_iter().chain(voicemail).chain(alerts).collect()
            }
            Step::Needs => {
                let formats = a.formats.iter().map(|one| say(&format!("report-needs-{}", one.slug())));
                let interpreter = a.interpreter.then(|| say("report-needs-interpreter"));
                text(&a.language).into_iter().chain(interpreter).chain(formats).chain(text(&a.help)).collect()
            }
            Step::Word => (!report.word.is_empty()).then(|| say("report-word-chosen")).into_iter().collect(),
            Step::Danger | Step::Files | Step::Check => Vec::new(),
        }
    }
}

/// Choices whose words are `report-STEP-SLUG`, with `-hint` behind it
fn choices(step: &str, slugs: &[&str], hints: bool) -> Vec<Choice> {
    let choice = |slug: &&str| {
        let choice = Choice::new(*slug, say(&format!("report-{step}-{slug}")));
        if hints { choice.hint(say(&format!("report-{step}-{slug}-hint"))) } else { choice }
    };
    slugs.iter().map(choice).collect()
}

fn one_box(name: &str, question: &str, words: &str, ticked: bool) -> Markup {
    let ticked = if ticked { vec!["yes".to_owned()] } else { Vec::new() };
    Markup::of(c::checkboxes(name, question, vec![Choice::new("yes", words)]).ticked(&ticked))
}

fn reach(report: &Report, complaints: &Complaints) -> Vec<Markup> {
    let a = &report.answers;
    let ways: Vec<&str> = WAYS.iter().map(|way| way.slug()).collect();
    let chosen: Vec<String> = a.ways.iter().map(|way| way.slug().to_owned()).collect();
    let ways = c::checkboxes("ways", say("report-reach-ways"), choices("reach", &ways, false));
    let ways = ways.hint(say("report-reach-hint")).ticked(&chosen).error(&complaints.about("reach"));
    let phone =
        c::input("phone", say("report-reach-number")).classes("govuk-input--width-20").autocomplete("off");
    let email = c::input("email", say("report-reach-email-address")).autocomplete("off").exact();
    let address = c::textarea("address", say("report-reach-address")).rows(3);
    vec![
        Markup::of(ways),
        Markup::of(phone.filled(&complaints.beside("phone", &a.phone))),
        Markup::of(email.filled(&complaints.beside("email", &a.email))),
        Markup::of(address.filled(&complaints.beside("address", &a.address))),
    ]
}

fn safe(report: &Report, complaints: &Complaints) -> Vec<Markup> {
    let a = &report.answers;
    let ticked = [(a.no_voicemail, "no_voicemail"), (a.alerts, "alerts")];
    let ticked: Vec<String> =
        ticked.iter().filter(|(is, _)| *is).map(|(_, slug)| (*slug).to_owned()).collect();
    let calls =
        c::checkboxes("calls", say("report-safe-calls"), choices("safe", &["no_voicemail", "alerts"], false));
    let safety = c::textarea("safety", say("report-safe-words")).hint(say("report-safe-hint")).rows(4);
    vec![Markup::of(safety.filled(&complaints.beside("reach", &a.safety))), Markup::of(calls.ticked(&ticked))]
}

fn needs(report: &Report, complaints: &Complaints) -> Vec<Markup> {
    let a = &report.answers;
    let formats: Vec<&str> = Format::ALL.iter().map(|one| one.slug()).collect();
    let ticked: Vec<String> = a.formats.iter().map(|one| one.slug().to_owned()).collect();
    let language = c::input("language", say("report-needs-language")).hint(say("report-needs-language-hint"));
    let help = c::textarea("help", say("report-needs-help")).hint(say("report-needs-hint")).rows(3);
    vec![
        Markup::of(language.autocomplete("off").filled(&complaints.beside("language", &a.language))),
        one_box(
            "interpreter",
            &say("report-needs-interpreter-question"),
            &say("report-needs-interpreter"),
            a.interpreter,
        ),
        Markup::of(
            c::checkboxes("formats", say("report-needs-formats"), choices("needs", &formats, false))
                .ticked(&ticked),
        ),
        Markup::of(help.filled(&complaints.beside("needs", &a.help))),
    ]
}
