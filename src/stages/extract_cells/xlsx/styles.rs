//! The styles part (ECMA-376, 18.8). Comes in: the part. Goes out: what the audit needs of each
//! cell format, by its index: number format, bold, underline, alignment, fill. Without a readable
//! part every cell is plain.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::CellStyle;
use super::super::fault::Fault;
use super::super::number_formats;
use super::super::package::Package;
use super::super::relations::{self, Relation};
use super::super::xml::{Xml, attribute};
use super::unless_final;
use crate::model::grid::{Alignment, Color, Style};
use crate::model::limits::Limits;

/// Most entries read of each table; Excel writes up to 65,490 cell formats.
const MAX_ENTRIES: usize = 1 << 16;

/// A font: bold, underline.
type Font = (bool, bool);

/// The tables of the part.
#[derive(Default)]
struct Tables {
    codes: BTreeMap<u32, Arc<str>>,
    fonts: Vec<Font>,
    fills: Vec<Option<Color>>,
    formats: Vec<CellStyle>,
}

/// Reads the styles of a workbook; plain ones with the reason where they cannot be read.
pub(super) fn read(
    package: &mut Package<'_>,
    main: &str,
    relations: &[Relation],
    limits: &Limits,
) -> Result<(Vec<CellStyle>, Option<Fault>), Fault> {
    let part = relations::part_of(package, main, relations, "styles", "styles.xml");
    let Some(part) = part else {
        return Ok((Vec::new(), None));
    };
    let read = package.part(&part, |bytes| parse(&mut Xml::new(&part, bytes, limits)));
    match read {
        Ok(styles) => Ok((styles.unwrap_or_default(), None)),
        Err(fault) => unless_final(fault, |fault| {
            let said = fault.said(limits);
            let fault = Fault::damaged(
                format!("format angka dan tanggalnya tidak terbaca: {}", said.id),
                format!(
                    "its formats of numbers and dates cannot be read: {}",
                    said.en
                ),
            );
            (Vec::new(), Some(fault))
        }),
    }
}

fn parse<R: BufRead>(xml: &mut Xml<R>) -> Result<Vec<CellStyle>, Fault> {
    let mut tables = Tables::default();
    loop {
        // Differential formats (dxfs) repeat the names of all these elements.
        let is_wanted = match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "styleSheet" | "numFmts" | "AlternateContent" | "Fallback" => continue,
                "fonts" => Some(Section::Fonts),
                "fills" => Some(Section::Fills),
                "cellXfs" => Some(Section::Formats),
                "numFmt" => {
                    tables.code(&element);
                    None
                }
                _ => None,
            },
            Event::Empty(element) if element.local_name().as_ref() == "numFmt" => {
                tables.code(&element);
                continue;
            }
            Event::Eof => return Ok(tables.formats),
            _ => continue,
        };
        match is_wanted {
            Some(section) => tables.read(xml, section)?,
            None => xml.skip()?,
        }
    }
}

/// A table of the part whose entries have elements inside them.
#[derive(Clone, Copy)]
enum Section {
    Fonts,
    Fills,
    Formats,
}

impl Tables {
    fn code(&mut self, element: &BytesStart<'_>) {
        let id = number(element, "numFmtId");
        let code = attribute(element, "formatCode");
        if let (Some(id), Some(code)) = (id, code)
            && self.codes.len() < MAX_ENTRIES
        {
            self.codes.insert(id, code.as_ref().into());
        }
    }

    /// Reads a section up to its end. Elements at its first level are its entries, those inside
    /// belong to the last entry.
    fn read<R: BufRead>(&mut self, xml: &mut Xml<R>, section: Section) -> Result<(), Fault> {
        let level = xml.depth();
        let mut style = Style::default();
        loop {
            let depth = xml.depth();
            match xml.next()? {
                Event::Start(element) if depth == level => {
                    style = self.opened(section, &element);
                }
                Event::Empty(element) if depth == level => {
                    let style = self.opened(section, &element);
                    self.close(section, style);
                }
                Event::Start(element) | Event::Empty(element) => inside(&element, &mut style),
                Event::End(_) if depth == level => return Ok(()),
                Event::End(_) if depth == level + 1 => {
                    self.close(section, std::mem::take(&mut style));
                }
                _ => {}
            }
        }
    }

    /// What the start of an entry says of its style.
    fn opened(&self, section: Section, element: &BytesStart<'_>) -> Style {
        let mut style = Style::default();
        if matches!(section, Section::Formats) {
            let id = number(element, "numFmtId").unwrap_or(0);
            let code = self.codes.get(&id).cloned();
            style.format = code.or_else(|| number_formats::builtin(id).map(Into::into));
            let idx = |name| number(element, name).and_then(|idx| usize::try_from(idx).ok());
            let font = idx("fontId").and_then(|idx| self.fonts.get(idx));
            (style.bold, style.underline) = font.copied().unwrap_or_default();
            let fill = idx("fillId").and_then(|idx| self.fills.get(idx));
            style.fill = fill.copied().flatten();
        }
        style
    }

    /// Takes an entry that is read.
    fn close(&mut self, section: Section, style: Style) {
        match section {
            Section::Fonts if self.fonts.len() < MAX_ENTRIES => {
                self.fonts.push((style.bold, style.underline));
            }
            Section::Fills if self.fills.len() < MAX_ENTRIES => self.fills.push(style.fill),
            Section::Formats if self.formats.len() < MAX_ENTRIES => {
                self.formats.push(CellStyle::of(style));
            }
            Section::Fonts | Section::Fills | Section::Formats => {}
        }
    }
}

/// What an element inside an entry says of its style.
fn inside(element: &BytesStart<'_>, style: &mut Style) {
    match element.local_name().as_ref() {
        "b" => style.bold = is_on(element),
        "u" => style.underline = is_on(element),
        "patternFill" => {
            // The colours of other patterns are dots and lines on a white ground.
            let pattern = attribute(element, "patternType");
            let is_solid = pattern.is_some_and(|pattern| pattern == "solid");
            style.fill = is_solid.then_some(Color::Indexed(64));
        }
        "fgColor" if style.fill.is_some() => style.fill = color(element).or(style.fill),
        "alignment" => {
            style.indent = number(element, "indent")
                .map_or(0, |indent| u8::try_from(indent).unwrap_or(u8::MAX));
            style.alignment = match attribute(element, "horizontal").as_deref() {
                None | Some("general") => Alignment::General,
                Some("left") => Alignment::Left,
                Some("center") => Alignment::Center,
                Some("right") => Alignment::Right,
                Some(_) => Alignment::Other,
            };
        }
        _ => {}
    }
}

/// Whether a property such as `<b/>` is on: it is, unless its value says otherwise.
fn is_on(element: &BytesStart<'_>) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(&*value, "0" | "false" | "off" | "none"))
}

fn color(element: &BytesStart<'_>) -> Option<Color> {
    let small = |name| number(element, name).and_then(|value| u8::try_from(value).ok());
    if let Some(rgb) = attribute(element, "rgb") {
        let rgb = u32::from_str_radix(rgb.trim_ascii(), 16).ok()?;
        return Some(Color::Rgb(rgb & 0x00FF_FFFF));
    }
    small("theme")
        .map(Color::Theme)
        .or_else(|| small("indexed").map(Color::Indexed))
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim_ascii().parse().ok()
}
