//! The word lists of this crate, each proved by the cases beside it.

use claimdiff_cases::check;
use claimdiff_claims::{Claim, Event, Found, Interval, Polarity, Rule, Unit, Value};
use claimdiff_text::{Article, Line, LineKind, Meta, Origin, Reason, Sourced, Span, Stamp};

/// An article of one line, published on Friday, 10 May 2024.
fn article(text: &str) -> Article {
    let span = Span::new(0, text.len());
    let published = Stamp::parse("2024-05-10").map(|s| Sourced::new(s, Origin::Metadata));
    let line = Line {
        span,
        prose: span,
        number: 1,
        kind: if text.ends_with('.') { LineKind::Paragraph } else { LineKind::Headline },
        reason: Reason::Default,
        confidence: 100,
    };
    Article {
        id: "case".to_owned(),
        path: "case".to_owned(),
        text: text.to_owned(),
        lines: vec![line],
        meta: Meta { published, ..Meta::default() },
    }
}

/// What is found in a wording, as `show` writes it.
fn observe(
    text: &str,
    show: impl Fn(&Article, &dyn Fn(claimdiff_claims::EntityId) -> String, &Found) -> Vec<String>,
) -> Vec<String> {
    let article = article(text);
    let doc = claimdiff_annotate::annotate(&article);
    let quotes = claimdiff_quotes::find(&doc);
    let found = claimdiff_claims::find(&doc, &quotes);
    let name = |id| doc.entity(id).key.clone();
    show(&article, &name, &found)
}

/// "= 12", ">= 12", "> 12", "<= 12", "3..9"
fn interval(i: Interval) -> String {
    match (i.lo, i.hi) {
        (lo, hi) if lo == hi => format!("= {lo}"),
        (lo, f64::INFINITY) if i.lo_open => format!("> {lo}"),
        (lo, f64::INFINITY) => format!(">= {lo}"),
        (0.0, hi) => format!("<= {hi}"),
        (lo, hi) => format!("= {lo}..{hi}"),
    }
}

fn polarity(c: &Claim) -> &'static str {
    match c.polarity {
        Polarity::Denied => " denied",
        Polarity::Negated => " negated",
        Polarity::Planned => " planned",
        Polarity::Hypothetical => " hypothetical",
        Polarity::Past => " past",
        _ => "",
    }
}

/// The claims of a kind; sums of lists have cases of their own.
fn claims(
    text: &str,
    kind: &str,
    show: impl Fn(&Article, &Claim, &dyn Fn(claimdiff_claims::EntityId) -> String) -> String,
) -> Vec<String> {
    observe(text, |article, name, found| {
        let of = found.claims.iter().filter(|c| c.kind == kind && c.rule != Rule::Sum);
        of.map(|c| show(article, c, name)).collect()
    })
}

fn casualty(c: &Claim) -> String {
    let value = match &c.value {
        Value::Quantity(q) => interval(q.value),
        _ => String::new(),
    };
    format!("{} {value}{}{}", c.measure, if c.scope.part { " part" } else { "" }, polarity(c))
}

#[test]
fn casualties() {
    check(
        "casualty/en.cases",
        include_str!("../src/kinds/casualty/en.cases"),
        &[("casualty", include_str!("../src/kinds/casualty/en.tsv"))],
        |text| claims(text, "casualty", |_, c, _| casualty(c)),
    );
}

#[test]
fn people() {
    check(
        "casualty/nouns.cases",
        include_str!("../src/kinds/casualty/nouns.cases"),
        &[("casualty/nouns", include_str!("../src/kinds/casualty/nouns.tsv"))],
        |text| claims(text, "casualty", |_, c, _| casualty(c)),
    );
}

#[test]
fn roles() {
    check(
        "role/en.cases",
        include_str!("../src/kinds/role/en.cases"),
        &[
            ("role", include_str!("../src/kinds/role/en.tsv")),
            ("role/offices", include_str!("../src/kinds/role/offices.tsv")),
        ],
        |text| {
            claims(text, "role", |_, c, name| {
                let words = match &c.value {
                    Value::Words(w) => w.as_str(),
                    _ => "",
                };
                let who = c.subject.map_or("nobody".to_owned(), name);
                format!("{} {words:?} of {who}{}", c.measure, polarity(c))
            })
        },
    );
}

