//! Typists' characters to the few that numbers are made of: blanks of every width, dashes of every
//! length, full-width digits. Letters and everything else stay as they are.

use std::borrow::Cow;

/// The text with every blank, dash, apostrophe and full-width character in its plain form, and
/// without characters that show nothing.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.is_ascii()
        && !text
            .bytes()
            .any(|b| matches!(b, b'\t' | b'\n' | b'\r' | b'`'))
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(plain_char).collect())
}

fn plain_char(c: char) -> Option<char> {
    let plain = match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{ad}' => return None,
        '−' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '－' => '-',
        '’' | '‘' | 'ʼ' | '′' | '`' | '´' => '\'',
        '×' | '✕' | '⨯' => 'x',
        // Full-width forms stand in the order of ASCII.
        '！'..='～' => {
            let code = u32::from(c) - u32::from('！') + u32::from('!');
            char::from_u32(code)?
        }
        _ if c.is_whitespace() => ' ',
        _ => c,
    };
    Some(plain)
}
