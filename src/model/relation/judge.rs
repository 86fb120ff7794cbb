//! Whether a claim holds: what its operands make, with the interval that their rounding leaves, against
//! what its target states. Exact; what cannot be judged says why.

use rust_decimal::Decimal;

use super::{Comparison, Operation, Reason, Stated, Verdict};
use crate::model::amount::{Grain, Unit};
use crate::model::expression::{Formula, Step};

/// Judges a claim: |stated - computed| within half a unit of the target's last decimal plus what
/// the operands' own rounding can add up to (XBRL Calculations 1.1, round to nearest).
pub fn judge(operation: Operation, target: &Stated, operands: &[Stated]) -> Verdict {
    if let Some(reason) = unit_conflict(operation, operands) {
        return Verdict::CannotJudge(reason);
    }
    let (middle, spread) = match middle_and_spread(operation, operands) {
        Ok(found) => found,
        Err(reason) => return Verdict::CannotJudge(reason),
    };
    let tolerance = match (operation, operands) {
        // The same figure restated: equal as written, or rounded further once.
        (Operation::Equal, [other]) if other.grain == target.grain => Decimal::ZERO,
        (Operation::Equal, [other]) => target.grain.half_unit().max(other.grain.half_unit()),
        (Operation::Product | Operation::TaxedProduct, _) if is_rounded_amount(target, middle) => {
            spread.max(Decimal::ONE)
        }
        // What was divided seldom comes out even: it was rounded to what it shows.
        _ if target.grain == Grain::Exact && is_divided(operation) => {
            let written = Grain::Decimals(target.value.normalize().scale());
            written.half_unit().saturating_add(spread)
        }
        _ => target.grain.half_unit().saturating_add(spread),
    }
    .normalize();
    let computed = shown_grain(target, operation).round(middle);
    let Some(exact_difference) = target.value.checked_sub(middle) else {
        return Verdict::CannotJudge(Reason::TooLarge);
    };
    let comparison = Comparison {
        stated: target.value,
        computed: computed.normalize(),
        difference: target.value.saturating_sub(computed).normalize(),
        tolerance,
    };
    let holds = match operation {
        Operation::AtMost => exact_difference <= tolerance,
        _ => exact_difference.abs() <= tolerance,
    };
    if holds {
        Verdict::Holds(comparison)
    } else {
        Verdict::Fails(comparison)
    }
}

/// Whether an operation divides by figures or by how many there are.
fn is_divided(operation: Operation) -> bool {
    match operation {
        Operation::Mean => true,
        Operation::Formula(formula) => formula.is_quotient(),
        _ => false,
    }
}

/// Whether an amount is in whole rupiah though its factors make sen: whoever computed it has
/// rounded, up or down.
fn is_rounded_amount(target: &Stated, made: Decimal) -> bool {
    target.unit == Unit::Rupiah
        && target.grain == Grain::Exact
        && target.value.fract().is_zero()
        && !made.fract().is_zero()
}

/// What the operands make, and how far their own rounding can carry it.
fn middle_and_spread(
    operation: Operation,
    operands: &[Stated],
) -> Result<(Decimal, Decimal), Reason> {
    let (low, middle, high) = interval(operation, operands)?;
    let above = high.checked_sub(middle).ok_or(Reason::TooLarge)?;
    let below = middle.checked_sub(low).ok_or(Reason::TooLarge)?;
    Ok((middle, above.max(below)))
}

/// What the operands make, without their rounding; `None` where [`judge`] could not.
pub fn compute(operation: Operation, operands: &[Stated]) -> Option<Decimal> {
    interval(operation, operands)
        .ok()
        .map(|(_, middle, _)| middle)
}

/// How roughly what a target should be is told.
fn shown_grain(target: &Stated, operation: Operation) -> Grain {
    match (target.grain, operation) {
        // A ratio is told with two decimals at least, however roughly it was stated.
        (Grain::Decimals(decimals), Operation::Share | Operation::Change) => {
            Grain::Decimals(decimals.max(2))
        }
        (Grain::Exact, Operation::Share | Operation::Change) => {
            Grain::Decimals(target.value.scale().max(2))
        }
        (Grain::Exact, _) if is_divided(operation) => Grain::Decimals(target.value.scale().max(2)),
        (grain, _) => grain,
    }
}

