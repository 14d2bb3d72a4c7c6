//! Whose words a claim is, and whether it is asserted.

mod counted;
mod modality;

use std::sync::LazyLock;

use claimdiff_annotate::{
    Closed, EntityId, EntityKind, Mention, MentionKind, Number, Tag, TimeKind, TokenKind, Unit, VerbForm, names,
};
use claimdiff_quotes::{Quote, QuoteKind, Speaker, says};
use claimdiff_text::{Days, Span};
use serde::{Deserialize, Serialize};

use crate::{
    Polarity,
    kinds::{self, Context, governor, is_break},
    meaning::NearFigure,
    words::Words,
};

pub(crate) use counted::{counted, gives};

/// One link of a source chain: the outlet <- a speaker or document <- whom they cite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Who it is: the fullest name in the article, or the words used ("police").
    pub name: String,
    /// The entity, where there is one.
    pub entity: Option<EntityId>,
    /// What sort of source it is.
    pub voice: Voice,
    /// The words that attribute the claim to it.
    pub span: Option<Span>,
}

/// What sort of source speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Voice {
    /// A named person or body.
    Named,
    /// Unnamed people: "officials", "police", "sources".
    Unnamed,
    /// A report, a poll, a statement, another outlet.
    Document,
    /// Only "reportedly", "allegedly".
    Hearsay,
}

#[derive(Clone, Copy, PartialEq)]
enum Cue {
    Unnamed,
    Document,
    Hearsay,
    Deny,
    No,
    Done,
    Reckons,
    Puts,
    /// Where this word is right behind it, if any is told.
    Deed(Option<&'static str>),
    Dismiss,
    Alleged,
    Author,
    Share,
}

const TABLE: &str = include_str!("en.tsv");

static CUES: LazyLock<Words<Cue>> = LazyLock::new(|| {
    Words::new("source", TABLE, |cells| match cells[0] {
        "unnamed" => Cue::Unnamed,
        "document" => Cue::Document,
        "hearsay" => Cue::Hearsay,
        "deny" => Cue::Deny,
        "no" => Cue::No,
        "reckons" => Cue::Reckons,
        "puts" => Cue::Puts,
        "deed" => Cue::Deed(cells.get(1).copied()),
        "dismiss" => Cue::Dismiss,
        "alleged" => Cue::Alleged,
        "author" => Cue::Author,
        "share" => Cue::Share,
        _ => Cue::Done,
    })
});

/// According to whom some words are, the innermost first, and the day on which that was said, where it is told.
pub(crate) fn attribution(cx: &Context<'_>, span: Span) -> (Vec<Link>, Option<Days>) {
    let around = quotes_around(cx, span);
    (chain(cx, span, &around), around.first().and_then(|quote| said_on(cx, quote)))
}

/// Whose words some are by which somebody is called: theirs who said them in marks, else the outlet's.
pub(crate) fn of_naming(cx: &Context<'_>, span: Span) -> Vec<Link> {
    let marked = |quote: &&Quote| quote.marked.iter().any(|m| m.contains(span));
    let around: Vec<&Quote> = quotes_around(cx, span).into_iter().filter(marked).collect();
    speakers(cx, span, &around).0
}

fn chain(cx: &Context<'_>, span: Span, around: &[&Quote]) -> Vec<Link> {
    let (mut out, aside) = speakers(cx, span, around);
    if out.is_empty() && !aside {
        out.extend(according(cx, span));
    }
    if let Some(word) = hearsay(cx, span) {
        let name = cx.lower_at(word).to_owned();
        out.insert(0, Link { name, entity: None, voice: Voice::Hearsay, span: Some(word) });
    }
    out
}

/// The links for who speaks some quotations around some words, and whether one of them holds these in an aside.
fn speakers(cx: &Context<'_>, span: Span, around: &[&Quote]) -> (Vec<Link>, bool) {
    let mut out = Vec::new();
    let mut aside = false;
    for quote in around {
        if is_aside(cx, quote, span) {
            aside = true;
            continue;
        }
        for speaker in [quote.speaker.as_ref(), quote.reported_by.as_ref()].into_iter().flatten() {
            let Some(link) = from_speaker(cx, speaker, quote.cue) else { continue };
            if !out.iter().any(|l: &Link| l.name == link.name) {
                out.push(link);
            }
        }
    }
    (out, aside)
}

/// The quotations whose content holds the beginning of some words, the innermost first. Quotations are in the order of
/// the text; only the last few that start before the words can hold them.
fn quotes_around<'a>(cx: &Context<'a>, span: Span) -> Vec<&'a Quote> {
    const LOOK_BACK: usize = 12;
    let to = cx.quotes.partition_point(|q| q.span().start <= span.start);
    let mut around: Vec<&Quote> = cx.quotes[to.saturating_sub(LOOK_BACK)..to]
        .iter()
        .filter(|q| q.kind != QuoteKind::Term && q.speaker.is_some())
        .filter(|q| q.content.iter().any(|c| c.start <= span.start && span.start < c.end))
        .filter(|q| tells(cx, q, span) && !dates_saying(cx, q, span))
        .collect();
    around.sort_by_key(|q| q.span().len());
    around
}

