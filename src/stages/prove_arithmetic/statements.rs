//! What the rows of a financial statement make of each other by their words (PP 71/2010, PSAP 01, 03 and
//! 12), and rows whose label names others by their numbers: `Subtotal (3 + 4)`. Comes in: a table. Goes out:
//! claims, of rows that the figures of as many columns bear out as not. Never claims what no column holds but
//! that assets are liabilities and equity.

use std::collections::{BTreeMap, BTreeSet};

use super::differences::heads_difference;
use super::{Draft, holds};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;
use crate::model::text::{has_phrase, normalize};

/// Most rows that are added up.
const MAX_PARTS: usize = 60;
/// Most digits of the number of a row that a label names, and longest Roman number.
const MAX_DIGITS: usize = 3;
const LONGEST_ROMAN: usize = 4;

/// The sheet's row of a cell.
type CellRow = u32;

/// A row that others make.
struct Meant {
    target: usize,
    operation: Operation,
    operands: Vec<usize>,
    /// Whether it is believed at any error.
    is_identity: bool,
}

/// A row with figures, and its label in one spelling.
struct Named {
    row: usize,
    words: String,
}

pub(super) fn build(draft: &mut Draft<'_>) {
    if !draft.is_complete() {
        return;
    }
    let kind = draft.records.kind.clone().unwrap_or_default();
    let rows = named(draft);
    let mut meant = numbered(draft, &rows);
    match kind.as_str() {
        "neraca" => meant.extend(balance(&rows)),
        "laporan-operasional" => meant.extend(operations(&rows)),
        "laporan-arus-kas" => meant.extend(cash(&rows)),
        "laporan-perubahan-ekuitas" => meant.extend(equity(&rows)),
        _ => {}
    }
    for one in meant {
        claim(draft, &one);
    }
}

fn named(draft: &Draft<'_>) -> Vec<Named> {
    let rows = draft.records.typed.table.rows.iter().enumerate();
    let rows = rows.filter(|(_, row)| row.kind != RowKind::Note);
    rows.filter(|(idx, _)| amounts(draft).any(|column| draft.number(*idx, column).is_some()))
        .map(|(row, label)| Named {
            row,
            words: normalize(&label.label),
        })
        .collect()
}

/// The columns of amounts.
fn amounts(draft: &Draft<'_>) -> impl Iterator<Item = usize> {
    let fields = &draft.records.fields;
    (0..draft.n_columns()).filter(move |&column| {
        let name = fields.get(column).and_then(Option::as_ref);
        name.is_some_and(|field| ["nilai", "selisih"].contains(&&*field.name))
            || draft.is_additive(column)
    })
}

/// The last row before another whose label begins so.
fn begins(rows: &[Named], words: &[&str], before: Option<usize>) -> Option<usize> {
    let begins = |named: &&Named| {
        let is_before = before.is_none_or(|before| named.row < before);
        is_before && words.iter().any(|word| named.words.starts_with(word))
    };
    rows.iter().rev().find(begins).map(|named| named.row)
}

/// Assets are liabilities and equity.
fn balance(rows: &[Named]) -> Vec<Meant> {
    let row = |words: &[&str]| {
        let is_it = |named: &&Named| words.contains(&named.words.as_str());
        rows.iter().find(is_it).map(|named| named.row)
    };
    let both = row(&[
        "jumlah kewajiban dan ekuitas",
        "jumlah kewajiban dan ekuitas dana",
        "total kewajiban dan ekuitas",
        "total kewajiban dan ekuitas dana",
    ]);
    let assets = row(&["jumlah aset", "total aset"]);
    let (owed, own) = (
        row(&["jumlah kewajiban", "total kewajiban"]),
        row(&["jumlah ekuitas", "total ekuitas", "jumlah ekuitas dana"]),
    );
    let sum = |target: Option<usize>, operands: Option<Vec<usize>>, is_identity| {
        Some(Meant {
            target: target?,
            operation: Operation::Sum,
            operands: operands?,
            is_identity,
        })
    };
    let sides = sum(both, assets.map(|assets| vec![assets]), true);
    let parts = sum(
        both,
        owed.zip(own).map(|(owed, own)| vec![owed, own]),
        false,
    );
    sides.into_iter().chain(parts).collect()
}

