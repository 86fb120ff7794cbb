//! A formula over the operands of a relation, small enough to be copied: what a header states with
//! more than one operator, such as `8 = 4 x 5 + 6`.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::relation::Operation;

/// Most bytes that the steps of a formula take: one each, a number three.
const MAX_BYTES: usize = 30;

/// What a byte of a formula means that is no operand's index.
const ADD: u8 = 0x80;
const SUBTRACT: u8 = 0x81;
const MULTIPLY: u8 = 0x82;
const DIVIDE: u8 = 0x83;
/// The two bytes behind it are a number.
const NUMBER: u8 = 0x84;

/// An expression over operands, in the order in which it is computed (reverse Polish). It is written in
/// few bytes, since every claim has room for one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Formula {
    bytes: [u8; MAX_BYTES],
    n_bytes: u8,
}

/// A step of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// An operand of the relation, counted from 0.
    Operand(u8),
    /// A number.
    Number(u16),
    /// The two results before, added.
    Add,
    /// The result before taken off the one before it.
    Subtract,
    /// The two results before, multiplied.
    Multiply,
    /// The one before the last divided by the last.
    Divide,
}

impl Formula {
    /// The formula of these steps, where they make one result.
    pub fn new(steps: &[Step]) -> Option<Self> {
        let mut n_results: usize = 0;
        for step in steps {
            n_results = match step {
                Step::Operand(_) | Step::Number(_) => n_results + 1,
                Step::Add | Step::Subtract | Step::Multiply | Step::Divide => {
                    (n_results >= 2).then(|| n_results - 1)?
                }
            };
        }
        let mut written = Vec::with_capacity(MAX_BYTES);
        for step in steps {
            match *step {
                Step::Operand(idx) if idx < ADD => written.push(idx),
                Step::Operand(_) => return None,
                Step::Number(number) => {
                    written.push(NUMBER);
                    written.extend(number.to_le_bytes());
                }
                Step::Add => written.push(ADD),
                Step::Subtract => written.push(SUBTRACT),
                Step::Multiply => written.push(MULTIPLY),
                Step::Divide => written.push(DIVIDE),
            }
        }
        let mut bytes = [0; MAX_BYTES];
        bytes.get_mut(..written.len())?.copy_from_slice(&written);
        (n_results == 1).then_some(Self {
            bytes,
            n_bytes: u8::try_from(written.len()).ok()?,
        })
    }

    /// Its steps, in the order in which they are computed.
    pub fn steps(&self) -> impl Iterator<Item = Step> {
        let mut bytes = self.bytes.iter().copied().take(self.n_bytes.into());
        std::iter::from_fn(move || {
            Some(match bytes.next()? {
                NUMBER => Step::Number(u16::from_le_bytes([bytes.next()?, bytes.next()?])),
                ADD => Step::Add,
                SUBTRACT => Step::Subtract,
                MULTIPLY => Step::Multiply,
                DIVIDE => Step::Divide,
                operand => Step::Operand(operand),
            })
        })
    }

    /// Whether it ends in dividing by an operand, so that what it makes seldom comes out even.
    pub fn is_quotient(&self) -> bool {
        let (mut before, mut last) = (None, None);
        for step in self.steps() {
            before = last.replace(step);
        }
        last == Some(Step::Divide) && matches!(before, Some(Step::Operand(_)))
    }

