//! The ten stages. Each is a folder with one public function of the same name; the names sort in the
//! order of the data, so the listing is the diagram.

pub mod discover_files;
pub mod extract_cells;
pub mod find_tables;
pub mod interpret_values;
pub mod map_records;
pub mod pack_frames;
pub mod prove_arithmetic;
pub mod reconcile_documents;
pub mod trace_causes;
pub mod write_reports;

/// The stages in the order of the data; a test compares it with the folders.
pub const STAGES: &[&str] = &[
    "discover_files",
    "extract_cells",
    "find_tables",
    "interpret_values",
    "map_records",
    "pack_frames",
    "prove_arithmetic",
    "reconcile_documents",
    "trace_causes",
    "write_reports",
];
