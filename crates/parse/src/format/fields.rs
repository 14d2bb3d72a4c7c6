//! Names of fields that hold metadata: meta tags of pages, records of scrapers, front matter.

use std::sync::{LazyLock, OnceLock};

use claimdiff_text::{
    Precision, Stamp,
    table::{hit, rows},
};
use rustc_hash::FxHashMap;

use crate::meta::date;

pub(crate) const FIELDS: &str = include_str!("fields.tsv");

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Holds {
    Headline,
    /// A title made for sharing: often with the outlet's name in it.
    SharedTitle,
    Outlet,
    Author,
    Published,
    Modified,
    Language,
    Url,
    /// The address of the picture that stands for an article.
    Image,
    /// A sentence or two on the article, often its deck.
    Deck,
    /// Running text.
    Text,
    /// Running text with markup.
    Html,
    /// The key of the record.
    Id,
}

impl Holds {
    /// What is called so in the list of fields and on the command line.
    fn named(name: &str) -> Option<Holds> {
        Some(match name {
            "headline" => Holds::Headline,
            "shared-title" => Holds::SharedTitle,
            "outlet" => Holds::Outlet,
            "author" => Holds::Author,
            "published" => Holds::Published,
            "modified" => Holds::Modified,
            "language" => Holds::Language,
            "image" => Holds::Image,
            "deck" => Holds::Deck,
            "text" => Holds::Text,
            "html" => Holds::Html,
            "url" => Holds::Url,
            "id" => Holds::Id,
            _ => return None,
        })
    }
}

static TABLE: LazyLock<FxHashMap<&'static str, (Holds, u8)>> = LazyLock::new(|| {
    let holds = |name| Holds::named(name).unwrap_or(Holds::Url);
    rows(FIELDS).map(|row| (row.key(), (holds(row.cell(1)), row.cell(2).parse().unwrap_or(9)))).collect()
});

/// The rows by the letters and digits of their names: "publishedAt" is "published_at".
static FOLDED: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut folded: FxHashMap<String, &'static str> = FxHashMap::default();
    for row in rows(FIELDS) {
        let rank = |key: &str| TABLE.get(key).map_or(u8::MAX, |(_, rank)| *rank);
        let at = folded.entry(fold(row.key())).or_insert(row.key());
        if rank(row.key()) < rank(at) {
            *at = row.key();
        }
    }
    folded
});

fn fold(name: &str) -> String {
    name.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())).collect()
}

/// Fields that a user maps, by their names in lower case.
static MAPPED: OnceLock<FxHashMap<String, Holds>> = OnceLock::new();

/// What a field may be mapped to.
const TARGETS: &[&str] =
    &["headline", "outlet", "author", "published", "modified", "language", "url", "id", "text", "html"];

/// One field of records, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    field: String,
    holds: Holds,
}

impl Mapping {
    /// Reads `outlet=FIELD`.
    ///
    /// # Errors
    ///
    /// In words, where nothing is called so.
    pub fn parse(text: &str) -> Result<Mapping, String> {
        let (what, field) = text.split_once('=').ok_or("NAME=FIELD is wanted: outlet=station")?;
        let holds = Holds::named(if what == "title" { "headline" } else { what });
        let holds = holds.filter(|_| what == "title" || TARGETS.contains(&what));
        let holds = holds.ok_or_else(|| format!("nothing is called {what:?}; there are: {}", TARGETS.join(", ")))?;
        match field.trim() {
            "" => Err("the name of a field is wanted: outlet=station".to_owned()),
            field => Ok(Mapping { field: field.to_ascii_lowercase(), holds }),
        }
    }
}

/// Says what fields of records hold, above what their names say; once, before the first article is read.
pub fn map_fields(mappings: &[Mapping]) {
    let map = mappings.iter().map(|m| (m.field.clone(), m.holds)).collect();
    // Whoever comes second finds the fields mapped.
    let _ = MAPPED.set(map);
}

