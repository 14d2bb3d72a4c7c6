//! From markup to a tree, in one pass.
//!
//! Tags are closed as browsers close them where it matters to running text (paragraphs, list items, table cells).
//! Misnested inline markup, foster parenting and frames are not followed. Every step is linear in the input, whatever
//! the input is: that is why no browser-grade tree builder stands here, whose scopes are quadratic on a million open
//! tags.

use claimdiff_text::Slice;
use memchr::{memchr, memmem};

use super::dom::{Attr, Dom, Node, Tag};

/// How deep elements nest before deeper ones are read as if their tags were not there.
pub(crate) const MAX_DEPTH: usize = 256;

/// How far up an open element is looked for when a tag closes it.
const MAX_LOOK: usize = 64;

/// The most nodes a page may have; the rest of it is not read.
pub(crate) const MAX_NODES: usize = 2_000_000;

/// The tree of a page.
pub(super) fn tree(html: &str) -> Dom<'_> {
    let root = Node { parent: 0, next: 0, first: 0, last: 0, tag: Tag::Document, attrs: (0, 0), raw: None };
    let dom = Dom { nodes: vec![root], attrs: Vec::new(), cut: false };
    Builder { html, at: 0, dom, open: vec![0], beyond: 0 }.run()
}

/// A tree in the making.
struct Builder<'a> {
    html: &'a str,
    at: usize,
    dom: Dom<'a>,
    /// The open elements, the document first.
    open: Vec<u32>,
    /// How many elements are open beyond [`MAX_DEPTH`].
    beyond: usize,
}

