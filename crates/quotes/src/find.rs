//! Stretches, attributions and speakers put together into quotations.

use std::ops::Range;

use claimdiff_annotate::{Document, EntityKind, Mention, MentionKind, Tag, TokenKind, VerbForm};
use claimdiff_text::Span;
use rustc_hash::FxHashMap;
use smallvec::smallvec;

use crate::{
    Quote, QuoteKind, Rule, Speaker, Stretch,
    attribute::Attribution,
    author,
    cues::{self, Form},
    extent,
    grammar::{Class, class_at, opens_phrase, phrase_after},
    indirect, marks, medium,
    paragraph::Paragraph,
    small::NearQuote,
    speaker,
};

/// Finds the quotations of a document.
pub fn find(doc: &Document<'_>) -> Vec<Quote> {
    find_with(doc, true)
}

/// [`find`] with the models left out, to measure what they are worth.
pub fn find_with(doc: &Document<'_>, models: bool) -> Vec<Quote> {
    let stretches = marks::stretches(doc);
    let mut out = by_rules(doc, &stretches);
    if models {
        indirect::add(doc, &stretches, &mut out);
    }
    out.iter_mut().for_each(|q| extent::trim(doc, q));
    out.sort_by_key(|q| (q.span().start, q.span().end));
    go_on(doc, &mut out);
    author::settle(doc, &mut out);
    out
}

/// Gives what nobody was found for to who speaks the words before it on its line, where only that attribution stands between
/// the two: “...,” the authors of the study write. “...” The rules do so where they know the attribution; this is for the
/// models'.
fn go_on(doc: &Document<'_>, quotes: &mut [Quote]) {
    for n in 1..quotes.len() {
        let (before, after) = quotes.split_at_mut(n);
        let (Some(last), Some(own)) = (before.last(), after.first_mut()) else { continue };
        let (Some(speaker), Some(marked), true) = (&last.speaker, last.marked.last(), last.rule == Rule::Model) else {
            continue;
        };
        let direct = own.kind == QuoteKind::Direct && own.speaker.is_none();
        let behind = speaker.mention.is_some_and(|m| m.start >= marked.end && m.end <= own.span().start);
        if !direct || !behind {
            continue;
        }
        // The opening mark stands between the stop and the words.
        let open = doc.tokens_in(own.span()).start.checked_sub(1);
        let stop = open.and_then(|t| t.checked_sub(1)).filter(|t| doc.word(*t) == ".");
        let one = stop.is_some_and(|t| doc.sentence_at(t) == doc.sentence_at(doc.tokens_in(*marked).start));
        let line = |span: Span| doc.sentences[doc.sentence_at(doc.tokens_in(span).start)].line;
        if one && line(*marked) == line(own.span()) {
            (own.speaker, own.cue, own.rule) = (Some(speaker.clone()), last.cue, Rule::Continued);
            own.confidence = last.confidence;
        }
    }
}

/// Finds what stands in quotation marks.
pub(crate) fn by_rules(doc: &Document<'_>, stretches: &[Stretch]) -> Vec<Quote> {
    let turns = is_transcript(doc);
    let introduced = if turns { introduced(doc) } else { FxHashMap::default() };
    let mut finder =
        Finder { doc, turns, introduced, out: Vec::new(), last: None, pending: Vec::new(), unsigned: None };
    let mut next = 0;
    let mut at = 0;
    let mut previous: Option<Range<usize>> = None;
    while at < doc.sentences.len() {
        let line = doc.sentences[at].line;
        let from = at;
        while at < doc.sentences.len() && doc.sentences[at].line == line {
            at += 1;
        }
        let own = next..next + stretches[next..].iter().take_while(|s| s.line == line).count();
        next = own.end;
        if own.is_empty() {
            finder.turn(from..at);
            finder.signed(from..at);
            finder.last = None;
            finder.pending.clear();
        } else {
            finder.line(from..at, previous.clone(), &stretches[own]);
        }
        previous = Some(from..at);
    }
    let mut out = finder.out;
    nested(doc, stretches, &mut out);
    out.sort_by_key(|q| (q.span().start, q.span().end));
    out
}

