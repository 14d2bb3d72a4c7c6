//! Indirect and mixed attributions found by the sequence models, and joined with what the rules found.

use std::ops::Range;

use claimdiff_annotate::{Document, TokenKind};
use claimdiff_text::Span;
use smallvec::{SmallVec, smallvec};

use crate::{
    Quote, QuoteKind, Rule, Stretch,
    closing::closing,
    cues,
    grammar::{Class, class_at, opens_phrase},
    model::{
        CUE_LABELS, CUE_LANES, Cues, MODELS, ROLE_LABELS, ROLE_LANES, Roles, Sums,
        features::{Others, View},
        gate, judge,
    },
    paragraph::{Paragraph, is_title},
    speaker,
};

/// How much the first label of the cue model is favoured, in units of a weight; below nought for more cues. What only
/// the later ones find is less likely, and the judge's.
const CUE_OFFSETS: [i32; 4] = [-2, -8, -14, -20];

/// The most attributions of a sentence that are looked at.
const MAX_CUES: usize = 12;

/// One attribution as the models see it: ranges of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) cue: Range<usize>,
    pub(crate) source: Option<Range<usize>>,
    pub(crate) content: SmallVec<[Range<usize>; 2]>,
    rule: Rule,
    pub(crate) sure: Sure,
}

/// By how much the models' labels are better than other ones, in units of a weight; the least of the tokens each.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sure {
    pub(crate) cue: i32,
    pub(crate) source: i32,
    pub(crate) content: i32,
    /// Of the content's first token.
    pub(crate) first: i32,
    /// Of the content's last token.
    pub(crate) last: i32,
}

/// Reads sentences with the models.
pub(crate) struct Reader<'m> {
    cues: Sums<'m, CUE_LABELS, CUE_LANES>,
    roles: Sums<'m, ROLE_LABELS, ROLE_LANES>,
    labels: Vec<u8>,
    margins: Vec<i32>,
}

impl<'m> Reader<'m> {
    pub(crate) fn new(cues: &'m Cues<'m>, roles: &'m Roles<'m>) -> Reader<'m> {
        Reader { cues: cues.sums(), roles: roles.sums(), labels: Vec::new(), margins: Vec::new() }
    }

    /// Adds what may be attributions in a sentence to `found`.
    pub(crate) fn read(&mut self, view: &View<'_, '_, '_>, found: &mut Vec<Found>) {
        let from = view.tokens.start;
        // The cues, counted from the sentence's first token, and how sure they are.
        let mut cues: Vec<(Range<usize>, i32)> = Vec::new();
        for run in &view.open {
            self.cues.clear();
            view.cues(run.clone(), &mut self.cues);
            // What holds no cue where cues are favoured most holds none elsewhere.
            self.cues.decode(CUE_OFFSETS[CUE_OFFSETS.len() - 1], &mut self.labels);
            if self.labels.iter().all(|l| *l == 0) {
                continue;
            }
            let before = cues.len();
            for offset in CUE_OFFSETS {
                self.cues.decode(offset, &mut self.labels);
                let mut own = runs(&self.labels, 1);
                own.retain(|c| {
                    let clear = |old: &Range<usize>| c.end + run.start <= old.start || old.end <= c.start + run.start;
                    cues[before..].iter().all(|(old, _)| clear(old))
                });
                if own.is_empty() {
                    continue;
                }
                self.cues.margins(offset, &self.labels, &mut self.margins);
                for c in own {
                    let margin = self.margins[c.clone()].iter().copied().min().unwrap_or(0);
                    let sure = margin + (offset - CUE_OFFSETS[0]) * c.len() as i32;
                    cues.push((c.start + run.start..c.end + run.start, sure));
                }
            }
        }
        cues.sort_by_key(|(cue, _)| cue.start);
        cues.truncate(MAX_CUES);
        let likely = cues.iter().filter(|(_, sure)| *sure > 0);
        let mut others = Others::new(view.tokens.len(), likely.map(|(c, _)| c.clone()));
        for (cue, sure) in cues {
            let cue = cue.start + from..cue.end + from;
            self.roles.clear();
            view.roles(cue.clone(), &others, &mut self.roles);
            self.roles.decode(0, &mut self.labels);
            let contents = runs(&self.labels, 3);
            let (Some(first), Some(last)) = (contents.first(), contents.last()) else { continue };
            self.roles.margins(0, &self.labels, &mut self.margins);
            let least = |r: &Range<usize>| self.margins[r.clone()].iter().copied().min().unwrap_or(0);
            let mut sure = Sure {
                cue: sure,
                source: 0,
                content: contents.iter().map(least).min().unwrap_or(0),
                first: self.margins[first.start],
                last: self.margins[last.end - 1],
            };
            let start = view.window(&cue).start;
            let sources = runs(&self.labels, 1);
            if sure.cue > 0 {
                contents.iter().for_each(|r| others.content(r.start + start..r.end + start));
                sources.iter().for_each(|r| others.source(r.start + start..r.end + start));
            }
            let moved = |r: &Range<usize>| r.start + start + from..r.end + start + from;
            let content: SmallVec<[Range<usize>; 2]> = contents.iter().map(moved).collect();
            let near = |r: &Range<usize>| r.end.abs_diff(cue.start).min(r.start.abs_diff(cue.end));
            let source = sources.iter().min_by_key(|r| near(&moved(r)));
            sure.source = source.map_or(0, least);
            let source = source.map(moved).or_else(|| subject(view, &cue, &content));
            found.push(Found { cue, source, content, rule: Rule::Model, sure });
        }
    }
}