    /// The formula as text, each operand by what `name` calls it.
    pub fn text(&self, name: impl Fn(usize) -> String) -> String {
        // Each result with how tightly it binds: 1 a sum, 2 a product, 3 a number or operand.
        let mut results: Vec<(String, u8)> = Vec::new();
        for step in self.steps() {
            let (symbol, binds) = match step {
                Step::Operand(idx) => {
                    results.push((name(usize::from(idx)), 3));
                    continue;
                }
                Step::Number(number) => {
                    results.push((number.to_string(), 3));
                    continue;
                }
                Step::Add => ("+", 1),
                Step::Subtract => ("-", 1),
                Step::Multiply => ("*", 2),
                Step::Divide => ("/", 2),
            };
            let (Some(right), Some(left)) = (results.pop(), results.pop()) else {
                break;
            };
            let bracketed = |(text, own): (String, u8), least: u8| {
                if own < least {
                    format!("({text})")
                } else {
                    text
                }
            };
            let is_chain = matches!(step, Step::Add | Step::Multiply);
            let right = bracketed(right, if is_chain { binds } else { binds + 1 });
            results.push((
                format!("{} {symbol} {right}", bracketed(left, binds)),
                binds,
            ));
        }
        results.pop().map(|(text, _)| text).unwrap_or_default()
    }
}

impl Serialize for Formula {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.steps().collect::<Vec<Step>>())
    }
}

impl<'de> Deserialize<'de> for Formula {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let steps: Vec<Step> = Vec::deserialize(deserializer)?;
        Self::new(&steps).ok_or_else(|| D::Error::custom("steps that make no formula"))
    }
}

impl fmt::Debug for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(|idx| format!("#{}", idx + 1)))
    }
}

impl Operation {
    /// The formula of an operation over so many operands, each by its name; an empty text for what
    /// no formula says, as that a figure is at most another.
    pub fn text(self, n_operands: usize, name: impl Fn(usize) -> String) -> String {
        let joined = |symbol: &str| (0..n_operands).map(&name).collect::<Vec<_>>().join(symbol);
        match self {
            Operation::Sum => joined(" + "),
            Operation::Difference => joined(" - "),
            Operation::Product => joined(" * "),
            Operation::TaxedProduct => {
                let tax = n_operands.saturating_sub(1);
                let factors: Vec<String> = (0..tax).map(&name).collect();
                format!("{} * (100 + {}) / 100", factors.join(" * "), name(tax))
            }
            Operation::Net(n_added) => (0..n_operands)
                .map(|idx| match idx {
                    0 => name(0),
                    _ if idx < usize::from(n_added) => format!(" + {}", name(idx)),
                    _ => format!(" - {}", name(idx)),
                })
                .collect(),
            Operation::Share => format!("{} / {} * 100", name(0), name(1)),
            Operation::Change => format!("({} - {}) / {} * 100", name(0), name(1), name(1)),
            Operation::Mean => format!("({}) / {n_operands}", joined(" + ")),
            Operation::Count => n_operands.to_string(),
            Operation::Equal => joined(" = "),
            Operation::AtMost => String::new(),
            Operation::Formula(formula) => formula.text(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_with_the_brackets_they_need() {
        use Step::{Add, Divide, Multiply, Number, Operand, Subtract};
        let cases: [(&[Step], &str); 4] = [
            (
                &[Operand(0), Operand(1), Multiply, Operand(2), Add],
                "a * b + c",
            ),
            (
                &[Operand(0), Operand(1), Operand(2), Add, Multiply],
                "a * (b + c)",
            ),
            (
                &[Operand(0), Operand(1), Operand(2), Subtract, Subtract],
                "a - (b - c)",
            ),
            (
                &[Operand(0), Operand(1), Divide, Number(100), Multiply],
                "a / b * 100",
            ),
        ];
        for (steps, wanted) in cases {
            let formula = Formula::new(steps).expect("a formula");
            let name = |idx: usize| ["a", "b", "c"].get(idx).copied().unwrap_or("?").to_owned();
            assert_eq!(formula.text(name), wanted);
        }
        assert!(Formula::new(&[Operand(0), Add]).is_none());
        assert!(Formula::new(&[Operand(0), Operand(1)]).is_none());
        assert!(Formula::new(&[Operand(0); 40]).is_none());
        assert!(Formula::new(&[Operand(200)]).is_none());
        assert_eq!(size_of::<Operation>(), 32);
    }
}
