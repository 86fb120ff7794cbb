//! The tables of a document as their agency wrote them, each cell at its own address: wrong cells
//! marked, each with a note, and beside each table its numbers computed again by live formulas.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formula::formula;
use crate::model::amount::{Value, english, indonesian};
use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::identity::{Numbers, is_of_birth};
use crate::model::language::Language;
use crate::model::person_number::heads_numbers;
use crate::model::place::{CellRef, column_letters};
use crate::model::record::RecordSet;
use crate::model::relation::{Comparison, Relation, Verdict};
use crate::model::rules;
use crate::stages::write_reports::catalogue::{Catalogue, sheet_of};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight, severity_fill};

/// Most rows of a sheet that are mirrored; a longer sheet has its letter only.
const MAX_ROWS: u32 = 50_000;
/// Columns and rows of a workbook's sheet.
const MAX_COL: u32 = 16_000;
/// Longest name of a sheet.
const MAX_NAME: usize = 28;

/// A sheet for each sheet of the document that a finding speaks of.
pub(super) fn write(
    catalogue: &Catalogue<'_>,
    file: &SourceFile,
    findings: &[&Finding],
    language: Language,
) -> Result<Vec<Worksheet>, XlsxError> {
    let wanted: BTreeSet<&str> = findings
        .iter()
        .filter_map(|finding| sheet_of(finding))
        .collect();
    let mut taken: BTreeSet<String> = BTreeSet::from(["surat".to_owned(), "letter".to_owned()]);
    let mut sheets = Vec::new();
    for sheet in wanted {
        let tables: Vec<&RecordSet> = catalogue.tables_of(&file.path, sheet);
        if tables.is_empty() {
            continue;
        }
        let name = sheet_name(sheet, &mut taken);
        let relations = relations(catalogue, file, sheet);
        let mut mirror = Mirror {
            cells: BTreeMap::new(),
            fills: fills(findings, sheet),
            numbers: catalogue.discretion.numbers,
            language,
        };
        for records in &tables {
            mirror.put_table(records);
        }
        let first_free = last_col(&tables) + 2;
        let beside = mirror.put_recomputed(&tables, &relations, first_free);
        let mut written = Sheet::new(&name)?;
        written.set_widths(&widths(&tables, first_free, beside))?;
        mirror.write(&mut written)?;
        put_notes(&mut written, catalogue, findings, sheet, language)?;
        sheets.push(written.finished());
    }
    Ok(sheets)
}

/// The sheet as it will be written: cells by row and column.
struct Mirror {
    cells: BTreeMap<u32, BTreeMap<u16, Cell>>,
    fills: BTreeMap<CellRef, Fill>,
    numbers: Numbers,
    language: Language,
}

impl Mirror {
    fn put_table(&mut self, records: &RecordSet) {
        let table = &records.typed.table;
        let first = table.header_rows.first().copied().unwrap_or(0);
        let n_titles = u32::try_from(table.titles.len()).unwrap_or(u32::MAX);
        for (title, row) in table
            .titles
            .iter()
            .zip(first.saturating_sub(n_titles)..first)
        {
            let title = Content::Text(self.numbers.shown(title).into_owned());
            self.put(row, 0, title, Style::default().weight(Weight::Bold));
        }
        for column in &table.columns {
            if let Some(at) = column.header_cell {
                let title = Content::Text(column.path.join(" / "));
                self.put(at.row, at.col, title, Style::of(Shape::Heading));
            }
        }
        // What stands there is hidden, whatever it looks like.
        let of_persons: BTreeMap<u32, String> = match self.numbers {
            Numbers::Whole => BTreeMap::new(),
            Numbers::Masked => {
                let titled = table
                    .columns
                    .iter()
                    .map(|column| (column.col, column.title()));
                titled
                    .filter(|(_, title)| is_of_birth(title) || heads_numbers(title))
                    .collect()
            }
        };
        for (at, cell) in records.typed.cells.iter() {
            let raw = cell.raw();
            let raw = raw.trim();
            let (content, shape) = match (cell.value(), of_persons.get(&at.col)) {
                (_, Some(title)) => {
                    let hidden = self.numbers.shown_under(title, raw).into_owned();
                    (Content::Text(hidden), Shape::Wrapped)
                }
                (Value::Rupiah(rupiah), None) => (Content::Number(rupiah.0), Shape::Number),
                (Value::Percent(percent), None) => (Content::Number(percent.0), Shape::Percent),
                (Value::Number(value), None) => (Content::Number(*value), Shape::Number),
                (Value::Quantity(_) | Value::Text(_), None) => (
                    Content::Text(self.numbers.shown(raw).into_owned()),
                    Shape::Wrapped,
                ),
            };
            let fill = self.fills.get(&at).copied().unwrap_or_default();
            self.put(at.row, at.col, content, Style::of(shape).fill(fill));
        }
    }

