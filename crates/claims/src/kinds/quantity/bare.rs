//! What a figure without a noun counts: "jailed hundreds" people, "18 of 19 clerks" clerks, "Nine guards walked out. One had a
//! broken jaw" a guard.
//!
//! What stands nearest to a figure goes first: the noun of the whole that it is a part of, a noun parted from it by words that
//! describe, the thing that the figure before it counts.

use std::ops::Range;

use claimdiff_annotate::{Closed, EntityKind, Hedge, Number, Tag, TokenKind, Unit, VerbForm};
use claimdiff_text::{Slice, Span, word_classes};

use super::super::{Context, fold_noun, governor, is_break, is_person};
use crate::{meaning::NearFigure, scope};

word_classes! {
    /// A class of words beside a figure without a noun.
    pub(super) enum Bare in "quantity/bare", TABLE => {
        /// Before a figure, makes it an age: "at the age of".
        Age = "age",
        /// Before "of" and a figure, tells that it counts children.
        Parent = "parent",
        /// Before a figure, makes it one of a row: "shed four".
        Row = "row",
        /// Before a small figure, makes it a clock: "at four".
        Clock = "clock",
        /// Whose figure may be small and behind "at": "the toll stands at nine".
        Stands = "stands",
        /// Before "of" and a noun, tells how many there are: "the number of guards".
        Tally = "tally",
        /// Makes many of "a few".
        Quite = "quite",
        /// Is no figure before "in on".
        Zero = "zero",
        /// Before "of" and a figure, tells that it counts people: "a family of four".
        Group = "group",
        /// A great number, or what is owed: "settle old scores".
        Scores = "scores",
        /// Is counted by no figure behind it: "three others".
        Other = "other",
        /// A verb (base form) before an age: "turned 18".
        Turn = "turn",
        /// Before the number of a telephone, perhaps over other words: "call 575-6200 or 911".
        Call = "call",
    }
}

pub(super) const TABLE: &str = include_str!("bare.tsv");

/// Whether a word before a figure makes it an age: "ages".
pub(super) fn is_age_word(word: &str) -> bool {
    Bare::Age.has(word)
}

/// What a figure without a noun is.
pub(super) enum Told {
    /// Nothing is counted: "a thing or two", "opened at four".
    Nothing,
    /// So many of what some words name.
    Of(Span),
    /// So many people: "hundreds gathered".
    People,
    /// So many children: "a father of three".
    Children,
    /// So many years of age.
    Age,
    /// So much of what the figure before is: "pays 48 million euros, the bank 54 million".
    Like(Unit),
    /// A side of a score set with blanks: "trailing 13 - 10".
    Score,
    /// Nobody says.
    Unsaid,
}

/// What a figure without a noun is.
pub(super) fn read(cx: &Context<'_>, number: &Number) -> Told {
    let Some(sentence) = cx.doc.sentence_of(number.figure.start).map(|s| cx.doc.sentences[s].tokens.clone()) else {
        return Told::Unsaid;
    };
    let reader = Reader { cx, number, sentence, words: cx.doc.tokens_in(number.span) };
    if reader.words.is_empty() {
        return Told::Unsaid;
    }
    reader.read()
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    number: &'c Number,
    sentence: Range<usize>,
    /// The tokens of the figure with its hedge.
    words: Range<usize>,
}

