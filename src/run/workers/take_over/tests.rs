//! Workbooks that come over whole, and what must not: cut off, changed, out of turn, too much.

use std::sync::{Arc, Mutex};

use rust_decimal::Decimal;

use super::*;
use crate::model::document::FileFormat;
use crate::model::extraction::CellTaker;
use crate::model::extraction::{Extracted, Member};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Alignment, Cell, Color, Content, Style, Tally};
use crate::model::grid::{Area, DefinedName, Grid, Spans, Workbook};
use crate::model::limits::Limit;
use crate::model::limits::Limits;
use crate::model::place::CellRef;
use crate::model::place::Place;
use crate::run::workers::frame::write_frame;
use crate::run::workers::hand_over::Sender;
use crate::run::workers::message::area;
use crate::run::workers::worker::{End, Stopped};

const FILE: &str = "dinas/a.zip";

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
        file: "dinas/a.zip/b.xlsx".into(),
        sheet: "Lembar".into(),
        cell: CellRef::new(4, 4),
    };
    let extracted = Extracted {
        member: Some(Member {
            path: "b.xlsx".into(),
            sha256: "0".repeat(64).into(),
            size: 12,
        }),
        is_passed_over: true,
        format: FileFormat::Xls,
        workbook: workbook(),
        findings: vec![
            Finding::at("R004", Severity::Error, &place).fact_in("reason", "rusak", "damaged"),
            Finding::about("R003", Severity::Warning, "dinas/a.zip/b.xlsx"),
        ],
    };
    let mut sender = Sender::new(Vec::new());
    sender.members(vec!["a.csv".into(), "b.xlsx".into()]);
    sender.opens(1);
    sender.cells_of(&extracted);
    sender.document(&extracted);
    sender.end_document(&[]);
    sender.done(0).expect("sent");
    let mut bytes = Vec::new();
    std::mem::swap(&mut bytes, sender.pipe());
    (extracted, bytes)
}

fn taken(bytes: &[u8], limits: &Limits) -> Result<(Vec<Extracted>, bool), Interrupted> {
    let (mut all, room) = (Vec::new(), Mutex::new(()));
    let mut take = |extracted| all.push(extracted);
    let mut course = Course::new(FILE, limits, &room, &mut take);
    let retire = Receiver::new(bytes).file(&mut course)?;
    drop(course);
    Ok((all, retire))
}

#[test]
fn a_workbook_comes_over_as_it_was() {
    let (extracted, bytes) = sent();
    let (all, retire) = taken(&bytes, &Limits::default()).expect("taken over");
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
    let limits = Limits::default();
    for cut in 0..bytes.len() {
        assert!(taken(&bytes[..cut], &limits).is_err());
    }
    for idx in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[idx] ^= 0x20;
        assert!(taken(&changed, &limits).is_err(), "byte {idx}");
    }
}

/// Cells as one document, in one frame of this kind.
fn with_cells(kind: u8, cells: &[u8], n_cells: u64) -> Vec<u8> {
    let mut sender = Sender::new(Vec::new());
    let frame = [&[kind], cells].concat();
    write_frame(sender.pipe(), &frame).expect("sent");
    sender
        .send(&Message::EndSheet {
            is_kept: true,
            n_cells,
        })
        .expect("sent");
    sender.document(&Extracted {
        workbook: Workbook {
            sheets: vec![Grid::default()],
            ..Workbook::default()
        },
        ..Extracted::default()
    });
    sender.end_document(&[]);
    sender.done(u64::MAX).expect("sent");
    std::mem::take(sender.pipe())
}

#[test]
fn cells_that_do_not_fit_are_refused() {
    let style = postcard::to_stdvec(&crate::run::workers::message::WireStyle::of(
        &Style::default(),
    ));
    let style = style.expect("a style");
    // A plain `true`: kind, rows on, column, style and what it is; one right of it.
    let head = [4, 0, 0, 0, u8::try_from(style.len()).expect("short")];
    let yes = [&head[..], &style].concat();
    let next = &[4 | 1 << 6 | 1 << 7][..];
    let limits = Limits::default();
    let whole = [&yes[..], next].concat();
    let (all, _) = taken(&with_cells(CELLS, &whole, 2), &limits).expect("taken over");
    assert_eq!(all[0].workbook.sheets[0].cells.len(), 2);
    assert!(taken(&with_cells(CELLS, &whole, 3), &limits).is_err());
    let mut few = Limits::default();
    few.set(Limit::Cells, 1);
    assert!(taken(&with_cells(CELLS, &whole, 2), &few).is_err());
    let same_style = 1 << 6;
    for wrong in [
        // Nothing says how the first cell looks; it is cut off; it is in its own place again.
        &[4 | same_style, 0, 0][..],
        &[4, 0],
        &[4 | same_style, 0, 0],
        // A text, a style that nobody sent; a blank text; too many rows and columns on.
        &[same_style, 0, 9, 5],
        &[4, 0, 9, 9],
        &[same_style, 0, 9, 0, 1, b' '],
        &[4 | same_style, 0xFF, 0xFF, 0xFF, 1, 0],
        &[4 | same_style, 0, 0xFF, 0xFF, 1],
        // A number of more than 64 bits, a decimal with too many decimals, no UTF-8.
        &[
            4 | same_style,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            2,
            0,
        ],
        &[1 | same_style, 0, 9, 2, 99],
        &[same_style, 0, 9, 0, 1, 0xFF],
        // Texts that are as before and new.
        &[4 | same_style | 1 << 5 | 1 << 3, 0, 9, 1, b'a'],
    ] {
        let cells = [&yes, wrong].concat();
        assert!(
            taken(&with_cells(CELLS, &cells, 2), &limits).is_err(),
            "{wrong:?}"
        );
    }
    assert!(taken(&with_cells(CELLS, next, 1), &limits).is_err());
    // Strays stand anywhere but in a place that is taken.
    let strays = with_cells(STRAYS, &whole, 2);
    assert!(taken(&strays, &limits).is_ok());
    assert!(taken(&[strays.clone(), strays].concat(), &limits).is_ok());
}

