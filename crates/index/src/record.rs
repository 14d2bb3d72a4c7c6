//! One record in few bytes: postcard, deflated, under a checksum.

use std::io::{Read, Write};

use claimdiff_claims::{Analysis, VERSION};
use claimdiff_compare::Correction;
use flate2::{Compression, Crc, read::DeflateDecoder, write::DeflateEncoder};

/// The bytes before the packed ones: the checksum of all that stands behind it, and the length of what is packed.
const HEAD: usize = 8;
/// The largest record that is read, unpacked: an article of 16 MiB gives less.
const MAX_BYTES: u32 = 256 << 20;

/// Why bytes are no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// There are too few.
    Short,
    /// They are not what was written.
    Checksum,
    /// They are what was written, and no record of this version.
    Version,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Damage::Short => "a record is cut off",
            Damage::Checksum => "a record is damaged: its checksum differs",
            Damage::Version => "a record is of another version",
        })
    }
}

impl std::error::Error for Damage {}

/// A record as bytes, the same for the same record.
pub fn encode(record: &Analysis) -> Vec<u8> {
    encode_with(record, &[])
}

/// A record as bytes, with the corrections of its article behind it, where there are any.
pub(crate) fn encode_with(record: &Analysis, corrections: &[Correction]) -> Vec<u8> {
    // None fails: all write to memory, and a record has no type that postcard does not know.
    let mut plain = postcard::to_allocvec(record).unwrap_or_default();
    if !corrections.is_empty() {
        plain.extend(postcard::to_allocvec(corrections).unwrap_or_default());
    }
    let mut out = vec![0; 4];
    out.extend((plain.len() as u32).to_le_bytes());
    let mut packed = DeflateEncoder::new(out, Compression::default());
    let _ = packed.write_all(&plain);
    let mut out = packed.finish().unwrap_or_default();
    let sum = checksum(out.get(4..).unwrap_or_default());
    if let Some(head) = out.get_mut(..4) {
        head.copy_from_slice(&sum.to_le_bytes());
    }
    out
}

/// The record that [`encode`] gave these bytes for.
///
/// # Errors
///
/// They are other bytes, or the record is of another version.
pub fn decode(bytes: &[u8]) -> Result<Analysis, Damage> {
    decode_with(bytes).map(|(record, _)| record)
}

/// The record and the corrections of its article.
pub(crate) fn decode_with(bytes: &[u8]) -> Result<(Analysis, Vec<Correction>), Damage> {
    let (head, packed) = bytes.split_at_checked(HEAD).ok_or(Damage::Short)?;
    let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if number(0) != checksum(&bytes[4..]) {
        return Err(Damage::Checksum);
    }
    let length = number(4);
    if length > MAX_BYTES {
        return Err(Damage::Version);
    }
    let mut plain = Vec::with_capacity(length as usize);
    DeflateDecoder::new(packed).take(length.into()).read_to_end(&mut plain).map_err(|_| Damage::Version)?;
    let (record, rest): (Analysis, &[u8]) = postcard::take_from_bytes(&plain).map_err(|_| Damage::Version)?;
    if record.version != VERSION {
        return Err(Damage::Version);
    }
    let corrections = if rest.is_empty() { Ok(Vec::new()) } else { postcard::from_bytes(rest) };
    Ok((record, corrections.map_err(|_| Damage::Version)?))
}

/// The CRC-32 of bytes.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
