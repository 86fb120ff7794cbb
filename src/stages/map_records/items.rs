//! What the columns say of rows without a code: items of the account above them have a quantity, a price and
//! what both make, which accounts do not; rows that only state an amount may head some of the items.
//! Records and codes in, what they say out; plants nothing.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::code::AccountCode;
use crate::model::record::RecordSet;
use crate::model::table::Column;
use crate::model::text::normalize;

/// Fields of an item: how many, at what price, and what that makes; before a change and after it.
const FIELDS: &[[&str; 3]] = &[
    ["koefisien", "harga", "pagu"],
    ["koefisien-sebelum", "harga-sebelum", "pagu-sebelum"],
];
/// The same by the words of their headers, where the kind knows no such fields.
const WORDS: [&[&str]; 3] = [
    &[
        "koefisien",
        "volume",
        "vol",
        "kuantitas",
        "banyaknya",
        "qty",
    ],
    &["harga satuan", "harga", "tarif", "biaya satuan"],
    &["jumlah", "jumlah harga", "total", "total harga"],
];
/// How far taxes may lift what an item makes, in percent.
const MOST_TAX: i64 = 15;

/// Columns of an item.
type Columns = [usize; 3];

/// What is known of the rows without a code.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// Whether the words leave nothing else than that they are items of the account above: all of them are, or
    /// head some, or say nothing in figures; no account is one; and most make what they state, so that the
    /// figures are read as they were meant.
    pub(super) are_settled: bool,
    /// Per line the one without a code that it stands under.
    pub(super) heads: Vec<Option<usize>>,
}

/// A row as its figures show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Account,
    /// Whether quantity and price make its amount.
    Item(bool),
    /// An amount without quantity and price.
    Amount,
    Silent,
}

/// Reads what the columns say.
pub(super) fn read(records: &RecordSet, codes: &[Option<AccountCode>]) -> Items {
    let column = |field: &&str| records.columns_of(field).first().copied();
    let mut sets: Vec<Columns> = FIELDS
        .iter()
        .filter_map(|fields| {
            let columns: Option<Vec<usize>> = fields.iter().map(column).collect();
            columns?.try_into().ok()
        })
        .collect();
    if sets.is_empty() {
        sets.extend(by_words(records));
    }
    let n_coded = codes.iter().flatten().count();
    if sets.is_empty() || n_coded == 0 || n_coded == codes.len() {
        return Items::default();
    }
    let additive: Vec<usize> = (0..records.typed.table.columns.len())
        .filter(|&column| records.is_additive(column))
        .collect();
    let lines = records.lines.iter().zip(codes);
    let rows: Option<Vec<Row>> = lines
        .map(|(line, code)| {
            let number = |column: usize| {
                let (_, stated) = records.typed.number(line.row_idx, column)?;
                Some(stated.value)
            };
            let items: Vec<bool> = sets.iter().filter_map(|set| makes(set, number)).collect();
            let has_amount = additive.iter().any(|&column| number(column).is_some());
            match (code, items.is_empty()) {
                (Some(_), true) => Some(Row::Account),
                (Some(_), false) => None,
                (None, false) => Some(Row::Item(items.contains(&true))),
                (None, true) if has_amount => Some(Row::Amount),
                (None, true) => Some(Row::Silent),
            }
        })
        .collect();
    let Some(rows) = rows else {
        return Items::default();
    };
    let count = |wanted: fn(&Row) -> bool| rows.iter().filter(|row| wanted(row)).count();
    let n_items = count(|row| matches!(row, Row::Item(_)));
    let n_made = count(|row| *row == Row::Item(true));
    let heads = heads(records, &rows, &additive);
    let has_amounts = rows.contains(&Row::Amount);
    Items {
        are_settled: n_items > 0
            && n_made * 3 >= n_items * 2
            && (!has_amounts || heads.iter().any(Option::is_some)),
        heads,
    }
}

