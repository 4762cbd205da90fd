//! Who has seen a victim's information: what the audit says about them, in plain words, newest first (ACC-7).
//!
//! Only what concerns this victim: what was seen of another victim of the case is not theirs to know. A member of staff
//! is named when they are one of the people who answer for the case, whom the victim knows; others are told apart by
//! what they are and for whom they work.

use crate::{Actor, Service, ServiceError, access::broken_glass::REASONS, audit, copies};
use jiff::{Timestamp, civil::Date};
use policy::{Action, Part, Role};
use record::VictimId;
use std::collections::{BTreeMap, BTreeSet};
use store::{AuditCursor, AuditFilter, AuditLine, LoadedCase};
use uuid::Uuid;

/// Lines read for a page.
const PAGE: u32 = 2000;

/// What the audit says about one victim's information.
#[derive(Clone, Debug, Default)]
pub struct WhoLooked {
    /// Days, newest first.
    pub days: Vec<DayLooked>,
    /// Where earlier days begin.
    pub earlier: Option<AuditCursor>,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayLooked {
    /// The day, London.
    pub day: Date,
    /// A sentence for each organisation, person and kind of act, latest first.
    pub sentences: Vec<String>,
}

/// What somebody did, as far as a victim is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Looked,
    Found,
    Wrote,
    Opened,
    Tried,
    Checked,
    Kept,
    Own,
    /// They took a copy away themselves.
    TookCopy,
    /// Staff made a copy for them.
    GotCopy,
    /// Something left for the defence.
    ForDefence,
}

/// What is told together: day, who, what.
type Key = (Date, String, Kind);

/// What is known of it.
#[derive(Default)]
struct Told {
    visits: BTreeSet<Uuid>,
    parts: BTreeSet<Part>,
    why: Option<&'static str>,
    last: Timestamp,
}

impl Service {
    /// Who has seen the information of the victim who asks.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when they have no case.
    pub async fn who_looked(
        &self,
        actor: &Actor,
        after: Option<AuditCursor>,
    ) -> Result<WhoLooked, ServiceError> {
        let (case, victim) = actor.victim().ok_or(ServiceError::NotFound)?;
        let loaded = self.case_for(actor, Action::SeeOwnAudit, case).await?;
        self.looked_at(&loaded, victim, after, PAGE).await
    }

    /// Who has seen the information of a victim, out of so many lines of the audit.
    pub(crate) async fn looked_at(
        &self,
        loaded: &LoadedCase,
        victim: VictimId,
        after: Option<AuditCursor>,
        most: u32,
    ) -> Result<WhoLooked, ServiceError> {
        let filter = AuditFilter { case: Some(loaded.case.id), after, most, ..AuditFilter::default() };
        let lines = self.store.audit_lines(&filter).await?;
        let earlier = lines.last().filter(|_| lines.len() == most as usize).map(|line| line.place);
        let mut told: BTreeMap<Key, Told> = BTreeMap::new();
        for line in lines.iter().map(|line| &line.line).filter(|line| concerns(line, victim)) {
            let key = (calendar::london_date(line.at), self.who(line, loaded), kind_of(line));
            let entry = told.entry(key).or_default();
            entry.visits.insert(line.visit);
            entry.parts.extend(line.part.split(' ').filter_map(part_of));
            entry.why = entry.why.or_else(|| reason_of(line));
            entry.last = entry.last.max(line.at);
        }
        Ok(WhoLooked { days: days(told), earlier })
    }

    /// Who it was, to begin a sentence with.
    fn who(&self, line: &AuditLine, loaded: &LoadedCase) -> String {
        let directory = self.directory();
        let role = Role::from_slug(&line.role);
        match role {
            Some(Role::Victim) => return "You, or somebody signed in as you,".to_owned(),
            Some(Role::Representative) => {
                return format!("{}, who acts for you,", directory.person_name(&line.person));
            }
            _ => {}
        }
        let organisation = directory.organisation_name(&line.organisation);
        let knows =
            |owner: &record::case::Owner| owner.person.as_ref().is_some_and(|p| p.as_str() == line.person);
        let what = role.map_or("member of staff", role_words);
        if loaded.case.owners.values().any(knows) {
            return format!("{} ({what}, {organisation})", directory.person_name(&line.person));
        }
        match organisation {
            "" => format!("{} {what}", article(what)),
            organisation => format!("{} {what} of {organisation}", article(what)),
        }
    }
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" }
}

/// What somebody is, as a victim would say it.
fn role_words(role: Role) -> &'static str {
    match role {
        Role::Oversight => "inspector or commissioner",
        Role::Standards => "member of professional standards",
        Role::InformationGovernance => "member of information governance",
        Role::Court => "member of the court's staff",
        Role::ProbationLiaison => "victim liaison officer",
        other => other.words(),
    }
}

