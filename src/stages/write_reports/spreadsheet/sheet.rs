//! Writes cells and tables on one sheet. Text is only ever written as text, a formula is only ever
//! made of our own words and cell addresses, and a number that a double would change becomes text.

use rust_decimal::Decimal;
use rust_xlsxwriter::{DataValidation, Formula, Note, Url, Workbook, Worksheet, XlsxError};

use super::super::outputs::WriteError;
use super::cell::wrapped;
use super::fit::{MAX_LINES, exact_double, lines, quoting, storable};
use super::formula::fixed;
use super::link::{MAX_LINKS, Target};
use super::style::{Formats, Quoting, Shape, Style, Weight};

/// Rows of a table on one sheet; a longer table goes on on the next sheet.
pub(in crate::stages::write_reports) const MAX_ROWS: usize = 1_000_000;

/// Rows from which on a list is not held in memory.
const LONG: usize = 10_000;

/// Rows from which on a tree is not. Below, it is made beside other sheets, which takes less time.
const LONG_TREE: usize = 30_000;

/// Excel's number of folio paper, 216 x 330 mm: what Indonesian offices call F4.
const F4: u8 = 14;

/// Deepest level of an outline that Excel shows.
const MAX_OUTLINE: usize = 7;

/// Height of one line of text in points.
const LINE_HEIGHT: u32 = 15;

/// Height of a sheet's title in points.
const TITLE_HEIGHT: u32 = 24;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::stages::write_reports) enum Content {
    /// Nothing.
    Empty,
    /// Words, whatever they look like.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A formula of ours, with its value. `None` writes the value alone.
    Formula(Option<String>, Decimal),
    /// Words that lead to a file, where a target could be made.
    Link(String, Option<Target>),
}

/// A cell of a table.
pub(in crate::stages::write_reports) type Cell = (Content, Style);

/// A column of a table: its heading and its width in characters.
pub(in crate::stages::write_reports) struct Column<'a> {
    pub(in crate::stages::write_reports) heading: &'a str,
    pub(in crate::stages::write_reports) width: u16,
}

impl<'a> Column<'a> {
    pub(in crate::stages::write_reports) fn new(heading: &'a str, width: u16) -> Self {
        Self { heading, width }
    }
}

/// A sheet being written. It belongs to no workbook yet, so that several can be written at a time.
pub(in crate::stages::write_reports) struct Sheet {
    pub(super) worksheet: Worksheet,
    formats: Formats,
    widths: Vec<u16>,
    n_links: usize,
    /// Whether rows are made high enough for their texts. Of a long list all heights would be held until
    /// its end; programs find them by themselves there.
    sets_heights: bool,
}

impl Sheet {
    /// A new sheet, set up for printing on F4 across.
    pub(in crate::stages::write_reports) fn new(name: &str) -> Result<Self, XlsxError> {
        Self::set_up(Worksheet::new(), name)
    }

    /// A new sheet for a list of so many rows. A long one is held on disk while it is written: row by row,
    /// from the first to the last, never one again; its texts stand in its own part, which must hold no
    /// slots.
    pub(in crate::stages::write_reports) fn for_list(
        workbook: &mut Workbook,
        name: &str,
        n_rows: usize,
    ) -> Result<Self, XlsxError> {
        if n_rows < LONG {
            return Self::new(name);
        }
        // Where no temporary file can be made the list is held in memory: the workbook matters more.
        let worksheet = match workbook.new_worksheet_with_constant_memory() {
            Ok(worksheet) => worksheet,
            Err(error) => {
                tracing::warn!(%error, "no temporary file: a long list is held in memory");
                Worksheet::new()
            }
        };
        let sheet = Self::set_up(worksheet, name)?;
        Ok(Self {
            sets_heights: false,
            ..sheet
        })
    }

    /// The same for a tree of so many rows; none where it need not be held on disk.
    pub(in crate::stages::write_reports) fn for_long_tree(
        workbook: &mut Workbook,
        name: &str,
        n_rows: usize,
    ) -> Result<Option<Self>, XlsxError> {
        if n_rows < LONG_TREE {
            return Ok(None);
        }
        Self::for_list(workbook, name, n_rows).map(Some)
    }

