//! What the classes of an element mark: the name of an author, a date, bold letters.

use std::sync::LazyLock;

use claimdiff_text::table::{hit, rows};
use rustc_hash::FxHashMap;

use super::dom::{Attr, Dom};

pub(crate) const MARKS: &str = include_str!("marks.tsv");

/// What a class marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Author,
    Bold,
    Date,
}

#[derive(Default)]
struct Marks {
    whole: FxHashMap<&'static str, Mark>,
    within: Vec<(&'static str, Mark)>,
}

static TABLE: LazyLock<Marks> = LazyLock::new(|| {
    let mut table = Marks::default();
    for row in rows(MARKS) {
        let mark = match row.cell(2) {
            "author" => Mark::Author,
            "bold" => Mark::Bold,
            _ => Mark::Date,
        };
        match row.cell(1) {
            "within" => table.within.push((row.key(), mark)),
            _ => {
                table.whole.insert(row.key(), mark);
            }
        }
    }
    table
});

/// Whether one of an element's classes marks it so.
pub(super) fn has(dom: &Dom<'_>, n: u32, mark: Mark) -> bool {
    let classes = dom.raw_attr(n, Attr::Class).unwrap_or("");
    classes.split_ascii_whitespace().any(|class| is(class, mark))
}

fn is(class: &str, mark: Mark) -> bool {
    // Longer classes are cut: no class of the table is as long.
    let mut low = [0u8; 32];
    let len = class.len().min(low.len());
    low[..len].copy_from_slice(&class.as_bytes()[..len]);
    low[..len].make_ascii_lowercase();
    let low = String::from_utf8_lossy(&low[..len]);
    let whole = TABLE.whole.get_key_value(&*low).filter(|(_, m)| **m == mark).map(|(key, _)| *key);
    let within = || TABLE.within.iter().find(|(part, m)| *m == mark && low.contains(part)).map(|(part, _)| *part);
    let found = whole.or_else(within);
    if let Some(key) = found {
        hit("html/marks.tsv", key);
    }
    found.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_mark_names_and_dates() {
        claimdiff_cases::check(
            "html/marks.cases",
            include_str!("marks.cases"),
            &[("html/marks.tsv", MARKS)],
            |classes| {
                let marked = |mark| classes.split(' ').any(|class| is(class, mark));
                let found = [(Mark::Author, "author"), (Mark::Bold, "bold"), (Mark::Date, "date")];
                found.into_iter().filter(|(mark, _)| marked(*mark)).map(|(_, name)| name.to_owned()).collect()
            },
        );
    }
}
