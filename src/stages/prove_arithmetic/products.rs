//! Volume times price: a line's amount is its quantity times its unit price, as the words of the
//! columns say without any formula.

use std::collections::BTreeSet;

use super::across::{Across, Words};
use super::judged::Claim;
use super::{Draft, holds};
use crate::model::amount::Unit;
use crate::model::expression::{Formula, Step};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::Column;
use crate::model::text::has_phrase;

const VOLUME: &[&str] = &[
    "volume",
    "vol",
    "koefisien",
    "kuantitas",
    "banyaknya",
    "qty",
    "jumlah barang",
    "jumlah unit",
];
/// Words of counts that may as well only tell when or how long.
const SPAN: &[&str] = &["hari", "jam", "bulan", "malam", "kali", "orang", "lama"];
const PRICE: &[&str] = &[
    "harga satuan",
    "harga",
    "tarif",
    "biaya satuan",
    "satuan biaya",
    "harga per satuan",
    "harga per unit",
    "unit price",
];
const AMOUNT: &[&str] = &[
    "jumlah",
    "total",
    "jumlah harga",
    "total harga",
    "jumlah biaya",
    "nilai",
    "anggaran",
    "pagu",
    "amount",
];
/// What a price is called beside which a bare one is an amount; that one, and what counts the things.
const UNIT_PRICE: &[&str] = &["harga satuan", "harga per satuan", "harga per unit"];
const BARE_PRICE: &[&str] = &["harga", "harga perolehan", "nilai perolehan"];
const COUNT: &[&str] = &["jumlah", "banyak"];
/// Words that make a price or a volume something else.
const NOT_A_FACTOR: &[&str] = &["ppn", "pajak", "total harga", "jumlah harga"];

const TAX: &[&str] = &["ppn", "pajak", "vat"];

/// Volume times price; with a column of taxes also that tax added, as an amount or as a percentage.
fn choices(target: usize, volume: usize, price: usize, taxes: &[usize]) -> Vec<Across> {
    use Step::{Add, Divide, Multiply, Number, Operand};
    let product = Across {
        rule: "A202",
        operation: Operation::Product,
        target,
        operands: vec![volume, price],
    };
    let mut choices = vec![product];
    let as_amount = Formula::new(&[Operand(0), Operand(1), Multiply, Operand(2), Add]);
    let as_percent = Formula::new(&[
        Operand(0),
        Operand(1),
        Multiply,
        Number(100),
        Operand(2),
        Add,
        Multiply,
        Number(100),
        Divide,
    ]);
    for &tax in taxes {
        let taxed = [as_amount, as_percent]
            .into_iter()
            .flatten()
            .map(|formula| Across {
                rule: "A204",
                operation: Operation::Formula(formula),
                target,
                operands: vec![volume, price, tax],
            });
        choices.extend(taxed);
    }
    choices
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    let stated_by_header = |target: usize| {
        columns.get(target).is_some_and(|column| {
            column
                .formula
                .as_ref()
                .is_some_and(|formula| formula.meaning.is_some())
        })
    };
    let says = |column: usize, words: &[&str]| {
        let last = draft.lowest_head(column);
        words.iter().any(|word| has_phrase(last, word))
    };
    let is_factor = |column: usize| !says(column, NOT_A_FACTOR);
    let mut claims: Vec<(Across, Words)> = Vec::new();
    for (price, column) in columns.iter().enumerate() {
        let per = each(draft.lowest_head(price));
        if !(says(price, PRICE) || per.is_some()) || !is_factor(price) {
            continue;
        }
        let group = |other: &Column| {
            other.path.split_last().map(|(_, group)| group)
                == column.path.split_last().map(|(_, group)| group)
        };
        let counts = |idx: usize| per.is_some_and(|per| has_phrase(draft.lowest_head(idx), per));
        let alike = |words: &'static [&'static str]| {
            columns
                .iter()
                .enumerate()
                .filter(move |(idx, other)| *idx != price && group(other))
                .filter(move |(idx, _)| says(*idx, words) || (words == VOLUME && counts(*idx)))
                .map(|(idx, _)| idx)
                .filter(|&idx| {
                    draft
                        .records
                        .typed
                        .columns
                        .get(idx)
                        .is_some_and(|reading| reading.n_numbers > 0)
                })
        };
        let mut volumes: Vec<usize> = alike(VOLUME).filter(|&idx| is_factor(idx)).collect();
        let mut amounts: Vec<usize> = alike(AMOUNT)
            .filter(|&idx| idx > price && !volumes.contains(&idx) && !stated_by_header(idx))
            .collect();
        // `Jumlah`, `Harga Satuan`, `Harga`: beside a unit price a bare price is what all of them cost.
        let is_bare = volumes.is_empty() && amounts.is_empty() && says(price, UNIT_PRICE);
        if is_bare {
            volumes = alike(COUNT).filter(|&idx| idx < price).collect();
            amounts = alike(BARE_PRICE)
                .filter(|&idx| idx > price && !stated_by_header(idx))
                .collect();
        }
        let is_span = volumes.is_empty();
        if is_span {
            let spans = alike(SPAN).filter(|&idx| is_factor(idx) && !amounts.contains(&idx));
            volumes = spans.collect();
        }
        let taxes: Vec<usize> = alike(TAX).collect();
        let choices = amounts.iter().flat_map(|&amount| {
            volumes.iter().flat_map({
                let taxes = &taxes;
                move |&volume| choices(amount, volume, price, taxes)
            })
        });
        // Of equals the first is likeliest.
        let choices: Vec<Across> = choices.collect();
        let n_choices = choices.len();
        let best = choices
            .into_iter()
            .rev()
            .map(|claim| (claim.support(draft), claim));
        let Some((support, claim)) = best.max_by_key(|(support, _)| *support) else {
            continue;
        };
        if let Some(whole) = with_all_factors(draft, &claim, support) {
            claims.push((whole, Words::Suggest));
            continue;
        }
        // A tax that no column tells would make every line wrong, so one line at least must hold.
        let words = if n_choices == 1 && support > 0 && !is_span && !is_bare {
            Words::Settle
        } else {
            Words::Suggest
        };
        claims.push((claim, words));
    }
    for (claim, words) in claims {
        make(draft, &claim, words);
    }
}

