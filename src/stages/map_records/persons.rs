//! Names of lines without the numbers of persons. Comes in: lines whose names are as written. Goes out: the
//! same, numbers masked; where a header says that numbers stand with the names, the names alone.

use std::borrow::Cow;

use crate::model::identity::masked;
use crate::model::person_number::{self, heads_numbers, hidden};
use crate::model::record::RecordSet;

pub(super) fn name_alone(records: &mut RecordSet) {
    let columns = records.columns_of("uraian").into_iter();
    let mut columns = columns.filter_map(|column| records.typed.table.columns.get(column));
    let has_numbers = columns.any(|column| heads_numbers(&column.title()));
    for line in &mut records.lines {
        if has_numbers {
            let name = person_number::name_alone(&line.name);
            line.name = hidden(name).into();
        }
        if let Cow::Owned(safe) = masked(&line.name) {
            line.name = safe.into();
        }
    }
}
