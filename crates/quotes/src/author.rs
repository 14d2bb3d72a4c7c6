//! Who speaks through what names nobody: a text ("the letter read"), or a pronoun that no name was found for.
//!
//! A text is its author's: whose it is by the words beside it ("Keller's letter", "a memo from the council"), who was quoted
//! from it before ("Keller said in a statement"), or who gave it out ("Keller issued a statement"). A pronoun goes on with
//! whoever spoke last without a name ("a guard said ... he added"). Where neither tells, the words stay as they are.

use std::ops::Range;

use claimdiff_annotate::{Closed, Document, EntityKind, Mention, MentionKind, Tag, TokenKind};

use crate::{
    Quote, QuoteKind, Speaker, cues,
    grammar::{Class, class_at, phrase_after},
    medium,
    small::NearQuote,
    speaker,
    words::{self, Sort},
};

/// How many tokens back the author of a text is looked for.
const REACH_TOKENS: usize = 500;

/// How many sentences back a pronoun goes on with a speaker.
const REACH_SENTENCES: usize = 3;

/// Somebody who was given words, by the token that names him.
struct Voice {
    at: usize,
    /// The index of the quotation.
    quote: usize,
}

/// Names the speakers of quotations, which stand in the order of the text, that a text or a bare pronoun stands for.
pub(crate) fn settle(doc: &Document<'_>, quotes: &mut [Quote]) {
    let mut voices: Vec<Voice> = Vec::new();
    for n in 0..quotes.len() {
        if quotes[n].kind == QuoteKind::Nested {
            continue;
        }
        let Some(source) = quotes[n].speaker.as_ref().and_then(|s| s.mention).map(|m| doc.tokens_in(m)) else {
            continue;
        };
        if source.is_empty() {
            continue;
        }
        let open = quotes[n].speaker.as_ref().is_some_and(|s| s.entity.is_none());
        let found = match open {
            true if source.len() == 1 && class_at(doc, source.start) == Some(Class::Subject) => {
                pronoun(doc, quotes, &voices, source.start)
            }
            true => author(doc, quotes, &source),
            false => None,
        };
        if let (Some(found), Some(speaker)) = (found, quotes[n].speaker.as_mut()) {
            (speaker.name, speaker.entity) = (found.name, found.entity);
        }
        voices.push(Voice { at: source.start, quote: n });
    }
}

/// The text that a source phrase is, by its head: "the letter", "Keller's full tweet".
fn text_of(doc: &Document<'_>, source: &Range<usize>) -> Option<usize> {
    let head = source.clone().take_while(|at| *at == source.start || class_at(doc, *at) != Some(Class::Preposition));
    let head = head.filter(|at| matches!(doc.tokens[*at].kind, TokenKind::Word)).last()?;
    is_text(doc, head).then_some(head)
}

fn is_text(doc: &Document<'_>, at: usize) -> bool {
    // "email accounts" are no text.
    let modifies = doc.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Word && !t.capital)
        && matches!(doc.tag(at + 1), Tag::Noun)
        && cues::verb(doc.word(at + 1)).is_none()
        && doc.sentence_at(at) == doc.sentence_at(at + 1);
    let opens = doc.sentences[doc.sentence_at(at)].tokens.start == at;
    let plain = !doc.tokens[at].capital || opens && doc.mention_at(at).is_none();
    words::is(doc.word(at), Sort::Document) && plain && doc.tag(at) != Tag::Verb && !modifies
}

/// The author of the text that a source phrase is.
fn author(doc: &Document<'_>, quotes: &[Quote], source: &Range<usize>) -> Option<Speaker> {
    let head = text_of(doc, source)?;
    if let Some(owner) = owner(doc, head, source.start) {
        return Some(named(doc, owner));
    }
    if let Some(office) = office(doc, head) {
        return Some(Speaker { mention: None, alone: false, ..speaker::resolve(doc, office) });
    }
    let floor = doc.sentences[doc.sentence_at(head)].tokens.start;
    if let Some(issuer) = issuer(doc, head, floor).or_else(|| sender(doc, head, floor)) {
        return Some(named(doc, issuer));
    }
    // "the letter read", of which more was told before.
    let word = doc.word(head);
    let low = source.start.saturating_sub(REACH_TOKENS);
    let earlier = (low..source.start).rev().filter(|at| doc.word(*at) == word && is_text(doc, *at));
    earlier.take(4).enumerate().find_map(|(n, at)| {
        let floor = doc.sentences[doc.sentence_at(at)].tokens.start;
        owner(doc, at, floor)
            .map(|m| named(doc, m))
            .or_else(|| speaks_in(doc, quotes, at, n == 0))
            .or_else(|| issuer(doc, at, floor).or_else(|| sender(doc, at, floor)).map(|m| named(doc, m)))
    })
}

