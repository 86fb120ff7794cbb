//! How the columns of a frame are called and what they hold. Names follow from the fields of the
//! record sets alone, so every night gives the same ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::record::{FieldRef, Holds, RecordSet};

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

/// The type of every column: what its profile declares, never what the cells happen to hold. Words among
/// numbers stand beside them.
pub(super) fn column_types(records: &[Arc<RecordSet>]) -> ColumnTypes {
    let mut types = ColumnTypes::new();
    for record_set in records {
        let Some(kind) = &record_set.kind else {
            continue;
        };
        let mut note = |name: String, field: &FieldRef| {
            let declared = match field.holds {
                Holds::Text => ColumnType::Text,
                Holds::Number | Holds::Either => ColumnType::Number,
            };
            let known = types.entry((kind.clone(), name)).or_insert(declared);
            *known = (*known).max(declared);
        };
        let names = column_names(record_set);
        for (name, field) in names.iter().zip(&record_set.fields) {
            if let (Some(name), Some(field)) = (name, field) {
                note(name.clone(), field);
            }
        }
    }
    types
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
