//! What a reader process and the run say to each other. Cells have a form of their own (see
//! `cells`); everything else is a message. The run believes nothing: whatever a message says is
//! checked when it is taken apart.

use serde::{Deserialize, Serialize};

use crate::model::document::FileFormat;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Alignment, Area, Color, Style, Tally};
use crate::model::place::{CellRef, Place};
use crate::model::rules;

/// The first word of a reader process: both sides are the same program.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Hello {
    /// The program's version.
    pub(super) version: String,
    /// What keeps it from files and network, for the log.
    pub(super) confinement: String,
}

/// A file to read; its bytes follow in frames.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Task {
    /// Path of the document.
    pub(super) path: String,
    /// How many bytes follow.
    pub(super) n_bytes: u64,
    /// The limits, in the order of their table.
    pub(super) limits: Vec<u64>,
    /// Bytes of memory this attempt may take.
    pub(super) memory: u64,
    /// Whether a second reader reads the file too.
    pub(super) twice: bool,
    /// Members of the archive that were read before.
    pub(super) done: Vec<String>,
}

/// First byte of a frame of cells; no message begins with it, as there are few kinds of messages.
pub(super) const CELLS: u8 = 0xFE;
/// First byte of a frame of cells that stand between those sent before.
pub(super) const STRAYS: u8 = 0xFF;

/// A part of what was read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Message {
    /// The file is an archive of these.
    Members(Vec<String>),
    /// The member of this number is being read.
    Opens(u32),
    /// The sheet whose cells came has no more; `is_kept` says whether they are its cells.
    EndSheet { is_kept: bool, n_cells: u64 },
    /// The sheets that came belong to nothing.
    Discard,
    /// What stands around the cells of a sheet, in the order in which the cells came.
    Sheet(Box<SheetHead>),
    /// What was found wrong with the document.
    Findings(Vec<WireFinding>),
    /// The document is whole, as one reader sees it.
    Document(DocumentHead),
    /// Nothing more comes of the document.
    DocumentEnd,
    /// The file is done; `retire` says that this process has grown and should be replaced.
    Done { retire: bool },
}

/// A workbook without its sheets.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DocumentHead {
    /// Number, SHA-256 and size of the member that it is.
    pub(super) member: Option<(u32, String, u64)>,
    pub(super) is_passed_over: bool,
    pub(super) format: String,
    pub(super) counts_from_1904: bool,
    pub(super) names: Vec<(String, Option<String>, String)>,
}

/// A sheet without its cells.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SheetHead {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) is_incomplete: bool,
    pub(super) merges: Vec<[u32; 4]>,
    pub(super) hidden_rows: Vec<(u32, u32)>,
    pub(super) hidden_cols: Vec<(u32, u32)>,
    pub(super) filter: Option<[u32; 4]>,
    pub(super) comments: Vec<(u32, u32, String)>,
    pub(super) tally: [u64; 3],
}

/// A style.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireStyle {
    format: Option<String>,
    bold: bool,
    underline: bool,
    indent: u8,
    alignment: u8,
    fill: Option<(u8, u32)>,
}

/// A finding of the reading stage: it has a place and words, never figures.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireFinding {
    code: String,
    document: String,
    sheet: Option<String>,
    cell: Option<(u32, u32)>,
    facts: Vec<(String, String)>,
}

/// The words that findings of the reading stage carry.
const FACTS: [&str; 6] = [
    "reason",
    "reason_en",
    "format",
    "format_en",
    "limit",
    "value",
];

impl WireStyle {
    pub(super) fn of(style: &Style) -> Self {
        Self {
            format: style.format.as_deref().map(str::to_owned),
            bold: style.bold,
            underline: style.underline,
            indent: style.indent,
            alignment: match style.alignment {
                Alignment::General => 0,
                Alignment::Left => 1,
                Alignment::Center => 2,
                Alignment::Right => 3,
                Alignment::Other => 4,
            },
            fill: style.fill.map(|color| match color {
                Color::Rgb(rgb) => (0, rgb),
                Color::Theme(idx) => (1, idx.into()),
                Color::Indexed(idx) => (2, idx.into()),
            }),
        }
    }

    pub(super) fn into_style(self) -> Option<Style> {
        Some(Style {
            format: self.format.map(Into::into),
            bold: self.bold,
            underline: self.underline,
            indent: self.indent,
            alignment: match self.alignment {
                0 => Alignment::General,
                1 => Alignment::Left,
                2 => Alignment::Center,
                3 => Alignment::Right,
                4 => Alignment::Other,
                _ => return None,
            },
            fill: match self.fill {
                None => None,
                Some((0, rgb)) => Some(Color::Rgb(rgb)),
                Some((1, idx)) => Some(Color::Theme(u8::try_from(idx).ok()?)),
                Some((2, idx)) => Some(Color::Indexed(u8::try_from(idx).ok()?)),
                Some(_) => return None,
            },
        })
    }
}

impl WireFinding {
    /// `None` for a finding that carries more than a reading stage says; that is a fault of the
    /// program, met by a test.
    pub(super) fn of(finding: &Finding) -> Option<Self> {
        let only_words = finding.stated.is_none()
            && finding.computed.is_none()
            && finding.causes.is_empty()
            && finding.related.is_empty()
            && finding.facts.keys().all(|key| FACTS.contains(key));
        only_words.then(|| Self {
            code: finding.code.to_owned(),
            document: finding.document.clone().unwrap_or_default(),
            sheet: finding.sheet.clone(),
            cell: finding
                .place
                .as_ref()
                .map(|place| (place.cell.row, place.cell.col)),
            facts: finding
                .facts
                .iter()
                .map(|(key, words)| ((*key).to_owned(), words.clone()))
                .collect(),
        })
    }

    /// `None` for one that cannot be: of no rule, about another document, in no sheet.
    pub(super) fn into_finding(self, document: &str) -> Option<Finding> {
        let rule = rules::rule(&self.code).filter(|_| self.document == document)?;
        let severity: Severity = rule.severity;
        let mut finding = match (self.sheet, self.cell) {
            (None, Some(_)) => return None,
            (Some(sheet), Some((row, col))) => {
                let place = Place {
                    file: self.document.as_str().into(),
                    sheet: sheet.into(),
                    cell: CellRef::new(row, col),
                };
                Finding::at(rule.code, severity, &place)
            }
            (Some(sheet), None) => {
                Finding::about_sheet(rule.code, severity, &self.document, &sheet)
            }
            (None, None) => Finding::about(rule.code, severity, &self.document),
        };
        for (key, words) in self.facts {
            let key = FACTS.into_iter().find(|known| *known == key)?;
            finding.facts.insert(key, words);
        }
        Some(finding)
    }
}

pub(super) fn wire_area(area: &Area) -> [u32; 4] {
    [area.first.row, area.first.col, area.last.row, area.last.col]
}

pub(super) fn area([first_row, first_col, last_row, last_col]: [u32; 4]) -> Area {
    Area {
        first: CellRef::new(first_row, first_col),
        last: CellRef::new(last_row, last_col),
    }
}

pub(super) fn wire_tally(tally: Tally) -> [u64; 3] {
    [tally.stored, tally.blank, tally.refused]
}

pub(super) fn tally([stored, blank, refused]: [u64; 3]) -> Tally {
    Tally {
        stored,
        blank,
        refused,
    }
}

/// The format of a public name.
pub(super) fn format_named(name: &str) -> Option<FileFormat> {
    FileFormat::named(name)
}