/// Who acts through a text: "Keller denied it in a statement", "Keller replied with a tweet".
fn sender<'d>(doc: &'d Document<'_>, head: usize, floor: usize) -> Option<&'d Mention> {
    const MAX_ADJECTIVES: usize = 3;
    let by = (floor..head).rev().take(MAX_ADJECTIVES + 1).find(|at| class_at(doc, *at) == Some(Class::Preposition))?;
    let new = by + 1 < head && NearQuote::Article.has(doc.word(by + 1)) && !Closed::The.in_sentence(doc.word(by + 1));
    if !new || !NearQuote::Through.has(doc.word(by)) {
        return None;
    }
    let acts = |m: &&Mention| {
        let verb = doc.tokens_in(m.span).end;
        let adverb = usize::from(class_at(doc, verb) == Some(Class::Adverb));
        verb + adverb < by && doc.tag(verb + adverb) == Tag::Verb && may_write(doc, m)
    };
    (floor..by).rev().filter_map(|at| doc.mention_at(at)).find(acts)
}

fn named(doc: &Document<'_>, mention: &Mention) -> Speaker {
    Speaker { name: doc.entity(mention.entity).name.clone(), entity: Some(mention.entity), mention: None, alone: false }
}

fn may_write(doc: &Document<'_>, mention: &Mention) -> bool {
    matches!(doc.entity(mention.entity).kind, EntityKind::Person | EntityKind::Organisation)
}

/// Whose text it is by the words beside it: "Keller's letter", "his full letter", "a letter from Ana Keller".
fn owner<'d>(doc: &'d Document<'_>, head: usize, floor: usize) -> Option<&'d Mention> {
    const MAX_ADJECTIVES: usize = 4;
    let end = doc.sentences[doc.sentence_at(head)].tokens.end;
    let behind = head + 1 < end && (Closed::From.has(doc.word(head + 1)) || Closed::By.has(doc.word(head + 1)));
    if behind {
        let phrase = head + 2..phrase_after(doc, head + 2, end);
        let span = doc.span(phrase.start.min(phrase.end)..phrase.end);
        // "a letter from Keller's office" is not Keller's.
        let plain = |m: &&Mention| {
            let next = doc.tokens_in(m.span).end;
            may_write(doc, m) && doc.tokens.get(next).is_none_or(|t| t.kind != TokenKind::Clitic)
        };
        let inside = doc.within(&doc.mentions, |m| m.span, span).iter().filter(plain);
        let person = |m: &&Mention| doc.entity(m.entity).kind == EntityKind::Person;
        return inside.clone().find(person).or_else(|| inside.clone().next());
    }
    let mut owned = false;
    for at in (floor..head).rev().take(MAX_ADJECTIVES + 1) {
        if let Some(m) = doc.mention_at(at) {
            // "the WHO brief", "Keller's letter", "his letter"; "the Facebook post" is not Facebook's.
            let platform = !owned && m.kind == MentionKind::Name && medium::is_platform(&doc.entity(m.entity).name);
            let fits = m.kind != MentionKind::Nominal || owned;
            return Some(m).filter(|m| may_write(doc, m) && fits && !platform);
        }
        // "the family's statement" is of somebody without a name.
        if owned {
            return None;
        }
        owned = doc.tokens[at].kind == TokenKind::Clitic && doc.word(at).ends_with('s');
        let passes =
            owned || class_at(doc, at).is_none() && matches!(doc.tag(at), Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num);
        if !passes {
            return None;
        }
    }
    None
}

/// Whose text it is where that is nobody with a name, but somebody's: "a tweet from Keller's office".
fn office(doc: &Document<'_>, head: usize) -> Option<Range<usize>> {
    let end = doc.sentences[doc.sentence_at(head)].tokens.end;
    let behind = head + 1 < end && (Closed::From.has(doc.word(head + 1)) || Closed::By.has(doc.word(head + 1)));
    let phrase = head + 2..phrase_after(doc, head + 2, end);
    let last = phrase.clone().next_back().filter(|_| behind)?;
    let owned = phrase.clone().any(|at| doc.tokens[at].kind == TokenKind::Clitic);
    let noun = doc.tag(last) == Tag::Noun && !doc.tokens[last].capital && !words::is(doc.word(last), Sort::Document);
    (owned && noun).then_some(phrase)
}

