//! What there is to tell of codes: damaged ones, headings that are not there, one code for two names,
//! rows that stand elsewhere than their codes say. Codes and the tree in, findings out.

use std::collections::{BTreeMap, BTreeSet};

use super::mend::Mended;
use super::runs;
use super::spelling::Code;
use super::written::Written;
use crate::model::code::AccountCode;
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::text::{likeness, normalize};

/// How alike names of one item are at least, however they are abbreviated or misspelt.
const MIN_LIKENESS: f64 = 0.7;
/// One repeated code in so many rows is a slip; more are the table's way to list details.
const RARE: usize = 10;
/// So few are slips in any table.
const FEW: usize = 2;

/// What findings are made from.
pub(super) struct Telling<'a> {
    pub(super) records: &'a RecordSet,
    pub(super) written: &'a [Option<Written>],
    pub(super) columns: &'a [usize],
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Telling<'_> {
    /// The cell of a line's code, or of its name where it has none.
    fn place(&self, line: usize) -> Option<Place> {
        let row_idx = self.records.lines.get(line)?.row_idx;
        let mut columns = self.columns.iter().rev();
        columns
            .find_map(|&column| self.records.place(row_idx, column))
            .or_else(|| {
                (0..self.records.typed.table.columns.len())
                    .find_map(|column| self.records.place(row_idx, column))
            })
    }

    fn raw(&self, line: usize) -> String {
        let written = self.written.get(line).and_then(Option::as_ref);
        written.map_or_else(String::new, |written| written.raw.clone())
    }

    fn name(&self, line: usize) -> String {
        self.records
            .lines
            .get(line)
            .map_or_else(String::new, |line| line.name.to_string())
    }

    /// Codes that were not whole, each; zeros that were lost, once.
    pub(super) fn damaged(&mut self, mended: &Mended) {
        for &line in &mended.damaged {
            let (Some(place), Some(Some(code))) = (self.place(line), mended.codes.get(line)) else {
                continue;
            };
            let finding = Finding::at("R020", Severity::Warning, &place)
                .fact("raw", self.raw(line))
                .fact("code", code.to_string());
            self.findings.push(finding);
        }
        let first = mended.zero_lost.first().copied();
        if let Some(line) = first
            && let (Some(place), Some(Some(code))) = (self.place(line), mended.codes.get(line))
        {
            let finding = Finding::at("R052", Severity::Warning, &place)
                .fact("raw", self.raw(line))
                .fact("code", code.to_string())
                .fact("count", mended.zero_lost.len().to_string());
            self.findings.push(finding);
        }
    }

    /// Headings that codes name and no row bears, where most codes of that length have theirs.
    /// Rows that stand elsewhere than their codes say are told as such.
    pub(super) fn missing_headings(&mut self, mended: &Mended, misplaced: &[usize]) {
        let usual = mended.usual_links();
        let mut told: BTreeSet<Vec<u32>> = BTreeSet::new();
        for (line, code) in mended.codes.iter().enumerate() {
            let Some(code) = code else { continue };
            let Some(&len) = usual.get(&code.parts.len()) else {
                continue;
            };
            let is_told = misplaced.binary_search(&line).is_ok();
            if is_told || mended.forest.linked(&code.parts) >= len {
                continue;
            }
            let missing = code.cut(len);
            let Some(place) = self
                .place(line)
                .filter(|_| told.insert(missing.parts.clone()))
            else {
                continue;
            };
            let finding = Finding::at("R050", Severity::Warning, &place)
                .fact("code", code.to_string())
                .fact("label", self.name(line))
                .fact("missing", missing.to_string());
            self.findings.push(finding);
        }
    }

    /// One code for two names, and rows that stand elsewhere than their codes say. A row whose place
    /// contradicts a code that is another's gets the code of its place.
    pub(super) fn contradictions(
        &mut self,
        mut codes: Vec<Option<AccountCode>>,
        misplaced: &[usize],
    ) -> Vec<Option<AccountCode>> {
        let mut first: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
        let mut repeated = Vec::new();
        let mut told = BTreeSet::new();
        for idx in 0..codes.len() {
            let Some(Some(code)) = codes.get(idx) else {
                continue;
            };
            let Some(&earlier) = first.get(&code.parts) else {
                first.insert(code.parts.clone(), idx);
                continue;
            };
            let code = code.clone();
            let (Some(line), Some(twin)) =
                (self.records.lines.get(idx), self.records.lines.get(earlier))
            else {
                continue;
            };
            let is_misplaced = misplaced.binary_search(&idx).is_ok();
            let is_sibling = line.parent == twin.parent && line.is_leaf && twin.is_leaf;
            let may_be_slip = is_sibling && !is_too_many(repeated.len(), codes.len());
            if !(is_misplaced || may_be_slip) || is_one_name(&line.name, &twin.name) {
                continue;
            }
            let parent_code = line
                .parent
                .and_then(|parent| codes.get(parent).cloned().flatten());
            let expected = parent_code
                .filter(|parent| !parent.is_above(&code) && parent.parts != code.parts)
                .filter(|parent| parent.parts.len() < code.parts.len())
                .map(|parent| code.under(&parent));
            match expected {
                Some(expected) if is_misplaced => {
                    told.insert(idx);
                    self.tell_duplicate(idx, earlier, &code, &expected);
                    if let Some(slot) = codes.get_mut(idx) {
                        *slot = Some(expected);
                    }
                }
                _ if may_be_slip => repeated.push((idx, earlier)),
                _ => {}
            }
        }
        self.tell_repeated(&codes, &repeated);
        for line in misplaced.iter().filter(|line| !told.contains(line)) {
            self.tell_misplaced(*line, &codes);
        }
        codes
    }

    fn tell_duplicate(
        &mut self,
        idx: usize,
        earlier: usize,
        code: &AccountCode,
        expected: &AccountCode,
    ) {
        let Some(place) = self.part_place(idx, code, expected) else {
            return;
        };
        let finding = Finding::at("R021", Severity::Error, &place)
            .fact("code", code.to_string())
            .fact("label", self.name(idx))
            .fact("other", self.name(earlier))
            .fact("expected", expected.to_string());
        self.findings.push(finding);
    }

    /// The same code for two rows below one heading: a slip where it is rare.
    fn tell_repeated(&mut self, codes: &[Option<AccountCode>], repeated: &[(usize, usize)]) {
        if is_too_many(repeated.len(), codes.len()) {
            return;
        }
        for &(line, earlier) in repeated {
            let (Some(place), Some(Some(code))) = (self.place(line), codes.get(line)) else {
                continue;
            };
            let finding = Finding::at("R051", Severity::Warning, &place)
                .fact("code", code.to_string())
                .fact("label", self.name(line))
                .fact("other", self.name(earlier));
            self.findings.push(finding);
        }
    }

    fn tell_misplaced(&mut self, line: usize, codes: &[Option<AccountCode>]) {
        let parent = self.records.lines.get(line).and_then(|line| line.parent);
        let (Some(parent), Some(Some(code))) = (parent, codes.get(line)) else {
            return;
        };
        let Some(Some(parent_code)) = codes.get(parent) else {
            return;
        };
        let expected = code.under(parent_code);
        let Some(place) = self.part_place(line, code, &expected) else {
            return;
        };
        let finding = Finding::at("R053", Severity::Warning, &place)
            .fact("code", code.to_string())
            .fact("label", self.name(line))
            .fact("parent", self.name(parent))
            .fact("expected", expected.to_string());
        self.findings.push(finding);
    }

    /// The cell with the part of a code that is to be mended.
    fn part_place(&self, line: usize, code: &AccountCode, expected: &AccountCode) -> Option<Place> {
        let differing = code
            .parts
            .iter()
            .zip(&expected.parts)
            .position(|(a, b)| a != b);
        let row_idx = self.records.lines.get(line)?.row_idx;
        differing
            .filter(|_| self.columns.len() > 1)
            .and_then(|part| self.part_column(code, part, row_idx))
            .or_else(|| self.place(line))
    }

    /// The cell that holds a part of a code split over columns.
    fn part_column(&self, code: &AccountCode, part: usize, row_idx: usize) -> Option<Place> {
        let mut seen = 0;
        for &column in self.columns {
            let n_parts = self
                .records
                .typed
                .text(row_idx, column)
                .and_then(|text| AccountCode::read(&text))
                .map_or(0, |piece| piece.parts.len());
            if part < seen + n_parts && part < code.parts.len() {
                return self.records.place(row_idx, column);
            }
            seen += n_parts;
        }
        None
    }
}