/// The only columns whose headers say so.
fn by_words(records: &RecordSet) -> Option<Columns> {
    let columns = &records.typed.table.columns;
    let says = |column: &Column, words: &[&str]| {
        let head = normalize(column.path.last().map_or("", String::as_str));
        let head = head.strip_suffix(" rp").unwrap_or(&head);
        words.contains(&head)
    };
    let only = |words: &[&str]| {
        let mut found = (0..columns.len())
            .filter(|&idx| columns.get(idx).is_some_and(|column| says(column, words)));
        found.next().filter(|_| found.next().is_none())
    };
    let [quantity, price, amount] = WORDS.map(only);
    Some([quantity?, price?, amount?])
}

/// Of a row with all three figures, whether quantity and price make the third, with or without taxes.
fn makes(set: &Columns, number: impl Fn(usize) -> Option<Decimal>) -> Option<bool> {
    let [quantity, price, amount] = set.map(number);
    let (quantity, price, amount) = (quantity?, price?, amount?);
    let made = quantity.checked_mul(price);
    let most = made.and_then(|made| made.checked_mul(Decimal::from(100 + MOST_TAX)));
    let hundredfold = amount.checked_mul(Decimal::ONE_HUNDRED);
    let is_within = made
        .zip(most.zip(hundredfold))
        .is_some_and(|(made, (most, hundredfold))| made <= amount && hundredfold <= most);
    Some(is_within)
}

/// The heads of rows without a code, where at least half of those that have a sign, or two of three without,
/// are the sum of what stands under them: such as `[#]` over `[-]` over the items.
fn heads(records: &RecordSet, rows: &[Row], additive: &[usize]) -> Vec<Option<usize>> {
    let mut heads: Vec<Option<usize>> = vec![None; rows.len()];
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    // The heads above a row, with their depths.
    let mut path: Vec<(usize, usize)> = Vec::new();
    let lines = records.lines.iter();
    for ((idx, row), line) in rows.iter().enumerate().zip(lines) {
        match row {
            Row::Account => path.clear(),
            Row::Amount => {
                let next = depths.len();
                let depth = *depths.entry(marker(&line.name)).or_insert(next);
                while path.last().is_some_and(|(_, above)| *above >= depth) {
                    path.pop();
                }
                if let Some(slot) = heads.get_mut(idx) {
                    *slot = path.last().map(|(head, _)| *head);
                }
                path.push((idx, depth));
            }
            Row::Item(_) => {
                if let Some(slot) = heads.get_mut(idx) {
                    *slot = path.last().map(|(head, _)| *head);
                }
            }
            Row::Silent => {}
        }
    }
    let number = |idx: usize, column: usize| {
        let line = records.lines.get(idx)?;
        let (_, stated) = records.typed.number(line.row_idx, column)?;
        Some(stated.value)
    };
    let (mut n_heads, mut n_holding) = (0_usize, 0_usize);
    for &column in additive {
        let mut under: BTreeMap<usize, Decimal> = BTreeMap::new();
        for (idx, head) in heads.iter().enumerate() {
            if let Some((head, number)) = head.zip(number(idx, column)) {
                let sum = under.entry(head).or_default();
                *sum = sum.saturating_add(number);
            }
        }
        for (head, sum) in under {
            if let Some(stated) = number(head, column) {
                n_heads += 1;
                n_holding += usize::from(stated == sum);
            }
        }
    }
    // A sum given in one piece looks like a head without a sign.
    let is_borne_out = n_holding > 0
        && if depths.contains_key("") {
            n_holding * 3 >= n_heads * 2
        } else {
            n_holding * 2 >= n_heads
        };
    if is_borne_out { heads } else { Vec::new() }
}

/// The signs before a name: `[#]`, `-`; none before most.
fn marker(name: &str) -> &str {
    let first = name.split_whitespace().next().unwrap_or_default();
    if first.chars().any(char::is_alphanumeric) {
        ""
    } else {
        first
    }
}
