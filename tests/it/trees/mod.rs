//! Trees of programs and accounts, grown from a seed, written as agencies write them: every style of
//! code and of outline, with damages. What is read back must be the tree that was written.
//!
//! `TREES=500 cargo test --release trees -- --nocapture` tries as many documents a style and prints
//! a table.

mod check;
mod grow;
mod write;
mod write_codes;
mod write_outline;
