//! Comes in: the report of an audit. Goes out: the draft of a pipeline for what was audited, with a
//! profile for each form of table that no kind knows. Never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::builtin;
use crate::config::draft::{ColumnDraft, PipelineDraft, ProfileDraft, RelationDraft};
use crate::config::profile::GENERIC;
use crate::model::amount::Unit;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Relation, Verdict};
use crate::model::report::AuditReport;
use crate::model::words::words;

/// Most profiles that are drafted.
const MAX_PROFILES: usize = 20;
/// Most places named for a drafted profile.
const MAX_SEEN: usize = 3;
/// Fewest columns and rows of a table that is worth a profile.
const MIN_COLUMNS: usize = 2;
const MIN_LINES: usize = 2;
/// Of the rows of a claim, the share in which it holds, in percent; and how many at least.
const MIN_SUPPORT: usize = 60;
const MIN_ROWS: usize = 2;
/// Longest name of a kind or field, in words.
const MAX_WORDS: usize = 5;

/// Drafts a pipeline named `name` over `input`.
pub fn draft(report: &AuditReport, name: &str, input: String) -> PipelineDraft {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for kind in report.records.iter().filter_map(|set| set.kind.clone()) {
        *kinds.entry(kind).or_default() += 1;
    }
    let agencies: BTreeSet<String> = report
        .inventory
        .entries
        .iter()
        .filter_map(|entry| entry.agency.as_deref().map(str::to_owned))
        .collect();
    let mut reconcile = builtin::reconciliations();
    for reconcile in &mut reconcile {
        reconcile.kinds.retain(|kind| kinds.contains_key(kind));
    }
    reconcile.retain(|reconcile| reconcile.kinds.len() > 1);
    PipelineDraft {
        name: slug(name).unwrap_or_else(|| "pipeline".to_owned()),
        year: year(report),
        input,
        agencies: agencies.into_iter().collect(),
        profiles: profiles(report),
        kinds: kinds.into_iter().collect(),
        reconcile,
    }
}

/// The year that most documents name.
fn year(report: &AuditReport) -> Option<i32> {
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    let of_files = report
        .inventory
        .entries
        .iter()
        .filter_map(|entry| entry.year);
    let of_tables = report.records.iter().filter_map(|set| set.year);
    for year in of_files.chain(of_tables) {
        *years.entry(year).or_default() += 1;
    }
    years
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(year, _)| year)
}

/// A profile for each form of table that no kind knows.
fn profiles(report: &AuditReport) -> Vec<ProfileDraft> {
    let mut forms: BTreeMap<Vec<Vec<String>>, Vec<&Arc<RecordSet>>> = BTreeMap::new();
    let mut order = Vec::new();
    for set in report.records.iter().filter(|set| is_worth(set)) {
        let columns = set.typed.table.columns.iter();
        let form: Vec<Vec<String>> = columns.map(|column| words(&column.title())).collect();
        let same = forms.entry(form.clone()).or_default();
        if same.is_empty() {
            order.push(form);
        }
        same.push(set);
    }
    let by_row = claims_by_table(report);
    let mut taken: BTreeSet<String> = builtin::profiles()
        .iter()
        .map(|(kind, _)| (*kind).to_owned())
        .collect();
    taken.insert(GENERIC.to_owned());
    let sets = order.iter().filter_map(|form| forms.get(form));
    sets.take(MAX_PROFILES)
        .filter_map(|sets| profile(sets, &by_row, &mut taken))
        .collect()
}

/// Whether a table is unknown, and large enough to be a form that comes again.
fn is_worth(set: &RecordSet) -> bool {
    let numeric = set
        .typed
        .columns
        .iter()
        .filter(|column| column.n_numbers > 0);
    set.kind.is_none()
        && set.lines.len() >= MIN_LINES
        && set.typed.table.columns.len() >= MIN_COLUMNS
        && numeric.count() > 0
}

