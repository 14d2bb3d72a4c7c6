//! The main text of a page.

use std::sync::LazyLock;

use claimdiff_text::{
    LineKind,
    table::{hit, rows},
};
use rustc_hash::FxHashMap;

use super::dom::{Attr, Dom, Tag, push_text};

pub(crate) const CLASSES: &str = include_str!("classes.tsv");

/// A line of the main text as markup gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its text, blanks collapsed.
    pub(crate) text: String,
    /// What markup says of it.
    pub(crate) kind: Option<LineKind>,
}

/// Finds the main text of a page: the one place where another extractor would go.
pub(crate) trait MainText {
    /// The lines of the article in their order, without the furniture around it.
    fn pieces(&self, dom: &Dom<'_>) -> Vec<Piece>;
}

/// Rules over names of parts and the density of text and links.
pub(crate) struct Rules;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Drop,
    Never,
    Body,
}

static WORDS: LazyLock<FxHashMap<&'static str, Says>> = LazyLock::new(|| {
    rows(CLASSES)
        .map(|r| {
            let says = match r.cell(1) {
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

/// What is known of a node.
#[derive(Clone, Copy, Default)]
struct Facts {
    /// It and all below it are furniture.
    dropped: bool,
    /// The name of the part says that it is furniture.
    named: Option<Says>,
    /// It stands inside a link.
    in_link: bool,
    /// Characters of text below it, furniture left out.
    chars: u32,
    /// Characters inside links.
    linked: u32,
    /// Characters of paragraphs that read like running text.
    good: u32,
    /// Its own text runs, not below a block of its own.
    own: u32,
    own_linked: u32,
    /// Its own text has a sentence's end in it.
    stops: bool,
    /// The name of the part says that it holds the article.
    body: u8,
}

impl MainText for Rules {
    fn pieces(&self, dom: &Dom<'_>) -> Vec<Piece> {
        let mut facts = names(dom);
        measure(dom, &mut facts);
        drop_named(dom, &mut facts);
        measure(dom, &mut facts);
        let root = container(dom, &facts);
        let mut out = Emit { dom, facts: &facts, pieces: Vec::new(), line: Line::default() };
        out.node(root, None);
        out.flush(None);
        out.pieces
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
        let style = dom.raw_attr(n, Attr::Style).unwrap_or("");
        let hidden = dom.raw_attr(n, Attr::Hidden).is_some()
            || dom.raw_attr(n, Attr::AriaHidden) == Some("true")
            || style.contains("display:none")
            || style.contains("display: none");
        let mut drop = None;
        if dom.raw_attr(n, Attr::Itemprop).is_some_and(|v| v.eq_ignore_ascii_case("articleBody")) {
            f.body = 3;
        }
        let mut body = 0;
        for attr in [Attr::Class, Attr::Id, Attr::Role, Attr::TestId] {
            let Some(value) = dom.raw_attr(n, attr) else { continue };
            for name in value.split_ascii_whitespace() {
                let mut here = 0u8;
                let mut dropped = None;
                split_name(name, |word| match WORDS.get(word) {
                    Some(says @ (Says::Drop | Says::Never)) => {
                        hit("html/classes.tsv", word);
                        dropped = dropped.max(Some(*says));
                    }
                    Some(Says::Body) => {
                        hit("html/classes.tsv", word);
                        here += 1;
                    }
                    None => {}
                });
                drop = drop.max(dropped);
                if dropped.is_none() {
                    body = body.max(here);
                }
            }
        }
        f.body = f.body.max(body.min(2));
        f.dropped |= hidden && f.body < 3;
        f.named = drop.filter(|_| f.body < 3);
    }
    facts
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

/// Drops what its name calls furniture, unless what bears that name holds much of the page's running text: then the
/// name lies.
fn drop_named(dom: &Dom<'_>, facts: &mut [Facts]) {
    let all = facts[0].good;
    let mut by_class: FxHashMap<&str, u32> = FxHashMap::default();
    let class = |n: usize| dom.raw_attr(n as u32, Attr::Class).unwrap_or("");
    for (n, f) in facts.iter().enumerate() {
        if f.named == Some(Says::Drop) && f.good > 0 {
            *by_class.entry(class(n)).or_default() += f.good;
        }
    }
    for n in 1..facts.len() {
        let above = facts[dom.nodes[n].parent as usize].dropped;
        let f = &mut facts[n];
        let lies = match f.named {
            None => true,
            Some(Says::Never) => f.good * 10 >= all.max(1) * 6,
            Some(_) => by_class.get(class(n)).copied().unwrap_or(0).max(f.good) * 10 >= all.max(1) * 4,
        };
        f.dropped |= above || !lies;
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

/// The element that holds the article.
fn container(dom: &Dom<'_>, facts: &[Facts]) -> u32 {
    let all = facts[0].good;
    // What says that it holds the article, and holds most of the good text: the innermost of the surest.
    let mut best: Option<(u8, u32, u32)> = None;
    for n in 1..dom.nodes.len() as u32 {
        let f = facts[n as usize];
        if f.dropped || dom.nodes[n as usize].raw.is_some() {
            continue;
        }
        let rank = match dom.tag(n) {
            Tag::Article => 2,
            Tag::Main => 1,
            _ => f.body,
        };
        if rank < 2 || f.good * 10 < all * 4 || f.good == 0 {
            continue;
        }
        let better = match best {
            None => true,
            Some((r, good, _)) => rank > r || rank == r && f.good * 10 >= good * 9,
        };
        if better {
            best = Some((rank, f.good, n));
        }
    }
    let mut at = best.map_or(0, |(_, _, n)| n);
    // From there down while one child holds nearly all of it.
    loop {
        let f = facts[at as usize];
        let child = dom.children(at).filter(|c| !facts[*c as usize].dropped).max_by_key(|c| facts[*c as usize].good);
        match child {
            Some(c) if f.good > 0 && facts[c as usize].good * 100 >= f.good * 85 && facts[c as usize].own == 0 => {
                at = c
            }
            _ => return at,
        }
    }
}

/// The line that is being put together.
#[derive(Default)]
struct Line {
    text: String,
    linked: usize,
    bold: usize,
    breaks: usize,
}

struct Emit<'d, 'a> {
    dom: &'d Dom<'a>,
    facts: &'d [Facts],
    pieces: Vec<Piece>,
    line: Line,
}

impl Emit<'_, '_> {
    fn node(&mut self, node: u32, kind: Option<LineKind>) {
        // The tree is at most MAX_DEPTH deep, so this recursion is bounded.
        for child in self.dom.children(node) {
            if self.facts[child as usize].dropped {
                continue;
            }
            if let Some(raw) = self.dom.nodes[child as usize].raw {
                self.text(raw, kind);
                continue;
            }
            let tag = self.dom.tag(child);
            match tag {
                Tag::Br => {
                    self.line.breaks += 1;
                    continue;
                }
                Tag::Hr => {
                    self.flush(kind);
                    continue;
                }
                _ => {}
            }
            if !tag.is_block() {
                let before = self.line.text.len();
                self.node(child, kind);
                if tag == Tag::Inline {
                    self.line.bold += self.line.text.len().saturating_sub(before);
                }
                if tag == Tag::A {
                    self.line.linked += self.line.text.len().saturating_sub(before);
                }
                continue;
            }
            if self.is_links(child) {
                self.flush(kind);
                continue;
            }
            let below = match tag {
                Tag::H(_) => Some(LineKind::Subhead),
                Tag::Li | Tag::Dd => Some(LineKind::Paragraph),
                Tag::Td
                    if self
                        .dom
                        .children(child)
                        .all(|c| !self.dom.tag(c).is_block() || self.dom.nodes[c as usize].raw.is_some()) =>
                {
                    // Cells of a row make one line.
                    if !self.line.text.is_empty() && !self.line.text.ends_with(' ') {
                        self.line.text.push(' ');
                    }
                    self.node(child, kind);
                    continue;
                }
                _ => kind,
            };
            // A heading inside an item is still a heading, and the text after it is none.
            self.flush(kind);
            self.node(child, below);
            self.flush(below);
        }
    }

    /// Whether a list or table is mostly links.
    fn is_links(&self, node: u32) -> bool {
        let f = self.facts[node as usize];
        match self.dom.tag(node) {
            Tag::Ul | Tag::Ol | Tag::Table | Tag::Dl => f.chars > 0 && f.linked * 10 > f.chars * 6,
            Tag::Div | Tag::Section | Tag::Header => f.chars > 0 && f.good == 0 && f.linked * 10 > f.chars * 7,
            _ => false,
        }
    }

    fn text(&mut self, raw: &str, kind: Option<LineKind>) {
        if self.line.breaks > 0 && raw.bytes().any(|b| !b.is_ascii_whitespace()) {
            // Two breaks part paragraphs; one does after the end of a sentence.
            let ends = self.line.text.trim_end().ends_with(['.', '!', '?', '”', '"', ':']);
            if self.line.breaks > 1 || ends {
                self.flush(kind);
            } else if !self.line.text.ends_with(' ') && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            self.line.breaks = 0;
        }
        push_text(&mut self.line.text, raw);
    }

    fn flush(&mut self, kind: Option<LineKind>) {
        let line = std::mem::take(&mut self.line);
        let text = line.text.trim();
        if text.is_empty() || !text.contains(char::is_alphanumeric) {
            return;
        }
        // A line that is all link and no sentence leads elsewhere.
        let all_link = line.linked * 10 >= text.len() * 9;
        let kind = match kind {
            None if all_link && !text.ends_with(['.', '!', '?', '”']) => Some(LineKind::Promo),
            // A paragraph that is all bold may be a heading: the look of the line decides. Others are none.
            None if line.bold * 10 >= text.len() * 9 && text.len() < 100 => None,
            None => Some(LineKind::Paragraph),
            kind => kind,
        };
        self.pieces.push(Piece { text: text.to_owned(), kind });
    }
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
                let named = f.named.map(|s| if s == Says::Never { "never" } else { "drop" });
                let body = (f.body > 0).then_some("body");
                named.into_iter().chain(body).map(str::to_owned).collect()
            },
        );
    }

    fn lines(html: &str) -> Vec<String> {
        Rules.pieces(&Dom::parse(html)).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn running_text_is_kept_and_furniture_is_not() {
        let p = "<p>A ferry with 212 people aboard ran aground off Port Selby on Friday, the coast guard said.</p>";
        let page = format!(
            "<body><nav><a href=/>Home</a></nav><div class=story-body>{p}<h2>On the bridge</h2>{p}<ul><li>One was hurt.\
             <li>Two were not.</ul><blockquote>“Nobody panicked.”</blockquote><div class=related-links><a href=/a>More</a>\
             </div></div><div id=comments>{p}{p}{p}</div></body>"
        );
        let found = lines(&page);
        assert_eq!(found.len(), 6, "{found:?}");
        assert_eq!(found[1], "On the bridge");
        assert_eq!(found[5], "“Nobody panicked.”");
    }

    #[test]
    fn a_name_that_lies_is_not_believed() {
        let p = "<p>A ferry with 212 people aboard ran aground off Port Selby on Friday, the coast guard said.</p>";
        assert_eq!(lines(&format!("<body><div class=widget>{p}{p}</div></body>")).len(), 2);
    }
}
