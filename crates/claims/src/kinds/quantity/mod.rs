//! Every figure that no other kind has made a claim of: told with its noun, its unit and its event, and not compared yet.
//!
//! Left alone: times and ranks, which have kinds of their own.

mod bare;

use std::ops::Range;

use claimdiff_annotate::{Closed, Hedge, Interval, MentionKind, Number, Tag, TokenKind, Unit, VerbForm};
use claimdiff_text::{LineKind, Slice, Span, word_classes};

use super::{Context, Kind, clause, figure, fold_noun, governor, is_person, number_of};
use crate::{Claim, EventKind, Family, Gate, Policy, Quantity, Rule, Value, meaning::NearFigure};
pub(super) use bare::{Before, before};

/// The kind.
pub(super) struct Measured;

const POLICY: Policy = Policy { family: Family::Unpaired, running: false, gate: Gate::Event };

impl Kind for Measured {
    fn name(&self) -> &'static str {
        "quantity"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let told = Told::by(cx, out);
        for (at, number) in cx.doc.numbers.iter().enumerate() {
            if number.unit != Unit::Ordinal && !told.number(cx, at) {
                out.extend(self.number(cx, number));
            }
        }
        for sentence in &cx.doc.sentences {
            for at in sentence.tokens.clone() {
                if let Some(one) = elliptic(cx, at, &sentence.tokens) {
                    out.extend(self.one(cx, one));
                }
                if let Some(first) = score(cx, at, &sentence.tokens) {
                    out.extend(self.score(cx, at, first, sentence.tokens.start));
                }
            }
        }
    }
}

impl Measured {
    fn number(&self, cx: &Context<'_>, number: &Number) -> Option<Claim> {
        if is_named(cx, number.figure)
            || is_address(cx, number.figure)
            || is_those(cx, number)
            || is_label(cx, number)
            || is_cut(cx, number.figure)
            || figure::is_glued(cx, number.figure)
            || is_item(cx, number.figure)
            || is_version(cx, number.figure)
            || is_compound(cx, number.figure)
        {
            return None;
        }
        if number.stated.hi <= 1.0 && number.unit == Unit::Count && is_idle_one(cx, number) || is_moment(cx, number) {
            return None;
        }
        let noun = number.noun.filter(|n| is_noun(cx, *n)).or_else(|| reached(cx, number));
        if noun.is_none() && is_money(cx, number) {
            return None;
        }
        let silent = noun.is_none() && number.unit == Unit::Count && number.measure.is_empty() && !is_vote(cx, number);
        let told = if silent { bare::read(cx, number) } else { bare::Told::Unsaid };
        let mut quantity = Quantity::of(number);
        let score = matches!(told, bare::Told::Score);
        let (noun, named) = match told {
            bare::Told::Nothing => return None,
            bare::Told::Of(noun) => (Some(noun), None),
            bare::Told::People => (None, Some("people")),
            bare::Told::Children => (None, Some("child")),
            bare::Told::Age => {
                quantity.unit = Unit::Age;
                (None, None)
            }
            bare::Told::Like(unit) => {
                quantity.unit = unit;
                (None, None)
            }
            bare::Told::Score | bare::Told::Unsaid => (noun, None),
        };
        let population = named.map(str::to_owned).or_else(|| noun.map(|noun| figure::population(cx, noun)));
        let measure = match (&population, &quantity.unit) {
            (Some(noun), _) => noun.clone(),
            (None, Unit::Age) if number.unit != Unit::Age => "age".to_owned(),
            (None, Unit::Money(_)) if number.unit == Unit::Count => "money".to_owned(),
            (None, Unit::Other(unit)) if number.unit == Unit::Count => unit.clone(),
            (None, Unit::Percent) if number.unit == Unit::Count => "percent".to_owned(),
            (None, _) if score => "score".to_owned(),
            (None, _) if number.measure.is_empty() => "number".to_owned(),
            (None, _) => number.measure.to_owned(),
        };
        let mut claim = cx.claim(self, measure, Value::Quantity(quantity), number.span, Rule::Phrase, POLICY);
        claim.noun = noun.and_then(|n| cx.lower_at(n).split_whitespace().next_back()).map(str::to_owned);
        claim.noun = claim.noun.or_else(|| named.map(str::to_owned));
        if noun.is_none() && named.is_none() && is_vote(cx, number) {
            let vote = EventKind::Vote.name();
            (claim.measure, claim.noun) = (vote.into(), Some(format!("{vote}s")));
        }
        claim.population = population;
        claim.period = number.per.and_then(|p| p.seconds);
        claim.event = event(cx, &claim);
        Some(claim)
    }

