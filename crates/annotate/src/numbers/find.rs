//! The numbers of a document.

use claimdiff_text::{Span, table};

use super::{
    Hedge, Interval, Number, Per, Trend, Unit,
    figure::{self, Figure, Sort},
    hedge, noun, unit,
};
use crate::{
    Document, Tag, Time,
    lexemes::{self, NounWord, NumberWord, TimeUnit, TimeWord},
    pieces::{Joint, Piece, Pieces, Shape},
};

/// Finds the numbers of a document; those inside one of `times` are left to it.
pub(crate) fn find(doc: &Document<'_>, pieces: &Pieces, times: &[Time]) -> Vec<Number> {
    let mut out = Vec::new();
    for sentence in 0..doc.sentences.len() {
        if !pieces.triggered[sentence] {
            continue;
        }
        let (from, to) = (pieces.starts[sentence] as usize, pieces.starts[sentence + 1] as usize);
        let reader = Reader { doc, text: doc.text(), pieces: &pieces.all[from..to], times };
        let mut at = 0;
        while at < reader.pieces.len() {
            at = match reader.number(at) {
                Some((mut number, end)) => {
                    if let Some(last) = out.last_mut() {
                        share(doc.text(), last, &mut number);
                    }
                    out.push(number);
                    end.max(at + 1)
                }
                None => at + 1,
            };
        }
    }
    out
}

/// Gives a figure what the one beside it says for both: whether it rose, its bound and, to a bare one, its unit
/// ("rose 64 points to 4,577", "16,369 up 58 points"). A share of something that rose is none of what it rose to, and
/// money says its currency twice.
fn share(text: &str, first: &mut Number, second: &mut Number) {
    if second.span.start < first.span.end {
        return;
    }
    let bare = |n: &Number| n.unit == Unit::Count && n.noun.is_none() && n.per.is_none();
    let physical = |n: &Number| {
        matches!(n.unit, Unit::Metres | Unit::SquareMetres | Unit::Kilograms | Unit::Other(_)) && n.per.is_none()
    };
    let take = |from: &Number, to: &mut Number| {
        to.unit = from.unit.clone();
        to.measure = from.measure;
        to.factor = from.factor;
        (to.value, to.stated) = (to.value.scale(from.factor), to.stated.scale(from.factor));
    };
    let between = text[first.span.end as usize..second.span.start as usize].trim_matches([' ', ',']);
    // "rose 8 percent to 99 yuan", "up 17 points, or 0.2 percent"
    if matches!(between, "to" | "or") && second.trend == Trend::None {
        second.trend = first.trend;
    }
    // "more than 100 kilometres (60 miles)": the same in another unit.
    let bound = matches!(first.hedge, Hedge::AtLeast | Hedge::MoreThan | Hedge::AtMost | Hedge::LessThan);
    if between == "(" && bound && second.hedge == Hedge::None && second.unit != Unit::Count {
        second.hedge = first.hedge;
        second.value = hedge::apply(first.hedge, second.stated, 0.0);
    }
    if between == "to" && physical(first) && bare(second) {
        take(first, second);
    } else if matches!(between, "up" | "down") && bare(first) && physical(second) {
        take(second, first);
    }
}

/// Reads the numbers of one sentence.
struct Reader<'a> {
    doc: &'a Document<'a>,
    text: &'a str,
    pieces: &'a [Piece],
    times: &'a [Time],
}

/// The parts of a number while it is read.
struct Draft {
    /// The first piece, hedge and currency included.
    from: usize,
    /// The first piece after all.
    end: usize,
    figure: Span,
    stated: Interval,
    step: f64,
    hedge: Hedge,
    sort: Sort,
}

