//! A line of an article, as a report prints it or a reader writes it.

use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use claimdiff::{Analysis, report::pair::LineOf};
use claimdiff_text::Record;

/// A line as it is named: `folder/a.txt:3`, of a record `big.jsonl:9:3`, `big.jsonl:9 (n-17) line 3`, `n-17:3`,
/// `crawl.warc (record 12) line 3`, each also shortened by `…`.
#[derive(Debug, PartialEq)]
pub(crate) struct Line {
    /// The path, the end of one, or the key of an article.
    article: PathBuf,
    /// The line of the file in which the record begins.
    from: Option<u32>,
    /// Its number in the file.
    number: Option<u32>,
    /// The key that it gives itself.
    key: Option<String>,
    line: u32,
}

impl Line {
    /// Reads the name of a line.
    pub(crate) fn read(words: &Path) -> Option<Line> {
        let words = words.to_str()?.trim();
        // "big.jsonl:9:3 (n-17)" is how a report has it.
        let (words, behind) = match words.strip_suffix(')').and_then(|w| w.rsplit_once(" (")) {
            Some((rest, key)) => (rest, Some(key)),
            None => (words, None),
        };
        let (rest, line) = words.rsplit_once(" line ").or_else(|| words.rsplit_once(':'))?;
        let line: u32 = line.trim().parse().ok().filter(|n| *n > 0)?;
        let (rest, key) = match rest.strip_suffix(')').and_then(|w| w.rsplit_once(" (")) {
            Some((rest, key)) => (rest, Some(key)),
            None => (rest, behind),
        };
        let number = key.and_then(|k| k.strip_prefix("record ")?.parse().ok());
        let key = key.filter(|_| number.is_none()).map(str::to_owned);
        let (article, from) = match rest.rsplit_once(':').and_then(|(path, from)| Some((path, from.parse().ok()?))) {
            Some((path, from)) if !path.is_empty() => (path, Some(from)),
            _ => (rest, None),
        };
        Some(Line { article: PathBuf::from(article), from, number, key, line }).filter(|_| !article.is_empty())
    }

    /// The file, where it is named whole.
    pub(crate) fn file(&self) -> PathBuf {
        self.article.clone()
    }

    /// The article of that name, and the line.
    pub(crate) fn at(&self, articles: &[Analysis]) -> anyhow::Result<LineOf> {
        let fits = |a: &Analysis| {
            self.from.is_none_or(|from| record(a).and_then(|r| r.line) == Some(from))
                && self.number.is_none_or(|number| record(a).is_some_and(|r| r.number == number))
                && self.key.as_deref().is_none_or(|key| is_key(a, key))
        };
        let named = |is: &dyn Fn(&Analysis) -> bool| -> Vec<usize> {
            articles.iter().enumerate().filter(|(_, a)| is(a) && fits(a)).map(|(n, _)| n).collect()
        };
        let path = self.article.as_path();
        let ways: [&dyn Fn(&Analysis) -> bool; 4] = [
            &|a| Path::new(&a.path) == path || Path::new(&a.id) == path,
            &|a| path.to_str().is_some_and(|key| is_key(a, key)),
            &|a| Path::new(&a.path).ends_with(path) || Path::new(&a.id).ends_with(path),
            // As a report shortens it: "evenin…-2.txt".
            &|a| self.is_cut(&a.path),
        ];
        let found = ways.into_iter().map(named).find(|found| !found.is_empty()).unwrap_or_default();
        match found.as_slice() {
            [article] => Ok(LineOf { article: *article, line: self.line }),
            [] => Err(anyhow!("no article is called {}", path.display())),
            // "big.jsonl:9" is a whole record.
            [first, ..] => {
                let (name, line) = (path.display(), self.line);
                let Some(from) = record(&articles[*first]).and_then(|r| r.line) else {
                    bail!(
                        "{} articles are called {name}: name one by its folder, as {}:{line}",
                        found.len(),
                        articles[*first].path
                    );
                };
                match found.iter().any(|n| record(&articles[*n]).and_then(|r| r.line) == Some(line)) {
                    true => bail!("{name}:{line} is a record of many lines: name one of its text, as {name}:{line}:3"),
                    false => bail!("{} articles are called {name}: name one, as {name}:{from}:{line}", found.len()),
                }
            }
        }
    }

    fn is_cut(&self, path: &str) -> bool {
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let fits = |n: &str, (head, tail): (&str, &str)| {
            n.len() >= head.len() + tail.len() && n.starts_with(head) && n.ends_with(tail)
        };
        self.article.to_str().and_then(|p| p.split_once('…')).is_some_and(|ends| fits(path, ends) || fits(file, ends))
    }
}

fn record(a: &Analysis) -> Option<&Record> {
    a.meta.record.as_ref()
}

/// Whether a record calls itself so.
fn is_key(a: &Analysis, key: &str) -> bool {
    let own = a.meta.record.as_ref().and_then(|r| r.id.as_deref());
    own == Some(key) || a.meta.url.as_ref().is_some_and(|u| u.value == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_be_named_as_it_is_printed() {
        let read = |words: &str| {
            let line = Line::read(Path::new(words))?;
            Some((line.article.display().to_string(), line.from, line.number, line.key, line.line))
        };
        let of = |article: &str, from, number, key: Option<&str>, line| {
            Some((article.to_owned(), from, number, key.map(str::to_owned), line))
        };
        assert_eq!(read("a/b.txt:3"), of("a/b.txt", None, None, None, 3));
        assert_eq!(read("big.jsonl:9:3"), of("big.jsonl", Some(9), None, None, 3));
        assert_eq!(read("big.jsonl:9:3 (n-17)"), of("big.jsonl", Some(9), None, Some("n-17"), 3));
        assert_eq!(read("big.jsonl:9 (n-17) line 3"), of("big.jsonl", Some(9), None, Some("n-17"), 3));
        assert_eq!(read("crawl.warc (record 12) line 3"), of("crawl.warc", None, Some(12), None, 3));
        assert_eq!(read("http://a.example/b:3"), of("http://a.example/b", None, None, None, 3));
        assert_eq!(read("quote-wording"), None);
        assert_eq!(read(":3"), None);
    }

    #[test]
    fn two_files_of_one_name_are_told_by_their_folders() {
        let named = |path: &str| claimdiff::analyse(&claimdiff::read(path, "The ferry burned on Friday."));
        let articles = [named("monday/wire.txt"), named("tuesday/wire.txt")];
        let at = |words: &str| Line::read(Path::new(words)).map(|line| line.at(&articles));
        let error = at("wire.txt:1").and_then(Result::err).map(|e| e.to_string());
        let hint = "2 articles are called wire.txt: name one by its folder, as monday/wire.txt:1";
        assert_eq!(error.as_deref(), Some(hint));
        assert_eq!(at("monday/wire.txt:1").and_then(Result::ok).map(|line| line.article), Some(0));
    }
}
