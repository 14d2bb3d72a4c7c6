//! From the noun phrase of a source to the speaker it names.

use std::ops::Range;

use claimdiff_annotate::{
    Closed, Document, Entity, EntityId, EntityKind, Mention, MentionKind, Tag, TokenKind, names::is_title_word,
};
use claimdiff_text::Span;

use crate::{
    Speaker,
    cues::{self, Form},
    grammar::{Class, class_at, is_day},
    paragraph::links_of,
    small::NearQuote,
    words::{self, Sort},
};

/// The speaker a source phrase stands for, with the phrase as the mention.
pub(crate) fn resolve(doc: &Document<'_>, source: Range<usize>) -> Speaker {
    let source = without_links(doc, source);
    let span = doc.span(source.clone());
    match mention(doc, source.clone()) {
        // "The Tarrin Democrat said" is one of the Democrats.
        Some(m) if one_of(doc, m) || ends_in_place(doc, &source, m) => {
            Speaker { name: phrase(doc, source), entity: None, mention: Some(span), alone: false }
        }
        Some(m) => {
            let alone = m.kind == MentionKind::Pronoun && is_alone(doc, m);
            let unknown = m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Other;
            let entity = unknown.then(|| handle(doc, &source)).flatten();
            let entity = entity.or_else(|| survivor(doc, m)).unwrap_or(m.entity);
            let name = whole(doc, &source, Some(m)).unwrap_or_else(|| doc.entity(entity).name.clone());
            Speaker { name, entity: Some(entity), mention: Some(span), alone }
        }
        None => {
            let person = handle(doc, &source);
            let name = match (person, author(doc, &source)) {
                (Some(e), _) => doc.entity(e).name.clone(),
                (None, Some(author)) => author.to_owned(),
                _ => whole(doc, &source, None).unwrap_or_else(|| phrase(doc, source)),
            };
            Speaker { name, entity: person, mention: Some(span), alone: false }
        }
    }
}

/// Whom a quotation inside another's words is of: "he said" in them is not who speaks them, but the one other whom the paragraph
/// names before.
pub(crate) fn quoted(doc: &Document<'_>, said: Speaker, by: Option<&Speaker>) -> Speaker {
    let own = by.and_then(|by| by.entity);
    let pronoun = said.mention.filter(|m| Closed::HeShe.in_any_case(m.of(doc.text())));
    let Some(pronoun) = pronoun.filter(|_| said.entity.is_none() || said.entity == own) else { return said };
    let before = doc.within(&doc.mentions, |m| m.span, paragraph_before(doc, pronoun));
    let person = |m: &&Mention| {
        m.kind == MentionKind::Name && Some(m.entity) != own && doc.entity(m.entity).kind == EntityKind::Person
    };
    let mut others = before.iter().filter(person).map(|m| m.entity);
    let one = others.next().filter(|first| others.all(|other| other == *first));
    let name = one.map_or_else(|| pronoun.of(doc.text()).to_owned(), |e| doc.entity(e).name.clone());
    Speaker { name, entity: one, mention: Some(pronoun), alone: false }
}

/// A source without what a page links to a name in it; the name alone where only the end of these links was taken for it.
fn without_links(doc: &Document<'_>, source: Range<usize>) -> Range<usize> {
    if let Some(name) = links_of(doc, source.clone()) {
        return source.start..name + 1;
    }
    if !source.clone().any(|t| NearQuote::More.has(doc.word(t))) {
        return source;
    }
    let floor = doc.sentences[doc.sentence_at(source.start)].tokens.start;
    let name = links_of(doc, floor..source.start).and_then(|t| doc.mention_at(t));
    name.map_or(source, |m| doc.tokens_in(m.span))
}

/// The name of a body that goes on behind its first words, to the end of a source: "the March for Our Harbours", "Chairs
/// Against Noise".
fn whole(doc: &Document<'_>, source: &Range<usize>, mention: Option<&Mention>) -> Option<String> {
    const MAX_TOKENS: usize = 5;
    let other = |kind: EntityKind| matches!(kind, EntityKind::Organisation | EntityKind::Other);
    let body = mention.is_none_or(|m| m.kind == MentionKind::Name && other(doc.entity(m.entity).kind));
    let core = core(doc, source.clone());
    let name = mention.map_or(core.end.checked_sub(1)?..core.end, |m| doc.tokens_in(m.name));
    let joined = name.end < source.end && class_at(doc, name.end) == Some(Class::Preposition);
    if !body || !joined || !doc.tokens[name.start].capital {
        return None;
    }
    let rest = name.end + 1..source.end;
    // "Keld Radio of Tarrin", "the Democrat from Orsk"
    let plain = |t: usize| doc.tokens[t].capital && doc.mention_at(t).is_none_or(|m| other(doc.entity(m.entity).kind));
    let goes_on = (1..=MAX_TOKENS).contains(&rest.len()) && rest.into_iter().all(plain);
    let role = mention.is_none() && is_title_word(&doc.word(name.start).to_ascii_lowercase());
    (goes_on && !role).then(|| doc.span(name.start..source.end).of(doc.text()).to_owned())
}

