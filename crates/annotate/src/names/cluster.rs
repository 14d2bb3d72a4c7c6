//! Makes one entity of all names of one in an article: "Jane Roe", "Roe", "Ms. Roe", "J. Roe".

use claimdiff_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Entity, EntityId, EntityKind, Gender, Mention, MentionKind, key,
    lexicon::{self, FIRST, Known, SHORT, What, is_generation},
    spot::{Candidate, Guess},
};
use crate::{Document, TokenKind};

/// The most people of one name, or bodies of one word, that a name is held against; and the most titles of a person.
const MAX_ALIKE: usize = 64;

/// An entity being built.
struct Cluster<'a> {
    kind: EntityKind,
    /// The words of its fullest name.
    words: Vec<&'a str>,
    name: Span,
    /// The folded words of its fullest name.
    folded: Vec<String>,
    key: Option<&'static str>,
    /// The usual name of a person who was named by another.
    usual: Option<&'static str>,
    gender: Option<Gender>,
    /// Whether the gender came from a title, not only from a first name.
    gender_sure: bool,
    titles: Vec<Span>,
    /// How often its full name stands.
    full: u32,
    /// Whether its name ends in "Jr.".
    junior: bool,
}

/// Clusters candidates, which stand in the order of the text.
pub(super) fn entities(doc: &Document<'_>, candidates: Vec<Candidate>) -> (Vec<Entity>, Vec<Mention>) {
    let mut builder = Builder::new(doc);
    builder.generations(&candidates);
    let mut owner: Vec<Option<usize>> = vec![None; candidates.len()];
    // Full names first, wherever they stand: a headline's surname comes before the name it is short for.
    for (n, c) in candidates.iter().enumerate() {
        owner[n] = builder.full_name(c);
        if c.title.is_some() || c.apposition.is_some() {
            builder.described.extend(owner[n]);
        }
    }
    builder.surnames(&candidates, &mut owner);
    for (n, c) in candidates.iter().enumerate() {
        if owner[n].is_none() {
            owner[n] = Some(builder.short_name(c));
        }
    }
    builder.finish(&candidates, &owner)
}

struct Builder<'d, 'a> {
    doc: &'d Document<'a>,
    clusters: Vec<Cluster<'a>>,
    /// People by folded last name.
    by_last: FxHashMap<String, Vec<usize>>,
    /// People by folded first name.
    by_first: FxHashMap<String, Vec<usize>>,
    /// Everything else by key.
    by_key: FxHashMap<String, usize>,
    /// The first body with some initials.
    by_initials: FxHashMap<String, usize>,
    /// The first body whose name of several words ends in a word.
    by_head: FxHashMap<&'a str, usize>,
    /// The first body without a listed name whose name of several words begins with a word.
    by_opening: FxHashMap<&'a str, usize>,
    /// The first name of two words that may be anybody's by its last word.
    by_tail: FxHashMap<&'a str, usize>,
    /// The first people whose folded last name has one first byte and one length.
    by_shape: FxHashMap<(u8, usize), Vec<usize>>,
    /// People who are named with a title or a description somewhere.
    described: FxHashSet<usize>,
    /// People introduced by a first name alone, by that name.
    introduced: FxHashMap<String, usize>,
    /// Folded last names that "Jr." stands behind without a first name, so that it parts two people of one name.
    two_generations: FxHashSet<String>,
}

impl<'d, 'a> Builder<'d, 'a> {
    fn new(doc: &'d Document<'a>) -> Self {
        Builder {
            doc,
            clusters: Vec::new(),
            by_last: FxHashMap::default(),
            by_first: FxHashMap::default(),
            by_key: FxHashMap::default(),
            by_initials: FxHashMap::default(),
            by_head: FxHashMap::default(),
            by_opening: FxHashMap::default(),
            by_tail: FxHashMap::default(),
            by_shape: FxHashMap::default(),
            described: FxHashSet::default(),
            introduced: FxHashMap::default(),
            two_generations: FxHashSet::default(),
        }
    }

    /// Remembers the last names of which an article tells two generations: "Roe Jr." beside "Ann Roe", and not "Ann Roe Jr."
    /// whom it goes on to call "Ann Roe".
    fn generations(&mut self, candidates: &[Candidate]) {
        for c in candidates {
            if let ([last], true) = (&self.words(c)[..], self.is_junior(c)) {
                let mut folded = String::new();
                key::fold_word(last, &mut folded);
                self.two_generations.insert(folded);
            }
        }
    }

