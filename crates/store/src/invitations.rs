//! Invitations to sign in. Each works once, for a while, and only together with something that the person knows.

use crate::{
    Credentials, Person, Store, StoreError,
    accounts::{keep, write},
    db::read,
};
use jiff::Timestamp;
use uuid::Uuid;

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Invitation {
    /// Id.
    pub id: Uuid,
    /// Hash of its code.
    pub code: Vec<u8>,
    /// Whom it is for: `victim`, `representative` or `staff`.
    pub kind: String,
    /// For staff: the person. Empty for others until it is used.
    pub person: String,
    /// The case.
    pub case_id: Option<Uuid>,
    /// The victim in it.
    pub victim_id: Option<Uuid>,
    /// Who acts for the victim, when it is for them.
    pub representative_id: Option<Uuid>,
    /// What they are asked, a slug.
    pub question: String,
    /// Hash of the word that was agreed, when that is asked.
    pub word: Option<String>,
    /// Who invited.
    pub made_by: String,
    /// When, milliseconds since 1970.
    pub made_at: i64,
    /// When it is too late, milliseconds since 1970.
    pub expires_at: i64,
    /// How often a wrong answer was given.
    pub tries: i64,
    /// When it ended, milliseconds since 1970.
    pub ended_at: Option<i64>,
    /// Why, a slug of [`InvitationEnd`].
    pub ended_because: Option<String>,
}

/// Why an invitation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationEnd {
    /// It was used.
    Used,
    /// Staff took it back.
    Withdrawn,
    /// A newer one took its place.
    Replaced,
}

impl InvitationEnd {
    /// The slug in the table.
    pub fn slug(self) -> &'static str {
        match self {
            InvitationEnd::Used => "used",
            InvitationEnd::Withdrawn => "withdrawn",
            InvitationEnd::Replaced => "replaced",
        }
    }
}

const INVITATION: &str = "id, code, kind, person, case_id, victim_id, representative_id, question, word, made_by, made_at, expires_at, tries, ended_at, ended_because from invitation";

impl Invitation {
    /// Whether it can be used at this moment.
    pub fn is_open(&self, now: Timestamp, most_tries: i64) -> bool {
        self.ended_at.is_none() && now.as_millisecond() < self.expires_at && self.tries < most_tries
    }
}

