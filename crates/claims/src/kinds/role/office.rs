use std::sync::LazyLock;

use claimdiff_annotate::{Closed, EntityId, EntityKind, MentionKind};
use claimdiff_text::Span;
use rustc_hash::FxHashMap;

use super::{Role, Title, country_named, words::Class};
use crate::{Claim, Family, Gate, Polarity, Policy, Rule, Value, kinds::Context, words::Words};

const OFFICE: Policy = Policy { family: Family::Office, running: false, gate: Gate::Measure };

/// Titles of offices that one person holds, with the office they name.
static OFFICES: LazyLock<Words<&'static str>> =
    LazyLock::new(|| Words::new("role/offices", include_str!("offices.tsv"), |cells| cells[0]));

/// The head of government that "administration" names: only in the United States is a government called after its
/// president that way (AP Stylebook, "administration").
const ADMINISTRATION: (&str, &str) = ("united states", "president");

/// Who is said to hold which office in an article.
#[derive(Default)]
pub(super) struct Offices {
    /// Titles that name an office, with whose they are.
    titles: Vec<(EntityId, &'static str, Option<String>, bool, Span)>,
}

impl Offices {
    /// Takes note of a title that names an office.
    pub(super) fn note(&mut self, _cx: &Context<'_>, holder: EntityId, title: &Title, span: Span) {
        if let Some(office) = OFFICES.get(&title.words) {
            OFFICES.hit(&title.words);
            self.titles.push((holder, office, title.country.clone(), title.former, span));
        }
    }

    /// Makes the claims: of the titles, and of "the Smith administration", "since Smith's return to office".
    pub(super) fn find(&self, role: &Role, cx: &Context<'_>, out: &mut Vec<Claim>) {
        // An article names the country once: "French President Smith", then "President Smith".
        let mut held: FxHashMap<(EntityId, &str), &str> = FxHashMap::default();
        for (holder, office, country, _, _) in &self.titles {
            if let Some(country) = country {
                held.entry((*holder, office)).or_insert(country);
            }
        }
        for (holder, office, country, former, span) in &self.titles {
            let Some(country) = country.as_deref().or_else(|| held.get(&(*holder, office)).copied()) else { continue };
            let polarity = if *former { Polarity::Past } else { Polarity::Asserted };
            // "President Smith's administration" is told of by its own words below.
            if administration(cx, cx.doc.tokens_in(*span).end).is_none() {
                out.push(claim(role, cx, Some(*holder), country, office, polarity, *span, Rule::Title));
            }
        }
        for (n, sentence) in cx.doc.sentences.iter().enumerate() {
            for t in sentence.tokens.clone() {
                match cx.lower(t) {
                    word if Class::Government.has(word) => self.government(role, cx, n, t, out),
                    word if Class::Office.has(word) => self.return_to_office(role, cx, n, t, &held, out),
                    _ => {}
                }
            }
        }
    }

    /// "the Smith administration opposes ...", "during Smith's presidency".
    fn government(&self, role: &Role, cx: &Context<'_>, sentence: usize, at: usize, out: &mut Vec<Claim>) {
        let tokens = cx.doc.sentences[sentence].tokens.clone();
        let Some(holder) = holder_before(cx, tokens.start, at) else {
            self.current(role, cx, tokens.start, at, out);
            return;
        };
        let start = holder.start;
        let before = |n: usize| if start >= tokens.start + n { cx.lower(start - n) } else { "" };
        let the = usize::from(Closed::The.has(before(1)));
        if Class::OtherOne.has(before(1 + the)) {
            return;
        }
        let during = Class::During.has(before(1 + the));
        let (country, office) = ADMINISTRATION;
        if during {
            let words = cx.doc.span(past_verb(cx, tokens.start, start - the - 1).unwrap_or(start - the - 1)..at + 1);
            out.push(claim(role, cx, holder.entity, country, office, Polarity::Past, words, Rule::Phrase));
            return;
        }
        // Only the present tense says that it is in office: "said on Tuesday" may be long ago.
        if at + 1 < tokens.end && is_present(cx.lower(at + 1)) && holder.plain {
            let words = cx.doc.span(start - the..predicate_end(cx, at + 1, tokens.end));
            out.push(claim(role, cx, holder.entity, country, office, Polarity::Asserted, words, Rule::Phrase));
        }
    }

    /// "the current French administration": that of the holder whom the article named in office before, if any.
    fn current(&self, role: &Role, cx: &Context<'_>, first: usize, at: usize, out: &mut Vec<Claim>) {
        if at < first + 2 || !Class::Current.has(cx.lower(at - 2)) {
            return;
        }
        if let Some(country) = country_named(cx, first, at - 1) {
            let words = cx.doc.span(at - 2..at + 1);
            let office = format!("{country} {}", ADMINISTRATION.1);
            let in_office = |c: &&Claim| {
                c.measure == "office" && c.polarity == Polarity::Asserted && c.value == Value::Words(office.clone())
            };
            let holder = out.iter().rev().filter(in_office).find_map(|c| c.subject);
            out.push(claim(role, cx, holder, country, ADMINISTRATION.1, Polarity::Asserted, words, Rule::Phrase));
        }
    }

