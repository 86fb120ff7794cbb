//! Where a value was read: file, sheet, cell. Kept from the first stage to the last output.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A cell's position on a sheet, zero-based; shown A1-style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub col: u32,
}

impl CellRef {
    /// The cell in `row`, `col`, both zero-based.
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }
}

/// Letters of a zero-based column: 0 is `A`, 26 is `AA`.
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col;
    loop {
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().map(|&b| char::from(b)).collect()
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.col), u64::from(self.row) + 1)
    }
}

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.row, self.col).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().map_err(D::Error::custom)
        } else {
            let (row, col) = Deserialize::deserialize(deserializer)?;
            Ok(Self { row, col })
        }
    }
}

/// A text that is no A1-style cell reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a cell reference: {0}")]
pub struct NotACell(pub String);

impl FromStr for CellRef {
    type Err = NotACell;

    fn from_str(text: &str) -> Result<Self, NotACell> {
        let split = text
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(text.len());
        let (letters, digits) = text.split_at(split);
        let fault = || NotACell(text.chars().take(20).collect());
        if letters.is_empty() || letters.len() > 3 || digits.is_empty() {
            return Err(fault());
        }
        let col = letters.bytes().fold(0u32, |sum, b| {
            sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1
        });
        let row: u32 = digits.parse().map_err(|_| fault())?;
        if row == 0 {
            return Err(fault());
        }
        Ok(Self::new(row - 1, col - 1))
    }
}

/// A sheet of a document. What is read of it shares one, since there may be millions of places on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SheetPath {
    /// Path of the document, relative to the input folder, with `/` between its parts.
    #[serde(with = "crate::model::compact::document")]
    pub file: Arc<str>,
    /// Name of the sheet.
    #[serde(with = "crate::model::compact::shared")]
    pub sheet: Arc<str>,
}

impl SheetPath {
    /// A sheet of a document.
    pub fn new(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>) -> Arc<Self> {
        Arc::new(Self {
            file: file.into(),
            sheet: sheet.into(),
        })
    }

    /// A cell of it.
    pub fn at(self: &Arc<Self>, cell: CellRef) -> Place {
        Place {
            on: self.clone(),
            cell,
        }
    }
}

/// File, sheet and cell of something that was read.
#[derive(Debug, Clone, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The sheet, and the document it is in.
    #[serde(with = "crate::model::compact::sheet")]
    pub on: Arc<SheetPath>,
    /// Position on the sheet.
    pub cell: CellRef,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        // Places of one sheet share its names, which then need not be read to be compared.
        let by_sheet = if Arc::ptr_eq(&self.on, &other.on) {
            Ordering::Equal
        } else {
            self.on.cmp(&other.on)
        };
        by_sheet.then_with(|| self.cell.cmp(&other.cell))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.cell == other.cell && self.is_beside(other)
    }
}

/// Where something stands, as far as it is known: `dinas/a.xlsx [Realisasi] D6`.
pub fn whereabouts(document: Option<&str>, sheet: Option<&str>, cell: Option<CellRef>) -> String {
    let mut words: Vec<String> = document.map(str::to_owned).into_iter().collect();
    words.extend(sheet.map(|sheet| format!("[{sheet}]")));
    words.extend(cell.map(|cell| cell.to_string()));
    words.join(" ")
}

impl Place {
    /// A place of its own, which shares its sheet with no other.
    pub fn new(file: impl Into<Arc<str>>, sheet: impl Into<Arc<str>>, cell: CellRef) -> Self {
        SheetPath::new(file, sheet).at(cell)
    }

    /// Whether another place is on the same sheet.
    pub fn is_beside(&self, other: &Place) -> bool {
        Arc::ptr_eq(&self.on, &other.on) || self.on == other.on
    }

    /// The place as short as it is clear to someone who looks at `home`: the cell on its sheet, the
    /// sheet too in its file, else all of it.
    pub fn seen_from(&self, home: Option<&Place>) -> String {
        match home {
            Some(home) if home.on.file != self.on.file => self.to_string(),
            Some(home) if home.on.sheet == self.on.sheet => self.cell.to_string(),
            Some(_) => format!("[{}] {}", self.on.sheet, self.cell),
            None => self.to_string(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] {}", self.on.file, self.on.sheet, self.cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a1_round_trips() {
        for (row, col, text) in [
            (0, 0, "A1"),
            (82, 3, "D83"),
            (0, 26, "AA1"),
            (9, 701, "ZZ10"),
            (0, 702, "AAA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(CellRef::new(row, col).to_string(), text);
            assert_eq!(text.parse(), Ok(CellRef::new(row, col)));
        }
        for text in ["", "A", "1", "A0", "ABCD1", "A1B", "A-1"] {
            assert!(text.parse::<CellRef>().is_err(), "{text}");
        }
    }
}