/// Whom the grammar makes the source of a cue, where the models know none: "urged a vote and criticised the delay".
fn subject(view: &View<'_, '_, '_>, cue: &Range<usize>, content: &[Range<usize>]) -> Option<Range<usize>> {
    let doc = view.p.doc;
    let verbs = cue.clone().rev().filter(|i| !doc.tokens[*i].capital);
    let (at, entry) = verbs.filter_map(|i| Some((i, cues::verb(doc.word(i))?))).next()?;
    let (source, _) = view.p.subject(at, entry, view.tokens.start)?;
    let opens = opens_phrase(doc, source.start) || class_at(doc, source.start) == Some(Class::Relative);
    let apart = |r: &Range<usize>| r.end <= source.start || source.end <= r.start;
    let sound = opens && apart(cue) && content.iter().all(apart) && speaker::is_source(doc, source.clone());
    sound.then_some(source)
}

/// Adds what the models find to the quotations of the rules.
pub(crate) fn add(doc: &Document<'_>, stretches: &[Stretch], quotes: &mut Vec<Quote>) {
    let Some(models) = MODELS.as_ref() else { return };
    let mut reader = Reader::new(&models.cues, &models.roles);
    let mut found = Vec::new();
    views(doc, stretches, quotes, models.gate, |view| {
        let own_from = found.len();
        reader.read(view, &mut found);
        let cues = found.len() - own_from;
        let kept = |f: &Found| {
            judge::score(view, f, cues, models.judge) >= judge::LEAST_SCORE
                && !f.source.as_ref().is_some_and(|s| speaker::is_matter(doc, s.clone()))
        };
        let own: Vec<Found> = found.drain(own_from..).filter(kept).collect();
        found.extend(own);
        // What the form of the sentence tells needs no model, but may have from it where the spans end.
        if let Some(c) = closing(view.p, view.tokens.clone(), |i| view.may_cue(i)) {
            let source = Some(c.source);
            match found[own_from..].iter_mut().find(|f: &&mut Found| f.cue.start < c.cue.end && c.cue.start < f.cue.end)
            {
                Some(f) if f.source.is_none() => f.source = source,
                Some(_) => {}
                None => {
                    let sure = Sure::default();
                    found.push(Found { cue: c.cue, source, content: smallvec![c.content], rule: Rule::Closing, sure });
                }
            }
        }
    });
    join(doc, found, quotes);
}

/// The runs of a role in a sequence of labels: `first` begins one, `first + 1` goes on.
fn runs(labels: &[u8], first: u8) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, l) in labels.iter().enumerate() {
        let goes_on = *l == first + 1 && out.last().is_some_and(|r| r.end == i);
        if goes_on {
            if let Some(r) = out.last_mut() {
                r.end = i + 1;
            }
        } else if *l == first || *l == first + 1 {
            out.push(i..i + 1);
        }
    }
    out
}

