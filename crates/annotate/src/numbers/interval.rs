use serde::{Deserialize, Serialize};

/// A set of values between two ends, each closed, open, or at infinity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end; `-inf` where there is none.
    #[serde(with = "end")]
    pub lo: f64,
    /// The upper end; `inf` where there is none.
    #[serde(with = "end")]
    pub hi: f64,
    /// Whether the lower end itself does not belong to it ("more than 5").
    pub lo_open: bool,
    /// Whether the upper end itself does not belong to it ("nearly 5").
    pub hi_open: bool,
}

impl Interval {
    /// One value.
    pub fn point(value: f64) -> Interval {
        Interval { lo: value, hi: value, lo_open: false, hi_open: false }
    }

    /// Both ends included.
    pub fn closed(lo: f64, hi: f64) -> Interval {
        Interval { lo, hi, lo_open: false, hi_open: false }
    }

    /// `value` or more.
    pub fn at_least(value: f64) -> Interval {
        Interval::closed(value, f64::INFINITY)
    }

    /// More than `value`.
    pub fn more_than(value: f64) -> Interval {
        Interval { lo_open: true, ..Interval::at_least(value) }
    }

    /// Whether it is a single value.
    pub fn is_point(self) -> bool {
        self.lo == self.hi
    }

    /// Whether some value belongs to both.
    pub fn overlaps(self, other: Interval) -> bool {
        let (lo, hi) = (self.lo.max(other.lo), self.hi.min(other.hi));
        if lo < hi {
            return true;
        }
        let open = |i: Interval| (i.lo_open && i.lo == lo) || (i.hi_open && i.hi == hi);
        lo == hi && !open(self) && !open(other)
    }

    /// Whether every value of `other` belongs to it.
    pub fn contains(self, other: Interval) -> bool {
        let lo = self.lo < other.lo || (self.lo == other.lo && (!self.lo_open || other.lo_open));
        let hi = other.hi < self.hi || (self.hi == other.hi && (!self.hi_open || other.hi_open));
        lo && hi
    }

    /// The interval with both ends multiplied by a positive factor.
    pub fn scale(self, factor: f64) -> Interval {
        Interval { lo: self.lo * factor, hi: self.hi * factor, ..self }
    }
}

/// JSON has no infinities: an open end is a word there. A binary form holds the number itself.
mod end {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(end: &f64, s: S) -> Result<S::Ok, S::Error> {
        if !s.is_human_readable() {
            return end.serialize(s);
        }
        match *end {
            f64::INFINITY => "inf".serialize(s),
            f64::NEG_INFINITY => "-inf".serialize(s),
            finite => finite.serialize(s),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<f64, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum End<'a> {
            Finite(f64),
            Word(&'a str),
        }
        if !d.is_human_readable() {
            return f64::deserialize(d);
        }
        match End::deserialize(d)? {
            End::Finite(x) => Ok(x),
            End::Word("inf") => Ok(f64::INFINITY),
            End::Word("-inf") => Ok(f64::NEG_INFINITY),
            End::Word(_) => Err(serde::de::Error::custom("not an end of an interval")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_ends_do_not_touch() {
        let five = Interval::point(5.0);
        assert!(Interval::at_least(5.0).overlaps(five));
        assert!(!Interval::more_than(5.0).overlaps(five));
        assert!(Interval::at_least(24.0).overlaps(Interval::point(31.0)));
        assert!(!Interval::point(4.0).overlaps(five));
        assert!(Interval::at_least(5.0).contains(Interval::more_than(5.0)));
        assert!(!Interval::more_than(5.0).contains(Interval::at_least(5.0)));
    }
}
