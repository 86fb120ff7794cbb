//! The lines of all agencies' spending as one forest: a year, its agencies, the lines of each. Comes
//! in: the tables that count. Goes out: rows in the order of a sheet, each with what its document
//! states and what its children add up to. Never drops a stated figure for a computed one.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::amounts::{PAGU, REALISASI, amount, number_of};
use super::spending::{Lack, Spending};
use crate::model::record::{Line, RecordSet};
use crate::stages::write_reports::catalogue::Owner;
use crate::stages::write_reports::spreadsheet::fit::exact_double;
use crate::stages::write_reports::spreadsheet::sheet::MAX_ROWS;

/// Ceiling and spending, in this order.
pub(in crate::stages::write_reports) const FIELDS: [&str; 2] = [PAGU, REALISASI];

/// What a row of the forest is.
#[derive(Debug)]
pub(in crate::stages::write_reports) enum Kind<'a> {
    /// All agencies of a year.
    Region,
    /// An agency; `None` for what is nobody's.
    Agency(Option<&'a str>),
    /// A line of a table.
    Line(&'a RecordSet, &'a Line),
}

/// A row of the forest.
#[derive(Debug)]
pub(in crate::stages::write_reports) struct Node<'a> {
    pub(in crate::stages::write_reports) kind: Kind<'a>,
    pub(in crate::stages::write_reports) year: Option<i32>,
    pub(in crate::stages::write_reports) depth: usize,
    pub(in crate::stages::write_reports) parent: Option<usize>,
    /// Rows directly below it, in order.
    pub(in crate::stages::write_reports) children: Vec<usize>,
    pub(in crate::stages::write_reports) sums: [Sum; 2],
}

/// A figure as it is stated and as it adds up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::stages::write_reports) struct Sum {
    /// As the document states it.
    pub(in crate::stages::write_reports) stated: Option<Decimal>,
    /// The sum of the children's; of a row without any, what is stated.
    pub(in crate::stages::write_reports) computed: Option<Decimal>,
    /// Whether it is the children's.
    pub(in crate::stages::write_reports) is_of_children: bool,
    /// Whether a workbook's numbers hold all of it exactly.
    pub(in crate::stages::write_reports) is_live: bool,
}

/// All rows, parents before their children.
#[derive(Debug, Default)]
pub(in crate::stages::write_reports) struct Forest<'a> {
    pub(in crate::stages::write_reports) nodes: Vec<Node<'a>>,
    /// The row of each agency in a year.
    pub(in crate::stages::write_reports) agencies: BTreeMap<Owner<'a>, usize>,
    /// The row of each year.
    pub(in crate::stages::write_reports) years: BTreeMap<Option<i32>, usize>,
    /// Agencies whose lines are not shown, and why.
    pub(in crate::stages::write_reports) lacking: BTreeMap<Owner<'a>, Lack>,
    /// Agencies whose lines no longer fitted on the sheet.
    pub(in crate::stages::write_reports) left_out: Vec<&'a str>,
}

impl<'a> Forest<'a> {
    pub(in crate::stages::write_reports) fn new(
        spending: BTreeMap<Owner<'a>, Spending<'a>>,
    ) -> Self {
        let mut forest = Self::default();
        let mut years: BTreeMap<Option<i32>, Vec<(Owner<'a>, Spending<'a>)>> = BTreeMap::new();
        for (owner, spending) in spending {
            // What is no agency's and states no lines is a document of the region.
            if let (None, Some(_)) = (owner.agency, spending.lack) {
                continue;
            }
            let agencies = years.entry(owner.year).or_default();
            agencies.push((owner, spending));
        }
        for (year, agencies) in years {
            let root = forest.add(Kind::Region, year, 0, None, [None; 2]);
            forest.years.insert(year, root);
            for (owner, spending) in agencies {
                forest.add_agency(root, owner, &spending);
            }
        }
        forest.add_up();
        forest
    }

