//! Every xlsx sample as selaras reads it against another reader, cell by cell.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{DataRef, Reader, Xlsx};
use selaras::model::grid::{Content, Workbook};
use selaras::model::limits::Limits;
use selaras::model::place::CellRef;
use selaras::stages::extract_cells::extract_cells;

use crate::support::project;

fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            workbooks(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "xlsx")
        {
            found.push(path);
        }
    }
}

/// The cells of a sheet as the other reader shows them; blanks left out. A number is compared by
/// its double, as that is all the other reader has.
fn of_calamine(xlsx: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> BTreeMap<CellRef, String> {
    let mut cells = BTreeMap::new();
    let mut reader = xlsx.worksheet_cells_reader(name).expect("a sheet");
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let (row, col) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(value) => value.to_string(),
            DataRef::Float(value) => value.to_string(),
            DataRef::SharedString(value) => (*value).to_owned(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::DateTime(value) => format!("day {}", value.as_f64()),
            DataRef::String(value) | DataRef::DateTimeIso(value) | DataRef::DurationIso(value) => {
                value.clone()
            }
            DataRef::Error(value) => value.to_string(),
        };
        if !text.trim().is_empty() {
            cells.insert(CellRef::new(row, col), text);
        }
    }
    cells
}

#[test]
fn samples_read_as_another_reader_reads_them() {
    let mut paths = Vec::new();
    workbooks(&project("samples"), &mut paths);
    assert!(!paths.is_empty());
    let mut n_cells = 0;
    for path in paths {
        let bytes = fs::read(&path).expect("a sample");
        let mut workbook = Workbook::default();
        extract_cells(
            &bytes,
            "sampel.xlsx",
            &Limits::default(),
            &mut |extracted| {
                assert!(extracted.findings.is_empty(), "{}", path.display());
                workbook = extracted.workbook;
            },
        );
        let mut xlsx: Xlsx<_> = Xlsx::new(Cursor::new(&bytes[..])).expect("a workbook");
        let names = xlsx.sheet_names();
        assert_eq!(names.len(), workbook.sheets.len());
        for (name, grid) in names.iter().zip(&workbook.sheets) {
            assert_eq!(**name, *grid.name);
            let ours = grid.cells.iter().filter_map(|(at, cell)| {
                let text = match &cell.content {
                    Content::NoCachedValue => return None,
                    Content::Number(_) => cell.raw().parse::<f64>().expect("a number").to_string(),
                    Content::Date(_) => format!("day {}", cell.stored.as_deref().unwrap_or("?")),
                    Content::Text(_) | Content::Bool(_) | Content::Error(_) => cell.raw(),
                };
                Some((*at, text))
            });
            let ours: BTreeMap<CellRef, String> = ours.collect();
            n_cells += ours.len();
            assert_eq!(
                ours,
                of_calamine(&mut xlsx, name),
                "{} {name}",
                path.display()
            );
        }
    }
    assert!(n_cells > 2_000, "{n_cells}");
}
