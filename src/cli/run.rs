//! `selaras run`: runs a pipeline and writes its outputs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Utc;

use super::args::RunArgs;
use super::bar::watcher;
use super::console::{Console, talk};
use super::findings_text::{summary, tell_ignored};
use super::signals;
use crate::config::pipeline::{After, Outputs};
use crate::model::language::Language;
use crate::run::after::{notify, wants_word, write_metrics};
use crate::run::cache::CacheOrder;
use crate::run::chain::{Kept, Reach, Request};
use crate::run::clock::now_utc;
use crate::run::consolidation::{Done, KEPT, Order, consolidate};
use crate::run::disk::canonical;
use crate::run::error::RunError;
use crate::run::gate::{EXIT_FAILED, Ending};
use crate::run::ledger::{RunRow, state_folder};
use crate::run::place_outputs::check_target;
use crate::run::prepare::{Prepared, prepare};
use crate::run::reading::Reading;
use crate::stages::write_reports::{Audience, SUMMARY};

/// Runs a pipeline.
pub(super) fn run(args: &RunArgs, console: &Console) -> anyhow::Result<u8> {
    let started = now_utc();
    let prepared = prepare(&args.pipeline, &args.input)?;
    let output = args
        .output
        .clone()
        .unwrap_or_else(|| default_output(&prepared.pipeline.name));
    // A link to the folder and the folder itself must take the same lock.
    let output = canonical(&output).unwrap_or(output);
    check_output(&prepared, &output)?;
    let after = prepared.pipeline.after.clone();
    let name = prepared.pipeline.name.clone();
    let order = order(prepared, args, output, started, console)?;
    if !order.is_dry {
        signals::end_a_run_cleanly(
            order.output.clone(),
            order.started.clone(),
            Arc::clone(&order.last_word),
            console.language,
        );
    }

    let watcher = watcher(console);
    let done = consolidate(&order, watcher.as_ref());
    watcher.end();
    if !order.is_dry {
        afterwards(args, &after, &name, &done, &order);
    }
    let done = done?;
    if let Some(aside) = &done.set_aside {
        talk(&set_aside(aside, console.language));
    }
    if done.is_behind {
        talk(console.language.pick(
            "selaras: jam komputer mundur: proses sebelumnya tercatat mulai lebih kemudian; periksa jamnya, sebab pengecualian berakhir menurut tanggal\n",
            "selaras: the clock went back: the run before is said to have started later; check it, since waivers end by their date\n",
        ));
    }
    tell_ignored(&done.brief);
    if !console.quiet {
        let written = (!order.is_dry).then_some(order.output.as_path());
        talk(&farewell(
            &summary(&done.brief, console.language),
            written,
            done.ending,
            console.language,
        ));
    }
    let code = done.ending.exit_code();
    // The process ends: its memory is given back at once, and not value by value.
    std::mem::forget(done);
    Ok(code)
}

/// Where a pipeline's outputs go when nobody says otherwise.
pub(super) fn default_output(name: &str) -> PathBuf {
    Path::new("output").join(name)
}

fn order(
    prepared: Prepared,
    args: &RunArgs,
    output: PathBuf,
    started: String,
    console: &Console,
) -> Result<Order, RunError> {
    let reading = Reading::apart().map_err(|source| RunError::Readers { source })?;
    let pipeline = prepared.pipeline;
    let limits = args.reading.over(pipeline.limits());
    let request = Request {
        pipeline: Some(pipeline.name),
        region: Some(pipeline.region),
        year: Some(pipeline.year),
        roots: prepared.roots,
        skip: Some(output.clone()),
        exclude: pipeline.exclude,
        profiles: prepared.profiles,
        reconcile: pipeline.reconcile,
        expectations: prepared.expectations,
        reach: Reach::AcrossDocuments,
        kept: Kept::Outlines,
        off: pipeline.checks.off,
        jobs: console.jobs,
        reading,
        limits,
        care: args.reading.care(),
        cache: (!args.dry_run).then(|| CacheOrder {
            folder: state_folder(&output).join("cache"),
            is_believed: !args.full,
        }),
    };
    Ok(Order {
        request,
        pipeline_file: args.pipeline.display().to_string(),
        waivers: prepared.waivers,
        outputs: if args.redact {
            for_strangers(&pipeline.outputs)
        } else {
            pipeline.outputs
        },
        numbers: pipeline.privacy.numbers,
        audience: if args.redact {
            Audience::Strangers
        } else {
            Audience::Own
        },
        output,
        keep: pipeline.after.keep.unwrap_or(KEPT),
        is_dry: args.dry_run,
        started,
        fail_on: args.fail_on.fail_on(),
        language: console.language,
        last_word: Arc::default(),
    })
}

/// Of the outputs those that hold no more of documents than findings tell.
fn for_strangers(wanted: &Outputs) -> Outputs {
    Outputs {
        workbook: false,
        page: false,
        corrections: false,
        data: false,
        findings: wanted.findings,
    }
}

/// Figures for a monitor and word to people, whatever the run ended as. A second run that was turned
/// away is nobody's news.
fn afterwards(
    args: &RunArgs,
    after: &After,
    name: &str,
    done: &Result<Done, RunError>,
    order: &Order,
) {
    if matches!(done, Err(RunError::Busy { .. })) {
        return;
    }
    let (row, text) = match done {
        Ok(done) => {
            let page = done.files.iter().find(|file| file.path == SUMMARY);
            let text = page.map(|page| page.bytes.clone()).unwrap_or_default();
            (done.row.clone(), text)
        }
        Err(error) => {
            let row = RunRow {
                state: "failed".to_owned(),
                exit_code: EXIT_FAILED,
                ..RunRow::default()
            };
            let (said, advice) = (error.say(order.language), error.advice(order.language));
            (
                row,
                format!("SELARAS  {name}\n\n{said}\n  -> {advice}\n").into_bytes(),
            )
        }
    };
    let folder = args.pipeline.parent().unwrap_or(Path::new(""));
    if let Some(metrics) = &after.metrics {
        let told = write_metrics(&folder.join(metrics), name, &row, Utc::now().timestamp());
        if let Err(error) = told {
            tracing::warn!("{}", error.say(order.language));
        }
    }
    if wants_word(after.notify_on, &row)
        && let Err(reason) = notify(&after.notify, &text, row.exit_code)
    {
        tracing::warn!(reason, "the notification could not be sent");
    }
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

fn set_aside(aside: &Path, language: Language) -> String {
    let aside = aside.display();
    match language {
        Language::Id => format!(
            "selaras: buku catatan rusak dan disisihkan ke {aside}; riwayat dimulai lagi dari proses ini\n"
        ),
        Language::En => format!(
            "selaras: the ledger was damaged and put aside as {aside}; history starts anew with this run\n"
        ),
    }
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
