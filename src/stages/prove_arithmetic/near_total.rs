//! Whether a bare `Jumlah` over figures that are neither money nor known to add up is meant as their sum,
//! though it misses it: figures that count things, and a total so near their sum that it is no mean,
//! rate or balance; or as the whole of 100 that its parts make; or as the balance that the last line
//! leaves. Words and numbers in, yes or no out. Never claims anything itself.

use rust_decimal::Decimal;

use super::witness::Witness;
use super::{Draft, holds};
use crate::model::amount::Unit;
use crate::model::relation::{Operation, Stated, compute};
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

/// The words of a label that says no more than that it is a total.
const BARE: &[&str] = &[
    "jumlah",
    "total",
    "jml",
    "grand",
    "sub",
    "subtotal",
    "keseluruhan",
    "seluruhnya",
    "seluruh",
];
/// Words of columns whose figures are not added up.
const NOT_ADDED: &[&str] = &[
    "%",
    "persen",
    "persentase",
    "percent",
    "rata",
    "rerata",
    "mean",
    "indeks",
    "index",
    "rasio",
    "ratio",
    "harga",
    "tarif",
    "biaya satuan",
    "umur",
    "usia",
    "suhu",
    "produktivitas",
    "provitas",
    "kepadatan",
    "kumulatif",
    "akumulasi",
    "saldo",
    "skor",
    "score",
    "ipk",
    "tahun",
    "nomor",
    "no",
    "kode",
    "jarak",
    "tinggi",
    "lama",
    "capaian",
    "kinerja",
    "pertumbuhan",
    "laju",
    "tingkat",
    "angka",
    "peringkat",
    "ranking",
    "per",
    "sd",
    "s d",
    "maksimal",
    "minimal",
    "tertinggi",
    "terendah",
    "target",
    "nilai",
];
/// Fewest figures that a total near their sum is no accident of.
const MIN_PARTS: usize = 3;
/// By how many hundredths of the sum a total may miss it.
const NEAR: i64 = 25;

/// Most figures below another that may make it.
const MAX_NESTED: usize = 12;

/// Whether a label says no more than that it is a total.
pub(super) fn is_bare(label: &str) -> bool {
    let words = normalize(label);
    words.split(' ').all(|word| BARE.contains(&word))
}

/// Whether a total states a balance that goes on from line to line as the last line leaves it, as a
/// cash book does.
pub(super) fn restates_last(
    draft: &Draft<'_>,
    column: usize,
    total: &Stated,
    numbers: &[Stated],
) -> bool {
    let Some(head) = draft.records.typed.table.columns.get(column) else {
        return false;
    };
    let is_balance = head.path.iter().any(|text| {
        let text = normalize(text);
        BALANCES.iter().any(|word| has_phrase(&text, word))
    });
    is_balance
        && numbers.len() > 1
        && numbers.last().is_some_and(|last| last.value == total.value)
        && !holds(Operation::Sum, total, numbers)
}

/// Words of columns that may carry a balance from line to line.
const BALANCES: &[&str] = &["saldo", "sisa", "kumulatif", "stok", "balance"];

/// Whether a total is near the sum of its parts, and nothing else can be meant.
pub(super) fn is_meant(
    draft: &Draft<'_>,
    row_idx: usize,
    column: usize,
    total: &Stated,
    parts: &[Stated],
    witness: Witness,
) -> bool {
    let table = &draft.records.typed.table;
    let (Some(row), Some(head)) = (table.rows.get(row_idx), table.columns.get(column)) else {
        return false;
    };
    let counts =
        |stated: &Stated| !stated.value.is_sign_negative() && !matches!(stated.unit, Unit::Percent);
    let n_positive = parts.iter().filter(|part| !part.value.is_zero()).count();
    if !row.is_sure
        || !is_bare(&row.label)
        || is_not_added(head)
        || n_positive < MIN_PARTS
        || !parts.iter().chain([total]).all(counts)
    {
        return false;
    }
    let Some(sum) = compute(Operation::Sum, parts) else {
        return false;
    };
    let miss = (total.value - sum).abs();
    let largest = parts.iter().map(|part| part.value).max();
    misses_little(miss, sum)
        && largest < Some(total.value)
        && !is_rounded(total.value, miss)
        // Where another column bears the lines out, small figures make each other by chance.
        && (witness != Witness::Nothing || !is_nested(parts))
}