/// Codes without signs between their parts whose levels have widths that no nomenclature has.
pub(super) fn unknown_widths(
    records: &RecordSet,
    written: &[Option<Written>],
    columns: &[usize],
) -> Option<Finding> {
    let spelt: Vec<Option<&Code>> = written
        .iter()
        .map(|written| written.as_ref().map(|written| &written.spelt.code))
        .collect();
    let lengths = runs::unknown_lengths(&spelt)?;
    let (line, first) = records
        .lines
        .iter()
        .zip(written)
        .find_map(|(line, written)| Some((line, written.as_ref()?)))?;
    let mut places = columns.iter();
    let place = places.find_map(|&column| records.place(line.row_idx, column))?;
    let lengths: Vec<String> = lengths.iter().map(ToString::to_string).collect();
    Some(
        Finding::at("R054", Severity::Warning, &place)
            .fact("raw", first.raw.clone())
            .fact("count", spelt.iter().flatten().count().to_string())
            .fact("lengths", lengths.join(", ")),
    )
}

/// Whether codes are repeated so often that it is the table's way.
fn is_too_many(n_repeated: usize, n_codes: usize) -> bool {
    n_repeated > FEW && n_repeated * RARE > n_codes
}

/// Longest part of a name that is compared, in characters.
const COMPARED: usize = 120;