/// Whether some words are a time that tells when something was said: "said on Monday that", "told reporters on Friday that".
/// Marked words are the speaker's own.
fn dates_saying(cx: &Context<'_>, quote: &Quote, span: Span) -> bool {
    let times = &cx.doc.times;
    let time = times.get(times.partition_point(|t| t.span.end <= span.start)).filter(|t| t.span.overlaps(span));
    let (Some(cue), Some(time)) = (quote.cue, time) else { return false };
    if quote.marked.iter().any(|m| m.contains(span)) {
        return false;
    }
    let (cue, time) = (cx.doc.tokens_in(cue), cx.doc.tokens_in(time.span));
    let that = time.end < cx.doc.tokens.len() && cx.doc.tag(time.end) == Tag::Sconj && cue.end <= time.start;
    that || kinds::clause::of(cx, span).verb.is_some_and(|v| cue.contains(&v))
}

/// The day, no later than the article's, on which somebody said something: "killed 17 people, officials said on Tuesday" in an
/// article of Wednesday.
fn said_on(cx: &Context<'_>, quote: &Quote) -> Option<Days> {
    const FARTHEST_DAYS: i32 = 7;
    let published = cx.published()?;
    let times = cx.doc.times_in(cx.doc.sentence_of(quote.cue?.start)?);
    let before = |d: &Days| d.first == d.last && d.last <= published.last && published.first - d.last <= FARTHEST_DAYS;
    let dated = times.iter().filter(|t| t.kind == TimeKind::Date && dates_saying(cx, quote, t.span));
    dated.filter_map(|t| t.days).find(before)
}

/// Whether some words outside marks stand in an aside about a name, which is the outlet's own: "said that Ann Roe, 72, had",
/// "said Ann Roe, who ran the mill in 2000, had", "told it at Ostrow, where 12 had died"; so is whom it calls by an age that it
/// told before: "said that the 31-year-old was ill".
fn is_aside(cx: &Context<'_>, quote: &Quote, span: Span) -> bool {
    const LONGEST: usize = 14;
    if quote.kind == QuoteKind::Direct || quote.marked.iter().any(|m| m.contains(span)) {
        return false;
    }
    let words = cx.doc.tokens_in(span);
    let Some(sentence) = cx.doc.sentence_of(span.start).map(|s| cx.doc.sentences[s].tokens.clone()) else {
        return false;
    };
    if words.is_empty() {
        return false;
    }
    let comma = |t: usize| sentence.contains(&t) && cx.lower(t) == ",";
    let named = |t: usize| sentence.contains(&t) && matches!(cx.doc.tag(t), Tag::Propn | Tag::Noun);
    let age =
        comma(words.end) && words.start >= 2 && comma(words.start - 1) && cx.doc.tag(words.start - 2) == Tag::Propn;
    let from = sentence.start.max(words.start.saturating_sub(LONGEST));
    let clause = (from..words.start).rev().take_while(|t| !is_break(cx.doc.tokens[*t].kind));
    // "the war, which he said was killing 40 a week": what was said begins within it.
    let held = |t: usize| {
        let at = cx.doc.tokens[t].span.start;
        quote.content.iter().any(|c| c.start < at && at < c.end)
    };
    let who = clause.clone().last().is_some_and(|t| {
        let after_name = t > sentence.start + 1 && comma(t - 1) && named(t - 2);
        Closed::WhoWhich.has(cx.lower(t)) && held(t) && after_name
    });
    let there = clause.into_iter().any(|t| {
        let before = t.checked_sub(if t > sentence.start && comma(t - 1) { 2 } else { 1 });
        let place = before.is_some_and(|t| sentence.contains(&t) && cx.doc.tag(t) == Tag::Propn);
        Closed::Where.has(cx.lower(t)) && held(t) && place
    });
    let told_before = number_at(cx, span).is_some_and(|n| n.unit == Unit::Age && n.span.overlaps(span))
        && words.start > sentence.start
        && Closed::The.has(cx.lower(words.start - 1));
    age && words.len() == 1 || who || there || told_before
}

