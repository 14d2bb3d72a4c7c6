//! Which elements of a page hold its article: one, or several side by side (a story that something cuts in two, the
//! entries of a live blog), without the cards that lead to other articles.

use super::{
    dom::{Attr, Dom, Tag},
    parts::{Facts, class},
};
use crate::lines::letters;

/// A part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// What is inside an element.
    Inside(u32),
    /// An element itself.
    Whole(u32),
}

/// A card has less text than this, in characters.
const MAX_CARD_CHARS: u32 = 700;

/// A link this short tells a time or an edition, not the title of another article, in characters.
const SHORT_LINK_CHARS: usize = 12;

/// The blocks of the article in the order of the page.
pub(super) fn of_story(dom: &Dom<'_>, facts: &[Facts]) -> Vec<Block> {
    let Some(best) = surest(dom, facts).or_else(|| entries(dom, facts)) else {
        return vec![Block::Inside(descend(dom, facts, 0))];
    };
    let others = siblings(dom, facts, best);
    match others.len() {
        0 | 1 => vec![Block::Inside(descend(dom, facts, best))],
        _ => between(dom, facts, &others),
    }
}

/// How sure a name or tag says that an element holds the article.
fn rank(dom: &Dom<'_>, facts: &[Facts], n: u32) -> u8 {
    match dom.tag(n) {
        Tag::Article => 2.max(facts[n as usize].body),
        Tag::Main => 1,
        _ => facts[n as usize].body,
    }
}

/// What says that it holds the article, and holds most of the good text: the innermost of the surest.
fn surest(dom: &Dom<'_>, facts: &[Facts]) -> Option<u32> {
    let all = facts[0].good;
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
    best.map(|(_, _, n)| n)
}

/// The first of several elements of one kind that hold most of the good text together, as the entries of a live blog.
fn entries(dom: &Dom<'_>, facts: &[Facts]) -> Option<u32> {
    let all = facts[0].good;
    if all == 0 {
        return None;
    }
    let likely = |n: &u32| {
        let f = facts[*n as usize];
        !f.dropped && f.good > 0 && dom.nodes[*n as usize].raw.is_none() && rank(dom, facts, *n) >= 2
    };
    /// How many kinds of elements are looked at.
    const MAX_KINDS: usize = 16;
    let mut kinds: Vec<(u32, u32)> = Vec::new();
    let mut end = 0;
    for n in (1..dom.nodes.len() as u32).filter(likely) {
        if n < end || is_card(dom, facts, n) {
            continue;
        }
        end = dom.end(n);
        let good = facts[n as usize].good;
        match kinds.iter().position(|(first, _)| same_kind(dom, *first, n)) {
            Some(at) => kinds[at].1 += good,
            None if kinds.len() < MAX_KINDS => kinds.push((n, good)),
            None => {}
        }
    }
    let found = kinds.into_iter().filter(|(_, good)| good * 10 >= all * 4);
    found.max_by_key(|(n, good)| (*good, u32::MAX - n)).map(|(n, _)| n)
}

