//! Figures: digits and number words, read into an interval.

use claimdiff_text::{Slice, Span, table};

use super::unit_after;
use crate::{
    Closed, Interval,
    lexemes::NumberWord,
    numbers::FigureWord,
    pieces::{Joint, Piece, Shape, vulgar},
};

/// A figure, without hedge and unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    /// The first piece after it.
    pub(crate) end: usize,
    /// What it says: a point, but for vague words.
    pub(crate) value: Interval,
    /// One unit of its last significant digit: 100 for "6,400".
    pub(crate) step: f64,
    /// Which sort of figure it is.
    pub(crate) sort: Sort,
    /// Whether a scale word or suffix belongs to it ("5.5 million"), with its factor.
    pub(crate) scale: Option<f64>,
    /// Whether the scale is a single letter glued to the digits, which may be a unit as well ("37m").
    pub(crate) letter: bool,
}

impl Figure {
    /// The few of "the past few weeks", whose words end before `end`.
    pub(crate) fn few(end: usize) -> Figure {
        Figure { value: Interval::closed(2.0, 9.0), ..point(end, 2.0, 1.0, Sort::Vague) }
    }

    /// The one of "a week", whose words end before `end`.
    pub(crate) fn one(end: usize) -> Figure {
        point(end, 1.0, 1.0, Sort::Words)
    }
}

/// Which sort a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Digits with nothing that makes them a figure for sure: they may be a year or an id.
    Plain,
    /// Digits with thousands separators, decimals or a scale.
    Digits,
    /// Number words.
    Words,
    /// "several", "dozens".
    Vague,
    /// "fourth", "4th".
    Ordinal,
    /// "half", "a third", "two-thirds": parts of a whole.
    Part,
}

const NAME: &str = "numbers/figure";

/// Reads the figure that begins at piece `at`, if one does.
pub(crate) fn read(text: &str, pieces: &[Piece], at: usize) -> Option<Figure> {
    let first = &pieces[at];
    match first.shape {
        Shape::Digits => digits(text, pieces, at),
        Shape::Word if first.lexeme.number != NumberWord::No || first.lexeme.rank > 0 || article(first) => {
            words(text, pieces, at)
        }
        _ => None,
    }
}

fn article(piece: &Piece) -> bool {
    piece.is(Closed::Indefinite)
}

fn point(end: usize, value: f64, step: f64, sort: Sort) -> Figure {
    Figure { end, value: Interval::point(value), step, sort, scale: None, letter: false }
}

/// Whether piece `at` follows in the same phrase: only blanks or a hyphen before it.
fn word(pieces: &[Piece], at: usize) -> Option<&Piece> {
    pieces.get(at).filter(|p| p.shape == Shape::Word)
}

fn number_word(pieces: &[Piece], at: usize) -> NumberWord {
    word(pieces, at).map_or(NumberWord::No, |p| p.lexeme.number)
}

/// The value of digits with their separators, one unit of their last digit, and whether the separators prove a figure.
pub(crate) fn value_of(digits: &str) -> Option<(f64, f64, bool)> {
    if let Some(last) = digits.chars().last()
        && let Some(part) = vulgar(last)
    {
        let whole = digits.slice(..digits.len() - last.len_utf8());
        let whole = if whole.is_empty() { 0.0 } else { whole.parse().ok()? };
        return Some((whole + part, 0.5, true));
    }
    if let Some((a, b)) = digits.split_once(['/', '\u{2044}']) {
        let (a, b): (u32, u32) = (a.parse().ok()?, b.parse().ok()?);
        // "9/11" and "24/7" are names.
        let usual = matches!(b, 2..=10 | 12 | 16 | 20 | 25 | 32 | 64 | 100 | 128 | 1000);
        return (a > 0 && a < b && usual).then(|| (f64::from(a) / f64::from(b), 1.0 / f64::from(b), true));
    }
    if digits.contains(is_separator) {
        let joined: String = digits.chars().map(|c| if is_separator(c) { ',' } else { c }).collect();
        return value_of(&joined);
    }
    if digits.contains(':') || !digits.is_ascii() {
        return None;
    }
    let (whole, decimals) = match digits.matches('.').count() {
        0 => (digits, ""),
        1 => digits.split_once('.')?,
        // "1.200.000"
        _ if !digits.contains(',') && digits.split('.').skip(1).all(|part| part.len() == 3) => {
            return value_of(&digits.replace('.', ","));
        }
        _ => return None,
    };
    // Thousands in threes; the Indian system cuts the higher ones in twos.
    let mut parts = whole.split(',');
    let head = parts.next()?;
    let separated = whole.len() > head.len();
    let groups: usize = parts.clone().count();
    for (n, part) in parts.enumerate() {
        let last = n + 1 == groups;
        if !(part.len() == 3 || (part.len() == 2 && !last)) {
            return None;
        }
    }
    if separated && (head.is_empty() || head.len() > 3) {
        return None;
    }
    // Nobody counts to thirteen digits without separators.
    if head.len() > 12 || head.len() > 1 && head.starts_with('0') {
        return None;
    }
    if whole.len() > 24 || decimals.len() > 15 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut value: f64 = 0.0;
    for b in whole.bytes().filter(u8::is_ascii_digit) {
        value = value * 10.0 + f64::from(b - b'0');
    }
    let step = if decimals.is_empty() {
        let zeros = whole.bytes().rev().filter(|b| *b != b',').take_while(|b| *b == b'0').count();
        if value == 0.0 { 1.0 } else { 10f64.powi(zeros as i32) }
    } else {
        10f64.powi(-(decimals.len() as i32))
    };
    if !decimals.is_empty() {
        // One parse keeps the nearest value: 0.1 is not 1 * 0.1.
        let joined: String = whole.bytes().filter(u8::is_ascii_digit).map(char::from).collect();
        value = format!("{joined}.{decimals}").parse().ok()?;
    }
    Some((value, step, separated || !decimals.is_empty()))
}

