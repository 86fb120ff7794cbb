//! The shape of a cell's text: what it looks like, before anybody knows what it means.

use std::sync::Arc;

use crate::model::grid::{Cell, Content, Style};

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A number of one or two digits, with or without a dot or brackets: a marker, a count.
    Small,
    /// Numbers joined by dots: a code.
    Code,
    /// A larger number, money, a percentage, a number with a unit.
    Amount,
    /// A dash, which stands for zero or for nothing.
    Dash,
    /// Words.
    Words,
}

/// Decimals that the style met last shows: neighbours share theirs.
#[derive(Debug, Default)]
pub(super) struct Decimals(Option<(Arc<Style>, Option<u32>)>);

impl Decimals {
    fn of(&mut self, style: &Arc<Style>) -> Option<u32> {
        style.format.as_ref()?;
        match &self.0 {
            Some((last, decimals)) if Arc::ptr_eq(last, style) => *decimals,
            _ => {
                let decimals = style.decimals();
                self.0 = Some((style.clone(), decimals));
                decimals
            }
        }
    }
}

pub(super) fn shape(cell: &Cell, decimals: &mut Decimals) -> Shape {
    match &cell.content {
        Content::Number(number) => {
            let small = number.scale() == 0 && number.mantissa().unsigned_abs() < 100;
            if small
                && decimals
                    .of(&cell.style)
                    .is_none_or(|decimals| decimals == 0)
            {
                Shape::Small
            } else {
                Shape::Amount
            }
        }
        Content::NoCachedValue | Content::Error(_) => Shape::Amount,
        Content::Bool(_) | Content::Date(_) => Shape::Words,
        Content::Text(text) => text_shape(text),
    }
}

/// Whether a cell holds `Rp` alone: its number stands in the cell beside it.
pub(super) fn is_currency_mark(cell: &Cell) -> bool {
    matches!(&cell.content, Content::Text(text) if {
        let mark = text.trim().trim_end_matches('.');
        ["rp", "idr"].iter().any(|known| mark.eq_ignore_ascii_case(known))
    })
}

/// Most letters of a unit behind a number.
const MAX_LETTERS: usize = 20;

fn text_shape(text: &str) -> Shape {
    let text = text.trim();
    let bytes = text.as_bytes();
    // Most figures are nothing but digits and their separators.
    if let [b'0'..=b'9', .., b'0'..=b'9'] = bytes
        && bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'.' | b','))
    {
        return figure_shape(bytes);
    }
    if !bytes.iter().any(u8::is_ascii_digit) {
        return if matches!(text, "-" | "–" | "—") {
            Shape::Dash
        } else {
            Shape::Words
        };
    }
    let bare = text.trim_matches(|c: char| matches!(c, '(' | ')' | '.') || c.is_whitespace());
    if !bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return Shape::Small;
    }
    if is_code(bare) && !looks_grouped(bare) {
        return Shape::Code;
    }
    let rupiah = ["Rp", "RP", "rp", "rP"];
    let number = rupiah
        .iter()
        .find_map(|mark| text.strip_prefix(mark))
        .map_or(text, |rest| rest.trim_start_matches('.'));
    let number = number.trim_start();
    let starts_numeric = number
        .trim_start_matches(['(', '-', '+'])
        .starts_with(is_digit);
    // `34 Orang / Bulan` is a number with a unit; `1. Tanah` is a numbered label.
    let is_list_item = number
        .split_once(['.', ')'])
        .is_some_and(|(first, rest)| first.len() <= 2 && rest.starts_with(' '));
    let n_letters = || number.chars().filter(|c| c.is_alphabetic()).count();
    if starts_numeric
        && !is_list_item
        && (number.len() <= MAX_LETTERS || n_letters() <= MAX_LETTERS)
    {
        Shape::Amount
    } else {
        Shape::Words
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// The shape of digits, dots and commas, the first and the last of them digits.
fn figure_shape(bytes: &[u8]) -> Shape {
    if bytes.len() == 2 {
        return Shape::Small;
    }
    let (mut is_code, mut is_grouped, mut n_parts) = (true, true, 0);
    for part in bytes.split(|b| *b == b'.') {
        is_code &= (1..=4).contains(&part.len()) && !part.contains(&b',');
        is_grouped &= n_parts == 0 || part.len() == 3;
        n_parts += 1;
    }
    if is_code && !is_grouped {
        Shape::Code
    } else {
        Shape::Amount
    }
}

/// Whether a text is numbers of few digits joined by dots, with or without blanks around them.
fn is_code(bare: &str) -> bool {
    let is_part = |part: &str| {
        let part = part.trim();
        (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let may_be = |b: u8| matches!(b, b'0'..=b'9' | b'.') || !b.is_ascii_graphic();
    bare.starts_with(is_digit)
        && bare.bytes().all(may_be)
        && bare.contains('.')
        && bare.split('.').all(is_part)
}

/// `1.234.567` is an amount, `2.16.01` a code: every part after the first has three digits.
pub(super) fn looks_grouped(text: &str) -> bool {
    let mut parts = text.split('.');
    parts.next();
    parts.all(|part| part.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_shapes() {
        let cases = [
            ("1", Shape::Small),
            ("(1)", Shape::Small),
            ("1.", Shape::Small),
            ("01", Shape::Small),
            ("2.16.01", Shape::Code),
            ("5.1.02", Shape::Code),
            (".16.01.2.09.11", Shape::Code),
            ("9.352.674.750", Shape::Amount),
            ("98,64", Shape::Amount),
            ("Rp. 650.000.000", Shape::Amount),
            ("129,73%", Shape::Amount),
            ("34 Orang / Bulan", Shape::Amount),
            ("1.946 pemberitaan", Shape::Amount),
            ("-", Shape::Dash),
            ("Tidak ada", Shape::Words),
            ("1. Tanah", Shape::Words),
            ("2. Peralatan dan Mesin", Shape::Words),
            ("TAHUN 2023", Shape::Words),
            ("2.01", Shape::Code),
        ];
        for (text, expected) in cases {
            assert_eq!(text_shape(text), expected, "{text}");
        }
    }
}
