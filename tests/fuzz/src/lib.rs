//! The reading part of selaras, compiled from its own sources without the rest, and what every fuzz
//! target demands of it. Comes in: bytes. Goes out: nothing; a broken promise panics.
#![allow(
    dead_code,
    missing_docs,
    reason = "modules compiled out of their house, where the rest uses them"
)]

pub mod model;
pub mod numbers;
pub mod promises;
pub mod run;
pub mod stages;
pub mod wrap;
