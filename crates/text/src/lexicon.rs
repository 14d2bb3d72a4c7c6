//! Word lists of the user's own: rows that join the built-in lists for the length of a process.
//!
//! A list says once where it may be added to ([`Table`]). A [`Lexicon`] is read, held against the columns of its
//! tables, and installed before the first article; from then on [`Table::rows`] gives both. Lists are read once, so
//! nothing is paid for it afterwards.

use std::{fmt, sync::OnceLock};

use crate::{
    StableHash,
    table::{Row, rows},
};

/// A built-in word list that users may add rows to.
#[derive(Debug)]
pub struct Table {
    /// Its name, which is that of a user's file without `.tsv`.
    pub name: &'static str,
    /// The built-in list; its head tells purpose and columns.
    pub text: &'static str,
    /// What its columns hold, the key first.
    pub columns: &'static [Column],
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// Words that must be there, written as articles write them.
    Words,
    /// Words that must be there, in lower case.
    Lower,
    /// Words that may be left out.
    Optional,
    /// One of these, which must be there.
    OneOf(&'static [&'static str]),
    /// One of these, or nothing.
    MaybeOneOf(&'static [&'static str]),
    /// Some of these letters, or nothing.
    Letters(&'static str),
}

impl Table {
    /// The built-in rows, then the user's: the last row of a key holds.
    pub fn rows(&self) -> impl Iterator<Item = Row<'static>> {
        let own = INSTALLED.get_or_init(Lexicon::default).lists.iter().filter(|(name, _)| *name == self.name);
        rows(self.text).chain(own.flat_map(|(_, text)| rows(text)))
    }
}

/// What is wrong with a user's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: u32,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

/// The user's own rows.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Names of tables with lists in their form.
    lists: Vec<(&'static str, String)>,
}

static INSTALLED: OnceLock<Lexicon> = OnceLock::new();

/// A stable hash of all rows that are installed, 0 where none are: what was analysed with other rows is to be made anew.
pub fn fingerprint() -> u64 {
    let Some(lexicon) = INSTALLED.get().filter(|l| !l.lists.is_empty()) else { return 0 };
    let mut hash = StableHash::default();
    for (name, text) in &lexicon.lists {
        hash.field(name);
        hash.field(text);
    }
    hash.finish()
}

impl Lexicon {
    /// Adds a list in the form of a table.
    ///
    /// # Errors
    ///
    /// The first row that does not fit the table's columns, or whose key stands twice in the list.
    pub fn add(&mut self, table: &Table, text: String) -> Result<(), Problem> {
        let mut keys = std::collections::BTreeMap::new();
        for row in rows(&text) {
            let fail = |message: String| Err(Problem { line: row.line, message });
            if row.cells.len() > table.columns.len() {
                return fail(format!("{} cells; {} has {} columns", row.cells.len(), table.name, table.columns.len()));
            }
            for (at, column) in table.columns.iter().enumerate() {
                if let Err(message) = column.check(row.cell(at)) {
                    return fail(format!("column {}: {message}", at + 1));
                }
            }
            if let Some(before) = keys.insert(row.key(), row.line) {
                return fail(format!("{:?} stands on line {before} already", row.key()));
            }
        }
        self.lists.push((table.name, text));
        Ok(())
    }

    /// Makes the rows part of every list of this process. Gives false, and changes nothing, where a list was read
    /// before, for part of the words would then be known and part not.
    #[must_use]
    pub fn install(self) -> bool {
        INSTALLED.set(self).is_ok()
    }
}

impl Column {
    fn check(self, cell: &str) -> Result<(), String> {
        match self {
            Column::Words | Column::Lower if cell.is_empty() => Err("nothing stands here".to_owned()),
            Column::Lower if cell.chars().any(char::is_uppercase) => Err(format!("{cell:?} is not in lower case")),
            Column::OneOf(list) if !list.contains(&cell) => Err(none_of(cell, list)),
            Column::MaybeOneOf(list) if !cell.is_empty() && !list.contains(&cell) => Err(none_of(cell, list)),
            Column::Letters(letters) => match cell.chars().find(|c| !letters.contains(*c)) {
                Some(c) => Err(format!("{c:?} is none of the letters {letters:?}")),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

fn none_of(cell: &str, list: &[&'static str]) -> String {
    let near = nearest(cell, list.iter().copied()).unwrap_or_default();
    format!("{cell:?} is none of {}; the nearest is {near:?}", list.join(", "))
}

/// What is said of a name that nothing has: "no list is called "title"; the nearest is "titles"".
pub fn unknown<'a>(what: &str, name: &str, valid: impl IntoIterator<Item = &'a str>) -> String {
    let valid: Vec<&str> = valid.into_iter().collect();
    let more = match nearest(name, valid.iter().copied()) {
        Some(near) => format!("; the nearest is {near:?}"),
        None if valid.is_empty() => String::new(),
        None => format!("; there are {}", valid.join(", ")),
    };
    format!("no {what} is called {name:?}{more}")
}

/// Names less alike than this (Jaro and Winkler, 0 to 1) are not taken for a slip.
const NEAR: f64 = 0.8;

/// Of some valid names the one that is most like another, if any is near; of several the first.
pub fn nearest<'a>(name: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, f64)> = None;
    for valid in valid {
        let like = strsim::jaro_winkler(valid, name);
        if like >= NEAR && best.is_none_or(|(_, most)| like > most) {
            best = Some((valid, like));
        }
    }
    best.map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANIMALS: Table = Table {
        name: "animals",
        text: "# Animals.\nheron\tbird\n",
        columns: &[Column::Lower, Column::OneOf(&["bird", "fish"]), Column::Letters("ab")],
    };

    fn problem(text: &str) -> (u32, String) {
        let problem = Lexicon::default().add(&ANIMALS, text.to_owned()).unwrap_err();
        (problem.line, problem.message)
    }

    #[test]
    fn a_wrong_row_is_named_with_its_line_and_the_nearest_valid_word() {
        let (line, message) = problem("# mine\n\nrook\tbrid\n");
        assert_eq!((line, message.as_str()), (3, "column 2: \"brid\" is none of bird, fish; the nearest is \"bird\""));
        assert_eq!(problem("Rook\tbird").1, "column 1: \"Rook\" is not in lower case");
        assert_eq!(problem("rook\tbird\tax").1, "column 3: 'x' is none of the letters \"ab\"");
        assert_eq!(problem("rook\tbird\ta\tb").1, "4 cells; animals has 3 columns");
        assert_eq!(problem("rook\tbird\nrook\tfish"), (2, "\"rook\" stands on line 1 already".to_owned()));
        assert_eq!(problem("\tbird").1, "column 1: nothing stands here");
    }

    #[test]
    fn own_rows_come_after_the_built_in_ones_and_only_before_any_list_was_read() {
        let mut lexicon = Lexicon::default();
        lexicon.add(&ANIMALS, "rook\tbird\n".to_owned()).unwrap();
        assert!(lexicon.install());
        let keys: Vec<&str> = ANIMALS.rows().map(|r| r.key()).collect();
        assert_eq!(keys, ["heron", "rook"]);
        assert!(!Lexicon::default().install());
    }
}