/// Whether marked words stand between a first name and the surname behind it: Ana “Late” Keller.
fn is_nickname(doc: &Document<'_>, stretch: &Stretch) -> bool {
    const MAX_TOKENS: usize = 2;
    let outer = doc.tokens_in(stretch.outer);
    let capital = |t: usize| doc.tokens[t].kind == TokenKind::Word && doc.tokens[t].capital;
    let short = (1..=MAX_TOKENS).contains(&stretch.tokens.len()) && stretch.tokens.clone().all(capital);
    let Some(first) = outer.start.checked_sub(1).filter(|_| short && stretch.closed) else { return false };
    let person = |t: usize| {
        let name = |m: &&Mention| m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person;
        doc.mention_at(t).filter(name).is_some()
    };
    let sentence = &doc.sentences[doc.sentence_at(first)].tokens;
    sentence.contains(&first) && sentence.contains(&outer.end) && person(first) && capital(outer.end)
}

/// How many titles may stand between the two parts of a quotation.
const MAX_TITLES: usize = 3;

/// How many stretches back the first part of a split quotation is looked for.
const MAX_SPLIT: usize = 32;

struct Finder<'d> {
    doc: &'d Document<'d>,
    /// Whether lines that begin with a name in capitals and a colon are what that person said.
    turns: bool,
    /// The full names in capitals that lines of a transcript begin with, by the last word: "ANA KELLER, HOST:".
    introduced: FxHashMap<&'d str, Range<usize>>,
    out: Vec<Quote>,
    /// The last attributed quotation of the line before, as an index into `out`, and whether its last stretch was left
    /// open.
    last: Option<(usize, bool)>,
    /// Quotations of lines just before that nobody was found for and whose marks were left open.
    pending: Vec<usize>,
    /// The quotation that ends the line before and that nobody was found for.
    unsigned: Option<usize>,
}

impl<'d> Finder<'d> {
    fn line(&mut self, sentences: Range<usize>, previous: Option<Range<usize>>, stretches: &[Stretch]) {
        let doc = self.doc;
        let top: Vec<&Stretch> = stretches.iter().filter(|s| s.depth == 0 && !is_nickname(doc, s)).collect();
        let p = Paragraph::new(doc, sentences, top);
        let mut attributed: Vec<Option<(Attribution, usize)>> = Vec::with_capacity(p.outer.len());
        let sound = |a: &Attribution| a.source.clone().is_none_or(|s| speaker::is_source(doc, s));
        for at in 0..p.outer.len() {
            if p.is_linked(at) {
                self.nobody(&p, at);
                attributed.push(None);
                continue;
            }
            let before = p.inner_turn(at).or_else(|| p.before(at).filter(sound));
            let before = before.map(|b| goes_on(&p, at, attributed.last(), &b).unwrap_or(b));
            // A colon alone gives way to a verb: 'And a sentence: “...,” as Keller put it'.
            let plain = before.as_ref().is_some_and(|a| a.direct && (a.entry.is_some() || a.rule != Rule::Colon));
            let chosen = match before {
                Some(before) if plain => Some(before),
                Some(before) => match p.after(at).filter(sound) {
                    Some(after) if p.yields(at, &after, &before) => Some(before),
                    after => after.or(Some(before)),
                },
                None => p.after(at).filter(sound),
            };
            let chosen = chosen.or_else(|| p.trailing(at).filter(sound)).or_else(|| p.shared(at).filter(sound));
            // "tells the “Morning Show” that": a title, unless something is called so or somebody said just that.
            let title = p.is_title(at)
                && chosen.as_ref().is_some_and(|a| {
                    if p.is_work(at) {
                        return true;
                    }
                    let gap = p.outer[at].start.saturating_sub(a.verb);
                    let named = a.entry.is_some_and(|c| c.naming()) && gap < 8;
                    !(a.direct || named || p.is_headline_line())
                });
            if let Some(a) = chosen.filter(|_| !title) {
                // Another stretch of the same clause or the second half of a split quotation.
                let same = attributed
                    .iter()
                    .rev()
                    .take(MAX_SPLIT)
                    .flatten()
                    .find(|(b, _)| b.verb == a.verb && b.rule != Rule::Previous)
                    .map(|(_, q)| *q);
                let index = match same {
                    Some(index) => {
                        self.extend(index, &p, at, &a);
                        index
                    }
                    None => self.push(&p, at, &a),
                };
                self.settle(index);
                attributed.push(Some((a, index)));
                continue;
            }
            if title {
                self.nobody(&p, at);
                attributed.push(None);
                continue;
            }
            let continued = self.continued(&p, at, &attributed);
            if let Some((a, index)) = continued {
                self.append(index, &p, at);
                attributed.push(a.map(|a| (a, index)));
                continue;
            }
            let introduced = self.introduced(&p, at, previous.clone()).filter(sound);
            // What stands behind the words on their line tells who speaks, in whatever way; a line of them alone that ends
            // without a stop is a heading.
            let loose = |a: &Attribution| a.rule == Rule::Previous && p.outer[at].start == p.tokens.start;
            if let Some(a) = introduced.filter(|a| !loose(a) || p.is_whole(at)) {
                let index = self.push(&p, at, &a);
                // Where the marks stay open, who speaks may be told at the end.
                if !p.stretches[at].closed && a.rule == Rule::Previous {
                    self.pending.push(index);
                }
                attributed.push(Some((a, index)));
                continue;
            }
            let index = self.nobody(&p, at);
            attributed.push(None);
            if !p.stretches[at].closed {
                self.pending.push(index);
            }
        }
        let open = p.stretches.last().is_some_and(|s| !s.closed);
        let unsigned = matches!(attributed.last(), Some(None)) && p.outer.last().is_some_and(|o| o.end == p.tokens.end);
        // What goes on with words whose speaker is known has one.
        self.unsigned = unsigned.then(|| self.out.len() - 1).filter(|last| self.out[*last].speaker.is_none());
        let ends_quoted = p.outer.last().is_some_and(|o| o.end == p.tokens.end);
        self.last = match attributed.last() {
            Some(Some((_, index))) => Some((*index, open)),
            _ if ends_quoted => self.last,
            _ => None,
        };
        if !open {
            self.pending.clear();
        }
    }