/// What revenue and expenses leave.
fn operations(rows: &[Named]) -> Option<Meant> {
    let left = [
        "surplus defisit dari operasi",
        "surplus defisit dari kegiatan operasional",
    ];
    let target = begins(rows, &left, None)?;
    let revenue = begins(
        rows,
        &["jumlah pendapatan", "total pendapatan"],
        Some(target),
    )?;
    let expenses = begins(rows, &["jumlah beban", "total beban"], Some(target))?;
    Some(difference(target, revenue, expenses))
}

/// What each activity leaves, and what the year leaves.
fn cash(rows: &[Named]) -> Vec<Meant> {
    let is_left = |named: &&Named| named.words.starts_with("arus kas bersih");
    let mut meant: Vec<Meant> = rows
        .iter()
        .filter(is_left)
        .filter_map(|left| {
            let came = ["jumlah arus masuk kas", "jumlah arus kas masuk"];
            let went = ["jumlah arus keluar kas", "jumlah arus kas keluar"];
            let came = begins(rows, &came, Some(left.row))?;
            let went = begins(rows, &went, Some(left.row))?;
            (came < went).then(|| difference(left.row, came, went))
        })
        .collect();
    let end = ["saldo akhir kas", "kas akhir", "saldo kas akhir"];
    let start = ["saldo awal kas", "kas awal", "saldo kas awal"];
    let rise = [
        "kenaikan penurunan bersih kas",
        "kenaikan penurunan kas",
        "kenaikan bersih kas",
    ];
    let parts = begins(rows, &start, None).zip(begins(rows, &rise, None));
    // Cash in other hands and corrections may stand between; then the end is more than these two.
    let next =
        parts.and_then(|(start, rise)| rows.iter().find(|named| named.row > start.max(rise)));
    let next = next.filter(|named| end.iter().any(|word| named.words.starts_with(word)));
    meant.extend(next.zip(parts).map(|(end, (start, rise))| Meant {
        target: end.row,
        operation: Operation::Sum,
        operands: vec![start, rise],
        is_identity: false,
    }));
    meant
}

/// Equity at the end is that of the beginning with all that changed it.
fn equity(rows: &[Named]) -> Option<Meant> {
    let target = begins(rows, &["ekuitas akhir"], None)?;
    let first = begins(rows, &["ekuitas awal"], Some(target))?;
    let between = rows.iter().map(|named| named.row);
    let operands: Vec<usize> = between
        .filter(|row| (first..target).contains(row))
        .collect();
    (operands.len() > 1 && operands.len() <= MAX_PARTS).then_some(Meant {
        target,
        operation: Operation::Sum,
        operands,
        is_identity: false,
    })
}

fn difference(target: usize, whole: usize, part: usize) -> Meant {
    Meant {
        target,
        operation: Operation::Difference,
        operands: vec![whole, part],
        is_identity: false,
    }
}

/// Rows whose label names others by the numbers that stand before them.
fn numbered(draft: &Draft<'_>, rows: &[Named]) -> Vec<Meant> {
    let table = &draft.records.typed.table;
    let mut meant = Vec::new();
    // The rows of each mark: `1`, `A`, `IV`.
    let mut by_mark: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for named in rows {
        if let Some(mark) = mark_of(draft, named.row) {
            by_mark.entry(mark).or_default().push(named.row);
        }
    }
    for named in rows {
        let label = table
            .rows
            .get(named.row)
            .map_or("", |row| row.label.as_str());
        let Some((operation, marks)) = formula(label) else {
            continue;
        };
        // Numbers may begin anew: the nearest above is meant, else the only one.
        let row_of = |mark: &String| {
            let rows = by_mark.get(mark)?;
            let above = rows.iter().rev().find(|row| **row < named.row);
            let only = || {
                rows.first()
                    .filter(|row| rows.len() == 1 && **row != named.row)
            };
            above.or_else(only).copied()
        };
        let operands: Option<Vec<usize>> = marks.iter().map(row_of).collect();
        meant.extend(operands.map(|operands| Meant {
            target: named.row,
            operation,
            operands,
            is_identity: false,
        }));
    }
    meant
}

