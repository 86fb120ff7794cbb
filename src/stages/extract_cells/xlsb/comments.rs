//! Comes in: the comments that a sheet points to. Goes out: their texts by cell. Never keeps who
//! wrote them.

use super::super::builder::SheetBuilder;
use super::super::fault::Fault;
use super::super::package::Package;
use super::super::relations;
use super::records::Records;
use super::sheet::area;
use crate::model::limits::Limits;

// Kinds of records ([MS-XLSB] 2.3.2).
const BEGIN_COMMENT: u16 = 635;
const COMMENT_TEXT: u16 = 637;

/// Reads the comments of the sheet in this part, if it has any.
pub(super) fn read(
    package: &mut Package<'_>,
    sheet_part: &str,
    sheet: &mut SheetBuilder<'_, '_>,
    limits: &Limits,
) -> Result<(), Fault> {
    let relations = relations::of(package, sheet_part, limits)?;
    let of_comments = relations
        .iter()
        .filter(|relation| relation.kind == "comments");
    for relation in of_comments {
        let part = relation.part.as_str();
        package.part(part, |bytes| {
            let mut records = Records::new(part, bytes);
            let mut at = None;
            let wanted = |kind| matches!(kind, BEGIN_COMMENT | COMMENT_TEXT);
            while let Some((kind, mut fields)) = records.next(wanted)? {
                if kind == BEGIN_COMMENT {
                    // The author's number, then the cell as an area of one.
                    at = fields.u32().and_then(|_| area(&mut fields));
                } else if let (Some(area), Some(text)) = (at, fields.rich_text()) {
                    sheet.comment(area.first, &text);
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
