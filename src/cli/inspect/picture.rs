//! A table as a picture: its part of the sheet with what `find_tables` made of each row and column
//! drawn into it. Comes in: a grid and a table. Goes out: lines of bounded width. Never decides.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::console::{Paint, clean};
use crate::model::grid::{Cell, Content, Grid};
use crate::model::language::Language;
use crate::model::place::column_letters;
use crate::model::record::RecordSet;
use crate::model::row_role::{Account, RowRole};

/// Widest line, in characters.
const MAX_LINE: usize = 132;
/// Widest and narrowest column.
const COLUMN: (usize, usize) = (36, 6);
/// Longest run of lines that is shown whole, and how many of a longer one are shown at each end.
const RUN: (usize, usize) = (24, 8);
/// Cells that are looked at for the width of a column.
const SAMPLE: usize = 400;

/// What a row of the picture shows.
enum Shown {
    Row(Account),
    /// This many rows are left out.
    Gap(usize),
}

/// The picture of a table.
pub(super) fn text(grid: &Grid, records: &RecordSet, language: Language, paint: Paint) -> String {
    let accounts = records.typed.table.account();
    let shown = shown(&accounts);
    let columns = columns(grid, records, &shown);
    let picture = Picture {
        grid,
        records,
        language,
        paint,
        columns: &columns.shown,
        role_width: role_width(&accounts, language),
    };
    let mut out = picture.head(columns.n_left_out);
    let mut is_open = false;
    // Notes at the end stand below the table.
    let is_last = |account: &&Account| !is_around(account.role) && account.role != RowRole::Note;
    let last = accounts
        .iter()
        .rfind(is_last)
        .map(|account| account.sheet_row);
    for row in &shown {
        let in_table = match row {
            Shown::Row(account) => !is_around(account.role) && Some(account.sheet_row) <= last,
            Shown::Gap(_) => true,
        };
        if in_table != is_open {
            out.push_str(&picture.rule(if in_table { '┌' } else { '└' }));
            is_open = in_table;
        }
        match row {
            Shown::Row(account) => {
                out.push_str(&picture.row(*account, in_table));
                let next_is_body = Picture::ends_header(&accounts, *account);
                if next_is_body {
                    out.push_str(&picture.rule('├'));
                }
            }
            Shown::Gap(n_rows) => out.push_str(&picture.gap(*n_rows)),
        }
    }
    if is_open {
        out.push_str(&picture.rule('└'));
    }
    out.push_str(&reasons(&accounts, language));
    out
}

/// The rows that are shown: long runs of lines are cut in the middle.
fn shown(accounts: &[Account]) -> Vec<Shown> {
    let (longest, ends) = RUN;
    let is_plain = |account: &Account| {
        matches!(
            account.role,
            RowRole::Line
                | RowRole::Heading
                | RowRole::Continuation
                | RowRole::Outside
                | RowRole::Unplaced
        )
    };
    let mut shown = Vec::new();
    for run in accounts.chunk_by(|a, b| is_plain(a) == is_plain(b)) {
        if run.len() <= longest || !run.first().is_some_and(is_plain) {
            shown.extend(run.iter().copied().map(Shown::Row));
            continue;
        }
        let (first, rest) = run.split_at(ends.min(run.len()));
        let (left_out, last) = rest.split_at(rest.len().saturating_sub(ends));
        shown.extend(first.iter().copied().map(Shown::Row));
        shown.push(Shown::Gap(left_out.len()));
        shown.extend(last.iter().copied().map(Shown::Row));
    }
    shown
}

/// A column of the picture.
struct PictureColumn {
    /// The table's column.
    col: u32,
    width: usize,
    holds: &'static str,
    is_number: bool,
}

struct PictureColumns {
    shown: Vec<PictureColumn>,
    n_left_out: usize,
}

