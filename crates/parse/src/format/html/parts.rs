//! What the parts of a page are, by their names and by the text and links in them.

use std::{borrow::Cow, sync::LazyLock};

use claimdiff_text::table::{hit, rows};
use rustc_hash::FxHashMap;

use super::dom::{Attr, Dom, Tag};

pub(crate) const CLASSES: &str = include_str!("classes.tsv");

/// What a word in the name of a part says of it; of those that call it furniture the last counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// It sums the article up.
    Deck,
    /// Furniture, unless the article itself has that form.
    Form,
    /// Furniture.
    Drop,
    /// Furniture, however much text it holds.
    Never,
    /// It holds the article.
    Body,
}

static WORDS: LazyLock<FxHashMap<&'static str, Says>> = LazyLock::new(|| {
    rows(CLASSES)
        .map(|r| {
            let says = match r.cell(1) {
                "deck" => Says::Deck,
                "form" => Says::Form,
                "drop" => Says::Drop,
                "never" => Says::Never,
                _ => Says::Body,
            };
            (r.key(), says)
        })
        .collect()
});

/// A paragraph is good text from this many characters on.
const GOOD_CHARS: u32 = 80;

/// The article of a page has this many characters of good text.
const ENOUGH_CHARS: u32 = 500;

/// What is known of a node.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// It and all below it are furniture.
    pub(super) dropped: bool,
    /// The name of the part says that it is furniture.
    named: Option<Says>,
    /// The name of the part says that it sums the article up.
    pub(super) deck: bool,
    /// It stands inside a link.
    pub(super) in_link: bool,
    /// Characters of text below it, furniture left out.
    pub(super) chars: u32,
    /// Characters inside links.
    pub(super) linked: u32,
    /// Characters of paragraphs that read like running text.
    pub(super) good: u32,
    /// Its own text runs, not below a block of its own.
    pub(super) own: u32,
    pub(super) own_linked: u32,
    /// Its own text has a sentence's end in it.
    pub(super) stops: bool,
    /// How sure the name of the part says that it holds the article, from 0 to 3.
    pub(super) body: u8,
}

/// Running text has this many characters at least, where it is not long enough to be good.
const SHORT_CHARS: u32 = 30;

impl Facts {
    /// Whether there is text that is more than links and labels.
    pub(super) fn reads(&self) -> bool {
        self.good > 0 || self.chars >= SHORT_CHARS && self.linked * 3 < self.chars
    }
}

/// The facts of all nodes of a page.
pub(super) fn facts(dom: &Dom<'_>) -> Vec<Facts> {
    let mut facts = names(dom);
    measure(dom, &mut facts);
    let lies = lies(dom, &facts);
    // Where a part that is called the article holds enough without what is called furniture, the names are right.
    let mut believed = facts.clone();
    drop_named(dom, &mut believed, |n| lies[n] && facts[n].named == Some(Says::Form));
    measure(dom, &mut believed);
    let article = |n: usize| believed[n].body >= 1 || dom.nodes[n].tag == Tag::Article;
    if (1..believed.len()).any(|n| believed[n].good >= ENOUGH_CHARS && article(n)) {
        return believed;
    }
    drop_named(dom, &mut facts, |n| lies[n]);
    measure(dom, &mut facts);
    facts
}

/// What has as many words in a link may be the title of another article.
const TITLE_WORDS: usize = 4;

/// An item with more text than this is no mere link to another article, in characters.
const MAX_ITEM_CHARS: u32 = 700;

/// Which nodes stand apart from the article, so that their dates and names are of something else: beside it, in the
/// navigation and the foot of the page, in what is named for other articles, in items that link to one.
pub(super) fn apart(dom: &Dom<'_>, facts: &[Facts]) -> Vec<bool> {
    let mut apart = vec![false; facts.len()];
    let mut inside = vec![false; facts.len()];
    for n in 1..facts.len() {
        let node = &dom.nodes[n];
        let (parent, tag) = (node.parent as usize, node.tag);
        if node.raw.is_some() {
            (apart[n], inside[n]) = (apart[parent], inside[parent]);
            continue;
        }
        inside[n] = inside[parent] || matches!(tag, Tag::Article | Tag::Main);
        apart[n] = apart[parent]
            || matches!(tag, Tag::Aside | Tag::Nav)
            || tag == Tag::Footer && !inside[parent]
            || facts[n].named == Some(Says::Never) && facts[n].dropped
            || matches!(tag, Tag::Article | Tag::Li) && links_on(dom, facts, n as u32);
    }
    apart
}

