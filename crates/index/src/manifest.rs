//! The one file that tells what belongs to an index: putting another in its place is what makes a change count.

use std::{
    fs,
    path::{Path, PathBuf},
};

use claimdiff_claims::VERSION;
use serde::{Deserialize, Serialize};

use crate::{Error, file};

/// The form of the files of an index. An index of another form is built anew.
const FORM: u32 = 2;
const NAME: &str = "index.json";

/// What belongs to an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    form: u32,
    /// The version of the records.
    version: u32,
    /// The program that made it.
    program: String,
    /// The word lists beside the built-in ones that the records were made with.
    lexicon: u64,
    /// How often it was changed.
    pub(crate) generation: u64,
    /// How many records were ever added.
    pub(crate) records: u32,
    /// The bytes of them; what stands behind is of a change that did not come to its end.
    pub(crate) bytes: u64,
    /// The runs of postings, the oldest first.
    pub(crate) runs: Vec<RunOf>,
    /// The file with the statistics and what was taken out.
    pub(crate) state: Option<Sealed>,
    /// When it was last written anew, as a generation: its records and places have files of that number.
    #[serde(default)]
    pub(crate) written: u64,
}

/// A run of postings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunOf {
    /// Its file, by number.
    pub(crate) number: u64,
    /// How many keys it holds.
    pub(crate) keys: u64,
    /// How many postings of them.
    pub(crate) postings: u64,
    /// By how many leading bits of the keys it is parted.
    pub(crate) bits: u32,
    /// Where the places of the parts stand.
    pub(crate) places: u64,
}

/// A file that is read whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sealed {
    pub(crate) number: u64,
    pub(crate) sum: u32,
}

impl Manifest {
    /// That of an index with nothing in it.
    pub(crate) fn new(lexicon: u64) -> Manifest {
        Manifest {
            form: FORM,
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            lexicon,
            generation: 0,
            records: 0,
            bytes: 0,
            runs: Vec::new(),
            state: None,
            written: 0,
        }
    }

    /// The file of the records.
    pub(crate) fn records(&self, folder: &Path) -> PathBuf {
        folder.join(numbered("records", self.written))
    }

    /// The file of the places.
    pub(crate) fn places(&self, folder: &Path) -> PathBuf {
        folder.join(numbered("places", self.written))
    }

    /// Whether a folder holds an index.
    pub(crate) fn is_in(folder: &Path) -> bool {
        folder.join(NAME).is_file()
    }

    pub(crate) fn read(folder: &Path, lexicon: u64) -> Result<Manifest, Error> {
        let path = folder.join(NAME);
        if !path.is_file() {
            return Err(Error::Missing(folder.to_path_buf()));
        }
        let bytes = fs::read(&path).map_err(Error::io("reading", &path))?;
        // What another version wrote may have other fields.
        #[derive(Deserialize)]
        struct Head {
            form: u32,
            version: u32,
            program: String,
        }
        let head: Head = serde_json::from_slice(&bytes).map_err(|e| Error::damaged(&path, e.to_string()))?;
        if (head.form, head.version) != (FORM, VERSION) {
            return Err(Error::Version { folder: folder.to_path_buf(), program: head.program });
        }
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|e| Error::damaged(&path, e.to_string()))?;
        if manifest.lexicon != lexicon {
            return Err(Error::Lexicon(folder.to_path_buf()));
        }
        Ok(manifest)
    }

    pub(crate) fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(NAME);
        let bytes = serde_json::to_vec_pretty(self).map_err(|e| Error::io("writing", &path)(e.into()))?;
        file::replace(&path, &bytes)
    }

    /// The names of the files that belong to it.
    pub(crate) fn owns(&self, name: &str) -> bool {
        let grows = ["records", "places"].iter().any(|grows| name == numbered(grows, self.written));
        let runs = self.runs.iter().any(|run| name == run_name(run.number));
        grows || runs || self.state.as_ref().is_some_and(|state| name == state_name(state.number))
    }
}

/// The name of a file that grows: the first one is without a number.
fn numbered(name: &str, written: u64) -> String {
    if written == 0 { name.to_owned() } else { format!("{name}-{written}") }
}

pub(crate) fn run_name(number: u64) -> String {
    format!("postings-{number}")
}

pub(crate) fn state_name(number: u64) -> String {
    format!("state-{number}")
}

/// The folder in which an index is written anew.
pub(crate) const ANEW: &str = "anew";

/// Whether a file of this name is one that an index makes anew with a change.
pub(crate) fn is_of_a_change(name: &str) -> bool {
    let (kind, number) = name.split_once('-').unwrap_or((name, ""));
    let is_number = number.bytes().all(|b| b.is_ascii_digit());
    match kind {
        "postings" | "state" => is_number && !number.is_empty(),
        "records" | "places" => is_number,
        _ => name == "index.new",
    }
}
