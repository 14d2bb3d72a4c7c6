//! The kinds of claims, one folder each; [`KINDS`] is the only list of them.

mod age;
mod casualty;
pub(crate) mod clause;
mod clock;
mod count;
mod date;
mod distance;
mod duration;
mod figure;
pub(crate) mod governor;
mod money;
mod ordinal;
mod percent;
mod quantity;
mod rate;
mod role;
mod stance;
mod time;
mod title;
mod weekday;

use std::borrow::Cow;

pub(crate) use casualty::{deaths, is_person, is_reflexive};
pub use stance::StanceSort;
pub use weekday::weekday;

use claimdiff_annotate::{Document, EntityId, EntityKind, Number, TokenKind};
use claimdiff_quotes::Quote;
use claimdiff_text::{Days, Span};
use quantity::{Before, before, is_address, is_cut, is_named, is_version};
use role::{is_copula, is_former};
use title::{goes_with_title, is_of_other};

use crate::{
    Claim, Event, EventId, EventKind, MeasureClass, Mode, Polarity, Policy, Quantity, Rule, Value, When, scope, source,
};

/// A kind of claim.
pub trait Kind: Sync {
    /// Its name, as in [`Claim::kind`].
    fn name(&self) -> &'static str;

    /// Appends the claims of this kind that an article makes. Where two kinds make a claim of the same number, the one
    /// that stands first in [`KINDS`] keeps it.
    fn find(&self, cx: &Context<'_>, out: &mut Vec<Claim>);
}

/// All kinds, the more specific first.
pub const KINDS: &[&dyn Kind] = &[
    &casualty::Casualty,
    &rate::Rate,
    &duration::Duration,
    &ordinal::Ordinal,
    &role::Role,
    &date::Date,
    &clock::Clock,
    &weekday::Weekday,
    &stance::Stance,
    &age::Age,
    &money::Money,
    &percent::Percent,
    &distance::Distance,
    &time::Time,
    &count::Count,
    &quantity::Measured,
    &title::Title,
];

/// What a kind sees of an article, and what it needs to make a claim of some words.
pub struct Context<'a> {
    /// The article.
    pub doc: &'a Document<'a>,
    /// Its quotations.
    pub quotes: &'a [Quote],
    /// Its events.
    pub events: &'a [Event],
    /// The text in lower case. Only ASCII letters are lowered, so offsets are the same.
    lower: &'a str,
    /// The mentions of the events, in the order of the text.
    mentions: Vec<(Span, EventId)>,
}

impl<'a> Context<'a> {
    /// What kinds see of an article.
    pub(crate) fn new(doc: &'a Document<'a>, lower: &'a str, quotes: &'a [Quote], events: &'a [Event]) -> Context<'a> {
        let mut mentions: Vec<(Span, EventId)> = events
            .iter()
            .enumerate()
            .flat_map(|(id, e)| e.mentions.iter().map(move |m| (*m, EventId(id as u32))))
            .collect();
        mentions.sort();
        Context { doc, quotes, events, lower, mentions }
    }

    /// A token in lower case.
    #[inline]
    pub fn lower(&self, token: usize) -> &'a str {
        self.doc.tokens[token].span.of(self.lower)
    }

