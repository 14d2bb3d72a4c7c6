//! Names of people, organisations and places, clustered into entities inside the article.

mod cluster;
pub mod key;
pub(crate) mod lexicon;
mod spot;

use claimdiff_text::Span;
pub use lexicon::{country, is_area, is_office_title};
use serde::{Deserialize, Serialize};

use crate::Document;

/// The index of an entity in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// Somebody or something that has a name, with all its mentions in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name in the article, without title: "Volodymyr Zelensky".
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// The name folded for comparison across articles: lower case, no diacritics, spelling variants of a
    /// transliteration made one, aliases of a known place or body replaced by one of them.
    pub key: String,
    /// Known from a first name, a title or the pronouns used.
    pub gender: Option<Gender>,
    /// The titles and descriptions the article gives it, where they stand: "Foreign Minister", "a real estate developer".
    pub titles: Vec<Span>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body: a ministry, a company, a party, a newspaper.
    Organisation,
    /// A country, city, region, building or other place.
    Place,
    /// A name of something else.
    Other,
}

/// Grammatical gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// Words that stand for an entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// The words: a name with its title ("President Zelensky"), a pronoun, or a nominal ("the president").
    pub span: Span,
    /// The name alone, without title.
    pub name: Span,
    /// Whom it stands for.
    pub entity: EntityId,
    /// Which kind of words it is.
    pub kind: MentionKind,
}

/// The kind of words of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name.
    Name,
    /// "he", "she", "they", "his".
    Pronoun,
    /// "the president", "the ministry".
    Nominal,
}

/// Finds the names of a document and clusters them.
pub(crate) fn find(doc: &Document<'_>) -> (Vec<Entity>, Vec<Mention>) {
    cluster::entities(doc, spot::candidates(doc))
}