/// Whether an item is little more than a link to another article.
fn links_on(dom: &Dom<'_>, facts: &[Facts], n: u32) -> bool {
    let (end, f) = (dom.end(n), facts[n as usize]);
    f.chars < MAX_ITEM_CHARS && f.good == 0 && {
        let mut words = 0;
        let mut title = false;
        for c in n..end {
            let node = &dom.nodes[c as usize];
            match node.raw {
                Some(raw) if facts[c as usize].in_link => words += raw.split_ascii_whitespace().count(),
                None if node.tag == Tag::A => words = 0,
                None => title |= node.tag == Tag::H(1),
                _ => {}
            }
            if words >= TITLE_WORDS && !title {
                return true;
            }
        }
        false
    }
}

/// What the names of the parts say.
fn names(dom: &Dom<'_>) -> Vec<Facts> {
    let mut facts = vec![Facts::default(); dom.nodes.len()];
    for n in 1..dom.nodes.len() as u32 {
        let node = &dom.nodes[n as usize];
        let parent = facts[node.parent as usize];
        if parent.dropped {
            facts[n as usize].dropped = true;
            continue;
        }
        facts[n as usize].in_link = parent.in_link || node.tag == Tag::A;
        if node.raw.is_some() {
            continue;
        }
        let f = &mut facts[n as usize];
        f.dropped = matches!(
            node.tag,
            Tag::Head
                | Tag::Script
                | Tag::Title
                | Tag::Nav
                | Tag::Footer
                | Tag::Button
                | Tag::Select
                | Tag::Input
                | Tag::Media
                | Tag::Figcaption
                | Tag::Figure
                | Tag::Aside
                | Tag::Label
        );
        if matches!(node.tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article) {
            continue;
        }
        name(dom, n, f);
    }
    facts
}

/// What the attributes of one element say.
fn name(dom: &Dom<'_>, n: u32, f: &mut Facts) {
    if dom.raw_attr(n, Attr::Itemprop).is_some_and(|v| v.eq_ignore_ascii_case("articleBody")) {
        f.body = 3;
    }
    if dom.raw_attr(n, Attr::Role).is_some_and(|v| v.eq_ignore_ascii_case("article")) {
        f.body = f.body.max(2);
    }
    let mut drop = None;
    let mut body = 0;
    for attr in [Attr::Class, Attr::Id, Attr::Role, Attr::TestId] {
        let Some(value) = dom.raw_attr(n, attr) else { continue };
        for name in value.split_ascii_whitespace() {
            let mut here = 0u8;
            let mut dropped = None;
            split_name(name, |word| {
                let Some(says) = WORDS.get(word) else { return };
                hit("html/classes.tsv", word);
                match says {
                    Says::Deck => f.deck = true,
                    Says::Body => here += 1,
                    _ => dropped = dropped.max(Some(*says)),
                }
            });
            drop = drop.max(dropped);
            if dropped.is_none() {
                body = body.max(here);
            }
        }
    }
    let style = dom.raw_attr(n, Attr::Style).unwrap_or("");
    let hidden = dom.raw_attr(n, Attr::Hidden).is_some()
        || dom.raw_attr(n, Attr::AriaHidden) == Some("true")
        || style.contains("display:none")
        || style.contains("display: none");
    f.body = f.body.max(body.min(2));
    f.dropped |= hidden && f.body < 3;
    f.named = drop.filter(|says| f.body < if *says == Says::Form { 1 } else { 3 });
}

/// The words of a name: "article-body_text" and "articleBodyText" alike.
fn split_name(name: &str, mut each: impl FnMut(&str)) {
    let bytes = name.as_bytes();
    let mut word = [0u8; 24];
    let mut len = 0;
    for (n, &b) in bytes.iter().enumerate() {
        let hump = b.is_ascii_uppercase() && n > 0 && bytes[n - 1].is_ascii_lowercase();
        if !b.is_ascii_alphanumeric() || hump {
            if len > 0 {
                each(std::str::from_utf8(&word[..len]).unwrap_or(""));
            }
            len = 0;
        }
        if b.is_ascii_alphanumeric() && len < word.len() {
            word[len] = b.to_ascii_lowercase();
            len += 1;
        }
    }
    if len > 0 {
        each(std::str::from_utf8(&word[..len]).unwrap_or(""));
    }
}

