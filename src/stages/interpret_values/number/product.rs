//! Products written out in a cell: `12 Orang x 3 Bulan x Rp 150.000`. All factors must be numbers,
//! or the text is no product.

use super::{Parsed, Reading, read_one};

/// Most factors of a product.
const MAX_FACTORS: usize = 8;

/// Reads a product; `None` where the text is none.
pub(super) fn read_product(text: &str) -> Option<Reading> {
    if !text.contains(['x', 'X', '*', '@']) {
        return None;
    }
    let mut factors: Vec<Parsed> = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let behind = text.get(at + c.len_utf8()..).unwrap_or_default();
        if at > from && parts(before, c, behind) {
            factors.push(factor(text.get(from..at)?)?);
            from = at + c.len_utf8();
            if factors.len() >= MAX_FACTORS {
                return None;
            }
        }
        before = c;
    }
    if factors.is_empty() {
        return None;
    }
    factors.push(factor(text.get(from..)?)?);
    Some(Reading::Product(factors))
}

/// Whether a character multiplies: it stands behind a blank or digit, and before a number.
fn parts(before: char, c: char, behind: &str) -> bool {
    let is_sign = matches!(c, 'x' | 'X' | '*' | '@');
    let is_apart = before == ' ' || before == ')' || before == '%' || before.is_ascii_digit();
    let behind = behind.trim_start();
    let is_number = behind.starts_with(|c: char| c.is_ascii_digit())
        || super::strip_currency(behind)
            .is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
    is_sign && is_apart && is_number
}

fn factor(text: &str) -> Option<Parsed> {
    match read_one(text.trim()) {
        Reading::Number(parsed) => Some(parsed),
        _ => None,
    }
}
