//! Comes in: the CSS of a page, in `style` elements and attributes. Goes out: how cells look, as
//! far as reading needs it. Knows simple selectors only (`td`, `.xl65`, `td.xl65`), which is what
//! spreadsheet programs write; never follows a style sheet in another file.

use std::collections::HashMap;

use super::super::builder::CellStyle;
use super::formats;
use crate::model::grid::{Alignment, Color, Style};

/// Most rules kept of a page; Excel itself has at most 64,000 cell formats.
const MAX_RULES: usize = 64_000;

/// How an element looks, as far as something says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Look {
    /// The number format's code; empty for General.
    pub(super) format: Option<Box<str>>,
    pub(super) bold: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) indent: Option<u8>,
    pub(super) alignment: Option<Alignment>,
    /// The fill.
    pub(super) fill: Option<Fill>,
    /// Whether it is not shown.
    pub(super) hidden: Option<bool>,
    /// Whether it has no width, which hides a column.
    pub(super) is_flat: Option<bool>,
    /// Whether blanks and line ends stand as they are.
    pub(super) pre: Option<bool>,
    /// Whether blanks of it stand for spaces that HTML would join (`mso-spacerun`).
    pub(super) spaces: Option<bool>,
    /// Whether its `colspan` only saves writing empty cells (`mso-ignore:colspan`).
    pub(super) is_no_merge: Option<bool>,
    /// Rows that an empty row stands for (`mso-xlrowspan`).
    pub(super) n_rows: Option<u32>,
    /// Whether it is Excel's list of comments at the end of a page, or one comment's mark.
    pub(super) comments: Option<bool>,
}

/// A fill, or that there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Fill(pub(super) Option<Color>);

impl Look {
    /// Takes over what another look says.
    pub(super) fn add(&mut self, other: &Look) {
        fn take<T: Clone>(mine: &mut Option<T>, other: Option<&T>) {
            if other.is_some() {
                *mine = other.cloned();
            }
        }
        take(&mut self.format, other.format.as_ref());
        take(&mut self.bold, other.bold.as_ref());
        take(&mut self.underline, other.underline.as_ref());
        take(&mut self.indent, other.indent.as_ref());
        take(&mut self.alignment, other.alignment.as_ref());
        take(&mut self.fill, other.fill.as_ref());
        take(&mut self.hidden, other.hidden.as_ref());
        take(&mut self.is_flat, other.is_flat.as_ref());
        take(&mut self.pre, other.pre.as_ref());
        take(&mut self.spaces, other.spaces.as_ref());
        take(&mut self.is_no_merge, other.is_no_merge.as_ref());
        take(&mut self.n_rows, other.n_rows.as_ref());
        take(&mut self.comments, other.comments.as_ref());
    }

    /// What of it holds for the cells inside: not what concerns the element itself.
    pub(super) fn inherited(&self) -> Self {
        Self {
            hidden: None,
            is_flat: None,
            n_rows: None,
            is_no_merge: None,
            comments: None,
            ..self.clone()
        }
    }

    /// The look of a cell, and whether its numbers are dates.
    pub(super) fn cell_style(&self) -> CellStyle {
        CellStyle::of(Style {
            format: self.format.as_deref().map(Into::into),
            bold: self.bold.unwrap_or(false),
            underline: self.underline.unwrap_or(false),
            indent: self.indent.unwrap_or(0),
            alignment: self.alignment.unwrap_or_default(),
            fill: self.fill.and_then(|fill| fill.0),
        })
    }

    /// Reads the declarations of a rule or a `style` attribute.
    pub(super) fn declared(css: &str) -> Self {
        let mut look = Self::default();
        for declaration in split(css, b';') {
            if let Some((property, value)) = declaration.split_once(':') {
                look.declare(&property.trim().to_ascii_lowercase(), value.trim());
            }
        }
        look
    }

    fn declare(&mut self, property: &str, value: &str) {
        let value = match value.rfind('!') {
            Some(at) if value.get(at..).is_some_and(|end| end.contains("important")) => {
                value.get(..at).unwrap_or_default().trim()
            }
            _ => value,
        };
        if property == "mso-number-format" {
            self.format = Some(formats::code(value).into());
            return;
        }
        let value = value.to_ascii_lowercase();
        match property {
            "font-weight" => self.bold = weight(&value),
            // The other words of `font` are sizes and names; only a word makes it bold.
            "font" if value.split_whitespace().any(|word| word == "bold") => {
                self.bold = Some(true);
            }
            "text-decoration" | "text-decoration-line" | "text-underline-style" => {
                let is_none = value == "none";
                let is_underline =
                    property == "text-underline-style" || value.contains("underline");
                if is_none || is_underline {
                    self.underline = Some(!is_none);
                }
            }
            "text-align" => self.alignment = alignment(&value),
            "mso-char-indent-count" => self.indent = value.parse().ok(),
            // Excel writes both; the count is the level itself.
            "padding-left" if self.indent.is_none() => self.indent = indent(&value),
            "background" | "background-color" => self.fill = Some(Fill(color(&value))),
            "display" => self.hidden = Some(value == "none"),
            "visibility" if value == "collapse" => self.hidden = Some(true),
            "mso-hide" => self.hidden = Some(value == "all"),
            "width" => self.is_flat = Some(value.trim_end_matches(char::is_alphabetic) == "0"),
            "white-space" => self.pre = Some(value.starts_with("pre")),
            "mso-spacerun" => self.spaces = Some(value == "yes"),
            "mso-ignore" => self.is_no_merge = Some(value.contains("colspan")),
            "mso-xlrowspan" => self.n_rows = value.parse().ok(),
            "mso-element" => self.comments = Some(value.starts_with("comment")),
            _ => {}
        }
    }
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => value.parse::<u32>().ok().map(|weight| weight >= 600),
    }
}