impl Reader<'_, '_> {
    fn read(&self) -> Told {
        if self.is_idiom() || self.is_of_row() || self.is_clock() {
            return Told::Nothing;
        }
        if let Some(told) = self.set_right() {
            return told;
        }
        if self.is_score() {
            return Told::Score;
        }
        if self.is_age() {
            return Told::Age;
        }
        // "probable and confirmed cases" are two sorts of them, "legal or other actions" one.
        let and = self.tag(self.words.end + 1) == Some(Tag::Cconj) && !Closed::Or.has(self.word(self.words.end + 1));
        if self.tag(self.words.end) == Some(Tag::Adj) && and {
            return Told::Unsaid;
        }
        let of = Closed::Of.has(self.word(self.words.end));
        if Closed::Of.has(self.back(1)) && Bare::Parent.has(self.back(2)) {
            return Told::Children;
        }
        // "a family of four", "as many as 40 million Chinese"
        if Closed::Of.has(self.back(1)) && Bare::Group.has(self.back(2)) || self.is_people() {
            return Told::People;
        }
        let noun = self.whole(of).or_else(|| self.behind(of)).or_else(|| self.number_of()).or_else(|| self.tallied());
        if let Some(noun) = noun {
            return Told::Of(noun);
        }
        // "coming up with billions" is of money.
        if self.number.hedge == Hedge::Vague && self.number.value.lo >= MONEY {
            return Told::Nothing;
        }
        if self.is_crowd(of) {
            return Told::People;
        }
        // "climbed to a peak of 81,000": of what the sentence before told nothing need be so many, nor 8.5 of anything.
        let led = self.words.start.checked_sub(1).and_then(|t| self.tag(t)) == Some(Tag::Adp);
        let first = self.cx.doc.tokens[self.sentence.start].span.start;
        let whole = self.number.stated.lo.fract() == 0.0;
        match before(self.cx, self.number.span) {
            Some(Before::Noun(noun)) if !whole || self.is_ratio() || self.is_gauge() || led && noun.start < first => {
                Told::Unsaid
            }
            Some(Before::Noun(noun)) => Told::Of(noun),
            Some(Before::Money(unit)) if self.number.stated.lo >= LEAST_SUM => Told::Like(unit),
            _ => Told::Unsaid,
        }
    }

    /// "46.6 miles per gallon, not 46.7": what stands in the place of the figure before it is of the same.
    fn set_right(&self) -> Option<Told> {
        const REACH: usize = 12;
        if !Closed::Not.has(self.back(1)) || self.back(2) != "," {
            return None;
        }
        let numbers = &self.cx.doc.numbers;
        let at = numbers.partition_point(|n| n.span.start < self.number.span.start);
        let right = numbers.get(at.checked_sub(1)?)?;
        let theirs = self.cx.doc.tokens_in(right.span);
        if !self.sentence.contains(&theirs.start) || theirs.end + REACH < self.words.start {
            return None;
        }
        match right.noun.filter(|_| right.unit == Unit::Count) {
            Some(noun) => Some(Told::Of(noun)),
            None => (right.unit != Unit::Count).then(|| Told::Like(right.unit.clone())),
        }
    }

    /// "an electorate of 40 million Chinese": a people without a noun.
    fn is_people(&self) -> bool {
        let mention = self.sentence.contains(&self.words.end).then(|| self.cx.doc.mention_at(self.words.end)).flatten();
        mention.is_some_and(|m| {
            let noun = matches!(self.tag(self.cx.doc.tokens_in(m.span).end), Some(Tag::Noun | Tag::Propn | Tag::Adj));
            scope::is_people(self.cx.doc, m) && !noun
        })
    }

    /// "to 9,000 the number of guards": what is counted behind the word for a count.
    fn number_of(&self) -> Option<Span> {
        const REACH: usize = 4;
        let end = self.words.end;
        let number = Closed::The.has(self.word(end)) && Bare::Stands.has(self.word(end + 1));
        if !number || !Closed::Of.has(self.word(end + 2)) {
            return None;
        }
        let noun = (end + 3..self.sentence.end.min(end + 3 + REACH)).find(|t| self.tag(*t) == Some(Tag::Noun));
        noun.map(|t| self.cx.doc.tokens[t].span)
    }