impl Reader<'_> {
    fn in_time(&self, span: Span) -> bool {
        let at = self.times.partition_point(|t| t.span.end <= span.start);
        self.times.get(at).is_some_and(|t| t.span.overlaps(span))
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    fn is(&self, at: usize, key: &str) -> bool {
        self.piece(at).is_some_and(|p| p.of(self.text).eq_ignore_ascii_case(key))
    }

    fn sign(&self, at: usize, sign: &str) -> bool {
        self.piece(at).is_some_and(|p| p.is_sign(self.text, sign))
    }

    /// The number whose figure begins at piece `at`, and the first piece after it.
    fn number(&self, at: usize) -> Option<(Number, usize)> {
        let piece = &self.pieces[at];
        if piece.shape == Shape::Sign || self.in_time(piece.span) {
            return None;
        }
        let figure = figure::read(self.text, self.pieces, at)?;
        if figure.sort == Sort::Ordinal {
            return self.ordinal(at, figure);
        }
        // "in his 20s", "in the 90s"
        let decade = |p: &Piece| p.joint == Joint::Glued && p.of(self.text) == "s";
        if figure.sort == Sort::Plain && self.piece(figure.end).is_some_and(decade) {
            return None;
        }
        if let Some(found) = self.out_of(at, &figure) {
            return Some(found);
        }
        let mut currency = unit::before(self.text, self.pieces, at);
        // "$-2.5 million"
        let negative = currency.is_none() && at >= 2 && self.sign(at - 1, "-") && piece.joint == Joint::Glued;
        if negative && self.pieces[at - 1].joint == Joint::Glued {
            currency = unit::before(self.text, self.pieces, at - 1);
        }
        let negative = negative && currency.is_some();
        let from = currency.as_ref().map_or(at, |(_, from)| *from);
        if currency.is_none() && self.is_name(at, &figure) {
            return None;
        }
        let mut draft = Draft {
            from,
            end: figure.end,
            figure: figure::span(self.pieces, at, figure.end),
            stated: figure.value,
            step: figure.step,
            hedge: if figure.sort == Sort::Vague { Hedge::Vague } else { Hedge::None },
            sort: figure.sort,
        };
        // "37m long" is metres; "$37m" and "37m people" are millions.
        if figure.letter && currency.is_none() && self.letter_is_unit(&figure) {
            let scale = figure.scale.unwrap_or(1.0);
            draft.stated = draft.stated.scale(1.0 / scale);
            draft.step /= scale;
            draft.end -= 1;
            draft.figure = figure::span(self.pieces, at, draft.end);
        }
        let mut measure = currency.as_ref().map(|(found, _)| *found);
        self.range(&mut draft, currency.is_some(), &figure);
        if draft.hedge != Hedge::Range && figure.sort == Sort::Plain && self.is_score(at, draft.end) {
            return None;
        }
        let signed = self.sign_before(&mut draft);
        if negative {
            draft.stated = Interval { lo: -draft.stated.hi, hi: -draft.stated.lo, ..draft.stated };
        }
        if measure.is_none() {
            measure = unit::after(self.text, self.pieces, draft.end);
            // "billions of dollars", "dozens of miles"
            if measure.is_none() && figure.sort == Sort::Vague && self.is(draft.end, "of") {
                measure = unit::after(self.text, self.pieces, draft.end + 1);
            }
            if let Some(found) = &measure {
                draft.end = found.end;
                self.inches(&mut draft, found);
            }
        } else if let Some(found) = unit::after(self.text, self.pieces, draft.end)
            && matches!(found.entry.unit, Unit::Money(_))
        {
            // "$5 Canadian dollars", "$5 million dollars"
            draft.end = found.end;
        }
        self.hedges(&mut draft);
        if measure.is_none() {
            self.bounds(&mut draft);
        }
        self.finish(at, draft, measure, signed)
    }

    /// Takes the inches of "5 feet 4", "5 feet 4 inches".
    fn inches(&self, draft: &mut Draft, feet: &unit::Found) {
        const A_FOOT: f64 = 12.0;
        let Some(p) = self.piece(draft.end).filter(|p| p.shape == Shape::Digits && p.joint == Joint::Spaced) else {
            return;
        };
        let Some((inches, _, false)) = figure::value_of(p.of(self.text)) else { return };
        let unit = unit::after(self.text, self.pieces, draft.end + 1);
        let inch = unit.is_some_and(|u| u.entry.name == "inch");
        let open = |p: &Piece| p.shape != Shape::Word || p.lexeme.noun == NounWord::Stop || p.is("to");
        let bare = unit.is_none() && self.piece(draft.end + 1).is_none_or(open);
        if feet.entry.name == "foot" && draft.stated.is_point() && inches < A_FOOT && (inch || bare) {
            draft.stated = Interval::point(draft.stated.lo + inches / A_FOOT);
            draft.step = 1.0 / A_FOOT;
            draft.end = unit.filter(|_| inch).map_or(draft.end + 1, |u| u.end);
        }
    }

    /// "at least 27 and up to 30 people": both ends of one figure, told one after the other.
    fn bounds(&self, draft: &mut Draft) {
        if draft.hedge != Hedge::AtLeast || !matches!(draft.sort, Sort::Plain | Sort::Digits | Sort::Words) {
            return;
        }
        let mut next = draft.end;
        // "at least 14 people and up to 25", "at least 14 people and up to 25 people"
        let noun = self.noun(next, false);
        let joined = |at: usize| self.piece(at).is_some_and(|p| p.is("and") || p.is("or") || p.is("but") || p.is("to"));
        let comma = |at: usize| usize::from(self.sign(at, ","));
        if let Some((_, end)) = noun
            && joined(end + comma(end))
        {
            next = end;
        }
        next += comma(next);
        if !joined(next) {
            return;
        }
        next += 1;
        next += usize::from(hedge::MAYBE.iter().any(|w| self.is(next, w)));
        const LONGEST_HEDGE: usize = 4;
        let Some((second, figure)) = (next..next + LONGEST_HEDGE).find_map(|at| {
            let bound = matches!(hedge::before(self.text, self.pieces, at.min(self.pieces.len())), Some((Hedge::AtMost, from)) if from == next);
            let figure = self.piece(at).filter(|_| bound).and_then(|_| figure::read(self.text, self.pieces, at))?;
            Some((at, figure))
        }) else {
            return;
        };
        let words = |n: Option<(Span, usize)>| n.map(|(span, _)| span.of(self.text));
        let theirs = self.noun(figure.end, false);
        let same = next == draft.end || noun.is_none() || theirs.is_none() || words(noun) == words(theirs);
        if !matches!(figure.sort, Sort::Plain | Sort::Digits | Sort::Words)
            || figure.value.hi <= draft.stated.lo
            || !same
            || unit::after(self.text, self.pieces, figure.end).is_some()
        {
            return;
        }
        draft.stated = Interval::closed(draft.stated.lo, figure.value.hi);
        draft.step = figure.step;
        draft.end = figure.end;
        draft.figure = draft.figure.cover(figure::span(self.pieces, second, figure.end));
        draft.hedge = Hedge::Range;
    }

    /// "one in five voters", "three out of four": a share.
    fn out_of(&self, at: usize, figure: &Figure) -> Option<(Number, usize)> {
        let out = self.is(figure.end, "out") && self.is(figure.end + 1, "of");
        let next = figure.end + if out { 2 } else { 1 };
        if !out && !self.is(figure.end, "in") || !matches!(figure.sort, Sort::Plain | Sort::Words) {
            return None;
        }
        self.piece(next)?;
        let whole = figure::read(self.text, self.pieces, next).filter(|w| w.sort == figure.sort)?;
        let (part, all) = (figure.value.lo, whole.value.lo);
        // "3 in 10 voters" needs the voters, and "one in three days" is none.
        let (noun, end) = self.noun(whole.end, false)?;
        if !(part < all && all <= 100.0) || self.time_unit(whole.end).is_some() || (!out && part > 9.0) {
            return None;
        }
        let mut draft = Draft {
            from: at,
            end: whole.end,
            figure: figure::span(self.pieces, at, whole.end),
            stated: Interval::point(part / all),
            step: 1.0 / all,
            hedge: Hedge::None,
            sort: Sort::Part,
        };
        self.hedges(&mut draft);
        let stated = draft.stated.scale(100.0);
        let number = Number {
            span: self.pieces[draft.from].span.cover(self.pieces[whole.end - 1].span),
            figure: draft.figure,
            value: hedge::apply(draft.hedge, stated, 100.0 * draft.step),
            stated,
            hedge: draft.hedge,
            unit: Unit::Percent,
            noun: Some(noun),
            factor: 100.0,
            measure: "",
            per: None,
            trend: Trend::None,
        };
        Some((number, end))
    }

    /// Whether plain digits are one half of "2-1" or "16-18 Mill Lane".
    fn is_score(&self, at: usize, end: usize) -> bool {
        let dash = |at: usize| {
            let glued = |at: usize| self.piece(at).filter(|p| p.joint == Joint::Glued);
            glued(at).is_some_and(|p| p.is_sign(self.text, "-") || p.is_sign(self.text, "–"))
                && glued(at + 1).is_some_and(|p| p.shape == Shape::Digits)
        };
        dash(end) || (at >= 2 && dash(at - 1) && self.pieces[at - 2].shape == Shape::Digits)
    }

    /// The sign before a figure: "-1.3 %", "minus 20", "+0.2 %". A minus makes it negative.
    fn sign_before(&self, draft: &mut Draft) -> Trend {
        let Some(before) = draft.from.checked_sub(1) else { return Trend::None };
        let p = &self.pieces[before];
        let glued = self.pieces[draft.from].joint == Joint::Glued;
        let apart = p.joint == Joint::Spaced || (before > 0 && self.pieces[before - 1].shape == Shape::Sign);
        let minus = ["-", "−", "–"].iter().any(|d| p.is_sign(self.text, d)) && glued && apart;
        let minus = minus || p.of(self.text).eq_ignore_ascii_case("minus");
        if minus && draft.hedge != Hedge::Range {
            draft.from = before;
            draft.stated = Interval { lo: -draft.stated.hi, hi: -draft.stated.lo, ..draft.stated };
            return Trend::Down;
        }
        if p.is_sign(self.text, "+") && glued && apart {
            draft.from = before;
            return Trend::Up;
        }
        if p.is_sign(self.text, "~") && glued {
            draft.from = before;
            draft.hedge = Hedge::About;
        }
        Trend::None
    }

    /// Whether the hyphen or word after a figure makes a range with the next one, which is then taken in.
    fn range(&self, draft: &mut Draft, money: bool, first: &Figure) {
        if matches!(first.sort, Sort::Vague | Sort::Part) {
            return;
        }
        let mut next = draft.end;
        // "5 % to 7 %", "$5 to $7": the unit may stand twice.
        let unit_first = unit::after(self.text, self.pieces, next);
        if let Some(found) = &unit_first {
            next = found.end;
        }
        let from_before = draft.from.checked_sub(1).map(|b| &self.pieces[b]);
        let between = from_before.is_some_and(|p| p.is("between"));
        let from = from_before.is_some_and(|p| p.is("from"));
        // "rose from 10 to 20", "rose 10 % to 20", "by 10 to 20" tell two figures.
        let mover = draft.from.checked_sub(1 + usize::from(from)).map(|b| &self.pieces[b]);
        let moved = mover.is_some_and(|p| p.lexeme.trend != 0 || p.is("by"));
        let Some(joiner) = self.piece(next) else { return };
        let dash = ["-", "–", "—", "--"].iter().any(|d| joiner.is_sign(self.text, d));
        let to = joiner.is("to") && !moved;
        let word = to || joiner.is("or") || (joiner.is("and") && between);
        let hyphen = joiner.joint == Joint::Hyphen && joiner.shape == Shape::Digits;
        if !(dash || word || hyphen) {
            return;
        }
        let mut second = if hyphen { next } else { next + 1 };
        // The currency stands twice.
        let sign = |p: &Piece| p.shape == Shape::Sign && !p.of(self.text).is_ascii() || p.is_sign(self.text, "$");
        let code = |p: &Piece| p.shape == Shape::Word && p.capital && p.span.len() <= 3;
        while money && self.piece(second).is_some_and(|p| sign(p) || code(p)) {
            second += 1;
        }
        let Some(figure) = self.piece(second).and_then(|_| figure::read(self.text, self.pieces, second)) else {
            return;
        };
        if !matches!(figure.sort, Sort::Plain | Sort::Digits | Sort::Words) || self.in_time(self.pieces[second].span) {
            return;
        }
        let mut low = draft.stated.lo;
        // "2 to 3 million": the scale is that of both.
        if let (Some(scale), None) = (figure.scale, first.scale)
            && low < 1000.0
            && figure.value.lo / scale > low
        {
            low *= scale;
        }
        let high = figure.value.hi;
        let digits = |f: &Figure| matches!(f.sort, Sort::Plain | Sort::Digits);
        let bounded = between || (from && mover.is_some_and(|p| p.of(self.text).starts_with("rang")));
        let ascending = low < high && (bounded || high <= low * 1000.0);
        let after = unit::after(self.text, self.pieces, figure.end);
        // "a 5-7 vote", "won 3-5": a dash between bare digits is a score or an id unless something is counted.
        let counted = money
            || after.is_some()
            || figure.scale.is_some()
            || self.piece(figure.end).is_some_and(|p| p.shape == Shape::Word && noun::is_plural(self.text, p));
        // News spells numbers under ten: "between eight and 12", "six to 12 people".
        let spelled = word && low < 10.0 && high >= 10.0 && !digits(first) && digits(&figure);
        let like = digits(&figure) == digits(first) || (spelled && (bounded || counted));
        if !ascending || !like || ((dash || hyphen) && !counted) || (unit_first.is_some() && after.is_none() && !money)
        {
            return;
        }
        // "8 % to 99 yuan" has two units.
        if let (Some(a), Some(b)) = (&unit_first, &after)
            && !std::ptr::eq(a.entry, b.entry)
        {
            return;
        }
        draft.stated = Interval::closed(low, high);
        draft.step = figure.step;
        draft.end = figure.end;
        draft.figure = draft.figure.cover(figure::span(self.pieces, second, figure.end));
        draft.hedge = Hedge::Range;
        if between || from {
            draft.from -= 1;
        }
    }

    /// Takes the hedges before and after.
    fn hedges(&self, draft: &mut Draft) {
        // "sub-7 nanometre"
        if draft.hedge == Hedge::None && draft.from > 0 && self.is(draft.from - 1, "sub") {
            draft.from -= 1;
            draft.hedge = Hedge::LessThan;
        }
        if let Some((hedge, from)) = hedge::before(self.text, self.pieces, draft.from) {
            draft.from = from;
            if matches!(draft.hedge, Hedge::None | Hedge::Vague) {
                draft.hedge = hedge;
            }
            // "some 5 to 7", "about 14-18": a hedged range is both, and the hedge widens it.
            if draft.hedge == Hedge::Range && hedge == Hedge::About {
                draft.hedge = hedge;
            }
        }
        if let Some((hedge, end)) = hedge::after(self.text, self.pieces, draft.end) {
            draft.end = end;
            if draft.hedge == Hedge::None {
                draft.hedge = hedge;
            }
        }
    }

    fn finish(
        &self,
        at: usize,
        mut draft: Draft,
        measure: Option<unit::Found>,
        signed: Trend,
    ) -> Option<(Number, usize)> {
        let mut noun = None;
        let mut unit = Unit::Count;
        let mut factor = 1.0;
        let mut name = "";
        if let Some(age) = self.age(at, &draft, measure.is_some()) {
            unit = Unit::Age;
            name = "year";
            draft.end = age;
        } else if let Some(found) = &measure {
            let found = unit::weight_or_money(found, draft.stated.hi);
            found.hit();
            unit = found.entry.unit.clone();
            factor = found.entry.factor;
            name = found.entry.name;
            // "75 % of Ukrainians"
            if self.is(draft.end, "of")
                && let Some((span, _)) = self.noun(draft.end, false)
            {
                noun = Some(span);
            }
        } else if let Some((found, noun_of)) = self.suspended(draft.end) {
            noun = noun_of;
            if let Some(found) = found {
                found.hit();
                unit = found.entry.unit.clone();
                factor = found.entry.factor;
                name = found.entry.name;
                noun = None;
            }
        } else if draft.sort == Sort::Part {
            unit = Unit::Percent;
            factor = 100.0;
            // "half the boats", "half of the boats"
            let the = self.piece(draft.end).is_some_and(noun::is_determiner);
            noun = self.noun(draft.end + usize::from(the), false).map(|(span, _)| span);
        } else if let Some(time) = self.time_unit(draft.end) {
            // A length of time that no time expression took, as in "30-year rate".
            unit = Unit::Seconds;
            factor = seconds(time);
            name = name_of(time);
            draft.end += 1;
        } else {
            let one = draft.stated == Interval::point(1.0);
            let hyphen = self.piece(draft.end).is_some_and(|p| p.joint == Joint::Hyphen);
            let found = if hyphen { self.compound(draft.end) } else { self.noun(draft.end, one) };
            match found {
                Some((span, end)) => {
                    noun = Some(span);
                    draft.end = end;
                }
                None if !self.stands_alone(at, &draft) => return None,
                None => {}
            }
            if draft.sort == Sort::Plain && self.is_year(&draft, noun) {
                return None;
            }
        }
        let mut end = draft.end;
        let per = self.per(end);
        if let Some((p, after)) = &per
            && p.span.start >= self.pieces[end - 1].span.end
        {
            end = *after;
        }
        let stated = draft.stated.scale(factor);
        let value = hedge::apply(draft.hedge, stated, draft.step * factor);
        let last = draft.end.min(self.pieces.len());
        let number = Number {
            span: self.pieces[draft.from].span.cover(self.pieces[last - 1].span),
            figure: draft.figure,
            value,
            stated,
            hedge: draft.hedge,
            unit,
            noun,
            factor,
            measure: name,
            per: per.map(|(per, _)| per),
            trend: if signed == Trend::None { self.trend(draft.from) } else { signed },
        };
        Some((number, end))
    }

    /// The words for what is counted. Only where their spelling leaves it open, the tagger is asked.
    fn noun(&self, at: usize, one: bool) -> Option<(Span, usize)> {
        noun::after(self.text, self.pieces, at, one, |p| self.doc.tag(p.token as usize))
    }

    /// The unit of time at piece `at`, glued by a hyphen or after a blank.
    fn time_unit(&self, at: usize) -> Option<TimeUnit> {
        match self.piece(at)?.lexeme.time {
            TimeWord::Unit(unit) | TimeWord::Units(unit) => Some(unit),
            _ => None,
        }
    }

    /// "15-year-old", "15 years old", "15 years of age", "aged 15": the first piece after it.
    fn age(&self, at: usize, draft: &Draft, measured: bool) -> Option<usize> {
        let end = draft.end;
        if let Some(TimeUnit::Year) = self.time_unit(end) {
            if self.is(end + 1, "old") || self.is(end + 1, "olds") {
                return Some(end + 2);
            }
            if self.is(end + 1, "of") && self.piece(end + 2).is_some_and(|p| p.of(self.text) == "age") {
                return Some(end + 3);
            }
        }
        let before = draft.from.checked_sub(1).map(|b| self.pieces[b].of(self.text))?;
        let alone = !measured && draft.stated.hi < 125.0 && draft.stated.lo.fract() == 0.0;
        // "Ann Smith, 54, a teacher"
        if alone
            && before == ","
            && draft.sort == Sort::Plain
            && draft.hedge == Hedge::None
            && at >= 2
            && self.pieces[at - 2].capital
            && self.doc.tag(self.pieces[at - 2].token as usize) == Tag::Propn
            && self.piece(end).is_none_or(|p| p.is_sign(self.text, ",") || p.is_sign(self.text, "."))
            && self.piece(end + 1).is_none_or(|p| p.shape != Shape::Digits)
        {
            return Some(end);
        }
        // "the driver, who was 30,"
        let told = |at: usize| ["is", "was"].iter().any(|w| self.is(at, w));
        if alone
            && draft.sort == Sort::Plain
            && draft.hedge == Hedge::None
            && at >= 2
            && told(at - 1)
            && ["who", "he", "she"].iter().any(|w| self.is(at - 2, w))
            && self.piece(end).is_none_or(|p| p.is_sign(self.text, ",") || p.is_sign(self.text, "."))
        {
            return Some(end);
        }
        (alone && (before.eq_ignore_ascii_case("aged") || before.eq_ignore_ascii_case("age") || before == "ages"))
            .then_some(end)
    }

    /// The unit or noun of the first of "7- or 8-inch", "four- and six-cylinder".
    fn suspended(&self, at: usize) -> Option<(Option<unit::Found>, Option<Span>)> {
        const REACH: usize = 8;
        self.piece(at).filter(|p| p.joint == Joint::Glued && p.is_sign(self.text, "-"))?;
        let mut next = at + 1;
        while next < self.pieces.len().min(at + REACH) {
            let p = &self.pieces[next];
            let joins =
                p.is("or") || p.is("and") || p.is("to") || p.is_sign(self.text, ",") || p.is_sign(self.text, "-");
            match figure::read(self.text, self.pieces, next) {
                Some(figure) if self.piece(figure.end).is_some_and(|p| p.joint == Joint::Hyphen) => {
                    let found = unit::after(self.text, self.pieces, figure.end);
                    let noun = self.compound(figure.end).map(|(span, _)| span);
                    return (found.is_some() || noun.is_some()).then_some((found, noun));
                }
                Some(figure) => next = figure.end,
                None if joins => next += 1,
                None => return None,
            }
        }
        None
    }

    /// The noun of "16-nation bloc"; "two-handed" and "three-way" count nothing.
    fn compound(&self, at: usize) -> Option<(Span, usize)> {
        let p = self.piece(at)?;
        let word = p.of(self.text);
        let counts = p.shape == Shape::Word
            && word.len() > 2
            && p.lexeme.noun == NounWord::No
            && !(word.len() > 5 && word.ends_with("ed"))
            && !word.ends_with("ing")
            && !matches!(word, "way" | "fold" | "time" | "star" | "old" | "size" | "sided" | "self");
        counts.then(|| (p.span, at + 1))
    }

    /// Whether a figure without unit and noun is a number all the same.
    fn stands_alone(&self, at: usize, draft: &Draft) -> bool {
        if draft.hedge != Hedge::None && draft.sort != Sort::Vague {
            return true;
        }
        if draft.from > 0 && ["top", "bottom", "first", "last", "final"].iter().any(|w| self.is(draft.from - 1, w)) {
            return false;
        }
        match draft.sort {
            Sort::Digits => true,
            Sort::Plain => draft.stated.hi >= 1.0 && !self.is(draft.end, "-"),
            // A bare "one" is a pronoun.
            Sort::Words => draft.stated.hi != 1.0,
            Sort::Vague => {
                self.is(draft.end, "of") || draft.end == self.pieces.len() || at == 0 || draft.stated.lo >= 20.0
            }
            Sort::Ordinal | Sort::Part => true,
        }
    }

    /// Whether bare digits are a year: four of them, in the range of years, with nothing counted.
    fn is_year(&self, draft: &Draft, noun: Option<Span>) -> bool {
        let n = draft.stated.lo;
        let year = (1700.0..2100.0).contains(&n) && n.fract() == 0.0 && draft.figure.len() == 4;
        if !year || !matches!(draft.hedge, Hedge::None) {
            return false;
        }
        noun.is_none() || n % 100.0 != 0.0
    }

    /// Whether digits belong to a name or id: "Article 5", "F-35", "Boeing 737", "10 Downing Street", "3-2".
    fn is_name(&self, at: usize, figure: &Figure) -> bool {
        let piece = &self.pieces[at];
        if piece.shape != Shape::Digits {
            // "one another", "no one", "each one", "the one"
            let one = piece.is("one") && figure.value == Interval::point(1.0);
            return one && self.is_pronoun(at);
        }
        if at > 0 {
            let before = &self.pieces[at - 1];
            if before.shape == Shape::Word && piece.joint != Joint::Spaced {
                return !["sub", "minus"].contains(&before.of(self.text));
            }
            if before.shape == Shape::Digits && piece.joint == Joint::Hyphen {
                return true;
            }
            // "Article 5", "Image 1 of 8"
            let of = |at: usize| at >= 3 && self.is(at - 1, "of") && self.pieces[at - 2].shape == Shape::Digits;
            let whole = at - usize::from(before.is_sign(self.text, "/"));
            if figure.sort == Sort::Plain && (self.is_designated(at) || of(whole) && self.is_designated(whole - 2)) {
                return true;
            }
            if ["#", "@", "/", "&"].iter().any(|s| before.is_sign(self.text, s)) && piece.joint == Joint::Glued {
                return true;
            }
        }
        figure.sort == Sort::Plain && self.is_address(at + 1)
    }

    /// Whether the digits before a piece number a house: "40 West Mill Lane", "1200 N. 5th St.", "the 300 block of".
    fn is_address(&self, from: usize) -> bool {
        const LONGEST: usize = 8;
        if self.is(from, "block") {
            return true;
        }
        if self.piece(from).is_none_or(|p| p.joint != Joint::Spaced || !p.capital) {
            return false;
        }
        let street = |p: &Piece| p.capital && self.street(p).is_some();
        let name = |at: usize| {
            let p = &self.pieces[at];
            p.shape == Shape::Digits || p.shape == Shape::Word && (p.capital || p.joint == Joint::Glued)
        };
        let end = self.pieces.len().min(from + LONGEST);
        let Some(at) = (from..end).take_while(|at| name(*at)).find(|at| street(&self.pieces[*at])) else {
            // A grid of streets has numbers for names: "3100 S. 400 West".
            let point = self.piece(from).is_some_and(|p| p.span.len() == 2 && p.of(self.text).ends_with('.'));
            return point && self.piece(from + 1).is_some_and(|p| p.shape == Shape::Digits);
        };
        // "40 High Street banks" are banks.
        let next = at + 1 + usize::from(self.sign(at + 1, "."));
        let noun = |p: &Piece| p.shape == Shape::Word && !p.capital && self.doc.tag(p.token as usize) == Tag::Noun;
        let found = !self.piece(next).is_some_and(noun);
        if let Some(key) = self.street(&self.pieces[at]).filter(|_| found) {
            table::hit("numbers/noun", key);
        }
        found
    }

    /// The row for a word that ends the name of a street: "Lane", "Blvd.".
    fn street(&self, p: &Piece) -> Option<&'static str> {
        let bare = p.of(self.text).strip_suffix('.');
        let lexeme = bare.map_or(p.lexeme, lexemes::find);
        (lexeme.noun == NounWord::Street).then_some(lexeme.key)
    }

    /// Whether the word before makes plain digits a name: "Article 5", "Boeing 737", "No. 1", "page 3".
    fn is_designated(&self, at: usize) -> bool {
        let dot = self.pieces[at - 1].is_sign(self.text, ".");
        let Some(word) = (at - 1).checked_sub(usize::from(dot)).map(|b| &self.pieces[b]) else { return false };
        if word.shape != Shape::Word {
            return false;
        }
        if word.lexeme.noun == NounWord::Designator {
            table::hit("numbers/noun", word.lexeme.key);
            return true;
        }
        if dot
            || !word.capital
            || at < 2
            || word.lexeme.noun != NounWord::No
            || word.lexeme.hedge
            || word.lexeme.triggers
        {
            return false;
        }
        // "Windows 11", "Formula 1": a name and digits, unless something is counted after them.
        let counted = self.piece(at + 1).is_some_and(|p| {
            p.shape == Shape::Word
                && (noun::is_plural(self.text, p) || p.lexeme.triggers || p.lexeme.noun == NounWord::Skip)
        });
        let measured = unit::after(self.text, self.pieces, at + 1).is_some();
        let range = self.piece(at + 1).is_some_and(|p| p.is_sign(self.text, "-") || p.is_sign(self.text, "–"));
        !counted && !measured && !range && matches!(self.doc.tag(word.token as usize), Tag::Propn | Tag::Noun)
    }

    fn is_pronoun(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|b| &self.pieces[b]);
        // "at least one but possibly 12", "between one and three", "one or two"
        let bound = before.is_some_and(|p| p.lexeme.hedge && !p.is("to") || p.is("between"));
        let joined = self.piece(at + 1).is_some_and(|p| p.is("or") || p.is("to"));
        let next = || self.piece(at + 2).is_some_and(|p| p.lexeme.number != NumberWord::No && !p.is("one"));
        if bound || joined && next() {
            return false;
        }
        if before.is_some_and(|p| {
            ["no", "every", "any", "each", "the", "this", "that", "some", "which", "another"]
                .contains(&p.of(self.text).to_ascii_lowercase().as_str())
        }) {
            return true;
        }
        self.pieces.get(at + 1).is_none_or(|p| {
            p.shape != Shape::Word
                || (p.lexeme.noun == NounWord::Stop && !p.is("of"))
                || p.of(self.text).eq_ignore_ascii_case("another")
        })
    }

    /// Whether a single letter glued to digits is a unit and no scale.
    fn letter_is_unit(&self, figure: &Figure) -> bool {
        let letter = self.pieces[figure.end - 1].of(self.text);
        let counted = || {
            let (_, end) = self.noun(figure.end, false)?;
            noun::is_plural(self.text, &self.pieces[end - 1]).then_some(())
        };
        letter == "m" && counted().is_none()
    }

    fn ordinal(&self, at: usize, figure: Figure) -> Option<(Number, usize)> {
        let span = figure::span(self.pieces, at, figure.end);
        let noun = self.noun(figure.end, true).map(|(span, _)| span);
        let number = Number {
            span,
            figure: span,
            value: figure.value,
            stated: figure.value,
            hedge: Hedge::None,
            unit: Unit::Ordinal,
            noun,
            factor: 1.0,
            measure: "",
            per: None,
            trend: Trend::None,
        };
        Some((number, figure.end))
    }

    /// "a week", "per barrel", "an hour", "every day", "/kg" at piece `at`, and the first piece after it.
    fn per(&self, at: usize) -> Option<(Per, usize)> {
        let first = self.piece(at)?;
        let hyphen = first.joint == Joint::Hyphen;
        let opener = first.is("a") || first.is("an") || first.is("per") || first.is("every") || first.is("each");
        if !opener && !self.sign(at, "/") {
            return None;
        }
        let next = self.piece(at + 1)?;
        if next.shape != Shape::Word {
            return None;
        }
        let span = first.span.cover(next.span);
        if let Some(unit) = self.time_unit(at + 1) {
            if ["ago", "earlier", "later", "before", "after"].iter().any(|w| self.is(at + 2, w)) {
                return None;
            }
            return Some((Per { span, unit: next.span, seconds: Some(seconds(unit)), measure: name_of(unit) }, at + 2));
        }
        if first.is("every") || first.is("each") || hyphen {
            return None;
        }
        if let Some(found) = unit::after(self.text, self.pieces, at + 1) {
            let span = first.span.cover(found.span);
            return Some((Per { span, unit: found.span, seconds: None, measure: found.entry.name }, found.end));
        }
        (first.is("per") || (self.sign(at, "/") && next.joint == Joint::Glued))
            .then_some((Per { span, unit: next.span, seconds: None, measure: "" }, at + 2))
            .or_else(|| {
                let usual = ["share", "head", "person", "piece", "unit"].contains(&next.of(self.text));
                usual.then_some((Per { span, unit: next.span, seconds: None, measure: "" }, at + 2))
            })
    }

    /// Whether the words before say that something rose or fell by the number.
    fn trend(&self, from: usize) -> Trend {
        let mut at = from;
        at -= usize::from(at > 0 && self.is(at - 1, "another"));
        at -= usize::from(at > 0 && (self.is(at - 1, "by") || self.is(at - 1, "to")));
        let Some(before) = at.checked_sub(1).map(|b| &self.pieces[b]) else { return Trend::None };
        match before.lexeme.trend {
            0 => Trend::None,
            t => {
                table::hit("numbers/trend", before.lexeme.key);
                if t > 0 { Trend::Up } else { Trend::Down }
            }
        }
    }
}