/// Whether a character parts thousands and nothing else: a blank or an apostrophe.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’')
}

fn digits(text: &str, pieces: &[Piece], at: usize) -> Option<Figure> {
    let (mut value, mut step, mut sure) = value_of(pieces[at].of(text))?;
    let mut end = at + 1;
    if let Some(p) = pieces.get(end)
        && p.joint == Joint::Glued
        && p.lexeme.number == NumberWord::OrdinalSuffix
    {
        table::hit(NAME, p.lexeme.key);
        return Some(point(end + 1, value, 1.0, Sort::Ordinal));
    }
    // "22, 000", as some set it
    let whole = value.fract() == 0.0 && (1.0..1000.0).contains(&value);
    while whole
        && pieces.get(end).is_some_and(|p| p.is_sign(text, ",") && p.joint == Joint::Glued)
        && pieces.get(end + 1).is_some_and(|p| p.of(text) == "000")
    {
        (value, step, sure, end) = (value * 1000.0, step * 1000.0, true, end + 2);
    }
    // "3 1/2", "3-1/2", "3 and 1/2"
    if value.fract() == 0.0 && value < 1000.0 {
        let and = usize::from(word(pieces, end).is_some_and(|p| p.is(Closed::And)));
        if let Some(p) = pieces.get(end + and)
            && p.shape == Shape::Digits
            && p.joint != Joint::Glued
            && p.of(text).contains(['/', '\u{2044}', '½', '¼', '¾', '⅓', '⅔'])
            && let Some((part, part_step, _)) = value_of(p.of(text))
            && part < 1.0
        {
            (value, step, sure, end) = (value + part, part_step, true, end + and + 1);
        }
    }
    let mut figure = point(end, value, step, if sure { Sort::Digits } else { Sort::Plain });
    // "2 and a half million"
    if let Some((after, part)) = and_part(pieces, end) {
        figure = point(after, value + part, part, Sort::Digits);
    }
    scales(pieces, &mut figure);
    Some(figure)
}

/// "and a half", "and one-half", "and three-quarters" at `at`: the first piece after it, and the part.
pub(crate) fn and_part(pieces: &[Piece], at: usize) -> Option<(usize, f64)> {
    if !word(pieces, at)?.is(Closed::And) {
        return None;
    }
    let count = word(pieces, at + 1)?;
    let parts = match count.lexeme.number {
        NumberWord::Small(n) if n < 10.0 => n,
        _ if article(count) => 1.0,
        _ => return None,
    };
    let name = word(pieces, at + 2)?;
    let part = match name.lexeme.number {
        NumberWord::Half => parts / 2.0,
        NumberWord::Part(n) | NumberWord::Parts(n) => parts / n,
        _ => return None,
    };
    // "five and a quarter of the rest"
    if part >= 1.0 || word(pieces, at + 3).is_some_and(|p| p.is(Closed::Of)) {
        return None;
    }
    table::hit(NAME, count.lexeme.key);
    table::hit(NAME, name.lexeme.key);
    Some((at + 3, part))
}

