//! Reads ods workbooks. (being written)

use super::builder::WorkbookBuilder;
use super::fault::Fault;

pub(super) fn read(_bytes: &[u8], _book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    Err(Fault::damaged("belum dibaca", "not read yet"))
}
