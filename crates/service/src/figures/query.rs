//! What is asked of a measure, and whether it can be answered.

use crate::{Problem, ServiceError, error::refuse_if_any};
use jiff::Timestamp;
use measures::{Dimension, Measure, PeopleKind, Source};
use record::Month;

/// A question to a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureQuery {
    /// Id of the measure.
    pub measure: String,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Only this organisation.
    pub organisation: Option<String>,
    /// Only this area.
    pub area: Option<String>,
    /// Only this team.
    pub team: Option<String>,
    /// Only these of the measure's duties.
    pub duties: Option<Vec<String>>,
    /// By what.
    pub by: Option<Dimension>,
}

impl MeasureQuery {
    /// A measure in these months, altogether.
    pub fn new(measure: &str, from: Month, to: Month) -> MeasureQuery {
        MeasureQuery {
            measure: measure.to_owned(),
            from,
            to,
            organisation: None,
            area: None,
            team: None,
            duties: None,
            by: None,
        }
    }

    /// The same, by something.
    #[must_use]
    pub fn by(mut self, by: Dimension) -> MeasureQuery {
        self.by = Some(by);
        self
    }

    /// A question in words, as addresses and commands have them: `from`, `to`, `organisation`, `area`, `team`, `duty` (as
    /// often as wanted), `by`. Without months it is the last one that is over.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a month or a dimension that is none, and for a word that nobody knows.
    pub fn from_words<'a>(
        measure: &str,
        words: impl IntoIterator<Item = (&'a str, &'a str)>,
        now: Timestamp,
    ) -> Result<MeasureQuery, ServiceError> {
        let last = Month::last_ended(now);
        let mut query = MeasureQuery::new(measure, last, last);
        let (mut from, mut problems) = (None, Vec::new());
        let mut to = None;
        for (word, value) in words.into_iter().filter(|(_, value)| !value.is_empty()) {
            let month = |field, problems: &mut Vec<Problem>| match value.parse() {
                Ok(month) => Some(month),
                Err(_) => {
                    problems.push(Problem::new(field, "Write a month as 2026-03."));
                    None
                }
            };
            match word {
                "from" => from = month("from", &mut problems),
                "to" => to = month("to", &mut problems),
                "organisation" => query.organisation = Some(value.to_owned()),
                "area" => query.area = Some(value.to_owned()),
                "team" => query.team = Some(value.to_owned()),
                "duty" => query.duties.get_or_insert_default().push(value.to_owned()),
                "by" => match Dimension::from_slug(value) {
                    Some(by) => query.by = Some(by),
                    None => problems.push(Problem::new("by", format!("Choose one of: {}.", slugs(&Dimension::ALL)))),
                },
                _ => problems.push(Problem::new(
                    "query",
                    "Ask with from, to, organisation, area, team, duty and by; take out what is none of these.",
                )),
            }
        }
        refuse_if_any(problems)?;
        query.to = to.or(from).unwrap_or(last);
        query.from = from.unwrap_or(query.to);
        Ok(query)
    }
}

/// A question that can be answered.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub from: Month,
    pub to: Month,
    pub organisations: Vec<String>,
    pub areas: Vec<String>,
    pub teams: Vec<String>,
    /// Duties of the measure, narrowed to those asked for; empty for what is not about duties.
    pub duties: Vec<String>,
    pub by: Option<Dimension>,
}

pub(super) fn check(measure: &Measure, query: MeasureQuery, now: Timestamp) -> Result<Asked, ServiceError> {
    let mut problems = Vec::new();
    if query.from > query.to {
        problems.push(Problem::new("from", "The first month is after the last; turn them around."));
    }
    if !query.to.has_ended(now) {
        let last = Month::last_ended(now);
        problems.push(Problem::new(
            "to",
            format!(
                "{} is not over, so it has no figures yet; the last month that has is {last}.",
                query.to.words()
            ),
        ));
    }
    if let Some(by) = query.by.filter(|by| !measure.is_shown_by(*by)) {
        let slugs = slugs(&measure.shown_by);
        problems.push(Problem::new(
            "by",
            format!("This measure is not shown by {}. Choose one of: {slugs}.", by.words()),
        ));
    }
    if query.team.is_some() && matches!(query.by, Some(Dimension::People(_))) {
        problems.push(Problem::new(
            "team",
            "Differences between groups of people are not shown of one team: too few are in it. Ask for the organisation.",
        ));
    }
    let of_a_team = [Dimension::CrimeGroup, Dimension::Enhanced, Dimension::Stage];
    let by_duty = measure.counts == Source::Duties && query.by == Some(Dimension::Stage);
    if query.team.is_some() && query.by.is_some_and(|by| of_a_team.contains(&by)) && !by_duty {
        problems.push(Problem::new(
            "team",
            "Figures of one team are not kept by kind of crime, Enhanced Rights or stage: few cases are in them. Ask for the \
             organisation, or for the team by month, right or duty.",
        ));
    }
    if query.area.is_some() && matches!(query.by, Some(Dimension::People(_))) {
        problems.push(Problem::new(
            "area",
            "Differences between groups of people are shown of an organisation or of all together, not of one area; take the area \
             out.",
        ));
    }
    let (duties, narrowed) = match &query.duties {
        None => (measure.duties.clone(), false),
        Some(wanted) => {
            let unknown = wanted.iter().any(|duty| !measure.duties.contains(duty));
            if unknown || wanted.is_empty() {
                problems.push(Problem::new(
                    "duty",
                    "This measure is not over that duty; `lantern measures show` lists its duties.",
                ));
            }
            (wanted.clone(), true)
        }
    };
    if narrowed && matches!(query.by, Some(Dimension::People(_))) {
        problems.push(Problem::new(
            "duty",
            "Differences between groups of people are shown of the whole measure only; take the duty out.",
        ));
    }
    refuse_if_any(problems)?;
    Ok(Asked {
        from: query.from,
        to: query.to,
        organisations: query.organisation.into_iter().collect(),
        areas: query.area.into_iter().collect(),
        teams: query.team.into_iter().collect(),
        duties,
        by: query.by,
    })
}

impl Asked {
    /// The last whole quarter of the months asked for: groups of people are shown for one quarter at a time, so that nothing can
    /// be worked out by taking one period from another.
    pub(super) fn last_quarter(&self) -> Result<(Month, Month), ServiceError> {
        let found = self
            .from
            .until(self.to)
            .filter(|month| month.month() % 3 == 1 && month.next().next() <= self.to)
            .last();
        let first = found.ok_or_else(|| {
            ServiceError::Invalid(vec![Problem::new(
                "from",
                "Differences between groups of people are shown for whole quarters: January to March, April to June, July to \
                 September, October to December. Ask for three months that are one.",
            )])
        })?;
        Ok((first, first.next().next()))
    }
}

/// Whether a measure is kept by groups of people.
pub(super) fn kept_by_people(measure: &Measure, _kind: PeopleKind) -> bool {
    measure.counts == Source::Duties
}

fn slugs(dimensions: &[Dimension]) -> String {
    dimensions.iter().map(|dimension| dimension.slug()).collect::<Vec<_>>().join(", ")
}
