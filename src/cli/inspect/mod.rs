//! `selaras inspect`: what a stage made of one file, as text for people or JSON for programs.

mod cells;
mod picture;
mod records;
mod relations;
mod tables;
mod values;

use std::fmt::Write;
use std::path::PathBuf;
use std::slice;

use serde_json::{Value, json};

use super::args::{InspectArgs, ReportFormat, StageName};
use super::audit::request;
use super::console::{Console, Paint, clean, clean_lines, talk};
use super::findings_text::finding_text;
use super::refusal::Refusal;
use super::write_stdout;
use crate::config::fault::{Said, name_hint};
use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::grid::{DefinedName, Grid};
use crate::model::language::Language;
use crate::model::limits::Limit;
use crate::model::record::RecordSet;
use crate::model::relation::{Origin, Relation};
use crate::run::chain::{self, Request};
use crate::run::document::{Knowledge, internal_fault, map_sheet};
use crate::run::error::RunError;
use crate::run::gate::is_unreadable;
use crate::run::guard::guarded;
use crate::run::inputs::find_inputs;
use crate::run::progress::Unwatched;
use crate::run::reading::Readers;
use crate::stages::write_reports::finding_json;

/// Exit code when the file could not be read.
const EXIT_UNREADABLE: u8 = 3;

/// Findings about how tables were found: told to who looks at them.
const TABLE_CODES: &[&str] = &[
    "R022", "R031", "R032", "R033", "R034", "R036", "R037", "R038",
];

/// What a stage made, in both forms, with what was found on the way.
struct View {
    text: String,
    lines: Vec<Value>,
    findings: Vec<Finding>,
}

/// Shows what a stage made of a file.
pub(super) fn inspect(args: &InspectArgs, console: &Console) -> anyhow::Result<u8> {
    let request = request(slice::from_ref(&args.file), &args.reading, console)?;
    let view = match args.stage {
        StageName::DiscoverFiles => discovered(&request)?,
        StageName::ExtractCells
        | StageName::FindTables
        | StageName::InterpretValues
        | StageName::MapRecords
        | StageName::PackFrames => read(args, &request, console)?,
        StageName::ProveArithmetic | StageName::ReconcileDocuments | StageName::TraceCauses => {
            judged(args, &request, console)?
        }
    };
    let bytes = match args.format {
        ReportFormat::Text if view.text.is_empty() => {
            let nothing = console.language.pick("(tidak ada)\n", "(nothing)\n");
            nothing.as_bytes().to_vec()
        }
        ReportFormat::Text => view.text.into_bytes(),
        ReportFormat::Jsonl => view.lines.iter().fold(Vec::new(), |mut bytes, line| {
            bytes.extend(line.to_string().into_bytes());
            bytes.push(b'\n');
            bytes
        }),
    };
    write_stdout(&bytes)?;
    let is_lost = |finding: &Finding| is_unreadable(finding) || finding.code == "X001";
    // Who looks at the cells wants to know of those that are not there, too; who looks at tables, how
    // they were found.
    let is_told = |finding: &&Finding| {
        is_lost(finding)
            || args.stage == StageName::ExtractCells
            || (args.stage == StageName::FindTables && TABLE_CODES.contains(&finding.code))
    };
    for finding in view.findings.iter().filter(is_told) {
        talk(&finding_text(finding, console.language, Paint::Plain));
    }
    Ok(if view.findings.iter().any(is_lost) {
        EXIT_UNREADABLE
    } else {
        0
    })
}

/// The only file that the request names, and its bytes' place.
fn only_file(request: &Request) -> anyhow::Result<(SourceFile, PathBuf, Vec<Finding>)> {
    let is_folder = request.roots.iter().any(|root| root.disk.is_dir());
    let found = find_inputs(
        &request.roots,
        None,
        &[],
        None,
        request.limits.get(Limit::FileBytes),
    )?;
    match (
        found.inventory.entries.into_iter().next(),
        found.disk.into_iter().next(),
    ) {
        (Some(file), Some(disk)) if !is_folder => Ok((file, disk, found.findings)),
        (_, _) => Err(Refusal {
            reason: Said::new(
                "inspect memerlukan satu berkas masukan",
                "inspect needs one input file",
            ),
            advice: Said::new(
                "tunjuk satu buku kerja, bukan folder atau berkas tersembunyi",
                "name one workbook, not a folder or hidden file",
            ),
        }
        .into()),
    }
}