#[test]
fn ordinals() {
    check(
        "ordinal/en.cases",
        include_str!("../src/kinds/ordinal/en.cases"),
        &[("ordinal", include_str!("../src/kinds/ordinal/en.tsv"))],
        |text| {
            claims(text, "ordinal", |_, c, _| {
                let rank = match &c.value {
                    Value::Rank(r) => interval(*r),
                    _ => String::new(),
                };
                let row = c.population.as_ref().map_or(String::new(), |p| format!(" ({p})"));
                let place = c.place.as_ref().map_or(String::new(), |p| format!(" in {p}"));
                format!("{} {rank}{row}{place}", c.measure)
            })
        },
    );
}

#[test]
fn dates() {
    check(
        "date/en.cases",
        include_str!("../src/kinds/date/en.cases"),
        &[("date", include_str!("../src/kinds/date/en.tsv"))],
        |text| {
            claims(text, "date", |_, c, _| {
                let date = |d: Option<jiff::civil::Date>| d.map_or("?".to_owned(), |d| d.to_string());
                match &c.value {
                    Value::Date(d) if d.is_exact() => format!("{} {}", c.measure, date(d.dates().0)),
                    Value::Date(d) => format!("{} {}..{}", c.measure, date(d.dates().0), date(d.dates().1)),
                    Value::PartialDate(d) => format!("{} {d}", c.measure),
                    _ => String::new(),
                }
            })
        },
    );
}

#[test]
fn weekdays() {
    check("weekday/en.cases", include_str!("../src/kinds/weekday/en.cases"), &[], |text| {
        claims(text, "weekday", |_, c, _| match &c.value {
            Value::Date(d) => {
                format!("{} {}{}", c.measure, d.dates().0.map_or("?".to_owned(), |d| d.to_string()), polarity(c))
            }
            _ => String::new(),
        })
    });
}

#[test]
fn stances() {
    check(
        "stance/en.cases",
        include_str!("../src/kinds/stance/en.cases"),
        &[("stance", include_str!("../src/kinds/stance/en.tsv"))],
        |text| {
            claims(text, "stance", |_, c, name| {
                let words = match &c.value {
                    Value::Words(words) => words.as_str(),
                    _ => "",
                };
                let side = if c.polarity == Polarity::Negated { "against" } else { "for" };
                format!("{} {side} {words:?} of {}", c.measure, c.subject.map_or("nobody".to_owned(), name))
            })
        },
    );
}

fn event(article: &Article, e: &Event, name: &dyn Fn(claimdiff_claims::EntityId) -> String) -> String {
    let mut line = e.kind.name().to_owned();
    let who: Vec<String> = e.participants.iter().map(|p| name(*p)).collect();
    if !who.is_empty() {
        line += &format!(" of {}", who.join(", "));
    }
    if let Some(p) = &e.place {
        line += &format!(" in {}", p.key);
    }
    if let Some(v) = &e.venue {
        line += &format!(" at {v}");
    }
    if e.background {
        line += " background";
    }
    let words: Vec<&str> = e.mentions.iter().map(|m| m.of(&article.text)).collect();
    if words.len() > 1 {
        line += &format!(" ({})", words.join(", "));
    }
    line
}

#[test]
fn events() {
    check(
        "event/en.cases",
        include_str!("../src/event/en.cases"),
        &[("event", include_str!("../src/event/en.tsv")), ("event/venues", include_str!("../src/event/venues.tsv"))],
        |text| observe(text, |article, name, found| found.events.iter().map(|e| event(article, e, name)).collect()),
    );
}

