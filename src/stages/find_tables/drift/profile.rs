//! What the cells of a column look like, and how well another cell would stand among them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::super::shape::Shape;
use super::super::sheet::{Look, Sheet};
use super::super::shifted::is_total;
use crate::model::grid::Content;

/// Points of a cell that cannot stand in a column.
pub(super) const MISFIT: i64 = -6;
/// Fewest digits of a number that is money without saying so.
const MONEY_DIGITS: usize = 6;
/// Fewest words of a sentence; fewer are a unit, a name, a remark.
const SENTENCE_WORDS: usize = 4;
/// Rows that are enough to know a column; more would only cost time.
const MAX_ROWS: usize = 400;

/// What a cell looks like, finer than its shape: money apart from counts, sentences from words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Kind {
    /// A number of one or two digits.
    Mark,
    /// Numbers joined by dots.
    Code,
    /// Another number.
    Number,
    /// A number with `Rp` before it, or a long one.
    Money,
    /// A dash, a zero with its decimals, or a figure that the file does not hold.
    Blank,
    /// A few words.
    Words,
    /// Many words.
    Sentence,
}

impl Kind {
    /// Of a cell; `None` for a currency mark that stands alone, which belongs to the number beside it.
    pub(in super::super) fn of(look: &Look<'_>) -> Option<Self> {
        if look.is_mark {
            return None;
        }
        Some(match look.shape {
            Shape::Small => Kind::Mark,
            Shape::Code | Shape::Amount if is_zero(&look.cell.content) => Kind::Blank,
            Shape::Code => Kind::Code,
            Shape::Dash => Kind::Blank,
            Shape::Amount => amount(look),
            Shape::Words if look.text().split_whitespace().count() < SENTENCE_WORDS => Kind::Words,
            Shape::Words => Kind::Sentence,
        })
    }

    /// Whether a cell of this kind may stand in for one of the other.
    fn is_like(self, other: Kind) -> bool {
        use Kind::{Blank, Code, Mark, Money, Number, Sentence, Words};
        matches!(
            (self, other),
            (Mark | Number | Blank, Mark | Number | Blank)
                | (Blank | Mark, Money)
                | (Money | Words, Blank)
                | (Mark | Number, Code)
                | (Code, Mark)
                | (Words | Sentence, Words | Sentence)
                | (Blank, Words)
        )
    }
}

/// Whether a figure is a zero, as `0,00` and `Rp 0.00`, which stands for nothing as a dash does.
fn is_zero(content: &Content) -> bool {
    match content {
        Content::Number(number) => number.is_zero(),
        Content::Text(text) => {
            text.contains('0') && text.chars().all(|c| c == '0' || !c.is_ascii_digit())
        }
        _ => false,
    }
}

fn amount(look: &Look<'_>) -> Kind {
    let text = match &look.cell.content {
        Content::NoCachedValue | Content::Error(_) => return Kind::Blank,
        Content::Number(number) => Cow::Owned(number.trunc().normalize().to_string()),
        Content::Text(_) | Content::Bool(_) | Content::Date(_) => look.text(),
    };
    let text = text.trim().to_lowercase();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let bare = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '(' | ')'));
    if text.starts_with("rp") || (bare && digits >= MONEY_DIGITS) {
        Kind::Money
    } else {
        Kind::Number
    }
}

/// The cells of a column so far.
#[derive(Debug, Default)]
pub(super) struct Profile {
    n_cells: usize,
    kinds: BTreeMap<Kind, usize>,
    texts: BTreeMap<String, usize>,
}

impl Profile {
    /// Adds a cell.
    pub(super) fn add(&mut self, kind: Kind, text: String) {
        self.n_cells += 1;
        *self.kinds.entry(kind).or_default() += 1;
        *self.texts.entry(text).or_default() += 1;
    }

    /// How well a cell would stand among these: the share of its kind, and whether its very text
    /// stands here, as units, remarks and first code parts do.
    pub(super) fn points(&self, kind: Kind, text: &str) -> i64 {
        let of_kind = self.kinds.get(&kind).copied().unwrap_or(0);
        let by_kind = if of_kind * 2 >= self.n_cells {
            4
        } else if of_kind * 5 >= self.n_cells {
            3
        } else if of_kind > 0 {
            2
        } else if self.kinds.keys().any(|&other| kind.is_like(other)) {
            0
        } else {
            return MISFIT;
        };
        let of_text = self.texts.get(text).copied().unwrap_or(0);
        let by_text = match of_text {
            0 => 0,
            _ if of_text * 4 >= self.n_cells => 2,
            _ => 1,
        };
        by_kind + by_text
    }