/// Who is quoted in the sentence in which a text is named: "Keller said in a statement".
fn speaks_in(doc: &Document<'_>, quotes: &[Quote], at: usize, last: bool) -> Option<Speaker> {
    let sentence = doc.sentence_at(at);
    const MAX_ADJECTIVES: usize = 2;
    // "in a written statement", where no other was told of since.
    let plain = |t: &usize| class_at(doc, *t).is_none() && matches!(doc.tag(*t), Tag::Adj | Tag::Noun | Tag::Verb);
    let adjectives = (0..at).rev().take(MAX_ADJECTIVES * usize::from(last)).take_while(plain).count();
    let governed = at.checked_sub(2 + adjectives).is_some_and(|b| class_at(doc, b) == Some(Class::Preposition));
    if !governed {
        return None;
    }
    let from = quotes.partition_point(|q| q.span().end < doc.sentences[sentence].span.start);
    let near = quotes[from.saturating_sub(2)..].iter().take(6);
    near.filter_map(|q| q.speaker.as_ref()).find_map(|s| {
        let mention = doc.tokens_in(s.mention?);
        let here = !mention.is_empty() && doc.sentence_at(mention.start) == sentence;
        // "Roe and Doe said they met": of several.
        let person = s.entity.is_some_and(|e| doc.entity(e).kind == EntityKind::Person);
        let named = |m: &Mention| m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person;
        let within = || doc.within(&doc.mentions, |m| m.span, doc.span(mention.clone())).iter().filter(|m| named(m));
        let here = here && !(person && within().count() > 1);
        let body = match s.entity {
            Some(e) => doc.entity(e).kind != EntityKind::Place,
            // "the harbour police said in a statement"
            None => text_of(doc, &mention).is_none() && class_at(doc, mention.start) != Some(Class::Subject),
        };
        (here && body).then(|| Speaker { mention: None, alone: false, ..s.clone() })
    })
}

/// Who gave out a text: "Keller issued a statement".
fn issuer<'d>(doc: &'d Document<'_>, head: usize, floor: usize) -> Option<&'d Mention> {
    const MAX_OBJECT: usize = 8;
    const MAX_GROUP: usize = 3;
    let verb =
        (floor.max(head.saturating_sub(MAX_OBJECT))..head).rev().find(|at| words::is(doc.word(*at), Sort::Issued))?;
    (floor.max(verb.saturating_sub(MAX_GROUP))..verb)
        .rev()
        .find_map(|at| doc.mention_at(at))
        .or_else(|| doc.mention_at(floor))
        .filter(|m| may_write(doc, m))
}

/// Whom a pronoun at a token goes on with: the last speaker whom the pronoun can stand for.
fn pronoun(doc: &Document<'_>, quotes: &[Quote], voices: &[Voice], at: usize) -> Option<Speaker> {
    let word = doc.word(at);
    let is = |class: Closed| Closed::words().has_in_lower_case(word, class);
    let here = doc.sentence_at(at);
    let near = |token: usize| here.saturating_sub(doc.sentence_at(token)) <= REACH_SENTENCES;
    let last = voices.iter().rev().take_while(|v| near(v.at)).find_map(|v| {
        let speaker = quotes[v.quote].speaker.as_ref()?;
        let source = doc.tokens_in(speaker.mention?);
        let single = source.len() == 1 && class_at(doc, source.start) == Some(Class::Subject);
        let same = single && doc.word(source.start).eq_ignore_ascii_case(word);
        if single && !same || speaker.name.eq_ignore_ascii_case(word) {
            return None;
        }
        let kind = speaker.entity.map(|e| doc.entity(e).kind);
        let text = text_of(doc, &source).is_some();
        let plural = source.clone().any(|t| class_at(doc, t) == Some(Class::Conjunction))
            || speaker.name.ends_with('s') && kind.is_none_or(|k| k == EntityKind::Other);
        let fits = same
            || is(Closed::It) && (text || kind == Some(EntityKind::Organisation))
            || is(Closed::They)
                && !is(Closed::It)
                && !is(Closed::HeShe)
                && (plural && !text || kind == Some(EntityKind::Organisation))
            || is(Closed::HeShe) && kind.is_none() && !plural && !text;
        fits.then(|| Speaker { mention: None, alone: false, ..speaker.clone() })
    });
    // "The lawsuit names him. “...,” it says."
    last.or_else(|| {
        let text = is(Closed::It).then(|| {
            let low = at.saturating_sub(REACH_TOKENS / 4);
            (low..at)
                .rev()
                .find(|t| is_text(doc, *t) && near(*t) && class_at(doc, t.saturating_sub(1)) == Some(Class::Determiner))
        });
        let head = text.flatten()?;
        author(doc, quotes, &(head..head + 1))
            .or_else(|| Some(Speaker { name: doc.word(head).to_owned(), entity: None, mention: None, alone: false }))
    })
}