/// Who speaks where a surname alone was read as somebody of whose death the article tells, and one other bears it: the dead
/// say nothing.
fn survivor(doc: &Document<'_>, mention: &Mention) -> Option<EntityId> {
    let surname = mention.name.of(doc.text());
    let alone = mention.kind == MentionKind::Name && doc.tokens_in(mention.name).len() == 1;
    // A first name that no list has makes nobody a body or a place.
    let bears = |e: &Entity| {
        let last = e.name.rsplit(' ').next().unwrap_or("");
        matches!(e.kind, EntityKind::Person | EntityKind::Other) && last == surname && last.len() < e.name.len()
    };
    if !alone || !bears(doc.entity(mention.entity)) {
        return None;
    }
    let others = doc.entities.iter().enumerate().filter(|(_, e)| bears(e)).map(|(at, _)| EntityId(at as u32));
    // "Ala. Keller" is nobody.
    let whole = |e: &EntityId| !doc.entity(*e).name.contains('.');
    let mut others = others.filter(|e| *e != mention.entity).filter(whole);
    let other = others.next()?;
    (others.next().is_none() && is_dead(doc, mention.entity) && !is_dead(doc, other)).then_some(other)
}

/// Whether the article tells that somebody died, beside a name: "the killing of Ana Keller", "Keller's death", "Ana Keller was
/// killed".
fn is_dead(doc: &Document<'_>, who: EntityId) -> bool {
    /// So far behind a name stands what became of its bearer, in tokens.
    const REACH: usize = 3;
    let named = |m: &&Mention| m.entity == who && m.kind == MentionKind::Name;
    let is_killed = |t: usize| NearQuote::Killed.has(doc.word(t)) && Closed::PassiveBe.has(doc.word(t - 1));
    doc.mentions.iter().filter(named).any(|m| {
        let name = doc.tokens_in(m.span);
        let limit = doc.sentences[doc.sentence_at(name.start)].tokens.end;
        let of = name.start >= 2 && Closed::Of.has(doc.word(name.start - 1));
        let behind = name.end..limit.min(name.end + REACH);
        let owner = name.end < limit && Closed::Genitive.has(doc.word(name.end));
        of && NearQuote::Death.has(doc.word(name.start - 2))
            || owner && behind.clone().any(|t| NearQuote::Death.has(doc.word(t)))
            || !owner && behind.into_iter().any(|t| NearQuote::Died.has(doc.word(t)) || is_killed(t))
    })
}

/// Who writes "I" outside quotation marks: the article's author, where it names one.
fn author<'d>(doc: &'d Document<'_>, source: &Range<usize>) -> Option<&'d str> {
    let first =
        source.len() == 1 && doc.word(source.start).len() == 1 && Closed::Speaker.in_sentence(doc.word(source.start));
    match &doc.article.meta.authors[..] {
        [author] if first => Some(&author.value),
        _ => None,
    }
}

/// Whose account a word without blanks is, by the surname that it ends in: "@RepKeller" is Keller's.
fn handle(doc: &Document<'_>, source: &Range<usize>) -> Option<EntityId> {
    const MIN_BYTES: usize = 4;
    let word = doc.word(source.clone().next_back()?);
    let single = source.len() == 1 || source.len() == 2 && doc.word(source.start) == "@";
    if !single || word.bytes().skip(1).all(|b| !b.is_ascii_uppercase()) {
        return None;
    }
    let bears = |e: &Entity| {
        let last = e.name.rsplit(' ').next().unwrap_or("");
        let before = word.strip_suffix(last).and_then(|rest| rest.chars().next_back());
        e.kind == EntityKind::Person && last.len() >= MIN_BYTES && before.is_some_and(|c| c.is_lowercase())
    };
    doc.entities.iter().position(bears).map(|at| EntityId(at as u32))
}

