//! A row whose label states its rate, such as `PPN 11%`, is that much of a total above it. Rows in,
//! claims out. Which total it is taken of, the numbers tell; where none fits, a tax right below a total
//! is one of that total. Never judges what was rounded to the rupiah.

use rust_decimal::Decimal;

use super::Draft;
use crate::model::expression::Formula;
use crate::model::expression::Step::{Divide, Multiply, Number, Operand};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;
use crate::model::text::normalize;

/// Words that begin a row that is a share of a total.
const SHARES: &[&str] = &[
    "ppn",
    "pajak",
    "pph",
    "overhead",
    "jasa",
    "fee",
    "biaya",
    "keuntungan",
    "cadangan",
    "retribusi",
    "potongan",
    "diskon",
    "asuransi",
    "iuran",
    "vat",
    "tax",
    "discount",
];
/// Those that are taken of nothing but the total above them.
const TAXES: &[&str] = &["ppn", "vat"];
/// Totals above that are tried, the nearest first.
const MAX_BASES: usize = 4;

pub(super) fn build(draft: &mut Draft<'_>) {
    let rows = &draft.records.typed.table.rows;
    let mut bases: Vec<usize> = Vec::new();
    let mut found: Vec<(usize, Rate)> = Vec::new();
    for (row_idx, row) in rows.iter().enumerate() {
        if let Some(rate) = rate(&row.label) {
            found.push((row_idx, rate));
        } else if row.kind == RowKind::Total {
            bases.push(row_idx);
        }
    }
    for (row_idx, rate) in found {
        let above: Vec<usize> = bases
            .iter()
            .rev()
            .copied()
            .filter(|&base| base < row_idx)
            .take(MAX_BASES)
            .collect();
        for column in 0..draft.n_columns() {
            claim(draft, row_idx, &above, column, &rate);
        }
    }
}

/// What stands between a total and the one before it, where no line does.
pub(super) enum Between {
    /// Nothing with figures.
    Nothing,
    /// Rows that are added to the total before, such as a tax.
    Added(Vec<usize>),
    /// Rows that may be taken off, or that only mention something.
    Unclear,
}

/// Words that begin a row which is added to the total above it.
const ADDED: &[&str] = &["ppn", "vat", "overhead", "jasa", "fee", "keuntungan"];

/// What stands between two totals without a line between them.
pub(super) fn between(draft: &Draft<'_>, before: Option<usize>, row_idx: usize) -> Between {
    let Some(before) = before else {
        return Between::Nothing;
    };
    let records = draft.records;
    let has_figure = |row: usize| (0..draft.n_columns()).any(|it| draft.number(row, it).is_some());
    let rows = records.typed.table.rows.iter().enumerate();
    let rows = rows.take(row_idx).skip(before + 1);
    let mut added = Vec::new();
    for (idx, row) in rows.filter(|(idx, _)| has_figure(*idx)) {
        let words = normalize(&row.label);
        let first = words.split(' ').next().unwrap_or_default();
        match row.kind {
            RowKind::Note if ADDED.contains(&first) => added.push(idx),
            RowKind::Note if SHARES.contains(&first) => return Between::Unclear,
            RowKind::Note | RowKind::Mean => {}
            RowKind::Line | RowKind::Total => return Between::Nothing,
        }
    }
    if added.is_empty() {
        Between::Nothing
    } else {
        Between::Added(added)
    }
}

/// So many of so many parts, as its label states it.
struct Rate {
    part: u16,
    whole: u16,
    is_tax: bool,
}

/// The rate in a label: its only number, with a percent sign behind it.
fn rate(label: &str) -> Option<Rate> {
    let words = normalize(label);
    let first = words.split(' ').next()?;
    if !SHARES.contains(&first) {
        return None;
    }
    let (before, _) = label.split_once('%')?;
    let number = before.trim_end();
    let start = number
        .rfind(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .map_or(0, |at| at + 1);
    let number = number.get(start..)?.trim_matches(['.', ',']);
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, ""));
    let others = before.chars().filter(char::is_ascii_digit).count();
    if fraction.len() > 2 || others != whole.len() + fraction.len() {
        return None;
    }
    let part = format!("{whole}{fraction}").parse().ok()?;
    let whole = 10u16.checked_pow(u32::try_from(fraction.len()).ok()? + 2)?;
    (part > 0 && part < whole).then_some(Rate {
        part,
        whole,
        is_tax: TAXES.contains(&first),
    })
}

fn claim(draft: &mut Draft<'_>, row_idx: usize, above: &[usize], column: usize, rate: &Rate) {
    let Some((target, stated)) = draft.number(row_idx, column) else {
        return;
    };
    let mut bases: Vec<(usize, CellRef, Stated)> = Vec::new();
    for &base in above {
        if let Some((place, number)) = draft.number(base, column) {
            bases.push((base, place, number));
        }
    }
    let misses = |base: &Stated, part: u16, whole: u16| -> Option<Decimal> {
        let share = base.value.checked_mul(part.into())?;
        Some(
            share
                .checked_div(whole.into())?
                .checked_sub(stated.value)?
                .abs(),
        )
    };
    let near = |base: &Stated| misses(base, rate.part, rate.whole);
    let exact = bases
        .iter()
        .find(|(_, _, number)| near(number).is_some_and(|miss| miss.is_zero()));
    let chosen = match (exact, bases.first()) {
        (Some((_, place, _)), _) => place,
        (None, Some((base, place, number))) if rate.is_tax && base + 1 == row_idx => {
            // Rounded, or taken of eleven twelfths as the tax of 12 % is (PMK 131/2024).
            let is_rounded = bases.iter().any(|(_, _, number)| {
                near(number).is_some_and(|miss| miss <= Decimal::ONE_THOUSAND)
            });
            let is_reduced = misses(number, 11, 100).is_some_and(|miss| miss <= Decimal::ONE);
            // Or the total holds it already.
            let with_tax = rate.whole.saturating_add(rate.part);
            let is_within =
                misses(number, rate.part, with_tax).is_some_and(|miss| miss <= Decimal::ONE);
            if is_rounded || is_reduced || is_within {
                return;
            }
            place
        }
        _ => return,
    };
    let steps = [
        Operand(0),
        Number(rate.part),
        Multiply,
        Number(rate.whole),
        Divide,
    ];
    if let Some(formula) = Formula::new(&steps) {
        draft.claim(
            "A204",
            target,
            Operation::Formula(formula),
            vec![*chosen],
            Origin::TotalLabel,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn rates_are_read() {
        for (label, wanted) in [
            ("PPN 11%", Some((11, 100))),
            ("PPh Pasal 22 1,5%", None),
            ("PPh 1,5 %", Some((15, 1000))),
            ("Overhead (10%)", Some((10, 100))),
            ("Jumlah 100%", None),
            ("PPN", None),
        ] {
            let found = rate(label).map(|rate| (rate.part, rate.whole));
            assert_eq!(found, wanted, "{label}");
        }
    }
}
