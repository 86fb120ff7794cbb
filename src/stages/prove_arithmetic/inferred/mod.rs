//! Comes in: a table of which nothing is known but its figures, with the claims that words made of
//! it. Goes out: the claims that its figures bear out by themselves, in both directions: sums of
//! neighbours, of every n-th, of subtotals; means; differences; shares; changes; running totals. One
//! claim is made of all lines at once, from the lines where it holds, so that the lines where it
//! does not are found. Never claims what may be chance, never contradicts words that hold.

mod axis;
mod blocks;
mod choose;
mod claims;
mod earlier;
mod hits;
mod numbers;
mod of_total;
mod pairs;
mod runs;
mod series;
mod signature;
mod surprise;
mod total_ratios;
mod weigh;
mod words;
mod work;

use axis::{Along, Axis};
use numbers::{Numbers, Unsearched};
use weigh::Found;
use work::Work;

use super::Draft;
use crate::model::finding::{Finding, Severity};
use crate::model::relation::Operation;

pub(super) fn build(draft: &mut Draft<'_>) {
    let records = draft.records;
    // What a known kind says nothing of, such as deductions beside an amount, the rows may tell.
    if draft.known && !(0..draft.n_columns()).any(|column| draft.is_unmapped(column)) {
        return;
    }
    let numbers = match Numbers::of(&records.typed) {
        Ok(numbers) => numbers,
        Err(Unsearched::Few) => return,
        Err(Unsearched::Strewn(count)) => {
            let id = "terlalu jarang terisi: hubungan di antaranya tidak dicari";
            let en = "are too far strewn: relations among them were not looked for";
            tell_unsearched(draft, count, id, en);
            return;
        }
    };
    let marks = axis::marks(records, &numbers);
    let mut work = Work::of(numbers.n_known);
    let down = Axis::new(&numbers, &marks, Along::Column);
    let across = Axis::new(&numbers, &marks, Along::Row);
    let mut found_down = search(&down, &mut work);
    let mut found_across = search(&across, &mut work);
    // A total of one direction is the whole that shares of the other are taken of.
    let of_rows = shares(&across, &totals(&found_down), &mut work);
    let of_columns = shares(&down, &totals(&found_across), &mut work);
    found_across.extend(of_rows);
    found_down.extend(of_columns);
    let found_across = choose::choose(found_across, across.n_positions());
    let found_down = choose::choose(found_down, down.n_positions());
    claims::claim(draft, &[(&across, found_across), (&down, found_down)]);
    if work.is_spent() {
        let id = "mempunyai terlalu banyak kemungkinan hubungan: sebagian tidak dicoba";
        let en = "have too many possible relations: some were not tried";
        tell_unsearched(draft, numbers.n_known, id, en);
    }
}

/// Says that a table was not searched, or not whole.
fn tell_unsearched(draft: &mut Draft<'_>, count: usize, id: &str, en: &str) {
    let on = &draft.records.on;
    draft.findings.push(
        Finding::about_sheet("A619", Severity::Info, &on.file, &on.sheet)
            .fact("count", count.to_string())
            .fact_in("reason", id, en),
    );
}

/// All searches along one direction but that for shares of a total.
fn search(axis: &Axis<'_>, work: &mut Work) -> Vec<Found> {
    let mut own = work.portion(3);
    let blocks = in_portion(&mut own, 4, |work| blocks::search(axis, work));
    let mut found = in_portion(&mut own, 2, |work| runs::search(axis, &blocks, work));
    found.extend(in_portion(&mut own, 2, |work| pairs::search(axis, work)));
    found.extend(in_portion(&mut own, 2, |work| series::search(axis, work)));
    work.give_back(own);
    found
}

fn shares(axis: &Axis<'_>, totals: &[usize], work: &mut Work) -> Vec<Found> {
    in_portion(work, 3, |work| of_total::search(axis, totals, work))
}

/// Lets a step use a part of the work, so that none starves the others.
fn in_portion<T>(work: &mut Work, divisor: u64, step: impl FnOnce(&mut Work) -> T) -> T {
    let mut own = work.portion(divisor);
    let result = step(&mut own);
    work.give_back(own);
    result
}

/// Positions that are sums.
fn totals(found: &[Found]) -> Vec<usize> {
    found
        .iter()
        .filter(|found| found.signature.operation == Operation::Sum)
        .map(|found| found.signature.target)
        .collect()
}
