//! A story in several blocks, in all the ways in which pages lay them out: every paragraph is read once and in its
//! order, and no card that leads to another article is.

use std::fmt::Write;

use claimdiff_text::Slice;

/// How a block of the story is marked, with `{}` for its number and its paragraphs.
const BLOCKS: &[(&str, &str)] = &[
    ("<article>", "</article>"),
    ("<article class=\"post\">", "</article>"),
    ("<div class=\"article-body\">", "</div>"),
    ("<div class=\"story-body__inner part-{}\">", "</div>"),
    ("<section itemprop=\"articleBody\">", "</section>"),
    ("<section class=\"article-body\">", "</section>"),
    ("<div role=\"article\">", "</div>"),
    ("<section class=\"entry-content\" id=\"s{}\">", "</section>"),
];

/// What stands around each block, and what stands between two.
const LAYOUTS: &[(&str, &str, &str)] = &[
    ("", "", ""),
    ("", "", "<div class=\"ad\">Advertisement</div>"),
    ("", "", "<aside><h3><a href=/x>Budget vote put off again</a></h3><p>The chamber meets on Monday.</p></aside>"),
    ("", "", "<div class=\"related-links\"><ul><li><a href=/y>Budget vote put off again</a></li></ul></div>"),
    ("<div>", "</div>", ""),
    (
        "<div><div>",
        "</div></div>",
        "<div class=\"newsletter-signup\"><p>Sign up for our morning briefing now.</p></div>",
    ),
    ("<li>", "</li>", ""),
    ("<section>", "</section>", "<figure><img src=a.jpg><figcaption>The slope.</figcaption></figure>"),
];

/// What follows the story.
const AFTER: &[&str] = &[
    "",
    "<section><h2>More news</h2><article><h3><a href=/1>Strike ends after ten days</a></h3><p>Trains run from Friday on all lines of the north, officials said.</p></article>\
     <article><h3><a href=/2>Museum opens its new wing</a></h3><p>The works took four years and cost a third more than was planned.</p></article></section>",
    "<aside><article><a href=/1>Strike ends after ten days</a><p>Trains run from Friday on all lines of the north, officials said.</p></article></aside>",
];

fn paragraph(n: usize) -> String {
    format!(
        "Report {n} from the valley says that crews from {} districts worked on the slope through the whole of the night.",
        n + 4
    )
}

/// A page with blocks of so many paragraphs each.
fn page(block: (&str, &str), layout: (&str, &str, &str), sizes: &[usize], after: &str) -> String {
    let mut out = String::from("<!doctype html><html lang=en><head><title>Landslide in Dorvik</title></head><body>");
    out.push_str("<nav><a href=/>Home</a></nav><main><h1>Landslide in Dorvik kills nine</h1>");
    let mut number = 0;
    for (n, size) in sizes.iter().enumerate() {
        if n > 0 {
            out.push_str(layout.2);
        }
        let _ = write!(out, "{}{}", layout.0, block.0.replace("{}", &n.to_string()));
        for _ in 0..*size {
            number += 1;
            let _ = write!(out, "<p>{}</p>", paragraph(number));
        }
        let _ = write!(out, "{}{}", block.1, layout.1);
    }
    let _ = write!(
        out,
        "</main>{after}<footer><p>All rights reserved by the publisher of this page.</p></footer></body></html>"
    );
    out
}

#[test]
fn a_story_in_blocks_is_whole_and_cards_stay_out() {
    let mut shapes = 0;
    let mut failures = Vec::new();
    for block in BLOCKS {
        for layout in LAYOUTS {
            for sizes in [&[3, 5][..], &[5, 3], &[1, 6], &[6, 1], &[1, 2, 1, 4]] {
                for after in AFTER {
                    shapes += 1;
                    let html = page(*block, *layout, sizes, after);
                    let parsed = claimdiff_parse::parse(html.as_bytes(), "a.html", "a").expect("a page");
                    let text = &parsed.articles[0].text;
                    let mut at = 0;
                    let whole = (1..=sizes.iter().sum::<usize>()).all(|n| {
                        let found = text.get(at..).and_then(|rest| rest.find(&paragraph(n)));
                        at += found.unwrap_or(0) + 1;
                        found.is_some() && text.matches(&paragraph(n)).count() == 1
                    });
                    let clean = ["Budget", "Strike", "Trains", "Museum", "works", "Sign up", "rights"]
                        .iter()
                        .all(|w| !text.contains(w));
                    if !whole || !clean {
                        failures.push(format!(
                            "{block:?} {layout:?} {sizes:?} {}\n    {text:?}",
                            after.slice(..after.len().min(30))
                        ));
                    }
                }
            }
        }
    }
    assert!(shapes >= 48);
    assert!(failures.is_empty(), "{} of {shapes}:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn entries_of_a_live_blog_keep_their_times() {
    let mut html = String::from("<html><body><main><h1>Landslide in Dorvik: live</h1><ol>");
    for hour in (8..14).rev() {
        let _ = write!(
            html,
            "<li><article><time datetime=\"2029-06-12T{hour:02}:00:00Z\">{hour}:00</time><h2>Update {hour}</h2><p>{}</p></article></li>",
            paragraph(hour)
        );
    }
    html.push_str("</ol></main></body></html>");
    let parsed = claimdiff_parse::parse(html.as_bytes(), "a.html", "a").expect("a page");
    let text = &parsed.articles[0].text;
    for hour in 8..14 {
        let time = text.find(&format!("{hour}:00")).expect("its time");
        let entry = text.find(&paragraph(hour)).expect("its text");
        assert!(time < entry && !text.slice(time..entry).contains("districts"), "{text}");
    }
}
