/// Hashes words so that the result is the same in every run, version and machine: it goes into records and finding
/// ids. FNV-1a of 64 bits (Fowler, Noll, Vo; RFC 9923 gives the constants), finished by a mixing step, because
/// FNV's low bits alone spread short words poorly.
#[derive(Clone, Copy, Debug)]
pub struct StableHash(u64);

impl Default for StableHash {
    fn default() -> StableHash {
        StableHash(0xcbf2_9ce4_8422_2325)
    }
}

impl StableHash {
    /// The hash of one string.
    #[inline]
    pub fn of(text: &str) -> u64 {
        let mut hash = StableHash::default();
        hash.write(text.as_bytes());
        hash.finish()
    }

    /// Adds bytes.
    #[inline]
    pub fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// Adds a string and an end mark, so that "ab", "c" and "a", "bc" differ.
    #[inline]
    pub fn field(&mut self, text: &str) {
        self.write(text.as_bytes());
        self.write(&[0]);
    }

    /// The hash of what was written (the finisher of splitmix64).
    #[inline]
    pub fn finish(self) -> u64 {
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_never_changes() {
        assert_eq!(StableHash::of("meeting"), StableHash::of("meeting"));
        let fields = |parts: &[&str]| {
            let mut hash = StableHash::default();
            parts.iter().for_each(|p| hash.field(p));
            hash.finish()
        };
        assert_ne!(fields(&["ab", "c"]), fields(&["a", "bc"]));
        assert_eq!(StableHash::of(""), 0xf52a_15e9_a9b5_e89b);
    }
}
