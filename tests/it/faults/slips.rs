//! Faults as people make them: which cell, which kind, and what stood there before.

use rust_decimal::{Decimal, RoundingStrategy};
use selaras::model::cause::CauseKind;

use super::documents::{At, Case, Made, Shape};
use crate::chance::Chance;
use crate::layouts::data::{Holds, Role};

/// A fault put into a document.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    pub(crate) at: At,
    pub(crate) kind: CauseKind,
    pub(crate) right: Decimal,
    pub(crate) wrong: Decimal,
    /// Cells that were computed from the wrong one, with what they should be.
    pub(crate) followed: Vec<(At, Decimal)>,
}

pub(crate) const KINDS: &[CauseKind] = &[
    CauseKind::TransposedDigits,
    CauseKind::WrongDigit,
    CauseKind::MissingDigit,
    CauseKind::ExtraDigit,
    CauseKind::WrongScale,
    CauseKind::WrongSign,
    CauseKind::OmittedAddend,
    CauseKind::CountedTwice,
    CauseKind::SubtotalCountedWithDetails,
    CauseKind::MeanOfPercentages,
    CauseKind::SumLabelledMean,
    CauseKind::CappedAt100,
    CauseKind::PointsInsteadOfPercent,
    CauseKind::SwappedSeparators,
    CauseKind::StaleValue,
    CauseKind::Rounding,
    CauseKind::WrongCell,
];

/// Puts one fault of a kind into a document, where it has a place for it; cells of `taken` rows
/// are left alone.
pub(crate) fn inject(
    case: &mut Case,
    kind: CauseKind,
    taken: &[At],
    chance: &mut Chance,
) -> Option<Fault> {
    let mut places = places(case, kind);
    places.retain(|at| !taken.contains(at));
    if places.is_empty() {
        return None;
    }
    for _ in 0..20 {
        let at = chance.pick(&places);
        let right = case.number(at)?;
        let Some(wrong) = wrong(case, at, right, kind, chance) else {
            continue;
        };
        if wrong == right
            || is_another_kind(case, at, (right, wrong), kind)
            || !breaks(case, at, wrong)
        {
            continue;
        }
        case.set(at, wrong);
        if kind == CauseKind::SwappedSeparators {
            case.typed_as.insert(at, grouped_by_comma(right));
        }
        return Some(Fault {
            at,
            kind,
            right,
            wrong,
            followed: Vec::new(),
        });
    }
    None
}

/// Whether a wrong number is also what another kind of mistake makes, so that nobody could tell.
fn is_another_kind(
    case: &Case,
    at: At,
    (right, wrong): (Decimal, Decimal),
    kind: CauseKind,
) -> bool {
    let addends = addends(case, at);
    let is_addend = |number: Decimal| addends.contains(&number);
    let is_doubled = wrong == right * Decimal::TWO;
    match kind {
        CauseKind::SubtotalCountedWithDetails => is_addend(right),
        CauseKind::CountedTwice => is_doubled,
        CauseKind::OmittedAddend => wrong.is_zero(),
        // Two figures of few digits are one slip apart by chance.
        CauseKind::WrongCell => {
            let (a, b) = (wrong.to_string(), right.to_string());
            let n_other = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count();
            a.len() != b.len()
                || n_other < 2
                || is_addend(wrong - right)
                || is_addend(right - wrong)
        }
        _ => is_addend(wrong - right) || is_addend(right - wrong),
    }
}

/// The addends of the sum of several that a cell states.
fn addends(case: &Case, at: At) -> Vec<Decimal> {
    let claim = case.claims.iter().find(|claim| {
        claim.target == at && claim.operation == Made::Sum && claim.operands.len() > 1
    });
    claim
        .map(|claim| {
            claim
                .operands
                .iter()
                .filter_map(|&at| case.number(at))
                .collect()
        })
        .unwrap_or_default()
}

/// Whether a wrong number breaks a claim at all: a percentage off by its rounding does not.
fn breaks(case: &Case, at: At, wrong: Decimal) -> bool {
    let mut tried = case.clone();
    tried.set(at, wrong);
    let touches =
        |claim: &&super::documents::Claim| claim.target == at || claim.operands.contains(&at);
    case.claims
        .iter()
        .filter(touches)
        .any(|claim| case.holds(claim) && !tried.holds(claim))
}

