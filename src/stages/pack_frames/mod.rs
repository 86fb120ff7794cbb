//! Comes in: record sets. Goes out: polars [`Frames`], one a kind, region, year and agency, each row
//! with its source. Numbers never pass through floats or text, and none is dropped uncounted.

mod columns;
mod rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::frames::{Frames, PackError, Partition};
use crate::model::record::RecordSet;

/// Packs the lines of all record sets of a known kind; the others are counted.
pub fn pack_frames(records: &[Arc<RecordSet>]) -> Result<Frames, PackError> {
    let types = columns::column_types(records);
    let mut frames = Frames::default();
    let mut partitions: BTreeMap<Partition, Vec<&RecordSet>> = BTreeMap::new();
    for record_set in records {
        match Partition::of(record_set) {
            Some(partition) => partitions.entry(partition).or_default().push(record_set),
            None => frames.without_kind += 1,
        }
    }
    let packed: Vec<_> = partitions
        .into_par_iter()
        .map(|(partition, record_sets)| {
            let packed = rows::pack_rows(&partition, &record_sets, &types);
            (partition, packed)
        })
        .collect();
    for (partition, packed) in packed {
        let packed = packed.map_err(|source| PackError::Frame {
            partition: Box::new(partition.clone()),
            source,
        })?;
        frames.inexact += packed.inexact;
        frames.frames.insert(partition, packed.frame);
    }
    Ok(frames)
}

#[cfg(test)]
mod tests;
