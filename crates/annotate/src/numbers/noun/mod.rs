//! The words for what is counted: "Chinese nationals" in "hundreds of Chinese nationals".

use claimdiff_text::{Span, table};

use crate::{
    lexemes::{NounWord, NumberWord},
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
    is_noun: impl Fn(&Piece) -> bool,
) -> Option<(Span, usize)> {
    let mut from = at;
    // "dozens of people", "12 of the people", "one of his men"
    if pieces.get(from)?.is("of") {
        from += 1;
        if pieces.get(from).is_some_and(is_determiner) {
            from += 1;
        }
    }
    while let Some(p) = pieces.get(from).filter(|p| p.lexeme.noun == NounWord::Skip) {
        table::hit("numbers/noun", p.lexeme.key);
        from += 1;
    }
    let mut head = None;
    let mut end = from;
    while let Some(p) = pieces.get(end).filter(|_| end - from < LONGEST) {
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
        if p.lexeme.noun == NounWord::Plural {
            break;
        }
    }
    // Where no plural stands, a noun before the first stop is the best there is: "40 shrimp", but not "two big".
    let bare = || (from..end).find(|at| is_noun(&pieces[*at])).map(|at| at + 1);
    let mut end = head.or_else(bare)?;
    // "one priority going into it": what hangs on the noun is cut.
    while one && end - from > 1 && !is_noun(&pieces[end - 1]) {
        end -= 1;
    }
    // "missiles and drones": one joint noun.
    if !one
        && let [and, second, ..] = &pieces[end..]
        && and.is("and")
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

fn is_determiner(p: &Piece) -> bool {
    const DETERMINERS: &[&str] =
        &["the", "its", "his", "her", "their", "our", "my", "your", "these", "those", "this", "that", "them"];
    DETERMINERS.contains(&p.lexeme.key)
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
        NounWord::No => {
            let word = p.of(text).as_bytes();
            let lower = |n: usize| word[word.len() - n].to_ascii_lowercase();
            word.len() > 3 && lower(1) == b's' && !matches!(lower(2), b's' | b'u' | b'i' | b'\'')
        }
    }
}
