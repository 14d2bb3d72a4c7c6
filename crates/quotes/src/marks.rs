//! Quotation marks paired into stretches.
//!
//! Pairing looks at one line (a paragraph) at a time, because a mark that is never closed must not swallow the article.
//! An opener without a closer runs to the end of its paragraph: that is how a quotation of several paragraphs is
//! printed, with a closing mark in the last one only (AP Stylebook, "quotation marks"). Writers who print it so often
//! leave double marks on what is quoted within it.
//!
//! Straight and curly marks pair alike, because what a mark does is told by the blanks and the words beside it; the
//! shape of a curly one only decides where these leave it open.
//!
//! Where an opener has no closer and an attribution follows within its paragraph (“We stay, the mayor said.), the closer was
//! forgotten before it.
//!
//! Not supported: a closer whose opener was lost, and quotations set off by layout alone.

use std::ops::Range;

use claimdiff_annotate::{Document, EntityKind, MentionKind, Tag, Token, TokenKind};
use claimdiff_text::Span;

use crate::{
    cues::{self, Form},
    grammar::opens_phrase,
    small::NearQuote,
};

/// Words between two quotation marks of one paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// With the marks.
    pub outer: Span,
    /// Without the marks.
    pub inner: Span,
    /// The tokens between the marks, as indexes into the document's.
    pub tokens: Range<usize>,
    /// The line it stands in, as an index into the article's.
    pub line: usize,
    /// How many stretches it lies in: 0 at the top.
    pub depth: u8,
    /// Whether it has a closing mark. One without runs to the end of the paragraph.
    pub closed: bool,
}

/// Pairs the quotation marks of every line that is read. Gives the stretches in the order of their openers.
pub fn stretches(doc: &Document<'_>) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < doc.sentences.len() {
        let line = doc.sentences[at].line;
        let from = doc.sentences[at].tokens.start;
        while at < doc.sentences.len() && doc.sentences[at].line == line {
            at += 1;
        }
        let tokens = from..doc.sentences[at - 1].tokens.end;
        if doc.tokens[tokens.clone()].iter().any(|t| t.kind == TokenKind::Mark) {
            pair(doc, tokens, line, &mut out);
        }
    }
    out
}

/// The most stretches within one another.
const MAX_DEPTH: usize = 6;

/// How far a mark's partner is looked for, in tokens.
const REACH: usize = 600;

/// Which marks a mark can pair with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
}

/// What a mark can do, told by its shape and its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// A straight double mark with blanks on both sides or on none.
    Either,
    Apostrophe,
}

struct Mark {
    /// The first token of the mark.
    token: usize,
    /// How many tokens it is made of: two where a double mark is typed as two single ones.
    width: usize,
    family: Family,
    role: Role,
}

struct Open {
    mark: usize,
    stretch: usize,
}

fn pair(doc: &Document<'_>, line: Range<usize>, number: usize, out: &mut Vec<Stretch>) {
    let marks = marks(doc, line.clone());
    let unclosed = unclosed(doc, &marks, &line);
    let first = out.len();
    let mut open: Vec<Open> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let same = open.iter().rposition(|o| marks[o.mark].family == mark.family);
        match (mark.role, same) {
            (Role::Apostrophe, _) => {}
            (Role::Closes | Role::Either, Some(depth)) => {
                if mark.family == Family::Single && is_possessive(doc, &marks, at) {
                    continue;
                }
                // An inner single opener that was never closed was an apostrophe.
                for lost in open.drain(depth + 1..) {
                    let s = &mut out[lost.stretch];
                    (s.depth, s.outer.end) = (u8::MAX, doc.tokens[mark.token].span.start.max(s.inner.start));
                }
                if let Some(o) = open.pop() {
                    close(doc, &marks[o.mark], mark, &mut out[o.stretch]);
                }
            }
            (Role::Closes, None) => {}
            // A second double opener inside an open double one: the same quotation reopened.
            (Role::Opens, Some(_))
                if mark.family == Family::Double && unclosed.is_none_or(|u| at < u) && !is_nested_pair(&marks, at) => {}
            (Role::Opens | Role::Either, _) => {
                if open.len() >= MAX_DEPTH || mark.family == Family::Single && !closes_later(doc, &marks, at) {
                    continue;
                }
                open.push(Open { mark: at, stretch: out.len() });
                let from = mark.token + mark.width;
                let outer = Span { start: doc.tokens[mark.token].span.start, end: doc.tokens[line.end - 1].span.end };
                out.push(Stretch {
                    outer,
                    inner: Span { start: doc.tokens[from - 1].span.end, end: outer.end },
                    tokens: from..line.end,
                    line: number,
                    depth: open.len() as u8 - 1,
                    closed: false,
                });
            }
        }
    }
    for lost in open {
        if marks[lost.mark].family == Family::Single {
            out[lost.stretch].depth = u8::MAX;
        }
    }
    forgotten(doc, &mut out[first..]);
    // What goes leaves those within it one level higher.
    let mut gone: Vec<Span> = Vec::new();
    let mut kept = first;
    for at in first..out.len() {
        let outer = out[at].outer;
        gone.retain(|g| g.end > outer.start);
        if out[at].depth == u8::MAX || out[at].tokens.is_empty() {
            gone.push(outer);
            continue;
        }
        let levels = gone.iter().filter(|g| g.contains(outer)).count() as u8;
        out[at].depth = out[at].depth.saturating_sub(levels);
        out.swap(kept, at);
        kept += 1;
    }
    out.truncate(kept);
}

