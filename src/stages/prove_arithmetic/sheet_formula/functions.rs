//! The functions that are calculated: sums, counts, means, extremes, rounding, choices. Comes in: a
//! function's name and arguments. Goes out: its value; of a function not listed, a doubt that names
//! it, never a guess.

use rust_decimal::{Decimal, RoundingStrategy};

use super::book::{At, Book, Range};
use super::criteria::Criterion;
use super::evaluate::{Evaluator, as_number};
use super::syntax::Expression;
use super::value::{Doubt, Number, Value};

/// Most areas that are walked side by side; Excel allows 255 arguments.
const MAX_RANGES: usize = 40;

/// The value of a call.
pub(super) fn call(on: &Evaluator<'_, '_>, name: &str, arguments: &[Expression]) -> Value {
    let argument = |idx: usize| arguments.get(idx).unwrap_or(&Expression::Missing);
    match name {
        "SUM" => folded(on, arguments, Fold::Sum, |_| true),
        "AVERAGE" => folded(on, arguments, Fold::Mean, |_| true),
        "COUNT" => folded(on, arguments, Fold::Count, |_| true),
        "COUNTA" => folded(on, arguments, Fold::CountFilled, |_| true),
        "MIN" => folded(on, arguments, Fold::Min, |_| true),
        "MAX" => folded(on, arguments, Fold::Max, |_| true),
        "PRODUCT" => folded(on, arguments, Fold::Product, |_| true),
        "SUBTOTAL" => subtotal(on, arguments),
        "IF" => choice(on, arguments),
        "IFERROR" | "IFNA" => match on.value(argument(0)) {
            Value::Error(error) if name == "IFERROR" || &*error == "#N/A" => {
                blank_is_zero(on.value(argument(1)))
            }
            value => blank_is_zero(value),
        },
        "ISERROR" | "ISERR" => match on.value(argument(0)) {
            Value::Doubt(doubt) => Value::Doubt(doubt),
            value => Value::Bool(matches!(value, Value::Error(_))),
        },
        "ISBLANK" => Value::Bool(on.value(argument(0)) == Value::Blank),
        "ISNUMBER" => match on.value(argument(0)) {
            Value::Doubt(doubt) => Value::Doubt(doubt),
            value => Value::Bool(matches!(value, Value::Number(_))),
        },
        "AND" | "OR" => truths(on, name == "AND", arguments),
        "NOT" => match on.number(argument(0)) {
            Ok(number) => Value::Bool(number.value.is_zero()),
            Err(fault) => fault,
        },
        "ABS" => with_number(on, argument(0), |number| {
            Value::Number(Number {
                value: number.value.abs(),
                ..number
            })
        }),
        "INT" => with_number(on, argument(0), |number| to_whole(number, Decimal::floor)),
        "ROUND" => rounded(on, arguments, RoundingStrategy::MidpointAwayFromZero),
        "ROUNDUP" => rounded(on, arguments, RoundingStrategy::AwayFromZero),
        "ROUNDDOWN" | "TRUNC" => rounded(on, arguments, RoundingStrategy::ToZero),
        "N" => match on.value(argument(0)) {
            Value::Text(_) | Value::Blank => Value::number(Decimal::ZERO),
            value => value,
        },
        "SUMIF" => sum_if(
            on,
            argument(0),
            &[(argument(0), argument(1))],
            arguments.get(2),
        ),
        "SUMIFS" => {
            if arguments.len() > MAX_RANGES {
                return Value::doubt(Doubt::TooMany);
            }
            let (pairs, rest) = arguments.get(1..).unwrap_or_default().as_chunks::<2>();
            if pairs.is_empty() || !rest.is_empty() {
                return Value::error("#VALUE!");
            }
            let pairs: Vec<_> = pairs
                .iter()
                .map(|[range, wanted]| (range, wanted))
                .collect();
            sum_if(on, argument(0), &pairs, Some(argument(0)))
        }
        "SUMPRODUCT" => sum_product(on, arguments),
        _ => Value::doubt(Doubt::Function(name.into())),
    }
}

fn blank_is_zero(value: Value) -> Value {
    match value {
        Value::Blank => Value::number(Decimal::ZERO),
        other => other,
    }
}

fn with_number(
    on: &Evaluator<'_, '_>,
    argument: &Expression,
    make: impl Fn(Number) -> Value,
) -> Value {
    match on.number(argument) {
        Ok(number) => make(number),
        Err(fault) => fault,
    }
}

