//! Comes in: the styles of a binary workbook. Goes out: how cells of each style number are shown.
//! Never keeps what no later stage asks for: borders, sizes, named styles.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::builder::CellStyle;
use super::super::fault::Fault;
use super::super::number_formats;
use super::super::package::Package;
use super::records::{Fields, Records};
use crate::model::grid::{Alignment, Color, Style};

// Kinds of records ([MS-XLSB] 2.3.2).
const FONT: u16 = 43;
const FORMAT: u16 = 44;
const FILL: u16 = 45;
const XF: u16 = 47;
const BEGIN_CELL_XFS: u16 = 617;
const END_CELL_XFS: u16 = 618;

/// Most fonts, fills and styles: the numbers by which they are called have two bytes.
const MOST: usize = 1 << 16;

/// Styles by the number that cells give.
pub(super) type Styles = Vec<CellStyle>;

/// Reads the styles; none where the workbook has no such part.
pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Styles, Fault> {
    let styles = package.part(part, |bytes| {
        let mut records = Records::new(part, bytes);
        let mut tables = Tables::default();
        let mut in_cell_styles = false;
        let wanted = |kind| {
            matches!(
                kind,
                FONT | FORMAT | FILL | XF | BEGIN_CELL_XFS | END_CELL_XFS
            )
        };
        while let Some((kind, fields)) = records.next(wanted)? {
            match kind {
                FONT => keep(&mut tables.fonts, font(fields).unwrap_or_default())?,
                FORMAT => tables.formats.extend(format(fields)),
                FILL => keep(&mut tables.fills, fill(fields))?,
                BEGIN_CELL_XFS => in_cell_styles = true,
                END_CELL_XFS => in_cell_styles = false,
                // Others stand for the named styles that cells' styles start from.
                _ if in_cell_styles => {
                    let style = tables.style(fields).unwrap_or_default();
                    keep(&mut tables.styles, style)?;
                }
                _ => {}
            }
        }
        Ok(tables.styles)
    })?;
    Ok(styles.unwrap_or_default())
}

fn keep<T>(table: &mut Vec<T>, item: T) -> Result<(), Fault> {
    if table.len() >= MOST {
        return Err(Fault::damaged(
            format!("gaya sel lebih dari {MOST}"),
            format!("there are more than {MOST} cell styles"),
        ));
    }
    table.push(item);
    Ok(())
}

#[derive(Debug, Default)]
struct Tables {
    fonts: Vec<Font>,
    fills: Vec<Option<Color>>,
    formats: BTreeMap<u16, Arc<str>>,
    styles: Styles,
}

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    bold: bool,
    underline: bool,
}

impl Tables {
    /// `BrtXF` ([MS-XLSB] 2.4.851): parent, format, font, fill, border, rotation, indent, alignment.
    fn style(&self, mut fields: Fields<'_>) -> Option<CellStyle> {
        fields.u16()?;
        let format = fields.u16()?;
        let font = self.fonts.get(usize::from(fields.u16()?)).copied();
        let fill = self.fills.get(usize::from(fields.u16()?)).copied();
        fields.u16()?;
        fields.u8()?;
        let indent = fields.u8()?;
        let alignment = match fields.u8()? & 0b111 {
            0 => Alignment::General,
            1 => Alignment::Left,
            2 => Alignment::Center,
            3 => Alignment::Right,
            _ => Alignment::Other,
        };
        let font = font.unwrap_or_default();
        Some(CellStyle::of(Style {
            format: self.format(format),
            bold: font.bold,
            underline: font.underline,
            indent,
            alignment,
            fill: fill.flatten(),
        }))
    }

    fn format(&self, number: u16) -> Option<Arc<str>> {
        if let Some(code) = self.formats.get(&number) {
            return Some(code.clone());
        }
        number_formats::builtin(number.into()).map(Into::into)
    }
}

/// `BrtFont`: height, flags, weight, offset, underline.
fn font(mut fields: Fields<'_>) -> Option<Font> {
    fields.u32()?;
    let weight = fields.u16()?;
    fields.u16()?;
    Some(Font {
        // 400 is normal, 700 bold; what lies between is no Excel's.
        bold: weight >= 600,
        underline: fields.u8()? != 0,
    })
}

/// `BrtFmt`: number and code.
fn format(mut fields: Fields<'_>) -> Option<(u16, Arc<str>)> {
    let number = fields.u16()?;
    Some((number, fields.text()?.into()))
}

/// `BrtFill`: the pattern and its two colours; only a solid one fills the cell.
fn fill(mut fields: Fields<'_>) -> Option<Color> {
    let pattern = fields.u32()?;
    (pattern == 1).then_some(())?;
    // `BrtColor`: kind, number, tint, red, green, blue.
    let kind = fields.u8()? >> 1;
    let number = fields.u8()?;
    fields.u16()?;
    match kind {
        // From 64 on numbers stand for what the system shows, such as white paper.
        1 => (number < 64).then_some(Color::Indexed(number)),
        2 => {
            let (red, green, blue) = (fields.u8()?, fields.u8()?, fields.u8()?);
            Some(Color::Rgb(u32::from_be_bytes([0, red, green, blue])))
        }
        3 => Some(Color::Theme(number)),
        _ => None,
    }
}
