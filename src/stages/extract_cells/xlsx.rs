//! Reads an Office Open XML workbook with calamine's streaming readers: values and formulas in one
//! pass, styles in a second. Never asks for a range, which would allocate what the file declares.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::str::FromStr;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};
use rust_decimal::Decimal;

use super::{Fault, MAX_CELLS, package, unreadable};
use crate::model::Outcome;
use crate::model::document::SourceFile;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Cell, Content, Grid, Merge, Workbook};
use crate::model::place::CellRef;

/// Longest text a cell may hold (Excel's own limit).
const MAX_TEXT: usize = 32_767;
/// Rows and columns of a sheet (Excel's own limits).
const MAX_ROW: u32 = 1_048_575;
const MAX_COL: u32 = 16_383;
/// Most cells of a sheet that may be unreadable before the sheet is.
const MAX_FAULTS: usize = 1_000;
/// Most merged areas read from a sheet.
const MAX_MERGES: usize = 100_000;

type Package<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(super) fn read(bytes: &[u8], file: &SourceFile) -> Outcome<Workbook> {
    if let Err(reason) = package::check(bytes) {
        return unreadable(file, &reason);
    }
    let mut xlsx: Package<'_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(xlsx) => xlsx,
        Err(error) => {
            return unreadable(
                file,
                &Fault::new(
                    format!("isi buku kerja rusak ({error})"),
                    format!("the workbook is damaged ({error})"),
                ),
            );
        }
    };
    let sheets = xlsx.sheets_metadata().to_vec();
    let mut outcome = Outcome::clean(Workbook::default());
    let mut n_cells = 0;
    for sheet in sheets {
        let mut grid = Grid {
            name: sheet.name.as_str().into(),
            hidden: sheet.visible != SheetVisible::Visible,
            ..Grid::default()
        };
        let mut faults = Vec::new();
        if let Err(reason) = fill(&mut xlsx, &mut grid, &mut faults) {
            faults.push(reason);
        }
        grid.is_incomplete = !faults.is_empty();
        for reason in faults {
            outcome.findings.push(
                Finding::about_sheet("R004", Severity::Error, &file.path, &sheet.name)
                    .fact_in("reason", reason.id, reason.en),
            );
        }
        n_cells += grid.cells.len();
        if n_cells > MAX_CELLS {
            return unreadable(
                file,
                &Fault::new(
                    format!("berisi lebih dari {MAX_CELLS} sel"),
                    format!("it has more than {MAX_CELLS} cells"),
                ),
            );
        }
        outcome.value.sheets.push(grid);
    }
    outcome
}

fn fill(xlsx: &mut Package<'_>, grid: &mut Grid, faults: &mut Vec<Fault>) -> Result<(), Fault> {
    let name = grid.name.to_string();
    let told = |error: XlsxError| Fault::new(error.to_string(), error.to_string());
    let mut cells = BTreeMap::new();
    {
        let mut reader = xlsx.worksheet_cells_reader(&name).map_err(told)?;
        loop {
            let record = match reader.next_cell_with_formula_metadata() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(error) if is_of_one_cell(&error) && faults.len() < MAX_FAULTS => {
                    faults.push(Fault::new(
                        format!("satu sel tidak dapat dibaca ({error})"),
                        format!("one cell cannot be read ({error})"),
                    ));
                    continue;
                }
                Err(error) => return Err(told(error)),
            };
            let (row, col) = record.pos;
            if row > MAX_ROW || col > MAX_COL {
                faults.push(Fault::new(
                    format!("sel di luar lembar (baris {row}, kolom {col})"),
                    format!("a cell outside the sheet (row {row}, column {col})"),
                ));
                continue;
            }
            let formula = record.formula.map(formula_text);
            let at = CellRef::new(row, col);
            match content(record.value, formula.is_some()) {
                Ok(Some(content)) => {
                    cells.insert(
                        at,
                        Cell {
                            content,
                            formula,
                            format: None,
                            bold: false,
                            indent: 0,
                        },
                    );
                }
                Ok(None) => {}
                Err(reason) => faults.push(Fault::new(
                    format!("sel {at}: {}", reason.id),
                    format!("cell {at}: {}", reason.en),
                )),
            }
            if cells.len() > MAX_CELLS {
                return Err(Fault::new(
                    format!("lebih dari {MAX_CELLS} sel"),
                    format!("more than {MAX_CELLS} cells"),
                ));
            }
        }
    }
    style(xlsx, &name, &mut cells).map_err(told)?;
    grid.cells = cells;
    grid.merges = merges(xlsx, &name).map_err(told)?;
    Ok(())
}

