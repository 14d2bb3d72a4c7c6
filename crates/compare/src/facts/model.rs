//! A weighted sum of evidence and small decision trees over it (Friedman 2001), read from a table.
//!
//! A score is a sum in a fixed order, so it is the same on every machine; nothing but comparisons, additions and
//! products is done.

use std::{fmt::Write, sync::LazyLock};

use crate::Grade;

/// One node: a question or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Which of the evidence is asked for; [`Node::LEAF`] for a leaf.
    pub feature: u16,
    /// Values up to this go left; of a leaf, what it adds.
    pub value: f32,
    /// The node to the left; the one after it is to the right.
    pub left: u16,
}

impl Node {
    /// What a leaf has in place of a feature.
    pub const LEAF: u16 = u16::MAX;
}

/// What one kind of evidence adds by itself: it is centred, scaled, held within [`Weight::MOST`] and weighed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// What is taken from it.
    pub mean: f32,
    /// What it is then multiplied with.
    pub scale: f32,
    /// What a step of it adds to the score.
    pub weight: f32,
}

impl Weight {
    /// How far from the mean, in steps of its scale, evidence counts.
    pub const MOST: f32 = 4.0;

    /// The evidence in steps from its mean.
    #[must_use]
    pub fn steps(&self, value: f32) -> f32 {
        ((value - self.mean) * self.scale).clamp(-Weight::MOST, Weight::MOST)
    }
}

/// A sum of trees, after a weighted sum where one was learned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    /// The names of the evidence, in the order in which it is given.
    pub names: Vec<String>,
    /// What is added before the first tree.
    pub base: f32,
    /// What each kind of evidence adds before the first tree; none, or one for each.
    pub line: Vec<Weight>,
    /// The trees; the first node of each is its root.
    pub trees: Vec<Vec<Node>>,
    /// After [`Trees::EARLY`] trees, what lies under this is not looked at further.
    pub floor: f32,
}

impl Trees {
    /// After how many trees the unlike are left alone.
    pub const EARLY: usize = 60;

    /// The score before the first tree.
    #[must_use]
    pub fn start(&self, evidence: &[f32]) -> f32 {
        let line = self.line.iter().zip(evidence);
        line.fold(self.base, |sum, (weight, value)| sum + weight.weight * weight.steps(*value))
    }

    /// The score of some evidence; `None` where it is left alone after the first trees.
    pub fn score(&self, evidence: &[f32]) -> Option<f32> {
        let mut sum = self.start(evidence);
        for (n, tree) in self.trees.iter().enumerate() {
            if n == Trees::EARLY && sum < self.floor {
                return None;
            }
            let mut at = 0;
            while let Some(node) = tree.get(at) {
                if node.feature == Node::LEAF {
                    sum += node.value;
                    break;
                }
                let value = evidence.get(node.feature as usize).copied().unwrap_or(0.0);
                at = node.left as usize + usize::from(value > node.value);
            }
        }
        Some(sum)
    }

    /// Writes the table that [`Trees::read`] reads.
    pub fn write(&self, out: &mut String) {
        let _ = writeln!(out, "names\t{}", self.names.join("\t"));
        let _ = writeln!(out, "base\t{}\t{}", self.base, self.floor);
        for w in &self.line {
            let _ = writeln!(out, "weight\t{}\t{}\t{}", w.mean, w.scale, w.weight);
        }
        for tree in &self.trees {
            out.push_str("tree");
            for n in tree {
                let _ = match n.feature {
                    Node::LEAF => write!(out, "\t{}", n.value),
                    feature => write!(out, "\t{feature}:{}:{}", n.value, n.left),
                };
            }
            out.push('\n');
        }
    }

