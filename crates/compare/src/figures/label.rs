//! What a figure is of and how it is put, in the articles' own words: no stem, no unit that nobody wrote.

use claimdiff_claims::{Analysis, Claim, Closed, Hedge, MeasureClass, Quantity, Status, Unit, Value, is_stopword};

use claimdiff_text::Slice;

use super::{Place, get, is_general, plural, show};
use crate::corpus::Corpus;

/// More words than these, in bytes, are cut.
const MOST_BYTES: usize = 60;

/// How many words are told before and behind a figure whose own words do not say of what it is.
const AROUND: (usize, usize) = (2, 3);

/// The most words behind a figure, where the last of them are a name.
const MOST_WORDS: usize = 6;

/// What a figure counts or measures: "children killed", "cases", "how long". The noun is as the article writes it.
pub fn what_in(article: &Analysis, claim: &Claim) -> String {
    named(article, claim).unwrap_or_else(|| String::from("figure"))
}

/// The same of a claim of a corpus.
pub(crate) fn what(corpus: &Corpus<'_>, at: Place) -> String {
    what_in(corpus.articles[at.article], get(corpus, at))
}

/// The same of several figures of one thing: what most of them tell, of two as often told the first. A headline's "14 in
/// all" leaves it to the text below.
pub(crate) fn what_of(corpus: &Corpus<'_>, all: impl Iterator<Item = Place> + Clone) -> String {
    let mut told: Vec<(String, usize)> = Vec::new();
    for name in all.clone().filter_map(|at| named(corpus.articles[at.article], get(corpus, at))) {
        match told.iter_mut().find(|(known, _)| *known == name) {
            Some((_, times)) => *times += 1,
            None => told.push((name, 1)),
        }
    }
    let most = told.into_iter().rev().max_by_key(|(_, times)| *times).map(|(name, _)| name);
    most.or_else(|| all.clone().next().map(|at| what(corpus, at))).unwrap_or_default()
}

/// What a figure counts or measures, where that is told.
fn named(a: &Analysis, c: &Claim) -> Option<String> {
    if let (MeasureClass::Age, Some(person)) = (c.class, a.subject(c)) {
        return Some(format!("age of {}", person.name));
    }
    let counted = matches!(&c.value, Value::Quantity(q) if q.unit == Unit::Count);
    let noun = written(a, c).or_else(|| c.population.as_deref().map(plural));
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
        Value::Date(_) => words.to_lowercase().contains(&value.to_lowercase()),
        Value::Rank(r) => r.is_point() && words.to_lowercase().contains(value),
        _ => false,
    }
}

/// The noun that is counted as it stands in the passage, with its capitals.
fn written(a: &Analysis, c: &Claim) -> Option<String> {
    let noun = c.noun.as_deref()?;
    let words = a.text(c.span).split(|c: char| !c.is_alphanumeric() && c != '-');
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
    // A mark between digits is part of a figure.
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let stops = |(at, mark): &(usize, &str)| {
        let after = excerpt.text.slice(at + mark.len()..).chars().next();
        !(digit(excerpt.text.slice(..*at).chars().next_back()) && digit(after))
    };
    let start = before.rmatch_indices(ends).find(stops).map_or(0, |(at, _)| at);
    let before = before.slice(start..).trim_start_matches(ends);
    let stop = behind.match_indices(ends).map(|(at, mark)| (to + at, mark)).find(stops);
    let behind = behind.slice(..stop.map_or(behind.len(), |(at, _)| at - to));
    let left: Vec<&str> = before.split_whitespace().rev().take(AROUND.0).collect();
    let right = right_of(behind);
    let glued = |side: &str, near: bool| if near && !side.is_empty() { " " } else { "" };
    let mut out: String = left.into_iter().rev().collect::<Vec<_>>().join(" ");
    out.push_str(glued(&out, before.ends_with(' ')));
    out.push_str(words);
    let right = right.join(" ");
    out.push_str(glued(&right, behind.starts_with(' ')));
    out.push_str(&right);
    cut(&out)
}

