//! Comes in: the records of one table. Goes out: every relation inside it, judged, with the numbers
//! they speak of. Builders of relations stand one a file in `BUILDERS`. Never folds failures: that
//! is `trace_causes`.

mod across;
mod balances;
mod by_sex;
mod carried;
mod change;
mod column_meaning;
mod column_total;
mod constant_wholes;
mod count_products;
mod counted_total;
mod differences;
mod exact_operands;
mod extremes;
mod grouped_rows;
mod head_rates;
mod header_formula;
mod inferred;
mod judged;
mod mentioned;
mod most;
mod named_formula;
mod near_total;
mod net_pay;
mod numbered_parts;
mod operand_columns;
mod periods;
mod products;
mod quotients;
mod rate_rows;
mod row_means;
mod running;
mod running_row;
mod sheet_formula;
mod spent_share;
mod stated_counts;
mod statements;
mod stock;
mod subtotals;
mod total;
mod total_parts;
mod tree;
mod weighted;
mod weights;
mod witness;
mod written_products;
mod yields;

use std::collections::BTreeMap;

pub use sheet_formula::{compute_missing, prove_formulas};

use rust_decimal::Decimal;

use self::judged::{Claim, prove};
use crate::config::Profile;
use crate::config::profile::{GENERIC, RelationRule, TreeSource};
use crate::model::Outcome;
use crate::model::finding::{Finding, Severity};
use crate::model::of_which;
use crate::model::place::{CellRef, Place};
use crate::model::record::{Family, FieldRef, RecordSet};
use crate::model::relation::{Operation, Origin, Proof, Stated, Verdict, compute, judge};
use crate::model::table::{Column, Table};
use crate::model::text::normalize;

/// What a builder sees and where it puts its claims.
struct Draft<'a> {
    records: &'a RecordSet,
    /// The lines of the records by the line they stand under.
    family: Family,
    /// Claims of the kind's profile.
    rules: &'a [RelationRule],
    /// Whether the kind is known; claims of an unknown kind need support by numbers.
    known: bool,
    claims: Vec<Claim>,
    /// Numbers that stand in the words of a cell.
    said: BTreeMap<CellRef, Stated>,
    /// The lines' names in one spelling.
    names: Vec<String>,
    /// The columns' headers, text by text from the top, in the same.
    heads: Vec<Vec<String>>,
    /// Whether each line only names some of what stands above it.
    is_mention: Vec<bool>,
    findings: Vec<Finding>,
}

