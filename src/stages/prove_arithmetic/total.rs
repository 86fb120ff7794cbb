//! Rows labelled as totals are sums, rows labelled as means are means, of the lines above them.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::witness::Witness;
use super::{
    Draft, carried, holds, levels, near_total, rate_rows, running_row, subtotals, tell_levels,
    total_parts, witness,
};
use crate::model::amount::Unit;
use crate::model::finding::{Finding, Severity};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;
use crate::model::text::{has_phrase, normalize};

pub(super) fn build(draft: &mut Draft<'_>) {
    if !draft.is_complete() {
        return;
    }
    let rows = &draft.records.typed.table.rows;
    let aggregates: Vec<(usize, RowKind)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row.kind, RowKind::Total | RowKind::Mean))
        .map(|(idx, row)| (idx, row.kind))
        .collect();
    if are_categories(draft, &aggregates) {
        return;
    }
    let mut totals: Vec<usize> = Vec::new();
    let mut previous_mean = None;
    let mut parts = total_parts::parts(draft);
    let running = running_row::found(draft);
    for (row_idx, kind) in aggregates {
        let row = draft.records.typed.table.rows.get(row_idx);
        if row.is_some_and(|row| row.sheet_rows.iter().any(|row| running.contains(row))) {
            continue;
        }
        if let Some(lines) = parts.remove(&row_idx) {
            let addends = Addends {
                lines,
                ..Addends::default()
            };
            sums(draft, row_idx, &addends);
            totals.push(row_idx);
        } else if kind == RowKind::Total {
            let addends = carried::addends(draft, row_idx, &totals)
                .or_else(|| scope(draft, row_idx, &totals, Operation::Sum));
            if let Some(addends) = addends {
                sums(draft, row_idx, &addends);
            }
            totals.push(row_idx);
        } else {
            let before: Vec<usize> = previous_mean.into_iter().collect();
            let operation = if is_sum_or_mean(draft, row_idx) {
                Operation::Sum
            } else {
                Operation::Mean
            };
            if let Some(addends) = scope(draft, row_idx, &before, operation) {
                means(draft, row_idx, &addends);
            }
            previous_mean = Some(row_idx);
        }
    }
}

/// Fewest rows called alike that follow each other, and their share of all such rows, so that the word is no total's.
const MIN_REPEATED: usize = 3;
const REPEATED_SHARE: usize = 5;

/// Whether `Total` or `Average` is but one of the values that a column has: then the word stands row after row.
fn are_categories(draft: &Draft<'_>, aggregates: &[(usize, RowKind)]) -> bool {
    let rows = &draft.records.typed.table.rows;
    let is_again = |pair: &&[(usize, RowKind)]| match pair {
        [(one, _), (next, _)] if one + 1 == *next => {
            let label = |idx: usize| rows.get(idx).map(|row| &row.label);
            label(*one) == label(*next)
        }
        _ => false,
    };
    let n_again = aggregates.windows(2).filter(is_again).count();
    n_again >= MIN_REPEATED && n_again * REPEATED_SHARE >= aggregates.len()
}

/// Words of what is planned.
const PLANNED: &[&str] = &["target", "rencana", "proyeksi"];

/// What a total or mean is made of: lines of the tree, and totals above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Addends {
    pub(super) lines: Vec<usize>,
    pub(super) totals: Vec<usize>,
    /// Whether nothing but the numbers speaks for this choice.
    pub(super) is_guess: bool,
}

