//! The sheet "Pagu-Realisasi": per code, the pagu in force (of the latest budget, else of the plan)
//! against pagu and realisasi of the report that counts, differences and percentages as live formulas.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, Worksheet};

use super::Context;
use super::amounts::{
    PAGU, PLAN_KIND, REALISASI, amount, difference_cell, has_money, number_of, share_cell,
};
use super::standing::owner;
use crate::model::budget_stage::BudgetStage;
use crate::model::record::{Line, RecordSet};
use crate::model::report::AuditReport;
use crate::stages::write_reports::catalogue::Owner;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{number, text, wrapped, year};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Column, Sheet, table_sheets};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Weight};

/// A node of the spending tree: its comparable code, and which row of that code it is.
type Node = (Vec<u32>, usize);

/// A table of ceilings: its document, its kind and its nodes.
type Ceiling<'a> = (&'a Arc<str>, Option<&'a str>, Nodes<'a>);

/// The lines of one record set that have a node.
type Nodes<'a> = BTreeMap<Node, (&'a RecordSet, &'a Line)>;

/// A row of the sheet: a node in the plan, in a realisation document, or in both.
struct Pair<'a> {
    plan: Option<(&'a RecordSet, &'a Line)>,
    realisation: Option<(&'a RecordSet, &'a Line)>,
}

/// Writes the sheet.
pub(super) fn write(
    context: &Context<'_>,
    workbook: &mut Workbook,
) -> Result<Vec<Worksheet>, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let columns = [
        Column::new(pick("OPD", "Agency"), 18),
        Column::new(pick("Tahun", "Year"), 7),
        Column::new(pick("Jenis realisasi", "Realisation kind"), 18),
        Column::new(pick("Kode", "Code"), 18),
        Column::new(pick("Tingkat", "Level"), 14),
        Column::new(pick("Uraian", "Name"), 50),
        Column::new(pick("Pagu berlaku (Rp)", "Pagu in force (Rp)"), 18),
        Column::new(pick("Pagu realisasi (Rp)", "Pagu, realisation (Rp)"), 18),
        Column::new(pick("Selisih pagu (Rp)", "Pagu difference (Rp)"), 18),
        Column::new(pick("Selisih pagu (%)", "Pagu difference (%)"), 11),
        Column::new("Realisasi (Rp)", 18),
        Column::new("Sisa (Rp)", 18),
        Column::new(pick("Capaian (%)", "Spent (%)"), 11),
        Column::new(pick("Sumber pagu berlaku", "Source, pagu in force"), 34),
        Column::new(pick("Sumber realisasi", "Realisation source"), 34),
    ];
    let pairs = pairs(context);
    table_sheets(
        "Pagu-Realisasi",
        &columns,
        &pairs,
        |name| Sheet::for_list(workbook, name, pairs.len()),
        cells,
    )
}

/// Every node, by year, agency and realisation document; last the planned nodes that no realisation
/// document names.
fn pairs<'a>(context: &Context<'a>) -> Vec<Pair<'a>> {
    type Group<'a> = (Vec<Ceiling<'a>>, Vec<Nodes<'a>>);
    let report = context.catalogue.report;
    let mut groups: BTreeMap<Owner<'a>, Group<'a>> = BTreeMap::new();
    for set in context.standing.sets() {
        let group = groups.entry(owner(report, set)).or_default();
        let nodes = nodes(set);
        if nodes.is_empty() {
            continue;
        }
        if has_money(set, REALISASI) {
            group.1.push(nodes);
        } else {
            group.0.push((&set.on.file, set.kind.as_deref(), nodes));
        }
    }
    let mut pairs = Vec::new();
    for (owner, (ceilings, realisations)) in groups {
        let plans = in_force(report, &owner, ceilings, &realisations);
        let planned = |node: &Node| plans.iter().find_map(|plan| plan.get(node).copied());
        for (node, line) in realisations.iter().flatten() {
            pairs.push(Pair {
                plan: planned(node),
                realisation: Some(*line),
            });
        }
        let mut unmatched = Nodes::new();
        for (node, line) in plans.iter().flatten() {
            if !realisations.iter().any(|nodes| nodes.contains_key(node)) {
                unmatched.entry(node.clone()).or_insert(*line);
            }
        }
        let unmatched = unmatched.into_values();
        pairs.extend(unmatched.map(|line| Pair {
            plan: Some(line),
            realisation: None,
        }));
    }
    pairs
}

