//! A slip of the keyboard in a part of a ratio: the ratio was right, and the one edit of one part's
//! digits that makes it so shows where. Comes in: a failed ratio. Goes out: that part, where no other
//! cell of the claim has a slip as well. Never more than a possible cause.

use rust_decimal::Decimal;

use super::{Case, Explanation, digit_slip};
use crate::model::amount::Grain;
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::{Operation, Stated, Verdict, judge};

/// Most digits of a figure that is edited.
const MAX_DIGITS: usize = 18;

/// The part of a ratio that a single slip explains, where it is the only cell of which one does.
pub(super) fn slip(case: &Case<'_, '_>) -> Option<Explanation> {
    let operands = case.operands_of(Operation::Share)?;
    if digit_slip(case.stated.value, case.right).is_some() {
        return None;
    }
    let mut found = Vec::new();
    for (position, place) in case.relation.operands.iter().enumerate() {
        if let Some((value, kind)) = mended(case, operands, position) {
            found.push((place, value, kind));
        }
    }
    let [(place, value, kind)] = found.as_slice() else {
        return None;
    };
    Some(Explanation {
        elsewhere: Some(((*place).clone(), *value)),
        ..Explanation::new(*kind, Confidence::Possible)
    })
}

/// The one value, an edit away from what a part states, with which the ratio is what is stated.
fn mended(
    case: &Case<'_, '_>,
    operands: &[Stated],
    position: usize,
) -> Option<(Decimal, CauseKind)> {
    let stated = operands.get(position)?.value;
    let mut tried: Vec<Stated> = operands.iter().map(as_it_stands).collect();
    let mut fitting = edits(stated).into_iter().filter_map(|value| {
        tried.get_mut(position)?.value = value;
        let holds = matches!(
            judge(Operation::Share, &case.stated, &tried),
            Verdict::Holds(_)
        );
        let kind = digit_slip(stated, value).filter(|_| holds)?;
        Some((value, kind))
    });
    let first = fitting.next()?;
    fitting.all(|(value, _)| value == first.0).then_some(first)
}

/// What rounding hides says nothing of a slip.
fn as_it_stands(part: &Stated) -> Stated {
    Stated {
        grain: Grain::Exact,
        ..part.clone()
    }
}

/// All figures one edit away, with the same decimals: digits exchanged, another, missing, one more;
/// with an integer also all those a digit longer or shorter.
fn edits(stated: Decimal) -> Vec<Decimal> {
    let stated = stated.normalize();
    let digits = stated.mantissa().unsigned_abs().to_string().into_bytes();
    let mut out = Vec::new();
    if digits.len() > MAX_DIGITS || stated.is_sign_negative() {
        return out;
    }
    let mut add = |digits: &[u8]| {
        let text = std::str::from_utf8(digits).unwrap_or_default();
        let Ok(number) = text.parse::<i128>() else {
            return;
        };
        let value = Decimal::try_from_i128_with_scale(number, stated.scale());
        out.extend(value.ok().filter(|value| !value.is_zero()));
    };
    for at in 0..=digits.len() {
        let (before, after) = digits.split_at(at);
        for digit in b'0'..=b'9' {
            add(&[before, &[digit], after].concat());
            if let Some((_, rest)) = after.split_first() {
                add(&[before, &[digit], rest].concat());
            }
        }
        if let Some((first, rest)) = after.split_first() {
            add(&[before, rest].concat());
            if let Some((second, rest)) = rest.split_first() {
                add(&[before, &[*second, *first], rest].concat());
            }
        }
    }
    out
}