    /// A turn of a transcript that has no marks: "ANA KELLER: We stay."
    fn turn(&mut self, sentences: Range<usize>) {
        const MIN_TOKENS: usize = 3;
        let doc = self.doc;
        let Some(colon) = self.turns.then(|| label(doc, sentences.start)).flatten() else { return };
        let tokens = doc.sentences[sentences.start].tokens.start..doc.sentences[sentences.end - 1].tokens.end;
        if colon + 1 + MIN_TOKENS > tokens.end {
            return;
        }
        let words = doc.span(colon + 1..tokens.end);
        self.out.push(Quote {
            content: smallvec![words],
            marked: smallvec![words],
            kind: QuoteKind::Direct,
            speaker: Some(self.called(tokens.start..colon)),
            cue: None,
            addressee: None,
            medium: None,
            reported_by: None,
            rule: Rule::Turn,
            confidence: 90,
        });
    }

    /// Who speaks a turn: by the surname in capitals who was introduced by the full name.
    fn called(&self, label: Range<usize>) -> Speaker {
        let doc = self.doc;
        let speaker = speaker::resolve(doc, label.clone());
        let known = label.len() == 1 && speaker.name.contains(' ');
        let Some(full) = self.introduced.get(doc.word(label.end - 1)).filter(|_| label.len() == 1 && !known) else {
            return speaker;
        };
        let capital = |word: &str| {
            let mut letters = word.chars();
            letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect::<String>()
        };
        let name = full.clone().map(|at| capital(doc.word(at))).collect::<Vec<_>>().join(" ");
        Speaker { name, entity: None, ..speaker }
    }

