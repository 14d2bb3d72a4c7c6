//! The news agency whose text an article is: from its dateline, byline, authors, or the line of credit at its end.
//!
//! An agency that only helped ("contributed to this report") is not it.

use std::sync::LazyLock;

use claimdiff_text::{Line, LineKind, Meta, Origin, Slice, Sourced, table};

use super::{HEAD, dateline};

/// Of so many last lines one may credit an agency.
const TAIL: usize = 4;
/// A longer line is running text.
const MAX_CREDIT_BYTES: usize = 200;
/// What parts the names of a byline.
const MARKS: [char; 7] = [',', '|', '/', '(', ')', ';', '–'];

/// A row of the list.
struct Row {
    words: &'static str,
    what: &'static str,
    agency: &'static str,
}

pub(super) const ROWS: &str = include_str!("agency.tsv");
static LIST: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows(ROWS).map(|row| Row { words: row.key(), what: row.cell(1), agency: row.cell(2) }).collect()
});

fn rows(what: &'static str) -> impl Iterator<Item = &'static Row> {
    LIST.iter().filter(move |row| row.what == what)
}

/// The agency of an article.
pub(super) fn find(meta: &Meta, text: &str, lines: &[Line]) -> Option<Sourced<String>> {
    let known = meta.outlet.iter().chain(&meta.authors).find_map(|name| Some((of_name(&name.value)?, name.origin)));
    let head = lines.iter().take(HEAD).filter(|l| l.kind != LineKind::Correction);
    let tail = lines.iter().rev().take(TAIL);
    let told = || {
        let at_head = |l: &Line| of_head(l.span.of(text), l.kind == LineKind::Byline).map(|name| (name, *l));
        let at_end = |l: &Line| of_credit(l.span.of(text)).map(|name| (name, *l));
        let mut head = head.filter_map(at_head);
        head.next().or_else(|| tail.map(at_end).find_map(|found| found))
    };
    match known {
        Some((name, origin)) => Some(Sourced::new(name.to_owned(), origin)),
        None => told().map(|(name, line)| Sourced::at(name.to_owned(), Origin::Body, line.span)),
    }
}

/// The agency that a line at the beginning is by.
fn of_head(line: &str, is_byline: bool) -> Option<&'static str> {
    if is_byline {
        return line.split(MARKS).find_map(of_name);
    }
    let (start, end) = dateline::at_start(line)?.outlet?;
    of_name(line.slice(start..end))
}

/// The agency that a line at the end credits.
fn of_credit(line: &str) -> Option<&'static str> {
    if line.len() > MAX_CREDIT_BYTES {
        return None;
    }
    let low = line.to_lowercase();
    let signed = rows("signature").find(|row| low.starts_with('(') && low.contains(row.words));
    let credit = || {
        let cue = rows("credit").find(|row| low.starts_with(row.words))?;
        table::hit("meta/agency.tsv", cue.words);
        let rest = low.slice(cue.words.len()..);
        // The longest name that stands there as whole words.
        let is_in = |row: &&Row| {
            rest.match_indices(row.words).any(|(at, _)| {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !letter(rest.slice(..at).chars().next_back())
                    && !letter(rest.slice(at + row.words.len()..).chars().next())
            })
        };
        rows("agency").filter(is_in).max_by_key(|row| row.words.len())
    };
    let row = signed.or_else(credit)?;
    table::hit("meta/agency.tsv", row.words);
    Some(row.agency)
}

/// The agency that a name is of.
fn of_name(name: &str) -> Option<&'static str> {
    let low = name.trim().to_lowercase();
    let mut words: Vec<&str> = low.split_whitespace().collect();
    words.retain(|word| {
        let around = rows("around").find(|row| row.words == *word);
        around.inspect(|row| table::hit("meta/agency.tsv", row.words)).is_none()
    });
    let bare = words.join(" ");
    let row = rows("agency").find(|row| row.words == bare)?;
    table::hit("meta/agency.tsv", row.words);
    Some(row.agency)
}

#[cfg(test)]
mod tests {
    #[test]
    fn agencies() {
        let tables = [("meta/agency.tsv", super::ROWS)];
        claimdiff_cases::check("meta/agency.cases", include_str!("agency.cases"), &tables, |line| {
            let is_byline = line.starts_with("By ");
            super::of_head(line, is_byline).or_else(|| super::of_credit(line)).map(str::to_owned).into_iter().collect()
        });
    }
}