/// Whether two names mean one item: alike but for case, spelling and abbreviation.
fn is_one_name(a: &str, b: &str) -> bool {
    let begin = |name: &str| name.chars().take(COMPARED).collect::<String>();
    let (a, b) = (normalize(&begin(a)), normalize(&begin(b)));
    if a == b || likeness(&a, &b) >= MIN_LIKENESS {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    is_shortened(&short, &long)
}

/// Whether every word of the short text is the beginning or the letters of a word of the long one, in
/// order: `Peny. Lap. Keu.` for `Penyusunan Laporan Keuangan`.
fn is_shortened(short: &str, long: &str) -> bool {
    let mut words = long.split(' ');
    !short.is_empty()
        && short
            .split(' ')
            .all(|word| words.any(|other| is_drawn_from(word, other)))
}

/// Whether a word begins as the other does and its letters stand in it in order.
fn is_drawn_from(word: &str, other: &str) -> bool {
    let mut letters = other.chars();
    word.chars().next() == other.chars().next() && word.chars().all(|c| letters.any(|o| o == c))
}

#[cfg(test)]
mod tests {
    use super::is_one_name;

    #[test]
    fn abbreviations_and_spellings_are_one_name() {
        let cases = [
            (
                "Penyusunan Laporan Keuangan",
                "PENYUSUNAN LAPORAN KEUANGAN",
                true,
            ),
            ("Penyusunan Laporan Keuangan", "Peny. Lap. Keu.", true),
            (
                "Penyediaan Gaji dan Tunjangan ASN",
                "Penyediaan Gaji & Tunjangan ASN",
                true,
            ),
            (
                "Pengelolaan Media Komunikasi",
                "Pengelolan Media Komunikasi",
                true,
            ),
            ("Pengelolaan Media", "Diseminasi Informasi", false),
            ("Pemeliharaan Gedung", "Pembangunan Jembatan Gantung", false),
        ];
        for (a, b, is_one) in cases {
            assert_eq!(is_one_name(a, b), is_one, "{a} / {b}");
        }
    }
}