/// What a field's name says it holds, and how far it is believed (1 first).
pub(crate) fn field(name: &str) -> Option<(Holds, u8)> {
    let low = name.trim().to_ascii_lowercase();
    if let Some(holds) = MAPPED.get().and_then(|m| m.get(&low)) {
        return Some((*holds, 0));
    }
    let key = match TABLE.get_key_value(low.as_str()) {
        Some((key, _)) => key,
        None => FOLDED.get(&fold(&low))?,
    };
    hit("format/fields.tsv", key);
    TABLE.get(key).copied()
}

pub(crate) const WORDS: &str = include_str!("words.tsv");

/// What a word in the name of a field says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// It names what the field holds.
    Noun(Holds),
    /// With "date" or by itself it is when the article was published.
    Published,
    Modified,
    /// A date or a time.
    When,
    /// Of a person, an outlet, a thing: its name.
    Name,
    /// With an outlet its name, else the headline.
    Title,
    /// Nothing: of what the field is.
    Filler,
}

static SAYS: LazyLock<FxHashMap<&'static str, Says>> = LazyLock::new(|| {
    let says = |name| match name {
        "published" => Says::Published,
        "modified" => Says::Modified,
        "when" => Says::When,
        "name" => Says::Name,
        "filler" => Says::Filler,
        "title" => Says::Title,
        noun => Holds::named(noun).map_or(Says::Filler, Says::Noun),
    };
    rows(WORDS).map(|row| (row.key(), says(row.cell(1)))).collect()
});

/// The rank of what only the words of a name say.
const GUESSED: u8 = 8;

/// What the field of a record holds: by its name, or else by the words in it, if all of them are known and agree
/// ("newsPublicationDate", "story_body").
pub(crate) fn field_of_record(name: &str) -> Option<(Holds, u8)> {
    field(name).or_else(|| {
        let mut noun = None;
        let mut says: Vec<Says> = Vec::new();
        for word in words(name) {
            let word = SAYS.get_key_value(word.as_str()).map(|(key, says)| {
                hit("format/words.tsv", key);
                *says
            })?;
            match word {
                Says::Noun(holds) if noun.is_none_or(|n| n == holds) => noun = Some(holds),
                Says::Noun(_) => return None,
                _ => says.push(word),
            }
        }
        let any = |wanted: Says| says.contains(&wanted);
        match noun {
            Some(holds) => (!any(Says::When)).then_some((holds, GUESSED)),
            None if any(Says::Title) => (!any(Says::When)).then_some((Holds::Headline, GUESSED)),
            None if any(Says::Name) => None,
            None if any(Says::Modified) => Some((Holds::Modified, GUESSED)),
            None if any(Says::Published) => Some((Holds::Published, GUESSED)),
            None if any(Says::When) => Some((Holds::Published, GUESSED + 1)),
            None => None,
        }
    })
}

/// Whether a word of a field's name is one of dates and times.
pub(crate) fn is_about_time(name: &str) -> bool {
    words(name).any(|w| matches!(SAYS.get(w.as_str()), Some(Says::When | Says::Published | Says::Modified)))
}

/// The words of a name in lower case: "article-body_text" and "articleBodyText" alike.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    let mut before = ' ';
    for c in name.chars() {
        let hump = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        before = c;
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        match out.last_mut().filter(|_| open && !hump) {
            Some(word) => word.push(c.to_ascii_lowercase()),
            None => out.push(c.to_ascii_lowercase().to_string()),
        }
        open = true;
    }
    out.into_iter()
}

/// A date as fields and elements write it, to the day at least.
pub(crate) fn stamp(value: &str) -> Option<Stamp> {
    let value = value.trim();
    Stamp::parse(value)
        .filter(|s| s.precision() >= Precision::Day)
        .or_else(|| {
            let found = date::at_start(value).or_else(|| date::anywhere(value))?;
            found.stamp.filter(|s| s.precision() >= Precision::Day)
        })
        .or_else(|| epoch(value))
        .or_else(|| basic(value))
        .filter(|s| (1900..=2100).contains(&s.date().year()) && !is_no_date(s.date()))
}

/// Days on which calendars of machines begin: what stands for "none" and for zero.
pub(crate) fn is_no_date(day: jiff::civil::Date) -> bool {
    matches!((day.year(), day.month(), day.day()), (1970, 1, 1) | (1969, 12, 31) | (1900, 1, 1) | (1899, 12, 30 | 31))
}

