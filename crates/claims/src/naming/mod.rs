//! What an article calls things for which there is a loaded word and a neutral one: a war, a government, a country.

use std::sync::LazyLock;

use claimdiff_annotate::names::{capital_of, country_named};
use claimdiff_annotate::{Closed, Document, EntityKind, Tag, TokenKind};
use claimdiff_text::{
    Span,
    lexicon::{Column, Table},
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::{Event, EventId, EventKind, meaning::NearFigure, words::Phrases};

/// Words for something, loaded or neutral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// What is meant, the same whatever it is called: "estate tax", "government of france". Of a war only "war": which
    /// one, [`Naming::event`] tells.
    pub referent: String,
    /// Whether style guides call the words loaded.
    pub loaded: bool,
    /// The words, folded: "death tax", "so-called france".
    pub words: String,
    /// The event that the words name.
    pub event: Option<EventId>,
    /// The words in the text.
    pub span: Span,
}

/// The most namings of one side of one referent that are kept of an article.
const MAX_OF_ONE: u8 = 2;
/// The most words of a country's name.
const MAX_NAME: usize = 4;

/// What words of the list mean.
#[derive(Clone, Copy)]
enum Referent {
    /// A war: one of the article's events.
    War,
    /// The government of a country, which stands before or after "of".
    Government,
    /// The land of a country.
    Land,
    /// What the list says.
    Thing(&'static str),
}

/// Loaded words and neutral ones for the same thing.
pub static TERMS: Table = Table {
    name: "terms",
    text: include_str!("en.tsv"),
    columns: &[Column::Lower, Column::Lower, Column::OneOf(&["loaded", "neutral"])],
};

static PHRASES: LazyLock<Phrases<(Referent, bool)>> = LazyLock::new(|| {
    Phrases::of("naming", TERMS.rows(), |cells| {
        let referent = match cells[0] {
            "war" => Referent::War,
            "government" => Referent::Government,
            "land" => Referent::Land,
            thing => Referent::Thing(thing),
        };
        (referent, cells[1] == "loaded")
    })
});

/// Finds the namings of a document; `lower` is its text in lower case, byte for byte.
pub(crate) fn find(doc: &Document<'_>, lower: &str, events: &[Event]) -> Vec<Naming> {
    let mut finder = Finder { doc, lower, events, seen: FxHashMap::default(), out: Vec::new() };
    for sentence in &doc.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            at = finder.step(at, sentence.tokens.start, sentence.tokens.end);
        }
    }
    finder.out
}

struct Finder<'a> {
    doc: &'a Document<'a>,
    lower: &'a str,
    events: &'a [Event],
    /// How many were kept of each referent and side.
    seen: FxHashMap<(String, bool), u8>,
    out: Vec<Naming>,
}

