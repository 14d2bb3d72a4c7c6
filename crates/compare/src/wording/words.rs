//! The words of a quotation, folded for comparison.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use super::small::LightWord;
use claimdiff_text::{Slice, Span, StableHash, table};
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub(super) const VARIANTS_NAME: &str = "variants";
pub(super) const VARIANTS_ROWS: &str = include_str!("variants.tsv");

/// Words that are written in several ways, with the one they are compared as.
static VARIANTS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| table::rows(VARIANTS_ROWS).map(|r| (r.key(), r.cells[1])).collect());

const ENDINGS_NAME: &str = "endings";
const ENDINGS_ROWS: &str = include_str!("endings.tsv");

/// British endings with the American ones (Oxford style guide, "spelling").
static ENDINGS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| table::rows(ENDINGS_ROWS).map(|r| (r.key(), r.cell(1))).collect());

const CONTRACTIONS_NAME: &str = "contractions";
const CONTRACTIONS_ROWS: &str = include_str!("contractions.tsv");

/// Words that stand for two.
struct Contractions {
    /// Folded words, with those they stand for, and whether an apostrophe must be written.
    whole: FxHashMap<&'static str, ([&'static str; 2], bool)>,
    /// Letters behind an apostrophe, with their row and the word that they stand for.
    tails: FxHashMap<&'static str, (&'static str, &'static str)>,
}

static CONTRACTIONS: LazyLock<Contractions> = LazyLock::new(|| {
    let mut out = Contractions { whole: FxHashMap::default(), tails: FxHashMap::default() };
    for row in table::rows(CONTRACTIONS_ROWS) {
        match row.key().strip_prefix('’') {
            Some(tail) => {
                out.tails.insert(tail, (row.key(), row.cell(1)));
            }
            None => {
                let parts = row.cell(1).split_once(' ').unwrap_or((row.cell(1), ""));
                out.whole.insert(row.key(), (parts.into(), !row.cell(2).is_empty()));
            }
        }
    }
    out
});

impl Contractions {
    fn whole(&self, fold: &str, tail: Option<&str>) -> Option<[&'static str; 2]> {
        let (parts, apostrophe) = self.whole.get(fold)?;
        let stands = !apostrophe || tail.is_some();
        if stands {
            table::hit(CONTRACTIONS_NAME, fold);
        }
        stands.then_some(*parts)
    }

    fn tail(&self, tail: &str) -> Option<&'static str> {
        let (row, word) = self.tails.get(tail)?;
        table::hit(CONTRACTIONS_NAME, row);
        Some(word)
    }
}

/// What "%" is compared as.
const PERCENT: &str = "percent";

/// The most letters of a title's short form: "Capt".
const MAX_TITLE: usize = 4;

/// One word of a quotation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word<'t> {
    /// Where it stands in its article.
    pub(crate) span: Span,
    /// As it is written.
    pub(crate) raw: &'t str,
    /// Its letters in lower case, without apostrophes, full stops and brackets.
    pub(crate) fold: Cow<'t, str>,
    /// The hash of the word in one spelling of several: five is 5, "labour" is "labor".
    pub(crate) hash: u64,
    /// Whether it is a part of a contraction: the "is" of "it's".
    pub(crate) contracted: bool,
    /// Whether it or a part of it stands in brackets: put there by the article.
    pub(crate) bracketed: bool,
    /// Whether an ellipsis stands before it.
    pub(crate) after_cut: bool,
    /// Whether a sentence starts with it.
    pub(crate) starts: bool,
    /// Whether a sentence ends with it.
    pub(crate) ends: bool,
    /// Whether a comma or a dash follows.
    pub(crate) pauses: bool,
    /// Whether it starts with a capital letter.
    pub(crate) capital: bool,
}

impl Word<'_> {
    /// As it is shown: as it is written, but of a contraction the part that it is.
    pub(crate) fn shown(&self) -> &str {
        if self.contracted { &self.fold } else { self.raw }
    }

    /// Whether it is a number, in digits or a small one in letters.
    pub(crate) fn is_figure(&self) -> bool {
        let digits = |word: &str| word.trim_start_matches('$').starts_with(|c: char| c.is_ascii_digit());
        digits(&self.fold) || VARIANTS.get(&*self.fold).is_some_and(|v| digits(v))
    }

    /// Its value, where it is a number in digits or a small one in letters.
    pub(crate) fn number(&self) -> Option<f64> {
        let word = VARIANTS.get(&*self.fold).copied().unwrap_or(&self.fold);
        word.parse().ok().filter(|n: &f64| n.is_finite())
    }
}

