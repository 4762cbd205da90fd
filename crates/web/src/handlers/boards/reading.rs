//! Between the measures of the service and what pages show: the one place that knows both.

use super::asked::{Asked, By};
use crate::{
    Shared,
    charts::Share,
    pages::figures::{
        About, Days, FIGURES, Number, Reading, Row, address,
        board::{self, BoardRow, FamilyLinks, Headline},
    },
    words,
};
use jiff::Timestamp;
use record::figures::Month;
use service::{
    Actor, ServiceError,
    figures::{
        Better, Dimension, ENOUGH_CONTACTS, Family, Measure, MeasureQuery, MeasureRow, Register, Source,
    },
};

/// What the record says was done on time
pub(super) const ON_TIME: &str = "done-on-time";
/// What the record claims of the things that victims have spoken about
pub(super) const CLAIMED: &str = "claimed-of-answered";
/// What they confirm of these
pub(super) const CONFIRMED: &str = "confirmed-of-answered";

/// How good contacts were, as a second person scored them (VOX-4)
const QUALITY: &str = "contact-quality";
/// Months of a board's score: few contacts are read in each
const QUALITY_MONTHS: u32 = 3;

/// What is read of a measure
pub(super) struct Ask<'a> {
    pub measure: &'a str,
    pub from: Month,
    pub to: Month,
    pub by: Option<By>,
    /// only those of these duties that the measure is over; all when empty
    pub duties: Vec<String>,
}

/// Reads a measure. Where none of the duties that are asked for is one of the measure's, there is nothing to count.
pub(super) async fn read(
    shared: &Shared,
    actor: &Actor,
    ask: Ask<'_>,
    now: Timestamp,
) -> Result<Reading, ServiceError> {
    let mut query = MeasureQuery::new(ask.measure, ask.from, ask.to);
    query.by = ask.by.map(dimension);
    if !ask.duties.is_empty() {
        let known = duties_of(ask.measure);
        let duties: Vec<String> = ask.duties.into_iter().filter(|duty| known.contains(duty)).collect();
        if duties.is_empty() {
            return Ok(Reading::default());
        }
        query.duties = Some(duties);
    }
    let table = shared.app.service.measure(actor, query, now).await?;
    let row = |row: &MeasureRow| Row { key: row.key.clone(), label: row.label.clone(), number: number(row) };
    Ok(Reading {
        rows: table.rows.iter().map(row).collect(),
        total: number(&table.total),
        left_out: table.left_out,
    })
}

fn number(row: &MeasureRow) -> Number {
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    if row.suppressed {
        return Number::Hidden;
    }
    if let Some(days) = row.days.filter(|days| days.done + days.not_yet > 0) {
        return Number::Days(Days {
            median: days.median,
            ninety: days.p90,
            of: count(days.done + days.not_yet),
        });
    }
    let contacts = row.contacts.map(count);
    match row.interval {
        Some(_) if row.contacts.is_some_and(|contacts| contacts < ENOUGH_CONTACTS) => {
            Number::Few(contacts.unwrap_or_default())
        }
        Some((low, high)) => Number::Share(Share {
            part: count(row.numerator),
            whole: count(row.denominator),
            low,
            high,
            contacts,
        }),
        None => Number::Nothing,
    }
}

fn dimension(by: By) -> Dimension {
    match by {
        By::Right => Dimension::Right,
        By::Team => Dimension::Team,
        By::Organisation => Dimension::Organisation,
        By::Area => Dimension::Area,
        By::CrimeGroup => Dimension::CrimeGroup,
        By::Enhanced => Dimension::Enhanced,
        By::Month => Dimension::Month,
    }
}

/// A measure by its id
pub(super) fn about(id: &str) -> Option<About> {
    Register::embedded().find(id).map(about_of)
}

fn about_of(measure: &Measure) -> About {
    About {
        id: measure.id.clone(),
        name: measure.name.clone(),
        family: measure.family.words(),
        question: measure.question.clone(),
        counted: words::capital(&measure.counted_as()),
        over: measure.over.clone(),
        exclusions: measure.exclusions.clone(),
        source: measure.source.clone(),
        owner: measure.owner.clone(),
        since: words::day(measure.since, measure.since),
        in_days: measure.took.is_some(),
        low_is_better: measure.better == Better::Low,
        in_time: measure.numerator.iter().map(|count| count.slug()).eq(["met"]),
        has_contacts: measure.counts == Source::Duties,
    }
}

/// Whether a measure can be told apart by this
pub(super) fn is_shown_by(id: &str, by: By) -> bool {
    Register::embedded().find(id).is_some_and(|measure| measure.is_shown_by(dimension(by)))
}

