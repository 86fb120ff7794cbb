//! Calculates a formula's tree in its cell, exactly. Comes in: the book, a tree, a cell. Goes out: a
//! value, or why it is not known. Depth is bounded by the parser's and by that of names; ranges cost
//! what the book's running sums and its count of looks allow. Never panics.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::book::{At, Book, Range};
use super::functions;
use super::syntax::Expression;
use super::value::{Doubt, Number, Value};

/// Most names that stand for names.
const MAX_NAMES: usize = 8;
/// Largest power that is multiplied out.
const MAX_POWER: i64 = 400;

/// What is being calculated.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'b, 'a> {
    pub(super) book: &'b Book<'a>,
    /// The cell whose formula it is.
    pub(super) own: At,
    /// Whether hidden rows count in a SUBTOTAL that may or may not count them.
    pub(super) counts_hidden: bool,
    /// Whether ranges are walked cell by cell, since not every cell of them counts.
    is_one_by_one: bool,
    n_names: usize,
}

impl<'b, 'a> Evaluator<'b, 'a> {
    pub(super) fn new(book: &'b Book<'a>, own: At) -> Self {
        Self {
            book,
            own,
            counts_hidden: true,
            is_one_by_one: false,
            n_names: 0,
        }
    }

    /// The same, walking ranges cell by cell.
    pub(super) fn one_by_one(&self) -> Self {
        Self {
            is_one_by_one: true,
            ..*self
        }
    }

    pub(super) fn counts_one_by_one(&self) -> bool {
        self.is_one_by_one
    }

    /// The value of a formula's part.
    pub(super) fn value(&self, expression: &Expression) -> Value {
        match expression {
            Expression::Number(number) => Value::number(*number),
            Expression::Text(text) => Value::Text((**text).into()),
            Expression::Bool(yes) => Value::Bool(*yes),
            Expression::Error(error) => Value::Error((**error).into()),
            Expression::Missing => Value::Blank,
            Expression::Reference(_) | Expression::Name(..) | Expression::Union(_) => {
                self.referred(expression)
            }
            Expression::Terms(terms) => self.folded(terms, Decimal::ZERO, add),
            Expression::Factors(factors) => self.folded(factors, Decimal::ONE, multiply),
            Expression::Power(base, exponent) => {
                let pair = (self.number(base), self.number(exponent));
                match pair {
                    (Ok(base), Ok(exponent)) => power(base, exponent),
                    (Err(fault), _) | (_, Err(fault)) => fault,
                }
            }
            Expression::Percent(part) => match self.number(part) {
                Ok(number) => Value::of(number.divide(Number::exact(Decimal::ONE_HUNDRED))),
                Err(fault) => fault,
            },
            Expression::Joined(parts) => self.joined(parts),
            Expression::Compared(operator, left, right) => {
                compared(operator, &self.value(left), &self.value(right))
            }
            Expression::Call(name, arguments) => functions::call(self, name, arguments),
        }
    }

    /// The value of the one cell that is referred to.
    fn referred(&self, expression: &Expression) -> Value {
        match expression {
            Expression::Reference(reference) => {
                let Some(range) = self.book.range(reference, self.own) else {
                    return Value::error("#REF!");
                };
                match range.only() {
                    Some(at) => self.book.value(at),
                    None => Value::doubt(Doubt::Syntax("area")),
                }
            }
            Expression::Name(sheet, name) => match self.named(sheet.as_deref(), name) {
                Ok((inner, tree)) => inner.value(tree),
                Err(fault) => fault,
            },
            _ => Value::doubt(Doubt::Syntax("area")),
        }
    }

    /// What a name stands for, to be calculated one name deeper.
    pub(super) fn named(
        &self,
        sheet: Option<&str>,
        name: &str,
    ) -> Result<(Self, &'b Expression), Value> {
        if self.n_names >= MAX_NAMES {
            return Err(Value::doubt(Doubt::Syntax("deep")));
        }
        let inner = Self {
            n_names: self.n_names + 1,
            ..*self
        };
        match self.book.name(sheet, self.own.0, name) {
            Some(Ok(tree)) => Ok((inner, tree)),
            Some(Err(doubt)) => Err(Value::Doubt(doubt)),
            None => Err(Value::error("#NAME?")),
        }
    }

    /// The areas that an argument refers to, through names and brackets; `None` where it is no
    /// reference.
    pub(super) fn ranges(&self, argument: &Expression) -> Option<Result<Vec<Range>, Value>> {
        match argument {
            Expression::Reference(reference) => Some(
                self.book
                    .range(reference, self.own)
                    .map(|range| vec![range])
                    .ok_or_else(|| Value::error("#REF!")),
            ),
            Expression::Name(sheet, name) => match self.named(sheet.as_deref(), name) {
                Ok((inner, tree)) => inner.ranges(tree),
                Err(fault) => Some(Err(fault)),
            },
            Expression::Union(parts) => {
                let mut ranges = Vec::new();
                for part in parts {
                    match self.ranges(part)? {
                        Ok(more) => ranges.extend(more),
                        Err(fault) => return Some(Err(fault)),
                    }
                }
                Some(Ok(ranges))
            }
            _ => None,
        }
    }

