//! Sheets as selaras writes them, in every workbook: looks, cells, tables, links, charts, print setup.
//! Text is only ever written as text.

pub(super) mod cell;
pub(super) mod chart;
pub(super) mod fit;
pub(super) mod formula;
pub(super) mod link;
pub(super) mod sheet;
pub(super) mod style;