    /// "one remains there": one of those told of.
    fn one(&self, cx: &Context<'_>, at: usize) -> Option<Claim> {
        let mut claim = self.bare(cx, at, "number", 1.0);
        if let Some(Before::Noun(noun)) = before(cx, claim.span) {
            let population = figure::population(cx, noun);
            claim.noun = cx.lower_at(noun).split_whitespace().next_back().map(str::to_owned);
            claim.measure = population.clone().into();
            claim.population = Some(population);
        }
        Some(claim)
    }

    /// A side of a score that begins at a token; of a row of ages ("aged 16-18") one of them.
    fn score(&self, cx: &Context<'_>, at: usize, first: usize, sentence: usize) -> Option<Claim> {
        let value = cx.doc.word(at).parse().ok()?;
        if first > sentence && bare::is_age_word(cx.lower(first - 1)) {
            let mut claim = self.bare(cx, at, "age", value);
            if let Value::Quantity(age) = &mut claim.value {
                age.unit = Unit::Age;
            }
            return Some(claim);
        }
        let vote = EventKind::Vote.name();
        let record = is_record(cx, first, sentence);
        let voted = !record && is_of_chamber(cx, at);
        let measure = if record { "record" } else { "score" };
        let mut claim = self.bare(cx, at, if voted { vote } else { measure }, value);
        claim.noun = voted.then(|| format!("{vote}s"));
        Some(claim)
    }

    /// A claim of a token that is no number of the document.
    fn bare(&self, cx: &Context<'_>, at: usize, measure: &'static str, value: f64) -> Claim {
        let value = Interval::point(value);
        let quantity = Quantity { value, stated: value, hedge: Hedge::None, unit: Unit::Count };
        let span = cx.doc.tokens[at].span;
        let mut claim = cx.claim(self, measure, Value::Quantity(quantity), span, Rule::Phrase, POLICY);
        claim.event = event(cx, &claim);
        claim
    }
}

/// "one remains there", "of whom one has died": a "one" that stands for a person or thing told of, before its verb.
fn elliptic(cx: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    if !Closed::One.has(cx.lower(at)) || at + 1 >= sentence.end || cx.doc.tokens[at].kind != TokenKind::Word {
        return None;
    }
    let before = (at > sentence.start).then(|| cx.doc.tag(at - 1));
    let determined = matches!(before, Some(Tag::Det | Tag::Adj | Tag::Noun | Tag::Propn | Tag::Num | Tag::Verb));
    let finite = match cx.doc.tag(at + 1) {
        Tag::Verb => matches!(cx.doc.verb_form(at + 1), Some(VerbForm::Past | VerbForm::Present)),
        Tag::Aux => cx.doc.verb_form(at + 1) != Some(VerbForm::Modal),
        _ => false,
    };
    let read = cx.doc.numbers.get(cx.doc.numbers.partition_point(|n| n.span.end <= cx.doc.tokens[at].span.start));
    let read = read.is_some_and(|n| n.span.contains(cx.doc.tokens[at].span));
    // "One is the drought": told of by what it is, not counted.
    let named = at + 2 < sentence.end
        && Closed::Is.has(cx.lower(at + 1))
        && (Closed::The.has(cx.lower(at + 2)) || Closed::That.has(cx.lower(at + 2)));
    (finite && !determined && !read && !named).then_some(at)
}

