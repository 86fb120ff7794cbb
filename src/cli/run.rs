//! `selaras run`: runs a pipeline and writes its outputs.

use std::path::{Path, PathBuf};

use super::args::RunArgs;
use super::bar::watcher;
use super::console::{Console, talk};
use super::findings_text::{any_unread, summary, tell_ignored};
use crate::model::language::Language;
use crate::run::chain::{self, Reach, Request};
use crate::run::clock::{Stopwatch, now_utc};
use crate::run::disk::canonical;
use crate::run::error::RunError;
use crate::run::gate::{Ending, ending};
use crate::run::lock::RunLock;
use crate::run::outputs::outputs;
use crate::run::place_outputs::{check_target, place_folder};
use crate::run::prepare::{Prepared, prepare};
use crate::run::reading::Reading;
use crate::stages::write_reports::RunFacts;

/// Runs a pipeline.
pub(super) fn run(args: &RunArgs, console: &Console) -> anyhow::Result<u8> {
    let started = now_utc();
    let stopwatch = Stopwatch::start();
    let prepared = prepare(&args.pipeline, &args.input)?;
    let output = args
        .output
        .clone()
        .unwrap_or_else(|| Path::new("output").join(&prepared.pipeline.name));
    // A link to the folder and the folder itself must take the same lock.
    let output = canonical(&output).unwrap_or(output);
    check_output(&prepared, &output)?;
    // Taken before the long work, so that a second run and an unwritable place are told at once.
    let lock = if args.dry_run {
        None
    } else {
        Some(RunLock::take(&output)?)
    };
    if args.full {
        tracing::debug!("nothing is cached, so every run reads every document");
    }

    let watcher = watcher(console);
    let wanted = prepared.pipeline.outputs.clone();
    let request = request(prepared, args, &output, console)?;
    let result = chain::audit(&request, watcher.as_ref())?;
    watcher.writing();
    let writing = Stopwatch::start();
    let ending = ending(
        &result.report.findings,
        any_unread(&result),
        args.fail_on.fail_on(),
    );
    let facts = RunFacts {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pipeline_file: Some(args.pipeline.display().to_string()),
        started,
        timings: result
            .timings
            .iter()
            .map(|(part, millis)| ((*part).to_owned(), *millis))
            .collect(),
        outputs: wanted,
        dropped: result
            .switched_off
            .iter()
            .map(|(code, count)| ((*code).to_owned(), *count))
            .collect(),
        unreadable: result.unreadable.clone(),
        limits: request
            .limits
            .changed()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        exit_code: Some(ending.exit_code().into()),
    };
    let files = outputs(&result, &facts, console.language)?;
    tracing::info!(
        writing_ms = writing.millis(),
        total_ms = stopwatch.millis(),
        "outputs made"
    );
    if lock.is_some() {
        place_folder(&output, &files)?;
    }
    watcher.end();
    drop(lock);
    tell_ignored(&result.report);
    if !console.quiet {
        let written = (!args.dry_run).then_some(output.as_path());
        talk(&farewell(
            &summary(&result.report, console.language),
            written,
            ending,
            console.language,
        ));
    }
    Ok(ending.exit_code())
}

fn request(
    prepared: Prepared,
    args: &RunArgs,
    output: &Path,
    console: &Console,
) -> Result<Request, RunError> {
    let reading = Reading::apart().map_err(|source| RunError::Readers { source })?;
    let pipeline = prepared.pipeline;
    let limits = args.reading.over(pipeline.limits());
    Ok(Request {
        pipeline: Some(pipeline.name),
        region: Some(pipeline.region),
        year: Some(pipeline.year),
        roots: prepared.roots,
        skip: Some(output.to_owned()),
        exclude: pipeline.exclude,
        profiles: prepared.profiles,
        reconcile: pipeline.reconcile,
        expectations: prepared.expectations,
        reach: Reach::AcrossDocuments,
        off: pipeline.checks.off,
        jobs: console.jobs,
        reading,
        limits,
        care: args.reading.care(),
    })
}

/// Refuses an output folder that holds other people's files or the inputs themselves.
fn check_output(prepared: &Prepared, output: &Path) -> Result<(), RunError> {
    check_target(output)?;
    if !output.exists() {
        return Ok(());
    }
    let target: PathBuf = canonical(output)?;
    for root in &prepared.roots {
        if canonical(&root.disk)?.starts_with(&target) {
            return Err(RunError::OutputHoldsInput {
                path: output.to_owned(),
            });
        }
    }
    Ok(())
}

/// What is said at the end of a run.
fn farewell(summary: &str, written: Option<&Path>, ending: Ending, language: Language) -> String {
    let place = match written {
        Some(output) => format!(
            "{}: {}",
            language.pick("Keluaran", "Output"),
            output.display()
        ),
        None => language
            .pick(
                "Keluaran: tidak ditulis (--dry-run)",
                "Output: not written (--dry-run)",
            )
            .to_owned(),
    };
    let code = ending.exit_code();
    let end = match language {
        Language::Id => format!("Selesai dengan kode {code}: {}", ending.words(language)),
        Language::En => format!("Ended with code {code}: {}", ending.words(language)),
    };
    format!("{summary}\n{place}\n{end}\n")
}
