use std::ops::Range;

use claimdiff_annotate::{Document, Entity, EntityId, EntityKind};
use claimdiff_quotes::Quote;
use claimdiff_text::{Meta, Slice, Span, StableHash};
use serde::{Deserialize, Serialize};

use crate::{Claim, Event, EventId, Found, Naming, StoryKeys};

/// The version of the [`Analysis`] record. A record of another version is made anew, not read.
pub const VERSION: u32 = 14;

/// What comparison sees of an article: everything that was found in it and the few words needed to show it.
///
/// A record is self-contained: articles can be analysed once and kept, streamed or sent elsewhere, and compared without
/// their texts. All spans are bytes into the article's text; [`Analysis::text`] gives the words of those that a quotation
/// or a claim holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// [`VERSION`] when it was made.
    pub version: u32,
    /// The article's id.
    pub id: String,
    /// Where it was read.
    pub path: String,
    /// What is known about it.
    pub meta: Meta,
    /// The number of its words.
    pub words: u32,
    /// Who and what is named in it.
    pub entities: Vec<Entity>,
    /// The events it tells of.
    pub events: Vec<Event>,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// What it calls things that have a loaded name and a neutral one, in the order of the text.
    pub namings: Vec<Naming>,
    /// Its quotations, in the order of the text.
    pub quotes: Vec<Quote>,
    /// What it is about.
    pub keys: StoryKeys,
    /// The sentences that a claim, an event, a naming or a quotation stands in, in the order of the text, without overlap.
    pub excerpts: Vec<Excerpt>,
}

/// A sentence or a few, kept to show and to compare words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Where it stands.
    pub span: Span,
    /// The line it starts in, counted from 1.
    pub line: u32,
    /// How many characters (Unicode scalar values) of the article's text stand before it.
    pub chars: u32,
    /// The words.
    pub text: String,
}

impl Analysis {
    /// Who a claim of this article is of.
    pub fn subject(&self, claim: &Claim) -> Option<&Entity> {
        self.entities.get(claim.subject?.0 as usize)
    }

    /// Gathers what was found in an article.
    pub fn new(doc: &Document<'_>, quotes: Vec<Quote>, found: Found) -> Analysis {
        Analysis::with(doc, quotes, found, Vec::new())
    }

    /// The same with every sentence as an excerpt, and not only those in which something was found.
    pub fn whole(doc: &Document<'_>, quotes: Vec<Quote>, found: Found) -> Analysis {
        Analysis::with(doc, quotes, found, doc.sentences.iter().map(|s| s.span).collect())
    }

    /// Gathers what was found in an article, and the sentences of some spans.
    fn with(doc: &Document<'_>, mut quotes: Vec<Quote>, mut found: Found, mut wanted: Vec<Span>) -> Analysis {
        let article = doc.article;
        // Records are kept by the million: without room to grow they are a quarter smaller.
        quotes.shrink_to_fit();
        found.claims.shrink_to_fit();
        found.events.shrink_to_fit();
        found.namings.shrink_to_fit();
        wanted.extend(quotes.iter().flat_map(words_of));
        wanted.extend(found.claims.iter().map(|c| c.context.cover(c.span)));
        wanted.extend(found.events.iter().flat_map(|e| e.mentions.iter().copied()));
        wanted.extend(found.namings.iter().map(|n| n.span));
        Analysis {
            version: VERSION,
            id: article.id.clone(),
            path: article.path.clone(),
            meta: article.meta.clone(),
            words: doc.tokens.len() as u32,
            entities: doc.entities.clone(),
            events: found.events,
            claims: found.claims,
            namings: found.namings,
            quotes,
            keys: StoryKeys::of(doc),
            excerpts: excerpts(doc, wanted),
        }
    }

    /// A hash of what is kept of the text: the same whatever the article is called and wherever it was read.
    pub fn content(&self) -> u64 {
        let mut hash = StableHash::default();
        hash.write(&self.words.to_le_bytes());
        self.keys.sketch.iter().for_each(|run| hash.write(&run.to_le_bytes()));
        self.excerpts.iter().for_each(|e| hash.field(&e.text));
        hash.finish()
    }

