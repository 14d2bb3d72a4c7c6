//! Pairs of passages of real articles that were judged by reading them: `dossiers/judged.tsv`, which has places and
//! verdicts and none of the words.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    path::Path,
};

use anyhow::Context;
use claimdiff::{Analysis, Article};
use claimdiff_compare::facts::training::Example;
use claimdiff_parse::{Item, Limits};
use claimdiff_text::Span;

use super::cases::Label;
use crate::task::stories::corpus;

/// The judged pairs: the two passages, file, the code of the finding, the verdict.
const PAIRS: &str = include_str!("../../dossiers/judged.tsv");

/// A passage: the article's id, and the bytes in its text.
#[derive(Clone, Copy)]
struct Passage<'f> {
    article: &'f str,
    span: Span,
}

impl<'f> Passage<'f> {
    fn parse(cell: &'f str) -> Option<Passage<'f>> {
        let (article, bytes) = cell.rsplit_once('@')?;
        let (start, end) = bytes.split_once('-')?;
        Some(Passage { article, span: Span::new(start.parse().ok()?, end.parse().ok()?) })
    }
}

/// Two passages and what they are to each other.
struct Pair<'f> {
    file: &'f str,
    passages: [Passage<'f>; 2],
    code: &'f str,
    label: Label,
}

impl<'f> Pair<'f> {
    fn parse(line: &'f str) -> Option<Pair<'f>> {
        let mut cells = line.split('\t');
        let mut passages = cells.next()?.split(' ').map(Passage::parse);
        let passages = [passages.next()??, passages.next()??];
        let (file, code) = (cells.next()?, cells.next()?);
        let label = match cells.next()? {
            "differ" => Label::Differs,
            "same" => Label::Compatible,
            "part" | "other" => Label::Other,
            "misread" => Label::Misread,
            _ => return None,
        };
        Some(Pair { file, passages, code, label })
    }

    /// Whether candidates of a sort are what the code is about.
    fn is_about(&self, sort: u8) -> bool {
        match self.code {
            "date-conflict" => sort >= 7,
            "duration-conflict" => sort == 3,
            "ordinal-conflict" => sort == 6,
            "elapsed-time" => matches!(sort, 3 | 7),
            _ => !matches!(sort, 3 | 6..),
        }
    }
}

/// The articles that some pairs lie in, with the others of their stories.
#[derive(Default)]
pub(super) struct Story {
    pub(super) articles: Vec<Article>,
    pairs: Vec<Pair<'static>>,
}

impl Story {
    /// What each candidate was judged to be; what was not judged is left out.
    pub(super) fn labels(&self, analyses: &[Analysis], examples: &[Example]) -> Vec<Label> {
        let mut labels = vec![Label::Skip; examples.len()];
        for pair in &self.pairs {
            let place = |p: Passage<'_>| self.articles.iter().position(|a| own_id(a) == Some(p.article));
            let [Some(a), Some(b)] = pair.passages.map(place) else { continue };
            let shared = |(article, claim): (usize, usize), n: usize| {
                let (span, told) = (analyses[article].claims[claim].span, pair.passages[n].span);
                let both = span.end.min(told.end).saturating_sub(span.start.max(told.start));
                let any = span.end.max(told.end) - span.start.min(told.start);
                f64::from(both) / f64::from(any.max(1))
            };
            let fit = |e: &Example| {
                let forth = if (e.a.0, e.b.0) == (a, b) { shared(e.a, 0).min(shared(e.b, 1)) } else { 0.0 };
                let back = if (e.a.0, e.b.0) == (b, a) { shared(e.a, 1).min(shared(e.b, 0)) } else { 0.0 };
                forth.max(back)
            };
            let about = examples.iter().enumerate().filter(|(_, e)| pair.is_about(e.sort));
            let best = about.map(|(n, e)| (n, fit(e))).max_by(|(n, f), (m, g)| f.total_cmp(g).then(m.cmp(n)));
            if let Some((n, _)) = best.filter(|(_, fit)| *fit > LEAST) {
                labels[n] = pair.label;
            }
        }
        labels
    }
}

/// The share of two places that has to be common to both for them to be one.
const LEAST: f64 = 0.3;

/// The key that an article's record gives itself.
fn own_id(article: &Article) -> Option<&str> {
    article.meta.record.as_ref()?.id.as_deref()
}

/// The articles of a file as a report reads them.
fn read(file: &Path) -> anyhow::Result<Vec<Article>> {
    let name = file.display().to_string();
    let input = File::open(file).with_context(|| format!("opening {name}"))?;
    let mut articles = Vec::new();
    claimdiff_parse::read(input, &name, &name, &Limits::default(), &mut |item| {
        if let Item::Article(article) = item {
            articles.push(*article);
        }
    })?;
    Ok(articles)
}

/// All pairs with their articles, as many together as hang together by a pair or a story.
pub(super) fn stories(root: &Path) -> anyhow::Result<Vec<Story>> {
    let pairs: Vec<Pair<'static>> = PAIRS.lines().filter_map(Pair::parse).collect();
    let files: BTreeSet<&str> = pairs.iter().map(|p| p.file).collect();
    let (mut articles, mut joined) = (BTreeMap::new(), Joined::default());
    for file in files {
        let file = root.join(file);
        articles.extend(read(&file)?.into_iter().filter_map(|a| Some((own_id(&a)?.to_owned(), a))));
        for record in corpus(&file)? {
            if let Some(group) = &record.group {
                joined.join(&record.id, group);
            }
        }
    }
    for pair in &pairs {
        joined.join(pair.passages[0].article, pair.passages[1].article);
    }
    let mut stories: BTreeMap<String, Story> = BTreeMap::new();
    for pair in pairs {
        stories.entry(joined.name(pair.passages[0].article)).or_default().pairs.push(pair);
    }
    for (id, article) in articles {
        if let Some(story) = stories.get_mut(&joined.name(&id)) {
            story.articles.push(article);
        }
    }
    Ok(stories.into_values().collect())
}

/// What was joined bears one name: the least of its keys.
#[derive(Default)]
struct Joined(BTreeMap<String, String>);

impl Joined {
    fn name(&self, key: &str) -> String {
        let mut key = key;
        while let Some(next) = self.0.get(key) {
            key = next;
        }
        key.to_owned()
    }

    fn join(&mut self, a: &str, b: &str) {
        let (a, b) = (self.name(a), self.name(b));
        if a != b {
            self.0.insert(a.clone().max(b.clone()), a.min(b));
        }
    }
}