/// Whether a quotation tells whose words some words are: they stand in its marks, or what attributes it tells that
/// somebody said or reckoned it. Who thanked, called or refused somebody told nothing.
fn tells(cx: &Context<'_>, quote: &Quote, span: Span) -> bool {
    if quote.marked.iter().any(|m| m.contains(span)) {
        return true;
    }
    let Some(cue) = quote.cue else { return quote.kind == QuoteKind::Direct };
    let tokens = cx.doc.tokens_in(cue);
    let end = tokens.end;
    // "proceeded to kill 12 people" tells what somebody did, not what they said.
    if end > 0 && end < cx.doc.tokens.len() && Closed::To.has(cx.lower(end)) && is_done(cx, end - 1) {
        return false;
    }
    // "continued to add labels"
    let led = tokens.start.checked_sub(1).is_some_and(|t| Closed::To.has(cx.lower(t)));
    let that = end < cx.doc.tokens.len() && matches!(cx.doc.tag(end), Tag::Sconj | Tag::Punct);
    if led && !that && tokens.start.checked_sub(2).is_some_and(|t| is_done(cx, t)) {
        return false;
    }
    tokens.into_iter().any(|t| {
        let base = governor::base(cx.lower(t));
        match CUES.get(&base) {
            Some(Cue::Reckons) => {
                let reckons = reckons(cx, quote);
                if reckons {
                    CUES.hit(&base);
                }
                reckons
            }
            // "put the crowd at 40,000"
            Some(Cue::Puts) => {
                let first = cx.doc.tokens_in(span).start;
                let at = first > 0 && Closed::At.has(cx.lower(first - 1));
                if at {
                    CUES.hit(&base);
                }
                at
            }
            // "agree on a deal for 48,000 workers", "concluded a deal for five farmers"
            Some(Cue::Deed(next)) if next.is_none_or(|next| t + 1 < cx.doc.tokens.len() && cx.lower(t + 1) == next) => {
                CUES.hit(&base);
                false
            }
            _ => match CUES.get(cx.lower(t)) {
                // Who denies a part in a deed counts nobody.
                Some(Cue::Deny) => !(end..cx.doc.tokens_in(span).start).any(|t| has(cx, t, Cue::Share)),
                Some(Cue::Dismiss) => alleges(cx, end, cx.doc.tokens_in(span).start),
                _ => says(cx.doc.word(t)),
            },
        }
    })
}

/// Whether a speaker is somebody or something written, who may count or believe; "signs of a slowdown suggest" tells of none.
fn reckons(cx: &Context<'_>, quote: &Quote) -> bool {
    let Some(speaker) = &quote.speaker else { return false };
    let words = speaker.mention.map_or(speaker.name.as_str(), |m| m.of(cx.doc.text()));
    let known = |(at, w): (usize, &str)| {
        let lower = w.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        let written = matches!(CUES.get(&lower), Some(Cue::Unnamed | Cue::Document));
        let named = at > 0 && w.starts_with(char::is_uppercase);
        written || named || kinds::is_person(&lower) || names::is_title_word(&lower)
    };
    speaker.entity.is_some() || words.split_whitespace().enumerate().any(known)
}

/// Whether what is rejected is told of as somebody's words: "rejected claims that"; who "rejected a bill" denied nothing.
fn alleges(cx: &Context<'_>, from: usize, until: usize) -> bool {
    const REACH: usize = 6;
    (from..until.max(from + 1).min(from + REACH).min(cx.doc.tokens.len())).any(|t| {
        has(cx, t, Cue::Alleged) || cx.doc.tag(t) == Tag::Sconj || cx.doc.verb_form(t) == Some(VerbForm::Gerund)
    })
}

