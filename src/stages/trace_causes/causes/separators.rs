//! Dots and commas read the other way round: `12,345` typed for twelve thousand in a column whose
//! comma is decimal.

use rust_decimal::Decimal;

use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};

/// The text of the cell, read the other way, is the right number.
pub(super) fn swapped(case: &Case<'_, '_>) -> Option<Explanation> {
    let seat = case.context.atlas.seat(case.place)?;
    let raw = &seat.records.typed.cells.get(&case.place.cell)?.raw();
    let is_swapped = [('.', ','), (',', '.')].into_iter().any(|(group, point)| {
        let read = read(raw, group, point);
        read == Some(case.right) && read != Some(case.stated.value)
    });
    is_swapped.then_some(Explanation::new(
        CauseKind::SwappedSeparators,
        Confidence::Likely,
    ))
}

/// A text as a number whose groups and decimals are parted by these signs.
fn read(text: &str, group: char, point: char) -> Option<Decimal> {
    let text = text
        .trim()
        .trim_start_matches("Rp")
        .trim_start_matches('.')
        .trim();
    if !text.contains(['.', ',']) {
        return None;
    }
    let (whole, decimals) = text.split_once(point).unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(group);
    let first = groups.next()?;
    // A group has three digits, the first at most three.
    let is_grouped = groups.clone().count() == 0
        || (first.len() <= 3 && !first.is_empty() && groups.all(|digits| digits.len() == 3));
    if !is_grouped || decimals.contains(group) {
        return None;
    }
    let plain: String = whole.chars().filter(|&c| c != group).collect();
    let number = if decimals.is_empty() {
        plain
    } else {
        format!("{plain}.{decimals}")
    };
    number
        .parse::<Decimal>()
        .ok()
        .map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_both_ways() {
        let cases = [
            ("12,345", ',', '.', Some("12345")),
            ("12,345", '.', ',', Some("12.345")),
            ("1.234.567,50", '.', ',', Some("1234567.5")),
            ("1.234.567,50", ',', '.', None),
            ("Rp. 12.345", '.', ',', Some("12345")),
            ("12345", '.', ',', None),
        ];
        for (text, group, point, wanted) in cases {
            let wanted = wanted.map(|number| number.parse::<Decimal>().expect("a decimal"));
            assert_eq!(read(text, group, point), wanted, "{text}");
        }
    }
}
