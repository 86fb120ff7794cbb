//! How a number is put into a cell: stored or as text, in one of the notations people use.

use std::sync::Arc;

use rust_decimal::Decimal;
use selaras::model::grid::{Cell, Content, Style};

use super::choices::Layout;
use super::data::Holds;

/// The cell of a number; `None` where the layout leaves zeros blank. `odd_row` tells where a layout
/// that mixes ways changes over.
pub(super) fn figure(
    number: Decimal,
    holds: Holds,
    layout: &Layout,
    odd_row: bool,
) -> Option<Cell> {
    if number.is_zero() && holds == Holds::Rupiah {
        match layout.get("zero") {
            "dash" => return Some(Cell::text("-")),
            "blank" => return None,
            _ => {}
        }
    }
    Some(match holds {
        Holds::Percent => percent(number, layout),
        Holds::Rupiah => money(number, layout, odd_row),
        Holds::Code | Holds::Label | Holds::Words | Holds::Count => stored(number, None),
    })
}

fn money(number: Decimal, layout: &Layout, odd_row: bool) -> Cell {
    let way = match layout.get("money") {
        "mixed" if odd_row => "text-id-sen",
        "mixed" => "stored",
        way => way,
    };
    let text = match way {
        "text-id" => signed(number, '.', ',', number.scale(), layout),
        "text-id-sen" => signed(number, '.', ',', 2, layout),
        "text-en" => signed(number, ',', '.', 2, layout),
        "text-rp" => format!("Rp {}", signed(number, '.', ',', number.scale(), layout)),
        "text-rp-sen" => format!("Rp. {}", signed(number, '.', ',', 2, layout)),
        _ => {
            let format = match layout.get("format") {
                "general" => None,
                "sen" => Some("#,##0.00"),
                _ => Some("#,##0"),
            };
            return stored(number, format);
        }
    };
    Cell::text(&text)
}

fn percent(number: Decimal, layout: &Layout) -> Cell {
    let comma = if layout.is("money", "text-en") {
        '.'
    } else {
        ','
    };
    match layout.get("percent") {
        "text-sign" => Cell::text(&format!("{}%", grouped(number, '.', comma, 2))),
        "text" => Cell::text(&grouped(number, '.', comma, 2)),
        "fraction" => stored(number / Decimal::ONE_HUNDRED, Some("0.00%")),
        _ => stored(number, Some("0.00")),
    }
}

fn stored(number: Decimal, format: Option<&str>) -> Cell {
    Cell {
        style: Arc::new(Style {
            format: format.map(Into::into),
            ..Style::default()
        }),
        ..Cell::of(Content::Number(number.normalize()))
    }
}

fn signed(number: Decimal, group: char, point: char, decimals: u32, layout: &Layout) -> String {
    let text = grouped(number.abs(), group, point, decimals);
    match (number.is_sign_negative(), layout.get("minus")) {
        (false, _) => text,
        (true, "brackets") => format!("({text})"),
        (true, _) => format!("-{text}"),
    }
}

/// Digits in groups of three.
fn grouped(number: Decimal, group: char, point: char, decimals: u32) -> String {
    let mut number = number;
    number.rescale(decimals);
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (idx, digit) in whole.chars().enumerate() {
        if idx > 0 && (whole.len() - idx) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}