impl<'a> Finder<'a> {
    fn word(&self, token: usize) -> &'a str {
        self.doc.tokens[token].span.of(self.lower)
    }

    /// Looks at a token of the sentence `first..end`, and gives the next one to look at.
    fn step(&mut self, at: usize, first: usize, end: usize) -> usize {
        if self.doc.tokens[at].kind != TokenKind::Word {
            return at + 1;
        }
        let word = self.word(at);
        if NearFigure::Former.has(word) {
            return self.unstated(at, first, end);
        }
        let Some(phrase) = PHRASES.at(at, end, |t| self.word(t)) else { return at + 1 };
        let (referent, loaded) = phrase.class;
        let after = at + phrase.tokens;
        // In the name of a body, a book or a law nobody chose the words: "Pro-Life Alliance".
        let named = self.doc.mention_at(at).is_some_and(|m| self.doc.entity(m.entity).kind != EntityKind::Person);
        let shouted = self.doc.tokens[at].capital && at > first;
        let found = match referent {
            Referent::Thing(thing) if !named && !shouted => {
                self.keep(thing.to_owned(), loaded, None, at..after);
                true
            }
            Referent::War => {
                let span = self.doc.span(at..after);
                let event = self.war(span);
                event.is_some_and(|_| {
                    self.keep("war".to_owned(), loaded, event, at..after);
                    true
                })
            }
            // "Regime change" and "border guards" are something else.
            Referent::Government | Referent::Land if !self.is_noun(after, end) => {
                self.owner(at, first).is_some_and(|(country, from)| {
                    let what = if matches!(referent, Referent::Land) { "state" } else { "government" };
                    self.keep(format!("{what} of {country}"), loaded, None, from..after);
                    true
                })
            }
            _ => false,
        };
        if found {
            PHRASES.hit(phrase);
        }
        after
    }

    /// "The former X" and "the so-called X", where X is a country that there is.
    fn unstated(&mut self, at: usize, first: usize, end: usize) -> usize {
        let text = self.doc.text();
        for last in (at + 1..end.min(at + 1 + MAX_NAME)).rev() {
            let name = self.doc.span(at + 1..last + 1).of(text);
            let Some(country) = country_named(name) else { continue };
            // A name that a country has given up is no loaded one ("the former Swaziland"), and "former France captain",
            // "so-called France crisis" and "the former France’s" go on.
            let goes_on = self.is_noun(last + 1, end) || self.is_clitic(last + 1, end);
            if name.to_lowercase() != country || goes_on {
                return last + 1;
            }
            let from = if at > first && Closed::The.has(self.word(at - 1)) { at - 1 } else { at };
            self.keep(format!("state of {country}"), true, None, from..last + 1);
            return last + 1;
        }
        at + 1
    }

    /// The country that owns what a token names, and the first token of the whole: "the Paris regime", "French soil",
    /// "France's cities".
    fn owner(&self, at: usize, first: usize) -> Option<(&'static str, usize)> {
        let text = self.doc.text();
        let mut last = at;
        if last > first && self.doc.tokens[last - 1].kind == TokenKind::Clitic {
            last -= 1;
        }
        (first.max(last.saturating_sub(MAX_NAME))..last).find_map(|from| {
            let name = self.doc.span(from..last).of(text);
            // A longer name that ends so is another country, or a party: "New Zealand", "Free French".
            let capital = from > first + 1 && self.doc.tokens[from - 1].capital && self.is_word(from - 1);
            let country = country_named(name).or_else(|| capital_of(name)).filter(|_| !capital)?;
            let start = if from > first && Closed::The.has(self.word(from - 1)) { from - 1 } else { from };
            Some((country, start))
        })
    }

    /// The war that some words name.
    fn war(&self, span: Span) -> Option<EventId> {
        let names = |e: &Event| e.kind == EventKind::War && e.mentions.iter().any(|m| m.overlaps(span));
        self.events.iter().position(names).map(|at| EventId(at as u32))
    }

    fn is_word(&self, token: usize) -> bool {
        self.doc.tokens[token].kind == TokenKind::Word
    }

    /// Whether a token goes on with a compound or a name that begins before it.
    fn is_noun(&self, token: usize, end: usize) -> bool {
        token < end && self.is_word(token) && matches!(self.doc.tag(token), Tag::Noun | Tag::Propn | Tag::Adj)
    }

    /// Whether a token is the tail of an owner: "'s".
    fn is_clitic(&self, token: usize, end: usize) -> bool {
        token < end && self.doc.tokens[token].kind == TokenKind::Clitic
    }

    fn keep(&mut self, referent: String, loaded: bool, event: Option<EventId>, tokens: std::ops::Range<usize>) {
        let seen = self.seen.entry((referent.clone(), loaded)).or_default();
        if *seen >= MAX_OF_ONE {
            return;
        }
        *seen += 1;
        let span = self.doc.span(tokens);
        let words = span.of(self.lower);
        let words = words.strip_prefix("the ").unwrap_or(words).to_owned();
        self.out.push(Naming { referent, loaded, words, event, span });
    }
}

#[cfg(test)]
mod tests {
    /// What a wording names: "neutral estate tax".
    fn namings(wording: &str) -> Vec<String> {
        let article = claimdiff_parse::plain(wording, "case", "case");
        let doc = claimdiff_annotate::annotate(&article);
        let found = crate::find(&doc, &claimdiff_quotes::find(&doc)).namings;
        let side = |loaded| if loaded { "loaded" } else { "neutral" };
        found.iter().map(|n| format!("{} {}: {}", side(n.loaded), n.referent, n.words)).collect()
    }

    #[test]
    fn cases() {
        let tables = [("naming", include_str!("en.tsv"))];
        claimdiff_cases::check("naming/en.cases", include_str!("en.cases"), &tables, namings);
    }
}
