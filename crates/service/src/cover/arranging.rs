//! Saying who is away and who stands in: everybody for themselves, supervisors for their people (INF-4).
//!
//! That somebody is away is for everybody who works with them. Why they are away is between them and their supervisor.

use super::Cover;
use crate::{Actor, Line, Outcome, Problem, Service, ServiceError, error::refuse_if_any, new_id};
use calendar::{end_of_london_day, london_date, start_of_london_day};
use jiff::{Timestamp, ToSpan, civil::Date};
use policy::Action;
use std::collections::BTreeSet;
use store::{Absence, DirectoryChanges};
use uuid::Uuid;

/// The longest absence that can be said with its end, days.
const LONGEST: i64 = 400;
/// How far back an absence can begin when it is recorded late, days.
const LATEST: i64 = 60;

/// Why somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceKind {
    /// Annual or other leave.
    Leave,
    /// Illness.
    Sickness,
    /// A course.
    Training,
    /// Giving evidence.
    Court,
}

impl AbsenceKind {
    /// Every kind.
    pub const ALL: [AbsenceKind; 4] =
        [AbsenceKind::Leave, AbsenceKind::Sickness, AbsenceKind::Training, AbsenceKind::Court];

    /// The slug that the directory stores.
    pub fn slug(self) -> &'static str {
        match self {
            AbsenceKind::Leave => "leave",
            AbsenceKind::Sickness => "sickness",
            AbsenceKind::Training => "training",
            AbsenceKind::Court => "court",
        }
    }

    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<AbsenceKind> {
        AbsenceKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            AbsenceKind::Leave => "on leave",
            AbsenceKind::Sickness => "ill",
            AbsenceKind::Training => "in training",
            AbsenceKind::Court => "at court",
        }
    }
}

/// An absence as somebody says it.
#[derive(Clone, Debug)]
pub struct AbsenceForm {
    /// Who is away; empty for oneself.
    pub person: String,
    /// Why; none when what was sent is none of the kinds.
    pub kind: Option<AbsenceKind>,
    /// First day; none when what was sent is no day.
    pub from: Option<Date>,
    /// Last day; none when it is not known.
    pub until: Option<Date>,
    /// Who stands in; empty for the usual deputies.
    pub deputy: String,
}

/// Who is away, now or later.
#[derive(Clone, Debug)]
pub struct AwayList {
    /// Absences in the order in which they begin.
    pub rows: Vec<AwayRow>,
    /// People for whom this person may say it: id and name, themselves first.
    pub people: Vec<(String, String)>,
    /// People who can stand in: id and name.
    pub deputies: Vec<(String, String)>,
}

/// One absence.
#[derive(Clone, Debug)]
pub struct AwayRow {
    /// Id.
    pub id: Uuid,
    /// Who.
    pub person: String,
    /// Their name.
    pub name: String,
    /// Why; none for whom that is not.
    pub kind: Option<AbsenceKind>,
    /// First day.
    pub from: Date,
    /// Last day, when it is known.
    pub until: Option<Date>,
    /// Whether it holds now.
    pub now: bool,
    /// Who sees what they hold: names.
    pub seen_by: Vec<String>,
    /// When nobody is on shift: who is next and from when.
    pub next: Option<(String, Timestamp)>,
}