/// Lets the cells that are computed from a wrong one follow it, as a spreadsheet does: the sums
/// above it in its own column.
pub(crate) fn carry_up(case: &mut Case, fault: &mut Fault) {
    let claims = case.claims.clone();
    for claim in &claims {
        let follows = claim.operation == Made::Sum
            && claim.target.1 == fault.at.1
            && claim.operands.iter().all(|operand| operand.1 == fault.at.1)
            && (claim.operands.contains(&fault.at)
                || fault
                    .followed
                    .iter()
                    .any(|(at, _)| claim.operands.contains(at)));
        if !follows {
            continue;
        }
        if let (Some(before), Some(made)) = (case.number(claim.target), case.made(claim)) {
            fault.followed.push((claim.target, before));
            case.set(claim.target, made);
        }
    }
}

/// Cells where a fault of a kind can stand.
fn places(case: &Case, kind: CauseKind) -> Vec<At> {
    let rows = case.document.rows.len();
    let columns = case.document.columns.len();
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let claimed = |at: &At| {
        case.claims
            .iter()
            .any(|claim| claim.target == *at || claim.operands.contains(at))
    };
    let all = all.filter(|&at| case.number(at).is_some() && claimed(&at));
    let holds = |at: &At| case.document.columns[at.1].holds;
    let role = |at: &At| case.document.rows[at.0].role;
    let is_sum = |at: &At| {
        case.claims.iter().any(|claim| {
            claim.target == *at && claim.operation == Made::Sum && claim.operands.len() > 1
        })
    };
    let is_made = |at: &At, operation: Made| {
        let mut claims = case.claims.iter();
        claims.any(|claim| claim.target == *at && claim.operation == operation)
    };
    match kind {
        CauseKind::OmittedAddend
        | CauseKind::CountedTwice
        | CauseKind::SumLabelledMean
        | CauseKind::SubtotalCountedWithDetails => all.filter(is_sum).collect(),
        CauseKind::MeanOfPercentages => all
            .filter(|at| {
                case.shape != Shape::Perubahan
                    && holds(at) == Holds::Percent
                    && role(at) == Role::Heading
            })
            .collect(),
        CauseKind::CappedAt100 => all
            .filter(|at| is_made(at, Made::Share))
            .filter(|&at| {
                case.number(at)
                    .is_some_and(|number| number > Decimal::ONE_HUNDRED)
            })
            .collect(),
        CauseKind::PointsInsteadOfPercent => all
            .filter(|at| case.shape == Shape::Kinerja && is_made(at, Made::Change))
            .collect(),
        // A figure of several groups, or with decimals, can be read in one way only.
        CauseKind::SwappedSeparators => all
            .filter(|at| holds(at) == Holds::Rupiah)
            .filter(|&at| {
                let grouped = Decimal::ONE_THOUSAND..Decimal::from(1_000_000);
                case.number(at)
                    .is_some_and(|number| grouped.contains(&number))
            })
            .collect(),
        CauseKind::StaleValue => all
            .filter(|at| case.shape == Shape::Perubahan && at.1 == 3)
            .collect(),
        CauseKind::Rounding => all
            .filter(|at| holds(at) == Holds::Percent || is_sum(at))
            .collect(),
        _ => all
            .filter(|at| case.number(*at).is_some_and(|number| n_digits(number) >= 3))
            .collect(),
    }
}

fn n_digits(number: Decimal) -> usize {
    number
        .normalize()
        .mantissa()
        .unsigned_abs()
        .to_string()
        .len()
}

