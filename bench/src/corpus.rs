//! `corpus`: how long articles take to be compared, and how that and the memory grow with their number.
//!
//! The records are made up, without text: stories of 3 to 20 articles with words as frequent as in news, wire copies,
//! tolls that rise, and some conflicts and reworded quotations that have to be found, and nothing else.

use std::time::Instant;

use anyhow::{Context, ensure};
use claimdiff::{Comparison, Options, compare};
use claimdiff_claims::{
    Analysis, Claim, Entity, EntityId, EntityKind, Event, EventId, EventKind, Excerpt, Family, Gate, Hedge, Interval,
    Place, Polarity, Policy, Quantity, Rule, SKETCH, Scope, StoryKeys, Term, Unit, VERSION, Value,
};
use claimdiff_quotes::{Quote, QuoteKind, Speaker};
use claimdiff_text::{Days, Meta, Origin, Sourced, Span, StableHash, Stamp};
use nix::sys::resource::{UsageWho, getrusage};

use crate::{
    clock,
    prose::{Chance, name, person, word},
};

/// The numbers of articles without arguments.
const SIZES: [usize; 2] = [10_000, 100_000];
/// Words of the language, the commonest first, and how many of the commonest are no matter of any story.
const WORDS: usize = 60_000;
const COMMON: usize = 3_000;
/// Towns; one is in the news again after so many stories.
const TOWNS: usize = 20_000;
/// People who may be quoted, the most quoted first.
const PEOPLE: usize = 50_000;
const OUTLETS: u64 = 900;
/// Articles a day, whatever their number: of a million the last is six years after the first.
const PER_DAY: usize = 455;
/// The first day: 1 January 2026.
const FIRST_DAY: &str = "2026-01-01";
/// Of so many stories one has a toll that another outlet gives otherwise on the same day, and one a quotation in other
/// words.
const PLANTED: u64 = 40;
/// The share of the planted differences, and of the copies, that has to be found.
const FOUND: f64 = 0.97;
/// The share of findings that may be of several stories: people who are quoted daily say nine words in a row twice.
const STRAYS: f64 = 0.001;

const FUNCTION_WORDS: [&str; 12] = ["the", "of", "and", "we", "to", "in", "that", "will", "for", "our", "not", "with"];
const KINDS: [(EventKind, &str); 3] =
    [(EventKind::Attack, "attack"), (EventKind::Accident, "crash"), (EventKind::Disaster, "flood")];

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let sizes = args.iter().map(|a| a.parse().with_context(|| format!("{a:?} is no number of articles")));
    let mut sizes: Vec<usize> = sizes.collect::<anyhow::Result<_>>()?;
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    // The peak of memory is that of the process, so the largest goes last.
    sizes.sort_unstable();
    println!(
        "{:>10}{:>8}{:>10}{:>10}{:>12}{:>12}{:>12}{:>10}{:>10}{:>10}",
        "articles",
        "stories",
        "cpu s",
        "wall s",
        "articles/s",
        "records MB",
        "peak MB",
        "claims",
        "findings",
        "cleared"
    );
    for size in sizes {
        let news = News::new(size);
        let records = peak()?;
        let start = Instant::now();
        let (seconds, found) = clock::own(|| compare(&news.articles, &Options::default()))?;
        let wall = start.elapsed().as_secs_f64();
        println!(
            "{size:>10}{:>8}{seconds:>10.2}{wall:>10.2}{:>12.0}{records:>12.0}{:>12.0}{:>10}{:>10}{:>10}",
            news.planted.len(),
            size as f64 / wall,
            peak()?,
            found.coverage.claims,
            found.findings.len(),
            found.ledger.len(),
        );
        news.check(&found)?;
    }
    Ok(())
}

/// The most memory that this process has held, in MB (10^6 bytes).
pub(crate) fn peak() -> anyhow::Result<f64> {
    // Kilobytes on Linux, bytes on macOS.
    let unit = if cfg!(target_os = "macos") { 1e-6 } else { 1024e-6 };
    Ok(getrusage(UsageWho::RUSAGE_SELF).context("asking for the memory used")?.max_rss() as f64 * unit)
}

