//! What looks odd in the audit, for professional standards (PLT-2). None of it is proof: each finding says why it was
//! picked out, leads to the lines behind it, and stays until somebody looked into it.
//!
//! A day of an organisation is examined as a whole, once it is over and again while it lasts: one pass over its lines
//! and one over the cases that were seen. Cases are read, not matched by keyed terms: beginnings of names would give
//! the wrong people too often.

mod rules;

use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any, record_contact::storable};
use calendar::{end_of_london_day, london_date, start_of_london_day};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::Action;
use record::CaseId;
use rules::Examined;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    AuditCursor, AuditFilter, AuditFinding, DidInDay, FindingFilter, FindingNote, StoreError, WrittenLine,
};
use uuid::Uuid;

pub use rules::{Kind, MANY};

/// Rows on a page.
pub const PAGE: u32 = 50;
/// How many days a page makes up for; the rest is the service's own, between requests.
const DAYS_AT_ONCE: usize = 7;
/// Cases read at a time.
const CASES: usize = 500;
/// The longest note.
const LONGEST_NOTE: usize = 5000;

/// Something odd, with its reason in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// Id.
    pub id: Uuid,
    /// What kind.
    pub kind: Kind,
    /// The day, London.
    pub day: Date,
    /// Id of the person; empty when it is about a case.
    pub person: String,
    /// Their name.
    pub name: String,
    /// The case.
    pub case: Option<CaseId>,
    /// Its reference.
    pub reference: String,
    /// Why it was picked out.
    pub why: String,
    /// Whether nobody has looked into it yet.
    pub open: bool,
}

/// What to list.
#[derive(Clone, Debug, Default)]
pub struct OddQuery {
    /// Only this person's.
    pub person: Option<String>,
    /// Only about this case.
    pub case: Option<CaseId>,
    /// Only of this day, London.
    pub day: Option<Date>,
    /// Also those that were looked into.
    pub all: bool,
    /// Go on after this day and id.
    pub after: Option<(i64, Uuid)>,
}

/// A page of findings.
#[derive(Clone, Debug)]
pub struct OddPage {
    /// The rows, newest day first.
    pub rows: Vec<Oddity>,
    /// Where the next page begins.
    pub next: Option<(i64, Uuid)>,
}

/// A line of the audit, for professional standards.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// The line.
    pub line: WrittenLine,
    /// Name of who it was.
    pub name: String,
    /// Reference of the case.
    pub reference: String,
}

/// A page of the audit.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// The lines, newest first.
    pub rows: Vec<AuditRow>,
    /// Where the next page begins.
    pub next: Option<AuditCursor>,
}

/// A finding with all that is known of it.
#[derive(Clone, Debug)]
pub struct OddFile {
    /// What it is.
    pub oddity: Oddity,
    /// The newest lines behind it.
    pub lines: AuditPage,
    /// What was found about it: when, by whom, in which words.
    pub notes: Vec<(Timestamp, String, String)>,
}

impl Service {
    /// What looks odd among the people of the actor's organisation.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for everybody but professional standards.
    pub async fn odd_patterns(
        &self,
        actor: &Actor,
        query: OddQuery,
        now: Timestamp,
    ) -> Result<OddPage, ServiceError> {
        self.allow(actor, Action::SeeAudit)?;
        let organisation = actor.person.organisation.clone();
        self.examine(&organisation, now, DAYS_AT_ONCE).await?;
        let filter = FindingFilter {
            organisation,
            person: query.person.as_deref().map(storable),
            case: query.case,
            day: query.day.map(number_of),
            all: query.all,
            after: query.after,
            most: PAGE,
        };
        let found = self.store.findings(&filter).await?;
        let next = found.last().filter(|_| found.len() == PAGE as usize).map(|one| (one.day, one.id));
        Ok(OddPage { rows: self.oddities(found).await?, next })
    }

    /// Lines of the audit of the actor's organisation, newest first.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for everybody but professional standards.
    pub async fn audit(
        &self,
        actor: &Actor,
        query: &OddQuery,
        after: Option<AuditCursor>,
    ) -> Result<AuditPage, ServiceError> {
        self.allow(actor, Action::SeeAudit)?;
        let filter = AuditFilter {
            organisation: Some(actor.person.organisation.clone()),
            person: query.person.as_deref().map(storable),
            case: query.case,
            from: query.day.map(start_of_london_day),
            until: query.day.map(end_of_london_day),
            after,
            most: PAGE,
            ..AuditFilter::default()
        };
        self.audit_page(filter).await
    }

    /// A finding, the lines behind it, and what was found.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for everybody but professional standards; [`ServiceError::NotFound`] for a finding
    /// of another organisation.
    pub async fn oddity(&self, actor: &Actor, id: Uuid) -> Result<OddFile, ServiceError> {
        self.allow(actor, Action::SeeAudit)?;
        let organisation = actor.person.organisation.clone();
        let found = self.store.finding(&organisation, id).await?.ok_or(ServiceError::NotFound)?;
        let day = day_of(found.day);
        let filter = AuditFilter {
            organisation: Some(organisation),
            person: Some(found.person.clone()).filter(|person| !person.is_empty()),
            case: found.case_id.map(CaseId),
            from: Some(start_of_london_day(day)),
            until: Some(end_of_london_day(day)),
            most: PAGE,
            ..AuditFilter::default()
        };
        let lines = self.audit_page(filter).await?;
        let directory = self.directory();
        let notes = self.store.finding_notes(id).await?.into_iter();
        let notes = notes.map(|note| (note.at, directory.person_name(&note.person).to_owned(), note.words));
        let oddity = self.oddities(vec![found]).await?.pop().ok_or(ServiceError::NotFound)?;
        Ok(OddFile { oddity, lines, notes: notes.collect() })
    }

