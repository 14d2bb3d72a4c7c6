//! Lines found and tagged. Tagged, never deleted: what is furniture to one reader is evidence to another.

mod look;
mod phrases;
mod wrap;

use claimdiff_text::{Line, LineKind, Reason, Slice, Span};

use crate::meta::{around, byline, dateline, labelled};
use look::Look;
use phrases::What;

/// A line before it is tagged, and what markup already said of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) span: Span,
    pub(crate) number: u32,
    /// The kind that markup gives.
    pub(crate) markup: Option<LineKind>,
}

/// The lines of plain text; hard-wrapped prose is one line over several breaks.
pub(crate) fn split(text: &str) -> Vec<Block> {
    let physical = wrap::lines(text);
    let joins = wrap::joins(text, &physical);
    let mut out: Vec<Block> = Vec::with_capacity(physical.len());
    for (line, join) in physical.iter().zip(joins) {
        match out.last_mut() {
            Some(last) if join => last.span.end = line.end as u32,
            _ => out.push(Block { span: Span::new(line.start, line.end), number: line.number, markup: None }),
        }
    }
    out
}

/// How many lines at the top may hold headline, deck, byline and date.
const HEAD: usize = 8;

/// The longest heading of a correction, in words: "Correction, 3 May 2024".
const MAX_NOTE_HEAD: usize = 8;

/// How many lines at the bottom may hold a byline.
const TAIL: usize = 4;

/// Tags lines. `headline` is what the metadata give, where they do.
pub(crate) fn tag(text: &str, blocks: &[Block], headline: Option<&str>) -> Vec<Line> {
    let looks: Vec<Look> = blocks.iter().map(|b| Look::new(b.span.of(text))).collect();
    // Where everything is in capitals, capitals tell nothing.
    let shouted = looks.iter().filter(|l| l.all_caps).count() * 2 > looks.len();
    let mut tagger =
        Tagger { text, blocks, looks: &looks, shouted, low: String::new(), in_list: false, heads_note: false };
    let mut lines: Vec<Line> = (0..blocks.len()).map(|n| tagger.line(n)).collect();
    if let Some(headline) = headline {
        match_headline(text, &mut lines, headline);
    }
    if !lines.iter().any(|l| l.kind == LineKind::Headline) {
        find_headline(text, &mut lines, &looks, blocks, headline.is_some());
    }
    find_subheads(text, &mut lines, &looks, shouted);
    for line in &mut lines {
        line.prose = prose(text, line);
    }
    strip_datelines(text, &mut lines);
    lines
}

struct Tagger<'a> {
    text: &'a str,
    blocks: &'a [Block],
    looks: &'a [Look],
    shouted: bool,
    /// Scratch for a line in lower case.
    low: String,
    /// Whether the line stands in a list of links.
    in_list: bool,
    /// Whether the line before is the heading of a correction and no more.
    heads_note: bool,
}