    fn set_up(mut worksheet: Worksheet, name: &str) -> Result<Self, XlsxError> {
        worksheet.set_name(name)?;
        worksheet.set_landscape();
        worksheet.set_paper_size(F4);
        // One page wide, as many high as it takes.
        worksheet.set_print_fit_to_pages(1, 0);
        worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        worksheet.set_footer("&L&A&R&P / &N");
        Ok(Self {
            worksheet,
            formats: Formats::default(),
            widths: Vec::new(),
            n_links: 0,
            sets_heights: true,
        })
    }

    /// The sheet as a workbook takes it.
    pub(in crate::stages::write_reports) fn finished(self) -> Worksheet {
        self.worksheet
    }

    /// Writes a cell.
    pub(in crate::stages::write_reports) fn put(
        &mut self,
        row: u32,
        col: u16,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        let (content, style) = cell;
        let number = match content {
            // Nothing to be seen: a long list is mostly such cells.
            Content::Empty if style.is_invisible() => return Ok(()),
            Content::Text(text) if text.is_empty() && style.is_invisible() => return Ok(()),
            Content::Empty => {
                let format = self.formats.get(*style, Quoting::Plain);
                self.worksheet.write_blank(row, col, format)?;
                return Ok(());
            }
            Content::Text(text) | Content::Link(text, None) => {
                return self.put_text(row, col, text, *style);
            }
            Content::Link(text, Some(target)) => {
                return self.put_link(row, col, text, target, *style);
            }
            Content::Number(number) | Content::Formula(_, number) => *number,
        };
        let Some(double) = exact_double(number) else {
            return self.put_text(row, col, &number.normalize().to_string(), *style);
        };
        // The look of fractions would leave a lone decimal sign behind a whole number.
        let style = match style.shape {
            Shape::Number if number.is_integer() => Style {
                shape: Shape::Amount,
                ..*style
            },
            _ => *style,
        };
        let format = self.formats.get(style, Quoting::Plain);
        match content {
            Content::Formula(Some(formula), _) => {
                let formula = Formula::new(formula).set_result(number.normalize().to_string());
                self.worksheet
                    .write_formula_with_format(row, col, formula, format)?;
            }
            Content::Formula(None, _)
            | Content::Number(_)
            | Content::Empty
            | Content::Text(_)
            | Content::Link(..) => {
                self.worksheet
                    .write_number_with_format(row, col, double, format)?;
            }
        }
        Ok(())
    }

    fn put_text(&mut self, row: u32, col: u16, text: &str, style: Style) -> Result<(), XlsxError> {
        let text = storable(text);
        let format = self.formats.get(style, quoting(&text));
        self.worksheet
            .write_string_with_format(row, col, text, format)?;
        Ok(())
    }

    /// Writes words that lead to a file; only words where a sheet has as many links as Excel opens.
    fn put_link(
        &mut self,
        row: u32,
        col: u16,
        text: &str,
        target: &Target,
        style: Style,
    ) -> Result<(), XlsxError> {
        if text.is_empty() || self.n_links >= MAX_LINKS {
            return self.put_text(row, col, text, style);
        }
        self.n_links += 1;
        let text = storable(text);
        let style = style.weight(Weight::Link);
        let format = self.formats.get(style, quoting(&text));
        let url = Url::new(target.written()).set_text(text);
        self.worksheet
            .write_url_with_format(row, col, &url, format)?;
        Ok(())
    }

    /// Puts a row some levels down in the outline, below the row that sums it up.
    pub(in crate::stages::write_reports) fn put_outline(
        &mut self,
        row: u32,
        level: usize,
    ) -> Result<(), XlsxError> {
        for _ in 0..level.min(MAX_OUTLINE) {
            self.worksheet.group_rows(row, row)?;
        }
        self.worksheet.group_symbols_above(true);
        Ok(())
    }

