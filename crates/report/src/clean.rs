//! Text of articles made harmless for a terminal: an article may hold anything.

use std::borrow::Cow;

/// What a character of an article is on a terminal or in a table: itself, a blank, or nothing.
///
/// Control characters could move the cursor or recolour what follows, and bidirectional controls (Unicode Annex 9) could
/// show words in another order than they stand ("Trojan Source", CVE-2021-42574). Line breaks become blanks.
pub(crate) fn harmless(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{a0}' | '\u{202f}' => {
            Some(' ')
        }
        // Joiners stay: words of some scripts and emoji need them.
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}' => None,
        // Tag characters are never seen and can smuggle words.
        '\u{e0000}'..='\u{e007f}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// A text on one line, with single blanks and without anything that moves, hides or reorders.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    let plain = |s: &str| !s.contains("  ") && s.chars().all(|c| harmless(c) == Some(c));
    if plain(text.trim()) {
        return Cow::Borrowed(text.trim());
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(harmless) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    Cow::Owned(out)
}

/// A whole text for a terminal: what would steer it is a question mark for each byte, so that positions in bytes hold.
pub fn masked(text: &str) -> Cow<'_, str> {
    let steers = |c: char| !matches!(c, '\t' | '\n') && harmless(c).is_none_or(|h| h == ' ' && c.is_control());
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if steers(c) { "?".repeat(c.len_utf8()) } else { c.to_string() }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_length_without_what_steers() {
        assert_eq!(masked("a\u{1b}[31m\r\u{9b}é\u{202e}\tx\n"), "a?[31m???é???\tx\n");
        assert!(matches!(masked("as it\n\tstands\u{a0}"), Cow::Borrowed(_)));
    }

    #[test]
    fn escapes_and_reorderings_are_gone_and_words_stay() {
        assert_eq!(line("a\u{1b}[31mred\u{7}\u{202e}cod\u{2066} x\r\n  y\u{9b}"), "a[31mredcod x y");
        assert_eq!(line(" “Zürich” naïve 東京 "), "“Zürich” naïve 東京");
        assert!(matches!(line("as it stands"), Cow::Borrowed(_)));
    }
}