/// Finds what an aggregate row is made of: the choice with which most of its columns hold. Where
/// none holds, a sure total is still claimed, over what its place says; a doubtful one is not.
fn scope(
    draft: &mut Draft<'_>,
    row_idx: usize,
    before: &[usize],
    operation: Operation,
) -> Option<Addends> {
    let records = draft.records;
    let row = records.typed.table.rows.get(row_idx)?;
    let choices = choices(draft, row_idx, before);
    let (best, n_holding) = choices
        .iter()
        .map(|addends| (addends, support(draft, row_idx, addends, operation)))
        // Of equals the first is meant.
        .rev()
        .max_by_key(|(_, n_holding)| *n_holding)?;
    // Of many small figures some are a mean by chance.
    let is_chance =
        operation == Operation::Mean && n_holding * 2 < subtotals::n_figures(draft, row_idx);
    if n_holding > 0 && !is_chance {
        return Some(best.clone());
    }
    if let Some((target, times)) = holds_subtotals(draft, row_idx, choices.first()?) {
        tell_levels(draft, target, &row.label, times);
        return None;
    }
    // What a rate between two totals does to the second, its words tell only of taxes and the like.
    match rate_rows::between(draft, before.last().copied(), row_idx) {
        rate_rows::Between::Nothing => {}
        rate_rows::Between::Added(rates) => {
            let totals = before.last().copied().into_iter().chain(rates).collect();
            return Some(Addends {
                totals,
                ..Addends::default()
            });
        }
        rate_rows::Between::Unclear => return None,
    }
    let words = normalize(&row.label);
    let is_bare = !words.contains(' ') || words.starts_with("sub ") || words.starts_with("grand ");
    if subtotals::is_one_of_blocks(draft, row_idx, operation) {
        return choices.get(usize::from(!before.is_empty())).cloned();
    }
    let is_claimed = (row.is_sure || ends_known_tree(draft, row_idx))
        && (before.is_empty() || is_bare)
        && !spans_accounts(draft, row_idx)
        && !witness::counts_something(draft, row_idx, &words)
        && !is_amid_tree(draft, row_idx, before);
    let says_all = ["total", "seluruh", "keseluruhan", "grand"]
        .iter()
        .any(|word| has_phrase(&words, word));
    let all_or_block = if before.is_empty() || says_all {
        choices.first()
    } else {
        choices.get(1)
    };
    is_claimed.then(|| all_or_block.cloned()).flatten()
}

/// The roots between two rows.
pub(super) fn roots_between(draft: &Draft<'_>, after: Option<usize>, until: usize) -> Vec<usize> {
    let lines = draft.records.lines.iter().enumerate();
    lines
        .filter(|(_, line)| line.row_idx < until && after.is_none_or(|after| line.row_idx > after))
        .filter(|(_, line)| line.parent.is_none() && !line.stands_apart)
        .map(|(idx, _)| idx)
        .collect()
}

/// Whether the lines together are exactly twice, three times ... the total in some column: then they
/// hold subtotals with their details, at levels that nothing tells apart.
fn holds_subtotals(draft: &Draft<'_>, row_idx: usize, all: &Addends) -> Option<(CellRef, Decimal)> {
    (0..draft.n_columns()).find_map(|column| {
        let (target, total) = draft.number(row_idx, column)?;
        let operands = places(draft, all, column);
        let numbers = stated(draft, &operands);
        if draft.has_unreadable(&operands) {
            return None;
        }
        let times = levels(&total, &numbers)?;
        // As many times as there are lines: then it states their mean.
        (times != numbers.len().into()).then_some((target, times))
    })
}

/// Whether a row called a total stands below the whole tree of a document of known kind: there a longer
/// name, such as `Jumlah Anggaran Sub Kegiatan`, can be no line's.
fn ends_known_tree(draft: &Draft<'_>, row_idx: usize) -> bool {
    let lines = &draft.records.lines;
    draft.known
        && lines.iter().any(|line| line.depth > 0)
        && lines.iter().all(|line| line.row_idx < row_idx)
}

