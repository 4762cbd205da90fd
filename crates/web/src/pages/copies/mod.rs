//! Copies that leave the record: the pages on which they are made, and the files themselves.

pub mod defence;
pub mod own;
