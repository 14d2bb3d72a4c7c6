//! What somebody is: titles before a name, descriptions after it, copulas; and who holds an office.
//!
//! A role is the title or description in lower case without its possessor and place ("special envoy"). An office is one
//! that a single person holds at a time, with the country it belongs to ("france president").
//! Not found: roles told by a verb ("leads the party") and of groups.

mod office;
mod words;

use std::sync::LazyLock;

use claimdiff_annotate::{Closed, EntityId, EntityKind, Mention, MentionKind, Tag, TokenKind, names};
use claimdiff_text::Span;
use rustc_hash::FxHashSet;

use super::{Context, Kind, goes_with_title, is_of_other};
use crate::{Claim, Family, Gate, Polarity, Policy, Rule, Value, source, words::Words};
use words::Class;

/// The kind.
pub(super) struct Role;

static HEADS: LazyLock<Words<()>> = LazyLock::new(|| Words::new("role", include_str!("en.tsv"), |_| ()));

/// A title or description as it was read.
struct Title {
    /// In lower case, without possessor: "special envoy".
    words: String,
    /// The tokens of it.
    tokens: std::ops::Range<usize>,
    /// "former", "ex-".
    former: bool,
    /// The country before it: "French President".
    country: Option<String>,
}

const ROLE: Policy = Policy { family: Family::Role, running: false, gate: Gate::Subject };

impl Kind for Role {
    fn name(&self) -> &'static str {
        "role"
    }

    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>) {
        let mut seen: FxHashSet<(Option<EntityId>, String, Polarity, Rule)> = FxHashSet::default();
        let mut offices = office::Offices::default();
        let from = out.len();
        for mention in &cx.doc.mentions {
            if cx.doc.entity(mention.entity).kind != EntityKind::Person {
                continue;
            }
            let name = cx.doc.tokens_in(mention.name);
            if name.is_empty() {
                continue;
            }
            let sentence = cx.doc.sentences[cx.doc.sentence_at(name.start)].tokens.clone();
            if is_of_other(cx, &name, sentence.end) {
                continue;
            }
            if mention.kind == MentionKind::Name {
                if let Some(title) = title_before(cx, sentence.start, name.start) {
                    let words = cx.doc.span(title.tokens.start..name.end);
                    offices.note(cx, mention.entity, &title, words);
                    self.role(cx, mention, title, words, Rule::Title, out);
                }
                for title in apposition(cx, name.end, sentence.end) {
                    let words = cx.doc.span(name.start..title.tokens.end);
                    offices.note(cx, mention.entity, &title, words);
                    self.role(cx, mention, title, words, Rule::Apposition, out);
                }
                if let Some(title) = description_before(cx, sentence.start, name.start) {
                    let words = cx.doc.span(title.tokens.start..name.end);
                    self.role(cx, mention, title, words, Rule::Apposition, out);
                }
            }
            self.predicate(cx, mention, name.end, sentence.end, out);
        }
        offices.find(self, cx, out);
        let mut kept = from;
        for at in from..out.len() {
            let c = &out[at];
            let Value::Words(words) = &c.value else { continue };
            // A phrase on an office is kept each time: it says more than a title does.
            if c.rule == Rule::Phrase || seen.insert((c.subject, words.clone(), c.polarity, c.rule)) {
                out.swap(kept, at);
                kept += 1;
            }
        }
        out.truncate(kept);
    }
}

impl Role {
    fn role(&self, cx: &Context<'_>, of: &Mention, title: Title, span: Span, rule: Rule, out: &mut Vec<Claim>) {
        let mut claim = cx.claim(self, "role", Value::Words(title.words), span, rule, ROLE);
        // A title is presupposed whatever the sentence asserts.
        claim.polarity = if title.former { Polarity::Past } else { Polarity::Asserted };
        claim.subject = Some(of.entity);
        claim.place = title.country;
        out.push(claim);
    }

    /// "Smith is the envoy", "Smith holds no formal title".
    fn predicate(&self, cx: &Context<'_>, of: &Mention, from: usize, limit: usize, out: &mut Vec<Claim>) {
        let mut at = from;
        while at < limit && Class::Adverb.has(cx.lower(at)) {
            at += 1;
        }
        if at >= limit {
            return;
        }
        let name = cx.doc.tokens_in(of.span).start;
        match cx.lower(at) {
            verb if Class::Holds.has(verb) => {
                let denied = Class::Lacks.has(verb) || (at + 1 < limit && Closed::No.has(cx.lower(at + 1)));
                if let Some(end) = formal_title(cx, at + 1, limit).filter(|_| denied) {
                    let words = cx.doc.span(name..end);
                    let mut claim =
                        cx.claim(self, "role", Value::Words("formal title".to_owned()), words, Rule::Copula, ROLE);
                    claim.polarity = Polarity::Negated;
                    claim.subject = Some(of.entity);
                    out.push(claim);
                }
            }
            verb if Class::Copula.has(verb) => {
                let mut start = at + 1;
                let negated = start < limit && Closed::Negation.has(cx.lower(start));
                start += usize::from(negated);
                let Some(title) = title_after(cx, start, limit) else { return };
                let words = cx.doc.span(name..title.tokens.end);
                let mut claim = cx.claim(self, "role", Value::Words(title.words), words, Rule::Copula, ROLE);
                claim.polarity = match source::polarity(cx, words) {
                    Polarity::Asserted if title.former || Closed::Was.has(verb) => Polarity::Past,
                    polarity => polarity,
                };
                claim.subject = Some(of.entity);
                claim.place = title.country;
                out.push(claim);
            }
            _ => {}
        }
    }
}

