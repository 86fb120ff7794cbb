//! Comes in: a formula as `OpenDocument` stores it (ODF 1.3 part 4, `OpenFormula`). Goes out: the
//! text that Excel shows for it, without its `=`. Never evaluates; what it does not know stays.

/// The formula in Excel's words: `of:=SUM([.B2:.B5];1)` is `SUM(B2:B5,1)`.
pub(in super::super) fn translate(stored: &str) -> String {
    let (namespace, text) = match stored.split_once('=') {
        Some((head, text)) if is_namespace(head) => (head, text),
        _ => ("", stored),
    };
    // The namespace of Excel's own formulas: nothing to translate.
    if namespace == "msoxl:" {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_array = false;
    while let Some(c) = rest.chars().next() {
        let n_taken = match c {
            '"' | '\'' => {
                let n_quoted = quoted(rest, c);
                out.push_str(rest.get(..n_quoted).unwrap_or_default());
                n_quoted
            }
            '[' => {
                let n_inside = reference_length(rest);
                let inside = rest
                    .get(1..n_inside)
                    .and_then(|inside| inside.strip_suffix(']'));
                match inside.and_then(area) {
                    Some(area) => out.push_str(&area),
                    None => out.push_str(rest.get(..n_inside).unwrap_or_default()),
                }
                let behind = rest.get(n_inside..).unwrap_or_default();
                // Between two references a `!` is their intersection, which Excel writes as a blank.
                if behind.starts_with("![") {
                    out.push(' ');
                    n_inside + 1
                } else {
                    n_inside
                }
            }
            '{' | '}' => {
                in_array = c == '{';
                out.push(c);
                1
            }
            ';' | '~' => {
                out.push(',');
                1
            }
            '|' if in_array => {
                out.push(';');
                1
            }
            _ if c.is_ascii_alphabetic() => {
                let n_word = word(rest);
                let name = rest.get(..n_word).unwrap_or_default();
                out.push_str(known_name(name));
                n_word
            }
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(n_taken..).unwrap_or_default();
    }
    out
}

/// The area that an address stands for, in Excel's words: `$'Sheet 2'.A1:.B2` is
/// `'Sheet 2'!A1:B2`. `None` when it cannot be told.
pub(super) fn area(address: &str) -> Option<String> {
    if address == "#REF!" {
        return Some(address.to_owned());
    }
    let (source, address) = match address.strip_prefix('\'') {
        // A quoted text before `#` is the place of another document.
        Some(_) => {
            let n_quoted = quoted(address, '\'');
            let behind = address.get(n_quoted..)?;
            match behind.strip_prefix('#') {
                Some(behind) => (address.get(1..n_quoted.checked_sub(1)?)?, behind),
                None => ("", address),
            }
        }
        None => ("", address),
    };
    let (first, last) = match split_outside_quotes(address, ':') {
        Some((first, last)) => (corner(first)?, Some(corner(last)?)),
        None => (corner(address)?, None),
    };
    let sheets = match (first.0, last.map_or("", |last| last.0)) {
        ("", _) => String::new(),
        (sheet, "") => sheet.to_owned(),
        (sheet, other) if sheet == other => sheet.to_owned(),
        (sheet, other) => format!("{sheet}:{other}"),
    };
    let mut out = String::new();
    if source.is_empty() {
        out.push_str(&sheets);
    } else {
        for part in ["'[", source, "]", sheets.trim_matches('\''), "'"] {
            out.push_str(part);
        }
    }
    if !out.is_empty() {
        out.push('!');
    }
    out.push_str(first.1);
    if let Some(last) = last {
        out.push(':');
        out.push_str(last.1);
    }
    Some(out)
}

/// The sheet (as quoted in the file, without `$`) and the cell of one corner of an area.
pub(super) fn corner(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let unfixed = text.strip_prefix('$').unwrap_or(text);
    if unfixed.starts_with('\'') {
        let n_quoted = quoted(unfixed, '\'');
        let cell = unfixed.get(n_quoted..)?.strip_prefix('.')?;
        return Some((unfixed.get(..n_quoted)?, cell));
    }
    let (sheet, cell) = text.rsplit_once('.')?;
    let is_cell = !cell.is_empty()
        && cell
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '$' || c == '#' || c == '!');
    is_cell.then(|| (sheet.strip_prefix('$').unwrap_or(sheet), cell))
}

/// Splits at the first separator that stands outside quotes.
pub(super) fn split_outside_quotes(text: &str, separator: char) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let idx = text.char_indices().find_map(|(idx, c)| {
        if c == '\'' {
            is_quoted = !is_quoted;
        }
        (c == separator && !is_quoted).then_some(idx)
    })?;
    Some((text.get(..idx)?, text.get(idx + separator.len_utf8()..)?))
}

