//! Comes in: a checked request. Goes out: the report of an audit, the same for the same inputs
//! whatever the number of threads. This is the whole chain of stages up to the writing of reports,
//! in their order; it never writes anything.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::assignment::Assignment;
pub use super::assignment::{Kept, Reach};
use super::cache::{Cache, CacheOrder};
use super::clock::Stopwatch;
use super::error::RunError;
use super::gate::is_unreadable;
use super::inputs::{Found, Root, find_inputs};
use super::own_units::in_own_units;
use super::progress::Progress;
use super::proving::{count_relations, take_stock, trace};
use super::reading::{Care, Readers, Reading};
use super::region::consolidate_region;
use super::within::fault_in;
use crate::config::Profile;
use crate::config::expectations::Expectations;
use crate::config::pipeline::Reconcile;
use crate::model::audited::{Audited, Times};
use crate::model::document::{IgnoreReason, Ignored, Inventory, SourceFile};
use crate::model::finding::Finding;
use crate::model::limits::{Limit, Limits};
use crate::model::record::RecordSet;
use crate::model::relation::{DocumentProof, Proof, Proofs};
use crate::model::report::{AuditReport, DocumentSummary};
use crate::model::rules;
use crate::stages::reconcile_documents::Consolidated;

/// What to audit, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// Name of the pipeline, if there is one.
    pub pipeline: Option<String>,
    /// Region, from the pipeline.
    pub region: Option<String>,
    /// Year, from the pipeline.
    pub year: Option<i32>,
    /// Folders and files to read.
    pub roots: Vec<Root>,
    /// The folder of outputs, which is never input.
    pub skip: Option<PathBuf>,
    /// Patterns of files to leave out.
    pub exclude: Vec<String>,
    /// The kinds of document.
    pub profiles: Vec<Profile>,
    /// Figures to compare.
    pub reconcile: Vec<Reconcile>,
    /// What is expected of the region.
    pub expectations: Expectations,
    /// Among which tables.
    pub reach: Reach,
    /// What is kept of a document.
    pub kept: Kept,
    /// Rules whose findings are left out.
    pub off: Vec<String>,
    /// Number of threads; all cores when `None`.
    pub jobs: Option<NonZeroUsize>,
    /// Where files are read.
    pub reading: Reading,
    /// The bounds of reading.
    pub limits: Limits,
    /// How often each file is read.
    pub care: Care,
    /// Where results are kept for other nights.
    pub cache: Option<CacheOrder>,
}

/// What was made of a document, as a run holds it: there may be very many.
struct Packed {
    summary: DocumentSummary,
    records: Vec<Arc<RecordSet>>,
    findings: Vec<Finding>,
    times: Times,
    /// None where nothing was to be proved, or no one asks for it.
    proof: Option<Box<DocumentProof>>,
}

impl From<Audited> for Packed {
    fn from(audited: Audited) -> Self {
        let Audited {
            summary,
            records,
            proof,
            findings,
            times,
        } = audited;
        let path = summary.path.clone();
        let has_proof = !proof.relations.is_empty() || !proof.formulas.is_empty();
        Self {
            summary,
            records,
            findings,
            times,
            proof: has_proof.then(|| Box::new(DocumentProof::new(path, proof))),
        }
    }
}