/// Whether a column's total may be meant as those beside it are, which its other columns bear out: it is
/// larger than its parts and near what they make, and the column is no rate.
pub(super) fn is_like(draft: &Draft<'_>, column: usize, total: &Stated, parts: &[Stated]) -> bool {
    let head = draft.records.typed.table.columns.get(column);
    let is_rate = |head: &Column| {
        let words = normalize(head.path.last().map_or("", String::as_str));
        NOT_ADDED.iter().any(|word| has_phrase(&words, word))
    };
    let largest = parts.iter().map(|part| part.value).max();
    total.unit != Unit::Percent
        && head.is_some_and(|head| !is_rate(head))
        && parts.iter().all(|part| !part.value.is_sign_negative())
        && largest < Some(total.value)
        && is_near(total, parts)
}

/// Whether a total misses the sum of its parts by little.
pub(super) fn is_near(total: &Stated, parts: &[Stated]) -> bool {
    compute(Operation::Sum, parts)
        .is_some_and(|sum| misses_little((total.value - sum).abs(), sum.abs()))
}

fn misses_little(miss: Decimal, sum: Decimal) -> bool {
    let miss = miss.checked_mul(Decimal::ONE_HUNDRED);
    let near = sum.checked_mul(Decimal::from(NEAR));
    miss.zip(near).is_some_and(|(miss, near)| miss <= near)
}

/// Whether one of the figures is the sum of those right below it: then they are not all added up.
fn is_nested(parts: &[Stated]) -> bool {
    (0..parts.len()).any(|idx| {
        let (Some(head), Some(below)) = (parts.get(idx), parts.get(idx + 1..)) else {
            return false;
        };
        let mut sum = Decimal::ZERO;
        below
            .iter()
            .take(MAX_NESTED)
            .enumerate()
            .any(|(nth, part)| {
                sum = sum.saturating_add(part.value);
                nth > 0 && sum == head.value && !sum.is_zero()
            })
    })
}

fn is_not_added(head: &Column) -> bool {
    let words = normalize(&head.title());
    NOT_ADDED.iter().any(|word| has_phrase(&words, word))
}

/// Whether a unit is a hundredth of a total at most.
fn is_small(unit: Decimal, total: Decimal) -> bool {
    let hundred = unit.checked_mul(Decimal::ONE_HUNDRED);
    hundred.is_some_and(|hundred| hundred <= total)
}

/// Whether a total is its sum rounded to tens or more, a hundredth of it at most.
fn is_rounded(total: Decimal, miss: Decimal) -> bool {
    let mut unit = Decimal::TEN;
    let mut is_rounded = false;
    while is_small(unit, total) && (total % unit).is_zero() {
        is_rounded |= miss < unit;
        let Some(next) = unit.checked_mul(Decimal::TEN) else {
            break;
        };
        unit = next;
    }
    is_rounded
}

/// Words of columns whose figures are parts of a whole.
const PARTS: &[&str] = &[
    "bobot",
    "proporsi",
    "komposisi",
    "porsi",
    "pangsa",
    "distribusi",
    "kontribusi",
    "andil",
];
/// Words of percentages that are no parts of a whole.
const RATES: &[&str] = &[
    "capaian",
    "realisasi",
    "serapan",
    "penyerapan",
    "fisik",
    "kemajuan",
    "progres",
    "pertumbuhan",
    "kenaikan",
    "target",
    "kumulatif",
];
/// How far percentages without such a word may be from making the whole, in points.
const NEAR_WHOLE: i64 = 10;

/// Whether a column is said to make the whole of 100: its header says that its figures are parts, or
/// they are percentages each less than the whole, which no mean of them could state, and make it
/// nearly.
pub(super) fn is_whole(draft: &Draft<'_>, column: usize, total: &Stated, parts: &[Stated]) -> bool {
    if total.value != Decimal::ONE_HUNDRED {
        return false;
    }
    let typed = &draft.records.typed;
    let head = typed.table.columns.get(column);
    let head = normalize(&head.map(Column::title).unwrap_or_default());
    let says = |words: &[&str]| words.iter().any(|word| has_phrase(&head, word));
    if says(PARTS) && !says(RATES) {
        return true;
    }
    let is_percent = total.unit == Unit::Percent || head.contains('%') || says(&["persen"]);
    let is_part =
        |part: &Stated| !part.value.is_sign_negative() && part.value < Decimal::ONE_HUNDRED;
    let miss = compute(Operation::Sum, parts).map(|sum| (sum - Decimal::ONE_HUNDRED).abs());
    is_percent
        && !says(RATES)
        && parts.len() > 1
        && parts.iter().all(is_part)
        && miss.is_some_and(|miss| miss <= NEAR_WHOLE.into())
}