/// "won 3-1", "a 45-7-2 record": a side of a score, two or three short figures with dashes between them; the first of them.
fn score(cx: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    const SIDES: usize = 3;
    let token = |t: usize| cx.doc.tokens.get(t).filter(|_| sentence.contains(&t));
    let digits = |t: usize| {
        token(t).is_some_and(|n| n.kind == TokenKind::Number) && cx.doc.word(t).bytes().all(|b| b.is_ascii_digit())
    };
    if !digits(at) {
        return None;
    }
    let glued = |t: usize| token(t).is_some_and(|n| !n.spaced);
    let dash = |t: usize| glued(t) && matches!(cx.doc.word(t), "-" | "–");
    let joined = |t: usize| dash(t + 1) && glued(t + 2) && digits(t + 2);
    let mut first = at;
    while first >= 2 && first - 2 >= sentence.start && joined(first - 2) {
        first -= 2;
    }
    let sides = || (first..sentence.end).step_by(2).take_while(|t| *t == first || joined(*t - 2));
    // A telephone number has longer parts, or three of three.
    let lengths = sides().map(|t| cx.doc.tokens[t].span.len()).take(SIDES + 1);
    let short = lengths.clone().all(|l| l <= 3) && !lengths.clone().all(|l| l == 3);
    let named = glued(first) && first > sentence.start && cx.doc.tokens[first - 1].kind != TokenKind::Comma;
    let count = lengths.count();
    if !(2..=SIDES).contains(&count) || !short || named {
        return None;
    }
    let word = cx.doc.tokens[at].span;
    // "(11-26) CASTEL" is the day of a report.
    let dated = first == sentence.start + 1 && cx.doc.word(sentence.start) == "(" && count == 2;
    let number = cx.doc.numbers.get(cx.doc.numbers.partition_point(|n| n.span.end <= word.start));
    let time = cx.doc.times.get(cx.doc.times.partition_point(|t| t.span.end <= word.start));
    let read = number.is_some_and(|n| n.span.overlaps(word)) || time.is_some_and(|t| t.span.overlaps(word));
    (!read && !dated).then_some(first)
}

/// Whether a score is that of a vote: "passed by a 31-29 margin in the council", "a 3-3 split of the board".
fn is_of_chamber(cx: &Context<'_>, at: usize) -> bool {
    const REACH: usize = 12;
    let sentence = cx.doc.sentences[cx.doc.sentence_at(at)].tokens.clone();
    let near = sentence.start.max(at.saturating_sub(REACH))..sentence.end.min(at + REACH);
    near.into_iter().any(|t| Word::Chamber.has(cx.lower(t)) || Word::Votes.has(cx.lower(t)))
}

/// Whether a row of short figures counts what was won and lost so far: "went 5-11", "improved to 52-3".
fn is_record(cx: &Context<'_>, first: usize, sentence: usize) -> bool {
    const REACH: usize = 2;
    (sentence.max(first.saturating_sub(REACH))..first).any(|t| Word::Record.has(cx.lower(t)))
}

/// What a figure without a noun counts: the subject of a verb of reaching, "jobless claims reached 665,000".
fn reached(cx: &Context<'_>, number: &Number) -> Option<Span> {
    if number.unit != Unit::Count || !number.measure.is_empty() || number.noun.is_some() || number.per.is_some() {
        return None;
    }
    let clause = clause::of(cx, number.span);
    let first = cx.doc.tokens_in(number.span).start;
    let verb = clause.verb.filter(|v| *v < first && Word::Reaches.has(&governor::base(cx.lower(*v))))?;
    let noun = clause.noun.filter(|n| *n < verb && cx.doc.tag(*n) == Tag::Noun)?;
    let word = cx.lower(noun);
    let many = is_person(word) || word.ends_with('s') && fold_noun(word) != word;
    (many && !Word::Gauge.has(word)).then(|| cx.doc.tokens[noun].span)
}

