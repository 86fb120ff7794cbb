//! The half of the hand-over that believes nothing, without the processes around it.

#[path = "workers.rs"]
pub mod workers;
