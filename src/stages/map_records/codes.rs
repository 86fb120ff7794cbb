//! The tree of codes: read as they are written, mended where one is damaged, decided by the sums
//! where codes are silent or contradict the places of their rows.

use super::fields::CODE;
use super::levels;
use super::mend::{Mended, mend};
use super::plant::plant;
use super::set_parents;
use super::sums::Sums;
use super::tell;
use super::written::{self, Source, Written};
use crate::config::profile::CodeScheme;
use crate::model::code::AccountCode;
use crate::model::finding::Finding;
use crate::model::record::RecordSet;
use crate::model::table::RowKind;
use crate::model::text::normalize;

/// Words that begin a list of some of what a sum holds.
const OF_WHICH: &[&str] = &[
    "di antaranya",
    "diantaranya",
    "antara lain",
    "dari jumlah tersebut",
    "dari jumlah di atas",
    "termasuk",
    "of which",
];

/// Grows the tree from codes, if there are some with levels.
pub(super) fn grow(
    records: &mut RecordSet,
    scheme: CodeScheme,
    findings: &mut Vec<Finding>,
) -> bool {
    for source in sources(records) {
        let written = written::codes(records, &source);
        let mended = mend(
            &written,
            scheme == CodeScheme::Rekening,
            matches!(source, Source::Columns(_)),
        );
        if let Source::Columns(columns) = &source {
            findings.extend(tell::unknown_widths(records, &written, columns));
        }
        if has_levels(&mended, &source) {
            grow_from(records, &source, &written, mended, scheme, findings);
            return true;
        }
    }
    false
}

/// Where codes may stand: in their own columns, before the labels, in a column of numbering.
fn sources(records: &RecordSet) -> Vec<Source> {
    let columns = records.columns_of(CODE);
    let mut sources = Vec::new();
    if !columns.is_empty() {
        sources.push(Source::Columns(columns));
    }
    sources.push(Source::Label);
    let leading = (0..records.typed.table.columns.len())
        .take_while(|&column| !records.is_additive(column))
        .filter(|&column| {
            let field = records.fields.get(column).and_then(Option::as_ref);
            field.is_none_or(|field| field.name != CODE)
        });
    sources.extend(leading.map(Source::Numbering));
    sources
}

/// Whether codes make a tree: enough of them, of more than one length. Numbers that are not called
/// codes must hang together as well.
fn has_levels(mended: &Mended, source: &Source) -> bool {
    let codes = || mended.codes.iter().flatten();
    let n_codes = codes().count();
    let lengths = codes().map(|code| code.parts.len());
    let (Some(shortest), Some(longest)) = (lengths.clone().min(), lengths.max()) else {
        return false;
    };
    if n_codes < 2 || shortest == longest {
        return false;
    }
    let longer = || codes().filter(|code| code.parts.len() > shortest);
    let n_linked = longer()
        .filter(|code| mended.forest.linked(&code.parts) > 0)
        .count();
    let hangs_together = n_linked * 10 >= longer().count() * 8;
    let are_many = n_codes * 2 >= mended.codes.len();
    let are_some = n_codes * 10 >= mended.codes.len();
    match source {
        Source::Columns(_) => are_many || (hangs_together && are_some),
        // Details without a number may stand below the numbered ones.
        Source::Label => hangs_together && are_some && longer().count() * 2 >= n_codes,
        Source::Numbering(_) => are_many && hangs_together,
    }
}

fn grow_from(
    records: &mut RecordSet,
    source: &Source,
    written: &[Option<Written>],
    mended: Mended,
    scheme: CodeScheme,
    findings: &mut Vec<Finding>,
) {
    name_lines(records, source, written);
    let remarks = remarks(records, &mended.codes);
    let planted = plant(&mended.codes, &mended.forest, &Sums::of(records), |line| {
        remarks.get(line).copied().unwrap_or_default()
    });
    set_parents(&mut records.lines, &planted.parents);
    let columns = match source {
        Source::Columns(columns) => columns.clone(),
        Source::Label => label_columns(records),
        // Numbers of an outline place rows, and mean nothing outside their table.
        Source::Numbering(_) => return,
    };
    let mut telling = tell::Telling {
        records,
        written,
        columns: &columns,
        findings,
    };
    telling.damaged(&mended);
    telling.missing_headings(&mended, &planted.misplaced);
    let codes: Vec<Option<AccountCode>> = telling.contradictions(mended.codes, &planted.misplaced);
    levels::name(records, &codes, scheme);
}

fn label_columns(records: &RecordSet) -> Vec<usize> {
    let named = records.columns_of("uraian");
    if named.is_empty() {
        (0..records.typed.table.columns.len())
            .take_while(|&column| !records.is_additive(column))
            .collect()
    } else {
        named
    }
}

/// Where code and label share a cell, the name is what stands behind the code.
fn name_lines(records: &mut RecordSet, source: &Source, written: &[Option<Written>]) {
    if matches!(source, Source::Numbering(_)) {
        return;
    }
    for (line, written) in records.lines.iter_mut().zip(written) {
        let Some(written) = written else { continue };
        let rest = &written.spelt.rest;
        if !rest.is_empty() && normalize(&line.name) == normalize(&written.raw) {
            line.name.clone_from(rest);
        }
    }
}

/// Whether each line belongs to a list of some of what a sum holds ("di antaranya").
fn remarks(records: &RecordSet, codes: &[Option<AccountCode>]) -> Vec<bool> {
    let rows = &records.typed.table.rows;
    let mut is_list = false;
    let mut next_row = 0;
    let mut remarks = Vec::with_capacity(codes.len());
    for (line, code) in records.lines.iter().zip(codes) {
        let between = rows.get(next_row..line.row_idx).unwrap_or_default();
        is_list |= between
            .iter()
            .any(|row| row.kind == RowKind::Note && begins_of_which(&row.label));
        next_row = line.row_idx + 1;
        is_list = code.is_none() && (is_list || begins_of_which(&line.name));
        remarks.push(is_list);
    }
    remarks
}

/// Whether a label begins a list of some of what a sum holds.
pub(super) fn begins_of_which(label: &str) -> bool {
    let words = normalize(label);
    OF_WHICH
        .iter()
        .any(|phrase| words == *phrase || words.starts_with(&format!("{phrase} ")))
}
