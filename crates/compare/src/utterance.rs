//! Whether two wordings are one utterance, and whether that is sure enough to show that they differ.

use claimdiff_quotes::Quote;

use crate::{
    Reason,
    corpus::Corpus,
    naming,
    speaker::{self, Speakers},
    wording::{self, Comparison, Drift, Word},
};

/// Days between reports of one utterance. Later it is an archive or another occasion, and only the very same words tell.
const WINDOW: i32 = 10;
/// The same for nearly all words of a sentence of one speaker.
const LONG_WINDOW: i32 = 45;
/// The least run of equal words that ties two quotations of which most is not the same.
pub(crate) const LONG_RUN: usize = 8;
/// Runs of fewer words say nothing alone.
pub(crate) const MIN_WORDS: usize = 3;

/// The least equal words of two quotations of one story, of which one is nobody's or perhaps another's, that make a difference
/// between them one of wording.
const UNTOLD: usize = 12;

/// What was decided about two wordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// One utterance, and one speaker as far as is known.
    Same,
    /// One utterance, given to two people.
    OtherSpeaker,
    /// Likely one utterance, but not so surely that another word is another wording and not another sentence.
    Unsure(Reason),
    /// Two utterances, or the texts do not say.
    Apart(Reason),
}

/// A quotation and its article.
pub(crate) type Told<'a> = (usize, &'a Quote);

/// Whether two wordings are one utterance; `None` where they have too little in common to be looked at.
pub(crate) fn decide(corpus: &Corpus<'_>, a: Told<'_>, b: Told<'_>, w: &Comparison) -> Option<Decision> {
    let (x, y) = (a.0, b.0);
    if w.equal < MIN_WORDS || w.content == 0 {
        return None;
    }
    let (story, beside) = (corpus.same_story(x, y), corpus.is_beside(x, y));
    let near = story || corpus.near(x, y, WINDOW);
    // An article without a date is of the occasion only if it is about the same.
    let tied = || story || near && corpus.same_topic(x, y);
    // The very same words, and enough of them, are one utterance whenever it is told.
    let verbatim = w.drift <= Drift::Bracketed && w.coverage >= 0.9 && w.equal >= 8;
    // Nearly all words of a whole sentence are one utterance, however plain the words.
    let whole = w.coverage >= 0.8 && w.equal >= 6;
    // All words of the shorter one, as the trade allows: nothing is shown of such a pair.
    let allowed = w.coverage >= 0.95 && w.drift.allowed();
    let alike = (w.coverage >= 0.6 && w.equal >= 4 && w.content >= 2)
        || w.run >= LONG_RUN && w.content >= 3
        || whole
        || beside && w.coverage >= 0.95 && w.equal >= 4;
    let recent = near || whole && w.content >= 2 && corpus.near(x, y, LONG_WINDOW);
    // Nearly all words of a long sentence.
    let long = whole && w.equal >= 10 && w.content >= 4 && corpus.near(x, y, LONG_WINDOW);
    // A few plain words of one speaker are of one occasion only where the texts tell that it is one.
    let told = || w.content >= 4 || corpus.days[x].is_some() && corpus.days[y].is_some() || tied();
    // A few words that somebody takes up in a longer sentence of his own are his.
    let said = whole && (w.extent >= 0.5 || w.equal >= 10);
    let speakers = speaker::compare(corpus, a, b);
    let one = match speakers {
        Speakers::Same => recent && alike && told() || verbatim,
        Speakers::Untold => {
            alike
                && (w.coverage >= 0.7 || w.run >= LONG_RUN)
                && (near && (whole || allowed) || long || w.equal >= 5 && tied())
                || verbatim
        }
        Speakers::Doubtful => {
            let most = w.coverage >= 0.75 && w.equal >= 5 && w.content >= 2;
            most && story
                || near && alike && (allowed || w.coverage >= 0.95 && w.equal >= 6 && w.content >= 3)
                || whole && (near && w.content >= 4 || w.content >= 3 && tied())
                || long
                || verbatim
        }
        Speakers::Other if said && (w.content >= 2 || w.content > 0 && w.run >= 6 && corpus.same_dossier(x, y)) => {
            return Some(match near {
                true if tied() || beside => Decision::OtherSpeaker,
                false if verbatim && w.content >= 3 && corpus.same_topic(x, y) => Decision::OtherSpeaker,
                _ => Decision::Apart(Reason::OtherOccasion),
            });
        }
        Speakers::Other => false,
    };
    match one {
        true if w.drift.allowed() => Some(Decision::Same),
        // In an archive few plain words are said again and again.
        true if w.content < 2 && !beside => Some(Decision::Unsure(Reason::OtherUtterance)),
        // A few words that two may have said, one perhaps in words of his own.
        true if speakers == Speakers::Doubtful && w.equal < UNTOLD && !beside => {
            Some(Decision::Unsure(Reason::UnsureSpeaker))
        }
        // A few words that nobody is named for: set phrases of those who claim, thank or deny come again at each event.
        true if speakers == Speakers::Untold && (!story || w.equal < UNTOLD) && !beside => {
            Some(Decision::Unsure(Reason::OtherOccasion))
        }
        true if damaged(corpus, a) || damaged(corpus, b) => Some(Decision::Unsure(Reason::Damaged)),
        true => Some(doubt(a.1, b.1, w, speakers, story).map_or(Decision::Same, Decision::Unsure)),
        false if w.coverage >= 0.5 && w.content >= 2 => Some(Decision::Apart(match near {
            true => Reason::OtherUtterance,
            false => Reason::OtherOccasion,
        })),
        false => None,
    }
}

