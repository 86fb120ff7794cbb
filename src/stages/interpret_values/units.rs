//! What numbers count: from header words, from a unit column, from the cell to the right.

use crate::model::amount::{Grain, Percent, Scale, Unit, Value};
use crate::model::place::CellRef;
use crate::model::table::{Column, Table};
use crate::model::text::{has_any, has_lone_percent, has_phrase, is_normally, normalize};
use crate::model::typed::TypedTable;

/// Header words of columns that hold labels and identifiers, never amounts.
const LABEL_WORDS: &[&str] = &[
    "no",
    "nomor",
    "kode",
    "kode rekening",
    "nip",
    "nik",
    "uraian",
    "keterangan",
    "satuan",
    "nama",
    "tahun",
];

/// The words of a header, normalised once for all that is asked of them.
pub(super) struct HeaderWords(Vec<String>);

impl HeaderWords {
    pub(super) fn of(column: &Column) -> Self {
        Self(column.path.iter().map(|text| normalize(text)).collect())
    }

    /// Its lowest text.
    pub(super) fn last(&self) -> &str {
        self.0.last().map_or("", String::as_str)
    }

    /// Its texts from the topmost down.
    pub(super) fn texts(&self) -> &[String] {
        &self.0
    }
}

/// Whether a header says that the column holds labels: its lowest word, or `kode` anywhere.
pub(super) fn is_label(column: &Column, words: &HeaderWords) -> bool {
    if column.formula.is_some() {
        return false;
    }
    let last = words.last();
    LABEL_WORDS.contains(&last)
        || ["no ", "nomor "]
            .iter()
            .any(|start| last.starts_with(start))
        || names_identifiers(words)
        || is_code(words)
}

/// Whether a header says that the column holds codes: `kode` anywhere.
pub(super) fn is_code(words: &HeaderWords) -> bool {
    let mut texts = words.texts().iter();
    texts.any(|text| text.starts_with("kode ") || text == "kode")
}

/// Header words of columns that hold numbers of persons and things.
const IDENTIFIERS: &[&str] = &[
    "nip",
    "nik",
    "nrp",
    "npwp",
    "niy",
    "nuptk",
    "telepon",
    "telp",
    "telpon",
    "hp",
    "whatsapp",
    "wa",
    "norek",
    "no rekening",
    "nomor rekening",
    "rekening bank",
    "kode pos",
    "no kk",
    "nomor kk",
];

/// Whether a header says that the column holds numbers that name somebody or something.
pub(super) fn names_identifiers(words: &HeaderWords) -> bool {
    let last = words.last();
    let counts = &["jumlah", "total", "realisasi", "biaya", "belanja"];
    has_any(last, IDENTIFIERS) && !has_any(last, counts)
}

/// Words of headers over amounts of money.
const MONEY_WORDS: &[&str] = &[
    "anggaran",
    "pagu",
    "realisasi",
    "sisa",
    "belanja",
    "pendapatan",
    "pembiayaan",
    "penerimaan",
    "pengeluaran",
    "surplus",
    "defisit",
    "jumlah",
    "total",
    "harga",
    "biaya",
    "dana",
    "apbd",
    "apbn",
    "dak",
    "dau",
    "dbh",
    "pad",
    "silpa",
    "plafon",
    "selisih",
    "saldo",
    "aset",
    "kewajiban",
    "ekuitas",
    "bertambah",
    "berkurang",
    "sebelum",
    "sesudah",
    "setelah",
    "perubahan",
    "murni",
    "nilai",
];
/// Words of headers over anything else.
const COUNT_WORDS: &[&str] = &[
    "fisik",
    "target",
    "capaian",
    "kinerja",
    "volume",
    "satuan",
    "orang",
    "jiwa",
    "pegawai",
    "paket",
    "indeks",
    "skor",
    "bobot",
    "rasio",
    "umur",
    "luas",
    "indikator",
    "koefisien",
    "output",
    "keluaran",
];
/// Words of headers over money even where each row has a unit of its own.
const SURE_MONEY_WORDS: &[&str] = &[
    "anggaran",
    "pagu",
    "belanja",
    "pendapatan",
    "harga",
    "biaya",
    "dana",
    "plafon",
];

