//! Rows for research inside an agency: a duty each, of nobody who could be named. Cases and victims get keys that are
//! random in every export, so that two exports cannot be joined, and nobody can find a case by its key.

use super::{PublishAsked, Published, checked, invalid, note, publish::begin};
use crate::{Actor, Service, ServiceError};
use ::returns::{Value, open_data};
use calendar::london_date;
use jiff::Timestamp;
use policy::Action;
use sha2::{Digest, Sha256};
use std::{borrow::Cow, path::Path};
use store::DutyOnce;
use uuid::Uuid;

impl Service {
    /// Writes rows for research into a folder that is not there yet. They are never open data.
    ///
    /// # Errors
    /// As [`Service::publish_open_data`].
    pub async fn publish_rows(
        &self,
        actor: &Actor,
        asked: &PublishAsked,
        folder: &Path,
        now: Timestamp,
    ) -> Result<Published, ServiceError> {
        self.allow(actor, Action::PublishFigures)?;
        let months = checked(asked.from, asked.to, &asked.areas, now)?;
        let areas = self.with_figures(months, &asked.areas).await?;
        note(actor, "rows_published", format!("{months} {}", areas.join(" ")));
        let keys = Keys::new()?;
        let mut publication = begin(folder, asked, months, now)?;
        let data_set = open_data::duty_rows();
        let mut files = publication.add(&data_set).map_err(|why| invalid("folder", why))?;
        for area in &areas {
            for month in months.each() {
                let mut rows = self.store.duties_of(area, month).await?;
                // In the order of the random keys: the order of ids is the order in which cases began.
                rows.sort_by_cached_key(|duty| (keys.key(&[duty.case]), keys.key(&[duty.case, duty.victim])));
                for duty in &rows {
                    let (case, victim) = (keys.key(&[duty.case]), keys.key(&[duty.case, duty.victim]));
                    let mut row = vec![Value::code(area), Value::Month(month)];
                    row.extend([Value::code(&case), Value::code(&victim)]);
                    row.extend(of(duty));
                    files.write(&row).map_err(|why| invalid("folder", why))?;
                }
            }
        }
        files.finish().map_err(|why| invalid("folder", why))?;
        let empty = self.empty_months(months, &areas).await?;
        let rows = publication.finish().map_err(|why| invalid("folder", why))?;
        Ok(Published { rows, empty })
    }
}

/// What of a duty may leave, but for its keys.
fn of(duty: &DutyOnce) -> Vec<Value<'_>> {
    // As it counts: beside a record it confirms or disputes, without one it says whether it happened (INF-12).
    let says = match (duty.phase.as_str(), duty.answer.as_str()) {
        (_, "") | ("waived" | "waiting", _) => "nothing",
        ("met" | "met_late", "understood" | "happened") => "confirmed",
        ("met" | "met_late", _) => "disputed",
        (_, "did_not_happen") => "not_told",
        _ => "told_without_record",
    };
    let days = duty.clock_start.zip(duty.done_at).and_then(|(from, to)| days_between(from, to));
    vec![
        Value::code(&duty.organisation),
        Value::code(&duty.provider),
        Value::code(&duty.edition),
        Value::code(&duty.duty),
        Value::code(&duty.crime_group),
        Value::YesNo(duty.enhanced),
        Value::code(&duty.phase),
        Value::Code(Cow::Borrowed(says)),
        days.map_or(Value::Nothing, Value::Number),
    ]
}

/// London days from one moment to another; none when the other was before.
fn days_between(from: i64, to: i64) -> Option<i64> {
    let day = |milliseconds| Timestamp::from_millisecond(milliseconds).ok().map(london_date);
    let days = calendar::epoch_day(day(to)?) - calendar::epoch_day(day(from)?);
    u32::try_from(days).ok().map(i64::from)
}

/// The secret of one export. It is written nowhere, and gone when the export is done.
struct Keys([u8; 32]);

impl Keys {
    fn new() -> Result<Keys, ServiceError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)
            .map_err(|_| invalid("folder", "the system gave no random bytes; try again"))?;
        Ok(Keys(secret))
    }

    /// The key of what has these ids. The secret is as long as the digest, and all lists of one length are told apart.
    fn key(&self, ids: &[Uuid]) -> String {
        let mut hash = Sha256::new_with_prefix(self.0);
        ids.iter().for_each(|id| hash.update(id.as_bytes()));
        record::chain::hex(&hash.finalize()[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_same_in_one_export_and_others_in_the_next() {
        let (one, other) = (Keys::new().unwrap(), Keys::new().unwrap());
        let id = Uuid::from_u128(7);
        assert_eq!(one.key(&[id]), one.key(&[id]));
        assert_ne!(one.key(&[id]), other.key(&[id]));
        assert_ne!(one.key(&[id]), one.key(&[id, id]));
    }

    #[test]
    fn days_are_londons() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap().as_millisecond();
        assert_eq!(days_between(at("2026-07-01T22:59:00Z"), at("2026-07-01T23:01:00Z")), Some(1));
        assert_eq!(days_between(at("2026-01-01T22:59:00Z"), at("2026-01-01T23:01:00Z")), Some(0));
        assert_eq!(days_between(at("2026-01-02T12:00:00Z"), at("2026-01-01T12:00:00Z")), None);
    }
}
