//! Where something was said or written, and to whom.

use claimdiff_text::{Span, table};

use crate::{Medium, attribute::Attribution, grammar::phrase_after, paragraph::Paragraph, small::NearQuote};

const MEDIA: &str = include_str!("media.tsv");

/// The medium and the addressee an attribution's sentence states outside quotation marks.
pub(crate) fn around(p: &Paragraph<'_, '_>, a: &Attribution) -> (Option<Medium>, Option<Span>) {
    let doc = p.doc;
    let sentence = p.sentence(a.verb);
    let mut medium = None;
    for i in sentence.clone() {
        if p.quoted(i) || p.outer.is_empty() && i > sentence.end {
            continue;
        }
        if let Some((length, name)) = named(p, i, sentence.end) {
            let from = if i > sentence.start && NearQuote::OnMedium.has(doc.word(i - 1)) { i - 1 } else { i };
            medium = Some(Medium { span: doc.span(from..i + length), name });
            break;
        }
    }
    if medium.is_none() && a.entry.is_some_and(|c| NearQuote::Tweet.has(c.lemma)) {
        medium = Some(Medium { span: doc.span(a.verb..a.verb + 1), name: "twitter".to_owned() });
    }
    let addressee = a.entry.filter(|c| c.takes_hearer()).and_then(|_| {
        let limit = sentence.end.min(a.verb + 12);
        let end = phrase_after(
            doc,
            a.verb + 1,
            p.outer.iter().map(|o| o.start).find(|s| *s > a.verb).unwrap_or(limit).min(limit),
        );
        (end > a.verb + 1).then(|| doc.span(a.verb + 1..end))
    });
    (medium, addressee)
}

impl Medium {
    /// Whether it is a platform on which speakers write themselves: what is said there stands in one wording.
    pub fn is_post(&self) -> bool {
        is_platform(&self.name)
    }

    /// The name as news writes it: "Truth Social", "statement".
    pub fn written(&self) -> &str {
        MEDIA_BY_NAME.get(self.name.as_str()).map_or(&self.name, |(written, _)| written)
    }
}

/// Whether a name is a platform's on which others write.
pub(crate) fn is_platform(name: &str) -> bool {
    let kind = |name: &str| MEDIA_BY_NAME.get(name).map(|(_, kind)| *kind);
    kind(name).or_else(|| kind(&name.to_lowercase())) == Some("post")
}

/// The medium whose name starts at a token: its length in tokens and its folded name.
fn named(p: &Paragraph<'_, '_>, at: usize, limit: usize) -> Option<(usize, String)> {
    let doc = p.doc;
    let first = stopless(doc.word(at));
    // Names are capitalised, but for the kinds of texts ("statement").
    let rows = MEDIA_BY_FIRST.get(first)?;
    for (words, name, before) in rows {
        let fits = words.iter().enumerate().all(|(k, w)| at + k < limit && stopless(doc.word(at + k)) == *w);
        let led = before.is_empty()
            || at > 0 && before.contains(&doc.word(at - 1))
            || at > 1 && before.contains(&doc.word(at - 2))
            || at > 2 && before.contains(&doc.word(at - 3));
        if fits && led {
            table::hit("media", &words.join(" "));
            return Some((words.len(), (*name).to_owned()));
        }
    }
    None
}

/// A single letter at the end of a sentence keeps its full stop as a token: "on X."
fn stopless(word: &str) -> &str {
    if word.len() == 2 { word.trim_end_matches('.') } else { word }
}

type Row = (Vec<&'static str>, &'static str, Vec<&'static str>);

static MEDIA_BY_FIRST: std::sync::LazyLock<rustc_hash::FxHashMap<&'static str, Vec<Row>>> =
    std::sync::LazyLock::new(|| {
        let mut map: rustc_hash::FxHashMap<&'static str, Vec<Row>> = Default::default();
        for row in table::rows(MEDIA) {
            let words: Vec<&str> = row.cells[0].split(' ').collect();
            let before = row.cell(2).split(' ').filter(|w| !w.is_empty()).collect();
            map.entry(words[0]).or_default().push((words, row.cells[1], before));
        }
        for rows in map.values_mut() {
            rows.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
        }
        map
    });

/// How each medium is written, and its kind.
static MEDIA_BY_NAME: std::sync::LazyLock<rustc_hash::FxHashMap<&'static str, (&'static str, &'static str)>> =
    std::sync::LazyLock::new(|| table::rows(MEDIA).map(|row| (row.cells[1], (row.cells[0], row.cell(3)))).collect());