    /// Some words in lower case.
    #[inline]
    pub fn lower_at(&self, span: Span) -> &'a str {
        span.of(self.lower)
    }

    /// The days of publication; `None` where they are not known.
    pub fn published(&self) -> Option<Days> {
        self.doc.article.meta.published.as_ref().map(|p| p.value.days())
    }

    /// A claim that some words make: the sentence around them is its context; who says so, whether it is asserted and
    /// when it holds are read from there. Population, subject, event, place and period are left for the kind to fill:
    /// `Claim { event: cx.event_near(span, accepts), ..cx.claim(self, "length", value, span, Rule::Time, policy) }`.
    pub fn claim(
        &self,
        kind: &dyn Kind,
        measure: impl Into<Cow<'static, str>>,
        value: Value,
        span: Span,
        rule: Rule,
        policy: Policy,
    ) -> Claim {
        let scope = match &value {
            Value::Quantity(_) => scope::of(self, span),
            _ => scope::Scope::default(),
        };
        // What somebody is called beside a name holds, whatever is told of them, and is told by whoever writes it.
        let (polarity, (sources, said_on)) = match rule {
            Rule::Title | Rule::Apposition => (Polarity::Asserted, (source::of_naming(self, span), None)),
            _ => (source::polarity(self, span), source::attribution(self, span)),
        };
        Claim {
            kind: Cow::Borrowed(kind.name()),
            measure: measure.into(),
            population: None,
            class: MeasureClass::default(),
            mode: Mode::default(),
            status: None,
            when: When::default(),
            noun: None,
            verb: None,
            scope,
            value,
            polarity,
            subject: None,
            event: None,
            place: None,
            as_of: said_on.or_else(|| self.published()),
            stated: None,
            period: None,
            sources,
            policy,
            span,
            context: self.context(span),
            rule,
        }
    }

    /// The sentence, or sentences, around some words.
    pub fn context(&self, span: Span) -> Span {
        let at = |byte| self.doc.sentence_of(byte).map_or(span, |s| self.doc.sentences[s].span);
        span.cover(at(span.start)).cover(at(span.end.saturating_sub(1)))
    }

    /// The event of an accepted kind that is named nearest to some words: in their sentence, else the last one named
    /// before them in their paragraph.
    pub fn event_near(&self, span: Span, accepts: impl Fn(EventKind) -> bool) -> Option<EventId> {
        let sentence = self.context(span);
        let line = self.doc.sentence_of(span.start).map(|s| self.doc.sentences[s].line);
        let paragraph = line.map_or(sentence, |l| self.doc.article.lines[l].span);
        let from = self.mentions.partition_point(|(m, _)| m.start < paragraph.start);
        let to = self.mentions.partition_point(|(m, _)| m.start < sentence.end);
        let accepted = |&&(_, id): &&(Span, EventId)| accepts(self.event(id).kind);
        let (before, inside) = {
            let nearby = &self.mentions[from..to];
            nearby.split_at(nearby.partition_point(|(m, _)| m.start < sentence.start))
        };
        let gap = |m: Span| {
            if m.overlaps(span) {
                0
            } else if m.end <= span.start {
                span.start - m.end
            } else {
                m.start - span.end
            }
        };
        inside
            .iter()
            .filter(accepted)
            .min_by_key(|(m, _)| gap(*m))
            .or_else(|| before.iter().rev().find(accepted))
            .map(|(_, id)| *id)
    }

    /// The number that a claim gives.
    pub(crate) fn number_in(&self, claim: &Claim) -> Option<&'a Number> {
        number_of(self.doc, claim).map(|n| &self.doc.numbers[n])
    }

    /// The event that the article is about: the first that is no background.
    pub(crate) fn main_event(&self) -> Option<EventId> {
        self.events.iter().position(|e| !e.background).map(|id| EventId(id as u32))
    }

    /// The mentions of the events, in the order of the text.
    pub fn mentions(&self) -> &[(Span, EventId)] {
        &self.mentions
    }

    /// An event.
    pub fn event(&self, id: EventId) -> &'a Event {
        &self.events[id.0 as usize]
    }

    /// The person, or else the first name of another sort, that a range of tokens begins with or holds.
    pub fn entity_in(&self, span: Span) -> Option<EntityId> {
        let found = self.doc.within(&self.doc.mentions, |m| m.span, span);
        let person = found.iter().find(|m| self.doc.entity(m.entity).kind == EntityKind::Person);
        person.or(found.first()).map(|m| m.entity)
    }
}

impl Quantity {
    /// The quantity of a number of the text.
    pub fn of(number: &Number) -> Quantity {
        Quantity { value: number.value, stated: number.stated, hedge: number.hedge, unit: number.unit.clone() }
    }
}

/// Whether a token ends a clause for words that reach over it: a comma, a dash, a bracket, a full stop.
pub(crate) fn is_break(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Comma | TokenKind::Stop)
}

/// A noun folded for comparison: lower case, singular ("Soldiers" is "soldier", "people" stays).
pub fn fold_noun(noun: &str) -> String {
    let mut lower = noun.to_lowercase();
    let singular = match lower.as_str() {
        "buses" => Some("bus"),
        // The rest of those in "-men" that are no plurals end in "-imen" or "-omen", as no plural but "women" does.
        "women" => Some("woman"),
        "yemen" => Some("yemen"),
        "children" => Some("child"),
        "persons" | "person" => Some("people"),
        "wives" => Some("wife"),
        "lives" => Some("life"),
        _ => None,
    };
    if let Some(s) = singular {
        return s.to_owned();
    }
    if lower.ends_with("men") && !lower.ends_with("imen") && !lower.ends_with("omen") {
        lower.truncate(lower.len() - 2);
        lower.push_str("an");
        return lower;
    }
    let cut = |s: &str, tail: &str, new: &str| s.strip_suffix(tail).map(|h| format!("{h}{new}"));
    if lower.len() > 4 {
        if let Some(s) = cut(&lower, "ies", "y") {
            return s;
        }
        for tail in ["sses", "shes", "ches", "xes"] {
            if lower.ends_with(tail) {
                lower.truncate(lower.len() - 2);
                return lower;
            }
        }
    }
    if lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is")
    {
        lower.pop();
    }
    lower
}

/// The number that a claim gives, as its place among those of the document.
fn number_of(doc: &Document<'_>, claim: &Claim) -> Option<usize> {
    let Value::Quantity(q) = &claim.value else { return None };
    let from = doc.numbers.partition_point(|n| n.figure.start < claim.span.start);
    let held = doc.numbers[from..].iter().take_while(|n| n.figure.end <= claim.span.end);
    held.enumerate().find(|(_, n)| n.stated == q.stated).map(|(at, _)| from + at)
}

/// Takes away the claims whose number a more specific kind has made a claim of, and puts the rest in the order of the
/// text.
pub(crate) fn settle(doc: &Document<'_>, claims: &mut Vec<Claim>) {
    let rank = |c: &Claim| KINDS.iter().position(|k| k.name() == c.kind).unwrap_or(KINDS.len());
    // For every number the kind that is to have it; numbers that no claim holds stay at the maximum.
    let mut owner = vec![usize::MAX; doc.numbers.len()];
    let used = |c: &Claim| number_of(doc, c);
    for c in claims.iter() {
        if let Some(n) = used(c) {
            owner[n] = owner[n].min(rank(c));
        }
    }
    claims.retain(|c| used(c).is_none_or(|n| owner[n] == rank(c)));
    claims.sort_by(|a, b| (a.span, rank(a), &a.measure).cmp(&(b.span, rank(b), &b.measure)));
}
