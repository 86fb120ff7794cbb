//! Comes in: record sets. Goes out: polars [`Frames`], one a kind, region, year and agency, each row
//! with its source. Numbers never pass through floats or text, and none is dropped uncounted.

mod columns;
mod rows;

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::DataFrame;
use rayon::prelude::*;

use crate::model::frames::{Frames, PackError, Partition};
use crate::model::record::RecordSet;

/// Packs the lines of all record sets of a known kind; the others are counted.
pub fn pack_frames(records: &[Arc<RecordSet>]) -> Result<Frames, PackError> {
    pack_frames_as(records, |_, frame| Ok(frame))
}

/// The same, and makes something of each frame, which is not kept: for a region all of them together
/// may be large.
pub fn pack_frames_as<F: Send>(
    records: &[Arc<RecordSet>],
    make: impl Fn(&Partition, DataFrame) -> Result<F, PackError> + Sync,
) -> Result<Frames<F>, PackError> {
    let types = columns::column_types(records);
    let mut frames = Frames::<F>::default();
    let mut partitions: BTreeMap<Partition, Vec<&RecordSet>> = BTreeMap::new();
    for record_set in records {
        match Partition::of(record_set) {
            Some(partition) => partitions.entry(partition).or_default().push(record_set),
            None => frames.without_kind += 1,
        }
    }
    let packed: Vec<Result<_, PackError>> = partitions
        .into_par_iter()
        .map(|(partition, record_sets)| {
            let packed = rows::pack_rows(&partition, &record_sets, &types);
            let packed = packed.map_err(|source| PackError::Frame {
                partition: Box::new(partition.clone()),
                source,
            })?;
            let n_rows = packed.frame.height();
            let made = make(&partition, packed.frame)?;
            Ok((partition, made, n_rows, packed.inexact))
        })
        .collect();
    for packed in packed {
        let (partition, made, n_rows, inexact) = packed?;
        frames.n_rows += n_rows;
        frames.inexact += inexact;
        frames.frames.insert(partition, made);
    }
    Ok(frames)
}

#[cfg(test)]
mod tests;
