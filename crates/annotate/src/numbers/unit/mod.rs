//! Units of measure and money.

use std::{fmt::Write, sync::LazyLock};

use claimdiff_text::{Span, table};
use rustc_hash::FxHashMap;

use crate::{
    Unit,
    numbers::FigureWord,
    pieces::{Joint, Piece, Shape},
};

pub(crate) const MEASURES: &str = include_str!("en.tsv");
pub(crate) const CURRENCIES: &str = include_str!("currencies.tsv");

/// A unit of the lists.
#[derive(Debug)]
pub(crate) struct Entry {
    key: &'static str,
    table: &'static str,
    /// What a figure with it is of.
    pub(crate) unit: Unit,
    /// What a figure is multiplied by.
    pub(crate) factor: f64,
    /// Its English name in the singular.
    pub(crate) name: &'static str,
}

/// A unit found in the text.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    /// The unit.
    pub(crate) entry: &'static Entry,
    /// The first piece after it.
    pub(crate) end: usize,
    /// Its words.
    pub(crate) span: Span,
}

static ENTRIES: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for row in table::rows(MEASURES) {
        let unit = match row.cell(1) {
            "metres" => Unit::Metres,
            "square-metres" => Unit::SquareMetres,
            "kilograms" => Unit::Kilograms,
            "percent" => Unit::Percent,
            "points" => Unit::Points,
            "speed" => Unit::Other("kilometre per hour".to_owned()),
            "volume" => Unit::Other("litre".to_owned()),
            _ => Unit::Other(row.cell(3).to_owned()),
        };
        let factor = row.cell(2).parse().unwrap_or(1.0);
        let entry = Entry { key: row.key(), table: "numbers/unit", unit, factor, name: row.cell(3) };
        out.insert(row.key(), entry);
    }
    for row in table::rows(CURRENCIES) {
        let unit = Unit::Money(row.cell(1).to_owned());
        let factor = row.cell(2).parse().unwrap_or(1.0);
        let entry = Entry { key: row.key(), table: "numbers/unit/currencies", unit, factor, name: row.cell(3) };
        out.insert(row.key(), entry);
    }
    out
});

/// Room for the longest words of a unit, as folded.
const LONGEST: usize = 32;

/// Pieces joined with blanks, in lower case.
struct Folded {
    buffer: [u8; LONGEST],
    len: usize,
}

impl Write for Folded {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        for c in s.chars() {
            let c = c.to_ascii_lowercase();
            let end = self.len + c.len_utf8();
            if end > LONGEST {
                return Err(std::fmt::Error);
            }
            c.encode_utf8(&mut self.buffer[self.len..end]);
            self.len = end;
        }
        Ok(())
    }
}

impl Folded {
    fn new() -> Folded {
        Folded { buffer: [0; LONGEST], len: 0 }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.buffer[..self.len]).unwrap_or("")
    }
}

fn look_up(words: &str) -> Option<&'static Entry> {
    let entries = &*ENTRIES;
    entries.get(words).or_else(|| {
        let singular = words.strip_suffix('s').filter(|s| s.len() > 2)?;
        entries.get(singular)
    })
}

/// The unit that begins at piece `at`: "miles", "per cent", "Australian dollars", "sq. m".
pub(crate) fn after(text: &str, pieces: &[Piece], at: usize) -> Option<Found> {
    let first = pieces.get(at)?;
    if first.shape == Shape::Digits {
        return None;
    }
    let mut folded = Folded::new();
    let mut best = None;
    let mut end = at;
    for p in pieces[at..].iter().take(4) {
        if end > at {
            let slash = p.is_sign(text, "/") || pieces[end - 1].is_sign(text, "/");
            let joined = p.shape == Shape::Word || slash || p.joint == Joint::Glued;
            if !joined || folded.write_str(if slash || p.joint == Joint::Glued { "" } else { " " }).is_err() {
                break;
            }
        }
        if folded.write_str(p.of(text)).is_err() {
            break;
        }
        end += 1;
        if let Some(entry) = look_up(folded.text()) {
            best = Some((entry, end));
        }
        if p.shape == Shape::Sign && end > at + 1 && !p.is_sign(text, "/") {
            break;
        }
    }
    let (entry, end) = best?;
    let found = Found { entry, end, span: pieces[at].span.cover(pieces[end - 1].span) };
    usual(text, pieces, &found, at).then_some(found)
}