/// The builders, in the order in which they claim: what headers state comes before what names mean,
/// and totals after them, since a percentage with a formula of its own is not added up. Last comes
/// what only the numbers say.
const BUILDERS: &[fn(&mut Draft<'_>)] = &[
    header_formula::build,
    named_formula::build,
    column_meaning::build,
    change::build,
    periods::build,
    numbered_parts::build,
    by_sex::build,
    running::build,
    running_row::build,
    stock::build,
    net_pay::build,
    spent_share::build,
    row_means::build,
    products::build,
    written_products::build,
    count_products::build,
    weighted::build,
    yields::build,
    head_rates::build,
    quotients::build,
    column_total::build,
    counted_total::build,
    constant_wholes::build,
    differences::build,
    tree::build,
    total::build,
    extremes::build,
    rate_rows::build,
    balances::build,
    statements::build,
    stated_counts::build,
    weights::build,
    most::build,
    inferred::build,
];

/// Builds and judges the relations of a table.
pub fn prove_arithmetic(records: &RecordSet, profiles: &[Profile]) -> Outcome<Proof> {
    let kind = records.kind.as_deref().unwrap_or(GENERIC);
    let profile = profiles.iter().find(|profile| profile.kind == kind);
    let rules = profile.map(|profile| profile.relations.as_slice());
    // Of some kinds only the columns are known: what adds up there, the figures tell.
    let asks_figures = profile.is_some_and(|profile| profile.tree.from == TreeSource::Figures);
    let lines = records.lines.iter();
    let names: Vec<String> = lines.map(|line| normalize(&line.name)).collect();
    let mut draft = Draft {
        records,
        family: records.family(),
        rules: rules.unwrap_or_default(),
        known: records.kind.is_some() && !asks_figures,
        claims: Vec::new(),
        said: BTreeMap::new(),
        is_mention: names.iter().map(|words| of_which::begins(words)).collect(),
        names,
        heads: heads(&records.typed.table),
        findings: Vec::new(),
    };
    for build in BUILDERS {
        build(&mut draft);
    }
    let Draft {
        claims,
        said,
        mut findings,
        family,
        names,
        ..
    } = draft;
    // Judging takes most memory, and asks for neither.
    drop((family, names));
    Outcome {
        value: prove(records, claims, &said, &mut findings),
        findings,
    }
}

impl Draft<'_> {
    /// The number in a row and column, with its place.
    fn number(&self, row_idx: usize, col_idx: usize) -> Option<(CellRef, Stated)> {
        self.records.typed.number_at(row_idx, col_idx)
    }

    /// A cell of the table as others know it.
    fn placed(&self, cell: CellRef) -> Place {
        self.records.placed(cell)
    }

    /// The place of an operand: of a number, or of a cell that should hold one but holds none that
    /// can be read, so that no claim over it is judged.
    fn operand(&self, row_idx: usize, col_idx: usize) -> Option<CellRef> {
        let typed = &self.records.typed;
        let (at, cell) = typed.cell_at(row_idx, col_idx)?;
        // Most tables have none that cannot be read.
        let is_open = || !typed.unreadable.is_empty() && typed.unreadable.contains_key(&at);
        (cell.value().number().is_some() || is_open()).then_some(at)
    }

    /// Whether one of these cells should hold a number but holds none that can be read.
    fn has_unreadable(&self, cells: &[CellRef]) -> bool {
        let unreadable = &self.records.typed.unreadable;
        !unreadable.is_empty() && cells.iter().any(|cell| unreadable.contains_key(cell))
    }

    /// The lowest text of a column's header, in one spelling.
    fn lowest_head(&self, col_idx: usize) -> &str {
        let lowest = self.heads.get(col_idx).and_then(|head| head.last());
        lowest.map_or("", String::as_str)
    }

    /// Whether the kind has no name of its own for a column: none at all, or one that other columns have too.
    fn is_unmapped(&self, col_idx: usize) -> bool {
        let fields = &self.records.fields;
        match fields.get(col_idx) {
            Some(Some(field)) => {
                let same = |other: &&FieldRef| {
                    (&other.name, other.year, other.period)
                        == (&field.name, field.year, field.period)
                };
                fields.iter().flatten().filter(same).count() > 1
            }
            Some(None) => true,
            None => false,
        }
    }

    /// Whether totals of a column are sums of its rows: means are not added up, though they be money.
    fn is_additive(&self, col_idx: usize) -> bool {
        self.records.is_additive(col_idx) && !row_means::heads_mean(self.lowest_head(col_idx))
    }

    fn n_columns(&self) -> usize {
        self.records.typed.table.columns.len()
    }

    fn claim(
        &mut self,
        rule: &'static str,
        target: CellRef,
        operation: Operation,
        operands: Vec<CellRef>,
        origin: Origin,
    ) {
        self.claims.push(Claim {
            rule,
            target,
            operation,
            operands,
            origin,
            support: None,
        });
    }

    /// Rows that could not be placed, or cells that could not be read, may be addends, so sums down the columns are not claimed.
    fn is_complete(&self) -> bool {
        let table = &self.records.typed.table;
        table.unplaced_rows.is_empty() && !table.is_incomplete
    }

    /// The numbers of lines in a column, and cells that should hold one; a heading with neither
    /// stands for its children.
    fn addends(&self, lines: &[usize], col_idx: usize) -> Vec<CellRef> {
        let mut places = Vec::with_capacity(lines.len());
        let mut open: Vec<usize> = lines.iter().rev().copied().collect();
        while let Some(idx) = open.pop() {
            let Some(line) = self
                .records
                .lines
                .get(idx)
                .filter(|_| self.is_mention.get(idx) == Some(&false))
            else {
                continue;
            };
            match self.operand(line.row_idx, col_idx) {
                Some(place) => places.push(place),
                None if !line.is_leaf => {
                    open.extend(self.family.of(Some(idx)).iter().rev());
                }
                None => {}
            }
        }
        places
    }
}

/// The columns' headers in one spelling.
fn heads(table: &Table) -> Vec<Vec<String>> {
    let plain = |column: &Column| column.path.iter().map(|text| normalize(text)).collect();
    table.columns.iter().map(plain).collect()
}

/// Whether the numbers bear a claim out.
fn holds(operation: Operation, target: &Stated, operands: &[Stated]) -> bool {
    matches!(judge(operation, target, operands), Verdict::Holds(_))
}

/// Most levels of subtotals that a list may hold.
const MAX_LEVELS: i64 = 6;

/// How many times a figure its addends make, where that is exactly two to [`MAX_LEVELS`]: then they
/// hold subtotals with their details.
fn levels(total: &Stated, addends: &[Stated]) -> Option<Decimal> {
    let made = compute(Operation::Sum, addends)?;
    if made == total.value {
        return None;
    }
    let times = made.checked_div(total.value)?;
    (2..=MAX_LEVELS)
        .map(Decimal::from)
        .find(|levels| times == *levels)
}

/// Tells once a table that its levels cannot be told apart.
fn tell_levels(draft: &mut Draft<'_>, target: CellRef, label: &str, times: Decimal) {
    if draft.findings.iter().all(|finding| finding.code != "R035") {
        let target = draft.placed(target);
        draft.findings.push(
            Finding::at("R035", Severity::Warning, &target)
                .fact("label", label)
                .fact("count", times.normalize().to_string()),
        );
    }
}

/// The rule that a claim of this operation breaks.
fn rule_of(operation: Operation) -> &'static str {
    match operation {
        Operation::Sum | Operation::Count => "A103",
        Operation::Difference | Operation::Net(_) => "A201",
        Operation::Product | Operation::TaxedProduct => "A202",
        Operation::Equal => "A203",
        Operation::Share => "A301",
        Operation::Change => "A302",
        Operation::Mean => "A104",
        Operation::AtMost => "A401",
        Operation::Formula(_) => "A204",
    }
}
