//! The `selaras` program: turns the command line's outcome into an exit code, nothing else.
fn main() {}