type TableKey = (Arc<str>, Arc<str>);

fn claims_by_table(report: &AuditReport) -> BTreeMap<TableKey, Vec<&Relation>> {
    let mut by_table: BTreeMap<TableKey, Vec<&Relation>> = BTreeMap::new();
    for relation in &report.relations {
        let key = (
            relation.target.on.file.clone(),
            relation.target.on.sheet.clone(),
        );
        by_table.entry(key).or_default().push(relation);
    }
    by_table
}

fn profile(
    sets: &[&Arc<RecordSet>],
    claims: &BTreeMap<TableKey, Vec<&Relation>>,
    taken: &mut BTreeSet<String>,
) -> Option<ProfileDraft> {
    let set = sets.first()?;
    let titles = set.typed.table.titles.iter();
    let title = titles
        .map(|title| words_only(title))
        .filter(|title| !title.is_empty())
        .max_by_key(|title| title.split(' ').count().min(MAX_WORDS));
    let base = title
        .as_deref()
        .and_then(slug)
        .or_else(|| slug(&set.on.sheet))
        .unwrap_or_else(|| "tabel".to_owned());
    let (columns, fields) = columns(set);
    if columns.iter().all(|column| column.unit == "text") {
        return None;
    }
    let relations = relations(sets, claims, &fields);
    Some(ProfileDraft {
        kind: unused(&base, taken),
        seen: sets.iter().take(MAX_SEEN).map(|set| set.name()).collect(),
        title,
        has_tree: set.lines.iter().any(|line| line.depth > 0),
        columns,
        relations,
    })
}

/// The columns that have words, and the field of every column of the table.
fn columns(set: &RecordSet) -> (Vec<ColumnDraft>, Vec<Option<String>>) {
    let table = &set.typed.table;
    let own: Vec<String> = table
        .columns
        .iter()
        .map(|column| words_only(column.path.last().map_or("", String::as_str)))
        .collect();
    let mut drafts: Vec<ColumnDraft> = Vec::new();
    let mut fields = Vec::new();
    let mut taken = BTreeSet::new();
    for (idx, column) in table.columns.iter().enumerate() {
        let words = own.get(idx).cloned().unwrap_or_default();
        let is_shared = own.iter().filter(|other| **other == words).count() > 1;
        let with = column
            .path
            .len()
            .checked_sub(2)
            .and_then(|above| column.path.get(above))
            .map(|text| words_only(text))
            .filter(|text| is_shared && !text.is_empty());
        if words.is_empty() {
            fields.push(None);
            continue;
        }
        let known = drafts
            .iter()
            .find(|draft| draft.words == words && draft.with == with);
        if let Some(known) = known {
            fields.push(Some(known.field.clone()));
            continue;
        }
        let generic = set.fields.get(idx).and_then(Option::as_ref);
        let name = match (generic, &with) {
            (Some(generic), None) => generic.name.to_string(),
            (_, Some(with)) => slug(&format!("{words} {with}")).unwrap_or_default(),
            (None, None) => slug(&words).unwrap_or_default(),
        };
        let field = unused(if name.is_empty() { "kolom" } else { &name }, &mut taken);
        let reading = set.typed.columns.get(idx);
        let unit = match reading {
            Some(reading) if reading.n_numbers > reading.n_texts => match reading.unit {
                Some(Unit::Rupiah) => "rupiah",
                Some(Unit::Percent) => "percent",
                Some(Unit::Named(_) | Unit::Unknown) | None => "any",
            },
            Some(_) | None => "text",
        };
        drafts.push(ColumnDraft {
            field: field.clone(),
            words,
            with,
            unit,
            additive: unit == "rupiah",
        });
        fields.push(Some(field));
    }
    (drafts, fields)
}