/// The columns that fit, each as wide as its cells, within bounds.
fn columns(grid: &Grid, records: &RecordSet, shown: &[Shown]) -> PictureColumns {
    let table = &records.typed.table;
    let mut widths: BTreeMap<u32, usize> = BTreeMap::new();
    let rows = shown.iter().filter_map(|row| match row {
        Shown::Row(account) if is_in_columns(account.role) => Some(account.sheet_row),
        Shown::Row(_) | Shown::Gap(_) => None,
    });
    for row in rows.take(SAMPLE) {
        for column in &table.columns {
            let cell = table
                .sheet_col(row, column.col)
                .and_then(|col| grid.cell(row, col));
            let width = cell.map_or(0, |cell| said(cell).chars().count());
            let widest = widths.entry(column.col).or_default();
            *widest = (*widest).max(width);
        }
    }
    let (widest, narrowest) = COLUMN;
    let mut left = MAX_LINE - 24;
    let mut out = PictureColumns {
        shown: Vec::new(),
        n_left_out: 0,
    };
    for (idx, column) in table.columns.iter().enumerate() {
        let reading = records.typed.columns.get(idx);
        let (n_numbers, n_texts) =
            reading.map_or((0, 0), |reading| (reading.n_numbers, reading.n_texts));
        let is_code = records
            .fields
            .get(idx)
            .is_some_and(|field| field.as_ref().is_some_and(|field| field.name == "kode"));
        let (holds, is_number) = match (n_numbers, n_texts) {
            (0, 0) => ("·", false),
            _ if is_code => ("#", false),
            (numbers, texts) if numbers > texts => ("123", true),
            _ => ("abc", false),
        };
        let own = widths.get(&column.col).copied().unwrap_or(0);
        let width = own.clamp(narrowest, widest);
        let Some(rest) = left.checked_sub(width + 2) else {
            out.n_left_out += 1;
            continue;
        };
        left = rest;
        out.shown.push(PictureColumn {
            col: column.col,
            width,
            holds,
            is_number,
        });
    }
    out
}

/// Whether a row stands above or below its table.
fn is_around(role: RowRole) -> bool {
    matches!(role, RowRole::Title | RowRole::Outside)
}

/// Whether the cells of a row stand in the table's columns.
fn is_in_columns(role: RowRole) -> bool {
    !matches!(
        role,
        RowRole::Title | RowRole::Note | RowRole::Outside | RowRole::Unplaced
    )
}

struct Picture<'a> {
    grid: &'a Grid,
    records: &'a RecordSet,
    language: Language,
    paint: Paint,
    columns: &'a [PictureColumn],
    role_width: usize,
}

impl Picture<'_> {
    /// Letters of the columns, and what each holds.
    fn head(&self, n_left_out: usize) -> String {
        let mut letters = String::new();
        let mut holds = String::new();
        for column in self.columns {
            let is_hidden = self.grid.hidden_cols.contains(column.col);
            let letter = if is_hidden {
                format!("({})", column_letters(column.col))
            } else {
                column_letters(column.col)
            };
            letters.push_str(&fitted(&letter, column.width, column.is_number));
            holds.push_str(&fitted(column.holds, column.width, column.is_number));
        }
        if n_left_out > 0 {
            let word = self.language.pick("kolom", "columns");
            letters.extend(["+", &n_left_out.to_string(), " ", word]);
        }
        let gutter = " ".repeat(self.role_width + 10);
        format!(
            "{}\n{}\n",
            format!("{gutter}  {letters}").trim_end(),
            self.paint.dim(format!("{gutter}  {holds}").trim_end())
        )
    }

    fn rule(&self, corner: char) -> String {
        let gutter = " ".repeat(self.role_width + 9);
        let width: usize = self.columns.iter().map(|column| column.width + 2).sum();
        format!("{gutter}{corner}{}\n", "─".repeat(width))
    }

    fn gap(&self, n_rows: usize) -> String {
        let gutter = " ".repeat(self.role_width + 9);
        let text = match self.language {
            Language::Id => format!("{n_rows} baris serupa tidak ditampilkan"),
            Language::En => format!("{n_rows} rows like these are not shown"),
        };
        format!("{gutter}⋮  {text}\n")
    }

    fn row(&self, account: Account, in_table: bool) -> String {
        let Account {
            sheet_row, role, ..
        } = account;
        // What is hidden in the file is shown here, and marked.
        let mark = if self.grid.hidden_rows.contains(sheet_row) {
            'h'
        } else {
            ' '
        };
        let name = role_name(role, self.language);
        let gutter = format!(
            "{name:<width$} {number:>7}{mark}",
            width = self.role_width,
            number = u64::from(sheet_row) + 1
        );
        let content = if is_in_columns(role) {
            self.cells(sheet_row)
        } else {
            self.words(sheet_row)
        };
        let border = if in_table { '│' } else { ' ' };
        let line = format!("{gutter}{border} {content}");
        let line = line.trim_end();
        let painted = match role {
            RowRole::Header | RowRole::Total | RowRole::Subtotal | RowRole::Mean => {
                self.paint.bold(line)
            }
            RowRole::Note | RowRole::Outside | RowRole::Numbering | RowRole::Repeated => {
                self.paint.dim(line)
            }
            RowRole::Unplaced => self.paint.alarm(line),
            RowRole::Title | RowRole::Heading | RowRole::Line | RowRole::Continuation => {
                line.to_owned()
            }
        };
        format!("{painted}\n")
    }

    /// The cells of a row in the table's columns, numbers to the right.
    fn cells(&self, sheet_row: u32) -> String {
        let table = &self.records.typed.table;
        let mut out = String::new();
        for column in self.columns {
            let cell = table
                .sheet_col(sheet_row, column.col)
                .and_then(|col| self.grid.cell(sheet_row, col));
            let text = cell.map_or_else(String::new, said);
            out.push_str(&fitted(&text, column.width, column.is_number));
        }
        out
    }

    /// The words of a row that does not keep to the columns.
    fn words(&self, sheet_row: u32) -> String {
        let texts: Vec<String> = self
            .grid
            .row(sheet_row)
            .map(|(_, cell)| said(cell))
            .collect();
        cut(&texts.join("   "), MAX_LINE - 24)
    }

    /// Whether the row is the last of the header and numbering.
    fn ends_header(accounts: &[Account], account: Account) -> bool {
        let is_head = |role: RowRole| matches!(role, RowRole::Header | RowRole::Numbering);
        let after = accounts.partition_point(|other| *other <= account);
        is_head(account.role) && accounts.get(after).is_some_and(|next| !is_head(next.role))
    }
}