    /// A line that is a name with what its bearer is signs the quotation that ends the line before: "Ana Keller, mayor".
    fn signed(&mut self, sentences: Range<usize>) {
        const MAX_TOKENS: usize = 14;
        let doc = self.doc;
        let Some(index) = self.unsigned.take() else { return };
        let tokens = doc.sentences[sentences.start].tokens.start..doc.sentences[sentences.end - 1].tokens.end;
        if let Some(a) = below(doc, sentences.clone(), self.out[index].marked.last().copied()) {
            let q = &mut self.out[index];
            (q.speaker, q.rule, q.kind) = (a.source.map(|s| speaker::resolve(doc, s)), a.rule, QuoteKind::Direct);
            (q.cue, q.confidence) = (a.cue.map(|c| doc.span(c)), 80);
            return;
        }
        let from = tokens.start + usize::from(matches!(doc.word(tokens.start), "—" | "–" | "-" | "--"));
        if from >= tokens.end || tokens.len() > MAX_TOKENS || doc.tokens[tokens.end - 1].kind == TokenKind::Stop {
            return;
        }
        let Some(mention) = doc.mention_at(from).filter(|m| m.kind == MentionKind::Name) else { return };
        let name = doc.tokens_in(mention.span);
        let person = doc.entity(mention.entity).kind == EntityKind::Person && name.start == from;
        let described = name.end == tokens.end || doc.word(name.end) == ",";
        if !person || !described || (name.end..tokens.end).any(|i| doc.tag(i) == Tag::Verb) {
            return;
        }
        let q = &mut self.out[index];
        (q.speaker, q.rule, q.kind) = (Some(speaker::resolve(doc, name)), Rule::DashByline, QuoteKind::Direct);
        q.confidence = 80;
    }

    /// The first paragraphs of a quotation whose speaker comes with the last.
    fn settle(&mut self, index: usize) {
        for p in std::mem::take(&mut self.pending) {
            let (speaker, cue, rule) = (self.out[index].speaker.clone(), self.out[index].cue, Rule::Continued);
            let q = &mut self.out[p];
            if q.speaker.is_none() || q.rule == Rule::Previous {
                (q.speaker, q.cue, q.rule, q.kind, q.confidence) = (speaker, cue, rule, QuoteKind::Direct, 80);
            }
        }
    }

    /// Whether a stretch goes on with the quotation before it.
    fn continued(
        &self,
        p: &Paragraph<'_, '_>,
        at: usize,
        attributed: &[Option<(Attribution, usize)>],
    ) -> Option<(Option<Attribution>, usize)> {
        let outer = &p.outer[at];
        if at > 0 {
            // “...,” Keller told “Morning Valley.” “...”: the title between them is nobody's.
            let told = |n: &usize| attributed[*n].is_some() || !p.is_title(*n) && !p.is_linked(*n);
            let (a, index) = attributed[(0..at).rev().take(MAX_TITLES).find(told)?].as_ref()?;
            let before = &p.outer[at - 1];
            let sentence = if before.end < outer.start { p.sentence(before.end) } else { before.end..before.end };
            // “It is late,” and “we stay.”
            let joined = before.end + 1 == outer.start && class_at(p.doc, before.end) == Some(Class::Conjunction);
            let follows = before.end == outer.start
                || joined
                || sentence.end == outer.start
                // “...,” says Keller, a lawyer based in Tarrin, D.C. “...”
                || sentence.end > outer.start && a.direct && p.doc.word(outer.start - 1).ends_with([',', '.']);
            return (follows && p.begins_sentence(at)).then(|| (Some(a.clone()), *index));
        }
        let (index, open) = self.last?;
        let starts = outer.start == p.tokens.start;
        let alone = outer.end == p.tokens.end;
        (starts && (open || alone)).then_some((None, index))
    }

