//! The formulas that headers state over column numbers: `5 = 3/2*100%`, `rata-rata (3,4,5)`. Comes in: a
//! header's text. Goes out: what it means. Never looks at a cell.

use crate::model::expression::{Formula, Step};
use crate::model::relation::Operation;
use crate::model::table::{HeaderFormula, HeaderMeaning};

/// A column's number, or its letter.
pub(super) fn small_number(text: &str) -> Option<u32> {
    let text = text.trim();
    if let Some(letter) = letter(text) {
        return Some(letter);
    }
    let plain = !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A column's letter as its number: `a` is 1. An `x` is the sign of a product.
fn letter(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let letter = chars.next().filter(|c| ('a'..='w').contains(c))?;
    chars
        .next()
        .is_none()
        .then(|| u32::from(letter) - u32::from('a') + 1)
}

/// A formula `N = ...` anywhere in a header text, with the number of the column it is for.
pub(super) fn formula_in(text: &str) -> Option<(u32, HeaderFormula)> {
    let (before, after) = text.split_once('=')?;
    let digits: String = before
        .trim_end()
        .trim_end_matches(')')
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect();
    let name = before.trim().trim_start_matches('(').trim_end_matches(')');
    let number = match letter(name.trim()) {
        Some(letter) => letter,
        None => small_number(&digits.chars().rev().collect::<String>())?,
    };
    let is_lettered = letter(name.trim()).is_some() && parse(after).is_some();
    (is_lettered || after.chars().any(|c| c.is_ascii_digit())).then(|| {
        (
            number,
            HeaderFormula {
                raw: text.trim().to_owned(),
                meaning: parse(after),
            },
        )
    })
}

/// An expression over column numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Expression {
    Column(u32),
    Hundred,
    Binary(char, Box<Expression>, Box<Expression>),
}

/// Deepest nesting of brackets that is read.
const MAX_DEPTH: usize = 8;

/// What a formula says, if it is understood.
pub(super) fn parse(text: &str) -> Option<HeaderMeaning> {
    if let Some(meaning) = listed(text) {
        return Some(meaning);
    }
    let mut tokens: Vec<String> = Vec::new();
    for c in text.chars() {
        match c {
            '0'..='9' => match tokens.last_mut() {
                Some(last) if last.bytes().all(|b| b.is_ascii_digit()) => last.push(c),
                _ => tokens.push(c.to_string()),
            },
            '+' | '-' | '*' | '/' | '(' | ')' => tokens.push(c.to_string()),
            '–' | '−' => tokens.push("-".into()),
            'x' | 'X' | '×' => tokens.push("*".into()),
            ':' | '÷' => tokens.push("/".into()),
            // `100%` is written with a backslash by some converters.
            '%' | '\\' | '[' | ']' => {}
            'a'..='w' if is_apart(&tokens) => tokens.push(c.to_string()),
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    // A bracket opened before the formula closes after it: `(% Perubahan 7 = (6-5)/5)`.
    while tokens.last().is_some_and(|token| token == ")")
        && tokens.iter().filter(|token| *token == ")").count()
            > tokens.iter().filter(|token| *token == "(").count()
    {
        tokens.pop();
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
    };
    let expression = parser.sum(0)?;
    (parser.at == tokens.len())
        .then(|| classify(&expression).or_else(|| formula(&expression)))
        .flatten()
}

/// Words before a list of columns that say what is made of them.
const MEANS: &[&str] = &[
    "rata-rata",
    "rata rata",
    "rata2",
    "rerata",
    "average",
    "mean",
];
const SUMS: &[&str] = &["jumlah", "sum", "total"];
/// Signs and words between the first and the last column of a run.
const UNTIL: &[&str] = &[
    "sampai dengan",
    "sampai",
    "hingga",
    "s.d.",
    "s.d",
    "s/d",
    "sd",
    "..",
    ":",
];
/// Most columns of a run.
const MAX_RUN: u32 = 60;

/// `rata-rata (3,4,5)`, `jumlah 3 s.d. 6`: a word and the columns that it is made of.
pub(super) fn listed(text: &str) -> Option<HeaderMeaning> {
    let text = text.to_lowercase();
    let text = text.trim_start_matches(|c: char| c == '=' || c == '(' || c.is_whitespace());
    let behind = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word));
    let (operation, list) = match (behind(MEANS), behind(SUMS)) {
        (Some(list), _) => (Operation::Mean, list),
        (None, Some(list)) => (Operation::Sum, list),
        (None, None) => return None,
    };
    let operands = columns_listed(list)?;
    Some(HeaderMeaning {
        operation,
        operands,
    })
}