/// The words of a stretch of an article: `text` stands at byte `start`.
pub(crate) fn words(text: &str, start: u32) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let mut brackets = 0u32;
    let (mut after_cut, mut starts) = (false, true);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '[' | '(' => brackets += 1,
            ']' | ')' => brackets = brackets.saturating_sub(1),
            // What somebody else said begins here: it may be quoted alone.
            '“' | '"' | '‘' | '\'' if !after_letter(text.slice(..at)) => after_cut = true,
            '…' => after_cut = true,
            '.' if text.slice(at..).starts_with("..") || text.slice(at..).starts_with(". .") => {
                after_cut = true;
                while chars.next_if(|(_, c)| matches!(c, '.' | ' ')).is_some() {}
            }
            '.' if out.last().is_some_and(is_title) => {}
            '.' | '!' | '?' => {
                starts = true;
                if let Some(last) = out.last_mut() {
                    last.ends = true;
                }
            }
            '-' if !text.slice(..at).ends_with([' ', '-']) => {}
            ',' | ';' | ':' | '-' | '–' | '—' => {
                if let Some(last) = out.last_mut() {
                    last.pauses = true;
                }
            }
            c if c.is_alphanumeric() || c == '$' || c == '*' => {
                let mut word = Word {
                    span: Span::new(at, at),
                    raw: "",
                    fold: Cow::Borrowed(""),
                    hash: 0,
                    contracted: false,
                    bracketed: brackets > 0,
                    after_cut,
                    starts,
                    ends: false,
                    pauses: false,
                    capital: c.is_uppercase(),
                };
                push(text, at, at, c, &mut word.fold);
                let mut end = at + c.len_utf8();
                while let Some((next, c)) = chars.peek().copied() {
                    let follows = text.slice(next + c.len_utf8()..).chars().next();
                    let inner = follows.is_some_and(char::is_alphanumeric);
                    match c {
                        _ if c.is_alphanumeric() || c == '*' || c == '%' => push(text, at, next, c, &mut word.fold),
                        // "don't", "F.B.I", "2.6", "6,400"; and "[W]e", "step[s]".
                        '\'' | '’' | '‘' if inner => {}
                        // A stop between letters that are no abbreviation ends a sentence whose blank is missing.
                        '.' if inner && (word.fold.chars().count() <= 1 || abbreviated(text.slice(at..next))) => {}
                        '.' if inner && c_digit(text.slice(..next)) && follows.is_some_and(|f| f.is_ascii_digit()) => {
                            push(text, at, next, '.', &mut word.fold);
                        }
                        ',' if c_digit(text.slice(..next)) && follows.is_some_and(|f| f.is_ascii_digit()) => {}
                        '[' | ']' if inner => {
                            brackets = if c == '[' { brackets + 1 } else { brackets.saturating_sub(1) };
                            word.bracketed = true;
                        }
                        _ => break,
                    }
                    end = next + c.len_utf8();
                    chars.next();
                }
                if word.fold.is_empty() {
                    continue;
                }
                // "the No. 1 priority" is the number one priority, and denies nothing.
                let number =
                    |rest: &str| rest.strip_prefix(". ").is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
                if LightWord::No.has(&word.fold) && number(text.slice(end..)) {
                    word.fold = Cow::Borrowed("number");
                }
                // "6:00" is 6.
                if word.fold == "00" && text.slice(..at).strip_suffix(':').is_some_and(c_digit) {
                    continue;
                }
                word.span = Span::new(start as usize + at, start as usize + end);
                word.raw = text.slice(at..end);
                expand(word, text.slice(at..end), &mut out);
                (after_cut, starts) = (false, false);
            }
            _ => {}
        }
    }
    out
}

/// Appends a word, a contraction as the words it stands for.
fn expand<'t>(mut word: Word<'t>, written: &str, out: &mut Vec<Word<'t>>) {
    let fold = std::mem::take(&mut word.fold);
    let tail = written.rfind(['\'', '’', '‘']).map(|at| written.slice(at..).trim_start_matches(['\'', '’', '‘']));
    let stem = |tail: &str| fold.strip_suffix(tail).unwrap_or_default();
    let parts = match CONTRACTIONS.whole(&fold, tail) {
        Some(parts) => parts,
        None => match tail.and_then(|tail| Some((tail, CONTRACTIONS.tail(tail)?))) {
            // "don't" is "do" and "not".
            Some((_, not)) if LightWord::Not.has(not) => [stem("nt"), not],
            // A possessive: "the mill's".
            Some((tail, is)) if LightWord::Is.has(is) && !LightWord::BeforeIs.has(stem(tail)) => ["", ""],
            Some((tail, other)) => [stem(tail), other],
            None => ["", ""],
        },
    };
    let percent = parts[0].is_empty() && fold.len() > 1 && fold.ends_with('%');
    let parts = if percent { [stem("%"), PERCENT] } else { parts };
    if parts[0].is_empty() {
        word.hash = StableHash::of(&canonical(&fold));
        word.fold = fold;
        out.push(word);
        return;
    }
    let second = Word { after_cut: false, starts: false, capital: false, ..word.clone() };
    for (part, word) in parts.into_iter().zip([word, second]) {
        out.push(Word { fold: Cow::Owned(part.to_owned()), hash: StableHash::of(part), contracted: true, ..word });
    }
}

