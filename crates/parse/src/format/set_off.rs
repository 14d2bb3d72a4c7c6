//! Quotations that layout sets off: a block quotation shows by its indent what quotation marks show in running text.

/// Marks that open a quotation: what brings them needs no others.
pub(crate) const MARKS: [char; 7] = ['“', '"', '‘', '\'', '«', '„', '”'];

/// The fewest words of a quotation; what is shorter is a caption or a name.
const MIN_WORDS: usize = 4;

/// Sets the paragraphs of a block quotation in quotation marks as print does: each opens with one, the last closes. Left
/// alone are those with marks of their own, and a line below that only names who said it.
pub(crate) fn mark<P>(paragraphs: &mut [P], text: impl Fn(&mut P) -> &mut String) {
    if paragraphs.iter_mut().any(|p| text(p).contains(['“', '"', '«', '„'])) {
        return;
    }
    let said = paragraphs.iter_mut().rposition(|p| text(p).ends_with(['.', '!', '?', '…'])).map_or(0, |last| last + 1);
    let words: usize = paragraphs[..said].iter_mut().map(|p| text(p).split_whitespace().count()).sum();
    if words < MIN_WORDS {
        return;
    }
    let last = said - 1;
    for (at, p) in paragraphs[..said].iter_mut().enumerate() {
        let text = text(p);
        text.insert(0, '“');
        if at == last {
            text.push('”');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mark;

    fn marked(paragraphs: &[&str]) -> Vec<String> {
        let mut out: Vec<String> = paragraphs.iter().map(|p| (*p).to_owned()).collect();
        mark(&mut out, |p| p);
        out
    }

    #[test]
    fn block_quotations_get_the_marks_of_print() {
        assert_eq!(
            marked(&["The quay is closed.", "Stay away from it.", "Ana Keller, mayor"]),
            ["“The quay is closed.", "“Stay away from it.”", "Ana Keller, mayor"]
        );
        assert_eq!(marked(&["“The quay is closed now.”"]), ["“The quay is closed now.”"]);
        assert_eq!(marked(&["Ana Keller, mayor"]), ["Ana Keller, mayor"]);
        assert_eq!(marked(&[]), Vec::<String>::new());
    }
}
