//! My work: what an organisation, a team or a person owes, overdue first.

use crate::{
    Actor, Service, ServiceError, Standing, cover::Absent, directory::Directory, record_contact::storable,
    sight::not_for_them, standing::working_days_left,
};
use calendar::end_of_london_day;
use jiff::{Timestamp, ToSpan, civil::Weekday};
use policy::{About, Action, Asker, Decision, Part};
use record::CaseId;
use store::{Counts, Cursor, DutyItem, SilentCase, WorkFilter, WorkOwner, WorkState};
use victims_code::{DutyRule, Trigger};

/// Rows on a page.
pub const PAGE: u32 = 50;
/// A case is silent when nobody has got through to a victim for so many days.
pub const SILENT_DAYS: i64 = 14;

/// What to list.
#[derive(Clone, Debug)]
pub struct WorkQuery {
    /// Whose work.
    pub owner: WorkOwner,
    /// Which state.
    pub state: WorkState,
    /// Only this provider's duties.
    pub provider: Option<String>,
    /// Only duties of this right.
    pub right: Option<u8>,
    /// Only victims with Enhanced Rights.
    pub enhanced: bool,
    /// Go on after this row.
    pub after: Option<Cursor>,
}

/// A page of work.
#[derive(Clone, Debug)]
pub struct WorkPage {
    /// The rows.
    pub items: Vec<WorkItem>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// How many there are in each state.
    pub counts: Counts,
    /// Teams of the organisation: id and name.
    pub teams: Vec<(String, String)>,
}

/// A duty with what staff need to act on it.
#[derive(Clone, Debug)]
pub struct WorkItem {
    /// The row.
    pub duty: DutyItem,
    /// The rule of the Code; none when this version of the program does not know it.
    pub rule: Option<&'static DutyRule>,
    /// What started it.
    pub trigger: Option<&'static Trigger>,
    /// How it stands now.
    pub standing: Standing,
    /// Working days left; negative is late by so many.
    pub working_days_left: Option<i32>,
    /// Who holds it: person, else team.
    pub held_by: String,
    /// Why they do not see to it now; none when they do.
    pub absent: Option<Absent>,
}

/// A silent case.
#[derive(Clone, Debug)]
pub struct Silent {
    /// The case.
    pub case: SilentCase,
    /// Days since the last contact, or since the beginning.
    pub days: i64,
    /// Who holds it: person, else team.
    pub held_by: String,
}