    /// One column right of the tables for each column that states something computable; returns how
    /// many.
    fn put_recomputed(
        &mut self,
        tables: &[&RecordSet],
        relations: &BTreeMap<CellRef, (&Relation, &Comparison)>,
        first_col: u32,
    ) -> u32 {
        let columns: BTreeSet<u32> = relations.keys().map(|cell| cell.col).collect();
        let beside: BTreeMap<u32, u32> = columns.into_iter().zip(first_col..).collect();
        let word = self
            .language
            .pick("Hitung ulang kolom", "Recomputed column");
        for records in tables {
            let table = &records.typed.table;
            let Some(&row) = table.header_rows.last() else {
                continue;
            };
            for column in &table.columns {
                if let Some(&col) = beside.get(&column.col) {
                    let heading = format!("{word} {}", column_letters(column.col));
                    self.put(row, col, Content::Text(heading), Style::of(Shape::Heading));
                }
            }
        }
        for (cell, (relation, comparison)) in relations {
            let (Some(&col), Some(formula)) = (beside.get(&cell.col), formula(relation)) else {
                continue;
            };
            let fill = match relation.verdict {
                Verdict::Fails(_) => Fill::Yellow,
                Verdict::Holds(_) | Verdict::CannotJudge(_) => Fill::None,
            };
            let content = Content::Formula(Some(formula), comparison.computed);
            let style = Style::of(Shape::Number).weight(Weight::Computed).fill(fill);
            self.put(cell.row, col, content, style);
        }
        u32::try_from(beside.len()).unwrap_or(u32::MAX)
    }

    fn put(&mut self, row: u32, col: u32, content: Content, style: Style) {
        if row < MAX_ROWS
            && col < MAX_COL
            && let Ok(col) = u16::try_from(col)
        {
            let cells = self.cells.entry(row).or_default();
            cells.insert(col, (content, style));
        }
    }

    fn write(&self, sheet: &mut Sheet) -> Result<(), XlsxError> {
        for (&row, cells) in &self.cells {
            sheet.put_cells(row, cells.iter().map(|(&col, cell)| (col, cell)))?;
        }
        Ok(())
    }
}

fn put_notes(
    sheet: &mut Sheet,
    catalogue: &Catalogue<'_>,
    findings: &[&Finding],
    name: &str,
    language: Language,
) -> Result<(), XlsxError> {
    let mut notes: BTreeMap<CellRef, Vec<String>> = BTreeMap::new();
    for finding in findings
        .iter()
        .filter(|finding| sheet_of(finding) == Some(name))
    {
        if let Some(place) = &finding.place {
            let notes = notes.entry(place.cell).or_default();
            notes.push(note(catalogue, finding, language));
        }
    }
    for (cell, texts) in notes {
        if let (true, Ok(col)) = (cell.row < MAX_ROWS, u16::try_from(cell.col)) {
            sheet.put_note(cell.row, col, &texts.join("\n\n"))?;
        }
    }
    Ok(())
}

/// The last column of any of the tables.
fn last_col(tables: &[&RecordSet]) -> u32 {
    let columns = tables
        .iter()
        .flat_map(|records| &records.typed.table.columns);
    columns.map(|column| column.col).max().unwrap_or(0)
}

/// Widths of the sheet's columns: words wide, numbers as long as budgets are, then those beside.
fn widths(tables: &[&RecordSet], first_free: u32, n_beside: u32) -> Vec<u16> {
    let n_columns = first_free.saturating_add(n_beside).min(MAX_COL);
    let mut widths = vec![4u16; usize::try_from(n_columns).unwrap_or(0)];
    let mut set = |col: u32, wanted: u16| {
        let at = usize::try_from(col).unwrap_or(usize::MAX);
        if let Some(width) = widths.get_mut(at) {
            *width = wanted.max(*width);
        }
    };
    for records in tables {
        let columns = records.typed.table.columns.iter();
        for (column, reading) in columns.zip(&records.typed.columns) {
            let is_words = reading.n_texts > reading.n_numbers;
            let longest = longest(records, column.col).clamp(10, if is_words { 48 } else { 22 });
            set(column.col, longest);
        }
    }
    for col in first_free..n_columns {
        set(col, 18);
    }
    widths
}