    /// The words at a span that a quotation, a claim or an event holds; empty for any other.
    pub fn text(&self, span: Span) -> &str {
        match self.excerpt(span) {
            Some(e) => e.text.slice((span.start - e.span.start) as usize..(span.end - e.span.start) as usize),
            None => "",
        }
    }

    /// The excerpt that holds a span.
    pub fn excerpt(&self, span: Span) -> Option<&Excerpt> {
        let at = self.excerpts.partition_point(|e| e.span.end < span.end);
        self.excerpts.get(at).filter(|e| e.span.contains(span))
    }

    /// The line of a span, counted from 1; 0 where the record does not know it.
    pub fn line(&self, span: Span) -> u32 {
        self.excerpt(span).map_or(0, |e| {
            let before = (span.start - e.span.start) as usize;
            e.line + e.text.as_bytes()[..before].iter().filter(|b| **b == b'\n').count() as u32
        })
    }

    /// A span in characters (Unicode scalar values) instead of bytes; `None` where the record does not know it.
    pub fn chars(&self, span: Span) -> Option<Range<u32>> {
        let e = self.excerpt(span)?;
        let count = |to: u32| e.chars + e.text.slice(..(to - e.span.start) as usize).chars().count() as u32;
        Some(count(span.start)..count(span.end))
    }

    /// An event of the article.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(id.0 as usize)
    }

    /// Where an event takes place, as the article writes it.
    pub fn event_place<'a>(&'a self, event: &'a Event) -> Option<&'a str> {
        let place = event.place.as_ref()?;
        let words = self.text(place.span);
        Some(if words.is_empty() { self.written(&place.key) } else { words })
    }

    /// The folded name of a place as the article writes it, where it names it.
    pub fn written<'a>(&'a self, key: &'a str) -> &'a str {
        let named = |e: &&Entity| e.key == key;
        let place = self.entities.iter().filter(|e| e.kind == EntityKind::Place).find(named);
        place.or_else(|| self.entities.iter().find(named)).map_or(key, |e| &e.name)
    }

    /// An entity of the article.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}

/// Everything that a quotation points at: its content, its cue, to whom it was said, where, and who is named.
fn words_of(q: &Quote) -> impl Iterator<Item = Span> {
    let mention = q.speaker.as_ref().and_then(|s| s.mention);
    let medium = q.medium.as_ref().map(|m| m.span);
    [Some(q.span()), q.cue, q.addressee, medium, mention].into_iter().flatten().chain(q.marked.iter().copied())
}

/// The sentences around the wanted spans, overlapping ones joined.
fn excerpts(doc: &Document<'_>, mut wanted: Vec<Span>) -> Vec<Excerpt> {
    wanted.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in wanted {
        let first = doc.sentence_of(span.start).map_or(span, |s| doc.sentences[s].span);
        let last = doc.sentence_of(span.end.saturating_sub(1)).map_or(span, |s| doc.sentences[s].span);
        let whole = span.cover(first).cover(last);
        match out.last_mut() {
            Some(before) if before.overlaps(whole) => *before = before.cover(whole),
            _ => out.push(whole),
        }
    }
    let lines = &doc.article.lines;
    let breaks = |from: u32, to: u32| {
        let skipped = doc.text().as_bytes().get(from as usize..to as usize).unwrap_or(&[]);
        skipped.iter().filter(|b| **b == b'\n').count() as u32
    };
    // The byte up to which characters were counted, and their number.
    let mut read = (0, 0);
    // The place that was counted last, with its line: excerpts are in the order of the text.
    let mut counted = (usize::MAX, 0, 0);
    out.into_iter()
        .map(|span| {
            let at = lines.partition_point(|l| l.span.end <= span.start).min(lines.len().saturating_sub(1));
            let line = lines.get(at).map_or(0, |l| {
                let (from, number) = if counted.0 == at { (counted.1, counted.2) } else { (l.span.start, l.number) };
                counted = (at, span.start, number + breaks(from, span.start));
                counted.2
            });
            let skipped = doc.text().get(read.0..span.start as usize).unwrap_or("");
            read = (span.start as usize, read.1 + skipped.chars().count() as u32);
            Excerpt { span, line, chars: read.1, text: span.of(doc.text()).to_owned() }
        })
        .collect()
}
