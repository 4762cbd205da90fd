//! Making a return: what an area says about some months, signed.

use super::{checked, invalid, month, note, publish::of_area};
use crate::{Actor, Service, ServiceError};
use ::returns::{
    Months, code,
    signed::{self, CountedDuties, FORMAT, Header, Row, SigningKey, Totals},
};
use jiff::Timestamp;
use policy::Action;
use record::figures::{Month, What};
use sha2::{Digest, Sha256};
use store::{FigureBy, ReturnTaken};

/// Which return is to be made.
#[derive(Clone, Debug)]
pub struct ReturnAsked {
    /// The name under which the receiver knows this deployment.
    pub deployment: String,
    /// The area.
    pub area: String,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
}

/// A return that was made.
#[derive(Clone, Debug)]
pub struct MadeReturn {
    /// The file.
    pub file: Vec<u8>,
    /// Its number.
    pub sequence: i64,
    /// The number of the return that it corrects.
    pub corrects: Option<i64>,
    /// How many rows it has.
    pub rows: usize,
    /// Months in which no duty counts.
    pub empty: Vec<Month>,
}

impl Service {
    /// Makes a return. It has the next number of the deployment and area, and says which earlier return it corrects when
    /// there is one about one of its months. A month in which nothing happened is a month that was returned.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for months that have not ended, an area or name that is none, or when another return was
    /// made at the same moment.
    pub async fn make_return(
        &self,
        actor: &Actor,
        asked: &ReturnAsked,
        key: &SigningKey,
        now: Timestamp,
    ) -> Result<MadeReturn, ServiceError> {
        self.allow(actor, Action::PublishFigures)?;
        let areas = [asked.area.clone()];
        let months = checked(asked.from, asked.to, &areas, now)?;
        if !code::is_named(&asked.deployment) {
            return Err(invalid("deployment", "a deployment is named by letters, digits, dots and dashes"));
        }
        let made = self.store.returns_made(&asked.deployment, &asked.area).await?;
        let sequence = made.last().map_or(1, |(last, ..)| last + 1);
        let overlaps = |(_, from, to): &&(i64, Month, Month)| *from <= months.to && *to >= months.from;
        let corrects = made.iter().filter(overlaps).map(|(number, ..)| *number).max();
        let header = Header {
            format: FORMAT.to_owned(),
            deployment: asked.deployment.clone(),
            area: asked.area.clone(),
            from: months.from,
            to: months.to,
            made_at: now,
            sequence,
            corrects,
            rows: 0,
            totals: Totals::default(),
        };
        let mut rows = self.rows_of(&asked.area, months).await?;
        let file = signed::make(header, &mut rows, key).map_err(|why| invalid("area", why))?;
        let kept = ReturnTaken {
            deployment: asked.deployment.clone(),
            area: asked.area.clone(),
            sequence,
            from: months.from,
            to: months.to,
            made_at: now,
            received_at: now,
            corrects,
            digest: record::chain::hex(&Sha256::digest(&file)),
        };
        if !self.store.keep_return_made(&kept).await? {
            return Err(invalid("area", "another return was made at the same moment; make it again"));
        }
        note(actor, "return_made", format!("{} {} {sequence} {months}", asked.deployment, asked.area));
        let empty = self.empty_months(months, &areas).await?;
        Ok(MadeReturn { file, sequence, corrects, rows: rows.len(), empty })
    }

    async fn rows_of(&self, area: &str, months: Months) -> Result<Vec<Row>, ServiceError> {
        const DUTIES: [FigureBy; 5] =
            [FigureBy::Month, FigureBy::Organisation, FigureBy::Provider, FigureBy::Edition, FigureBy::Duty];
        let mut rows = Vec::new();
        for row in self.store.figures(&of_area(area, months, &DUTIES)).await? {
            let [of, organisation, provider, edition, duty] = &row.key[..] else { continue };
            let Some(month) = month(of) else { continue };
            rows.push(Row::Duties {
                month,
                organisation: organisation.clone(),
                provider: provider.clone(),
                edition: edition.clone(),
                duty: duty.clone(),
                counts: CountedDuties::of(&row.counts),
            });
        }
        let by = [FigureBy::Month, FigureBy::Organisation, FigureBy::Duty];
        for what in [What::Done, What::FirstContact] {
            for row in self.store.figure_days(what, &of_area(area, months, &by)).await? {
                let [of, organisation, duty] = &row.key[..] else { continue };
                let (Some(month), true) = (month(of), row.n != 0) else { continue };
                rows.push(Row::Days {
                    month,
                    organisation: organisation.clone(),
                    what: what.slug().to_owned(),
                    duty: duty.clone(),
                    days: row.days,
                    n: row.n,
                });
            }
        }
        let by = [FigureBy::Month, FigureBy::Organisation, FigureBy::Stage];
        for row in self.store.figure_victims(&of_area(area, months, &by)).await? {
            let [of, organisation, stage] = &row.key[..] else { continue };
            let Some(month) = month(of) else { continue };
            rows.push(Row::Victims {
                month,
                organisation: organisation.clone(),
                stage: stage.clone(),
                victims: row.counts.victims,
                contacted: row.counts.contacted,
                disputing: row.counts.disputing,
            });
        }
        Ok(rows)
    }
}
