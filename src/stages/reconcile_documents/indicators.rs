//! The same indicator, year and quantity in several tables: the figures that most tables state
//! against the ones that differ. Names are compared with room for misspelling.

use std::collections::BTreeMap;

use super::comparison::{Comparison, Figure, Group, number, of_kind};
use crate::model::amount::Unit;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::Stated;
use crate::model::text::{likeness, normalize};

/// How alike two names of one indicator are.
const MIN_LIKENESS: f64 = 0.9;
/// Shortest name that is compared; shorter ones are alike by chance.
const MIN_LEN: usize = 8;

/// Figures of one indicator.
type Cluster = Vec<Entry>;

/// One table's figure for an indicator.
struct Entry {
    name: String,
    year: Option<i32>,
    /// Whether it counts something named, which cannot be compared with a percentage.
    named: Option<String>,
    cell: (Place, Stated),
}

pub(super) fn compare(comparison: &mut Comparison<'_>, group: &Group<'_>) {
    let kinds = comparison.rule.kinds.clone();
    let sets: Vec<&RecordSet> = kinds.iter().flat_map(|kind| of_kind(group, kind)).collect();
    let source = |set: &RecordSet| (set.on.file.clone(), set.on.sheet.clone());
    let first = sets.first().map(|set| source(set));
    if sets.iter().all(|set| Some(source(set)) == first) {
        // Within one table nothing is compared.
        return;
    }
    let mut clusters: BTreeMap<(Option<i32>, Option<String>), Vec<Cluster>> = BTreeMap::new();
    let mut by_name: BTreeMap<(Option<i32>, Option<String>, String), usize> = BTreeMap::new();
    let mut n_compared = 0;
    for entry in sets
        .into_iter()
        .flat_map(|set| entries(set, &comparison.rule.quantity))
    {
        let named = (entry.year, entry.named.clone(), entry.name.clone());
        let clusters = clusters
            .entry((entry.year, entry.named.clone()))
            .or_default();
        let known = by_name.get(&named).copied().or_else(|| {
            // A name not met before may be a misspelling of one in another table.
            clusters.iter().position(|cluster| {
                n_compared += 1;
                n_compared <= MAX_COMPARED
                    && cluster
                        .first()
                        .is_some_and(|first| is_misspelt(first, &entry))
            })
        });
        let idx = known.unwrap_or(clusters.len());
        by_name.insert(named, idx);
        match clusters.get_mut(idx) {
            Some(cluster) => cluster.push(entry),
            None => clusters.push(vec![entry]),
        }
    }
    for cluster in clusters.values().flatten() {
        agree(comparison, cluster);
    }
}

/// Most pairs of names that are compared for misspelling.
const MAX_COMPARED: usize = 50_000;

/// Whether two names of different tables are one name with a slip in it.
fn is_misspelt(a: &Entry, b: &Entry) -> bool {
    let elsewhere =
        (&a.cell.0.on.file, &a.cell.0.on.sheet) != (&b.cell.0.on.file, &b.cell.0.on.sheet);
    let (short, long) = (
        a.name.len().min(b.name.len()),
        a.name.len().max(b.name.len()),
    );
    elsewhere && short * 10 >= long * 9 && likeness(&a.name, &b.name) >= MIN_LIKENESS
}

fn entries(set: &RecordSet, quantity: &str) -> Vec<Entry> {
    let Some(&indicator) = set.columns_of("indikator").first() else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for column in set.columns_of(quantity) {
        let own_year = set
            .fields
            .get(column)
            .and_then(Option::as_ref)
            .and_then(|field| field.year);
        // What was reached is comparable only where the header itself names the year.
        let year = if quantity == "realisasi" {
            own_year
        } else {
            own_year.or(set.year)
        };
        if quantity == "realisasi" && year.is_none() {
            continue;
        }
        for line in &set.lines {
            let (Some(name), Some(cell)) = (
                set.typed.text(line.row_idx, indicator),
                number(set, line.row_idx, column),
            ) else {
                continue;
            };
            let name = normalize(&name);
            if name.len() < MIN_LEN {
                continue;
            }
            let named = match &cell.1.unit {
                Unit::Named(word) if !is_scale_word(word) => Some(word.to_string()),
                Unit::Named(_) | Unit::Rupiah | Unit::Percent | Unit::Unknown => None,
            };
            entries.push(Entry {
                name,
                year,
                named,
                cell,
            });
        }
    }
    entries
}

/// Words in a unit column that name no unit: an index, a score.
fn is_scale_word(word: &str) -> bool {
    ["angka", "nilai", "indeks", "skor", "poin"].contains(&word)
}

/// Relates every figure to the first of those that most tables state.
fn agree(comparison: &mut Comparison<'_>, cluster: &[Entry]) {
    let count = |value: rust_decimal::Decimal| {
        cluster
            .iter()
            .filter(|entry| entry.cell.1.value == value)
            .count()
    };
    let most = cluster
        .iter()
        .map(|entry| count(entry.cell.1.value))
        .max()
        .unwrap_or(0);
    let Some(usual) = cluster
        .iter()
        .find(|entry| count(entry.cell.1.value) == most)
    else {
        return;
    };
    for entry in cluster {
        // Within one table an indicator may stand for several agencies or quarters.
        if (&entry.cell.0.on.file, &entry.cell.0.on.sheet)
            == (&usual.cell.0.on.file, &usual.cell.0.on.sheet)
        {
            continue;
        }
        comparison.agree(
            &Figure {
                cells: vec![entry.cell.clone()],
            },
            &Figure {
                cells: vec![usual.cell.clone()],
            },
        );
    }
}