/// Whether a mention is of one member of a body or a people, by a word of which the name is the plural.
fn one_of(doc: &Document<'_>, mention: &Mention) -> bool {
    let entity = doc.entity(mention.entity);
    let head = mention.name.of(doc.text()).rsplit(' ').next().unwrap_or("");
    let last = entity.name.rsplit(' ').next().unwrap_or("");
    entity.kind != EntityKind::Person && last.strip_suffix('s') == Some(head)
}

/// Whether a place only ends the name of who speaks: "Channel 9 Oben".
fn ends_in_place(doc: &Document<'_>, source: &Range<usize>, mention: &Mention) -> bool {
    let place = mention.kind == MentionKind::Name && doc.entity(mention.entity).kind == EntityKind::Place;
    let before = doc.tokens_in(mention.span).start.checked_sub(1).filter(|t| place && source.contains(t));
    before.is_some_and(|t| doc.tokens[t].capital && doc.tag(t) == Tag::Propn || doc.tag(t) == Tag::Num)
}

/// What stands in the paragraph of some words before them.
fn paragraph_before(doc: &Document<'_>, words: Span) -> Span {
    let line = doc.sentences[doc.sentence_at(doc.tokens_in(words).start)].line;
    let start = doc.article.lines.get(line).map_or(words.start, |l| l.span.start);
    Span { start, end: words.start }
}

/// Whether of all people only one is named in the paragraph of a pronoun before it, and it was read as that one.
fn is_alone(doc: &Document<'_>, pronoun: &Mention) -> bool {
    let told = paragraph_before(doc, pronoun.span);
    let before = doc.within(&doc.mentions, |m| m.span, told);
    // Whom a quotation names is hardly who speaks it.
    let text = doc.text();
    let quoted = |m: &Mention| {
        let marks =
            Span { end: m.span.start, ..told }.of(text).chars().fold((0usize, 0i32), |(plain, open), c| match c {
                '"' => (plain + 1, open),
                '“' => (plain, open + 1),
                '”' => (plain, (open - 1).max(0)),
                _ => (plain, open),
            });
        marks.0 % 2 == 1 || marks.1 > 0
    };
    let mut named = before
        .iter()
        .filter(|m| m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person && !quoted(m))
        .map(|m| m.entity)
        .peekable();
    named.peek().is_some() && named.all(|entity| entity == pronoun.entity)
}

/// Whether a phrase can name a source: its core ends in a noun, a name or a pronoun.
pub(crate) fn is_source(doc: &Document<'_>, source: Range<usize>) -> bool {
    let core = core(doc, source.clone());
    let Some(head) = core.clone().next_back() else { return false };
    // "As proclaimed in the charter"
    if core.len() == 1 && Closed::As.in_any_case(doc.word(head)) {
        return false;
    }
    // "later on Friday said".
    let day = is_day(doc.word(head)) && doc.mention_at(head).is_none();
    // "the alleged incident"
    let article = NearQuote::Article.has(doc.word(head));
    if core.len() == 1 && (day || article || opens_only(doc, head)) {
        return false;
    }
    // "Sept. 8, 1963: “...”"
    let dated = doc.mention_at(core.start).is_none() && {
        let span = doc.span(source.clone());
        doc.within(&doc.times, |t| t.span, span).iter().any(|t| t.span.start <= span.start && span.end <= t.span.end)
    };
    if dated {
        return false;
    }
    doc.tokens[head].capital
        || matches!(doc.tag(head), Tag::Noun | Tag::Pron | Tag::Propn | Tag::Num | Tag::Det | Tag::Adj)
        || core.len() == 2 && NearQuote::Person.has(doc.word(head))
        || core.clone().any(|i| doc.mention_at(i).is_some())
}

/// Whether a phrase is somebody's by what it says and not only by where it stands: a name, a pronoun for people, a role, or a
/// text or speech of somebody's ("her reply was short").
pub(crate) fn is_somebody(doc: &Document<'_>, source: Range<usize>) -> bool {
    let Some(head) = core(doc, source.clone()).next_back() else { return false };
    let word = doc.word(head);
    if class_at(doc, head) == Some(Class::Subject) {
        return Closed::HeShe.in_any_case(word) || Closed::They.in_any_case(word);
    }
    let one = |word: &str| is_title_word(word) || words::is(word, Sort::Document) || cues::noun(word).is_some();
    let lower = word.to_ascii_lowercase();
    let role = one(&lower) || lower.strip_suffix('s').is_some_and(one) || NearQuote::People.has(&lower);
    let kind = mention(doc, source).map(|m| (m.kind, doc.entity(m.entity).kind));
    let named = match kind {
        Some((MentionKind::Name, kind)) => kind != EntityKind::Place,
        Some((_, kind)) => kind == EntityKind::Person,
        None => false,
    };
    named || role
}