fn discovered(request: &Request) -> anyhow::Result<View> {
    let (file, _, findings) = only_file(request)?;
    let line = json!({
        "path": file.path.as_ref(),
        "sha256": file.sha256.as_ref(),
        "bytes": file.size,
        "format": file.format.name(),
        "agency": file.agency.as_deref(),
        "year": file.year,
    });
    let mut text = String::new();
    for (key, value) in line.as_object().into_iter().flatten() {
        let shown = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{key:<8} {}", clean(&shown));
    }
    Ok(View {
        text,
        lines: vec![line],
        findings,
    })
}

/// The stages up to the records, sheet by sheet.
fn read(args: &InspectArgs, request: &Request, console: &Console) -> anyhow::Result<View> {
    let language = console.language;
    let (file, disk, mut findings) = only_file(request)?;
    let (mut sheets, mut names) = (Vec::new(), Vec::new());
    let readers = Readers::start(&request.reading, &request.limits, request.care)
        .map_err(|source| RunError::Readers { source })?;
    readers.work_on_file(&file, &disk, &mut |extracted, _| {
        findings.extend(extracted.findings);
        sheets.extend(extracted.workbook.sheets);
        names.extend(extracted.workbook.names);
    });
    let knowledge = Knowledge {
        region: None,
        profiles: &request.profiles,
    };
    let mut view = View {
        text: String::new(),
        lines: Vec::new(),
        findings,
    };
    let sheets = chosen(&sheets, args.sheet.as_deref(), &view.findings)?;
    for grid in &sheets {
        if args.stage == StageName::ExtractCells {
            view.text.push_str(&cells::text(grid, language));
            view.lines.extend(cells::lines(grid));
            continue;
        }
        match guarded(|| map_sheet(grid, &file, knowledge)) {
            Ok(outcome) => {
                view.findings.extend(outcome.findings);
                for records in &outcome.value {
                    show(&mut view, args.stage, (grid, records), console);
                }
            }
            Err(reason) => view
                .findings
                .push(internal_fault(&file, Some(&grid.name), reason)),
        }
    }
    if args.stage == StageName::ExtractCells {
        // Of one sheet, only the names that are its own.
        let is_shown = |name: &&DefinedName| {
            args.sheet.is_none()
                || sheets
                    .iter()
                    .any(|grid| Some(&grid.name) == name.sheet.as_ref())
        };
        let names: Vec<&DefinedName> = names.iter().filter(is_shown).collect();
        view.text.push_str(&cells::names_text(&names, language));
        view.lines.extend(cells::names_lines(&names));
    }
    Ok(view)
}

fn show(
    view: &mut View,
    stage: StageName,
    (grid, records): (&Grid, &RecordSet),
    console: &Console,
) {
    let language = console.language;
    let (text, lines) = match stage {
        StageName::FindTables => (
            tables::text(grid, records, console),
            vec![tables::line(records, language)],
        ),
        StageName::InterpretValues => (values::text(records, language), values::lines(records)),
        StageName::MapRecords => (
            records::text(records, language),
            vec![records::line(records)],
        ),
        StageName::PackFrames => (
            records::rows_text(records, language),
            vec![records::rows_line(records)],
        ),
        // The other stages are shown elsewhere.
        StageName::DiscoverFiles
        | StageName::ExtractCells
        | StageName::ProveArithmetic
        | StageName::ReconcileDocuments
        | StageName::TraceCauses => (String::new(), Vec::new()),
    };
    view.text.push_str(&text);
    view.lines.extend(lines);
}

