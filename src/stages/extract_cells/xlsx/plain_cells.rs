//! Cells and shared texts in the form that nearly all have: `<c r="B2" s="1"><v>7</v></c>`, perhaps with
//! a formula or an inline text, and `<si><t>Belanja</t></si>`. Comes in: the bytes at hand. Goes out: the
//! cell or text that they begin with and the bytes it takes. Whatever differs in the least, by a space, a
//! prefix, an escape or a fault, is left to the reader of events, so that this one decides nothing by
//! itself.

use super::cell::{Opening, Position, Type};
use super::references;

/// A cell with what is inside it.
pub(super) struct PlainCell<'b> {
    /// Its attributes.
    pub(super) opening: Opening,
    /// The formula's text.
    pub(super) formula: Option<&'b str>,
    /// The text of its value; `None` where it holds none.
    pub(super) value: Option<&'b str>,
    /// Bytes that it takes.
    pub(super) n_bytes: usize,
}

/// The cell that the bytes begin with.
pub(super) fn first(bytes: &[u8]) -> Option<PlainCell<'_>> {
    // Patterns instead of prefixes, as these are compared without a call, a dozen a cell.
    let [b'<', b'c', after @ ..] = bytes else {
        return None;
    };
    let (opening, is_closed, rest) = opening(after)?;
    let mut cell = PlainCell {
        opening,
        formula: None,
        value: None,
        n_bytes: 0,
    };
    let mut rest = rest;
    if !is_closed {
        if let [b'<', b'f', b'>', after @ ..] = rest {
            let (formula, after) = text(after)?;
            cell.formula = Some(formula);
            let [b'<', b'/', b'f', b'>', after @ ..] = after else {
                return None;
            };
            rest = after;
        }
        if let [b'<', b'v', b'>', after @ ..] = rest {
            let (value, after) = text(after)?;
            cell.value = Some(value);
            let [b'<', b'/', b'v', b'>', after @ ..] = after else {
                return None;
            };
            rest = after;
        } else if let Some(after) = rest.strip_prefix(b"<is><t>") {
            let (value, after) = text(after)?;
            cell.value = Some(value);
            rest = after.strip_prefix(b"</t></is>")?;
            // Its text stands for itself, whatever the type says of values.
            cell.opening.kind = Type::Text;
        }
        let [b'<', b'/', b'c', b'>', after @ ..] = rest else {
            return None;
        };
        rest = after;
    }
    // Escapes stand in texts and formulas only; a date has to be put into another form.
    let has_escape = |text: Option<&str>| text.is_some_and(|text| text.contains('_'));
    let is_plain = match cell.opening.kind {
        Type::Number | Type::Shared | Type::Bool | Type::Error => true,
        Type::Text => !has_escape(cell.value),
        Type::Date | Type::Unknown => false,
    };
    if !is_plain || has_escape(cell.formula) {
        return None;
    }
    cell.n_bytes = bytes.len() - rest.len();
    Some(cell)
}

/// The attributes of a cell, whether they end it, and what follows.
fn opening(bytes: &[u8]) -> Option<(Opening, bool, &[u8])> {
    let mut opening = Opening {
        position: Position::Next,
        style_idx: 0,
        kind: Type::Number,
    };
    let (mut has_style, mut has_type) = (false, false);
    let mut rest = bytes;
    loop {
        match rest {
            [b'>', after @ ..] => return Some((opening, false, after)),
            [b'/', b'>', after @ ..] => return Some((opening, true, after)),
            [b' ', name, b'=', b'"', after @ ..] => {
                let (value, after) = attribute(after)?;
                match name {
                    b'r' if opening.position == Position::Next => {
                        let value = std::str::from_utf8(value).ok()?;
                        opening.position = Position::At(references::cell(value)?);
                    }
                    b's' if !has_style => {
                        has_style = true;
                        opening.style_idx = index(value)?;
                    }
                    b't' if !has_type => {
                        has_type = true;
                        opening.kind = Type::named(value);
                    }
                    _ => return None,
                }
                rest = after;
            }
            _ => return None,
        }
    }
}

/// An attribute's value up to its quote, which may stand not far off, and what follows.
fn attribute(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().take(16).position(|&byte| byte == b'"')?;
    let (value, rest) = bytes.split_at_checked(end)?;
    let is_plain = value.iter().all(u8::is_ascii_alphanumeric);
    is_plain.then_some((value, rest.get(1..)?))
}

/// A number of few digits.
fn index(digits: &[u8]) -> Option<usize> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0usize, |sum, digit| {
        let is_digit = digit.is_ascii_digit();
        is_digit.then(|| sum * 10 + usize::from(digit - b'0'))
    })
}

/// The shared text that the bytes begin with, in the form that nearly all have, and the bytes it takes:
/// `<si><t>Belanja</t></si>`. A longer one than `longest` bytes is left to the reader of events.
pub(super) fn shared_text(bytes: &[u8], longest: u64) -> Option<(&str, usize)> {
    let after = bytes.strip_prefix(b"<si><t>");
    let spaced = || bytes.strip_prefix(b"<si><t xml:space=\"preserve\">");
    let (text, rest) = text(after.or_else(spaced)?)?;
    let rest = rest.strip_prefix(b"</t></si>")?;
    let is_plain = !text.is_empty() && text.len() as u64 <= longest && !text.contains('_');
    is_plain.then_some((text, bytes.len() - rest.len()))
}

/// A text up to the next tag, and what follows; `None` where it has references, or line ends that
/// are not read as they stand (XML 1.0, 2.11).
fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = memchr::memchr3(b'<', b'&', b'\r', bytes)?;
    let (text, rest) = bytes.split_at_checked(end)?;
    let text = std::str::from_utf8(text).ok()?;
    rest.starts_with(b"<").then_some((text, rest))
}

#[cfg(test)]
mod tests {
    use super::shared_text;

    #[test]
    fn only_plain_shared_texts_are_taken() {
        let taken = |part: &str| {
            let found = shared_text(part.as_bytes(), 12)?;
            Some((found.0.to_owned(), found.1))
        };
        let plain = "<si><t>Belanja é</t></si><si>";
        assert_eq!(
            taken(plain),
            Some(("Belanja é".to_owned(), plain.len() - 4))
        );
        let spaced = "<si><t xml:space=\"preserve\"> a </t></si>";
        assert_eq!(taken(spaced), Some((" a ".to_owned(), spaced.len())));
        for other in [
            "<si><t>a &amp; b</t></si>",
            "<si><t>a\r\nb</t></si>",
            "<si><t>a_x000D_</t></si>",
            "<si><t></t></si>",
            "<si><t>a</t><rPh><t>b</t></rPh></si>",
            "<si><r><t>a</t></r></si>",
            "<si><t >a</t></si>",
            "<si><t>a",
            "<si><t>Belanja Pegawai</t></si>",
        ] {
            assert_eq!(taken(other), None, "{other}");
        }
    }
}
