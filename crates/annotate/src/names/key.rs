//! Names folded for comparison: what one person's name becomes in every usual spelling.

use claimdiff_text::Slice;
use unicode_normalization::UnicodeNormalization;

use crate::names::NearName;

/// Folds a name: lower case, no diacritics, no initials or suffixes, one spelling for the usual transliterations.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        let from = out.len();
        if from > 0 {
            out.push(' ');
        }
        let at = out.len();
        fold_word(word, &mut out);
        let folded = out.slice(at..);
        // Middle initials and "Jr." tell nobody apart from himself.
        if folded.is_empty() || (folded.len() == 1 && from > 0) || NearName::FoldedGeneration.has(folded) {
            out.truncate(from);
        }
    }
    out
}

/// Folds one word of a name, appending to `out`.
pub(crate) fn fold_word(word: &str, out: &mut String) {
    let from = out.len();
    for c in word.nfd() {
        match c {
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            '-' | '‐' | '‑' => out.push(' '),
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if !out.slice(from..).is_ascii() {
        return;
    }
    transliterate(from, out);
}

/// One spelling for the usual romanisations of Cyrillic and Arabic names (ISO 9, BGN/PCGN, ALA-LC and press usage).
fn transliterate(from: usize, out: &mut String) {
    if NearName::Muhammad.has(out.slice(from..)) {
        out.truncate(from);
        out.push_str("muhamad");
        return;
    }
    let mut word = [0u8; 48];
    let len = out.len() - from;
    if len > word.len() || len < 3 {
        return;
    }
    word[..len].copy_from_slice(&out.as_bytes()[from..]);
    out.truncate(from);
    let word = &word[..len];
    let mut at = 0;
    while at < len {
        let rest = &word[at..];
        let last = out.as_bytes().get(from..).and_then(|w| w.last()).copied();
        let mut put = |s: &str| out.push_str(s);
        match rest {
            // Endings: -iy, -ii, -yi, -yy, -ij, -yj, -i, -j: Alexei, Grigorii, Petrenkyy.
            [b'i' | b'y', b'i' | b'y' | b'j'] | [b'i'] => {
                put("y");
                break;
            }
            [b'e' | b'a', b'j'] => {
                put(if rest[0] == b'e' { "ey" } else { "ay" });
                break;
            }
            // "Yevgeny", "Evgeny".
            [b'y', b'e', ..] if at == 0 => at += 1,
            [b'k', b's', ..] => {
                put("x");
                at += 2;
            }
            [b'o', b'u', ..] => {
                put("u");
                at += 2;
            }
            // "Tatiana", "Tatyana".
            [b'i', b'a', ..] if at > 0 => {
                put("ya");
                at += 2;
            }
            // Assad, Asad; Hussein, Husein; Aaron keeps one a.
            [a, ..] if last == Some(*a) => at += 1,
            [a, ..] => {
                put(std::str::from_utf8(&[*a]).unwrap_or(""));
                at += 1;
            }
            [] => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        for alike in [
            &["Sergei Orlov", "Sergey Orlov", "Sergej Orlov"][..],
            &["Dmitri Belsky", "Dmitry Belskiy", "Dmitrii Belskyy", "Dmitriy Belski"],
            &["Yury Maksimov", "Yuri Maximov", "Yurii Maksimov"],
            &["Yevgenia Petrova", "Evgenya Petrova"],
            &["Mohammed Issa", "Muhammad Isa"],
            &["José Núñez", "Jose Nunez"],
            &["Mary J. Cole Jr.", "Mary Cole"],
        ] {
            let keys: Vec<String> = alike.iter().map(|n| fold(n)).collect();
            assert!(keys.windows(2).all(|w| w[0] == w[1]), "{keys:?}");
        }
        assert_ne!(fold("Maria Orlova"), fold("Mario Orlov"));
    }
}
