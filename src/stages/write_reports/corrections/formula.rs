//! A relation written out as a live formula over the cells of its own sheet. Made of cell addresses
//! only; no text of a document ever enters a formula.

use crate::model::place::{CellRef, Place};
use crate::model::relation::{Operation, Origin, Relation};

/// Longest formula written; Excel stops at 8,192 letters.
const MAX_LETTERS: usize = 8_000;

/// The formula of a relation; `None` where operands stand elsewhere or no formula says it.
pub(super) fn formula(relation: &Relation) -> Option<String> {
    let home = &relation.target;
    let here = |place: &Place| place.on.file == home.on.file && place.on.sheet == home.on.sheet;
    // The words that a norm stands at hold no figure to work out.
    let is_norm = relation.origin == Origin::Norm;
    if is_norm || relation.operands.is_empty() || !relation.operands.iter().all(here) {
        return None;
    }
    let cells: Vec<CellRef> = relation.operands.iter().map(|place| place.cell).collect();
    let joined = |sign: &str| {
        let names: Vec<String> = cells.iter().map(CellRef::to_string).collect();
        names.join(sign)
    };
    let formula = match (relation.operation, cells.as_slice()) {
        (Operation::Sum, _) => format!("=SUM({})", ranges(&cells)),
        (Operation::Mean, _) => format!("=ROUND(AVERAGE({}),4)", ranges(&cells)),
        (Operation::Difference, _) => format!("={}", joined("-")),
        (Operation::Product, _) => format!("={}", joined("*")),
        (Operation::Share, [part, whole]) => {
            format!("=IF({whole}=0,0,ROUND({part}/{whole}*100,4))")
        }
        (Operation::Change, [later, earlier]) => {
            format!("=IF({earlier}=0,0,ROUND(({later}-{earlier})/{earlier}*100,4))")
        }
        (Operation::Equal, [other]) => format!("={other}"),
        (operation @ (Operation::Formula(_) | Operation::Net(_) | Operation::TaxedProduct), _) => {
            let name = |idx: usize| cells.get(idx).map(CellRef::to_string).unwrap_or_default();
            format!("={}", operation.text(cells.len(), name))
        }
        (
            Operation::Share
            | Operation::Change
            | Operation::Equal
            | Operation::AtMost
            | Operation::Count,
            _,
        ) => return None,
    };
    (formula.len() <= MAX_LETTERS).then_some(formula)
}

/// Cells as ranges where they stand below or beside each other: `D7:D9,D13`.
fn ranges(cells: &[CellRef]) -> String {
    let mut runs: Vec<(CellRef, CellRef)> = Vec::new();
    for &cell in cells {
        match runs.last_mut() {
            Some((first, last)) if goes_on(*first, *last, cell) => *last = cell,
            _ => runs.push((cell, cell)),
        }
    }
    let names: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}:{last}")
            }
        })
        .collect();
    names.join(",")
}

fn goes_on(first: CellRef, last: CellRef, next: CellRef) -> bool {
    let down = next.col == last.col && next.row == last.row + 1 && first.col == last.col;
    let across = next.row == last.row && next.col == last.col + 1 && first.row == last.row;
    down || across
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::relation::{Reason, Verdict};

    fn place(sheet: &str, cell: &str) -> Place {
        Place::new("a.xlsx", sheet, cell.parse().expect("a cell"))
    }

    fn relation(operation: Operation, operands: &[&str]) -> Relation {
        Relation {
            rule: "A101",
            target: place("S", "D6"),
            operation,
            operands: operands.iter().map(|cell| place("S", cell)).collect(),
            origin: Origin::CodeTree,
            verdict: Verdict::CannotJudge(Reason::NoNumber),
        }
    }

    #[test]
    fn relations_are_written_as_excel_would() {
        let cases = [
            (
                Operation::Sum,
                vec!["D7", "D8", "D9", "D13"],
                "=SUM(D7:D9,D13)",
            ),
            (Operation::Sum, vec!["A6", "B6", "C6"], "=SUM(A6:C6)"),
            (Operation::Difference, vec!["B6", "C6"], "=B6-C6"),
            (Operation::Product, vec!["B6", "C6"], "=B6*C6"),
            (
                Operation::Share,
                vec!["C6", "B6"],
                "=IF(B6=0,0,ROUND(C6/B6*100,4))",
            ),
        ];
        for (operation, operands, wanted) in cases {
            assert_eq!(
                formula(&relation(operation, &operands)).as_deref(),
                Some(wanted)
            );
        }
        assert_eq!(formula(&relation(Operation::AtMost, &["B6"])), None);
    }

    #[test]
    fn cells_of_other_sheets_have_no_formula_here() {
        let mut other = relation(Operation::Equal, &["B6"]);
        other.operands = vec![place("T", "B6")];
        assert_eq!(formula(&other), None);
    }
}
