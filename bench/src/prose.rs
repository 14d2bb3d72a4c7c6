//! Made-up articles of the size of real ones, in words: what stands in `prose.txt`, with invented words, names and figures.
//!
//! They come in stories of one to four articles, 455 a day. As the articles of the open gold are when each is cut after some
//! 490 words: 490 words, 19 claims, 14 quotations, a record of some 4,300 bytes.

use claimdiff_text::{Article, Days, Meta, Origin, Sourced, Stamp};

const SENTENCES: &str = include_str!("prose.txt");
/// After so many words an article ends.
const WORDS: usize = 475;
/// Invented words, the commonest first; of a story's own words there are so many.
const VOCABULARY: usize = 60_000;
const TOPIC: usize = 30;
const TOWNS: u64 = 20_000;
const PEOPLE: usize = 50_000;
const OUTLETS: u64 = 900;
const PER_DAY: usize = 455;
const FIRST_DAY: &str = "2026-01-01";
const MONTHS: [&str; 6] = ["January", "March", "June", "July", "September", "November"];
const WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const ROLES: [&str; 8] =
    ["mayor", "governor", "minister", "director", "spokesman", "prosecutor", "chairman", "police chief"];
const BODIES: [&str; 6] = ["ministry", "council", "agency", "committee", "police", "court"];
const ORDINALS: [&str; 4] = ["second", "third", "fourth", "sixth"];
const SYLLABLES: [&str; 32] = [
    "ba", "den", "dor", "fal", "ga", "gren", "hol", "ka", "kel", "la", "lin", "lom", "ma", "mer", "mo", "na", "nor",
    "o", "pa", "pel", "ra", "ren", "ro", "sal", "ta", "tor", "tre", "u", "va", "vel", "wo", "zan",
];

/// Articles one after the other, the same for the same seed.
pub(crate) struct Prose {
    chance: Chance,
    seed: u64,
    told: usize,
    story: Story,
    /// How many articles of the story are still to come.
    left: u64,
}

/// What the articles of a story have in common.
struct Story {
    day: Days,
    town: String,
    body: String,
    people: [String; 3],
    /// Ranks of the words that it is about.
    topic: Vec<usize>,
    toll: u64,
}

impl Prose {
    pub(crate) fn new(seed: u64) -> Prose {
        let mut chance = Chance(seed);
        let story = Story::new(&mut chance, 0);
        Prose { chance, seed, told: 0, story, left: 0 }
    }

    /// The next articles.
    pub(crate) fn articles(&mut self, count: usize) -> Vec<Article> {
        (0..count).map(|_| self.article()).collect()
    }

    fn article(&mut self) -> Article {
        if self.left == 0 {
            self.story = Story::new(&mut self.chance, self.told / PER_DAY);
            self.left = 1 + self.chance.below(4);
        }
        self.left -= 1;
        self.told += 1;
        let toll = self.story.toll;
        self.tell(toll)
    }

    /// Another article of the last story, in which so many more people were killed.
    pub(crate) fn draft(&mut self, more: u64) -> Article {
        self.told += 1;
        let toll = self.story.toll + more;
        self.tell(toll)
    }

    fn tell(&mut self, toll: u64) -> Article {
        let sentences: Vec<&str> = SENTENCES.lines().collect();
        let outlet = format!("The {} Post", name(2_000 + self.chance.below(OUTLETS) as usize));
        let mut text = String::new();
        let mut words = 0;
        let mut at = 0;
        while words < WORDS {
            // The first two open every article; the others follow in any order.
            let sentence = if at < 2 { at } else { 2 + self.chance.below(sentences.len() as u64 - 2) as usize };
            let from = text.len();
            self.fill(sentences[sentence], &outlet, toll, &mut text);
            text.push_str(if at % 2 == 0 { "\n\n" } else { " " });
            words += text[from..].split_whitespace().count();
            at += 1;
        }
        let headline = format!("{} {} in {}", self.topic(0), self.topic(1), self.story.town);
        let day = self.story.day.dates().0.map(|day| Sourced::new(Stamp::day(day), Origin::Metadata));
        let meta = Meta {
            headline: Some(Sourced::new(headline, Origin::Metadata)),
            outlet: Some(Sourced::new(outlet, Origin::Metadata)),
            published: day,
            ..Meta::default()
        };
        claimdiff::read_known(&format!("p{}-{}", self.seed, self.told), &text, meta)
    }

