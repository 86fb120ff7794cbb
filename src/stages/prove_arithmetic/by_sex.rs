//! Counts of persons by sex: `L`, `P` and what both make. Headers in, claims out. Of whole numbers a header that
//! names both (`L+P`), or one that stands under the same head as the two, means their sum; a lone
//! `Jumlah`, most rows must bear out. Rates and means of both (`angka`, `cakupan`, `rata-rata`) lie between
//! those of either and are never claimed.

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;

const MEN: &[&str] = &["laki laki", "laki", "lk", "l", "pria", "putra", "male"];
const WOMEN: &[&str] = &["perempuan", "pr", "p", "wanita", "putri", "female"];
/// What a column of both is called.
const WHOLE: &[&str] = &["jumlah", "total", "jml", "jumlah total", "total jumlah"];
/// Signs and words between the two that say they are added.
const ADDED: &[&str] = &["+", "&", " dan "];

/// Rows that must bear out what single letters say.
const ROWS_OF_LETTERS: usize = 2;

/// Two columns beside each other that count men and women of the same.
struct Pair {
    men: usize,
    women: usize,
    /// Of whom: the words of both headers without those of sex.
    of: String,
}

/// What a column is called that may state what both make.
struct Whole {
    column: usize,
    /// Of whom: the words without those of the whole.
    of: String,
    is_both: bool,
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let pairs: Vec<Pair> = (1..draft.n_columns())
        .filter_map(|idx| pair(draft, idx))
        .collect();
    if pairs.is_empty() {
        return;
    }
    let wholes = (0..draft.n_columns()).filter_map(|column| whole(draft, column));
    let mut claims: Vec<(Across, Words)> = wholes
        .filter_map(|whole| both(draft, &pairs, &whole))
        .collect();
    claims.extend(of_each(draft, &pairs));
    for (claim, words) in claims {
        claim.claim(draft, words);
    }
}

/// The pair whose right column this is.
fn pair(draft: &Draft<'_>, right: usize) -> Option<Pair> {
    let left = right.checked_sub(1)?;
    let are_one =
        counts(draft, left) && counts(draft, right) && group(draft, left) == group(draft, right);
    if !are_one {
        return None;
    }
    let head = |column| draft.lowest_head(column);
    let (men, women, of, of_women) = match (without(head(left), MEN), without(head(right), WOMEN)) {
        (Some(of), Some(of_women)) => (left, right, of, of_women),
        _ => (
            right,
            left,
            without(head(right), MEN)?,
            without(head(left), WOMEN)?,
        ),
    };
    (of == of_women).then(|| Pair {
        men,
        women,
        of: of.to_owned(),
    })
}

/// The column as one that both may make.
fn whole(draft: &Draft<'_>, column: usize) -> Option<Whole> {
    let path = &draft.records.typed.table.columns.get(column)?.path;
    let head = draft.lowest_head(column);
    if !counts(draft, column) {
        return None;
    }
    let raw = path.last()?;
    let names_both = without(head, WOMEN)
        .and_then(|rest| without(rest.strip_suffix(" dan").unwrap_or(rest), MEN));
    if let Some(of) = names_both {
        let is_both = ADDED.iter().any(|sign| raw.contains(sign));
        let of = without(of, WHOLE).unwrap_or(of).to_owned();
        return Some(Whole {
            column,
            of,
            is_both,
        });
    }
    let of = without(head, WHOLE)?.to_owned();
    Some(Whole {
        column,
        of,
        is_both: false,
    })
}

