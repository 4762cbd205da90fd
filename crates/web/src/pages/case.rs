//! One case, so that somebody who has never seen it understands it in thirty seconds.

use crate::{
    components::{self as c, NavigationItem, TimelineEntry},
    shell::Shell,
    words::TimeLeft,
};
use askama::Template;
use policy::Role;

/// The case page
#[derive(Template)]
#[template(path = "case.html")]
pub struct CasePage {
    /// surroundings
    pub shell: Shell,
    /// as people say it on the phone
    pub reference: String,
    /// what the case is about, such as "Burglary of a home"
    pub offence: String,
    /// where it stands, such as "Investigation"
    pub stage: String,
    /// two sentences made from the events: what happened, what is going on now
    pub summary: String,
    /// what was just saved
    pub saved: Option<Saved>,
    /// whom it happened to
    pub victims: Vec<VictimLine>,
    /// who answers for the case in each agency
    pub responsible: Vec<Responsible>,
    /// the clock that runs out next, in words
    pub next_clock: String,
    /// names of suspects and defendants
    pub defendants: String,
    /// what is owed, by right
    pub owed: Vec<RightGroup>,
    /// what is owed without a time limit, or waits for news, by right
    pub later: Vec<RightGroup>,
    /// what is done, or not wanted, by right
    pub done: Vec<RightGroup>,
    /// victims, or places, that were here before: a sentence each, with the cases that this person may open
    pub before: Vec<BeforeLine>,
    /// parts that are not for this person's agency, in words
    pub withheld: Vec<&'static str>,
    /// alerts that somebody should know of: whether a person is needed, and the words
    pub alerts: Vec<(bool, String)>,
    /// whether they may record on the case; else it is for reading
    pub records: bool,
    /// whether nothing of the case may be destroyed
    pub held: bool,
    /// links that narrow the timeline
    pub timeline_filter: Vec<NavigationItem>,
    /// what happened, newest first
    pub timeline: Vec<TimelineEntry>,
    /// the victims' wishes and needs
    pub people: Vec<PersonNeeds>,
    /// address of the case, which its forms' addresses begin with
    pub address: String,
}

/// What is known of a victim from before
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeforeLine {
    /// such as "Rosa Example was a victim here before: 2 reports in 12 months"
    pub words: String,
    /// words and address of each case
    pub cases: Vec<(String, String)>,
}

/// What saving a contact or an event did
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Saved {
    /// such as "Phone call with Rosa Example recorded"
    pub what: String,
    /// duties that this met
    pub closed: Vec<String>,
    /// duties that this started
    pub started: Vec<String>,
    /// duties that are still open and seemed to be meant
    pub still_open: Vec<String>,
    /// the next duty on the person's list: words and address
    pub next: Option<(String, String)>,
}

/// A victim in the header
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VictimLine {
    /// name
    pub name: String,
    /// why they have Enhanced Rights; empty = they do not
    pub enhanced: String,
    /// what must not be done when contacting them; empty = nothing known
    pub safe_contact: String,
}

/// Who answers for the case
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responsible {
    /// agency or unit
    pub agency: String,
    /// name
    pub name: String,
    /// as dialled; empty = not known
    pub phone: String,
}

/// Duties under one right
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightGroup {
    /// such as "Right 6: be told about the investigation"
    pub right: String,
    /// late first
    pub duties: Vec<OwedLine>,
}

/// One duty of the case
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedLine {
    /// what is owed
    pub what: String,
    /// to whom
    pub victim: String,
    /// by whom
    pub provider: String,
    /// how urgent; `None` when it is done or waived
    pub left: Option<TimeLeft>,
    /// when due, done or waived, in words
    pub when: String,
    /// what it follows from
    pub because: String,
    /// edition, right and paragraph, such as "2020 edition, Right 6"
    pub source: String,
    /// how sure we are of the source, in words; empty when there is no doubt
    pub doubt: String,
    /// what the victim says about it; empty = nothing
    pub victim_says: String,
    /// whether what they say is that it did not happen, or that they did not understand it
    pub disputed: bool,
    /// address of the contact form with this duty ticked; `None` when there is nothing to record
    pub record: Option<String>,
    /// what is done there, in a word or two
    pub act: &'static str,
}

