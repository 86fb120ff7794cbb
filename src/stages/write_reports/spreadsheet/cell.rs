//! Cells of a table by what they hold: words, links, counts, years, numbers. Writes none of them.

use rust_decimal::Decimal;

use super::link::Target;
use super::sheet::{Cell, Content};
use super::style::{Shape, Style};

/// Words.
pub(in crate::stages::write_reports) fn text(words: impl Into<String>) -> Cell {
    (Content::Text(words.into()), Style::default())
}

/// Words that may take several lines.
pub(in crate::stages::write_reports) fn wrapped(words: impl Into<String>) -> Cell {
    (Content::Text(words.into()), Style::of(Shape::Wrapped))
}

/// Words that lead to a file.
pub(in crate::stages::write_reports) fn link(
    words: impl Into<String>,
    target: Option<Target>,
) -> Cell {
    (Content::Link(words.into(), target), Style::of(Shape::Text))
}

/// A number of things.
pub(in crate::stages::write_reports) fn count(number: impl Into<Decimal>) -> Cell {
    (Content::Number(number.into()), Style::of(Shape::Amount))
}

/// A year, or nothing.
pub(in crate::stages::write_reports) fn year(year: Option<i32>) -> Cell {
    let content = year.map_or(Content::Empty, |year| Content::Number(Decimal::from(year)));
    (content, Style::of(Shape::Plain))
}

/// A number in a shape, or nothing.
pub(in crate::stages::write_reports) fn number(number: Option<Decimal>, shape: Shape) -> Cell {
    (
        number.map_or(Content::Empty, Content::Number),
        Style::of(shape),
    )
}