impl Store {
    /// Keeps a new invitation. One that the same person could still use is replaced: only the newest works.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invite(&self, invitation: &Invitation) -> Result<(), StoreError> {
        const REPLACE: &str = "update invitation set ended_at = $1, ended_because = 'replaced' where ended_at is null and kind = $2 and person = $3 and (case_id = $4 or (case_id is null and $3 <> '')) and (victim_id = $5 or (victim_id is null and $3 <> ''))";
        const INVITE: &str = "insert into invitation (id, code, kind, person, case_id, victim_id, representative_id, question, word, made_by, made_at, expires_at, tries) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0)";
        const REPLACE_REPRESENTATIVE: &str = "update invitation set ended_at = $1, ended_because = 'replaced' where ended_at is null and representative_id = $2";
        write!(self, pool => {
            let mut conn = pool.begin().await?;
            match invitation.representative_id {
                Some(representative) => {
                    sqlx::query(REPLACE_REPRESENTATIVE)
                        .bind(invitation.made_at)
                        .bind(representative)
                        .execute(&mut *conn)
                        .await?
                }
                None => {
                    sqlx::query(REPLACE)
                        .bind(invitation.made_at)
                        .bind(&invitation.kind)
                        .bind(&invitation.person)
                        .bind(invitation.case_id)
                        .bind(invitation.victim_id)
                        .execute(&mut *conn)
                        .await?
                }
            };
            sqlx::query(INVITE)
                .bind(invitation.id)
                .bind(&invitation.code)
                .bind(&invitation.kind)
                .bind(&invitation.person)
                .bind(invitation.case_id)
                .bind(invitation.victim_id)
                .bind(invitation.representative_id)
                .bind(&invitation.question)
                .bind(&invitation.word)
                .bind(&invitation.made_by)
                .bind(invitation.made_at)
                .bind(invitation.expires_at)
                .execute(&mut *conn)
                .await?;
            conn.commit().await?;
        });
        Ok(())
    }

    /// The invitation with this code, open or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invitation_with_code(&self, code: &[u8]) -> Result<Option<Invitation>, StoreError> {
        let sql = format!("select {INVITATION} where code = $1");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(code).fetch_optional(&mut *conn).await?
        }))
    }

    /// An invitation by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invitation(&self, id: Uuid) -> Result<Option<Invitation>, StoreError> {
        let sql = format!("select {INVITATION} where id = $1");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).bind(id).fetch_optional(&mut *conn).await?
        }))
    }

    /// Invitations of a case, newest first, at most `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invitations_of_case(&self, case: Uuid, most: u32) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!("select {INVITATION} where case_id = $1 order by made_at desc, id limit $2");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str()))
                .bind(case)
                .bind(i64::from(most))
                .fetch_all(&mut *conn)
                .await?
        }))
    }

    /// The latest invitation of each member of staff who has one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn invitations_of_staff(&self) -> Result<Vec<Invitation>, StoreError> {
        let sql = format!("select {INVITATION} where kind = 'staff' order by made_at, id");
        Ok(read!(self, conn => {
            sqlx::query_as(sqlx::AssertSqlSafe(sql.as_str())).fetch_all(&mut *conn).await?
        }))
    }

    /// Counts a try before the answer is looked at. Whether there was one left of `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn try_invitation(&self, id: Uuid, most: i64) -> Result<bool, StoreError> {
        const TRY: &str =
            "update invitation set tries = tries + 1 where id = $1 and tries < $2 and ended_at is null";
        Ok(write!(self, pool => {
            sqlx::query(TRY).bind(id).bind(most).execute(pool).await?.rows_affected() == 1
        }))
    }

    /// Ends an invitation without its having been used. Whether it was open.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_invitation(
        &self,
        id: Uuid,
        because: InvitationEnd,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const END: &str =
            "update invitation set ended_at = $2, ended_because = $3 where id = $1 and ended_at is null";
        Ok(write!(self, pool => {
            sqlx::query(END)
                .bind(id)
                .bind(now.as_millisecond())
                .bind(because.slug())
                .execute(pool)
                .await?
                .rows_affected()
                == 1
        }))
    }

    /// Uses an invitation up, in one transaction with what comes of it: the person's place in the directory, when they
    /// have none, and their ways to sign in. Whether it was open: of two who use the same one, only one gets a yes.
    ///
    /// # Errors
    /// When the database fails; nothing is written then.
    pub async fn use_invitation(
        &self,
        id: Uuid,
        person: &Person,
        handle: Uuid,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        const USE: &str = "update invitation set ended_at = $2, ended_because = 'used', person = $3 where id = $1 and ended_at is null and expires_at > $2";
        const JOIN: &str = "insert into person (id, name, role, organisation, team, phone, case_id, victim_id, representative_id) values ($1, $2, $3, '', '', '', $4, $5, $6) on conflict (id) do nothing";
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
            keep!(conn, &person.id, handle, credentials, now);
            conn.commit().await?;
        });
        Ok(true)
    }

    /// Keeps the contact at which a member of staff was shown to be reached, as a keyed hash. It outlasts their ways to
    /// sign in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_staff_contact(
        &self,
        person: &str,
        contact: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        const KEEP: &str = "insert into staff_contact (person, contact, confirmed_at) values ($1, $2, $3) on conflict (person) do update set contact = $2, confirmed_at = $3";
        write!(self, pool => {
            sqlx::query(KEEP).bind(person).bind(contact).bind(now.as_millisecond()).execute(pool).await?;
        });
        Ok(())
    }

    /// The contact that a member of staff confirmed; none when they never did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn staff_contact(&self, person: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(read!(self, conn => {
            sqlx::query_scalar("select contact from staff_contact where person = $1").bind(person).fetch_optional(&mut *conn).await?
        }))
    }
}
