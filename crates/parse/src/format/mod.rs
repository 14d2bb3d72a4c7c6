//! The input formats; [`FORMATS`] is the only list of them.

mod charset;
mod feed;
pub(crate) mod fields;
mod html;
mod json;
mod mail;
mod markdown;
mod mojibake;
pub(crate) mod names;
mod office;
mod pack;
mod plain;
mod record;
mod schema;
mod set_off;
mod table;
mod warc;

use std::{
    borrow::Cow,
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use claimdiff_text::{Article, LineKind, Meta, Note, Slice, Sourced, Span, StableHash, key::Taken};
use rustc_hash::FxHashSet;

use crate::{
    Error, Item, Limits,
    lines::{self, Block},
    meta,
};

pub(crate) use plain::article as text_article;

/// One input format.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name, which is also the name of its fixtures' folder.
    pub name: &'static str,
    /// Extensions of its files, without the dot: only a hint.
    pub extensions: &'static [&'static str],
    /// How sure the content is in this format, from 0 (no) to 3 (it cannot be another), from the head of the input.
    detect: fn(head: &str) -> u8,
    reader: Reader,
}

/// How a format is read.
#[derive(Clone, Copy)]
enum Reader {
    /// From its whole text.
    Whole(fn(text: &str, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error>),
    /// From its whole text, which may hold many articles.
    Collection(fn(text: &str, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error>),
    /// From its bytes, which are no text.
    Bytes(fn(bytes: &[u8], source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error>),
    /// Record by record.
    Stream(fn(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error>),
}

/// Takes what was read.
type Sink<'a> = dyn FnMut(Item) + 'a;

/// What is known of an input before it is read.
struct Source<'a> {
    path: &'a str,
    id: &'a str,
    known: Meta,
    limits: Limits,
}

impl Source<'_> {
    /// The key of the n-th article, counted from 1: a file's only article has the file's own key.
    fn id(&self, n: usize) -> String {
        match n {
            1 => self.id.to_owned(),
            n => format!("{}#{n}", self.id),
        }
    }

    /// Something to know, where nothing that can be read was lost.
    fn hint(&self, message: String) -> Item {
        Item::Note(Note { path: self.path.to_owned(), line: None, message, failure: false })
    }

    fn note(&self, line: Option<u32>, message: String) -> Item {
        Item::Note(Note { path: self.path.to_owned(), line, message, failure: true })
    }
}

/// All formats. Where two are equally sure of a content, the extension decides, then the order here.
pub const FORMATS: &[Format] = &[
    plain::FORMAT,
    markdown::FORMAT,
    html::FORMAT,
    feed::FORMAT,
    json::FORMAT,
    warc::FORMAT,
    table::FORMAT,
    office::FORMAT,
    mail::FORMAT,
];

/// How much of an input tells its format, in bytes.
const HEAD_BYTES: usize = 4096;

/// What begins with these bytes is no text, and this is what to do about it.
const UNSUPPORTED: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file; save the article as text or HTML"),
    (b"{\\rtf", "a rich-text file; save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old word-processor file or a mail of Outlook; save it as DOCX, text or HTML, or as EML"),
    (b"\x89PNG", "a picture; save the article as text or HTML"),
    (b"\xff\xd8\xff", "a picture; save the article as text or HTML"),
    (b"GIF8", "a picture; save the article as text or HTML"),
    (b"SQLite format 3", "a database; export the articles as CSV or JSON Lines"),
    (b"PAR1", "a Parquet file; export the articles as CSV or JSON Lines"),
    (b"7z\xbc\xaf", "an archive; unpack it first"),
    (b"Rar!", "an archive; unpack it first"),
    (b"BZh", "packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed with xz; unpack it first"),
];

/// What an input is and what to do instead, where its head is of a kind that is not read.
fn unsupported(head: &[u8]) -> Option<&'static str> {
    UNSUPPORTED.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

/// Reads the articles of an input, packed or not.
pub(crate) fn read(
    input: impl Read,
    path: &str,
    id: &str,
    known: Meta,
    limits: &Limits,
    each: &mut Sink<'_>,
) -> Result<(), Error> {
    let source = Source { path, id, known, limits: *limits };
    let mut names = Names::new(id, each);
    let read = stream(input, &source, limits, &mut names);
    names.finish();
    read
}

fn stream(input: impl Read, source: &Source<'_>, limits: &Limits, names: &mut Names<'_, '_>) -> Result<(), Error> {
    let records = names.records.clone();
    let each = &mut |item| names.take(item);
    let mut input = BufReader::with_capacity(64 << 10, input);
    let head = head(&mut input)?;
    if pack::is_packed(head) {
        let head = head[..head.len().min(4)].to_vec();
        let mut input = BufReader::with_capacity(64 << 10, pack::Packed::new(input, &head, limits, records));
        return unpacked(&mut input, source, each);
    }
    unpacked(&mut input, source, each)
}

/// Names the articles of a file as they are read: the only one after the file, one of many after its address, its own
/// key or its line. Notes that say the same are given once.
struct Names<'a, 'b> {
    /// The key of the file.
    file: &'a str,
    each: &'a mut Sink<'b>,
    /// The first article, until it is known whether there are more.
    first: Option<Box<Article>>,
    /// How many articles there were, which bounds what a packed file may hold.
    records: Rc<Cell<u64>>,
    /// The names so far.
    taken: Taken,
    /// The hints so far.
    hints: FxHashSet<String>,
}

/// The most different hints on one file.
const MAX_HINTS: usize = 64;

/// The longest key of a record that is part of its article's name, in bytes.
const MAX_KEY_BYTES: usize = 200;

impl<'a, 'b> Names<'a, 'b> {
    fn new(file: &'a str, each: &'a mut Sink<'b>) -> Names<'a, 'b> {
        let (taken, hints) = (Taken::default(), FxHashSet::default());
        Names { file, each, first: None, records: Rc::default(), taken, hints }
    }

