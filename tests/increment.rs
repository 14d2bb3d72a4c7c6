//! Comparing in increments: what is new against what was there.

use std::collections::{BTreeMap, BTreeSet};

use claimdiff::{Analysis, Comparison, Key, Options, Statistics};

use crate::{entries, root, scratch};

/// The articles of all stories in the repository, a day apart or of one day as they are told.
fn articles() -> Vec<Analysis> {
    let mut out = Vec::new();
    for story in entries(&root().join("tests/stories")) {
        for file in entries(&story.join("in")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
            let name = file.display().to_string();
            let bytes = std::fs::read(&file).expect("an article");
            out.extend(claimdiff::parse(&bytes, &name, &name).expect("an article").articles);
        }
    }
    claimdiff::analyse_all(&out)
}

/// The findings that touch an article for which `is_new` holds, by id and the articles and places of their passages.
fn touching(
    comparison: &Comparison,
    articles: &[Analysis],
    is_new: impl Fn(&str) -> bool,
) -> BTreeSet<(String, Vec<(String, u32)>)> {
    let new = |f: &&claimdiff::Finding| f.passages.iter().any(|p| is_new(&articles[p.article].id));
    let place = |p: &claimdiff::Passage| (articles[p.article].id.clone(), p.span.start);
    // Of several findings with one beginning the number says which is which among all.
    let id = |f: &claimdiff::Finding| f.id.split('-').next().unwrap_or_default().to_owned();
    comparison.findings.iter().filter(new).map(|f| (id(f), f.passages.iter().map(place).collect())).collect()
}

/// Compares the first of some articles with each other and the rest.
fn compare_first(articles: &[Analysis], new: usize, statistics: &Statistics) -> Comparison {
    let new: Vec<bool> = (0..articles.len()).map(|n| n < new).collect();
    claimdiff::compare_new(articles, &new, statistics, &Options::default())
}

/// The records of a collection by their keys, in the order of their dates.
struct Store {
    records: Vec<Analysis>,
    by_key: BTreeMap<Key, Vec<u32>>,
}

impl Store {
    fn new(mut records: Vec<Analysis>) -> Store {
        records.sort_by_key(|r| {
            let days = r.meta.published.as_ref().map(|p| p.value.days());
            (days.is_none(), days, r.id.clone())
        });
        let mut by_key: BTreeMap<Key, Vec<u32>> = BTreeMap::new();
        for (record, n) in records.iter().zip(0..) {
            claimdiff::keys(record).into_iter().for_each(|key| by_key.entry(key).or_default().push(n));
        }
        Store { records, by_key }
    }

    /// What new records may have to do with, in so many steps.
    fn related(&self, new: &[Analysis], statistics: &Statistics, steps: usize) -> Vec<Analysis> {
        let last = |key: Key, most: usize| {
            let all = self.by_key.get(&key).map_or(&[][..], Vec::as_slice);
            all[all.len().saturating_sub(most)..].to_vec()
        };
        let mut found: BTreeSet<u32> = BTreeSet::new();
        let mut open: Vec<Analysis> = new.to_vec();
        for _ in 0..steps {
            let mut next = Vec::new();
            for record in &open {
                for n in claimdiff::related(record, statistics, last) {
                    if found.insert(n) {
                        next.push(self.records[n as usize].clone());
                    }
                }
            }
            open = next;
        }
        found.into_iter().map(|n| self.records[n as usize].clone()).collect()
    }
}

#[test]
fn comparing_everything_as_new_is_comparing_in_one_go() {
    let articles = articles();
    let options = Options::default();
    let statistics = Statistics::of(&articles);
    let whole = claimdiff::compare(&articles, &options);
    assert!(!whole.findings.is_empty());
    assert_eq!(claimdiff::compare_new(&articles, &vec![true; articles.len()], &statistics, &options), whole);
}

#[test]
fn statistics_of_halves_merge_into_those_of_the_whole() {
    let articles = articles();
    let whole = Statistics::of(&articles);
    for at in [0, 1, articles.len() / 2, articles.len()] {
        let (a, b) = articles.split_at(at);
        let (mut x, mut y) = (Statistics::of(a), Statistics::of(b));
        x.merge(&Statistics::of(b));
        y.merge(&Statistics::of(a));
        assert_eq!((&x, &y), (&whole, &whole));
        b.iter().for_each(|record| x.remove(record));
        assert_eq!(x, Statistics::of(a));
    }
}