    /// "the number of boats lost there to five and that of huts to 40", "the count of guards is now 12": what is counted before
    /// the figure that the count came to.
    fn tallied(&self) -> Option<Span> {
        const REACH: usize = 16;
        const NOUN: usize = 4;
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        let mut before = (from..self.words.start).rev();
        let lead = before.find(|t| self.tag(*t) != Some(Tag::Adv))?;
        let comes_to =
            Closed::To.has(self.word(lead)) || Closed::At.has(self.word(lead)) || Closed::Be.has(self.word(lead));
        let number = |t: usize| {
            self.tag(t) == Some(Tag::Num) && !t.checked_sub(1).is_some_and(|b| Closed::From.has(self.word(b)))
        };
        let open = |t: &usize| !self.parts(Some(*t)) && !number(*t);
        let tally = |t: usize| Bare::Tally.has(self.word(t));
        let mut counts = before.take_while(open).filter(|t| {
            Closed::Of.has(self.word(*t + 1)) && (tally(*t) || Closed::That.has(self.word(*t)) && (from..*t).any(tally))
        });
        let noun = counts.next().filter(|_| comes_to)? + 2;
        let mut names = (noun..lead.min(noun + NOUN)).skip_while(|t| self.tag(*t) != Some(Tag::Noun));
        let first = names.next()?;
        let head = names.take_while(|t| self.tag(*t) == Some(Tag::Noun)).last().unwrap_or(first);
        let word = self.word(head);
        let many = is_person(word) || word.ends_with('s') && fold_noun(word) != word;
        let head = self.cx.doc.tokens[head].span;
        (many && is_thing(self.cx, head)).then_some(head)
    }

    /// "its population was 10,000": what is so much stands before, and is nothing that was counted.
    fn is_gauge(&self) -> bool {
        let be = self.words.start.checked_sub(1).filter(|t| Closed::Be.has(self.word(*t)));
        let noun = be.and_then(|t| t.checked_sub(1)).filter(|t| self.tag(*t) == Some(Tag::Noun));
        noun.is_some_and(|t| {
            let word = self.word(t);
            !Bare::Stands.has(word) && !is_person(word) && fold_noun(word) == word
        })
    }

    /// A word of the sentence in lower case; empty outside.
    fn word(&self, t: usize) -> &str {
        if self.sentence.contains(&t) { self.cx.lower(t) } else { "" }
    }

    /// The n-th word before the figure.
    fn back(&self, n: usize) -> &str {
        self.words.start.checked_sub(n).map_or("", |t| self.word(t))
    }

    fn tag(&self, t: usize) -> Option<Tag> {
        self.sentence.contains(&t).then(|| self.cx.doc.tag(t))
    }

    fn is_digits(&self, t: usize) -> bool {
        self.sentence.contains(&t) && self.cx.doc.tokens[t].kind == TokenKind::Number
    }

