//! Comes in: a decoded text. Goes out: the sign that separates its columns. Looks at the start of
//! the text only, and never at what the values mean.

use std::collections::BTreeMap;

use super::records::Fields;

/// Signs that separate columns. Among equals the first wins: a comma comes last, since it also
/// stands inside numbers (`1.234,50`) and sentences.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];
/// Bytes of the start that are looked at.
const SAMPLE_BYTES: usize = 64 * 1024;

/// The text behind a first line `sep=;`, by which Excel is told the separator, and that separator.
/// The line is no row of the sheet.
pub(super) fn told(text: &str) -> Option<(u8, &str)> {
    let (start, rest) = text.split_at_checked(4)?;
    if !start.eq_ignore_ascii_case("sep=") {
        return None;
    }
    let separator = rest.bytes().next().filter(u8::is_ascii)?;
    if matches!(separator, b'\r' | b'\n' | b'"') {
        return None;
    }
    let rest = rest.get(1..)?;
    let behind = ["\r\n", "\n", "\r"]
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .or(rest.is_empty().then_some(rest))?;
    Some((separator, behind))
}

/// The sign that cuts most lines into the same number of cells. A title above the table has none
/// of them, so lines without count for nothing; but where hardly a line has it, as the comma in a
/// list of addresses, it separates nothing, and the text is one column.
pub(super) fn separator(text: &str, most_letters: u64) -> u8 {
    let end = text.floor_char_boundary(SAMPLE_BYTES);
    let sample = text.get(..end).unwrap_or(text);
    // The last line of a cut sample is not whole.
    let sample = match sample.rfind(['\n', '\r']) {
        Some(last) if end < text.len() => sample.get(..last).unwrap_or(sample),
        _ => sample,
    };
    let n_lines = sample
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .count();
    let mut best = (0, b',');
    for separator in SEPARATORS {
        let support = support(sample, separator, most_letters);
        let is_enough = n_lines <= 2 || (support.n_agreeing >= 2 && support.n_cut * 4 >= n_lines);
        let score = support.n_agreeing + support.n_cut;
        if is_enough && score > best.0 {
            best = (score, separator);
        }
    }
    match best {
        // No sign cuts the text: a tab is the one least likely to stand inside a value.
        (0, _) => b'\t',
        (_, separator) => separator,
    }
}

/// How a sign cuts a text.
struct Support {
    /// Lines with more than one cell.
    n_cut: usize,
    /// Those of them with the most frequent number of cells.
    n_agreeing: usize,
}

fn support(sample: &str, separator: u8, most_letters: u64) -> Support {
    let mut last_cols: BTreeMap<u32, u32> = BTreeMap::new();
    for (at, _) in Fields::new(sample, separator, most_letters) {
        last_cols.insert(at.row, at.col);
    }
    let mut lines_by_width: BTreeMap<u32, usize> = BTreeMap::new();
    for &width in last_cols.values().filter(|width| **width > 0) {
        *lines_by_width.entry(width).or_default() += 1;
    }
    Support {
        n_cut: lines_by_width.values().sum(),
        n_agreeing: lines_by_width.values().copied().max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_among_decimal_commas_and_titles() {
        for (text, expected) in [
            ("No;Uraian;Nilai\n1;a;1.234,50\n2;b;5,00\n", b';'),
            ("1,5;2,5;3,5\n4,5;5,5;6,5\n", b';'),
            ("No,Uraian\n1,\"a; b\"\n2,\"c; d\"\n", b','),
            ("a\tb\n1,5\t2,5\n", b'\t'),
            ("a|b|c\n1|2|3\n", b'|'),
            (
                "REKAP REALISASI, TAHUN 2023\nDinas Contoh\n\nNo;Uraian;Rp\n1;a;5,0\n2;b;6,0\n",
                b';',
            ),
            ("x;1\n", b';'),
            ("a,b\n", b','),
            // One column.
            ("Nama\nJl. Mawar, No 5\nb\nc\nd\ne\nf\ng\nh\n", b'\t'),
            ("", b'\t'),
            ("hanya judul\n", b'\t'),
        ] {
            assert_eq!(
                char::from(separator(text, 32_767)),
                char::from(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn a_first_line_may_tell_the_separator() {
        assert_eq!(told("sep=|\r\na|b"), Some((b'|', "a|b")));
        assert_eq!(told("SEP=,\na"), Some((b',', "a")));
        assert_eq!(told("sep=;"), Some((b';', "")));
        for text in ["separator", "sep=\n", "sep=;x\n", "", "sep=é\n"] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
