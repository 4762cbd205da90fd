//! Open data: the rollups as they may be published, with how they came about.

use super::{SOURCE, checked, invalid, month, note};
use crate::{Actor, Service, ServiceError};
use ::returns::{
    Facts, Months, Publication,
    open_data::{self, DutyFigures, VictimFigures},
    sheet,
};
use jiff::Timestamp;
use policy::Action;
use record::figures::Month;
use std::{collections::BTreeMap, path::Path};
use store::{FigureBy, FigureFilter};

/// What is to be published.
#[derive(Clone, Debug)]
pub struct PublishAsked {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Areas; all when empty.
    pub areas: Vec<String>,
    /// Who publishes.
    pub publisher: String,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many rows each data set has.
    pub rows: BTreeMap<&'static str, u64>,
    /// Months in which nothing counts.
    pub empty: Vec<Month>,
}

impl Service {
    /// Writes open data into a folder that is not there yet. Small numbers are withheld.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for months that have not ended, areas that are none, months without any figure, a folder
    /// that is there, or a disk that is full: nothing is published then.
    pub async fn publish_open_data(
        &self,
        actor: &Actor,
        asked: &PublishAsked,
        folder: &Path,
        now: Timestamp,
    ) -> Result<Published, ServiceError> {
        self.allow(actor, Action::PublishFigures)?;
        let months = checked(asked.from, asked.to, &asked.areas, now)?;
        let areas = self.with_figures(months, &asked.areas).await?;
        note(actor, "open_data_published", format!("{months} {}", areas.join(" ")));
        let mut publication = begin(folder, asked, months, now)?;
        let (duties, victims) = (open_data::duties(), open_data::victims());
        self.write_duties(&mut publication, &duties, months, &areas).await?;
        self.write_victims(&mut publication, &victims, months, &areas).await?;
        let (register, codes) =
            (sheet::of_register(self.measures(), publication.facts()), sheet::of_duty_codes(self.rules.code));
        publication
            .add_text("measures.md", &format!("{register}{codes}"))
            .map_err(|why| invalid("folder", why))?;
        let empty = self.empty_months(months, &areas).await?;
        let rows = publication.finish().map_err(|why| invalid("folder", why))?;
        Ok(Published { rows, empty })
    }

    /// The areas of which there is something to publish, and at least one.
    pub(super) async fn with_figures(
        &self,
        months: Months,
        asked: &[String],
    ) -> Result<Vec<String>, ServiceError> {
        let areas = self.areas_with_figures(months, asked).await?;
        if areas.is_empty() {
            let which = if asked.is_empty() { "any area".to_owned() } else { asked.join(", ") };
            return Err(invalid(
                "from",
                format!("there are no figures of {months} for {which}; nothing was written"),
            ));
        }
        Ok(areas)
    }

    /// Area by area, so that the memory that is needed is that of one.
    async fn write_duties(
        &self,
        publication: &mut Publication,
        data_set: &::returns::DataSet,
        months: Months,
        areas: &[String],
    ) -> Result<(), ServiceError> {
        const BY: [FigureBy; 5] =
            [FigureBy::Month, FigureBy::Organisation, FigureBy::Provider, FigureBy::Edition, FigureBy::Duty];
        let mut files = publication.add(data_set).map_err(|why| invalid("folder", why))?;
        for area in areas {
            let filter = of_area(area, months, &BY);
            for row in self.store.figures(&filter).await? {
                let [of, organisation, provider, edition, duty] = &row.key[..] else { continue };
                let Some(month) = month(of) else { continue };
                let figures =
                    DutyFigures { area, month, organisation, provider, edition, duty, counts: row.counts };
                files.write(&figures.published()).map_err(|why| invalid("folder", why))?;
            }
        }
        files.finish().map_err(|why| invalid("folder", why))?;
        Ok(())
    }

    async fn write_victims(
        &self,
        publication: &mut Publication,
        data_set: &::returns::DataSet,
        months: Months,
        areas: &[String],
    ) -> Result<(), ServiceError> {
        const BY: [FigureBy; 3] = [FigureBy::Month, FigureBy::Organisation, FigureBy::Stage];
        let mut files = publication.add(data_set).map_err(|why| invalid("folder", why))?;
        for area in areas {
            for row in self.store.figure_victims(&of_area(area, months, &BY)).await? {
                let [of, organisation, stage] = &row.key[..] else { continue };
                let Some(month) = month(of) else { continue };
                let figures = VictimFigures { area, month, organisation, stage, counts: row.counts };
                files.write(&figures.published()).map_err(|why| invalid("folder", why))?;
            }
        }
        files.finish().map_err(|why| invalid("folder", why))?;
        Ok(())
    }
}

pub(super) fn begin(
    folder: &Path,
    asked: &PublishAsked,
    months: Months,
    now: Timestamp,
) -> Result<Publication, ServiceError> {
    let facts = Facts { publisher: asked.publisher.clone(), source: SOURCE.to_owned(), as_of: now, months };
    Publication::begin(folder, facts).map_err(|why| invalid("folder", why))
}

pub(super) fn of_area(area: &str, months: Months, by: &[FigureBy]) -> FigureFilter {
    FigureFilter { areas: vec![area.to_owned()], ..FigureFilter::months(months.from, months.to).by(by) }
}