    /// Whether the words around the figure are a phrase that counts nothing.
    fn is_idiom(&self) -> bool {
        const FEW: f64 = 2.0;
        let (first, end) = (self.words.start, self.words.end);
        let next = self.word(end);
        // "a thing or two"
        let article = (2..=4).any(|n| Closed::Indefinite.has(self.back(n)));
        let or_two = Closed::Or.has(self.back(1)) && article && self.number.stated.hi <= FEW;
        // "two by two", "two - for - two", "two for one"
        let by = |word: &str| Closed::By.has(word) || Closed::For.has(word);
        let dashed = |n: usize| usize::from(is_dash(self.back(n)));
        let back = 1 + dashed(1);
        let ahead = end + usize::from(is_dash(next));
        let same = by(self.back(back)) && self.back(back + 1 + dashed(back + 1)) == self.word(first)
            || by(self.word(ahead))
                && self.word(ahead + 1 + usize::from(is_dash(self.word(ahead + 1)))) == self.word(first);
        let for_one = Closed::For.has(next) && Closed::One.has(self.word(end + 1))
            || Closed::One.has(self.word(first))
                && Closed::For.has(self.back(1))
                && first.checked_sub(2).and_then(|t| self.tag(t)) == Some(Tag::Num);
        let zero = Bare::Zero.has(self.word(end - 1))
            && (Closed::In.has(next) && Closed::On.has(self.word(end + 1)) || self.number.hedge == Hedge::LessThan);
        // "if he scores", "quite a few"
        let verb = self.words.len() == 1 && self.number.hedge == Hedge::Vague && self.tag(first) == Some(Tag::Verb);
        let quite = self.number.hedge == Hedge::Vague && Bare::Quite.has(self.back(1));
        // "the three met": those told of.
        let those = Closed::These.has(self.back(1))
            && self.words.len() == 1
            && self.number.stated.hi <= FEW + 1.0
            && !self.is_digits(first)
            && {
                let noun = matches!(self.tag(end + 1), Some(Tag::Noun | Tag::Propn | Tag::Adj));
                self.tag(end) == Some(Tag::Verb) && self.cx.doc.verb_form(end) == Some(VerbForm::Past) && !noun
            };
        // "zero to minimal", "settled old scores", "the class of '18"
        let to_little =
            Bare::Zero.has(self.word(end - 1)) && Closed::To.has(next) && self.tag(end + 1) == Some(Tag::Adj);
        let before = first.checked_sub(1).and_then(|t| self.tag(t));
        let owed = Bare::Scores.has(self.word(first))
            && !Closed::Of.has(next)
            && matches!(before, Some(Tag::Adj | Tag::Det | Tag::Pron | Tag::Noun));
        let text = self.cx.doc.text();
        let year = text.slice(..self.number.figure.start as usize).ends_with(['\'', '’', '‘'])
            && self.number.figure.len() == 2;
        let rest = to_little || owed || year;
        or_two || same || for_one || zero || verb || quite || those || rest || self.is_dialled()
    }

    /// "call 575-6200 or 911": three digits behind a word of calling.
    fn is_dialled(&self) -> bool {
        const REACH: usize = 8;
        let figure = self.number.figure.of(self.cx.doc.text());
        let three = self.words.len() == 1 && figure.len() == 3 && figure.bytes().all(|b| b.is_ascii_digit());
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        three && Closed::Or.has(self.back(1)) && (from..self.words.start).any(|t| Bare::Call.has(self.word(t)))
    }

    /// Whether the figure is the number of one of a row, of an item, a version or a note.
    fn is_of_row(&self) -> bool {
        const CODE: usize = 5;
        let (first, end) = (self.words.start, self.words.end);
        let text = self.cx.doc.text();
        let figure = self.number.figure.of(text);
        let digits = self.is_digits(first) && self.words.len() == 1;
        let opens = first == self.sentence.start;
        let alone = self.sentence.len() == 1;
        // "4.12 The train was slow"
        let numbered = opens && digits && figure.contains('.') && self.capital(end);
        // "(1) It is expected", "GDP (in millions)"
        let open = |n: usize| self.back(n) == "(";
        let listed = first == self.sentence.start + 1 || self.parts(first.checked_sub(2));
        let noted = open(1) && self.word(end) == ")" && digits && figure.len() <= 2 && listed;
        let cut = opens && digits && self.word(end) == ")";
        let axis = self.number.hedge == Hedge::Vague && self.word(end) == ")" && (open(1) || open(2));
        // "Thursday 28"
        let dated =
            digits && figure.len() <= 2 && first.checked_sub(1).is_some_and(|t| self.capital(t) && self.is_time(t));
        // "4th - and - 10"
        let down = is_dash(self.back(1)) && Closed::And.has(self.back(2)) && is_dash(self.back(3));
        // "a four - time winner"
        let hyphened = is_dash(self.word(end)) && NearFigure::Time.has(self.word(end + 1));
        // "1202: Ann Roe", "(updated 2215 04.05.2031)"
        let plain = digits && !figure.contains(['.', ',']);
        let before_day = self.is_digits(end) && self.is_time(end);
        let stamp = plain && figure.len() == 4 && (self.word(end) == ":" || before_day);
        // "text HARBOUR (48213)"
        let code = plain && figure.len() >= CODE && open(1) && self.word(end) == ")";
        alone || numbered || noted || cut || axis || dated || down || hyphened || stamp || code || self.is_labelled()
    }