/// What is planted in a story.
#[derive(Clone, Copy, Debug, Default)]
struct Planted {
    /// Two articles of one day that give two tolls.
    toll: bool,
    /// An article that gives a quotation in other words.
    wording: bool,
    /// Whether the toll rises from day to day.
    rising: bool,
    /// An article that copies another.
    copy: bool,
}

/// Records of articles, and what has to be found in them.
struct News {
    articles: Vec<Analysis>,
    /// The story of each article.
    story: Vec<u32>,
    /// What is planted in each story.
    planted: Vec<Planted>,
    /// The number of articles that copy another.
    copies: usize,
}

impl News {
    fn new(size: usize) -> News {
        let language = Language::new();
        let mut news = News { articles: Vec::with_capacity(size), story: Vec::new(), planted: Vec::new(), copies: 0 };
        let mut chance = Chance(size as u64);
        while news.articles.len() < size {
            let articles = (3 + (17.0 * chance.unit().powi(2)) as usize).min(size - news.articles.len());
            let day = news.articles.len() / PER_DAY;
            news.tell(&language, &mut chance, articles, day);
        }
        news
    }

    /// Adds the articles of a story.
    fn tell(&mut self, language: &Language, chance: &mut Chance, articles: usize, day: usize) {
        let number = self.planted.len() as u32;
        let mut planted = Planted {
            toll: articles > 2 && chance.one_in(PLANTED),
            wording: articles > 2 && chance.one_in(PLANTED),
            rising: chance.one_in(2),
            copy: false,
        };
        planted.rising &= !planted.toll;
        let story = Story::new(language, chance, number as usize, day);
        let first = self.articles.len();
        let mut days = vec![Some(0)];
        for n in 0..articles {
            // What is planted is of one day.
            let forced = n < 2 && (planted.toll || planted.wording);
            let copy = n > 1 && !forced && chance.one_in(10);
            let later = match () {
                () if forced || n == 0 => Some(0),
                () if copy => days[0],
                () if chance.one_in(5) => None,
                () => Some(chance.below(4) as i32),
            };
            days.push(later);
            let id = format!("{number}-{n}");
            let article = match copy {
                true => {
                    self.copies += 1;
                    planted.copy = true;
                    copy_of(&self.articles[first], id, chance)
                }
                false => {
                    let toll = match (later, planted.rising) {
                        (Some(later), true) => Some(story.toll + later as u32 * story.step),
                        // An article without a date may be of any day of a rising toll.
                        (None, true) => None,
                        _ => Some(story.toll + if planted.toll && n == 1 { story.step } else { 0 }),
                    };
                    story.article(
                        language,
                        chance,
                        Variant { id, later, toll, forced, reworded: planted.wording && n == 1 },
                    )
                }
            };
            self.articles.push(article);
            self.story.push(number);
        }
        self.planted.push(planted);
    }

    /// Whether what was planted was found, and nothing else.
    fn check(&self, found: &Comparison) -> anyhow::Result<()> {
        let mut seen = vec![Planted::default(); self.planted.len()];
        let mut strays = 0;
        for finding in &found.findings {
            let of = |n: usize| self.story[finding.passages[n].article];
            let story = of(0);
            if (1..finding.passages.len()).any(|n| of(n) != story) {
                strays += 1;
                continue;
            }
            let (here, mine) = (self.planted[story as usize], &mut seen[story as usize]);
            let (expected, met) = match finding.code {
                "number-conflict" => (here.toll, &mut mine.toll),
                "number-revision" => (here.toll, &mut mine.rising),
                "number-update" => (here.toll || here.rising, &mut mine.rising),
                "quote-wording" => (here.wording, &mut mine.wording),
                "copy" => (here.copy, &mut mine.copy),
                _ => (false, &mut mine.copy),
            };
            ensure!(expected, "found what was not planted: {} {}", finding.code, finding.summary);
            *met = true;
        }
        println!("{:>10}findings of several stories: {strays} of {}", "", found.findings.len());
        ensure!(f64::from(strays) <= STRAYS * found.findings.len() as f64, "{strays} findings are of several stories");
        let least = |name: &str, of: fn(&Planted) -> bool| {
            let all = self.planted.iter().filter(|p| of(p)).count();
            let met = self.planted.iter().zip(&seen).filter(|(p, s)| of(p) && of(s)).count();
            println!("{:>10}{name}: {met} of {all}", "");
            ensure!(met as f64 >= FOUND * all as f64, "{name}: found {met} of {all}");
            Ok(())
        };
        least("planted tolls", |p| p.toll)?;
        least("planted wordings", |p| p.wording)?;
        let copies = found.coverage.copies;
        ensure!(
            copies as f64 >= FOUND * self.copies as f64 && copies <= self.copies,
            "{copies} of {} copies",
            self.copies
        );
        // A story is well found where its first two articles are of one; two stories are never one.
        let starts = (1..self.story.len()).filter(|n| self.story[*n] == self.story[n - 1]);
        let (mut all, mut one) = (0, 0);
        for n in starts {
            all += 1;
            one += usize::from(found.stories[n] == found.stories[n - 1]);
        }
        println!("{:>10}neighbours in one story: {one} of {all}", "");
        ensure!(one as f64 >= 0.9 * f64::from(all), "{one} of {all} neighbours are of one story");
        Ok(())
    }
}

