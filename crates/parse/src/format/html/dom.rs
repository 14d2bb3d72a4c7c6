//! A page as a tree, read in one pass.
//!
//! Tags are closed as browsers close them where it matters to running text (paragraphs, list items, table cells).
//! Misnested inline markup, foster parenting and frames are not followed. Every step is linear in the input, whatever
//! the input is: that is why no browser-grade tree builder stands here, whose scopes are quadratic on a million open
//! tags.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// How deep elements nest before deeper ones are read as if their tags were not there.
pub(crate) const MAX_DEPTH: usize = 256;

/// How far up an open element is looked for when a tag closes it.
const MAX_LOOK: usize = 64;

/// The most nodes a page may have; the rest of it is not read.
pub(crate) const MAX_NODES: usize = 2_000_000;

/// The elements that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
pub(crate) enum Tag {
    Document, Html, Head, Body, Title, Meta, Link, Script, Base, Time,
    P, Div, Section, Article, Main, Span, Br, Hr, Blockquote, Pre, Center,
    /// A heading with its level.
    H(u8),
    Ul, Ol, Li, Dl, Dt, Dd,
    Table, Tbody, Tr, Td,
    A, Inline,
    Nav, Header, Footer, Aside, Form, Button, Select, Input, Figure, Figcaption, Media, Address, Label, Details,
    /// Neither block nor inline is known.
    Other,
}

impl Tag {
    #[rustfmt::skip]
    fn named(name: &[u8]) -> Tag {
        // The longest name below has ten letters.
        let mut low = [0u8; 10];
        if name.len() > low.len() {
            return Tag::Other;
        }
        for (l, b) in low.iter_mut().zip(name) {
            *l = b.to_ascii_lowercase();
        }
        match &low[..name.len()] {
            b"html" => Tag::Html, b"head" => Tag::Head, b"body" => Tag::Body, b"title" => Tag::Title,
            b"meta" => Tag::Meta, b"link" => Tag::Link, b"script" => Tag::Script, b"base" => Tag::Base,
            b"time" => Tag::Time, b"p" => Tag::P, b"div" => Tag::Div, b"section" => Tag::Section,
            b"article" => Tag::Article, b"main" => Tag::Main, b"span" | b"font" => Tag::Span, b"br" => Tag::Br,
            b"hr" => Tag::Hr, b"blockquote" | b"q" => if name.len() == 1 { Tag::Inline } else { Tag::Blockquote },
            b"pre" => Tag::Pre, b"center" => Tag::Center, b"h1" => Tag::H(1), b"h2" => Tag::H(2), b"h3" => Tag::H(3),
            b"h4" => Tag::H(4), b"h5" => Tag::H(5), b"h6" => Tag::H(6), b"ul" => Tag::Ul, b"ol" => Tag::Ol,
            b"li" => Tag::Li, b"dl" => Tag::Dl, b"dt" => Tag::Dt, b"dd" => Tag::Dd, b"table" => Tag::Table,
            b"tbody" | b"thead" | b"tfoot" => Tag::Tbody, b"tr" => Tag::Tr, b"td" | b"th" => Tag::Td, b"a" => Tag::A,
            b"b" | b"i" | b"em" | b"strong" | b"u" | b"s" | b"small" | b"sub" | b"sup" | b"mark" | b"abbr" | b"cite"
            | b"code" | b"ins" | b"del" | b"big" | b"acronym" | b"tt" | b"kbd" | b"dfn" | b"strike" => Tag::Inline,
            b"nav" => Tag::Nav, b"header" => Tag::Header, b"footer" => Tag::Footer, b"aside" => Tag::Aside,
            b"form" => Tag::Form, b"button" => Tag::Button, b"select" => Tag::Select, b"input" => Tag::Input,
            b"figure" => Tag::Figure, b"figcaption" => Tag::Figcaption, b"label" => Tag::Label,
            b"img" | b"picture" | b"video" | b"audio" | b"canvas" | b"object" | b"embed" | b"source" | b"map" => Tag::Media,
            b"address" => Tag::Address, b"details" => Tag::Details,
            _ => Tag::Other,
        }
    }

    fn is_void(self, name: &[u8]) -> bool {
        match self {
            Tag::Meta | Tag::Link | Tag::Base | Tag::Br | Tag::Hr | Tag::Input => true,
            Tag::Media | Tag::Other => [&b"img"[..], b"embed", b"source", b"area", b"col", b"param", b"track", b"wbr"]
                .iter()
                .any(|v| name.eq_ignore_ascii_case(v)),
            _ => false,
        }
    }

    /// Whether it breaks a line of running text.
    #[rustfmt::skip]
    pub(crate) fn is_block(self) -> bool {
        !matches!(self, Tag::Span | Tag::A | Tag::Inline | Tag::Time | Tag::Br | Tag::Label | Tag::Button | Tag::Other | Tag::Media)
    }
}

