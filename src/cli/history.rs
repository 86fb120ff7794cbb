//! `selaras history`: the runs of a pipeline, and what happened to its findings since a day.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{HistoryArgs, ReportFormat};
use super::columns::Columns;
use super::console::{Console, clean};
use super::refusal::Refusal;
use super::run::default_output;
use super::write_stdout;
use crate::config::fault::Said;
use crate::model::harmless::clean as harmless;
use crate::model::language::Language;
use crate::model::place::whereabouts;
use crate::run::error::RunError;
use crate::run::ledger::{Happened, Ledger, RunRow, outputs_with_ledger};
use crate::run::prepare::pipeline_name;

/// Most runs that are listed.
const MOST: u32 = 1_000;

/// Shows the history of a pipeline, or of all below `output/`.
pub(super) fn history(args: &HistoryArgs, console: &Console) -> anyhow::Result<u8> {
    let since = args.since.as_deref().map(day).transpose()?;
    let outputs: Vec<PathBuf> = match (&args.output, &args.pipeline) {
        (Some(output), _) => vec![output.clone()],
        (None, Some(pipeline)) => vec![default_output(&pipeline_name(pipeline)?)],
        (None, None) => outputs_with_ledger(Path::new("output")),
    };
    let mut shown = String::new();
    let mut n_ledgers = 0_usize;
    for output in outputs {
        let Some(ledger) = Ledger::look(&output).map_err(RunError::from)? else {
            continue;
        };
        n_ledgers += 1;
        let runs = ledger.runs(MOST).map_err(RunError::from)?;
        let runs: Vec<RunRow> = runs
            .into_iter()
            .filter(|run| since.as_ref().is_none_or(|since| run.started >= *since))
            .collect();
        let happened = match &since {
            Some(since) => ledger.happened_since(since).map_err(RunError::from)?,
            None => Vec::new(),
        };
        match args.format {
            ReportFormat::Text => {
                let text = text(&output, &runs, &happened, since.is_some(), console.language);
                shown.push_str(&text);
            }
            ReportFormat::Jsonl => shown.push_str(&lines(&output, &runs, &happened)),
        }
    }
    if n_ledgers == 0 {
        return Err(none().into());
    }
    write_stdout(shown.as_bytes())?;
    Ok(0)
}

/// A day, or a moment, as the ledger writes it.
fn day(text: &str) -> Result<String, Refusal> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to);
        part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let fits = text.len() >= 10
        && digits(0, 4)
        && digits(5, 7)
        && digits(8, 10)
        && text.get(4..5) == Some("-")
        && text.get(7..8) == Some("-");
    if fits {
        return Ok(text.to_owned());
    }
    Err(Refusal {
        reason: Said::new(
            format!("`{}` bukan tanggal", harmless(text)),
            format!("`{}` is no date", harmless(text)),
        ),
        advice: Said::new("tulis seperti 2026-12-31", "write it as 2026-12-31"),
    })
}

fn none() -> Refusal {
    Refusal {
        reason: Said::new(
            "belum ada riwayat: pipeline ini belum pernah dijalankan dengan keluaran itu",
            "there is no history: this pipeline has not been run with that output",
        ),
        advice: Said::new(
            "jalankan `selaras run` dahulu; bila keluarannya di tempat lain, sebut dengan --output",
            "use `selaras run` first; where its output lies elsewhere, name it with --output",
        ),
    }
}

fn text(
    output: &Path,
    runs: &[RunRow],
    happened: &[Happened],
    with_findings: bool,
    language: Language,
) -> String {
    let pick = |id: &'static str, en: &'static str| language.pick(id, en);
    let mut columns = Columns::new([
        pick("dijalankan", "started"),
        pick("akhir", "end"),
        pick("detik", "seconds"),
        pick("masukan", "inputs"),
        "error",
        "warning",
        pick("baru", "new"),
        pick("selesai", "fixed"),
        pick("muncul lagi", "reopened"),
        pick("ditarik", "withdrawn"),
        pick("lama", "known"),
        pick("dikecualikan", "waived"),
    ]);
    for run in runs {
        let counts = &run.counts;
        let end = match run.state.as_str() {
            "done" => run.exit_code.to_string(),
            "failed" => format!(
                "{}: {}",
                run.exit_code,
                run.reason.as_deref().unwrap_or("?")
            ),
            _ => "?".to_owned(),
        };
        columns.row([
            run.started.clone(),
            end,
            format!(
                "{}.{}",
                run.milliseconds / 1000,
                run.milliseconds % 1000 / 100
            ),
            run.inputs.to_string(),
            run.errors.to_string(),
            run.warnings.to_string(),
            counts.new.to_string(),
            counts.fixed.to_string(),
            counts.reopened.to_string(),
            counts.withdrawn.to_string(),
            counts.known.to_string(),
            counts.waived.to_string(),
        ]);
    }
    let mut out = format!(
        "{}\n{}",
        clean(&output.display().to_string()),
        columns.text("  ")
    );
    if with_findings {
        for event in happened {
            let told = &event.told;
            let place = whereabouts(told.path.as_deref(), told.sheet.as_deref(), told.cell);
            let word = event_word(&event.event, language);
            let line = format!(
                "{}  {word}  {} {} {place}: {}",
                event.started,
                told.code,
                told.severity.name(),
                told.message
            );
            let _ = writeln!(out, "{}", clean(&line));
        }
    }
    out
}

fn event_word(event: &str, language: Language) -> &str {
    let words = match event {
        "new" => ("baru", "new"),
        "fixed" => ("selesai", "fixed"),
        "reopened" => ("muncul lagi", "reopened"),
        "withdrawn" => ("dokumen ditarik", "withdrawn"),
        "waived" => ("dikecualikan", "waived"),
        "unwaived" => ("tidak dikecualikan lagi", "unwaived"),
        other => return other,
    };
    language.pick(words.0, words.1)
}

fn lines(output: &Path, runs: &[RunRow], happened: &[Happened]) -> String {
    let mut out = String::new();
    let output = output.display().to_string();
    for run in runs {
        let line = json!({
            "output": output, "run": run.id, "started": run.started, "version": run.version,
            "state": run.state, "exit_code": run.exit_code, "milliseconds": run.milliseconds,
            "reason": run.reason, "inputs": run.inputs, "quarantined": run.quarantined,
            "errors": run.errors, "warnings": run.warnings, "findings": run.counts,
        });
        let _ = writeln!(out, "{line}");
    }
    for event in happened {
        let told = &event.told;
        let line = json!({
            "output": output, "started": event.started, "event": event.event,
            "fingerprint": event.fingerprint, "code": told.code, "severity": told.severity,
            "document": told.path, "sheet": told.sheet, "cell": told.cell,
            "message": told.message,
        });
        let _ = writeln!(out, "{line}");
    }
    out
}
