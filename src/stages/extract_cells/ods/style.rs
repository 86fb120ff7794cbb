//! Comes in: the styles of a spreadsheet (ODF 1.3 part 3, 16). Goes out: how a cell of a style is
//! shown, parents counted in. Never follows parents without end.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::CellStyle;
use super::super::fault::Fault;
use super::super::xml::{Xml, attribute};
use super::number_format::{self, DataStyle};
use crate::model::grid::{Alignment, Color, Style};

/// Most styles of a kind; programs stop at some 65,000.
const MAX_STYLES: usize = 250_000;
/// Most ancestors of a style that are asked.
const MAX_PARENTS: usize = 64;
/// Points of one indent level: Calc indents by 10 points, Excel by three blanks of its font, which
/// is nearly as much.
const INDENT_POINTS: f64 = 10.0;

/// The styles of a spreadsheet.
#[derive(Debug, Default)]
pub(super) struct Styles {
    common: Layer,
    automatic: Layer,
    resolved: HashMap<Box<str>, CellStyle>,
    plain: Option<CellStyle>,
}

/// Which of a document's two sets of styles: those with names for people, and those that programs
/// make for single cells. Names may stand in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// `office:styles`.
    Common,
    /// `office:automatic-styles`.
    Automatic,
}

#[derive(Debug, Default)]
struct Layer {
    looks: HashMap<Box<str>, Look>,
    default: Look,
    data: HashMap<Box<str>, DataStyle>,
    hidden_tables: HashMap<Box<str>, bool>,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Look {
    parent: Option<Box<str>>,
    data: Option<Box<str>>,
    bold: Option<bool>,
    underline: Option<bool>,
    indent: Option<u8>,
    alignment: Option<Alignment>,
    is_by_type: Option<bool>,
    is_filled_up: Option<bool>,
    #[expect(
        clippy::option_option,
        reason = "to say that there is no fill is not to say nothing"
    )]
    fill: Option<Option<Color>>,
}