/// Drops what its name calls furniture, unless the name lies.
fn drop_named(dom: &Dom<'_>, facts: &mut [Facts], lies: impl Fn(usize) -> bool) {
    for n in 1..facts.len() {
        let above = facts[dom.nodes[n].parent as usize].dropped;
        facts[n].dropped |= above || facts[n].named.is_some() && !lies(n);
    }
}

/// Which names that call a part furniture lie, because what bears them holds much of the page's running text. Where an
/// article is a gallery, so are all parts of that name its own.
fn lies(dom: &Dom<'_>, facts: &[Facts]) -> Vec<bool> {
    let all = facts[0].good.max(1);
    let much = |good: u32| good * 10 >= all * 4;
    let mut by_class: FxHashMap<Cow<'_, str>, u32> = FxHashMap::default();
    for (n, f) in facts.iter().enumerate() {
        if f.named == Some(Says::Drop) && f.good > 0 {
            *by_class.entry(class(dom, n)).or_default() += f.good;
        }
    }
    let formed = facts.iter().any(|f| f.named == Some(Says::Form) && much(f.good));
    let lies = facts.iter().enumerate().map(|(n, f)| match f.named {
        None | Some(Says::Deck | Says::Body) => false,
        Some(Says::Never) => f.good * 10 >= all * 6,
        Some(Says::Form) => formed,
        Some(Says::Drop) => much(by_class.get(&class(dom, n)).copied().unwrap_or(0).max(f.good)),
    });
    lies.collect()
}

/// The class of a part without the numbers that tell it from its siblings: "slide-1" and "slide-2" are one.
pub(super) fn class<'a>(dom: &Dom<'a>, n: usize) -> Cow<'a, str> {
    let class = dom.raw_attr(n as u32, Attr::Class).unwrap_or("");
    match class.bytes().any(|b| b.is_ascii_digit()) {
        true => Cow::Owned(class.chars().filter(|c| !c.is_ascii_digit()).collect()),
        false => Cow::Borrowed(class),
    }
}

/// Sums text upwards: children come after their parents, so one pass from the end does it.
fn measure(dom: &Dom<'_>, facts: &mut [Facts]) {
    for f in facts.iter_mut() {
        (f.chars, f.linked, f.good, f.own, f.own_linked, f.stops) = (0, 0, 0, 0, 0, false);
    }
    // Own text first: runs count for the nearest block above them.
    for n in 1..dom.nodes.len() {
        let Some(raw) = dom.nodes[n].raw else { continue };
        if facts[n].dropped {
            continue;
        }
        let chars = visible(raw);
        if chars == 0 {
            continue;
        }
        let (mut at, linked) = (dom.nodes[n].parent, facts[n].in_link);
        while at != 0 && !dom.tag(at).is_block() {
            at = dom.nodes[at as usize].parent;
        }
        let f = &mut facts[at as usize];
        f.own += chars;
        f.own_linked += if linked { chars } else { 0 };
        f.stops |= raw.contains(['.', '!', '?', '”', '"', '。']);
    }
    for n in (1..dom.nodes.len()).rev() {
        let f = facts[n];
        if f.dropped {
            continue;
        }
        let prose = f.stops && f.own >= GOOD_CHARS && f.own_linked * 3 < f.own;
        let good = f.good + if prose && !matches!(dom.nodes[n].tag, Tag::H(_) | Tag::A) { f.own } else { 0 };
        facts[n].good = good;
        facts[n].chars += f.own;
        facts[n].linked += f.own_linked;
        let (chars, linked) = (facts[n].chars, facts[n].linked);
        let parent = &mut facts[dom.nodes[n].parent as usize];
        parent.good += good;
        parent.chars += chars;
        parent.linked += linked;
    }
}

/// The number of characters that show, near enough.
fn visible(raw: &str) -> u32 {
    raw.split_ascii_whitespace().map(|w| w.chars().count() as u32 + 1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts() {
        claimdiff_cases::check(
            "html/classes.cases",
            include_str!("classes.cases"),
            &[("html/classes.tsv", CLASSES)],
            |name| {
                let page = format!("<div class=\"{name}\">A ferry ran aground.</div>");
                let f = names(&Dom::parse(&page))[1];
                let named = f.named.map(|s| match s {
                    Says::Never => "never",
                    Says::Form => "form",
                    _ => "drop",
                });
                let body = (f.body > 0).then_some("body");
                let deck = f.deck.then_some("deck");
                named.into_iter().chain(body).chain(deck).map(str::to_owned).collect()
            },
        );
    }
}
