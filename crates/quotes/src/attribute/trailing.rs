//! The attribution at the end of the sentence: the plan is “dead” for now, Keller said.

use super::Attribution;
use crate::{
    Rule,
    cues::{self, Form},
    grammar::{opens_phrase, phrase_after},
    paragraph::Paragraph,
};
use claimdiff_annotate::Closed;

impl Paragraph<'_, '_> {
    /// The attribution right after a later stretch of the same sentence: “The plan is dead” but not “the idea,” Keller said.
    pub(crate) fn shared(&self, at: usize) -> Option<Attribution> {
        let end = self.sentence(self.outer[at].start).end;
        const MAX_LATER: usize = 3;
        let later = (at + 1..self.outer.len()).take(MAX_LATER).take_while(|n| self.outer[*n].start < end);
        let found = later.filter(|n| self.ends_open(*n)).find_map(|n| self.after(n))?;
        let begins = self.begins_sentence(at);
        (found.direct && found.rule == Rule::Adjacent).then_some(Attribution { direct: begins, ..found })
    }

    /// An attribution at the end of the sentence: the plan is “dead” for now, Keller said.
    pub(crate) fn trailing(&self, at: usize) -> Option<Attribution> {
        let doc = self.doc;
        let from = self.outer[at].end;
        if from >= self.tokens.end {
            return None;
        }
        let sentence = self.sentence(self.outer[at].start);
        if from >= sentence.end {
            return None;
        }
        for i in from..sentence.end {
            if self.quoted(i) {
                continue;
            }
            if Closed::According.has(self.word(i)) && i + 2 < sentence.end && Closed::To.has(self.word(i + 1)) {
                return Attribution::according(i, phrase_after(doc, i + 2, sentence.end));
            }
            if self.word(i) != "," || i + 2 >= sentence.end {
                continue;
            }
            // ", said Keller" and ", Keller said" up to the end of the sentence.
            if let Some(cue) = cues::verb(self.word(i + 1))
                && cue.direct()
                && matches!(cue.form, Form::Past | Form::Third | Form::Base)
                && opens_phrase(doc, i + 2)
            {
                let end = phrase_after(doc, i + 2, sentence.end);
                if end > i + 2 {
                    cues::fired(cue);
                    return Some(Attribution {
                        source: Some(i + 2..end),
                        cue: Some(i + 1..i + 2),
                        verb: i + 1,
                        entry: Some(cue),
                        rule: Rule::Clause,
                        direct: false,
                    });
                }
            }
            if !opens_phrase(doc, i + 1) {
                continue;
            }
            const MAX_SOURCE_TOKENS: usize = 25;
            for v in i + 2..sentence.end.min(i + MAX_SOURCE_TOKENS) {
                let Some(cue) = cues::verb(self.word(v)) else { continue };
                if !cue.direct()
                    || !self.is_finite(v, cue)
                    || cue.form == Form::Ing
                    || !self.ends_clause(v, sentence.end)
                {
                    continue;
                }
                let group = self.group_start(v, i + 1);
                let source = i + 1..group;
                if source.is_empty()
                    || self.has_verb(&source)
                    || self.next_stretch(source.start, source.end) < source.end
                {
                    break;
                }
                cues::fired(cue);
                return Some(Attribution {
                    source: Some(source),
                    cue: Some(group..v + 1),
                    verb: v,
                    entry: Some(cue),
                    rule: Rule::Clause,
                    direct: false,
                });
            }
        }
        None
    }
}
