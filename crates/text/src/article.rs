use serde::{Deserialize, Serialize};

use crate::{Span, Stamp};

/// One article: its text as it came, its lines tagged, and what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// A stable, readable key: the path relative to the input root, without its extension.
    pub id: String,
    /// The path as the user would name it.
    pub path: String,
    /// The text. For plain text exactly the file's text (UTF-8, a byte-order mark left out).
    pub text: String,
    /// Every line that is not blank, in order.
    pub lines: Vec<Line>,
    /// Headline, outlet, dates and the like, each with its origin.
    pub meta: Meta,
}

/// A line of the text, tagged and never deleted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The line without its line break and outer blanks. Hard-wrapped prose is one line over several breaks.
    pub span: Span,
    /// The running text in it: without dateline, labelled date or list mark. Empty where there is none.
    pub prose: Span,
    /// Its number in the text, counted from 1.
    pub number: u32,
    /// What it is.
    pub kind: LineKind,
    /// What told so.
    pub reason: Reason,
    /// How sure that is, in percent.
    pub confidence: u8,
}

impl Line {
    /// Whether claims and quotations are looked for in it: all but the surest boilerplate.
    pub fn is_read(&self) -> bool {
        !(matches!(self.kind, LineKind::Boilerplate | LineKind::Promo | LineKind::Byline) && self.confidence >= 80)
    }
}

/// What a line of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LineKind {
    /// The headline.
    Headline,
    /// A deck or standfirst: the summary under the headline.
    Deck,
    /// A dateline on a line of its own (place, outlet, date).
    Dateline,
    /// Who wrote it.
    Byline,
    /// A sub-heading inside the body.
    Subhead,
    /// Running text.
    Paragraph,
    /// A link to another article, a "recommended" list, an invitation to subscribe.
    Promo,
    /// Furniture of the page: "Comments", share buttons, captions of nothing.
    Boilerplate,
    /// A note that tells what an earlier version had wrong. It is running text, too.
    Correction,
}

impl LineKind {
    /// All kinds, in the order of an article.
    pub const ALL: [LineKind; 9] = [
        LineKind::Headline,
        LineKind::Deck,
        LineKind::Dateline,
        LineKind::Byline,
        LineKind::Subhead,
        LineKind::Paragraph,
        LineKind::Promo,
        LineKind::Boilerplate,
        LineKind::Correction,
    ];

    /// Whether it is running text: whole sentences.
    pub fn is_prose(self) -> bool {
        matches!(self, LineKind::Paragraph | LineKind::Correction)
    }

    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            LineKind::Headline => "headline",
            LineKind::Deck => "deck",
            LineKind::Dateline => "dateline",
            LineKind::Byline => "byline",
            LineKind::Subhead => "subhead",
            LineKind::Paragraph => "paragraph",
            LineKind::Promo => "promo",
            LineKind::Boilerplate => "boilerplate",
            LineKind::Correction => "correction",
        }
    }
}

/// What told the kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// Markup said so.
    Markup,
    /// The metadata hold the same words.
    Metadata,
    /// It is the first line and reads like a title.
    FirstLine,
    /// A short line in title style without a final stop, between paragraphs.
    TitleStyle,
    /// A phrase of the list of page furniture.
    Phrase,
    /// All in capitals between sentences.
    AllCaps,
    /// An item of a list under a promo heading.
    ListItem,
    /// A place and an outlet or a dash before the first sentence.
    Dateline,
    /// "By" and a name.
    Byline,
    /// Nothing told otherwise.
    Default,
}

/// What is known about an article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The headline.
    pub headline: Option<Sourced<String>>,
    /// The outlet's name.
    pub outlet: Option<Sourced<String>>,
    /// The authors, in their order.
    pub authors: Vec<Sourced<String>>,
    /// The news agency whose text it is, by its common name.
    #[serde(default)]
    pub agency: Option<Sourced<String>>,
    /// The place of the dateline.
    pub place: Option<Sourced<String>>,
    /// When it was published. A missing date is `None`, never today.
    pub published: Option<Sourced<Stamp>>,
    /// When it was last changed.
    pub modified: Option<Sourced<Stamp>>,
    /// The language, as an ISO 639-1 code.
    pub language: Option<Sourced<String>>,
    /// The canonical URL.
    pub url: Option<Sourced<String>>,
    /// Which record it is of a file that holds many.
    #[serde(default)]
    pub record: Option<Record>,
}

/// A record of a file that holds many: an item of a feed, a line of JSON Lines, a row of a table, a page of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The key that the record gives itself.
    pub id: Option<String>,
    /// Its number in the file, counted from 1.
    pub number: u32,
    /// The line of the file that it begins in, counted from 1, where one is known.
    pub line: Option<u32>,
}

impl Meta {
    /// The outlet's name folded, so that its spellings are one: see [`outlet_key`].
    pub fn outlet_key(&self) -> Option<String> {
        self.outlet.as_ref().map(|o| outlet_key(&o.value)).filter(|k| !k.is_empty())
    }
}

/// An outlet's name in lower-case letters and digits without blanks and without "the": "The Harbour Press",
/// "HarbourPress" and "harbour-press" are one outlet.
pub fn outlet_key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let the = |(n, w): &(usize, &str)| !(*n == 0 && w.eq_ignore_ascii_case("the"));
    words.enumerate().filter(the).flat_map(|(_, w)| w.chars()).flat_map(char::to_lowercase).collect()
}

/// A value, where it came from and, where it stands in the text, its span.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
    /// Where it stands in the article's text.
    pub span: Option<Span>,
}

impl<T> Sourced<T> {
    /// A value from outside the text.
    pub fn new(value: T, origin: Origin) -> Sourced<T> {
        Sourced { value, origin, span: None }
    }

    /// A value that stands in the text.
    pub fn at(value: T, origin: Origin, span: Span) -> Sourced<T> {
        Sourced { value, origin, span: Some(span) }
    }
}

/// Where a piece of metadata came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Origin {
    /// The sidecar `articles.toml`.
    Sidecar,
    /// Structured metadata of the format (JSON-LD, meta tags, a field of a record).
    Metadata,
    /// A labelled prefix in the text ("date 2025-08-06", "Published:").
    Label,
    /// The dateline.
    Dateline,
    /// The URL.
    Url,
    /// The file's name.
    Filename,
    /// Running text or the layout of the page.
    Body,
}
