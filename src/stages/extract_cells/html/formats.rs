//! Comes in: a number format as Excel's pages write it in CSS. Goes out: the format's code as
//! workbooks write it. Never looks at values.

/// Formats that CSS names instead of spelling them.
const NAMED: [(&str, &str); 14] = [
    ("general", ""),
    ("fixed", "0.00"),
    ("standard", "#,##0.00"),
    ("percent", "0.00%"),
    ("scientific", "0.00E+00"),
    ("currency", "#,##0.00"),
    ("euro currency", "#,##0.00"),
    ("general date", "dd/mm/yyyy hh:mm"),
    ("short date", "dd/mm/yyyy"),
    ("medium date", "dd-mmm-yy"),
    ("long date", "dd mmmm yyyy"),
    ("short time", "hh:mm"),
    ("medium time", "hh:mm AM/PM"),
    ("long time", "hh:mm:ss"),
];

/// The code that a value of `mso-number-format` stands for.
pub(super) fn code(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|&quote| {
        let inner = value.strip_prefix(quote)?;
        Some(inner.strip_suffix(quote).unwrap_or(inner))
    });
    let text = unescaped(inner.unwrap_or(value));
    NAMED
        .iter()
        .find(|(name, _)| text.eq_ignore_ascii_case(name))
        .map_or(text, |(_, code)| (*code).to_owned())
}

/// Undoes CSS escapes. Excel writes a sign as `\#`, and as four hexadecimal digits (`\0022`) where
/// the sign itself would end the string. A lone `\0` is what people write who escape every sign.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        let n_digits = escape
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        let digits = escape.get(..n_digits).unwrap_or_default();
        let code = u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32)
            .filter(|c| !c.is_control());
        if let Some(c) = code {
            out.push(c);
            rest = escape.get(n_digits..).unwrap_or_default();
        } else {
            let mut chars = escape.chars();
            out.extend(chars.next());
            rest = chars.as_str();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_formats_are_decoded() {
        for (css, format) in [
            ("\"\\@\"", "@"),
            ("\\@", "@"),
            ("'\\@'", "@"),
            ("\"\\#\\,\\#\\#0\\.00\"", "#,##0.00"),
            ("\\#\\,\\#\\#0", "#,##0"),
            ("\"\\0022Rp\\0022\\#\\,\\#\\#0\"", "\"Rp\"#,##0"),
            (
                "\"_-* \\#\\,\\#\\#0_-\\;\\\\-* \\#\\,\\#\\#0_-\\;_-* \\0022-\\0022_-\\;_-\\@_-\"",
                "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"_-;_-@_-",
            ),
            ("\"dd\\/mm\\/yyyy\"", "dd/mm/yyyy"),
            ("\"\\[$-421\\]dd mmmm yyyy\"", "[$-421]dd mmmm yyyy"),
            ("\\0\\.00", "0.00"),
            ("General", ""),
            ("\"Short Date\"", "dd/mm/yyyy"),
            ("Percent", "0.00%"),
            ("0%", "0%"),
            ("\"", ""),
            ("\\", ""),
        ] {
            assert_eq!(code(css), format, "{css}");
        }
    }
}
