//! The main text of a page.

use claimdiff_text::LineKind;

use crate::format::set_off;

use super::{
    blocks::{self, Block},
    dom::{Dom, Tag, push_text},
    marks::{self, Mark},
    parts::Facts,
};

/// A line of the main text as markup gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its text, blanks collapsed.
    pub(crate) text: String,
    /// What markup says of it.
    pub(crate) kind: Option<LineKind>,
    /// The node that its text begins with.
    pub(super) node: u32,
}

/// Finds the main text of a page: the one place where another extractor would go.
pub(super) trait MainText {
    /// The lines of the article in their order, without the furniture around it.
    fn pieces(&self, dom: &Dom<'_>, facts: &[Facts]) -> Vec<Piece>;
}

/// Rules over names of parts and the density of text and links.
pub(super) struct Rules;

impl MainText for Rules {
    fn pieces(&self, dom: &Dom<'_>, facts: &[Facts]) -> Vec<Piece> {
        let mut out = Emit { dom, facts, pieces: Vec::new(), line: Line::default() };
        let blocks = blocks::of_story(dom, facts);
        for block in blocks {
            match block {
                Block::Inside(root) => out.node(root, None),
                Block::Whole(node) => out.child(node, None),
            }
            out.flush(None);
        }
        out.pieces
    }
}

/// The line that is being put together.
#[derive(Default)]
struct Line {
    text: String,
    /// The node that it begins with.
    node: u32,
    linked: usize,
    /// Where its last link begins or ends.
    edge: usize,
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
            self.child(child, kind);
        }
    }

    fn child(&mut self, child: u32, kind: Option<LineKind>) {
        if self.facts[child as usize].dropped {
            return;
        }
        if let Some(raw) = self.dom.nodes[child as usize].raw {
            self.text(child, raw, kind);
            return;
        }
        let tag = self.dom.tag(child);
        match tag {
            Tag::Br => {
                self.line.breaks += 1;
                return;
            }
            Tag::Hr => {
                self.flush(kind);
                return;
            }
            _ => {}
        }
        if !tag.is_block() {
            let before = self.line.text.len();
            if tag == Tag::A {
                self.line.edge = before;
            }
            if tag == Tag::Q {
                self.quote(child, kind);
                return;
            }
            self.node(child, kind);
            if tag == Tag::Inline || marks::has(self.dom, child, Mark::Bold) {
                self.line.bold += self.line.text.len().saturating_sub(before);
            }
            if tag == Tag::A {
                self.line.linked += self.line.text.len().saturating_sub(before);
                self.line.edge = self.line.text.len();
            }
            return;
        }
        if self.is_links(child) {
            self.flush(kind);
            return;
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
                return;
            }
            _ => kind,
        };
        // A heading inside an item is still a heading, and the text after it is none.
        self.flush(kind);
        let before = self.pieces.len();
        self.node(child, below);
        self.flush(below);
        if tag == Tag::Blockquote {
            set_off::mark(&mut self.pieces[before..], |p| &mut p.text);
        }
    }

    /// Sets the words of an element in quotation marks, as browsers do, where they bring none of their own.
    fn quote(&mut self, node: u32, kind: Option<LineKind>) {
        let own = self.dom.text(node).trim_start().starts_with(set_off::MARKS);
        if own {
            return self.node(node, kind);
        }
        self.text(node, "“", kind);
        self.node(node, kind);
        let kept = self.line.text.trim_end().len();
        self.line.text.truncate(kept);
        self.line.text.push('”');
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

    fn text(&mut self, node: u32, raw: &str, kind: Option<LineKind>) {
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
        if self.line.text.is_empty() {
            self.line.node = node;
        }
        // Of "Roe" in one link and "Doe wins" in the next, style parts the words where no blank does.
        let at_edge = self.line.edge == self.line.text.len();
        if at_edge && self.line.text.ends_with(char::is_lowercase) && raw.starts_with(char::is_uppercase) {
            self.line.text.push(' ');
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
        self.pieces.push(Piece { text: text.to_owned(), kind, node: line.node });
    }
}

#[cfg(test)]
mod tests {
    use super::{super::parts, *};

    fn lines(html: &str) -> Vec<String> {
        let dom = Dom::parse(html);
        Rules.pieces(&dom, &parts::facts(&dom)).into_iter().map(|p| p.text).collect()
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
    fn links_side_by_side_are_words_apart() {
        let p = "aboard a ferry that ran aground off Port Selby on Friday, the coast guard said.";
        let text = |links: &str| lines(&format!("<body><article><p>{links} {p}</p></article></body>")).concat();
        let names = text("<a href=/a>Jane Roe</a><a href=/b>Doe wins</a>Alder was");
        assert!(names.starts_with("Jane Roe Doe wins Alder was aboard"), "{names}");
        let word = text("<a href=/a>Arte</a><a href=/b>mis</a> and <b>Mc</b>Roe");
        assert!(word.starts_with("Artemis and McRoe aboard"), "{word}");
    }

    #[test]
    fn a_name_that_lies_is_not_believed() {
        let p = "<p>A ferry with 212 people aboard ran aground off Port Selby on Friday, the coast guard said.</p>";
        assert_eq!(lines(&format!("<body><div class=widget>{p}{p}</div></body>")).len(), 2);
    }

    #[test]
    fn an_article_may_be_a_gallery() {
        let slide = |n| {
            format!(
                "<div class=\"gallery-slide-{n}\"><p>The ferry left Ellery at noon with 212 people aboard, and nobody knew of the sandbank, officials said.</p></div>"
            )
        };
        let page = format!("<body><div class=\"carousel gallery\">{}{}{}</div></body>", slide(1), slide(2), slide(3));
        assert_eq!(lines(&page).len(), 3);
    }
}
