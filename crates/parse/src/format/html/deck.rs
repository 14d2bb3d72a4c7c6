//! The deck: the line or two between headline and text that sum an article up. Pages put it outside the text's own part.

use super::{
    dom::{Attr, Dom, Tag},
    parts::Facts,
};
use crate::lines::letters;

/// A deck has this many words at least.
const MIN_WORDS: usize = 4;

/// The longest deck, in bytes.
const MAX_BYTES: usize = 600;

/// How many nodes after the headline are looked at.
const NEAR_NODES: usize = 400;

/// A description says the same as a deck if the shorter of the two is the start of the longer and has this many letters.
const MIN_SAME: usize = 30;

/// The deck that stands after the headline and before node `text`, with which the article begins: what the page's
/// descriptions repeat, or what its name calls so.
pub(super) fn find(
    dom: &Dom<'_>,
    facts: &[Facts],
    headline: &str,
    descriptions: &[String],
    text: u32,
) -> Option<String> {
    let title = letters(headline);
    let heading = (1..text).rev().find(|n| {
        matches!(dom.tag(*n), Tag::H(1 | 2)) && dom.nodes[*n as usize].raw.is_none() && letters(&dom.text(*n)) == title
    })?;
    let descriptions: Vec<String> = descriptions.iter().map(|d| letters(d)).collect();
    let candidates = (dom.end(heading)..text).take(NEAR_NODES).filter(|n| is_leaf_block(dom, *n));
    for n in candidates {
        let f = facts[n as usize];
        if f.dropped || f.in_link || f.linked * 2 > f.chars {
            continue;
        }
        let line = dom.text(n);
        if line.len() > MAX_BYTES || line.split(' ').count() < MIN_WORDS {
            continue;
        }
        let key = letters(&line);
        let same =
            |d: &String| key.len().min(d.len()) >= MIN_SAME && (key.starts_with(d.as_str()) || d.starts_with(&key));
        if named(dom, facts, n, heading) || descriptions.iter().any(same) {
            return Some(line);
        }
    }
    None
}

/// Whether the element or one of the two around it, below what also holds the headline, is called a deck.
fn named(dom: &Dom<'_>, facts: &[Facts], n: u32, heading: u32) -> bool {
    let mut at = n;
    for _ in 0..3 {
        if facts[at as usize].deck || dom.raw_attr(at, Attr::Itemprop) == Some("description") {
            return true;
        }
        at = dom.nodes[at as usize].parent;
        if at < heading {
            return false;
        }
    }
    false
}

/// Whether a node is a block without blocks inside.
fn is_leaf_block(dom: &Dom<'_>, n: u32) -> bool {
    let is_block = |n: u32| dom.nodes[n as usize].raw.is_none() && dom.tag(n).is_block();
    is_block(n) && !(n + 1..dom.end(n)).any(is_block)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Rules, main_text::MainText, parts},
        *,
    };

    fn deck(head: &str, between: &str) -> Option<String> {
        let p = "<p>A ferry with 212 people aboard ran aground off Port Selby on Friday, the coast guard said.</p>";
        let page = format!(
            "<html><head>{head}</head><body><header><h1>Ferry runs aground</h1>{between}</header>\
             <div class=article-body>{p}{p}{p}</div></body></html>"
        );
        let dom = Dom::parse(&page);
        let facts = parts::facts(&dom);
        let first = Rules.pieces(&dom, &facts).first().map_or(0, |p| p.node);
        let description = dom.attr(3, Attr::Content).map(|d| d.into_owned());
        find(&dom, &facts, "Ferry runs aground", &description.into_iter().collect::<Vec<_>>(), first)
    }

    #[test]
    fn a_deck_is_named_or_repeated() {
        let line = "Nobody was badly hurt when the Halcyon met a sandbank";
        let named = format!("<div class=sub-headline>{line}</div>");
        assert_eq!(deck("", &named).as_deref(), Some(line));
        let described = format!("<meta name=description content=\"{line}.\">");
        assert_eq!(deck(&described, &format!("<div class=x1>{line}</div>")).as_deref(), Some(line));
        assert_eq!(deck("", &format!("<div class=x1>{line}</div>")), None);
        assert_eq!(deck("", "<p class=subtitle>Updated today</p>"), None);
        assert_eq!(deck("", &format!("<p class=subtitle><a href=/x>{line}</a></p>")), None);
    }
}
