//! The verb that a number hangs on, folded, so that "fired", "firing" and "fires" are one measure.

mod words;

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, Tag, TokenKind, names};
use claimdiff_text::{Slice, Span};

use super::{Context, is_break};
use crate::{Rule, words::Words};
use words::Class;

/// A verb and where the number stands to it.
pub(crate) struct Governor {
    /// The verb in its base form, as far as its spelling tells.
    pub(crate) verb: String,
    /// Its token.
    pub(crate) token: usize,
    /// Whether the number is its object or its subject.
    pub(crate) rule: Rule,
}

/// How far a verb may stand from its number, in tokens.
const REACH: usize = 7;

/// The verb of a number: the nearest one before it in its clause, else the first one after its noun.
pub(crate) fn find(cx: &Context<'_>, span: Span) -> Option<Governor> {
    let tokens = cx.doc.tokens_in(span);
    let sentence = cx.doc.sentences.get(cx.doc.sentence_of(span.start)?)?.tokens.clone();
    let from = sentence.start.max(tokens.start.saturating_sub(REACH));
    for token in (from..tokens.start).rev() {
        if ends(cx, token) {
            break;
        }
        if is_verb(cx, token) {
            return Some(Governor { verb: base(cx.lower(token)), token, rule: Rule::Object });
        }
    }
    let mut passive = false;
    for token in tokens.end..sentence.end.min(tokens.end + REACH) {
        if ends(cx, token) || Class::Says.has(cx.lower(token)) {
            break;
        }
        match cx.doc.tag(token) {
            Tag::Aux => passive |= Closed::PassiveBe.has(cx.lower(token)),
            _ if is_verb(cx, token) => {
                let rule = if passive { Rule::Passive } else { Rule::Subject };
                return Some(Governor { verb: base(cx.lower(token)), token, rule });
            }
            _ => {}
        }
    }
    None
}

fn ends(cx: &Context<'_>, token: usize) -> bool {
    let kind = cx.doc.tokens[token].kind;
    is_break(kind) || kind == TokenKind::Mark || Class::Clause.has(cx.lower(token))
}

fn is_verb(cx: &Context<'_>, token: usize) -> bool {
    cx.doc.tokens[token].kind == TokenKind::Word
        && cx.doc.tag(token) == Tag::Verb
        && !Class::NoVerb.has(cx.lower(token))
        && !token.checked_sub(1).is_some_and(|t| Closed::Article.has(cx.lower(t)))
}

const IRREGULAR: &str = include_str!("verbs.tsv");

static BASES: LazyLock<Words<&'static str>> = LazyLock::new(|| Words::new("governor", IRREGULAR, |cells| cells[0]));

/// The base form of a regular verb, told by its spelling: "opposed" and "opposing" are "oppose".
pub(crate) fn base(verb: &str) -> String {
    if let Some(base) = BASES.get(verb) {
        BASES.hit(verb);
        return base.to_owned();
    }
    if let Some(stem) = verb.strip_suffix("ied").or_else(|| verb.strip_suffix("ies")).filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    let stem = ["ing", "ed"]
        .iter()
        .find_map(|tail| verb.strip_suffix(tail))
        .filter(|s| s.len() > 2 || (s.len() == 2 && s.starts_with(['a', 'e', 'i', 'o', 'u'])));
    if let Some(stem) = stem.filter(|s| s.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
        return whole(stem);
    }
    if let Some(stem) = verb
        .strip_suffix("es")
        .filter(|s| s.ends_with("sh") || s.ends_with("ch") || s.ends_with("ss") || s.ends_with('x'))
    {
        return stem.to_owned();
    }
    match verb.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') => stem.to_owned(),
        _ => verb.to_owned(),
    }
}

