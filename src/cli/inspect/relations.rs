//! What `prove_arithmetic` and `reconcile_documents` claim of a file, judged.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::columns::Columns;
use crate::model::language::Language;
use crate::model::place::Place;
use crate::model::relation::{Comparison, Operation, Reason, Relation, Stated, Verdict};
use crate::model::report::SheetSummary;

/// The relations in columns, with a count.
pub(super) fn text(relations: &[&Relation], language: Language) -> String {
    if relations.is_empty() {
        return String::new();
    }
    let mut columns = Columns::new(
        language
            .pick(
                "lembar|sel|operasi|operand|asal|aturan|putusan|tertulis|dihitung|selisih",
                "sheet|cell|operation|operands|origin|rule|verdict|stated|computed|difference",
            )
            .split('|'),
    );
    for relation in relations {
        let comparison = comparison(&relation.verdict);
        let shown = |number: fn(&Comparison) -> String| comparison.map_or(String::new(), number);
        let verdict = match reason(&relation.verdict) {
            Some(reason) => format!(
                "{} ({})",
                verdict_name(&relation.verdict),
                name_of(&json!(reason))
            ),
            None => verdict_name(&relation.verdict).to_owned(),
        };
        columns.row([
            relation.target.on.sheet.to_string(),
            relation.target.cell.to_string(),
            relation.operation.name().to_owned(),
            operands(relation).join(" "),
            name_of(&json!(relation.origin)),
            relation.rule.to_owned(),
            verdict,
            shown(|comparison| comparison.stated.to_string()),
            shown(|comparison| comparison.computed.to_string()),
            shown(|comparison| comparison.difference.to_string()),
        ]);
    }
    columns.text("")
}

/// What became of the numeric cells of a sheet, in one line.
pub(super) fn coverage(sheet: &SheetSummary, language: Language) -> String {
    let coverage = &sheet.coverage;
    let (targets, operands, identifiers) =
        (coverage.targets, coverage.operands, coverage.identifiers);
    let mut parts = match language {
        Language::Id => vec![
            format!("{targets} menyatakan jumlah atau rumus"),
            format!("{operands} menjadi bagiannya"),
            format!("{identifiers} kode atau nomor"),
        ],
        Language::En => vec![
            format!("{targets} targets"),
            format!("{operands} operands"),
            format!("{identifiers} identifiers"),
        ],
    };
    for (why, count) in &coverage.unproved {
        let (id, en) = why.words();
        parts.push(match language {
            Language::Id => format!("{count} {id}"),
            Language::En => format!("{count} {en}"),
        });
    }
    format!("[{}] {}\n", sheet.name, parts.join(", "))
}

/// A relation as one object.
pub(super) fn line(relation: &Relation, numbers: &BTreeMap<Place, Stated>) -> Value {
    let comparison = comparison(&relation.verdict);
    let stated = numbers
        .get(&relation.target)
        .map(|stated| stated.value.to_string());
    let mut line = json!({
        "sheet": relation.target.on.sheet.as_ref(),
        "target": relation.target.cell,
        "operation": relation.operation.name(),
        "operands": operands(relation),
        "origin": relation.origin,
        "rule": relation.rule,
        "verdict": verdict_name(&relation.verdict),
        "stated": comparison.map(|comparison| comparison.stated.to_string()).or(stated),
        "computed": comparison.map(|comparison| comparison.computed.to_string()),
        "difference": comparison.map(|comparison| comparison.difference.to_string()),
        "tolerance": comparison.map(|comparison| comparison.tolerance.to_string()),
    });
    if let (Some(reason), Some(object)) = (reason(&relation.verdict), line.as_object_mut()) {
        object.insert("reason".to_owned(), json!(reason));
    }
    line
}

/// The operands' cells; one on another sheet is written with that sheet.
fn operands(relation: &Relation) -> Vec<String> {
    let shown = |place: &Place| {
        if place.on.sheet == relation.target.on.sheet && place.on.file == relation.target.on.file {
            place.cell.to_string()
        } else {
            format!("'{}'!{}", place.on.sheet, place.cell)
        }
    };
    // What a sum with signs takes off is written with a minus.
    let sign = |position: usize| match relation.operation {
        Operation::Net(n_added) if position >= usize::from(n_added) => "-",
        _ => "",
    };
    let operands = relation.operands.iter().enumerate();
    operands
        .map(|(position, place)| format!("{}{}", sign(position), shown(place)))
        .collect()
}

fn comparison(verdict: &Verdict) -> Option<&Comparison> {
    match verdict {
        Verdict::Holds(comparison) | Verdict::Fails(comparison) => Some(comparison),
        Verdict::CannotJudge(_) => None,
    }
}

fn reason(verdict: &Verdict) -> Option<Reason> {
    match verdict {
        Verdict::Holds(_) | Verdict::Fails(_) => None,
        Verdict::CannotJudge(reason) => Some(*reason),
    }
}

fn verdict_name(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Holds(_) => "holds",
        Verdict::Fails(_) => "fails",
        Verdict::CannotJudge(_) => "cannot-judge",
    }
}

/// The public name of an enum's value, as in the JSON.
fn name_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
