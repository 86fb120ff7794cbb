//! What tells how numbers are written where no number of a table does: numbers of the sheet outside the
//! table, and the language of the table's words. Comes in: the table and its grid. Goes out: votes, which
//! never outweigh one number of the table itself.

use std::collections::BTreeSet;

use super::number::{Parsed, Reading, read};
use super::tally::Votes;
use crate::model::grid::{Content, Grid};
use crate::model::table::Table;
use crate::model::words::words;

/// Cells of the sheet that are looked at; more where the table itself has more.
const MIN_CELLS: usize = 4_000;

/// The votes of the sheet's texts outside the rows of a table.
pub(super) fn votes(table: &Table, grid: &Grid) -> Votes {
    let rows = table.rows.iter().flat_map(|row| &row.sheet_rows);
    let own: BTreeSet<u32> = rows.copied().collect();
    let room = MIN_CELLS.max(table.rows.len().saturating_mul(table.columns.len()));
    let mut votes = Votes::default();
    for (&at, cell) in grid.cells.iter().take(room) {
        let Content::Text(text) = &cell.content else {
            continue;
        };
        if own.contains(&at.row) {
            continue;
        }
        if let Reading::Number(parsed) = read(text)
            && is_sure(text, &parsed)
        {
            votes.count(parsed.proves(), at);
        }
    }
    votes
}

/// Whether a text can be nothing but a number; `2.01` may be a code.
fn is_sure(text: &str, parsed: &Parsed) -> bool {
    parsed.is_rupiah
        || parsed.is_percent
        || parsed.decimal_sign() != Some('.')
        || text.contains(',')
}

/// Labels that are enough to know a language.
const MAX_LABELS: usize = 50;
/// Words that only an English table has.
const ENGLISH: &[&str] = &[
    "the",
    "of",
    "and",
    "in",
    "by",
    "per",
    "amount",
    "year",
    "number",
    "budget",
    "actual",
    "rate",
    "name",
    "description",
    "population",
    "quantity",
    "price",
    "unit",
    "date",
    "sales",
    "cost",
    "revenue",
    "expenditure",
    "income",
    "area",
    "average",
    "workers",
    "employees",
    "students",
    "visitors",
    "households",
    "people",
    "value",
    "month",
    "district",
    "village",
    "item",
    "items",
];
/// Words that only an Indonesian table has.
const INDONESIAN: &[&str] = &[
    "dan",
    "yang",
    "di",
    "dari",
    "untuk",
    "dengan",
    "jumlah",
    "tahun",
    "uraian",
    "kode",
    "anggaran",
    "realisasi",
    "nama",
    "keterangan",
    "satuan",
    "luas",
    "kecamatan",
    "desa",
    "kabupaten",
    "penduduk",
    "orang",
    "nilai",
    "pagu",
    "belanja",
    "program",
    "kegiatan",
    "dinas",
    "menurut",
    "bulan",
    "harga",
    "laki",
    "perempuan",
    "sekolah",
    "siswa",
];

/// Whether the words of a table are English.
pub(super) fn speaks_english(table: &Table) -> bool {
    let labels = table.rows.iter().take(MAX_LABELS).map(|row| &*row.label);
    let headers = table.columns.iter().flat_map(|column| &column.path);
    let (mut n_english, mut n_indonesian) = (0, 0);
    let titles = table.titles.iter().chain(headers);
    for word in titles.map(String::as_str).chain(labels).flat_map(words) {
        n_english += usize::from(ENGLISH.contains(&word.as_str()));
        n_indonesian += usize::from(INDONESIAN.contains(&word.as_str()));
    }
    n_english > 1 && n_english > n_indonesian * 2
}