/// An alignment's word in CSS or in the `align` attribute.
pub(super) fn alignment(value: &str) -> Option<Alignment> {
    Some(match value.to_ascii_lowercase().as_str() {
        "left" | "start" => Alignment::Left,
        "center" | "-webkit-center" | "middle" => Alignment::Center,
        "right" | "end" => Alignment::Right,
        "general" | "initial" => Alignment::General,
        "justify" | "fill" | "distributed" | "center-across-selection" => Alignment::Other,
        _ => return None,
    })
}

/// Indent levels of a padding. Excel's pages have 9 pixels a level.
fn indent(value: &str) -> Option<u8> {
    let digits = value.find(|c: char| !c.is_ascii_digit());
    let (number, unit) = value.split_at(digits.unwrap_or(value.len()));
    let number: u32 = number.parse().ok()?;
    let unit = unit.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let pixels = match unit.trim() {
        "" | "px" => number,
        "pt" => number.saturating_mul(4) / 3,
        "em" | "rem" => number.saturating_mul(16),
        _ => return None,
    };
    u8::try_from((pixels / 9).min(250)).ok()
}

/// A colour in CSS or in the `bgcolor` attribute; `None` for none and for what is not known.
pub(super) fn color(value: &str) -> Option<Color> {
    let value = value.trim().to_ascii_lowercase();
    let word = value.split_whitespace().next()?;
    if let Some(inner) = value
        .strip_prefix("rgb(")
        .and_then(|rest| rest.split(')').next())
    {
        let mut parts = inner.split(',').map(|part| part.trim().parse::<u8>().ok());
        let mut part = || parts.next().flatten().map(u32::from);
        let (red, green, blue) = (part()?, part()?, part()?);
        return Some(Color::Rgb(red << 16 | green << 8 | blue));
    }
    let digits = word.strip_prefix('#').unwrap_or(word);
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is_hex && digits.len() == 6 {
        return u32::from_str_radix(digits, 16).ok().map(Color::Rgb);
    }
    if is_hex && digits.len() == 3 {
        let wide: String = digits.chars().flat_map(|c| [c, c]).collect();
        return u32::from_str_radix(&wide, 16).ok().map(Color::Rgb);
    }
    NAMED_COLORS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, rgb)| Color::Rgb(*rgb))
}

/// The colours that have names in HTML 4, and those that reports like.
const NAMED_COLORS: [(&str, u32); 24] = [
    ("black", 0x00_00_00),
    ("silver", 0xC0_C0_C0),
    ("gray", 0x80_80_80),
    ("grey", 0x80_80_80),
    ("white", 0xFF_FF_FF),
    ("maroon", 0x80_00_00),
    ("red", 0xFF_00_00),
    ("purple", 0x80_00_80),
    ("fuchsia", 0xFF_00_FF),
    ("green", 0x00_80_00),
    ("lime", 0x00_FF_00),
    ("olive", 0x80_80_00),
    ("yellow", 0xFF_FF_00),
    ("navy", 0x00_00_80),
    ("blue", 0x00_00_FF),
    ("teal", 0x00_80_80),
    ("aqua", 0x00_FF_FF),
    ("cyan", 0x00_FF_FF),
    ("orange", 0xFF_A5_00),
    ("pink", 0xFF_C0_CB),
    ("lightgray", 0xD3_D3_D3),
    ("lightgrey", 0xD3_D3_D3),
    ("lightblue", 0xAD_D8_E6),
    ("lightyellow", 0xFF_FF_E0),
];

/// Splits CSS at a sign, but not inside quotes, brackets or escapes.
fn split(css: &str, sign: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(css);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut quote, mut depth, mut is_escaped) = (None, 0u32, false);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' | b'\'' if quote == Some(byte) => quote = None,
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                b'(' if quote.is_none() => depth += 1,
                b')' if quote.is_none() => depth = depth.saturating_sub(1),
                _ if byte == sign && quote.is_none() && depth == 0 => {
                    rest = text.get(at + 1..);
                    return text.get(..at);
                }
                _ => {}
            }
        }
        rest = None;
        Some(text)
    })
}

/// The rules of a page by their selectors.
#[derive(Debug, Default)]
pub(super) struct Rules(HashMap<Box<str>, Look>);