/// The word that "-ing" or "-ed" was put to: of the spellings that it may have had ("cit(ed)", "travell(ed)") the one that is
/// a word; what no list knows is told by its letters.
fn whole(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    let long = format!("{stem}e");
    // A short word doubles its last letter: "hoping" is of "hope", "hopping" of "hop".
    let short = vowel(before) && !vowel(last) && !matches!(last, b'w' | b'x' | b'y');
    if short && bytes.iter().filter(|b| vowel(**b)).count() == 1 && names::is_common(&long) {
        return long;
    }
    let mended = mend(stem);
    if names::is_common(&mended) {
        return mended;
    }
    let undoubled = (last == before).then(|| stem.slice(..stem.len() - 1).to_owned());
    let bare = (!stem.ends_with("is")).then(|| stem.to_owned());
    [bare, Some(long), undoubled].into_iter().flatten().find(|w| names::is_common(w)).unwrap_or(mended)
}

/// Puts back the "e" of "fir(ed)" and takes off the doubled letter of "stopp(ed)".
fn mend(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    if last == before && !matches!(last, b'l' | b's' | b'f' | b'z' | b'e' | b'o') {
        return stem.slice(..stem.len() - 1).to_owned();
    }
    let third = bytes.len().checked_sub(3).map(|n| bytes[n]);
    let needs = match last {
        b'v' | b'z' | b'u' | b'c' => true,
        b'g' => matches!(before, b'd' | b'r' | b'a'),
        b's' => vowel(before),
        b'l' => {
            matches!(before, b'b' | b'd' | b'f' | b'g' | b'k' | b'p' | b't' | b'z')
                || (before == b'i' && stem.len() == 3)
                || (before == b'u' && third.is_none_or(|b| !vowel(b)))
        }
        b'd' if before == b'u' => third.is_some_and(|b| !vowel(b)),
        b'r' => matches!(before, b'a' | b'i' | b'u') && third.is_none_or(|b| !vowel(b)),
        b't' => matches!(before, b'a' | b'u') && third.is_some_and(|b| !vowel(b)) && stem.len() > 3,
        b'd' | b'k' => matches!(before, b'i' | b'a' | b'o') && third.is_some_and(|b| !vowel(b)),
        b'p' => before == b'a' && third.is_some_and(|b| !vowel(b)),
        b'n' => before == b'i' && third.is_some_and(|b| !vowel(b)),
        b'm' => matches!(before, b'i' | b'a' | b'o') && third.is_some_and(|b| !vowel(b)) && stem.len() == 3,
        _ => false,
    };
    if needs { format!("{stem}e") } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::base;

    #[test]
    fn cases() {
        let tables = [("governor", super::IRREGULAR)];
        claimdiff_cases::check("governor/verbs.cases", include_str!("verbs.cases"), &tables, |w| vec![base(w)]);
        claimdiff_cases::check("count/en.cases", include_str!("../count/en.cases"), &[], |w| {
            crate::observed::claims("count", w)
        });
    }

    #[test]
    fn forms_of_one_verb_fold_alike() {
        for (form, want) in [
            ("fired", "fire"),
            ("firing", "fire"),
            ("opposed", "oppose"),
            ("stopped", "stop"),
            ("killing", "kill"),
            ("carried", "carry"),
            ("seizes", "seize"),
            ("destroys", "destroy"),
            ("launches", "launch"),
            ("released", "release"),
            ("donating", "donate"),
            ("deployed", "deploy"),
            ("moved", "move"),
            ("captured", "capture"),
            ("overruled", "overrule"),
            ("settled", "settle"),
            ("including", "include"),
            ("hauled", "haul"),
            ("bring", "bring"),
            ("declared", "declare"),
            ("divided", "divide"),
            ("invaded", "invade"),
            ("filed", "file"),
            ("escaped", "escape"),
            ("combined", "combine"),
            ("provoked", "provoke"),
            ("avoided", "avoid"),
            ("cleared", "clear"),
            ("mailed", "mail"),
        ] {
            assert_eq!(base(form), want);
        }
    }
}