/// Whether a line is about this victim, or about the whole case.
fn concerns(line: &AuditLine, victim: VictimId) -> bool {
    let public = Role::from_slug(&line.role).is_some_and(Role::is_public);
    match line.victim {
        Some(about) => about == victim,
        None => !public,
    }
}

fn kind_of(line: &AuditLine) -> Kind {
    let own = Role::from_slug(&line.role).is_some_and(Role::is_public);
    let is = |action: Action| line.action == action.slug();
    match () {
        () if line.outcome == audit::REFUSED => Kind::Tried,
        () if is(Action::TakeOwnCopy) && !line.reason.is_empty() => Kind::TookCopy,
        () if is(Action::Disclose) && line.reason.starts_with(copies::OWN_COPY) => Kind::GotCopy,
        () if is(Action::Disclose) && line.reason.starts_with(copies::DEFENCE_COPY) => Kind::ForDefence,
        () if own => Kind::Own,
        () if line.action == audit::FOUND => Kind::Found,
        () if is(Action::SeeCase) || is(Action::Disclose) => Kind::Looked,
        () if is(Action::BreakGlass) => Kind::Opened,
        () if is(Action::SeeAudit) || is(Action::ReviewBreakGlass) => Kind::Checked,
        () if is(Action::Retain) => Kind::Kept,
        () => Kind::Wrote,
    }
}

fn part_of(slug: &str) -> Option<Part> {
    Part::ALL.into_iter().find(|part| part.slug() == slug)
}

/// Of a reason only its kind is told: the words may be about somebody else.
fn reason_of(line: &AuditLine) -> Option<&'static str> {
    let kind = line.reason.split(':').next()?;
    REASONS.iter().find(|(slug, _)| *slug == kind).map(|(_, words)| *words)
}

fn days(told: BTreeMap<Key, Told>) -> Vec<DayLooked> {
    let mut entries: Vec<(Key, Told)> = told.into_iter().collect();
    entries.sort_by_key(|((day, _, _), told)| std::cmp::Reverse((*day, told.last)));
    let mut days: Vec<DayLooked> = Vec::new();
    for ((day, who, kind), told) in entries {
        let sentence = sentence(&who, kind, &told);
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.sentences.push(sentence),
            None => days.push(DayLooked { day, sentences: vec![sentence] }),
        }
    }
    days
}

fn sentence(who: &str, kind: Kind, told: &Told) -> String {
    let times = match told.visits.len() {
        0 | 1 => String::new(),
        2 => ", twice".to_owned(),
        many => format!(", {many} times"),
    };
    match kind {
        Kind::Looked => format!("{who} looked at {}{times}.", seen(&told.parts)),
        Kind::Found => format!("{who} saw your name in the results of a search{times}."),
        Kind::Wrote => format!("{who} wrote something down in your case{times}."),
        Kind::Opened => {
            let why = told.why.map(|why| format!(" The reason given: {}.", why.to_lowercase()));
            let why = why.unwrap_or_default();
            format!("{who} opened your case although it is not theirs{times}.{why} A supervisor checks this.")
        }
        Kind::Tried => format!("{who} tried to open your case and was not allowed to{times}."),
        Kind::Checked => format!("{who} checked who has looked at your case{times}."),
        Kind::Kept => format!("{who} decided or looked up how long your case is kept{times}."),
        Kind::Own => format!("{who} used this service{times}."),
        Kind::TookCopy => format!("{who} took a copy of your information away{times}."),
        Kind::GotCopy => format!("{who} made a copy of your information, to be given to you{times}."),
        Kind::ForDefence => format!(
            "{who} took out a copy of parts of your case for the defence{times}. Your address and how you are reached \
             were taken out of it first, and a second person checked it."
        ),
    }
}

/// What was seen: the case, and what in it is most a person's own.
fn seen(parts: &BTreeSet<Part>) -> String {
    let notable = parts.iter().filter_map(|part| {
        Some(match part {
            Part::VictimDetails => "your address and phone numbers",
            Part::ContactContent => "what you were told",
            Part::Preferences => "how you want to be contacted",
            Part::Needs => "what you need",
            Part::SupportNotes => "notes of your support service",
            Part::Sharing => "who may have your information",
            _ => return None,
        })
    });
    let notable: Vec<&str> = notable.collect();
    match notable.split_last() {
        None => "your case".to_owned(),
        Some((only, [])) => format!("your case and {only}"),
        Some((last, others)) => format!("your case, {} and {last}", others.join(", ")),
    }
}
