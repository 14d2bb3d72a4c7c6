//! Names of people, organisations and places, clustered into entities inside the article.

mod cluster;
mod headline;
pub mod key;
pub(crate) mod lexicon;
mod small;
mod spot;

use claimdiff_text::Span;
pub use lexicon::{
    ALIASES, BODIES, FIRST_NAMES, PLACES, TITLE_WORDS, capital_of, city, country, country_named, is_area, is_common,
    is_generation, is_honorific, is_known_body, is_office_title, is_people, is_title_word,
};
use serde::{Deserialize, Serialize};
pub(crate) use small::NearName;

use crate::Document;

/// The index of an entity in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// Somebody or something that has a name, with all its mentions in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// The fullest name in the article, without title: "Anton Marek".
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
    /// The words: a name with its title ("President Marek"), a pronoun, or a nominal ("the president").
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
    let (mut entities, mentions) = cluster::entities(doc, spot::candidates(doc));
    if let Some(headline) = &doc.article.meta.headline {
        headline::complete(doc.text(), &headline.value, &mut entities);
    }
    (entities, mentions)
}

#[cfg(test)]
pub(crate) mod tests {
    use claimdiff_text::{Article, Line, LineKind, Meta, Reason, Span};

    use super::MentionKind;
    use crate::annotate;

    /// A text of one line as an article.
    pub(super) fn article(text: &str) -> Article {
        let span = Span::new(0, text.len());
        let line =
            Line { span, prose: span, number: 1, kind: LineKind::Paragraph, reason: Reason::Default, confidence: 100 };
        Article { id: "a".into(), path: "a".into(), text: text.into(), lines: vec![line], meta: Meta::default() }
    }

    /// The names found in a text: `person Jane Roe`, with the title where it has one: `person Jane Roe, senator`.
    fn named(text: &str) -> Vec<String> {
        let article = article(text);
        let doc = annotate(&article);
        let mentions = doc.mentions.iter().filter(|m| m.kind == MentionKind::Name);
        mentions
            .map(|m| {
                let entity = doc.entity(m.entity);
                let kind = format!("{:?}", entity.kind).to_lowercase();
                let title = Span { start: m.span.start, end: m.name.start }.trim(text).of(text);
                let comma = if title.is_empty() { "" } else { ", " };
                format!("{kind} {}{comma}{title}", entity.name)
            })
            .collect()
    }

    /// What pronouns and nominals were resolved to: `she = Jane Roe`.
    pub(crate) fn resolved(text: &str) -> Vec<String> {
        let article = article(text);
        let doc = annotate(&article);
        let mentions = doc.mentions.iter().filter(|m| m.kind != MentionKind::Name);
        mentions.map(|m| format!("{} = {}", m.span.of(text), doc.entity(m.entity).name)).collect()
    }

    /// The keys of the names found in a text.
    fn keys(text: &str) -> Vec<String> {
        let article = article(text);
        annotate(&article).entities.into_iter().map(|e| e.key).collect()
    }

    #[test]
    fn cases() {
        for (file, cases, tables) in [
            ("en.cases", include_str!("en.cases"), vec![]),
            ("titles.cases", include_str!("titles.cases"), vec![("titles", include_str!("titles.tsv"))]),
            ("heads.cases", include_str!("heads.cases"), vec![("heads", include_str!("heads.tsv"))]),
            ("stops.cases", include_str!("stops.cases"), vec![("stops", include_str!("stops.tsv"))]),
            ("particles.cases", include_str!("particles.cases"), vec![("particles", include_str!("particles.tsv"))]),
        ] {
            claimdiff_cases::check(file, cases, &tables, named);
        }
        claimdiff_cases::check(
            "bodies.cases",
            include_str!("bodies.cases"),
            &[("bodies", include_str!("bodies.tsv"))],
            keys,
        );
    }
}
