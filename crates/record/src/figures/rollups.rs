//! The sums that figures read, worked out from a case's rows alone.

use crate::{
    Answer,
    figures::Month,
    view::{DutyRow, Phase, Views},
};
use std::collections::BTreeMap;

/// A way in which a duty can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// The victim did not want it.
    Waived,
    /// Its clock has not started.
    Waiting,
    /// Owed without a limit that can be computed, and no record that it was done.
    Undated,
    /// Owed with a limit, and no record that it was done. Late when its month is over.
    Open,
    /// Done in time, or without a limit.
    Met,
    /// Done late.
    MetLate,
    /// Recorded as done, and the victim says that it was.
    Confirmed,
    /// Recorded as done, and the victim says that it was not, or that they did not understand it.
    Disputed,
    /// No record, and the victim says that it happened: told without a record (INF-12).
    ToldWithoutRecord,
    /// No record, and the victim says that it did not happen: not told (INF-12).
    NotTold,
}

impl Count {
    /// How a duty stands, and what its victim says: how many of [`Count::ALL`] are the first. A duty is in exactly one of these.
    pub const PHASES: usize = 6;

    /// All, in the order of columns.
    pub const ALL: [Count; 10] = [
        Count::Waived,
        Count::Waiting,
        Count::Undated,
        Count::Open,
        Count::Met,
        Count::MetLate,
        Count::Confirmed,
        Count::Disputed,
        Count::ToldWithoutRecord,
        Count::NotTold,
    ];

    /// The name of its column, and in registers of measures.
    pub fn slug(self) -> &'static str {
        match self {
            Count::Waived => "waived",
            Count::Waiting => "waiting",
            Count::Undated => "undated",
            Count::Open => "open",
            Count::Met => "met",
            Count::MetLate => "met_late",
            Count::Confirmed => "confirmed",
            Count::Disputed => "disputed",
            Count::ToldWithoutRecord => "told_without_record",
            Count::NotTold => "not_told",
        }
    }

    /// The count with this slug.
    pub fn from_slug(slug: &str) -> Option<Count> {
        Count::ALL.into_iter().find(|count| count.slug() == slug)
    }
}

/// How many count in each way. A duty counts once among the first six; an answer of the victim counts beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub [i64; 10]);

impl Counts {
    /// How many count so.
    pub fn get(&self, count: Count) -> i64 {
        self.0[count as usize]
    }

    /// Adds so many.
    pub fn add(&mut self, count: Count, n: i64) {
        self.0[count as usize] += n;
    }

    /// Adds others.
    pub fn join(&mut self, others: &Counts) {
        add_counts(self, others, 1);
    }

    /// How many duties count, each once.
    pub fn duties(&self) -> i64 {
        self.sum(&Count::ALL[..Count::PHASES])
    }

    /// How many count in one of these ways.
    pub fn sum(&self, of: &[Count]) -> i64 {
        of.iter().map(|count| self.get(*count)).sum()
    }

    /// Whether nothing counts.
    pub fn is_zero(&self) -> bool {
        self.0.iter().all(|n| *n == 0)
    }
}

/// How a duty counts.
impl From<&DutyRow> for Counts {
    fn from(duty: &DutyRow) -> Counts {
        let mut counts = Counts::default();
        let phase = match duty.phase {
            Phase::Open => Count::Open,
            Phase::Undated => Count::Undated,
            Phase::Waiting => Count::Waiting,
            Phase::Met => Count::Met,
            Phase::MetLate => Count::MetLate,
            Phase::Waived => Count::Waived,
        };
        counts.add(phase, 1);
        let done = matches!(duty.phase, Phase::Met | Phase::MetLate);
        let owed = done || matches!(duty.phase, Phase::Open | Phase::Undated);
        let said = duty.answer.filter(|_| owed).map(|answer| match (done, answer) {
            (true, Answer::Understood | Answer::Happened) => Count::Confirmed,
            (true, Answer::NotUnderstood | Answer::DidNotHappen) => Count::Disputed,
            (false, Answer::DidNotHappen) => Count::NotTold,
            (false, _) => Count::ToldWithoutRecord,
        });
        if let Some(said) = said {
            counts.add(said, 1);
        }
        counts
    }
}

/// Where a duty counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DutyCell {
    /// Month.
    pub month: Month,
    /// Organisation that answers for it; empty where not known.
    pub organisation: String,
    /// Area of the case (police force code); empty where not known.
    pub area: String,
    /// Provider slug.
    pub provider: String,
    /// Edition slug.
    pub edition: String,
    /// Duty id.
    pub duty: String,
    /// Team that answers for it; empty where not known.
    pub team: String,
    /// Slug of the kind of crime.
    pub crime_group: &'static str,
    /// Whether the victim has Enhanced Rights.
    pub enhanced: bool,
}

