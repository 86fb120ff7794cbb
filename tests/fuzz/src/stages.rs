//! The reading stage.

#[path = "../../../src/stages/extract_cells/mod.rs"]
pub mod extract_cells;