/// The words of a sentence that are held against another's as a whole.
const SENTENCE: std::ops::RangeInclusive<usize> = 4..=40;
/// The share of both sentences' words in common, in order, from which they are one sentence of one speaker, reworded or
/// translated by another hand: side by side, and in a story among others.
const ALIKE: [f64; 2] = [0.6, 0.7];

/// The same of two sentences side by side whose speakers are told in ways that may mean one.
const ALIKE_UNSURE: f64 = 0.75;
/// The most sentences of a quotation that are held against others by themselves.
const MAX_SENTENCES: usize = 8;
/// Days between reports that are laid side by side.
const DOSSIER_WINDOW: i32 = 31;

/// How two sentences differ that one speaker is quoted with in one story, where they are one in other words.
pub(crate) fn reworded(
    corpus: &Corpus<'_>,
    a: (Told<'_>, &[Word<'_>]),
    b: (Told<'_>, &[Word<'_>]),
) -> Option<Comparison> {
    let (x, y) = (a.0, b.0);
    if !corpus.same_dossier(x.0, y.0) {
        return None;
    }
    let beside = corpus.is_beside(x.0, y.0);
    let days = if beside { DOSSIER_WINDOW } else { WINDOW };
    if !corpus.near(x.0, y.0, days) || post(x.1) != post(y.1) || damaged(corpus, x) || damaged(corpus, y) {
        return None;
    }
    let least = match speaker::compare(corpus, x, y) {
        Speakers::Same => ALIKE[usize::from(!beside)],
        Speakers::Doubtful | Speakers::Untold if beside => ALIKE_UNSURE,
        _ => return None,
    };
    let sure = least < ALIKE_UNSURE;
    let mut best: Option<(f64, Comparison)> = None;
    for ours in sentences(a.1) {
        for theirs in sentences(b.1) {
            let w = wording::compare_whole(ours, theirs);
            let alike = 2.0 * w.equal as f64 / (ours.len() + theirs.len()) as f64;
            let enough = match sure {
                true => {
                    let once = w.content > 0 && w.equal >= 5 && w.changes.len() == 1;
                    w.equal >= MIN_WORDS && (w.content > 1 || once || beside)
                }
                false => w.equal >= 6 && w.content >= 2,
            };
            if enough && alike >= least && best.as_ref().is_none_or(|(most, _)| alike > *most) {
                best = Some((alike, w));
            }
        }
    }
    best.map(|(_, w)| w).filter(|w| !w.drift.allowed())
}

