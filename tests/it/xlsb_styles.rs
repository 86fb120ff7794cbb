//! Writes the styles of binary workbooks for tests ([MS-XLSB] 2.1.7.50): one font and one fill a style.
#![allow(
    clippy::cast_possible_truncation,
    reason = "test workbooks are small; their numbers are chosen to fit"
)]

use std::sync::Arc;

use selaras::model::grid::{Alignment, Color, Style};

use crate::xlsb_writer::{Part, text, u32s};

/// The part of these styles, in the order of their numbers.
pub(crate) fn styles(styles: &[Arc<Style>]) -> Vec<u8> {
    let mut formats: Vec<Arc<str>> = Vec::new();
    for format in styles.iter().filter_map(|style| style.format.as_ref()) {
        if !formats.contains(format) {
            formats.push(format.clone());
        }
    }
    let mut part = Part::default();
    let mut table = |begin: u16, kind: u16, bodies: Vec<Vec<u8>>| {
        part.record(begin, &u32s(&[bodies.len() as u32]));
        for body in bodies {
            part.record(kind, &body);
        }
        part.record(begin + 1, &[]);
    };
    let codes = formats.iter().enumerate().map(|(idx, code)| {
        let mut body = (164 + idx as u16).to_le_bytes().to_vec();
        body.extend(text(code));
        body
    });
    table(615, 44, codes.collect());
    // One font and one fill a style, besides the two fills that Excel keeps for itself.
    table(611, 43, styles.iter().map(|style| font(style)).collect());
    let mut fills = vec![fill(0, None), fill(17, None)];
    fills.extend(
        styles
            .iter()
            .map(|style| fill(u32::from(style.fill.is_some()), style.fill)),
    );
    table(603, 45, fills);
    table(613, 46, vec![vec![0; 51]]);
    table(626, 47, vec![xf(u16::MAX, 0, 0, 0, &Style::default())]);
    let xfs = styles.iter().enumerate().map(|(idx, style)| {
        let format = style.format.as_ref().map_or(0, |format| {
            164 + formats.iter().position(|known| known == format).unwrap() as u16
        });
        xf(0, format, idx as u16, idx as u16 + 2, style)
    });
    table(617, 47, xfs.collect());
    let mut normal = u32s(&[0]);
    normal.extend([1, 0, 0, 0]);
    normal.extend(text("Normal"));
    table(619, 48, vec![normal]);
    let mut whole = Part::default();
    whole.record(278, &[]);
    whole.0.extend(part.0);
    whole.record(279, &[]);
    whole.0
}

fn font(style: &Style) -> Vec<u8> {
    let mut body = 220_u16.to_le_bytes().to_vec();
    body.extend([0, 0]);
    let weight: u16 = if style.bold { 700 } else { 400 };
    body.extend(weight.to_le_bytes());
    body.extend([0, 0, u8::from(style.underline), 2, 0, 0]);
    body.extend([0, 0, 0, 0, 0, 0, 0, 0xFF, 0]);
    body.extend(text("Calibri"));
    body
}

fn fill(pattern: u32, color: Option<Color>) -> Vec<u8> {
    let mut body = u32s(&[pattern]);
    body.extend(match color {
        None => [2, 64, 0, 0, 0, 0, 0, 0xFF],
        Some(Color::Rgb(rgb)) => {
            let [_, red, green, blue] = rgb.to_be_bytes();
            [5, 0, 0, 0, red, green, blue, 0xFF]
        }
        Some(Color::Theme(number)) => [6, number, 0, 0, 0, 0, 0, 0xFF],
        Some(Color::Indexed(number)) => [2, number, 0, 0, 0, 0, 0, 0xFF],
    });
    body.extend([2, 65, 0, 0, 0, 0, 0, 0xFF]);
    body.extend([0; 48]);
    body
}

fn xf(parent: u16, format: u16, font: u16, fill: u16, style: &Style) -> Vec<u8> {
    let mut body: Vec<u8> = [parent, format, font, fill, 0]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    let alignment = match style.alignment {
        Alignment::General => 0,
        Alignment::Left => 1,
        Alignment::Center => 2,
        Alignment::Right => 3,
        Alignment::Other => 5,
    };
    // Bottom; locked; own format, font, alignment and fill.
    body.extend([0, style.indent, alignment | 2 << 3, 1 << 4]);
    body.extend(0b1_0111_u16.to_le_bytes());
    body
}
