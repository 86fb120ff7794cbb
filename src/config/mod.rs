//! Pipelines and profiles as users write them. Text in, checked settings out; no files, no clock.

pub mod builtin;
pub mod fault;
pub mod pipeline;
pub mod profile;

pub use fault::ConfigFault;
pub use pipeline::Pipeline;
pub use profile::Profile;