/// The link for a speaker; `None` where nothing but a pronoun or a figure stands for one.
fn from_speaker(cx: &Context<'_>, speaker: &Speaker, cue: Option<Span>) -> Option<Link> {
    // "12 deaths were reported in Norland"
    if speaker.mention.is_some_and(|m| is_where(cx, m)) {
        return None;
    }
    let text = cx.doc.text();
    let mut name = speaker.name.as_str();
    let mut entity = speaker.entity;
    if let Some(mention) = speaker.mention {
        let at = mention.of(text).find(name).map(|at| mention.start as usize + at);
        match (entity, at) {
            (None, Some(at)) => {
                let words = phrase(cx, Span::new(at, at + name.len()), cue);
                // "the accused" has no noun.
                name = if name.len() == mention.len() { words?.of(text) } else { words.map_or(name, |w| w.of(text)) };
            }
            (Some(_), Some(at)) if let Some(words) = owned(cx, mention, Span::new(at, at + name.len())) => {
                (name, entity) = (words.of(text), None);
            }
            _ => {}
        }
    }
    if let Some(other) = speaker.mention.and_then(|m| whose(cx, m)) {
        return Some(other);
    }
    let words = speaker.mention.map_or(name, |m| m.of(text));
    if entity.is_none()
        && voice(cx, None, words) == Voice::Document
        && let Some(author) = speaker.mention.and_then(|m| author(cx, cx.doc.tokens_in(m)))
    {
        return Some(author);
    }
    let span = match (speaker.mention, cue) {
        (Some(m), Some(c)) if m.cover(c).len() < 120 => Some(m.cover(c)),
        (m, c) => m.or(c),
    };
    Some(Link { name: bare(name).to_owned(), entity, voice: voice(cx, entity, words), span })
}

/// Whether some words tell where something was told, and not by whom: "in Norland", "at the U.N.".
fn is_where(cx: &Context<'_>, words: Span) -> bool {
    let first = cx.doc.tokens_in(words).start;
    let led = first.checked_sub(1).filter(|t| !Closed::The.has(cx.lower(*t))).or(first.checked_sub(2));
    led.is_some_and(|t| Closed::InAt.has(cx.lower(t)))
}

/// Who speaks where a name only tells whose they are: "said Roe's lawyer, Ann Smith", "wrote the mayor's office".
fn whose(cx: &Context<'_>, owner: Span) -> Option<Link> {
    const LONGEST: usize = 5;
    let genitive = cx.doc.tokens_in(owner).end;
    let person = |m: &Mention| cx.doc.entity(m.entity).kind == EntityKind::Person;
    let named = genitive.checked_sub(1).and_then(|t| cx.doc.mention_at(t)).is_some_and(person);
    if !named || genitive >= cx.doc.tokens.len() || !Closed::Genitive.has(cx.lower(genitive)) {
        return None;
    }
    let limit = cx.doc.sentences[cx.doc.sentence_at(genitive)].tokens.end;
    let inside = |t: &usize| matches!(cx.doc.tag(*t), Tag::Noun | Tag::Propn | Tag::Adj);
    let end = (genitive + 1..limit.min(genitive + 1 + LONGEST)).take_while(inside).last()? + 1;
    // "Roe's lawyer said": the words that attribute stand behind, and the whole phrase was read.
    let somebody = kinds::is_person(cx.lower(end - 1)) || names::is_title_word(cx.lower(end - 1));
    if !somebody {
        return None;
    }
    let apposed = (end + 1 < limit && cx.lower(end) == ",").then(|| cx.doc.mention_at(end + 1)).flatten();
    if let Some(m) = apposed.filter(|m| person(m) && m.kind == MentionKind::Name) {
        let name = cx.doc.entity(m.entity).name.clone();
        return Some(Link { name, entity: Some(m.entity), voice: Voice::Named, span: Some(owner.cover(m.span)) });
    }
    let words = Span { start: owner.start, end: cx.doc.tokens[end - 1].span.end };
    let name = words.of(cx.doc.text());
    Some(Link { name: bare(name).to_owned(), entity: None, voice: Voice::Unnamed, span: Some(words) })
}

/// A body that its own word does not name without whose it is, as it stands in some words: "the Arden County Sheriff's Office".
fn owned(cx: &Context<'_>, words: Span, name: Span) -> Option<Span> {
    let at = cx.doc.tokens_in(name);
    let before = at.start.checked_sub(1)?;
    let genitive = cx.doc.tokens[before];
    let owner = at.len() == 1 && genitive.kind == TokenKind::Clitic && words.start < genitive.span.start;
    // "Ann Roe's Facebook"
    let person = |m: &Mention| cx.doc.entity(m.entity).kind == EntityKind::Person;
    let whose = || cx.doc.mention_at(before.saturating_sub(1)).is_some_and(person);
    (owner && !whose()).then_some(Span { start: words.start, end: name.end })
}