/// Letters of the longest cell of a column.
fn longest(records: &RecordSet, col: u32) -> u16 {
    let cells = records.typed.cells.iter();
    let lengths = cells
        .filter(|(at, _)| at.col == col)
        .map(|(_, cell)| cell.raw().chars().count() + 4);
    u16::try_from(lengths.max().unwrap_or(0)).unwrap_or(u16::MAX)
}

/// Colours of the wrong cells, and of those that are wrong only because of them.
fn fills(findings: &[&Finding], sheet: &str) -> BTreeMap<CellRef, Fill> {
    let mut fills = BTreeMap::new();
    for finding in findings {
        for place in &finding.consequences {
            if &*place.on.sheet == sheet {
                fills.entry(place.cell).or_insert(Fill::Blue);
            }
        }
    }
    for finding in findings.iter().rev() {
        if let Some(place) = finding
            .place
            .as_ref()
            .filter(|place| &*place.on.sheet == sheet)
        {
            fills.insert(place.cell, severity_fill(finding.severity));
        }
    }
    fills
}

/// The claim that each cell of the sheet makes: one that fails before one that holds.
fn relations<'a>(
    catalogue: &Catalogue<'a>,
    file: &SourceFile,
    sheet: &str,
) -> BTreeMap<CellRef, (&'a Relation, &'a Comparison)> {
    let mut claims: BTreeMap<CellRef, (&Relation, &Comparison)> = BTreeMap::new();
    for relation in &catalogue.report.relations {
        let home = &relation.target;
        if *home.on.file != *file.path || &*home.on.sheet != sheet {
            continue;
        }
        let (comparison, fails) = match &relation.verdict {
            Verdict::Holds(comparison) => (comparison, false),
            Verdict::Fails(comparison) => (comparison, true),
            Verdict::CannotJudge(_) => continue,
        };
        if formula(relation).is_none() {
            continue;
        }
        let known = claims.get(&home.cell);
        if fails || known.is_none() {
            claims.insert(home.cell, (relation, comparison));
        }
    }
    claims
}

/// What the note on a wrong cell says.
fn note(catalogue: &Catalogue<'_>, finding: &Finding, language: Language) -> String {
    let shown = |value: Decimal| match language {
        Language::Id => indonesian(value.normalize()),
        Language::En => english(value.normalize()),
    };
    let mut lines = Vec::new();
    let figures = [
        (language.pick("Tertulis", "Stated"), finding.stated),
        (language.pick("Seharusnya", "Should be"), finding.computed),
        (language.pick("Selisih", "Difference"), finding.difference),
    ];
    for (word, value) in figures {
        if let Some(value) = value {
            lines.push(format!("{word}: {}", shown(value)));
        }
    }
    if lines.is_empty() {
        lines.push(catalogue.discretion.message(finding, language));
    }
    for cause in &finding.causes {
        let word = language.pick("Sebab", "Cause");
        lines.push(format!(
            "{word}: {}",
            cause.in_words(finding.place.as_ref(), language)
        ));
    }
    let title = rules::rule(finding.code).map_or("", |rule| rule.title.pick(language));
    lines.push(format!("{} {title}", finding.code));
    lines.join("\n")
}

/// A name that a workbook allows and that is not taken yet.
fn sheet_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if "[]:*?/\\".contains(c) { '-' } else { c })
        .take(MAX_NAME)
        .collect();
    let plain = plain.trim_matches(['\'', ' ']).to_owned();
    let plain = if plain.is_empty() {
        "Lembar".to_owned()
    } else {
        plain
    };
    let mut free = plain.clone();
    let mut nth = 1;
    while !taken.insert(free.to_lowercase()) {
        nth += 1;
        let kept: String = plain.chars().take(MAX_NAME - 4).collect();
        free = format!("{kept} {nth}");
    }
    free
}