    /// A quotation on a line of its own, or the first of a line, that the sentence before introduces.
    fn introduced(&self, p: &Paragraph<'_, '_>, at: usize, previous: Option<Range<usize>>) -> Option<Attribution> {
        let doc = self.doc;
        let outer = &p.outer[at];
        let own_line = outer.start == p.tokens.start;
        if !p.begins_sentence(at) || p.stretches[at].tokens.len() < 4 {
            return None;
        }
        let q;
        let (frame, sentence) = if own_line {
            q = Paragraph::new(doc, previous?, Vec::new());
            (&q, q.sentence(q.tokens.end - 1))
        } else {
            (p, p.sentence(outer.start - 1))
        };
        if !own_line && sentence.end != outer.start {
            return None;
        }
        let last = sentence.end - 1;
        let colon = doc.word(last) == ":";
        // The cue of that sentence, else its subject where a colon announces the words.
        for i in sentence.clone().rev() {
            if frame.quoted(i) {
                continue;
            }
            let Some(cue) = cues::verb(doc.word(i)) else { continue };
            if doc.tokens[i].capital || !(cue.direct() || colon || cue.naming()) {
                continue;
            }
            // "It will have more influence, says Keller. “...”"
            let after = i + 1..phrase_after(doc, i + 1, last);
            let named = i + 1 < last && doc.tokens[i + 1].capital;
            let closes = i > sentence.start && doc.word(i - 1) == "," && after.end == last && named && !colon;
            let told = match closes && opens_phrase(doc, i + 1) && matches!(cue.form, Form::Past | Form::Third) {
                true => Some((after, i)),
                false => frame.subject(i, cue, sentence.start),
            };
            if let Some((source, group)) = told {
                // "He referred to a report that said more. “...”": the sentence is about him.
                let side = !colon
                    && group.checked_sub(1).is_some_and(|b| {
                        matches!(class_at(doc, b), Some(Class::Relative | Class::That)) && b >= sentence.start
                    });
                if side {
                    continue;
                }
                cues::fired(cue);
                return Some(Attribution {
                    source: Some(source),
                    cue: Some(group..i + 1),
                    verb: i,
                    entry: Some(cue),
                    rule: if colon { Rule::Colon } else { Rule::Previous },
                    direct: true,
                });
            }
        }
        if let Some((from, name)) = own_line.then(|| sender(doc, sentence.clone())).flatten() {
            return Some(Attribution {
                source: Some(name),
                cue: Some(from..from + 1),
                verb: from,
                entry: None,
                rule: Rule::Colon,
                direct: true,
            });
        }
        let source = frame.first_phrase(sentence.start, last)?;
        // "More from the speech:"
        if colon && !speaker::is_somebody(doc, source.clone()) {
            return None;
        }
        // Who the sentence before is about speaks, where the words are a paragraph's own.
        let about = !own_line
            && doc
                .mention_at(source.start)
                .is_some_and(|m| m.kind != MentionKind::Nominal && doc.entity(m.entity).kind == EntityKind::Person);
        (colon || about).then(|| Attribution {
            source: Some(source),
            cue: colon.then(|| last..last + 1),
            verb: last,
            entry: None,
            rule: if colon { Rule::Colon } else { Rule::Previous },
            direct: true,
        })
    }

    fn push(&mut self, p: &Paragraph<'_, '_>, at: usize, a: &Attribution) -> usize {
        let doc = self.doc;
        let inner = p.stretches[at].inner;
        let clause = if a.direct { None } else { clause(p, at, a) };
        let (medium, addressee) = medium::around(p, a);
        self.out.push(Quote {
            content: smallvec![clause.unwrap_or(inner)],
            marked: smallvec![inner],
            kind: if a.direct { QuoteKind::Direct } else { QuoteKind::Mixed },
            speaker: a.source.clone().map(|s| speaker::resolve(doc, s)),
            cue: a.cue.clone().map(|c| doc.span(c)),
            addressee,
            medium,
            reported_by: None,
            rule: a.rule,
            confidence: match a.rule {
                Rule::Adjacent | Rule::Turn | Rule::According => 95,
                Rule::Colon | Rule::DashByline | Rule::Continued => 90,
                Rule::Clause => 80,
                _ => 60,
            },
        });
        self.out.len() - 1
    }

    /// Another stretch of a quotation already attributed by the same cue.
    fn extend(&mut self, index: usize, p: &Paragraph<'_, '_>, at: usize, a: &Attribution) {
        let inner = p.stretches[at].inner;
        let clause = if a.direct { None } else { clause(p, at, a) };
        let quote = &mut self.out[index];
        quote.marked.push(inner);
        let new = clause.unwrap_or(inner);
        match quote.content.iter_mut().find(|s| s.overlaps(new)) {
            Some(s) => *s = s.cover(new),
            None => quote.content.push(new),
        }
    }

    fn append(&mut self, index: usize, p: &Paragraph<'_, '_>, at: usize) {
        let inner = p.stretches[at].inner;
        self.out[index].marked.push(inner);
        self.out[index].content.push(inner);
    }

