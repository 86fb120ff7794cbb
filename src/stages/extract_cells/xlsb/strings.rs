//! Comes in: the shared strings of a binary workbook. Goes out: the texts, each kept once. Never
//! trusts the count that the part declares.

use std::sync::Arc;

use super::super::builder::WorkbookBuilder;
use super::super::fault::Fault;
use super::super::package::Package;
use super::records::Records;
use crate::model::limits::{Limit, Limits};

/// `BrtSSTItem` ([MS-XLSB] 2.4.828).
const ITEM: u16 = 19;

/// The texts by number; `None` for one that cannot be read.
pub(super) type Strings = Vec<Option<Arc<str>>>;

/// Reads the shared strings; none where the workbook has no such part.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    book: &mut WorkbookBuilder<'_>,
) -> Result<Strings, Fault> {
    // More texts than a workbook may have cells are of no use to any cell.
    let limits = book.limits;
    let most = limits.get(Limit::Cells);
    let strings = package.part(part, |bytes| {
        let mut records = Records::new(part, bytes);
        let mut strings = Strings::new();
        while let Some((_, mut item)) = records.next(|kind| kind == ITEM)? {
            if strings.len() as u64 >= most {
                return Err(Fault::Limit(Limit::Cells));
            }
            let text = item.rich_text().filter(|text| !is_too_long(text, limits));
            strings.push(text.map(|text| book.share(&text)));
        }
        Ok(strings)
    })?;
    Ok(strings.unwrap_or_default())
}

/// Whether a text has more letters than texts may have.
pub(super) fn is_too_long(text: &str, limits: &Limits) -> bool {
    let most = limits.get(Limit::TextLetters);
    // Letters are counted only where the bytes could be too many.
    text.len() as u64 > most && text.chars().count() as u64 > most
}
