//! The figures that a scorer prints, by name.

use std::collections::BTreeMap;

use serde_json::Value;

/// Figures by name, in percent.
pub(crate) type Figures = BTreeMap<String, f64>;

/// Reads what a scorer printed, multiplying every figure by `factor`. Scorers print one of
///
/// - a JSON object, perhaps after other lines: nested names are joined by dots, `killed.EM_nz`;
/// - a table whose head starts with `metric`: row and column are joined by a blank, `b.head F1`;
/// - lines of words and numbers: a number is named by the words before it, a later one in the line by the line's first
///   word and the words before it, `flag P 60.0 R 50.0`. `N of M` is a percentage; `N/M`, `=` and what follows a
///   parenthesis count for nothing.
pub(crate) fn read(text: &str, factor: f64) -> Figures {
    let mut out = Figures::new();
    if let Some(at) = text.lines().position(|l| l.starts_with('{')) {
        let json: String = text.lines().skip(at).map(|l| format!("{l}\n")).collect();
        if let Ok(value) = serde_json::from_str(&json) {
            flatten("", &value, factor, &mut out);
        }
        return out;
    }
    let mut head: Vec<&str> = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.first() == Some(&"metric") {
            head = words;
        } else if head.len() > 1 && words.len() > 1 && words[1..].iter().all(|w| w.parse::<f64>().is_ok()) {
            for (column, number) in head[1..].iter().zip(&words[1..]) {
                // All were read just above.
                out.extend(number.parse::<f64>().map(|n| (format!("{} {column}", words[0]), n * factor)));
            }
        } else {
            sentence(&words, factor, &mut out);
        }
    }
    out
}

fn sentence(words: &[&str], factor: f64, out: &mut Figures) {
    let mut name: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() && !words[at].starts_with('(') {
        let Ok(number) = words[at].parse::<f64>() else {
            if words[at] != "=" && !words[at].contains('/') {
                name.push(words[at].trim_end_matches(':'));
            }
            at += 1;
            continue;
        };
        let of = words.get(at + 1) == Some(&"of");
        let (figure, next) = match words.get(at + 2).and_then(|w| w.parse::<f64>().ok()).filter(|m| of && *m > 0.0) {
            Some(whole) => (100.0 * number / whole, at + 3),
            None => (number * factor, at + 1),
        };
        if !name.is_empty() {
            out.insert(name.join(" "), figure);
        }
        name = words[..1].iter().map(|w| w.trim_end_matches(':')).collect();
        at = next;
    }
}

fn flatten(name: &str, value: &Value, factor: f64, out: &mut Figures) {
    let inner = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Number(n) => out.extend(n.as_f64().map(|n| (name.to_owned(), n * factor))),
        Value::Object(map) => map.iter().for_each(|(k, v)| flatten(&inner(k), v, factor, out)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(k, v)| flatten(&inner(&k.to_string()), v, factor, out))
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scorers_print_is_read() {
        let f = read("flag P 60.0  R 50.5  F1 55.0  (3 of 5 predicted, 6 gold)\naccuracy 19.6", 1.0);
        assert_eq!((f["flag P"], f["flag R"], f["flag F1"], f["accuracy"]), (60.0, 50.5, 55.0, 19.6));
        let f = read("ALL   found 7/10 = 0.700   false alarms 1/10 = 0.100", 100.0);
        assert_eq!((f["ALL found"], f["ALL false alarms"]), (70.0, 10.0));
        let f = read("must_flag: 9 of 12 shown\nfindings in all: 30", 1.0);
        assert_eq!((f["must_flag"], f["findings in all"]), (75.0, 30.0));
        let f = read("metric  P  R  F1  tp\nb.head 90.0 80.0 84.7 12\nb.acc 1 of 2", 1.0);
        assert_eq!((f["b.head F1"], f["b.acc"]), (84.7, 50.0));
        let f = read("[all] pages=3\n{\n \"all\": {\"text_F1\": 0.5, \"n\": [1, 2]}\n}", 100.0);
        assert_eq!((f["all.text_F1"], f["all.n.1"]), (50.0, 200.0));
        assert!(read("pair_f1\t0.7", 100.0)["pair_f1"] - 70.0 < 1e-9);
    }
}
