//! Articles that have one key, as versions of one address, are told apart by what they say, so that it does not matter in
//! which files and in which order they came.

use std::collections::HashSet;

use crate::StableHash;

/// Gives each article whose key is taken another one: the key with a hash of what the article says, and where that says
/// the same its turn. `articles` are sorted by their keys and hashes, which `of` tells.
pub fn tell_apart<T>(
    articles: &mut [T],
    taken: &mut Taken,
    of: impl Fn(&T) -> (&str, u64),
    rename: impl Fn(&mut T, &str),
) {
    let again: Vec<usize> = (0..articles.len()).filter(|at| !taken.take(of(&articles[*at]).0)).collect();
    for at in again {
        let (key, hash) = of(&articles[at]);
        let other = taken.take_other(key, hash);
        rename(&mut articles[at], &other);
    }
}

/// The keys that are taken, by their hashes.
#[derive(Clone, Debug, Default)]
pub struct Taken(HashSet<u64>);

impl Taken {
    /// Takes a key; tells whether it could be had.
    pub fn take(&mut self, key: &str) -> bool {
        self.0.insert(StableHash::of(key))
    }

    /// Takes one in the stead of a key that is taken: see [`tell_apart`].
    pub fn take_other(&mut self, key: &str, hash: u64) -> String {
        let first = apart(key, hash);
        let mut other = first.clone();
        let mut turn = 1;
        while !self.take(&other) {
            turn += 1;
            other = format!("{first}-{turn}");
        }
        other
    }
}

/// A key with a hash of what its article says.
pub fn apart(key: &str, hash: u64) -> String {
    format!("{key}~{:08x}", hash >> 32)
}

/// A key as it is without what tells articles of one key apart.
pub fn common(key: &str) -> &str {
    match key.rsplit_once('~') {
        Some((common, told)) if told.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') => common,
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_of_one_key_are_told_apart_by_what_they_say() {
        let mut articles = [("a", 1), ("a", 2), ("a", 2), ("a~00000002", 2), ("b~x", 1)]
            .map(|(k, h): (&str, u64)| (k.to_owned(), h << 32));
        tell_apart(&mut articles, &mut Taken::default(), |(key, hash)| (key, *hash), |a, key| a.0 = key.to_owned());
        let keys = articles.map(|(key, _)| key);
        assert_eq!(keys, ["a", "a~00000002-2", "a~00000002-3", "a~00000002", "b~x"]);
        assert_eq!(keys.each_ref().map(|key| common(key)), ["a", "a", "a", "a", "b~x"]);
    }
}
