//! What a figure is of and how it is put, in the articles' own words: no stem, no unit that nobody wrote.

use claimdiff_claims::{Analysis, Claim, Hedge, MeasureClass, Status, Unit, Value};

use claimdiff_text::Slice;

use super::{Place, get, is_general, plural, show};
use crate::corpus::Corpus;

/// More words than these, in bytes, are cut.
const MOST_BYTES: usize = 60;

/// How many words are told before and behind a figure whose own words do not say of what it is.
const AROUND: (usize, usize) = (2, 3);

/// What a figure counts or measures: "children killed", "cases", "how long". The noun is as the article writes it.
pub(crate) fn what(corpus: &Corpus<'_>, at: Place) -> String {
    named(corpus, at).unwrap_or_else(|| String::from("figure"))
}

/// The same of several figures of one thing: what most of them tell, of two as often told the first. A headline's "14 in
/// all" leaves it to the text below.
pub(crate) fn what_of(corpus: &Corpus<'_>, all: impl Iterator<Item = Place> + Clone) -> String {
    let mut told: Vec<(String, usize)> = Vec::new();
    for name in all.clone().filter_map(|at| named(corpus, at)) {
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => *times += 1,
            None => told.push((name, 1)),
        }
    }
    let most = told.into_iter().rev().max_by_key(|(_, times)| *times).map(|(name, _)| name);
    most.or_else(|| all.clone().next().map(|at| what(corpus, at))).unwrap_or_default()
}

/// What a figure counts or measures, where that is told.
fn named(corpus: &Corpus<'_>, at: Place) -> Option<String> {
    let c = get(corpus, at);
    if let (MeasureClass::Age, Some(person)) = (c.class, corpus.articles[at.article].subject(c)) {
        return Some(format!("age of {}", person.name));
    }
    let counted = matches!(&c.value, Value::Quantity(q) if q.unit == Unit::Count);
    let noun = written(corpus, at).or_else(|| c.population.as_deref().map(plural));
    match (c.status.and_then(fate), noun) {
        (Some(fate), _) if is_general(c) => Some(format!("people {fate}")),
        (Some(fate), Some(noun)) => Some(format!("{noun} {fate}")),
        (None, Some(noun)) if counted => Some(noun),
        _ => of_class(c.class).map(str::to_owned),
    }
}

/// A figure for a passage's head: a count as a number; anything else in the article's words, and our reading behind them
/// where they do not state it: "“another round of talks” (second or later)".
pub(crate) fn told(corpus: &Corpus<'_>, at: Place) -> Option<String> {
    told_in(corpus.articles[at.article], get(corpus, at))
}

/// The same of a claim of an article.
pub fn told_in(article: &Analysis, claim: &Claim) -> Option<String> {
    put(claim, cut(article.text(claim.span)))
}

/// The same for a line without the sentence: the words beside it are told, too.
pub(crate) fn told_alone(corpus: &Corpus<'_>, at: Place) -> String {
    let c = get(corpus, at);
    put(c, around(corpus, at)).unwrap_or_else(|| show(c))
}

fn put(c: &Claim, words: String) -> Option<String> {
    let value = show(c);
    match &c.value {
        Value::Words(_) => Some(value),
        _ if words.is_empty() => Some(value).filter(|v| !v.is_empty()),
        Value::Quantity(q) if matches!(q.unit, Unit::Count | Unit::Age) && is_stated(c, &words, &value) => Some(value),
        _ if value.is_empty() || is_stated(c, &words, &value) => Some(format!("“{words}”")),
        _ => Some(format!("“{words}” ({value})")),
    }
}

/// Whether words give a value as it is, so that it need not stand beside them.
fn is_stated(c: &Claim, words: &str, value: &str) -> bool {
    match &c.value {
        Value::Quantity(q) => match q.unit {
            Unit::Metres | Unit::SquareMetres | Unit::Kilograms | Unit::Other(_) => {
                let number = value.split(' ').find(|w| w.starts_with(|c: char| c.is_ascii_digit()));
                number.is_some_and(|n| words.contains(n))
            }
            _ => (q.stated.is_point() || q.hedge != Hedge::None) && !matches!(q.hedge, Hedge::Vague | Hedge::Range),
        },
        Value::PartialDate(_) => true,
        Value::Rank(r) => r.is_point() && words.to_lowercase().contains(value),
        _ => false,
    }
}

/// The noun that is counted as it stands in the passage, with its capitals.
fn written(corpus: &Corpus<'_>, at: Place) -> Option<String> {
    let c = get(corpus, at);
    let noun = c.noun.as_deref()?;
    let words = corpus.articles[at.article].text(c.span).split(|c: char| !c.is_alphanumeric() && c != '-');
    let found = words.into_iter().find(|w| w.to_lowercase() == noun);
    // In a headline every word may have a capital.
    let capital = found.is_some_and(|w| w.chars().skip(1).any(char::is_uppercase));
    let is_many = ["s", "men", "children", "people", "police", "staff"].iter().any(|end| noun.ends_with(end));
    let many = if is_many || is_general(c) { noun.to_owned() } else { plural(noun) };
    Some(match found {
        Some(w) if capital || w.starts_with(char::is_uppercase) && noun.ends_with("ns") => w.to_owned(),
        _ => many,
    })
}