/// The columns of a list of two or more, runs among them: `(3, 4, 5)`, `3 s.d. 6`, `3+4+5`.
fn columns_listed(list: &str) -> Option<Vec<u32>> {
    const RUN: &str = "~";
    let mut plain = list
        .replace(['(', ')', '[', ']'], " ")
        .replace(" dan ", ",");
    for until in UNTIL {
        plain = plain.replace(until, RUN);
    }
    let number = |text: &str| -> Option<u32> {
        let text = text.trim();
        let is_column = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        is_column.then(|| text.parse().ok()).flatten()
    };
    let mut columns = Vec::new();
    for part in plain.split([',', ';', '+', '&']) {
        match part.split_once(RUN) {
            Some((first, last)) => {
                let (first, last) = (number(first)?, number(last)?);
                if first >= last || last - first > MAX_RUN {
                    return None;
                }
                columns.extend(first..=last);
            }
            None => columns.push(number(part)?),
        }
    }
    (columns.len() > 1).then_some(columns)
}

/// Whether a letter may stand here: no digit or letter right before it.
fn is_apart(tokens: &[String]) -> bool {
    tokens
        .last()
        .is_none_or(|last| last.chars().all(|c| !c.is_ascii_alphanumeric()))
}

/// What no single operation says, as a formula over its columns, each of them once an operand.
fn formula(expression: &Expression) -> Option<HeaderMeaning> {
    fn steps(expression: &Expression, operands: &mut Vec<u32>, out: &mut Vec<Step>) -> Option<()> {
        match expression {
            Expression::Hundred => out.push(Step::Number(100)),
            Expression::Column(number) => {
                let known = operands.iter().position(|operand| operand == number);
                let idx = known.unwrap_or_else(|| {
                    operands.push(*number);
                    operands.len() - 1
                });
                out.push(Step::Operand(u8::try_from(idx).ok()?));
            }
            Expression::Binary(symbol, left, right) => {
                steps(left, operands, out)?;
                steps(right, operands, out)?;
                out.push(match symbol {
                    '+' => Step::Add,
                    '-' => Step::Subtract,
                    '*' => Step::Multiply,
                    _ => Step::Divide,
                });
            }
        }
        Some(())
    }
    let mut operands = Vec::new();
    let mut out = Vec::new();
    steps(expression, &mut operands, &mut out)?;
    // One column alone is no formula.
    let formula = Formula::new(&out).filter(|_| operands.len() > 1)?;
    Some(HeaderMeaning {
        operation: Operation::Formula(formula),
        operands,
    })
}

