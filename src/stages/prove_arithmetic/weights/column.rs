//! A column whose header says that it holds weights, and whether one list that does not make the whole
//! is near enough to it that it must be wrong. Never reads what a table with a total row says.

use rust_decimal::Decimal;

use super::super::Draft;
use super::MIN_WEIGHTS;
use super::groups::Group;
use crate::model::amount::Unit;
use crate::model::place::CellRef;
use crate::model::record::RecordSet;
use crate::model::table::{Column, RowKind};
use crate::model::text::{has_phrase, normalize};

/// Words that begin the header of a column of weights.
const WEIGHS: &[&str] = &["bobot", "weight", "weights", "weighting"];
/// Words that may stand before them.
const BEFORE: &[&str] = &["%", "persen", "persentase", "besaran"];
/// Words that make them something else: what came of them, or what they weigh on scales.
const NOT_WEIGHTS: &[&str] = &[
    "x",
    "kali",
    "nilai",
    "skor",
    "score",
    "capaian",
    "realisasi",
    "rencana",
    "prestasi",
    "progres",
    "progress",
    "kemajuan",
    "kumulatif",
    "tertimbang",
    "weighted",
    "deviasi",
    "minggu",
    "bulan",
    "lalu",
    "ini",
    "jumlah",
    "total",
    "kg",
    "kilogram",
    "gram",
    "gr",
    "ton",
    "kuintal",
    "badan",
    "hidup",
    "karkas",
    "ternak",
    "sks",
    "lahir",
    "kotor",
    "bersih",
    "jenis",
    "kering",
    "basah",
];
/// Words of a list that holds only some of what there is.
const EXCERPT: &[&str] = &[
    "sebagian",
    "terbesar",
    "tertinggi",
    "terendah",
    "teratas",
    "top",
    "contoh",
    "lanjutan",
    "kutipan",
    "petikan",
    "dst",
    "dan seterusnya",
];
/// By how many hundredths of the whole one list may miss it and still be meant to make it: where its
/// blocks share their weights, where its header says percent, where it only says weight.
const NEAR_CONFIRMED: i64 = 30;
const NEAR_PERCENT: i64 = 20;
const NEAR_PLAIN: i64 = 10;
/// Longest list without a percent sign whose sum near 100 is no accident.
const MAX_PLAIN: usize = 15;

/// A column of weights.
pub(super) struct WeightColumn {
    pub(super) col_idx: usize,
    /// What all of them make.
    pub(super) whole: Decimal,
    /// The header's cell.
    pub(super) header: Option<CellRef>,
    /// Whether a total row states what they make.
    pub(super) has_total: bool,
    is_percent: bool,
    is_excerpt: bool,
}

impl WeightColumn {
    pub(super) fn read(draft: &Draft<'_>, col_idx: usize) -> Option<Self> {
        let records = draft.records;
        let column = records.typed.table.columns.get(col_idx)?;
        if !weighs(column) {
            return None;
        }
        let numbers = records
            .lines
            .iter()
            .filter_map(|line| records.typed.number(line.row_idx, col_idx));
        let mut largest = Decimal::ZERO;
        for (_, stated) in numbers {
            let is_weight = stated.value >= Decimal::ZERO
                && stated.value <= Decimal::ONE_HUNDRED
                && matches!(stated.unit, Unit::Percent | Unit::Unknown);
            if !is_weight {
                return None;
            }
            largest = largest.max(stated.value);
        }
        if largest.is_zero() {
            return None;
        }
        let rows = records.typed.table.rows.iter().enumerate();
        let mut rows = rows.filter(|(_, row)| matches!(row.kind, RowKind::Total | RowKind::Mean));
        let has_total = rows.any(|(row_idx, _)| draft.operand(row_idx, col_idx).is_some());
        let unit = records.typed.columns.get(col_idx)?.unit.as_ref();
        Some(Self {
            col_idx,
            whole: if largest > Decimal::ONE {
                Decimal::ONE_HUNDRED
            } else {
                Decimal::ONE
            },
            header: column.header_cell,
            has_total,
            is_percent: unit == Some(&Unit::Percent),
            is_excerpt: is_excerpt(records),
        })
    }
}

/// Whether a header says weight.
pub(in super::super) fn weighs(column: &Column) -> bool {
    let path: Vec<String> = column.path.iter().map(|text| normalize(text)).collect();
    let Some(last) = path.last() else {
        return false;
    };
    let first = last.split(' ').find(|word| !BEFORE.contains(word));
    let says = |word: &&str| path.iter().any(|text| has_phrase(text, word));
    first.is_some_and(|first| WEIGHS.contains(&first)) && !NOT_WEIGHTS.iter().any(says)
}

fn is_excerpt(records: &RecordSet) -> bool {
    let table = &records.typed.table;
    let rows = table.rows.iter().map(|row| row.label.as_str());
    let texts = table.titles.iter().map(String::as_str).chain(rows);
    texts.map(normalize).any(|text| {
        let says = |word: &&str| has_phrase(&text, word);
        EXCERPT.iter().any(says)
    })
}

/// Whether one list misses the whole by so little that it must be meant to make it: round weights were
/// decided, so that one of them was mistyped or is missing. Others were computed, of what the list may
/// not hold.
pub(super) fn is_near(column: &WeightColumn, all: &Group, is_confirmed: bool) -> bool {
    let n_weights = all.members.len();
    let miss = all.sum.saturating_sub(column.whole).abs();
    let hundredths = match (is_confirmed, column.is_percent) {
        (true, _) => NEAR_CONFIRMED,
        (false, true) => NEAR_PERCENT,
        (false, false) if n_weights <= MAX_PLAIN => NEAR_PLAIN,
        (false, false) => return false,
    };
    n_weights >= MIN_WEIGHTS
        && !column.is_excerpt
        && all.is_whole
        && !all.is_rounded
        && miss.saturating_mul(Decimal::ONE_HUNDRED) <= column.whole * Decimal::from(hundredths)
}
