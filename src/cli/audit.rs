//! `selaras audit`: audits files and folders without a pipeline and tells the findings.

use std::path::{Path, PathBuf};

use super::args::{AuditArgs, ReadingArgs, ReportFormat};
use super::bar::watcher;
use super::console::{Console, Paint, talk};
use super::findings_text::{any_unread, report_text, summary, tell_ignored};
use super::write_stdout;
use crate::config::builtin;
use crate::config::expectations::Expectations;
use crate::model::identity::Numbers;
use crate::model::limits::Limits;
use crate::run::chain::{self, Kept, Reach, Request};
use crate::run::disk;
use crate::run::error::RunError;
use crate::run::gate::ending;
use crate::run::inputs::Root;
use crate::run::prepare::builtin_profiles;
use crate::run::reading::Reading;
use crate::run::written;
use crate::stages::write_reports::{Audience, findings_lines, for_audience};

/// Audits what the arguments name.
pub(super) fn audit(args: &AuditArgs, console: &Console) -> anyhow::Result<u8> {
    if let Some(output) = &args.output {
        refuse_input(output, &args.paths)?;
    }
    let watcher = watcher(console);
    let mut request = request(&args.paths, &args.reading, console)?;
    request.kept = match args.format {
        // Who is named in a document only its values tell.
        _ if args.redact => Kept::Everything,
        ReportFormat::Text => Kept::Findings,
        ReportFormat::Jsonl => Kept::Outlines,
    };
    let audience = if args.redact {
        Audience::Strangers
    } else {
        Audience::Own
    };
    let result = chain::audit(&request, watcher.as_ref())?;
    watcher.end();
    let report = &result.report;
    let paint = if args.output.is_some() {
        Paint::Plain
    } else {
        console.paint
    };
    let bytes = match args.format {
        ReportFormat::Text => {
            // Strangers see no masked number either, so none is masked before it is taken out.
            let numbers = match audience {
                Audience::Own => Numbers::Masked,
                Audience::Strangers => Numbers::Whole,
            };
            let text = report_text(report, numbers, console.language, paint);
            for_audience(report, audience, &text).into_bytes()
        }
        ReportFormat::Jsonl => findings_lines(report, audience, console.language)?,
    };
    match &args.output {
        Some(path) => written::write_file(path, &bytes)?,
        None => write_stdout(&bytes)?,
    }
    let summary_was_shown = args.format == ReportFormat::Text && args.output.is_none();
    if !summary_was_shown && !console.quiet {
        talk(&format!("{}\n", summary(&report.brief(), console.language)));
    }
    tell_ignored(&report.brief());
    Ok(ending(
        &report.findings,
        any_unread(&result),
        args.fail_on.fail_on(),
    )
    .exit_code())
}

/// Refuses to write over a file that is to be audited.
fn refuse_input(output: &Path, inputs: &[PathBuf]) -> Result<(), RunError> {
    let Ok(target) = disk::canonical(output) else {
        return Ok(());
    };
    let is_input = inputs
        .iter()
        .filter_map(|input| disk::canonical(input).ok())
        .any(|input| target.starts_with(&input));
    if is_input {
        return Err(RunError::OutputIsInput {
            path: output.to_owned(),
        });
    }
    Ok(())
}

/// The request for files and folders without a pipeline.
pub(super) fn request(
    paths: &[PathBuf],
    reading_args: &ReadingArgs,
    console: &Console,
) -> Result<Request, RunError> {
    let reading = Reading::apart().map_err(|source| RunError::Readers { source })?;
    let root = |path: &PathBuf| Root {
        name: path.display().to_string(),
        disk: path.clone(),
    };
    Ok(Request {
        pipeline: None,
        region: None,
        year: None,
        roots: paths.iter().map(root).collect(),
        skip: None,
        exclude: Vec::new(),
        profiles: builtin_profiles()?,
        reconcile: builtin::reconciliations(),
        expectations: Expectations::default(),
        reach: Reach::WithinDocument,
        kept: Kept::Everything,
        off: Vec::new(),
        jobs: console.jobs,
        reading,
        limits: reading_args.over(Limits::default()),
        care: reading_args.care(),
        cache: None,
    })
}