/// Ends stretches without a closer before an attribution.
fn forgotten(doc: &Document<'_>, stretches: &mut [Stretch]) {
    for at in 0..stretches.len() {
        let s = &mut stretches[at];
        if s.closed || s.depth != 0 {
            continue;
        }
        let Some(comma) = attributed(doc, s.tokens.clone()) else { continue };
        let end = doc.tokens[comma].span.end;
        (s.tokens.end, s.inner.end, s.outer.end, s.closed) = (comma + 1, end, end, true);
        stretches[at + 1..]
            .iter_mut()
            .filter(|o| o.outer.start >= end)
            .for_each(|o| o.depth = o.depth.saturating_sub(1));
    }
}

/// The comma before an attribution that closes a sentence within a stretch: ", the mayor, Ana Keller, said."
fn attributed(doc: &Document<'_>, tokens: Range<usize>) -> Option<usize> {
    const REACH: usize = 10;
    let ends = |at: usize| at >= tokens.end || doc.tokens[at].kind == TokenKind::Stop;
    tokens.clone().find_map(|verb| {
        let cue = cues::verb(doc.word(verb)).filter(|c| matches!(c.form, Form::Past | Form::Third))?;
        if !cue.direct() || doc.tokens[verb].capital || !ends(verb + 1) {
            return None;
        }
        let named = |from: usize| {
            doc.within(&doc.mentions, |m| m.span, doc.span(from..verb))
                .iter()
                .any(|m| m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person)
        };
        let noun_phrase = |from: usize| opens_phrase(doc, from) && (from..verb).all(|i| doc.tag(i) != Tag::Verb);
        (tokens.start.max(verb.saturating_sub(REACH))..verb)
            .find(|c| doc.word(*c) == "," && c + 1 < verb && named(c + 1) && noun_phrase(c + 1))
    })
}

fn close(doc: &Document<'_>, opener: &Mark, closer: &Mark, stretch: &mut Stretch) {
    stretch.tokens = opener.token + opener.width..closer.token.max(opener.token + opener.width);
    stretch.outer.end = doc.tokens[closer.token + closer.width - 1].span.end;
    stretch.inner.end = doc.tokens[closer.token].span.start.max(stretch.inner.start);
    stretch.closed = true;
}

