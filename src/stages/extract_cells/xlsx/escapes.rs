//! Letters that XML cannot hold, written as `_xHHHH_` (ECMA-376, 22.9.2.19). Comes in: a text as
//! the part holds it. Goes out: the text as it was typed. An escape that stands for no letter stays
//! as it is written.

/// Decodes the escapes of `text` from a byte on.
pub(super) fn decode(text: &mut String, from: usize) {
    let Some(tail) = text.get(from..) else { return };
    if !tail.contains("_x") && !tail.contains("_X") {
        return;
    }
    let mut decoded = String::with_capacity(tail.len());
    let mut rest = tail;
    while let Some(at) = rest.find('_') {
        let (before, here) = rest.split_at(at);
        decoded.push_str(before);
        let (letter, n_bytes) = letter(here).unwrap_or(('_', 1));
        decoded.push(letter);
        rest = here.get(n_bytes..).unwrap_or_default();
    }
    decoded.push_str(rest);
    text.truncate(from);
    text.push_str(&decoded);
}

/// The letter whose escape, or pair of escapes, a text begins with, and the bytes it takes.
fn letter(text: &str) -> Option<(char, usize)> {
    const LENGTH: usize = "_x0000_".len();
    let unit = unit(text)?;
    if let Some(Ok(letter)) = char::decode_utf16([unit]).next() {
        return Some((letter, LENGTH));
    }
    let second = self::unit(text.get(LENGTH..)?)?;
    let letter = char::decode_utf16([unit, second]).next()?.ok()?;
    Some((letter, 2 * LENGTH))
}

/// The UTF-16 unit whose escape a text begins with.
fn unit(text: &str) -> Option<u16> {
    let digits = text
        .strip_prefix("_x")
        .or_else(|| text.strip_prefix("_X"))?;
    let (digits, rest) = digits.split_at_checked(4)?;
    let is_escape = digits.bytes().all(|byte| byte.is_ascii_hexdigit()) && rest.starts_with('_');
    if is_escape {
        u16::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_the_letters_they_stand_for() {
        for (written, typed) in [
            ("a_x000D_b", "a\rb"),
            ("_x0041__x0042_", "AB"),
            ("_x005F_x0041_", "_x0041_"),
            ("_xD83D__xDE00_", "\u{1F600}"),
            ("_xD83D_!", "_xD83D_!"),
            ("_x00G1_", "_x00G1_"),
            ("_x0041", "_x0041"),
            ("_xlfn.CONCAT", "_xlfn.CONCAT"),
            ("__x0041_", "_A"),
            ("_x00é1_", "_x00é1_"),
        ] {
            let mut text = written.to_owned();
            decode(&mut text, 0);
            assert_eq!(text, typed, "{written}");
        }
        let mut text = "_x0041__x0041_".to_owned();
        decode(&mut text, 7);
        assert_eq!(text, "_x0041_A");
    }
}
