//! The first name of somebody whom only the headline names in full.

use crate::tokens::is_apostrophe;

use super::{
    Entity, EntityKind, is_honorific, is_title_word, key,
    lexicon::{FIRST, Lower},
};

/// Completes people whom the text calls by a surname alone with the first name that stands before it in the headline: "Ann
/// Roe Enters Race" above "Ms. Roe said".
pub(super) fn complete(text: &str, headline: &str, entities: &mut [Entity]) {
    let words: Vec<&str> = headline.split_whitespace().map(bare).collect();
    let surnames = entities.iter_mut().filter(|e| {
        let mut parts = e.name.split(' ');
        let last = parts.next_back().unwrap_or("");
        // "de Roe" is one surname.
        e.kind == EntityKind::Person
            && last.starts_with(char::is_uppercase)
            && parts.all(|p| p.starts_with(char::is_lowercase))
    });
    for entity in surnames {
        let name: Vec<&str> = entity.name.split(' ').collect();
        // "President Roe" need not be the Ann Roe of the headline.
        let holds = entity.titles.iter().any(|t| !is_honorific(Lower::of(t.of(text).trim_end_matches('.')).as_str()));
        let told = words.windows(name.len() + 1).enumerate().find(|(at, w)| {
            let titled = || {
                at.checked_sub(1)
                    .is_some_and(|before| is_title_word(Lower::of(words[before].trim_end_matches('.')).as_str()))
            };
            w[1..] == name[..] && FIRST.contains_key(w[0]) && (!holds || titled())
        });
        let Some((_, told)) = told else { continue };
        let gender = FIRST.get(told[0]).copied().flatten();
        if matches!((gender, entity.gender), (Some(a), Some(b)) if a != b) {
            continue;
        }
        entity.name = told.join(" ");
        entity.key = key::fold(&entity.name);
        entity.gender = entity.gender.or(gender);
    }
}

/// A word without the marks around it and its genitive: "Roe’s", "‘Roe".
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    word.rsplit_once(is_apostrophe).filter(|(_, rest)| rest.len() == 1).map_or(word, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use claimdiff_text::{Meta, Origin, Sourced};

    #[test]
    fn first_names_from_headlines() {
        let cases = [
            ("Mayor Ann de Roe enters race", "They met. Ms. de Roe said no.", "Ann de Roe"),
            ("Ann Roe’s race", "They met. Ms. Roe said no.", "Ann Roe"),
            ("John Roe’s race", "They met. Ms. Roe said no.", "Roe"),
            ("A race of Roe", "They met. Ms. Roe said no.", "Roe"),
        ];
        for (headline, text, name) in cases {
            let mut article = super::super::tests::article(text);
            article.meta =
                Meta { headline: Some(Sourced::new(headline.to_owned(), Origin::Sidecar)), ..Meta::default() };
            let doc = crate::annotate(&article);
            assert_eq!(doc.entities[0].name, name, "{headline}");
        }
    }
}
