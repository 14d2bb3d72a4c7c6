//! Characters that were decoded once too often or with the wrong table, and what was meant by them.
//!
//! UTF-8 that was read as windows-1252 and written anew ("â€œ" for an opening quotation mark), and the control
//! characters U+0080 to U+009F, which nobody writes: they are bytes of windows-1252 that were taken for Unicode.

use std::borrow::Cow;

use memchr::memchr_iter;

/// The characters of the bytes 0x80 to 0x9F in windows-1252; U+FFFD where it has none.
const C1: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// How often a text may have been decoded once too often.
const MAX_ROUNDS: usize = 3;

/// Text with what was meant by its damaged characters; borrowed where none is damaged.
pub(crate) fn mend(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        match decoded_twice(&out) {
            Some(better) => out = Cow::Owned(better),
            None => break,
        }
    }
    match out {
        Cow::Borrowed(text) => controls(text),
        Cow::Owned(text) => match controls(&text) {
            Cow::Borrowed(_) => Cow::Owned(text),
            Cow::Owned(better) => Cow::Owned(better),
        },
    }
}

/// Text in which the control characters U+0080 to U+009F stand for the windows-1252 characters of these bytes.
pub(crate) fn controls(text: &str) -> Cow<'_, str> {
    // In UTF-8 they are 0xC2 and the byte itself.
    let bytes = text.as_bytes();
    let any = memchr_iter(0xc2, bytes).any(|n| bytes.get(n + 1).is_some_and(|b| (0x80..=0x9f).contains(b)));
    if !any {
        return Cow::Borrowed(text);
    }
    let meant = |c: char| match c {
        '\u{80}'..='\u{9f}' => C1[c as usize - 0x80],
        c => c,
    };
    Cow::Owned(text.chars().map(meant).filter(|c| *c != '\u{fffd}' || text.contains('\u{fffd}')).collect())
}

/// Text that was UTF-8, read as windows-1252 and written as UTF-8, as it was; `None` where nothing says so.
fn decoded_twice(text: &str) -> Option<String> {
    // All that says so begins with "Â", "Ã", "â" or "ï", in UTF-8 0xC3 and one of these bytes.
    let bytes = text.as_bytes();
    let leads = memchr_iter(0xc3, bytes).filter(|n| matches!(bytes.get(n + 1), Some(0x82 | 0x83 | 0xa2 | 0xaf)));
    let sure = |at: usize| text.get(at..).and_then(meant).is_some_and(|m| m.sure);
    if !leads.into_iter().any(sure) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match meant(rest) {
            Some(found) => {
                out.extend(found.character);
                rest = rest.get(found.len..).unwrap_or("");
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or("");
            }
        }
    }
    Some(out)
}

/// What some characters at the start of a text were before they were decoded twice.
struct Meant {
    /// The character; `None` for a byte order mark.
    character: Option<char>,
    /// How many bytes of the text stood for it.
    len: usize,
    /// Whether nobody writes these characters side by side for themselves.
    sure: bool,
}

fn meant(text: &str) -> Option<Meant> {
    let mut chars = text.char_indices().map(|(n, c)| (n + c.len_utf8(), c, byte(c)));
    let (len, _, lead) = chars.next()?;
    let lead = lead?;
    let wanted = match lead {
        0xc2..=0xc5 => 1,
        0xe2 | 0xef => 2,
        0xf0 => 3,
        _ => return None,
    };
    let mut code = [lead, 0, 0, 0];
    let mut end = len;
    for n in 1..=wanted {
        let next = chars.next();
        match next.and_then(|(to, _, b)| Some((to, b.filter(|b| (0x80..=0xbf).contains(b))?))) {
            Some((to, b)) => (code[n], end) = (b, to),
            // The closing quotation mark ends in a byte that windows-1252 has no character for, and often loses it.
            None if code[..n] == [0xe2, 0x80] && next.is_none_or(|(_, c, _)| !c.is_alphanumeric()) => {
                return Some(Meant { character: Some('”'), len: end, sure: true });
            }
            // A blank that breaks no line became a plain one.
            None if lead == 0xc2 && matches!(next, Some((_, ' ', _))) => {
                return Some(Meant { character: None, len: end, sure: false });
            }
            None => return None,
        }
    }
    let character = std::str::from_utf8(code.get(..=wanted)?).ok()?.chars().next()?;
    // Capitals before a closing mark are written: "CAFÉ”", "IRMÃ”".
    let sure = wanted > 1 || lead <= 0xc3 && code[1] >= 0xa0;
    Some(Meant { character: Some(character).filter(|c| *c != '\u{feff}'), len: end, sure })
}

/// The byte of a character in windows-1252; its five gaps stand for themselves.
fn byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{ff}' => Some(c as u8),
        _ => C1.iter().position(|m| *m == c && c != '\u{fffd}').map(|n| n as u8 + 0x80),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text becomes that is read as windows-1252 once too often.
    fn damaged(text: &str) -> String {
        text.bytes()
            .map(|b| match b {
                0x80..=0x9f => Some(C1[usize::from(b) - 0x80]).filter(|c| *c != '\u{fffd}').unwrap_or(b as char),
                b => b as char,
            })
            .collect()
    }

    #[test]
    fn what_was_decoded_twice_is_read_as_meant() {
        for text in
            ["“We had no warning,” she said.", "It cost £3m – or €4m.", "René’s café in Łódź… at 20 °C", "crêpes 🙂"]
        {
            assert_eq!(mend(&damaged(text)), text);
            assert_eq!(mend(&damaged(&damaged(text))), text);
            assert!(matches!(mend(text), Cow::Borrowed(_)), "{text}");
        }
        assert_eq!(mend("â€œWe stay,â€ she said. Itâ€™s Â 5."), "“We stay,” she said. It’s  5.");
        assert_eq!(mend("ï»¿Ferry aground"), "Ferry aground");
        assert_eq!(mend("\u{93}We stay,\u{94} she said; \u{80}3m"), "“We stay,” she said; €3m");
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["“CAFÉ”", "“IRMÔ", "Ângela Pâté", "São Paulo “JÁ”", "", "Â", "â"] {
            assert!(matches!(mend(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
