//! Who may see a case: the pages on which staff and victims decide it.

pub mod agreements;
pub mod case_access;
pub mod openings;
pub mod sharing;
pub mod your_people;
pub mod your_sharing;
