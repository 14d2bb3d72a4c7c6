//! What a capital letter tells: names, or the start of a sentence, a headline, or a loud word.

use claimdiff_text::{Slice, table};

use super::Finder;
use crate::{
    Closed, Sentence, TokenKind,
    coref::is_said,
    names::NearName,
    names::lexicon::{self, FIRST, HEADS, Head, KNOWN, Lower, NameWord, STOPS, TITLES},
};

/// How many bytes before and after a word its form in lower case is looked for: more than an article has.
const PLAIN_REACH: usize = 24 << 10;

impl Finder<'_, '_> {
    /// Whether capitals tell names in a sentence: not where common words have them too, as in most headlines.
    pub(super) fn is_running(&self, sentence: &Sentence) -> bool {
        let (mut capital, mut plain) = (0, 0);
        for token in &self.doc.tokens[sentence.tokens.clone()] {
            if token.kind == TokenKind::Word && token.span.len() > 3 {
                if token.capital {
                    capital += 1;
                } else {
                    plain += 1;
                }
            }
        }
        if capital < 2 || capital <= plain {
            return true;
        }
        let odd = sentence.tokens.clone().skip(1).filter(|&at| {
            let token = self.doc.tokens[at];
            let word = self.doc.word(at);
            token.kind == TokenKind::Word && token.capital && word.len() > 2 && {
                let lower = Lower::of(word);
                let lower = lower.as_str();
                !TITLES.contains_key(lower)
                    && !HEADS.contains_key(lower)
                    && !FIRST.contains_key(word)
                    && !FIRST.contains_key(self.doc.word(at - 1))
                    && !matches!(STOPS.get(lower), Some(true))
                    && lexicon::is_common(lower)
            }
        });
        odd.count() <= plain + 1
    }

    pub(super) fn learn(&mut self, sentence: &Sentence) {
        for at in sentence.tokens.clone() {
            let token = self.doc.tokens[at];
            if token.capital && token.kind == TokenKind::Word && !self.opens(sentence, at) {
                let word = self.doc.word(at);
                if !is_stop(word) || self.is_surname(at, sentence.tokens.end) {
                    self.seen.insert(word);
                }
                self.learn_surname(sentence, at);
            }
            if token.capital && token.kind == TokenKind::Word {
                self.learn_voice(sentence, at);
            }
        }
    }

    /// Remembers a word of other senses that ends a name behind a listed first name: "Ann Deacon", "Ann Long".
    fn learn_surname(&mut self, sentence: &Sentence, at: usize) {
        let doc = self.doc;
        let named = FIRST.contains_key(doc.word(at - 1)) && doc.tokens[at].spaced;
        let ends = at + 1 >= sentence.tokens.end || !doc.tokens[at + 1].capital;
        if named && ends {
            self.surnames.insert(doc.word(at));
        }
    }

    /// Remembers a word that stands alone beside a verb of speech: "Roe said", "said Roe", but not "the Board said".
    fn learn_voice(&mut self, sentence: &Sentence, at: usize) {
        let doc = self.doc;
        let said =
            |at: usize| doc.tokens[at].kind == TokenKind::Word && !doc.tokens[at].capital && is_said(doc.word(at));
        let before = at.checked_sub(1).filter(|before| *before >= sentence.tokens.start);
        let speaks = at + 1 < sentence.tokens.end && said(at + 1)
            || before.is_some_and(said) && doc.tokens.get(at + 1).is_none_or(|t| !t.capital);
        let word = doc.word(at);
        if !speaks || doc.tokens[at].upper || word.len() < 3 || is_stop(word) {
            return;
        }
        let lower = Lower::of(word);
        let listed = KNOWN.contains_key(word) || TITLES.contains_key(lower.as_str());
        // "Officials said".
        let several = word.ends_with('s') && lexicon::is_common(lower.as_str());
        let alone = before.is_none_or(|b| {
            (!doc.tokens[b].capital || is_stop(doc.word(b)))
                && doc.tokens[b].kind != TokenKind::Clitic
                && (doc.tokens[b].kind != TokenKind::Word || is_stop(doc.word(b)) || said(b))
                && !Closed::The.in_sentence(doc.word(b))
        });
        if alone && !listed && !several {
            self.voices.insert(word);
        }
    }

    /// Whether a word is a surname that somebody who speaks bears, and no word of another kind ends in it.
    pub(super) fn is_voice(&self, at: usize) -> bool {
        self.voices.contains(self.doc.word(at)) && self.head(at).is_none()
    }

    /// Whether a word that opens a sentence is the first name of somebody who speaks elsewhere by the surname alone: "Pip
    /// Roe", where "Roe said" stands.
    fn opens_voice(&self, sentence: &Sentence, at: usize, lower: &str) -> bool {
        const MAX_BYTES: usize = 6;
        let end = sentence.tokens.end;
        lower.len() <= MAX_BYTES
            && self.capital(at + 1, end)
            && !self.capital(at + 2, end)
            && self.is_voice(at + 1)
            && !TITLES.contains_key(lower)
            && !self.has_plain_near(at, lower)
    }

