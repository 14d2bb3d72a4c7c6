//! An archive of analysed articles on disk.

mod record;

pub use record::{Damage, decode, encode};