fn unit_conflict(operation: Operation, operands: &[Stated]) -> Option<Reason> {
    match operation {
        Operation::Product | Operation::TaxedProduct | Operation::Count | Operation::Formula(_) => {
            None
        }
        // A share of unlike things (19 % of 44 OPD) is no claim about these two cells. Nothing at all is of
        // any unit: a column that holds only zeros says none.
        Operation::Share | Operation::Change => {
            let of_something =
                |operand: &&Stated| !(operand.unit == Unit::Unknown && operand.value.is_zero());
            let mut units = (operands.iter().filter(of_something)).map(|operand| &operand.unit);
            let first = units.next()?;
            units
                .any(|unit| unit != first)
                .then_some(Reason::UnitsDiffer)
        }
        Operation::Sum
        | Operation::Difference
        | Operation::Net(_)
        | Operation::Mean
        | Operation::Equal
        | Operation::AtMost => {
            let mut known = operands
                .iter()
                .map(|operand| &operand.unit)
                .filter(|unit| **unit != Unit::Unknown);
            let first = known.next()?;
            known
                .any(|unit| unit != first)
                .then_some(Reason::UnitsDiffer)
        }
    }
}

type Bounds = (Decimal, Decimal, Decimal);

/// Of what is exact: nothing was rounded, so that it is worked out once and not for each bound.
fn point(value: Option<Decimal>) -> Result<Bounds, Reason> {
    let value = value.ok_or(Reason::TooLarge)?;
    Ok((value, value, value))
}

fn is_point(bounds: Bounds) -> bool {
    bounds.0 == bounds.2
}

fn are_exact(operands: &[Stated]) -> bool {
    operands.iter().all(|operand| operand.grain == Grain::Exact)
}

fn interval(operation: Operation, operands: &[Stated]) -> Result<Bounds, Reason> {
    match operation {
        Operation::Sum => sum(operands, 1),
        Operation::Difference => net(operands, 1),
        Operation::Net(n_added) => net(operands, usize::from(n_added)),
        Operation::Mean => {
            let count = i64::try_from(operands.len()).map_err(|_| Reason::TooLarge)?;
            sum(operands, count)
        }
        Operation::Count => {
            let count = Decimal::from(operands.len());
            Ok((count, count, count))
        }
        Operation::Equal | Operation::AtMost => bounds(operands.first().ok_or(Reason::NoNumber)?),
        Operation::Product => product(operands),
        Operation::TaxedProduct => taxed_product(operands),
        Operation::Share | Operation::Change => ratio(operation, operands),
        Operation::Formula(formula) => follow(&formula, operands),
    }
}

/// The first operands added, less all the others.
fn net(operands: &[Stated], n_added: usize) -> Result<Bounds, Reason> {
    let (added, rest) = operands
        .split_at_checked(n_added.max(1))
        .ok_or(Reason::NoNumber)?;
    let (low, middle, high) = sum(added, 1)?;
    let (sub_low, sub_middle, sub_high) = sum(rest, 1)?;
    Ok((
        low.checked_sub(sub_high).ok_or(Reason::TooLarge)?,
        middle.checked_sub(sub_middle).ok_or(Reason::TooLarge)?,
        high.checked_sub(sub_low).ok_or(Reason::TooLarge)?,
    ))
}

fn bounds(stated: &Stated) -> Result<Bounds, Reason> {
    if stated.grain == Grain::Exact {
        return point(Some(stated.value));
    }
    let half = stated.grain.half_unit();
    let low = stated.value.checked_sub(half).ok_or(Reason::TooLarge)?;
    let high = stated.value.checked_add(half).ok_or(Reason::TooLarge)?;
    Ok((low, stated.value, high))
}

fn sum(operands: &[Stated], divisor: i64) -> Result<Bounds, Reason> {
    if divisor == 0 {
        return Err(Reason::NoNumber);
    }
    if are_exact(operands) {
        let mut values = operands.iter().map(|operand| operand.value);
        let total = values.try_fold(Decimal::ZERO, Decimal::checked_add);
        return match divisor {
            1 => point(total),
            _ => point(total.map(|total| total / Decimal::from(divisor))),
        };
    }
    let mut total = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for operand in operands {
        let (low, middle, high) = bounds(operand)?;
        total.0 = total.0.checked_add(low).ok_or(Reason::TooLarge)?;
        total.1 = total.1.checked_add(middle).ok_or(Reason::TooLarge)?;
        total.2 = total.2.checked_add(high).ok_or(Reason::TooLarge)?;
    }
    let divisor = Decimal::from(divisor);
    Ok((total.0 / divisor, total.1 / divisor, total.2 / divisor))
}