/// Whether a figure is a side of a vote: "confirmed 52 to 47", "by a vote of 228 to 191".
fn is_vote(cx: &Context<'_>, number: &Number) -> bool {
    const REACH: usize = 8;
    let tokens = cx.doc.tokens_in(number.figure);
    let Some(sentence) = cx.doc.sentence_of(number.figure.start).map(|s| cx.doc.sentences[s].tokens.clone()) else {
        return false;
    };
    let digits = |t: usize| sentence.contains(&t) && cx.doc.tokens[t].kind == TokenKind::Number;
    let to = |t: usize| sentence.contains(&t) && Closed::To.has(cx.lower(t));
    let other = to(tokens.end) && digits(tokens.end + 1)
        || tokens.start >= 2 && to(tokens.start - 1) && digits(tokens.start - 2);
    let before = sentence.start.max(tokens.start.saturating_sub(REACH))..tokens.start;
    number.unit == Unit::Count && tokens.len() == 1 && other && before.into_iter().any(|t| Word::Votes.has(cx.lower(t)))
}

/// Whether some words belong to an address or a name: "nl/2005_05", "USA TODAY", "18th Lane", "Cable Car One".
pub(super) fn is_named(cx: &Context<'_>, span: Span) -> bool {
    let bytes = cx.doc.text().as_bytes();
    let mark = |b: Option<&u8>| matches!(b, Some(b'/' | b'_' | b'@' | b'#' | b'=' | b'&'));
    let before = span.start.checked_sub(1).and_then(|at| bytes.get(at as usize));
    let glued = mark(before) || mark(bytes.get(span.end as usize));
    let first = cx.doc.tokens_in(span).start;
    let name = || {
        let mention = (first < cx.doc.tokens.len()).then(|| cx.doc.mention_at(first)).flatten();
        mention.is_some_and(|m| m.kind == MentionKind::Name && m.name.contains(span) && m.name != span)
    };
    glued || name() || ends_name(cx, first)
}

/// Whether a spelled number in capitals stands behind a name within a sentence of the text, and so ends it: "Cable Car One".
fn ends_name(cx: &Context<'_>, at: usize) -> bool {
    let capital = |t: usize| cx.doc.tokens.get(t).is_some_and(|t| t.capital && t.kind == TokenKind::Word);
    if !capital(at) || cx.doc.tag(at) != Tag::Num {
        return false;
    }
    let sentence = &cx.doc.sentences[cx.doc.sentence_at(at)];
    let behind = at > sentence.tokens.start && capital(at - 1) && matches!(cx.doc.tag(at - 1), Tag::Noun | Tag::Propn);
    behind && cx.doc.article.lines[sentence.line].kind == LineKind::Paragraph
}

/// Whether some words are a part of the address of a page: "www.halmo-post.com/4th-win".
pub(super) fn is_address(cx: &Context<'_>, span: Span) -> bool {
    const LONGEST: usize = 200;
    let bytes = cx.doc.text().as_bytes();
    let at = (span.start as usize).min(bytes.len());
    let open = |b: &&u8| !b.is_ascii_whitespace();
    let before = bytes[..at].iter().rev().take(LONGEST).take_while(open).count();
    let behind = bytes[at..].iter().take(LONGEST).take_while(open).count();
    let word = &bytes[at - before..at + behind];
    // "1.5/2.5" is none: letters stand behind the full stop of an address, and two strokes in it.
    word.windows(3).any(|w| w == b"://")
        || word.windows(2).any(|w| w[0] == b'.' && w[1].is_ascii_alphabetic())
            && word.iter().filter(|b| **b == b'/').count() > 1
}

/// Whether a figure without a noun stands for those told of before: "the two need not clash".
fn is_those(cx: &Context<'_>, number: &Number) -> bool {
    const FEW: f64 = 3.0;
    let tokens = cx.doc.tokens_in(number.span);
    let bare = number.unit == Unit::Count && number.noun.is_none() && number.per.is_none() && tokens.len() == 1;
    let spelled = !tokens.is_empty() && cx.doc.tokens[tokens.start].kind == TokenKind::Word;
    let determined =
        tokens.start.checked_sub(1).is_some_and(|t| Closed::These.has(cx.lower(t)) || Closed::Those.has(cx.lower(t)));
    // "the two wounded men" are counted.
    let verb = cx.doc.tokens.get(tokens.end).is_some_and(|next| {
        let finite = matches!(cx.doc.verb_form(tokens.end), Some(VerbForm::Present | VerbForm::Base | VerbForm::Modal));
        cx.doc.tag(tokens.end) == Tag::Aux || finite || matches!(next.kind, TokenKind::Stop | TokenKind::Comma)
    });
    bare && spelled && determined && verb && number.stated.is_point() && number.stated.hi <= FEW
}

