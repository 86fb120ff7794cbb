//! A sheet's part (ECMA-376, 18.3.1), in one pass over its events. Comes in: the part and what the
//! sheets share. Goes out: each cell with a value or formula, merged areas, hidden rows and columns,
//! the filter. Cells that only have a format are passed over; views and everything unknown too.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::{CellStyle, MAX_COL, SheetBuilder, Stored};
use super::super::fault::Fault;
use super::super::package::Package;
use super::super::xml::{Xml, attribute, is_true, pairs};
use super::cell::{Opening, Pieces, Position, value};
use super::formulas::{Head, Masters};
use super::{Shared, no_part, plain_cells, references};
use crate::model::grid::Area;
use crate::model::place::CellRef;

/// Reads the sheet of a part.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    shared: &mut Shared,
    sheet: &mut SheetBuilder<'_, '_>,
) -> Result<(), Fault> {
    let limits = sheet.limits().clone();
    let read = package.part(part, |bytes| {
        let mut xml = Xml::new(part, bytes, &limits);
        let mut reading = Reading {
            shared,
            masters: Masters::default(),
            next_row: Some(0),
            next: None,
            plain: CellStyle::default(),
            is_worksheet: false,
        };
        reading.sheet(&mut xml, sheet)
    })?;
    read.ok_or_else(|| no_part(part))
}

/// A sheet while it is read.
struct Reading<'s> {
    shared: &'s mut Shared,
    masters: Masters,
    /// Row of a `row` element without number; unknown behind one whose number is none.
    next_row: Option<u32>,
    /// Where a cell without reference stands; unknown behind one whose reference is none.
    next: Option<CellRef>,
    plain: CellStyle,
    is_worksheet: bool,
}

/// What the start of an element says of what to read next.
enum Step {
    Inside,
    Cell(Opening),
    Over,
}

