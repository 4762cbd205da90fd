//! Adding to the sums. Always in the order of tables and keys, so that two transactions wait for each other and never in
//! a circle.

use super::{AGENCY, DAYS, DUTY, PEOPLE, STATE, SURVEY, State, VICTIMS};
use crate::{StoreError, sealed::SealedCase, write::ROWS};
use record::figures::{Counts, DutyCell, Rollups};
use sqlx::{PgConnection, QueryBuilder, SqliteConnection};
use std::collections::BTreeMap;

/// What several cases add together.
pub(crate) fn merged<'a>(cases: impl IntoIterator<Item = &'a SealedCase>) -> Rollups {
    let mut sums = Rollups::default();
    for case in cases {
        sums.join(&case.changes.figures);
    }
    sums.drop_nothing();
    sums
}

/// Duties without what only the finer sums tell apart.
fn by_agency(sums: &Rollups) -> BTreeMap<DutyCell, Counts> {
    let mut agencies: BTreeMap<DutyCell, Counts> = BTreeMap::new();
    for (cell, counts) in &sums.duties {
        let coarse = DutyCell { team: String::new(), crime_group: "", enhanced: false, ..cell.clone() };
        let sum = agencies.entry(coarse).or_default();
        sum.0.iter_mut().zip(counts.0).for_each(|(sum, n)| *sum += n);
    }
    agencies.retain(|_, counts| !counts.is_zero());
    agencies
}

macro_rules! rollup_writer {
    ($add:ident, $keep:ident, $DB:ty, $conn:ty) => {
        /// Adds to the sums of a generation.
        pub(crate) async fn $add(
            conn: &mut $conn,
            generation: i64,
            sums: &Rollups,
        ) -> Result<(), StoreError> {
            let agencies = by_agency(sums);
            for rows in agencies.iter().collect::<Vec<_>>().chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(AGENCY.insert_into());
                insert.push_values(rows, |mut row, (cell, counts)| {
                    row.push_bind(generation)
                        .push_bind(cell.month.number())
                        .push_bind(&cell.organisation)
                        .push_bind(&cell.area)
                        .push_bind(&cell.provider)
                        .push_bind(&cell.edition)
                        .push_bind(&cell.duty);
                    for n in counts.0 {
                        row.push_bind(n);
                    }
                });
                insert.push(AGENCY.on_conflict());
                insert.build().execute(&mut *conn).await?;
            }
            for rows in sums.duties.iter().collect::<Vec<_>>().chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(DUTY.insert_into());
                insert.push_values(rows, |mut row, (cell, counts)| {
                    row.push_bind(generation)
                        .push_bind(cell.month.number())
                        .push_bind(&cell.organisation)
                        .push_bind(&cell.area)
                        .push_bind(&cell.provider)
                        .push_bind(&cell.edition)
                        .push_bind(&cell.duty)
                        .push_bind(&cell.team)
                        .push_bind(cell.crime_group)
                        .push_bind(i64::from(cell.enhanced));
                    for n in counts.0 {
                        row.push_bind(n);
                    }
                });
                insert.push(DUTY.on_conflict());
                insert.build().execute(&mut *conn).await?;
            }
            for rows in sums.people.iter().collect::<Vec<_>>().chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(PEOPLE.insert_into());
                insert.push_values(rows, |mut row, (cell, counts)| {
                    row.push_bind(generation)
                        .push_bind(cell.month.number())
                        .push_bind(&cell.organisation)
                        .push_bind(&cell.area)
                        .push_bind(&cell.provider)
                        .push_bind(&cell.edition)
                        .push_bind(&cell.duty)
                        .push_bind(&cell.people);
                    for n in counts.0 {
                        row.push_bind(n);
                    }
                });
                insert.push(PEOPLE.on_conflict());
                insert.build().execute(&mut *conn).await?;
            }
            for rows in sums.days.iter().collect::<Vec<_>>().chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(DAYS.insert_into());
                insert.push_values(rows, |mut row, (cell, n)| {
                    row.push_bind(generation)
                        .push_bind(cell.what.slug())
                        .push_bind(cell.month.number())
                        .push_bind(&cell.organisation)
                        .push_bind(&cell.area)
                        .push_bind(&cell.duty)
                        .push_bind(&cell.team)
                        .push_bind(cell.crime_group)
                        .push_bind(cell.days)
                        .push_bind(**n);
                });
                insert.push(DAYS.on_conflict());
                insert.build().execute(&mut *conn).await?;
            }
            for rows in sums.victims.iter().collect::<Vec<_>>().chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(VICTIMS.insert_into());
                insert.push_values(rows, |mut row, (cell, counts)| {
                    row.push_bind(generation)
                        .push_bind(cell.month.number())
                        .push_bind(&cell.organisation)
                        .push_bind(&cell.area)
                        .push_bind(&cell.team)
                        .push_bind(cell.crime_group)
                        .push_bind(i64::from(cell.enhanced))
                        .push_bind(&cell.stage)
                        .push_bind(counts.victims)
                        .push_bind(counts.contacted)
                        .push_bind(counts.disputing);
                });
                insert.push(VICTIMS.on_conflict());
                insert.build().execute(&mut *conn).await?;
            }
            for rows in sums.survey.iter().collect::<Vec<_>>().chunks(ROWS) {
                let mut insert = QueryBuilder::<$DB>::new(SURVEY.insert_into());
                insert.push_values(rows, |mut row, (cell, n)| {
                    row.push_bind(generation)
                        .push_bind(cell.month.number())
                        .push_bind(&cell.organisation)
                        .push_bind(&cell.area)
                        .push_bind(cell.crime_group)
                        .push_bind(cell.moment)
                        .push_bind(&cell.question)
                        .push_bind(&cell.answer)
                        .push_bind(**n);
                });
                insert.push(SURVEY.on_conflict());
                insert.build().execute(&mut *conn).await?;
            }
            Ok(())
        }

        /// Keeps the sums true to what was just written of these cases. The last thing that a transaction does: what it
        /// wrote before holds off whoever makes the sums anew, so that the state that is read here still holds at its
        /// end.
        pub(crate) async fn $keep(conn: &mut $conn, cases: &[&SealedCase]) -> Result<(), StoreError> {
            if cases.iter().all(|case| case.changes.figures.is_empty()) {
                return Ok(());
            }
            let state: State = sqlx::query_as(STATE).fetch_one(&mut *conn).await?;
            $add(conn, state.generation, &merged(cases.iter().copied())).await?;
            if let (Some(next), Some(up_to)) = (state.next, state.up_to) {
                let passed = cases.iter().copied().filter(|case| case.changes.id.0 <= up_to);
                $add(conn, next, &merged(passed)).await?;
            }
            Ok(())
        }
    };
}

rollup_writer!(add_sqlite, keep_sqlite, sqlx::Sqlite, SqliteConnection);
rollup_writer!(add_postgres, keep_postgres, sqlx::Postgres, PgConnection);
