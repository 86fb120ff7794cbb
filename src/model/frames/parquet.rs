//! Frames as the bytes of a Parquet file. Touches no disk.

use polars::prelude::DataFrame;
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};

use super::PackError;

/// The frame as a Parquet file.
pub fn to_parquet(mut frame: DataFrame) -> Result<Vec<u8>, PackError> {
    let mut bytes = Vec::new();
    // Most frames are small: a context of zstd costs more than the frame, and so do threads.
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Snappy)
        .set_parallel(false)
        .finish(&mut frame)
        .map_err(PackError::Parquet)?;
    Ok(bytes)
}
