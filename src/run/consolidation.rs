//! Comes in: a checked order for a run. Goes out: its outputs in place and its ledger told, or
//! neither. The order of steps is what makes a run safe to kill: the ledger first learns what is
//! about to be placed, then the folders change places, then the ledger learns that they did.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cache::{Draft, tidy};
use super::chain::{self, AuditResult, Request};
use super::clock::{Stopwatch, today};
use super::error::RunError;
use super::gate::{Ending, FailOn, ending};
use super::input_paths::input_paths;
use super::last_word::LastWord;
use super::ledger::{Ledger, Night, RunRow, State};
use super::lock::RunLock;
use super::night::{Events, Remembered, remember, see};
use super::outputs::{filled, forms};
use super::place_outputs::{check_target, manifest_in, owner_in, place_folder, recover_folder};
use super::progress::Progress;
use super::staging::{Staging, discard};
use super::unchanged::{self, Kept};
use crate::config::pipeline::Outputs;
use crate::config::waivers::WaiverRow;
use crate::model::hash::sha256_hex;
use crate::model::identity::Numbers;
use crate::model::language::Language;
use crate::model::life::{Since, Tonight};
use crate::model::report::Brief;
use crate::stages::write_reports::{Audience, OutputFile, RunFacts};

/// How many earlier outputs are kept where a pipeline does not say.
pub const KEPT: u32 = 3;

/// A run to be done.
#[derive(Debug)]
pub struct Order {
    /// What is audited.
    pub request: Request,
    /// The pipeline's file, as given.
    pub pipeline_file: String,
    /// Its waivers.
    pub waivers: Vec<WaiverRow>,
    /// What is written.
    pub outputs: Outputs,
    /// How numbers that name a person are shown in it.
    pub numbers: Numbers,
    /// Who reads it.
    pub audience: Audience,
    /// Where to.
    pub output: PathBuf,
    /// How many earlier outputs are kept.
    pub keep: u32,
    /// Whether anything is written at all.
    pub is_dry: bool,
    /// When the run started, as RFC 3339.
    pub started: String,
    /// Lowest severity that gives exit code 1.
    pub fail_on: FailOn,
    /// Language of the outputs.
    pub language: Language,
    /// Who tells the ledger how the run ends.
    pub last_word: Arc<LastWord>,
}

/// A run that was done.
#[derive(Debug)]
pub struct Done {
    /// What was found, without the records and relations that the outputs were made of; `None` where
    /// nothing changed since an earlier night, whose outputs stand.
    pub result: Option<AuditResult>,
    /// What is said of it in two lines.
    pub brief: Brief,
    /// The difference to the run before.
    pub since: Since,
    /// What it ends as.
    pub ending: Ending,
    /// The run as the ledger keeps it.
    pub row: RunRow,
    /// The outputs, the manifest last; without those that stay as they lie in place.
    pub files: Vec<OutputFile>,
    /// The paths of those.
    pub same: Vec<String>,
    /// A damaged ledger that was put aside.
    pub set_aside: Option<PathBuf>,
    /// Whether the run before started later, as the clock tells.
    pub is_behind: bool,
}

/// Does a run.
pub fn consolidate(order: &Order, observer: &dyn Progress) -> Result<Done, RunError> {
    let stopwatch = Stopwatch::start();
    if order.is_dry {
        let ledger = Ledger::look(&order.output)?;
        let state = match &ledger {
            Some(ledger) => ledger.state()?,
            None => State::default(),
        };
        return Ok(made(order, &state, observer, stopwatch)?.done);
    }
    // Taken before the long work, so that a second run and an unwritable place are told at once.
    let _lock = RunLock::take(&order.output)?;
    recover_folder(&order.output)?;
    check_target(&order.output)?;
    let manifest = manifest_in(&order.output);
    check_owner(order, manifest.as_deref())?;
    let mut ledger = Ledger::open(&order.output)?;
    let manifest = manifest.map(|bytes| sha256_hex(&bytes));
    ledger.settle(manifest.as_deref())?;
    let done = placed(order, &mut ledger, observer, stopwatch);
    if let Err(error) = &done {
        discard(&order.output);
        order.last_word.is_the_runs();
        // A ledger that cannot even keep this leaves the first error as the one to tell.
        let told = ledger.fail(&failed_row(order, error, stopwatch));
        if let Err(error) = told {
            tracing::warn!(%error, "the ledger could not keep that the run failed");
        }
    }
    done
}