impl Service {
    /// A page of what is owed.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn my_work(
        &self,
        actor: &Actor,
        query: WorkQuery,
        now: Timestamp,
    ) -> Result<WorkPage, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let directory = self.directory();
        let today = calendar::london_date(now);
        let to_sunday = i64::from(Weekday::Sunday.since(today.weekday()));
        let asker = actor.asker();
        let without = self.shut_cases(actor).await?;
        let filter = WorkFilter {
            without,
            organisation: actor.person.organisation.clone(),
            owner: storable_owner(query.owner),
            state: query.state,
            provider: query.provider.as_deref().map(storable),
            right: query.right,
            enhanced: query.enhanced,
            now,
            end_of_today: end_of_london_day(today),
            end_of_week: end_of_london_day(today.saturating_add(to_sunday.days())),
            after: query.after,
            page: PAGE,
        };
        let list = self.store.work(&filter).await?;
        let decisions = decide_each(&asker, &list.items);
        let seen = list.items.into_iter().zip(decisions);
        let teams = directory.teams_of(&actor.person.organisation);
        let organisation = &actor.person.organisation;
        Ok(WorkPage {
            items: seen
                .filter_map(|(item, seen)| seen.applied_to(item))
                .map(|item| self.work_item(item, &directory, organisation, now))
                .collect(),
            next: list.next,
            counts: list.counts,
            teams: teams.into_iter().map(|team| (team.id.clone(), team.name.clone())).collect(),
        })
    }

    /// Cases of the person's organisation that they may not see: no list shows or counts them.
    pub(crate) async fn shut_cases(&self, actor: &Actor) -> Result<Vec<CaseId>, ServiceError> {
        let guarded = self.store.guarded_cases(&actor.person.organisation).await?;
        let about = guarded.iter().map(|(id, access)| About::Case(*id, access));
        let decisions = policy::may_about(&actor.asker(), [Action::SeeCase], about);
        let shut = guarded.iter().zip(decisions).filter(|(_, [sees])| !sees.is_allowed());
        Ok(shut.map(|((id, _), _)| *id).collect())
    }

    fn work_item(
        &self,
        duty: DutyItem,
        directory: &Directory,
        organisation: &str,
        now: Timestamp,
    ) -> WorkItem {
        let code = self.rules.code;
        WorkItem {
            rule: code.duty_index(&duty.duty).map(|index| code.duty(index)),
            trigger: code.trigger_id(&duty.trigger_event).map(|id| code.trigger(id)),
            standing: Standing::at(duty.phase, duty.due_at, now),
            working_days_left: duty.due_at.and_then(|due| working_days_left(self.rules.calendar, due, now)),
            held_by: self.held_by(&duty.person, &duty.team),
            absent: directory.absent(&duty.person, organisation, now),
            duty,
        }
    }

    pub(crate) fn held_by(&self, person: &str, team: &str) -> String {
        let directory = self.directory();
        if !person.is_empty() {
            return directory.person_name(person).to_owned();
        }
        directory.team_name(team).to_owned()
    }

    /// Cases in which nobody has got through to a victim for [`SILENT_DAYS`] while something is owed, longest first.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who are not staff.
    pub async fn silent_cases(
        &self,
        actor: &Actor,
        owner: &WorkOwner,
        now: Timestamp,
    ) -> Result<Vec<Silent>, ServiceError> {
        self.allow(actor, Action::SeeWork)?;
        let before = now.checked_sub((SILENT_DAYS * 24).hours()).unwrap_or(now);
        let owner = &storable_owner(owner.clone());
        let without = self.shut_cases(actor).await?;
        let cases =
            self.store.silent_cases(&actor.person.organisation, owner, before, PAGE, &without).await?;
        let about = cases.iter().map(|case| About::Case(case.case, &case.access));
        let decisions = policy::may_about(&actor.asker(), [Action::SeeCase], about);
        Ok(cases
            .into_iter()
            .zip(decisions)
            .filter(|(_, [sees])| sees.is_allowed())
            .map(|(case, _)| case)
            .map(|case| Silent {
                days: now.duration_since(case.quiet_since).as_hours() / 24,
                held_by: self.held_by(&case.person, &case.team),
                case,
            })
            .collect())
    }
}

/// What somebody sees of a row.
struct Seen {
    row: bool,
    needs: bool,
    preferences: bool,
}

impl Seen {
    /// The row as they may read it; none when it is not for them.
    fn applied_to(self, mut item: DutyItem) -> Option<DutyItem> {
        if !self.needs && !item.enhanced_because.is_empty() {
            item.enhanced_because = not_for_them(Part::Needs);
        }
        item.safe_contact &= self.preferences;
        Some(item).filter(|_| self.row)
    }
}

/// A page of rows in one batch of decisions: about each case, and about its victim.
fn decide_each(asker: &Asker, items: &[DutyItem]) -> Vec<Seen> {
    let cases = items.iter().map(|item| About::Case(item.case, &item.access));
    let cases = policy::may_about(asker, [Action::SeeCase], cases);
    let victims = items.iter().map(|item| About::Victim(item.case, &item.access, item.victim));
    let parts = [Part::Duties, Part::VictimName, Part::Needs, Part::Preferences].map(Action::See);
    let victims = policy::may_about(asker, parts, victims);
    let each = cases.into_iter().zip(victims);
    each.map(|([case], parts)| {
        let [duties, name, needs, preferences] = parts.map(Decision::is_allowed);
        Seen { row: case.is_allowed() && duties && name, needs, preferences }
    })
    .collect()
}

/// What somebody wrote into an address, in characters that a database compares with.
fn storable_owner(owner: WorkOwner) -> WorkOwner {
    match owner {
        WorkOwner::Everyone => WorkOwner::Everyone,
        WorkOwner::Team(team) => WorkOwner::Team(storable(&team)),
        WorkOwner::Person(person) => WorkOwner::Person(storable(&person)),
        WorkOwner::Holders(holders) => WorkOwner::Holders(holders),
    }
}
