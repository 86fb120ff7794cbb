//! The folder `koreksi/<agency>/`: for every document with findings a workbook to send back, with a
//! letter and the document's own tables, wrong cells marked; for an agency without any, a statement.

mod formula;
mod letter;
mod mirror;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::catalogue::Catalogue;
use super::forms::{Form, Placing};
use super::outputs::{OutputFile, WriteError};
use super::paths::safe_name;
use crate::model::document::SourceFile;
use crate::model::finding::{Finding, Severity};
use crate::model::language::Language;

/// Makes and places every workbook of corrections. Documents whose agency nobody knows have none.
pub(super) fn correction_sheets(
    catalogue: &Catalogue<'_>,
    language: Language,
    place: Placing<'_>,
) -> Result<Vec<Form>, WriteError> {
    let mut files: BTreeMap<&str, Vec<&SourceFile>> = BTreeMap::new();
    for file in &catalogue.report.inventory.entries {
        if let Some(agency) = catalogue.owner_of_file(file).agency {
            files.entry(agency).or_default().push(file);
        }
    }
    let mut taken = BTreeSet::new();
    let mut sheets = Vec::new();
    for (agency, files) in files {
        sheets.extend(sheets_of(catalogue, agency, files, &mut taken));
    }
    let made: Vec<Result<Form, WriteError>> = sheets
        .into_par_iter()
        .map(|sheet| {
            let bytes = match sheet.content {
                Sheet::Request(file, findings) => {
                    workbook(catalogue, sheet.agency, file, &findings, language)?
                }
                Sheet::Statement(files) => statement(sheet.agency, &files, language)?,
            };
            Ok(Form::settled(OutputFile::new(&sheet.path, bytes), place))
        })
        .collect();
    made.into_iter().collect()
}

/// A workbook for an agency.
struct Correction<'a> {
    path: String,
    agency: &'a str,
    content: Sheet<'a>,
}

/// What a workbook for an agency says.
enum Sheet<'a> {
    /// A document asks for corrections.
    Request(&'a SourceFile, Vec<&'a Finding>),
    /// None of these does.
    Statement(Vec<&'a SourceFile>),
}

/// The workbooks for an agency: one for each document with findings, or the statement that it has none.
fn sheets_of<'a>(
    catalogue: &Catalogue<'a>,
    agency: &'a str,
    files: Vec<&'a SourceFile>,
    taken: &mut BTreeSet<String>,
) -> Vec<Correction<'a>> {
    let mut sheets = Vec::new();
    let mut add = |name: &str, content| {
        sheets.push(Correction {
            path: free_path(agency, name, taken),
            agency,
            content,
        });
    };
    let mut is_clean = true;
    for &file in &files {
        let findings = to_correct(catalogue, file);
        if !findings.is_empty() {
            is_clean = false;
            add(stem(&file.path), Sheet::Request(file, findings));
        }
    }
    if is_clean {
        add("tanpa-temuan", Sheet::Statement(files));
    }
    sheets
}

/// The findings of a document that ask its agency to do something, in the order of the sheets.
fn to_correct<'a>(catalogue: &Catalogue<'a>, file: &SourceFile) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> = catalogue
        .findings_of(&file.path)
        .filter(|finding| finding.severity > Severity::Info)
        .collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

fn workbook(
    catalogue: &Catalogue<'_>,
    agency: &str,
    file: &SourceFile,
    findings: &[&Finding],
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let mut workbook = blank(language)?;
    let letter = letter::write_request(catalogue, (agency, file), findings, language)?;
    workbook.push_worksheet(letter);
    for sheet in mirror::write(catalogue, file, findings, language)? {
        workbook.push_worksheet(sheet);
    }
    Ok(workbook.save_to_buffer()?)
}

fn statement(
    agency: &str,
    files: &[&SourceFile],
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let mut workbook = blank(language)?;
    workbook.push_worksheet(letter::write_statement(agency, files, language)?);
    Ok(workbook.save_to_buffer()?)
}

/// An empty workbook without a clock in it: the same corrections are the same bytes.
fn blank(language: Language) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new()
        .set_title(language.pick("Lembar koreksi", "Correction sheet"))
        .set_author("selaras")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// The file's name without folders and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

fn free_path(agency: &str, stem: &str, taken: &mut BTreeSet<String>) -> String {
    let folder = format!("koreksi/{}", safe_name(agency));
    let stem = safe_name(stem);
    let mut path = format!("{folder}/{stem}.xlsx");
    let mut nth = 1;
    while !taken.insert(path.to_lowercase()) {
        nth += 1;
        path = format!("{folder}/{stem}-{nth}.xlsx");
    }
    path
}
