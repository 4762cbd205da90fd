//! My work and the silent cases.

use super::{case_address, last_day_of, narrow_day, time_left};
use crate::{
    components::Choice,
    fields::Fields,
    pages::{
        my_work::{MyWork, StateCount, WorkFilter, WorkRow},
        silent_cases::SilentCase,
    },
    shell::Shell,
    words::{self, TimeLeft},
};
use jiff::{Timestamp, civil::Date};
use policy::Role;
use record::Answer;
use service::{
    Actor, WorkOwner, WorkState,
    cover::Absent,
    my_work::{PAGE, Silent, WorkItem, WorkPage, WorkQuery},
};

/// States as addresses and people say them
const STATES: [(&str, &str, WorkState); 9] = [
    ("", "all with a time limit", WorkState::Open),
    ("late", "late", WorkState::Late),
    ("today", "due today", WorkState::Today),
    ("week", "due this week", WorkState::Week),
    ("asked", "asked by victims", WorkState::Asked),
    ("unhappy", "victims unhappy", WorkState::Unhappy),
    ("waiting", "waiting for court", WorkState::Waiting),
    ("disputed", "disputed by victim", WorkState::Disputed),
    ("undated", "no time limit", WorkState::Undated),
];

/// The list of those who are away or gone and for whom this person covers
const COVER: &str = "cover";

/// What stands above the list
pub(crate) struct Covering {
    /// for whom this person covers now
    pub names: Vec<String>,
    /// whether they have several posts
    pub has_posts: bool,
    /// thanks that they have not read yet
    pub thanks: Vec<String>,
    /// how many directions wait for them, and how many of these are late
    pub directions: (usize, usize),
}

/// What the address of the list asks for
pub(crate) struct Asked {
    state: String,
    whose: String,
    provider: String,
    right: String,
    enhanced: String,
    after: String,
}

impl Asked {
    /// From the address; a supervisor starts with everybody, whoever holds work starts with their own
    pub fn from(fields: &Fields, actor: &Actor) -> Self {
        let whose = fields.text("whose");
        let starts_with_all = whose.is_empty() && actor.role == Role::Supervisor;
        Self {
            state: fields.text("state"),
            whose: if starts_with_all { "everyone".to_owned() } else { whose },
            provider: fields.text("provider"),
            right: fields.text("right"),
            enhanced: fields.text("enhanced"),
            after: fields.text("after"),
        }
    }

    /// Whether it asks for what others hold who are not there
    pub fn is_cover(&self) -> bool {
        self.whose == COVER
    }

    /// As the service takes it; what it does not know is left out
    pub fn query(&self, actor: &Actor) -> WorkQuery {
        WorkQuery {
            owner: owner(&self.whose, actor),
            state: STATES
                .iter()
                .find(|(slug, ..)| *slug == self.state)
                .map_or(WorkState::Open, |known| known.2),
            provider: Some(self.provider.clone()).filter(|provider| !provider.is_empty()),
            right: self.right.parse().ok().filter(|right| (1..=12).contains(right)),
            enhanced: !self.enhanced.is_empty(),
            after: self.after.parse().ok(),
        }
    }