#[test]
fn strays_come_to_their_places() {
    let mut sender = Sender::new(Vec::new());
    let cell = |row, word: &str| (CellRef::new(row, 0), Cell::text(word));
    sender.piece(&mut vec![cell(1, "a"), cell(3, "b")]);
    sender.strays(vec![cell(0, "c"), cell(2, "a")]);
    sender.end_sheet(true);
    let extracted = Extracted {
        workbook: Workbook {
            sheets: vec![Grid::default()],
            ..Workbook::default()
        },
        ..Extracted::default()
    };
    sender.document(&extracted);
    sender.end_document(&[]);
    sender.done(u64::MAX).expect("sent");
    let (all, _) = taken(sender.pipe(), &Limits::default()).expect("taken over");
    let cells = &all[0].workbook.sheets[0].cells;
    let words: Vec<String> = cells.values().map(Cell::raw).collect();
    assert_eq!(words, ["c", "a", "a", "b"]);
}

type Told<'t> = &'t dyn Fn(&mut Sender<Vec<u8>>);

#[test]
fn what_comes_out_of_turn_is_refused() {
    let whole = Extracted::default();
    let other = Extracted {
        findings: vec![Finding::about("R003", Severity::Warning, "dinas/b.xlsx")],
        ..Extracted::default()
    };
    let member = |path: &str, sha256: &str| Extracted {
        member: Some(Member {
            path: path.into(),
            sha256: sha256.into(),
            size: 1,
        }),
        ..Extracted::default()
    };
    let cases: [(&str, bool, Told<'_>); 9] = [
        ("a document", true, &|to| one(to, &whole)),
        ("nothing", false, &|_| {}),
        ("two documents", false, &|to| {
            one(to, &whole);
            one(to, &whole);
        }),
        ("an open document", false, &|to| to.document(&whole)),
        ("another's finding", false, &|to| one(to, &other)),
        ("a member twice", false, &|to| {
            to.members(vec!["a.csv".into()]);
            one(to, &member("a.csv", ""));
            one(to, &member("a.csv", ""));
        }),
        ("a member outside", false, &|to| {
            to.members(vec!["../a.csv".into()]);
            one(to, &member("../a.csv", ""));
        }),
        ("two of a path", false, &|to| {
            to.members(vec!["a.csv".into(), "a.csv".into()]);
            one(to, &member("a.csv", ""));
        }),
        ("no hash", false, &|to| {
            to.members(vec!["a.csv".into()]);
            one(to, &member("a.csv", "00"));
        }),
    ];
    for (name, is_right, told) in cases {
        let mut sender = Sender::new(Vec::new());
        told(&mut sender);
        sender.done(u64::MAX).expect("sent");
        let result = taken(sender.pipe(), &Limits::default());
        assert_eq!(result.is_ok(), is_right, "{name}");
    }
}

fn one(sender: &mut Sender<Vec<u8>>, extracted: &Extracted) {
    sender.document(extracted);
    sender.end_document(&[]);
}

#[test]
fn what_is_held_is_limited() {
    let mut sender = Sender::new(Vec::new());
    let mut extracted = Extracted {
        workbook: workbook(),
        ..Extracted::default()
    };
    for row in 0..20_000 {
        let at = CellRef::new(1_000_000 + row, 0);
        extracted.workbook.sheets[1]
            .cells
            .insert(at, Cell::text("a"));
    }
    sender.cells_of(&extracted);
    sender.document(&extracted);
    sender.end_document(&[]);
    sender.done(0).expect("sent");
    let mut limits = Limits::default();
    assert!(taken(sender.pipe(), &limits).is_ok());
    limits.set(Limit::HandoverMegabytes, 1);
    let result = taken(sender.pipe(), &limits);
    assert!(matches!(result, Err(Interrupted::TooMuch)));
}

#[test]
fn a_second_reader_that_dies_costs_its_comparison_only() {
    let extracted = Extracted {
        workbook: workbook(),
        ..Extracted::default()
    };
    let mut sender = Sender::new(Vec::new());
    sender.cells_of(&extracted);
    sender.document(&extracted);
    // The process ends here, at work with the second reader.
    let (mut all, room, limits) = (Vec::new(), Mutex::new(()), Limits::default());
    let mut take = |extracted: Extracted| all.push(extracted);
    let mut course = Course::new(FILE, &limits, &room, &mut take);
    let result = Receiver::new(sender.pipe().as_slice()).file(&mut course);
    assert!(matches!(result, Err(Interrupted::Broken(_))));
    assert!(!course.has_something_to_read());
    let end = End::new("sinyal 6", "signal 6");
    assert!(!course.give_up(&Stopped::Died(end)));
    drop(course);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].workbook, extracted.workbook);
    let codes: Vec<_> = all[0].findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["R017"]);
}
