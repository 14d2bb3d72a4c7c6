//! Finds names in sentences: runs of capitalised words, cut into titles, places in front of them, and names.

use std::ops::Range;

use claimdiff_text::{Span, table};
use rustc_hash::FxHashSet;

use super::{
    Gender,
    lexicon::{self, FIRST, HEADS, Head, KNOWN, KNOWN_FROM, Known, Lower, STOPS, TITLES, Title, TitleClass, What},
};
use crate::{Document, Sentence, TokenKind};

/// A name that was found, not yet an entity's.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The tokens of the bare name.
    pub(super) name: Range<usize>,
    /// The part of a compound that is the name: "Roe" of "Roe-Doe meeting".
    pub(super) part: Option<Span>,
    /// The first token with its title.
    pub(super) from: usize,
    /// The title's words with what stands before them ("Russian Foreign Minister").
    pub(super) title: Option<Span>,
    /// What follows after a comma and describes it: "a real estate developer".
    pub(super) apposition: Option<Span>,
    /// What it seems to be.
    pub(super) guess: Guess,
    /// The gender its title or first name tells.
    pub(super) gender: Option<Gender>,
    /// Whether "the" stands before it.
    pub(super) the: bool,
    /// Whether a word before it says that it is a place: "in", "near".
    pub(super) placed: bool,
}

impl Candidate {
    /// The bare name's span.
    pub(super) fn span(&self, doc: &Document<'_>) -> Span {
        self.part.unwrap_or_else(|| doc.span(self.name.clone()))
    }
}

/// What a name seems to be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Guess {
    /// A listed name.
    Known(Known),
    /// A person: by title, first name or initials.
    Person,
    /// Two or three words that tell nothing: most often a person.
    Unsure,
    /// A body, by its last word.
    Organisation,
    /// A body, by capitals alone.
    Acronym,
    /// A place, by its last word.
    Place,
    /// Something else, by its last word.
    Other,
    /// One word that tells nothing.
    Word,
}

/// Finds the names of a document, in the order of the text.
pub(super) fn candidates(doc: &Document<'_>) -> Vec<Candidate> {
    let mut finder = Finder { doc, seen: FxHashSet::default(), out: Vec::with_capacity(doc.tokens.len() / 12) };
    // Capitalised words inside running sentences are names; so they are at the start of one, too.
    let mut titled = Vec::new();
    for sentence in &doc.sentences {
        if finder.is_running(sentence) {
            finder.learn(sentence);
        } else {
            titled.push(sentence);
        }
    }
    for sentence in &doc.sentences {
        if finder.is_running(sentence) {
            finder.sentence(sentence, true);
        }
    }
    for sentence in titled {
        finder.sentence(sentence, false);
    }
    let mut out = finder.out;
    out.sort_by_key(|c| c.from);
    out
}

/// How many bytes before and after a word its form in lower case is looked for: more than an article has.
const PLAIN_REACH: usize = 24 << 10;

struct Finder<'d, 'a> {
    doc: &'d Document<'a>,
    /// Words capitalised in the middle of a running sentence.
    seen: FxHashSet<&'a str>,
    out: Vec<Candidate>,
}

