//! Figures that one speaker gives.

use std::ops::Range;

use claimdiff_claims::{Analysis, Claim};

use super::{MAX_POSTINGS, Paths};
use crate::{
    clue::{Clue, Clues},
    corpus::{Corpus, Identity, identity},
    figures::{Index, Link, Place, decide::judge, get},
};

pub(super) fn find(corpus: &Corpus<'_>, index: &Index, figures: Range<usize>, paths: &mut Paths) {
    for figure in figures {
        let at = index.sentences[figure].0;
        let whose = |p: Place| speaker_of(corpus.articles[p.article], get(corpus, p)).unwrap_or("");
        for other in index.speakers.before(figure, MAX_POSTINGS).map(|other| index.sentences[other].0) {
            let one = other.article != at.article && identity(whose(at), whose(other)) == Identity::Same;
            if one && paths.seen.insert((other, at)) {
                let why = Clues::default().with(Clue::Speaker);
                paths.judged.push(judge(corpus, other, at, Link { why, sure: 85, speaker: true, ..Link::default() }));
            }
        }
    }
}

/// The folded name of who gives a figure, where it is known.
pub(in crate::figures) fn speaker_of<'a>(article: &'a Analysis, claim: &Claim) -> Option<&'a str> {
    let entity = claim.sources.first()?.entity?;
    article.entities.get(entity.0 as usize).map(|e| e.key.as_str())
}
