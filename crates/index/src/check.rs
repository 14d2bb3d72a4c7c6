//! Whether an index holds what was written to it.

use claimdiff_compare::Statistics;

use crate::{Error, Index, place::ROW};

/// What reading all of an index gave.
#[derive(Debug)]
pub struct Checked {
    /// How many records read back.
    pub records: usize,
    /// What is wrong.
    pub damage: Vec<Error>,
}

impl Index {
    /// Reads all records, postings and statistics, and holds them against each other.
    pub fn check(&self) -> Checked {
        let (mut records, mut damage) = (0, Vec::new());
        damage.extend(self.check_lengths().err());
        let mut statistics = Statistics::default();
        for number in self.numbers() {
            match self.record(number) {
                Ok(record) => {
                    statistics.add(&record);
                    records += 1;
                }
                Err(error) => damage.push(error),
            }
        }
        for run in &self.runs {
            match run.check() {
                Ok(last) if last.is_none_or(|n| n < self.manifest.records) => {}
                Ok(_) => damage.push(Error::damaged(self.folder(), "postings of records that are not there")),
                Err(error) => damage.push(error),
            }
        }
        if damage.is_empty() && statistics != self.state.statistics {
            damage.push(Error::damaged(self.folder(), "the statistics are not those of the records"));
        }
        Checked { records, damage }
    }

    /// Whether the files that grow have all that was written to them.
    pub(crate) fn check_lengths(&self) -> Result<(), Error> {
        let rows = u64::from(self.manifest.records) * ROW as u64;
        let wanted =
            [(self.manifest.records(&self.folder), self.manifest.bytes), (self.manifest.places(&self.folder), rows)];
        for (path, wanted) in wanted {
            let bytes = std::fs::metadata(&path).map_err(Error::io("reading", &path))?.len();
            if bytes < wanted {
                return Err(Error::damaged(&path, format!("it has {bytes} bytes, and {wanted} were written")));
            }
        }
        Ok(())
    }
}