impl Reading<'_> {
    fn sheet<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        sheet: &mut SheetBuilder<'_, '_>,
    ) -> Result<(), Fault> {
        let mut pieces = Pieces::new(sheet.limits());
        loop {
            xml.at_hand(|bytes| self.plain_cells(bytes, sheet))?;
            let step = match xml.next()? {
                Event::Start(element) => self.open(&element, sheet),
                // An empty cell or row holds a format at most, but it counts for its neighbours.
                Event::Empty(element) => match self.open(&element, sheet) {
                    Some(Step::Cell(opening)) => {
                        self.place(opening.position).ok();
                        continue;
                    }
                    Some(_) => continue,
                    None => None,
                },
                Event::Eof if self.is_worksheet => return Ok(()),
                Event::Eof => {
                    return Err(Fault::damaged(
                        "bagiannya bukan lembar kerja",
                        "its part is no worksheet",
                    ));
                }
                _ => continue,
            };
            match step {
                Some(Step::Inside) => {}
                Some(Step::Cell(opening)) => {
                    pieces.read(opening.kind, xml)?;
                    let stored = pieces.stored(opening.kind, &self.shared.strings);
                    self.put(opening, stored, pieces.formula(), sheet)?;
                }
                Some(Step::Over) => xml.skip()?,
                None => return Err(bad_attributes(xml.part())),
            }
        }
    }

    /// Takes what the start of an element says; `None` where its attributes are not well-formed.
    fn open(&mut self, element: &BytesStart<'_>, sheet: &mut SheetBuilder<'_, '_>) -> Option<Step> {
        Some(match element.local_name().as_ref() {
            "c" => Step::Cell(Opening::of(element)?),
            "row" => {
                self.row(element, sheet)?;
                Step::Inside
            }
            // What a reader does not understand stands as a choice, with a fallback for it
            // (ECMA-376 part 3, 7.2).
            "sheetData" | "cols" | "mergeCells" | "AlternateContent" | "Fallback" => Step::Inside,
            "worksheet" => {
                self.is_worksheet = true;
                Step::Inside
            }
            "col" => {
                columns(element, sheet);
                Step::Over
            }
            "mergeCell" => {
                if let Some(area) = area(element) {
                    sheet.merge(area);
                }
                Step::Over
            }
            "autoFilter" => {
                if let Some(area) = area(element) {
                    sheet.filter(area);
                }
                Step::Over
            }
            _ => Step::Over,
        })
    }

    fn row(&mut self, element: &BytesStart<'_>, sheet: &mut SheetBuilder<'_, '_>) -> Option<()> {
        let mut row = self.next_row;
        let mut is_hidden = false;
        for pair in pairs(element) {
            match pair? {
                ("r", number) => row = references::row(number),
                ("hidden", value) => is_hidden = matches!(value, "1" | "true"),
                _ => {}
            }
        }
        self.next_row = row.map(|row| row.saturating_add(1));
        self.next = row.map(|row| CellRef::new(row, 0));
        if let Some(row) = row.filter(|_| is_hidden) {
            sheet.hide_rows(row, row);
        }
        Some(())
    }

    /// Where a cell stands; what it says itself goes before its place among the others.
    fn place(&mut self, position: Position) -> Result<CellRef, Box<str>> {
        let at = match position {
            Position::At(at) => at,
            Position::Next => self.next.ok_or("")?,
            Position::Nowhere(said) => {
                self.next = None;
                return Err(said);
            }
        };
        self.next = Some(CellRef::new(at.row, at.col.saturating_add(1)));
        Ok(at)
    }

    /// Takes the cells that the bytes begin with, as far as they have the plain form; gives the
    /// bytes taken.
    fn plain_cells(
        &mut self,
        bytes: &[u8],
        sheet: &mut SheetBuilder<'_, '_>,
    ) -> Result<usize, Fault> {
        let own = Head::default();
        let mut n_taken = 0;
        while let Some(cell) = bytes.get(n_taken..).and_then(plain_cells::first) {
            n_taken += cell.n_bytes;
            let kind = cell.opening.kind;
            let has_formula = cell.formula.is_some();
            let stored = match cell.value {
                Some(text) => value(kind, text, has_formula, None, &self.shared.strings),
                None => has_formula.then_some(Stored::NoCachedValue),
            };
            let formula = cell.formula.map(|text| (&own, text));
            self.put(cell.opening, stored, Ok(formula), sheet)?;
        }
        Ok(n_taken)
    }

    /// Hands a cell over, unless it stores nothing.
    fn put(
        &mut self,
        opening: Opening,
        stored: Option<Stored<'_>>,
        formula: Result<Option<(&Head, &str)>, Fault>,
        sheet: &mut SheetBuilder<'_, '_>,
    ) -> Result<(), Fault> {
        let place = self.place(opening.position);
        let Some(stored) = stored else { return Ok(()) };
        let at = match place {
            Ok(at) => at,
            Err(said) => {
                sheet.misplaced(&said);
                return Ok(());
            }
        };
        let style = self.shared.styles.get(opening.style_idx);
        let style = style.unwrap_or(&self.plain);
        match formula {
            Ok(None) => sheet.put(at, stored, None, style),
            Ok(Some((head, text))) => {
                let expansion = &mut self.shared.expansion;
                let formula = self.masters.formula(head, text, at, expansion)?;
                sheet.put(at, stored, Some(&formula), style)
            }
            Err(fault) => sheet.put(at, Stored::Unreadable(fault), None, style),
        }
    }
}

fn area(element: &BytesStart<'_>) -> Option<Area> {
    references::area(&attribute(element, "ref")?)
}

/// Takes the columns that a `col` element hides.
fn columns(element: &BytesStart<'_>, sheet: &mut SheetBuilder<'_, '_>) {
    let number = |name| -> Option<u32> {
        let number: u32 = attribute(element, name)?.trim_ascii().parse().ok()?;
        number.checked_sub(1)
    };
    if let (Some(first), Some(last)) = (number("min"), number("max"))
        && is_true(element, "hidden")
        && first <= last
        && first <= MAX_COL
    {
        sheet.hide_cols(first, last.min(MAX_COL));
    }
}

fn bad_attributes(part: &str) -> Fault {
    Fault::damaged(
        format!("bagian \"{part}\" rusak (atribut sel atau baris tidak sah)"),
        format!("part \"{part}\" is damaged (attributes of a cell or row are not well-formed)"),
    )
}
