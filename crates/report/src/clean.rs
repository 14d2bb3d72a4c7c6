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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_reorderings_are_gone_and_words_stay() {
        assert_eq!(line("a\u{1b}[31mred\u{7}\u{202e}cod\u{2066} x\r\n  y\u{9b}"), "a[31mredcod x y");
        assert_eq!(line(" “Zürich” naïve 東京 "), "“Zürich” naïve 東京");
        assert!(matches!(line("as it stands"), Cow::Borrowed(_)));
    }
}