    /// Whether there are no cells.
    pub(super) fn is_empty(&self) -> bool {
        self.n_cells == 0
    }

    /// How many cells there are.
    pub(super) fn n_cells(&self) -> i64 {
        i64::try_from(self.n_cells).unwrap_or(i64::MAX)
    }

    /// Whether a cell is money and most of the others may be: months in which little was spent hold
    /// zeros.
    pub(super) fn has_money(&self) -> bool {
        let of = |kind: Kind| self.kinds.get(&kind).copied().unwrap_or(0);
        let n_figures = of(Kind::Money) + of(Kind::Mark) + of(Kind::Blank) + of(Kind::Number);
        of(Kind::Money) > 0 && n_figures * 2 > self.n_cells
    }

    /// Whether most cells are money.
    pub(super) fn is_money(&self) -> bool {
        self.kinds.get(&Kind::Money).copied().unwrap_or(0) * 2 > self.n_cells
    }
}

/// The columns of a table, as the rows placed so far fill them.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    /// The columns that hold anything, left to right.
    pub(super) columns: Vec<(u32, Profile)>,
    /// Those that hold currency marks alone.
    pub(super) marks: BTreeSet<u32>,
    n_rows: usize,
}

impl Profiles {
    /// How well a cell would stand in a column of the sheet.
    pub(super) fn points(&self, col: u32, kind: Kind, text: &str) -> i64 {
        let found = self.columns.binary_search_by_key(&col, |(col, _)| *col);
        let profile = found.ok().and_then(|idx| self.columns.get(idx));
        profile.map_or(MISFIT, |(_, profile)| profile.points(kind, text))
    }

    /// Of the last rows of those placed so far. Totals may stand off by themselves and show nothing.
    pub(super) fn of(sheet: &Sheet<'_>, rows: &[u32]) -> Self {
        let first = rows.len().saturating_sub(MAX_ROWS);
        let rows = rows.get(first..).unwrap_or_default().iter();
        let mut columns: BTreeMap<u32, Profile> = BTreeMap::new();
        let mut marks = BTreeSet::new();
        let mut n_rows = 0;
        for &row in rows.filter(|row| !is_total(sheet, **row)) {
            // A lone cell heads other rows or goes on with one.
            let looks = sheet.row(row);
            n_rows += usize::from(looks.len() > 1);
            for look in looks {
                if let Some(kind) = Kind::of(look) {
                    let profile = columns.entry(look.col).or_default();
                    profile.add(kind, look.words());
                } else {
                    marks.insert(look.col);
                }
            }
        }
        Self {
            columns: columns.into_iter().collect(),
            marks,
            n_rows,
        }
    }

    /// Indexes of the columns that nearly every row fills.
    pub(super) fn usual(&self) -> impl Iterator<Item = usize> + '_ {
        let is_usual = |profile: &Profile| profile.n_cells * 10 >= self.n_rows * 8;
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, (_, profile))| is_usual(profile))
            .map(|(idx, _)| idx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grid::{Cell, Grid};
    use crate::model::place::CellRef;

    fn kind_of(cell: Cell) -> Option<Kind> {
        let mut grid = Grid::default();
        grid.cells.insert(CellRef::new(0, 0), cell);
        Sheet::of(&grid).cell(0, 0).and_then(Kind::of)
    }

    #[test]
    fn kinds_of_cells() {
        let cases = [
            ("Rp", None),
            ("Rp.", None),
            ("16", Some(Kind::Mark)),
            ("2.01", Some(Kind::Code)),
            ("100", Some(Kind::Number)),
            ("34 Orang / Bulan", Some(Kind::Number)),
            ("Rp 12.000,00", Some(Kind::Money)),
            ("4.799.442,00", Some(Kind::Money)),
            ("19700101 199503 1 002", Some(Kind::Number)),
            ("-", Some(Kind::Blank)),
            ("Rp 0,00", Some(Kind::Blank)),
            ("0.00", Some(Kind::Blank)),
            ("%", Some(Kind::Words)),
            ("Perangkat Daerah", Some(Kind::Words)),
            ("Jumlah dokumen yang disusun", Some(Kind::Sentence)),
        ];
        for (text, expected) in cases {
            assert_eq!(kind_of(Cell::text(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_stored_number_is_money_by_its_size() {
        for (number, kind) in [(100_000, Kind::Money), (99_999, Kind::Number)] {
            let number = Content::Number(rust_decimal::Decimal::from(number));
            assert_eq!(kind_of(Cell::of(number)), Some(kind));
        }
    }
}
