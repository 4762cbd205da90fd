//! Reading the sums: grouped by what is asked, from the coarsest table that has it.

use super::{AGENCY, BY, DAYS, Dimension, PEOPLE, SURVEY, Sums, VICTIMS, WHOLE, WHOLE_BY, WHOLE_DAYS};
use crate::{Store, StoreError, db::read};
use record::figures::{Counts, Month, VictimCounts, What};
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::borrow::Cow;

/// What figures can be told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureBy {
    /// Month, as 202603.
    Month,
    /// Organisation that answers for it.
    Organisation,
    /// Area of the case.
    Area,
    /// Provider slug.
    Provider,
    /// Edition slug.
    Edition,
    /// Duty id.
    Duty,
    /// Team that answers for it.
    Team,
    /// Kind of crime.
    CrimeGroup,
    /// Enhanced Rights: 0 or 1.
    Enhanced,
    /// Groups of people: `sex:female`. Only people who said; a person is in several.
    People,
    /// Stage of the case; of victims only.
    Stage,
    /// Part of the journey; of the survey only.
    Moment,
    /// Question; of the survey only.
    Question,
    /// Answer; of the survey only.
    Answer,
}

impl FigureBy {
    /// Its column in a table of sums.
    fn column(self, sums: &Sums) -> &'static str {
        match self {
            _ if self.dimension().is_some() && sums.has("dimension") => "value",
            FigureBy::Month => "month",
            FigureBy::Organisation => "organisation",
            FigureBy::Area => "area",
            FigureBy::Provider => "provider",
            FigureBy::Edition => "edition",
            FigureBy::Duty => "duty_id",
            FigureBy::Team => "team",
            FigureBy::CrimeGroup => "crime_group",
            FigureBy::Enhanced => "enhanced",
            FigureBy::Stage => "stage",
            FigureBy::People => "people",
            FigureBy::Moment => "moment",
            FigureBy::Question => "question",
            FigureBy::Answer => "answer",
        }
    }

    fn dimension(self) -> Option<Dimension> {
        match self {
            FigureBy::Team => Some(Dimension::Team),
            FigureBy::CrimeGroup => Some(Dimension::CrimeGroup),
            FigureBy::Enhanced => Some(Dimension::Enhanced),
            FigureBy::Stage => Some(Dimension::Stage),
            _ => None,
        }
    }
}

/// Which sums, and by what they are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureFilter {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Only these organisations; all when empty.
    pub organisations: Vec<String>,
    /// Only these areas; all when empty.
    pub areas: Vec<String>,
    /// Only these teams; all when empty.
    pub teams: Vec<String>,
    /// Only these duties; all when empty.
    pub duties: Vec<String>,
    /// Only groups of people that begin so (`sex:`).
    pub people: Option<String>,
    /// By what: the key of each row, in this order.
    pub by: Vec<FigureBy>,
}

impl FigureFilter {
    /// Everything in these months.
    pub fn months(from: Month, to: Month) -> FigureFilter {
        FigureFilter {
            from,
            to,
            organisations: Vec::new(),
            areas: Vec::new(),
            teams: Vec::new(),
            duties: Vec::new(),
            people: None,
            by: Vec::new(),
        }
    }

    /// The one thing beside month, organisation, area and duty that is asked for: sums are kept by one at a time.
    fn dimension(&self) -> Result<Dimension, StoreError> {
        let teams = (!self.teams.is_empty()).then_some(Dimension::Team);
        let mut asked: Vec<Dimension> = self.by.iter().filter_map(|by| by.dimension()).chain(teams).collect();
        asked.sort();
        asked.dedup();
        match asked.as_slice() {
            [] => Ok(Dimension::None),
            [one] => Ok(*one),
            _ => Err(StoreError::Figures(
                "figures are kept by team, by kind of crime, by Enhanced Rights or by stage, one at a time",
            )),
        }
    }

    /// Told apart by these.
    #[must_use]
    pub fn by(mut self, by: &[FigureBy]) -> FigureFilter {
        self.by = by.to_vec();
        self
    }
}

/// Counts of duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// One value for each of [`FigureFilter::by`].
    pub key: Vec<String>,
    /// The counts.
    pub counts: Counts,
}

/// How many took so many days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DaysRow {
    /// One value for each of [`FigureFilter::by`].
    pub key: Vec<String>,
    /// London days.
    pub days: i64,
    /// How many.
    pub n: i64,
}

/// How many answered so in the survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyRow {
    /// One value for each of [`FigureFilter::by`].
    pub key: Vec<String>,
    /// How many.
    pub n: i64,
}

/// Counts of victims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VictimsRow {
    /// One value for each of [`FigureFilter::by`].
    pub key: Vec<String>,
    /// The counts.
    pub counts: VictimCounts,
}

