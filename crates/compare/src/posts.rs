//! One statement in two articles that quote it in different words.
//!
//! Too few words are shared to tell by them alone. The same speaker, the same platform and the same occasion tie the two:
//! their articles tell of one event, and the one quotes as fragments what the other quotes in whole sentences. Only what
//! is posted counts: in an interview much more is said than anybody quotes.

use claimdiff_claims::is_stopword;
use claimdiff_quotes::{Quote, QuoteKind};
use claimdiff_text::Span;
use rustc_hash::FxHashSet;

use crate::{
    Passage, Severity, Verdict,
    corpus::{Corpus, Identity, identity},
    events::{self, At, Tie},
    outcome::{Draft, Outcome},
    wording::{self, Word},
};

/// What somebody posted on one platform, as one article gives it.
struct Post<'a> {
    article: usize,
    speaker: &'a str,
    medium: &'a str,
    /// The stretches in quotation marks.
    parts: Vec<(&'a Quote, Span)>,
}

/// The bytes between two stretches of one statement at most.
const REACH: u32 = 120;
/// The share of a fragment's words that stand in the other's sentence, from which the two are one sentence reworded.
const STRONG: f64 = 0.6;

pub(crate) fn check(corpus: &Corpus<'_>, ties: &[(At, At, Tie)], out: &mut Outcome) {
    let mut seen: FxHashSet<(usize, usize)> = FxHashSet::default();
    // In an archive somebody posts much on one event, and two posts are hardly ever one.
    for (x, y, tie) in ties.iter().filter(|(x, y, _)| corpus.is_beside(x.article, y.article)) {
        let background = events::get(corpus, *x).background || events::get(corpus, *y).background;
        if !matches!(tie, Tie::Same(_)) || background || events::is_war(corpus, *x) {
            continue;
        }
        if !seen.insert((x.article, y.article)) {
            continue;
        }
        let (ours, theirs) = (posts(corpus, x.article), posts(corpus, y.article));
        for a in &ours {
            let same = |b: &&Post<'_>| a.medium == b.medium && identity(a.speaker, b.speaker) == Identity::Same;
            for b in theirs.iter().filter(same) {
                if let Some(passages) = reworded(corpus, a, b).or_else(|| reworded(corpus, b, a)) {
                    show(corpus, a, *x, passages, out);
                }
            }
        }
    }
}

fn posts<'a>(corpus: &Corpus<'a>, article: usize) -> Vec<Post<'a>> {
    let analysis = corpus.articles[article];
    let mut out: Vec<Post<'a>> = Vec::new();
    if analysis.quotes.iter().all(|q| q.medium.is_none()) {
        return out;
    }
    let mut last: Option<(usize, u32)> = None;
    for quote in analysis.quotes.iter().filter(|q| !matches!(q.kind, QuoteKind::Term | QuoteKind::Indirect)) {
        let named = quote.speaker.as_ref().and_then(|s| corpus.person(article, s));
        let unknown = quote.speaker.as_ref().is_none_or(|s| s.entity.is_none());
        let medium = quote.medium.as_ref().filter(|m| m.is_post());
        let at = match (medium, named, last) {
            (Some(medium), Some(speaker), _) => {
                let known = out.iter().position(|p| p.medium == medium.written() && p.speaker == speaker);
                Some(known.unwrap_or_else(|| {
                    out.push(Post { article, speaker, medium: medium.written(), parts: Vec::new() });
                    out.len() - 1
                }))
            }
            // What follows in the same breath is of the same statement.
            (None, _, Some((at, end)))
                if quote.medium.is_none()
                    && quote.span().start.saturating_sub(end) < REACH
                    && (unknown || named == Some(out[at].speaker)) =>
            {
                Some(at)
            }
            _ => None,
        };
        if let Some(at) = at {
            out[at].parts.extend(quote.marked.iter().map(|m| (quote, *m)));
            last = Some((at, quote.span().end));
        }
    }
    out
}

fn words<'a>(corpus: &Corpus<'a>, article: usize, span: Span) -> Vec<Word<'a>> {
    wording::words(corpus.articles[article].text(span), span.start)
}

