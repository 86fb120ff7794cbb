//! The lines below a header: the rows of the document, and what people put between them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use selaras::model::grid::{Cell, Content, Style};

use super::choices::Layout;
use super::data::{Datum, Document, Holds, Role, Row};
use super::figures::figure;
use super::head::is_amount;
use super::slots::{Slot, What, code_lengths};

/// A line of the sheet.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// The row of the document that it is, or continues.
    pub(super) row: Option<usize>,
    pub(super) cells: BTreeMap<usize, Cell>,
    pub(super) is_hidden: bool,
    /// How many columns it stands further right than it should.
    pub(super) shift: u32,
    /// Slots that are merged.
    pub(super) merge: Option<(usize, usize)>,
    /// Whether a blank row stands above it.
    pub(super) has_gap: bool,
    /// A cell in the column left of the table.
    pub(super) outside: Option<Cell>,
}

/// The lines of a document, top to bottom.
pub(super) fn lines(document: &Document, layout: &Layout, slots: &[Slot]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut number = 0;
    let is_total = |idx: &usize| document.rows[*idx].role == Role::Total;
    let (totals, others): (Vec<usize>, Vec<usize>) = (0..document.rows.len()).partition(is_total);
    let order: Vec<usize> = match layout.get("total") {
        "top" => totals.into_iter().chain(others).collect(),
        _ => (0..document.rows.len()).collect(),
    };
    for (at, &idx) in order.iter().enumerate() {
        let row = &document.rows[idx];
        if row.role == Role::Total {
            lines.push(total(document, layout, slots, idx));
            continue;
        }
        let mut line = plain(document, layout, slots, idx);
        let is_numbered = match layout.get("running-number") {
            "roots" => row.depth == 0,
            _ => true,
        };
        if is_numbered && let Some(slot) = slots.iter().position(|slot| slot.what == What::Number) {
            number += 1;
            line.cells
                .insert(slot, Cell::of(Content::Number(Decimal::from(number))));
        }
        line.has_gap = at > 0
            && match layout.get("blank-rows") {
                "groups" => row.role == Role::Heading && row.depth == 1,
                "roots" => row.depth == 0,
                _ => false,
            };
        line.is_hidden =
            layout.is("hidden-row", "detail") && row.role == Role::Detail && idx % 4 == 3;
        let rest = continued(layout, slots, row, &mut line);
        lines.push(line);
        lines.extend(rest);
        let next = order.get(at + 1).map(|&next| &document.rows[next]);
        let closes = next.is_none_or(|next| next.depth <= 1) && row.depth > 1;
        if layout.is("subtotals", "roots") && closes {
            let heading = order[..=at]
                .iter()
                .rev()
                .find(|&&idx| document.rows[idx].depth == 1);
            lines.extend(heading.map(|&idx| subtotal(document, layout, slots, idx)));
        }
    }
    lines
}

fn plain(document: &Document, layout: &Layout, slots: &[Slot], idx: usize) -> Line {
    let row = &document.rows[idx];
    let mut line = Line {
        row: Some(idx),
        ..Line::default()
    };
    for (at, slot) in slots.iter().enumerate() {
        let cell = match slot.what {
            What::Code(part) => code(document, layout, row, part),
            What::Label(level) => {
                let is_here = !layout.is("outline", "columns") || level == row.depth;
                is_here.then(|| label(layout, row))
            }
            What::Field(column) => field(document, layout, row, idx, column),
            What::Mark(column) => match row.cells[column] {
                Datum::Number(_) => Some(Cell::text("Rp")),
                Datum::Empty | Datum::Words(_) => None,
            },
            What::Remark => {
                let is_said = layout.is("remark", "words")
                    && row.role == Role::Detail
                    && idx.is_multiple_of(3);
                is_said.then(|| Cell::text("Selesai tepat waktu"))
            }
            What::Number | What::Blank => None,
        };
        if let Some(cell) = cell {
            line.cells.insert(at, cell);
        }
    }
    line
}

fn field(
    document: &Document,
    layout: &Layout,
    row: &Row,
    idx: usize,
    column: usize,
) -> Option<Cell> {
    match &row.cells[column] {
        Datum::Empty => None,
        Datum::Number(number) => figure(
            *number,
            document.columns[column].holds,
            layout,
            idx % 2 == 1,
        ),
        Datum::Words(words) => Some(Cell::text(words)),
    }
}

fn code(document: &Document, layout: &Layout, row: &Row, part: usize) -> Option<Cell> {
    let code = row.code.as_deref()?;
    let parts: Vec<&str> = code.split('.').collect();
    let lengths = code_lengths(document);
    let level = lengths.iter().position(|length| *length == parts.len())?;
    let text = match layout.get("code") {
        "split" => (*parts.get(part)?).to_owned(),
        "cumulative" => (part == level).then(|| code.to_owned())?,
        "own" => {
            let before = level.checked_sub(1).map_or(0, |above| lengths[above]);
            (part == level).then(|| parts[before..].join("."))?
        }
        _ => match layout.get("code-mark") {
            "last-dot" => format!("{code}."),
            "spaces" => code.replacen('.', ". ", 1),
            _ => code.to_owned(),
        },
    };
    // A program writes such codes as the numbers that they look like.
    let number: Option<Decimal> = text
        .parse()
        .ok()
        .filter(|_| layout.is("code-store", "number"));
    Some(number.map_or_else(
        || Cell::text(&text),
        |number| Cell::of(Content::Number(number)),
    ))
}