impl<'a> Finder<'_, 'a> {
    /// Whether capitals tell names in a sentence: not where common words have them too, as in most headlines.
    fn is_running(&self, sentence: &Sentence) -> bool {
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

    fn learn(&mut self, sentence: &Sentence) {
        for at in sentence.tokens.clone() {
            let token = self.doc.tokens[at];
            if token.capital && token.kind == TokenKind::Word && !self.opens(sentence, at) {
                let word = self.doc.word(at);
                if !is_stop(word) {
                    self.seen.insert(word);
                }
            }
        }
    }

    /// Whether a word stands where any word has a capital: at the start of a sentence or of a quotation.
    fn opens(&self, sentence: &Sentence, at: usize) -> bool {
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

    fn sentence(&mut self, sentence: &Sentence, running: bool) {
        let mut at = sentence.tokens.start;
        let end = sentence.tokens.end;
        while at < end {
            if !self.starts(sentence, at, running) {
                at += 1;
                continue;
            }
            let to = self.run_end(sentence, at, running);
            // "Cold War-era": the first half of a description.
            if to - at == 1
                && to < end
                && self.doc.tokens[to].capital
                && self.describes(to)
                && self.known(at, to).is_none()
            {
                at = to + 1;
                continue;
            }
            // "Rebukes Jane Roe": in a headline a word before a first name is no part of it.
            if !running
                && to - at > 2
                && !FIRST.contains_key(self.doc.word(at))
                && !TITLES.contains_key(Lower::of(self.doc.word(at)).as_str())
                && FIRST.contains_key(self.doc.word(at + 1))
                && self.known(at, to).is_none()
            {
                at += 1;
            }
            self.run(sentence, at, to);
            at = to;
        }
    }

    /// Whether a name or a title before one starts at a token.
    fn starts(&self, sentence: &Sentence, at: usize, running: bool) -> bool {
        let token = self.doc.tokens[at];
        if token.kind != TokenKind::Word {
            return false;
        }
        let word = self.doc.word(at);
        if !token.capital {
            return is_arabic_article(word)
                || word == "al" && self.known(at, sentence.tokens.end).is_some_and(|(n, _)| n > 1);
        }
        if self.describes(at) || self.shouts(at) {
            return false;
        }
        if !running {
            return self.titled(at, sentence.tokens.end);
        }
        if self.opens(sentence, at) {
            return self.opening(sentence, at);
        }
        // "WHO", "Sunday Times"
        !is_stop(word) || self.known(at, sentence.tokens.end).is_some_and(|(n, _)| n > 1 || self.doc.tokens[at].upper)
    }

    /// Whether a word that would have a capital anyway is a name.
    fn opening(&self, sentence: &Sentence, at: usize) -> bool {
        let word = self.doc.word(at);
        let lower = Lower::of(word);
        let known = self.known(at, sentence.tokens.end);
        if known.is_some_and(|(n, k)| n > 1 || self.doc.tokens[at].upper || k.key.ends_with(" party")) {
            return true;
        }
        if let Some(&time) = STOPS.get(lower.as_str()) {
            table::hit("stops", lower.as_str());
            // "May said", where May is a person's name elsewhere in the article.
            return time && self.seen.contains(word) && FIRST.contains_key(word);
        }
        let followed = self.capital(at + 1, sentence.tokens.end);
        if TITLES.contains_key(lower.as_str())
            && (followed || self.title(at, sentence.tokens.end).is_some_and(|(n, _)| n > 1))
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
            return self.seen.contains(word) || matches!(head, Some(Head::Organisation)) && to - at <= 4;
        }
        self.seen.contains(word) && (self.next_is_clitic(at) || !self.has_plain_near(at, lower.as_str()))
    }

    fn next_is_clitic(&self, at: usize) -> bool {
        self.doc.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Clitic)
    }

    /// Whether a word occurs in lower case in the article, at most [`PLAIN_REACH`] away from a token.
    fn has_plain_near(&self, at: usize, lower: &str) -> bool {
        let whole = self.doc.text();
        let here = self.doc.tokens[at].span.start as usize;
        let from = whole.floor_char_boundary(here.saturating_sub(PLAIN_REACH));
        let text = &whole[from..whole.floor_char_boundary(here + PLAIN_REACH)];
        memchr::memmem::find_iter(text.as_bytes(), lower.as_bytes()).any(|at| {
            !text[..at].ends_with(char::is_alphanumeric) && !text[at + lower.len()..].starts_with(char::is_alphanumeric)
        })
    }

    /// Whether a word of a title-case line is part of a name.
    fn titled(&self, at: usize, end: usize) -> bool {
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
    fn shouts(&self, at: usize) -> bool {
        let word = self.doc.word(at);
        self.doc.tokens[at].upper
            && word.len() > 3
            && !KNOWN.contains_key(word)
            && lexicon::is_common(Lower::of(word).as_str())
    }

    /// "Russian-controlled", "Prize-winning": words that describe and name nobody.
    fn describes(&self, at: usize) -> bool {
        let word = self.doc.word(at);
        // "R-Ky.", "D-Ohio": party and state after a lawmaker's name.
        if matches!(word.as_bytes(), [b'R' | b'D' | b'I', b'-', b'A'..=b'Z', ..]) {
            return true;
        }
        word.rsplit_once('-').is_some_and(|(first, last)| {
            first.len() > 2
                && last.len() > 2
                && last.starts_with(|c: char| c.is_lowercase())
                && lexicon::is_common(last)
        })
    }

    fn capital(&self, at: usize, end: usize) -> bool {
        at < end
            && self.doc.tokens[at].capital
            && self.doc.tokens[at].kind == TokenKind::Word
            && !is_stop(self.doc.word(at))
    }

    /// The end of the run of name words that starts at a token.
    fn run_end(&self, sentence: &Sentence, from: usize, running: bool) -> usize {
        let end = sentence.tokens.end;
        let mut at = from + self.known(from, end).map_or(1, |(n, _)| n);
        while at < end {
            let token = self.doc.tokens[at];
            match token.kind {
                TokenKind::Word if token.capital => {
                    let ok = !self.describes(at)
                        && if running {
                            !is_stop(self.doc.word(at)) || self.is_surname(at, end)
                        } else {
                            self.titled(at, end)
                        };
                    // A blank must part two words; "Roe’sOhio" is nobody's name.
                    if !ok || !token.spaced && !self.doc.word(at - 1).ends_with('.') {
                        break;
                    }
                    at += 1;
                }
                TokenKind::Word if is_arabic_article(self.doc.word(at)) => at += 1,
                TokenKind::Word => {
                    let words = self.connector(from, at, end);
                    if words == 0 {
                        break;
                    }
                    at += words + 1;
                }
                TokenKind::Symbol if self.doc.word(at) == "&" && self.capital(at + 1, end) => at += 2,
                TokenKind::Comma
                    if self.doc.word(at) == ","
                        && at + 1 < end
                        && matches!(self.doc.word(at + 1), "Jr." | "Sr." | "Inc." | "Jr" | "Inc" | "Ltd." | "LLC") =>
                {
                    at += 2;
                }
                TokenKind::Number if token.spaced && self.channel(at) => at += 1,
                _ => break,
            }
        }
        at
    }

    /// "Theresa May": a month or day after a first name and before no number.
    fn is_surname(&self, at: usize, end: usize) -> bool {
        let word = self.doc.word(at);
        (word == "May" || STOPS.get(Lower::of(word).as_str()) == Some(&true))
            && FIRST.contains_key(self.doc.word(at - 1))
            && !(at + 1 < end && self.doc.tokens[at + 1].kind == TokenKind::Number)
    }

    /// "Channel 4", "Group of 20": numbers that belong to a listed name.
    fn channel(&self, at: usize) -> bool {
        let word = self.doc.word(at - 1);
        KNOWN_FROM.contains_key(word) && self.known(at - 1, at + 1).is_some_and(|(n, _)| n == 2)
    }

    /// How many small words at `at` join what is before and after them into one name.
    fn connector(&self, from: usize, at: usize, end: usize) -> usize {
        let word = self.doc.word(at);
        let next = |n: usize| self.capital(at + n, end);
        match word {
            "de" | "del" | "della" | "di" | "da" | "dos" | "du" | "van" | "von" | "der" | "den" | "bin" | "ibn"
            | "ben" | "al" | "el" | "la" | "le" | "y" | "e" | "abu" | "ter" | "zu" => {
                if next(1) {
                    1
                } else if at + 1 < end
                    && matches!(self.doc.word(at + 1), "la" | "las" | "los" | "der" | "den")
                    && next(2)
                {
                    2
                } else {
                    0
                }
            }
            "of" | "for" | "on" | "against" => {
                let joins = self.joins(at);
                if joins && next(1) {
                    1
                } else if joins && at + 1 < end && self.doc.word(at + 1) == "the" && next(2) {
                    2
                } else {
                    0
                }
            }
            // "Department of Health and Human Services": only after such a preposition.
            "and" => {
                let joined = (from + 1..at).any(|t| matches!(self.doc.word(t), "of" | "for" | "on") && self.joins(t));
                usize::from(joined && next(1) && !FIRST.contains_key(self.doc.word(at + 1)))
            }
            _ => 0,
        }
    }

    /// Whether the small word at `at` joins the head of a body or an office to what follows: "Ministry of".
    fn joins(&self, at: usize) -> bool {
        let head = HEADS.get(Lower::of(self.doc.word(at - 1)).as_str());
        let joins = head.filter(|head| head.prepositions || head.of && self.doc.word(at) == "of");
        if let Some(head) = joins {
            table::hit("heads", head.key);
        }
        joins.is_some()
    }

    fn head(&self, at: usize) -> Option<Head> {
        let word = self.doc.word(at);
        // "Review-Journal"
        let found = HEADS.get(Lower::of(word.rsplit('-').next().unwrap_or(word)).as_str())?;
        table::hit("heads", found.key);
        found.head
    }

    /// The longest listed name that starts at a token, with its length in tokens.
    fn known(&self, at: usize, end: usize) -> Option<(usize, Known)> {
        let most = *KNOWN_FROM.get(self.doc.word(at))?;
        let mut to = at + 1;
        // A possessive in the name is a token of its own.
        while to < end && to - at < most + 1 && self.doc.tokens[to].kind != TokenKind::Stop {
            to += 1;
        }
        let text = self.doc.text();
        for to in (at + 1..=to).rev() {
            let span = self.doc.tokens[at].span.cover(self.doc.tokens[to - 1].span);
            if let Some(known) = KNOWN.get(span.of(text)) {
                return Some((to - at, *known));
            }
        }
        None
    }

    /// The longest title that starts at a token, with its length in tokens.
    fn title(&self, at: usize, end: usize) -> Option<(usize, Title)> {
        let mut phrase = Lower::of("");
        let mut found = None;
        for to in at..end.min(at + 4) {
            let token = self.doc.tokens[to];
            if token.kind != TokenKind::Word {
                break;
            }
            if to > at {
                phrase.push(" ");
            }
            phrase.push(self.doc.word(to));
            if let Some(title) = TITLES.get(phrase.as_str())
                && title.class != TitleClass::Modifier
            {
                found = Some((to + 1 - at, *title));
            }
        }
        found
    }

    /// The longest title that ends before a token, with the token it starts at.
    fn title_before(&self, sentence: &Sentence, end: usize) -> Option<(usize, Title)> {
        let lowest = sentence.tokens.start.max(end.saturating_sub(4));
        (lowest..end).find_map(|from| {
            let (n, title) = self.title(from, end)?;
            (from + n == end).then_some((from, title))
        })
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

    /// Cuts a run of name words into what it holds.
    fn run(&mut self, sentence: &Sentence, from: usize, to: usize) {
        if to - from == 1 && self.pair(from) {
            return;
        }
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
            if at + 1 < to && !body && is_modifier(self.doc.word(at)) {
                title_from.get_or_insert(at);
                at += 1;
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
        if next >= to {
            // "the Russian Foreign Minister" names nobody; but "Dr" or "Prince" alone may be a name.
            return title.class != TitleClass::Honorific || self.doc.word(at).ends_with('.');
        }
        // "General Motors", "Prince George's County", "King Street": a body or place called so.
        if self.head(to - 1).is_some() && !FIRST.contains_key(self.doc.word(next)) {
            return false;
        }
        self.doc.tokens[next].capital || self.doc.word(next).starts_with("al-")
    }

    /// Whether the title at `at` is followed by a name or ends the run.
    fn title_ends_name(&self, at: usize, n: usize, to: usize) -> bool {
        at + n == to || self.doc.tokens[at + n].capital
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
        let word = self.doc.word(next);
        self.title(next, to).is_some()
            || matches!(known.what, What::Demonym)
            || FIRST.contains_key(word) && !FIRST.contains_key(self.doc.word(at))
            || n > 1 && !matches!(known.what, What::City)
            || is_modifier(word)
            || self.known(next, to).is_some() && !FIRST.contains_key(self.doc.word(at))
    }

    /// Whether a listed name of one word is more often something else and needs an article before it.
    fn is_loose(&self, at: usize, known: Known) -> bool {
        matches!(known.what, What::Outlet | What::Platform | What::Organisation | What::Government)
            && lexicon::is_common(Lower::of(self.doc.word(at)).as_str())
            && !(at > 0 && matches!(self.doc.word(at - 1), "the" | "The"))
            && !self.seen.contains(self.doc.word(at))
    }

    fn classify(&self, from: usize, to: usize, title: Option<Title>) -> Guess {
        let words = to - from;
        let head = self.head(to - 1);
        let first = self.doc.word(from);
        let of = (from..to).find(|&t| matches!(self.doc.word(t), "of" | "for" | "on" | "against"));
        if title.is_some() {
            return Guess::Person;
        }
        if let Some(of) = of
            && of > from
        {
            return match self.head(of - 1) {
                Some(Head::Place) => Guess::Place,
                Some(Head::Event) => Guess::Other,
                _ => Guess::Organisation,
            };
        }
        if words > 1 {
            let person = FIRST.contains_key(first) && words <= 3;
            match head {
                Some(Head::Organisation) if !(person && words == 2 && !self.strong_head(to - 1)) => {
                    return Guess::Organisation;
                }
                Some(Head::Place) if !(person && words == 2) => return Guess::Place,
                Some(Head::Event) if !(person && words == 2) => return Guess::Other,
                _ => {}
            }
            if (from..to).any(|t| self.doc.word(t) == "&") {
                return Guess::Organisation;
            }
            let initial = |w: &str| w.ends_with('.') && w.len() <= 5 && w.chars().all(|c| c == '.' || c.is_uppercase());
            if words <= 5
                && (FIRST.contains_key(first)
                    || initial(first) && words > 1
                    || words > 2 && initial(self.doc.word(from + 1)))
            {
                return Guess::Person;
            }
            let common = (from..to).filter(|&t| lexicon::is_common(Lower::of(self.doc.word(t)).as_str())).count();
            return if words <= 3 && common == 0 && !self.doc.tokens[from].upper {
                Guess::Unsure
            } else if self.doc.tokens[from].upper && words == 1 {
                Guess::Acronym
            } else {
                Guess::Other
            };
        }
        if self.doc.tokens[from].upper && (2..=6).contains(&first.len()) || first.contains('.') && first.len() > 3 {
            return Guess::Acronym;
        }
        Guess::Word
    }

    /// Heads that no surname is: "Ministry", but not "Church", "Post" or "Banks".
    fn strong_head(&self, at: usize) -> bool {
        !matches!(
            self.doc.word(at),
            "Church" | "Post" | "Bank" | "Lane" | "Hall" | "Park" | "Guard" | "Front" | "Cross"
        )
    }

    fn emit(
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
                && matches!(guess, Guess::Person | Guess::Unsure | Guess::Word)
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
        let the = before.is_some_and(|w| matches!(w, "the" | "The"));
        let placed = before.is_some_and(|w| matches!(w, "in" | "near" | "outside" | "In" | "across" | "throughout"));
        let apposition =
            matches!(guess, Guess::Person | Guess::Unsure).then(|| self.apposition(sentence, name.end)).flatten();
        self.out.push(Candidate { name, part: None, from, title: described, apposition, guess, gender, the, placed });
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
                    let verb = matches!(
                        word,
                        "who" | "which" | "and" | "said" | "was" | "is" | "has" | "had" | "in" | "but" | "on"
                    );
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

/// "al-Masri": a name whose article is in lower case.
fn is_arabic_article(word: &str) -> bool {
    word.strip_prefix("al-").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether a capitalised word is none of a name.
fn is_stop(word: &str) -> bool {
    // An initial is part of a name, whatever word it spells.
    let bare = word.strip_suffix('.').unwrap_or(word);
    let initials = bare.len() < word.len() && bare.len() == 1 || bare.contains('.');
    !initials && word != "US" && STOPS.contains_key(Lower::of(word).as_str())
}

/// Whether a word narrows a title: "former", "Democratic".
fn is_modifier(word: &str) -> bool {
    let found = TITLES.get(Lower::of(word).as_str()).filter(|t| t.class == TitleClass::Modifier);
    if let Some(title) = found {
        table::hit("titles", title.key);
    }
    found.is_some()
}