/// The words behind a figure that go with it: a few, no name in two, up to what begins another clause, and without small words
/// that lead to what is not told.
fn right_of(behind: &str) -> Vec<&str> {
    let words: Vec<&str> = behind.split_whitespace().collect();
    let small = |word: &str| is_stopword(&word.to_lowercase());
    let leads = |word: &str| {
        let word = word.to_lowercase();
        [Closed::Coordinator, Closed::AnyRelative, Closed::Conditional].iter().any(|class| class.has(&word))
    };
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let clause = words.iter().position(|word| leads(word)).unwrap_or(words.len());
    let mut end = clause.min(AROUND.1);
    while (1..clause.min(MOST_WORDS)).contains(&end) && capital(&words[end - 1]) && capital(&words[end]) {
        end += 1;
    }
    while end > 0 && small(words[end - 1]) {
        end -= 1;
    }
    words[..end].to_vec()
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

/// The values of a difference, as sides of which each excludes the others: "63 or more than 50 against at most 50". The first
/// two are those of the pair that excludes each other most plainly; `pairs` are held against each other, the surest first. What
/// goes with all sides is none of them.
pub(crate) fn headline(corpus: &Corpus<'_>, members: &[Place], pairs: &[(Place, Place)]) -> String {
    let held = |a: Place, b: Place| pairs.iter().any(|pair| *pair == (a, b) || *pair == (b, a));
    let excludes = |a: Place, b: Place| held(a, b) && is_strict(get(corpus, a), get(corpus, b)).unwrap_or(true);
    let strict = pairs.iter().find(|(a, b)| excludes(*a, *b)).or(pairs.first());
    let mut sides: Vec<Vec<Place>> = strict.map_or_else(Vec::new, |(a, b)| vec![vec![*a.min(b)], vec![*a.max(b)]]);
    for at in members.iter().filter(|at| !strict.is_some_and(|(a, b)| *at == a || *at == b)) {
        let apart = |side: &Vec<Place>| side.iter().any(|other| excludes(*at, *other));
        if !sides.iter().any(apart) && !sides.is_empty() {
            continue;
        }
        match sides.iter_mut().find(|side| !apart(side)) {
            Some(side) => side.push(*at),
            None => sides.push(vec![*at]),
        }
    }
    let vague = |at: &Place| matches!(&get(corpus, *at).value, Value::Quantity(q) if q.hedge == Hedge::Vague);
    let mut told: Vec<Vec<String>> = Vec::new();
    for side in &mut sides {
        // Beside a figure "dozens" tells nothing.
        if !side.iter().all(vague) {
            side.retain(|at| !vague(at));
        }
        side.sort_unstable();
        // What holds all of a closer figure ("at least 15" beside 17) leaves the side to that one.
        let wider = |at: &Place| side.iter().any(|other| is_wider(get(corpus, *at), get(corpus, *other)));
        let close: Vec<Place> = side.iter().copied().filter(|at| !wider(at)).collect();
        told.push(values(corpus, &close));
    }
    // What reads the same on two sides is told on the first.
    let mut out: Vec<Vec<String>> = Vec::new();
    for side in &told {
        let own = side.iter().filter(|value| !out.iter().flatten().any(|known| known == *value));
        out.push(own.cloned().collect());
    }
    out.retain(|side| !side.is_empty());
    let out = if out.len() > 1 || told.len() < 2 { out } else { told };
    let mut out: Vec<String> = out.iter().map(|side| side.join(" or ")).collect();
    out.dedup();
    out.join(" against ")
}

/// Whether one figure may be all that another may be, and more.
fn is_wider(c: &Claim, d: &Claim) -> bool {
    let pair = super::quantity(c).zip(super::quantity(d)).filter(|(q, r)| q.unit == r.unit);
    pair.is_some_and(|(q, r)| q.value != r.value && q.value.contains(r.value))
}

/// Whether two figures cannot both be so, by their ends alone: 63 may be "more than 50". `None` where ends do not tell.
fn is_strict(c: &Claim, d: &Claim) -> Option<bool> {
    let (q, r) = super::quantity(c).zip(super::quantity(d))?;
    let open = |q: &Quantity| q.hedge.is_minimum() || q.hedge.is_maximum();
    let apart = !q.value.overlaps(r.value);
    (q.unit == r.unit && (apart || open(q) || open(r))).then_some(apart)
}

/// Whether two values are told as one: the same, or the same but for a hedge; a least number is not told as the most.
fn is_same(c: &Claim, d: &Claim) -> bool {
    match (&c.value, &d.value) {
        (Value::Quantity(q), Value::Quantity(r)) => {
            let turned = |a: Hedge, b: Hedge| a.is_minimum() && b.is_maximum();
            (q.stated == r.stated || is_converted(q, r)) && !turned(q.hedge, r.hedge) && !turned(r.hedge, q.hedge)
        }
        (x, y) => x == y,
    }
}

/// Whether one figure is the other in another unit: "7,500 acres" and "3,035 hectares".
fn is_converted(q: &Quantity, r: &Quantity) -> bool {
    /// How far apart they are rounded, as a share.
    const ROUNDED: f64 = 0.005;
    let measured = matches!(q.unit, Unit::Metres | Unit::SquareMetres | Unit::Kilograms | Unit::Other(_));
    let near = |a: f64, b: f64| (a - b).abs() <= ROUNDED * a.abs().max(b.abs());
    let points = q.stated.is_point() && r.stated.is_point();
    measured && points && q.unit == r.unit && q.hedge == r.hedge && near(q.stated.lo, r.stated.lo)
}

fn is_plain(c: &Claim) -> bool {
    matches!(&c.value, Value::Quantity(q) if q.hedge == Hedge::None)
}
