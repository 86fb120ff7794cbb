//! Comes in: a package and the workbook that was read from it. Goes out: a finding for every cell
//! in which calamine, a reader that shares no code with ours, sees something else. Only where it is
//! asked for: it takes as long as reading itself. Asks calamine for cells one by one, never for a
//! range, which would allocate what the file declares.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsb, Xlsx};

use super::exact;
use super::fault::Said;
use crate::model::document::FileFormat;
use crate::model::extraction::{Extracted, member_path};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Cell, Content, Grid};
use crate::model::place::{CellRef, Place};

/// Most findings of a sheet; the rest is counted in the last.
const MAX_FINDINGS: usize = 100;

/// Compares what was read with what the second reader sees, for the formats that it streams. What
/// cannot be compared is told.
pub(super) fn compare(bytes: &[u8], path: &str, extracted: &Extracted) -> Vec<Finding> {
    let sheets = &extracted.workbook.sheets;
    let mut findings = Vec::new();
    if let Some(member) = &extracted.member {
        return vec![not_compared(
            &member_path(path, &member.path),
            "a member of an archive is not read twice",
        )];
    }
    // The two readers of calamine have the same methods but no trait in common.
    macro_rules! compare_with {
        ($book:ty) => {
            match <$book>::new(Cursor::new(bytes)) {
                Ok(mut book) => {
                    for grid in sheets {
                        let reader = book.worksheet_cells_reader(&grid.name);
                        let result = reader.map_err(|error| error.to_string());
                        let result = result.and_then(|mut reader| {
                            differences(grid, || {
                                let cell = reader.next_cell().map_err(|error| error.to_string())?;
                                Ok(cell.map(|cell| (cell.get_position(), seen(cell.get_value()))))
                            })
                        });
                        findings.extend(told(path, grid, result));
                    }
                }
                Err(error) => findings.push(not_compared(path, &error.to_string())),
            }
        };
    }
    match extracted.format {
        FileFormat::Xlsx => compare_with!(Xlsx<_>),
        FileFormat::Xlsb => compare_with!(Xlsb<_>),
        _ if sheets.is_empty() => {}
        format => findings.push(not_compared(
            path,
            &format!("no second reader streams the format {}", format.name()),
        )),
    }
    findings
}

/// What the second reader sees in a cell: a number, words, or nothing that can be compared.
enum Seen {
    Number(f64),
    Words(String),
    Nothing,
}

fn seen(value: &DataRef<'_>) -> Seen {
    match value {
        DataRef::Empty => Seen::Nothing,
        // A whole number beyond what a double holds is given as one all the same.
        DataRef::Int(value) => value
            .to_string()
            .parse()
            .map_or(Seen::Nothing, Seen::Number),
        DataRef::Float(value) => Seen::Number(*value),
        DataRef::DateTime(value) => Seen::Number(value.as_f64()),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            Seen::Words(words.clone())
        }
        DataRef::SharedString(words) => Seen::Words((*words).to_owned()),
        DataRef::Bool(yes) => Seen::Words(yes.to_string()),
        DataRef::Error(error) => Seen::Words(error.to_string()),
    }
}

/// A cell in which the readers differ: what ours has, what the second has.
struct Difference {
    at: CellRef,
    first: Option<String>,
    second: String,
}

/// The cells of a sheet in which the readers differ. Cells that only ours has are no difference:
/// the second reader passes over some kinds.
fn differences(
    grid: &Grid,
    mut next: impl FnMut() -> Result<Option<((u32, u32), Seen)>, String>,
) -> Result<Vec<Difference>, String> {
    let mut found = Vec::new();
    let mut seen_places = BTreeSet::new();
    while let Some(((row, col), seen)) = next()? {
        let at = CellRef::new(row, col);
        let second = match &seen {
            Seen::Nothing => continue,
            Seen::Words(words) if words.trim().is_empty() => continue,
            Seen::Words(words) => words.clone(),
            Seen::Number(number) => number.to_string(),
        };
        let cell = grid.cells.get(&at);
        let is_same = cell.is_some_and(|cell| is_same(cell, &seen));
        if !is_same && seen_places.insert(at) {
            found.push(Difference {
                at,
                first: cell.map(Cell::raw),
                second,
            });
        }
    }
    Ok(found)
}

