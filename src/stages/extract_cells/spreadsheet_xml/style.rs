//! Comes in: the `Style` elements of a workbook. Goes out: how a cell of a style is shown, parents
//! counted in. Never follows parents without end.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::CellStyle;
use super::super::fault::Fault;
use super::super::xml::{Xml, attribute, is_true};
use crate::model::grid::{Alignment, Color, Style};

/// Most styles; Excel 2003 stops at 4,000.
const MAX_STYLES: usize = 250_000;
/// Most ancestors of a style that are asked.
const MAX_PARENTS: usize = 64;
/// The style of what has none, and the last ancestor of all.
const DEFAULT: &str = "Default";

/// Names of number formats and what they stand for, as in Excel with English settings.
#[rustfmt::skip]
const NAMED_FORMATS: [(&str, &str); 19] = [
    ("General", "General"), ("General Number", "General"), ("Currency", "#,##0.00"),
    ("Euro Currency", "[$€-2] #,##0.00"), ("Fixed", "0.00"), ("Standard", "#,##0.00"),
    ("Percent", "0.00%"), ("Scientific", "0.00E+00"), ("General Date", "m/d/yyyy h:mm"),
    ("Short Date", "m/d/yyyy"), ("Medium Date", "d-mmm-yy"), ("Long Date", "dddd, mmmm d, yyyy"),
    ("Short Time", "h:mm"), ("Medium Time", "h:mm AM/PM"), ("Long Time", "h:mm:ss AM/PM"),
    ("Yes/No", "\"Yes\";\"Yes\";\"No\""), ("True/False", "\"True\";\"True\";\"False\""),
    ("On/Off", "\"On\";\"On\";\"Off\""), ("Text", "@"),
];

/// The styles of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: HashMap<Box<str>, Look>,
    resolved: HashMap<Box<str>, CellStyle>,
}

/// What one style says itself.
#[derive(Debug, Default)]
struct Look {
    parent: Option<Box<str>>,
    format: Option<Box<str>>,
    bold: Option<bool>,
    underline: Option<bool>,
    indent: Option<u8>,
    alignment: Option<Alignment>,
    #[expect(
        clippy::option_option,
        reason = "to say that there is no fill is not to say nothing"
    )]
    fill: Option<Option<Color>>,
}

/// The name and the parent of a style.
pub(super) type Head = (Box<str>, Option<Box<str>>);

impl Styles {
    /// The name and the parent of the style that an element opens.
    pub(super) fn head(element: &BytesStart<'_>) -> Head {
        let name = attribute(element, "ID").unwrap_or_default();
        let parent = attribute(element, "Parent");
        (name.into(), parent.map(Into::into))
    }

    /// Reads to the end of a style.
    pub(super) fn take<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        head: Head,
        is_open: bool,
    ) -> Result<(), Fault> {
        if self.looks.len() >= MAX_STYLES {
            return Err(Fault::damaged(
                format!("ada lebih dari {MAX_STYLES} gaya sel"),
                format!("there are more than {MAX_STYLES} styles"),
            ));
        }
        let (name, parent) = head;
        let mut look = Look {
            parent,
            ..Look::default()
        };
        let depth = xml.depth();
        if !is_open {
            self.looks.insert(name, look);
            return Ok(());
        }
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => look.take(&element),
                Event::End(element) => {
                    drop(element);
                    if xml.depth() < depth {
                        break;
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        self.looks.insert(name, look);
        Ok(())
    }

    /// How a cell of this style is shown.
    pub(super) fn of(&mut self, name: Option<&str>) -> &CellStyle {
        // A name that no style bears stands for the default, whatever it is.
        let name = name
            .filter(|name| self.looks.contains_key(*name))
            .unwrap_or(DEFAULT);
        if !self.resolved.contains_key(name) {
            let style = self.resolve(name);
            self.resolved.insert(name.into(), style);
        }
        self.resolved.entry(name.into()).or_default()
    }

    fn resolve(&self, name: &str) -> CellStyle {
        let mut merged = Look::default();
        let mut next = Some(name);
        for _ in 0..MAX_PARENTS {
            let Some((name, look)) = next.and_then(|name| Some((name, self.looks.get(name)?)))
            else {
                break;
            };
            merged.inherit(look);
            next = match look.parent.as_deref() {
                None if name != DEFAULT => Some(DEFAULT),
                parent => parent.filter(|&parent| parent != name),
            };
        }
        CellStyle::of(Style {
            format: merged.format.as_deref().map(Into::into),
            bold: merged.bold.unwrap_or(false),
            underline: merged.underline.unwrap_or(false),
            indent: merged.indent.unwrap_or(0),
            alignment: merged.alignment.unwrap_or_default(),
            fill: merged.fill.flatten(),
        })
    }
}

impl Look {
    fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "NumberFormat" => {
                if let Some(format) = attribute(element, "Format") {
                    let named = NAMED_FORMATS.iter().find(|(name, _)| *name == format);
                    self.format = Some(named.map_or(&*format, |(_, code)| code).into());
                } else {
                    self.format = Some("General".into());
                }
            }
            "Font" => {
                self.bold = Some(is_true(element, "Bold"));
                self.underline =
                    Some(attribute(element, "Underline").is_some_and(|line| line != "None"));
            }
            "Alignment" => {
                let indent = attribute(element, "Indent");
                self.indent = indent.and_then(|indent| indent.trim().parse().ok());
                self.alignment = Some(match attribute(element, "Horizontal").as_deref() {
                    None | Some("Automatic" | "General") => Alignment::General,
                    Some("Left") => Alignment::Left,
                    Some("Center") => Alignment::Center,
                    Some("Right") => Alignment::Right,
                    Some(_) => Alignment::Other,
                });
            }
            "Interior" => {
                let is_painted = attribute(element, "Pattern").is_none_or(|p| p != "None");
                let color = attribute(element, "Color").filter(|_| is_painted);
                self.fill = Some(color.and_then(|color| rgb(&color)));
            }
            _ => {}
        }
    }

    /// Takes from an ancestor what nobody nearer said.
    fn inherit(&mut self, ancestor: &Look) {
        if self.format.is_none() {
            self.format.clone_from(&ancestor.format);
        }
        self.bold = self.bold.or(ancestor.bold);
        self.underline = self.underline.or(ancestor.underline);
        self.indent = self.indent.or(ancestor.indent);
        self.alignment = self.alignment.or(ancestor.alignment);
        self.fill = self.fill.or(ancestor.fill);
    }
}

fn rgb(text: &str) -> Option<Color> {
    let digits = text.trim().strip_prefix('#')?;
    let value = u32::from_str_radix(digits, 16).ok()?;
    (digits.len() == 6).then_some(Color::Rgb(value))
}
