//! The tree of codes: read as they are written, mended where one is damaged, decided by the sums
//! where codes are silent or contradict the places of their rows.

use std::collections::BTreeSet;

use super::fields::CODE;
use super::items;
use super::levels;
use super::mend::{Mended, mend};
use super::plant::{Blanks, plant};
use super::set_parents;
use super::sums::Sums;
use super::tell;
use super::written::{self, Source, Written};
use crate::config::profile::CodeScheme;
use crate::model::amount::Value;
use crate::model::code::AccountCode;
use crate::model::finding::Finding;
use crate::model::of_which;
use crate::model::record::RecordSet;
use crate::model::table::RowKind;
use crate::model::text::normalize;

/// Grows the tree from codes, if there are some with levels.
pub(super) fn grow(
    records: &mut RecordSet,
    scheme: CodeScheme,
    findings: &mut Vec<Finding>,
) -> bool {
    for source in sources(records) {
        let written = written::codes(records, &source);
        let is_no_code = are_dates(&written)
            || are_figures(records, &source, &written)
            || (records.kind.is_none() && are_serial(&written));
        if is_no_code {
            continue;
        }
        let mended = mend(
            &written,
            scheme == CodeScheme::Rekening,
            matches!(source, Source::Columns(_)),
        );
        if let Source::Columns(columns) = &source {
            findings.extend(tell::unknown_widths(records, &written, columns));
        }
        let may_be_chance = records.kind.is_none() && matches!(source, Source::Numbering(_));
        let is_list = records.kind.is_none() && are_classes(&mended);
        let is_tree =
            !is_list && has_levels(&mended, &source) && (!may_be_chance || goes_up(&mended));
        if is_tree || has_items(records, &mended, &source) {
            grow_from(records, &source, &written, mended, scheme, findings);
            return true;
        }
    }
    false
}

/// Whether what stands where labels are is figures and nothing else, in a table of unknown kind: a code
/// there has a name behind it.
fn are_figures(records: &RecordSet, source: &Source, written: &[Option<Written>]) -> bool {
    let mut all = written.iter().flatten();
    *source == Source::Label
        && records.kind.is_none()
        && all.all(|written| written.spelt.rest.is_empty())
}

/// Whether nearly all of what is written are days such as `1/1/85`: three numbers between strokes, of which
/// one is a month and another a day. Codes that a spreadsheet made dates of are some among many.
fn are_dates(written: &[Option<Written>]) -> bool {
    let all = || written.iter().flatten();
    let n_dates = all().filter(|written| is_day(written.raw.trim())).count();
    n_dates > 0 && n_dates * 10 >= all().count() * 9
}

/// Most rows that are numbered by hand from one on with numbers that may be codes.
const FEW_ROWS: usize = 999;

/// Whether rows are numbered one after the other, in a long list: `10000` is no part of `1` there.
fn are_serial(written: &[Option<Written>]) -> bool {
    let numbers: Vec<u64> = written
        .iter()
        .filter_map(|written| written.as_ref()?.raw.trim().parse().ok())
        .collect();
    let n_next = numbers
        .windows(2)
        .filter(|pair| matches!(pair, [one, next] if one.checked_add(1) == Some(*next)))
        .count();
    written.len() > FEW_ROWS && n_next * 20 >= written.len() * 19
}

fn is_day(text: &str) -> bool {
    if !text.contains('/') {
        return false;
    }
    let pieces: Vec<&str> = text.split('/').collect();
    let numbers: Option<Vec<u16>> = pieces.iter().map(|piece| piece.parse().ok()).collect();
    let Some([first, second, third]) = numbers.as_deref() else {
        return false;
    };
    let is_month = |number: u16| (1..=12).contains(&number);
    let is_day = |number: u16| (1..=31).contains(&number);
    let is_pair =
        |one: u16, other: u16| (is_month(one) && is_day(other)) || (is_day(one) && is_month(other));
    is_pair(*first, *second) || is_pair(*second, *third)
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
        })
        .filter(|&column| may_number(records, column));
    sources.extend(leading.map(Source::Numbering));
    sources
}

