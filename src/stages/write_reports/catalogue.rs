//! Finds what a report must say beside a finding: its document's hash, kind, agency and year, the
//! line it stands in, and the fingerprint that is the same every night.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::discretion::{Audience, Discretion};
use super::slots::Slots;
use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::hash::sha256_hex;
use crate::model::identity::{Numbers, masked};
use crate::model::place::{CellRef, Place};
use crate::model::record::{Line, RecordSet};
use crate::model::report::{AuditReport, DocumentSummary};
use crate::model::table::Row;

/// An audit report with its indexes.
pub(super) struct Catalogue<'a> {
    pub(super) report: &'a AuditReport,
    /// Places for what only the night of the run knows.
    pub(super) slots: Slots,
    /// What outputs keep to themselves.
    pub(super) discretion: Discretion,
    files: BTreeMap<&'a str, &'a SourceFile>,
    documents: BTreeMap<&'a str, &'a DocumentSummary>,
    /// Tables by document and sheet.
    records: BTreeMap<&'a str, BTreeMap<&'a str, Vec<Indexed<'a>>>>,
    /// The agency of each document, as the run knows it.
    agencies: BTreeMap<&'a str, &'a str>,
    /// The form of each table, by document, sheet and its number there.
    forms: BTreeMap<TableKey<'a>, String>,
    /// The sheets of a document that hold a table of one form, by document and form.
    sheets_by_form: BTreeMap<(&'a str, String), BTreeSet<&'a str>>,
    /// Places of the findings that share an identity, in order.
    twins: BTreeMap<String, Vec<Option<&'a Place>>>,
}

/// A table: its document, its sheet and its number there.
type TableKey<'a> = (&'a str, &'a str, usize);

/// A table whose rows are looked up by number once a finding asks for one.
struct Indexed<'a> {
    set: &'a RecordSet,
    /// By row of the sheet: the table's row, and its line, where it is one.
    rows: OnceLock<BTreeMap<u32, RowAndLine>>,
}

/// Index of a row of a table, and that of its line, where it is one.
type RowAndLine = (usize, Option<usize>);

impl<'a> Indexed<'a> {
    fn new(set: &'a RecordSet) -> Self {
        Self {
            set,
            rows: OnceLock::new(),
        }
    }

    /// Row and line of a cell that stands in one of the table's rows and columns.
    fn row(&self, cell: CellRef) -> Option<RowAndLine> {
        let table = &self.set.typed.table;
        table.columns.iter().find(|column| column.col == cell.col)?;
        self.rows().get(&cell.row).copied()
    }

    fn rows(&self) -> &BTreeMap<u32, RowAndLine> {
        self.rows.get_or_init(|| {
            let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
            for (idx, line) in self.set.lines.iter().enumerate() {
                lines.entry(line.row_idx).or_insert(idx);
            }
            let mut rows = BTreeMap::new();
            for (row_idx, row) in self.set.typed.table.rows.iter().enumerate() {
                let line = lines.get(&row_idx).copied();
                for &sheet_row in &row.sheet_rows {
                    rows.entry(sheet_row).or_insert((row_idx, line));
                }
            }
            rows
        })
    }
}

