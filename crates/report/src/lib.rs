//! Findings as people and programs read them.

mod report;

pub use report::{Format, Report, View};
