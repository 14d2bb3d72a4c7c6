//! Logistic regression with a penalty on the squares of its weights, by Newton's method: the weighted sum of evidence
//! that trees begin with.

use claimdiff_compare::facts::{Trees, Weight};
use rayon::prelude::*;

use super::boost::Row;

/// The penalty: of 30, 100, 333 and 1,000 the best out of fold.
const RIDGE: f64 = 333.0;
/// Steps until nothing moves any more.
const STEPS: usize = 9;
/// Rows that are summed by one worker; the sums are added in their order.
const BLOCK: usize = 4096;

/// The weights that tell best which rows are so.
pub(super) fn fit(rows: &[Row<'_>], width: usize) -> Trees {
    let mut line: Vec<Weight> = (0..width).map(|at| spread(rows, at)).collect();
    // The last is what is added whatever the evidence.
    let mut weights = vec![0.0f64; width + 1];
    let steps = |r: &Row<'_>| -> Vec<f64> {
        let steps = line.iter().zip(r.evidence).map(|(w, v)| f64::from(w.steps(*v)));
        steps.chain(std::iter::once(1.0)).collect()
    };
    for _ in 0..STEPS {
        let parts: Vec<(Vec<f64>, Vec<f64>)> = rows
            .par_chunks(BLOCK)
            .map(|block| {
                let (mut slope, mut curve) = (vec![0.0; width + 1], vec![0.0; (width + 1) * (width + 1)]);
                for r in block {
                    let x = steps(r);
                    let score: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
                    let p = 1.0 / (1.0 + (-score).exp());
                    let weight = f64::from(r.weight);
                    let (miss, bend) = (weight * (f64::from(u8::from(r.yes)) - p), weight * p * (1.0 - p));
                    for (i, a) in x.iter().enumerate() {
                        slope[i] += miss * a;
                        let row = &mut curve[i * (width + 1)..i * (width + 1) + i + 1];
                        row.iter_mut().zip(&x).for_each(|(c, b)| *c += bend * a * b);
                    }
                }
                (slope, curve)
            })
            .collect();
        let (mut slope, mut curve) = (vec![0.0; width + 1], vec![0.0; (width + 1) * (width + 1)]);
        for (s, c) in &parts {
            slope.iter_mut().zip(s).for_each(|(a, b)| *a += b);
            curve.iter_mut().zip(c).for_each(|(a, b)| *a += b);
        }
        for i in 0..width {
            slope[i] -= RIDGE * weights[i];
            curve[i * (width + 1) + i] += RIDGE;
        }
        curve[width * (width + 1) + width] += 1e-6;
        let step = solve(&mut curve, slope, width + 1);
        weights.iter_mut().zip(&step).for_each(|(w, s)| *w += s);
    }
    line.iter_mut().zip(&weights).for_each(|(w, learned)| w.weight = *learned as f32);
    Trees { base: weights[width] as f32, line, ..Trees::default() }
}

/// The mean of one kind of evidence and what its steps are.
fn spread(rows: &[Row<'_>], at: usize) -> Weight {
    let count = rows.len().max(1) as f64;
    let mean = rows.iter().map(|r| f64::from(r.evidence[at])).sum::<f64>() / count;
    let square = rows.iter().map(|r| (f64::from(r.evidence[at]) - mean).powi(2)).sum::<f64>() / count;
    let scale = if square > 1e-12 { 1.0 / square.sqrt() } else { 0.0 };
    Weight { mean: mean as f32, scale: scale as f32, weight: 0.0 }
}

/// Solves a positive definite system of which the lower half is given, by Cholesky's method.
fn solve(lower: &mut [f64], mut right: Vec<f64>, n: usize) -> Vec<f64> {
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| lower[i * n + k] * lower[j * n + k]).sum();
            let rest = lower[i * n + j] - dot;
            lower[i * n + j] = if i == j { rest.max(1e-9).sqrt() } else { rest / lower[j * n + j] };
        }
    }
    for i in 0..n {
        let dot: f64 = (0..i).map(|k| lower[i * n + k] * right[k]).sum();
        right[i] = (right[i] - dot) / lower[i * n + i];
    }
    for i in (0..n).rev() {
        let dot: f64 = (i + 1..n).map(|k| lower[k * n + i] * right[k]).sum();
        right[i] = (right[i] - dot) / lower[i * n + i];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_it_was_shown() {
        let evidence: Vec<[f32; 2]> = (0..4000).map(|n| [(n % 7) as f32, (n % 5) as f32]).collect();
        let rows: Vec<Row<'_>> = evidence.iter().map(|e| Row { evidence: e, yes: e[0] > e[1], weight: 1.0 }).collect();
        let line = fit(&rows, 2);
        assert!(line.start(&[6.0, 0.0]) > 2.0 && line.start(&[0.0, 4.0]) < -2.0);
        assert!(line.start(&[3.0, 3.0]).abs() < 1.5);
    }
}