/// The mark that stands before a row's label, in a cell of its own or with the label.
fn mark_of(draft: &Draft<'_>, row: usize) -> Option<String> {
    let table = &draft.records.typed.table;
    let label = table.rows.get(row)?.label.as_str();
    let own = draft.records.typed.text(row, 0);
    let own = own.as_deref().and_then(mark);
    own.or_else(|| {
        let (first, _) = label.trim_start().split_once(' ')?;
        first.ends_with(['.', ')']).then(|| mark(first))?
    })
}

/// A number, a letter or a Roman number, without what closes it.
fn mark(text: &str) -> Option<String> {
    let bare = text
        .trim()
        .trim_start_matches('(')
        .trim_end_matches(['.', ')']);
    let is_number = bare.len() <= MAX_DIGITS && bare.bytes().all(|b| b.is_ascii_digit());
    let is_letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic());
    let is_roman = bare.len() <= LONGEST_ROMAN && bare.chars().all(|c| "IVX".contains(c));
    (!bare.is_empty() && (is_number || is_letter || is_roman)).then(|| {
        // `01` is 1.
        let number: Option<usize> = bare.parse().ok();
        number.map_or_else(|| bare.to_owned(), |number| number.to_string())
    })
}

/// What the marks at the end of a label say, those that are added first: `(5 + 6 + 7)`, `(1 - 2 + 3)`, `A + B`.
fn formula(label: &str) -> Option<(Operation, Vec<String>)> {
    let label = label.trim_end();
    let inner = match label.strip_suffix(')') {
        Some(open) => open.rsplit_once('(')?.1.to_owned(),
        None => last_marks(label)?,
    };
    let (mut added, mut taken) = (Vec::new(), Vec::new());
    let mut is_taken = false;
    for part in inner.split_inclusive(['+', '-', '–']) {
        let text = part.trim_end_matches(['+', '-', '–']);
        if added.len() + taken.len() >= MAX_PARTS {
            return None;
        }
        if is_taken { &mut taken } else { &mut added }.push(mark(text)?);
        is_taken = !part.ends_with('+');
    }
    let n_added = u16::try_from(added.len()).ok()?;
    let operation = match (added.len(), taken.len()) {
        (0, _) | (1, 0) => return None,
        (_, 0) => Operation::Sum,
        (1, 1) => Operation::Difference,
        _ => Operation::Net(n_added),
    };
    Some((operation, [added, taken].concat()))
}

/// The marks and signs that a label without brackets ends with: `JUMLAH A + B`.
fn last_marks(label: &str) -> Option<String> {
    let words: Vec<&str> = label.split_whitespace().collect();
    let is_sign = |word: &str| matches!(word, "+" | "-" | "–");
    let pairs = words.rchunks(2);
    let is_pair =
        |pair: &&[&str]| matches!(pair, [sign, one] if is_sign(sign) && mark(one).is_some());
    let n_pairs = pairs.take_while(is_pair).count();
    let first = words.len().checked_sub(2 * n_pairs + 1)?;
    (n_pairs > 0).then(|| words.get(first..).map(|words| words.join(" ")))?
}

/// Words of columns that compare what was planned with what came.
const DEVIATIONS: &[&str] = &[
    "lebih",
    "kurang",
    "pelampauan",
    "penghematan",
    "over",
    "under",
];

/// Whether a header says that its figures compare two others.
fn tells_deviation(words: &str) -> bool {
    heads_difference(words) || DEVIATIONS.iter().any(|word| has_phrase(words, word))
}