    fn nobody(&mut self, p: &Paragraph<'_, '_>, at: usize) -> usize {
        const MIN_SENTENCE_TOKENS: usize = 6;
        const MIN_CLAUSE_TOKENS: usize = 9;
        let s = p.stretches[at];
        let doc = self.doc;
        // A whole clause is somebody's words, wherever it stands.
        let clause = s.tokens.len() >= MIN_CLAUSE_TOKENS
            && !p.is_title(at)
            && s.tokens
                .clone()
                .any(|t| matches!(doc.verb_form(t), Some(VerbForm::Present | VerbForm::Past | VerbForm::Modal)));
        let sentence = p.begins_sentence(at) && s.tokens.len() >= MIN_SENTENCE_TOKENS && {
            let last = s.tokens.end - 1;
            let punctuation = matches!(self.doc.tokens[last].kind, TokenKind::Stop | TokenKind::Comma);
            punctuation
                && (clause
                    || p.outer[at].start == p.tokens.start
                    || p.sentence(p.outer[at].start).start == p.outer[at].start)
        };
        self.out.push(Quote {
            content: smallvec![s.inner],
            marked: smallvec![s.inner],
            kind: if sentence || !s.closed { QuoteKind::Direct } else { QuoteKind::Term },
            speaker: None,
            cue: None,
            addressee: None,
            medium: None,
            reported_by: None,
            rule: Rule::None,
            confidence: 50,
        });
        self.out.len() - 1
    }
}

/// Whether an article is a transcript, or has one in it: at least two lines begin with a name in capitals and a colon.
fn is_transcript(doc: &Document<'_>) -> bool {
    const MIN_TURNS: usize = 2;
    let opens = |s: &usize| *s == 0 || doc.sentences[s - 1].line != doc.sentences[*s].line;
    (0..doc.sentences.len()).filter(opens).filter(|s| label(doc, *s).is_some()).take(MIN_TURNS).count() == MIN_TURNS
}

/// The names of two or three words in capitals that lines begin with, by the last word.
fn introduced<'d>(doc: &'d Document<'_>) -> FxHashMap<&'d str, Range<usize>> {
    let opens = |s: &usize| *s == 0 || doc.sentences[s - 1].line != doc.sentences[*s].line;
    let name = |s: usize| {
        let tokens = doc.sentences[s].tokens.clone();
        let words = tokens.clone().take(3).take_while(|i| {
            doc.tokens[*i].upper && doc.word(*i).len() > 1 && doc.word(*i).bytes().all(|b| b.is_ascii_alphabetic())
        });
        let end = tokens.start + words.count();
        let closes = end < tokens.end && matches!(doc.word(end), "," | ":" | "(");
        (closes && end > tokens.start + 1).then_some(tokens.start..end)
    };
    let names = (0..doc.sentences.len()).filter(opens).filter_map(name);
    names.map(|name| (doc.word(name.end - 1), name)).collect()
}

/// The attribution between the two halves of a split quotation, where a side clause with a verb of its own stands behind it:
/// “...,” said Keller after the judge ruled, “...”.
fn goes_on(
    p: &Paragraph<'_, '_>,
    at: usize,
    last: Option<&Option<(Attribution, usize)>>,
    found: &Attribution,
) -> Option<Attribution> {
    let (a, _) = last?.as_ref()?;
    let (from, to) = (p.outer[at.checked_sub(1)?].end, p.outer[at].start);
    let between = a.direct && a.rule == Rule::Adjacent && from <= a.verb && a.verb < found.verb && found.verb < to;
    let side = || (a.verb..found.verb).any(|t| class_at(p.doc, t) == Some(Class::Subordinator));
    (between && !p.begins_sentence(at) && p.doc.word(to - 1) == "," && side()).then(|| a.clone())
}

