//! Methodology sheets: how the numbers of a data set came about, for people.

use crate::{
    csv_file::WITHHELD,
    csvw::OPEN_LICENCE,
    data_set::{Column, DataSet, For, Kind},
    folder::Facts,
};
use measures::{Family, Measure, Register};
use victims_code::Code;

/// The sheet of a data set.
pub fn of_data_set(data_set: &DataSet, facts: &Facts, rows: u64) -> String {
    let mut sheet = format!("# {}\n\n{}\n\n", data_set.title, data_set.about);
    let mut line = |what: &str, text: &str| sheet.push_str(&format!("- **{what}**: {text}\n"));
    line("Months", &format!("{}, London time", facts.months));
    line("As of", &facts.as_of.to_string());
    line("Rows", &rows.to_string());
    line("Published by", &facts.publisher);
    line("Source", &facts.source);
    line("Left out", data_set.exclusions);
    line("Small numbers", data_set.suppression);
    match data_set.audience {
        For::Everybody => line("Licence", &format!("Open Government Licence v3.0, {OPEN_LICENCE}")),
        For::TheAgency => {
            line("For", "research inside the agency whose record it is. Not to be published or passed on")
        }
    }
    sheet.push_str("\n## Columns\n| column | what | kind | unit |\n| --- | --- | --- | --- |\n");
    for column in &data_set.columns {
        let title = format!("{}: {}", column.title, column.about);
        sheet.push_str(&format!("| `{}` | {title} | {} | {} |\n", column.name, kind(column), column.unit));
    }
    sheet.push_str("\n## Known limits\n");
    for limit in data_set.limits {
        sheet.push_str(&format!("- {limit}\n"));
    }
    sheet.push_str(&reading(data_set));
    sheet
}

fn kind(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Code => "text",
        Kind::Month => "date, the first of the month",
        Kind::Number => "whole number",
        Kind::YesNo => "true or false",
    };
    if column.may_be_missing { format!("{kind}; may be missing") } else { kind.to_owned() }
}

fn reading(data_set: &DataSet) -> String {
    let name = data_set.name;
    format!(
        "\n## Reading it\n\
         `{name}.csv` is UTF-8 with a header, described for programs by `{name}.csv-metadata.json` (CSVW). A number that is \
         withheld is `{WITHHELD}` there and null in Parquet. A text that would begin like a formula has an apostrophe \
         before it.\n\n\
         The folder `{name}` has the same rows as Parquet, a file for an area and a month:\n\n    \
         select * from read_parquet('{name}/*/*/*.parquet', hive_partitioning = true)\n\n\
         The names of the folders (`area`, `month`) are for finding files fast; readers may take `area=01` for the number 1. \
         Use the columns `area_code` and `month_start` inside the files.\n"
    )
}

/// The sheet of the register: how each figure is made from the columns of the data sets.
pub fn of_register(register: &Register, facts: &Facts) -> String {
    let mut sheet = format!(
        "# Measures\n\nEvery figure that is shown from this record is one of these. The same register makes the pages, the commands and \
         the figures of returns. Counts are columns of the data sets beside this file.\n\n- **As of**: {}\n",
        facts.as_of
    );
    for family in Family::ALL {
        sheet.push_str(&format!("\n## {}\n", family.words()));
        for measure in register.family(family) {
            measure_text(&mut sheet, measure);
        }
    }
    sheet
}

fn measure_text(sheet: &mut String, measure: &Measure) {
    sheet.push_str(&format!("\n### {} (`{}`)\n{}\n\n", measure.name, measure.id, measure.question));
    let mut line = |what: &str, text: &str| {
        if !text.is_empty() {
            sheet.push_str(&format!("- **{what}**: {text}\n"));
        }
    };
    let columns = |counts: &[measures::Count]| {
        counts.iter().map(|count| format!("`{}`", count.slug())).collect::<Vec<_>>().join(" + ")
    };
    line("Counted as", &measure.counted_as());
    line("Numerator", &columns(&measure.numerator));
    line("Denominator", &columns(&measure.denominator));
    line("Over", &measure.over);
    line("Left out", &measure.exclusions);
    line("Source", &measure.source);
    line("Owner", &measure.owner);
    line("Since", &measure.since.to_string());
}

/// The duties of every edition by their codes, as a table.
pub fn of_duty_codes(code: &Code) -> String {
    let mut sheet =
        "\n## Codes of duties\n| code | edition | right | who | what |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for duty in code.duties() {
        let right = duty.right.map(|right| right.to_string()).unwrap_or_default();
        let what = duty.plain.replace('|', "/");
        let edition = &code.edition(duty.edition).name;
        sheet.push_str(&format!(
            "| `{}` | {edition} | {right} | {} | {what} |\n",
            duty.id,
            duty.provider.slug()
        ));
    }
    sheet
}