/// Longest number that is a single part of a code, whatever stands beside it.
const SINGLE_PART: usize = 4;

/// Whether a column may number an outline: not where nothing but short numbers stands in it, which have
/// one part each, nor where most are counts of something (`1.200 Ton`).
fn may_number(records: &RecordSet, column: usize) -> bool {
    let is_single =
        |text: &str| text.len() <= SINGLE_PART && text.bytes().all(|b| b.is_ascii_digit());
    let lines = records.lines.iter();
    let cells = lines.filter_map(|line| records.typed.cell(line.row_idx, column));
    let (mut n_cells, mut n_counts) = (0_usize, 0_usize);
    for cell in cells {
        n_cells += 1;
        n_counts += usize::from(matches!(cell.value(), Value::Quantity(_)));
    }
    let are_counts = n_counts > 0 && n_counts * 2 >= n_cells;
    !are_counts
        && records.lines.iter().any(|line| {
            let text = records.typed.text(line.row_idx, column);
            text.is_some_and(|text| !is_single(&text))
        })
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

/// Whether codes only say of what class each row is: many come again further down, and no row bears what
/// another begins with.
fn are_classes(mended: &Mended) -> bool {
    let codes: Vec<&[u32]> = mended
        .codes
        .iter()
        .flatten()
        .map(|code| code.parts.as_slice())
        .collect();
    let mut seen: BTreeSet<&[u32]> = BTreeSet::new();
    let (mut last, mut n_again): (&[u32], usize) = (&[], 0);
    for &code in &codes {
        n_again += usize::from(!seen.insert(code) && code != last);
        last = code;
    }
    let mut links = codes.iter().map(|code| mended.forest.linked(code));
    n_again * 3 > codes.len() && links.all(|length| length == 0)
}

/// Whether codes of one level head rows without any that add up to theirs, as items below an account do.
fn has_items(records: &RecordSet, mended: &Mended, source: &Source) -> bool {
    let codes = &mended.codes;
    let n_coded = codes.iter().flatten().count();
    let is_headed = codes.first().is_some_and(Option::is_some);
    if !matches!(source, Source::Columns(_)) || !is_headed || n_coded == codes.len() {
        return false;
    }
    if items::read(records, codes).are_settled {
        return true;
    }
    if n_coded < 2 {
        return false;
    }
    let mut head = None;
    let parents = codes.iter().enumerate().map(|(line, code)| match code {
        Some(_) => {
            head = Some(line);
            None
        }
        None => head,
    });
    let sums = Sums::of(records);
    let score = sums.score(&parents.collect::<Vec<_>>());
    score.is_borne_out()
        && score.holding > 1
        && score.is_better_than(sums.score(&vec![None; codes.len()]))
}

/// Whether codes go up from row to row, but for some that begin again or come twice: an outline does,
/// figures that only look like codes do not.
fn goes_up(mended: &Mended) -> bool {
    let codes: Vec<&[u32]> = mended
        .codes
        .iter()
        .flatten()
        .map(|code| code.parts.as_slice())
        .collect();
    let steps = codes.windows(2);
    let n_steps = steps.len();
    let n_up = steps
        .filter(|pair| matches!(pair, [before, after] if before < after))
        .count();
    n_up * 3 >= n_steps * 2
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
    let blanks = Blanks {
        items: items::read(records, &mended.codes),
        is_remark: remarks,
    };
    let planted = plant(&mended.codes, &mended.forest, &Sums::of(records), &blanks);
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
    levels::name(records, codes, scheme);
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
            line.name = rest.as_str().into();
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
            .any(|row| row.kind == RowKind::Note && of_which::begins(&normalize(&row.label)));
        next_row = line.row_idx + 1;
        is_list = code.is_none() && (is_list || of_which::begins(&normalize(&line.name)));
        remarks.push(is_list);
    }
    remarks
}
