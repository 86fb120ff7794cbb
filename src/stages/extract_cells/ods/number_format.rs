//! Comes in: a data style (ODF 1.3 part 3, 16.29), which says in elements how numbers are shown.
//! Goes out: a format code in the words of ECMA-376 that shows as many decimals, groups, signs of
//! percent and parts of a date. Never keeps colours or languages.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::fault::Fault;
use super::super::xml::{Xml, attribute, is_true, reference};

/// Most letters of a format code; what goes beyond is printed text at its end.
const MAX_CODE: usize = 1_000;
/// Most digits that a format shows, before or behind the point.
const MAX_DIGITS: usize = 30;
/// Most sections of a format code.
const MAX_SECTIONS: usize = 4;

/// How numbers are shown.
#[derive(Debug, Default)]
pub(super) struct DataStyle {
    /// Its own section of a format code; empty for General.
    pub(super) code: String,
    /// The styles that take its place for some values, in order.
    pub(super) maps: Vec<Box<str>>,
}

/// Whether an element is a data style.
pub(super) fn is_data_style(local_name: &str) -> bool {
    matches!(
        local_name,
        "number-style"
            | "currency-style"
            | "percentage-style"
            | "date-style"
            | "time-style"
            | "boolean-style"
            | "text-style"
    )
}

/// Reads to the end of the data style that has just been opened.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    is_percentage: bool,
    is_cut_at_a_day: bool,
) -> Result<DataStyle, Fault> {
    let depth = xml.depth();
    let mut style = DataStyle::default();
    let mut is_in_text = false;
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(element) => {
                is_in_text = matches!(
                    element.local_name().as_ref(),
                    "text" | "currency-symbol" | "embedded-text"
                );
                text.clear();
                style.take(&element, is_cut_at_a_day);
            }
            Event::Empty(element) => style.take(&element, is_cut_at_a_day),
            Event::Text(letters) if is_in_text => text.push_str(&letters.xml10_content()),
            Event::CData(letters) if is_in_text => text.push_str(&letters.xml10_content()),
            Event::GeneralRef(entity) if is_in_text => text.extend(reference(&entity)),
            Event::End(element) => {
                let is_embedded = element.local_name().as_ref() == "embedded-text";
                drop(element);
                if xml.depth() < depth {
                    return Ok(style);
                }
                if is_in_text && !is_embedded {
                    style.print(&text, is_percentage);
                }
                is_in_text = false;
            }
            Event::Eof => return Ok(style),
            _ => {}
        }
    }
}

impl DataStyle {
    /// Takes one element of the style.
    fn take(&mut self, element: &BytesStart<'_>, is_cut_at_a_day: bool) {
        let is_long = attribute(element, "style").is_some_and(|style| style == "long");
        let long = |long, short| if is_long { long } else { short };
        let code = match element.local_name().as_ref() {
            "number" => return self.number(element),
            "scientific-number" => {
                self.number(element);
                let n_digits = count(element, "min-exponent-digits").unwrap_or(1).max(1);
                self.push("E+");
                return self.push(&"0".repeat(n_digits));
            }
            "fraction" => "# ?/?",
            "text-content" => "@",
            "boolean" => return self.push("\"TRUE\";\"TRUE\";\"FALSE\""),
            "year" => long("yyyy", "yy"),
            "month" if is_true(element, "textual") => long("mmmm", "mmm"),
            "day" => long("dd", "d"),
            "day-of-week" => long("dddd", "ddd"),
            "hours" if !is_cut_at_a_day => long("[hh]", "[h]"),
            "hours" => long("hh", "h"),
            "month" | "minutes" => long("mm", "m"),
            "seconds" => {
                self.push(long("ss", "s"));
                let n_decimals = count(element, "decimal-places").unwrap_or(0);
                if n_decimals > 0 {
                    self.push(".");
                    self.push(&"0".repeat(n_decimals));
                }
                return;
            }
            "am-pm" => "AM/PM",
            "map" => {
                let applied = attribute(element, "apply-style-name");
                if let Some(applied) = applied
                    && self.maps.len() + 1 < MAX_SECTIONS
                {
                    self.maps.push(applied.into());
                }
                return;
            }
            _ => return,
        };
        self.push(code);
    }

    /// Takes a number's digits. A number without decimal places is shown as it is, that is General
    /// where nothing else stands in the style.
    fn number(&mut self, element: &BytesStart<'_>) {
        let n_decimals = count(element, "decimal-places");
        let n_whole = count(element, "min-integer-digits").unwrap_or(1);
        let is_grouped = is_true(element, "grouping");
        if n_decimals.is_none() && !is_grouped && n_whole <= 1 {
            return self.push("General");
        }
        let mut whole = "0".repeat(n_whole);
        if is_grouped {
            whole = format!("{}{whole}", "#".repeat(4_usize.saturating_sub(n_whole)));
            whole.insert(whole.len().saturating_sub(3), ',');
        } else if n_whole == 0 {
            whole.push('#');
        }
        self.push(&whole);
        let n_decimals = n_decimals.unwrap_or(0);
        if n_decimals > 0 {
            let n_zeros = count(element, "min-decimal-places").unwrap_or(n_decimals);
            let n_zeros = n_zeros.min(n_decimals);
            self.push(".");
            self.push(&"0".repeat(n_zeros));
            self.push(&"#".repeat(n_decimals - n_zeros));
        }
        let factor = attribute(element, "display-factor");
        let n_thousands = factor
            .and_then(|factor| factor.trim().trim_end_matches(".0").parse::<u64>().ok())
            .map_or(0, |factor| factor.max(1).ilog10() / 3);
        for _ in 0..n_thousands {
            self.push(",");
        }
    }

    /// Takes printed text; only a percentage's own sign stays bare, since a bare one scales.
    fn print(&mut self, text: &str, is_percentage: bool) {
        let mut quoted = String::new();
        for c in text.chars() {
            let is_bare =
                matches!(c, ' ' | '-' | '/' | ':' | '(' | ')') || (c == '%' && is_percentage);
            if is_bare {
                self.quote(&mut quoted);
                self.push(c.encode_utf8(&mut [0; 4]));
            } else if c == '"' {
                self.quote(&mut quoted);
                self.push("\\\"");
            } else {
                quoted.push(c);
            }
        }
        self.quote(&mut quoted);
    }

    fn quote(&mut self, text: &mut String) {
        if !text.is_empty() {
            self.push(&format!("\"{text}\""));
            text.clear();
        }
    }

    fn push(&mut self, code: &str) {
        if self.code.len() + code.len() <= MAX_CODE {
            self.code.push_str(code);
        }
    }
}

fn count(element: &BytesStart<'_>, name: &str) -> Option<usize> {
    let count: usize = attribute(element, name)?.trim().parse().ok()?;
    Some(count.min(MAX_DIGITS))
}