    /// Begins a new printed page with each of these rows.
    pub(in crate::stages::write_reports) fn break_pages(
        &mut self,
        rows: &[u32],
    ) -> Result<(), XlsxError> {
        self.worksheet.set_page_breaks(rows)?;
        Ok(())
    }

    /// Lets a cell hold only what stands in a column of the same sheet.
    pub(in crate::stages::write_reports) fn put_choice(
        &mut self,
        (row, col): (u32, u16),
        (from_row, to_row, from_col): (u32, u32, u16),
    ) -> Result<(), XlsxError> {
        let (first, last) = (fixed(from_row, from_col), fixed(to_row, from_col));
        let list = Formula::new(format!("={first}:{last}"));
        let choice = DataValidation::new().allow_list_formula(list);
        self.worksheet
            .add_data_validation(row, col, row, col, &choice)?;
        Ok(())
    }

    /// Writes the headings of a table.
    pub(in crate::stages::write_reports) fn put_headings(
        &mut self,
        row: u32,
        headings: &[&str],
    ) -> Result<(), XlsxError> {
        let cells = headings.iter().map(|heading| {
            let heading = Content::Text((*heading).to_owned());
            (heading, Style::of(Shape::Heading))
        });
        self.put_row(row, &cells.collect::<Vec<Cell>>())
    }

    /// Writes the title of a sheet into its first cell.
    pub(in crate::stages::write_reports) fn put_title(
        &mut self,
        words: &str,
    ) -> Result<(), XlsxError> {
        self.worksheet.set_row_height(0, TITLE_HEIGHT)?;
        self.put(
            0,
            0,
            &(Content::Text(words.to_owned()), Style::of(Shape::Title)),
        )
    }

    /// Writes a paragraph over several columns, from the first to `last_col`.
    pub(in crate::stages::write_reports) fn put_paragraph(
        &mut self,
        row: u32,
        words: &str,
        last_col: u16,
    ) -> Result<(), XlsxError> {
        let cell = wrapped(words);
        let width = self.widths.iter().take(usize::from(last_col) + 1).sum();
        let height = lines(&cell, width).min(MAX_LINES) * LINE_HEIGHT;
        let format = self.formats.get(cell.1, Quoting::Plain);
        self.worksheet
            .merge_range(row, 0, row, last_col, "", format)?;
        self.worksheet.set_row_height(row, height)?;
        self.put(row, 0, &cell)
    }

    /// Repeats a row at the top of every printed page.
    pub(in crate::stages::write_reports) fn repeat_row(
        &mut self,
        row: u32,
    ) -> Result<(), XlsxError> {
        self.worksheet.set_repeat_rows(row, row)?;
        Ok(())
    }

    /// Puts a note on a cell.
    pub(in crate::stages::write_reports) fn put_note(
        &mut self,
        row: u32,
        col: u16,
        words: &str,
    ) -> Result<(), XlsxError> {
        let note = Note::new(storable(words))
            .add_author_prefix(false)
            .set_width(280)
            .set_height(140);
        self.worksheet.insert_note(row, col, &note)?;
        Ok(())
    }