/// A folded word in one spelling of several.
fn canonical(fold: &str) -> Cow<'_, str> {
    if let Some(word) = VARIANTS.get(fold) {
        table::hit(VARIANTS_NAME, fold);
        return Cow::Borrowed(word);
    }
    for (british, american) in &*ENDINGS {
        if fold.len() > british.len() + 2
            && let Some(stem) = fold.strip_suffix(british)
        {
            table::hit(ENDINGS_NAME, british);
            return Cow::Owned(format!("{stem}{american}"));
        }
    }
    Cow::Borrowed(fold)
}

/// Adds the character at byte `next` to the word that begins at `at`. Most words stand folded in the text.
fn push<'t>(text: &'t str, at: usize, next: usize, c: char, fold: &mut Cow<'t, str>) {
    match fold {
        Cow::Borrowed(so_far) if at + so_far.len() == next && c.is_ascii() && !c.is_ascii_uppercase() => {
            *so_far = text.slice(at..next + 1);
        }
        _ => add(c, fold.to_mut()),
    }
}

fn add(c: char, fold: &mut String) {
    match c {
        _ if c.is_ascii() => fold.push(c.to_ascii_lowercase()),
        // Letters of their own, which no decomposition makes plain.
        'ı' | 'İ' => fold.push('i'),
        'ł' | 'Ł' => fold.push('l'),
        'ø' | 'Ø' => fold.push('o'),
        'đ' | 'Đ' | 'ð' | 'Ð' => fold.push('d'),
        'ß' | 'ẞ' => fold.push_str("ss"),
        'æ' | 'Æ' => fold.push_str("ae"),
        'œ' | 'Œ' => fold.push_str("oe"),
        'þ' | 'Þ' => fold.push_str("th"),
        _ => {
            let plain = std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c));
            plain.for_each(|c| fold.extend(c.to_lowercase()));
        }
    }
}

fn after_letter(before: &str) -> bool {
    before.ends_with(char::is_alphanumeric)
}

fn c_digit(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is short for a title: the stop behind it ends no sentence.
fn is_title(word: &Word<'_>) -> bool {
    let long = |v: &&str| v.len() > word.fold.len() && v.starts_with(|c: char| c.is_ascii_alphabetic());
    word.capital && word.fold.len() <= MAX_TITLE && VARIANTS.get(&*word.fold).is_some_and(long)
}

/// Whether a word so far is letters with a stop after each: "F.B", "U.S".
fn abbreviated(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1)
}

/// The hashes of the runs of three words.
pub(crate) fn shingles(words: &[Word<'_>]) -> impl Iterator<Item = u64> {
    words.windows(3).map(|run| {
        let mut hash = StableHash::default();
        run.iter().for_each(|w| hash.write(&w.hash.to_le_bytes()));
        hash.finish()
    })
}

/// The span from the first to the last of a range of words; `None` of an empty one.
pub(crate) fn span(words: &[Word<'_>], range: Range<usize>) -> Option<Span> {
    let run = words.get(range)?;
    Some(run.first()?.span.cover(run.last()?.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folds(text: &str) -> Vec<String> {
        words(text, 0)
            .into_iter()
            .map(|w| {
                let marks = [(w.bracketed, "[]"), (w.after_cut, "…"), (w.starts, "^"), (w.ends, "$")];
                marks.iter().filter(|(on, _)| *on).fold(w.fold.into_owned(), |s, (_, mark)| s + mark)
            })
            .collect()
    }

    #[test]
    fn cases_of_contractions() {
        let tables = [(CONTRACTIONS_NAME, CONTRACTIONS_ROWS)];
        claimdiff_cases::check("contractions.cases", include_str!("contractions.cases"), &tables, |wording| {
            words(wording, 0).into_iter().filter(|w| w.contracted).map(|w| w.fold.into_owned()).collect()
        });
    }

    #[test]
    fn cases_of_endings() {
        claimdiff_cases::check(
            "endings.cases",
            include_str!("endings.cases"),
            &[(ENDINGS_NAME, ENDINGS_ROWS)],
            |word| {
                let american = canonical(word);
                (american != word).then(|| american.into_owned()).into_iter().collect()
            },
        );
    }

    #[test]
    fn words_are_folded_and_their_marks_kept() {
        assert_eq!(folds("[W]e don’t know."), ["we[]^", "do", "not", "know$"]);
        assert_eq!(
            folds("The F.B.I. … paid $2.6 million, not [him]"),
            ["the^", "fbi$", "paid…^", "$2.6", "million", "not", "him[]"]
        );
        assert_eq!(folds("go. . . home!Now"), ["go^", "home…$", "now^"]);
        assert_eq!(folds(" – * –"), ["*^"]);
        let text = "é “a” — ’t";
        for word in words(text, 0) {
            assert!(!word.span.of(text).is_empty());
        }
    }
}