    /// Whether a word stands where any word has a capital: at the start of a sentence or of a quotation.
    pub(super) fn opens(&self, sentence: &Sentence, at: usize) -> bool {
        if at == sentence.tokens.start {
            return true;
        }
        let before = self.doc.tokens[at - 1];
        match before.kind {
            TokenKind::Mark | TokenKind::Stop => true,
            TokenKind::Comma => matches!(self.doc.word(at - 1), ":" | "—" | "–" | "--" | "(" | "[" | "-" | ";"),
            TokenKind::Symbol => true,
            _ => false,
        }
    }

    /// Whether a name or a title before one starts at a token.
    pub(super) fn starts(&self, sentence: &Sentence, at: usize, running: bool) -> bool {
        let token = self.doc.tokens[at];
        if token.kind != TokenKind::Word {
            return false;
        }
        let word = self.doc.word(at);
        if !token.capital {
            return is_arabic_article(word)
                || NearName::Article.has(word) && self.known(at, sentence.tokens.end).is_some_and(|(n, _)| n > 1);
        }
        if self.describes(at) || self.shouts(at) {
            return false;
        }
        // "Ann Roe MD"
        if at > sentence.tokens.start + 1 && NameWord::Degree.has(word) && self.doc.tokens[at - 1].capital {
            return false;
        }
        if !running {
            return self.titled(at, sentence.tokens.end);
        }
        if self.opens(sentence, at) {
            return self.opening(sentence, at);
        }
        // "WHO", "Sunday Times"
        !is_stop(word)
            || self.known(at, sentence.tokens.end).is_some_and(|(n, _)| n > 1 || self.doc.tokens[at].upper)
            || self.called_so(at, sentence.tokens.end)
            || self.is_joined(at, sentence.tokens.end)
    }

    /// "AT&T": letters that "&" joins without a blank are no word, whatever they spell.
    fn is_joined(&self, at: usize, end: usize) -> bool {
        let glued = |n: usize| self.doc.tokens[at + n].capital && !self.doc.tokens[at + n].spaced;
        self.doc.tokens[at].upper
            && at + 2 < end
            && self.doc.word(at + 1) == "&"
            && !self.doc.tokens[at + 1].spaced
            && glued(2)
    }

    /// Whether a month or day at a token is the first name of somebody called so: "April Dunn", and neither "In June
    /// Congress" nor "April 3".
    fn called_so(&self, at: usize, end: usize) -> bool {
        let word = self.doc.word(at);
        // "said Will McCants"
        let modal = FIRST.contains_key(word)
            && self.capital(at + 1, end)
            && !FIRST.contains_key(self.doc.word(at + 1))
            && !lexicon::is_common(Lower::of(self.doc.word(at + 1)).as_str())
            && self.known(at + 1, end).is_none()
            && at > 0
            && !matches!(self.doc.tokens[at - 1].kind, TokenKind::Mark | TokenKind::Stop);
        if modal && STOPS.get(Lower::of(word).as_str()) == Some(&false) {
            return true;
        }
        let time = NearName::MayMonth.has(word) || STOPS.get(Lower::of(word).as_str()) == Some(&true);
        if !time || !FIRST.contains_key(word) || !self.capital(at + 1, end) || !self.doc.tokens[at + 1].spaced {
            return false;
        }
        // "in May Ann Roe won": the name begins behind it.
        if FIRST.contains_key(self.doc.word(at + 1)) && self.capital(at + 2, end) {
            return false;
        }
        let dated = at.checked_sub(1).is_some_and(|before| {
            let token = self.doc.tokens[before];
            let small = token.kind == TokenKind::Word && !token.capital;
            token.kind == TokenKind::Number || small && STOPS.contains_key(self.doc.word(before))
        });
        let opens_date = at.checked_sub(1).is_some_and(|before| {
            self.doc.tokens[before].capital && STOPS.contains_key(Lower::of(self.doc.word(before)).as_str())
        });
        !dated && !opens_date && self.known(at + 1, end).is_none_or(|(n, _)| n == 1)
    }

