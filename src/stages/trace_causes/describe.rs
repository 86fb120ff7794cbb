//! Turns a root cause into a finding: numbers, evidence, and the words of the cell's row and column.

use std::collections::BTreeSet;

use super::atlas::Seat;
use super::causes::{self, Context};
use super::{Root, cause};
use crate::model::cause::{CauseKind, Confidence};
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::language::Language;
use crate::model::place::Place;
use crate::model::relation::{Lines, Operation, Origin, Relation, Support, Verdict};
use crate::model::rules::rule;

/// The formula that explains the failure, with the cell's words where no table gives them.
fn tell_formula(context: &Context<'_>, root: &Root, finding: &mut Finding) {
    if let Some(note) = context.graph.formula_note(&root.cell) {
        finding.facts.insert("formula", note.text.clone());
        for (key, words) in [("label", &note.label), ("column", &note.column)] {
            let known = finding.facts.entry(key).or_default();
            if known.is_empty() {
                known.clone_from(words);
            }
        }
    }
}

/// Where the first other cell of the evidence stands.
fn tell_other(root: &Root, finding: &mut Finding) {
    if let Some(other) = finding
        .related
        .iter()
        .find(|related| related.place != root.cell)
    {
        let other = other.place.seen_from(Some(&root.cell));
        finding.facts.insert("other", other);
    }
}

