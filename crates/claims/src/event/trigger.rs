//! The words that name events, and where they do: "on strike", "call for" and "struck a deal" name none.

use std::sync::LazyLock;

use claimdiff_annotate::Tag;

use super::{EventKind, find::Reader, words::Class};
use crate::words::Phrases;

/// How a word names an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "the talks", "a meeting".
    Noun,
    /// "meetings".
    Many,
    /// "met": its subject and object take part.
    Verb,
    /// "killed": an event only where its sentence names no other.
    Harm,
    /// "posted": its subject says something.
    Post,
    /// "in exchange for".
    Exchange,
}

/// The words that name events.
pub(super) static TRIGGERS: LazyLock<Phrases<(EventKind, Form)>> = LazyLock::new(|| {
    Phrases::new("event", include_str!("en.tsv"), |cells| {
        let kind = match cells[0] {
            "meeting" => EventKind::Meeting,
            "call" => EventKind::Call,
            "attack" => EventKind::Attack,
            "accident" => EventKind::Accident,
            "disaster" => EventKind::Disaster,
            "exchange" => EventKind::Exchange,
            "statement" => EventKind::Statement,
            "vote" => EventKind::Vote,
            "poll" => EventKind::Poll,
            "trial" => EventKind::Trial,
            "deal" => EventKind::Deal,
            "protest" => EventKind::Protest,
            _ => EventKind::War,
        };
        let form = match cells[1] {
            "noun" => Form::Noun,
            "many" => Form::Many,
            "verb" => Form::Verb,
            "harm" => Form::Harm,
            "post" => Form::Post,
            _ => Form::Exchange,
        };
        (kind, form)
    })
});

impl Reader<'_> {
    /// Whether a word that names events also does so here: "on strike", "call for", "struck a deal" do not.
    pub(super) fn means_event(&self, at: usize, end: usize, (kind, form): (EventKind, Form)) -> bool {
        let first = self.word(at);
        let previous = self.before(at, 1);
        match form {
            Form::Noun | Form::Many => {
                if end - at == 1 {
                    let verb = Class::Predicate.has(previous);
                    let determined = matches!(previous, "the" | "a" | "an" | "this" | "two" | "three")
                        && !matches!(self.tag_after(end), Tag::Noun | Tag::Propn | Tag::Adj);
                    if verb || !determined && matches!(self.doc.tag(at), Tag::Verb | Tag::Adj) {
                        return false;
                    }
                }
                match first {
                    "strike" | "strikes" => {
                        !matches!(previous, "on" | "hunger" | "general" | "labor" | "labour" | "rail")
                    }
                    "fire" => !matches!(previous, "opened" | "open" | "under" | "returned" | "exchanged" | "on"),
                    "call" | "calls" => end - at > 1 || matches!(self.after(end), "with" | "between"),
                    "visit" | "visits" => self.after(end) != "the",
                    "rally" | "crush" | "primary" | "post" | "address" | "march" | "storm" | "survey" => {
                        matches!(previous, "a" | "an" | "the" | "this" | "that" | "'s" | "’s") || end - at > 1
                    }
                    "conflict" | "war" => {
                        !matches!(previous, "cold" | "of") && self.after(end) != "of" && self.after(end) != "-"
                    }
                    "deal" | "agreement" => self.after(end) != "of",
                    "shooting" | "killing" | "bombing" | "shelling" => {
                        let noun = matches!(
                            previous,
                            "a" | "the"
                                | "this"
                                | "that"
                                | "'s"
                                | "’s"
                                | "his"
                                | "her"
                                | "mass"
                                | "fatal"
                                | "deadly"
                                | "in"
                        );
                        noun || matches!(self.after(end), "of" | "at" | "in" | "on") && !Class::Be.has(previous)
                    }
                    _ => true,
                }
            }
            Form::Verb => {
                let next = self.after(end);
                match first {
                    "hit" | "struck" => {
                        !matches!(next, "a" | "by" | "it" | "an" if !self.weapon_before(at)) && self.weapon_before(at)
                    }
                    "met" => {
                        !matches!(next, "the" | "all" | "its" | "their" | "expectations") && !Class::Be.has(previous)
                    }
                    "collapsed" | "sank" => kind == EventKind::Accident && !matches!(next, "to" | "into" | "in"),
                    "hosted" | "attacked" => !self.doc.tokens[at].capital,
                    _ => true,
                }
            }
            Form::Harm => first != "killing" || matches!(previous, "the" | "a"),
            Form::Post => {
                matches!(next_prep(self.after(end)), Some("on" | "to")) || matches!(self.after(end), ":" | ",")
            }
            Form::Exchange => true,
        }
    }

    /// Whether a weapon or a force is the subject of a verb: "Russian bombs hit".
    fn weapon_before(&self, at: usize) -> bool {
        (1..=5).any(|n| Class::Weapon.has(self.before(at, n)))
    }
}

fn next_prep(word: &str) -> Option<&str> {
    matches!(word, "on" | "to" | "in").then_some(word)
}
