//! Duties one by one, for research inside an agency: no name, no reference, no moment.

use crate::{Store, StoreError, db::read};
use record::figures::Month;
use uuid::Uuid;

/// A duty to one victim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyOnce {
    /// The case. Never leaves as it is.
    pub case: Uuid,
    /// The victim. Never leaves as it is.
    pub victim: Uuid,
    /// Organisation that answers for it in figures.
    pub organisation: String,
    /// Provider slug.
    pub provider: String,
    /// Edition slug.
    pub edition: String,
    /// Duty id.
    pub duty: String,
    /// Kind of crime.
    pub crime_group: String,
    /// Whether the victim has Enhanced Rights.
    pub enhanced: bool,
    /// What the record says: slug of the phase.
    pub phase: String,
    /// What the victim says, a slug; empty: nothing.
    pub answer: String,
    /// When its clock started, milliseconds.
    pub clock_start: Option<i64>,
    /// When it was done, milliseconds.
    pub done_at: Option<i64>,
}

type Row = (
    Uuid,
    Uuid,
    String,
    String,
    String,
    String,
    String,
    i64,
    String,
    Option<String>,
    Option<i64>,
    Option<i64>,
);

impl Store {
    /// Every duty that counts in a month and an area. Found by the organisations that answer for something there: duties lie in
    /// the order of organisation and month.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn duties_of(&self, area: &str, month: Month) -> Result<Vec<DutyOnce>, StoreError> {
        const OF: &str = "select d.case_id, d.victim_id, d.counted_organisation, d.provider, d.edition, d.duty_id, c.crime_group, \
            d.enhanced, d.phase, d.answer, d.clock_start, d.done_at \
            from duty d join case_view c on c.case_id = d.case_id where d.month = $1 and d.area = $2 \
            and d.counted_organisation in (select organisation from figure_place \
            where generation = (select generation from figure_state where id = 1) and area = $2) \
            order by d.case_id, d.victim_id, d.trigger_version, d.duty_id";
        let rows: Vec<Row> = read!(self, conn => {
            sqlx::query_as(OF).bind(month.number()).bind(area).fetch_all(&mut *conn).await?
        });
        let duty = |(
            case,
            victim,
            organisation,
            provider,
            edition,
            duty,
            crime_group,
            enhanced,
            phase,
            answer,
            clock_start,
            done_at,
        ): Row| {
            DutyOnce {
                case,
                victim,
                organisation,
                provider,
                edition,
                duty,
                crime_group,
                enhanced: enhanced != 0,
                phase,
                answer: answer.unwrap_or_default(),
                clock_start,
                done_at,
            }
        };
        Ok(rows.into_iter().map(duty).collect())
    }
}