/// Whether a vague figure is a sum of money without its currency: "committed billions to the Games".
fn is_money(cx: &Context<'_>, number: &Number) -> bool {
    let bare = number.unit == Unit::Count && number.hedge == Hedge::Vague && number.measure.is_empty();
    let worth = || cx.doc.tokens_in(number.span).start.checked_sub(1).is_some_and(|t| Word::Pays.has(cx.lower(t)));
    bare && (worth()
        || governor::find(cx, number.span).is_some_and(|g| g.rule == Rule::Object && Word::Pays.has(&g.verb)))
}

/// Whether a figure is the version of what is named before it: "Net 2.0".
pub(super) fn is_version(cx: &Context<'_>, figure: Span) -> bool {
    let tokens = cx.doc.tokens_in(figure);
    let named = tokens.start.checked_sub(1).is_some_and(|t| cx.doc.tokens[t].capital && cx.doc.tag(t) == Tag::Propn);
    let sentence = cx.doc.sentence_of(figure.start).map_or(0, |s| cx.doc.sentences[s].tokens.start);
    figure.of(cx.doc.text()).ends_with(".0") && named && tokens.start > sentence
}

/// Whether a figure in letters stands behind another word of its compound: "a one-on-one meeting".
fn is_compound(cx: &Context<'_>, figure: Span) -> bool {
    let text = cx.doc.text();
    let letter = |c: char| c.is_ascii_alphabetic();
    let before = text.slice(..figure.start as usize).strip_suffix('-');
    // "two-for-two"
    let behind = text.slice(figure.end as usize..).strip_prefix('-').and_then(|w| w.split_once('-'));
    let same = behind.is_some_and(|(_, rest)| rest.starts_with(figure.of(text)));
    figure.of(text).starts_with(letter) && (same || before.is_some_and(|w| w.ends_with(letter)))
}

/// Whether a figure is all of its sentence: the number of an item, "5."
fn is_item(cx: &Context<'_>, figure: Span) -> bool {
    let Some(sentence) = cx.doc.sentence_of(figure.start) else { return false };
    let tokens = cx.doc.sentences[sentence].tokens.clone();
    let digits = cx.doc.tokens_in(figure).len() == 1 && figure.len() <= 2;
    digits && tokens.clone().filter(|t| cx.doc.tokens[*t].kind != TokenKind::Stop).count() == 1 && tokens.len() == 2
}

/// Whether the last word of what is counted is no verb: "one used by officials" counts nothing that is named.
fn is_noun(cx: &Context<'_>, noun: Span) -> bool {
    cx.doc.tokens_in(noun).last().is_none_or(|t| !matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux))
}

/// Whether a word before a figure makes it the name of one of a row: "phase three", "paragraphs 16 and 18".
fn is_label(cx: &Context<'_>, number: &Number) -> bool {
    let bare = number.unit == Unit::Count && number.per.is_none();
    let Some(before) = cx.doc.tokens_in(number.span).start.checked_sub(1).filter(|_| bare) else { return false };
    // "individual 1" in marks is a name.
    let mark = |t: usize| cx.doc.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Mark);
    let behind = cx.doc.tokens_in(number.span).end;
    if number.noun.is_none() && before > 0 && mark(before - 1) && mark(behind) && cx.doc.tag(before) != Tag::Verb {
        return true;
    }
    // "the dead number eight" has a verb.
    if cx.doc.tag(before) == Tag::Noun && Word::Label.has(&fold_noun(cx.lower(before))) {
        return number.noun.is_none() || Word::Number.has(cx.lower(before));
    }
    // "call 911"
    let three = number.noun.is_none() && (100.0..1000.0).contains(&number.stated.lo);
    if three && Word::Dial.has(cx.lower(before)) {
        return true;
    }
    let row = (matches!(cx.lower(before), "-" | "–") || Closed::AndTo.has(cx.lower(before)))
        && before >= 2
        && cx.doc.tokens[before - 1].kind == TokenKind::Number
        && Word::Label.has(&fold_noun(cx.lower(before - 2)));
    row && number.noun.is_none()
}