    /// A part as a number, as arithmetic takes it; else the fault that it gives.
    pub(super) fn number(&self, expression: &Expression) -> Result<Number, Value> {
        as_number(self.value(expression))
    }

    fn folded(
        &self,
        parts: &[(bool, Expression)],
        start: Decimal,
        fold: fn(Number, bool, Number) -> Value,
    ) -> Value {
        let mut made = Number::exact(start);
        for (is_inverse, part) in parts {
            let next = match self.number(part) {
                Ok(number) => number,
                Err(fault) => return fault,
            };
            match fold(made, *is_inverse, next) {
                Value::Number(number) => made = number,
                fault => return fault,
            }
        }
        Value::Number(made)
    }

    fn joined(&self, parts: &[Expression]) -> Value {
        let mut out = String::new();
        for part in parts {
            match self.value(part) {
                Value::Text(text) => out.push_str(&text),
                Value::Number(number) => out.push_str(&number.value.normalize().to_string()),
                Value::Blank => {}
                Value::Bool(yes) => out.push_str(if yes { "TRUE" } else { "FALSE" }),
                fault @ (Value::Error(_) | Value::Doubt(_)) => return fault,
            }
            if out.len() > 32_767 {
                return Value::doubt(Doubt::TooLarge);
            }
        }
        Value::Text(out.into())
    }
}

/// A value as arithmetic takes it.
pub(super) fn as_number(value: Value) -> Result<Number, Value> {
    match value {
        Value::Number(number) => Ok(number),
        Value::Blank => Ok(Number::exact(Decimal::ZERO)),
        Value::Bool(yes) => Ok(Number::exact(Decimal::from(u8::from(yes)))),
        // Whether a text is a number depends on the settings of the machine that calculated it.
        Value::Text(text) if text.chars().any(|c| c.is_ascii_digit()) => {
            Err(Value::doubt(Doubt::Syntax("text")))
        }
        Value::Text(_) => Err(Value::error("#VALUE!")),
        fault @ (Value::Error(_) | Value::Doubt(_)) => Err(fault),
    }
}

fn add(made: Number, is_minus: bool, next: Number) -> Value {
    let next = if is_minus { next.negate() } else { next };
    Value::of(made.add(next))
}

fn multiply(made: Number, divides: bool, next: Number) -> Value {
    if !divides {
        return Value::of(made.multiply(next));
    }
    if next.value.is_zero() {
        return Value::error("#DIV/0!");
    }
    Value::of(made.divide(next))
}

fn power(base: Number, exponent: Number) -> Value {
    let times = i64::try_from(exponent.value).ok();
    let Some(times) = times.filter(|times| exponent.value.is_integer() && times.abs() <= MAX_POWER)
    else {
        return Value::doubt(Doubt::Syntax("power"));
    };
    if base.value.is_zero() && times <= 0 {
        return Value::error(if times == 0 { "#NUM!" } else { "#DIV/0!" });
    }
    let mut made = Some(Number::exact(Decimal::ONE));
    for _ in 0..times.abs() {
        made = made.and_then(|made| made.multiply(base));
    }
    match (made, times < 0) {
        (Some(made), true) if !made.value.is_zero() => {
            Value::of(Number::exact(Decimal::ONE).divide(made))
        }
        (_, true) => Value::doubt(Doubt::TooLarge),
        (made, false) => Value::of(made),
    }
}

/// Excel's comparison: numbers before texts before truth, texts in any case of letters.
pub(super) fn compared(operator: &str, left: &Value, right: &Value) -> Value {
    let ordering = match (left, right) {
        (fault @ (Value::Error(_) | Value::Doubt(_)), _)
        | (_, fault @ (Value::Error(_) | Value::Doubt(_))) => return fault.clone(),
        (Value::Number(one), Value::Number(other)) => number_order(*one, *other),
        (Value::Blank, Value::Blank) => Ordering::Equal,
        (Value::Blank, Value::Number(other)) => number_order(Number::exact(Decimal::ZERO), *other),
        (Value::Number(one), Value::Blank) => number_order(*one, Number::exact(Decimal::ZERO)),
        (Value::Text(one), Value::Text(other)) => one.to_lowercase().cmp(&other.to_lowercase()),
        (Value::Blank, Value::Text(other)) => "".cmp(other),
        (Value::Text(one), Value::Blank) => (**one).cmp(""),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Blank, Value::Bool(other)) => false.cmp(other),
        (Value::Bool(one), Value::Blank) => one.cmp(&false),
        (Value::Number(_), _) | (Value::Text(_), Value::Bool(_)) => Ordering::Less,
        (Value::Text(_) | Value::Bool(_), _) => Ordering::Greater,
    };
    Value::Bool(match operator {
        "=" => ordering == Ordering::Equal,
        "<>" => ordering != Ordering::Equal,
        "<" => ordering == Ordering::Less,
        ">" => ordering == Ordering::Greater,
        "<=" => ordering != Ordering::Greater,
        _ => ordering != Ordering::Less,
    })
}

/// Two numbers that differ by a double's noise only are equal.
fn number_order(one: Number, other: Number) -> Ordering {
    if one.is(other.value) || other.is(one.value) {
        return Ordering::Equal;
    }
    one.value.cmp(&other.value)
}
