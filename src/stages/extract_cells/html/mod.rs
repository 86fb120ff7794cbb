//! Reads html workbooks. (being written)

use super::builder::WorkbookBuilder;
use super::fault::Fault;

pub(super) fn read_page(_bytes: &[u8], _book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    Err(Fault::damaged("belum dibaca", "not read yet"))
}

pub(super) fn read_mime(_bytes: &[u8], _book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    Err(Fault::damaged("belum dibaca", "not read yet"))
}