impl Styles {
    /// Takes a style element that has just been met, and reads to its end where it is `open`.
    pub(super) fn take<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        set: Set,
        head: StyleHead,
    ) -> Result<(), Fault> {
        let layer = match set {
            Set::Common => &mut self.common,
            Set::Automatic => &mut self.automatic,
        };
        match head.kind {
            StyleKind::Data {
                is_percentage,
                is_cut_at_a_day,
            } => {
                let style = if head.is_open {
                    number_format::read(xml, is_percentage, is_cut_at_a_day)?
                } else {
                    DataStyle::default()
                };
                insert(&mut layer.data, head.name, style)
            }
            StyleKind::Cell(mut look) => {
                if head.is_open {
                    read_properties(xml, |element| look.take(element))?;
                }
                insert(&mut layer.looks, head.name, look)
            }
            StyleKind::Default => {
                let mut look = Look::default();
                if head.is_open {
                    read_properties(xml, |element| look.take(element))?;
                }
                layer.default = look;
                Ok(())
            }
            StyleKind::Table => {
                let mut is_hidden = false;
                if head.is_open {
                    read_properties(xml, |element| {
                        if let Some(display) = attribute(element, "display") {
                            is_hidden = display == "false";
                        }
                    })?;
                }
                insert(&mut layer.hidden_tables, head.name, is_hidden)
            }
        }
    }

    /// Whether a table of this style is not shown.
    pub(super) fn hides_table(&self, name: &str) -> bool {
        let layers = [&self.automatic, &self.common];
        layers
            .into_iter()
            .find_map(|layer| layer.hidden_tables.get(name))
            .is_some_and(|&is_hidden| is_hidden)
    }

    /// How a cell of this style is shown; of no style where the name is unknown.
    pub(super) fn of(&mut self, name: Option<&str>) -> &CellStyle {
        let Some(name) = name else {
            if self.plain.is_none() {
                self.plain = Some(self.resolve("Default"));
            }
            return self.plain.get_or_insert_default();
        };
        if !self.resolved.contains_key(name) {
            let style = self.resolve(name);
            // Names that no style bears are asked for by cells; only so many are kept.
            if self.resolved.len() > 2 * MAX_STYLES {
                self.resolved.clear();
            }
            self.resolved.insert(name.into(), style);
        }
        self.resolved
            .get(name)
            .unwrap_or_else(|| self.plain.get_or_insert_default())
    }

    /// Asks a style and its ancestors, the nearest first, then the default style.
    fn resolve(&self, name: &str) -> CellStyle {
        let mut merged = Look::default();
        let mut format = None;
        let mut next = Some(name);
        for _ in 0..MAX_PARENTS {
            let Some(name) = next else { break };
            let found = [Set::Automatic, Set::Common]
                .into_iter()
                .find_map(|set| Some((set, self.layer(set).looks.get(name)?)));
            let Some((set, look)) = found else { break };
            if format.is_none()
                && let Some(data) = &look.data
            {
                format = Some(self.format(set, data));
            }
            merged.inherit(look);
            // A style that is its own parent in name has it in the other set, or has none.
            next = look.parent.as_deref().filter(|&parent| parent != name);
        }
        merged.inherit(&self.common.default);
        if format.is_none()
            && let Some(data) = &self.common.default.data
        {
            format = Some(self.format(Set::Common, data));
        }
        let alignment = match merged.alignment {
            _ if merged.is_filled_up == Some(true) => Alignment::Other,
            _ if merged.is_by_type == Some(true) => Alignment::General,
            alignment => alignment.unwrap_or_default(),
        };
        CellStyle::of(Style {
            format: format.map(Into::into),
            bold: merged.bold.unwrap_or(false),
            underline: merged.underline.unwrap_or(false),
            indent: merged.indent.unwrap_or(0),
            alignment,
            fill: merged.fill.flatten(),
        })
    }

    /// The format code of a data style with its sections, asked for by a style of a set.
    fn format(&self, set: Set, name: &str) -> String {
        let other = match set {
            Set::Common => Set::Automatic,
            Set::Automatic => Set::Common,
        };
        let found = [set, other]
            .into_iter()
            .find_map(|set| Some((set, self.layer(set).data.get(name)?)));
        let Some((set, style)) = found else {
            return String::new();
        };
        let mut code = String::new();
        for map in &style.maps {
            if let Some(section) = self.layer(set).data.get(map) {
                code.push_str(&section.code);
                code.push(';');
            }
        }
        code.push_str(&style.code);
        code
    }

    fn layer(&self, set: Set) -> &Layer {
        match set {
            Set::Common => &self.common,
            Set::Automatic => &self.automatic,
        }
    }
}

impl Look {
    /// Takes one element of properties.
    fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "table-cell-properties" => {
                if let Some(color) = attribute(element, "background-color") {
                    self.fill = Some(rgb(&color));
                }
                if let Some(source) = attribute(element, "text-align-source") {
                    self.is_by_type = Some(source == "value-type");
                }
                if let Some(repeat) = attribute(element, "repeat-content") {
                    self.is_filled_up = Some(repeat == "true");
                }
            }
            "paragraph-properties" => {
                let indent = attribute(element, "margin-left");
                if let Some(level) = indent.and_then(|margin| indent_level(&margin)) {
                    self.indent = Some(level);
                }
                if let Some(align) = attribute(element, "text-align") {
                    self.alignment = Some(match &*align {
                        "start" | "left" => Alignment::Left,
                        "center" => Alignment::Center,
                        "end" | "right" => Alignment::Right,
                        _ => Alignment::Other,
                    });
                }
            }
            "text-properties" => {
                if let Some(weight) = attribute(element, "font-weight") {
                    let is_heavy = weight.parse().is_ok_and(|weight: u32| weight >= 600);
                    self.bold = Some(weight == "bold" || is_heavy);
                }
                if let Some(line) = attribute(element, "text-underline-style") {
                    self.underline = Some(line != "none");
                }
            }
            _ => {}
        }
    }

    /// Takes from an ancestor what nobody nearer said.
    fn inherit(&mut self, ancestor: &Look) {
        self.bold = self.bold.or(ancestor.bold);
        self.underline = self.underline.or(ancestor.underline);
        self.indent = self.indent.or(ancestor.indent);
        self.alignment = self.alignment.or(ancestor.alignment);
        self.is_by_type = self.is_by_type.or(ancestor.is_by_type);
        self.is_filled_up = self.is_filled_up.or(ancestor.is_filled_up);
        self.fill = self.fill.or(ancestor.fill);
    }
}

