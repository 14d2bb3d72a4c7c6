//! Names of fields that hold metadata: meta tags of pages, records of scrapers, front matter.

use std::sync::LazyLock;

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
}

static TABLE: LazyLock<FxHashMap<&'static str, (Holds, u8)>> = LazyLock::new(|| {
    rows(FIELDS)
        .map(|row| {
            let holds = match row.cell(1) {
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
                _ => Holds::Url,
            };
            (row.key(), (holds, row.cell(2).parse().unwrap_or(9)))
        })
        .collect()
});

/// What a field's name says it holds, and how far it is believed (1 first).
pub(crate) fn field(name: &str) -> Option<(Holds, u8)> {
    let low = name.trim().to_ascii_lowercase();
    let found = TABLE.get(low.as_str()).copied();
    if found.is_some() {
        hit("format/fields.tsv", &low);
    }
    found
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
        .filter(|s| (1900..=2100).contains(&s.date().year()))
}

/// Seconds or milliseconds since 1970, as some scrapers write dates.
fn epoch(value: &str) -> Option<Stamp> {
    let number: i64 = value.parse().ok()?;
    let seconds = match value.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    let at = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    Some(Stamp::time(at.date(), at.time(), Some(0)))
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
    fn dates_of_fields() {
        for (value, want) in [
            ("Fri, 03 May 2024 14:30:00 GMT", "2024-05-03T14:30:00Z"),
            ("2024-05-03T14:30:00.000+0200", "2024-05-03T14:30:00+02:00"),
            ("1714746600", "2024-05-03T14:30:00Z"),
            ("1714746600000", "2024-05-03T14:30:00Z"),
            ("2024-05-03 14:30:00", "2024-05-03T14:30:00"),
            ("Published on 3 May 2024", "2024-05-03"),
        ] {
            assert_eq!(stamp(value).map(|s| s.to_string()).as_deref(), Some(want), "{value}");
        }
        for value in ["2024", "May 2024", "yesterday", "", "99999999999999999999"] {
            assert_eq!(stamp(value), None, "{value}");
        }
    }
}
