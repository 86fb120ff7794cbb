//! The receiving half of the hand-over: messages back into workbooks. Believes nothing: numbers of
//! texts and styles, counts, places and codes are checked, and what does not fit ends the reading.

use std::io::{self, Read};
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use super::frame::{broken, read_frame};
use super::message::{
    DocumentHead, Message, SheetHead, WireCell, WireContent, area, format_named, tally,
};
use crate::model::cells::Cells;
use crate::model::extraction::{Extracted, Member};
use crate::model::grid::{Cell, Content, DefinedName, Grid, Spans, Style, Workbook};
use crate::model::place::CellRef;

/// Last row and column that a sheet of any format has.
const MAX_ROW: u32 = 1_048_575;
const MAX_COL: u32 = 16_383;

/// Reads messages from a pipe, up to a number of bytes a file.
pub(super) struct Receiver<R: Read> {
    from: R,
    buffer: Vec<u8>,
    n_bytes: u64,
}

/// Why a file's hand-over ended early.
#[derive(Debug)]
pub(super) enum Interrupted {
    /// The pipe closed, or what came over it does not fit.
    Broken(io::Error),
    /// More came than the limit allows.
    TooMuch,
}

impl From<io::Error> for Interrupted {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// All workbooks of a file, and whether the process wants to be replaced.
pub(super) type TakenOver = (Vec<Extracted>, bool);

impl<R: Read> Receiver<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            buffer: Vec::new(),
            n_bytes: 0,
        }
    }

    /// The pipe itself, for what is no message.
    pub(super) fn pipe(&mut self) -> &mut R {
        &mut self.from
    }

    /// The next message.
    pub(super) fn receive<M: DeserializeOwned>(&mut self) -> io::Result<M> {
        self.n_bytes += read_frame(&mut self.from, &mut self.buffer)?;
        let (message, rest) = postcard::take_from_bytes(&self.buffer)
            .map_err(|error| broken(format!("a message cannot be read ({error})")))?;
        if rest.is_empty() {
            Ok(message)
        } else {
            Err(broken("a message is longer than its content"))
        }
    }

    /// Takes over one file.
    pub(super) fn file(&mut self, most_bytes: u64) -> Result<TakenOver, Interrupted> {
        self.n_bytes = 0;
        let mut all = Vec::new();
        loop {
            match self.receive()? {
                Message::Document(head) => all.push(self.document(head, most_bytes)?),
                Message::Done { .. } if all.is_empty() => {
                    return Err(broken("a file without any document").into());
                }
                Message::Done { retire } => return Ok((all, retire)),
                _ => return Err(broken("a message came out of turn").into()),
            }
        }
    }

    fn document(&mut self, head: DocumentHead, most_bytes: u64) -> Result<Extracted, Interrupted> {
        let mut open = Open {
            extracted: begun(head)?,
            texts: Vec::new(),
            styles: Vec::new(),
            sheet: None,
        };
        loop {
            if self.n_bytes > most_bytes {
                return Err(Interrupted::TooMuch);
            }
            match self.receive()? {
                Message::Texts(texts) => open.texts.extend(texts.into_iter().map(Arc::from)),
                Message::Styles(styles) => {
                    for style in styles {
                        let style = style.into_style().ok_or_else(|| broken("no such style"))?;
                        open.styles.push(Arc::new(style));
                    }
                }
                Message::Sheet(head) => {
                    open.end_sheet()?;
                    open.sheet = Some(OpenSheet::new(*head));
                }
                Message::Cells(cells) => open.cells(cells)?,
                Message::Findings(findings) => {
                    for finding in findings {
                        let finding = finding
                            .into_finding()
                            .ok_or_else(|| broken("no such finding"))?;
                        open.extracted.findings.push(finding);
                    }
                }
                Message::DocumentEnd => {
                    open.end_sheet()?;
                    return Ok(open.extracted);
                }
                Message::Document(_) | Message::Done { .. } => {
                    return Err(broken("a message came out of turn").into());
                }
            }
        }
    }
}

/// A workbook that is arriving.
struct Open {
    extracted: Extracted,
    texts: Vec<Arc<str>>,
    styles: Vec<Arc<Style>>,
    sheet: Option<OpenSheet>,
}

/// A sheet that is arriving.
struct OpenSheet {
    grid: Grid,
    n_cells: u64,
    cells: Cells,
    row: u32,
}

