//! The numbers of a document.
//!
//! `read` puts a number together of its parts, which have a file each; `name` tells what only looks like a number.

mod age;
mod name;
mod noun;
mod range;
mod rate;
mod read;
mod share;
mod signs;

use claimdiff_text::Span;

use super::{Hedge, Interval, Number, figure::Sort};
use crate::{
    Document, Time,
    lexemes::{TimeUnit, TimeWord},
    pieces::{Piece, Pieces},
};

/// Finds the numbers of a document; those inside one of `times` are left to it.
pub(crate) fn find(doc: &Document<'_>, pieces: &Pieces, times: &[Time]) -> Vec<Number> {
    let mut out = Vec::new();
    for sentence in 0..doc.sentences.len() {
        if !pieces.triggered[sentence] {
            continue;
        }
        let (from, to) = (pieces.starts[sentence] as usize, pieces.starts[sentence + 1] as usize);
        let reader = Reader { doc, text: doc.text(), pieces: &pieces.all[from..to], times };
        let mut at = 0;
        while at < reader.pieces.len() {
            at = match reader.number(at) {
                Some((mut number, end)) => {
                    if let Some(last) = out.last_mut() {
                        share::share(doc.text(), last, &mut number);
                    }
                    out.push(number);
                    end.max(at + 1)
                }
                None => at + 1,
            };
        }
    }
    out
}

/// Reads the numbers of one sentence.
struct Reader<'a> {
    doc: &'a Document<'a>,
    text: &'a str,
    pieces: &'a [Piece],
    times: &'a [Time],
}

/// The parts of a number while it is read.
struct Draft {
    /// The first piece, hedge and currency included.
    from: usize,
    /// The first piece after all.
    end: usize,
    figure: Span,
    stated: Interval,
    step: f64,
    hedge: Hedge,
    sort: Sort,
}

impl Reader<'_> {
    fn in_time(&self, span: Span) -> bool {
        let at = self.times.partition_point(|t| t.span.end <= span.start);
        self.times.get(at).is_some_and(|t| t.span.overlaps(span))
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces.get(at)
    }

    /// The words of a piece, empty beyond the end.
    fn word(&self, at: usize) -> &str {
        self.piece(at).map_or("", |p| p.of(self.text))
    }

    fn sign(&self, at: usize, sign: &str) -> bool {
        self.piece(at).is_some_and(|p| p.is_sign(self.text, sign))
    }

    /// The unit of time at piece `at`, glued by a hyphen or after a blank.
    fn time_unit(&self, at: usize) -> Option<TimeUnit> {
        match self.piece(at)?.lexeme.time {
            TimeWord::Unit(unit) | TimeWord::Units(unit) => Some(unit),
            _ => None,
        }
    }
}