    /// Sets the widths of the columns.
    pub(in crate::stages::write_reports) fn set_widths(
        &mut self,
        widths: &[u16],
    ) -> Result<(), XlsxError> {
        for (col, width) in (0u16..).zip(widths) {
            self.worksheet.set_column_width(col, *width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// Writes rows; returns the row below the last.
    pub(in crate::stages::write_reports) fn put_rows(
        &mut self,
        first_row: u32,
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Result<u32, XlsxError> {
        let mut row = first_row;
        for cells in rows {
            self.put_row(row, &cells)?;
            row += 1;
        }
        Ok(row)
    }

    /// Writes a row, high enough for its wrapped texts: not every program adjusts it by itself.
    fn put_row(&mut self, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
        self.put_cells(row, (0u16..).zip(cells))
    }

    /// Writes cells of a row at their columns, the row high enough for them.
    pub(in crate::stages::write_reports) fn put_cells<'c>(
        &mut self,
        row: u32,
        cells: impl IntoIterator<Item = (u16, &'c Cell)>,
    ) -> Result<(), XlsxError> {
        let mut n_lines = 1;
        for (col, cell) in cells {
            self.put(row, col, cell)?;
            let width = self.widths.get(usize::from(col)).copied().unwrap_or(10);
            n_lines = n_lines.max(lines(cell, width));
        }
        if n_lines > 1 && self.sets_heights {
            self.worksheet
                .set_row_height(row, n_lines.min(MAX_LINES) * LINE_HEIGHT)?;
        }
        Ok(())
    }

    /// Makes a sheet of one table: headings on its first row, frozen, repeated on every printed
    /// page, with filters. Rows are made one at a time, so that a long table is never held twice.
    pub(in crate::stages::write_reports) fn put_table(
        &mut self,
        columns: &[Column<'_>],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Result<(), XlsxError> {
        self.put_tree(columns, rows.into_iter().map(|cells| (0, cells)))
    }

    /// The same with rows that stand some levels down in an outline.
    pub(in crate::stages::write_reports) fn put_tree(
        &mut self,
        columns: &[Column<'_>],
        rows: impl IntoIterator<Item = (usize, Vec<Cell>)>,
    ) -> Result<(), XlsxError> {
        let widths: Vec<u16> = columns.iter().map(|column| column.width).collect();
        self.set_widths(&widths)?;
        let headings: Vec<&str> = columns.iter().map(|column| column.heading).collect();
        self.put_headings(0, &headings)?;
        let mut end = 1;
        for (level, cells) in rows {
            self.put_row(end, &cells)?;
            if level > 0 {
                self.put_outline(end, level)?;
            }
            end += 1;
        }
        let last_col = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.freeze(1, 0)?;
        self.repeat_row(0)?;
        self.worksheet.autofilter(0, 0, end - 1, last_col)?;
        Ok(())
    }

    /// Writes a table below other things: its headings stay in sight and stand on every printed page.
    pub(in crate::stages::write_reports) fn put_list(
        &mut self,
        row: u32,
        headings: &[&str],
        rows: impl IntoIterator<Item = Vec<Cell>>,
    ) -> Result<(), XlsxError> {
        self.put_headings(row, headings)?;
        let end = self.put_rows(row + 1, rows)?;
        let last_col = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.repeat_row(row)?;
        self.worksheet.autofilter(row, 0, end - 1, last_col)?;
        Ok(())
    }

    /// Keeps the rows above and the columns left of a cell in sight.
    pub(in crate::stages::write_reports) fn freeze(
        &mut self,
        row: u32,
        col: u16,
    ) -> Result<(), XlsxError> {
        self.worksheet.set_freeze_panes(row, col)?;
        Ok(())
    }
}

/// A sheet with a table, and further sheets where it has more rows than one may hold. `add` makes a
/// sheet of a name; `make` turns an item into cells, given the number of its row as formulas call it.
pub(in crate::stages::write_reports) fn table_sheets<T>(
    name: &str,
    columns: &[Column<'_>],
    items: &[T],
    mut add: impl FnMut(&str) -> Result<Sheet, XlsxError>,
    make: impl Fn(&T, u32) -> Vec<Cell>,
) -> Result<Vec<Worksheet>, WriteError> {
    let mut sheets = Vec::new();
    let mut chunks: Vec<&[T]> = items.chunks(MAX_ROWS).collect();
    if chunks.is_empty() {
        chunks.push(&[]);
    }
    for (nth, chunk) in (1u32..).zip(chunks) {
        let title = match nth {
            1 => name.to_owned(),
            _ => format!("{name} {nth}"),
        };
        let rows = (2u32..).zip(chunk).map(|(row, item)| make(item, row));
        let mut sheet = add(&title)?;
        sheet.put_table(columns, rows)?;
        sheets.push(sheet.finished());
    }
    Ok(sheets)
}
