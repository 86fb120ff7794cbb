//! Comes in: how far a run has come. Goes to whoever watches it; never changes what the run does.

/// Someone who watches a run.
pub trait Progress: Sync {
    /// Files are about to be listed and hashed.
    fn discovering(&self) {}

    /// This many documents will be read.
    fn begin(&self, n_documents: usize) {
        let _ = n_documents;
    }

    /// A document is done.
    fn document_done(&self, path: &str) {
        let _ = path;
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