/// The duties that a measure is over
pub(super) fn duties_of(id: &str) -> Vec<String> {
    Register::embedded().find(id).map(|measure| measure.duties.clone()).unwrap_or_default()
}

/// What victims say
pub(super) fn of_experience() -> Vec<About> {
    Register::embedded().family(Family::Experience).map(about_of).collect()
}

/// Every measure: id and name
pub(crate) fn measures_named() -> Vec<(String, String)> {
    Register::embedded().all().iter().map(|measure| (measure.id.clone(), measure.name.clone())).collect()
}

/// Measures by family: heading, then name, question and address of each
pub(super) fn families(month: &str) -> Vec<FamilyLinks> {
    let family = |family: Family| {
        let measures = Register::embedded().family(family).map(|measure| {
            let href = address(&format!("{FIGURES}/{}", measure.id), &[("month", month)]);
            (measure.name.clone(), measure.question.clone(), href)
        });
        (family.words(), measures.collect::<Vec<_>>())
    };
    Family::ALL.into_iter().map(family).filter(|(_, measures)| !measures.is_empty()).collect()
}

/// The three numbers of a page, each read once
pub(super) struct Readings {
    on_time: Reading,
    claimed: Reading,
    confirmed: Reading,
    /// of three months; none where only one right is asked for, because a contact can be about several
    quality: Option<Reading>,
    /// these months, in words
    window: String,
    /// whether the rows have scores of their own
    scores_rows: bool,
}

impl Readings {
    /// What an address asks for
    pub async fn of(
        shared: &Shared,
        actor: &Actor,
        asked: &Asked,
        now: Timestamp,
    ) -> Result<Self, ServiceError> {
        let read = async |measure| {
            let (by, duties) = (Some(asked.by), asked.duties());
            read(shared, actor, Ask { measure, from: asked.month, to: asked.month, by, duties }, now).await
        };
        let scores_rows = asked.right.is_none() && is_shown_by(QUALITY, asked.by);
        let first = asked.month.back(QUALITY_MONTHS - 1);
        let by = Some(asked.by).filter(|_| scores_rows);
        let ask = Ask { measure: QUALITY, from: first, to: asked.month, by, duties: Vec::new() };
        let quality = match asked.right {
            None => Some(self::read(shared, actor, ask, now).await?),
            Some(_) => None,
        };
        Ok(Self {
            on_time: read(ON_TIME).await?,
            claimed: read(CLAIMED).await?,
            confirmed: read(CONFIRMED).await?,
            quality,
            window: format!("{} to {}", first.words(), asked.month.words()),
            scores_rows,
        })
    }

    /// A row for each, in the order of the first measure
    pub fn rows(&self, address: impl Fn(&Row) -> Option<String>) -> Vec<BoardRow> {
        let row = |row: &Row| BoardRow {
            label: row.label.clone(),
            href: address(row),
            process: row.number,
            quality: self.quality.as_ref().filter(|_| self.scores_rows).map(|of| of.number(&row.key)),
            claimed: self.claimed.number(&row.key),
            experience: self.confirmed.number(&row.key),
        };
        self.on_time.rows.iter().map(row).collect()
    }

    /// All of them together
    pub fn total(&self) -> BoardRow {
        BoardRow {
            process: self.on_time.total,
            quality: self.quality.as_ref().map(|quality| quality.total),
            claimed: self.claimed.total,
            experience: self.confirmed.total,
            ..BoardRow::default()
        }
    }

    /// The first lines
    pub fn headline(&self, month: &str) -> Headline {
        let total = self.total();
        let quality = total.quality.map(|quality| board::quality_words(&quality, &self.window));
        Headline { quality: quality.unwrap_or_default(), ..Headline::of(month, &total.process, &total.gap()) }
    }

    /// Whether too few contacts were scored to say how good they were
    pub fn is_hardly_scored(&self) -> bool {
        self.quality.as_ref().is_some_and(|quality| quality.total.share().is_none())
    }

    /// What is left out, each sentence once
    pub fn left_out(&self) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let quality = match self.scores_rows {
            true => {
                let window = &self.window;
                said.push(format!("Quality is of {window}: few contacts are read in a month."));
                self.quality.as_ref()
            }
            false => {
                said.push(
                    "Quality has no row here: a contact can be about several rights, so it is scored by unit."
                        .into(),
                );
                None
            }
        };
        let all = [Some(&self.on_time), Some(&self.claimed), Some(&self.confirmed), quality];
        for sentence in all.into_iter().flatten().flat_map(|reading| &reading.left_out) {
            if !said.contains(sentence) {
                said.push(sentence.clone());
            }
        }
        said
    }
}