/// Seconds or milliseconds since 1970, as some scrapers write dates.
fn epoch(value: &str) -> Option<Stamp> {
    let number: i64 = value.parse().ok()?;
    let seconds = match value.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let at = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    Some(Stamp::time(at.date(), at.time(), Some(0)))
}

/// `20290612`, `20290612T080000Z`, `20290612080000`: ISO 8601 without marks, and how machines write it.
fn basic(value: &str) -> Option<Stamp> {
    let digits = |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    let day = value.get(..8).filter(|d| digits(d, 8))?;
    let rest = value.get(8..)?.trim_start_matches(['T', 't', ' ', '-']);
    let time = rest.get(..6).filter(|t| digits(t, 6)).or_else(|| rest.get(..4).filter(|t| digits(t, 4)));
    let iso = match time {
        None if rest.is_empty() => format!("{}-{}-{}", day.get(..4)?, day.get(4..6)?, day.get(6..)?),
        None => return None,
        Some(time) => {
            let seconds = time.get(4..).filter(|s| !s.is_empty()).unwrap_or("00");
            let zone = rest.get(time.len()..)?;
            format!(
                "{}-{}-{}T{}:{}:{seconds}{zone}",
                day.get(..4)?,
                day.get(4..6)?,
                day.get(6..)?,
                time.get(..2)?,
                time.get(2..4)?
            )
        }
    };
    Stamp::parse(&iso)
}

/// The first value of the lowest rank.
#[derive(Debug)]
pub(crate) struct Best<T>(pub(crate) Option<(u8, T)>);

impl<T> Default for Best<T> {
    fn default() -> Best<T> {
        Best(None)
    }
}

impl<T> Best<T> {
    pub(crate) fn offer(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(r, _)| rank < *r) {
            self.0 = Some((rank, value));
        }
    }

    pub(crate) fn take(self) -> Option<T> {
        self.0.map(|(_, v)| v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields() {
        claimdiff_cases::check(
            "format/fields.cases",
            include_str!("fields.cases"),
            &[("format/fields.tsv", FIELDS)],
            |name| field(name).map(|(holds, rank)| format!("{holds:?} {rank}").to_lowercase()).into_iter().collect(),
        );
    }

    #[test]
    fn words_of_fields() {
        claimdiff_cases::check(
            "format/words.cases",
            include_str!("words.cases"),
            &[("format/words.tsv", WORDS)],
            |name| field_of_record(name).map(|(holds, _)| format!("{holds:?}").to_lowercase()).into_iter().collect(),
        );
    }

    #[test]
    fn fields_are_mapped_by_name() {
        assert_eq!(
            Mapping::parse("outlet=Station").unwrap(),
            Mapping { field: "station".into(), holds: Holds::Outlet }
        );
        for wrong in ["outlet", "outlet=", "shape=x", "image=x"] {
            assert!(Mapping::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn dates_of_fields() {
        for (value, want) in [
            ("Fri, 03 May 2024 14:30:00 GMT", "2024-05-03T14:30:00Z"),
            ("2024-05-03T14:30:00.000+0200", "2024-05-03T14:30:00+02:00"),
            ("1714746600", "2024-05-03T14:30:00Z"),
            ("1714746600000", "2024-05-03T14:30:00Z"),
            ("2024-05-03 14:30:00", "2024-05-03T14:30:00"),
            ("Published on 3 May 2024", "2024-05-03"),
            ("20240503", "2024-05-03"),
            ("20240503T143000Z", "2024-05-03T14:30:00Z"),
            ("20240503T1430+0200", "2024-05-03T14:30:00+02:00"),
            ("20240503143000", "2024-05-03T14:30:00"),
        ] {
            assert_eq!(stamp(value).map(|s| s.to_string()).as_deref(), Some(want), "{value}");
        }
        for value in
            ["2024", "May 2024", "yesterday", "", "99999999999999999999", "1970-01-01T00:00:00Z", "0", "20241303"]
        {
            assert_eq!(stamp(value), None, "{value}");
        }
    }
}
