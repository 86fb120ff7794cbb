//! Comes in: record sets. Goes out: polars frames, one a kind, each row with its source.
