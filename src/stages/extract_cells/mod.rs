//! Comes in: the bytes of one file. Goes out: a [`Workbook`] of sparse grids. Floats end here.

use crate::model::Outcome;
use crate::model::document::SourceFile;
use crate::model::grid::Workbook;

/// Reads a file's cells; what cannot be read is a finding.
pub fn extract_cells(bytes: &[u8], file: &SourceFile) -> Outcome<Workbook> {
    let _ = (bytes, file);
    Outcome::clean(Workbook::default())
}
