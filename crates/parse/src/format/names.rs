//! Names of authors and languages as fields give them.

use crate::meta::date::is_calendar;

/// The most authors an article has; a longer list is one of tags.
const MAX_AUTHORS: usize = 24;

/// The people named in fields and bylines: lists parted, "By" and addresses left out, each once.
pub(crate) fn people<'a>(fields: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for field in fields {
        let mut rest = field.trim();
        for label in ["By ", "by ", "BY ", "By:", "Written by ", "written by ", "Reported by ", "Author:", "Posted by "]
        {
            rest = rest.strip_prefix(label).unwrap_or(rest).trim();
        }
        // What stands after the name: "Lena Marsh Published: ...".
        for label in ["Published", "Updated", "Posted", "Last updated", " - ", " – ", " — ", " on "] {
            if let Some(at) = rest.find(label).filter(|at| *at > 4) {
                rest = rest[..at].trim();
            }
        }
        for part in split(rest) {
            let part = part.trim_matches(|c: char| c.is_whitespace() || ",;|•·/-–—@".contains(c));
            let key: String = part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            let words = part.split_whitespace().count();
            let bad = key.is_empty()
                || words > 6
                || part.len() > 60
                || part.contains("://")
                || part.starts_with("www.")
                || part.contains('@')
                || is_calendar(part.split_whitespace().next().unwrap_or(""))
                || (words == 1 && part.len() <= 4 && !part.contains(char::is_lowercase))
                || part.chars().filter(|c| c.is_ascii_digit()).count() > 2;
            let seen =
                |o: &String| o.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).eq(key.chars());
            if !bad && !out.iter().any(seen) {
                out.push(part.to_owned());
            }
            if out.len() == MAX_AUTHORS {
                return out;
            }
        }
    }
    out
}

/// Parts a list of names at commas, semicolons, bars and "and".
fn split(list: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < list.len() {
        let rest = &list[at..];
        let cut =
            [" and ", " And ", " & ", " with ", " | ", ", ", "; ", ",", ";"].iter().find(|s| rest.starts_with(**s));
        match cut {
            Some(cut) => {
                out.push(&list[start..at]);
                at += cut.len();
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push(&list[start..]);
    out
}

/// The ISO 639-1 code of a language tag: "en-GB" and "en_US" are "en". Longer codes are not known here.
pub(crate) fn language(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    let code = if code == "english" { "en".to_owned() } else { code };
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
