//! The frames of a run and how they are divided. Holds no rule about documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use polars::prelude::{BooleanChunked, DataFrame, NewChunkedArray, PolarsResult};

use crate::model::record::RecordSet;

/// All frames of a run, or what was made of each, with what could not be put in them.
#[derive(Debug, Clone)]
pub struct Frames<F = DataFrame> {
    /// One frame a partition.
    pub frames: BTreeMap<Partition, F>,
    /// Rows of all frames.
    pub n_rows: usize,
    /// Record sets left out because the kind of their table is not known.
    pub without_kind: usize,
    /// Numbers left null because the column's decimals cannot hold them exactly; their raw text
    /// stands in the `_text` column beside.
    pub inexact: usize,
}

impl<F> Default for Frames<F> {
    fn default() -> Self {
        Self {
            frames: BTreeMap::new(),
            n_rows: 0,
            without_kind: 0,
            inexact: 0,
        }
    }
}

/// What a frame is the frame of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Partition {
    /// Kind of the documents.
    pub kind: String,
    /// Region, where the pipeline names one.
    pub region: Option<String>,
    /// Year, where it is known.
    pub year: Option<i32>,
    /// Agency, where it is known.
    pub agency: Option<String>,
}

impl Partition {
    /// The partition a record set belongs to; `None` where its kind is not known.
    pub fn of(record_set: &RecordSet) -> Option<Self> {
        Some(Self {
            kind: record_set.kind.clone()?,
            region: record_set.region.clone(),
            year: record_set.year,
            agency: record_set.agency.clone(),
        })
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        for part in [&self.region, &self.agency].into_iter().flatten() {
            write!(f, " / {part}")?;
        }
        match self.year {
            Some(year) => write!(f, " / {year}"),
            None => Ok(()),
        }
    }
}

/// Name of the column that holds a field: the one of the given year where the field has several.
pub fn amount_column(frame: &DataFrame, field: &str, year: Option<i32>) -> Option<String> {
    let of_year = year.map(|year| format!("{field}_{year}"));
    of_year
        .into_iter()
        .chain([field.to_owned()])
        .find(|name| frame.get_column_index(name).is_some())
}

/// The frame without the rows of a document that is a byte-for-byte copy of an earlier one, so that
/// a file kept twice is not counted twice.
pub fn without_copies(frame: &DataFrame) -> PolarsResult<DataFrame> {
    let documents = frame.column("document")?.str()?;
    let hashes = frame.column("sha256")?.str()?;
    let mut first_of: BTreeMap<&str, &str> = BTreeMap::new();
    let mut copies = BTreeSet::new();
    for (document, hash) in documents.iter().zip(hashes.iter()) {
        if let (Some(document), Some(hash)) = (document, hash)
            && !hash.is_empty()
            && *first_of.entry(hash).or_insert(document) != document
        {
            copies.insert(document);
        }
    }
    let kept: Vec<bool> = documents
        .iter()
        .map(|document| !document.is_some_and(|document| copies.contains(document)))
        .collect();
    frame.filter(&BooleanChunked::from_slice("kept".into(), &kept))
}
