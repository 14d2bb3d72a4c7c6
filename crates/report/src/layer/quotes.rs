//! The quotations with speaker, cue and medium.

use std::{
    io::{self, Write},
    ops::Range,
};

use claimdiff_claims::Analysis;
use claimdiff_quotes::{Quote, QuoteKind, Rule, Speaker};
use claimdiff_text::Span;
use serde::Serialize;

use super::Filter;
use crate::{clean, credit, escape, place};

/// One line of `claimdiff quotes --format jsonl`. All positions but `chars` are bytes into the article's text.
#[derive(Serialize)]
struct QuoteLine<'a> {
    /// The article's id.
    article: &'a str,
    /// From the first byte of the content
    start: u32,
    /// to one past its last.
    end: u32,
    /// The line it starts in, counted from 1.
    line: u32,
    /// The same place in code points.
    chars: Option<Range<u32>>,
    kind: QuoteKind,
    /// The resolved name, or null.
    speaker: Option<&'a str>,
    /// The words next to the cue that name the speaker.
    mention: Option<Span>,
    /// The content's parts, without marks and without what the article puts in between, each as its two ends.
    spans: Vec<[u32; 2]>,
    /// The parts in quotation marks.
    marked: &'a [Span],
    /// The words of the content, its parts joined by " … ".
    text: String,
    cue: Option<&'a str>,
    addressee: Option<&'a str>,
    /// Where it was said or written, folded.
    medium: Option<&'a str>,
    /// Of a nested quotation, who reported it.
    reported_by: Option<&'a str>,
    /// What decided about the speaker.
    rule: Rule,
    /// In percent.
    confidence: u8,
}

pub(super) fn kinds() -> Vec<&'static str> {
    QuoteKind::ALL.map(QuoteKind::name).into()
}

pub(super) fn jsonl(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|q| escape::line(&line(a, q), out))
}

pub(crate) fn wanted<'a>(a: &'a Analysis, filter: &'a Filter) -> impl Iterator<Item = &'a Quote> {
    a.quotes.iter().filter(|q| {
        let speakers = q.speaker.iter().chain(&q.reported_by).map(name);
        // An event is told of in the sentence of a quotation or it has nothing to do with it.
        let told = |e: &&claimdiff_claims::Event| e.mentions.iter().any(|m| a.excerpt(*m) == a.excerpt(q.span()));
        let mut events = a.events.iter().filter(told);
        filter.is_kind(q.kind.name())
            && filter.speaks(speakers)
            && filter.has_words(|| words(a, q))
            && (filter.event.is_none() || events.any(|e| filter.is_event(a, Some(e))))
    })
}

fn line<'a>(a: &'a Analysis, q: &'a Quote) -> QuoteLine<'a> {
    let span = q.span();
    QuoteLine {
        article: &a.id,
        start: span.start,
        end: span.end,
        line: a.line(span),
        chars: a.chars(span),
        kind: q.kind,
        speaker: q.speaker.as_ref().map(name),
        mention: q.speaker.as_ref().and_then(|s| s.mention),
        spans: q.content.iter().map(|s| [s.start, s.end]).collect(),
        marked: &q.marked,
        text: words(a, q),
        cue: q.cue.map(|s| a.text(s)),
        addressee: q.addressee.map(|s| a.text(s)),
        medium: q.medium.as_ref().map(|m| m.name.as_str()),
        reported_by: q.reported_by.as_ref().map(name),
        rule: q.rule,
        confidence: q.confidence,
    }
}

pub(super) const HEAD: &[&str] = &["kind", "speaker", "cue", "addressee", "medium", "reported_by", "confidence"];

pub(super) fn csv(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    wanted(a, filter).try_for_each(|q| {
        let l = line(a, q);
        let [speaker, cue, addressee, medium, by] =
            [l.speaker, l.cue, l.addressee, l.medium, l.reported_by].map(Option::unwrap_or_default);
        let cells = [q.kind.name(), speaker, cue, addressee, medium, by, &l.confidence.to_string()];
        super::row(a, q.span(), &cells, &l.text, out)
    })
}

pub(super) fn text(a: &Analysis, filter: &Filter, out: &mut dyn Write) -> io::Result<()> {
    for q in wanted(a, filter) {
        let kind = q.kind.name();
        let who = match &q.speaker {
            _ if q.kind == QuoteKind::Term => "a term, of nobody".into(),
            Some(s) => clean::line(name(s)),
            None => "speaker not told".into(),
        };
        // Who quotes one quotation is asked for: the outlet comes first.
        if filter.text.is_some() {
            write!(out, "{} · ", credit::outlet_and_day(a))?;
        }
        write!(out, "{}  {kind:<8}  {who}", place::of(a, q.span()))?;
        if let Some(m) = &q.medium {
            write!(out, " ({})", clean::line(&m.name))?;
        }
        if let Some(by) = &q.reported_by {
            write!(out, ", reported by {}", clean::line(name(by)))?;
        }
        writeln!(out, "\n    {}", clean::line(&words(a, q)))?;
    }
    Ok(())
}

fn name(speaker: &Speaker) -> &str {
    &speaker.name
}

pub(crate) fn words(a: &Analysis, q: &Quote) -> String {
    q.content.iter().map(|s| a.text(*s)).collect::<Vec<_>>().join(" … ")
}
