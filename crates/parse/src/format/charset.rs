//! The character encoding of an input: byte-order mark, UTF-8, what the page says of itself, and last a guess.

use std::{borrow::Cow, sync::LazyLock};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use claimdiff_text::table::{hit, rows};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memmem};
use rustc_hash::FxHashSet;

use super::mojibake;
use crate::Error;

/// How far into a page its own word on its encoding is looked for, in bytes; browsers look at 1024.
const META_BYTES: usize = 4096;

/// How much of an input is looked at to tell that it is not text, in bytes.
const BINARY_BYTES: usize = 8192;

/// An input as text.
#[derive(Debug, Default)]
pub(crate) struct Decoded<'a> {
    /// Without a byte-order mark.
    pub(crate) text: Cow<'a, str>,
    /// The name of the encoding, where some bytes are none of it: they stand as U+FFFD.
    pub(crate) damaged: Option<&'static str>,
    /// Whether characters were damaged before they were written and are read as they were meant.
    pub(crate) mended: bool,
}

impl Decoded<'_> {
    /// What to say of bytes that could not be read, and of characters that were not read as they stand.
    pub(crate) fn complaints(&self) -> impl Iterator<Item = String> {
        let damaged =
            self.damaged.map(|name| format!("reading an article: some bytes are not {name} and stand as \u{fffd}"));
        damaged.into_iter().chain(self.mended.then(|| MENDED.to_owned()))
    }
}

/// What to say of text whose characters were mended.
pub(crate) const MENDED: &str = "reading an article: the text was damaged by wrong decoding (as \"â€œ\" for a quotation mark) and is read as it was meant";

/// The input as text. `label` is what the transport says of its encoding; a mark and UTF-8 are believed before it, and
/// a label that the bytes give the lie is not believed at all.
pub(crate) fn decode<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, Error> {
    let mut found = as_encoded(bytes, label)?;
    if let Cow::Owned(better) = mojibake::mend(&found.text) {
        (found.text, found.mended) = (Cow::Owned(better), true);
    }
    Ok(found)
}

fn as_encoded<'a>(bytes: &'a [u8], label: Option<&str>) -> Result<Decoded<'a>, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(text(encoding, &bytes[mark..]));
    }
    if let Some(at) = memchr(0, &bytes[..bytes.len().min(BINARY_BYTES)]) {
        // UTF-16 without its mark has a zero in every other byte.
        return match bytes.get(..4) {
            Some([a, 0, b, 0]) if *a != 0 && *b != 0 => Ok(text(UTF_16LE, bytes)),
            Some([0, a, 0, b]) if *a != 0 && *b != 0 => Ok(text(UTF_16BE, bytes)),
            _ => Err(Error::NotText { at }),
        };
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: Cow::Borrowed(text), ..Decoded::default() }),
        Err(error) => error.valid_up_to(),
    };
    if looks_binary(bytes) {
        return Err(Error::NotText { at: valid });
    }
    if is_damaged_utf8(bytes) {
        return Ok(text(UTF_8, bytes));
    }
    let told = label.and_then(|l| Encoding::for_label(l.as_bytes())).filter(|e| *e != UTF_8);
    let guess = || {
        if is_western_english(bytes) {
            return Some(WINDOWS_1252);
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        Some(detector.guess(None, Utf8Detection::Allow))
    };
    let sources: [&dyn Fn() -> Option<&'static Encoding>; 3] = [&|| told, &|| declared(bytes), &guess];
    let mut first = None;
    for encoding in sources.iter().filter_map(|source| source()) {
        let found = text(encoding, bytes);
        if found.damaged.is_none() {
            return Ok(found);
        }
        first = first.or(Some(found));
    }
    Ok(first.unwrap_or_default())
}

fn text<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, damaged: damaged.then_some(encoding.name()), mended: false }
}

/// Whether bytes that are not UTF-8 were meant to be: most of what is beyond ASCII is, or only the end is cut.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        // Bytes that go on begin with the bits 10.
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none());
    good >= 2 * bad || cut
}

/// The encoding a page names: `<meta charset=...>`, `<meta http-equiv ... charset=...>`, `<?xml encoding=...?>`. A page
/// that was read as bytes names no UTF-16, whatever it says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(META_BYTES)];
    memchr(b'<', head)?;
    [&b"charset="[..], b"CHARSET=", b"encoding="].into_iter().find_map(|label| {
        let at = memmem::find(head, label)? + label.len();
        let value = head[at..].strip_prefix(b"\"").or(head[at..].strip_prefix(b"'")).unwrap_or(&head[at..]);
        let end = value.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_:".contains(b)))?;
        Encoding::for_label(&value[..end]).filter(|e| *e != UTF_16LE && *e != UTF_16BE && *e != UTF_8)
    })
}

pub(crate) const ENGLISH: &str = include_str!("english.tsv");

static COMMON: LazyLock<FxHashSet<&str>> = LazyLock::new(|| rows(ENGLISH).map(|row| row.key()).collect());

/// Whether a word is one of the commonest of English.
fn is_common(word: &[u8]) -> bool {
    let mut low = [0u8; 8];
    let Some(low) = low.get_mut(..word.len()) else { return false };
    low.copy_from_slice(word);
    low.make_ascii_lowercase();
    let Ok(low) = std::str::from_utf8(low) else { return false };
    COMMON.contains(low) && {
        hit("format/english.tsv", low);
        true
    }
}

