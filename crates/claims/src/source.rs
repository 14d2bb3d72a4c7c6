use claimdiff_annotate::EntityId;
use claimdiff_text::Span;
use serde::{Deserialize, Serialize};

/// One link of a source chain: the outlet <- a speaker or document <- whom they cite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Who it is: the fullest name in the article, or the words used ("police").
    pub name: String,
    /// The entity, where there is one.
    pub entity: Option<EntityId>,
    /// What sort of source it is.
    pub voice: Voice,
    /// The words that attribute the claim to it.
    pub span: Option<Span>,
}

/// What sort of source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Voice {
    /// A named person or body.
    Named,
    /// Unnamed people: "officials", "police", "sources".
    Unnamed,
    /// A report, a poll, a statement, another outlet.
    Document,
    /// Only "reportedly", "allegedly".
    Hearsay,
}
