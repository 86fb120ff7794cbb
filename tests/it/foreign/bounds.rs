//! Work is bounded whatever the table.
