//! What a formula claims as a relation: the operation over cells that it is, as far as the model's
//! operations can say it. Comes in: a tree in its cell. Goes out: operation and operands. A formula
//! with numbers of its own, or of another form, claims nothing here; it is calculated all the same.

use rust_decimal::Decimal;

use super::book::{At, Book, Range};
use super::evaluate::Evaluator;
use super::functions::is_subtotal;
use super::syntax::Expression;
use super::value::Value;
use crate::model::grid::Content;
use crate::model::relation::Operation;

/// Most operands of one relation.
pub(super) const MAX_OPERANDS: usize = 20_000;

/// A formula as a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Formula {
    pub(super) operation: Operation,
    /// The cells with numbers, in the formula's order.
    pub(super) operands: Vec<At>,
}

/// What a formula claims in a cell.
pub(super) fn claim(book: &Book<'_>, own: At, tree: &Expression) -> Option<Formula> {
    let on = Evaluator::new(book, own);
    let claim = Reader { on }.formula(tree, 0)?;
    let is_small = !claim.operands.is_empty() && claim.operands.len() <= MAX_OPERANDS;
    (is_small && !claim.operands.contains(&own)).then_some(claim)
}

/// Most functions that only wrap what is claimed.
const MAX_WRAPS: usize = 8;

struct Reader<'b, 'a> {
    on: Evaluator<'b, 'a>,
}

