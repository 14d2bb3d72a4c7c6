//! Packed input, with a bound on how far it unpacks.

use std::{
    borrow::Cow,
    cell::Cell,
    error, fmt,
    io::{self, BufRead, Read},
    rc::Rc,
};

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

use super::failed;
use crate::{Error, Limits};

/// How a gzip stream begins.
const GZIP: &[u8] = &[0x1f, 0x8b];

/// How a zstd stream begins.
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The buffer of a brotli stream, in bytes.
const BROTLI_BUFFER_BYTES: usize = 4096;

/// A packed stream of one or many members.
pub(super) struct Packed<R> {
    inner: Inner<R>,
    unpacked: u64,
    limits: Limits,
    /// How many articles were read so far.
    records: Rc<Cell<u64>>,
}

/// So many records are read of any packed file.
const FREE_RECORDS: u64 = 10_000;

/// Of a record of more than that so many packed bytes are left at least: equal records pack to less.
const PACKED_BYTES_OF_RECORD: u64 = 16;

enum Inner<R> {
    Gzip(Box<MultiGzDecoder<Counted<R>>>),
    Zstd(Box<Zstd<Counted<R>>>),
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

/// Whether a stream that begins so is packed in a way that is unpacked here.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTD)
}

impl<R: BufRead> Packed<R> {
    /// A stream that begins with `head`, for which [`is_packed`] holds.
    pub(super) fn new(input: R, head: &[u8], limits: &Limits, records: Rc<Cell<u64>>) -> Packed<R> {
        let input = Counted { inner: input, count: 0 };
        let inner = match head.starts_with(ZSTD) {
            true => Inner::Zstd(Box::new(Zstd { input, frame: FrameDecoder::new(), open: false })),
            false => Inner::Gzip(Box::new(MultiGzDecoder::new(input))),
        };
        Packed { inner, unpacked: 0, limits: *limits, records }
    }
}

impl<R: BufRead> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.inner {
            Inner::Gzip(inner) => inner.read(buffer),
            Inner::Zstd(inner) => inner.read(buffer),
        };
        let packed = match &self.inner {
            Inner::Gzip(inner) => inner.get_ref().count,
            Inner::Zstd(inner) => inner.input.count,
        };
        let read = read.map_err(|e| {
            let message = format!("the packing is damaged or cut after {packed} bytes: {e}");
            io::Error::new(e.kind(), message)
        })?;
        self.unpacked += read as u64;
        if self.unpacked > self.limits.unpacked_bytes && self.unpacked / self.limits.unpacked_rate > packed {
            return Err(io::Error::other(Bomb(self.unpacked)));
        }
        let records = self.records.get();
        if records > FREE_RECORDS && records * PACKED_BYTES_OF_RECORD > packed {
            return Err(io::Error::other(Bomb(self.unpacked)));
        }
        Ok(read)
    }
}

/// Zstd frames one after the other.
struct Zstd<R> {
    input: R,
    frame: FrameDecoder,
    /// Whether a frame has begun.
    open: bool,
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a frame of zstd is broken or wants a dictionary")
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open {
                if self.input.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                match self.frame.init(&mut self.input) {
                    Ok(()) => self.open = true,
                    // What is between frames is for other programs.
                    Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                        length, ..
                    })) => {
                        io::copy(&mut (&mut self.input).take(length.into()), &mut io::sink())?;
                        continue;
                    }
                    Err(_) => return Err(broken()),
                }
            }
            while self.frame.can_collect() == 0 && !self.frame.is_finished() {
                self.frame
                    .decode_blocks(&mut self.input, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|_| broken())?;
            }
            let read = self.frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.open = false;
        }
    }
}

/// The body of a response as it was before it was packed; `encodings` is its `Content-Encoding`. Archives often store
/// it unpacked and keep the field: what cannot be unpacked stays as it is.
pub(super) fn body<'a>(body: &'a [u8], encodings: &str, limits: &Limits) -> Result<Cow<'a, [u8]>, Error> {
    let mut out = Cow::Borrowed(body);
    // What was done last is undone first; a body is packed twice at most.
    let named = encodings.rsplit(',').map(str::trim).filter(|e| !e.is_empty() && *e != "identity").take(2);
    for encoding in named.chain(is_packed(body).then_some("gzip").filter(|_| encodings.is_empty())) {
        let limit = limits.article_bytes;
        let bytes: &[u8] = &out;
        if bytes.trim_ascii_start().starts_with(b"<") && std::str::from_utf8(bytes).is_ok() {
            break;
        }
        let unpack = |stream: &mut dyn Read| -> io::Result<Vec<u8>> {
            let mut unpacked = Vec::new();
            stream.take(limit as u64 + 1).read_to_end(&mut unpacked)?;
            Ok(unpacked)
        };
        let unpacked = match encoding {
            _ if is_packed(bytes) => unpack(&mut Packed::new(bytes, bytes, limits, Rc::default())).map_err(failed)?,
            "deflate" => {
                match unpack(&mut ZlibDecoder::new(bytes)).or_else(|_| unpack(&mut DeflateDecoder::new(bytes))) {
                    Ok(unpacked) => unpacked,
                    Err(_) => continue,
                }
            }
            "br" => match unpack(&mut Decompressor::new(bytes, BROTLI_BUFFER_BYTES)) {
                Ok(unpacked) => unpacked,
                Err(_) => continue,
            },
            _ => continue,
        };
        if unpacked.len() > limit {
            return Err(Error::TooLong { limit });
        }
        out = Cow::Owned(unpacked);
    }
    Ok(out)
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