    /// "since Smith's return to office": of the office that the article gives him.
    fn return_to_office(
        &self,
        role: &Role,
        cx: &Context<'_>,
        sentence: usize,
        at: usize,
        held: &FxHashMap<(EntityId, &str), &str>,
        out: &mut Vec<Claim>,
    ) {
        let first = cx.doc.sentences[sentence].tokens.start;
        if at < first + 4 || !Closed::To.has(cx.lower(at - 1)) || !Class::Return.has(cx.lower(at - 2)) {
            return;
        }
        let Some(m) = cx.doc.mention_at(at - 4).or_else(|| cx.doc.mention_at(at - 3)) else { return };
        let office = self.titles.iter().find(|t| t.0 == m.entity).map(|t| t.1);
        let Some((office, country)) = office.and_then(|o| Some((o, *held.get(&(m.entity, o))?))) else { return };
        let start = cx.doc.tokens_in(m.span).start;
        let since = usize::from(start > first && Class::Since.has(cx.lower(start - 1)));
        let words = cx.doc.span(start - since..at + 1);
        out.push(claim(role, cx, Some(m.entity), country, office, Polarity::Asserted, words, Rule::Phrase));
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one claim, all different")]
fn claim(
    role: &Role,
    cx: &Context<'_>,
    holder: Option<EntityId>,
    country: &str,
    office: &str,
    polarity: Polarity,
    words: Span,
    rule: Rule,
) -> Claim {
    let value = Value::Words(format!("{country} {office}"));
    let mut claim = cx.claim(role, "office", value, words, rule, OFFICE);
    claim.polarity = polarity;
    claim.subject = holder;
    claim
}

/// Whether "administration" or the like follows a name, after its "'s".
fn administration(cx: &Context<'_>, at: usize) -> Option<usize> {
    let next = |t: usize| if t < cx.doc.tokens.len() { cx.lower(t) } else { "" };
    let at = if Closed::Genitive.has(next(at)) { at + 1 } else { at };
    Class::Government.has(next(at)).then_some(at)
}

struct Holder {
    entity: Option<EntityId>,
    start: usize,
    /// Whether it is "the Smith administration", not "Smith's".
    plain: bool,
}

/// The person whose administration it is.
fn holder_before(cx: &Context<'_>, first: usize, at: usize) -> Option<Holder> {
    if at == first {
        return None;
    }
    let own = cx.doc.mention_at(at).filter(|m| m.span.start < cx.doc.tokens[at].span.start);
    let clitic = Closed::Genitive.has(cx.lower(at - 1));
    let last = at - 1 - usize::from(clitic && at >= first + 2);
    let m = own.or_else(|| cx.doc.mention_at(last))?;
    let entity = cx.doc.entity(m.entity);
    let start = cx.doc.tokens_in(m.span).start;
    if own.is_none() {
        // A surname alone may be known as a name and no more.
        let person = matches!(entity.kind, EntityKind::Person | EntityKind::Other) && m.kind == MentionKind::Name;
        return person.then_some(Holder { entity: Some(m.entity), start, plain: !clitic });
    }
    // The whole may be one name, of a body: "Smith administration". Its first words are the person's.
    let name = cx.doc.span(start..at).of(cx.doc.text());
    let country = cx.doc.tokens[start].upper || is_country_name(cx, start);
    let person = cx
        .doc
        .entities
        .iter()
        .position(|e| e.kind == EntityKind::Person && e.name.rsplit(' ').next() == name.rsplit(' ').next());
    (!country).then_some(Holder { entity: Some(person.map_or(m.entity, |p| EntityId(p as u32))), start, plain: true })
}

fn is_country_name(cx: &Context<'_>, t: usize) -> bool {
    claimdiff_annotate::names::country(cx.lower(t)).is_some()
}

/// Whether a verb is in the present tense: "is", "remains", "opposes".
fn is_present(word: &str) -> bool {
    Class::Present.has(word)
        || (word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ous"))
}

/// The end of the predicate that begins at a token: the sentence's end, or its first break.
fn predicate_end(cx: &Context<'_>, from: usize, limit: usize) -> usize {
    use claimdiff_annotate::TokenKind;
    (from..limit).find(|t| matches!(cx.doc.tokens[*t].kind, TokenKind::Stop | TokenKind::Comma)).unwrap_or(limit)
}

/// The participle right before "during": "damaged during".
fn past_verb(cx: &Context<'_>, first: usize, at: usize) -> Option<usize> {
    if at <= first || !cx.lower(at - 1).ends_with("ed") {
        return None;
    }
    let verb = at - 1;
    Some(if verb > first && cx.lower(verb - 1).ends_with("ly") { verb - 1 } else { verb })
}