fn is_namespace(head: &str) -> bool {
    head.is_empty()
        || head
            .strip_suffix(':')
            .is_some_and(|name| name.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Bytes of the quoted text that stands first, its quotes counted; a doubled quote stays inside.
fn quoted(text: &str, quote: char) -> usize {
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((idx, b)) = bytes.next() {
        if char::from(b) == quote {
            match bytes.peek() {
                Some(&(_, next)) if char::from(next) == quote => {
                    bytes.next();
                }
                _ => return idx + 1,
            }
        }
    }
    text.len()
}

/// Bytes of the bracketed reference that stands first, its brackets counted.
fn reference_length(text: &str) -> usize {
    let mut is_quoted = false;
    for (idx, b) in text.bytes().enumerate() {
        match b {
            b'\'' => is_quoted = !is_quoted,
            b']' if !is_quoted => return idx + 1,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of the name that stands first.
fn word(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_'))
        .unwrap_or(text.len())
}

/// A function's name without the prefix that says where it comes from.
fn known_name(name: &str) -> &str {
    ["COM.MICROSOFT.", "LEGACY."]
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_read_as_excel_shows_them() {
        for (stored, shown) in [
            ("of:=SUM([.B2:.B5])", "SUM(B2:B5)"),
            ("oooc:=SUM([.B2];[.B5])", "SUM(B2,B5)"),
            ("msoxl:=SUM(B2;1)", "SUM(B2;1)"),
            ("=[.A1]+1", "A1+1"),
            (
                "of:=IF([.B4]>1;\"x;y\"\";[.A1]\";[$'Lembar Dua'.A1])",
                "IF(B4>1,\"x;y\"\";[.A1]\",'Lembar Dua'!A1)",
            ),
            ("of:=[$Anggaran.$B$4:.$B$6]", "Anggaran!$B$4:$B$6"),
            ("of:=[Lembar1.A1:Lembar3.B2]", "Lembar1:Lembar3!A1:B2"),
            ("of:=['It''s [1].x'.A1]", "'It''s [1].x'!A1"),
            ("of:=[.A:.A]&[.1:.1]", "A:A&1:1"),
            ("of:=SUM({1;2|3;4})", "SUM({1,2;3,4})"),
            ("of:=#REF!+[.#REF!]", "#REF!+#REF!"),
            ("of:=[#REF!]", "#REF!"),
            ("of:=[.A1:.B2]![.A1]", "A1:B2 A1"),
            ("of:=SUM([.A1]~[.B1])", "SUM(A1,B1)"),
            ("of:=COM.MICROSOFT.CONCAT([.A1])", "CONCAT(A1)"),
            (
                "of:=['file:///tmp/b.ods'#$Lembar1.A1]",
                "'[file:///tmp/b.ods]Lembar1'!A1",
            ),
            ("of:=Pagu*2", "Pagu*2"),
            ("of:=[nonsense", "[nonsense"),
            ("of:=[.A1", "[.A1"),
            ("of:=\"open", "\"open"),
            ("of:=[]", "[]"),
            ("a<b=c", "a<b=c"),
            ("", ""),
        ] {
            assert_eq!(translate(stored), shown, "{stored}");
        }
    }
}
