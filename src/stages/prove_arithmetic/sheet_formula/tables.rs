//! Where the workbook's cells stand in the tables that were found, and what words already claim of
//! them. Comes in: records and the proof so far. Goes out: rows, lines, stated numbers, claims by
//! their target. Never judges.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::book::{At, Book};
use crate::model::amount::{Grain, Unit};
use crate::model::grid::{Cell, Content};
use crate::model::place::{CellRef, Place};
use crate::model::record::{Line, RecordSet};
use crate::model::relation::{Operation, Origin, Proof, Stated, Verdict};
use crate::model::table::{Column, RowKind};

/// The tables of a workbook by sheet and row.
pub(super) struct Tables<'a> {
    records: &'a [Arc<RecordSet>],
    /// Table and row by sheet and the sheet's row, in order; there may be a million.
    rows: Vec<((u32, u32), (u32, u32))>,
    /// Line of each row of each table.
    lines: Vec<Vec<Option<usize>>>,
    /// Tables of a sheet.
    of_sheet: BTreeMap<usize, Vec<usize>>,
    /// Rows of headers and numberings.
    headers: BTreeSet<(usize, u32)>,
}

/// A cell's row in a table.
#[derive(Clone, Copy)]
pub(super) struct Seat<'a> {
    /// Number of the table.
    pub(super) table: usize,
    pub(super) records: &'a RecordSet,
    pub(super) row_idx: usize,
    pub(super) line: Option<&'a Line>,
    pub(super) kind: RowKind,
}

impl<'a> Tables<'a> {
    pub(super) fn new(records: &'a [Arc<RecordSet>], book: &Book<'_>) -> Self {
        let mut tables = Self {
            records,
            rows: Vec::new(),
            lines: vec![Vec::new(); records.len()],
            of_sheet: BTreeMap::new(),
            headers: BTreeSet::new(),
        };
        for (idx, set) in records.iter().enumerate() {
            let Some(sheet) = book.sheet_named(&set.on.sheet) else {
                continue;
            };
            tables.of_sheet.entry(sheet).or_default().push(idx);
            let table = &set.typed.table;
            let headers = table.header_rows.iter().chain(&table.repeated_rows);
            let headers = headers.chain(&table.numbering_row);
            tables.headers.extend(headers.map(|&row| (sheet, row)));
            for (row_idx, row) in set.typed.table.rows.iter().enumerate() {
                for &sheet_row in &row.sheet_rows {
                    let key = (short(sheet), sheet_row);
                    tables.rows.push((key, (short(idx), short(row_idx))));
                }
            }
            let mut lines = vec![None; table.rows.len()];
            for (line_idx, line) in set.lines.iter().enumerate() {
                if let Some(slot) = lines.get_mut(line.row_idx) {
                    *slot = Some(line_idx);
                }
            }
            if let Some(slot) = tables.lines.get_mut(idx) {
                *slot = lines;
            }
        }
        // Of several tables with a row the last has it.
        tables.rows.reverse();
        tables.rows.sort_by_key(|(row, _)| *row);
        tables.rows.dedup_by_key(|(row, _)| *row);
        tables
    }

    /// Table and row of a row of a sheet.
    fn row(&self, sheet: usize, row: u32) -> Option<(usize, usize)> {
        let key = (short(sheet), row);
        let found = self.rows.binary_search_by_key(&key, |(row, _)| *row).ok()?;
        let (_, (table, row_idx)) = *self.rows.get(found)?;
        Some((usize::try_from(table).ok()?, usize::try_from(row_idx).ok()?))
    }

