//! Comes in: the command line. Goes out: data on stdout, talk on stderr, an exit code. One file a
//! subcommand; `args` alone knows how options are written.

mod args;
mod audit;
mod bar;
mod columns;
mod completions;
mod console;
mod explain;
mod faults;
mod findings_text;
mod history;
mod init;
mod inspect;
mod logging;
mod refusal;
mod rules;
mod run;
mod schedule;
mod signals;
mod validate;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use console::{Console, talk};
use refusal::Refusal;

use crate::run::error::RunError;
use crate::run::gate::{EXIT_BUSY, EXIT_FAILED};
use crate::run::workers;

/// Does what the command line says.
pub fn main() -> ExitCode {
    // A reader process has no use for the rest, and must be ready before it is confined.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == workers::READER_WORD)
    {
        return ExitCode::from(workers::serve());
    }
    let args = Args::parse();
    let console = Console::of(&args.global);
    logging::start(&args.global);
    signals::settle();
    let result = match &args.command {
        Command::Run(args) => run::run(args, &console),
        Command::Audit(args) => audit::audit(args, &console),
        Command::Inspect(args) => inspect::inspect(args, &console),
        Command::Init(args) => init::init(args, &console),
        Command::Explain(args) => explain::explain(args, &console),
        Command::Rules(args) => rules::rules(args, &console),
        Command::Validate(args) => validate::validate(args, &console),
        Command::History(args) => history::history(args, &console),
        Command::Schedule(args) => schedule::schedule(args, &console),
        Command::Completions(args) => completions::completions(args),
    };
    ExitCode::from(result.unwrap_or_else(|error| failed(&error, &console)))
}

/// Says why selaras could not work, and gives the exit code for it.
fn failed(error: &anyhow::Error, console: &Console) -> u8 {
    // Whoever reads the output has read enough.
    if error.chain().any(is_broken_pipe) {
        return 0;
    }
    let language = console.language;
    let (message, advice, code) = if let Some(error) = error.downcast_ref::<RunError>() {
        let code = if matches!(error, RunError::Busy { .. }) {
            EXIT_BUSY
        } else {
            EXIT_FAILED
        };
        if let RunError::Config(found) = error {
            talk(&faults::faults_text(found, language));
        }
        (error.say(language), error.advice(language).to_owned(), code)
    } else if let Some(refusal) = error.downcast_ref::<Refusal>() {
        (
            refusal.reason.pick(language).to_owned(),
            refusal.advice.pick(language).to_owned(),
            EXIT_FAILED,
        )
    } else {
        let advice = language.pick(
            "periksa ke mana keluaran dialirkan",
            "check where the output goes",
        );
        (format!("{error:#}"), advice.to_owned(), EXIT_FAILED)
    };
    talk(&format!("selaras: {message}\n  -> {advice}\n"));
    code
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes data to stdout and flushes it, so that a full disk is noticed.
fn write_stdout(bytes: &[u8]) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes)?;
    stdout.flush()?;
    Ok(())
}