/// Whether a total stands amid a tree, or below another total with no root between them: what such a
/// total adds up, only the numbers tell.
fn is_amid_tree(draft: &Draft<'_>, row_idx: usize, before: &[usize]) -> bool {
    let lines = &draft.records.lines;
    let has = |test: &dyn Fn(usize) -> bool| lines.iter().any(|line| test(line.row_idx));
    let has_root_since = |last: usize| {
        let is_since = |row: usize| (last..row_idx).contains(&row);
        let mut roots = lines.iter().filter(|line| line.parent.is_none());
        roots.any(|line| is_since(line.row_idx))
    };
    lines.iter().any(|line| line.depth > 0)
        && ((has(&|row| row < row_idx) && has(&|row| row > row_idx))
            || before.last().is_some_and(|&last| !has_root_since(last)))
}

/// Revenue, spending and financing (accounts 4, 5 and 6) are not added up.
fn spans_accounts(draft: &Draft<'_>, row_idx: usize) -> bool {
    let roots = draft
        .records
        .lines
        .iter()
        .filter(|line| line.row_idx < row_idx && line.parent.is_none());
    roots
        .filter(|line| line.level.as_deref() == Some("akun"))
        .count()
        > 1
}

/// What a row may add up, likeliest first: all roots above it (below it, where it stands on top), the
/// lines since the aggregate before, the aggregates before with the lines since, lines that look like
/// the first one, the lines of one depth since the aggregate before, and each run of roots that ends
/// above it.
fn choices(draft: &Draft<'_>, row_idx: usize, before: &[usize]) -> Vec<Addends> {
    let lines = &draft.records.lines;
    let is_on_top = lines.iter().all(|line| line.row_idx > row_idx);
    let roots = |since: Option<usize>| -> Vec<usize> {
        let lines = lines.iter().enumerate();
        lines
            .filter(|(_, line)| {
                (is_on_top || line.row_idx < row_idx)
                    && since.is_none_or(|since| line.row_idx > since)
            })
            .filter(|(_, line)| line.parent.is_none() && !line.stands_apart)
            .map(|(idx, _)| idx)
            .collect()
    };
    let only = |lines: Vec<usize>| Addends {
        lines,
        ..Addends::default()
    };
    let guess = |lines: Vec<usize>| Addends {
        is_guess: true,
        ..only(lines)
    };
    let all = roots(None);
    let mut choices = vec![only(all.clone())];
    if let Some(&last) = before.last() {
        let since = roots(Some(last));
        choices.push(only(since.clone()));
        for n_totals in 1..=before.len().min(MAX_TOTALS) {
            let totals = before.iter().rev().take(n_totals).rev().copied().collect();
            choices.push(Addends {
                lines: since.clone(),
                totals,
                is_guess: false,
            });
        }
    }
    if let rate_rows::Between::Added(rates) =
        rate_rows::between(draft, before.last().copied(), row_idx)
    {
        choices.push(Addends {
            totals: before.last().copied().into_iter().chain(rates).collect(),
            ..Addends::default()
        });
    }
    choices.extend(alike(draft, &all).into_iter().map(guess));
    choices.extend(of_one_depth(draft, row_idx, before.last().copied()).map(guess));
    let n_runs = all.len().saturating_sub(1).min(MAX_RUNS);
    choices.extend(
        (1..=n_runs)
            .filter_map(|n| all.get(all.len() - n..))
            .map(|run| guess(run.to_vec())),
    );
    choices.retain(|addends| !addends.lines.is_empty() || !addends.totals.is_empty());
    choices
}

/// The lines since an aggregate, depth by depth: a block of a tree ends with its subtotal.
fn of_one_depth(
    draft: &Draft<'_>,
    row_idx: usize,
    since: Option<usize>,
) -> impl Iterator<Item = Vec<usize>> {
    let mut depths: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (idx, line) in draft.records.lines.iter().enumerate() {
        let is_in = line.row_idx < row_idx && since.is_none_or(|since| line.row_idx > since);
        if is_in && !line.stands_apart {
            depths.entry(line.depth).or_default().push(idx);
        }
    }
    depths
        .into_iter()
        .filter(|(depth, _)| *depth > 0)
        .map(|(_, lines)| lines)
}

