//! Where each record stands, in rows of one length.

use crate::record::checksum;

/// The row of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its first byte among those of all records.
    pub(crate) at: u64,
    /// How many bytes it has.
    pub(crate) bytes: u32,
    /// The first day on which its article may have been published; [`UNDATED`] where nobody knows.
    pub(crate) day: i32,
    /// The hash of the article that it was made of.
    pub(crate) fingerprint: u64,
    /// The hash of where that was read.
    pub(crate) name: u64,
}

/// After all days, as undated articles stand behind all others.
pub(crate) const UNDATED: i32 = i32::MAX;
/// The bytes of a row: what it tells, and a checksum.
pub(crate) const ROW: usize = 36;
/// Where the day stands in a row.
pub(crate) const DAY: usize = 12;

impl Place {
    pub(crate) fn row(self) -> [u8; ROW] {
        let mut out = [0; ROW];
        out[..8].copy_from_slice(&self.at.to_le_bytes());
        out[8..DAY].copy_from_slice(&self.bytes.to_le_bytes());
        out[DAY..16].copy_from_slice(&self.day.to_le_bytes());
        out[16..24].copy_from_slice(&self.fingerprint.to_le_bytes());
        out[24..32].copy_from_slice(&self.name.to_le_bytes());
        let sum = checksum(&out[..32]);
        out[32..].copy_from_slice(&sum.to_le_bytes());
        out
    }

    /// The row, where it is as it was written.
    pub(crate) fn of(row: &[u8; ROW]) -> Option<Place> {
        let [at, fingerprint, name] = [0, 16, 24].map(|n| {
            let mut bytes = [0; 8];
            bytes.copy_from_slice(&row[n..n + 8]);
            u64::from_le_bytes(bytes)
        });
        let [bytes, day, sum] = [8, DAY, 32].map(|n| {
            let mut bytes = [0; 4];
            bytes.copy_from_slice(&row[n..n + 4]);
            bytes
        });
        let place = Place { at, bytes: u32::from_le_bytes(bytes), day: i32::from_le_bytes(day), fingerprint, name };
        (u32::from_le_bytes(sum) == checksum(&row[..32])).then_some(place)
    }
}
