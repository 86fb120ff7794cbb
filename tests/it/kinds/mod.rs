//! Every kind of document is recognised by its words, its columns mean what they say, a right one has
//! no error, and a number changed in it is found. `KINDS=40 cargo test kinds -- --nocapture` tries
//! more trees and tells figures for each kind.

#![allow(
    clippy::print_stdout,
    reason = "the figures for each kind are shown on request"
)]

mod drafts;
mod layouts;
mod plain;
mod plans;
mod reports;
mod sheets;
mod statements;
mod summaries;
mod tree;
mod unrelated;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;
use selaras::config::Profile;
use selaras::config::profile::GENERIC;
use selaras::model::document::{FileFormat, SourceFile};
use selaras::model::extraction::Extracted;
use selaras::model::finding::{Finding, Severity};
use selaras::model::grid::{Cell, Content, Grid, Tally, Workbook};
use selaras::model::place::CellRef;
use selaras::model::record::RecordSet;
use selaras::model::relation::{Operation, Proof, Proofs, Verdict};
use selaras::run::document::{Knowledge, audit_workbook};
use selaras::run::prepare::builtin_profiles;
use selaras::stages::trace_causes::trace_causes;

use crate::chance::Chance;
use crate::layouts::choices::Layout;
use crate::layouts::data::{Datum, Document, Holds};
use crate::layouts::write::{Written, write};
use crate::support::at;
use sheets::{Sample, forms};

/// What an audit of one sheet says.
struct Audited {
    records: Vec<Arc<RecordSet>>,
    proof: Proof,
    findings: Vec<Finding>,
}

fn audited(grid: Grid, profiles: &[Profile]) -> Audited {
    let file = SourceFile {
        path: "contoh.xlsx".into(),
        sha256: Arc::default(),
        size: 0,
        format: FileFormat::Xlsx,
        agency: None,
        year: None,
    };
    let extracted = Extracted {
        workbook: Workbook {
            sheets: vec![grid],
            ..Workbook::default()
        },
        ..Extracted::default()
    };
    let knowledge = Knowledge {
        region: None,
        profiles,
    };
    let result = audit_workbook(extracted, &file, knowledge);
    let mut findings = result.findings;
    findings.extend(trace_causes(
        &result.records,
        &Proofs::of_one(result.proof.clone()),
    ));
    Audited {
        records: result.records,
        proof: result.proof,
        findings,
    }
}

fn errors(findings: &[Finding]) -> Vec<String> {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    errors.map(at).collect()
}

/// How many trees of each form are tried: few unless asked for more.
fn n_trees() -> u64 {
    let asked = std::env::var("KINDS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(1)
}

fn lay_out(document: &Document) -> Written {
    write(document, &Layout::plain())
}

/// The one table of a sheet.
fn only<'a>(audited: &'a Audited, name: &str) -> &'a RecordSet {
    match audited.records.as_slice() {
        [only] => only,
        several => panic!("{name}: {} tables", several.len()),
    }
}

/// What is wrong with how a sample was read.
fn misread(sample: &Sample, written: &Written, audited: &Audited) -> Vec<String> {
    let records = only(audited, sample.name);
    let mut told = Vec::new();
    if records.kind.as_deref() != sample.document.kind {
        told.push(format!("kind {:?}: {:?}", records.kind, records.evidence));
    }
    for (idx, column) in sample.document.columns.iter().enumerate() {
        let place = (0..sample.document.rows.len()).find_map(|row| written.places.get(&(row, idx)));
        let Some(place) = place else { continue };
        let Some(table_column) = records
            .typed
            .table
            .columns
            .iter()
            .position(|column| column.col == place.col)
        else {
            told.push(format!("no column for {:?}", column.header));
            continue;
        };
        let found = records.fields[table_column]
            .as_ref()
            .map_or("", |field| field.name.as_str());
        if !column.field.is_empty() && found != column.field {
            told.push(format!(
                "{:?} is `{found}`, not `{}`",
                column.header, column.field
            ));
        }
    }
    for (&(row, column), place) in &written.places {
        let holds = sample.document.columns[column].holds;
        let is_number = matches!(holds, Holds::Rupiah | Holds::Percent | Holds::Count);
        if let (Datum::Number(meant), true) = (&sample.document.rows[row].cells[column], is_number)
        {
            let read = records
                .typed
                .cells
                .get(place)
                .and_then(|cell| cell.value().number());
            if read != Some(*meant) {
                told.push(format!("{place} says {meant}, read {read:?}"));
            }
        }
    }
    told
}