    /// Whether a word that would have a capital anyway is a name.
    pub(super) fn opening(&self, sentence: &Sentence, at: usize) -> bool {
        let word = self.doc.word(at);
        let lower = Lower::of(word);
        let known = self.known(at, sentence.tokens.end);
        let listed = known.is_some_and(|(n, k)| n > 1 || self.doc.tokens[at].upper || k.key.ends_with(" party"));
        if listed || self.is_joined(at, sentence.tokens.end) {
            return true;
        }
        if let Some(&time) = STOPS.get(lower.as_str()) {
            table::hit("stops", lower.as_str());
            // "May said", where May is a person's name elsewhere in the article.
            return self.seen.contains(word)
                && (time || FIRST.contains_key(word))
                && !self.capital(at + 1, sentence.tokens.end)
                || self.called_so(at, sentence.tokens.end);
        }
        let and = at + 1 < sentence.tokens.end && Closed::And.has(self.doc.word(at + 1));
        if and && self.of_two(at, at + 1, sentence.tokens.end) {
            return true;
        }
        let followed = self.capital(at + 1, sentence.tokens.end);
        // "Ms. de Roe"
        let joined = || {
            at + 1 < sentence.tokens.end
                && NameWord::Particle.has(self.doc.word(at + 1))
                && self.capital(at + 2, sentence.tokens.end)
        };
        if (followed || joined()) && TITLES.contains_key(lower.as_str())
            || self.title(at, sentence.tokens.end).is_some_and(|(n, _)| n > 1)
        {
            return true;
        }
        if !lexicon::is_common(lower.as_str()) {
            // No list of common words holds them all: these endings make words that are no names.
            let word_like = !followed
                && ["ly", "ing", "ed", "ness", "tion", "ment"].iter().any(|end| lower.as_str().ends_with(end))
                && !self.seen.contains(word);
            return !word_like;
        }
        if followed {
            if FIRST.contains_key(word) {
                return true;
            }
            // "Defense Department", "Supreme Court": common words before the head of a body.
            let to = self.run_end(sentence, at + 1, true);
            let head = self.head(to - 1);
            return self.seen.contains(word)
                || matches!(head, Some(Head::Organisation)) && to - at <= 4
                || to == at + 2 && self.is_aged(to)
                || self.opens_voice(sentence, at, lower.as_str());
        }
        // "Deacon", and "Long said" where "long" stands, too.
        self.surnames.contains(word) && (TITLES.contains_key(lower.as_str()) || self.voices.contains(word))
            || self.seen.contains(word) && (self.next_is_clitic(at) || !self.has_plain_near(at, lower.as_str()))
    }

    fn next_is_clitic(&self, at: usize) -> bool {
        self.doc.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Clitic)
    }

    /// Whether a word occurs in lower case in the article, at most [`PLAIN_REACH`] away from a token.
    fn has_plain_near(&self, at: usize, lower: &str) -> bool {
        let whole = self.doc.text();
        let here = self.doc.tokens[at].span.start as usize;
        let from = whole.floor_char_boundary(here.saturating_sub(PLAIN_REACH));
        let text = whole.slice(from..whole.floor_char_boundary(here + PLAIN_REACH));
        memchr::memmem::find_iter(text.as_bytes(), lower.as_bytes()).any(|at| {
            !text.slice(..at).ends_with(char::is_alphanumeric)
                && !text.slice(at + lower.len()..).starts_with(char::is_alphanumeric)
        })
    }

    /// Whether a word of a title-case line is part of a name.
    pub(super) fn titled(&self, at: usize, end: usize) -> bool {
        let word = self.doc.word(at);
        let lower = Lower::of(word);
        if STOPS.contains_key(lower.as_str()) {
            return false;
        }
        if self.known(at, end).is_some() || self.seen.contains(word) {
            return true;
        }
        if self.doc.tokens[at].upper && word.len() > 4 {
            return false;
        }
        if TITLES.contains_key(lower.as_str())
            && self.capital(at + 1, end)
            && !lexicon::is_common(self.doc.word(at + 1))
        {
            return self.seen.contains(self.doc.word(at + 1));
        }
        !lexicon::is_common(lower.as_str())
            || FIRST.contains_key(word)
                && self.capital(at + 1, end)
                && !lexicon::is_common(Lower::of(self.doc.word(at + 1)).as_str())
    }

    /// "STOP": a common word in capitals for the sake of loudness.
    pub(super) fn shouts(&self, at: usize) -> bool {
        let word = self.doc.word(at);
        self.doc.tokens[at].upper
            && word.len() > 3
            && !KNOWN.contains_key(word)
            && lexicon::is_common(Lower::of(word).as_str())
    }

    /// "Russian-controlled", "Prize-winning": words that describe and name nobody.
    pub(super) fn describes(&self, at: usize) -> bool {
        let word = self.doc.word(at);
        // "R-Ky.", "D-Ohio": party and state after a lawmaker's name.
        if matches!(word.as_bytes(), [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', ..]) {
            return true;
        }
        word.rsplit_once('-').is_some_and(|(first, last)| {
            first.len() > 2
                && last.len() > 2
                && last.starts_with(|c: char| c.is_lowercase())
                && (lexicon::is_common(last) || last.strip_suffix('s').is_some_and(lexicon::is_common))
        })
    }

    pub(super) fn capital(&self, at: usize, end: usize) -> bool {
        at < end
            && self.doc.tokens[at].capital
            && self.doc.tokens[at].kind == TokenKind::Word
            && !is_stop(self.doc.word(at))
    }
}

/// "al-Masri": a name whose article is in lower case.
pub(super) fn is_arabic_article(word: &str) -> bool {
    word.strip_prefix("al-").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a capitalised word is none of a name.
pub(super) fn is_stop(word: &str) -> bool {
    // An initial is part of a name, whatever word it spells.
    let bare = word.strip_suffix('.').unwrap_or(word);
    let initials = bare.len() < word.len() && bare.len() == 1 || bare.contains('.');
    !initials && !NearName::Country.has(word) && STOPS.contains_key(Lower::of(word).as_str())
}
