//! Figures that leave the record (OVR-6, OVR-8).
//!
//! - **Open data** and **rows for research**: a [`DataSet`] says which columns there are and what each means. A
//!   [`Publication`] writes its rows as CSV with a CSVW description, as Parquet by area and month, and with a sheet that
//!   says how the numbers came about - into a folder beside, which takes its name when everything in it is whole.
//! - **Returns**: what an area says about some months to a national view, in one signed file ([`signed`]).
//!
//! Nothing here knows where figures are kept, and no column here can hold a name, a reference or a text that somebody
//! wrote: every text is a short code ([`code`]).

pub mod code;
pub mod counts;
pub mod csv_file;
pub mod csvw;
pub mod data_set;
pub mod folder;
pub mod months;
pub mod open_data;
pub mod parquet_file;
pub mod sheet;
pub mod signed;

pub use data_set::{Column, DataSet, Kind, Value};
pub use folder::{Facts, Publication, PublishError};
pub use months::Months;
