//! Lengths, areas and weights in the metric unit that reads well.

use claimdiff_claims::Interval;

use super::bare;

/// What is measured.
pub(super) struct Measure {
    /// Metric units, the largest first: name, size, and the least amount shown in it.
    units: &'static [(&'static str, f64, f64)],
    /// The steps of units that figures are converted from, in the order in which they are tried.
    foreign: &'static [f64],
}

/// In metres.
pub(super) const LENGTH: Measure = Measure {
    units: &[("km", 1e3, 1e3), ("m", 1.0, 1.0), ("cm", 1e-2, 1e-2), ("mm", 1e-3, 0.0)],
    // Mile, a tenth of one, foot, inch.
    foreign: &[1_609.344, 160.934_4, 0.3048, 0.0254],
};

/// In square metres.
pub(super) const AREA: Measure = Measure {
    units: &[("km²", 1e6, 1e8), ("hectares", 1e4, 1e4), ("m²", 1.0, 0.0)],
    // Square mile, a tenth of one, acre, a tenth of one, square foot.
    foreign: &[2_589_988.110_336, 258_998.811_033_6, 4_046.856_422_4, 404.685_642_24, 0.092_903_04],
};

/// In kilograms.
pub(super) const WEIGHT: Measure = Measure {
    units: &[("tonnes", 1e3, 1e3), ("kg", 1.0, 1.0), ("g", 1e-3, 0.0)],
    // Ton, pound, ounce.
    foreign: &[907.184_74, 0.453_592_37, 0.028_349_523_125],
};

impl Measure {
    /// An amount in the largest unit that it has enough of.
    pub(super) fn show(&self, i: Interval) -> String {
        let most = if i.hi.is_finite() { i.hi.abs() } else { i.lo.abs() };
        let fits = |(_, _, least): &&(&str, f64, f64)| most >= *least;
        let Some((name, unit, _)) = self.units.iter().find(fits) else { return bare(i) };
        let shown = |x: f64| exact(self.rounded(x) / unit);
        let plain = bare(Interval { lo: shown(i.lo), hi: shown(i.hi), ..i });
        match name.strip_suffix('s').filter(|_| plain == "1") {
            Some(one) => format!("1 {one}"),
            None => format!("{plain} {name}"),
        }
    }

    /// A figure that was converted is rounded to the power of ten below the unit it was written in, so that two that
    /// differ by one of that unit still differ, and to two digits at least. Any other stays as it is.
    fn rounded(&self, x: f64) -> f64 {
        let written = |step: &&f64| x != 0.0 && x.is_finite() && exact(x / **step).fract() == 0.0;
        let Some(step) = self.foreign.iter().find(written) else { return x };
        let power = step.log10().floor().min(x.abs().log10().floor() - 1.0);
        (x / 10f64.powf(power)).round() * 10f64.powf(power)
    }
}

/// How a unit that has a sign is written behind a number: "km/h".
pub(super) fn sign(unit: &str) -> String {
    unit.replace("kilometre per hour", "km/h").replace("celsius", "°C")
}

/// A number without what binary fractions leave behind its twelfth digit.
fn exact(x: f64) -> f64 {
    const DIGITS: i32 = 12;
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let last = 10f64.powi(DIGITS - 1 - x.abs().log10().floor() as i32);
    if last.is_finite() && last > 0.0 { (x * last).round() / last } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILE: f64 = 1_609.344;
    const FOOT: f64 = 0.3048;
    const ACRE: f64 = 4_046.856_422_4;
    const POUND: f64 = 0.453_592_37;

    #[test]
    fn converted_figures_are_rounded() {
        assert_eq!(LENGTH.show(Interval::point(100.0 * MILE)), "161 km");
        assert_eq!(LENGTH.show(Interval::point(1_700.0 * MILE)), "2,736 km");
        assert_eq!(LENGTH.show(Interval::point(MILE)), "1.6 km");
        assert_eq!(LENGTH.show(Interval::point(2.5 * MILE)), "4 km");
        assert_eq!(LENGTH.show(Interval::closed(40.0 * MILE, 60.0 * MILE)), "64 to 97 km");
        assert_eq!(LENGTH.show(Interval::at_least(2_000.0 * MILE)), "3,219 or more km");
        assert_eq!(LENGTH.show(Interval::point(600.0 * FOOT)), "182.9 m");
        assert_eq!(LENGTH.show(Interval::point(6.0 * FOOT + FOOT / 6.0)), "1.88 m");
        assert_eq!(AREA.show(Interval::point(1_000.0 * ACRE)), "404.7 hectares");
        assert_eq!(AREA.show(Interval::point(64_000.0 * ACRE)), "259 km²");
        assert_eq!(WEIGHT.show(Interval::point(200.0 * POUND)), "90.7 kg");
        assert_eq!(WEIGHT.show(Interval::point(40_000.0 * POUND)), "18.1 tonnes");
    }

    #[test]
    fn metric_figures_stay_as_they_are() {
        assert_eq!(LENGTH.show(Interval::point(100_000.0)), "100 km");
        assert_eq!(LENGTH.show(Interval::point(5_231.0)), "5.231 km");
        assert_eq!(LENGTH.show(Interval::point(40.0)), "40 m");
        assert_eq!(LENGTH.show(Interval::point(0.35)), "35 cm");
        assert_eq!(LENGTH.show(Interval::point(7e-9)), "0.000007 mm");
        assert_eq!(LENGTH.show(Interval::point(0.0)), "0 mm");
        assert_eq!(AREA.show(Interval::point(12_000_000.0)), "1,200 hectares");
        assert_eq!(AREA.show(Interval::point(10_000.0)), "1 hectare");
        assert_eq!(WEIGHT.show(Interval::point(1_000.0)), "1 tonne");
        assert_eq!(WEIGHT.show(Interval::point(2_500.0)), "2.5 tonnes");
        assert_eq!(WEIGHT.show(Interval::point(0.25)), "250 g");
    }

    #[test]
    fn figures_that_differ_by_one_still_differ() {
        for unit in [MILE, FOOT, MILE / 10.0] {
            // "8 miles" may be 8.1: whole ones are less exact than tenths.
            for n in (1..400).chain(5_000..5_100).filter(|n| unit >= MILE || n % 10 < 9 && n % 10 > 0) {
                let show = |n: u32| LENGTH.show(Interval::point(f64::from(n) * unit));
                assert_ne!(show(n), show(n + 1), "{n} of {unit} m");
            }
        }
    }
}
