//! Packed input, with a bound on how far it unpacks.

use std::{
    error, fmt,
    io::{self, BufRead, Read},
};

use flate2::bufread::MultiGzDecoder;

use crate::Limits;

/// A gzip stream of one or many members.
pub(super) struct Gzip<R> {
    inner: MultiGzDecoder<Counted<R>>,
    unpacked: u64,
    limits: Limits,
}

/// How many bytes were unpacked when it was enough.
#[derive(Debug)]
pub(super) struct Bomb(pub(super) u64);

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpacked {} bytes", self.0)
    }
}

impl error::Error for Bomb {}

impl<R: BufRead> Gzip<R> {
    pub(super) fn new(input: R, limits: &Limits) -> Gzip<R> {
        Gzip { inner: MultiGzDecoder::new(Counted { inner: input, count: 0 }), unpacked: 0, limits: *limits }
    }
}

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|e| {
            let message = format!("the packing is damaged or cut after {} bytes: {e}", self.inner.get_ref().count);
            io::Error::new(e.kind(), message)
        })?;
        self.unpacked += read as u64;
        let packed = self.inner.get_ref().count;
        if self.unpacked > self.limits.unpacked_bytes && self.unpacked / self.limits.unpacked_rate > packed {
            return Err(io::Error::other(Bomb(self.unpacked)));
        }
        Ok(read)
    }
}

/// Counts the packed bytes.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count += amount as u64;
        self.inner.consume(amount);
    }
}