fn wrong(
    case: &Case,
    at: At,
    right: Decimal,
    kind: CauseKind,
    chance: &mut Chance,
) -> Option<Decimal> {
    let addends = || addends(case, at);
    match kind {
        CauseKind::OmittedAddend => Some(right - chance.pick(&addends())),
        CauseKind::CountedTwice => Some(right + chance.pick(&addends())),
        CauseKind::SubtotalCountedWithDetails => Some(right * Decimal::TWO),
        CauseKind::MeanOfPercentages => {
            let children = case.children(at.0);
            let numbers: Vec<Decimal> = children
                .iter()
                .filter_map(|&row| case.number((row, at.1)))
                .collect();
            let sum: Decimal = numbers.iter().sum();
            let mean = sum.checked_div(Decimal::from(numbers.len()))?;
            Some(mean.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
        }
        CauseKind::SumLabelledMean => {
            let numbers = addends();
            let sum: Decimal = numbers.iter().sum();
            let mean = sum.checked_div(Decimal::from(numbers.len()))?;
            Some(mean.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
        }
        CauseKind::PointsInsteadOfPercent => {
            let mut claims = case.claims.iter();
            let claim = claims.find(|claim| claim.target == at)?;
            let (later, earlier) = (claim.operands.first()?, claim.operands.get(1)?);
            Some(case.number(*later)? - case.number(*earlier)?)
        }
        CauseKind::SwappedSeparators => Some(right / Decimal::ONE_THOUSAND),
        CauseKind::CappedAt100 => Some(Decimal::ONE_HUNDRED),
        CauseKind::StaleValue => case.number((at.0, 2)),
        CauseKind::Rounding => rounding(case, at, right, chance),
        CauseKind::WrongCell => {
            let other = Decimal::from(chance.within(101, 4_000_000_000));
            let wanted = right.trunc().to_string().len();
            let text = other.to_string();
            text.get(..wanted.min(text.len()))?.parse().ok()
        }
        CauseKind::WrongSign => Some(-right),
        _ => slip(right, kind, chance),
    }
}

/// A figure as English writes it, in a document that does not.
fn grouped_by_comma(number: Decimal) -> String {
    let digits = number.to_string();
    let (thousands, rest) = digits.split_at(digits.len() - 3);
    format!("{thousands},{rest}")
}

/// Percentages are cut off instead of rounded, sums of money rounded to thousands.
fn rounding(case: &Case, at: At, right: Decimal, chance: &mut Chance) -> Option<Decimal> {
    if case.document.columns[at.1].holds == Holds::Percent {
        let claim = case.claims.iter().find(|claim| claim.target == at)?;
        return Some(case.made(claim)?.trunc_with_scale(2));
    }
    let unit = Decimal::from(chance.pick(&[1000, 1_000_000]));
    let rounded =
        (right / unit).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * unit;
    (!rounded.is_zero() && right.abs() > unit * Decimal::ONE_HUNDRED).then_some(rounded)
}

/// One edit of the digits, as they stand on the sheet without trailing zeros after the comma.
fn slip(right: Decimal, kind: CauseKind, chance: &mut Chance) -> Option<Decimal> {
    let scale = right.normalize().scale();
    let mut digits: Vec<u8> = right
        .normalize()
        .mantissa()
        .unsigned_abs()
        .to_string()
        .into_bytes();
    let last = i64::try_from(digits.len()).ok()? - 1;
    let idx = usize::try_from(chance.within(0, last)).ok()?;
    let digit = b'0' + u8::try_from(chance.within(0, 9)).ok()?;
    let mut scaled = scale;
    match kind {
        CauseKind::TransposedDigits => {
            if idx == 0 || digits[idx] == digits[idx - 1] || (idx == 1 && digits[1] == b'0') {
                return None;
            }
            digits.swap(idx, idx - 1);
        }
        CauseKind::WrongDigit => {
            if idx == 0 && digit == b'0' {
                return None;
            }
            digits[idx] = digit;
        }
        // A zero more or less at the end is another scale.
        CauseKind::MissingDigit => {
            let is_zero_end = digits[idx..].iter().all(|&digit| digit == b'0');
            let leads_zero = idx == 0 && digits.get(1) == Some(&b'0');
            if is_zero_end || leads_zero || digits.len() < 4 {
                return None;
            }
            digits.remove(idx);
        }
        CauseKind::ExtraDigit => {
            if digits.len() > 11 || digit == b'0' {
                return None;
            }
            digits.insert(idx, digit);
        }
        CauseKind::WrongScale => {
            // A few hundred in thousands may as well be a dot for a comma.
            let most = if digits.len() < 4 { 1 } else { 3 };
            let zeros = chance.pick(&[1, 2, most]);
            let ends_in_zeros = digits.ends_with(b"000") && digits.len() > 6;
            if scale == 0 && ends_in_zeros && chance.percent(50) {
                digits.truncate(digits.len() - zeros);
            } else if scale > 0 {
                scaled -= 1;
            } else {
                digits.extend(std::iter::repeat_n(b'0', zeros));
            }
        }
        _ => return None,
    }
    let mantissa: i128 = String::from_utf8(digits).ok()?.parse().ok()?;
    let wrong = Decimal::from_i128_with_scale(mantissa, scaled);
    Some(if right.is_sign_negative() {
        -wrong
    } else {
        wrong
    })
}