    /// Whether a token parts clauses.
    fn parts(&self, t: Option<usize>) -> bool {
        t.is_some_and(|t| self.sentence.contains(&t) && is_break(self.cx.doc.tokens[t].kind))
    }

    /// Whether a figure and the next are what one side has to the other: "four to one".
    fn is_ratio(&self) -> bool {
        let end = self.words.end;
        let one = |t: usize| Closed::One.has(self.word(t)) || self.word(t) == "1";
        Closed::To.has(self.word(end)) && one(end + 1)
            || one(self.words.start) && Closed::To.has(self.back(1)) && self.words.start >= self.sentence.start + 2
    }

    fn capital(&self, t: usize) -> bool {
        self.sentence.contains(&t) && self.cx.doc.tokens[t].capital
    }

    fn is_time(&self, t: usize) -> bool {
        let span = self.cx.doc.tokens[t].span;
        self.sentence.contains(&t)
            && self.cx.doc.times_in(self.cx.doc.sentence_at(t)).iter().any(|time| time.span.contains(span))
    }

    /// "shed four", "resolutions 2118, 2209 and 2254": a noun of a row before it, perhaps over others of the row.
    fn is_labelled(&self) -> bool {
        const LONGEST: usize = 10;
        let inside = |t: &usize| self.is_digits(*t) || self.word(*t) == "," || Closed::And.has(self.word(*t));
        let from = self.sentence.start.max(self.words.start.saturating_sub(LONGEST));
        let label = (from..self.words.start).rev().find(|t| !inside(t));
        let Some(label) = label.filter(|_| self.number.stated.is_point()) else { return false };
        let row = Bare::Row.has(&fold_noun(self.word(label)));
        // "at the house 12 came": a noun with its article is told of by itself.
        let determined = label > self.sentence.start
            && self.tag(label - 1) == Some(Tag::Det)
            && label + 1 == self.words.start
            && !self.is_digits(self.words.start);
        let behind = label + 1 == self.words.start || self.is_digits(label + 1);
        row && behind && matches!(self.tag(label), Some(Tag::Noun | Tag::Propn)) && !determined
    }

    /// "opened at four", "by nine": a clock without its sign.
    fn is_clock(&self) -> bool {
        const HOURS: f64 = 12.0;
        const REACH: usize = 8;
        let stated = self.number.stated;
        let hour = stated.is_point() && (1.0..=HOURS).contains(&stated.lo) && stated.lo.fract() == 0.0;
        let alone = self.words.len() == 1 && !self.is_digits(self.words.start);
        if !hour
            || !alone
            || !Bare::Clock.has(self.back(1))
            || Closed::At.has(self.back(1)) && self.words.start == self.sentence.start + 1
            || self.number.trend != claimdiff_annotate::Trend::None
        {
            return false;
        }
        let end = self.words.end;
        let ends = !self.sentence.contains(&end)
            || is_break(self.cx.doc.tokens[end].kind)
            || matches!(self.tag(end), Some(Tag::Adp | Tag::Cconj | Tag::Pron)) && !Closed::Of.has(self.word(end));
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        ends && !(from..self.words.start).any(|t| Bare::Stands.has(&governor::base(self.word(t))))
    }

    /// "trailing 13 - 10", "a 162 - 139 record": short figures with a dash set with blanks between them.
    fn is_score(&self) -> bool {
        const HIGHEST: f64 = 200.0;
        let (first, end) = (self.words.start, self.words.end);
        let digits = self.is_digits(first) && self.words.len() == 1 && self.number.stated.hi <= HIGHEST;
        let before = is_dash(self.back(1)) && first >= 2 && self.is_digits(first - 2);
        let behind = is_dash(self.word(end)) && self.is_digits(end + 1);
        digits && (before || behind)
    }

