//! What two figures beside each other say for both: "rose 64 points to 4,577".

use claimdiff_text::Slice;

use crate::{
    Closed,
    numbers::FigureWord,
    numbers::{Hedge, Number, Trend, Unit},
};

/// Gives a figure what the one beside it says for both: whether it rose, its bound and, to a bare one, its unit
/// ("rose 64 points to 4,577", "16,369 up 58 points"). A share of something that rose is none of what it rose to, and
/// money says its currency twice.
pub(super) fn share(text: &str, first: &mut Number, second: &mut Number) {
    if second.span.start < first.span.end {
        return;
    }
    let bare = |n: &Number| n.unit == Unit::Count && n.noun.is_none() && n.per.is_none();
    let physical = |n: &Number| {
        matches!(n.unit, Unit::Metres | Unit::SquareMetres | Unit::Kilograms | Unit::Other(_)) && n.per.is_none()
    };
    let take = |from: &Number, to: &mut Number| {
        to.unit = from.unit.clone();
        to.measure = from.measure;
        to.factor = from.factor;
        (to.value, to.stated) = (to.value.scale(from.factor), to.stated.scale(from.factor));
    };
    let between = text.slice(first.span.end as usize..second.span.start as usize).trim_matches([' ', ',']);
    // "rose 8 percent to 99 yuan", "up 17 points, or 0.2 percent"
    if Closed::OrTo.has(between) && second.trend == Trend::None {
        second.trend = first.trend;
    }
    // "more than 100 kilometres (60 miles)": the same in another unit.
    let bound = first.hedge.is_minimum() || first.hedge.is_maximum();
    if between == "(" && bound && second.hedge == Hedge::None && second.unit != Unit::Count {
        second.hedge = first.hedge;
        second.value = first.hedge.apply(second.stated, 0.0);
    }
    if Closed::To.has(between) && physical(first) && bare(second) {
        take(first, second);
    } else if FigureWord::Way.has(between) && bare(first) && physical(second) {
        take(second, first);
    }
}