    fn add(
        &mut self,
        kind: Kind<'a>,
        year: Option<i32>,
        depth: usize,
        parent: Option<usize>,
        stated: [Option<Decimal>; 2],
    ) -> usize {
        let idx = self.nodes.len();
        let sums = stated.map(|stated| Sum {
            stated,
            ..Sum::default()
        });
        self.nodes.push(Node {
            kind,
            year,
            depth,
            parent,
            children: Vec::new(),
            sums,
        });
        if let Some(above) = parent.and_then(|parent| self.nodes.get_mut(parent)) {
            above.children.push(idx);
        }
        idx
    }

    fn add_agency(&mut self, root: usize, owner: Owner<'a>, spending: &Spending<'a>) {
        let agency = self.add(
            Kind::Agency(owner.agency),
            owner.year,
            1,
            Some(root),
            spending.stated,
        );
        let n_lines: usize = spending.sets.iter().map(|set| set.lines.len()).sum();
        if let Some(lack) = spending.lack {
            self.lacking.insert(owner.clone(), lack);
        } else if self.nodes.len() + n_lines >= MAX_ROWS {
            self.left_out.extend(owner.agency);
        } else {
            for set in &spending.sets {
                self.add_lines(agency, owner.year, set);
            }
        }
        self.agencies.insert(owner, agency);
    }

    /// Adds the lines of a table in their order below an agency.
    fn add_lines(&mut self, agency: usize, year: Option<i32>, set: &'a RecordSet) {
        let family = set.family();
        let roots = spending_roots(set, family.of(None));
        // The next line to add on top, so that a line's children follow it at once.
        let mut open: Vec<(usize, usize, usize)> =
            roots.iter().rev().map(|&line| (line, agency, 2)).collect();
        while let Some((idx, parent, depth)) = open.pop() {
            let Some(line) = set.lines.get(idx) else {
                continue;
            };
            let stated = FIELDS.map(|field| number_of(amount(set, line, field)));
            let node = self.add(Kind::Line(set, line), year, depth, Some(parent), stated);
            let children = family.of(Some(idx)).iter().rev();
            open.extend(children.map(|&child| (child, node, depth + 1)));
        }
    }

    /// Adds up from the leaves; children stand behind their parents.
    fn add_up(&mut self) {
        for idx in (0..self.nodes.len()).rev() {
            for field in 0..FIELDS.len() {
                let sum = self.sum(idx, field);
                if let Some(slot) = self
                    .nodes
                    .get_mut(idx)
                    .and_then(|node| node.sums.get_mut(field))
                {
                    *slot = sum;
                }
            }
        }
    }

    fn sum(&self, idx: usize, field: usize) -> Sum {
        let Some(node) = self.nodes.get(idx) else {
            return Sum::default();
        };
        let own = node.sums.get(field).copied().unwrap_or_default();
        let below = node.children.iter().filter_map(|&child| {
            let sum = self.nodes.get(child)?.sums.get(field)?;
            sum.computed.map(|computed| (computed, sum.is_live))
        });
        let below: Vec<(Decimal, bool)> = below.collect();
        let is_exact = |number: Decimal| exact_double(number).is_some();
        if below.is_empty() {
            return Sum {
                computed: own.stated,
                is_of_children: false,
                is_live: own.stated.is_none_or(is_exact),
                ..own
            };
        }
        let mut amounts = below.iter().map(|(amount, _)| *amount);
        let computed = amounts.try_fold(Decimal::ZERO, Decimal::checked_add);
        Sum {
            computed,
            is_of_children: true,
            is_live: below.iter().all(|(_, is_live)| *is_live) && computed.is_some_and(is_exact),
            ..own
        }
    }
}

/// The roots that are spending: where a table states revenue and financing too, its own account only.
fn spending_roots(set: &RecordSet, roots: &[usize]) -> Vec<usize> {
    const SPENDING: u32 = 5;
    let first = |idx: usize| {
        set.lines
            .get(idx)
            .and_then(|line| line.key.first().copied())
    };
    let are_accounts = set.kind.as_deref() != Some("realisasi-sub-kegiatan");
    let of_account = || {
        roots
            .iter()
            .copied()
            .filter(|&idx| first(idx) == Some(SPENDING))
    };
    if are_accounts && of_account().next().is_some() {
        of_account().collect()
    } else {
        roots.to_vec()
    }
}
