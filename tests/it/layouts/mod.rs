//! Documents as their authors mean them, shared by the tests that generate sheets.

pub(crate) mod data;
