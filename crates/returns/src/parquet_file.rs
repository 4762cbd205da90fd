//! Parquet, one file for an area and a month. Rows are gathered into groups of bounded size, so that the memory that is
//! needed does not grow with the file.

use crate::{
    PublishError,
    data_set::{DataSet, Kind, Value},
    folder::Facts,
};
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical},
    data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::{WriterProperties, WriterVersion},
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::{Type, TypePtr},
};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

/// How many rows are gathered before they are written.
pub const ROWS_TOGETHER: usize = 32_768;

/// A Parquet file being written.
pub struct ParquetFile {
    path: PathBuf,
    writer: SerializedFileWriter<File>,
    columns: Vec<Gathered>,
    rows: usize,
}

/// The values of one column that wait to be written, and for each row whether it has one.
struct Gathered {
    values: Values,
    there: Option<Vec<i16>>,
}

enum Values {
    Codes(Vec<ByteArray>),
    Days(Vec<i32>),
    Numbers(Vec<i64>),
    Truths(Vec<bool>),
}

impl ParquetFile {
    /// Begins the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(path: &Path, data_set: &DataSet, facts: &Facts) -> Result<ParquetFile, PublishError> {
        let file = File::create_new(path).map_err(|why| PublishError::file(path, why))?;
        let of_parquet = |why: ParquetError| PublishError::file(path, why);
        let schema = schema(data_set).map_err(of_parquet)?;
        let told = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
        let properties = WriterProperties::builder()
            .set_created_by("lantern".to_owned())
            .set_writer_version(WriterVersion::PARQUET_1_0)
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(vec![
                told("title", data_set.title.to_owned()),
                told("description", data_set.about.to_owned()),
                told("publisher", facts.publisher.clone()),
                told("as_of", facts.as_of.to_string()),
                told("time_zone", "Europe/London".to_owned()),
            ]))
            .build();
        let writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).map_err(of_parquet)?;
        let columns = data_set.columns.iter().map(|column| Gathered {
            values: match column.kind {
                Kind::Code => Values::Codes(Vec::new()),
                Kind::Month => Values::Days(Vec::new()),
                Kind::Number => Values::Numbers(Vec::new()),
                Kind::YesNo => Values::Truths(Vec::new()),
            },
            there: column.may_be_missing.then(Vec::new),
        });
        Ok(ParquetFile { path: path.to_owned(), writer, columns: columns.collect(), rows: 0 })
    }

    /// Adds a row; its values are of the kinds of the columns, in their order.
    ///
    /// # Errors
    /// When the row does not fit the columns, or the file cannot be written.
    pub fn write(&mut self, row: &[Value<'_>]) -> Result<(), PublishError> {
        if row.len() != self.columns.len() {
            return Err(PublishError::Shape { file: self.path.clone() });
        }
        for (column, value) in self.columns.iter_mut().zip(row) {
            if !column.add(value) {
                return Err(PublishError::Shape { file: self.path.clone() });
            }
        }
        self.rows += 1;
        if self.rows >= ROWS_TOGETHER { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> Result<(), PublishError> {
        let path = self.path.clone();
        group(&mut self.writer, &mut self.columns).map_err(|why| PublishError::file(&path, why))?;
        self.rows = 0;
        Ok(())
    }

    /// Writes what is left, down to the disk.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> Result<(), PublishError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.writer.finish().map_err(|why| PublishError::file(&self.path, why))?;
        self.writer.inner().sync_all().map_err(|why| PublishError::file(&self.path, why))
    }
}

impl Gathered {
    /// Adds a value; false when it is of another kind, or missing where one must be.
    fn add(&mut self, value: &Value<'_>) -> bool {
        let missing = matches!(value, Value::Withheld | Value::Nothing);
        match &mut self.there {
            Some(there) => there.push(i16::from(!missing)),
            None if missing => return false,
            None => {}
        }
        match (&mut self.values, value) {
            (_, Value::Withheld | Value::Nothing) => {}
            (Values::Codes(held), Value::Code(text)) => held.push(ByteArray::from(text.as_ref())),
            (Values::Days(held), Value::Month(month)) => held.push(calendar::epoch_day(month.first_day())),
            (Values::Numbers(held), Value::Number(number)) => held.push(*number),
            (Values::Truths(held), Value::YesNo(yes)) => held.push(*yes),
            _ => return false,
        }
        true
    }

    fn write(&mut self, mut writer: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let there = self.there.as_deref();
        match &mut self.values {
            Values::Codes(held) => {
                writer.typed::<ByteArrayType>().write_batch(held, there, None)?;
                held.clear();
            }
            Values::Days(held) => {
                writer.typed::<Int32Type>().write_batch(held, there, None)?;
                held.clear();
            }
            Values::Numbers(held) => {
                writer.typed::<Int64Type>().write_batch(held, there, None)?;
                held.clear();
            }
            Values::Truths(held) => {
                writer.typed::<BoolType>().write_batch(held, there, None)?;
                held.clear();
            }
        }
        if let Some(there) = &mut self.there {
            there.clear();
        }
        writer.close()
    }
}

fn group(writer: &mut SerializedFileWriter<File>, columns: &mut [Gathered]) -> Result<(), ParquetError> {
    let mut rows = writer.next_row_group()?;
    for column in columns {
        if let Some(place) = rows.next_column()? {
            column.write(place)?;
        }
    }
    rows.close()?;
    Ok(())
}

fn schema(data_set: &DataSet) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::with_capacity(data_set.columns.len());
    for column in &data_set.columns {
        let (physical, logical) = match column.kind {
            Kind::Code => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Month => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Number => (Physical::INT64, None),
            Kind::YesNo => (Physical::BOOLEAN, None),
        };
        let repetition = if column.may_be_missing { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let field = Type::primitive_type_builder(column.name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()?;
        fields.push(Arc::new(field));
    }
    Ok(Arc::new(Type::group_type_builder(data_set.name).with_fields(fields).build()?))
}
