//! Comes in: the FONT, FORMAT and XF records of a workbook. Goes out: how the cells that name an XF
//! are shown. Never fails: a record that is too short counts as one that says nothing, so that the
//! numbers of those behind it stay right.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::records::{Fields, Pieces, Record};
use super::strings::{Texts, Version};
use crate::model::grid::{Alignment, Color, Style};
use crate::stages::extract_cells::builder::CellStyle;
use crate::stages::extract_cells::number_formats;

/// Weight from which a font is bold ([MS-XLS] 2.4.122: 400 is normal, 700 bold).
const BOLD: u16 = 600;
/// There is no font 4: numbers above it count one too high ([MS-XLS] 2.5.129).
const MISSING_FONT: usize = 4;
/// The colour that a window has anyway: filled with it, a cell looks as if it were not.
const WINDOW_BACKGROUND: u32 = 65;
/// Bytes of an XF record of BIFF5, which has fewer colours.
const BIFF5_XF_BYTES: usize = 16;

/// What the records say, by their order or number.
#[derive(Debug, Default)]
pub(super) struct StyleRecords {
    fonts: Vec<Font>,
    formats: BTreeMap<u16, Arc<str>>,
    xfs: Vec<Xf>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Font {
    bold: bool,
    underline: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Xf {
    font: u16,
    format: u16,
    alignment: Alignment,
    indent: u8,
    fill: Option<Color>,
}

impl StyleRecords {
    /// A FONT record ([MS-XLS] 2.4.122).
    pub(super) fn font(&mut self, record: Record<'_>) {
        let mut fields = record.fields();
        let read = || -> Option<Font> {
            fields.take(6)?;
            let weight = fields.u16()?;
            fields.take(2)?;
            Some(Font {
                bold: weight >= BOLD,
                underline: fields.u8()? != 0,
            })
        }();
        self.fonts.push(read.unwrap_or_default());
    }

    /// A FORMAT record ([MS-XLS] 2.4.126), which may stand for a built-in number too.
    pub(super) fn format(&mut self, pieces: &mut Pieces<'_>, texts: &Texts) {
        let Some(number) = pieces.u16() else {
            return;
        };
        let bytes = pieces.piece();
        let code = match texts.version {
            Version::Biff8 => texts.long(pieces),
            Version::Biff5 => texts.short(pieces),
        };
        if let Some(code) = code {
            self.formats.insert(number, code.or_best(bytes).into());
        }
    }

    /// An XF record ([MS-XLS] 2.4.353). What a cell's XF says holds whether or not it is marked as
    /// differing from its parent: the marks only guide later changes of the parent.
    pub(super) fn xf(&mut self, record: Record<'_>) {
        let is_old = record.data.len() <= BIFF5_XF_BYTES;
        self.xfs
            .push(xf(record.fields(), is_old).unwrap_or_default());
    }

    /// The styles by the number that cells name.
    pub(super) fn finish(self) -> Vec<CellStyle> {
        self.xfs.iter().map(|xf| self.style(xf)).collect()
    }

    fn style(&self, xf: &Xf) -> CellStyle {
        let font = usize::from(xf.font);
        let font = font - usize::from(font > MISSING_FONT);
        let font = self.fonts.get(font).copied().unwrap_or_default();
        let format = self
            .formats
            .get(&xf.format)
            .cloned()
            .or_else(|| number_formats::builtin(xf.format.into()).map(Into::into));
        CellStyle::of(Style {
            format,
            bold: font.bold,
            underline: font.underline,
            indent: xf.indent,
            alignment: xf.alignment,
            fill: xf.fill,
        })
    }
}

fn xf(mut fields: Fields<'_>, is_old: bool) -> Option<Xf> {
    let (font, format) = (fields.u16()?, fields.u16()?);
    fields.take(2)?;
    let alignment = match fields.u8()? & 0x07 {
        0 => Alignment::General,
        1 => Alignment::Left,
        2 => Alignment::Center,
        3 => Alignment::Right,
        _ => Alignment::Other,
    };
    fields.take(1)?;
    let mut xf = Xf {
        font,
        format,
        alignment,
        ..Xf::default()
    };
    let (pattern, color) = if is_old {
        let area = fields.u32()?;
        (area >> 16 & 0x3F, area & 0x7F)
    } else {
        xf.indent = fields.u8()? & 0x0F;
        fields.take(5)?;
        let borders = fields.u32()?;
        (borders >> 26, u32::from(fields.u16()?) & 0x7F)
    };
    if pattern != 0 && color != WINDOW_BACKGROUND {
        xf.fill = u8::try_from(color).ok().map(Color::Indexed);
    }
    Some(xf)
}