/// The passages where fragments of one article are other words than the sentences of the other, if they are.
fn reworded(corpus: &Corpus<'_>, fragments: &Post<'_>, whole: &Post<'_>) -> Option<Vec<Passage>> {
    let sentences: Vec<(&Quote, Vec<Word<'_>>)> = whole
        .parts
        .iter()
        .flat_map(|(quote, span)| sentences(words(corpus, whole.article, *span)).into_iter().map(move |s| (*quote, s)))
        .collect();
    let all: Vec<Word<'_>> = sentences.iter().flat_map(|(_, s)| s.clone()).collect();
    let longest = fragments.parts.iter().map(|(_, s)| words(corpus, fragments.article, *s).len()).max()?;
    if all.len() <= longest || sentences.len() < 2 {
        return None;
    }
    let mut passages = Vec::new();
    let mut strong = false;
    for (quote, span) in &fragments.parts {
        let fragment = words(corpus, fragments.article, *span);
        if fragment.len() < 2 {
            continue;
        }
        let against = wording::compare(&fragment, &all);
        if against.drift.allowed() && against.coverage > 0.9 || against.coverage >= 0.6 && against.equal >= 4 {
            // It stands there, or is near enough for the words alone to tell.
            continue;
        }
        let shared = |s: &[Word<'_>]| fragment.iter().filter(|w| s.iter().any(|o| o.hash == w.hash)).count();
        let content = |s: &[Word<'_>]| {
            fragment.iter().any(|w| !is_stopword(&w.fold) && w.fold.len() > 3 && s.iter().any(|o| o.hash == w.hash))
        };
        let best =
            sentences.iter().filter(|(_, s)| content(s)).max_by_key(|(_, s)| (shared(s), std::cmp::Reverse(s.len())));
        let Some((theirs, sentence)) = best else { continue };
        strong |= shared(sentence) >= 3 && shared(sentence) as f64 >= STRONG * fragment.len() as f64;
        let differs = |of: &[Word<'_>], from: &[Word<'_>]| -> Vec<Span> {
            of.iter().filter(|w| !from.iter().any(|o| o.hash == w.hash)).map(|w| w.span).collect()
        };
        passages.push(passage(corpus, fragments.article, quote, *span, differs(&fragment, sentence)));
        if let Some(span) = wording::span(sentence, 0..sentence.len()) {
            passages.push(passage(corpus, whole.article, theirs, span, differs(sentence, &fragment)));
        }
    }
    (strong && !passages.is_empty()).then_some(passages)
}

/// The words of each sentence.
fn sentences(words: Vec<Word<'_>>) -> Vec<Vec<Word<'_>>> {
    let mut out: Vec<Vec<Word<'_>>> = Vec::new();
    for word in words {
        match out.last_mut() {
            Some(last) if !word.starts => last.push(word),
            _ => out.push(vec![word]),
        }
    }
    out
}

fn passage(corpus: &Corpus<'_>, article: usize, quote: &Quote, span: Span, differs: Vec<Span>) -> Passage {
    let around = [quote.cue, quote.speaker.as_ref().and_then(|s| s.mention)];
    let context = around.into_iter().flatten().fold(span, Span::cover);
    let mut passage = corpus.passage(article, span, context);
    passage.said_by = corpus.said(article, quote);
    passage.differs = differs;
    passage
}

fn show(corpus: &Corpus<'_>, post: &Post<'_>, event: At, passages: Vec<Passage>, out: &mut Outcome) {
    let quote = post.parts.first().map(|(q, _)| *q);
    let name = quote.and_then(|q| q.speaker.as_ref()).map(|s| corpus.name(post.article, s)).unwrap_or_default();
    out.show(
        corpus,
        Draft {
            code: "quote-wording",
            verdict: Verdict::Conflict,
            severity: Severity::Conflict,
            confidence: 75,
            summary: format!("{name} on {}: words inside quotation marks differ", post.medium),
            why: vec![
                "same speaker, medium and occasion".to_owned(),
                "one article quotes in fragments what the other quotes in whole sentences, and the words are not in them"
                    .to_owned(),
                "no bracket and no marked cut".to_owned(),
            ],
            event: Some(events::label(corpus, event)),
            passages,
        },
    );
}