/// The attributes that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
pub(crate) enum Attr {
    Class, Id, Itemprop, Itemtype, Content, Property, Name, Datetime, Href, Rel, Lang, Role, Type, Style, Hidden,
    AriaHidden, TestId, Title,
}

impl Attr {
    #[rustfmt::skip]
    fn named(name: &[u8]) -> Option<Attr> {
        let mut low = [0u8; 14];
        if name.len() > low.len() {
            return None;
        }
        for (l, b) in low.iter_mut().zip(name) {
            *l = b.to_ascii_lowercase();
        }
        Some(match &low[..name.len()] {
            b"class" => Attr::Class, b"id" => Attr::Id, b"itemprop" => Attr::Itemprop, b"itemtype" => Attr::Itemtype,
            b"content" => Attr::Content, b"property" => Attr::Property, b"name" => Attr::Name,
            b"datetime" => Attr::Datetime, b"href" => Attr::Href, b"rel" => Attr::Rel, b"lang" => Attr::Lang,
            b"role" => Attr::Role, b"type" => Attr::Type, b"style" => Attr::Style, b"hidden" => Attr::Hidden,
            b"aria-hidden" => Attr::AriaHidden, b"data-testid" => Attr::TestId, b"title" => Attr::Title,
            _ => return None,
        })
    }
}

/// A node: text or an element.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    pub(crate) parent: u32,
    /// The next sibling; 0 where there is none.
    pub(crate) next: u32,
    /// The first child; 0 where there is none.
    pub(crate) first: u32,
    last: u32,
    pub(crate) tag: Tag,
    attrs: (u32, u32),
    /// The text as it stands, character references and all; `None` for elements.
    pub(crate) raw: Option<&'a str>,
}

/// A page as a tree of nodes in document order; node 0 is the document.
#[derive(Debug)]
pub(crate) struct Dom<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    attrs: Vec<(Attr, &'a str)>,
    /// Whether the page had more nodes than are read.
    pub(crate) cut: bool,
}

impl<'a> Dom<'a> {
    pub(crate) fn parse(html: &'a str) -> Dom<'a> {
        let root = Node { parent: 0, next: 0, first: 0, last: 0, tag: Tag::Document, attrs: (0, 0), raw: None };
        let dom = Dom { nodes: vec![root], attrs: Vec::new(), cut: false };
        Builder { html, at: 0, dom, open: vec![0], beyond: 0 }.run()
    }

    /// An attribute as it stands, character references and all.
    pub(crate) fn raw_attr(&self, node: u32, attr: Attr) -> Option<&'a str> {
        let (from, to) = self.nodes[node as usize].attrs;
        self.attrs[from as usize..to as usize].iter().find(|(a, _)| *a == attr).map(|(_, v)| *v)
    }

    /// An attribute's value.
    pub(crate) fn attr(&self, node: u32, attr: Attr) -> Option<Cow<'a, str>> {
        self.raw_attr(node, attr).map(decode)
    }

    pub(crate) fn tag(&self, node: u32) -> Tag {
        self.nodes[node as usize].tag
    }

    pub(crate) fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        let mut at = self.nodes[node as usize].first;
        std::iter::from_fn(move || {
            let child = at;
            (child != 0).then(|| {
                at = self.nodes[child as usize].next;
                child
            })
        })
    }

    /// One past the last node of the subtree: nodes stand in document order.
    pub(crate) fn end(&self, node: u32) -> u32 {
        let mut at = node;
        loop {
            match self.nodes[at as usize].last {
                0 => return at + 1,
                last => at = last,
            }
        }
    }

    /// The text of a subtree, blanks collapsed.
    pub(crate) fn text(&self, node: u32) -> String {
        let mut out = String::new();
        for n in node..self.end(node) {
            let node = &self.nodes[n as usize];
            match node.raw {
                Some(raw) => push_text(&mut out, raw),
                None if node.tag.is_block() || node.tag == Tag::Br => push_text(&mut out, " "),
                None => {}
            }
        }
        out.truncate(out.trim_end().len());
        out
    }
}

/// Appends text with character references read and blanks collapsed.
pub(crate) fn push_text(out: &mut String, raw: &str) {
    push_plain(out, &decode(raw));
}

/// Appends text with blanks collapsed and marks that do not show left out.
pub(crate) fn push_plain(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\u{200b}' | '\u{ad}' | '\u{feff}' | '\u{2060}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
}

/// Reads character references.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    match memchr(b'&', raw.as_bytes()) {
        Some(_) => html_escape::decode_html_entities(raw),
        None => Cow::Borrowed(raw),
    }
}

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
            self.push(Tag::Other, (0, 0), Some(&self.html[from..to]));
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
                        self.dom.attrs.push((attr, &self.html[value.0..value.1]));
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