/// Most totals before that a later one may add up.
const MAX_TOTALS: usize = 12;
/// Longest run of roots that is tried by itself.
const MAX_RUNS: usize = 60;

/// The lines that are as bold, or as little indented, as the first: headings whose details follow.
fn alike(draft: &Draft<'_>, lines: &[usize]) -> Vec<Vec<usize>> {
    let records = draft.records;
    let row = |&idx: &usize| {
        records
            .typed
            .table
            .rows
            .get(records.lines.get(idx)?.row_idx)
    };
    let Some(first) = lines.first().and_then(row) else {
        return Vec::new();
    };
    let bold: Vec<usize> = lines
        .iter()
        .copied()
        .filter(|idx| row(idx).is_some_and(|row| row.is_bold == first.is_bold))
        .collect();
    let level: Vec<usize> = lines
        .iter()
        .copied()
        .filter(|idx| row(idx).is_some_and(|row| row.indent == first.indent))
        .collect();
    [bold, level]
        .into_iter()
        .filter(|some| some.len() < lines.len())
        .collect()
}

/// In how many columns an aggregate holds. What only numbers speak for must hold in every column,
/// since in one of them some run of lines agrees by chance.
pub(super) fn support(
    draft: &Draft<'_>,
    row_idx: usize,
    addends: &Addends,
    operation: Operation,
) -> usize {
    let mut n_holding = 0;
    let mut fails_somewhere = false;
    for column in 0..draft.n_columns() {
        let Some((_, target)) = draft.number(row_idx, column) else {
            continue;
        };
        let operands = places(draft, addends, column);
        // A cell that cannot be read speaks neither for nor against.
        if draft.has_unreadable(&operands) {
            continue;
        }
        let operands = stated(draft, &operands);
        // One addend agrees by chance, nothing with nothing.
        let is_telling =
            !target.value.is_zero() && (operands.len() > 1 || draft.records.lines.len() == 1);
        let is_holding = holds(operation, &target, &operands);
        n_holding += usize::from(is_telling && is_holding);
        fails_somewhere |= draft.is_additive(column) && !is_holding;
    }
    if addends.is_guess && fails_somewhere {
        0
    } else {
        n_holding
    }
}

/// The cells of a column that an aggregate is made of.
pub(super) fn places(draft: &Draft<'_>, addends: &Addends, column: usize) -> Vec<CellRef> {
    let totals = addends
        .totals
        .iter()
        .filter_map(|&row_idx| draft.operand(row_idx, column));
    let mut places: Vec<CellRef> = totals.collect();
    places.extend(draft.addends(&addends.lines, column));
    places
}

pub(super) fn stated(draft: &Draft<'_>, places: &[CellRef]) -> Vec<Stated> {
    places
        .iter()
        .filter_map(|place| draft.records.typed.cells.get(place)?.stated())
        .collect()
}

fn sums(draft: &mut Draft<'_>, row_idx: usize, addends: &Addends) {
    // A percentage of the total row that has its own division is not the sum of percentages.
    let divided: BTreeSet<CellRef> = draft
        .claims
        .iter()
        .filter(|claim| match claim.operation {
            Operation::Share | Operation::Change => true,
            Operation::Formula(formula) => formula.is_quotient(),
            _ => false,
        })
        .map(|claim| claim.target)
        .collect();
    let witness = witness::of(draft, row_idx, addends);
    for column in 0..draft.n_columns() {
        let Some((target, stated_total)) = draft.number(row_idx, column) else {
            continue;
        };
        if divided.contains(&target) {
            continue;
        }
        let operands = places(draft, addends, column);
        let numbers = stated(draft, &operands);
        let is_claimed = draft.is_additive(column)
            || (witness == Witness::Most
                && near_total::is_like(draft, column, &stated_total, &numbers))
            || is_planned_money(draft, column)
            || near_total::is_meant(draft, row_idx, column, &stated_total, &numbers, witness)
            || names_column(draft, row_idx, column)
            || near_total::is_whole(draft, column, &stated_total, &numbers)
            || (!draft.has_unreadable(&operands) && holds(Operation::Sum, &stated_total, &numbers));
        if near_total::restates_last(draft, column, &stated_total, &numbers) {
            continue;
        }
        if operands.is_empty() {
            without_addends(draft, row_idx, column, target);
        } else if is_claimed {
            draft.claim("A102", target, Operation::Sum, operands, Origin::TotalLabel);
        }
    }
}

