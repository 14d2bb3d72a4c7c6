//! What a line looks like.

use claimdiff_text::Slice;

/// The look of one line, taken in one pass over its words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Look {
    pub(crate) words: usize,
    /// Words of four letters and more, and how many of them begin in upper case.
    long: usize,
    capital: usize,
    /// All its letters are capitals, and there are at least six.
    pub(crate) all_caps: bool,
    /// It ends like a sentence: a stop, or a stop and closing marks.
    pub(crate) sentence_end: bool,
    /// How many of its words end a sentence.
    pub(crate) sentences: usize,
    /// It ends with a question or exclamation mark.
    asks: bool,
    /// It ends so that more must follow: a colon, a comma, a dash.
    runs_on: bool,
    /// A colon in it is followed by a small letter or a figure: a label and what it labels.
    pub(crate) explains: bool,
    /// It begins with an opening quotation mark.
    pub(crate) opens_quote: bool,
    /// It begins with one and closes it nowhere: a quotation of several paragraphs.
    pub(crate) opens_quote_only: bool,
    starts_low: bool,
    /// The length of a list mark at its start, in bytes.
    pub(crate) item: Option<usize>,
}

/// Marks that may close after the stop of a sentence.
const CLOSERS: &[char] = &['"', '”', '’', '\'', ')', ']', '»'];

const OPENERS: &[char] = &['"', '“', '‘', '«', '„'];

impl Look {
    pub(crate) fn new(line: &str) -> Look {
        let mut look = Look { item: Look::item_mark(line), ..Look::default() };
        let body = line.slice(look.item.unwrap_or(0)..);
        let (mut letters, mut low) = (0, 0);
        for word in body.split_whitespace() {
            let mut chars = word.chars().filter(|c| c.is_alphanumeric());
            let Some(first) = chars.next() else { continue };
            look.words += 1;
            let length = 1 + chars.count();
            if first.is_alphabetic() && length >= 4 {
                look.long += 1;
                look.capital += usize::from(first.is_uppercase());
            }
            if word.trim_end_matches(CLOSERS).ends_with(['.', '!', '?', '…']) && length > 2 {
                look.sentences += 1;
            }
            for c in word.chars() {
                letters += usize::from(c.is_alphabetic());
                low += usize::from(c.is_lowercase());
            }
        }
        look.all_caps = letters >= 6 && low == 0;
        let bare = body.trim_end_matches(CLOSERS).trim_end();
        look.asks = bare.ends_with(['?', '!']);
        look.sentence_end = bare.ends_with(['.', '!', '?', '…', '。']);
        look.runs_on =
            body.ends_with([':', ',', ';', '-', '–', '—', '―']) || body.ends_with(" and") || body.ends_with(" or");
        let after = body.split_once(": ").map(|(_, rest)| rest);
        look.explains = after.is_some_and(|rest| rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()));
        look.starts_low = body.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
        look.opens_quote = body.starts_with(OPENERS);
        look.opens_quote_only = look.opens_quote
            && !body.chars().skip(1).any(|c| ['"', '”', '»'].contains(&c))
            && body.starts_with(['"', '“', '«']);
        look
    }

    /// The length of a list mark and the blanks after it: "- ", "* ", "• ", "1. ", "1) ".
    pub(crate) fn item_mark(line: &str) -> Option<usize> {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match digits {
            0 => line.chars().next().filter(|c| "-*•‣▪●◦–·".contains(*c))?.len_utf8(),
            1 | 2 if line.slice(digits..).starts_with(['.', ')']) => digits + 1,
            _ => return None,
        };
        let rest = line.slice(mark..);
        let blanks = rest.len() - rest.trim_start().len();
        (blanks > 0 && blanks < rest.len()).then_some(mark + blanks)
    }

    /// Whether nearly all longer words are capitalised.
    pub(crate) fn title_style(&self) -> bool {
        self.long >= 3 && self.capital * 10 >= self.long * 8
    }

    /// Whether all longer words are capitalised, and more of them than a sentence of names has.
    pub(crate) fn all_title_style(&self) -> bool {
        self.long >= 5 && self.capital == self.long
    }

    /// Whether it may be a title: a few words that begin in upper case and end without a stop.
    pub(crate) fn is_title(&self) -> bool {
        (1..=25).contains(&self.words)
            && (!self.sentence_end || (self.asks && self.sentences <= 1))
            && !self.runs_on
            && !self.starts_low
    }
}
