//! London dates and the working days of England and Wales. This crate knows nothing else, and nothing of the Code.
//!
//! - [`Calendar`]: which days are working days, and arithmetic in working days, within the years for which the
//!   bank holidays are known. Outside them the answer is [`OutsideCalendar`]: a date is never guessed.
//! - [`london_date`], [`start_of_london_day`], [`end_of_london_day`], [`LondonTime`]: between instants and London days.
//!
//! ```
//! use calendar::{Calendar, london_date};
//! use jiff::civil::date;
//!
//! let calendar = Calendar::england_and_wales();
//! // Thursday before Easter: the next working day is the Tuesday after.
//! assert_eq!(calendar.add_working_days(date(2024, 3, 28), 1)?, date(2024, 4, 2));
//! assert!(calendar.add_working_days(date(2028, 12, 29), 1).is_err());
//! // A quarter past eleven in the evening by UTC is already tomorrow in London's summer.
//! assert_eq!(london_date("2024-07-01T23:15:00Z".parse().unwrap()), date(2024, 7, 2));
//! # Ok::<(), calendar::OutsideCalendar>(())
//! ```

mod civil_day;
mod london;
mod working_days;

pub use civil_day::{date_of_epoch_day, epoch_day};
pub use london::{LondonTime, end_of_london_day, london_date, london_offset_seconds, start_of_london_day};
pub use working_days::{Calendar, OutsideCalendar};