/// Takes the scale words after a figure.
fn scales(pieces: &[Piece], figure: &mut Figure) {
    while let Some(p) = word(pieces, figure.end) {
        let factor = match p.lexeme.number {
            NumberWord::Scale(s) => s,
            NumberWord::Hundred => 100.0,
            NumberWord::Dozen => 12.0,
            // "5k", "5.5m", but not "5 m" and not "5M's".
            NumberWord::Suffix(s) if p.joint == Joint::Glued && figure.scale.is_none() => {
                figure.letter = p.span.len() == 1;
                s
            }
            _ => break,
        };
        // "10 Million Dollar Homes" is a scale, "5 B" none; capitals of "K", "M" and "BN" are common.
        table::hit(NAME, p.lexeme.key);
        figure.value = figure.value.scale(factor);
        figure.step *= factor;
        figure.scale = Some(figure.scale.unwrap_or(1.0) * factor);
        figure.sort = if figure.sort == Sort::Plain { Sort::Digits } else { figure.sort };
        figure.end += 1;
    }
}

fn words(text: &str, pieces: &[Piece], at: usize) -> Option<Figure> {
    let mut end = at;
    let a = article(&pieces[at]);
    if a {
        end += 1;
        if word(pieces, end).is_some_and(|p| FigureWord::Enlarges.has(p.of(text))) {
            end += 1;
        }
    }
    let first = word(pieces, end)?;
    let number = first.lexeme.number;
    let hit = |p: &Piece| table::hit(NAME, p.lexeme.key);
    match number {
        NumberWord::Vague(lo, hi) => {
            // "few" alone says that there are not many; "a few" is a number.
            if !a && FigureWord::NeedsArticle.has(first.key()) {
                return None;
            }
            hit(first);
            let mut figure = Figure { value: Interval::closed(lo, hi), ..point(end + 1, 0.0, 1.0, Sort::Vague) };
            if let Some(after) = word(pieces, figure.end).filter(|p| p.is(Closed::Of)).map(|_| figure.end + 1)
                && matches!(number_word(pieces, after), NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen)
            {
                figure.end = after;
            }
            scales(pieces, &mut figure);
            Some(figure)
        }
        NumberWord::Many(lo) => {
            hit(first);
            let mut lo = lo;
            end += 1;
            // "tens of thousands", "hundreds of millions"
            while word(pieces, end).is_some_and(|p| p.is(Closed::Of))
                && let Some(next) = word(pieces, end + 1)
                && let NumberWord::Many(factor) = next.lexeme.number
                && factor >= 2000.0
            {
                hit(next);
                lo *= factor / 2.0;
                end += 2;
            }
            // "tens" alone is no usual number.
            if FigureWord::Tens.has(first.key()) && lo == 20.0 && !word(pieces, end).is_some_and(|p| p.is(Closed::Of)) {
                return None;
            }
            Some(Figure { value: Interval::at_least(lo), ..point(end, lo, lo, Sort::Vague) })
        }
        NumberWord::Half => {
            // "half a million", "half a dozen", "half of", "half the", "a half"
            let next = word(pieces, end + 1);
            // "a half million", "half a point", "half a percent"
            if let NumberWord::Scale(_) = number_word(pieces, end + 1) {
                hit(first);
                return Some(part_of_scale(pieces, end + 1, 0.5));
            }
            if next.is_some_and(article) && unit_after(text, pieces, end + 2) {
                hit(first);
                return Some(point(end + 2, 0.5, 0.5, Sort::Words));
            }
            if let Some(next) = next
                && (next.is(Closed::A) || next.lexeme.number == NumberWord::Dozen)
            {
                let scale_at = end + 1 + usize::from(next.is(Closed::A));
                if matches!(number_word(pieces, scale_at), NumberWord::Scale(_) | NumberWord::Dozen) {
                    hit(first);
                    let mut figure = point(scale_at, 0.5, 0.5, Sort::Words);
                    scales(pieces, &mut figure);
                    return Some(figure);
                }
            }
            let whole = next.is_some_and(|p| p.is(Closed::Whole));
            let before = at.checked_sub(1).map(|b| &pieces[b]);
            let halves = before.is_some_and(|p| p.lexeme.rank > 0 || p.is(Closed::Halves))
                || pieces.get(end + 1).is_some_and(|p| p.joint == Joint::Hyphen)
                || first.joint == Joint::Hyphen;
            (whole && !halves).then(|| {
                hit(first);
                point(end + 1, 0.5, 0.1, Sort::Part)
            })
        }
        NumberWord::Hundred | NumberWord::Scale(_) | NumberWord::Dozen if a => {
            let mut figure = point(end, 1.0, 1.0, Sort::Words);
            if number == NumberWord::Dozen {
                scales(pieces, &mut figure);
                return Some(figure);
            }
            cardinal(text, pieces, end, 1.0)
        }
        NumberWord::Part(parts) if a => {
            // "a quarter million"
            if let NumberWord::Scale(_) = number_word(pieces, end + 1) {
                hit(first);
                return Some(part_of_scale(pieces, end + 1, 1.0 / parts));
            }
            // "a quarter of"
            word(pieces, end + 1).filter(|p| p.is(Closed::Of))?;
            hit(first);
            let mut figure = point(end + 1, 1.0 / parts, 0.05, Sort::Part);
            if word(pieces, end + 2).is_some_and(|p| p.is(Closed::A))
                && matches!(number_word(pieces, end + 3), NumberWord::Scale(_))
            {
                figure.end = end + 3;
                figure.sort = Sort::Words;
                scales(pieces, &mut figure);
            }
            Some(figure)
        }
        _ if a && first.lexeme.rank >= 3 => {
            // "a third of", "a fifth of"; "a third man" is a rank and has no article of ours.
            word(pieces, end + 1).filter(|p| p.is(Closed::Of))?;
            hit(first);
            Some(point(end + 1, 1.0 / f64::from(first.lexeme.rank), 0.05, Sort::Part))
        }
        _ if first.lexeme.rank > 0 && !a => {
            hit(first);
            Some(point(end + 1, f64::from(first.lexeme.rank), 1.0, Sort::Ordinal))
        }
        NumberWord::Small(_) | NumberWord::Tens(_) if !a => cardinal(text, pieces, end, 0.0),
        // "five hundred" begins with its digit; a bare "hundred", "million" or "dozen" is no figure of its own.
        _ => None,
    }
}