fn label(layout: &Layout, row: &Row) -> Cell {
    let mut text = row.label.clone();
    if layout.is("code", "in-label")
        && let Some(code) = &row.code
    {
        text = format!("{code} {text}");
    }
    if layout.is("outline", "spaces") {
        text = format!("{}{text}", "   ".repeat(row.depth));
    }
    let indent = if layout.is("outline", "style") {
        u8::try_from(row.depth).expect("a small depth")
    } else {
        0
    };
    Cell {
        style: Arc::new(Style {
            bold: layout.is("bold", "headings") && row.role == Role::Heading,
            indent,
            ..Style::default()
        }),
        ..Cell::text(&text)
    }
}

/// What of a row stands on the next line.
fn continued(layout: &Layout, slots: &[Slot], row: &Row, line: &mut Line) -> Option<Line> {
    if row.role != Role::Detail {
        return None;
    }
    let mut rest = Line {
        row: line.row,
        is_hidden: line.is_hidden,
        ..Line::default()
    };
    let code = slots.iter().position(|slot| slot.what == What::Code(0));
    let label = slots
        .iter()
        .position(|slot| matches!(slot.what, What::Label(_)))
        .filter(|_| !layout.is("outline", "columns"));
    if layout.is("code-push", "next-row") && layout.is("code", "joined") {
        let code = code.filter(|_| line.row.is_some_and(|row| row % 2 == 0))?;
        let cell = line.cells.remove(&code)?;
        rest.cells.insert(code, cell);
        return Some(rest);
    }
    if layout.is("label-wrap", "next-row") && row.label.split(' ').count() >= 4 {
        let at = label?;
        let cell = line.cells.remove(&at)?;
        let text = cell.raw();
        let cut = text.rfind(' ')?;
        let with = |text: &str| Cell {
            style: cell.style.clone(),
            ..Cell::text(text)
        };
        line.cells.insert(at, with(&text[..cut]));
        rest.cells.insert(at, with(&text[cut + 1..]));
        return Some(rest);
    }
    None
}

fn total(document: &Document, layout: &Layout, slots: &[Slot], idx: usize) -> Line {
    let mut line = amounts_only(document, layout, slots, idx);
    line.row = Some(idx);
    line.has_gap = layout.is("total-gap", "row") && layout.is("total", "bottom");
    let is_label = |slot: &Slot| matches!(slot.what, What::Label(_));
    let first_label = slots.iter().position(is_label).unwrap_or(0);
    let last_label = slots.iter().rposition(is_label).unwrap_or(0);
    let cell = Cell {
        style: Arc::new(Style {
            bold: layout.is("bold", "totals"),
            ..Style::default()
        }),
        ..Cell::text(layout.get("total-words"))
    };
    let at = match layout.get("total-label") {
        "first" => 0,
        "merged" => {
            line.merge = Some((0, last_label));
            0
        }
        "last" => slots
            .iter()
            .rposition(|slot| slot.what == What::Remark)
            .unwrap_or(last_label),
        "outside" if !layout.is("offset-col", "0") => {
            line.outside = Some(cell);
            return line;
        }
        _ => first_label,
    };
    // A code that stands behind the label leaves its place to the amounts.
    line.cells.insert(at, cell);
    let behind = slots.last().map(|slot| slot.what);
    if layout.is("total-shift", "right") && behind != Some(What::Remark) {
        line.shift = 1;
    }
    line
}

fn subtotal(document: &Document, layout: &Layout, slots: &[Slot], idx: usize) -> Line {
    let mut line = amounts_only(document, layout, slots, idx);
    let at = slots
        .iter()
        .position(|slot| matches!(slot.what, What::Label(_)));
    line.cells.insert(at.unwrap_or(0), Cell::text("Sub Jumlah"));
    line
}

fn amounts_only(document: &Document, layout: &Layout, slots: &[Slot], idx: usize) -> Line {
    let whole = plain(document, layout, slots, idx);
    let is_kept =
        |at: &usize| is_amount(&slots[*at], document) || matches!(slots[*at].what, What::Mark(_));
    Line {
        cells: whole
            .cells
            .into_iter()
            .filter(|(at, _)| is_kept(at))
            .collect(),
        ..Line::default()
    }
}

/// Whether a column's cells are compared as numbers.
pub(super) fn is_compared(holds: Holds) -> bool {
    matches!(holds, Holds::Rupiah | Holds::Percent | Holds::Count)
}