impl Tagger<'_> {
    /// What a line is by itself and its place; headline and sub-headings come after.
    fn line(&mut self, n: usize) -> Line {
        let block = self.blocks[n];
        let (kind, reason, confidence) = self.kind(n, block);
        Line { span: block.span, prose: block.span, number: block.number, kind, reason, confidence }
    }

    fn kind(&mut self, n: usize, block: Block) -> (LineKind, Reason, u8) {
        let text = block.span.of(self.text);
        let look = &self.looks[n];
        let noted = std::mem::take(&mut self.heads_note);
        if let Some((what, confidence)) = phrases::tell(text, &mut self.low) {
            self.in_list = what == What::List;
            let bare = look.words <= MAX_NOTE_HEAD && !look.sentence_end && !text.trim_end_matches(':').contains(": ");
            self.heads_note = what == What::Correction && bare;
            let kind = match what {
                What::Promo | What::List => LineKind::Promo,
                What::Boilerplate => LineKind::Boilerplate,
                What::Byline => LineKind::Byline,
                What::Correction => LineKind::Correction,
            };
            return (kind, Reason::Phrase, confidence);
        }
        if self.in_list {
            // A list of links ends at the first line that reads like a sentence or a quotation.
            if look.sentence_end || look.words > 25 || (look.opens_quote && look.item.is_none()) {
                self.in_list = false;
            } else {
                return (LineKind::Promo, Reason::ListItem, if look.item.is_some() { 95 } else { 85 });
            }
        }
        if let Some(kind) = block.markup.filter(|k| *k != LineKind::Paragraph) {
            return (kind, Reason::Markup, 90);
        }
        let near_end = n + TAIL >= self.blocks.len();
        if (n < HEAD || near_end) && byline::authors(text).is_some() {
            return (LineKind::Byline, Reason::Byline, if n < HEAD { 90 } else { 75 });
        }
        if (n < HEAD || near_end) && (labelled::only_dates(text) || dateline::alone(text)) {
            return (LineKind::Dateline, Reason::Dateline, 90);
        }
        if look.all_caps && !self.shouted && n > 0 && !look.sentence_end {
            // Capitals in the middle of sentences shout for another article; a few words may be a heading.
            if look.words >= 6 {
                return (LineKind::Promo, Reason::AllCaps, 85);
            }
        }
        if noted && look.sentence_end {
            return (LineKind::Correction, Reason::Phrase, 75);
        }
        match block.markup {
            Some(kind) => (kind, Reason::Markup, 90),
            None => (LineKind::Paragraph, Reason::Default, 50),
        }
    }
}

/// Marks the line that holds the headline of the metadata.
fn match_headline(text: &str, lines: &mut [Line], headline: &str) {
    let want = letters(headline);
    if want.is_empty() {
        return;
    }
    for line in lines.iter_mut().take(HEAD) {
        let found = line.span.of(text);
        if found.len() < 2 * headline.len() + 8 && letters(found) == want {
            (line.kind, line.reason, line.confidence) = (LineKind::Headline, Reason::Metadata, 99);
            return;
        }
    }
}