/// Bounds of a factor. A whole number was counted or typed; it is not the rest of a rounding, which
/// would grow with the other factors beyond all sense.
fn factor(stated: &Stated) -> Result<Bounds, Reason> {
    if stated.value.fract().is_zero() && matches!(stated.grain, Grain::Decimals(_)) {
        return Ok((stated.value, stated.value, stated.value));
    }
    bounds(stated)
}

fn product(operands: &[Stated]) -> Result<Bounds, Reason> {
    let one = Decimal::ONE;
    let mut total = (one, one, one);
    for operand in operands {
        total = times(total, factor(operand)?)?;
    }
    Ok(total)
}

fn times(a: Bounds, b: Bounds) -> Result<Bounds, Reason> {
    if is_point(a) && is_point(b) {
        return point(a.1.checked_mul(b.1));
    }
    let corners = [
        a.0.checked_mul(b.0),
        a.0.checked_mul(b.2),
        a.2.checked_mul(b.0),
        a.2.checked_mul(b.2),
    ];
    let (least, most) = extremes(&corners)?;
    let middle = a.1.checked_mul(b.1).ok_or(Reason::TooLarge)?;
    Ok((least, middle, most))
}

fn over(a: Bounds, b: Bounds) -> Result<Bounds, Reason> {
    if b.0 <= Decimal::ZERO && b.2 >= Decimal::ZERO {
        return Err(Reason::DivisorZero);
    }
    if is_point(a) && is_point(b) {
        return point(a.1.checked_div(b.1));
    }
    let corners = [
        a.0.checked_div(b.0),
        a.0.checked_div(b.2),
        a.2.checked_div(b.0),
        a.2.checked_div(b.2),
    ];
    let (least, most) = extremes(&corners)?;
    let middle = a.1.checked_div(b.1).ok_or(Reason::TooLarge)?;
    Ok((least, middle, most))
}

/// What a formula makes, step by step.
fn follow(formula: &Formula, operands: &[Stated]) -> Result<Bounds, Reason> {
    let plus = |a: Decimal, b: Decimal| a.checked_add(b).ok_or(Reason::TooLarge);
    let mut results: Vec<Bounds> = Vec::new();
    for step in formula.steps() {
        let made = match step {
            Step::Operand(idx) => factor(operands.get(usize::from(idx)).ok_or(Reason::NoNumber)?)?,
            Step::Number(number) => {
                let number = Decimal::from(number);
                (number, number, number)
            }
            Step::Add | Step::Subtract | Step::Multiply | Step::Divide => {
                let b = results.pop().ok_or(Reason::NoNumber)?;
                let a = results.pop().ok_or(Reason::NoNumber)?;
                match step {
                    Step::Multiply => times(a, b)?,
                    Step::Divide => over(a, b)?,
                    Step::Subtract => (plus(a.0, -b.2)?, plus(a.1, -b.1)?, plus(a.2, -b.0)?),
                    _ => (plus(a.0, b.0)?, plus(a.1, b.1)?, plus(a.2, b.2)?),
                }
            }
        };
        results.push(made);
    }
    results.pop().ok_or(Reason::NoNumber)
}

fn taxed_product(operands: &[Stated]) -> Result<Bounds, Reason> {
    let (tax, factors) = operands.split_last().ok_or(Reason::NoNumber)?;
    let factor = tax
        .value
        .checked_div(Decimal::ONE_HUNDRED)
        .and_then(|share| share.checked_add(Decimal::ONE))
        .ok_or(Reason::TooLarge)?;
    let (low, middle, high) = product(factors)?;
    let taxed = |bound: Decimal| bound.checked_mul(factor).ok_or(Reason::TooLarge);
    Ok((taxed(low)?, taxed(middle)?, taxed(high)?))
}

fn ratio(operation: Operation, operands: &[Stated]) -> Result<Bounds, Reason> {
    let [part, whole] = operands else {
        return Err(Reason::NoNumber);
    };
    let hundred = Decimal::ONE_HUNDRED;
    let share = |part: Decimal, whole: Decimal| -> Option<Decimal> {
        let ratio = part.checked_div(whole)?.checked_mul(hundred)?;
        match operation {
            Operation::Change => ratio.checked_sub(hundred),
            _ => Some(ratio),
        }
    };
    let (part_low, part_middle, part_high) = bounds(part)?;
    let (whole_low, whole_middle, whole_high) = bounds(whole)?;
    if whole_low <= Decimal::ZERO && whole_high >= Decimal::ZERO {
        return Err(Reason::DivisorZero);
    }
    if are_exact(operands) {
        return point(share(part_middle, whole_middle));
    }
    let corners = [
        share(part_low, whole_low),
        share(part_low, whole_high),
        share(part_high, whole_low),
        share(part_high, whole_high),
    ];
    let (low, high) = extremes(&corners)?;
    let middle = share(part_middle, whole_middle).ok_or(Reason::TooLarge)?;
    Ok((low, middle, high))
}