impl Store {
    /// Counts of duties, sorted by key. Rows that count nothing are left out.
    ///
    /// # Errors
    /// [`StoreError::Figures`] for a dimension that duties do not have, for two of team, kind of crime and Enhanced Rights at
    /// once, or for one of them together with groups of people; otherwise when the database fails.
    pub async fn figures(&self, filter: &FigureFilter) -> Result<Vec<FigureRow>, StoreError> {
        let people = filter.by.contains(&FigureBy::People) || filter.people.is_some();
        let sums = match (people, filter.dimension()?) {
            (true, Dimension::None) => &PEOPLE,
            (true, _) => {
                return Err(StoreError::Figures(
                    "groups of people are not counted by team, kind of crime or Enhanced Rights",
                ));
            }
            (false, Dimension::None) if is_whole(filter) => &WHOLE,
            (false, Dimension::None) => &AGENCY,
            (false, Dimension::CrimeGroup | Dimension::Enhanced) if is_whole(filter) => &WHOLE_BY,
            (false, Dimension::Team | Dimension::CrimeGroup | Dimension::Enhanced) => &BY,
            (false, Dimension::Stage) => return Err(StoreError::Figures("duties are not kept by stage")),
        };
        let rows = self.sums(sums, filter, None).await?;
        Ok(rows
            .into_iter()
            .map(|(key, sums)| {
                let mut counts = Counts::default();
                counts.0.iter_mut().zip(sums).for_each(|(count, n)| *count = n);
                FigureRow { key, counts }
            })
            .collect())
    }

    /// How many took so many days, sorted by key and days.
    ///
    /// # Errors
    /// As [`Store::figures`].
    pub async fn figure_days(&self, what: What, filter: &FigureFilter) -> Result<Vec<DaysRow>, StoreError> {
        let dimension = filter.dimension()?;
        if matches!(dimension, Dimension::Enhanced | Dimension::Stage) {
            return Err(StoreError::Figures("days are not kept by Enhanced Rights or stage"));
        }
        let whole = is_whole(filter) && dimension != Dimension::Team;
        let rows = self.sums(if whole { &WHOLE_DAYS } else { &DAYS }, filter, Some(what)).await?;
        let row = |(mut key, sums): (Vec<String>, Vec<i64>)| {
            let days = key.pop().and_then(|days| days.parse().ok()).unwrap_or(0);
            DaysRow { key, days, n: sums.first().copied().unwrap_or(0) }
        };
        let mut rows: Vec<DaysRow> = rows.into_iter().map(row).collect();
        rows.sort_by(|one, other| (&one.key, one.days).cmp(&(&other.key, other.days)));
        Ok(rows)
    }

    /// Counts of victims, by the month in which they joined; sorted by key.
    ///
    /// # Errors
    /// As [`Store::figures`].
    pub async fn figure_victims(&self, filter: &FigureFilter) -> Result<Vec<VictimsRow>, StoreError> {
        let rows = self.sums(&VICTIMS, filter, None).await?;
        let at = |sums: &[i64], place: usize| sums.get(place).copied().unwrap_or(0);
        Ok(rows
            .into_iter()
            .map(|(key, sums)| {
                let (victims, contacted, disputing) = (at(&sums, 0), at(&sums, 1), at(&sums, 2));
                VictimsRow { key, counts: VictimCounts { victims, contacted, disputing } }
            })
            .collect())
    }

    /// How many answered so in the survey, by the month of the answer; sorted by key. That somebody answered at all, or
    /// declined, stands under the question [`record::survey::TAKEN`].
    ///
    /// # Errors
    /// As [`Store::figures`].
    pub async fn figure_survey(&self, filter: &FigureFilter) -> Result<Vec<SurveyRow>, StoreError> {
        let rows = self.sums(&SURVEY, filter, None).await?;
        let row =
            |(key, sums): (Vec<String>, Vec<i64>)| SurveyRow { key, n: sums.first().copied().unwrap_or(0) };
        Ok(rows.into_iter().map(row).collect())
    }

    async fn sums(
        &self,
        sums: &Sums,
        filter: &FigureFilter,
        what: Option<What>,
    ) -> Result<Vec<(Vec<String>, Vec<i64>)>, StoreError> {
        let Some(filter) = self.with_organisations(sums, filter).await? else { return Ok(Vec::new()) };
        let dimension = if sums.has("dimension") { Some(filter.dimension()?) } else { None };
        let mut columns: Vec<&'static str> = filter.by.iter().map(|by| by.column(sums)).collect();
        let wanted = [
            (!filter.duties.is_empty()).then_some("duty_id"),
            (!filter.teams.is_empty()).then(|| FigureBy::Team.column(sums)),
        ];
        let mut asked = columns.iter().copied().chain(wanted.into_iter().flatten());
        if asked.any(|column| !sums.has(column)) {
            return Err(StoreError::Figures("these figures are not kept by that"));
        }
        if what.is_some() {
            columns.push("days");
        }
        // One text for each row: a separator that no slug, id or number has.
        let key: Vec<String> = columns.iter().map(|column| format!("cast({column} as text)")).collect();
        let key = if key.is_empty() { "''".to_owned() } else { key.join(" || char(31) || ") };
        let values: Vec<String> =
            sums.sums.iter().map(|sum| format!("cast(coalesce(sum({sum}), 0) as text)")).collect();
        let values = values.join(" || ' ' || ");
        let mut found: Vec<(String, String)> = read!(self, conn => {
            let mut query = QueryBuilder::new("select ");
            // PostgreSQL calls it chr.
            let separated = match self.engine() {
                crate::Engine::Sqlite => key.clone(),
                crate::Engine::Postgres => key.replace("char(31)", "chr(31)"),
            };
            query.push(&separated).push(", ").push(&values).push(" from ").push(sums.table);
            push_where(&mut query, &filter, what, dimension);
            if !columns.is_empty() {
                query.push(" group by ").push(columns.join(", "));
            }
            query.build_query_as().fetch_all(&mut *conn).await?
        });
        found.retain(|(_, sums)| sums.split(' ').any(|n| n != "0" && !n.is_empty()));
        let width = columns.len();
        let mut rows: Vec<(Vec<String>, Vec<i64>)> = found
            .into_iter()
            .map(|(key, sums)| {
                let key =
                    if width == 0 { Vec::new() } else { key.split('\u{1f}').map(str::to_owned).collect() };
                (key, sums.split(' ').map(|n| n.parse().unwrap_or(0)).collect())
            })
            .collect();
        rows.sort();
        Ok(rows)
    }
}