/// Where a duty counts for a group of people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PeopleCell {
    /// Month.
    pub month: Month,
    /// Organisation that answers for it.
    pub organisation: String,
    /// Area of the case.
    pub area: String,
    /// Provider slug.
    pub provider: String,
    /// Edition slug.
    pub edition: String,
    /// Duty id.
    pub duty: String,
    /// The group: `sex:female`.
    pub people: String,
}

/// What took days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// From the start of a duty's clock to the record that met it.
    Done,
    /// From the beginning of the case to the first time somebody got through to a victim.
    FirstContact,
}

impl What {
    /// The slug in its column.
    pub fn slug(self) -> &'static str {
        match self {
            What::Done => "done",
            What::FirstContact => "first_contact",
        }
    }
}

/// Where so many days count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DaysCell {
    /// What took them.
    pub what: What,
    /// Month: of a duty as in [`DutyCell`], of a first contact the one in which the victim joined the case.
    pub month: Month,
    /// Organisation.
    pub organisation: String,
    /// Area.
    pub area: String,
    /// Duty id; empty for a first contact.
    pub duty: String,
    /// Team.
    pub team: String,
    /// Slug of the kind of crime.
    pub crime_group: &'static str,
    /// London days between the two.
    pub days: i64,
}

/// The most days that are told apart.
const MOST_DAYS: i64 = 999;

/// Where a victim counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VictimCell {
    /// Month in which they joined the case.
    pub month: Month,
    /// Organisation that answers for the case.
    pub organisation: String,
    /// Area.
    pub area: String,
    /// Team.
    pub team: String,
    /// Slug of the kind of crime.
    pub crime_group: &'static str,
    /// Whether they have Enhanced Rights.
    pub enhanced: bool,
    /// Stage of the case.
    pub stage: String,
}

/// Victims: how many, how many of them somebody got through to at least once, how many dispute something now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VictimCounts {
    /// Victims.
    pub victims: i64,
    /// Got through to at least once.
    pub contacted: i64,
    /// Dispute something now.
    pub disputing: i64,
}

impl VictimCounts {
    /// Adds others.
    pub fn join(&mut self, others: &VictimCounts) {
        self.add(others, 1);
    }

    fn add(&mut self, others: &VictimCounts, sign: i64) {
        self.victims += sign * others.victims;
        self.contacted += sign * others.contacted;
        self.disputing += sign * others.disputing;
    }
}

/// Where an answer to the survey counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SurveyCell {
    /// Month of the answer.
    pub month: Month,
    /// Organisation that answers for the case.
    pub organisation: String,
    /// Area.
    pub area: String,
    /// Slug of the kind of crime.
    pub crime_group: &'static str,
    /// Part of the journey.
    pub moment: &'static str,
    /// Question.
    pub question: String,
    /// Answer.
    pub answer: String,
}

/// What one case, or many, add to the sums.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rollups {
    /// Duties.
    pub duties: BTreeMap<DutyCell, Counts>,
    /// Duties by group of people.
    pub people: BTreeMap<PeopleCell, Counts>,
    /// Days.
    pub days: BTreeMap<DaysCell, i64>,
    /// Victims.
    pub victims: BTreeMap<VictimCell, VictimCounts>,
    /// Answers to the survey.
    pub survey: BTreeMap<SurveyCell, i64>,
}

impl Rollups {
    /// What a case adds, from its rows.
    pub fn of(views: &Views) -> Rollups {
        let mut rollups = Rollups::default();
        if views.case.is_none() {
            return rollups;
        }
        for duty in &views.duties {
            rollups.add_duty(views, duty);
        }
        rollups.add_victims(views);
        rollups
    }

