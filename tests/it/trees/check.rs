//! Reads what was written and compares it with the tree.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use selaras::model::document::{FileFormat, SourceFile};
use selaras::model::finding::{Finding, Severity};
use selaras::model::place::CellRef;
use selaras::model::relation::Proofs;
use selaras::run::document::{Knowledge, map_sheet};
use selaras::run::prepare::builtin_profiles;
use selaras::stages::prove_arithmetic::prove_arithmetic;
use selaras::stages::trace_causes::trace_causes;

use super::grow::{Seed, Tree};
use super::write::Sheet;
use super::{write_codes, write_outline};

/// How a document was read.
struct Reading {
    /// Why the tree differs, if it does.
    difference: Option<String>,
    findings: Vec<Finding>,
}

fn read(tree: &Tree, sheet: &Sheet, profiles: &[selaras::config::Profile]) -> Reading {
    let file = SourceFile {
        path: "dinas/lembar.xlsx".into(),
        sha256: "".into(),
        size: 1,
        format: FileFormat::Xlsx,
        agency: None,
        year: None,
    };
    let mapped = map_sheet(
        &sheet.grid,
        &file,
        Knowledge {
            profiles,
            region: None,
        },
    );
    let mut findings = mapped.findings;
    let mut parents: BTreeMap<u32, (Option<u32>, bool)> = BTreeMap::new();
    let n_tables = mapped.value.len();
    let mut sets = Vec::new();
    for set in mapped.value {
        let row_of = |idx: usize| set.typed.table.rows[set.lines[idx].row_idx].sheet_rows[0];
        for (idx, line) in set.lines.iter().enumerate() {
            parents.insert(row_of(idx), (line.parent.map(row_of), line.stands_apart));
        }
        let proved = prove_arithmetic(&set, profiles);
        findings.extend(proved.findings);
        let sets_arc = Arc::new(set);
        findings.extend(trace_causes(
            std::slice::from_ref(&sets_arc),
            &Proofs::of_one(proved.value),
        ));
        sets.push(sets_arc);
    }
    let difference = difference(tree, sheet, &parents).map(|why| {
        format!(
            "{n_tables} table(s), {}: {why}",
            sets.iter()
                .map(|set| set.kind.clone().unwrap_or_default())
                .collect::<Vec<_>>()
                .join(",")
        )
    });
    Reading {
        difference,
        findings,
    }
}

/// The first row that stands elsewhere than it was meant to.
fn difference(
    tree: &Tree,
    sheet: &Sheet,
    parents: &BTreeMap<u32, (Option<u32>, bool)>,
) -> Option<String> {
    let written = |mut at: Option<usize>| {
        // Below a heading that was left out its rows stand under the one above it.
        while let Some(idx) = at {
            if sheet.rows[idx].is_some() {
                break;
            }
            at = tree.nodes[idx].parent;
        }
        at.and_then(|idx| sheet.rows[idx])
    };
    let nodes = tree
        .nodes
        .iter()
        .enumerate()
        .filter_map(|(idx, node)| Some((sheet.rows[idx]?, written(node.parent))));
    let details = sheet
        .details
        .iter()
        .map(|&(row, under)| (row, sheet.rows[under]));
    for (row, meant) in nodes.chain(details) {
        let shown =
            |parent: Option<u32>| parent.map_or("-".to_owned(), |row| (row + 1).to_string());
        match parents.get(&row) {
            None => return Some(format!("row {} is no line", row + 1)),
            Some((_, true)) => {
                return Some(format!(
                    "row {} stands apart, not under {}",
                    row + 1,
                    shown(meant)
                ));
            }
            Some((found, false)) if *found != meant => {
                return Some(format!(
                    "row {} stands under {}, not {}",
                    row + 1,
                    shown(*found),
                    shown(meant)
                ));
            }
            Some(_) => {}
        }
    }
    let apart = sheet
        .apart
        .iter()
        .find(|row| parents.get(row).is_some_and(|(_, apart)| !apart));
    apart.map(|row| format!("row {} is counted", row + 1))
}

/// What came of a style.
#[derive(Debug, Default)]
struct Count {
    n: usize,
    right: usize,
    /// Documents with a wrong tree that no finding tells.
    silent: usize,
    /// Right documents with an error.
    accused: usize,
    /// Documents with one wrong subtotal: the tree right; the error found.
    changed: usize,
    changed_right: usize,
    found: usize,
    example: Option<String>,
}

fn n_documents() -> u64 {
    std::env::var("TREES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
}

fn try_style<S: Debug>(
    name: &S,
    counts: &mut BTreeMap<String, Count>,
    profiles: &[selaras::config::Profile],
    tree: &Tree,
    sheet: &Sheet,
    seed: &mut Seed,
) {
    let count = counts.entry(format!("{name:?}")).or_default();
    let reading = read(tree, sheet, profiles);
    count.n += 1;
    let errors: Vec<String> = reading
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(crate::support::at)
        .collect();
    let warns = reading
        .findings
        .iter()
        .any(|finding| finding.severity >= Severity::Warning);
    if let Some(why) = &reading.difference {
        count.silent += usize::from(!warns);
        count
            .example
            .get_or_insert_with(|| format!("{why}\n{}", shown(sheet)));
    } else {
        count.right += 1;
    }
    if !errors.is_empty() && reading.difference.is_none() {
        count.accused += 1;
        count
            .example
            .get_or_insert_with(|| format!("{errors:?}\n{}", shown(sheet)));
    }
    // One subtotal changed.
    let headings: Vec<usize> = tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(idx, node)| !node.is_leaf && sheet.rows[*idx].is_some())
        .map(|(idx, _)| idx)
        .collect();
    if headings.is_empty() {
        return;
    }
    let idx = *seed.pick(&headings);
    let col = *seed.pick(&sheet.amount_cols);
    let Some(row) = sheet.rows[idx] else { return };
    let mut wrong = sheet.clone();
    if let Some(cell) = wrong.grid.cells.get_mut(&CellRef::new(row, col))
        && let selaras::model::grid::Content::Number(number) = &mut cell.content
    {
        *number += rust_decimal::Decimal::from(seed.range(1, 9) * 10_000);
    } else {
        return;
    }
    let reading = read(tree, &wrong, profiles);
    count.changed += 1;
    count.changed_right += usize::from(reading.difference.is_none());
    let found = reading
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    count.found += usize::from(found);
    if reading.difference.is_some() || !found {
        count.example.get_or_insert_with(|| {
            format!(
                "changed {}: {:?}\n{}",
                CellRef::new(row, col),
                reading.difference,
                shown(&wrong)
            )
        });
    }
}

