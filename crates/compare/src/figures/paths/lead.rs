//! The tolls that two articles of one story lead with.

use std::ops::Range;

use super::{
    Paths,
    event::{FAR, VETO},
    part::{far, parted},
};
use crate::{
    clue::{Clue, Clues},
    corpus::Corpus,
    events::At,
    figures::{Index, Link, decide::judge, get, lead, likeness, pair::Pair},
};

pub(super) fn find(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    for figure in figures {
        let (b, t) = &index.sentences[figure];
        for (a, s) in index.leads.before(figure, lead::MAX_ARTICLES).map(|n| &index.sentences[n]) {
            let (pair, s, t) = ((*a, *b), (*a, s), (*b, t));
            let near = corpus.near(a.article, b.article, lead::DAYS);
            if !near || paths.others.contains(&pair) || far(corpus, *a, *b, FAR) || paths.seen.contains(&pair) {
                continue;
            }
            let likely = likeness::same(&Pair::new(corpus, s, t).evidence);
            let why = Clues::default().with(Clue::Lead);
            let event = get(corpus, *a).event.map(|event| At { article: a.article, event });
            let j = judge(corpus, *a, *b, Link { why, event, sure: 75, likely, ..Link::default() });
            if j.verdict.differs() && (likely < VETO || parted(corpus, s, t)) {
                continue;
            }
            paths.seen.insert(pair);
            paths.judged.push(j);
        }
    }
}