/// The end of "no formal diplomatic title" when such words begin at a token.
fn formal_title(cx: &Context<'_>, from: usize, limit: usize) -> Option<usize> {
    let mut formal = false;
    for t in from..limit.min(from + 5) {
        match cx.lower(t) {
            word if Class::Unformal.has(word) => {}
            word if Class::Formal.has(word) => formal = true,
            word if Class::Title.has(word) => return formal.then_some(t + 1),
            _ => return None,
        }
    }
    None
}

/// The title that ends right before a name: "U.S. special envoy" Smith.
fn title_before(cx: &Context<'_>, first: usize, name: usize) -> Option<Title> {
    if name == first {
        return None;
    }
    // "Secretary of State Smith"
    if name > first + 3 && Closed::Of.has(cx.lower(name - 2)) && Class::OfState.has(cx.lower(name - 1)) {
        let title = read_back(cx, first, name - 3)?;
        let words = format!("{} of {}", title.words, cx.lower(name - 1));
        return Some(Title { words, tokens: title.tokens.start..name, ..title });
    }
    // "chief executive Dr. Smith"
    let polite = || names::is_honorific(cx.lower(name - 1).trim_end_matches('.'));
    read_back(cx, first, name - 1).or_else(|| if polite() { title_before(cx, first, name - 1) } else { None })
}

/// The title whose last word is at a token.
fn read_back(cx: &Context<'_>, first: usize, head: usize) -> Option<Title> {
    const LONGEST: usize = 4;
    let noun = bare(cx.lower(head));
    HEADS.get(noun)?;
    let mut former = noun.len() < cx.lower(head).len();
    let mut start = head;
    let mut words = vec![noun];
    while !former && start > first && words.len() <= LONGEST {
        let t = start - 1;
        let word = cx.lower(t);
        if matches!(cx.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark | TokenKind::Clitic) {
            break;
        }
        if Class::Former.has(word) {
            former = true;
            start = t;
            break;
        }
        if is_country(cx, t) || (cx.doc.tokens[t].capital && country_named(cx, first, t).is_some()) {
            break;
        }
        let tag = cx.doc.tag(t);
        let title_word = HEADS.get(bare(word)).is_some() || Class::Compound.has(bare(word));
        let plain = matches!(tag, Tag::Noun | Tag::Adj) && !cx.doc.tokens[t].capital && !is_place_adjective(cx, t);
        // "the tweet President Roe sent": a noun with a phrase of its own stands before a title with a capital.
        let plain = plain && (tag == Tag::Adj || !cx.doc.tokens[start].capital || goes_with_title(cx, t));
        let capital = matches!(tag, Tag::Noun | Tag::Adj | Tag::Propn)
            && cx.doc.tokens[t].capital
            && cx.doc.tokens[head].capital
            && cx.doc.mention_at(t).is_none_or(|m| m.name.start > cx.doc.tokens[t].span.start);
        if !(title_word || plain || capital) || Class::NoPart.has(word) {
            break;
        }
        former |= bare(word).len() < word.len();
        words.push(bare(word));
        start = t;
    }
    words.reverse();
    // "former U.S. ambassador", "former Jones aide": the possessor stands between.
    const POSSESSOR: usize = 4;
    former |= (first.max(start.saturating_sub(POSSESSOR))..start)
        .rev()
        .take_while(|t| cx.doc.tokens[*t].capital || is_former(cx.lower(*t)))
        .any(|t| is_former(cx.lower(t)));
    let before = start.checked_sub(1).filter(|t| *t >= first);
    let country = before.and_then(|t| country_at(cx, t).or_else(|| country_named(cx, first, t).map(str::to_owned)));
    HEADS.hit(noun);
    Some(Title { words: words.join(" "), tokens: start..head + 1, former, country })
}

/// Whether a word tells that somebody is no more what follows: "former", "ex-mayor".
pub(super) fn is_former(word: &str) -> bool {
    Class::Former.has(word) || bare(word).len() < word.len()
}

/// Whether a word is a form of "be" or "become".
pub(super) fn is_copula(word: &str) -> bool {
    Closed::Be.has(word) || Class::Copula.has(word)
}

/// A word without "ex-" or "then-".
fn bare(word: &str) -> &str {
    word.split_once('-').filter(|(before, _)| Class::Prefix.has(before)).map_or(word, |(_, word)| word)
}

fn is_country(cx: &Context<'_>, t: usize) -> bool {
    cx.doc
        .mention_at(t)
        .is_some_and(|m| m.name.contains(cx.doc.tokens[t].span) && cx.doc.entity(m.entity).kind != EntityKind::Person)
}