/// From an element down while one child holds nearly all of its good text.
fn descend(dom: &Dom<'_>, facts: &[Facts], mut at: u32) -> u32 {
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

/// Whether two elements are of one kind: the same tag and classes, numbers aside, or both marked as the body.
fn same_kind(dom: &Dom<'_>, a: u32, b: u32) -> bool {
    let prop = |n| dom.raw_attr(n, Attr::Itemprop);
    let named = |n: u32| (dom.tag(n), class(dom, n as usize));
    named(a) == named(b) && prop(a) == prop(b) || prop(a).is_some() && prop(a) == prop(b)
}

/// All elements that hold the article as one of them does, in the order of the page.
fn siblings(dom: &Dom<'_>, facts: &[Facts], best: u32) -> Vec<u32> {
    let kind = (rank(dom, facts, best), dom.tag(best));
    let title = (1..dom.end(best)).filter(|n| is_title(dom, *n)).min_by_key(|n| *n < best);
    let title = title.map(|h| letters(&dom.text(h)));
    let parent = |n: u32| dom.nodes[n as usize].parent;
    let mut out: Vec<u32> = Vec::new();
    let mut end = 0;
    for n in 1..dom.nodes.len() as u32 {
        let f = facts[n as usize];
        if n < end || f.dropped || dom.nodes[n as usize].raw.is_some() {
            continue;
        }
        // What holds the best one holds others, too.
        if n == best {
            end = dom.end(n);
            out.push(n);
            continue;
        }
        let alike = same_kind(dom, best, n)
            || (rank(dom, facts, n), dom.tag(n)) == kind && parent(n) == parent(best) && kind.0 >= 2;
        if !alike || (n..dom.end(n)).contains(&best) {
            continue;
        }
        end = dom.end(n);
        // Pages that go on with the next article give it a title of its own.
        let own = (n..end).find(|n| is_title(dom, *n)).map(|h| letters(&dom.text(h)));
        let other = n > best && own.is_some() && title.is_some() && own != title;
        if f.reads() && !other && !is_card(dom, facts, n) {
            out.push(n);
        }
    }
    out
}

fn is_title(dom: &Dom<'_>, n: u32) -> bool {
    dom.nodes[n as usize].raw.is_none() && dom.tag(n) == Tag::H(1)
}

/// Whether an element leads to another article: little text, and it begins with a link that is no time, or has a
/// heading that is one, or ends with one ("Read more") under a heading.
pub(super) fn is_card(dom: &Dom<'_>, facts: &[Facts], n: u32) -> bool {
    let f = facts[n as usize];
    if f.chars >= MAX_CARD_CHARS {
        return false;
    }
    if f.in_link {
        return true;
    }
    let mut texts = (n..dom.end(n)).filter(|c| {
        let node = &dom.nodes[*c as usize];
        !facts[*c as usize].dropped && node.raw.is_some_and(|raw| raw.contains(|c: char| c.is_alphanumeric()))
    });
    let Some(first) = texts.next() else { return false };
    let last = texts.next_back().unwrap_or(first);
    let linked = |c: u32| facts[c as usize].in_link;
    let long = |c: u32| dom.nodes[c as usize].raw.is_some_and(|raw| raw.trim().chars().count() > SHORT_LINK_CHARS);
    if linked(first) && long(first) {
        return true;
    }
    let mut headed = false;
    for c in n..dom.end(n) {
        if matches!(dom.tag(c), Tag::H(2..)) && dom.nodes[c as usize].raw.is_none() {
            headed = true;
            if (c..dom.end(c)).any(|c| dom.nodes[c as usize].raw.is_some() && linked(c) && long(c)) {
                return true;
            }
        }
    }
    let sentence = dom.nodes[last as usize].raw.is_some_and(|raw| raw.trim_end().ends_with(['.', '!', '?', '”']));
    headed && linked(last) && !sentence
}

/// The blocks, with what stands between them and reads like running text.
fn between(dom: &Dom<'_>, facts: &[Facts], blocks: &[u32]) -> Vec<Block> {
    let (Some(&first), Some(&last)) = (blocks.first(), blocks.last()) else { return Vec::new() };
    let mut out = Vec::new();
    let mut wanted = blocks.iter().copied().peekable();
    let mut n = first;
    while n <= last {
        let f = facts[n as usize];
        let end = dom.end(n);
        if wanted.peek() == Some(&n) {
            wanted.next();
            out.push(Block::Whole(n));
            n = end;
        } else if f.dropped || wanted.peek().is_none_or(|w| *w >= end) {
            let plain = dom.nodes[n as usize].raw.is_none() && dom.tag(n).is_block();
            if !f.dropped && plain && f.reads() && !is_card(dom, facts, n) {
                out.push(Block::Whole(n));
            }
            n = end;
        } else {
            n += 1;
        }
    }
    out
}