    /// Writes a sentence, with something of its kind for each word in braces.
    fn fill(&mut self, sentence: &str, outlet: &str, toll: u64, out: &mut String) {
        for (n, part) in sentence.split(['{', '}']).enumerate() {
            if n % 2 == 0 {
                out.push_str(part);
                continue;
            }
            let word = match part {
                "T" => self.story.town.clone(),
                "O" => outlet.to_owned(),
                "P" => self.story.people[self.chance.below(2) as usize].clone(),
                "p" => self.someone(),
                "org" => self.story.body.clone(),
                "role" => self.one(&ROLES),
                "wd" => self.one(&WEEKDAYS),
                "mon" => self.one(&MONTHS),
                "second" => self.one(&ORDINALS),
                "day" => self.story.day.dates().0.map_or_else(String::new, |day| day.strftime("%-d %B %Y").to_string()),
                "n" => self.word(""),
                "a" => self.word("al"),
                "v" => self.word("ed"),
                "v0" => self.word("ize"),
                "k" if out.ends_with("At least ") => toll.to_string(),
                "k" | "hour" => (2 + self.chance.below(9)).to_string(),
                "k2" => (12 + self.chance.below(80)).to_string(),
                "c" | "c2" => format!("{}.{}", 1 + self.chance.below(60), self.chance.below(10)),
                "m" => (2 + self.chance.below(900)).to_string(),
                "h" => (100 + 10 * self.chance.below(90)).to_string(),
                "age" => (30 + self.chance.below(50)).to_string(),
                "y" => (1990 + self.chance.below(36)).to_string(),
                other => other.to_owned(),
            };
            out.push_str(&word);
        }
    }

    fn one(&mut self, of: &[&str]) -> String {
        of[self.chance.below(of.len() as u64) as usize].to_owned()
    }

    /// Somebody of the story, or anybody.
    fn someone(&mut self) -> String {
        match self.chance.below(3) {
            0 => person(self.chance.rank(PEOPLE)),
            n => self.story.people[n as usize].clone(),
        }
    }

    /// A word of the story, or any other.
    fn word(&mut self, ending: &str) -> String {
        let rank = match self.chance.below(3) {
            0 => self.story.topic[self.chance.rank(TOPIC)],
            _ => self.chance.rank(VOCABULARY),
        };
        format!("{}{ending}", word(rank + 32 * 32))
    }

    fn topic(&self, n: usize) -> String {
        word(self.story.topic[n] + 32 * 32)
    }
}

impl Story {
    fn new(chance: &mut Chance, day: usize) -> Story {
        let first = Stamp::parse(FIRST_DAY).map_or(Days::ANY, Stamp::days);
        let town = chance.below(TOWNS) as usize;
        let mut someone = || person(chance.rank(PEOPLE));
        let people = [someone(), someone(), someone()];
        Story {
            day: first.shift(day as i32),
            town: name(2_000_000 + town * 13),
            body: format!("{} {}", name(90_000 + town), BODIES[chance.below(BODIES.len() as u64) as usize]),
            people,
            topic: (0..TOPIC).map(|_| 3_000 + chance.below(VOCABULARY as u64 - 3_000) as usize).collect(),
            toll: 8 + chance.below(60),
        }
    }
}

/// A number generator (SplitMix64, Steele et al. 2014): the same numbers on every machine.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// A rank below `n`, each as often as one over it (Zipf 1949).
    pub(crate) fn rank(&mut self, n: usize) -> usize {
        (((n as f64).ln() * self.unit()).exp() as usize - 1).min(n - 1)
    }
}

/// The `n`-th invented word: syllables for digits.
pub(crate) fn word(mut n: usize) -> String {
    let mut out = String::new();
    while n > 0 {
        out.push_str(SYLLABLES[n % SYLLABLES.len()]);
        n /= SYLLABLES.len();
    }
    out
}

/// The same as a name.
pub(crate) fn name(n: usize) -> String {
    let word = word(n);
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The name of the `n`-th most quoted person; two have a family name in common now and then.
pub(crate) fn person(n: usize) -> String {
    format!("{} {}", name(1_100 + n * 7 % 400), name(40_000 + n * 31 % 23_000))
}