fn is_place_adjective(cx: &Context<'_>, t: usize) -> bool {
    cx.doc.mention_at(t).is_some_and(|m| cx.doc.entity(m.entity).kind == EntityKind::Place)
}

/// The country that a listed name ending at a token names: "South Korean" before a title is part of no mention.
fn country_named(cx: &Context<'_>, first: usize, t: usize) -> Option<&'static str> {
    let named = |from: usize| claimdiff_annotate::names::country_named(cx.doc.span(from..t + 1).of(cx.doc.text()));
    let two = (t > first).then(|| named(t - 1)).flatten();
    two.or_else(|| named(t))
}

/// The country named by the mention that ends at a token: "French", "U.S.", "Kremlin".
fn country_at(cx: &Context<'_>, t: usize) -> Option<String> {
    let clitic = cx.doc.tokens[t].kind == TokenKind::Clitic;
    let m = cx.doc.mention_at(if clitic { t.checked_sub(1)? } else { t })?;
    let entity = cx.doc.entity(m.entity);
    match entity.kind {
        EntityKind::Place | EntityKind::Organisation => {
            let country = claimdiff_annotate::names::country(&entity.key);
            country.map(str::to_owned).or_else(|| (entity.kind == EntityKind::Place).then(|| entity.key.clone()))
        }
        _ => None,
    }
}

/// The roles in an apposition that begins behind a name: ", a close ally and real estate developer,".
fn apposition(cx: &Context<'_>, from: usize, limit: usize) -> Vec<Title> {
    if from + 1 >= limit || cx.lower(from) != "," {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = from + 1;
    while let Some(title) = title_after(cx, at, limit) {
        at = title.tokens.end;
        out.push(title);
        if at < limit && Closed::And.has(cx.lower(at)) && out.len() < 3 {
            at += 1;
        } else {
            break;
        }
    }
    // "Smith, President Jones and others" is a list, no apposition.
    if out.iter().any(|t| {
        t.tokens.end < limit
            && cx
                .doc
                .mention_at(t.tokens.end)
                .is_some_and(|m| m.kind == MentionKind::Name && cx.doc.entity(m.entity).kind == EntityKind::Person)
    }) {
        return Vec::new();
    }
    out
}

/// The title whose noun phrase begins at a token: "the special envoy appointed by", "Jones's envoy for trade".
fn title_after(cx: &Context<'_>, from: usize, limit: usize) -> Option<Title> {
    const REACH: usize = 9;
    let mut head = None;
    for t in from..limit.min(from + REACH) {
        let word = cx.lower(t);
        let clitic = cx.doc.tokens[t].kind == TokenKind::Clitic;
        if matches!(cx.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark) && word != "-" {
            break;
        }
        if !clitic && (Class::EndsTitle.has(word) || matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux)) {
            break;
        }
        if HEADS.get(bare(word)).is_some() {
            head = Some(t);
        } else if head.is_some() && !clitic {
            // "secretary general", "president emeritus" end in a word that is no head by itself.
            if !Class::Behind.has(word) {
                break;
            }
        }
    }
    let head = head?;
    let mut title = read_back(cx, from, head)?;
    if head + 1 < limit && Class::Emeritus.has(cx.lower(head + 1)) || at_the_time(cx, title.tokens.end, limit) {
        title.former = true;
    }
    // "secretary of state", "chief of staff" are one title.
    if head + 2 < limit && Closed::Of.has(cx.lower(head + 1)) && Class::OfDefense.has(cx.lower(head + 2)) {
        title.words = format!("{} of {}", title.words, cx.lower(head + 2));
        title.tokens.end = head + 3;
    }
    Some(title)
}

/// "his lawyer at the time": whether a title is told of a time that is over.
fn at_the_time(cx: &Context<'_>, from: usize, limit: usize) -> bool {
    from + 2 < limit
        && Closed::InAt.has(cx.lower(from))
        && (Closed::The.has(cx.lower(from + 1)) || Closed::That.has(cx.lower(from + 1)))
        && Class::Time.has(cx.lower(from + 2))
}

/// "The head of the fund, Smith": a description before a comma and a name, at the beginning of a sentence or clause.
fn description_before(cx: &Context<'_>, first: usize, name: usize) -> Option<Title> {
    const REACH: usize = 14;
    if name < first + 3 || cx.lower(name - 1) != "," {
        return None;
    }
    let floor = first.max((name - 1).saturating_sub(REACH));
    let the = (floor..name - 1).rev().find(|t| {
        Closed::Article.has(cx.lower(*t)) && (*t == first || cx.doc.tokens[*t - 1].kind == TokenKind::Comma)
    })?;
    // Nothing but the noun phrase and its "of ..." may stand between.
    let plain = (the + 1..name - 1).all(|t| {
        !matches!(cx.doc.tokens[t].kind, TokenKind::Comma | TokenKind::Stop | TokenKind::Mark)
            && !matches!(cx.doc.tag(t), Tag::Verb | Tag::Aux)
    });
    if !plain {
        return None;
    }
    title_after(cx, the + 1, name - 1)
}
