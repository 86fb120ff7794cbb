//! All integration tests, in one binary, since linking polars is slow.
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "fixtures are short texts; how they are built does not matter"
)]
#![allow(
    clippy::print_stdout,
    reason = "the figures of a generated test are printed for whoever asks to see them"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must stop; the lint's own exception reaches test functions only"
)]

mod chance;
mod cli;
mod digits;
mod explanations;
mod faults;
mod foreign;
mod formulas;
mod frames;
mod golden;
mod hostile;
mod house;
mod kinds;
mod layouts;
mod nasty;
mod nights;
mod page;
mod privacy;
mod region;
mod reports;
mod same;
mod samples;
mod spellings;
mod support;
mod trees;
mod workers;
mod xlsb;
mod xlsb_example;
mod xlsb_styles;
mod xlsb_tokens;
mod xlsb_writer;
