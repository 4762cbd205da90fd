//! The case page.

use super::{case_address, stage_words, time_left};
use crate::{
    components::{NavigationItem, TimelineEntry},
    pages::case::{BeforeLine, CasePage, OwedLine, PersonNeeds, Responsible, RightGroup, Saved, VictimLine},
    shell::Shell,
    words,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use policy::Part;
use record::{Preferences, event::Channel};
use service::{
    Entry, EntryKind, Standing,
    case_file::{CaseFile, DutyLine, OwnerCard, VictimCard},
    supervise::before::{CaseBefore, VictimBefore},
};
use victims_code::Confidence;

/// The twelve rights as staff refer to them
const RIGHTS: [&str; 12] = [
    "understand and be understood",
    "have the crime recorded",
    "information when reporting",
    "referral to support",
    "information about compensation",
    "information about the investigation and prosecution",
    "victim personal statement",
    "information about the trial",
    "information about the outcome and appeals",
    "expenses and property",
    "information about the offender after conviction",
    "complaints",
];

/// Said in the place of a part that is not for this person's agency
const NOT_FOR_THEM: &str = "Not for your agency";

/// More than anybody reads at once
const MOST_ENTRIES: usize = 200;

/// When something was learned of later than this after it happened, the page says so.
const AT_ONCE: SignedDuration = SignedDuration::from_hours(1);

/// The page of a case; `show` narrows the timeline
pub(crate) fn page(
    shell: Shell,
    file: CaseFile,
    show: &str,
    saved: Option<Saved>,
    now: Timestamp,
) -> CasePage {
    let today = calendar::london_date(now);
    let address = case_address(file.id);
    let (owed, done) = file.duties.iter().partition::<Vec<_>, _>(|line| line.standing.is_owed());
    let dated = |line: &&DutyLine| matches!(line.standing, Standing::Late | Standing::Due);
    let (owed, later) = owed.into_iter().partition::<Vec<_>, _>(dated);
    CasePage {
        shell,
        stage: stage_words(&file.stage).into(),
        saved,
        victims: file.victims.iter().map(victim_line).collect(),
        responsible: file.owners.iter().map(responsible).collect(),
        defendants: or_withheld(&file, Part::Defendants, file.defendants.join(", ")),
        next_clock: next_clock(&file, today),
        owed: by_right(&owed, &address, now),
        later: by_right(&later, &address, now),
        done: by_right(&done, &address, now),
        timeline_filter: timeline_filter(&address, show),
        timeline: timeline(&file.timeline, show, today),
        people: file.victims.iter().map(|victim| needs(&file, victim, &address)).collect(),
        before: file.before.iter().map(before_line).collect(),
        alerts: alerts(&file, today),
        withheld: file.withheld.iter().map(|part| part.words()).collect(),
        records: file.records,
        held: file.held,
        reference: file.reference,
        offence: file.title,
        summary: file.summary,
        address,
    }
}

/// What is known of a victim from before, in a sentence (REP-6)
pub(crate) fn before_words(before: &VictimBefore) -> String {
    let reports = |number| words::count(number, "report", "reports");
    let person = match before.same_person {
        0 => None,
        number => Some(format!(
            "{} was a victim here before: {} in the 12 months before this one.",
            before.name,
            reports(number)
        )),
    };
    let place = match before.same_place {
        0 => None,
        number => Some(format!(
            "At the address of {} something was reported before, by somebody else: {} in 12 months.",
            before.name,
            reports(number)
        )),
    };
    [person, place].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn before_line(before: &VictimBefore) -> BeforeLine {
    let case = |one: &CaseBefore| {
        (format!("{}, {} ({})", one.reference, one.title, one.found_by), case_address(one.case))
    };
    BeforeLine { words: before_words(before), cases: before.cases.iter().map(case).collect() }
}

fn victim_line(victim: &VictimCard) -> VictimLine {
    VictimLine {
        name: victim.details.name.clone(),
        enhanced: victim.enhanced_because.join("; "),
        safe_contact: safe_contact_words(victim),
    }
}

/// What whoever contacts a victim reads first
pub(crate) fn safe_contact_words(victim: &VictimCard) -> String {
    let not_safe =
        victim.not_safe.then(|| "Not safe to contact now: do not call, write or visit.".to_owned());
    let said = victim.preferences.safe_contact.clone();
    let safe = victim.preferences.safe.as_ref().filter(|safe| safe.has_rules());
    let first = ["Safe word", "Safe times", "Voicemail", "Hidden numbers"];
    let rules = safe.map(|safe| {
        let rules = crate::safe_fields::rules(safe).into_iter();
        let rules = rules.filter(|(name, _)| first.contains(&name.as_str()));
        rules.map(|(name, text)| format!("{name}: {text}.")).collect::<Vec<_>>().join(" ")
    });
    let all: Vec<String> =
        [not_safe, said, rules].into_iter().flatten().filter(|text| !text.is_empty()).collect();
    all.join(" ")
}

/// The alerts that somebody should know of
fn alerts(file: &CaseFile, today: Date) -> Vec<(bool, String)> {
    let name = |victim| {
        file.victims.iter().find(|card| card.id == victim).map_or("", |card| card.details.name.as_str())
    };
    file.alerts
        .iter()
        .map(|line| {
            let when = words::moment(line.at, today);
            let until = if line.needs_person { "since" } else { "until" };
            (line.needs_person, format!("{}: {} ({until} {when})", name(line.victim), line.words))
        })
        .collect()
}

fn responsible(owner: &OwnerCard) -> Responsible {
    let names = [&owner.organisation, &owner.team].into_iter().filter(|name| !name.is_empty());
    Responsible {
        agency: names.cloned().collect::<Vec<_>>().join(", "),
        name: if owner.person.is_empty() { "nobody named yet".into() } else { owner.person.clone() },
        phone: owner.phone.clone(),
    }
}

fn next_clock(file: &CaseFile, today: Date) -> String {
    let hearing = file.next_hearing.as_ref().map(|hearing| {
        let court = hearing.court_name.as_ref().map(|court| format!(" at {court}")).unwrap_or_default();
        format!("Hearing on {}{court}", words::day(hearing.date, today))
    });
    let due = || {
        let line = file.duties.iter().find(|line| line.standing == Standing::Due)?;
        let day = words::day(line.owed.due?, today);
        Some(format!("{}: by the end of {day}", line.rule.map_or(line.owed.duty.as_str(), |rule| &rule.duty)))
    };
    hearing.or_else(due).unwrap_or_default()
}

/// Groups in the order of their most urgent duty
fn by_right(lines: &[&DutyLine], address: &str, now: Timestamp) -> Vec<RightGroup> {
    let mut groups: Vec<RightGroup> = Vec::new();
    for line in lines {
        let right = right_words(line);
        let duty = owed_line(line, address, now);
        match groups.iter_mut().find(|group| group.right == right) {
            Some(group) => group.duties.push(duty),
            None => groups.push(RightGroup { right, duties: vec![duty] }),
        }
    }
    groups
}

fn right_words(line: &DutyLine) -> String {
    let name = |right: u8| RIGHTS.get(usize::from(right).checked_sub(1)?);
    match (line.owed.right, line.owed.right.and_then(name)) {
        (Some(right), Some(name)) => format!("Right {right}: {name}"),
        _ => edition_words(&line.owed.edition),
    }
}

fn edition_words(edition: &str) -> String {
    match edition {
        year if year.chars().all(|c| c.is_ascii_digit()) => format!("{year} edition of the Code"),
        "statute" => "Acts and regulations".into(),
        "promise" => "Our own promises".into(),
        "scheme" => "Schemes beside the Code".into(),
        other => other.into(),
    }
}

fn owed_line(line: &DutyLine, address: &str, now: Timestamp) -> OwedLine {
    let today = calendar::london_date(now);
    let owed = &line.owed;
    let because = line.trigger.map_or(owed.trigger_event.as_str(), |trigger| &trigger.staff);
    let paragraph = line.rule.and_then(|rule| rule.paragraph.as_ref());
    let paragraph = paragraph.map(|paragraph| format!(", paragraph {paragraph}")).unwrap_or_default();
    let limit = owed.limit.as_ref().map(|limit| format!(", within {limit}")).unwrap_or_default();
    OwedLine {
        what: line.rule.map_or_else(|| owed.duty.clone(), |rule| rule.duty.clone()),
        victim: line.victim.clone(),
        provider: line.rule.map_or(owed.provider.as_str(), |rule| rule.provider.in_words()).into(),
        left: time_left(line.standing, owed.due_at, line.working_days_left, now),
        when: when(line, today),
        because: format!("{because}, {}", words::short_day(calendar::london_date(line.because_at), today)),
        source: format!("{}{paragraph}{limit}", edition_words(&owed.edition)),
        doubt: line.rule.map_or("", |rule| doubt(rule.confidence)).into(),
        victim_says: line
            .answer_words
            .as_ref()
            .map(|said| format!("{} says: {said}", line.victim))
            .unwrap_or_default(),
        disputed: line.disputed(),
        record: (line.standing.is_owed() && owed.provider != "victim")
            .then(|| super::way_to_do(address, owed.victim, &owed.duty, owed.trigger)),
        act: super::act(&owed.duty),
    }
}

fn when(line: &DutyLine, today: Date) -> String {
    let done = line.owed.done_at.map(|at| words::day(calendar::london_date(at), today)).unwrap_or_default();
    match line.standing {
        Standing::Done => format!("done on {done}"),
        Standing::DoneLate => format!("done late, on {done}"),
        Standing::Waived => "not wanted".into(),
        _ => line.owed.due.map(|due| words::by_the_end_of(due, today)).unwrap_or_default(),
    }
}

fn doubt(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "",
        Confidence::Medium => "one secondary source; the Code's own text was not seen",
        Confidence::Low => "from memory only; check the Code before you rely on it",
    }
}

fn timeline_filter(address: &str, show: &str) -> Vec<NavigationItem> {
    [("Everything", ""), ("Contacts", "contacts"), ("Events", "events")]
        .into_iter()
        .map(|(text, slug)| {
            let href =
                if slug.is_empty() { address.to_owned() } else { format!("{address}?show={slug}#timeline") };
            NavigationItem::new(text, href, slug == show)
        })
        .collect()
}

fn timeline(entries: &[Entry], show: &str, today: Date) -> Vec<TimelineEntry> {
    let wanted = |entry: &&Entry| match show {
        "contacts" => matches!(entry.kind, EntryKind::Contact | EntryKind::Attempt | EntryKind::Victim),
        "events" => entry.kind == EntryKind::Event,
        _ => true,
    };
    entries.iter().filter(wanted).take(MOST_ENTRIES).map(|entry| timeline_entry(entry, today)).collect()
}

fn timeline_entry(entry: &Entry, today: Date) -> TimelineEntry {
    let learned = entry.received_at.unwrap_or(entry.recorded_at);
    let late = learned.duration_since(entry.at) > AT_ONCE;
    let learned = late.then(|| format!("Learned of on {}.", words::moment(learned, today)));
    let withdrawn = entry.withdrawn.as_ref().map(|why| format!("No longer holds: {why}"));
    TimelineEntry {
        title: entry.title.clone(),
        byline: entry.recorded_by.clone(),
        when: words::moment(entry.at, today),
        datetime: entry.at.to_string(),
        paragraphs: entry.detail.iter().cloned().chain(learned).chain(withdrawn).collect(),
        links: Vec::new(),
    }
}

/// What there is, or that it is not for this person's agency
fn or_withheld(file: &CaseFile, part: Part, text: String) -> String {
    if file.withholds(part) { NOT_FOR_THEM.to_owned() } else { text }
}

fn needs(file: &CaseFile, victim: &VictimCard, address: &str) -> PersonNeeds {
    let pair = |name: &str, text: String| (name.to_owned(), text);
    let flags =
        if file.withholds(Part::Needs) { vec![NOT_FOR_THEM.to_owned()] } else { victim.flags.clone() };
    let details = &victim.details;
    let mut facts = wishes(&victim.preferences);
    if file.withholds(Part::VictimDetails) {
        facts.push(pair("Phone, email and address", NOT_FOR_THEM.to_owned()));
    }
    facts.push(pair("Phone", details.phones.join(", ")));
    facts.push(pair("Email", details.email.clone().unwrap_or_default()));
    facts.push(pair("Address", details.address.join(", ")));
    facts.retain(|(_, text)| !text.is_empty());
    PersonNeeds {
        name: details.name.clone(),
        preferences: facts,
        flags,
        not_wanted: victim.waivers.iter().map(|(_, words)| words.clone()).collect(),
        change: format!("{address}/preferences?victim={}", victim.id),
    }
}

/// A victim's wishes about contact, safest first; those that are not known are empty
pub(crate) fn wishes(preferences: &Preferences) -> Vec<(String, String)> {
    let list = |channels: &[Channel]| {
        channels.iter().map(|channel| channel.words()).collect::<Vec<_>>().join(", then ")
    };
    let often = preferences.every_days.map(|days| match days {
        1 => "every day".to_owned(),
        7 => "every week".to_owned(),
        days => format!("every {days} days"),
    });
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        ("Safe contact", text(&preferences.safe_contact)),
        ("Contact by", list(&preferences.channels)),
        ("Never by", list(&preferences.never).replace(", then ", ", ")),
        ("When", text(&preferences.times)),
        ("How often", often.unwrap_or_default()),
        ("Language", text(&preferences.language)),
        ("Format", text(&preferences.format)),
        ("Also tell", text(&preferences.tell_also)),
        ("Bad news", text(&preferences.bad_news)),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .chain(preferences.safe.iter().flat_map(crate::safe_fields::rules))
    .collect()
}