impl Service {
    /// Who is away or will be: for a supervisor everybody in their organisation, for others themselves.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub fn away(&self, actor: &Actor, now: Timestamp) -> Result<AwayList, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let directory = self.directory();
        let watch = directory.watch(&actor.person.organisation, now, self.rules.calendar);
        let arranges = self.arranges(actor);
        let me = actor.person.id.as_str();
        let named = |id: &str| (id.to_owned(), directory.person_name(id).to_owned());
        let mut staff: Vec<(String, String)> = watch.staff().map(named).collect();
        staff.sort_by(|a, b| (a.0 != me, &a.1).cmp(&(b.0 != me, &b.1)));
        let shown = |person: &str| person == me || (arranges && staff.iter().any(|(id, _)| id == person));
        let absences = directory.absences.iter().filter(|(person, _)| shown(person));
        let known = absences.flat_map(|(_, absences)| absences);
        let mut rows: Vec<AwayRow> = known
            .filter(|absence| absence.until.is_none_or(|until| now < until))
            .map(|absence| {
                let is_now = absence.holds(now);
                let cover = if is_now { watch.cover(&absence.person, "") } else { Cover::default() };
                AwayRow {
                    id: absence.id,
                    person: absence.person.clone(),
                    name: directory.person_name(&absence.person).to_owned(),
                    kind: AbsenceKind::from_slug(&absence.kind),
                    from: london_date(absence.from),
                    until: absence.until.and_then(|until| london_date(until).yesterday().ok()),
                    now: is_now,
                    seen_by: names(&directory, &cover.seen_by),
                    next: cover.next.map(|(id, at)| (directory.person_name(&id).to_owned(), at)),
                }
            })
            .collect();
        rows.sort_by(|a, b| (a.from, &a.name).cmp(&(b.from, &b.name)));
        let people = staff.iter().filter(|(id, _)| arranges || id == me).cloned().collect();
        let deputies = staff.into_iter().filter(|(id, _)| arranges || id != me).collect();
        Ok(AwayList { rows, people, deputies })
    }

    /// Records that somebody is away.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for somebody else's absence by anybody but their supervisor;
    /// [`ServiceError::Invalid`] with what is to be put right.
    pub async fn record_absence(
        &self,
        actor: &Actor,
        form: AbsenceForm,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let person = if form.person.is_empty() { actor.person.id.clone() } else { form.person.clone() };
        self.allow_for(actor, &person)?;
        let directory = self.directory();
        let watch = directory.watch(&actor.person.organisation, now, self.rules.calendar);
        let staff: BTreeSet<&str> = watch.staff().collect();
        if !staff.contains(person.as_str()) {
            return Err(ServiceError::NotFound);
        }
        let mut problems = Vec::new();
        if form.kind.is_none() {
            problems.push(Problem::new("kind", "Say why"));
        }
        let today = london_date(now);
        match (form.from, form.until) {
            (None, _) => problems.push(Problem::new("from", "Enter the first day, such as 3 4 2026")),
            (Some(from), _) if from < today.saturating_sub(LATEST.days()) => {
                problems
                    .push(Problem::new("from", format!("The first day can be {LATEST} days ago at most")));
            }
            (Some(from), Some(until)) if until < from => {
                problems.push(Problem::new("until", "The last day must be the first day or later"));
            }
            (Some(from), _) if from > today.saturating_add(LONGEST.days()) => {
                problems.push(Problem::new("from", "The first day must be within about a year from now"));
            }
            (Some(from), Some(until)) if until > from.saturating_add(LONGEST.days()) => {
                problems.push(Problem::new("until", "Leave the last day out when it is not known"));
            }
            _ => {}
        }
        if form.deputy == person {
            problems.push(Problem::new("deputy", "Choose somebody else"));
        } else if !form.deputy.is_empty() && !staff.contains(form.deputy.as_str()) {
            problems.push(Problem::new("deputy", "Choose somebody who works here"));
        }
        refuse_if_any(problems)?;
        let (Some(kind), Some(from)) = (form.kind, form.from) else { return Err(ServiceError::NotFound) };
        let absence = Absence {
            id: new_id(now),
            person,
            kind: kind.slug().into(),
            from: start_of_london_day(from),
            until: form.until.map(end_of_london_day),
            deputy: form.deputy,
            recorded_by: actor.person.id.clone(),
            recorded_at: now,
            withdrawn_at: None,
        };
        self.keep_absence(actor, "absence_recorded", absence).await
    }

    /// Takes an absence back: they are there after all. One that has begun ends now.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for an absence that is not theirs to take back.
    pub async fn end_absence(&self, actor: &Actor, id: Uuid, now: Timestamp) -> Result<(), ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let directory = self.directory();
        let found = directory.absences.values().flatten().find(|absence| absence.id == id);
        let found = found.filter(|absence| absence.until.is_none_or(|until| now < until));
        let absence = found.ok_or(ServiceError::NotFound)?.clone();
        let is_own = absence.person == actor.person.id;
        let watch = directory.watch(&actor.person.organisation, now, self.rules.calendar);
        if !is_own
            && (self.allow_for(actor, &absence.person).is_err()
                || !watch.staff().any(|id| id == absence.person))
        {
            return Err(ServiceError::NotFound);
        }
        let absence = if absence.from < now {
            Absence { until: Some(now), ..absence }
        } else {
            Absence { withdrawn_at: Some(now), ..absence }
        };
        self.keep_absence(actor, "absence_ended", absence).await
    }

    async fn keep_absence(
        &self,
        actor: &Actor,
        what: &'static str,
        absence: Absence,
    ) -> Result<(), ServiceError> {
        actor.trail.push(Line {
            action: what,
            part: None,
            case: None,
            victim: None,
            outcome: Outcome::Allowed,
            policy: "",
            reason: absence.person.clone(),
        });
        let changes = DirectoryChanges { absences: vec![absence], ..DirectoryChanges::default() };
        self.store.change_directory(&changes).await?;
        self.refresh_directory().await
    }

    /// Everybody says it for themselves; for others it is the supervisor's.
    fn allow_for(&self, actor: &Actor, person: &str) -> Result<(), ServiceError> {
        let action = if person == actor.person.id { Action::SeeWork } else { Action::ArrangeCover };
        self.allow(actor, action)
    }

    fn arranges(&self, actor: &Actor) -> bool {
        policy::may(&actor.asker(), Action::ArrangeCover, policy::About::Nothing).is_allowed()
    }
}

fn names(directory: &crate::directory::Directory, ids: &BTreeSet<String>) -> Vec<String> {
    ids.iter().map(|id| directory.person_name(id).to_owned()).collect()
}