/// The opening of a style, apart from the event it was read from.
#[derive(Debug)]
pub(super) struct StyleHead {
    name: Box<str>,
    is_open: bool,
    kind: StyleKind,
}

#[derive(Debug)]
enum StyleKind {
    Cell(Look),
    Default,
    Table,
    Data {
        is_percentage: bool,
        is_cut_at_a_day: bool,
    },
}

impl StyleHead {
    /// The style that an element opens; `None` for styles of what is no cell and no table.
    pub(super) fn of(element: &BytesStart<'_>, is_open: bool) -> Option<Self> {
        let local = element.local_name();
        let text = |name| attribute(element, name).map(Into::into);
        let family = attribute(element, "family");
        let kind = match (local.as_ref(), family.as_deref()) {
            ("style", Some("table-cell")) => StyleKind::Cell(Look {
                parent: text("parent-style-name"),
                data: text("data-style-name"),
                ..Look::default()
            }),
            ("style", Some("table")) => StyleKind::Table,
            ("default-style", Some("table-cell")) => StyleKind::Default,
            (local, _) if number_format::is_data_style(local) => StyleKind::Data {
                is_percentage: local == "percentage-style",
                is_cut_at_a_day: attribute(element, "truncate-on-overflow")
                    .is_none_or(|value| value != "false"),
            },
            _ => return None,
        };
        Some(Self {
            name: text("name").unwrap_or_default(),
            is_open,
            kind,
        })
    }
}

/// Hands each element inside the style that has just been opened to `take`.
fn read_properties<R: BufRead>(
    xml: &mut Xml<R>,
    mut take: impl FnMut(&BytesStart<'_>),
) -> Result<(), Fault> {
    let depth = xml.depth();
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => take(&element),
            Event::End(element) => {
                drop(element);
                if xml.depth() < depth {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn insert<T>(map: &mut HashMap<Box<str>, T>, name: Box<str>, value: T) -> Result<(), Fault> {
    if map.len() >= MAX_STYLES {
        return Err(Fault::damaged(
            format!("ada lebih dari {MAX_STYLES} gaya sel"),
            format!("there are more than {MAX_STYLES} styles"),
        ));
    }
    map.insert(name, value);
    Ok(())
}

fn rgb(text: &str) -> Option<Color> {
    let digits = text.trim().strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    (digits.len() == 6).then_some(Color::Rgb(value))
}

/// The level of an indent that is written as a length.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length on paper, bounded before it becomes a level"
)]
fn indent_level(length: &str) -> Option<u8> {
    let length = length.trim();
    let n_digits = length.find(|c: char| c.is_ascii_alphabetic())?;
    let (digits, unit) = length.split_at_checked(n_digits)?;
    let points = match unit {
        "pt" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" => 12.0,
        "px" => 0.75,
        _ => return None,
    };
    let level = (digits.trim().parse::<f64>().ok()? * points / INDENT_POINTS).round();
    level.is_finite().then(|| level.clamp(0.0, 250.0) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_indent_levels() {
        for (length, level) in [
            ("0.353cm", Some(1)),
            ("0.1457in", Some(1)),
            ("0.4374in", Some(3)),
            ("3.53mm", Some(1)),
            ("20pt", Some(2)),
            ("0in", Some(0)),
            ("-1in", Some(0)),
            ("1e999in", None),
            ("5%", None),
            ("", None),
        ] {
            assert_eq!(indent_level(length), level, "{length}");
        }
    }
}