/// The sheet as lines of text.
fn shown(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in sheet.grid.filled_rows() {
        let mut cells: Vec<String> = Vec::new();
        for (col, cell) in sheet.grid.row(row) {
            let col = usize::try_from(col).expect("few");
            cells.resize(col + 1, String::new());
            cells[col] = format!(
                "{}{}",
                if cell.style.bold { "*" } else { "" },
                cell.raw().replace('\n', "\\n")
            );
        }
        out.push_str(&format!("{:3} {}\n", row + 1, cells.join(";")));
    }
    out
}

fn report(what: &str, counts: &BTreeMap<String, Count>) {
    let all = counts.values().fold((0, 0, 0, 0, 0, 0), |sum, count| {
        (
            sum.0 + count.n,
            sum.1 + count.right,
            sum.2 + count.accused,
            sum.3 + count.changed,
            sum.4 + count.changed_right,
            sum.5 + count.found,
        )
    });
    println!(
        "{what}: {}/{} right, {} accused; changed {}: {} right, {} found",
        all.1, all.0, all.2, all.3, all.4, all.5
    );
    for (name, count) in counts {
        println!(
            "  {name:28} {:5}/{:<5} silent {:4} accused {:4} | changed {:4}/{:<4} found {:4}",
            count.right,
            count.n,
            count.silent,
            count.accused,
            count.changed_right,
            count.changed,
            count.found
        );
    }
    if let Ok(wanted) = std::env::var("TREES_SHOW") {
        for (name, count) in counts.iter().filter(|(name, _)| name.contains(&wanted)) {
            println!("{name}: {}", count.example.as_deref().unwrap_or("-"));
        }
    }
}

/// Nearly all trees are right, with and without a wrong subtotal; the wrong subtotal is found; nothing
/// right is called wrong, and no wrong tree goes untold.
fn check(what: &str, counts: &BTreeMap<String, Count>) {
    let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum::<usize>();
    let (n, changed) = (sum(|count| count.n), sum(|count| count.changed));
    let nearly_all = |part: usize, of: usize| part * 100 >= of * 99;
    let right = sum(|count| count.right);
    assert!(
        nearly_all(right, n),
        "{what}: {right} of {n} trees are right"
    );
    let right = sum(|count| count.changed_right);
    assert!(
        nearly_all(right, changed),
        "{what}: {right} of {changed} changed trees are right"
    );
    let found = sum(|count| count.found);
    assert!(
        nearly_all(found, changed),
        "{what}: {found} of {changed} wrong subtotals are found"
    );
    assert_eq!(
        sum(|count| count.accused),
        0,
        "{what}: right documents with an error"
    );
    assert_eq!(
        sum(|count| count.silent),
        0,
        "{what}: wrong trees that nothing tells"
    );
}

#[test]
fn trees_with_codes_are_read_as_written() {
    let profiles = builtin_profiles().expect("profiles");
    let mut counts = BTreeMap::new();
    for &style in write_codes::STYLES {
        for &damage in write_codes::DAMAGES {
            for nth in 0..n_documents() {
                let mut seed = Seed(nth * 7919 + style as u64 * 101 + damage as u64);
                let says_levels = seed.once_in(2);
                let is_even = (nth + style as u64 + damage as u64).is_multiple_of(2);
                let tree = if is_even {
                    Tree::programs(&mut seed, says_levels)
                } else {
                    Tree::accounts(&mut seed)
                };
                if write_codes::goes_with(style, damage, &tree) {
                    let sheet = write_codes::write(&tree, style, damage, &mut seed);
                    try_style(
                        &(style, damage),
                        &mut counts,
                        &profiles,
                        &tree,
                        &sheet,
                        &mut seed,
                    );
                }
            }
        }
    }
    report("codes", &counts);
    check("codes", &counts);
}

#[test]
fn trees_with_outlines_are_read_as_written() {
    let profiles = builtin_profiles().expect("profiles");
    let mut counts = BTreeMap::new();
    for &style in write_outline::STYLES {
        for nth in 0..n_documents() * 4 {
            let mut seed = Seed(nth * 7919 + style as u64 * 101);
            let says_levels = style == write_outline::Style::Words || seed.once_in(2);
            let tree = Tree::programs(&mut seed, says_levels);
            let sheet = write_outline::write(&tree, style, &mut seed);
            try_style(&style, &mut counts, &profiles, &tree, &sheet, &mut seed);
        }
    }
    report("outlines", &counts);
    check("outlines", &counts);
}