/// What both make: the pair of the same words under the same head, nearest to the left, else to the right.
fn both(draft: &Draft<'_>, pairs: &[Pair], whole: &Whole) -> Option<(Across, Words)> {
    let same: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| {
            let is_of = pair.of == whole.of || without(&pair.of, WHOLE) == Some(whole.of.as_str());
            is_of
                && group(draft, pair.men) == group(draft, whole.column)
                && ![pair.men, pair.women].contains(&whole.column)
        })
        .collect();
    let is_left = |pair: &&&Pair| pair.men.max(pair.women) < whole.column;
    let pair = same.iter().rev().find(is_left).or_else(|| same.first())?;
    if lies_between(draft, pair, whole.column) {
        return None;
    }
    let claim = Across::sum(whole.column, vec![pair.men, pair.women]);
    let are_whole = [pair.men, pair.women, whole.column].iter().all(|&column| {
        let reading = draft.records.typed.columns.get(column);
        reading.is_some_and(|reading| reading.decimals == 0)
    });
    let is_grouped = group(draft, whole.column).is_some_and(|group| !group.is_empty());
    let is_beside = pair.men.max(pair.women) + 1 == whole.column;
    let is_lone = same.len() == 1 && (is_grouped || is_beside);
    // Letters may be length and width as well.
    let n_wanted = if whole.is_both {
        0
    } else if is_letter(draft, pair.men) {
        ROWS_OF_LETTERS
    } else {
        1
    };
    let is_meant = are_whole && (whole.is_both || is_lone);
    let words = if is_meant && claim.support(draft) >= n_wanted {
        Words::Settle
    } else {
        Words::Suggest
    };
    Some((claim, words))
}

/// Whether most figures of a column lie between those of both sexes, as a rate or mean of both does and a
/// count of both never.
fn lies_between(draft: &Draft<'_>, pair: &Pair, whole: usize) -> bool {
    let (mut n_between, mut n_beyond) = (0, 0);
    for row in 0..draft.records.typed.table.rows.len() {
        let number = |column| draft.number(row, column).map(|(_, stated)| stated.value);
        let (Some(men), Some(women), Some(both)) =
            (number(pair.men), number(pair.women), number(whole))
        else {
            continue;
        };
        if men.min(women) <= Decimal::ZERO {
            continue;
        }
        if both <= men.max(women) {
            n_between += 1;
        } else {
            n_beyond += 1;
        }
    }
    n_between > n_beyond
}

/// All men and all women, where their columns stand beside those of each sort.
fn of_each(draft: &Draft<'_>, pairs: &[Pair]) -> Vec<(Across, Words)> {
    let is_all = |pair: &Pair| {
        WHOLE.contains(&pair.of.as_str())
            || group(draft, pair.men)
                .is_some_and(|group| matches!(group, [first] if WHOLE.contains(&first.as_str())))
    };
    let mut claims = Vec::new();
    let mut from = 0;
    for (idx, all) in pairs.iter().enumerate().filter(|(_, pair)| is_all(pair)) {
        let parts = pairs.get(from..idx).unwrap_or_default();
        from = idx + 1;
        if parts.len() < 2 {
            continue;
        }
        let men = parts.iter().map(|pair| pair.men).collect();
        let women = parts.iter().map(|pair| pair.women).collect();
        claims.push((Across::sum(all.men, men), Words::Suggest));
        claims.push((Across::sum(all.women, women), Words::Suggest));
    }
    claims
}

/// Whether a column holds counts: plain numbers.
fn counts(draft: &Draft<'_>, column: usize) -> bool {
    let reading = draft.records.typed.columns.get(column);
    reading.is_some_and(|reading| {
        reading.n_numbers > 0 && !matches!(reading.unit, Some(Unit::Rupiah | Unit::Percent))
    })
}

/// Whether a header ends or begins with a single letter for the sex.
fn is_letter(draft: &Draft<'_>, column: usize) -> bool {
    let mut words = draft.lowest_head(column).split(' ');
    let is_one = |word: &str| word.len() == 1;
    words.clone().next().is_some_and(is_one) || words.next_back().is_some_and(is_one)
}

/// The heads that a column stands under.
fn group<'d>(draft: &'d Draft<'_>, column: usize) -> Option<&'d [String]> {
    let head = draft.heads.get(column)?;
    head.split_last().map(|(_, group)| group)
}

/// What is left of a header that begins or ends with one of these words.
fn without<'h>(head: &'h str, words: &[&str]) -> Option<&'h str> {
    words.iter().find_map(|word| {
        let behind = head.strip_prefix(word);
        let behind = behind.filter(|rest| rest.is_empty() || rest.starts_with(' '));
        let before = head.strip_suffix(word);
        let before = before.filter(|rest| rest.is_empty() || rest.ends_with(' '));
        behind.or(before).map(str::trim)
    })
}