impl Reader<'_, '_> {
    fn formula(&self, tree: &Expression, n_wraps: usize) -> Option<Formula> {
        if n_wraps > MAX_WRAPS {
            return None;
        }
        let made = |operation, operands| {
            Some(Formula {
                operation,
                operands,
            })
        };
        match tree {
            Expression::Reference(_) => made(Operation::Equal, vec![self.cell(tree)?]),
            Expression::Terms(terms) => self.linear(terms),
            Expression::Factors(factors) => self.ratio(factors),
            Expression::Call(name, arguments) => match &**name {
                "SUM" => made(Operation::Sum, self.addends(arguments, |_| true)?),
                "AVERAGE" => made(Operation::Mean, self.addends(arguments, |_| true)?),
                "COUNT" | "COUNTA" => made(Operation::Count, self.counted(name, arguments)?),
                "SUBTOTAL" => {
                    let number = constant(arguments.first()?)?;
                    let all = number == Decimal::from(9) || number == Decimal::from(109);
                    let counts = |at: At| {
                        let (is_hidden, is_filtered) = self.on.book.hidden(at);
                        let is_out = if number > Decimal::ONE_HUNDRED {
                            is_hidden
                        } else {
                            is_filtered
                        };
                        !is_out && !is_subtotal(self.on.book, at)
                    };
                    let ranges = arguments.get(1..)?;
                    all.then(|| self.addends(ranges, counts))
                        .flatten()
                        .and_then(|operands| made(Operation::Sum, operands))
                }
                // Rounding shows in how exactly the cell states its number.
                "ROUND" | "IFERROR" => self.formula(arguments.first()?, n_wraps + 1),
                "IF" => {
                    let chosen = match self.on.value(arguments.first()?) {
                        Value::Bool(true) => arguments.get(1)?,
                        Value::Bool(false) => arguments.get(2)?,
                        _ => return None,
                    };
                    self.formula(chosen, n_wraps + 1)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The one cell that a part refers to.
    fn cell(&self, part: &Expression) -> Option<At> {
        match self.on.ranges(part)? {
            Ok(ranges) => match ranges.as_slice() {
                [range] => range.only(),
                _ => None,
            },
            Err(_) => None,
        }
    }

    /// The numbers among the cells that arguments refer to.
    fn addends(&self, arguments: &[Expression], counts: impl Fn(At) -> bool) -> Option<Vec<At>> {
        let mut operands = Vec::new();
        for argument in arguments {
            for range in self.on.ranges(argument)?.ok()? {
                self.numbers(range, &counts, &mut operands)?;
            }
        }
        Some(operands)
    }

    fn numbers(
        &self,
        range: Range,
        counts: &impl Fn(At) -> bool,
        operands: &mut Vec<At>,
    ) -> Option<()> {
        if self.on.book.added(range).n_numbers > MAX_OPERANDS as u64 {
            return None;
        }
        for (at, cell) in self.on.book.cells_in(range)? {
            if matches!(cell.content, Content::Number(_)) && counts(at) {
                operands.push(at);
            }
        }
        (operands.len() <= MAX_OPERANDS).then_some(())
    }

    /// The cells that a count counts.
    fn counted(&self, name: &str, arguments: &[Expression]) -> Option<Vec<At>> {
        let mut counted = Vec::new();
        for argument in arguments {
            for range in self.on.ranges(argument)?.ok()? {
                if self.on.book.added(range).n_filled > MAX_OPERANDS as u64 {
                    return None;
                }
                let cells = self.on.book.cells_in(range)?;
                let is_counted = |content: &Content| {
                    name == "COUNTA" || matches!(content, Content::Number(_) | Content::Date(_))
                };
                counted.extend(
                    cells
                        .filter(|(_, cell)| is_counted(&cell.content))
                        .map(|(at, _)| at),
                );
            }
        }
        Some(counted)
    }

    /// Sums and differences of cells and sums.
    fn linear(&self, terms: &[(bool, Expression)]) -> Option<Formula> {
        let (mut plus, mut minus) = (Vec::new(), Vec::new());
        for (is_minus, term) in terms {
            let side = if *is_minus { &mut minus } else { &mut plus };
            side.extend(self.term(term)?);
            if side.len() > MAX_OPERANDS {
                return None;
            }
        }
        if minus.is_empty() {
            return Some(Formula {
                operation: Operation::Sum,
                operands: plus,
            });
        }
        let [first] = plus.as_slice() else {
            return None;
        };
        let mut operands = vec![*first];
        operands.extend(minus);
        Some(Formula {
            operation: Operation::Difference,
            operands,
        })
    }

    /// The cells of one term: a cell with a number, or a sum; a blank cell adds nothing.
    fn term(&self, term: &Expression) -> Option<Vec<At>> {
        match term {
            Expression::Reference(_) | Expression::Name(..) => {
                let cell = self.cell(term)?;
                match self.on.book.value(cell) {
                    Value::Number(_) => Some(vec![cell]),
                    Value::Blank => Some(Vec::new()),
                    _ => None,
                }
            }
            Expression::Call(name, arguments) if &**name == "SUM" => {
                self.addends(arguments, |_| true)
            }
            Expression::Terms(terms) if terms.iter().all(|(is_minus, _)| !is_minus) => {
                let mut cells = Vec::new();
                for (_, term) in terms {
                    cells.extend(self.plain_term(term)?);
                }
                Some(cells)
            }
            _ => None,
        }
    }

    fn plain_term(&self, term: &Expression) -> Option<Vec<At>> {
        match term {
            Expression::Terms(_) => None,
            other => self.term(other),
        }
    }

    /// Products, shares `a/b*100` and changes `(a-b)/b*100`. A percentage may also be left to the
    /// number format; whether it is, shows when it is judged.
    fn ratio(&self, factors: &[(bool, Expression)]) -> Option<Formula> {
        let mut multiplied = Vec::new();
        let mut divisor = None;
        for (divides, factor) in factors {
            match (divides, is_hundred(factor)) {
                (false, true) => {}
                (true, false) if divisor.is_none() => divisor = Some(self.cell(factor)?),
                (false, false) => multiplied.push(factor),
                (true, _) => return None,
            }
        }
        let Some(divisor) = divisor else {
            let operands: Vec<At> = multiplied
                .iter()
                .map(|factor| self.cell(factor))
                .collect::<Option<_>>()?;
            let is_plain = operands.len() == factors.len() && operands.len() > 1;
            return is_plain.then_some(Formula {
                operation: Operation::Product,
                operands,
            });
        };
        let [part] = multiplied.as_slice() else {
            return None;
        };
        if let Some(part) = self.cell(part) {
            return Some(Formula {
                operation: Operation::Share,
                operands: vec![part, divisor],
            });
        }
        let Expression::Terms(terms) = part else {
            return None;
        };
        match terms.as_slice() {
            [(false, later), (true, earlier)] if self.cell(earlier)? == divisor => Some(Formula {
                operation: Operation::Change,
                operands: vec![self.cell(later)?, divisor],
            }),
            _ => None,
        }
    }
}

fn constant(part: &Expression) -> Option<Decimal> {
    match part {
        Expression::Number(number) => Some(*number),
        _ => None,
    }
}

/// Whether a factor is only there for the percent sign: `100` or `100%`.
fn is_hundred(factor: &Expression) -> bool {
    let number = match factor {
        Expression::Percent(inner) => constant(inner),
        other => constant(other),
    };
    number == Some(Decimal::ONE_HUNDRED)
}
