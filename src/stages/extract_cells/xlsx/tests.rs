//! Small packages made in memory, one for each promise of the reader.