/// The report with what a manifest tells beside it.
#[derive(Debug)]
pub struct AuditResult {
    /// The report.
    pub report: AuditReport,
    /// The findings about inputs that could not be read, switched off or not.
    pub unreadable: Vec<Finding>,
    /// How many findings each switched-off rule had.
    pub switched_off: BTreeMap<&'static str, usize>,
    /// How long each part took, in milliseconds; the stages of single documents summed up over the
    /// documents, which several processes audit at a time.
    pub timings: Vec<(&'static str, u64)>,
    /// Whether the same would come of the same files on another night: no process ended on one of
    /// them, and none changed while it was read.
    pub is_repeatable: bool,
}

/// The files of a request, listed and hashed.
#[derive(Debug)]
pub struct Listed {
    /// What was found.
    pub found: Found,
    /// How long it took.
    pub millis: u64,
}

/// Stack of a worker thread: deep nesting in a document must not exhaust it.
const STACK_BYTES: usize = 16 << 20;

/// Audits what the request names.
pub fn audit(request: &Request, observer: &dyn Progress) -> Result<AuditResult, RunError> {
    audit_listed(request, list(request, observer)?, observer)
}

/// Lists and hashes the files of a request; an error where there is none.
pub fn list(request: &Request, observer: &dyn Progress) -> Result<Listed, RunError> {
    in_pool(request, || {
        let stopwatch = Stopwatch::start();
        observer.discovering();
        let found = inputs(request)?;
        let millis = stopwatch.millis();
        Ok(Listed { found, millis })
    })
}

/// Audits files that are listed.
pub fn audit_listed(
    request: &Request,
    listed: Listed,
    observer: &dyn Progress,
) -> Result<AuditResult, RunError> {
    in_pool(request, || audit_in_pool(request, listed, observer))
}

/// Does a work on as many threads as the request wants.
pub(super) fn in_pool<T: Send>(
    request: &Request,
    work: impl FnOnce() -> Result<T, RunError> + Send,
) -> Result<T, RunError> {
    let jobs = request.jobs.map_or(0, NonZeroUsize::get);
    let pool = ThreadPoolBuilder::new()
        .num_threads(jobs)
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| RunError::Workers {
            jobs,
            reason: error.to_string(),
        })?;
    let span = tracing::info_span!("run", pipeline = request.pipeline);
    pool.install(|| span.in_scope(work))
}

fn audit_in_pool(
    request: &Request,
    Listed { found, millis }: Listed,
    observer: &dyn Progress,
) -> Result<AuditResult, RunError> {
    let mut timings = vec![("discover_files", millis)];
    let stopwatch = Stopwatch::start();
    let entries = &found.inventory.entries;
    observer.begin(entries.len(), entries.iter().map(|file| file.size).sum());
    let readers = readers(request)?;
    let (audited_files, is_repeatable) = audit_files(&found, &readers, observer);
    let (entries, documents, passed_over) = sorted(audited_files);
    timings.push(("documents", stopwatch.millis()));
    let mut times = Times::default();
    for document in &documents {
        times.absorb(&document.times);
    }
    timings.extend(
        times
            .iter()
            .map(|(stage, micros)| (stage.name(), micros / 1000)),
    );

    let stopwatch = Stopwatch::start();
    observer.comparing();
    let mut findings = found.findings;
    let mut summaries = Vec::new();
    let mut records = Vec::new();
    let mut proofs = Vec::new();
    for document in documents {
        summaries.push(document.summary);
        records.extend(document.records);
        proofs.extend(document.proof.map(|proof| *proof));
        findings.extend(document.findings);
    }
    let mut region = Consolidated::default();
    let is_region = request.reach == Reach::AcrossDocuments;
    let mut between = Proof::default();
    if is_region {
        let found = (entries.as_slice(), summaries.as_slice());
        let told;
        (told, region, between) = together(request, &mut records, found);
        findings.extend(told);
    }
    let proofs = Proofs::new(proofs, between);
    let counts = if is_region {
        let (traced, counts) = rayon::join(
            || trace(&records, &proofs),
            || take_stock(&mut summaries, &records, &proofs),
        );
        findings.extend(traced);
        in_own_units(&mut findings, &records);
        counts
    } else {
        // Each document took stock of itself.
        count_relations(&proofs)
    };
    timings.push(("compare", stopwatch.millis()));
    let (findings, unreadable, switched_off) = sift(findings, &request.off);
    let is_told_only = is_region && request.kept != Kept::Everything;
    let shown = proofs.shown(is_told_only.then_some(&findings));
    let inventory = unpacked(found.inventory, entries, passed_over);
    let report = AuditReport {
        pipeline: request.pipeline.clone(),
        region: request.region.clone(),
        year: request.year,
        inventory,
        documents: summaries,
        records,
        counts,
        relations: shown.relations,
        numbers: shown.numbers,
        findings,
        completeness: region.completeness,
        chain: region.chain,
        staff: region.staff,
        names: BTreeMap::new(),
    };
    for (stage, ms) in &timings {
        tracing::info!(stage, ms, "took");
    }
    tracing::info!(
        documents = report.documents.len(),
        findings = report.findings.len(),
        "audit done"
    );
    Ok(AuditResult {
        report,
        unreadable,
        switched_off,
        timings,
        is_repeatable,
    })
}

