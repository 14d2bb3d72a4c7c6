//! Whether two quotations are of one speaker.

use claimdiff_claims::{Analysis, is_office_title};
use claimdiff_quotes::{Quote, Rule, Speaker};
use claimdiff_text::{Slice, Span};

use crate::corpus::{Corpus, Identity, identity};

/// How the speakers of two quotations lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speakers {
    /// They are one.
    Same,
    /// One of the two articles does not tell.
    Untold,
    /// Each article gives one, not the same, and at least one of them is reckoned: from a pronoun, from the sentence
    /// before, or a body may speak through a person.
    Doubtful,
    /// They are two, and each stands by name next to the words.
    Other,
}

/// The most bytes between a name and the words that it is given for.
const REACH: u32 = 120;

/// The most bytes next to a quotation and its speaker in which somebody else is named together with them.
const ASIDE: usize = 80;

/// Compares the speakers of a quotation in article `x` and of one in article `y`.
pub(crate) fn compare(corpus: &Corpus<'_>, (x, q): (usize, &Quote), (y, r): (usize, &Quote)) -> Speakers {
    let (Some(s), Some(t)) = (&q.speaker, &r.speaker) else { return Speakers::Untold };
    let (name, other) = (corpus.name(x, s), corpus.name(y, t));
    let (person, theirs) = (corpus.person(x, s), corpus.person(y, t));
    let known = |article: usize, body: &str| knows(corpus.articles[article], body);
    let found = match (person, theirs) {
        (Some(p), Some(o)) if identity(p, o) == Identity::Same => Identity::Same,
        // "Fixer says": a capital alone makes no name at the start of a sentence.
        (Some(p), Some(o)) if opens(corpus, x, s, p) || opens(corpus, y, t, o) => Identity::Open,
        (Some(p), Some(o)) => identity(p, o),
        _ if identity(&name.to_lowercase(), &other.to_lowercase()) == Identity::Same => Identity::Same,
        // A body speaks through people whom an article names together with it: one that it does not know is another.
        _ => match (body(corpus, x, s), body(corpus, y, t)) {
            (None, Some(theirs)) if person.is_some() && !known(x, theirs) => Identity::Other,
            (Some(ours), None) if theirs.is_some() && !known(y, ours) => Identity::Other,
            (Some(ours), Some(theirs)) if !known(x, theirs) && !known(y, ours) => Identity::Other,
            _ => Identity::Open,
        },
    };
    match found {
        Identity::Same => Speakers::Same,
        Identity::Open => Speakers::Doubtful,
        // One of them told what the other had said.
        Identity::Other if reports(corpus, x, q, theirs) || reports(corpus, y, r, person) => Speakers::Doubtful,
        Identity::Other if !named(corpus, x, q) || !named(corpus, y, r) => Speakers::Doubtful,
        Identity::Other if names(corpus, x, q, other) || names(corpus, y, r, name) => Speakers::Doubtful,
        Identity::Other => Speakers::Other,
    }
}

/// The name of a body, as an article gives it: of several words, for a capital alone makes no name ("Democrat").
fn body<'s>(corpus: &Corpus<'s>, article: usize, speaker: &'s Speaker) -> Option<&'s str> {
    if corpus.person(article, speaker).is_some() {
        return None;
    }
    let written = |w: &str| w.starts_with(char::is_uppercase);
    let like = |name: &str| name.split(' ').all(written) && !name.contains([',', '\n']);
    // "the Tarrin VC" is a person.
    let spelt = |name: &str| name.split(' ').all(|w| w.contains(char::is_lowercase));
    let mention = || speaker.mention.map(|m| corpus.articles[article].text(m)).filter(|name| like(name) && spelt(name));
    let name = match speaker.entity {
        // "Harbour Union", of which no more is known than that it is written like a name.
        None => mention()?,
        // "Senate Liberals", of which "Liberals" is the entity.
        Some(_) => Some(corpus.name(article, speaker)).filter(|name| name.contains(' ')).or_else(mention)?,
    };
    // "Former Harbour President: ..." is a person whom the headline does not name.
    (name.contains(' ') && !is_office_title(&name.to_lowercase())).then_some(name)
}