    /// The row of a table that a cell stands in.
    pub(super) fn seat(&self, at: At) -> Option<Seat<'a>> {
        let (table, row_idx) = self.row(at.0, at.1.row)?;
        let records: &RecordSet = self.records.get(table)?;
        let line = self.lines.get(table).and_then(|lines| *lines.get(row_idx)?);
        Some(Seat {
            table,
            records,
            row_idx,
            line: line.and_then(|line| records.lines.get(line)),
            kind: records.typed.table.rows.get(row_idx)?.kind,
        })
    }

    /// Whether a row of a sheet is a table's header or numbering.
    pub(super) fn is_header(&self, at: At) -> bool {
        self.headers.contains(&(at.0, at.1.row))
    }

    /// The number that a cell states: as its table reads it, else as the cell shows it.
    pub(super) fn stated(&self, book: &Book<'_>, at: At) -> Option<Stated> {
        if let Some(typed) = self.typed(at) {
            return Some(typed);
        }
        let cell = book.cell(at)?;
        match cell.content {
            Content::Number(number) => Some(as_shown(number, cell)),
            _ => None,
        }
    }

    /// The number that a cell states in its table.
    pub(super) fn typed(&self, at: At) -> Option<Stated> {
        let (table, _) = self.row(at.0, at.1.row)?;
        let set = self.records.get(table)?;
        set.typed.cells.get(&at.1)?.stated()
    }

    /// The cells with a number stored as text, by sheet and column.
    pub(super) fn number_texts(&self, book: &Book<'_>) -> BTreeMap<(usize, u32), BTreeSet<u32>> {
        let mut found: BTreeMap<(usize, u32), BTreeSet<u32>> = BTreeMap::new();
        for (&sheet, tables) in &self.of_sheet {
            let Some(grid) = book.sheet(sheet).map(|sheet| sheet.grid) else {
                continue;
            };
            for set in tables.iter().filter_map(|&idx| self.records.get(idx)) {
                let cells = &set.typed.cells;
                let first = cells.iter().next().map_or(LAST, |(at, _)| at);
                // Both are in the same order, and nearly as long.
                let mut stored = grid.cells.range(first..=LAST).peekable();
                for (at, cell) in cells.iter() {
                    while stored.next_if(|(other, _)| **other < at).is_some() {}
                    let own = stored.peek().filter(|(other, _)| **other == at);
                    let is_text =
                        own.is_some_and(|(_, own)| matches!(own.content, Content::Text(_)));
                    let number = cell.value().number();
                    if is_text && number.is_some_and(|number| !number.is_zero()) {
                        found.entry((sheet, at.col)).or_default().insert(at.row);
                    }
                }
            }
        }
        found
    }

    /// The words of a cell's row: its line's name, its row's label, else the text to its left.
    pub(super) fn label(&self, book: &Book<'_>, at: At) -> String {
        if let Some(seat) = self.seat(at) {
            let row = seat.records.typed.table.rows.get(seat.row_idx);
            let name = seat.line.map(|line| line.name.clone());
            let label = name.or_else(|| row.map(|row| row.label.clone()));
            if let Some(label) = label.filter(|label| !label.is_empty()) {
                return label.into();
            }
        }
        let Some(sheet) = book.sheet(at.0) else {
            return String::new();
        };
        let before = sheet
            .grid
            .row(at.1.row)
            .take_while(|(col, _)| *col < at.1.col);
        text_of(before.map(|(_, cell)| cell)).unwrap_or_default()
    }

    /// The words of a cell's column: its header, else the nearest text above.
    pub(super) fn column(&self, book: &Book<'_>, at: At) -> String {
        if let Some(seat) = self.seat(at) {
            let table = &seat.records.typed.table;
            let col = table.column_of(at.1);
            let column = table.columns.iter().find(|column| Some(column.col) == col);
            if let Some(title) = column.map(Column::title).filter(|title| !title.is_empty()) {
                return title;
            }
        }
        let above = book.sheet(at.0).map_or(&[][..], |sheet| {
            sheet.between(at.1.col, at.1.row.saturating_sub(200), at.1.row)
        });
        text_of(above.iter().map(|(_, cell)| cell))
            .unwrap_or_else(|| crate::model::place::column_letters(at.1.col))
    }
}

/// A number of sheets, tables or rows: none comes near the largest.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The last text of some cells.
fn text_of<'c>(cells: impl Iterator<Item = &'c Cell>) -> Option<String> {
    let texts = cells.filter_map(|cell| match &cell.content {
        Content::Text(text) if !text.trim().is_empty() => Some(text),
        _ => None,
    });
    texts.last().map(|text| text.trim().to_owned())
}