impl Open {
    fn cells(&mut self, cells: Vec<WireCell>) -> io::Result<()> {
        let sheet = self
            .sheet
            .as_mut()
            .ok_or_else(|| broken("cells came without a sheet"))?;
        for cell in cells {
            let row = sheet.row.checked_add(cell.rows_on);
            let row = row.ok_or_else(|| broken("a row out of range"))?;
            let at = CellRef::new(row, cell.col);
            sheet.row = row;
            if row > MAX_ROW || cell.col > MAX_COL {
                return Err(broken("a cell outside of every sheet"));
            }
            let style = usize::try_from(cell.style)
                .ok()
                .and_then(|idx| self.styles.get(idx))
                .ok_or_else(|| broken("a style that was not sent"))?;
            let content = content(cell.content, &self.texts)?;
            let cell = Cell {
                content,
                stored: cell.stored,
                formula: cell.formula,
                style: style.clone(),
            };
            if sheet.cells.push(at, cell).is_err() {
                return Err(broken("cells came out of order"));
            }
        }
        Ok(())
    }

    /// Closes the sheet at hand, all of whose cells must have come.
    fn end_sheet(&mut self) -> io::Result<()> {
        let Some(sheet) = self.sheet.take() else {
            return Ok(());
        };
        if sheet.cells.len() as u64 != sheet.n_cells {
            return Err(broken("cells are missing"));
        }
        let mut grid = sheet.grid;
        grid.cells = sheet.cells;
        self.extracted.workbook.sheets.push(grid);
        Ok(())
    }
}

impl OpenSheet {
    fn new(head: SheetHead) -> Self {
        let mut grid = Grid {
            name: head.name.into(),
            hidden: head.hidden,
            is_incomplete: head.is_incomplete,
            hidden_rows: Spans::covering(head.hidden_rows),
            hidden_cols: Spans::covering(head.hidden_cols),
            filter: head.filter.map(area),
            tally: tally(head.tally),
            ..Grid::default()
        };
        grid.merges = head.merges.into_iter().map(area).collect();
        grid.merges.sort_by_key(|area| area.first);
        grid.comments = head
            .comments
            .into_iter()
            .map(|(row, col, text)| (CellRef::new(row, col), text))
            .collect();
        Self {
            grid,
            n_cells: head.n_cells,
            cells: Cells::default(),
            row: 0,
        }
    }
}

fn begun(head: DocumentHead) -> io::Result<Extracted> {
    if head.is_passed_over && head.member.is_none() {
        return Err(broken("a file that is passed over"));
    }
    Ok(Extracted {
        member: head.member.map(|(path, sha256, size)| Member {
            path: path.into(),
            sha256: sha256.into(),
            size,
        }),
        is_passed_over: head.is_passed_over,
        format: format_named(&head.format).ok_or_else(|| broken("no such format"))?,
        workbook: Workbook {
            sheets: Vec::new(),
            names: head
                .names
                .into_iter()
                .map(|(name, sheet, refers_to)| DefinedName {
                    name,
                    sheet: sheet.map(Into::into),
                    refers_to,
                })
                .collect(),
            counts_from_1904: head.counts_from_1904,
        },
        findings: Vec::new(),
    })
}