/// Refuses an output folder of another pipeline: two that take turns in one folder would each tell the
/// other's documents as withdrawn.
fn check_owner(order: &Order, manifest: Option<&[u8]>) -> Result<(), RunError> {
    let Some((name, year)) = manifest.and_then(owner_in) else {
        return Ok(());
    };
    let request = &order.request;
    if request.pipeline.as_ref() == Some(&name) && request.year == year {
        return Ok(());
    }
    let year = year.map_or(String::new(), |year| format!(", {year}"));
    Err(RunError::OtherPipeline {
        path: order.output.clone(),
        pipeline: format!("{name}{year}"),
    })
}

fn placed(
    order: &Order,
    ledger: &mut Ledger,
    observer: &dyn Progress,
    stopwatch: Stopwatch,
) -> Result<Done, RunError> {
    let state = ledger.state()?;
    let Made {
        mut done,
        events,
        to_keep,
    } = made(order, &state, observer, stopwatch)?;
    done.set_aside.clone_from(&ledger.set_aside);
    done.is_behind = state
        .previous
        .is_some_and(|previous| previous > order.started);
    let night = Night {
        run: done.row.clone(),
        manifest: done
            .files
            .last()
            .map(|manifest| sha256_hex(&manifest.bytes))
            .unwrap_or_default(),
        documents: events.documents,
        findings: events.findings,
    };
    order.last_word.is_the_runs();
    done.row.id = ledger.begin(&night)?;
    let keep = usize::try_from(order.keep).unwrap_or(usize::MAX);
    place_folder(&order.output, &done.files, &done.same, keep)?;
    // The outputs stand. Should this fail, the next run sees by the manifest that they do.
    if let Err(error) = ledger.confirm(done.row.id) {
        tracing::warn!(%error, "the ledger could not keep that the outputs are in place");
    }
    if let Some(cache) = &order.request.cache {
        // A night on which nothing changed adds nothing that would have to be thinned out.
        if done.result.is_some() {
            if let Some(draft) = to_keep {
                draft.keep();
            }
            tidy(&cache.folder);
        }
    }
    Ok(done)
}

/// A run whose outputs are made and not placed.
struct Made {
    done: Done,
    events: Events,
    /// What is kept of it for nights on which nothing changes.
    to_keep: Option<Draft>,
}

/// Audits and makes the outputs, without placing them; where nothing changed since an earlier night,
/// only what that night did not know.
fn made(
    order: &Order,
    state: &State,
    observer: &dyn Progress,
    stopwatch: Stopwatch,
) -> Result<Made, RunError> {
    let listed = chain::list(&order.request, observer)?;
    // One day for the whole run, though midnight pass.
    let today = today();
    let cache = order.request.cache.as_ref();
    // Whole numbers of persons are for the outputs alone.
    let cache = cache.filter(|_| order.numbers == Numbers::Masked);
    // Outputs link to the inputs from where they stand.
    let input_paths = input_paths(&order.output, &listed.found.by_path());
    let key = cache.map(|_| unchanged::key_of(order, &listed, &input_paths, today));
    let off = &order.request.off;
    if let (Some(cache), Some(key)) = (cache, key)
        && let Some(kept) = unchanged::kept(cache, key, &order.output)
        && let Some(remembered) = remember(&kept.seen, state, off)
    {
        return taken_over(order, kept, remembered, listed.millis, stopwatch);
    }
    let mut result = chain::audit_listed(&order.request, listed, observer)?;
    let seen = see(&mut result.report, state, &order.waivers, off, today);
    // The same ledger gives the same names.
    let remembered = remember(&seen, state, off).unwrap_or_default();
    observer.writing();
    let writing = Stopwatch::start();
    let any_unread = !result.unreadable.is_empty() || result.report.accounts().quarantined > 0;
    let ending = ending(&result.report.findings, any_unread, order.fail_on);
    let facts = facts(order, &result, ending, input_paths);
    let staging = (!order.is_dry).then(|| Staging::beside(&order.output));
    let place = |file: OutputFile| {
        if let Some(staging) = &staging {
            staging.put(&file);
        }
    };
    let forms = chain::in_pool(&order.request, || {
        forms(&result, &facts, order.language, &place)
    })?;
    staging.map_or(Ok(()), Staging::settled)?;
    let brief = result.report.brief();
    let timings = result.timings.iter();
    let timings = timings.map(|(part, millis)| ((*part).to_owned(), *millis));
    let tonight = tonight(order, &remembered, timings.collect());
    // Nothing asks any more for what the outputs were made of.
    let report = &mut result.report;
    (report.records, report.relations) = (Vec::new(), Vec::new());
    report.numbers.clear();
    let is_kept = result.is_repeatable && !order.is_dry;
    let (to_keep, forms) = match cache.zip(key).filter(|_| is_kept) {
        Some((cache, key)) => {
            let kept = Kept {
                key,
                seen,
                brief: brief.clone(),
                ending,
                forms,
            };
            (unchanged::draft(cache, &kept), kept.forms)
        }
        None => (None, forms),
    };
    let files = filled(forms, &tonight, order.language)?;
    tracing::info!(
        writing_ms = writing.millis(),
        total_ms = stopwatch.millis(),
        "outputs made"
    );
    let done = Done {
        result: Some(result),
        row: row(order, &brief, &remembered.since, ending, stopwatch),
        brief,
        since: remembered.since,
        ending,
        files,
        same: Vec::new(),
        set_aside: None,
        is_behind: false,
    };
    Ok(Made {
        done,
        events: remembered.events,
        to_keep,
    })
}

