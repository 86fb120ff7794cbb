//! Comes in: the tokens of a formula. Goes out: its tree, with chains of `+` and `*` as lists, so
//! that a long formula is no deep one. Depth is bounded. Never evaluates.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::reference::Reference;
use super::tokens::Token;

/// Most brackets and functions inside each other; Excel allows 64 functions.
const MAX_DEPTH: usize = 72;

/// A formula, or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Number(Decimal),
    Text(Box<str>),
    Bool(bool),
    Error(Box<str>),
    Reference(Reference),
    Name(Option<Arc<str>>, Box<str>),
    /// Added up; `true` where subtracted.
    Terms(Vec<(bool, Expression)>),
    /// Multiplied; `true` where divided by.
    Factors(Vec<(bool, Expression)>),
    Power(Box<Expression>, Box<Expression>),
    Percent(Box<Expression>),
    Joined(Vec<Expression>),
    Compared(&'static str, Box<Expression>, Box<Expression>),
    Call(Box<str>, Vec<Expression>),
    /// Several areas in brackets.
    Union(Vec<Expression>),
    /// An argument left out.
    Missing,
}

/// Why a formula is not calculated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotRead {
    /// It holds something foreign, such as another workbook.
    Foreign(&'static str),
    /// It is nested too deeply.
    TooDeep,
    /// It is no formula as Excel writes them.
    Malformed,
}

/// The tree of a formula.
pub(super) fn parse(tokens: &[Token]) -> Result<Expression, NotRead> {
    if let Some(Token::Foreign(what)) = tokens
        .iter()
        .find(|token| matches!(token, Token::Foreign(_)))
    {
        return Err(NotRead::Foreign(what));
    }
    let mut parser = Parser { tokens, depth: 0 };
    let expression = parser.compared()?;
    if parser.tokens.is_empty() {
        Ok(expression)
    } else {
        Err(NotRead::Malformed)
    }
}