/// Whose a finding or document is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owner<'a> {
    pub(super) year: Option<i32>,
    pub(super) agency: Option<&'a str>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(report: &'a AuditReport) -> Self {
        let mut catalogue = Self {
            report,
            slots: Slots::new(report, false),
            discretion: Discretion::new(report, Numbers::Masked, Audience::Own),
            files: BTreeMap::new(),
            documents: BTreeMap::new(),
            records: BTreeMap::new(),
            agencies: agencies(report),
            forms: BTreeMap::new(),
            sheets_by_form: BTreeMap::new(),
            twins: BTreeMap::new(),
        };
        for file in &report.inventory.entries {
            catalogue.files.insert(&file.path, file);
        }
        for document in &report.documents {
            catalogue.documents.insert(&document.path, document);
        }
        for record_set in &report.records {
            let sheets = catalogue.records.entry(&record_set.on.file).or_default();
            let tables = sheets.entry(&record_set.on.sheet).or_default();
            tables.push(Indexed::new(record_set));
            let form = form(record_set);
            let (document, sheet) = (&*record_set.on.file, &*record_set.on.sheet);
            let key = (document, sheet, record_set.typed.table.idx);
            catalogue.forms.insert(key, form.clone());
            let sheets = catalogue.sheets_by_form.entry((document, form));
            sheets.or_default().insert(sheet);
        }
        for finding in &report.findings {
            let identity = catalogue.identity(finding);
            let cells = catalogue.twins.entry(identity).or_default();
            cells.push(finding.place.as_ref());
        }
        for cells in catalogue.twins.values_mut() {
            cells.sort_unstable();
            cells.dedup();
        }
        catalogue
    }

    /// The file of a path.
    pub(super) fn file(&self, path: &str) -> Option<&'a SourceFile> {
        self.files.get(path).copied()
    }

    /// What became of the document of a path.
    pub(super) fn document(&self, path: &str) -> Option<&'a DocumentSummary> {
        self.documents.get(path).copied()
    }

    /// Whether an input could not be read: it was, or nothing is known of what became of it.
    pub(super) fn is_quarantined(&self, file: &SourceFile) -> bool {
        self.document(&file.path)
            .is_none_or(|document| document.unreadable)
    }

    /// The findings about a document.
    pub(super) fn findings_of(&self, path: &str) -> impl Iterator<Item = &'a Finding> {
        let findings = &self.report.findings;
        findings
            .iter()
            .filter(move |finding| finding.document.as_deref() == Some(path))
    }

    /// The tables of a sheet.
    pub(super) fn tables_of(&self, document: &str, sheet: &str) -> Vec<&'a RecordSet> {
        let sheets = self.records.get(document);
        let tables = sheets.and_then(|sheets| sheets.get(sheet));
        tables
            .into_iter()
            .flatten()
            .map(|table| table.set)
            .collect()
    }

    /// The record set that a finding is about, where that is certain.
    pub(super) fn record_set(&self, finding: &Finding) -> Option<&'a RecordSet> {
        self.table(finding).map(|table| table.set)
    }

    fn table(&self, finding: &Finding) -> Option<&Indexed<'a>> {
        let sheets = self.records.get(finding.document.as_deref()?)?;
        let candidates: Vec<&Indexed<'a>> = match sheet_of(finding) {
            Some(sheet) => sheets.get(sheet)?.iter().collect(),
            None => sheets.values().flatten().collect(),
        };
        if let Some(cell) = cell_of(finding)
            && let Some(found) = candidates.iter().find(|table| table.row(cell).is_some())
        {
            return Some(found);
        }
        let (first, rest) = candidates.split_first()?;
        rest.iter()
            .all(|other| other.set.kind == first.set.kind)
            .then_some(*first)
    }

    /// Kind of the table that a finding is about.
    pub(super) fn kind(&self, finding: &'a Finding) -> Option<&'a str> {
        let known = self.record_set(finding).and_then(|set| set.kind.as_deref());
        known.or_else(|| finding.facts.get("kind").map(String::as_str))
    }

    /// Agency and year that a finding is about.
    pub(super) fn owner(&self, finding: &'a Finding) -> Owner<'a> {
        let record_set = self.record_set(finding);
        let file = finding.document.as_deref().and_then(|path| self.file(path));
        let agency = record_set
            .and_then(|set| set.agency.as_deref())
            .or_else(|| file.and_then(|file| self.agency_of(file)))
            .or_else(|| finding.facts.get("agency").map(String::as_str));
        let year = record_set
            .and_then(|set| set.year)
            .or_else(|| file.and_then(|file| file.year))
            .or(self.report.year);
        Owner { year, agency }
    }

    /// The agency of an input: as the run knows it, else its folder.
    fn agency_of(&self, file: &'a SourceFile) -> Option<&'a str> {
        let known = self.agencies.get(&*file.path).copied();
        known.or(file.agency.as_deref())
    }

    /// Agency and year of an input.
    pub(super) fn owner_of_file(&self, file: &'a SourceFile) -> Owner<'a> {
        Owner {
            year: file.year.or(self.report.year),
            agency: self.agency_of(file),
        }
    }

    /// First 16 hexadecimal digits of a hash over what stays the same when rows and sheets move and
    /// words are translated: code, document (by the name that earlier runs know it by), what the
    /// table is, the row's name and code, the column's name.
    ///
    /// Several findings may share all that (rows of the same name): they are told apart by their
    /// order on the sheet, which survives an inserted row.
    pub(super) fn fingerprint(&self, finding: &Finding) -> String {
        let identity = self.identity(finding);
        let place = finding.place.as_ref();
        let nth = self
            .twins
            .get(&identity)
            .and_then(|places| places.binary_search(&place).ok())
            .unwrap_or(0);
        let hash = sha256_hex(format!("{identity}\u{1f}{nth}").as_bytes());
        hash.chars().take(16).collect()
    }

    fn identity(&self, finding: &Finding) -> String {
        let found = self.row(finding);
        let line = found.and_then(|(_, line)| line);
        let row = found.map(|(row, _)| row);
        let fact = |key: &str| finding.facts.get(key).map(String::as_str);
        let code = line
            .map(|line| format!("{:?}", line.key))
            .unwrap_or_default();
        let label = fact("label")
            .or(line.map(|line| line.name.as_str()))
            .or(row.map(|row| row.label.as_str()))
            .unwrap_or_default();
        let column = fact("column").or_else(|| fact("quantity"));
        let column = match column {
            Some(column) => column.to_owned(),
            None => self.column_title(finding).unwrap_or_default(),
        };
        let document = finding.document.as_deref().unwrap_or_default();
        let name = self.report.names.get(document);
        let table = self.table_name(finding);
        // A missing submission has neither document nor row: its agency and kind are its identity.
        let missing = match finding.document {
            Some(_) => String::new(),
            None => format!("{:?}", (fact("agency"), fact("kind"), fact("year"))),
        };
        [
            finding.code,
            name.map_or(document, |name| name),
            &table,
            &code,
            &masked(label),
            &column,
            &missing,
        ]
        .join("\u{1f}")
    }

    /// What a table is, so that it is the same table when its sheet is moved or given another name:
    /// kind, titles and header. Where several sheets of a document have such a table, the sheet's
    /// name tells them apart.
    fn table_name(&self, finding: &Finding) -> String {
        let sheet = sheet_of(finding).unwrap_or_default();
        let Some(document) = finding.document.as_deref() else {
            return sheet.to_owned();
        };
        let Some(set) = self.record_set(finding) else {
            return sheet.to_owned();
        };
        let key = (document, &*set.on.sheet, set.typed.table.idx);
        let form = self.forms.get(&key).cloned().unwrap_or_default();
        match self.sheets_by_form.get(&(document, form.clone())) {
            Some(sheets) if sheets.len() == 1 => form,
            Some(_) | None => format!("{form}\u{1e}{sheet}"),
        }
    }

    /// The row that a finding stands in, and its line, where it is one.
    fn row(&self, finding: &Finding) -> Option<(&'a Row, Option<&'a Line>)> {
        let table = self.table(finding)?;
        let (row, line) = table.row(cell_of(finding)?)?;
        let set: &'a RecordSet = table.set;
        let row = set.typed.table.rows.get(row)?;
        Some((row, line.and_then(|line| set.lines.get(line))))
    }

    fn column_title(&self, finding: &Finding) -> Option<String> {
        let table = &self.record_set(finding)?.typed.table;
        let col = table.column_of(cell_of(finding)?)?;
        let mut columns = table.columns.iter();
        Some(columns.find(|column| column.col == col)?.title())
    }
}

/// The agency of each document: what its tables were found to be of, else the row that it fills in the
/// matrix of what was handed in.
fn agencies(report: &AuditReport) -> BTreeMap<&str, &str> {
    let mut agencies: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &report.completeness.rows {
        for cell in &row.cells {
            let others = cell.others.iter().map(|(document, _)| document);
            for document in cell.document.iter().chain(others) {
                agencies.entry(document).or_insert(&row.agency);
            }
        }
    }
    for set in &report.records {
        if let Some(agency) = &set.agency {
            agencies.insert(&set.on.file, agency);
        }
    }
    agencies
}

/// What a table is, in its own words.
fn form(record_set: &RecordSet) -> String {
    let kind = record_set.kind.as_deref().unwrap_or_default();
    let words = record_set.typed.table.words();
    let hash = sha256_hex(format!("{kind}\u{1f}{words}").as_bytes());
    hash.chars().take(16).collect()
}

fn cell_of(finding: &Finding) -> Option<CellRef> {
    finding.place.as_ref().map(|place| place.cell)
}

/// The sheet of a finding: of its cell, or its own.
pub(super) fn sheet_of(finding: &Finding) -> Option<&str> {
    match &finding.place {
        Some(place) => Some(&place.on.sheet),
        None => finding.sheet.as_deref(),
    }
}