/// The colon behind a name in capitals, where a line begins with one that a sentence follows.
fn label(doc: &Document<'_>, sentence: usize) -> Option<usize> {
    const MAX_NAME_TOKENS: usize = 5;
    const MIN_BYTES: usize = 3;
    let tokens = doc.sentences[sentence].tokens.clone();
    let colon = tokens.clone().take(MAX_NAME_TOKENS + 1).find(|i| doc.word(*i) == ":")?;
    let name = tokens.start..colon;
    let capitals =
        |i: usize| doc.tokens[i].upper && doc.word(i).bytes().all(|b| b.is_ascii_alphabetic()) || doc.word(i) == ".";
    let plain = |i: usize| NearQuote::Line.has(doc.word(i)) || class_at(doc, i) == Some(Class::Determiner);
    let long = name.clone().any(|i| doc.word(i).len() >= MIN_BYTES && !plain(i));
    // "MORE FROM TARRIN:Ferry shut": a link of the page.
    let follows = colon + 1 < tokens.end && doc.tokens[colon + 1].capital && doc.tokens[colon + 1].spaced;
    // "WHAT WE KNOW: ..."
    let words = name.clone().any(|i| matches!(class_at(doc, i), Some(Class::Subject | Class::Relative | Class::Aux)));
    (long && !words && follows && name.clone().all(capitals)).then_some(colon)
}

/// The attribution on the line below a quotation that ends with a comma or a mark of its own: "she said."
fn below(doc: &Document<'_>, sentences: Range<usize>, marked: Option<Span>) -> Option<Attribution> {
    const MAX_TOKENS: usize = 14;
    let last = doc.tokens_in(marked?).next_back()?;
    if !matches!(doc.word(last), "," | "?" | "!" | "—" | "–") {
        return None;
    }
    let p = Paragraph::new(doc, sentences, Vec::new());
    let (from, limit) = (p.tokens.start, p.sentence(p.tokens.start).end);
    let i = (from..limit.min(from + MAX_TOKENS)).find(|i| cues::verb(doc.word(*i)).is_some_and(|c| c.direct()))?;
    let cue = cues::verb(doc.word(i))?;
    let (source, group) = match i == from {
        true if matches!(cue.form, Form::Past | Form::Third) => (i + 1..phrase_after(doc, i + 1, limit), i),
        true => return None,
        false => p.subject(i, cue, from)?,
    };
    let short = limit - from <= MAX_TOKENS && (i == from || source.start == from && p.ends_clause(i, limit));
    if source.is_empty() || !short || !speaker::is_source(doc, source.clone()) {
        return None;
    }
    cues::fired(cue);
    Some(Attribution {
        source: Some(source),
        cue: Some(group..i + 1),
        verb: i,
        entry: Some(cue),
        rule: Rule::Adjacent,
        direct: true,
    })
}

/// Whom a line before a quotation names as its sender, with the word that says so: "From Ana Keller, mayor of Tarrin:",
/// "From the desk of Ana Keller."
fn sender(doc: &Document<'_>, sentence: Range<usize>) -> Option<(usize, Range<usize>)> {
    const MAX_TOKENS: usize = 18;
    let from = sentence.clone().rev().take(MAX_TOKENS).find(|i| NearQuote::From.has(doc.word(*i)))?;
    let rest = from + 1..sentence.end;
    if rest.clone().any(|i| doc.tag(i) == Tag::Verb) {
        return None;
    }
    let mentions = doc.within(&doc.mentions, |m| m.span, doc.span(rest));
    let person = |m: &&Mention| m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person;
    mentions.iter().find(person).map(|m| (from, doc.tokens_in(m.span)))
}

