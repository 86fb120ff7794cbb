//! The lists that may make a whole: the lines under one heading, all lines, or lines that share one
//! cell of a column before the weights. Lines in, groups of their weights out.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::super::Draft;
use super::column::WeightColumn;
use crate::model::place::CellRef;

/// Lines that may make a whole.
pub(super) struct Group {
    /// Depth of the heading they stand under; `None` for all lines.
    pub(super) depth: Option<usize>,
    /// The words over them, at which a claim of them stands.
    pub(super) words: Option<CellRef>,
    /// The weight that their heading states.
    pub(super) above: Option<(CellRef, Decimal)>,
    /// Their weights.
    pub(super) members: Vec<CellRef>,
    pub(super) sum: Decimal,
    /// Whether each of them has a weight.
    pub(super) is_whole: bool,
    /// Whether some of them look like the rest of a rounding: no multiple of a half.
    pub(super) is_rounded: bool,
    /// By how much rounding may carry the sum.
    pub(super) spread: Decimal,
}

impl Group {
    /// Whether they make a whole, as far as they are rounded.
    pub(super) fn makes(&self, whole: Decimal) -> bool {
        self.sum.saturating_sub(whole).abs() <= self.spread
    }

    pub(super) fn new(draft: &Draft<'_>, column: &WeightColumn, members: Vec<CellRef>) -> Self {
        let half = column.whole / Decimal::from(200);
        let mut weights: Vec<Decimal> = Vec::with_capacity(members.len());
        for place in &members {
            let cell = draft.records.typed.cells.get(place);
            weights.extend(cell.and_then(|cell| cell.value().number()));
        }
        let is_round = |weight: &&Decimal| (**weight % half).is_zero();
        let is_rounded = !weights.iter().all(|weight| is_round(&weight));
        let first = weights.first().copied();
        let is_shared_out = weights.iter().all(|weight| Some(*weight) == first);
        let decimals = weights
            .iter()
            .map(|weight| weight.normalize().scale())
            .max();
        // Equal shares were rounded each, as 33 three times; other whole weights were decided.
        let spread = if is_rounded || is_shared_out {
            let decimals = decimals.unwrap_or_default().min(MAX_DECIMALS);
            Decimal::new(5, decimals + 1) * Decimal::from(weights.len())
        } else {
            Decimal::ZERO
        };
        Self {
            depth: None,
            words: None,
            above: None,
            sum: weights
                .iter()
                .fold(Decimal::ZERO, |sum, weight| sum.saturating_add(*weight)),
            is_whole: weights.len() == members.len(),
            is_rounded,
            spread,
            members,
        }
    }
}

/// Most decimals that a weight is taken to be rounded to.
const MAX_DECIMALS: u32 = 6;
/// Columns before the weights whose cells may join lines.
const MAX_BEFORE: usize = 6;

/// All lines, then the lines under each heading.
pub(super) fn of_tree(draft: &Draft<'_>, column: &WeightColumn) -> Vec<Group> {
    let lines = &draft.records.lines;
    let mut groups = Vec::new();
    let parents = (0..lines.len()).map(Some);
    for parent in std::iter::once(None).chain(parents) {
        let children = draft.family.of(parent);
        if children.is_empty() {
            continue;
        }
        let members = draft.addends(children, column.col_idx);
        let mut group = Group::new(draft, column, members);
        group.is_whole &= children
            .iter()
            .all(|&child| is_weighed(draft, column, child));
        match parent.and_then(|parent| lines.get(parent)) {
            None => group.words.clone_from(&column.header),
            Some(line) => {
                group.depth = Some(line.depth);
                group.words = words(draft, line.row_idx, column.col_idx);
                group.above = draft
                    .number(line.row_idx, column.col_idx)
                    .map(|(place, stated)| (place, stated.value));
            }
        }
        groups.push(group);
    }
    groups
}

/// Whether a line has a weight, or stands over lines.
fn is_weighed(draft: &Draft<'_>, column: &WeightColumn, line: usize) -> bool {
    let line = draft.records.lines.get(line);
    line.is_some_and(|line| !line.is_leaf || draft.number(line.row_idx, column.col_idx).is_some())
}

/// The first words of a row before a column.
pub(super) fn words(draft: &Draft<'_>, row_idx: usize, col_idx: usize) -> Option<CellRef> {
    let typed = &draft.records.typed;
    let mut cells = (0..col_idx).filter_map(|column| typed.cell_at(row_idx, column));
    let (at, _) = cells.find(|(_, cell)| {
        cell.value().number().is_none() && cell.raw().chars().any(char::is_alphabetic)
    })?;
    Some(at)
}

/// The runs of lines that a cell of an earlier column joins, one list of blocks a column: it stands at
/// the first line of a run only, or again at each of its lines.
pub(super) fn of_runs(draft: &Draft<'_>, column: &WeightColumn) -> Vec<Vec<Group>> {
    (0..column.col_idx.min(MAX_BEFORE))
        .filter_map(|before| runs(draft, column, before))
        .collect()
}

/// Words, what joins its lines, their weights.
type Block<'a> = (Option<CellRef>, Option<Cow<'a, str>>, Vec<CellRef>);

fn runs(draft: &Draft<'_>, column: &WeightColumn, before: usize) -> Option<Vec<Group>> {
    let records = draft.records;
    let key = |row_idx: usize| records.typed.text(row_idx, before);
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in &records.lines {
        let (weight, _) = draft.number(line.row_idx, column.col_idx)?;
        let own = key(line.row_idx);
        match blocks.last_mut() {
            Some((_, joined, members)) if own.is_none() || own == *joined => members.push(weight),
            None if own.is_none() => return None,
            _ => blocks.push((
                words(draft, line.row_idx, column.col_idx),
                own,
                vec![weight],
            )),
        }
    }
    if blocks.len() < 2 || blocks.len() == records.lines.len() {
        return None;
    }
    let groups = blocks.into_iter().map(|(words, _, members)| Group {
        words,
        ..Group::new(draft, column, members)
    });
    Some(groups.collect())
}