/// Each reason once, with the rows that it speaks of.
fn reasons(accounts: &[Account], language: Language) -> String {
    let mut rows: BTreeMap<(RowRole, &str), BTreeSet<u32>> = BTreeMap::new();
    for account in accounts {
        let key = (account.role, account.why.text(language));
        rows.entry(key).or_default().insert(account.sheet_row);
    }
    let mut out = format!("  {}:\n", language.pick("alasan", "reasons"));
    for ((role, why), rows) in rows {
        let name = role_name(role, language);
        let line = format!("    {name} {}: {why}", spans(&rows));
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Rows as people count them, runs as `7-19`; of very many only the first.
fn spans(rows: &BTreeSet<u32>) -> String {
    const MOST: usize = 12;
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let count = |row: u32| u64::from(row) + 1;
    let mut shown: Vec<String> = runs
        .iter()
        .take(MOST)
        .map(|&(first, last)| {
            if first == last {
                count(first).to_string()
            } else {
                format!("{}-{}", count(first), count(last))
            }
        })
        .collect();
    if runs.len() > MOST {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

fn role_width(accounts: &[Account], language: Language) -> usize {
    let names = accounts
        .iter()
        .map(|account| role_name(account.role, language).chars().count());
    names.max().unwrap_or(0)
}

fn role_name(role: RowRole, language: Language) -> &'static str {
    let id = match role {
        RowRole::Title => "judul",
        RowRole::Header => "kepala",
        RowRole::Numbering => "nomor kolom",
        RowRole::Repeated => "ulangan",
        RowRole::Heading => "rumpun",
        RowRole::Line => "isi",
        RowRole::Continuation => "sambungan",
        RowRole::Subtotal => "subtotal",
        RowRole::Total => "jumlah",
        RowRole::Mean => "rata-rata",
        RowRole::Note => "catatan",
        RowRole::Unplaced => "tak ditempatkan",
        RowRole::Outside => "di luar tabel",
    };
    language.pick(id, role.name())
}

/// What a cell says, in one line.
fn said(cell: &Cell) -> String {
    let raw = match &cell.content {
        Content::NoCachedValue => "=?".to_owned(),
        Content::Text(_)
        | Content::Number(_)
        | Content::Bool(_)
        | Content::Date(_)
        | Content::Error(_) => cell.raw(),
    };
    let n_indent = usize::from(cell.style.indent) * 2;
    let leading = raw.chars().take_while(|c| *c == ' ').count();
    let text = clean(&raw).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{text}", " ".repeat((n_indent + leading).min(16)))
}

/// A text in a column, cut or filled, with two blanks behind it.
fn fitted(text: &str, width: usize, to_right: bool) -> String {
    let text = cut(text, width);
    let fill = " ".repeat(width.saturating_sub(text.chars().count()));
    if to_right {
        format!("{fill}{text}  ")
    } else {
        format!("{text}{fill}  ")
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{kept}…")
}
