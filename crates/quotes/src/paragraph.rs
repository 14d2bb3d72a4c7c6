//! One line with the quotation marks in it: what the rules of attribution look at.

use std::ops::Range;

use claimdiff_annotate::{Document, TokenKind};
use claimdiff_text::Slice;

use crate::{Stretch, grammar::class_at, small::NearQuote};

/// How far a sentence is looked at on either side of a token: quotations of several sentences are shorter.
const REACH: usize = 800;

/// One line with its stretches at the top level.
pub(crate) struct Paragraph<'d, 's> {
    pub(crate) doc: &'d Document<'d>,
    pub(crate) tokens: Range<usize>,
    pub(crate) stretches: Vec<&'s Stretch>,
    /// The tokens of each stretch with its marks.
    pub(crate) outer: Vec<Range<usize>>,
    /// Where sentences start that do not start inside a stretch.
    starts: Vec<usize>,
    /// For each token whether it stands between quotation marks, or is one; empty where there are none.
    quoted: Vec<bool>,
}

impl<'d, 's> Paragraph<'d, 's> {
    pub(crate) fn new(doc: &'d Document<'d>, sentences: Range<usize>, stretches: Vec<&'s Stretch>) -> Self {
        let tokens = doc.sentences[sentences.start].tokens.start..doc.sentences[sentences.end - 1].tokens.end;
        let outer: Vec<Range<usize>> = stretches.iter().map(|s| doc.tokens_in(s.outer)).collect();
        let starts = doc.sentences[sentences]
            .iter()
            .map(|s| s.tokens.start)
            .filter(|at| !is_inside(&outer, *at) && opens_sentence(doc, *at, tokens.start))
            .collect();
        let quoted = quoted(&tokens, &outer);
        Paragraph { doc, tokens, stretches, outer, starts, quoted }
    }

    /// The words of a stretch as a paragraph of their own, with the stretches one level deeper.
    pub(crate) fn within(doc: &'d Document<'d>, parent: &Stretch, stretches: Vec<&'s Stretch>) -> Self {
        let tokens = parent.tokens.clone();
        let outer: Vec<Range<usize>> = stretches.iter().map(|s| doc.tokens_in(s.outer)).collect();
        let starts = doc
            .sentences
            .iter()
            .skip(doc.sentence_at(tokens.start))
            .map(|s| s.tokens.start)
            .take_while(|at| *at < tokens.end)
            .filter(|at| tokens.contains(at) && !is_inside(&outer, *at))
            .collect();
        let quoted = quoted(&tokens, &outer);
        Paragraph { doc, tokens, stretches, outer, starts, quoted }
    }

    /// The sentence that holds a token, counted without the sentence ends inside quotation marks; of a very long one the
    /// [`REACH`] tokens before and after.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        let at = self.starts.partition_point(|s| *s <= token);
        let start = if at == 0 { self.tokens.start } else { self.starts[at - 1] };
        let end = self.starts.get(at).copied().unwrap_or(self.tokens.end);
        start.max(token.saturating_sub(REACH))..end.min(token + REACH)
    }

    /// The sentences, counted without the sentence ends inside quotation marks.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.starts.iter().skip(1).copied().chain([self.tokens.end]);
        self.starts.iter().copied().zip(ends).map(|(from, to)| from..to)
    }

    /// Whether a sentence starts at a token that stands in no stretch.
    pub(crate) fn starts_sentence(&self, token: usize) -> bool {
        self.starts.binary_search(&token).is_ok()
    }

    /// Whether a token stands between quotation marks.
    pub(crate) fn quoted(&self, token: usize) -> bool {
        token.checked_sub(self.tokens.start).and_then(|at| self.quoted.get(at)).is_some_and(|quoted| *quoted)
    }

    pub(crate) fn word(&self, token: usize) -> &'d str {
        self.doc.word(token)
    }

    /// The end of the stretch a token stands in or before, or `limit`.
    pub(crate) fn next_stretch(&self, from: usize, limit: usize) -> usize {
        let at = self.outer.partition_point(|o| o.start < from);
        self.outer.get(at).map_or(limit, |o| o.start.min(limit))
    }

    /// The first token after the last stretch before `end`.
    pub(crate) fn unquoted_floor(&self, floor: usize, end: usize) -> usize {
        let at = self.outer.partition_point(|o| o.end <= end);
        at.checked_sub(1).map_or(floor, |at| self.outer[at].end.max(floor))
    }

    /// Whether a stretch begins with a capital letter or an ellipsis, as a sentence does.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        self.stretches[at]
            .tokens
            .clone()
            .find(|t| matches!(self.doc.tokens[*t].kind, TokenKind::Word | TokenKind::Number))
            .is_some_and(|t| self.doc.tokens[t].capital || self.doc.tokens[t].kind == TokenKind::Number)
    }

    /// Whether a stretch stands in the headlines that a page links to a name, which are glued to it and end in "MORE".
    pub(crate) fn is_linked(&self, at: usize) -> bool {
        const REACH: usize = 60;
        const NAME: usize = 8;
        let outer = &self.outer[at];
        let more = |t: usize| NearQuote::More.has(self.word(t));
        if !(outer.end..self.tokens.end.min(outer.end + REACH)).any(more) {
            return false;
        }
        let from = self.tokens.start.max(outer.start.saturating_sub(REACH));
        let glued = |t: usize| links_of(self.doc, from.max(t.saturating_sub(NAME))..t + 1).is_some();
        (from..outer.start).rev().take_while(|t| !more(*t)).any(glued)
    }

    /// Whether a stretch reads like the title of a work or a show.
    pub(crate) fn is_title(&self, at: usize) -> bool {
        is_title(self.doc, self.stretches[at].tokens.clone())
    }

    /// Whether a stretch names a work that the words before it are about: "a new book, “The Late Plan”, says", "her show,
    /// “Late”".
    pub(crate) fn is_work(&self, at: usize) -> bool {
        const MIN_TOKENS: usize = 3;
        let outer = &self.outer[at];
        let Some(comma) = outer.start.checked_sub(1).filter(|c| *c > self.tokens.start) else { return false };
        if self.word(comma) != "," || self.starts_sentence(outer.start) || !self.is_title(at) {
            return false;
        }
        let closed = outer.end < self.tokens.end && self.word(outer.end) == "," && outer.len() >= MIN_TOKENS + 2;
        NearQuote::Work.has(self.word(comma - 1))
            || closed
                && self.sentence(comma).clone().take_while(|t| *t < comma).any(|t| NearQuote::Work.has(self.word(t)))
    }

    /// Whether the paragraph is a headline.
    pub(crate) fn is_headline_line(&self) -> bool {
        self.is_headline(self.tokens.start)
    }

    pub(crate) fn is_headline(&self, token: usize) -> bool {
        self.doc.line_kind(self.doc.sentence_at(token)) == claimdiff_text::LineKind::Headline
    }
}

