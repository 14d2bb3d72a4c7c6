//! Writing an index anew: its records in the order of their ids, without those that were taken out, their postings in one run;
//! behind them those that are kept of earlier versions.
//!
//! It is built in a folder of its own inside that of the index; then its files are put beside those that are there, under
//! numbers that are free, and the manifest that names them takes the place of the one before. Until then the index is as it was.

use std::{collections::BTreeMap, fs};

use crate::{
    Entry, Error, Writer, file,
    manifest::{ANEW, run_name, state_name},
};

impl Writer {
    /// Writes all that counts anew, and gives the number of records. Two indexes of the same articles have the same
    /// records, places, postings and statistics then, however they came about.
    ///
    /// # Errors
    ///
    /// A record is damaged, or something cannot be written: then the index is as it was.
    pub fn rebuild(mut self) -> Result<usize, Error> {
        self.commit()?;
        let folder = self.index.folder.clone();
        let draft = folder.join(ANEW);
        if draft.exists() {
            fs::remove_dir_all(&draft).map_err(Error::io("clearing", &draft))?;
        }
        let mut order: Vec<(String, String, u32)> = Vec::with_capacity(self.index.len());
        for number in self.index.numbers() {
            let record = self.index.record(number)?;
            order.push((record.id, record.path, number));
        }
        order.sort_unstable();
        let mut anew = Writer::open(&draft)?;
        for (.., number) in &order {
            anew.batch.push(self.entry(*number)?);
            if anew.batch.len() >= anew.most {
                anew.commit()?;
            }
        }
        anew.commit()?;
        if anew.index.runs.len() > 1 {
            anew.merge(0)?;
        }
        let mut earlier = BTreeMap::new();
        for (new, (.., number)) in (0..).zip(&order) {
            for old in self.index.state.earlier.get(number).into_iter().flatten() {
                earlier.entry(new).or_insert_with(Vec::new).push(self.entry(*old)?);
            }
        }
        anew.keep_earlier(earlier)?;
        let built = anew.index.manifest.clone();
        drop(anew);
        let mut next = built.clone();
        // Above all numbers that are in use.
        let written = self.index.manifest.generation + 1;
        (next.written, next.generation) = (written, written + built.generation);
        let mut moved =
            vec![(built.records(&draft), next.records(&folder)), (built.places(&draft), next.places(&folder))];
        for run in &mut next.runs {
            let from = draft.join(run_name(run.number));
            run.number += written;
            moved.push((from, folder.join(run_name(run.number))));
        }
        if let Some(state) = &mut next.state {
            let from = draft.join(state_name(state.number));
            state.number += written;
            moved.push((from, folder.join(state_name(state.number))));
        }
        for (from, to) in moved {
            fs::rename(&from, &to).map_err(Error::io("writing", &to))?;
        }
        file::sync(&folder)?;
        self.turn_to(next)?;
        Ok(self.index.len())
    }

    /// The entry of a record that is there.
    fn entry(&self, number: u32) -> Result<Entry, Error> {
        let (place, (record, corrections)) = (self.index.place(number)?, self.index.record_with(number)?);
        Ok(Entry::of(&record, &corrections, (place.name, place.fingerprint)))
    }
}