/// The stages that judge, over the whole file.
fn judged(args: &InspectArgs, request: &Request, console: &Console) -> anyhow::Result<View> {
    // Refuses folders, as the other stages do.
    only_file(request)?;
    let result = chain::audit(request, &Unwatched)?;
    let report = result.report;
    let sheets: Vec<&str> = report
        .documents
        .iter()
        .flat_map(|document| &document.sheets)
        .map(|sheet| sheet.name.as_ref())
        .collect();
    let sheet = match args.sheet.as_deref() {
        Some(wanted) if result.unreadable.is_empty() => Some(named(&sheets, wanted)?),
        Some(_) | None => None,
    };
    let mut view = View {
        text: String::new(),
        lines: Vec::new(),
        findings: Vec::new(),
    };
    if args.stage == StageName::TraceCauses {
        for finding in report
            .findings
            .iter()
            .filter(|finding| sheet.is_none() || finding.sheet.as_deref() == sheet)
        {
            view.text
                .push_str(&finding_text(finding, console.language, console.paint));
            view.lines
                .push(finding_json(finding, &report, console.language));
        }
    } else {
        let between = args.stage == StageName::ReconcileDocuments;
        let relations: Vec<&Relation> = report
            .relations
            .iter()
            .filter(|relation| (relation.origin == Origin::BetweenDocuments) == between)
            .filter(|relation| sheet.is_none_or(|sheet| &*relation.target.on.sheet == sheet))
            .collect();
        view.text = relations::text(&relations, console.language);
        if !between {
            let sheets = report
                .documents
                .iter()
                .flat_map(|document| &document.sheets);
            let asked = sheets.filter(|covered| sheet.is_none_or(|sheet| &*covered.name == sheet));
            for covered in asked {
                view.text
                    .push_str(&relations::coverage(covered, console.language));
            }
        }
        view.lines = relations
            .iter()
            .map(|relation| relations::line(relation, &report.numbers))
            .collect();
    }
    view.findings = report.findings;
    Ok(view)
}

/// The sheets asked for: the one named, or all.
fn chosen<'a>(
    sheets: &'a [Grid],
    wanted: Option<&str>,
    findings: &[Finding],
) -> anyhow::Result<Vec<&'a Grid>> {
    let Some(wanted) = wanted else {
        return Ok(sheets.iter().collect());
    };
    // Where nothing could be read, that is the fault to tell.
    if sheets.is_empty() && findings.iter().any(is_unreadable) {
        return Ok(Vec::new());
    }
    let names: Vec<&str> = sheets.iter().map(|grid| grid.name.as_ref()).collect();
    let name = named(&names, wanted)?;
    Ok(sheets.iter().filter(|grid| &*grid.name == name).collect())
}

/// The sheet of a name, in any case of letters.
fn named<'a>(sheets: &[&'a str], wanted: &str) -> anyhow::Result<&'a str> {
    let exact = sheets.iter().find(|name| **name == wanted);
    let found = exact.or_else(|| {
        sheets
            .iter()
            .find(|name| name.trim().to_lowercase() == wanted.trim().to_lowercase())
    });
    found.copied().ok_or_else(|| {
        let none = Said::new(
            "berkas ini tidak memiliki lembar",
            "this file has no sheets",
        );
        Refusal {
            reason: Said::new(
                format!("tidak ada lembar `{wanted}`"),
                format!("there is no sheet `{wanted}`"),
            ),
            advice: name_hint(wanted, sheets.iter().copied()).unwrap_or(none),
        }
        .into()
    })
}

/// The head of a table's paragraph.
fn heading(records: &RecordSet, language: Language) -> String {
    let (sheet, number) = (clean(&records.on.sheet), records.typed.table.idx + 1);
    match language {
        Language::Id => format!("Lembar \"{sheet}\", tabel {number}"),
        Language::En => format!("Sheet \"{sheet}\", table {number}"),
    }
}

/// Lines of text, cleaned, each after two blanks.
fn listed(title: &str, items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let mut out = format!("  {title}:\n");
    for item in items {
        out.push_str("    ");
        out.push_str(clean(item).trim());
        out.push('\n');
    }
    clean_lines(&out)
}
