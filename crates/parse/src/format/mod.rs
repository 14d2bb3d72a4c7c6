//! The input formats.

pub mod plain;

use claimdiff_text::MAX_ARTICLE_BYTES;

use crate::{Error, Parsed};

pub(crate) fn parse(bytes: &[u8], path: &str, id: &str) -> Result<Parsed, Error> {
    if bytes.len() > MAX_ARTICLE_BYTES {
        return Err(Error::TooLong { bytes: bytes.len(), limit: MAX_ARTICLE_BYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| Error::NotText { at: e.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(Parsed {
        articles: vec![plain::article(text.to_owned(), path, id, claimdiff_text::Meta::default())],
        notes: Vec::new(),
    })
}
