//! The header of a sheet: its cells and merges, and the row that numbers the columns.

use std::sync::Arc;

use rust_decimal::Decimal;
use selaras::model::grid::{Cell, Content, Style};

use super::choices::Layout;
use super::data::{Document, Holds};
use super::sheet::Sheet;
use super::slots::{Slot, What};

/// Writes header and numbering with the first row at `row` and the first column at `col`; gives the
/// row below.
pub(super) fn write(
    sheet: &mut Sheet,
    document: &Document,
    layout: &Layout,
    slots: &[Slot],
    (row, col): (u32, u32),
    parts: Parts,
) -> u32 {
    let mut below = row;
    if parts != Parts::Numbering {
        below += header(sheet, layout, slots, (row, col));
    }
    if parts != Parts::Header && !layout.is("numbering", "none") {
        numbering(sheet, document, layout, slots, (below, col));
        below += 1;
    }
    below
}

/// What of a header is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    Both,
    Header,
    Numbering,
}

/// Writes the header; gives its depth.
fn header(sheet: &mut Sheet, layout: &Layout, slots: &[Slot], (row, col): (u32, u32)) -> u32 {
    let depth = slots
        .iter()
        .map(|slot| slot.header.len())
        .max()
        .unwrap_or(1);
    let is_merged = layout.is("header-merge", "merged");
    let style = Arc::new(Style {
        bold: layout.is("header-bold", "yes"),
        ..Style::default()
    });
    let mut idx = 0;
    while idx < slots.len() {
        idx += write_span(
            sheet,
            &style,
            slots,
            idx,
            0,
            depth,
            (row, col),
            Merging {
                is_merged,
                at_bottom: layout.is("header-leaf", "bottom"),
            },
        );
    }
    u32::try_from(depth).expect("a small depth")
}

#[derive(Clone, Copy)]
struct Merging {
    is_merged: bool,
    at_bottom: bool,
}

/// Writes the header words at a level over the slots that share them, and what stands below; gives
/// how many slots that are.
#[expect(
    clippy::too_many_arguments,
    reason = "the place in the tree and on the sheet"
)]
fn write_span(
    sheet: &mut Sheet,
    style: &Arc<Style>,
    slots: &[Slot],
    idx: usize,
    level: usize,
    depth: usize,
    (row, col): (u32, u32),
    merging: Merging,
) -> usize {
    let slot = &slots[idx];
    let Some(text) = slot.header.get(level) else {
        return 1;
    };
    let is_leaf = level + 1 == slot.header.len();
    let same = |other: &Slot| {
        other.header.get(..=level) == slot.header.get(..=level)
            && (!is_leaf || (other.source.is_some() && other.source == slot.source))
    };
    let n_slots = 1 + slots[idx + 1..]
        .iter()
        .take_while(|other| same(other))
        .count();
    let at = |level: usize, idx: usize| {
        (
            row + u32::try_from(level).expect("a small level"),
            col + u32::try_from(idx).expect("a small number"),
        )
    };
    let last_level = if is_leaf { depth - 1 } else { level };
    // Without merges a leaf may stand in the lowest row of the header.
    let stands = if is_leaf && merging.at_bottom && !merging.is_merged {
        last_level
    } else {
        level
    };
    let cell = Cell {
        style: style.clone(),
        ..Cell::text(text)
    };
    sheet.put(at(stands, idx), cell);
    if merging.is_merged {
        sheet.merge(at(level, idx), at(last_level, idx + n_slots - 1));
    }
    if !is_leaf {
        let mut below = idx;
        while below < idx + n_slots {
            below += write_span(
                sheet,
                style,
                slots,
                below,
                level + 1,
                depth,
                (row, col),
                merging,
            );
        }
    }
    n_slots
}

/// Writes the numbers of the columns: one number where several slots share a header.
fn numbering(
    sheet: &mut Sheet,
    document: &Document,
    layout: &Layout,
    slots: &[Slot],
    (row, col): (u32, u32),
) {
    let mut numbers: Vec<Option<u32>> = vec![None; document.columns.len()];
    let mut written = Vec::new();
    let mut number = 0;
    for (idx, slot) in slots.iter().enumerate() {
        if slot.header.is_empty() {
            continue;
        }
        match slot.source {
            Some(source) if numbers[source].is_some() => continue,
            Some(source) => {
                number += 1;
                numbers[source] = Some(number);
            }
            None => number += 1,
        }
        written.push((idx, number, slot.source));
    }
    for (idx, number, source) in written {
        let formula = source
            .and_then(|source| document.columns[source].formula.as_deref())
            .and_then(|formula| renumbered(formula, &numbers));
        let at = (row, col + u32::try_from(idx).expect("a small number"));
        sheet.put(at, number_cell(number, formula, layout));
    }
}

fn number_cell(number: u32, formula: Option<String>, layout: &Layout) -> Cell {
    let shown = match layout.get("numbering") {
        "brackets" => format!("({number})"),
        _ => number.to_string(),
    };
    match (layout.get("numbering-formula"), formula) {
        ("tight", Some(formula)) => Cell::text(&format!("{shown}={formula}")),
        ("spaced", Some(formula)) => Cell::text(&format!("{shown} = ({formula})")),
        _ if layout.is("numbering", "stored") => Cell::of(Content::Number(Decimal::from(number))),
        _ => Cell::text(&shown),
    }
}

/// A formula over the document's columns as one over the sheet's numbers; `None` where a column has
/// no number.
fn renumbered(formula: &str, numbers: &[Option<u32>]) -> Option<String> {
    let mut out = String::new();
    let mut digits = String::new();
    let flush = |digits: &mut String, out: &mut String| -> Option<()> {
        if let Ok(number) = digits.parse::<usize>() {
            let number = match number {
                100 => 100,
                column => numbers.get(column - 1).copied().flatten()?,
            };
            out.push_str(&number.to_string());
        }
        digits.clear();
        Some(())
    };
    for c in formula.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            flush(&mut digits, &mut out)?;
            out.push(c);
        }
    }
    flush(&mut digits, &mut out)?;
    Some(out)
}

/// Whether a slot is one that amounts stand in.
pub(super) fn is_amount(slot: &Slot, document: &Document) -> bool {
    matches!(slot.what, What::Field(column)
        if matches!(document.columns[column].holds, Holds::Rupiah | Holds::Percent | Holds::Count))
}
