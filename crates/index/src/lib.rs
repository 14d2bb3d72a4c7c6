//! An archive of analysed articles on disk: analysed once, added to, looked up and compared with.
//!
//! [`Writer`] changes an index, one process at a time; any number may read it ([`Index`]) meanwhile and see it as it stood
//! when they opened it. A folder holds
//!
//! - `index.json`, the manifest: what belongs to the index. Putting another in its place makes a change count.
//! - `records`: the [`Analysis`](claimdiff_claims::Analysis) records one behind the other ([`encode`]), and `places`: a row
//!   for each with where it stands, its day and the hash of its article. Both only grow.
//! - `postings-N`: for each key of the comparison ([`keys`](claimdiff_compare::keys())) the records that have it; written
//!   once, merged now and then.
//! - `state-N`: the [`Statistics`](claimdiff_compare::Statistics) of all records, which were taken out, and which of those
//!   are kept as earlier versions of one that is there ([`Index::versions`]).
//! - `lock`, held by who writes.
//!
//! The room of records that were taken out is given back when all is written anew ([`Writer::rebuild`]). What is not
//! supported: folders that several machines write to at once.

mod check;
mod error;
mod file;
mod manifest;
mod place;
mod postings;
mod rebuild;
mod record;
mod related;
mod store;
mod versions;
mod writer;

pub use check::Checked;
pub use error::Error;
pub use record::{Damage, decode, encode};
pub use related::{MOST_READ, Related};
pub use store::{Added, Index, Sizes};
pub use versions::Version;
pub use writer::{Changes, Entry, Known, Writer};
