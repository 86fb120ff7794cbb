//! Comes in: rows of texts, some out of documents. Goes out: the same in aligned columns, long cells
//! cut. Never interprets them.

use super::console::clean;

/// Longest cell shown, in characters.
const MAX_WIDTH: usize = 48;

/// A table of texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    rows: Vec<Vec<String>>,
}

impl Columns {
    /// A table with these headers.
    pub(super) fn new(headers: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut columns = Self::default();
        columns.row(headers);
        columns
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        self.rows
            .push(cells.into_iter().map(|cell| cut(cell.as_ref())).collect());
    }

    /// Whether there is nothing below the headers.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.len() <= 1
    }

    /// The table as text, each line after `indent`.
    pub(super) fn text(&self, indent: &str) -> String {
        let n_columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |col_idx: usize| {
            let widths = self
                .rows
                .iter()
                .filter_map(|row| row.get(col_idx))
                .map(|cell| cell.chars().count());
            widths.max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..n_columns).map(width).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = indent.to_owned();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// A cell in one line of at most [`MAX_WIDTH`] characters.
fn cut(text: &str) -> String {
    let text = clean(text);
    if text.chars().count() <= MAX_WIDTH {
        return text;
    }
    let mut short: String = text.chars().take(MAX_WIDTH - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut columns = Columns::new(["a", "bb"]);
        columns.row(["ccc", "d\te"]);
        assert_eq!(columns.text("  "), "  a    bb\n  ccc  d e\n");
        assert_eq!(cut(&"x".repeat(60)).chars().count(), MAX_WIDTH);
    }
}
