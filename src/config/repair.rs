//! Comes in: a parsed text and one complaint about it. Goes out: the same table with that spot
//! mended by a stand-in, so that reading can go on to the next fault. Never used for its values:
//! a text that needed mending is refused.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::complaint::Complaint;

/// A table under repair.
pub(super) struct Repair<'a> {
    table: Spanned<DeTable<'a>>,
    /// Stand-ins lie at bytes after this one, which the text does not have.
    text_len: usize,
    /// How many stand-ins were put in; each has a byte of its own.
    n_stand_ins: usize,
}

/// Values tried in the place of one of the wrong type, one after the other.
const STAND_INS: &str = "a = ''\nb = 2000\nc = []\nd = {}\ne = true\n";

impl<'a> Repair<'a> {
    /// Takes a parsed text of `text_len` bytes.
    pub(super) fn new(table: Spanned<DeTable<'a>>, text_len: usize) -> Self {
        Self {
            table,
            text_len,
            n_stand_ins: 0,
        }
    }

    /// The table as it stands.
    pub(super) fn table(&self) -> &Spanned<DeTable<'a>> {
        &self.table
    }

    /// Whether a complaint is about a stand-in, and so no fault of the text.
    pub(super) fn is_stand_in(&self, span: Option<Range<usize>>) -> bool {
        span.is_some_and(|span| span.start > self.text_len)
    }

    /// Whether a span is that of the whole text.
    pub(super) fn is_root(&self, span: &Range<usize>) -> bool {
        *span == self.table.span()
    }

    /// Mends what was complained of; false when it does not know how.
    pub(super) fn mend(&mut self, span: Option<Range<usize>>, complaint: &Complaint) -> bool {
        let span = span.unwrap_or_else(|| self.table.span());
        match complaint {
            Complaint::UnknownField { .. } => remove_key(self.table.get_mut(), &span),
            Complaint::MissingField { name } => {
                let Some(value) = self.stand_in(0) else {
                    return false;
                };
                let root = self.table.span();
                add_key(&mut self.table, &root, &span, name, value)
            }
            Complaint::UnknownVariant { known, .. } => {
                let Some(first) = known.first() else {
                    return false;
                };
                let word = DeValue::String(Cow::Owned(first.clone()));
                let fresh = self.fresh_span();
                replace(self.table.get_mut(), &span, &Spanned::new(fresh, word))
            }
            Complaint::WrongType { .. } | Complaint::Other(_) => {
                // A stand-in's byte tells which of the values it is, so the next one follows.
                let turn = match span.start.checked_sub(self.text_len + 1) {
                    Some(offset) => offset % N_STAND_INS + 1,
                    None => 0,
                };
                match self.stand_in(turn) {
                    Some(value) => replace(self.table.get_mut(), &span, &value),
                    None => false,
                }
            }
        }
    }

    fn stand_in(&mut self, turn: usize) -> Option<Spanned<DeValue<'a>>> {
        let values = DeTable::parse(STAND_INS).ok()?.into_inner();
        let value = values.into_iter().nth(turn)?.1.into_inner();
        let mut span = self.fresh_span();
        span.start += turn;
        Some(Spanned::new(span, value))
    }

    fn fresh_span(&mut self) -> Range<usize> {
        let start = self.text_len + 1 + self.n_stand_ins * N_STAND_INS;
        self.n_stand_ins += 1;
        start..start + N_STAND_INS
    }
}

/// Number of values in [`STAND_INS`].
const N_STAND_INS: usize = 5;

fn remove_key(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    if let Some(key) = table.keys().find(|key| key.span() == *span).cloned() {
        return table.remove(&key).is_some();
    }
    table
        .iter_mut()
        .any(|(_, value)| in_value(value, &mut |table| remove_key(table, span)))
}

fn add_key<'a>(
    table: &mut Spanned<DeTable<'a>>,
    root: &Range<usize>,
    span: &Range<usize>,
    name: &str,
    value: Spanned<DeValue<'a>>,
) -> bool {
    let key = Spanned::new(value.span(), Cow::Owned(name.to_owned()));
    if span == root {
        table.get_mut().insert(key, value);
        return true;
    }
    add_to_child(table.get_mut(), span, &key, &value)
}

fn add_to_child<'a>(
    table: &mut DeTable<'a>,
    span: &Range<usize>,
    key: &Spanned<Cow<'a, str>>,
    value: &Spanned<DeValue<'a>>,
) -> bool {
    table
        .iter_mut()
        .any(|(_, child)| add_to_value(child, span, key, value))
}

fn add_to_value<'a>(
    child: &mut Spanned<DeValue<'a>>,
    span: &Range<usize>,
    key: &Spanned<Cow<'a, str>>,
    value: &Spanned<DeValue<'a>>,
) -> bool {
    let here = child.span() == *span;
    match child.get_mut() {
        DeValue::Table(table) if here => {
            table.insert(key.clone(), value.clone());
            true
        }
        DeValue::Table(table) => add_to_child(table, span, key, value),
        DeValue::Array(array) => array
            .iter_mut()
            .any(|element| add_to_value(element, span, key, value)),
        _ => false,
    }
}

fn replace<'a>(table: &mut DeTable<'a>, span: &Range<usize>, value: &Spanned<DeValue<'a>>) -> bool {
    table
        .iter_mut()
        .any(|(_, child)| replace_value(child, span, value))
}

fn replace_value<'a>(
    child: &mut Spanned<DeValue<'a>>,
    span: &Range<usize>,
    value: &Spanned<DeValue<'a>>,
) -> bool {
    if child.span() == *span {
        *child = value.clone();
        return true;
    }
    match child.get_mut() {
        DeValue::Table(table) => replace(table, span, value),
        DeValue::Array(array) => array
            .iter_mut()
            .any(|element| replace_value(element, span, value)),
        _ => false,
    }
}

/// Applies `action` to every table inside a value, until it says true.
fn in_value<'a>(
    value: &mut Spanned<DeValue<'a>>,
    action: &mut dyn FnMut(&mut DeTable<'a>) -> bool,
) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => action(table),
        DeValue::Array(array) => array.iter_mut().any(|element| in_value(element, action)),
        _ => false,
    }
}
