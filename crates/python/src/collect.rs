//! What was found in articles, gathered into tables.

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use claimdiff::{
    Analysis, Article, Meta, index, isolate,
    report::{
        Filter, is_analysed,
        table::{CLAIMS, Columns, QUOTES, Table as Shape, claims, quotes, schema},
    },
};

use crate::{
    records::{self, Records},
    table::Table,
};

/// What became of one article.
#[derive(Debug)]
pub(crate) struct Made {
    id: Option<String>,
    meta: Meta,
    found: Result<(Box<Analysis>, Vec<u8>), String>,
    /// Whether that there is no record is nobody's fault: an article in another language.
    foreign: bool,
}

impl Made {
    /// Analyses an article. A panic is caught, and is why there is no record.
    pub(crate) fn of(article: &Article) -> Made {
        let (id, meta) = (Some(article.id.clone()), article.meta.clone());
        if !is_analysed(&meta) {
            let code = meta.language.as_ref().map_or("", |l| l.value.as_str());
            let found = Err(format!("not in English ({code}), so it is not analysed"));
            return Made { id, meta, found, foreign: true };
        }
        let analysed = isolate(|| {
            let analysis = claimdiff::analyse(article);
            let bytes = index::encode(&analysis);
            (Box::new(analysis), bytes)
        });
        let found = analysed.map_err(|fault| format!("a fault of claimdiff, which is worth a report: {}", fault.0));
        Made { id, meta, found, foreign: false }
    }

    /// Nothing could be made of a row.
    pub(crate) fn failed(why: String) -> Made {
        Made { id: None, meta: Meta::default(), found: Err(why), foreign: false }
    }

    /// Another key.
    pub(crate) fn rename(&mut self, id: &str) {
        self.id = Some(id.to_owned());
        if let Ok((analysis, bytes)) = &mut self.found {
            id.clone_into(&mut analysis.id);
            *bytes = index::encode(analysis);
        }
    }

    /// Why there is no record, where that is a fault of the row or of the program.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.found.as_ref().err().map(String::as_str).filter(|_| !self.foreign)
    }
}

/// Tables that grow article by article.
pub(crate) struct Collector {
    records: Growing<Records>,
    claims: Growing<Columns>,
    quotes: Growing<Columns>,
}

/// A table that grows, and its batches that are done.
struct Growing<C> {
    now: C,
    done: Vec<RecordBatch>,
    schema: SchemaRef,
}

impl Growing<Columns> {
    fn of(shape: &Shape) -> Growing<Columns> {
        Growing { now: Columns::new(shape), done: Vec::new(), schema: schema(shape) }
    }
}

impl Collector {
    pub(crate) fn new() -> Collector {
        Collector {
            records: Growing { now: Records::default(), done: Vec::new(), schema: records::schema() },
            claims: Growing::of(&CLAIMS),
            quotes: Growing::of(&QUOTES),
        }
    }

    /// Adds what became of an article of an input row.
    pub(crate) fn push(&mut self, row: usize, made: &Made) -> Result<(), ArrowError> {
        let all = Filter::default();
        let record = made.found.as_ref().map(|(_, bytes)| bytes.as_slice()).map_err(String::as_str);
        self.records.now.push(row, made.id.as_deref(), &made.meta, record);
        if let Ok((analysis, _)) = &made.found {
            claims(analysis, &all, &mut |cells| self.claims.now.push(cells));
            quotes(analysis, &all, &mut |cells| self.quotes.now.push(cells));
        }
        if self.records.now.is_full() {
            self.records.done.push(self.records.now.take()?);
        }
        for growing in [&mut self.claims, &mut self.quotes] {
            if growing.now.is_full() {
                growing.done.push(growing.now.take()?);
            }
        }
        Ok(())
    }

    /// The tables: records, claims, quotations.
    pub(crate) fn finish(mut self) -> Result<(Table, Table, Table), ArrowError> {
        self.records.done.push(self.records.now.take()?);
        for growing in [&mut self.claims, &mut self.quotes] {
            growing.done.push(growing.now.take()?);
        }
        let Collector { records, claims, quotes } = self;
        Ok((
            Table::new(records.schema, records.done),
            Table::new(claims.schema, claims.done),
            Table::new(quotes.schema, quotes.done),
        ))
    }
}
