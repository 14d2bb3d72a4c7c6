use claimdiff_annotate::EntityId;
use claimdiff_text::Span;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// Something somebody said or wrote, as an article gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// What was said, in order, without outer quotation marks and without what the article puts in between
    /// (", he said,"). At least one span.
    pub content: SmallVec<[Span; 2]>,
    /// The stretches of the content that stand in quotation marks, without the marks. Empty for indirect speech.
    pub marked: SmallVec<[Span; 2]>,
    /// How it is given.
    pub kind: QuoteKind,
    /// Who is quoted; `None` where the article does not tell or nobody is.
    pub speaker: Option<Speaker>,
    /// The words that attribute: "said", "according to", "in a statement".
    pub cue: Option<Span>,
    /// To whom it was said: "told Fox News".
    pub addressee: Option<Span>,
    /// Where it was said or written, if the article tells.
    pub medium: Option<Medium>,
    /// Who reported a nested quotation: the speaker of the one around it.
    pub reported_by: Option<Speaker>,
    /// What decided about the speaker.
    pub rule: Rule,
    /// How sure that is, in percent.
    pub confidence: u8,
}

impl Quote {
    /// From the first to the last byte of the content.
    pub fn span(&self) -> Span {
        self.content.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

/// How a quotation is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum QuoteKind {
    /// A sentence or more in quotation marks.
    Direct,
    /// Quoted words inside a clause of the article's own.
    Mixed,
    /// The content in the article's words.
    Indirect,
    /// A quotation inside a quotation.
    Nested,
    /// Scare quotes, titles of works, coined names: nobody is quoted.
    Term,
}

impl QuoteKind {
    /// All kinds.
    pub const ALL: [QuoteKind; 5] =
        [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect, QuoteKind::Nested, QuoteKind::Term];

    /// Its name, as reports show it: "direct".
    pub fn name(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Nested => "nested",
            QuoteKind::Term => "term",
        }
    }
}

/// Who is quoted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// The resolved name: the fullest in the article, or the words of the mention where it is no name ("police").
    pub name: String,
    /// The entity, where the mention was resolved to one.
    pub entity: Option<EntityId>,
    /// The words next to the cue: "he", "the spokesman".
    pub mention: Option<Span>,
    /// Whether these are a pronoun that can mean nobody else: no other person is named in its paragraph before it.
    pub alone: bool,
}

/// Where something was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Medium {
    /// The words: "on Truth Social".
    pub span: Span,
    /// The name, folded: "truth social", "statement", "x".
    pub name: String,
}

/// What decided who is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// Nobody is quoted, or nobody was found.
    None,
    /// Cue and source stand right before or after the marks: “...,” said Smith.
    Adjacent,
    /// The sentence's cue verb governs a clause with quoted words in it.
    Clause,
    /// "according to Smith".
    According,
    /// A colon before the marks.
    Colon,
    /// The next stretch of a quotation already attributed.
    Continued,
    /// A turn of a transcript: "SMITH: ...".
    Turn,
    /// A dash and a name after the quotation.
    DashByline,
    /// The speaker of the sentence before.
    Previous,
    /// Cue and source close the sentence: "The bridge is closed, police said."
    Closing,
    /// The sequence model for indirect speech.
    Model,
}