    fn add_duty(&mut self, views: &Views, duty: &DutyRow) {
        let Some(case) = &views.case else { return };
        let counts = Counts::from(duty);
        let [organisation, team] = &duty.counted;
        let victim = views.victims.iter().find(|victim| victim.victim == duty.victim);
        for people in victim.into_iter().flat_map(|victim| &victim.groups) {
            let cell = PeopleCell {
                month: duty.month,
                organisation: organisation.clone(),
                area: case.area.clone(),
                provider: duty.provider.clone(),
                edition: duty.edition.clone(),
                duty: duty.duty.clone(),
                people: people.clone(),
            };
            add_counts(self.people.entry(cell).or_default(), &counts, 1);
        }
        if let (Some(start), Some(done)) = (duty.clock_start, duty.done_at) {
            let cell = DaysCell {
                what: What::Done,
                month: duty.month,
                organisation: organisation.clone(),
                area: case.area.clone(),
                duty: duty.duty.clone(),
                team: team.clone(),
                crime_group: case.crime_group,
                days: days_between(start, done),
            };
            *self.days.entry(cell).or_default() += 1;
        }
        let cell = DutyCell {
            month: duty.month,
            organisation: organisation.clone(),
            area: case.area.clone(),
            provider: duty.provider.clone(),
            edition: duty.edition.clone(),
            duty: duty.duty.clone(),
            team: team.clone(),
            crime_group: case.crime_group,
            enhanced: duty.enhanced,
        };
        add_counts(self.duties.entry(cell).or_default(), &counts, 1);
    }

    fn add_victims(&mut self, views: &Views) {
        let Some(case) = &views.case else { return };
        let [organisation, team] = &case.answers;
        for victim in &views.victims {
            let month = Month::of(victim.joined_at);
            let disputes = |duty: &DutyRow| {
                duty.victim == victim.victim
                    && matches!(duty.answer, Some(Answer::DidNotHappen | Answer::NotUnderstood))
            };
            let cell = VictimCell {
                month,
                organisation: organisation.clone(),
                area: case.area.clone(),
                team: team.clone(),
                crime_group: case.crime_group,
                enhanced: !victim.enhanced_because.is_empty(),
                stage: case.stage.clone(),
            };
            let counts = self.victims.entry(cell).or_default();
            counts.victims += 1;
            counts.contacted += i64::from(victim.first_contact_at.is_some());
            counts.disputing += i64::from(views.duties.iter().any(disputes));
            for (month, moment, question, answer) in &victim.survey {
                let cell = SurveyCell {
                    month: *month,
                    organisation: organisation.clone(),
                    area: case.area.clone(),
                    crime_group: case.crime_group,
                    moment,
                    question: question.clone(),
                    answer: answer.clone(),
                };
                *self.survey.entry(cell).or_default() += 1;
            }
            if let Some(first) = victim.first_contact_at {
                let cell = DaysCell {
                    what: What::FirstContact,
                    month,
                    organisation: organisation.clone(),
                    area: case.area.clone(),
                    duty: String::new(),
                    team: team.clone(),
                    crime_group: case.crime_group,
                    days: days_between(case.opened_at, first),
                };
                *self.days.entry(cell).or_default() += 1;
            }
        }
    }

    /// Takes other sums away. What becomes nothing is dropped.
    pub fn take_away(&mut self, other: &Rollups) {
        self.add(other, -1);
        self.drop_nothing();
    }

    /// Adds other sums.
    pub fn join(&mut self, other: &Rollups) {
        self.add(other, 1);
    }

    fn add(&mut self, other: &Rollups, sign: i64) {
        for (cell, counts) in &other.duties {
            add_counts(self.duties.entry(cell.clone()).or_default(), counts, sign);
        }
        for (cell, counts) in &other.people {
            add_counts(self.people.entry(cell.clone()).or_default(), counts, sign);
        }
        for (cell, n) in &other.days {
            *self.days.entry(cell.clone()).or_default() += sign * n;
        }
        for (cell, n) in &other.survey {
            *self.survey.entry(cell.clone()).or_default() += sign * n;
        }
        for (cell, counts) in &other.victims {
            self.victims.entry(cell.clone()).or_default().add(counts, sign);
        }
    }

    /// Drops what counts nothing.
    pub fn drop_nothing(&mut self) {
        self.duties.retain(|_, counts| !counts.is_zero());
        self.people.retain(|_, counts| !counts.is_zero());
        self.days.retain(|_, n| *n != 0);
        self.survey.retain(|_, n| *n != 0);
        self.victims.retain(|_, counts| *counts != VictimCounts::default());
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.duties.is_empty()
            && self.people.is_empty()
            && self.days.is_empty()
            && self.victims.is_empty()
            && self.survey.is_empty()
    }
}

fn add_counts(sum: &mut Counts, counts: &Counts, sign: i64) {
    sum.0.iter_mut().zip(counts.0).for_each(|(sum, n)| *sum += sign * n);
}

/// London days from one moment to another, from 0 to [`MOST_DAYS`].
fn days_between(from: jiff::Timestamp, to: jiff::Timestamp) -> i64 {
    let day = |at| i64::from(calendar::epoch_day(calendar::london_date(at)));
    (day(to) - day(from)).clamp(0, MOST_DAYS)
}
