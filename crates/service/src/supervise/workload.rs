//! What each officer, each team and the whole unit have on their hands, silent cases on top (POL-6).

use crate::{
    Actor, Service, ServiceError,
    my_work::{SILENT_DAYS, Silent},
};
use calendar::end_of_london_day;
use jiff::{Timestamp, ToSpan, civil::Weekday};
use policy::Action;
use record::{Month, figures::What};
use std::collections::BTreeMap;
use store::{FigureBy, FigureFilter, WorkOwner, WorkloadAt, WorkloadRow};

/// How many silent cases stand above the table.
const SILENT_ON_TOP: usize = 5;

/// The whole page.
#[derive(Clone, Debug)]
pub struct Workload {
    /// A line for each person, or for what nobody in a team holds.
    pub people: Vec<WorkloadLine>,
    /// A line for each team.
    pub teams: Vec<WorkloadLine>,
    /// Everything of the organisation.
    pub total: WorkloadRow,
    /// The cases that have been silent for longest.
    pub silent: Vec<Silent>,
}

/// What a person or team has on their hands.
#[derive(Clone, Debug)]
pub struct WorkloadLine {
    /// Name of the team; empty when not known.
    pub team: String,
    /// Name of the person; empty in a team's line, and for what nobody holds.
    pub person: String,
    /// Whether the person is not there now.
    pub absent: bool,
    /// Mean of the days to the first contact in the three months that ended last, in a team's line; none without a contact.
    pub first_contact_days: Option<f64>,
    /// The numbers, with the ids.
    pub row: WorkloadRow,
}

impl Service {
    /// What the people and teams of the organisation have on their hands.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who do not look after others' work.
    pub async fn workload(&self, actor: &Actor, now: Timestamp) -> Result<Workload, ServiceError> {
        self.allow(actor, Action::SeeWorkload)?;
        let own = actor.person.organisation.as_str();
        let without = self.shut_cases(actor).await?;
        let today = calendar::london_date(now);
        let to_sunday = i64::from(Weekday::Sunday.since(today.weekday()));
        let at = WorkloadAt {
            now,
            end_of_week: end_of_london_day(today.saturating_add(to_sunday.days())),
            silent_before: now.checked_sub((SILENT_DAYS * 24).hours()).unwrap_or(now),
        };
        let rows = self.store.workload(own, at, &without).await?;
        let mut silent = self.silent_cases(actor, &WorkOwner::Everyone, now).await?;
        silent.truncate(SILENT_ON_TOP);
        let mut teams: BTreeMap<String, WorkloadRow> = BTreeMap::new();
        let mut total = WorkloadRow::default();
        for row in &rows {
            let team = teams.entry(row.team.clone()).or_default();
            team.team.clone_from(&row.team);
            add(team, row);
            add(&mut total, row);
        }
        let first_contact = self.days_to_first_contact(own, now).await?;
        let directory = self.directory();
        let line = |row: WorkloadRow, is_person: bool| WorkloadLine {
            team: directory.team_name(&row.team).to_owned(),
            person: if row.person.is_empty() {
                String::new()
            } else {
                directory.person_name(&row.person).to_owned()
            },
            absent: is_person && !row.person.is_empty() && directory.absent(&row.person, own, now).is_some(),
            first_contact_days: first_contact.get(&row.team).copied().filter(|_| !is_person),
            row,
        };
        let is_anything =
            |row: &WorkloadRow| row.open + row.disputed + row.cases + row.directions + row.to_review > 0;
        Ok(Workload {
            people: rows.into_iter().filter(is_anything).map(|row| line(row, true)).collect(),
            teams: teams.into_values().filter(is_anything).map(|row| line(row, false)).collect(),
            total,
            silent,
        })
    }

    /// The mean of the days from the beginning of a case to the first contact, by team.
    async fn days_to_first_contact(
        &self,
        organisation: &str,
        now: Timestamp,
    ) -> Result<BTreeMap<String, f64>, ServiceError> {
        let last = Month::last_ended(now);
        let mut filter = FigureFilter::months(last.back(2), last).by(&[FigureBy::Team]);
        filter.organisations = vec![organisation.to_owned()];
        let mut sums: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for row in self.store.figure_days(What::FirstContact, &filter).await? {
            let sum = sums.entry(row.key.first().cloned().unwrap_or_default()).or_default();
            *sum = (sum.0 + row.days * row.n, sum.1 + row.n);
        }
        let mean = |(team, (days, n)): (String, (i64, i64))| (n > 0).then(|| (team, days as f64 / n as f64));
        Ok(sums.into_iter().filter_map(mean).collect())
    }
}

fn add(sum: &mut WorkloadRow, row: &WorkloadRow) {
    let pairs = [
        (&mut sum.open, row.open),
        (&mut sum.late, row.late),
        (&mut sum.week, row.week),
        (&mut sum.asked, row.asked),
        (&mut sum.disputed, row.disputed),
        (&mut sum.cases, row.cases),
        (&mut sum.silent, row.silent),
        (&mut sum.drifting, row.drifting),
        (&mut sum.to_review, row.to_review),
        (&mut sum.directions, row.directions),
        (&mut sum.directions_late, row.directions_late),
        (&mut sum.warnings, row.warnings),
    ];
    pairs.into_iter().for_each(|(sum, number)| *sum += number);
}
