//! Cuts a run of name words into the titles and names it holds.

use claimdiff_text::{Span, table};

use super::{Candidate, Finder, guess::Guess, title::is_modifier};
use crate::{
    Closed, Sentence, TokenKind,
    coref::governs,
    names::lexicon::{self, FIRST, HEADS, Head, KNOWN, Known, Lower, NameWord, Title, TitleClass, What},
};

impl Finder<'_, '_> {
    /// Cuts a run of name words into what it holds.
    pub(super) fn run(&mut self, sentence: &Sentence, from: usize, to: usize) {
        if to - from == 1 && self.pair(from) {
            return;
        }
        // "GM GM": a page links the name to itself.
        if to - from == 2 && self.doc.word(from) == self.doc.word(from + 1) {
            self.cut(sentence, from, from + 1);
            return;
        }
        // "Jane Roe Jane Ann RoeParty leaders meet": what a page links the name to is glued to it.
        if let Some((name, again)) = self.glued(sentence, from, to) {
            self.cut(sentence, from, name);
            self.linked(name, again);
            return;
        }
        self.cut(sentence, from, to);
    }

    /// Cuts a run with nothing glued to it.
    fn cut(&mut self, sentence: &Sentence, from: usize, to: usize) {
        let mut at = from;
        // Where the words of a title begin, with those before it that narrow it.
        let mut title_from: Option<usize> = None;
        let mut titles: Option<(usize, Title)> = None;
        while at < to {
            let title = self.title(at, to).filter(|(n, title)| self.is_title_here(from, at, *n, to, *title));
            if let Some((n, known)) = self.known(at, to)
                // "Economist Ann Roe" is no newspaper, "the Economist" is.
                && (n > 1 || title.is_none() || at + n == to)
                && self.stands_alone(at, n, to, known)
                && !(titles.is_some() && self.is_first_name(at, n, to, known))
            {
                table::hit("bodies", known.name);
                self.emit(sentence, at..at + n, None, None, Guess::Known(known));
                if at + n < to {
                    title_from.get_or_insert(at);
                }
                at += n;
                continue;
            }
            if let Some((n, title)) = title {
                table::hit("titles", title.key);
                titles.get_or_insert((at, title)).1 = title;
                title_from.get_or_insert(at);
                at += n;
                continue;
            }
            // "National Alder Council": a body's name may begin with a word that narrows titles.
            let body = matches!(self.head(to - 1), Some(Head::Organisation))
                && (at + 1..to).all(|t| self.title(t, to).is_none_or(|(n, _)| t + n == to));
            // "National Legal Center": a name of such words alone.
            let all = || self.head(to - 1).is_some() && (at..to - 1).all(|t| is_modifier(self.doc.word(t)));
            if at + 1 < to && !body && is_modifier(self.doc.word(at)) && (at + 2 == to || !all()) {
                title_from.get_or_insert(at);
                at += 1;
                continue;
            }
            // "Secretary of the Interior Ann Roe"
            if let (Some(name), Some((_, title))) = (self.named_last(at, to), self.title(at, to)) {
                titles.get_or_insert((at, title)).1 = title;
                title_from.get_or_insert(at);
                at = name;
                continue;
            }
            // A title further on ends this name: "Acme Holdings CEO Jane Roe".
            let stop = (at + 1..to)
                .find(|&t| {
                    self.title(t, to).is_some_and(|(n, title)| {
                        title.class != TitleClass::Honorific
                            && self.is_title_here(from, t, n, to, title)
                            && self.title_ends_name(t, n, to)
                    })
                })
                .or_else(|| self.named_last(at, to))
                .unwrap_or(to);
            let guess = self.classify(at, stop, titles.map(|t| t.1));
            self.emit(sentence, at..stop, title_from, titles, guess);
            if stop < to {
                title_from = Some(at);
                titles = None;
            }
            at = stop;
        }
    }

