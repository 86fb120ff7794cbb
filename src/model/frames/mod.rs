//! Records as polars frames: what `pack_frames` hands to the reports. The only polars in `model`,
//! since it is what two stages share; numbers are `Decimal` columns, never floats.

mod exact;
mod parquet;
mod partition;

use polars::prelude::PolarsError;

pub use exact::{PRECISION, SCALE, column_total, from_scaled, to_scaled};
pub use parquet::to_parquet;
pub use partition::{Frames, Partition, amount_column, without_copies};

/// Why frames could not be made. Always a fault of the program, never of a document.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The columns of a partition did not make a frame.
    #[error("the frame of {partition} cannot be made: {source}")]
    Frame {
        /// Which partition.
        partition: Box<Partition>,
        /// What polars says.
        source: PolarsError,
    },
    /// A frame could not be written as Parquet.
    #[error("a frame cannot be written as Parquet: {0}")]
    Parquet(PolarsError),
}