/// The clause of a cue that holds a stretch: from the verb to the end of the sentence, or for a cue behind it from the
/// start of the sentence.
fn clause(p: &Paragraph<'_, '_>, at: usize, a: &Attribution) -> Option<Span> {
    let doc = p.doc;
    let outer = &p.outer[at];
    if a.entry.is_some_and(|c| c.form == Form::Noun) {
        return None;
    }
    let sentence = p.sentence(outer.start);
    if a.verb >= outer.end {
        let from = sentence.start;
        let source = a.source.clone()?;
        let mut end = a.cue.clone()?.start.min(source.start);
        while end > from && matches!(doc.word(end - 1), "," | "—" | "–") {
            end -= 1;
        }
        return (end > from).then(|| doc.span(from..end));
    }
    let mut from = a.verb + 1;
    if a.rule == Rule::According {
        from = a.source.clone()?.end;
    }
    // The agent of "described by Keller as" and the hearer of "told reporters that".
    if let Some(source) = a.source.clone().filter(|s| s.start > a.verb) {
        from = source.end;
    } else if a.entry.is_some_and(|c| c.takes_hearer())
        && let Some(that) = (from..outer.start.min(from + 8)).find(|i| NearQuote::ThatTo.has(doc.word(*i)))
    {
        from = that;
    }
    while from < outer.start && doc.word(from) == "," {
        from += 1;
    }
    let mut end = sentence.end.max(outer.end);
    while end > outer.end && doc.tokens[end - 1].kind == TokenKind::Stop {
        end -= 1;
    }
    let cut = (outer.end..end).find(|i| {
        doc.word(*i) == ","
            && !p.quoted(*i)
            && *i + 1 < end
            && (doc.word(*i + 1).ends_with("ing") || NearQuote::GoesOn.has(doc.word(*i + 1)))
    });
    let end = cut.unwrap_or(end);
    (from < outer.end).then(|| doc.span(from..end))
}

/// Quotations inside quotations: their speaker is found inside the outer stretch, who reported them is the outer's.
fn nested(doc: &Document<'_>, stretches: &[Stretch], out: &mut Vec<Quote>) {
    // The quotation of each stretch at the top; these are apart.
    let mut marked: Vec<(Span, usize)> =
        out.iter().enumerate().flat_map(|(n, q)| q.marked.iter().map(move |m| (*m, n))).collect();
    marked.sort_unstable();
    // The children of every stretch: those one level deeper that lie in it.
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); stretches.len()];
    let mut around: Vec<usize> = Vec::new();
    for (n, s) in stretches.iter().enumerate() {
        around.retain(|p| stretches[*p].depth < s.depth && stretches[*p].inner.contains(s.outer));
        if let Some(parent) = around.last().filter(|p| stretches[**p].depth + 1 == s.depth) {
            children[*parent].push(n);
        }
        around.push(n);
    }
    for (parent, own) in children.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
        let siblings: Vec<&Stretch> = own.iter().map(|n| &stretches[*n]).collect();
        let p = Paragraph::within(doc, &stretches[parent], siblings);
        for (index, n) in own.iter().enumerate() {
            let s = &stretches[*n];
            let at = marked.partition_point(|(m, _)| m.end < s.outer.end);
            let Some((_, outer)) = marked.get(at).filter(|(m, _)| m.contains(s.outer)) else { continue };
            let a = p.before(index).or_else(|| p.after(index));
            out.push(Quote {
                content: smallvec![s.inner],
                marked: smallvec![s.inner],
                kind: QuoteKind::Nested,
                speaker: a
                    .as_ref()
                    .and_then(|a| a.source.clone())
                    .map(|r| speaker::quoted(doc, speaker::resolve(doc, r), out[*outer].speaker.as_ref())),
                cue: a.as_ref().and_then(|a| a.cue.clone()).map(|c| doc.span(c)),
                addressee: None,
                medium: None,
                reported_by: out[*outer].speaker.clone(),
                rule: a.as_ref().map_or(Rule::None, |a| a.rule),
                confidence: 70,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "speaker: marked words | more marked words", one string a quotation that somebody said.
    fn observe(wording: &str) -> Vec<String> {
        let article = claimdiff_parse::plain(&wording.replace("\\n", "\n"), "case", "case");
        let doc = claimdiff_annotate::annotate(&article);
        find(&doc)
            .iter()
            .filter(|q| q.kind != QuoteKind::Term)
            .filter_map(|q| {
                let words: Vec<&str> = q.marked.iter().map(|s| s.of(&article.text)).collect();
                let medium = q.medium.as_ref().map_or(String::new(), |m| format!(" [{}]", m.name));
                q.speaker.as_ref().map(|s| format!("{}{medium}: {}", s.name, words.join(" | ")))
            })
            .collect()
    }

    #[test]
    fn cues() {
        let tables = [
            ("verbs", include_str!("cues/verbs.tsv")),
            ("nouns", include_str!("cues/nouns.tsv")),
            ("media", include_str!("media.tsv")),
        ];
        claimdiff_cases::check("cues/en.cases", include_str!("cues/en.cases"), &tables, observe);
    }
}
