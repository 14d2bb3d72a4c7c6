/// The bounds of what is read. The defaults suit a newsroom's machine; each can be raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest article, with its markup, in bytes: 16 MiB.
    pub article_bytes: usize,
    /// The largest file that must be read at once, because it is one document with many articles (a JSON array, a
    /// feed), in bytes: 64 MiB. JSON Lines and WARC are read record by record and have no such limit.
    pub document_bytes: usize,
    /// How much a packed file may unpack to before its rate is looked at, in bytes: 1 GiB.
    pub unpacked_bytes: u64,
    /// How many times larger than packed it may be beyond that: 100.
    pub unpacked_rate: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            article_bytes: claimdiff_text::MAX_ARTICLE_BYTES,
            document_bytes: 64 << 20,
            unpacked_bytes: 1 << 30,
            unpacked_rate: 100,
        }
    }
}