/// "pounds" weigh what can be weighed and pay from a figure on that nobody weighs in them.
pub(crate) fn weight_or_money(found: &Found, figure: f64) -> Found {
    const MOST_POUNDS: f64 = 9_999.0;
    let weight = found.entry.key == "pound" && figure <= MOST_POUNDS;
    let entry = if weight { &*POUND_MASS } else { found.entry };
    Found { entry, ..*found }
}

static POUND_MASS: LazyLock<Entry> = LazyLock::new(|| Entry {
    key: "pound",
    table: "numbers/unit",
    unit: Unit::Kilograms,
    factor: 0.453_592_37,
    name: "pound-mass",
});

/// Whether a unit begins at piece `at`.
pub(crate) fn follows(text: &str, pieces: &[Piece], at: usize) -> bool {
    after(text, pieces, at).is_some()
}

/// One-letter and other short symbols are units only where they are written like units.
fn usual(text: &str, pieces: &[Piece], found: &Found, at: usize) -> bool {
    let words = found.span.of(text);
    let first = &pieces[at];
    let next_is_stop = pieces.get(found.end).is_none_or(|p| p.shape == Shape::Sign);
    if FigureWord::GluedUnit.has(words) {
        first.joint == Joint::Glued || next_is_stop
    } else {
        !FigureWord::NoUnit.has(words)
    }
}

/// The currency sign or code that ends right before piece `at`: "$", "US$", "RM"; and its first piece.
pub(crate) fn before(text: &str, pieces: &[Piece], at: usize) -> Option<(Found, usize)> {
    let last = at.checked_sub(1)?;
    let mut from = last;
    let p = &pieces[last];
    let sign = p.shape == Shape::Sign && p.of(text).chars().next().is_some_and(|c| !c.is_ascii() || c == '$');
    let code = p.shape == Shape::Word && p.capital && (2..=3).contains(&p.span.len());
    // "Y=500", as wires without the sign write yen.
    if p.is_sign(text, "=") && last > 0 && FigureWord::Yen.has(pieces[last - 1].of(text)) {
        let entry = ENTRIES.get("y=")?;
        return Some((Found { entry, end: at, span: pieces[last - 1].span.cover(p.span) }, last - 1));
    }
    if !sign && !code {
        return None;
    }
    let mut folded = Folded::new();
    // "US$", "HK$", "A$"
    if sign
        && last > 0
        && pieces[last - 1].shape == Shape::Word
        && pieces[last - 1].span.len() <= 4
        && pieces[last - 1].capital
    {
        let country = pieces[last - 1].of(text).replace('.', "");
        if folded.write_str(&country).is_ok()
            && folded.write_str(p.of(text)).is_ok()
            && ENTRIES.contains_key(folded.text())
        {
            from = last - 1;
        } else {
            folded = Folded::new();
        }
    }
    if from == last {
        folded.write_str(p.of(text)).ok()?;
    }
    // "$US160": the country after the sign.
    if code && last > 0 && pieces[last - 1].is_sign(text, "$") && p.joint == Joint::Glued {
        let mut reversed = Folded::new();
        if reversed.write_str(p.of(text)).is_ok()
            && reversed.write_str("$").is_ok()
            && let Some(entry) = ENTRIES.get(reversed.text())
        {
            let span = pieces[last - 1].span.cover(p.span);
            return Some((Found { entry, end: at, span }, last - 1));
        }
    }
    if code && !(p.of(text).bytes().all(|b| b.is_ascii_uppercase()) || FigureWord::CurrencyCode.has(p.of(text))) {
        return None;
    }
    let entry = ENTRIES.get(folded.text()).filter(|e| matches!(e.unit, Unit::Money(_)) || code)?;
    if !matches!(entry.unit, Unit::Money(_)) {
        return None;
    }
    let span = pieces[from].span.cover(p.span);
    Some((Found { entry, end: at, span }, from))
}

impl Found {
    /// Says that the row of the list decided.
    pub(crate) fn hit(&self) {
        table::hit(self.entry.table, self.entry.key);
    }
}