/// A figure's words and, where they are few, those beside them, as far as their clause goes.
fn around(corpus: &Corpus<'_>, at: Place) -> String {
    let (a, c) = (corpus.articles[at.article], get(corpus, at));
    let words = a.text(c.span);
    let Some(excerpt) = a.excerpt(c.span).filter(|_| words.split(' ').count() <= 2) else { return cut(words) };
    let (from, to) = ((c.span.start - excerpt.span.start) as usize, (c.span.end - excerpt.span.start) as usize);
    let (before, behind) = (excerpt.text.slice(..from), excerpt.text.slice(to..));
    let ends =
        |c: char| matches!(c, '.' | ',' | ';' | ':' | '—' | '–' | '(' | ')' | '“' | '”' | '"' | '\n' | '?' | '!');
    let before = before.rfind(ends).map_or(before, |at| before.slice(at..)).trim_start_matches(ends);
    let behind = behind.slice(..behind.find(ends).unwrap_or(behind.len()));
    let left: Vec<&str> = before.split_whitespace().rev().take(AROUND.0).collect();
    let right: Vec<&str> = behind.split_whitespace().take(AROUND.1).collect();
    let glued = |side: &str, near: bool| if near && !side.is_empty() { " " } else { "" };
    let mut out: String = left.into_iter().rev().collect::<Vec<_>>().join(" ");
    out.push_str(glued(&out, before.ends_with(' ')));
    out.push_str(words);
    let right = right.join(" ");
    out.push_str(glued(&right, behind.starts_with(' ')));
    out.push_str(&right);
    cut(&out)
}

/// The words, whole ones only, as far as they are few enough to be read at a glance.
fn cut(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut out = String::new();
    for word in words {
        if !out.is_empty() && out.len() + word.len() > MOST_BYTES {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What became of those who are counted.
fn fate(status: Status) -> Option<&'static str> {
    Some(match status {
        Status::Dead => "killed",
        Status::Injured => "injured",
        Status::Missing => "missing",
        Status::Identified => "identified",
        Status::Recovered => "recovered",
        Status::Rescued => "rescued",
        Status::Survived => "who survived",
        Status::Released => "freed",
        Status::Custody => "in custody",
        Status::Charged => "charged",
        Status::Convicted => "convicted",
        Status::Displaced => "displaced",
        Status::Abducted => "abducted",
        Status::Infected => "infected",
        Status::Hospitalised => "in hospital",
        Status::Trapped => "trapped",
        _ => return None,
    })
}

/// What is measured.
fn of_class(class: MeasureClass) -> Option<&'static str> {
    Some(match class {
        MeasureClass::FatePeople | MeasureClass::Occupants | MeasureClass::Attendance | MeasureClass::People => {
            "people"
        }
        MeasureClass::Things | MeasureClass::Incidents => "number",
        MeasureClass::Area => "area",
        MeasureClass::Magnitude => "magnitude",
        MeasureClass::Depth => "depth",
        MeasureClass::Height => "height",
        MeasureClass::Distance => "distance",
        MeasureClass::Length => "length",
        MeasureClass::Speed => "speed",
        MeasureClass::WindGust => "gusts of wind",
        MeasureClass::WindSustained => "wind",
        MeasureClass::Temperature => "temperature",
        MeasureClass::Rain => "rain or snow",
        MeasureClass::Weight => "weight",
        MeasureClass::Volume => "volume",
        MeasureClass::Dose => "dose",
        MeasureClass::Power => "power",
        MeasureClass::Data => "data",
        MeasureClass::Price | MeasureClass::Money => "money",
        MeasureClass::Share => "share",
        MeasureClass::Points => "points",
        MeasureClass::Rate => "rate",
        MeasureClass::Age => "age",
        MeasureClass::Term => "term",
        MeasureClass::Vote => "votes",
        MeasureClass::Score => "score",
        MeasureClass::Calibre => "calibre",
        MeasureClass::Duration => "how long",
        MeasureClass::Clock => "time of day",
        MeasureClass::Day => "day",
        MeasureClass::Month => "month",
        MeasureClass::Year => "year",
        MeasureClass::Rank => "rank",
        _ => return None,
    })
}

/// The values of a finding, each once: a figure that another of them allows is told by the plainer one.
pub(crate) fn values(corpus: &Corpus<'_>, places: &[Place]) -> Vec<String> {
    let mut kept: Vec<Place> = Vec::new();
    for at in places {
        let c = get(corpus, *at);
        match kept.iter_mut().find(|k| super::may_agree(get(corpus, **k), c) && is_same(get(corpus, **k), c)) {
            Some(known) if is_plain(c) && !is_plain(get(corpus, *known)) => *known = *at,
            Some(_) => {}
            None => kept.push(*at),
        }
    }
    let mut out: Vec<String> = Vec::new();
    for at in kept {
        let told = told_alone(corpus, at);
        if !out.contains(&told) {
            out.push(told);
        }
    }
    out
}

/// Whether two values are told as one: the same, or the same but for a hedge.
fn is_same(c: &Claim, d: &Claim) -> bool {
    match (&c.value, &d.value) {
        (Value::Quantity(q), Value::Quantity(r)) => q.stated == r.stated,
        (x, y) => x == y,
    }
}

fn is_plain(c: &Claim) -> bool {
    matches!(&c.value, Value::Quantity(q) if q.hedge == Hedge::None)
}