/// The inputs, what was made of each, and files that turned out to be no inputs.
fn sorted(
    audited: Vec<(SourceFile, Option<Packed>)>,
) -> (Vec<SourceFile>, Vec<Packed>, Vec<Ignored>) {
    let (mut entries, mut documents, mut passed_over) = (Vec::new(), Vec::new(), Vec::new());
    for (file, audited) in audited {
        if let Some(audited) = audited {
            entries.push(file);
            documents.push(audited);
        } else {
            passed_over.push(Ignored {
                path: file.path,
                reason: IgnoreReason::HiddenOrLock,
            });
        }
    }
    (entries, documents, passed_over)
}

/// The files of a request; an error where there is none.
fn inputs(request: &Request) -> Result<Found, RunError> {
    let found = find_inputs(
        &request.roots,
        request.skip.as_deref(),
        &request.exclude,
        request.year,
        request.limits.get(Limit::FileBytes),
    )?;
    if found.inventory.entries.is_empty() && found.findings.is_empty() {
        let names: Vec<_> = request
            .roots
            .iter()
            .map(|root| root.name.as_str())
            .collect();
        return Err(RunError::NoInput {
            place: names.join(", "),
        });
    }
    Ok(found)
}

/// What every document of a request is audited with.
pub fn assignment(request: &Request) -> Assignment {
    Assignment {
        region: request.region.clone(),
        profiles: request.profiles.clone(),
        reconcile: request.reconcile.clone(),
        reach: request.reach,
        kept: request.kept,
    }
}

/// What reads and audits the documents of a request.
fn readers(request: &Request) -> Result<Readers, RunError> {
    let assignment = assignment(request);
    let cache = request.cache.clone().map(|order| {
        let settings = assignment.settings(&request.limits, request.care);
        Cache::new(order, &settings)
    });
    Readers::auditing(
        &request.reading,
        &request.limits,
        request.care,
        assignment,
        cache,
    )
    .map_err(|source| RunError::Readers { source })
}

/// What the documents of a region say of each other, and what each agency handed in.
fn together(
    request: &Request,
    records: &mut [Arc<RecordSet>],
    found: (&[SourceFile], &[DocumentSummary]),
) -> (Vec<Finding>, Consolidated, Proof) {
    let (rules, wanted) = (&request.reconcile, &request.expectations);
    match consolidate_region(records, rules, wanted, found) {
        Ok((told, mut made)) => {
            let between = std::mem::take(&mut made.proof);
            (told, made, between)
        }
        Err(reason) => {
            let told = vec![fault_in(None, reason)];
            (told, Consolidated::default(), Proof::default())
        }
    }
}

/// The inventory with what archives hold in place of the archives themselves.
fn unpacked(found: Inventory, entries: Vec<SourceFile>, passed_over: Vec<Ignored>) -> Inventory {
    let paths: BTreeSet<&Arc<str>> = entries.iter().map(|entry| &entry.path).collect();
    let mut ignored = found.ignored;
    ignored.extend(passed_over);
    let archives = found
        .entries
        .into_iter()
        .filter(|entry| !paths.contains(&entry.path));
    ignored.extend(archives.map(|entry| Ignored {
        path: entry.path,
        reason: IgnoreReason::Unpacked,
    }));
    ignored.sort_by(|a, b| a.path.cmp(&b.path));
    Inventory { entries, ignored }
}