/// Numbers that some claim must speak of and none does.
fn unproved(sample: &Sample, written: &Written, audited: &Audited) -> Vec<String> {
    let mut claimed: BTreeSet<CellRef> = BTreeSet::new();
    for relation in &audited.proof.relations {
        if relation.operation != Operation::AtMost && matches!(relation.verdict, Verdict::Holds(_))
        {
            claimed.insert(relation.target.cell);
            claimed.extend(relation.operands.iter().map(|place| place.cell));
        }
    }
    let cells = written.places.iter().filter(|((row, column), place)| {
        let is_number = matches!(sample.document.rows[*row].cells[*column], Datum::Number(_));
        let field = sample.document.columns[*column].field;
        is_number && sample.proved.contains(&field) && !claimed.contains(place)
    });
    cells
        .map(|((_, column), place)| format!("{place} ({})", sample.document.columns[*column].field))
        .collect()
}

/// Figures of a form.
#[derive(Debug, Default)]
struct Figures {
    n_documents: usize,
    n_changed: usize,
    n_found: usize,
    unseen: Vec<String>,
}

/// Changes numbers, one at a time, and looks whether an error is told.
fn change_numbers(
    sample: &Sample,
    profiles: &[Profile],
    chance: &mut Chance,
    n_changes: usize,
    figures: &mut Figures,
) {
    let cells: Vec<(usize, usize)> = sample
        .document
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| (0..cells.cells.len()).map(move |column| (row, column)))
        .filter(|&(row, column)| {
            sample
                .proved
                .contains(&sample.document.columns[column].field)
                && matches!(&sample.document.rows[row].cells[column], Datum::Number(_))
        })
        .collect();
    if cells.is_empty() {
        return;
    }
    for _ in 0..n_changes {
        let (row, column) = chance.pick(&cells);
        let mut wrong = sample.document.clone();
        let Datum::Number(number) = &mut wrong.rows[row].cells[column] else {
            panic!("a number");
        };
        let before = *number;
        *number = mistyped(before, wrong.columns[column].holds, chance);
        let (field, after) = (wrong.columns[column].field, *number);
        let written = lay_out(&wrong);
        let told = errors(&audited(written.grid, profiles).findings);
        figures.n_changed += 1;
        if told.is_empty() {
            figures
                .unseen
                .push(format!("{field} in row {row}: {after} for {before}"));
        } else {
            figures.n_found += 1;
        }
    }
}

/// Another number: one digit other, or one more where there was none.
fn mistyped(number: Decimal, holds: Holds, chance: &mut Chance) -> Decimal {
    let by = Decimal::from(chance.within(1, 4));
    match holds {
        // Rounding hides the last decimals.
        Holds::Percent | Holds::Count => number + by,
        _ if number.abs() < Decimal::from(100_000) => number + by * Decimal::from(70_000),
        _ => {
            number
                + by * Decimal::from(10_i64.pow(u32::try_from(chance.within(0, 4)).expect("small")))
        }
    }
}

/// Reads `n` documents of every form; tells what is wrong, form by form.
fn survey(n_changes: usize) -> (BTreeMap<&'static str, Figures>, Vec<String>) {
    let profiles = builtin_profiles().expect("built-in profiles");
    let mut figures: BTreeMap<&'static str, Figures> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (nth, form) in (0..).zip(forms()) {
        for seed in 0..n_trees() {
            let mut chance = Chance::new(seed * 1000 + nth);
            let sample = form(&mut chance);
            let written = lay_out(&sample.document);
            let audited = audited(written.grid.clone(), &profiles);
            let of_form = figures.entry(sample.name).or_default();
            of_form.n_documents += 1;
            let told = [
                ("misread", misread(&sample, &written, &audited)),
                ("errors", errors(&audited.findings)),
                ("unproved", unproved(&sample, &written, &audited)),
            ];
            let before = wrong.len();
            for (what, mut found) in told {
                found.truncate(6);
                if !found.is_empty() {
                    wrong.push(format!("{} (seed {seed}): {what} {found:?}", sample.name));
                }
            }
            if wrong.len() == before {
                change_numbers(&sample, &profiles, &mut chance, n_changes, of_form);
            }
        }
    }
    for (name, figures) in &figures {
        println!(
            "{name}: {} documents, {} of {} changes found {:?}",
            figures.n_documents,
            figures.n_found,
            figures.n_changed,
            figures.unseen.iter().take(5).collect::<Vec<_>>()
        );
    }
    (figures, wrong)
}

