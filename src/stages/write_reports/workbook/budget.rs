//! The sheet "Belanja": every line with a ceiling of every document that counts, with the cell it
//! comes from.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::Context;
use super::amounts::{
    CAPAIAN, PAGU, REALISASI, SISA, amount, difference_cell, has_money, number_of, share_cell,
};
use crate::model::record::{Line, RecordSet};
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{number, text, wrapped, year};
use crate::stages::write_reports::spreadsheet::sheet::{
    Cell, Column, Content, Sheet, table_sheets,
};
use crate::stages::write_reports::spreadsheet::style::{Shape, Weight};

/// Writes the sheet. Italic amounts are computed by selaras where the document states none.
pub(super) fn write(
    context: &Context<'_>,
    workbook: &mut Workbook,
) -> Result<Vec<Worksheet>, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let columns = [
        Column::new(pick("OPD", "Agency"), 18),
        Column::new(pick("Tahun", "Year"), 7),
        Column::new(pick("Dokumen", "Document"), 24),
        Column::new(pick("Jenis", "Kind"), 21),
        Column::new(pick("Lembar", "Sheet"), 10),
        Column::new(pick("Sel", "Cell"), 8),
        Column::new(pick("Tingkat", "Level"), 12),
        Column::new(pick("Kode", "Code"), 18),
        Column::new(pick("Uraian", "Name"), 44),
        Column::new("Pagu (Rp)", 18),
        Column::new("Realisasi (Rp)", 18),
        Column::new("Sisa (Rp)", 18),
        Column::new(pick("Capaian (%)", "Spent (%)"), 11),
    ];
    let lines: Vec<(&RecordSet, &Line)> = context
        .standing
        .sets()
        .filter(|set| has_money(set, PAGU))
        .flat_map(|set| set.lines.iter().map(move |line| (set, line)))
        .collect();
    table_sheets(
        "Belanja",
        &columns,
        &lines,
        |name| Sheet::for_list(workbook, name, lines.len()),
        |&(set, line), row| cells(set, line, row),
    )
}

fn cells(set: &RecordSet, line: &Line, row: u32) -> Vec<Cell> {
    let sourced = |field| amount(set, line, field);
    let (pagu, realisasi) = (sourced(PAGU), sourced(REALISASI));
    let source = pagu.or(realisasi).map(|value| value.at.to_string());
    let (pagu, realisasi) = (number_of(pagu), number_of(realisasi));
    let pagu_at = (pagu, &*format!("J{row}"));
    let realisasi_at = (realisasi, &*format!("K{row}"));
    let sisa = match number_of(sourced(SISA)) {
        Some(stated) => number(Some(stated), Shape::Amount),
        None => difference_cell(pagu_at, realisasi_at),
    };
    let capaian = match number_of(sourced(CAPAIAN)) {
        Some(stated) => number(Some(stated), Shape::Percent),
        None => share_cell(realisasi_at, pagu_at),
    };
    let (name, name_style) = wrapped(line.name.as_str());
    let indent = u8::try_from(line.depth).unwrap_or(u8::MAX);
    let mut cells = vec![
        wrapped(set.agency.as_deref().unwrap_or_default()),
        year(set.year),
        wrapped(below_agency(set)),
        wrapped(set.kind.as_deref().unwrap_or_default()),
        wrapped(&*set.on.sheet),
        text(source.unwrap_or_default()),
        text(line.level.as_deref().unwrap_or_default()),
        text(
            line.code
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ),
        (name, name_style.indent(indent)),
        number(pagu, Shape::Amount),
        number(realisasi, Shape::Amount),
        sisa,
        capaian,
    ];
    if !line.is_leaf {
        embolden(&mut cells);
    }
    cells
}

/// The document's path below its agency's folder, which stands in a column of its own.
fn below_agency(set: &RecordSet) -> &str {
    let agency = set.agency.as_deref().unwrap_or_default();
    let below = set
        .on
        .file
        .strip_prefix(agency)
        .and_then(|rest| rest.strip_prefix('/'));
    below.unwrap_or(&set.on.file)
}

/// Makes the cells of a heading row bold; computed ones stay recognisable as such.
fn embolden(cells: &mut [Cell]) {
    for (content, style) in cells {
        let is_computed = matches!(content, Content::Formula(..));
        if !is_computed {
            *style = style.weight(Weight::Bold);
        }
    }
}