/// Invented words and names.
struct Language {
    words: Vec<String>,
    hashes: Vec<u32>,
}

impl Language {
    fn new() -> Language {
        let words: Vec<String> = (0..WORDS).map(|n| word(n + 32 * 32)).collect();
        let hashes = words.iter().map(|w| StableHash::of(w) as u32).collect();
        Language { words, hashes }
    }
}

/// What the articles of a story have in common.
struct Story {
    day: Days,
    kind: EventKind,
    noun: &'static str,
    town: String,
    people: [String; 2],
    /// What it is about, as ranks of words.
    topic: Vec<usize>,
    /// What the two people said.
    said: [Vec<String>; 2],
    toll: u32,
    step: u32,
    millions: u32,
}

/// What one article of a story has of its own.
struct Variant {
    id: String,
    /// Days after the event; `None` where it has no date.
    later: Option<i32>,
    toll: Option<u32>,
    /// Whether it has to give the toll and the first quotation.
    forced: bool,
    reworded: bool,
}

impl Story {
    fn new(language: &Language, chance: &mut Chance, number: usize, day: usize) -> Story {
        let (kind, noun) = KINDS[chance.below(3) as usize];
        let first = Stamp::parse(FIRST_DAY).map(Stamp::days).unwrap_or(Days::ANY);
        let topic = (0..26).map(|_| COMMON + chance.below((WORDS - COMMON) as u64) as usize).collect();
        let mut said = || utterance(language, chance, 14);
        let said = [said(), said()];
        let town = number * 7_919 % TOWNS;
        Story {
            day: first.shift(day as i32),
            kind,
            noun,
            // Of three syllables and more: another range of names than that of the people.
            town: name(2_000_000 + town * 13),
            people: [person(chance.rank(PEOPLE)), person(chance.rank(PEOPLE))],
            topic,
            said,
            toll: 8 + chance.below(60) as u32,
            step: 3 + chance.below(9) as u32,
            millions: 2 + chance.below(90) as u32,
        }
    }

