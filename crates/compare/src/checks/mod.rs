//! The checks, one folder each; [`CHECKS`] is the only list of them.

pub(crate) mod attribution;
pub(crate) mod copy;
pub(crate) mod denial;
pub(crate) mod elapsed_time;
pub(crate) mod framing;
pub(crate) mod headline_body;
pub(crate) mod office_holder;
pub(crate) mod ordinal_conflict;
pub(crate) mod role_conflict;
pub(crate) mod stance;
pub(crate) mod sum;
pub(crate) mod weekday;

/// A check: one code and what it is about.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its stable kebab-case code.
    pub code: &'static str,
    /// The text that `claimdiff explain CODE` prints, under five fixed headings: what it finds, why it matters,
    /// example, what it leaves alone, source.
    pub explain: &'static str,
    /// Pairs of articles with the codes of what is shown of them, as the tests run them.
    pub cases: &'static str,
}

/// The check of a code, whose folder has the same name with underscores.
macro_rules! check {
    ($code:literal, $folder:literal) => {
        Check {
            code: $code,
            explain: include_str!(concat!($folder, "/explain.md")),
            cases: include_str!(concat!($folder, "/check.cases")),
        }
    };
}

/// All checks, in the order of their codes.
pub const CHECKS: &[Check] = &[
    check!("attribution", "attribution"),
    check!("copy", "copy"),
    check!("date-conflict", "date_conflict"),
    check!("denial", "denial"),
    check!("duration-conflict", "duration_conflict"),
    check!("elapsed-time", "elapsed_time"),
    check!("framing", "framing"),
    check!("headline-body", "headline_body"),
    check!("number-changed", "number_changed"),
    check!("number-conflict", "number_conflict"),
    check!("number-revision", "number_revision"),
    check!("number-scope", "number_scope"),
    check!("number-update", "number_update"),
    check!("office-holder", "office_holder"),
    check!("ordinal-conflict", "ordinal_conflict"),
    check!("quote-speaker", "quote_speaker"),
    check!("quote-wording", "quote_wording"),
    check!("role-conflict", "role_conflict"),
    check!("stance", "stance"),
    check!("sum", "sum"),
    check!("weekday", "weekday"),
];
