//! The description of a CSV file for programs: CSV on the Web (W3C), `NAME.csv-metadata.json`.
//!
//! CSVW rather than a Frictionless data package: it is a W3C recommendation, and the one that the United Kingdom's
//! government recommends for publishing statistics as tables.

use crate::{
    csv_file::WITHHELD,
    data_set::{Column, DataSet, For, Kind},
    folder::Facts,
};
use serde_json::{Value, json};

/// The licence of what is open.
pub const OPEN_LICENCE: &str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/// The description of `NAME.csv`.
pub fn description(data_set: &DataSet, facts: &Facts) -> Value {
    let key: Vec<&str> =
        data_set.columns.iter().filter(|column| column.is_key).map(|column| column.name).collect();
    let mut described = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": format!("{}.csv", data_set.name),
        "dc:title": data_set.title,
        "dc:description": data_set.about,
        "dc:publisher": facts.publisher,
        "dc:source": facts.source,
        "dc:created": { "@value": facts.as_of.to_string(), "@type": "xsd:dateTime" },
        "dc:temporal": format!("{}/{} (Europe/London)", facts.months.from, facts.months.to),
        "dialect": { "encoding": "utf-8", "header": true, "delimiter": ",", "quoteChar": "\"", "doubleQuote": true },
        "tableSchema": {
            "columns": data_set.columns.iter().map(column).collect::<Vec<_>>(),
            "primaryKey": key,
        },
    });
    if data_set.audience == For::Everybody {
        described["dc:license"] = json!({ "@id": OPEN_LICENCE });
    } else {
        described["dc:rights"] =
            json!("for research inside the agency whose record it is; not to be published");
    }
    described
}

fn column(column: &Column) -> Value {
    let datatype = match column.kind {
        Kind::Code => json!("string"),
        Kind::Month => json!({ "base": "date", "format": "yyyy-MM-dd" }),
        Kind::Number => json!({ "base": "integer", "minimum": 0 }),
        Kind::YesNo => json!({ "base": "boolean", "format": "true|false" }),
    };
    let mut described = json!({
        "name": column.name,
        "titles": column.name,
        "dc:title": column.title,
        "dc:description": column.about,
        "datatype": datatype,
        "required": !column.may_be_missing,
    });
    if !column.unit.is_empty() {
        described["schema:unitText"] = json!(column.unit);
    }
    if column.may_be_missing {
        described["null"] = json!([WITHHELD, ""]);
    }
    described
}