    fn address(&self, state: &str, after: Option<String>) -> String {
        let after = after.unwrap_or_default();
        let pairs = [
            ("state", state),
            ("whose", &self.whose),
            ("provider", &self.provider),
            ("right", &self.right),
            ("enhanced", &self.enhanced),
            ("after", &after),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        format!("/my-work?{}", query.finish()).trim_end_matches('?').to_owned()
    }
}

/// `me`, `team:ID` or `everyone`
pub(crate) fn owner(whose: &str, actor: &Actor) -> WorkOwner {
    match whose.strip_prefix("team:") {
        Some(team) => WorkOwner::Team(team.to_owned()),
        None if whose == "everyone" => WorkOwner::Everyone,
        None => WorkOwner::Person(actor.person.id.clone()),
    }
}

/// The page for what was asked and found
pub(crate) fn my_work(
    shell: Shell,
    actor: &Actor,
    asked: &Asked,
    found: WorkPage,
    cover: Covering,
    now: Timestamp,
) -> MyWork {
    let counts = found.counts;
    let numbers = [
        counts.open,
        counts.late,
        counts.today,
        counts.week,
        counts.asked,
        counts.unhappy,
        counts.waiting,
        counts.disputed,
        counts.undated,
    ];
    let states = STATES.iter().zip(numbers).map(|((slug, words, _), number)| StateCount {
        words,
        count: counted(number),
        href: asked.address(slug, None),
        current: *slug == asked.state,
    });
    let shown = STATES.iter().position(|(slug, ..)| *slug == asked.state).unwrap_or(0);
    let total = numbers.get(shown).copied().unwrap_or(0);
    let first = if asked.after.is_empty() { "" } else { "further " };
    MyWork {
        shell,
        states: states.collect(),
        filter: filter(asked, actor, &found.teams),
        position: format!("{} {first}of {}", found.items.len(), counted_duties(total)),
        rows: found.items.into_iter().map(|item| row(item, now)).collect(),
        first_page: (!asked.after.is_empty()).then(|| asked.address(&asked.state, None)),
        next_page: found.next.map(|cursor| asked.address(&asked.state, Some(cursor.to_string()))),
        as_at: words::moment(now, calendar::london_date(now)),
        covering: cover.names.join(", "),
        has_posts: cover.has_posts,
        thanks: cover.thanks,
        directions: directions(cover.directions),
    }
}

/// What a supervisor asks of them, in a sentence; empty when nothing
fn directions((waiting, late): (usize, usize)) -> String {
    let things = words::count(waiting, "thing", "things");
    match (waiting, late) {
        (0, _) => String::new(),
        (_, 0) => things,
        (_, late) => format!("{things}, {late} late"),
    }
}

/// The store counts to a thousand and one
fn counted(number: i64) -> String {
    match usize::try_from(number).unwrap_or(0) {
        number @ 0..=1000 => words::with_commas(number),
        _ => "1,000+".into(),
    }
}

fn counted_duties(number: i64) -> String {
    match usize::try_from(number).unwrap_or(0) {
        number @ 0..=1000 => words::count(number, "duty", "duties"),
        _ => "more than 1,000 duties".into(),
    }
}

fn filter(asked: &Asked, actor: &Actor, teams: &[(String, String)]) -> WorkFilter {
    let providers = victims_code::Provider::ALL.iter().filter(|provider| provider.slug() != "victim");
    let providers = providers.map(|provider| Choice::new(provider.slug(), provider.in_words()));
    let mut filter = WorkFilter::new(providers.collect());
    let mine = |id: &str| if id == actor.person.team { "my team: " } else { "" };
    let teams =
        teams.iter().map(|(id, name)| Choice::new(format!("team:{id}"), format!("{}{name}", mine(id))));
    let everybody = Choice::new("everyone", format!("everybody in {}", actor.organisation_name));
    let own = [Choice::new("me", "me"), Choice::new(COVER, "people I cover for")];
    filter.whose = own.into_iter().chain(teams).chain([everybody]).collect();
    filter.whose_chosen = if asked.whose.is_empty() { "me".into() } else { asked.whose.clone() };
    filter.state = asked.state.clone();
    filter.provider_chosen = asked.provider.clone();
    filter.right_chosen = asked.right.clone();
    filter.enhanced_chosen = asked.enhanced.clone();
    filter
}

fn row(item: WorkItem, now: Timestamp) -> WorkRow {
    let today = calendar::london_date(now);
    let duty = item.duty;
    let case = case_address(duty.case);
    let left = time_left(item.standing, duty.due_at, item.working_days_left, now);
    let since = duty.clock_start.map(|at| words::short_day(calendar::london_date(at), today));
    let because = item.trigger.map_or(duty.trigger_event.clone(), |trigger| trigger.staff.clone());
    WorkRow {
        left: left.unwrap_or(TimeLeft::NoLimit),
        due: duty.due_at.map(|due| narrow_day(last_day_of(due), today)).unwrap_or_default(),
        record: super::way_to_do(&case, duty.victim, &duty.duty, duty.trigger),
        act: super::act(&duty.duty),
        victim: if duty.victim_name.is_empty() { "A victim".into() } else { duty.victim_name },
        safe_contact: duty.safe_contact,
        enhanced: duty.enhanced_because,
        owed: item.rule.map_or(duty.duty, |rule| rule.duty.clone()),
        right: duty.right.map(|right| format!("Right {right}")).unwrap_or_default(),
        because: [because, since.unwrap_or_default()].join(" ").trim().to_owned(),
        reference: duty.reference.unwrap_or_else(|| "no reference yet".into()),
        case,
        holder: holder(item.held_by, item.absent, today),
        disputed: matches!(duty.answer, Some(Answer::DidNotHappen | Answer::NotUnderstood)),
    }
}

/// Who holds it, and when they do not see to it: why, as far as colleagues may know
fn holder(name: String, absent: Option<Absent>, today: Date) -> String {
    match absent {
        _ if name.is_empty() => "nobody yet".into(),
        None => name,
        Some(Absent::Gone) => format!("nobody holds this now (was {name})"),
        Some(Absent::Away(None)) => format!("{name} (away)"),
        Some(Absent::Away(Some(until))) => {
            format!("{name} (away, back {})", words::short_day(calendar::london_date(until), today))
        }
    }
}

/// A row of the silent cases
pub(crate) fn silent_case(silent: Silent, now: Timestamp) -> SilentCase {
    let since = words::day(calendar::london_date(silent.case.quiet_since), calendar::london_date(now));
    SilentCase {
        silence: words::count(usize::try_from(silent.days).unwrap_or(0), "day", "days"),
        last: since,
        offence: silent.case.title,
        reference: silent.case.reference.unwrap_or_else(|| "no reference yet".into()),
        case: case_address(silent.case.case),
        holder: if silent.held_by.is_empty() { "nobody yet".into() } else { silent.held_by },
    }
}

/// How many silent cases there are, as far as the list goes
pub(crate) fn silent_position(shown: usize) -> String {
    match shown == PAGE as usize {
        true => format!("The {} longest", words::count(shown, "case", "cases")),
        false => words::count(shown, "case", "cases"),
    }
}