    /// "at the age of 73", "raise the age from 19 to 26", "ages 6 and 16", "turned 18", "Ann Roe, who is 15", "Roe, 39,".
    fn is_age(&self) -> bool {
        const REACH: usize = 6;
        const OLDEST: f64 = 120.0;
        let from = self.sentence.start.max(self.words.start.saturating_sub(REACH));
        let near = (from..self.words.start).rev().take_while(|t| {
            let small = matches!(self.tag(*t), Some(Tag::Adp | Tag::Num | Tag::Cconj | Tag::Part | Tag::Det))
                || self.word(*t) == ",";
            small || Bare::Age.has(self.word(*t))
        });
        let old = self.number.stated.is_point() && self.number.stated.hi <= OLDEST && self.number.stated.lo >= 1.0;
        old && (self.is_of_person() || near.into_iter().any(|t| Bare::Age.has(self.word(t))))
    }

    /// "turned 18", "who is 15 and", "Roe, 39,": a figure alone behind a person.
    fn is_of_person(&self) -> bool {
        let (first, end) = (self.words.start, self.words.end);
        let parts = |t: usize| !self.sentence.contains(&t) || is_break(self.cx.doc.tokens[t].kind);
        let ends = parts(end) || self.tag(end) == Some(Tag::Cconj);
        let person = |t: usize| {
            let mention = self.sentence.contains(&t).then(|| self.cx.doc.mention_at(t)).flatten();
            mention.is_some_and(|m| self.cx.doc.entity(m.entity).kind == EntityKind::Person)
        };
        let turned = Bare::Turn.has(&governor::base(self.back(1)));
        let is = Closed::Is.has(self.back(1))
            && first.checked_sub(2).is_some_and(|t| Closed::WhoHe.has(self.word(t)) || person(t));
        let apposed =
            self.back(1) == "," && parts(end) && self.word(end) == "," && first.checked_sub(2).is_some_and(person);
        // "At 16, she left school"
        let at = Closed::At.has(self.back(1))
            && (first == self.sentence.start + 1 || self.back(2) == ",")
            && self.word(end) == ","
            && self.is_digits(first)
            && (person(end + 1) || Closed::HeShe.has(self.word(end + 1)));
        self.words.len() == 1 && ends && (turned || is || apposed || at)
    }

    /// "18 of 19 clerks", "three of the town's four bridges": the noun of the whole.
    fn whole(&self, of: bool) -> Option<Span> {
        const REACH: usize = 6;
        let numbers = &self.cx.doc.numbers;
        let at = numbers.partition_point(|n| n.span.start < self.number.span.end);
        let whole = numbers.get(at)?;
        let theirs = self.cx.doc.tokens_in(whole.span).start;
        let between = self.words.end..theirs;
        let near = self.sentence.contains(&theirs) && between.len() <= REACH;
        let open = between.into_iter().all(|t| !is_break(self.cx.doc.tokens[t].kind) && self.tag(t) != Some(Tag::Verb));
        // "75,000 911 calls"
        let joined = of || theirs == self.words.end;
        whole.noun.filter(|_| near && open && joined && whole.unit == Unit::Count)
    }

    /// "two very different committees", "hundreds of black - hooded men": the noun behind words that describe it.
    fn behind(&self, of: bool) -> Option<Span> {
        const REACH: usize = 7;
        let from = self.words.end + usize::from(of);
        let limit = self.sentence.end.min(from + REACH);
        let mark = |t: usize| is_dash(self.word(t)) || self.cx.doc.tokens[t].kind == TokenKind::Mark;
        let (mut first, mut head) = (None, None);
        for t in from..limit {
            let tag = self.tag(t)?;
            if first.is_none() && matches!(tag, Tag::Noun | Tag::Propn | Tag::Adj) {
                first = Some(t);
            }
            match tag {
                Tag::Noun | Tag::Propn => head = Some(t),
                Tag::Det if of && t == from => {}
                Tag::Adj | Tag::Adv if head.is_none() => {}
                Tag::Cconj if head.is_none() && first.is_some() && Closed::Or.has(self.word(t)) => {}
                // "dozens of injured to the hospital": a participle that counts as a noun.
                Tag::Verb if of && t == from => {
                    if matches!(self.tag(t + 1), Some(Tag::Adp | Tag::Part)) {
                        return Some(self.cx.doc.tokens[t].span);
                    }
                }
                _ if mark(t) => first = first.filter(|_| head.is_some()),
                _ => break,
            }
        }
        let head = head?;
        let word = self.word(head);
        let many = is_person(word) || word.ends_with('s') && fold_noun(word) != word;
        many.then(|| self.cx.doc.span(first.unwrap_or(head)..head + 1))
    }

