//! Comes in: a checked request. Goes out: the report of an audit, the same for the same inputs
//! whatever the number of threads. This is the whole chain of stages up to the writing of reports,
//! in their order; it never writes anything.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::clock::Stopwatch;
use super::document::{self, Audited, Knowledge, audit_workbook};
use super::error::RunError;
use super::gate::is_unreadable;
use super::guard::guarded;
use super::inputs::{Found, Root, find_inputs};
use super::own_units::in_own_units;
use super::progress::Progress;
use super::reading::{Care, Readers, Reading};
use super::region::consolidate_region;
use crate::config::Profile;
use crate::config::expectations::Expectations;
use crate::config::pipeline::Reconcile;
use crate::model::completeness::Completeness;
use crate::model::coverage::{Claimed, Coverage};
use crate::model::document::{IgnoreReason, Ignored, Inventory, SourceFile};
use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};
use crate::model::record::RecordSet;
use crate::model::relation::Proof;
use crate::model::report::{AuditReport, DocumentSummary};
use crate::model::rules;
use crate::stages::reconcile_documents::reconcile_documents;
use crate::stages::trace_causes::trace_causes;

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
}

/// Among which tables figures are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Among the tables of one document.
    WithinDocument,
    /// Among the tables of all documents.
    AcrossDocuments,
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
    /// How long each part took, in milliseconds.
    pub timings: Vec<(&'static str, u64)>,
}

/// Stack of a worker thread: deep nesting in a document must not exhaust it.
const STACK_BYTES: usize = 16 << 20;

/// Audits what the request names.
pub fn audit(request: &Request, observer: &dyn Progress) -> Result<AuditResult, RunError> {
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
    pool.install(|| span.in_scope(|| audit_in_pool(request, observer)))
}

fn audit_in_pool(request: &Request, observer: &dyn Progress) -> Result<AuditResult, RunError> {
    let mut timings = Vec::new();
    let stopwatch = Stopwatch::start();
    observer.discovering();
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
    timings.push(("discover_files", stopwatch.millis()));

    let stopwatch = Stopwatch::start();
    observer.begin(found.inventory.entries.len());
    let readers = Readers::start(&request.reading, &request.limits, request.care)
        .map_err(|source| RunError::Readers { source })?;
    let mut entries = Vec::new();
    let mut documents = Vec::new();
    let mut passed_over = Vec::new();
    for (file, audited) in audit_files(&found, request, &readers, observer) {
        match audited {
            Some(audited) => {
                entries.push(file);
                documents.push(audited);
            }
            None => passed_over.push(Ignored {
                path: file.path,
                reason: IgnoreReason::HiddenOrLock,
            }),
        }
    }
    timings.push(("documents", stopwatch.millis()));

    let stopwatch = Stopwatch::start();
    observer.comparing();
    let mut findings = found.findings;
    let mut summaries = Vec::new();
    let mut records = Vec::new();
    let mut proof = Proof::default();
    for document in documents {
        summaries.push(document.summary);
        records.extend(document.records);
        proof.absorb(document.proof);
        findings.extend(document.findings);
    }
    let mut completeness = Completeness::default();
    if request.reach == Reach::AcrossDocuments {
        let (rules, wanted) = (&request.reconcile, &request.expectations);
        let found = (entries.as_slice(), summaries.as_slice());
        match consolidate_region(&mut records, &mut proof, rules, wanted, found) {
            Ok((found, made)) => {
                findings.extend(found);
                completeness = made;
            }
            Err(reason) => findings.push(fault_in(None, reason)),
        }
        findings.extend(trace(&records, &proof));
    }
    timings.push(("compare", stopwatch.millis()));
    count_coverage(&mut summaries, &records, &proof);

    in_own_units(&mut findings, &records);
    let (findings, unreadable, switched_off) = sift(findings, &request.off);
    let inventory = unpacked(found.inventory, entries, passed_over);
    let report = AuditReport {
        pipeline: request.pipeline.clone(),
        region: request.region.clone(),
        year: request.year,
        inventory,
        documents: summaries,
        records,
        relations: proof.relations,
        numbers: proof.numbers,
        findings,
        completeness,
    };
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
    })
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
/// archive gives a document for each workbook in it, and nothing for a member that is no input.
fn audit_files(
    found: &Found,
    request: &Request,
    readers: &Readers,
    observer: &dyn Progress,
) -> Vec<(SourceFile, Option<Audited>)> {
    let parent = tracing::Span::current();
    let unread: BTreeSet<&str> = found
        .findings
        .iter()
        .filter(|finding| is_unreadable(finding))
        .filter_map(|finding| finding.document.as_deref())
        .collect();
    found
        .inventory
        .entries
        .par_iter()
        .zip(&found.disk)
        .flat_map_iter(|(file, disk)| {
            let span = tracing::info_span!(parent: &parent, "document", path = %file.path);
            let told = unread.contains(file.path.as_ref());
            let audited = span.in_scope(|| audit_file(file, disk, told, readers, request));
            observer.document_done(&file.path);
            audited
        })
        .collect()
}