#[test]
fn an_increment_finds_what_a_run_over_all_finds_of_the_new() {
    let articles = articles();
    let (statistics, whole) = (Statistics::of(&articles), claimdiff::compare(&articles, &Options::default()));
    let mut seen = 0;
    for n in 0..articles.len() {
        let mut rest = articles.clone();
        let new = rest.remove(n);
        let id = new.id.clone();
        let wanted = touching(&whole, &articles, |i| i == id);
        seen += wanted.len();
        // All that was there before, and what is looked up of it.
        let related = Store::new(rest.clone()).related(std::slice::from_ref(&new), &statistics, 2);
        for old in [rest, related] {
            let some: Vec<Analysis> = [new.clone()].into_iter().chain(old).collect();
            let found = compare_first(&some, 1, &statistics);
            assert_eq!(touching(&found, &some, |i| i == id), wanted, "{id}, {} articles", some.len());
            assert!(found.findings.iter().all(|f| f.passages.iter().any(|p| p.article == 0)), "{id}");
        }
    }
    assert!(seen > articles.len() / 2, "{seen}");
}

/// The share of findings of new articles that an increment over what is looked up does not share with a run over all,
/// measured on the open stories, every tenth article new and told one by one.
#[test]
fn an_increment_over_real_stories_differs_little() {
    let Some(gold) = std::env::var_os("CLAIMDIFF_GOLD").map(std::path::PathBuf::from) else { return };
    let mut all = Vec::new();
    for name in ["stories/allsides.jsonl", "stories/basil.jsonl"] {
        let bytes = std::fs::read(gold.join(name)).expect("gold");
        all.extend(claimdiff::parse(&bytes, name, name).expect("articles").articles);
    }
    let articles = claimdiff::analyse_all(&all);
    let (statistics, whole) = (Statistics::of(&articles), claimdiff::compare(&articles, &Options::default()));
    let (new, old): (Vec<_>, Vec<_>) = articles.iter().cloned().enumerate().partition(|(n, _)| n % 10 == 0);
    let strip = |v: Vec<(usize, Analysis)>| v.into_iter().map(|(_, a)| a).collect::<Vec<_>>();
    let (new, old) = (strip(new), strip(old));
    let ids: BTreeSet<&str> = new.iter().map(|a| a.id.as_str()).collect();
    let wanted = touching(&whole, &articles, |id| ids.contains(id));
    let store = Store::new(old);
    let (mut shares, mut told) = (Vec::new(), String::new());
    for steps in [1, 2] {
        let related = store.related(&new, &statistics, steps);
        let (read, count) = (related.len(), new.len());
        let some: Vec<Analysis> = new.iter().cloned().chain(related).collect();
        let found = compare_first(&some, count, &statistics);
        let found = touching(&found, &some, |id| ids.contains(id));
        let (both, either) = (found.intersection(&wanted).count(), found.union(&wanted).count());
        let share = (either - both) as f64 / either.max(1) as f64;
        let all = store.records.len();
        told += &format!("{steps} steps: {read} of {all} read, {both} findings of {either} in both\n");
        shares.push(share);
    }
    // And each by itself: what a draft costs.
    let (mut read, mut both, mut either) = (0, 0, 0);
    for record in new.iter().take(20) {
        let related = store.related(std::slice::from_ref(record), &statistics, 2);
        read += related.len();
        let mut rest: Vec<Analysis> = new.iter().filter(|a| a.id != record.id).cloned().collect();
        rest.splice(0..0, [record.clone()]);
        let some: Vec<Analysis> = rest.into_iter().chain(related).collect();
        let found = touching(&compare_first(&some, 1, &statistics), &some, |id| id == record.id);
        let wanted = touching(&whole, &articles, |id| id == record.id);
        both += found.intersection(&wanted).count();
        either += found.union(&wanted).count();
    }
    told += &format!("one by one: {read} read for 20, {both} findings of {either} in both\n");
    std::fs::write(scratch("increment").join("told.txt"), &told).expect("scratch is writable");
    assert!(shares[1] <= 0.01, "{told}");
}