#[test]
fn words_of_events() {
    check(
        "event/words.cases",
        include_str!("../src/event/words.cases"),
        &[("event/words", include_str!("../src/event/words.tsv"))],
        |text| observe(text, |article, name, found| found.events.iter().map(|e| event(article, e, name)).collect()),
    );
}

#[test]
fn sources() {
    check(
        "source/en.cases",
        include_str!("../src/source/en.cases"),
        &[("source", include_str!("../src/source/en.tsv"))],
        |text| {
            let told = |kind: &str| {
                claims(text, kind, |_, c, _| {
                    let chain: Vec<String> =
                        c.sources.iter().map(|s| format!(" <- {} {:?}", s.name, s.voice).to_lowercase()).collect();
                    format!("{}{}{}", c.measure, polarity(c), chain.concat())
                })
            };
            told("casualty").into_iter().chain(told("quantity")).collect()
        },
    );
}

#[test]
fn victims() {
    check(
        "casualty/victims/words.cases",
        include_str!("../src/kinds/casualty/victims/words.cases"),
        &[("casualty/words", include_str!("../src/kinds/casualty/victims/words.tsv"))],
        |text| claims(text, "casualty", |_, c, _| casualty(c)),
    );
}

#[test]
fn sums() {
    check("casualty/sums.cases", include_str!("../src/kinds/casualty/sums.cases"), &[], |text| {
        observe(text, |_, _, found| found.claims.iter().filter(|c| c.rule == Rule::Sum).map(casualty).collect())
    });
}

/// In what event the victims were, in articles of several sentences.
#[test]
fn events_of_tolls() {
    check("casualty/events.cases", include_str!("../src/kinds/casualty/events.cases"), &[], |text| {
        observe(text, |_, _, found| {
            let event = |c: &Claim| c.event.map_or("none", |id| found.events[id.0 as usize].kind.name());
            let tolls = found.claims.iter().filter(|c| c.kind == "casualty");
            tolls.map(|c| format!("{} in {}", casualty(c), event(c))).collect()
        })
    });
}

#[test]
fn days_of_tolls() {
    check("casualty/days.cases", include_str!("../src/kinds/casualty/days.cases"), &[], |text| {
        observe(text, |_, _, found| {
            let day = |c: &Claim| {
                let time = c.event.and_then(|id| found.events[id.0 as usize].time);
                match time.map(|days| days.dates()) {
                    Some((Some(first), Some(last))) if first == last => first.to_string(),
                    Some((Some(first), Some(last))) => format!("{first}..{last}"),
                    _ => "no day".to_owned(),
                }
            };
            let tolls = found.claims.iter().filter(|c| c.kind == "casualty");
            tolls.map(|c| format!("{} on {}", casualty(c), day(c))).collect()
        })
    });
}

#[test]
fn days_of_figures() {
    check("meaning/as_of.cases", include_str!("../src/meaning/as_of.cases"), &[], |text| {
        observe(text, |article, _, found| {
            let own = article.meta.published.as_ref().map(|p| p.value.days());
            let figure = |c: &Claim| match &c.value {
                Value::Quantity(q) if q.unit == Unit::Count => Some(q.stated.lo),
                _ => None,
            };
            let day = |c: &Claim| match c.as_of.filter(|d| Some(*d) != own).map(|d| d.dates().0) {
                Some(Some(day)) => day.to_string(),
                _ => "the article's day".to_owned(),
            };
            found.claims.iter().filter_map(|c| Some(format!("{} on {}", figure(c)?, day(c)))).collect()
        })
    });
}

#[test]
fn places_of_tolls() {
    check("casualty/places.cases", include_str!("../src/kinds/casualty/places.cases"), &[], |text| {
        observe(text, |_, _, found| {
            let place = |c: &Claim| {
                let place = c.event.and_then(|id| found.events[id.0 as usize].place.clone());
                place.map_or_else(|| "no place".to_owned(), |p| p.key)
            };
            let tolls = found.claims.iter().filter(|c| c.kind == "casualty" && c.rule != Rule::Sum);
            tolls.map(|c| format!("{} in {}", casualty(c), place(c))).collect()
        })
    });
}
