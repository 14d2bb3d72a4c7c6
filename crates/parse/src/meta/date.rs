//! Dates as pages and wire copy write them. Relative ones ("two hours ago") are not read: they need a today.

use std::sync::LazyLock;

use claimdiff_text::Slice;
use claimdiff_text::{
    Precision, Stamp,
    table::{hit, rows},
};
use jiff::civil::{Date, Time};
use rustc_hash::FxHashMap;

use super::labelled::MAX_DATELINE_BYTES;

pub(crate) const CALENDAR: &str = include_str!("calendar.tsv");

/// A date at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Dated {
    /// The date; `None` where the year is left out.
    pub(crate) stamp: Option<Stamp>,
    /// How many bytes it takes.
    pub(crate) len: usize,
}

#[derive(Clone, Copy)]
enum Word {
    Month(i8),
    /// Counted from Monday, 1 to 7.
    Weekday(i8),
    /// Minutes east of UTC.
    Zone(Option<i16>),
}

/// Words by their full names, months and weekdays also by their abbreviations of three to five letters.
static WORDS: LazyLock<FxHashMap<&'static str, (&'static str, Word)>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for row in rows(CALENDAR) {
        let (key, value) = (row.key(), row.cell(2));
        let word = match row.cell(1) {
            "month" | "abroad" => Word::Month(value.parse().unwrap_or(1)),
            "weekday" => Word::Weekday(value.parse().unwrap_or(1)),
            _ => Word::Zone(value.parse().ok()),
        };
        map.insert(key, (key, word));
        if matches!(row.cell(1), "month" | "weekday") {
            for cut in (3..=5).take_while(|n| *n < key.len()) {
                map.insert(key.slice(..cut), (key, word));
            }
        }
    }
    map
});

fn word(text: &str) -> Option<Word> {
    known(text).map(|(_, word)| word)
}

/// What a word of the calendar says, with its full name.
fn known(text: &str) -> Option<(&'static str, Word)> {
    // The longest name of the calendar has eleven bytes.
    let mut low = [0u8; 12];
    let mut len = 0;
    if text.len() > low.len() {
        return None;
    }
    for c in text.chars().flat_map(char::to_lowercase) {
        let end = len + c.len_utf8();
        c.encode_utf8(low.get_mut(len..end)?);
        len = end;
    }
    let low = std::str::from_utf8(&low[..len]).ok()?;
    let &(key, word) = WORDS.get(low)?;
    hit("meta/calendar.tsv", key);
    Some((key, word))
}

/// Whether a word is a month or a weekday, so that "By Friday" names nobody.
pub(crate) fn is_calendar(text: &str) -> bool {
    matches!(word(text.trim_end_matches('.')), Some(Word::Month(_) | Word::Weekday(_)))
}

/// The date at the start of `text`, with weekday, time of day and zone where they stand beside it.
pub(crate) fn at_start(text: &str) -> Option<Dated> {
    let mut c = Cursor { text, at: 0 };
    let before = c.time();
    if before.is_some() {
        c.skip(&[',', '|', '-', '–', '—']);
        let mark = c.at;
        if !c.eat_word("on") {
            c.at = mark;
        }
    }
    let mark = c.at;
    let weekday = match c.word().and_then(word) {
        Some(Word::Weekday(day)) => Some(day),
        _ => None,
    };
    match weekday {
        Some(_) => c.skip(&['.', ',']),
        None => c.at = mark,
    }
    let date = c.iso().or_else(|| c.figures(weekday)).or_else(|| c.month_first()).or_else(|| c.day_first())?;
    let mut end = c.at;
    let stamp = match date {
        Parsed::Day(date) => {
            let mut time = before;
            if time.is_none() {
                c.skip(&[',', '|', '-', '–', '—', '·', 'T', '/']);
                let at = c.eat_word("at");
                c.blanks();
                time = c.time().or_else(|| if at { c.attempt(Cursor::four_digits) } else { None });
                if time.is_some() {
                    end = c.at;
                }
            }
            Some(time.map_or(Stamp::day(date), |(time, offset)| Stamp::time(date, time, offset)))
        }
        Parsed::Wide(stamp) => Some(stamp),
        Parsed::NoYear => None,
    };
    Some(Dated { stamp, len: end })
}

/// How many bytes the date, the weekday or the time of day at the start of `text` takes.
pub(crate) fn moment(text: &str) -> Option<usize> {
    let day = || {
        let mut c = Cursor { text, at: 0 };
        c.word().filter(|w| is_calendar(w)).map(|_| c.at)
    };
    let time = || {
        let mut c = Cursor { text, at: 0 };
        c.time().map(|_| c.at)
    };
    at_start(text).map(|d| d.len).or_else(time).or_else(day)
}