/// Whether a column states what money is planned: targets add up where they are all of one kind.
fn is_planned_money(draft: &Draft<'_>, column: usize) -> bool {
    let reading = draft.records.typed.columns.get(column);
    let is_money = reading.is_some_and(|reading| reading.unit == Some(Unit::Rupiah));
    let head = draft.lowest_head(column);
    is_money && PLANNED.iter().any(|word| has_phrase(head, word))
}

/// Whether a total's label says the column it adds up, as `Jumlah Capaian` does.
fn names_column(draft: &Draft<'_>, row_idx: usize, column: usize) -> bool {
    let table = &draft.records.typed.table;
    let (Some(row), Some(column)) = (table.rows.get(row_idx), table.columns.get(column)) else {
        return false;
    };
    let label = normalize(&row.label);
    let said = label.split_once(' ').map_or("", |(_, rest)| rest);
    let head = normalize(column.path.last().map_or("", String::as_str));
    !said.is_empty() && has_phrase(&head, said)
}

fn means(draft: &mut Draft<'_>, row_idx: usize, addends: &Addends) {
    let is_either = is_sum_or_mean(draft, row_idx);
    let has_sums = is_either && support(draft, row_idx, addends, Operation::Sum) > 0;
    for column in 0..draft.n_columns() {
        let Some((target, stated_mean)) = draft.number(row_idx, column) else {
            continue;
        };
        let operands = places(draft, addends, column);
        if operands.is_empty() {
            continue;
        }
        let is_mean = !is_either || holds(Operation::Mean, &stated_mean, &stated(draft, &operands));
        if is_mean {
            draft.claim(
                "A104",
                target,
                Operation::Mean,
                operands,
                Origin::TotalLabel,
            );
        } else if draft.is_additive(column)
            || holds(Operation::Sum, &stated_mean, &stated(draft, &operands))
            || (has_sums && is_beyond(&stated_mean, &stated(draft, &operands)))
        {
            draft.claim("A102", target, Operation::Sum, operands, Origin::TotalLabel);
        }
    }
}

/// Whether a figure is larger than all of which it might be the mean.
fn is_beyond(stated: &Stated, numbers: &[Stated]) -> bool {
    numbers.len() > 1 && numbers.iter().all(|number| number.value < stated.value)
}

/// Whether a label leaves it to the columns what stands there, as `Jumlah/Rata-rata` does.
fn is_sum_or_mean(draft: &Draft<'_>, row_idx: usize) -> bool {
    let row = draft.records.typed.table.rows.get(row_idx);
    row.is_some_and(|row| {
        let words = normalize(&row.label);
        ["jumlah", "total"]
            .iter()
            .any(|word| has_phrase(&words, word))
    })
}

/// A total in a column where no number stands is likely in the wrong column.
fn without_addends(draft: &mut Draft<'_>, row_idx: usize, column: usize, target: CellRef) {
    if !draft.is_additive(column) {
        return;
    }
    let table = &draft.records.typed.table;
    let title = table
        .columns
        .get(column)
        .map(crate::model::table::Column::title)
        .unwrap_or_default();
    let label = table
        .rows
        .get(row_idx)
        .map(|row| row.label.clone())
        .unwrap_or_default();
    let mut finding = Finding::at("A110", Severity::Warning, &draft.placed(target))
        .fact("column", title)
        .fact("label", label);
    finding.stated = draft
        .number(row_idx, column)
        .map(|(_, stated)| stated.value);
    draft.findings.push(finding);
}