    /// Whether a name ends in "Jr.".
    fn is_junior(&self, c: &Candidate) -> bool {
        c.part.is_none() && c.name.clone().next_back().is_some_and(|t| is_generation(self.doc.word(t)))
    }

    /// Whether a name and a person of one last name, folded, may be of one generation.
    fn one_generation(&self, c: &Candidate, of: usize, last: &str) -> bool {
        self.clusters[of].junior == self.is_junior(c) || !self.two_generations.contains(last)
    }

    /// The words of a name, without suffixes.
    fn words(&self, c: &Candidate) -> Vec<&'a str> {
        if let Some(part) = c.part {
            return part.of(self.doc.text()).split_whitespace().collect();
        }
        let plain = |t: &usize| self.doc.tokens[*t].kind != TokenKind::Mark && !is_generation(self.doc.word(*t));
        c.name.clone().filter(plain).map(|t| self.doc.word(t)).filter(|w| *w != ",").collect()
    }

    /// Finds or makes the entity of a name that says whom it means; `None` for a name that may be short for another.
    fn full_name(&mut self, c: &Candidate) -> Option<usize> {
        if self.is_junior(c) && self.words(c).len() == 1 {
            return None;
        }
        match c.guess {
            Guess::Known(Known { what: What::Person, key: usual, .. }) => Some(self.alias(c, usual)),
            Guess::Known(known) => {
                // A listed place or body of one word may still be somebody's surname.
                let kind = match known.what {
                    What::Country | What::Region | What::City | What::Demonym | What::People => EntityKind::Place,
                    _ => EntityKind::Organisation,
                };
                if kind == EntityKind::Place && known.what == What::City && c.name.len() == 1 && !c.placed {
                    return None;
                }
                Some(self.known(c, known, kind))
            }
            Guess::Person | Guess::Unsure if self.words(c).len() > 1 => Some(self.person(c)),
            Guess::Other if let Some(person) = self.by_surname(c) => Some(person),
            Guess::Organisation | Guess::Place | Guess::Other => {
                let kind = match c.guess {
                    Guess::Organisation => EntityKind::Organisation,
                    Guess::Place => EntityKind::Place,
                    _ => EntityKind::Other,
                };
                Some(self.other(c, kind))
            }
            _ => None,
        }
    }

    /// The person whose last words a name of several words is: "Marlow Hall" after "Ann Marlow Hall".
    fn by_surname(&mut self, c: &Candidate) -> Option<usize> {
        let words = self.words(c);
        let mut last = String::new();
        key::fold_word(words.last().filter(|_| words.len() > 1)?, &mut last);
        let people = self.by_last.get(&last)?.iter().copied().take(MAX_ALIKE);
        let longer = |at: &usize| self.clusters[*at].words.len() > words.len();
        let person = people.filter(longer).find(|at| is_surname_of(&words, &self.clusters[*at].words))?;
        self.clusters[person].full += 1;
        Some(person)
    }

    /// Gives listed names of one word to the person of the article whose surname they are: "Fox" where Ana Fox is named. A
    /// country is one that the article stands in nowhere.
    fn surnames(&mut self, candidates: &[Candidate], owner: &mut [Option<usize>]) {
        let of = |c: &Candidate| match c.guess {
            Guess::Known(known) if c.name.len() == 1 && c.part.is_none() && !self.doc.tokens[c.name.start].upper => {
                Some(known)
            }
            _ => None,
        };
        let placed: FxHashSet<&str> =
            candidates.iter().filter(|c| c.placed).filter_map(|c| of(c).map(|known| known.key)).collect();
        for (c, owner) in candidates.iter().zip(owner) {
            let Some(known) = of(c).filter(|known| !c.placed && !c.the && !placed.contains(known.key)) else {
                continue;
            };
            if !matches!(
                known.what,
                What::Country | What::Region | What::Outlet | What::Platform | What::Organisation | What::Government
            ) {
                continue;
            }
            let mut folded = String::new();
            key::fold_word(self.doc.word(c.name.start), &mut folded);
            let Some(person) = self.best(self.by_last.get(&folded), c) else { continue };
            if self.clusters[person].words.len() > 1 && *owner != Some(person) {
                *owner = Some(person);
            }
        }
    }

    /// The person whose usual name is listed, under another name.
    fn alias(&mut self, c: &Candidate, usual: &'static str) -> usize {
        let words: Vec<&'static str> = usual.split(' ').collect();
        let gender = FIRST.get(words[0]).copied().flatten();
        let at = self.person_named(c, words);
        let cluster = &mut self.clusters[at];
        cluster.usual = Some(usual);
        cluster.gender = cluster.gender.or(gender);
        at
    }

    fn known(&mut self, c: &Candidate, known: Known, kind: EntityKind) -> usize {
        if let Some(&at) = self.by_key.get(known.key) {
            let span = c.span(self.doc);
            let cluster = &mut self.clusters[at];
            cluster.full += 1;
            // "Russia" is a better name than "Russian", "Federal Bureau of Investigation" than "FBI".
            let better = !matches!(known.what, What::Demonym | What::People)
                && (cluster.words.len() == 1 && span.len() > cluster.name.len() || cluster.full == 0);
            if better {
                cluster.name = span;
            }
            return at;
        }
        let at = self.push(c, self.words(c), kind);
        self.clusters[at].key = Some(known.key);
        self.index_body(at);
        self.by_key.insert(known.key.to_owned(), at);
        at
    }

    fn other(&mut self, c: &Candidate, kind: EntityKind) -> usize {
        let name = c.span(self.doc).of(self.doc.text());
        let folded = key::fold(name);
        if let Some(&at) = self.by_key.get(&folded) {
            self.clusters[at].full += 1;
            return at;
        }
        let at = self.push(c, self.words(c), kind);
        if kind == EntityKind::Organisation {
            let initials: String = self.clusters[at]
                .words
                .iter()
                .filter(|w| w.starts_with(char::is_uppercase))
                .filter_map(|w| w.chars().next())
                .collect();
            if initials.len() > 1 {
                self.by_initials.entry(initials).or_insert(at);
            }
        }
        self.index_body(at);
        // "Nikkie Brass", of whom no list knows that she is a person.
        if let (EntityKind::Other, [first, last]) = (kind, &self.clusters[at].words[..])
            && !lexicon::is_common(&first.to_lowercase())
        {
            self.by_tail.entry(last).or_insert(at);
        }
        self.by_key.insert(folded, at);
        at
    }

    /// Remembers a body by the first and the last word of its name.
    fn index_body(&mut self, at: usize) {
        let cluster = &self.clusters[at];
        if let (EntityKind::Organisation, [first, .., last]) = (cluster.kind, &cluster.words[..]) {
            self.by_head.entry(last).or_insert(at);
            if cluster.key.is_none() {
                self.by_opening.entry(first).or_insert(at);
            }
        }
    }

    /// Remembers a person by a folded last name.
    fn index_person(&mut self, at: usize, last: String) {
        if let Some(first) = last.bytes().next() {
            self.by_shape.entry((first, last.len())).or_default().push(at);
        }
        self.by_last.entry(last).or_default().push(at);
    }

    /// The first person whose surname differs from a folded word by a slip of the pen.
    fn misspelt(&self, folded: &str) -> Option<usize> {
        let first = folded.bytes().next()?;
        let lists = (folded.len() - 1..=folded.len() + 1).filter_map(|n| self.by_shape.get(&(first, n)));
        let near = |at: &usize| self.clusters[*at].folded.last().is_some_and(|l| strsim::osa_distance(l, folded) == 1);
        lists.filter_map(|list| list.iter().copied().take(MAX_ALIKE).find(near)).min()
    }

    fn push(&mut self, c: &Candidate, words: Vec<&'a str>, kind: EntityKind) -> usize {
        let folded = folded(&words);
        self.clusters.push(Cluster {
            kind,
            name: c.span(self.doc),
            words,
            folded,
            key: None,
            usual: None,
            gender: c.gender,
            gender_sure: c.title.is_some() && c.gender.is_some(),
            titles: Vec::new(),
            full: 1,
            junior: self.is_junior(c),
        });
        self.clusters.len() - 1
    }

    /// A person named with more than one word.
    fn person(&mut self, c: &Candidate) -> usize {
        self.person_named(c, self.words(c))
    }

    /// Finds or makes the person of a name.
    fn person_named(&mut self, c: &Candidate, words: Vec<&'a str>) -> usize {
        let mut last = String::new();
        key::fold_word(words[words.len() - 1], &mut last);
        let mut first = String::new();
        key::fold_word(words[0], &mut first);
        let same = self.by_last.get(&last).into_iter().flatten().copied().take(MAX_ALIKE).find(|&at| {
            let other = &self.clusters[at];
            let one =
                || same_first(words[0], &first, other.words[0], &other.folded[0]) && same_middle(&words, &other.words);
            other.folded.len() > 1
                && (one() || is_surname_of(&words, &other.words))
                && self.one_generation(c, at, &last)
        });
        if let Some(at) = same {
            let span = c.span(self.doc);
            let cluster = &mut self.clusters[at];
            cluster.full += 1;
            // The fullest form: more words, or a first name instead of an initial.
            let fuller = words.len() > cluster.words.len()
                || words.len() == cluster.words.len() && cluster.words[0].ends_with('.') && !words[0].ends_with('.');
            if fuller {
                cluster.name = span;
                cluster.words = words;
                cluster.folded = folded(&cluster.words);
            }
            return at;
        }
        let at = self.push(c, words, EntityKind::Person);
        self.index_person(at, last);
        self.by_first.entry(first).or_default().push(at);
        at
    }

    /// A name of one word, or one that may be short for another.
    fn short_name(&mut self, c: &Candidate) -> usize {
        let words = self.words(c);
        let word = words.last().copied().unwrap_or("");
        let mut folded = String::new();
        key::fold_word(word, &mut folded);
        if let Some(at) = self.best(self.by_last.get(&folded), c) {
            return at;
        }
        if let Some(at) = self.first_name(c, &folded) {
            return at;
        }
        if let Guess::Known(known) = c.guess {
            // A town may have somebody's first name: he is meant where he is in the article and no "in" stands before.
            if FIRST.contains_key(word)
                && let Some(at) = self.best(self.by_first.get(&folded), c)
            {
                return at;
            }
            return self.known(c, known, EntityKind::Place);
        }
        if matches!(c.guess, Guess::Acronym)
            && let Some(&at) = self.by_initials.get(&bare(word))
        {
            return at;
        }
        if c.the && c.title.is_none() {
            // "the Journal" after "The Valley Journal".
            if let Some(&at) = self.by_head.get(word) {
                return at;
            }
        }
        if let Some(at) = self.best(self.by_first.get(&folded), c) {
            return at;
        }
        if !matches!(c.guess, Guess::Acronym) && folded.len() >= 6 {
            // A slip of the pen in a longer surname.
            if let Some(at) = self.misspelt(&folded) {
                return at;
            }
        }
        if let Some(&at) = self.by_key.get(&folded) {
            let cluster = &mut self.clusters[at];
            cluster.full += 1;
            // "Roe calls a vote" above "President Roe": somebody after all.
            if cluster.kind == EntityKind::Other && cluster.words.len() == 1 && c.title.is_some() {
                (cluster.kind, cluster.gender, cluster.gender_sure) =
                    (EntityKind::Person, c.gender, c.gender.is_some());
                self.index_person(at, folded);
            }
            return at;
        }
        if c.title.is_none()
            && c.name.len() == 1
            && let Some(&at) =
                self.by_opening.get(word).or_else(|| self.by_tail.get(word).filter(|_| !c.the && !c.placed))
        {
            return at;
        }
        let kind = match c.guess {
            Guess::Acronym => EntityKind::Organisation,
            Guess::Person => EntityKind::Person,
            _ if c.title.is_some() => EntityKind::Person,
            _ if c.placed => EntityKind::Place,
            _ if FIRST.contains_key(word) => EntityKind::Person,
            _ => EntityKind::Other,
        };
        let at = self.push(c, words, kind);
        if kind == EntityKind::Person {
            self.index_person(at, folded);
        } else {
            self.by_key.insert(folded, at);
        }
        at
    }

    /// Who is introduced by a first name alone, as the young and bystanders are: "Marko, 18, ..." in an article on the
    /// minister Marko Vell. Gives that person for the name from there on.
    fn first_name(&mut self, c: &Candidate, folded: &str) -> Option<usize> {
        if c.title.is_some() || c.name.len() != 1 {
            return None;
        }
        if let Some(&at) = self.introduced.get(folded) {
            self.clusters[at].full += 1;
            return Some(at);
        }
        let namesake = self.best(self.by_first.get(folded), c)?;
        if !self.described.contains(&namesake) || !self.is_aged(c.name.end) {
            return None;
        }
        let at = self.push(c, self.words(c), EntityKind::Person);
        self.introduced.insert(folded.to_owned(), at);
        Some(at)
    }

    /// Whether an age between commas stands at a token: ", 18,".
    fn is_aged(&self, at: usize) -> bool {
        let doc = self.doc;
        let word = |at: usize| if at < doc.tokens.len() { doc.word(at) } else { "" };
        let age = word(at + 1).parse::<u8>().is_ok_and(|age| (1..=110).contains(&age));
        word(at) == "," && age && matches!(word(at + 2), "," | "." | ";" | ")")
    }

    /// Of several people with one surname: those whose gender fits, then the one named most often, then the first.
    fn best(&self, of: Option<&Vec<usize>>, c: &Candidate) -> Option<usize> {
        let last = |at: usize| self.clusters[at].folded.last().map_or("", String::as_str);
        let fits = |at: &&usize| {
            let gender = match (c.title.and(c.gender), self.clusters[**at].gender) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            };
            gender && self.one_generation(c, **at, last(**at))
        };
        of?.iter()
            .take(MAX_ALIKE)
            .filter(fits)
            .copied()
            .max_by_key(|&at| (self.clusters[at].full, std::cmp::Reverse(at)))
    }

    fn finish(mut self, candidates: &[Candidate], owner: &[Option<usize>]) -> (Vec<Entity>, Vec<Mention>) {
        let text = self.doc.text();
        let mut mentions = Vec::with_capacity(candidates.len());
        for (c, owner) in candidates.iter().zip(owner) {
            let Some(at) = *owner else { continue };
            let cluster = &mut self.clusters[at];
            if cluster.kind == EntityKind::Person {
                for title in c.title.into_iter().chain(c.apposition) {
                    let known = cluster.titles.iter().any(|t| t.of(text) == title.of(text));
                    if !known && cluster.titles.len() < MAX_ALIKE {
                        cluster.titles.push(title);
                    }
                }
                if c.title.is_some() && c.gender.is_some() && !cluster.gender_sure {
                    cluster.gender = c.gender;
                    cluster.gender_sure = true;
                }
            }
            let name = c.span(self.doc);
            let span = if c.part.is_some() { name } else { self.doc.tokens[c.from].span.cover(name) };
            mentions.push(Mention { span, name, entity: EntityId(at as u32), kind: MentionKind::Name });
        }
        // Entities in the order in which they are first named.
        let mut order: Vec<Option<u32>> = vec![None; self.clusters.len()];
        let mut next = 0;
        for mention in &mut mentions {
            let id = *order[mention.entity.0 as usize].get_or_insert_with(|| {
                next += 1;
                next - 1
            });
            mention.entity = EntityId(id);
        }
        let mut entities: Vec<Option<Entity>> = (0..next).map(|_| None).collect();
        for (cluster, id) in self.clusters.into_iter().zip(order) {
            let Some(id) = id else { continue };
            let name = cluster.usual.unwrap_or_else(|| cluster.name.of(text));
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let key = cluster.key.map_or_else(|| key::fold(&name), str::to_owned);
            entities[id as usize] =
                Some(Entity { name, kind: cluster.kind, key, gender: cluster.gender, titles: cluster.titles });
        }
        (entities.into_iter().flatten().collect(), mentions)
    }
}