/// The first date in a text that has words before it: "Published on 6 August 2025".
pub(crate) fn anywhere(text: &str) -> Option<Dated> {
    starts(text).take(12).find_map(|n| at_start(text.slice(n..)).filter(|d| d.stamp.is_some()))
}

/// Where the words and figures of a text begin.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let starts = text.char_indices().scan(' ', |before, (n, c)| {
        let start = !before.is_alphanumeric() && c.is_alphanumeric();
        *before = c;
        Some((n, start))
    });
    starts.filter(|(_, start)| *start).map(|(n, _)| n)
}

/// The date that stands over a text, at its start: a whole day as no sentence begins (in figures, with a weekday or a time of
/// day, or with the month cut short), behind which no sentence goes on.
pub(crate) fn over(text: &str) -> Option<Dated> {
    let found = day_at_start(text)?;
    let mut words = words(text.slice(..found.len)).peekable();
    let whole_month = |w| known(w).is_some_and(|(key, word)| matches!(word, Word::Month(_)) && key.len() == w.len());
    let as_in_prose = words.peek().is_some() && words.all(whole_month);
    (!as_in_prose && begins(text.slice(found.len..))).then_some(found)
}

/// A whole day with its weekday that stands among the words over a text, where the lines of a page were run together: "Two
/// held over fire in Bari Harbour Press Friday 3 May 2024 A court in Bari has". No mark and no preposition binds it.
pub(crate) fn amid(text: &str) -> Option<(usize, Dated)> {
    starts(text).take_while(|n| *n <= MAX_DATELINE_BYTES).find_map(|n| {
        let before = text.slice(..n).strip_suffix(' ')?;
        let named = words(before).last().is_some_and(|w| before.ends_with(w) && w.starts_with(char::is_uppercase));
        let rest = text.slice(n..);
        (named && matches!(word(words(rest).next()?), Some(Word::Weekday(_)))).then_some(())?;
        let found = day_at_start(rest)?;
        let behind = rest.slice(found.len..).strip_prefix(' ')?;
        behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()).then_some((n, found))
    })
}

/// A whole day at the start of `text`; a weekday that it is not makes it none.
fn day_at_start(text: &str) -> Option<Dated> {
    let found = at_start(text)?;
    let day = found.stamp.filter(|s| s.precision() >= Precision::Day)?.date();
    let told = |w| match word(w) {
        Some(Word::Weekday(told)) => told == day.weekday().to_monday_one_offset(),
        _ => true,
    };
    words(text.slice(..found.len)).all(told).then_some(found)
}

/// Whether something begins here, and no sentence goes on.
fn begins(rest: &str) -> bool {
    !rest.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_lowercase)
}

/// The words of a text, without its figures.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty())
}

/// The month a word names.
pub(crate) fn month(text: &str) -> Option<i8> {
    match word(text) {
        Some(Word::Month(month)) => Some(month),
        _ => None,
    }
}

/// A date in an address: "/2025/08/06/", "/2025-08-06-", "/20250806/".
pub(crate) fn in_url(url: &str) -> Option<Stamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |s: &str, len: usize| {
        s.bytes().all(|b| b.is_ascii_digit()).then_some(s)?.parse::<i16>().ok().filter(|_| s.len() == len)
    };
    let good = |y: i16, m: i16, d: i16| {
        let date = Date::new(y, m as i8, d as i8).ok()?;
        (1990..=2100).contains(&y).then(|| Stamp::day(date))
    };
    for window in parts.windows(3) {
        let month = number(window[1], 2).or_else(|| number(window[1], 1)).or_else(|| month(window[1]).map(i16::from));
        let day = number(window[2], 2).or_else(|| number(window[2], 1));
        if let (Some(y), Some(m), Some(d)) = (number(window[0], 4), month, day)
            && let Some(stamp) = good(y, m, d)
        {
            return Some(stamp);
        }
    }
    // Day first, where it cannot be the month: "vom-22-04-2020".
    for window in parts.windows(3) {
        if let (Some(d @ 13..), Some(m), Some(y)) = (number(window[0], 2), number(window[1], 2), number(window[2], 4))
            && let Some(stamp) = good(y, m, d)
        {
            return Some(stamp);
        }
    }
    parts.iter().find_map(|part| {
        let whole = (part.len() == 8 && part.bytes().all(|b| b.is_ascii_digit())).then_some(part)?;
        good(whole.slice(..4).parse().ok()?, whole.slice(4..6).parse().ok()?, whole.slice(6..).parse().ok()?)
    })
}

