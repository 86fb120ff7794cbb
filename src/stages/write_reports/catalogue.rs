//! Finds what a report must say beside a finding: its document's hash, kind, agency and year, the
//! line it stands in, and the fingerprint that is the same every night.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::hash::sha256_hex;
use crate::model::place::CellRef;
use crate::model::record::{Line, RecordSet};
use crate::model::report::{AuditReport, DocumentSummary};

/// An audit report with its indexes.
pub(super) struct Catalogue<'a> {
    pub(super) report: &'a AuditReport,
    files: BTreeMap<&'a str, &'a SourceFile>,
    documents: BTreeMap<&'a str, &'a DocumentSummary>,
    /// Tables by document and sheet.
    records: BTreeMap<&'a str, BTreeMap<&'a str, Vec<Indexed<'a>>>>,
    /// Cells of the findings that share an identity, in order.
    twins: BTreeMap<String, Vec<Option<CellRef>>>,
}

/// A table whose rows are looked up by number once a finding asks for one.
struct Indexed<'a> {
    set: &'a RecordSet,
    /// By row of the sheet.
    rows: OnceLock<BTreeMap<u32, Row>>,
}

/// A row of a table.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Index of its line, where it is one.
    line: Option<usize>,
}

impl<'a> Indexed<'a> {
    fn new(set: &'a RecordSet) -> Self {
        Self {
            set,
            rows: OnceLock::new(),
        }
    }

    /// The line of a cell that stands in one of the table's rows and columns.
    fn row(&self, cell: CellRef) -> Option<Row> {
        let table = &self.set.typed.table;
        table.columns.iter().find(|column| column.col == cell.col)?;
        self.rows().get(&cell.row).copied()
    }

    fn rows(&self) -> &BTreeMap<u32, Row> {
        self.rows.get_or_init(|| {
            let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
            for (idx, line) in self.set.lines.iter().enumerate() {
                lines.entry(line.row_idx).or_insert(idx);
            }
            let mut rows = BTreeMap::new();
            for (row_idx, row) in self.set.typed.table.rows.iter().enumerate() {
                let line = lines.get(&row_idx).copied();
                for &sheet_row in &row.sheet_rows {
                    rows.entry(sheet_row).or_insert(Row { line });
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
            files: BTreeMap::new(),
            documents: BTreeMap::new(),
            records: BTreeMap::new(),
            twins: BTreeMap::new(),
        };
        for file in &report.inventory.entries {
            catalogue.files.insert(&file.path, file);
        }
        for document in &report.documents {
            catalogue.documents.insert(&document.path, document);
        }
        for record_set in &report.records {
            let sheets = catalogue.records.entry(&record_set.document).or_default();
            let tables = sheets.entry(&record_set.sheet).or_default();
            tables.push(Indexed::new(record_set));
        }
        for finding in &report.findings {
            let identity = catalogue.identity(finding);
            let cells = catalogue.twins.entry(identity).or_default();
            cells.push(cell_of(finding));
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
            .or_else(|| file.and_then(|file| file.agency.as_deref()))
            .or_else(|| finding.facts.get("agency").map(String::as_str));
        let year = record_set
            .and_then(|set| set.year)
            .or_else(|| file.and_then(|file| file.year))
            .or(self.report.year);
        Owner { year, agency }
    }

    /// Agency and year of an input.
    pub(super) fn owner_of_file(&self, file: &'a SourceFile) -> Owner<'a> {
        Owner {
            year: file.year.or(self.report.year),
            agency: file.agency.as_deref(),
        }
    }

    /// First 16 hexadecimal digits of a hash over what stays the same when rows move and words are
    /// translated: code, document, sheet, the row's name and code, the column's name.
    ///
    /// Several findings may share all that (rows of the same name): they are told apart by their
    /// order on the sheet, which survives an inserted row.
    pub(super) fn fingerprint(&self, finding: &Finding) -> String {
        let identity = self.identity(finding);
        let cell = cell_of(finding);
        let nth = self
            .twins
            .get(&identity)
            .and_then(|cells| cells.binary_search(&cell).ok())
            .unwrap_or(0);
        let hash = sha256_hex(format!("{identity}\u{1f}{nth}").as_bytes());
        hash.chars().take(16).collect()
    }

    fn identity(&self, finding: &Finding) -> String {
        let line = self.line(finding);
        let fact = |key: &str| finding.facts.get(key).map(String::as_str);
        let code = line
            .map(|line| format!("{:?}", line.key))
            .unwrap_or_default();
        let label = fact("label")
            .or(line.map(|line| line.name.as_str()))
            .unwrap_or_default();
        let column = fact("column")
            .or_else(|| fact("quantity"))
            .unwrap_or_default();
        let document = finding.document.as_deref().unwrap_or_default();
        let sheet = sheet_of(finding).unwrap_or_default();
        // A missing submission has neither document nor row: its agency and kind are its identity.
        let missing = match finding.document {
            Some(_) => String::new(),
            None => format!("{:?}", (fact("agency"), fact("kind"), fact("year"))),
        };
        [
            finding.code,
            document,
            sheet,
            &code,
            label,
            column,
            &missing,
        ]
        .join("\u{1f}")
    }

    fn line(&self, finding: &Finding) -> Option<&'a Line> {
        let table = self.table(finding)?;
        let line = table.row(cell_of(finding)?)?.line?;
        table.set.lines.get(line)
    }
}

fn cell_of(finding: &Finding) -> Option<CellRef> {
    finding.place.as_ref().map(|place| place.cell)
}

/// The sheet of a finding: of its cell, or its own.
pub(super) fn sheet_of(finding: &Finding) -> Option<&str> {
    match &finding.place {
        Some(place) => Some(&place.sheet),
        None => finding.sheet.as_deref(),
    }
}
