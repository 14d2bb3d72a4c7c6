//! The word lists of this folder, read once, with the rows that users add to them.

use std::sync::LazyLock;

use claimdiff_text::{
    lexicon::{Column, Table},
    table::{Row, rows},
    word_classes,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Gender, NearName};

/// Other names of people.
pub static ALIASES: Table =
    Table { name: "aliases", text: include_str!("aliases.tsv"), columns: &[Column::Words, Column::Words] };

/// Places, and the adjectives and peoples that name them.
pub static PLACES: Table = Table {
    name: "places",
    text: include_str!("places.tsv"),
    columns: &[
        Column::Words,
        Column::OneOf(&["country", "region", "capital", "city", "demonym", "people"]),
        Column::Lower,
        Column::Optional,
    ],
};

/// Governments, organisations, outlets and platforms.
pub static BODIES: Table = Table {
    name: "bodies",
    text: include_str!("bodies.tsv"),
    columns: &[
        Column::Words,
        Column::OneOf(&["government", "organisation", "outlet", "platform"]),
        Column::Lower,
        Column::Optional,
    ],
};

/// First names.
pub static FIRST_NAMES: Table = Table {
    name: "first-names",
    text: include_str!("first.tsv"),
    columns: &[Column::Words, Column::OneOf(&["m", "f", "u"])],
};

/// Titles, offices and roles.
pub static TITLE_WORDS: Table = Table {
    name: "titles",
    text: include_str!("titles.tsv"),
    columns: &[
        Column::Lower,
        Column::OneOf(&["honorific", "office", "role", "modifier"]),
        Column::MaybeOneOf(&["m", "f"]),
        Column::Optional,
    ],
};

/// What a name in a list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A human being, by another name than the usual one.
    Person,
    /// A country.
    Country,
    /// A region, a state, a sea.
    Region,
    /// A city.
    City,
    /// The adjective of a place: "Russian".
    Demonym,
    /// The people of a place: "Russians".
    People,
    /// A house or body of a government, or an armed group: it speaks for itself.
    Government,
    /// Another body.
    Organisation,
    /// A newspaper, an agency, a broadcaster.
    Outlet,
    /// A platform people post on.
    Platform,
}

/// A name of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// The name as the list has it.
    pub(crate) name: &'static str,
    pub(crate) what: What,
    /// The key for comparison; of a person the usual name.
    pub(crate) key: &'static str,
    /// The key of the country it lies in, belongs to or speaks for; empty where there is none.
    pub(crate) country: &'static str,
}

/// The class of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleClass {
    /// Only before a name: "Mr.".
    Honorific,
    /// Of a state or a body: "president".
    Office,
    /// Work, standing, kin: "spokeswoman".
    Role,
    /// Narrows a title: "former".
    Modifier,
}

/// A title of the list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title {
    /// Its words.
    pub(crate) key: &'static str,
    pub(crate) class: TitleClass,
    pub(crate) gender: Option<Gender>,
    /// Its long form: "senator" of "sen".
    pub(crate) long: &'static str,
}

/// What the last word of a name tells about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    Organisation,
    Place,
    Event,
}

/// Names of places and bodies, and other names of people, as written.
pub(crate) static KNOWN: LazyLock<FxHashMap<&str, Known>> = LazyLock::new(|| {
    let mut map = FxHashMap::default();
    for row in PLACES.rows() {
        let what = match row.cell(1) {
            "country" => What::Country,
            "region" => What::Region,
            "demonym" => What::Demonym,
            "people" => What::People,
            _ => What::City,
        };
        map.insert(
            row.cells[0],
            Known { name: row.cells[0], what, key: row.cells[2], country: row.cells.get(3).copied().unwrap_or("") },
        );
    }
    for row in BODIES.rows() {
        let what = match row.cell(1) {
            "government" => What::Government,
            "outlet" => What::Outlet,
            "platform" => What::Platform,
            _ => What::Organisation,
        };
        map.insert(
            row.cells[0],
            Known { name: row.cells[0], what, key: row.cells[2], country: row.cells.get(3).copied().unwrap_or("") },
        );
    }
    for row in ALIASES.rows() {
        map.insert(row.cells[0], Known { name: row.cells[0], what: What::Person, key: row.cells[1], country: "" });
    }
    map
});

/// The most words of a listed name that begins with a word.
pub(crate) static KNOWN_FROM: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
    let mut map: FxHashMap<&str, usize> = FxHashMap::default();
    for name in KNOWN.keys() {
        let first = name.split([' ', '\'', '’']).next().unwrap_or(name);
        let words = name.split(' ').count();
        let most = map.entry(first).or_default();
        *most = (*most).max(words);
    }
    map
});