fn choice(on: &Evaluator<'_, '_>, arguments: &[Expression]) -> Value {
    let is_true = match arguments.first().map(|condition| on.value(condition)) {
        Some(Value::Text(_)) | None => return Value::error("#VALUE!"),
        Some(condition) => match as_number(condition) {
            Ok(number) => !number.value.is_zero(),
            Err(fault) => return fault,
        },
    };
    match (is_true, arguments.get(1), arguments.get(2)) {
        (true, Some(then), _) => blank_is_zero(on.value(then)),
        (false, _, Some(other)) => blank_is_zero(on.value(other)),
        (false, _, None) => Value::Bool(false),
        (true, None, _) => Value::error("#VALUE!"),
    }
}

fn truths(on: &Evaluator<'_, '_>, all: bool, arguments: &[Expression]) -> Value {
    let mut result = all;
    for argument in arguments {
        match on.number(argument) {
            Ok(number) => {
                let yes = !number.value.is_zero();
                result = if all { result && yes } else { result || yes };
            }
            Err(fault) => return fault,
        }
    }
    Value::Bool(result)
}

/// What a function makes of the numbers it is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fold {
    Sum,
    Mean,
    Count,
    CountFilled,
    Min,
    Max,
    Product,
}

/// Numbers met so far.
struct Folded {
    fold: Fold,
    made: Option<Number>,
    n_numbers: u64,
    n_filled: u64,
}

impl Folded {
    /// Takes a number; `None` when it grows too large.
    fn take(&mut self, number: Number) -> Option<()> {
        self.n_numbers += 1;
        self.n_filled += 1;
        self.made = Some(match (self.made, self.fold) {
            (Some(made), Fold::Min) => lesser(made, number),
            (Some(made), Fold::Max) => lesser(made.negate(), number.negate()).negate(),
            (Some(made), Fold::Product) => made.multiply(number)?,
            (Some(made), Fold::Sum | Fold::Mean) => made.add(number)?,
            (Some(made), Fold::Count | Fold::CountFilled) => made,
            (None, _) => number,
        });
        Some(())
    }

    fn value(self) -> Value {
        match self.fold {
            Fold::Count => Value::number(self.n_numbers.into()),
            Fold::CountFilled => Value::number(self.n_filled.into()),
            Fold::Mean => match self.made {
                Some(sum) => Value::of(sum.divide(Number::exact(self.n_numbers.into()))),
                None => Value::error("#DIV/0!"),
            },
            Fold::Sum | Fold::Min | Fold::Max | Fold::Product => {
                Value::Number(self.made.unwrap_or(Number::exact(Decimal::ZERO)))
            }
        }
    }
}

fn lesser(one: Number, other: Number) -> Number {
    if one.value <= other.value { one } else { other }
}

fn folded(
    on: &Evaluator<'_, '_>,
    arguments: &[Expression],
    fold: Fold,
    counts: impl Fn(At) -> bool + Copy,
) -> Value {
    let mut folded = Folded {
        fold,
        made: None,
        n_numbers: 0,
        n_filled: 0,
    };
    for argument in arguments {
        let result = match on.ranges(argument) {
            Some(Ok(ranges)) => ranges
                .iter()
                .try_for_each(|range| fold_range(on, *range, &mut folded, counts)),
            Some(Err(fault)) => Err(fault),
            None => fold_scalar(on.value(argument), &mut folded),
        };
        match result {
            Ok(()) => {}
            Err(Value::Error(_)) if matches!(fold, Fold::Count) => {}
            Err(fault) => return fault,
        }
    }
    folded.value()
}

/// Takes an argument that is no reference: texts are no numbers there.
fn fold_scalar(value: Value, folded: &mut Folded) -> Result<(), Value> {
    if folded.fold == Fold::CountFilled {
        folded.n_filled += 1;
        return Ok(());
    }
    let number = as_number(value)?;
    folded.take(number).ok_or(Value::doubt(Doubt::TooLarge))
}

