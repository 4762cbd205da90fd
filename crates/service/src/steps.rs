//! From what happened to what victims confirm: the counts of duties of a month, step by step (OVR-2).

use crate::{Actor, Service, ServiceError, figures::Reach, record_contact::storable};
use policy::Action;
use record::figures::{Counts, Month};
use store::FigureFilter;

/// Which duties.
#[derive(Clone, Debug)]
pub struct StepsQuery {
    /// The month in which they count.
    pub month: Month,
    /// Only these duties; all when empty.
    pub duties: Vec<String>,
}

impl Service {
    /// The counts of a month, of those whose figures they see.
    ///
    /// # Errors
    /// [`ServiceError::NotAllowed`] for people who see no figures.
    pub async fn steps(&self, actor: &Actor, query: StepsQuery) -> Result<Counts, ServiceError> {
        self.allow(actor, Action::SeeFigures)?;
        let reach = self.figures_reach(actor)?;
        let mut filter = FigureFilter::months(query.month, query.month);
        filter.duties = query.duties.iter().map(|duty| storable(duty)).collect();
        match reach {
            Reach::Everywhere => {}
            Reach::Areas(areas) => filter.areas = areas,
            Reach::Organisation(own) => filter.organisations = vec![own],
        }
        let rows = self.store.figures(&filter).await?;
        let mut sum = Counts::default();
        for row in rows {
            sum.join(&row.counts);
        }
        Ok(sum)
    }
}
