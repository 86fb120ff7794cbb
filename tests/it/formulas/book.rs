//! A workbook as its author works in it: numbers, words and formulas. Every formula is also kept as
//! what it means, so that its stored value is worked out here in doubles, as Excel does, and not by
//! what is under test.
#![allow(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "stored values of formulas are doubles, worked out as Excel does"
)]

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Formula, Workbook};

/// Sheet, row, column.
pub(crate) type Key = (usize, u32, u16);

/// What a cell holds.
#[derive(Debug, Clone)]
pub(crate) enum Held {
    Words(String),
    Number(f64),
    Formula {
        text: String,
        means: Means,
        /// The stored value where it is not what the formula gives.
        stored: Option<f64>,
    },
}

/// What a formula means.
#[derive(Debug, Clone)]
pub(crate) enum Means {
    Sum(Vec<Key>),
    /// The first less the others.
    Less(Vec<Key>),
    Times(Vec<Key>),
    /// First over second, times a number, rounded to so many decimals; 0 over 0 is 0.
    Ratio(Key, Key, f64, Option<i32>),
    Mean(Vec<Key>),
    /// The one cell and a number.
    Plus(Box<Means>, f64),
}

/// What a cell is for, so that a fault can be put into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// One formula down the lines of a column.
    Line,
    /// A sum over a range above or below.
    Total { first: u32, last: u32 },
}

/// A workbook.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<String>,
    pub(crate) cells: BTreeMap<Key, Held>,
    pub(crate) formats: BTreeMap<Key, &'static str>,
    pub(crate) roles: BTreeMap<Key, Role>,
    /// Names and what they stand for.
    pub(crate) names: Vec<(String, String)>,
    /// Rows that are hidden, by sheet.
    pub(crate) hidden: Vec<(usize, u32)>,
}

/// `C5`.
pub(crate) fn a1(row: u32, col: u16) -> String {
    format!(
        "{}{}",
        char::from(b'A' + u8::try_from(col).unwrap()),
        row + 1
    )
}

impl Book {
    pub(crate) fn sheet(&mut self, name: &str) -> usize {
        self.sheets.push(name.to_owned());
        self.sheets.len() - 1
    }

    pub(crate) fn words(&mut self, key: Key, words: &str) {
        self.cells.insert(key, Held::Words(words.to_owned()));
    }

    pub(crate) fn row_of_words(&mut self, sheet: usize, row: u32, words: &[&str]) {
        for (col, word) in words.iter().enumerate() {
            if !word.is_empty() {
                self.words((sheet, row, u16::try_from(col).unwrap()), word);
            }
        }
    }

    pub(crate) fn number(&mut self, key: Key, number: f64) {
        self.cells.insert(key, Held::Number(number));
    }

    pub(crate) fn formula(&mut self, key: Key, text: &str, means: Means) {
        let text = text.to_owned();
        self.cells.insert(
            key,
            Held::Formula {
                text,
                means,
                stored: None,
            },
        );
    }

    /// A `SUM` over rows of the cell's own column.
    pub(crate) fn total(&mut self, key: Key, first: u32, last: u32) {
        self.total_with(key, first, last, "SUM(");
    }

    /// A sum over rows of the cell's own column, by a function's opening.
    pub(crate) fn total_with(&mut self, key: Key, first: u32, last: u32, function: &str) {
        let text = format!("={function}{}:{})", a1(first, key.2), a1(last, key.2));
        let cells = (first..=last).map(|row| (key.0, row, key.2)).collect();
        self.formula(key, &text, Means::Sum(cells));
        self.roles.insert(key, Role::Total { first, last });
    }

    /// The value that a cell stores.
    pub(crate) fn value(&self, key: Key) -> f64 {
        match self.cells.get(&key) {
            Some(Held::Number(number)) => *number,
            Some(Held::Formula {
                stored: Some(stored),
                ..
            }) => *stored,
            Some(Held::Formula { means, .. }) => self.made(means),
            Some(Held::Words(_)) | None => 0.0,
        }
    }

    pub(crate) fn made(&self, means: &Means) -> f64 {
        match means {
            Means::Sum(cells) => cells.iter().fold(0.0, |sum, &cell| sum + self.value(cell)),
            Means::Less(cells) => {
                let (first, others) = cells.split_first().unwrap();
                others
                    .iter()
                    .fold(self.value(*first), |rest, &cell| rest - self.value(cell))
            }
            Means::Times(cells) => cells
                .iter()
                .fold(1.0, |made, &cell| made * self.value(cell)),
            Means::Ratio(part, whole, times, decimals) => {
                if self.value(*whole) == 0.0 {
                    return 0.0;
                }
                let ratio = self.value(*part) / self.value(*whole) * times;
                match decimals {
                    Some(decimals) => {
                        let unit = 10_f64.powi(*decimals);
                        (ratio * unit).round() / unit
                    }
                    None => ratio,
                }
            }
            Means::Mean(cells) => {
                let sum = cells.iter().fold(0.0, |sum, &cell| sum + self.value(cell));
                sum / cells.len() as f64
            }
            Means::Plus(means, number) => self.made(means) + number,
        }
    }

    /// The workbook as a file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (idx, name) in self.sheets.iter().enumerate() {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for (key, held) in self.cells.iter().filter(|(key, _)| key.0 == idx) {
                let format = self
                    .formats
                    .get(key)
                    .map_or_else(Format::new, |code| Format::new().set_num_format(*code));
                match held {
                    Held::Words(words) => {
                        sheet.write_string(key.1, key.2, words).unwrap();
                    }
                    Held::Number(number) => {
                        sheet
                            .write_number_with_format(key.1, key.2, *number, &format)
                            .unwrap();
                    }
                    Held::Formula { text, .. } => {
                        let formula =
                            Formula::new(text.as_str()).set_result(self.value(*key).to_string());
                        sheet
                            .write_formula_with_format(key.1, key.2, formula, &format)
                            .unwrap();
                    }
                }
            }
            for (_, row) in self.hidden.iter().filter(|(sheet, _)| *sheet == idx) {
                sheet.set_row_hidden(*row).unwrap();
            }
        }
        for (name, refers_to) in &self.names {
            workbook.define_name(name.as_str(), refers_to).unwrap();
        }
        workbook.save_to_buffer().unwrap()
    }
}