fn folded(words: &[&str]) -> Vec<String> {
    let fold = |w: &&str| {
        let mut out = String::new();
        key::fold_word(w, &mut out);
        out
    };
    words.iter().map(fold).collect()
}

/// "U.N." and "UN" alike.
fn bare(word: &str) -> String {
    word.chars().filter(|c| *c != '.').collect()
}

/// Whether what stands between first and last name may be one person's: not "George W. Roe" and "George H. W. Roe".
fn same_middle(a: &[&str], b: &[&str]) -> bool {
    let middle = |words: &[&str]| words.get(1..words.len() - 1).and_then(|m| m.first()?.chars().next());
    match (middle(a), middle(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Whether the shorter of two names is the last words of the other, and no first name: "Marlow Hall" and "Ann Marlow Hall".
fn is_surname_of(a: &[&str], b: &[&str]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    // "L’Affaire Quill" is no person.
    let plain = long[0].chars().all(char::is_alphabetic);
    plain && short.len() < long.len() && long.ends_with(short) && !FIRST.contains_key(short[0])
}

/// Whether two first names may be one person's: equal, one the short form of the other, or one its initial.
fn same_first(a: &str, folded_a: &str, b: &str, folded_b: &str) -> bool {
    if folded_a == folded_b {
        return true;
    }
    let initial = |w: &str, other: &str| w.len() <= 2 && w.starts_with(|c: char| other.starts_with(c));
    if initial(a, b) || initial(b, a) {
        return true;
    }
    let full = |w| SHORT.get(w).copied().unwrap_or(w);
    full(a) == full(b) || folded_a.len() >= 5 && strsim::osa_distance(folded_a, folded_b) == 1
}