    fn article(&self, language: &Language, chance: &mut Chance, variant: Variant) -> Analysis {
        let date = variant.later.map(|later| self.day.shift(later));
        let third = person(chance.rank(PEOPLE));
        let mut page = Page::default();
        let people = [&self.people[0], &self.people[1], &third];
        let entity = |name: &str, kind| Entity {
            name: name.to_owned(),
            kind,
            key: name.to_lowercase(),
            gender: None,
            titles: Vec::new(),
        };
        let mut entities: Vec<Entity> = people.iter().map(|p| entity(p, EntityKind::Person)).collect();
        entities.push(entity(&self.town, EntityKind::Place));

        let topic = |n: usize| language.words[self.topic[n]].as_str();
        let own = |chance: &mut Chance| language.words[chance.rank(WORDS)].clone();
        let mut claims = Vec::new();
        let (event, place);
        if let Some(toll) = variant.toll {
            page.add("");
            let killed = page.add(&format!("{toll} people were killed"));
            page.add(&format!(" and {} wounded when the {} {} had its ", toll * 3, topic(0), topic(1)));
            event = page.add(self.noun);
            page.add(" in ");
            place = page.add(&self.town);
            page.add(&format!(" near the {} {}, {} {} reported", topic(2), topic(3), own(chance), own(chance)));
            let context = page.end();
            claims.push(claim("casualty", "killed", "people", f64::from(toll), Unit::Count, (killed, context), date));
        } else {
            page.add(&format!("The {} {} had its ", topic(0), topic(1)));
            event = page.add(self.noun);
            page.add(" in ");
            place = page.add(&self.town);
            page.add(&format!(" near the {} {}, {} {} reported", topic(2), topic(3), own(chance), own(chance)));
            page.end();
        }
        page.add(&format!("To rebuild the {} {} of the {} would ", topic(4), topic(5), own(chance)));
        let cost = page.add(&format!("cost {} million dollars", self.millions));
        page.add(&format!(", said the {} {}", topic(6), own(chance)));
        let context = page.end();
        let millions = f64::from(self.millions) * 1e6;
        claims.push(claim("money", "cost", "dollar", millions, Unit::Money("USD".to_owned()), (cost, context), date));

        let mut quotes = Vec::new();
        for (n, speaker) in people.iter().enumerate() {
            let wanted = match n {
                0 => variant.forced || !chance.one_in(3),
                1 => chance.one_in(2),
                _ => !chance.one_in(4),
            };
            if !wanted {
                continue;
            }
            let words = match n {
                2 => {
                    let length = 9 + chance.below(9) as usize;
                    utterance(language, chance, length)
                }
                _ => {
                    let mut words = self.said[n].clone();
                    if n == 0 && variant.reworded {
                        words[5] = language.words[COMMON + chance.below(9_000) as usize].clone();
                    }
                    words
                }
            };
            quotes.push(page.quote(&words.join(" "), speaker, n as u32));
        }
        let time = date.map(|_| self.day);
        let here = Place { key: self.town.to_lowercase(), span: place };
        let happened = Event {
            kind: self.kind,
            participants: Vec::new(),
            place: Some(here),
            venue: None,
            time,
            ordinal: None,
            background: false,
            same_day: None,
            mentions: vec![event],
        };
        // What an article recalls is of a place that many recall.
        let recalled = Event {
            kind: EventKind::Attack,
            place: Some(Place { key: word(3_000_000 + chance.rank(300)), span: place }),
            time: None,
            background: true,
            mentions: vec![event],
            ..happened.clone()
        };
        let outlet = format!("The {} Post", name(2_000 + chance.below(OUTLETS) as usize));
        let published = date.and_then(|d| d.dates().0).map(|d| Sourced::new(Stamp::day(d), Origin::Metadata));
        claims.shrink_to_fit();
        quotes.shrink_to_fit();
        entities.shrink_to_fit();
        page.excerpts.shrink_to_fit();
        Analysis {
            version: VERSION,
            path: variant.id.clone(),
            id: variant.id,
            meta: Meta { published, outlet: Some(Sourced::new(outlet, Origin::Metadata)), ..Meta::default() },
            words: 380,
            entities,
            events: vec![happened, recalled],
            claims,
            namings: Vec::new(),
            quotes,
            keys: self.keys(language, chance, &people),
            excerpts: page.excerpts,
        }
    }

    /// The words an article is about: those of the story several times, names, and others as the language has them.
    fn keys(&self, language: &Language, chance: &mut Chance, people: &[&String]) -> StoryKeys {
        let mut terms: Vec<Term> = Vec::with_capacity(130);
        for (n, word) in self.topic.iter().enumerate() {
            if !chance.one_in(4) {
                let count = 1 + chance.below(4) as u16;
                terms.push(Term { hash: language.hashes[*word], count, name: false, headline: n < 4 });
            }
        }
        let named = people.iter().flat_map(|p| p.split(' ')).chain([self.town.as_str()]);
        terms.extend(named.map(|part| Term {
            hash: StableHash::of(&part.to_lowercase()) as u32,
            count: 2,
            name: true,
            headline: false,
        }));
        for _ in 0..90 {
            let hash = language.hashes[chance.rank(WORDS)];
            terms.push(Term { hash, count: 1, name: false, headline: false });
        }
        terms.sort_by_key(|t| (t.hash, std::cmp::Reverse((t.name, t.count))));
        terms.dedup_by_key(|t| t.hash);
        terms.shrink_to_fit();
        StoryKeys { terms, sketch: sketch(chance, &[]), shingles: SHINGLES as u32 }
    }
}

