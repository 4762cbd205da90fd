//! Inspections (OVR-5): a sample of cases by a stated rule and seed, questions as data, one or two readers of each case, and
//! the figures that their answers give.
//!
//! Who inspects: supervisors the cases of their own organisation, inspectors those of an organisation whose information
//! governance allowed it. An inspector reads without names ([`unnamed`]). Answers are never changed: a correction is a new
//! version.

pub mod known;
mod making;
mod reading;
mod report;
mod unnamed;

pub use crate::timeline::day_words;
pub use making::{DrawRule, Grouping, InspectionForm};
pub use reading::{AnswersForm, Asked, InspectedDuty, Reading};
pub use report::{CaseDone, InspectionPage, InspectionReport, ReaderDone};

use crate::{Actor, Problem, Service, ServiceError, error::refuse_if_any};
use jiff::Timestamp;
use measures::inspection::{AskedOf, Questions};
use policy::{Action, Role};
use store::{DrawnCase, Inspection};
use uuid::Uuid;

/// An inspection in a list.
#[derive(Clone, Debug)]
pub struct InspectionLine {
    /// The inspection.
    pub inspection: Inspection,
    /// Name of the organisation whose cases are read.
    pub of: String,
    /// Name of the organisation that inspects.
    pub by: String,
    /// Cases that were drawn, and those of which something was answered.
    pub drawn: i64,
    /// See `drawn`.
    pub begun: i64,
}

/// A sheet of questions that cases can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetChoice {
    /// Id of the file of questions.
    pub questions: &'static str,
    /// Id of the sheet.
    pub sheet: &'static str,
    /// Title of the file.
    pub file: &'static str,
    /// Title of the sheet.
    pub title: &'static str,
}

/// Every sheet that is asked of cases.
pub fn sheets() -> Vec<SheetChoice> {
    let of_file = |file: &'static Questions| {
        let cases = file.sheets.iter().filter(|sheet| sheet.asked_of == AskedOf::Case);
        cases.map(|sheet| SheetChoice {
            questions: &file.id,
            sheet: &sheet.id,
            file: &file.title,
            title: &sheet.title,
        })
    };
    Questions::embedded().iter().flat_map(of_file).collect()
}

impl Service {
    /// The inspections that somebody's organisation made, or that read its cases; the newest first.
    ///
    /// # Errors
    /// When it is not for them, or the database fails.
    pub async fn inspections(&self, actor: &Actor) -> Result<Vec<InspectionLine>, ServiceError> {
        self.concerned(actor)?;
        let directory = self.directory();
        let progress = self.store.inspections_progress().await?;
        let own = &actor.person.organisation;
        let found = self.store.inspections(own).await?.into_iter();
        // Whose cases are read learns of it by information governance; the reading is told to nobody there.
        let seen = found.filter(|one| one.made_for == *own || actor.role == Role::InformationGovernance);
        let line = |inspection: Inspection| {
            let (drawn, begun) = progress.get(&inspection.id).copied().unwrap_or_default();
            InspectionLine {
                of: directory.organisation_name(&inspection.organisation).to_owned(),
                by: directory.organisation_name(&inspection.made_for).to_owned(),
                drawn,
                begun,
                inspection,
            }
        };
        Ok(seen.map(line).collect())
    }

    /// Information governance allows people of another organisation to read what was drawn, on a basis.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] without a basis; [`ServiceError::NotFound`] when nothing waits for it.
    pub async fn authorise_inspection(
        &self,
        actor: &Actor,
        id: Uuid,
        basis: &str,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.allow(actor, Action::AuthoriseInspection)?;
        let found = self.store.inspection(id).await?.ok_or(ServiceError::NotFound)?.0;
        if found.organisation != actor.person.organisation || found.made_for == found.organisation {
            return Err(ServiceError::NotFound);
        }
        let basis = crate::record_contact::storable(basis.trim());
        let mut problems: Vec<Problem> =
            crate::record_contact::too_long("basis", Some(&basis)).into_iter().collect();
        if basis.is_empty() {
            problems.push(Problem::new("basis", "Write on which basis they may read these cases"));
        }
        refuse_if_any(problems)?;
        let allowed = self.store.authorise_inspection(id, &actor.person.id, &basis, now).await?;
        if allowed { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Closes an inspection: nobody reads for it any more, its report stays.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs or closed already.
    pub async fn close_inspection(
        &self,
        actor: &Actor,
        id: Uuid,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        self.own_inspection(actor, id).await?;
        let closed = self.store.close_inspection(id, now).await?;
        if closed { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// An inspection that somebody's own organisation made.
    async fn own_inspection(
        &self,
        actor: &Actor,
        id: Uuid,
    ) -> Result<(Inspection, Vec<DrawnCase>), ServiceError> {
        self.allow(actor, Action::RunInspections)?;
        let found = self.store.inspection(id).await?.ok_or(ServiceError::NotFound)?;
        if found.0.made_for == actor.person.organisation { Ok(found) } else { Err(ServiceError::NotFound) }
    }

    fn concerned(&self, actor: &Actor) -> Result<(), ServiceError> {
        if actor.role == Role::InformationGovernance {
            return self.allow(actor, Action::AuthoriseInspection);
        }
        self.allow(actor, Action::RunInspections)
    }
}

/// The questions of an inspection, and whether the file has changed since its sample was drawn.
fn questions_of(inspection: &Inspection) -> Result<(&'static Questions, bool), ServiceError> {
    let questions = Questions::named(&inspection.questions).ok_or(ServiceError::NotFound)?;
    Ok((questions, questions.digest != inspection.digest))
}

/// The id of a case as it is hashed and stands in addresses.
pub(crate) fn hyphenated(id: Uuid) -> String {
    id.hyphenated().to_string()
}

/// An id for a form that makes an inspection: sent twice, it makes one.
pub fn form_id(now: Timestamp) -> Uuid {
    crate::new_id(now)
}