/// The country of each place or body key.
static COUNTRY: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| KNOWN.values().filter(|k| !k.country.is_empty()).map(|k| (k.key, k.country)).collect());

/// The key of the country that a place lies in or a body speaks for: "moscow" and "kremlin" give "russia".
pub fn country(key: &str) -> Option<&'static str> {
    COUNTRY.get(key).copied()
}

/// The keys of countries, regions and other areas with places in them.
static AREA: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    KNOWN.values().filter(|k| matches!(k.what, What::Country | What::Region)).map(|k| k.key).collect()
});

/// Whether a place key names a country, a state or a region, so that other places lie within it.
pub fn is_area(key: &str) -> bool {
    AREA.contains(key)
}

/// Whether a title, in lower case, is that of an office of a state or a body: "special envoy", not "developer". Of
/// several words the longest ending that is listed decides.
pub fn is_office_title(title: &str) -> bool {
    let mut rest = title;
    loop {
        if let Some(found) = TITLES.get(rest) {
            return found.class == TitleClass::Office;
        }
        match rest.split_once(' ') {
            Some((_, tail)) => rest = tail,
            None => return false,
        }
    }
}

/// Whether a word, in lower case and without a full stop, says what somebody is or holds: "manager", "envoy".
pub fn is_title_word(word: &str) -> bool {
    TITLES.get(word).is_some_and(|t| matches!(t.class, TitleClass::Office | TitleClass::Role))
}

/// Whether a word, in lower case and without a full stop, only stands before a name: "mr".
pub fn is_honorific(word: &str) -> bool {
    TITLES.get(word).is_some_and(|t| t.class == TitleClass::Honorific)
}

/// The title that a word is the plural of, where it is none itself: "justice" of "justices".
pub(crate) fn one_title(word: &str) -> Option<&str> {
    word.strip_suffix('s').filter(|one| TITLES.contains_key(*one) && !TITLES.contains_key(word))
}

/// Whether a word behind a name tells which of two people of it is meant: "Jr.", "III".
pub fn is_generation(word: &str) -> bool {
    NearName::Generation.has(word)
}

/// The key of the country that a country's name or a demonym names, as written: "France" and "French" give "france".
pub fn country_named(name: &str) -> Option<&'static str> {
    let known = KNOWN.get(name).filter(|k| matches!(k.what, What::Country | What::Demonym))?;
    Some(if known.country.is_empty() { known.key } else { known.country })
}

/// Whether a name is that of a people, as written: "Norwegian", "Texans".
pub fn is_people(name: &str) -> bool {
    KNOWN.get(name).is_some_and(|k| matches!(k.what, What::Demonym | What::People))
}

/// The key of the country whose capital a name is, as written: "Paris" gives "france".
pub fn capital_of(name: &str) -> Option<&'static str> {
    CAPITALS.get(name).copied()
}

/// The key of the city that a name is of, as written: "Moscow".
pub fn city(name: &str) -> Option<&'static str> {
    KNOWN.get(name).filter(|k| k.what == What::City).map(|k| k.key)
}

/// Whether a name is that of a body, an outlet or a platform of the lists.
pub fn is_known_body(name: &str) -> bool {
    let body = |k: &Known| matches!(k.what, What::Government | What::Organisation | What::Outlet | What::Platform);
    KNOWN.get(name).is_some_and(body)
}

/// The country of each capital, by the capital's names as written.
static CAPITALS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let capitals = PLACES.rows().filter(|row| row.cell(1) == "capital");
    capitals.filter(|row| !row.cell(3).is_empty()).map(|row| (row.cells[0], row.cells[3])).collect()
});

/// First names: their gender, or none where either bears it.
pub(crate) static FIRST: LazyLock<FxHashMap<&str, Option<Gender>>> =
    LazyLock::new(|| FIRST_NAMES.rows().map(|row| (row.cells[0], gender(row.cell(1)))).collect());

/// Short forms of first names, with the full form.
pub(crate) static SHORT: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| rows(include_str!("short.tsv")).map(|row| (row.cells[0], row.cells[1])).collect());

/// Titles, offices and roles, in lower case without full stops.
pub(crate) static TITLES: LazyLock<FxHashMap<&str, Title>> = LazyLock::new(|| {
    let title = |row: Row<'static>| {
        let class = match row.cells[1] {
            "honorific" => TitleClass::Honorific,
            "office" => TitleClass::Office,
            "modifier" => TitleClass::Modifier,
            _ => TitleClass::Role,
        };
        let cell = |at: usize| row.cells.get(at).copied().unwrap_or("");
        let long = if cell(3).is_empty() { row.cells[0] } else { cell(3) };
        (row.cells[0], Title { key: row.cells[0], class, gender: gender(cell(2)), long })
    };
    TITLE_WORDS.rows().map(title).collect()
});

