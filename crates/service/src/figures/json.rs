//! Measures and their tables as JSON: what `lantern measures` prints and `/api/measures` answers.

use super::{MeasureRow, MeasureTable};
use measures::{Measure, Took};
use serde_json::{Value, json};

/// A measure as the register has it.
pub fn measure(measure: &Measure) -> Value {
    let counts = |counts: &[measures::Count]| counts.iter().map(|count| count.slug()).collect::<Vec<_>>();
    json!({
        "measure": measure.id,
        "name": measure.name,
        "question": measure.question,
        "family": measure.family.slug(),
        "headline": measure.headline,
        "better": measure.better.slug(),
        "counts": measure.counts.slug(),
        "over": measure.over,
        "duties": measure.duties,
        "took": measure.took.map(Took::slug),
        "numerator": counts(&measure.numerator),
        "denominator": counts(&measure.denominator),
        "between": measure.between,
        "exclusions": measure.exclusions,
        "shown_by": measure.shown_by.iter().map(|by| by.slug()).collect::<Vec<_>>(),
        "source": measure.source,
        "owner": measure.owner,
        "since": measure.since.to_string(),
    })
}

impl MeasureTable {
    /// The whole table as one object.
    pub fn json(&self) -> Value {
        json!({
            "measure": self.measure.id,
            "name": self.measure.name,
            "by": self.by.map(super::Dimension::slug),
            "from": self.from.to_string(),
            "to": self.to.to_string(),
            "as_of": self.as_of.to_string(),
            "rows": self.rows.iter().map(|row| self.row_json(row)).collect::<Vec<_>>(),
            "total": self.row_json(&self.total),
            "left_out": self.left_out,
            "differences": self.differences,
        })
    }

    /// One row. What is not shown has no numbers: `suppressed` says why they are null.
    pub fn row_json(&self, row: &MeasureRow) -> Value {
        let number = |n: i64| (!row.suppressed).then_some(n);
        let mut value = json!({
            "key": row.key,
            "label": row.label,
            "numerator": number(row.numerator),
            "denominator": number(row.denominator),
        });
        if let (Some(days), Some(fields)) = (row.days, value.as_object_mut()) {
            fields.insert("median_days".to_owned(), json!(days.median));
            fields.insert("p90_days".to_owned(), json!(days.p90));
            fields.insert("mean_days".to_owned(), json!(days.mean));
            fields.insert("not_yet".to_owned(), json!(days.not_yet));
        } else if let Some(fields) = value.as_object_mut() {
            fields.insert("share".to_owned(), json!(row.share));
            fields.insert("low".to_owned(), json!(row.interval.map(|(low, _)| low)));
            fields.insert("high".to_owned(), json!(row.interval.map(|(_, high)| high)));
        }
        if let (Some(contacts), Some(fields)) = (row.contacts, value.as_object_mut()) {
            fields.insert("contacts".to_owned(), json!(contacts));
        }
        if let Some(fields) = value.as_object_mut() {
            fields.insert("suppressed".to_owned(), json!(row.suppressed));
        }
        value
    }
}