struct Parser<'t> {
    tokens: &'t [Token],
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.first()
    }

    fn advance(&mut self) {
        self.tokens = self.tokens.get(1..).unwrap_or_default();
    }

    fn operator(&mut self, wanted: &[&'static str]) -> Option<&'static str> {
        match self.peek() {
            Some(Token::Operator(operator)) if wanted.contains(operator) => {
                self.advance();
                Some(operator)
            }
            _ => None,
        }
    }

    fn compared(&mut self) -> Result<Expression, NotRead> {
        let mut left = self.joined()?;
        let mut n_links = 0;
        while let Some(operator) = self.operator(&["=", "<>", "<", ">", "<=", ">="]) {
            n_links += 1;
            if n_links > MAX_DEPTH {
                return Err(NotRead::TooDeep);
            }
            let right = self.joined()?;
            left = Expression::Compared(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn joined(&mut self) -> Result<Expression, NotRead> {
        let mut parts = vec![self.terms()?];
        while self.operator(&["&"]).is_some() {
            parts.push(self.terms()?);
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Expression::Joined(parts)
            }
        })
    }

    fn terms(&mut self) -> Result<Expression, NotRead> {
        let first = self.factors()?;
        let mut terms = vec![(false, first)];
        while let Some(operator) = self.operator(&["+", "-"]) {
            terms.push((operator == "-", self.factors()?));
        }
        Ok(single(terms, Expression::Terms))
    }

    fn factors(&mut self) -> Result<Expression, NotRead> {
        let first = self.power()?;
        let mut factors = vec![(false, first)];
        while let Some(operator) = self.operator(&["*", "/"]) {
            factors.push((operator == "/", self.power()?));
        }
        Ok(single(factors, Expression::Factors))
    }

    fn power(&mut self) -> Result<Expression, NotRead> {
        let mut base = self.signed()?;
        let mut n_links = 0;
        while self.operator(&["^"]).is_some() {
            n_links += 1;
            if n_links > MAX_DEPTH {
                return Err(NotRead::TooDeep);
            }
            let exponent = self.signed()?;
            base = Expression::Power(Box::new(base), Box::new(exponent));
        }
        Ok(base)
    }

    /// A sign binds tighter than a power in Excel: `-2^2` is 4.
    fn signed(&mut self) -> Result<Expression, NotRead> {
        let mut is_minus = false;
        while let Some(operator) = self.operator(&["+", "-"]) {
            is_minus ^= operator == "-";
        }
        let mut operand = self.operand()?;
        let mut n_signs = 0;
        while self.operator(&["%"]).is_some() {
            n_signs += 1;
            if n_signs > MAX_DEPTH {
                return Err(NotRead::TooDeep);
            }
            operand = Expression::Percent(Box::new(operand));
        }
        Ok(if is_minus {
            Expression::Terms(vec![(true, operand)])
        } else {
            operand
        })
    }

    fn operand(&mut self) -> Result<Expression, NotRead> {
        let token = self.peek().ok_or(NotRead::Malformed)?;
        self.advance();
        Ok(match token {
            Token::Number(number) => Expression::Number(*number),
            Token::Text(text) => Expression::Text(text.clone()),
            Token::Bool(yes) => Expression::Bool(*yes),
            Token::Error(error) => Expression::Error(error.clone()),
            Token::Reference(reference) => Expression::Reference(reference.clone()),
            Token::Name(sheet, name) => Expression::Name(sheet.clone(), name.clone()),
            Token::Function(name) => {
                let arguments = self.arguments()?;
                Expression::Call(name.clone(), arguments)
            }
            Token::Open => {
                let mut inside = self.arguments()?;
                match inside.pop() {
                    Some(only) if inside.is_empty() => only,
                    last => {
                        inside.extend(last);
                        Expression::Union(inside)
                    }
                }
            }
            Token::Operator(_) | Token::Close | Token::Comma | Token::Foreign(_) => {
                return Err(NotRead::Malformed);
            }
        })
    }

    /// What stands between an opening bracket and its closing one.
    fn arguments(&mut self) -> Result<Vec<Expression>, NotRead> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(NotRead::TooDeep);
        }
        let mut arguments = Vec::new();
        if self.peek() == Some(&Token::Close) {
            self.advance();
            self.depth -= 1;
            return Ok(arguments);
        }
        loop {
            match self.peek() {
                Some(Token::Comma | Token::Close) => arguments.push(Expression::Missing),
                _ => arguments.push(self.compared()?),
            }
            match self.peek() {
                Some(Token::Comma) => self.advance(),
                Some(Token::Close) => {
                    self.advance();
                    self.depth -= 1;
                    return Ok(arguments);
                }
                _ => return Err(NotRead::Malformed),
            }
        }
    }
}

fn single(
    mut parts: Vec<(bool, Expression)>,
    many: fn(Vec<(bool, Expression)>) -> Expression,
) -> Expression {
    match parts.pop() {
        Some((false, only)) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            many(parts)
        }
    }
}

impl Expression {
    /// Calls `see` with every part, itself first.
    pub(super) fn walk<'e>(&'e self, see: &mut dyn FnMut(&'e Expression)) {
        see(self);
        match self {
            Expression::Terms(parts) | Expression::Factors(parts) => {
                for (_, part) in parts {
                    part.walk(see);
                }
            }
            Expression::Joined(parts) | Expression::Call(_, parts) | Expression::Union(parts) => {
                for part in parts {
                    part.walk(see);
                }
            }
            Expression::Power(one, other) | Expression::Compared(_, one, other) => {
                one.walk(see);
                other.walk(see);
            }
            Expression::Percent(part) => part.walk(see),
            Expression::Number(_)
            | Expression::Text(_)
            | Expression::Bool(_)
            | Expression::Error(_)
            | Expression::Reference(_)
            | Expression::Name(..)
            | Expression::Missing => {}
        }
    }

    /// The references in it, in order.
    pub(super) fn references(&self) -> Vec<&Reference> {
        let mut found = Vec::new();
        self.walk(&mut |part| {
            if let Expression::Reference(reference) = part {
                found.push(reference);
            }
        });
        found
    }
}