/// Whether a word is none for anybody, but only opens a sentence: "Want to know more?", "Turning to the camera", "Here".
fn opens_only(doc: &Document<'_>, token: usize) -> bool {
    let opens = doc.sentences[doc.sentence_at(token)].tokens.start == token;
    opens
        && doc.mention_at(token).is_none()
        && matches!(doc.tag(token), Tag::Verb | Tag::Aux | Tag::Adv | Tag::Sconj | Tag::Adp | Tag::Intj | Tag::Part)
}

/// Whether the head of a phrase is a matter, as "the nature of the visit" or "the move": it may suggest something, but says
/// nothing.
pub(crate) fn is_matter(doc: &Document<'_>, source: Range<usize>) -> bool {
    let head = core(doc, source).next_back();
    head.is_some_and(|h| words::find(doc.word(h)).matter && !doc.tokens[h].capital && doc.mention_at(h).is_none())
}

/// The mention that is the head of a source phrase.
fn mention<'d>(doc: &'d Document<'_>, source: Range<usize>) -> Option<&'d Mention> {
    // "who" stands for the last person named before it.
    if source.len() == 1 && class_at(doc, source.start) == Some(Class::Relative) {
        return antecedent(doc, source.start);
    }
    let core = core(doc, source.clone());
    let head = core.end.checked_sub(1)?;
    let at_head = doc.mention_at(head).filter(|m| m.span.start >= doc.tokens[source.start].span.start);
    // "chairman and president Ana Keller", "Health and Human Services Secretary Ana Keller": the name ends the phrase.
    if let Some(m) = bearer(doc, source.clone(), at_head) {
        return Some(m);
    }
    if let Some(m) = at_head
        && (m.kind != MentionKind::Nominal && !one_of(doc, m) || source.len() == core.len())
    {
        return Some(m);
    }
    // "the head of the fund, Ana Keller": the apposition names the person.
    let text = doc.span(source.clone());
    let named = doc
        .within(&doc.mentions, |m| m.span, text)
        .iter()
        .filter(|m| m.kind == MentionKind::Name && text.contains(m.span))
        .find(|m| {
            let at = doc.tokens_in(m.span).start;
            at > core.end.saturating_sub(1)
                && doc.word(at - 1) == ","
                && doc.entity(m.entity).kind == EntityKind::Person
                // "The No. 2 Democrat, Ana Keller" is no list of two.
                && (at_head.is_some_and(|x| one_of(doc, x))
                    || !core.clone().any(|i| doc.mention_at(i).is_some_and(|x| x.span.end == doc.tokens[head].span.end)))
        });
    named.or(at_head)
}

/// The person whose name ends a description without an article: "former leader of the Harbour Party Ana Keller", and not
/// "a spokesman for Ana Keller".
fn bearer<'d>(doc: &'d Document<'_>, source: Range<usize>, at_head: Option<&Mention>) -> Option<&'d Mention> {
    let person = |m: &Mention| m.kind == MentionKind::Name && doc.entity(m.entity).kind == EntityKind::Person;
    if at_head.is_some_and(person) || class_at(doc, source.start) == Some(Class::Determiner) {
        return None;
    }
    let named = doc.within(&doc.mentions, |m| m.span, doc.span(source.clone())).iter().find(|m| person(m))?;
    let tokens = doc.tokens_in(named.span);
    let (from, name) = (tokens.start, doc.tokens_in(named.name).start);
    let before = from.checked_sub(1).filter(|b| *b >= source.start)?;
    let joined = match class_at(doc, before) {
        Some(Class::Conjunction) => from < name,
        None => true,
        _ => false,
    };
    let owner = doc.tokens.get(tokens.end).is_some_and(|t| t.kind == TokenKind::Clitic);
    let owned =
        owner || matches!(doc.tokens[before].kind, TokenKind::Clitic | TokenKind::Mark) || doc.word(before) == ",";
    // "spokesman for Harbour Party leader Ana Keller", but "leader of the Harbour Party Ana Keller".
    let inside = |at: usize| doc.mention_at(at).is_some_and(|m| m.kind == MentionKind::Name);
    let of = (source.start..from).rev().find(|at| class_at(doc, *at) == Some(Class::Preposition) && !inside(*at));
    let body = |of: usize| from == name && class_at(doc, of + 1) == Some(Class::Determiner);
    let plain = (source.start..from).all(|at| !matches!(class_at(doc, at), Some(Class::Relative | Class::Subject)));
    // "March for Quiet president Ana Keller": the name of a body, and who she is there.
    let office = |of: usize| {
        let opening = doc.word(source.start).to_ascii_lowercase();
        let named = doc.tokens[source.start].capital && !is_title_word(&opening) && doc.tokens[of + 1].capital;
        named && (from < name || of + 1 < before && is_title_word(doc.word(before)))
    };
    (joined && !owned && plain && of.is_none_or(|of| body(of) || office(of))).then_some(named)
}

