//! How the columns of a frame are called and what they hold. Names follow from the fields of the
//! record sets alone, so every night gives the same ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::amount::{Unit, Value};
use crate::model::place::Sourced;
use crate::model::record::{FieldRef, RecordSet};

/// Columns that every frame begins with.
pub(super) const FIXED: [&str; 13] = [
    "region", "agency", "year", "document", "sha256", "sheet", "row", "level", "depth", "code",
    "code_key", "name", "is_leaf",
];

/// What a field's column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ColumnType {
    /// Words.
    Text,
    /// Exact decimals.
    Number,
}

/// Types of all columns, by kind and column name. They are decided over all documents of a kind, not
/// a partition, since a reader of the whole data set expects one type.
pub(super) type ColumnTypes = BTreeMap<(String, String), ColumnType>;

/// Decides the type of every column: numeric as soon as one value is a number.
pub(super) fn column_types(records: &[Arc<RecordSet>]) -> ColumnTypes {
    let mut types = ColumnTypes::new();
    for record_set in records {
        let Some(kind) = &record_set.kind else {
            continue;
        };
        let names = column_names(record_set);
        let mut note = |name: &str, column_type: ColumnType| {
            let known = types
                .entry((kind.clone(), name.to_owned()))
                .or_insert(column_type);
            *known = (*known).max(column_type);
        };
        for (idx, name) in names.iter().enumerate() {
            if let Some(name) = name {
                note(name, declared_type(record_set, idx));
            }
        }
        for line in &record_set.lines {
            for (field, value) in &line.values {
                let column_type = match value.value {
                    Value::Rupiah(_) | Value::Percent(_) | Value::Quantity(_) => ColumnType::Number,
                    Value::Text(_) => ColumnType::Text,
                };
                note(&column_of(record_set, &names, field, value), column_type);
            }
        }
    }
    types
}

fn declared_type(record_set: &RecordSet, idx: usize) -> ColumnType {
    let additive = record_set
        .fields
        .get(idx)
        .and_then(Option::as_ref)
        .is_some_and(|field| field.additive);
    let unit = record_set
        .typed
        .columns
        .get(idx)
        .and_then(|column| column.unit.as_ref());
    match unit {
        Some(Unit::Rupiah | Unit::Percent) => ColumnType::Number,
        Some(Unit::Named(_) | Unit::Unknown) | None if additive => ColumnType::Number,
        Some(Unit::Named(_) | Unit::Unknown) | None => ColumnType::Text,
    }
}

/// Names of the frame's columns for the columns of a table; `None` where unmapped.
pub(super) fn column_names(record_set: &RecordSet) -> Vec<Option<String>> {
    let mut taken = BTreeSet::new();
    record_set
        .fields
        .iter()
        .map(|field| {
            let field = field.as_ref()?;
            let base = base_name(record_set, field);
            // Fewer names are taken than there are fields, so one of these is free.
            let name = (1..=record_set.fields.len())
                .map(|nth| match nth {
                    1 => base.clone(),
                    _ => format!("{base}_{nth}"),
                })
                .find(|name| !taken.contains(name))?;
            taken.insert(name.clone());
            Some(name)
        })
        .collect()
}

fn base_name(record_set: &RecordSet, field: &FieldRef) -> String {
    let mut name = field.name.to_string();
    if record_set.columns_of(&field.name).len() > 1 {
        let year = field.year.map(|year| year.to_string());
        let period = field.period.map(|period| period.to_string());
        for part in year.into_iter().chain(period) {
            name = format!("{name}_{part}");
        }
    }
    // A field of a profile must not shadow the row's source, nor another field's cell.
    let reserved =
        FIXED.contains(&name.as_str()) || name.ends_with("_cell") || name.ends_with("_text");
    if reserved {
        format!("{name}_field")
    } else {
        name
    }
}

/// Name of the frame's column that a value goes to: that of the table's column it stands in.
pub(super) fn column_of(
    record_set: &RecordSet,
    names: &[Option<String>],
    field: &FieldRef,
    value: &Sourced<Value>,
) -> String {
    let is_field = |idx: usize| record_set.fields.get(idx).and_then(Option::as_ref) == Some(field);
    let table = &record_set.typed.table;
    let col = table.column_of(value.place.cell);
    let at_place = table
        .columns
        .iter()
        .position(|column| Some(column.col) == col)
        .filter(|&idx| is_field(idx));
    at_place
        .or_else(|| (0..record_set.fields.len()).find(|&idx| is_field(idx)))
        .and_then(|idx| names.get(idx).cloned().flatten())
        .unwrap_or_else(|| base_name(record_set, field))
}
