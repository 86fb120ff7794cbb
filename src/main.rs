//! The `selaras` program: turns the command line's outcome into an exit code, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    selaras::cli::main()
}