    /// Reads the lines of a table up to the next one's names.
    fn read<'t>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>) -> Option<Trees> {
        let names = lines.next()?.strip_prefix("names\t")?;
        let mut trees = Trees { names: names.split('\t').map(str::to_owned).collect(), ..Trees::default() };
        let mut base = lines.next()?.strip_prefix("base\t")?.split('\t');
        trees.base = base.next()?.parse().ok()?;
        trees.floor = base.next()?.parse().ok()?;
        while let Some(line) = lines.next_if(|l| l.starts_with("weight\t")) {
            let mut cells = line.split('\t').skip(1).map(|c| c.parse().ok());
            let mut cell = || cells.next().flatten();
            trees.line.push(Weight { mean: cell()?, scale: cell()?, weight: cell()? });
        }
        while let Some(line) = lines.next_if(|l| l.starts_with("tree")) {
            let node = |cell: &str| {
                let mut parts = cell.split(':');
                let first = parts.next()?;
                let Some(value) = parts.next() else {
                    return Some(Node { feature: Node::LEAF, value: first.parse().ok()?, left: 0 });
                };
                let left = parts.next()?.parse().ok()?;
                Some(Node { feature: first.parse().ok()?, value: value.parse().ok()?, left })
            };
            let tree = line.split('\t').skip(1).map(node).collect::<Option<Vec<Node>>>()?;
            // A question leads on to two nodes behind it, so that every walk ends in a leaf.
            let leads_on = |(at, n): (usize, &Node)| {
                n.feature == Node::LEAF || (at + 1..tree.len().max(1) - 1).contains(&usize::from(n.left))
            };
            if !tree.iter().enumerate().all(leads_on) {
                return None;
            }
            trees.trees.push(tree);
        }
        Some(trees)
    }
}

/// The two models: whether two claims are of one fact, and whether a difference between them is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Of one fact?
    pub fact: Trees,
    /// Rightly different?
    pub difference: Trees,
    /// The raw scores of the second from which a finding is possible, likely, sure.
    pub grades: [f32; 3],
}

static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("model.trees")).unwrap_or_default());

impl Model {
    /// The model that is part of the program.
    pub fn shipped() -> &'static Model {
        &SHIPPED
    }

    /// Reads a model; `None` where the table is damaged or of other evidence.
    pub fn read(table: &str) -> Option<Model> {
        let mut lines = table.lines().filter(|l| !l.starts_with('#')).peekable();
        let mut grades = lines.next()?.strip_prefix("grades\t")?.split('\t').map(|g| g.parse().ok());
        let grades = [grades.next()??, grades.next()??, grades.next()??];
        let fact = Trees::read(&mut lines)?;
        let difference = Trees::read(&mut lines)?;
        Some(Model { fact, difference, grades })
    }

    /// How sure a finding of some score is.
    pub(super) fn grade(&self, score: f32) -> Grade {
        let [_, likely, sure] = self.grades;
        match score {
            s if s >= sure => Grade::Sure,
            s if s >= likely => Grade::Likely,
            _ => Grade::Possible,
        }
    }

    /// The table that [`Model::read`] reads.
    pub fn write(&self, head: &str) -> String {
        let mut out = head.to_owned();
        let [possible, likely, sure] = self.grades;
        let _ = writeln!(out, "grades\t{possible}\t{likely}\t{sure}");
        self.fact.write(&mut out);
        self.difference.write(&mut out);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_whose_walks_do_not_end_is_damaged() {
        let table = |tree: &str| {
            format!("grades\t-1\t0\t1\nnames\tslot\tslot weight\nbase\t0\t-9\n{tree}\nnames\tslot\nbase\t0\t0\n")
        };
        let read = |tree: &str| Model::read(&table(tree));
        let model = read("tree\t0:0.5:1\t-1\t2").unwrap();
        assert_eq!(model.fact.names, ["slot", "slot weight"]);
        assert_eq!((model.fact.score(&[0.5]), model.fact.score(&[0.6])), (Some(-1.0), Some(2.0)));
        assert_eq!(Model::read(&model.write("# head\n")), Some(model));
        for damaged in ["tree\t0:0.5:0\t-1\t2", "tree\t0:0.5:2\t-1\t2", "tree\t0:0.5:9\t-1\t2", "tree\t0:x:1\t-1\t2"] {
            assert_eq!(read(damaged), None, "{damaged}");
        }
    }
}