/// Claims it of all columns where some bears it out. One in which nothing stands where others fail bears
/// nothing out: of a year without corrections any reading of them holds.
fn claim(draft: &mut Draft<'_>, meant: &Meant) {
    let mut found: Vec<(CellRef, Vec<CellRef>)> = Vec::new();
    let mut holding: Vec<BTreeSet<CellRow>> = Vec::new();
    let mut in_doubt: BTreeSet<CellRow> = BTreeSet::new();
    let mut n_failing = 0;
    for column in amounts(draft) {
        let rows = meant.operands.iter();
        let places: Vec<CellRef> = rows.filter_map(|&row| draft.operand(row, column)).collect();
        let rows = meant.operands.iter();
        let numbers: Vec<Stated> = rows
            .filter_map(|&row| Some(draft.number(row, column)?.1))
            .collect();
        // A blank adds nothing; what it would be taken from is not known.
        let is_whole = places.len() == meant.operands.len();
        let is_enough = is_whole || (meant.operation == Operation::Sum && !places.is_empty());
        let Some((cell, target)) = draft.number(meant.target, column).filter(|_| is_enough) else {
            continue;
        };
        let is_judged = numbers.len() == places.len();
        let standing = places.iter().zip(&numbers);
        let standing = standing.filter(|(_, number)| !number.value.is_zero());
        let standing: BTreeSet<CellRow> = standing.map(|(place, _)| place.row).collect();
        let is_holding = !is_judged || holds(meant.operation, &target, &numbers);
        // What is saved is more than was planned of revenue and less of spending: such columns follow no rule
        // down their rows.
        if !is_holding && tells_deviation(draft.lowest_head(column)) {
            continue;
        }
        found.push((cell, places));
        if !is_judged {
            continue;
        }
        if !is_holding {
            n_failing += 1;
            in_doubt.extend(standing);
        } else if !target.value.is_zero() {
            holding.push(standing);
        }
    }
    let n_holding = holding
        .iter()
        .filter(|standing| standing.is_superset(&in_doubt))
        .count();
    if !meant.is_identity && (n_holding == 0 || n_holding < n_failing) {
        return;
    }
    let rule = match meant.operation {
        Operation::Difference | Operation::Net(_) => "A201",
        _ => "A102",
    };
    let targets: BTreeSet<CellRef> = found.iter().map(|(target, _)| *target).collect();
    let claims = draft
        .claims
        .iter()
        .filter(|claim| claim.operation == meant.operation && targets.contains(&claim.target));
    let claimed: BTreeSet<(CellRef, Vec<CellRef>)> = claims
        .map(|claim| (claim.target, claim.operands.clone()))
        .collect();
    for (target, places) in found {
        if !claimed.contains(&(target, places.clone())) {
            draft.claim(rule, target, meant.operation, places, Origin::TotalLabel);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_rows_by_their_numbers() {
        let said = |operation, marks: &[&str]| {
            let marks = marks.iter().map(|mark| (*mark).to_owned());
            Some((operation, marks.collect::<Vec<_>>()))
        };
        for (label, wanted) in [
            ("Subtotal (3 + 4)", said(Operation::Sum, &["3", "4"])),
            ("Subtotal (1 - 2)", said(Operation::Difference, &["1", "2"])),
            (
                "Saldo Akhir (5+6+7)",
                said(Operation::Sum, &["5", "6", "7"]),
            ),
            (
                "SiLPA (1-2+3-4)",
                said(Operation::Net(2), &["1", "3", "2", "4"]),
            ),
            ("JUMLAH A + B", said(Operation::Sum, &["A", "B"])),
            (
                "Surplus (I - II)",
                said(Operation::Difference, &["I", "II"]),
            ),
            ("Surplus (Defisit)", None),
            ("Kelas (1)", None),
            ("Tahun (2021-2022-2023)", None),
            ("Belanja Barang + Jasa", None),
        ] {
            assert_eq!(formula(label), wanted, "{label}");
        }
    }
}