    /// "hundreds gathered", "jailed thousands": a great number of nobody else.
    fn is_crowd(&self, of: bool) -> bool {
        const LEAST: f64 = 10.0;
        let many = self.number.hedge == Hedge::Vague && self.number.stated.lo.max(self.number.value.lo) >= LEAST;
        let who = Closed::Who.has(self.word(self.words.end));
        let acts = || matches!(self.tag(self.words.end), Some(Tag::Verb | Tag::Aux | Tag::Adp | Tag::Adv));
        (many && !of || who)
            && (who
                || acts()
                || !self.sentence.contains(&self.words.end)
                || self.number.noun.is_none() && governor::find(self.cx, self.number.span).is_some())
    }
}

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "–" | "—")
}

/// The least great number that is of money, not of people.
const MONEY: f64 = 1e9;

/// The least sum of money that is told without its currency.
const LEAST_SUM: f64 = 10_000.0;

/// What the figure before some words is of.
pub(crate) enum Before {
    /// What it counts.
    Noun(Span),
    /// The currency of a sum.
    Money(Unit),
}

/// What the figure before some words counts: in their sentence, else in one of the two before it.
pub(crate) fn before(cx: &Context<'_>, words: Span) -> Option<Before> {
    const SENTENCES: usize = 2;
    let sentence = cx.doc.sentence_of(words.start)?;
    let from = cx.doc.sentences[sentence.saturating_sub(SENTENCES)].span.start;
    let at = cx.doc.numbers.partition_point(|n| n.span.start < words.start);
    let told = cx.doc.numbers[..at].iter().rev().take_while(|n| n.span.start >= from);
    for number in told {
        match (&number.unit, number.noun) {
            (Unit::Count | Unit::Ordinal, Some(noun)) if is_thing(cx, noun) => return Some(Before::Noun(noun)),
            (Unit::Money(_), _) => return Some(Before::Money(number.unit.clone())),
            _ => {}
        }
    }
    None
}

/// Whether the last of some words names what may be counted again: no time, no "others", no letter.
fn is_thing(cx: &Context<'_>, noun: Span) -> bool {
    let at = cx.doc.times.partition_point(|t| t.span.end <= noun.start);
    if cx.doc.times.get(at).is_some_and(|t| t.span.overlaps(noun)) {
        return false;
    }
    cx.doc.tokens_in(noun).last().is_some_and(|t| {
        let word = fold_noun(cx.lower(t));
        let named = matches!(cx.doc.tag(t), Tag::Noun | Tag::Propn) && word.len() > 1;
        named && !NearFigure::Time.has(&word) && !NearFigure::NoGroup.has(&word) && !Bare::Other.has(&word)
    })
}

#[cfg(test)]
mod tests {
    use super::Bare;

    #[test]
    fn cases() {
        claimdiff_cases::check(
            "quantity/bare.cases",
            include_str!("bare.cases"),
            &[("quantity/bare", super::TABLE)],
            |w| Bare::words().told(w),
        );
        claimdiff_cases::check("quantity/counted.cases", include_str!("counted.cases"), &[], |w| {
            crate::observed::claims("quantity", w)
        });
    }
}
