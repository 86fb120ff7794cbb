//! Sheets as selaras writes them, in every workbook: looks, cells, tables, print setup. Text is only
//! ever written as text.

pub(super) mod sheet;
pub(super) mod style;
