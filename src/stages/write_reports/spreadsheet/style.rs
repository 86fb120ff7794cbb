//! How cells look: a small set of looks, made into the library's formats once each.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::model::finding::Severity;

/// The look of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::stages::write_reports) struct Style {
    pub(in crate::stages::write_reports) shape: Shape,
    pub(in crate::stages::write_reports) weight: Weight,
    pub(in crate::stages::write_reports) fill: Fill,
    pub(in crate::stages::write_reports) indent: u8,
}

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::stages::write_reports) enum Shape {
    /// Words on one line.
    #[default]
    Text,
    /// Words that may take several lines.
    Wrapped,
    /// The heading of a sheet.
    Title,
    /// The heading of a column.
    Heading,
    /// Money and other whole numbers: `1.234.567`.
    Amount,
    /// A number that may have decimals: `1.234,5`.
    Number,
    /// Points of a hundred: `98,37`.
    Percent,
    /// A plain number without grouping: a year.
    Plain,
}

/// How heavy a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::stages::write_reports) enum Weight {
    /// As usual.
    #[default]
    Regular,
    /// A heading row or total.
    Bold,
    /// Computed by selaras, not stated by a document.
    Computed,
    /// Leads to a file.
    Link,
}

/// The colour behind a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::stages::write_reports) enum Fill {
    /// None.
    #[default]
    None,
    /// Something is wrong.
    Red,
    /// Something may be wrong.
    Yellow,
    /// For information.
    Blue,
    /// A total.
    Grey,
}

impl Style {
    /// A regular cell of a shape.
    pub(in crate::stages::write_reports) fn of(shape: Shape) -> Self {
        Self {
            shape,
            ..Self::default()
        }
    }

    /// The same in a weight.
    pub(in crate::stages::write_reports) fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// The same on a colour.
    pub(in crate::stages::write_reports) fn fill(self, fill: Fill) -> Self {
        Self { fill, ..self }
    }

    /// The same, indented.
    pub(in crate::stages::write_reports) fn indent(self, indent: u8) -> Self {
        Self { indent, ..self }
    }

    /// Whether a cell of this look that holds nothing looks like no cell at all.
    pub(super) fn is_invisible(self) -> bool {
        self.fill == Fill::None && self.shape != Shape::Heading
    }
}

/// The colour of a severity.
pub(in crate::stages::write_reports) fn severity_fill(severity: Severity) -> Fill {
    match severity {
        Severity::Error => Fill::Red,
        Severity::Warning => Fill::Yellow,
        Severity::Info => Fill::Blue,
    }
}

/// Formats by look. `quoted` looks keep a text a text even after someone edits the cell.
#[derive(Default)]
pub(in crate::stages::write_reports) struct Formats {
    made: BTreeMap<(Style, Quoting), Format>,
}

/// Whether a text could be taken for a formula when the cell is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::stages::write_reports) enum Quoting {
    /// It could not.
    Plain,
    /// It begins as formulas do: Excel shows it with its leading apostrophe.
    Quoted,
}

impl Formats {
    /// The format of a look.
    pub(in crate::stages::write_reports) fn get(
        &mut self,
        style: Style,
        quoting: Quoting,
    ) -> &Format {
        self.made
            .entry((style, quoting))
            .or_insert_with(|| make(style, quoting))
    }
}

fn make(style: Style, quoting: Quoting) -> Format {
    let base = Format::new().set_align(FormatAlign::Top);
    let shaped = match style.shape {
        Shape::Text => base,
        Shape::Wrapped => base.set_text_wrap(),
        Shape::Title => base.set_bold().set_font_size(14),
        Shape::Heading => base
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_background_color(Color::RGB(0x001F_4E78))
            .set_font_color(Color::White)
            .set_border(FormatBorder::Thin),
        Shape::Amount => right(base, "#,##0"),
        Shape::Number => right(base, "#,##0.########"),
        Shape::Percent => right(base, "0.00"),
        Shape::Plain => base.set_num_format("0").set_align(FormatAlign::Center),
    };
    let weighted = match style.weight {
        Weight::Regular => shaped,
        Weight::Bold => shaped.set_bold(),
        Weight::Computed => shaped.set_italic(),
        Weight::Link => shaped
            .set_font_color(Color::RGB(0x0005_63C1))
            .set_underline(FormatUnderline::Single),
    };
    let filled = match style.fill {
        Fill::None => weighted,
        Fill::Red => weighted.set_background_color(Color::RGB(0x00F8_CBAD)),
        Fill::Yellow => weighted.set_background_color(Color::RGB(0x00FF_E699)),
        Fill::Blue => weighted.set_background_color(Color::RGB(0x00DD_EBF7)),
        Fill::Grey => weighted.set_background_color(Color::RGB(0x00E7_E6E6)),
    };
    let indented = match style.indent {
        0 => filled,
        // An indent counts only from a side; 15 is the deepest that Excel's own dialog allows.
        deep => filled.set_align(FormatAlign::Left).set_indent(deep.min(15)),
    };
    match quoting {
        Quoting::Plain => indented,
        Quoting::Quoted => indented.set_quote_prefix(),
    }
}

/// A number at the right, a step away from the words that may follow.
fn right(format: Format, digits: &str) -> Format {
    format
        .set_num_format(digits)
        .set_align(FormatAlign::Right)
        .set_indent(1)
}
