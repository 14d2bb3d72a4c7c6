//! A number put together of figure, sign, range, hedges, unit and noun.

use super::{Draft, Reader};
use crate::{
    Closed,
    lexemes::NounWord,
    numbers::FigureWord,
    numbers::{
        Hedge, Interval, Number, Trend, Unit,
        figure::{self, Figure, Sort},
        hedge, noun, unit,
    },
    pieces::{Joint, Piece, Shape},
};

impl Reader<'_> {
    /// The number whose figure begins at piece `at`, and the first piece after it.
    pub(super) fn number(&self, at: usize) -> Option<(Number, usize)> {
        let piece = &self.pieces[at];
        if piece.shape == Shape::Sign || self.in_time(piece.span) {
            return None;
        }
        let figure = figure::read(self.text, self.pieces, at).or_else(|| self.one_unit(at))?;
        // "12 noon" is a time.
        if FigureWord::Noon.in_any_case(self.word(figure.end)) {
            return None;
        }
        if figure.sort == Sort::Ordinal {
            return self.ordinal(at, figure);
        }
        // "in his 20s", "in the 90s"
        let decade = |p: &Piece| p.joint == Joint::Glued && FigureWord::Decade.has(p.of(self.text));
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
            if measure.is_none() && figure.sort == Sort::Vague && Closed::Of.in_any_case(self.word(draft.end)) {
                measure = unit::after(self.text, self.pieces, draft.end + 1);
            }
            if let Some(found) = &measure {
                draft.end = found.end;
                self.inches(&mut draft, found);
                self.and_part(&mut draft);
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

    /// The number of a draft, once its unit, age, noun or rate is known.
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
            if Closed::Of.in_any_case(self.word(draft.end))
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
        } else if let Some(time) = self.time_unit(draft.end + usize::from(self.is_parted(draft.end))) {
            draft.end += usize::from(self.is_parted(draft.end));
            // A length of time that no time expression took, as in "30-year rate".
            unit = Unit::Seconds;
            factor = time.seconds();
            name = time.name();
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
            if noun.is_some() && draft.sort == Sort::Digits && self.is_dotted(draft.figure) {
                const THOUSAND: f64 = 1000.0;
                draft.stated = draft.stated.scale(THOUSAND);
                draft.step *= THOUSAND;
            }
            if draft.sort == Sort::Plain && self.is_year(at, &draft, noun) {
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
        let value = draft.hedge.apply(stated, draft.step * factor);
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

    /// Whether a hyphen with blanks around stands at a piece: "a 24 - hour strike", as some archives part them.
    fn is_parted(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|p| p.joint == Joint::Spaced && p.is_sign(self.text, "-"))
    }

    /// Whether a figure of what has no parts is written with a full stop for its thousands: "1.200 people".
    fn is_dotted(&self, figure: claimdiff_text::Span) -> bool {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        figure.of(self.text).split_once('.').is_some_and(|(head, tail)| {
            (1..=3).contains(&head.len()) && tail.len() == 3 && digits(head) && digits(tail) && !head.starts_with('0')
        })
    }

    /// Takes the hedges before and after.
    pub(super) fn hedges(&self, draft: &mut Draft) {
        // "sub-7 nanometre"
        if draft.hedge == Hedge::None && draft.from > 0 && FigureWord::Sub.in_any_case(self.word(draft.from - 1)) {
            draft.from -= 1;
            draft.hedge = Hedge::LessThan;
        }
        // "paid over six seasons" is during them.
        let during = |from: usize| {
            from + 1 == draft.from
                && FigureWord::Spatial.in_any_case(self.word(from))
                && FigureWord::Spans.in_any_case(self.word(draft.end))
        };
        let hedge = hedge::before(self.text, self.pieces, draft.from).filter(|(_, from)| !during(*from));
        if let Some((hedge, from)) = hedge {
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

    fn ordinal(&self, at: usize, figure: Figure) -> Option<(Number, usize)> {
        let span = figure::span(self.pieces, at, figure.end);
        // "18th Lane South"
        if self.pieces[at].shape == Shape::Digits && self.is_address(figure.end) {
            return None;
        }
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

    /// Whether a single letter glued to digits is a unit and no scale.
    fn letter_is_unit(&self, figure: &Figure) -> bool {
        let letter = self.pieces[figure.end - 1].of(self.text);
        let counted = || {
            let (_, end) = self.noun(figure.end, false)?;
            noun::is_plural(self.text, &self.pieces[end - 1]).then_some(())
        };
        FigureWord::Metre.has(letter) && counted().is_none()
    }

    /// The one of "a mile and a half", "nearly a mile".
    fn one_unit(&self, at: usize) -> Option<Figure> {
        let article = Closed::Indefinite.in_any_case(self.word(at));
        let found = article.then(|| unit::after(self.text, self.pieces, at + 1))??;
        let physical = matches!(found.entry.unit, Unit::Metres | Unit::SquareMetres | Unit::Kilograms);
        let hedged = at > 0 && self.pieces[at - 1].lexeme.hedge && self.pieces[at - 1].shape == Shape::Word;
        let whole = physical && (hedged || figure::and_part(self.pieces, found.end).is_some());
        whole.then(|| Figure::one(at + 1))
    }

    /// Takes the part of "three miles and a half".
    fn and_part(&self, draft: &mut Draft) {
        if let Some((end, part)) = figure::and_part(self.pieces, draft.end)
            && draft.stated.is_point()
            && draft.stated.lo.fract() == 0.0
        {
            draft.stated = Interval::point(draft.stated.lo + part);
            draft.step = part;
            draft.end = end;
        }
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
        let open = |p: &Piece| p.shape != Shape::Word || p.lexeme.noun == NounWord::Stop || p.is(Closed::To);
        let bare = unit.is_none() && self.piece(draft.end + 1).is_none_or(open);
        if feet.entry.name == "foot" && draft.stated.is_point() && inches < A_FOOT && (inch || bare) {
            draft.stated = Interval::point(draft.stated.lo + inches / A_FOOT);
            draft.step = 1.0 / A_FOOT;
            draft.end = unit.filter(|_| inch).map_or(draft.end + 1, |u| u.end);
        }
    }

    /// Whether a figure without unit and noun is a number all the same.
    fn stands_alone(&self, at: usize, draft: &Draft) -> bool {
        if draft.hedge != Hedge::None && draft.sort != Sort::Vague {
            return true;
        }
        if draft.from > 0 && FigureWord::Ranks.in_any_case(self.word(draft.from - 1)) {
            return false;
        }
        match draft.sort {
            Sort::Digits => true,
            Sort::Plain => draft.stated.hi >= 1.0 && self.word(draft.end) != "-",
            // A bare "one" is a pronoun.
            Sort::Words => draft.stated.hi != 1.0,
            // "several of them", "several injured"
            Sort::Vague => {
                let state = self.pieces.get(draft.end).is_some_and(|p| p.of(self.text).ends_with("ed"));
                let alone = Closed::Of.in_any_case(self.word(draft.end)) || draft.end == self.pieces.len();
                alone || state || at == 0 || draft.stated.lo >= 20.0
            }
            Sort::Ordinal | Sort::Part => true,
        }
    }
}