/// How two sentences of one speaker differ of which one leaves out the last words of the other.
pub(crate) fn cut_short(
    corpus: &Corpus<'_>,
    a: (Told<'_>, &[Word<'_>]),
    b: (Told<'_>, &[Word<'_>]),
) -> Option<Comparison> {
    let (x, y) = (a.0, b.0);
    let one = corpus.same_dossier(x.0, y.0) && speaker::compare(corpus, x, y) == Speakers::Same;
    if !one || damaged(corpus, x) || damaged(corpus, y) {
        return None;
    }
    sentences(a.1)
        .find_map(|ours| sentences(b.1).find_map(|theirs| wording::cut_short(ours, theirs)))
        .filter(|w| corpus.is_beside(x.0, y.0) || w.content >= 2)
}

/// The sentences of a quotation that are long enough to tell and short enough to be held against others.
fn sentences<'w, 't>(words: &'w [Word<'t>]) -> impl Iterator<Item = &'w [Word<'t>]> {
    words.chunk_by(|_, next| !next.starts).take(MAX_SENTENCES).filter(|s| SENTENCE.contains(&s.len()))
}

/// Whether the text between a quotation's marks is damaged.
fn damaged(corpus: &Corpus<'_>, (article, quote): Told<'_>) -> bool {
    quote.marked.iter().any(|span| naming::glued(corpus.articles[article].text(*span)))
}

/// So many words of a longer post are no thing that its author would not also say elsewhere.
const POSTED: usize = 10;

/// Where words were posted. What is posted is written once; what is said besides is another wording.
fn post(quote: &Quote) -> Option<&str> {
    quote.medium.as_ref().filter(|m| m.is_post()).map(|m| m.name.as_str())
}

/// Why a difference between two wordings may be one between two utterances, if it may: politicians say one thing twice
/// a day, in a speech and in a post, in other words each time.
fn doubt(a: &Quote, b: &Quote, w: &Comparison, speakers: Speakers, story: bool) -> Option<Reason> {
    // A word or two within the same stretch: nobody says two sentences so alike.
    if w.extent >= 0.7 && w.equal >= 4 {
        return None;
    }
    // Most of the shorter one, or a good deal of both.
    let most = w.coverage >= 0.75 || w.coverage >= 0.6 && (w.equal >= 16 || w.equal >= 9 && story);
    if !most || w.equal < 5 {
        return Some(Reason::OtherUtterance);
    }
    if post(a) != post(b) && (w.coverage < 0.9 || w.equal < POSTED && w.cut) {
        return Some(Reason::OtherOccasion);
    }
    // A turn of phrase in a longer one that differs at several places is taken up again.
    if w.extent < 0.5 && w.changes.len() > 1 && (w.coverage < 0.75 || w.equal < LONG_RUN) {
        return Some(Reason::OtherUtterance);
    }
    // Where only what stands before or after the shared words differs, two sentences may share a turn of phrase.
    let enough = match (speakers, w.inner) {
        (Speakers::Doubtful, true) => w.coverage >= 0.8 && w.equal >= 8,
        (Speakers::Doubtful, false) => w.coverage >= 0.85 && w.equal >= 12,
        (Speakers::Untold, true) => w.content >= 2 && (story || w.equal >= 8),
        (_, true) => true,
        (_, false) => w.coverage >= 0.8 && (story || w.equal >= 8),
    };
    (!enough).then_some(match speakers {
        Speakers::Doubtful => Reason::UnsureSpeaker,
        _ => Reason::OtherUtterance,
    })
}
