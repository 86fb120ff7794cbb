//! The tree of codes: repaired where a part is lost, decided by the sums where a code stands twice
//! or contradicts the place of its row.

use std::collections::BTreeMap;

use super::sums::Sums;
use super::{APART, set_parents, written_codes};
use crate::config::profile::CodeScheme;
use crate::model::code::AccountCode;
use crate::model::finding::{Finding, Severity};
use crate::model::record::RecordSet;
use crate::model::text::{has_phrase, normalize};

/// Most rows whose place in the tree is decided by trying both.
const MAX_OPEN: usize = 64;
/// Codes of headings have at most this many parts.
const HEADING_PARTS: usize = 2;

/// Grows the tree from a column of codes, if there is one with levels.
pub(super) fn grow(
    records: &mut RecordSet,
    scheme: CodeScheme,
    findings: &mut Vec<Finding>,
) -> bool {
    let columns = records.columns_of("kode");
    if columns.is_empty() {
        return false;
    }
    let written = written_codes(records, &columns);
    let mut codes: Vec<Option<AccountCode>> = written
        .iter()
        .map(|text| text.as_deref().and_then(AccountCode::read))
        .collect();
    let n_codes = codes.iter().flatten().count();
    let lengths = codes.iter().flatten().map(|code| code.parts.len());
    // Details of a known kind may have none: line items under their account.
    let lines_a_code = if records.kind.is_some() { 10 } else { 2 };
    if n_codes * lines_a_code < records.lines.len()
        || n_codes < 2
        || lengths.clone().max() == lengths.min()
    {
        return false;
    }
    repair(records, &mut codes, &written, &columns, findings);
    let (mut parents, open) = plant(&codes);
    decide(records, &mut parents, &open);
    set_parents(&mut records.lines, &parents);
    tell_duplicates(records, &mut codes, &columns, findings);
    name_levels(records, &codes, scheme);
    true
}

/// Puts back a first part that was lost, where the code above shows it.
fn repair(
    records: &RecordSet,
    codes: &mut [Option<AccountCode>],
    written: &[Option<String>],
    columns: &[usize],
    findings: &mut Vec<Finding>,
) {
    let mut above: Option<AccountCode> = None;
    for ((code, line), raw) in codes.iter_mut().zip(&records.lines).zip(written) {
        let Some(current) = code else { continue };
        let fits = above.as_ref().filter(|above| {
            let lost = current.first_lost || current.parts.first() != above.parts.first();
            lost && above.parts.len() >= 3
                && above.parts.get(1) == current.parts.first()
                && above.parts.get(2) == current.parts.get(1)
        });
        if let Some(whole) = fits
            .and_then(|above| above.written.first())
            .map(|first| current.with_first(first))
        {
            if let Some(place) = columns
                .iter()
                .find_map(|&column| records.place(line.row_idx, column))
            {
                findings.push(
                    Finding::at("R020", Severity::Warning, &place)
                        .fact("raw", raw.clone().unwrap_or_default())
                        .fact("code", whole.to_string()),
                );
            }
            *code = Some(whole);
        }
        above.clone_from(code);
    }
}

/// A row whose parent words leave open: the parent chosen first, and the other.
struct Open {
    line: usize,
    other: Option<usize>,
}

/// Parents by code, and the rows where code and place, or two rows of one code, disagree.
fn plant(codes: &[Option<AccountCode>]) -> (Vec<Option<usize>>, Vec<Open>) {
    let mut latest: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(codes.len());
    let mut open = Vec::new();
    // The rows on the way from the root to the row above.
    let mut path: Vec<usize> = Vec::new();
    for (idx, code) in codes.iter().enumerate() {
        let Some(code) = code else {
            // A row without a code (a surplus, a remark) belongs to no sum, unless the sums say
            // that it stands beside the row above it.
            let above = path.last().copied();
            open.push(Open {
                line: idx,
                other: above.and_then(|above| parents.get(above).copied().flatten()),
            });
            parents.push(Some(APART));
            continue;
        };
        let length = |line: usize| {
            codes
                .get(line)
                .and_then(Option::as_ref)
                .map_or(0, |code| code.parts.len())
        };
        let by_code = (1..code.parts.len())
            .rev()
            .find_map(|len| latest.get(code.parts.get(..len)?).copied());
        let by_place = path
            .iter()
            .rev()
            .copied()
            .find(|&line| length(line) < code.parts.len());
        let twin = latest.get(&code.parts).copied();
        let parent = match twin {
            // The same code on an urusan and on its narrower heading: inside it, or beside it.
            Some(twin) if code.parts.len() <= HEADING_PARTS => {
                let beside = parents.get(twin).copied().flatten();
                open.push(Open {
                    line: idx,
                    other: beside,
                });
                Some(twin)
            }
            _ => {
                if by_place != by_code && (twin.is_some() || by_code.is_some()) {
                    open.push(Open {
                        line: idx,
                        other: by_place,
                    });
                }
                by_code
            }
        };
        parents.push(parent);
        while path
            .last()
            .is_some_and(|&line| length(line) >= code.parts.len() && Some(line) != parent)
        {
            path.pop();
        }
        path.push(idx);
        latest.insert(code.parts.clone(), idx);
    }
    (parents, open)
}

/// Tries both parents of each open row and keeps the one with which more sums hold.
fn decide(records: &RecordSet, parents: &mut [Option<usize>], open: &[Open]) {
    if open.is_empty() || open.len() > MAX_OPEN {
        return;
    }
    let sums = Sums::of(records);
    for Open { line, other } in open {
        let before = sums.score(parents);
        let Some(slot) = parents.get_mut(*line) else {
            continue;
        };
        let kept = std::mem::replace(slot, *other);
        if sums.score(parents) <= before
            && let Some(slot) = parents.get_mut(*line)
        {
            *slot = kept;
        }
    }
}

