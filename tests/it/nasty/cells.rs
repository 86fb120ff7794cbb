//! Files that are odd but whole, and damage that spares a table: their cells must be read right.

use std::collections::BTreeMap;

use selaras::model::extraction::Extracted;
use selaras::model::limits::Limits;
use selaras::stages::extract_cells::extract_cells;

use super::Expect::{Clean, Safe, ToldAndRight};
use super::base::TABLE;
use super::families;

/// Cells by member, sheet, row and column, as text.
pub(super) type Cells = BTreeMap<(String, String, u32, u32), String>;

/// The cells of a workbook; every one must have the form of a cell.
pub(super) fn cells_of(extracted: &Extracted) -> Cells {
    let member = extracted
        .member
        .as_ref()
        .map_or(String::new(), |member| member.path.to_string());
    let mut cells = Cells::new();
    for sheet in &extracted.workbook.sheets {
        assert_eq!(
            sheet.tally.stored,
            sheet.cells.len() as u64 + sheet.tally.blank + sheet.tally.refused,
            "a cell of sheet {:?} is neither kept, blank nor refused",
            sheet.name
        );
        for (at, cell) in &sheet.cells {
            assert!(at.row < 1 << 20 && at.col < 1 << 14, "{at:?} is no cell");
            let key = (member.clone(), sheet.name.to_string(), at.row, at.col);
            cells.insert(key, cell.raw());
        }
    }
    cells
}

/// Whether some sheet of each workbook holds the table where it belongs.
fn holds_table(cells: &Cells) -> bool {
    let mut sheets: BTreeMap<_, BTreeMap<(u32, u32), &str>> = BTreeMap::new();
    for ((member, sheet, row, col), text) in cells {
        let sheet = sheets.entry((member.as_str(), sheet.as_str())).or_default();
        sheet.insert((*row, *col), text);
    }
    let is_right = |sheet: &BTreeMap<(u32, u32), &str>| {
        (0u32..).zip(&TABLE).all(|(row, texts)| {
            (0u32..).zip(texts).all(|(col, text)| {
                let read = sheet.get(&(row, col)).copied().unwrap_or_default();
                read == *text
            })
        })
    };
    let mut members: BTreeMap<&str, bool> = BTreeMap::new();
    for ((member, _), sheet) in &sheets {
        *members.entry(member).or_default() |= is_right(sheet);
    }
    !members.is_empty() && members.values().all(|right| *right)
}

#[test]
fn odd_files_that_are_whole_are_read_right() {
    let mut wrong = Vec::new();
    for (family, kinds) in families() {
        for kind in kinds {
            if ![Clean, ToldAndRight, Safe].contains(&kind.expect) {
                continue;
            }
            let path = format!("{family}/{}", kind.name);
            let mut cells = Cells::new();
            let mut findings = Vec::new();
            extract_cells(&kind.bytes, &path, &Limits::default(), &mut |extracted| {
                cells.extend(cells_of(&extracted));
                findings.extend(extracted.findings);
            });
            let is_right = holds_table(&cells);
            let is_told = !findings.is_empty();
            let is_met = match kind.expect {
                Clean => is_right && !is_told,
                ToldAndRight => is_right && is_told,
                _ => is_right || is_told,
            };
            if !is_met {
                let codes: Vec<String> = findings
                    .iter()
                    .take(3)
                    .map(|finding| format!("{} {:?}", finding.code, finding.facts.get("reason")))
                    .collect();
                wrong.push(format!(
                    "{path} ({}) should be {:?}: table right: {is_right}, {} cells, findings: {codes:?}",
                    kind.why, kind.expect, cells.len()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} files:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
