//! The sums as rows of a measure: read from the coarsest table that has what is asked, then put together by what was asked.

use super::{Table, groups::People, query::Asked};
use crate::{Service, ServiceError, directory::Directory};
use measures::{Count, Counted, Dimension, Histogram, Measure, PeopleKind, Source, Took};
use record::{
    figures::{Count as DutyCount, Counts, What},
    survey::{self, Grade},
};
use std::collections::BTreeMap;
use store::{FigureBy, FigureFilter};
use victims_code::{Code, Stage};

/// What counts in one row.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    pub counted: Counted,
    pub days: Histogram,
    /// Contacts that a second person read; each is counted in several answers.
    pub read: i64,
}

/// What has been waited for in vain.
const NOT_YET: [Count; 3] =
    [Count::NotContacted, Count::Duty(DutyCount::Open), Count::Duty(DutyCount::Undated)];

/// Rows by their key.
pub(super) type Groups = BTreeMap<String, Sum>;

impl From<&Counts> for Sum {
    fn from(counts: &Counts) -> Sum {
        Sum { counted: Counted::from(counts), ..Sum::default() }
    }
}

impl Sum {
    fn merge(&mut self, other: &Sum) {
        self.counted.merge(&other.counted);
        self.days.merge(&other.days);
        self.read += other.read;
    }
}

impl Service {
    /// The rows of a measure, and their total.
    pub(super) async fn sums_of(&self, measure: &Measure, asked: &Asked) -> Result<Table, ServiceError> {
        let kept = match measure.counts {
            Source::Duties => self.duties_counted(asked, asked.by).await?,
            Source::Victims => self.victims_counted(asked).await?,
            Source::Days => self.days_counted(measure, asked).await?,
            Source::Scores => self.scores_counted(asked).await?,
            Source::Survey => self.survey_counted(measure, asked).await?,
        };
        let directory = self.directory();
        let mut groups = Groups::new();
        if asked.by == Some(Dimension::Month) {
            // A month in which nothing counted has a row that says so.
            groups.extend(asked.from.until(asked.to).map(|month| (month.to_string(), Sum::default())));
        }
        let mut total = Sum::default();
        for (key, sum) in &kept {
            total.merge(sum);
            if let Some(by) = asked.by {
                groups.entry(row_key(by, key, &directory, self.rules().code)).or_default().merge(sum);
            }
        }
        if groups.values().all(|sum| sum.counted == Counted::default() && sum.days == Histogram::default()) {
            groups.clear();
        }
        Ok((groups, total))
    }

    /// Counts of duties by what the store keeps that leads to `by`.
    pub(super) async fn duties_counted(
        &self,
        asked: &Asked,
        by: Option<Dimension>,
    ) -> Result<Groups, ServiceError> {
        let rows = self.store.figures(&filter(asked, by)).await?;
        Ok(rows.into_iter().map(|row| (row.key.join(""), Sum::from(&row.counts))).collect())
    }

    /// Counts of duties by organisation and group of people.
    pub(super) async fn people_counted(
        &self,
        asked: &Asked,
        kind: PeopleKind,
    ) -> Result<People, ServiceError> {
        let filter = FigureFilter {
            people: Some(format!("{}:", kind.slug())),
            ..filter(asked, None).by(&[FigureBy::Organisation, FigureBy::People])
        };
        let rows = self.store.figures(&filter).await?.into_iter();
        Ok(rows
            .filter_map(|row| {
                let sum = Sum::from(&row.counts);
                let [organisation, group]: [String; 2] = row.key.try_into().ok()?;
                Some(((organisation, group), sum))
            })
            .collect())
    }

