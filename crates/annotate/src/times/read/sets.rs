//! Times that come again and vague references: "every week", "recently".

use super::{Reader, duration, function::Function};
use crate::{
    Interval, TimeKind,
    lexemes::{TimeUnit, TimeWord},
    times::{calendar::Part, find::Found},
};

impl Reader<'_> {
    /// "daily", "every week", "each Monday", "annually".
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        if let TimeWord::Set(value) = self.time(at) {
            self.hit(at);
            return Some(Found::vague(at, at + 1, TimeKind::Set, value));
        }
        if !self.has(at, Function::Each) {
            return None;
        }
        if let Some(figure) = self.figure(at + 1)
            && let Some(unit) = self.unit(figure.end)
        {
            self.hit(figure.end);
            let mut found = Found::vague(at, figure.end + 1, TimeKind::Set, duration(Some(figure.value.lo), unit));
            found.seconds = Some(figure.value.scale(unit.seconds()));
            return Some(found);
        }
        let next = at + 1 + usize::from(self.has(at + 1, Function::Other));
        match self.time(next) {
            TimeWord::Unit(unit) if unit != TimeUnit::Second || self.has(at, Function::Every) => {
                self.hit(next);
                let mut found = Found::vague(at, next + 1, TimeKind::Set, duration(Some(1.0), unit));
                found.seconds = Some(Interval::point(unit.seconds()));
                Some(found)
            }
            TimeWord::Weekday(day) => {
                self.hit(next);
                Some(Found::vague(at, next + 1, TimeKind::Set, format!("XXXX-WXX-{day}")))
            }
            TimeWord::Part(part) => {
                self.hit(next);
                Some(Found::vague(at, next + 1, TimeKind::Set, part))
            }
            TimeWord::Season(season) => {
                self.hit(next);
                Some(Found::vague(at, next + 1, TimeKind::Set, format!("XXXX-{season}")))
            }
            _ => None,
        }
    }

    /// "now", "recently", "the future", "these days", "one day".
    pub(super) fn vague(&self, at: usize) -> Option<Found> {
        if let TimeWord::Ref(value) = self.time(at) {
            // "as soon as"
            if self.led(at, 1, Function::As) && self.has(at + 1, Function::As) {
                return None;
            }
            self.hit(at);
            let mut found = Found::vague(at, at + 1, TimeKind::Date, value);
            if value == "PRESENT_REF" {
                found.days = self.state.today().and_then(|d| Part::Day(d).days());
            }
            return Some(found);
        }
        if self.has(at, Function::These) && self.has(at + 1, Function::Days) {
            self.hit(at + 1);
            return Some(Found::vague(at, at + 2, TimeKind::Date, "PRESENT_REF"));
        }
        if self.has(at, Function::The) {
            let near = usize::from(self.has(at + 1, Function::Near));
            if self.time(at + 1 + near) == TimeWord::Future {
                self.hit(at + 1 + near);
                return Some(Found::vague(at, at + 2 + near, TimeKind::Date, "FUTURE_REF"));
            }
            if self.has(at + 1, Function::Time) && self.led(at, 1, Function::AtWord) {
                return Some(Found::vague(at, at + 2, TimeKind::Date, "PAST_REF"));
            }
        }
        if self.has(at, Function::Recent) || self.has(at, Function::Current) {
            let value = if self.has(at, Function::Recent) { "PAST_REF" } else { "PRESENT_REF" };
            self.hit(at);
            return Some(Found::vague(at, at + 1, TimeKind::Date, value));
        }
        None
    }
}
