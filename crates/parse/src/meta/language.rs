//! The language of running text.

use claimdiff_text::{Line, LineKind, Slice};
use whatlang::{Detector, Lang};

/// How much running text is looked at, in bytes.
const SAMPLE_BYTES: usize = 4000;

/// Below this many bytes a guess is worth nothing.
const MIN_BYTES: usize = 120;

/// Of English news one word in eighteen is "the", of no other language one in this many.
const ENGLISH_WORDS_FOR_THE: usize = 40;

/// The ISO 639-1 code of the language the text is most likely in; `None` where it cannot be told.
pub(crate) fn of(text: &str, lines: &[Line]) -> Option<&'static str> {
    let mut sample = String::new();
    for line in lines.iter().filter(|l| l.kind == LineKind::Paragraph) {
        let mut prose = line.prose.of(text);
        if prose.len() > SAMPLE_BYTES {
            let cut = (0..=SAMPLE_BYTES).rev().find(|n| prose.is_char_boundary(*n)).unwrap_or(0);
            prose = prose.slice(..cut);
        }
        sample.push_str(prose);
        sample.push(' ');
        if sample.len() > SAMPLE_BYTES {
            break;
        }
    }
    if sample.len() < MIN_BYTES {
        return None;
    }
    // The detector takes as long as all else that reading does.
    let (mut words, mut articles) = (0, 0);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        articles += usize::from(word == "the");
    }
    if articles * ENGLISH_WORDS_FOR_THE > words {
        return Some("en");
    }
    let info = Detector::new().detect(&sample)?;
    (info.is_reliable() || info.confidence() > 0.5).then_some(())?;
    code(info.lang())
}

fn code(lang: Lang) -> Option<&'static str> {
    // ISO 639-3 to 639-1, for the languages the detector knows.
    Some(match lang.code() {
        "afr" => "af",
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "nb",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        _ => return None,
    })
}
