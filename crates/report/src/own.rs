//! Telling what this program wrote from what people write, so that a report that lies among articles is none of them.

use claimdiff_compare::CHECKS;

/// What a report or a list begins with in one of the forms, each all of its marks.
const HEADS: &[&[&str]] = &[
    &["\"claimdiff\": {", "\"schema\":"],
    &["<meta name=\"generator\" content=\"claimdiff "],
    &["sarif-2.1.0.json", "\"name\": \"claimdiff\""],
    &["http://www.w3.org/ns/anno.jsonld", "schema:NewsArticle"],
    &["# Where the articles differ\n"],
    &["finding,code,verdict,"],
    &["article,path,outlet,published,from,title,"],
    &["{\"id\":\"", "\"code\":\"", "\"verdict\":\"", "\"passages\":["],
    &["{\"article\":\"", "\"start\":", "\"end\":", "\"line\":"],
    &["{\"article\":\"", "\"path\":\"", "\"analysed\":"],
];

/// What a report in plain text ends with.
const TAIL: &str = "\ncoverage\n  read ";

/// Whether a file that begins and ends so is a report or a list of this program.
pub fn is_own(head: &str, tail: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}');
    HEADS.iter().any(|marks| {
        let starts = head.starts_with(marks[0]) || !marks[0].starts_with(['{', 'f', 'a', '#']);
        starts && marks.iter().all(|m| head.contains(m))
    }) || tail.contains(TAIL)
        || head.lines().next().is_some_and(is_brief)
}

/// Whether a line is one of the brief form: `path:line: code: what [id]`.
fn is_brief(line: &str) -> bool {
    let id = line.strip_suffix(']').and_then(|l| l.rsplit_once(" [")).map(|(_, id)| id);
    let hexadecimal = |id: &str| id.len() >= 8 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    id.is_some_and(hexadecimal) && CHECKS.iter().any(|c| line.contains(&format!(": {}: ", c.code)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FORMATS, View, sample};

    #[test]
    fn every_form_is_known_again() {
        for format in FORMATS {
            let text = sample::ferry().show(format.name, View::default());
            let head = text.get(..text.floor_char_boundary(8192)).unwrap_or("");
            assert!(is_own(head, &text), "{}: {head}", format.name);
        }
        assert!(!is_own("Ferry aground\n\nThe coverage of the news was wide.", "The coverage of the news was wide."));
    }
}
