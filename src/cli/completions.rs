//! `selaras completions`: a completion script, on stdout.

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::write_stdout;

/// Prints the script for a shell.
pub(super) fn completions(args: &CompletionsArgs) -> anyhow::Result<u8> {
    // Made in memory first, as the generator panics when its output is closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "selaras", &mut script);
    write_stdout(&script)?;
    Ok(0)
}