#[test]
fn every_kind_is_read_right_and_a_changed_number_is_found() {
    let (figures, wrong) = survey(3);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (name, figures) in &figures {
        assert!(
            figures.unseen.is_empty(),
            "{name}: changed unseen: {:?}",
            figures.unseen
        );
    }
}

#[test]
fn every_profile_has_a_form() {
    let forms: BTreeSet<&str> = forms()
        .filter_map(|form| form(&mut Chance::new(0)).document.kind)
        .collect();
    let profiles = builtin_profiles().expect("built-in profiles");
    let kinds = profiles.iter().map(|profile| profile.kind.as_str());
    let missing: Vec<&str> = kinds
        .filter(|kind| *kind != GENERIC && !forms.contains(kind))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A sheet of rows by line and cells by `;`.
fn sheet(table: &str) -> Grid {
    let mut grid = Grid {
        name: "Lembar".into(),
        ..Grid::default()
    };
    for (row, line) in (0..).zip(table.lines()) {
        for (col, text) in (0..).zip(line.split(';')) {
            if text.is_empty() {
                continue;
            }
            let cell = match text.parse::<Decimal>() {
                Ok(number) => Cell::of(Content::Number(number)),
                Err(_) => Cell::text(text),
            };
            grid.cells.insert(CellRef::new(row, col), cell);
        }
    }
    grid.tally = Tally {
        stored: u64::try_from(grid.cells.len()).expect("small"),
        ..Tally::default()
    };
    grid
}

#[test]
fn tables_of_other_matters_are_no_budget_documents() {
    let profiles = builtin_profiles().expect("built-in profiles");
    assert!(unrelated::TABLES.len() >= 50);
    let mut wrong = Vec::new();
    // An agency's letterhead above it makes no table a document of its budget.
    let letterhead = "PEMERINTAH KABUPATEN CONTOH\nDINAS CONTOH\nTAHUN ANGGARAN 2023\n";
    let plain = unrelated::TABLES.iter().map(|&table| table.to_owned());
    // With it a table of budget, spending and rest is what it says.
    let headed = unrelated::TABLES
        .iter()
        .filter(|table| !(table.contains(";Anggaran;Realisasi;")))
        .map(|table| format!("{letterhead}{table}"));
    for table in plain.chain(headed) {
        let title = table.lines().take(4).collect::<Vec<_>>().join(" / ");
        let audited = audited(sheet(&table), &profiles);
        for records in &audited.records {
            if let Some(kind) = &records.kind {
                wrong.push(format!("{title} is {kind}: {:?}", records.evidence));
            }
        }
        let errors = errors(&audited.findings);
        if !errors.is_empty() {
            wrong.push(format!("{title} has {errors:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Headers with one word misspelt: a column keeps its field or has none, and the kind is never another.
#[test]
fn a_slip_in_a_header_gives_no_other_meaning() {
    let profiles = builtin_profiles().expect("built-in profiles");
    let (mut n_slips, mut n_same) = (0, 0);
    let mut wrong = Vec::new();
    for (nth, form) in (0..).zip(forms()) {
        let mut chance = Chance::new(nth);
        let sample = form(&mut chance);
        for column in 0..sample.document.columns.len() {
            let mut slipped = sample.clone();
            let header = &mut slipped.document.columns[column].header;
            let Some(lowest) = header.last_mut() else {
                continue;
            };
            let Some(text) = misspelt(lowest, &mut chance) else {
                continue;
            };
            lowest.clone_from(&text);
            let written = lay_out(&slipped.document);
            let audited = audited(written.grid.clone(), &profiles);
            let records = only(&audited, sample.name);
            let told = misread(&slipped, &written, &audited);
            n_slips += 1;
            n_same += usize::from(told.is_empty());
            if !told.is_empty() {
                println!("{}: {text}: {told:?}", sample.name);
            }
            let is_other_kind =
                records.kind.is_some() && records.kind.as_deref() != sample.document.kind;
            let is_other_field = records.kind.is_some()
                && told
                    .iter()
                    .any(|told| told.contains(" is `") && !told.contains("is ``"));
            if is_other_kind || is_other_field {
                wrong.push(format!("{}: {text}: {told:?}", sample.name));
            }
        }
    }
    println!("{n_same} of {n_slips} misspelt headers read right");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(n_same * 10 >= n_slips * 9, "{n_same} of {n_slips}");
}

/// The text with one letter of its longest word left out, doubled, exchanged or changed.
fn misspelt(text: &str, chance: &mut Chance) -> Option<String> {
    let word = text
        .split(|c: char| !c.is_alphabetic())
        .max_by_key(|word| word.len())
        .filter(|word| word.len() >= 6)?;
    let mut letters: Vec<char> = word.chars().collect();
    let last = i64::try_from(letters.len()).expect("small") - 2;
    let at = usize::try_from(chance.within(1, last)).expect("an index");
    match chance.within(1, 4) {
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        3 => letters.swap(at, at + 1),
        _ => letters[at] = chance.pick(&['l', 'k', 'u', 'y']),
    }
    let slip: String = letters.into_iter().collect();
    Some(text.replacen(word, &slip, 1))
}

/// The same headers as other people write them.
#[test]
fn abbreviated_headers_mean_the_same() {
    const WRITTEN: &[(&str, &str)] = &[
        ("Sub Kegiatan", "Sub Keg."),
        ("Kegiatan", "Keg."),
        ("Program", "Prog."),
        ("Anggaran", "Angg."),
        ("Realisasi", "Real."),
        ("Keterangan", "Ket."),
        ("Volume", "Vol."),
        ("Satuan", "Sat."),
        ("Jumlah", "Jml"),
        ("Triwulan", "TW"),
        ("Rekening", "Rek."),
        ("s.d. ", "s/d  "),
        ("Januari", "Jan"),
        ("November", "Nop."),
        (" (Rp)", "\n(Rp.)"),
    ];
    let profiles = builtin_profiles().expect("built-in profiles");
    let mut wrong = Vec::new();
    for (nth, form) in (0..).zip(forms()) {
        let mut sample = form(&mut Chance::new(nth));
        for column in &mut sample.document.columns {
            for text in &mut column.header {
                for (long, short) in WRITTEN {
                    *text = text.replace(long, short);
                }
            }
        }
        let written = lay_out(&sample.document);
        let audited = audited(written.grid.clone(), &profiles);
        let told = misread(&sample, &written, &audited);
        let errors = errors(&audited.findings);
        if !told.is_empty() || !errors.is_empty() {
            wrong.push(format!("{}: {told:?} {errors:?}", sample.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Without its titles a document is of its kind or of none.
#[test]
fn a_document_without_titles_is_of_no_other_kind() {
    let profiles = builtin_profiles().expect("built-in profiles");
    let mut n_known = 0;
    let mut wrong = Vec::new();
    for (nth, form) in (0..).zip(forms()) {
        let mut sample = form(&mut Chance::new(nth));
        sample.document.titles.clear();
        let audited = audited(lay_out(&sample.document).grid, &profiles);
        let kind = only(&audited, sample.name).kind.as_deref();
        n_known += usize::from(kind.is_some());
        // Only its title tells the region's plan from an agency's.
        let is_plan = sample.name == "rkpd" && kind == Some("renja");
        if kind.is_some() && kind != sample.document.kind && !is_plan {
            wrong.push(format!("{} is {kind:?}", sample.name));
        }
        let errors = errors(&audited.findings);
        if !errors.is_empty() {
            wrong.push(format!("{} ({kind:?}): {errors:?}", sample.name));
        }
    }
    println!("{n_known} of {} known without titles", forms().count());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
