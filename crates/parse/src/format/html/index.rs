//! Pages that lead to articles and are none: front pages, sections, results of a search.

use super::{
    dom::{Dom, Tag},
    parts::Facts,
};

/// An index has so many links to articles at least.
const MIN_LINKS: usize = 4;

/// A link of so many words may be the title of an article.
const TITLE_WORDS: usize = 3;

/// So many characters of running text that is of no card make a page an article, however many links it has.
const MAX_PROSE_CHARS: u32 = 160;

/// The longest teaser, in characters.
const MAX_TEASER_CHARS: u32 = 320;

/// A block of sentences has so many characters at least.
const MIN_PROSE_CHARS: u32 = 40;

/// Whether a page is a list of links to articles, with a line or two on each.
pub(super) fn is_index(dom: &Dom<'_>, facts: &[Facts]) -> bool {
    let is_block = |n: u32| dom.nodes[n as usize].raw.is_none() && (n == 0 || dom.tag(n).is_block());
    // Whether a block of links stands right inside an element.
    let mut leads = vec![false; facts.len()];
    let mut links = 0;
    for n in (1..facts.len() as u32).filter(|n| is_block(*n)) {
        let f = facts[n as usize];
        if f.dropped || f.own == 0 || f.own_linked * 10 < f.own * 9 {
            continue;
        }
        let words = (n..dom.end(n)).filter_map(|c| dom.nodes[c as usize].raw);
        if words.map(|raw| raw.split_ascii_whitespace().count()).sum::<usize>() < TITLE_WORDS {
            continue;
        }
        links += 1;
        // A heading may stand in an element of its own.
        let parent = dom.nodes[n as usize].parent;
        for at in [n, parent, dom.nodes[parent as usize].parent] {
            if at != 0 && facts[at as usize].chars < MAX_TEASER_CHARS && !matches!(dom.tag(at), Tag::Body | Tag::Main) {
                leads[at as usize] = true;
            }
        }
    }
    if links < MIN_LINKS {
        return false;
    }
    let mut prose = 0;
    let mut of_card = vec![false; facts.len()];
    for n in 1..facts.len() as u32 {
        let (f, parent) = (facts[n as usize], dom.nodes[n as usize].parent as usize);
        of_card[n as usize] = of_card[parent] || leads[n as usize] || f.in_link;
        let reads = f.stops && f.own >= MIN_PROSE_CHARS && f.own_linked * 3 < f.own;
        if is_block(n) && !f.dropped && reads && !of_card[n as usize] {
            prose += f.own;
        }
    }
    prose < MAX_PROSE_CHARS
}

#[cfg(test)]
mod tests {
    use super::{super::parts, *};

    fn is(body: &str) -> bool {
        let dom = Dom::parse(body);
        is_index(&dom, &parts::facts(&dom))
    }

    #[test]
    fn an_index_is_told_from_an_article_with_links() {
        let card = |n: u32| {
            format!(
                "<div class=c><a href=/{n}><h3>Ferry {n} runs aground</h3></a><p>Nobody was hurt, the coast guard said.</p></div>"
            )
        };
        let cards: String = (1..7).map(card).collect();
        let p = "<p>A ferry with 212 people aboard ran aground off Port Selby on Friday, the coast guard said.</p>";
        assert!(is(&format!("<body><h1>World news</h1>{cards}</body>")));
        assert!(is(&format!(
            "<body><h1>World news</h1><p>All that happened today.</p><ul>{}</ul></body>",
            cards.replace("div", "li")
        )));
        assert!(!is(&format!("<body><h1>Ferry aground</h1>{p}{p}{p}{cards}</body>")));
        assert!(!is(&format!("<body><article><h1>Ferry aground</h1>{p}</article>{}</body>", card(1))));
        assert!(!is(p));
    }
}