enum Parsed {
    Day(Date),
    Wide(Stamp),
    NoYear,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.slice(self.at..)
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}']).len();
    }

    /// Skips blanks and the given marks.
    fn skip(&mut self, marks: &[char]) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|c| " \t\u{a0}".contains(c) || marks.contains(&c)).len();
    }

    /// The letters that come next, after blanks.
    fn word(&mut self) -> Option<&'a str> {
        self.blanks();
        let rest = self.rest();
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        self.at += len;
        (len > 0).then(|| rest.slice(..len))
    }

    fn eat_word(&mut self, want: &str) -> bool {
        let mark = self.at;
        let found = self.word().is_some_and(|w| w.eq_ignore_ascii_case(want));
        if !found {
            self.at = mark;
        }
        found
    }

    /// The number that comes next, after blanks, if it has a number of digits in the range.
    fn number(&mut self, least: usize, most: usize) -> Option<i16> {
        self.blanks();
        let rest = self.rest();
        let len = rest.bytes().take_while(u8::is_ascii_digit).count();
        if len < least || len > most {
            return None;
        }
        self.at += len;
        rest.slice(..len).parse().ok()
    }

    fn eat(&mut self, mark: char) -> bool {
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len_utf8();
        }
        found
    }

    /// Runs a reader and takes back what it read where it fails.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Cursor<'a>) -> Option<T>) -> Option<T> {
        let mark = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = mark;
        }
        found
    }

    /// No letter or digit may follow: "2025-08-061" is no date.
    fn ends(&self) -> Option<()> {
        (!self.rest().starts_with(|c: char| c.is_ascii_digit())).then_some(())
    }

    /// `2025-08-06`, `2025/08/06`, `2025.08.06`.
    fn iso(&mut self) -> Option<Parsed> {
        self.attempt(|c| {
            let year = c.number(4, 4)?;
            let mark = ['-', '/', '.'].into_iter().find(|m| c.eat(*m))?;
            let month = c.number(1, 2)?;
            c.eat(mark).then_some(())?;
            let day = c.number(1, 2)?;
            c.ends()?;
            Date::new(year, month as i8, day as i8).ok().map(Parsed::Day)
        })
    }

    /// `25.04.2025`, `04/25/2025`; where day and month may be either, the weekday decides, or only the year is known.
    fn figures(&mut self, weekday: Option<i8>) -> Option<Parsed> {
        self.attempt(|c| {
            let a = c.number(1, 2)?;
            let mark = ['/', '.', '-'].into_iter().find(|m| c.eat(*m))?;
            let b = c.number(1, 2)?;
            c.eat(mark).then_some(())?;
            let year = c.number(4, 4)?;
            c.ends()?;
            let (day, month) = match (a, b) {
                _ if mark == '.' => (a, b),
                (13.., _) => (a, b),
                (_, 13..) => (b, a),
                _ if a == b => (a, b),
                _ => {
                    let weekday = weekday.or_else(|| c.weekday_after());
                    let is = |day: i16, month: i16| {
                        let date = Date::new(year, month as i8, day as i8).ok()?;
                        (Some(date.weekday().to_monday_one_offset()) == weekday).then_some((day, month))
                    };
                    match (is(a, b), is(b, a)) {
                        (Some(found), None) | (None, Some(found)) => found,
                        _ => return Stamp::year(year).map(Parsed::Wide),
                    }
                }
            };
            Date::new(year, month as i8, day as i8).ok().map(Parsed::Day)
        })
    }

    /// The weekday that stands after a date, which stays unread: `06/12/2029 (Tue)`.
    fn weekday_after(&self) -> Option<i8> {
        let rest = self.rest().trim_start_matches([' ', ',', '(', '\u{a0}']);
        match word(rest.split(|c: char| !c.is_alphabetic()).next()?)? {
            Word::Weekday(day) => Some(day),
            _ => None,
        }
    }

    fn month(&mut self) -> Option<i8> {
        let Some(Word::Month(month)) = word(self.word()?) else { return None };
        self.eat('.');
        Some(month)
    }

    /// A year of four digits, or of two after an apostrophe or in a dateline such as "3 Jan 90".
    fn year(&mut self) -> Option<i16> {
        self.attempt(|c| {
            c.skip(&[',']);
            let year = c.number(4, 4).filter(|y| (1000..=2200).contains(y))?;
            c.ends()?;
            Some(year)
        })
    }

    /// `August 6, 2025`, `Aug. 6`, `August 2025`.
    fn month_first(&mut self) -> Option<Parsed> {
        self.attempt(|c| {
            let month = c.month()?;
            if let Some(year) = c.year() {
                return Stamp::month(year, month).map(Parsed::Wide);
            }
            let day = c.number(1, 2)?;
            c.ordinal();
            match c.year() {
                Some(year) => Date::new(year, month, day as i8).ok().map(Parsed::Day),
                None => (1..=31).contains(&day).then_some(Parsed::NoYear),
            }
        })
    }

    /// `6 August 2025`, `6th of August, 2025`, `3 Jan 90`.
    fn day_first(&mut self) -> Option<Parsed> {
        self.attempt(|c| {
            let day = c.number(1, 2)?;
            c.ordinal();
            let _ = c.eat_word("of") || c.eat_word("de");
            c.skip(&['.', '-']);
            let month = c.month()?;
            c.eat_word("de");
            c.skip(&['-']);
            let year = c.year().or_else(|| {
                c.attempt(|c| {
                    let short = c.number(2, 2)?;
                    let ends = !c.rest().starts_with([':', '.', ',']) && !c.rest().starts_with(char::is_alphanumeric);
                    ends.then_some(if short < 70 { 2000 + short } else { 1900 + short })
                })
            });
            match year {
                Some(year) => Date::new(year, month, day as i8).ok().map(Parsed::Day),
                None => (1..=31).contains(&day).then_some(Parsed::NoYear),
            }
        })
    }

    /// The letters of "6th".
    fn ordinal(&mut self) {
        for end in ["st", "nd", "rd", "th"] {
            if self.rest().starts_with(end) {
                self.at += 2;
                return;
            }
        }
    }

    /// `14:30`, `14:30:05.123Z`, `8:18 PM EST`, `2.15pm`, `9 a.m. ET`, with the zone in minutes.
    fn time(&mut self) -> Option<(Time, Option<i16>)> {
        self.attempt(|c| {
            let hour = c.number(1, 2)?;
            let colon = c.eat(':');
            let minute = match colon || c.eat('.') {
                true => Some(c.number(2, 2)?),
                false => None,
            };
            let second = if colon && c.eat(':') { c.number(2, 2)? } else { 0 };
            if c.eat('.') {
                c.number(1, 9);
            }
            let half = c.attempt(|c| {
                let half = match c.word()?.to_ascii_lowercase().as_str() {
                    "am" => 0,
                    "pm" => 12,
                    "a" | "p" if c.eat('.') => {
                        let half = if c.text.as_bytes()[c.at - 2].eq_ignore_ascii_case(&b'p') { 12 } else { 0 };
                        (c.eat('m') || c.eat('M')).then_some(())?;
                        c.eat('.');
                        half
                    }
                    _ => return None,
                };
                Some(half)
            });
            // A bare number is no time of day, and "2.15" without its half of the day may be anything.
            (half.is_some() || colon).then_some(())?;
            let hour = match half {
                Some(half) => hour % 12 + half,
                None => hour,
            };
            let time = Time::new(hour as i8, minute.unwrap_or(0) as i8, second as i8, 0).ok()?;
            Some((time, c.zone()))
        })
    }

    /// `1459`.
    fn four_digits(&mut self) -> Option<(Time, Option<i16>)> {
        let all = self.number(4, 4)?;
        let time = Time::new((all / 100) as i8, (all % 100) as i8, 0, 0).ok()?;
        Some((time, self.zone()))
    }

    fn zone(&mut self) -> Option<i16> {
        self.attempt(|c| {
            c.blanks();
            if c.eat('Z') {
                return Some(Some(0));
            }
            let sign = if c.eat('+') {
                1
            } else if c.eat('-') {
                -1
            } else {
                c.skip(&['(']);
                // Letters that do not tell the offset ("ET") are read all the same.
                let Some(Word::Zone(offset)) = word(c.word()?) else { return None };
                c.eat(')');
                return Some(offset);
            };
            let minutes = match c.number(4, 4) {
                Some(all) => all / 100 * 60 + all % 100,
                None => {
                    let hours = c.number(2, 2)?;
                    c.eat(':');
                    hours * 60 + c.number(2, 2).unwrap_or(0)
                }
            };
            Some(Some(sign * minutes))
        })
        .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pages_and_wires() {
        claimdiff_cases::check(
            "meta/date.cases",
            include_str!("date.cases"),
            &[("meta/calendar.tsv", CALENDAR)],
            |text| {
                let found = at_start(text);
                found.map(|d| d.stamp.map_or("no year".to_owned(), |s| s.to_string())).into_iter().collect()
            },
        );
    }
}