/// The English name of a unit of time.
pub(crate) fn name_of(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "second",
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Weekend => "weekend",
        TimeUnit::Week => "week",
        TimeUnit::Fortnight => "fortnight",
        TimeUnit::Month => "month",
        TimeUnit::Quarter => "quarter",
        TimeUnit::Year => "year",
        TimeUnit::Decade => "decade",
        TimeUnit::Century => "century",
        TimeUnit::Millennium => "millennium",
    }
}

/// The length of a unit of time in seconds.
pub(crate) fn seconds(unit: TimeUnit) -> f64 {
    const DAY: f64 = 86_400.0;
    const YEAR: f64 = 365.2425 * DAY;
    match unit {
        TimeUnit::Second => 1.0,
        TimeUnit::Minute => 60.0,
        TimeUnit::Hour => 3600.0,
        TimeUnit::Day => DAY,
        TimeUnit::Weekend => 2.0 * DAY,
        TimeUnit::Week => 7.0 * DAY,
        TimeUnit::Fortnight => 14.0 * DAY,
        TimeUnit::Month => YEAR / 12.0,
        TimeUnit::Quarter => YEAR / 4.0,
        TimeUnit::Year => YEAR,
        TimeUnit::Decade => 10.0 * YEAR,
        TimeUnit::Century => 100.0 * YEAR,
        TimeUnit::Millennium => 1000.0 * YEAR,
    }
}