/// Tells codes given to two names; the row whose place contradicts its code gets the code of its place.
fn tell_duplicates(
    records: &mut RecordSet,
    codes: &mut [Option<AccountCode>],
    columns: &[usize],
    findings: &mut Vec<Finding>,
) {
    let mut first: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for idx in 0..codes.len() {
        let Some(code) = codes.get(idx).cloned().flatten() else {
            continue;
        };
        let Some(&earlier) = first.get(&code.parts) else {
            first.insert(code.parts, idx);
            continue;
        };
        let (Some(line), Some(twin)) = (records.lines.get(idx), records.lines.get(earlier)) else {
            continue;
        };
        let parent_code = line
            .parent
            .and_then(|parent| codes.get(parent).cloned().flatten());
        let misplaced = parent_code
            .as_ref()
            .is_some_and(|parent| !parent.is_above(&code) && parent.parts != code.parts);
        if !misplaced || normalize(&line.name) == normalize(&twin.name) {
            continue;
        }
        let expected = parent_code.map(|parent| code.under(&parent));
        let place = columns
            .iter()
            .rev()
            .find_map(|&column| records.place(line.row_idx, column));
        if let (Some(expected), Some(mut place)) = (expected, place) {
            // The part that contradicts the place is the one to mend.
            if let Some(part) = differing_part(&code, &expected)
                && columns.len() > 1
                && let Some(at) = part_column(&code, part, columns, records, line.row_idx)
            {
                place = at;
            }
            findings.push(
                Finding::at("R021", Severity::Error, &place)
                    .fact("code", code.to_string())
                    .fact("label", line.name.clone())
                    .fact("other", twin.name.clone())
                    .fact("expected", expected.to_string()),
            );
            if let Some(slot) = codes.get_mut(idx) {
                *slot = Some(expected);
            }
        }
    }
}

fn differing_part(code: &AccountCode, expected: &AccountCode) -> Option<usize> {
    code.parts
        .iter()
        .zip(&expected.parts)
        .position(|(a, b)| a != b)
}

/// The cell that holds a part of a code split over columns.
fn part_column(
    code: &AccountCode,
    part: usize,
    columns: &[usize],
    records: &RecordSet,
    row_idx: usize,
) -> Option<crate::model::place::Place> {
    let mut seen = 0;
    for &column in columns {
        let n_parts = records
            .typed
            .text(row_idx, column)
            .and_then(AccountCode::read)
            .map_or(0, |piece| piece.parts.len());
        if part < seen + n_parts && part < code.parts.len() {
            return records.place(row_idx, column);
        }
        seen += n_parts;
    }
    None
}

fn name_levels(records: &mut RecordSet, codes: &[Option<AccountCode>], scheme: CodeScheme) {
    // A spending code with six parts begins with the urusan's own digit; with five it was left out.
    let longest = codes
        .iter()
        .flatten()
        .map(|code| code.parts.len())
        .max()
        .unwrap_or(0);
    let program_at = codes
        .iter()
        .zip(&records.lines)
        .filter(|(_, line)| normalize(&line.name).starts_with("program "))
        .filter_map(|(code, _)| code.as_ref().map(|code| code.parts.len()))
        .max();
    let has_urusan_digit = longest >= 6 || (longest < 5 && program_at == Some(3));
    for idx in 0..records.lines.len() {
        let Some(code) = codes.get(idx).cloned().flatten() else {
            continue;
        };
        let key = match (scheme, code.parts.as_slice()) {
            (CodeScheme::Program, [_, rest @ ..]) if has_urusan_digit && !rest.is_empty() => {
                rest.to_vec()
            }
            (CodeScheme::Program | CodeScheme::Rekening, parts) => parts.to_vec(),
        };
        let has_twin_parent = records
            .lines
            .get(idx)
            .and_then(|line| line.parent)
            .is_some_and(|parent| {
                codes
                    .get(parent)
                    .and_then(Option::as_ref)
                    .is_some_and(|other| other.parts == code.parts)
            });
        let Some(line) = records.lines.get_mut(idx) else {
            continue;
        };
        line.level = level(scheme, key.len(), has_twin_parent, &line.name).map(str::to_owned);
        line.code = Some(code);
        line.key = key;
    }
}

fn level(
    scheme: CodeScheme,
    n_parts: usize,
    has_twin_parent: bool,
    name: &str,
) -> Option<&'static str> {
    match (scheme, n_parts) {
        (CodeScheme::Program, 1) => {
            let words = normalize(name);
            let is_bidang = has_twin_parent || has_phrase(&words, "bidang");
            Some(if is_bidang || !words.starts_with("urusan") {
                "bidang"
            } else {
                "urusan"
            })
        }
        (CodeScheme::Program, 2) => Some("program"),
        (CodeScheme::Program, 4) => Some("kegiatan"),
        (CodeScheme::Program, 5) => Some("sub kegiatan"),
        (CodeScheme::Rekening, 1) => Some("akun"),
        (CodeScheme::Rekening, 2) => Some("kelompok"),
        (CodeScheme::Rekening, 3) => Some("jenis"),
        (CodeScheme::Rekening, 4) => Some("objek"),
        (CodeScheme::Rekening, 5) => Some("rincian objek"),
        (CodeScheme::Rekening, 6) => Some("sub rincian objek"),
        (CodeScheme::Program | CodeScheme::Rekening, _) => None,
    }
}