/// Whether a figure is a part of a longer row of digits: of a telephone number ("0845 125 2222") or a call sign ("2K17").
pub(super) fn is_cut(cx: &Context<'_>, figure: Span) -> bool {
    let text = cx.doc.text();
    // "a 4×4", "section 284(b)(7)"
    if text.slice(figure.end as usize..).starts_with(|c: char| c.is_ascii_digit() || c == '×')
        || text.slice(..figure.start as usize).ends_with('×')
        || text.slice(..figure.start as usize).ends_with(")(")
    {
        return true;
    }
    let tokens = cx.doc.tokens_in(figure);
    let digits = |t: Option<usize>| {
        let t = t.filter(|t| *t < cx.doc.tokens.len() && cx.doc.tokens[*t].kind == TokenKind::Number);
        t.is_some_and(|t| cx.doc.word(t).len() > 2 && cx.doc.word(t).bytes().all(|b| b.is_ascii_digit()))
    };
    let row = digits(Some(tokens.start)) && (digits(tokens.start.checked_sub(1)) || digits(Some(tokens.end)));
    !tokens.is_empty() && (row || is_parted(cx, tokens))
}

/// Whether a figure is a part of a clock, a date or a number set with blanks, "2: 48: 40 PM", "5 / 5 / 2010", of a
/// telephone number, "(951) 210-1049", or the minutes of "ten past".
fn is_parted(cx: &Context<'_>, tokens: Range<usize>) -> bool {
    let word = |t: Option<usize>| t.filter(|t| *t < cx.doc.tokens.len()).map_or("", |t| cx.doc.word(t));
    let short = |t: Option<usize>| (1..=2).contains(&word(t).len()) && word(t).bytes().all(|b| b.is_ascii_digit());
    let (first, end) = (tokens.start, tokens.end);
    let before = |n: usize| first.checked_sub(n);
    let clock = short(Some(first)) && tokens.len() == 1;
    let set = |sign: &str| clock && (sign == ":" || sign == "/");
    let parted = set(word(before(1))) && short(before(2)) || set(word(Some(end))) && short(Some(end + 1));
    let bracketed = word(before(1)) == "(" && word(Some(end)) == ")";
    let phone = bracketed && word(Some(end + 1)).len() > 2 && word(Some(end + 1)).bytes().all(|b| b.is_ascii_digit());
    let past = tokens.len() == 1
        && Word::Past.has(&word(Some(end)).to_ascii_lowercase())
        && before(1).is_some_and(|t| Word::By.has(cx.lower(t)));
    parted || phone || past
}

/// Whether a figure in letters tells when something was, or how much more, and counts nothing: "at several points", "a million
/// times worse".
fn is_moment(cx: &Context<'_>, number: &Number) -> bool {
    const MANY: f64 = 1_000.0;
    let tokens = cx.doc.tokens_in(number.span);
    let spelled = !number.figure.of(cx.doc.text()).starts_with(|c: char| c.is_ascii_digit());
    let at = tokens.start.checked_sub(1).is_some_and(|t| Closed::At.has(cx.lower(t)));
    let times = number.noun.is_some_and(|n| NearFigure::Time.has(&fold_noun(cx.lower_at(n))));
    let point = matches!(&number.unit, Unit::Other(_) | Unit::Points);
    let once = number.stated.hi <= 1.0 || number.hedge == Hedge::Vague;
    spelled && (at && point && once || times && number.stated.lo >= MANY && number.unit == Unit::Count)
}

