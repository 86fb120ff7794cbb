//! Reads text with separators as a grid: one sheet, named by the file's stem, every cell a text.

use super::builder::{CellStyle, Stored, WorkbookBuilder};
use super::fault::Fault;
use crate::model::place::CellRef;

const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Lines that are looked at to choose the separator.
const SAMPLE_LINES: usize = 50;

pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(Fault::damaged(
            "teksnya bukan UTF-8; simpan ulang sebagai CSV UTF-8",
            "its text is not UTF-8; save it again as CSV UTF-8",
        ));
    };
    let name = stem(book.document).to_owned();
    book.sheet(&name, false, |sheet| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator(text))
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let plain = CellStyle::default();
        let mut row = 0u32;
        loop {
            // The reader passes over blank lines; a spreadsheet counts them.
            row = row.saturating_add(blank_lines(text, reader.position().byte()));
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) => {
                    return Err(Fault::damaged(
                        format!("CSV rusak ({error})"),
                        format!("the CSV is damaged ({error})"),
                    ));
                }
            }
            for (col, value) in (0u32..).zip(record.iter()) {
                if !value.is_empty() {
                    sheet.put(CellRef::new(row, col), Stored::Text(value), None, &plain)?;
                }
            }
            row = row.saturating_add(1);
        }
    })
}

/// Blank lines from a byte of the text on.
fn blank_lines(text: &str, from: u64) -> u32 {
    let bytes = text.as_bytes();
    let mut from = usize::try_from(from).unwrap_or(usize::MAX);
    // A record may have ended between the two bytes of its line end.
    let ended_inside =
        from > 0 && bytes.get(from - 1) == Some(&b'\r') && bytes.get(from) == Some(&b'\n');
    from += usize::from(ended_inside);
    let rest = bytes.get(from..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    u32::try_from(blank.filter(|&&byte| byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// A path's last name without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The separator that gives most lines the same number of cells, and more than one.
fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(SAMPLE_LINES)
        .collect();
    let score = |separator: u8| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|line| line.bytes().filter(|&b| b == separator).count())
            .collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let agreeing = counts.iter().filter(|&&count| count == most).count();
        if most == 0 { 0 } else { agreeing * 100 + most }
    };
    SEPARATORS
        .into_iter()
        .max_by_key(|&separator| (score(separator), std::cmp::Reverse(separator)))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grid::Cell;
    use crate::model::limits::Limits;

    #[test]
    fn a_csv_keeps_its_rows_and_separators() {
        let limits = Limits::default();
        let mut book = WorkbookBuilder::new("dinas/rekap.csv", &limits);
        let text = "\na;\"b\nc\"\r\n\r\n1.234,50;\"x;y\"\n";
        read(text.as_bytes(), &mut book).expect("a table");
        let (workbook, _) = book.finish();
        let grid = &workbook.sheets[0];
        assert_eq!(&*grid.name, "rekap");
        assert_eq!(grid.cell(1, 1).map(Cell::raw).as_deref(), Some("b\nc"));
        assert_eq!(grid.cell(3, 0).map(Cell::raw).as_deref(), Some("1.234,50"));
        assert_eq!(grid.cell(3, 1).map(Cell::raw).as_deref(), Some("x;y"));
    }
}
