use std::ops::{Bound, RangeBounds};

/// Slicing that cannot end a run: what every crate slices strings with, in place of `text[from..to]`.
pub trait Slice {
    /// The text of a range of bytes. A range that leaves the text or cuts a character is a fault, which an unoptimised
    /// build stops at; a released one gives the whole characters that lie in it.
    fn slice(&self, range: impl RangeBounds<usize>) -> &str;
}

impl Slice for str {
    #[inline]
    fn slice(&self, range: impl RangeBounds<usize>) -> &str {
        let start = match range.start_bound() {
            Bound::Included(at) => *at,
            Bound::Excluded(at) => at.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let end = match range.end_bound() {
            Bound::Included(at) => at.saturating_add(1),
            Bound::Excluded(at) => *at,
            Bound::Unbounded => self.len(),
        };
        self.get(start..end).unwrap_or_else(|| {
            debug_assert!(false, "{start}..{end} of a text of {} bytes is no slice", self.len());
            whole(self, start, end)
        })
    }
}

/// The whole characters of `text` that lie in a range.
#[cold]
fn whole(text: &str, start: usize, end: usize) -> &str {
    let start = text.ceil_char_boundary(start);
    text.get(start..text.floor_char_boundary(end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_gives_its_text() {
        let text = "“Zwölf”";
        assert_eq!((text.slice(3..9), text.slice(..3), text.slice(9..), text.slice(..)), ("Zwölf", "“", "”", text));
        assert_eq!(text.slice(3..=4), "Zw");
    }

    #[test]
    fn a_range_that_is_none_gives_whole_characters() {
        let text = "“Zwölf”";
        assert_eq!((whole(text, 1, 10), whole(text, 2, 99), whole(text, 90, 99)), ("Zwölf", "Zwölf”", ""));
        assert_eq!(whole(text, 9, 3), "");
    }
}