    async fn victims_counted(&self, asked: &Asked) -> Result<Groups, ServiceError> {
        let rows = self.store.figure_victims(&filter(asked, asked.by)).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let mut sum = Sum::default();
                for (count, n) in [
                    (Count::Victims, row.counts.victims),
                    (Count::Contacted, row.counts.contacted),
                    (Count::NotContacted, row.counts.victims - row.counts.contacted),
                    (Count::Disputing, row.counts.disputing),
                ] {
                    sum.counted.add(count, n);
                }
                (row.key.join(""), sum)
            })
            .collect())
    }

    /// What second persons scored.
    async fn scores_counted(&self, asked: &Asked) -> Result<Groups, ServiceError> {
        let mut groups = Groups::new();
        let mut asked_of: BTreeMap<(String, String), i64> = BTreeMap::new();
        for row in self.store.figure_scores(&filter(asked, asked.by)).await? {
            let key = row.of_what;
            let count = match row.score {
                0 => Count::ScoredNo,
                1 => Count::ScoredPartly,
                _ => Count::ScoredFully,
            };
            *asked_of.entry((key.clone(), row.question)).or_default() += row.n;
            groups.entry(key).or_default().counted.add(count, row.n);
        }
        // Each question is asked once of a contact: there are as many contacts as answers to the question that all of them had.
        for ((key, _), n) in asked_of {
            let sum = groups.entry(key).or_default();
            sum.read = sum.read.max(n);
        }
        Ok(groups)
    }

    /// What victims answered to the question of a measure.
    async fn survey_counted(&self, measure: &Measure, asked: &Asked) -> Result<Groups, ServiceError> {
        let by: Vec<FigureBy> = asked.by.map(|by| kept_by(by, false)).into_iter().collect();
        let by = [by.as_slice(), &[FigureBy::Question, FigureBy::Answer]].concat();
        let mut groups = Groups::new();
        for row in self.store.figure_survey(&filter(asked, None).by(&by)).await? {
            let [key @ .., question, answer] = row.key.as_slice() else { continue };
            if measure.asks.as_deref() != Some(question) {
                continue;
            }
            let count = match survey::grade(question, answer) {
                Some(Grade::Good) => Count::SurveyGood,
                Some(Grade::Middle) => Count::SurveyMiddle,
                Some(Grade::Bad) => Count::SurveyBad,
                None => continue,
            };
            groups.entry(key.join("")).or_default().counted.add(count, row.n);
        }
        Ok(groups)
    }

    /// Days, and how many have waited in vain: no histogram has those.
    async fn days_counted(&self, measure: &Measure, asked: &Asked) -> Result<Groups, ServiceError> {
        let (what, mut kept) = match measure.took {
            Some(Took::FirstContact) => (What::FirstContact, self.victims_counted(asked).await?),
            _ => (What::Done, self.duties_counted(asked, asked.by).await?),
        };
        for sum in kept.values_mut() {
            let not_yet = sum.counted.sum(&NOT_YET);
            sum.days.add_not_yet(not_yet);
            sum.counted = Counted::default();
        }
        for row in self.store.figure_days(what, &filter(asked, asked.by)).await? {
            kept.entry(row.key.join("")).or_default().days.add(row.days, row.n);
        }
        Ok(kept)
    }
}

fn filter(asked: &Asked, by: Option<Dimension>) -> FigureFilter {
    FigureFilter {
        organisations: asked.organisations.clone(),
        areas: asked.areas.clone(),
        teams: asked.teams.clone(),
        duties: asked.duties.clone(),
        ..FigureFilter::months(asked.from, asked.to)
            .by(by.map(|by| kept_by(by, !asked.duties.is_empty())).as_slice())
    }
}

/// What the store keeps that leads to a dimension.
fn kept_by(by: Dimension, about_duties: bool) -> FigureBy {
    match by {
        Dimension::Month => FigureBy::Month,
        Dimension::Organisation => FigureBy::Organisation,
        Dimension::Area => FigureBy::Area,
        Dimension::Provider => FigureBy::Provider,
        Dimension::Edition => FigureBy::Edition,
        Dimension::Right | Dimension::Duty => FigureBy::Duty,
        Dimension::Stage if about_duties => FigureBy::Duty,
        Dimension::Stage => FigureBy::Stage,
        Dimension::Unit | Dimension::Team => FigureBy::Team,
        Dimension::CrimeGroup => FigureBy::CrimeGroup,
        Dimension::Enhanced => FigureBy::Enhanced,
        Dimension::People(_) => FigureBy::People,
    }
}

/// The key of the row to which what is kept under a key belongs.
fn row_key(by: Dimension, kept: &str, directory: &Directory, code: &Code) -> String {
    let rule = || code.duty_index(kept).map(|index| code.duty(index));
    match by {
        Dimension::Month => {
            kept.parse().ok().and_then(record::Month::from_number).map_or_else(String::new, |m| m.to_string())
        }
        Dimension::Right => {
            rule().and_then(|rule| rule.right).map(|right| format!("{right:02}")).unwrap_or_default()
        }
        Dimension::Stage => {
            // Of a duty the stage of what starts it; of a victim that of their case.
            let stage = rule().map(|rule| code.trigger(rule.trigger).stage);
            let named = Stage::ALL.iter().find(|(one, _)| Some(*one) == stage);
            named.map_or(kept, |(_, name)| name).to_owned()
        }
        Dimension::Unit => directory.teams.get(kept).map(|team| team.unit.clone()).unwrap_or_default(),
        _ => kept.to_owned(),
    }
}
