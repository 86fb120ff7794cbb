//! Comes in: how far a run has come. Goes to whoever watches it; never changes what the run does.

/// Someone who watches a run.
pub trait Progress: Sync {
    /// Files are about to be listed and hashed.
    fn discovering(&self) {}

    /// This many files of so many bytes together will be worked on.
    fn begin(&self, n_files: usize, n_bytes: u64) {
        let _ = (n_files, n_bytes);
    }

    /// A file of so many bytes is done.
    fn file_done(&self, path: &str, n_bytes: u64) {
        let _ = (path, n_bytes);
    }

    /// All documents are read; what they say is being compared.
    fn comparing(&self) {}

    /// Outputs are being written.
    fn writing(&self) {}

    /// Nothing more will come.
    fn end(&self) {}
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Progress for Unwatched {}
