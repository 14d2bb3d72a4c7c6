//! What stands around a name and describes it: a title, a role in lower case, an apposition.

use std::ops::Range;

use claimdiff_text::{Span, table};

use super::{Candidate, Finder, guess::Guess};
use crate::{
    Closed, Sentence, TokenKind,
    names::NearName,
    names::lexicon::{self, FIRST, KNOWN, Lower, TITLES, Title, TitleClass},
};

impl Finder<'_, '_> {
    pub(super) fn emit(
        &mut self,
        sentence: &Sentence,
        name: Range<usize>,
        title_from: Option<usize>,
        title: Option<(usize, Title)>,
        guess: Guess,
    ) {
        if name.is_empty() {
            return;
        }
        let doc = self.doc;
        let mut from = name.start;
        let mut described = None;
        let mut gender = None;
        let mut guess = guess;
        if let Some((at, t)) = title {
            from = at;
            gender = t.gender;
            described = Some(doc.span(self.extend(sentence, title_from.unwrap_or(at).min(at))..name.start));
        } else if title_from.is_none() && name.start > sentence.tokens.start && !matches!(guess, Guess::Known(_)) {
            // "spokesman Jason Roe": a role in lower case before the name.
            let before = doc.tokens[name.start - 1];
            if before.kind == TokenKind::Word
                && !before.capital
                && let Some((at, t)) = self.title_before(sentence, name.start)
                && t.class != TitleClass::Honorific
                && (matches!(guess, Guess::Person | Guess::Unsure | Guess::Word) || self.is_named(&guess, &name))
            {
                table::hit("titles", t.key);
                from = at;
                gender = t.gender;
                guess = Guess::Person;
                described = Some(doc.span(self.extend(sentence, at)..name.start));
            }
        }
        if matches!(guess, Guess::Person | Guess::Unsure) && gender.is_none() && name.len() > 1 {
            gender = FIRST.get(doc.word(name.start)).copied().flatten();
        }
        let before = (from > sentence.tokens.start).then(|| doc.word(from - 1));
        let the = before.is_some_and(|w| Closed::The.in_sentence(w));
        let land = name.end < sentence.tokens.end && NearName::Land.has(doc.word(name.end));
        let placed = land || before.is_some_and(|w| NearName::Place.has(w));
        let apposition =
            matches!(guess, Guess::Person | Guess::Unsure).then(|| self.apposition(sentence, name.end)).flatten();
        self.out.push(Candidate { name, part: None, from, title: described, apposition, guess, gender, the, placed });
    }

    /// Whether two words that tell nothing are a name behind a role: "captain Cam Roe", whatever "cam" means.
    fn is_named(&self, guess: &Guess, name: &Range<usize>) -> bool {
        matches!(guess, Guess::Other)
            && name.len() == 2
            && self.head(name.end - 1).is_none()
            && !lexicon::is_common(Lower::of(self.doc.word(name.end - 1)).as_str())
    }

    /// The longest title that ends before a token, with the token it starts at.
    fn title_before(&self, sentence: &Sentence, end: usize) -> Option<(usize, Title)> {
        let lowest = sentence.tokens.start.max(end.saturating_sub(4));
        (lowest..end).find_map(|from| {
            let (n, title) = self.title(from, end)?;
            (from + n == end).then_some((from, title))
        })
    }

    /// The token where the words that narrow a title begin: "former Russian" of "former Russian president".
    fn extend(&self, sentence: &Sentence, mut from: usize) -> usize {
        while from > sentence.tokens.start {
            let token = self.doc.tokens[from - 1];
            let word = self.doc.word(from - 1);
            let narrows =
                token.kind == TokenKind::Word && (is_modifier(word) || token.capital && KNOWN.contains_key(word));
            if !narrows {
                break;
            }
            from -= 1;
        }
        from
    }

    /// The description after a name and a comma: ", a real estate developer,".
    fn apposition(&self, sentence: &Sentence, comma: usize) -> Option<Span> {
        let end = sentence.tokens.end;
        if comma + 1 >= end || self.doc.word(comma) != "," {
            return None;
        }
        let from = comma + 1;
        let mut titled = false;
        let mut at = from;
        while at < end && at - from < 14 {
            let token = self.doc.tokens[at];
            match token.kind {
                TokenKind::Comma | TokenKind::Stop | TokenKind::Mark => break,
                TokenKind::Word if !titled => {
                    let word = self.doc.word(at);
                    if let Some((n, title)) = self.title(at, end)
                        && title.class != TitleClass::Honorific
                    {
                        titled = true;
                        at += n;
                        continue;
                    }
                    // Up to the title only what can stand inside a noun phrase.
                    let verb = NearName::EndsTitle.has(word);
                    if verb || at - from > 6 {
                        return None;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        (titled && at < end).then(|| self.doc.span(from..at))
    }
}

/// Whether a word narrows a title: "former", "Democratic".
pub(super) fn is_modifier(word: &str) -> bool {
    let found = TITLES.get(Lower::of(word).as_str()).filter(|t| t.class == TitleClass::Modifier);
    if let Some(title) = found {
        table::hit("titles", title.key);
    }
    found.is_some()
}