fn content(content: WireContent, texts: &[Arc<str>]) -> io::Result<Content> {
    Ok(match content {
        WireContent::Text(number) => {
            let text = usize::try_from(number)
                .ok()
                .and_then(|idx| texts.get(idx))
                .ok_or_else(|| broken("a text that was not sent"))?;
            Content::Text(text.clone())
        }
        WireContent::Number(digits, scale) => Content::Number(
            Decimal::try_new(digits, scale)
                .map_err(|error| broken(format!("no decimal ({error})")))?,
        ),
        WireContent::Long(digits, scale) => Content::Number(
            Decimal::try_from_i128_with_scale(digits, scale)
                .map_err(|error| broken(format!("no decimal ({error})")))?,
        ),
        WireContent::Bool(yes) => Content::Bool(yes),
        WireContent::Date(text) => Content::Date(text),
        WireContent::Error(text) => Content::Error(text),
        WireContent::NoCachedValue => Content::NoCachedValue,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::FileFormat;
    use crate::model::finding::{Finding, Severity};
    use crate::model::grid::{Alignment, Area, Color, Tally};
    use crate::model::place::Place;
    use crate::run::workers::hand_over::Sender;

    fn workbook() -> Workbook {
        let text: Arc<str> = "Belanja".into();
        let style = Arc::new(Style {
            format: Some("#,##0".into()),
            bold: true,
            underline: true,
            indent: 3,
            alignment: Alignment::Right,
            fill: Some(Color::Theme(4)),
        });
        let mut grid = Grid {
            name: "Lembar".into(),
            hidden: true,
            is_incomplete: true,
            hidden_rows: Spans::covering([(3, 5)]),
            hidden_cols: Spans::covering([(1, 1)]),
            filter: Some(area([0, 0, 9, 9])),
            tally: Tally {
                stored: 9,
                blank: 1,
                refused: 2,
            },
            ..Grid::default()
        };
        grid.merges = vec![Area {
            first: CellRef::new(0, 0),
            last: CellRef::new(0, 4),
        }];
        grid.comments.insert(CellRef::new(7, 1), "cek".to_owned());
        let contents = [
            Content::Text(text.clone()),
            Content::Text(text),
            Content::Number(Decimal::MAX),
            Content::Number(Decimal::new(-1050, 2)),
            Content::Bool(true),
            Content::Date("2024-01-31".into()),
            Content::Error("#REF!".into()),
            Content::NoCachedValue,
        ];
        for (idx, content) in (0u32..).zip(contents) {
            let mut cell = Cell::of(content);
            if idx % 2 == 0 {
                cell.style = style.clone();
                cell.formula = Some("SUM(A1:A2)".into());
                cell.stored = Some("1E3".into());
            }
            let at = CellRef::new(idx / 3 * 500_000, idx % 3 * 8_000);
            grid.cells.insert(at, cell);
        }
        Workbook {
            sheets: vec![Grid::default(), grid],
            names: vec![DefinedName {
                name: "Total".to_owned(),
                sheet: Some("Lembar".into()),
                refers_to: "Lembar!$A$1".to_owned(),
            }],
            counts_from_1904: true,
        }
    }

    fn sent() -> (Extracted, Vec<u8>) {
        let place = Place {
            file: "a.zip/b.xlsx".into(),
            sheet: "Lembar".into(),
            cell: CellRef::new(4, 4),
        };
        let extracted = Extracted {
            member: Some(Member {
                path: "b.xlsx".into(),
                sha256: "00".into(),
                size: 12,
            }),
            is_passed_over: true,
            format: FileFormat::Xls,
            workbook: workbook(),
            findings: vec![
                Finding::at("R004", Severity::Error, &place).fact_in("reason", "rusak", "damaged"),
                Finding::about("R003", Severity::Warning, "a.zip/b.xlsx"),
            ],
        };
        let mut sender = Sender::new(Vec::new());
        sender.document(&extracted).expect("sent");
        sender.send(&Message::Done { retire: true }).expect("sent");
        let mut bytes = Vec::new();
        std::mem::swap(&mut bytes, sender.pipe());
        (extracted, bytes)
    }

    #[test]
    fn a_workbook_comes_over_as_it_was() {
        let (extracted, bytes) = sent();
        let (all, retire) = Receiver::new(bytes.as_slice())
            .file(u64::MAX)
            .expect("taken over");
        assert!(retire);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].workbook, extracted.workbook);
        assert_eq!(all[0].member, extracted.member);
        assert_eq!(all[0].format, extracted.format);
        assert!(all[0].is_passed_over);
        let shown = |findings: &[Finding]| format!("{findings:?}");
        assert_eq!(shown(&all[0].findings), shown(&extracted.findings));
    }

    #[test]
    fn nothing_that_is_cut_off_or_changed_is_taken_over() {
        let (_, bytes) = sent();
        for cut in 0..bytes.len() {
            assert!(Receiver::new(&bytes[..cut]).file(u64::MAX).is_err());
        }
        for idx in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[idx] ^= 0x20;
            assert!(
                Receiver::new(changed.as_slice()).file(u64::MAX).is_err(),
                "byte {idx}"
            );
        }
        let result = Receiver::new(bytes.as_slice()).file(10);
        assert!(matches!(result, Err(Interrupted::TooMuch)));
    }
}
