//! The columns of the sheet that the columns of a document become: a code may take several, a label
//! one a level, and some belong to no column of the document.

use super::choices::Layout;
use super::data::{Document, Holds};

/// A column of the sheet.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) what: What,
    /// Header words from the top; empty where the header stands elsewhere.
    pub(super) header: Vec<String>,
    /// Slots of one column of the document share a header.
    pub(super) source: Option<usize>,
}

/// What a column of the sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A running number.
    Number,
    /// A part of the code, or all of it.
    Code(usize),
    /// The label, or that of one level.
    Label(usize),
    /// A column of the document.
    Field(usize),
    /// `Rp` alone, for the amount in the next slot.
    Mark(usize),
    /// Remarks.
    Remark,
    /// Nothing.
    Blank,
}

/// The columns of the sheet, left to right.
pub(super) fn slots(document: &Document, layout: &Layout) -> Vec<Slot> {
    let mut slots = Vec::new();
    if !layout.is("running-number", "none") {
        slots.push(Slot {
            what: What::Number,
            header: vec!["No".to_owned()],
            source: None,
        });
    }
    for column in order(document, layout) {
        let header = header(document, layout, column);
        for what in whats(document, layout, column) {
            slots.push(Slot {
                what,
                header: header.clone(),
                source: Some(column),
            });
        }
    }
    if !layout.is("remark", "none") {
        slots.push(Slot {
            what: What::Remark,
            header: vec!["Keterangan".to_owned()],
            source: None,
        });
    }
    add_blank(&mut slots, layout);
    shift_header(&mut slots, layout);
    slots
}

/// The document's columns in the order of the sheet.
fn order(document: &Document, layout: &Layout) -> Vec<usize> {
    let holds = |idx: usize| document.columns[idx].holds;
    let mut order: Vec<usize> = (0..document.columns.len()).collect();
    match layout.get("order") {
        "code-last" => {
            let label = order.iter().position(|&idx| holds(idx) == Holds::Label);
            let code = order.iter().position(|&idx| holds(idx) == Holds::Code);
            if let (Some(label), Some(code)) = (label, code) {
                order.swap(label, code);
            }
        }
        "amounts-reversed" => {
            let amounts: Vec<usize> = order
                .iter()
                .copied()
                .filter(|&idx| {
                    holds(idx) == Holds::Rupiah && document.columns[idx].header.len() == 1
                })
                .collect();
            for (&from, &to) in amounts.iter().zip(amounts.iter().rev()) {
                order[from] = to;
            }
        }
        _ => {}
    }
    order
}

fn whats(document: &Document, layout: &Layout, column: usize) -> Vec<What> {
    match document.columns[column].holds {
        Holds::Code => match layout.get("code") {
            "in-label" => Vec::new(),
            "split" => (0..n_parts(document)).map(What::Code).collect(),
            "cumulative" | "own" => (0..code_lengths(document).len()).map(What::Code).collect(),
            _ => vec![What::Code(0)],
        },
        Holds::Label if layout.is("outline", "columns") => {
            let deepest = document.rows.iter().map(|row| row.depth).max().unwrap_or(0);
            (0..=deepest).map(What::Label).collect()
        }
        Holds::Label => vec![What::Label(0)],
        Holds::Rupiah if layout.is("rp-column", "own") => {
            vec![What::Mark(column), What::Field(column)]
        }
        Holds::Rupiah | Holds::Percent | Holds::Count | Holds::Words => vec![What::Field(column)],
    }
}

/// How many parts the longest code has.
fn n_parts(document: &Document) -> usize {
    code_lengths(document).last().copied().unwrap_or(1)
}

/// The numbers of parts that codes have, ascending.
pub(super) fn code_lengths(document: &Document) -> Vec<usize> {
    let codes = document.rows.iter().filter_map(|row| row.code.as_deref());
    let mut lengths: Vec<usize> = codes.map(|code| code.split('.').count()).collect();
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}

fn header(document: &Document, layout: &Layout, column: usize) -> Vec<String> {
    let given = &document.columns[column];
    let mut header = given.header.clone();
    let last = header.last_mut().expect("a column has a header");
    if given.holds == Holds::Rupiah {
        let year = year(document);
        if let (Some(year), true) = (&year, layout.is("years", "in-header")) {
            last.push_str(&format!(" {year}"));
        }
        if layout.is("header-unit", "rp") && !last.to_lowercase().contains("rp") {
            last.push_str(" (Rp)");
        }
        // A document's own groups stay whole.
        if let (Some(year), [_]) = (&year, given.header.as_slice()) {
            let group = format!("Tahun Anggaran {year}");
            match layout.get("header-group") {
                "over-amounts" => header.insert(0, group),
                "two-levels" => {
                    header.insert(0, "Menurut Laporan".to_owned());
                    header.insert(0, group);
                }
                _ => {}
            }
        }
    }
    header
        .into_iter()
        .map(|text| written(&text, layout))
        .collect()
}

/// The year that the titles tell, where the headers do not speak of years themselves.
fn year(document: &Document) -> Option<String> {
    let year_in = |text: &String| {
        let mut words = text.split(|c: char| !c.is_ascii_digit());
        words.find(|word| word.len() == 4).map(str::to_owned)
    };
    let mut headers = document.columns.iter().flat_map(|column| &column.header);
    if headers.any(|text| year_in(text).is_some()) {
        return None;
    }
    document.titles.iter().find_map(year_in)
}

/// A header text in the layout's case, with its breaks.
fn written(text: &str, layout: &Layout) -> String {
    let text = match layout.get("header-case") {
        "upper" => text.to_uppercase(),
        "lower" => text.to_lowercase(),
        _ => text.to_owned(),
    };
    match layout.get("header-break") {
        "line-break" => text.replacen(' ', "\n", 1),
        "two-spaces" => format!(" {}", text.replace(' ', "  ")),
        _ => text,
    }
}

fn add_blank(slots: &mut Vec<Slot>, layout: &Layout) {
    let last_label = slots
        .iter()
        .rposition(|slot| matches!(slot.what, What::Label(_)));
    let at = match layout.get("blank-column") {
        "behind-label" => last_label.map(|idx| idx + 1),
        "before-last" => slots.len().checked_sub(1),
        _ => None,
    };
    if let Some(at) = at {
        slots.insert(
            at,
            Slot {
                what: What::Blank,
                header: Vec::new(),
                source: None,
            },
        );
    }
}

/// Moves the header of one amount to an empty column beside it.
fn shift_header(slots: &mut Vec<Slot>, layout: &Layout) {
    let is_lone = |slot: &Slot| matches!(slot.what, What::Field(_)) && slot.header.len() == 1;
    let Some(at) = slots.iter().position(is_lone) else {
        return;
    };
    // A mark before the amount would stand between it and its header.
    let behind = match layout.get("header-shift") {
        "right" => at + 1,
        "left" if !layout.is("rp-column", "own") => at,
        _ => return,
    };
    let header = std::mem::take(&mut slots[at].header);
    let source = slots[at].source.take();
    slots.insert(
        behind,
        Slot {
            what: What::Blank,
            header,
            source,
        },
    );
}
