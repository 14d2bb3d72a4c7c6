//! A page as a tree: its nodes in document order, their attributes and texts.

use std::borrow::Cow;

use claimdiff_text::Slice;
use memchr::memchr;

use super::build;
use crate::format::mojibake;

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
    /// Words that a browser sets in quotation marks.
    Q,
    Nav, Header, Footer, Aside, Form, Button, Select, Input, Figure, Figcaption, Media, Address, Label, Details,
    /// Neither block nor inline is known.
    Other,
}

impl Tag {
    #[rustfmt::skip]
    pub(super) fn named(name: &[u8]) -> Tag {
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
            b"hr" => Tag::Hr, b"blockquote" | b"q" => if name.len() == 1 { Tag::Q } else { Tag::Blockquote },
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

    pub(super) fn is_void(self, name: &[u8]) -> bool {
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
        !matches!(self, Tag::Span | Tag::A | Tag::Inline | Tag::Q | Tag::Time | Tag::Br | Tag::Label | Tag::Button | Tag::Other | Tag::Media)
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
    pub(super) fn named(name: &[u8]) -> Option<Attr> {
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
    pub(super) last: u32,
    pub(crate) tag: Tag,
    pub(super) attrs: (u32, u32),
    /// The text as it stands, character references and all; `None` for elements.
    pub(crate) raw: Option<&'a str>,
}

/// A page as a tree of nodes in document order; node 0 is the document.
#[derive(Debug)]
pub(crate) struct Dom<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    pub(super) attrs: Vec<(Attr, &'a str)>,
    /// Whether the page had more nodes than are read.
    pub(crate) cut: bool,
}

impl<'a> Dom<'a> {
    pub(crate) fn parse(html: &'a str) -> Dom<'a> {
        build::tree(html)
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

impl Dom<'_> {
    /// The lines of a subtree, as blocks and breaks part them.
    pub(crate) fn lines(&self, node: u32) -> String {
        let mut out = String::new();
        let mut line = String::new();
        let flush = |line: &mut String, out: &mut String| {
            if !line.trim().is_empty() {
                out.push_str(line.trim());
                out.push('\n');
            }
            line.clear();
        };
        for n in node..self.end(node) {
            let node = &self.nodes[n as usize];
            match node.raw {
                Some(raw) => push_text(&mut line, raw),
                None if node.tag.is_block() || node.tag == Tag::Br => flush(&mut line, &mut out),
                None => {}
            }
        }
        flush(&mut line, &mut out);
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
    let mut rest = text;
    loop {
        // What is plain is most of a text, and is taken as it is.
        let plain = rest.bytes().take_while(u8::is_ascii_graphic).count();
        out.push_str(rest.slice(..plain));
        let mut after = rest.slice(plain..).chars();
        let Some(c) = after.next() else { break };
        match c {
            '\u{200b}' | '\u{ad}' | '\u{feff}' | '\u{2060}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
        rest = after.as_str();
    }
}

/// Reads character references.
pub(crate) fn decode(raw: &str) -> Cow<'_, str> {
    match memchr(b'&', raw.as_bytes()) {
        // References to the control characters beyond ASCII mean what windows-1252 has there.
        Some(_) => match html_escape::decode_html_entities(raw) {
            Cow::Owned(text) => match mojibake::controls(&text) {
                Cow::Owned(better) => Cow::Owned(better),
                Cow::Borrowed(_) => Cow::Owned(text),
            },
            text => text,
        },
        None => Cow::Borrowed(raw),
    }
}