/// Whether bytes that are not UTF-8 are English text with a few marks and letters beyond ASCII, each by itself: that is
/// windows-1252. Detectors, which look at the letters around, take the pound sign before a figure for a letter of
/// another alphabet.
fn is_western_english(bytes: &[u8]) -> bool {
    /// Of so many bytes of English at most one is beyond ASCII.
    const BYTES_FOR_ONE_BEYOND: usize = 25;
    /// Of so many words of English, and of the names and values of markup around it, at least one is common.
    const WORDS_FOR_ONE_COMMON: usize = 25;
    let (mut beyond, mut runs) = (0, 0);
    let mut before = 0;
    for &b in bytes {
        if matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) {
            return false;
        }
        if b >= 0x80 {
            beyond += 1;
            runs += usize::from(before < 0x80);
        }
        before = b;
    }
    if beyond * BYTES_FOR_ONE_BEYOND > bytes.len() || runs * 4 < beyond * 3 {
        return false;
    }
    let (mut words, mut common) = (0, 0);
    for word in bytes.split(|b| !b.is_ascii_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        common += usize::from(is_common(word));
    }
    common >= 2 && common * WORDS_FOR_ONE_COMMON >= words
}

/// Whether many of the first bytes are control characters.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(BINARY_BYTES)];
    let control = head.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace() && **b != 0x1b).count();
    control * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told() {
        let read = |bytes: &[u8]| decode(bytes, None).map(|d| d.text.into_owned());
        assert_eq!(read(b"\xef\xbb\xbfcaf\xc3\xa9").unwrap(), "café");
        assert_eq!(read(b"\xff\xfeh\0i\0").unwrap(), "hi");
        assert_eq!(read(b"h\0i\0!\0").unwrap(), "hi!");
        assert_eq!(read(b"<meta charset=windows-1252>\x93caf\xe9\x94").unwrap(), "<meta charset=windows-1252>“café”");
        assert_eq!(read(b"<?xml version='1.0' encoding='ISO-8859-2'?>\xb3").unwrap().chars().last(), Some('ł'));
        assert_eq!(
            read("The mayor said the café was “closed”.".as_bytes()).unwrap(),
            "The mayor said the café was “closed”."
        );
        // What the page says of itself is wrong: the bytes are UTF-8.
        assert_eq!(read("<meta charset=iso-8859-1>café".as_bytes()).unwrap(), "<meta charset=iso-8859-1>café");
        assert_eq!(
            read(b"The mayor of the town said it was a d\xe9j\xe0 vu for all.").unwrap(),
            "The mayor of the town said it was a déjà vu for all."
        );
        assert!(matches!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Error::NotText { .. })));
        assert!(matches!(read(b"\xff\x01\x02\x03\xfe\x05\x06"), Err(Error::NotText { .. })));
    }

    #[test]
    fn common_words() {
        claimdiff_cases::check(
            "format/english.cases",
            include_str!("english.cases"),
            &[("format/english.tsv", ENGLISH)],
            |word| is_common(word.as_bytes()).then(|| "english".to_owned()).into_iter().collect(),
        );
    }

    #[test]
    fn english_text_with_a_few_marks_is_windows_1252() {
        let read = |bytes: &[u8]| decode(bytes, None).map(|d| d.text.into_owned()).unwrap();
        assert!(
            read(b"The ministry set \xa33m aside for the \x93lost\x94 road in the north of the district, it was said.")
                .contains("£3m aside for the “lost”")
        );
        assert!(
            read(b"It was 3\xbd miles \x96 said the guide \x96 to the caf\xe9 in Dorvik.").contains("3½ miles – said")
        );
        let page = b"<html><body><p>The council of the town spent \xa31.2bn on food. The caf\xe9 in it is shut.</p></body></html>";
        assert!(read(page).contains("£1.2bn on food. The café"));
        let polish = "Minister zdrowia powiedział, że szpitale są gotowe, a władze miasta nie widzą zagrożenia.";
        assert_eq!(read(&encoding_rs::ISO_8859_2.encode(polish).0), polish);
        let russian = "Министр сообщил, что больницы готовы к приёму пострадавших.";
        assert_eq!(read(&encoding_rs::WINDOWS_1251.encode(russian).0), russian);
    }

    #[test]
    fn labels_that_lie_are_not_believed_and_damage_is_told() {
        let read = |bytes: &[u8], label| {
            let found = decode(bytes, label).unwrap();
            (found.text.into_owned(), found.damaged)
        };
        let (text, damaged) =
            read(b"The mayor\x92s caf\xe9 is closed, she said: \x93No comment.\x94", Some("shift_jis"));
        assert_eq!((text.as_str(), damaged), ("The mayor’s café is closed, she said: “No comment.”", None));
        assert_eq!(read("d’été".as_bytes(), Some("iso-8859-1")), ("d’été".to_owned(), None));
        let (text, damaged) =
            read(b"\xe2\x80\x9cNo,\xe2\x80\x9d said Ren\xc3\xa9 of the caf\xc3\xa9.\xff", Some("utf-8"));
        assert_eq!((text.as_str(), damaged), ("“No,” said René of the café.\u{fffd}", Some("UTF-8")));
        assert_eq!(read(b"A file that is cut in caf\xc3", None).1, Some("UTF-8"));
    }
}