/// Takes the cells of an area: numbers count, texts and truths do not.
fn fold_range(
    on: &Evaluator<'_, '_>,
    range: Range,
    folded: &mut Folded,
    counts: impl Fn(At) -> bool + Copy,
) -> Result<(), Value> {
    let too_many = || Value::doubt(Doubt::TooMany);
    let is_quick = matches!(
        folded.fold,
        Fold::Sum | Fold::Mean | Fold::Count | Fold::CountFilled
    );
    if is_quick && !on.counts_one_by_one() {
        let added = on.book.added(range);
        let is_whole = added.n_odd == 0 || folded.fold == Fold::CountFilled;
        if is_whole {
            folded.n_filled += added.n_filled;
            folded.n_numbers += added.n_numbers;
            if added.n_numbers > 0 && matches!(folded.fold, Fold::Sum | Fold::Mean) {
                let sum = added.sum.ok_or(Value::doubt(Doubt::TooLarge))?;
                let made = folded.made.map_or(Some(sum), |made| made.add(sum));
                folded.made = Some(made.ok_or(Value::doubt(Doubt::TooLarge))?);
            }
            return Ok(());
        }
    }
    for (at, _) in on.book.cells_in(range).ok_or_else(too_many)? {
        if !counts(at) {
            continue;
        }
        match on.book.value(at) {
            Value::Number(number) => folded.take(number).ok_or(Value::doubt(Doubt::TooLarge))?,
            Value::Text(_) | Value::Bool(_) => folded.n_filled += 1,
            Value::Blank => {}
            // A date counts, but what it adds is not known.
            Value::Doubt(Doubt::Date) if matches!(folded.fold, Fold::Count | Fold::CountFilled) => {
                folded.n_filled += 1;
                folded.n_numbers += 1;
            }
            Value::Error(_) if matches!(folded.fold, Fold::Count | Fold::CountFilled) => {
                folded.n_filled += 1;
            }
            fault @ (Value::Error(_) | Value::Doubt(_)) => return Err(fault),
        }
    }
    Ok(())
}

/// SUBTOTAL leaves out other subtotals, rows that a filter hides, and from 101 on all hidden rows.
fn subtotal(on: &Evaluator<'_, '_>, arguments: &[Expression]) -> Value {
    let (Some(function), ranges) = (arguments.first(), arguments.get(1..).unwrap_or_default())
    else {
        return Value::error("#VALUE!");
    };
    let number = match on.number(function) {
        Ok(number) => i64::try_from(number.value).unwrap_or(0),
        Err(fault) => return fault,
    };
    let fold = match number % 100 {
        1 => Fold::Mean,
        2 => Fold::Count,
        3 => Fold::CountFilled,
        4 => Fold::Max,
        5 => Fold::Min,
        6 => Fold::Product,
        9 => Fold::Sum,
        _ => return Value::doubt(Doubt::Function(format!("SUBTOTAL({number})").into())),
    };
    let leaves_hidden = number > 100;
    let one_by_one = on.one_by_one();
    folded(&one_by_one, ranges, fold, |at| {
        let (is_hidden, is_filtered) = on.book.hidden(at);
        let is_left_out = if leaves_hidden {
            is_hidden
        } else {
            is_filtered || (is_hidden && !on.counts_hidden)
        };
        !is_left_out && !is_subtotal(on.book, at)
    })
}

/// Whether a cell's formula is a subtotal, which another subtotal leaves out.
pub(super) fn is_subtotal(book: &Book<'_>, at: At) -> bool {
    let formula = book.cell(at).and_then(|cell| cell.formula());
    formula.is_some_and(|formula| formula.to_ascii_uppercase().contains("SUBTOTAL("))
}

/// Rounds to so many decimals; a number within noise of a half is a half.
fn rounded(on: &Evaluator<'_, '_>, arguments: &[Expression], strategy: RoundingStrategy) -> Value {
    let number = match arguments.first().map(|first| on.number(first)) {
        Some(Ok(number)) => number,
        Some(Err(fault)) => return fault,
        None => return Value::error("#VALUE!"),
    };
    let digits = match arguments.get(1) {
        None | Some(Expression::Missing) => 0,
        Some(digits) => match on.number(digits) {
            Ok(digits) => i64::try_from(digits.value.trunc()).unwrap_or(0),
            Err(fault) => return fault,
        },
    };
    let Ok(shift) = u32::try_from(digits.unsigned_abs()) else {
        return Value::doubt(Doubt::TooLarge);
    };
    if shift > 15 {
        return Value::doubt(Doubt::TooLarge);
    }
    let clean = super::book::kept(number.value);
    if digits >= 0 {
        return Value::number(clean.round_dp_with_strategy(shift, strategy));
    }
    let unit = Decimal::from(10_i64.saturating_pow(shift));
    let made = clean
        .checked_div(unit)
        .map(|scaled| scaled.round_dp_with_strategy(0, strategy))
        .and_then(|scaled| scaled.checked_mul(unit));
    Value::of(made.map(Number::exact))
}

/// Rounds down to a whole number; noise below one is the one.
fn to_whole(number: Number, make: fn(&Decimal) -> Decimal) -> Value {
    Value::number(make(&super::book::kept(number.value)))
}

