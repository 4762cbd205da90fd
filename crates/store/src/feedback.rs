//! Where victims said how a contact was, or thanked somebody: found in the journal itself, by an index of its own.

use crate::{Store, StoreError, db::read};
use jiff::Timestamp;
use record::CaseId;
use uuid::Uuid;

const OF_EVERYBODY: &str = "select j.case_id, j.version from journal j \
    where j.kind in ('contact_replied', 'thanked') and j.recorded_at > $2 and exists \
    (select 1 from case_owner o where o.case_id = j.case_id and o.organisation = $1) \
    order by j.recorded_at desc, j.case_id, j.version desc limit $3";
/// Whom it is about stands in the event; whoever reads the list looks at each event again.
const OF_ONE: &str = "select j.case_id, j.version from journal j \
    where j.kind in ('contact_replied', 'thanked') and j.recorded_at > $2 and j.body like $4 and exists \
    (select 1 from case_owner o where o.case_id = j.case_id and o.organisation = $1) \
    order by j.recorded_at desc, j.case_id, j.version desc limit $3";

impl Store {
    /// Case and version of what victims said of contacts in cases of an organisation, newest first: of everybody, or about
    /// one person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feedback(
        &self,
        organisation: &str,
        person: Option<&str>,
        after: Timestamp,
        most: u32,
    ) -> Result<Vec<(CaseId, u64)>, StoreError> {
        let (after, most) = (after.as_millisecond(), i64::from(most));
        let rows: Vec<(Uuid, i64)> = match person {
            None => read!(self, conn => sqlx::query_as(OF_EVERYBODY)
                .bind(organisation)
                .bind(after)
                .bind(most)
                .fetch_all(&mut *conn)
                .await?),
            Some(person) => {
                let about = format!("%\"to\":\"{person}\"%");
                read!(self, conn => sqlx::query_as(OF_ONE)
                    .bind(organisation)
                    .bind(after)
                    .bind(most)
                    .bind(about.as_str())
                    .fetch_all(&mut *conn)
                    .await?)
            }
        };
        Ok(rows.into_iter().map(|(case, version)| (CaseId(case), version as u64)).collect())
    }
}
