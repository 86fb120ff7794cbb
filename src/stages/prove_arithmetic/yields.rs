//! What a field brings in is its area times its yield, whatever units both are counted in: quintals a
//! hectare make tons by ten. The words of the columns in, claims out; which power of ten, most rows
//! must bear out.

use super::Draft;
use super::across::{Across, Words};
use crate::model::expression::{Formula, Step};
use crate::model::relation::Operation;
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

const YIELD: &[&str] = &[
    "produktivitas",
    "provitas",
    "produktifitas",
    "hasil per hektar",
    "yield",
];
const AREA: &[&str] = &["luas", "luas panen", "areal", "area"];
const PRODUCT: &[&str] = &["produksi", "production"];

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    let having = |words: &[&str]| -> Vec<usize> {
        let found = columns.iter().enumerate();
        let found = found.filter(|(_, column)| says(column, words));
        found.map(|(idx, _)| idx).collect()
    };
    let group = |idx: usize| columns.get(idx).and_then(|column| column.path.split_last());
    let is_beside = |one: usize, other: usize| {
        group(one).map(|(_, group)| group) == group(other).map(|(_, group)| group)
    };
    let mut claims = Vec::new();
    for rate in having(YIELD) {
        let areas = having(AREA);
        let mut areas = areas.into_iter().filter(|&area| is_beside(area, rate));
        let products = having(PRODUCT);
        let mut products = products
            .into_iter()
            .filter(|&product| is_beside(product, rate) && product != rate);
        let (Some(area), Some(product)) = (areas.next_back(), products.next()) else {
            continue;
        };
        let choices = scaled(product, area, rate);
        let best = choices
            .into_iter()
            .map(|across| (across.support(draft), across))
            .max_by_key(|(support, _)| *support);
        claims.extend(best.map(|(_, across)| across));
    }
    for across in claims {
        across.claim(draft, Words::Suggest);
    }
}

/// Area times yield, by each power of ten that units may differ by.
fn scaled(target: usize, area: usize, rate: usize) -> Vec<Across> {
    use Step::{Divide, Multiply, Number, Operand};
    let by = |sign: Step, power: u16| {
        Formula::new(&[Operand(0), Operand(1), Multiply, Number(power), sign])
    };
    let formulas = [
        by(Divide, 10),
        by(Multiply, 10),
        by(Divide, 1000),
        by(Multiply, 1000),
    ];
    let formulas = formulas.into_iter().flatten();
    let operations = formulas.map(|formula| ("A204", Operation::Formula(formula)));
    let plain = [("A202", Operation::Product)];
    operations
        .chain(plain)
        .map(|(rule, operation)| Across {
            rule,
            operation,
            target,
            operands: vec![area, rate],
        })
        .collect()
}

fn says(column: &Column, words: &[&str]) -> bool {
    let last = normalize(column.path.last().map_or("", String::as_str));
    words.iter().any(|word| has_phrase(&last, word))
}