/// Whether a header without a unit stands over money, where the table counts amounts in thousands
/// or millions. A table with a column of units counts other things too.
pub(super) fn is_over_money(words: &HeaderWords, has_unit_column: bool) -> bool {
    let has = |list: &[&str]| words.texts().iter().any(|text| has_any(text, list));
    let money = if has_unit_column {
        SURE_MONEY_WORDS
    } else {
        MONEY_WORDS
    };
    has(money) && !has(COUNT_WORDS)
}

/// Whether the table writes the unit of each row in a column of its own.
pub(super) fn has_unit_column(table: &Table) -> bool {
    table.columns.iter().any(is_unit_column)
}

fn is_unit_column(column: &Column) -> bool {
    column
        .path
        .last()
        .is_some_and(|text| is_normally(text, "satuan"))
}

/// The unit a header states.
pub(super) fn of_header(words: &HeaderWords) -> Option<Unit> {
    for text in words.texts().iter().rev() {
        if has_any(text, &["rp", "rupiah"]) {
            return Some(Unit::Rupiah);
        }
        if has_lone_percent(text) || has_any(text, &["persen", "persentase"]) {
            return Some(Unit::Percent);
        }
    }
    None
}

/// Gives numbers without a unit the one written beside them: in an unlabelled column to the right,
/// or in the row's cell under `Satuan`.
pub(super) fn lend_units(typed: &mut TypedTable) {
    let unit_columns: Vec<u32> = typed
        .table
        .columns
        .iter()
        .filter(|column| is_unit_column(column))
        .map(|column| column.col)
        .collect();
    let unlabelled: Vec<u32> = typed
        .table
        .columns
        .iter()
        .filter(|column| column.path.is_empty() && column.col > 0)
        .map(|column| column.col)
        .collect();
    let row_unit = unit_columns.as_slice();
    if unit_columns.is_empty() && unlabelled.is_empty() {
        return;
    }
    let mut changes: Vec<(CellRef, Unit, Scale)> = Vec::new();
    for (at, cell) in typed.cells.iter() {
        if !matches!(cell.value(), Value::Number(_)) {
            continue;
        }
        let Some(own) = typed.table.column_of(at) else {
            continue;
        };
        let right = unlabelled.contains(&(own + 1)).then_some(own + 1);
        let unit = right
            .into_iter()
            .chain(row_unit.iter().copied())
            .filter(|&col| col != own)
            .filter_map(|col| typed.table.sheet_col(at.row, col))
            .find_map(|col| typed.cells.get(&CellRef::new(at.row, col)))
            .and_then(|cell| unit_word(&cell.raw()));
        if let Some((unit, scale)) = unit {
            changes.push((at, unit, scale));
        }
    }
    for (at, unit, scale) in changes {
        if unit == Unit::Rupiah {
            typed.take_as_rupiah(at, scale);
            continue;
        }
        let Some(cell) = typed.cells.get_mut(&at) else {
            continue;
        };
        let Some(value) = cell.value().number() else {
            continue;
        };
        match unit {
            Unit::Percent => {
                let grain = match cell.grain() {
                    Grain::Exact => Grain::Decimals(value.scale()),
                    grain @ (Grain::Decimals(_) | Grain::Tens(_)) => grain,
                };
                cell.take_for(Value::Percent(Percent(value)), grain);
            }
            Unit::Named(word) => cell.take_for(Value::of(value, word), cell.grain()),
            Unit::Rupiah | Unit::Unknown => {}
        }
    }
}

/// A unit written alone in a cell: `%`, `Persen (%)`, `Dokumen`, `Rp juta`.
fn unit_word(raw: &str) -> Option<(Unit, Scale)> {
    let words = normalize(raw);
    if words.is_empty() || words.split(' ').count() > 4 || words.bytes().any(|b| b.is_ascii_digit())
    {
        return None;
    }
    if words.contains('%') || has_phrase(&words, "persen") {
        return Some((Unit::Percent, Scale::ONE));
    }
    if let Some(scale) = super::scale::of_unit(&words) {
        return Some((Unit::Rupiah, scale));
    }
    if words == "rp" || words == "rupiah" {
        return Some((Unit::Rupiah, Scale::ONE));
    }
    Some((Unit::Named(words.into()), Scale::ONE))
}
