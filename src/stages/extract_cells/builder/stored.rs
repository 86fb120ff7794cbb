//! A cell's value and style as a file stores them.

use std::sync::Arc;

use super::super::dates::{Shown, shown_by};
use super::super::fault::Fault;
use crate::model::grid::Style;

/// A value as a file stores it.
#[derive(Debug, Clone)]
pub(in super::super) enum Stored<'a> {
    /// A number as text, in the form of file formats: `1234.5`, `1E-3`.
    Number(&'a str),
    /// A number as a double.
    Double(f64),
    /// Words.
    Text(&'a str),
    /// Words that many cells share, made by [`super::WorkbookBuilder::share`].
    Shared(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A date or time in ISO form.
    Date(&'a str),
    /// An error value such as `#REF!`.
    Error(&'a str),
    /// A formula whose value the file does not hold.
    NoCachedValue,
    /// Something that is no value, with the reason.
    Unreadable(Fault),
}

/// The digits behind the apostrophe that tells a spreadsheet to keep them as text: `'0019800101`. Where a file
/// kept the mark itself it says nothing. `'24` is a year.
pub(super) fn behind_mark(text: &str) -> Option<&str> {
    let figure = text.trim_start().strip_prefix('\'')?;
    let digits = figure.trim_end();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '/');
    let is_year = digits.len() == 2 && !digits.starts_with('0');
    let is_figure = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(is_part);
    (is_figure && !is_year).then_some(figure)
}

/// How a cell is shown, with what reading it needs.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct CellStyle {
    /// The style kept.
    pub(in super::super) style: Arc<Style>,
    /// What its numbers are shown as, where they are day numbers.
    pub(in super::super) day_number: Option<Shown>,
}

impl CellStyle {
    /// A style whose number format decides whether its numbers are dates.
    pub(in super::super) fn of(mut style: Style) -> Self {
        style.format = style.format.filter(|code| {
            !code.is_empty()
                && !code.eq_ignore_ascii_case("general")
                && !code.eq_ignore_ascii_case("standard")
        });
        let day_number = style.format.as_deref().and_then(shown_by);
        Self {
            style: Arc::new(style),
            day_number,
        }
    }
}