/// A part that ends before piece `at`, or so much of the scale behind it: "three quarters", "three quarters of a million".
fn part_of_scale(pieces: &[Piece], at: usize, part: f64) -> Figure {
    match scale_after(pieces, at) {
        Some((end, scale)) => {
            table::hit(NAME, pieces[end - 1].lexeme.key);
            Figure { scale: Some(scale), ..point(end, part * scale, part * scale, Sort::Words) }
        }
        None => point(at, part, 0.05, Sort::Part),
    }
}

/// "million", "of a million" at `at`: the first piece after it, and the scale.
fn scale_after(pieces: &[Piece], at: usize) -> Option<(usize, f64)> {
    let of = word(pieces, at).is_some_and(|p| p.is(Closed::Of)) && word(pieces, at + 1).is_some_and(article);
    let scale = if of { at + 2 } else { at };
    match number_word(pieces, scale) {
        NumberWord::Scale(s) => Some((scale + 1, s)),
        _ => None,
    }
}

/// What the last cardinal word was.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    Small,
    Tens,
    Hundred,
    Scale,
}

/// Reads cardinal words. `current` is 1 where "a" stood before ("a hundred").
fn cardinal(text: &str, pieces: &[Piece], at: usize, mut current: f64) -> Option<Figure> {
    use Last::{Hundred, Scale, Small, Start, Tens};
    let mut end = at;
    let mut total = 0.0;
    let mut step = 1.0;
    let mut last_scale = f64::INFINITY;
    let mut last = if current > 0.0 { Small } else { Start };
    while let Some(p) = word(pieces, end).or_else(|| over_dash(text, pieces, end).filter(|_| last == Tens)) {
        let mut this = p;
        if pieces[end].shape == Shape::Sign {
            end += 1;
        }
        // "two hundred and five" is one number, "two and three" are two.
        let and = usize::from(p.is(Closed::And) && matches!(last, Hundred | Scale));
        if and > 0 {
            match word(pieces, end + 1) {
                Some(next) if matches!(next.lexeme.number, NumberWord::Small(_) | NumberWord::Tens(_)) => this = next,
                _ => break,
            }
        }
        match this.lexeme.number {
            NumberWord::Small(v) if last == Start || matches!(last, Hundred | Scale) || (last == Tens && v < 10.0) => {
                current += v;
                (step, last) = (1.0, Small);
            }
            NumberWord::Tens(v) if matches!(last, Start | Hundred | Scale) => {
                current += v;
                (step, last) = (10.0, Tens);
            }
            NumberWord::Hundred if matches!(last, Small | Tens) && current < 100.0 => {
                current *= 100.0;
                (step, last) = (100.0, Hundred);
            }
            // "four thousand million"
            NumberWord::Scale(s) if last == Scale && last_scale == 1000.0 && current == 0.0 && s > last_scale => {
                total *= s;
                (last_scale, step, last) = (s, step * s, Scale);
            }
            NumberWord::Scale(s) if current > 0.0 && s < last_scale => {
                total += current * s;
                (current, last_scale, step, last) = (0.0, s, s, Scale);
            }
            NumberWord::Dozen if matches!(last, Small | Tens) && total == 0.0 => {
                table::hit(NAME, this.lexeme.key);
                return Some(Figure { scale: Some(12.0), ..point(end + 1, current * 12.0, 12.0, Sort::Words) });
            }
            _ => break,
        }
        table::hit(NAME, this.lexeme.key);
        end += 1 + and;
    }
    if last == Start {
        return None;
    }
    let value = total + current;
    let scale = (total > 0.0).then_some(last_scale).or((value >= 100.0).then_some(100.0));
    let mut figure = Figure { scale, ..point(end, value, step, Sort::Words) };
    // "four and a half", "two and three-quarter million"
    if value < 100.0
        && let Some((after, part)) = and_part(pieces, end)
    {
        figure = point(after, value + part, part, Sort::Words);
        if let NumberWord::Scale(s) = number_word(pieces, after) {
            table::hit(NAME, pieces[after].lexeme.key);
            figure = Figure { scale: Some(s), ..point(after + 1, (value + part) * s, part * s, Sort::Words) };
        }
        return Some(figure);
    }
    // "three point five"
    if value < 1000.0 && word(pieces, end).is_some_and(|p| FigureWord::Point.in_any_case(p.of(text))) {
        let mut digits = 0;
        let mut decimals = 0.0;
        while let NumberWord::Small(v) = number_word(pieces, end + 1 + digits as usize)
            && v < 10.0
            && digits < 6
        {
            digits += 1;
            decimals += v * 10f64.powi(-digits);
        }
        if digits > 0 {
            let mut out = point(end + 1 + digits as usize, value + decimals, 10f64.powi(-digits), Sort::Words);
            if let NumberWord::Scale(s) = number_word(pieces, out.end) {
                out =
                    Figure { scale: Some(s), ..point(out.end + 1, (value + decimals) * s, out.step * s, Sort::Words) };
            }
            return Some(out);
        }
    }
    // "two-thirds", "three quarters", "one third of", "one-fifth"
    if let Some(p) = word(pieces, end) {
        let parts = match p.lexeme.number {
            NumberWord::Parts(n) if value < n => Some(n),
            NumberWord::Part(n) | NumberWord::Small(n) if value == 1.0 && FigureWord::Quarter.has(p.key()) => Some(n),
            NumberWord::Part(n) if value < n && scale_after(pieces, end + 1).is_some() => Some(n),
            _ if p.lexeme.rank >= 3 && value == 1.0 => Some(f64::from(p.lexeme.rank)),
            NumberWord::Half if value == 1.0 => Some(2.0),
            _ => None,
        };
        if let Some(parts) = parts {
            table::hit(NAME, p.lexeme.key);
            return Some(part_of_scale(pieces, end + 1, value / parts));
        }
        // "twenty-first", "one hundred and tenth"
        if p.lexeme.rank > 0 && matches!(last, Tens | Hundred | Scale) {
            table::hit(NAME, p.lexeme.key);
            return Some(point(end + 1, value + f64::from(p.lexeme.rank), 1.0, Sort::Ordinal));
        }
    }
    Some(figure)
}

/// The digit behind the dash that cuts "twenty- four" and "twenty–four".
fn over_dash<'p>(text: &str, pieces: &'p [Piece], at: usize) -> Option<&'p Piece> {
    let dash = pieces.get(at).filter(|p| p.joint == Joint::Glued && matches!(p.of(text), "-" | "–"))?;
    let next = word(pieces, at + 1).filter(|p| matches!(p.lexeme.number, NumberWord::Small(v) if v < 10.0))?;
    (dash.shape == Shape::Sign).then_some(next)
}

/// The span of the pieces of a figure.
pub(crate) fn span(pieces: &[Piece], from: usize, end: usize) -> Span {
    pieces[from].span.cover(pieces[end - 1].span)
}
