//! The checks, one folder each; [`CHECKS`] is the only list of them.

pub(crate) mod elapsed_time;
pub(crate) mod office_holder;
pub(crate) mod ordinal_conflict;
pub(crate) mod role_conflict;

/// A check: one code and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its stable kebab-case code.
    pub code: &'static str,
    /// The text that `claimdiff explain CODE` prints, under five fixed headings: what it finds, why it matters,
    /// example, what it leaves alone, source.
    pub explain: &'static str,
}

/// All checks, in the order of their codes.
pub const CHECKS: &[Check] = &[];