/// A number outside tables as its cell shows it.
fn as_shown(number: Decimal, cell: &Cell) -> Stated {
    let shown = cell.format_decimals();
    if cell.format_is_percent()
        && let Some(percent) = number.checked_mul(Decimal::ONE_HUNDRED)
    {
        return Stated {
            value: percent.normalize(),
            grain: Grain::Decimals(shown.unwrap_or(0)),
            unit: Unit::Percent,
        };
    }
    let own = number.normalize().scale();
    let grain = match shown {
        Some(shown) if own > shown => Grain::Decimals(shown),
        None if own > 4 => Grain::Decimals(own.min(8)),
        _ => Grain::Exact,
    };
    Stated {
        value: number,
        grain,
        unit: Unit::Unknown,
    }
}

/// A place behind all cells.
const LAST: CellRef = CellRef::new(u32::MAX, u32::MAX);

/// Cells in order, each once.
pub(super) fn in_order(mut cells: Vec<At>) -> Vec<At> {
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// What words claim, by the cell that is claimed.
pub(super) struct Words {
    /// By the cell that each is about, in order.
    words: Vec<Word>,
}

/// A claim of words about a cell.
#[derive(Debug, Clone)]
pub(super) struct Word {
    target: At,
    /// Its number in the proof.
    pub(super) relation: usize,
    /// Whether it adds up.
    pub(super) is_sum: bool,
    /// Whether it only says what the cell is at most.
    is_limit: bool,
    /// In order, each once.
    pub(super) operands: Box<[At]>,
    /// Whether it holds; `None` where it could not be judged.
    pub(super) holds: Option<bool>,
    /// Whether nothing but figures claims it: then it bears out what a formula gives, since it was
    /// made of that.
    pub(super) is_guess: bool,
}

impl Words {
    pub(super) fn new(proof: &Proof, file: &Arc<str>, book: &Book<'_>) -> Self {
        let mut words = Vec::with_capacity(proof.relations.len());
        for (relation, claim) in proof.relations.iter().enumerate() {
            if claim.target.on.file != *file || claim.origin == Origin::BetweenDocuments {
                continue;
            }
            let at = |place: &Place| -> Option<At> {
                Some((book.sheet_named(&place.on.sheet)?, place.cell))
            };
            let mut operands = Vec::with_capacity(claim.operands.len());
            operands.extend(claim.operands.iter().map_while(at));
            let Some(target) = at(&claim.target) else {
                continue;
            };
            if operands.len() < claim.operands.len() {
                continue;
            }
            let holds = match claim.verdict {
                Verdict::Holds(_) => Some(true),
                Verdict::Fails(_) => Some(false),
                Verdict::CannotJudge(_) => None,
            };
            words.push(Word {
                target,
                relation,
                is_sum: claim.operation == Operation::Sum,
                is_limit: claim.operation == Operation::AtMost,
                operands: in_order(operands).into_boxed_slice(),
                holds,
                is_guess: claim.origin == Origin::Inferred,
            });
        }
        // Of one cell in the order of the proof.
        words.sort_unstable_by_key(|word| (word.target, word.relation));
        Self { words }
    }

    /// The claims about a cell.
    pub(super) fn of(&self, at: At) -> &[Word] {
        let start = self.words.partition_point(|word| word.target < at);
        let behind = self.words.get(start..).unwrap_or_default();
        let n_alike = behind.iter().take_while(|word| word.target == at).count();
        behind.get(..n_alike).unwrap_or_default()
    }

    /// Whether a claim about a cell fails; that a limit is passed is no such claim.
    pub(super) fn fail_at(&self, at: At) -> bool {
        self.of(at)
            .iter()
            .any(|word| word.holds == Some(false) && !word.is_limit)
    }

    /// Whether words claim that a cell is a sum, and it is not.
    pub(super) fn miss_sum_at(&self, at: At) -> bool {
        self.of(at)
            .iter()
            .any(|word| word.holds == Some(false) && word.is_sum)
    }

    /// All claims with their targets.
    pub(super) fn all(&self) -> impl Iterator<Item = (At, &Word)> {
        self.words.iter().map(|word| (word.target, word))
    }
}
