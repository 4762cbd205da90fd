//! Several cases of one person in one account: who signs in, and who else of the directory's people they are.

use crate::{Person, Store, StoreError, accounts::write, db::read};
use jiff::Timestamp;
use uuid::Uuid;

impl Store {
    /// Who signs in, and who else of the directory's people they are; in the order in which they were added.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_cases(&self) -> Result<Vec<(String, String)>, StoreError> {
        const ALL: &str = "select holder, person from own_case order by added_at, person";
        Ok(read!(self, conn => sqlx::query_as(ALL).fetch_all(&mut *conn).await?))
    }

    /// Uses an invitation up for somebody who has signed in already: one transaction with the person's place in the
    /// directory, when they have none, and with the account that it belongs to from now on. Whether it was open.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn use_invitation_for(
        &self,
        id: Uuid,
        person: &Person,
        holder: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const USE: &str = "update invitation set ended_at = $2, ended_because = 'used', person = $3 where id = $1 and ended_at is null and expires_at > $2";
        const JOIN: &str = "insert into person (id, name, role, organisation, team, phone, case_id, victim_id, representative_id) values ($1, $2, $3, '', '', '', $4, $5, $6) on conflict (id) do nothing";
        const ADD: &str = "insert into own_case (holder, person, added_at) values ($1, $2, $3) on conflict (holder, person) do nothing";
        let name = self.seal_column(crate::directory::NAME, person.id.as_bytes(), &person.name)?;
        let now = now.as_millisecond();
        write!(self, pool => {
            let mut conn = pool.begin().await?;
            let used =
                sqlx::query(USE).bind(id).bind(now).bind(&person.id).execute(&mut *conn).await?.rows_affected();
            if used != 1 {
                return Ok(false);
            }
            sqlx::query(JOIN)
                .bind(&person.id)
                .bind(&name)
                .bind(&person.role)
                .bind(person.case_id)
                .bind(person.victim_id)
                .bind(person.representative_id)
                .execute(&mut *conn)
                .await?;
            sqlx::query(ADD).bind(holder).bind(&person.id).bind(now).execute(&mut *conn).await?;
            conn.commit().await?;
        });
        Ok(true)
    }

    /// Takes somebody out of every account to which they were added.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_own_case(&self, person: &str) -> Result<(), StoreError> {
        write!(self, pool => {
            sqlx::query("delete from own_case where person = $1 or holder = $1").bind(person).execute(pool).await?;
        });
        Ok(())
    }
}