/// Makes a claim where no header states its column by a formula.
fn make(draft: &mut Draft<'_>, claim: &Across, words: Words) {
    let columns = &draft.records.typed.table.columns;
    let is_claimed = |target: usize| {
        draft.claims.iter().any(|made| {
            made.origin == Origin::HeaderFormula
                && columns
                    .get(target)
                    .is_some_and(|column| column.col == made.target.col)
        })
    };
    if is_claimed(claim.target) {
        return;
    }
    match outdone(draft, claim) {
        Some(rows) => {
            draft.claims.retain(|made| !is_product_of(made, &rows));
            claim.claim(draft, Words::Settle);
        }
        None => claim.claim(draft, words),
    }
}

/// The product with a third column of counts, as that of days beside persons, where that bears out more rows
/// than it does without.
fn with_all_factors(draft: &Draft<'_>, claim: &Across, support: usize) -> Option<Across> {
    let typed = &draft.records.typed;
    let counts = |&column: &usize| {
        let reading = typed.columns.get(column);
        let is_free = column != claim.target && !claim.operands.contains(&column);
        is_free && reading.is_some_and(|it| it.n_numbers > 0 && it.unit != Some(Unit::Rupiah))
    };
    if claim.operation != Operation::Product {
        return None;
    }
    let wider = (0..draft.n_columns()).filter(counts).map(|column| {
        let mut wider = claim.clone();
        wider.operands.insert(0, column);
        (wider.support(draft), wider)
    });
    let best = wider.max_by_key(|(support, _)| *support);
    best.filter(|(wider, _)| *wider > support).map(|it| it.1)
}

/// What a header's figure is for one of: `anggota` of `Bantuan per Anggota`.
fn each(head: &str) -> Option<&str> {
    let (_, each) = head.split_once(" per ")?;
    let each = each.strip_suffix(" rp").unwrap_or(each);
    Some(each).filter(|each| !each.is_empty())
}

fn is_product_of(made: &Claim, targets: &BTreeSet<CellRef>) -> bool {
    let is_product = matches!(made.operation, Operation::Product | Operation::TaxedProduct);
    is_product && made.origin == Origin::ColumnMeaning && targets.contains(&made.target)
}

/// The rows that a product is claimed of already, where this claim bears out more of them: what a kind's columns mean
/// does not know of a column of taxes that are amounts.
fn outdone(draft: &Draft<'_>, claim: &Across) -> Option<BTreeSet<CellRef>> {
    let rows = claim.rows(draft);
    let all: BTreeSet<CellRef> = rows.iter().map(|row| row.target.0).collect();
    let own = rows.iter().filter(|row| row.holds(claim.operation));
    let own: BTreeSet<CellRef> = own.map(|row| row.target.0).collect();
    let stated = |cell: &CellRef| draft.records.typed.cells.get(cell)?.stated();
    let made = draft.claims.iter();
    let (mut n_held, mut n_own) = (0_usize, 0_usize);
    for made in made.filter(|made| is_product_of(made, &all)) {
        let numbers: Option<Vec<Stated>> = made.operands.iter().map(stated).collect();
        let held = stated(&made.target)
            .zip(numbers)
            .is_some_and(|(target, numbers)| holds(made.operation, &target, &numbers));
        n_held += usize::from(held);
        n_own += usize::from(own.contains(&made.target));
    }
    (n_own > n_held).then_some(all)
}