/// Calls `each` with every sentence that may hold an attribution.
pub(crate) fn views(
    doc: &Document<'_>,
    stretches: &[Stretch],
    quotes: &[Quote],
    gate: &gate::Weights,
    mut each: impl FnMut(&View<'_, '_, '_>),
) {
    // What the rules decided, a bit set for each token: 1 cue, 2 source, 4 quoted content, 8 quoted by nobody.
    let mut ruled = vec![0u8; doc.tokens.len()];
    let mut set = |span: Span, bit: u8| {
        for t in doc.tokens_in(span) {
            ruled[t] |= bit;
        }
    };
    for q in quotes.iter().filter(|q| q.kind != QuoteKind::Nested) {
        if q.kind == QuoteKind::Term {
            q.marked.iter().for_each(|m| set(*m, 8));
            continue;
        }
        q.marked.iter().for_each(|m| set(*m, 4));
        q.cue.iter().for_each(|c| set(*c, 1));
        q.speaker.iter().filter_map(|s| s.mention).for_each(|m| set(m, 2));
    }
    let mut at = 0;
    let mut next = 0;
    while at < doc.sentences.len() {
        let line = doc.sentences[at].line;
        let from = at;
        while at < doc.sentences.len() && doc.sentences[at].line == line {
            at += 1;
        }
        let own = next..next + stretches[next..].iter().take_while(|s| s.line == line).count();
        next = own.end;
        let top = stretches[own].iter().filter(|s| s.depth == 0).collect();
        let p = Paragraph::new(doc, from..at, top);
        for sentence in p.sentences() {
            const MAX_TOKENS: usize = 600;
            let sentence = sentence.start..sentence.end.min(sentence.start + MAX_TOKENS);
            if sentence.len() > 2 {
                each(&View::new(&p, sentence.clone(), &ruled[sentence], gate));
            }
        }
    }
}

/// Joins the models' attributions with the rules': a rule's quotation of the same cue gets the model's spans, others are
/// added.
fn join(doc: &Document<'_>, found: Vec<Found>, quotes: &mut Vec<Quote>) {
    // Cues of the rules, by their first token.
    let mut by_cue: Vec<(usize, usize)> = quotes
        .iter()
        .enumerate()
        .filter(|(_, q)| !matches!(q.kind, QuoteKind::Term | QuoteKind::Nested))
        .filter_map(|(i, q)| q.cue.map(|c| (doc.tokens_in(c).end, i)))
        .collect();
    by_cue.sort_unstable();
    let rules = quotes.len();
    for f in found {
        let at = by_cue.partition_point(|(end, _)| *end <= f.cue.start);
        let ruled = by_cue
            .get(at)
            .map(|(_, i)| *i)
            .filter(|i| quotes[*i].cue.is_some_and(|c| doc.tokens_in(c).start < f.cue.end));
        match ruled {
            Some(i) => refine(doc, &mut quotes[i], f),
            None => {
                let quote = quote(doc, f);
                quotes.push(quote);
            }
        }
    }
    // Marked words that nobody was found for are what a model's content quotes, where they are most of it.
    let (old, new) = quotes.split_at_mut(rules);
    let mut gone = vec![false; old.len()];
    let mut dropped = vec![false; new.len()];
    for (n, q) in new.iter_mut().enumerate() {
        let span = q.span();
        let from = old.partition_point(|o| o.span().start < span.start);
        for (i, o) in old.iter().enumerate().skip(from).take_while(|(_, o)| o.span().start < span.end) {
            if o.kind != QuoteKind::Nested && o.speaker.is_none() && span.contains(o.span()) {
                let words = |spans: &[Span]| spans.iter().map(|s| doc.tokens_in(*s).len()).sum::<usize>();
                if words(&o.marked) * 2 >= words(&q.content) {
                    // "They watched “Morning Valley”": a title is no speech.
                    if o.kind == QuoteKind::Term && is_title(doc, doc.tokens_in(o.span())) {
                        dropped[n] = true;
                        break;
                    }
                    q.marked.extend(o.marked.iter().copied());
                    gone[i] = true;
                }
            }
        }
        if !q.marked.is_empty() {
            q.kind = QuoteKind::Mixed;
        }
    }
    gone.extend(dropped);
    let mut i = 0;
    quotes.retain(|_| {
        i += 1;
        !gone[i - 1]
    });
}

/// Gives a rule's quotation the model's spans.
fn refine(doc: &Document<'_>, quote: &mut Quote, f: Found) {
    quote.cue = Some(doc.span(f.cue));
    if let (Some(speaker), Some(source)) = (quote.speaker.as_mut(), f.source) {
        let span = doc.span(source);
        if speaker.mention.is_some_and(|m| m.overlaps(span)) {
            speaker.mention = Some(span);
        }
    }
    if quote.kind == QuoteKind::Mixed {
        let content: SmallVec<[Span; 2]> = f.content.iter().map(|r| trimmed(doc, r.clone())).collect();
        let holds = quote.marked.iter().all(|m| content.iter().any(|c| c.overlaps(*m)));
        if holds {
            quote.content = content;
        }
    }
}

fn quote(doc: &Document<'_>, f: Found) -> Quote {
    let content: SmallVec<[Span; 2]> = f.content.iter().map(|r| trimmed(doc, r.clone())).collect();
    Quote {
        content,
        marked: smallvec![],
        kind: QuoteKind::Indirect,
        speaker: f.source.map(|s| speaker::resolve(doc, s)),
        cue: Some(doc.span(f.cue)),
        addressee: None,
        medium: None,
        reported_by: None,
        rule: f.rule,
        confidence: if f.rule == Rule::Closing { 80 } else { 60 },
    }
}

/// The span of some tokens without quotation marks and stops at its ends.
fn trimmed(doc: &Document<'_>, mut tokens: Range<usize>) -> Span {
    let outer = |t: usize| matches!(doc.tokens[t].kind, TokenKind::Mark);
    while tokens.len() > 1 && outer(tokens.start) {
        tokens.start += 1;
    }
    while tokens.len() > 1 && outer(tokens.end - 1) {
        tokens.end -= 1;
    }
    doc.span(tokens)
}