fn marks(doc: &Document<'_>, line: Range<usize>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut low = false;
    let mut at = line.start;
    while at < line.end {
        let token = doc.tokens[at];
        if token.kind != TokenKind::Mark {
            at += 1;
            continue;
        }
        let word = doc.word(at);
        // Typewriters and wire services write a double mark as two single ones.
        let doubled = matches!(word, "'" | "’" | "‘" | "`")
            && at + 1 < line.end
            && doc.tokens[at + 1].kind == TokenKind::Mark
            && !doc.tokens[at + 1].spaced
            && doc.word(at + 1) == word
            // Three in a row are a single mark and a double one.
            && !(at + 2 < line.end
                && doc.tokens[at + 2].kind == TokenKind::Mark
                && !doc.tokens[at + 2].spaced
                && doc.word(at + 2) == word
                && !opens_shape(doc, &line, at, 1));
        let width = if doubled { 2 } else { 1 };
        let opens = opens_shape(doc, &line, at, width);
        let closes = closes_shape(doc, &line, at, width);
        let (family, role) = match word {
            _ if doubled && word == "`" => (Family::Double, Role::Opens),
            // A line's first mark opens, its last one closes, whatever blanks are beside it.
            "\"" if at == line.start && at + width < line.end => (Family::Double, Role::Opens),
            "\"" if at + width == line.end && at > line.start => (Family::Double, Role::Closes),
            "\"" => (Family::Double, straight(opens, closes)),
            _ if doubled => (Family::Double, straight(opens, closes)),
            "“" | "„" | "‟" => {
                // “ closes what „ opened (German), and is mistyped for ” at the end of a word or of a line.
                let ends = (low || closes) && !opens || at + width == line.end;
                low |= word == "„";
                (Family::Double, if ends { Role::Closes } else { Role::Opens })
            }
            // A mark that nothing stands before closes nothing.
            "”" if at == line.start && at + width < line.end => (Family::Double, Role::Opens),
            "”" => (Family::Double, if opens && !closes { Role::Either } else { Role::Closes }),
            "«" | "»" | "‹" | "›" => {
                let usual = matches!(word, "«" | "‹");
                (Family::Guillemet, if usual { Role::Opens } else { Role::Closes })
            }
            "‘" | "‚" if opens => (Family::Single, Role::Opens),
            "‘" if closes => (Family::Single, Role::Closes),
            "’" if closes => (Family::Single, Role::Closes),
            "'" | "`" if opens && !closes => (Family::Single, Role::Opens),
            "'" if closes => (Family::Single, Role::Closes),
            _ => (Family::Single, Role::Apostrophe),
        };
        out.push(Mark { token: at, width, family, role });
        at += width;
    }
    out
}

fn straight(opens: bool, closes: bool) -> Role {
    match (opens, closes) {
        (true, false) => Role::Opens,
        (false, true) => Role::Closes,
        _ => Role::Either,
    }
}

/// A blank, a bracket, a dash or another opener before, and none after.
fn opens_shape(doc: &Document<'_>, line: &Range<usize>, at: usize, width: usize) -> bool {
    let before = at == line.start || doc.tokens[at].spaced || {
        let t = doc.tokens[at - 1];
        match t.kind {
            TokenKind::Comma => !matches!(doc.word(at - 1), "," | ";" | ")" | "]" | "}"),
            TokenKind::Mark => at - 1 == line.start || t.spaced || is_opener(doc.word(at - 1)),
            TokenKind::Symbol => true,
            _ => false,
        }
    };
    before && at + width < line.end && !doc.tokens[at + width].spaced && !elision(doc, at, width)
}

fn is_opener(word: &str) -> bool {
    matches!(word, "“" | "‘" | "„" | "«")
}

/// "’90s", "’em", "’til": an apostrophe for what was left out.
fn elision(doc: &Document<'_>, at: usize, width: usize) -> bool {
    let next = &doc.tokens[at + width];
    width == 1
        && matches!(doc.word(at), "'" | "’" | "‘")
        && match next.kind {
            TokenKind::Number => next.span.of(doc.text()).ends_with('s'),
            TokenKind::Word => NearQuote::Elided.has(doc.word(at + width)),
            _ => false,
        }
}

/// No blank before; a blank, a stop, a comma, a dash, another closer or the end of the line after.
fn closes_shape(doc: &Document<'_>, line: &Range<usize>, at: usize, width: usize) -> bool {
    if at == line.start || doc.tokens[at].spaced {
        return false;
    }
    at + width >= line.end || {
        let next: &Token = &doc.tokens[at + width];
        next.spaced
            || match next.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Symbol => false,
                TokenKind::Clitic | TokenKind::Stop | TokenKind::Mark => true,
                TokenKind::Comma => !matches!(doc.word(at + width), "(" | "[" | "{"),
            }
    }
}

