//! Comes in: a checked request. Goes out: an audited set of documents, and a folder of outputs.
//! Only here (and in `cli`) are the file system and the clock touched. Never talks to the user.

pub mod after;
pub mod assignment;
pub mod cache;
pub mod chain;
pub mod clock;
pub mod consolidation;
pub mod disk;
pub mod document;
pub mod error;
pub mod gate;
pub mod guard;
pub mod init;
mod input_paths;
pub mod inputs;
pub mod last_word;
pub mod ledger;
pub mod lock;
pub mod night;
pub mod outputs;
mod own_units;
pub mod place_outputs;
pub mod prepare;
pub mod progress;
mod proving;
pub mod reading;
pub mod region;
mod staging;
mod unchanged;
pub mod within;
pub mod workers;
pub mod written;
