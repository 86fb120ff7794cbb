//! The words of columns and cells, written briefly, and ratios as documents round them.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{plain, plans, reports, statements, summaries};
use crate::chance::Chance;
use crate::layouts::data::{Column, Datum, Document, Holds, Row};

/// A document with the fields all of whose numbers some claim must speak of.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) document: Document,
    pub(super) proved: &'static [&'static str],
}

/// A form of a kind: what makes a sample of it.
pub(super) type Form = fn(&mut Chance) -> Sample;

/// `Group / Header` means two texts, one above the other.
pub(super) fn column(field: &'static str, header: &str, holds: Holds) -> Column {
    Column {
        field,
        header: header.split(" | ").map(str::to_owned).collect(),
        holds,
        formula: None,
    }
}

pub(super) fn code(header: &str) -> Column {
    column("kode", header, Holds::Code)
}

pub(super) fn label(header: &str) -> Column {
    column("uraian", header, Holds::Label)
}

pub(super) fn text(field: &'static str, header: &str) -> Column {
    column(field, header, Holds::Words)
}

pub(super) fn money(field: &'static str, header: &str) -> Column {
    column(field, header, Holds::Rupiah)
}

pub(super) fn percent(field: &'static str, header: &str) -> Column {
    column(field, header, Holds::Percent)
}

pub(super) fn count(field: &'static str, header: &str) -> Column {
    column(field, header, Holds::Count)
}

pub(super) fn stating(column: Column, formula: &str) -> Column {
    Column {
        formula: Some(formula.to_owned()),
        ..column
    }
}

pub(super) fn document(
    kind: &'static str,
    titles: &[&str],
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Document {
    Document {
        kind: Some(kind),
        titles: titles.iter().map(|&title| title.to_owned()).collect(),
        columns,
        rows,
    }
}

pub(super) fn number(value: Decimal) -> Datum {
    Datum::Number(value)
}

pub(super) fn words(text: &str) -> Datum {
    Datum::Words(text.to_owned())
}

/// `part / whole x 100` with two decimals; nothing where there is nothing to divide by.
pub(super) fn share(part: Decimal, whole: Decimal) -> Datum {
    if whole.is_zero() {
        return Datum::Empty;
    }
    Datum::Number(rounded(part * Decimal::ONE_HUNDRED / whole))
}

/// `(later - earlier) / earlier x 100`.
pub(super) fn change(later: Decimal, earlier: Decimal) -> Datum {
    share(later - earlier, earlier)
}

fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// All forms.
pub(super) fn forms() -> impl Iterator<Item = &'static Form> {
    laid_out_forms().chain(statements::FORMS)
}

/// Forms that are the same in any layout; the totals of statements have names of their own.
pub(super) fn laid_out_forms() -> impl Iterator<Item = &'static Form> {
    let reports = reports::FORMS.iter().chain(summaries::FORMS);
    plans::FORMS.iter().chain(reports).chain(plain::FORMS)
}
