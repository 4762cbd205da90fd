//! One file a command; each has its arguments and `run`, which answers with the exit code.

pub mod account;
pub mod code;
pub mod database;
pub mod directory;
pub mod duties;
pub mod export;
pub mod import;
pub mod keys;
pub mod load;
pub mod measures;
pub mod read;
pub mod rebuild;
pub mod returns;
pub mod serve;
pub mod support;
pub mod synth;
pub mod verify;