/// The run of a night on which nothing changed.
fn taken_over(
    order: &Order,
    kept: Kept,
    remembered: Remembered,
    listing_millis: u64,
    stopwatch: Stopwatch,
) -> Result<Made, RunError> {
    let timings = vec![("discover_files".to_owned(), listing_millis)];
    let tonight = tonight(order, &remembered, timings);
    let settled = kept.forms.settled();
    let same = settled.map(|settled| settled.path.to_owned()).collect();
    let files = filled(kept.forms, &tonight, order.language)?;
    tracing::info!(
        total_ms = stopwatch.millis(),
        "nothing changed; what an earlier run made stands"
    );
    let done = Done {
        result: None,
        row: row(
            order,
            &kept.brief,
            &remembered.since,
            kept.ending,
            stopwatch,
        ),
        brief: kept.brief,
        since: remembered.since,
        ending: kept.ending,
        files,
        same,
        set_aside: None,
        is_behind: false,
    };
    Ok(Made {
        done,
        events: remembered.events,
        to_keep: None,
    })
}

fn tonight(order: &Order, remembered: &Remembered, timings: Vec<(String, u64)>) -> Tonight {
    Tonight {
        started: order.started.clone(),
        timings,
        since: Some(remembered.since.clone()),
        lives: remembered.lives.clone(),
    }
}

fn facts(
    order: &Order,
    result: &AuditResult,
    ending: Ending,
    input_paths: BTreeMap<Arc<str>, String>,
) -> RunFacts {
    RunFacts {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pipeline_file: Some(order.pipeline_file.clone()),
        outputs: order.outputs.clone(),
        dropped: result
            .switched_off
            .iter()
            .map(|(code, count)| ((*code).to_owned(), *count))
            .collect(),
        unreadable: result.unreadable.clone(),
        limits: order
            .request
            .limits
            .changed()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        exit_code: Some(ending.exit_code().into()),
        numbers: order.numbers,
        audience: order.audience,
        is_nightly: true,
        input_paths,
    }
}

fn row(
    order: &Order,
    brief: &Brief,
    since: &Since,
    ending: Ending,
    stopwatch: Stopwatch,
) -> RunRow {
    let [errors, warnings] = brief.counted.map(|count| count as u64);
    RunRow {
        id: 0,
        started: order.started.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        state: "done".to_owned(),
        exit_code: ending.exit_code(),
        milliseconds: stopwatch.millis(),
        reason: None,
        inputs: brief.accounts.inputs() as u64,
        quarantined: brief.accounts.quarantined as u64,
        errors,
        warnings,
        counts: since.counts,
    }
}

/// A run that could not be done, as the ledger keeps it.
fn failed_row(order: &Order, error: &RunError, stopwatch: Stopwatch) -> RunRow {
    RunRow {
        started: order.started.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        state: "failed".to_owned(),
        exit_code: super::gate::EXIT_FAILED,
        milliseconds: stopwatch.millis(),
        reason: Some(error.say(order.language)),
        ..RunRow::default()
    }
}

/// Tells the ledger of an output folder that the run which has its lock was stopped by a signal. For
/// a process that is about to end: it waits for nothing for long.
pub fn tell_interrupted(output: &Path, started: &str, reason: &str) {
    let row = RunRow {
        started: started.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        state: "failed".to_owned(),
        exit_code: super::gate::EXIT_FAILED,
        reason: Some(reason.to_owned()),
        ..RunRow::default()
    };
    let told = match Ledger::look(output) {
        Ok(Some(mut ledger)) => ledger.interrupted(&row),
        Ok(None) => return,
        Err(error) => Err(error),
    };
    if let Err(error) = told {
        tracing::warn!(%error, "the ledger could not keep that the run was stopped");
    }
}