/// Every file by itself, spread over the threads; the results keep the order of the inventory. An
/// archive gives a document for each workbook in it, and nothing for a member that is no input. Says
/// whether the same would come of them on another night.
fn audit_files(
    found: &Found,
    readers: &Readers,
    observer: &dyn Progress,
) -> (Vec<(SourceFile, Option<Packed>)>, bool) {
    let parent = tracing::Span::current();
    let unread: BTreeSet<&str> = found
        .findings
        .iter()
        .filter(|finding| is_unreadable(finding))
        .filter_map(|finding| finding.document.as_deref())
        .collect();
    let is_repeatable = AtomicBool::new(true);
    let audited = found
        .inventory
        .entries
        .par_iter()
        .zip(&found.disk)
        .flat_map_iter(|(file, disk)| {
            let span = tracing::info_span!(parent: &parent, "document", path = %file.path);
            let told = unread.contains(file.path.as_ref());
            let (audited, repeats) = span.in_scope(|| audit_file(file, disk, told, readers));
            is_repeatable.fetch_and(repeats, Ordering::Relaxed);
            tell_times(&audited);
            observer.file_done(&file.path, file.size);
            audited
                .into_iter()
                .map(|(file, audited)| (file, audited.map(Packed::from)))
        })
        .collect();
    (audited, is_repeatable.into_inner())
}

/// Logs how long the stages of documents took, whichever process did them.
fn tell_times(all: &[(SourceFile, Option<Audited>)]) {
    for (file, audited) in all {
        for (stage, micros) in audited.iter().flat_map(|audited| audited.times.iter()) {
            tracing::debug!(document = %file.path, stage = stage.name(), micros, "stage done");
        }
    }
}

/// One file; `told` says that an earlier stage found it unreadable.
fn audit_file(
    file: &SourceFile,
    disk: &Path,
    told: bool,
    readers: &Readers,
) -> (Vec<(SourceFile, Option<Audited>)>, bool) {
    if told {
        let mut audited = Audited::nothing(file, Vec::new());
        audited.summary.unreadable = true;
        return (vec![(file.clone(), Some(audited))], true);
    }
    let mut all = Vec::new();
    let repeats = readers.work_on_file(file, disk, &mut |extracted, audited| {
        let file = file.as_read(&extracted);
        let is_input = !extracted.is_passed_over;
        let lost = || Audited::lost(&file, extracted.findings);
        let audited = is_input.then(|| audited.unwrap_or_else(lost));
        all.push((file, audited));
    });
    (all, repeats)
}

/// What [`sift`] makes: findings told, those about unreadable inputs, and counts of those left out.
type Sifted = (Vec<Finding>, Vec<Finding>, BTreeMap<&'static str, usize>);

/// Sorts the findings and leaves out those of rules that are switched off, counting them.
fn sift(mut findings: Vec<Finding>, off: &[String]) -> Sifted {
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    let unreadable = findings
        .iter()
        .filter(|finding| is_unreadable(finding))
        .cloned()
        .collect();
    let mut switched_off: BTreeMap<&'static str, usize> = off
        .iter()
        .filter_map(|code| rules::rule(code))
        .map(|rule| (rule.code, 0))
        .collect();
    findings.retain(|finding| match switched_off.get_mut(finding.code) {
        Some(count) => {
            *count += 1;
            false
        }
        None => true,
    });
    (findings, unreadable, switched_off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Severity;

    #[test]
    fn findings_of_switched_off_rules_are_counted_and_sorted_out() {
        let findings = vec![
            Finding::about("R001", Severity::Error, "b.xlsx"),
            Finding::about("R030", Severity::Info, "b.xlsx"),
            Finding::about("R030", Severity::Info, "a.xlsx"),
        ];
        let off = ["r030".to_owned(), "R001".to_owned(), "A101".to_owned()];
        let (told, unreadable, switched_off) = sift(findings, &off);
        assert!(told.is_empty());
        assert_eq!(unreadable.len(), 1);
        let counts: Vec<_> = switched_off.into_iter().collect();
        assert_eq!(counts, [("A101", 0), ("R001", 1), ("R030", 2)]);
    }
}