/// The number of different runs of words in an article.
const SHINGLES: u64 = 370;

/// The smallest hashes of an article's runs of words, those of another among them.
fn sketch(chance: &mut Chance, of: &[u32]) -> Vec<u32> {
    let largest = (1 << 32) / SHINGLES * SKETCH as u64;
    let mut sketch: Vec<u32> = of.to_vec();
    sketch.extend((of.len()..SKETCH).map(|_| chance.below(largest) as u32));
    sketch.sort_unstable();
    sketch
}

/// A wire copy: the same text but for a sentence, in another outlet.
fn copy_of(article: &Analysis, id: String, chance: &mut Chance) -> Analysis {
    let mut copy = article.clone();
    copy.path.clone_from(&id);
    copy.id = id;
    copy.meta.outlet =
        Some(Sourced::new(format!("The {} Post", name(2_000 + chance.below(OUTLETS) as usize)), Origin::Metadata));
    let mut kept = article.keys.sketch.clone();
    (0..4).for_each(|_| {
        kept.swap_remove(chance.below(kept.len() as u64) as usize);
    });
    copy.keys.sketch = sketch(chance, &kept);
    copy
}

/// Words that somebody says, every other one a function word.
fn utterance(language: &Language, chance: &mut Chance, length: usize) -> Vec<String> {
    let word = |n: usize| match n % 2 {
        0 => FUNCTION_WORDS[chance.below(FUNCTION_WORDS.len() as u64) as usize].to_owned(),
        _ => language.words[chance.rank(WORDS)].clone(),
    };
    (0..length).map(word).collect()
}

fn claim(
    kind: &'static str,
    measure: &'static str,
    population: &str,
    value: f64,
    unit: Unit,
    (span, context): (Span, Span),
    as_of: Option<Days>,
) -> Claim {
    let value = Interval::point(value);
    Claim {
        kind: kind.into(),
        measure: measure.into(),
        population: Some(population.to_owned()),
        class: Default::default(),
        mode: Default::default(),
        status: None,
        when: Default::default(),
        noun: None,
        verb: None,
        scope: Scope::default(),
        value: Value::Quantity(Quantity { value, stated: value, hedge: Hedge::None, unit }),
        polarity: Polarity::Asserted,
        subject: None,
        event: Some(EventId(0)),
        place: None,
        as_of,
        stated: None,
        period: None,
        sources: Vec::new(),
        policy: Policy { family: Family::Number, running: kind == "casualty", gate: Gate::Event },
        span,
        context,
        rule: Rule::Passive,
    }
}

/// The sentences of an article as they are written.
#[derive(Default)]
struct Page {
    excerpts: Vec<Excerpt>,
    /// The sentence being written.
    sentence: String,
    /// Where it begins.
    start: usize,
}

impl Page {
    /// Writes words and gives their place.
    fn add(&mut self, words: &str) -> Span {
        let start = self.start + self.sentence.len();
        self.sentence.push_str(words);
        Span::new(start, start + words.len())
    }

    /// Ends the sentence and gives its place; other sentences stand between it and the next one.
    fn end(&mut self) -> Span {
        self.sentence.push('.');
        let text = std::mem::take(&mut self.sentence).into_boxed_str().into_string();
        let span = Span::new(self.start, self.start + text.len());
        let line = self.excerpts.len() as u32 * 2 + 1;
        self.excerpts.push(Excerpt { span, line, chars: self.start as u32, text });
        self.start = span.range().end + 200;
        span
    }

    /// Writes a quotation.
    fn quote(&mut self, words: &str, speaker: &str, entity: u32) -> Quote {
        self.add("\"");
        let content = self.add(words);
        self.add(",\" ");
        let mention = self.add(speaker);
        self.add(" ");
        let cue = self.add("said");
        self.end();
        Quote {
            content: [content].into_iter().collect(),
            marked: [content].into_iter().collect(),
            kind: QuoteKind::Direct,
            speaker: Some(Speaker {
                name: speaker.to_owned(),
                entity: Some(EntityId(entity)),
                mention: Some(mention),
                alone: false,
            }),
            cue: Some(cue),
            addressee: None,
            medium: None,
            reported_by: None,
            rule: claimdiff_quotes::Rule::Adjacent,
            confidence: 95,
        }
    }
}
