//! The values of the lines by their fields, for whoever goes on with records: outputs, and comparisons
//! between documents. Comes in: records whose lines are known. Goes out: the same with their values.
//! Never shows what names a person.

use std::borrow::Cow;

use crate::config::Profile;
use crate::config::profile::GENERIC;
use crate::model::amount::Value;
use crate::model::identity::masked;
use crate::model::place::{Place, Sourced};
use crate::model::record::{FieldRef, RecordSet};

/// Gives the lines their values; what a person's identity tells stays out of them (UU 27/2022), as
/// they go into every output.
pub fn state_values(records: &mut RecordSet, profiles: &[Profile]) {
    let kind = records.kind.as_deref().unwrap_or(GENERIC);
    let profile = profiles.iter().find(|profile| profile.kind == kind);
    let is_personal = |field: &FieldRef| {
        let rules = profile.map_or(&[][..], |profile| profile.columns.as_slice());
        rules
            .iter()
            .any(|rule| rule.personal && rule.field == field.name)
    };
    let columns: Vec<(usize, FieldRef)> = records
        .fields
        .iter()
        .enumerate()
        .filter_map(|(idx, field)| Some((idx, field.clone()?)))
        .filter(|(_, field)| !is_personal(field))
        .collect();
    let typed = &records.typed;
    let (file, sheet) = (&records.document, &records.sheet);
    for line in &mut records.lines {
        let found = columns.iter().filter_map(|(column, field)| {
            let (at, cell) = typed.cell_at(line.row_idx, *column)?;
            let own = &cell.sourced;
            let mut sourced = Sourced {
                value: own.value.clone(),
                raw: own.raw.clone(),
                place: Place {
                    file: file.clone(),
                    sheet: sheet.clone(),
                    cell: at,
                },
            };
            if let Value::Text(text) = &mut sourced.value {
                // Most are what is written.
                if *text != sourced.raw {
                    mask(&mut sourced.raw);
                    mask(text);
                } else if let Cow::Owned(safe) = masked(text) {
                    sourced.raw = safe.into();
                    text.clone_from(&sourced.raw);
                }
            }
            Some((field.clone(), sourced))
        });
        line.values = Vec::with_capacity(columns.len());
        line.values.extend(found);
    }
}

/// Makes the numbers in a text unreadable that name a person.
pub(super) fn mask<T: AsRef<str> + From<String>>(text: &mut T) {
    if let Cow::Owned(safe) = masked(text.as_ref()) {
        *text = safe.into();
    }
}
