//! What stands behind a figure: the contacts of a unit, to read, and what has no record (POL-6, OVR-1). Each is read from its case,
//! through the same gate and into the same audit as the case itself; what somebody may not see is not here.

use crate::{
    Actor, Service, ServiceError,
    case_file::DutyLine,
    messages::{event_of, told},
    record_contact::storable,
    sight::Sight,
    standing::working_days_left,
    timeline,
    victim_case::{Done, duty_words},
};
use jiff::{Timestamp, civil::Date};
use language::Language;
use policy::{Action, Part};
use record::{Answer, CaseId, VictimId, feedback::Reply, figures::Month};
use std::collections::{BTreeMap, btree_map::Entry};
use store::{CountedDuty, CountedFilter, LoadedCase};

/// Contacts of a page: enough to judge a unit by, few enough to read each.
const MOST_READ: u32 = 10;
/// Below so many, those of earlier months come too: fewer say nothing of a unit.
const FEWEST_READ: usize = 5;
/// How far back, months.
const MONTHS_BACK: usize = 11;
/// Duties without a record of a page.
const MOST_MISSING: u32 = 20;

/// Whose contacts, about what.
#[derive(Clone, Debug)]
pub struct UnitQuery {
    /// Only this team; the whole organisation when none is named.
    pub team: Option<String>,
    /// The month in which they count.
    pub month: Month,
    /// Only these duties; all when empty.
    pub duties: Vec<String>,
}

/// Contacts of a unit, and what has no record.
#[derive(Clone, Debug, Default)]
pub struct UnitContacts {
    /// Name of the team, else of the organisation.
    pub unit: String,
    /// Contacts, the latest first.
    pub read: Vec<ReadContact>,
    /// Contacts of the months before, the latest first, where the month has few.
    pub earlier: Vec<ReadContact>,
    /// How many were recorded altogether.
    pub recorded: u64,
    /// What has no record, the longest due first.
    pub missing: Vec<MissingContact>,
    /// How many have none altogether.
    pub without_record: u64,
    /// How many of those that were looked for are in cases that are not for this person.
    pub not_shown: usize,
}

/// A contact that met a duty.
#[derive(Clone, Debug)]
pub struct ReadContact {
    /// The duty.
    pub owed: OwedTo,
    /// Who did it, how, and when.
    pub done: Option<Done>,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// How many working days too late; none when it was in time or has no limit.
    pub late_by: Option<i32>,
    /// What the victim was told, in the words used; none when nobody wrote them down or they are not for this person.
    pub told: Option<String>,
    /// What the victim says about it, in words.
    pub answer: Option<String>,
    /// Whether they confirm it.
    pub confirmed: bool,
    /// What they say of the contact: understood, helped, in their words.
    pub reply: Option<(Reply, Reply, Option<String>)>,
}

/// A duty without a record.
#[derive(Clone, Debug)]
pub struct MissingContact {
    /// The duty.
    pub owed: OwedTo,
    /// What the victim says about it, in words.
    pub answer: Option<String>,
}

/// What is owed to whom.
#[derive(Clone, Debug)]
pub struct OwedTo {
    /// The case.
    pub case: CaseId,
    /// Reference that people use.
    pub reference: String,
    /// Name of the victim.
    pub victim: String,
    /// What is owed, in plain words.
    pub what: String,
    /// What it follows from.
    pub because: String,
    /// When that happened.
    pub because_on: Date,
    /// The last day for it, London.
    pub due: Option<Date>,
}

/// A case that was opened for this page.
struct Opened {
    loaded: LoadedCase,
    sight: Sight,
    duties: Vec<DutyLine>,
}

impl Service {
    /// Contacts of a unit to read, as far as somebody may see their cases, and what has no record.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who see no figures; [`ServiceError::NotFound`] for a team that is not of their
    /// organisation.
    pub async fn unit_contacts(
        &self,
        actor: &Actor,
        query: UnitQuery,
        now: Timestamp,
    ) -> Result<UnitContacts, ServiceError> {
        self.allow(actor, Action::SeeFigures)?;
        let (directory, organisation) = (self.directory(), actor.person.organisation.clone());
        let team = query.team.as_deref().map(storable);
        let is_own = |team: &String| {
            team.is_empty() || directory.teams.get(team).is_some_and(|team| team.organisation == organisation)
        };
        if organisation.is_empty() || !team.as_ref().is_none_or(is_own) {
            return Err(ServiceError::NotFound);
        }
        let unit = match team.as_deref() {
            None => directory.organisation_name(&organisation).to_owned(),
            Some("") => format!("{}, no team named", directory.organisation_name(&organisation)),
            Some(team) => directory.team_name(team).to_owned(),
        };
        let filter = CountedFilter { organisation, team, month: query.month, duties: query.duties };
        let done = self.store.counted_duties(&filter, true, MOST_READ).await?;
        let open = self.store.counted_duties(&filter, false, MOST_MISSING).await?;
        let earlier = self.done_earlier(&filter, done.len()).await?;
        let mut found = UnitContacts {
            unit,
            recorded: self.store.count_counted(&filter, true).await?,
            without_record: self.store.count_counted(&filter, false).await?,
            ..UnitContacts::default()
        };
        let mut cases: BTreeMap<CaseId, Option<Opened>> = BTreeMap::new();
        for duty in done.iter().chain(&open).chain(&earlier) {
            if let Entry::Vacant(unread) = cases.entry(duty.case) {
                unread.insert(self.opened_to_read(actor, duty.case, now).await?);
            }
        }
        let opened = |duty: &CountedDuty| {
            let opened = cases.get(&duty.case)?.as_ref()?;
            let line = opened.duties.iter().find(|line| is_it(line, duty))?;
            let sees = opened.sight.sees_duty(&line.owed) && opened.sight.knows(line.owed.victim);
            sees.then_some((opened, line))
        };
        for (opened, line) in done.iter().filter_map(opened) {
            found.read.push(self.read_contact(actor, opened, line));
        }
        for (opened, line) in earlier.iter().filter_map(opened) {
            found.earlier.push(self.read_contact(actor, opened, line));
        }
        for (opened, line) in open.iter().filter_map(opened) {
            note_shown(actor, opened, line.owed.victim);
            let answer = line.answer_words.clone();
            found.missing.push(MissingContact { owed: owed_to(opened, line), answer });
        }
        found.not_shown = done.len() + open.len() - found.read.len() - found.missing.len();
        self.write_meanwhile(actor);
        Ok(found)
    }