/// What holds in most rows of the tables of one form, told by their fields.
fn relations(
    sets: &[&Arc<RecordSet>],
    claims: &BTreeMap<TableKey, Vec<&Relation>>,
    fields: &[Option<String>],
) -> Vec<RelationDraft> {
    type Claim = (usize, Vec<usize>, &'static str, &'static str);
    let mut counts: BTreeMap<Claim, (usize, usize)> = BTreeMap::new();
    for set in sets {
        let key = (set.on.file.clone(), set.on.sheet.clone());
        for relation in claims.get(&key).into_iter().flatten() {
            let Some((target, operands)) = in_one_row(set, relation) else {
                continue;
            };
            let Some(operation) = written(relation.operation) else {
                continue;
            };
            let holds = match relation.verdict {
                Verdict::Holds(_) => true,
                Verdict::Fails(_) => false,
                Verdict::CannotJudge(_) => continue,
            };
            let (n_holding, n_rows) = counts
                .entry((target, operands, operation, relation.rule))
                .or_default();
            *n_holding += usize::from(holds);
            *n_rows += 1;
        }
    }
    counts.retain(|_, (n_holding, n_rows)| {
        *n_holding >= MIN_ROWS && *n_holding * 100 >= *n_rows * MIN_SUPPORT
    });
    let field = |column: usize| {
        let field = fields.get(column)?.as_ref()?;
        let n_columns = fields
            .iter()
            .flatten()
            .filter(|other| *other == field)
            .count();
        // A field over several columns says not which of them is meant.
        (n_columns == 1).then(|| field.clone())
    };
    counts
        .into_iter()
        .filter_map(
            |((target, operands, operation, rule), (n_holding, n_rows))| {
                Some(RelationDraft {
                    rule: rule.to_owned(),
                    target: field(target)?,
                    operation,
                    operands: operands.into_iter().map(field).collect::<Option<_>>()?,
                    n_holding,
                    n_rows,
                })
            },
        )
        .collect()
}

/// The columns of a relation whose cells all stand in one row of a table.
fn in_one_row(set: &RecordSet, relation: &Relation) -> Option<(usize, Vec<usize>)> {
    let table = &set.typed.table;
    let row = relation.target.cell.row;
    let column = |place: &crate::model::place::Place| {
        let col = table.column_of(place.cell)?;
        let idx = table.columns.iter().position(|column| column.col == col)?;
        (place.cell.row == row).then_some(idx)
    };
    table
        .rows
        .iter()
        .any(|table_row| table_row.sheet_rows.contains(&row))
        .then_some(())?;
    let operands: Option<Vec<usize>> = relation.operands.iter().map(column).collect();
    Some((column(&relation.target)?, operands?))
}

/// An operation as profiles write it; those that profiles cannot claim have no name.
fn written(operation: Operation) -> Option<&'static str> {
    match operation {
        Operation::Sum => Some("sum"),
        Operation::Difference => Some("difference"),
        Operation::Product => Some("product"),
        Operation::TaxedProduct => Some("taxed-product"),
        Operation::Share => Some("share"),
        Operation::Change => Some("change"),
        Operation::Equal => Some("equal"),
        Operation::AtMost => Some("at-most"),
        Operation::Mean | Operation::Count | Operation::Net(_) | Operation::Formula(_) => None,
    }
}

/// The words of a text without numbers: years and numbers of tables change from document to document.
fn words_only(text: &str) -> String {
    let words = words(text).into_iter();
    let kept: Vec<String> = words
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .filter(|word| !matches!(word.as_str(), "rp" | "rupiah"))
        .collect();
    kept.join(" ")
}

/// A name of lower-case words joined with dashes.
fn slug(text: &str) -> Option<String> {
    let words: Vec<String> = words(text)
        .into_iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .take(MAX_WORDS)
        .collect();
    (!words.is_empty()).then(|| words.join("-"))
}

/// The name, with a number where it is taken.
fn unused(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.to_owned();
    let mut nth = 1;
    while !taken.insert(free.clone()) {
        nth += 1;
        free = format!("{name}-{nth}");
    }
    free
}