fn extremes(corners: &[Option<Decimal>; 4]) -> Result<(Decimal, Decimal), Reason> {
    let mut least = Decimal::MAX;
    let mut most = Decimal::MIN;
    for corner in corners {
        let value = corner.ok_or(Reason::TooLarge)?;
        least = least.min(value);
        most = most.max(value);
    }
    Ok((least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(text: &str, grain: Grain, unit: Unit) -> Stated {
        Stated {
            value: text.parse().expect("a decimal"),
            grain,
            unit,
        }
    }

    fn percent(text: &str) -> Stated {
        stated(text, Grain::Decimals(2), Unit::Percent)
    }

    fn rupiah(text: &str) -> Stated {
        stated(text, Grain::Exact, Unit::Rupiah)
    }

    #[track_caller]
    fn check(operation: Operation, target: &Stated, operands: &[Stated], holds: bool) {
        let verdict = judge(operation, target, operands);
        assert_eq!(matches!(verdict, Verdict::Holds(_)), holds, "{verdict:?}");
    }

    #[test]
    fn rupiah_are_exact() {
        let addends = [rupiah("13055731171"), rupiah("2119406391")];
        check(Operation::Sum, &rupiah("15175137562"), &addends, true);
        check(Operation::Sum, &rupiah("15175137652"), &addends, false);
    }

    #[test]
    fn shares_are_judged_to_the_shown_decimal() {
        let operands = [rupiah("639410000"), rupiah("650000000")];
        check(Operation::Share, &percent("98.37"), &operands, true);
        check(Operation::Share, &percent("98.38"), &operands, false);
        check(Operation::Share, &percent("98.73"), &operands, false);
    }

    #[test]
    fn change_of_rounded_operands_carries_their_rounding() {
        check(
            Operation::Change,
            &percent("23.07"),
            &[percent("129.73"), percent("105.41")],
            true,
        );
        check(
            Operation::Change,
            &percent("24.32"),
            &[percent("129.73"), percent("105.41")],
            false,
        );
    }

    #[test]
    fn a_restated_figure_is_the_same_or_rounded_once() {
        let whole = |text| stated(text, Grain::Decimals(0), Unit::Percent);
        check(Operation::Equal, &whole("64"), &[whole("63")], false);
        check(Operation::Equal, &whole("64"), &[percent("63.62")], true);
        check(Operation::Equal, &whole("64"), &[percent("63.42")], false);
    }

    #[test]
    fn unlike_units_are_not_divided() {
        let surat = stated("498", Grain::Exact, Unit::Named("surat".into()));
        let verdict = judge(
            Operation::Share,
            &percent("142.29"),
            &[surat, percent("88")],
        );
        assert_eq!(verdict, Verdict::CannotJudge(Reason::UnitsDiffer));
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        let verdict = judge(Operation::Share, &percent("0"), &[rupiah("0"), rupiah("0")]);
        assert_eq!(verdict, Verdict::CannotJudge(Reason::DivisorZero));
    }

    #[test]
    fn huge_numbers_do_not_panic() {
        let huge = stated("79228162514264337593543950335", Grain::Exact, Unit::Rupiah);
        let verdict = judge(Operation::Sum, &huge, &[huge.clone(), huge.clone()]);
        assert_eq!(verdict, Verdict::CannotJudge(Reason::TooLarge));
        let verdict = judge(Operation::Product, &huge, &[huge.clone(), huge.clone()]);
        assert_eq!(verdict, Verdict::CannotJudge(Reason::TooLarge));
        let rounded = Stated {
            grain: Grain::Decimals(0),
            ..huge.clone()
        };
        let minus = Stated {
            value: -huge.value,
            ..rounded.clone()
        };
        for operation in [
            Operation::Sum,
            Operation::Difference,
            Operation::Share,
            Operation::Change,
            Operation::Mean,
            Operation::Equal,
            Operation::AtMost,
        ] {
            judge(operation, &minus, &[rounded.clone(), minus.clone()]);
        }
    }
}
