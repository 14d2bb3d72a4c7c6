//! The words for what is counted: "Chinese nationals" in "hundreds of Chinese nationals".

use claimdiff_text::{Span, table};

use crate::{
    Closed, Tag,
    lexemes::{NounWord, NumberWord, TimeWord},
    pieces::{Joint, Piece, Shape},
};

pub(crate) const WORDS: &str = include_str!("en.tsv");

/// The most words of a counted thing.
const LONGEST: usize = 7;

/// The words for what is counted, from piece `at`, and the first piece after them. `one` says that a singular is looked for.
pub(crate) fn after(
    text: &str,
    pieces: &[Piece],
    at: usize,
    one: bool,
    tag: impl Fn(&Piece) -> Tag,
) -> Option<(Span, usize)> {
    let is_noun = |p: &Piece| matches!(tag(p), Tag::Noun | Tag::Propn);
    let mut from = at;
    let of = pieces.get(from)?.is(Closed::Of);
    // "dozens of people", "12 of the people", "one of his men"
    if of {
        from += 1;
        if pieces.get(from).is_some_and(is_determiner) {
            from += 1;
        }
        // "two of the mayor's sons"
        const OWNER: usize = 4;
        let clitic = |p: &Piece| Closed::Genitive.has(p.of(text));
        // "of voters called Ann's mill": what stands behind a verb owns nothing of them.
        let verb = |p: &Piece| matches!(tag(p), Tag::Verb | Tag::Aux);
        let owner = pieces[from..].iter().take(OWNER);
        let owner = owner.take_while(|p| clitic(p) || p.shape == Shape::Word && !verb(p));
        if let Some(after) = owner.enumerate().find(|(_, p)| clitic(p)).map(|(n, _)| from + n + 1) {
            from = after;
        }
    }
    while let Some(p) = pieces.get(from).filter(|p| p.lexeme.noun == NounWord::Skip) {
        table::hit("numbers/noun", p.lexeme.key);
        from += 1;
    }
    let mut head = None;
    let mut end = from;
    // Whether "and" joins two words of one class that describe a noun.
    let joined = |at: usize| {
        let [.., before, and, after] = &pieces[..pieces.len().min(at + 2)] else { return false };
        let class = tag(before);
        and.is(Closed::And)
            && after.lexeme.number == NumberWord::No
            && matches!(class, Tag::Adj | Tag::Propn)
            && class == tag(after)
    };
    // The first word after which the phrase went on over "and".
    let mut over = None;
    while let Some(p) = pieces.get(end).filter(|_| end - from < LONGEST) {
        // "digital and printed books", "Alder and Birch boats"
        if head.is_none() && !one && end > from && joined(end) {
            over = over.or(Some(end));
            end += 1;
            continue;
        }
        // "dozens of burned out cars"
        let phrasal = || {
            let participle = |p: &Piece| tag(p) == Tag::Verb && p.joint == Joint::Spaced;
            let plural = |p: &Piece| p.shape == Shape::Word && p.joint == Joint::Spaced && is_plural(text, p);
            end > from && head.is_none() && participle(&pieces[end - 1]) && pieces.get(end + 1).is_some_and(plural)
        };
        if p.is(Closed::Out) && phrasal() {
            end += 1;
            continue;
        }
        if p.shape == Shape::Word && p.lexeme.noun == NounWord::Stop {
            table::hit("numbers/noun", p.lexeme.key);
            break;
        }
        if p.shape != Shape::Word {
            break;
        }
        if p.joint == Joint::Glued && end > from {
            break;
        }
        if p.lexeme.number != NumberWord::No && end == from && p.joint != Joint::Hyphen {
            // "two dozen" is read; another figure here is another number.
            if !matches!(p.lexeme.number, NumberWord::Half | NumberWord::Part(_) | NumberWord::Parts(_)) {
                break;
            }
        }
        let plural = is_plural(text, p) && !next_is_hyphen(pieces, end);
        if head.is_some() && !plural && !one {
            break;
        }
        end += 1;
        if plural || one {
            head = Some(end);
        }
        // "five police officers", but "one of the boats several times"
        let described = pieces.get(end).is_some_and(|next| {
            let noun = next.lexeme.noun == NounWord::No && next.joint == Joint::Spaced && is_noun(next);
            noun && next.shape == Shape::Word && is_plural(text, next)
        });
        if p.lexeme.noun == NounWord::Plural && !described || one && of && plural {
            break;
        }
    }
    // Where no plural stands, a noun before the first stop is the best there is: "40 shrimp", but not "two big".
    // "90.4 passer rating": the last of two nouns is what is counted; "three announced Wednesday" are no Wednesdays.
    let weekday = |p: &Piece| matches!(p.lexeme.time, TimeWord::Weekday(_) | TimeWord::Deictic(_));
    let bare = || {
        let limit = over.unwrap_or(end);
        let first = (from..limit).find(|at| is_noun(&pieces[*at])).filter(|at| !weekday(&pieces[*at]))?;
        let next = |at: &usize| {
            let p = &pieces[*at];
            tag(p) == Tag::Noun && p.joint == Joint::Spaced && p.lexeme.noun == NounWord::No && !p.capital
        };
        let common = tag(&pieces[first]) == Tag::Noun && !one;
        Some((first + 1..limit).take_while(|at| common && next(at)).last().unwrap_or(first) + 1)
    };
    let mut end = head.or_else(bare)?;
    // "one priority going into it": what hangs on the noun is cut.
    while one && end - from > 1 && !is_noun(&pieces[end - 1]) {
        end -= 1;
    }
    // "missiles and drones": one joint noun.
    if !one
        && let [and, second, ..] = &pieces[end..]
        && and.is(Closed::And)
        && second.shape == Shape::Word
        && second.lexeme.noun == NounWord::No
        && is_plural(text, second)
        && second.joint == Joint::Spaced
        && pieces.get(end + 2).is_none_or(|p| p.shape == Shape::Sign || p.lexeme.noun == NounWord::Stop)
    {
        end += 2;
    }
    for p in &pieces[from..end] {
        if p.lexeme.noun != NounWord::No {
            table::hit("numbers/noun", p.lexeme.key);
        }
    }
    Some((pieces[from].span.cover(pieces[end - 1].span), end))
}

fn next_is_hyphen(pieces: &[Piece], at: usize) -> bool {
    pieces.get(at + 1).is_some_and(|p| p.joint == Joint::Hyphen)
}

pub(crate) fn is_determiner(p: &Piece) -> bool {
    p.is(Closed::OfDeterminer)
}

/// Whether a word looks like a plural noun.
pub(crate) fn is_plural(text: &str, p: &Piece) -> bool {
    match p.lexeme.noun {
        NounWord::Plural => true,
        NounWord::Singular => {
            table::hit("numbers/noun", p.lexeme.key);
            false
        }
        NounWord::Stop | NounWord::Skip => false,
        NounWord::Designator => p.of(text).ends_with('s'),
        NounWord::No | NounWord::Street => {
            let word = p.of(text).as_bytes();
            let lower = |n: usize| word[word.len() - n].to_ascii_lowercase();
            word.len() > 3 && lower(1) == b's' && !matches!(lower(2), b's' | b'u' | b'i' | b'\'')
        }
    }
}
