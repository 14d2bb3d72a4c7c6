//! What projects that record casualties code for a number that is given in a word: "dozens".

use claimdiff_text::table::{hit, rows};

/// The rules of one project.
#[derive(Debug)]
pub struct Policy {
    /// Its name on the command line.
    pub name: &'static str,
    /// Whose rules they are.
    pub about: &'static str,
    /// Words with the numbers that are coded for them, and where that is written.
    rows: &'static str,
    /// What the list is called.
    table: &'static str,
}

const ACLED: &str = include_str!("acled.tsv");

/// All rules that can be named. There is none without its source.
pub const POLICIES: &[Policy] = &[Policy {
    name: "acled",
    about: "deaths as the Armed Conflict Location and Event Data codes them: 10 for tens, 12 for dozens, 100 for hundreds",
    rows: ACLED,
    table: "policy/acled.tsv",
}];

/// Words that make another number of the one before them: "hundreds of thousands".
const GREATER: [&str; 3] = ["thousands", "millions", "billions"];

impl Policy {
    /// The rules of a name.
    pub fn named(name: &str) -> Option<&'static Policy> {
        POLICIES.iter().find(|p| p.name == name)
    }

    /// The number that is coded for deaths in these words.
    pub(crate) fn best(&self, words: &str) -> Option<f64> {
        let words = words.to_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let mut found =
            words.iter().enumerate().filter_map(|(at, word)| Some((at, rows(self.rows).find(|r| r.key() == *word)?)));
        let (at, row) = found.next()?;
        if found.next().is_some() || words.get(at + 2).is_some_and(|w| GREATER.contains(w)) {
            return None;
        }
        hit(self.table, row.key());
        row.cell(1).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_coded_is_what_the_source_says() {
        let acled = Policy::named("acled").unwrap();
        claimdiff_cases::check("acled.cases", include_str!("acled.cases"), &[(acled.table, ACLED)], |wording| {
            acled.best(wording).map(|n| n.to_string()).into_iter().collect()
        });
    }
}