/// Sums the cells beside those that meet all criteria.
fn sum_if(
    on: &Evaluator<'_, '_>,
    first: &Expression,
    pairs: &[(&Expression, &Expression)],
    summed: Option<&Expression>,
) -> Value {
    let mut tested = Vec::new();
    for (range, wanted) in pairs {
        let range = match one_range(on, range) {
            Ok(range) => range,
            Err(fault) => return fault,
        };
        let Some(criterion) = Criterion::read(&on.value(wanted)) else {
            return Value::doubt(Doubt::Function("SUMIF".into()));
        };
        tested.push((range, criterion));
    }
    let summed = match one_range(on, summed.unwrap_or(first)) {
        Ok(range) => range,
        Err(fault) => return fault,
    };
    let Some((lead, _)) = tested.first() else {
        return Value::error("#VALUE!");
    };
    // A blank cell may meet a criterion; it adds what stands beside it all the same.
    let meets_blank = tested
        .iter()
        .any(|(_, criterion)| criterion.meets(&Value::Blank));
    let walked = if meets_blank { summed } else { *lead };
    let Some(cells) = on.book.cells_in(walked) else {
        return Value::doubt(Doubt::TooMany);
    };
    let mut sum = Number::exact(Decimal::ZERO);
    for (at, _) in cells {
        let met = tested.iter().all(|(range, criterion)| {
            beside(at, walked, *range).is_some_and(|at| criterion.meets(&on.book.value(at)))
        });
        let Some(target) = beside(at, walked, summed).filter(|_| met) else {
            continue;
        };
        match on.book.value(target) {
            Value::Number(number) => match sum.add(number) {
                Some(more) => sum = more,
                None => return Value::doubt(Doubt::TooLarge),
            },
            Value::Text(_) | Value::Bool(_) | Value::Blank => {}
            fault @ (Value::Error(_) | Value::Doubt(_)) => return fault,
        }
    }
    Value::Number(sum)
}

fn one_range(on: &Evaluator<'_, '_>, argument: &Expression) -> Result<Range, Value> {
    match on.ranges(argument) {
        Some(Ok(ranges)) => match ranges.as_slice() {
            [range] => Ok(*range),
            _ => Err(Value::error("#VALUE!")),
        },
        Some(Err(fault)) => Err(fault),
        None => Err(Value::doubt(Doubt::Syntax("area"))),
    }
}

/// The cell of another area that stands where a cell stands in its own.
fn beside(at: At, from: Range, to: Range) -> Option<At> {
    let row = at.1.row.checked_sub(from.area.first.row)?;
    let col = at.1.col.checked_sub(from.area.first.col)?;
    let cell = crate::model::place::CellRef::new(
        to.area.first.row.checked_add(row)?,
        to.area.first.col.checked_add(col)?,
    );
    Some((to.sheet, cell))
}

/// Products of cells that stand alike, added up; plain areas of one shape only.
fn sum_product(on: &Evaluator<'_, '_>, arguments: &[Expression]) -> Value {
    if arguments.len() > MAX_RANGES {
        return Value::doubt(Doubt::TooMany);
    }
    let mut ranges = Vec::new();
    for argument in arguments {
        match one_range(on, argument) {
            Ok(range) => ranges.push(range),
            Err(fault @ Value::Error(_)) => return fault,
            Err(_) => return Value::doubt(Doubt::Function("SUMPRODUCT".into())),
        }
    }
    let Some((first, others)) = ranges.split_first() else {
        return Value::error("#VALUE!");
    };
    let size = |range: &Range| {
        (
            range.area.last.row - range.area.first.row,
            range.area.last.col - range.area.first.col,
        )
    };
    if others.iter().any(|other| size(other) != size(first)) {
        return Value::error("#VALUE!");
    }
    let Some(cells) = on.book.cells_in(*first) else {
        return Value::doubt(Doubt::TooMany);
    };
    let mut sum = Number::exact(Decimal::ZERO);
    for (at, _) in cells {
        let mut product = Number::exact(Decimal::ONE);
        for range in &ranges {
            let value = beside(at, *first, *range).map_or(Value::Blank, |at| on.book.value(at));
            let factor = match value {
                Value::Number(number) => number,
                Value::Text(_) | Value::Bool(_) | Value::Blank => Number::exact(Decimal::ZERO),
                fault @ (Value::Error(_) | Value::Doubt(_)) => return fault,
            };
            match product.multiply(factor) {
                Some(made) => product = made,
                None => return Value::doubt(Doubt::TooLarge),
            }
        }
        match sum.add(product) {
            Some(made) => sum = made,
            None => return Value::doubt(Doubt::TooLarge),
        }
    }
    Value::Number(sum)
}