    /// What the unit did in the months before, until there are enough to read.
    async fn done_earlier(
        &self,
        filter: &CountedFilter,
        there: usize,
    ) -> Result<Vec<CountedDuty>, ServiceError> {
        let mut earlier = Vec::new();
        let months = std::iter::successors(Some(filter.month.previous()), |month| Some(month.previous()));
        for month in months.take(MONTHS_BACK) {
            let wanted = FEWEST_READ.saturating_sub(there + earlier.len());
            if wanted == 0 {
                break;
            }
            let filter = CountedFilter { month, ..filter.clone() };
            let wanted = u32::try_from(wanted).unwrap_or(MOST_READ);
            earlier.extend(self.store.counted_duties(&filter, true, wanted).await?);
        }
        Ok(earlier)
    }

    /// A case that stands behind a figure; none when it is not theirs to see.
    async fn opened_to_read(
        &self,
        actor: &Actor,
        case: CaseId,
        now: Timestamp,
    ) -> Result<Option<Opened>, ServiceError> {
        let loaded = match self.case_for(actor, Action::SeeCase, case).await {
            Ok(loaded) => loaded,
            Err(ServiceError::NotFound) => return Ok(None),
            Err(reason) => return Err(reason),
        };
        let sight = self.sight(actor, &loaded).await?;
        let duties = self.duty_lines(&loaded, now);
        Ok(Some(Opened { loaded, sight, duties }))
    }

    fn read_contact(&self, actor: &Actor, opened: &Opened, line: &DutyLine) -> ReadContact {
        let (loaded, victim) = (&opened.loaded, line.owed.victim);
        note_shown(actor, opened, victim);
        let sees_words = opened.sight.sees_of(Part::ContactContent, victim);
        if sees_words {
            opened.sight.note_shown(actor, Part::ContactContent, Some(victim));
        }
        let by = line.owed.done_by;
        let reply = by.and_then(|by| loaded.case.replies.about(victim, by)).map(|said| {
            let words = said.words.as_ref().and_then(|words| loaded.texts.words(words));
            (said.understood, said.helped, words)
        });
        let late_by = line.owed.due_at.zip(line.owed.done_at).filter(|(due, done)| done >= due);
        let late_by = late_by.and_then(|(due, done)| working_days_left(self.rules.calendar, due, done));
        ReadContact {
            owed: owed_to(opened, line),
            done: by.and_then(|by| event_of(loaded, by)).map(|recorded| self.done(recorded)),
            done_at: line.owed.done_at,
            late_by: late_by.map(i32::abs),
            told: by.filter(|_| sees_words).and_then(|by| told(loaded, by)),
            answer: line.answer_words.clone(),
            confirmed: matches!(line.owed.answer, Some(Answer::Happened | Answer::Understood)),
            reply: reply.filter(|_| sees_words),
        }
    }
}

fn is_it(line: &DutyLine, duty: &CountedDuty) -> bool {
    line.owed.victim == duty.victim && line.owed.trigger == duty.trigger && line.owed.duty == duty.duty
}

fn note_shown(actor: &Actor, opened: &Opened, victim: VictimId) {
    opened.sight.note_shown(actor, Part::Duties, Some(victim));
    opened.sight.note_shown(actor, Part::VictimName, Some(victim));
}

fn owed_to(opened: &Opened, line: &DutyLine) -> OwedTo {
    OwedTo {
        case: opened.loaded.case.id,
        reference: timeline::reference_of(&opened.loaded.case),
        victim: line.victim.clone(),
        what: line.rule.map_or_else(|| line.owed.duty.clone(), |rule| duty_words(rule, Language::English)),
        because: line.trigger.map(|trigger| trigger.staff.clone()).unwrap_or_default(),
        because_on: calendar::london_date(line.because_at),
        due: line.owed.due,
    }
}