/// The letters and digits of a line in lower case: what titles are compared by.
pub(crate) fn letters(s: &str) -> String {
    s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The headline is the first line if it reads like a title, or else a title right after the lead.
fn find_headline(text: &str, lines: &mut [Line], looks: &[Look], blocks: &[Block], known: bool) {
    let body = |l: &Line| l.kind == LineKind::Paragraph;
    let Some(first) = lines.iter().take(HEAD).position(|l| body(l) && l.reason != Reason::Markup) else { return };
    let Some(next) = lines.iter().skip(first + 1).position(body).map(|n| n + first + 1) else { return };
    let (look, after) = (&looks[first], &looks[next]);
    let blank_after = blank_between(text, blocks, first);
    let longer = after.words > look.words || after.sentence_end;
    let plain_title = look.is_title() && longer && !look.opens_quote_only;
    // Some exports end their titles with a full stop: then only title style or a dateline below tells;
    // without a blank line below, nothing less than capitals all through.
    let stopped_title = look.sentence_end
        && look.sentences <= 1
        && look.words <= 20
        && if blank_after {
            look.title_style() || (look.words <= 16 && dateline::at_start(lines[next].span.of(text)).is_some())
        } else {
            look.all_title_style() && longer
        };
    if plain_title || stopped_title {
        let confidence = if plain_title && blank_after { 90 } else { 70 };
        (lines[first].kind, lines[first].reason, lines[first].confidence) =
            (LineKind::Headline, Reason::FirstLine, confidence);
        // A second title under it is the deck, if blank lines set it apart.
        let deck = &looks[next];
        if deck.is_title() && deck.words >= 6 && blank_between(text, blocks, first) && blank_between(text, blocks, next)
        {
            (lines[next].kind, lines[next].reason, lines[next].confidence) = (LineKind::Deck, Reason::TitleStyle, 70);
        }
        return;
    }
    // After the lead: a title between blank lines, too long for a sub-heading.
    if look.sentence_end
        && after.is_title()
        && (6..=20).contains(&after.words)
        && after.item.is_none()
        && blank_between(text, blocks, first)
        && blank_between(text, blocks, next)
    {
        let kind = if known { LineKind::Deck } else { LineKind::Headline };
        (lines[next].kind, lines[next].reason, lines[next].confidence) = (kind, Reason::TitleStyle, 60);
    }
}

/// Whether a blank line follows a line.
fn blank_between(text: &str, blocks: &[Block], n: usize) -> bool {
    let end = blocks.get(n + 1).map_or(text.len(), |b| b.span.start as usize);
    text.slice(blocks[n].span.end as usize..end).bytes().filter(|b| *b == b'\n').count() > 1
}

/// The longest sub-heading, in words.
const MAX_SUBHEAD_WORDS: usize = 20;

/// Sub-headings: short lines without a final stop between running text, and numbered lines with text of their own.
fn find_subheads(text: &str, lines: &mut [Line], looks: &[Look], shouted: bool) {
    // Something must stand above that it can be under: not right below headline or byline at the top.
    let is_body = |l: &Line| l.kind == LineKind::Paragraph && l.span.len() > 60;
    let Some(first) = lines.iter().position(is_body) else { return };
    // From the end, so that of two headings in a row the lower one is known first.
    for n in (first + 1..lines.len().saturating_sub(1)).rev() {
        let (look, line) = (&looks[n], lines[n].span.of(text));
        let plain = lines[n].kind == LineKind::Paragraph && lines[n].reason == Reason::Default;
        if !plain || look.words > MAX_SUBHEAD_WORDS || !look.is_title() || look.opens_quote || look.explains {
            continue;
        }
        let furniture = |m: &usize| matches!(lines[*m].kind, LineKind::Promo | LineKind::Boilerplate);
        let after = |lines: usize| (n + 1..looks.len().min(n + 1 + lines)).filter(|m| !furniture(m));
        let reads = |m: usize| looks[m].sentence_end || looks[m].words >= 12;
        let below = match look.item {
            None => {
                let next = after(3).next();
                next.is_some_and(|m| lines[m].kind == LineKind::Subhead || looks[m].words > look.words && reads(m))
            }
            // An item of a list is followed by the next one, a numbered heading by its text.
            Some(_) if line.starts_with(|c: char| c.is_ascii_digit()) => {
                after(8).take_while(|m| looks[*m].item.is_none()).any(reads)
            }
            Some(_) => false,
        };
        if below && !line.contains(['@', '|']) {
            let caps = look.all_caps && !shouted;
            let reason = if caps { Reason::AllCaps } else { Reason::TitleStyle };
            let confidence = if caps || look.words <= 8 { 85 } else { 65 };
            (lines[n].kind, lines[n].reason, lines[n].confidence) = (LineKind::Subhead, reason, confidence);
        }
    }
}

/// The running text of a line before datelines are looked at.
fn prose(text: &str, line: &Line) -> Span {
    let s = line.span.of(text);
    match line.kind {
        LineKind::Byline | LineKind::Dateline => Span { end: line.span.start, ..line.span },
        _ => {
            let mark = Look::item_mark(s).unwrap_or(0);
            Span { start: line.span.start + mark as u32, ..line.span }.trim(text)
        }
    }
}

/// Takes labelled dates and datelines off the first lines of running text.
fn strip_datelines(text: &str, lines: &mut [Line]) {
    let mut bodies = 0;
    for line in lines.iter_mut().take(HEAD) {
        if !matches!(line.kind, LineKind::Paragraph | LineKind::Headline | LineKind::Deck) {
            continue;
        }
        let s = line.span.of(text);
        let around = around::around(s, bodies == 0 && line.kind == LineKind::Paragraph);
        if around.start > 0 || around.end < s.len() {
            let start = line.span.start as usize;
            line.prose = Span::new(start + around.start, start + around.end).trim(text);
        }
        bodies += usize::from(line.kind == LineKind::Paragraph);
        // A dateline stands before the lead, or before the paragraph after it.
        if bodies == 2 {
            break;
        }
    }
}
