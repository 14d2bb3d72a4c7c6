//! The input formats; [`FORMATS`] is the only list of them.

mod charset;
pub(crate) mod html;
mod names;
mod plain;
mod schema;

pub(crate) use plain::article as text_article;

use claimdiff_text::{Article, LineKind, MAX_ARTICLE_BYTES, Meta, Span};

use crate::{
    Error, Parsed,
    lines::{self, Block},
    meta,
};

/// One input format.
#[derive(Clone, Copy)]
pub struct Format {
    /// Its name, which is also the name of its fixtures' folder.
    pub name: &'static str,
    /// Extensions of its files, without the dot: only a hint.
    pub extensions: &'static [&'static str],
    /// How sure the content is in this format, from 0 (no) to 3 (it cannot be another). Only the head of the input is
    /// looked at.
    detect: fn(head: &str) -> u8,
    /// Reads its articles.
    read: fn(text: &str, path: &str, id: &str) -> Result<Parsed, Error>,
}

/// All formats. Where two are equally sure of a content, the extension decides, then the order here.
pub const FORMATS: &[Format] = &[html::FORMAT, plain::FORMAT];

/// How much of an input tells its format, in bytes.
const HEAD_BYTES: usize = 4096;

pub(crate) fn parse(bytes: &[u8], path: &str, id: &str) -> Result<Parsed, Error> {
    if bytes.len() > MAX_ARTICLE_BYTES {
        return Err(Error::TooLong { bytes: bytes.len(), limit: MAX_ARTICLE_BYTES });
    }
    let text = charset::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    (of(&text, path).read)(&text, path, id)
}

/// The format of a text.
fn of(text: &str, path: &str) -> &'static Format {
    let mut end = text.len().min(HEAD_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].trim_start();
    let hinted = |f: &Format| f.extensions.iter().any(|e| has_extension(path, e));
    let sure = |f: &&Format| ((f.detect)(head), hinted(f));
    // The last of equals wins, so the list is walked from its end.
    FORMATS.iter().rev().max_by_key(sure).unwrap_or(&plain::FORMAT)
}

fn has_extension(path: &str, extension: &str) -> bool {
    let cut = path.len().saturating_sub(extension.len());
    path.is_char_boundary(cut) && path[cut..].eq_ignore_ascii_case(extension) && path[..cut].ends_with('.')
}

/// An article from lines that are known, with what markup says of each: the headline first, a blank line after each.
pub(crate) fn assemble(
    pieces: impl Iterator<Item = (String, Option<LineKind>)>,
    path: &str,
    id: &str,
    mut known: Meta,
) -> Article {
    let mut text = String::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut number = 1;
    let headline = known.headline.as_ref().map(|h| (h.value.clone(), Some(LineKind::Headline)));
    let title = headline.as_ref().map(|(h, _)| lines::letters(h)).unwrap_or_default();
    // The headline stands first, and only there.
    let again = |piece: &str| !title.is_empty() && piece.len() < 2 * title.len() + 16 && lines::letters(piece) == title;
    for (piece, markup) in headline.into_iter().chain(pieces.filter(|(p, _)| !again(p))) {
        if text.len() + piece.len() > MAX_ARTICLE_BYTES {
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
    if let (Some(headline), Some(first)) = (&mut known.headline, blocks.first()) {
        headline.span = Some(first.span);
    }
    let lines = lines::tag(&text, &blocks, known.headline.as_ref().map(|h| h.value.as_str()));
    meta::complete(&mut known, &text, &lines, path);
    Article { id: id.to_owned(), path: path.to_owned(), text, lines, meta: known }
}
