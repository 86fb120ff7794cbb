//! Pipelines and profiles as users write them. Text in, checked settings out; no files, no clock.

pub mod builtin;
mod check;
mod complaint;
pub mod draft;
pub mod expectations;
pub mod fault;
pub mod load;
pub mod operand;
pub mod phrase;
pub mod pipeline;
pub mod profile;
mod repair;
pub mod source_text;
pub mod validate;
pub mod waivers;

pub use fault::ConfigFault;
pub use pipeline::Pipeline;
pub use profile::Profile;
