//! Texts of documents made harmless to whatever shows them: no control characters, which a terminal
//! would obey, and no marks that turn the writing direction, which make a text read as another.

/// A text in one line, without control characters and without marks that turn the writing direction.
pub fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !is_direction_mark(*c))
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect()
}

/// A text of several lines, each as [`clean`] leaves it.
pub fn clean_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                out.push_str(&clean(line));
                out.push('\n');
            }
            None => out.push_str(&clean(line)),
        }
    }
    out
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_do_not_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\r\nc\u{9b}d\u{202e}e"), "a [31mb  c de");
        assert_eq!(clean_lines("a\tb\nc"), "a b\nc");
    }
}