/// Whether a person is known by one word only, and here it begins a sentence.
fn opens(corpus: &Corpus<'_>, article: usize, speaker: &Speaker, key: &str) -> bool {
    let Some(mention) = speaker.mention.filter(|_| !key.contains(' ')) else { return false };
    corpus.articles[article].excerpt(mention).is_some_and(|e| e.span.start == mention.start)
}

/// The last part of a name, which another article gives as well if it gives any.
fn last(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Whether an article has a name of a body, as a name or in other letters: "the harbour union".
fn knows(article: &Analysis, name: &str) -> bool {
    let named = |other: &str, word: &str| other.split(' ').any(|w| w.eq_ignore_ascii_case(word));
    let has = |word: &str| {
        article.keys.count(&word.to_lowercase()) > 0 || article.entities.iter().any(|e| named(&e.name, word))
    };
    if !name.split(' ').all(has) {
        return false;
    }
    let lower = name.to_lowercase();
    article.entities.iter().any(|e| name.split(' ').all(|word| named(&e.name, word)))
        || article.excerpts.iter().any(|e| e.text.to_lowercase().contains(&lower))
}

/// Whether the speaker stands by name next to the words of a quotation.
pub(crate) fn named(corpus: &Corpus<'_>, article: usize, quote: &Quote) -> bool {
    let Some(speaker) = &quote.speaker else { return false };
    let Some(mention) = speaker.mention else { return false };
    let beside = matches!(
        quote.rule,
        Rule::Adjacent | Rule::According | Rule::Colon | Rule::Turn | Rule::DashByline | Rule::Continued
    );
    let span = quote.span();
    let gap = mention.start.saturating_sub(span.end).max(span.start.saturating_sub(mention.end));
    let words = corpus.articles[article].text(mention);
    let name = corpus.name(article, speaker);
    let family = last(name);
    // Not "Marlow's words were ...", which does not tell who quotes them.
    let stands = words.split(' ').any(|w| w.trim_end_matches([',', '.']) == family);
    beside && gap <= REACH && (stands || speaker.alone && name.contains(' ')) && family.starts_with(char::is_uppercase)
}

/// Whether the sentence that gives a quotation's speaker names somebody else as well: whose spokesman it is, with whom
/// he spoke, or who was told.
fn names(corpus: &Corpus<'_>, article: usize, quote: &Quote, other: &str) -> bool {
    let mention = quote.speaker.as_ref().and_then(|s| s.mention);
    let around = mention.map_or(quote.span(), |m| m.cover(quote.span()));
    let Some(excerpt) = corpus.articles[article].excerpt(around) else { return false };
    // The words of the quotation itself may name anybody; what stands next to it and its speaker counts.
    let start = (around.start - excerpt.span.start) as usize;
    let (before, after) = (excerpt.text.slice(..start), excerpt.text.slice(start + around.len()..));
    let close =
        |text: &str| text.split_whitespace().any(|w| w.trim_matches(|c: char| !c.is_alphanumeric()) == last(other));
    // Who stands between the two: “...,” Marlow told them, according to the harbour's paper.
    let end = quote.marked.iter().map(|m| m.end).max().unwrap_or(0);
    let between = mention.filter(|m| m.start >= end).map(|m| Span { start: end, end: m.start });
    let told = |span: Span| close(corpus.articles[article].text(span));
    close(tail(before)) || close(head(after)) || mention.is_some_and(told) || between.is_some_and(told)
}

/// The part of a sentence right behind a quotation.
fn head(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= ASIDE).last().unwrap_or(0);
    text.slice(..end).split(['\n', '“', '"']).next().unwrap_or("")
}

/// The part of a sentence right before a quotation.
fn tail(text: &str) -> &str {
    let from = text.char_indices().map(|(at, _)| at).find(|at| at + ASIDE >= text.len()).unwrap_or(0);
    text.slice(from..).rsplit(['\n', '”', '"']).next().unwrap_or("")
}

/// Whether somebody is the one who reported a nested quotation.
fn reports(corpus: &Corpus<'_>, article: usize, quote: &Quote, person: Option<&str>) -> bool {
    let reporter = quote.reported_by.as_ref().and_then(|s| corpus.person(article, s));
    reporter.zip(person).is_some_and(|(r, p)| identity(r, p) != Identity::Other)
}