impl<'a> Builder<'a> {
    fn run(mut self) -> Dom<'a> {
        let bytes = self.html.as_bytes();
        while self.at < bytes.len() {
            if self.dom.nodes.len() >= MAX_NODES {
                self.dom.cut = true;
                break;
            }
            let Some(n) = memchr(b'<', &bytes[self.at..]) else {
                self.text(self.at, bytes.len());
                break;
            };
            let tag = self.at + n;
            let next = bytes.get(tag + 1).copied().unwrap_or(0);
            let (start, after) = (self.at, &bytes[tag..]);
            let skip = |to: Option<usize>| to.map_or(bytes.len(), |n| tag + n);
            match next {
                b'!' if after.starts_with(b"<!--") => {
                    self.text(start, tag);
                    self.at = skip(memmem::find(after, b"-->").map(|n| n + 3));
                }
                b'!' | b'?' => {
                    self.text(start, tag);
                    self.at = skip(memchr(b'>', after).map(|n| n + 1));
                }
                b'/' => {
                    self.text(start, tag);
                    let end = skip(memchr(b'>', after).map(|n| n + 1));
                    let name = name(&bytes[tag + 2..end]);
                    self.at = end;
                    self.close(Tag::named(name));
                }
                b if b.is_ascii_alphabetic() => {
                    self.text(start, tag);
                    self.start(tag + 1);
                }
                _ => {
                    // A lone "<" is text.
                    self.text(start, tag + 1);
                    self.at = tag + 1;
                }
            }
        }
        self.dom
    }

    fn push(&mut self, tag: Tag, attrs: (u32, u32), raw: Option<&'a str>) -> u32 {
        let at = self.dom.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        self.dom.nodes.push(Node { parent, next: 0, first: 0, last: 0, tag, attrs, raw });
        let last = self.dom.nodes[parent as usize].last;
        match last {
            0 => self.dom.nodes[parent as usize].first = at,
            last => self.dom.nodes[last as usize].next = at,
        }
        self.dom.nodes[parent as usize].last = at;
        at
    }

    fn text(&mut self, from: usize, to: usize) {
        if from < to {
            self.push(Tag::Other, (0, 0), Some(self.html.slice(from..to)));
        }
    }

    /// Reads a start tag whose name begins at `at`.
    fn start(&mut self, at: usize) {
        let bytes = self.html.as_bytes();
        let name = name(&bytes[at..]);
        let tag = Tag::named(name);
        let first = self.dom.attrs.len() as u32;
        let self_closing = self.attributes(at + name.len());
        let attrs = (first, self.dom.attrs.len() as u32);
        self.imply_ends(tag);
        let raw = [
            &b"script"[..],
            b"style",
            b"textarea",
            b"iframe",
            b"noscript",
            b"template",
            b"svg",
            b"title",
            b"xmp",
            b"math",
        ]
        .into_iter()
        .find(|r| name.eq_ignore_ascii_case(r));
        if let Some(raw) = raw {
            if self_closing && matches!(raw, b"svg" | b"math") {
                return;
            }
            let (end, after) = self.raw_end(raw);
            if matches!(tag, Tag::Script | Tag::Title) {
                let node = self.push(tag, attrs, None);
                self.open.push(node);
                self.text(self.at, end);
                self.open.pop();
            }
            self.at = after;
            return;
        }
        let void = tag.is_void(name) || self_closing && matches!(tag, Tag::Other);
        if self.open.len() >= MAX_DEPTH {
            self.beyond += usize::from(!void);
            return;
        }
        let node = self.push(tag, attrs, None);
        if !void {
            self.open.push(node);
        }
    }

    /// Reads attributes up to the tag's end; says whether the tag closes itself.
    fn attributes(&mut self, mut at: usize) -> bool {
        let bytes = self.html.as_bytes();
        let mut slash = false;
        while let Some(&b) = bytes.get(at) {
            match b {
                b'>' => {
                    self.at = at + 1;
                    return slash;
                }
                b'/' => slash = true,
                b if b.is_ascii_whitespace() => {}
                _ => {
                    slash = false;
                    let from = at;
                    while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/')) {
                        at += 1;
                    }
                    if at == from {
                        // A stray "=".
                        at += 1;
                        continue;
                    }
                    let attr = Attr::named(&bytes[from..at]);
                    let mut look = at;
                    while bytes.get(look).is_some_and(u8::is_ascii_whitespace) {
                        look += 1;
                    }
                    let mut value = (at, at);
                    if bytes.get(look) == Some(&b'=') {
                        look += 1;
                        while bytes.get(look).is_some_and(u8::is_ascii_whitespace) {
                            look += 1;
                        }
                        match bytes.get(look) {
                            Some(&quote @ (b'"' | b'\'')) => {
                                let end = memchr(quote, &bytes[look + 1..]).map_or(bytes.len(), |n| look + 1 + n);
                                value = (look + 1, end);
                                at = (end + 1).min(bytes.len());
                            }
                            _ => {
                                let start = look;
                                while bytes.get(look).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'>') {
                                    look += 1;
                                }
                                value = (start, look);
                                at = look;
                            }
                        }
                    }
                    if let Some(attr) = attr {
                        self.dom.attrs.push((attr, self.html.slice(value.0..value.1)));
                    }
                    continue;
                }
            }
            at += 1;
        }
        self.at = bytes.len();
        slash
    }

    /// Where the text of a raw element ends and where its end tag ends.
    fn raw_end(&self, name: &[u8]) -> (usize, usize) {
        let bytes = self.html.as_bytes();
        let mut at = self.at;
        while let Some(n) = memmem::find(&bytes[at..], b"</") {
            let tag = at + n;
            let after = tag + 2 + name.len();
            if bytes.get(tag + 2..after).is_some_and(|b| b.eq_ignore_ascii_case(name)) {
                return (tag, memchr(b'>', &bytes[after..]).map_or(bytes.len(), |n| after + n + 1));
            }
            at = tag + 2;
        }
        (bytes.len(), bytes.len())
    }

    /// Closes what a start tag closes by itself.
    fn imply_ends(&mut self, tag: Tag) {
        let (closes, within): (&[Tag], &[Tag]) = match tag {
            Tag::Li => (&[Tag::Li], &[Tag::Ul, Tag::Ol]),
            Tag::Dt | Tag::Dd => (&[Tag::Dt, Tag::Dd], &[Tag::Dl]),
            Tag::Tr => (&[Tag::Tr], &[Tag::Table]),
            Tag::Td => (&[Tag::Td], &[Tag::Tr, Tag::Table]),
            Tag::Tbody => (&[Tag::Tbody], &[Tag::Table]),
            Tag::Body => (&[Tag::Head], &[]),
            tag if tag.is_block() => (&[Tag::P], &[Tag::Td, Tag::Table, Tag::Button]),
            _ => return,
        };
        for n in (1..self.open.len()).rev().take(MAX_LOOK) {
            let tag = self.dom.tag(self.open[n]);
            if closes.contains(&tag) {
                self.open.truncate(n);
                return;
            }
            if within.contains(&tag) {
                return;
            }
        }
    }

    /// Closes the nearest open element of a tag.
    fn close(&mut self, tag: Tag) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        for n in (1..self.open.len()).rev().take(MAX_LOOK) {
            let open = self.dom.tag(self.open[n]);
            if open == tag {
                self.open.truncate(n);
                return;
            }
            // An inline end tag closes no block, and no end tag but a table's closes a cell.
            if (open.is_block() && !tag.is_block())
                || (open == Tag::Td && !matches!(tag, Tag::Tr | Tag::Tbody | Tag::Table))
            {
                return;
            }
        }
    }
}

