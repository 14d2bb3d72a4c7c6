//! `--limit NAME=SIZE`: the bounds of what is read.

use claimdiff_parse::Limits;
use claimdiff_text::Slice;

/// Sets a bound, in bytes.
type Set = fn(&mut Limits, u64);

/// A bound, and what it is raised or lowered to, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit {
    set: Set,
    bytes: u64,
}

/// The bounds by name, each with the most that it may be. Offsets into an article have 32 bits, so it may not be larger than 1 GiB.
const BOUNDS: &[(&str, u64, Set)] = &[
    ("article", 1 << 30, |limits, bytes| limits.article_bytes = bytes as usize),
    ("file", 1 << 40, |limits, bytes| limits.document_bytes = bytes as usize),
    ("unpacked", u64::MAX, |limits, bytes| limits.unpacked_bytes = bytes),
];

/// Reads `article=64M`: a name, and a number of bytes with K, M or G for 2^10, 2^20 or 2^30.
pub(crate) fn parse(text: &str) -> Result<Limit, String> {
    let (name, size) = text.split_once('=').ok_or("NAME=SIZE is wanted: article=64M")?;
    let Some((_, most, set)) = BOUNDS.iter().find(|(n, _, _)| *n == name) else {
        let names: Vec<&str> = BOUNDS.iter().map(|(n, _, _)| *n).collect();
        return Err(format!("no limit is called {name:?}; there are: {}", names.join(", ")));
    };
    let digits = size.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let shift = match size.slice(digits.len()..).to_ascii_lowercase().trim_end_matches("ib").trim_end_matches('b') {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        unit => return Err(format!("no unit is called {unit:?}; there are: K, M, G")),
    };
    let number: u64 = digits.parse().map_err(|_| format!("no number of bytes: {size:?}"))?;
    match number.checked_mul(1 << shift).filter(|bytes| (1..=*most).contains(bytes)) {
        Some(bytes) => Ok(Limit { set: *set, bytes }),
        None => Err(format!("{name} is from 1 to {most} bytes")),
    }
}

/// The bounds that `limits` leave: the usual ones where none is given.
pub(crate) fn all(limits: &[Limit]) -> Limits {
    let mut out = Limits::default();
    limits.iter().for_each(|l| (l.set)(&mut out, l.bytes));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units_and_bounds() {
        let read = |texts: &[&str]| all(&texts.iter().map(|t| parse(t).expect(t)).collect::<Vec<_>>());
        assert_eq!(read(&[]), Limits::default());
        let raised = read(&["article=64M", "file=1GiB", "unpacked=500000"]);
        assert_eq!((raised.article_bytes, raised.document_bytes, raised.unpacked_bytes), (64 << 20, 1 << 30, 500_000));
        assert_eq!(read(&["article=2kB", "article=3K"]).article_bytes, 3 << 10);
        for wrong in
            ["", "article", "article=", "article=x", "article=1T", "article=2G", "file=0", "lines=3", "article=-1"]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