/// The noun phrase of some words: what follows as a clause or a time is no part of who speaks ("the report published
/// Thursday"), and of two phrases in a row ("near the town a monitor said") the one beside the words that attribute is it.
/// `None` where no noun is in it.
fn phrase(cx: &Context<'_>, words: Span, cue: Option<Span>) -> Option<Span> {
    let tokens = cx.doc.tokens_in(words);
    let noun = |t: usize| matches!(cx.doc.tag(t), Tag::Noun | Tag::Propn);
    let timed = |t: usize| is_timed(cx, t) && cx.doc.mention_at(t).is_none();
    let last = cue.is_some_and(|c| c.start >= words.end);
    let mut headed = false;
    let (mut from, mut end) = (tokens.start, tokens.start);
    for t in tokens {
        // "the paper's completed report", "a member of his staff"
        let inside = Closed::Possessive.has(cx.lower(t)) || end > from && Closed::Genitive.has(cx.lower(end - 1));
        let clause = !inside && matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux | Tag::Sconj | Tag::Pron);
        let other = cx.doc.tag(t) == Tag::Det && end > from && noun(end - 1);
        if headed && (clause || timed(t) || other) {
            if !(last && other) {
                break;
            }
            (from, headed) = (t, false);
        }
        headed |= noun(t) && !timed(t);
        end = t + 1;
    }
    // "the hospital in", "the paper first", "an aide familiar" before "with", but "the attorney general"
    let next =
        |t: usize| t + 1 < cx.doc.tokens.len() && cx.doc.tag(t + 1) == Tag::Adp && !Closed::Of.has(cx.lower(t + 1));
    let hangs = |t: usize| match cx.doc.tag(t) {
        Tag::Adp | Tag::Adv | Tag::Det => true,
        Tag::Adj => next(t) && cx.doc.mention_at(t).is_none(),
        _ => Closed::Genitive.has(cx.lower(t)),
    };
    while headed && end > from && hangs(end - 1) {
        end -= 1;
    }
    // "Meanwhile the ministry"
    if from + 1 < end && cx.doc.tag(from) == Tag::Adv && Closed::The.has(cx.lower(from + 1)) {
        from += 1;
    }
    let start = cx.doc.tokens.get(from)?.span.start.max(words.start);
    headed.then(|| Span::new(start as usize, cx.doc.tokens[end - 1].span.end as usize))
}

/// Whether a word is a part of a time.
fn is_timed(cx: &Context<'_>, t: usize) -> bool {
    let span = cx.doc.tokens[t].span;
    cx.doc.times_in(cx.doc.sentence_at(t)).iter().any(|time| time.span.contains(span))
}

/// Who made a document, in its words or right behind: "a report by the Arden Post", "estimates from the Budget Office".
fn author(cx: &Context<'_>, document: std::ops::Range<usize>) -> Option<Link> {
    const REACH: usize = 6;
    let by = |t: &usize| *t < cx.doc.tokens.len() && CUES.get(cx.lower(*t)) == Some(Cue::Author);
    let from = (document.start..=document.end).find(by)?;
    let limit = cx.doc.sentences[cx.doc.sentence_at(from)].tokens.end.min(from + REACH);
    let mention = (from + 1..limit)
        .take_while(|t| !is_break(cx.doc.tokens[*t].kind) && !matches!(cx.doc.tag(*t), Tag::Verb | Tag::Aux))
        .find_map(|t| cx.doc.mention_at(t).filter(|m| m.kind == MentionKind::Name))?;
    CUES.hit(cx.lower(from));
    // "a report by a U.N. panel"
    let next = cx.doc.tokens_in(mention.span).end;
    let modifies = Closed::A.has(cx.lower(from + 1)) || cx.doc.entity(mention.entity).kind == EntityKind::Other;
    if modifies && next < limit && cx.doc.tag(next) == Tag::Noun && !is_timed(cx, next) {
        return source_after(cx, from + 1, limit);
    }
    let entity = cx.doc.entity(mention.entity);
    let span = Some(cx.doc.tokens[from].span.cover(mention.span));
    Some(Link { name: entity.name.clone(), entity: Some(mention.entity), voice: Voice::Named, span })
}

