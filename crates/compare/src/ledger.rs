use claimdiff_claims::Analysis;
use rustc_hash::FxHashMap;

use crate::{Alone, Cleared, Comparison, chronological, corpus::Corpus, number_repeats, outcome::Miss};

/// The near misses of a comparison. It keeps what they are made of; [`Comparison::cleared`] words them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// In the parts in which they were found, with articles by their place in the order of their dates.
    parts: Vec<Vec<Miss>>,
    /// How many pairs of claims have so little in common that they are counted only.
    pub unlike: usize,
    /// How many pairs of claims of one dimension and story were beyond what is put side by side.
    pub beyond: usize,
}

impl Ledger {
    /// A ledger of near misses in words, with the articles of which they tell.
    pub fn of(cleared: Vec<Cleared>, articles: &[Analysis]) -> Ledger {
        let order = chronological(articles);
        let mut places = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, at)| places[*at] = place);
        let whole = |mut c: Cleared| {
            c.finding.number(&places);
            Miss::Whole(Box::new(c))
        };
        Ledger { parts: vec![cleared.into_iter().map(whole).collect()], ..Ledger::default() }
    }

    pub(crate) fn add(&mut self, part: Vec<Miss>, unlike: usize, beyond: usize) {
        self.parts.push(part);
        self.unlike += unlike;
        self.beyond += beyond;
    }

    /// The number of near misses.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The most near misses of one story that are listed: what many articles repeat gives some for each two of them.
const MAX_OF_STORY: usize = 500;

/// The most that are listed in all.
const MAX_LISTED: usize = 40_000;

impl Comparison {
    /// How many of the near misses [`Comparison::cleared`] lists.
    pub fn listed(&self, articles: &[Analysis]) -> usize {
        let order = chronological(articles);
        let corpus = Corpus::bare(order.iter().map(|at| &articles[*at]).collect(), &Alone);
        self.bounded(&corpus, &order).count()
    }

    /// The near misses that are listed, the first of each story.
    fn bounded<'a>(&'a self, corpus: &'a Corpus<'_>, order: &'a [usize]) -> impl Iterator<Item = &'a Miss> {
        let mut of_story: FxHashMap<u32, usize> = FxHashMap::default();
        let first_of_story = move |miss: &&Miss| {
            let story = order.get(miss.article(corpus)).and_then(|at| self.stories.get(*at)).copied();
            let count = of_story.entry(story.unwrap_or(u32::MAX)).or_default();
            *count += 1;
            *count <= MAX_OF_STORY
        };
        self.ledger.parts.iter().flatten().filter(first_of_story).take(MAX_LISTED)
    }

    /// The near misses in words, by code and article. `articles` are those that were compared.
    pub fn cleared(&self, articles: &[Analysis]) -> Vec<Cleared> {
        let order = chronological(articles);
        let corpus = Corpus::bare(order.iter().map(|at| &articles[*at]).collect(), &Alone);
        let mut out: Vec<Cleared> = self.bounded(&corpus, &order).map(|m| m.cleared(&corpus)).collect();
        out.sort_by_cached_key(|c| (c.finding.rank(), c.reason));
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        // Of several findings of one id the first has it bare, the last the number of all.
        for f in &self.findings {
            *known.entry(f.id.split('-').next().unwrap_or_default().to_owned()).or_default() += 1;
        }
        number_repeats(&mut known, out.iter_mut().map(|c| &mut c.finding));
        out.iter_mut().for_each(|c| c.finding.number(&order));
        out
    }
}