/// Whether "one" counts nothing: "one of the first", "one calling", "every single one", "one day".
fn is_idle_one(cx: &Context<'_>, number: &Number) -> bool {
    let tokens = cx.doc.tokens_in(number.span);
    let before = tokens.start.checked_sub(1).map(|t| cx.lower(t));
    if before.is_some_and(|w| Word::Single.has(w)) {
        return true;
    }
    let Some(noun) = number.noun else { return false };
    let words = cx.doc.tokens_in(noun);
    let Some(head) = words.clone().last() else { return false };
    let of = (tokens.start..words.start).any(|t| Closed::Of.has(cx.lower(t)));
    // "one related to", "one step at a time"
    let next = |n: usize| if words.end + n < cx.doc.tokens.len() { cx.lower(words.end + n) } else { "" };
    let related = cx.doc.tag(head) == Tag::Adj && Closed::To.has(next(0));
    if related || Closed::At.has(next(0)) && Closed::A.has(next(1)) && NearFigure::Time.has(next(2)) {
        return true;
    }
    if matches!(cx.doc.tag(head), Tag::Verb | Tag::Aux) || Word::Idle.has(&fold_noun(cx.lower(head))) {
        return true;
    }
    // "is one of the poorest countries", "Amra, one of the hardest hit towns": a superlative or what somebody is.
    let ranked = |t: usize| Word::Ranks.has(cx.lower(t)) || cx.lower(t).ends_with("est") && cx.doc.tag(t) == Tag::Adj;
    let is = before.is_some_and(|w| Word::Is.has(w));
    of && (is || (tokens.start..words.end).any(ranked))
}

word_classes! {
    /// A class of words beside figures that are none.
    enum Word in "quantity", TABLE => {
        /// Before a figure, makes it a name: "phase three".
        Label = "label",
        /// The same, whatever stands behind it: "number one priority".
        Number = "number",
        /// Before "one", makes it nobody: "every single one".
        Single = "single",
        /// Counted by "one", is an idiom: "one day".
        Idle = "idle",
        /// Ranks those of whom one is told: "one of the most popular".
        Ranks = "ranks",
        /// Before "one of", tells what somebody is: "remains one of".
        Is = "is",
        /// Before a row of figures, makes it a record of what was won and lost: "went 5-11".
        Record = "record",
        /// A verb (base form) whose subject is what its figure counts: "claims reached 665,000".
        Reaches = "reaches",
        /// A plural that has a size and is not counted: "prices hit 300".
        Gauge = "gauge",
        /// Before the number of a telephone: "call 911".
        Dial = "dial",
        /// Behind the minutes of a clock: "at ten past".
        Past = "past",
        /// Before a clock: "by ten past".
        By = "by",
        /// A verb (base form), or "worth", before a sum of money: "committed billions".
        Pays = "pays",
        /// Before two figures, tells that they are of a vote: "confirmed 52 to 47".
        Votes = "votes",
        /// Beside a score, tells that it is one of votes: "the Senate".
        Chamber = "chamber",
    }
}

const TABLE: &str = include_str!("en.tsv");

/// The event nearest to a figure, else the one that the article is about.
fn event(cx: &Context<'_>, claim: &Claim) -> Option<crate::EventId> {
    cx.event_near(claim.span, |_| true).or_else(|| cx.main_event())
}

/// What other kinds have made claims of.
struct Told {
    numbers: Vec<bool>,
    /// The tokens of claims whose value is no number of the text.
    tokens: Vec<bool>,
}

impl Told {
    fn by(cx: &Context<'_>, claims: &[Claim]) -> Told {
        let mut told = Told { numbers: vec![false; cx.doc.numbers.len()], tokens: vec![false; cx.doc.tokens.len()] };
        for claim in claims.iter().filter(|c| !matches!(c.value, Value::Words(_))) {
            match number_of(cx.doc, claim) {
                Some(n) => told.numbers[n] = true,
                None => told.tokens[cx.doc.tokens_in(claim.span)].fill(true),
            }
        }
        told
    }

    fn number(&self, cx: &Context<'_>, at: usize) -> bool {
        self.numbers[at] || self.words(cx, cx.doc.numbers[at].figure)
    }

    fn words(&self, cx: &Context<'_>, span: Span) -> bool {
        // A figure may be a part of its token: "six-year-old".
        let within = cx.doc.tokens_in(span);
        let around = within.start.saturating_sub(usize::from(within.is_empty()))..within.end;
        self.tokens[around].contains(&true)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        let tables = [("quantity", super::TABLE)];
        claimdiff_cases::check("quantity/en.cases", include_str!("en.cases"), &tables, |w| {
            crate::observed::claims("quantity", w)
        });
    }
}
