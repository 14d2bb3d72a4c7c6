//! Metadata found in the text: headline, outlet, dateline, byline, date.

mod agency;
pub(crate) mod around;
pub(crate) mod byline;
pub(crate) mod date;
pub(crate) mod dateline;
pub(crate) mod labelled;
mod language;

use claimdiff_text::{Line, LineKind, Meta, Origin, Precision, Slice, Sourced, Span, Stamp};

use dateline::Dateline;
use labelled::{Label, Labelled};

/// How many lines at the top may hold a dateline or a date.
const HEAD: usize = 8;

/// Fills in what `meta` lacks from the text and, last, from the file's name. Gives the day that the text prints of itself where
/// another came with it.
pub(crate) fn complete(meta: &mut Meta, text: &str, lines: &[Line], path: &str) -> Option<Sourced<Stamp>> {
    if meta.headline.is_none() {
        meta.headline = lines
            .iter()
            .find(|l| l.kind == LineKind::Headline)
            .map(|l| Sourced::at(l.prose.of(text).to_owned(), Origin::Body, l.prose));
    }
    if meta.authors.is_empty() {
        for line in lines.iter().filter(|l| l.kind == LineKind::Byline) {
            let found = byline::authors(line.span.of(text)).unwrap_or_default();
            meta.authors = found.into_iter().map(|(s, e)| author(text, line.span, s, e)).collect();
            if !meta.authors.is_empty() {
                break;
            }
        }
    }
    let mut dated = Dates::default();
    let tail = lines.len().saturating_sub(3).max(HEAD.min(lines.len()));
    let opening = lines.iter().position(|l| l.kind == LineKind::Paragraph);
    for (n, line) in lines.iter().enumerate().filter(|(n, _)| *n < HEAD || *n >= tail) {
        let s = line.span.of(text);
        let around = around::around(s, opening == Some(n));
        for d in around.labelled {
            dated.take(line.span, d, Origin::Label);
        }
        if !matches!(line.kind, LineKind::Dateline | LineKind::Paragraph | LineKind::Headline) {
            continue;
        }
        if let Some(d) = around.dateline {
            place_and_outlet(meta, text, line.span, &d);
            if let Some((stamp, start, end)) = d.date {
                dated.take(
                    line.span,
                    Labelled { label: Label::Published, stamp: Some(stamp), start, end },
                    Origin::Dateline,
                );
            }
        } else if line.kind == LineKind::Dateline
            && let Some(d) = date::at_start(s)
        {
            let date = Labelled { label: Label::Published, stamp: d.stamp, start: 0, end: d.len };
            dated.take(line.span, date, Origin::Dateline);
        }
    }
    let mut printed = dated.published;
    if meta.published.is_none() {
        meta.published = printed.take();
    }
    meta.modified = meta.modified.take().or(dated.modified);
    if meta.published.is_none() {
        let address = meta.url.as_ref().and_then(|u| date::in_url(&u.value));
        meta.published = address.map(|stamp| Sourced::new(stamp, Origin::Url));
    }
    if meta.published.is_none() {
        meta.published = from_name(path).map(|stamp| Sourced::new(stamp, Origin::Filename));
    }
    if meta.outlet.is_none() {
        // Nothing names the outlet: its host is better than nothing.
        let host = meta.url.as_ref().map(|u| host(&u.value)).filter(|h| h.contains('.'));
        meta.outlet = host.map(|h| Sourced::new(h.to_owned(), Origin::Url));
    }
    if meta.agency.is_none() {
        meta.agency = agency::find(meta, text, lines);
    }
    if meta.language.is_none() {
        meta.language = language::of(text, lines).map(|code| Sourced::new(code.to_owned(), Origin::Body));
    }
    printed
}

/// Takes the day that a text prints of itself in place of the one that came with it, where they are not one: a record may be
/// dated by who collected it. Of a moment a day's difference may be the time zone. Gives that day and the one that no longer counts.
pub(crate) fn take_printed(meta: &mut Meta, printed: Sourced<Stamp>) -> Option<(Stamp, Stamp)> {
    let given = meta.published.as_mut()?;
    let allowed = i32::from(given.value.precision() == Precision::Time);
    let other = given.value.days().gap(printed.value.days()) > allowed;
    other.then(|| (printed.value, std::mem::replace(given, printed).value))
}

#[derive(Default)]
struct Dates {
    published: Option<Sourced<Stamp>>,
    modified: Option<Sourced<Stamp>>,
}

impl Dates {
    /// Keeps the first date of each kind; a labelled one is better than a dateline's.
    fn take(&mut self, line: Span, date: Labelled, origin: Origin) {
        let Some(stamp) = date.stamp else { return };
        let start = line.start as usize;
        let found = Sourced::at(stamp, origin, Span::new(start + date.start, start + date.end));
        let slot = match date.label {
            Label::Modified => &mut self.modified,
            _ => &mut self.published,
        };
        if slot.as_ref().is_none_or(|s| s.origin == Origin::Dateline && origin == Origin::Label) {
            *slot = Some(found);
        }
    }
}

fn author(text: &str, line: Span, start: usize, end: usize) -> Sourced<String> {
    let span = Span::new(line.start as usize + start, line.start as usize + end);
    Sourced::at(capitalised(span.of(text)), Origin::Body, span)
}

fn place_and_outlet(meta: &mut Meta, text: &str, line: Span, d: &Dateline) {
    let at = |(s, e): (usize, usize)| Span::new(line.start as usize + s, line.start as usize + e);
    if let Some(span) = d.place.map(at)
        && meta.place.is_none()
    {
        meta.place = Some(Sourced::at(capitalised(span.of(text)), Origin::Dateline, span));
    }
    if let Some(span) = d.outlet.map(at)
        && meta.outlet.is_none()
    {
        meta.outlet = Some(Sourced::at(span.of(text).to_owned(), Origin::Dateline, span));
    }
}

/// Words in capitals as names are written: "SAINT PETERSBURG" becomes "Saint Petersburg", "N.Y." stays.
fn capitalised(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for (n, word) in s.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3 || word.contains('.') || word.chars().any(char::is_lowercase) {
            out.push_str(word);
            continue;
        }
        let mut up = true;
        for c in word.chars() {
            match up {
                true => out.push(c),
                false => out.extend(c.to_lowercase()),
            }
            up = !c.is_alphanumeric() && c != '\'' && c != '’';
        }
    }
    out
}

/// The host of an address, without "www.".
pub(crate) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// An ISO date in a file's name: "2025-08-06", "2025_08_06".
fn from_name(path: &str) -> Option<Stamp> {
    let name = path.rsplit(['/', '\\']).next()?;
    let bytes = name.as_bytes();
    for (n, window) in bytes.windows(10).enumerate() {
        let shape = window.iter().enumerate().all(|(i, b)| match i {
            4 => matches!(b, b'-' | b'_'),
            7 => *b == window[4],
            _ => b.is_ascii_digit(),
        });
        let alone = (n == 0 || !bytes[n - 1].is_ascii_digit()) && bytes.get(n + 10).is_none_or(|b| !b.is_ascii_digit());
        if shape && alone {
            let iso = name.slice(n..n + 10).replace('_', "-");
            if let Some(stamp) =
                Stamp::parse(&iso).filter(|s| s.precision() == Precision::Day && s.date().year() > 1900)
            {
                return Some(stamp);
            }
        }
    }
    None
}
