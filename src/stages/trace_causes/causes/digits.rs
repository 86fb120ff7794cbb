//! Slips of the keyboard: one number typed for another that differs by one edit of its digits.

use rust_decimal::Decimal;

use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};

/// Two neighbouring digits in each other's place.
pub(super) fn transposed(case: &Case<'_, '_>) -> Option<Explanation> {
    explanation(case).filter(|explanation| explanation.kind == CauseKind::TransposedDigits)
}

/// Any other single slip.
pub(super) fn other_slip(case: &Case<'_, '_>) -> Option<Explanation> {
    explanation(case).filter(|explanation| explanation.kind != CauseKind::TransposedDigits)
}

fn explanation(case: &Case<'_, '_>) -> Option<Explanation> {
    let kind = digit_slip(case.stated.value, case.right)?;
    Some(Explanation::new(kind, Confidence::Likely))
}

/// Fewest digits of which one may be another, be missing or be one too many: any two shorter numbers
/// are one such edit apart.
const MIN_DIGITS: usize = 3;
/// Fewest digits of which two may have changed places: few numbers are another one turned around.
const MIN_SWAPPED: usize = 2;

/// The edit that turns the right number into the stated one.
pub(in super::super) fn digit_slip(stated: Decimal, right: Decimal) -> Option<CauseKind> {
    if stated == right || right.is_zero() {
        return None;
    }
    if stated == -right {
        return Some(CauseKind::WrongSign);
    }
    if stated.is_sign_negative() != right.is_sign_negative() {
        return None;
    }
    let (wrong, right) = digits(stated.abs(), right.abs());
    let (wrong, right) = (wrong.as_slice(), right.as_slice());
    if right.len() >= MIN_SWAPPED && is_swap(wrong, right) {
        return Some(CauseKind::TransposedDigits);
    }
    if right.len().max(wrong.len()) < MIN_DIGITS || right.len() < MIN_SWAPPED {
        return None;
    }
    if wrong.len() == right.len() {
        let n_other = wrong.iter().zip(right).filter(|(a, b)| a != b).count();
        return (n_other == 1).then_some(CauseKind::WrongDigit);
    }
    if trimmed(wrong) == trimmed(right) {
        return Some(CauseKind::WrongScale);
    }
    if wrong.len() + 1 == right.len() && is_deletion(wrong, right) {
        return Some(CauseKind::MissingDigit);
    }
    (right.len() + 1 == wrong.len() && is_deletion(right, wrong)).then_some(CauseKind::ExtraDigit)
}

/// The digits of both numbers at their common scale.
fn digits(a: Decimal, b: Decimal) -> (Vec<u8>, Vec<u8>) {
    let (a, b) = (a.normalize(), b.normalize());
    let scale = a.scale().max(b.scale());
    let at_scale = |number: Decimal| {
        let mut digits = number.mantissa().unsigned_abs().to_string().into_bytes();
        digits.extend(std::iter::repeat_n(b'0', (scale - number.scale()) as usize));
        digits
    };
    (at_scale(a), at_scale(b))
}

fn trimmed(digits: &[u8]) -> &[u8] {
    let end = digits
        .iter()
        .rposition(|&digit| digit != b'0')
        .map_or(0, |last| last + 1);
    digits.get(..end).unwrap_or_default()
}

fn is_swap(wrong: &[u8], right: &[u8]) -> bool {
    if wrong.len() != right.len() {
        return false;
    }
    let differing: Vec<usize> = (0..right.len())
        .filter(|&idx| wrong.get(idx) != right.get(idx))
        .collect();
    match differing.as_slice() {
        [first, second] => {
            *second == first + 1
                && wrong.get(*first) == right.get(*second)
                && wrong.get(*second) == right.get(*first)
        }
        _ => false,
    }
}

/// Whether leaving out one digit of `long` gives `short`.
fn is_deletion(short: &[u8], long: &[u8]) -> bool {
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    short.get(same..) == long.get(same + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_apart() {
        let cases = [
            (
                "15175137652",
                "15175137562",
                Some(CauseKind::TransposedDigits),
            ),
            ("98.73", "98.37", Some(CauseKind::TransposedDigits)),
            ("12240000", "12340000", Some(CauseKind::WrongDigit)),
            ("1234567", "12345678", Some(CauseKind::MissingDigit)),
            ("123345678", "12345678", Some(CauseKind::ExtraDigit)),
            ("1234567000", "1234567", Some(CauseKind::WrongScale)),
            ("-1234567", "1234567", Some(CauseKind::WrongSign)),
            ("75", "86.02", None),
            ("36", "180", None),
            ("14", "13", None),
        ];
        for (stated, right, kind) in cases {
            let read = |text: &str| text.parse::<Decimal>().expect("a decimal");
            assert_eq!(
                digit_slip(read(stated), read(right)),
                kind,
                "{stated} for {right}"
            );
        }
    }
}