/// The finding of a root cause.
pub(super) fn finding(context: &Context<'_>, root: &Root) -> Finding {
    let relation = context.graph.relation(root.relation);
    let code = relation.map_or("X001", |relation| code(relation, root));
    let severity = rule(code).map_or(crate::model::finding::Severity::Error, |rule| rule.severity);
    let mut finding = Finding::at(code, severity, &root.cell)
        .fact("label", context.atlas.label(&root.cell))
        .fact("column", context.atlas.column(&root.cell));
    let Some(relation) = relation else {
        return finding;
    };
    tell_formula(context, root, &mut finding);
    numbers(context, root, relation, &mut finding);
    finding.related = related(context, relation, &root.cell);
    finding.operation = Some(relation.operation);
    if let Some(support) = context.graph.support(relation) {
        finding = inferred(finding, relation, support, &root.also);
        let is_doubtful = |idx: &usize| {
            let other = context.graph.relation(*idx);
            let support = other.and_then(|other| context.graph.support(other));
            support.is_some_and(|support| !support.is_strong)
        };
        if !support.is_strong && root.explains.iter().all(is_doubtful) {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
    tell_other(root, &mut finding);
    finding
        .facts
        .insert("quantity", context.atlas.quantity(&root.cell));
    if relation.origin == Origin::BetweenDocuments {
        finding = matched(context, finding, relation);
    }
    if relation.origin == Origin::Norm && relation.target == root.cell {
        finding = norm(context, finding, relation);
    }
    if code == "C104"
        && let Some(indicator) = context.atlas.indicator(&root.cell)
    {
        finding.facts.insert("label", indicator);
    }
    if let Some(year) = context.atlas.seat(&root.cell).and_then(|seat| year(seat)) {
        finding.facts.insert("year", year.to_string());
    } else {
        finding = finding.fact("year", "-");
    }
    let mut consequences: BTreeSet<Place> = root.followers.clone();
    consequences.extend(
        root.explains
            .iter()
            .filter_map(|&idx| context.graph.relation(idx))
            .map(|relation| relation.target.clone()),
    );
    consequences.remove(&root.cell);
    finding
        .facts
        .insert("count", root.explains.len().to_string());
    finding.causes = causes::find(context, root, relation);
    if root.explains.len() > 1 && root.value.is_some() && finding.causes.is_empty() {
        let confidence = if root.is_only {
            Confidence::Certain
        } else {
            Confidence::Likely
        };
        finding.causes.push(cause(
            CauseKind::WrongCell,
            confidence,
            &root.cell,
            root.value,
        ));
    }
    for (place, value) in &root.ties {
        let kind = context
            .graph
            .stated(place)
            .and_then(|stated| causes::digit_slip(stated.value, *value))
            .unwrap_or(CauseKind::WrongCell);
        finding
            .causes
            .push(cause(kind, Confidence::Possible, place, Some(*value)));
    }
    finding.causes.sort_by_key(|cause| cause.confidence);
    // Cut off instead of rounded: no sum is wrong because of it.
    if finding
        .causes
        .first()
        .is_some_and(|cause| cause.kind == CauseKind::Rounding)
    {
        finding.severity = finding.severity.min(Severity::Warning);
    }
    finding.consequences = consequences.into_iter().collect();
    finding
}

/// Says whose figures miss a norm: it stands at the words over them, in another column or above all.
fn norm(context: &Context<'_>, mut finding: Finding, relation: &Relation) -> Finding {
    let column = relation.operands.first();
    let column = column.map(|place| context.atlas.column(place));
    finding.facts.insert("column", column.unwrap_or_default());
    let label = context.atlas.label(&relation.target);
    if label.is_empty() {
        return finding.fact_in("reason", "seluruh baris", "all lines");
    }
    let quoted = format!("\"{label}\"");
    finding.fact_in("reason", quoted.clone(), quoted)
}

/// Says by what the cells of two documents are known to state one figure.
fn matched(context: &Context<'_>, finding: Finding, relation: &Relation) -> Finding {
    if let n_cells @ 2.. = relation.operands.len() {
        let (id, en) = (
            format!(" (jumlah {n_cells} sel)"),
            format!(" (sum of {n_cells} cells)"),
        );
        return finding.fact_in("reason", id, en);
    }
    let by = context.graph.matched(relation);
    let words = |language| by.map_or_else(String::new, |by| format!(" ({})", by.words(language)));
    finding.fact_in("reason", words(Language::Id), words(Language::En))
}

/// Says how a claim was inferred, from how many lines, and where else it fails.
fn inferred(finding: Finding, relation: &Relation, support: &Support, also: &[Place]) -> Finding {
    let (lines_id, lines_en) = match support.lines {
        Lines::Rows => ("baris", "rows"),
        Lines::Columns => ("kolom", "columns"),
        Lines::Blocks => ("angka subtotal sejenis", "figures of such subtotals"),
    };
    let (n_holding, n_lines) = (support.n_holding, support.n_lines);
    let (id, en) = in_words(relation);
    let (also_id, also_en) = also_in_words(also);
    finding.fact_in(
        "reason",
        format!("disimpulkan dari angka tabel: {id}, berlaku pada {n_holding} dari {n_lines} {lines_id}{also_id}"),
        format!("inferred from the table's figures: {en}, which holds in {n_holding} of {n_lines} {lines_en}{also_en}"),
    )
}

/// Where else a doubtful claim fails, with examples.
fn also_in_words(also: &[Place]) -> (String, String) {
    if also.is_empty() {
        return (String::new(), String::new());
    }
    let examples: Vec<String> = also
        .iter()
        .take(MAX_NAMED)
        .map(|place| place.cell.to_string())
        .collect();
    let (count, examples) = (also.len(), examples.join(", "));
    (
        format!("; tidak berlaku pula pada {count} sel lain, misalnya {examples}"),
        format!("; fails at {count} other cells too, such as {examples}"),
    )
}

/// What a relation says its target is, in Bahasa Indonesia and English: `F9 dikurangi E9`.
fn in_words(relation: &Relation) -> (String, String) {
    let operands = relation.operands.as_slice();
    let all = |and: &str| cells_in_words(operands, and);
    let apart = |n_first: usize, and: &str| {
        let (first, rest) = operands.split_at_checked(n_first).unwrap_or_default();
        (cells_in_words(first, and), cells_in_words(rest, and))
    };
    let of_list = |id: &str, en: &str| {
        (
            format!("{id} {}", all("dan")),
            format!("{en} {}", all("and")),
        )
    };
    let of_two = |n_first: usize, id: [&str; 2], en: [&str; 2]| {
        let (one, other) = apart(n_first, "dan");
        let (one_en, other_en) = apart(n_first, "and");
        let [id_before, id_between] = id;
        let [en_before, en_between] = en;
        (
            format!("{id_before}{one} {id_between} {other}"),
            format!("{en_before}{one_en} {en_between} {other_en}"),
        )
    };
    match relation.operation {
        Operation::Sum => of_list("jumlah", "the sum of"),
        Operation::Difference => of_two(1, ["", "dikurangi"], ["", "less"]),
        Operation::Net(n_added) => of_two(
            usize::from(n_added),
            ["jumlah ", "dikurangi"],
            ["the sum of ", "less"],
        ),
        Operation::Product => of_list("hasil kali", "the product of"),
        Operation::TaxedProduct => of_list("hasil kali dengan pajak", "the product with tax of"),
        Operation::Formula(_) => of_list("hasil rumus atas", "the result of the formula over"),
        Operation::Share => of_two(1, ["persentase ", "terhadap"], ["", "as a percentage of"]),
        Operation::Change => of_two(
            1,
            ["perubahan persen ", "terhadap"],
            ["the percent change of ", "from"],
        ),
        Operation::Mean => of_list("rata-rata", "the mean of"),
        Operation::Count => of_list("banyaknya", "the count of"),
        Operation::Equal => of_list("sama dengan", "the same as"),
        Operation::AtMost => of_list("paling banyak", "at most"),
    }
}

/// Cells as a list: the first and last of many.
fn cells_in_words(places: &[Place], and: &str) -> String {
    match places {
        [first, .., last] if places.len() > MAX_NAMED => {
            format!("{}..{}", first.cell, last.cell)
        }
        [some @ .., last] if !some.is_empty() => {
            let some: Vec<String> = some.iter().map(|place| place.cell.to_string()).collect();
            format!("{} {and} {}", some.join(", "), last.cell)
        }
        few => few.iter().map(|place| place.cell.to_string()).collect(),
    }
}

/// Most operands that a message names one by one.
const MAX_NAMED: usize = 4;

fn year(seat: Seat<'_>) -> Option<i32> {
    let field = seat
        .records
        .fields
        .get(seat.col_idx)
        .and_then(Option::as_ref);
    field.and_then(|field| field.year).or(seat.records.year)
}

/// A root that is no relation's target is told as the cell that breaks several claims.
fn code(relation: &Relation, root: &Root) -> &'static str {
    if relation.target == root.cell || relation.origin == Origin::BetweenDocuments {
        relation.rule
    } else {
        "A105"
    }
}

fn numbers(context: &Context<'_>, root: &Root, relation: &Relation, finding: &mut Finding) {
    let Verdict::Fails(comparison) = &relation.verdict else {
        return;
    };
    finding.tolerance = Some(comparison.tolerance);
    if relation.target == root.cell {
        finding.stated = Some(comparison.stated);
        finding.computed = Some(comparison.computed);
        finding.difference = Some(comparison.difference);
        return;
    }
    let stated = context.graph.stated(&root.cell).map(|stated| stated.value);
    finding.stated = stated;
    finding.computed = root.value.map(|value| value.normalize());
    finding.difference = stated
        .zip(root.value)
        .map(|(stated, value)| stated.saturating_sub(value).normalize());
}

/// The other cells of a relation with what they are to it.
fn related(context: &Context<'_>, relation: &Relation, cell: &Place) -> Vec<Related> {
    let value = |place: &Place| match relation.operation {
        // Rows are counted, whatever stands in them.
        Operation::Count => None,
        _ => context.graph.stated(place).map(|stated| stated.value),
    };
    let role = |position: usize| match (relation.operation, position) {
        (Operation::Sum | Operation::Mean, _) if relation.origin == Origin::BetweenDocuments => {
            Role::Counterpart
        }
        (Operation::Sum | Operation::Mean, _) => Role::Addend,
        (Operation::Net(n_added), position) if position < usize::from(n_added) => Role::Addend,
        (Operation::Difference, 0) => Role::Minuend,
        (Operation::Difference | Operation::Net(_), _) => Role::Subtrahend,
        (Operation::Product | Operation::TaxedProduct, _) => Role::Factor,
        (Operation::Formula(_), _) => Role::Operand,
        (Operation::Share, 0) => Role::Part,
        (Operation::Share, _) => Role::Whole,
        (Operation::Change, 0) => Role::Later,
        (Operation::Change, _) => Role::Earlier,
        (Operation::Count, _) => Role::Counted,
        (Operation::Equal, _) => Role::Counterpart,
        (Operation::AtMost, _) => Role::Limit,
    };
    let mut related: Vec<Related> = relation
        .operands
        .iter()
        .enumerate()
        // A formula names its cells by their order, so that none may be missing.
        .filter(|(_, place)| *place != cell || matches!(relation.operation, Operation::Formula(_)))
        .map(|(position, place)| Related {
            role: role(position),
            place: place.clone(),
            value: value(place),
        })
        .collect();
    if relation.target != *cell {
        let role = if relation.origin == Origin::BetweenDocuments {
            Role::Counterpart
        } else {
            Role::Total
        };
        related.insert(
            0,
            Related {
                role,
                place: relation.target.clone(),
                value: context
                    .graph
                    .stated(&relation.target)
                    .map(|stated| stated.value),
            },
        );
    }
    related
}