impl Store {
    /// The question with the organisations that answer for something in its areas: the keys of sums have the organisation
    /// before anything else of a month. None when there are none, and so no sums.
    async fn with_organisations<'a>(
        &self,
        sums: &Sums,
        filter: &'a FigureFilter,
    ) -> Result<Option<Cow<'a, FigureFilter>>, StoreError> {
        if filter.areas.is_empty() || !filter.organisations.is_empty() || !sums.has("organisation") {
            return Ok(Some(Cow::Borrowed(filter)));
        }
        let organisations: Vec<String> = read!(self, conn => {
            let mut query = QueryBuilder::new(ANSWERING);
            let mut list = query.separated(", ");
            for area in &filter.areas {
                list.push_bind(area.as_str());
            }
            query.push(")");
            query.build_query_scalar().fetch_all(&mut *conn).await?
        });
        if organisations.is_empty() {
            return Ok(None);
        }
        Ok(Some(Cow::Owned(FigureFilter { organisations, ..filter.clone() })))
    }
}

/// Which organisations answer for something in areas that are listed.
const ANSWERING: &str = "select distinct organisation from figure_place \
    where generation = (select generation from figure_state where id = 1) and n <> 0 and area in (";

/// Whether no organisation and no area is asked for or told apart.
fn is_whole(filter: &FigureFilter) -> bool {
    let told_apart = |by: &FigureBy| matches!(by, FigureBy::Organisation | FigureBy::Area);
    filter.organisations.is_empty() && filter.areas.is_empty() && !filter.by.iter().any(told_apart)
}

/// The most months that are named one by one.
const MOST_MONTHS: usize = 60;

/// Months one by one where an organisation is asked for: the keys begin with the month, and a range of months would read every
/// organisation's rows in them.
fn push_months<'args, DB>(query: &mut QueryBuilder<DB>, filter: &'args FigureFilter)
where
    DB: Database,
    i64: Encode<'args, DB> + Type<DB>,
{
    // One month as itself: its rows then lie in the order of organisations, and nothing has to be sorted.
    if filter.from == filter.to {
        query.push(" and month = ").push_bind(filter.from.number());
        return;
    }
    let months: Vec<Month> = filter.from.until(filter.to).take(MOST_MONTHS + 1).collect();
    if filter.organisations.is_empty() || months.is_empty() || months.len() > MOST_MONTHS {
        query.push(" and month >= ").push_bind(filter.from.number());
        query.push(" and month <= ").push_bind(filter.to.number());
        return;
    }
    query.push(" and month in (");
    let mut list = query.separated(", ");
    for month in months {
        list.push_bind(month.number());
    }
    query.push(")");
}

fn push_where<'args, DB>(
    query: &mut QueryBuilder<DB>,
    filter: &'args FigureFilter,
    what: Option<What>,
    dimension: Option<Dimension>,
) where
    DB: Database,
    i64: Encode<'args, DB> + Type<DB>,
    String: Encode<'args, DB> + Type<DB>,
    &'args str: Encode<'args, DB> + Type<DB>,
{
    query.push(" where generation = (select generation from figure_state where id = 1)");
    if let Some(what) = what {
        query.push(" and what = ").push_bind(what.slug());
    }
    if let Some(dimension) = dimension {
        query.push(" and dimension = ").push_bind(dimension.slug());
    }
    push_months(query, filter);
    let lists = [
        ("organisation", &filter.organisations),
        ("area", &filter.areas),
        ("value", &filter.teams),
        ("duty_id", &filter.duties),
    ];
    for (column, values) in lists {
        if values.is_empty() {
            continue;
        }
        query.push(" and ").push(column).push(" in (");
        let mut list = query.separated(", ");
        for value in values {
            list.push_bind(value.as_str());
        }
        query.push(")");
    }
    if let Some(people) = &filter.people {
        // Groups are slugs: nothing in them means something to `like`, but for the underscore, which is harmless here.
        query.push(" and people like ").push_bind(format!("{people}%"));
    }
}
