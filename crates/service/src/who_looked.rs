//! Who has seen a victim's information: what the audit says about them, in plain words, newest first (ACC-7).
//!
//! Only what concerns this victim: what was seen of another victim of the case is not theirs to know. A member of staff
//! is named when they are one of the people who answer for the case, whom the victim knows; others are told apart by
//! what they are and for whom they work.

use crate::{Actor, Service, ServiceError, access::broken_glass::REASONS, audit, copies, safe_words::dashed};
use jiff::{Timestamp, civil::Date};
use language::{Language, Value};
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
    /// What each person did, latest first.
    pub looks: Vec<Look>,
}

impl DayLooked {
    /// A sentence for each.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        self.looks.iter().map(|look| look.in_words(language)).collect()
    }
}

/// What somebody did on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who.
    pub who: Who,
    /// What.
    pub kind: Kind,
    /// In how many visits.
    pub times: usize,
    /// What of the case was seen.
    pub parts: BTreeSet<Part>,
    /// Slug of the reason that was given.
    pub why: Option<&'static str>,
}

/// Who it was, as far as a victim is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The victim, or somebody signed in as them.
    You,
    /// Somebody who acts for them, by name.
    ActsForYou(String),
    /// Somebody whom they know: they answer for the case.
    Known {
        /// Their name.
        name: String,
        /// Slug of what they do.
        role: &'static str,
        /// Name of the organisation.
        organisation: String,
    },
    /// Somebody else.
    Somebody {
        /// Slug of what they do.
        role: &'static str,
        /// Name of the organisation; empty when there is none.
        organisation: String,
    },
}

/// What somebody did, as far as a victim is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// They looked at the case.
    Looked,
    /// A search found the victim's name.
    Found,
    /// They wrote something down.
    Wrote,
    /// They opened a case that is not theirs, for a reason.
    Opened,
    /// They were refused.
    Tried,
    /// They checked who had looked.
    Checked,
    /// They read the case because it was drawn for an inspection.
    Inspected,
    /// They decided or looked up how long it is kept.
    Kept,
    /// The victim, or who acts for them, used the service.
    Own,
    /// They took a copy away themselves.
    TookCopy,
    /// Staff made a copy for them.
    GotCopy,
    /// Something left for the defence.
    ForDefence,
}

/// What is told together: day, who, what.
type Key = (Date, Who, Kind);

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

    fn who(&self, line: &AuditLine, loaded: &LoadedCase) -> Who {
        let directory = self.directory();
        let role = Role::from_slug(&line.role);
        match role {
            Some(Role::Victim) => return Who::You,
            Some(Role::Representative) => {
                return Who::ActsForYou(directory.person_name(&line.person).to_owned());
            }
            _ => {}
        }
        let organisation = directory.organisation_name(&line.organisation).to_owned();
        let knows =
            |owner: &record::case::Owner| owner.person.as_ref().is_some_and(|p| p.as_str() == line.person);
        let role = role.map_or("staff", Role::slug);
        match loaded.case.owners.values().any(knows) {
            true => Who::Known { name: directory.person_name(&line.person).to_owned(), role, organisation },
            false => Who::Somebody { role, organisation },
        }
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
        () if is(Action::ReadForInspection) => Kind::Inspected,
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
    REASONS.iter().find(|(slug, _)| *slug == kind).map(|(slug, _)| *slug)
}

fn days(told: BTreeMap<Key, Told>) -> Vec<DayLooked> {
    let mut entries: Vec<(Key, Told)> = told.into_iter().collect();
    entries.sort_by_key(|((day, _, _), told)| std::cmp::Reverse((*day, told.last)));
    let mut days: Vec<DayLooked> = Vec::new();
    for ((day, who, kind), told) in entries {
        let look = Look { who, kind, times: told.visits.len().max(1), parts: told.parts, why: told.why };
        match days.last_mut().filter(|last| last.day == day) {
            Some(last) => last.looks.push(look),
            None => days.push(DayLooked { day, looks: vec![look] }),
        }
    }
    days
}

impl Who {
    /// To stand in a sentence; what a victim did themselves has sentences of its own.
    fn in_words(&self, language: Language) -> String {
        let text = |text: &str| Value::from(text.to_owned());
        let role_of = |role: &str| language.say(&format!("role-{}", dashed(role)));
        let somebody =
            |role: &str| ("a-role", Value::from(language.say(&format!("a-role-{}", dashed(role)))));
        match self {
            Who::You => language.say("a-role-victim"),
            Who::ActsForYou(name) => language.say_with("looked-acts-for-you", &[("name", text(name))]),
            Who::Known { name, role, organisation } => {
                let about = [
                    ("name", text(name)),
                    ("role", role_of(role).into()),
                    ("organisation", text(organisation)),
                ];
                language.say_with("looked-who", &about)
            }
            Who::Somebody { role, organisation } if organisation.is_empty() => {
                language.say_with("looked-somebody", &[somebody(role)])
            }
            Who::Somebody { role, organisation } => language
                .say_with("looked-somebody-of", &[somebody(role), ("organisation", text(organisation))]),
        }
    }
}

impl Look {
    /// What somebody did, in a sentence.
    pub fn in_words(&self, language: Language) -> String {
        let times =
            ("times", Value::from(language.say_with("looked-times", &[("times", self.times.into())])));
        let own = match (&self.who, self.kind) {
            (Who::You, Kind::TookCopy) => Some("looked-you-took-copy"),
            (Who::You, Kind::Tried) => Some("looked-you-tried"),
            (Who::You, _) => Some("looked-you-own"),
            _ => None,
        };
        if let Some(own) = own {
            return language.say_with(own, &[times]);
        }
        let who = ("who", Value::from(self.who.in_words(language)));
        let name = match self.kind {
            Kind::Looked => {
                let what = ("what", Value::from(seen(&self.parts, language)));
                return language.say_with("looked-looked", &[who, what, times]);
            }
            Kind::Opened => match self.why {
                Some(why) => {
                    let why = ("why", Value::from(language.say(&format!("why-{}", dashed(why)))));
                    return language.say_with("looked-opened-why", &[who, times, why]);
                }
                None => "looked-opened",
            },
            Kind::Found => "looked-found",
            Kind::Wrote => "looked-wrote",
            Kind::Tried => "looked-tried",
            Kind::Checked => "looked-checked",
            Kind::Inspected => "looked-inspected",
            Kind::Kept => "looked-kept",
            Kind::Own => "looked-own",
            Kind::TookCopy => "looked-took-copy",
            Kind::GotCopy => "looked-got-copy",
            Kind::ForDefence => "looked-for-defence",
        };
        language.say_with(name, &[who, times])
    }
}

/// What was seen: the case, and what in it is most a person's own.
fn seen(parts: &BTreeSet<Part>, language: Language) -> String {
    let notable = parts.iter().filter_map(|part| {
        Some(match part {
            Part::VictimDetails => "looked-part-victim-details",
            Part::ContactContent => "looked-part-contact-content",
            Part::Preferences => "looked-part-preferences",
            Part::Needs => "looked-part-needs",
            Part::SupportNotes => "looked-part-support-notes",
            Part::Sharing => "looked-part-sharing",
            Part::Statement => "looked-part-statement",
            _ => return None,
        })
    });
    let seen: Vec<String> =
        std::iter::once("looked-case").chain(notable).map(|name| language.say(name)).collect();
    language.list(&seen)
}