struct Parser<'a> {
    tokens: &'a [String],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.at).map(String::as_str)
    }

    fn sum(&mut self, depth: usize) -> Option<Expression> {
        self.chain(depth, &["+", "-"])
    }

    fn chain(&mut self, depth: usize, operators: &[&str]) -> Option<Expression> {
        let is_sum = operators.contains(&"+");
        let mut left = if is_sum {
            self.chain(depth, &["*", "/"])?
        } else {
            self.atom(depth)?
        };
        while let Some(operator) = self.peek().filter(|token| operators.contains(token)) {
            let symbol = operator.chars().next()?;
            self.at += 1;
            let right = if is_sum {
                self.chain(depth, &["*", "/"])?
            } else {
                self.atom(depth)?
            };
            left = Expression::Binary(symbol, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    fn atom(&mut self, depth: usize) -> Option<Expression> {
        if depth > MAX_DEPTH {
            return None;
        }
        let token = self.peek()?.to_owned();
        self.at += 1;
        if token == "(" {
            let inner = self.sum(depth + 1)?;
            (self.peek() == Some(")")).then(|| self.at += 1)?;
            return Some(inner);
        }
        if let Some(column) = letter(&token) {
            return Some(Expression::Column(column));
        }
        match token.parse::<u32>().ok()? {
            100 => Some(Expression::Hundred),
            number @ 1..=99 => Some(Expression::Column(number)),
            _ => None,
        }
    }
}

fn classify(expression: &Expression) -> Option<HeaderMeaning> {
    use Expression::{Binary, Column, Hundred};
    let meaning = |operation, operands| {
        Some(HeaderMeaning {
            operation,
            operands,
        })
    };
    match expression {
        Binary('*', ratio, hundred) if **hundred == Hundred => classify_ratio(ratio),
        Binary('*', hundred, ratio) if **hundred == Hundred => classify_ratio(ratio),
        Binary('/', sum, count) => classify_mean(sum, count).or_else(|| classify_ratio(expression)),
        Binary('+', ..) => meaning(Operation::Sum, flatten(expression, '+')?),
        Binary('-', ..) => meaning(Operation::Difference, flatten(expression, '-')?),
        Binary('*', ..) => meaning(Operation::Product, flatten(expression, '*')?),
        Binary(..) | Column(_) | Hundred => None,
    }
}

/// A sum over as many as it adds up: the divisor is a number there, no column.
fn classify_mean(sum: &Expression, count: &Expression) -> Option<HeaderMeaning> {
    let (Expression::Binary('+', ..), Expression::Column(count)) = (sum, count) else {
        return None;
    };
    let operands = flatten(sum, '+')?;
    (usize::try_from(*count) == Ok(operands.len())).then_some(HeaderMeaning {
        operation: Operation::Mean,
        operands,
    })
}

fn classify_ratio(expression: &Expression) -> Option<HeaderMeaning> {
    use Expression::{Binary, Column, Hundred};
    let Binary('/', part, whole) = expression else {
        return None;
    };
    // `13 x 100 / 5` is a share too.
    let part = match &**part {
        Binary('*', part, hundred) if **hundred == Hundred => part,
        _ => part,
    };
    match (&**part, &**whole) {
        (Column(part), Column(whole)) => Some(HeaderMeaning {
            operation: Operation::Share,
            operands: vec![*part, *whole],
        }),
        (Binary('-', later, earlier), Column(base)) => match (&**later, &**earlier) {
            (Column(later), Column(earlier)) if earlier == base => Some(HeaderMeaning {
                operation: Operation::Change,
                operands: vec![*later, *earlier],
            }),
            _ => None,
        },
        _ => None,
    }
}

/// The columns of a chain of one operator, left to right.
fn flatten(expression: &Expression, operator: char) -> Option<Vec<u32>> {
    match expression {
        Expression::Column(number) => Some(vec![*number]),
        Expression::Binary(symbol, left, right) if *symbol == operator => {
            let mut columns = flatten(left, operator)?;
            match &**right {
                Expression::Column(number) => columns.push(*number),
                _ if operator != '-' => columns.extend(flatten(right, operator)?),
                _ => return None,
            }
            Some(columns)
        }
        Expression::Binary(..) | Expression::Hundred => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::numbering::numbered;
    use super::*;

    #[track_caller]
    fn check(text: &str, number: u32, operation: Operation, operands: &[u32]) {
        let (found, formula) = numbered(text)
            .and_then(|(number, formula)| Some((number, formula?)))
            .or_else(|| formula_in(text))
            .unwrap_or_else(|| panic!("no formula in {text}"));
        assert_eq!(found, number, "{text}");
        let meaning = formula
            .meaning
            .unwrap_or_else(|| panic!("{text} not understood"));
        assert_eq!(
            (meaning.operation, meaning.operands.as_slice()),
            (operation, operands),
            "{text}"
        );
    }

    #[test]
    fn formulas_of_real_headers_are_understood() {
        check("4 = (2-3)", 4, Operation::Difference, &[2, 3]);
        check("5 = 3/2*100%", 5, Operation::Share, &[3, 2]);
        check("8 = (7-6)", 8, Operation::Difference, &[7, 6]);
        check("11 (10/9*100%)", 11, Operation::Share, &[10, 9]);
        check("7 = 6/5*100", 7, Operation::Share, &[6, 5]);
        check(
            "(% Peningkatan/ Penurunan Tahun 2023 7 = (6-5)/5 * 100\\%)",
            7,
            Operation::Change,
            &[6, 5],
        );
        check("6 = ( 3 x 5 )", 6, Operation::Product, &[3, 5]);
        check("12 = 8+9+10+11", 12, Operation::Sum, &[8, 9, 10, 11]);
        check("14 = 13/5 x 100 %", 14, Operation::Share, &[13, 5]);
        check("(4)=(3)/(2)x100", 4, Operation::Share, &[3, 2]);
        check("6 = 3 x 4 x 5", 6, Operation::Product, &[3, 4, 5]);
        check("9 = 8 - 7", 9, Operation::Difference, &[8, 7]);
        check("6 = rata-rata (3,4,5)", 6, Operation::Mean, &[3, 4, 5]);
        check("6 = Rata-rata 3 s.d. 5", 6, Operation::Mean, &[3, 4, 5]);
        check("6 rata-rata (3, 4 dan 5)", 6, Operation::Mean, &[3, 4, 5]);
        check("6 = (3+4+5)/3", 6, Operation::Mean, &[3, 4, 5]);
        check("(7) = jumlah (3..6)", 7, Operation::Sum, &[3, 4, 5, 6]);
        check("c = a - b", 3, Operation::Difference, &[1, 2]);
        check("d = (c/a) x 100%", 4, Operation::Share, &[3, 1]);
    }

    #[test]
    fn formulas_of_several_operators_are_followed() {
        for (text, operands, wanted) in [
            ("8 = 4 x 5 + 6", vec![4, 5, 6], "4 * 5 + 6"),
            ("7 = (4+5)-6", vec![4, 5, 6], "4 + 5 - 6"),
            ("9 = (5+6)/4*100", vec![5, 6, 4], "(5 + 6) / 4 * 100"),
            ("f = a x (b + c)", vec![1, 2, 3], "1 * (2 + 3)"),
        ] {
            let (_, formula) = formula_in(text).expect("a formula");
            let meaning = formula.meaning.expect("its meaning");
            assert_eq!(meaning.operands, operands, "{text}");
            let name = |idx: usize| operands[idx].to_string();
            assert_eq!(
                meaning.operation.text(operands.len(), name),
                wanted,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_formula_is_left_alone() {
        for text in [
            "1",
            "(12)",
            "Tahun 2023",
            "Realisasi (%) = (18 : 50) = 36",
            "x = y",
            "6 = rata-rata (3)",
            "6 = jumlah 6 s.d. 3",
            "",
        ] {
            assert!(
                formula_in(text).is_none_or(|(_, formula)| formula.meaning.is_none()),
                "{text}"
            );
        }
    }
}