/// Words without their article: "the ministry" is "ministry".
fn bare(words: &str) -> &str {
    let article = ["the ", "a ", "an ", "The ", "A ", "An "].iter().find_map(|a| words.strip_prefix(a));
    article.unwrap_or(words)
}

fn voice(cx: &Context<'_>, entity: Option<EntityId>, words: &str) -> Voice {
    if entity.is_some_and(|e| cx.doc.entity(e).kind == EntityKind::Person) {
        return Voice::Named;
    }
    let noun = words.split_whitespace().rev().find_map(|w| {
        let lower = w.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        CUES.get(&lower).filter(|c| matches!(c, Cue::Unnamed | Cue::Document)).inspect(|_| CUES.hit(&lower))
    });
    match noun {
        Some(Cue::Document) => Voice::Document,
        _ if entity.is_some() => Voice::Named,
        Some(_) => Voice::Unnamed,
        None if words.starts_with(char::is_uppercase) => Voice::Named,
        None => Voice::Unnamed,
    }
}

/// "according to ..." in the sentence.
fn according(cx: &Context<'_>, span: Span) -> Option<Link> {
    let tokens = cx.doc.tokens_in(cx.context(span));
    let at = tokens
        .clone()
        .find(|t| Closed::According.has(cx.lower(*t)) && *t + 1 < tokens.end && Closed::To.has(cx.lower(*t + 1)))?;
    let cue = cx.doc.tokens[at].span;
    let source = source_after(cx, at + 2, tokens.end)?;
    // "according to five sources", "according to a poll released Friday": told of who it is, and by nobody else.
    let first = cx.doc.tokens_in(span).start;
    if source.span.is_some_and(|s| first > at && describes(cx, cx.doc.tokens_in(s).end, first)) {
        return None;
    }
    Some(source).map(|link| Link { span: link.span.map(|s| cue.cover(s)), ..link })
}

/// Whether words that begin at a token describe a source that ends before another: nothing but a clause of its own, or
/// nothing at all, stands between.
fn describes(cx: &Context<'_>, end: usize, first: usize) -> bool {
    const LONGEST: usize = 4;
    if first < end {
        return true;
    }
    let between = end..first;
    let opens = matches!(cx.doc.tag(end), Tag::Verb | Tag::Pron | Tag::Sconj | Tag::Det);
    let plain = |t: usize| !is_break(cx.doc.tokens[t].kind) && !matches!(cx.doc.tag(t), Tag::Noun | Tag::Propn);
    opens && (1..=LONGEST).contains(&between.len()) && between.into_iter().all(plain)
}

/// The source that begins at a token: a name, or the words up to the next break.
fn source_after(cx: &Context<'_>, from: usize, limit: usize) -> Option<Link> {
    if from >= limit {
        return None;
    }
    // "the Board of Trade and Industry" is one name.
    let inside = |t: usize| {
        let m = cx.doc.mention_at(t);
        m.is_some_and(|m| m.span.end > cx.doc.tokens[t].span.end && m.span.start < cx.doc.tokens[t].span.start)
    };
    let parts = |t: usize| is_break(cx.doc.tokens[t].kind) || Closed::And.has(cx.lower(t)) && !inside(t);
    let stop = (from..limit.min(from + 10)).find(|t| parts(*t));
    let end = stop.unwrap_or(limit.min(from + 10));
    if end == from {
        return None;
    }
    let words = phrase(cx, cx.doc.span(from..end), None)?;
    if voice(cx, None, words.of(cx.doc.text())) == Voice::Document
        && let Some(author) = author(cx, cx.doc.tokens_in(words))
    {
        return Some(author);
    }
    // "Arden police" are not Arden, "the Arden Post" is one name.
    let mentions = cx.doc.within(&cx.doc.mentions, |m| m.span, words);
    let person = |e: EntityId| cx.doc.entity(e).kind == EntityKind::Person;
    // "Channel 9 Lipa" is not Lipa.
    let torn = |from: usize, to: usize| (from..to).any(|t| matches!(cx.doc.tag(t), Tag::Propn | Tag::Num));
    // "the lawyers of Ann Roe", "Ann Roe's lawyers" and "a copy of her letter" are not hers.
    let phrase = cx.doc.tokens_in(words);
    let heads = |m: &&Mention| {
        let name = cx.doc.tokens_in(m.span);
        let owner = name.end < phrase.end && Closed::Genitive.has(cx.lower(name.end));
        let hangs = (phrase.start..name.start).any(|t| cx.doc.tag(t) == Tag::Adp);
        m.kind != MentionKind::Pronoun && !owner && !hangs
    };
    let whole = |m: &Mention| m.span.end >= words.end && !torn(phrase.start, cx.doc.tokens_in(m.span).start);
    let named = mentions.iter().filter(heads).find(|m| person(m.entity) || whole(m));
    let entity = named.map(|m| m.entity);
    let name = match entity {
        Some(e) => cx.doc.entity(e).name.clone(),
        None => bare(words.of(cx.doc.text())).to_owned(),
    };
    Some(Link { name, entity, voice: voice(cx, entity, words.of(cx.doc.text())), span: Some(words) })
}

