//! Text in lines of a width.

use unicode_width::UnicodeWidthStr;

/// Words wrapped at blanks to a width in columns; a longer word stands on a line of its own.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match out.last_mut() {
            Some(row) if row.width() + 1 + word.width() <= width => {
                row.push(' ');
                row.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    out
}
