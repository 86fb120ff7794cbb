//! How the command line is written. Comes in: words. Goes out: their typed form; never does
//! anything with it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::config::fault::nearest;
use crate::model::language::Language;
use crate::model::limits::{Limit, Limits, MOST};
use crate::run::gate::FailOn;
use crate::run::reading::Care;

/// Audits the budget workbooks of Indonesian local governments: proves every sum, share and
/// cross-document figure in them and says which cell is wrong and why.
#[derive(Debug, Parser)]
#[command(
    name = "selaras",
    version,
    after_help = "Exit codes: 0 clean; 1 findings at or above --fail-on; 2 selaras could not work; \
                  3 some input could not be read; 4 another run of this pipeline is under way."
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: GlobalArgs,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every subcommand takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct GlobalArgs {
    /// Number of threads [default: all cores]
    #[arg(long, global = true, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Show no progress bar
    #[arg(long, global = true)]
    pub(super) no_progress: bool,
    /// How log lines on stderr are written
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) log_format: LogFormat,
    /// Log more: -v what is done, -vv every stage
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(super) verbose: u8,
    /// Log errors only, and leave out the summary
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Language of messages and reports
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) lang: Lang,
    /// Colours; `NO_COLOR` is honoured too
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(super) color: ColorChoice,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Run a pipeline: read its inputs, audit them, write the outputs
    Run(RunArgs),
    /// Audit files or folders, without a pipeline
    Audit(AuditArgs),
    /// Show what a stage made of a file
    Inspect(InspectArgs),
    /// Write a first pipeline for a folder, with first profiles for tables of unknown kind
    Init(InitArgs),
    /// Explain a rule
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Tell every fault of a pipeline and its profiles
    Validate(ValidateArgs),
    /// List earlier runs and what each found new, fixed or reopened
    History(HistoryArgs),
    /// Print what runs a pipeline every night, and how to install it
    Schedule(ScheduleArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// Options of `run`.
#[derive(Debug, clap::Args)]
pub(super) struct RunArgs {
    /// The pipeline's file
    #[arg(value_name = "PIPELINE.toml")]
    pub(super) pipeline: PathBuf,
    /// Input folder in place of those the pipeline names (repeatable)
    #[arg(long, value_name = "DIR")]
    pub(super) input: Vec<PathBuf>,
    /// Output folder [default: output/<pipeline name>]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Lowest severity that gives exit code 1
    #[arg(long, value_enum, default_value_t)]
    pub(super) fail_on: Gate,
    /// Make everything anew, whatever earlier runs kept; the outputs are the same to the byte
    #[arg(long)]
    pub(super) full: bool,
    /// Write findings that may be shared: without numbers and names of persons and without folders;
    /// no workbook, no corrections, no data. Wants an output folder of its own
    #[arg(long, requires = "output")]
    pub(super) redact: bool,
    /// Do everything but write
    #[arg(long)]
    pub(super) dry_run: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// Options of `audit`.
#[derive(Debug, clap::Args)]
pub(super) struct AuditArgs {
    /// Workbooks, or folders of them
    #[arg(value_name = "FILE|DIR", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ReportFormat,
    /// Write findings that may be shared: without numbers and names of persons and without folders
    #[arg(long)]
    pub(super) redact: bool,
    /// File to write them to, instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Lowest severity that gives exit code 1
    #[arg(long, value_enum, default_value_t)]
    pub(super) fail_on: Gate,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// Options of `inspect`.
#[derive(Debug, clap::Args)]
pub(super) struct InspectArgs {
    /// The file
    pub(super) file: PathBuf,
    /// Only this sheet
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// The stage whose result is shown
    #[arg(long, value_enum, default_value_t, value_name = "NAME")]
    pub(super) stage: StageName,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ReportFormat,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How files are read, the same for every subcommand that reads.
#[derive(Debug, clap::Args)]
pub(super) struct ReadingArgs {
    /// Change a limit on reading, as `cells=10000000`; in place of the pipeline's (repeatable)
    #[arg(long, value_name = "NAME=VALUE", value_parser = limit)]
    pub(super) limit: Vec<(Limit, u64)>,
    /// Read every xlsx and xlsb once more with a second, independent reader and tell the cells in
    /// which the two differ
    #[arg(long)]
    pub(super) second_reader: bool,
}

impl ReadingArgs {
    /// How often each file is read.
    pub(super) fn care(&self) -> Care {
        if self.second_reader {
            Care::Twice
        } else {
            Care::Once
        }
    }

    /// These limits in place of the given ones; of a name given twice the last counts.
    pub(super) fn over(&self, mut limits: Limits) -> Limits {
        for (limit, value) in &self.limit {
            limits.set(*limit, *value);
        }
        limits
    }
}

/// Reads `NAME=VALUE`.
fn limit(text: &str) -> Result<(Limit, u64), String> {
    let (name, value) = text
        .split_once('=')
        .map_or((text, None), |(name, value)| (name, Some(value)));
    let name = name.trim();
    let Some(limit) = Limits::named(name) else {
        let names = Limits::names().collect::<Vec<_>>().join(", ");
        let near = nearest(name, Limits::names());
        let near = near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
        return Err(format!(
            "there is no limit `{name}`; {near}the limits are {names}"
        ));
    };
    value
        .and_then(|value| value.trim().parse().ok())
        .filter(|value| (1..=MOST).contains(value))
        .map(|value| (limit, value))
        .ok_or_else(|| format!("write it as {name}=N, N a whole number from 1 to {MOST}"))
}

/// Options of `init`.
#[derive(Debug, clap::Args)]
pub(super) struct InitArgs {
    /// The folder of workbooks
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// File to write the pipeline to, profiles into `profiles/` beside it, instead of stdout; an
    /// existing file is never overwritten
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// Options of `explain`.
#[derive(Debug, clap::Args)]
pub(super) struct ExplainArgs {
    /// Code or name of a rule, such as A101 or children-sum
    pub(super) code: String,
}

/// Options of `rules`.
#[derive(Debug, clap::Args)]
pub(super) struct RulesArgs {
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ListFormat,
}

/// Options of `validate`.
#[derive(Debug, clap::Args)]
pub(super) struct ValidateArgs {
    /// The pipeline's file
    #[arg(value_name = "PIPELINE.toml")]
    pub(super) pipeline: PathBuf,
}

/// Options of `history`.
#[derive(Debug, clap::Args)]
pub(super) struct HistoryArgs {
    /// The pipeline's file; without one every pipeline with outputs below output/
    #[arg(value_name = "PIPELINE.toml")]
    pub(super) pipeline: Option<PathBuf>,
    /// The pipeline's output folder, where it is not output/<pipeline name>
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Only runs since this day, with what happened to each finding in them
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) since: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ReportFormat,
}

/// Options of `schedule`.
#[derive(Debug, clap::Args)]
pub(super) struct ScheduleArgs {
    /// For which scheduler
    #[arg(value_enum)]
    pub(super) scheduler: Scheduler,
    /// The pipeline's file
    #[arg(value_name = "PIPELINE.toml")]
    pub(super) pipeline: PathBuf,
    /// Output folder [default: output/<pipeline name> in the folder where this is called]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// When to run every day
    #[arg(long, value_name = "HH:MM", default_value = "02:00")]
    pub(super) at: String,
    /// The user that runs it [default: the one who calls this]
    #[arg(long, value_name = "NAME")]
    pub(super) user: Option<String>,
}

/// What starts a run every night.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Scheduler {
    /// A service and a timer
    Systemd,
    /// A line of a crontab
    Cron,
}

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum LogFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Lang {
    /// Bahasa Indonesia
    #[default]
    Id,
    /// English
    En,
}

impl Lang {
    /// The language meant.
    pub(super) fn language(self) -> Language {
        match self {
            Lang::Id => Language::Id,
            Lang::En => Language::En,
        }
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Lowest severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Gate {
    /// Errors
    #[default]
    Error,
    /// Errors and warnings
    Warning,
    /// Nothing
    Never,
}

impl Gate {
    /// The gate meant.
    pub(super) fn fail_on(self) -> FailOn {
        match self {
            Gate::Error => FailOn::Error,
            Gate::Warning => FailOn::Warning,
            Gate::Never => FailOn::Never,
        }
    }
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    #[default]
    Text,
    /// One JSON list
    Json,
}

/// A stage that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum StageName {
    /// The file: format, agency, year
    DiscoverFiles,
    /// Its cells
    ExtractCells,
    /// Its tables
    FindTables,
    /// The values of their cells
    InterpretValues,
    /// The records in them
    #[default]
    MapRecords,
    /// How many rows each kind gives
    PackFrames,
    /// The claims inside each table
    ProveArithmetic,
    /// The claims between the tables of the file
    ReconcileDocuments,
    /// The findings with their causes
    TraceCauses,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn limits_are_read_by_name_and_value() {
        assert_eq!(limit("cells=100"), Ok((Limit::Cells, 100)));
        assert_eq!(limit(" seconds = 7 "), Ok((Limit::Seconds, 7)));
        for wrong in [
            "cells",
            "cells=",
            "cells=0",
            "cells=-1",
            "cells=1.5",
            "cells=2e6",
        ] {
            assert!(
                limit(wrong).is_err_and(|told| told.contains("cells=N")),
                "{wrong}"
            );
        }
        let told = limit("cels=5").expect_err("no such limit");
        assert!(told.contains("did you mean `cells`"), "{told}");
        for name in Limits::names() {
            assert!(told.contains(name), "{told}");
        }
    }

    #[test]
    fn stages_can_be_named_as_their_folders() {
        for stage in StageName::value_variants() {
            let name = stage.to_possible_value().expect("a name");
            assert!(
                crate::stages::STAGES.contains(&name.get_name()),
                "{}",
                name.get_name()
            );
        }
    }
}