    /// Says what was found about a finding. It is no longer open then.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when nothing was written.
    pub async fn look_into(
        &self,
        actor: &Actor,
        id: Uuid,
        words: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.allow(actor, Action::SeeAudit)?;
        let finding = self.store.finding(&actor.person.organisation, id).await?;
        let finding = finding.ok_or(ServiceError::NotFound)?.id;
        let mut problems = Vec::new();
        if words.trim().is_empty() {
            problems.push(Problem::new("words", "Write what you found, and what happens now"));
        }
        if words.chars().count() > LONGEST_NOTE {
            problems.push(Problem::new("words", format!("Use {LONGEST_NOTE} characters or fewer")));
        }
        refuse_if_any(problems)?;
        let person = actor.person.id.clone();
        let note =
            FindingNote { id: crate::new_id(now), finding, at: now, person, words: storable(words.trim()) };
        Ok(self.store.note_finding(&note).await?)
    }

    /// Examines the days of an organisation that are not examined yet, at most so many, and today.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn examine(&self, organisation: &str, now: Timestamp, most: usize) -> Result<(), ServiceError> {
        let today = london_date(now);
        let setting = format!("examined {organisation}");
        let examined = self.store.setting(&setting).await?.and_then(|day| day.parse::<Date>().ok());
        let begins = match examined {
            Some(day) => day.saturating_add(1.day()),
            None => match self.store.audit_begins(organisation).await? {
                Some(first) => london_date(first),
                None => return Ok(()),
            },
        };
        let mut whole = None;
        for day in begins.series(1.day()).take_while(|day| *day < today).take(most) {
            self.examine_day(organisation, day).await?;
            whole = Some(day);
        }
        if let Some(day) = whole {
            self.store.set_setting(&setting, &day.to_string()).await?;
        }
        self.examine_day(organisation, today).await
    }

    async fn examine_day(&self, organisation: &str, day: Date) -> Result<(), ServiceError> {
        let from = start_of_london_day(day);
        let did = self.store.audit_between(organisation, from, end_of_london_day(day)).await?;
        let ids: BTreeSet<CaseId> =
            did.iter().filter(|one| rules::is_seen(one)).filter_map(case_of).collect();
        let ids: Vec<CaseId> = ids.into_iter().collect();
        let mut cases = BTreeMap::new();
        for some in ids.chunks(CASES) {
            let loaded = self.store.load_many(some).await?;
            cases.extend(loaded.iter().map(|(id, case)| (*id, rules::Seen::of(case))));
        }
        let directory = self.directory();
        let keyed = |kind, term: &str| self.store.sought_key(kind, term);
        let examined = Examined {
            organisation,
            day,
            directory: &directory,
            cases: &cases,
            calendar: self.rules.calendar,
        };
        Ok(self.store.keep_findings(&examined.findings(&did, &keyed)).await?)
    }

    async fn audit_page(&self, filter: AuditFilter) -> Result<AuditPage, ServiceError> {
        let lines = self.store.audit_lines(&filter).await?;
        let next = lines.last().filter(|_| lines.len() == filter.most as usize).map(|line| line.place);
        let cases: Vec<CaseId> = lines.iter().filter_map(|line| line.line.case).collect();
        let references = self.store.case_references(&cases).await?;
        let directory = self.directory();
        let row = |line: WrittenLine| AuditRow {
            name: directory.person_name(&line.line.person).to_owned(),
            reference: reference_of(&references, line.line.case),
            line,
        };
        Ok(AuditPage { rows: lines.into_iter().map(row).collect(), next })
    }

    async fn oddities(&self, found: Vec<AuditFinding>) -> Result<Vec<Oddity>, StoreError> {
        let cases: Vec<CaseId> = found.iter().filter_map(|one| one.case_id.map(CaseId)).collect();
        let references = self.store.case_references(&cases).await?;
        let directory = self.directory();
        let oddity = |one: AuditFinding| {
            let kind = Kind::from_slug(&one.kind)?;
            let case = one.case_id.map(CaseId);
            Some(Oddity {
                id: one.id,
                kind,
                day: day_of(one.day),
                name: directory.person_name(&one.person).to_owned(),
                person: one.person,
                case,
                reference: reference_of(&references, case),
                why: kind.why(one.many, one.usual),
                open: one.open == 1,
            })
        };
        Ok(found.into_iter().filter_map(oddity).collect())
    }
}

fn reference_of(references: &BTreeMap<CaseId, String>, case: Option<CaseId>) -> String {
    let Some(case) = case else { return String::new() };
    references.get(&case).cloned().unwrap_or_else(|| "No such case".to_owned())
}

fn case_of(did: &DidInDay) -> Option<CaseId> {
    did.case_id.map(CaseId)
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Days since 1970.
fn number_of(day: Date) -> i64 {
    day.since(EPOCH).map_or(0, |span| i64::from(span.get_days()))
}

fn day_of(number: i64) -> Date {
    EPOCH.saturating_add(number.days())
}