    fn take(&mut self, item: Item) {
        match item {
            Item::Article(article) => {
                let before = self.records.get();
                self.records.set(before + 1);
                if before == 0 {
                    self.first = Some(article);
                    return;
                }
                if let Some(first) = self.first.take() {
                    self.give(first);
                }
                self.give(article);
            }
            Item::Note(note) if !note.failure => {
                if self.hints.len() < MAX_HINTS && self.hints.insert(note.message.clone()) {
                    (self.each)(Item::Note(note));
                }
            }
            other => (self.each)(other),
        }
    }

    /// Names an article of many and hands it on.
    fn give(&mut self, mut article: Box<Article>) {
        let record = article.meta.record.as_ref();
        let url = article.meta.url.as_ref().map(|u| u.value.as_str()).filter(|u| u.len() <= MAX_KEY_BYTES);
        let own = record.and_then(|r| r.id.as_deref()).filter(|i| i.len() <= MAX_KEY_BYTES);
        article.id = match (url, own) {
            (Some(url), _) => url.to_owned(),
            (None, Some(own)) => format!("{}#{own}", self.file),
            (None, None) => format!("{}#{}", self.file, record.map_or(0, |r| r.line.unwrap_or(r.number))),
        };
        if !self.taken.take(&article.id) {
            article.id = self.taken.take_other(&article.id, StableHash::of(&article.text));
        }
        (self.each)(Item::Article(article));
    }

    fn finish(&mut self) {
        if let Some(only) = self.first.take() {
            (self.each)(Item::Article(only));
        }
    }
}

fn unpacked(input: &mut dyn BufRead, source: &Source<'_>, each: &mut Sink<'_>) -> Result<(), Error> {
    let head = head(input)?;
    if head.is_empty() {
        return Err(Error::Empty);
    }
    if let Some(what) = unsupported(head) {
        return Err(Error::Unsupported { what });
    }
    let format = if head.starts_with(office::MAGIC) { &office::FORMAT } else { of(head, source.path) };
    match format.reader {
        Reader::Bytes(read) => read(&slurp(input, source.limits.document_bytes)?, source, each),
        Reader::Stream(read) => read(input, source, each),
        Reader::Whole(read) => {
            let bytes = slurp(input, source.limits.article_bytes)?;
            read(&decode(&bytes, source, each)?, source, each)
        }
        Reader::Collection(read) => {
            let bytes = slurp(input, source.limits.document_bytes)?;
            read(&decode(&bytes, source, each)?, source, each)
        }
    }
}

/// The first bytes of an input, which stay in it.
fn head(input: &mut (impl BufRead + ?Sized)) -> Result<&[u8], Error> {
    input.fill_buf().map_err(failed)
}

/// All bytes of an input, up to a limit.
fn slurp(input: &mut dyn BufRead, limit: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() > limit {
        return Err(Error::TooLong { limit });
    }
    Ok(bytes)
}

fn decode<'a>(bytes: &'a [u8], source: &Source<'_>, each: &mut Sink<'_>) -> Result<Cow<'a, str>, Error> {
    let found = charset::decode(bytes, None)?;
    if found.text.trim().is_empty() {
        return Err(Error::Empty);
    }
    found.complaints().for_each(|message| each(source.hint(message)));
    Ok(found.text)
}

/// What went wrong while reading.
fn failed(error: io::Error) -> Error {
    if let Some(pack::Bomb(unpacked)) = error.get_ref().and_then(|e| e.downcast_ref()) {
        return Error::Bomb { unpacked: *unpacked };
    }
    let text = error.to_string();
    let cut = text.find(" (os error").unwrap_or(text.len());
    Error::Read { message: text.slice(..cut).to_lowercase() }
}

