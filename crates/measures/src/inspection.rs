//! Inspection: questions asked of a sample of cases, and the figures that their answers give (OVR-5).
//!
//! The questions are data ([`Questions`]): sheets of questions, each with the figures that are made of its answers and, where
//! an inspection was published, what it found. A reader answers ([`Answer`]); [`figures::figures`] counts. Published figures
//! and our own come out of the same code, so that encoding the published counts as answers must give them back.

pub mod agree;
mod answer;
pub mod figures;
mod questions;

pub use answer::{Answer, AnswerError};
pub use questions::{
    Answers, AskedOf, Condition, Fact, FigureKind, FigureRule, FromRecord, Group, Judged, Opt, OutOf,
    Published, Question, Questions, QuestionsError, ReadFrom, Sheet,
};