/// What the list says of a last word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeadWord {
    /// The word itself.
    pub(crate) key: &'static str,
    /// What a name that ends in it names.
    pub(crate) head: Option<Head>,
    /// Whether "of" and what follows belong to the name.
    pub(crate) of: bool,
    /// Whether "for", "on" and "against" do, too.
    pub(crate) prepositions: bool,
    /// Whether it is a surname after a first name: "Ann Church".
    pub(crate) surname: bool,
    /// Whether its name may begin with a people: "the Norlandic Association of Bakers".
    pub(crate) people: bool,
}

/// Last words of names, in lower case.
pub(crate) static HEADS: LazyLock<FxHashMap<&str, HeadWord>> = LazyLock::new(|| {
    let word = |row: Row<'static>| {
        let head = match row.cells[1] {
            "organisation" => Some(Head::Organisation),
            "place" => Some(Head::Place),
            "event" => Some(Head::Event),
            _ => None,
        };
        let joins = row.cell(2);
        let (surname, people) = (!row.cell(3).is_empty(), !row.cell(4).is_empty());
        let (of, prepositions) = (!joins.is_empty(), joins == "prep");
        (row.key(), HeadWord { key: row.key(), head, of, prepositions, surname, people })
    };
    rows(include_str!("heads.tsv")).map(word).collect()
});

/// Words that are no names: their class is "function" or "time".
pub(crate) static STOPS: LazyLock<FxHashMap<&str, bool>> =
    LazyLock::new(|| rows(include_str!("stops.tsv")).map(|row| (row.cells[0], row.cells[1] == "time")).collect());

word_classes! {
    /// A class of small words inside names.
    pub(crate) enum NameWord in "particles", include_str!("particles.tsv") => {
        /// Joins the capitalised words around it: "van".
        Particle = "particle",
        /// May follow a particle: "la" of "de la".
        Article = "article",
        /// Belongs to a name after a comma: "Jr.".
        Suffix = "suffix",
        /// Stands behind a full name and is no part of it: "MD".
        Degree = "degree",
    }
}

const COMMON: &str = include_str!("common.tsv");

/// Where the lines of the list of common words begin, behind its header, and where the last one ends.
static COMMON_LINES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let ends = memchr::memchr_iter(b'\n', COMMON.as_bytes()).map(|end| end + 1);
    let mut lines: Vec<u32> = std::iter::once(0).chain(ends).map(|at| at as u32).collect();
    let header = lines.partition_point(|at| COMMON.as_bytes().get(*at as usize) == Some(&b'#'));
    lines.drain(..header);
    lines
});

/// Whether a word in lower case is a common word of the language.
pub fn is_common(lower: &str) -> bool {
    // The list is sorted and asked only for words that may open a name: a binary search by lines needs no map.
    let lines = &*COMMON_LINES;
    let line = |at: usize| &COMMON.as_bytes()[lines[at] as usize..lines[at + 1] as usize - 1];
    let (mut from, mut to) = (0, lines.len().saturating_sub(1));
    while from < to {
        let middle = (from + to) / 2;
        match line(middle).cmp(lower.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
        }
    }
    false
}

fn gender(cell: &str) -> Option<Gender> {
    match cell {
        "m" => Some(Gender::Male),
        "f" => Some(Gender::Female),
        _ => None,
    }
}

/// A word in lower case and without its last full stop, in a buffer on the stack. `None` for words that are too long
/// or hold more than ASCII: no list holds them.
pub(crate) struct Lower {
    bytes: [u8; 40],
    len: usize,
}

impl Lower {
    pub(crate) fn of(word: &str) -> Lower {
        let mut lower = Lower { bytes: [0; 40], len: 0 };
        lower.push(word);
        lower
    }

    /// Appends a word; words that no list can hold make the whole empty.
    pub(crate) fn push(&mut self, word: &str) {
        let word = word.strip_suffix('.').unwrap_or(word);
        if !word.is_ascii() || self.len + word.len() > self.bytes.len() {
            self.len = 0;
            return;
        }
        for byte in word.bytes().filter(|b| *b != b'.') {
            self.bytes[self.len] = byte.to_ascii_lowercase();
            self.len += 1;
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_found() {
        assert!(is_common("yesterday") && is_common("zoom") && is_common("aardvark"));
        assert!(!is_common("kyiv") && !is_common("") && !is_common("zzzz"));
    }

    #[test]
    fn countries_of_keys() {
        assert_eq!(country("kremlin"), Some("russia"));
        assert_eq!(country("united states"), Some("united states"));
        assert_eq!(country("nowhere"), None);
    }
}