/// The first word in which one of some words stands again, with a page's link glued to it, by that word: "Keller" of "Keller
/// Ana Ruth KellerOrsk on the vote".
pub(crate) fn links_of(doc: &Document<'_>, tokens: Range<usize>) -> Option<usize> {
    const MIN_BYTES: usize = 3;
    tokens.clone().find_map(|t| {
        let word = doc.word(t);
        let capital = |(n, c): &(usize, char)| c.is_uppercase() && word.slice(..*n).ends_with(char::is_lowercase);
        let (n, _) = word.char_indices().skip(1).find(capital).filter(|(n, _)| *n >= MIN_BYTES)?;
        (tokens.start..t).find(|b| doc.word(*b) == word.slice(..n))
    })
}

/// For each of some tokens whether it stands in one of the ranges; nothing where there are no ranges.
fn quoted(tokens: &Range<usize>, outer: &[Range<usize>]) -> Vec<bool> {
    if outer.is_empty() {
        return Vec::new();
    }
    let mut out = vec![false; tokens.len()];
    let within = |at: usize| at.clamp(tokens.start, tokens.end) - tokens.start;
    outer.iter().for_each(|o| out[within(o.start)..within(o.end).max(within(o.start))].fill(true));
    out
}

/// Whether a token stands within one of some ranges, which are sorted and apart, and does not begin it.
fn is_inside(ranges: &[Range<usize>], token: usize) -> bool {
    let at = ranges.partition_point(|r| r.end <= token);
    ranges.get(at).is_some_and(|r| r.start < token)
}

/// Whether a sentence can start at a token: not with a comma or a closing bracket, as after "(D-N.C.)".
fn opens_sentence(doc: &Document<'_>, token: usize, line: usize) -> bool {
    token == line || !matches!(doc.word(token), "," | ")" | "]" | ";" | ":")
}

/// Whether words are capitalised but for small ones, as the title of a work or a show.
pub(crate) fn is_title(doc: &Document<'_>, inner: Range<usize>) -> bool {
    const SMALL_BYTES: usize = 4;
    let (mut capitals, mut others) = (0, 0);
    for w in inner.clone().filter(|t| doc.tokens[*t].kind == TokenKind::Word) {
        let t = doc.tokens[w];
        match t.capital {
            true => capitals += 1,
            false if t.span.len() < SMALL_BYTES && class_at(doc, w).is_some() => {}
            false => others += 1,
        }
    }
    let last = inner.clone().next_back().map_or("", |l| doc.word(l));
    capitals >= 1 && others == 0 && !matches!(last, "!" | "?") && !(last == "." && inner.len() <= 2)
}