/// One file; `told` says that an earlier stage found it unreadable.
fn audit_file(
    file: &SourceFile,
    disk: &Path,
    told: bool,
    readers: &Readers,
    request: &Request,
) -> Vec<(SourceFile, Option<Audited>)> {
    if told {
        let mut audited = Audited::nothing(file, Vec::new());
        audited.summary.unreadable = true;
        return vec![(file.clone(), Some(audited))];
    }
    // Each workbook is audited as it comes, so that only one of an archive's is held at a time.
    let mut all = Vec::new();
    readers.read_file(file, disk, &mut |extracted| {
        let file = file.as_read(&extracted);
        let is_input = !extracted.is_passed_over;
        let audited = is_input.then(|| audit_extracted(extracted, &file, request));
        all.push((file, audited));
    });
    all
}

/// One workbook that was read.
fn audit_extracted(extracted: Extracted, file: &SourceFile, request: &Request) -> Audited {
    let knowledge = Knowledge {
        region: request.region.as_deref(),
        profiles: &request.profiles,
    };
    let mut audited = audit_workbook(extracted, file, knowledge);
    if request.reach == Reach::WithinDocument {
        let found = compare(
            &audited.records,
            &mut audited.proof,
            &request.reconcile,
            Some(&file.path),
        );
        audited.findings.extend(found);
        match guarded(|| trace_causes(&audited.records, &audited.proof)) {
            Ok(findings) => audited.findings.extend(findings),
            Err(reason) => audited
                .findings
                .push(document::internal_fault(file, None, reason)),
        }
    }
    audited
}

/// Compares the figures of tables and adds what follows to the proof.
fn compare(
    records: &[Arc<RecordSet>],
    proof: &mut Proof,
    rules: &[Reconcile],
    document: Option<&str>,
) -> Vec<Finding> {
    match guarded(|| reconcile_documents(records, rules)) {
        Ok(outcome) => {
            proof.absorb(outcome.value);
            outcome.findings
        }
        Err(reason) => vec![fault_in(document, reason)],
    }
}

/// Traces causes over all documents; should that fail, over each by itself, so that no failed claim
/// goes untold.
fn trace(records: &[Arc<RecordSet>], proof: &Proof) -> Vec<Finding> {
    let reason = match guarded(|| trace_causes(records, proof)) {
        Ok(findings) => return findings,
        Err(reason) => reason,
    };
    let mut findings = vec![fault_in(None, reason)];
    let mut parts: BTreeMap<&Arc<str>, Proof> = BTreeMap::new();
    for relation in &proof.relations {
        let part = parts.entry(&relation.target.file).or_default();
        part.relations.push(relation.clone());
        if let Some(note) = proof.formulas.get(&relation.target) {
            part.formulas.insert(relation.target.clone(), note.clone());
        }
        for place in relation.operands.iter().chain([&relation.target]) {
            if let Some(stated) = proof.numbers.get(place) {
                part.numbers.insert(place.clone(), stated.clone());
            }
        }
    }
    for (path, part) in parts {
        match guarded(|| trace_causes(records, &part)) {
            Ok(more) => findings.extend(more),
            Err(reason) => findings.push(fault_in(Some(path), reason)),
        }
    }
    findings
}

/// A fault of selaras itself in one document, or in what was made of all of them.
fn fault_in(document: Option<&str>, reason: String) -> Finding {
    tracing::error!(document, reason, "a stage failed");
    let mut finding = Finding::about("X001", Severity::Error, document.unwrap_or_default());
    finding.document = document.map(str::to_owned);
    finding.fact("reason", reason)
}

/// Counts, for every sheet, its numbers and those that a judged relation speaks of.
fn count_coverage(summaries: &mut [DocumentSummary], records: &[Arc<RecordSet>], proof: &Proof) {
    let claimed = Claimed::new(proof);
    let mut counts: BTreeMap<(&str, &str), Coverage> = BTreeMap::new();
    for records in records {
        let count = counts
            .entry((&records.document, &records.sheet))
            .or_default();
        count.absorb(&claimed.cover(records));
    }
    for document in summaries {
        for sheet in &mut document.sheets {
            let count = counts.get(&(document.path.as_ref(), sheet.name.as_ref()));
            sheet.coverage = count.cloned().unwrap_or_default();
            (sheet.n_numbers, sheet.n_proved) = (sheet.coverage.numbers(), sheet.coverage.proved());
        }
    }
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