fn hearsay(cx: &Context<'_>, span: Span) -> Option<Span> {
    clause(cx, span, 10)
        .find(|t| {
            let found = CUES.get(cx.lower(*t)) == Some(Cue::Hearsay);
            if found {
                CUES.hit(cx.lower(*t));
            }
            found
        })
        .map(|t| cx.doc.tokens[t].span)
}

/// The tokens of some words and up to `reach` before them, as far as their clause goes.
fn clause(cx: &Context<'_>, span: Span, reach: usize) -> std::ops::Range<usize> {
    let tokens = cx.doc.tokens_in(span);
    let mut start = tokens.start;
    let first = cx.doc.sentence_of(span.start).map_or(start, |s| cx.doc.sentences[s].tokens.start);
    while start > first && tokens.start - start < reach && !is_break(cx.doc.tokens[start - 1].kind) {
        start -= 1;
    }
    start..tokens.end
}

/// Whether a word tells that what somebody set out to do was done: "managed to".
pub(crate) fn is_done(cx: &Context<'_>, token: usize) -> bool {
    has(cx, token, Cue::Done)
}

/// Whether a word is of a class.
fn has(cx: &Context<'_>, token: usize, class: Cue) -> bool {
    let is = CUES.get(cx.lower(token)) == Some(class);
    if is {
        CUES.hit(cx.lower(token));
    }
    is
}

fn in_number(cx: &Context<'_>, word: Span) -> bool {
    number_at(cx, word).is_some_and(|n| n.span.contains(word))
}

/// The first number that does not end before some words.
fn number_at<'c>(cx: &'c Context<'_>, words: Span) -> Option<&'c Number> {
    let numbers = &cx.doc.numbers;
    numbers.get(numbers.partition_point(|n| n.span.end <= words.start))
}

/// Whether some words are asserted, and as what, from the words of their clause before and in them.
pub(crate) fn polarity(cx: &Context<'_>, span: Span) -> Polarity {
    const DENIAL_REACH: usize = 10;
    const NEGATION_REACH: usize = 3;
    const INSIDE: usize = 6;
    let words = cx.doc.tokens_in(span);
    let mut negated = false;
    for t in clause(cx, span, DENIAL_REACH) {
        let before = words.start.saturating_sub(t);
        // Of the words themselves only the first ones and those at the verb tell; others are of a clause in between.
        let apart = || words.end - t > INSIDE || (t..words.end).any(|t| is_break(cx.doc.tokens[t].kind));
        if t > words.start && apart() {
            continue;
        }
        let word = cx.lower(t);
        match CUES.get(word) {
            // Who denies a part in a deed does not deny the deed.
            Some(Cue::Deny) if !(t + 1..words.start).any(|t| has(cx, t, Cue::Share)) => {
                CUES.hit(word);
                return Polarity::Denied;
            }
            Some(Cue::Dismiss) if alleges(cx, t + 1, words.start) => {
                CUES.hit(word);
                return Polarity::Denied;
            }
            // "no fewer than 12", "not only" assert, "hundreds if not thousands" may be.
            Some(Cue::No) if before <= NEGATION_REACH && !in_number(cx, cx.doc.tokens[t].span) => {
                let next = if t + 1 < cx.doc.tokens.len() { cx.lower(t + 1) } else { "" };
                let or = t > 0 && Closed::If.has(cx.lower(t - 1));
                if !or && !NearFigure::Bound.has(next) {
                    CUES.hit(word);
                    negated = true;
                }
            }
            _ => {}
        }
    }
    if negated { Polarity::Negated } else { modality::of(cx, span) }
}