/// The name of a tag at the start of `bytes`.
fn name(bytes: &[u8]) -> &[u8] {
    let len = bytes.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')).unwrap_or(bytes.len());
    &bytes[..len]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as tags and texts, one character an end.
    fn shape(html: &str) -> String {
        fn walk(dom: &Dom<'_>, node: u32, out: &mut String) {
            for child in dom.children(node) {
                match dom.nodes[child as usize].raw {
                    Some(raw) => out.push_str(raw),
                    None => {
                        out.push_str(&format!("<{:?} ", dom.tag(child)));
                        walk(dom, child, out);
                        out.push('>');
                    }
                }
            }
        }
        let mut out = String::new();
        walk(&Dom::parse(html), 0, &mut out);
        out
    }

    #[test]
    fn tags_close_as_they_do_in_browsers() {
        assert_eq!(shape("<p>a<p>b<div>c</div>d"), "<P a><P b><Div c>d");
        assert_eq!(shape("<ul><li>a<li>b<ul><li>c</ul></ul>d"), "<Ul <Li a><Li b<Ul <Li c>>>>d");
        assert_eq!(shape("<table><tr><td>a<td>b<tr><td>c</table>d"), "<Table <Tr <Td a><Td b>><Tr <Td c>>>d");
        assert_eq!(shape("<p>a <b>b</p>c"), "<P a <Inline b>>c");
        assert_eq!(
            shape("<script>if (a<b) '</p>'</script>x<!-- <p> -->y<br/>z < 3"),
            "<Script if (a<b) '</p>'>xy<Br >z < 3"
        );
        assert_eq!(shape("a</p></div>b<"), "ab<");
    }

    #[test]
    fn hostile_pages_end() {
        for page in
            ["<div>".repeat(1_000_000), "<p><b>".repeat(300_000), "<a b c='".repeat(100_000), "</p>".repeat(500_000)]
        {
            let dom = Dom::parse(&page);
            assert!(dom.nodes.len() <= MAX_NODES);
        }
        let attributes = format!("<p {}>", "a=b c ".repeat(1_000_000));
        assert_eq!(Dom::parse(&attributes).nodes.len(), 2);
    }

    #[test]
    fn attributes_and_character_references_are_read() {
        let dom = Dom::parse(
            "<meta property=og:title content=\"A &amp; B &#8217;s\"><p CLASS='x y'>caf&eacute; &nbsp; x</p>",
        );
        assert_eq!(dom.attr(1, Attr::Content).unwrap(), "A & B ’s");
        assert_eq!(dom.attr(1, Attr::Property).unwrap(), "og:title");
        assert_eq!(dom.attr(2, Attr::Class).unwrap(), "x y");
        assert_eq!(dom.text(2), "café x");
    }
}
