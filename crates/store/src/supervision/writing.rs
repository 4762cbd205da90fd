//! Writing what supervisors' lists read: a case whose rows changed gets all of them anew.

use crate::{
    Store, StoreError,
    rows::{Of, Row, Values},
    sealed::SealedCase,
};
use record::{
    supervision::{DirectionRow, IdentityRow, LeftRow, Supervision, WarningRow},
    warning::Signal,
};
use uuid::Uuid;

/// The tables, all of them with `case_id`.
pub(crate) const TABLES: [&str; 4] = ["direction", "early_warning", "victim_left", "victim_identity"];

/// The rows of a case, when they are others than before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// The rows now; their identities are sealed in [`SealedIdentity`] before anything is written.
    pub rows: Supervision,
    /// Whether there were rows before.
    pub replaces: bool,
}

impl Changed {
    pub(crate) fn between(saved: &Supervision, now: &Supervision) -> Option<Changed> {
        let replaces = *saved != Supervision::default();
        (saved != now).then(|| Changed { rows: now.clone(), replaces })
    }
}

/// By what a victim is known again, as it is kept.
pub(crate) struct SealedIdentity {
    pub kind: &'static str,
    pub digest: Vec<u8>,
    pub began_at: i64,
    pub victim: Uuid,
}

impl Store {
    pub(crate) fn sealed_identities(
        &self,
        rows: Vec<IdentityRow>,
    ) -> Result<Vec<SealedIdentity>, StoreError> {
        let sealed = |row: IdentityRow| {
            let digest = self.index_entry(row.kind.slug(), &row.term)?.to_vec();
            let (kind, began_at) = (row.kind.slug(), row.at.as_millisecond());
            Ok(SealedIdentity { kind, digest, began_at, victim: row.victim.0 })
        };
        rows.into_iter().map(sealed).collect()
    }
}

/// The rows of those cases that changed, each with its case.
pub(crate) fn changed<'a, T>(
    cases: &[&'a SealedCase],
    of: impl Fn(&'a Supervision) -> &'a [T],
) -> Vec<Of<'a, T>> {
    let changed = |case: &&'a SealedCase| Some((case.changes.id.0, &case.changes.supervision.as_ref()?.rows));
    let changed = cases.iter().filter_map(changed);
    changed.flat_map(|(id, rows)| of(rows).iter().map(move |row| Of(id, row))).collect()
}

/// Those that had rows before.
pub(crate) fn replaced(cases: &[&SealedCase]) -> Vec<record::CaseId> {
    let replaces =
        |case: &&&SealedCase| case.changes.supervision.as_ref().is_some_and(|changed| changed.replaces);
    cases.iter().filter(replaces).map(|case| case.changes.id).collect()
}

impl Row for Of<'_, DirectionRow> {
    const TABLE: &'static str = "direction";
    const COLUMNS: &'static [&'static str] = &[
        "case_id",
        "review_version",
        "item",
        "organisation",
        "team",
        "person",
        "given_at",
        "due_at",
        "answered_at",
        "done",
    ];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(case, direction) = self;
        to.uuid(*case);
        to.int(Some(direction.review as i64));
        to.int(Some(i64::from(direction.item)));
        to.text(Some(&direction.organisation));
        to.text(Some(&direction.team));
        to.text(Some(&direction.person));
        to.int(Some(direction.given_at.as_millisecond()));
        to.int(Some(direction.due_at.as_millisecond()));
        to.int(direction.answered_at.map(|at| at.as_millisecond()));
        to.int(Some(i64::from(direction.done)));
    }
}

impl Row for Of<'_, WarningRow> {
    const TABLE: &'static str = "early_warning";
    const COLUMNS: &'static [&'static str] =
        &["case_id", "organisation", "team", "person", "most", "listed_from", "full_from", "signals"];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(case, warning) = self;
        to.uuid(*case);
        to.text(Some(&warning.organisation));
        to.text(Some(&warning.team));
        to.text(Some(&warning.person));
        to.int(Some(i64::from(warning.most)));
        to.int(Some(warning.listed_from.as_millisecond()));
        to.int(Some(warning.full_from.as_millisecond()));
        to.text(Some(&signals_text(&warning.signals)));
    }
}

impl Row for Of<'_, LeftRow> {
    const TABLE: &'static str = "victim_left";
    const COLUMNS: &'static [&'static str] = &[
        "case_id",
        "victim_id",
        "left_at",
        "organisation",
        "team",
        "stage",
        "because",
        "contact_before",
        "done",
        "late",
        "no_record",
    ];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(case, left) = self;
        to.uuid(*case);
        to.uuid(left.victim.0);
        to.int(Some(left.at.as_millisecond()));
        to.text(Some(&left.organisation));
        to.text(Some(&left.team));
        to.text(Some(&left.stage));
        to.text(Some(left.because.slug()));
        to.int(left.contact_before.map(|at| at.as_millisecond()));
        to.int(Some(i64::from(left.owed_before.done)));
        to.int(Some(i64::from(left.owed_before.late)));
        to.int(Some(i64::from(left.owed_before.no_record)));
    }
}

impl Row for Of<'_, SealedIdentity> {
    const TABLE: &'static str = "victim_identity";
    const COLUMNS: &'static [&'static str] = &["kind", "digest", "began_at", "case_id", "victim_id"];
    const KEY: &'static [&'static str] = &[];

    fn values(&self, to: &mut impl Values) {
        let Of(case, identity) = self;
        to.text(Some(identity.kind));
        to.bytes(&identity.digest);
        to.int(Some(identity.began_at));
        to.uuid(*case);
        to.uuid(identity.victim);
    }
}

/// The reasons as they are kept: slug, from, since; milliseconds since 1970, as every instant in a view.
pub(crate) fn signals_text(signals: &[Signal]) -> String {
    let one = |signal: &Signal| {
        format!("{} {} {}", signal.sign.slug(), signal.from.as_millisecond(), signal.since.as_millisecond())
    };
    signals.iter().map(one).collect::<Vec<_>>().join(";")
}