    /// Where the name that begins at a token ends, and the token in which it stands once more with other words glued to it.
    fn glued(&self, sentence: &Sentence, at: usize, to: usize) -> Option<(usize, usize)> {
        const MAX_NAME: usize = 9;
        const MAX_AGAIN: usize = 8;
        const MIN_BYTES: usize = 4;
        let names = (at..to.min(at + MAX_NAME)).filter(|n| self.doc.word(*n).len() >= MIN_BYTES);
        let again = |name: usize| {
            let word = self.doc.word(name);
            let near = name + 1..sentence.tokens.end.min(name + MAX_AGAIN);
            let glued = |t: &usize| {
                let token = self.doc.tokens[*t];
                token.capital
                    && token.span.len() > word.len()
                    && self.doc.word(*t).strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_uppercase))
            };
            near.take_while(|t| self.doc.tokens[*t].kind != TokenKind::Mark).find(glued)
        };
        names.rev().find_map(|name| Some((name + 1, again(name)?)))
    }

    /// The full name to which a page links the one before it, from a token to that which ends with it and goes on: "Jane Ann
    /// Roe" of "Roe Jane Ann RoeParty". It tells the first name at the least.
    fn linked(&mut self, from: usize, again: usize) {
        const MAX_WORDS: usize = 4;
        let doc = self.doc;
        let Some(name) = self.out.last_mut() else { return };
        let first = FIRST.get(doc.word(from)).copied();
        name.gender = name.gender.or(first.flatten());
        let surname = name.name.end.checked_sub(1).map_or("", |at| doc.word(at));
        if surname.is_empty() || !doc.word(again).starts_with(surname) {
            return;
        }
        let words = (from..again).all(|t| doc.tokens[t].capital && doc.tokens[t].kind == TokenKind::Word);
        let person = matches!(name.guess, Guess::Person | Guess::Unsure | Guess::Word) && first.is_some();
        if !words || !person || again <= from || again - from >= MAX_WORDS {
            return;
        }
        let start = doc.tokens[from].span.start as usize;
        let part = Span::new(start, doc.tokens[again].span.start as usize + surname.len());
        self.out.push(Candidate {
            name: from..again + 1,
            part: Some(part),
            from,
            title: None,
            apposition: None,
            guess: Guess::Person,
            gender: first.flatten(),
            the: false,
            placed: false,
        });
    }

    /// "Roe-Doe", "US-Russia": two names that are known, joined by a hyphen.
    fn pair(&mut self, at: usize) -> bool {
        let word = self.doc.word(at);
        let Some((left, right)) = word.split_once('-') else { return false };
        let known = |w: &str| KNOWN.contains_key(w) || self.seen.contains(w);
        if KNOWN.contains_key(word) || !known(left) || !known(right) || !right.starts_with(char::is_uppercase) {
            return false;
        }
        let start = self.doc.tokens[at].span.start as usize;
        let middle = start + left.len();
        for (part, word) in [(Span::new(start, middle), left), (Span::new(middle + 1, middle + 1 + right.len()), right)]
        {
            let guess = KNOWN.get(word).map_or(Guess::Word, |known| Guess::Known(*known));
            self.out.push(Candidate {
                name: at..at + 1,
                part: Some(part),
                from: at,
                title: None,
                apposition: None,
                guess,
                gender: None,
                the: false,
                placed: false,
            });
        }
        true
    }

    /// Whether a title's word is one here: with a name after it, or as all that is left.
    fn is_title_here(&self, from: usize, at: usize, n: usize, to: usize, title: Title) -> bool {
        let next = at + n;
        // "Matthew Prince", "Peter T. King": a surname.
        if at > from && next >= to {
            let before = self.doc.word(at - 1);
            if FIRST.contains_key(before) || before.len() == 2 && before.ends_with('.') {
                return false;
            }
        }
        // "Deacon said", where Ann Deacon is named.
        if at == from && next == to && n == 1 && self.surnames.contains(self.doc.word(at)) {
            let the = at > 0 && Closed::The.in_sentence(self.doc.word(at - 1));
            return the;
        }
        if next >= to {
            // "the Russian Foreign Minister" names nobody; but "Dr" or "Prince" alone may be a name.
            return title.class != TitleClass::Honorific || self.doc.word(at).ends_with('.');
        }
        // "General Motors", "Prince George's County", "King Street": a body or place called so.
        if self.head(to - 1).is_some() && !FIRST.contains_key(self.doc.word(next)) {
            return false;
        }
        // "Mr. de Roe"
        let joined = next + 1 < to && NameWord::Particle.has(self.doc.word(next));
        self.doc.tokens[next].capital || self.doc.word(next).starts_with("al-") || joined
    }

    /// Whether the title at `at` is followed by a name or ends the run.
    fn title_ends_name(&self, at: usize, n: usize, to: usize) -> bool {
        at + n == to || self.doc.tokens[at + n].capital
    }

    /// Whether a listed place right after a title is somebody's first name: "Defense Minister Israel Katz".
    fn is_first_name(&self, at: usize, n: usize, to: usize, known: Known) -> bool {
        let place = matches!(known.what, What::Country | What::Region | What::City | What::Demonym | What::People);
        place && n == 1 && at + 2 == to && !self.doc.tokens[at].upper && self.title(at + 1, to).is_none()
    }

    /// Where a long run ends in a person's name behind words that tell what they are: "Secretary of the Interior Ann Roe",
    /// "County Flood Control Meteorologist Ann Roe".
    fn named_last(&self, from: usize, to: usize) -> Option<usize> {
        const MIN_TOKENS: usize = 4;
        let name = to.checked_sub(2).filter(|name| *name > from + 1 && to - from >= MIN_TOKENS)?;
        let word = |at: usize| self.doc.word(at);
        let role = self.doc.tokens[name - 1];
        let common = role.kind == TokenKind::Word
            && role.capital
            && !FIRST.contains_key(word(name - 1))
            && lexicon::is_common(Lower::of(word(name - 1)).as_str());
        let person = FIRST.contains_key(word(name))
            && (self.title(from, to).is_some() || !lexicon::is_common(Lower::of(word(to - 1)).as_str()))
            && self.doc.tokens[to - 1].kind == TokenKind::Word
            && self.doc.tokens[to - 1].capital
            && self.head(to - 1).is_none();
        (common && person && self.known(from, to).is_none_or(|(n, _)| from + n <= name)).then_some(name)
    }

    /// Whether a listed name inside a run is a name by itself there.
    fn stands_alone(&self, at: usize, n: usize, to: usize, known: Known) -> bool {
        let next = at + n;
        if next >= to {
            return n > 1 || !self.is_loose(at, known);
        }
        // "Boston University", "European Medicines Agency", "U.S. Air Force": a part of a longer name.
        let head = self.head(to - 1);
        let titled = (next..to).any(|t| self.title(t, to).is_some_and(|(n, _)| t + n < to || t > next));
        if matches!(head, Some(Head::Organisation)) && !titled && to - next <= 4 {
            return false;
        }
        // "American Association of Bakers"
        let word = self.doc.word(next);
        if next + 1 < to && HEADS.get(Lower::of(word).as_str()).is_some_and(|head| head.people) {
            return false;
        }
        self.title(next, to).is_some()
            || matches!(known.what, What::Demonym)
            || FIRST.contains_key(word) && !FIRST.contains_key(self.doc.word(at))
            || n > 1 && !matches!(known.what, What::City)
            || is_modifier(word)
            // "the ambassador to Britain Liu Wen"
            || matches!(known.what, What::Country)
                && to - next >= 2
                && head.is_none()
                && at > 0
                && governs(self.doc.word(at - 1))
            || self.known(next, to).is_some() && !FIRST.contains_key(self.doc.word(at))
    }

    /// Whether a listed name of one word is more often something else and needs an article before it.
    fn is_loose(&self, at: usize, known: Known) -> bool {
        matches!(known.what, What::Outlet | What::Platform | What::Organisation | What::Government)
            && lexicon::is_common(Lower::of(self.doc.word(at)).as_str())
            && !(at > 0 && Closed::The.in_sentence(self.doc.word(at - 1)))
            && !self.seen.contains(self.doc.word(at))
    }
}
