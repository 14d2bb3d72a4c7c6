//! One changed source of several claims of a sentence, told once.

use claimdiff_text::Span;

use super::{Change, Edits, teller};
use crate::{Passage, Said};

/// A claim that both versions have, according to somebody else.
pub(super) struct Sourced {
    /// The claim's words in each.
    spans: [Span; 2],
    /// What is told: "people killed: 12".
    things: Vec<String>,
    tellers: [Option<String>; 2],
    passages: [Passage; 2],
}

impl Sourced {
    pub(super) fn of(spans: [Span; 2], what: String, passages: [Passage; 2]) -> Sourced {
        Sourced { spans, things: vec![what], tellers: passages.each_ref().map(teller), passages }
    }

    /// Whether two changes are one: the same two sources, or one of them read for a part of the sentence only. Who adds
    /// "according to court filings" leaves the others of the sentence where they were.
    fn is_one(&self, other: &Sourced) -> bool {
        let same = |n: usize| self.tellers[n] == other.tellers[n];
        let open = |n: usize| self.tellers[n].is_none() || other.tellers[n].is_none();
        same(0) && (same(1) || open(1)) || same(1) && open(0)
    }

    fn join(&mut self, other: Sourced) {
        for n in 0..2 {
            let p = &mut self.passages[n];
            if p.differs.is_empty() {
                p.differs.push(self.spans[n]);
            }
            if !p.differs.iter().any(|d| d.overlaps(other.spans[n])) {
                p.differs.push(other.spans[n]);
            }
            p.span = p.span.cover(other.passages[n].span);
            p.context = p.context.cover(other.passages[n].context);
            if other.tellers[n].is_none() {
                self.tellers[n] = None;
                p.said_by.clear();
            }
        }
        self.things.extend(other.things.into_iter().filter(|t| !self.things.contains(t)).collect::<Vec<_>>());
    }
}

impl Edits<'_, '_> {
    /// Tells the changes of source found, those of one sentence that are one together.
    pub(super) fn sources(&mut self) {
        let mut out: Vec<([Option<usize>; 2], Sourced)> = Vec::new();
        let spoken = [0, 1].map(|n| self.places(n, |e| e.change == Change::Speaker));
        for change in std::mem::take(&mut self.sourced) {
            let place = [0, 1].map(|n| self.sentences[n].at(change.spans[n]));
            // What stands in a quotation of which another speaker is told.
            let within = |n: usize| {
                let told = place[n].and_then(|at| spoken[n].get(&at)).into_iter().flatten();
                told.copied().any(|s| s.contains(change.spans[n]))
            };
            if within(0) && within(1) {
                continue;
            }
            match out.last_mut().filter(|(other, known)| *other == place && known.is_one(&change)) {
                Some((_, known)) => known.join(change),
                None => out.push((place, change)),
            }
        }
        for (_, mut change) in out {
            // Of two who are named together and no longer, both went.
            for n in 0..2 {
                if change.tellers[1 - n].is_some() {
                    continue;
                }
                let both = change.tellers[n].as_deref().and_then(|name| self.both_sources(n, change.spans[n], name));
                if let Some(both) = both {
                    change.passages[n].said_by = vec![Said { name: both.clone(), medium: None }];
                    change.tellers[n] = Some(both);
                }
            }
            let [old, new] = change.tellers.map(|t| t.unwrap_or_else(|| String::from("no source")));
            let what = format!("{}; {old}, then {new}", change.things.join("; "));
            self.add(Change::Source, what, change.passages.map(Some));
        }
    }
}