/// The first mark of those that come in pairs up to the end of a line, where the opener before them has no closer: the
/// quotation goes on in the next paragraph, which opens with a mark again, or its closer fell together with theirs.
fn unclosed(doc: &Document<'_>, marks: &[Mark], line: &Range<usize>) -> Option<usize> {
    let double: Vec<usize> = (0..marks.len()).filter(|m| marks[*m].family == Family::Double).collect();
    let last = &marks[*double.last()?];
    let goes_on =
        doc.tokens.get(line.end).is_some_and(|t| t.kind == TokenKind::Mark) && matches!(doc.word(line.end), "\"" | "“");
    if !goes_on && last.token + last.width < line.end {
        return None;
    }
    let pairs = double.rchunks_exact(2).take_while(|pair| {
        let [opener, closer] = [pair[0], pair[1]].map(|m| marks[m].role);
        (opener, closer) == (Role::Opens, Role::Closes)
    });
    let paired = 2 * pairs.count();
    let opener = double.len().checked_sub(paired + 1)?;
    (paired > 0 && marks[double[opener]].role == Role::Opens).then(|| double[opener + 1])
}

/// Whether an opener inside an open pair has its own closer before the outer one: two closers before the next opener.
fn is_nested_pair(marks: &[Mark], at: usize) -> bool {
    let family = marks[at].family;
    let mut depth = 2;
    let near = marks[at + 1..].iter().take_while(|m| m.token - marks[at].token <= REACH);
    for m in near.filter(|m| m.family == family) {
        match m.role {
            Role::Opens => depth += 1,
            Role::Closes => depth -= 1,
            Role::Either => return false,
            Role::Apostrophe => {}
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

/// Whether a single mark that could close after a plural ("the voters’ choice") is an apostrophe: a better closer
/// comes before the pair around it ends.
fn is_possessive(doc: &Document<'_>, marks: &[Mark], at: usize) -> bool {
    let token = marks[at].token;
    if !doc.word(token - 1).ends_with(['s', 'S', 'z', 'x'])
        || doc.tokens[token - 1].kind != TokenKind::Word
        || doc.tokens.get(token + 1).is_none_or(|t| !t.spaced || t.kind != TokenKind::Word)
    {
        return false;
    }
    for m in marks[at + 1..].iter().take_while(|m| m.token - token <= REACH) {
        match (m.family, m.role) {
            (Family::Single, Role::Closes) => return true,
            (Family::Single, Role::Opens) | (Family::Double, Role::Closes | Role::Either) => return false,
            _ => {}
        }
    }
    false
}

/// Whether a single opener has a closer before the pair around it ends. A sentence is the usual length of what single
/// marks hold; 120 tokens is generous.
fn closes_later(doc: &Document<'_>, marks: &[Mark], at: usize) -> bool {
    const MAX_TOKENS: usize = 120;
    let mut inner = false;
    for m in &marks[at + 1..] {
        if m.token - marks[at].token > MAX_TOKENS {
            return false;
        }
        match (m.family, m.role) {
            (Family::Single, Role::Closes) => {
                // A plural's apostrophe alone is no closer when a word follows.
                let plural = doc.word(m.token - 1).ends_with('s')
                    && doc.tokens[m.token - 1].kind == TokenKind::Word
                    && doc.tokens.get(m.token + 1).is_some_and(|t| t.spaced && t.kind == TokenKind::Word && !t.capital)
                    && m.token - marks[at].token > 6;
                if !plural {
                    return true;
                }
            }
            (Family::Double, Role::Opens) => inner = true,
            (Family::Double, Role::Closes | Role::Either) if !inner => return false,
            (Family::Double, Role::Closes) => inner = false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of each stretch, in brackets once for each it lies in.
    fn observe(wording: &str) -> Vec<String> {
        let words = |wording: &str| -> Vec<String> {
            let article = claimdiff_parse::plain(&wording.replace("\\n", "\n"), "case", "case");
            let doc = claimdiff_annotate::annotate(&article);
            let inner = |s: &Stretch| straight(s.inner.of(&article.text).trim());
            let depth = |s: &Stretch| usize::from(s.depth);
            stretches(&doc).iter().map(|s| "[".repeat(depth(s)) + &inner(s) + &"]".repeat(depth(s))).collect()
        };
        let straight_words = words(&straight(wording));
        assert_eq!(words(wording), straight_words, "with straight marks");
        straight_words
    }

    fn straight(text: &str) -> String {
        text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
    }

    #[test]
    fn cases() {
        claimdiff_cases::check("marks.cases", include_str!("marks.cases"), &[], observe);
    }
}