/// Whom "who" at a token stands for: the nearest person named before it in the sentence, or what is named right before.
fn antecedent<'d>(doc: &'d Document<'_>, token: usize) -> Option<&'d Mention> {
    const MAX_TOKENS: usize = 14;
    let floor = doc.sentences[doc.sentence_at(token)].tokens.start.max(token.saturating_sub(MAX_TOKENS));
    let before = (floor..token).rev();
    let mention = |i: usize| doc.mention_at(i).filter(|m| m.kind == MentionKind::Name);
    let person = |m: &&Mention| doc.entity(m.entity).kind == EntityKind::Person;
    before.clone().filter_map(mention).find(person).or_else(|| before.take(2).find_map(mention))
}

/// The first words of a phrase, up to its head: before a comma, a preposition or a relative clause.
fn core(doc: &Document<'_>, source: Range<usize>) -> Range<usize> {
    let mut end = source.start;
    for i in source.clone() {
        let t = doc.tokens[i];
        let stops = match t.kind {
            TokenKind::Comma => true,
            // The mark behind “Morning Valley” when that is the source.
            TokenKind::Mark => i > source.start && i + 1 == source.end,
            TokenKind::Word => {
                i > source.start
                    && (matches!(class_at(doc, i), Some(Class::Preposition | Class::Relative | Class::Conjunction))
                        || (!t.capital
                            // "the accused".
                            && (i > source.start + 1 || class_at(doc, source.start) != Some(Class::Determiner))
                            && matches!(cues::verb(doc.word(i)).map(|c| c.form), Some(Form::Past | Form::Ing))))
                    // "Bank of England" is one name.
                    && !doc.mention_at(i).is_some_and(|m| m.span.start < t.span.start && m.span.end > t.span.end)
            }
            _ => false,
        };
        if stops {
            break;
        }
        end = i + 1;
    }
    source.start..end
}

/// The most words that tell what somebody without a name is head of.
const MAX_CHARGE: usize = 4;

/// The words of a source without a name: its core without article.
fn phrase(doc: &Document<'_>, source: Range<usize>) -> String {
    let mut core = core(doc, source.clone());
    if core.is_empty() {
        core = source.clone();
    }
    // "one of the sources", "some of them": the bare number says nothing.
    let counts = core.len() == 1 && matches!(doc.tag(core.start), Tag::Num | Tag::Det | Tag::Pron | Tag::Adj);
    if counts && core.end < source.end && Closed::Of.has(doc.word(core.end)) {
        core.end = source.end;
    }
    // "a source close to him", "two people familiar with the talks".
    let last = core.end.saturating_sub(1);
    let near = core.len() > 1 && doc.tag(last) == Tag::Adj && doc.tag(last - 1) == Tag::Noun;
    if near && core.end < source.end && class_at(doc, core.end) == Some(Class::Preposition) {
        let comma = (core.end..source.end).find(|at| doc.tokens[*at].kind != TokenKind::Word);
        core.end = comma.unwrap_or(source.end);
    }
    // "the minister for health", "the head of the agency"
    let small = |at: usize| doc.tokens[at].kind == TokenKind::Word && !doc.tokens[at].capital;
    let rest = core.end..source.end;
    let charged = rest.len() > 1 && rest.len() <= MAX_CHARGE && NearQuote::Describes.has(doc.word(core.end));
    let noun = source.end > 0 && doc.tag(source.end - 1) == Tag::Noun;
    if charged && noun && !core.is_empty() && small(core.end - 1) && rest.clone().all(small) {
        core.end = source.end;
    }
    if core.len() > 1 && NearQuote::Article.has(doc.word(core.start)) {
        core.start += 1;
    }
    let words = doc.span(core).of(doc.text()).trim_end_matches(',');
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
