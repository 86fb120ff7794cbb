//! The budget's amounts in records: which value of a line is its pagu or realisasi, what follows
//! from the two, and which record sets are no copies.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::amount::Value;
use crate::model::record::{FieldValue, Line, RecordSet};
use crate::stages::write_reports::spreadsheet::fit::exact_double;
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content};
use crate::stages::write_reports::spreadsheet::style::{Shape, Style, Weight};

/// The field of what may be spent.
pub(super) const PAGU: &str = "pagu";
/// The field of what was spent.
pub(super) const REALISASI: &str = "realisasi";
/// The field of what remains.
pub(super) const SISA: &str = "sisa";
/// The field of the percentage spent.
pub(super) const CAPAIAN: &str = "capaian";
/// The kind of the plan.
pub(super) const PLAN_KIND: &str = "renja";

/// The number of a field in a line: that of the year where there are several, else the first that
/// names no year, else the only one.
pub(super) fn amount<'a>(
    set: &'a RecordSet,
    line: &'a Line,
    field: &'a str,
) -> Option<FieldValue<'a>> {
    let candidates = || {
        let values = set.values_of(line, field);
        values.filter(|value| value.number().is_some())
    };
    let of_year = |wanted: Option<i32>| candidates().find(|value| value.field.year == wanted);
    let only = || {
        let mut candidates = candidates();
        let only = candidates.next()?;
        candidates.next().is_none().then_some(only)
    };
    set.year
        .and_then(|year| of_year(Some(year)))
        .or_else(|| of_year(None))
        .or_else(only)
}

/// The number of a value that may be absent.
pub(super) fn number_of(value: Option<FieldValue<'_>>) -> Option<Decimal> {
    value.and_then(FieldValue::number)
}

/// Whether a table states money in this field: an achievement is called realisasi too.
pub(super) fn has_money(record_set: &RecordSet, field: &str) -> bool {
    let lines = record_set.lines.iter();
    let mut values = lines.flat_map(|line| record_set.values_of(line, field));
    values.any(|value| matches!(value.value(), Value::Rupiah(_)))
}

/// The record sets without those of documents that are byte-for-byte copies of an earlier document
/// of the same agency.
pub(super) fn without_copies(records: &[Arc<RecordSet>]) -> Vec<&RecordSet> {
    let mut first_of: BTreeMap<(&str, Option<&str>), &str> = BTreeMap::new();
    records
        .iter()
        .map(|record_set| &**record_set)
        .filter(|record_set| {
            let key = (&*record_set.sha256, record_set.agency.as_deref());
            record_set.sha256.is_empty()
                || *first_of.entry(key).or_insert(&record_set.on.file) == &*record_set.on.file
        })
        .collect()
}

/// part / whole x 100, two decimals, halves away from zero as Excel's ROUND does.
pub(super) fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let ratio = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(ratio.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// A live `a - b` of two cells with its value; empty where one of them is.
pub(super) fn difference_cell(
    (a, a_cell): (Option<Decimal>, &str),
    (b, b_cell): (Option<Decimal>, &str),
) -> Cell {
    let style = Style::of(Shape::Amount).weight(Weight::Computed);
    let value = a.zip(b).and_then(|(a, b)| a.checked_sub(b));
    let formula = format!("={a_cell}-{b_cell}");
    (formula_content(formula, value, [a, b]), style)
}

/// A live `part / whole * 100` of two cells with its value; empty where one of them is, and where
/// the whole is zero.
pub(super) fn share_cell(
    (part, part_cell): (Option<Decimal>, &str),
    (whole, whole_cell): (Option<Decimal>, &str),
) -> Cell {
    let style = Style::of(Shape::Percent).weight(Weight::Computed);
    let value = part.zip(whole).and_then(|(part, whole)| share(part, whole));
    let formula = format!("=ROUND({part_cell}/{whole_cell}*100,2)");
    (formula_content(formula, value, [part, whole]), style)
}

/// A formula, or its value alone where an operand is too long for a workbook's numbers and stands
/// there as text.
fn formula_content(
    formula: String,
    value: Option<Decimal>,
    operands: [Option<Decimal>; 2],
) -> Content {
    let is_live = operands
        .iter()
        .flatten()
        .all(|&operand| exact_double(operand).is_some());
    value.map_or(Content::Empty, |value| {
        Content::Formula(is_live.then_some(formula), value)
    })
}