impl Rules {
    /// Takes the rules of a `style` element.
    pub(super) fn read(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some((selectors, behind)) = rest.split_once('{') {
            let Some((body, after)) = block(behind) else {
                return;
            };
            rest = after;
            // Rules for print or for other programs' sizes stand inside `@media` and the like.
            if selectors.trim_start().starts_with('@') {
                continue;
            }
            let look = Look::declared(body);
            if look == Look::default() {
                continue;
            }
            for selector in selectors.split(',') {
                let selector = selector.trim().to_ascii_lowercase();
                let is_simple = !selector.is_empty()
                    && !selector.contains([' ', '>', '+', '~', ':', '#', '[', '*'])
                    && selector.matches('.').count() <= 1;
                if is_simple && self.0.len() < MAX_RULES {
                    self.0.entry(selector.into()).or_default().add(&look);
                }
            }
        }
    }

    /// What the rules say of an element with these classes.
    pub(super) fn look(&self, element: &str, classes: &str) -> Look {
        let mut look = Look::default();
        if self.0.is_empty() {
            return look;
        }
        let mut add = |selector: &str| {
            if let Some(rule) = self.0.get(selector) {
                look.add(rule);
            }
        };
        add(element);
        for class in classes.split_ascii_whitespace() {
            let class = class.to_ascii_lowercase();
            add(&format!(".{class}"));
            add(&format!("{element}.{class}"));
        }
        look
    }
}

/// The inside of a block whose brace is open, and what stands behind it.
fn block(css: &str) -> Option<(&str, &str)> {
    let (mut depth, mut quote, mut is_escaped) = (1u32, None, false);
    for (at, byte) in css.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' | b'\'' if quote == Some(byte) => quote = None,
            b'"' | b'\'' if quote.is_none() => quote = Some(byte),
            // A string ends with its line, so one lost quote costs one declaration.
            b'\n' => quote = None,
            b'{' if quote.is_none() => depth += 1,
            b'}' if quote.is_none() => {
                depth -= 1;
                if depth == 0 {
                    return Some((css.get(..at)?, css.get(at + 1..)?));
                }
            }
            _ => {}
        }
    }
    None
}

/// CSS without its comments and without the marks that hide it from very old browsers.
fn without_comments(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_read() {
        let look = Look::declared(
            "mso-number-format:\"\\#\\,\\#\\#0\\;x\";font-weight:700;text-decoration:underline; \
             text-align:center;padding-left:9px;mso-char-indent-count:3;background:#FFFF00; \
             white-space:pre-wrap",
        );
        assert_eq!(look.format.as_deref(), Some("#,##0;x"));
        assert_eq!(look.bold, Some(true));
        assert_eq!(look.underline, Some(true));
        assert_eq!(look.alignment, Some(Alignment::Center));
        assert_eq!(look.indent, Some(3));
        assert_eq!(look.fill, Some(Fill(Some(Color::Rgb(0xFF_FF_00)))));
        assert_eq!(look.pre, Some(true));
        assert_eq!(look.hidden, None);
        assert_eq!(
            Look::declared("DISPLAY : None !important").hidden,
            Some(true)
        );
        assert_eq!(Look::declared("width:0pt").is_flat, Some(true));
        assert_eq!(Look::declared("width:0.5em").is_flat, Some(false));
        assert_eq!(Look::declared("padding-left:27px").indent, Some(3));
        assert_eq!(Look::declared("mso-xlrowspan:6").n_rows, Some(6));
        assert_eq!(Look::declared("font:bold 12px Arial").bold, Some(true));
    }

    #[test]
    fn colours_are_read() {
        for (text, rgb) in [
            ("#FFcc00", Some(0xFF_CC_00)),
            ("#fc0", Some(0xFF_CC_00)),
            ("rgb(1, 2,3)", Some(0x01_02_03)),
            ("yellow none repeat", Some(0xFF_FF_00)),
            ("none", None),
            ("window", None),
            ("rgb(1,2", None),
            ("", None),
        ] {
            assert_eq!(color(text), rgb.map(Color::Rgb), "{text}");
        }
    }

    #[test]
    fn rules_hold_for_their_elements_and_classes() {
        let mut rules = Rules::default();
        rules.read(
            "<!--table {mso-x:\"\\.\";} @page {margin:1in;} @media print { td {display:none} }\n\
             td {text-align:general; /* } */ white-space:nowrap}\n\
             .xl65, .XL66 {mso-style-parent:style0; font-weight:700;}\n\
             td.xl66 {mso-number-format:\"\\@\";}\n\
             .a .b {display:none} .c:hover {display:none} --> .cut {display:none",
        );
        let look = rules.look("td", "xl66 lain");
        assert_eq!(look.alignment, Some(Alignment::General));
        assert_eq!(look.bold, Some(true));
        assert_eq!(look.format.as_deref(), Some("@"));
        assert_eq!(rules.look("th", "xl65").bold, Some(true));
        for class in ["a", "b", "c", "cut"] {
            assert_eq!(rules.look("td", class).hidden, None);
        }
    }
}