/// Whether a cell is what the second reader sees. It knows numbers as doubles only, so they are
/// compared as the decimals that print them.
fn is_same(cell: &Cell, seen: &Seen) -> bool {
    match (&cell.content, seen) {
        (Content::Number(number), Seen::Number(double)) => {
            let ours: Option<f64> = number.to_string().parse().ok();
            ours.and_then(exact::from_double) == exact::from_double(*double)
        }
        (Content::Date(_), Seen::Number(double)) => {
            let stored = cell.stored().and_then(exact::read);
            stored.is_none_or(|(number, _)| {
                let ours: Option<f64> = number.to_string().parse().ok();
                ours.and_then(exact::from_double) == exact::from_double(*double)
            })
        }
        // How a date stands in words differs between readers, and it is no figure.
        (Content::Date(_), Seen::Words(_)) => true,
        (Content::Bool(yes), Seen::Words(words)) => words.eq_ignore_ascii_case(&yes.to_string()),
        (Content::Text(text), Seen::Words(words)) => {
            let plain = |text: &str| text.replace("\r\n", "\n");
            plain(text) == plain(words)
        }
        (Content::Error(error), Seen::Words(words)) => **error == **words,
        _ => false,
    }
}

fn told(path: &str, grid: &Grid, result: Result<Vec<Difference>, String>) -> Vec<Finding> {
    let differences = match result {
        Ok(differences) => differences,
        Err(reason) => {
            let said = Said::new(
                format!("pembaca kedua berhenti ({reason})"),
                format!("the second reader stopped ({reason})"),
            );
            return vec![
                Finding::about_sheet("R017", Severity::Info, path, &grid.name)
                    .fact_in("reason", said.id, said.en),
            ];
        }
    };
    let n_more = differences.len().saturating_sub(MAX_FINDINGS);
    let mut findings: Vec<Finding> = differences
        .into_iter()
        .take(MAX_FINDINGS)
        .map(|difference| {
            let place = Place::new(path, grid.name.clone(), difference.at);
            let shown = |text: &str| text.chars().take(60).collect::<String>();
            let (first, second) = (
                difference.first.as_deref().map(shown),
                shown(&difference.second),
            );
            let said = match first {
                Some(first) => Said::new(
                    format!("terbaca \"{first}\", pembaca kedua membaca \"{second}\""),
                    format!("read as \"{first}\", the second reader reads \"{second}\""),
                ),
                None => Said::new(
                    format!("tidak terbaca, pembaca kedua membaca \"{second}\""),
                    format!("not read, the second reader reads \"{second}\""),
                ),
            };
            Finding::at("R016", Severity::Warning, &place).fact_in("reason", said.id, said.en)
        })
        .collect();
    if n_more > 0 {
        findings.push(
            Finding::about_sheet("R016", Severity::Warning, path, &grid.name).fact_in(
                "reason",
                format!("{n_more} sel lain juga berbeda"),
                format!("{n_more} other cells differ too"),
            ),
        );
    }
    findings
}

fn not_compared(path: &str, reason: &str) -> Finding {
    Finding::about("R017", Severity::Info, path).fact("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_told() {
        let mut grid = Grid {
            name: "S".into(),
            ..Grid::default()
        };
        let number = |text: &str| Cell::of(Content::Number(text.parse().expect("a number")));
        grid.cells.insert(CellRef::new(0, 0), number("33.87"));
        grid.cells.insert(CellRef::new(0, 1), Cell::text("Belanja"));
        grid.cells.insert(CellRef::new(0, 2), number("90"));
        grid.cells
            .insert(CellRef::new(5, 5), Cell::text("hanya di sini"));
        let mut cells = [
            ((0, 0), Seen::Number(33.87)),
            ((0, 1), Seen::Words("Belanja".to_owned())),
            ((0, 2), Seen::Number(91.0)),
            ((0, 3), Seen::Words("hilang".to_owned())),
            ((0, 4), Seen::Words("  ".to_owned())),
            ((0, 6), Seen::Nothing),
        ]
        .into_iter();
        let found = differences(&grid, || Ok(cells.next())).expect("compared");
        let places: Vec<String> = found.iter().map(|one| one.at.to_string()).collect();
        assert_eq!(places, ["C1", "D1"]);
        let findings = told("a.xlsx", &grid, Ok(found));
        assert_eq!(findings.len(), 2);
        assert!(findings.iter().all(|finding| finding.code == "R016"));
    }
}