/// The tables that the spending is set against: those of the latest step of the year that speak of the
/// same nodes; where the chain knows none, the plan's.
fn in_force<'a>(
    report: &AuditReport,
    owner: &Owner<'_>,
    ceilings: Vec<Ceiling<'a>>,
    realisations: &[Nodes<'a>],
) -> Vec<Nodes<'a>> {
    let chain = report.chain.agencies.iter().find(|chain| {
        owner.agency == Some(&*chain.agency) && owner.year == chain.year.or(report.year)
    });
    let is_met = |nodes: &Nodes<'a>| {
        let mut keys = nodes.keys();
        keys.any(|node| realisations.iter().any(|nodes| nodes.contains_key(node)))
    };
    let steps = chain.iter().flat_map(|chain| chain.steps.iter().rev());
    let mut steps = steps.filter(|figure| figure.step.stage != BudgetStage::Realisasi);
    let latest = steps.find(|figure| {
        let mut ceilings = ceilings.iter();
        ceilings.any(|(document, _, nodes)| figure.documents.contains(document) && is_met(nodes))
    });
    ceilings
        .into_iter()
        .filter(|(document, kind, _)| match latest {
            Some(figure) => figure.documents.contains(document),
            None => *kind == Some(PLAN_KIND),
        })
        .map(|(_, _, nodes)| nodes)
        .collect()
}

fn nodes(set: &RecordSet) -> Nodes<'_> {
    let mut seen: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let mut nodes = Nodes::new();
    for line in &set.lines {
        let is_account = line.level.as_deref().is_some_and(is_account_level);
        if !line.key.is_empty() && !is_account {
            let key = line.key.clone();
            let nth = seen.entry(key.clone()).or_default();
            nodes.insert((key, *nth), (set, line));
            *nth += 1;
        }
    }
    nodes
}

/// Levels of accounts: their codes name what money is spent on, not which program spends it, and
/// could look like a program's once the first part is left out.
fn is_account_level(level: &str) -> bool {
    ["akun", "kelompok", "jenis", "objek", "rekening"]
        .iter()
        .any(|word| level.contains(word))
}

fn cells(pair: &Pair<'_>, row: u32) -> Vec<Cell> {
    let find = |side: Option<(&RecordSet, &Line)>, field: &str| -> (Option<Decimal>, String) {
        let Some((set, line)) = side else {
            return (None, String::new());
        };
        let value = amount(set, line, field);
        let source = value
            .map(|value| set.placed(value.at).to_string())
            .unwrap_or_default();
        (number_of(value), source)
    };
    let (planned, plan_source) = find(pair.plan, PAGU);
    let (pagu, pagu_source) = find(pair.realisation, PAGU);
    let (realisasi, realisasi_source) = find(pair.realisation, REALISASI);
    let source = if pagu_source.is_empty() {
        realisasi_source
    } else {
        pagu_source
    };
    let at = |column: char| format!("{column}{row}");
    let (g, h, i, k) = (at('G'), at('H'), at('I'), at('K'));
    let gap = pagu
        .zip(planned)
        .and_then(|(pagu, planned)| pagu.checked_sub(planned));
    let (gap_content, gap_style) = difference_cell((pagu, &h), (planned, &g));
    let gap_fill = if gap.is_some_and(|gap| !gap.is_zero()) {
        Fill::Red
    } else {
        Fill::None
    };
    let kind = pair
        .realisation
        .and_then(|(set, _)| set.kind.as_deref())
        .unwrap_or_default();
    let mut cells = Vec::new();
    if let Some((set, line)) = pair.realisation.or(pair.plan) {
        let (name, name_style) = wrapped(line.name.as_str());
        let weight = if line.is_leaf {
            Weight::Regular
        } else {
            Weight::Bold
        };
        let indent = u8::try_from(line.depth).unwrap_or(u8::MAX);
        cells.extend([
            wrapped(set.agency.as_deref().unwrap_or_default()),
            year(set.year),
            text(kind),
            text(
                line.code
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ),
            text(line.level.as_deref().unwrap_or_default()),
            (name, name_style.indent(indent).weight(weight)),
        ]);
    }
    cells.extend([
        number(planned, Shape::Amount),
        number(pagu, Shape::Amount),
        (gap_content, gap_style.fill(gap_fill)),
        share_cell((gap, &i), (planned, &g)),
        number(realisasi, Shape::Amount),
        difference_cell((pagu, &h), (realisasi, &k)),
        share_cell((realisasi, &k), (pagu, &h)),
        wrapped(plan_source),
        wrapped(source),
    ]);
    cells
}