/// A victim's wishes, needs and the people around them
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonNeeds {
    /// name
    pub name: String,
    /// how they want to be contacted: name of the wish, the wish
    pub preferences: Vec<(String, String)>,
    /// what is known about them that decides their rights, each with its reason
    pub flags: Vec<String>,
    /// what they said that they do not want
    pub not_wanted: Vec<String>,
    /// address of the page that changes these
    pub change: String,
}

/// A group of links: its name, and the words and last part of the address of each
type Group = (&'static str, Vec<(&'static str, &'static str)>);

impl CasePage {
    /// Everything that is not done every day, in groups. A list under a line that opens it, because the design system's menu
    /// needs a script
    fn menu(&self) -> Vec<Group> {
        let mut access = vec![
            ("Who else may have information", "sharing"),
            ("Who acts for a victim", "representatives"),
            ("Invite to sign in", "invite"),
            ("Sign-in is unsafe", "suspension"),
            ("I know somebody here", "conflict"),
        ];
        let mut groups = vec![
            (
                "The victim",
                vec![
                    ("What victims asked for", "requests"),
                    ("Personal statements", "statement"),
                    ("Property", "property"),
                    ("Survey", "survey"),
                    ("About them", "about-them"),
                    ("Something is not wanted", "waiver"),
                    ("Does not go on with the case", "going-on"),
                ],
            ),
            ("The case", vec![("What was reported", "report"), ("Hearings", "hearings"), ("Files", "files")]),
        ];
        if self.may_restrict() {
            access.push(("Restrict", "restriction"));
        }
        groups.push(("Who may see it", access));
        if self.may_restrict() {
            let kept = [
                ("Copy for the victim", "copy"),
                ("Copies for the defence", "disclosures"),
                ("Keep or destroy", "retention"),
            ];
            groups.push(("Copies and keeping", kept.into()));
        }
        groups
    }

    /// Whether the person may restrict the case
    fn may_restrict(&self) -> bool {
        self.shell.viewer.as_ref().is_some_and(|viewer| viewer.role == Role::Supervisor)
    }

    /// For the tests that look at every page
    #[doc(hidden)]
    pub fn sample() -> Self {
        Self {
            shell: Shell::sample("Case 01ZZ0000126", Role::Officer).within("/my-work"),
            reference: "01ZZ0000126".into(),
            offence: "Assault (domestic abuse)".into(),
            stage: "Investigation".into(),
            summary: "Rosa Example reported on 2 March that her former partner had hit her. A man was arrested the \
                      same day and released on bail until 16 March; she has not been told the conditions."
                .into(),
            saved: None,
            victims: vec![
                VictimLine {
                    name: "Rosa Example".into(),
                    enhanced: "domestic abuse".into(),
                    safe_contact: "Do not ring the house phone or leave a message. Text first.".into(),
                },
                VictimLine { name: "Tom Sample".into(), enhanced: String::new(), safe_contact: String::new() },
            ],
            responsible: vec![
                Responsible {
                    agency: "Police, Croydon".into(),
                    name: "PC Sam Okafor".into(),
                    phone: "020 7946 0101".into(),
                },
                Responsible {
                    agency: "Witness care unit, London South".into(),
                    name: "not allocated yet".into(),
                    phone: String::new(),
                },
            ],
            next_clock: "Bail ends on Monday 16 March".into(),
            defendants: "Alex Invented".into(),
            owed: sample_owed(),
            later: sample_later(),
            done: sample_done(),
            before: vec![BeforeLine {
                words: "Rosa Example was a victim here before: 1 report in the 12 months before this one.".into(),
                cases: vec![("01ZZ0000926, Criminal damage (same phone number)".into(), "/case/sample".into())],
            }],
            alerts: vec![(true, "Rosa Example: Get in touch in person: there is no number or address for it.".into())],
            withheld: vec!["notes of support services", "release, licence and other details of managing the offender"],
            records: true,
            held: true,
            timeline_filter: vec![
                NavigationItem::new("Everything", "/case/sample", true),
                NavigationItem::new("Contacts", "/case/sample?show=contacts", false),
                NavigationItem::new("Events", "/case/sample?show=events", false),
            ],
            timeline: sample_timeline(),
            people: sample_people(),
            address: "/case/sample".into(),
        }
    }

    /// Just after a contact was recorded
    #[doc(hidden)]
    pub fn sample_saved() -> Self {
        let saved = Saved {
            what: "Phone call with Rosa Example recorded".into(),
            closed: vec!["Tell Rosa Example about bail and its conditions".into()],
            started: Vec::new(),
            still_open: vec!["Refer Tom Sample to support, due yesterday".into()],
            next: Some(("Refer Tom Sample to support".into(), "/case/sample/contact?duty=d2".into())),
        };
        Self { saved: Some(saved), ..Self::sample() }
    }
}

fn sample_line(what: &str, victim: &str, left: Option<TimeLeft>, when: &str, because: &str) -> OwedLine {
    OwedLine {
        what: what.into(),
        victim: victim.into(),
        provider: "Police".into(),
        left,
        when: when.into(),
        because: because.into(),
        source: "2020 edition of the Code, within 1 working day".into(),
        doubt: String::new(),
        victim_says: String::new(),
        disputed: false,
        record: left.map(|_| "/case/sample/contact?victim=v1&meets=3_r06".into()),
        act: "Record",
    }
}

fn sample_owed() -> Vec<RightGroup> {
    let late = |days| Some(TimeLeft::Late(days));
    let refer = sample_line(
        "Refer them to support",
        "Tom Sample",
        late(1),
        "by the end of Wednesday 4 March",
        "Crime reported, 2 Mar",
    );
    let bail = sample_line(
        "Tell them about bail and its conditions",
        "Rosa Example",
        late(2),
        "by the end of Tuesday 3 March",
        "Released on bail, 2 Mar",
    );
    let doubt = "one secondary source; the Code's own text was not seen".into();
    vec![
        RightGroup {
            right: "Right 4: referral to support".into(),
            duties: vec![OwedLine { doubt, ..refer }],
        },
        RightGroup {
            right: "Right 6: information about the investigation and prosecution".into(),
            duties: vec![bail],
        },
    ]
}

fn sample_later() -> Vec<RightGroup> {
    let offer = sample_line(
        "Explain what a personal statement is",
        "Rosa Example",
        Some(TimeLeft::NoLimit),
        "",
        "Crime reported, 2 Mar",
    );
    vec![RightGroup { right: "Right 7: victim personal statement".into(), duties: vec![offer] }]
}

fn sample_done() -> Vec<RightGroup> {
    let told = sample_line(
        "Tell them about the arrest",
        "Rosa Example",
        None,
        "done on Tuesday 3 March",
        "Arrest, 2 Mar",
    );
    let victim_says = "Rosa Example says: this did not happen".into();
    let disputed = OwedLine { victim_says, disputed: true, ..told };
    vec![RightGroup {
        right: "Right 6: information about the investigation and prosecution".into(),
        duties: vec![disputed],
    }]
}

fn sample_timeline() -> Vec<TimelineEntry> {
    let entry = |title: &str, byline: &str, when: &str, datetime: &str, text: &str| TimelineEntry {
        title: title.into(),
        byline: byline.into(),
        when: when.into(),
        datetime: datetime.into(),
        paragraphs: vec![text.into()],
        links: Vec::new(),
    };
    vec![
        entry(
            "Phone call with Rosa Example",
            "PC Sam Okafor",
            "Tuesday 3 March at 10am",
            "2026-03-03T10:00:00Z",
            "“I told her that he had been arrested and asked whether she was safe where she is.” She understood.",
        ),
        entry(
            "Released on bail until 16 March",
            "custody system",
            "Monday 2 March at 9pm",
            "2026-03-02T21:00:00Z",
            "Not to contact Rosa Example; not to enter Mill Street. Learned of on 3 March at 8am.",
        ),
        entry(
            "Crime reported",
            "Amina Diallo",
            "Monday 2 March at 2:10pm",
            "2026-03-02T14:10:00Z",
            "At the front counter of Croydon police station.",
        ),
    ]
}

fn sample_people() -> Vec<PersonNeeds> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![PersonNeeds {
        name: "Rosa Example".into(),
        preferences: vec![
            pair("Contact by", "text first, then mobile phone"),
            pair("When", "weekdays after 3pm"),
            pair("Safe contact", "Do not ring the house phone or leave a message"),
            pair("Language", "Portuguese; an interpreter for anything about court"),
        ],
        flags: vec!["Victim of a most serious crime: domestic abuse".into()],
        not_wanted: vec!["what right 7 gives".into()],
        change: "/case/sample/preferences?victim=v1".into(),
    }]
}