/// Whether an error is about the cell at hand, so that reading goes on behind it.
fn is_of_one_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::ParseFloat(_)
            | XlsxError::ParseInt(_)
            | XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
    )
}

/// The formula's text; empty where it is shared from another cell.
fn formula_text(formula: XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            formula
        }
        _ => String::new(),
    }
}

fn content(value: DataRef<'_>, has_formula: bool) -> Result<Option<Content>, Fault> {
    let text = |text: &str| {
        if text.chars().count() > MAX_TEXT {
            Err(Fault::new(
                format!("teks lebih panjang dari {MAX_TEXT} huruf"),
                format!("a text longer than {MAX_TEXT} letters"),
            ))
        } else if text.trim().is_empty() {
            Ok(None)
        } else {
            Ok(Some(Content::Text(text.to_owned())))
        }
    };
    match value {
        DataRef::Empty => Ok(has_formula.then_some(Content::NoCachedValue)),
        DataRef::String(value) => text(&value),
        DataRef::SharedString(value) => text(value),
        DataRef::Int(value) => Ok(Some(Content::Number(value.into()))),
        DataRef::Float(value) => exact(value).map(|number| Some(Content::Number(number))),
        DataRef::Bool(value) => Ok(Some(Content::Bool(value))),
        DataRef::DateTime(value) => {
            let iso = value.as_datetime().map(|at| at.to_string());
            Ok(Some(Content::Date(
                iso.unwrap_or_else(|| value.as_f64().to_string()),
            )))
        }
        DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => Ok(Some(Content::Date(value))),
        DataRef::Error(error) => Ok(Some(Content::Error(error.to_string()))),
    }
}

/// The decimal of a double: through its shortest text, since a direct conversion shows the double's
/// own error (`4441885117.27` would become `...270001`).
fn exact(value: f64) -> Result<Decimal, Fault> {
    if !value.is_finite() {
        return Err(Fault::new(
            "bukan bilangan (NaN atau tak hingga)",
            "no number (NaN or infinite)",
        ));
    }
    let text = value.to_string();
    Decimal::from_str_exact(&text)
        .or_else(|_| Decimal::from_str(&text))
        .map_err(|_| {
            Fault::new(
                format!("bilangan {text} terlalu besar"),
                format!("the number {text} is too large"),
            )
        })
}

fn style(
    xlsx: &mut Package<'_>,
    name: &str,
    cells: &mut BTreeMap<CellRef, Cell>,
) -> Result<(), XlsxError> {
    let mut reader = xlsx.worksheet_cells_reader(name)?;
    let styles: Vec<(Option<Arc<str>>, bool, u8)> = reader
        .styles()
        .iter()
        .map(|style| {
            let format = style
                .number_format
                .as_ref()
                .map(|format| format.format_code.as_str())
                .filter(|code| !code.eq_ignore_ascii_case("general"))
                .map(Arc::from);
            let bold = style.font.as_ref().is_some_and(calamine::Font::is_bold);
            let indent = style
                .alignment
                .as_ref()
                .and_then(|alignment| alignment.indent);
            (format, bold, indent.unwrap_or(0))
        })
        .collect();
    let mut n_faults = 0;
    loop {
        let (cell, style_id) = match reader.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            // Told already when the values were read.
            Err(error) if is_of_one_cell(&error) && n_faults < MAX_FAULTS => {
                n_faults += 1;
                continue;
            }
            Err(error) => return Err(error),
        };
        let (row, col) = cell.get_position();
        if let (Some(cell), Some((format, bold, indent))) =
            (cells.get_mut(&CellRef::new(row, col)), styles.get(style_id))
        {
            cell.format.clone_from(format);
            cell.bold = *bold;
            cell.indent = *indent;
        }
    }
    Ok(())
}

fn merges(xlsx: &mut Package<'_>, name: &str) -> Result<Vec<Merge>, XlsxError> {
    let mut merges: Vec<Merge> = xlsx
        .merge_cells_by_sheet_name(name)?
        .into_iter()
        .take(MAX_MERGES)
        .map(|area| Merge {
            first: CellRef::new(area.start.0, area.start.1),
            last: CellRef::new(area.end.0, area.end.1),
        })
        .filter(|merge| merge.first <= merge.last)
        .collect();
    merges.sort_by_key(|merge| merge.first);
    Ok(merges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_become_the_decimal_that_was_typed() {
        for (value, text) in [
            (4_441_885_117.27, "4441885117.27"),
            (0.1, "0.1"),
            (33.87, "33.87"),
            (1e15, "1000000000000000"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(exact(value).expect("a number").to_string(), text);
        }
        for value in [f64::NAN, f64::INFINITY, 1e300] {
            assert!(exact(value).is_err());
        }
    }
}