/// The format of an input that begins with `head`.
fn of(head: &[u8], path: &str) -> &'static Format {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let text = match head {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [_, 0, ..] | [0, _, ..] => {
            charset::decode(head, None).unwrap_or_default().text
        }
        _ => String::from_utf8_lossy(head),
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let path = path.strip_suffix(".gz").or(path.strip_suffix(".zst")).unwrap_or(path);
    let hinted = |f: &Format| f.extensions.iter().any(|e| has_extension(path, e));
    // The last of equals wins, so the list is walked from its end.
    let texts = FORMATS.iter().filter(|f| !matches!(f.reader, Reader::Bytes(_)));
    // A table of other things than articles is no plain text either.
    let least = |f: &Format| u8::from(f.name == table::FORMAT.name && hinted(f));
    texts.rev().max_by_key(|f| ((f.detect)(text).max(least(f)), hinted(f))).unwrap_or(&plain::FORMAT)
}

fn has_extension(path: &str, extension: &str) -> bool {
    let cut = path.len().saturating_sub(extension.len());
    path.is_char_boundary(cut) && path.slice(cut..).eq_ignore_ascii_case(extension) && path.slice(..cut).ends_with('.')
}

/// A line of an article that is not put together yet, and what markup says of it.
type Line = (String, Option<LineKind>);

/// Paragraphs of plain text as lines without markup, blanks collapsed.
fn paragraphs(text: &str) -> Vec<Line> {
    let clean = |block: &Block| {
        let mut out = String::new();
        html::dom::push_plain(&mut out, block.span.of(text));
        (out.trim_end().to_owned(), None)
    };
    lines::split(text).iter().map(clean).filter(|(line, _)| !line.is_empty()).collect()
}

/// The longest headline, outlet, author or address, in bytes.
const MAX_FIELD_BYTES: usize = 2048;

/// Cuts what is too long to be metadata; says whether anything was.
fn bound(meta: &mut Meta) -> bool {
    let long = |value: &Sourced<String>| value.value.len() > MAX_FIELD_BYTES;
    let cut = meta.url.take_if(|u| long(u)).is_some();
    let fields = meta.headline.iter_mut().chain(&mut meta.outlet).chain(&mut meta.authors);
    let cuts = fields.filter(|v| long(v)).map(|v| v.value.truncate(v.value.floor_char_boundary(MAX_FIELD_BYTES)));
    cuts.count() > 0 || cut
}

/// Mends characters that were damaged before they were written; says whether any was.
fn mend(text: &mut String) -> bool {
    let better = match mojibake::mend(text) {
        Cow::Owned(better) => Some(better),
        Cow::Borrowed(_) => None,
    };
    better.map(|better| *text = better).is_some()
}

/// An article from lines that are known, with what markup says of each: the headline first, a blank line between all.
/// So the same article has the same text whatever format it came in.
fn assemble(
    pieces: impl IntoIterator<Item = Line>,
    source: &Source<'_>,
    id: &str,
    mut known: Meta,
    each: &mut Sink<'_>,
) -> Option<Article> {
    let limit = source.limits.article_bytes;
    let mut text = String::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut number = 1;
    let mut mended = known.headline.as_mut().is_some_and(|h| mend(&mut h.value));
    for name in known.outlet.iter_mut().chain(&mut known.authors) {
        mended |= mend(&mut name.value);
    }
    if bound(&mut known) {
        let message = format!("reading an article: metadata longer than the limit of {MAX_FIELD_BYTES} bytes are cut");
        each(source.hint(message));
    }
    let headline = known.headline.as_ref().map(|h| (h.value.clone(), Some(LineKind::Headline)));
    let headlines = usize::from(headline.is_some());
    let title = headline.as_ref().map(|(h, _)| lines::letters(h)).unwrap_or_default();
    // The headline stands first, and only there.
    let again = |piece: &str| !title.is_empty() && piece.len() < 2 * title.len() + 16 && lines::letters(piece) == title;
    for (mut piece, markup) in headline.into_iter().chain(pieces.into_iter().filter(|(p, _)| !again(p))) {
        mended |= mend(&mut piece);
        if text.len() + piece.len() + 2 > limit {
            let message = format!(
                "reading an article: the text of {id} is longer than the limit of {limit} bytes; the rest of it is not read"
            );
            each(source.note(None, message));
            break;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&piece);
        blocks.push(Block { span: Span::new(start, text.len()), number, markup });
        number += 2;
    }
    if blocks.len() == headlines {
        return None;
    }
    if mended {
        each(source.hint(charset::MENDED.to_owned()));
    }
    if let Some(headline) = &mut known.headline {
        headline.span = Some(blocks[0].span);
    }
    let lines = lines::tag(&text, &blocks, known.headline.as_ref().map(|h| h.value.as_str()));
    let printed = meta::complete(&mut known, &text, &lines, source.path);
    // What the caller knows stands above what an article says of itself.
    if source.known.published.is_none()
        && let Some(printed) = printed
        && let Some((day, given)) = meta::take_printed(&mut known, printed)
    {
        let message = format!("reading an article: its text prints {day}, which goes before the {given} of its record");
        let line = known.record.as_ref().and_then(|r| r.line);
        each(Item::Note(Note { path: source.path.to_owned(), line, message, failure: false }));
    }
    Some(Article { id: id.to_owned(), path: source.path.to_owned(), text, lines, meta: known })
}
